-- Room ledger: making a log, tracking tables, sealing versions.

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
    WHERE n.nspname = schema_name AND c.relname IN ('ledger_block', 'ledger_tile', 'ledger_version', 'log_leaves',
                                                    'log_versions', 'changes_since_sealed_meeting');
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
--@text ledger/log_tables.sql
$tables$;
    EXECUTE $views$
--@text ledger/log_views.sql
$views$;
    RETURN pg_catalog.format('log of schema %I', schema_name);
END
$function$;
COMMENT ON FUNCTION sen.create_log(text) IS
    'Makes the relations of a log in a schema, owned by the caller: ledger_block, ledger_tile, ledger_version, and '
    'views over them. sen.create_programme() and the first sen.track() in a schema call it. 3F000 for a schema that '
    'does not exist or cannot have one, 42P07 if it has one, 42501 for whoever does not own the schema.';

CREATE FUNCTION sen.track(tracked regclass) RETURNS text
    AS 'MODULE_PATHNAME', 'track' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.track(regclass) IS
    'From now on every insert, update and delete of a table is kept as an entry of the log of its schema, which is '
    'made if there is none; so are the rows that it has. TRUNCATE is refused. Partitions are tracked with their table; '
    'one that is attached later brings its changes into the log by itself, and the rows it already has, and the '
    'refusal of TRUNCATE, when it is named here. For the owner, who has to be the owner of the log, or a member of '
    'that role. Not for views, foreign, temporary and system tables (42809), without a primary key or with a '
    'deferrable one (55000), tracked already (42710), or with columns of types money or reg... (0A000).';
CREATE FUNCTION sen.untrack(tracked regclass) RETURNS text
    AS 'MODULE_PATHNAME', 'untrack' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.untrack(regclass) IS
    'Ends the tracking of a table, and says so in the log, which stays; of a detached partition, lets it be truncated. '
    'For the owner. 42704 if the table is not tracked.';
CREATE FUNCTION sen.rename_column(tracked regclass, old_name text, new_name text) RETURNS text
    AS 'MODULE_PATHNAME', 'rename_column' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.rename_column(regclass, text, text) IS
    'Renames a column of a tracked table, and says so in the log, so that sen.as_of(), sen.changes() and sen.history() '
    'know the column by its new name in older entries. Also in tables that inherit from it. For the owner. 42703 if '
    'there is no such column, 42701 if the new name is taken, 42704 if the table is not tracked, 22004 for null.';
CREATE FUNCTION sen.seal(programme text, label text DEFAULT NULL, meeting text DEFAULT NULL,
                         OUT version bigint, OUT entries bigint, OUT size bigint, OUT root bytea)
    AS 'MODULE_PATHNAME', 'seal' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.seal(text, text, text) IS
    'Takes all entries of the log that are committed and in no version yet into the Merkle tree, as the next version: '
    'its number, the entries it adds (besides its own), and the size and root of the tree. Writers are not waited for; '
    'what they commit later is in the next version. With nothing new it says so and returns the last version with 0 '
    'entries. label and meeting are kept with the version; meeting null: that of sen_improvement.meeting. For the '
    'owner of the log, and whoever may execute the function seal_log(text, text) of its schema; nobody needs a right '
    'to write the log''s tables. 42704 if the schema has no log, 42809 if its relations are not those of a log, 55000 '
    'if they are not guarded, 42501 without the right, 25006 in a read-only transaction, 40001 if this transaction '
    'cannot see the versions that others made since it began, XX001 if what is stored does not give the root of the '
    'last version.';

CREATE FUNCTION sen.set_aside(programme text) RETURNS TABLE (relation text, row_key text)
    AS 'MODULE_PATHNAME', 'set_aside' LANGUAGE C VOLATILE PARALLEL UNSAFE ROWS 10;
COMMENT ON FUNCTION sen.set_aside(text) IS
    'Takes out of a log the rows that nothing of this extension wrote: versions that no entry seals, stored nodes that '
    'no version has, blocks in no version that hold no entries or have a number below 1. Each row is kept as an entry '
    'of the log (operation A), so that it is in the next version, and is then deleted; the result says which. For an '
    'owner whose log can no longer be sealed because somebody with the right to disable its triggers added to it. '
    'Where something was changed or removed it does nothing (XX001): sen.verify_log() says what. For the owner of the '
    'log (42501). 22004 for null, 42704 if the schema has no log, 25006 in a read-only transaction.';

CREATE FUNCTION sen.guard_log(programme text) RETURNS TABLE (relation text, trigger_name text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    off record;
    owner CONSTANT oid := (SELECT c.relowner FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
                           WHERE n.nspname = programme AND c.relname = 'ledger_version' AND c.relkind = 'r');
    planted text;
    foreign_block bigint;
BEGIN
    IF owner IS NULL THEN
        RAISE EXCEPTION 'schema % has no log', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'undefined_object',
                HINT = 'Name a programme, or a schema with a table that sen.track() tracks.';
    ELSIF NOT pg_has_role(owner, 'USAGE') THEN
        RAISE EXCEPTION 'must be owner of the log of schema "%"', programme USING ERRCODE = 'insufficient_privilege',
            HINT = 'Ask its owner.';
    END IF;
    -- Versions over the entries of another log: a restore of the data alone, into a schema that had a log already.
    EXECUTE format('SELECT b.block_id FROM %1$I.ledger_version v JOIN %1$I.ledger_tile t '
                   'ON t.level = 0 AND t.tile = (v.size - 1) / 128 AND t.tile * 128 + t.width = v.size '
                   'CROSS JOIN LATERAL (SELECT t.blocks[cardinality(t.blocks)] AS block_id) b '
                   'WHERE NOT EXISTS (SELECT FROM %1$I.ledger_block e, sen.block_leaves(e.entries) l, '
                   'sen.leaf_entry(l.leaf) s WHERE e.block_id = b.block_id AND s.operation = ''S'' '
                   'AND s.row_values ->> ''version'' = v.version::text) LIMIT 1', programme) INTO foreign_block;
    IF foreign_block IS NOT NULL THEN
        RAISE EXCEPTION 'the entries of the log of schema "%" are not those of its versions', programme
            USING ERRCODE = 'data_corrupted', DETAIL = format('Block %s does not end a version.', foreign_block),
                HINT = 'If data were restored into a programme that sen.create_programme() had made: drop the schema, '
                       'and restore it whole. sen.verify_log() says what else is not as it was sealed.';
    END IF;
    -- Our trigger says under which name a table is in the log, and whoever has
    -- the right to make triggers can have made it.
    SELECT c.relname INTO planted
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
        LATERAL aclexplode(c.relacl) a
    WHERE n.nspname = programme AND t.tgenabled <> 'A' AND t.tgfoid = 'sen.track_row()'::regprocedure
        AND pg_has_role(c.relowner, owner, 'USAGE')
      AND a.privilege_type = 'TRIGGER' AND a.grantee NOT IN (c.relowner, owner) LIMIT 1;
    IF planted IS NOT NULL THEN
        RAISE EXCEPTION 'others than the owner may make triggers on table "%"', planted
            USING ERRCODE = 'object_not_in_prerequisite_state',
                DETAIL = 'One of them may have made its trigger with sen.track_row().',
                  HINT = 'REVOKE TRIGGER on the table. Drop that trigger, or if sen.track() made it, have it fire with '
                         'ALTER TABLE ... ENABLE ALWAYS TRIGGER.';
    END IF;
    FOR off IN SELECT c.relname, t.tgname
               FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = programme AND t.tgenabled <> 'A' AND t.tgparentid = 0
                   AND pg_has_role(c.relowner, owner, 'USAGE')
                 AND (t.tgname, t.tgfoid) IN (('sen_track', 'sen.track_row()'::regprocedure),
                                              ('sen_track_truncate', 'sen.refuse_truncate()'::regprocedure),
                                              ('refuse_change', 'sen.refuse_change()'::regprocedure))
               ORDER BY c.relname, t.tgname LOOP
        EXECUTE format('ALTER TABLE %I.%I ENABLE ALWAYS TRIGGER %I', programme, off.relname, off.tgname);
        relation := off.relname;
        trigger_name := off.tgname;
        RETURN NEXT;
    END LOOP;
    -- A restore of the data alone leaves those of partitions behind.
    FOR off IN SELECT p.nspname, c.relname, t.tgname
               FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace p ON p.oid = c.relnamespace
               JOIN pg_trigger whole ON whole.oid = t.tgparentid JOIN pg_class r ON r.oid = whole.tgrelid
               JOIN pg_namespace n ON n.oid = r.relnamespace
               WHERE n.nspname = programme AND t.tgenabled <> 'A' AND whole.tgenabled = 'A'
                   AND t.tgfoid = 'sen.track_row()'::regprocedure
               ORDER BY c.relname, t.tgname LOOP
        EXECUTE format('ALTER TABLE %I.%I ENABLE ALWAYS TRIGGER %I', off.nspname, off.relname, off.tgname);
        relation := off.relname;
        trigger_name := off.tgname;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.guard_log(text) IS
    'Has the triggers of a log and of the tables that it tracks fire always again, and says of which tables: for an '
    'owner who disabled them, or has restored the data alone with --disable-triggers, which leaves them enabled but '
    'not always. Until then nothing can be sealed or written to the tracked tables. For the owner of the log (42501); '
    'tables of others are left alone. 55000 if others may make triggers on a table whose trigger does not fire always: '
    'it may be theirs; XX001 if an entry that ends a version is not there: the data were restored into a schema that '
    'had a log already. sen.verify_log() says what was changed meanwhile. 42704 if the schema has no log.';
