-- Summaries made in many places: what Citus asks of an aggregate that it may
-- compute on its workers, the way it does that,
-- played through in one server, and forced parallel and partitionwise plans, for every form of every aggregate of ours.
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
-- Where both seeds are tried, 8,000 cases with the fixed one, and 5,000 with the other; make soak takes more.
SELECT CASE WHEN :'whole' THEN 8000 ELSE 5000 END AS cases \gset
\getenv cases SEN_DISTRIBUTED_CASES
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL sen_improvement.as_of = '2024-07-01';
SELECT no_plan();
SELECT diag('distribution: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- The aggregates, and how each is called on the rows below, by the names of its arguments.
CREATE TEMPORARY VIEW aggregate AS
SELECT p.oid, p.proname, p.pronargs, p.proargtypes, p.proargnames, p.prorettype, a.* FROM pg_aggregate a
JOIN pg_proc p ON p.oid = a.aggfnoid;
CREATE TEMPORARY TABLE ours ON COMMIT DROP AS
SELECT a.*, a.oid::regprocedure::text AS called,
       (SELECT string_agg(CASE WHEN a.proname IN ('case_cohorts', 'queue') AND n.name = 'as_of'
                               THEN 'date ''2024-07-01'''
                               ELSE coalesce(v.value, 'unknown_' || n.name) END, ', ' ORDER BY n.place)
        FROM unnest(a.proargnames) WITH ORDINALITY n (name, place)
       LEFT JOIN (VALUES ('started', 'started'), ('due', 'started'), ('finished', 'finished'),
                  ('exception', 'exception'), ('left_on', 'left_on'),
                  ('closed', 'left_on'), ('as_of', 'as_of'), ('summary', 'summary'),
                  ('series', 'series'), ('bucket', '''finish_month'''),
                         ('score', 'sen.risk_score(1 + site, 1 + area)'),
                         ('on_day', 'CASE WHEN extract(day FROM as_of) < 3 THEN as_of END'),
                         ('value', 'extract(day FROM started)'),
                         ('received', 'started'), ('issued', 'finished'), ('first_day', 'date ''2023-07-01'''),
                         ('last_day', 'date ''2024-06-30'''), ('limit_days', '130'),
                         ('stage', '(CASE area % 4 WHEN 0 THEN ''decision'' WHEN 1 THEN ''advice'' '
                                   'WHEN 2 THEN ''plan'' END)::sen.stage'),
                         ('queue', '(''v1 2024-07-01 plan{2024-01-0'' || 1 + site || '':'' || 1 + area '
                                   '|| ''}'')::sen.queue'),
                         ('pace', '(''v1 2024-01-01..2024-12-31 140 undated{0:'' || 1 + site || ''} months{2024-0'' '
                                  '|| 1 + site || '':'' || 1 + area || '':0:0}'')::sen.pace'),
                         ('confidence', '0.9')) v (name, value) USING (name)) AS arguments
FROM aggregate a JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = a.oid AND d.deptype = 'e'
JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname = 'sen_improvement';
SELECT ok(count(*) >= 8, count(*) || ' aggregates of ours') FROM ours;

-- Citus' rule ------------------------------------------------------------------------------------------
-- An aggregate is split between workers and coordinator if it takes an
-- argument, has a combine function, and has a state
-- type that is no pseudo-type (internal is one): the state travels by the type's input and output, or receive and send.
-- Not an ordered-set aggregate, and nothing that only the server's own parallel plans know how to move.
CREATE FUNCTION pg_temp.citus_faults(a oid) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(', ', CASE WHEN p.pronargs = 0 THEN 'no argument' END,
                     CASE WHEN g.aggkind <> 'n' THEN 'ordered set' END,
                     CASE WHEN g.aggcombinefn = 0 THEN 'no combine function' END,
        CASE WHEN t.typtype = 'p' THEN 'state of a pseudo-type' END,
            CASE WHEN t.typinput = 0 OR t.typoutput = 0 OR t.typreceive = 0 OR t.typsend = 0 THEN 'state cannot travel'
            END,
        CASE WHEN g.aggserialfn <> 0 OR g.aggdeserialfn <> 0 THEN 'serial functions' END,
        CASE WHEN g.agginitval IS NOT NULL AND (SELECT proisstrict FROM pg_proc WHERE oid = g.aggcombinefn)
             THEN 'initial value with a strict combine function' END)
    FROM pg_aggregate g JOIN pg_proc p ON p.oid = g.aggfnoid JOIN pg_type t ON t.oid = g.aggtranstype
    WHERE g.aggfnoid = a $$;
-- The months of cases are not split: that would make their state a type,
-- checked at each row. Grouped by the authority, by which
-- cases are sharded, they are computed whole where these lie.
SELECT is(pg_temp.citus_faults(oid), 'state of a pseudo-type, state cannot travel, serial functions',
          'only the server''s own parallel plans split ' || called) FROM ours WHERE proname = 'case_months';
DELETE FROM ours WHERE proname = 'case_months';
-- Nor is the series of a measure, which is small, and drawn in the order of its days.
SELECT is(pg_temp.citus_faults(oid), 'no combine function, state of a pseudo-type, state cannot travel',
          'nobody splits ' || called) FROM ours WHERE proname IN ('latest_point', 'since_baseline') ORDER BY called;
DELETE FROM ours WHERE proname IN ('latest_point', 'since_baseline');
-- Nor are the few rows of a case, which lie where the case does.
SELECT is(pg_temp.citus_faults(oid), 'no combine function, state of a pseudo-type, state cannot travel',
          'nobody splits ' || called) FROM ours WHERE proname = 'array_of_few';
DELETE FROM ours WHERE proname = 'array_of_few';
SELECT is(pg_temp.citus_faults(oid), '', 'Citus may split ' || called) FROM ours ORDER BY called;
-- From here on without the aggregate of a risk matrix, which refuses rows that are
-- not its cells: test/pgtap/risk.sql plays it through.
DELETE FROM ours WHERE proname = 'risk_matrix';
-- The rule finds what breaks it.
CREATE FUNCTION pg_temp.next(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT $1 + 1';
CREATE AGGREGATE pg_temp.no_argument(*) (SFUNC = pg_temp.next, STYPE = bigint, COMBINEFUNC = int8pl, INITCOND = '0');
CREATE AGGREGATE pg_temp.no_combine(date, date) (SFUNC = sen._timeliness_accum, STYPE = sen.timeliness,
                                                 FINALFUNC = sen._timeliness_final);
SELECT is(pg_temp.citus_faults('pg_temp.no_argument()'::regprocedure),
          'no argument, initial value with a strict combine function', 'an aggregate without an argument is found');
SELECT is(pg_temp.citus_faults('pg_temp.no_combine'::regproc), 'no combine function',
          'and one without a combine function');
SELECT is(pg_temp.citus_faults('pg_catalog.avg(bigint)'::regprocedure),
          'state of a pseudo-type, state cannot travel, serial functions',
          'and one with an internal state, such as avg(bigint)');
SELECT is(pg_temp.citus_faults('pg_catalog.percentile_cont(float8, float8)'::regprocedure),
          'ordered set, no combine function, state of a pseudo-type, state cannot travel', 'and percentile_cont');

-- What a programme needs so that its cases can be sharded by authority: the
-- column may not be null, is part of every key, and of
-- every reference between two tables of cases; and the tables have no triggers,
-- which Citus refuses on distributed tables. The words that
-- they refer to become reference tables, which stand on every server: these
-- refer to nothing and have no triggers either.
\set programme dist
\ir ../fixtures/ready_programme.sql
CREATE TEMPORARY TABLE sharded ON COMMIT DROP AS
-- a measure of the plan only names the authority whose cases it counts
SELECT c.oid, c.oid::regclass::text AS name, a.attnum, a.attnotnull FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'local_authority' WHERE c.relnamespace = 'dist'::regnamespace
       AND c.relkind = 'r'
       AND c.relname NOT IN ('measure', 'measure_count', 'plans_in_force', 'population', 'complaint',
                             'sen2_submission', 'neighbour', 'release_area', 'published_wait', 'scenario',
                             'school_holiday', 'recovery_target');
CREATE TEMPORARY TABLE reference ON COMMIT DROP AS SELECT 'dist.' || name AS name, ('dist.' || name)::regclass AS oid
    FROM unnest(ARRAY['age_band', 'audit_grade', 'primary_need', 'school_phase', 'wait_service']) name;
SELECT ok(count(*) >= 6 AND bool_and(attnotnull),
          count(*) || ' tables of cases have the code of the authority, never null') FROM sharded;
SELECT is(string_agg(name || ' ' || conname, ', '), NULL, 'every key has it') FROM sharded
JOIN pg_constraint ON conrelid = sharded.oid AND contype IN ('p', 'u', 'x') WHERE attnum <> ALL (conkey);
SELECT is(string_agg(name || ' ' || indexrelid::regclass, ', '), NULL, 'every unique index has it') FROM sharded
JOIN pg_index ON indrelid = sharded.oid AND indisunique WHERE attnum <> ALL (indkey::smallint[]);
SELECT is(string_agg(f.name || ' ' || conname, ', '), NULL,
          'every reference between them has it, on both sides in the same place')
FROM sharded f JOIN pg_constraint ON conrelid = f.oid AND contype = 'f' JOIN sharded t ON t.oid = confrelid
WHERE coalesce(confkey[array_position(conkey, f.attnum)] <> t.attnum, true);
SELECT is(string_agg(name || ' ' || conname, ', '), NULL,
          'none refers to a table that is not sharded, nor the other way round')
FROM sharded s JOIN pg_constraint k ON contype = 'f' AND s.oid IN (conrelid, confrelid)
WHERE NOT EXISTS (SELECT FROM sharded o WHERE o.oid = k.conrelid) OR NOT EXISTS (SELECT FROM sharded o
    WHERE o.oid = k.confrelid UNION ALL SELECT FROM reference o WHERE o.oid = k.confrelid);
SELECT is(string_agg(r.name || ' ' || conname, ', '), NULL, 'a reference table refers to none') FROM reference r
JOIN pg_constraint ON conrelid = r.oid AND contype = 'f';
SELECT is(string_agg(name || ' ' || tgname, ', '), NULL, 'none has a trigger')
FROM (SELECT oid, name FROM sharded UNION ALL SELECT oid, name FROM reference) t
JOIN pg_trigger ON tgrelid = t.oid AND NOT tgisinternal;

-- The views of a distributed programme ------------------------------------------------------------------------
-- They read the tables of cases through functions that gather their rows, so that each is planned and run in one
-- place, whatever servers the rows are on. All of that but the servers can be had without Citus: the same rows in every
-- view whose query is another then, and nothing that a worker would compute but the choice of authorities.
SET LOCAL search_path = dist, public;
\set whole_seed :seed
SELECT :seed / 1000000.0 AS seed \gset
\ir ../fixtures/random_cases.sql
\set seed :whole_seed
SET LOCAL search_path = public;
INSERT INTO dist.wait (local_authority, wait_ref, child_ref, service, referred_on, assessed_on)
SELECT '344', 'W' || n, 'C' || n, s.service, date '2024-01-01' + n, CASE WHEN n % 3 > 0 THEN date '2024-03-01' + n END
FROM generate_series(1, 20) n CROSS JOIN (SELECT service FROM dist.wait_service LIMIT 1) s;
INSERT INTO dist.plan_audit (local_authority, audit_ref, audited_on, grade)
SELECT '343', 'A' || n, date '2024-03-01' + n, (ARRAY(SELECT grade FROM dist.audit_grade ORDER BY grade))[1 + n % 4]
FROM generate_series(1, 20) n;
CREATE TEMPORARY TABLE changed ON COMMIT DROP AS
SELECT r.name FROM sen.programme_part p CROSS JOIN LATERAL unnest(p.relations) r (name)
WHERE p.kind = 'view' AND sen.gathered_form(p.body) <> p.body AND r.name <> 'board_paper'
UNION ALL SELECT r.name FROM sen.report_part p CROSS JOIN LATERAL unnest(p.relations) r (name)
WHERE sen.gathered_form(p.body) <> p.body;
SELECT cmp_ok(count(*), '>', 30::bigint, count(*) || ' views have another query') FROM changed;
CREATE FUNCTION pg_temp.read_views() RETURNS TABLE (name text, answer text) LANGUAGE plpgsql AS $$
BEGIN
    FOR name IN SELECT c.name FROM changed c ORDER BY c.name LOOP
        EXECUTE format('SELECT count(*) || '' '' || coalesce(md5(string_agg(r::text, chr(10) '
                       'ORDER BY r::text COLLATE "C")), '''') FROM %s.%I r',
                       CASE WHEN to_regclass('dist.' || name) IS NULL THEN 'dist_reports' ELSE 'dist' END, name)
            INTO answer;
        RETURN NEXT;
    END LOOP;
END $$;
CREATE TEMPORARY TABLE plain_answer ON COMMIT DROP AS SELECT * FROM pg_temp.read_views();
CREATE ROLE sen_tap_dist_reader;
CREATE ROLE sen_tap_dist_council;
CREATE ROLE sen_tap_dist_editor;
SELECT sen.grant_access('dist', 'sen_tap_dist_reader', 'reader'),
       sen.grant_access('dist', 'sen_tap_dist_council', 'analyst'),
       sen.grant_access('dist', 'sen_tap_dist_editor', 'editor') \g /dev/null
SELECT throws_ok($$SELECT sen.distribute('dist')$$, '55000', 'extension "citus" is not in this database',
                 'without Citus no programme is distributed');
SELECT is(sen.has_gathered('dist'), false, 'and nothing is changed');
-- By default a new table is for everybody: the key is not.
ALTER DEFAULT PRIVILEGES IN SCHEMA dist GRANT SELECT ON TABLES TO PUBLIC, sen_tap_dist_reader;
SELECT sen.put_up_views('dist', sen.take_down_views('dist') || '{"gathered": true}') \g /dev/null
ALTER DEFAULT PRIVILEGES IN SCHEMA dist REVOKE SELECT ON TABLES FROM PUBLIC, sen_tap_dist_reader;
SELECT set_eq('SELECT * FROM pg_temp.read_views()', 'SELECT * FROM plain_answer', 'every view says the same');
SELECT is(sen.has_gathered('dist'), true, 'the programme is known by it');
SELECT is((SELECT count(*) FROM sen.gather_functions('dist')), 2 * (SELECT count(*) FROM sen.distributed_tables()),
          'two functions for each table');
-- What a view reads or names is in the catalogue: columns of a table, the table, or rows of its type. A view that names
-- none of these is never planned by Citus, whatever subqueries, lateral joins, VALUES and joins it has; nor is a
-- function that it calls taken by Citus for a part of the table, and made on a new server before it.
CREATE FUNCTION pg_temp.direct() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT DISTINCT r.ev_class::regclass::text || ': ' || c.relname
    FROM pg_depend d
    JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
    JOIN pg_class v ON v.oid = r.ev_class AND v.relkind = 'v'
    JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid
        OR d.refclassid = 'pg_type'::regclass AND c.reltype = d.refobjid
    JOIN sen.distributed_tables() t ON t.relation = c.relname
    WHERE c.relnamespace = 'dist'::regnamespace $$;
SELECT is((SELECT string_agg(d, ', ') FROM pg_temp.direct() d), NULL, 'no view depends on a table of cases');
SAVEPOINT direct;
CREATE VIEW dist.own AS SELECT 1 AS x FROM dist.ehc_request r JOIN dist.wait w USING (local_authority);
CREATE VIEW dist.own_named AS SELECT sen.authorities_shown('dist.appeal'::regclass) AS x;
CREATE VIEW dist.own_typed AS SELECT 1 AS x FROM sen.gather(NULL::dist.mediation, NULL) g;
SELECT results_eq('SELECT * FROM pg_temp.direct() ORDER BY 1',
                  ARRAY['dist.own: ehc_request', 'dist.own: wait', 'dist.own_named: appeal',
                        'dist.own_typed: mediation'], 'one that does is found, however it does');
ROLLBACK TO direct;
SELECT is((SELECT count(*) FROM sen.gather_functions('dist') g
           WHERE sen.gathered_table(g.routine) <> ('dist.' || g.relation)::regclass), 0::bigint,
          'the table is known by the function');
SELECT throws_ok($$SELECT sen.gathered_table('sen.today()')$$, '42809', 'function sen.today() gathers no table',
                 'by no other');
-- The workers get no function of ours to compute, so none takes another day: only tables, columns and constants.
SELECT ok(prosrc ~ 'RETURN QUERY EXECUTE format\(''SELECT f\.\* FROM %s f%s'', relation, these\);'
          AND (SELECT bool_and(t.w[1] ~ '^ WHERE f\.local_authority OPERATOR\(pg_catalog\.=\) (ANY \()?%L')
               FROM regexp_matches(prosrc, 'these := format\(''([^'']*)''', 'g') t (w)),
          'what is gathered is asked for without a function of ours')
FROM pg_proc WHERE oid = 'sen.gather(anyelement,text[])'::regprocedure;
SELECT is((SELECT count(*) FROM dist.ehc_request_gathered(NULL)), (SELECT count(*) FROM dist.ehc_request),
          'all rows for null');
SELECT is((SELECT count(*) FROM dist.ehc_request_gathered('{344}')),
          (SELECT count(*) FROM dist.ehc_request WHERE local_authority = '344'), 'those of one authority');
SELECT is((SELECT count(*) FROM dist.ehc_request_gathered('{344,343,999}')), (SELECT count(*) FROM dist.ehc_request),
          'of several');
SELECT is((SELECT count(*) FROM dist.ehc_request_gathered('{}')), 0::bigint, 'and of none');
SELECT throws_ok('SELECT * FROM sen.gather(NULL::text, NULL)', '42809', 'type text is not that of the rows of a table',
                 'only rows of a table are gathered');
SET LOCAL sen_improvement.local_authority = '343';
SELECT results_eq('SELECT DISTINCT local_authority FROM dist.case_status', ARRAY['343'], 'the setting chooses');
RESET sen_improvement.local_authority;
-- Who may read what.
SET LOCAL ROLE sen_tap_dist_reader;
SELECT cmp_ok((SELECT count(*) FROM dist.compliance_by_year), '>', 0::bigint, 'a reader reads totals');
SELECT throws_ok('SELECT * FROM dist.gather_key', '42501', NULL, 'but not the key by which they are counted');
SELECT throws_ok('SELECT * FROM dist.ehc_request_gathered(NULL, NULL)', '42501',
                 'permission denied to gather rows with the rights of the owner', 'nor cases without it');
SELECT throws_ok('SELECT * FROM dist.ehc_request_gathered(NULL, gen_random_uuid())', '42501',
                 'permission denied to gather rows with the rights of the owner', 'or with another');
SELECT throws_ok('SELECT * FROM dist.ehc_request_gathered(NULL)', '42501', 'permission denied for table ehc_request',
                 'nor by its own rights');
SELECT throws_ok('SELECT * FROM sen.gather(NULL::dist.ehc_request, NULL)', '42501',
                 'permission denied for table ehc_request', 'nor past these');
RESET ROLE;
SELECT throws_ok($$SELECT sen.limit_access('dist', 'sen_tap_dist_editor', '344')$$, '55000',
                 format('role "sen_tap_dist_editor" may write tables of programme "dist" that are distributed: %s',
                        (SELECT string_agg(relation, ', ' ORDER BY relation) FROM sen.distributed_tables()
                         WHERE how = 'distributed')), 'who writes is not limited');
SELECT lives_ok($$SELECT sen.limit_access('dist', 'sen_tap_dist_council', '344')$$, 'who reads is');
SELECT throws_ok($$SELECT sen.grant_access('dist', 'sen_tap_dist_council', 'editor')$$, '55000',
                 'role "sen_tap_dist_council" is limited to an authority', 'and then does not come to write');
SET LOCAL ROLE sen_tap_dist_council;
SELECT results_eq('SELECT DISTINCT local_authority FROM dist.case_status', ARRAY['344'], 'cases of one authority');
SELECT results_eq('SELECT DISTINCT local_authority FROM dist.compliance_by_year', ARRAY['344'], 'and totals');
RESET ROLE;
-- What is counted is told to the planner.
DELETE FROM dist.plan_audit WHERE audit_ref > 'A15';
SELECT sen.analyse_programme('dist') \g /dev/null
SELECT is(prorows::integer, (SELECT count(*)::integer FROM dist.plan_audit),
          'analysing counts the rows that are gathered')
FROM pg_proc WHERE oid = 'dist.plan_audit_gathered(text[])'::regprocedure;
-- Views laid out anew stay of that form, also under another name and after a table was changed.
ALTER TABLE dist.wait ADD COLUMN own_note text;
ALTER SCHEMA dist RENAME TO dist_renamed;
ALTER SCHEMA dist_reports RENAME TO dist_renamed_reports;
SELECT lives_ok($$SELECT count(*) FROM dist_renamed.case_status$$, 'a programme can be renamed');
SELECT sen.lay_out_views('dist_renamed') \g /dev/null
SELECT is(sen.has_gathered('dist_renamed'), true, 'views laid out anew are of the same form');
SELECT is(prorows::integer, (SELECT count(*)::integer FROM dist_renamed.plan_audit), 'and the rows are known as before')
FROM pg_proc WHERE oid = 'dist_renamed.plan_audit_gathered(text[])'::regprocedure;
SELECT ok(pg_get_viewdef('dist_renamed.waits'::regclass) ~ 'wait_gathered', 'and read what is gathered');
SELECT is((SELECT count(*) FROM dist_renamed.wait_gathered(NULL) WHERE own_note IS NULL), 20::bigint,
          'with the columns that the table has now');
ALTER SCHEMA dist_renamed RENAME TO dist;
ALTER SCHEMA dist_renamed_reports RENAME TO dist_reports;
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Cases, on 5 servers of which one has none ---------------------------------------------------------------
CREATE TABLE public.dist_case (site integer, area integer, started date, finished date, exception boolean, left_on date,
                               as_of date, summary sen.timeliness, series sen.timeliness_series);
INSERT INTO public.dist_case
SELECT site, area, started, finished, exception, left_on, as_of, s.*
FROM (SELECT (random() * 3)::integer AS site, (random() * 11)::integer AS area,
      CASE WHEN random() < 0.1 THEN NULL ELSE random() < 0.2 END AS exception,
      date '2024-01-01' + (random() * 400)::integer AS as_of,
             random() AS a, random() AS b, random() AS c, random() AS r, random() AS s, random() AS t
                 FROM generate_series(1, :cases)) x
CROSS JOIN LATERAL (SELECT CASE WHEN a < 0.03 THEN NULL WHEN a < 0.04 THEN 'infinity' WHEN a < 0.05 THEN '-infinity'
                                WHEN a < 0.06 THEN date '2000-01-01 BC' + (r * 1000000)::integer
                                ELSE date '2022-01-01' + (r * 1250)::integer END AS started) y
CROSS JOIN LATERAL (SELECT CASE WHEN b < 0.2 THEN NULL WHEN b < 0.22 THEN 'infinity' WHEN b < 0.23 THEN '-infinity'
                                WHEN b < 0.26 OR a < 0.06 THEN date '2021-06-01' + (s * 900)::integer
                                ELSE started + (s * 500)::integer END AS finished,
                           CASE WHEN c < 0.7 THEN NULL WHEN c < 0.72 THEN 'infinity' WHEN c < 0.75
                                OR a < 0.06 THEN date '2021-06-01' + (t * 900)::integer
                                ELSE started + (t * 500)::integer END AS left_on) z
CROSS JOIN LATERAL (SELECT sen.timeliness(one.started, one.finished, one.exception, one.left_on, one.as_of),
                    sen.timeliness_series('finish_month', one.started, one.finished, one.exception, one.left_on,
                                          one.as_of)
                    FROM (SELECT started, finished, exception, left_on, as_of) one) s;
ALTER TABLE public.dist_case SET (parallel_workers = 3);
ANALYZE public.dist_case;

-- What an aggregate must say, in plain SQL from the words of doc/timeliness.md and the comments: the canonical text.
CREATE FUNCTION pg_temp.oracle(from_due boolean, has_exception boolean, has_left boolean, has_as_of boolean)
    RETURNS text LANGUAGE sql AS $$
    WITH chosen AS (SELECT started, finished, has_exception AND coalesce(exception, false) AS excepted,
                    CASE WHEN has_left THEN left_on END AS left_on,
                    CASE WHEN has_as_of THEN as_of ELSE '2024-07-01' END AS as_of FROM public.dist_case),
         known AS (SELECT *, CASE WHEN least(finished, left_on) > as_of OR num_nulls(finished, left_on) = 2 THEN 'open'
                                  WHEN left_on < finished OR finished IS NULL THEN 'left' ELSE 'done' END AS what,
                   least(finished, left_on, as_of) AS until
                   FROM chosen WHERE num_nulls(started, finished, left_on) < 3),
         counted AS (SELECT what || CASE WHEN excepted AND what <> 'left' THEN '_excepted' ELSE '' END AS class,
                     CASE WHEN isfinite(started) AND isfinite(until)
                          AND (from_due OR until >= started) THEN until - started END AS days, count(*) AS n
                     FROM known WHERE from_due OR started IS NULL OR started = 'infinity' OR started <= as_of
                         OR what <> 'open' GROUP BY 1, 2),
         class AS (SELECT class, array_position('{done,done_excepted,open,open_excepted,left}', class) AS place,
                   string_agg(days || ':' || n, ',' ORDER BY days) FILTER (WHERE days IS NOT NULL) AS cells,
                   sum(n) FILTER (WHERE days IS NULL) AS unusable FROM counted GROUP BY class)
    SELECT 'v1' || coalesce(string_agg(' ' || class || '{' || cells || '}', '' ORDER BY place), '')
           || coalesce(' unusable{' || string_agg(class || ':' || unusable, ','
                                                  ORDER BY place) FILTER (WHERE unusable > 0) || '}', '') FROM class $$;
CREATE FUNCTION pg_temp.answer(query text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE a text;
    BEGIN EXECUTE query INTO a; RETURN a; END $$;
CREATE FUNCTION pg_temp.is_split(query text) RETURNS boolean LANGUAGE plpgsql AS $$ DECLARE plan text := ''; line text;
    BEGIN FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP plan := plan || line || E'\n'; END LOOP;
    RETURN plan ~ 'Partial (Hash|Group)?Aggregate'; END $$;

SET LOCAL max_parallel_workers_per_gather = 0;
-- One query for each way of grouping: not at all, by area, by site. Its
-- answer is a text, here of one process and one table.
CREATE FUNCTION pg_temp.query(a ours, key text, source text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN key = '' THEN format('SELECT %s(%s)::text FROM %s', a.aggfnoid, a.arguments, source)
                ELSE format('SELECT string_agg(%1$s || E''\t'' || s, E''\n'' ORDER BY %1$s) FROM (SELECT %1$s, '
                            '%s(%s)::text AS s FROM %s GROUP BY %1$s) x', key, a.aggfnoid, a.arguments, source) END $$;
CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
SELECT o.oid, key, pg_temp.answer(pg_temp.query(o, key, 'public.dist_case')) AS answer
FROM ours o, unnest(ARRAY['', 'area', 'site']) key;
ALTER TABLE ours ADD whole text;
UPDATE ours SET whole = answer FROM wanted w WHERE w.oid = ours.oid AND key = '';
SELECT is(md5(whole),
          md5(pg_temp.oracle(proname = 'lateness', 'exception' = ANY (proargnames) OR proname = 'rollup',
                             'left_on' = ANY (proargnames) OR proname = 'rollup', 'as_of' = ANY (proargnames)
                             OR proname = 'rollup')), called || ', cell by cell')
FROM ours WHERE prorettype = 'sen.timeliness'::regtype ORDER BY called;
\if :whole
SELECT ok((SELECT whole ~ 'v1 done\{.*done_excepted\{.*open\{.*open_excepted\{.*left\{.*unusable\{done:\d+,'
                          'done_excepted:\d+,open:\d+,open_excepted:\d+,left' FROM ours
           WHERE called = 'sen.timeliness(date,date,boolean,date,date)'), 'the cases are of every kind');
\endif

-- As Citus does it ---------------------------------------------------------------------------------------
-- A worker runs the transition over its rows and sends the state as it is,
-- without the final function. The coordinator reads
-- the states, combines them, a worker without rows sending null, and runs the final function once.
CREATE TEMPORARY TABLE sent (called text, place integer, by_text text, by_binary bytea) ON COMMIT DROP;
CREATE FUNCTION pg_temp.split(a ours) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text := a.aggtranstype::regtype;
    sends text := (SELECT typsend FROM pg_type WHERE oid = a.aggtranstype);
    answer text;
BEGIN
    EXECUTE format('CREATE AGGREGATE pg_temp.on_worker(%s) (SFUNC = %s, STYPE = %s %s)',
                   array_to_string(a.proargtypes::regtype[], ','), a.aggtransfn, state,
                   'INITCOND = ' || quote_literal(a.agginitval));
    EXECUTE format('CREATE AGGREGATE pg_temp.on_coordinator(%s) (SFUNC = %s, STYPE = %1$s %3$s)', state, a.aggcombinefn,
                   ', FINALFUNC = ' || nullif(a.aggfinalfn, 0)::regproc);
    EXECUTE format('INSERT INTO sent SELECT %L, place, state::text, %s(state)
        FROM (SELECT place, pg_temp.on_worker(%s) FILTER (WHERE c.site IS NOT NULL) AS state
                    FROM generate_series(0, 4) place LEFT JOIN public.dist_case c ON c.site = place
                        GROUP BY place) s', a.called, sends, a.arguments);
    EXECUTE format('SELECT pg_temp.on_coordinator(by_text::%s ORDER BY random())::text FROM sent WHERE called = %L',
                   state, a.called) INTO answer;
    EXECUTE format('DROP AGGREGATE pg_temp.on_coordinator(%s)', state);
    EXECUTE format('DROP AGGREGATE pg_temp.on_worker(%s)', array_to_string(a.proargtypes::regtype[], ','));
    RETURN answer;
END $$;
SELECT is(md5(pg_temp.split(o)), md5(whole), called || ': five workers and a coordinator') FROM ours o ORDER BY called;
SELECT is((count(*), count(by_text))::text, (5 * (SELECT count(*) FROM ours), 4 * (SELECT count(*) FROM ours))::text,
          'four states of each travelled, the worker without rows sent null') FROM sent;
SELECT is(count(*), 0::bigint, 'the bytes sent are those of the value that the text gives')
FROM sent JOIN ours USING (called)
WHERE by_binary <> CASE aggtranstype WHEN 'sen.timeliness'::regtype THEN sen.timeliness_send(by_text::sen.timeliness)
                        WHEN 'sen.timeliness_series'::regtype
                        THEN sen.timeliness_series_send(by_text::sen.timeliness_series)
                        WHEN 'sen.queue'::regtype THEN sen.queue_send(by_text::sen.queue)
                        WHEN 'sen.pace'::regtype THEN sen.pace_send(by_text::sen.pace)
                        WHEN 'sen.risk_score'::regtype THEN sen.risk_score_send(by_text::sen.risk_score)
                        ELSE by_text::bytea END;
SELECT is(sen.rollup(by_text::sen.timeliness)::text, 'v1', 'workers without rows only: an empty summary') FROM sent
WHERE by_text IS NULL;

-- Merge orders: random parts, in random order, and pairwise as a tree -----------------------------------------
CREATE FUNCTION pg_temp.by_tree(s sen.timeliness[]) RETURNS sen.timeliness LANGUAGE plpgsql AS $$
BEGIN
    WHILE cardinality(s) > 1 LOOP
        s := (SELECT array_agg(coalesce(b OPERATOR(sen.+) a, a))
              FROM (SELECT s[i] AS a, s[i + 1] AS b FROM generate_series(1, cardinality(s), 2) i) x);
    END LOOP;
    RETURN s[1];
END $$;
SELECT is(md5(pg_temp.answer(format('SELECT %s FROM (SELECT %s(%s) AS s FROM (SELECT *, floor(random() * %s) AS part '
                                    'FROM public.dist_case) c GROUP BY part) x', merged, aggfnoid, arguments, parts))),
          md5(whole), called || ': ' || parts || ' parts, ' || merged)
FROM ours, unnest(ARRAY[2, 37, 5000]) parts,
    unnest(ARRAY['sen.rollup(s ORDER BY random())', 'pg_temp.by_tree(array_agg(s ORDER BY random()))']) merged
WHERE prorettype = 'sen.timeliness'::regtype ORDER BY called, parts, merged;

-- Plans ----------------------------------------------------------------------------------------------------
-- How a query is planned hangs on no seed: where both are tried, only with the fixed one.
\if :whole
-- The same rows in hash partitions by site: a group by site lies in one partition, any other in all.
CREATE TABLE public.dist_part (LIKE public.dist_case) PARTITION BY HASH (site);
SELECT format('CREATE TABLE public.dist_part_%s PARTITION OF public.dist_part FOR VALUES WITH (MODULUS 5, REMAINDER '
              '%1$s)', n) FROM generate_series(0, 4) n \gexec
INSERT INTO public.dist_part SELECT * FROM public.dist_case;
ANALYZE public.dist_part;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers = 8;
PREPARE answers (text, text) AS
SELECT is(md5(pg_temp.answer(pg_temp.query(o, key, $1))), md5(answer),
          concat_ws(', ', called, nullif('by ' || key, 'by '), $2)) FROM ours o JOIN wanted w USING (oid)
ORDER BY called, key;
PREPARE splits (text, text, text[]) AS
SELECT is(string_agg(DISTINCT pg_temp.is_split(pg_temp.query(o, key, $1))::text, ','), 'true',
          $2 || ': the plans have partial aggregates') FROM ours o, unnest($3) key;

-- To start a worker costs more than to count these rows: three, whose states are combined, and no leader.
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_leader_participation = off;
EXECUTE splits ('public.dist_case', 'three workers', '{"",area,site}');
EXECUTE answers ('public.dist_case', 'three workers');
SET LOCAL enable_hashagg = off;
EXECUTE splits ('public.dist_case', 'three workers, sorted', '{"",area,site}');
EXECUTE answers ('public.dist_case', 'three workers, sorted');
SET LOCAL enable_hashagg = on;
SET LOCAL enable_partitionwise_aggregate = on;
SET LOCAL parallel_leader_participation = on;
EXECUTE splits ('public.dist_part', 'partitions and workers', '{"",area}');
EXECUTE answers ('public.dist_part', 'partitions and workers');
SET LOCAL max_parallel_workers_per_gather = 0;
EXECUTE splits ('public.dist_part', 'partition by partition', '{"",area}');
EXECUTE answers ('public.dist_part', 'partition by partition');
\endif
SELECT * FROM finish();
ROLLBACK;
