#!/usr/bin/env bash
# Many authorities in one programme. SCALE requests in all (1,000,000; 5,000,000 and 10,000,000 take long), with three
# requests for advice, half a review, a fifth of a wait and a tenth of an audit for each, in AUTHORITIES authorities
# (150); with PARTITIONS, in so many. The rows lie authority after authority, with MIXED=yes one of each in turn; those
# of an authority in the order in which the requests came, with SCATTERED=yes in none.
#
# First every view that anybody may be granted, and the pack, with a tenth of the requests and with all of them: bound:
# none costs more than 11 times as much. VIEWS, a regular expression, chooses some. Then the pack of one authority beside a programme with this authority alone:
# bound: at most 1.5 times as much.
# Server: default settings
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/session.bash
. test/bench/session.bash

authorities=${AUTHORITIES:-150}
scale=${SCALE:-1000000}
partitions=${PARTITIONS:-NULL}
order=(-v in_order=yes)
[ -z "${SCATTERED:-}" ] || order=()
# One process does the work and is measured, its memory too: no parallel workers, and none that end meanwhile.
SESSION_CPU="split_part(pg_read_file('/proc/self/schedstat', 0, 100, true), ' ', 1)::bigint"
ask() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# make_programme NAME REQUESTS AUTHORITIES
make_programme() {
  ask -v programme="$1" -v cases=$(($2 / $3)) -v partitions="$partitions" -v actions=200 -v measures=60 -v months=36 -v risks=40 -v meetings=12 "${order[@]}" \
    -f test/bench/large_programme.sql >/dev/null
  [ "$3" = 1 ] || ask -v authorities="$3" ${MIXED:+-v mixed=yes} -c "SET search_path = $1, public" -f test/bench/more_authorities.sql -c "SELECT sen.analyse_programme('$1')" >/dev/null
  ask -c 'VACUUM' # as autovacuum does within a minute
}

# once NAME SQL: "WALL CPU MEMORY" of a session of its own that has planned it once; ms, and MB beyond what is shared.
once() {
  local mark memory
  open_session "$1" "$PGDATABASE"
  measure "$1" "SET sen_improvement.as_of = '2025-12-31'; SET max_parallel_workers_per_gather = 0" >/dev/null
  measure "$1" "EXPLAIN $2" >/dev/null
  measure "$1" "$2" >"$results/once"
  printf '%s\n' "SELECT '@after ' || split_part(substring(s FROM 'VmHWM:\s+(\d+ kB)'), ' ', 1)::bigint -
    split_part(substring(s FROM 'RssShmem:\s+(\d+ kB)'), ' ', 1)::bigint FROM pg_read_file('/proc/self/status', 0, 10000, true) s;" >&"${SESSION_IN[$1]}"
  read -r -u "${SESSION_OUT[$1]}" mark memory || memory=0
  [ "$mark" = '@after' ] || memory=0
  echo "$(cat "$results/once") $((memory / 1024))"
}

small=$((scale / 10))
make_programme tenth "$small" "$authorities"
make_programme whole "$scale" "$authorities"
echo "    each view, and the pack, of $authorities authorities with $small and with $scale requests: one process, after its plan was asked for"
printf '    %-34s %12s %12s %6s  %12s %12s %6s  %6s %6s\n' '' 'wall, ms' '' ratio 'CPU, ms' '' ratio 'MB' ''
ask -c "SELECT a.relation FROM sen.access_levels() a JOIN pg_class c ON c.relname = a.relation AND c.relnamespace = 'whole'::regnamespace
  AND c.relkind = 'v' WHERE a.read_level IS NOT NULL AND a.relation !~ '_intake$' ${VIEWS:+AND a.relation ~ '$VIEWS'} ORDER BY 1" >"$results/views"
while read -r view <&3; do
  case $view in
    sen.board_pack) a="SELECT count(*) FROM sen.board_pack('tenth')" b="SELECT count(*) FROM sen.board_pack('whole')" ;;
    *) a="SELECT count(x) FROM tenth.$view x" b="SELECT count(x) FROM whole.$view x" ;;
  esac
  echo "$view $(once tenth "$a") $(once whole "$b")" | tee -a "$results/grown" | awk '
    function times(x, y) { return (x > 0) ? sprintf("%.1f", y / x) : "-" }
    { printf "    %-34s %12.1f %12.1f %6s  %12.1f %12.1f %6s  %6d %6d\n", $1, $2, $5, times($2, $5), $3, $6, times($3, $6), $4, $7 }'
done 3< <(echo sen.board_pack && cat "$results/views")
# What takes a few milliseconds is of the size of what disturbs it.
awk '$6 > 20 && $6 > 11 * $3 { n++; print "    above 11 (CPU): " $1 } END { print "    above 11 by CPU, of those that take 20 ms: " n + 0 }' "$results/grown"

ask -c "DROP SCHEMA tenth, tenth_reports CASCADE" 2>/dev/null
make_programme alone $((scale / authorities)) 1
open_session one "$PGDATABASE"
measure one "SET sen_improvement.as_of = '2025-12-31'; SET max_parallel_workers_per_gather = 0" >/dev/null
declare -A asked=(
  [alone]="SELECT count(*) FROM sen.board_pack('alone')" [among]="SELECT count(*) FROM sen.board_pack('whole', NULL, '344')"
)
for ((i = 0; i <= RUNS; i++)); do
  for name in alone among; do
    measure one "${asked[$name]}" >"$results/once"
    [ "$i" = 0 ] || cat "$results/once" >>"$results/$name"
  done
done
echo "    sen.board_pack() of one authority of $((scale / authorities)) requests: median of $RUNS runs (least to most), in turn; ms"
printf '    %-34s %-30s %-30s\n' '' 'wall' 'processor'
printf '    %-34s %-30s %-30s\n' 'alone' "$(spread "$results/alone" 1)" "$(spread "$results/alone" 2)"
printf '    %-34s %-30s %-30s\n' "among $authorities" "$(spread "$results/among" 1)" "$(spread "$results/among" 2)"
printf '    %-34s %-30s %-30s\n' 'ratio (bound 1.5)' "$(ratio "$results/among" "$results/alone" 1)" "$(ratio "$results/among" "$results/alone" 2)"
