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
PAGE_WANTED=
case ${1:-} in
  '') ;;
  --shell) SHELL_WANTED=1 ;;
  --page) PAGE_WANTED=1 ;;
  *) die 2 "usage: scripts/demo.sh [--shell | --page]" ;;
esac
PAGE=$TOP/demo/board-pack.html

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

# Write the page, or into the file no_page the reason why there is none. (A step runs in a shell of its own.)
write_page() {
  local report=$PRIVATE/source/report version why=
  version=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
  if [ -z "$version" ] || ! command -v npm >/dev/null; then
    why="Node.js and npm are not installed (packages nodejs and npm)"
  elif [ "$version" -lt 18 ]; then
    why="Node.js $version is older than 18"
  elif ! as_user env npm_config_cache="$PRIVATE/npm" npm ci --prefix "$report" --omit=dev --ignore-scripts \
    --no-audit --no-fund --no-update-notifier </dev/null >"$PRIVATE/log/npm.log" 2>&1; then
    why="npm cannot get the packages of report/package-lock.json: $(grep -v '^ *$' "$PRIVATE/log/npm.log" | head -n 1)"
  else
    as_user env PGDATABASE=demo node "$report/board-pack" wirral --out "$PRIVATE/tmp/board-pack.html" >/dev/null || return
    # The checkout is the caller's, so the caller writes it.
    cp "$PRIVATE/tmp/board-pack.html" "$PAGE" 2>/dev/null || why="$PAGE cannot be written"
  fi
  [ -z "$why" ] || printf '%s\n' "$why" >"$PRIVATE/no_page"
}

# It outlives this script: nothing of it lies in the private directory.
serve_page() {
  local log said i
  log=$(mktemp)
  setsid node "$TOP/report/serve" "$PAGE" </dev/null >"$log" 2>&1 &
  for ((i = 0; i < 50; i++)); do
    said=$(cat "$log")
    [ -z "$said" ] || break
    sleep 0.1
  done
  rm -f "$log"
  case $said in
    http*) say "The page is served at ${said% pid *} until: kill ${said##* }" ;;
    *) die 1 "$NAME: the page cannot be served: $said" ;;
  esac
}

STEPS=9
prepare_step server
step "building the extension" build_copy "$PRIVATE/source"
server_steps ""
step "loading the demo programme" load_demo
step_shown "showing the board" demo_psql show.sql
step_shown "checking the published totals" demo_psql check.sql -v ON_ERROR_STOP=1 -q
step "writing the pack as a page" write_page
if [ -f "$PRIVATE/no_page" ]; then
  say "    no page: $(cat "$PRIVATE/no_page")"
  [ -z "$PAGE_WANTED" ] || exit 3
else
  say "    the pack as a page: $PAGE"
fi
if [ -n "$PAGE_WANTED" ]; then
  serve_page
  say "The private server and its files are removed."
elif [ -n "$SHELL_WANTED" ]; then
  say "" "psql in database demo; leave with \\q, and server and files are removed."
  open_shell || exit $?
else
  say "The private server and its files are removed. make demo-shell lets you look around."
fi
