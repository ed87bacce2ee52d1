-- Room recovery: sen.pace, what happened in a span of days.
\i sql/include/begin.sql

-- Text in and out ----------------------------------------------------------------
-- Canonical text comes back as it was; a row below is a difference.
SELECT t, t::sen.pace FROM unnest(ARRAY[
    'v1', 'v1 2025-01-01..2025-12-31 140',
    'v1 2025-01-01..2025-12-31 140 bands{0:0:1:300,99:2:0:40} undated{1:0} months{2025-01:3:0:0,2025-05:0:3:2}',
    'v1 2025-01-31..2025-02-01 0 bands{0:1:0:1,551:1:0:1} months{2025-01:0:1:1,2025-02:0:1:0}',
    'v1 9990-01-01..9999-12-31 36525 undated{0:7} months{9999-12:1:0:0}',
    'v1 0001-01-01..0001-01-01 140 months{0001-01:1:0:0}',
    'v1 1925-01-01..2024-12-31 140 bands{0:0:0:1000000000000000} months{1925-01:1000000000000000:0:0}',
    'v1 2025-01-01..2025-12-31 140 bands{127:2:0:9,141:1:0:9} months{2025-02:0:3:2}',
    'v1 2025-01-01..2025-12-31 150 bands{127:2:0:9,141:1:0:9} months{2025-02:0:3:3}'
]) t WHERE t::sen.pace::text <> t;

-- Anything else is refused, with the place and the reason.
SELECT pg_temp.answers_with('SELECT %L::sen.pace',
    '', 'v2', ' v1', 'v1 ', 'v1 2025-01-01', 'v1 2025-01-01..', 'v1 2025-01-01..2025-12-31',
    'v1 2025-01-01..2025-12-31 ',
    'v1 2025-01-01..2025-12-31 x', 'v1 2025-01-01-2025-12-31 140', 'v1 2025-01-01..2024-12-31 140',
    'v1 1925-01-01..2025-01-01 140', 'v1 2025-01-01..2025-12-31 -1', 'v1 2025-01-01..2025-12-31 36526',
    'v1 2025-01-01..2025-12-31 0140', 'v1 0000-01-01..2025-12-31 140', 'v1 2025-01-01..infinity 140',
    'v1 2025-01-01..2025-12-31 140 bands{}', 'v1 2025-01-01..2025-12-31 140 bands{0:0:0:0}',
    'v1 2025-01-01..2025-12-31 140 bands{1:0:0:1}', 'v1 2025-01-01..2025-12-31 140 bands{99:0:0:1,0:0:0:1}',
    'v1 2025-01-01..2025-12-31 140 bands{0:0:0:1,0:0:0:1}', 'v1 2025-01-01..2025-12-31 140 bands{0:0:1}',
    'v1 2025-01-01..2025-12-31 140 bands{0:0:-1:1}', 'v1 2025-01-01..2025-12-31 140 bands{0:0:0:1000000000000001}',
    'v1 2025-01-01..2025-12-31 140 bands{0:0:0:1', 'v1 2025-01-01..2025-12-31 140 bands{0:1:1:1} months{2025-01:0:1:1}',
    'v1 2025-01-01..2025-12-31 140 bands{0:1:0:1}', 'v1 2025-01-01..2025-12-31 140 months{2025-01:0:1:0}',
    'v1 2025-01-01..2025-12-31 140 bands{0:1:0:1} months{2025-01:0:1:0}',
    'v1 2025-01-01..2025-12-31 140 bands{141:1:0:1} months{2025-01:0:1:1}',
    'v1 2025-01-01..2025-12-31 140 undated{1:0} months{2025-01:0:1:1}',
    'v1 2025-01-01..2025-12-31 140 undated{0:0}', 'v1 2025-01-01..2025-12-31 140 undated{1}',
    'v1 2025-01-01..2025-12-31 140 undated{0:1', 'v1 2025-01-01..2025-12-31 140 months{2024-12:1:0:0}',
    'v1 2025-01-01..2025-12-31 140 months{2026-01:1:0:0}', 'v1 2025-01-01..2025-12-31 140 months{2025-13:1:0:0}',
    'v1 2025-01-01..2025-12-31 140 months{2025-02:1:0:0,2025-01:1:0:0}',
    'v1 2025-01-01..2025-12-31 140 months{2025-02:1:0:0,2025-02:1:0:0}',
    'v1 2025-01-01..2025-12-31 140 months{2025-02:0:0:0}', 'v1 2025-01-01..2025-12-31 140 months{2025-02:0:0:1}',
    'v1 2025-01-01..2025-12-31 140 months{2025-02:1:0:0} bands{0:0:0:1}', 'v1 2025-01-01..2025-12-31 140 weeks{1}');

-- Equality and hash ----------------------------------------------------------------
WITH v AS (SELECT t, t::sen.pace AS p FROM unnest(ARRAY[
    'v1', 'v1 2025-01-01..2025-12-31 140', 'v1 2025-01-02..2025-12-31 140', 'v1 2025-01-01..2025-12-30 140',
    'v1 2025-01-01..2025-12-31 141', 'v1 2025-01-01..2025-12-31 140 bands{0:0:0:1}',
    'v1 2025-01-01..2025-12-31 140 bands{0:0:1:1}', 'v1 2025-01-01..2025-12-31 140 bands{99:0:0:1}',
    'v1 2025-01-01..2025-12-31 140 undated{0:1}', 'v1 2025-01-01..2025-12-31 140 months{2025-01:1:0:0}',
    'v1 2025-01-01..2025-12-31 140 months{2025-02:1:0:0}']) t)
SELECT (a.p OPERATOR(sen.=) b.p) = (a.t = b.t) AS eq, (a.p OPERATOR(sen.<>) b.p) = (a.t <> b.t) AS ne,
       (sen.pace_hash(a.p) = sen.pace_hash(b.p)) = (a.t = b.t) AS hash,
       (sen.pace_hash_extended(a.p, 7) = sen.pace_hash_extended(b.p, 7)) = (a.t = b.t) AS hash_extended, count(*)
FROM v a, v b GROUP BY 1, 2, 3, 4;
SELECT (sen.pace_hash_extended(p, 0) & 4294967295) = (sen.pace_hash(p)::bigint & 4294967295) AS seed_0_is_the_hash,
       sen.pace_eq(p, NULL) AS eq, sen.pace_ne(NULL, p) AS ne, sen.pace_plus(p, NULL) AS plus
FROM (SELECT sen.pace 'v1 2025-01-01..2025-12-31 140' AS p) m;
SELECT p, count(*) FROM (SELECT CASE WHEN n % 2 = 0 THEN 'v1 2025-01-01..2025-12-31 140' ELSE 'v1' END::sen.pace AS p
                         FROM generate_series(1, 9) n) m GROUP BY p ORDER BY p::text;

-- Binary in and out --------------------------------------------------------------------
\getenv builddir PG_ABS_BUILDDIR
\set file :builddir '/results/pace.bin'
CREATE TABLE pace_text AS SELECT t, t::sen.pace AS p FROM unnest(ARRAY[
    'v1', 'v1 2025-01-01..2025-12-31 140',
    'v1 2025-01-01..2025-12-31 140 bands{0:0:1:300,99:2:0:40} undated{1:0} months{2025-01:3:0:0,2025-05:0:3:2}',
    'v1 1925-01-01..2024-12-31 140 bands{0:0:0:1000000000000000} months{1925-01:1000000000000000:0:0}']) t;
CREATE TABLE pace_copy (LIKE pace_text);
COPY pace_text TO :'file' (FORMAT binary);
COPY pace_copy FROM :'file' (FORMAT binary);
SELECT count(*) AS came_back FROM pace_copy c JOIN pace_text o USING (t)
WHERE c.p::text = t AND c.p OPERATOR(sen.=) o.p;
DROP TABLE pace_text, pace_copy;
SELECT sen.pace_send('v1') AS nothing, octet_length(sen.pace_send('v1 2000-01-01..2000-12-31 140')) AS twelve_months,
       left(encode(sen.pace_send('v1 2000-01-01..2000-01-31 140 undated{1:2} months{2000-01:3:1:0}'), 'hex'), 60)
       AS some;
\set ECHO none
CREATE FUNCTION pg_temp.receive(type regtype, field bytea, file text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    object oid := lo_from_bytea(0, '\x5047434f50590aff0d0a00'::bytea || '\x00000000'::bytea || '\x00000000'::bytea
                                || '\x0001'::bytea
                                   || int4send(octet_length(field)) || field || '\xffff'::bytea);
    state text; message text; detail text; hint text; value text;
BEGIN
    PERFORM lo_export(object, file), lo_unlink(object);
    EXECUTE format('CREATE TEMPORARY TABLE received (v %s) ON COMMIT DROP', type);
    EXECUTE format('COPY received FROM %L (FORMAT binary)', file);
    EXECUTE 'SELECT v::text FROM received' INTO value;
    DROP TABLE received;
    RETURN value;
EXCEPTION WHEN others THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
    hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', state, message, nullif(detail, ''), nullif(hint, ''));
END $$;
-- The bytes of a pace of January 2000: undated plans and leavers, bands and the month, each a list of counts.
CREATE FUNCTION pg_temp.bytes(first_day integer, last_day integer, limit_days integer, VARIADIC counts bigint[])
    RETURNS bytea LANGUAGE sql AS $$
    SELECT '\x0101'::bytea || int4send(first_day) || int4send(last_day) || int4send(limit_days)
        || string_agg(int8send(c), '' ORDER BY place) FROM unnest(counts) WITH ORDINALITY u (c, place)
$$;
-- Two undated, 27 of nine bands, three of the last, three of the month; the zeros of the bands between.
CREATE FUNCTION pg_temp.january(undated bigint, left_undated bigint, band bigint[], month bigint[]) RETURNS bytea
    LANGUAGE sql AS $$
    SELECT pg_temp.bytes(0, 30, 140, VARIADIC ARRAY[undated, left_undated] || band || array_fill(0::bigint,
      '{27}') || month)
$$;
\set ECHO all
SELECT v.what, pg_temp.receive('sen.pace', bytes, :'file')
FROM (VALUES
    (1, 'of no rows', '\x0100'::bytea),
    (2, 'nothing happened', pg_temp.january(0, 0, '{0,0,0}', '{0,0,0}')),
    (3, 'something did', pg_temp.january(1, 2, '{1,1,9}', '{3,2,1}')),
    (4, 'later version', '\x0200'),
    (5, 'only a version', '\x01'),
    (6, 'a span that is neither', '\x0102'),
    (7, 'no span and more', '\x010000'),
    (8, 'span cut off', '\x01010000'),
    (9, 'ends before it begins', pg_temp.bytes(1, 0, 140, 0)),
    (10, 'longer than 100 years', pg_temp.bytes(0, 36525, 140, 0)),
    (11, 'before the year 1', pg_temp.bytes(-730120, 0, 140, 0)),
    (12, 'infinite', pg_temp.bytes(0, 2147483647, 140, 0)),
    (13, 'a negative limit', pg_temp.bytes(0, 30, -1, 0)),
    (14, 'counts missing', pg_temp.bytes(0, 30, 140, 0)),
    (15, 'one byte too many', pg_temp.january(0, 0, '{0,0,0}', '{0,0,0}') || '\x00'),
    (16, 'a month too many', pg_temp.january(0, 0, '{0,0,0}', '{0,0,0,0,0,0}')),
    (17, 'negative undated', pg_temp.january(-1, 0, '{0,0,0}', '{0,0,0}')),
    (18, 'negative case-days', pg_temp.january(0, 0, '{0,0,-1}', '{0,0,0}')),
    (19, 'negative arrivals', pg_temp.january(0, 0, '{0,0,0}', '{-1,0,0}')),
    (20, 'beyond 10^15', pg_temp.january(0, 0, '{0,0,1000000000000001}', '{0,0,0}')),
    (21, 'beyond all', pg_temp.january(0, 0, '{9223372036854775807,9223372036854775807,0}', '{0,0,0}')),
    (22, 'more ended than were open', pg_temp.january(0, 0, '{1,1,1}', '{0,1,1}')),
    (23, 'more in time than issued', pg_temp.january(0, 0, '{0,0,0}', '{0,0,1}')),
    (24, 'plans in no month', pg_temp.january(0, 0, '{1,0,1}', '{0,0,0}')),
    (25, 'plans in no band', pg_temp.january(0, 0, '{0,0,0}', '{0,1,0}')),
    (26, 'in time, and not counted so', pg_temp.january(0, 0, '{1,0,1}', '{0,1,0}')),
    (27, 'undated and in time', pg_temp.january(1, 0, '{0,0,0}', '{0,1,1}'))
) v (place, what, bytes) ORDER BY place;
SELECT left(pg_temp.receive('sen.pace', '', :'file'), 5) AS nothing_at_all;

-- A stored value of a newer version, or that never was one.
CREATE TYPE pace_raw;
SET client_min_messages = warning;
CREATE FUNCTION pace_raw_in(cstring) RETURNS pace_raw LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION pace_raw_out(pace_raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE pace_raw (INPUT = pace_raw_in, OUTPUT = pace_raw_out, LIKE = sen.pace);
CREATE CAST (pace_raw AS sen.pace) WITHOUT FUNCTION;
-- After the length: version, span or not, two zeros, then all else, here zeros.
CREATE TABLE pace_stored AS SELECT n, (b || repeat('00', bytes))::pace_raw::sen.pace AS p FROM (VALUES
    (1, '\x01000000', 280), (2, '\x02000000', 280), (3, '\x01010000', 280), (4, '\x01020000', 280),
    (5, '\x01000100', 280), (6, '\x01000000', 279), (7, '\x01000000', 304), (8, '\x01', 0)) v (n, b, bytes);
SELECT sen.rollup(p) AS sound FROM pace_stored WHERE n = 1;
SELECT pg_temp.answers_with('SELECT sen.pace_send(p) FROM pace_stored WHERE n = %L', '2', '3', '4', '5', '6', '7', '8');
-- As the state of an aggregate of one's own, too.
CREATE AGGREGATE pg_temp.own(sen.pace) (SFUNC = sen._pace_combine, STYPE = sen.pace);
SELECT pg_temp.answers_with('SELECT pg_temp.own(p ORDER BY n) FROM pace_stored WHERE n IN (1, %L)', '2', '3', '7');
DROP TABLE pace_stored;
DROP TYPE pace_raw CASCADE;
RESET client_min_messages;

-- Which case counts as what ---------------------------------------------------------------
-- Of January and February 2025, 59 days, limit 20. Hand-made.
SELECT v.*, p FROM (VALUES
    -- Received, and open through the last day: an arrival, and its days.
    (date '2025-01-01', NULL::date, NULL::date, 'bands{0:0:0:59} months{2025-01:1:0:0}'),
    ('2025-02-28', NULL, NULL, 'bands{0:0:0:1} months{2025-02:1:0:0}'),
    ('2025-01-01', '2025-03-01', NULL, 'bands{0:0:0:59} months{2025-01:1:0:0}'),
    -- Received before: only the days of the span. 31 December is 1 day old on 1 January.
    ('2024-12-31', NULL, NULL, 'bands{0:0:0:59}'),
    -- 98 days old on 1 January.
    ('2024-09-25', NULL, NULL, 'bands{0:0:0:1,99:0:0:14,113:0:0:14,127:0:0:14,141:0:0:16}'),
    ('2020-01-01', NULL, NULL, 'bands{551:0:0:59}'),
    ('0044-03-15 BC', NULL, NULL, 'bands{551:0:0:59}'),
    -- Not yet a case.
    ('2025-03-01', NULL, NULL, ''), ('2025-03-01', '2025-04-01', NULL, ''), ('2025-03-01', NULL, '2025-04-01', ''),
    ('infinity', NULL, NULL, ''),
    -- Issued: on the day of receipt, at 20 days, at 21, on the first and on the last day, before.
    ('2025-01-06', '2025-01-06', NULL, 'bands{0:1:0:1} months{2025-01:1:1:1}'),
    ('2025-01-06', '2025-01-26', NULL, 'bands{0:1:0:21} months{2025-01:1:1:1}'),
    ('2025-01-06', '2025-01-27', NULL, 'bands{0:1:0:22} months{2025-01:1:1:0}'),
    ('2024-12-31', '2025-01-01', NULL, 'bands{0:1:0:1} months{2025-01:0:1:1}'),
    ('2025-01-31', '2025-02-28', NULL, 'bands{0:1:0:29} months{2025-01:1:0:0,2025-02:0:1:0}'),
    ('2024-12-01', '2024-12-31', NULL, ''),
    ('2024-08-01', '2025-01-03', NULL, 'bands{141:1:0:3} months{2025-01:0:1:0}'),
    -- Left: no plan; on one day the plan counts; whichever came first.
    ('2025-01-06', NULL, '2025-01-07', 'bands{0:0:1:2} months{2025-01:1:0:0}'),
    ('2025-01-06', '2025-01-07', '2025-01-07', 'bands{0:1:0:2} months{2025-01:1:1:1}'),
    ('2025-01-06', '2025-01-08', '2025-01-07', 'bands{0:0:1:2} months{2025-01:1:0:0}'),
    ('2025-01-06', '2025-01-08', '2025-01-09', 'bands{0:1:0:3} months{2025-01:1:1:1}'),
    ('2025-01-06', '2024-12-08', '2025-01-09', 'months{2025-01:1:0:0}'),
    ('2025-01-06', NULL, '2025-03-01', 'bands{0:0:0:54} months{2025-01:1:0:0}'),
    -- An end without a usable age: counted, in no band, not in time.
    (NULL, '2025-01-06', NULL, 'undated{1:0} months{2025-01:0:1:0}'),
    ('infinity', '2025-01-06', NULL, 'undated{1:0} months{2025-01:0:1:0}'),
    ('-infinity', '2025-01-06', NULL, 'undated{1:0} months{2025-01:0:1:0}'),
    ('2025-01-07', '2025-01-06', NULL, 'undated{1:0} months{2025-01:1:1:0}'),
    ('2025-04-01', '2025-01-06', NULL, 'undated{1:0} months{2025-01:0:1:0}'),
    (NULL, NULL, '2025-01-06', 'undated{0:1}'),
    ('2025-01-07', NULL, '2025-01-06', 'undated{0:1} months{2025-01:1:0:0}'),
    (NULL, '2025-03-06', NULL, ''), (NULL, '2024-12-31', NULL, ''), (NULL, NULL, 'infinity', ''),
    ('2025-01-07', '-infinity', NULL, 'months{2025-01:1:0:0}'),
    ('-infinity', NULL, NULL, '')
) v (received, issued, left_on, expected)
CROSS JOIN LATERAL (SELECT sen.pace(c.received, c.issued, c.left_on, '2025-01-01', '2025-02-28', 20) AS p
                    FROM (VALUES (v.received, v.issued, v.left_on)) c (received, issued, left_on)) t
WHERE p::text IS DISTINCT FROM 'v1 2025-01-01..2025-02-28 20' || CASE expected WHEN '' THEN '' ELSE ' ' || expected END;
-- No date known: no case, which needs no span either.
SELECT sen.pace(NULL, NULL, NULL, '2025-01-01', '2025-12-31') AS five,
       sen.pace(NULL, NULL, NULL, NULL, NULL, NULL) AS six;

CREATE TABLE pace_case (la text, received date, issued date, left_on date);
SELECT sen.pace(received, issued, left_on, '2025-01-01', '2025-12-31') AS five,
       sen.pace(received, issued, left_on, '2025-01-01', '2025-12-31', 100) AS six FROM pace_case;
INSERT INTO pace_case VALUES
    ('344', '2025-01-06', '2025-05-26', NULL), ('344', '2025-01-06', '2025-05-27', NULL),
    ('344', '2025-03-03', NULL, NULL),
    ('343', '2024-11-04', NULL, '2025-02-03'), ('343', NULL, '2025-07-01', NULL), (NULL, NULL, NULL, NULL);
SELECT la, sen.pace(received, issued, left_on, '2025-01-01', '2025-12-31'),
       sen.pace(received, issued, left_on, '2025-01-01', '2025-06-30', 100)
           FILTER (WHERE issued IS NOT NULL) AS issued_ones
FROM pace_case GROUP BY GROUPING SETS ((la), ()) ORDER BY la;
-- A growing window goes on counting.
SELECT la, received, (t).arrivals, (t).plans, (t).in_time, (t).left_early
FROM (SELECT la, received, sen.pace_totals(sen.pace(received, issued, left_on, '2025-01-01', '2025-12-31')
                                           OVER (ORDER BY la, received, issued ROWS UNBOUNDED PRECEDING)) AS t
      FROM pace_case) x;
-- What is merged is what is counted at once; nulls and paces of no rows are ignored, and no stored value is changed.
CREATE TABLE pace_kept AS SELECT sen.pace(received, issued, left_on, '2025-01-01', '2025-12-31') AS p
FROM pace_case GROUP BY la;
SELECT sen.rollup(p) OPERATOR(sen.=)
       (SELECT sen.pace(received, issued, left_on, '2025-01-01', '2025-12-31') FROM pace_case) AS as_at_once,
       sen.rollup(p) FILTER (WHERE p IS NULL) AS of_null, sen.rollup(p) FILTER (WHERE false) AS of_none
FROM (SELECT p FROM pace_kept UNION ALL VALUES (NULL::sen.pace), ('v1')) x;
SELECT count(*) AS still_the_same FROM pace_kept k
JOIN (SELECT sen.pace(received, issued, left_on, '2025-01-01', '2025-12-31') AS p FROM pace_case GROUP BY la) n
    ON n.p OPERATOR(sen.=) k.p;
SELECT sen.pace 'v1' OPERATOR(sen.+) 'v1' AS neither,
       sen.pace 'v1 2025-01-01..2025-12-31 140' OPERATOR(sen.+) 'v1' AS one,
       'v1' OPERATOR(sen.+) sen.pace 'v1 2025-01-01..2025-12-31 140 undated{0:1}' AS other,
       sen.pace 'v1 2025-01-01..2025-12-31 140 bands{0:1:1:9} months{2025-01:3:1:1}' OPERATOR(sen.+)
       'v1 2025-01-01..2025-12-31 140 bands{0:1:0:1,551:1:0:4} undated{1:1} months{2025-01:1:3:1}' AS both;

SELECT pg_temp.answers(
    $$SELECT sen.pace('2025-01-01', NULL, NULL, NULL, '2025-12-31')$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '2025-01-01', NULL)$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '2025-01-01', '2025-12-31', NULL)$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '-infinity', '2025-12-31')$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '2025-01-01', 'infinity')$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '0001-12-31 BC', '2025-12-31')$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '2025-01-01', '10000-01-01')$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '2025-12-31', '2025-01-01')$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '1925-01-01', '2025-01-01')$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '2025-01-01', '2025-12-31', -1)$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '2025-01-01', '2025-12-31', 36526)$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, d, '2025-12-31')
        FROM (VALUES (date '2025-01-01'), ('2025-01-02')) v (d)$$,
    $$SELECT sen.pace('2025-01-01', NULL, NULL, '2025-01-01', '2025-12-31', n) FROM generate_series(140, 141) n$$,
    $$SELECT sen.rollup(p)
        FROM (VALUES (sen.pace 'v1 2025-01-01..2025-12-31 140'), ('v1 2025-01-01..2025-12-30 140')) v (p)$$,
    $$SELECT sen.pace 'v1 2025-01-01..2025-12-31 140' OPERATOR(sen.+) 'v1 2025-01-01..2025-12-31 141'$$,
    $$SELECT sen.pace 'v1 2025-01-01..2025-12-31 140 undated{0:1000000000000000}' OPERATOR(sen.+)
             'v1 2025-01-01..2025-12-31 140 undated{0:1}'$$,
    $$SELECT sen.pace 'v1 2025-01-01..2025-12-31 140 months{2025-01:1000000000000000:0:0}' OPERATOR(sen.+)
             'v1 2025-01-01..2025-12-31 140 months{2025-01:1:0:0}'$$
);
-- Only an aggregate may call the transition functions.
SELECT pg_temp.answers(
    $$SELECT sen._pace_accum(NULL, '2025-01-01', NULL, NULL, '2025-01-01', '2025-12-31')$$,
    $$SELECT sen._pace_combine('v1', 'v1')$$);
SELECT sen._pace_final(NULL) AS final_of_nothing;
DROP TABLE pace_case, pace_kept;

-- Reading --------------------------------------------------------------------------------
SELECT t.* FROM unnest(ARRAY['v1', 'v1 2025-01-01..2025-01-14 140',
    'v1 2025-01-01..2025-02-25 140 bands{0:0:1:300,99:2:0:40} undated{1:4} months{2025-01:3:0:0,2025-02:1:3:2}'
    ]::sen.pace[]) p,
    sen.pace_totals(p) t;
SELECT * FROM sen.pace_by_age('v1 2025-01-01..2025-02-25 140 bands{0:0:1:300,99:2:0:40,551:1:2:8} '
                              'months{2025-02:0:3:2}');
SELECT * FROM sen.pace_by_month('v1 2025-01-31..2025-03-01 140 months{2025-01:3:0:0}');
SELECT (SELECT count(*) FROM sen.pace_by_age('v1')) AS by_age,
       (SELECT count(*) FROM sen.pace_by_month('v1')) AS by_month,
       (SELECT count(*) FROM sen.pace_by_age(NULL)) AS by_age_of_null, sen.pace_totals(NULL) IS NULL AS totals_of_null;
