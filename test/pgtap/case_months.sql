-- sen.case_months() against the same months made with GROUP BY and window functions, and the functions that say how a
-- request stood against the rules written out, over random data.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL search_path = public, sen;
SELECT no_plan();
SELECT diag('case_months: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Groups of one to some hundred cases, so that some hold only what no month shows.
-- Dates unknown, infinite, in the wrong order, a long way off.
CREATE FUNCTION pg_temp.day(around date, spread integer) RETURNS date LANGUAGE sql VOLATILE AS $$
    SELECT CASE WHEN r < 0.08 THEN NULL WHEN r < 0.10 THEN 'infinity' WHEN r < 0.14 THEN '-infinity'
                WHEN r < 0.15 THEN around - 20000 WHEN r < 0.16 THEN around + 20000
                ELSE around + (random() * spread)::integer END
    FROM (SELECT random() AS r) x
$$;
CREATE TEMPORARY TABLE one_case AS
SELECT (power(random(), 3) * 60)::integer AS key, d.started, pg_temp.day(d.around, 30) AS opened,
       pg_temp.day(d.around + 100, 200) AS due, pg_temp.day(d.around, 500) AS finished,
       pg_temp.day(d.around, 600) AS closed, pg_temp.day(d.around, 600) AS counted,
       CASE WHEN random() < 0.1 THEN NULL ELSE random() < 0.3 END AS exception
FROM generate_series(1, 4000) n
CROSS JOIN LATERAL (SELECT date '2019-01-01' + (random() * 2500)::integer + 0 * n AS around) a
CROSS JOIN LATERAL (SELECT a.around, pg_temp.day(a.around, 1) AS started) d;
INSERT INTO one_case (key, opened, counted) VALUES (101, '-infinity', NULL), (102, '-infinity', '2030-01-01'),
    (103, '2030-01-01', NULL), (104, '2025-07-20', '2025-07-31'), (105, NULL, NULL);
INSERT INTO one_case (key, opened, closed) VALUES (106, '-infinity', '-infinity'), (107, '-infinity', '2025-01-10');

-- As definition_month was written in version 0.1.0.
CREATE FUNCTION pg_temp.months(today date) RETURNS TABLE (key integer, month date, days sen.timeliness,
                                                          lateness sen.timeliness, open_at_end bigint,
                                                          overdue_at_end bigint) LANGUAGE sql STABLE AS $$
SELECT s.key, n.month::date,
       CASE WHEN n.month = s.month THEN coalesce(s.days, 'v1') ELSE 'v1' END,
           CASE WHEN n.month = s.month THEN coalesce(s.lateness, 'v1') ELSE 'v1' END,
       s.open_at_end, s.overdue_at_end
FROM (
    SELECT e.key, e.month, e.days, e.lateness, (sum(e.opened) OVER so_far)::bigint AS open_at_end,
           (sum(e.overdue) OVER so_far)::bigint AS overdue_at_end, lead(e.month) OVER so_far AS next_month
    FROM (
        SELECT g.key, v.month, sum(v.opened) AS opened, sum(v.overdue) AS overdue,
               sen.rollup(g.days) FILTER (WHERE v.counted) AS days,
               sen.rollup(g.lateness) FILTER (WHERE v.counted) AS lateness
        FROM (
            SELECT c.key, c.n, sen.month(c.opened) AS opened, sen.month(c.closed) AS closed,
                   sen.month(c.overdue) AS overdue, sen.month(c.counted) AS counted,
                   sen.timeliness(c.started, c.finished, c.exception, today) FILTER (WHERE c.counted <= today) AS days,
                   sen.lateness(c.due, c.finished, c.exception, today) FILTER (WHERE c.counted <= today) AS lateness
            FROM (
                SELECT m.*, CASE WHEN m.ended < m.opened THEN m.opened ELSE m.ended END AS closed,
                       CASE WHEN m.due < today AND (m.ended IS NULL OR m.ended > m.due + 1) THEN greatest(m.due + 1,
                                m.opened) END AS overdue
                FROM (SELECT row_number() OVER () AS n, x.key, x.started, coalesce(x.opened, '-infinity') AS opened,
                      x.due, x.finished, x.closed AS ended, x.counted, x.exception FROM one_case x) m
            ) c GROUP BY c.key, c.n, c.opened, c.closed, c.overdue, c.counted
        ) g
        CROSS JOIN LATERAL (VALUES (g.opened, 1, 0, false), (g.closed, -1, 0, false), (g.overdue, 0, 1, false),
                            (CASE WHEN g.overdue IS NOT NULL THEN g.closed END, 0, -1, false),
                            (g.counted, 0, 0, true)) v (month, opened, overdue, counted)
        WHERE v.month IS NOT NULL
        GROUP BY g.key, v.month
    ) e
    WINDOW so_far AS (PARTITION BY e.key ORDER BY e.month)
) s
CROSS JOIN LATERAL generate_series(CASE WHEN s.month > '-infinity' THEN s.month
                                        ELSE coalesce(s.next_month, sen.month(today)) END::timestamp,
                                   least(s.next_month, sen.month(today) + 1)::timestamp - interval '1 day',
                                   interval '1 month') n (month)
$$;
CREATE TEMPORARY VIEW days_of_report AS SELECT day::date AS today
    FROM unnest('{2018-12-31,2020-02-29,2025-07-25,2025-12-31}'::date[]) day;
-- A day of a counted case that is not finite is in no summary there either: it has no month.
CREATE TEMPORARY TABLE expected AS SELECT d.today, m.* FROM days_of_report d
    CROSS JOIN LATERAL pg_temp.months(d.today) m;
CREATE TEMPORARY VIEW found AS
SELECT g.today, g.key, m.*
FROM (SELECT d.today, c.key, sen.case_months(c.started, c.opened, c.due, c.finished, c.closed, c.counted, c.exception,
                                             d.today) AS months
                                 FROM days_of_report d CROSS JOIN one_case c GROUP BY d.today, c.key) g
                                 CROSS JOIN LATERAL unnest(g.months) m;
SELECT cmp_ok(count(*), '>', 1000::bigint, 'there are months to compare') FROM expected;
SELECT cmp_ok(count(*), '>', 200::bigint, 'and many in which something counts') FROM expected
WHERE days <> 'v1' AND lateness <> 'v1';
SELECT set_eq('SELECT today, key, month, days::text, lateness::text, open_at_end, overdue_at_end FROM found',
              'SELECT today, key, month, days::text, lateness::text, open_at_end, overdue_at_end FROM expected',
    'every month of every group, as with GROUP BY and window functions');
SELECT is((SELECT count(*) FROM found), (SELECT count(*) FROM expected), 'none of them twice');
SELECT results_eq('SELECT DISTINCT key FROM found WHERE today = ''2025-07-25'' AND key > 100 ORDER BY 1',
                  'VALUES (101), (104), (105), (106), (107)',
    'what happened on an unknown day alone is shown in the month of the day; what happens later alone is not');
SELECT is(m, ARRAY[ROW('2025-07-01', 'v1', 'v1', 1, 0)::case_month],
          'a day later in the month of as_of is in it, and not counted yet')
FROM (SELECT sen.case_months(started, opened, due, finished, closed, counted, exception, '2025-07-25') AS m
      FROM one_case WHERE key = 104) x;
SELECT is(sen.case_months(started, opened, due, finished, closed, counted, exception, '2025-07-25'), '{}',
          'no rows: an empty array') FROM one_case WHERE false;

-- Parts merge to the same: partitions, aggregated apart.
CREATE TABLE parted (LIKE one_case) PARTITION BY HASH (started);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO parted SELECT * FROM one_case;
ANALYZE parted;
SET LOCAL enable_partitionwise_aggregate = on;
PREPARE whole AS SELECT sen.case_months(started, opened, due, finished, closed, counted, exception, '2025-07-25')
    FROM one_case;
PREPARE parts AS SELECT sen.case_months(started, opened, due, finished, closed, counted, exception, '2025-07-25')
    FROM parted;
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text
    LANGUAGE plpgsql AS $$BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS off) ' || query; END$$;
SELECT ok(EXISTS (SELECT FROM pg_temp.plan('EXECUTE parts') p WHERE p ~ 'Partial Aggregate'),
          'partitions are aggregated apart');
SELECT results_eq('parts', 'whole', 'and merge to the same');

-- What is refused.
SELECT throws_ok('SELECT sen.case_months(started, opened, due, finished, closed, counted, exception, date '
                 '''2025-01-01'' + key) FROM one_case', '22023', 'as_of differs from that of an earlier row',
                 'another day in another row');
SELECT throws_ok('SELECT sen.case_months(started, opened, due, finished, closed, counted, exception, NULL) FROM '
                 'one_case', '22004', 'as_of must not be null', 'no day');
SELECT throws_ok('SELECT sen.case_months(started, opened, due, finished, closed, counted, exception, ''infinity'') '
                 'FROM one_case', '22008', 'as_of must be a finite date', 'a day without end');

-- How a request stood: the rules, written out, for every combination of letters and of days before, on and after.
CREATE TEMPORARY TABLE request AS
SELECT o AS request_outcome, od AS request_outcome_on, a AS assessment_outcome, ad AS assessment_outcome_on,
       x AS exported_to, c AS closed_on
FROM unnest('{Y,N,A,W,H,YY,"",NULL}'::text[]) o CROSS JOIN unnest('{Y,N,A,W,H,"N ",NULL}'::text[]) a
CROSS JOIN unnest('{2025-01-09,2025-01-10,2025-01-11,NULL}'::date[]) od
CROSS JOIN unnest('{2025-01-08,2025-01-10,2025-01-11,NULL}'::date[]) ad CROSS JOIN unnest('{301,NULL}'::text[]) x
CROSS JOIN unnest('{2025-01-07,2025-01-10,2025-01-11,NULL}'::date[]) c;
CREATE TEMPORARY VIEW stood AS
SELECT r.*, t.today, sen.request_status(r.request_outcome, r.request_outcome_on, r.assessment_outcome,
                                        r.assessment_outcome_on, r.exported_to, r.closed_on, t.today) AS status,
       sen.request_ended_on(r.request_outcome, r.request_outcome_on, r.assessment_outcome, r.assessment_outcome_on,
                            r.exported_to, r.closed_on, t.today) AS ended_on
FROM request r CROSS JOIN (SELECT date '2025-01-10' AS today) t;
SELECT is_empty($$
    SELECT s.* FROM stood s WHERE s.status IS DISTINCT FROM CASE
        WHEN 'H' IN (s.request_outcome, s.assessment_outcome) THEN 'historical'
        WHEN s.assessment_outcome = 'Y' AND s.assessment_outcome_on <= s.today THEN 'plan issued'
        WHEN s.assessment_outcome = 'N' AND coalesce(s.assessment_outcome_on <= s.today, true) THEN 'no plan'
        WHEN s.request_outcome = 'N' AND s.assessment_outcome IS NULL
            AND coalesce(s.request_outcome_on <= s.today, true) THEN 'not assessed'
        WHEN 'W' IN (s.request_outcome, s.assessment_outcome) AND coalesce(s.closed_on <= s.today, true)
            THEN 'withdrawn'
        WHEN s.exported_to IS NOT NULL AND coalesce(s.closed_on <= s.today, true) THEN 'moved away'
        WHEN s.closed_on <= s.today THEN 'closed'
        ELSE 'open' END$$, 'sen.request_status: the first rule that holds');
SELECT is_empty($$
    SELECT s.* FROM stood s WHERE s.ended_on IS DISTINCT FROM CASE
        WHEN 'H' IN (s.request_outcome, s.assessment_outcome) THEN NULL
        WHEN s.assessment_outcome = 'N' AND s.assessment_outcome_on IS NULL THEN NULL
        WHEN s.request_outcome = 'N' AND s.assessment_outcome IS NULL AND s.request_outcome_on IS NULL THEN NULL
        WHEN 'W' IN (s.request_outcome, s.assessment_outcome) AND s.closed_on IS NULL THEN NULL
        WHEN s.exported_to IS NOT NULL AND s.closed_on IS NULL THEN NULL
        ELSE least(CASE WHEN s.assessment_outcome IN ('Y', 'N')
                        AND s.assessment_outcome_on <= s.today THEN s.assessment_outcome_on END,
                   CASE WHEN s.request_outcome = 'N' AND s.assessment_outcome IS NULL
                        AND s.request_outcome_on <= s.today THEN s.request_outcome_on END,
                   CASE WHEN s.closed_on <= s.today THEN s.closed_on END) END$$,
                       'sen.request_ended_on: the first ending');
SELECT is(array_agg(DISTINCT status ORDER BY status),
          '{closed,historical,moved away,no plan,not assessed,open,plan issued,withdrawn}', 'every status occurs')
FROM stood;
SELECT is(sen.request_status('Y', NULL, NULL, NULL, NULL, NULL, NULL), NULL, 'no day, no status');
SELECT is(sen.request_ended_on(NULL, NULL, NULL, NULL, NULL, '2025-01-01', NULL), NULL, 'no day, no ending');
SELECT throws_ok($$SELECT sen.case_months('2000-02-29', '2000-02-29', NULL, NULL, NULL, NULL, false, '19001-01-01')$$,
                 '54000', 'the cases lie more than 200000 months before as_of', 'a wrong year ends in an error');
SELECT is(cardinality(sen.case_months('2000-02-29', '2000-02-29', NULL, NULL, NULL, NULL, false, '9999-12-31')), 95999,
          'one within the limit does not');
SELECT * FROM finish();
ROLLBACK;
