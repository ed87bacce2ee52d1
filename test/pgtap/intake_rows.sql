-- Rows of text for any table: each cell has one reading or is told what is wrong with it, and all faults of a file are
-- told at once.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, MDY';
SELECT no_plan();
\set programme intake_tap
\ir ../fixtures/ready_programme.sql

-- A cell: what is read, or what is wrong and a word of the hint.
CREATE TEMPORARY TABLE cell (kind regtype, is_code boolean, given text, read text, problem text, hint text);
INSERT INTO cell VALUES
    ('date', false, '03/04/2025', '2025-04-03', NULL, NULL),
    ('date', false, ' 2025-04-03T00:00:00Z ', '2025-04-03', NULL, NULL),
    ('date', false, '29/02/2024', '2024-02-29', NULL, NULL),
    ('date', false, '29/02/2025', NULL, 'is not a date', 'Write dates as'),
    ('date', false, '3/4/25', NULL, 'can be read as two dates', '2025-04-03 or 2025-03-04'),
    ('date', false, '03-04-2025', NULL, 'can be read as two dates', '2025-04-03 or 2025-03-04'),
    ('date', false, '4/4/25', NULL, 'is not a date', 'If it is 2025-04-04'),
    ('date', false, '12/31/2025', NULL, 'is not a date', 'If it is 2025-12-31'),
    ('date', false, '31.12.2025', NULL, 'is not a date', 'If it is 2025-12-31'),
    ('date', false, '45678', NULL, 'is a number, not a date', '2025-01-21'),
    ('date', false, '36526.0', NULL, 'is a number, not a date', '2000-01-01'),
    ('date', false, 'Sept 2025', NULL, 'is not a date', 'A month alone'),
    ('date', false, 'ongoing', NULL, 'is not a date', 'A month alone'),
    ('date', false, '2025-02-01 09:30', NULL, 'is not a date', 'Write dates as'),
    ('date', false, '2025-09', NULL, 'is not a date', 'A month alone'),
    ('date', false, '09/2025', NULL, 'is not a date', 'A month alone'),
    ('date', false, '2025', NULL, 'is not a date', 'A month alone'),
    ('date', false, 'NaT', NULL, NULL, NULL), ('date', false, '<NA>', NULL, NULL, NULL),
    ('date', false, 'n/a', NULL, NULL, NULL), ('date', false, '', NULL, NULL, NULL),
    ('date', false, E'\u00a0\ufeff\u200b', NULL, NULL, NULL),
    ('boolean', false, '1.0', 'true', NULL, NULL), ('boolean', false, '0.0', 'false', NULL, NULL),
    ('boolean', false, 'YES', 'true', NULL, NULL), ('boolean', false, 'f', 'false', NULL, NULL),
    ('boolean', false, 'maybe', NULL, 'is neither yes nor no', '1 or 0'),
    ('boolean', false, 'nan', NULL, NULL, NULL),
    ('integer', false, '344.0', '344', NULL, NULL), ('integer', false, '1,097', '1097', NULL, NULL),
    ('integer', false, '-12', '-12', NULL, NULL), ('integer', false, '12.5', NULL, 'is not a whole number', 'digits'),
    ('smallint', false, 'twelve', NULL, 'is not a whole number', 'digits only'),
    ('numeric', false, '23%', '23', NULL, NULL), ('numeric', false, '12.5%', '12.5', NULL, NULL),
    ('numeric', false, '£1,234.50', '1234.50', NULL, NULL), ('numeric', false, '.5', '.5', NULL, NULL),
    ('numeric', false, '1,234,567', '1234567', NULL, NULL),
    ('numeric', false, '1,5', NULL, 'is not a number', 'A comma only parts thousands'),
    ('numeric', false, '1,2345', NULL, 'is not a number', 'A comma only parts thousands'),
    ('numeric', false, '1234,567', NULL, 'is not a number', 'A comma only parts thousands'),
    ('numeric', false, '1.23E+05', NULL, 'is not a number', 'A spreadsheet has shortened it'),
    ('numeric', false, 'x', NULL, 'is not a number', 'not available'),
    ('numeric', false, 'z', NULL, 'is not a number', 'not applicable'),
    ('numeric', false, 'c', NULL, 'is not a number', 'suppressed'),
    ('numeric', false, 'low', NULL, 'is not a number', 'rounds to 0'),
    ('numeric', false, '*', NULL, 'is not a number', 'suppressed'),
    ('numeric', false, '<5', NULL, 'is not a number', 'below a number'),
    ('numeric', false, 'NaN', NULL, NULL, NULL), ('numeric', false, 'NA', NULL, NULL, NULL),
    ('numeric', false, '.', NULL, 'is not a number', 'digits'), ('numeric', false, '5 %', NULL, 'is not a number', '%'),
    ('numeric', false, '1.2.3', NULL, 'is not a number', 'digits'),
    ('text', true, '344.0', '344', NULL, NULL), ('text', true, '="0012"', '0012', NULL, NULL),
    ('text', true, '1.23E+05', NULL, 'has lost digits', 'format the column as text'),
    ('text', true, '3E+10', NULL, 'has lost digits', 'format the column as text'),
    ('text', true, '1.5', '1.5', NULL, NULL), ('text', true, 'v2.0', 'v2.0', NULL, NULL),
    ('text', true, E'R\u00a01', NULL, 'has a blank in it that cannot be seen', 'Type it anew'),
    ('text', true, E'R\u200b1', NULL, 'has a blank in it that cannot be seen', 'Type it anew'),
    ('text', true, E'\u00a0R 1\u200b', 'R 1', NULL, NULL), ('text', true, 'None', NULL, NULL, NULL),
    ('text', false, 'None', 'None', NULL, NULL), ('text', false, 'n/a', 'n/a', NULL, NULL),
    ('text', false, 'NaN', NULL, NULL, NULL), ('text', true, 'NULL', NULL, NULL, NULL),
    ('text', false, 'NULL', 'NULL', NULL, NULL), ('text', false, E'a\u00a0b', E'a\u00a0b', NULL, NULL),
    ('date', false, '2025-12-31T00:00:00', '2025-12-31', NULL, NULL),
    ('date', false, '31/12/2025 00:00:00', '2025-12-31', NULL, NULL),
    ('date', false, '31-Dec-2025', NULL, 'is not a date', 'If it is 2025-12-31'),
    ('date', false, '3 Sept 25', NULL, 'is not a date', 'If it is 2025-09-03'),
    ('date', false, '31 Sept 25', NULL, 'is not a date', 'Write dates as'),
    ('date', false, '########', NULL, 'is an error of the spreadsheet', 'widen the column'),
    ('numeric', false, '#DIV/0!', NULL, 'is an error of the spreadsheet', 'Mend the formula'),
    ('text', false, '#REF!', NULL, 'is an error of the spreadsheet', 'Mend the formula'),
    ('text', false, '#1', '#1', NULL, NULL), ('text', false, '###', '###', NULL, NULL),
    ('text', true, '=0012', '0012', NULL, NULL), ('date', false, '=31/12/2025', '2025-12-31', NULL, NULL),
    ('text', false, '=0012', '=0012', NULL, NULL), ('text', true, '=', '=', NULL, NULL),
    ('text', true, '2.0', '2', NULL, NULL), ('boolean', false, '2.0', NULL, 'is neither yes nor no', '1 or 0'),
    ('numeric', false, '9.40%', '9.40', NULL, NULL), ('numeric', false, ' 1,097 ', '1097', NULL, NULL),
    ('numeric', false, '-', NULL, 'is not a number', 'digits'),
    ('boolean', false, 'x', NULL, 'is neither yes nor no', '1 or 0'),
    ('text', false, '344.0', '344.0', NULL, NULL), ('text', false, NULL, NULL, NULL, NULL);
SELECT is(ARRAY[v.read, v.problem], ARRAY[c.read, c.problem],
          format('%s%s %L', c.kind, CASE WHEN c.is_code THEN ', a code,' ELSE '' END, c.given))
FROM cell c CROSS JOIN LATERAL sen.read_value(c.given, c.kind, c.is_code) v;
SELECT is_empty($$SELECT c.given, v.hint, c.hint FROM cell c, sen.read_value(c.given, c.kind, c.is_code) v
                  WHERE (c.hint IS NULL) <> (v.hint IS NULL) OR strpos(v.hint, c.hint) = 0$$,
                'and the hint says what to write');
SELECT is(sen.nearest_word('paretns', '{health,parents and carers,parents}'), 'parents', 'the nearest word');
SELECT is(sen.nearest_word('par', '{health,parents and carers}'), 'parents and carers', 'the beginning of a word');
SELECT is(sen.nearest_word('zzz', '{health,care}'), NULL, 'none is near');
SELECT is(sen.header_columns(E'a,"b ""x"", y",,c\r'), '{a,"b \"x\", y","",c}', 'a header');
SELECT is(sen.header_columns('a;b,c;"d;e"', ';'), '{a,"b,c",d;e}', 'a header with semicolons');

-- Three kinds of faults in 1,500 rows: one round.
SELECT is(sen.intake_table('intake_tap.ehc_request', '{Local Authority,request_ref,Received On,request_outcome,week20,'
                           'colour}'), 'ehc_request_rows', 'the temporary table has the columns of the file');
INSERT INTO pg_temp.ehc_request_rows
SELECT '344.0', 'R' || i, CASE WHEN i % 100 = 7 THEN 'soon' ELSE to_char(date '2025-01-01' + i % 28, 'DD/MM/YYYY') END,
       CASE WHEN i % 100 = 13 THEN 'Q' ELSE 'y' END, CASE WHEN i % 50 = 19 THEN 'maybe' ELSE '0.0' END, 'red'
FROM generate_series(1, 1500) i;
SELECT results_eq($$SELECT column_name, problem, count(*), min("row_number"), max("row_number")
                    FROM sen.check_rows('intake_tap.ehc_request') GROUP BY 1, 2 ORDER BY 1$$,
                  $$VALUES ('received_on', 'is not a date', 15::bigint, 7::bigint, 1407::bigint),
                    ('request_outcome', 'is not allowed', 15, 13, 1413),
                    ('week20', 'is neither yes nor no', 30, 19, 1469)$$, 'all faults of a file in one round');
SELECT is((SELECT count(*) FROM intake_tap.ehc_request), 0::bigint, 'looking loads nothing');
SELECT throws_ok($$SELECT sen.load_rows('intake_tap.ehc_request')$$, '22000',
                 '60 rows of 1500 cannot be loaded, so none was', 'nor does a file with faults');
SELECT is((SELECT count(*) FROM intake_tap.ehc_request), 0::bigint, 'which loads nothing');
SELECT is(sen.take_rows('intake_tap.ehc_request', NULL, 'all') ->> 'refused', '60', 'nor does what it calls');
SELECT is((SELECT count(*) FROM intake_tap.ehc_request), 0::bigint, 'by itself');
SELECT is((SELECT l FROM sen.load_rows('intake_tap.ehc_request', only_good => true) l)::text,
          '(1500,1440,0,0,60,0,colour)', 'the good rows alone');
SELECT is((SELECT count(*) FROM intake_tap.ehc_request), 1440::bigint, 'are loaded');
SELECT is((SELECT count(*) FROM pg_temp.ehc_request_rows), 60::bigint, 'and the others stay');
SELECT is((SELECT string_agg(DISTINCT r.local_authority || r.request_outcome || r.week20, ', ')
           FROM intake_tap.ehc_request r), '344Yfalse', 'read as what they mean');

-- Again: what is new, changed, unchanged; an empty cell empties, a column that is not in the file stays.
SELECT sen.intake_table('intake_tap.ehc_request', '{local_authority,request_ref,received_on}') \gset
INSERT INTO pg_temp.ehc_request_rows VALUES ('344', 'R1', '02/01/2025'), ('344', 'R2', ''), ('344', 'N1', '01/02/2025'),
    ('', ' ', NULL), ('local_authority', 'request_ref', 'received_on');
SELECT is((SELECT l FROM sen.load_rows('intake_tap.ehc_request') l)::text, '(3,1,1,1,0,2,)',
          'one new, one changed, one as it was; a blank line and the header are no rows');
SELECT is((SELECT r.received_on || '' FROM intake_tap.ehc_request r WHERE r.request_ref = 'R2'), NULL, 'emptied');
SELECT is((SELECT r.request_outcome FROM intake_tap.ehc_request r WHERE r.request_ref = 'R2'), 'Y', 'left alone');

-- What only shows when the row goes in: two columns together, a key twice, a key that is not there.
SELECT sen.intake_table('intake_tap.ehc_request', '{local_authority,request_ref,received_on,request_outcome_on,'
                        'closed_on}') \gset
INSERT INTO pg_temp.ehc_request_rows VALUES ('344', 'D1', '2025-03-02', '2025-03-01', '2025-02-01'),
    ('344', 'D2', '2025-03-02', NULL, NULL), ('344', 'D2', '2025-03-03', NULL, NULL),
    ('344', '', '2025-03-03', NULL, NULL), ('Total', '', NULL, NULL, NULL);
SELECT results_eq($$SELECT "row_number", column_name, value, problem FROM sen.check_rows('intake_tap.ehc_request')$$,
                  $$VALUES (1::bigint, 'closed_on', '2025-02-01', 'is not allowed'),
                    (1, 'request_outcome_on', '2025-03-01', 'is not allowed'),
                    (3, 'local_authority', '344', 'is the key of row 2 too'),
                    (4, 'request_ref', NULL, 'must not be empty'),
                    (5, 'local_authority', 'Total', 'is a line of totals'),
                    (5, 'request_ref', NULL, 'must not be empty')$$, 'checks over columns, keys, totals');
SELECT sen.intake_table('intake_tap.assessment_exception', '{local_authority,request_ref,exception,time_limit}') \gset
INSERT INTO pg_temp.assessment_exception_rows VALUES ('344', 'R1', 'staff_shortage', 'final plan'),
    ('344', 'nobody', 'absence_4_weeks', 'FINAL_PLAN'), ('344', 'R1', 'absence_4_weeks', 'the final plan');
SELECT results_eq($$SELECT "row_number", column_name, problem FROM sen.check_rows('intake_tap.assessment_exception')$$,
                  $$VALUES (1::bigint, NULL, 'unknown exception "staff_shortage"'),
                    (2, 'request_ref', 'is not in table "ehc_request"'),
                    (3, 'time_limit', 'unknown time limit "the final plan"')$$,
                  'words of a type in any case and with blanks; a key that is not there');
SELECT sen.intake_table('intake_tap.partner', '{partner_id,sector}') \gset
INSERT INTO pg_temp.partner_rows VALUES ('la', 'Local  Government'), ('pcf', 'parents'), ('x', 'zzz');
SELECT results_eq($$SELECT "row_number", column_name, problem, split_part(hint, '?', 1)
                    FROM sen.check_rows('intake_tap.partner')$$,
                  $$VALUES (NULL::bigint, 'name', 'is not in the file', 'Full name of the body.'),
                    (2, 'sector', 'is not in table "sector"', 'Perhaps ''parents and carers'''),
                    (3, 'sector', 'is not in table "sector"', (
                        SELECT 'Use one of: ' || string_agg(s.sector, ', ' ORDER BY s.sector) || '.'
                        FROM intake_tap.sector s))$$, 'the allowed words, and the nearest');
-- The month first somewhere in a column: then nowhere for sure.
SELECT sen.intake_table('intake_tap.ehc_request', '{local_authority,request_ref,received_on}') \gset
INSERT INTO pg_temp.ehc_request_rows VALUES ('344', 'M1', '03/04/2025'), ('344', 'M2', '12/31/2025'),
    ('344', 'M3', '04/04/2025'), ('344', 'M4', '31/03/2025');
SELECT results_eq($$SELECT "row_number", problem FROM sen.check_rows('intake_tap.ehc_request')$$,
                  $$VALUES (1::bigint, 'can be read as two dates'), (2, 'is not a date')$$,
                  'a date that could be read two ways, beside one with the month first');

-- Also as Excel writes them there, without zeros, and in another column.
SELECT sen.intake_table('intake_tap.ehc_request', '{local_authority,request_ref,received_on,closed_on,request_source}')
\gset
INSERT INTO pg_temp.ehc_request_rows VALUES ('344', 'M1', '10/11/2025', '', 'NA'),
    ('344', 'M2', '11/11/2025', '', 'n/a'), ('344', 'M3', '2025-11-12', '1/13/2026', '7'),
    ('344', 'M4', U&'\00a010/12/2025', NULL, 'none');
SELECT results_eq($$SELECT "row_number", column_name, problem FROM sen.check_rows('intake_tap.ehc_request')$$,
                  $$VALUES (1::bigint, 'received_on', 'can be read as two dates'), (3, 'closed_on', 'is not a date'),
                    (3, 'request_source', 'is not allowed'), (4, 'received_on', 'can be read as two dates')$$,
                  'a date with the month first in another column; NA among codes is nothing');
DELETE FROM pg_temp.ehc_request_rows WHERE request_ref <> 'M2';
SELECT is((SELECT l FROM sen.load_rows('intake_tap.ehc_request') l)::text, '(1,1,0,0,0,0,)', 'without it they load');
SELECT is((SELECT r.request_source FROM intake_tap.ehc_request r WHERE r.request_ref = 'M2'), NULL, 'and NA is null');
DELETE FROM intake_tap.ehc_request WHERE request_ref = 'M2';
-- Types that no check looks at, of a row that names another table.
CREATE TABLE intake_tap.visit (id text PRIMARY KEY, sector text REFERENCES intake_tap.sector, at timestamptz,
                               n smallint, list integer[]);
SELECT sen.intake_table('intake_tap.visit') \gset
INSERT INTO pg_temp.visit_rows VALUES ('v1', 'health', 'soon', '1', '{1}'),
    ('v2', 'health', '2025-01-01', '99999', '{1}'),
    ('v3', 'health', '2025-01-01 09:00', '12', 'one'), ('v4', 'health', '2025-01-01 09:00', '12', '{1,2}');
SELECT results_eq($$SELECT "row_number", column_name, value FROM sen.check_rows('intake_tap.visit')$$,
                  $$VALUES (1::bigint, 'at', 'soon'), (2, 'n', '99999'), (3, 'list', 'one')$$,
                  'are named by row and column too');

-- A plain INSERT by a session that has the month first: days that cannot be are found.
SET LOCAL sen_improvement.as_of = '2025-12-31';
INSERT INTO intake_tap.ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                                    assessment_outcome, assessment_outcome_on)
VALUES ('350', 'D1', '01/06/2024', 'Y', '12/07/2024', 'Y', '10/10/2024');
SELECT results_eq($$SELECT q.finding, q.severity FROM intake_tap.data_quality q
                    WHERE q.subject = 'requests of authority 350' AND q.severity = 'error'$$,
                  $$VALUES ('plan issued or refused before the decision to assess', 'error')$$,
                  '12 July, read as 7 December, comes after 10 October');
RESET sen_improvement.as_of;

-- A table without its key in the file: what is there as it stands is not taken again.
SELECT is((SELECT count(*) FROM sen.template('intake_tap.feedback') t WHERE t.column_name = 'tone'
           AND t.allowed ~ ':'), 1::bigint, 'a template says what a check allows');
SELECT is((SELECT t.allowed FROM sen.template('intake_tap.partner') t WHERE t.column_name = 'sector'), (
    SELECT string_agg(s.sector, ', ' ORDER BY s.sector) FROM intake_tap.sector s), 'and the words of another table');

-- A table whose rows name one another, also when it is too long for a list of words.
CREATE TABLE intake_tap.branch (id text PRIMARY KEY, parent text REFERENCES intake_tap.branch);
INSERT INTO intake_tap.branch SELECT 'b' || i, NULL FROM generate_series(1, 501) i;
SELECT sen.intake_table('intake_tap.branch') \gset
INSERT INTO pg_temp.branch_rows VALUES ('c1', 'b7'), ('c2', 'c1'), ('c3', 'b9999');
SELECT results_eq($$SELECT "row_number", problem ~ 'violates foreign key' FROM sen.check_rows('intake_tap.branch')$$,
                  $$VALUES (3::bigint, true)$$, 'rows that name one another, in a long table');
DELETE FROM intake_tap.branch WHERE id > 'b3';
SELECT results_eq($$SELECT "row_number", problem ~ 'violates foreign key' FROM sen.check_rows('intake_tap.branch')$$,
                  $$VALUES (1::bigint, false), (2, true), (3, false)$$,
                  'and in a short one, with the row that names one which was refused');
-- The paragraphs of a notice, as rows that the tables take.
INSERT INTO intake_tap.notice (notice_id, title, issued_by, issued_to, issued_on, actions_due_on, source)
VALUES ('2026', 'A notice', 'DfE', 'A council', '2026-02-02', '2027-08-31', 'A letter');
INSERT INTO intake_tap.partner (partner_id, name, sector) VALUES ('la', 'Council', 'local government'),
    ('dfe', 'DfE', 'DfE');
INSERT INTO intake_tap.requirement (notice_id, paragraph, "position", heading, kind, on_partner, asks, how_often, test)
SELECT t.* FROM sen.notice_template('2026', 'la', 'dfe') t;
SELECT results_eq($$SELECT kind, count(*) FROM intake_tap.requirement GROUP BY kind ORDER BY kind$$,
                  $$VALUES ('arrangement', 4::bigint), ('consequence', 1), ('duty', 12), ('expectation', 12)$$,
                  'the paragraphs of a notice go into its table');

-- Order, and what is no table.
SELECT is_empty($$SELECT c.conrelid::regclass, c.confrelid::regclass FROM pg_constraint c
                  JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
                  JOIN sen.load_order('intake_tap') a ON a.table_name = t.relname
                  JOIN sen.load_order('intake_tap') b ON b.table_name = f.relname
                  WHERE c.contype = 'f' AND t.relnamespace = 'intake_tap'::regnamespace AND t.oid <> f.oid
                  AND a."position" <= b."position"$$, 'each table after those that it names');
SELECT cmp_ok((SELECT count(*) FROM sen.load_order('intake_tap')), '>', 50::bigint, 'all tables');
SELECT sen.intake_table('intake_tap.action') \g /dev/null
INSERT INTO pg_temp.action_rows (action_id, objective_id, title, owner_post)
VALUES ('J1', 'O', 't', 'Director / Head of SEND'), ('J2', 'O', 't', 'Director and Head'), ('J3', 'O', 't', 'Handler');
SELECT is(string_agg(r.row_number::text, ' ' ORDER BY r.row_number), '1 2', 'owners in pairs: what the tables hold')
FROM sen.check_rows('intake_tap.action') r
WHERE r.column_name = 'owner_post' AND r.hint LIKE '%One post answers; of an action another can be its lead_post%';
SELECT throws_ok($$SELECT sen.intake_table('intake_tap.dashboard')$$, '42809', NULL, 'a view takes no rows');
SELECT throws_ok($$SELECT sen.intake_table('intake_tap.partner', '{partner_id,Partner ID}')$$, '42701',
                 'column "Partner ID" is in the header twice', 'a header twice');
SELECT throws_ok($$SELECT sen.intake_header(ARRAY(SELECT 'c' || n FROM generate_series(1, 1601) n))$$, '54011',
                 'the header has 1601 columns', 'more columns than a table may have');
SELECT is(cardinality(sen.intake_header(ARRAY(SELECT 'c' || n FROM generate_series(1, 1600) n))), 1600,
          'and as many as it may');
SELECT throws_ok($$SELECT * FROM sen.check_rows('intake_tap.milestone')$$, '42P01', NULL, 'no rows wait');
SELECT throws_ok($$SELECT * FROM sen.check_rows('pg_class', 'pg_class')$$, '42809',
                 '"pg_class" is not a table that takes rows', 'the catalogue takes no rows');
SELECT throws_ok($$SELECT * FROM sen.check_rows('intake_tap.dashboard', 'intake_tap.partner')$$, '42809', NULL,
                 'nor does a view');
CREATE ROLE sen_tap_intake;
SET LOCAL ROLE sen_tap_intake;
SELECT throws_ok(format('SELECT * FROM sen.check_rows(%s::oid::regclass, %1$s::oid::regclass)', (
    SELECT c.oid FROM pg_class c WHERE c.relname = 'partner' AND c.relnamespace = 'intake_tap'::regnamespace)),
                 '42501', NULL, 'nothing is read without the right to insert');
RESET ROLE;
CREATE TEMPORARY TABLE stranger (colour text);
SELECT throws_ok($$SELECT * FROM sen.check_rows('intake_tap.milestone', 'stranger')$$, '42703', NULL,
                 'none of its columns');
-- The examples of a template are a row that its table takes.
INSERT INTO intake_tap.post (post_id, partner_id, title) VALUES ('head', 'la', 'Head of the service');
CREATE FUNCTION pg_temp.take_example(target regclass) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    names text := (SELECT string_agg(quote_ident(t.column_name), ', ') FROM sen.template(target) t);
    cells text := (SELECT string_agg(quote_nullable(t.example), ', ') FROM sen.template(target) t);
BEGIN
    PERFORM sen.intake_table(target);
    EXECUTE format('INSERT INTO pg_temp.%I (%s) VALUES (%s)', sen.intake_name(target), names, cells);
    RETURN (SELECT format('%s new, %s refused', l.rows_new, l.rows_refused)
            FROM sen.load_rows(target, only_good => true) l);
END
$$;
SELECT is(pg_temp.take_example(format('intake_tap.%I', t)::regclass), '1 new, 0 refused', 'the example row of ' || t)
FROM unnest('{ehc_request,case_characteristic,annual_review,notice,partner,area,meeting,review,evidence,objective,
    measure,risk,action,milestone,measurement,log_entry,commentary}'::text[]) WITH ORDINALITY t (t, place)
ORDER BY place;
SELECT * FROM finish();
ROLLBACK;
