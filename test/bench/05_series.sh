#!/usr/bin/env bash
# The series: the summaries of all months in one pass without GROUP BY, beside counting rows, plain SQL by
# date_trunc, DuckDB by month, and by two workers beside one process.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/timeliness.bash
. test/bench/timeliness.bash
# shellcheck source=test/bench/duckdb.bash
. test/bench/duckdb.bash

create_cases
echo "    $ROWS rows; one process unless said"

# Months of finishing, on a day by which all finished cases are finished; open ones are in none.
last_day=2027-12-31
series="sen.timeliness_series('finish_month', received_on, finished_on, exception, '$last_day')"
by_series="SELECT period, $answers FROM (SELECT $series AS s FROM cases) x, LATERAL (SELECT period, summary AS t FROM sen.periods(s)) p"
by_group="SELECT sen.month(finished_on), $answers FROM (SELECT sen.month(finished_on) AS finished_on, ${summary//2025-12-31/$last_day} AS t FROM cases GROUP BY 1) x"
by_plain="SELECT date_trunc('month', finished_on), ${plain//2025-12-31/$last_day} FROM cases GROUP BY 1"
by_duckdb="SELECT date_trunc('month', finished_on), ${duckdb_plain//2025-12-31/$last_day} FROM cases GROUP BY 1"

same_answers 'the series, and sen.timeliness() by month' "$by_series" "$by_group"
pair 'the series, beside counting rows' "$one" \
  'sen.timeliness_series()' "SELECT $series IS NULL FROM cases" \
  'count(*)' 'SELECT count(*) FROM cases'
pair 'the answers of every month, beside plain SQL' "$one" \
  'sen.timeliness_series() and its measures' "SELECT count(x) FROM ($by_series) x" \
  "plain SQL by date_trunc('month')" "SELECT count(x) FROM ($by_plain) x"
pair 'the series, beside the same by GROUP BY' "$one" \
  'sen.timeliness_series() and its measures' "SELECT count(x) FROM ($by_series) x" \
  'sen.timeliness() by sen.month()' "SELECT count(x) FROM ($by_group) x"
pair 'two workers, beside none' "$two" \
  'sen.timeliness_series(), two workers' "SELECT $series IS NULL FROM cases" \
  'sen.timeliness_series(), one process' "SELECT $series IS NULL FROM cases" "$one"
if start_duckdb; then
  same_as_duckdb 'the plain SQL, and DuckDB' "SELECT count(*), sum(extract(epoch FROM m)::bigint * a)::bigint FROM (SELECT date_trunc('month', finished_on)::timestamp AS m, count(*) AS a FROM cases GROUP BY 1) x" \
    "SELECT count(*), sum(epoch(m)::BIGINT * a)::BIGINT FROM (SELECT date_trunc('month', finished_on)::TIMESTAMP AS m, count(*) AS a FROM cases GROUP BY 1) x"
  pair_duckdb 'the answers of every month, beside DuckDB with the same SQL' "$one" \
    'sen.timeliness_series() and its measures' "SELECT count(x) FROM ($by_series) x" \
    'DuckDB by month, two percentile_cont()' "$by_plain"
  pair_duckdb 'the same, its percentiles in one call' "$one" \
    'sen.timeliness_series() and its measures' "SELECT count(x) FROM ($by_series) x" \
    'DuckDB by month, quantile_cont() of a list' "$by_duckdb"
  stop_duckdb
fi
