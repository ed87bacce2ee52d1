-- Room programme: the schema of a programme that BI tools read. Its views are files of their own, under reports/;
-- scripts/parts.pl puts them into the table below when the extension is built.

CREATE TABLE sen.report_part (
    position  integer PRIMARY KEY,
    file      text NOT NULL UNIQUE,
    relations text[] NOT NULL,
    meanings  text[] NOT NULL,
    body      text NOT NULL
);
COMMENT ON TABLE sen.report_part IS
    'What the schema of a programme for BI tools is made of: each view of it, with the file it was written in and its '
    'text. Level bi of sen.grant_access() reads all of them.';
COMMENT ON COLUMN sen.report_part.position IS 'Place in the order in which the parts are run.';
COMMENT ON COLUMN sen.report_part.file IS 'File of the part, below src/programme of the source.';
COMMENT ON COLUMN sen.report_part.relations IS 'The views that it makes.';
COMMENT ON COLUMN sen.report_part.meanings IS
    'Tables and views of the programme that say what columns without a comment of their own mean, the first before the '
    'others.';
COMMENT ON COLUMN sen.report_part.body IS
    'The SQL, run with the schema of the programme as search_path. A line --@ FILE:LINE says where the lines after it '
    'were written.';
GRANT SELECT ON sen.report_part TO PUBLIC;

CREATE FUNCTION sen.reports_schema(programme text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
-- A name has at most 63 bytes.
RETURN (SELECT pg_catalog."left"(programme, pg_catalog.max(k.n)) FROM pg_catalog.generate_series(0, 55) k (n)
        WHERE pg_catalog.octet_length(pg_catalog."left"(programme, k.n)) <= 55) || '_reports';
COMMENT ON FUNCTION sen.reports_schema(text) IS
    'Name of the schema that BI tools read: that of the programme, or as much of it as fits into 55 bytes, and '
    '_reports. Null in, null out.';

CREATE FUNCTION sen.report_views(programme text) RETURNS TABLE (view oid, name text)
    LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 30
    SET search_path = pg_catalog, pg_temp SET jit = off
BEGIN ATOMIC
    SELECT c.oid, c.relname FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = sen.reports_schema(programme) AND c.relkind = 'v' AND c.relowner = n.nspowner
      AND c.relname IN (SELECT r.name FROM sen.report_part p, pg_catalog.unnest(p.relations) r (name));
END;
COMMENT ON FUNCTION sen.report_views(text) IS
    'The views for BI tools that a programme has: those of sen.report_part that are in sen.reports_schema() and belong '
    'to its owner. Null in, no rows.';

CREATE FUNCTION sen.take_down_reports(programme text) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    owner CONSTANT regrole := sen.programme_owner(programme);
    kept  jsonb;
    named text;
BEGIN
    PERFORM sen.owned_programme(programme);
    SELECT jsonb_build_object(
        'views', (SELECT coalesce(jsonb_agg(v.name), '[]') FROM sen.report_views(programme) v),
        'grants', coalesce(jsonb_agg(jsonb_build_object('relation', g.relname, 'column', g.attname, 'privilege',
                                                        g.privilege_type, 'role', g.grantee::bigint, 'grantable',
                                                        g.is_grantable)) FILTER (WHERE g.relname IS NOT NULL), '[]'),
        -- Who may read all that there is has the level; only such a role gets what is new.
        'all', (SELECT coalesce(jsonb_agg(h.grantee::bigint), '[]')
                FROM (SELECT a.grantee FROM sen.report_views(programme) v JOIN pg_class c ON c.oid = v.view,
                          aclexplode(c.relacl) a
                      WHERE a.privilege_type = 'SELECT' AND a.grantee <> 0 AND a.grantee <> owner
                      GROUP BY a.grantee
                      HAVING count(DISTINCT v.view) = (SELECT count(*) FROM sen.report_views(programme))) h))
    INTO kept
    FROM (SELECT c.relname, NULL::name AS attname, a.* FROM sen.report_views(programme) v
          JOIN pg_class c ON c.oid = v.view, aclexplode(c.relacl) a WHERE a.grantee <> owner
          UNION ALL
          SELECT v.name, t.attname, a.* FROM sen.report_views(programme) v
          JOIN pg_attribute t ON t.attrelid = v.view AND t.attnum > 0 AND NOT t.attisdropped,
              aclexplode(t.attacl) a WHERE a.grantee <> owner) g;
    SELECT string_agg(format('%I.%I', sen.reports_schema(programme), v.name), ', ') INTO named
    FROM sen.report_views(programme) v;
    IF named IS NOT NULL THEN
        EXECUTE 'DROP VIEW ' || named;
    END IF;
    RETURN kept;
END
$function$;
COMMENT ON FUNCTION sen.take_down_reports(text) IS
    'Drops the views for BI tools of a programme, and returns what sen.put_up_reports() needs to bring back the grants '
    'on them. A part of sen.take_down_views(). For the owner of the programme (42501). 3F000 if there is no such '
    'programme; 2BP01 if others built on the views.';

CREATE FUNCTION sen.put_up_reports(programme text, kept jsonb, gathered boolean DEFAULT false) RETURNS integer
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off SET quote_all_identifiers = off
AS $function$
DECLARE
    home    CONSTANT oid := sen.owned_programme(programme);
    owner   CONSTANT regrole := sen.programme_owner(programme);
    reports CONSTANT text := sen.reports_schema(programme);
    part    record;
    named   text;
    others  boolean;
    views   integer := 0;
BEGIN
    PERFORM sen.refuse_strangers(programme);
    IF EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = reports AND n.nspowner <> owner) THEN
        RAISE EXCEPTION 'schema "%" belongs to another role than programme "%"', reports, programme
            USING ERRCODE = 'duplicate_schema',
                HINT = format('The views for BI tools are made there. Rename that schema: ALTER SCHEMA %s RENAME TO '
                              'another_name.', quote_ident(reports));
    ELSIF NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = reports) THEN
        IF NOT has_database_privilege(current_database(), 'CREATE') THEN
            RAISE EXCEPTION 'permission denied to make schema "%"', reports
                USING ERRCODE = 'insufficient_privilege',
                    HINT = format('The views for BI tools are made there. Whoever may create schemas can make it: '
                                  'CREATE SCHEMA %s AUTHORIZATION %s.', quote_ident(reports), owner);
        END IF;
        EXECUTE format('CREATE SCHEMA %I AUTHORIZATION %s', reports, owner);
        EXECUTE format('COMMENT ON SCHEMA %I IS %L', reports,
                       'What BI tools read of improvement programme ' || programme
                           || ': dimensions and facts, laid out by sen_improvement. View data_dictionary says what '
                           'each column means.');
    END IF;
    -- Of a programme that was dropped stays what reads none of its tables.
    SELECT string_agg(format('%I.%I', reports, v.name), ', '), bool_or(EXISTS (
        SELECT FROM pg_rewrite w
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
            AND d.refclassid = 'pg_class'::regclass
        JOIN pg_class c ON c.oid = d.refobjid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE w.ev_class = v.view AND n.nspname NOT IN (reports, 'sen', 'pg_catalog')))
    INTO named, others FROM sen.report_views(programme) v;
    IF others THEN
        RAISE EXCEPTION 'schema "%" has the views for BI tools of another programme', reports
            USING ERRCODE = 'duplicate_table',
                HINT = format('If that programme was renamed, rename this schema likewise: ALTER SCHEMA %s RENAME TO '
                              'another_name_reports.', quote_ident(reports));
    ELSIF named IS NOT NULL THEN
        EXECUTE 'DROP VIEW ' || named;
    END IF;
    -- They are made in the schema of the programme, under whose names they read, and then moved: so nothing that is in
    -- the other schema is ever taken for what they name.
    PERFORM set_config('search_path', format('%I, pg_temp', programme), true);
    FOR part IN SELECT p.file, p.body FROM sen.report_part p ORDER BY p.position LOOP
        PERFORM sen.run_part(part.file, CASE WHEN gathered THEN sen.gathered_form(part.body) ELSE part.body END,
                             owner);
    END LOOP;
    FOR part IN SELECT r.name FROM sen.report_part p CROSS JOIN LATERAL pg_catalog.unnest(p.relations) r (name)
        ORDER BY p.position LOOP
        EXECUTE pg_catalog.format('ALTER VIEW %I.%I SET SCHEMA %I', programme, part.name, reports);
        views := views + 1;
    END LOOP;
    -- A column that a view only passes on means what it means there.
    FOR part IN
        -- Each is read once, by the relation: in one join the planner, to whom a catalogue that has just been filled
        -- seems empty, looks for a column of this name in all relations of the database, for each column.
        WITH said AS MATERIALIZED (
            SELECT c.relname, b.attname, d.description
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_attribute b ON b.attrelid = c.oid AND b.attnum > 0
            JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = b.attnum
                AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
            WHERE c.relnamespace = home
              AND c.relname = ANY (ARRAY(SELECT m.source
                                         FROM sen.report_part p, pg_catalog.unnest(p.meanings) m (source)))
        ), silent AS MATERIALIZED (
            SELECT v.view, v.name, a.attnum, a.attname
            FROM sen.report_views(programme) v
            JOIN pg_catalog.pg_attribute a ON a.attrelid = v.view AND a.attnum > 0
            WHERE pg_catalog.col_description(v.view, a.attnum) IS NULL
        )
        SELECT DISTINCT ON (v.view, v.attnum) v.name, v.attname, s.description AS meaning
        FROM silent v
        JOIN sen.report_part p ON v.name = ANY (p.relations)
        CROSS JOIN LATERAL pg_catalog.unnest(p.meanings) WITH ORDINALITY m (source, place)
        JOIN said s ON s.relname = m.source AND s.attname = v.attname
        ORDER BY v.view, v.attnum, m.place
    LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.%I.%I IS %L', reports, part.name, part.attname, part.meaning);
    END LOOP;
    -- Grants as they were; and what is new, to those who had all else.
    FOR part IN
        SELECT pg_catalog.format('GRANT %s%s ON TABLE %I.%I TO %s%s', g.privilege,
                                 ' (' || pg_catalog.quote_ident(g."column") || ')', reports, g.relation,
                                 CASE g.role WHEN 0 THEN 'PUBLIC' ELSE g.role::oid::pg_catalog.regrole::text END,
                                     CASE WHEN g.grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS command
        FROM pg_catalog.jsonb_to_recordset(kept->'grants') g (relation text, "column" text, privilege text, role bigint,
                                                              grantable boolean)
        WHERE EXISTS (SELECT FROM sen.report_views(programme) v
                      JOIN pg_catalog.pg_attribute a ON a.attrelid = v.view AND a.attnum > 0 AND NOT a.attisdropped
                      WHERE v.name = g.relation AND a.attname = coalesce(g."column", a.attname))
        UNION ALL
        SELECT pg_catalog.format('GRANT SELECT ON TABLE %I.%I TO %s', reports, v.name,
                                 h.role::bigint::oid::pg_catalog.regrole)
        FROM sen.report_views(programme) v
        CROSS JOIN LATERAL pg_catalog.jsonb_array_elements_text(kept->'all') h (role)
        WHERE NOT kept->'views' ? v.name
    LOOP
        EXECUTE part.command;
    END LOOP;
    RETURN views;
END
$function$;
COMMENT ON FUNCTION sen.put_up_reports(text, jsonb, boolean) IS
    'Makes the views for BI tools of a programme, in sen.reports_schema(), which it makes if it is not there, with the '
    'grants that sen.take_down_reports() returned; {} or null for none. If gathered, they read the tables of cases as '
    'sen.gathered_form() says. Says how many. A part of sen.put_up_views(). '
    'For the owner of the programme (42501), who needs CREATE on the database if the schema is not there (42501). '
    '42P06 if that schema belongs to somebody else; 42P07 if it has the views of another programme, as after a '
    'programme was renamed; what is left of one that was dropped is replaced. 3F000 if there is no such programme; '
    'else as sen.refuse_strangers().';
