# shellcheck shell=bash disable=SC2034,SC2153  # variables are shared with the other files
# What is missing, fetched as files: Debian packages are downloaded and unpacked
# in the private directory, and nothing of the machine is installed, upgraded,
# configured, started or stopped. No root is needed. All of it goes with the
# private directory.
#
# PostgreSQL finds its files from where its programs lie, and so do gcc and
# pg_config; the rest is found by PATH, LD_LIBRARY_PATH and PERL5LIB.

FETCHED=        # where fetched packages are unpacked, once there are any
SYSROOT=        # the C library that a fetched compiler compiles and links against
APT_LISTS=()    # options that name package lists of our own, once we have them
APT_STATUS=()   # options by which apt-get takes the machine for an empty one
FETCH_RESOLVED=()   # packages that are fetched with what they depend on
FETCH_ALONE=()      # packages that are fetched by themselves
FETCH_VERSIONS=()   # NAME=VERSION of all that apt-get finds needed

# The C library must be the one that the machine's loader belongs to, so another
# version of it is only for the compiler.
FOR_SYSROOT='^(libc6|libc6-dev|libc-dev-bin|linux-libc-dev|libcrypt1|libcrypt-dev|libgcc-s1)(:|$)'

# apt-get for reading, as whoever we are: its locks, cache and, if we had to
# update them, its lists are not the machine's.
apt_private() {
  mkdir -p "$PRIVATE/apt/cache/archives/partial"
  env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root -o Acquire::Retries=3 -o Dir::Cache="$PRIVATE/apt/cache" \
    "${APT_LISTS[@]}" "${APT_STATUS[@]}" "$@"
}

apt_cache() { LC_ALL=C apt-cache "${APT_LISTS[@]}" "$@"; }

# A part of the sources may be out of reach while the rest suffices, so whether
# this was enough shows when packages are looked for.
private_lists() {
  say "    reading the package lists into the private directory"
  mkdir -p "$PRIVATE/apt/lists/partial"
  APT_LISTS=(-o "Dir::State::lists=$PRIVATE/apt/lists")
  run_job "$PRIVATE/log/apt.log" apt_private update || true
}

# choose_fetched : from PACKAGES to the two lists of what is fetched. Without a
# complete server a whole private one is fetched, so that server, headers and
# tests are of one version. The headers ask for clang and llvm, and pgTAP for a
# server, that we can do without; the compiler needs a C library to link with.
choose_fetched() {
  local package
  FETCH_RESOLVED=()
  FETCH_ALONE=()
  if [ -z "$PG_CONFIG" ]; then
    FETCH_RESOLVED=("postgresql-$MAJOR_WANTED" "postgresql-client-$MAJOR_WANTED")
    FETCH_ALONE=("postgresql-server-dev-$MAJOR_WANTED")
  fi
  for package in "${PACKAGES[@]}"; do
    case $package in
      "postgresql-$MAJOR_WANTED" | postgresql-server-dev-*) ;;
      postgresql-client-* | postgresql-*-pgtap) FETCH_ALONE+=("$package") ;;
      gcc) FETCH_RESOLVED+=(gcc libc6 libgcc-s1) ;;
      *) FETCH_RESOLVED+=("$package") ;;
    esac
  done
}

# planned_versions PLAN : NAME=VERSION of every package that `apt-get -s` would
# unpack.
planned_versions() { sed -nE 's/^Inst ([^ ]+) (\[[^]]*\] )?\(([^ ]+) .*/\1=\3/p' <<<"$1"; }

# Nothing of this plan is carried out; it names the versions to download. Where
# the installed version of a package is in no archive, the newest that is will do.
plan_fetch() {
  local plan='' package version
  choose_fetched
  if [ ${#FETCH_RESOLVED[@]} -gt 0 ]; then
    plan=$(apt_private -s --no-install-recommends --reinstall --allow-change-held-packages \
      install "${FETCH_RESOLVED[@]}" 2>>"$PRIVATE/log/apt.log") || return 1
  fi
  mapfile -t FETCH_VERSIONS < <(planned_versions "$plan")
  for package in "${FETCH_RESOLVED[@]}"; do
    [[ " ${FETCH_VERSIONS[*]}" != *" $package="* ]] || continue
    version=$(apt_cache madison "$package" 2>/dev/null | awk '{ print $3; exit }')
    FETCH_VERSIONS+=("$package${version:+=$version}")
  done
  apt_private download --print-uris "${FETCH_VERSIONS[@]}" \
    "${FETCH_ALONE[@]}" >/dev/null 2>>"$PRIVATE/log/apt.log"
}

# The packages that were asked for by name, and how many come with them.
say_fetched() {
  local others=$((${#FETCH_VERSIONS[@]} - ${#FETCH_RESOLVED[@]})) names
  names="${FETCH_ALONE[*]} ${FETCH_RESOLVED[*]}"
  [ "$others" -le 0 ] || names+=" and $others packages that these need"
  say "    fetching as files into the private directory, since $1: $names; removed at the end"
}

download() {
  mkdir -p "$PRIVATE/apt/packages" && cd "$PRIVATE/apt/packages" &&
    apt_private download "${FETCH_VERSIONS[@]}" "${FETCH_ALONE[@]}"
}

# Debian's /bin, /lib and so on are links into /usr; some packages still name
# their files the old way.
make_root() {
  local dir
  for dir in bin sbin lib lib64; do
    mkdir -p "$1/usr/$dir"
    [ -e "$1/$dir" ] || ln -s "usr/$dir" "$1/$dir"
  done
}

unpack() {
  local file name to
  make_root "$FETCHED" && make_root "$SYSROOT" || return
  for file in "$PRIVATE"/apt/packages/*.deb; do
    name=$(basename "$file")
    to=$FETCHED
    ! [[ ${name%%_*} =~ $FOR_SYSROOT ]] || to=$SYSROOT
    dpkg-deb --fsys-tarfile "$file" | tar -C "$to" -xf - --keep-directory-symlink --no-same-owner ||
      return
    rm -f "$file"
  done
  chmod -R u+rwX,go+rX "$FETCHED" "$SYSROOT"
}

# joined DIR... : those that exist, joined by colons.
joined() {
  local dir list=
  for dir; do
    [ ! -d "$dir" ] || list+=${list:+:}$dir
  done
  printf '%s' "$list"
}

# What the machine has comes first, except for libraries and Perl modules, which
# were fetched because those of the machine are older.
use_fetched() {
  local libraries modules
  shopt -s nullglob
  libraries=$(joined "$FETCHED"/usr/lib/*-linux-*)
  modules=$(joined "$FETCHED"/usr/share/perl5 "$FETCHED"/usr/lib/*-linux-*/perl5/5.* \
    "$FETCHED"/usr/share/perl/5.* "$FETCHED"/usr/lib/*-linux-*/perl/5.*)
  shopt -u nullglob
  [ -z "$libraries" ] || export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  [ -z "$modules" ] || export PERL5LIB=$modules${PERL5LIB:+:$PERL5LIB}
  export PATH=$PATH:$FETCHED/usr/bin
  if [ -e "$FETCHED/usr/bin/gcc" ]; then
    mkdir -p "$PRIVATE/compiler"
    printf '#!/bin/sh\nexec "%s" --sysroot="%s" "$@"\n' "$FETCHED/usr/bin/gcc" "$SYSROOT" \
      >"$PRIVATE/compiler/gcc"
    chmod 755 "$PRIVATE/compiler" "$PRIVATE/compiler/gcc"
    export PATH=$PRIVATE/compiler:$PATH
  fi
  if [ -z "$PG_CONFIG" ]; then
    GIVEN_PG_CONFIG=$FETCHED/usr/lib/postgresql/$MAJOR_WANTED/bin/pg_config
  fi
}

# Debian's server reads the time zones of the machine, wherever it lies itself.
need_time_zones() {
  [ -n "$PG_CONFIG" ] || [ -e /usr/share/zoneinfo/Europe/London ] ||
    die 3 "$NAME: $1, and a private server needs the time zones of the package tzdata, which is not installed."
}

# as_if_empty : plan as if nothing were installed. What is there may have unmet
# dependencies, and then apt-get plans nothing else.
as_if_empty() {
  : >"$PRIVATE/apt/status"
  APT_STATUS=(-o "Dir::State::status=$PRIVATE/apt/status" -o Dir::State::extended_states=/dev/null)
}

# look_again NEED... : plan with new package lists; where these do not offer the
# version of the server that is installed, with the version that they do; and at
# last without regard to what is installed.
look_again() {
  local view
  private_lists
  for view in as_it_is as_if_empty; do
    [ "$view" = as_it_is ] || as_if_empty
    for ARCHIVE_MAJOR in '' 1; do
      list_missing "$@"
      [ "$MAJOR_WANTED" = NN ] || ! plan_fetch || return 0
    done
  done
  return 1
}

# fetch_missing REASON NEED... : with the machine's package lists, and if these
# are absent or out of date, once more with new ones.
fetch_missing() {
  local reason=$1 start log=$PRIVATE/log/apt.log
  shift
  start=$(microseconds)
  need_time_zones "$reason"
  if [ "$MAJOR_WANTED" = NN ] || ! plan_fetch; then
    look_again "$@" ||
      { show_tail "$log"; die 3 "$(missing_message "$reason, and apt-get cannot find what is missing.")"; }
  fi
  say_fetched "$reason"
  if ! run_job "$log" download; then
    { look_again "$@" && run_job "$log" download; } ||
      { show_tail "$log"; die 3 "$(missing_message "$reason, and what is missing could not be downloaded.")"; }
  fi
  FETCHED=$PRIVATE/fetched
  SYSROOT=$PRIVATE/sysroot
  run_job "$log" unpack ||
    { show_tail "$log"; die 3 "$(missing_message "what was downloaded could not be unpacked.")"; }
  use_fetched
  printf '    fetched in %s; ' "$(seconds_since "$start")"
}
