#!/usr/bin/env bash
# The part of scripts/situations.sh and scripts/soak.sh that runs inside the bare systems:
# no other file of the project is read here.
#
# situation.sh prepare base|server|soak   complete the system
# situation.sh run SITUATION              bring it about, run both commands, compare

set -euo pipefail

SOURCE=/src/sen_improvement
RESULTS=/root/results
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# result LABEL STATUS
result() {
  local line="ok - $1"
  [ "$2" -eq 0 ] || line="not $line"
  printf '    %s\n' "$line"
  printf '%s\n' "$line" >>"$RESULTS"
}

apt() { apt-get -q -y --no-install-recommends "$@"; }

# The version of the server that is installed.
major() { dpkg-query -W -f '${Package}\n' 'postgresql-[0-9]*' | sed -n 's/^postgresql-\([0-9]*\)$/\1/p'; }

prepare_base() {
  apt update && apt dist-upgrade
  apt-get clean
  rm -rf /var/lib/apt/lists/*
}

no_cluster() {
  mkdir -p /etc/postgresql-common/createcluster.d
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/none.conf
}

prepare_server() {
  no_cluster
  apt update && apt install postgresql
  rm -r /etc/postgresql-common/createcluster.d/none.conf
  apt-get clean
}

# add_headers MAJOR : of that package alone, which asks for a clang and an LLVM that we
# can do without.
add_headers() {
  (cd /tmp && apt download "postgresql-server-dev-$1" && dpkg -x "postgresql-server-dev-$1"_*.deb / &&
    rm "postgresql-server-dev-$1"_*.deb)
}

# What the parts of `make soak` need: PostgreSQL 17, 15 of Debian 12 beside it, and tools.
prepare_soak() {
  no_cluster
  apt update
  apt install postgresql-17 postgresql-17-pgtap libtap-parser-sourcehandler-pgtap-perl libipc-run-perl \
    gcc libc6-dev libpq-dev sqlsmith valgrind libc6-dbg
  apt install postgresql-15
  add_headers 17
  add_headers 15
  apt-get clean
}

# The network is the machine's, and it may have a server on the same port.
make_cluster() {
  pg_createcluster "$(major)" main >/dev/null &&
    echo "listen_addresses = ''" >"/etc/postgresql/$(major)/main/conf.d/quiet.conf"
}

# The archive keeps no old minor versions; so let the system believe that its own
# packages of PostgreSQL are older, and content with one another.
make_older() {
  sed -i -E '/^Package: (postgresql-[0-9]+|postgresql-client-[0-9]+|libpq5)$/,/^$/ {
      s/^Version: ([0-9]+)\.[0-9]+/Version: \1.0/
      s/^(Depends: .*libpq5 \(>= [0-9]+)\.[0-9]+/\1.0/
    }' /var/lib/dpkg/status
}

# The same for the library alone: the client now asks for a newer one.
break_dependencies() {
  sed -i -E '/^Package: libpq5$/,/^$/ s/^Version: ([0-9]+)\.[0-9]+/Version: \1.0/' /var/lib/dpkg/status
}

bring_about() {
  case $1 in
    nothing | server) ;;
    user) useradd --create-home someone && chown -R someone "$SOURCE" ;;
    sudo)
      useradd --create-home someone && chown -R someone "$SOURCE"
      apt update && apt install sudo && rm -rf /var/lib/apt/lists/*
      echo 'someone ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/someone
      ;;
    stopped) make_cluster ;;
    running) make_cluster && pg_ctlcluster "$(major)" main start ;;
    older) make_cluster && pg_ctlcluster "$(major)" main start && make_older ;;
    broken) make_cluster && break_dependencies ;;
  esac
}

packages() { dpkg-query -W -f '${Package} ${Version} ${Status}\n' | sort; }

clusters() { ! command -v pg_lsclusters >/dev/null || pg_lsclusters -h; }

# Process number and start of every postmaster: a process named postgres whose
# parent is not one.
servers() {
  local dir pid stat parent
  for dir in /proc/[0-9]*; do
    pid=${dir#/proc/}
    [ "$(cat "$dir/comm" 2>/dev/null)" = postgres ] || continue
    stat=$(sed 's/.*) //' "$dir/stat" 2>/dev/null) || continue
    parent=$(cut -d' ' -f2 <<<"$stat")
    [ "$(cat "/proc/$parent/comm" 2>/dev/null)" = postgres ] || echo "$pid $(cut -d' ' -f20 <<<"$stat")"
  done
}

# What lies in the directories in which a private directory could be.
temporary() { find /tmp /var/tmp -mindepth 1 -maxdepth 1 | sort; }

# run_command TARGET AS-WHOM
run_command() {
  local log=/root/$1.log start=$SECONDS status=0
  if [ "$2" = root ]; then
    make -C "$SOURCE" "$1" >"$log" 2>&1 </dev/null || status=$?
  else
    runuser -u "$2" -- env HOME="/home/$2" PATH=/usr/local/bin:/usr/bin:/bin \
      make -C "$SOURCE" "$1" >"$log" 2>&1 </dev/null || status=$?
  fi
  grep -E '^    (installing|fetching|reading)' "$log" | cut -c1-400 || true
  grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | sed 's/^/    /' || true
  result "make $1 succeeds ($((SECONDS - start)) s)" "$status"
  [ "$status" -eq 0 ] || tail -n 30 "$log" | cut -c1-200 | sed 's/^/        /'
}

# same LABEL FILE FILE : equal, else the difference is shown.
same() {
  local status=0
  diff "$2" "$3" >/root/difference || status=1
  result "$1" "$status"
  sed -n '1,20s/^/        /p' /root/difference
}

run() {
  local situation=$1 who=root gone=0 what
  : >"$RESULTS"
  bring_about "$situation" >/root/bring_about.log 2>&1 ||
    { cat /root/bring_about.log; return 1; }
  ! id someone >/dev/null 2>&1 || who=someone
  for what in packages clusters servers temporary; do $what >"/root/$what.before"; done
  clusters | sed 's/^/    cluster: /'
  run_command demo "$who"
  run_command test "$who"
  for what in packages clusters servers temporary; do $what >"/root/$what.after"; done
  case $situation in
    nothing | server | sudo)
      comm -23 /root/packages.before /root/packages.after >/root/gone
      [ ! -s /root/gone ] || gone=1
      result "no package that was there is changed ($(comm -13 /root/packages.before /root/packages.after | wc -l) are new)" "$gone"
      sed 's/^/        /' /root/gone
      ;;
    *) same "the packages are the same" /root/packages.before /root/packages.after ;;
  esac
  same "the clusters are the same" /root/clusters.before /root/clusters.after
  same "the servers are the same processes ($(wc -l </root/servers.before))" /root/servers.before /root/servers.after
  same "no file is left behind" /root/temporary.before /root/temporary.after
}

case $1 in
  prepare) "prepare_$2" ;;
  run) run "$2" ;;
esac
