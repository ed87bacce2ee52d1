#!/usr/bin/env bash
# One authority among AUTHORITIES (150) in one programme, beside a programme with this authority alone: the pack, and
# what is asked of all of them. SCALE requests in all (150,000), with three requests for advice, half a review, a fifth
# of a wait and a tenth of an audit for each. Bound: the pack of one costs at most 1.5 times that of it alone.
# Server: default settings
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/session.bash
. test/bench/session.bash

authorities=${AUTHORITIES:-150}
scale=${SCALE:-150000}
cases=$((scale / authorities))
for name in alone many; do
  psql -X -q -v ON_ERROR_STOP=1 -v programme="$name" -v cases="$cases" -v actions=200 -v measures=60 -v months=36 -v risks=40 -v meetings=12 -f test/bench/large_programme.sql
done
psql -X -q -v ON_ERROR_STOP=1 -v authorities="$authorities" -c 'SET search_path = many, public' -f test/bench/more_authorities.sql -c "SELECT sen.analyse_programme('many')" >/dev/null
open_session one "$PGDATABASE"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
measure one "SET sen_improvement.as_of = '2025-12-31'" >/dev/null
declare -A asked=(
  [alone]="SELECT count(*) FROM sen.board_pack('alone')" [among]="SELECT count(*) FROM sen.board_pack('many', NULL, '344')"
)
for ((i = 0; i <= RUNS; i++)); do
  for name in alone among; do
    measure one "${asked[$name]}" >"$results/once"
    [ "$i" = 0 ] || cat "$results/once" >>"$results/$name"
  done
done
echo "    sen.board_pack() of one authority of $cases requests: median of $RUNS runs (least to most), in turn; ms"
printf '    %-34s %-30s %-30s\n' '' 'wall' 'processor'
printf '    %-34s %-30s %-30s\n' 'alone' "$(spread "$results/alone" 1)" "$(spread "$results/alone" 2)"
printf '    %-34s %-30s %-30s\n' "among $authorities" "$(spread "$results/among" 1)" "$(spread "$results/among" 2)"
printf '    %-34s %-30s %-30s\n' 'ratio (bound 1.5)' "$(ratio "$results/among" "$results/alone" 1)" "$(ratio "$results/among" "$results/alone" 2)"
echo "    of all $authorities authorities, $((cases * authorities)) requests: one run each; wall clock and processor time, ms"
for view in timeliness_by_year compliance_by_month total_by_year total_by_month authority_comparison backlog requests_by_quarter statutory_duties open_cases; do
  printf '    %-34s %s\n' "$view" "$(measure one "SELECT count(*) FROM many.$view")"
done
