-- Room ledger: making a log, tracking tables, sealing versions.

CREATE FUNCTION sen._log_schema(programme text) RETURNS oid LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    found oid := (SELECT c.relnamespace FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = programme AND c.relname = 'ledger_version');
BEGIN
    IF found IS NULL THEN
        RAISE EXCEPTION 'schema "%" has no log', programme
            USING ERRCODE = 'undefined_object', HINT = 'Name a programme, or a schema with a table that sen.track() tracks.';
    END IF;
    RETURN found;
END
$function$;
COMMENT ON FUNCTION sen._log_schema(text) IS 'The schema of a log; 42704 if it has none. Private.';

CREATE FUNCTION sen.create_log(schema_name text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
BEGIN
    IF schema_name IS NULL OR NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = schema_name) THEN
        RAISE EXCEPTION 'schema "%" does not exist', schema_name
            USING ERRCODE = 'invalid_schema_name', HINT = 'Give the name of the schema whose tables are to be tracked.';
    ELSIF schema_name ~ '^pg_' OR schema_name IN ('sen', 'information_schema') THEN
        RAISE EXCEPTION 'schema "%" cannot have a log', schema_name
            USING ERRCODE = 'invalid_schema_name', HINT = 'Keep tracked tables in a schema of your own.';
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = schema_name AND c.relname IN ('ledger_block', 'ledger_tile', 'ledger_version')) THEN
        RAISE EXCEPTION 'schema "%" has a log already', schema_name
            USING ERRCODE = 'duplicate_table', HINT = 'Track tables with sen.track().';
    END IF;
    IF NOT (pg_catalog.has_schema_privilege(schema_name, 'CREATE') AND pg_catalog.has_schema_privilege(schema_name, 'USAGE')) THEN
        RAISE EXCEPTION 'permission denied for schema %', schema_name
            USING ERRCODE = 'insufficient_privilege', HINT = 'Ask the owner of the schema to make the log.';
    END IF;
    PERFORM pg_catalog.set_config('search_path', pg_catalog.format('%I, pg_temp', schema_name), true);
    EXECUTE $tables$
--@include ledger/log_tables.sql
$tables$;
    EXECUTE $views$
--@include ledger/log_views.sql
$views$;
    RETURN pg_catalog.format('log of schema %s', schema_name);
END
$function$;
COMMENT ON FUNCTION sen.create_log(text) IS 'Makes the relations of a log in a schema, owned by the caller: ledger_block, ledger_tile, ledger_version, and views over them. sen.create_programme() and the first sen.track() in a schema call it. 3F000 for a schema that does not exist or cannot have one, 42P07 if it has one, 42501 without CREATE on the schema.';

CREATE FUNCTION sen._enter_rows(tracked regclass, log_table text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    part record;
    present bigint := 0;
BEGIN
    FOR part IN SELECT c.oid::pg_catalog.regclass AS name, c.relkind FROM pg_catalog.pg_class c
                WHERE c.oid = tracked OR c.oid IN (SELECT t.relid FROM pg_catalog.pg_partition_tree(tracked) t) ORDER BY c.oid LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = part.name AND t.tgfoid = 'sen.refuse_truncate()'::pg_catalog.regprocedure) THEN
            EXECUTE pg_catalog.format('CREATE TRIGGER sen_track_truncate BEFORE TRUNCATE ON %s EXECUTE FUNCTION sen.refuse_truncate()', part.name);
            EXECUTE pg_catalog.format('COMMENT ON TRIGGER sen_track_truncate ON %s IS %L', part.name, 'Refuses TRUNCATE, which would leave no trace in the log.');
            EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ALWAYS TRIGGER sen_track_truncate', part.name);
        END IF;
        IF part.relkind <> 'p' THEN
            present := present + sen._append_present(part.name, log_table);
        END IF;
    END LOOP;
    RETURN CASE present WHEN 0 THEN 'no rows yet' WHEN 1 THEN '1 row' ELSE present || ' rows' END;
END
$function$;
COMMENT ON FUNCTION sen._enter_rows(regclass, text) IS 'Enters the rows that a table and its partitions have into the log, and has TRUNCATE refused; how many rows, in words. Private.';

CREATE FUNCTION sen.track(tracked regclass) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    r record;
    column_list text;
BEGIN
    SELECT c.relname, c.relkind, c.relpersistence, c.relispartition, n.nspname, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS owned,
           EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS has_key,
           EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND NOT i.indimmediate) AS has_deferrable_key,
           EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid) AS has_children
    INTO r FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = tracked;
    IF tracked IS NULL THEN
        RAISE EXCEPTION 'no table is named' USING ERRCODE = 'null_value_not_allowed', HINT = 'Name a table, such as sen.track(''wirral.action'').';
    ELSIF r.relkind NOT IN ('r', 'p') THEN
        RAISE EXCEPTION '"%" is not a table', r.relname USING ERRCODE = 'wrong_object_type', HINT = 'Views, foreign tables and sequences cannot be tracked; track the tables that hold the rows.';
    ELSIF r.relpersistence = 't' THEN
        RAISE EXCEPTION 'table "%" is temporary', r.relname USING ERRCODE = 'wrong_object_type', HINT = 'A log outlives the session; make a table that does too.';
    ELSIF r.relispartition AND r.owned AND EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = tracked AND t.tgfoid = 'sen.track_row()'::pg_catalog.regprocedure AND t.tgparentid <> 0)
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = tracked AND t.tgfoid = 'sen.refuse_truncate()'::pg_catalog.regprocedure) THEN
        RETURN pg_catalog.format('partition %s.%s is tracked, with %s', r.nspname, r.relname, sen._enter_rows(tracked, sen._log_table(tracked)));
    ELSIF r.relispartition THEN
        RAISE EXCEPTION 'table "%" is a partition', r.relname USING ERRCODE = 'wrong_object_type', HINT = 'Track the partitioned table: every partition is tracked with it. Name a partition only if it was attached later, once.';
    ELSIF r.relname IN ('ledger_block', 'ledger_tile', 'ledger_version') OR r.nspname ~ '^pg_' OR r.nspname IN ('sen', 'information_schema') THEN
        RAISE EXCEPTION 'table "%.%" cannot be tracked', r.nspname, r.relname USING ERRCODE = 'wrong_object_type', HINT = 'It is part of a log or of the system.';
    ELSIF NOT r.owned THEN
        RAISE EXCEPTION 'must be owner of table %', r.relname USING ERRCODE = 'insufficient_privilege', HINT = 'Ask the owner of the table to track it.';
    ELSIF NOT r.has_key THEN
        RAISE EXCEPTION 'table "%" has no primary key', r.relname USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Add one: the log says which row each entry is about by its primary key.';
    ELSIF r.has_deferrable_key THEN
        RAISE EXCEPTION 'the primary key of table "%" is deferrable', r.relname USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Make it not deferrable: until such a key is checked two rows may have the same, and the log could not tell them apart.';
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = tracked AND t.tgfoid = 'sen.track_row()'::pg_catalog.regprocedure) THEN
        RAISE EXCEPTION 'table "%" is tracked already', r.relname USING ERRCODE = 'duplicate_object', HINT = 'Nothing needs to be done. sen.untrack() ends it.';
    END IF;
    SELECT pg_catalog.string_agg(pg_catalog.format('%s %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum) INTO column_list
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = tracked AND a.attnum > 0 AND NOT a.attisdropped AND sen._prints_by_settings(a.atttypid);
    IF column_list IS NOT NULL THEN
        RAISE EXCEPTION 'table "%" has columns whose text depends on settings: %', r.relname, column_list
            USING ERRCODE = 'feature_not_supported', HINT = 'Use numeric instead of money, and text instead of the reg types.';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relname = 'ledger_version' AND c.relnamespace = r.nspname::pg_catalog.regnamespace) THEN
        PERFORM sen.create_log(r.nspname);
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
               WHERE t.tgfoid = 'sen.track_row()'::pg_catalog.regprocedure AND c.relnamespace = r.nspname::pg_catalog.regnamespace
                 AND sen._log_table(t.tgrelid) = r.relname) THEN
        RAISE EXCEPTION 'another table of schema "%" is tracked under the name "%"', r.nspname, r.relname
            USING ERRCODE = 'duplicate_object', HINT = 'A table keeps the name under which it was first tracked. Rename this one, or untrack the other.';
    END IF;

    EXECUTE pg_catalog.format('CREATE TRIGGER sen_track AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION sen.track_row(%L)', tracked, r.relname);
    EXECUTE pg_catalog.format('COMMENT ON TRIGGER sen_track ON %s IS %L', tracked, 'Keeps every change of a row as an entry of the log.');
    EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ALWAYS TRIGGER sen_track', tracked);
    PERFORM sen._append_entry(r.nspname, r.relname, 'B', '{}', '{}');
    IF r.relkind = 'r' AND r.has_children THEN
        RAISE NOTICE 'tables that inherit from "%" are not tracked with it', r.relname
            USING HINT = 'Track each of them: an inherited row belongs to the table that holds it.';
    END IF;
    RETURN pg_catalog.format('table %s.%s is tracked, with %s', r.nspname, r.relname, sen._enter_rows(tracked, r.relname));
END
$function$;
COMMENT ON FUNCTION sen.track(regclass) IS 'From now on every insert, update and delete of a table is kept as an entry of the log of its schema, which is made if there is none; so are the rows that it has. TRUNCATE is refused. Partitions are tracked with their table; one that is attached later brings its changes into the log by itself, and the rows it already has, and the refusal of TRUNCATE, when it is named here. For the owner. Not for views, foreign, temporary and system tables (42809), without a primary key or with a deferrable one (55000), tracked already (42710), or with columns of types money or reg... (0A000).';

CREATE FUNCTION sen.untrack(tracked regclass) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    r record;
    part record;
BEGIN
    SELECT c.relname, n.nspname, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS owned
    INTO r FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE t.tgrelid = tracked AND t.tgfoid = 'sen.track_row()'::pg_catalog.regprocedure AND t.tgparentid = 0;
    IF NOT FOUND AND EXISTS (SELECT FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                             WHERE t.tgrelid = tracked AND t.tgfoid = 'sen.refuse_truncate()'::pg_catalog.regprocedure AND NOT c.relispartition) THEN
        -- It was a partition of a tracked table.
        EXECUTE pg_catalog.format('DROP TRIGGER sen_track_truncate ON %s', tracked);
        RETURN pg_catalog.format('table %s can be truncated', tracked);
    ELSIF NOT FOUND THEN
        RAISE EXCEPTION 'table % is not tracked', coalesce(tracked::text, 'null') USING ERRCODE = 'undefined_object', HINT = 'Name a table that sen.track() tracks; of partitions, the partitioned table.';
    ELSIF NOT r.owned THEN
        RAISE EXCEPTION 'must be owner of table %', r.relname USING ERRCODE = 'insufficient_privilege', HINT = 'Ask the owner of the table.';
    END IF;
    PERFORM sen._append_entry(r.nspname, sen._log_table(tracked), 'E', '{}', '{}');
    EXECUTE pg_catalog.format('DROP TRIGGER sen_track ON %s', tracked);
    FOR part IN SELECT t.tgrelid::pg_catalog.regclass AS name FROM pg_catalog.pg_trigger t
                WHERE t.tgfoid = 'sen.refuse_truncate()'::pg_catalog.regprocedure AND (t.tgrelid = tracked OR t.tgrelid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(tracked) p)) LOOP
        EXECUTE pg_catalog.format('DROP TRIGGER sen_track_truncate ON %s', part.name);
    END LOOP;
    RETURN pg_catalog.format('table %s.%s is no longer tracked; its log stays', r.nspname, r.relname);
END
$function$;
COMMENT ON FUNCTION sen.untrack(regclass) IS 'Ends the tracking of a table, and says so in the log, which stays; of a detached partition, lets it be truncated. For the owner. 42704 if the table is not tracked.';

CREATE FUNCTION sen._log_table(tracked regclass) RETURNS text LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    found text := (SELECT pg_catalog.convert_from(pg_catalog.substr(t.tgargs, 1, pg_catalog.length(t.tgargs) - 1), pg_catalog.getdatabaseencoding())
                   FROM pg_catalog.pg_trigger t WHERE t.tgrelid = tracked AND t.tgfoid = 'sen.track_row()'::pg_catalog.regprocedure);
BEGIN
    RETURN coalesce(found, (SELECT c.relname FROM pg_catalog.pg_class c WHERE c.oid = tracked));
END
$function$;
COMMENT ON FUNCTION sen._log_table(regclass) IS 'The name under which a table is in the log: that of its first tracking, while it is tracked. Private.';

CREATE FUNCTION sen.seal(programme text, label text DEFAULT NULL, meeting text DEFAULT NULL,
                         OUT version bigint, OUT entries bigint, OUT size bigint, OUT root bytea)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    last record;
    sealed record;
    sealed_at timestamptz;
    meeting_before text := coalesce(pg_catalog.current_setting('sen_improvement.meeting', true), '');
BEGIN
    PERFORM sen._log_schema(programme);
    PERFORM sen._flush_log();
    -- Only seals wait for each other: writers of tracked tables do not touch this table.
    PERFORM sen._lock_log(programme);
    -- Every statement from here on sees what a seal that was waited for has done.
    EXECUTE pg_catalog.format('SELECT v.version, v.size, v.root FROM %I.ledger_version v ORDER BY v.version DESC LIMIT 1', programme) INTO last;
    IF NOT sen._has_unsealed(programme) THEN
        version := last.version;
        entries := 0;
        size := coalesce(last.size, 0);
        root := coalesce(last.root, pg_catalog.sha256(''));
        RAISE NOTICE 'nothing new since %', coalesce('version ' || last.version, 'the log began')
            USING HINT = 'No version was made.';
        RETURN;
    END IF;
    version := coalesce(last.version, 0) + 1;
    IF meeting IS NOT NULL THEN
        PERFORM pg_catalog.set_config('sen_improvement.meeting', meeting, true);
    END IF;
    sealed_at := pg_catalog.statement_timestamp();
    PERFORM sen._append_entry(programme, 'ledger_version', 'S', '{}', pg_catalog.jsonb_build_object('version', version::text, 'label', label));
    PERFORM sen._flush_log();
    meeting := nullif(pg_catalog.current_setting('sen_improvement.meeting', true), '');
    PERFORM pg_catalog.set_config('sen_improvement.meeting', meeting_before, true);
    SELECT s.size, s.root INTO sealed FROM sen._seal_leaves(programme, coalesce(last.size, 0)) s;
    size := sealed.size;
    root := sealed.root;
    entries := size - coalesce(last.size, 0) - 1;
    EXECUTE pg_catalog.format('INSERT INTO %I.ledger_version (version, size, root, label, meeting, sealed_at, session_role, acting_role) VALUES ($1, $2, $3, $4, $5, $6, session_user, current_user)', programme)
        USING version, size, root, label, meeting, sealed_at;
END
$function$;
COMMENT ON FUNCTION sen.seal(text, text, text) IS 'Takes all entries of the log that are committed and in no version yet into the Merkle tree, as the next version: its number, the entries it adds (besides its own), and the size and root of the tree. Writers are not waited for; what they commit later is in the next version. With nothing new it says so and returns the last version with 0 entries. label and meeting are kept with the version; meeting null: that of sen_improvement.meeting. Needs INSERT on ledger_version and ledger_tile. 42704 if the schema has no log.';
