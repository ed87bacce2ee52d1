#!/usr/bin/env bash
# A developer's loop: run the named tests against what the checkout holds now, on a
# private server that stays up until told to stop.
#
# scripts/try.sh              TESTS="name name" names test files, without directory and suffix
# scripts/try.sh --reference  prints the pages that the catalogue is the source of (scripts/reference.pl)
# scripts/try.sh --stop       stops the server and removes its files
#
# .try in the checkout names the private directory. What has changed since the last time is
# copied there, and make compiles what depends on it.

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
# shellcheck source=scripts/lib/layers.sh
. "$TOP/scripts/lib/layers.sh"

STATE=$TOP/.try
ASKED_PG_CONFIG=$GIVEN_PG_CONFIG    # before what is fetched takes its place
TESTS=${TESTS:-}
COPIED=(src sql expected test scripts demo doc report "$NAME.control" Makefile META.json README.md CHANGELOG.md CONTRIBUTING.md LICENSE)
TRY_VARS=(WERROR=1 with_llvm=no)    # no bitcode: it is not needed here and takes as long again

# Set RESIDENT to the directory of the last time, if it is one of ours. One of another
# PostgreSQL is of no use.
find_resident() {
  RESIDENT=$(cat "$STATE" 2>/dev/null || true)
  if [ -n "$RESIDENT" ] && [ "$(cat "$RESIDENT/try" 2>/dev/null)" != "$TOP $ASKED_PG_CONFIG" ]; then
    stop_resident
    PRIVATE=
    RESIDENT=
  fi
}

stop_resident() {
  RESIDENT=$(cat "$STATE" 2>/dev/null || true)
  if [ -n "$RESIDENT" ] && [ -f "$RESIDENT/try" ]; then
    PRIVATE=$RESIDENT
    stop_servers
    rm -rf "$PRIVATE"
    say "the server of make try is stopped, and its files are removed"
  else
    say "no server of make try is running for this checkout"
  fi
  rm -f "$STATE"
}

# manifest DIR prints a checksum for every file that is copied.
manifest() {
  (cd "$1" && find "${COPIED[@]}" -name node_modules -prune -o -type f ! -name '*.o' ! -name '*.bc' ! -name '*.so' -print0 |
    xargs -0 "${CHECKSUM[@]}" | LC_ALL=C sort -k2)
}

# Bring the copy up to date. What is copied is newer than what was made of it.
sync_source() {
  local file
  manifest "$TOP" >"$PRIVATE/manifest.new"
  cut -c67- "$PRIVATE/manifest" | LC_ALL=C sort >"$PRIVATE/had"
  cut -c67- "$PRIVATE/manifest.new" | LC_ALL=C sort >"$PRIVATE/has"
  LC_ALL=C comm -23 "$PRIVATE/had" "$PRIVATE/has" | while IFS= read -r file; do
    # make cannot see that a prerequisite is gone.
    rm -f "$PRIVATE/source/$file" "$PRIVATE/source/${file%.c}.o" \
      "$PRIVATE/source/$NAME.so" "$PRIVATE/source/$NAME"--*.sql
  done
  LC_ALL=C comm -13 <(LC_ALL=C sort "$PRIVATE/manifest") <(LC_ALL=C sort "$PRIVATE/manifest.new") |
    cut -c67- | while IFS= read -r file; do
    as_user mkdir -p "$PRIVATE/source/$(dirname "$file")"
    as_user tee "$PRIVATE/source/$file" <"$TOP/$file" >/dev/null
  done
  mv "$PRIVATE/manifest.new" "$PRIVATE/manifest"
}

update() { sync_source && make_in "$PRIVATE/source" --output-sync -j"$(processors)" all; }

# The first time: all that a test run does until its server is up.
settle() {
  STEPS=5
  prepare_step "$@"
  MAKE_VARS+=("${TRY_VARS[@]}")
  step "building the extension" build_copy "$PRIVATE/source"
  manifest "$PRIVATE/source" >"$PRIVATE/manifest"
  server_steps "max_connections = 50" "max_locks_per_transaction = 512"
  printf '%s\n' "$TOP $ASKED_PG_CONFIG" >"$PRIVATE/try"
  printf '%s\n' "$PRIVATE" >"$STATE"
  RESIDENT=$PRIVATE
}

# Any other time.
resume() {
  PRIVATE=$RESIDENT
  if [ -d "$PRIVATE/fetched" ]; then
    # What was fetched the first time is still there.
    FETCHED=$PRIVATE/fetched
    SYSROOT=$PRIVATE/sysroot
    list_missing "$@"
    use_fetched
  fi
  prepare_tools "$@"
  MAKE_VARS+=("${TRY_VARS[@]}")
  own_private
  export PATH=$BINDIR:$PATH
  export_connection
  as_user pg_isready -q || start_server
  STEPS=2
  step "building what has changed" update
  install_step
}

[ "${1:-}" != --stop ] || { stop_resident; exit 0; }
REFERENCE=
[ "${1:-}" != --reference ] || { REFERENCE=1; TESTS=; }
[ -n "$TESTS$REFERENCE" ] || die 2 "usage: make try TESTS=\"name name\" (the names of test files, without suffix)"

cd "$TOP" || exit
jobs=()
needs=(server)
[ -z "$REFERENCE" ] || needs+=(perl)
for name in $TESTS; do
  found=
  for pair in regress:sql/$name.sql pgtap:test/pgtap/$name.sql isolation:test/isolation/specs/$name.spec tap:test/t/$name.pl; do
    [ -f "${pair#*:}" ] || continue
    jobs+=("${pair%%:*} $name")
    found=1
    case $pair in pgtap:*) needs+=(pgtap) ;; tap:*) needs+=(tap) ;; esac
  done
  [ -n "$found" ] || die 2 "$NAME: no test file is named $name (in sql, test/pgtap, test/isolation/specs, test/t)"
done

began=$(microseconds)
find_resident
if [ -n "$RESIDENT" ]; then resume "${needs[@]}"; else settle "${needs[@]}"; fi

if [ -n "$REFERENCE" ]; then
  # The checkout is the caller's, so the caller writes it.
  perl "$TOP/scripts/reference.pl" || exit
  say "the pages are as the catalogue has them; those that changed are listed above"
  exit 0
fi

set_up_jobs
rm -rf "${JOBS_DIR:?}"/* "${OUT_DIR:?}"/*
for job in "${jobs[@]}"; do
  layer=${job%% *}
  name=${job#* }
  [ "$layer" != pgtap ] || run_job "$PRIVATE/log/pgtap.log" create_pgtap
  [ "$job" != "tap 009_published" ] || copy_published
  run_job - run_file "$layer" "$name"
  count_layer "$layer $name" "$layer" "$name"
done
accept_pages
[ ${#SKIPS[@]} -eq 0 ] || say "" "${SKIPS[@]}"
say "" "${SUMMARY[@]}" "$(seconds_since "$began"); the server stays until make try-stop: psql -h $PGHOST -U postgres" \
  "$PASSED passed, $FAILED failed"
[ "$FAILED" -eq 0 ] || exit 1
