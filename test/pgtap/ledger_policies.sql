-- Row-level security and the log: who may not see a row of a table as it is sees no version of it.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = error;
SELECT no_plan();
CREATE ROLE sen_tap_owner;
CREATE ROLE sen_tap_clerk;      -- under the policies
CREATE ROLE sen_tap_other;      -- reads the log too
CREATE ROLE sen_tap_bypass BYPASSRLS;
CREATE ROLE sen_tap_maker;      -- reads the log, and may make tables and triggers
SELECT format('GRANT CREATE ON DATABASE %I TO sen_tap_owner', current_database()) \gexec
GRANT CREATE, USAGE ON SCHEMA public TO sen_tap_clerk, sen_tap_other, sen_tap_maker;
SET LOCAL ROLE sen_tap_owner;
CREATE SCHEMA r;
CREATE TABLE r.child (id integer PRIMARY KEY, council text, name text);
CREATE TABLE r.plain (id integer PRIMARY KEY, what text);
CREATE TABLE r.part (id integer, name text, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE r.part_1 PARTITION OF r.part FOR VALUES FROM (0) TO (100);
SELECT sen.track('r.child'), sen.track('r.plain'), sen.track('r.part') \g /dev/null
INSERT INTO r.child VALUES (1, '344', 'Ada'), (2, '343', 'Ben');
INSERT INTO r.plain VALUES (1, 'plain');
INSERT INTO r.part VALUES (1, 'Cy');
SELECT sen.seal('r') \g /dev/null
UPDATE r.child SET name = 'Eve' WHERE id = 2;
SELECT sen.seal('r', NULL, 'Board') \g /dev/null
UPDATE r.child SET name = 'Fay' WHERE id = 2;
SELECT sen.flush_log() \g /dev/null
GRANT USAGE ON SCHEMA r TO sen_tap_clerk, sen_tap_other, sen_tap_bypass, sen_tap_maker;
GRANT SELECT ON ALL TABLES IN SCHEMA r TO sen_tap_clerk, sen_tap_other, sen_tap_bypass, sen_tap_maker;
RESET ROLE;

CREATE FUNCTION pg_temp.try(role name, statement text, security text DEFAULT 'on') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', role);
    PERFORM set_config('row_security', security, true);
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'SENOK';
EXCEPTION WHEN OTHERS THEN
    RETURN nullif(SQLSTATE, 'SENOK');
END
$$;
CREATE TEMPORARY TABLE ask (about text, statement text);
INSERT INTO ask VALUES
    ('log', 'SELECT count(*) FROM (SELECT * FROM r.log_leaves OFFSET 0) x'),
    ('log', 'SELECT count(block_id) FROM r.ledger_block'), ('log', 'SELECT * FROM r.ledger_block WHERE block_id = 1'),
    ('log', 'SELECT * FROM r.changes_since_sealed_meeting'),
    ('log', 'SELECT * FROM sen.log_changes(''r.ledger_block'', 0)'),
    ('log', 'SELECT * FROM sen.log_change_words(''r.ledger_block'', 0)'),
    ('plain', 'SELECT * FROM sen.column_changes(''r.ledger_block'', ''{"plain": null}'')'),
    ('child', 'SELECT * FROM sen.column_changes(''r.ledger_block'', ''{"plain": null, "child": ["id"]}'')'),
    ('log', 'SELECT * FROM sen.log_changes(''r.ledger_block'', 1, 2)'), ('log', 'SELECT * FROM sen.verify_log(''r'')'),
    ('log', 'SELECT * FROM sen.verify_log(''r'', 1)'),
    ('log', format('SELECT * FROM sen.verify_log(''r'', %L)', sen.checkpoint('r'))),
    ('log', 'SELECT sen.may_read_log(''r.ledger_block'')'),
    ('log', 'SELECT count(*) FROM sen.log_blocks(''r.ledger_block'', 1, NULL, ''x'')'),
    ('log', 'SELECT count(*) FROM r.log_leaves WHERE log_table = ''plain'' AND meeting = ''x'''),
    ('log', 'COPY (SELECT * FROM r.ledger_block) TO ''/dev/null'''),
    ('child', 'SELECT * FROM sen.as_of(null::r.child, 1)'),
    ('child', 'SELECT * FROM sen.as_of(null::r.child, clock_timestamp())'),
    ('child', 'SELECT * FROM sen.rows_as_of(''r.child'', 1)'),
    ('child', 'SELECT * FROM sen.changes(''r.child'', 0, 2)'),
    ('child', 'SELECT * FROM sen.history(''r.child'', ''{"id": 2}'')'),
    ('plain', 'SELECT * FROM sen.as_of(null::r.plain, 1)'), ('plain', 'SELECT * FROM sen.changes(''r.plain'', 0, 2)'),
    ('plain', 'SELECT * FROM sen.rows_as_of(''r.plain'', ''infinity'')'),
    ('plain', 'SELECT * FROM sen.history(''r.plain'', ''{"id": 1}'')'),
    ('part', 'SELECT * FROM sen.as_of(null::r.part, 1)'),
    ('part', 'SELECT * FROM sen.history(''r.part'', ''{"id": 1}'')'),
    ('proof', 'SELECT sen.checkpoint(''r'')'), ('proof', 'SELECT sen.inclusion_proof(''r'', 2)'),
    ('proof', 'SELECT sen.consistency_proof(''r'', 1)'), ('proof', 'SELECT * FROM r.log_versions'),
    ('proof', 'SELECT * FROM r.ledger_version'), ('proof', 'SELECT * FROM r.ledger_tile');
DELETE FROM ask WHERE statement LIKE 'COPY%';   -- a right of its own
-- What of it is refused with 42501, or otherwise: names of what it is about, each wholly or not.
CREATE FUNCTION pg_temp.refused(role name, security text DEFAULT 'on') RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(string_agg(about || CASE WHEN code = ARRAY['42501'] THEN '' ELSE ' ' || code::text END, ', '
                               ORDER BY about), 'nothing')
    FROM (SELECT about, array_agg(DISTINCT coalesce(t, 'done')) AS code
          FROM ask, pg_temp.try(role, statement, security) t GROUP BY about) a WHERE code <> ARRAY['done']
$$;
CREATE FUNCTION pg_temp.all_refused() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(substr(r, 9) || ': ' || pg_temp.refused(r), '; ' ORDER BY n)
    FROM unnest('{sen_tap_clerk,sen_tap_other,sen_tap_bypass,sen_tap_owner}'::name[]) WITH ORDINALITY u (r, n)
$$;
SELECT is(pg_temp.all_refused(), 'clerk: nothing; other: nothing; bypass: nothing; owner: nothing',
          'without policies everything is shown to who may read the log');

-- Kinds of policies --------------------------------------------------------------------------------
SAVEPOINT kind;
ALTER TABLE r.child ENABLE ROW LEVEL SECURITY;
SELECT is(pg_temp.all_refused(), 'clerk: child, log; other: child, log; bypass: nothing; owner: nothing',
          'row-level security without any policy');
CREATE POLICY p ON r.child TO sen_tap_other USING (true);
SELECT is(pg_temp.all_refused(), 'clerk: child, log; other: child, log; bypass: nothing; owner: nothing',
          'by role, to one of them all rows');
DROP POLICY p ON r.child;
CREATE POLICY p ON r.child USING (council = '344');
SELECT is(pg_temp.all_refused(), 'clerk: child, log; other: child, log; bypass: nothing; owner: nothing',
          'by the value of a column');
DROP POLICY p ON r.child;
CREATE POLICY p ON r.child USING (false);
SELECT is(pg_temp.all_refused(), 'clerk: child, log; other: child, log; bypass: nothing; owner: nothing',
          'USING (false)');
SELECT is(pg_temp.try('sen_tap_clerk', 'SELECT 1/count(*) FROM r.child'), '22012',
          'the clerk sees no row of the table as it is');
ALTER TABLE r.child FORCE ROW LEVEL SECURITY;
-- An owner under FORCE still reads the table of entries itself, of which it is the owner.
SELECT is(pg_temp.all_refused(),
          'clerk: child, log; other: child, log; bypass: nothing; owner: child, log {42501,done}',
          'FORCE: the owner too');
SELECT is((SELECT string_agg(statement, '; ') FROM ask
           WHERE about = 'log' AND pg_temp.try('sen_tap_owner', statement) IS NULL),
          'SELECT count(block_id) FROM r.ledger_block; SELECT * FROM r.ledger_block WHERE block_id = 1',
          'but for the table of entries, of which it is the owner');
SELECT is(pg_temp.try('sen_tap_owner', 'SELECT sen.seal(''r'')'), NULL, 'and seals');
ALTER TABLE r.ledger_block FORCE ROW LEVEL SECURITY;
SELECT is(pg_temp.refused('sen_tap_owner'), 'child, log', 'unless that is under FORCE as well');
ROLLBACK TO SAVEPOINT kind;
-- A policy of a partitioned table; and of a partition, which does not apply to whoever reads the whole.
ALTER TABLE r.part ENABLE ROW LEVEL SECURITY;
SELECT is(pg_temp.all_refused(), 'clerk: log, part; other: log, part; bypass: nothing; owner: nothing',
          'of a partitioned table');
ALTER TABLE r.part DISABLE ROW LEVEL SECURITY;
ALTER TABLE r.part_1 ENABLE ROW LEVEL SECURITY;
SELECT is(pg_temp.all_refused(), 'clerk: log; other: log; bypass: nothing; owner: nothing',
          'of a partition: as the table, which shows its rows');
ROLLBACK TO SAVEPOINT kind;
-- A table that is not tracked closes the log as a whole: it may have been.
SET LOCAL ROLE sen_tap_owner;
CREATE TABLE r.loose (id integer);
ALTER TABLE r.loose ENABLE ROW LEVEL SECURITY;
RESET ROLE;
SELECT is(pg_temp.all_refused(), 'clerk: log; other: log; bypass: nothing; owner: nothing',
          'of a table that is not tracked');
ROLLBACK TO SAVEPOINT kind;
-- row_security = off asks for an error where rows would be left out: of the log always, for all but its owner.
SELECT is(pg_temp.refused('sen_tap_clerk', 'off'), 'log {42501,done}',
          'row_security = off: the table of entries is an error, as pg_dump wants it');
SELECT is(pg_temp.refused('sen_tap_owner', 'off') || ', ' || pg_temp.refused('sen_tap_bypass', 'off'),
          'nothing, nothing', 'not to its owner, nor with BYPASSRLS');
ALTER TABLE r.child ENABLE ROW LEVEL SECURITY;
SELECT is(pg_temp.refused('sen_tap_clerk', 'off'), 'child, log', 'and with a policy what is refused stays so');
ROLLBACK TO SAVEPOINT kind;

-- Views and functions of others ---------------------------------------------------------------------
ALTER TABLE r.child ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON r.child TO sen_tap_other USING (true);
CREATE POLICY q ON r.child TO sen_tap_clerk USING (false);
ALTER TABLE r.child DISABLE ROW LEVEL SECURITY;
SET LOCAL ROLE sen_tap_bypass;
RESET ROLE;
CREATE SCHEMA views AUTHORIZATION sen_tap_bypass;
SET LOCAL ROLE sen_tap_bypass;
CREATE VIEW views.entries AS SELECT * FROM r.log_leaves;
CREATE VIEW views.blocks AS SELECT * FROM r.ledger_block;
CREATE VIEW views.past AS SELECT * FROM sen.as_of(null::r.child, 1);
GRANT USAGE ON SCHEMA views TO sen_tap_clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA views TO sen_tap_clerk;
RESET ROLE;
SELECT is((SELECT string_agg(coalesce(pg_temp.try('sen_tap_clerk', 'SELECT count(*) FROM (SELECT * FROM views.' || v
                                                  || ' OFFSET 0) x'), 'done'), ' ')
           FROM unnest('{entries,blocks,past}'::text[]) v), 'done done done',
          'views of another over the log, without policies');
ALTER TABLE r.child ENABLE ROW LEVEL SECURITY;
SELECT is((SELECT string_agg(coalesce(pg_temp.try('sen_tap_bypass', 'SELECT count(*) FROM (SELECT * FROM views.' || v
                                                  || ' OFFSET 0) x'), 'done'), ' ')
           FROM unnest('{entries,blocks,past}'::text[]) v), 'done done done',
          'with a policy, for their owner to whom none applies');
SELECT is((SELECT string_agg(v || ' '
                             || coalesce(pg_temp.try('sen_tap_clerk', 'SELECT count(*) FROM (SELECT * FROM views.' || v
                                                     || ' OFFSET 0) x'), 'done'), ', ')
           FROM unnest('{entries,past}'::text[]) v), 'entries 42501, past 42501',
          'but not for the clerk, whoever the owner of the view is');
-- A function with the owner's rights publishes what the owner wants.
SET LOCAL ROLE sen_tap_owner;
CREATE FUNCTION r.published() RETURNS bigint LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog AS 'SELECT count(*) FROM sen.as_of(null::r.child, 1)';
RESET ROLE;
SELECT is(pg_temp.try('sen_tap_clerk', 'SELECT 1 / (r.published() - 1)'), NULL,
          'a function with the owner''s rights shows what the owner has it show');
-- A function that tells what it is given, cheaper than anything: it is given nothing.
CREATE SEQUENCE public.told;
GRANT USAGE ON SEQUENCE public.told TO PUBLIC;
SET LOCAL ROLE sen_tap_clerk;
CREATE FUNCTION public.tell(anyelement) RETURNS boolean
    LANGUAGE plpgsql COST 0.0001 AS 'BEGIN PERFORM nextval(''public.told''); RETURN true; END';
RESET ROLE;
SELECT is((SELECT string_agg(coalesce(pg_temp.try('sen_tap_clerk', s), 'done'), ' ')
           FROM unnest(ARRAY['SELECT * FROM r.ledger_block WHERE public.tell(entries)',
                             'SELECT * FROM r.log_leaves WHERE public.tell(row_values)',
                             'SELECT * FROM r.log_leaves WHERE public.tell(block_id)',
                             'SELECT * FROM r.changes_since_sealed_meeting WHERE public.tell(new_value)']) s) || ' '
          || (SELECT is_called FROM public.told), '42501 42501 42501 42501 false',
          'a condition of the clerk''s own is asked about no row');
ROLLBACK TO SAVEPOINT kind;

-- Names of other tables ------------------------------------------------------------------------------
-- Who may make tables in the schema, or triggers on another table, has the entries of the closed one under no name.
GRANT CREATE ON SCHEMA r TO sen_tap_maker;
GRANT TRIGGER ON r.plain TO sen_tap_maker;
SET LOCAL ROLE sen_tap_owner;
ALTER TABLE r.child ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON r.child USING (false);
RESET ROLE;
SET LOCAL ROLE sen_tap_maker;
CREATE TABLE r.mine (id integer PRIMARY KEY, council text, name text);
CREATE TRIGGER sen_track AFTER INSERT ON r.mine FOR EACH ROW EXECUTE FUNCTION sen.track_row('child');
ALTER TABLE r.mine ENABLE ALWAYS TRIGGER sen_track;
CREATE TRIGGER a AFTER INSERT ON r.plain FOR EACH ROW EXECUTE FUNCTION sen.track_row('child');
RESET ROLE;
SELECT is((SELECT string_agg(coalesce(pg_temp.try('sen_tap_maker', s), 'done'), ' ')
           FROM unnest(ARRAY['SELECT * FROM sen.as_of(null::r.mine, 1)', 'SELECT * FROM sen.changes(''r.mine'', 0, 2)',
                             'SELECT * FROM sen.history(''r.mine'', ''{"id": 2}'')',
                             'SELECT * FROM sen.as_of(null::r.mine, now())']) s), '42501 42501 42501 42501',
          'a table of one''s own, with our trigger and the other''s name: refused');
SET LOCAL ROLE sen_tap_maker;
SELECT is((SELECT string_agg(what, ',') FROM sen.as_of(null::r.plain, 1)), 'plain',
          'a trigger of one''s own on another table, with that name: the entries of that table');
SELECT is((SELECT count(*) FROM sen.history('r.plain', '{"id": 2}')), 0::bigint, 'and none of the other');
RESET ROLE;
SET LOCAL ROLE sen_tap_owner;
SELECT matches(sen.untrack('r.plain'), 'no longer tracked', 'the owner untracks it');
RESET ROLE;
SELECT sen.flush_log() \g /dev/null
SELECT is((SELECT e.log_table || ' ' || e.operation FROM r.log_leaves e ORDER BY block_id DESC, number DESC LIMIT 1),
          'plain tracking ends', 'under its own name');
SELECT throws_ok($$SELECT sen.track('r.plain')$$, '55000', NULL, 'with that trigger left it is not tracked anew');
SELECT throws_ok($$SELECT sen.guard_log('r')$$, '55000', NULL, 'nor does sen.guard_log() have it fire always');
DROP TRIGGER a ON r.plain;
SELECT is((SELECT count(*) FROM sen.guard_log('r')), 0::bigint, 'it leaves the table of the other alone');
SELECT lives_ok($$SELECT sen.track('r.plain')$$, 'without it, it is');
ROLLBACK TO SAVEPOINT kind;
-- A table takes the name that another had when it was first tracked: the policy of that one counts.
SET LOCAL ROLE sen_tap_owner;
ALTER TABLE r.child RENAME TO pupil;
CREATE TABLE r.child (id integer PRIMARY KEY, council text, name text);
ALTER TABLE r.pupil ENABLE ROW LEVEL SECURITY;
RESET ROLE;
SELECT is((SELECT string_agg(coalesce(pg_temp.try('sen_tap_clerk', s), 'done'), ' ')
           FROM unnest(ARRAY['SELECT * FROM sen.as_of(null::r.child, 1)', 'SELECT * FROM sen.as_of(null::r.pupil, 1)',
                             'SELECT * FROM sen.history(''r.child'', ''{"id": 2}'')']) s), '42501 42501 42501',
          'a renamed table keeps its policy, and its name in the log');
ROLLBACK TO SAVEPOINT kind;
-- A stranger's table with row-level security does not close the log to others.
GRANT CREATE ON SCHEMA r TO sen_tap_maker;
SET LOCAL ROLE sen_tap_maker;
CREATE TABLE r.mine (id integer);
ALTER TABLE r.mine ENABLE ROW LEVEL SECURITY;
ALTER TABLE r.mine FORCE ROW LEVEL SECURITY;
RESET ROLE;
SELECT is(pg_temp.all_refused(), 'clerk: nothing; other: nothing; bypass: nothing; owner: nothing',
          'a stranger''s policy closes nothing');
SELECT * FROM finish();
ROLLBACK;
