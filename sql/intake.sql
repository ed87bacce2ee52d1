-- Room intake: extracts as case systems write them, read one way or refused.
\i sql/include/begin.sql

-- Dates ----------------------------------------------------------------------
-- A row below is a difference. The day comes first in the British form, whatever DateStyle says.
SET datestyle = 'SQL, MDY';
SELECT v.*, sen.read_date(value, 'c') FROM (VALUES
    ('2025-12-31', make_date(2025, 12, 31)), ('31/12/2025', make_date(2025, 12, 31)),
    ('04/03/2025', make_date(2025, 3, 4)),
    ('2024-02-29', make_date(2024, 2, 29)), ('29/02/2024', make_date(2024, 2, 29)),
    ('2025-12-31 00:00:00', make_date(2025, 12, 31)),
    ('31/12/2025 00:00:00', make_date(2025, 12, 31)), ('2025-12-31T00:00:00', make_date(2025, 12, 31)),
    ('2025-12-31 00:00', make_date(2025, 12, 31)), ('31/12/2025 00:00', make_date(2025, 12, 31)),
    ('2025-12-31T00:00:00Z', make_date(2025, 12, 31)), ('2025-12-31T00:00:00.000Z', make_date(2025, 12, 31)),
    ('2025-12-31 00:00:00.0000000', make_date(2025, 12, 31)), ('2025-12-31T00:00Z', make_date(2025, 12, 31)),
    ('0001-01-01', make_date(1, 1, 1)), ('9999-12-31', make_date(9999, 12, 31)),
    (NULL, NULL)
) v (value, day) WHERE sen.read_date(value, 'c') IS DISTINCT FROM day;
SET datestyle = 'ISO, YMD';
SELECT sen.read_date('2025-12-31', NULL) AS none;
\set ECHO none
CREATE FUNCTION pg_temp.attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text; message text; hint text; value text;
BEGIN
    EXECUTE statement INTO value;
    RETURN coalesce(value, 'null');
EXCEPTION WHEN others THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', state, message, nullif(hint, ''));
END $$;
\set ECHO all
\pset tuples_only on
SELECT pg_temp.answers_with('SELECT sen.read_date(%L, ''received_on'')', '', ' ', '2025-02-29', '29/02/2025',
                            '31/04/2025', '12/31/2025', '2025-13-01', '00/01/2025', '2025-00-01', '1/1/2025',
                            '01/01/25', '2025-1-1', '20251231',
    '31.12.2025', '31-12-2025', '31 December 2025', '2025-12-31 09:30:00', '2025-12-31T00:00:01', '2025-12-31 00:01',
    '2025-12-31 00:00:00.001', '2025-12-31 00', '2025-12-31 00:00:0', '2025-12-31 00:00:00+01', '2025-12-31  00:00',
    '2025-12-3100:00', '2025-12-31T', '2025-12-31Z', ' 00:00:00', '2025-12-31 00:00:00 00:00:00',
    ' 2025-12-31', '2025-12-31 ', '0000-01-01', '01/01/0000', 'infinity', '-infinity', 'today', 'null', '45657', 'x');
-- Flags ----------------------------------------------------------------------
SELECT v, sen.read_boolean(v, 'c')
FROM unnest(ARRAY['0', '1', 'no', 'yes', 'No', 'YES', 'n', 'Y', 'f', 'T', 'false', 'TRUE', NULL]) v;
SELECT pg_temp.answers_with('SELECT sen.read_boolean(%L, ''week20'')', '', '2', '-1', '00', 'ye', 'yess', 'on', 'tru',
                            ' 1', 'perhaps', 'null');
\pset tuples_only off

-- An extract -----------------------------------------------------------------
\set programme intake
\i test/fixtures/ready_programme.sql
SET search_path = intake;
COPY ehc_request_intake (local_authority, request_ref, received_on, request_source, rya, request_outcome,
                         request_outcome_on, week20, exported_to) FROM stdin WITH (FORMAT csv, HEADER match);
local_authority,request_ref,received_on,request_source,rya,request_outcome,request_outcome_on,week20,exported_to
 344 ,R1, 04/03/2025 00:00:00,1,no,Y,2025-04-15,1,
344,"R 2",,,,,"  ",,
344,R3,2025-01-01,2,N,A,,FALSE,"XXX"
\.
SELECT local_authority, request_ref, received_on, request_source, rya, request_outcome, request_outcome_on, week20,
       exported_to FROM ehc_request ORDER BY request_ref;
-- A column left out or empty takes the table's default; a reference is text, whatever it looks like.
COPY assessment_exception_intake (local_authority, request_ref, time_limit, exception, from_date)
    FROM stdin WITH (FORMAT csv);
344,R1,,absence_4_weeks,01/02/2025
344,R1,assess_decision,absence_4_weeks,
\.
SELECT time_limit, exception, from_date, to_date FROM assessment_exception ORDER BY time_limit;
INSERT INTO ehc_request_intake (local_authority, request_ref, child_ref) VALUES ('001', '007', '1e3'),
    ('001', 'true', 'null'), ('001', 'a"b\c', '{"x": 1}');
SELECT request_ref, child_ref FROM ehc_request WHERE local_authority = '001' ORDER BY request_ref COLLATE "C";
-- No-break spaces, as spreadsheets leave them, are blanks.
INSERT INTO ehc_request_intake (local_authority, request_ref, received_on, week20)
SELECT b || '002' || b, b || 'x' || b || 'y', '01/02/2025' || b, b FROM (SELECT E'\t\r\n ' || chr(160)) s (b);
SELECT request_ref = 'x' || E'\t\r\n ' || chr(160) || 'y' AS inner_blanks_stay, received_on, week20 FROM ehc_request
WHERE local_authority = '002';
DELETE FROM ehc_request WHERE local_authority = '002';
-- The intake view shows what is in the table, and takes nothing but rows.
SELECT local_authority, request_ref, received_on, rya, week20 FROM ehc_request_intake WHERE request_ref LIKE 'R%'
ORDER BY request_ref;
SELECT pg_temp.answers(
    $$UPDATE ehc_request_intake SET received_on = '2025-01-01' WHERE request_ref = 'R3'$$,
    $$UPDATE ehc_request_intake SET request_ref = 'changed' WHERE request_ref = 'R3'$$,
    $$DELETE FROM ehc_request_intake WHERE request_ref = 'R3'$$,
    $$DELETE FROM assessment_exception_intake$$
);

-- Every column refuses what is wrong, with the value, and the whole load with it.
\pset tuples_only on
SELECT name || E'\n    '
       || pg_temp.attempt(format('INSERT INTO ehc_request_intake (local_authority, request_ref, received_on, %I) '
                                 'VALUES (%L, %L, %L, %L) RETURNING 1', name, '344', 'x', '2025-01-02', value))
FROM (VALUES (1, 'child_ref', 'c'), (2, 'request_source', '6'), (3, 'rya', '2'), (4, 'request_outcome', 'X'),
      (5, 'request_outcome_on', '2025-01-01'), (6, 'request_mediation', 'x'),
             (7, 'request_tribunal', 'x'), (8, 'exported_to', '1'), (9, 'assessment_outcome', 'y'),
             (10, 'assessment_outcome_on', '01/01/2025'), (11, 'assessment_mediation', 'x'),
             (12, 'assessment_tribunal', 'x'), (13, 'other_mediation', 'x'), (14, 'other_tribunal', 'x'),
             (15, 'week20', 'x'), (16, 'plan_start_on', '1989-12-31'), (17, 'closed_on', '31/02/2025'),
             (18, 'nothing', 'x')) v (place, name, value) ORDER BY place;
SELECT pg_temp.attempt('INSERT INTO ehc_request_intake (local_authority, request_ref) VALUES (''34'', ''x'') '
                       'RETURNING 1');
SELECT pg_temp.attempt('INSERT INTO ehc_request_intake (local_authority, request_ref) VALUES (''344'', '' '') '
                       'RETURNING 1');
SELECT pg_temp.attempt('INSERT INTO ehc_request_intake (local_authority, request_ref, received_on) VALUES (''344'', '
                       '''x'', ''2025-02-30'') RETURNING 1');
SELECT pg_temp.attempt('INSERT INTO ehc_request_intake (local_authority) VALUES ('''') RETURNING 1');
SELECT pg_temp.attempt('INSERT INTO assessment_exception_intake (local_authority, request_ref, exception, time_limit) '
                       'VALUES (''344'', ''R2'', ''absence_4_weeks'', ''final plan'') RETURNING 1');
SELECT pg_temp.attempt('INSERT INTO assessment_exception_intake (local_authority, request_ref, exception, from_date, '
                       'to_date) VALUES (''344'', ''R2'', ''absence_4_weeks'', ''02/01/2025'', ''01/01/2025'') '
                       'RETURNING 1');
\pset tuples_only off
DELETE FROM ehc_request WHERE request_ref = 'x';
SELECT count(*) AS before FROM ehc_request;
COPY ehc_request_intake (local_authority, request_ref, received_on) FROM stdin WITH (FORMAT csv, HEADER match);
local_authority,request_ref,received_on
344,R4,04/03/2025
344,R5,unknown
\.
COPY ehc_request_intake (local_authority, request_ref, received_on) FROM stdin WITH (FORMAT csv);
344,R4,04/03/2025
,,
\.
COPY ehc_request_intake (local_authority, request_ref, received_on) FROM stdin WITH (FORMAT csv, HEADER match);
local_authority,request_reference,received_on
344,R4,04/03/2025
\.
SELECT count(*) AS after FROM ehc_request;

-- A column of the user's own, and another name of the schema, are no obstacle.
ALTER TABLE ehc_request ADD COLUMN team text DEFAULT 'north';
ALTER SCHEMA intake RENAME TO intake_renamed;
SET search_path = public;
INSERT INTO intake_renamed.ehc_request_intake (local_authority, request_ref) VALUES ('344', 'R9');
SELECT request_ref, team FROM intake_renamed.ehc_request WHERE request_ref = 'R9';
-- The trigger function belongs to the intake views.
CREATE TABLE intake_renamed.stray (a text);
CREATE TRIGGER stray BEFORE INSERT ON intake_renamed.stray FOR EACH ROW EXECUTE FUNCTION sen.intake_row('nothing');
\set VERBOSITY sqlstate
INSERT INTO intake_renamed.stray VALUES ('x');
SELECT sen.intake_row();
\set VERBOSITY default
SET client_min_messages = warning;
DROP SCHEMA intake_renamed CASCADE;
