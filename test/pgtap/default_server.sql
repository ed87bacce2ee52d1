-- A default server is a fast server: with PostgreSQL's own settings, whatever this server says, and before
-- autovacuum has run, no view that somebody may be given costs enough to be compiled, and the plans are small.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
SELECT set_config(s.name, s.boot_val, true) FROM pg_settings s
WHERE s.context = 'user'
       AND (s.category LIKE 'Query Tuning%' OR s.name IN ('jit', 'work_mem', 'hash_mem_multiplier')) \g /dev/null
SELECT is(current_setting('jit') || ' ' || current_setting('jit_above_cost') || ' ' || current_setting('work_mem'),
          'on 100000 4MB', 'the settings are those that PostgreSQL comes with');

-- A programme of 10,000 requests, by plain statements and sen.analyse_programme() at the end.
\set programme tap_large
\set cases 10000
\set actions 500
\set measures 200
\set months 60
\set risks 100
\set meetings 24
\ir ../bench/large_programme.sql
SET LOCAL client_min_messages = warning;
SELECT is((SELECT count(*) FROM tap_large.ehc_request), 10000::bigint, 'there are 10,000 requests');

CREATE FUNCTION pg_temp.plan(query text) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json, SUMMARY) ' || query INTO plan;
    RETURN plan -> 0;
END $$;
CREATE TEMPORARY VIEW readable AS
SELECT n.nspname AS programme, c.relname AS view, format('SELECT * FROM %I.%I', n.nspname, c.relname) AS query
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN sen.access_levels() l ON l.relation = c.relname
WHERE c.relkind = 'v' AND l.read_level IN ('reader', 'analyst');
-- Each is planned once, by a server that would compile whatever it costs: what that one does not compile no other does,
-- and what a plan costs does not hang on it.
SET LOCAL jit_above_cost = 0;
CREATE TEMPORARY TABLE planned AS SELECT r.programme, r.view, pg_temp.plan(r.query) AS plan FROM readable r
    WHERE r.programme = 'tap_large';
-- Nobody may read the first page but in the pack.
INSERT INTO planned VALUES ('tap_large', 'first_page', pg_temp.plan('SELECT * FROM tap_large.first_page'));
SET LOCAL jit_above_cost = 100000;
SELECT cmp_ok((SELECT count(*) FROM planned), '>=', 50::bigint, 'the views were looked at');
SELECT is((SELECT string_agg(view, ', ') FROM planned WHERE (plan #>> '{Plan,Total Cost}')::numeric >= 100000), NULL,
          'no view costs jit_above_cost');
SELECT is((SELECT string_agg(view, ', ') FROM planned WHERE plan::text ~ '"JIT"'), NULL,
          'no view is compiled, whatever it costs');
-- For two columns of which it knows nothing the planner expects 40,000 groups, and hashes them; for three, a tenth of
-- the cases, and from a million cases on it sorts those on disk.
CREATE TEMPORARY VIEW counted_by AS
SELECT c.relname AS view, split_part(split_part(split_part(pg_get_viewdef(c.oid), f.called, 2), 'GROUP BY ', 2),
                                     ')', 1) AS columns
FROM pg_class c, (VALUES ('sen.case_months('), ('sen.case_cohorts(')) f (called)
WHERE c.relnamespace = 'tap_large'::regnamespace AND c.relkind = 'v'
      AND pg_get_viewdef(c.oid) LIKE '%' || f.called || '%';
SELECT cmp_ok((SELECT count(*) FROM counted_by WHERE columns LIKE '%.local_authority%'), '>=', 6::bigint,
              'months and cohorts are counted by authority');
SELECT is((SELECT string_agg(view || ': ' || columns, '; ') FROM counted_by WHERE columns ~ ',.*,'), NULL,
          'and by at most one column more');
-- What reads a view of a programme runs without JIT, the rest as the server decides.
SET LOCAL jit_above_cost = 0;
CREATE FUNCTION pg_temp.compiled(query text) RETURNS boolean LANGUAGE sql RETURN pg_temp.plan(query)::text ~ '"JIT"';
SELECT is(pg_temp.compiled('SELECT m.month, count(r) FROM tap_large.timeliness_by_month m, tap_large.ehc_request r
                            WHERE r.received_on >= m.month GROUP BY m.month'), false, 'nor a query that joins one');
SELECT is(pg_temp.compiled('SELECT count(*) FROM tap_large.ehc_request'), pg_jit_available(),
          'a query of tables alone is, where the server can');
SELECT is(pg_temp.compiled('SELECT count(*) FROM pg_catalog.pg_views'), pg_jit_available(), 'so is one of other views');
SET LOCAL sen_improvement.jit = on;
SELECT is(pg_temp.compiled('SELECT * FROM tap_large.timeliness_by_month'), pg_jit_available(),
          'with sen_improvement.jit on, the server decides');
SET LOCAL sen_improvement.jit = off;
PREPARE months AS SELECT count(*) FROM tap_large.timeliness_by_month;
EXECUTE months \g /dev/null
EXECUTE months \g /dev/null
SELECT is(pg_temp.compiled('EXECUTE months'), false, 'a prepared statement is not compiled');
SET LOCAL sen_improvement.jit = on;
SELECT is(pg_temp.compiled('EXECUTE months'), pg_jit_available(), 'and its plan is as it was');
RESET sen_improvement.jit;
SET LOCAL jit_above_cost = 100000;
-- So that a view may grow somewhat before the limit is near. The papers are all that a Board reads in one view,
-- and those of areas are all that it reads of every area.
SELECT cmp_ok((SELECT max((plan #>> '{Plan,Total Cost}')::numeric) FROM planned
               WHERE view NOT IN ('board_paper', 'area_paper', 'first_page')), '<', 50000::numeric,
              'the dearest costs less than half of it');
SELECT cmp_ok((SELECT (plan #>> '{Plan,Total Cost}')::numeric FROM planned WHERE view = 'first_page'
               AND programme = 'tap_large'), '<', 75000::numeric, 'and the first page, read by none, less');
-- The check can fail.
SELECT cmp_ok((pg_temp.plan('SELECT * FROM tap_large.ehc_request a CROSS JOIN tap_large.ehc_request b')
               #>> '{Plan,Total Cost}')::numeric, '>=', 100000::numeric, 'a query that costs more is seen');

-- The requests by their intake view, which analyses them, the rest by plain statements, and nothing else.
SELECT sen.create_programme('tap_door') \g /dev/null
INSERT INTO tap_door.ehc_request_intake (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                                         assessment_outcome, assessment_outcome_on, week20)
SELECT local_authority, request_ref, received_on::text, request_outcome, request_outcome_on::text, assessment_outcome,
       assessment_outcome_on::text, week20::text FROM tap_large.ehc_request;
INSERT INTO tap_door.advice_request SELECT * FROM tap_large.advice_request;
INSERT INTO tap_door.annual_review SELECT * FROM tap_large.annual_review;
INSERT INTO planned SELECT r.programme, r.view, pg_temp.plan(r.query) FROM readable r WHERE r.programme = 'tap_door';
SELECT is((SELECT reltuples FROM pg_class WHERE oid = 'tap_door.ehc_request'::regclass), 10000::real,
          'the intake view has analysed its table');
SELECT is((SELECT string_agg(view, ', ') FROM planned
           WHERE programme = 'tap_door'
           AND ((plan #>> '{Plan,Total Cost}')::numeric >= 100000 OR plan::text ~ '"JIT"')), NULL,
          'right after the intake view no view costs as much either');

-- How long planning takes depends on the machine (make bench prints it); the size of the plan does not. Each of
-- the limits of a case asks whether an event ended it, and each reading of the plan or of a record what was deleted
-- since: 236 and 1671 nodes.
CREATE FUNCTION pg_temp.nodes(view text) RETURNS bigint LANGUAGE sql RETURN (SELECT count(*)
    FROM planned p, regexp_matches(p.plan::text, '"Node Type"', 'g') WHERE p.programme = 'tap_large' AND p.view = $1);
SELECT cmp_ok(pg_temp.nodes('timeliness_by_month'), '<=', 260::bigint,
              'the plan of timeliness_by_month is small enough');
SELECT cmp_ok(pg_temp.nodes('notice_compliance'), '<=', 1690::bigint, 'that of notice_compliance too');

-- Prepared, they are planned once; with a parameter, five times, as PostgreSQL does before it decides.
PREPARE compliance AS SELECT count(*) FROM tap_large.notice_compliance;
PREPARE by_month (date) AS SELECT count(*) FROM tap_large.timeliness_by_month WHERE month >= $1;
EXECUTE compliance \g /dev/null
EXECUTE compliance \g /dev/null
SET LOCAL sen_improvement.as_of = '2025-06-30';
EXECUTE compliance \g /dev/null
SELECT is((SELECT generic_plans || ' ' || custom_plans FROM pg_prepared_statements WHERE name = 'compliance'), '3 0',
          'a prepared statement has one plan');
EXECUTE by_month ('2025-01-01') \g /dev/null
EXECUTE by_month ('2025-02-01') \g /dev/null
EXECUTE by_month ('2025-03-01') \g /dev/null
EXECUTE by_month ('2025-04-01') \g /dev/null
EXECUTE by_month ('2025-05-01') \g /dev/null
EXECUTE by_month ('2025-06-01') \g /dev/null
EXECUTE by_month ('2025-07-01') \g /dev/null
SELECT is((SELECT generic_plans || ' ' || custom_plans FROM pg_prepared_statements WHERE name = 'by_month'), '2 5',
          'one with a parameter stops planning after five times');

-- In a large programme workers share the branches of a report: no branch has workers of its own, which would send the
-- leader each of its rows. Here with workers for little, so that the planner decides as it does for a million requests
-- (free of charge, workers of each branch cost it as much as those of all); a sixth of the reviews are of a change of
-- phase.
UPDATE tap_large.annual_review SET transfer_year = extract(year FROM meeting_on)::integer + 1,
    transfer_phase = CASE review_ref::integer % 12 WHEN 0 THEN 'primary to secondary' ELSE 'secondary to post-16' END
WHERE review_ref::integer % 6 = 0;
SELECT sen.analyse_programme('tap_large') \g /dev/null
SET LOCAL parallel_setup_cost = 100;
SET LOCAL min_parallel_table_scan_size = 0;
CREATE FUNCTION pg_temp.count(words text, pattern text) RETURNS bigint LANGUAGE sql RETURN (SELECT count(*)
    FROM regexp_matches(words, pattern, 'g'));
CREATE TEMPORARY TABLE shared AS
SELECT view, pg_temp.count(plan, '"Node Type": "Append",\s+("Parent Relationship": "\w+",\s+)?"Parallel Aware": true')
           AS appends, pg_temp.count(plan, '"Node Type": "Gather') AS gathers
FROM (SELECT v.view, pg_temp.plan(format('SELECT count(x) FROM tap_large.%I x', v.view))::text AS plan
      FROM unnest(ARRAY['case_time_limit', 'deadlines', 'compliance_by_month', 'compliance_by_cohort',
                        'compliance_year_to_date', 'annual_review_timeliness']) AS v (view)) p;
SELECT is((SELECT count(*) FROM shared), 6::bigint, 'reports on limits of several kinds');
SELECT is((SELECT string_agg(view || ': ' || appends || ' and ' || gathers, ', ') FROM shared
           WHERE appends = 0 OR gathers > 2), NULL, 'workers share their branches, and no branch has its own');
RESET parallel_setup_cost;
RESET min_parallel_table_scan_size;
-- The pack runs without JIT, whatever the server says.
SELECT is((SELECT p.proconfig @> '{jit=off}' FROM pg_proc p WHERE p.oid = 'sen.paper_rows(text,text)'::regprocedure),
          true, 'sen.paper_rows has jit off');
DEALLOCATE ALL;
SELECT * FROM finish();
ROLLBACK;
