-- The schema for BI tools of a programme that was renamed, or dropped, without it. A file of its own: each programme
-- that one transaction makes and drops takes a place among its locks for every table and view.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();

\set programme left_over
\ir ../fixtures/ready_programme.sql
ALTER SCHEMA left_over RENAME TO left_renamed;
SELECT throws_ok($$SELECT sen.create_programme('left_over')$$, '42P07',
                 'schema "left_over_reports" has the views for BI tools of another programme',
                 'a programme that was renamed');
SELECT isnt_empty('SELECT * FROM left_over_reports.dim_date', 'has them still');
ALTER SCHEMA left_renamed RENAME TO left_over;
SELECT alike(sen.lay_out_views('left_over'), 'programme left_over: %', 'and under its name they are its own');
DROP SCHEMA left_over CASCADE;
SELECT isnt_empty($$SELECT * FROM sen.report_views('left_over')$$, 'something is left of a programme dropped alone');
SELECT alike(sen.create_programme('left_over'), 'programme left_over: % tables and % views, version %',
             'and is replaced');
SELECT is((SELECT count(*) FROM sen.report_views('left_over')),
          (SELECT count(*) FROM sen.report_part p CROSS JOIN LATERAL unnest(p.relations) r (name)), 'by all views');
SELECT * FROM finish();
ROLLBACK;
