# shellcheck shell=bash disable=SC2034  # many variables are for the other files
# Progress lines, child processes, and the promise to leave nothing behind.
#
# Sourced first by every command script. The private directory holds all that
# a run creates: source copy, installed files, database, logs, sockets. The
# EXIT trap at the end of this file stops what runs in it and removes it.

set -euo pipefail

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
NAME=sen_improvement

PRIVATE=        # the private directory, once made
RUN_USER=       # unprivileged user for build and server; empty = ourselves
JOB=            # process group of the running step
BESIDE=         # process group of what runs beside the steps
JOB_SHELL=      # the interactive psql of demo-shell, in our own process group
JOB_PATIENT=    # set while the job must not be interrupted (dpkg)
RESIDENT=       # set when the private directory and its server stay (make try)
PREFER_MEMORY=  # set by who makes many files (make test)
MEMORY_WANTED=4000000  # so many kilobytes have to be free in memory for them
STEP=0
STEPS=0

# Settings of the caller that would lead make, psql or the server astray.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES MAKEFILES CDPATH
for variable in ${!PG@}; do
  [ "$variable" = PG_CONFIG ] || unset "$variable"
done
unset variable

say() { printf '%s\n' "$@"; }

# die CODE LINE... : code 3 means that something is not installed.
die() {
  local code=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$code"
}

is_root() { [ "$(id -u)" -eq 0 ]; }

microseconds() {
  local t=${EPOCHREALTIME:-$(date +%s).000000}
  printf '%s' "${t/[.,]/}"
}

seconds_since() {
  local tenths=$((($(microseconds) - $1) / 100000))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# run_job LOG COMMAND... : run as a process group of its own and wait for it.
# The shell waits with `wait`, so that a signal is acted on at once; in a
# foreground child it would be held back until the child ends.
# LOG "-" lets the output through.
run_job() {
  local log=$1 rc=0
  shift
  set -m
  if [ "$log" = - ]; then
    "$@" </dev/null &
  else
    "$@" </dev/null >>"$log" 2>&1 &
  fi
  JOB=$!
  set +m
  wait "$JOB" || rc=$?
  JOB=
  return "$rc"
}

# try TITLE COMMAND... : one quiet step with its duration; the status is the
# caller's business. Leaves the log's name in STEP_LOG.
try() {
  local title=$1 start rc=0
  shift
  STEP=$((STEP + 1))
  STEP_LOG=$PRIVATE/log/step$STEP.log
  start=$(microseconds)
  printf '[%d/%d] %s ... ' "$STEP" "$STEPS" "$title"
  run_job "$STEP_LOG" "$@" || rc=$?
  if [ "$rc" -eq 0 ]; then
    seconds_since "$start"
  else
    printf 'failed after '
    seconds_since "$start"
  fi
  printf '\n'
  return "$rc"
}

# step TITLE COMMAND... : as try, but a failure shows the log and ends the run.
step() {
  if ! try "$@"; then
    show_tail "$STEP_LOG"
    die 1 "$NAME: the step \"$1\" failed; above are the last lines of its log."
  fi
}

# step_shown TITLE COMMAND... : as step, with the output on the terminal.
step_shown() {
  local title=$1 start rc=0
  shift
  STEP=$((STEP + 1))
  start=$(microseconds)
  printf '[%d/%d] %s ...\n' "$STEP" "$STEPS" "$title"
  run_job - "$@" || rc=$?
  if [ "$rc" -ne 0 ]; then
    die 1 "$NAME: the step \"$title\" failed (status $rc)."
  fi
  say "    $(seconds_since "$start")"
}

show_tail() {
  [ -s "$1" ] || return 0
  tail -n 40 "$1" | sed 's/^/    /'
}

# in_memory : is there room in memory for all that a test run makes? It makes and removes a
# hundred thousand files, and on a disk a tenth of its time goes into that. What is in memory
# must be allowed to be run, too.
in_memory() {
  local free available try
  [ -n "$PREFER_MEMORY" ] && [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] || return 1
  free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $1 == "tmpfs" { print $4 }')
  available=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo 2>/dev/null)
  [ "${free:-0}" -gt "$MEMORY_WANTED" ] && [ "${available:-0}" -gt $((2 * MEMORY_WANTED)) ] || return 1
  try=$(mktemp /dev/shm/sen.XXXXXX) || return 1
  printf '#!/bin/sh\n' >"$try"
  chmod 700 "$try"
  "$try" 2>/dev/null && rm -f "$try" || { rm -f "$try"; return 1; }
}

# The directory's name must be short, since a socket path has room for about
# 100 bytes; free of blanks, which PGXS cannot bear; and open to RUN_USER.
make_private() {
  local base=${TMPDIR:-/tmp}
  ! in_memory || base=/dev/shm
  case $base in
    /*) ;;
    *) base=/tmp ;;
  esac
  if [ ${#base} -gt 50 ] || [[ $base =~ [[:space:]] ]] || ! [ -w "$base" ]; then
    base=/tmp
  fi
  if is_root && [ "$base" != /tmp ] && ! runuser -u nobody -- test -x "$base"; then
    base=/tmp
  fi
  PRIVATE=$(mktemp -d "$base/sen.XXXXXX")
  PRIVATE=$(cd "$PRIVATE" && pwd -P)
  chmod 700 "$PRIVATE"
  mkdir "$PRIVATE/log" "$PRIVATE/tmp" "$PRIVATE/home" "$PRIVATE/socket"
}

# Hand the private directory to the user who will build and serve in it.
own_private() {
  if is_root; then
    command -v runuser >/dev/null ||
      die 3 "$NAME: run as root, this needs the command runuser (package util-linux)."
    RUN_USER=postgres
    id "$RUN_USER" >/dev/null 2>&1 || RUN_USER=nobody
    chown -R "$RUN_USER:$(id -g "$RUN_USER")" "$PRIVATE"
  fi
  export HOME=$PRIVATE/home TMPDIR=$PRIVATE/tmp LC_ALL=C
  cd "$PRIVATE"
}

# Neither build nor server ever runs as root.
as_user() {
  if [ -n "$RUN_USER" ]; then
    runuser -u "$RUN_USER" -- "$@"
  else
    "$@"
  fi
}

# stop_group PROCESS-GROUP
stop_group() {
  local i
  kill -TERM -- "-$1" 2>/dev/null || return 0
  for ((i = 0; i < 50; i++)); do
    kill -0 -- "-$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$1" 2>/dev/null || true
}

stop_job() {
  [ -z "$JOB_SHELL" ] || kill -TERM "$JOB_SHELL" 2>/dev/null
  [ -z "$BESIDE" ] || stop_group "$BESIDE"
  [ -n "$JOB" ] || return 0
  if [ -n "$JOB_PATIENT" ]; then
    say "" "$NAME: waiting for the package manager to finish"
    wait "$JOB" || true
    return 0
  fi
  stop_group "$JOB"
}

# is_postmaster PID DATADIR : a pid file can be stale and its number reused by
# a stranger, so look where the process works before signalling it.
is_postmaster() {
  if [ -d /proc/self ]; then
    [ "$(readlink "/proc/$1/cwd" 2>/dev/null)" = "$2" ]
  else
    ps -o args= -p "$1" 2>/dev/null | grep -qF "$2"
  fi
}

# Servers detach from our process group; their pid files tell where they are.
# Their data is about to be deleted, so an immediate stop will do.
stop_servers() {
  local file pid i
  find "$PRIVATE" -name postmaster.pid -type f 2>/dev/null | while IFS= read -r file; do
    pid=$(head -n 1 "$file" 2>/dev/null || true)
    [[ $pid =~ ^[1-9][0-9]*$ ]] || continue
    for ((i = 0; i < 100; i++)); do
      is_postmaster "$pid" "${file%/*}" || break
      [ "$i" -ne 0 ] || kill -QUIT "$pid" 2>/dev/null || true
      [ "$i" -ne 80 ] || kill -KILL "$pid" 2>/dev/null || true
      sleep 0.1
    done
  done
}

# restore_packages (packages.sh) undoes what must not outlive us; a command
# script may define last_words STATUS to print something at the very end.
cleanup() {
  local rc=$?
  trap '' INT TERM HUP PIPE
  trap - EXIT
  set +e
  stop_job 2>/dev/null
  if declare -F restore_packages >/dev/null; then restore_packages; fi
  if [ -n "$PRIVATE" ] && [ -d "$PRIVATE" ] && [ -z "$RESIDENT" ]; then
    cd /
    stop_servers
    if [ "${KEEP:-}" = 1 ]; then
      echo "$NAME: kept $PRIVATE (server stopped)" >&2
    else
      rm -rf "$PRIVATE"
    fi
  fi
  if declare -F last_words >/dev/null; then last_words "$rc"; fi
  exit "$rc"
}

# An unforeseen failure should not end the run without a word.
unexpected() {
  [ "$BASH_SUBSHELL" -ne 0 ] || echo "$NAME: unexpected failure (status $1) at $2" >&2
}

set -E
trap 'unexpected $? "${BASH_SOURCE[0]##*/}:$LINENO"' ERR
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
trap 'exit 141' PIPE
