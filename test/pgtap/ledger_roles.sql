-- Levels of access to a programme, and that nobody below its owner can forge who, when or what in its log.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
CREATE ROLE sen_tap_owner;
CREATE ROLE sen_tap_reader;
CREATE ROLE sen_tap_analyst;
CREATE ROLE sen_tap_editor;
CREATE ROLE sen_tap_secretariat;
CREATE ROLE sen_tap_maker;
SELECT format('GRANT CREATE ON DATABASE %I TO sen_tap_owner', current_database()) \gexec
GRANT USAGE, CREATE ON SCHEMA public TO sen_tap_reader, sen_tap_analyst, sen_tap_editor, sen_tap_secretariat,
    sen_tap_owner, sen_tap_maker;

-- The programme, with what it tracks; and a second one, to which access to the first must not extend.
SET LOCAL ROLE sen_tap_owner;
SELECT sen.create_programme('tap_p'), sen.create_programme('tap_q') \g /dev/null
SELECT sen.track('tap_p.ehc_request')
WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'tap_p.ehc_request'::regclass
                  AND tgname = 'sen_track') \g /dev/null
SELECT sen.track('tap_p.review')
WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'tap_p.review'::regclass AND tgname = 'sen_track') \g /dev/null
INSERT INTO tap_p.ehc_request (local_authority, request_ref, received_on) VALUES ('344', 'A', '2025-01-01');
SELECT sen.seal('tap_p') \g /dev/null
CREATE TABLE tap_p.own (id integer PRIMARY KEY);

-- Every table and view has its level; a new one has to be put into sen.access_levels().
SELECT is_empty($$SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'tap_p'::regnamespace
                  AND c.relkind NOT IN ('i', 'S', 'I', 't', 'c') AND c.relname <> 'own'
                  AND c.relname NOT IN (SELECT relation FROM sen.access_levels())$$,
                'every table and view of a programme has a level of access');
SELECT is((SELECT count(*) - count(DISTINCT relation) FROM sen.access_levels()), 0::bigint, 'and only one');
-- The plan and the Board are tracked from the beginning.
SELECT is((SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_class c
           WHERE c.relnamespace = 'tap_q'::regnamespace AND c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_trigger t
               WHERE t.tgrelid = c.oid AND t.tgfoid = 'sen.track_row()'::regprocedure)),
          'advice_request age_band annual_review appeal assessment_exception audit_grade case_characteristic '
          'case_event complaint ehc_request layout_step ledger_block ledger_index ledger_tile ledger_version mediation '
          'official_column official_measure plan_audit primary_need programme published_wait release release_area '
          'release_column release_file release_row school_phase sen2_finding sen2_item sen2_need sen2_person '
          'sen2_placement sen2_request sen2_submission wait wait_service',
          'a new programme tracks all but the cases and what they are counted by');
SELECT is(sen.grant_access('tap_p', 'sen_tap_' || l, l) ~ ('^role sen_tap_' || l || ' is ' || l
                                                           || ' of programme tap_p: reads [0-9]+ tables and views, '
                                                              'writes (none|[0-9]+)'
                                                           || CASE l WHEN 'secretariat' THEN ', and seals the log'
                                                                   ELSE '' END || '$'), true,
          l || ' is granted, in a sentence')
FROM unnest('{reader,analyst,editor,secretariat}'::text[]) l;

-- What each may do, by table: r(ead), w(rite: insert, update and delete).
CREATE FUNCTION public.rights(role_name text, relation text) RETURNS text LANGUAGE sql AS $$
    SELECT concat(CASE WHEN has_table_privilege(role_name, relation, 'SELECT') THEN 'r' END,
                  CASE WHEN has_table_privilege(role_name, relation, 'INSERT') THEN 'i' END,
                  CASE WHEN has_table_privilege(role_name, relation, 'UPDATE') THEN 'u' END,
                  CASE WHEN has_table_privilege(role_name, relation, 'DELETE') THEN 'd' END,
                      CASE WHEN has_table_privilege(role_name, relation, 'TRUNCATE,REFERENCES,TRIGGER') THEN '!' END)
$$;
SELECT is(string_agg(public.rights('sen_tap_' || l, 'tap_p.' || t), ' ' ORDER BY n), wanted,
          t || ': rights of reader, analyst, editor, secretariat')
FROM (VALUES ('timeliness_by_year', 'r r r r'), ('backlog', 'r r r r'), ('area_status_now', 'r r r r'),
      ('ledger_version', 'r r r r'), ('ledger_tile', 'r r r r'), ('ledger_block', ' r r r'), ('case_status', ' r r r'),
      ('deadlines', ' r r r'),
             ('case_status_all', '   '), ('own', '   '), ('programme', ' r r r'), ('ehc_request', ' r riud riud'),
             ('review', ' r riud riud'), ('ehc_request_intake', ' r riud riud')) v (t, wanted),
     unnest('{reader,analyst,editor,secretariat}'::text[]) WITH ORDINALITY l (l, n) GROUP BY t, wanted;
SELECT is((SELECT string_agg(DISTINCT c.relname, ',') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE c.relnamespace = 'tap_p'::regnamespace AND c.relkind IN ('r', 'v')
           AND a.attname IN ('request_ref', 'case_ref', 'child_ref', 'review_ref', 'mediation_ref', 'appeal_ref',
                             'wait_ref') AND has_table_privilege('sen_tap_reader', c.oid, 'SELECT')), NULL,
          'a reader reads nothing that names a child or a case');
SELECT is((SELECT string_agg(DISTINCT c.relname, ',') FROM pg_class c, LATERAL aclexplode(c.relacl) a
           WHERE c.relnamespace = 'tap_p'::regnamespace AND a.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')
           AND a.grantee <> c.relowner), NULL, 'nobody may truncate, refer to, or add a trigger');
SELECT is((SELECT string_agg(DISTINCT c.relname, ',' ORDER BY c.relname) FROM pg_class c, LATERAL aclexplode(c.relacl) a
           WHERE c.relnamespace = 'tap_q'::regnamespace AND a.grantee <> c.relowner), NULL,
          'nothing is granted in another programme');
SELECT ok(has_schema_privilege('sen_tap_reader', 'tap_p', 'USAGE')
          AND NOT has_schema_privilege('sen_tap_secretariat', 'tap_p', 'CREATE'),
          'the schema may be used, and nothing made in it');
-- A level replaces another.
SELECT is(sen.grant_access('tap_p', 'sen_tap_editor',
                           'reader') LIKE 'role sen_tap_editor is reader of programme tap_p:%'
          AND NOT has_table_privilege('sen_tap_editor', 'tap_p.ehc_request', 'SELECT,INSERT,UPDATE,DELETE'), true,
          'a lower level takes away');
SELECT is(sen.revoke_access('tap_p', 'sen_tap_editor'), 'role sen_tap_editor has no access to programme tap_p',
          'access is revoked, in a sentence');
SELECT is((SELECT count(*) FROM pg_class c, LATERAL aclexplode(c.relacl) a WHERE c.relnamespace = 'tap_p'::regnamespace
           AND a.grantee = 'sen_tap_editor'::regrole), 0::bigint, 'nothing is left');
SELECT ok(NOT has_schema_privilege('sen_tap_editor', 'tap_p', 'USAGE'), 'nor on the schema');
SELECT lives_ok($$SELECT sen.grant_access('tap_p', 'sen_tap_editor', 'editor')$$, 'and given again');
-- Bad input.
SELECT throws_ok(format('SELECT sen.grant_access(%L, %L, %L)', p, r, l), code, message, message) FROM (VALUES
    ('tap_p', 'sen_tap_reader', 'boss', '22023', 'unknown level of access: "boss"'),
    ('tap_p', 'sen_tap_reader', NULL, '22023', 'unknown level of access: null'),
    ('tap_p', 'nobody', 'reader', '42704', 'role "nobody" does not exist'),
    ('tap_p', 'public', 'reader', '42704', 'role "public" does not exist'),
    ('tap_p', NULL, 'reader', '42704', 'role null does not exist'),
    ('nowhere', 'sen_tap_reader', 'reader', '3F000', '"nowhere" is not a programme'),
    ('public', 'sen_tap_reader', 'reader', '3F000', '"public" is not a programme'),
    (NULL, 'sen_tap_reader', 'reader', '3F000', 'null is not a programme'),
    ('tap_p', 'sen_tap_owner', 'reader', '0LP01', 'role "sen_tap_owner" owns programme "tap_p"')) v (p, r, l, code,
        message);
SELECT throws_ok($$SELECT sen.revoke_access('tap_p', 'nobody')$$, '42704', 'role "nobody" does not exist',
                 'revoke_access: no such role');
RESET ROLE;
SET LOCAL ROLE sen_tap_editor;
SELECT throws_ok($$SELECT sen.grant_access('tap_p', 'sen_tap_editor', 'secretariat')$$, '42501',
                 'must be owner of programme "tap_p"', 'an editor grants nothing');
SELECT throws_ok($$SELECT sen.revoke_access('tap_p', 'sen_tap_reader')$$, '42501', 'must be owner of programme "tap_p"',
                 'and revokes nothing');

-- Each does what it may -----------------------------------------------------------------------
RESET ROLE;
SET LOCAL ROLE sen_tap_reader;
SELECT lives_ok($$SELECT * FROM tap_p.timeliness_by_year$$, 'a reader reads totals');
SELECT lives_ok($$SELECT * FROM tap_p.area_status_now, tap_p.review_schedule, tap_p.backlog,
                  tap_p.timeliness_by_month$$, 'and whatever is there for readers');
SELECT is((SELECT octet_length(root) FROM tap_p.ledger_version), 32, 'and the roots of the log');
SELECT throws_ok('SELECT * FROM tap_p.' || t, '42501', NULL, 'a reader does not read ' || t)
FROM unnest('{ehc_request,case_status,open_cases,deadlines,case_status_all,ledger_block,review}'::text[]) t;
RESET ROLE;
SET LOCAL ROLE sen_tap_analyst;
SELECT lives_ok('SELECT * FROM tap_p.' || t, 'an analyst reads ' || t)
FROM unnest('{ehc_request,case_status,open_cases,overdue_cases,due_soon,case_time_limit,deadlines,ledger_block,review,'
            'backlog,ehc_request_intake}'::text[]) t;
SELECT throws_ok($$UPDATE tap_p.ehc_request SET closed_on = '2025-02-01'$$, '42501', NULL, 'and writes nothing');
SELECT throws_ok($$SELECT sen.seal('tap_p')$$, '42501', NULL, 'and does not seal');
RESET ROLE;
SET LOCAL ROLE sen_tap_editor;
SET LOCAL sen_improvement.meeting = 'Board';
SELECT lives_ok($$UPDATE tap_p.ehc_request SET closed_on = '2025-02-01';
                  INSERT INTO tap_p.ehc_request_intake (local_authority, request_ref, received_on)
                  VALUES ('344', 'B', '02/01/2025'); DELETE FROM tap_p.ehc_request WHERE request_ref = 'A'$$,
                'an editor writes');
SELECT throws_ok($$SELECT sen.seal('tap_p')$$, '42501', NULL, 'and does not seal');
SET LOCAL sen_improvement.meeting = '';
RESET ROLE;
SET LOCAL ROLE sen_tap_secretariat;
SELECT is((SELECT entries FROM sen.seal('tap_p', 'by the secretariat')), 3::bigint, 'the secretariat seals');
SELECT is((SELECT acting_role FROM tap_p.ledger_version WHERE label = 'by the secretariat'), 'sen_tap_secretariat',
          'in its own name');
RESET ROLE;
SELECT results_eq($$SELECT e.operation, e.acting_role, e.session_role = session_user, e.meeting
                    FROM tap_p.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e
                    WHERE e.acting_role <> 'sen_tap_owner' ORDER BY b.block_id, x.number$$,
    $$VALUES ('U', 'sen_tap_editor', true, 'Board'), ('I', 'sen_tap_editor', true, 'Board'),
      ('D', 'sen_tap_editor', true, 'Board'), ('S', 'sen_tap_secretariat', true, NULL)$$,
    'each in the log under its name');

-- Nobody forges ----------------------------------------------------------------------------------
-- Ways to put an entry into the log, to take one out, or to write without one; for each role that writes.
CREATE FUNCTION public.log_state() RETURNS text
    LANGUAGE sql SECURITY DEFINER AS $$ SELECT count(*) || ' ' || coalesce(sum(hashtext(entries::text)), 0)
                                       FROM tap_p.ledger_block $$;
CREATE TEMPORARY TABLE way ON COMMIT DROP AS SELECT row_number() OVER () AS n, * FROM (VALUES
    ('42501', 'INSERT INTO tap_p.ledger_block (entries) VALUES (''\x00'')'),
    ('42501', 'UPDATE tap_p.ledger_block SET entries = ''\x00'''), ('42501', 'DELETE FROM tap_p.ledger_block'),
    ('42501', 'TRUNCATE tap_p.ledger_block'),
    ('42501', 'COPY tap_p.ledger_block FROM ''/dev/null'''),
    ('42501', 'INSERT INTO tap_p.ledger_version VALUES (9, 9, sha256(''''), NULL, NULL, now(), ''boss'', ''boss'')'),
    ('42501', 'INSERT INTO tap_p.ledger_tile VALUES (0, 999999, 1, sha256(''''), ARRAY[9223372036854775807], '
              'ARRAY[0])'), ('42501', 'UPDATE tap_p.ledger_version SET session_role = ''boss'''),
    ('42501', 'DELETE FROM tap_p.ledger_version'), ('42501', 'UPDATE tap_p.ledger_tile SET width = 1'),
    ('42501', 'DELETE FROM tap_p.ledger_tile'),
    ('42501', 'SELECT setval(''tap_p.ledger_block_block_id_seq'', 1)'),
    ('42501', 'SELECT nextval(''tap_p.ledger_block_block_id_seq'')'),
    ('42501', 'SELECT sen.set_aside(''tap_p'')'), ('42501', 'SELECT sen.track(''tap_p.notice'')'),
    ('42501', 'SELECT sen.untrack(''tap_p.ehc_request'')'), ('42P07', 'SELECT sen.create_log(''tap_p'')'),
    ('39P01', 'SELECT sen.track_row()'), ('42501', 'ALTER TABLE tap_p.ehc_request DISABLE TRIGGER sen_track'),
    ('42501', 'ALTER TABLE tap_p.ehc_request DISABLE TRIGGER ALL'),
    ('42501', 'DROP TRIGGER sen_track ON tap_p.ehc_request'),
    ('42501', 'CREATE TRIGGER t AFTER INSERT ON tap_p.notice FOR EACH ROW EXECUTE FUNCTION '
              'sen.track_row(''ehc_request'')'), ('42501', 'TRUNCATE tap_p.ehc_request CASCADE'),
    ('42501', 'CREATE TABLE tap_p.forged (id integer PRIMARY KEY)'),
    ('42501', 'ALTER TABLE tap_p.ehc_request RENAME TO other'), ('42501', 'DROP TABLE tap_p.ehc_request'),
    ('42501', 'DROP TABLE tap_p.ledger_block'), ('42501', 'LOCK TABLE tap_p.ledger_block IN ACCESS EXCLUSIVE MODE'),
    ('42501', 'CREATE RULE r AS ON INSERT TO tap_p.ehc_request DO INSTEAD NOTHING'),
    ('42501', 'CREATE TABLE public.part PARTITION OF tap_p.ehc_request FOR VALUES IN (1)'),
    ('42501', 'CREATE TABLE public.heir (PRIMARY KEY (request_ref)) INHERITS (tap_p.ehc_request)'),
    ('42501', 'CREATE OR REPLACE FUNCTION sen.track_row() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NULL; '
              'END'''), ('42501', 'ALTER FUNCTION sen.track_row() RENAME TO other'),
    ('42501', 'DROP EXTENSION sen_improvement CASCADE'),
    -- Into a log of one's own, or none: our trigger on one's own table writes where that table is.
    ('55000', 'CREATE TABLE public.mine (id integer PRIMARY KEY); CREATE TRIGGER t AFTER INSERT ON public.mine FOR '
              'EACH ROW EXECUTE FUNCTION sen.track_row(''ehc_request''); INSERT INTO public.mine VALUES (1)'),
    ('55000', 'CREATE TABLE public.mine (id integer PRIMARY KEY); CREATE TRIGGER t AFTER INSERT ON public.mine FOR '
              'EACH ROW EXECUTE FUNCTION sen.track_row(''ehc_request''); ALTER TABLE public.mine ENABLE ALWAYS TRIGGER '
              't; INSERT INTO public.mine VALUES (1)'),
    ('42809', 'CREATE TEMPORARY TABLE mine2 (id integer PRIMARY KEY); CREATE TRIGGER t AFTER INSERT ON mine2 FOR EACH '
              'ROW EXECUTE FUNCTION sen.track_row(''ehc_request''); ALTER TABLE mine2 ENABLE ALWAYS TRIGGER t; INSERT '
              'INTO mine2 VALUES (1)')
    ) v (code, statement);
-- (What asks who logged in, such as SET SESSION AUTHORIZATION, is in test/t/013_ledger_dump.pl.)
CREATE TABLE public.open_way AS SELECT * FROM way;
GRANT SELECT ON public.open_way TO PUBLIC;
SELECT public.log_state() AS before \gset
SET LOCAL ROLE sen_tap_editor;
SELECT throws_ok(statement, code, NULL, 'editor: ' || statement) FROM public.open_way ORDER BY n;
RESET ROLE;
SET LOCAL ROLE sen_tap_secretariat;
SELECT throws_ok(statement, code, NULL, 'secretariat: ' || statement) FROM public.open_way ORDER BY n;
RESET ROLE;
SELECT sen.flush_log() \g /dev/null
SELECT is(public.log_state(), :'before', 'and the log is what it was');
-- Someone who may make tables in the schema cannot write entries of others.
GRANT USAGE, CREATE ON SCHEMA tap_p TO sen_tap_maker;
SET LOCAL ROLE sen_tap_maker;
SELECT throws_ok('CREATE TABLE tap_p.maker (id integer PRIMARY KEY); CREATE TRIGGER t AFTER INSERT ON tap_p.maker FOR '
                 'EACH ROW EXECUTE FUNCTION sen.track_row(''ehc_request''); ALTER TABLE tap_p.maker ENABLE ALWAYS '
                 'TRIGGER t; INSERT INTO tap_p.maker VALUES (1)', '42501', NULL,
                 'our trigger on a table of someone else in the schema writes nothing');
SELECT throws_ok('CREATE TABLE tap_p.maker (id integer PRIMARY KEY); SELECT sen.track(''tap_p.maker'')', '42501', NULL,
                 'nor does sen.track()');
RESET ROLE;
-- Search paths, settings and a hostile schema do not change what is written.
SET LOCAL ROLE sen_tap_editor;
CREATE TABLE public.ledger_block (block_id bigint, entries bytea);
CREATE FUNCTION public.session_user() RETURNS name LANGUAGE sql AS 'SELECT name ''boss''';
SET LOCAL search_path = public, pg_catalog;
SET LOCAL timezone = 'Asia/Kathmandu';
INSERT INTO tap_p.ehc_request (local_authority, request_ref) VALUES ('344', 'C');
SELECT sen.flush_log() \g /dev/null
SELECT is((SELECT acting_role || ' ' || (transaction_at = now()) || ' ' || (row_values->>'request_ref')
           FROM tap_p.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e
           ORDER BY block_id DESC, number DESC LIMIT 1), 'sen_tap_editor true C',
          'a hostile search path: the entry is as it should be');
SELECT is((SELECT count(*) FROM public.ledger_block), 0::bigint, 'and where it should be');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
