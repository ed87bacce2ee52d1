-- Room programme: making one, and what its tables take and refuse.
\i sql/include/begin.sql

-- Functions for CHECK constraints --------------------------------------------
SELECT d AS day, sen.is_record_date(d)
FROM unnest('{1989-12-31,1990-01-01,2025-02-28,2199-12-31,2200-01-01,infinity,-infinity,4714-11-24 '
            'BC,5874897-12-31,NULL}'::date[]) d;
SELECT sen.check_value(true, 'c', 1, 'h') AS yes, sen.check_value(NULL, 'c', 1, 'h') AS unknown,
       sen.check_value(true, NULL, NULL::text, NULL) AS nothing_named;
SELECT d AS day, sen.check_record_date(d, 'c') AS taken
FROM unnest('{1990-01-01,2025-02-28,2199-12-31,NULL}'::date[]) d;
SELECT pg_temp.answers(
    $$SELECT sen.check_record_date('1989-12-31', 'c')$$,
    $$SELECT sen.check_record_date('2200-01-01', 'c "d"', ', if you know it')$$,
    $$SELECT sen.check_record_date('infinity', 'c', '')$$,
    $$SELECT sen.check_record_date('-infinity', '', '')$$,
    $$SELECT sen.check_record_date('0001-01-01 BC', 'c', '%s')$$
);
SELECT sen.check_record_date(NULL, 'c') AS nothing, sen.check_record_date('2025-01-01', NULL) AS no_column,
       sen.check_record_date('1900-01-01', 'c', NULL) AS no_advice;
SELECT pg_temp.answers(
    $$SELECT sen.check_value(false, 'c', 1, 'Give 2.')$$,
    $$SELECT sen.check_value(false, 'c', date '2025-01-01', 'Give another day.')$$,
    $$SELECT sen.check_value(false, 'c', '{1,2}'::integer[], 'Give {}.')$$,
    $$SELECT sen.check_value(false, 'c', 'a"b'::text, 'Give a.')$$,
    $$SELECT sen.check_value(false, 'c', NULL::integer, 'Give 2.')$$,
    $$SELECT sen.check_value(false, NULL, 1, NULL)$$
);

-- Making programmes ----------------------------------------------------------
SET search_path = public;
SELECT sen.create_programme('programme_a') ~ '^programme programme_a: [0-9]+ tables and [0-9]+ views, version '
                                             '[0-9]+\.[0-9]+\.[0-9]+$' AS made;
SELECT sen.create_programme('programme_b2_') ~ '^programme programme_b2_: [0-9]+ tables and [0-9]+ views, version '
                                               '[0-9]+\.[0-9]+\.[0-9]+$' AS made;
-- The names that SQL reserves are names like any other.
SELECT sen.create_programme('user') ~ '^programme "user": [0-9]+ tables and [0-9]+ views, version '
                                      '[0-9]+\.[0-9]+\.[0-9]+$'
       AS made;
-- The longest name there is.
SELECT sen.create_programme(repeat('a', 63)) IS NOT NULL AS made;
SELECT sen.programme_version(repeat('a', 63)) IS NOT NULL AS has_version, length(nspname) FROM pg_namespace
WHERE nspname = repeat('a', 63);
SELECT format('DROP SCHEMA %I CASCADE', repeat('a', 63)) AS drop_longest \gset
SET client_min_messages = warning;
:drop_longest;
RESET client_min_messages;
SHOW search_path;
SELECT sen.programme_version('programme_a') = extversion AND sen.programme_version('user') = extversion AS same_version,
       sen.programme_version(NULL) AS none
FROM pg_extension WHERE extname = 'sen_improvement';
-- Every table that a file of the source makes, and those of the log, and no others.
SELECT relname AS stray FROM pg_class WHERE relnamespace = 'programme_a'::regnamespace AND relkind = 'r'
       AND relname NOT LIKE 'ledger\_%'
  AND relname <> ALL (SELECT unnest(relations) FROM sen.programme_part WHERE kind = 'table')
      ORDER BY relname COLLATE "C";
SELECT r AS missing
FROM sen.programme_part p, unnest(p.relations || '{ledger_block,ledger_tile,ledger_version}'::text[]) r
WHERE p.kind = 'table' AND NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'programme_a'::regnamespace
                                       AND relkind = 'r' AND relname = r);
SELECT relkind, count(*) > 0 AS there, bool_and(pg_get_userbyid(relowner) = current_user) AS mine,
       bool_and(relacl IS NULL) AS private
FROM pg_class WHERE relnamespace = 'programme_a'::regnamespace AND relkind IN ('r', 'v', 'S') GROUP BY relkind
ORDER BY relkind;
-- It says what it made.
SELECT sen.create_programme('programme_c') LIKE format('programme programme_c: %s tables and %s views, %%',
                                                       count(*) FILTER (WHERE relkind = 'r'),
                                                       count(*) FILTER (WHERE relkind = 'v')) AS counted
FROM pg_class WHERE relnamespace = 'programme_a'::regnamespace;
SET client_min_messages = warning;
DROP SCHEMA programme_c CASCADE;
RESET client_min_messages;
-- What a programme has, every programme has.
SELECT count(DISTINCT n.nspname) AS programmes, count(*) % count(DISTINCT n.nspname) AS uneven
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('programme_a', 'programme_b2_', 'user');
SELECT obj_description('programme_a'::regnamespace) AS comment;

SELECT pg_temp.answers_with('SELECT sen.create_programme(%L)', 'programme_a', 'sen', 'public', 'information_schema',
                            'pg_programme', '');
SELECT pg_temp.answer($$SELECT sen.create_programme(NULL)$$);
SELECT pg_temp.answers_with('SELECT sen.create_programme(%L)', 'Wirral', '1st', '_a');
SELECT sen.create_programme(repeat('a', 64));
SELECT pg_temp.answers_with('SELECT sen.create_programme(%L)', 'a b', 'a-b', 'a"b');
SELECT sen.create_programme('a''; DROP SCHEMA programme_a --');
SELECT sen.create_programme(E'a\nb');
SELECT sen.create_programme(E'a\n');
\echo :LAST_ERROR_SQLSTATE
SELECT pg_temp.answers_with('SELECT sen.programme_version(%L)', 'public', 'nowhere', 'a"b');
-- A programme rolled back never was.
BEGIN;
SELECT sen.create_programme('programme_c') IS NOT NULL AS made;
ROLLBACK;
SELECT to_regnamespace('programme_c') IS NULL AS none;

-- Rows that are right --------------------------------------------------------
SET search_path = programme_a;
\set ECHO none
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('2025', 'Notice', 'DfE', 'Council', '2025-06-06', 'GOV.UK');
INSERT INTO partner VALUES ('council', 'Council', 'local government');
INSERT INTO post (post_id, partner_id, title) VALUES ('DCS', 'council', 'Director of Children''s Services');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, on_partner, asks)
VALUES ('2025', '5(c)', 1, 'Board', 'duty', 'council', 'Meet.');
INSERT INTO area VALUES ('2025', 1, 'priority action', 'Timeliness', '5(c)');
INSERT INTO area_status VALUES ('2025', 1, '2025-06-06', 'active', 'Notice');
INSERT INTO review (review_id, notice_id, kind, held_on, source)
VALUES ('r1', '2025', 'stocktake', '2025-10-01', 'Letter');
INSERT INTO next_step VALUES ('r1', 1, 'Recruit.');
INSERT INTO next_step_area VALUES ('r1', 1, '2025', 1);
-- Everything null that may be, and the edges of everything.
INSERT INTO ehc_request (local_authority, request_ref) VALUES ('344', 'R0');
INSERT INTO ehc_request VALUES ('000', 'R1', 'c', '1990-01-01', '1', true, 'Y', '1990-01-01', true, true, 'XXX', 'Y',
                                '1990-01-01', true, true, true, true, true, '1990-01-01', '1990-01-01'),
                               ('999', 'R1', 'c', '2199-12-31', '5', false, 'H', '2199-12-31', false, false, '001', 'H',
                                '2199-12-31', false, false, false, false, false, '2199-12-31', '2199-12-31');
INSERT INTO assessment_exception (local_authority, request_ref, exception) VALUES ('344', 'R0', 'absence_4_weeks');
INSERT INTO assessment_exception VALUES ('344', 'R0', 'assess_decision', 'absence_4_weeks', '2025-01-01', '2025-01-01',
                                         'Letter');
\set ECHO all
SELECT time_limit FROM assessment_exception ORDER BY time_limit;

-- One row against each CHECK ---------------------------------------------------
-- Each differs from a right row in one thing; the message names the value, the hint says what to write.
\set ECHO none
CREATE TEMPORARY TABLE attempt (place integer GENERATED ALWAYS AS IDENTITY, name text, statement text);
INSERT INTO attempt (name, statement) VALUES
    ('programme_has_one_row', $$INSERT INTO programme VALUES (false, '0')$$),
    ('notice_id_not_blank', $$INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
                              VALUES (' ', 't', 'b', 'c', '2025-01-01', 's')$$),
    ('notice_issued_on_range', $$INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
                                 VALUES ('x', 't', 'b', 'c', '1989-12-31', 's')$$),
    ('notice_replaced_on_range', $$UPDATE notice SET replaced_on = 'infinity'$$),
    ('notice_stepped_down_on_range', $$UPDATE notice SET stepped_down_on = '2200-01-01'$$),
    ('notice_actions_due_on_range', $$UPDATE notice SET actions_due_on = '-infinity'$$),
    ('notice_review_every_months_range', $$UPDATE notice SET review_every_months = 0$$),
    ('notice_review_every_months_range', $$UPDATE notice SET review_every_months = 61$$),
    ('notice_replaced_after_issue', $$UPDATE notice SET replaced_on = '2025-06-05'$$),
    ('notice_stepped_down_after_issue', $$UPDATE notice SET stepped_down_on = '2025-06-05'$$),
    ('partner_id_not_blank', $$INSERT INTO partner VALUES ('', 'n', 'care')$$),
    ('post_id_not_blank', $$INSERT INTO post VALUES (E'\t', 'council', 't')$$),
    ('post_attends_as_known', $$INSERT INTO post VALUES ('x', 'council', 't', 'guest')$$),
    ('post_enters_as_not_blank', $$INSERT INTO post (post_id, partner_id, title, enters_as)
                                   VALUES ('x', 'council', 't', ' ')$$),
    ('post_notice_role_fkey', $$INSERT INTO post VALUES ('x', 'council', 't', 'member', 'chief executive')$$),
    ('requirement_paragraph_form', $$INSERT INTO requirement VALUES ('2025', '5c', 2, 'h', 'duty', NULL, 'a')$$),
    ('requirement_position_positive', $$INSERT INTO requirement VALUES ('2025', '6', 0, 'h', 'duty', NULL, 'a')$$),
    ('requirement_kind_known', $$INSERT INTO requirement VALUES ('2025', '6', 2, 'h', 'wish', NULL, 'a')$$),
    ('requirement_due_on_range',
     $$INSERT INTO requirement VALUES ('2025', '6', 2, 'h', 'duty', NULL, 'a', '2200-01-01')$$),
    ('area_number_positive', $$INSERT INTO area VALUES ('2025', 0, 'priority action', 't')$$),
    ('area_kind_known', $$INSERT INTO area VALUES ('2025', 2, 'area of strength', 't')$$),
    ('area_status_since_range', $$INSERT INTO area_status VALUES ('2025', 1, 'infinity', 'active', 's')$$),
    ('area_status_known', $$INSERT INTO area_status VALUES ('2025', 1, '2025-07-01', 'open', 's')$$),
    ('review_id_not_blank',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES (' ', '2025', 'stocktake', '2025-10-01', 's')$$),
    ('review_kind_known',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES ('x', '2025', 'visit', '2025-10-01', 's')$$),
    ('review_planned_from_range', $$UPDATE review SET planned_from = '1989-12-31'$$),
    ('review_planned_to_range', $$UPDATE review SET planned_to = '2200-01-01'$$),
    ('review_held_on_range', $$UPDATE review SET held_on = '2200-01-01'$$),
    ('review_reported_on_range', $$UPDATE review SET reported_on = 'infinity'$$),
    ('review_self_assessment_sent_on_range', $$UPDATE review SET self_assessment_sent_on = '1989-12-31'$$),
    ('review_planned_in_order', $$UPDATE review SET planned_from = '2025-10-02', planned_to = '2025-10-01'$$),
    ('review_reported_after_held', $$UPDATE review SET reported_on = '2025-09-30'$$),
    ('review_planned_or_held', $$UPDATE review SET held_on = NULL$$),
    ('next_step_number_positive', $$INSERT INTO next_step VALUES ('r1', -1, 's')$$),
    ('ehc_request_local_authority_form', $$INSERT INTO ehc_request (local_authority, request_ref) VALUES ('34', 'x')$$),
    ('ehc_request_local_authority_form',
     $$INSERT INTO ehc_request (local_authority, request_ref) VALUES ('E08000015', 'x')$$),
    ('ehc_request_ref_not_blank', $$INSERT INTO ehc_request (local_authority, request_ref) VALUES ('344', ' ')$$),
    ('ehc_request_child_ref_not_blank',
     $$INSERT INTO ehc_request (local_authority, request_ref, child_ref) VALUES ('344', 'x', '')$$),
    ('ehc_request_received_on_range', $$INSERT INTO ehc_request (local_authority, request_ref, received_on)
                                        VALUES ('344', 'x', '1989-12-31')$$),
    ('ehc_request_received_on_range', $$INSERT INTO ehc_request (local_authority, request_ref, received_on)
                                        VALUES ('344', 'x', '-infinity')$$),
    ('ehc_request_source_known', $$INSERT INTO ehc_request (local_authority, request_ref, request_source)
                                   VALUES ('344', 'x', '6')$$),
    ('ehc_request_outcome_known', $$INSERT INTO ehc_request (local_authority, request_ref, request_outcome)
                                    VALUES ('344', 'x', 'y')$$),
    ('ehc_request_outcome_on_range', $$INSERT INTO ehc_request (local_authority, request_ref, request_outcome_on)
                                       VALUES ('344', 'x', '2200-01-01')$$),
    ('ehc_request_exported_to_form', $$INSERT INTO ehc_request (local_authority, request_ref, exported_to)
                                       VALUES ('344', 'x', 'xxx')$$),
    ('ehc_request_assessment_outcome_known',
     $$INSERT INTO ehc_request (local_authority, request_ref, assessment_outcome) VALUES ('344', 'x', 'Z')$$),
    ('ehc_request_assessment_outcome_on_range',
     $$INSERT INTO ehc_request (local_authority, request_ref, assessment_outcome_on) VALUES ('344', 'x', 'infinity')$$),
    ('ehc_request_plan_start_on_range', $$INSERT INTO ehc_request (local_authority, request_ref, plan_start_on)
                                          VALUES ('344', 'x', '1900-01-01')$$),
    ('ehc_request_closed_on_range',
     $$INSERT INTO ehc_request (local_authority, request_ref, closed_on) VALUES ('344', 'x', '2200-01-01')$$),
    ('ehc_request_decided_after_received',
     $$INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome_on)
       VALUES ('344', 'x', '2025-01-02', '2025-01-01')$$),
    ('ehc_request_finished_after_received',
     $$INSERT INTO ehc_request (local_authority, request_ref, received_on, assessment_outcome_on)
       VALUES ('344', 'x', '2025-01-02', '2025-01-01')$$),
    ('ehc_request_closed_after_received',
     $$INSERT INTO ehc_request (local_authority, request_ref, received_on, closed_on)
       VALUES ('344', 'x', '2025-01-02', '2025-01-01')$$),
    ('assessment_exception_time_limit_known', $$UPDATE assessment_exception SET time_limit = 'final_plam'$$),
    ('assessment_exception_applies', $$UPDATE assessment_exception SET exception = 'missed_appointment'$$),
    ('assessment_exception_from_date_range', $$UPDATE assessment_exception SET from_date = '1989-12-31'$$),
    ('assessment_exception_to_date_range', $$UPDATE assessment_exception SET to_date = 'infinity'$$),
    ('assessment_exception_in_order',
     $$UPDATE assessment_exception SET from_date = '2025-01-02', to_date = '2025-01-01'$$),
    ('ledger_version_root_length', $$INSERT INTO ledger_version VALUES (1, 1, '\x00', NULL, NULL, now(), 'x', 'x')$$);
\set ECHO all
SELECT name, pg_temp.answer(statement) FROM attempt ORDER BY place;
-- No CHECK without its row here; a row below is one.
SELECT conrelid::regclass, conname FROM pg_constraint
WHERE connamespace = 'programme_a'::regnamespace AND contype = 'c' AND conname NOT IN (SELECT name FROM attempt)
  AND conrelid::regclass::text IN ('programme', 'notice', 'partner', 'post', 'requirement', 'area', 'area_status',
                                   'review', 'next_step', 'next_step_area', 'ehc_request', 'assessment_exception',
      'ledger_block', 'ledger_version', 'ledger_tile');  -- all others are in duties.sql, definitions.sql and plan.sql
SELECT name FROM attempt
WHERE name NOT IN (SELECT conname FROM pg_constraint WHERE connamespace = 'programme_a'::regnamespace);

-- Keys, and what must be there.
\set VERBOSITY terse
INSERT INTO programme VALUES (true, '0');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO ehc_request (local_authority, request_ref) VALUES ('344', 'R0');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO ehc_request (request_ref) VALUES ('x');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO assessment_exception (local_authority, request_ref, exception) VALUES ('344', 'nobody', 'absence_4_weeks');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO requirement VALUES ('2025', '6', 1, 'h', 'duty', NULL, 'a');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO area VALUES ('2025', 2, 'priority action', 't', '9');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO next_step_area VALUES ('r1', 1, '2025', 9);
\echo :LAST_ERROR_SQLSTATE
INSERT INTO partner VALUES ('x', 'n', 'Health');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO post VALUES ('x', 'nobody', 't');
\echo :LAST_ERROR_SQLSTATE
DELETE FROM ehc_request WHERE request_ref = 'R0';
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default

-- A load that fails leaves nothing -------------------------------------------
SET search_path = programme_b2_;
-- The last line is wrong each time: a code, a date out of order, a misspelt limit,
-- a date that is none, a truth value, a column too many.
\set SHOW_CONTEXT errors
COPY ehc_request (local_authority, request_ref, received_on, request_outcome)
    FROM stdin WITH (FORMAT csv, HEADER match);
local_authority,request_ref,received_on,request_outcome
344,R1,2025-01-01,Y
344,R2,,
344,R3,2025-01-01,X
\.
\set SHOW_CONTEXT never
COPY ehc_request (local_authority, request_ref, received_on, assessment_outcome_on) FROM stdin WITH (FORMAT csv);
344,R1,2025-01-01,2025-01-01
344,R2,2025-01-01,2024-12-31
\.
COPY ehc_request (local_authority, request_ref, received_on) FROM stdin WITH (FORMAT csv);
344,R1,2025-01-01
344,R2,2025-02-30
\.
COPY ehc_request (local_authority, request_ref, received_on) FROM stdin WITH (FORMAT csv);
344,R1,2025-01-01
344,R2,unknown
\.
COPY ehc_request (local_authority, request_ref, week20) FROM stdin WITH (FORMAT csv);
344,R1,true
344,R2,perhaps
\.
COPY ehc_request (local_authority, request_ref) FROM stdin WITH (FORMAT csv);
344,R1
344,R2,2025-01-01
\.
COPY ehc_request (local_authority, request_ref) FROM stdin WITH (FORMAT csv);
344,R1
344,R1
\.
SELECT count(*) AS rows_after_failed_loads FROM ehc_request;
COPY ehc_request (local_authority, request_ref) FROM stdin WITH (FORMAT csv);
344,R1
\.
COPY assessment_exception (local_authority, request_ref, time_limit, exception) FROM stdin WITH (FORMAT csv);
344,R1,assess_decision,absence_4_weeks
344,R1,final plan,absence_4_weeks
\.
COPY assessment_exception (local_authority, request_ref, exception) FROM stdin WITH (FORMAT csv);
344,R1,absence_4_weeks
344,R1,staff shortage
\.
SELECT count(*) AS rows_after_failed_loads FROM assessment_exception;
SELECT count(*) AS rows_of_the_other_programme FROM programme_a.ehc_request;

-- The extension cannot take data along ----------------------------------------
\set VERBOSITY terse
DROP EXTENSION sen_improvement;
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default
SELECT (SELECT count(*) FROM programme_a.ehc_request) AS a, (SELECT count(*) FROM programme_b2_.ehc_request) AS b,
       (SELECT count(*) FROM programme_a.case_status) > 0 AS view_works;
-- Not even by force: CASCADE takes the views and the checks, and leaves the tables with their rows.
SELECT count(*) AS tables FROM pg_class WHERE relnamespace = 'programme_a'::regnamespace AND relkind = 'r' \gset
BEGIN;
SET LOCAL client_min_messages = error;
DROP EXTENSION sen_improvement CASCADE;
SELECT (SELECT count(*) FROM programme_a.ehc_request) AS a,
       (SELECT count(*) FROM programme_a.assessment_exception) AS exceptions,
       count(*) FILTER (WHERE relname = 'case_status') AS views,
       count(*) FILTER (WHERE relkind = 'r') = :tables AS all_tables
FROM pg_class WHERE relnamespace = 'programme_a'::regnamespace;
ROLLBACK;
SELECT count(*) AS views FROM programme_a.case_status;

RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA programme_a, programme_b2_, "user" CASCADE;
