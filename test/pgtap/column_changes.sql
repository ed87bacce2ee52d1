-- Each change of columns, from the log: against a table of changes that triggers write by hand, with and without
-- versions between; a time from which on; and what happens to names, keys, and rows that are not followed.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL datestyle = 'German, DMY';
SELECT no_plan();
SELECT diag('column_changes: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
CREATE SCHEMA tap_columns;
SET LOCAL search_path = tap_columns, public;

CREATE TABLE action (id integer PRIMARY KEY, due_on date, owner text);
CREATE TABLE other (id integer PRIMARY KEY, v text);
CREATE TABLE by_hand (n integer GENERATED ALWAYS AS IDENTITY, id integer, column_name text, old_value text,
                      new_value text, at timestamptz, meeting text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql SET datestyle = 'ISO, YMD' AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
    is_now jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
BEGIN
    INSERT INTO by_hand (id, column_name, old_value, new_value, at, meeting)
    SELECT coalesce(NEW.id, OLD.id), c, was ->> c, is_now ->> c, statement_timestamp(),
           nullif(current_setting('sen_improvement.meeting', true), '')
    FROM unnest('{due_on,owner}'::text[]) c WHERE was ->> c IS DISTINCT FROM is_now ->> c ORDER BY c;
    RETURN NULL;
END
$$;
CREATE TRIGGER a_note AFTER INSERT OR UPDATE OR DELETE ON action FOR EACH ROW EXECUTE FUNCTION note();
SELECT sen.track('action'), sen.track('other') \g /dev/null

CREATE FUNCTION work(times integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. times LOOP
        CASE (random() * 7)::integer
            WHEN 0 THEN DELETE FROM action WHERE id = (random() * 12)::integer;
            WHEN 1, 2 THEN INSERT INTO action VALUES ((random() * 12)::integer,
                nullif('2025-01-01'::date + (random() * 20)::integer, '2025-01-05'), 'o' || (random() * 3)::integer)
                ON CONFLICT DO NOTHING;
            WHEN 3 THEN INSERT INTO other VALUES ((random() * 1000)::integer, 'x') ON CONFLICT DO NOTHING;
            WHEN 4 THEN UPDATE action SET owner = nullif('o' || (random() * 3)::integer, 'o0')
                WHERE id = (random() * 12)::integer;
            WHEN 5 THEN
                BEGIN
                    UPDATE action SET owner = 'rolled back';
                    RAISE EXCEPTION 'back';
                EXCEPTION WHEN raise_exception THEN
                    NULL;
                END;
            ELSE UPDATE action SET due_on = '2025-01-01'::date + (random() * 20)::integer
                WHERE id = (random() * 12)::integer;
        END CASE;
    END LOOP;
END
$$;
CREATE FUNCTION told(since timestamptz DEFAULT NULL) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat_ws('|', c.key ->> 'id', c.key_text, c.column_name, coalesce(c.old_value, '-'),
                     coalesce(c.new_value, '-'), c.statement_at, coalesce(c.meeting, '-'))
    FROM sen.column_changes('ledger_block', '{"action": ["due_on", "owner"]}', since) WITH ORDINALITY c
$$;
CREATE FUNCTION hand(since timestamptz DEFAULT '-infinity') RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat_ws('|', h.id, 'id ' || h.id, h.column_name, coalesce(h.old_value, '-'), coalesce(h.new_value, '-'),
                     h.at, coalesce(h.meeting, '-'))
    FROM by_hand h WHERE h.at >= since ORDER BY h.n
$$;
SELECT work(60) \g /dev/null
SELECT results_eq('SELECT told()', 'SELECT hand()', 'what is in no version is told as it was written down by hand');
SET LOCAL sen_improvement.meeting = 'board-1';
SELECT work(60) \g /dev/null
SELECT clock_timestamp() AS t1 \gset
SELECT count(*) FROM sen.seal('tap_columns', 'one', 'board-1') \g /dev/null
SET LOCAL sen_improvement.meeting = '';
SELECT work(100) \g /dev/null
SELECT count(*) FROM sen.seal('tap_columns', 'two') \g /dev/null
SELECT clock_timestamp() AS t2 \gset
SELECT work(100) \g /dev/null
SELECT count(*) FROM sen.seal('tap_columns', 'three') \g /dev/null
SELECT work(20) \g /dev/null
SELECT results_eq('SELECT told()', 'SELECT hand()', 'so is what is in versions, with the meeting');
SELECT results_eq(format('SELECT told(%L)', t), format('SELECT hand(%L)', t), 'and from a time on: ' || t)
FROM unnest(ARRAY[:'t1', :'t2', '-infinity', 'infinity']::timestamptz[]) t;
SELECT cmp_ok((SELECT count(*) FROM told(:'t1')), '>', 20::bigint, 'from a time on there is something');
SELECT sen.flush_log() \g /dev/null
SELECT results_eq('SELECT count(*)::integer, count(DISTINCT c.version)::integer, bool_or(c.version IS NULL) '
                  'FROM sen.column_changes(''ledger_block'', ''{"action": null, "other": []}'') c',
                  'SELECT (SELECT count(*) FROM hand())::integer + (SELECT count(*) FROM log_leaves l '
                  'WHERE l.log_table = ''action'' AND l.operation IN (''insert'', ''delete''))::integer, 3, true',
                  'null is all columns of a table, the key too, no list none; with the version of each');

-- Names and keys: those of the end, for all that was before.
CREATE TABLE named (id text PRIMARY KEY, due date, gone text);
INSERT INTO named VALUES ('x', '2025-09-01', 'g'), ('y', NULL, 'g');
SELECT sen.track('named') \g /dev/null
UPDATE named SET due = '2025-11-30' WHERE id = 'x';
UPDATE named SET due = '2025-09-01' WHERE id = 'x';
ALTER TABLE named RENAME due TO due_on;
ALTER TABLE named DROP gone;
UPDATE named SET id = 'z', due_on = '2026-06-28' WHERE id = 'x';
PREPARE named AS
    SELECT c.key_text, c.operation, c.column_name, c.old_value, c.new_value
    FROM sen.column_changes('ledger_block', '{"named": ["due_on", "gone"]}') c WHERE c.key_text = 'id z';
SELECT results_eq('EXECUTE named', $$VALUES
    ('id z', 'present', 'due_on', NULL, '2025-09-01'), ('id z', 'present', 'gone', NULL, 'g'),
    ('id z', 'update', 'due_on', '2025-09-01', '2025-11-30'), ('id z', 'update', 'due_on', '2025-11-30', '2025-09-01'),
    ('id z', 'update', 'due_on', '2025-09-01', '2026-06-28'), ('id z', 'update', 'gone', 'g', NULL)$$,
    'a column and a row have their last names, and what was taken back is told');

-- Tracking that begins again writes all rows down: told is what differs, from when on whatever.
SELECT clock_timestamp() AS t3 \gset
SELECT count(*) FROM sen.seal('tap_columns', 'four') \g /dev/null
SELECT sen.untrack('named') \g /dev/null
UPDATE named SET due_on = '2026-07-31' WHERE id = 'z';
SELECT sen.track('named') \g /dev/null
PREPARE again (timestamptz) AS
    SELECT c.key_text, c.operation, c.column_name, c.old_value, c.new_value
    FROM sen.column_changes('ledger_block', '{"named": ["due_on"]}', $1) c;
SELECT results_eq(format('EXECUTE again (%L)', :'t3'),
    $$VALUES ('id z', 'present', 'due_on', '2026-06-28', '2026-07-31')$$,
    'of rows that tracking finds when it begins again only what differs is told');
-- A row that came past the log.
ALTER TABLE named DISABLE TRIGGER sen_track;
INSERT INTO named VALUES ('q', '2025-01-01');
ALTER TABLE named ENABLE ALWAYS TRIGGER sen_track;
UPDATE named SET due_on = '2025-02-01' WHERE id = 'q';
UPDATE named SET due_on = '2026-08-31' WHERE id = 'z';
SELECT results_eq($$SELECT c.operation, c.key IS NULL, c.new_value ~ 'changes a row that is not there: id q.*sen.track'
                    FROM sen.column_changes('ledger_block', '{"named": ["due_on"], "action": ["due_on"]}') c
                    WHERE c.operation = 'cannot be followed'$$, $$VALUES ('cannot be followed', true, true)$$,
                  'a table that cannot be followed says so, with the remedy');
SELECT results_eq('SELECT told()', 'SELECT hand()', 'the others are told as before');
SELECT sen.untrack('named'), sen.track('named') \g /dev/null
SELECT results_eq(format($$SELECT c.key_text, c.operation, c.old_value, c.new_value
                           FROM sen.column_changes('ledger_block', '{"named": ["due_on"]}', %L) c
                           WHERE c.operation <> 'cannot be followed'$$, :'t3'),
    $$VALUES ('id z', 'present', '2026-06-28', '2026-07-31'), ('id q', 'present', NULL, '2025-02-01'),
             ('id z', 'present', '2026-07-31', '2026-08-31')$$, 'and after the remedy what differs is told');
-- A column that was dropped, and that nobody changed since.
CREATE TABLE shorter (id integer PRIMARY KEY, gone text);
SELECT sen.track('shorter') \g /dev/null
INSERT INTO shorter VALUES (1, 'a');
ALTER TABLE shorter DROP gone;
SELECT is_empty($$SELECT FROM sen.column_changes('ledger_block', '{"shorter": ["gone"]}', 'infinity')$$,
                'a column that was dropped before the time is known');

-- Bad input.
CREATE TABLE never (id integer PRIMARY KEY);
SELECT is_empty($$SELECT * FROM sen.column_changes('ledger_block', '{"never": null}')$$,
                'a table that was never tracked has no changes');
SELECT throws_ok(q, code, NULL, q) FROM (VALUES
    ($$SELECT sen.column_changes('ledger_block', '{"nobody": ["id"]}')$$, '42704'),
    ($$SELECT sen.column_changes('ledger_block', '{"action": ["due"]}')$$, '42703'),
    ($$SELECT sen.column_changes('ledger_block', '{"action": [1]}')$$, '22023'),
    ($$SELECT sen.column_changes('ledger_block', '{"action": "due_on"}')$$, '22023'),
    ($$SELECT sen.column_changes('ledger_block', '["action"]')$$, '22023'),
    ($$SELECT sen.column_changes('ledger_block', NULL)$$, '22023'),
    ($$SELECT sen.column_changes('action', '{"action": null}')$$, '42809'),
    ($$SELECT sen.column_changes(NULL, '{"action": null}')$$, '22004')) t (q, code);
DROP TABLE named;
SELECT results_eq($$SELECT c.key_text, c.new_value FROM sen.column_changes('ledger_block', '{"named": ["due_on"]}') c
                    WHERE c.operation = 'present' AND c.old_value IS NULL ORDER BY 1$$,
    $$VALUES ('id q', '2025-02-01'), ('id z', '2025-09-01')$$, 'a table that is gone has those that the log knows');

-- Who may read the papers, and not the log, may ask what the papers are made from.
\set programme tap_papers
\ir ../fixtures/ready_programme.sql
CREATE ROLE tap_reader;
CREATE ROLE tap_stranger;
SELECT sen.grant_access('tap_papers', 'tap_reader', 'reader') \g /dev/null
GRANT USAGE ON SCHEMA tap_papers TO tap_stranger;
INSERT INTO tap_papers.partner VALUES ('council', 'The council', (SELECT min(sector) FROM tap_papers.sector));
UPDATE tap_papers.partner SET name = 'Wirral Council';
-- Of the tables that are named, rows that came and stayed as they came are left out; of others they are not.
INSERT INTO tap_papers.partner SELECT p, p, min(s.sector)
FROM tap_papers.sector s CROSS JOIN unnest('{came,early,gone,again,old,back}'::text[]) p GROUP BY p;
UPDATE tap_papers.partner SET name = 'Once' WHERE partner_id = 'early';
DELETE FROM tap_papers.partner WHERE partner_id = 'back';
INSERT INTO tap_papers.post (post_id, title, partner_id) VALUES ('clerk', 'Clerk', 'council');
SELECT statement_timestamp() AS midway \gset
INSERT INTO tap_papers.partner SELECT p, p, min(s.sector)
FROM tap_papers.sector s CROSS JOIN unnest('{late,back}'::text[]) p GROUP BY p;
DELETE FROM tap_papers.partner WHERE partner_id IN ('gone', 'again');
INSERT INTO tap_papers.partner SELECT 'again', 'again', min(s.sector) FROM tap_papers.sector s;
UPDATE tap_papers.partner SET name = 'Older' WHERE partner_id = 'old';
INSERT INTO tap_papers.post (post_id, title, partner_id) VALUES ('guest', 'Guest', 'council');
PREPARE edited (timestamptz, jsonb) AS
    SELECT c.* FROM sen.plan_changes('tap_papers.ledger_block', '{"partner": null, "post": null}', $1, $2) c;
SELECT results_eq(format('EXECUTE edited (%L, %L)', t.since, '["partner"]'), format($$
    WITH c AS MATERIALIZED (SELECT c.* FROM sen.plan_changes('tap_papers.ledger_block',
                                                             '{"partner": null, "post": null}', %L) c)
    SELECT * FROM c
    WHERE c.log_table = 'post' OR EXISTS (SELECT FROM c d WHERE d.log_table = c.log_table AND d.key_text = c.key_text
                                          AND d.operation IN ('update', 'delete'))$$, t.since), t.what)
FROM (VALUES (NULL, 'only rows that were changed or deleted'), (:'midway', 'since then')) t (since, what);
SELECT set_eq(format($$SELECT c.key ->> 'partner_id' FROM sen.plan_changes('tap_papers.ledger_block',
                           '{"partner": null, "post": null}', %L, '["partner", "post"]') c$$, :'midway'),
              '{gone,again,old}'::text[], 'so rows that came since then, or were changed before, are not there');
SELECT throws_ok(format('EXECUTE edited (NULL, %L)', t), '22023', 'edited is no list of tables: ' || t, t)
FROM unnest('{"{\"partner\": null}","\"partner\""}'::text[]) t;
DELETE FROM tap_papers.partner WHERE partner_id <> 'council';
PREPARE papers AS SELECT c.old_value, c.new_value, c.session_role = session_user
                  FROM sen.plan_changes('tap_papers.ledger_block', '{"partner": ["name"]}') c
                  WHERE c.key_text = 'partner_id council';
SET LOCAL ROLE tap_reader;
SELECT results_eq('EXECUTE papers', $$VALUES (NULL, 'The council', true), ('The council', 'Wirral Council', true)$$,
                  'a reader of the papers is told of the plan');
SELECT is(current_user::text, 'tap_reader', 'and is afterwards who they were');
SELECT throws_ok(q, '42501', NULL, q) FROM unnest(ARRAY[
    $$SELECT sen.column_changes('tap_papers.ledger_block', '{"partner": ["name"]}')$$,
    $$SELECT sen.plan_changes('tap_papers.ledger_block', '{"ehc_request": null}')$$,
    $$SELECT sen.plan_changes('tap_papers.ledger_block', '{"partner": ["name"], "feedback": ["summary"]}')$$]) q;
SELECT is(current_user::text, 'tap_reader', 'also after an error');
SET LOCAL ROLE tap_stranger;
SELECT throws_ok('EXECUTE papers', '42501', NULL, 'whoever may not read the papers is not');
RESET ROLE;
-- A view of somebody else by the name of the papers gives no right.
CREATE ROLE tap_maker;
GRANT CREATE, USAGE ON SCHEMA tap_papers TO tap_maker;
DROP VIEW tap_papers.board_paper;
SET LOCAL ROLE tap_maker;
CREATE VIEW tap_papers.board_paper AS SELECT 1 AS one;
SELECT throws_ok('EXECUTE papers', '42501', NULL, 'nor whoever made a view of that name');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
