-- Room ledger: tracked tables, and the entries that they write.

CREATE FUNCTION sen.track_row() RETURNS trigger
    AS 'MODULE_PATHNAME', 'track_row' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.track_row() IS
    'Trigger of a tracked table: keeps each inserted, updated and deleted row as an entry of the log. Made by '
    'sen.track().';

CREATE FUNCTION sen.refuse_truncate() RETURNS trigger
    AS 'MODULE_PATHNAME', 'refuse_truncate' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.refuse_truncate() IS
    'Trigger of a tracked table: refuses TRUNCATE (55000), which would leave no trace. Made by sen.track().';

CREATE FUNCTION sen.flush_log() RETURNS void
    AS 'MODULE_PATHNAME', 'flush_log' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.flush_log() IS
    'Writes the entries that this transaction has gathered, so that it sees them in the log; without it they are '
    'written at the latest when it commits.';

CREATE FUNCTION sen.track(tracked regclass) RETURNS text
    AS 'MODULE_PATHNAME', 'track' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.track(regclass) IS
    'From now on every insert, update and delete of a table is kept as an entry of the log of its schema, which is '
    'made if there is none; so are the rows that it has. TRUNCATE is refused. Partitions are tracked with their table, '
    'also those that are attached later, with the rows that they have (see sen.watch_tables(); if its event triggers '
    'were disabled then, when one is named here). For the owner, who has to be the owner of the log, or a member of '
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
    'Renames a column of a tracked table, and has the log say at once what its columns are. One that ALTER TABLE '
    'renames is followed as well; the next entry says so. Also in tables that inherit from it. For the owner. 42703 if '
    'there is no such column, 42701 if the new name is taken, 42704 if the table is not tracked, 22004 for null.';

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
