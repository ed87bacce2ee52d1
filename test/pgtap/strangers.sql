-- What only looks like a programme, and what somebody else made in one: names in text lead to nothing of theirs.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT no_plan();
CREATE ROLE sen_tap_owner;
CREATE ROLE sen_tap_stranger;
SELECT format('GRANT CREATE ON DATABASE %I TO sen_tap_owner', current_database()) \gexec
SELECT format('GRANT USAGE ON SCHEMA %I TO sen_tap_owner, sen_tap_stranger', n.nspname) FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pgtap' \gexec
SET LOCAL ROLE sen_tap_owner;
SELECT sen.create_programme('tap_real') AS made \gset
INSERT INTO tap_real.notice (notice_id, title, issued_by, issued_to, issued_on, review_every_months, source)
VALUES ('n', 't', 'b', 'c', '2025-06-06', 6, 's');
INSERT INTO tap_real.ehc_request (local_authority, request_ref, received_on, assessment_outcome, assessment_outcome_on)
VALUES ('344', 'A', '2025-01-06', 'Y', '2025-05-20');
RESET ROLE;
SELECT is((SELECT count(DISTINCT section) FROM sen.board_pack('tap_real')), 37::bigint,
          'the pack of a programme has its sections');
SELECT is(sen.programme_owner('tap_real'), 'sen_tap_owner'::regrole, 'which belongs to the role that made it');
SELECT is(sen.programme_owner('tap_real', ARRAY['action', 'dashboard', 'notice']), 'sen_tap_owner'::regrole,
          'with its tables and views');

-- Who may act for the owner lays out what is the owner's.
CREATE ROLE sen_tap_deputy IN ROLE sen_tap_owner;
CREATE FUNCTION pg_temp.not_the_owners() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(c.relname || ' of ' || c.relowner::regrole, ', ') FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('tap_real', 'tap_real_reports') AND c.relkind IN ('r', 'v', 'S', 'i')
      AND c.relowner <> 'sen_tap_owner'::regrole
$$;
SELECT is(sen.lay_out_views('tap_real') ~ '^programme tap_real: ', true, 'a superuser lays out the views of another');
SELECT is(pg_temp.not_the_owners(), NULL, 'which stay the owner''s');
SELECT is(current_user, session_user, 'who is then still a superuser');
SET LOCAL ROLE sen_tap_deputy;
SELECT is(sen.lay_out_views('tap_real') ~ '^programme tap_real: ', true, 'a member of the owner does');
SELECT is(pg_temp.not_the_owners(), NULL, 'and they stay the owner''s');
SELECT throws_ok('SELECT sen.run_part(''x'', ''SELECT nothing'', ''sen_tap_owner'')', '42703', NULL, 'an error');
SELECT is(current_user, 'sen_tap_deputy'::name, 'leaves the role as it was');
SET LOCAL ROLE sen_tap_stranger;
SELECT throws_ok('SELECT sen.run_part(''x'', ''SELECT 1'', ''sen_tap_owner'')', '42501',
                 'permission denied to make what role "sen_tap_owner" will own',
                 'a stranger makes nothing for another');
RESET ROLE;

-- What looks like one. Each function that is given the name of a programme refuses it alike.
CREATE SCHEMA tap_view AUTHORIZATION sen_tap_stranger;
CREATE SCHEMA tap_other AUTHORIZATION sen_tap_owner;
CREATE SCHEMA tap_bare AUTHORIZATION sen_tap_stranger;
CREATE SCHEMA tap_unlogged AUTHORIZATION sen_tap_stranger;
GRANT ALL ON SCHEMA tap_other TO sen_tap_stranger;
CREATE TABLE ran (what text);
GRANT INSERT ON ran TO PUBLIC;
SET LOCAL ROLE sen_tap_stranger;
CREATE FUNCTION tap_view.run() RETURNS text LANGUAGE sql AS $$ INSERT INTO public.ran VALUES (current_user)
    RETURNING '9.9' $$;
CREATE VIEW tap_view.programme AS SELECT true AS programme_id, tap_view.run() AS extension_version, now() AS created_at;
CREATE TABLE tap_other.programme (programme_id boolean, extension_version text, created_at timestamptz);
INSERT INTO tap_other.programme VALUES (true, '9.9', now());
CREATE TABLE tap_bare.programme (id integer);
CREATE UNLOGGED TABLE tap_unlogged.programme (LIKE tap_other.programme);
RESET ROLE;
CREATE TEMPORARY TABLE programme (LIKE tap_other.programme);
INSERT INTO pg_temp.programme VALUES (true, '9.9', now());
SELECT pg_my_temp_schema()::regnamespace AS temporary \gset
CREATE TEMPORARY TABLE claim (name text, what text);
INSERT INTO claim VALUES ('tap_view', 'a view of that name'), ('tap_other', 'a table of another role'),
    ('tap_bare', 'a table of other columns'), ('tap_unlogged', 'an unlogged table'),
    (:'temporary', 'a temporary table'), ('pg_temp', 'an alias of a schema'),
    ('tap_nowhere', 'no schema'), ('public', 'a schema without that table'), ('', 'an empty name'),
    (repeat('x', 100), 'a long name'), ('tap_real.programme', 'a table');
SELECT throws_ok(format('SELECT * FROM sen.board_pack(%L)', name), '3F000', format('"%s" is not a programme', name),
                 'no pack of ' || what) FROM claim;
SELECT throws_ok(format('SELECT sen.programme_version(%L)', name), '3F000', format('"%s" is not a programme', name),
                 'no version of ' || what) FROM claim;
SELECT is((SELECT count(*) FROM ran), 0::bigint, 'and no function of the stranger was run');
SELECT throws_ok('SELECT sen.programme_owner(NULL)', '3F000', 'null is not a programme', 'nor is null one');

-- A stranger who may create in a programme cannot take the place of its papers, nor of the server's functions.
GRANT USAGE, CREATE ON SCHEMA tap_real TO sen_tap_stranger;
SET LOCAL ROLE sen_tap_stranger;
CREATE FUNCTION tap_real.to_char(date, text) RETURNS text
    LANGUAGE sql AS $$ INSERT INTO public.ran VALUES (current_user) RETURNING 'ran' $$;
CREATE FUNCTION tap_real.joined(bigint, text) RETURNS text
    LANGUAGE sql AS $$ INSERT INTO public.ran VALUES (current_user) RETURNING 'ran' $$;
CREATE OPERATOR tap_real.|| (LEFTARG = bigint, RIGHTARG = text, FUNCTION = tap_real.joined);
RESET ROLE;
SELECT lives_ok('SELECT * FROM sen.board_pack(''tap_real'')',
                'functions and operators that a stranger made in the programme do not stop the pack');
SELECT is((SELECT string_agg(what, ', ') FROM ran), NULL, 'none of them was run');
SAVEPOINT before;
DROP VIEW tap_real.board_paper;
SELECT throws_ok('SELECT * FROM sen.board_pack(''tap_real'')', '55000',
                 'programme "tap_real" is not laid out as the installed version needs it',
                 'the papers are gone: no pack');
SET LOCAL ROLE sen_tap_stranger;
CREATE VIEW tap_real.board_paper AS SELECT 1 AS section, ''::text AS heading, 1 AS line,
    tap_real.to_char(date '2025-01-01', '') AS item, ''::text AS in_words, ''::text AS detail;
GRANT SELECT ON tap_real.board_paper TO PUBLIC;
RESET ROLE;
SELECT throws_ok('SELECT * FROM sen.board_pack(''tap_real'')', '3F000', '"tap_real" is not a programme',
                 'a stranger made them again: no pack');
SELECT is((SELECT string_agg(what, ', ') FROM ran), NULL, 'and nothing was run');
ROLLBACK TO before;
-- Names that need quotes are names too.
ALTER SCHEMA tap_real RENAME TO "tap \1 ""real"" %s'";
SELECT is((SELECT count(DISTINCT section) FROM sen.board_pack('tap \1 "real" %s''')), 37::bigint,
          'the pack of a programme by another name');
SELECT throws_ok('SELECT * FROM sen.board_pack(''tap \1 "real" %s'''''', ''m'')', '22023', NULL,
                 'and of a meeting that it does not have');

-- Trigger functions serve only what they are made for.
CREATE TABLE public.post (v text);
CREATE VIEW public.door AS SELECT v FROM public.post;
CREATE TRIGGER t AFTER INSERT ON public.post FOR EACH ROW EXECUTE FUNCTION sen.outside_is_external();
SELECT throws_ok('INSERT INTO public.post VALUES (1)', '39P01',
                 'trigger function sen.outside_is_external() cannot serve table "post"',
                 'the rule about members, in a schema without its tables');
DROP TRIGGER t ON public.post;
CREATE TRIGGER t BEFORE INSERT ON public.post FOR EACH ROW EXECUTE FUNCTION sen.intake_row('post');
SELECT throws_ok('INSERT INTO public.post VALUES (1)', '39P01', 'trigger function sen.intake_row() cannot serve "post"',
                 'the intake view of an extract, before the insert into a table');
DROP TRIGGER t ON public.post;
CREATE TRIGGER t INSTEAD OF INSERT ON public.door FOR EACH ROW EXECUTE FUNCTION sen.intake_row();
SELECT throws_ok('INSERT INTO public.door VALUES (1)', '39P01', 'trigger function sen.intake_row() cannot serve "door"',
                 'or of no table');
DROP TRIGGER t ON public.door;
CREATE TRIGGER t INSTEAD OF DELETE ON public.door FOR EACH ROW EXECUTE FUNCTION sen.intake_row('post');
INSERT INTO public.post VALUES (1);
SELECT throws_ok('DELETE FROM public.door', '39P01', 'trigger function sen.intake_row() cannot serve "door"',
                 'or of what is deleted');
DROP TRIGGER t ON public.door;
CREATE TRIGGER t BEFORE DELETE ON public.post FOR EACH ROW EXECUTE FUNCTION sen.intake_only('post');
SELECT throws_ok('DELETE FROM public.post', '39P01', 'trigger function sen.intake_only() cannot serve "post"',
                 'and the lock of an intake view, on a table');
DROP TRIGGER t ON public.post;
CREATE TRIGGER t INSTEAD OF INSERT ON public.door
    FOR EACH ROW EXECUTE FUNCTION sen.intake_row('nowhere"; DROP TABLE public.ran');
SELECT throws_ok('INSERT INTO public.door VALUES (1)', '42P01', NULL, 'an argument is a name, whatever is in it');
SELECT * FROM finish();
ROLLBACK;
