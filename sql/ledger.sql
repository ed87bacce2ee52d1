-- Room ledger: what is kept of each change of a tracked table, what is refused, and sealing.
-- Bytes, types and random changes are in test/pgtap/ledger.sql; roles in test/pgtap/ledger_roles.sql.
\i sql/include/begin.sql
CREATE SCHEMA ledger_a;
SELECT sen.create_log('ledger_a');
\set ECHO none
-- The entries of a log in order, and those that were not shown before.
CREATE VIEW entry AS
SELECT row_number() OVER (ORDER BY b.block_id, l.number) AS place, e.*
FROM ledger_a.ledger_block b, sen.block_leaves(b.entries) l, sen.leaf_entry(l.leaf) e;
CREATE TABLE shown (place bigint);
INSERT INTO shown VALUES (0);
CREATE FUNCTION news() RETURNS TABLE (t text, op text, key jsonb, "row" jsonb) LANGUAGE plpgsql AS $$
DECLARE
    before bigint := (SELECT place FROM shown);
BEGIN
    UPDATE shown SET place = (SELECT count(*) FROM entry);
    -- Without the number of the table, which is another each time.
    RETURN QUERY SELECT e.log_table, e.operation, e.key,
        CASE WHEN e.operation IN ('B', 'C') THEN regexp_replace(e.row_values::text, '"\d+\.', '"', 'g')::jsonb
             ELSE e.row_values END
    FROM entry e WHERE e.place > before ORDER BY e.place;
END $$;
\set ECHO all
-- What news() gives: table, operation, key and row.
\pset tuples_only on

-- Each kind of change ------------------------------------------------------------
CREATE TABLE ledger_a.action (id integer PRIMARY KEY, title text, due date, done boolean);
INSERT INTO ledger_a.action VALUES (1, 'there before', '2025-06-10', false);
SELECT sen.track('ledger_a.action');
SELECT * FROM news();
INSERT INTO ledger_a.action VALUES (2, 'new', NULL, true), (3, '', 'infinity', NULL);
UPDATE ledger_a.action SET done = true WHERE id = 1;
UPDATE ledger_a.action SET id = 30 WHERE id = 3;
DELETE FROM ledger_a.action WHERE id = 2;
-- Nothing is changed, nothing is logged.
UPDATE ledger_a.action SET done = true WHERE id = 99;
SELECT * FROM news();
-- An update that changes no value is a change still: someone confirmed it.
UPDATE ledger_a.action SET done = done WHERE id = 1;
INSERT INTO ledger_a.action VALUES (1, 'conflict') ON CONFLICT DO NOTHING;
INSERT INTO ledger_a.action VALUES (1, 'taken over'), (4, 'new') ON CONFLICT (id) DO UPDATE SET title = excluded.title;
MERGE INTO ledger_a.action a USING (VALUES (1, 'merged'), (4, NULL), (5, 'by merge')) s (id, title) ON s.id = a.id
    WHEN MATCHED AND s.title IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET title = s.title
        WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.title);
COPY ledger_a.action FROM stdin;
6	copied	2025-01-01	t
7	\N	\N	\N
\.
WITH gone AS (DELETE FROM ledger_a.action WHERE id = 7 RETURNING *) INSERT INTO ledger_a.action SELECT id + 1,
    'moved on', due, done FROM gone;
SELECT * FROM news();
-- Who, and for which meeting.
CREATE ROLE regress_ledger_a;
CREATE ROLE regress_ledger_b;
GRANT USAGE ON SCHEMA ledger_a TO regress_ledger_a, regress_ledger_b;
GRANT SELECT, INSERT, UPDATE ON ledger_a.action TO regress_ledger_a, regress_ledger_b;
SET sen_improvement.meeting = 'Board 2025-06-10';
SET ROLE regress_ledger_a;
UPDATE ledger_a.action SET done = true WHERE id = 5;
RESET ROLE;
SET SESSION AUTHORIZATION regress_ledger_b;
UPDATE ledger_a.action SET done = true WHERE id = 5;
SET sen_improvement.meeting = '';
SET ROLE regress_ledger_b;
UPDATE ledger_a.action SET done = false WHERE id = 5;
RESET SESSION AUTHORIZATION;
RESET sen_improvement.meeting;
UPDATE ledger_a.action SET done = true WHERE id = 5;
-- A role has the name that it had at the time.
SET ROLE regress_ledger_a;
UPDATE ledger_a.action SET done = false WHERE id = 5;
RESET ROLE;
ALTER ROLE regress_ledger_a RENAME TO regress_ledger_c;
SET ROLE regress_ledger_c;
UPDATE ledger_a.action SET done = NULL WHERE id = 5;
RESET ROLE;
SELECT place - (SELECT place FROM shown) AS n,
       CASE session_role WHEN session_user THEN 'me' ELSE session_role END AS session_role,
       CASE acting_role WHEN session_user THEN 'me' ELSE acting_role END AS acting_role, meeting,
       row_values->>'done' AS done
FROM entry WHERE place > (SELECT place FROM shown) ORDER BY place;
-- When: the time of the statement and of the transaction.
BEGIN;
SELECT pg_sleep(0.002);
INSERT INTO ledger_a.action VALUES (9) RETURNING statement_timestamp() AS at_statement, now() AS at_transaction \gset
COMMIT;
SELECT statement_at = :'at_statement' AS statement_at, transaction_at = :'at_transaction' AS transaction_at,
       transaction_at < statement_at AS before FROM entry ORDER BY place DESC LIMIT 1;
-- Who may write a table needs no right to its log.
SELECT has_table_privilege('regress_ledger_c', 'ledger_a.ledger_block',
                           'INSERT,UPDATE,DELETE,TRUNCATE,SELECT') AS any_right;

-- Savepoints and exceptions --------------------------------------------------------
SELECT count(*) > 0 AS shown FROM news();
BEGIN;
UPDATE ledger_a.action SET title = 'kept 1' WHERE id = 1;
SAVEPOINT a;
UPDATE ledger_a.action SET title = 'lost' WHERE id = 1;
SAVEPOINT b;
UPDATE ledger_a.action SET title = 'lost' WHERE id = 1;
RELEASE SAVEPOINT b;
ROLLBACK TO SAVEPOINT a;
UPDATE ledger_a.action SET title = 'kept 2' WHERE id = 1;
SAVEPOINT b;
UPDATE ledger_a.action SET title = 'lost' WHERE id = 1;
ROLLBACK TO SAVEPOINT b;
RELEASE SAVEPOINT a;
UPDATE ledger_a.action SET title = 'kept 3' WHERE id = 1;
COMMIT;
BEGIN;
UPDATE ledger_a.action SET title = 'lost' WHERE id = 1;
ROLLBACK;
DO $$ BEGIN
    UPDATE ledger_a.action SET title = 'kept 4' WHERE id = 1;
    BEGIN
        UPDATE ledger_a.action SET title = 'lost' WHERE id = 1;
        PERFORM 1 / 0;
    EXCEPTION WHEN division_by_zero THEN
        UPDATE ledger_a.action SET title = 'kept 5' WHERE id = 1;
    END;
END $$;
SELECT op, key, "row"->'title' AS title FROM news();
-- The same with so many entries that they do not wait for the end of the transaction.
CREATE PROCEDURE many(mark text, times integer) LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1 .. times
    LOOP UPDATE ledger_a.action SET title = mark || i WHERE id = 1; END LOOP; END $$;
BEGIN;
UPDATE ledger_a.action SET title = 'first' WHERE id = 1;
SAVEPOINT a;
CALL many('lost ', 200);
SAVEPOINT b;
CALL many('lost ', 200);
RELEASE SAVEPOINT b;
ROLLBACK TO SAVEPOINT a;
CALL many('kept a', 200);
SAVEPOINT b;
CALL many('kept b', 200);
SAVEPOINT c;
CALL many('lost ', 200);
ROLLBACK TO SAVEPOINT c;
CALL many('kept c', 200);
RELEASE SAVEPOINT b;
UPDATE ledger_a.action SET title = 'last' WHERE id = 1;
COMMIT;
SELECT count(*), count(*) FILTER (WHERE "row"->>'title' LIKE 'lost%') AS lost,
       string_agg("row"->>'title', ',') FILTER (WHERE "row"->>'title' !~ '[2-9]|[01].') AS in_order FROM news();
-- Large rows.
INSERT INTO ledger_a.action VALUES (100, repeat('large', 2000)), (101, repeat('larger', 300000)), (102, 'small');
SELECT op, key, octet_length("row"->>'title') AS title FROM news();
BEGIN;
SAVEPOINT a;
INSERT INTO ledger_a.action VALUES (103, repeat('largest', 300000));
ROLLBACK TO SAVEPOINT a;
COMMIT;
DELETE FROM ledger_a.action WHERE id >= 100;
SELECT op, key, octet_length("row"->>'title') AS title FROM news();

-- Triggers of the user -----------------------------------------------------------
-- One that changes the row before it is written: what is written is logged.
CREATE FUNCTION ledger_a.tidy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.title := upper(NEW.title); RETURN NEW;
    END $$;
CREATE TRIGGER z_tidy BEFORE INSERT OR UPDATE ON ledger_a.action FOR EACH ROW EXECUTE FUNCTION ledger_a.tidy();
INSERT INTO ledger_a.action VALUES (20, 'shout');
-- One that writes at the end of the transaction.
CREATE TABLE ledger_a.note (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
SELECT sen.track('ledger_a.note');
CREATE FUNCTION ledger_a.remark() RETURNS trigger
    LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ledger_a.note (note) VALUES (TG_OP || ' ' || NEW.id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER remark AFTER INSERT ON ledger_a.action DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_a.remark();
INSERT INTO ledger_a.action VALUES (21, 'deferred');
SELECT * FROM news();
-- Some that change rows of their own statement: the last entry about a row tells its state.
CREATE TABLE ledger_a.pair (id integer PRIMARY KEY, n integer);
INSERT INTO ledger_a.pair VALUES (1, 1), (2, 2), (3, 3), (4, 4);
SELECT sen.track('ledger_a.pair');
CREATE FUNCTION ledger_a.other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.id = 1 AND pg_trigger_depth() = 1 THEN
        UPDATE ledger_a.pair SET n = 100 WHERE id = 1;
        UPDATE ledger_a.pair SET n = 200 WHERE id = 2;
        UPDATE ledger_a.pair SET id = 300 WHERE id = 3;
        DELETE FROM ledger_a.pair WHERE id = 4;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER a_other AFTER UPDATE ON ledger_a.pair FOR EACH ROW EXECUTE FUNCTION ledger_a.other();
SELECT count(*) > 0 AS shown FROM news();
UPDATE ledger_a.pair SET n = -n;
SELECT * FROM news();
SELECT * FROM ledger_a.pair ORDER BY id;
-- And the last entry about a key tells which row has it.
CREATE OR REPLACE FUNCTION ledger_a.other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.id = 11 AND pg_trigger_depth() = 1 THEN
        UPDATE ledger_a.pair SET id = 50 WHERE id = 12;
        INSERT INTO ledger_a.pair VALUES (2, 1000), (12, 2000);
    END IF;
    RETURN NULL;
END $$;
UPDATE ledger_a.pair SET id = id + 10 WHERE id < 10;
SELECT * FROM news();
SELECT * FROM ledger_a.pair ORDER BY id;
-- A cascade within one table, too.
CREATE TABLE ledger_a.step (id integer PRIMARY KEY,
                            parent integer REFERENCES ledger_a.step ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO ledger_a.step VALUES (1, 1), (2, 1);
SELECT sen.track('ledger_a.step');
UPDATE ledger_a.step SET id = id + 10;
SELECT count(*) > 0 AS shown FROM news();
DELETE FROM ledger_a.step WHERE id = 11;
SELECT * FROM news();

-- Columns ------------------------------------------------------------------------
CREATE TABLE ledger_a.wide (a integer, "B" text, c integer GENERATED ALWAYS AS (a * 2) STORED, d text,
                            PRIMARY KEY (d, a));
SELECT sen.track('ledger_a.wide');
INSERT INTO ledger_a.wide (a, "B", d) VALUES (1, 'one', 'k');
ALTER TABLE ledger_a.wide ADD COLUMN e date DEFAULT '2025-01-01';
UPDATE ledger_a.wide SET a = 2;
ALTER TABLE ledger_a.wide DROP COLUMN "B";
UPDATE ledger_a.wide SET a = 3;
ALTER TABLE ledger_a.wide ALTER COLUMN e TYPE text USING 'text ' || e;
UPDATE ledger_a.wide SET a = 4;
ALTER TABLE ledger_a.wide RENAME COLUMN d TO "é d";
UPDATE ledger_a.wide SET a = 5;
ALTER TABLE ledger_a.wide DROP CONSTRAINT wide_pkey, ADD PRIMARY KEY (a) INCLUDE (e);
UPDATE ledger_a.wide SET a = 6;
-- A table keeps the name under which it was first tracked.
ALTER TABLE ledger_a.wide RENAME TO broad;
DELETE FROM ledger_a.broad;
SELECT * FROM news();
SELECT pg_temp.answer('CREATE TABLE ledger_a.wide (id integer PRIMARY KEY); SELECT sen.track(''ledger_a.wide'')');
SELECT sen.untrack('ledger_a.broad');
SELECT sen.track('ledger_a.broad');
INSERT INTO ledger_a.broad (a, "é d") VALUES (1, 'x');
SELECT t, op FROM news();
-- Within one transaction.
BEGIN;
INSERT INTO ledger_a.broad (a, "é d") VALUES (2, 'x');
ALTER TABLE ledger_a.broad DROP COLUMN c;
INSERT INTO ledger_a.broad (a, "é d") VALUES (3, 'x');
COMMIT;
SELECT * FROM news();
-- Without a primary key there is no writing.
ALTER TABLE ledger_a.broad DROP CONSTRAINT wide_pkey;
SELECT pg_temp.answer('INSERT INTO ledger_a.broad (a, "é d") VALUES (4, ''x'')');
ALTER TABLE ledger_a.broad ADD PRIMARY KEY (a) DEFERRABLE INITIALLY DEFERRED;
SELECT pg_temp.answer('UPDATE ledger_a.broad SET a = a + 1');
-- Nor with a column whose text depends on settings.
BEGIN;
ALTER TABLE ledger_a.broad ADD COLUMN cost money;
SELECT pg_temp.answer('INSERT INTO ledger_a.broad (a, "é d") VALUES (4, ''x'')');
ROLLBACK;
-- Nor in another schema than the log's.
CREATE SCHEMA ledger_b;
SELECT pg_temp.answer('ALTER TABLE ledger_a.broad SET SCHEMA ledger_b');
SELECT * FROM news();

-- Partitions and inheritance ---------------------------------------------------------
CREATE TABLE ledger_a.part (id integer PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE ledger_a.part_low PARTITION OF ledger_a.part FOR VALUES FROM (0) TO (10);
CREATE TABLE ledger_a.part_mid (v text, gone integer, id integer NOT NULL) ;
ALTER TABLE ledger_a.part_mid DROP COLUMN gone;
ALTER TABLE ledger_a.part ATTACH PARTITION ledger_a.part_mid FOR VALUES FROM (10) TO (20);
INSERT INTO ledger_a.part VALUES (1, 'low'), (11, 'mid');
SELECT sen.track('ledger_a.part');
INSERT INTO ledger_a.part VALUES (2, 'low');
UPDATE ledger_a.part SET id = 12 WHERE id = 2;
INSERT INTO ledger_a.part_mid (id, v) VALUES (13, 'to the partition');
-- Attached later: the rows it has are entered, and its changes are logged from then on.
CREATE TABLE ledger_b.part_high (id integer PRIMARY KEY, v text);
INSERT INTO ledger_b.part_high VALUES (20, 'before');
ALTER TABLE ledger_a.part ATTACH PARTITION ledger_b.part_high FOR VALUES FROM (20) TO (30);
UPDATE ledger_a.part SET id = 21 WHERE id = 12;
SELECT pg_temp.answer('SELECT sen.track(''ledger_b.part_high'')');
SELECT pg_temp.answer('TRUNCATE ' || t) FROM unnest('{ledger_a.part,ledger_a.part_low,ledger_b.part_high}'::text[]) t;
DELETE FROM ledger_a.part WHERE id = 21;
SELECT * FROM news();
-- One that is detached is not tracked any more, and its rows are gone from the table.
ALTER TABLE ledger_a.part DETACH PARTITION ledger_b.part_high;
INSERT INTO ledger_b.part_high VALUES (22, 'for itself');
SELECT * FROM news();
TRUNCATE ledger_b.part_high;
SELECT sen.untrack('ledger_a.part');
SELECT pg_temp.answer('SELECT sen.untrack(''ledger_a.part_low'')');
TRUNCATE ledger_a.part;
SELECT * FROM news();
-- Tables that inherit are tables of their own.
CREATE TABLE ledger_a.parent (id integer PRIMARY KEY, v text);
CREATE TABLE ledger_a.child (w text, PRIMARY KEY (id)) INHERITS (ledger_a.parent);
SELECT sen.track('ledger_a.parent');
INSERT INTO ledger_a.child VALUES (1, 'unseen');
SELECT sen.track('ledger_a.child');
UPDATE ledger_a.parent SET v = 'seen';
SELECT * FROM news();

-- Sealing --------------------------------------------------------------------------
CREATE SCHEMA ledger_c;
CREATE TABLE ledger_c.action (id integer PRIMARY KEY, title text);
SELECT sen.track('ledger_c.action');
-- The root, made of the leaves in the order of the tree.
CREATE FUNCTION root_of_blocks() RETURNS bytea
    LANGUAGE sql AS 'SELECT sen.merkle_root(array_agg(sen.leaf_hash(l.leaf) ORDER BY b.block_id, l.number)) FROM '
                    'ledger_c.ledger_block b, sen.block_leaves(b.entries) l';
SELECT version, entries, size, root = root_of_blocks() AS root FROM sen.seal('ledger_c', 'Papers of 10 June', 'Board');
SELECT version, entries, size, root = root_of_blocks() AS root FROM sen.seal('ledger_c');
INSERT INTO ledger_c.action SELECT n, 'title ' || n FROM generate_series(1, 1000) n;
SELECT version, entries, size, root = root_of_blocks() AS root FROM sen.seal('ledger_c');
-- In the transaction that wrote, also in a savepoint, which undoes it.
BEGIN;
UPDATE ledger_c.action SET title = 'x' WHERE id = 1;
SAVEPOINT a;
UPDATE ledger_c.action SET title = 'y' WHERE id = 1;
SELECT version, entries, size, root = root_of_blocks() AS root FROM sen.seal('ledger_c');
ROLLBACK TO SAVEPOINT a;
SELECT version, entries, size, root = root_of_blocks() AS root FROM sen.seal('ledger_c', meeting => 'once only');
UPDATE ledger_c.action SET title = 'z' WHERE id = 1;
COMMIT;
SELECT version, entries, size, root = root_of_blocks() AS root FROM sen.seal('ledger_c');
BEGIN;
SELECT version, entries FROM sen.seal('ledger_c');
UPDATE ledger_c.action SET title = 'sealed and undone' WHERE id = 1;
SELECT version, entries FROM sen.seal('ledger_c');
ROLLBACK;
SELECT version, size, octet_length(root) AS root, label, meeting, session_role = session_user
       AND acting_role = current_user AS me, sealed_at BETWEEN now() - interval '1 hour' AND now() AS lately
FROM ledger_c.ledger_version ORDER BY version;
SELECT e.operation, e.log_table, e.row_values, e.meeting, (SELECT count(*) FROM ledger_c.ledger_block) > 5 AS blocks
FROM ledger_c.ledger_block b, sen.block_leaves(b.entries) l, sen.leaf_entry(l.leaf) e
WHERE e.operation NOT IN ('I', 'B') ORDER BY b.block_id, l.number;
SELECT level, tile, array_agg(width ORDER BY width) AS widths FROM ledger_c.ledger_tile GROUP BY 1, 2
HAVING count(*) > 1 OR level > 0 ORDER BY 1, 2;
-- An index that the owner added is kept.
CREATE INDEX by_size ON ledger_c.ledger_block ((octet_length(entries)));
INSERT INTO ledger_c.action VALUES (2000, repeat('long', 3000));
SET enable_seqscan = off;
SELECT count(*) FROM ledger_c.ledger_block WHERE octet_length(entries) > 8100;
RESET enable_seqscan;
-- A log that goes in the transaction that wrote to it.
BEGIN;
INSERT INTO ledger_c.action VALUES (2001, 'unlogged');
SET LOCAL client_min_messages = warning;
DROP SCHEMA ledger_c CASCADE;
COMMIT;

-- Bad input ------------------------------------------------------------------------
CREATE TABLE ledger_a.bad (id integer, v text, m money);
CREATE VIEW ledger_a.view AS SELECT 1 AS id;
CREATE TEMPORARY TABLE temporary (id integer PRIMARY KEY);
CREATE DOMAIN ledger_a.price AS money;
CREATE TYPE ledger_a.bill AS (no integer, total money);
CREATE TABLE ledger_a.unfit (id integer PRIMARY KEY, fit numeric, a money, b regclass, c regtype[], d ledger_a.price,
                             e ledger_a.bill, f ledger_a.bill[], g aclitem, "H h" regrole);
CREATE TABLE ledger_a.other (id integer PRIMARY KEY);
ALTER TABLE ledger_a.other OWNER TO regress_ledger_b;
SELECT pg_temp.answers_with('SELECT sen.track(%L)', 'ledger_a.bad', 'ledger_a.view', 'temporary', 'ledger_a.part_low',
                            'ledger_a.action', 'ledger_a.unfit', 'ledger_a.ledger_block', 'ledger_a.ledger_version',
                            'ledger_a.ledger_tile', 'ledger_a.note_id_seq', 'pg_class', 'nothing');
SELECT pg_temp.answers(
    'SELECT sen.track(NULL)',
    'SELECT sen.untrack(NULL)',
    'SELECT sen.untrack(''ledger_a.bad'')'
);
SELECT pg_temp.answers_with('SELECT sen.create_log(%L)', 'ledger_a', 'sen', 'pg_catalog', 'information_schema',
                            'nowhere', NULL);
SELECT pg_temp.answers_with('SELECT sen.seal(%L)', 'ledger_b', 'nowhere', NULL);
SELECT pg_temp.answer(statement)
FROM (VALUES ('TRUNCATE ledger_a.action'), ('TRUNCATE ledger_a.note, ledger_a.action CASCADE'),
    ('UPDATE ledger_a.ledger_block SET entries = '''''), ('DELETE FROM ledger_a.ledger_block'),
    ('TRUNCATE ledger_a.ledger_block'),
    ('DELETE FROM ledger_a.ledger_version WHERE false'), ('UPDATE ledger_a.ledger_tile SET width = 1')) v (statement);
SET session_replication_role = replica;
SELECT pg_temp.answer('DELETE FROM ledger_a.ledger_block'), pg_temp.answer('TRUNCATE ledger_a.action');
UPDATE ledger_a.action SET title = 'replica' WHERE id = 1;
RESET session_replication_role;
SELECT op, key FROM news();
SET ROLE regress_ledger_b;
SELECT pg_temp.answers(
    'SELECT sen.track(''ledger_a.bad'')',
    'SELECT sen.track(''ledger_a.step'')',
    'SELECT sen.untrack(''ledger_a.action'')',
    'SELECT sen.seal(''ledger_a'')',
    'SELECT sen.create_log(''ledger_b'')'
);
SELECT count(*) AS temporary FROM pg_class WHERE relname = 'ledger_block' AND relpersistence = 't';
-- The owner of a table is not the owner of the log.
SELECT pg_temp.answer('SELECT sen.track(''ledger_a.other'')');
RESET ROLE;
-- Not even who may write it by hand.
GRANT INSERT ON ledger_a.ledger_block TO regress_ledger_b;
SET ROLE regress_ledger_b;
SELECT pg_temp.answer('SELECT sen.track(''ledger_a.other'')');
RESET ROLE;
REVOKE INSERT ON ledger_a.ledger_block FROM regress_ledger_b;
-- Our triggers are for sen.track() to make, our private functions for our own use.
CREATE TABLE ledger_a.own (id integer PRIMARY KEY);
SELECT pg_temp.answers(
    'CREATE TRIGGER t BEFORE INSERT ON ledger_a.own FOR EACH ROW EXECUTE FUNCTION sen.track_row(''action''); INSERT '
    'INTO ledger_a.own VALUES (1)',
    'CREATE TRIGGER t AFTER INSERT ON ledger_a.own FOR EACH ROW EXECUTE FUNCTION sen.track_row(); INSERT INTO '
    'ledger_a.own VALUES (1)',
    'CREATE TRIGGER t AFTER INSERT ON ledger_a.own EXECUTE FUNCTION sen.track_row(''own''); INSERT INTO ledger_a.own '
    'VALUES (1)',
    'SELECT sen.track_row()'
);
-- A trigger that somebody with the right to make triggers made does not fire always.
CREATE TRIGGER t AFTER INSERT ON ledger_a.own FOR EACH ROW EXECUTE FUNCTION sen.track_row('action');
SELECT pg_temp.answer('INSERT INTO ledger_a.own VALUES (1)');
DROP TRIGGER t ON ledger_a.own;

SET client_min_messages = warning;
DROP SCHEMA ledger_a, ledger_b CASCADE;
DROP OWNED BY regress_ledger_b, regress_ledger_c;
DROP ROLE regress_ledger_b, regress_ledger_c;
DROP TABLE shown, temporary;
DROP FUNCTION news, root_of_blocks;
DROP PROCEDURE many;
