-- Columns that the owner adds to tables of a programme, by names that queries of views work with themselves: the views
-- are laid out over them, and name none. A query that takes all columns of a table names them.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
SELECT sen.create_programme('tap_own') IS NOT NULL AS made \gset

-- What a query names it depends on.
CREATE TEMPORARY VIEW named AS
SELECT DISTINCT r.ev_class AS view, d.refobjid AS relation, d.refobjsubid AS column_number
FROM pg_class c
JOIN pg_rewrite r ON r.ev_class = c.oid
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
JOIN pg_class t ON t.oid = d.refobjid AND t.relkind = 'r'
WHERE c.relnamespace IN ('tap_own'::regnamespace, 'tap_own_reports'::regnamespace) AND d.refobjsubid > 0;
CREATE TEMPORARY TABLE last_column AS
SELECT c.oid AS relation, c.relnatts FROM pg_class c WHERE c.relnamespace = 'tap_own'::regnamespace AND c.relkind = 'r';
CREATE TEMPORARY TABLE word AS
SELECT unnest('{status,stage,today,note,team,age_then,school_age,outcome,ended,ended_on,appealed_on,passed_on,
                reopened_on,redone,report_passed_on,not_first_on,has_exception,latest,latest_today,period_before,
                value_before,arrivals,issue_order,excepted,disputed,in_time,counts_on,is_open}'::text[]) AS name;
-- Those of the log and of what is laid out are not the owner's to change.
CREATE FUNCTION pg_temp.widen() RETURNS SETOF regclass LANGUAGE plpgsql AS $$
DECLARE
    widened regclass;
BEGIN
    FOR widened IN SELECT c.oid FROM pg_class c JOIN sen.programme_part p ON c.relname = ANY (p.relations)
                   WHERE c.relnamespace = 'tap_own'::regnamespace AND c.relkind = 'r' AND p.kind = 'table'
                     AND c.relname NOT IN ('programme', 'layout_step') LOOP
        EXECUTE (SELECT format('ALTER TABLE %s %s', widened, string_agg(format('ADD COLUMN %I text', w.name), ', '))
                 FROM word w WHERE w.name NOT IN (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = widened));
        RETURN NEXT widened;
    END LOOP;
END $$;
SELECT cmp_ok((SELECT count(*) FROM pg_temp.widen()), '>', 60::bigint, 'tables with columns of these names');
SELECT lives_ok($$SELECT sen.lay_out_views('tap_own')$$, 'the views are laid out anew over them');
SELECT is((SELECT string_agg(DISTINCT n.view::regclass::text, ', ') FROM named n JOIN last_column l USING (relation)
           WHERE n.column_number > l.relnatts), NULL, 'none names a column of the owner''s, who may drop it again');
SELECT cmp_ok((SELECT count(*) FROM named), '>', 2000::bigint, 'of so many columns that views name');

SELECT * FROM finish();
ROLLBACK;
