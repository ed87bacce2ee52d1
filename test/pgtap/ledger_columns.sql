-- A column is not its name: what each column held is read back as of that column, whatever was dropped, renamed,
-- retyped
-- or given its name since. What is right is worked out by the number that the catalogue gives to a column, from copies
-- of the rows that the test keeps itself.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = error;
SELECT no_plan();
-- Where a superuser has switched off the event triggers of the extension, the log says what columns are before the next
-- entry of a row, and what was changed since is seen by whoever reads. So it is here up to the last part.
ALTER EVENT TRIGGER sen_before_tables DISABLE;
ALTER EVENT TRIGGER sen_after_tables DISABLE;
CREATE SCHEMA tap_c;
SELECT sen.create_log('tap_c') \g /dev/null
SET LOCAL search_path = tap_c, public;

-- Entries about the columns, in words.
CREATE FUNCTION said(of text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(e.operation || ' ' || w.words, '; ' ORDER BY b.block_id, l.number)
    FROM tap_c.ledger_block b, sen.block_leaves(b.entries) l, sen.leaf_entry(l.leaf) e,
        LATERAL (SELECT string_agg(r.key || ' ' || regexp_replace(r.value, '^\d+\.', ''), ', '
                                   ORDER BY regexp_replace(r.value, '^\d+\.(\d+) .*', '\1')::integer) AS words
                 FROM jsonb_each_text(e.row_values) r) w
    WHERE e.log_table = of AND e.operation IN ('B', 'C', 'R')
$$;
CREATE FUNCTION flushed() RETURNS void LANGUAGE sql AS 'SELECT sen.flush_log()';

-- What a statement answers, and the warnings that it gives: those are read in the log of the test below.
CREATE FUNCTION answer(sql text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    got text;
BEGIN
    EXECUTE format('SELECT string_agg(q::text, '' '' ORDER BY q::text COLLATE "C") FROM (%s) q', sql) INTO got;
    RETURN got;
EXCEPTION WHEN others THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END $$;

-- The case of the issue --------------------------------------------------------

CREATE TABLE partner (id integer PRIMARY KEY, name text);
INSERT INTO partner VALUES (1, 'Health'), (2, 'Care');
SELECT sen.track('partner') \g /dev/null
ALTER TABLE partner ADD lead_officer text;
UPDATE partner SET lead_officer = 'A. Person' WHERE id = 1;
SELECT sen.seal('tap_c', 'with a lead officer') \g /dev/null
ALTER TABLE partner DROP lead_officer;
ALTER TABLE partner ADD lead_officer text;
SELECT is(answer($$SELECT count(lead_officer) FROM sen.as_of(null::partner, timestamptz 'infinity')$$), '(0)',
          'a column that was dropped has no values in one that has its name, before anything is written');
SELECT is(answer($$SELECT count(lead_officer) FROM sen.as_of(null::partner, 1)$$), '(0)', 'nor at an older version');
SELECT is(answer($$SELECT * FROM sen.as_of(null::partner, 'infinity')$$), '(1,Health,) (2,Care,)',
    'the others have theirs');
SELECT is(answer($$SELECT row_values FROM sen.rows_as_of('partner', 1)$$),
          '("{""id"": ""1"", ""name"": ""Health"", ""lead_officer"": ""A. Person""}") '
          '("{""id"": ""2"", ""name"": ""Care""}")', 'as they were written');
UPDATE partner SET lead_officer = 'B. Person' WHERE id = 2;
SELECT is(answer($$SELECT lead_officer FROM sen.as_of(null::partner, timestamptz 'infinity')$$), '("B. Person") ()',
          'and after something is written');
SELECT flushed() \g /dev/null
SELECT is(said('partner'), 'B id 1 integer, name 2 text; C id 1 integer, name 2 text, lead_officer 3 text; '
          'C id 1 integer, name 2 text, lead_officer 4 text', 'the log says what they are, once');
SELECT sen.seal('tap_c') \g /dev/null
SELECT is(answer($$SELECT key_text, change, column_name, old_value, new_value FROM sen.changes('partner', 1, 2)$$),
          '("id 2",changed,lead_officer,,"B. Person") (,"column added",lead_officer,,text) '
          '(,"column dropped",lead_officer,text,)', 'changes, and that one column took the name of another');
UPDATE partner SET name = 'Health board' WHERE id = 1;
SELECT is(answer($$SELECT row_key, change, column_name, old_value, new_value FROM changes_since_sealed_meeting$$),
          '("id 1",changed,lead_officer,"A. Person",) ("id 1",changed,name,Health,"Health board")',
          'and of a row that has the new column, that the old value is gone');
SELECT is(answer($$SELECT operation, row_values ->> 'lead_officer' FROM sen.history('partner', '{"id": 1}')$$),
          '(present,) (update,"A. Person") (update,)', 'history has each entry as it was written');

-- Renamed by plain ALTER TABLE ------------------------------------------------------

CREATE TABLE plain (id integer PRIMARY KEY, a text, b text);
SELECT sen.track('plain') \g /dev/null
INSERT INTO plain VALUES (1, 'a1', 'b1');
ALTER TABLE plain RENAME a TO z;
SELECT is(answer($$SELECT id, z, b FROM sen.as_of(null::plain, 'infinity')$$), '(1,a1,b1)',
    'renamed, nothing written since');
INSERT INTO plain VALUES (2, 'a2', 'b2');
-- Both names change hands, in one go and without anything written between.
ALTER TABLE plain RENAME z TO x;
ALTER TABLE plain RENAME b TO z;
ALTER TABLE plain RENAME x TO b;
SELECT is(answer($$SELECT id, b, z FROM sen.as_of(null::plain, 'infinity')$$), '(1,a1,b1) (2,a2,b2)',
    'two that took each other''s name');
UPDATE plain SET z = 'b2x' WHERE id = 2;
SELECT is(answer($$SELECT id, b, z FROM sen.as_of(null::plain, 'infinity')$$), '(1,a1,b1) (2,a2,b2x)',
    'and written since');
SELECT sen.rename_column('plain', 'b', 'bb') \g /dev/null
ALTER TABLE plain DROP z;
ALTER TABLE plain RENAME bb TO z;
SELECT is(answer($$SELECT id, z FROM sen.as_of(null::plain, 'infinity')$$), '(1,a1) (2,a2)',
    'one that took the name of a dropped one');
-- Of the key, too.
ALTER TABLE plain RENAME id TO number;
UPDATE plain SET z = 'again' WHERE number = 2;
SELECT is(answer($$SELECT number, z FROM sen.as_of(null::plain, 'infinity')$$), '(1,a1) (2,again)', 'the key');
SELECT is(answer($$SELECT count(*) FROM sen.history('plain', '{"number": 2}')$$), '(3)',
    'of which all entries are found');

-- Another type --------------------------------------------------------------------

CREATE TYPE colour AS ENUM ('red', 'amber', 'green');
CREATE DOMAIN small AS integer;
CREATE TABLE typed (id integer PRIMARY KEY, price numeric(10,3), rate real, day timestamp, words text, rag colour,
                    few small, code varchar(10), flag text, gap interval,
                    doubled integer GENERATED ALWAYS AS (id * 2) STORED);
SELECT sen.track('typed') \g /dev/null
INSERT INTO typed VALUES (1, 1.234, 0.5, '2025-01-31 10:30', '007', 'red', 7, 'abcdef', 'yes', '1 day 02:03:04.5'),
    (2, 1.200, 2, '2025-01-31 00:00', '42', 'amber', 70, 'abc', 'no', '1 day');
ALTER TABLE typed ALTER price TYPE numeric(10,1), ALTER rate TYPE numeric(10,2), ALTER day TYPE date,
    ALTER words TYPE integer USING 0, ALTER flag TYPE boolean USING true, ALTER gap TYPE interval(0);
UPDATE typed SET code = 'abc';
ALTER TABLE typed ALTER code TYPE varchar(3);
SELECT sen.seal('tap_c') \g /dev/null
SELECT is(answer($$SELECT id, price FROM sen.as_of(null::typed, 'infinity')$$), '(1,1.2) (2,1.2)',
    'what was written since');
DELETE FROM typed;
SELECT sen.untrack('typed') \g /dev/null
SELECT flushed() \g /dev/null
SELECT is(said('typed'), concat_ws('; ',
    'B id 1 integer, price 2 numeric(10,3), rate 3 real, day 4 timestamp without time zone, words 5 text, '
    'rag 6 tap_c.colour, few 7 tap_c.small, code 8 character varying(10), flag 9 text, gap 10 interval, '
    'doubled 11 generated integer',
    'C id 1 integer, price 2 numeric(10,1), rate 3 numeric(10,2), day 4 date, words 5 integer, rag 6 tap_c.colour, '
    'few 7 tap_c.small, code 8 character varying(10), flag 9 boolean, gap 10 interval(0), '
    'doubled 11 generated integer',
    'C id 1 integer, price 2 numeric(10,1), rate 3 numeric(10,2), day 4 date, words 5 integer, rag 6 tap_c.colour, '
    'few 7 tap_c.small, code 8 character varying(3), flag 9 boolean, gap 10 interval(0), '
    'doubled 11 generated integer'), 'types with their modifiers');

CREATE FUNCTION loud(v integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN IF v > 50 THEN RAISE EXCEPTION 'too much'; END IF; RETURN true; END $$;
-- What was written as one type, and is read by another: null is what does not fit.
CREATE TABLE trial (was text, value text, now text, reads text);
INSERT INTO trial VALUES
    ('numeric(10,3)', '1.234', 'numeric(10,1)', NULL), ('numeric(10,3)', '1.200', 'numeric(10,1)', '1.2'),
    ('numeric', '1.5', 'integer', NULL), ('numeric', '2', 'integer', '2'), ('numeric', '2.0', 'integer', NULL),
    ('integer', '7', 'numeric(10,2)', '7.00'), ('bigint', '9007199254740993', 'double precision', NULL),
    ('bigint', '70000', 'smallint', NULL), ('double precision', '0.1', 'real', '0.1'),
    ('double precision', '1.23456789', 'real', NULL), ('real', 'NaN', 'numeric', 'NaN'),
    ('timestamp', '2025-01-31 10:30:00', 'date', NULL), ('timestamp', '2025-01-31 00:00:00', 'date', '2025-01-31'),
    ('date', '2025-01-31', 'timestamptz', '2025-01-31 00:00:00+00'), ('date', 'infinity', 'timestamp', 'infinity'),
    ('timestamp', '2025-01-31 10:30:00.75', 'timestamp(0)', NULL), ('text', 'yesterday', 'date', NULL),
    ('text', '01/02/03', 'date', NULL), ('text', '2025-01-31', 'date', '2025-01-31'), ('time', '10:30:00.5',
        'time(0)', NULL),
    ('interval', '1 day 02:03:04.5', 'interval(0)', NULL), ('interval', '1 day 02:00:00', 'interval day', NULL),
    ('text', '007', 'integer', '7'), ('text', 'x', 'integer', NULL), ('text', 'yes', 'boolean', 'true'),
    ('text', 'maybe', 'boolean', NULL), ('text', 'abcdef', 'varchar(3)', NULL), ('text', 'abc   ', 'varchar(3)', NULL),
    ('text', 'abc', 'char(5)', 'abc  '), ('char(5)', 'abc  ', 'text', 'abc  '), ('text', 'abc', '"char"', NULL),
    ('text', 'a', '"char"', 'a'), ('text', 'red', 'colour', 'red'), ('text', 'blue', 'colour', NULL),
    ('numeric[]', '{1.234}', 'numeric(10,1)[]', NULL), ('numeric[]', '{1.2}', 'numeric(10,1)[]', '{1.2}'),
    ('text[]', '{2025-01-31 10:30}', 'date[]', NULL), ('integer', '7', 'low', '7'), ('integer', '8', 'low', NULL),
    ('integer', '51', 'noisy', NULL), ('integer', '50', 'noisy', '50'), ('numeric', '1.25', 'tenths', NULL),
    ('numeric', '1.5', 'tenths', '1.5'), ('json', '{"a":1,"a":2}', 'jsonb', '{"a": 2}'), ('text', '{', 'json', NULL),
    ('uuid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'text', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
    ('text', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'uuid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
    ('bit(4)', '0101', 'bit(3)', NULL), ('point', '(1,2)', 'text', '(1,2)'), ('text', '(1.0,2)', 'point', NULL),
    ('pair', '(1,1.25)', 'shorter', NULL), ('pair', '(1,1.5)', 'shorter', '(1,1.5)');
CREATE DOMAIN low AS integer CHECK (VALUE < 8);
CREATE DOMAIN noisy AS integer CHECK (loud(VALUE));
CREATE DOMAIN tenths AS numeric(10,1);
CREATE TYPE pair AS (a integer, b numeric);
CREATE TYPE shorter AS (a integer, b numeric(10,1));
CREATE FUNCTION tried(t trial) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    got text;
BEGIN
    EXECUTE format('CREATE TABLE tried (id integer PRIMARY KEY, v %s, w text)', t.was);
    PERFORM sen.track('tried');
    EXECUTE format('INSERT INTO tried VALUES (1, %L, ''kept''), (2, NULL, ''also'')', t.value);
    EXECUTE format('ALTER TABLE tried DISABLE TRIGGER USER');
    DELETE FROM tried;
    EXECUTE format('ALTER TABLE tried ENABLE ALWAYS TRIGGER sen_track');
    EXECUTE format('ALTER TABLE tried ALTER v TYPE %s USING NULL', t.now);
    BEGIN
        EXECUTE $q$SELECT string_agg(concat_ws(' ', v::text, w), ', ' ORDER BY id)
                   FROM sen.as_of(null::tried, 'infinity')$q$ INTO got;
    EXCEPTION WHEN others THEN
        got := SQLSTATE || ' ' || SQLERRM;
    END;
    PERFORM sen.untrack('tried');
    DROP TABLE tried;
    RETURN got;
END $$;
SELECT is(tried(t), concat_ws(' ', CASE WHEN t.now LIKE 'char(%' THEN rtrim(t.reads) ELSE t.reads END, 'kept, also'),
    format('%s of %s read as %s', value, was, now)) FROM trial t;

-- A stored generated column that is dropped, that another takes the name of, and that is generated no longer.
CREATE TABLE made (id integer PRIMARY KEY, twice integer GENERATED ALWAYS AS (id * 2) STORED,
                   thrice integer GENERATED ALWAYS AS (id * 3) STORED);
SELECT sen.track('made') \g /dev/null
INSERT INTO made VALUES (1), (2);
ALTER TABLE made DROP twice, ALTER thrice DROP EXPRESSION;
SELECT is(answer($$SELECT * FROM sen.as_of(null::made, 'infinity')$$), '(1,3) (2,6)',
          'a generated column that is gone');
SELECT is(answer($$SELECT row_values ->> 'twice' FROM sen.rows_as_of('made', 'infinity')$$), '(2) (4)',
          'was what it was');
ALTER TABLE made ADD twice integer;
UPDATE made SET thrice = 7 WHERE id = 2;
SELECT is(answer($$SELECT * FROM sen.as_of(null::made, 'infinity')$$), '(1,3,) (2,7,)', 'another has its name');
ALTER TABLE made DROP twice, ADD twice integer GENERATED ALWAYS AS (id * 20) STORED;
SELECT is(answer($$SELECT id, twice FROM sen.as_of(null::made, 'infinity')$$), '(1,) (2,)',
          'one that is generated anew is not known before the row is written');
UPDATE made SET thrice = 8 WHERE id = 2;
SELECT is(answer($$SELECT id, thrice, twice FROM sen.as_of(null::made, 'infinity')$$), '(1,3,) (2,8,40)',
          'and then is');

-- Never blocks a table, and never says what is not so --------------------------------------

CREATE TABLE action (id integer PRIMARY KEY, rag colour, amount small);
SELECT sen.track('action') \g /dev/null
INSERT INTO action VALUES (1, 'red', 7), (2, 'green', 70);
SELECT sen.seal('tap_c') \g /dev/null
ALTER TYPE colour RENAME VALUE 'red' TO 'crimson';
ALTER DOMAIN small ADD CHECK (VALUE < 50) NOT VALID;
SELECT is(answer($$SELECT * FROM sen.as_of(null::action, 'infinity')$$), '(1,,7) (2,green,)',
    'a value of another name, and a tighter domain');
SELECT is(answer($$SELECT row_values ->> 'rag', row_values ->> 'amount' FROM sen.rows_as_of('action', 'infinity')$$),
    '(green,70) (red,7)', 'as it was written');

-- Columns that tables have in parts, or by inheritance ---------------------------------------

CREATE TABLE whole (id integer, part integer, v text, PRIMARY KEY (id, part)) PARTITION BY LIST (part);
CREATE TABLE one (gone text, v text, part integer NOT NULL, id integer NOT NULL);
ALTER TABLE one DROP gone;
ALTER TABLE whole ATTACH PARTITION one FOR VALUES IN (1);
CREATE TABLE two PARTITION OF whole FOR VALUES IN (2);
SELECT sen.track('whole') \g /dev/null
INSERT INTO whole VALUES (1, 1, 'x'), (2, 2, 'y');
ALTER TABLE whole DROP v;
ALTER TABLE whole ADD v text;
INSERT INTO one (id, part, v) VALUES (3, 1, 'z');
INSERT INTO two (id, part, v) VALUES (4, 2, 'z');
SELECT is(answer($$SELECT id, v FROM sen.as_of(null::whole, 'infinity')$$), '(1,) (2,) (3,z) (4,z)', 'partitions');
SELECT flushed() \g /dev/null
SELECT is(said('whole'), 'B id 1 integer, part 2 integer, v 3 text; C id 1 integer, part 2 integer, v 4 text',
    'of which the whole is told of');
CREATE TABLE parent (id integer PRIMARY KEY, v text);
CREATE TABLE child (PRIMARY KEY (id)) INHERITS (parent);
SELECT sen.track('parent'), sen.track('child') \g /dev/null
INSERT INTO parent VALUES (1, 'p');
INSERT INTO child VALUES (2, 'c');
SELECT sen.rename_column('parent', 'v', 'w') \g /dev/null
SELECT is(answer($$SELECT * FROM sen.as_of(null::child, 'infinity')$$), '(2,c)', 'a table that inherits');

-- A table that was restored, or made anew -------------------------------------------------------

CREATE TABLE again (id integer PRIMARY KEY, a text, gone text, b text);
SELECT sen.track('again') \g /dev/null
INSERT INTO again VALUES (1, 'a1', 'g1', 'b1');
ALTER TABLE again DROP gone;
INSERT INTO again VALUES (2, 'a2', 'b2');
SELECT version AS sealed FROM sen.seal('tap_c') \gset
CREATE TABLE kept AS TABLE again;
-- As pg_restore does it: the log and the trigger are there.
CREATE FUNCTION restored(definition text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DROP TABLE again;
    EXECUTE definition;
    EXECUTE $q$CREATE TRIGGER sen_track AFTER INSERT OR UPDATE OR DELETE ON again
               FOR EACH ROW EXECUTE FUNCTION sen.track_row('again')$q$;
    ALTER TABLE again ENABLE ALWAYS TRIGGER sen_track;
END $$;
SELECT restored('CREATE TABLE again (id integer PRIMARY KEY, a text, b text)') \g /dev/null
SELECT is(answer($$SELECT * FROM sen.as_of(null::again, 'infinity')$$), '(1,a1,b1) (2,a2,b2)',
          'columns without a gap, as a restored table has them');
ALTER TABLE again DROP b, ADD b text;
SELECT is(answer($$SELECT * FROM sen.as_of(null::again, 'infinity')$$), '(1,a1,) (2,a2,)',
          'of which one was dropped since, and another has its name');
SELECT restored('CREATE TABLE again (id integer PRIMARY KEY, b text, x text, a text); ALTER TABLE again DROP x')
\g /dev/null
SELECT is(answer($$SELECT id, a, b FROM sen.as_of(null::again, 'infinity')$$), '(1,a1,b1) (2,a2,b2)',
    'in another order');
INSERT INTO again (id, a) VALUES (3, 'a3');
SELECT is(answer($$SELECT id, a, b FROM sen.as_of(null::again, 'infinity')$$), '(1,a1,b1) (2,a2,b2) (3,a3,)',
          'and written since');
DROP TABLE again;
CREATE TABLE again (id integer PRIMARY KEY, gone text, b text, a text);
ALTER TABLE again DROP gone;
SELECT sen.track('again') \g /dev/null
SELECT is(answer(format('SELECT a FROM sen.as_of(null::again, %s)', :sealed)), '(a1) (a2)',
    'of a table made anew, by name');

-- A version says it -----------------------------------------------------------------------------

ALTER TABLE again ADD late text;
SELECT sen.seal('tap_c') \g /dev/null
SELECT matches(said('again'), 'C id 1 integer, b 3 text, a 4 text, late 5 text$', 'also if nothing was written since');

-- Savepoints, and what is rolled back ----------------------------------------------------------

CREATE TABLE undone (id integer PRIMARY KEY, v text);
SELECT sen.track('undone') \g /dev/null
INSERT INTO undone VALUES (1, 'x');
SAVEPOINT before;
ALTER TABLE undone DROP v, ADD v text;
INSERT INTO undone VALUES (2, 'y');
ROLLBACK TO before;
INSERT INTO undone VALUES (3, 'z');
SAVEPOINT again;
ALTER TABLE undone ADD w text;
INSERT INTO undone VALUES (4, 'a', 'b');
RELEASE again;
INSERT INTO undone VALUES (5, 'a', 'b');
SELECT flushed() \g /dev/null
SELECT is(said('undone'), 'B id 1 integer, v 2 text; C id 1 integer, v 2 text, w 3 text',
    'what is rolled back is not said');
SELECT is(answer($$SELECT * FROM sen.as_of(null::undone, 'infinity')$$), '(1,x,) (3,z,) (4,a,b) (5,a,b)', 'nor read');

-- What was said in a savepoint that was rolled back is said again.
ALTER TABLE undone ADD x text;
SAVEPOINT once;
INSERT INTO undone VALUES (6, 'a', 'b', 'c');
ROLLBACK TO once;
INSERT INTO undone VALUES (7, 'a', 'b', 'c');
SELECT flushed() \g /dev/null
SELECT is(said('undone'), 'B id 1 integer, v 2 text; C id 1 integer, v 2 text, w 3 text; '
          'C id 1 integer, v 2 text, w 3 text, x 4 text', 'and said again');

-- Anything, in any order: by the numbers of the catalogue ------------------------------------

CREATE TABLE any_order (id integer PRIMARY KEY, c0 text);
SELECT sen.track('any_order') \g /dev/null
-- truth: each row as it was last written by then, by the number of the column.
CREATE TABLE truth (step integer, id integer, was jsonb);
CREATE TABLE sealed (version bigint, step integer);
CREATE FUNCTION by_number(id integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    made jsonb;
BEGIN
    EXECUTE format('SELECT jsonb_build_object(%s) FROM tap_c.any_order o WHERE o.id = %s',
                   (SELECT string_agg(format('%s, o.%I::text', attnum, attname), ', ') FROM pg_attribute
                    WHERE attrelid = 'tap_c.any_order'::regclass AND attnum > 0 AND NOT attisdropped), id) INTO made;
    RETURN made;
END $$;
CREATE FUNCTION change(step integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    k integer := (random() * 6)::integer;
    name text := 'c' || (random() * 3)::integer;
    other text := 'c' || (random() * 3)::integer;
    has text[] := (SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = 'tap_c.any_order'::regclass AND
        attnum > 1 AND NOT attisdropped);
BEGIN
    CASE (random() * 9)::integer
        WHEN 0 THEN
            IF name <> ALL (coalesce(has, '{}')) THEN EXECUTE format('ALTER TABLE any_order ADD %I text', name); END IF;
        WHEN 1 THEN
            IF name = ANY (has) THEN EXECUTE format('ALTER TABLE any_order DROP %I', name); END IF;
        WHEN 2 THEN
            IF name = ANY (has) THEN EXECUTE format('ALTER TABLE any_order DROP %I, ADD %I text', name, name); END IF;
        WHEN 3 THEN
            IF name = ANY (has) AND other <> ALL (has) THEN
                IF random() < 0.3 THEN PERFORM sen.rename_column('any_order', name, other);
                ELSE EXECUTE format('ALTER TABLE any_order RENAME %I TO %I', name, other); END IF;
            END IF;
        WHEN 4 THEN
            DELETE FROM any_order WHERE id = k;
            INSERT INTO truth VALUES (step, k, NULL);
        WHEN 5 THEN
            PERFORM sen.seal('tap_c');
            INSERT INTO sealed SELECT max(v.version), step FROM ledger_version v;
        ELSE
            IF name = ANY (has) THEN
                EXECUTE format('INSERT INTO any_order (id, %1$I) VALUES (%2$s, %3$L) '
                               'ON CONFLICT (id) DO UPDATE SET %1$I = excluded.%1$I', name, k, 'v' || step);
                INSERT INTO truth VALUES (step, k, by_number(k));
            END IF;
    END CASE;
END $$;
CREATE FUNCTION wrong(cut text, step integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    bad text;
BEGIN
    EXECUTE format($q$
        WITH truth AS (SELECT DISTINCT ON (id) id, was FROM tap_c.truth t WHERE t.step <= %s ORDER BY id, t.step DESC),
             wanted AS (SELECT t.id, jsonb_object_agg(a.attname, t.was ->> a.attnum::text) AS r
                        FROM truth t, pg_attribute a
                        WHERE t.was IS NOT NULL AND a.attrelid = 'tap_c.any_order'::regclass AND a.attnum > 0 AND NOT
                            a.attisdropped
                        GROUP BY t.id),
             got AS (SELECT o.id, (SELECT jsonb_object_agg(key, value) FROM jsonb_each_text(to_jsonb(o))) AS r
                     FROM sen.as_of(null::tap_c.any_order, %s) o)
        SELECT string_agg(format('%%s is %%s, was %%s', id, g.r, w.r), '; ') FROM got g FULL JOIN wanted w USING (id)
        WHERE g.r IS DISTINCT FROM w.r $q$, step, cut) INTO bad;
    RETURN bad;
END $$;
SELECT setseed(0.42) \g /dev/null
CREATE FUNCTION found(first integer, last integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    bad text[] := '{}';
BEGIN
    FOR n IN first .. last LOOP
        PERFORM change(n);
        IF n % 10 = 0 THEN
            bad := bad || wrong('timestamptz ''infinity''', n);
        END IF;
    END LOOP;
    bad := bad || (SELECT array_agg(wrong(s.version::text, s.step)) FROM sealed s);
    RETURN (SELECT string_agg(b, E'\n') FROM unnest(bad) b);
END $$;
SELECT is(found(1, 300), NULL, 'every version and many moments of 300 changes, by number of column');

-- With the event triggers ------------------------------------------------------------------------

ALTER EVENT TRIGGER sen_before_tables ENABLE ALWAYS;
ALTER EVENT TRIGGER sen_after_tables ENABLE ALWAYS;
SELECT is(found(301, 600), NULL, 'and of 300 more, each of which the log is told of at once');
CREATE TABLE told (id integer PRIMARY KEY, v text, w text);
SELECT sen.track('told') \g /dev/null
INSERT INTO told VALUES (1, 'v1', 'w1');
ALTER TABLE told DROP v, ADD v text;
ALTER TABLE told RENAME w TO x;
ALTER TABLE told ALTER x TYPE varchar(2), ALTER v SET STATISTICS 5;
ALTER TABLE told ALTER x SET DEFAULT 'no column is another', ENABLE ROW LEVEL SECURITY;
SELECT flushed() \g /dev/null
SELECT is(said('told'), concat_ws('; ', 'B id 1 integer, v 2 text, w 3 text', 'C id 1 integer, w 3 text, v 4 text',
                                  'C id 1 integer, x 3 text, v 4 text',
                                  'C id 1 integer, x 3 character varying(2), v 4 text'),
                                      'once for each change of them');
SELECT is(answer($$SELECT * FROM sen.as_of(null::told, 'infinity')$$), '(1,w1,)', 'and read so');
SELECT is(sen.rename_column('told', 'x', 'y'), 'column x of table tap_c.told is now y', 'as before');
SELECT flushed() \g /dev/null
SELECT matches(said('told'), ', v 4 text; C id 1 integer, y 3 character varying\(2\), v 4 text$',
               'said once');
SELECT cmp_ok((SELECT count(*)::integer FROM sealed), '>', 10, 'of which many versions');
SELECT is((SELECT count(*)::integer FROM sen.verify_log('tap_c')), 0, 'and the log is intact');
SELECT * FROM finish();
ROLLBACK;
