#!/usr/bin/env bash
# The summary: beside counting rows, beside the plain SQL for the same answers,
# by month, with two workers, and merged from stored summaries.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

create_cases
one='SET max_parallel_workers_per_gather = 0'
two='SET max_parallel_workers_per_gather = 2; SET parallel_leader_participation = off; SET min_parallel_table_scan_size = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0'
summary="sen.timeliness(received_on, finished_on, exception, '2025-12-31')"
# Five filtered counts, the median and the 90th percentile of the finished cases.
plain="count(*) FILTER (WHERE finished_on <= '2025-12-31'),
  count(*) FILTER (WHERE finished_on - received_on <= 140 AND finished_on <= '2025-12-31'),
  count(*) FILTER (WHERE finished_on - received_on <= 140 AND NOT exception AND finished_on <= '2025-12-31'),
  count(*) FILTER (WHERE finished_on <= '2025-12-31' AND NOT exception),
  count(*) FILTER (WHERE finished_on - received_on > 364 AND finished_on <= '2025-12-31'),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY finished_on - received_on) FILTER (WHERE finished_on <= '2025-12-31'),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY finished_on - received_on) FILTER (WHERE finished_on <= '2025-12-31')"
answers='sen.finished(t), sen.within(t, 140), sen.within(t, 140, false), sen.finished(t, false), sen.over(t, 364), sen.median_days(t)'

echo "    $ROWS rows; one process unless said"
pair 'the summary, beside counting rows' "$one" \
  'sen.timeliness(), one group' "SELECT sen.cases($summary) FROM cases" \
  'count(*)' 'SELECT count(*) FROM cases'
pair 'the summary, beside one sum' "$one" \
  'sen.timeliness(), one group' "SELECT sen.cases($summary) FROM cases" \
  'sum(finished - received)' 'SELECT sum(finished_on - received_on) FROM cases'
pair 'six answers from one summary, beside plain SQL' "$one" \
  'sen.timeliness() and six measures' "SELECT $answers FROM (SELECT $summary AS t FROM cases) s" \
  'five filtered counts and two percentile_cont()' "SELECT $plain FROM cases"
pair 'the same by month of issue' "$one" \
  'by sen.month()' "SELECT count(x) FROM (SELECT $answers FROM (SELECT sen.month(finished_on) AS month, $summary AS t FROM cases GROUP BY 1) s) x" \
  "plain SQL by date_trunc('month')" "SELECT count(x) FROM (SELECT date_trunc('month', finished_on), $plain FROM cases GROUP BY 1) x"
pair 'two workers, beside none' "$two" \
  'sen.timeliness(), two workers' "SELECT sen.cases($summary) FROM cases" \
  'sen.timeliness(), one process' "SELECT sen.cases($summary) FROM cases" "$one"

psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS monthly;
CREATE TABLE monthly AS
SELECT a.authority, m.month, sen.timeliness(m.month - (30 + (g * 7919 + a.authority * 31) % 700), m.month + (g % 28), false, '2030-12-31') AS summary
FROM generate_series(1, 150) AS a (authority),
     LATERAL (SELECT (date '2016-01-01' + make_interval(months => n))::date AS month FROM generate_series(0, 119) n) m,
     generate_series(1, 60) g
GROUP BY 1, 2;
VACUUM ANALYZE monthly;
SQL
pair '150 authorities x 120 months of stored summaries' "$one" \
  'sen.rollup()' 'SELECT sen.cases(sen.rollup(summary)) FROM monthly' \
  'count(*)' 'SELECT count(*) FROM monthly'
