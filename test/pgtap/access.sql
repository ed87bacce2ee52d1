-- What doc/security.md says each role may do is tried, for every table, view, sequence and function of the
-- catalogue: its tables are read from the page, and what they do not know fails.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set page `cat doc/security.md`
BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();

-- The page ----------------------------------------------------------------------------------------
CREATE TEMPORARY TABLE line AS SELECT n, text FROM regexp_split_to_table(:'page', '\n') WITH ORDINALITY l (text, n);
CREATE TEMPORARY TABLE mark AS SELECT n, substring(text FROM '^<!-- access: (\w+) -->$') AS name FROM line
    WHERE text ~ '^<!-- access: ';
-- The rows of a table: those after a mark, up to the first line that is none.
CREATE TEMPORARY TABLE cell AS
SELECT m.name AS tab, l.n AS row_number, c.n AS col, btrim(c.text) AS text
FROM mark m JOIN line l ON l.n > m.n + 3 AND l.text ~ '^\|' AND NOT EXISTS (SELECT FROM line e
    WHERE e.n BETWEEN m.n + 2 AND l.n AND e.text !~ '^\|'),
     regexp_split_to_table(substring(l.text FROM '^\|(.*)\|\s*$'), '\|') WITH ORDINALITY c (text, n);
CREATE TEMPORARY TABLE actor (col bigint, role name);
INSERT INTO actor VALUES (2, 'sen_tap_stranger'), (3, 'sen_tap_bi'), (4, 'sen_tap_reader'), (5, 'sen_tap_analyst'),
    (6, 'sen_tap_editor'), (7, 'sen_tap_secretariat'), (8, 'sen_tap_other'), (9, 'sen_tap_owner'),
    (10, 'sen_tap_trigger'), (11, 'sen_tap_create');
SELECT is((SELECT string_agg(DISTINCT h.text, ' ') FROM mark m JOIN line h ON h.n = m.n + 2
           WHERE m.name IN ('relations', 'functions')),
    '| functions | everybody | `bi` | `reader` | `analyst` | `editor` | `secretariat` | other owner | owner | '
    '`TRIGGER` | `CREATE` | | group | everybody | `bi` | `reader` | `analyst` | `editor` | `secretariat` | '
    'other owner | owner | `TRIGGER` | `CREATE` |', 'the columns of the tables on the page are the roles of this test');
CREATE TEMPORARY TABLE relation_cell AS SELECT g.text AS grp, a.role, c.text FROM cell c
    JOIN cell g ON g.tab = c.tab AND g.row_number = c.row_number AND g.col = 1 JOIN actor a ON a.col = c.col
    WHERE c.tab = 'relations';
CREATE TEMPORARY TABLE member AS SELECT g.text AS grp, m.name[1] AS name FROM cell c
    JOIN cell g ON g.tab = c.tab AND g.row_number = c.row_number AND g.col = 1,
    regexp_matches(c.text, '`([\w.]+)`', 'g') m (name) WHERE c.tab = 'groups' AND c.col = 2;
CREATE TEMPORARY TABLE function_cell AS SELECT g.text AS functions, a.role, c.text FROM cell c
    JOIN cell g ON g.tab = c.tab AND g.row_number = c.row_number AND g.col = 1 JOIN actor a ON a.col = c.col
    WHERE c.tab = 'functions';
SELECT is((SELECT count(*) FROM relation_cell), 10 * (SELECT count(DISTINCT grp) FROM member),
          'each group of relations has a cell for each role');
SELECT is_empty($$SELECT name FROM member GROUP BY name HAVING count(*) > 1$$, 'no relation is in two groups');
SELECT is_empty($$SELECT grp, role, text FROM relation_cell WHERE text !~ '^(–|[riwn]( [riwn])*)$'
                  UNION ALL SELECT functions, role, text FROM function_cell WHERE text NOT IN ('–', 'x')$$,
                'every cell can be read');

-- Who is there ------------------------------------------------------------------------------------
SELECT format('CREATE ROLE %I', role) FROM actor \gexec
CREATE ROLE sen_tap_nobody;
SELECT format('GRANT CREATE ON DATABASE %I TO sen_tap_owner, sen_tap_other', current_database()) \gexec
SET LOCAL ROLE sen_tap_other;
SELECT sen.create_programme('tap_b') \g /dev/null
RESET ROLE;
SET LOCAL ROLE sen_tap_owner;
SELECT sen.create_programme('tap_a') \g /dev/null
CREATE SCHEMA tap_plain;
CREATE TABLE tap_plain.t (id integer PRIMARY KEY);
GRANT USAGE ON SCHEMA tap_plain TO PUBLIC;
CREATE SCHEMA tap_bare;
GRANT USAGE ON SCHEMA tap_bare TO PUBLIC;
SELECT sen.create_log('tap_bare') \g /dev/null
DROP TABLE tap_bare.ledger_index;
SELECT sen.grant_access('tap_a', 'sen_tap_' || l, l)
FROM unnest('{bi,reader,analyst,editor,secretariat}'::text[]) l \g /dev/null
GRANT USAGE ON SCHEMA tap_a TO sen_tap_trigger, sen_tap_create;
GRANT TRIGGER ON ALL TABLES IN SCHEMA tap_a TO sen_tap_trigger;
GRANT CREATE ON SCHEMA tap_a TO sen_tap_create;
INSERT INTO tap_a.ehc_request (local_authority, request_ref, received_on) VALUES ('344', 'A', '2025-01-01');
INSERT INTO tap_a.assessment_exception (local_authority, request_ref, time_limit, exception)
VALUES ('344', 'A', 'final_plan', 'school_closure');
INSERT INTO tap_a.sen2_submission (submission, local_authority, return_year, reference_date, format, sha256, persons,
    requests, items, keeps_personal)
VALUES (1, '345', 2026, '2026-01-15', 'xml', repeat('a', 64), 0, 0, 0, false);
SELECT '<Message><Header><Collection>SEN2</Collection><Year>2026</Year><ReferenceDate>2026-01-15</ReferenceDate>'
       '<LEA>344</LEA></Header><Persons/></Message>' AS return \gset
SELECT sen.seal('tap_a') \g /dev/null
RESET ROLE;

-- What a role gets: null if it can, else the code of the error. Whatever it does is undone.
CREATE FUNCTION pg_temp.try(role name, statement text) RETURNS text LANGUAGE plpgsql SET jit = off AS $$
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', role);
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'SENOK';
EXCEPTION WHEN OTHERS THEN
    RETURN nullif(SQLSTATE, 'SENOK');
END
$$;

-- Relations ---------------------------------------------------------------------------------------
CREATE TEMPORARY TABLE relation AS
SELECT c.oid, c.relkind, c.oid::regclass::text AS qualified, CASE WHEN n.nspname = 'sen' THEN 'sen.' ELSE '' END
       || c.relname AS name,
       EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgtype & 64 > 0) AS by_trigger,
       (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attidentity = ''
        AND a.attgenerated = '' AND NOT a.attisdropped ORDER BY a.attnum LIMIT 1) AS col,
       (SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
        AND a.attidentity = '' AND a.attgenerated = '' AND NOT a.attisdropped ORDER BY a.attnum LIMIT 1) AS type
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('tap_a', 'tap_a_reports', 'sen') AND c.relkind NOT IN ('i', 'I', 't', 'c');
SELECT is_empty($$SELECT name FROM relation EXCEPT SELECT name FROM member$$,
                'every table, view and sequence is on the page');
SELECT is_empty($$SELECT name FROM member EXCEPT SELECT name FROM relation$$,
                'and the page names none that is not there');
SELECT is_empty($$SELECT m.name FROM member m WHERE m.grp NOT IN ('law', 'numbers', 'reports')
                  AND NOT EXISTS (SELECT FROM sen.access_levels() a WHERE a.relation = m.name)$$, 'each has a level');
-- A view is read to its end by the least of the roles that may; the rights of all are looked at before that. For the
-- others it is planned once, by a stranger, and each role executes that plan: the rights are looked at then. What is
-- asked when a name is found, may the schema be used, each role asks for itself. Where a table has policies every role
-- would have a plan of its own; so without them here, as they say which rows, and not who may read.
SELECT format('ALTER TABLE tap_a.%I %%s ROW LEVEL SECURITY', c.relname) AS policies FROM pg_class c
WHERE c.relnamespace = 'tap_a'::regnamespace AND c.relrowsecurity \gset
SELECT format(:'policies', 'DISABLE') \gexec
CREATE FUNCTION pg_temp.read_by_all(qualified text) RETURNS TABLE (role name, got text) LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('PREPARE one_view AS SELECT count(*) FROM (SELECT * FROM %s WHERE false OFFSET 0) x', qualified);
    FOR role IN SELECT a.role FROM actor a ORDER BY a.col LOOP
        got := pg_temp.try(role, format('SELECT %L::regclass; EXECUTE one_view', qualified));
        RETURN NEXT;
    END LOOP;
    DEALLOCATE one_view;
END
$$;
CREATE TEMPORARY TABLE read_try AS
SELECT r.oid, t.role, t.got FROM relation r, pg_temp.read_by_all(r.qualified) t WHERE r.relkind = 'v';
SELECT format(:'policies', 'ENABLE') \gexec
CREATE TEMPORARY TABLE relation_try AS
SELECT r.oid, r.relkind = 'v' AS is_view, r.name, m.grp, a.role, v.act, v.letter,
       (v.letter = ANY (string_to_array(c.text, ' '))
        OR (v.letter = 'i' AND 'w' = ANY (string_to_array(c.text, ' ')))) AS may, v.statement,
       CASE v.statement WHEN 'as above' THEN (SELECT t.got FROM read_try t WHERE t.oid = r.oid AND t.role = a.role)
            ELSE pg_temp.try(a.role, v.statement) END AS got
FROM relation r JOIN member m USING (name) JOIN (SELECT d.grp, min(b.col) FILTER (WHERE d.text ~ 'r') AS least
    FROM relation_cell d JOIN actor b USING (role) GROUP BY d.grp) g USING (grp)
CROSS JOIN actor a JOIN relation_cell c ON c.grp = m.grp AND c.role = a.role
CROSS JOIN LATERAL (VALUES
    ('select', 'r', CASE WHEN r.relkind = 'S' THEN 'SELECT last_value FROM ' || r.qualified
                         WHEN r.relkind = 'v' AND a.col <> g.least THEN 'as above'
                         ELSE format('SELECT count(*) FROM (SELECT * FROM %s %s OFFSET 0) x', r.qualified,
                                     CASE WHEN a.col <> g.least THEN 'WHERE false' ELSE '' END) END),
    ('insert', 'i',
     CASE WHEN r.relkind <> 'S' THEN format('INSERT INTO %s (%I) SELECT NULL::%s WHERE false', r.qualified, r.col,
                                            r.type) END),
    ('update', 'w',
     CASE WHEN r.relkind <> 'S' THEN format('UPDATE %s SET %2$I = %3$s %4$s', r.qualified, r.col,
                                            CASE WHEN r.by_trigger THEN quote_ident(r.col) ELSE 'NULL' END,
                                            CASE WHEN r.by_trigger THEN '' ELSE 'WHERE false' END) END),
    ('delete', 'w',
     CASE WHEN r.relkind <> 'S' THEN format('DELETE FROM %s %s', r.qualified,
                                            CASE WHEN r.by_trigger THEN '' ELSE 'WHERE false' END) END),
    ('nextval', 'n', CASE WHEN r.relkind = 'S' THEN format('SELECT nextval(%L)', r.qualified) END),
    ('setval', 'n', CASE WHEN r.relkind = 'S' THEN format('SELECT setval(%L, 1)', r.qualified) END),
    ('select from sequence', 'n', CASE WHEN r.relkind = 'S' THEN 'SELECT last_value FROM ' || r.qualified END)) v (act,
        letter, statement)
WHERE v.statement IS NOT NULL AND NOT (r.relkind = 'S' AND v.act = 'select');
SELECT is_empty(format($$SELECT name, act, got FROM relation_try
                         WHERE role = %L AND grp = %L AND may AND got IS NOT NULL$$, role, grp),
                format('%s: %s: all that the page allows can be done (%s tries)', substr(role, 9), grp,
                       count(*) FILTER (WHERE may)))
FROM relation_try GROUP BY role, grp HAVING bool_or(may) ORDER BY role, grp;
-- A view that cannot be written is refused to everybody, before rights are asked; a change of the
-- intake views and of the log by a trigger, to those who have the right.
SELECT is_empty(format($$SELECT name, act, got FROM relation_try WHERE role = %1$L AND grp = %2$L AND NOT may
                         AND got IS DISTINCT FROM '42501'
                          AND NOT coalesce(got IN ('55000', '0A000') AND act <> 'select'
                                           AND (is_view OR (role = 'sen_tap_owner'
                                                        AND grp IN ('proof', 'entries', 'index')))
                                           AND (role = 'sen_tap_owner' OR grp = 'intake views'
                                                OR NOT has_table_privilege(role, oid, act)), false)$$, role, grp),
                              format('%s: %s: nothing else can (%s tries)', substr(role, 9), grp,
                                     count(*) FILTER (WHERE NOT may)))
FROM relation_try GROUP BY role, grp HAVING NOT bool_and(may) ORDER BY role, grp;
-- TRUNCATE, a trigger, a foreign key: of nobody but the owner, and not of what is tracked.
SELECT is_empty(format($$SELECT r.name FROM relation r
                         WHERE r.relkind = 'r'
                         AND pg_temp.try(%1$L, 'TRUNCATE ' || r.qualified || ' CASCADE') IS DISTINCT FROM '42501'$$,
                       role), substr(role, 9) || ': truncates no table')
FROM actor WHERE role <> 'sen_tap_owner';
SELECT is_empty($$SELECT r.name FROM relation r
                  WHERE r.relkind = 'r' AND EXISTS (SELECT FROM pg_trigger t
                                                    WHERE t.tgrelid = r.oid AND t.tgname IN ('sen_track_truncate',
                                                        'refuse_change')) AND pg_temp.try('sen_tap_owner',
                      'TRUNCATE ' || r.qualified || ' CASCADE') IS DISTINCT FROM '55000'$$,
                'owner: truncates no tracked table, and none of the log');
SELECT is_empty(format($$SELECT r.name FROM relation r
                         WHERE r.relkind IN ('r', 'v') AND (has_table_privilege(%1$L, r.oid, 'TRUNCATE, REFERENCES')
                                                            OR (has_table_privilege(%1$L, r.oid, 'TRIGGER')
                                                                AND %1$L <> 'sen_tap_trigger'))$$, role),
                substr(role, 9) || ': has no right to truncate, refer to, or make a trigger')
FROM actor WHERE role <> 'sen_tap_owner';
SELECT is_empty($$SELECT c.oid::regclass FROM pg_class c, aclexplode(c.relacl) a
                  WHERE c.relnamespace IN ('tap_a'::regnamespace, 'tap_b'::regnamespace) AND a.grantee = 0$$,
                'PUBLIC has no privilege on anything');
SELECT is_empty($$SELECT c.oid::regclass, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                  WHERE c.relnamespace = 'tap_a'::regnamespace AND a.attacl IS NOT NULL$$,
                'nor any column a privilege of its own');

-- Functions ---------------------------------------------------------------------------------------
CREATE TEMPORARY TABLE function AS
SELECT p.oid, p.oid::regprocedure::text AS signature, CASE WHEN n.nspname = 'sen' THEN 'sen.' ELSE '' END
       || p.proname AS name, p.provolatile, p.prokind,
       p.prorettype IN ('trigger'::regtype, 'event_trigger'::regtype) AS of_trigger,
       'internal'::regtype = ANY (p.proargtypes) OR 'cstring'::regtype = ANY (p.proargtypes) AS of_type,
       -- Arguments that are no constants: of a strict function null constants
       -- would be computed without asking who may call it.
       format('SELECT %I.%I(%s)%s', n.nspname, p.proname, (SELECT string_agg('v.a' || i, ', ' ORDER BY i)
                                                           FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i)),
              (SELECT ' FROM (SELECT ' || string_agg(format('NULL::%s AS a%s', format_type(t, NULL), i), ', ')
               || ' OFFSET 0) v' FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i))) AS call
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('sen', 'tap_a');
CREATE TEMPORARY TABLE named AS SELECT DISTINCT c.functions, m.name[1] AS name
    FROM function_cell c, regexp_matches(c.functions, '`((?:sen\.)?\w+)`', 'g') m (name) WHERE c.functions !~ '^making';
SELECT is_empty($$SELECT signature FROM function
                  WHERE name NOT LIKE 'sen.\_%' AND (provolatile <> 'i' OR name NOT LIKE 'sen.%')
                  AND name NOT IN (SELECT name FROM named)$$,
                'every function that may look at a table or write one is on the page');
SELECT is_empty($$SELECT name FROM named EXCEPT SELECT name FROM function$$,
                'and the page names none that is not there');
SELECT is_empty($$SELECT signature FROM function f JOIN pg_proc p USING (oid) WHERE p.prosecdef$$,
                'none runs with rights of another');
SELECT is_empty(format($$SELECT signature FROM function
                         WHERE name LIKE 'sen.\_%%'
                         AND (has_function_privilege(%1$L, oid, 'EXECUTE') OR signature !~ '\minternal\M'
                              AND pg_temp.try(%1$L, call) IS DISTINCT FROM '42501')$$, role),
                format('%s: none of %s private functions can be called', substr(role, 9), (SELECT count(*) FROM function
                           WHERE name LIKE 'sen.\_%')))
FROM actor;
SELECT is_empty(format($$SELECT signature FROM function WHERE name LIKE 'sen.%%' AND name NOT LIKE 'sen.\_%%'
                         AND NOT has_function_privilege(%L, oid, 'EXECUTE')$$, role),
                format('%s: all of %s others of schema sen may be executed', substr(role, 9),
                       (SELECT count(*) FROM function WHERE name LIKE 'sen.%' AND name NOT LIKE 'sen.\_%')))
FROM actor;
-- Really called: what asks who calls it. (Those that compute have tests of their own.)
CREATE FUNCTION pg_temp.published() RETURNS bytea LANGUAGE sql IMMUTABLE RETURN convert_to(
    'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,'
    || E'old_la_code,la_name,n\n2024,Calendar year,National,E92000001,England,,,,,,1\n', 'UTF8');
CREATE FUNCTION pg_temp.release_problem() RETURNS text LANGUAGE sql IMMUTABLE RETURN
    'CREATE TEMP TABLE "sen release problem" (line integer, column_name text, value text, problem text, hint text, '
    'times bigint); ';
CREATE TEMPORARY TABLE call (name text, statement text, may text);
INSERT INTO call (name, statement) VALUES
    ('seal_log', 'SELECT * FROM tap_a.seal_log(''x'')'), ('sen.seal', 'SELECT * FROM sen.seal(''tap_a'', ''x'')'),
    ('sen.checkpoint', 'SELECT sen.checkpoint(''tap_a'')'),
    ('sen.inclusion_proof', 'SELECT sen.inclusion_proof(''tap_a'', 0)'),
    ('sen.consistency_proof', 'SELECT sen.consistency_proof(''tap_a'', 1)'),
    ('sen.board_pack', 'SELECT * FROM sen.board_pack(''tap_a'')'),
    ('sen.paper_rows', 'SELECT * FROM sen.paper_rows(''tap_a'')'),
    ('sen.area_pack', 'DO $$BEGIN PERFORM sen.area_pack(''tap_a'', 1); '
                      'EXCEPTION WHEN invalid_parameter_value THEN NULL; END$$'),
    ('sen.stocktake_annex', 'SELECT * FROM sen.stocktake_annex(''tap_a'')'),
    ('sen.own_assessment', 'SELECT * FROM sen.own_assessment(''tap_a'')'),
    ('sen.pack_day', 'SELECT sen.pack_day(''tap_a'', NULL)'),
    ('sen.board_pages', 'SELECT * FROM sen.board_pages(''tap_a'')'),
    ('sen.area_pages', 'DO $$BEGIN PERFORM sen.area_pages(''tap_a'', 1); '
                       'EXCEPTION WHEN invalid_parameter_value THEN NULL; END$$'),
    ('sen.annex_pages', 'SELECT * FROM sen.annex_pages(''tap_a'')'),
    ('sen.assessment_pages', 'SELECT * FROM sen.assessment_pages(''tap_a'')'),
    ('sen.paper_pages', 'SELECT * FROM sen.paper_pages(''x'', ''[]'')'),
    ('sen.refuse_authority', 'DO $$BEGIN PERFORM sen.refuse_authority(''tap_a'', ''344''); '
                             'EXCEPTION WHEN invalid_parameter_value THEN NULL; END$$'),
    ('sen.authorities_allowed', 'SELECT sen.authorities_allowed(''pg_class'')'),
    ('sen.authorities_shown', 'SELECT sen.authorities_shown(''pg_class'')'),
    ('sen.authority_tables', 'SELECT * FROM sen.authority_tables(''tap_a'')'),
    ('sen.refuse_paper', 'SELECT sen.refuse_paper(''tap_a'', ''board_paper'')'),
    ('sen.scenario_arrivals', 'SELECT sen.scenario_arrivals(''tap_a'', ''x'', ''v1'', ''2025-01-01'', '
                              '''2025-12-31'')'),
    ('sen.projected', 'SELECT sen.projected(''{"pace": "v1", "queue": "v1", "stands_on": "2025-01-01", '
                      '"until": "2025-01-31", "issue_order": "oldest", "runs": 1, "seed": 1, "targets": [], '
                      '"arrivals": [{"per_week": 1}], "capacity": [{"stage": "plan", "per_week": 1, '
                      '"term_time": false}]}'')'),
    ('sen.limits_from', 'SELECT * FROM sen.limits_from(''review_meeting'', ''2025-01-06'', ''tap_a'')'),
    ('sen.programme_version', 'SELECT sen.programme_version(''tap_a'')'),
    ('sen.verify_log', 'SELECT * FROM sen.verify_log(''tap_a'')'),
    ('sen.verify_log_since', format('SELECT * FROM sen.verify_log_since(''tap_a'', %L)', sen.checkpoint('tap_a'))),
    ('sen.verify_log', format('SELECT * FROM sen.verify_log(''tap_a'', %L)', sen.checkpoint('tap_a'))),
    ('sen.as_of', 'SELECT * FROM sen.as_of(null::tap_a.rag, 1)'),
    ('sen.as_of', 'SELECT * FROM sen.as_of(null::tap_a.rag, clock_timestamp())'),
    ('sen.as_of', 'SELECT * FROM sen.as_of(null::tap_a.rag, ''infinity'')'),
    ('sen.rows_as_of', format('SELECT * FROM sen.rows_as_of(%s::oid::regclass, 1)', 'tap_a.rag'::regclass::oid)),
    ('sen.rows_as_of', format('SELECT * FROM sen.rows_as_of(%s::oid::regclass, clock_timestamp())',
                              'tap_a.rag'::regclass::oid)),
    ('sen.rows_as_of', format('SELECT * FROM sen.rows_as_of(%s::oid::regclass, ''infinity'')',
                              'tap_a.rag'::regclass::oid)),
    ('sen.changes', format('SELECT * FROM sen.changes(%s::oid::regclass, 0, 1)', 'tap_a.rag'::regclass::oid)),
    ('sen.log_changes', format('SELECT * FROM sen.log_changes(%s::oid::regclass, 0)',
                               'tap_a.ledger_block'::regclass::oid)),
    ('sen.log_change_words', format('SELECT * FROM sen.log_change_words(%s::oid::regclass, 0)',
                               'tap_a.ledger_block'::regclass::oid)),
    ('sen.column_changes', format('SELECT * FROM sen.column_changes(%s::oid::regclass, ''{"action": null}'')',
                               'tap_a.ledger_block'::regclass::oid)),
    ('sen.meeting_entries', format('SELECT * FROM sen.meeting_entries(%s::oid::regclass, ''x'')',
                                   'tap_a.ledger_block'::regclass::oid)),
    ('sen.log_blocks', format('SELECT * FROM sen.log_blocks(%s::oid::regclass, 1, NULL, ''x'')',
                              'tap_a.ledger_block'::regclass::oid)),
    ('sen.unsealed_blocks', format('SELECT * FROM sen.unsealed_blocks(%s::oid::regclass)',
                                   'tap_a.ledger_block'::regclass::oid)),
    ('sen.plan_changes', format('SELECT * FROM sen.plan_changes(%s::oid::regclass, ''{"action": null}'')',
                               'tap_a.ledger_block'::regclass::oid)),
    ('sen.value_on_day', format('SELECT sen.value_on_day(%s::oid::regclass, ''action'', ''x'', ''title'', 1)',
                               'tap_a.ledger_block'::regclass::oid)),
    ('sen.deleted_later', format('SELECT * FROM sen.deleted_later(%s::oid::regclass, ''action'', NULL::jsonb)',
                                'tap_a.ledger_block'::regclass::oid)),
    ('sen.is_changed_later', format('SELECT sen.is_changed_later(%s::oid::regclass, ''action'')',
                                    'tap_a.ledger_block'::regclass::oid)),
    ('sen.history', format('SELECT * FROM sen.history(%s::oid::regclass, ''{"rag": "x"}'')',
                           'tap_a.rag'::regclass::oid)),
    ('sen.track', format('SELECT sen.track(%s::oid::regclass)', 'tap_a.ehc_request'::regclass::oid)),
    ('sen.untrack', format('SELECT sen.untrack(%s::oid::regclass)', 'tap_a.rag'::regclass::oid)),
    ('sen.rename_column', format('SELECT sen.rename_column(%s::oid::regclass, ''title'', ''heading'')',
                                 'tap_a.notice'::regclass::oid)),
    ('sen.create_log', 'SELECT sen.create_log(''tap_plain'')'),
    ('sen.set_aside', 'SELECT * FROM sen.set_aside(''tap_a'')'),
    ('sen.index_log', 'SELECT sen.index_log(''tap_a'')'),
    ('sen.create_log_index', 'SELECT sen.create_log_index(''tap_bare'')'),
    ('sen.owned_log', 'SELECT sen.owned_log(''tap_a'')'), ('sen.upgrade_log', 'SELECT sen.upgrade_log(''tap_a'')'),
    ('sen.grant_access', 'SELECT sen.grant_access(''tap_a'', ''sen_tap_nobody'', ''reader'')'),
    ('sen.limit_access', 'SELECT sen.limit_access(''tap_a'', ''sen_tap_nobody'', NULL)'),
    ('sen.revoke_access', 'SELECT sen.revoke_access(''tap_a'', ''sen_tap_reader'')'),
    ('sen.guard_log', 'SELECT * FROM sen.guard_log(''tap_a'')'),
    ('sen.analyse_programme', 'SELECT sen.analyse_programme(''tap_a'')'),
    ('sen.gather_cases', 'SELECT sen.gather_cases(''tap_a'')'),
    ('sen.drop_gathered', 'SELECT sen.drop_gathered(''tap_a'')'),
    ('sen.count_gathered', 'SELECT sen.count_gathered(''tap_a'')'),
    ('sen.distribute', 'DO $$BEGIN PERFORM sen.distribute(''tap_a''); '
                       'EXCEPTION WHEN object_not_in_prerequisite_state THEN NULL; END$$'),
    ('sen.refuse_to_distribute', 'DO $$BEGIN PERFORM sen.refuse_to_distribute(''tap_a''); '
                                 'EXCEPTION WHEN object_not_in_prerequisite_state THEN NULL; END$$'),
    ('sen.gather', 'SELECT * FROM sen.gather(NULL::pg_language, NULL)'),
    ('sen.has_gathered', 'SELECT sen.has_gathered(''tap_a'')'),
    ('sen.gather_functions', 'SELECT * FROM sen.gather_functions(''tap_a'')'),
    ('sen.gathered_table', 'DO $$BEGIN PERFORM sen.gathered_table(''sen.today()''); '
                           'EXCEPTION WHEN wrong_object_type THEN NULL; END$$'),
    ('sen.has_citus', 'SELECT sen.has_citus()'),
    ('sen.set_citus', 'SELECT sen.set_citus(''shard_count'', ''8'')'),
    ('sen.programme_owner', 'SELECT sen.programme_owner(''tap_a'')'),
    ('sen.create_programme', 'SELECT sen.create_programme(''tap_c'')'), ('sen.flush_log', 'SELECT sen.flush_log()'),
    ('sen.may_read_log', format('SELECT sen.may_read_log(%s::oid::regclass)', 'tap_a.ledger_block'::regclass::oid)),
    ('sen.owned_programme', 'SELECT sen.owned_programme(''tap_a'')'),
    ('sen.refuse_strangers', 'SELECT sen.refuse_strangers(''tap_a'')'),
    ('sen.programmes', 'SELECT * FROM sen.programmes()'), ('sen.access_levels', 'SELECT * FROM sen.access_levels()'),
    ('sen.view_dependents', 'SELECT * FROM sen.view_dependents(''tap_a'')'),
    ('sen.report_views', 'SELECT * FROM sen.report_views(''tap_a'')'),
    ('sen.take_down_reports', 'SELECT sen.take_down_reports(''tap_a'')'),
    ('sen.put_up_reports', 'SELECT sen.put_up_reports(''tap_a'', sen.take_down_reports(''tap_a''))'),
    ('sen.run_part', 'SELECT sen.run_part(''x'', ''SELECT 1'', current_user::regrole)'),
    ('sen.intake_table', 'SELECT sen.intake_table(''sen.programme_part'')'),
    ('sen.check_rows', 'CREATE TEMP TABLE some_row (file text); CREATE TEMP TABLE no_rows (file text); '
                       'SELECT * FROM sen.check_rows(''some_row'', ''no_rows'')'),
    ('sen.load_rows', 'CREATE TEMP TABLE some_row (file text); CREATE TEMP TABLE no_rows (file text); '
                      'SELECT * FROM sen.load_rows(''some_row'', ''no_rows'', true)'),
    ('sen.take_rows', 'CREATE TEMP TABLE some_row (file text); CREATE TEMP TABLE no_rows (file text); '
                      'SELECT sen.take_rows(''some_row'', ''no_rows'', ''check'')'),
    ('sen.check_release', format('SELECT * FROM sen.check_release(''tap_a'', ''r'', ''f'', %L)', pg_temp.published())),
    ('sen.load_release', format('SELECT * FROM sen.load_release(''tap_a'', ''r'', ''f'', %L, ''2025-06-26'')',
                                pg_temp.published())),
    ('sen.take_release', format('SELECT sen.take_release(''tap_a'', ''r'', ''f'', %L, ''{"title": "t"}'', true)',
                                pg_temp.published())),
    ('sen.release_tidy', pg_temp.release_problem() || 'SELECT sen.release_tidy(''{}'', 1)'),
    ('sen.release_by_year', pg_temp.release_problem()
        || 'CREATE TEMP TABLE "sen release line" (line integer, cells text[]); '
           'SELECT sen.release_by_year(''{}'', 1, NULL)'),
    ('sen.release_by_service', pg_temp.release_problem() || 'SELECT sen.release_by_service(''{}'', 1, NULL, NULL)'),
    ('sen.release_long', pg_temp.release_problem() || 'SELECT sen.release_long(''{}'', 1)'),
    ('sen.template', 'SELECT * FROM sen.template(''sen.programme_part'')'),
    ('sen.intake_words', 'SELECT sen.intake_words(''sen.programme_part'', ''file'', 3)'),
    ('sen.intake_judge', 'CREATE TEMP TABLE "sen intake cell" (row_number bigint, column_name name, given text, '
                         'value text, problem text, hint text); '
                         'SELECT sen.intake_judge(''sen.programme_part'', ''{}'')'),
    ('sen.intake_refused', 'SELECT sen.intake_refused(''sen.programme_part'', ''file'')'),
    ('sen.intake_titled', 'SELECT sen.intake_titled(''sen.programme_part'', ''file'', ''x'')'),
    ('sen.intake_references', 'CREATE TEMP TABLE "sen intake cell" (row_number bigint, column_name name, given text, '
                              'value text, problem text, hint text); SELECT '
                              'sen.intake_references(''sen.programme_part'')'),
    ('sen.intake_problems', 'SELECT sen.intake_problems(''sen.programme_part'', ''{}'', ''x'', ''x'', ''x'')'),
    ('sen.intake_passes', 'SELECT sen.intake_passes(''sen.programme_part'', ''file'', ''x'')'),
    ('sen.intake_example', 'SELECT sen.intake_example(''sen.programme_part'', ''file'')'),
    ('sen.intake_example_row', 'SELECT sen.intake_example_row(''sen.programme_part'')'),
    ('sen.intake_columns', 'SELECT * FROM sen.intake_columns(''sen.programme_part'')'),
    ('sen.intake_source', 'CREATE TEMP TABLE some_row (file text); '
                          'SELECT sen.intake_source(''some_row'', ''some_row'')'),
    ('sen.intake_name', 'SELECT sen.intake_name(''sen.programme_part'')'),
    ('sen.export_table', 'SELECT sen.export_table(ARRAY[''a''])'),
    ('sen.export_columns', 'CREATE TEMP TABLE export_rows (a text); DO $$BEGIN PERFORM sen.export_columns(''tap_a'', '
                           '''x''); '
                          'EXCEPTION WHEN undefined_object THEN NULL; END$$'),
    ('sen.export_report', 'CREATE TEMP TABLE export_rows (a text); DO $$BEGIN PERFORM sen.export_report(''tap_a'', '
                          '''x''); '
                         'EXCEPTION WHEN undefined_object THEN NULL; END$$'),
    ('sen.map_export', 'CREATE TEMP TABLE export_rows (a text); DO $$BEGIN PERFORM sen.map_export(''tap_a'', ''x'', '
                       '''action''); '
                      'EXCEPTION WHEN undefined_object THEN NULL; END$$'),
    ('sen.load_order', 'SELECT * FROM sen.load_order(''sen'')'),
    ('sen.layout_step', 'SELECT sen.layout_step(''tap_a'')'),
    ('sen.lay_out_views', 'SELECT sen.lay_out_views(''tap_a'')'),
    ('sen.take_down_views', 'SELECT sen.take_down_views(''tap_a'')'),
    ('sen.put_up_views', 'SELECT sen.put_up_views(''tap_a'', sen.take_down_views(''tap_a''))'),
    ('sen.upgrade_programme', 'SELECT * FROM sen.upgrade_programme(''tap_a'')'),
    ('sen.data_day', format('SELECT sen.data_day(''cases'', %s::oid::regclass)', 'tap_a.data_source'::regclass::oid)),
    ('sen.load_sen2', format('SELECT sen.load_sen2(''tap_a'', %L)', convert_to(:'return', 'UTF8'))),
    ('sen.load_sen2_files', 'DO $$BEGIN PERFORM sen.sen2_table(d.module, ARRAY[d.module || ''tableid''] '
        '|| array_agg(d.item)) FROM sen.sen2_dictionary() d WHERE d.module = ''sen2'' GROUP BY d.module; '
        'INSERT INTO pg_temp.sen2_sen2 (year, referencedate, lea) VALUES (''2026'', ''2026-Jan-15'', ''344''); '
        'PERFORM sen.sen2_table(m, ARRAY(SELECT DISTINCT x || ''tableid'' FROM unnest(ARRAY[m, ''person'', '
        '''requests'', ''assessment'', ''namedplan'', ''activeplans'']) x)) '
        'FROM unnest(ARRAY[''person'', ''requests'', '
        '''assessment'', ''namedplan'', ''plandetail'', ''activeplans'', ''placementdetail'', ''senneed'']) m; '
        'PERFORM sen.load_sen2_files(''tap_a''); END$$'),
    ('sen.use_sen2', 'SELECT sen.use_sen2(''tap_a'', 1)'),
    ('sen.match_key', 'SELECT sen.match_key(''tap_a'', v) FROM (VALUES (''x'')) x (v)'),
    ('sen.sen2_refuse_twice', 'SELECT sen.sen2_refuse_twice(''tap_a'', ''x'')'),
    ('sen.sen2_keep_persons', 'SELECT sen.sen2_stage(); '
        'SELECT sen.sen2_keep_persons(''tap_a'', 1, ''344'', ''2026-01-15'', false)'),
    ('sen.sen2_keep_requests', 'SELECT sen.sen2_stage(); SELECT sen.sen2_keep_requests(''tap_a'', 1)'),
    ('sen.sen2_keep', 'SELECT sen.sen2_stage(); '
        'SELECT sen.sen2_keep(''tap_a'', jsonb_build_object(''local_authority'', ''344'', '
        '''reference_date'', ''2026-01-15'', ''return_year'', 2026, ''format'', ''xml'', '
        '''sha256'', repeat(''b'', 64)), null, false)'),
    ('sen.sen2_case_refs', 'SELECT * FROM sen.sen2_case_refs(''tap_a'', 1)'),
    ('sen.sen2_differences', 'SELECT * FROM sen.sen2_differences(''tap_a'', 1)'),
    ('sen.sen2_unlike_published', 'SELECT * FROM sen.sen2_unlike_published(''tap_a'', 1)'),
    ('sen.sen2_findings', format('SELECT * FROM sen.sen2_findings(%L)', :'return')),
    ('sen.sen2_stage', 'SELECT sen.sen2_stage()'),
    ('sen.sen2_stage_xml', format('SELECT sen.sen2_stage_xml(%L)', :'return')),
    ('sen.sen2_find', 'SELECT sen.sen2_stage(); SELECT * FROM sen.sen2_find(''2026-01-15'', 2026)'),
    ('sen.sen2_table', 'SELECT sen.sen2_table(''x_person.csv'', ''{a}'')'),
    ('sen.sen2_export_rows', 'DO $$BEGIN PERFORM sen.sen2_export_rows(); '
                             'EXCEPTION WHEN undefined_table THEN NULL; END$$'),
    ('sen.sen2_sheet_rows', 'DO $$BEGIN PERFORM sen.sen2_sheet_rows(); '
                            'EXCEPTION WHEN undefined_table THEN NULL; END$$'),
    ('sen.sen2_stage_files', 'DO $$BEGIN PERFORM sen.sen2_stage_files(); EXCEPTION WHEN undefined_table THEN NULL; '
                             'END$$'),
    ('sen.project_scenarios', 'SELECT * FROM sen.project_scenarios(''tap_a'')'),
    ('sen.recovery_backtest', 'SELECT * FROM sen.recovery_backtest(''tap_a'', ''2024-12-31'', 1, 2)'),
    ('sen.recovery_stood', 'SELECT * FROM sen.recovery_stood(''tap_a'', ''2024-12-31'')'),
    ('sen.state_data_day', 'SELECT sen.state_data_day(''tap_a'', ''cases'', ''2025-01-01'')'),
    ('sen.today', 'SELECT sen.today()'), ('sen.find_limit', 'SELECT sen.find_limit(''annual review'')'),
    ('sen.days_left', 'SELECT sen.days_left(''final_plan'', ''2025-01-01'')'),
    ('sen.is_met', 'SELECT sen.is_met(''final_plan'', ''2025-01-01'', ''2025-01-02'')'),
    ('sen.is_overdue', 'SELECT sen.is_overdue(''final_plan'', ''2025-01-01'')'),
    ('sen.week_of', 'SELECT sen.week_of(''final_plan'', ''2025-01-01'')'),
    ('sen.week_words', 'SELECT sen.week_words(''final_plan'', ''2025-01-01'')');
INSERT INTO call (name, statement) SELECT f.name, f.call FROM function f WHERE f.of_trigger;
SELECT is_empty($$SELECT name FROM named EXCEPT SELECT name FROM call$$, 'each function on the page is called');
CREATE TEMPORARY TABLE function_try AS
SELECT n.name, a.role, c.text = 'x' AS may, l.statement, pg_temp.try(a.role, l.statement) AS got
FROM named n JOIN call l USING (name) CROSS JOIN actor a JOIN function_cell c ON c.functions = n.functions
    AND c.role = a.role
WHERE n.name NOT IN ('sen.paper_rows', 'sen.board_pack', 'sen.board_pages');
-- What shows the pack, without policies, as the views above: its plan is then kept for all roles.
SELECT format(:'policies', 'DISABLE') \gexec
INSERT INTO function_try
SELECT n.name, a.role, c.text = 'x', l.statement, pg_temp.try(a.role, l.statement)
FROM named n JOIN call l USING (name) CROSS JOIN actor a JOIN function_cell c ON c.functions = n.functions
    AND c.role = a.role
WHERE n.name IN ('sen.paper_rows', 'sen.board_pack', 'sen.board_pages');
SELECT format(:'policies', 'ENABLE') \gexec
SELECT is_empty(format($$SELECT statement, got FROM function_try
                         WHERE role = %L AND name = %L
                         AND (may <> (got IS NULL) OR (NOT may AND got NOT IN ('42501', '39P01', '0A000')))$$, role,
                       name), format('%s: %s: %s', substr(role, 9), name,
                                     CASE WHEN may THEN 'does' ELSE 'is refused' END))
FROM function_try GROUP BY role, name, may ORDER BY role, name;
-- What is made.
CREATE TEMPORARY TABLE making (functions text, statement text);
INSERT INTO making
SELECT 'making a trigger on a table of the programme',
    format('CREATE TRIGGER sen_tap AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION sen.track_row(''x'')', qualified)
FROM relation WHERE relkind = 'r' AND name NOT LIKE 'sen.%';
INSERT INTO making VALUES ('making a table in the schema of the programme', 'CREATE TABLE tap_a.made (i integer)'),
    ('making a table in the schema of the programme',
     'CREATE FUNCTION tap_a.made() RETURNS integer LANGUAGE sql RETURN 1'),
    ('making anything in schema `sen`', 'CREATE TABLE sen.made (i integer)'),
    ('making anything in schema `sen`', 'CREATE FUNCTION sen.made() RETURNS integer LANGUAGE sql RETURN 1'),
    ('making anything in schema `sen`',
     'CREATE OR REPLACE FUNCTION sen.today() RETURNS date LANGUAGE sql RETURN date ''2000-01-01'''),
    ('making anything in schema `sen`', 'CREATE OPERATOR sen.= (LEFTARG = text, RIGHTARG = bigint, FUNCTION = texteq)');
SELECT is((SELECT count(DISTINCT functions) FROM making), (SELECT count(DISTINCT functions) FROM function_cell
                                                           WHERE functions LIKE 'making%'),
          'what is made is on the page');
CREATE TEMPORARY TABLE making_try AS SELECT m.functions, a.role, c.text = 'x' AS may, m.statement,
    pg_temp.try(a.role, m.statement) AS got FROM making m JOIN function_cell c USING (functions)
    JOIN actor a USING (role);
SELECT is_empty(format($$SELECT statement, got FROM making_try
                         WHERE role = %L AND functions = %L
                         AND (may <> (got IS NULL) OR (NOT may AND got <> '42501'))$$, role, functions),
                format('%s: %s: %s', substr(role, 9), functions, CASE WHEN may THEN 'can' ELSE 'is refused' END))
FROM making_try GROUP BY role, functions, may ORDER BY role, functions;
-- And nobody but the owner changes a definition.
SELECT is_empty(format($$SELECT qualified, v.s
                         FROM relation, (VALUES ('ALTER TABLE %%s RENAME TO other'), ('DROP TABLE %%s CASCADE'),
                                         ('ALTER TABLE %%s DISABLE TRIGGER ALL'),
                                         ('ALTER TABLE %%s DISABLE ROW LEVEL SECURITY'),
                                         ('CREATE RULE r AS ON INSERT TO %%s DO INSTEAD NOTHING'),
                                         ('ALTER TABLE %%s OWNER TO sen_tap_nobody')) v (s)
                         WHERE relkind = 'r' AND name ~ '^(ledger_|notice$|ehc_request$)'
                         AND pg_temp.try(%1$L, format(v.s, qualified)) IS DISTINCT FROM '42501'$$, role),
                substr(role, 9) || ': changes no definition')
FROM actor WHERE role <> 'sen_tap_owner';
SELECT is_empty($$SELECT c.oid::regclass FROM pg_class c, aclexplode(c.relacl) a
                  WHERE c.relnamespace = 'tap_a'::regnamespace AND a.is_grantable AND a.grantee <> c.relowner$$,
                'nor passes a right on');
SELECT is((SELECT string_agg(role, ', ') FROM actor
           WHERE role <> 'sen_tap_owner' AND pg_temp.try(role, 'DROP SCHEMA tap_a CASCADE') IS DISTINCT FROM '42501'),
          NULL, 'nor drops the programme');
-- The count, for the record.
SELECT diag(format('tries per role: %s relations, %s functions, %s things made', r.n, f.n, m.n))
FROM (SELECT count(*) AS n FROM relation_try WHERE role = 'sen_tap_reader') r, (SELECT count(*) AS n FROM function_try
    WHERE role = 'sen_tap_reader') f, (SELECT count(*) AS n FROM making_try WHERE role = 'sen_tap_reader') m;
SELECT * FROM finish();
ROLLBACK;
