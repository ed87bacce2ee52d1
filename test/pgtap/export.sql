-- Exports of casework systems: cells, mapping, what is not mapped, and rows in the places that the file has them.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, MDY';
SELECT no_plan();
\set programme exp_tap
\ir ../fixtures/ready_programme.sql

-- A cell by each reading.
SELECT is(sen.export_value(given, reading, codes::jsonb), read, format('%s: %L', reading, given)) FROM (VALUES
    ('as it is', ' 12/31/2025 ', '{}', '12/31/2025'), ('as it is', '', '{}', NULL), ('as it is', 'NaT', '{}', NULL),
    ('day first', '3/4/2025', '{}', '2025-04-03'), ('day first', '3.4.25', '{}', '2025-04-03'),
    ('day first', '03-Apr-2025 09:12:33', '{}', '2025-04-03'), ('day first', '3rd April 2025', '{}', '2025-04-03'),
    ('day first', '2025-04-03T10:11:12Z', '{}', '2025-04-03'), ('day first', '2025-Apr-03', '{}', '2025-04-03'),
    ('day first', '29/02/2024', '{}', '2024-02-29'), ('day first', '29/02/2025', '{}', '29/02/2025'),
    ('day first', '31/04/2025', '{}', '31/04/2025'), ('day first', '0/4/2025', '{}', '0/4/2025'),
    ('day first', '3/13/2025', '{}', '3/13/2025'), ('day first', '3 Apx 2025', '{}', '3 Apx 2025'),
    ('day first', 'soon', '{}', 'soon'), ('day first', '45678', '{}', '45678'), ('day first', NULL, '{}', NULL),
    ('day first', '3/4/1825', '{}', '3/4/1825'),
    ('month first', '3/4/2025', '{}', '2025-03-04'), ('month first', '12/31/25 23:59', '{}', '2025-12-31'),
    ('month first', '3 Apr 2025', '{}', '2025-04-03'), ('month first', '2025-04-03', '{}', '2025-04-03'),
    ('month first', '31/12/2025', '{}', '31/12/2025'),
    ('day number', '45678', '{}', '2025-01-21'), ('day number', '45678.75', '{}', '2025-01-21'),
    ('day number', '2025-01-21', '{}', '2025-01-21'),
    ('yes if filled', 'x', '{}', 'yes'), ('yes if filled', E' \u00a0', '{}', 'no'), ('yes if filled', NULL, '{}', 'no'),
    ('codes', ' Agreed  TO assess', '{"agreed to assess": "Y"}', 'Y'), ('codes', '1.0', '{"1": "Y"}', 'Y'),
    ('codes', 'other', '{"a": "Y"}', 'other'), ('codes', 'A', '{"a": ""}', NULL),
    ('day first', 'not known', '{"not known": ""}', NULL)) v (reading, given, codes, read);
-- Every day of four years, written in each way, is read as that day.
SELECT is_empty($$SELECT d, f FROM generate_series('2023-01-01', '2026-12-31', interval '1 day') d,
                  unnest(ARRAY['DD/MM/YYYY', 'FMDD/FMMM/YY', 'DD-Mon-YYYY', 'FMDD FMMonth YYYY',
                               'YYYY-MM-DD"T"HH24:MI:SS']) f
                  WHERE sen.export_value(to_char(d, f), 'day first') <> to_char(d, 'YYYY-MM-DD')$$,
                'every day, in every form');
SELECT is_empty($$SELECT d FROM generate_series('2023-01-01', '2026-12-31', interval '1 day') d
                  WHERE sen.export_value(to_char(d, 'MM/DD/YYYY'), 'month first') <> to_char(d, 'YYYY-MM-DD')
                     OR sen.export_value((d::date - '1899-12-30')::text, 'day number') <> to_char(d, 'YYYY-MM-DD')$$,
                'and with the month first, and by number');

INSERT INTO exp_tap.export_column (export, table_name, our_column, their_column, reading, fixed_value, is_needed) VALUES
    ('casework', 'ehc_request', 'local_authority', NULL, 'as it is', '344', false),
    ('casework', 'ehc_request', 'request_ref', 'CASE no', 'as it is', NULL, true),
    ('casework', 'ehc_request', 'received_on', 'Received', 'day first', NULL, false),
    ('casework', 'ehc_request', 'request_outcome', 'Decision', 'codes', NULL, false),
    ('casework', 'ehc_request', 'request_outcome_on', 'decision 2', 'day first', NULL, false),
    ('casework', 'ehc_request', 'rya', 'RYA?', 'yes if filled', NULL, false),
    ('casework', 'assessment_exception', 'local_authority', NULL, 'as it is', '344', false),
    ('casework', 'assessment_exception', 'request_ref', 'Case No', 'as it is', NULL, true),
    ('casework', 'assessment_exception', 'exception', 'Delay', 'codes', NULL, true),
    ('other', 'ehc_request', 'colour', 'a', 'as it is', NULL, false),
    ('other', 'ehc_requests', 'request_ref', 'a', 'as it is', NULL, false),
    ('other', 'ehc_request', 'request_ref', 'Case Nr', 'as it is', NULL, false);
INSERT INTO exp_tap.export_code (export, table_name, our_column, their_code, our_code) VALUES
    ('casework', 'ehc_request', 'request_outcome', 'Agreed', 'Y'),
    ('casework', 'ehc_request', 'request_outcome', 'Declined', 'N'),
    ('casework', 'ehc_request', 'request_outcome', 'Not yet', NULL),
    ('casework', 'assessment_exception', 'exception', 'Abroad', 'absence_4_weeks');
SELECT throws_ok($$SELECT * FROM sen.export_report('exp_tap', 'casework')$$, '42P01', 'there is no export to read',
                 'no export waits');
SELECT is(sen.export_table('{Case No,Received,Decision,"Decision ",RYA?,Delay,"",Team,Received}'), 'export_rows',
          'a table for the file');
SELECT is((SELECT string_agg(a.attname, ' ' ORDER BY a.attnum) FROM pg_attribute a
           WHERE a.attrelid = 'pg_temp.export_rows'::regclass AND a.attnum > 0),
          'case_no received decision decision_2 rya? delay unnamed_7 team received_2', 'with its columns');
INSERT INTO pg_temp.export_rows VALUES
    ('C1', '6 Jan 2025', 'agreed', '14/02/2025', '', '', '', 'North', ''),
    ('', '', '', '', '', '', '', '', ''),
    ('C2', '7/1/25', 'DECLINED', '14-Feb-25 10:00', 'x', 'abroad', '', 'South', ''),
    ('C3', '8/1/25', 'Agred', '', '', 'unknown reason', '', '', ''),
    ('C4', '9/1/25', 'Agred', '', '', '', '', '', '');
SELECT results_eq($$SELECT problem, table_name, our_column, their_column, their_code, row_count,
                           hint LIKE 'Perhaps as agreed?%' FROM sen.export_report('exp_tap', 'casework')$$,
                  $$VALUES ('code is not mapped', 'assessment_exception', 'exception', 'delay', 'unknown reason',
                            1::bigint, false), ('code is not mapped', 'ehc_request', 'request_outcome', 'decision',
                                                'Agred', 2, true),
                    ('column is not mapped', NULL, NULL, 'unnamed_7', NULL, 0, false),
                    ('column is not mapped', NULL, NULL, 'team', NULL, 2, false),
                    ('column is not mapped', NULL, NULL, 'received_2', NULL, 0, false)$$,
                  'codes and columns that are not mapped');
SELECT results_eq($$SELECT problem, table_name, our_column, hint LIKE '%case_no%'
                    FROM sen.export_report('exp_tap', 'other') WHERE problem <> 'column is not mapped'$$,
                  $$VALUES ('there is no such column of a table', 'ehc_request', 'colour', false),
                    ('column is not in the file', 'ehc_request', 'request_ref', true),
                    ('there is no such column of a table', 'ehc_requests', 'request_ref', false)$$,
                  'columns that are not there');
SELECT throws_ok($$SELECT sen.map_export('exp_tap', 'casework', 'ehc_request')$$, '22000',
                 '1 column or code of export "casework" cannot be mapped; the first is "Agred": code is not mapped',
                 'what is not mapped is not guessed');
SELECT throws_ok($$SELECT sen.map_export('exp_tap', 'casework', 'action')$$, '42704',
                 'export "casework" has no mapping for table "action"', 'a table that it does not fill');
SELECT throws_ok($$SELECT sen.map_export('exp_tap', 'nothing', 'action')$$, '42704',
                 'no mapping of export "nothing" is in programme "exp_tap"', 'an export that is not mapped');
SELECT throws_ok($$SELECT sen.map_export('nowhere', 'casework', 'action')$$, '3F000', NULL, 'no such programme');
SELECT throws_ok($$SELECT sen.export_report(NULL, NULL)$$, '3F000', NULL, 'no programme');
SELECT throws_ok($$SELECT sen.export_table('{}')$$, '22004', 'the export has no header', 'no header');
SELECT throws_ok($$SELECT sen.export_table(NULL)$$, '22004', NULL, 'null for a header');
UPDATE pg_temp.export_rows SET decision = 'Not yet' WHERE decision = 'Agred';
SELECT is(sen.map_export('exp_tap', 'casework', 'ehc_request'), 5::bigint, 'mapped');
INSERT INTO pg_temp.ehc_request_rows (local_authority, request_ref, received_on) VALUES ('344', 'C1', 'soon');
SELECT results_eq($$SELECT "row_number", column_name, problem FROM sen.check_rows('exp_tap.ehc_request')$$,
                  $$VALUES (6::bigint, 'received_on', 'is not a date')$$, 'rows keep the numbers of the file');
DELETE FROM pg_temp.ehc_request_rows WHERE received_on = 'soon';
SELECT is((SELECT l FROM sen.load_rows('exp_tap.ehc_request') l)::text, '(4,4,0,0,0,1,)', 'and are loaded');
SELECT results_eq($$SELECT request_ref, received_on, request_outcome, request_outcome_on, rya FROM exp_tap.ehc_request
                    ORDER BY 1$$,
                  $$VALUES ('C1', date '2025-01-06', 'Y', date '2025-02-14', false),
                    ('C2', '2025-01-07', 'N', '2025-02-14', true), ('C3', '2025-01-08', NULL, NULL, false),
                    ('C4', '2025-01-09', NULL, NULL, false)$$, 'as what they mean');
INSERT INTO exp_tap.export_code VALUES ('casework', 'assessment_exception', 'exception', 'Unknown Reason', NULL);
SELECT is(sen.map_export('exp_tap', 'casework', 'assessment_exception'), 5::bigint, 'another table of the same export');
SELECT is((SELECT l FROM sen.load_rows('exp_tap.assessment_exception') l)::text, '(1,1,0,0,0,4,)',
          'of which few lines are rows');
SELECT is((SELECT string_agg(e.request_ref || e.exception, ', ') FROM exp_tap.assessment_exception e),
          'C2absence_4_weeks', 'those with a value that is needed');
-- Again the same: nothing changes.
SELECT is(sen.map_export('exp_tap', 'casework', 'ehc_request'), 5::bigint, 'mapped again');
SELECT is((SELECT l FROM sen.load_rows('exp_tap.ehc_request') l)::text, '(4,0,0,4,0,1,)', 'is the same again');
SELECT * FROM finish();
ROLLBACK;
