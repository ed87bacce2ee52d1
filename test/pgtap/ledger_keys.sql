-- Every key finds its row: keys of every type that can be one, written in every way that is the same value. What is
-- the same is asked of the type's own operator =, row by row, in a table that holds what the log should have.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
CREATE SCHEMA kept;
SET LOCAL search_path = kept, public;
SET LOCAL timezone = 'Asia/Kathmandu';
SET LOCAL datestyle = 'SQL, DMY';
SET LOCAL bytea_output = 'escape';

CREATE DOMAIN postcode AS text CHECK (VALUE ~ '[0-9]');
CREATE DOMAIN amount AS numeric;
CREATE DOMAIN fine_amount AS amount;
CREATE DOMAIN days AS date[];
CREATE TYPE mood AS ENUM ('red', 'amber', 'green', 'It''s "blue", {no}');
CREATE TYPE place AS (ward text, price numeric, since interval);
CREATE TYPE nested AS (at place, moods mood[]);
CREATE TYPE span AS RANGE (subtype = numeric, multirange_type_name = spans);
CREATE TYPE word_span AS RANGE (subtype = text, collation = "C");
-- ICU is not in every server.
SELECT EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') AS has_icu \gset
\if :has_icu
CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE DOMAIN word AS text COLLATE any_case;
\endif

-- The first two of each are the same value in two spellings, or the same; the third is another.
CREATE TABLE specimen (type text, value text[]);
INSERT INTO specimen VALUES
    ('boolean', '{true, on, f}'), ('"char"', '{a, a, b}'), ('character(5)', '{"ab ", ab, "a b"}'),
    ('character varying(5)', '{ab, ab, "ab "}'), ('text', '{"é 1", "é 1", ""}'), ('name', '{Ab, Ab, ab}'),
    ('smallint', '{7, " 7", -7}'), ('integer', '{10, 0010, 11}'),
    ('bigint', '{9007199254740993, 9007199254740993, 9007199254740992}'),
    ('oid', '{5, 05, 6}'), ('numeric', '{1.0, 1, 1.01}'), ('numeric(12,3)', '{100, 1e2, 100.001}'),
    ('real', '{0.1, 1e-1, 0.2}'), ('double precision', '{-0, 0, NaN}'), ('bytea', '{\\x6162, ab, abc}'),
    ('date', '{31/01/2025, 2025-01-31, infinity}'), ('time without time zone', '{10:00, 10:00:00.0, 24:00}'),
    ('time with time zone', '{10:00+00, 10:00:00+00, 11:00+01}'),
    ('timestamp without time zone', '{2025-01-01 00:00, 2025-01-01, -infinity}'),
    ('timestamp with time zone', '{2025-01-01 00:00+00, 2025-01-01 05:45+05:45, 2025-01-01 00:00+01}'),
    ('interval', '{1 day, 24 hours, 25 hours}'), ('uuid', '{A0EEBC999C0B4EF8BB6D6BB9BD380A11,
     a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11, 00000000-0000-0000-0000-000000000000}'),
    ('inet', '{10.0.0.1, 10.0.0.1/32, 10.0.0.1/8}'), ('cidr', '{10.0.0.0/8, 10/8, 10.0.0.0/9}'),
    ('macaddr', '{08:00:2b:01:02:03, 08002B010203, 08:00:2b:01:02:04}'),
    ('macaddr8', '{08:00:2b:ff:fe:01:02:03, 08:00:2b:01:02:03, 08:00:2b:01:02:03:04:05}'),
    ('bit(4)', '{0101, xA, 1111}'), ('bit varying(8)', '{01, 01, 010}'),
    ('jsonb', '{"{\"a\": 1.0, \"b\": 2}", "{\"b\":2,\"a\":1}", "\"word\""}'), ('pg_lsn', '{0/1, 0/00000001, 1/0}'),
    ('tid', '{"(0,1)", "(00,01)", "(1,0)"}'), ('xid8', '{5, 05, 6}'), ('oidvector', '{1 2, "1  2", 1}'),
    ('tsvector', '{b a, a b, a}'), ('tsquery', '{a & b, a&b, a | b}'),
    ('int4range', '{"[1,3]", "[1,4)", empty}'), ('int8range', '{"(0,1]", "[1,2)", "(,)"}'),
    ('numrange', '{"[1.0,2]", "[1,2.00]", "[1,2)"}'),
    ('daterange', '{"[2025-01-01,2025-01-31]", "[2025-01-01,2025-02-01)", "[,]"}'),
    ('tsrange', '{"[2025-01-01,)", "[2025-01-01 00:00,]", "(,2025-01-01)"}'),
    ('tstzrange', '{"[2025-01-01 00:00+00,)", "[2025-01-01 05:45+05:45,)", empty}'),
    ('int4multirange', '{"{[1,2],[3,4]}", "{[1,5)}", "{}"}'), ('int8multirange', '{"{[1,2]}", "{[1,3)}", "{}"}'),
    ('nummultirange', '{"{[1.0,2]}", "{[1,2]}", "{[1,2)}"}'),
    ('datemultirange', '{"{[2025-01-01,2025-01-02]}", "{[2025-01-01,2025-01-03)}", "{}"}'),
    ('tsmultirange', '{"{[2025-01-01,)}", "{[2025-01-01 00:00,)}", "{}"}'),
    ('tstzmultirange', '{"{[2025-01-01 00:00+00,)}", "{[2025-01-01 05:45+05:45,)}", "{}"}'),
    ('mood', '{red, red, "It''s \"blue\", {no}"}'), ('postcode', '{CH41 1AA, CH41 1AA, ch41 1aa}'),
    ('amount', '{1.0, 1, 2}'), ('fine_amount', '{1.0, 01, 2}'), ('days', '{"{31/01/2025}", "{2025-01-31}", "{}"}'),
    ('place', '{"(Oxton,1.0,1 day)", "(Oxton,1,24:00)", "(Oxton,,)"}'),
    ('nested', '{"(\"(Oxton,1.0,1 day)\",{red})", "(\"(Oxton,1,24:00)\",{\"red\"})", "(,)"}'),
    ('span', '{"[1.0,2)", "[1,2.0)", "[1,2]"}'), ('spans', '{"{[1.0,2)}", "{[1,2.0)}", "{}"}'),
    ('word_span', '{"[a,b]", "[\"a\",b]", "[A,b]"}'),
    ('boolean[]', '{"{t,f}", "{true,off}", "{t}"}'), ('numeric[]', '{"{1.0,NULL}", "{1,NULL}", "{1}"}'),
    ('text[]', '{"{a,\"NULL\"}", "{\"a\",\"NULL\"}", "{a,NULL}"}'), ('mood[]', '{"{red}", "{\"red\"}", "{}"}'),
    ('place[]', '{"{\"(Oxton,1.0,1 day)\"}", "{\"(Oxton,1,24:00)\"}", "{}"}'),
    ('span[]', '{"{\"[1.0,2)\"}", "{\"[1,2)\"}", "{}"}'),
    ('amount[]', '{"{1.0}", "{1}", "{{1}}"}'), ('interval[]', '{"[0:0]={1 day}", "[0:0]={24:00}", "{1 day}"}');
\if :has_icu
INSERT INTO specimen VALUES ('text COLLATE any_case', '{Oxton, OXTON, Oxtons}'), ('word', '{Oxton, oxtoN, Oxtons}'),
    ('character(8) COLLATE any_case', '{Oxton, OXTON, Oxtons}'),
    ('text[] COLLATE any_case', '{"{Oxton}", "{OXTON}", "{Oxtons}"}');
\endif

-- The first row is entered, its key is spelt anew, it is deleted; another row takes the key in the first spelling.
-- audit has the keys as values, with the number of entries that are about them. Each type has a log of its own.
CREATE FUNCTION tried(type text, value text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    name CONSTANT text := 'of ' || type;
    t CONSTANT text := format('%I.t', name);
    bare CONSTANT text := split_part(type, ' COLLATE', 1);
    spelling text;
    expected bigint;
    found bigint;
    k text;
BEGIN
    EXECUTE format('CREATE SCHEMA %I', name);
    EXECUTE format('CREATE TABLE %s (k %s PRIMARY KEY, v integer)', t, type);
    EXECUTE format('CREATE TABLE %I.audit (n integer, k %s)', name, type);
    PERFORM sen.track(t::regclass);
    EXECUTE format('INSERT INTO %s VALUES (%L, 1), (%L, 2)', t, value[1], value[3]);
    PERFORM sen.seal(name);
    EXECUTE format('UPDATE %s SET k = %L, v = 3 WHERE k = %L::%s', t, value[2], value[1], bare);
    EXECUTE format('UPDATE %s SET v = 4 WHERE k = %L::%s', t, value[2], bare);
    EXECUTE format('DELETE FROM %s WHERE k = %L::%s', t, value[2], bare);
    EXECUTE format('INSERT INTO %s VALUES (%L, 5)', t, value[1]);
    EXECUTE format('UPDATE %s SET v = 6 WHERE k = %L::%s', t, value[3], bare);
    EXECUTE format('INSERT INTO %I.audit VALUES (5, %L), (2, %L)', name, value[1], value[3]);
    FOREACH spelling IN ARRAY value LOOP
        EXECUTE format('SELECT sum(n) FROM %I.audit WHERE k = %L::%s', name, spelling, bare) INTO expected;
        EXECUTE format('SELECT count(*) FROM sen.history(%L, jsonb_build_object(''k'', %L::text))', t, spelling)
        INTO found;
        IF found <> expected THEN
            RETURN NEXT format('%s: %s entries of key %s, and not %s', type, found, spelling, expected);
        END IF;
    END LOOP;
    -- As SQL turns it into JSON, where that is no array or object; a word of jsonb is written in its own quotes.
    FOR k, expected IN EXECUTE format('SELECT to_jsonb(k)::text, n FROM %I.audit', name) LOOP
        CONTINUE WHEN k ~ '^[[{]' OR type = 'jsonb';
        EXECUTE format('SELECT count(*) FROM sen.history(%L, ''{"k": %s}'')', t, replace(k, '''', ''''''))
        INTO found;
        IF found <> expected THEN
            RETURN NEXT format('%s: %s entries of key %s of JSON, and not %s', type, found, k, expected);
        END IF;
    END LOOP;
    PERFORM sen.seal(name);
    -- As the log itself writes it.
    FOR k IN EXECUTE format('SELECT l.key FROM %I.log_leaves l WHERE l.log_table = ''t'' AND l.key <> ''{}'' '
                            'AND NOT EXISTS (SELECT FROM sen.history(%L, l.key) h '
                            'WHERE (h.block_id, h.number) = (l.block_id, l.number))', name, t) LOOP
        RETURN NEXT format('%s: an entry of key %s is not in its history', type, k);
    END LOOP;
    -- A row that was removed and entered again under its key has changed; so has the other.
    FOR k, spelling, found IN EXECUTE format('SELECT key, change, (SELECT count(*) FROM sen.history(%1$L, key)) '
                                             'FROM sen.changes(%1$L, 1, 2)', t) LOOP
        IF spelling <> 'changed' OR found = 0 THEN
            RETURN NEXT format('%s: key %s is %s, with %s entries', type, k, spelling, found);
        END IF;
    END LOOP;
    EXECUTE format('(TABLE %1$s EXCEPT ALL SELECT * FROM sen.as_of(null::%1$s, timestamptz ''infinity'')) UNION ALL '
                   '(SELECT * FROM sen.as_of(null::%1$s, timestamptz ''infinity'') EXCEPT ALL TABLE %1$s) LIMIT 1', t)
    INTO spelling, found;
    IF spelling IS NOT NULL THEN
        RETURN NEXT format('%s: as_of differs in the row of %s', type, spelling);
    END IF;
END
$$;
SELECT is_empty('SELECT f FROM specimen, tried(type, value) f', 'a key is found in whichever way it is written');

-- Every built-in type that can be a key is among them.
CREATE FUNCTION can_be_key(type regtype) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    -- Some take no value at all.
    BEGIN
        EXECUTE format('SELECT ''''::%s', type);
    EXCEPTION WHEN data_exception OR syntax_error OR invalid_name THEN NULL;
    END;
    EXECUTE format('CREATE TABLE kept.probe (k %s PRIMARY KEY)', type);
    PERFORM sen.track('kept.probe');
    DROP TABLE kept.probe;
    RETURN true;
EXCEPTION WHEN undefined_object OR feature_not_supported THEN
    RETURN false;
END
$$;
SELECT is_empty($$SELECT t.oid::regtype FROM pg_type t
    WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typcategory <> 'A' AND t.typtype IN ('b', 'r', 'm', 'e')
    AND can_be_key(t.oid)
    AND t.oid NOT IN (SELECT split_part(type, ' COLLATE', 1)::regtype FROM specimen)$$, 'no built-in type is left out');
SELECT ok(NOT can_be_key('money') AND NOT can_be_key('point') AND can_be_key('integer'), 'others cannot be keys');

-- Keys of several columns ------------------------------------------------------------
CREATE TABLE wide (b numeric, extra text, a character(4), c date[], note text, PRIMARY KEY (c, a, b) INCLUDE (extra));
SELECT sen.track('wide') AS begun \gset
INSERT INTO wide VALUES (1.50, 'x', 'zz', '{2025-01-31}', 'one'), (1.5, 'x', 'zz', '{}', 'two'),
                        (1.5, 'x', 'zy', '{2025-01-31}', 'three');
UPDATE wide SET b = 1.5, extra = 'y' WHERE note = 'one';
SELECT results_eq($$SELECT entry_key ->> 'b', row_values ->> 'note', row_values ->> 'extra'
                    FROM sen.history('wide', '{"a": "zz", "b": 1.500, "c": "{31/01/2025}"}')$$,
                  $$VALUES ('1.50', 'one', 'x'), ('1.50', 'one', 'y')$$, 'a key of three columns that covers a fourth');
SELECT throws_ok($$SELECT sen.history('wide', '{"a": "zz", "b": 1.5, "c": "{}", "extra": "x"}')$$, '22023', NULL,
                 'what a key only covers is no part of it');
CREATE TABLE words (a text, b text, v integer, PRIMARY KEY (a, b));
SELECT sen.track('words') AS begun \gset
INSERT INTO words VALUES ('x, b y', 'z', 1);
SELECT version AS before FROM sen.seal('kept') \gset
DELETE FROM words;
INSERT INTO words VALUES ('x', 'y, b z', 2);
SELECT version AS after FROM sen.seal('kept') \gset
SELECT bag_eq(format('SELECT DISTINCT change, key FROM sen.changes(''words'', %s, %s)', :before, :after),
              $$VALUES ('removed', '{"a": "x, b y", "b": "z"}'::jsonb), ('added', '{"a": "x", "b": "y, b z"}')$$,
              'two keys are two, also if they are the same in words');

-- Keys that are changed ----------------------------------------------------------------
CREATE TABLE moved (id integer PRIMARY KEY, code numeric NOT NULL, v integer);
SELECT sen.track('moved') AS begun \gset
INSERT INTO moved VALUES (1, 10.0, 1), (2, 20, 1), (3, 30, 1);
DELETE FROM moved WHERE id = 3;
ALTER TABLE moved DROP CONSTRAINT moved_pkey, ADD PRIMARY KEY (code);
SELECT is((SELECT count(*) FROM sen.history('moved', '{"code": 10}')), 1::bigint,
          'a row is found by a key that the table was given since');
UPDATE moved SET code = 11, v = 2 WHERE code = 10;
SELECT is((SELECT array_agg(row_values ->> 'code') FROM sen.history('moved', '{"code": 10}')), '{10.0,11}',
          'and has had it when it changes');
SELECT is((SELECT count(*) FROM sen.history('moved', '{"code": 30}')), 0::bigint,
          'a row that was gone before has not');
ALTER TABLE moved DROP CONSTRAINT moved_pkey, ADD PRIMARY KEY (id) DEFERRABLE;
SELECT is((SELECT count(*) FROM sen.history('moved', '{"id": 1}')), 2::bigint,
          'nor is a key lost that is deferrable, and was one before');

CREATE TABLE typed (k text PRIMARY KEY, v integer);
SELECT sen.track('typed') AS begun \gset
INSERT INTO typed VALUES ('none', 1), ('007', 1), ('8', 1);
DELETE FROM typed WHERE k = 'none';
DELETE FROM typed WHERE k = '007';
ALTER TABLE typed ALTER k TYPE numeric USING k::numeric;
INSERT INTO typed VALUES (7.0, 2);
UPDATE typed SET v = 2 WHERE k = 8;
SELECT is((SELECT count(*) FROM sen.history('typed', '{"k": 7}')), 3::bigint,
          'keys of another type are read by the type of today');
SELECT is((SELECT count(*) FROM sen.history('typed', '{"k": "8.00"}')), 2::bigint,
          'beside one that is no value of it');
SELECT throws_ok($$SELECT sen.history('typed', '{"k": "none"}')$$, '22P02',
                 '"none" is no value of column "k" of table "typed"',
                 'which cannot be asked for');
CREATE TABLE tight (k fine_amount PRIMARY KEY);
SELECT sen.track('tight') AS begun \gset
INSERT INTO tight VALUES (-1), (1);
DELETE FROM tight WHERE k = -1;
ALTER DOMAIN fine_amount ADD CHECK (VALUE > 0);
SELECT is((SELECT count(*) FROM sen.history('tight', '{"k": -1.0}')), 2::bigint,
          'a domain that is tighter now keeps no key from being found');

-- A trigger that writes between the change of a row and its entry: a key that is only spelt anew is not free.
CREATE TABLE spelt (k numeric PRIMARY KEY, v integer);
CREATE TABLE noted (v integer PRIMARY KEY);
SELECT sen.track('spelt'), sen.track('noted') \g /dev/null
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO noted VALUES (new.v); RETURN NULL; END';
CREATE TRIGGER a AFTER UPDATE ON spelt FOR EACH ROW EXECUTE FUNCTION note();
INSERT INTO spelt VALUES (1.0, 1);
UPDATE spelt SET k = 1.00, v = 2;
SELECT results_eq($$SELECT k::text, v FROM sen.as_of(null::spelt, timestamptz 'infinity')$$, $$VALUES ('1.00', 2)$$,
                  'the log of such a row can be followed');

-- By the settings of whoever asks: 1 February, and not 2 January.
CREATE TABLE daily (k date PRIMARY KEY);
SELECT sen.track('daily') AS begun \gset
INSERT INTO daily VALUES ('2025-02-01');
SELECT is((SELECT count(*) FROM sen.history('daily', '{"k": "01/02/2025"}')), 1::bigint,
          'a key is read by the settings of the session');
SET LOCAL datestyle = 'SQL, MDY';
SELECT is((SELECT count(*) FROM sen.history('daily', '{"k": "01/02/2025"}')), 0::bigint,
          'by others it is another');
SELECT * FROM finish();
ROLLBACK;
