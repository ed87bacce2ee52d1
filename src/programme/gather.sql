-- Room programme: a programme whose tables of cases are not read by its views themselves, but through functions that
-- gather their rows from wherever they lie. So the views are computed in one place, by the same queries, and what is
-- stable, such as the day, is taken there and nowhere else.

CREATE FUNCTION sen.distributed_tables() RETURNS TABLE (relation text, how text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 16
BEGIN ATOMIC
    -- ehc_request first: others refer to it, and lie beside it.
    VALUES ('age_band', 'reference'), ('audit_grade', 'reference'), ('primary_need', 'reference'),
           ('school_phase', 'reference'), ('wait_service', 'reference'), ('published_wait', 'reference'),
           ('ehc_request', 'distributed'), ('assessment_exception', 'distributed'), ('advice_request', 'distributed'),
           ('annual_review', 'distributed'), ('mediation', 'distributed'), ('appeal', 'distributed'),
           ('case_event', 'distributed'), ('case_characteristic', 'distributed'), ('plan_audit', 'distributed'),
           ('wait', 'distributed');
END;
COMMENT ON FUNCTION sen.distributed_tables() IS
    'The tables of a programme that sen.distribute() hands to Citus, in the order in which it does: distributed by '
    'local_authority, or reference, of which each server has a copy. The others stay where they are.';

CREATE FUNCTION sen.gathered_form(body text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    tables CONSTANT text := (SELECT string_agg(d.relation, '|') FROM sen.distributed_tables() d);
    -- What is read with the rights of the owner of a view has the key, which only the owner may read.
    ending CONSTANT text := CASE WHEN body ~ 'security_invoker' THEN ')'
                                 ELSE ', (SELECT k.key FROM gather_key k))' END;
BEGIN
    -- The table is known by the function: a view that named it would depend on it.
    body := regexp_replace(body, '(\(SELECT f\.\w+(?:, f\.\w+)* FROM )(' || tables || ') f '
                                 'WHERE sen\.is_shown\(f\.local_authority, '
                                 'sen\.authorities_shown\(''\2''::regclass\)\)\)',
                           '\1\2_gathered(sen.authorities_shown('
                           'sen.gathered_table(''\2_gathered(text[])''::regprocedure))' || ending || ' f)', 'g');
    body := regexp_replace(body, '\m(FROM|JOIN) (' || tables || ') (?=[a-z])', '\1 \2_gathered(NULL' || ending || ' ',
                           'g');
    RETURN regexp_replace(body, '\m(FROM|JOIN) (' || tables || ')(?!\w)(?! ?[(.])', '\1 \2_gathered(NULL' || ending
                          || ' \2', 'g');
END
$function$;
COMMENT ON FUNCTION sen.gathered_form(text) IS
    'The text of a view of a programme with the functions that sen.gather_cases() makes in place of the tables of '
    'sen.distributed_tables(). Null in, null out.';

CREATE FUNCTION sen.refuse_to_gather(kept uuid, shown uuid) RETURNS void
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF kept IS NULL OR shown IS DISTINCT FROM kept THEN
        RAISE EXCEPTION 'permission denied to gather rows with the rights of the owner'
            USING ERRCODE = 'insufficient_privilege',
                HINT = 'Views of the programme do. With one argument the function gathers with your own rights.';
    END IF;
END
$function$;
COMMENT ON FUNCTION sen.refuse_to_gather(uuid, uuid) IS
    'Refuses to gather rows with the rights of the owner (42501) if the key that is shown is not the one that is kept, '
    'or none is kept: who has the key reads gather_key of the programme, as only its owner may.';

CREATE FUNCTION sen.gather(of_table anyelement, codes text[]) RETURNS SETOF anyelement
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    relation regclass;
    these    text := '';
BEGIN
    SELECT t.typrelid INTO relation FROM pg_type t WHERE t.oid = pg_typeof(of_table) AND t.typrelid <> 0;
    IF relation IS NULL THEN
        RAISE EXCEPTION 'type % is not that of the rows of a table', pg_typeof(of_table)
            USING ERRCODE = 'wrong_object_type', HINT = 'Give null as a row of the table: NULL::wirral.ehc_request.';
    END IF;
    -- As constants, so that only the servers with these authorities are asked.
    IF cardinality(codes) = 1 THEN
        these := format(' WHERE f.local_authority OPERATOR(pg_catalog.=) %L', codes[array_lower(codes, 1)]);
    ELSIF codes IS NOT NULL THEN
        these := format(' WHERE f.local_authority OPERATOR(pg_catalog.=) ANY (%L::text[])', codes);
    END IF;
    RETURN QUERY EXECUTE format('SELECT f.* FROM %s f%s', relation, these);
END
$function$;
COMMENT ON FUNCTION sen.gather(anyelement, text[]) IS
    'The rows of the table whose row type is given, of some authorities by their column local_authority, or of all for '
    'null, with the rights of the caller, in one query of their own: gathered from the servers on which they lie. '
    '42809 for another type.';

CREATE FUNCTION sen.has_gathered(programme text) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = programme AND c.relname = 'gather_key' AND c.relkind = 'r'
                   AND c.relowner = n.nspowner);
COMMENT ON FUNCTION sen.has_gathered(text) IS
    'Do the views of a programme read its tables of cases through the functions of sen.gather_cases()? False for what '
    'is no programme. Null in, null out.';

CREATE FUNCTION sen.gather_functions(programme text) RETURNS TABLE (routine regprocedure, relation text)
    LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 32
BEGIN ATOMIC
    SELECT p.oid::pg_catalog.regprocedure, d.relation
    FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_proc p ON p.pronamespace = n.oid AND p.proowner = n.nspowner
    JOIN sen.distributed_tables() d ON p.proname = d.relation || '_gathered'
    WHERE n.nspname = programme;
END;
COMMENT ON FUNCTION sen.gather_functions(text) IS
    'The functions that sen.gather_cases() made in a programme, and the table of which each gathers the rows. Null in, '
    'no rows.';

CREATE FUNCTION sen.gathered_table(routine regprocedure) RETURNS regclass
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    relation regclass;
BEGIN
    SELECT c.oid INTO relation FROM pg_proc p JOIN pg_class c ON c.relnamespace = p.pronamespace
    JOIN sen.distributed_tables() d ON d.relation = c.relname AND p.proname = d.relation || '_gathered'
    WHERE p.oid = routine;
    IF relation IS NULL THEN
        -- Null would stand for every authority.
        RAISE EXCEPTION 'function % gathers no table', routine USING ERRCODE = 'wrong_object_type',
            HINT = 'Give a function that gathers the rows of a table of cases.';
    END IF;
    RETURN relation;
END
$function$;
COMMENT ON FUNCTION sen.gathered_table(regprocedure) IS
    'The table whose rows a function of sen.gather_cases() gathers. Views ask it so, since one that named the table '
    'would depend on it, and Citus would take the functions of the view for a part of the table. 42809 for another '
    'function. Null in, null out.';

CREATE FUNCTION sen.count_gathered(programme text) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    gathered record;
    counted  bigint;
BEGIN
    PERFORM sen.owned_programme(programme);
    FOR gathered IN SELECT g.relation, array_agg(g.routine) AS routines FROM sen.gather_functions(programme) g
        GROUP BY g.relation LOOP
        EXECUTE format('SELECT pg_catalog.count(*) FROM %I.%I', programme, gathered.relation) INTO counted;
        EXECUTE (SELECT string_agg(format('ALTER FUNCTION %s ROWS %s', r.routine, greatest(counted, 1)), '; ')
                 FROM unnest(gathered.routines) r (routine));
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.count_gathered(text) IS
    'Tells the planner how many rows the functions of sen.gather_cases() return now. A part of '
    'sen.analyse_programme(). For the owner of the programme (42501). 3F000 if there is no such programme, or null.';

CREATE FUNCTION sen.gather_cases(programme text) RETURNS integer
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
DECLARE
    home  CONSTANT oid := sen.owned_programme(programme);
    owner CONSTANT regrole := sen.programme_owner(programme,
                                                  (SELECT array_agg(d.relation) FROM sen.distributed_tables() d));
    part  record;
    columns text;
    made  integer := 0;
BEGIN
    PERFORM set_config('search_path', format('%I, pg_temp', programme), true);
    IF NOT sen.has_gathered(programme) THEN
        CREATE TABLE gather_key (key uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid());
        INSERT INTO gather_key DEFAULT VALUES;
        -- Nor by default privileges.
        FOR part IN
            SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::pg_catalog.regrole::text END AS role
            FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
            WHERE c.relnamespace = home AND c.relname = 'gather_key' AND a.grantee <> c.relowner
        LOOP
            EXECUTE 'REVOKE ALL ON TABLE gather_key FROM ' || part.role;
        END LOOP;
        EXECUTE pg_catalog.format('ALTER TABLE gather_key OWNER TO %s', owner);
        COMMENT ON TABLE gather_key IS
            'What views with the rights of the owner show to the functions that gather the cases of this programme, so '
            'that nobody else has these rights: no role is granted anything on it.';
        COMMENT ON COLUMN gather_key.key IS 'Drawn at random when the programme was distributed.';
    END IF;
    FOR part IN SELECT d.relation FROM sen.distributed_tables() d LOOP
        -- Columns, and not rows of the table: else each view that reads them would depend on the table, and Citus,
        -- which takes the functions of such views for a part of the table, would make them on a new server before it.
        -- The arguments have no names, which columns could have.
        SELECT pg_catalog.string_agg(pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, NULL)),
                                     ', ' ORDER BY a.attnum) INTO columns
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = home AND c.relname = part.relation AND a.attnum > 0 AND NOT a.attisdropped;
        -- The setting keeps the planner from putting the query in the place of the call. What is in BEGIN ATOMIC
        -- follows a new name of the schema.
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %1$I(text[]) RETURNS TABLE (%3$s) LANGUAGE sql STABLE PARALLEL RESTRICTED '
            'SET jit = off BEGIN ATOMIC SELECT * FROM sen.gather(NULL::%2$I, $1); END',
            part.relation || '_gathered', part.relation, columns);
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %1$I(text[], uuid) RETURNS TABLE (%3$s) LANGUAGE sql STABLE PARALLEL RESTRICTED '
            'SECURITY DEFINER SET jit = off BEGIN ATOMIC '
            'SELECT sen.refuse_to_gather((SELECT k.key FROM gather_key k), $2); '
            'SELECT * FROM sen.gather(NULL::%2$I, $1); END', part.relation || '_gathered', part.relation, columns);
        EXECUTE pg_catalog.format('COMMENT ON FUNCTION %I(text[]) IS %L', part.relation || '_gathered',
            'The rows of ' || part.relation || ' of some authorities, or of all for null, with the rights of the '
            'reader, gathered from the servers on which they lie.');
        EXECUTE pg_catalog.format('COMMENT ON FUNCTION %I(text[], uuid) IS %L', part.relation || '_gathered',
            'The same with the rights of the owner, for who has the key in gather_key: views of the programme.');
        EXECUTE pg_catalog.format('ALTER FUNCTION %1$I(text[]) OWNER TO %2$s; ALTER FUNCTION %1$I(text[], uuid) '
                                  'OWNER TO %2$s; GRANT EXECUTE ON FUNCTION %1$I(text[]), %1$I(text[], uuid) TO PUBLIC',
                                  part.relation || '_gathered', owner);
        made := made + 2;
    END LOOP;
    RETURN made;
END
$function$;
COMMENT ON FUNCTION sen.gather_cases(text) IS
    'Makes, for each table of sen.distributed_tables(), the functions NAME_gathered through which the views of a '
    'distributed programme read it, one with the rights of the reader and one with those of the owner, and the key of '
    'the latter in the table gather_key. Says how many. A part of sen.distribute() and sen.put_up_views(). For the '
    'owner of the programme (42501). 42723 if they are there; 3F000 if there is no such programme, or null.';

CREATE FUNCTION sen.drop_gathered(programme text) RETURNS integer
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    routines text[];
BEGIN
    PERFORM sen.owned_programme(programme);
    SELECT array_agg(g.routine::text ORDER BY g.routine::text) INTO routines FROM sen.gather_functions(programme) g;
    IF routines IS NOT NULL THEN
        EXECUTE 'DROP FUNCTION ' || array_to_string(routines, ', ');
    END IF;
    RETURN coalesce(cardinality(routines), 0);
END
$function$;
COMMENT ON FUNCTION sen.drop_gathered(text) IS
    'Drops the functions that sen.gather_cases() made in a programme, whose views are taken down, so that its tables '
    'can be changed; says how many. A part of sen.take_down_views(). For the owner of the programme (42501). 2BP01 if '
    'others built on them; 3F000 if there is no such programme, or null.';
