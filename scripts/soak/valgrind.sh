#!/usr/bin/env bash
# The part "valgrind" of scripts/soak.sh, as root inside a Debian system of its own:
# regression tests against a server under memcheck. Only reports that have a function of
# the extension among the innermost frames count: PostgreSQL has a few of its own.
set -euo pipefail

scripts=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/soak/wrap.sh
. "$scripts/wrap.sh"
reports=/var/tmp/memcheck
rm -rf "$reports"
mkdir -m 1777 "$reports"

# Each server process has a report of its own. What only lays out a cluster or says a
# version is not of interest.
# shellcheck disable=SC2016  # for the script
wrap_postgres 'case " $* " in
*" --boot "*|*" --single "*|*" --check "*|*" -V "*|*" -C "*) exec "$real" "$@" ;;
esac
exec valgrind --quiet --leak-check=no --num-callers=40 --error-limit=no --error-markers=REPORT,END \
  --log-file='"$reports"'/%p "$real" "$@"'

export COPT='-g -O1' LAYERS=regress TESTS=${TESTS:-timeliness series rollup ledger ledger_verify}
status=0
"$scripts/../test.sh" || status=$?

cat "$reports"/* | perl "$scripts/memcheck.pl" "$scripts/../../src" || status=1
processes=$(find "$reports" -type f | wc -l)
[ "$processes" -gt 5 ] || { echo "not ok - only $processes processes ran under memcheck"; status=1; }
echo "did: regression tests $TESTS under memcheck, $processes processes"
exit "$status"
