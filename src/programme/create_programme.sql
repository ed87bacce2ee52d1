-- Room programme: a schema with the tables and views of one programme.

CREATE FUNCTION sen.create_programme(programme text, partitions integer) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off SET quote_all_identifiers = off
AS $function$
DECLARE
    version text;
    part    record;
    tables  bigint;
    views   bigint;
    by_schema text;
    passed  text;
BEGIN
    IF programme IS NULL OR programme !~ '^[a-z][a-z0-9_]*$' OR programme ~ '^pg_'
        OR programme IN ('sen', 'public', 'information_schema') OR length(programme) > 63 THEN
        RAISE EXCEPTION 'invalid name for a programme: %', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'invalid_name',
                  HINT = 'Use lower-case letters, digits and underscores, beginning with a letter and at most 63 in '
                         'all, such as wirral; not pg_..., sen, public or information_schema.';
    END IF;
    IF EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = programme) THEN
        RAISE EXCEPTION 'schema "%" already exists', programme
            USING ERRCODE = 'duplicate_schema',
                  HINT = 'Choose another name, or drop that schema first if nothing in it is needed.';
    END IF;
    IF partitions NOT BETWEEN 2 AND 64 THEN
        RAISE EXCEPTION 'invalid number of partitions: %', partitions USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Give 2 to 64, or null for tables without partitions.';
    END IF;
    SELECT e.extversion INTO STRICT version FROM pg_extension e WHERE e.extname = 'sen_improvement';
    -- Citus would take the schema for a tenant, and refuse the triggers of its tables; sen.distribute() hands it what
    -- it can keep.
    by_schema := sen.set_citus('enable_schema_based_sharding', 'off');
    passed := sen.set_citus('enable_ddl_propagation', 'off');
    EXECUTE format('CREATE SCHEMA %I', programme);
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', programme,
                   'Improvement programme ' || programme
                       || ', laid out by sen_improvement. The tables belong to the owner of this schema.');
    -- Only the new schema, so that every name in a part lands in it; reverts when the function ends.
    PERFORM set_config('search_path', format('%I, pg_temp', programme), true);
    FOR part IN SELECT p.file, p.body FROM sen.programme_part p WHERE p.kind = 'table' ORDER BY p.position LOOP
        PERFORM sen.run_part(part.file, coalesce(sen.partitioned_form(part.body, partitions), part.body),
                             quote_ident(current_user)::pg_catalog.regrole);
    END LOOP;
    EXECUTE pg_catalog.format('INSERT INTO %I.programme (extension_version) VALUES (%L)', programme, version);
    EXECUTE pg_catalog.format('INSERT INTO %I.layout_step (step, extension_version, title) SELECT '
                              'coalesce(max(s.step), 0), %L, %L FROM sen.programme_step s', programme, version,
                              'laid out');
    -- Views read it.
    PERFORM sen.create_log(programme);
    PERFORM sen.put_up_views(programme, '{}');

    -- The plan and the Board are kept in every version, from the first row on; the cases are not: they
    -- change daily, and a council that wants them kept calls sen.track() for them.
    FOR part IN SELECT r.name FROM sen.programme_part p, pg_catalog.unnest(p.relations) r (name) WHERE p.is_tracked
        ORDER BY p.position LOOP
        PERFORM sen.track(pg_catalog.format('%I.%I', programme, part.name)::pg_catalog.regclass);
    END LOOP;
    -- By default autovacuum analyses a table from 50 changed rows on, which half of these never see; then the
    -- planner takes seven rows for hundreds. Here from a tenth of the rows on, be they few: such a table takes it
    -- a millisecond. And once now, so that those that stay empty count as empty.
    FOR part IN SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = programme AND c.relkind = 'r' LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %I.%I SET (autovacuum_analyze_threshold = 0)', programme, part.relname);
    END LOOP;
    PERFORM sen.analyse_programme(programme);
    PERFORM sen.set_citus('enable_ddl_propagation', passed);
    PERFORM sen.set_citus('enable_schema_based_sharding', by_schema);
    SELECT pg_catalog.count(*) FILTER (WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition),
           pg_catalog.count(*) FILTER (WHERE c.relkind = 'v') INTO tables, views
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = programme;
    RETURN pg_catalog.format('programme %I: %s tables and %s views, version %s', programme, tables, views, version)
        || coalesce('; tables of cases in ' || partitions || ' partitions by local_authority', '');
END
$function$;
COMMENT ON FUNCTION sen.create_programme(text, integer) IS
    'As sen.create_programme() with one argument, the tables of cases in so many partitions by the hash of '
    'local_authority, from 2 to 64, for a programme of many authorities; null for none. 22023 for another number.';

CREATE FUNCTION sen.create_programme(programme text) RETURNS text LANGUAGE sql VOLATILE PARALLEL UNSAFE
RETURN sen.create_programme(programme, NULL);
COMMENT ON FUNCTION sen.create_programme(text) IS
    'Makes a schema with the tables and views of one improvement programme, and one that BI tools read '
    '(sen.reports_schema()), owned by the caller, and says what it made in the first. Needs CREATE on the database, '
    'nothing more. 42602 for a bad name or null, 42P06 if the schema exists, or the other belongs to somebody else; '
    'then nothing is made.';
