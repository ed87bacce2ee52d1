-- sen.case_cohorts() against the same counts made with GROUP BY and FILTER, over random data.
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
SELECT diag('case_cohorts: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Groups of one to some hundred cases. Dates unknown, infinite, in the wrong order, a long way off, on the day itself.
CREATE FUNCTION pg_temp.day(around date, spread integer) RETURNS date LANGUAGE sql VOLATILE AS $$
    SELECT CASE WHEN r < 0.12 THEN NULL WHEN r < 0.14 THEN 'infinity' WHEN r < 0.18 THEN '-infinity'
                WHEN r < 0.19 THEN around - 20000 WHEN r < 0.20 THEN around + 20000 WHEN r < 0.26 THEN around
                ELSE around + (random() * spread)::integer END
    FROM (SELECT random() AS r) x
$$;
CREATE TABLE one_case AS
SELECT (power(random(), 3) * 60)::integer AS key, d.started, pg_temp.day(d.around, 40) AS due,
       pg_temp.day(d.around, 120) AS finished, pg_temp.day(d.around, 200) AS closed,
       CASE WHEN random() < 0.1 THEN NULL ELSE random() < 0.3 END AS exception
FROM (SELECT pg_temp.day(a.around, 60) AS started, a.around
      FROM (SELECT date '2023-06-01' + (random() * 900)::integer AS around FROM generate_series(1, 6000)) a) d;
UPDATE one_case SET due = '2025-07-25' WHERE random() < 0.05;
CREATE TEMPORARY VIEW expected AS
SELECT t.today, c.key, date_trunc('month', c.started)::date AS started_in, count(*) AS started,
       count(*) FILTER (WHERE c.finished <= c.due) AS in_time,
       count(*) FILTER (WHERE c.finished > c.due OR c.due IS NULL) AS late,
       count(*) FILTER (WHERE c.closed IS NULL AND c.due >= t.today) AS open_in_time,
       count(*) FILTER (WHERE c.closed IS NULL AND c.due < t.today) AS open_overdue,
       count(*) FILTER (WHERE c.closed IS NOT NULL AND c.finished IS NULL) AS ended_otherwise,
       count(*) FILTER (WHERE p.passed) AS limit_passed,
       count(*) FILTER (WHERE p.passed AND c.finished <= c.due) AS limit_passed_in_time,
       count(*) FILTER (WHERE p.passed AND c.exception IS NOT TRUE) AS limit_passed_excluding,
       count(*) FILTER (WHERE p.passed AND c.finished <= c.due
                        AND c.exception IS NOT TRUE) AS limit_passed_in_time_excluding
FROM one_case c CROSS JOIN (VALUES (date '2025-07-25'), ('2024-02-29'), ('2025-08-01')) t (today)
CROSS JOIN LATERAL (SELECT coalesce(c.due < t.today, true)
                           AND (c.closed IS NULL OR c.finished IS NOT NULL) AS passed) p
WHERE isfinite(c.started)
GROUP BY t.today, c.key, date_trunc('month', c.started);
CREATE TEMPORARY VIEW found AS
SELECT g.today, g.key, m.*
FROM (SELECT t.today, c.key, sen.case_cohorts(c.started, c.due, c.finished, c.closed, c.exception, t.today) AS cohorts
      FROM one_case c CROSS JOIN (VALUES (date '2025-07-25'), ('2024-02-29'), ('2025-08-01')) t (today)
      GROUP BY t.today, c.key) g
CROSS JOIN LATERAL unnest(g.cohorts) m;
SELECT cmp_ok(count(*), '>', 1000::bigint, 'there are months to compare') FROM expected;
SELECT is((SELECT string_agg(s.name, ', ') FROM (SELECT j.key AS name, sum(j.value::bigint) AS cases
               FROM expected e, jsonb_each_text(to_jsonb(e) - 'today' - 'key' - 'started_in') j GROUP BY 1) s
           WHERE s.cases < 100), NULL, 'each count has cases');
SELECT set_eq('SELECT * FROM found', 'SELECT * FROM expected', 'every month of every group, as with GROUP BY');
SELECT is((SELECT count(*) FROM found), (SELECT count(*) FROM expected), 'none of them twice');
SELECT is(array_agg(started_in), array_agg(started_in ORDER BY started_in), 'in order')
FROM unnest((SELECT sen.case_cohorts(started, due, finished, closed, exception, '2025-07-25') FROM one_case));
SELECT is(sen.case_cohorts(started, due, finished, closed, exception, '2025-07-25'), '{}',
          'no rows: an empty array') FROM one_case WHERE false;
SELECT is(sen.case_cohorts(started, due, finished, closed, exception, '2025-07-25'), '{}',
          'nor is there a month without a start, or with an infinite one') FROM one_case
WHERE started IS NULL OR NOT isfinite(started);
SELECT is(sen.case_cohorts('2025-07-01', '2025-07-25', '2025-07-25', '2025-07-25', false, '2025-07-25'),
          ARRAY[ROW('2025-07-01', 1, 1, 0, 0, 0, 0, 0, 0, 0, 0)::case_cohort],
          'on the due day it is in time, and its limit has not passed');

-- Over a window it goes on counting.
SELECT is(array_agg(cardinality(c) ORDER BY started), '{1,1,2}', 'a state is not changed by looking at it')
FROM (SELECT d AS started, sen.case_cohorts(d, d, d, d, false, '2025-07-25') OVER (ORDER BY d) AS c
      FROM unnest('{2025-01-01,2025-01-31,2025-03-01}'::date[]) d) w;

-- Parts merge to the same: partitions, aggregated apart, of which one has no case; and parallel workers.
CREATE TABLE parted (LIKE one_case) PARTITION BY RANGE (started);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO ('2024-09-15');
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2300-01-01') TO ('2301-01-01');
CREATE TABLE parted_2 PARTITION OF parted DEFAULT;
INSERT INTO parted SELECT * FROM one_case;
ANALYZE parted, one_case;
PREPARE whole AS SELECT sen.case_cohorts(started, due, finished, closed, exception, '2025-07-25') FROM one_case;
PREPARE parts AS SELECT sen.case_cohorts(started, due, finished, closed, exception, '2025-07-25') FROM parted;
CREATE TEMPORARY TABLE alone AS EXECUTE whole;
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text
    LANGUAGE plpgsql AS $$BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS off) ' || query; END$$;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT ok(EXISTS (SELECT FROM pg_temp.plan('EXECUTE parts') p WHERE p ~ 'Partial Aggregate'),
          'partitions are aggregated apart');
SELECT results_eq('parts', 'TABLE alone', 'and merge to the same');
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
DEALLOCATE whole;
PREPARE whole AS SELECT sen.case_cohorts(started, due, finished, closed, exception, '2025-07-25') FROM one_case;
SELECT ok(EXISTS (SELECT FROM pg_temp.plan('EXECUTE whole') p WHERE p ~ 'Gather'), 'workers share the cases');
SELECT results_eq('whole', 'TABLE alone', 'and merge to the same');

-- What is refused.
SELECT throws_ok('SELECT sen.case_cohorts(started, due, finished, closed, exception, date ''2025-01-01'' + key) FROM '
                 'one_case', '22023', 'as_of differs from that of an earlier row', 'another day in another row');
SELECT throws_ok('SELECT sen.case_cohorts(started, due, finished, closed, exception, NULL) FROM one_case', '22004',
                 'as_of must not be null', 'no day');
SELECT throws_ok('SELECT sen.case_cohorts(started, due, finished, closed, exception, ''infinity'') FROM one_case',
                 '22008', 'as_of must be a finite date', 'a day without end');
SELECT throws_ok($$SELECT sen.case_cohorts(d, NULL, NULL, NULL, NULL, '2025-01-01') FROM
                 unnest('{2000-02-29,19001-01-01}'::date[]) d$$, '54000',
                 'the cases started more than 200000 months apart', 'a wrong year ends in an error');
SELECT is(cardinality(sen.case_cohorts(d, NULL, NULL, NULL, NULL, '2025-01-01')), 2, 'one within the limit does not')
FROM unnest('{4713-01-01 BC,9999-12-31}'::date[]) d;
SELECT is(cardinality(sen.case_cohorts(d, NULL, NULL, NULL, NULL, '2025-01-01')), 1, 'nor does the last month')
FROM unnest('{5874897-12-31}'::date[]) d;
-- Somebody else's aggregate may begin with anything.
CREATE FUNCTION pg_temp.begins(state text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE AGGREGATE pg_temp.forged(date, date, date, date, boolean, date) (
                        SFUNC = sen._case_cohorts_accum, STYPE = bytea, INITCOND = %L,
                        FINALFUNC = sen._case_cohorts_final)', state);
    RETURN pg_temp.forged(d, d, d, d, false, '2025-01-01') FROM unnest('{2025-01-01}'::date[]) d;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
-- as_of is day 9132, as int32; first and the number of months follow, and 80 bytes for each.
\set as_of 'ac230000'
SELECT is(pg_temp.begins(state), error, 'a state that is ' || what)
FROM (VALUES ('', '22P03', 'empty'), ('\x00', '22P03', 'a byte'),
             ('\x' || :'as_of' || '0000000000', '22P03', 'a byte too long'),
             ('\x' || :'as_of' || '00000000ffffffff', '22P03', 'shorter than it says'),
             ('\x' || :'as_of' || '0000000001000000' || repeat('00', 79), '22P03', 'a byte too short'),
             ('\x' || :'as_of' || 'ffffff7f01000000' || repeat('01', 80), '54000', 'of a month far away'),
             ('\x00000000' || '0000000000000000', '22023', 'of another day')) v (state, error, what);
SELECT is(pg_temp.begins('\x' || :'as_of' || '0000000000000000'), '{"(2025-01-01,1,1,0,0,0,0,0,0,0,0)"}',
          'one of this day without a month will do');
CREATE FUNCTION pg_temp.shown(state bytea) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    CREATE AGGREGATE pg_temp.kept(bytea) (SFUNC = byteacat, STYPE = bytea, FINALFUNC = sen._case_cohorts_final);
    RETURN pg_temp.kept(s) FROM (VALUES (state)) v (s);
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is(pg_temp.shown(decode(:'as_of' || 'ffffff7f01000000' || repeat('01', 80), 'hex')), '22P03',
          'a month that is no month is not shown');
SELECT throws_ok($$SELECT sen._case_cohorts_final('\x00')$$, '0A000', NULL, 'SQL cannot call its parts');
SELECT * FROM finish();
ROLLBACK;
