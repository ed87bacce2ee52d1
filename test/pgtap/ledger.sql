-- The log of tracked tables: the canonical bytes of an entry against its description in doc/ledger.md, values of every
-- type under every setting, random changes in nested savepoints against a
-- log kept by a trigger in PL/pgSQL, and sealing.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
BEGIN;
-- Where both seeds are tried, so many values and rounds with the fixed one, and a third of them with the other.
SELECT CASE WHEN :'whole' THEN 3000 ELSE 1000 END AS sampled \gset
SELECT set_config('tap.knots', CASE WHEN :'whole' THEN '150' ELSE '50' END, true) \g /dev/null
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('ledger: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

CREATE SCHEMA tap_log;
CREATE SCHEMA tap_log2;
CREATE ROLE "sen tap É";
GRANT ALL ON SCHEMA tap_log TO "sen tap É";
-- The entries of a schema's log in order.
CREATE FUNCTION public.entries(schema_name text, wanted text DEFAULT NULL)
    RETURNS TABLE (place bigint, leaf bytea, t text, op text, key jsonb, "row" jsonb) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sen.flush_log();
    RETURN QUERY EXECUTE format('SELECT row_number() OVER (ORDER BY b.block_id, l.number), l.leaf, e.log_table, '
                                'e.operation, e.key, e.row_values FROM %I.ledger_block b, sen.block_leaves(b.entries) '
                                'l, sen.leaf_entry(l.leaf) e WHERE $1 IS NULL OR e.log_table = ANY '
                                '(string_to_array($1, '',''))', schema_name) USING wanted;
END $$;

-- Bytes --------------------------------------------------------------------------------------
-- Written from the description: numbers of 7 bits a byte, a field its length plus one and its bytes.
CREATE FUNCTION public.varint(n bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN n < 128 THEN set_byte('\x00', 0, n::integer) ELSE set_byte('\x00', 0, (n % 128 + 128)::integer)
                || public.varint(n / 128) END
$$;
CREATE FUNCTION public.field(t text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN t IS NULL THEN '\x00' ELSE public.varint(octet_length(convert_to(t, 'UTF8')) + 1)
                || convert_to(t, 'UTF8') END
$$;
CREATE FUNCTION public.columns(variadic pairs text[]) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT public.varint(array_length(pairs, 1) / 2) || (SELECT string_agg(public.field(p), '' ORDER BY n)
                                                         FROM unnest(pairs) WITH ORDINALITY u (p, n))
$$;
CREATE FUNCTION public.at(t timestamptz) RETURNS bytea
    LANGUAGE sql IMMUTABLE AS 'SELECT int8send((extract(epoch FROM t) * 1000000)::bigint)';
SELECT is(public.varint(n), v, n || ' as a number')
FROM (VALUES (0, '\x00'::bytea), (127, '\x7f'), (128, '\x8001'), (300, '\xac02'), (16383, '\xff7f'),
      (16384, '\x808001')) e (n, v);

CREATE TABLE tap_log."tàble" (z integer, "B" text, a boolean, "é" date, "ab" bigint, a_ timestamptz,
                              PRIMARY KEY (z, "B"));
SELECT is(sen.track('tap_log."tàble"'), 'table tap_log."tàble" is tracked, with no rows yet', 'a table is tracked');
GRANT ALL ON tap_log."tàble" TO "sen tap É";
SET LOCAL ROLE "sen tap É";
SET LOCAL sen_improvement.meeting = 'Board – June';
INSERT INTO tap_log."tàble" VALUES (-5, 'Ø', true, '2025-06-10', NULL, '2025-06-10 12:34:56.789+01')
RETURNING statement_timestamp() AS at \gset
RESET ROLE;
SET LOCAL sen_improvement.meeting = '';
-- One entry by hand: 01 I, table, roles, times, meeting, 2 columns of the
-- key, 6 of the row in the order of their bytes.
SELECT is((SELECT leaf FROM public.entries('tap_log', 'tàble') WHERE op = 'I'),
    '\x0149' || '\x0774c3a0626c65'::bytea || public.field(session_user) || '\x0b73656e2074617020c389'::bytea
        || public.at(:'at') || public.at(now()) || '\x0f426f61726420e28093204a756e65'::bytea
    || '\x02' || '\x024203c398'::bytea || '\x027a032d35'::bytea
    || '\x06' || '\x024203c398'::bytea || '\x02610274'::bytea
        || '\x03615f1b323032352d30362d31302031313a33343a35362e3738392b3030'::bytea || '\x03616200'::bytea
        || '\x027a032d35'::bytea || '\x03c3a90b323032352d30362d3130'::bytea,
    'the bytes of one entry, by hand');
DO $$ BEGIN
    UPDATE tap_log."tàble" SET z = 6, "B" = repeat('x', 200);
    UPDATE tap_log."tàble" SET "B" = repeat('y', 20000), a = NULL, a_ = NULL;
    DELETE FROM tap_log."tàble";
END $$;
SELECT results_eq($$SELECT leaf FROM public.entries('tap_log', 'tàble') WHERE op IN ('U', 'D') ORDER BY place$$,
    $$SELECT '\x01'::bytea || convert_to(op, 'UTF8') || public.field('tàble') || public.field(session_user)
      || public.field(current_user) || substr(leaf, position(public.at(now()) IN leaf) - 8, 8) || public.at(now())
      || '\x00' || body
      FROM (VALUES (1, 'U', public.columns('B', 'Ø', 'z', '-5') || public.columns('B', repeat('x', 200), 'a', 't', 'a_',
                        '2025-06-10 11:34:56.789+00', 'ab', NULL, 'z', '6', 'é', '2025-06-10')),
                   (2, 'U', public.columns('B', repeat('x', 200), 'z', '6') || public.columns('B', repeat('y', 20000),
                        'a', NULL, 'a_', NULL, 'ab', NULL, 'z', '6', 'é', '2025-06-10')),
                   (3, 'D', public.columns('B', repeat('y', 20000), 'z', '6') || public.columns('B', repeat('y', 20000),
                        'a', NULL, 'a_', NULL, 'ab', NULL, 'z', '6', 'é', '2025-06-10'))) v (n, op, body)
      JOIN (SELECT row_number() OVER (ORDER BY place) AS n, leaf FROM public.entries('tap_log', 'tàble')
            WHERE op IN ('U', 'D')) e USING (n) ORDER BY n$$,
    'update, with its old key, and delete, with long values');

-- Values under settings ------------------------------------------------------------------------
-- The types that are printed here and not by their output functions: edges and random values.
CREATE DOMAIN tap_log.short AS smallint CHECK (VALUE <> 7);
CREATE DOMAIN tap_log.day AS date;
CREATE TABLE tap_log.fast (n integer PRIMARY KEY, i2 smallint, i8 bigint, b boolean, d date, t timestamptz,
                           v varchar(20), c char(5), x text, s tap_log.short, day tap_log.day);
CREATE TEMPORARY TABLE sample ON COMMIT DROP AS
SELECT row_number() OVER ()::integer - 1000000 AS n, i2, i8, b, d, t, v, c::char(5) AS c, v || c AS x,
       CASE WHEN i2 <> 7 THEN i2 END AS s, d AS day
FROM (SELECT * FROM (VALUES
    ((-32768)::smallint, -9223372036854775808, true, 'infinity'::date, 'infinity'::timestamptz, ''::varchar(20),
     ''::char(5)),
    (32767, 9223372036854775807, false, '-infinity', '-infinity', ' ', 'é'),
    (0, 0, NULL, '4714-11-24 BC', '4714-11-24 00:00:00+00 BC', 'Łódź', '12345'),
    (-1, -1, true, '5874897-12-31', '294276-12-31 23:59:59.999999+00', E'a\nb\\"''', NULL),
    (NULL, NULL, NULL, NULL, NULL, NULL, ' x'),
    (9, 10, true, '0001-01-01 BC', '0001-12-31 23:59:59.9+00 BC', '𝄞', '日本'),
    (99, 100, true, '0001-01-01', '0001-01-01 00:00:00.000001+00', '', ''),
    (100, 999999999, true, '10000-01-01', '9999-12-31 23:59:59+00', '', ''),
    (10, 4294967296, true, '1999-12-31', '2000-01-01 00:00:00+00', '', ''),
    (7, 7, true, '2000-02-29', '1883-11-18 12:03:57+00', '', '')
  ) e (i2, i8, b, d, t, v, c)
  UNION ALL
  SELECT (random() * 65534 - 32767)::integer::smallint, (random() * 2 ^ (random() * 62) * sign(random() - 0.5))::bigint,
         random() < 0.5, date '2000-01-01' + (random() * 10 ^ (random() * 6) * sign(random() - 0.7))::integer,
         timestamptz '2000-01-01 00:00:00+00'
             + make_interval(secs => random() * 10 ^ (random() * 11) * sign(random() - 0.5)),
         chr(32 + (random() * 9000)::integer), chr(97 + (random() * 20)::integer)
  FROM generate_series(1, :sampled)) r;
SELECT ok((SELECT bool_or(t < '0001-01-01 BC') AND bool_or(d < '0001-01-01 BC')
           AND bool_or(extract(microseconds FROM t) % 1000 <> 0) AND bool_or(i8 > 2 ^ 50) FROM sample),
          'the values have every form');
SELECT is(sen.track('tap_log.fast') IS NOT NULL, true, 'a table of these types is tracked');
SET LOCAL datestyle = 'SQL, DMY';
SET LOCAL timezone = 'America/St_Johns';
INSERT INTO tap_log.fast SELECT * FROM sample;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL timezone = 'UTC';
SELECT is_empty($$SELECT e.key, c.name, e."row"->c.name AS got, c.wanted FROM public.entries('tap_log', 'fast') e
                  JOIN sample s ON s.n = (e.key->>'n')::integer,
    LATERAL (VALUES ('n', format('%s', s.n)), ('i2', CASE WHEN s.i2 IS NOT NULL THEN format('%s', s.i2) END),
             ('i8', CASE WHEN s.i8 IS NOT NULL THEN format('%s', s.i8) END),
             ('b', CASE WHEN s.b IS NOT NULL THEN format('%s', s.b) END),
                    ('d', CASE WHEN s.d IS NOT NULL THEN format('%s', s.d) END),
                    ('t', CASE WHEN s.t IS NOT NULL THEN format('%s', s.t) END),
                    ('v', CASE WHEN s.v IS NOT NULL THEN format('%s', s.v) END),
                    ('c', CASE WHEN s.c IS NOT NULL THEN format('%s', s.c) END),
                    ('x', CASE WHEN s.x IS NOT NULL THEN format('%s', s.x) END),
                    ('s', CASE WHEN s.s IS NOT NULL THEN format('%s', s.s) END),
                    ('day', CASE WHEN s.day IS NOT NULL THEN format('%s', s.day) END)) c (name, wanted)
    WHERE e."row"->>c.name IS DISTINCT FROM c.wanted LIMIT 5$$,
        'what is printed here is what the output functions print');
SELECT is((SELECT count(*) FROM public.entries('tap_log', 'fast') WHERE op = 'I'), (SELECT count(*) FROM sample),
          'for every value');

-- A value of each type there is.
CREATE TYPE tap_log.mood AS ENUM ('bad', 'so, so', 'good "x"');
CREATE TYPE tap_log.pair AS (a timestamptz, b double precision, c interval, d bytea);
CREATE TYPE tap_log.span AS RANGE (subtype = double precision);
CREATE TEMPORARY TABLE kind ON COMMIT DROP AS SELECT * FROM (VALUES
    ('float4', '3.14159274'), ('float8', '0.1'), ('float8', '1e-300'), ('numeric', '12345678901234567890.50'),
    ('interval', '1 year -2 mons +3 days 04:05:06.7'), ('time', '12:34:56.5'), ('timetz', '12:34:56.5+03:30'),
    ('timestamp', '2025-06-10 12:34:56.5'), ('timestamptz', '2025-06-10 12:34:56.5+02'), ('date', '2025-06-10'),
    ('bytea', '\x00ff5c'), ('inet', '10.0.0.1/8'), ('cidr', '10.0.0.0/8'), ('macaddr', '08:00:2b:01:02:03'),
    ('macaddr8', '08:00:2b:01:02:03:04:05'),
    ('uuid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'), ('json', '{"b": 1.0, "a": [null]}'),
    ('jsonb', '{"b": 1.0, "a": [null]}'), ('jsonpath', '$.a[*] ? (@ > 1)'), ('point', '(0.1,1e30)'),
    ('lseg', '[(0.1,2),(3,4)]'), ('path', '((0.1,2),(3,4))'), ('box', '(3,4),(0.1,2)'),
    ('polygon', '((0.1,2),(3,4))'), ('line', '{0.1,2,3}'), ('circle', '<(0.1,2),3>'), ('bit(3)', '101'),
    ('varbit', '10101'), ('tsvector', '''a'':1 ''fat'':2A'), ('tsquery', '''fat'' & ''rat'':AB'), ('oid', '4294967295'),
    ('name', 'a name'), ('"char"', 'x'),
    ('bpchar', 'x '), ('xid', '5'), ('xid8', '5'), ('cid', '5'), ('tid', '(1,2)'), ('pg_lsn', '16/B374D848'),
    ('pg_snapshot', '10:20:10,14'), ('txid_snapshot', '10:20:10,14'), ('int2vector', '1 2'), ('oidvector', '1 2'),
    ('refcursor', 'c'),
    ('int4range', '[1,5)'), ('numrange', '(0.10,]'), ('daterange', '[2025-01-01,2025-02-01)'),
    ('tsrange', '["2025-01-01 00:00:00",)'), ('tstzrange', '["2025-01-01 00:00:00+02",)'),
    ('tstzmultirange', '{["2025-01-01 00:00:00+02",)}'), ('datemultirange', '{[2025-01-01,2025-02-01)}'),
    ('tap_log.span', '[0.1,0.2]'), ('tap_log.mood', 'good "x"'),
    ('tap_log.pair', '("2025-06-10 12:34:56.5+02",0.1,"1 mon -1 days",\\xff)'),
    ('tap_log.pair[]', '{"(\"2025-06-10 12:34:56.5+02\",0.1,\"1 mon -1 days\",\"\\\\xff\")"}'),
    ('timestamptz[]', '{{"2025-06-10 12:34:56.5+02",NULL}}'), ('interval[]', '{"1 year -2 mons"}'),
    ('float4[]', '[2:3]={0.1,1e30}'), ('bytea[]', '{"\\x00ff"}'), ('text[]', '{NULL,"null",""}'),
    ('date[]', '{2025-06-10}'), ('tap_log.day[]', '{2025-06-10}'),
    ('sen.time_limit', 'final_plan'), ('sen.exception', 'absence_4_weeks'),
    ('sen.calendar', 'SELECT sen.england_and_wales()::text'),
    ('sen.timeliness', 'v1 done{83:1,140:2} open{12:3}')) v (type, value);
INSERT INTO kind SELECT 'xml', '<a b="1">&lt;é</a>' WHERE EXISTS (SELECT FROM pg_settings WHERE name = 'xmloption')
    AND (SELECT setting FROM pg_config WHERE name = 'CONFIGURE') LIKE '%--with-libxml%';
DELETE FROM kind WHERE to_regtype(type) IS NULL OR value LIKE 'SELECT %';
-- Which may not be tracked: asked of a table with a column of each.
CREATE FUNCTION public.trackable(type text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE tap_log.typed (id integer PRIMARY KEY, v %s)', type);
    PERFORM sen.track('tap_log.typed');
    RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION
    WHEN SQLSTATE 'UNDO1' THEN RETURN true;
    WHEN feature_not_supported THEN RETURN false;
END $$;
SELECT is_empty($$SELECT format_type(t.oid, NULL) FROM pg_type t WHERE t.typnamespace = 'pg_catalog'::regnamespace
                  AND t.typtype IN ('b', 'r', 'm') AND t.typcategory NOT IN ('A', 'Z')
    AND t.oid NOT IN (SELECT to_regtype(k.type) FROM kind k)
        AND t.typname
        !~ '^(int[248]|bool|text|varchar|xml|gtsvector|int8range|nummultirange|int[48]multirange|tsmultirange)$'
        AND public.trackable(format_type(t.oid, NULL))$$,
        'there is a value of every type of the server that may be tracked');
SELECT ok(NOT public.trackable(t), t || ' may not be tracked')
FROM unnest('{money,money[],regclass,regrole,regtype[],regproc,regprocedure,regoper,regoperator,regnamespace,regconfig,'
            'regdictionary,regcollation,aclitem,aclitem[]}'::text[]) t;
DO $$ DECLARE
    k record;
    n integer := 0;
BEGIN
    CREATE TABLE tap_log.each (id integer PRIMARY KEY);
    INSERT INTO tap_log.each VALUES (1);
    FOR k IN SELECT * FROM kind LOOP
        n := n + 1;
        EXECUTE format('ALTER TABLE tap_log.each ADD COLUMN %I %s', 'c' || n, k.type);
        EXECUTE format('UPDATE tap_log.each SET %I = %L', 'c' || n, k.value);
    END LOOP;
    -- The same rows in a table with its columns the other way round.
    EXECUTE (SELECT 'CREATE TABLE tap_log2.each AS SELECT ' || string_agg(quote_ident(attname), ', '
                 ORDER BY attnum DESC) || ' FROM tap_log.each' FROM pg_attribute
             WHERE attrelid = 'tap_log.each'::regclass AND attnum > 0);
    ALTER TABLE tap_log2.each ADD PRIMARY KEY (id);
END $$;
SELECT sen.track('tap_log.each'), sen.track('tap_log2.each') \g /dev/null
CREATE TEMPORARY TABLE setting ON COMMIT DROP AS SELECT name, value FROM (VALUES
    ('timezone', 'Asia/Kathmandu'), ('timezone', 'America/St_Johns'), ('timezone', 'UTC'), ('datestyle', 'German, DMY'),
    ('datestyle', 'SQL, MDY'), ('datestyle', 'Postgres, DMY'), ('intervalstyle', 'iso_8601'),
    ('intervalstyle', 'sql_standard'),
    ('intervalstyle', 'postgres_verbose'), ('extra_float_digits', '-15'), ('extra_float_digits', '0'),
    ('extra_float_digits', '3'), ('bytea_output', 'escape'), ('lc_numeric', 'C'), ('lc_time', 'C'),
    ('lc_monetary', 'C'), ('lc_messages', 'C'),
    ('search_path', 'tap_log2, tap_log'), ('search_path', ''), ('quote_all_identifiers', 'on'),
    ('standard_conforming_strings', 'off'), ('array_nulls', 'off'), ('xmlbinary', 'hex'), ('xmloption', 'document'),
    ('client_encoding', 'LATIN1'),
    ('timezone_abbreviations', 'India'), ('default_text_search_config', 'pg_catalog.german'), ('work_mem', '64kB'),
    ('row_security', 'off'), ('escape_string_warning', 'off')) v (name, value);
INSERT INTO setting SELECT s, l.collname || '.utf8' FROM unnest('{lc_numeric,lc_time,lc_monetary}'::text[]) s,
    (SELECT DISTINCT split_part(collcollate, '.', 1) AS collname FROM pg_collation
     WHERE collcollate ~ '^(de|fr|tr|cs)_.*utf' LIMIT 3) l;
DO $$ DECLARE
    s record;
    before text;
BEGIN
    UPDATE tap_log.each SET id = id;
    UPDATE tap_log2.each SET id = id;
    FOR s IN SELECT * FROM setting LOOP
        before := current_setting(s.name);
        PERFORM set_config(s.name, s.value, true);
        UPDATE tap_log.each SET id = id;
        UPDATE tap_log2.each SET id = id;
        PERFORM set_config(s.name, before, true);
    END LOOP;
END $$;
SELECT is((SELECT count(*) FROM (SELECT leaf FROM public.entries('tap_log', 'each') WHERE op = 'U' UNION ALL SELECT leaf
                                 FROM public.entries('tap_log2') WHERE op = 'U') u), (SELECT 2 * count(*) + 2
              FROM setting), 'the row was written under every setting');
SELECT is((SELECT count(DISTINCT leaf) FROM (SELECT leaf FROM public.entries('tap_log', 'each') WHERE op = 'U'
                                             UNION ALL SELECT leaf FROM public.entries('tap_log2') WHERE op = 'U') u),
          1::bigint, 'every type, under every setting and order of columns: the same bytes');
SELECT is_empty($$SELECT v
                  FROM unnest(ARRAY['{{"2025-06-10 10:34:56.5+00",NULL}}', '["2024-12-31 22:00:00+00",)',
                                    '("2025-06-10 10:34:56.5+00",0.1,"1 mon -1 days","\\xff")']) v
                  WHERE v NOT IN (SELECT value
                                  FROM (SELECT "row" FROM public.entries('tap_log2') WHERE op = 'U' LIMIT 1) e,
                                  jsonb_each_text(e."row") p)$$, 'times within other values are in UTC');
SELECT set_eq($$SELECT p.value FROM (SELECT "row" FROM public.entries('tap_log2') WHERE op = 'U' LIMIT 1) e,
                jsonb_each_text(e."row") p WHERE p.key IN ('c1', 'c2', 'c5', 'c7', 'c9', 'c11')$$,
    $$VALUES ('3.1415927'), ('0.1'), ('10 mons 3 days 04:05:06.7'), ('12:34:56.5+03:30'), ('2025-06-10 10:34:56.5+00'),
      ('\x00ff5c')$$, 'and what some of them are');

-- Random changes in savepoints ---------------------------------------------------------------------
-- A log kept by a trigger, whose rows are rolled back as any others are.
CREATE TABLE tap_log.item (id integer PRIMARY KEY, n integer, filling text);
CREATE TABLE tap_log.other (id integer PRIMARY KEY, n integer);
CREATE TEMPORARY TABLE model (place bigserial, op text, key jsonb, "row" jsonb) ON COMMIT DROP;
CREATE FUNCTION tap_log.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO model (op, key, "row")
    VALUES (TG_TABLE_NAME || ' ' || left(TG_OP, 1),
            jsonb_build_object('id', CASE WHEN TG_OP = 'INSERT' THEN NEW.id ELSE OLD.id END::text),
        CASE WHEN TG_OP = 'DELETE' THEN jsonb_build_object('id', OLD.id::text, 'n', OLD.n::text)
             ELSE jsonb_build_object('id', NEW.id::text, 'n', NEW.n::text) END);
    RETURN NULL;
END $$;
SELECT sen.track('tap_log.item'), sen.track('tap_log.other') \g /dev/null
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON tap_log.item FOR EACH ROW EXECUTE FUNCTION tap_log.keep();
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON tap_log.other FOR EACH ROW EXECUTE FUNCTION tap_log.keep();
CREATE PROCEDURE tap_log.churn(depth integer, many integer) LANGUAGE plpgsql AS $$
DECLARE
    r double precision;
    size integer;
BEGIN
    FOR i IN 1 .. many LOOP
        r := random();
        size := CASE WHEN random() < 0.05 THEN 30000 WHEN random() < 0.2 THEN 3000 ELSE 30 END;
        IF r < 0.25 THEN
            INSERT INTO tap_log.item
            SELECT (random() * 60)::integer, depth,
                repeat('x', (random() * size)::integer) ON CONFLICT (id) DO UPDATE SET n = -depth,
                filling = excluded.filling;
        ELSIF r < 0.45 THEN
            UPDATE tap_log.item SET n = n + 1 WHERE id BETWEEN (random() * 60)::integer AND (random() * 60)::integer;
        ELSIF r < 0.55 THEN
            DELETE FROM tap_log.item WHERE id = (random() * 60)::integer;
        ELSIF r < 0.65 THEN
            INSERT INTO tap_log.other VALUES ((random() * 1000)::integer, depth) ON CONFLICT DO NOTHING;
        ELSIF r < 0.68 THEN
            PERFORM sen.flush_log();
        ELSIF depth < 6 THEN
            BEGIN
                CALL tap_log.churn(depth + 1, (random() * 8)::integer);
                IF random() < 0.5 THEN RAISE EXCEPTION 'rolled back'; END IF;
            EXCEPTION WHEN raise_exception THEN
                NULL;
            END;
        END IF;
    END LOOP;
END $$;
CALL tap_log.churn(1, 300);
\if :whole
SELECT cmp_ok((SELECT count(*) FROM model), '>', 200::bigint, (SELECT count(*) || ' changes survived' FROM model));
SELECT cmp_ok((SELECT max(place) - count(*) FROM model), '>', 50::bigint,
              (SELECT max(place) - count(*) || ' were rolled back' FROM model));
\endif
SELECT results_eq($$SELECT t || ' ' || op, key, "row" - 'filling' FROM public.entries('tap_log', 'item,other')
                    WHERE op <> 'B' ORDER BY place$$, 'SELECT op, key, "row" FROM model ORDER BY place',
                  'random changes in nested savepoints: the log has those that survived, in their order');

-- Triggers that change rows of their own statement: the last entry about a row tells its state ------------
CREATE TABLE tap_log.knot (id integer PRIMARY KEY, n integer);
SELECT sen.track('tap_log.knot') \g /dev/null
CREATE FUNCTION tap_log.tie() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    other integer := (random() * 12)::integer;
    r double precision := random();
BEGIN
    IF pg_trigger_depth() > 3 OR r > 0.7 THEN RETURN NULL;
    ELSIF r < 0.2 THEN UPDATE tap_log.knot SET n = n + 1 WHERE id BETWEEN other AND other + 3;
    ELSIF r < 0.3 THEN DELETE FROM tap_log.knot WHERE id = other;
    ELSIF r < 0.4 THEN UPDATE tap_log.knot SET id = id + 100, n = 0
        WHERE id = other AND NOT EXISTS (SELECT FROM tap_log.knot k WHERE k.id = other + 100);
    ELSIF r < 0.5 THEN DELETE FROM tap_log.knot WHERE id = other; INSERT INTO tap_log.knot VALUES (other, -1);
    ELSE INSERT INTO tap_log.knot VALUES (other, 0) ON CONFLICT (id) DO UPDATE SET n = knot.n * 2;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tie AFTER INSERT OR UPDATE OR DELETE ON tap_log.knot FOR EACH ROW EXECUTE FUNCTION tap_log.tie();
CREATE TRIGGER zz_tie AFTER UPDATE ON tap_log.knot FOR EACH ROW EXECUTE FUNCTION tap_log.tie();
DO $$ BEGIN
    FOR i IN 1 .. current_setting('tap.knots')::integer LOOP
        BEGIN
            INSERT INTO tap_log.knot SELECT g, i FROM generate_series(0, 12) g ON CONFLICT (id) DO NOTHING;
            UPDATE tap_log.knot SET n = -i WHERE random() < 0.7;
            DELETE FROM tap_log.knot WHERE random() < 0.3;
        EXCEPTION WHEN triggered_data_change_violation OR unique_violation OR cardinality_violation THEN NULL;
        END;
    END LOOP;
END $$;
-- Entry after entry, in one value: as a table, every version of its few
-- rows would stay until the end of the transaction.
CREATE TEMPORARY TABLE state (id text PRIMARY KEY, n text) ON COMMIT DROP;
DO $$
DECLARE
    e record;
    now_is jsonb := '{}';
BEGIN
    FOR e IN SELECT * FROM public.entries('tap_log', 'knot') WHERE op <> 'B' ORDER BY place LOOP
        now_is := now_is - (e.key->>'id');
        IF e.op <> 'D' THEN
            now_is := now_is || jsonb_build_object(e."row"->>'id', e."row"->>'n');
        END IF;
    END LOOP;
    INSERT INTO state SELECT * FROM jsonb_each_text(now_is);
END $$;
\if :whole
SELECT cmp_ok((SELECT count(*) FROM public.entries('tap_log', 'knot')), '>', 500::bigint, 'the knots were tied');
\endif
SELECT set_eq('SELECT id::text, n::text FROM tap_log.knot', 'SELECT id, n FROM state',
              'what the log says is what the table has');

-- Sealing -------------------------------------------------------------------------------------------
-- Versions of random sizes, over the edges of tiles: each root against the leaves in the order of the tree.
CREATE SCHEMA tap_seal;
CREATE TABLE tap_seal.t (id integer PRIMARY KEY, v text);
SELECT sen.track('tap_seal.t') \g /dev/null
CREATE TEMPORARY TABLE leaf (place bigserial, version bigint, hash bytea) ON COMMIT DROP;
CREATE TEMPORARY TABLE taken (block_id bigint) ON COMMIT DROP;
CREATE TEMPORARY TABLE seal (version bigint, entries bigint, size bigint, root bytea) ON COMMIT DROP;
CREATE FUNCTION public.seal_and_check() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO seal SELECT * FROM sen.seal('tap_seal');
    INSERT INTO leaf (version, hash) SELECT (SELECT max(version) FROM seal), sen.leaf_hash(l.leaf)
    FROM tap_seal.ledger_block b, sen.block_leaves(b.entries) l WHERE b.block_id NOT IN (SELECT block_id FROM taken)
        ORDER BY b.block_id, l.number;
    INSERT INTO taken SELECT block_id FROM tap_seal.ledger_block EXCEPT SELECT block_id FROM taken;
END $$;
DO $$ DECLARE
    wanted integer;
BEGIN
    -- Sizes of the tree to end a version with; the rest are random.
    FOREACH wanted IN ARRAY ARRAY[2, 126, 128, 130, 254, 256, 258, 1000, 1024, 16382, 16384, 16386] LOOP
        INSERT INTO tap_seal.t
        SELECT coalesce((SELECT max(id) FROM tap_seal.t), 0) + g, repeat('v', (random() * 40)::integer)
        FROM generate_series(1,
                             greatest(wanted - (SELECT count(*) FROM leaf) - 1 - CASE WHEN wanted = 2 THEN 1 ELSE 0 END,
                                      0)) g;
        PERFORM public.seal_and_check();
    END LOOP;
    FOR i IN 1 .. 30 LOOP
        INSERT INTO tap_seal.t SELECT (SELECT max(id) FROM tap_seal.t) + g, repeat('v', (random() * 40)::integer)
        FROM generate_series(1, 1 + (random() ^ 3 * 300)::integer) g;
        PERFORM public.seal_and_check();
    END LOOP;
END $$;
SELECT ok((SELECT array_agg(size) @> '{2,126,128,130,254,256,258,1000,1024,16382,16384,16386}' FROM seal),
          'versions end at the edges of tiles');
SELECT is_empty($$SELECT s.version, s.size FROM seal s
                  WHERE s.size <> (SELECT count(*) FROM leaf l WHERE l.version <= s.version)
                  OR s.root <> sen.merkle_root(ARRAY(SELECT l.hash FROM leaf l WHERE l.version <= s.version
                                                     ORDER BY l.place))$$, 'each version has the root of its leaves');
SELECT is_empty('SELECT version, size, root FROM seal EXCEPT SELECT version, size, root FROM tap_seal.ledger_version',
                'and is kept');
-- Tiles: the hashes of leaves, the roots of full tiles one level up, and which block each leaf is from.
SELECT is_empty($$SELECT t.tile, t.width FROM tap_seal.ledger_tile t
                  WHERE level = 0 AND hashes <> (SELECT string_agg(hash, '' ORDER BY place) FROM leaf
                                                 WHERE place > t.tile * 128 AND place <= t.tile * 128 + t.width)$$,
                'tiles of level 0 hold the hashes of the leaves');
SELECT is_empty($$SELECT t.tile, t.width, i FROM tap_seal.ledger_tile t, generate_series(0, t.width - 1) i
                  WHERE level > 0 AND substr(hashes, i * 32 + 1, 32) <>
    (SELECT sen.merkle_root(ARRAY(SELECT substr(b.hashes, j * 32 + 1, 32) FROM generate_series(0, 127) j))
     FROM tap_seal.ledger_tile b WHERE b.level = t.level - 1 AND b.tile = t.tile * 128 + i AND b.width = 128)$$,
    'those above the roots of full ones');
SELECT is((SELECT array_agg(DISTINCT level ORDER BY level) FROM tap_seal.ledger_tile), '{0,1,2}'::smallint[],
          'of three levels');
SELECT is_empty($$SELECT b.block_id FROM tap_seal.ledger_block b
                  WHERE (SELECT count(*)
                         FROM sen.block_leaves(b.entries))
                  <> (SELECT sum(least(coalesce(next_start, tile * 128 + width), tile * 128 + width) - greatest(start,
                                     tile * 128)) FROM
    (SELECT t.tile, t.width, p.block, p.start, lead(p.start) OVER (PARTITION BY t.tile ORDER BY p.n) AS next_start
     FROM (SELECT DISTINCT ON (tile) * FROM tap_seal.ledger_tile WHERE level = 0 ORDER BY tile, width DESC) t,
     unnest(t.blocks, t.starts) WITH ORDINALITY p (block, start, n)) q WHERE q.block = b.block_id)$$,
    'and the places of every block''s leaves');
SELECT is((SELECT count(*) FROM tap_seal.ledger_block b, sen.block_leaves(b.entries) l, sen.leaf_entry(l.leaf) e
           WHERE e.operation = 'S'), (SELECT count(*) FROM seal), 'each version ends with an entry of its own');
SELECT is((SELECT count(*) FROM seal s
           WHERE s.entries <> (SELECT count(*) - 1 FROM leaf l WHERE l.version = s.version)), 0::bigint,
          'which is not counted among those it adds');

-- A damaged block cannot be sealed.
ALTER TABLE tap_seal.ledger_block DISABLE TRIGGER USER;
INSERT INTO tap_seal.ledger_block (entries) VALUES ('\x05');
SELECT throws_ok($$SELECT sen.seal('tap_seal')$$, '55000', NULL, 'nor is a log of which a guard is off');
ALTER TABLE tap_seal.ledger_block ENABLE ALWAYS TRIGGER refuse_change;
SELECT throws_ok($$SELECT sen.seal('tap_seal')$$, 'XX001', NULL, 'a damaged block is not sealed');
SELECT is((SELECT count(*) FROM sen.block_leaves(b)), 0::bigint, 'nor read: ' || b::text)
FROM unnest(ARRAY['\xffffffff0f00', '\x85', '\x00', '\xffffffffffff', '\x0341']::bytea[]) b;
SELECT throws_ok(format('SELECT sen.block_leaves(%L), sen.leaf_entry(%L)', '', leaf), 'XX001',
                 'unreadable entry of a log', what)
FROM (VALUES ('', 'nothing is no entry'), ('\x02', 'nor another version'), ('\x0158', 'nor another operation'),
      ('\x01490374', 'nor one that is cut'), ('\x014202610278027880000000000000000000000000000000000000',
                                              'nor one of a time before all times'),
      ('\x0142026102780278000000000000000000000000000000000000' || 'c10c' || repeat('026100', 1601),
       'nor one of more columns than a table has')) v (leaf, what);
-- A key by which the log could not tell two rows apart.
CREATE TABLE tap_log2.late_key (id integer PRIMARY KEY DEFERRABLE);
SELECT throws_ok($$SELECT sen.track('tap_log2.late_key')$$, '55000',
                 'the primary key of table "late_key" is deferrable',
                 'a table whose key is checked late is not tracked');
-- A version is made only of what the last one was made of.
CREATE SCHEMA tap_root;
CREATE TABLE tap_root.t (id integer PRIMARY KEY);
SELECT sen.track('tap_root.t'), sen.seal('tap_root') \g /dev/null
INSERT INTO tap_root.t VALUES (1);
ALTER TABLE tap_root.ledger_version DISABLE TRIGGER refuse_change;
UPDATE tap_root.ledger_version SET root = set_byte(root, 31, get_byte(root, 31) # 1);
ALTER TABLE tap_root.ledger_version ENABLE ALWAYS TRIGGER refuse_change;
SELECT throws_ok($$SELECT sen.seal('tap_root')$$, 'XX001',
                 'the stored nodes of the log of schema "tap_root" do not give the root of version 1',
                 'after a version whose root is another no version is sealed');
-- A value of 16 MB is written once as such and once as an entry, whatever is rolled back after it.
CREATE SCHEMA tap_big;
CREATE TABLE tap_big.t (id integer PRIMARY KEY, v text, n integer);
ALTER TABLE tap_big.t ALTER v SET STORAGE EXTERNAL;
SELECT sen.track('tap_big.t') \g /dev/null
CREATE FUNCTION tap_big.grown(steps text[]) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    was bigint := pg_table_size('tap_big.t') + pg_table_size('tap_big.ledger_block');
    step text;
BEGIN
    FOREACH step IN ARRAY steps LOOP
        EXECUTE step;
    END LOOP;
    PERFORM sen.flush_log();
    RETURN round((pg_table_size('tap_big.t') + pg_table_size('tap_big.ledger_block') - was) / 16e6, 1);
END
$$;
SELECT is(tap_big.grown(steps), 2.1, what) FROM (VALUES
    (ARRAY['INSERT INTO tap_big.t VALUES (1, repeat(''x'', 16000000), 1)'], 'a value of 16 MB is written twice'),
    (ARRAY['INSERT INTO tap_big.t VALUES (2, repeat(''x'', 16000000), 1)',
           'DO $do$ BEGIN INSERT INTO tap_big.t SELECT g, ''y'', 1 FROM generate_series(1000, 2000) g; '
           'RAISE EXCEPTION USING MESSAGE = ''no''; EXCEPTION WHEN OTHERS THEN NULL; END $do$'],
     'also if a subtransaction after it is rolled back'),
    (ARRAY['DO $do$ BEGIN INSERT INTO tap_big.t VALUES (3, repeat(''x'', 16000000), 1); '
           'EXCEPTION WHEN OTHERS THEN NULL; END $do$'], 'or if it came in one')) v (steps, what);
SELECT is(tap_big.grown('{UPDATE tap_big.t SET n = 2 WHERE id = 1}'), 1.0, 'and once if another column is changed');
SELECT * FROM finish();
ROLLBACK;
