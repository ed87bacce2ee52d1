#!/usr/bin/env bash
# Put faults into the code, one at a time, and say which of them the tests notice.
#
# FAULTS="name name"   those whose file names begin with one of these, else all
# ROOM="ledger board"  those in these directories of src (src itself: src; scripts), else all
# JOBS=N               so many at once, each with a server of its own, else one for each processor
# LAYERS="pgtap tap"   what its own tests do not notice is shown to all files of these layers
# BASELINE=no          does not run the files without any fault first
# THRESHOLD=N          so many in a hundred have to be noticed or to change nothing, else 95
#
# A fault is a patch in test/mutation/faults. Before its first line of diff it says in words
#   What: what is wrong
#   Noticed by: the test files that should notice, named as for make try; or
#   Changes nothing: why no test can notice, and
#   Tried with: the test files that were run all the same, and pass.
#
# The source is built once. Each worker has a copy of it, of the installed files and of the
# server; what a patch changes is built there, and the files it names are run until one
# fails. Then the copy is as it was.
#
# The exit status is 0 if the score reaches the threshold, 1 if not, and 2 if a test fails
# without any fault, if a patch does not apply, build or install, or if a fault that is said
# to change nothing is noticed: then the patch has to be written anew.

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/common.sh
. "$here/../../scripts/lib/common.sh"
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

FAULTS=${FAULTS:-}
ROOM=${ROOM:-}
JOBS=${JOBS:-$(processors)}
LAYERS=${LAYERS:-}
THRESHOLD=${THRESHOLD:-95}
BASELINE=${BASELINE:-}
TESTS=              # selected (layers.sh) is to leave nothing out
PATIENCE=600        # seconds; a test that takes longer has noticed
POOL=               # the private directory; in a worker PRIVATE is its part of it

[[ $JOBS =~ ^[1-9][0-9]?$ ]] || die 2 "$NAME: JOBS is how many faults are tried at once, such as 2, not \"$JOBS\""
[[ $THRESHOLD =~ ^[0-9]+$ ]] || die 2 "$NAME: THRESHOLD is a whole number of percent, not \"$THRESHOLD\""

for layer in $LAYERS; do
  [[ " regress isolation pgtap tap " == *" $layer "* ]] || die 2 "$NAME: unknown layer \"$layer\"; there are: regress isolation pgtap tap"
done

# What a patch says ---------------------------------------------------------------

patch_of() { printf '%s' "$TOP/test/mutation/faults/$1.patch"; }
header() { sed -nE "/^--- /q; s/^$1: //p" "$(patch_of "$2")"; }
tests_of() { header '(Noticed by|Tried with)' "$1"; }
room_of() { sed -nE 's|^--- a/(src/)?||p' "$(patch_of "$1")" | sed -n '1{s|/.*||; s|.*\.sql$|src|; p}'; }

# jobs_of FAULT prints LAYER/NAME of the files it names, the layers that take least first.
jobs_of() {
  local name pair tests file
  tests=$(tests_of "$1")
  for pair in regress:sql/@.sql isolation:test/isolation/specs/@.spec pgtap:test/pgtap/@.sql tap:test/t/@.pl; do
    for name in $tests; do
      file=${pair#*:}
      [ ! -f "$TOP/${file/@/$name}" ] || printf '%s\n' "${pair%%:*}/$name"
    done
  done
}

# jobs_of_layers prints LAYER/NAME of every file of LAYERS.
jobs_of_layers() {
  local layer
  for layer in $LAYERS; do
    case $layer in
      regress) selected .sql "$TOP"/sql/*.sql ;;
      pgtap) selected .sql "$TOP"/test/pgtap/*.sql ;;
      isolation) selected .spec "$TOP"/test/isolation/specs/*.spec ;;
      tap) selected .pl "$TOP"/test/t/*.pl ;;
    esac | sed "s|^|$layer/|"
  done
}

# begins_with_one_of NAME BEGINNING...
begins_with_one_of() {
  local name=$1 beginning
  shift
  for beginning; do
    [[ $name != "$beginning"* ]] || return 0
  done
  return 1
}

# A worker ------------------------------------------------------------------------

# enter NUMBER : from here on this is the worker, whose files lie as those of a private
# directory do.
enter() {
  PRIVATE=$POOL/worker$1
  JOBS_DIR=$PRIVATE/jobs
  OUT_DIR=$PRIVATE/out
  export PGHOST=$PRIVATE/socket
}

lay_out() {
  local number part
  as_user createdb sen_with_pgtap &&
    as_user psql -X -q -v ON_ERROR_STOP=1 -d sen_with_pgtap -c 'CREATE EXTENSION pgtap' &&
    as_user pg_ctl -D "$POOL/data" -w -s stop || return
  for ((number = 1; number <= JOBS; number++)); do
    (
      enter "$number"
      as_user mkdir -p "$PRIVATE/log" "$PRIVATE/socket" "$PRIVATE/clusters" "$JOBS_DIR" "$OUT_DIR"
      for part in source dest data; do as_user cp -a "$POOL/$part" "$PRIVATE/$part"; done
      for part in extension.conf data/postgresql.conf; do
        sed "s|$POOL/|$PRIVATE/|g" "$POOL/$part" | as_user tee "$PRIVATE/$part" >/dev/null
      done
      start_server
    ) || return
  done
}

# restart : a fault may have left the server in any state.
restart() { as_user pg_ctl -D "$PRIVATE/data" -m immediate -w -s stop; start_server; }

# The database in which pgTAP is run has the extension from the beginning.
create_database() {
  as_user dropdb --if-exists --force sen_pgtap && as_user createdb -T sen_with_pgtap sen_pgtap &&
    as_user psql -X -q -v ON_ERROR_STOP=1 -d sen_pgtap -c "CREATE EXTENSION $NAME"
}

# What cannot even be created has no need of a test. The tables and views of a programme are
# created by the first one.
installs() {
  create_database &&
    { ! grep -q '^--- .*\.sql$' "$(patch_of "$1")" ||
      as_user psql -X -q -v ON_ERROR_STOP=1 -d sen_pgtap -c "BEGIN; SELECT sen.create_programme('fault'); ROLLBACK"; }
}

# A passing line is no reason to wait for the rest.
has_failed() { grep -E '^not ok' "$1" 2>/dev/null | grep -qv '# TODO'; }

# passes LAYER NAME : run the file, but no further than to its first failure.
passes() {
  local layer=$1 name=$2 log=$JOBS_DIR/$1/$2.log pid deadline=$((SECONDS + PATIENCE)) passed failed skipped
  rm -f "$log"
  [ "$layer" != pgtap ] || create_database >>"$PRIVATE/log/database.log" 2>&1 || return 1
  run_file "$layer" "$name" >/dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    if [ "$layer" = pgtap ] && has_failed "$log"; then
      as_user dropdb --if-exists --force sen_pgtap >/dev/null 2>&1 || true
    elif [ $SECONDS -gt $deadline ]; then
      restart >/dev/null 2>&1
      deadline=$((SECONDS + PATIENCE))
    fi
    sleep 0.2
  done
  wait "$pid" || true
  case $layer in
    regress | isolation) count_regress "$(cat "$JOBS_DIR/$layer/$name.rc")" "$log" /dev/null ;;
    *) count_tap "$(cat "$JOBS_DIR/$layer/$name.rc")" "$log" ;;
  esac >/dev/null
  [ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
}

# A fault may leave a function or a variable without use; of other warnings none is let pass.
build() { make_in "$PRIVATE/source" install "DESTDIR=$PRIVATE/dest" "COPT=${COPT:-} -Wno-unused"; }

# As the source was, objects and all, with the times of the files.
restore() {
  rm -rf "$PRIVATE/source"
  as_user cp -a "$POOL/source" "$PRIVATE/source"
}

# attempt FAULT prints its outcome and, if a file noticed, which one.
attempt() {
  local fault=$1 log=$PRIVATE/log/$1.log job tried=' ' claim=
  as_user patch -d "$PRIVATE/source" -p1 -s -N -F0 -r - --no-backup-if-mismatch <"$(patch_of "$fault")" >"$log" 2>&1 ||
    { echo 'does not apply'; return; }
  build >"$log" 2>&1 || { echo 'does not build'; return; }
  await_server || restart >"$log" 2>&1
  installs "$fault" >"$log" 2>&1 || { echo 'does not install'; return; }
  [ -z "$(header 'Changes nothing' "$fault")" ] || claim=1
  for job in $(jobs_of "$fault") $(jobs_of_layers); do
    [[ $tried != *" $job "* ]] || continue
    tried+="$job "
    passes "${job%%/*}" "${job#*/}" || { echo "${claim:+is said to change nothing, and is }noticed $job"; return; }
  done
  echo "${claim:+changes nothing}"
}

# work NUMBER KIND ITEM... : take what no other worker has taken, in order.
work() {
  local number=$1 kind=$2 item start
  shift 2
  enter "$number"
  for item; do
    mkdir "$POOL/taken/$kind-${item/\//-}" 2>/dev/null || continue
    start=$(microseconds)
    if [ "$kind" = file ]; then
      passes "${item%%/*}" "${item#*/}" || { show_tail "$JOBS_DIR/$item.log"; echo "$item" >>"$POOL/failing"; }
    else
      attempt "$item" >"$POOL/outcome/$item"
      restore
      show "$item" "$(seconds_since "$start")"
    fi
  done
}

side_by_side() {
  local number
  for ((number = 1; number <= JOBS; number++)); do work "$number" "$@" & done
  wait
}

# The score -----------------------------------------------------------------------

# show FAULT TIME
show() {
  local outcome by='' job
  outcome=$(cat "$POOL/outcome/$1" 2>/dev/null)
  if [[ $outcome == *noticed\ * ]]; then
    job=${outcome##* }
    outcome=${outcome% *}
    by=" by $job"
    [[ " $(jobs_of "$1" | tr '\n' ' ')" == *" $job "* ]] || by+=" (not by $(tests_of "$1"))"
  fi
  printf '%s%s  %s/%s: %s (%s)\n' "${outcome:-NOT NOTICED}" "$by" "$(room_of "$1")" "$1" "$(header What "$1")" "$2"
}

# score LABEL FAULT... prints a line, and sets good, missed and broken of its caller.
score() {
  local label=$1 fault outcome noticed=0 nothing=0
  shift
  good=0 missed=() broken=()
  for fault; do
    outcome=$(cat "$POOL/outcome/$fault" 2>/dev/null || echo 'was not tried')
    case $outcome in
      'noticed '*) noticed=$((noticed + 1)) ;;
      'changes nothing') nothing=$((nothing + 1)) ;;
      '') missed+=("$fault") ;;
      *) broken+=("$fault $outcome") ;;
    esac
  done
  good=$((noticed + nothing))
  printf '%-12s %3d faults: %d noticed, %d changes nothing, %d missed%s\n' "$label" $# \
    "$noticed" "$nothing" ${#missed[@]} "$([ ${#broken[@]} -eq 0 ] || echo ", ${#broken[@]} broken")"
}

# What is asked for ---------------------------------------------------------------

cd "$TOP" || exit
faults=()
layers=$(jobs_of_layers)
declare -A of_room=()
files=()
for patch in test/mutation/faults/*.patch; do
  fault=${patch##*/}
  fault=${fault%.patch}
  # shellcheck disable=SC2086  # words
  [ -z "$FAULTS" ] || begins_with_one_of "$fault" $FAULTS || continue
  room=$(room_of "$fault")
  [[ -z $ROOM || " $ROOM " == *" $room "* ]] || continue
  if [ -z "$room" ] || [ -z "$(header What "$fault")" ] || [ -z "$(jobs_of "$fault")" ]; then
    die 2 "$NAME: $patch does not say what is wrong, or names no test file"
  fi
  faults+=("$fault")
  of_room[$room]+="$fault "
done
[ ${#faults[@]} -gt 0 ] || die 2 "$NAME: there is no such fault (FAULTS=\"$FAULTS\" ROOM=\"$ROOM\")"
[ "$JOBS" -le ${#faults[@]} ] || JOBS=${#faults[@]}
mapfile -t files < <({ for fault in "${faults[@]}"; do jobs_of "$fault"; done; [ -z "$layers" ] || echo "$layers"; } | sort -u)

needs=(server pgtap)
[[ " ${files[*]}" != *" tap/"* ]] || needs+=(tap)
began=$(microseconds)
STEPS=8
prepare_step "${needs[@]}"
MAKE_VARS+=(WERROR=1 with_llvm=no)
step "building the extension" build_copy "$PRIVATE/source"
server_steps "max_connections = 50" "max_locks_per_transaction = 512" "statement_timeout = '${PATIENCE}s'" "jit = off"
grep -qF "$PRIVATE/dest" "$PRIVATE/extension.conf" ||
  die 3 "$NAME: this PostgreSQL loads extensions only from its own directories, and faults are not installed there."
POOL=$PRIVATE
mkdir "$POOL/taken" "$POOL/outcome"
step "giving each of $JOBS workers a copy" lay_out

STEP=$((STEP + 1))
say "[$STEP/$STEPS] running ${#files[@]} files without any fault${BASELINE:+ ... $BASELINE}"
# shellcheck disable=SC2031  # that subshell is of one job, and this comes before it
export SEN_SEED=$FIXED_SEED
[ "$BASELINE" = no ] || run_job - side_by_side file "${files[@]}"
[ ! -s "$POOL/failing" ] || die 2 "without any fault these do not pass:" "$(cat "$POOL/failing")"

STEP=$((STEP + 1))
say "[$STEP/$STEPS] trying ${#faults[@]} faults, $JOBS at once"
run_job - side_by_side fault "${faults[@]}"

say "" "$(seconds_since "$began") in all"
mapfile -t rooms < <(printf '%s\n' "${!of_room[@]}" | sort)
for room in "${rooms[@]}"; do
  # shellcheck disable=SC2086  # words
  score "$room" ${of_room[$room]}
done
score all "${faults[@]}"
[ ${#missed[@]} -eq 0 ] || printf 'missed: %s\n' "${missed[@]}"
[ ${#broken[@]} -eq 0 ] || { printf 'broken: %s\n' "${broken[@]}"; exit 2; }
[ $((good * 100)) -ge $((THRESHOLD * ${#faults[@]})) ] || exit 1
