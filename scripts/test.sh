#!/usr/bin/env bash
# Build the extension and run every test against a private server.
#
# LAYERS="..." selects among: package regress pgtap isolation tap
# TESTS="..."  selects test files by name without directory and suffix.
# ACCEPT=1     writes what pg_regress and isolation printed to the expected files.
# SEN_PUBLISHED=FILE  DfE's timeliness_20_week.csv, if it is not beside the project.
# The last line of output is "N passed, N failed", over all single tests.

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

ALL_LAYERS='package regress pgtap isolation tap'
LAYERS=${LAYERS:-$ALL_LAYERS}
TESTS=${TESTS:-}
SUMMARY=()
PASSED=0
FAILED=0
COUNTED=
PUBLISHED=

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

chosen() { [[ " $LAYERS " == *" $1 "* ]]; }

# selected SUFFIX FILE... : print the names (without suffix) that exist and
# that TESTS does not exclude.
selected() {
  local suffix=$1 file name
  shift
  for file; do
    name=$(basename "$file" "$suffix")
    if [ -f "$file" ] && [[ -z $TESTS || " $TESTS " == *" $name "* ]]; then
      printf '%s\n' "$name"
    fi
  done
}

# add_result LABEL PASSED FAILED : a layer without a single test has failed,
# since it was only entered because there are files for it.
add_result() {
  local passed=$2 failed=$3
  [ $((passed + failed)) -gt 0 ] || failed=1
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  SUMMARY+=("$1: $passed passed, $failed failed")
}

# count_lines REGEX FILE
count_lines() { grep -cE -- "$1" "$2" || true; }

# pg_regress speaks in its own form until PostgreSQL 15 and in TAP from 16 on.
count_regress() {
  local label=$1 status=$2 log=$3 diffs=$4 passed failed
  passed=$(count_lines '(^(test|    ).* \.\.\. ok( |$)|^ok +[0-9]+ +[-+])' "$log")
  failed=$(count_lines '(^(test|    ).* \.\.\. FAILED|^not ok +[0-9]+ +[-+])' "$log")
  if [ "$status" -ne 0 ]; then
    if [ -s "$diffs" ]; then
      sed -n '1,400p' "$diffs"
    else
      show_tail "$log"
    fi
    [ "$failed" -gt 0 ] || failed=1
  fi
  add_result "$label" "$passed" "$failed"
}

# Assertions stand in the first column (subtests are indented), a failure
# marked TODO is expected, and the summary names files that broke off though
# all their assertions passed.
count_tap() {
  local label=$1 status=$2 log=$3 passed failed broken
  passed=$(count_lines '^ok [0-9]+|^not ok [0-9]+.*# TODO' "$log")
  failed=$(grep -E '^not ok [0-9]+' "$log" | grep -vc '# TODO' || true)
  broken=$(count_lines '\(Wstat: .* Failed: 0\)' "$log")
  failed=$((failed + broken))
  if [ "$status" -ne 0 ]; then
    [ "$failed" -gt 0 ] || failed=1
    awk '/^(not ok|# |Bail out)|^psql:.*(ERROR|FATAL)|^Test Summary/ { print "    " $0 }' "$log" |
      sed -n '1,200p'
    sed -n '/^Test Summary Report/,$p' "$log" | sed -n '2,60{s/^/    /;p}'
    grep -qE '^(not ok|Test Summary)' "$log" || show_tail "$log"
  fi
  add_result "$label" "$passed" "$failed"
}

# A test without an expected file would stop pg_regress; an empty one makes it
# an ordinary difference.
expect_something() {
  local dir=$1 name
  shift
  as_user mkdir -p "$dir"
  for name; do
    compgen -G "$dir/${name}*.out" >/dev/null || as_user touch "$dir/$name.out"
  done
}

# accept FROM TO NAME... : with ACCEPT=1 the output becomes the expected one, for
# the author to read in the diff of the version control before committing it.
accept() {
  local from=$1 to=$2 name
  shift 2
  [ "${ACCEPT:-}" = 1 ] || return 0
  mkdir -p "$to"
  for name; do
    [ ! -f "$from/$name.out" ] || cp "$from/$name.out" "$to/$name.out"
  done
  say "    accepted as expected output: $*"
}

run_regress() {
  expect_something "$PRIVATE/source/expected" "$@"
  await_server && make_in "$PRIVATE/source" installcheck ${TESTS:+"REGRESS=$*"}
}

# The extension is loaded into the specs' database beforehand.
run_isolation() {
  expect_something "$PRIVATE/source/test/isolation/expected" "$@"
  await_server && cd "$PRIVATE/source/test/isolation" &&
    as_user "$PGXS_SRC/test/isolation/pg_isolation_regress" --bindir="$BINDIR" \
      --inputdir=. --outputdir="$PRIVATE/isolation" --load-extension="$NAME" \
      --dbname=sen_isolation "$@"
}

run_pgtap() {
  await_server && as_user createdb sen_pgtap &&
    as_user psql -X -q -v ON_ERROR_STOP=1 -d sen_pgtap -c 'CREATE EXTENSION pgtap' \
      -c "CREATE EXTENSION $NAME" &&
    cd "$PRIVATE/source" && as_user pg_prove --verbose --dbname sen_pgtap "${@/#/test/pgtap/}"
}

# DfE's published figures of every authority may lie beside the project. The
# user of the tests may not be able to read them there.
copy_published() {
  local file=${SEN_PUBLISHED:-$TOP/../shared/data/dfe-2025/timeliness_20_week.csv}
  if [ -r "$file" ]; then
    PUBLISHED=$PRIVATE/published.csv
    as_user tee "$PUBLISHED" <"$file" >/dev/null
  elif [ -n "${SEN_PUBLISHED:-}" ]; then
    die 2 "$NAME: SEN_PUBLISHED names a file that cannot be read: $file"
  else
    say "    DfE's file of published figures is not beside the project; 009_published skips it"
  fi
}

# Cluster nodes read TEMP_CONFIG, so they find the extension by themselves.
run_tap() {
  cd "$PRIVATE/source" &&
    as_user env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE \
      PG_REGRESS="$PGXS_SRC/test/regress/pg_regress" TESTDIR="$PRIVATE/tap" \
      TESTDATADIR="$PRIVATE/tap/tmp_check" TESTLOGDIR="$PRIVATE/tap/tmp_check/log" \
      TEMP_CONFIG="$PRIVATE/extension.conf" SEN_TEST_CONF="$PRIVATE/extension.conf" \
      SEN_TEST_SOURCE="$PRIVATE/source" SEN_TEST_PGHOST="$PGHOST" SEN_TEST_PGPORT="$PGPORT" \
      SEN_PUBLISHED="$PUBLISHED" \
      prove --verbose -I "$(cluster_module_dir)" "${@/#/test/t/}"
}

# The build with clang, where there is one, is looked at too.
run_package() {
  local libraries=()
  [ ! -f "$PRIVATE/clang/$NAME.so" ] || libraries=("$PRIVATE/clang/$NAME.so")
  cd "$PRIVATE/source" && as_user perl scripts/check-package.pl "${libraries[@]}"
}

# A backend that dies, or a failed assertion, is a failure even if the test
# that caused it did not notice. TAP tests may kill processes on purpose, so
# of their nodes only the signals of a crash count.
check_logs() {
  local crash='TRAP:|problem in alloc set|terminated by signal (4|6|7|8|11)\b' found
  found=$(
    grep -HnE "$crash|was terminated by signal" "$PRIVATE/log/server.log"
    find "$PRIVATE/tap/tmp_check/log" -name '*.log' -exec grep -HnE "$crash" {} + 2>/dev/null
    true
  )
  [ -n "$found" ] || { add_result "server log" 1 0; return 0; }
  sed -n '1,40s/^/    /p' <<<"$found"
  add_result "server log" 0 1
}

# The other compiler: clang from the path, else the one made for bitcode.
find_clang() {
  command -v clang || { [ -n "$BITCODE_CLANG" ] && command -v "$BITCODE_CLANG"; } || true
}

cd "$TOP" || exit
mapfile -t regress < <(! chosen regress || selected .sql sql/*.sql)
mapfile -t pgtap < <(! chosen pgtap || selected .sql test/pgtap/*.sql)
mapfile -t isolation < <(! chosen isolation || selected .spec test/isolation/specs/*.spec)
mapfile -t tap < <(! chosen tap || selected .pl test/t/*.pl)
package=()
if chosen package && [ -z "$TESTS" ]; then package=(package); fi

needs=(server)
STEPS=7
[ ${#package[@]} -eq 0 ] || { needs+=(perl); STEPS=$((STEPS + 1)); }
[ ${#regress[@]} -eq 0 ] || STEPS=$((STEPS + 1))
[ ${#pgtap[@]} -eq 0 ] || { needs+=(pgtap); STEPS=$((STEPS + 1)); }
[ ${#isolation[@]} -eq 0 ] || STEPS=$((STEPS + 1))
[ ${#tap[@]} -eq 0 ] || { needs+=(tap); STEPS=$((STEPS + 1)); }
[ "$STEPS" -gt 7 ] || die 1 "$NAME: nothing to test (LAYERS=\"$LAYERS\" TESTS=\"$TESTS\")."

prepare_step "${needs[@]}"

# No warnings, whichever compiler.
step "building the extension" build_copy "$PRIVATE/source" WERROR=1
compiled=1
uncompiled=0
clang=$(find_clang)
if [ -z "$clang" ]; then
  STEP=$((STEP + 1))
  say "[$STEP/$STEPS] building it with clang ... no clang, skipped"
elif try "building it with clang" build_copy "$PRIVATE/clang" WERROR=1 with_llvm=no "CC=$clang"; then
  compiled=2
else
  show_tail "$STEP_LOG"
  uncompiled=1
fi
add_result "compile without warnings" "$compiled" "$uncompiled"

server_steps "max_connections = 50"
as_user mkdir -p "$PRIVATE/tap/tmp_check/log" "$PRIVATE/isolation"

if [ ${#package[@]} -gt 0 ]; then
  status=0
  try "package files" run_package || status=$?
  count_tap "package files" "$status" "$STEP_LOG"
fi
if [ ${#regress[@]} -gt 0 ]; then
  status=0
  try "pg_regress (${#regress[@]} files)" run_regress "${regress[@]}" || status=$?
  count_regress pg_regress "$status" "$STEP_LOG" "$PRIVATE/source/regression.diffs"
  accept "$PRIVATE/source/results" "$TOP/expected" "${regress[@]}"
fi
if [ ${#pgtap[@]} -gt 0 ]; then
  status=0
  try "pgTAP (${#pgtap[@]} files)" run_pgtap "${pgtap[@]/%/.sql}" || status=$?
  count_tap pgTAP "$status" "$STEP_LOG"
fi
if [ ${#isolation[@]} -gt 0 ]; then
  status=0
  try "isolation (${#isolation[@]} specs)" run_isolation "${isolation[@]}" || status=$?
  count_regress isolation "$status" "$STEP_LOG" "$PRIVATE/isolation/regression.diffs"
  accept "$PRIVATE/isolation/results" "$TOP/test/isolation/expected" "${isolation[@]}"
fi
if [ ${#tap[@]} -gt 0 ]; then
  [[ " ${tap[*]} " != *" 009_published "* ]] || copy_published
  status=0
  try "Perl TAP (${#tap[@]} files)" run_tap "${tap[@]/%/.pl}" || status=$?
  count_tap "Perl TAP" "$status" "$STEP_LOG"
fi
STEP=$((STEP + 1))
say "[$STEP/$STEPS] reading the server logs"
check_logs

say "" "${SUMMARY[@]}"
COUNTED=1
[ "$FAILED" -eq 0 ] || exit 1
