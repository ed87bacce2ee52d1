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
# SYSTEMS=DIRECTORY              keep the bare systems there and start from them again
# MIRROR, SECURITY_MIRROR        where Debian is
# KEEP=1                         keep the private directory, with the last system
# The last line of output is "N passed, N failed".

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/fetch.sh
. "$TOP/scripts/lib/fetch.sh"
# shellcheck source=scripts/lib/system.sh
. "$TOP/scripts/lib/system.sh"

ALL_SITUATIONS='nothing server stopped running older broken user sudo'
RELEASES=${RELEASES:-bookworm trixie}
SITUATIONS=${SITUATIONS:-$ALL_SITUATIONS}
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
lacking=$(lacks_for_systems)
[ -z "$lacking" ] || die 3 "$NAME: this makes whole systems with debootstrap, and $lacking."

# The base is what soak.sh makes too; a server is added only for those that begin with one.
make_release() {
  local release=$1 root=$PRIVATE/$1 base=$SYSTEMS/$1.base.tar server=$SYSTEMS/$1.server.tar situation
  [ -f "$base" ] || { make_base "$release" "$root" && pack_system "$root" "$base"; } || return
  for situation in $SITUATIONS; do
    case $situation in nothing | user | sudo) continue ;; esac
    [ ! -f "$server" ] || break
    { [ -d "$root" ] || unpack_system "$base" "$root"; } && inside "$root" bash /root/situation.sh prepare server &&
      pack_system "$root" "$server" || return
  done
  rm -rf "${root:?}"
}

make_situation() {
  local release=$1 situation=$2 root=$3 base=server
  case $situation in
    nothing | user | sudo) base=base ;;
  esac
  unpack_system "$SYSTEMS/$release.$base.tar" "$root" && add_source "$root"
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
run_job "$PRIVATE/log/debootstrap.log" fetch_debootstrap ||
  { show_tail "$PRIVATE/log/debootstrap.log"; die 3 "$NAME: debootstrap is not installed and could not be fetched."; }
use_debootstrap
SYSTEMS=${SYSTEMS:-$PRIVATE}
for release in "${releases[@]}"; do
  step "making $release" make_release "$release"
  for situation in "${situations[@]}"; do
    try_situation "$release" "$situation"
  done
  [ "$SYSTEMS" != "$PRIVATE" ] || rm -f "$PRIVATE/$release".*.tar
done
COUNTED=1
[ "$FAILED" -eq 0 ] || exit 1
