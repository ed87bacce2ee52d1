#!/usr/bin/env bash
# Dates: what a due date, a working day and a period cost beside the bare
# column, the arithmetic by hand, and what people use instead.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

create_cases
one='SET max_parallel_workers_per_gather = 0'
echo "    $ROWS rows, one process"
pair 'a due date' "$one" \
  "sen.due_date('final_plan', d)" "SELECT count(sen.due_date('final_plan', received_on)) FROM cases" \
  'd + 140' 'SELECT count(received_on + 140) FROM cases'
pair 'a month' "$one" \
  'sen.month(d)' 'SELECT count(sen.month(received_on)) FROM cases' \
  "date_trunc('month', d)" "SELECT count(date_trunc('month', received_on)) FROM cases"
pair 'an academic year' "$one" \
  'sen.academic_year(d)' 'SELECT count(sen.academic_year(received_on)) FROM cases' \
  "the same by make_date() and extract()" "SELECT count(make_date(extract(year FROM received_on)::integer - (extract(month FROM received_on) < 9)::integer, 9, 1)) FROM cases"
pair 'fifteen working days on' "$one" \
  'sen.add_working_days(d, 15)' 'SELECT count(sen.add_working_days(received_on, 15)) FROM cases' \
  'count(d)' 'SELECT count(received_on) FROM cases'

# What most people use instead: a table of days with a running number. It covers the same days.
psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS calendar_day;
CREATE TABLE calendar_day AS
SELECT d::date AS day, sen.is_working_day(d::date) AS working,
       count(*) FILTER (WHERE sen.is_working_day(d::date)) OVER (ORDER BY d) AS number
FROM generate_series(timestamp '1978-01-01', '2099-12-31', '1 day') d;
ALTER TABLE calendar_day ADD PRIMARY KEY (day);
CREATE UNIQUE INDEX ON calendar_day (number) WHERE working;
VACUUM ANALYZE calendar_day;
SQL
pair 'fifteen working days on' "$one" \
  'sen.add_working_days(d, 15)' 'SELECT count(sen.add_working_days(received_on, 15)) FROM cases' \
  'two joins with a table of days' 'SELECT count(t.day) FROM cases c JOIN calendar_day f ON f.day = c.received_on JOIN calendar_day t ON t.working AND t.number = f.number + 15'

# Debian's numpy belongs to Debian's python3, which need not come first in PATH.
python=
for candidate in python3 /usr/bin/python3; do
  "$candidate" -c 'import numpy' 2>/dev/null && python=$candidate && break
done
if [ -n "$python" ]; then
  holidays=$(psql -X -A -t -c "SELECT string_agg(h::text, ',') FROM sen.holidays(sen.england_and_wales()) h")
  "$python" - "$RUNS" "$ROWS" "$holidays" <<'PYTHON'
import statistics, sys, time
import numpy
runs, rows, holidays = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(',')
calendar = numpy.busdaycalendar(holidays=holidays)
g = numpy.arange(1, rows + 1, dtype='int64')
days = numpy.datetime64('2019-01-01') + (g * 15485863 % 2500).astype('timedelta64[D]')
times = []
for _ in range(runs):
    start = time.perf_counter()
    numpy.busday_offset(days, 15, roll='backward', busdaycal=calendar)
    times.append((time.perf_counter() - start) * 1000)
print('      %-44s %9.2f ms  (%.2f to %.2f), the bare array' % ("numpy busday_offset(d, 15)", statistics.median(times), min(times), max(times)))
PYTHON
else
  echo '      numpy busday_offset: skipped, no python3-numpy'
fi

psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE INDEX ON cases (received_on)' -c 'VACUUM ANALYZE cases'
for limit in final_plan:2019-03-14 contact_mediation_adviser:2019-06-01 cert_after_mediation:2019-07-29; do
  pair "overdue by an index: ${limit%%:*}" "$one" \
    'sen.is_overdue(limit, d, 2019-08-01)' "SELECT count(*) FROM cases WHERE sen.is_overdue('${limit%%:*}', received_on, '2019-08-01')" \
    'the comparison by hand' "SELECT count(*) FROM cases WHERE received_on < '${limit##*:}'"
done
