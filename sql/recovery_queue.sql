-- Room recovery: sen.queue, the open cases of one day, and the types sen.stage and sen.issue_order.
\i sql/include/begin.sql
SET sen_improvement.as_of = '2025-12-31';

-- Stages and orders ------------------------------------------------------------
SELECT array_agg(s ORDER BY s USING OPERATOR(sen.<)) AS stages FROM unnest('{plan,decision,advice}'::sen.stage[]) s;
SELECT array_agg(o ORDER BY o USING OPERATOR(sen.<)) AS orders
FROM unnest('{as_observed,share,in_time_first,newest,oldest}'::sen.issue_order[]) o;
SELECT pg_temp.answers_with('SELECT %L::sen.stage', '', 'Plan', 'plan ', 'advise', 'assessment');
SELECT pg_temp.answers_with('SELECT %L::sen.issue_order', '', 'oldest_first', 'in time first', 'random');

-- Text in and out ----------------------------------------------------------------
-- Canonical text comes back as it was; a row below is a difference.
SELECT t, t::sen.queue FROM unnest(ARRAY[
    'v1', 'v1 2025-12-31',
    'v1 2025-12-31 decision{2025-12-01:3} plan{2025-03-04:1,2025-03-05:2} undated{advice:1}',
    'v1 2025-12-31 decision{2025-12-31:1} advice{2025-12-31:1} plan{2025-12-31:1} undated{decision:1,advice:1,plan:1}',
    'v1 9999-12-31 decision{0001-01-01:1,9999-12-31:4294967295}',
    'v1 0001-01-01 plan{0001-01-01:1}',
    'v1 2025-12-31 advice{1900-01-01:127,1999-12-31:128,2000-01-01:16383,2000-01-02:16384}',
    'v1 2025-12-31 undated{plan:4294967295}'
]) t WHERE t::sen.queue::text <> t;
SELECT NULL::sen.queue IS NULL AS is_null;

-- Anything else is refused, with the place and the reason.
SELECT pg_temp.answers_with('SELECT %L::sen.queue',
    '', 'v2', 'V1', ' v1', 'v1 ', 'v10', 'v12025-12-31', 'v1  2025-12-31', 'v1 2025-12-31 ', 'v1 31/12/2025',
    'v1 2025-02-29', 'v1 infinity', 'v1 0000-12-31', 'v1 10000-01-01', 'v1 2025-12-31plan{2025-01-01:1}',
    'v1 plan{2025-01-01:1}', 'v1 2025-12-31 plan{}', 'v1 2025-12-31 plan{2025-01-01}',
    'v1 2025-12-31 plan{2025-01-01:}', 'v1 2025-12-31 plan{2025-01-01:0}', 'v1 2025-12-31 plan{2025-01-01:-1}',
    'v1 2025-12-31 plan{2025-01-01:01}', 'v1 2025-12-31 plan{2025-01-01:4294967296}',
    'v1 2025-12-31 plan{2026-01-01:1}', 'v1 2025-12-31 plan{2025-01-02:1,2025-01-01:1}',
    'v1 2025-12-31 plan{2025-01-01:1,2025-01-01:1}', 'v1 2025-12-31 plan{2025-01-01:1',
    'v1 2025-12-31 plan{2025-01-01:1,}',
    'v1 2025-12-31 plan{2025-1-1:1}', 'v1 2025-12-31 plan{2025-01-01:1} advice{2025-01-01:1}',
    'v1 2025-12-31 plan{2025-01-01:1} plan{2025-01-02:1}', 'v1 2025-12-31 order{2025-01-01:1}',
    'v1 2025-12-31 undated{}', 'v1 2025-12-31 undated{plan:0}', 'v1 2025-12-31 undated{plan:1,advice:1}',
    'v1 2025-12-31 undated{plan:1,plan:1}', 'v1 2025-12-31 undated{order:1}',
    'v1 2025-12-31 undated{plan:1} plan{2025-01-01:1}', 'v1 2025-12-31 undated{plan:1}}');

-- Equality and hash: of the day and every count --------------------------------------
WITH v AS (SELECT t, t::sen.queue AS q FROM unnest(ARRAY[
    'v1', 'v1 2025-12-31', 'v1 2025-12-30', 'v1 2025-12-31 plan{2025-01-01:1}', 'v1 2025-12-31 plan{2025-01-01:2}',
    'v1 2025-12-31 plan{2025-01-02:1}', 'v1 2025-12-31 advice{2025-01-01:1}', 'v1 2025-12-31 undated{plan:1}',
    'v1 2025-12-31 undated{advice:1}', 'v1 2025-12-31 plan{2025-01-01:1,2025-01-02:1}']) t)
SELECT (a.q OPERATOR(sen.=) b.q) = (a.t = b.t) AS eq, (a.q OPERATOR(sen.<>) b.q) = (a.t <> b.t) AS ne,
       (sen.queue_hash(a.q) = sen.queue_hash(b.q)) = (a.t = b.t) AS hash,
       (sen.queue_hash_extended(a.q, 7) = sen.queue_hash_extended(b.q, 7)) = (a.t = b.t) AS hash_extended, count(*)
FROM v a, v b GROUP BY 1, 2, 3, 4;
SELECT (sen.queue_hash_extended(q, 0) & 4294967295) = (sen.queue_hash(q)::bigint & 4294967295) AS seed_0_is_the_hash,
       sen.queue_eq(q, NULL) AS eq, sen.queue_ne(NULL, q) AS ne, sen.queue_hash(NULL) AS hash,
       sen.queue_plus(q, NULL) AS plus
FROM (SELECT sen.queue 'v1 2025-12-31 plan{2025-01-01:1}' AS q) m;
SELECT q, count(*) FROM (SELECT CASE WHEN n % 2 = 0 THEN 'v1 2025-12-31' ELSE 'v1' END::sen.queue AS q
                         FROM generate_series(1, 9) n) m GROUP BY q ORDER BY q::text;

-- Binary in and out --------------------------------------------------------------------
\getenv builddir PG_ABS_BUILDDIR
\set file :builddir '/results/queue.bin'
CREATE TABLE queue_text AS SELECT t, t::sen.queue AS q FROM unnest(ARRAY[
    'v1', 'v1 2025-12-31', 'v1 2025-12-31 decision{2025-12-01:3} plan{2025-03-04:1,2025-03-05:2} undated{advice:1}',
    'v1 9999-12-31 decision{0001-01-01:1,9999-12-31:4294967295} undated{plan:4294967295}']) t;
CREATE TABLE queue_copy (LIKE queue_text);
COPY queue_text TO :'file' (FORMAT binary);
COPY queue_copy FROM :'file' (FORMAT binary);
SELECT count(*) AS came_back FROM queue_copy WHERE q::text = t;
-- Large values are compressed and stored out of line, and come back.
INSERT INTO queue_copy
SELECT 'large', ('v1 9999-12-31 plan{' || string_agg(date '1000-01-01' + n * 3 || ':' || n + 1, ',' ORDER BY n)
                 || '}')::sen.queue FROM generate_series(0, 60000) n;
SELECT sen.open_cases(q), (SELECT count(*) FROM sen.open_by_day(q)) AS rows, sen.rollup(q) OPERATOR(sen.=) q AS same
FROM queue_copy WHERE t = 'large' GROUP BY q;
DROP TABLE queue_text, queue_copy;

-- What the bytes are: the version, then the stand, and for each stage undated, cells, and the cells.
SELECT sen.queue_send('v1') AS nothing, sen.queue_send('v1 2000-01-01') AS no_case,
       sen.queue_send('v1 2000-01-03 decision{1999-12-31:2,2000-01-03:1} undated{plan:300}') AS some;
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
SELECT v.what, pg_temp.receive('sen.queue', bytes, :'file')
FROM (VALUES
    (1, 'of no rows', '\x01'::bytea),
    (2, 'no case', '\x0100000000000000'),
    (3, 'later version', '\x0200000000000000'),
    (4, 'a stage missing', '\x010000000000'),
    (5, 'one byte too many', '\x010000000000000000'),
    (6, 'a number cut off', '\x0180'),
    (7, 'a number longer than it need be', '\x01800000000000000000'),
    (8, 'undated beyond 32 bits', '\x01008080808010000000000000'),
    (9, 'more cells than bytes', '\x010000ff7f00000000'),
    (10, 'cells beyond all memory', '\x010000ffffffffffffffff7f00000000'),
    (11, 'a count of zero', '\x01000001000000000000'),
    (12, 'a day twice', '\x010000020001000100000000'),
    (13, 'received after the stand', '\x01000001020100000000'),
    (14, 'a stand before the year 1', '\x01' || decode('8f9059', 'hex') || '\x000000000000'),
    (15, 'a stand beyond the year 9999', '\x01' || decode('ffffffff0f', 'hex') || '\x000000000000'),
    (16, 'received before the year 1', '\x01000001' || decode('8f905901', 'hex') || '\x00000000'),
    (17, 'days past the last', '\x010000020001ffffffff0f0100000000')
) v (place, what, bytes) ORDER BY place;
SELECT left(pg_temp.receive('sen.queue', '', :'file'), 5) AS nothing_at_all;

-- A stored value of a newer version, or that never was one.
CREATE TYPE queue_raw;
SET client_min_messages = warning;
CREATE FUNCTION queue_raw_in(cstring) RETURNS queue_raw LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION queue_raw_out(queue_raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE queue_raw (INPUT = queue_raw_in, OUTPUT = queue_raw_out, LIKE = sen.queue);
CREATE CAST (queue_raw AS sen.queue) WITHOUT FUNCTION;
CREATE TABLE queue_stored AS SELECT n, b::queue_raw::sen.queue AS q FROM (VALUES
    (1, '\x01000000'), (2, '\x02000000'), (3, '\x01020000'), (4, '\x01000100'), (5, '\x0100'),
    (6, '\x0100000000')) v (n, b);
SELECT sen.rollup(q) AS sound FROM queue_stored WHERE n = 1;
SELECT pg_temp.answers(
    $$SELECT sen.rollup(q ORDER BY n) FROM queue_stored WHERE n <= 2$$,
    $$SELECT sen.open_cases(q) FROM queue_stored WHERE n = 3$$,
    $$SELECT q OPERATOR(sen.+) 'v1' FROM queue_stored WHERE n = 4$$,
    $$SELECT sen.queue_send(q) FROM queue_stored WHERE n = 5$$,
    $$SELECT sen.stands_on(q) FROM queue_stored WHERE n = 6$$
);
DROP TABLE queue_stored;
DROP TYPE queue_raw CASCADE;
RESET client_min_messages;

-- Which case counts as what ---------------------------------------------------------------
SELECT v.*, q FROM (VALUES
    (date '2025-12-31', 'plan', 'v1 2025-12-31 plan{2025-12-31:1}'),
    ('2025-01-01', 'decision', 'v1 2025-12-31 decision{2025-01-01:1}'),
    -- Not yet a case.
    ('2026-01-01', 'plan', 'v1 2025-12-31'), ('5874897-12-31', 'plan', 'v1 2025-12-31'),
    -- No open case.
    ('2025-01-01', NULL, 'v1'), (NULL, NULL, 'v1'),
    -- A case, but without a day.
    (NULL, 'advice', 'v1 2025-12-31 undated{advice:1}'), ('infinity', 'advice', 'v1 2025-12-31 undated{advice:1}'),
    ('-infinity', 'plan', 'v1 2025-12-31 undated{plan:1}'), ('0001-12-31 BC', 'plan', 'v1 2025-12-31 undated{plan:1}'),
    ('0001-01-01', 'plan', 'v1 2025-12-31 plan{0001-01-01:1}')
) v (received, stage, expected)
CROSS JOIN LATERAL (SELECT sen.queue(c.received, c.stage) AS q
                    FROM (VALUES (v.received, v.stage::sen.stage)) c (received, stage)) t
WHERE q::text IS DISTINCT FROM expected;

CREATE TABLE queue_case (la text, received date, stage sen.stage);
SELECT sen.queue(received, stage) AS two, sen.queue(received, stage, '2025-06-30') AS three FROM queue_case;
INSERT INTO queue_case VALUES
    ('344', '2025-01-06', 'plan'), ('344', '2025-01-06', 'plan'), ('344', '2025-03-03', 'advice'),
    ('344', '2025-12-01', 'decision'), ('343', '2025-01-06', 'plan'), ('343', NULL, 'decision'),
    ('343', '2025-07-01', NULL), (NULL, NULL, NULL);
SELECT la, sen.queue(received, stage), sen.queue(received, stage, '2025-06-30') AS in_june,
       sen.queue(DISTINCT received, stage) AS distinct_ones, sen.queue(received, stage) FILTER (WHERE false) AS none
FROM queue_case GROUP BY GROUPING SETS ((la), ()) ORDER BY la;
-- A growing window.
SELECT la, received, stage, sen.queue(received, stage) OVER (ORDER BY la, received ROWS UNBOUNDED PRECEDING)
FROM queue_case ORDER BY la, received;
-- What is merged is what is counted at once; nulls and queues of no rows are ignored.
SELECT sen.rollup(q) OPERATOR(sen.=) (SELECT sen.queue(received, stage) FROM queue_case) AS as_at_once,
       sen.rollup(q) FILTER (WHERE q IS NULL) AS of_null, sen.rollup(q) FILTER (WHERE false) AS of_none,
       sen.rollup(q) OPERATOR(sen.=) sen.rollup(q) FILTER (WHERE q::text <> 'v1') AS ignored
FROM (SELECT sen.queue(received, stage) AS q FROM queue_case GROUP BY la UNION ALL VALUES (NULL::sen.queue), ('v1')) x;
SELECT sen.queue 'v1' OPERATOR(sen.+) 'v1' AS neither, sen.queue 'v1 2025-12-31' OPERATOR(sen.+) 'v1' AS one,
       'v1' OPERATOR(sen.+) sen.queue 'v1 2025-12-31 undated{plan:1}' AS other,
       sen.queue 'v1 2025-12-31 plan{2025-01-01:1}' OPERATOR(sen.+)
       'v1 2025-12-31 plan{2025-01-01:2,2025-02-01:1}' AS both;
-- Many ages, in and far beyond the dense range of the state, merge in any order.
SELECT sen.rollup(q ORDER BY n DESC) OPERATOR(sen.=) sen.rollup(q ORDER BY n) AS same,
       sen.open_cases(sen.rollup(q)) AS cases, sen.max_open_days(sen.rollup(q)) AS oldest
FROM (SELECT n, sen.queue(date '2025-12-31' - n * 977, 'plan', '2025-12-31') AS q FROM generate_series(0, 700) n
      GROUP BY n) x;

SELECT pg_temp.answers(
    $$SELECT sen.queue('2025-01-01', 'plan', NULL)$$,
    $$SELECT sen.queue('2025-01-01', 'plan', 'infinity')$$,
    $$SELECT sen.queue('2025-01-01', 'plan', '-infinity')$$,
    $$SELECT sen.queue('2025-01-01', 'plan', '0001-12-31 BC')$$,
    $$SELECT sen.queue('2025-01-01', 'plan', '10000-01-01')$$,
    $$SELECT sen.queue('2025-01-01', 'plan', d) FROM (VALUES (date '2025-12-31'), ('2025-12-30')) v (d)$$,
    $$SELECT sen.queue('2025-01-01', 'order')$$,
    $$SELECT sen.rollup(q) FROM (VALUES (sen.queue 'v1 2025-12-31'), ('v1 2025-12-30')) v (q)$$,
    $$SELECT sen.queue 'v1 2025-12-31' OPERATOR(sen.+) 'v1 2025-12-30'$$,
    $$SELECT sen.queue 'v1 2025-12-31 plan{2025-01-01:4294967295}' OPERATOR(sen.+) 'v1 2025-12-31 plan{2025-01-01:1}'$$,
    $$SELECT sen.queue 'v1 2025-12-31 undated{plan:4294967295}' OPERATOR(sen.+) 'v1 2025-12-31 undated{plan:1}'$$
);
-- A row that is no open case does not need a day.
SELECT sen.queue('2025-01-01', NULL, NULL);
-- Only an aggregate may call the transition functions.
SELECT pg_temp.answers(
    $$SELECT sen._queue_accum(NULL, '2025-01-01', 'plan')$$,
    $$SELECT sen._queue_combine('v1', 'v1')$$);
SELECT sen._queue_final(NULL) AS final_of_nothing;
DROP TABLE queue_case;

-- Reading --------------------------------------------------------------------------------
SELECT sen.stands_on(q), sen.open_cases(q), sen.open_cases(q, 'decision') AS decision,
       sen.open_cases(q, 'advice') AS advice, sen.open_cases(q, 'plan') AS plan, sen.undated(q),
       sen.open_over(q, 140) AS over_140, sen.open_over(q, 139) AS over_139,
       sen.open_over(q, -1) AS over_less, sen.open_over(q, 2147483647) AS over_most, sen.max_open_days(q)
FROM unnest(ARRAY['v1', 'v1 2025-12-31', 'v1 2025-12-31 undated{plan:2}',
                  'v1 2025-12-31 decision{2025-08-13:5,2025-12-31:1} plan{2024-12-31:2,2025-08-12:3} undated{advice:1}',
                  'v1 9999-12-31 plan{0001-01-01:4294967295} undated{plan:4294967295}']::sen.queue[]) q;
SELECT * FROM sen.open_by_day('v1 2025-12-31 decision{2025-08-13:5,2025-12-31:1} plan{2024-12-31:2} '
                              'undated{decision:7,plan:1}');
SELECT count(*) FROM sen.open_by_day('v1');
SELECT sen.stands_on(NULL), sen.open_cases(NULL::sen.queue), sen.undated(NULL), sen.open_over(NULL::sen.queue, 1),
       sen.max_open_days(NULL::sen.queue), sen.plan_bound(NULL, 0, 0), sen.open_cases('v1'::sen.queue, NULL);

-- The demo's stand: 1,158 cases decided and 104 not, of which 1,217 end in a plan.
SELECT round(sen.plan_bound('v1 2025-12-31 decision{2025-12-01:104} advice{2025-09-01:1000} undated{plan:158}',
                            0.189, 0.021)::numeric, 4)
       AS shares_of_three_digits,
       sen.plan_bound('v1 2025-12-31 decision{2025-12-01:104} plan{2025-09-01:1158}', 0, 0) AS all_of_them,
       sen.plan_bound('v1 2025-12-31 decision{2025-12-01:104} plan{2025-09-01:1158}', 1, 0) AS all_refused,
       sen.plan_bound('v1 2025-12-31 decision{2025-12-01:104} plan{2025-09-01:1158}', 0, 1) AS none;
SELECT pg_temp.answers_with('SELECT sen.plan_bound(''v1'', %L, 0)', '-0.1', '1.01', 'NaN', 'Infinity');
SELECT pg_temp.answer($$SELECT sen.plan_bound('v1', 0, 46)$$);
