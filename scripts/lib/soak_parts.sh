# shellcheck shell=bash disable=SC2034  # DOES is for soak.sh
# The parts of scripts/soak.sh: what each runs, and with which bounds.

# names_in DIRECTORY SUFFIX
names_in() {
  local file
  for file in "$TOP/$1"/*"$2"; do basename "$file" "$2"; done
}

# What make test takes fewer of.
MORE_DRAWN=(SEN_CALL_ROUNDS=6 SEN_FUZZ_EDITS=500 SEN_MERKLE_LEAVES=70 SEN_DISTRIBUTED_CASES=20000)

part_random() {
  local crashes=${SEN_CRASHES:-200} flips=${SEN_FLIPS:-200} rounds=${SEN_CALL_ROUNDS:-200} edits=${SEN_FUZZ_EDITS:-100000}
  local tests=${RANDOM_TESTS:-011_ledger_crash 012_ledger_flips 016_calls 017_ledger_fuzz}
  DOES="$tests with $crashes crashes, $flips bits flipped of each kind, $rounds rounds of calls, $edits edits of a log"
  run_part random env SEN_SEED="$SEED" LAYERS=tap TESTS="$tests" SEN_CRASHES="$crashes" SEN_FLIPS="$flips" \
    SEN_CALL_ROUNDS="$rounds" SEN_FUZZ_EDITS="$edits" "$TOP/scripts/test.sh"
}

part_fuzz() {
  local inputs=${SEN_FUZZ_INPUTS:-1000000}
  DOES="$inputs mutated values of each type"
  run_part fuzz env SEN_SEED="$SEED" LAYERS=tap TESTS=003_fuzz SEN_FUZZ_INPUTS="$inputs" "$TOP/scripts/test.sh"
}

# What is undefined is reported to the server's log, where test.sh looks for it, and goes on.
# PostgreSQL itself is built with -fwrapv; without it an overflow is reported as well.
part_ubsan() {
  local tests=${UBSAN_TESTS:-}
  [ -n "$tests" ] || tests="$(names_in sql .sql) $(names_in test/pgtap .sql) 003_fuzz 012_ledger_flips 016_calls 017_ledger_fuzz"
  DOES="$(wc -w <<<"$tests") files under UndefinedBehaviorSanitizer"
  run_part ubsan env SEN_SEED="$SEED" LAYERS="regress pgtap tap" TESTS="${tests//$'\n'/ }" \
    COPT="-fsanitize=undefined -fno-wrapv -g" UBSAN_OPTIONS=print_stacktrace=1 "${MORE_DRAWN[@]}" SEN_FUZZ_SLOW=5 "$TOP/scripts/test.sh"
}

part_suite17() {
  DOES="the suite on PostgreSQL 17${SUITE_TESTS:+: $SUITE_TESTS}"
  run_inside suite17 "${MORE_DRAWN[@]}" ${SEN_SEED:+SEN_SEED="$SEN_SEED"} ${SUITE_LAYERS:+LAYERS="$SUITE_LAYERS"} \
    ${SUITE_TESTS:+TESTS="$SUITE_TESTS"} /src/soak/scripts/test.sh
}

part_upgrade() { run_inside upgrade /src/soak/scripts/soak/upgrade.sh; }

part_asan17() {
  DOES="AddressSanitizer on PostgreSQL 17, ${ASAN_TESTS:-the suite}"
  run_inside asan17 "${MORE_DRAWN[@]}" ${SEN_SEED:+SEN_SEED="$SEN_SEED"} ${ASAN_LAYERS:+LAYERS="$ASAN_LAYERS"} \
    ${ASAN_TESTS:+TESTS="$ASAN_TESTS"} /src/soak/scripts/soak/asan.sh
}

part_sqlsmith() { run_inside sqlsmith SEN_SEED="$SEED" SQLSMITH_QUERIES="${SQLSMITH_QUERIES:-20000}" /src/soak/scripts/soak/sqlsmith.sh; }

part_valgrind() {
  run_inside valgrind ${VALGRIND_TESTS:+TESTS="$VALGRIND_TESTS"} /src/soak/scripts/soak/valgrind.sh
}

part_situations() {
  local reason
  reason=$(lacks_for_systems)
  if [ -n "$reason" ]; then
    lacks situations "$reason"
    return
  fi
  run_part situations env SYSTEMS="$SYSTEMS" ${SITUATION_LAYERS:+LAYERS="$SITUATION_LAYERS"} ${SITUATION_TESTS:+TESTS="$SITUATION_TESTS"} "$TOP/scripts/situations.sh"
}
