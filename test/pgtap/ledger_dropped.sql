-- A tracked table goes, in every way: the log says that it did, who did it and when, and so do those who read it. What
-- became of its columns is said likewise.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
CREATE ROLE sen_tap_gone_owner;
CREATE ROLE sen_tap_gone_member IN ROLE sen_tap_gone_owner;
GRANT sen_tap_gone_owner TO CURRENT_USER;
GRANT sen_tap_gone_member TO CURRENT_USER;
CREATE SCHEMA tap_gone AUTHORIZATION sen_tap_gone_owner;
CREATE SCHEMA tap_gone_2 AUTHORIZATION sen_tap_gone_owner;
GRANT CREATE, USAGE ON SCHEMA tap_gone, tap_gone_2 TO sen_tap_gone_member;
SET LOCAL ROLE sen_tap_gone_owner;
SET LOCAL search_path = tap_gone, public;
CREATE FUNCTION made(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE %I (id integer PRIMARY KEY, v text)', name);
    PERFORM sen.track(format('%I', name)::regclass);
    EXECUTE format('INSERT INTO %I VALUES (1, ''one''), (2, ''two'')', name);
END
$$;
-- What the log says of a table, in order: the letters, and what the last entry has.
CREATE FUNCTION said(name text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sen.flush_log();
    RETURN (SELECT string_agg(e.operation || CASE WHEN e.operation = 'E' THEN e.row_values::text ELSE '' END, ' '
                              ORDER BY b.block_id, l.number)
            FROM ledger_block b, sen.block_leaves(b.entries) l, sen.leaf_entry(l.leaf) e WHERE e.log_table = name);
END
$$;

-- By its name, under that of its first tracking
SELECT made('plain') \g /dev/null
SELECT made('later') \g /dev/null
SELECT sen.untrack('later') \g /dev/null
ALTER TABLE plain RENAME TO renamed;
SELECT version AS was FROM sen.seal('tap_gone', meeting => 'before') \gset
SET LOCAL sen_improvement.meeting = 'the day of the drop';
DROP TABLE IF EXISTS no_such_table, renamed;
RESET sen_improvement.meeting;
SELECT is(said('plain'), 'B I I E{"table": "dropped"}', 'the log says that a table was dropped');
SELECT is((SELECT concat_ws('|', session_role, acting_role, statement_at = statement_timestamp(), meeting, key)
           FROM log_leaves WHERE log_table = 'plain' AND operation = 'tracking ends'),
          session_user || '|sen_tap_gone_owner|f|the day of the drop|{}', 'and who did it, and for which meeting');
SELECT is((SELECT encode(l.leaf, 'hex') FROM ledger_block b, sen.block_leaves(b.entries) l, sen.leaf_entry(l.leaf) e
           WHERE e.log_table = 'plain' AND e.operation = 'E')
          LIKE encode('\x0145'::bytea || '\x06'::bytea || convert_to('plain', 'UTF8'), 'hex') || '%'
               || encode('\x000106'::bytea || convert_to('table', 'UTF8') || '\x08'::bytea
                         || convert_to('dropped', 'UTF8'), 'hex'), true, 'in the bytes that the documentation says');
SELECT results_eq(format('SELECT log_table, key, key_text, change, column_name, old_value, new_value, acting_role, '
                         'meeting FROM sen.log_changes(''ledger_block'', %s)', :was),
    $$VALUES ('plain', NULL::jsonb, NULL, 'table dropped', NULL, NULL, NULL, 'sen_tap_gone_owner',
              'the day of the drop')$$, 'sen.log_changes() says so in one row');
SELECT results_eq('SELECT log_table, row_key, change, acting_role FROM changes_since_sealed_meeting',
    $$VALUES ('plain', NULL, 'table dropped', 'sen_tap_gone_owner')$$, 'as does what changed since papers were sealed');
SELECT results_eq('SELECT operation, key_text, column_name, new_value FROM sen.column_changes(''ledger_block'', '
                  '''{"plain": ["v"]}'')',
    $$VALUES ('insert', 'id 1', 'v', 'one'), ('insert', 'id 2', 'v', 'two'), ('table dropped', NULL, NULL, NULL)$$,
    'and sen.column_changes(), after what was in it');
SELECT version AS gone FROM sen.seal('tap_gone') \gset
SELECT results_eq(format('SELECT log_table, change FROM sen.log_changes(''ledger_block'', %s, %s)', :was, :gone),
    $$VALUES ('plain', 'table dropped')$$, 'between versions too');
SELECT is_empty(format('SELECT * FROM sen.log_changes(''ledger_block'', %s)', :gone), 'after it nothing changed');
SELECT is_empty(format('SELECT * FROM sen.log_changes(''ledger_block'', 0, %s) WHERE log_table = ''plain''', :gone),
                'nor between a time before the table and one after it');
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_gone'')', 'the log verifies');
SELECT is(sen.index_log('tap_gone'), :gone::bigint, 'and is indexed');
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_gone'')', 'with its index');

-- A table that takes the name
CREATE TABLE plain (id integer PRIMARY KEY, v text);
SELECT throws_ok(format('SELECT * FROM sen.as_of(null::plain, %s)', :was), '42704',
                 'table tap_gone.plain is not in the log', 'another of its name has none of its past');
SELECT throws_ok(format('SELECT * FROM sen.changes(''plain'', 0, %s)', :was), '42704', NULL, 'nor its changes');
SELECT throws_ok('SELECT * FROM sen.history(''plain'', ''{"id": 1}'')', '42704', NULL, 'nor its rows');
SELECT sen.track('plain') \g /dev/null
SELECT is((SELECT count(*) FROM sen.as_of(null::plain, :was))::text, '2', 'until it is tracked: then the log goes on');
SELECT throws_ok(format('SELECT * FROM sen.as_of(null::plain, %s)', :gone), '55000', NULL,
                 'there was none between the two');
SELECT is((SELECT count(*) FROM sen.as_of(null::plain, 'infinity'))::text, '0', 'and it has its own rows');

-- Ended before it is dropped, also by one command after another
SELECT is(said('later'), 'B I I E{}', 'that tracking was ended is not that the table was dropped');
DROP TABLE later;
SELECT is(said('later'), 'B I I E{}', 'and of a table that is not tracked nothing is said');
SELECT made('at_once') \g /dev/null
DO $$
BEGIN
    DROP TABLE IF EXISTS no_such_table;
    PERFORM sen.untrack('at_once');
    DROP TABLE at_once;
END
$$;
SELECT is(said('at_once'), 'B I I E{}', 'nor in the same transaction');
SELECT made('here_and_gone') \g /dev/null
DO $$ BEGIN DROP TABLE here_and_gone; EXECUTE 'SELECT made(''here_and_gone'')'; DROP TABLE here_and_gone; END $$;
SELECT is(said('here_and_gone'), 'B I I E{"table": "dropped"} B I I E{"table": "dropped"}',
          'made and dropped again, each time');

-- Rolled back
SELECT made('kept') \g /dev/null
SAVEPOINT before;
DROP TABLE kept;
ROLLBACK TO before;
SELECT is(said('kept'), 'B I I', 'what was rolled back was not dropped');
DO $$
BEGIN
    BEGIN
        PERFORM made('never');
        DROP TABLE kept;
        RAISE EXCEPTION 'no';
    EXCEPTION WHEN raise_exception THEN
        DROP TABLE IF EXISTS no_such_table;
    END;
END
$$;
SELECT is(said('kept'), 'B I I', 'not in a block with EXCEPTION either');
SELECT is(said('never'), NULL, 'of a table that was never there nothing is said');
SELECT throws_ok('DROP TABLE kept, ledger_block, no_such_table', '42P01', NULL, 'a command that fails');
SELECT is(said('kept'), 'B I I', 'drops nothing');

-- Two at once, one of which is partitioned
SELECT made('one') \g /dev/null
CREATE TABLE parted (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
SELECT sen.track('parted') \g /dev/null
INSERT INTO parted VALUES (1);
DROP TABLE one, parted;
SELECT is(said('one'), 'B I I E{"table": "dropped"}', 'one of two');
SELECT is(said('parted'), 'B I E{"table": "dropped"}', 'with its partitions a table is one');

-- With another table, with its type, with its owner
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (PRIMARY KEY (id)) INHERITS (parent);
SELECT sen.track('child') \g /dev/null
CREATE TYPE shape AS (id integer, v text);
CREATE TABLE typed OF shape (PRIMARY KEY (id));
SELECT sen.track('typed') \g /dev/null
DROP TABLE parent CASCADE;
SELECT is(said('child'), 'B E{"table": "dropped"}', 'dropped with the table that it inherits from');
DROP TYPE shape CASCADE;
SELECT is(said('typed'), 'B E{"table": "dropped"}', 'with its type');
SET LOCAL ROLE sen_tap_gone_member;
CREATE TABLE owned (id integer PRIMARY KEY);
RESET ROLE;
SELECT sen.track('tap_gone.owned') \g /dev/null
DROP OWNED BY sen_tap_gone_member;
GRANT CREATE, USAGE ON SCHEMA tap_gone, tap_gone_2 TO sen_tap_gone_member;
SET LOCAL ROLE sen_tap_gone_owner;
SELECT is(said('owned'), 'B E{"table": "dropped"}', 'with its owner');

-- A partition that goes with its schema or its owner takes its rows with it
CREATE TABLE whole (id integer PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE tap_gone_2.low PARTITION OF whole FOR VALUES FROM (0) TO (10);
CREATE TABLE here PARTITION OF whole FOR VALUES FROM (20) TO (30);
SET LOCAL ROLE sen_tap_gone_member;
CREATE TABLE tap_gone_2.high (id integer PRIMARY KEY, v text);
RESET ROLE;
ALTER TABLE whole ATTACH PARTITION tap_gone_2.high FOR VALUES FROM (10) TO (20);
SELECT sen.track('whole') \g /dev/null
SET LOCAL ROLE sen_tap_gone_owner;
INSERT INTO whole VALUES (1, 'low'), (11, 'high'), (21, 'here');
RESET ROLE;
DROP OWNED BY sen_tap_gone_member;
SET LOCAL ROLE sen_tap_gone_owner;
SELECT is(said('whole'), 'B I I I D', 'the rows of a partition that goes with its owner are entered');
SELECT bag_eq('SELECT * FROM sen.as_of(null::whole, ''infinity'')', 'SELECT * FROM whole',
              'the log has those that are there');
DROP SCHEMA tap_gone_2 CASCADE;
SELECT is(said('whole'), 'B I I I D D', 'and of one that goes with its schema');
SELECT bag_eq('SELECT * FROM sen.as_of(null::whole, ''infinity'')', 'SELECT * FROM whole', 'the log has what is left');

-- Who may not drop it leaves nothing
RESET ROLE;
CREATE ROLE sen_tap_gone_other;
GRANT USAGE ON SCHEMA tap_gone TO sen_tap_gone_other;
SET LOCAL ROLE sen_tap_gone_other;
SELECT throws_ok('DROP TABLE tap_gone.kept', '42501', NULL, 'who may not drop a table');
RESET ROLE;
SET LOCAL ROLE sen_tap_gone_owner;
SELECT is(said('kept'), 'B I I', 'leaves no entry');

-- Columns
CREATE TABLE cols (id integer PRIMARY KEY, a text, b numeric(8,2), c integer GENERATED ALWAYS AS (id * 2) STORED,
                   d date);
SELECT sen.track('cols') \g /dev/null
INSERT INTO cols (id, a, b) VALUES (1, 'a1', 1.5);
SELECT version AS cols FROM sen.seal('tap_gone') \gset
CREATE FUNCTION told(since bigint, upto bigint DEFAULT NULL) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat_ws('|', c.change, c.column_name, c.old_value || '', '>', c.new_value, c.meeting)
    FROM sen.log_changes('ledger_block', since, upto) c WHERE c.log_table = 'cols' AND c.key IS NULL
$$;
ALTER TABLE cols ADD e text;
ALTER TABLE cols RENAME a TO z;
ALTER TABLE cols RENAME z TO a;
SELECT results_eq(format('SELECT told(%s)', :cols), $$VALUES ('column added|e|>|text')$$,
                  'a column that was added; renamed and renamed back is no change');
SET LOCAL sen_improvement.meeting = 'of the drop';
ALTER TABLE cols DROP a, ADD a integer;
SET LOCAL sen_improvement.meeting = 'of the name';
ALTER TABLE cols RENAME d TO due;
SET LOCAL sen_improvement.meeting = 'of the type';
ALTER TABLE cols ALTER due TYPE timestamptz, ALTER c DROP EXPRESSION;
RESET sen_improvement.meeting;
SELECT version AS upto FROM sen.seal('tap_gone') \gset
PREPARE expected AS VALUES ('column dropped|a|text|>|of the drop'),
    ('column retyped|c|generated integer|>|integer|of the type'),
    ('column renamed|due|d|>|due|of the name'), ('column retyped|due|date|>|timestamp with time zone|of the type'),
    ('column added|a|>|integer|of the drop'), ('column added|e|>|text');
SELECT bag_eq(format('SELECT told(%s, %s)', :cols, :upto), 'expected',
              'dropped, added, renamed and retyped, each with who did that');
SELECT bag_eq(format('SELECT concat_ws(''|'', change, column_name, old_value, ''>'', new_value, meeting) '
                     'FROM sen.changes(''cols'', %s, %s) WHERE key IS NULL', :cols, :upto), 'expected',
              'sen.changes() says the same');
SELECT is_empty(format('SELECT told(%s)', :upto), 'and after it nothing');
SELECT is_empty(format('SELECT told(0, %s)', :upto), 'of a table that is new its columns are not listed');
DROP TABLE cols;
SELECT results_eq(format('SELECT told(%s)', :cols), $$VALUES ('table dropped|>')$$,
                  'of a table that was dropped not what became of its columns');

-- With its schema, log and all
RESET ROLE;
DROP SCHEMA tap_gone CASCADE;
SELECT hasnt_schema('tap_gone', 'a schema goes with its log');
SET LOCAL search_path = public;
\set programme tap_gone_p
\ir ../fixtures/ready_programme.sql
SELECT lives_ok('DROP SCHEMA tap_gone_p CASCADE', 'and a programme');
SELECT * FROM finish();
ROLLBACK;
