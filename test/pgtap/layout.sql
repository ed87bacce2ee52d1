-- The parts of a programme: what is laid out, in which order, and where an error in one is said to be; the views laid
-- out anew, with grants and with what others built on them. The upgrade from released versions: test/t/018_upgrade.pl.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
SELECT sen.create_programme('lay') IS NOT NULL AS made \gset

-- The parts ---------------------------------------------------------------------------------------
CREATE TEMPORARY VIEW made AS
SELECT p.file, p.kind, coalesce(substring(p.file FROM '^views/([0-9])_')::integer, 0) AS floor, p.position, r.name
FROM sen.programme_part p, unnest(p.relations) r (name);
SELECT set_eq($$SELECT name::text, CASE kind WHEN 'table' THEN 'r' ELSE 'v' END FROM made ORDER BY 1$$,
    $$SELECT relname::text, relkind::text FROM pg_class WHERE relnamespace = 'lay'::regnamespace
      AND relkind IN ('r', 'p', 'v', 'm', 'f') AND relname !~ '^(ledger_|log_(versions|leaves)$|changes_since_)'
      ORDER BY 1$$,
    'a programme consists of the relations that the parts name, and those of the log');
SELECT is(count(*), 0::bigint, 'and every part is alone in naming a relation')
FROM (SELECT name FROM made GROUP BY name HAVING count(*) > 1) x;
-- What reads what is found first: in one join with the parts, which have no statistics, they are unnested for each row.
SELECT is((WITH parts AS MATERIALIZED (SELECT * FROM made), reads AS MATERIALIZED (
        SELECT DISTINCT v.relname AS reader, s.relname AS source FROM pg_class v JOIN pg_rewrite w ON w.ev_class = v.oid
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> v.oid
        JOIN pg_class s ON s.oid = d.refobjid AND s.relnamespace = v.relnamespace
        WHERE v.relnamespace = 'lay'::regnamespace)
    SELECT string_agg(DISTINCT format('%s reads %s', m.name, o.name), ', ')
    FROM reads r JOIN parts m ON m.name = r.reader JOIN parts o ON o.name = r.source
    WHERE o.floor > m.floor OR (o.position >= m.position AND o.file <> m.file)), NULL,
        'no part reads upwards, by what the server found in it');
SELECT is((SELECT string_agg(m.name, ', ') FROM made m JOIN pg_class c ON c.relnamespace = 'lay'::regnamespace
           AND c.relname = m.name JOIN sen.programme_part p USING (file)
    WHERE p.is_tracked <> EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'sen_track')), NULL,
        'what is said to be tracked is, and nothing else');
CREATE FUNCTION pg_temp.rows_of(relation text) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint;
    BEGIN EXECUTE format('SELECT count(*) FROM lay.%I', relation) INTO n; RETURN n; END $$;
SELECT is((SELECT string_agg(m.name, ', ') FROM made m JOIN sen.programme_part p USING (file)
           WHERE p.kind = 'table' AND m.name NOT IN ('programme', 'layout_step')
           AND p.is_filled <> (pg_temp.rows_of(m.name) > 0)), NULL,
    'what is said to come filled does, and nothing else');
SELECT is((SELECT array_agg(s.step ORDER BY s.step) FROM sen.programme_step s),
          (SELECT array_agg(n) FROM generate_series(1, (SELECT max(step) FROM sen.programme_step)) n),
          'steps have no gap');
SELECT is((SELECT step FROM lay.layout_step), (SELECT max(step) FROM sen.programme_step),
          'a new programme has them behind it');

SELECT count(*) AS views FROM made WHERE kind = 'view' \gset

-- Twins: the same for single cases, with the rights of the reader, and for totals, with those of the owner.
CREATE FUNCTION pg_temp.query_of(relation regclass) RETURNS text
    LANGUAGE sql AS $$ SELECT regexp_replace(pg_get_viewdef(relation),
                                     '\m(case_clock|case_ended|case_status|case_turns|event_limit|review_status'
                                     '|turning_event)\M', '\1_all', 'g') $$;
SELECT is(pg_get_viewdef(('lay.' || twin)::regclass), pg_temp.query_of('lay.' || single),
          twin || ' means what ' || single || ' means')
FROM unnest(ARRAY['case_clock', 'case_ended', 'case_status', 'case_time_limit', 'case_turns', 'event_limit',
                  'review_status', 'turning_event']) single,
    concat(single, '_all') twin;
SELECT is(string_agg(c.relname || ' ' || coalesce(c.reloptions::text, ''), ', ' ORDER BY c.relname),
          'case_clock {security_invoker=true}, case_clock_all , case_ended {security_invoker=true}, case_ended_all , '
          'case_status {security_invoker=true}, case_status_all , '
          'case_time_limit {security_invoker=true}, case_time_limit_all , case_turns {security_invoker=true}, '
          'case_turns_all , event_limit {security_invoker=true}, event_limit_all , '
          'review_status {security_invoker=true}, review_status_all , '
          'turning_event {security_invoker=true}, turning_event_all ', 'and by whose rights')
FROM pg_class c WHERE c.relnamespace = 'lay'::regnamespace
    AND c.relname ~ '^(case_clock|case_ended|case_status|case_time_limit|case_turns|event_limit|review_status'
                     '|turning_event)(_all)?$';
SELECT is(cardinality(string_to_array(pg_get_viewdef('lay.limit_case'::regclass), 'UNION ALL')),
          cardinality(string_to_array(pg_get_viewdef('lay.case_clock'::regclass), 'UNION ALL')),
          'limit_case has a branch for each of case_clock');

-- A column without a comment means what it means in the source that is named first, by the shortest way.
SELECT is(col_description('lay.event_limit'::regclass, 2), col_description('lay.case_time_limit'::regclass, 2),
          'event_limit.concerns means what case_clock takes over, and not what turning_event does');
SELECT isnt(col_description('lay.event_limit'::regclass, 2), col_description('lay.turning_event'::regclass, 2),
            'which is something else');

-- Where an error is -------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.said(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; d text; h text; c text;
BEGIN
    EXECUTE statement;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT, c = PG_EXCEPTION_CONTEXT;
    RETURN concat_ws(E'\n', SQLSTATE || ' ' || m, nullif(d, ''), nullif(h, ''),
                     substring(c FROM '^part of a programme: [^\n]*'));
END $$;
SELECT is(pg_temp.said(format('SELECT sen.run_part(%L, %L, current_user::regrole)', 'views/x.sql', body)), said, about)
FROM (VALUES ('a name, after letters of two bytes',
              E'--@ views/x.sql:5\n\n-- how\nCREATE VIEW zz AS\nSELECT 1 AS é, ''ü'', nosuch\nFROM pg_class;\n',
              E'42703 column "nosuch" does not exist\npart of a programme: views/x.sql, line 8: SELECT 1 AS é, ''ü'', '
              'nosuch'),
             ('a name on the line after such letters', E'--@ views/x.sql:5\nSELECT ''éééééééééééééééé'',\n    nosuch',
              E'42703 column "nosuch" does not exist\npart of a programme: views/x.sql, line 6: nosuch'),
             ('what the server says of a whole statement',
              E'--@ views/x.sql:5\nCREATE TABLE zz (a int);\n\n-- how\nCREATE TABLE zz (\n    a int);\n',
              E'42P07 relation "zz" already exists\npart of a programme: views/x.sql, line 8: CREATE TABLE zz ('),
             ('syntax, in what comes from another file',
              E'--@ views/x.sql:5\nSELECT 1;\n--@ views/y.sql:50\nCREATE TABL zz (\n    a int);\n',
              E'42601 syntax error at or near "TABL"\npart of a programme: views/y.sql, line 50: CREATE TABL zz ('),
             ('syntax at the end', 'SELECT (1',
              E'42601 syntax error at end of input\npart of a programme: views/x.sql, line 1: SELECT (1'),
             ('inside a function', E'--@ views/x.sql:7\nDO $x$ BEGIN PERFORM 1 / 0; END $x$',
              E'22012 division by zero\npart of a programme: views/x.sql, line 7: DO $x$ BEGIN PERFORM 1 / 0; END $x$'),
             ('a long line is cut', E'--@ views/x.sql:7\nSELECT ' || repeat('é, ', 100),
              E'42601 syntax error at end of input\npart of a programme: views/x.sql, line 7: SELECT '
              || repeat('é, ', 28) || '...'),
             ('nothing', '', 'no error'), ('a mark alone', '--@ b', 'no error'),
             ('a mark without a line', E'--@ views/x.sql\nSELEC 1',
              E'42601 syntax error at or near "SELEC"\npart of a programme: views/x.sql, line 2: SELEC 1')) v (about,
                  body, said);
SELECT is((SELECT count(*) FROM pg_class WHERE relname = 'zz'), 0::bigint, 'and nothing is left of it');
SAVEPOINT broken;
UPDATE sen.programme_part SET body = replace(body, 'm.held_on < t.today', 'm.held_onn < t.today')
WHERE file = 'views/3_facts/meeting_cycle.sql';
SELECT matches(pg_temp.said(statement),
               '^42703 column m\.held_onn does not exist\n(Perhaps .*\n)?part of a programme: '
               'views/3_facts/meeting_cycle\.sql, line [0-9]+: LEFT JOIN LATERAL \(SELECT m\.meeting_id, m\.held_on '
               'FROM meeting_on_day m WHERE m\.held_onn[^\n]*$', statement)
FROM unnest(ARRAY[$$SELECT sen.create_programme('broken')$$, $$SELECT sen.lay_out_views('lay')$$]) statement;
SELECT is(to_regnamespace('broken')::text, NULL, 'and there is no half of a programme');
ROLLBACK TO broken;

-- Laid out anew -----------------------------------------------------------------------------------
CREATE ROLE lay_reader;
CREATE ROLE lay_analyst;
CREATE ROLE lay_editor;
CREATE ROLE lay_extra;
CREATE ROLE lay_other;
SELECT sen.grant_access('lay', 'lay_' || level, level) IS NOT NULL AS granted
FROM unnest('{reader,analyst,editor}'::text[]) level \g /dev/null
GRANT SELECT ON lay.open_cases TO lay_extra WITH GRANT OPTION;
GRANT SELECT (verdict, title) ON lay.dashboard TO lay_extra;
GRANT SELECT (local_authority) ON lay.case_status TO lay_extra;
GRANT SELECT ON lay.backlog TO PUBLIC;
CREATE TEMPORARY TABLE before AS
SELECT c.relname, NULL::name AS attname, a.* FROM pg_class c, aclexplode(c.relacl) a
WHERE c.relnamespace = 'lay'::regnamespace AND a.grantee <> c.relowner
UNION ALL SELECT c.relname, t.attname, a.* FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid,
    aclexplode(t.attacl) a WHERE c.relnamespace = 'lay'::regnamespace;
CREATE TEMPORARY TABLE comments AS SELECT c.relname, d.objsubid, d.description FROM pg_class c
    JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
    WHERE c.relnamespace = 'lay'::regnamespace;
CREATE TEMPORARY VIEW after AS
SELECT c.relname, NULL::name AS attname, a.* FROM pg_class c, aclexplode(c.relacl) a
WHERE c.relnamespace = 'lay'::regnamespace AND a.grantee <> c.relowner
UNION ALL SELECT c.relname, t.attname, a.* FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid,
    aclexplode(t.attacl) a WHERE c.relnamespace = 'lay'::regnamespace;
SELECT 'lay.open_cases'::regclass::oid AS old_oid \gset
SELECT is(sen.lay_out_views('lay'), 'programme lay: ' || :views || ' views', 'laid out');
SELECT isnt('lay.open_cases'::regclass::oid, :old_oid::oid, 'anew');
SELECT cmp_ok((SELECT count(*) FROM before), '>', 300::bigint, 'there are many grants');
SELECT is_empty('(TABLE before EXCEPT TABLE after) UNION ALL (TABLE after EXCEPT TABLE before)',
                'every grant is as before, those of levels and others');
SELECT is_empty($$SELECT relname, objsubid, description FROM comments EXCEPT SELECT c.relname, d.objsubid, d.description
                  FROM pg_class c JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
                  WHERE c.relnamespace = 'lay'::regnamespace$$, 'and every comment');

-- What others built on the views: named, or made again.
CREATE SCHEMA own;
GRANT CREATE, USAGE ON SCHEMA own TO lay_analyst;
CREATE VIEW own.late WITH (security_barrier) AS SELECT o.request_ref AS "Ref" FROM lay.overdue_cases o;
COMMENT ON VIEW own.late IS 'What''s late.';
COMMENT ON COLUMN own.late."Ref" IS 'Its reference.';
GRANT SELECT ON own.late TO lay_extra, PUBLIC;
ALTER VIEW own.late OWNER TO lay_analyst;
CREATE VIEW own.how_many AS SELECT count(*) FROM own.late;
CREATE FUNCTION own.all_open() RETURNS SETOF lay.open_cases LANGUAGE sql STABLE AS 'SELECT * FROM lay.open_cases';
REVOKE ALL ON FUNCTION own.all_open() FROM PUBLIC;
CREATE FUNCTION own.counted(n integer DEFAULT 1) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*)
    FROM lay.backlog; END;
CREATE FUNCTION own.by_name() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM lay.backlog';
SELECT results_eq($$SELECT object, kind, depth, definition IS NOT NULL FROM sen.view_dependents('lay')$$,
    $$VALUES ('own.all_open()', 'function', 1, true), ('own.counted(integer)', 'function', 1, true),
      ('own.late', 'view', 1, true), ('own.how_many', 'view', 2, true)$$, 'what is built on the views');
SELECT is(pg_temp.said($$SELECT sen.lay_out_views('lay')$$),
    '2BP01 views of programme "lay" cannot be laid out anew while other objects depend on them
There depend on them: function own.all_open(), function own.counted(integer), view own.late, view own.how_many.
Drop these first and make them again afterwards, or give dependents => ''restore'', '
    'by which views and functions are dropped and made again.', 'is refused by name');
CREATE TEMPORARY TABLE own_before AS
SELECT i.identity, pg_get_userbyid(coalesce(c.relowner, p.proowner)) AS owner,
       coalesce(c.relacl, p.proacl)::text AS acl,
       coalesce(pg_get_viewdef(c.oid), pg_get_functiondef(p.oid)) AS definition, c.reloptions,
       obj_description(coalesce(c.oid, p.oid)) AS about, col_description(c.oid, 1) AS about_column
FROM (SELECT 'pg_class'::regclass AS classid, oid FROM pg_class WHERE relnamespace = 'own'::regnamespace
      AND relkind = 'v' UNION ALL SELECT 'pg_proc', oid FROM pg_proc WHERE pronamespace = 'own'::regnamespace) o
CROSS JOIN LATERAL pg_identify_object(o.classid, o.oid, 0) i LEFT JOIN pg_class c ON c.oid = o.oid
    AND o.classid = 'pg_class'::regclass LEFT JOIN pg_proc p ON p.oid = o.oid AND o.classid = 'pg_proc'::regclass;
SELECT is(sen.lay_out_views('lay', 'restore'), 'programme lay: ' || :views || ' views', 'or dropped and made again');
SELECT is_empty($$SELECT * FROM own_before EXCEPT
SELECT i.identity, pg_get_userbyid(coalesce(c.relowner, p.proowner)), coalesce(c.relacl, p.proacl)::text,
       coalesce(pg_get_viewdef(c.oid), pg_get_functiondef(p.oid)), c.reloptions,
       obj_description(coalesce(c.oid, p.oid)), col_description(c.oid, 1)
FROM (SELECT 'pg_class'::regclass AS classid, oid FROM pg_class WHERE relnamespace = 'own'::regnamespace
      AND relkind = 'v' UNION ALL SELECT 'pg_proc', oid FROM pg_proc WHERE pronamespace = 'own'::regnamespace) o
CROSS JOIN LATERAL pg_identify_object(o.classid, o.oid, 0) i LEFT JOIN pg_class c ON c.oid = o.oid
    AND o.classid = 'pg_class'::regclass LEFT JOIN pg_proc p ON p.oid = o.oid AND o.classid = 'pg_proc'::regclass$$,
    'with owner, grants, definition, options and comments');
SELECT is(count(*), 5::bigint, 'all five') FROM own_before;
SELECT is_empty('(TABLE before EXCEPT TABLE after) UNION ALL (TABLE after EXCEPT TABLE before)',
                'and every grant on ours is still as before');
CREATE MATERIALIZED VIEW own.kept AS SELECT * FROM lay.backlog;
SELECT is(pg_temp.said($$SELECT sen.lay_out_views('lay', 'restore')$$),
    '2BP01 views of programme "lay" cannot be laid out anew while other objects depend on them
There depend on them: materialized view own.kept.
These cannot be made again from their definitions alone: drop them first.', 'what holds rows is not dropped');
DROP MATERIALIZED VIEW own.kept;

-- What a newer version adds goes to those who had all else of its level.
UPDATE sen.programme_part SET relations = '{lay_new}', body = 'CREATE VIEW lay_new AS SELECT 1 AS one',
    file = 'views/5_reports/lay_new.sql' WHERE file = 'views/5_reports/plans_per_1000.sql';
SELECT is(sen.lay_out_views('lay', 'restore'), 'programme lay: ' || :views || ' views', 'a new view');
SELECT is(string_agg(r || ' ' || has_table_privilege(r, 'lay.lay_new', 'SELECT'), ', ' ORDER BY r),
          'lay_analyst true, lay_editor true, lay_extra false, lay_reader true', 'is granted by its level')
FROM unnest('{lay_reader,lay_analyst,lay_editor,lay_extra}'::text[]) r;

-- What a stranger made in the schema is not taken into a view, whatever its name.
GRANT USAGE, CREATE ON SCHEMA lay TO lay_other;
SAVEPOINT strangers;
SET LOCAL ROLE lay_other;
CREATE FUNCTION lay.round(double precision, integer) RETURNS double precision LANGUAGE sql AS 'SELECT 0::float8';
CREATE FUNCTION lay.never(text, date) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR lay.= (FUNCTION = lay.never, LEFTARG = text, RIGHTARG = date);
RESET ROLE;
SELECT is(pg_temp.said(statement), '55000 others have made functions or operators in programme "lay"
There are: function lay.never(text,date), function lay.round(double precision,integer), operator lay.=(text,date).
A name in a view could be taken for one of these, and would run with the rights of whoever reads it. Drop them, '
    'or move them to another schema.', 'a function of a stranger: ' || statement)
FROM unnest(ARRAY[$$SELECT sen.lay_out_views('lay', 'restore')$$, $$SELECT sen.put_up_views('lay', '{}')$$,
                  $$SELECT sen.take_down_views('lay', 'restore')$$]) statement;
ROLLBACK TO strangers;
ALTER TABLE lay.wait RENAME TO wait_before;
SET LOCAL ROLE lay_other;
CREATE VIEW lay.wait AS SELECT 1 AS one;
RESET ROLE;
SELECT throws_ok($$SELECT sen.lay_out_views('lay', 'restore')$$, '3F000', '"lay" is not a programme',
                 'a view of a stranger in place of a table');
ROLLBACK TO strangers;
REVOKE CREATE, USAGE ON SCHEMA lay FROM lay_other;

-- Bad input ---------------------------------------------------------------------------------------
SELECT throws_ok($$SELECT sen.lay_out_views('nowhere')$$, '3F000', '"nowhere" is not a programme', 'no programme');
SELECT throws_ok($$SELECT sen.lay_out_views(NULL)$$, '3F000', 'null is not a programme', 'null');
SELECT throws_ok($$SELECT sen.lay_out_views('lay', 'drop')$$, '22023', 'unknown choice for dependents: "drop"',
                 'another choice');
SELECT throws_ok($$SELECT sen.put_up_views('lay', '{}')$$, '42P07', 'relation "action_on_day" already exists',
                 'views that are there');
INSERT INTO lay.layout_step VALUES (99, '9.9.9', 'from the future');
SELECT throws_ok($$SELECT * FROM sen.upgrade_programme('lay')$$, '55000',
                 'programme "lay" is newer than the installed extension', 'a newer programme');
SELECT throws_ok($$SELECT sen.lay_out_views('lay')$$, '55000',
                 'the tables of programme "lay" are not those of the installed version', 'nor are its views');
DELETE FROM lay.layout_step WHERE step = 99;
SELECT is_empty($$SELECT * FROM sen.upgrade_programme('lay')$$, 'nothing to upgrade');
SELECT is_empty($$SELECT * FROM sen.upgrade_programme('lay', true)$$, 'and nothing would be');
SELECT set_eq($$SELECT programme, owner::text, extension_version, upgrade_waits FROM sen.programmes()
                WHERE programme = 'lay'$$,
    $$SELECT 'lay' AS a, current_user::text AS b, e.extversion AS c, false AS d FROM pg_extension e
      WHERE e.extname = 'sen_improvement'$$, 'the programmes of this database');
SET LOCAL ROLE lay_other;
SELECT set_eq($$SELECT programme, extension_version, upgrade_waits FROM sen.programmes() WHERE programme = 'lay'$$,
              $$VALUES ('lay', NULL::text, NULL::boolean)$$, 'whoever may not read one sees that it is there');
SELECT throws_ok(format('SELECT * FROM %s', call), '42501', 'must be owner of programme "lay"',
                 call || ': for the owner')
FROM unnest(ARRAY[$$sen.lay_out_views('lay')$$, $$sen.take_down_views('lay')$$, $$sen.put_up_views('lay', '{}')$$,
                  $$sen.upgrade_programme('lay')$$])
    call;
RESET ROLE;
-- What the catalogue keeps of the views --------------------------------------------------
SELECT is((SELECT string_agg(c.relname || ' ' || pg_column_compression(r.ev_action), ', ')
           FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
           WHERE c.relnamespace = 'lay'::regnamespace
             AND c.relname IN (SELECT unnest(p.relations) FROM sen.programme_part p)
             AND pg_column_compression(r.ev_action) <> CASE WHEN 'lz4' = ANY (s.enumvals) THEN 'lz4' ELSE 'pglz' END),
          NULL, 'the queries of views are compressed by lz4 where the server has it')
FROM pg_settings s WHERE s.name = 'default_toast_compression';
SELECT is(current_setting('default_toast_compression'), (SELECT reset_val FROM pg_settings
                                                         WHERE name = 'default_toast_compression'),
          'and what else is written in the transaction is not');

SELECT * FROM finish();
ROLLBACK;
