#!/usr/bin/env bash
# Puts faults into the code, one at a time, and says which of them the tests notice.
#
# test/mutation/run.sh            all faults
# test/mutation/run.sh NAME ...   those whose file names begin with NAME
#
# A fault is a patch in test/mutation/faults. Before its first line of diff it says in words what
# is wrong (What:) and which test files should notice (Noticed by:, names as for make try). The
# checkout is copied; there make try builds what a patch changes and runs those files on a server
# that stays up until the last one.
#
# The exit status is 0 if every fault was noticed, 1 if one was not, and 2 if the tests
# fail without any, or a patch does not apply or does not build: then it has to be written anew.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
faults=()
for fault in test/mutation/faults/*.patch; do
  name=$(basename "$fault" .patch)
  [ $# -gt 0 ] || set -- ''
  for wanted in "$@"; do
    case $name in "$wanted"*) faults+=("$fault"); break ;; esac
  done
done
[ ${#faults[@]} -gt 0 ] || { echo "no fault has such a name: $*" >&2; exit 2; }

copy=$(mktemp -d) || exit 2
finish() {
  make -s -C "$copy" try-stop >/dev/null 2>&1
  rm -rf "$copy" "$copy.log"
}
trap finish EXIT
git ls-files -z | xargs -0 cp --parents -t "$copy" || exit 2

header() { sed -n "/^--- /q; s/^$1: //p" "$2"; }
# Runs the named files in the copy: 0 if all pass, 1 if some fail, 2 if they did not run.
try() {
  make -s -C "$copy" try TESTS="$1" >"$copy.log" 2>&1
  case $(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$copy.log" | tail -n 1) in
    '') return 2 ;;
    *', 0 failed') return 0 ;;
    *) return 1 ;;
  esac
}

tests=$(for fault in "${faults[@]}"; do header 'Noticed by' "$fault"; done | tr ' ' '\n' | sort -u | tr '\n' ' ')
if ! try "$tests"; then
  cat "$copy.log" >&2
  echo "without any fault these do not pass: $tests" >&2
  exit 2
fi

noticed=0
missed=0
broken=0
for fault in "${faults[@]}"; do
  what=$(header What "$fault")
  tests=$(header 'Noticed by' "$fault")
  outcome='does not apply'
  if patch -d "$copy" -p1 -s -N -r - --no-backup-if-mismatch <"$fault" >/dev/null 2>&1; then
    try "$tests"
    case $? in 0) outcome='NOT NOTICED' ;; 1) outcome=noticed ;; *) outcome='does not build' ;; esac
    patch -d "$copy" -p1 -s -R --no-backup-if-mismatch <"$fault" || exit 2
  fi
  case $outcome in noticed) noticed=$((noticed + 1)) ;; 'NOT NOTICED') missed=$((missed + 1)) ;; *) broken=$((broken + 1)) ;; esac
  printf '%-14s  %s: %s (%s)\n' "$outcome" "$(basename "$fault" .patch)" "$what" "$tests"
done
echo "$noticed of $((noticed + missed)) faults noticed, $broken not tried"
[ "$broken" -eq 0 ] || exit 2
[ "$missed" -eq 0 ]
