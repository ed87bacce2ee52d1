#!/usr/bin/env bash
# A projection of a queue like that of the demo (1,262 open cases, 27 requests and 25.5 plans a week), in 1,000 runs of
# 12 months by working days, one process, beside the same in plain Python. Bounds: 600 ms, as observed 1,200 ms, and 20
# times faster than Python. Then the same with a leader and one worker, which is to be 1.8 times faster on two free
# processors; and the views of stored projections, which are to take 20 ms (median). PYTHON_RUNS is how many runs Python makes; the time of one is taken 1,000 times.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS council;
CREATE TABLE council AS
SELECT (SELECT sen.queue(date '2025-12-31' - (700 * power(g * 7919 % 1262 / 1262.0, 1.5))::integer,
                         CASE WHEN g * 7919 % 1262 < 104 THEN 'decision' ELSE 'plan' END::sen.stage, date '2025-12-31')
        FROM generate_series(0, 1261) g) AS queue,
       (SELECT sen.pace(issued - (100 + g * 104729 % 400)::integer, issued, NULL, date '2025-01-01', date '2025-12-31')
        FROM generate_series(0::bigint, 1999) g, LATERAL (SELECT date '2025-01-01' + (g * 15485863 % 365)::integer AS issued) i) AS pace,
       ARRAY[(NULL, NULL, 27)]::sen.arrival_line[] AS arrivals,
       ARRAY[('plan', 'officers', NULL, NULL, 25.5, false)]::sen.capacity_line[] AS capacity;
SQL
projection() {
  local share=NULL
  [ "$1" != share ] || share=0.5
  echo "SELECT count(*) FROM council, sen.project(queue, pace, arrivals, capacity, '$1', '$2', $3, in_time_share => $share, refused_share => 0.189, no_plan_share => 0.021)"
}
median() {
  sort -n | awk '{ v[NR] = $1 } END { printf "%.1f\n", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}
python=$(command -v python3 || true)
[ -n "$python" ] || echo '    plain Python: skipped, no python3'
holidays=$(psql -X -A -t -c "SELECT string_agg(h::text, ',') FROM sen.holidays(sen.england_and_wales()) h WHERE h BETWEEN '2026-01-01' AND '2027-12-31'")
psql -X -q -A -t -F $'\t' -c "SELECT 'case', received, stage, cases FROM council, sen.open_by_day(queue)" \
  -c "SELECT 'age', from_age, coalesce(plan_chance, 0) FROM council, sen.pace_by_age(pace)" >"${TMPDIR:-/tmp}/sen_council"
trap 'rm -f "${TMPDIR:-/tmp}/sen_council"' EXIT

echo "    1,000 runs, median of $RUNS; ms of one process"
printf '    %-16s %12s %12s %16s %8s\n' order '12 months' '24 months' 'Python, 12' ratio
for order in oldest newest in_time_first share as_observed; do
  for months in 12 24; do
    until=2026-12-31
    [ $months = 12 ] || until=2027-12-31
    {
      timed warm 'SET max_parallel_workers_per_gather = 0' "$(projection $order $until 1000)"
      for ((i = 0; i < RUNS; i++)); do timed a 'SELECT 1' "$(projection $order $until 1000)"; done
    } | psql -X -q -A -t -v ON_ERROR_STOP=1 -f - | awk '/^@/ { which = $1 } /^Time:/ && which == "@a" { print $2; which = "" }' | median >"${TMPDIR:-/tmp}/sen_ms.$months"
  done
  ours=$(cat "${TMPDIR:-/tmp}/sen_ms.12")
  theirs='' ratio=''
  if [ -n "$python" ]; then
    theirs=$("$python" test/bench/recovery.py "$order" "${PYTHON_RUNS:-20}" 12 "$holidays" <"${TMPDIR:-/tmp}/sen_council" | awk '{ printf "%.0f", $1 * 1000 }')
    ratio=$(awk -v a="$theirs" -v b="$ours" 'BEGIN { printf "%.0f", a / b }')
  fi
  printf '    %-16s %12s %12s %16s %8s\n' "$order" "$ours" "$(cat "${TMPDIR:-/tmp}/sen_ms.24")" "$theirs" "$ratio"
done
rm -f "${TMPDIR:-/tmp}"/sen_ms.*

echo "    leader and one worker, 8,000 runs of 12 months as observed, median of $RUNS; ms"
{
  timed warm 'SET max_parallel_workers_per_gather = 1' "$(projection as_observed 2026-12-31 8000)"
  for ((i = 0; i < RUNS; i++)); do
    timed a 'SET max_parallel_workers_per_gather = 0' "$(projection as_observed 2026-12-31 8000)"
    timed b 'SET max_parallel_workers_per_gather = 1' "$(projection as_observed 2026-12-31 8000)"
  done
} | psql -X -q -A -t -v ON_ERROR_STOP=1 -f - | report 'two processes' 'one' 'two'

psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS bench_recovery, bench_recovery_reports CASCADE;
SELECT sen.create_programme('bench_recovery') \g /dev/null
SET search_path = bench_recovery, public;
SET sen_improvement.as_of = '2025-12-31';
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
SELECT '344', g::text, r, 'Y', r + 40, CASE WHEN g % 9 > 0 THEN 'Y' END, CASE WHEN g % 9 > 0 THEN r + 110 + g * 7919 % 300 END
FROM (SELECT g, date '2020-01-01' + g * 2190 / 7000 AS r FROM generate_series(0, 6999) g) x WHERE r + 410 <= '2026-06-30' OR g % 3 > 0;
INSERT INTO scenario (scenario_id, position, title, local_authority, issue_order, until_on, extra_stage, extra_from,
                      extra_least, extra_most, extra_step, runs, why)
SELECT 's' || n, n, 'Scenario ' || n, '344', 'as_observed', '2027-06-30', 'plan', '2026-03-01', -5, 20, 5, 200, 'w'
FROM generate_series(1, 3) n;
INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
SELECT 's' || n, 'plan', 'officers', '2026-01-01', 20 + 5 * n, 's' FROM generate_series(1, 3) n;
INSERT INTO recovery_target VALUES ('344', 'overdue', '2026-12-31', 30, 's'), ('344', 'rate_year', '2026-12-31', 49, 's');
SELECT count(*) FROM sen.project_scenarios('bench_recovery') \g /dev/null
SELECT version FROM sen.seal('bench_recovery', 'x') \g /dev/null
SELECT sen.analyse_programme('bench_recovery') \g /dev/null
SQL
echo "    views of stored projections, three scenarios of 18 months, median of $RUNS; ms"
for view in recovery_summary recovery_requests recovery_outlook recovery_orders recovery_need recovery_check; do
  {
    echo "SET search_path = bench_recovery, public; SET sen_improvement.as_of = '2026-06-30'; PREPARE it AS SELECT * FROM $view;"
    for ((i = 0; i < RUNS + 6; i++)); do timed a 'SELECT 1' 'EXECUTE it'; done
  } | psql -X -q -A -t -v ON_ERROR_STOP=1 -f - | awk '/^@/ { which = $1 } /^Time:/ && which == "@a" { if (n++ >= 6) print $2; which = "" }' \
    | median | awk -v view="$view" '{ printf "    %-20s %8s\n", view, $1 }'
done
psql -X -q -c 'SET client_min_messages = warning; DROP SCHEMA bench_recovery, bench_recovery_reports CASCADE'
