#!/usr/bin/env bash
# What takes long: tests that draw at random with many more rounds, and the extension under
# sanitizers, another major version, an upgrade between two, and a generator of queries.
# Each part says in one line what it did, with counts, and is bounded by options of its own.
#
# PARTS="..."             only these; all of them are, in this order:
#   random      the tests that draw at random
#     RANDOM_TESTS="..."      only these
#     SEN_CRASHES=200         crashes of a server that writes and seals a log
#     SEN_FLIPS=200           bits flipped in a sealed log, of each kind
#     SEN_CALL_ROUNDS=200     rounds of calls of every function with wrong arguments
#     SEN_FUZZ_EDITS=100000   edits of the relations of a log, with every function of it called after each
#   fuzz        text and binary input of every type
#     SEN_FUZZ_INPUTS=1000000 mutated values of each type
#   ubsan       built with UndefinedBehaviorSanitizer, for the PostgreSQL of `make test`
#     UBSAN_TESTS="..."       these tests, else all of regress and pgtap, and those that draw at random
#   suite17     the whole suite on PostgreSQL 17 in a Debian 13 system
#     SUITE_TESTS, SUITE_LAYERS   only these
#   upgrade     the demo with its sealed log from PostgreSQL 15 to 17, by pg_upgrade and by dump and restore
#   asan17      built with AddressSanitizer and UndefinedBehaviorSanitizer, the suite on PostgreSQL 17
#     ASAN_TESTS, ASAN_LAYERS     only these
#   sqlsmith    queries at random against the demo on PostgreSQL 17
#     SQLSMITH_QUERIES=20000  so many
#   valgrind    the aggregates, the trigger and the seal under memcheck, on PostgreSQL 17
#     VALGRIND_TESTS="..."    these regression tests
#   situations  scripts/situations.sh, with its options
#     SITUATION_TESTS, SITUATION_LAYERS   only these
#
# SEN_SEED=N              repeats a run; else a seed of the clock, which is told (suite17 and asan17
#                         then take, as make test does, a fixed one too)
# LIMIT=MINUTES           a part that takes longer is ended and has failed (720)
# BUDGET=MINUTES          no part begins later than that; what is left is skipped (no bound)
# LACKING=skip|fail       what becomes of a part for which this machine lacks something:
#                         fail if PARTS names it, else skip
# SYSTEMS=DIRECTORY       keep the Debian systems there and start from them again
# MIRROR, SECURITY_MIRROR where Debian is
# KEEP=1                  keep the private directory, with the logs of the parts
#
# The parts in a Debian 13 system need root; it is made once, with debootstrap, while the
# first parts run. The last line of output is "N passed, N failed"; above it stands, of each
# part that failed, what failed.

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/fetch.sh
. "$TOP/scripts/lib/fetch.sh"
# shellcheck source=scripts/lib/system.sh
. "$TOP/scripts/lib/system.sh"
# shellcheck source=scripts/lib/soak_parts.sh
. "$TOP/scripts/lib/soak_parts.sh"

ALL_PARTS='random fuzz ubsan suite17 upgrade asan17 sqlsmith valgrind situations'
IN_SYSTEM='suite17 upgrade asan17 sqlsmith valgrind'
[ -n "${PARTS:-}" ] || LACKING=${LACKING:-skip}
PARTS=${PARTS:-$ALL_PARTS}
LACKING=${LACKING:-fail}
LIMIT=${LIMIT:-720}
BUDGET=${BUDGET:-99999}
SEED=${SEN_SEED:-$((RANDOM * 32768 + RANDOM))}
PASSED=0
FAILED=0
FAILURES=()     # what failed, for the end
DOES=           # what the part does that is next, in words
DID=()          # the line of each part
COUNTED=

last_words() {
  if [ -z "$COUNTED" ]; then
    FAILED=$((FAILED + 1))
    say "the run ended early (status $1)"
  fi
  say "$PASSED passed, $FAILED failed"
}

for part in $PARTS; do
  [[ " $ALL_PARTS " == *" $part "* ]] || die 2 "$NAME: unknown part \"$part\"; there are: $ALL_PARTS"
done
[[ $LACKING =~ ^(skip|fail)$ ]] || die 2 "$NAME: LACKING is skip or fail, not \"$LACKING\""
[[ $LIMIT =~ ^[1-9][0-9]{0,4}$ ]] || die 2 "$NAME: LIMIT is a number of minutes, not \"$LIMIT\""
[[ $BUDGET =~ ^[1-9][0-9]{0,4}$ ]] || die 2 "$NAME: BUDGET is a number of minutes, not \"$BUDGET\""
[[ $SEED =~ ^[0-9]{1,10}$ ]] || die 2 "$NAME: SEN_SEED is a number of at most ten digits, not \"$SEED\""

# conclude PART LINE... : what it did, once it is over.
conclude() {
  DID+=("$1: $2")
  say "    $1: $2"
}

# lacks PART REASON : it cannot be done here.
lacks() {
  if [ "$LACKING" = skip ]; then
    conclude "$1" "skipped: $2"
  else
    FAILED=$((FAILED + 1))
    FAILURES+=("failed: $1: $2")
    conclude "$1" "not done: $2"
  fi
}

# count PART LOG STATUS : what the log of a part says of its tests, into passed and failed
# of the caller: lines "ok - " and "not ok - ", and the last "N passed, N failed".
count() {
  local part=$1 log=$2 status=$3 counts
  passed=$(grep -c '^ok - ' "$log" || true)
  failed=$(grep -c '^not ok - ' "$log" || true)
  counts=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log" | tail -n 1)
  if [ -n "$counts" ]; then
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
  fi
  if [ $((passed + failed)) -eq 0 ] || { [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; }; then failed=$((failed + 1)); fi
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

# note_failures PART LOG STATUS : the first lines of why, at most eight.
note_failures() {
  local part=$1 log=$2 status=$3 line found
  case $status in
    124 | 137) FAILURES+=("failed: $part: ended after $LIMIT minutes") ;;
  esac
  found=$(grep -E '^(failed: |not ok )|^    not ok |runtime error:|ERROR: AddressSanitizer' "$log" |
    sed -E 's#^ *[^ ]*/([^/ ]+\.log):[0-9]+:#\1: #' | awk '!seen[$0]++' | cut -c1-250 | head -n 8 || true)
  [ -n "$found" ] || found=$(grep -v '^ *$' "$log" | tail -n 8 | cut -c1-250 || true)
  while IFS= read -r line; do FAILURES+=("failed: $part: ${line#failed: }"); done <<<"$found"
}

# run_part PART COMMAND... : it runs no longer than LIMIT; its output is in its log, of
# which a failure shows the end. What it did is in DOES, or a line "did: " of the log.
run_part() {
  local part=$1 log=$PRIVATE/log/$1 start rc=0 passed failed said=$DOES
  shift
  start=$(microseconds)
  run_job "$log" timeout --kill-after=60 "${LIMIT}m" "$@" || rc=$?
  count "$part" "$log" "$rc"
  DOES=
  [ -n "$said" ] || said=$(sed -n 's/^did: //p' "$log" | tail -n 1)
  conclude "$part" "${said:+$said; }$passed passed, $failed failed, $(seconds_since "$start")"
  grep '^skipped: ' "$log" | sed 's/^/      /' || true
  if [ "$failed" -gt 0 ]; then
    tail -n 150 "$log" | cut -c1-300 | sed "s/^/      $part| /"
    note_failures "$part" "$log" "$rc"
  fi
}

# The Debian system ------------------------------------------------------------------

SYSTEM_LACKS=   # why there is none
SYSTEM_READY=

# begin_system : make it in the background, if a part needs it.
begin_system() {
  local part wanted=
  for part in $PARTS; do [[ " $IN_SYSTEM " != *" $part "* ]] || wanted=1; done
  [ -n "$wanted" ] || return 0
  SYSTEM_LACKS=$(lacks_for_systems)
  [ -z "$SYSTEM_LACKS" ] || return 0
  set -m
  make_soak_system </dev/null >"$PRIVATE/log/system" 2>&1 &
  BESIDE=$!
  set +m
}

# The bare system is kept for the part situations. What is fetched may fail to come; three
# times is meant.
make_soak_system() {
  local attempt root=$PRIVATE/system base=$SYSTEMS/trixie.base.tar soak=$SYSTEMS/trixie.soak.tar
  if [ -f "$soak" ]; then
    unpack_system "$soak" "$root"
    return
  fi
  for attempt in 1 2 3; do
    rm -rf "$root"
    if make_or_unpack_base "$base" "$root" && add_archive bookworm "$root" &&
      inside "$root" bash /root/situation.sh prepare soak; then
      [ -z "$KEEP_SYSTEMS" ] || pack_system "$root" "$soak"
      return
    fi
    echo "attempt $attempt failed"
    sleep $((attempt * 20))
  done
  return 1
}

# make_or_unpack_base TARBALL ROOT
make_or_unpack_base() {
  if [ -f "$1" ]; then
    unpack_system "$1" "$2" && add_script "$2"
  else
    fetch_debootstrap && use_debootstrap && make_base trixie "$2" && pack_system "$2" "$1"
  fi
}

# await_system : it is there, or SYSTEM_LACKS says why not.
await_system() {
  local rc=0 start
  [ -z "$SYSTEM_LACKS$SYSTEM_READY" ] || return 0
  start=$(microseconds)
  wait "$BESIDE" || rc=$?
  BESIDE=
  if [ "$rc" -ne 0 ]; then
    show_tail "$PRIVATE/log/system"
    SYSTEM_LACKS="the Debian 13 system could not be made: $(grep -E '^(E:|W:|attempt)' "$PRIVATE/log/system" | head -n 1)"
    return 0
  fi
  SYSTEM_READY=1
  add_source "$PRIVATE/system" soak
  say "    waited $(seconds_since "$start") for the Debian 13 system"
}

# run_inside PART COMMAND... : in the system, in its copy of the checkout. A part may have
# put something in the place of postgres (scripts/soak/wrap.sh).
run_inside() {
  local part=$1 postgres=$PRIVATE/system/usr/lib/postgresql/17/bin/postgres
  shift
  [ ! -e "$postgres.real" ] || mv "$postgres.real" "$postgres"
  run_part "$part" "${INSIDE[@]}" "$PRIVATE/system" /usr/bin/env -i LC_ALL=C.UTF-8 HOME=/root TERM=dumb \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    PG_CONFIG=/usr/lib/postgresql/17/bin/pg_config ${JOBS:+"JOBS=$JOBS"} "$@"
}

unset LAYERS TESTS
began=$(microseconds)
make_private
KEEP_SYSTEMS=${SYSTEMS:-}
SYSTEMS=${SYSTEMS:-$PRIVATE/systems}
mkdir -p "$SYSTEMS"
say "seed $SEED, repeat with SEN_SEED=$SEED"
begin_system
read -ra parts <<<"$PARTS"
STEPS=${#parts[@]}
for part in "${parts[@]}"; do
  STEP=$((STEP + 1))
  say "[$STEP/$STEPS] $part"
  if [ $((SECONDS / 60)) -ge "$BUDGET" ]; then
    conclude "$part" "skipped: $BUDGET minutes are over"
    continue
  fi
  if [[ " $IN_SYSTEM " == *" $part "* ]]; then
    await_system
    if [ -n "$SYSTEM_LACKS" ]; then
      lacks "$part" "$SYSTEM_LACKS"
      continue
    fi
  fi
  "part_$part"
done

say "" "${DID[@]}" "$(seconds_since "$began") in all"
[ ${#FAILURES[@]} -eq 0 ] || say "" "${FAILURES[@]:0:30}"
COUNTED=1
[ "$FAILED" -eq 0 ] || exit 1
