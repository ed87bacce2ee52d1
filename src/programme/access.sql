-- Room programme: who may read, write and seal in a programme.

CREATE FUNCTION sen.access_levels() RETURNS TABLE (relation text, read_level text, write_level text)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 120
BEGIN ATOMIC
    SELECT r.name, p.read_level, p.write_level FROM sen.programme_part p
    CROSS JOIN LATERAL pg_catalog.unnest(p.relations) r (name)
    UNION ALL
    -- What proves the log; and what is in it, which names single children.
    VALUES ('ledger_version', 'reader', NULL), ('ledger_tile', 'reader', NULL), ('log_versions', 'reader', NULL),
           ('ledger_block', 'analyst', NULL), ('ledger_index', NULL, NULL), ('log_leaves', 'analyst', NULL),
           ('changes_since_sealed_meeting', 'analyst', NULL);
END;
COMMENT ON FUNCTION sen.access_levels() IS
    'Each table and view of a programme: the level of sen.grant_access() from which it is read, and that from which it '
    'is written; null for nobody. sen.grant_access() grants by it; a level has what the ones before it have: reader, '
    'analyst, editor, secretariat, of which the last also seals the log.';

CREATE FUNCTION sen.revoke_access(programme text, role_name text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
DECLARE
    owner CONSTANT regrole := sen.programme_owner(programme);
    object record;
    -- Citus passes a grant on a reference table on by itself, and after that no other in the same transaction, unless
    -- one goes after the other.
    mode CONSTANT text := sen.set_citus('multi_shard_modify_mode', 'sequential');
BEGIN
    PERFORM sen.owned_programme(programme);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = role_name) OR role_name IS NULL THEN
        RAISE EXCEPTION 'role % does not exist', coalesce('"' || role_name || '"', 'null')
            USING ERRCODE = 'undefined_object',
                HINT = 'Make it with CREATE ROLE; everybody (public) cannot be given access to a programme.';
    ELSIF (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = role_name) = owner THEN
        RAISE EXCEPTION 'role "%" owns programme "%"', role_name, programme USING ERRCODE = 'invalid_grant_operation',
            HINT = 'The owner may do everything; choose another role.';
    END IF;
    -- Not what others made there: to take away what they granted is theirs.
    FOR object IN
        SELECT pg_catalog.format('%s %I.%I', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, programme,
                                 c.relname) AS name
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = programme AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
            AND pg_catalog.pg_has_role(c.relowner, 'USAGE')
        UNION ALL
        SELECT pg_catalog.format('TABLE %I.%I', sen.reports_schema(programme), v.name)
        FROM sen.report_views(programme) v
        UNION ALL
        SELECT pg_catalog.format('ROUTINE %s', p.oid::pg_catalog.regprocedure)
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = programme AND pg_catalog.pg_has_role(p.proowner, 'USAGE')
    LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON %s FROM %I', object.name, role_name);
    END LOOP;
    EXECUTE pg_catalog.format('REVOKE ALL ON SCHEMA %I FROM %I', programme, role_name);
    IF EXISTS (SELECT FROM sen.report_views(programme)) THEN
        EXECUTE pg_catalog.format('REVOKE ALL ON SCHEMA %I FROM %I', sen.reports_schema(programme), role_name);
    END IF;
    PERFORM sen.set_citus('multi_shard_modify_mode', mode);
    RETURN pg_catalog.format('role %I has no access to programme %I', role_name, programme);
END
$function$;
COMMENT ON FUNCTION sen.revoke_access(text, text) IS
    'Takes every privilege on the schema, tables, views and functions of a programme, and on its schema for BI tools, '
    'from a role, also those given by hand; not on what others made in its schema. For the owner of the programme. '
    'What the role has through others, it keeps. 3F000 if there is no such programme, 42704 if no such role, 42501 for '
    'others than the owner, 0LP01 for the owner itself.';

CREATE FUNCTION sen.grant_access(programme text, role_name text, level text) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
DECLARE
    levels  CONSTANT text[] := ARRAY['reader', 'analyst', 'editor', 'secretariat'];
    place   CONSTANT integer := pg_catalog.array_position(levels, level);
    reports CONSTANT text := sen.reports_schema(programme);
    r record;
    readable integer := 0;
    writable integer := 0;
    mode text;
BEGIN
    IF place IS NULL AND level IS DISTINCT FROM 'bi' THEN
        RAISE EXCEPTION 'unknown level of access: %', coalesce('"' || level || '"', 'null')
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'Levels: bi (the schema for BI tools alone), reader (totals), analyst (and cases), editor (and '
                       'writes), secretariat (and seals).';
    END IF;
    mode := sen.set_citus('multi_shard_modify_mode', 'sequential');
    PERFORM sen.revoke_access(programme, role_name);
    IF place > 2 AND sen.has_gathered(programme) AND EXISTS (
        SELECT FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
        WHERE c.relnamespace = sen.owned_programme(programme) AND sen.policy_authority(p.polname) <> ''
            AND (SELECT o.oid FROM pg_catalog.pg_roles o WHERE o.rolname = role_name) = ANY (p.polroles)) THEN
        RAISE EXCEPTION 'role "%" is limited to an authority', role_name
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = sen.only_read_limited(),
                HINT = 'Give it level reader or analyst.';
    END IF;
    IF level = 'bi' THEN
        IF NOT EXISTS (SELECT FROM sen.report_views(programme)) THEN
            RAISE EXCEPTION 'programme "%" has no schema "%" for BI tools', programme, reports
                USING ERRCODE = 'object_not_in_prerequisite_state',
                    HINT = 'Its owner makes its views anew with sen.lay_out_views().';
        END IF;
        EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I', reports, role_name);
        FOR r IN SELECT v.name FROM sen.report_views(programme) v LOOP
            EXECUTE pg_catalog.format('GRANT SELECT ON %I.%I TO %I', reports, r.name, role_name);
            readable := readable + 1;
        END LOOP;
        PERFORM sen.set_citus('multi_shard_modify_mode', mode);
        RETURN pg_catalog.format('role %I is bi of programme %I: reads %s views of schema %I', role_name, programme,
                                 readable, reports);
    END IF;
    EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I', programme, role_name);
    FOR r IN SELECT c.relname, place >= pg_catalog.array_position(levels, a.read_level) AS reads,
        place >= pg_catalog.array_position(levels, a.write_level) AS writes
             FROM sen.access_levels() a JOIN pg_catalog.pg_class c ON c.relname = a.relation
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = programme AND c.relkind IN ('r', 'p', 'v')
                 AND pg_catalog.pg_has_role(c.relowner, 'USAGE') LOOP
        IF r.reads THEN
            EXECUTE pg_catalog.format('GRANT SELECT ON %I.%I TO %I', programme, r.relname, role_name);
            readable := readable + 1;
        END IF;
        IF r.writes THEN
            EXECUTE pg_catalog.format('GRANT INSERT, UPDATE, DELETE ON %I.%I TO %I', programme, r.relname, role_name);
            writable := writable + 1;
        END IF;
    END LOOP;
    IF level = 'secretariat' THEN
        EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %I.seal_log(text, text) TO %I', programme, role_name);
    END IF;
    PERFORM sen.set_citus('multi_shard_modify_mode', mode);
    RETURN pg_catalog.format('role %I is %s of programme %I: reads %s tables and views, writes %s%s', role_name, level,
                             programme, readable,
                             CASE writable WHEN 0 THEN 'none' ELSE writable::text END,
                                 CASE level WHEN 'secretariat' THEN ', and seals the log' ELSE '' END);
END
$function$;
COMMENT ON FUNCTION sen.grant_access(text, text, text) IS
    'Gives a role one level of access to a programme, in place of what it had there: reader (totals, the notice''s '
    'standing, and what proves the log; nothing of a single child), analyst (and cases, and what the log says of '
    'them), editor (and writes every table but those of the log), secretariat (and seals the log); or bi, which reads '
    'the views of sen.reports_schema() and nothing else. Tables and views that others made are not included. For the '
    'owner of the programme (42501). 3F000 if there is no such programme, 42704 if no such role, 0LP01 for the owner '
    'itself, 22023 if no such level; 55000 if there is no schema for level bi, or a role that is limited to an '
    'authority would write in a distributed programme.';
