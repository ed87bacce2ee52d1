-- Room programme: a role that sees the cases and measures of one authority, whatever level of access it has.

CREATE FUNCTION sen.authority_tables(programme text) RETURNS TABLE (name text, condition text)
    LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 25
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT c.relname::text,
           CASE WHEN pg_catalog.bool_or(a.attname = 'submission') AND c.relname <> 'sen2_submission'
                THEN pg_catalog.format('EXISTS (SELECT FROM %I.sen2_submission s '
                                       'WHERE s.submission OPERATOR(pg_catalog.=) %I.submission)', programme, c.relname)
                WHEN NOT pg_catalog.bool_or(a.attname = 'local_authority')
                THEN pg_catalog.format('measure_id IS NULL OR EXISTS (SELECT FROM %I.measure m '
                                       'WHERE m.measure_id OPERATOR(pg_catalog.=) %I.measure_id)', programme, c.relname)
                ELSE CASE WHEN pg_catalog.bool_or(a.attname = 'local_authority' AND NOT a.attnotnull)
                          THEN 'local_authority IS NULL OR ' ELSE '' END
                     || pg_catalog.format('sen.is_shown(local_authority, sen.authorities_allowed(%L::pg_catalog.'
                                          'regclass))', pg_catalog.format('%I.%I', programme, c.relname)) END
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = programme)
      AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT a.attisdropped
      AND c.relname IN (SELECT r.name FROM sen.programme_part p, pg_catalog.unnest(p.relations) r (name)
                        WHERE p.kind = 'table')
      -- What is published of all authorities.
      AND c.relname NOT IN ('release_area', 'published_wait')
      AND a.attname IN ('local_authority', 'submission', 'measure_id')
    GROUP BY c.oid, c.relname;
END;
COMMENT ON FUNCTION sen.authority_tables(text) IS
    'The tables of a programme whose rows are of an authority, or of a measure or a return of one, and the condition '
    'under which a role sees a row: what sen.limit_access() makes policies of. Null in, no rows.';

CREATE FUNCTION sen.only_read_limited() RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'In a distributed programme rows that are written go to their servers past the policies, so that only reading '
       'can be limited.';
COMMENT ON FUNCTION sen.only_read_limited() IS 'Why a role that writes in a distributed programme cannot be limited.';

CREATE FUNCTION sen.policy_authority(policy text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN policy = 'every_authority' THEN '' ELSE substring(policy FROM '^authority_([0-9]{3})$') END;
COMMENT ON FUNCTION sen.policy_authority(text) IS
    'The authority of a policy of row-level security that sen.limit_access() makes, by its name: three-digit code. '
    'Empty for the one of all roles; null for a policy of somebody else, and for null.';

CREATE FUNCTION sen.limit_access(programme text, role_name text, local_authority text) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
DECLARE
    home  CONSTANT oid := sen.owned_programme(programme);
    role  CONSTANT oid := (SELECT r.oid FROM pg_roles r WHERE r.rolname = role_name);
    here  record;
    closed record;
    others text;
    passed text;
BEGIN
    IF role IS NULL THEN
        RAISE EXCEPTION 'role % does not exist', coalesce('"' || role_name || '"', 'null')
            USING ERRCODE = 'undefined_object', HINT = 'Make it with CREATE ROLE.';
    ELSIF local_authority !~ '^[0-9]{3}$' THEN
        RAISE EXCEPTION '"%" is no local authority code', local_authority USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Use the three-digit local authority code of DfE, such as 344; null lifts the limit.';
    ELSIF pg_has_role(role, sen.programme_owner(programme), 'USAGE')
        OR (SELECT r.rolbypassrls FROM pg_roles r WHERE r.oid = role) THEN
        RAISE EXCEPTION 'role "%" sees every row of programme "%"', role_name, programme
            USING ERRCODE = 'invalid_grant_operation',
                  HINT = 'Choose a role that is not the owner, nor a member of it, nor a superuser, without BYPASSRLS.';
    END IF;
    SELECT string_agg(DISTINCT c.relname, ', ' ORDER BY c.relname) INTO others
    FROM sen.authority_tables(programme) t JOIN pg_class c ON c.relname = t.name AND c.relnamespace = home
    WHERE EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND sen.policy_authority(p.polname) IS NULL)
       OR c.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid);
    IF others IS NOT NULL THEN
        RAISE EXCEPTION 'tables of programme "%" have row-level security of their own: %', programme, others
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Drop those policies and ALTER TABLE ... DISABLE ROW LEVEL SECURITY, or keep to them.';
    END IF;
    IF local_authority IS NOT NULL AND sen.has_gathered(programme) THEN
        SELECT string_agg(d.relation, ', ' ORDER BY d.relation) INTO others FROM sen.distributed_tables() d
        JOIN pg_class c ON c.relnamespace = home AND c.relname = d.relation
        WHERE d.how = 'distributed' AND has_table_privilege(role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE');
        IF others IS NOT NULL THEN
            RAISE EXCEPTION 'role "%" may write tables of programme "%" that are distributed: %', role_name, programme,
                others
                USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = sen.only_read_limited(),
                    HINT = 'Give it level reader or analyst.';
        END IF;
    END IF;
    -- Who asks asks here, where the policies are put into the query.
    passed := sen.set_citus('enable_ddl_propagation', 'off');
    FOR here IN SELECT c.oid, c.relname, c.relrowsecurity, t.condition, a.attname IS NOT NULL AS has_code
                FROM sen.authority_tables(programme) t
                JOIN pg_class c ON c.relname = t.name AND c.relnamespace = home
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'local_authority'
                ORDER BY c.relname LOOP
        -- The role is bound to one authority: what it was bound to before goes.
        FOR closed IN SELECT p.polname, array_remove(p.polroles, role) AS roles FROM pg_policy p
                      WHERE p.polrelid = here.oid AND role = ANY (p.polroles)
                        AND sen.policy_authority(p.polname) NOT IN ('', coalesce(local_authority, '')) LOOP
            IF closed.roles = '{}' THEN
                EXECUTE format('DROP POLICY %I ON %I.%I', closed.polname, programme, here.relname);
            ELSE
                EXECUTE format('ALTER POLICY %I ON %I.%I TO %s', closed.polname, programme, here.relname,
                               (SELECT string_agg(r::regrole::text, ', ') FROM unnest(closed.roles) r));
            END IF;
        END LOOP;
        CONTINUE WHEN local_authority IS NULL;
        IF NOT here.relrowsecurity THEN
            EXECUTE format('CREATE POLICY every_authority ON %I.%I USING (%s)', programme, here.relname,
                           here.condition);
            EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', programme, here.relname);
        END IF;
        CONTINUE WHEN NOT here.has_code;
        SELECT p.polroles INTO closed FROM pg_policy p
        WHERE p.polrelid = here.oid AND p.polname = 'authority_' || local_authority;
        IF NOT FOUND THEN
            EXECUTE format('CREATE POLICY %I ON %I.%I TO %I USING (local_authority = %L)',
                           'authority_' || local_authority, programme, here.relname, role_name, local_authority);
        ELSIF NOT role = ANY (closed.polroles) THEN
            EXECUTE format('ALTER POLICY %I ON %I.%I TO %s, %I', 'authority_' || local_authority, programme,
                           here.relname, (SELECT string_agg(r::regrole::text, ', ') FROM unnest(closed.polroles) r),
                           role_name);
        END IF;
    END LOOP;
    PERFORM sen.set_citus('enable_ddl_propagation', passed);
    IF local_authority IS NULL THEN
        RETURN format('role %I sees every authority of programme %I, as far as it may read it', role_name, programme);
    END IF;
    RETURN format('role %I sees authority %s of programme %I, and no other', role_name, local_authority, programme);
END
$function$;
COMMENT ON FUNCTION sen.limit_access(text, text, text) IS
    'Limits what a role sees and writes of the cases and measures of a programme to one authority, in place of the one '
    'it was limited to; null lifts the limit. What it may read and write at all is given by sen.grant_access(), before '
    'or after, and taking that away leaves the limit. Makes policies of row-level security on the tables of cases, '
    'which every view follows, totals too; the log is then closed to all but the owner and its members, who see every '
    'row. A member of several such roles sees the authorities of all of them. For the owner of the programme (42501). '
    '3F000 if there is no such programme, 42704 if no such role, 22023 for something else than a code, 0LP01 for a '
    'role that sees every row whatever is said, 55000 if a table has row-level security of somebody else, or the role '
    'may write the cases of a distributed programme, of which only reading can be limited.';
