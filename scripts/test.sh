#!/usr/bin/env bash
# Build the extension and run every test, side by side on private servers.
#
# LAYERS="..." selects among: package regress pgtap isolation tap citus
# TESTS="..."  selects test files by name without directory and suffix.
# JOBS=N       so many files at once, else one more than there are processors.
# ACCEPT=1     writes what pg_regress and isolation printed to the expected files.
# COPT="..."   options for the C compiler, besides those of PostgreSQL.
# SEN_SEED=N   the seed of tests that draw at random, else a fixed one and one of the clock.
# TMPDIR=DIR   where the private directory is made, else in memory if there is much, or in /tmp.
# SEN_PUBLISHED=FILE  DfE's timeliness_20_week.csv, if it is not beside the project.
# The last line of output is "N passed, N failed", over all single tests; what was
# skipped is in neither, and stands above it with the reason.

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

ALL_LAYERS='package regress pgtap isolation tap citus'
LAYERS=${LAYERS:-$ALL_LAYERS}
TESTS=${TESTS:-}
JOBS=${JOBS:-$(($(processors) + 1))}
COUNTED=

# The longest files, longest first: begun first, so that none is alone at the end. Of those that take the demo the second
# comes some time after the first, which loads it.
LONGEST='tap/001_dump tap/027_page tap/016_calls tap/005_demo tap/004_doc pgtap/access pgtap/privileges tap/024_plain_words pgtap/authorities pgtap/names tap/018_upgrade tap/023_remedies tap/030_bi tap/026_sentences pgtap/default_server pgtap/partitions tap/011_ledger_crash tap/017_ledger_fuzz pgtap/notice_compliance pgtap/distribution+ pgtap/boundary_days tap/021_reference tap/022_same_figures pgtap/kept_plan pgtap/ledger_index+ pgtap/layout pgtap/sen2_load pgtap/planner+ pgtap/dashboard+ pgtap/compliance+ pgtap/ledger+ pgtap/law_model pgtap/progress+ pgtap/rules pgtap/timetravel+ pgtap/working_days+ tap/013_ledger_dump pgtap/catalogue pgtap/breakdown pgtap/series+ pgtap/ledger_hostile tap/003_fuzz+ tap/009_published tap/010_postgres_fdw tap/010_postgres_fdw+ pgtap/survival+ tap/012_ledger_flips+'

# The build with clang takes some ten seconds of a processor: it is begun after so many.
BEFORE_CLANG=12

# The last line is a count even if the run broke off, and then no success.
last_words() {
  if [ -z "$COUNTED" ]; then
    FAILED=$((FAILED + 1))
    say "the run ended early (status $1)"
  fi
  say "$PASSED passed, $FAILED failed"
}

for layer in $LAYERS; do
  [[ " $ALL_LAYERS " == *" $layer "* ]] || die 2 "$NAME: unknown layer \"$layer\"; there are: $ALL_LAYERS"
done
[[ $JOBS =~ ^[1-9][0-9]?$ ]] || die 2 "$NAME: JOBS is how many test files run at once, such as 4, not \"$JOBS\""

chosen() { [[ " $LAYERS " == *" $1 "* ]]; }

# The other compiler: clang from the path, else the one made for bitcode.
find_clang() {
  command -v clang || { [ -n "$BITCODE_CLANG" ] && command -v "$BITCODE_CLANG"; } || true
}

cd "$TOP" || exit
mapfile -t regress < <(! chosen regress || selected .sql sql/*.sql)
mapfile -t pgtap < <(! chosen pgtap || selected .sql test/pgtap/*.sql)
mapfile -t pgtap < <(with_fixed_seed pgtap "${pgtap[@]}")
mapfile -t isolation < <(! chosen isolation || selected .spec test/isolation/specs/*.spec)
mapfile -t tap < <(! chosen tap || selected .pl test/t/*.pl)
mapfile -t tap < <(with_fixed_seed tap "${tap[@]}")
mapfile -t citus < <(! chosen citus || selected .pl test/citus/*.pl)
package=()
if chosen package && [ -z "$TESTS" ]; then package=(package); fi

needs=(server)
[ ${#package[@]} -eq 0 ] || needs+=(perl)
[ ${#pgtap[@]} -eq 0 ] || needs+=(pgtap)
[ $((${#tap[@]} + ${#citus[@]})) -eq 0 ] || needs+=(tap)
jobs=()
all=("${citus[@]/#/citus/}" "${tap[@]/#/tap/}" "${pgtap[@]/#/pgtap/}" "${regress[@]/#/regress/}" "${isolation[@]/#/isolation/}")
for job in $LONGEST; do
  [[ " ${all[*]} " != *" $job "* ]] || jobs+=("$job")
done
for job in "${all[@]}"; do
  [[ " $LONGEST " == *" $job "* ]] || jobs+=("$job")
done
[ $((${#jobs[@]} + ${#package[@]})) -gt 0 ] || die 1 "$NAME: nothing to test (LAYERS=\"$LAYERS\" TESTS=\"$TESTS\")."

began=$(microseconds)
STEPS=8
PREFER_MEMORY=1
prepare_step "${needs[@]}"

# No warnings, whichever compiler. With options of the caller (COPT), such as those of
# sanitizers, gcc warns of what is sound, and one compiler is enough. No bitcode: no test
# hangs on it, it takes as long again, and make demo builds it.
WERROR=1
[ -z "${COPT:-}" ] || WERROR=0
MAKE_VARS+=(with_llvm=no)
step "building the extension" build_copy "$PRIVATE/source" "WERROR=$WERROR"
CLANG=
if [ "$WERROR" -ne 0 ]; then
  CLANG=$(find_clang)
  if [ -n "$CLANG" ]; then
    jobs=("${jobs[@]:0:BEFORE_CLANG}" compile/clang "${jobs[@]:BEFORE_CLANG}")
  else
    SKIPS+=("skipped: compile: no clang, so only one compiler was asked for warnings (1)")
  fi
fi

# One server is laid out, with what the files begin with; each worker has a copy of it.
TEMPLATES=1
lay_out() {
  { [ ${#pgtap[@]} -eq 0 ] || { create_pgtap && create_pgtap_programme; }; } &&
    { [ $((${#regress[@]} + ${#isolation[@]})) -eq 0 ] || make_templates; } &&
    as_user pg_ctl -D "$PRIVATE/data" -w -s stop
}

# shellcheck disable=SC2031  # that subshell is of one job, and this comes before it
[ -n "${SEN_SEED:-}" ] || export SEN_TWICE=1
set_up_jobs
# Several programmes at once, each made in one transaction: room for their locks.
server_steps "max_connections = 50" "max_locks_per_transaction = 512" "wal_level = minimal" "max_wal_senders = 0"
step "laying out what the tests need" lay_out
[[ " ${tap[*]} " != *" 009_published "* ]] || copy_published

STEP=$((STEP + 1))
say "[$STEP/$STEPS] running ${#jobs[@]} files, $JOBS at once"
run_job - work_side_by_side "$JOBS" "${jobs[@]}" || true
STEP=$((STEP + 1))
say "[$STEP/$STEPS] counting, and reading the server logs"
[ "$WERROR" -eq 0 ] || count_compilers
# It looks at what clang has built, too.
[ ${#package[@]} -eq 0 ] || run_file package package
[ ${#package[@]} -eq 0 ] || count_layer "package files" package "${package[@]}"
[ ${#regress[@]} -eq 0 ] || count_layer pg_regress regress "${regress[@]}"
[ ${#pgtap[@]} -eq 0 ] || count_layer pgTAP pgtap "${pgtap[@]}"
[ ${#isolation[@]} -eq 0 ] || count_layer isolation isolation "${isolation[@]}"
[ ${#tap[@]} -eq 0 ] || count_layer "Perl TAP" tap "${tap[@]}"
[ ${#citus[@]} -eq 0 ] || count_layer Citus citus "${citus[@]}"
[ ${#regress[@]} -eq 0 ] || accept "$OUT_DIR/regress" "$TOP/expected" "${regress[@]}"
[ ${#isolation[@]} -eq 0 ] || accept "$OUT_DIR/isolation" "$TOP/test/isolation/expected" "${isolation[@]}"
check_logs

say "" "The slowest:" "$(slowest 10)"
[ ${#SKIPS[@]} -eq 0 ] || say "" "${SKIPS[@]}"
[ ${#FAILURES[@]} -eq 0 ] || say "" "${FAILURES[@]}"
say "" "${SUMMARY[@]}" "$SKIPPED skipped; $(seconds_since "$began") in all"
COUNTED=1
[ "$FAILED" -eq 0 ] || exit 1
