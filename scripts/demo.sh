#!/usr/bin/env bash
# Load the example programme into a private server, print its board, and check
# its totals against the published ones. With --shell, open psql afterwards.
# The server and all its files are gone when this ends (KEEP=1 keeps the files).

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/packages.sh
. "$TOP/scripts/lib/packages.sh"
# shellcheck source=scripts/lib/fetch.sh
. "$TOP/scripts/lib/fetch.sh"
# shellcheck source=scripts/lib/server.sh
. "$TOP/scripts/lib/server.sh"
# shellcheck source=scripts/lib/build.sh
. "$TOP/scripts/lib/build.sh"

SHELL_WANTED=
case ${1:-} in
  '') ;;
  --shell) SHELL_WANTED=1 ;;
  *) die 2 "usage: scripts/demo.sh [--shell]" ;;
esac

for file in load show check; do
  [ -f "$TOP/demo/$file.sql" ] || die 1 "$NAME: demo/$file.sql is missing."
done

# \copy in the demo's scripts names files relative to demo/.
demo_psql() {
  local file=$1
  shift
  cd "$PRIVATE/source/demo" && psql_file demo "$file" "$@"
}

load_demo() {
  as_user createdb demo && demo_psql load.sql -v ON_ERROR_STOP=1 -q
}

# psql reads the terminal, but the shell only waits for it, so that a signal
# still leads to the cleanup at once. Ctrl-C is psql's own business here.
open_shell() {
  local rc
  [ -t 0 ] || say "    (no terminal: psql reads its commands from standard input)"
  trap : INT
  cd "$PRIVATE/source/demo" || return
  exec 3<&0
  as_user psql -X -d demo <&3 &
  JOB_SHELL=$!
  while :; do
    rc=0
    wait "$JOB_SHELL" || rc=$?
    kill -0 "$JOB_SHELL" 2>/dev/null || break
  done
  trap 'exit 130' INT
  return "$rc"
}

STEPS=8
prepare_step server
step "building the extension" build_copy "$PRIVATE/source"
server_steps ""
step "loading the demo programme" load_demo
step_shown "showing the board" demo_psql show.sql
step_shown "checking the published totals" demo_psql check.sql -v ON_ERROR_STOP=1 -q
if [ -n "$SHELL_WANTED" ]; then
  say "" "psql in database demo; leave with \\q, and server and files are removed."
  open_shell || exit $?
else
  say "The private server and its files are removed. make demo-shell lets you look around."
fi
