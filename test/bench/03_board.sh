#!/usr/bin/env bash
# The views of a programme, for 10,000 cases and for ten times as many: each
# should take about ten times as long.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS small CASCADE;
DROP SCHEMA IF EXISTS large CASCADE;
SELECT sen.create_programme('small') \gset
SELECT sen.create_programme('large') \gset
INSERT INTO large.ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on, assessment_outcome, assessment_outcome_on, week20)
SELECT '344', g::text, d.received, 'Y', d.received + 40,
       CASE WHEN g % 8 <> 0 THEN 'Y' END, CASE WHEN g % 8 <> 0 THEN d.received + 60 + (g * 104729 % 500)::integer END, g % 37 = 0
FROM generate_series(1::bigint, 100000) g, LATERAL (SELECT date '2019-01-01' + (g * 15485863 % 2500)::integer AS received) d;
INSERT INTO small.ehc_request SELECT * FROM large.ehc_request WHERE request_ref::integer % 10 = 0;
VACUUM ANALYZE small.ehc_request;
VACUUM ANALYZE large.ehc_request;
SQL
for view in timeliness_by_year timeliness_by_month timeliness_rolling timeliness_by_cohort timeliness_year_to_date \
  compliance_by_year compliance_by_month compliance_by_cohort compliance_year_to_date backlog open_cases deadlines; do
  pair "$view" "SET max_parallel_workers_per_gather = 0; SET sen_improvement.as_of = '2025-12-31'" \
    '100,000 cases' "SELECT count(x) FROM large.$view x" \
    '10,000 cases' "SELECT count(x) FROM small.$view x"
done
