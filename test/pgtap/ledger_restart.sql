-- Rows that were changed without entries: the log says where it cannot be followed, what is known otherwise is read,
-- and after the remedy of the hint the table is followed again.  What is right is what the tables held at each seal.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL timezone = 'Europe/London';
SELECT no_plan();
CREATE SCHEMA tap_restart;
SET LOCAL search_path = tap_restart, public;

-- What a query answers: its rows in order, or the SQLSTATE of its error.
CREATE FUNCTION answer(query text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    found jsonb;
BEGIN
    EXECUTE format('SELECT coalesce(jsonb_agg(to_jsonb(q) ORDER BY to_jsonb(q)), ''[]'') FROM (%s) q', query)
        INTO found;
    RETURN found;
EXCEPTION WHEN OTHERS THEN
    RETURN to_jsonb(SQLSTATE);
END
$$;
CREATE FUNCTION hint_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    EXECUTE query;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN hint;
END
$$;
-- Does each statement that a hint names, in its order.
CREATE FUNCTION do_as_told(hint text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    told text;
    done integer := 0;
BEGIN
    FOR told IN SELECT m[1] FROM regexp_matches(hint, 'SELECT (sen\.\w+\(''(?:[^'']|'''')*''\))', 'g') m LOOP
        EXECUTE 'SELECT ' || told;
        done := done + 1;
    END LOOP;
    RETURN done;
END
$$;

-- Each table is changed without entries in another way.
CREATE TABLE recoded (id text PRIMARY KEY, v text);
CREATE TABLE switched_off (id integer PRIMARY KEY, v text);
CREATE TABLE key_taken (id integer PRIMARY KEY, v text);
CREATE TABLE added_again (id integer PRIMARY KEY, v text);
CREATE TABLE "Of parts" (id integer PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE part_1 PARTITION OF "Of parts" FOR VALUES FROM (0) TO (100);
CREATE TABLE part_2 (id integer PRIMARY KEY, v text);
CREATE TABLE healthy (id integer PRIMARY KEY, v text);
CREATE TABLE tables (name regclass PRIMARY KEY, lost boolean);
INSERT INTO tables VALUES ('recoded', true), ('switched_off', true), ('key_taken', true), ('added_again', true),
                          ('"Of parts"', true), ('healthy', false);
DO $$
DECLARE
    t regclass;
BEGIN
    FOR t IN SELECT name FROM tables LOOP
        EXECUTE format('INSERT INTO %s VALUES (1, ''one''), (2, ''two''), (3, ''three'')', t);
        PERFORM sen.track(t);
    END LOOP;
END
$$;

-- What the tables hold when a version is sealed, and when that was.
CREATE TABLE held (version integer, name regclass, rows jsonb, at timestamptz);
CREATE FUNCTION seal_all(meeting text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    WITH sealed AS MATERIALIZED (SELECT version FROM sen.seal('tap_restart', NULL, meeting))
    INSERT INTO held SELECT version, name, answer('SELECT * FROM ' || name), clock_timestamp() FROM sealed, tables
$$;
SELECT seal_all('Board') \g /dev/null
UPDATE recoded SET v = 'uno' WHERE id = '1';
UPDATE switched_off SET v = 'uno' WHERE id = 1;
UPDATE key_taken SET v = 'uno' WHERE id = 1;
UPDATE added_again SET v = 'uno' WHERE id = 1;
UPDATE "Of parts" SET v = 'uno' WHERE id = 1;
UPDATE healthy SET v = 'uno' WHERE id = 1;
SELECT seal_all() \g /dev/null

-- Changed without entries, and then with entries that do not fit.
ALTER TABLE recoded ALTER id TYPE text USING 'P' || id;
UPDATE recoded SET v = 'lost' WHERE id = 'P2';
ALTER TABLE switched_off DISABLE TRIGGER sen_track;
INSERT INTO switched_off VALUES (4, 'unseen');
ALTER TABLE switched_off ENABLE ALWAYS TRIGGER sen_track;
DELETE FROM switched_off WHERE id = 4;
ALTER TABLE key_taken DISABLE TRIGGER sen_track;
DELETE FROM key_taken WHERE id = 3;
ALTER TABLE key_taken ENABLE ALWAYS TRIGGER sen_track;
UPDATE key_taken SET id = 3 WHERE id = 2;
ALTER TABLE added_again DISABLE TRIGGER sen_track;
DELETE FROM added_again WHERE id = 3;
ALTER TABLE added_again ENABLE ALWAYS TRIGGER sen_track;
INSERT INTO added_again VALUES (3, 'again');
ALTER TABLE "Of parts" DISABLE TRIGGER sen_track;
INSERT INTO part_2 VALUES (101, 'came with it'), (102, 'so did this');
ALTER TABLE "Of parts" ATTACH PARTITION part_2 FOR VALUES FROM (100) TO (200);
ALTER TABLE "Of parts" ENABLE ALWAYS TRIGGER sen_track;
UPDATE "Of parts" SET v = 'lost' WHERE id = 101;
UPDATE healthy SET v = 'dos' WHERE id = 2;
SELECT seal_all() \g /dev/null
INSERT INTO recoded VALUES ('P9', 'later');
INSERT INTO switched_off VALUES (9, 'later');
INSERT INTO key_taken VALUES (9, 'later');
INSERT INTO added_again VALUES (9, 'later');
INSERT INTO "Of parts" VALUES (9, 'later');
INSERT INTO healthy VALUES (9, 'later');
SELECT seal_all() \g /dev/null

-- Before the remedy
CREATE VIEW read AS
SELECT h.name, h.version, t.lost AND h.version IN (3, 4) AS lost, h.rows AS held, h.at,
       answer(format('SELECT * FROM sen.as_of(null::%s, %s)', h.name, h.version)) AS at_version,
       answer(format('SELECT * FROM sen.as_of(null::%s, %L::timestamptz)', h.name, h.at)) AS at_time
FROM held h JOIN tables t USING (name);
SELECT is_empty('SELECT * FROM read WHERE at_version IS DISTINCT FROM CASE WHEN lost THEN ''"XX001"'' ELSE held END',
                'each version is as the table was, or refused');
SELECT is_empty('SELECT * FROM read WHERE at_time IS DISTINCT FROM CASE WHEN lost THEN ''"XX001"'' ELSE held END',
                'and each time');
SELECT is_empty($$SELECT name, hint_of(format('SELECT * FROM sen.as_of(null::%s, 4)', name)) AS hint FROM tables
    WHERE lost AND hint_of(format('SELECT * FROM sen.as_of(null::%s, 4)', name)) IS DISTINCT FROM
        format('Versions 1 to 2 can be read. SELECT sen.untrack(%1$L), and then SELECT sen.track(%1$L): '
               'all rows are written down, and can be read from then on.', 'tap_restart.' || name)$$,
    'the hint says what can be read, and what to do');
SELECT results_eq('SELECT DISTINCT log_table::text COLLATE "C", new_value ~ ''untrack'' '
                  'FROM sen.log_changes(''ledger_block'', 1) WHERE change = ''cannot be followed'' ORDER BY 1',
                  'SELECT btrim(name::text, ''"'') COLLATE "C", true FROM tables WHERE lost ORDER BY 1',
                  'what changed: a row says of each of these tables that it cannot be followed');
SELECT results_eq('SELECT key_text, change, column_name, old_value, new_value '
                  'FROM sen.log_changes(''ledger_block'', 1) WHERE log_table = ''healthy'' ORDER BY 1, 3',
                  $$VALUES ('id 1', 'changed', 'v', 'one', 'uno'), ('id 2', 'changed', 'v', 'two', 'dos'),
                           ('id 9', 'added', 'id', NULL, '9'), ('id 9', 'added', 'v', NULL, 'later')$$,
                  'and of the others what changed');
SELECT is((SELECT count(*) FROM changes_since_sealed_meeting WHERE change = 'cannot be followed'), 5::bigint,
          'so does the view');
SELECT results_eq('SELECT answer(format(''SELECT key_text, change FROM sen.changes(%L, 1, 2)'', name)) FROM tables',
                  'SELECT ''[{"change": "changed", "key_text": "id 1"}]''::jsonb FROM tables',
                  'between versions that are known, what changed');
SELECT is_empty('SELECT name, v FROM tables, (VALUES (''1, 3''), (''2, 4''), (''3, 4''), (''4, 4'')) v (v) '
                'WHERE lost AND answer(format(''SELECT * FROM sen.changes(%L, %s)'', name, v)) <> ''"XX001"''',
                'and between others an error');
SELECT results_eq($$SELECT version, operation, row_values ->> 'v' FROM sen.history('recoded', '{"id": "P2"}')$$,
                  $$VALUES (3::bigint, 'update', 'lost')$$, 'the history of a key is what names it');
SELECT results_eq($$SELECT version, operation, row_values ->> 'v' FROM sen.history('key_taken', '{"id": 3}')$$,
                  $$VALUES (1::bigint, 'present', 'two'), (1, 'present', 'three'), (3, 'update', 'two')$$,
                  'in the order of the log, each entry once');
SELECT results_eq($$SELECT version, operation, row_values ->> 'v' FROM sen.history('key_taken', '{"id": 2}')$$,
                  $$VALUES (1::bigint, 'present', 'two'), (3, 'update', 'two')$$, 'by the key before, too');

-- The remedy
SELECT is((SELECT array_agg(do_as_told(hint_of(format('SELECT * FROM sen.as_of(null::%s, 4)', name)))) FROM tables
           WHERE lost), '{2,2,2,2,2}', 'it is done');
SELECT results_eq('SELECT answer(format(''SELECT * FROM sen.as_of(null::%s, %L)'', name, ''infinity'')) '
                  'FROM tables ORDER BY name',
                  'SELECT answer(''SELECT * FROM '' || name) FROM tables ORDER BY name',
                  'each table is read as it is, before that is sealed');
SELECT matches(hint_of('SELECT * FROM sen.as_of(null::recoded, 4)'),
               '^Versions 1 to 2 can be read\. Tracking began again at 20[-0-9]+ [:.0-9]+\+00: it can be read from '
               'then on, and in the versions that are sealed since\.$', 'the hint says since when');
SELECT is(answer(format('SELECT * FROM sen.as_of(null::recoded, %L)',
                        substring(hint_of('SELECT * FROM sen.as_of(null::recoded, 4)') FROM 'at (.*?): '))),
          answer('SELECT * FROM recoded'), 'and it is so');
SELECT seal_all() \g /dev/null
UPDATE recoded SET v = 'last' WHERE id = 'P1';
UPDATE switched_off SET v = 'last' WHERE id = 1;
UPDATE key_taken SET v = 'last' WHERE id = 1;
UPDATE added_again SET v = 'last' WHERE id = 1;
UPDATE "Of parts" SET v = 'last' WHERE id = 101;
DELETE FROM healthy WHERE id = 1;
SELECT seal_all() \g /dev/null
SELECT is_empty('SELECT * FROM read WHERE at_version IS DISTINCT FROM CASE WHEN lost THEN ''"XX001"'' ELSE held END',
                'after it each version is as the table was, but those between');
SELECT is_empty('SELECT * FROM read WHERE at_time IS DISTINCT FROM CASE WHEN lost THEN ''"XX001"'' ELSE held END',
                'and each time');
SELECT is(hint_of('SELECT * FROM sen.as_of(null::recoded, 3)'),
          'Versions 1 to 2 can be read. Tracking began again before version 5, which can be read, too.',
          'and the hint says which');
SELECT is((SELECT count(*) FROM read), 36::bigint, 'six tables at six versions');

-- What differs between known versions, as the tables held it: each column of each row.
CREATE FUNCTION differences(earlier jsonb, later jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT coalesce(jsonb_agg(to_jsonb(d) ORDER BY to_jsonb(d)), '[]')
    FROM (SELECT 'id ' || coalesce(n.row ->> 'id', o.row ->> 'id') AS key_text,
                 CASE WHEN o.row IS NULL THEN 'added' WHEN n.row IS NULL THEN 'removed' ELSE 'changed' END AS change,
                 c.name AS column_name, o.row ->> c.name AS old_value, n.row ->> c.name AS new_value
          FROM jsonb_array_elements(earlier) o (row) FULL JOIN jsonb_array_elements(later) n (row)
              ON o.row ->> 'id' = n.row ->> 'id'
          CROSS JOIN (VALUES ('id'), ('v')) c (name)
          WHERE o.row ->> c.name IS DISTINCT FROM n.row ->> c.name) d
$$;
SELECT is_empty($$SELECT a.name, a.version, b.version FROM held a JOIN held b USING (name) JOIN tables t USING (name)
    WHERE a.version < b.version
      AND answer(format('SELECT key_text, change, column_name, old_value, new_value FROM sen.changes(%L, %s, %s)', name,
                        a.version, b.version))
          IS DISTINCT FROM CASE WHEN t.lost AND (a.version IN (3, 4) OR b.version IN (3, 4)) THEN '"XX001"'
                                ELSE differences(a.rows, b.rows) END$$,
    'what changed between any two versions, over the stretch that is not known, too');
SELECT is_empty($$SELECT log_table, change FROM sen.log_changes('ledger_block', 2, 6)
    WHERE change = 'cannot be followed'$$,
                'and in all tables');
SELECT is((SELECT count(*) FROM sen.log_changes('ledger_block', 3, 6) WHERE change = 'cannot be followed'
           AND new_value LIKE '%Tracking began again before version 5, which can be read, too.'), 5::bigint,
          'since a version that is not known, a row says so');
SELECT results_eq($$SELECT version, operation, row_values ->> 'v' FROM sen.history('recoded', '{"id": "P2"}')$$,
                  $$VALUES (3::bigint, 'update', 'lost'), (5, 'present', 'lost')$$, 'history goes on');
SELECT results_eq($$SELECT version, operation, row_values ->> 'v' FROM sen.history('recoded', '{"id": "P1"}')$$,
                  $$VALUES (5::bigint, 'present', 'uno'), (6, 'update', 'last')$$,
                  'with the rows that were written down');

-- A table that is dropped while it cannot be followed
ALTER TABLE switched_off DISABLE TRIGGER sen_track;
INSERT INTO switched_off VALUES (5, 'unseen');
ALTER TABLE switched_off ENABLE ALWAYS TRIGGER sen_track;
UPDATE switched_off SET v = 'seen' WHERE id = 5;
DROP TABLE switched_off;
SELECT results_eq($$SELECT log_table, change, new_value ~ 'It is not tracked any more\.$'
                    FROM sen.log_changes('ledger_block', 6)$$,
                  $$VALUES ('switched_off', 'table dropped', NULL), ('switched_off', 'cannot be followed', true)$$,
                  'is a row that says so, and one that it was dropped');
SELECT version AS sealed FROM sen.seal('tap_restart') \gset
UPDATE healthy SET v = 'tres' WHERE id = 3;
SELECT results_eq(format('SELECT log_table, change FROM sen.log_changes(''ledger_block'', %s)', :sealed),
                  $$VALUES ('healthy', 'changed')$$, 'and later none: nothing can have changed');
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_restart'')', 'the log is as it was sealed');
SELECT * FROM finish();
ROLLBACK;
