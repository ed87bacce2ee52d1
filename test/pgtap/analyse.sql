-- What tells the planner how many rows there are: the settings of the
-- tables, sen.analyse_programme() and the intake views.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
SELECT sen.create_programme('tap_analyse') AS made \gset
-- The tables that the planner knows nothing of.
CREATE TEMPORARY VIEW unknown AS SELECT relname FROM pg_class WHERE relnamespace = 'tap_analyse'::regnamespace
    AND relkind = 'r' AND reltuples < 0;
CREATE FUNCTION pg_temp.known(name text) RETURNS real LANGUAGE sql STABLE AS $$SELECT reltuples FROM pg_class
    WHERE oid = ('tap_analyse.' || name)::regclass$$;
CREATE FUNCTION pg_temp.expected(name text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT json) SELECT FROM tap_analyse.%I', name) INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;

SELECT is_empty('SELECT relname FROM pg_class WHERE relnamespace = ''tap_analyse''::regnamespace AND relkind = ''r'' '
                'AND NOT coalesce(reloptions @> ''{autovacuum_analyze_threshold=0}'', false)',
                'autovacuum analyses every table, however few rows changed');
SELECT is_empty('SELECT * FROM unknown', 'a new programme has no table that was never analysed');
SELECT is(pg_temp.expected('meeting'), 1::numeric, 'an empty one is expected to be empty');
SELECT is(pg_temp.known('compliance_test'), (SELECT count(*) FROM tap_analyse.compliance_test)::real,
          'and one with words to have them');

-- The one that was made last has the first name, and the catalogue is not read by names.
CREATE TABLE tap_analyse.aaa (id integer);
SET LOCAL enable_indexscan = off;
SET LOCAL enable_indexonlyscan = off;
SET LOCAL enable_bitmapscan = off;
INSERT INTO tap_analyse.partner SELECT 'p' || g, 'Partner ' || g, 'education' FROM generate_series(1, 7) g;
SELECT is(sen.analyse_programme('tap_analyse'),
          format('programme tap_analyse: %s tables analysed', (SELECT count(*) FROM pg_class
                                                               WHERE relnamespace = 'tap_analyse'::regnamespace
                                                               AND relkind = 'r')),
          'analyse_programme says what it did');
RESET enable_indexscan;
RESET enable_indexonlyscan;
RESET enable_bitmapscan;
SELECT is(pg_temp.known('partner'), 7::real, 'and did it');
-- Two sessions that analyse in different orders could each wait for the other.
SELECT is((SELECT array_agg(relname ORDER BY last_analyze, relname) FROM (SELECT pg_stat_clear_snapshot() OFFSET 0) now,
           pg_stat_user_tables WHERE schemaname = 'tap_analyse'),
          (SELECT array_agg(relname ORDER BY relname) FROM pg_class WHERE relnamespace = 'tap_analyse'::regnamespace
           AND relkind = 'r'), 'in the order of the names');
SELECT is(pg_temp.expected('partner'), 7::numeric, 'so the plan expects what is there');

-- The intake views, whether the rows come at once or one by one.
INSERT INTO tap_analyse.ehc_request_intake (local_authority, request_ref, received_on)
SELECT '344', g::text, '2025-01-06' FROM generate_series(1, 1000) g;
SELECT is(pg_temp.known('ehc_request'), 1000::real, 'a load through the intake view ends with ANALYZE');
SELECT isnt_empty('SELECT FROM pg_stats WHERE schemaname = ''tap_analyse'' AND tablename = ''ehc_request'' AND attname '
                  '= ''received_on'' AND n_distinct = 1', 'of the values too');
INSERT INTO tap_analyse.assessment_exception_intake (local_authority, request_ref, exception)
VALUES ('344', '1', 'absence_4_weeks');
SELECT is(pg_temp.known('assessment_exception'), 1::real, 'and that of one row');
INSERT INTO tap_analyse.ehc_request_intake (local_authority, request_ref) VALUES ('344', 'one more');
SELECT is(pg_temp.known('ehc_request'), 1000::real, 'a few rows more are left to autovacuum');
DO $$
BEGIN
    FOR g IN 1 .. 400 LOOP
        INSERT INTO tap_analyse.ehc_request_intake (local_authority, request_ref) VALUES ('344', 'single ' || g);
    END LOOP;
END $$;
SELECT cmp_ok(pg_temp.known('ehc_request'), '>', 1100::real, 'many single rows are noticed');
SELECT cmp_ok(pg_temp.known('ehc_request'), '<', 1402::real, 'but not each of them');

-- Who does not own the tables may load, and not analyse; nothing is said.
CREATE ROLE sen_tap_loader;
SELECT sen.grant_access('tap_analyse', 'sen_tap_loader', 'editor') AS given \gset
SET LOCAL ROLE sen_tap_loader;
SELECT lives_ok('INSERT INTO tap_analyse.ehc_request_intake (local_authority, request_ref) SELECT ''343'', g::text '
                'FROM generate_series(1, 1000) g', 'another role loads');
SELECT throws_ok('SELECT sen.analyse_programme(''tap_analyse'')', '42501', 'must be owner of programme "tap_analyse"',
                 'but analyses nothing');
RESET ROLE;
SELECT cmp_ok(pg_temp.known('ehc_request'), '<', 1402::real, 'its rows wait for autovacuum');
SELECT throws_ok('SELECT sen.analyse_programme(''public'')', '3F000', '"public" is not a programme', 'no programme');
SELECT throws_ok('SELECT sen.analyse_programme(NULL)', '3F000', 'null is not a programme', 'null');

-- The trigger is for views with an argument that names a table.
CREATE VIEW tap_analyse.door AS SELECT p.name FROM tap_analyse.partner p WHERE false;
CREATE TRIGGER intake INSTEAD OF INSERT ON tap_analyse.door FOR EACH ROW EXECUTE FUNCTION sen.intake_row('partner');
CREATE TRIGGER done AFTER INSERT ON tap_analyse.door FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done();
SELECT throws_ok('INSERT INTO tap_analyse.door SELECT ''x'' WHERE false', '39P01',
                 'trigger function sen.intake_done() cannot serve "door"', 'not without a table');
DROP TRIGGER done ON tap_analyse.door;
CREATE TRIGGER done AFTER INSERT ON tap_analyse.door
    FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('nowhere"; DROP TABLE x');
SELECT throws_ok('INSERT INTO tap_analyse.door SELECT ''x'' WHERE false', '39P01', NULL,
                 'nor for one that is not there');
DROP TRIGGER done ON tap_analyse.door;
CREATE TRIGGER done AFTER INSERT ON tap_analyse.door FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('door');
SELECT lives_ok('INSERT INTO tap_analyse.door SELECT ''x'' WHERE false', 'a view is left alone');
DROP TRIGGER done ON tap_analyse.door;
CREATE TRIGGER done AFTER UPDATE ON tap_analyse.door FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('partner');
CREATE TRIGGER only_in INSTEAD OF UPDATE ON tap_analyse.door FOR EACH ROW EXECUTE FUNCTION sen.intake_only('partner');
SELECT throws_ok('UPDATE tap_analyse.door SET name = ''x''', '39P01', NULL, 'nor after anything but an insert');
SELECT * FROM finish();
ROLLBACK;
