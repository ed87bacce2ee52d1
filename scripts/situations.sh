#!/usr/bin/env bash
# Do `make demo` and `make test` succeed whatever is on the machine, and leave its
# PostgreSQL alone? As root: makes bare Debian systems with debootstrap in a private
# directory, brings each into the situations below in turn, runs both commands in
# it, and compares its packages, clusters and servers before and after.
#
#   nothing   git and make; no package lists
#   server    a PostgreSQL server without headers and without a cluster
#   stopped   the same with a stopped cluster
#   running   the same with a running cluster
#   older     as running, and its minor version is older than the archive's
#   broken    a stopped cluster, and packages with unmet dependencies
#   user      as nothing, but not root, and no sudo
#   sudo      as nothing, but not root, with sudo
#
# RELEASES="bookworm trixie"     only these
# SITUATIONS="nothing older"     only these
# LAYERS, TESTS                  as for make test, which else runs everything
# BASES=DIRECTORY                keep the bare systems there and start from them again
# MIRROR, SECURITY_MIRROR        where Debian is
# KEEP=1                         keep the private directory, with the last system
# The last line of output is "N passed, N failed".

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

ALL_SITUATIONS='nothing server stopped running older broken user sudo'
RELEASES=${RELEASES:-bookworm trixie}
SITUATIONS=${SITUATIONS:-$ALL_SITUATIONS}
MIRROR=${MIRROR:-http://deb.debian.org/debian}
SECURITY_MIRROR=${SECURITY_MIRROR:-http://deb.debian.org/debian-security}
PASSED=0
FAILED=0
COUNTED=

last_words() {
  if [ -z "$COUNTED" ]; then
    FAILED=$((FAILED + 1))
    say "the run ended early (status $1)"
  fi
  say "$PASSED passed, $FAILED failed"
}

for situation in $SITUATIONS; do
  [[ " $ALL_SITUATIONS " == *" $situation "* ]] ||
    die 2 "$NAME: unknown situation \"$situation\"; there are: $ALL_SITUATIONS"
done
is_root || die 3 "$NAME: this makes whole systems with debootstrap and needs root."
for command in debootstrap unshare chroot; do
  command -v "$command" >/dev/null || die 3 "$NAME: the command $command is missing."
done

# inside ROOT COMMAND... : as the only processes of a namespace of their own, which
# ends with its first one; so nothing stays mounted or running, however we end.
inside() {
  # shellcheck disable=SC2016  # for the shell inside
  unshare --mount --pid --fork --kill-child -- bash -euc '
    mount -t proc proc "$1/proc"
    mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
    exec chroot "$@"
  ' inside "$@"
}

# The packages that come with make base are all that there is; what the archive
# has newer is taken in, as on a machine that is kept up to date. What debootstrap
# mounts stays in its namespace.
make_base() {
  local release=$1 root=$2
  unshare --mount --pid --fork --kill-child --mount-proc \
    debootstrap --variant=minbase --include=ca-certificates,git,make "$release" "$root" "$MIRROR" &&
    rm -f "$root/etc/apt/sources.list" &&
    cat >"$root/etc/apt/sources.list.d/debian.sources" <<SOURCES &&
Types: deb
URIs: $MIRROR
Suites: $release $release-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: $SECURITY_MIRROR
Suites: $release-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
    mkdir -p "$root/dev/shm" && cp -L /etc/resolv.conf /etc/hosts "$root/etc/" &&
    add_script "$root" && inside "$root" bash /root/situation.sh prepare base
}

# pack DIRECTORY TARBALL : whole or not at all, since a later run may use it.
pack() { tar -C "$1" --one-file-system --exclude=./proc/* -cf "$2.new" . && mv "$2.new" "$2"; }
unpack() { mkdir "$2" && tar -C "$2" -xpf "$1"; }

add_script() { cp "$TOP/scripts/lib/situation.sh" "$1/root/situation.sh"; }

add_source() {
  add_script "$1" && mkdir -p "$1/src/$NAME" &&
    tar -C "$TOP" -cf - --exclude=./.git --exclude='*.o' --exclude='*.bc' --exclude='*.so' \
      --exclude="./$NAME--*.sql" --exclude=./results --exclude=./tmp_check . |
    tar -C "$1/src/$NAME" -xf - --no-same-owner
}

make_release() {
  local release=$1
  if [ -f "$BASES/$release.base.tar" ] && [ -f "$BASES/$release.server.tar" ]; then return 0; fi
  make_base "$release" "$PRIVATE/$release" && pack "$PRIVATE/$release" "$BASES/$release.base.tar" &&
    inside "$PRIVATE/$release" bash /root/situation.sh prepare server &&
    pack "$PRIVATE/$release" "$BASES/$release.server.tar" && rm -rf "${PRIVATE:?}/$release"
}

make_situation() {
  local release=$1 situation=$2 root=$3 base=server
  case $situation in
    nothing | user | sudo) base=base ;;
  esac
  unpack "$BASES/$release.$base.tar" "$root" && add_source "$root"
}

# try_situation RELEASE SITUATION : the lines "ok - ..." and "not ok - ..." of the
# system count; below a failure stands the end of its log.
try_situation() {
  local release=$1 situation=$2 root=$PRIVATE/system results rc=0
  step "$release, $situation: a system" make_situation "$release" "$situation" "$root"
  results=$root/root/results
  STEP=$((STEP + 1))
  printf '[%d/%d] %s, %s:\n' "$STEP" "$STEPS" "$release" "$situation"
  run_job - inside "$root" /usr/bin/env ${LAYERS:+"LAYERS=$LAYERS"} ${TESTS:+"TESTS=$TESTS"} \
    bash /root/situation.sh run "$situation" || rc=$?
  PASSED=$((PASSED + $(grep -c '^ok - ' "$results" || true)))
  FAILED=$((FAILED + $(grep -c '^not ok - ' "$results" || true)))
  if [ "$rc" -ne 0 ]; then
    say "    $release, $situation: ended early (status $rc)"
    FAILED=$((FAILED + 1))
  fi
  if [ "${KEEP:-}" != 1 ] || [ "$STEP" -lt "$STEPS" ]; then rm -rf "$root"; fi
}

read -ra releases <<<"$RELEASES"
read -ra situations <<<"$SITUATIONS"
STEPS=$((${#releases[@]} * (1 + 2 * ${#situations[@]})))
make_private
BASES=${BASES:-$PRIVATE}
for release in "${releases[@]}"; do
  step "making $release, bare and with a server" make_release "$release"
  for situation in "${situations[@]}"; do
    try_situation "$release" "$situation"
  done
  [ "$BASES" != "$PRIVATE" ] || rm -f "$PRIVATE/$release".*.tar
done
COUNTED=1
[ "$FAILED" -eq 0 ] || exit 1
