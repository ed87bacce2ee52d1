-- No dead ends: a tracked table that lost its log, its key or its name is told one remedy, and what the hint says is
-- done, word by word.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'Europe/London';
SELECT no_plan();
CREATE SCHEMA tap_from;
CREATE SCHEMA "tap To";

-- What a statement ends in.
CREATE FUNCTION public.ends(statement text, OUT code text, OUT message text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
END
$$;
-- Does each statement that a hint names, in its order: what they answer.
CREATE FUNCTION public.do_as_told(hint text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    told text;
    answer text;
    answers text[];
BEGIN
    FOR told IN SELECT m[1] FROM regexp_matches(hint, 'SELECT (sen\.\w+\(''(?:[^'']|'''')*''\))', 'g') m LOOP
        EXECUTE 'SELECT ' || told INTO answer;
        answers := answers || answer;
    END LOOP;
    RETURN answers;
END
$$;

-- Moved to a schema without a log ----------------------------------------------------------------------
CREATE TABLE tap_from."Moved" (id integer PRIMARY KEY, v text);
CREATE TABLE tap_from.stays (id integer PRIMARY KEY);
INSERT INTO tap_from."Moved" VALUES (1, 'a');
SELECT sen.track('tap_from."Moved"'), sen.track('tap_from.stays') \g /dev/null
SELECT sen.seal('tap_from') \g /dev/null
-- The extension refuses that while its event triggers are enabled, which only a superuser can change.
ALTER EVENT TRIGGER sen_before_tables DISABLE;
ALTER TABLE tap_from."Moved" SET SCHEMA "tap To";
SELECT is_empty($$SELECT statement, e.* FROM unnest(ARRAY['INSERT INTO "tap To"."Moved" VALUES (2, ''b'')',
    'UPDATE "tap To"."Moved" SET v = v', 'DELETE FROM "tap To"."Moved"', 'SELECT sen.track(''"tap To"."Moved"'')',
    'SELECT sen.rename_column(''"tap To"."Moved"'', ''v'', ''w'')',
    'SELECT sen.history(''"tap To"."Moved"'', ''{"id": 1}'')',
    'SELECT sen.changes(''"tap To"."Moved"'', 0, 1)', 'SELECT sen.as_of(null::"tap To"."Moved", 1)']) statement,
    public.ends(statement) e
    WHERE e.code IS DISTINCT FROM '55000'
       OR e.message <> 'table "tap To"."Moved" is tracked, but schema "tap To" has no log'$$,
    'whatever is asked of a table that was moved away from its log says so');
SELECT is(public.do_as_told((public.ends('DELETE FROM "tap To"."Moved"')).hint),
          ARRAY['table "tap To"."Moved" is no longer tracked; its schema has no log',
                'table "tap To"."Moved" is tracked, with 1 row'], 'the remedy is done');
INSERT INTO "tap To"."Moved" VALUES (2, 'b');
SELECT results_eq($$SELECT * FROM sen.as_of(null::"tap To"."Moved", 'infinity') ORDER BY id$$,
                  $$VALUES (1, 'a'), (2, 'b')$$, 'and the log tells of it');
SELECT lives_ok($$INSERT INTO tap_from.stays VALUES (1); SELECT sen.seal('tap_from'), sen.seal('tap To')$$,
                'the log that it was moved from goes on');
SELECT is_empty($$SELECT * FROM sen.verify_log('tap_from') UNION ALL SELECT * FROM sen.verify_log('tap To')$$,
                'both are as they were sealed');
CREATE TABLE tap_from."Moved" (id integer PRIMARY KEY, v text);
SELECT results_eq($$SELECT code, message FROM public.ends('SELECT * FROM sen.as_of(null::tap_from."Moved", 1)')$$,
                  $$VALUES ('42704', 'table tap_from."Moved" is not in the log')$$,
                  'nor does another take its past there');

-- A partitioned table, written through a partition
CREATE TABLE tap_from.whole (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE tap_from.part PARTITION OF tap_from.whole FOR VALUES FROM (0) TO (10);
SELECT sen.track('tap_from.whole') \g /dev/null
CREATE SCHEMA tap_part;
ALTER TABLE tap_from.whole SET SCHEMA tap_part;
-- Moved to a schema with a log of its own, where no tracking of it began
CREATE SCHEMA tap_there;
CREATE TABLE tap_there.own (id integer PRIMARY KEY);
CREATE TABLE tap_from.guest (id integer PRIMARY KEY, v text);
INSERT INTO tap_from.guest VALUES (1, 'came along');
SELECT sen.track('tap_there.own'), sen.track('tap_from.guest') \g /dev/null
ALTER TABLE tap_from.guest SET SCHEMA tap_there;
INSERT INTO tap_there.guest VALUES (2, 'written there');
INSERT INTO tap_there.own VALUES (7);
SELECT results_eq('SELECT code, message ~ ''is about a table of which no tracking had begun: id 2$'' '
                  'FROM public.ends(''SELECT * FROM sen.as_of(null::tap_there.guest, ''''infinity'''')'')',
                  $$VALUES ('XX001', true)$$, 'a log in which no tracking of a table began does not show its rows');
SELECT results_eq('SELECT log_table, change FROM tap_there.changes_since_sealed_meeting',
                  $$VALUES ('own', 'added'), ('guest', 'cannot be followed')$$, 'but those of the others');
SELECT is(array_length(public.do_as_told((public.ends(
              'SELECT * FROM sen.as_of(null::tap_there.guest, ''infinity'')')).hint), 1), 2, 'the remedy is done');
SELECT results_eq('SELECT * FROM sen.as_of(null::tap_there.guest, ''infinity'') ORDER BY id', 'TABLE tap_there.guest',
                  'and then the log has what the table has');
SELECT sen.untrack('tap_there.guest') \g /dev/null
DROP TABLE tap_there.guest;
ALTER EVENT TRIGGER sen_before_tables ENABLE ALWAYS;
SELECT is(public.do_as_told((public.ends('INSERT INTO tap_from.part VALUES (1)')).hint),
          ARRAY['table tap_part.whole is no longer tracked; its schema has no log',
                'table tap_part.whole is tracked, with no rows yet'], 'a partition names the partitioned table');
INSERT INTO tap_from.part VALUES (1);
SELECT is((SELECT count(*) FROM sen.as_of(null::tap_part.whole, 'infinity')), 1::bigint, 'which then is followed');

-- A table that took the name of a tracked one ------------------------------------------------------------
CREATE TABLE tap_from.action (id integer PRIMARY KEY, secret text);
SELECT sen.track('tap_from.action') \g /dev/null
INSERT INTO tap_from.action VALUES (1, 'of the first');
SELECT version AS sealed FROM sen.seal('tap_from') \gset
ALTER TABLE tap_from.action RENAME TO "Action of 2024";
CREATE TABLE tap_from.action (id integer PRIMARY KEY, secret text);
SELECT is_empty($$SELECT statement, e.* FROM unnest(ARRAY['SELECT sen.as_of(null::tap_from.action, 1)',
    'SELECT sen.as_of(null::tap_from.action, now())', 'SELECT sen.history(''tap_from.action'', ''{"id": 1}'')',
    'SELECT sen.changes(''tap_from.action'', 0, 1)']) statement, public.ends(statement) e
    WHERE e.code IS DISTINCT FROM '42704' OR e.hint <> 'Name table tap_from."Action of 2024".'$$,
    'a table that took the name of one that is tracked has none of its past');
SELECT is((SELECT secret FROM sen.as_of(null::tap_from."Action of 2024", :sealed)), 'of the first', 'that has it');
SELECT is((public.ends('SELECT sen.track(''tap_from.action'')')).code, '42710', 'nor can it be tracked beside it');
DROP TABLE tap_from."Action of 2024";
SELECT is_empty($$SELECT statement, e.* FROM unnest(ARRAY['SELECT sen.as_of(null::tap_from.action, 1)',
    'SELECT sen.as_of(null::tap_from.action, now())', 'SELECT sen.history(''tap_from.action'', ''{"id": 1}'')',
    'SELECT sen.changes(''tap_from.action'', 0, 1)']) statement, public.ends(statement) e
    WHERE e.code IS DISTINCT FROM '42704' OR e.message <> 'table tap_from.action is not in the log'$$,
    'nor if that was dropped');
SELECT is(public.do_as_told((public.ends('SELECT sen.as_of(null::tap_from.action, 1)')).hint),
          '{"table tap_from.action is tracked, with no rows yet"}', 'unless it takes its place');
SELECT is((SELECT secret FROM sen.as_of(null::tap_from.action, :sealed)), 'of the first', 'then the log tells of both');
SELECT is((SELECT count(*) FROM sen.as_of(null::tap_from.action, 'infinity')), 0::bigint, 'each in its time');
SELECT sen.untrack('tap_from.action') \g /dev/null
SELECT is((SELECT secret FROM sen.as_of(null::tap_from.action, :sealed)), 'of the first',
          'a table that is no longer tracked keeps its past');
ALTER TABLE tap_from.stays DISABLE TRIGGER sen_track;
SELECT is((SELECT count(*) FROM sen.as_of(null::tap_from.stays, 'infinity')), 1::bigint,
          'and so does one whose trigger is switched off');
ALTER TABLE tap_from.stays ENABLE ALWAYS TRIGGER sen_track;

-- A table that can no longer be in a log ------------------------------------------------------------------
CREATE TABLE tap_from.keyless (id integer PRIMARY KEY);
CREATE TABLE tap_from.priced (id integer PRIMARY KEY);
SELECT sen.track('tap_from.keyless'), sen.track('tap_from.priced') \g /dev/null
ALTER TABLE tap_from.keyless DROP CONSTRAINT keyless_pkey;
ALTER TABLE tap_from.priced ADD price money;
SELECT alike((public.ends('INSERT INTO tap_from.keyless VALUES (1)')).hint, '%or untrack the table with sen.untrack().',
             'a table that lost its key');
SELECT is(sen.untrack('tap_from.keyless'), 'table tap_from.keyless is no longer tracked; its log stays',
          'can be untracked');
SELECT is(sen.untrack('tap_from.priced'), 'table tap_from.priced is no longer tracked; its log stays',
          'and so can one with a column that cannot be in the log');
SELECT lives_ok('INSERT INTO tap_from.keyless VALUES (1)', 'and then be written');

-- A schema with a relation by a name that a log needs ----------------------------------------------------
CREATE SCHEMA tap_taken;
CREATE TABLE tap_taken.t (id integer PRIMARY KEY);
CREATE TABLE tap_taken.ledger_version (id integer);
CREATE VIEW tap_taken.log_leaves AS SELECT 1 AS one;
SELECT results_eq($$SELECT DISTINCT code, message FROM unnest(ARRAY['SELECT sen.track(''tap_taken.t'')',
                    'SELECT sen.create_log(''tap_taken'')']) statement, public.ends(statement)$$,
                  $$VALUES ('42P07', 'schema "tap_taken" has relations by names that a log needs: '
                                     'ledger_version, log_leaves')$$,
                  'names that a log needs and that something else has');
ALTER TABLE tap_taken.ledger_version RENAME TO old_version;
ALTER TABLE tap_taken.log_leaves RENAME TO old_leaves;
SELECT lives_ok('SELECT sen.track(''tap_taken.t'')', 'the remedy is to rename them');

-- A time in quotes ------------------------------------------------------------------------------------------
CREATE TABLE tap_from.timed (id integer PRIMARY KEY);
SELECT sen.track('tap_from.timed') \g /dev/null
INSERT INTO tap_from.timed VALUES (1);
SELECT version AS sealed FROM sen.seal('tap_from') \gset
SELECT is((SELECT count(*) FROM sen.as_of(null::tap_from.timed, '2999-01-01')), 1::bigint,
          'a day in quotes is a time');
SELECT is((SELECT count(*) FROM sen.as_of(null::tap_from.timed, :'sealed')), 1::bigint,
          'digits in quotes are a version');
SELECT is((public.ends(format('SELECT sen.as_of(null::tap_from.timed, %L)', v.at))).code, v.code, v.at) FROM (VALUES
    ('2025-01-01', '55000'), ('01/02/2025 12:00', '55000'), ('-infinity', '55000'), ('0', '42704'),
    ('20250101', '42704'), ('99999999999999999999', '22003'), ('', '22007'), ('yesteryear', '22007'), ('-1', '22007'),
    (NULL, '22004')) v (at, code);
SELECT is((public.ends('SELECT sen.as_of(null::tap_from.timed, date ''2025-01-01'')')).code, '55000',
          'a date is a time');
SELECT is((SELECT count(*) FROM sen.as_of(null::tap_from.timed, :sealed)), 1::bigint, 'a number is a version');
SELECT * FROM finish();
ROLLBACK;
