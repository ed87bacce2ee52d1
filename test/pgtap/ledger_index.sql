-- The index of a log: whatever is asked, the answer is that of the log read whole; it is made anew as it was; and
-- where it is wrong, that is noticed. Which answer is right, ledger_read and ledger_restart say.
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
SET LOCAL timezone = 'Europe/London';
SELECT no_plan();
SELECT diag('ledger_index: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
CREATE SCHEMA tap_index;
SET LOCAL search_path = tap_index, public;

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

-- Keys of several types, of two columns, and one that changes; a table that comes late, and one that is dropped.
CREATE TABLE plain (id integer PRIMARY KEY, v text, n integer);
CREATE TABLE worded (word text, day date, v text, PRIMARY KEY (word, day));
CREATE TABLE exact (id numeric PRIMARY KEY, v text);
CREATE TABLE marked (id uuid PRIMARY KEY, v text);
CREATE TABLE renamed (id bigint PRIMARY KEY, v text);
CREATE TABLE rekeyed (a integer PRIMARY KEY, b integer, v text);
CREATE TABLE renewed (id integer PRIMARY KEY, v text);
CREATE TABLE coded (id text PRIMARY KEY, v text);
CREATE TABLE gone (id integer PRIMARY KEY, v text);
CREATE TABLE late (id integer PRIMARY KEY, v text);
INSERT INTO late SELECT g, 'was there' FROM generate_series(1, 20) g;
SELECT sen.track(t::regclass)
FROM unnest('{plain,worded,exact,marked,renamed,rekeyed,renewed,coded,gone}'::text[]) t \g /dev/null

-- Some changes of few keys, so that each is gone and comes again; with savepoints that are kept and rolled back.
CREATE FUNCTION step(times integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    k integer;
    m integer;
BEGIN
    FOR i IN 1 .. times LOOP
        k := (random() * 30)::integer;
        m := (random() * 30)::integer;
        BEGIN
            CASE (random() * 14)::integer
                WHEN 0 THEN DELETE FROM plain WHERE id = k;
                WHEN 1 THEN UPDATE plain SET id = m, v = 'moved' WHERE id = k;
                WHEN 2, 3 THEN INSERT INTO plain (id, v, n) VALUES (k, 'w' || i, m)
                    ON CONFLICT (id) DO UPDATE SET v = 'again', n = i;
                WHEN 4 THEN INSERT INTO worded VALUES ('w' || k, date '2025-01-01' + m, 'x')
                    ON CONFLICT (word, day) DO UPDATE SET v = 'y' || i;
                WHEN 5 THEN UPDATE worded SET day = day + 1 WHERE word = 'w' || k;
                WHEN 6 THEN INSERT INTO exact VALUES (CASE WHEN i % 2 = 0 THEN k ELSE k + 0.0 END, 'x')
                    ON CONFLICT (id) DO UPDATE SET v = 'n' || i;
                WHEN 7 THEN DELETE FROM exact WHERE id = k;
                WHEN 8 THEN INSERT INTO marked VALUES (md5(k::text)::uuid, 'x')
                    ON CONFLICT (id) DO UPDATE SET v = 'z' || i;
                WHEN 9 THEN INSERT INTO renamed VALUES (k, 'x') ON CONFLICT DO NOTHING;
                WHEN 10 THEN DELETE FROM renamed WHERE renamed::text LIKE '(' || k || ',%';
                WHEN 11 THEN INSERT INTO rekeyed VALUES (k, 30 - k, 'x') ON CONFLICT DO NOTHING;
                WHEN 12 THEN UPDATE rekeyed SET v = 'r' || i WHERE a = k;
                WHEN 13 THEN INSERT INTO renewed (id, v) VALUES (k, 'x') ON CONFLICT (id) DO UPDATE SET v = 'e' || i;
                ELSE UPDATE late SET v = 'l' || i WHERE id = k;
            END CASE;
            IF random() < 0.1 THEN
                RAISE EXCEPTION USING ERRCODE = 'U0001';
            END IF;
        EXCEPTION WHEN SQLSTATE 'U0001' OR unique_violation THEN
            NULL;
        END;
    END LOOP;
END $$;
CREATE FUNCTION seal() RETURNS void LANGUAGE sql AS $$SELECT sen.seal('tap_index', meeting => 'm')$$;
SELECT step(1000), seal() FROM generate_series(1, 3) \g /dev/null
SELECT sen.rename_column('renamed', 'id', 'number'), step(200), seal() \g /dev/null
SELECT sen.track('late'), step(300), seal() \g /dev/null
-- A key of other columns: what was there is followed by them; values that another key had.
ALTER TABLE rekeyed DROP CONSTRAINT rekeyed_pkey;
ALTER TABLE rekeyed ADD PRIMARY KEY (b);
SELECT step(300), seal() \g /dev/null
-- Another column by the name of the key: its values are those that other rows had. And one that is not of the key.
ALTER TABLE renewed ADD other integer;
UPDATE renewed SET other = 30 - id;
ALTER TABLE renewed DROP id;
ALTER TABLE renewed RENAME other TO id;
ALTER TABLE renewed ADD PRIMARY KEY (id);
ALTER TABLE plain DROP n, ADD n integer;
SELECT step(300), seal() \g /dev/null
-- Keys that were text and are numbers now, as which 007 is 7; nothing is written of them since.
INSERT INTO coded VALUES ('007', 'x'), ('12', 'y');
SELECT seal() \g /dev/null
ALTER TABLE coded ALTER id TYPE integer USING id::integer;
-- A type that has other texts, and one that has the same.
ALTER TABLE worded ALTER word TYPE varchar(40);
ALTER TABLE renamed ALTER number TYPE text;
INSERT INTO renamed VALUES ('007', 'text'), ('8 ', 'text');
SELECT step(300), seal() \g /dev/null
DELETE FROM renamed WHERE number !~ '^[0-9]+$' OR number = '007';
ALTER TABLE renamed ALTER number TYPE integer USING number::integer;
SELECT step(200), seal() \g /dev/null
-- Rows that change without entries, until tracking begins again; and a table that is dropped.
ALTER TABLE marked DISABLE TRIGGER sen_track;
DELETE FROM marked WHERE id::text < '8';
ALTER TABLE marked ENABLE ALWAYS TRIGGER sen_track;
INSERT INTO marked SELECT md5(g::text)::uuid, 'without' FROM generate_series(0, 30) g ON CONFLICT DO NOTHING;
SELECT step(200), seal() \g /dev/null
SELECT sen.untrack('marked'), sen.track('marked'), step(200), seal() \g /dev/null
SELECT sen.untrack('exact'), seal(), sen.track('exact'), step(200), seal() \g /dev/null
INSERT INTO gone VALUES (1, 'x');
SELECT seal() \g /dev/null
DROP TABLE gone;
SELECT step(100), seal() FROM generate_series(1, 5) \g /dev/null
-- And what is in no version yet.
SELECT step(150) \g /dev/null
SELECT max(version) AS versions FROM ledger_version \gset

SELECT cmp_ok((SELECT count(*) FROM ledger_index WHERE kind = 3), '>', 1::bigint,
              'states were written, so that readings begin with one');

-- Each question, asked with the index, and of the log without it.
CREATE TEMPORARY TABLE question (query text, kind text, with_index jsonb, whole jsonb);
INSERT INTO question (kind, query)
SELECT 'version', format('SELECT * FROM sen.as_of(null::%s, %s)', t, v)
FROM unnest('{plain,worded,exact,marked,renamed,rekeyed,renewed,late}'::text[]) t, generate_series(1, :versions) v
UNION ALL
SELECT 'time', format('SELECT * FROM sen.as_of(null::%s, %L::timestamptz)', t, at)
FROM unnest('{plain,worded,exact,marked,renamed,rekeyed,renewed,late}'::text[]) t,
    (SELECT 'infinity' UNION ALL SELECT (statement_at + interval '1 microsecond' * (random() * 2 - 1)::integer)::text
     FROM (SELECT statement_at FROM log_leaves ORDER BY random() LIMIT 12) s) a (at)
UNION ALL
SELECT 'changes', format('SELECT * FROM sen.changes(%L, %s, %s)', t, v, w)
FROM unnest('{plain,worded,exact,marked,renamed,rekeyed,renewed,late}'::text[]) t, generate_series(0, :versions) v,
    generate_series(v, :versions) w WHERE random() < 0.15
UNION ALL
SELECT 'all', format('SELECT * FROM sen.log_changes(''ledger_block'', %s, %s)', v, w)
FROM generate_series(0, :versions) v,
    (SELECT 'NULL' UNION ALL SELECT g::text FROM generate_series(0, :versions) g) s (w)
WHERE w = 'NULL' OR w = v::text OR random() < 0.2
UNION ALL
SELECT 'columns', format('SELECT * FROM sen.column_changes(''ledger_block'', ''{%s: null}'', %s)', to_jsonb(t), since)
FROM unnest('{plain,worded,exact,marked,renamed,rekeyed,renewed,late,gone,coded}'::text[]) t,
    (SELECT 'NULL' UNION ALL SELECT quote_literal(statement_at)
     FROM (SELECT statement_at FROM log_leaves ORDER BY random() LIMIT 4) s) a (since)
UNION ALL
SELECT 'view', 'SELECT * FROM changes_since_sealed_meeting'
UNION ALL
SELECT 'key', format('SELECT * FROM sen.history(%L, %L)', t, key)
FROM (SELECT 'plain' AS t, jsonb_build_object('id', g) AS key FROM generate_series(0, 31) g
      UNION ALL SELECT 'exact', jsonb_build_object('id', (g || '.00')::numeric) FROM generate_series(0, 31, 5) g
      UNION ALL SELECT 'marked', jsonb_build_object('id', md5(g::text)::uuid) FROM generate_series(0, 31, 3) g
      UNION ALL SELECT 'renamed', jsonb_build_object('number', g) FROM generate_series(0, 31, 2) g
      UNION ALL SELECT 'rekeyed', jsonb_build_object('b', g) FROM generate_series(0, 31, 2) g
      UNION ALL SELECT 'late', jsonb_build_object('id', g) FROM generate_series(0, 21, 4) g
      UNION ALL SELECT 'coded', jsonb_build_object('id', g) FROM unnest('{7,12}'::integer[]) g
      UNION ALL SELECT 'renewed', jsonb_build_object('id', g) FROM generate_series(0, 31, 3) g
      UNION ALL SELECT 'worded', jsonb_build_object('day', '2025-01-01'::date + m, 'word', 'w' || g)
      FROM generate_series(0, 30, 3) g, generate_series(0, 31, 3) m) k;
-- Less is asked by the seed of the clock, if the fixed one asks all.
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
DELETE FROM question WHERE NOT :'whole'::boolean AND kind <> 'view' AND random() < 0.7;
UPDATE question SET with_index = answer(query);
ALTER TABLE ledger_index RENAME TO kept;
UPDATE question SET whole = answer(query);
ALTER TABLE kept RENAME TO ledger_index;
SELECT is_empty($$SELECT query, with_index, whole FROM question WHERE with_index IS DISTINCT FROM whole$$,
                'each answer is that of the log read whole');
\if :whole
SELECT cmp_ok((SELECT count(*) FROM question WHERE kind = k AND jsonb_typeof(with_index) = 'array'
               AND with_index <> '[]'), '>', n, format('of %s many have an answer', k))
FROM (VALUES ('version', 60::bigint), ('time', 10), ('changes', 40), ('all', 10), ('view', 0), ('key', 50)) e (k, n);
SELECT cmp_ok((SELECT count(*) FROM question WHERE with_index::text ~ 'cannot be followed'
               OR with_index = to_jsonb('XX001'::text)), '>', 0::bigint, 'and some say what cannot be followed');
\endif
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_index'')', 'the index is as the entries give it');

-- What keeps an answer from being read whole: nothing is warned of.
CREATE FUNCTION warned(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    -- A warning is not an error: without the blocks that nobody needs, what is read whole fails.
    BEGIN
        ALTER TABLE ledger_block DISABLE TRIGGER refuse_change;
        DELETE FROM ledger_block WHERE block_id = (SELECT min(block_id) FROM ledger_block b
            WHERE NOT EXISTS (SELECT FROM sen.block_leaves(b.entries) l, sen.leaf_entry(l.leaf) e
                              WHERE e.log_table <> 'renamed'));
        IF NOT FOUND THEN
            RETURN 'no block is of that table alone';
        END IF;
        EXECUTE query;
        RAISE EXCEPTION USING ERRCODE = 'U0002';
    EXCEPTION WHEN SQLSTATE 'U0002' THEN
        RETURN 'read by the index';
    WHEN data_corrupted THEN
        RETURN 'read whole';
    END;
END
$$;
CREATE FUNCTION block_of(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sen.flush_log();
    EXECUTE statement;
    PERFORM sen.flush_log();
END
$$;
SELECT block_of('INSERT INTO renamed VALUES (990, ''alone'')'), seal() \g /dev/null
SELECT is(warned(q), w, format('%s: %s', q, w))
FROM (VALUES ('SELECT * FROM sen.as_of(null::plain, 3)', 'read by the index'),
             ('SELECT * FROM sen.as_of(null::plain, ''infinity'')', 'read by the index'),
             ('SELECT * FROM sen.changes(''plain'', 2, 5)', 'read by the index'),
             ('SELECT * FROM sen.history(''plain'', ''{"id": 3}'')', 'read by the index'),
             ('SELECT * FROM sen.history(''worded'', ''{"word": "w3", "day": "2025-01-04"}'')', 'read by the index'),
             ('SELECT * FROM sen.changes(''late'', 6, 9)', 'read by the index'),
             ('SELECT sen.index_log(''tap_index'')', 'read whole')) e (q, w);

-- Made anew it is what it was, but for what it says of transactions.
CREATE TEMPORARY TABLE before AS SELECT * FROM ledger_index;
SELECT is(sen.index_log('tap_index'), (SELECT max(version) FROM ledger_version), 'it is made anew for all versions');
SELECT is_empty($$(SELECT * FROM ledger_index WHERE kind > 0 EXCEPT SELECT * FROM before)
                  UNION ALL (SELECT * FROM before WHERE kind > 0 EXCEPT SELECT * FROM ledger_index)$$,
                'and has the same rows');
SELECT is((SELECT count(*) FROM ledger_index), (SELECT count(*) FROM before), 'as many');

-- A row that is wrong: sen.verify_log says so, and nothing that is read is wrong.
CREATE FUNCTION tried(change text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    faults text;
    wrong text;
BEGIN
    EXECUTE change;
    SELECT string_agg(f.kind, ' ' ORDER BY f.kind) INTO faults FROM sen.verify_log('tap_index') f
    WHERE f.place LIKE 'index%';
    SELECT min(q.query) INTO wrong FROM (SELECT * FROM question ORDER BY random() LIMIT 6) q
    WHERE answer(q.query) IS DISTINCT FROM q.whole;
    RAISE EXCEPTION USING ERRCODE = 'U0003', MESSAGE = coalesce(faults, 'no fault') || coalesce(': ' || wrong, '');
EXCEPTION WHEN SQLSTATE 'U0003' THEN
    RETURN SQLERRM;
END
$$;
UPDATE question SET whole = answer(query);
ALTER TABLE ledger_index DISABLE TRIGGER refuse_change;
SELECT is(tried(change), fault, format('%s (%s)', fault, change))
FROM (SELECT format('UPDATE ledger_index SET content = set_byte(content, %s, get_byte(content, %1$s) # %s) WHERE %s',
                    (random() * (length(content) - 1))::integer, 1 << (random() * 7)::integer, w) AS change,
             'edited' AS fault, i
      FROM (SELECT content, format('(kind, table_number, version, part) = (%s, %s, %s, %s)', kind, table_number,
                                   version, part) AS w, row_number() OVER (PARTITION BY kind ORDER BY random()) AS i
            FROM ledger_index) r WHERE i <= 8
      UNION ALL
      SELECT format('DELETE FROM ledger_index WHERE (kind, table_number, version, part) = (%s, %s, %s, %s)', kind,
                    table_number, version, part), 'removed', i
      FROM (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY random()) AS i FROM ledger_index) r WHERE i <= 5
      UNION ALL
      -- That of another table or version: its digest fits only where it was.
      SELECT format('UPDATE ledger_index i SET content = o.content FROM ledger_index o '
                    'WHERE (i.kind, i.table_number, i.version, i.part) = (%s, %s, %s, %s) '
                    'AND (o.kind, o.table_number, o.version, o.part) = (%s, %s, %s, %s)', a.kind, a.table_number,
                    a.version, a.part, b.kind, b.table_number, b.version, b.part), 'edited', 0
      FROM (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY random()) AS i FROM ledger_index) a
      JOIN LATERAL (SELECT * FROM ledger_index b WHERE b.kind = a.kind AND b.content <> a.content
                    ORDER BY random() LIMIT 1) b ON true
      WHERE a.i <= 4
      UNION ALL VALUES ('DELETE FROM ledger_index', 'no fault', 0),
          ('INSERT INTO ledger_index VALUES (1, 0, 999999, 0, ''\x00'')', 'inserted', 0),
          ('INSERT INTO ledger_index VALUES (9, -5, -1, 3, '''')', 'inserted', 0),
          ('UPDATE ledger_index SET content = '''' WHERE kind = 0', 'edited', 0),
          ('UPDATE ledger_index SET content = '''' WHERE kind = 3', 'edited', 0)) c ORDER BY i;

-- One whose digests fit, and that is not of these entries: as whoever may write the log can make it.
SELECT block_id AS forged FROM ledger_block b, sen.block_leaves(b.entries) l, sen.leaf_entry(l.leaf) e
WHERE e.log_table = 'plain' AND e.operation = 'I' AND b.block_id > 1 ORDER BY block_id LIMIT 1 \gset
CREATE TEMPORARY TABLE entries AS SELECT * FROM ledger_block WHERE block_id = :forged;
ALTER TABLE ledger_block DISABLE TRIGGER refuse_change;
UPDATE ledger_block
SET entries = overlay(entries PLACING '\x49'::bytea FROM position('\x0155'::bytea IN entries) + 1 FOR 1)
WHERE block_id = :forged AND position('\x0155'::bytea IN entries) > 0;
SELECT sen.index_log('tap_index') \g /dev/null
UPDATE ledger_block b SET entries = e.entries FROM entries e WHERE b.block_id = e.block_id;
ALTER TABLE ledger_block ENABLE ALWAYS TRIGGER refuse_change;
SELECT is_empty($$SELECT query, answer(query), whole FROM question
                  WHERE answer(query) IS DISTINCT FROM whole AND answer(query) <> to_jsonb('XX001'::text)$$,
                'an entry that the index has otherwise is an error, and not an answer');
SELECT cmp_ok((SELECT count(*) FROM question WHERE answer(query) = to_jsonb('XX001'::text)
               AND whole <> to_jsonb('XX001'::text)), '>', 0::bigint, 'of those that need it');
SELECT is((SELECT array_agg(kind) FROM sen.verify_log('tap_index') WHERE place LIKE 'index%'), '{edited}',
          'and sen.verify_log says that it is not that of the entries');
ALTER TABLE ledger_index ENABLE ALWAYS TRIGGER refuse_change;
SELECT sen.index_log('tap_index') \g /dev/null
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_index'')', 'made anew it is');

-- A block with a number up to which none was missing: no seal takes it, sen.verify_log says so, and it is set aside.
SELECT seal() \g /dev/null
DELETE FROM plain WHERE id = 5;
SELECT sen.flush_log(), seal() \g /dev/null
INSERT INTO ledger_block OVERRIDING SYSTEM VALUE
SELECT s.free, b.entries FROM ledger_block b,
    (SELECT g AS free FROM generate_series(1, (SELECT max(block_id) FROM ledger_block)) g
     WHERE NOT EXISTS (SELECT FROM ledger_block o WHERE o.block_id = g) LIMIT 1) s
WHERE b.block_id = 1;
SELECT is((SELECT count(*) FROM sen.verify_log('tap_index')
           WHERE kind = 'inserted' AND place ~ '^block [0-9]+, in no '),
          (SELECT count(*) FROM generate_series(1, (SELECT max(block_id) FROM ledger_block) - 1) g
           WHERE NOT EXISTS (SELECT FROM log_leaves o WHERE o.block_id = g AND o.version IS NOT NULL)
             AND EXISTS (SELECT FROM ledger_block o WHERE o.block_id = g)), 'it is found');
SELECT count(*) AS taken FROM sen.set_aside('tap_index') \gset
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_index'')', 'and taken out');

-- Rights, and what is no log.
SELECT throws_ok('SELECT sen.index_log(NULL)', '22004', 'no log is named', 'null');
SELECT throws_ok('SELECT sen.index_log(''no such'')', '42704', 'schema "no such" has no log', 'no such schema');
SELECT throws_ok('SELECT sen.create_log_index(''tap_index'')', '42P07',
                 'schema "tap_index" has a relation ledger_index already', 'one that has it');
SELECT throws_ok('SELECT sen.create_log_index(NULL)', '42704', 'schema null has no log', 'null for the relation');

-- An older log: without the relation, with one of somebody else's, and made by the call.
CREATE ROLE sen_tap_other;
DROP TABLE ledger_index;
UPDATE question SET whole = answer(query), with_index = NULL;
SELECT step(50), seal() \g /dev/null
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_index'')', 'a log without an index goes on, and is intact');
CREATE TABLE ledger_index (x integer);
ALTER TABLE ledger_index OWNER TO sen_tap_other;
SELECT lives_ok('SELECT * FROM sen.as_of(null::plain, 2)',
                'a relation of that name of somebody else is none of the log');
SELECT throws_ok('SELECT sen.index_log(''tap_index'')', '42P07', NULL, 'and in the way of one');
DROP TABLE ledger_index;
SELECT is(sen.index_log('tap_index'), (SELECT max(version) FROM ledger_version), 'the call makes it');
SELECT is((SELECT relowner::regrole::text FROM pg_class WHERE oid = 'ledger_index'::regclass), current_user::text,
          'it belongs to the owner of the log');
UPDATE question SET with_index = answer(query) WHERE kind IN ('version', 'changes', 'key');
SELECT is_empty($$SELECT query FROM question WHERE kind IN ('version', 'changes') AND with_index <> whole$$,
                'and answers as the log read whole');
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_index'')', 'and is that of the entries');

-- From a checkpoint on.
SELECT sen.checkpoint('tap_index') AS checkpoint, max(version) AS last FROM ledger_version \gset
SELECT step(100), seal() \g /dev/null
SELECT is_empty(format('SELECT * FROM sen.verify_log_since(''tap_index'', %L)', :'checkpoint'),
                'after a checkpoint all is intact');
ALTER TABLE ledger_block DISABLE TRIGGER refuse_change;
UPDATE ledger_block SET entries = set_byte(entries, length(entries) - 1, get_byte(entries, length(entries) - 1) # 1)
WHERE block_id = :forged;
ALTER TABLE ledger_block ENABLE ALWAYS TRIGGER refuse_change;
SELECT is_empty(format('SELECT * FROM sen.verify_log_since(''tap_index'', %L)', :'checkpoint'),
                'what was changed before it is not looked at');
SELECT is((SELECT array_agg(kind) FROM sen.verify_log('tap_index', :'checkpoint')), '{edited}', 'but by the whole');
SELECT is((SELECT array_agg(DISTINCT kind ORDER BY kind) FROM sen.verify_log_since('tap_index',
              sen.checkpoint_text('x', size, sha256('')))), '{edited,"root mismatch"}',
          'a checkpoint of another log: all is verified')
FROM ledger_version WHERE version = :last;
SELECT is((SELECT array_agg(DISTINCT kind ORDER BY kind) FROM sen.verify_log_since('tap_index',
              sen.checkpoint_text('x', 5, sha256('')))), '{edited,"root mismatch"}', 'and one of no version');
SELECT throws_ok('SELECT * FROM sen.verify_log_since(''tap_index'', NULL)', '22004', NULL, 'no checkpoint');
SELECT * FROM finish();
ROLLBACK;
