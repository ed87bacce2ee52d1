-- The schema for BI tools by its name: somebody else's, one of the owner's, that of a long name, and none.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
CREATE FUNCTION pg_temp.count_of(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint; BEGIN EXECUTE query INTO n; RETURN n; END $$;
CREATE ROLE rep_bi; CREATE ROLE rep_nobody;

CREATE SCHEMA rep_reports AUTHORIZATION rep_nobody;
SELECT throws_ok($$SELECT sen.create_programme('rep')$$, '42P06',
                 'schema "rep_reports" belongs to another role than programme "rep"', 'a schema of somebody else');
ALTER SCHEMA rep_reports OWNER TO CURRENT_USER;
CREATE TABLE rep_reports.own (i integer);
SELECT alike(sen.create_programme('rep'), 'programme rep: % tables and % views, version %', 'one of the owner''s');
SELECT is(count(*), 1::bigint, 'keeps what is in it') FROM pg_class WHERE oid = 'rep_reports.own'::regclass;
SELECT is(pg_temp.count_of('SELECT count(*) FROM rep_reports.' || v), n, 'an empty programme: ' || v)
FROM (VALUES ('as_on', 1::bigint), ('fact_compliance', 0), ('fact_measure', 0), ('dim_area', 0),
             ('fact_risk', 0)) x (v, n);
SELECT cmp_ok(count(*), '>=', 1095::bigint, 'which has days') FROM rep_reports.dim_date;
SELECT is(sen.reports_schema(repeat('a', 63)), repeat('a', 55) || '_reports', 'a long name is cut');
SELECT alike(sen.create_programme(repeat('a', 63)), 'programme a%', 'so that it can be a programme');
SELECT throws_ok($$SELECT sen.grant_access('rep', 'rep_bi', 'BI')$$, '22023', 'unknown level of access: "BI"',
                 'no such level');
DROP VIEW rep_reports.as_on, rep_reports.data_dictionary;
DROP SCHEMA rep_reports CASCADE;
SELECT throws_ok($$SELECT sen.grant_access('rep', 'rep_bi', 'bi')$$, '55000',
                 'programme "rep" has no schema "rep_reports" for BI tools', 'no schema, no level');
SELECT sen.lay_out_views('rep') \g /dev/null
SELECT alike(sen.grant_access('rep', 'rep_bi', 'bi'), 'role rep_bi is bi%', 'which sen.lay_out_views brings back');
SELECT * FROM finish();
ROLLBACK;
