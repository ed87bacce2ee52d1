-- Relations that are not those of a log: each is refused with what differs,
-- and the remedy that the hint names is tried.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
CREATE ROLE sen_tap_other;
CREATE SCHEMA w;
CREATE TABLE w.action (id integer PRIMARY KEY, body text);
SELECT sen.track('w.action'), sen.seal('w', 'first', 'Board') \g /dev/null

-- What is said of the log after a change; what after the remedy, that of the
-- hint unless one is given. Then all is undone.
CREATE FUNCTION public.tried(change text, remedy text, asked text, OUT refused text, OUT hint text, OUT mended text)
    LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE change;
    BEGIN
        EXECUTE asked INTO answer;
        refused := 'not refused';
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS refused = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
        refused := SQLSTATE || ' ' || refused;
    END;
    BEGIN
        remedy := coalesce(remedy, substring(hint FROM '^(ALTER TABLE [^.]+\.[^.;]+?) (?:makes|sets|takes|gives)'));
        EXECUTE remedy;
        EXECUTE asked INTO answer;
        mended := 'works again';
    EXCEPTION WHEN OTHERS THEN
        mended := coalesce(remedy, 'no remedy in the hint: ' || coalesce(hint, 'none')) || ': ' || SQLERRM;
    END;
    RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN NULL;
END $$;

CREATE TEMPORARY TABLE case_of ON COMMIT DROP AS
SELECT row_number() OVER () AS n, change, wanted, remedy FROM (VALUES
    -- change, what is said, remedy where the hint has no command to copy
    ('ALTER TABLE w.ledger_block SET UNLOGGED',
     'relation "ledger_block" of schema "w" is not that of a log: it is unlogged', NULL),
    ('ALTER TABLE w.ledger_block ADD COLUMN note text',
     'relation "ledger_block" of schema "w" is not that of a log: it has a column "note"', NULL),
    ('ALTER TABLE w.ledger_block ALTER entries DROP NOT NULL',
     'relation "ledger_block" of schema "w" is not that of a log: its column "entries" may be null', NULL),
    ('ALTER TABLE w.ledger_tile ADD COLUMN note text',
     'relation "ledger_tile" of schema "w" is not that of a log: it has a column "note"', NULL),
    ('ALTER TABLE w.ledger_version ADD COLUMN "My Note" text',
     'relation "ledger_version" of schema "w" is not that of a log: it has a column "My Note"', NULL),
    ('ALTER TABLE w.ledger_tile ALTER hashes DROP NOT NULL',
     'relation "ledger_tile" of schema "w" is not that of a log: its column "hashes" may be null', NULL),
    ('ALTER TABLE w.ledger_version ALTER label SET NOT NULL',
     'relation "ledger_version" of schema "w" is not that of a log: its column "label" may not be null', NULL),
    ('CREATE TABLE w.child () INHERITS (w.ledger_version)',
     'relation "ledger_version" of schema "w" is not that of a log: tables inherit from it',
     'ALTER TABLE w.child NO INHERIT w.ledger_version'),
    ('ALTER TABLE w.ledger_tile OWNER TO sen_tap_other',
     'relation "ledger_tile" of schema "w" is not that of a log: its owner is not that of "ledger_block"',
     format('ALTER TABLE w.ledger_tile OWNER TO %I', current_user)),
    ('ALTER TABLE w.ledger_block OWNER TO sen_tap_other; ALTER TABLE w.ledger_tile OWNER TO sen_tap_other; ALTER TABLE '
     'w.ledger_version OWNER TO sen_tap_other',
     format('relation "ledger_block" of schema "w" is not that of a log: its owner "sen_tap_other" is not the owner of '
            'the schema'), 'ALTER SCHEMA w OWNER TO sen_tap_other'),
    ('ALTER TABLE w.ledger_version RENAME COLUMN size TO entries',
     'relation "ledger_version" of schema "w" is not that of a log: its column 2 is not "size"',
     'ALTER TABLE w.ledger_version RENAME COLUMN entries TO size'),
    ('ALTER TABLE w.ledger_tile DROP CONSTRAINT ledger_tile_pkey',
     'relation "ledger_tile" of schema "w" is not that of a log: it has not the primary key of a log',
     'ALTER TABLE w.ledger_tile ADD PRIMARY KEY (level, tile, width)'),
    ('ALTER TABLE w.ledger_tile DROP CONSTRAINT ledger_tile_pkey; ALTER TABLE w.ledger_tile ADD PRIMARY KEY (tile, '
     'level, width)', 'relation "ledger_tile" of schema "w" is not that of a log: it has not the primary key of a log',
     'ALTER TABLE w.ledger_tile DROP CONSTRAINT ledger_tile_pkey; ALTER TABLE w.ledger_tile ADD PRIMARY KEY (level, '
     'tile, width)'),
    ('ALTER SEQUENCE w.ledger_block_block_id_seq CYCLE',
     'relation "ledger_block_block_id_seq" of schema "w" is not that of a log: it does not count upwards from 1 in '
     'bigint, one by one for all sessions', 'ALTER SEQUENCE w.ledger_block_block_id_seq NO CYCLE'),
    ('ALTER SEQUENCE w.ledger_block_block_id_seq CACHE 20',
     'relation "ledger_block_block_id_seq" of schema "w" is not that of a log: it does not count upwards from 1 in '
     'bigint, one by one for all sessions', 'ALTER SEQUENCE w.ledger_block_block_id_seq CACHE 1'),
    ('ALTER TABLE w.ledger_tile RENAME TO tile',
     'relation "ledger_tile" of schema "w" is not that of a log: it does not exist',
     'ALTER TABLE w.tile RENAME TO ledger_tile'),
    ('ALTER TABLE w.ledger_tile RENAME TO tile; CREATE VIEW w.ledger_tile AS SELECT * FROM w.tile',
     'relation "ledger_tile" of schema "w" is not that of a log: it is not a table',
     'DROP VIEW w.ledger_tile; ALTER TABLE w.tile RENAME TO ledger_tile')
) v (change, wanted, remedy);
SELECT is(t.refused, '42809 ' || c.wanted, c.change)
FROM case_of c, public.tried(c.change, c.remedy, $$SELECT sen.checkpoint('w')$$) t ORDER BY c.n;
SELECT is(t.mended, 'works again', 'and back: ' || c.change)
FROM case_of c, public.tried(c.change, c.remedy, $$SELECT sen.checkpoint('w')$$) t ORDER BY c.n;
-- What is written is asked the same of the table that it goes to: the entry is refused, and the row with it.
SELECT is(t.refused, '42809 ' || c.wanted, 'a tracked table: ' || c.change)
FROM case_of c, public.tried(c.change, c.remedy, $$INSERT INTO w.action VALUES (7, 'x') RETURNING id$$) t
WHERE c.change ~ '^ALTER TABLE w.ledger_block [^;]*$' ORDER BY c.n;
SELECT is((SELECT count(*) FROM w.action), 0::bigint, 'no row went in without an entry');
SELECT is(t.refused, '42809 relation "ledger_block" of schema "w" is not that of a log: it has a column "note"',
          'nor are entries written to a table that was changed since they were gathered')
FROM public.tried('INSERT INTO w.action VALUES (7, ''x''); ALTER TABLE w.ledger_block ADD COLUMN note text', 'SELECT 1',
                  'SELECT sen.flush_log()') t;

-- What keeps rows from being changed, or shown, can be read without, but not sealed.
SELECT is(t.refused || ' ' || t.mended, format('55000 the log of schema "w" is not guarded: %s works again', wanted),
          change)
FROM (VALUES ('ALTER TABLE w.ledger_block DISABLE TRIGGER refuse_change',
              'trigger refuse_change of "ledger_block" is disabled'),
             ('ALTER TABLE w.ledger_version ENABLE TRIGGER refuse_change',
              'trigger refuse_change of "ledger_version" is not always enabled'),
             ('ALTER TABLE w.ledger_block DISABLE ROW LEVEL SECURITY',
              'row-level security of "ledger_block" is disabled'),
             ('ALTER TABLE w.ledger_block ALTER block_id SET GENERATED BY DEFAULT',
              'identity of block_id of "ledger_block" is not always')) v (change, wanted),
     public.tried(change, NULL, $$SELECT sen.seal('w')$$) t;
SELECT is(t.refused, 'not refused', 'reading goes on: ' || change)
FROM unnest(ARRAY['ALTER TABLE w.ledger_block DISABLE TRIGGER refuse_change',
                  'ALTER TABLE w.ledger_block DISABLE ROW LEVEL SECURITY']) change,
    public.tried(change, 'SELECT 1', $$SELECT count(*) FROM sen.as_of(null::w.action, 1)$$) t;
-- Stored nodes that do not give the root, or places that cannot be, are not sealed
-- upon; nor is anything in a transaction that only reads.
SELECT is(regexp_replace(t.refused, 'version \d+$', 'version N'), wanted, change)
FROM (VALUES ('UPDATE w.ledger_tile SET hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1)',
              'XX001 the stored nodes of the log of schema "w" do not give the root of version N'),
             ('UPDATE w.ledger_tile SET starts[1] = -1',
              'XX001 tile 0 of level 0 of the log of schema "w" is missing or damaged'),
             ('UPDATE w.ledger_tile SET starts[1] = 9223372036854775807',
              'XX001 tile 0 of level 0 of the log of schema "w" is missing or damaged'),
             ('UPDATE w.ledger_tile SET blocks[1] = 0',
              'XX001 tile 0 of level 0 of the log of schema "w" is missing or damaged'),
             ('UPDATE w.ledger_version SET size = size + 1',
              'XX001 tile 0 of level 0 of the log of schema "w" is missing or damaged')) v (change, wanted),
     public.tried('INSERT INTO w.action VALUES (9, ''z''); ALTER TABLE w.ledger_tile DISABLE TRIGGER refuse_change; '
                  'ALTER TABLE w.ledger_version DISABLE TRIGGER refuse_change; ' || change
                  || '; ALTER TABLE w.ledger_tile ENABLE ALWAYS TRIGGER refuse_change; ALTER TABLE w.ledger_version '
                     'ENABLE ALWAYS TRIGGER refuse_change', 'SELECT 1', $$SELECT sen.seal('w')$$) t;
SELECT is(t.refused, '25006 cannot execute ' || f || '() in a read-only transaction',
          f || ' in a transaction that only reads')
FROM unnest('{sen.seal,sen.set_aside}'::text[]) f,
    public.tried('INSERT INTO w.action VALUES (9, ''z''); SET LOCAL transaction_read_only = on', 'SELECT 1',
                 format('SELECT %s(%L)', f, 'w')) t;
-- A column that was added and dropped again leaves nothing behind.
SELECT is(t.refused, 'not refused', 'a dropped column is none')
FROM public.tried('ALTER TABLE w.ledger_block ADD COLUMN x text; ALTER TABLE w.ledger_block DROP COLUMN x; ALTER TABLE '
                  'w.ledger_version ADD COLUMN x text; ALTER TABLE w.ledger_version DROP COLUMN x; INSERT INTO '
                  'w.action VALUES (8, ''y'')', 'SELECT 1',
                  $$SELECT sen.seal('w'), (SELECT count(*) FROM sen.verify_log('w'))$$) t;
SELECT is_empty($$SELECT * FROM sen.verify_log('w')$$, 'and the log is what it was');
SELECT * FROM finish();
ROLLBACK;
