# shellcheck shell=bash disable=SC2153  # PRIVATE and the like are set by the other files
# The layers of the tests: how a file of each is run, what its output counts, and how
# many files run side by side, each worker with a server of its own.
#
# A job is LAYER/NAME. It leaves in JOBS_DIR/LAYER/NAME.* its output (log), status (rc)
# and duration in milliseconds (ms); pg_regress writes to OUT_DIR/LAYER/NAME.
# LAYER/NAME+ is the same file with the fixed seed: a file that draws at random is run
# with a seed of the clock, which may find what nobody has seen, and with one that does
# not change, so that what a commit breaks is not put down to chance.

FIXED_SEED=20250606

JOBS_DIR=       # once set_up_jobs was called
OUT_DIR=
PUBLISHED=      # the copy of DfE's file, if it is at hand
PASSED=0
FAILED=0
SKIPPED=0
SUMMARY=()      # one line for each layer
SKIPS=()        # one line for each reason in a file
FAILURES=()     # a few lines for each file that failed

# The texts of views are packed by lz4, where this PostgreSQL has it: a fifth of the time that sen.create_programme()
# takes by default goes into packing them, and the tests make many. No plan hangs on it.
test_settings() {
  [[ $("$PG_CONFIG" --configure) != *--with-lz4* ]] || echo "default_toast_compression = 'lz4'"
}

# Planning a large view takes some hundred megabytes, which malloc gives back to the system after each; where the system
# is a guest of another, having them again takes as long as the planning. So the servers of the tests keep them, in
# large pages where they may. No plan hangs on it. Other libraries than glibc do not know these names.
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.trim_threshold=268435456:glibc.malloc.top_pad=4194304:glibc.malloc.mmap_threshold=134217728

set_up_jobs() {
  JOBS_DIR=$PRIVATE/jobs
  OUT_DIR=$PRIVATE/out
  as_user mkdir -p "$JOBS_DIR" "$OUT_DIR" "$PRIVATE/clusters"
}

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

# is_random LAYER NAME : does it draw at random, and the same for the same seed? What calls
# seed_once() does not, or has a part with a fixed seed itself.
is_random() {
  case $1 in
    pgtap) grep -q 'getenv seed SEN_SEED' "$TOP/test/pgtap/$2.sql" ;;
    tap) grep -qE '^[^#]*\bseed\(\)' "$TOP/test/t/$2.pl" ;;
    *) return 1 ;;
  esac
}

# with_fixed_seed LAYER NAME... : the names, and NAME+ of those that draw at random,
# unless SEN_SEED says which seed to take. NAME is run with SEN_BRIEF set then: it leaves
# what hangs on no seed to NAME+, and draws fewer cases if they take long.
with_fixed_seed() {
  local layer=$1 name
  shift
  for name; do
    printf '%s\n' "$name"
    [ -n "${SEN_SEED:-}" ] || ! is_random "$layer" "$name" || printf '%s+\n' "$name"
  done
}

# Running a file ----------------------------------------------------------------

# A test without an expected file would stop pg_regress; an empty one makes it
# an ordinary difference.
expect_something() {
  as_user mkdir -p "$1" "$3"
  compgen -G "$1/$2*.out" >/dev/null || as_user touch "$1/$2.out"
}

# Where make_templates has made databases, a file has its own as a copy of one. Else, as in make try, it begins without.
TEMPLATES=

# takes_ready FILE : does it take a programme that was laid out beforehand (test/fixtures/ready_programme.sql), itself or
# by a fixture that does?
takes_ready() { grep -qE '(ready|met)_programme\.sql' "$1"; }

# copy_of TEMPLATE DATABASE : as files; through the log it takes ten times as long.
copy_of() {
  as_user psql -X -q -v ON_ERROR_STOP=1 -d postgres -c 'SET client_min_messages = warning' \
    -c "DROP DATABASE IF EXISTS $2" -c "CREATE DATABASE $2 TEMPLATE $1 STRATEGY file_copy"
}

# make_templates : a database with the extension, and one with a programme too.
make_templates() {
  as_user createdb sen_extension && as_user psql -X -q -v ON_ERROR_STOP=1 -d sen_extension -c "CREATE EXTENSION $NAME" &&
    copy_of sen_extension sen_programme && lay_out_ready sen_programme
}

# lay_out_ready DATABASE [ NUMBER ]
lay_out_ready() { as_user psql -X -q -v ON_ERROR_STOP=1 -d "$1" -o /dev/null -c "SELECT sen.create_programme('ready_programme${2:+_$2}')"; }

run_regress() {
  local out=$OUT_DIR/regress/$1 template=sen_extension existing=()
  cd "$PRIVATE/source" && expect_something expected "$1" "$out" && await_server || return
  if [ -n "$TEMPLATES" ]; then
    ! takes_ready "sql/$1.sql" || template=sen_programme
    copy_of "$template" contrib_regression || return
    existing=(--use-existing)
  fi
  as_user "$PGXS_SRC/test/regress/pg_regress" --bindir="$BINDIR" --inputdir=. \
    --outputdir="$out" --dbname=contrib_regression "${existing[@]}" "$1"
}

# The extension is loaded into the specs' database beforehand.
run_isolation() {
  local out=$OUT_DIR/isolation/$1 with=(--load-extension="$NAME")
  cd "$PRIVATE/source/test/isolation" && expect_something expected "$1" "$out" && await_server || return
  if [ -n "$TEMPLATES" ]; then
    copy_of sen_extension sen_isolation || return
    with=(--use-existing)
  fi
  as_user "$PGXS_SRC/test/isolation/pg_isolation_regress" --bindir="$BINDIR" --inputdir=. \
    --outputdir="$out" "${with[@]}" --dbname=sen_isolation "$1"
}

run_pgtap() {
  local database=sen_pgtap
  cd "$PRIVATE/source" && await_server || return
  [ -z "$TEMPLATES" ] || ! takes_ready "test/pgtap/${1%+}.sql" || database=sen_pgtap_programme
  as_user pg_prove --verbose --dbname "$database" "test/pgtap/${1%+}.sql"
}

create_pgtap() {
  as_user dropdb --if-exists sen_pgtap && as_user createdb sen_pgtap &&
    as_user psql -X -q -v ON_ERROR_STOP=1 -d sen_pgtap -c 'CREATE EXTENSION pgtap' \
      -c "CREATE EXTENSION $NAME"
}

# create_pgtap_programme : the same with two programmes, for files that take one or both. What they do to it they roll back.
create_pgtap_programme() { copy_of sen_pgtap sen_pgtap_programme && lay_out_ready sen_pgtap_programme && lay_out_ready sen_pgtap_programme 2; }

run_tap() { run_perl tap "$1" "test/t/${1%+}.pl"; }

# A coordinator and two workers of Citus, where its library is there for this PostgreSQL; else the file says why not.
run_citus() { run_perl citus "$1" "test/citus/$1.pl"; }

# run_perl LAYER NAME FILE : cluster nodes read TEMP_CONFIG, so they find the extension by themselves.
run_perl() {
  local out=$OUT_DIR/$1/$2
  cd "$PRIVATE/source" && as_user mkdir -p "$out/tmp_check/log" &&
    as_user env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE \
      PG_REGRESS="$PGXS_SRC/test/regress/pg_regress" TESTDIR="$out" \
      TESTDATADIR="$out/tmp_check" TESTLOGDIR="$out/tmp_check/log" \
      TEMP_CONFIG="$PRIVATE/extension.conf" SEN_TEST_CONF="$PRIVATE/extension.conf" \
      SEN_TEST_CLUSTERS="$PRIVATE/clusters" \
      SEN_TEST_SOURCE="$PRIVATE/source" SEN_PUBLISHED="$PUBLISHED" \
      prove --verbose -I "$(cluster_module_dir)" -I test/t "$3"
}

# The other compiler is only asked for its warnings. They do not hang on how it optimises,
# as gcc's do, and nothing is run of what it builds: the library alone.
run_compile() {
  local dir=$PRIVATE/clang how=(WERROR=1 "CC=$CLANG") profile='-O0 -g0'
  copy_source "$dir" || return
  ! precompile "$dir" "${how[@]}" "PROFILE=$profile" || profile+=" -include-pch $dir/src/many.pch"
  build_in "$dir" "${how[@]}" "PROFILE=$profile" -j1 "$NAME.so"
}

# precompile DIR MAKE-ARGUMENT... : what many files include, once for all with clang: reading it is over half of its work.
# A file that lacks a header of these is found by the first compiler, which has no such thing.
precompile() {
  local dir=$1 compile header
  shift
  for header in postgres compat fmgr funcapi miscadmin access/htup_details catalog/pg_type utils/builtins utils/lsyscache utils/memutils; do
    echo "#include \"$header.h\""
  done | as_user tee "$dir/src/many.h" >/dev/null
  # As make compiles any of them.
  compile=$(make_in "$dir" -n -B "$@" src/parser.o | sed -n 's/ -c -o src\/parser\.o .*//p')
  # shellcheck disable=SC2086  # words of a command
  [ -n "$compile" ] && (cd "$dir" && as_user $compile -x c-header -o src/many.pch src/many.h)
}

# The build with clang, where there is one, is looked at too.
run_package() {
  local libraries=()
  [ ! -f "$PRIVATE/clang/$NAME.so" ] || libraries=("$PRIVATE/clang/$NAME.so")
  cd "$PRIVATE/source" && as_user perl scripts/check-package.pl "${libraries[@]}"
}

# run_file LAYER NAME : a job from its beginning to its end.
run_file() {
  local layer=$1 name=$2 start rc=0 base=$JOBS_DIR/$1/$2
  mkdir -p "$JOBS_DIR/$layer"
  start=$(microseconds)
  (
    if [[ $name == *+ ]]; then
      export SEN_SEED=$FIXED_SEED
    elif [ -n "${SEN_TWICE:-}" ]; then
      export SEN_BRIEF=1
    fi
    "run_$layer" "$name"
  ) </dev/null >"$base.log" 2>&1 || rc=$?
  printf '%d\n' $((($(microseconds) - start) / 1000)) >"$base.ms"
  printf '%d\n' "$rc" >"$base.rc"
  [ "$rc" -eq 0 ] || printf '    failed: %s %s, after %s\n' "$layer" "$name" "$(seconds_since "$start")"
}

# Side by side --------------------------------------------------------------------

# copy_server NUMBER : a stopped server's data, once for each worker.
copy_server() {
  as_user mkdir -p "$PRIVATE/worker$1/socket" &&
    as_user cp -R "$PRIVATE/data" "$PRIVATE/worker$1/data" && as_user chmod 700 "$PRIVATE/worker$1/data"
}

start_copy() {
  as_user pg_ctl -D "$PRIVATE/worker$1/data" -l "$PRIVATE/log/server-$1.log" -w -s \
    -o "-c unix_socket_directories=$PRIVATE/worker$1/socket" start ||
    { tail -n 30 "$PRIVATE/log/server-$1.log"; return 1; }
}

# work NUMBER LAYER/NAME... : take what no other worker has taken, in order.
work() {
  local number=$1 job
  shift
  export PGHOST=$PRIVATE/worker$number/socket
  { copy_server "$number" && start_copy "$number"; } >"$PRIVATE/log/worker$number.log" 2>&1 ||
    { show_tail "$PRIVATE/log/worker$number.log"; return 1; }
  for job; do
    mkdir "$JOBS_DIR/taken-${job/\//-}" 2>/dev/null || continue
    run_file "${job%%/*}" "${job#*/}"
  done
}

# work_side_by_side WORKERS LAYER/NAME...
work_side_by_side() {
  local workers=$1 number
  shift
  [ "$workers" -le $# ] || workers=$#
  for ((number = 1; number <= workers; number++)); do
    work "$number" "$@" &
  done
  wait
}

# Counting ------------------------------------------------------------------------

# count_lines REGEX FILE
count_lines() { grep -ciE -- "$1" "$2" || true; }

# add_result LABEL PASSED FAILED [SKIPPED [REMARK]]: without a single test it has failed,
# since it was only entered because there are files for it.
add_result() {
  local passed=$2 failed=$3 skipped=${4:-0} line
  [ $((passed + failed + skipped)) -gt 0 ] || failed=1
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  SKIPPED=$((SKIPPED + skipped))
  line="$1: $passed passed, $failed failed"
  [ "$skipped" -eq 0 ] || line+=", $skipped skipped"
  SUMMARY+=("$line${5:+; $5}")
}

# pg_regress speaks in its own form until PostgreSQL 15 and in TAP from 16 on.
# Each count_... sets passed, failed and skipped of its caller, and shows what failed.
count_regress() {
  local status=$1 log=$2 diffs=$3
  passed=$(count_lines '(^(test|    ).* \.\.\. ok( |$)|^ok +[0-9]+ +[-+])' "$log")
  failed=$(count_lines '(^(test|    ).* \.\.\. FAILED|^not ok +[0-9]+ +[-+])' "$log")
  skipped=0
  if [ "$status" -ne 0 ]; then
    if [ -s "$diffs" ]; then
      sed -n '1,400p' "$diffs"
    else
      show_tail "$log"
    fi
    [ "$failed" -gt 0 ] || failed=1
  fi
}

# Assertions stand in the first column (subtests are indented), a failure marked TODO is
# expected, what is skipped has not passed, and the summary names files that broke off
# though all their assertions passed. Of a file that is skipped whole prove says so itself.
count_tap() {
  local status=$1 log=$2 broken
  skipped=$(count_lines '^ok [0-9]+.*# *skip|^1\.\.0 *# *skip|^[^ ]+ \.+ skipped: ' "$log")
  passed=$(($(count_lines '^ok [0-9]+|^not ok [0-9]+.*# TODO' "$log") - $(count_lines '^ok [0-9]+.*# *skip' "$log")))
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
}

# count_compilers: the first one has built what was tested.
count_compilers() {
  local compiled=1 uncompiled=0
  if [ -n "$CLANG" ]; then
    if [ "$(cat "$JOBS_DIR/compile/clang.rc" 2>/dev/null)" = 0 ]; then
      compiled=2
    else
      uncompiled=1
      say "" "--- compile clang"
      show_tail "$JOBS_DIR/compile/clang.log"
      FAILURES+=("failed: compile clang: $(grep -m1 -E '(error|warning): ' "$JOBS_DIR/compile/clang.log" | cut -c1-250)")
    fi
  fi
  add_result "compile without warnings" "$compiled" "$uncompiled" $((2 - compiled - uncompiled))
}

# The reasons of what was skipped: "skipped: LAYER NAME: REASON (how many)".
note_skips() {
  local layer=$1 name=$2 log=$3 line
  while IFS= read -r line; do
    SKIPS+=("skipped: $layer $name: $line")
  done < <(sed -nE -e 's/^(ok [0-9]+.*|1\.\.0 *)# *[Ss][Kk][Ii][Pp](ped)?:? *//p' \
    -e 's/^[^ ]+ \.+ skipped: //p' "$log" |
    LC_ALL=C sort | uniq -c | sed -E 's/^ *([0-9]+) (.*)/\2 (\1)/')
}

# note_failure LAYER NAME SHOWN : what failed in a file, by the first lines of what was
# shown of it, since the end of a long output is what is kept of it elsewhere.
note_failure() {
  local line
  while IFS= read -r line; do
    FAILURES+=("failed: $1 $2: ${line:0:300}")
  done < <(grep -E '^ *(not ok|psql:.*(ERROR|FATAL)|Bail out|died: |[-+][^-+]|# +(have|want|got|expected):|#.* seed )|\(Wstat' <<<"$3" |
    sed -n '1,6{s/^ *//;p}' | grep . ||
    tail -n 2 <<<"$3")
}

# count_layer LABEL LAYER NAME... : count, and show what failed.
count_layer() {
  local label=$1 layer=$2 name log status ms all=0 passed failed skipped shown p=0 f=0 s=0
  shift 2
  for name; do
    log=$JOBS_DIR/$layer/$name.log
    status=$(cat "$JOBS_DIR/$layer/$name.rc" 2>/dev/null || echo 1)
    ms=$(cat "$JOBS_DIR/$layer/$name.ms" 2>/dev/null || echo 0)
    [ -f "$log" ] || { mkdir -p "${log%/*}"; echo "it was not run" >"$log"; }
    [ "$status" -eq 0 ] || say "" "--- $layer $name"
    shown=$JOBS_DIR/$layer/$name.shown
    case $layer in
      regress | isolation) count_regress "$status" "$log" "$OUT_DIR/$layer/$name/regression.diffs" ;;
      *) count_tap "$status" "$log" ;;
    esac >"$shown"
    # What a Perl test died of stands in a log of its own.
    [[ $layer != tap && $layer != citus ]] || [ "$status" -eq 0 ] ||
      grep -hE '^psql:.*(ERROR|FATAL|server closed|lost)|^(Bail out|[^#[].* at .*\.p[lm] line [0-9]+)' "$OUT_DIR/$layer/$name"/tmp_check/log/regress_log_* 2>/dev/null |
      sed -n '1,5s/^/    died: /p' >>"$shown" || true
    cat "$shown"
    # A file without a single test has failed.
    [ $((passed + failed + skipped)) -gt 0 ] || failed=1
    [ "$failed" -eq 0 ] || note_failure "$layer" "$name" "$(cat "$shown")"
    note_skips "$layer" "$name" "$log"
    p=$((p + passed))
    f=$((f + failed))
    s=$((s + skipped))
    all=$((all + ms))
  done
  add_result "$label" "$p" "$f" "$s" "$# files, $((all / 1000)).$((all % 1000 / 100)) s"
}

# The slowest files, slowest first.
slowest() {
  local file job
  for file in "$JOBS_DIR"/*/*.ms; do
    job=${file#"$JOBS_DIR"/}
    printf '%s %s\n' "$(cat "$file")" "${job%.ms}"
  done | sort -rn | sed -n "1,$1p" |
    awk '{ sub(/\//, " ", $2); printf "  %6.1f s  %s\n", $1 / 1000, $2 }'
}

# accept FROM TO NAME... : with ACCEPT=1 the output becomes the expected one, for
# the author to read in the diff of the version control before committing it.
accept() {
  local from=$1 to=$2 name
  shift 2
  [ "${ACCEPT:-}" = 1 ] || return 0
  mkdir -p "$to"
  for name; do
    [ ! -f "$from/$name/results/$name.out" ] || cp "$from/$name/results/$name.out" "$to/$name.out"
  done
  say "    accepted as expected output: $*"
}

# accept_pages: with ACCEPT=1 the pages whose examples test 004_doc printed anew become those of the checkout.
accept_pages() {
  local page
  [ "${ACCEPT:-}" = 1 ] || return 0
  for page in "$TOP"/README.md "$TOP"/doc/*.md; do
    page=${page#"$TOP"/}
    cmp -s "$PRIVATE/source/$page" "$TOP/$page" || { cp "$PRIVATE/source/$page" "$TOP/$page" && say "    examples printed: $page"; }
  done
}

# A backend that dies, a failed assertion, or what a sanitizer reports (COPT, see
# scripts/soak.sh) is a failure even if the test that caused it did not notice. TAP tests may kill processes on purpose, so
# of their nodes only the signals of a crash count.
check_logs() {
  local crash='TRAP:|problem in alloc set|terminated by signal (4|6|7|8|11)\b|\.[ch]:[0-9]+:[0-9]+: runtime error:|ERROR: AddressSanitizer' found
  found=$(
    grep -HnE "$crash|was terminated by signal" "$PRIVATE"/log/server*.log
    find "$OUT_DIR" -path '*/tmp_check/log/*.log' -exec grep -HnE "$crash" {} + 2>/dev/null
    true
  )
  [ -n "$found" ] || { add_result "server log" 1 0; return 0; }
  sed -n '1,40s/^/    /p' <<<"$found"
  FAILURES+=("failed: server log: $(head -n 1 <<<"$found" | cut -c1-300)")
  add_result "server log" 0 1
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
  fi
}
