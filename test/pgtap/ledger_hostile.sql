-- What somebody means ill with: relations that look like a log, rows that
-- nothing of ours wrote, operators and functions
-- in front of the system's, and settings. Each of the faults of the issue is here, by its number.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL timezone = 'Europe/London';
SET LOCAL statement_timeout = '5min';
SELECT no_plan();
CREATE ROLE sen_tap_owner;
CREATE ROLE sen_tap_secretariat;
CREATE ROLE sen_tap_analyst;
CREATE ROLE sen_tap_guest;      -- may connect, and make temporary tables
CREATE ROLE sen_tap_maker;      -- may make schemas
SELECT format('GRANT CREATE ON DATABASE %I TO sen_tap_owner, sen_tap_maker', current_database()) \gexec
CREATE FUNCTION pg_temp.try(role name, statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', role);
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'SENOK';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE SQLSTATE WHEN 'SENOK' THEN 'done' ELSE SQLSTATE END;
END
$$;
-- Everything that opens the log of a schema.
CREATE FUNCTION pg_temp.uses(schema text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT format(s, schema)
    FROM unnest(ARRAY['SELECT * FROM sen.verify_log(%1$L)', 'SELECT * FROM sen.verify_log(%1$L, 1)',
                      'SELECT * FROM sen.verify_log(%1$L, sen.checkpoint_text(''x'', 1, sha256('''')))',
                      'SELECT sen.checkpoint(%1$L)', 'SELECT sen.checkpoint(%1$L, 1)',
        'SELECT sen.inclusion_proof(%1$L, 0)', 'SELECT sen.inclusion_proof(%1$L, 0, 1)',
        'SELECT sen.consistency_proof(%1$L, 1)', 'SELECT sen.consistency_proof(%1$L, 1, 1)',
        'SELECT * FROM sen.seal(%1$L)', 'SELECT * FROM sen.set_aside(%1$L)',
        'SELECT * FROM sen.log_changes(''%1$I.ledger_block'', 0)',
        'SELECT * FROM sen.changes(''%1$I.ledger_tile'', 0, 1)',
        'SELECT * FROM sen.history(''%1$I.ledger_tile'', ''{}'')', 'SELECT * FROM sen.as_of(null::%1$I.ledger_tile, 1)',
        'SELECT * FROM sen.as_of(null::%1$I.ledger_tile, now())']) s
$$;

-- 1: relations that look like a log -----------------------------------------------------------------
SELECT format('pg_temp_%s', substring(nspname FROM '\d+$')) AS mine FROM pg_namespace
WHERE oid = pg_my_temp_schema() \gset
CREATE TEMPORARY TABLE shape (n integer, title text, block text, tile text, version text);
INSERT INTO shape VALUES
    (1, 'tables of the right names', '(block_id bigint, entries bytea)',
     '(level smallint, tile bigint, width smallint, hashes bytea, blocks bigint[], starts bigint[])',
     '(version bigint, size bigint, root bytea)'),
    (2, 'a size that is text', '(block_id bigint, entries bytea)',
     '(level smallint, tile bigint, width smallint, hashes bytea, blocks bigint[], starts bigint[])',
     '(version bigint PRIMARY KEY, size text NOT NULL, root bytea NOT NULL, label text, meeting text, sealed_at '
     'timestamptz NOT NULL, session_role text NOT NULL, acting_role text NOT NULL)'),
    (3, 'a root that is a number', '(block_id bigint, entries bytea)',
     '(level smallint, tile bigint, width smallint, hashes bytea, blocks bigint[], starts bigint[])',
     '(version bigint PRIMARY KEY, size bigint NOT NULL, root bigint NOT NULL, label text, meeting text, sealed_at '
     'timestamptz NOT NULL, session_role text NOT NULL, acting_role text NOT NULL)'),
    (4, 'hashes and places that are numbers',
     '(block_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, entries bigint NOT NULL)',
     '(level smallint, tile bigint, width smallint, hashes bigint NOT NULL, blocks bigint, starts bigint, PRIMARY KEY '
     '(level, tile, width))', '(version bigint PRIMARY KEY, size bigint NOT NULL, root bytea NOT NULL, label text, '
                              'meeting text, sealed_at timestamptz NOT NULL, session_role text NOT NULL, acting_role '
                              'text NOT NULL)'),
    (5, 'too few columns', '()', '()', '()'),
    (6, 'without keys', '(block_id bigint NOT NULL, entries bytea NOT NULL)',
     '(level smallint NOT NULL, tile bigint NOT NULL, width smallint NOT NULL, hashes bytea NOT NULL, blocks bigint[], '
     'starts bigint[])', '(version bigint NOT NULL, size bigint NOT NULL, root bytea NOT NULL, label text, meeting '
                         'text, sealed_at timestamptz NOT NULL, session_role text NOT NULL, acting_role text NOT '
                         'NULL)');
CREATE FUNCTION pg_temp.opened(role name, schema text, definitions text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    codes text[] := '{}';
    statement text;
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', role);
    EXECUTE definitions;
    FOR statement IN SELECT pg_temp.uses(schema) LOOP
        BEGIN
            EXECUTE statement;
            codes := codes || format('done: %s', statement);
        EXCEPTION WHEN OTHERS THEN
            codes := codes || CASE WHEN SQLSTATE IN ('42809', '42501', '42704', '42P01') THEN '{refused}'::text[]
                                   ELSE ARRAY[SQLSTATE || ': ' || statement] END;
        END;
    END LOOP;
    RAISE EXCEPTION USING ERRCODE = 'SENOK', MESSAGE = array_to_string(ARRAY(SELECT DISTINCT c FROM unnest(codes) c),
        '; ');
EXCEPTION WHEN OTHERS THEN
    RETURN SQLERRM;
END
$$;
SELECT is(pg_temp.opened('sen_tap_guest', :'mine',
                         format('CREATE TEMPORARY TABLE ledger_block %s; CREATE TEMPORARY TABLE ledger_tile %s; CREATE '
                                'TEMPORARY TABLE ledger_version %s; INSERT INTO ledger_version SELECT FROM (SELECT 1) '
                                'x WHERE false', block, tile, version)), 'refused', 'fault 1: temporary, ' || title)
FROM shape ORDER BY n;
SELECT is(pg_temp.opened('sen_tap_maker', 'tap_h',
                         format('CREATE SCHEMA tap_h; CREATE TABLE tap_h.ledger_block %s; CREATE TABLE '
                                'tap_h.ledger_tile %s; CREATE TABLE tap_h.ledger_version %s; GRANT USAGE ON SCHEMA '
                                'tap_h TO PUBLIC', block, tile, version)), 'refused',
          'fault 1: in a schema of one''s own, ' || title) FROM shape ORDER BY n;
SELECT is(pg_temp.opened('sen_tap_guest', :'mine',
                         'CREATE TEMPORARY VIEW ledger_version AS SELECT 1::bigint AS version, 9223372036854775807 AS '
                         'size, ''x''::text AS root; CREATE TEMPORARY VIEW ledger_tile AS SELECT 0::smallint AS level; '
                         'CREATE TEMPORARY VIEW ledger_block AS SELECT 1::bigint AS block_id, ''\x''::bytea AS '
                         'entries'), 'refused', 'fault 1: temporary views');
SELECT is(pg_temp.opened('sen_tap_maker', 'tap_h',
                         'CREATE SCHEMA tap_h; CREATE VIEW tap_h.ledger_version AS SELECT 1::bigint AS version, '
                         '9223372036854775807 AS size, 12345::bigint AS root; CREATE VIEW tap_h.ledger_tile AS SELECT '
                         '0::smallint AS level; CREATE VIEW tap_h.ledger_block AS SELECT 1::bigint AS block_id, '
                         '12345::bigint AS entries'), 'refused', 'fault 1: views');
-- A log of ours, spoilt: one relation replaced or changed.
SELECT is(pg_temp.opened('sen_tap_maker', 'tap_h',
                         'CREATE SCHEMA tap_h; CREATE TABLE tap_h.t (id integer PRIMARY KEY); SELECT '
                         'sen.track(''tap_h.t''); DROP VIEW tap_h.log_leaves, tap_h.log_versions, '
                         'tap_h.changes_since_sealed_meeting; ' || change), 'refused', 'fault 1: a log, then '
                             || change)
FROM unnest(ARRAY['ALTER TABLE tap_h.ledger_version ALTER size TYPE numeric',
                  'ALTER TABLE tap_h.ledger_version ALTER size DROP NOT NULL',
                  'ALTER TABLE tap_h.ledger_version DROP COLUMN label',
                  'ALTER TABLE tap_h.ledger_version RENAME size TO sise',
                  'ALTER TABLE tap_h.ledger_tile DROP CONSTRAINT ledger_tile_pkey',
                  'ALTER TABLE tap_h.ledger_tile SET UNLOGGED', 'ALTER TABLE tap_h.ledger_tile ADD extra text',
                  'ALTER TABLE tap_h.ledger_block RENAME TO other',
                  'ALTER SEQUENCE tap_h.ledger_block_block_id_seq RENAME TO other',
                  'ALTER SEQUENCE tap_h.ledger_block_block_id_seq CYCLE',
                  'DROP FUNCTION tap_h.seal_log; DROP TABLE tap_h.ledger_version; CREATE MATERIALIZED VIEW '
                  'tap_h.ledger_version AS SELECT 1::bigint AS version, 1::bigint AS size']) change;
-- Our trigger, on a table of which it does not know the log.
SELECT is(pg_temp.try('sen_tap_guest',
                      'CREATE TEMPORARY TABLE ledger_block (a integer, b integer); CREATE TEMPORARY TABLE '
                      'ledger_version (v bigint); CREATE TEMPORARY TABLE ledger_tile (v bigint); CREATE TEMPORARY '
                      'TABLE t (id integer PRIMARY KEY); CREATE TRIGGER t AFTER INSERT ON t FOR EACH ROW EXECUTE '
                      'FUNCTION sen.track_row(''x''); ALTER TABLE t ENABLE ALWAYS TRIGGER t; INSERT INTO t VALUES (1); '
                      'SELECT sen.flush_log()'), '42809',
          'fault 1: our trigger on a temporary table, with entries of two numbers');
SELECT is(pg_temp.try('sen_tap_guest',
                      'CREATE TEMPORARY TABLE ledger_block (a integer, b integer, c integer, d text, e text); CREATE '
                      'TEMPORARY TABLE t (id integer PRIMARY KEY); CREATE TRIGGER t AFTER INSERT ON t FOR EACH ROW '
                      'EXECUTE FUNCTION sen.track_row(''x''); INSERT INTO t VALUES (1); SELECT sen.flush_log()'),
          '55000', 'fault 1: and one that does not fire always');
SELECT is(pg_temp.try('sen_tap_guest', 'CREATE TEMPORARY TABLE t (id integer PRIMARY KEY); SELECT sen.track(''t'')'),
          '42809', 'fault 1: a temporary table is not tracked');

-- A log with rows of many types -----------------------------------------------------------------------
SET LOCAL ROLE sen_tap_owner;
CREATE SCHEMA tap_h;
GRANT USAGE ON SCHEMA tap_h TO sen_tap_secretariat, sen_tap_analyst;
GRANT USAGE, CREATE ON SCHEMA tap_h TO sen_tap_maker;
RESET ROLE;

-- 4: operators and functions in front of the system's ---------------------------------------------------
-- A stranger makes them, of every name that a query of ours could use, in a schema of its own and in that of the log
-- before there is one. Whichever is called counts in a sequence, which no rollback takes back, and fails.
CREATE SEQUENCE public.called;
GRANT USAGE ON SEQUENCE public.called TO PUBLIC;
SET LOCAL ROLE sen_tap_maker;
CREATE SCHEMA evil;
GRANT USAGE ON SCHEMA evil TO PUBLIC;
CREATE PROCEDURE pg_temp.make_evil(schema text) LANGUAGE plpgsql AS $make$
DECLARE
    types CONSTANT text[] := '{bigint,integer,smallint,text,name,bytea,oid,regclass,boolean,timestamptz,jsonb,bigint[],'
                             'bytea[],"char"}';
    body CONSTANT text :=
        $$ LANGUAGE plpgsql AS 'BEGIN PERFORM pg_catalog.nextval(''public.called''); RAISE EXCEPTION ''evil''; END'$$;
    r record;
BEGIN
    FOR r IN SELECT a, b FROM unnest(types) a, unnest(types) b LOOP
        EXECUTE format('CREATE FUNCTION %I.yes(%s, %s) RETURNS boolean', schema, r.a, r.b) || body;
        EXECUTE format('CREATE FUNCTION %I.same(%s, %s) RETURNS %2$s', schema, r.a, r.b) || body;
    END LOOP;
    FOR r IN SELECT o, a, b, o IN ('+', '-', '*', '/', '%', '||') AS calculates
        FROM unnest('{=,<>,<,<=,>,>=,+,-,*,/,%,||,~,!~,~~,!~~,->,->>,@>,&&}'::text[]) o, unnest(types) a,
        unnest(types) b
             WHERE a = b OR (a, b) IN (('bigint', 'integer'), ('integer', 'bigint'), ('smallint', 'integer'),
                                       ('integer', 'smallint'), ('smallint', 'bigint'), ('bigint', 'smallint'),
                                       ('oid', 'regclass'), ('regclass', 'oid'), ('name', 'text'), ('text', 'name'),
                                       ('text', 'bigint'), ('bigint', 'text'), ('text', 'integer'), ('oid', 'bigint'),
                                       ('bigint', 'oid'), ('oid', 'integer'), ('jsonb', 'text'), ('jsonb', 'integer'),
                                       ('bigint', 'bigint[]'), ('"char"', 'text'), ('text', '"char"')) LOOP
        EXECUTE format('CREATE OPERATOR %1$I.%2$s (LEFTARG = %3$s, RIGHTARG = %4$s, FUNCTION = %1$I.%5$s)', schema, r.o,
                       r.a, r.b, CASE WHEN r.calculates THEN 'same' ELSE 'yes' END);
    END LOOP;
    -- Functions of the system that queries of ours call: the same, and for
    -- types to which the system's would only be brought.
    FOR r IN SELECT DISTINCT p.proname, pg_get_function_identity_arguments(p.oid) AS arguments,
        format_type(p.prorettype, NULL) AS result FROM pg_proc p
             WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
                 AND p.proname IN ('octet_length', 'length', 'encode', 'decode', 'format', 'quote_ident',
                                   'quote_literal', 'set_config', 'current_setting', 'now', 'statement_timestamp',
                                   'clock_timestamp', 'pg_has_role', 'has_schema_privilege', 'sha256',
                                   'substr', 'substring', 'lower', 'btrim', 'to_regclass', 'format_type',
                                   'pg_get_userbyid', 'concat', 'lag', 'array_position',
                                   'array_length', 'unnest', 'generate_series', 'regexp_replace',
                                   'string_to_array')
               AND NOT EXISTS (SELECT FROM unnest(p.proargtypes) t JOIN pg_type y ON y.oid = t WHERE y.typtype = 'p')
                   AND p.provariadic = 0 AND NOT p.proretset LOOP
        EXECUTE format('CREATE FUNCTION %I.%I(%s) RETURNS %s', schema, r.proname, r.arguments, r.result) || body;
    END LOOP;
    FOR r IN SELECT f, t
        FROM unnest('{min,max,count,sum,coalesce_,string_agg,array_agg,unnest,lag,jsonb_agg,to_jsonb}'::text[]) f,
        unnest(types) t LOOP
        EXECUTE format('CREATE FUNCTION %I.%I(%s) RETURNS %3$s', schema, r.f, r.t) || body;
    END LOOP;
    EXECUTE format('CREATE DOMAIN %1$I.text AS pg_catalog.int4; CREATE DOMAIN %1$I.bigint AS pg_catalog.int4; CREATE '
                   'DOMAIN %1$I.bytea AS pg_catalog.int4; CREATE DOMAIN %1$I.regclass AS pg_catalog.int4; CREATE TABLE '
                   '%1$I.pg_class (oid pg_catalog.int4); CREATE TABLE %1$I.pg_namespace (oid pg_catalog.int4); CREATE '
                   'TABLE %1$I.pg_trigger (oid pg_catalog.int4)', schema);
END
$make$;
CALL pg_temp.make_evil('evil');
CALL pg_temp.make_evil('tap_h');
-- A type of the stranger's, with casts.
CREATE TYPE evil.ours AS (a pg_catalog.int4);
CREATE FUNCTION evil.cast_text(evil.ours) RETURNS pg_catalog.text
    LANGUAGE plpgsql AS 'BEGIN PERFORM pg_catalog.nextval(''public.called''); RAISE EXCEPTION ''evil''; END';
CREATE CAST (evil.ours AS pg_catalog.text) WITH FUNCTION evil.cast_text(evil.ours) AS IMPLICIT;
RESET ROLE;
SELECT cmp_ok((SELECT count(*) FROM pg_catalog.pg_operator WHERE oprnamespace = 'tap_h'::regnamespace), '>',
              400::bigint, 'fault 4: a schema full of operators');
-- In the schema of the log there are a table and types of names that are ours to use; only what is made now counts.
SET LOCAL ROLE sen_tap_owner;
SET LOCAL search_path = tap_h, evil, pg_catalog;
CREATE TABLE tap_h.item (id pg_catalog.int8 PRIMARY KEY, body pg_catalog.text, day pg_catalog.date,
                         span pg_catalog.interval, weight pg_catalog.float8, bits pg_catalog.bytea,
                         at pg_catalog.timestamptz, list pg_catalog._text, period pg_catalog.tstzrange);
SELECT sen.track('tap_h.item') \g /dev/null
RESET search_path;
GRANT EXECUTE ON FUNCTION tap_h.seal_log(pg_catalog.text, pg_catalog.text) TO sen_tap_secretariat;
GRANT SELECT ON tap_h.ledger_block, tap_h.ledger_tile, tap_h.ledger_version, tap_h.log_leaves, tap_h.log_versions,
    tap_h.changes_since_sealed_meeting TO sen_tap_analyst, sen_tap_secretariat;
CREATE TABLE tap_h.keyed (a pg_catalog.text, b pg_catalog.int8, PRIMARY KEY (a, b));
SELECT sen.track('tap_h.keyed') \g /dev/null
INSERT INTO tap_h.item VALUES (1, E'back\\slash ''quote''', '2025-12-31', '1 year 2 mons 3 days 04:05:06',
                               0.1::pg_catalog.float8 + 0.2, '\xdeadbeef', '2025-06-10 11:00+00', '{a,NULL,"b c"}',
                               '[2025-06-10 11:00+00,)');
INSERT INTO tap_h.keyed VALUES ('x', 1);
SELECT sen.seal('tap_h', 'first', 'Board') \g /dev/null
UPDATE tap_h.item SET body = 'changed' WHERE id = 1;
UPDATE tap_h.keyed SET b = 2;
SELECT sen.seal('tap_h', 'second') \g /dev/null
UPDATE tap_h.item SET weight = 1e-300 WHERE id = 1;
SELECT sen.flush_log() \g /dev/null
RESET ROLE;
SELECT is_empty($$SELECT pg_describe_object(d.classid, d.objid, 0), pg_describe_object(d.refclassid, d.refobjid, 0)
                  FROM pg_depend d
                  WHERE d.classid IN ('pg_proc'::regclass, 'pg_rewrite'::regclass, 'pg_constraint'::regclass,
                                      'pg_policy'::regclass, 'pg_trigger'::regclass, 'pg_attrdef'::regclass)
    AND ((d.refclassid = 'pg_operator'::regclass AND d.refobjid IN (SELECT oid FROM pg_operator
                                                                    WHERE oprnamespace IN ('evil'::regnamespace,
                                                                        'tap_h'::regnamespace)))
         OR (d.refclassid = 'pg_proc'::regclass AND d.refobjid IN (SELECT oid FROM pg_proc
                                                                   WHERE pronamespace IN ('evil'::regnamespace,
                                                                       'tap_h'::regnamespace)
                                                                   AND proname <> 'seal_log')))
    AND d.classid <> 'pg_operator'::regclass
        AND NOT (d.classid = 'pg_proc'::regclass AND (SELECT proowner FROM pg_proc
                                                      WHERE oid = d.objid) = 'sen_tap_maker'::regrole)$$,
        'fault 4: nothing of a log that is made there is bound to any of them');

-- What each function answers, in a form that no setting changes: times as seconds, bytes in hexadecimal.
CREATE TEMPORARY TABLE question (n integer, who name, statement text, answer text);
INSERT INTO question (n, who, statement)
SELECT n, CASE WHEN statement ~ 'seal|track|create_log|rename|set_aside' THEN 'sen_tap_owner'
               ELSE 'sen_tap_analyst' END, statement FROM unnest(ARRAY[
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', v.kind, v.version, v.place, v.expected, v.found), ';')
      FROM sen.verify_log('tap_h') v$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', v.kind, v.version, v.place, v.expected, v.found), ';')
      FROM sen.verify_log('tap_h', 1) v$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', v.kind, v.version, v.place, v.expected, v.found), ';')
      FROM sen.verify_log('tap_h', sen.checkpoint('tap_h', 1)) v$$,
    $$SELECT sen.checkpoint('tap_h')$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.encode(p, 'hex'), ',')
      FROM pg_catalog.unnest(sen.inclusion_proof('tap_h', 3)) p$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.encode(p, 'hex'), ',')
      FROM pg_catalog.unnest(sen.consistency_proof('tap_h', 1)) p$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', c.key, c.key_text, c.change, c.column_name, c.old_value,
                                                        c.new_value, c.acting_role, EXTRACT(epoch FROM c.statement_at),
                                                        c.meeting), ';') FROM sen.changes('tap_h.item', 0, 2) c$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', c.log_table, c.key, c.key_text, c.change, c.column_name,
                                                        c.old_value, c.new_value), ';')
      FROM sen.log_changes('tap_h.ledger_block', 0) c$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', h.version, h.leaf_index, h.block_id, h.number, h.operation,
                                                        h.acting_role, EXTRACT(epoch FROM h.statement_at), h.entry_key,
                                                        h.row_values), ';')
      FROM sen.history('tap_h.item', '{"id": 1}') h$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', h.version, h.leaf_index, h.entry_key, h.row_values), ';')
      FROM sen.history('tap_h.keyed', '{"a": "x", "b": 2}') h$$,
    $$SELECT pg_catalog.concat_ws('|', a.id, a.body, EXTRACT(epoch FROM a.day), EXTRACT(epoch FROM a.span),
                                  a.weight OPERATOR(pg_catalog.=) (0.1::pg_catalog.float8 OPERATOR(pg_catalog.+)
                                                                   0.2::pg_catalog.float8),
                                  pg_catalog.encode(a.bits, 'hex'), EXTRACT(epoch FROM a.at), a.list,
                                  EXTRACT(epoch FROM pg_catalog.lower(a.period)))
      FROM sen.as_of(null::tap_h.item, 1) a$$,
    $$SELECT pg_catalog.concat_ws('|', a.id, a.body, pg_catalog.encode(a.bits, 'hex'), a.list)
      FROM sen.as_of(null::tap_h.item, pg_catalog.clock_timestamp()) a$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', e.version, e.leaf_index, e.block_id, e.number, e.log_table,
                                                        e.operation, e.acting_role, EXTRACT(epoch FROM e.statement_at),
                                                        e.meeting, e.key, e.row_values), ';') FROM tap_h.log_leaves e$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', v.version, v.entries, v.size, v.label, v.meeting,
                                                        EXTRACT(epoch FROM v.sealed_at), v.session_role, v.acting_role,
                                                        v.root), ';') FROM tap_h.log_versions v$$,
    $$SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|', c.log_table, c.row_key, c.change, c.column_name,
                                                        c.old_value, c.new_value), ';')
      FROM tap_h.changes_since_sealed_meeting c$$,
    $$SELECT pg_catalog.concat_ws('|', sen.may_read_log('tap_h.ledger_block'), sen.operation_words('I'))$$,
    -- What writes: what it says, and the row in the log.
    $$SELECT pg_catalog.concat_ws('|', s.version, s.entries, s.size) FROM sen.seal('tap_h', E'la\\bel', 'Board 2') s$$,
    $$SELECT pg_catalog.concat_ws('|', s.version, s.entries, s.size) FROM tap_h.seal_log(E'la\\bel', 'Board 2') s$$,
    $$SELECT pg_catalog.string_agg(s.relation, ',') FROM sen.set_aside('tap_h') s$$,
    $$SELECT sen.untrack('tap_h.keyed')$$, $$SELECT sen.rename_column('tap_h.item', 'body', 'Text of "it"')$$,
    $$SELECT sen.track('tap_h.late')$$, $$SELECT sen.create_log('tap_i')$$]) WITH ORDINALITY q (statement, n);
SET LOCAL ROLE sen_tap_owner;
CREATE TABLE tap_h.late (id pg_catalog.int8 PRIMARY KEY, at pg_catalog.timestamptz, "we\ird" pg_catalog.text);
INSERT INTO tap_h.late VALUES (1, '2025-01-01', 'x');
CREATE SCHEMA tap_i;
RESET ROLE;
-- Asked with a setting; an insert too, of which the row in the log is the answer. All is undone.
CREATE FUNCTION pg_temp.under(setting text, value text, who name, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM pg_catalog.set_config(setting, value, true);
    EXECUTE pg_catalog.format('SET LOCAL ROLE %I', who);
    EXECUTE statement INTO answer;
    RAISE EXCEPTION USING ERRCODE = 'SENOK', MESSAGE = pg_catalog.concat('=', answer);
EXCEPTION WHEN OTHERS THEN
    RETURN CASE SQLSTATE WHEN 'SENOK' THEN SQLERRM ELSE pg_catalog.concat(SQLSTATE, ' ', SQLERRM) END;
END
$$;
CREATE FUNCTION public.insert_and_read() RETURNS pg_catalog.text LANGUAGE plpgsql AS $$
DECLARE
    read pg_catalog.text;
BEGIN
    INSERT INTO tap_h.item
    SELECT 2, i.body, i.day, i.span, 0.1::pg_catalog.float8 OPERATOR(pg_catalog.*) 3::pg_catalog.float8, i.bits, i.at,
        i.list, i.period FROM tap_h.item i;
    PERFORM sen.flush_log();
    SELECT pg_catalog.concat_ws('|', e.log_table, e.operation, e.key, e.row_values) INTO read FROM tap_h.log_leaves e
    WHERE pg_catalog.jsonb_extract_path_text(e.key, 'id') OPERATOR(pg_catalog.=) '2'::pg_catalog.text;
    RETURN read;
END
$$;
INSERT INTO question (n, who, statement) SELECT max(n) + 1, 'sen_tap_owner', 'SELECT public.insert_and_read()'
FROM question;
UPDATE question SET answer = pg_temp.under('application_name', 'x', who, statement);
SELECT is_empty($$SELECT statement, answer FROM question WHERE answer IS NULL OR answer !~ '^='$$,
                'each of the questions has an answer');
SELECT is_empty($$SELECT statement FROM question WHERE answer = '=' AND statement !~ 'verify_log|set_aside'$$,
                'that is not empty');
SELECT alike((SELECT answer FROM question WHERE statement ~ 'insert_and_read'),
             '%"span": "1 year 2 mons 3 days 04:05:06"%"weight": "0.30000000000000004"%',
             'with the row as it is to be written');
CREATE TEMPORARY TABLE setting (name text, value text);
INSERT INTO setting VALUES
    ('search_path', 'evil'), ('search_path', 'evil, pg_catalog'), ('search_path', 'tap_h, evil, pg_catalog, pg_temp'),
    ('search_path', ''), ('search_path', 'pg_temp, evil, tap_h, pg_catalog'),
    ('datestyle', 'SQL, DMY'), ('datestyle', 'German'), ('datestyle', 'Postgres, MDY'), ('intervalstyle', 'iso_8601'),
    ('intervalstyle', 'sql_standard'), ('intervalstyle', 'postgres_verbose'), ('timezone', 'Asia/Kathmandu'),
    ('timezone', 'America/St_Johns'),
    ('bytea_output', 'escape'), ('extra_float_digits', '-15'), ('extra_float_digits', '3'),
    ('standard_conforming_strings', 'off'), ('quote_all_identifiers', 'on'), ('transform_null_equals', 'on'),
    ('row_security', 'on'),
    ('session_replication_role', 'replica'), ('session_replication_role', 'local'),
    ('default_table_access_method', 'none_such'), ('default_tablespace', 'pg_default'),
    ('client_min_messages', 'debug1'), ('client_min_messages', 'error'), ('array_nulls', 'off'),
    ('xmloption', 'document'), ('lc_monetary', 'C'), ('lc_numeric', 'C'), ('lc_time', 'C'), ('lc_messages', 'C'),
    ('backslash_quote', 'off'), ('escape_string_warning', 'on'), ('enable_indexscan', 'off'), ('enable_seqscan', 'off'),
    ('enable_hashjoin', 'off'), ('jit_above_cost', '0'), ('plan_cache_mode', 'force_generic_plan'),
    ('default_transaction_isolation', 'serializable'), ('default_transaction_read_only', 'on'),
    ('check_function_bodies', 'off'), ('default_toast_compression', 'pglz'), ('force_parallel_mode', 'on'),
    ('sen_improvement.as_of', '2001-01-01');
DELETE FROM setting s WHERE NOT EXISTS (SELECT FROM pg_settings p WHERE lower(p.name) = lower(s.name));
-- (A table access method that does not exist cannot be set.)
DELETE FROM setting WHERE value = 'none_such';
CREATE ACCESS METHOD sen_tap_heap TYPE TABLE HANDLER heap_tableam_handler;
INSERT INTO setting VALUES ('default_table_access_method', 'sen_tap_heap');
SELECT is_empty(format($$SELECT q.statement, q.answer, a.answer
                         FROM question q, LATERAL pg_temp.under(%L, %L, q.who, q.statement) a (answer)
                         WHERE a.answer IS DISTINCT FROM q.answer$$, name, value),
                format('fault 4: %s = %s changes no answer', name, value)) FROM setting ORDER BY name, value;
-- row_security = off: of the entries, an error to whoever is not their owner;
-- to the owner and to our functions no difference.
SELECT is_empty($$SELECT q.statement, a.answer
                  FROM question q, LATERAL pg_temp.under('row_security', 'off', q.who, q.statement) a (answer)
                  WHERE a.answer IS DISTINCT FROM q.answer
                  AND NOT (q.statement ~ 'tap_h.log_leaves'
                           AND a.answer LIKE '42501 query would be affected by row-level security%')$$,
                'row_security = off: an error for the view of the entries, no difference otherwise');
-- In a transaction that only reads.
SELECT is_empty($$SELECT q.statement, a.answer
                  FROM question q, LATERAL pg_temp.under('transaction_read_only', 'on', q.who, q.statement) a (answer)
                  WHERE CASE WHEN q.statement ~ 'sen.seal|seal_log|track\(|rename|create_log|set_aside|insert_and'
                             THEN a.answer !~ '^25006 ' ELSE a.answer IS DISTINCT FROM q.answer END$$,
                'a transaction that only reads: what reads answers, what writes is 25006');
SELECT is((SELECT is_called FROM public.called), false, 'fault 4: none of the operators and functions was ever called');
SELECT is((SELECT string_agg(pg_temp.try('sen_tap_maker', s), ' ')
           FROM unnest(ARRAY['SET LOCAL search_path = evil, pg_catalog; SELECT 1::pg_catalog.int8 = '
                             '1::pg_catalog.int8']) s) || ' ' || (SELECT is_called FROM public.called), 'P0001 true',
          'though whoever names them without a schema is served');

-- 2 and 3: rows that nothing of ours wrote ----------------------------------------------------------------
CREATE TEMPORARY TABLE forged (n integer, statement text);
INSERT INTO forged VALUES
    (1, 'INSERT INTO tap_h.ledger_tile VALUES (0, 999999, 1, sha256(''''), ARRAY[9223372036854775807], ARRAY[0])'),
    (2, 'INSERT INTO tap_h.ledger_tile VALUES (0, 999999, 1, sha256(''''), ARRAY[12000000000], ARRAY[12000000000])'),
    (3, 'INSERT INTO tap_h.ledger_version VALUES (9223372036854775807, 9223372036854775807, sha256(''''), NULL, NULL, '
        'now(), ''x'', ''x'')'),
    (4, 'INSERT INTO tap_h.ledger_version VALUES (3, 12000000000, sha256(''''), NULL, NULL, now(), ''x'', ''x'')'),
    (5, 'INSERT INTO tap_h.ledger_version VALUES (-1, -1, sha256(''''), NULL, NULL, now(), ''x'', ''x'')'),
    (6, 'INSERT INTO tap_h.ledger_block (entries) VALUES (''\x'')'),
    (7, 'INSERT INTO tap_h.ledger_block (entries) VALUES (''\xffffffffffffffffff7f'')'),
    (8, 'INSERT INTO tap_h.ledger_block OVERRIDING SYSTEM VALUE VALUES (9223372036854775807, ''\x02'')'),
    (9, 'INSERT INTO tap_h.ledger_block OVERRIDING SYSTEM VALUE VALUES (-9223372036854775808, ''\x02'')'),
    (10, 'INSERT INTO tap_h.ledger_tile VALUES (-32768, -1, 32767, ''\x'', ''{}'', NULL)'),
    (11, 'INSERT INTO tap_h.ledger_tile VALUES (0, 0, 2, ''\x00'', ARRAY[[1,2],[3,4]], ARRAY[NULL,1]::bigint[])'),
    (12, 'INSERT INTO tap_h.ledger_tile SELECT 0, 0, 128, sha256(''''), array_agg(i), array_agg(i) FROM '
         'generate_series(1, 100000) i'),
    (13, 'INSERT INTO tap_h.ledger_tile VALUES (32767, 9223372036854775807, 1, sha256(''''), NULL, NULL)'),
    (14, 'INSERT INTO tap_h.ledger_tile VALUES (0, 0, 127, convert_to(repeat(''x'', 127 * 32), ''UTF8''), ARRAY[1], '
         'ARRAY[-5])');
SELECT is(pg_temp.try(r, statement), '42501', format('faults 2 and 3: %s: %s', substr(r, 9), left(statement, 90)))
FROM forged, unnest('{sen_tap_secretariat,sen_tap_analyst}'::name[]) r ORDER BY n, r;
-- The owner of the log has the right; then every function answers, or fails with an error that says what is wrong.
SELECT is_empty(format($$SELECT u, c FROM pg_temp.uses('tap_h') u,
                         LATERAL pg_temp.try('sen_tap_owner', %L || ';' || u) c
                         WHERE c NOT IN ('done', 'XX001', '22023', '42704', '42809', '55000')$$, statement),
                'faults 2 and 3: the owner: ' || left(statement, 90)) FROM forged ORDER BY n;
-- sen.verify_log() tells of it, and sen.set_aside() takes it out: a version
-- can be sealed, and nothing is wrong any more.
SELECT is(pg_temp.try('sen_tap_owner', statement || '; SELECT 1 / count(*) FROM sen.verify_log(''tap_h'')'), 'done',
          'sen.verify_log() tells of it: ' || left(statement, 90)) FROM forged WHERE n NOT IN (6, 7, 8, 9) ORDER BY n;
SELECT is(pg_temp.try('sen_tap_owner',
                      statement || '; SELECT 1 / count(*) FROM sen.set_aside(''tap_h''); SELECT 1 / entries FROM '
                                   'sen.seal(''tap_h''); SELECT 1 / (count(*) = 0)::integer FROM '
                                   'sen.verify_log(''tap_h'')'), 'done', 'sen.set_aside() takes it out: '
          || left(statement, 90)) FROM forged ORDER BY n;
SELECT is((SELECT string_agg(p.oid::regprocedure::text, ', ') FROM pg_proc p WHERE p.pronamespace = 'sen'::regnamespace
           AND p.proname IN ('_append_entry', '_seal_leaves', '_append_seal', '_append_present', '_store_tiles',
                             '_flush_log', '_block_leaves', '_access_levels', '_prints_by_settings',
                             '_verify_checkpoint')), NULL,
          'fault 3: there is no function that appends entries or seals leaves');
SELECT is(pg_temp.try('sen_tap_secretariat', 'SELECT sen.seal(''tap_h'')'), 'done', 'the secretariat seals');

-- An index that the owner adds to the log computes with the owner's rights, whoever writes.
CREATE TABLE public.computed AS SELECT current_user AS role WHERE false;
GRANT INSERT ON public.computed TO PUBLIC;
SET LOCAL ROLE sen_tap_owner;
CREATE FUNCTION tap_h.note() RETURNS void
    LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.computed VALUES (current_user); END';
CREATE FUNCTION tap_h.compute(pg_catalog.bytea) RETURNS pg_catalog.int8 IMMUTABLE
    LANGUAGE plpgsql AS 'BEGIN PERFORM tap_h.note(); RETURN 1; END';
CREATE INDEX ON tap_h.ledger_block (tap_h.compute(entries));
RESET ROLE;
TRUNCATE public.computed;
INSERT INTO tap_h.keyed VALUES ('by a superuser', 1);
SELECT sen.flush_log() \g /dev/null
SELECT is((SELECT string_agg(DISTINCT role, ', ') FROM public.computed) || ' ' || current_user,
          'sen_tap_owner ' || session_user, 'an index of the owner computes with the owner''s rights');
DROP INDEX tap_h.ledger_block_compute_idx;

-- 5: policies (see ledger_policies.sql) ---------------------------------------------------------------------
SET LOCAL ROLE sen_tap_owner;
SELECT sen.create_programme('tap_p') \g /dev/null
SELECT sen.track('tap_p.ehc_request') \g /dev/null
SELECT sen.grant_access('tap_p', 'sen_tap_analyst', 'analyst') \g /dev/null
INSERT INTO tap_p.ehc_request (local_authority, request_ref, child_ref) VALUES ('344', 'R', 'a child');
SELECT sen.flush_log() \g /dev/null
ALTER TABLE tap_p.ehc_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON tap_p.ehc_request USING (false);
RESET ROLE;
SELECT is(pg_temp.try('sen_tap_analyst', 'SELECT 1 / count(*) FROM tap_p.ehc_request'), '22012',
          'fault 5: who sees no row');
SELECT is(pg_temp.try('sen_tap_analyst', s), '42501', 'fault 5: sees none of ' || s)
FROM unnest('{SELECT row_values FROM tap_p.log_leaves,SELECT entries FROM tap_p.ledger_block,SELECT * FROM '
            'tap_p.changes_since_sealed_meeting}'::text[]) s;

-- 6: nothing is an internal error -----------------------------------------------------------------------------
-- Each function of the log, with nothing, nought, too much and rubbish.
CREATE TEMPORARY TABLE value (type regtype, text text);
INSERT INTO value VALUES ('text', '''''::text'), ('text', '''tap_h''::text'), ('text', E'''\\x01''::text'),
    ('bigint', '0::bigint'), ('bigint', '(-1)::bigint'), ('bigint', '9223372036854775807'), ('bytea', '''\x''::bytea'),
    ('bytea', '''\xff''::bytea'), ('bytea[]', '''{}''::bytea[]'), ('bytea[]', 'ARRAY[NULL]::bytea[]'),
    ('regclass', '0::oid::regclass'), ('regclass', '4294967295::oid::regclass'), ('regclass', '''pg_class''::regclass'),
    ('regclass', '''tap_h.log_leaves''::regclass'), ('jsonb', '''null''::jsonb'), ('jsonb', '''{"id": {}}''::jsonb'),
    ('anyelement', '1'), ('anyelement', 'null::pg_class'), ('anyelement', 'null::tap_h.log_versions'),
    ('timestamptz', '''infinity''::timestamptz'), ('timestamptz', '''-infinity''::timestamptz');
CREATE TEMPORARY TABLE rubbish AS
SELECT p.oid::regprocedure::text AS signature,
       format('SELECT sen.%I(%s)', p.proname,
              CASE p.pronargs WHEN 0 THEN '' WHEN 1 THEN a.text WHEN 2 THEN concat_ws(', ', a.text, b.text)
                   WHEN 3 THEN concat_ws(', ', a.text, b.text, c.text) END) AS call
FROM pg_proc p LEFT JOIN LATERAL (SELECT text FROM value WHERE type = p.proargtypes[0]
                                  UNION ALL SELECT 'NULL::'
                                  || CASE WHEN p.proargtypes[0] = 'anyelement'::regtype THEN 'text'
                                          ELSE p.proargtypes[0]::regtype::text END) a ON p.pronargs > 0
LEFT JOIN LATERAL (SELECT text FROM value WHERE type = p.proargtypes[1]
                   UNION ALL SELECT 'NULL::' || p.proargtypes[1]::regtype::text) b ON p.pronargs > 1
LEFT JOIN LATERAL (SELECT text FROM value WHERE type = p.proargtypes[2]
                   UNION ALL SELECT 'NULL::' || p.proargtypes[2]::regtype::text) c ON p.pronargs > 2
WHERE p.pronamespace = 'sen'::regnamespace AND p.pronargs <= 3 AND p.prokind = 'f'
    AND p.prorettype <> 'trigger'::regtype
  AND p.proname IN ('seal', 'set_aside', 'guard_log', 'track', 'untrack', 'rename_column', 'create_log', 'verify_log',
                    'checkpoint', 'inclusion_proof', 'consistency_proof', 'as_of', 'rows_as_of', 'changes',
                    'log_changes', 'history', 'flush_log',
                    'may_read_log', 'leaf_entry', 'block_leaves', 'operation_words', 'leaf_hash',
                    'node_hash', 'merkle_root', 'merkle_inclusion_proof', 'merkle_consistency_proof', 'checkpoint_text',
                    'parse_checkpoint', 'grant_access', 'revoke_access', 'board_pack', 'programme_version');
SELECT is_empty(format($$SELECT call, c FROM rubbish, LATERAL pg_temp.try('sen_tap_owner', call) c
                         WHERE signature = %L AND c IN ('XX000', '08P01')$$, signature),
                format('fault 6: %s calls of %s', count(*), signature)) FROM rubbish GROUP BY signature
ORDER BY signature;
SELECT * FROM finish();
ROLLBACK;
