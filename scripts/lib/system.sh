# shellcheck shell=bash
# Whole Debian systems in a directory, made with debootstrap: for scripts/situations.sh
# and scripts/soak.sh. Needs root.

MIRROR=${MIRROR:-http://deb.debian.org/debian}
SECURITY_MIRROR=${SECURITY_MIRROR:-http://deb.debian.org/debian-security}

# lacks_for_systems prints why no system can be made, or nothing. Not every
# container lets its root have namespaces.
lacks_for_systems() {
  local command
  is_root || { echo "making a Debian system needs root"; return; }
  for command in unshare chroot apt-get dpkg-deb; do
    command -v "$command" >/dev/null || { echo "the command $command is missing"; return; }
  done
  unshare --mount --pid --fork --kill-child --mount-proc -- true 2>/dev/null ||
    echo "this root may not make namespaces"
}

# "${INSIDE[@]}" ROOT COMMAND... : as the only processes of a namespace of their own,
# which ends with its first one; so nothing stays mounted or running, however we end.
# shellcheck disable=SC2016  # for the shell inside
INSIDE=(unshare --mount --pid --fork --kill-child -- bash -euc '
  mount -t proc proc "$1/proc"
  mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
  exec chroot "$@"
' inside)

inside() { "${INSIDE[@]}" "$@"; }

# fetch_debootstrap : as a file, where it is not installed. It is a shell script, and
# needs of other packages only the keys of the archive.
fetch_debootstrap() {
  local dir=$PRIVATE/debootstrap file options
  ! command -v debootstrap >/dev/null || return 0
  options=(-o "Dir::State::lists=$dir/lists")
  mkdir -p "$dir/packages" "$dir/lists/partial" "$dir/bin"
  apt_private "${options[@]}" update &&
    (cd "$dir/packages" && apt_private "${options[@]}" download debootstrap debian-archive-keyring) || return
  for file in "$dir"/packages/*.deb; do dpkg-deb -x "$file" "$dir" || return; done
  cat >"$dir/bin/debootstrap" <<RUN
#!/bin/sh
DEBOOTSTRAP_DIR='$dir/usr/share/debootstrap' exec sh '$dir/usr/sbin/debootstrap' \\
  --keyring='$dir/usr/share/keyrings/debian-archive-keyring.gpg' "\$@"
RUN
  chmod 755 "$dir/bin/debootstrap"
}

# use_debootstrap : from now on the path has it.
use_debootstrap() {
  [ ! -x "$PRIVATE/debootstrap/bin/debootstrap" ] || export PATH=$PRIVATE/debootstrap/bin:$PATH
}

# The packages that come with make base are all that there is; what the archive
# has newer is taken in, as on a machine that is kept up to date. What debootstrap
# mounts stays in its namespace.
make_base() {
  local release=$1 root=$2
  unshare --mount --pid --fork --kill-child --mount-proc \
    debootstrap --variant=minbase --include=ca-certificates,git,make "$release" "$root" "$MIRROR" &&
    rm -f "$root/etc/apt/sources.list" && add_archive "$release" "$root" &&
    mkdir -p "$root/dev/shm" && cp -L /etc/resolv.conf /etc/hosts "$root/etc/" &&
    add_script "$root" && inside "$root" bash /root/situation.sh prepare base
}

# add_archive RELEASE ROOT
add_archive() {
  cat >"$2/etc/apt/sources.list.d/$1.sources" <<SOURCES
Types: deb
URIs: $MIRROR
Suites: $1 $1-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: $SECURITY_MIRROR
Suites: $1-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
}

# pack_system DIRECTORY TARBALL : whole or not at all, since a later run may use it.
pack_system() { tar -C "$1" --one-file-system --exclude=./proc/* -cf "$2.new" . && mv "$2.new" "$2"; }
unpack_system() { mkdir "$2" && tar -C "$2" -xpf "$1"; }

add_script() { cp "$TOP/scripts/lib/situation.sh" "$1/root/situation.sh"; }

# add_source ROOT [NAME] : the checkout, in /src/NAME.
add_source() {
  local to=$1/src/${2:-$NAME}
  add_script "$1" && mkdir -p "$to" &&
    tar -C "$TOP" -cf - --exclude=./.git --exclude='*.o' --exclude='*.bc' --exclude='*.so' \
      --exclude="./$NAME--*.sql" --exclude=./results --exclude=./tmp_check --exclude=./.build --exclude=./.try . |
    tar -C "$to" -xf - --no-same-owner
}
