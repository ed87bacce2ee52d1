-- Room timeliness: the series, and moving windows.
\i sql/include/begin.sql
SET search_path = public, sen;
\set ECHO none
CREATE TEMPORARY TABLE c (started date, finished date, exception boolean, left_on date);
INSERT INTO c VALUES
    ('2024-01-10', '2024-03-01', false, NULL),
    ('2024-01-10', '2024-03-31', true, NULL),
    ('2024-01-31', NULL, NULL, NULL),
    ('2024-02-01', '2025-01-01', false, NULL),       -- finished after the day of the report
    ('2024-02-01', NULL, false, '2024-02-29'),
    ('2024-02-01', '2024-03-01', false, '2024-02-29'),
    ('2024-08-31', '2024-09-01', false, NULL),
    (NULL, '2024-09-01', false, NULL),               -- start unknown
    ('2024-10-01', '2024-09-01', false, NULL),       -- finished before it started
    ('2025-10-01', NULL, false, NULL),               -- not yet a case
    (NULL, NULL, true, NULL);                        -- no case
\set ECHO all

-- Buckets.
SELECT * FROM sen.buckets();
SELECT b.bucket, sen.timeliness_series(b.bucket, started, finished, exception, left_on, '2024-12-31')
FROM c, sen.buckets() b GROUP BY 1 ORDER BY b.bucket::text;
SELECT * FROM sen.periods((SELECT sen.timeliness_series('finish_month', started, finished, exception, '2024-12-31')
                           FROM c));
SELECT sen.bucket(sen.timeliness_series('start_quarter', started, finished, false, '2024-12-31')) FROM c;
SET sen_improvement.as_of = '2024-12-31';
SELECT sen.timeliness_series('start_calendar_year', started, finished) AS two,
       sen.timeliness_series('start_calendar_year', started, finished, exception) AS three FROM c;
RESET sen_improvement.as_of;

-- Nothing, null, FILTER, DISTINCT, GROUP BY, all null.
SELECT sen.timeliness_series('finish_month', started, finished, exception, '2024-12-31') AS none,
       sen.bucket(sen.timeliness_series('finish_month', started, finished, exception, '2024-12-31')) FROM c WHERE false;
SELECT count(*) AS periods FROM sen.periods(NULL);
SELECT count(*) AS periods FROM sen.periods('v1');
SELECT sen.timeliness_series('finish_month', NULL, NULL, NULL, '2024-12-31') AS all_null,
       sen.timeliness_series('finish_month', started, finished, exception,
                             '2024-12-31') FILTER (WHERE finished = '2024-03-31') AS filtered,
       sen.timeliness_series(DISTINCT 'finish_calendar_year', '2024-01-01', finished, false,
                             '2024-12-31') AS distinct_days FROM c;
SELECT exception, sen.timeliness_series('finish_calendar_year', started, finished, exception, '2024-12-31') FROM c
GROUP BY exception ORDER BY exception;

-- Merging: any split gives the whole; null and empty change nothing.
WITH w AS (SELECT sen.timeliness_series('finish_month', started, finished, exception, left_on, '2024-12-31') AS s
           FROM c),
     p AS (SELECT sen.timeliness_series('finish_month', started, finished, exception, left_on, '2024-12-31') AS s FROM c
           GROUP BY started, exception)
SELECT w.s = (SELECT sen.rollup(s) FROM p) AS same, w.s = (SELECT sen.rollup(s ORDER BY s::text DESC)
                                                           FROM p) AS in_another_order,
       (SELECT sen.rollup(s) FROM (SELECT s FROM p UNION ALL VALUES (NULL::sen.timeliness_series), ('v1')) x)
           = w.s AS with_nothing, w.s + w.s <> w.s AS doubled, w.s + 'v1' = w.s AS plus_nothing FROM w;
SELECT sen.rollup(s) FROM (VALUES ('v1 finish_month none[open{1:1}] 2024-01-01[done{1:1}]'::sen.timeliness_series),
                           ('v1 finish_month 2023-11-01[left{-3:1} unusable{done:1}] 2024-01-01[done{1:1,5000:1}]'),
                           (NULL)) v (s);
SELECT sen.rollup(s) AS rollup_of_none FROM (SELECT NULL::sen.timeliness_series AS s WHERE false) x;
-- Periods are added in any order, before and after.
SELECT sen.timeliness_series('start_month', d::date, d::date + 7, false, '2030-12-31'
                             ORDER BY abs(extract(year FROM d) - 2010), d) =
       sen.timeliness_series('start_month', d::date, d::date + 7, false, '2030-12-31' ORDER BY d DESC) AS same, count(*)
           FROM generate_series('2000-01-01'::timestamp, '2020-12-01', '1 month') d;

-- The edges of the years that have periods, and days beyond the dense range.
SELECT sen.timeliness_series('start_month', s::date, s::date + 5000, false, '20000-12-31')
FROM (VALUES ('0001-12-31'), ('0002-01-01'), ('1949-12-31'), ('1950-01-01'), ('2129-06-06'), ('2129-06-07'),
      ('9980-12-31'), ('9999-12-31'), ('10000-01-01')) v (s);
SELECT sen.timeliness_series('start_academic_year', s::date, NULL, false, '2024-12-31')
FROM (VALUES ('0002-01-01'), ('2024-08-31'), ('2024-09-01'), ('-infinity'), ('infinity'), ('4000-01-01 BC')) v (s);
SELECT sen.timeliness_series('finish_month', '2024-01-01', f::date, false, '2024-12-31')
FROM (VALUES ('infinity'), ('-infinity'), ('2024-01-01')) v (f);

-- Text and binary, there and back.
CREATE TEMPORARY TABLE stored (s sen.timeliness_series);
INSERT INTO stored SELECT sen.timeliness_series(b.bucket, started, finished, exception, left_on, '2024-12-31')
FROM c, sen.buckets() b GROUP BY b.bucket::text, b.bucket;
SELECT count(*) AS stored, count(*) FILTER (WHERE s::text::sen.timeliness_series = s) AS by_text,
       (SELECT count(*) FROM (SELECT DISTINCT s FROM stored) d) AS distinct_ones,
       count(DISTINCT sen.timeliness_series_hash(s)) AS hashes,
       count(DISTINCT sen.timeliness_series_hash_extended(s, 7)) AS seeded FROM stored;
SELECT encode(sen.timeliness_series_send('v1'), 'hex') AS empty,
       encode(sen.timeliness_series_send('v1 finish_month none[open{1:2}] 2024-01-01[done{83:1}] '
                                         '2024-03-01[done{83:1}]'), 'hex') AS some;
SELECT encode(sen.bucket_send('finish_month'), 'escape') AS bucket;

-- Bad input.
\set VERBOSITY sqlstate
SELECT 'finish_moth'::sen.bucket;
\set VERBOSITY default
SELECT pg_temp.answers(
    $$SELECT 'finish_moth'::sen.bucket$$,
    $$SELECT 'zzz'::sen.bucket$$,
    $$SELECT sen.timeliness_series(NULL, started, finished) FROM c$$,
    $$SELECT sen.timeliness_series(CASE WHEN exception THEN 'start_month' ELSE 'finish_month' END::sen.bucket, started,
                                   finished) FROM c$$,
    $$SELECT sen.timeliness_series('finish_month', started, finished, exception, NULL) FROM c$$,
    $$SELECT sen.timeliness_series('finish_month', started, finished, exception, 'infinity') FROM c$$,
    $$SELECT 'v1 finish_month'::sen.timeliness_series + 'v1 start_month'$$,
    $$SELECT sen.rollup(s) FROM (VALUES ('v1 finish_month'::sen.timeliness_series), ('v1 finish_quarter')) v (s)$$,
    $$SELECT sen.rollup(s)
      FROM (VALUES ('v1 finish_month 2024-01-01[done{1:4294967295}]'::sen.timeliness_series),
            ('v1 finish_month 2024-01-01[done{1:1}]')) v (s)$$,
    $$SELECT sen._series_accum(NULL, 'finish_month', NULL, NULL)$$,
    $$SELECT sen._series_combine(NULL, NULL)$$
);
-- Texts that are no series.
\set ECHO none
CREATE FUNCTION pg_temp.refuse(given text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE detail text; hint text;
BEGIN
    RETURN 'taken: ' || given::sen.timeliness_series;
EXCEPTION WHEN invalid_text_representation OR data_exception THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ': ' || SQLERRM || E'\n' || detail || E'\n' || hint;
END $$;
\set ECHO all
SELECT pg_temp.refuse(t)
FROM unnest(ARRAY['', 'v2', 'v1 ', 'v1 month', 'v1 finish_month ', 'v1 finish_month none', 'v1 finish_month none[]',
                  'v1 finish_month none[done{1:1}', 'v1 finish_month 2024-01-02[done{1:1}]',
    'v1 finish_month 2024-13-01[done{1:1}]', 'v1 finish_month 2024-02-01[done{1:1}] 2024-01-01[done{1:1}]',
    'v1 finish_month 2024-02-01[done{1:1}] 2024-02-01[done{1:1}]', 'v1 finish_month 2024-02-01 [done{1:1}]',
    'v1 finish_month 2024-02-01[ done{1:1}]', 'v1 finish_month 2024-02-01[done{1:0}]',
    'v1 finish_academic_year 2024-02-01[done{1:1}]', 'v1 finish_month 2024-02-01[done{1:1}]none[done{1:1}]',
    'v1 finish_month 0001-12-01[done{1:1}]', 'v1 finish_month 2024-02-01[]']) t;
-- Bytes that are no series.
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/series.binary'
\set ECHO none
CREATE FUNCTION pg_temp.receive(given bytea, file text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    object oid := lo_from_bytea(0, '\x5047434f50590aff0d0a000000000000000000'::bytea || '\x0001'::bytea
                                || int4send(octet_length(given)) || given || '\xffff'::bytea);
    detail text;
BEGIN
    PERFORM lo_export(object, file), lo_unlink(object);
    TRUNCATE stored;
    EXECUTE format('COPY stored FROM %L (FORMAT binary)', file);
    RETURN 'taken: ' || (SELECT s FROM stored);
EXCEPTION WHEN data_exception OR protocol_violation THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
    RETURN SQLSTATE || ': ' || SQLERRM || '. ' || detail;
END $$;
\set ECHO all
SELECT h, pg_temp.receive(decode(h, 'hex'), :'file')
FROM unnest(ARRAY['02000600000000000000000000' || '00', '01', '010006', '01000b0000000000000000000000',
                  '0100060000000000000000000000', '010000000000000000000000' || '00', '01000600000000000000000000'
                  || '01' || '00' || '00000000000000000000',
    '010000' || '00010201' || '0000000000000000' || '00', '010000' || '00010200' || '0000000000000000' || '00',
    '01000600000000000000000000' || '7f', '010006000000000000000000000001']) h;
-- 83 days in a period, written by hand: the number of the month is year x 12 + month - 1, zigzag coded.
SELECT pg_temp.receive(decode('010006' || '00000000000000000000' || '01' || 'c0fb02' || '0001a60101'
                              || '0000000000000000', 'hex'), :'file');
SELECT pg_temp.receive(decode('010006' || '00000000000000000000' || '02' || 'c0fb02' || '0001a60101'
                              || '0000000000000000' || '00' || '0001a60101' || '0000000000000000', 'hex'), :'file');
SELECT pg_temp.receive(decode('010006' || '00000000000000000000' || '01' || 'feffffff0f' || '0001a60101'
                              || '0000000000000000', 'hex'), :'file');

-- Moving windows: what leaves the window is taken out again, exactly.
CREATE TEMPORARY TABLE w AS SELECT n, started, finished, exception, left_on
    FROM (SELECT row_number() OVER (ORDER BY started, finished, exception, left_on) AS n, * FROM c) x;
SELECT n, sen.timeliness(started, finished, exception, left_on, '2024-12-31') OVER o AS five,
       sen.lateness(started, finished, exception, '2024-12-31') OVER o AS late
FROM w WINDOW o AS (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY n;
SELECT n, sen.rollup(s) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS three
FROM (VALUES (1, 'v1 done{-2000:3,1:1,9000:1} unusable{left:2}'::sen.timeliness), (2, NULL), (3, 'v1 done{1:2,9000:1}'),
      (4, 'v1 open{5:1}'), (5, NULL), (6, NULL), (7, NULL)) v (n, s) ORDER BY n;
SELECT n, sen.rollup(s) OVER (ORDER BY n ROWS BETWEEN 2 FOLLOWING AND 3 FOLLOWING) AS ahead
FROM (VALUES (1, 'v1 done{1:1}'::sen.timeliness), (2, 'v1 left{2:1}'), (3, 'v1 done{1:2,9000:1}')) v (n, s) ORDER BY n;
SELECT pg_temp.answers(
    $$SELECT sen._timeliness_discard(NULL, NULL, NULL)$$,
    $$SELECT sen._timeliness_uncombine(NULL, NULL)$$
);
-- An aggregate of someone else's that takes out what was never in is told so.
CREATE AGGREGATE pg_temp.out_only(sen.timeliness) (SFUNC = sen._timeliness_uncombine, STYPE = sen.timeliness);
SELECT pg_temp.answers(
    $$SELECT pg_temp.out_only('v1 done{1:1}')$$,
    $$SELECT pg_temp.out_only('v1 unusable{done:1}')$$,
    $$SELECT sen.cases(pg_temp.out_only('v1 done{9000:1}'))$$
);
CREATE AGGREGATE pg_temp.out_of_some(sen.timeliness) (SFUNC = sen._timeliness_uncombine, STYPE = sen.timeliness,
                                                      INITCOND = 'v1 done{1:1} unusable{open:1}');
SELECT sen.cases(pg_temp.out_of_some('v1 done{1:1}')) AS left_over,
       sen.cases(pg_temp.out_of_some('v1 unusable{open:1}')) AS left_over;
SELECT pg_temp.answers_with('SELECT pg_temp.out_of_some(%L)', 'v1 done{1:2}', 'v1 done{2:1}', 'v1 unusable{open:2}');
-- One that begins with the empty series takes the bucket of its first row.
CREATE AGGREGATE pg_temp.from_empty(sen.bucket, date, date) (SFUNC = sen._series_accum, STYPE = sen.timeliness_series,
                                                             FINALFUNC = sen._series_final, INITCOND = 'v1');
SELECT pg_temp.from_empty('finish_month', '2025-01-06', '2025-05-20') = sen.timeliness_series('finish_month',
    '2025-01-06', '2025-05-20') AS same;
SELECT pg_temp.from_empty(b, '2025-01-06', '2025-05-20') FROM unnest('{finish_month,start_month}'::sen.bucket[]) b;
