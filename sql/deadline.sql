-- Room deadline: the statutory time limits and the arithmetic on them.
\i sql/include/begin.sql
SET sen_improvement.as_of = '2025-01-20';

-- The catalogue, against SEND Regulations 2014 reg 4, 5, 8, 10, 13, Children and Families Act 2014 s.36, s.48
-- and Code of Practice 9.83. The type's order is the process's order.
SELECT name, sense, length, unit, counting, standing, exceptions IS NOT NULL AS has_exceptions,
left(in_2020, 11) AS in_2020
FROM sen.time_limits() WHERE section = 'request, assessment and plan' ORDER BY name;
SELECT name, citation FROM sen.time_limits() WHERE section = 'request, assessment and plan' ORDER BY name;
SELECT count(*) AS limits, count(*) FILTER (WHERE duty ~ '\S' AND clock_starts ~ '\S' AND section ~ '\S'
                                            AND owed_by ~ '\S'
       AND owed_to ~ '\S' AND citation ~ '\S' AND standing ~ '\S' AND certainty ~ '\S') AS complete,
       count(DISTINCT name) AS names
FROM sen.time_limits();
-- A limit without a length must say why, since the error quotes the remark.
SELECT name FROM sen.time_limits() WHERE length IS NULL AND remark IS NULL;

-- Due dates ------------------------------------------------------------------
-- Counted on a wall calendar, by the rules C1 to C8 of doc/deadline.md; a row below is a difference.
SELECT v.*, sen.due_date(l::sen.time_limit, started) AS got
FROM (VALUES
    ('no_assess_determination_notice', date '2024-09-02', date '2024-10-14'),
    ('assess_decision', '2024-09-02', '2024-10-14'),
    ('assess_advice_response', '2024-09-02', '2024-10-14'),
    ('no_plan_decision', '2024-09-02', '2024-12-23'),
    ('draft_plan_comment_window', '2024-09-02', '2024-09-16'),
    ('school_consult_response', '2024-09-02', '2024-09-17'),
    ('final_plan', '2024-09-02', '2025-01-20'),
    ('recent_assessment_bar', '2024-09-02', '2025-03-02'),
    -- From a leap day, and across one.
    ('assess_decision', '2024-02-29', '2024-04-11'),
    ('no_plan_decision', '2024-02-29', '2024-06-20'),
    ('final_plan', '2024-02-29', '2024-07-18'),
    ('assess_decision', '2024-01-18', '2024-02-29'),
    ('assess_decision', '2023-01-18', '2023-03-01'),
    ('assess_decision', '2024-12-25', '2025-02-05'),
    ('no_plan_decision', '2024-12-25', '2025-04-16'),
    ('final_plan', '2024-12-25', '2025-05-14'),
    -- Never moved: Christmas Day, Good Friday, a Sunday, a bank holiday stay where they are.
    ('final_plan', '2025-08-07', '2025-12-25'),
    ('assess_decision', '2025-03-07', '2025-04-18'),
    ('assess_decision', '2025-06-01', '2025-07-13'),
    ('final_plan', '2025-01-06', '2025-05-26'),
    -- Summer time begins and ends in between; a day is a day.
    ('assess_decision', '2025-03-29', '2025-05-10'),
    ('assess_decision', '2025-10-25', '2025-12-06'),
    -- The day of service is day 1.
    ('draft_plan_comment_window', '2025-03-03', '2025-03-17'),
    ('draft_plan_comment_window', '2024-02-15', '2024-02-29'),
    ('draft_plan_comment_window', '2025-12-25', '2026-01-08'),
    -- Months: the corresponding date, else the last day of the month; month ends do not stick.
    ('recent_assessment_bar', '2024-08-31', '2025-02-28'),
    ('recent_assessment_bar', '2024-08-30', '2025-02-28'),
    ('recent_assessment_bar', '2024-08-29', '2025-02-28'),
    ('recent_assessment_bar', '2024-08-28', '2025-02-28'),
    ('recent_assessment_bar', '2023-08-31', '2024-02-29'),
    ('recent_assessment_bar', '2023-08-29', '2024-02-29'),
    ('recent_assessment_bar', '2023-08-28', '2024-02-28'),
    ('recent_assessment_bar', '2024-02-29', '2024-08-29'),
    ('recent_assessment_bar', '2025-02-28', '2025-08-28'),
    ('recent_assessment_bar', '2024-09-30', '2025-03-30'),
    ('recent_assessment_bar', '2025-03-31', '2025-09-30'),
    ('recent_assessment_bar', '2024-12-31', '2025-06-30'),
    ('recent_assessment_bar', '2024-06-30', '2024-12-30'),
    ('recent_assessment_bar', '2024-07-01', '2025-01-01'),
    ('recent_assessment_bar', '1899-08-31', '1900-02-28'),
    ('recent_assessment_bar', '1999-08-31', '2000-02-29'),
    ('recent_assessment_bar', '0001-10-15 BC', '0001-04-15'),
    ('recent_assessment_bar', '0001-08-31 BC', '0001-02-28'),
    ('recent_assessment_bar', '0002-08-31 BC', '0001-02-29 BC'),
    -- The ends of what PostgreSQL can store.
    ('draft_plan_comment_window', '4714-11-24 BC', '4714-12-08 BC'),
    ('final_plan', '5874897-08-13', '5874897-12-31'),
    ('recent_assessment_bar', '5874897-06-30', '5874897-12-30'),
    ('draft_plan_comment_window', '5874897-12-17', '5874897-12-31'),
    ('final_plan', 'infinity', 'infinity'),
    ('final_plan', '-infinity', '-infinity'),
    ('recent_assessment_bar', 'infinity', 'infinity'),
    ('draft_plan_comment_window', '-infinity', '-infinity'),
    ('final_plan', NULL, NULL),
    (NULL, '2024-09-02', NULL),
    ('draft_plan_issue', NULL, NULL)
) v (l, started, due)
WHERE sen.due_date(l::sen.time_limit, started) IS DISTINCT FROM due;

SELECT pg_temp.answers(
    $$SELECT sen.due_date('final_plan', '5874897-08-14')$$,
    $$SELECT sen.due_date('draft_plan_comment_window', '5874897-12-18')$$,
    $$SELECT sen.due_date('recent_assessment_bar', '5874897-07-01')$$
);
-- Half a year further the day number itself passes what an integer holds.
\set VERBOSITY terse
SELECT sen.due_date('recent_assessment_bar', '5874897-12-31');
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default

-- No length, and a length in days that only the school's calendar knows; infinite dates are no way around.
SELECT pg_temp.answers(
    $$SELECT sen.due_date('draft_plan_issue', '2025-01-01')$$,
    $$SELECT sen.due_date('stay_at_special_school_after_no_plan', '2025-01-01')$$,
    $$SELECT sen.due_date('draft_plan_issue', 'infinity')$$
);
SELECT sen.due_date('stay_at_special_school_after_no_plan', '-infinity');
\echo :LAST_ERROR_SQLSTATE
SELECT pg_temp.answer($$SELECT sen.due_date('final_plan', '2025-02-30')$$);

-- Days left ------------------------------------------------------------------
-- Due on 20 January 2025, which is today by the setting above.
SELECT v.*, sen.days_left('final_plan', started, as_of) AS got
FROM (VALUES
    (date '2024-09-02', date '2025-01-19', 1), ('2024-09-02', '2025-01-20', 0), ('2024-09-02', '2025-01-21', -1),
    ('2024-09-02', '2024-09-02', 140), ('2024-09-02', '2024-09-01', 141), ('2024-09-02', '2026-01-20', -365),
    ('4714-11-24 BC', '5874897-12-31', 140 - 2147483493), ('5874897-08-13', '4714-11-24 BC', 2147483493),
    (NULL, '2025-01-20', NULL), ('2024-09-02', NULL, NULL)
) v (started, as_of, days)
WHERE sen.days_left('final_plan', started, as_of) IS DISTINCT FROM days;
SELECT sen.days_left('final_plan', '2024-09-02') AS today, sen.days_left('final_plan', '2024-09-03') AS tomorrow,
       sen.days_left('final_plan', '2024-09-01') AS yesterday, sen.days_left('final_plan', NULL) AS unknown,
       sen.days_left(NULL, '2024-09-02') AS no_limit;
SELECT pg_temp.answers(
    $$SELECT sen.days_left('final_plan', 'infinity')$$,
    $$SELECT sen.days_left('final_plan', '2024-09-02', '-infinity')$$,
    $$SELECT sen.days_left('draft_plan_issue', '2024-09-02', '2025-01-01')$$,
    $$SELECT sen.days_left('stay_at_special_school_after_no_plan', '2024-09-02')$$,
    $$SELECT sen.days_left('final_plan', '5874897-08-14', '2025-01-01')$$
);

-- Met or not -----------------------------------------------------------------
SELECT v.*, sen.is_met(l::sen.time_limit, started, done, as_of) AS got
FROM (VALUES
    -- At most: due on 20 January 2025.
    ('final_plan', date '2024-09-02', date '2025-01-20', date '2025-06-01', true),
    ('final_plan', '2024-09-02', '2025-01-21', '2025-06-01', false),
    ('final_plan', '2024-09-02', '2024-09-02', '2025-06-01', true),
    ('final_plan', '2024-09-02', NULL, '2025-01-19', NULL),
    ('final_plan', '2024-09-02', NULL, '2025-01-20', NULL),
    ('final_plan', '2024-09-02', NULL, '2025-01-21', false),
    -- Done later than the day of the report: not done yet.
    ('final_plan', '2024-09-02', '2025-01-20', '2025-01-19', NULL),
    ('final_plan', '2024-09-02', '2025-01-20', '2025-01-20', true),
    ('final_plan', '2024-09-02', '2025-02-20', '2025-01-20', NULL),
    ('final_plan', '2024-09-02', '2025-02-20', '2025-01-21', false),
    ('final_plan', '2024-09-02', 'infinity', '2025-01-20', NULL),
    ('final_plan', '2024-09-02', 'infinity', '2025-01-21', false),
    ('final_plan', '2024-09-02', '-infinity', '2025-01-21', NULL),
    ('final_plan', 'infinity', NULL, '2025-01-21', NULL),
    ('final_plan', '-infinity', NULL, '2025-01-21', false),
    ('final_plan', '2024-09-02', NULL, '-infinity', NULL),
    ('final_plan', '2024-09-02', NULL, 'infinity', false),
    -- At least 15 days from 3 March 2025: the last is the 17th, so only from the 18th on was it kept.
    ('draft_plan_comment_window', '2025-03-03', '2025-03-17', '2025-06-01', false),
    ('draft_plan_comment_window', '2025-03-03', '2025-03-18', '2025-06-01', true),
    ('draft_plan_comment_window', '2025-03-03', NULL, '2025-06-01', NULL),
    ('draft_plan_comment_window', '2025-03-03', '2025-03-18', '2025-03-17', NULL),
    ('recent_assessment_bar', '2024-08-31', '2025-02-28', '2025-06-01', false),
    ('recent_assessment_bar', '2024-08-31', '2025-03-01', '2025-06-01', true),
    -- Anything unknown.
    (NULL, '2024-09-02', '2025-01-20', '2025-06-01', NULL),
    ('final_plan', NULL, '2025-01-20', '2025-06-01', NULL),
    ('final_plan', '2024-09-02', '2025-01-20', NULL, NULL),
    (NULL, NULL, NULL, NULL, NULL)
) v (l, started, done, as_of, met)
WHERE sen.is_met(l::sen.time_limit, started, done, as_of) IS DISTINCT FROM met;
-- As on today, which is 20 January 2025.
SELECT sen.is_met('final_plan', '2024-09-02', '2025-01-20') AS on_the_day,
       sen.is_met('final_plan', '2024-09-01', NULL) AS passed,
       sen.is_met('final_plan', '2024-09-02', NULL) AS running,
       sen.is_met('final_plan', '2024-09-02', '2025-01-21') AS will_be_late,
       sen.is_met('final_plan', NULL, '2025-01-20') AS unknown;
SELECT pg_temp.answers(
    $$SELECT sen.is_met('draft_plan_issue', '2025-01-01', '2025-01-02')$$,
    $$SELECT sen.is_met('stay_at_special_school_after_no_plan', '2025-01-01', '2025-01-02', '2025-01-03')$$
);

-- The type -------------------------------------------------------------------
SELECT sen.time_limit 'final_plan';
-- Exact names only; the hint names what is near.
SELECT pg_temp.answers_with('SELECT %L::sen.time_limit', 'final_plam', 'Final_Plan', ' final_plan', 'final plan',
                            'plan', 'decision', '', 'x');
SELECT pg_temp.answers(
    $$SELECT repeat('final_plan', 7)::sen.time_limit$$,
    $$SELECT '108'::sen.time_limit$$,
    $$SELECT sen.due_date('final_plam', '2025-01-01')$$,
    $$SELECT 108::sen.time_limit$$
);
SELECT NULL::sen.time_limit IS NULL AS is_null;

-- Every name survives text, and the six comparisons agree with the order of the process.
CREATE TABLE deadline_limit AS SELECT row_number() OVER () AS place, name AS l FROM sen.time_limits();
SELECT count(*) FROM deadline_limit WHERE l::text::sen.time_limit OPERATOR(sen.=) l;
SELECT count(*) AS pairs,
       count(*) FILTER (WHERE (a.l OPERATOR(sen.=) b.l) = (a.place = b.place)) AS eq,
       count(*) FILTER (WHERE (a.l OPERATOR(sen.<>) b.l) = (a.place <> b.place)) AS ne,
       count(*) FILTER (WHERE (a.l OPERATOR(sen.<) b.l) = (a.place < b.place)) AS lt,
       count(*) FILTER (WHERE (a.l OPERATOR(sen.<=) b.l) = (a.place <= b.place)) AS le,
       count(*) FILTER (WHERE (a.l OPERATOR(sen.>) b.l) = (a.place > b.place)) AS gt,
       count(*) FILTER (WHERE (a.l OPERATOR(sen.>=) b.l) = (a.place >= b.place)) AS ge,
       count(*) FILTER (WHERE sign(sen.time_limit_cmp(a.l, b.l)) = sign(a.place - b.place)) AS cmp,
       count(*) FILTER (WHERE (sen.time_limit_hash(a.l) = sen.time_limit_hash(b.l)) = (a.place = b.place)) AS hash,
       count(*) FILTER (WHERE (sen.time_limit_hash_extended(a.l, 7) = sen.time_limit_hash_extended(b.l, 7))
                        = (a.place = b.place)) AS hash_extended,
       bool_and((sen.time_limit_hash_extended(a.l, 0) & 4294967295) = (sen.time_limit_hash(a.l)::bigint & 4294967295))
           AS seed_0_is_the_hash
FROM deadline_limit a CROSS JOIN deadline_limit b;
SELECT sen.time_limit_eq(NULL, 'final_plan') AS eq, sen.time_limit_ne(NULL, 'final_plan') AS ne,
       sen.time_limit_lt('final_plan', NULL) AS lt,
       sen.time_limit_le('final_plan', NULL) AS le, sen.time_limit_gt(NULL, NULL) AS gt,
       sen.time_limit_ge(NULL, 'final_plan') AS ge,
       sen.time_limit_cmp(NULL, 'final_plan') AS cmp, sen.time_limit_hash(NULL) AS hash,
       sen.time_limit_hash_extended('final_plan', NULL) AS hash_extended;

-- It groups, sorts, joins, indexes; also by hash and by merge alone.
SELECT min(place), max(place), count(*) FROM (SELECT l, place FROM deadline_limit UNION ALL SELECT l, place
                                              FROM deadline_limit) u GROUP BY l HAVING count(*) <> 2;
CREATE INDEX deadline_btree ON deadline_limit (l);
CREATE INDEX deadline_hash ON deadline_limit USING hash (l);
SET enable_seqscan = off;
SELECT place FROM deadline_limit WHERE l OPERATOR(sen.=) 'final_plan';
SELECT array_agg(place ORDER BY l DESC) FROM deadline_limit WHERE l OPERATOR(sen.>=) 'final_plan' AND place <= 12;
SET enable_nestloop = off;
SET enable_hashjoin = off;
SELECT count(*) FROM deadline_limit a JOIN deadline_limit b ON a.l OPERATOR(sen.=) b.l;
SET enable_hashjoin = on;
SET enable_mergejoin = off;
SELECT count(*) FROM deadline_limit a JOIN deadline_limit b ON a.l OPERATOR(sen.=) b.l;
RESET ALL;
SET datestyle = 'ISO, YMD';

-- Binary, there and back; then bytes that are no name.
\getenv builddir PG_ABS_BUILDDIR
\set file :builddir '/results/deadline.bin'
COPY (SELECT place, l FROM deadline_limit) TO :'file' (FORMAT binary);
CREATE TABLE deadline_copy (LIKE deadline_limit);
COPY deadline_copy FROM :'file' (FORMAT binary);
SELECT count(*) FROM deadline_limit a JOIN deadline_copy b USING (place) WHERE a.l OPERATOR(sen.=) b.l;
SELECT bool_and(sen.time_limit_send(l) = convert_to(l::text, 'UTF8')) AS sends_its_name FROM deadline_limit;

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
SELECT pg_temp.receive('sen.time_limit', 'final_plan', :'file');
SELECT pg_temp.receive('sen.time_limit', 'final_plam', :'file');
SELECT pg_temp.receive('sen.time_limit', '', :'file');
SELECT pg_temp.receive('sen.time_limit', '\x6c00', :'file') ~ '^22021' AS refused;
SELECT pg_temp.receive('sen.time_limit', '\x66696e616c5f706c616e00', :'file') ~ '^22021' AS refused;
SELECT pg_temp.receive('sen.time_limit', '\xff', :'file') ~ '^22021' AS refused;
SELECT pg_temp.receive('sen.time_limit', '\x006c', :'file') ~ '^22021' AS refused;
DROP TABLE deadline_limit, deadline_copy;
