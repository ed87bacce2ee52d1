-- The C code against plain SQL over random data: summaries, measures, periods, due dates.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('oracle: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Cases ------------------------------------------------------------------------
-- Groups differ in size and span: most cases take some hundred days, some groups have far days, one is small.
CREATE TEMPORARY TABLE c ON COMMIT DROP AS
SELECT n, g, exception, as_of, started, finished
FROM (SELECT n, (random() * 12)::integer AS g, CASE WHEN random() < 0.1 THEN NULL ELSE random() < 0.2 END AS exception,
             date '2025-01-01' + (random() * 60)::integer AS as_of, random() AS a, random() AS b, random() AS r,
             random() AS s
      FROM generate_series(1, 20000) n) x
CROSS JOIN LATERAL (SELECT CASE WHEN a < 0.03 THEN NULL WHEN a < 0.04 THEN 'infinity' WHEN a < 0.05 THEN '-infinity'
                                WHEN g = 3 THEN date '2024-12-31' - (r * r * 700000)::integer
                                    WHEN g = 4 THEN date '4000-01-01 BC' + (r * 2200000)::integer
                                ELSE date '2022-01-01' + (r * 1250)::integer END AS started) y
CROSS JOIN LATERAL (SELECT CASE WHEN b < 0.2 THEN NULL WHEN b < 0.22 THEN 'infinity' WHEN b < 0.23 THEN '-infinity'
                                WHEN b < 0.26 THEN date '2021-06-01' + (s * 900)::integer
                                WHEN isfinite(started) THEN started + (s * 500)::integer
                                    ELSE date '2024-01-01' + (s * 500)::integer END AS finished) z;
INSERT INTO c SELECT 20000 + n, 99, false, '2025-01-01', '2024-01-01', '2024-03-01' FROM generate_series(1, 2) n;

-- One row per case: its class and days, written down from the definitions in doc/timeliness.md, not from the C code.
CREATE TEMPORARY TABLE o ON COMMIT DROP AS
SELECT n, g, CASE WHEN is_done THEN 'done' ELSE 'open' END || CASE WHEN exception THEN '_excepted' ELSE '' END AS class,
       CASE WHEN isfinite(started) AND isfinite(until) AND until >= started THEN until - started END AS days
FROM (SELECT c.*, coalesce(finished <= as_of, false) AS is_done,
      CASE WHEN finished <= as_of THEN finished ELSE as_of END AS until FROM c) x
WHERE num_nulls(started, finished) < 2                                             -- no case at all
  AND (is_done OR started IS NULL OR NOT isfinite(started) OR started <= as_of);   -- not yet a case
CREATE TEMPORARY TABLE s ON COMMIT DROP AS SELECT g, sen.timeliness(started, finished, exception, as_of) AS s FROM c
    GROUP BY g;

-- The canonical text, put together in SQL.
CREATE TEMPORARY TABLE t ON COMMIT DROP AS
SELECT g, 'v1'
       || coalesce(string_agg(' ' || class || '{' || cells || '}', '' ORDER BY place) FILTER (WHERE cells IS NOT NULL),
                   '')
       || coalesce(' unusable{' || string_agg(class || ':' || unusable, ',' ORDER BY place) FILTER (WHERE unusable > 0)
                   || '}', '') AS t
FROM (SELECT g, class, array_position('{done,done_excepted,open,open_excepted,left}', class) AS place,
             string_agg(days || ':' || count, ',' ORDER BY days) FILTER (WHERE days IS NOT NULL) AS cells,
             sum(count) FILTER (WHERE days IS NULL) AS unusable
      FROM (SELECT g, class, days, count(*) AS count FROM o GROUP BY g, class, days) d GROUP BY g, class) e
GROUP BY g;
\if :whole
SELECT ok((SELECT count(DISTINCT class) = 4 AND bool_or(days IS NULL) AND bool_or(days = 0) AND bool_or(days > 4096)
           AND count(*) BETWEEN 15000 AND 19999 FROM o), 'the data have every kind of case');
\endif
SELECT results_eq('SELECT g, s::text FROM s ORDER BY g', 'SELECT g, t FROM t ORDER BY g', 'summaries, cell by cell');
SELECT results_eq('SELECT g, sen.cases(s), sen.finished(s), sen.finished(s, false), sen.open_cases(s), '
                  'sen.excepted(s), sen.unusable(s) FROM s ORDER BY g',
    $$SELECT g, count(*), count(*) FILTER (WHERE class LIKE 'done%'), count(*) FILTER (WHERE class = 'done'),
      count(*) FILTER (WHERE class LIKE 'open%'),
             count(*) FILTER (WHERE class = 'done_excepted'), count(*) FILTER (WHERE days IS NULL) FROM o GROUP BY g
                 ORDER BY g$$, 'counts');
SELECT results_eq(format('SELECT g, sen.within(s, %1$s), sen.within(s, %1$s, false), sen.over(s, %1$s), sen.over(s, '
                         '%1$s, false), sen.open_over(s, %1$s) FROM s ORDER BY g', d),
    format($$SELECT g, count(*) FILTER (WHERE class LIKE 'done%%' AND days <= %1$s),
             count(*) FILTER (WHERE class = 'done' AND days <= %1$s),
             count(*) FILTER (WHERE class LIKE 'done%%' AND days > %1$s),
             count(*) FILTER (WHERE class = 'done' AND days > %1$s),
             count(*) FILTER (WHERE class LIKE 'open%%' AND days > %1$s) FROM o GROUP BY g
                 ORDER BY g$$, d), 'within and over ' || d || ' days')
FROM unnest(ARRAY[-1, 0, 42, 112, 139, 140, 141, 364, 4095, 4096, 100000]) d;
SELECT results_eq(format('SELECT g, round(sen.rate(s, %1$s), 15), round(sen.rate(s, %1$s, true), 15) FROM s ORDER BY g',
                         d),
    format($$SELECT g,
             round(count(*) FILTER (WHERE class = 'done' AND days <= %1$s)::numeric
                   / nullif(count(*) FILTER (WHERE class = 'done'), 0), 15),
             round(count(*) FILTER (WHERE class LIKE 'done%%' AND days <= %1$s)::numeric
                   / nullif(count(*) FILTER (WHERE class LIKE 'done%%'), 0), 15) FROM o GROUP BY g
                 ORDER BY g$$, d), 'rates of ' || d || ' days')
FROM unnest(ARRAY[0, 140, 364]) d;
SELECT results_eq('SELECT g, round(sen.mean_days(s), 9), round(sen.mean_days(s, false), 9) FROM s ORDER BY g',
    $$SELECT g, round(avg(days) FILTER (WHERE class LIKE 'done%'), 9), round(avg(days) FILTER (WHERE class = 'done'), 9)
      FROM o GROUP BY g ORDER BY g$$, 'means');
SELECT results_eq('SELECT g, sen.median_days(s)::float8, sen.median_days(s, false)::float8 FROM s ORDER BY g',
    $$SELECT g, percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE class LIKE 'done%'),
      percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE class = 'done') FROM o GROUP BY g ORDER BY g$$,
    'medians');
-- With sen.today() instead of the argument.
SET LOCAL sen_improvement.as_of = '2024-07-01';
SELECT results_eq('SELECT g, sen.timeliness(started, finished, exception)::text, sen.timeliness(started, '
                  'finished)::text FROM c GROUP BY g ORDER BY g',
    'SELECT g, sen.timeliness(started, finished, exception, ''2024-07-01'')::text, sen.timeliness(started, finished, '
    'NULL, ''2024-07-01'')::text FROM c GROUP BY g ORDER BY g', 'today is as_of');
RESET sen_improvement.as_of;

-- Splits: every case into a random part, the parts in random order, rolled
-- up at once, in two steps, and one by one. -----
SELECT sen.timeliness(started, finished, exception, as_of)::text AS whole FROM c \gset
CREATE TEMPORARY TABLE p ON COMMIT DROP AS SELECT parts, part, sen.timeliness(started, finished, exception, as_of) AS s
FROM (SELECT parts, floor(random() * parts)::integer AS part, started, finished, exception, as_of
      FROM c, unnest(ARRAY[1, 2, 3, 17, 400, 30000]) parts) x GROUP BY parts, part;
SELECT is(sen.rollup(s ORDER BY random())::text, :'whole', parts || ' random parts, in random order') FROM p
GROUP BY parts ORDER BY parts;
SELECT is(sen.rollup(s)::text, :'whole', parts || ' parts, rolled up in two steps')
FROM (SELECT parts, sen.rollup(s) AS s FROM p GROUP BY parts, part % 7) x GROUP BY parts ORDER BY parts;
CREATE FUNCTION pg_temp.sum_up(n integer) RETURNS sen.timeliness LANGUAGE plpgsql AS $$
DECLARE
    total sen.timeliness := 'v1';
    r record;
BEGIN
    FOR r IN SELECT s FROM p WHERE parts = n ORDER BY random() LOOP
        total := CASE WHEN random() < 0.5 THEN total OPERATOR(sen.+) r.s ELSE r.s OPERATOR(sen.+) total END;
    END LOOP;
    RETURN total;
END $$;
SELECT is(pg_temp.sum_up(parts)::text, :'whole', parts || ' parts, by the operator +')
FROM unnest(ARRAY[2, 17, 400]) parts;
SELECT is(count(*), 0::bigint, 'text and binary of every part give the part again')
FROM p WHERE s::text::sen.timeliness::text <> s::text
    OR sen.timeliness_send(s::text::sen.timeliness) <> sen.timeliness_send(s);

-- Periods: date_trunc and interval arithmetic, from the first whole year to the last of timestamp. -----------------
CREATE TEMPORARY TABLE d ON COMMIT DROP AS
SELECT date '1985-01-01' + n AS d FROM generate_series(0, 30000) n
UNION ALL SELECT date '4712-01-01 BC' + (random() * 109000000)::integer FROM generate_series(1, 20000) n
UNION ALL SELECT date '0003-01-01 BC' + n FROM generate_series(0, 2500) n;
SELECT ok((SELECT max(d) > '200000-01-01' AND min(d) < '1000-01-01 BC' FROM d), 'the days are far apart');
SELECT is_empty('SELECT d, sen.month(d), sen.quarter(d), sen.calendar_year(d) FROM d
    WHERE sen.month(d) <> date_trunc(''month'', d::timestamp) OR sen.quarter(d) <> date_trunc(''quarter'', d::timestamp)
    OR sen.calendar_year(d) <> date_trunc(''year'', d::timestamp)', 'month,
        quarter and calendar year are those of date_trunc');
SELECT is_empty('SELECT d, sen.academic_year(d), sen.financial_year(d) FROM d
    WHERE sen.academic_year(d) <> date_trunc(''year'', d - interval ''8 months'') + interval ''8 months''
        OR sen.financial_year(d) <> date_trunc(''year'', d - interval ''3 months'') + interval ''3 months''',
    'academic and financial years begin on 1 September and 1 April');
SELECT is_empty('SELECT d, sen.quarter_label(d), sen.academic_year_label(d), sen.financial_year_label(d) FROM d
    WHERE d >= ''0002-01-01'' AND (
       sen.quarter_label(d) <> ltrim(to_char(d, ''FMYYYY "Q"Q''))
           OR sen.academic_year_label(d) <> to_char(sen.academic_year(d),
           ''FMYYYY'') || ''/'' || right(to_char(sen.academic_year(d) + 366, ''FMYYYY''), 2)
    OR sen.financial_year_label(d) <> to_char(sen.financial_year(d),
        ''FMYYYY'') || ''-'' || right(''0'' || to_char(sen.financial_year(d) + 366, ''FMYYYY''), 2))
        AND d >= ''0100-01-01''', 'labels name the period');

-- Due dates: the counting rules in plain SQL, from the catalogue's length, unit and counting, over far more days than
-- law_model.sql walks. Notice before an event, working days and the Tribunal's rule are there.
CREATE TEMPORARY VIEW l AS SELECT * FROM sen.time_limits() WHERE counting LIKE 'the first day is %'
    AND name::text NOT LIKE 'appeal_notice%';
SELECT is_empty($$SELECT l.name, d FROM d CROSS JOIN l
    WHERE l.unit IN ('days', 'weeks') AND sen.due_date(l.name, d) <> d + l.length * CASE l.unit WHEN 'weeks' THEN 7
        ELSE 1 END - CASE l.counting WHEN 'the first day is day 1' THEN 1 ELSE 0 END$$,
        'days and weeks are counted on the calendar');
SELECT is_empty($$SELECT l.name, d FROM d CROSS JOIN l
                  WHERE l.unit = 'months' AND l.counting = 'the first day is not counted'
                  AND sen.due_date(l.name, d) <> (d + make_interval(months => l.length))::date$$,
    'months keep the day number, or end with the month');
SELECT is_empty($$SELECT l.name, d FROM d
                  CROSS JOIN l, LATERAL (SELECT (d + make_interval(months => l.length))::date AS corresponding) c
    WHERE l.unit = 'months' AND l.counting = 'the first day is day 1'
      AND sen.due_date(l.name, d) <> CASE WHEN extract(day FROM corresponding) = extract(day FROM d)
                                          THEN corresponding - 1 ELSE corresponding END$$,
          'months beginning with a day end on the day before, or with the month');
SELECT is_empty($$SELECT l.name, d, n
                  FROM (SELECT * FROM d WHERE d BETWEEN '2000-01-01' AND '2030-01-01' AND random() < 0.01) d
                  CROSS JOIN l CROSS JOIN unnest(ARRAY[-400, -1, 0, 1, 14, 15, 41, 42, 43, 140, 200]) n
    WHERE l.unit IN ('days', 'weeks', 'months')
        AND (sen.days_left(l.name, d, d + n) <> sen.due_date(l.name, d) - (d + n)
       OR sen.is_met(l.name, d, d + n, d + 300) IS DISTINCT FROM CASE WHEN n < 0 THEN NULL
                                                                      WHEN l.sense = 'at most'
                                                                      THEN d + n <= sen.due_date(l.name, d)
                                                                      ELSE d + n > sen.due_date(l.name, d) END
       OR sen.is_met(l.name, d, NULL, d + n) IS DISTINCT FROM CASE WHEN l.sense = 'at most'
                                                                   AND d + n > sen.due_date(l.name, d) THEN false
                                                              END)$$, 'days left and is_met follow from the due date');
SELECT * FROM finish();
ROLLBACK;
