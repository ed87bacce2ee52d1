# shellcheck shell=bash disable=SC2034  # the variables set here are for the other files
# Which PostgreSQL to use, what is missing for a command, and on Debian and
# Ubuntu whether it is installed or fetched as files (fetch.sh).
#
# prepare_tools WHAT... with WHAT among: server pgtap tap perl
# Sets PG_CONFIG, BINDIR, PKGLIBDIR, PGXS_SRC, BITCODE_CLANG and MAKE_VARS.

MINIMUM_MAJOR=15
DROP_IN=/etc/postgresql-common/createcluster.d/zz-sen-improvement.conf
DROP_IN_ACTIVE=
MAKE_VARS=()
LACK=()         # what is missing, in words
PACKAGES=()     # the Debian packages that have it
ARCHIVE_MAJOR=  # set if the version of an installed server is of no use
PLAN=           # what apt-get would do
WAY=            # install or fetch
WHY=            # and the reason
GIVEN_PG_CONFIG=${PG_CONFIG:-}

lack() {
  LACK+=("$1")
  shift
  PACKAGES+=("$@")
}

# major_of PG_CONFIG prints the major version, or nothing.
major_of() { "$1" --version 2>/dev/null | sed -n 's/^PostgreSQL \([0-9]*\).*/\1/p'; }

has_server() {
  local bin
  bin=$("$1" --bindir 2>/dev/null) && [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ]
}

has_headers() {
  local inc pgxs
  inc=$("$1" --includedir-server 2>/dev/null) && pgxs=$("$1" --pgxs 2>/dev/null) &&
    [ -f "$inc/postgres.h" ] && [ -f "$pgxs" ]
}

recent_enough() { [ -n "$1" ] && [ "$1" -ge "$MINIMUM_MAJOR" ]; }

newest_first() { printf '%s\n' "$@" | sort -t/ -k5,5nr; }

# Set PG_CONFIG to a complete installation, if there is one.
find_server() {
  local candidate
  if [ -n "$GIVEN_PG_CONFIG" ]; then
    PG_CONFIG=$(command -v "$GIVEN_PG_CONFIG") ||
      die 3 "$NAME: PG_CONFIG=$GIVEN_PG_CONFIG cannot be run."
    recent_enough "$(major_of "$PG_CONFIG")" ||
      die 3 "$NAME: PG_CONFIG=$PG_CONFIG is not of PostgreSQL $MINIMUM_MAJOR or later."
    return 0
  fi
  PG_CONFIG=
  while IFS= read -r candidate; do
    if [ -x "$candidate" ] && recent_enough "$(major_of "$candidate")" &&
      has_server "$candidate" && has_headers "$candidate"; then
      PG_CONFIG=$candidate
      return 0
    fi
  done < <(
    command -v pg_config || true
    newest_first /usr/lib/postgresql/*/bin/pg_config
  )
}

# The version to complete or install: that of a server that is already there,
# else what the distribution's package "postgresql" stands for.
choose_major() {
  local dir major
  while IFS= read -r dir; do
    major=$(printf '%s' "$dir" | cut -d/ -f5)
    if [ -x "$dir" ] && [[ $major =~ ^[0-9]+$ ]] && recent_enough "$major"; then
      printf '%s' "$major"
      return 0
    fi
  done < <([ -n "$ARCHIVE_MAJOR" ] || newest_first /usr/lib/postgresql/*/bin/postgres)
  apt_cache depends postgresql 2>/dev/null |
    sed -n 's/^ *Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1 || true
}

c_compiler() {
  local cc
  for cc in ${CC:+"$CC"} ${1:+"$1"} gcc clang cc; do
    if printf '#include <stdio.h>\n' | $cc -E - >/dev/null 2>&1; then
      printf '%s' "$cc"
      return 0
    fi
  done
  return 1
}

perl_has() { command -v perl >/dev/null && perl "-M$1" -e 1 2>/dev/null; }

# Fill LACK and PACKAGES for the given needs.
list_missing() {
  local nn need cc
  LACK=()
  PACKAGES=()
  find_server
  if [ -n "$PG_CONFIG" ]; then
    nn=$(major_of "$PG_CONFIG")
    has_server "$PG_CONFIG" || lack "the PostgreSQL $nn server" "postgresql-$nn"
    has_headers "$PG_CONFIG" || lack "the PostgreSQL $nn server headers" "postgresql-server-dev-$nn"
  else
    nn=$(choose_major)
    if [ -z "$nn" ]; then
      nn=NN
    elif ! recent_enough "$nn"; then
      die 3 "$NAME: needs PostgreSQL $MINIMUM_MAJOR or later, and this distribution offers $nn."
    fi
    [ -x "/usr/lib/postgresql/$nn/bin/postgres" ] || lack "a PostgreSQL server" "postgresql-$nn"
    [ -f "/usr/include/postgresql/$nn/server/postgres.h" ] ||
      lack "the PostgreSQL server headers" "postgresql-server-dev-$nn"
  fi
  MAJOR_WANTED=$nn
  cc=$([ -z "$PG_CONFIG" ] || "$PG_CONFIG" --cc)
  c_compiler "$cc" >/dev/null || lack "a C compiler with the C library's headers" gcc libc6-dev
  command -v make >/dev/null || lack "make" make
  # Each once, however often it is named: a package would be said to be fetched so many times.
  for need in $(printf '%s\n' "$@" | sort -u); do
    case $need in
      pgtap)
        { [ -n "$PG_CONFIG" ] && [ -n "$(pgtap_dir)" ]; } ||
          if debian_server; then
            lack "pgTAP for that server" "postgresql-$nn-pgtap"
          else
            lack "pgTAP for that server, in $("$PG_CONFIG" --sharedir)/extension"
          fi
        command -v pg_prove >/dev/null || lack "pg_prove" libtap-parser-sourcehandler-pgtap-perl
        ;;
      tap)
        command -v prove >/dev/null || lack "prove" perl
        perl_has IPC::Run || lack "the Perl module IPC::Run" libipc-run-perl
        { [ -z "$PG_CONFIG" ] || [ -n "$(cluster_module_dir)" ]; } ||
          lack "PostgreSQL::Test::Cluster" "postgresql-client-$nn"
        ;;
      perl)
        perl_has JSON::PP || lack "perl with its standard modules" perl
        ;;
    esac
  done
}

# Where PostgreSQL's own Perl test modules lie.
cluster_module_dir() {
  local dir
  for dir in "$(dirname "$("$PG_CONFIG" --pgxs)")/../test/perl" \
    ${FETCHED:+"$FETCHED/usr/lib/postgresql/$(major_of "$PG_CONFIG")/lib/pgxs/src/test/perl"}; do
    [ ! -f "$dir/PostgreSQL/Test/Cluster.pm" ] || { (cd "$dir" && pwd -P); return; }
  done
}

# Is the server one of the distribution's packages, or will it be?
debian_server() { [ -z "$PG_CONFIG" ] || [[ $("$PG_CONFIG" --bindir) == */usr/lib/postgresql/*/bin ]]; }

# Where pgTAP lies: with the server, else among what was fetched for it.
pgtap_dir() {
  local dir
  for dir in "$("$PG_CONFIG" --sharedir)/extension" \
    ${FETCHED:+"$FETCHED/usr/share/postgresql/$(major_of "$PG_CONFIG")/extension"}; do
    [ ! -f "$dir/pgtap.control" ] || { printf '%s' "$dir"; return; }
  done
}

with_root() {
  if is_root; then "$@"; else sudo "$@"; fi
}

# Root, sudo without a password, or sudo and someone at the terminal.
can_be_root() {
  is_root && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null && return 0
  [ -t 0 ] && [ -t 2 ] && sudo -v
}

debian_like() { command -v apt-get >/dev/null && command -v dpkg >/dev/null; }

# missing_message REASON : what is missing and what an administrator would run.
missing_message() {
  say "$NAME: $1 Missing:" "${LACK[@]/#/  - }"
  if ! debian_like || [ ${#PACKAGES[@]} -eq 0 ]; then
    say "Install these with your system's package manager, or give PG_CONFIG=/path/to/pg_config."
    return 0
  fi
  say "As administrator run:" "  apt-get update && apt-get install ${PACKAGES[*]}"
  ! has_clusters || say "This may upgrade and restart the PostgreSQL clusters of this machine."
  if [ "$MAJOR_WANTED" = NN ]; then
    say "NN is the version that the package postgresql depends on ($MINIMUM_MAJOR or later)."
  fi
}

apt() {
  with_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y \
    -o DPkg::Lock::Timeout=300 "$@"
}

# Installing Debian's server package would create and start a cluster "main".
# This is not ours to do, so it is switched off until the packages are in.
hold_main_cluster() {
  DROP_IN_ACTIVE=1
  with_root mkdir -p "${DROP_IN%/*}"
  printf 'create_main_cluster = false\n' | with_root tee "$DROP_IN" >/dev/null
}

restore_packages() {
  [ -n "$DROP_IN_ACTIVE" ] || return 0
  with_root rm -f "$DROP_IN"
  with_root rmdir --ignore-fail-on-non-empty "${DROP_IN%/*}" 2>/dev/null || true
  DROP_IN_ACTIVE=
}

has_clusters() { compgen -G '/etc/postgresql/*/*/postgresql.conf' >/dev/null; }

# changes_installed PLAN : does the plan of `apt-get -s` touch anything that is
# installed? It upgrades ("Inst NAME [OLD] ..."), removes, or completes a package
# that it does not itself unpack.
changes_installed() {
  awk '
    $1 == "Remv" || $1 == "Purg" || ($1 == "Inst" && $3 ~ /^\[/) { found = 1 }
    $1 == "Inst" { unpacked[$2] = 1 }
    $1 == "Conf" && !($2 in unpacked) { found = 1 }
    END { exit !found }
  ' <<<"$1"
}

# Leaves in PLAN what `apt-get install` would do; reads the lists first if the
# packages are not found in them.
plan_install() {
  local log=$PRIVATE/log/apt.log
  if [ "$MAJOR_WANTED" = NN ] || ! PLAN=$(apt_private -s --no-install-recommends install "${PACKAGES[@]}" 2>>"$log"); then
    say "    reading the package lists (apt-get update)"
    run_job "$log" apt update || true
    list_missing "$@"
    PLAN=$(apt_private -s --no-install-recommends install "${PACKAGES[@]}" 2>>"$log")
  fi
}

# choose_way NEED... : sets WAY to install or fetch, and for fetch WHY. Debian's
# packages restart clusters when they are upgraded or configured, and a cluster
# uses more than the packages of PostgreSQL; so on a machine with clusters, even
# stopped ones, nothing is installed, and elsewhere only what is new.
choose_way() {
  WAY=fetch
  WHY=
  if has_clusters; then
    WHY="this machine has PostgreSQL clusters, which are left alone"
  elif ! can_be_root; then
    WHY="installing needs root or sudo"
  elif ! plan_install "$@"; then
    WHY="apt-get finds no way to install what is missing"
  elif changes_installed "$PLAN"; then
    WHY="installing would change packages that are installed"
  else
    WAY=install
  fi
}

# install_missing NEED... : if the download needs newer package lists, the plan
# may be another one by then.
install_missing() {
  local log=$PRIVATE/log/apt.log start
  say "    installing, because they are needed and missing: ${PACKAGES[*]}"
  start=$(microseconds)
  # The download may be interrupted; dpkg at work may not.
  if ! run_job "$log" apt --no-install-recommends --download-only install "${PACKAGES[@]}"; then
    run_job "$log" apt update || true
    choose_way "$@"
    if [ "$WAY" != install ]; then
      fetch_missing "$WHY" "$@"
      return
    fi
    run_job "$log" apt --no-install-recommends --download-only install "${PACKAGES[@]}" ||
      { show_tail "$log"; die 3 "$(missing_message "the packages could not be downloaded.")"; }
  fi
  hold_main_cluster
  JOB_PATIENT=1
  run_job "$log" apt --no-install-recommends --no-remove install "${PACKAGES[@]}" ||
    { show_tail "$log"; die 3 "$(missing_message "the packages could not be installed.")"; }
  JOB_PATIENT=
  restore_packages
  printf '    installed in %s; ' "$(seconds_since "$start")"
}

# supply_missing NEED... : everything in PACKAGES, one way or the other.
supply_missing() {
  choose_way "$@"
  if [ "$WAY" = install ]; then install_missing "$@"; else fetch_missing "$WHY" "$@"; fi
}

prepare_tools() {
  local cc pgxs
  list_missing "$@"
  if [ ${#LACK[@]} -gt 0 ]; then
    say "incomplete"
    if [ -n "$GIVEN_PG_CONFIG" ] && ! { has_server "$PG_CONFIG" && has_headers "$PG_CONFIG"; }; then
      die 3 "$(missing_message "PG_CONFIG=$PG_CONFIG names an incomplete PostgreSQL.")"
    fi
    { debian_like && [ ${#PACKAGES[@]} -gt 0 ]; } || die 3 "$(missing_message "something is missing.")"
    supply_missing "$@"
    list_missing "$@"
    [ ${#LACK[@]} -eq 0 ] || die 3 "$(missing_message "the packages are there, yet something is missing.")"
  fi
  [ -n "$PG_CONFIG" ] ||
    die 3 "$NAME: no pg_config names both a server and its headers; give PG_CONFIG=/path/to/pg_config."
  BINDIR=$("$PG_CONFIG" --bindir)
  PKGLIBDIR=$("$PG_CONFIG" --pkglibdir)
  pgxs=$("$PG_CONFIG" --pgxs)
  PGXS_SRC=$(cd "${pgxs%/*}/.." && pwd -P)
  cc=$(c_compiler "$("$PG_CONFIG" --cc)")
  MAKE_VARS=("PG_CONFIG=$PG_CONFIG" "CC=$cc")
  # Bitcode needs the clang the server was built with; do without if absent.
  BITCODE_CLANG=$(sed -n 's/^CLANG *= *//p' "$PGXS_SRC/Makefile.global")
  if [ -n "$BITCODE_CLANG" ] && ! command -v "$BITCODE_CLANG" >/dev/null; then
    MAKE_VARS+=("with_llvm=no")
  fi
}
