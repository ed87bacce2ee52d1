#!/usr/bin/env bash
# Moving windows with the inverse transition and without; peak memory; stored sizes.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/timeliness.bash
. test/bench/timeliness.bash

create_cases
create_monthly
# England's plans, a summary for each of 3,650 days. rollup_without is sen.rollup as it would be without
# an inverse transition.
psql -X -q -A -t -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS daily, cases_1m;
CREATE TABLE daily AS
SELECT d.day, sen.timeliness(d.day - (30 + (g * 7919 + n * 31) % 700), d.day, g % 37 = 0, '2030-12-31') AS summary
FROM generate_series(1, 3650) n, LATERAL (SELECT date '2015-12-31' + n AS day) d, generate_series(1, 250) g
GROUP BY 1;
CREATE UNLOGGED TABLE cases_1m AS SELECT * FROM cases LIMIT 1000000;
VACUUM ANALYZE daily, cases_1m;
DROP AGGREGATE IF EXISTS rollup_without(sen.timeliness);
SELECT format('CREATE AGGREGATE rollup_without(sen.timeliness) (SFUNC = %s, STYPE = %s, FINALFUNC = %s)', aggtransfn, aggtranstype::regtype, aggfinalfn)
FROM pg_aggregate WHERE aggfnoid = 'sen.rollup(sen.timeliness)'::regprocedure \gexec
SELECT format('    %s days of %s cases, %s bytes a summary; %s months of authorities of 60 cases', count(*), avg(sen.cases(summary))::integer, avg(pg_column_size(summary))::integer, (SELECT count(*) FROM monthly)) FROM daily;
SQL
year='(ORDER BY day ROWS 364 PRECEDING)'
months='(PARTITION BY authority ORDER BY month ROWS 11 PRECEDING)'
for window in "daily $year" "monthly $months"; do
  table=${window%% *} frame=${window#* }
  same_answers "windows over $table" "SELECT sen.rollup(summary) OVER $frame FROM $table" "SELECT rollup_without(summary) OVER $frame FROM $table"
done
pair '365-day window over daily summaries' "$one" \
  'sen.rollup() OVER' "SELECT sum(sen.within(w, 140)) FROM (SELECT sen.rollup(summary) OVER $year AS w FROM daily) x" \
  'the same without the inverse' "SELECT sum(sen.within(w, 140)) FROM (SELECT rollup_without(summary) OVER $year AS w FROM daily) x"
pair '12-month window over monthly summaries' "$one" \
  'sen.rollup() OVER' "SELECT sum(sen.within(w, 140)) FROM (SELECT sen.rollup(summary) OVER $months AS w FROM monthly) x" \
  'the same without the inverse' "SELECT sum(sen.within(w, 140)) FROM (SELECT rollup_without(summary) OVER $months AS w FROM monthly) x"

# peak QUERY: most memory that a new backend ever had for it, in kB. The pages of the table are among it,
# so what counts is the difference to count(*) over the same table.
peak() {
  psql -X -q -A -t -v ON_ERROR_STOP=1 -c "$one" -c "SELECT count(x) FROM ($1) x" \
    -c "SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+) kB')" | tail -n 1
}

echo '    peak memory of the backend, beyond that of count(*)'
if [ -r /proc/self/status ]; then
  for table in cases_1m cases; do
    base=$(peak "SELECT count(*) FROM $table")
    # A new backend starts a little differently each time: some hundred kB either way are noise.
    printf '      %-44s %9d kB\n' "sen.timeliness(), table $table" "$(($(peak "SELECT $answers FROM (SELECT $summary AS t FROM $table) s") - base))" \
      "plain SQL, table $table" "$(($(peak "SELECT $plain FROM $table") - base))"
  done
else
  echo '      left out: no /proc'
fi

echo '    stored sizes'
psql -X -q -A -t -v ON_ERROR_STOP=1 <<SQL
SELECT format('      %-44s %9s bytes at most, %s on average', 'a month of an authority, 60 plans', max(pg_column_size(summary)), round(avg(pg_column_size(summary)))) FROM monthly;
CREATE TEMPORARY TABLE england AS SELECT $summary AS summary, count(*) AS plans FROM (SELECT * FROM cases LIMIT 90392) c;
SELECT format('      %-44s %9s bytes', 'a year of England, ' || plans || ' cases', pg_column_size(summary)) FROM england;
SELECT format('      %-44s %9s bytes', 'ten years of England, ' || sen.cases(summary), pg_column_size(summary)) FROM (SELECT sen.rollup(summary) AS summary FROM daily) x;
SQL
