-- Room programme: the views of a programme laid out anew from the installed version. They are taken down, with what
-- others built on them, and put up again, with every grant.

CREATE FUNCTION sen.view_dependents(programme text)
    RETURNS TABLE (object text, kind text, depth integer, definition text)
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    -- Compiling what reads the catalogue takes longer than to read it.
    SET search_path = pg_catalog, pg_temp SET jit = off
BEGIN ATOMIC
    WITH RECURSIVE ours AS (
        SELECT c.oid FROM pg_catalog.pg_class c
        WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = programme)
            AND c.relkind = 'v'
          AND c.relname IN (SELECT r.name FROM sen.programme_part p, pg_catalog.unnest(p.relations) r (name)
                            WHERE p.kind = 'view'
                            UNION ALL SELECT r.name FROM sen.programme_step s, pg_catalog.unnest(s.retires) r (name)
                            UNION ALL SELECT pg_catalog.split_part(r.pair, ' ', 1) FROM sen.programme_step s,
                                pg_catalog.unnest(s.renames) r (pair))
        UNION ALL SELECT v.view FROM sen.report_views(programme) v
    ), found (classid, objid, depth) AS (
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::oid, o.oid, 0 FROM ours o
        UNION
        -- Who names a view, or the type of its rows, or the array of these. A
        -- rule stands for the relation that it is of.
        SELECT CASE WHEN d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                    THEN 'pg_catalog.pg_class'::pg_catalog.regclass::oid ELSE d.classid END,
               coalesce(w.ev_class, d.objid), f.depth + 1
        FROM found f
        LEFT JOIN pg_catalog.pg_class c ON f.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = f.objid
        LEFT JOIN pg_catalog.pg_type t ON t.oid = c.reltype
        JOIN pg_catalog.pg_depend d ON (d.refclassid = f.classid AND d.refobjid = f.objid)
            OR (d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.refobjid IN (t.oid, t.typarray))
        LEFT JOIN pg_catalog.pg_rewrite w ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
            AND w.oid = d.objid
        WHERE d.deptype IN ('n', 'a') AND (d.classid, d.objid) <> (f.classid, f.objid)
            AND coalesce(w.ev_class, d.objid) <> f.objid
          AND coalesce(w.ev_class, d.objid) NOT IN (SELECT o.oid FROM ours o)
          -- What is a part of something goes and comes with it.
          AND d.classid NOT IN ('pg_catalog.pg_attrdef'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass)
    ), deepest AS (
        SELECT f.classid, f.objid, pg_catalog.max(f.depth) AS depth FROM found f WHERE f.depth > 0
        GROUP BY f.classid, f.objid
    )
    SELECT i.identity, i.type, d.depth,
           CASE WHEN c.relkind = 'v' THEN pg_catalog.format('CREATE VIEW %s%s AS %s', i.identity,
                                                            ' WITH (' || pg_catalog.array_to_string(c.reloptions, ', ')
                                                            || ')', pg_catalog.pg_get_viewdef(c.oid))
                WHEN p.prokind IN ('f', 'p') THEN pg_catalog.pg_get_functiondef(p.oid) END
    FROM deepest d
    CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) i
    LEFT JOIN pg_catalog.pg_class c ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objid
    LEFT JOIN pg_catalog.pg_proc p ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = d.objid
    -- The triggers of a view of ours are parts of it, unless somebody added them.
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_proc q ON q.oid = g.tgfoid
                      WHERE d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND g.oid = d.objid
                          AND q.pronamespace = 'sen'::pg_catalog.regnamespace)
    ORDER BY d.depth, i.identity;
END;
COMMENT ON FUNCTION sen.view_dependents(text) IS
    'What is built on the views of a programme and is not a part of it, such as a view of your own: its name, its '
    'kind, how many steps it lies above them, and the command that makes it; empty for what sen.lay_out_views() cannot '
    'make again. Null in, no rows.';

CREATE FUNCTION sen.refuse_strangers(programme text) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    home  CONSTANT oid := sen.owned_programme(programme);
    owner CONSTANT regrole := sen.programme_owner(programme,
                                                  (SELECT array_agg(r.name) FROM sen.programme_part p,
                                                   unnest(p.relations) r (name)
                                                              WHERE p.kind = 'table'
                                                                  AND to_regclass(format('%I.%I', programme, r.name))
                                                                  IS NOT NULL));
    named text;
BEGIN
    SELECT string_agg(x.name, ', ' ORDER BY x.name) INTO named
    FROM (SELECT format('function %s', p.oid::regprocedure) AS name FROM pg_proc p
          WHERE p.pronamespace = home AND p.proowner <> owner
          UNION ALL SELECT format('operator %s', o.oid::regoperator) FROM pg_operator o
              WHERE o.oprnamespace = home AND o.oprowner <> owner) x;
    IF named IS NOT NULL THEN
        RAISE EXCEPTION 'others have made functions or operators in programme "%"', programme
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'There are: ' || named || '.',
                  HINT = 'A name in a view could be taken for one of these, and would run with the rights of whoever '
                         'reads it. Drop them, or move them to another schema.';
    END IF;
END
$function$;
COMMENT ON FUNCTION sen.refuse_strangers(text) IS
    'Refuses a programme in whose schema a role other than its owner has made a function or an operator (55000), or a '
    'table or view in place of one of its tables (3F000), since views laid out there could come to use it. For the '
    'owner of the programme (42501).';

CREATE FUNCTION sen.take_down_views(programme text, dependents text DEFAULT 'refuse') RETURNS jsonb
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    home  CONSTANT oid := sen.owned_programme(programme);
    owner CONSTANT regrole := sen.programme_owner(programme);
    kept  jsonb;
    named text;
    above record;
BEGIN
    PERFORM sen.refuse_strangers(programme);
    IF dependents IS NULL OR dependents NOT IN ('refuse', 'restore') THEN
        RAISE EXCEPTION 'unknown choice for dependents: %', coalesce('"' || dependents || '"', 'null')
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'refuse: end with an error if anything is built on the views; restore: drop it and make it '
                       'again.';
    END IF;
    SELECT string_agg(format('%s %s', v.kind, v.object), ', ' ORDER BY v.depth, v.object) INTO named
    FROM sen.view_dependents(programme) v WHERE dependents = 'refuse' OR v.definition IS NULL;
    IF named IS NOT NULL THEN
        RAISE EXCEPTION 'views of programme "%" cannot be laid out anew while other objects depend on them', programme
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = 'There depend on them: ' || named || '.',
                  HINT = CASE dependents WHEN 'refuse' THEN 'Drop these first and make them again afterwards, or give '
                                                            'dependents => ''restore'', by which views and functions '
                                                            'are dropped and made again.'
                                         ELSE 'These cannot be made again from their definitions alone: drop them '
                                              'first.' END;
    END IF;
    -- What is there, who may do what with it, and which roles have all of a level.
    WITH ours AS (
        SELECT c.oid, c.relname, c.relkind, c.relacl, p.read_level, p.write_level
        FROM pg_class c LEFT JOIN sen.programme_part p ON c.relname = ANY (p.relations)
        WHERE c.relnamespace = home AND c.relowner = owner AND c.relkind IN ('r', 'p', 'v')
    ), acl AS (
        SELECT o.relname, NULL::name AS attname, o.relkind, a.* FROM ours o, aclexplode(o.relacl) a
        WHERE a.grantee <> owner
        UNION ALL
        SELECT o.relname, t.attname, o.relkind, a.* FROM ours o JOIN pg_attribute t ON t.attrelid = o.oid
               AND t.attnum > 0 AND NOT t.attisdropped, aclexplode(t.attacl) a WHERE a.grantee <> owner
    ), held AS (
        SELECT l.level, l.privilege, a.grantee
        FROM (SELECT o.read_level AS level, 'SELECT' AS privilege, o.relname FROM ours o UNION ALL SELECT o.write_level,
              'INSERT', o.relname FROM ours o) l
        JOIN acl a ON a.relname = l.relname AND a.attname IS NULL AND a.privilege_type = l.privilege AND a.grantee <> 0
        GROUP BY l.level, l.privilege, a.grantee
        HAVING count(DISTINCT l.relname) = (SELECT count(*) FROM ours o
                                            WHERE CASE l.privilege WHEN 'SELECT' THEN o.read_level
                                                       ELSE o.write_level END = l.level)
    )
    SELECT jsonb_build_object(
        'relations', (SELECT coalesce(jsonb_agg(o.relname), '[]') FROM ours o),
        'grants', (SELECT coalesce(jsonb_agg(jsonb_build_object('relation', a.relname, 'column', a.attname, 'privilege',
                                                                a.privilege_type, 'role', a.grantee::bigint,
                                                                'grantable', a.is_grantable)), '[]') FROM acl a
                   WHERE a.relkind = 'v'),
        'levels', (SELECT coalesce(jsonb_agg(jsonb_build_object('level', h.level, 'privilege', h.privilege, 'role',
                                                                h.grantee::bigint)), '[]') FROM held h))
    INTO kept;
    -- What is built on them goes first, the uppermost at the beginning, and comes back last.
    FOR above IN
        SELECT v.object, v.kind, v.definition, c.oid AS relation, p.oid AS routine,
               coalesce(c.relowner, p.proowner)::regrole AS made_by, coalesce(c.relacl, p.proacl) AS acl,
               obj_description(coalesce(c.oid, p.oid),
                               CASE WHEN c.oid IS NULL THEN 'pg_proc' ELSE 'pg_class' END) AS about
        FROM sen.view_dependents(programme) v
        LEFT JOIN pg_class c ON c.oid = CASE v.kind WHEN 'view' THEN v.object::regclass END
        LEFT JOIN pg_proc p ON p.oid = CASE WHEN v.kind IN ('function', 'procedure') THEN v.object::regprocedure END
        ORDER BY v.depth DESC, v.object
    LOOP
        kept := jsonb_set(kept, '{above}', jsonb_build_array(above.definition)
            || coalesce((SELECT jsonb_agg(format('ALTER %s %s OWNER TO %s', above.kind, above.object, above.made_by))
                         WHERE above.made_by <> (SELECT r.oid FROM pg_roles r WHERE r.rolname = current_user)), '[]')
            || coalesce((SELECT jsonb_agg(format('REVOKE ALL ON %s %s FROM PUBLIC', above.kind, above.object))
                         WHERE above.routine IS NOT NULL AND above.acl IS NOT NULL), '[]')
            || coalesce((SELECT jsonb_agg(format('GRANT %s ON %s %s TO %s%s', a.privilege_type,
                                                 CASE above.kind WHEN 'view' THEN 'TABLE' ELSE above.kind END,
                                                 above.object,
                                CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,
                                    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END))
                         FROM aclexplode(above.acl) a WHERE a.grantee <> above.made_by), '[]')
            || coalesce((SELECT jsonb_agg(format('COMMENT ON %s %s IS %L', above.kind, above.object, above.about))
                         WHERE above.about IS NOT NULL), '[]')
            || coalesce((SELECT jsonb_agg(format('COMMENT ON COLUMN %s.%I IS %L', above.object, t.attname,
                                                 col_description(t.attrelid, t.attnum)))
                         FROM pg_attribute t WHERE t.attrelid = above.relation AND t.attnum > 0
                             AND col_description(t.attrelid, t.attnum) IS NOT NULL), '[]')
            || coalesce(kept->'above', '[]'));
        EXECUTE format('DROP %s %s', above.kind, above.object);
    END LOOP;
    kept := kept || jsonb_build_object('reports', sen.take_down_reports(programme));
    SELECT string_agg(format('%I.%I', programme, c.relname), ', ') INTO named
    FROM pg_class c
    WHERE c.relnamespace = home AND c.relkind = 'v' AND c.relowner = owner
      AND c.relname IN (SELECT r.name FROM sen.programme_part p, unnest(p.relations) r (name) WHERE p.kind = 'view'
                        UNION ALL SELECT r.name FROM sen.programme_step s, unnest(s.retires) r (name)
                        UNION ALL SELECT split_part(r.pair, ' ', 1) FROM sen.programme_step s,
                            unnest(s.renames) r (pair));
    IF named IS NOT NULL THEN
        EXECUTE 'DROP VIEW ' || named;
    END IF;
    -- What the planner was told of them is told again: Citus, having read a table in its own session, asks no other
    -- server in the same transaction, so that rows are counted last of all, by sen.analyse_programme().
    kept := kept || jsonb_build_object('gathered', sen.has_gathered(programme), 'gathered_rows', (
        SELECT jsonb_object_agg(g.relation, p.prorows)
        FROM sen.gather_functions(programme) g JOIN pg_proc p ON p.oid = g.routine));
    PERFORM sen.drop_gathered(programme);
    RETURN kept;
END
$function$;
COMMENT ON FUNCTION sen.take_down_views(text, text) IS
    'The first half of sen.lay_out_views(): drops the views of a programme, with what is built on them if dependents '
    'is restore, and returns what sen.put_up_views() needs to bring back grants and dependents. For the owner of the '
    'programme (42501). 2BP01, naming them, if other objects depend on the views; 22023 for another choice than refuse '
    'or restore; 3F000 if there is no such programme; else as sen.refuse_strangers().';

CREATE FUNCTION sen.put_up_views(programme text, kept jsonb) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off SET quote_all_identifiers = off
    SET default_toast_compression = pglz
AS $function$
DECLARE
    home  CONSTANT oid := sen.owned_programme(programme);
    owner CONSTANT regrole := sen.programme_owner(programme);
    gathered CONSTANT boolean := coalesce((kept->>'gathered')::boolean, false);
    -- Who asks asks here: the other servers of Citus need no views.
    passed CONSTANT text := sen.set_citus('enable_ddl_propagation', 'off');
    part  record;
    views integer := 0;
    gone  text;
BEGIN
    PERFORM sen.refuse_strangers(programme);
    -- The catalogue compresses the queries of views: by lz4, where the server has it, in far less time. Reverts when
    -- the function ends.
    PERFORM set_config('default_toast_compression', 'lz4', true) FROM pg_settings s
    WHERE s.name = 'default_toast_compression' AND 'lz4' = ANY (s.enumvals);
    IF gathered THEN
        PERFORM sen.gather_cases(programme);
        FOR part IN SELECT g.routine, kept->'gathered_rows'->>g.relation AS rows
            FROM sen.gather_functions(programme) g WHERE kept->'gathered_rows' ? g.relation LOOP
            EXECUTE format('ALTER FUNCTION %s ROWS %s', part.routine, part.rows);
        END LOOP;
    END IF;
    PERFORM set_config('search_path', format('%I, pg_temp', programme), true);
    FOR part IN SELECT p.file, p.body, pg_catalog.cardinality(p.relations) AS views FROM sen.programme_part p
        WHERE p.kind = 'view' ORDER BY p.position LOOP
        PERFORM sen.run_part(part.file, CASE WHEN gathered THEN sen.gathered_form(part.body) ELSE part.body END,
                             owner);
        views := views + part.views;
    END LOOP;
    -- A column that a view only passes on means what it means there.
    FOR part IN
        -- By the shortest way there, of several the one named first.
        WITH RECURSIVE passed_on AS MATERIALIZED (
            SELECT r.name::text AS relation, m.source, m.place
            FROM sen.programme_part p, pg_catalog.unnest(p.relations) r (name),
                pg_catalog.unnest(p.meanings) WITH ORDINALITY m (source, place)
        ), means (relation, source, way) AS (
            SELECT o.relation, o.source, ARRAY[o.place] FROM passed_on o
            UNION
            -- What that one takes over itself. Two may take over from each other.
            SELECT e.relation, o.source, e.way || o.place
            FROM means e JOIN passed_on o ON o.relation = e.source
            WHERE pg_catalog.cardinality(e.way) < 4
        ),
        -- Read once: what the planner guesses of a catalogue that has just been filled can be off by far.
        said AS MATERIALIZED (
            SELECT c.relname, a.attnum, a.attname, d.description
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = a.attnum
                AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
            WHERE c.relnamespace = home
        )
        SELECT DISTINCT ON (m.relation, v.attnum) m.relation, v.attname, s.description AS meaning
        FROM means m
        JOIN said v ON v.relname = m.relation AND v.description IS NULL
        JOIN said s ON s.relname = m.source AND s.attname = v.attname AND s.description IS NOT NULL
        ORDER BY m.relation, v.attnum, pg_catalog.cardinality(m.way), m.way
    LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.%I IS %L', part.relation, part.attname, part.meaning);
    END LOOP;
    -- Grants as they were; and what is new, to those who had all else of its level.
    FOR part IN
        SELECT pg_catalog.format('GRANT %s%s ON TABLE %I.%I TO %s%s', g.privilege,
                                 ' (' || pg_catalog.quote_ident(g."column") || ')', programme, g.relation,
                                 CASE g.role WHEN 0 THEN 'PUBLIC' ELSE g.role::oid::pg_catalog.regrole::text END,
                                     CASE WHEN g.grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS command
        FROM pg_catalog.jsonb_to_recordset(kept->'grants') g (relation text, "column" text, privilege text, role bigint,
                                                              grantable boolean)
        JOIN pg_catalog.pg_class c ON c.relnamespace = home AND c.relname = g.relation
        WHERE g."column" IS NULL OR EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                            WHERE a.attrelid = c.oid AND a.attname = g."column" AND NOT a.attisdropped)
        UNION ALL
        SELECT pg_catalog.format('GRANT %s ON TABLE %I.%I TO %s',
                                 CASE h.privilege WHEN 'INSERT' THEN 'INSERT, UPDATE, DELETE' ELSE h.privilege END,
                                 programme, r.name, h.role::oid::pg_catalog.regrole)
        FROM sen.programme_part p
        CROSS JOIN LATERAL pg_catalog.unnest(p.relations) r (name)
        JOIN pg_catalog.jsonb_to_recordset(kept->'levels') h (level text, privilege text,
                                                              role bigint) ON h.level = CASE h.privilege
                                                                  WHEN 'SELECT' THEN p.read_level ELSE p.write_level END
        WHERE NOT kept->'relations' ? r.name
    LOOP
        EXECUTE part.command;
    END LOOP;
    SELECT pg_catalog.string_agg(DISTINCT g.relation || coalesce('.' || g."column", ''), ', ') INTO gone
    FROM pg_catalog.jsonb_to_recordset(kept->'grants') g (relation text, "column" text)
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
                      AND a.attnum > 0 AND NOT a.attisdropped
                      WHERE c.relnamespace = home AND c.relname = g.relation
                          AND a.attname = coalesce(g."column", a.attname));
    PERFORM sen.put_up_reports(programme, kept->'reports', gathered);
    FOR part IN SELECT j.command, j.place
        FROM pg_catalog.jsonb_array_elements_text(kept->'above') WITH ORDINALITY j (command, place) ORDER BY j.place
        LOOP
        EXECUTE part.command;
    END LOOP;
    PERFORM sen.set_citus('enable_ddl_propagation', passed);
    RETURN pg_catalog.format('programme %I: %s views', programme, views)
        || coalesce('; what was granted on these is gone with them: ' || gone, '');
END
$function$;
COMMENT ON FUNCTION sen.put_up_views(text, jsonb) IS
    'The second half of sen.lay_out_views(): makes the views of a programme from the installed version, and with them '
    'the grants and dependents that sen.take_down_views() returned; {} for none. What is new is granted to the roles '
    'that had all else of its level. For the owner of the programme (42501). 42P07 if the views are there; 3F000 if '
    'there is no such programme; else as sen.refuse_strangers().';

CREATE FUNCTION sen.lay_out_views(programme text, dependents text DEFAULT 'refuse') RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM sen.owned_programme(programme);
    IF sen.layout_step(programme) <> (SELECT coalesce(max(s.step), 0) FROM sen.programme_step s) THEN
        RAISE EXCEPTION 'the tables of programme "%" are not those of the installed version', programme
            USING ERRCODE = 'object_not_in_prerequisite_state',
                HINT = 'sen.upgrade_programme() brings tables and views to it.';
    END IF;
    RETURN sen.put_up_views(programme, sen.take_down_views(programme, dependents));
END
$function$;
COMMENT ON FUNCTION sen.lay_out_views(text, text) IS
    'Drops all views of a programme and makes them anew from the installed version, in one transaction; says how many. '
    'Every grant on them stays. Views and functions of your own that depend on them are named in an error (2BP01), or '
    'with dependents => ''restore'' dropped and made again with owner, grants and comment. For the owner of the '
    'programme (42501). 3F000 if there is no such programme; 55000 if its tables are of another version, or for what '
    'sen.refuse_strangers() finds.';
