-- The entries of a log as rows: view log_leaves and the functions that it is made of, against the bytes of the blocks
-- read one by one, with the index of the log and without it.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;
SELECT no_plan();
CREATE SCHEMA tap_leaf;
SET LOCAL search_path = tap_leaf, public;

-- Narrow, and with so many columns that a jsonb has several offsets; names of every length, text of every kind.
CREATE TABLE narrow (id integer PRIMARY KEY, "Ünï" text, b text, aa text);
SELECT format('CREATE TABLE wide (id integer PRIMARY KEY, %s)',
              string_agg(format('%I text', CASE g % 3 WHEN 0 THEN 'c' WHEN 1 THEN 'column ' ELSE 'ü' END || g), ', '))
FROM generate_series(1, 150) g \gexec
SELECT sen.track('narrow'), sen.track('wide'), sen.flush_log() \g /dev/null
SET LOCAL sen_improvement.meeting = 'Board 1';
INSERT INTO narrow VALUES (1, '', NULL, 'x'), (2, '教育 ☂', e'a"b\\c\n', repeat('long', 3000)), (3, NULL, NULL, NULL);
SELECT format('INSERT INTO wide VALUES (1, %s)',
              string_agg(CASE g % 4 WHEN 0 THEN 'NULL' ELSE format('%L', repeat('v', g)) END, ', ' ORDER BY g))
FROM generate_series(1, 150) g \gexec
SELECT sen.seal('tap_leaf', 'first', 'Board 1') \g /dev/null
SET LOCAL sen_improvement.meeting = 'Board 2';
UPDATE narrow SET b = 'second' WHERE id < 3;
SET LOCAL sen_improvement.meeting = '';
DELETE FROM narrow WHERE id = 3;
UPDATE wide SET c3 = 'second';
SELECT sen.flush_log() \g /dev/null
SET LOCAL sen_improvement.meeting = 'Board 2';
INSERT INTO narrow SELECT g, 'many' FROM generate_series(10, 300) g;
SELECT sen.seal('tap_leaf', 'second', 'Board 2') \g /dev/null
UPDATE narrow SET aa = 'third' WHERE id > 290;
SELECT sen.flush_log() \g /dev/null
SET LOCAL sen_improvement.meeting = 'Board 3';
UPDATE narrow SET aa = 'fourth' WHERE id > 295;
UPDATE wide SET c6 = 'fourth';
SELECT sen.flush_log() \g /dev/null

-- What the blocks say, each entry by itself; which version took a block in, by all of the tiles.
CREATE TABLE by_hand AS
SELECT (SELECT min(v.version) FROM ledger_version v WHERE v.size > p.start + l.number) AS version,
       p.start + l.number AS leaf_index, b.block_id, l.number, e.log_table,
       sen.operation_words(e.operation) AS operation,
       e.session_role, e.acting_role, e.statement_at, e.transaction_at, e.meeting, e.key, e.row_values
FROM ledger_block b
CROSS JOIN LATERAL sen.block_leaves(b.entries) l
CROSS JOIN LATERAL sen.leaf_entry(l.leaf) e
LEFT JOIN (SELECT s.block, min(s.start) AS start FROM ledger_tile t, unnest(t.blocks, t.starts) s (block, start)
           WHERE t.level = 0 GROUP BY s.block) p ON p.block = b.block_id;
SELECT is((SELECT string_agg(DISTINCT coalesce(version::text, '-'), ',') FROM by_hand), '-,1,2',
          'there are two versions, and what is in none');
SELECT bag_eq('SELECT * FROM log_leaves', 'SELECT * FROM by_hand', 'all entries');
SELECT bag_eq(format('SELECT * FROM log_leaves WHERE version = %s', v.version),
              format('SELECT * FROM by_hand WHERE version = %s', v.version), format('version %s', v.version))
FROM ledger_version v;
SELECT bag_eq('SELECT * FROM log_leaves WHERE version IS NULL', 'SELECT * FROM by_hand WHERE version IS NULL',
              'what is in no version');
SELECT results_eq('SELECT block_id, entries FROM sen.unsealed_blocks(''ledger_block'')',
                  'SELECT b.block_id, b.entries FROM ledger_block b WHERE EXISTS (SELECT FROM by_hand h '
                  'WHERE h.block_id = b.block_id AND h.version IS NULL) ORDER BY 1', 'and its blocks');
-- Of a meeting: in whichever version they are, and whatever else is in their blocks.
SELECT bag_eq(format('SELECT * FROM sen.meeting_entries(''ledger_block'', %L)', m.meeting),
              format('SELECT * FROM by_hand WHERE meeting = %L', m.meeting), m.meeting || ', by the index')
FROM unnest('{Board 1,Board 2,Board 3,Board 4,board 1}'::text[]) m (meeting);
SELECT is((SELECT string_agg(DISTINCT coalesce(version::text, '-'), ',') FROM by_hand WHERE meeting = 'Board 2'), '-,2',
          'what belongs to one is in a version, and in none');
SELECT cmp_ok((SELECT count(*) FROM ledger_index WHERE kind = 4), '>', 0::bigint, 'the index says where they are');
SELECT is((SELECT count(*) FROM sen.meeting_entries('ledger_block', NULL)), 0::bigint, 'no meeting is none');
-- A condition on table or meeting: with a version and without, also one that no entry has, and those of the log itself.
CREATE FUNCTION asked(condition text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT bag_eq('SELECT * FROM log_leaves WHERE ' || condition, 'SELECT * FROM by_hand WHERE ' || condition,
                  condition)
$$;
CREATE TEMP TABLE condition AS
SELECT c.condition FROM unnest(ARRAY[
    'log_table = ''wide''', '''narrow'' = log_table', 'log_table = ''none''', 'meeting = ''Board 2''', 'meeting = ''''',
    'meeting = ''Board 9''', 'meeting IS NULL', 'meeting = ''Board 2'' AND log_table = ''narrow''',
    'version = 2 AND log_table = ''narrow''', 'version = 1 AND log_table = ''wide''',
    'version = 2 AND meeting = ''Board 1''',
    'version = 2 AND meeting = ''Board 2'' AND log_table = ''narrow''', 'version = 9 AND log_table = ''narrow''',
    'log_table IN (''narrow'', ''wide'')', 'log_table <> ''narrow''', 'meeting = (SELECT ''Board '' || 2)',
    'log_table = (SELECT min(log_table) FROM by_hand WHERE operation = ''sealed'')', 'meeting = session_role',
    'meeting = ''Board 2'' COLLATE "C"', 'meeting = ''Board 2''::varchar', 'log_table = ''wide''::name',
    'log_table = lower(''WIDE'')', 'meeting = ''Board '' || (2 + random() * 0)', 'log_table = ANY (''{wide}'')',
    'log_table = ''wide'' AND log_table = (SELECT ''narrow'')', 'log_table = ''wide'' AND log_table = ''narrow''',
    'log_table = ''wide'' AND meeting IS NULL', 'NOT log_table = ''wide''', 'meeting IS NOT DISTINCT FROM ''Board 2''',
    'meeting LIKE ''Board 2''', 'meeting = NULL', 'coalesce(meeting, '''') = ''''',
    'meeting = current_setting(''a.b'')',
    'meeting = ''board 2'' COLLATE "und-x-any"', 'meeting LIKE ''Board%'' OR log_table = ''wide''']) c (condition);
CREATE COLLATION "und-x-any" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
SET LOCAL a.b = 'Board 2';
SELECT asked(condition) FROM condition;
SELECT bag_eq($$SELECT a.* FROM log_leaves a JOIN log_leaves b USING (block_id, number)
                WHERE a.meeting = 'Board 2' AND b.log_table = 'narrow'$$,
              'SELECT * FROM by_hand WHERE meeting = ''Board 2'' AND log_table = ''narrow''', 'two of the view');
SELECT bag_eq($$SELECT v.version, l.block_id, l.number FROM ledger_version v
                LEFT JOIN log_leaves l ON l.version = v.version AND l.meeting = 'Board 2'$$,
              $$SELECT v.version, l.block_id, l.number FROM ledger_version v
                LEFT JOIN by_hand l ON l.version = v.version AND l.meeting = 'Board 2'$$, 'beside versions without');
PREPARE of_meeting(text) AS SELECT * FROM log_leaves WHERE meeting = $1;
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT bag_eq('EXECUTE of_meeting(''Board 2'')', 'SELECT * FROM by_hand WHERE meeting = ''Board 2''', 'as a parameter');
SELECT is_empty('EXECUTE of_meeting(NULL)', 'that is null');
RESET plan_cache_mode;
-- The value changes while a query runs; a cached plan is run with another one.
SELECT bag_eq($$SELECT m.meeting, l.log_table, (SELECT count(*) FROM log_leaves l WHERE l.meeting = m.meeting)
                FROM ledger_version m CROSS JOIN LATERAL (SELECT log_table, count(*) FROM log_leaves
                WHERE version = m.version AND meeting = m.meeting GROUP BY 1 OFFSET 0) l$$,
              $$SELECT m.meeting, l.log_table, (SELECT count(*) FROM by_hand l WHERE l.meeting = m.meeting)
                FROM ledger_version m CROSS JOIN LATERAL (SELECT log_table, count(*) FROM by_hand
                WHERE version = m.version AND meeting = m.meeting GROUP BY 1) l$$, 'of each meeting in turn');
CREATE FUNCTION each_in_turn() RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
    asked text;
BEGIN
    FOREACH asked IN ARRAY '{Board 1,Board 2,Board 3,Board 9,Board 1,Board 2,Board 3,Board 9}'::text[] LOOP
        RETURN NEXT (SELECT count(*) FROM log_leaves WHERE meeting = asked);
        RETURN NEXT (SELECT count(*) FROM by_hand WHERE meeting = asked);
    END LOOP;
END $$;
SELECT is_empty('SELECT * FROM (SELECT c, lag(c) OVER (), row_number() OVER () AS n FROM each_in_turn() c) x '
                'WHERE n % 2 = 0 AND c <> lag', 'and by a cached plan');
-- In the subquery of a view that keeps rows from who asks; in a plan that workers share.
CREATE VIEW barred WITH (security_barrier) AS SELECT * FROM log_leaves WHERE meeting = 'Board 2' OFFSET 0;
SELECT bag_eq('SELECT * FROM barred WHERE log_table = ''narrow''', 'SELECT * FROM by_hand WHERE meeting = ''Board 2'' '
              'AND log_table = ''narrow''', 'of what a view keeps');
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT bag_eq('SELECT count(*), min(b.number) FROM log_leaves l JOIN by_hand b USING (block_id, number) '
              'WHERE l.log_table = ''narrow'' AND b.log_table = l.log_table', 'SELECT count(*), min(number) '
              'FROM by_hand WHERE log_table = ''narrow''', 'where workers could take part');
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
-- Who calls both functions, and joins them otherwise than the view, is given all, whatever the condition.
SELECT bag_eq(format($$SELECT p.block_id, count(*) FROM sen.log_blocks('ledger_block', 2, NULL, NULL) p,
                       %s b, sen.log_block_entries(b.entries, p.start, NULL, NULL) e
                       WHERE e.meeting = 'Board 2' AND %s GROUP BY 1$$, c.relation, c.joined),
              $$SELECT p.block_id, (SELECT count(*) FROM by_hand WHERE meeting = 'Board 2')
                FROM sen.log_blocks('ledger_block', 2, NULL, NULL) p$$, 'both functions, ' || c.joined)
FROM (VALUES ('ledger_block', 'true'), ('ledger_block', 'p.block_id + b.block_id > 0'),
             ('LATERAL (SELECT p.block_id, b.entries FROM ledger_block b OFFSET 0)', 'p.block_id = b.block_id'))
         c (relation, joined);
SELECT is((SELECT count(*) FROM sen.log_blocks('ledger_block', 2, NULL, NULL) p JOIN ledger_block b USING (block_id),
                                sen.log_block_entries(b.entries, p.start, NULL, NULL) e
                                WHERE e.meeting = 'Board 2' AND e.log_table = 'narrow'),
          (SELECT count(*) FROM by_hand WHERE version = 2 AND meeting = 'Board 2' AND log_table = 'narrow'),
          'and as the view');
SELECT bag_eq($$SELECT p.block_id, count(e.number)
                FROM sen.log_blocks('ledger_block', 2, NULL, NULL) p JOIN ledger_block b ON b.block_id = p.block_id
                LEFT JOIN LATERAL sen.log_block_entries(b.entries, p.start, NULL, NULL) e ON e.log_table = 'wide'
                GROUP BY 1$$,
              $$SELECT block_id, count(*) FILTER (WHERE log_table = 'wide') FROM by_hand WHERE version = 2 GROUP BY 1$$,
              'beside blocks without');
-- Blocks that have none are not read.
SELECT results_eq('SELECT DISTINCT block_id FROM sen.log_blocks(''ledger_block'', 2, ''wide'', NULL) ORDER BY 1',
                  'SELECT DISTINCT block_id FROM by_hand WHERE version = 2 AND log_table = ''wide'' ORDER BY 1',
                  'the blocks of a table');
SELECT results_eq('SELECT DISTINCT block_id FROM sen.log_blocks(''ledger_block'', 2, NULL, ''Board 2'') ORDER BY 1',
                  'SELECT DISTINCT block_id FROM by_hand WHERE version = 2 AND meeting = ''Board 2'' ORDER BY 1',
                  'and of a meeting');
SELECT is_empty('SELECT * FROM sen.log_blocks(''ledger_block'', 1, ''wide'', ''Board 2'')', 'of both');
SELECT results_eq('SELECT block_id, start FROM sen.log_blocks(''ledger_block'', 2, NULL, NULL) ORDER BY 1',
                  'SELECT block_id, min(leaf_index) FROM by_hand WHERE version = 2 GROUP BY 1 ORDER BY 1', 'all');
SELECT is_empty('SELECT * FROM sen.log_blocks(''ledger_block'', NULL, NULL, NULL)', 'no version');
SELECT is_empty('SELECT * FROM sen.log_blocks(NULL, 1, NULL, NULL)', 'no log');
SELECT is_empty('SELECT * FROM sen.log_block_entries(NULL, 1, NULL, NULL)', 'no entries');
SELECT throws_ok('SELECT * FROM sen.log_block_entries((SELECT entries FROM ledger_block WHERE block_id = '
                 '(SELECT min(block_id) FROM by_hand WHERE number = 1)), 9223372036854775807, NULL, NULL)', '22003',
                 'index 9223372036854775807 is too large for the first entry of a block', 'an index none can have');
SELECT throws_ok('SELECT * FROM sen.log_blocks(''narrow'', 1, NULL, NULL)', '42809', NULL, 'blocks of what is no log');
CREATE FUNCTION plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    said text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP said := said || E'\n' || line; END LOOP;
    RETURN said;
END $$;
SELECT matches(plan('SELECT * FROM log_leaves WHERE meeting = ''Board 2'' AND log_table = ''wide'''),
               'log_blocks\([^()]*version, ''wide''::text, ''Board 2''::text\)', 'the condition is the argument');
-- As of a log without its index.
ALTER TABLE ledger_index RENAME TO kept;
SELECT bag_eq('SELECT * FROM log_leaves', 'SELECT * FROM by_hand', 'all entries, without the index');
SELECT bag_eq('SELECT * FROM log_leaves WHERE version IS NULL', 'SELECT * FROM by_hand WHERE version IS NULL',
              'what is in no version, without the index');
SELECT asked(condition) FROM condition;
SELECT bag_eq(format('SELECT * FROM sen.meeting_entries(''ledger_block'', %L)', m.meeting),
              format('SELECT * FROM by_hand WHERE meeting = %L', m.meeting), m.meeting || ', without the index')
FROM unnest('{Board 1,Board 2,Board 3,Board 4}'::text[]) m (meeting);
ALTER TABLE kept RENAME TO ledger_index;
-- What this transaction has gathered, and meetings that change within a block, of many names.
SELECT set_config('sen_improvement.meeting', 'Board 3', true) \g /dev/null
UPDATE narrow SET aa = 'gathered' WHERE id = 300;
SELECT results_eq('SELECT operation, block_id, number FROM sen.meeting_entries(''ledger_block'', ''Board 3'') '
                  'WHERE row_values ->> ''aa'' = ''gathered''', $$VALUES ('update', NULL::bigint, NULL::integer)$$,
                  'what this transaction has gathered');
CREATE FUNCTION many() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. 2000 LOOP
        PERFORM set_config('sen_improvement.meeting',
                           CASE WHEN i % 3 = 0 THEN 'Board 1' WHEN i % 7 = 0 THEN '' ELSE 'Meeting ' || i % 400 END,
                           true);
        UPDATE narrow SET b = i WHERE id = 1;
    END LOOP;
END $$;
SELECT many() \g /dev/null
SELECT sen.seal('tap_leaf', 'third', 'Meeting 7') \g /dev/null
SELECT cmp_ok((SELECT count(*) FROM ledger_index WHERE kind = 4 AND version = 3), '>', 1::bigint, 'in several rows');
SELECT is_empty($$SELECT l.meeting, count(*) FROM log_leaves l WHERE l.meeting IS NOT NULL GROUP BY 1
                  EXCEPT SELECT m.entry_meeting, count(*)
                  FROM (SELECT DISTINCT meeting FROM log_leaves WHERE meeting IS NOT NULL) d,
                       sen.meeting_entries('ledger_block', d.meeting) m GROUP BY 1$$, 'of each meeting all');
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_leaf'')', 'it is that of the entries');
SELECT sen.index_log('tap_leaf') \g /dev/null
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_leaf'')', 'also made anew');
-- A row of it that is another: it is said, and all is read.
ALTER TABLE ledger_index DISABLE TRIGGER refuse_change;
UPDATE ledger_index SET content = set_byte(content, 40, 255 - get_byte(content, 40))
WHERE kind = 4 AND version = 3 AND part = 0;
ALTER TABLE ledger_index ENABLE ALWAYS TRIGGER refuse_change;
SELECT is((SELECT count(*) FROM sen.meeting_entries('ledger_block', 'Board 1')),
          (SELECT count(*) FROM log_leaves WHERE meeting = 'Board 1'), 'nothing is lost where the index is wrong');
SELECT is((SELECT count(*) FROM log_leaves WHERE meeting = 'Board 1'),
          (SELECT count(*) FROM log_leaves WHERE coalesce(meeting, '') = 'Board 1'), 'nor in the view');
SELECT matches((SELECT string_agg(f::text, ' ') FROM sen.verify_log('tap_leaf') f), 'edited.*meetings, part 0',
               'and sen.verify_log() says so');

-- The objects are those that the server makes of the same text, byte for byte: in the order, and with the offsets, by
-- which it finds things in them.
SELECT is_empty('SELECT h.key, h.row_values FROM by_hand h WHERE h.row_values::text <> h.row_values::text::jsonb::text '
                'OR pg_column_size(h.row_values || ''{}'') <> pg_column_size(h.row_values::text::jsonb || ''{}'') '
                'OR hash_record(ROW(h.key, h.row_values)) <> hash_record(ROW(h.key::text::jsonb, '
                'h.row_values::text::jsonb))', 'objects are those of the server');
SELECT is_empty('SELECT h.log_table, c.attname FROM by_hand h JOIN pg_attribute c ON c.attrelid = '
                'h.log_table::regclass AND c.attnum > 0 WHERE h.operation IN (''insert'', ''update'') '
                'AND NOT h.row_values ? c.attname', 'in which each column is found by its name');
SELECT is((SELECT count(*) FROM by_hand h, jsonb_each_text(h.row_values) e
           WHERE h.log_table = 'wide' AND h.operation = 'insert' AND e.key <> 'id'
             AND e.value IS DISTINCT FROM CASE (substring(e.key FROM '\d+')::integer) % 4 WHEN 0 THEN NULL
                                          ELSE repeat('v', substring(e.key FROM '\d+')::integer) END), 0::bigint,
          'with its value');
SELECT is((SELECT row_values FROM by_hand WHERE log_table = 'narrow' AND operation = 'insert' AND key ->> 'id' = '2'),
          jsonb_build_object('id', '2', 'Ünï', '教育 ☂', 'b', e'a"b\\c\n', 'aa', repeat('long', 3000)),
          'text of every kind');
SELECT is((SELECT row_values FROM by_hand WHERE log_table = 'narrow' AND operation = 'insert' AND key ->> 'id' = '1'),
          '{"b": null, "aa": "x", "id": "1", "Ünï": ""}'::jsonb, 'nothing, and no text');

-- What nothing of ours writes: no columns, a name twice (the server takes the last), bytes that are no text.
CREATE FUNCTION entry(columns bytea) RETURNS jsonb LANGUAGE sql AS $$
    SELECT e.row_values
    FROM sen.leaf_entry('\x01' || convert_to('I', 'UTF8') || '\x0261' || '\x0262' || '\x0263'
                        || int8send(1749553200000000) || int8send(1749553200000000) || '\x00' || '\x00' || columns) e
$$;
SELECT is(entry('\x00'::bytea), '{}'::jsonb, 'no columns');
SELECT is(entry('\x020261023102610232'::bytea), '{"a": "2"}'::jsonb, 'a name twice');
SELECT throws_ok($$SELECT entry('\x01026102ff'::bytea)$$, '22021', NULL, 'bytes that are no text');
SELECT throws_ok($$SELECT entry('\x0102610200'::bytea)$$, '22021', NULL, 'nor is the byte 0');
SELECT throws_ok($$SELECT entry('\x0102ff0231'::bytea)$$, '22021', NULL, 'nor in a name');
SELECT throws_ok($$SELECT sen.block_entries(set_byte(entries, 1, 9)) FROM ledger_block$$, 'XX001',
                 'unreadable entry of a log', 'a block that is none');
SELECT is((SELECT count(*) FROM sen.block_entries('')), 0::bigint, 'an empty one');
SELECT throws_ok('SELECT * FROM sen.unsealed_blocks(''narrow'')', '42809', NULL, 'what is no log');
SELECT * FROM finish();
ROLLBACK;
