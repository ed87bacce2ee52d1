-- Room timeliness: percentiles, least and most days, those that left, and the cases of a summary as rows.
-- Counts, rates, mean and median are in timeliness.sql.
\i sql/include/begin.sql

-- 1 case of 0 days, 2 of 140, 3 of 141, 4 of 364, 5 of 365 and 6 unusable; under an exception 10 of 7, 60 unusable;
-- open: 7 of 42, 8 of 400, 70 of 43 under an exception, 9 and 90 unusable; left: 10 of 5, 11 unusable.
CREATE VIEW measures_of AS SELECT sen.timeliness
    'v1 done{0:1,140:2,141:3,364:4,365:5} done_excepted{7:10} open{42:7,400:8} open_excepted{43:70} left{5:10} '
    'unusable{done:6,done_excepted:60,open:9,open_excepted:90,left:11}' AS s;

-- Left -----------------------------------------------------------------------
SELECT sen.left_cases(s) AS left_cases,
       sen.cases(s) = sen.finished(s) + sen.open_cases(s) + sen.left_cases(s) AS all_cases FROM measures_of;
SELECT t, sen.left_cases(t::sen.timeliness)
FROM unnest(ARRAY['v1', 'v1 done{1:1} open{1:1}', 'v1 left{-1:1,0:2}', 'v1 unusable{left:3}',
                  'v1 left{1:4294967295} unusable{left:4294967295}']) t;

-- Percentiles ----------------------------------------------------------------
-- Of 15 without exceptions: up to 1/15 it is 0 days, up to 3/15 140, up to 6/15 141, up to
-- 10/15 364. With them, 1 of 0 days and 10 of 7 come first, of 25.
SELECT p, sen.percentile_days(s, p, false) AS without, sen.percentile_days(s, p) AS with_exceptions,
       sen.percentile_days(s, p, true) AS same,
       sen.percentile_cont(s, p, false) AS cont_without, sen.percentile_cont(s, p) AS cont_with
FROM measures_of, unnest(ARRAY[0, 0.04, 0.05, 0.2, 0.21, 0.4, 0.41, 0.44, 0.45, 0.5, 0.66, 0.67, 0.9, 1]) p;
-- Between two cases, and below and above 0.
SELECT t, sen.percentile_days(t::sen.timeliness, 0.5) AS disc, sen.percentile_cont(t::sen.timeliness, 0.5) AS cont,
       sen.percentile_cont(t::sen.timeliness, 0.25) AS quarter, sen.percentile_cont(t::sen.timeliness, '-0') AS least
FROM unnest(ARRAY['v1 done{10:1}', 'v1 done{10:1,11:1}', 'v1 done{-10:1,-3:1}', 'v1 done{-1:1,0:1}',
                  'v1 done{-2147483648:1,2147483647:1}', 'v1 done{1:1} done_excepted{1:1,2:1}',
                  'v1 done_excepted{1:4294967295,2:4294967295}',
    'v1 open{10:5} left{10:5}', 'v1 unusable{done:3}', 'v1']) t;
-- Above 2^53 cases their number, or that number less one, is one too many as a double; there is still an answer.
SELECT last, sen.percentile_days(s, 1) AS disc, sen.percentile_cont(s, 1) AS cont,
       sen.percentile_cont(s, 0.999999) AS below, sen.max_days(s), sen.finished(s)
FROM (SELECT 'v1 done{' || string_agg(n || ':' || 4294967295, ',' ORDER BY n) AS t
      FROM generate_series(1, 2100000) n) f, (VALUES (3), (4)) l (last),
    LATERAL (SELECT (t || ',3000000:' || last || '}')::sen.timeliness AS s OFFSET 0) m;
-- Beside the server's own of that name, with sen on the search path, too.
SET search_path = sen, public;
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) AS int, percentile_cont('0.5') WITHIN
GROUP (ORDER BY n::float8) AS float8, percentile_cont(ARRAY[0, 1]) WITHIN
GROUP (ORDER BY n) AS array, percentile_cont('v1 done{3:1}'::timeliness, 0.5) AS ours
FROM generate_series(1, 4) n;
RESET search_path;
SELECT pg_temp.answers(
    $$SELECT sen.percentile_days('v1 done{1:1}', -0.1)$$,
    $$SELECT sen.percentile_days('v1 done{1:1}', 1.00001)$$
);
SELECT pg_temp.answers_with($$SELECT sen.percentile_days('v1 done{1:1}', %L)$$, 'NaN', 'Infinity', '-Infinity');
-- Also if no case finished, and though a percentage is meant.
SELECT pg_temp.answers(
    $$SELECT sen.percentile_days('v1', 90)$$,
    $$SELECT sen.percentile_cont('v1 done{1:1}', -0.1)$$,
    $$SELECT sen.percentile_cont('v1', 1.00001)$$,
    $$SELECT sen.percentile_cont('v1 done{1:1}', 'NaN')$$
);

-- Least and most -------------------------------------------------------------
SELECT t, sen.min_days(t::sen.timeliness), sen.min_days(t::sen.timeliness, false) AS min_without,
       sen.max_days(t::sen.timeliness), sen.max_days(t::sen.timeliness, false) AS max_without,
       sen.max_open_days(t::sen.timeliness)
FROM unnest(ARRAY['v1 done{5:1,9:2} done_excepted{3:1,12:1} open{77:1} open_excepted{88:1} left{1:1,99:1}',
                  'v1 done{5:1}', 'v1 done_excepted{5:1}', 'v1 open{5:3,6:1} left{7:1}', 'v1 open_excepted{5:3}',
    'v1 open{9:1} open_excepted{8:1}', 'v1 done{-7:1,-2:1} open{-7:1,-3:4}', 'v1 done{-2147483648:1,2147483647:1}',
    'v1 unusable{done:1,done_excepted:1,open:1,open_excepted:1,left:1}', 'v1 left{4:4}', 'v1']) t;

-- Bands ----------------------------------------------------------------------
SELECT b.* FROM measures_of, sen.bands(s, '{140,364}') b;
SELECT b.* FROM measures_of, sen.bands(s, '{140,364}', false) b;
SELECT b.* FROM measures_of, sen.bands(s, '{0,6,7,139}', include_exceptions => true) b;
SELECT b.* FROM measures_of, sen.open_age_bands(s, '{42,112,140,364}') b;
SELECT b.* FROM measures_of, sen.bands(s, '{}') b;
SELECT b.* FROM measures_of, sen.open_age_bands(s, '{}') b;
-- Nothing to count: every band is there, without a share.
SELECT b.* FROM sen.bands('v1 open{5:1} left{5:1}', '{140}') b;
SELECT b.* FROM sen.open_age_bands('v1 done{5:1} left{5:1}', '{140}') b;
SELECT b.* FROM sen.bands('v1 unusable{done:2}', '{140}') b;
-- The words; below 0 they count from the due date.
SELECT t AS bounds, string_agg(band, ' | ' ORDER BY n) AS bands
FROM unnest(ARRAY['{}', '{0}', '{1}', '{2}', '{0,1}', '{0,1,2}', '{0,2}', '{139,140}', '{-1}', '{-2}', '{-3}', '{-1,0}',
                  '{-1,1}', '{-2,1}', '{-3,0,1}', '{-3,-2,-1}', '{-4,-1}', '{-15,-1,0,14}', '{-8,7}', '{-8,0,7,8}',
                  '{-2147483648,2147483646}']) t,
     sen.bands('v1', t::integer[]) WITH ORDINALITY b (band, from_days, to_days, cases, share, n)
GROUP BY t ORDER BY cardinality(t::integer[]), t;
SELECT b.* FROM sen.bands('v1 done{-2147483648:1,-16:1,-15:2,-14:4,-1:8,0:16,1:32,14:64,15:128,2147483647:256}',
                          '{-2147483648,-15,-1,0,14,2147483646}') b;
SELECT b.* FROM sen.open_age_bands('v1 open{-20:1,-15:2,0:4,1:8} unusable{open:5}', '{-15,0}') b;
-- Any lower subscript; no bound between two cases.
SELECT sum(cases), count(*) FROM sen.bands('v1 done{1:1,2:1}', '[7:8]={1,2}');
SELECT sum(cases) = sen.finished(s) AS all_finished, max(cases) AS most, count(*)
FROM (SELECT sen.timeliness 'v1 done{500:4294967295,501:4294967295} done_excepted{500:4294967295}' AS s) m,
       sen.bands(s, ARRAY(SELECT generate_series(-1000, 1000))) GROUP BY s;
-- As one row of an outer query each, and in a select list.
SELECT la, b.band, b.cases
FROM (VALUES ('343', sen.timeliness 'v1 done{1:1,200:1}'), ('344', 'v1 done{150:4}'), ('345', NULL)) v (la, s)
LEFT JOIN LATERAL sen.bands(s, '{140}') b ON b.cases > 0 ORDER BY la, from_days NULLS FIRST;
SELECT sen.bands('v1 done{1:1}', '{1}');
SELECT pg_temp.answers_with($$SELECT * FROM sen.bands('v1', %L)$$,
    '{364,140}', '{140,140}', '{140,NULL}', '{NULL}', '{{140,364}}', '{140,2147483647}');
SELECT pg_temp.answers_with($$SELECT * FROM sen.open_age_bands('v1', %L)$$, '{2,1}', '{1,NULL,3}', '{{1},{2}}');

-- Histogram ------------------------------------------------------------------
SELECT h.* FROM measures_of, sen.histogram(s) h;
SELECT h.* FROM measures_of, sen.histogram(s, 28) h;
-- Rounded down, below 0 as well.
SELECT width, string_agg(class || ' ' || coalesce(from_days::text, '-') || ': ' || cases, ', ' ORDER BY n) AS bins
FROM (VALUES (1), (2), (7), (2147483647)) w (width),
    sen.histogram('v1 done{-8:1,-7:2,-6:4,-1:8,0:16,6:32,7:64} open_excepted{-7:1,2147483646:1,2147483647:1} '
                  'unusable{done:5,left:6}', width) WITH ORDINALITY h (class, from_days, cases, n)
GROUP BY width ORDER BY width;
SELECT h.* FROM sen.histogram('v1 done{-2147483648:1,2147483647:1}') h;
SELECT h.* FROM sen.histogram('v1 done{-2147483648:4294967295,-2147483647:4294967295}', 2) h;
SELECT count(*) FROM sen.histogram('v1');
SELECT pg_temp.answers(
    $$SELECT * FROM sen.histogram('v1', 0)$$,
    $$SELECT * FROM sen.histogram('v1 done{1:1}', -7)$$,
    $$SELECT * FROM sen.histogram('v1 done{-2147483648:1}', 7)$$
);

-- Negative limits are limits: of days before the due date. -------------------
-- Early by 20, 14 and 1 days, on the day, late by 3 and 30; unusable; open and
-- due in 20, 15, 14 and 1 days, today, overdue by 2.
SELECT days, sen.within(s, days), sen.over(s, days), sen.open_over(s, days), round(sen.rate(s, days), 4) AS rate
FROM (SELECT sen.timeliness 'v1 done{-20:1,-14:1,-1:1,0:1,3:1,30:1} open{-20:1,-15:1,-14:1,-1:1,0:1,2:1} '
                            'unusable{done:1}' AS s) m,
    unnest(ARRAY[-2147483648, -21, -20, -15, -14, -1, 0, 2147483647]) days;
-- No case that sen.timeliness() counts finished in less than 0 days, and all finished in more.
SELECT sen.within(s, -1) AS within, sen.over(s, -1) AS over, sen.open_over(s, -1) AS open_over,
       sen.rate(s, -1) = 0 AS no_rate
FROM (SELECT sen.timeliness(started, finished, false, '2025-06-30') AS s
      FROM (VALUES (date '2025-06-30', date '2025-06-30'), ('2025-01-01', '2025-02-01'), ('2025-06-30', NULL),
            ('2025-06-30', '2025-06-29')) c (started, finished)) m;

-- Null in, null out or no rows, for every argument; a row below is a difference.
SELECT * FROM (SELECT sen.timeliness 'v1 done{1:1}' AS s) m
WHERE num_nulls(sen.left_cases(NULL), sen.percentile_days(NULL, 0.5), sen.percentile_days(s, NULL),
                sen.percentile_days(s, 0.5, NULL),
    sen.percentile_cont(NULL, 0.5), sen.percentile_cont(s, NULL), sen.percentile_cont(s, 0.5, NULL),
    sen.min_days(NULL), sen.min_days(s, NULL), sen.max_days(NULL), sen.max_days(s, NULL), sen.max_open_days(NULL)) <> 12
   OR EXISTS (SELECT FROM sen.bands(NULL, '{1}')) OR EXISTS (SELECT FROM sen.bands(s, NULL))
       OR EXISTS (SELECT FROM sen.bands(s, '{1}', NULL))
   OR EXISTS (SELECT FROM sen.open_age_bands(NULL, '{1}')) OR EXISTS (SELECT FROM sen.open_age_bands(s, NULL))
   OR EXISTS (SELECT FROM sen.histogram(NULL)) OR EXISTS (SELECT FROM sen.histogram(s, NULL));
DROP VIEW measures_of;
