-- Room ledger: reading a log back. Random changes against copies of the table are in test/pgtap/ledger_read.sql.
\i sql/include/begin.sql
CREATE SCHEMA reading;
SET search_path = reading, public;
SELECT sen.create_log('reading');
CREATE TABLE action (action_id integer PRIMARY KEY, what text, status text DEFAULT 'open', due_on date);
CREATE TABLE risk (area text, number integer, what text, PRIMARY KEY (area, number));
CREATE TABLE loose (id integer PRIMARY KEY);

-- Nothing yet
SELECT pg_temp.answers(
    $$SELECT * FROM sen.as_of(null::action, 1)$$,
    $$SELECT * FROM sen.as_of(null::action, now())$$
);
SELECT * FROM log_versions;
SELECT * FROM log_leaves;
SELECT * FROM changes_since_sealed_meeting;
INSERT INTO action VALUES (1, 'there before tracking', 'open', '2025-06-01');
SELECT sen.track('action');
SELECT sen.track('risk');
SET timezone = 'Europe/London';
SET datestyle = 'SQL, DMY';

-- Two meetings
SET sen_improvement.meeting = 'Board 10 June';
INSERT INTO action VALUES (2, 'Recruit two psychologists', 'open', '2025-09-01'), (3, 'Train "SENCOs"', 'open', NULL);
INSERT INTO risk VALUES ('law', 1, 'appeals'), ('staff', 1, 'vacancies');
SELECT version, entries, size FROM sen.seal('reading', 'June papers');
SET sen_improvement.meeting = '';
UPDATE action SET status = 'done' WHERE action_id = 1;
UPDATE action SET status = 'late' WHERE action_id = 2;
UPDATE action SET status = 'open' WHERE action_id = 2;
UPDATE action SET action_id = 30, due_on = '2026-01-01' WHERE action_id = 3;
DELETE FROM risk WHERE number = 1 AND area = 'law';
INSERT INTO risk VALUES ('law', 1, 'appeals, again'), ('money', 1, NULL);
DELETE FROM risk WHERE area = 'staff';
SELECT log_table, row_key, change, column_name, old_value, new_value, meeting FROM changes_since_sealed_meeting;
-- A version without a meeting, such as one of each night, does not end what is new since the last meeting.
SELECT version, entries FROM sen.seal('reading');
SELECT count(*) FROM changes_since_sealed_meeting;
SELECT version, entries, size, label, meeting, session_role = session_user AS session_role,
       acting_role = current_user AS acting_role, length(root) AS root FROM log_versions ORDER BY version;
-- Of columns without the number of the table, which is another each time.
SELECT version, leaf_index, block_id, number, log_table, operation, meeting, key,
       CASE WHEN key = '{}' THEN regexp_replace(row_values::text, '"\d+\.', '"', 'g')::jsonb
            ELSE row_values END AS row_values
FROM log_leaves ORDER BY block_id, number;
SELECT * FROM sen.as_of(null::action, 1);
SELECT * FROM sen.as_of(null::action, 2);
SELECT action_id, (sen.as_of(null::action, 1)).what FROM action WHERE action_id = 1;
SELECT count(*) FROM sen.as_of(null::action, 'infinity'::timestamptz);
SELECT key, key_text, change, column_name, old_value, new_value, meeting FROM sen.changes('action', 1, 2);
SELECT key, key_text, change, column_name, old_value, new_value, meeting FROM sen.changes('risk', 1, 2);
SELECT key_text, change, column_name, new_value, meeting FROM sen.changes('action', 0, 1);
SELECT count(*) FROM sen.changes('action', 2, 2);
SELECT version, leaf_index, operation, meeting, entry_key, row_values FROM sen.history('action', '{"action_id": 30}');
SELECT version, operation, row_values ->> 'what' AS what FROM sen.history('risk', '{"number": 1, "area": "law"}');
SELECT count(*) FROM sen.history('action', '{"action_id": 77}');

-- Columns that come, go, and get another name or type
ALTER TABLE action ADD owner text DEFAULT 'nobody';
SELECT sen.rename_column('action', 'what', 'Task "x"');
SELECT sen.rename_column('action', 'action_id', 'id');
UPDATE action SET owner = 'Sam' WHERE id = 30;
SELECT * FROM sen.as_of(null::action, 1) ORDER BY id;
SELECT * FROM sen.as_of(null::action, 'infinity'::timestamptz) ORDER BY id;
SELECT row_key, column_name, old_value, new_value FROM changes_since_sealed_meeting WHERE log_table = 'action';
SELECT version, operation, entry_key FROM sen.history('action', '{"id": 3}');
-- Nothing is written after this one: what the log said last is compared with what there is.
ALTER TABLE action RENAME owner TO lead;
SELECT * FROM sen.as_of(null::action, 'infinity'::timestamptz) ORDER BY id;
-- A column that takes the name of one that was dropped is another column.
ALTER TABLE action DROP status;
SELECT sen.rename_column('action', 'Task "x"', 'status');
SELECT * FROM sen.as_of(null::action, 1) ORDER BY id;
ALTER TABLE action ALTER status TYPE integer USING length(status);
SELECT * FROM sen.as_of(null::action, 1) ORDER BY id;
ALTER TABLE action ALTER status TYPE varchar(4), DROP lead;
SELECT * FROM sen.as_of(null::action, 2) ORDER BY id;
ALTER TABLE action ALTER status TYPE text;
CREATE DOMAIN few AS text CHECK (length(VALUE) < 20);
ALTER TABLE action ALTER status TYPE few;
SELECT * FROM sen.as_of(null::action, 2) ORDER BY id;
SELECT * FROM sen.rows_as_of('action', 2) ORDER BY key;

-- What is gathered and not yet written is read; what is rolled back is not.
BEGIN;
INSERT INTO risk VALUES ('own', 1, 'mine');
SAVEPOINT s;
UPDATE risk SET what = repeat('x', 9000) WHERE area = 'own';
UPDATE risk SET what = 'mine again' WHERE area = 'own';
SELECT * FROM sen.as_of(null::risk, 'infinity'::timestamptz) ORDER BY area;
SELECT version, leaf_index, block_id IS NULL AS gathered, number, operation, left(row_values ->> 'what', 10) AS what
FROM sen.history('risk', '{"area": "own", "number": 1}');
ROLLBACK TO s;
SELECT * FROM sen.as_of(null::risk, 'infinity'::timestamptz) ORDER BY area;
ROLLBACK;
SELECT * FROM sen.as_of(null::risk, 'infinity'::timestamptz) ORDER BY area;
-- In what a savepoint wrote and kept, too, the log is in the order of the changes.
BEGIN;
INSERT INTO risk VALUES ('own', 1, 'mine');
SAVEPOINT s;
UPDATE risk SET what = repeat('x', 9000) WHERE area = 'own';
UPDATE risk SET what = 'mine again' WHERE area = 'own';
RELEASE s;
UPDATE risk SET what = 'mine at last' WHERE area = 'own';
COMMIT;
SELECT operation, left(row_values ->> 'what', 20) AS what FROM log_leaves WHERE key ->> 'area' = 'own'
ORDER BY block_id, number;

-- Tracking that ends, and begins anew
SELECT sen.untrack('risk');
DELETE FROM risk WHERE area = 'own';
UPDATE risk SET what = 'seen later' WHERE area = 'money';
SELECT * FROM sen.as_of(null::risk, 2) ORDER BY area;
SELECT pg_temp.answer($$SELECT * FROM sen.as_of(null::risk, 'infinity'::timestamptz)$$);
SELECT version FROM sen.seal('reading');
SELECT pg_temp.answer($$SELECT * FROM sen.as_of(null::risk, 3)$$);
SELECT sen.track('risk');
SELECT * FROM sen.as_of(null::risk, 'infinity'::timestamptz) ORDER BY area;
SELECT version FROM sen.seal('reading');
SELECT * FROM sen.as_of(null::risk, 4) ORDER BY area;
SELECT key_text, change, column_name, old_value, new_value FROM sen.changes('risk', 2, 4);

-- Rows that changed without entries
ALTER TABLE risk DISABLE TRIGGER sen_track;
DELETE FROM risk WHERE area = 'money';
INSERT INTO risk VALUES ('unseen', 1, 'x');
ALTER TABLE risk ENABLE ALWAYS TRIGGER sen_track;
SELECT count(*) FROM sen.as_of(null::risk, 'infinity'::timestamptz);
UPDATE risk SET number = 2 WHERE area = 'unseen';
SELECT count(*) FROM sen.as_of(null::risk, 4);
SELECT pg_temp.answer($$SELECT count(*) FROM sen.as_of(null::risk, 'infinity'::timestamptz)$$);

-- Bad input
CREATE VIEW seen AS SELECT * FROM action;
CREATE TYPE words AS (a text);
CREATE TABLE public.unlogged (id integer PRIMARY KEY);
CREATE TABLE parts (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
SELECT sen.track('parts');
SELECT pg_temp.answers(
    $$SELECT * FROM sen.as_of(5, 1) x$$,
    $$SELECT * FROM sen.as_of('x'::text, 1) x$$,
    $$SELECT * FROM sen.as_of(null::seen, 1)$$,
    $$SELECT * FROM sen.as_of(null::words, 1)$$,
    $$SELECT * FROM sen.as_of(null::public.unlogged, 1)$$,
    $$SELECT * FROM sen.as_of(null::loose, 1)$$,
    $$SELECT * FROM sen.as_of(null::parts_1, 1)$$,
    $$SELECT * FROM sen.as_of(null::parts, 1)$$,
    $$SELECT * FROM sen.as_of(null::action, 0)$$,
    $$SELECT * FROM sen.as_of(null::action, -1)$$,
    $$SELECT * FROM sen.as_of(null::action, 99)$$,
    $$SELECT * FROM sen.as_of(null::action, null::bigint)$$,
    $$SELECT * FROM sen.as_of(null::action, null::timestamptz)$$,
    $$SELECT * FROM sen.as_of(null::action, '-infinity'::timestamptz)$$,
    $$SELECT * FROM sen.as_of(null::action, '2025-06-10')$$,
    $$SELECT * FROM sen.changes(null, 1, 2)$$
);
SELECT pg_temp.answers_with('SELECT * FROM sen.changes(%L, 1, 2)', 'seen', 'public.unlogged', 'parts_1');
SELECT pg_temp.answers(
    $$SELECT * FROM sen.changes('action', 2, 1)$$,
    $$SELECT * FROM sen.changes('action', null, 1)$$,
    $$SELECT * FROM sen.changes('action', 1, 99)$$,
    $$SELECT * FROM sen.changes('action', -1, 1)$$,
    $$SELECT * FROM sen.changes('loose', 1, 2)$$,
    $$SELECT * FROM sen.history('loose', '{"id": 1}')$$
);
SELECT count(*) FROM sen.changes('parts', 1, 2);
SELECT pg_temp.answers(
    $$SELECT * FROM sen.log_changes('action', 1, 2)$$,
    $$SELECT * FROM sen.log_changes('ledger_block', NULL, 2)$$,
    $$SELECT * FROM sen.log_changes(NULL, 1, 2)$$,
    $$SELECT * FROM sen.history('action', null)$$,
    $$SELECT * FROM sen.history('action', '5')$$,
    $$SELECT * FROM sen.history('action', '{"action_id": 5}')$$,
    $$SELECT * FROM sen.history('risk', '{"area": "law"}')$$,
    $$SELECT * FROM sen.history('action', '{"id": "five"}')$$
);
SELECT count(*) FROM sen.history('action', '{"id": null}');
SELECT pg_temp.answers(
    $$SELECT sen.rename_column('loose', 'id', 'ident')$$,
    $$SELECT sen.rename_column('action', 'nothing', 'ident')$$,
    $$SELECT sen.rename_column('action', 'id', 'status')$$,
    $$SELECT sen.rename_column('action', 'id', null)$$,
    $$SELECT sen.rename_column('parts_1', 'id', 'x')$$
);
SELECT sen.operation_words(w) FROM unnest(ARRAY['B', 'C', 'P', 'I', 'U', 'D', 'R', 'E', 'S', 'x', NULL]) w;

-- A log from which a block was taken
ALTER TABLE ledger_block DISABLE TRIGGER refuse_change;
DELETE FROM ledger_block WHERE block_id = (SELECT min(block_id) FROM ledger_block) + 3;
SELECT count(*) FROM sen.log_changes('ledger_block', 0);

-- Who may not read the log may not read the past.
CREATE ROLE sen_reader_test;
GRANT USAGE ON SCHEMA reading, sen TO sen_reader_test;
GRANT SELECT ON action TO sen_reader_test;
SET ROLE sen_reader_test;
SELECT pg_temp.answers(
    $$SELECT * FROM sen.as_of(null::action, 1)$$,
    $$SELECT * FROM sen.changes('action', 1, 2)$$,
    $$SELECT sen.rename_column('action', 'id', 'mine')$$
);
RESET ROLE;
SET client_min_messages = warning;
DROP SCHEMA reading CASCADE;
DROP TABLE public.unlogged;
DROP OWNED BY sen_reader_test;
DROP ROLE sen_reader_test;
