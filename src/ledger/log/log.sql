-- Room ledger: the relations of a log. They are in the schema of the tables that it tracks, and belong to the owner
-- of that schema.

CREATE FUNCTION sen.refuse_change() RETURNS trigger
    AS 'MODULE_PATHNAME', 'refuse_change' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.refuse_change() IS
    'Trigger of the relations of a log: refuses UPDATE, DELETE and TRUNCATE (55000).';

CREATE FUNCTION sen.may_read_log(log regclass) RETURNS boolean
    AS 'MODULE_PATHNAME', 'may_read_log' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.may_read_log(regclass) IS
    'True, unless row-level security of some table of the schema of a log, named by its table ledger_block, applies to '
    'the role that asks: then 42501, which names the table. For the policy of ledger_block and the views over it. '
    '42809 if the relation is not a ledger_block. Null in, null out.';

CREATE FUNCTION sen.owned_log(programme text) RETURNS name LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    owner CONSTANT name := (SELECT pg_catalog.pg_get_userbyid(c.relowner)
                            FROM pg_catalog.pg_class c
                            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname = programme AND c.relname = 'ledger_block' AND c.relkind = 'r');
BEGIN
    IF owner IS NULL THEN
        RAISE EXCEPTION 'schema % has no log', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'undefined_object',
                HINT = 'Name a programme, or a schema with a table that sen.track() tracks.';
    ELSIF NOT pg_catalog.pg_has_role(owner, 'USAGE') THEN
        RAISE EXCEPTION 'must be owner of the log of schema "%"', programme USING ERRCODE = 'insufficient_privilege',
            HINT = 'Ask its owner.';
    END IF;
    RETURN owner;
END
$function$;
COMMENT ON FUNCTION sen.owned_log(text) IS
    'The owner of the log of a schema, for whoever has its rights; 42501 for others. Null: 42704, as for a schema that '
    'has no log.';

CREATE FUNCTION sen.upgrade_log(programme text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning SET quote_all_identifiers = off
AS $function$
DECLARE
    owner CONSTANT name := sen.owned_log(programme);
    was            record;
BEGIN
    FOR was IN SELECT c.relname, r.renamed
               FROM (VALUES ('log_entries', 'log_leaves'),
                            ('changes_since_last_meeting', 'changes_since_sealed_meeting')) r (name, renamed)
               JOIN pg_catalog.pg_class c ON c.relname = r.name AND c.relkind = 'v'
               JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = programme
               WHERE pg_catalog.pg_get_userbyid(c.relowner) = owner
                 AND pg_catalog.to_regclass(pg_catalog.format('%I.%I', programme, r.renamed)) IS NULL LOOP
        EXECUTE pg_catalog.format('ALTER VIEW %I.%I RENAME TO %I', programme, was.relname, was.renamed);
    END LOOP;
    PERFORM pg_catalog.set_config('search_path', pg_catalog.format('%I, pg_temp', programme), true);
    EXECUTE $views$
--@text ledger/log/log_views.sql
$views$;
    IF owner <> current_user THEN
        FOR was IN SELECT v.name
                   FROM (VALUES ('log_versions'), ('log_leaves'), ('changes_since_sealed_meeting')) v (name) LOOP
            EXECUTE pg_catalog.format('ALTER VIEW %I OWNER TO %I', was.name, owner);
        END LOOP;
    END IF;
    IF pg_catalog.to_regclass(pg_catalog.format('%I.ledger_index', programme)) IS NULL THEN
        PERFORM sen.index_log(programme);
    END IF;
    RETURN pg_catalog.format('log of schema %I', programme);
END
$function$;
COMMENT ON FUNCTION sen.upgrade_log(text) IS
    'Brings the log of a schema that is no programme to what the installed version makes: views that had another name '
    'are renamed, so that grants on them and views over them stay, all are made anew, and a log without an index gets '
    'one. Entries, versions and checkpoints stay as they are; again it does no harm. sen.upgrade_programme() does '
    'it for a programme, sen.create_log() calls it for a new log. Null: 42704. 42704 if the schema has no log, 42501 '
    'for whoever does not own it, 42P07 if something else has a name that a log needs.';

CREATE FUNCTION sen.create_log(schema_name text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning SET default_table_access_method = heap
    SET quote_all_identifiers = off
AS $function$
DECLARE
    taken text[];
BEGIN
    IF schema_name IS NULL OR NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = schema_name) THEN
        RAISE EXCEPTION 'schema "%" does not exist', schema_name
            USING ERRCODE = 'invalid_schema_name', HINT = 'Give the name of the schema whose tables are to be tracked.';
    ELSIF schema_name ~ '^pg_' OR schema_name IN ('sen', 'information_schema') THEN
        RAISE EXCEPTION 'schema "%" cannot have a log', schema_name
            USING ERRCODE = 'invalid_schema_name', HINT = 'Keep tracked tables in a schema of your own.';
    ELSIF schema_name = '$user' THEN
        RAISE EXCEPTION 'schema "%" cannot have a log', schema_name
            USING ERRCODE = 'invalid_schema_name',
                HINT = 'In search_path that name stands for the name of the user. Rename the schema: ALTER SCHEMA '
                       '"$user" RENAME TO another_name.';
    END IF;
    SELECT pg_catalog.array_agg(c.relname::text ORDER BY c.relname) INTO taken
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = schema_name AND c.relname IN ('ledger_block', 'ledger_tile', 'ledger_version', 'ledger_index',
                                                    'log_leaves', 'log_versions', 'changes_since_sealed_meeting');
    IF taken @> '{ledger_block,ledger_tile,ledger_version}' THEN
        RAISE EXCEPTION 'schema "%" has a log already', schema_name
            USING ERRCODE = 'duplicate_table', HINT = 'Track tables with sen.track().';
    ELSIF taken IS NOT NULL THEN
        RAISE EXCEPTION 'schema "%" has relations by names that a log needs: %', schema_name,
            pg_catalog.array_to_string(taken, ', ') USING ERRCODE = 'duplicate_table',
                HINT = 'If they are not what is left of a log, give them other names with ALTER TABLE ... RENAME TO. '
                       'A log of which a part was lost is restored from a backup.';
    END IF;
    IF NOT (SELECT pg_catalog.pg_has_role(n.nspowner, 'USAGE') FROM pg_catalog.pg_namespace n
            WHERE n.nspname = schema_name) THEN
        RAISE EXCEPTION 'must be owner of schema %', schema_name
            USING ERRCODE = 'insufficient_privilege',
                HINT = 'Ask the owner of the schema to make the log: whoever owns a log is given what the tracked '
                       'tables say.';
    END IF;
    PERFORM pg_catalog.set_config('search_path', pg_catalog.format('%I, pg_temp', schema_name), true);
    EXECUTE $tables$
--@text ledger/log/log_tables.sql
$tables$;
    PERFORM sen.create_log_index(schema_name);
    RETURN sen.upgrade_log(schema_name);
END
$function$;
COMMENT ON FUNCTION sen.create_log(text) IS
    'Makes the relations of a log in a schema, owned by the caller: ledger_block, ledger_tile, ledger_version, '
    'ledger_index, and views over them. sen.create_programme() and the first sen.track() in a schema call it. 3F000 '
    'for a schema that does not exist or cannot have one, 42P07 if it has one, 42501 for whoever does not own the '
    'schema.';
