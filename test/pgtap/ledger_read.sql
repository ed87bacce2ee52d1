-- Reading a log back against copies of the table kept at every version, over random changes with savepoints that
-- are kept or rolled back; changes and histories worked out from those copies and from a trigger in plain SQL.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
SELECT diag('ledger_read: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Random changes -----------------------------------------------------------------
-- sid stays with a row whatever its key becomes; word is new with every change of it; number changes back often.
CREATE SCHEMA read_oracle;
SET LOCAL search_path = read_oracle, public;
CREATE SEQUENCE word_number;
CREATE TABLE t (number numeric, a integer, word text, b text, sid bigint DEFAULT nextval('word_number'),
                PRIMARY KEY (b, a));
CREATE TABLE made (word text, meeting text, sid bigint);
CREATE TABLE audit (seq bigint DEFAULT nextval('word_number'), operation text, sid bigint, old_key text, new_key text,
                    row_text text);
INSERT INTO t (number, a, word, b) VALUES (1, 1, 'there before', 'x'), (2, 2, NULL, 'x');
CREATE FUNCTION audit_t() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit (operation, sid, old_key, new_key, row_text)
    SELECT lower(TG_OP), coalesce(NEW.sid, OLD.sid),
           CASE TG_OP WHEN 'INSERT' THEN NEW.b || NEW.a ELSE OLD.b || OLD.a END,
           CASE TG_OP WHEN 'DELETE' THEN OLD.b || OLD.a ELSE NEW.b || NEW.a END,
           CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD)::text ELSE to_jsonb(NEW)::text END;
    RETURN NULL;
END $$;
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION audit_t();
INSERT INTO audit (operation, sid, old_key, new_key, row_text) SELECT 'present', sid, b || a, b || a, to_jsonb(t)::text
FROM t;
SELECT sen.track('t') AS tracked \gset
CREATE TABLE other (id integer PRIMARY KEY, v text);
SELECT sen.track('other') AS tracked \gset

CREATE FUNCTION new_word() RETURNS text LANGUAGE plpgsql AS $$
DECLARE w text := 'w' || nextval('word_number') || repeat('é', (random() * random() * 900)::integer);
BEGIN
    INSERT INTO made VALUES (w, current_setting('sen_improvement.meeting'));
    RETURN w;
END $$;
CREATE PROCEDURE change(depth integer) LANGUAGE plpgsql AS $$
DECLARE
    ra integer;
    rb text;
    na integer;
    nb text;
    r double precision;
BEGIN
    FOR i IN 1 .. 3 + (random() * 25)::integer LOOP
        IF random() < 0.2 THEN
            PERFORM set_config('sen_improvement.meeting', 'm' || nextval('word_number'), true);
        END IF;
        ra := (random() * 6)::integer; rb := (ARRAY['x', 'y', 'zé'])[1 + (random() * 2)::integer];
        na := (random() * 6)::integer; nb := (ARRAY['x', 'y', 'zé'])[1 + (random() * 2)::integer];
        r := random();
        IF r < 0.25 THEN
            INSERT INTO t (number, a, word, b)
            VALUES ((random() * 2)::integer, ra, new_word(), rb) ON CONFLICT DO NOTHING;
        ELSIF r < 0.35 THEN
            INSERT INTO t (number, a, word, b)
            VALUES (NULL, ra, new_word(), rb) ON CONFLICT (a, b) DO UPDATE SET word = excluded.word;
        ELSIF r < 0.5 THEN
            UPDATE t SET number = nullif((random() * 2)::integer, 2) WHERE a = ra;
        ELSIF r < 0.6 THEN
            UPDATE t SET word = CASE WHEN random() < 0.8 THEN new_word() END WHERE b = rb AND a = ra;
        ELSIF r < 0.8 THEN
            UPDATE t SET a = na, b = nb
            WHERE a = ra AND b = rb AND NOT EXISTS (SELECT FROM t o WHERE o.a = na AND o.b = nb);
        ELSIF r < 0.86 THEN
            DELETE FROM t WHERE a = ra AND b = rb;
        ELSIF r < 0.865 THEN
            DELETE FROM t WHERE b = rb;
        ELSIF r < 0.92 THEN
            INSERT INTO other VALUES (nextval('word_number'), repeat('o', (random() * 3000)::integer));
        ELSIF depth < 4 THEN
            BEGIN
                CALL change(depth + 1);
                IF random() < 0.4 THEN
                    RAISE EXCEPTION USING ERRCODE = 'U0001';
                END IF;
            EXCEPTION WHEN SQLSTATE 'U0001' THEN
                NULL;
            END;
        END IF;
    END LOOP;
END $$;
CREATE TABLE shadow (version bigint, number numeric, a integer, word text, b text, sid bigint);
CREATE TABLE stamp (version bigint, at timestamptz, audited bigint);
CREATE PROCEDURE round() LANGUAGE plpgsql AS $$
DECLARE
    sealed bigint;
BEGIN
    CALL change(0);
    CALL change(0);
    CALL change(0);
    CALL change(0);
    sealed := (SELECT version FROM sen.seal('read_oracle'));
    INSERT INTO shadow SELECT sealed, t.* FROM t;
    INSERT INTO stamp SELECT sealed, statement_timestamp(), max(seq) FROM audit;
END $$;
SET LOCAL sen_improvement.meeting = 'm0';
CALL round();
CALL round();
CALL round();
CALL round();
CALL round();
CALL round();
CALL round();
CALL round();
-- Not sealed.
CALL change(0);
\if :whole
SELECT ok((SELECT count(*) > 10 FROM ledger_block) AND (SELECT count(*) = 8 FROM stamp)
          AND (SELECT count(*) > 30 FROM shadow), 'there are blocks, versions and rows enough');
\endif

SELECT is_empty(format('(SELECT * FROM sen.as_of(null::t, %1$s::bigint) EXCEPT ALL SELECT number, a, word, b, sid
    FROM shadow WHERE version = %1$s) UNION ALL
                        (SELECT number, a, word, b, sid FROM shadow WHERE version = %1$s EXCEPT ALL SELECT *
                            FROM sen.as_of(null::t, %1$s::bigint))', version), 'the rows at version ' || version)
                            FROM stamp ORDER BY version;
SELECT is_empty(format('(SELECT * FROM sen.as_of(null::t, %2$L::timestamptz) EXCEPT ALL SELECT number, a, word, b,
    sid FROM shadow WHERE version = %1$s) UNION ALL
                        (SELECT number, a, word, b, sid FROM shadow WHERE version = %1$s EXCEPT ALL SELECT *
                            FROM sen.as_of(null::t, %2$L::timestamptz))', version, at),
                            'the rows at the time of version ' || version) FROM stamp ORDER BY version;
SELECT is_empty('(SELECT * FROM sen.as_of(null::t, ''infinity''::timestamptz) EXCEPT ALL TABLE t) UNION ALL (TABLE t '
                'EXCEPT ALL SELECT * FROM sen.as_of(null::t, ''infinity''::timestamptz))',
    'the rows of now, with what is gathered and not written');
SELECT is_empty('(SELECT * FROM sen.as_of(null::other, ''infinity''::timestamptz) EXCEPT ALL TABLE other) UNION ALL '
                '(TABLE other EXCEPT ALL SELECT * FROM sen.as_of(null::other, ''infinity''::timestamptz))',
    'the same of another table of the log');

-- Changes ------------------------------------------------------------------------
-- A row is the same if its sid is, or else if one went and one came with the same key.
CREATE FUNCTION expected_changes(v1 bigint, v2 bigint) RETURNS TABLE (key jsonb, change text, column_name text,
                                                                      old_value text, new_value text) LANGUAGE sql AS $$
    WITH f AS (SELECT * FROM shadow WHERE version = v1), n AS (SELECT * FROM shadow WHERE version = v2),
         pair AS (SELECT sid AS was, sid AS has FROM f JOIN n USING (sid)
                  UNION SELECT f.sid, n.sid FROM f JOIN n USING (a, b) WHERE f.sid NOT IN (SELECT sid FROM n)
                      AND n.sid NOT IN (SELECT sid FROM f)),
         paired AS (SELECT * FROM pair UNION ALL SELECT sid, NULL FROM f WHERE sid NOT IN (SELECT was FROM pair)
                    UNION ALL SELECT NULL, sid FROM n WHERE sid NOT IN (SELECT has FROM pair)),
         old AS (SELECT p.was, e.key AS c, e.value FROM paired p
                 JOIN f ON f.sid = p.was, jsonb_each_text(to_jsonb(f) - 'version') e),
         new AS (SELECT p.has, e.key AS c, e.value FROM paired p
                 JOIN n ON n.sid = p.has, jsonb_each_text(to_jsonb(n) - 'version') e)
    SELECT jsonb_build_object('a', coalesce(n.a, f.a)::text, 'b', coalesce(n.b, f.b)),
           CASE WHEN p.was IS NULL THEN 'added' WHEN p.has IS NULL THEN 'removed' ELSE 'changed' END, c.c, old.value,
           new.value
    FROM paired p LEFT JOIN f ON f.sid = p.was LEFT JOIN n ON n.sid = p.has
    CROSS JOIN unnest(ARRAY['number', 'a', 'word', 'b', 'sid']) c (c)
    LEFT JOIN old ON old.was = p.was AND old.c = c.c LEFT JOIN new ON new.has = p.has AND new.c = c.c
    WHERE old.value IS DISTINCT FROM new.value
$$;
CREATE FUNCTION wrong_changes(v1 bigint, v2 bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*)
    FROM ((SELECT key, change, column_name, old_value, new_value FROM sen.changes('t', v1, v2) EXCEPT ALL SELECT *
           FROM expected_changes(v1, v2))
                          UNION ALL (SELECT * FROM expected_changes(v1, v2) EXCEPT ALL SELECT key, change, column_name,
                                     old_value, new_value FROM sen.changes('t', v1, v2))) x
$$;
SELECT is(wrong_changes(v1, v2), 0::bigint, format('changes from %s to %s', v1, v2))
FROM (VALUES (0, 1), (0, 8), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (1, 8), (2, 6), (5, 5)) v (v1, v2);
\if :whole
SELECT ok((SELECT count(*) FILTER (WHERE change = 'changed') > 0 AND count(*) FILTER (WHERE change = 'removed') > 0
           AND count(*) FILTER (WHERE change = 'added') > 0
           AND count(*) FILTER (WHERE change = 'changed' AND column_name IN ('a', 'b')) > 0
           FROM generate_series(1, 7) v, sen.changes('t', v, v + 1)), 'there are changes of every kind');
\endif
SELECT is(count(*), 0::bigint, 'the meeting of a change is that in which the word was made')
FROM sen.changes('t', 1, 8) c JOIN made m ON m.word = c.new_value
WHERE c.column_name = 'word' AND c.meeting IS DISTINCT FROM m.meeting;
SELECT is(count(*), 0::bigint, 'the time of a change is one between the versions')
FROM sen.changes('t', 3, 5) c WHERE c.statement_at NOT IN (SELECT at FROM stamp WHERE version IN (4, 5));
SELECT is((SELECT count(*) FROM changes_since_sealed_meeting WHERE log_table = 't'),
          (SELECT count(*) FROM sen.log_changes('ledger_block', 8) WHERE log_table = 't'),
          'since the last meeting is since the last version sealed in one');
SELECT is((SELECT count(DISTINCT row_key) FROM changes_since_sealed_meeting WHERE log_table = 'other'),
          (SELECT count(*) FROM (TABLE other EXCEPT ALL SELECT * FROM sen.as_of(null::other, 8)) x),
          'and it has every table');

-- Histories ----------------------------------------------------------------------
CREATE FUNCTION audit_of(ka integer, kb text) RETURNS text[] LANGUAGE sql AS $$
    SELECT array_agg(operation || ' ' || old_key || ' ' || row_text ORDER BY seq) FROM audit
    WHERE sid IN (SELECT sid FROM audit WHERE kb || ka IN (old_key, new_key))
$$;
CREATE FUNCTION history_of(ka integer, kb text) RETURNS text[] LANGUAGE sql AS $$
    SELECT array_agg(operation || ' ' || (entry_key ->> 'b') || (entry_key ->> 'a') || ' '
                     || to_jsonb(jsonb_populate_record(null::t, row_values))::text ORDER BY ordinality)
    FROM ROWS FROM (sen.history('t', jsonb_build_object('a', ka, 'b', kb))) WITH ORDINALITY
$$;
SELECT is_empty('SELECT a, b, audit_of(a, b), history_of(a, b) FROM generate_series(0, 7) a, unnest(ARRAY[''x'', '
                '''y'', ''zé'']) b WHERE audit_of(a, b) IS DISTINCT FROM history_of(a, b)',
    'the history of every key is what a trigger saw, in order');
SELECT ok((SELECT bool_or(cardinality(history_of(a, 'x')) > 5) FROM generate_series(0, 6) a), 'some are long');
SELECT is_empty('SELECT h.* FROM generate_series(0, 6) a, sen.history(''t'', jsonb_build_object(''a'', a, ''b'',
    ''x'')) h
    LEFT JOIN log_leaves e USING (block_id, number) WHERE h.version IS DISTINCT FROM e.version
        OR h.leaf_index IS DISTINCT FROM e.leaf_index OR h.row_values IS DISTINCT FROM e.row_values
        AND h.block_id IS NOT NULL',
    'version and leaf of an entry are those of log_leaves');

-- Entries ------------------------------------------------------------------------
SELECT is_empty('SELECT * FROM (SELECT leaf_index, row_number() OVER (ORDER BY leaf_index) - 1 AS n,
    count(*) OVER () AS entries FROM log_leaves WHERE version IS NOT NULL) x, (SELECT max(size) AS size
    FROM log_versions) v
    WHERE leaf_index <> n OR entries <> size', 'every leaf of the tree has one entry');
SELECT is_empty('SELECT v.version FROM log_versions v LEFT JOIN log_leaves e USING (version) GROUP BY v.version, '
                'v.entries HAVING count(*) <> v.entries + 1', 'each version has the entries that it says');
SELECT is((SELECT encode(sen.merkle_root(array_agg(sen.leaf_hash(l.leaf) ORDER BY e.leaf_index)), 'hex')
           FROM log_leaves e JOIN ledger_block b USING (block_id), sen.block_leaves(b.entries) l
           WHERE l.number = e.number AND e.version <= 5),
    (SELECT root FROM log_versions WHERE version = 5), 'hashed in the order of leaf_index the entries give the root');

-- A column has another name, another type, is new, is dropped ----------------------
CREATE FUNCTION wrong_rows(version bigint, columns text, expected text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE wrong bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM ((SELECT %1$s FROM sen.as_of(null::t, %2$s::bigint) EXCEPT ALL SELECT %3$s '
                   'FROM shadow WHERE version = %2$s) UNION ALL (SELECT %3$s FROM shadow WHERE version = %2$s EXCEPT '
                   'ALL SELECT %1$s FROM sen.as_of(null::t, %2$s::bigint))) x',
                   columns, version, expected) INTO wrong;
    RETURN wrong;
END $$;
DROP TRIGGER zz_audit ON t;
SELECT sen.rename_column('t', 'word', 'action') AS renamed \gset
SELECT sen.rename_column('t', 'b', 'zz') AS renamed \gset
UPDATE t SET action = 'renamed' WHERE a = 1;
SELECT is(wrong_rows(v, 'number, a, action, zz, sid', 'number, a, word, b, sid'), 0::bigint,
          'renamed columns, also of the key, at version ' || v) FROM unnest(ARRAY[1, 4, 8]) v;
SELECT version AS renamed_at FROM sen.seal('read_oracle') \gset
SELECT is_empty('(SELECT * FROM sen.as_of(null::t, ' || :renamed_at
                || ') EXCEPT ALL TABLE t) UNION ALL (TABLE t EXCEPT ALL SELECT * FROM sen.as_of(null::t, '
                || :renamed_at || '))', 'and after it');
SELECT is((SELECT count(*) FROM sen.changes('t', 8, :renamed_at) WHERE column_name IN ('b', 'word')), 0::bigint,
          'a change has the new name');
SELECT is((SELECT count(*) FROM sen.history('t', '{"a": 1, "zz": "x"}') WHERE version <= 8),
          (SELECT count(*) FROM audit JOIN stamp ON version = 8
           WHERE seq <= audited AND sid IN (SELECT sid FROM audit WHERE 'x1' IN (old_key, new_key))),
          'a history is found by the new name');
SET LOCAL client_min_messages = error;  -- sid is in the log, not in the table
ALTER TABLE t ALTER a TYPE numeric(10, 2), ALTER number TYPE text, ADD fresh date DEFAULT '2025-01-01', DROP sid;
SELECT is(wrong_rows(v, 'number, a, action, zz, fresh', 'number::text, a, word, b, NULL::date'), 0::bigint,
          'retyped, added and dropped columns at version ' || v) FROM unnest(ARRAY[1, 4, 8]) v;
INSERT INTO t (a, zz, action) VALUES (7, 'x', 'first of its type');
UPDATE t SET a = a + 0.5;
DELETE FROM t WHERE a = 1.5;
SELECT version AS retyped_at FROM sen.seal('read_oracle') \gset
SELECT is_empty('(SELECT number, a, action, zz FROM sen.as_of(null::t, ' || :retyped_at
                || ') EXCEPT ALL SELECT number, a, action, zz FROM t) UNION ALL (SELECT number, a, action, zz FROM t '
                   'EXCEPT ALL SELECT number, a, action, zz FROM sen.as_of(null::t, ' || :retyped_at || '))',
    'rows are followed though the text of their key is another');
SELECT ok((SELECT count(*) > 0 FROM sen.history('t', '{"a": 3, "zz": "x"}') WHERE version <= 8), 'so are histories');
SET LOCAL client_min_messages = warning;
ALTER TABLE t RENAME TO moved;
INSERT INTO moved (a, zz) VALUES (100, 'moved');
SELECT is_empty('(SELECT number, a, action, zz FROM sen.as_of(null::moved, ''infinity''::timestamptz) EXCEPT ALL '
                'SELECT number, a, action, zz FROM moved) UNION ALL (SELECT number, a, action, zz FROM moved EXCEPT '
                'ALL SELECT number, a, action, zz FROM sen.as_of(null::moved, ''infinity''::timestamptz))',
    'a renamed table keeps its log');

SELECT sen.untrack('moved') AS ended \gset
UPDATE moved SET action = 'unseen' WHERE a = 100;
SELECT throws_ok('SELECT * FROM sen.as_of(null::moved, ''infinity''::timestamptz)', '42704', NULL,
                 'a table that was renamed and is not tracked any more has lost its name in the log');
SELECT sen.track('moved') AS begun \gset
UPDATE moved SET action = action || '!';
SELECT is_empty('(SELECT * FROM sen.as_of(null::moved, ''infinity''::timestamptz) EXCEPT ALL TABLE moved) UNION ALL '
                '(TABLE moved EXCEPT ALL SELECT * FROM sen.as_of(null::moved, ''infinity''::timestamptz))',
                'tracked anew, with what changed meanwhile');

-- Partitions, and keys by other columns ----------------------------------------------
CREATE TABLE part (id integer, area text, v text, PRIMARY KEY (id, area)) PARTITION BY LIST (area);
CREATE TABLE part_1 PARTITION OF part FOR VALUES IN ('n');
CREATE TABLE part_2 (v text, area text NOT NULL, id integer NOT NULL, PRIMARY KEY (id, area));
ALTER TABLE part ATTACH PARTITION part_2 FOR VALUES IN ('s');
INSERT INTO part VALUES (1, 'n', 'one');
SELECT sen.track('part') AS begun \gset
INSERT INTO part VALUES (2, 'n', 'two'), (3, 's', 'three');
CREATE TABLE part_3 PARTITION OF part DEFAULT;
UPDATE part SET area = 's' WHERE id = 2;
UPDATE part SET area = 'else', v = 'moved' WHERE id = 1;
INSERT INTO part_2 VALUES ('direct', 's', 9);
SELECT is_empty('(SELECT * FROM sen.as_of(null::part, ''infinity''::timestamptz) EXCEPT ALL TABLE part) UNION ALL '
                '(TABLE part EXCEPT ALL SELECT * FROM sen.as_of(null::part, ''infinity''::timestamptz))',
                'rows of partitions, and rows that move between them');
CREATE TABLE rekeyed (id integer PRIMARY KEY, code text NOT NULL UNIQUE);
SELECT sen.track('rekeyed') AS begun \gset
INSERT INTO rekeyed VALUES (1, 'one'), (2, 'two'), (3, 'three');
ALTER TABLE rekeyed DROP CONSTRAINT rekeyed_pkey, ADD PRIMARY KEY (code);
UPDATE rekeyed SET id = 2 WHERE code = 'one';
UPDATE rekeyed SET code = 'two and a half' WHERE code = 'two';
DELETE FROM rekeyed WHERE code = 'three';
SELECT is_empty('(SELECT * FROM sen.as_of(null::rekeyed, ''infinity''::timestamptz) EXCEPT ALL TABLE rekeyed) UNION '
                'ALL (TABLE rekeyed EXCEPT ALL SELECT * FROM sen.as_of(null::rekeyed, ''infinity''::timestamptz))',
                'a primary key of other columns');
-- Rows of which each has other columns, and a name that is used again.
CREATE TABLE mixed (id integer PRIMARY KEY, m text);
SELECT sen.track('mixed') AS begun \gset
INSERT INTO mixed VALUES (1, 'm1');
ALTER TABLE mixed ADD a text;
INSERT INTO mixed VALUES (2, 'm2', 'a2');
SELECT sen.rename_column('mixed', 'm', 'was_m') AS renamed \gset
SELECT sen.rename_column('mixed', 'a', 'was_a') AS renamed \gset
ALTER TABLE mixed ADD a text, ADD m text;
INSERT INTO mixed VALUES (3, 'm3', 'a3', 'new a', 'new m');
SELECT is_empty('(SELECT * FROM sen.as_of(null::mixed, ''infinity''::timestamptz) EXCEPT ALL TABLE mixed) UNION ALL '
                '(TABLE mixed EXCEPT ALL SELECT * FROM sen.as_of(null::mixed, ''infinity''::timestamptz))',
                'each row has the columns of its time');
-- A dropped column, as far as later entries show it.
CREATE TABLE fewer (id integer PRIMARY KEY, a text, b text);
SELECT sen.track('fewer') AS begun \gset
INSERT INTO fewer VALUES (1, 'a1', 'b1'), (2, 'a2', 'b2'), (3, NULL, 'b3');
SELECT version AS more FROM sen.seal('read_oracle') \gset
SET LOCAL sen_improvement.meeting = 'the drop';
ALTER TABLE fewer DROP a;
SET LOCAL sen_improvement.meeting = 'after the drop';
UPDATE fewer SET b = 'new' WHERE id <> 2;
SELECT version AS less FROM sen.seal('read_oracle') \gset
SELECT results_eq('SELECT key_text, change, column_name, old_value, new_value, meeting FROM sen.changes(''fewer'', '
                  || :more || ', ' || :less || ') ORDER BY 1, 3',
    $$VALUES ('id 1', 'changed', 'a', 'a1', NULL, 'after the drop'),
      ('id 1', 'changed', 'b', 'b1', 'new', 'after the drop'),
      ('id 3', 'changed', 'b', 'b3', 'new', 'after the drop'),
      (NULL, 'column dropped', 'a', 'text', NULL, 'the drop')$$,
    'a dropped column ends with the first change of a row, and is said to be dropped');
-- A table that inherits has entries of its own.
CREATE TABLE parent (id integer PRIMARY KEY, v text);
CREATE TABLE child (more text, PRIMARY KEY (id)) INHERITS (parent);
SELECT sen.track('parent') AS begun, sen.track('child') AS child_begun \gset
INSERT INTO parent VALUES (1, 'of the parent');
INSERT INTO child VALUES (2, 'of the child', 'more');
SELECT sen.rename_column('parent', 'v', 'w') AS renamed \gset
SELECT results_eq('SELECT * FROM sen.as_of(null::child, ''infinity''::timestamptz)',
                  $$VALUES (2, 'of the child', 'more')$$, 'a column that is renamed where it comes from is followed');
SELECT results_eq('SELECT * FROM sen.as_of(null::parent, ''infinity''::timestamptz)', $$VALUES (1, 'of the parent')$$,
                  'rows of the parent are those it holds itself');
CREATE TABLE code (code char(5) PRIMARY KEY, v integer);
SELECT sen.track('code') AS begun \gset
INSERT INTO code VALUES ('ab', 1), ('cd', 2);
ALTER TABLE code ALTER code TYPE text;
UPDATE code SET v = 3 WHERE code = 'ab';
SELECT throws_ok('SELECT * FROM sen.as_of(null::code, ''infinity''::timestamptz)', 'XX001', NULL,
                 'a key that another type gives another value is said to be lost');

-- Every type, written and read under different settings ------------------------------
CREATE TYPE colour AS ENUM ('red', 'blue, "dark"');
CREATE DOMAIN short AS text CHECK (length(VALUE) < 20);
CREATE TYPE pair AS (at timestamptz, words text, day date);
CREATE TABLE types (id integer PRIMARY KEY, z timestamptz, ts timestamp, d date, i interval, n numeric, f float8,
                    r real, y bytea, j jsonb, js json, ia integer[], ta text[], za timestamptz[],
                    e colour, s short, rg tstzrange, m int4multirange, c pair, ca pair[], t text, v varchar(10),
                    ch char(6), u uuid, bo boolean, b2 bit(3), tm time, tz timetz, x "char", na name, ip inet,
                    g integer GENERATED ALWAYS AS (id * 2) STORED);
SELECT sen.track('types') AS begun \gset
SET LOCAL timezone = 'Asia/Kathmandu';
SET LOCAL datestyle = 'SQL, DMY';
SET LOCAL intervalstyle = 'sql_standard';
SET LOCAL extra_float_digits = -10;
SET LOCAL bytea_output = 'escape';
INSERT INTO types VALUES
    (1, '03/04/2025 05:06:07.123456', '03/04/2025 01:02:03', '03/04/2025', interval '-1 day +2 hours -3.000001 seconds',
     'NaN', 0.1::float8 + 0.2, 1e-30, '\x00ff5c27', '{"a": [1, null, "é"]}', '{"b" : 1,  "a":2}', '{1,NULL,3}',
     '{"NULL",NULL,"a,\"b\"",""}', ARRAY['03/04/2025 05:06'::timestamptz, 'infinity'],
     'blue, "dark"', 'it''s "short"', '[03/04/2025 00:00,)', '{[1,3),[7,9)}',
     ROW('03/04/2025 00:00', 'a, (b) "c" \d', '03/04/2025'), ARRAY[ROW('03/04/2025 00:00', NULL, '03/04/2025')::pair],
     E'line\none\ttab ''q'' "d" \\ é 漢 😀', '', 'ab', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', true, B'101',
     '04:05:06.789', '04:05:06+03', 'k', 'some name', '10.1.2.3/8'),
    (2, '-infinity', 'infinity', 'infinity', interval '1 year -2 months', '-Infinity', '-Infinity', 'NaN', '', '"text"',
     'null', '{}', '{}', '{}', 'red', '', 'empty', '{}', ROW(NULL, NULL, NULL), '{}', '', 'x', '', NULL, false, B'000',
     '24:00', '00:00+14', '', '', '::1'),
    (3, '0001-01-01 00:00:00 BC', '4000-01-01 BC', '0044-03-15 BC', interval '-1 year -2 mons +3 days -04:05:06.5',
     123456789012345678901234567890.000010, 2.2250738585072014e-308, 3.4028235e38, '\xdeadbeef', '{}', '[]',
     '[2:4]={7,8,9}', '{{a,b},{c,NULL}}', NULL, NULL, NULL, '(,)', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
     NULL, NULL, NULL, NULL, NULL);
INSERT INTO types (id) VALUES (4);
UPDATE types SET z = z, f = f + 1 WHERE id = 1;
SET LOCAL timezone = 'America/St_Johns';
SET LOCAL datestyle = 'German, MDY';
SET LOCAL intervalstyle = 'iso_8601';
SET LOCAL extra_float_digits = 0;
SET LOCAL array_nulls = off;
SET LOCAL xmloption = document;
CREATE TABLE types_read AS SELECT * FROM sen.as_of(null::types, 'infinity'::timestamptz);
SELECT is(current_setting('timezone') || current_setting('datestyle') || current_setting('intervalstyle')
          || current_setting('extra_float_digits') || current_setting('bytea_output') || current_setting('array_nulls')
          || (timestamptz '2025-01-01 00:00+00')::text,
    'America/St_JohnsGerman, MDYiso_86010escapeoff31.12.2024 20:30:00 NST', 'settings are given back');
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL extra_float_digits = 3;
SET LOCAL intervalstyle = 'postgres_verbose';
SELECT is((SELECT string_agg(one::text, E'\n' ORDER BY id) FROM types_read one),
          (SELECT string_agg(one::text, E'\n' ORDER BY id) FROM types one),
          'values of every type come back as they were');
SELECT is((SELECT entry_key FROM sen.history('types', '{"id": 1}') LIMIT 1), '{"id": "1"}', 'a history by number');
SELECT lives_ok('SELECT * FROM sen.as_of(null::types, ''infinity''::timestamptz)',
                'it is read in a subtransaction too');
CREATE TABLE key_time (at timestamptz PRIMARY KEY, v integer);
SELECT sen.track('key_time') AS begun \gset
SET LOCAL timezone = 'Asia/Kathmandu';
INSERT INTO key_time VALUES ('2025-01-01 00:00', 1);
SELECT is((SELECT row_values ->> 'at' FROM sen.history('key_time', '{"at": "2025-01-01 00:00+05:45"}')),
          '2024-12-31 18:15:00+00', 'a key may be written in any way that its type takes');
-- More than is kept while it is read.
CREATE TABLE much (id integer PRIMARY KEY, v text);
SELECT sen.track('much') AS begun \gset
INSERT INTO much VALUES (1, repeat('a', 12000000)), (2, 'little');
UPDATE much SET v = repeat(chr(97 + g), 12000000) FROM generate_series(1, 1) g WHERE id = 1;
UPDATE much SET v = repeat('c', 12000000) WHERE id = 1;
DELETE FROM much WHERE id = 1;
SELECT is((SELECT string_agg(h.operation || ' ' || left(h.row_values ->> 'v', 1) || ' ' || length(h.row_values ->> 'v'),
                             ', ') FROM sen.history('much', '{"id": 1}') h),
          'insert a 12000000, update b 12000000, update c 12000000, delete c 12000000',
          'the history of a row with much in it is whole');
-- To the entry: a statement counts from its own instant on, and what follows a version is not of it; so too where the
-- log is read whole.
CREATE SCHEMA read_edge;
SET LOCAL search_path = read_edge, public;
CREATE TABLE early (id integer PRIMARY KEY);
CREATE TABLE late (id integer PRIMARY KEY);
SELECT sen.track('early') AS begun \gset
INSERT INTO early VALUES (1);
SELECT max(statement_at) AS at FROM sen.history('early', '{"id": 1}') \gset
SELECT is((SELECT count(*) FROM sen.as_of(null::early, :'at'::timestamptz)), 1::bigint,
          'a statement counts at its own instant');
SELECT is((SELECT count(*) FROM sen.as_of(null::early, :'at'::timestamptz - interval '1 microsecond')), 0::bigint,
          'and not before it');
SELECT version AS before FROM sen.seal('read_edge') \gset
SELECT sen.track('late') AS begun \gset
INSERT INTO late VALUES (1);
SELECT version AS after FROM sen.seal('read_edge') \gset
SELECT throws_ok('SELECT * FROM sen.as_of(null::late, ' || :before || ')', '55000',
                 'table "late" was not tracked at version ' || :before,
                 'what begins with the entry after a version was not tracked at it');
SELECT is((SELECT count(*) FROM sen.as_of(null::late, :after)), 1::bigint, 'and was at the next');
DROP TABLE ledger_index;
SELECT throws_ok('SELECT * FROM sen.as_of(null::late, ' || :before || ')', '55000',
                 'table "late" was not tracked at version ' || :before, 'nor by a log without an index');
SELECT is((SELECT count(*) FROM sen.as_of(null::late, :after)), 1::bigint, 'which has it at the next as well');
SET LOCAL search_path = read_oracle, public;
-- xml, if the server has it.
SELECT EXISTS (SELECT FROM pg_config WHERE name = 'CONFIGURE' AND setting LIKE '%--with-libxml%') AS has_xml \gset
\if :has_xml
CREATE TABLE fragment (id integer PRIMARY KEY, x xml);
SELECT sen.track('fragment') AS begun \gset
SET LOCAL xmloption = content;
INSERT INTO fragment VALUES (1, 'words <b>and</b> more');
SET LOCAL xmloption = document;
SELECT is((SELECT x::text FROM sen.as_of(null::fragment, 'infinity'::timestamptz)), 'words <b>and</b> more',
          'xml that is no document');
\endif

SELECT * FROM finish();
ROLLBACK;
