#!/usr/bin/env bash
# Control charts of 10,000 series of 60 points beside the mean of each series, and beside the same chart in plain SQL;
# time a row as series get longer; peak memory.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS series;
CREATE UNLOGGED TABLE series AS
SELECT g / 60 AS series, g % 60 AS period, 50 + (('x' || substr(md5(g::text), 1, 6))::bit(24)::integer % 1000) / 50.0::float8 + (g % 60) / 12 AS value,
       30 + g * 7919 % 40 AS numerator, 80 + g * 15485863 % 40 AS denominator
FROM generate_series(0::bigint, 599999) g;
VACUUM ANALYZE series;
SQL
one='SET max_parallel_workers_per_gather = 0'
by='(PARTITION BY series ORDER BY period)'
# A row as sen.xmr() has it, without gaps, re-bases and a baseline.
plain="
WITH ranged AS (
  SELECT series, period, value, count(value) OVER s AS base_points, period = max(period) OVER s AS is_last, avg(value) OVER s AS centre, abs(value - lag(value) OVER w) AS range, sign(value - lag(value) OVER w) AS step
  FROM series WINDOW s AS (PARTITION BY series), w AS $by
), averaged AS (SELECT *, avg(range) OVER (PARTITION BY series) AS average FROM ranged),
screened AS (SELECT *, avg(range) FILTER (WHERE range < 3.267 * average) OVER (PARTITION BY series) AS kept FROM averaged),
sided AS (SELECT *, CASE WHEN abs(value - centre) > 1e-10 THEN sign(value - centre) ELSE 0 END AS side, abs(value - centre) > 2.66 * kept AS outside, abs(value - centre) > 2.66 * kept * 2 / 3 AS beyond FROM screened),
near AS (SELECT *, CASE WHEN beyond AND NOT outside THEN 1 ELSE 0 END AS close FROM sided),
islands AS (
  SELECT *, row_number() OVER w - row_number() OVER (PARTITION BY series, side ORDER BY period) AS side_island,
         row_number() OVER w - row_number() OVER (PARTITION BY series, step ORDER BY period) AS step_island,
         close + lag(close, 1, 0) OVER w + lag(close, 2, 0) OVER w AS two_before, close + lead(close, 1, 0) OVER w + lead(close, 2, 0) OVER w AS two_after,
         lag(close, 1, 0) OVER w + close + lead(close, 1, 0) OVER w AS two_around,
         side = lag(side) OVER w AS as_before, side = lag(side, 2) OVER w AS as_second_before, side = lead(side) OVER w AS as_next, side = lead(side, 2) OVER w AS as_second_next
  FROM near WINDOW w AS $by
), counted AS (
  SELECT *, count(*) OVER (PARTITION BY series, side, side_island) >= 7 AND side <> 0 AS shift, count(*) OVER (PARTITION BY series, step, step_island) >= 6 AND step <> 0 AS stepping,
         close = 1 AND (two_before >= 2 AND as_before AND as_second_before OR two_after >= 2 AND as_next AND as_second_next OR two_around >= 2 AND as_before AND as_next) AS two
  FROM islands
), trended AS (
  SELECT *, coalesce(stepping, false) OR coalesce(lead(stepping) OVER w, false) AS trend, CASE WHEN lead(stepping) OVER w THEN lead(step) OVER w ELSE step END AS way FROM counted WINDOW w AS $by
)
SELECT *, CASE WHEN kind = 'common cause' THEN 'common_cause' WHEN kind ~ 'above|rising|high' THEN 'improvement_high' ELSE 'concern_low' END AS variation
FROM (
  SELECT series, period, value, base_points, centre, centre - 2.66 * kept AS lower, centre + 2.66 * kept AS upper, centre - 2.66 * kept * 2 / 3 AS near_lower, centre + 2.66 * kept * 2 / 3 AS near_upper,
         range, outside, trend, coalesce(two, false) AS two, shift, is_last,
         CASE WHEN outside AND side > 0 THEN 'above upper limit' WHEN outside THEN 'below lower limit' WHEN trend AND way > 0 THEN 'rising trend' WHEN trend THEN 'falling trend'
              WHEN two THEN 'two of three ' || CASE WHEN side > 0 THEN 'high' ELSE 'low' END WHEN shift THEN 'shift ' || CASE WHEN side > 0 THEN 'high' ELSE 'low' END ELSE 'common cause' END AS kind,
         CASE WHEN base_points < 6 THEN 'none' WHEN base_points < 12 THEN 'trial' ELSE 'full' END AS limits
  FROM trended) labelled"

psql -X -q -A -t -v ON_ERROR_STOP=1 <<SQL
SELECT '    ' || count(*) || ' rows; ' || count(*) FILTER (WHERE p.kind <> 'common cause') || ' marked; in plain SQL other: ' || count(*) FILTER (WHERE (p.kind, p.variation, p.limits, p.is_last) IS DISTINCT FROM ((c).kind, (c).variation::text, (c).limits, (c).is_last) OR abs(p.upper - (c).upper) > 1e-9)
FROM ($plain) p JOIN (SELECT series, period, sen.xmr(value, direction => 'increase') OVER $by AS c FROM series) x USING (series, period);
SQL
mean='SELECT count(a) FROM (SELECT avg(value) OVER (PARTITION BY series) AS a FROM series) x'
for call in 'sen.xmr(value)' 'sen.p_chart(numerator, denominator, prime => true)' 'sen.run_chart(value)'; do
  pair "$call" "$one" "$call" "SELECT count(a) FROM (SELECT $call OVER $by AS a FROM series) x" 'avg(value) OVER (PARTITION BY series)' "$mean"
done
pair 'whole rows, with all rules' "$one" "sen.xmr(value, direction => 'increase')" \
  "SELECT count(c) FROM (SELECT sen.xmr(value, direction => 'increase') OVER $by AS c FROM series) x" \
  'the same in plain SQL window functions' "SELECT count(x) FROM ($plain) x"

echo '    one series, time a row without reading the table'
for points in 1000 10000 100000 1000000; do
  psql -X -q -A -t -v ON_ERROR_STOP=1 <<SQL
$one;
CREATE TEMPORARY TABLE long AS SELECT g AS period, 50 + (g * 104729 % 1000) / 50.0::float8 AS value FROM generate_series(1::bigint, $points) g;
ANALYZE long;
DO \$\$
DECLARE
  began timestamptz;
  chart float8[];
  scan float8[];
BEGIN
  FOR i IN 1..5 LOOP
    began := clock_timestamp();
    PERFORM count(a) FROM (SELECT sen.xmr(value) OVER (ORDER BY period) AS a FROM long) x;
    chart := chart || extract(epoch FROM clock_timestamp() - began)::float8;
    began := clock_timestamp();
    PERFORM count(a) FROM (SELECT row_number() OVER (ORDER BY period) AS a FROM long) x;
    scan := scan || extract(epoch FROM clock_timestamp() - began)::float8;
  END LOOP;
  RAISE NOTICE '%', format('      %s points: sen.xmr() %s us a row, row_number() %s us', $points,
    round((1e6 * (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(chart) t) / $points)::numeric, 2), round((1e6 * (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(scan) t) / $points)::numeric, 2));
END \$\$;
SQL
done 2>&1 | sed -n 's/^.*NOTICE: //p'

# peak QUERY: most memory that a new backend ever had for it, in kB.
peak() {
  psql -X -q -A -t -v ON_ERROR_STOP=1 -c "$one" -c "SELECT count(x) FROM ($1) x" -c "SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+) kB')" | tail -n 1
}
if [ -r /proc/self/status ]; then
  echo '    peak memory of the backend'
  printf '      %-44s %9d kB\n' '10,000 series of 60 points, sen.xmr()' "$(peak "SELECT sen.xmr(value) OVER $by FROM series")" \
    'the same, row_number()' "$(peak "SELECT row_number() OVER $by FROM series")" \
    'one series of 600,000 points, sen.xmr()' "$(peak 'SELECT sen.xmr(value) OVER (ORDER BY series, period) FROM series')"
fi
