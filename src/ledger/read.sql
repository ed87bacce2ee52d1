-- Room ledger: reading back what the log has kept.

CREATE FUNCTION sen.as_of(of anyelement, version bigint) RETURNS SETOF anyelement
    AS 'MODULE_PATHNAME', 'as_of_version' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.as_of(anyelement, bigint) IS 'The rows of a tracked table as they were at a version of its log: SELECT * FROM sen.as_of(null::wirral.action, 3). The value of the first argument does not matter, only its type. Columns are those of today: null where the log has none of that name, which sen.rename_column() follows; values are read with the type of today. Needs SELECT on the log. 42809 if the type is not the row type of a table, or that of a partition; 42704 if the version does not exist or the table is not in the log; 55000 if it was not tracked then; 22004 for a null version; 22000 and its like for a value that does not fit the column of today; XX001 if rows were changed without entries.';
CREATE FUNCTION sen.as_of(of anyelement, at timestamptz) RETURNS SETOF anyelement
    AS 'MODULE_PATHNAME', 'as_of_time' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.as_of(anyelement, timestamptz) IS 'The rows of a tracked table as they were at a time: after all entries, in a version or not, whose statement began at that time or before. It is the time of the statement, not of its commit: what was under way then is in. Otherwise as sen.as_of(anyelement, bigint).';

CREATE FUNCTION sen._log_changes(log regclass, of_table text, from_version bigint, to_version bigint)
    RETURNS TABLE (log_table text, key jsonb, key_text text, change text, column_name text, old_value text, new_value text,
                   session_role text, acting_role text, statement_at timestamptz, meeting text)
    AS 'MODULE_PATHNAME', 'log_changes' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen._log_changes(regclass, text, bigint, bigint) IS 'What differs between two versions of a log: see sen.changes(). of_table null: all tables; to_version null: up to the entries that are in no version yet. Private.';
CREATE FUNCTION sen._row_entries(log regclass, of_table text, of_key jsonb)
    RETURNS TABLE (version bigint, leaf_index bigint, block_id bigint, number integer, operation text, session_role text, acting_role text,
                   statement_at timestamptz, transaction_at timestamptz, meeting text, key jsonb, row_values jsonb)
    AS 'MODULE_PATHNAME', 'row_entries' LANGUAGE C STABLE STRICT PARALLEL RESTRICTED ROWS 10 COST 1000;
COMMENT ON FUNCTION sen._row_entries(regclass, text, jsonb) IS 'The entries about the rows that have, or had, a key: see sen.history(). Private.';

-- tables ------------------------------------------------------------------------

CREATE FUNCTION sen._logged_table(tracked regclass, OUT log regclass, OUT log_table text, OUT schema_name text)
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    r record;
BEGIN
    IF tracked IS NULL THEN
        RAISE EXCEPTION 'no table is named' USING ERRCODE = 'null_value_not_allowed', HINT = 'Name a table, such as ''wirral.action''.';
    END IF;
    SELECT c.relname, c.relkind, c.relispartition, c.relnamespace, n.nspname INTO r
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = tracked;
    IF r.relkind IS NULL OR r.relkind NOT IN ('r', 'p') THEN
        RAISE EXCEPTION '"%" is not a table', coalesce(r.relname, tracked::text) USING ERRCODE = 'wrong_object_type', HINT = 'Name a table that sen.track() tracks, or has tracked.';
    ELSIF r.relispartition THEN
        RAISE EXCEPTION 'table "%" is a partition', r.relname USING ERRCODE = 'wrong_object_type', HINT = 'Name the partitioned table: the log does not say in which partition a row was.';
    END IF;
    SELECT c.oid INTO log FROM pg_catalog.pg_class c WHERE c.relname = 'ledger_block' AND c.relnamespace = r.relnamespace;
    IF log IS NULL THEN
        RAISE EXCEPTION 'schema "%" has no log', r.nspname USING ERRCODE = 'undefined_object', HINT = 'sen.track() keeps the changes of a table from then on.';
    END IF;
    log_table := sen._log_table(tracked);
    schema_name := r.nspname;
END
$function$;
COMMENT ON FUNCTION sen._logged_table(regclass) IS 'The log of a table, the name that the table has in it, and their schema. 22004 for null, 42809 for what is not a table or is a partition, 42704 if its schema has no log. Private.';

CREATE FUNCTION sen.changes(tracked regclass, from_version bigint, to_version bigint)
    RETURNS TABLE (key jsonb, key_text text, change text, column_name text, old_value text, new_value text,
                   session_role text, acting_role text, statement_at timestamptz, meeting text)
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 1000 COST 2000
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    place record := sen._logged_table(tracked);
BEGIN
    IF from_version IS NULL OR to_version IS NULL THEN
        RAISE EXCEPTION 'a version is missing' USING ERRCODE = 'null_value_not_allowed', HINT = 'Give two versions, the earlier one first; 0 is the empty log.';
    ELSIF from_version > to_version THEN
        RAISE EXCEPTION 'version % is not before version %', from_version, to_version USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the earlier version first.';
    END IF;
    RETURN QUERY
    SELECT c.key, c.key_text, c.change, c.column_name, c.old_value, c.new_value, c.session_role, c.acting_role, c.statement_at, c.meeting
    FROM sen._log_changes(place.log, place.log_table, from_version, to_version) c;
END
$function$;
COMMENT ON FUNCTION sen.changes(regclass, bigint, bigint) IS 'What differs in a tracked table between two versions of its log, one row for each column of each row: the key (for a removed row the one that it had), whether the row was added, changed or removed, the column, and its old and new value as text as in the log. Changed and changed back is no change; a row follows its key, and one that was removed and entered anew under its key has changed. Who, when and meeting are those of the last entry that changed the column. Values that are null on both sides are left out. Version 0 is empty. Needs SELECT on the log. 42704 if a version does not exist or the table is not in the log, 22023 if they are in the wrong order, 22004 for null.';

CREATE FUNCTION sen.history(tracked regclass, key jsonb)
    RETURNS TABLE (version bigint, leaf_index bigint, block_id bigint, number integer, operation text, session_role text, acting_role text,
                   statement_at timestamptz, transaction_at timestamptz, meeting text, entry_key jsonb, row_values jsonb)
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10 COST 2000
    SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, YMD' SET timezone = 'UTC' SET intervalstyle = postgres SET extra_float_digits = 1 SET bytea_output = hex
AS $function$
DECLARE
    place record := sen._logged_table(tracked);
    key_columns text[];
    part record;
    value text;
    wanted jsonb := '{}';
BEGIN
    IF key IS NULL OR pg_catalog.jsonb_typeof(key) <> 'object' THEN
        RAISE EXCEPTION 'the key of a row is not an object: %', coalesce(key::text, 'null')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the columns of the primary key, such as ''{"action_id": 5}''.';
    END IF;
    SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attname) INTO key_columns
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = tracked AND i.indisprimary;
    IF key_columns IS DISTINCT FROM ARRAY(SELECT k FROM pg_catalog.jsonb_object_keys(key) k ORDER BY k COLLATE "C") THEN
        RAISE EXCEPTION 'the key has other columns than table "%": %', tracked::text, key
            USING ERRCODE = 'invalid_parameter_value', HINT = coalesce('Give the columns of the primary key: ' || pg_catalog.array_to_string(key_columns, ', ') || '.', 'The table has no primary key now.');
    END IF;
    -- As the log writes it, whichever way it is written here.
    FOR part IN SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type FROM pg_catalog.pg_attribute a WHERE a.attrelid = tracked AND a.attname = ANY (key_columns) LOOP
        EXECUTE pg_catalog.format('SELECT $1::%s::text', part.type) INTO value USING key ->> part.attname;
        wanted := wanted || pg_catalog.jsonb_build_object(part.attname, value);
    END LOOP;
    RETURN QUERY
    SELECT e.version, e.leaf_index, e.block_id, e.number, sen.operation_words(e.operation), e.session_role, e.acting_role, e.statement_at, e.transaction_at, e.meeting, e.key, e.row_values
    FROM sen._row_entries(place.log, place.log_table, wanted) e;
END
$function$;
COMMENT ON FUNCTION sen.history(regclass, jsonb) IS 'Every entry about a row of a tracked table, in order, given its primary key as an object: sen.history(''wirral.action'', ''{"action_id": 5}''). A row is followed when its key changes, in both directions; should several rows have had the key one after another, all are shown. version, leaf_index: null for what is not sealed yet; block_id, number: null for what this transaction has gathered. entry_key is the key that the row had before, row_values the row after, of a deleted row before. No rows if no row had the key. Needs SELECT on the log. 42704 if the table is not in the log, 22023 if the key does not give exactly the columns of the primary key.';

CREATE FUNCTION sen.operation_words(operation text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE operation WHEN 'B' THEN 'tracking begins' WHEN 'P' THEN 'present' WHEN 'I' THEN 'insert' WHEN 'U' THEN 'update' WHEN 'D' THEN 'delete'
                          WHEN 'R' THEN 'column renamed' WHEN 'E' THEN 'tracking ends' WHEN 'S' THEN 'sealed' END;
COMMENT ON FUNCTION sen.operation_words(text) IS 'The operation of an entry in words, from its letter: B tracking begins, P present (when tracking began), I insert, U update, D delete, R column renamed, E tracking ends, S sealed. Null in, and for other text, null out.';

CREATE FUNCTION sen.rename_column(tracked regclass, old_name text, new_name text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    place record := sen._logged_table(tracked);
    part record;
BEGIN
    IF old_name IS NULL OR new_name IS NULL THEN
        RAISE EXCEPTION 'a name is missing' USING ERRCODE = 'null_value_not_allowed', HINT = 'Give the name that the column has and the one that it is to have.';
    ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = tracked AND t.tgfoid = 'sen.track_row()'::pg_catalog.regprocedure) THEN
        RAISE EXCEPTION 'table % is not tracked', tracked::text USING ERRCODE = 'undefined_object', HINT = 'Rename the column with ALTER TABLE.';
    END IF;
    -- First the lock: entries with the old name come before the one below, and those after have the new name.
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME COLUMN %I TO %I', tracked, old_name, new_name);
    FOR part IN WITH RECURSIVE child AS (SELECT tracked::pg_catalog.oid AS relid
                                         UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN child ON child.relid = i.inhparent)
                SELECT c.relid::pg_catalog.regclass AS name, n.nspname
                FROM child c JOIN pg_catalog.pg_class r ON r.oid = c.relid JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
                JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.relid AND t.tgfoid = 'sen.track_row()'::pg_catalog.regprocedure AND t.tgparentid = 0
                ORDER BY c.relid LOOP
        PERFORM sen._append_entry(part.nspname, sen._log_table(part.name), 'R', pg_catalog.jsonb_build_object('column', old_name), pg_catalog.jsonb_build_object('column', new_name));
    END LOOP;
    RETURN pg_catalog.format('column %s of table %s is now %s', old_name, tracked, new_name);
END
$function$;
COMMENT ON FUNCTION sen.rename_column(regclass, text, text) IS 'Renames a column of a tracked table, and says so in the log, so that sen.as_of(), sen.changes() and sen.history() know the column by its new name in older entries. Also in tables that inherit from it. For the owner. 42703 if there is no such column, 42701 if the new name is taken, 42704 if the table is not tracked, 22004 for null.';
