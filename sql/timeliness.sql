-- Room timeliness: the summary type, which case counts as what, and what can be asked of a summary.
-- How summaries merge is in rollup.sql.
\i sql/include/begin.sql
SET sen_improvement.as_of = '2025-06-30';

-- Text in and out ------------------------------------------------------------
-- Canonical text comes back as it was; a row below is a difference.
SELECT t, t::sen.timeliness FROM unnest(ARRAY[
    'v1',
    'v1 done{83:1,140:2} done_excepted{150:1} open{12:3} unusable{done:1}',
    'v1 done{0:1} done_excepted{0:1} open{0:1} open_excepted{0:1} left{0:1} '
    'unusable{done:1,done_excepted:1,open:1,open_excepted:1,left:1}',
    'v1 done{-2147483648:1,-1:1,0:1,1:1,2147483647:1}',
    'v1 done{-1025:1,-1024:1,4095:1,4096:1}',
    'v1 left{-5:4294967295} unusable{left:4294967295}',
    'v1 unusable{open_excepted:7}',
    'v1 open_excepted{63:127,64:128,127:16383,128:16384,8192:2097151,1048576:268435456}'
]) t WHERE t::sen.timeliness::text <> t;
SELECT NULL::sen.timeliness IS NULL AS is_null;

-- Anything else is refused, with the place and the reason.
SELECT pg_temp.answers_with('SELECT %L::sen.timeliness',
    '', 'v2 done{1:1}', 'V1', ' v1', 'v1 ', 'v10', 'v1done{1:1}', 'v1  done{1:1}', 'v1 done{}', 'v1 done{1}',
    'v1 done{1:}', 'v1 done{:1}',
    'v1 done{1:0}', 'v1 done{1:-1}', 'v1 done{1:4294967296}', 'v1 done{2147483648:1}', 'v1 done{-2147483649:1}',
    'v1 done{99999999999999999999:1}',
    'v1 done{01:1}', 'v1 done{1:01}', 'v1 done{-0:1}',
    'v1 done{--1:1}', 'v1 done{+1:1}', 'v1 done{1 :1}', 'v1 done{1:1, 2:1}', 'v1 done{1:1,}', 'v1 done{1:1',
    'v1 done{1:1;2:1}',
    'v1 done{2:1,1:1}', 'v1 done{1:1,1:1}', 'v1 done{1:1} done{2:1}', 'v1 open{1:1} done{2:1}', 'v1 lost{1:1}',
    'v1 done{1:1}}', 'v1 unusable{}',
    'v1 unusable{done:0}', 'v1 unusable{done:4294967296}', 'v1 unusable{open:1,done:1}', 'v1 unusable{done:1,done:1}',
    'v1 unusable{lost:1}',
    'v1 unusable{done:1,}', 'v1 unusable{done:1', 'v1 unusable{done:1} done{1:1}',
    'v1 unusable{done:1} unusable{open:1}');
-- A long value is quoted in part.
SELECT pg_temp.answer($$SELECT ('v1 done{' || repeat('1', 200))::sen.timeliness$$);

-- Equality and hash: of every count ------------------------------------------
SELECT (a OPERATOR(sen.=) b) = (x = y) AS eq, (a OPERATOR(sen.<>) b) = (x <> y) AS ne,
       (sen.timeliness_hash(a) = sen.timeliness_hash(b)) = (x = y) AS hash,
       (sen.timeliness_hash_extended(a, 7) = sen.timeliness_hash_extended(b, 7)) = (x = y) AS hash_extended, count(*)
FROM (SELECT x, x::sen.timeliness AS a
      FROM unnest(ARRAY['v1', 'v1 done{1:1}', 'v1 done{1:2}', 'v1 done{2:1}', 'v1 done_excepted{1:1}', 'v1 open{1:1}',
                        'v1 left{1:1}', 'v1 unusable{done:1}', 'v1 unusable{left:1}', 'v1 done{1:1,2:1}']) x) p,
     (SELECT y, y::sen.timeliness AS b
      FROM unnest(ARRAY['v1', 'v1 done{1:1}', 'v1 done{1:2}', 'v1 done{2:1}', 'v1 done_excepted{1:1}', 'v1 open{1:1}',
                        'v1 left{1:1}', 'v1 unusable{done:1}', 'v1 unusable{left:1}', 'v1 done{1:1,2:1}']) y) q
GROUP BY 1, 2, 3, 4;
SELECT (sen.timeliness_hash_extended(s, 0) & 4294967295) = (sen.timeliness_hash(s)::bigint & 4294967295)
       AS seed_0_is_the_hash,
       sen.timeliness_eq(s, NULL) AS eq, sen.timeliness_ne(NULL, s) AS ne, sen.timeliness_hash(NULL) AS hash,
       sen.timeliness_hash_extended(s, NULL) AS hash_extended
FROM (SELECT sen.timeliness 'v1 done{1:1}' AS s) m;
SELECT s, count(*)
FROM (SELECT (CASE n % 3 WHEN 0 THEN 'v1 done{1:1}' WHEN 1 THEN 'v1 open{1:1}' END)::sen.timeliness AS s
      FROM generate_series(1, 9) n) m GROUP BY s ORDER BY s::text;
-- An aggregate's result, a sum, a stored and a written value are the same value.
SELECT sen.timeliness('2025-01-01', '2025-01-03') OPERATOR(sen.=) 'v1 done{2:1}' AS aggregate_is_text,
       (sen.timeliness 'v1 done{1:1}' OPERATOR(sen.+) 'v1') OPERATOR(sen.=) 'v1 done{1:1}' AS sum_is_text,
       sen.rollup('v1 done{7:1}') OPERATOR(sen.=) 'v1 done{7:1}' AS rollup_is_text;

-- Binary in and out ----------------------------------------------------------
\getenv builddir PG_ABS_BUILDDIR
\set file :builddir '/results/timeliness.bin'
CREATE TABLE timeliness_text AS SELECT t, t::sen.timeliness AS s FROM unnest(ARRAY[
    'v1', 'v1 done{83:1,140:2} done_excepted{150:1} open{12:3} unusable{done:1}',
    'v1 done{-2147483648:4294967295,2147483647:1} open_excepted{-1:1,0:1} left{7:7} unusable{left:4294967295}']) t;
CREATE TABLE timeliness_copy (LIKE timeliness_text);
COPY timeliness_text TO :'file' (FORMAT binary);
COPY timeliness_copy FROM :'file' (FORMAT binary);
SELECT count(*) FROM timeliness_copy WHERE s::text = t;
SELECT count(*) FROM timeliness_text a JOIN timeliness_copy b USING (t)
WHERE sen.timeliness_send(a.s) = sen.timeliness_send(b.s);
-- Large values are compressed and stored out of line, and come back.
INSERT INTO timeliness_copy
SELECT 'large', ('v1 open{' || string_agg(n || ':' || n + 1, ',' ORDER BY n) || '}')::sen.timeliness
FROM generate_series(0, 60000, 3) n;
SELECT sen.open_cases(s), sen.open_over(s, 59999), length(s::text), md5(s::text) =
       (SELECT md5('v1 open{' || string_agg(n || ':' || n + 1, ',' ORDER BY n) || '}')
        FROM generate_series(0, 60000, 3) n) AS same
FROM timeliness_copy WHERE t = 'large';
TRUNCATE timeliness_copy;

-- What the bytes are: the version, then for each class unusable, cells, and the cells (see timeliness.h).
SELECT sen.timeliness_send('v1'), sen.timeliness_send('v1 done{140:2,141:1} open_excepted{-1:300} unusable{left:1}');

-- One field, as COPY BINARY has it, written to a file through a large object.
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
\set ECHO all
SELECT v.what, pg_temp.receive('sen.timeliness', bytes, :'file')
FROM (VALUES
    (1, 'empty summary', '\x0100000000000000000000'::bytea),
    (2, 'greatest numbers', '\x01ffffffff0f01ffffffff0fffffffff0f0000000000000000'),
    (3, 'later version', '\x0200000000000000000000'),
    (4, 'version 0', '\x0000000000000000000000'),
    (5, 'only a version', '\x01'),
    (6, 'one class missing', '\x010000000000000000'),
    (7, 'one byte too many', '\x010000000000000000000000'),
    (8, 'a number cut off', '\x0180'),
    (9, 'a number longer than it need be', '\x018000000000000000000000'),
    (10, 'a number of 11 bytes', '\x01ffffffffffffffffffff01'),
    (11, 'a number beyond 64 bits', '\x01ffffffffffffffffff02000000'),
    (12, 'unusable beyond 32 bits', '\x01808080801000000000000000000000'),
    (13, 'more cells than bytes', '\x0100ff7f0000'),
    (14, 'cells beyond all memory', '\x0100ffffffffffffffff7f00000000'),
    (15, 'a count of zero', '\x0100010200000000000000000000'),
    (16, 'a day twice', '\x010002020100010000000000000000'),
    (17, 'a distance beyond 32 bits', '\x01000202018080808010010000000000000000'),
    (18, 'days past the last', '\x010002feffffff0f0101010000000000000000'),
    (19, 'a first day beyond 32 bits', '\x01000180808080100100000000000000000000'),
    (20, 'a count beyond 32 bits', '\x0100010280808080100000000000000000')
) v (place, what, bytes) ORDER BY place;
SELECT left(pg_temp.receive('sen.timeliness', '', :'file'), 5) AS nothing_at_all;

-- A stored value of a newer version, as after going back to an older library:
-- refused wherever it is read, alone or mixed with others.
-- A type of the same layout whose input takes any bytes makes one; after the
-- length come the version, the form and two zeros.
CREATE TYPE timeliness_raw;
SET client_min_messages = warning;
CREATE FUNCTION timeliness_raw_in(cstring) RETURNS timeliness_raw LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION timeliness_raw_out(timeliness_raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE timeliness_raw (INPUT = timeliness_raw_in, OUTPUT = timeliness_raw_out, LIKE = sen.timeliness);
CREATE CAST (timeliness_raw AS sen.timeliness) WITHOUT FUNCTION;
CREATE TABLE timeliness_stored AS SELECT n, b::timeliness_raw::sen.timeliness AS s FROM (VALUES
    (1, '\x0100000000000000000000000000'), (2, '\x0200000000000000000000000000'), (3, '\x0102000000000000000000000000'),
    (4, '\x0100010000000000000000000000'), (5, '\x010000'), (6, '\x01000000')) v (n, b);
SELECT sen.rollup(s) FROM timeliness_stored WHERE n = 1;
SELECT s FROM timeliness_stored WHERE n = 2;
\echo :LAST_ERROR_SQLSTATE
SELECT pg_temp.answers(
    $$SELECT sen.rollup(s ORDER BY n) FROM timeliness_stored WHERE n <= 2$$,
    $$SELECT sen.timeliness 'v1' OPERATOR(sen.+) s FROM timeliness_stored WHERE n = 2$$,
    $$SELECT sen.timeliness_send(s) FROM timeliness_stored WHERE n = 2$$
);
-- So is what was never a value: an unknown form, a flag that is not zero, a header cut off, a header alone.
SELECT pg_temp.answers(
    $$SELECT sen.cases(s) FROM timeliness_stored WHERE n = 3$$,
    $$SELECT sen.cases(s) FROM timeliness_stored WHERE n = 4$$,
    $$SELECT sen.cases(s) FROM timeliness_stored WHERE n = 5$$,
    $$SELECT sen.cases(s) FROM timeliness_stored WHERE n = 6$$
);
DROP TABLE timeliness_stored;
DROP TYPE timeliness_raw CASCADE;
RESET client_min_messages;

-- Which case counts as what --------------------------------------------------
-- As on 30 June 2025. Hand-made: 10 February to 30 June is 140 days.
SELECT v.*, s FROM (VALUES
    (date '2025-02-10', date '2025-06-30', 'v1 done{140:1}'),
    ('2025-02-09', '2025-06-30', 'v1 done{141:1}'),
    ('2024-02-28', '2024-03-01', 'v1 done{2:1}'),
    ('2025-06-30', '2025-06-30', 'v1 done{0:1}'),
    -- Not finished, or only later: open, aged today.
    ('2025-02-10', NULL, 'v1 open{140:1}'),
    ('2025-06-30', NULL, 'v1 open{0:1}'),
    ('2025-02-10', '2025-07-01', 'v1 open{140:1}'),
    ('2025-02-10', 'infinity', 'v1 open{140:1}'),
    -- Not yet a case.
    ('2025-07-01', NULL, 'v1'),
    ('2025-07-01', '2025-07-02', 'v1'),
    ('2025-07-01', 'infinity', 'v1'),
    (NULL, NULL, 'v1'),
    -- A case, but without a number of days.
    (NULL, '2025-06-30', 'v1 unusable{done:1}'),
    ('infinity', '2025-06-30', 'v1 unusable{done:1}'),
    ('-infinity', '2025-06-30', 'v1 unusable{done:1}'),
    ('2025-06-30', '2025-06-29', 'v1 unusable{done:1}'),
    ('2025-08-01', '2025-06-29', 'v1 unusable{done:1}'),
    ('2025-02-10', '-infinity', 'v1 unusable{done:1}'),
    (NULL, '2025-07-01', 'v1 unusable{open:1}'),
    (NULL, 'infinity', 'v1 unusable{open:1}'),
    ('-infinity', NULL, 'v1 unusable{open:1}'),
    ('infinity', NULL, 'v1 unusable{open:1}'),
    -- Far dates.
    ('1990-01-01', '2025-06-30', 'v1 done{12964:1}'),
    ('1989-12-31', NULL, 'v1 open{12965:1}'),
    ('4714-11-24 BC', '4714-11-25 BC', 'v1 done{1:1}'),
    ('4714-11-24 BC', NULL, 'v1 open{' || date '2025-06-30' - date '4714-11-24 BC' || ':1}')
) v (started, finished, expected)
CROSS JOIN LATERAL (SELECT sen.timeliness(c.started, c.finished) AS s
                    FROM (VALUES (v.started, v.finished)) c (started, finished)) t
WHERE s::text IS DISTINCT FROM expected;

-- The exception moves a case to the other class and changes nothing else; null is no exception.
SELECT exception, sen.timeliness(started, finished, exception)
FROM (VALUES (date '2025-02-10', date '2025-06-30'), ('2025-02-10', NULL), (NULL, '2025-06-30'), (NULL, '2025-07-01'),
      (NULL, NULL), ('2025-07-01', NULL)) c (started, finished)
CROSS JOIN (VALUES (true), (false), (NULL)) e (exception)
GROUP BY exception ORDER BY exception;

-- The day given instead of today; each row may have its own.
SELECT as_of, sen.timeliness(started, finished, false, as_of)
FROM (VALUES (date '2025-02-10', date '2025-06-30'), (NULL, '2025-06-30'), ('2025-06-30', '2025-02-10')) c (started,
    finished)
CROSS JOIN (VALUES (date '2025-02-09'), ('2025-02-10'), ('2025-06-29'), ('2025-06-30'), ('2025-07-01'),
            ('0001-01-01 BC'), ('5874897-12-31')) d (as_of)
GROUP BY as_of ORDER BY as_of;
SELECT sen.timeliness(started, NULL, false, as_of)
FROM (VALUES (date '2025-01-01', date '2025-01-02'), ('2025-01-01', '2025-01-11')) c (started, as_of);
SELECT sen.timeliness('4714-11-24 BC', NULL, false, '5874897-12-31') AS longest;
SELECT pg_temp.answers(
    $$SELECT sen.timeliness('2025-01-01', '2025-02-01', false, NULL)$$,
    $$SELECT sen.timeliness('2025-01-01', '2025-02-01', false, 'infinity')$$,
    $$SELECT sen.timeliness('2025-01-01', '2025-02-01', false, '-infinity')$$
);
-- A row that is no case does not need a day.
SELECT sen.timeliness(NULL, NULL, false, NULL);

-- As an aggregate: nothing, null, FILTER, DISTINCT, ORDER BY, GROUP BY, GROUPING SETS.
CREATE TABLE timeliness_case (la text, started date, finished date, exception boolean);
SELECT sen.timeliness(started, finished) AS two, sen.timeliness(started, finished, exception) AS three,
       sen.timeliness(started, finished, exception, '2025-06-30') AS four FROM timeliness_case;
SELECT la, sen.timeliness(started, finished) FROM timeliness_case GROUP BY la;
INSERT INTO timeliness_case VALUES
    ('344', '2025-01-01', '2025-01-11', false), ('344', '2025-01-01', '2025-01-11', false),
    ('344', '2025-01-01', '2025-01-21', true),
    ('344', '2025-06-20', NULL, NULL), ('344', NULL, '2025-01-21', false), ('343', '2025-01-01', '2025-01-02', false),
    ('343', NULL, NULL, NULL);
SELECT la, sen.timeliness(started, finished, exception) AS plain,
       sen.timeliness(started, finished, exception) FILTER (WHERE finished IS NOT NULL) AS filtered,
       sen.timeliness(DISTINCT started, finished, exception) AS distinct_ones,
       sen.timeliness(started, finished, exception ORDER BY finished DESC) AS ordered,
       sen.timeliness(started, finished, exception) FILTER (WHERE false) AS none
FROM timeliness_case GROUP BY GROUPING SETS ((la), ()) ORDER BY la;
SELECT sen.timeliness(NULL, NULL) AS all_null FROM generate_series(1, 3);

-- Only an aggregate may call the transition functions.
SELECT pg_temp.answers(
    $$SELECT sen._timeliness_accum(NULL, '2025-01-01', '2025-02-01')$$,
    $$SELECT sen._timeliness_combine('v1', 'v1')$$
);
SELECT sen._timeliness_final(NULL) AS empty, sen._timeliness_final('v1 done{1:1}') AS unchanged;

-- Measures -------------------------------------------------------------------
-- 1 case of 0 days, 2 of 140, 3 of 141, 4 of 364, 5 of 365 and 6 unusable; the tenfold under an exception;
-- open: 7 of 42, 8 of 43, 70 and 80 under an exception, 9 and 90 unusable; left: 10 of 5, 11 unusable.
CREATE VIEW timeliness_measure AS SELECT sen.timeliness
    'v1 done{0:1,140:2,141:3,364:4,365:5} done_excepted{0:10,140:20,141:30,364:40,365:50} open{42:7,43:8} '
    'open_excepted{42:70,43:80} left{5:10} unusable{done:6,done_excepted:60,open:9,open_excepted:90,left:11}' AS s;
-- finished 21 + 210, open 24 + 240, left 21; unusable 6 + 60 + 9 + 90 + 11.
SELECT sen.cases(s) = 516 AS cases, sen.finished(s) = 231 AS finished, sen.finished(s, true) = 231 AS finished_with,
       sen.finished(s, false) = 21 AS finished_without, sen.open_cases(s) = 264 AS open_cases,
       sen.excepted(s) = 210 AS excepted,
       sen.unusable(s) = 176 AS unusable
FROM timeliness_measure;
SELECT v.*, sen.within(s, days), sen.within(s, days, true), sen.within(s, days, false), sen.over(s, days),
       sen.over(s, days, true), sen.over(s, days, false),
       sen.open_over(s, days), sen.rate(s, days), sen.rate(s, days, false), sen.rate(s, days, true)
FROM timeliness_measure, (VALUES
    (-2147483648, 0, 15, 165), (-1, 0, 15, 165), (0, 1, 14, 165), (1, 1, 14, 165), (41, 1, 14, 165), (42, 1, 14, 88),
    (43, 1, 14, 0),
    (139, 1, 14, 0), (140, 3, 12, 0), (141, 6, 9, 0), (363, 6, 9, 0), (364, 10, 5, 0), (365, 15, 0, 0),
    (2147483647, 15, 0, 0)
) v (days, within, over, open_over)
WHERE (sen.within(s, days), sen.within(s, days, true), sen.within(s, days, false), sen.over(s, days),
       sen.over(s, days, true), sen.over(s, days, false),
       sen.open_over(s, days)) <> (v.within * 11, v.within * 11, v.within, v.over * 11, v.over * 11, v.over,
                                   v.open_over)
   OR sen.rate(s, days) <> v.within / 21.0 OR sen.rate(s, days, false) <> v.within / 21.0
       OR sen.rate(s, days, true) <> v.within * 11 / 231.0;
-- The headline leaves exceptions out, so both rates are 3 of 21 here, and differ there: 1 of 2 and 1 of 3.
SELECT round(sen.rate(s, 140), 4) AS headline, round(sen.rate(s, 140, true), 4) AS including FROM timeliness_measure;
SELECT round(sen.rate(s, 140), 4) AS headline, round(sen.rate(s, 140, true), 4) AS including
FROM (SELECT sen.timeliness 'v1 done{140:1,141:1} done_excepted{150:1}' AS s) m;
-- A plan whose dates are unknown stays in the denominator: 1 of 4, and is in no band.
SELECT round(sen.rate(s, 140), 4) AS rate, sen.within(s, 2147483647), sen.over(s, -2147483648), sen.finished(s),
       round(sen.mean_days(s), 4) AS mean, sen.median_days(s)
FROM (SELECT sen.timeliness 'v1 done{10:1} unusable{done:3}' AS s) m;
-- Means and medians. (0 + 280 + 423 + 1456 + 1825) / 15; the middle one of 15 is 364.
SELECT round(sen.mean_days(s, false), 4) = round(3984 / 15.0, 4) AS mean,
       sen.mean_days(s) = sen.mean_days(s, false) AS mean_with, sen.median_days(s, false), sen.median_days(s)
FROM timeliness_measure;
SELECT t, round(sen.mean_days(t::sen.timeliness), 4) AS mean, sen.median_days(t::sen.timeliness),
       round(sen.mean_days(t::sen.timeliness, false), 4) AS mean_without,
       sen.median_days(t::sen.timeliness, false) AS median_without
FROM unnest(ARRAY['v1 done{10:1}', 'v1 done{10:1,11:1}', 'v1 done{10:2,20:1}', 'v1 done{10:2,20:2}',
                  'v1 done{10:2,20:3}', 'v1 done{10:1,20:1} done_excepted{15:1}',
    'v1 done{10:1} done_excepted{10:1,40:2}', 'v1 done{-3:1,-2:1}', 'v1 done{-1:1,0:1}',
    'v1 done{2147483646:1,2147483647:1}', 'v1 done{-2147483648:1,2147483647:1}',
    'v1 done_excepted{7:4294967295}', 'v1 open{10:5} left{10:5}', 'v1 unusable{done:3}', 'v1']) t;
SELECT pg_temp.answer($$SELECT sen.mean_days('v1 done{2147483646:4294967295,2147483647:4294967295}')$$);
-- Nothing finished: no rate, and no division error.
SELECT t, sen.cases(t::sen.timeliness), sen.finished(t::sen.timeliness),
       round(sen.rate(t::sen.timeliness, 140), 4) AS rate,
       round(sen.rate(t::sen.timeliness, 140, true), 4) AS including, sen.within(t::sen.timeliness, 140),
       sen.over(t::sen.timeliness, 140), sen.open_over(t::sen.timeliness, 140), sen.unusable(t::sen.timeliness)
FROM unnest(ARRAY['v1', 'v1 done_excepted{1:1}', 'v1 unusable{done:2}']) t
UNION ALL SELECT 'open', sen.cases(s), sen.finished(s), round(sen.rate(s, 140), 4), round(sen.rate(s, 140, true), 4),
    sen.within(s, 140), sen.over(s, 140), sen.open_over(s, 140), sen.unusable(s)
FROM (SELECT sen.timeliness 'v1 open{140:1,141:1} unusable{open_excepted:1}' AS s) m;
-- More cases than a 32-bit integer holds.
SELECT sen.cases(s), sen.finished(s), sen.excepted(s), sen.within(s, 1), sen.over(s, 0),
       round(sen.rate(s, 1), 4) AS rate
FROM (SELECT sen.timeliness 'v1 done{1:4294967295,2:4294967295} done_excepted{1:4294967295} left{1:4294967295} '
                            'unusable{done:4294967295,left:4294967295}' AS s) m;
-- Null in, null out, for every argument; a row below is a difference.
SELECT * FROM (SELECT sen.timeliness 'v1 done{1:1}' AS s) m
WHERE num_nulls(sen.cases(NULL), sen.finished(NULL), sen.finished(s, NULL), sen.open_cases(NULL), sen.excepted(NULL),
                sen.unusable(NULL),
    sen.within(NULL, 1), sen.within(s, NULL), sen.within(s, 1, NULL), sen.over(NULL, 1), sen.over(s, NULL),
    sen.over(s, 1, NULL),
    sen.open_over(NULL, 1), sen.open_over(s, NULL), sen.rate(NULL, 1), sen.rate(s, NULL), sen.rate(s, 1, NULL),
    sen.mean_days(NULL), sen.mean_days(s, NULL), sen.median_days(NULL), sen.median_days(s, NULL),
    NULL OPERATOR(sen.+) s, s OPERATOR(sen.+) NULL) <> 23;
DROP VIEW timeliness_measure;
DROP TABLE timeliness_case, timeliness_text, timeliness_copy;
