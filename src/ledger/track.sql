-- Room ledger: tracked tables, the log they write to, and its versions.
-- Relations of a log are in the schema of the tables it tracks, and belong to the owner of that schema.

-- entries ---------------------------------------------------------------------

CREATE FUNCTION sen.track_row() RETURNS trigger
    AS 'MODULE_PATHNAME', 'track_row' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.track_row() IS 'Trigger of a tracked table: keeps each inserted, updated and deleted row as an entry of the log. Made by sen.track().';
CREATE FUNCTION sen.refuse_truncate() RETURNS trigger
    AS 'MODULE_PATHNAME', 'refuse_truncate' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.refuse_truncate() IS 'Trigger of a tracked table: refuses TRUNCATE (55000), which would leave no trace. Made by sen.track().';
CREATE FUNCTION sen.refuse_change() RETURNS trigger
    AS 'MODULE_PATHNAME', 'refuse_change' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.refuse_change() IS 'Trigger of the relations of a log: refuses UPDATE, DELETE and TRUNCATE (55000).';

CREATE FUNCTION sen._flush_log() RETURNS void
    AS 'MODULE_PATHNAME', 'flush_log' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen._flush_log() IS 'Writes the entries that this transaction has gathered. Private.';
CREATE FUNCTION sen._append_entry(schema_name text, log_table text, operation text, before jsonb, after jsonb) RETURNS void
    AS 'MODULE_PATHNAME', 'append_entry' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen._append_entry(text, text, text, jsonb, jsonb) IS 'Appends an entry that is not about a row: tracking begins (B) or ends (E), a column is renamed (R), a version is sealed (S). For whoever may INSERT into ledger_block, and S for whoever may INSERT into ledger_version. Private.';
CREATE FUNCTION sen._append_present(tracked regclass, log_table text) RETURNS bigint
    AS 'MODULE_PATHNAME', 'append_present' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen._append_present(regclass, text) IS 'Appends an entry for each row that a table has when tracking begins; their number. For the owner of the table. Private.';

CREATE FUNCTION sen._prints_by_settings(type oid) RETURNS boolean
    AS 'MODULE_PATHNAME', 'prints_by_settings' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._prints_by_settings(oid) IS 'Is the text of this type, or of one that it is made of, other than its values alone say: money, aclitem, and the reg types? Private.';

CREATE FUNCTION sen.leaf_entry(leaf bytea, OUT log_table text, OUT operation text, OUT session_role text, OUT acting_role text,
                               OUT statement_at timestamptz, OUT transaction_at timestamptz, OUT meeting text, OUT key jsonb, OUT row_values jsonb)
    AS 'MODULE_PATHNAME', 'leaf_entry' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.leaf_entry(bytea) IS 'What the canonical bytes of an entry say: the table, the operation (I insert, U update, D delete, P present when tracking began, B tracking begins, E tracking ends, R column renamed, S version sealed), who and when, the key that the row had, and the row. Values are text as the type prints it, null is null. XX001 if the bytes are no entry. Null in, null out. Bytes: doc/ledger.md.';
CREATE FUNCTION sen._block_leaves(entries bytea) RETURNS TABLE (number integer, leaf bytea)
    AS 'MODULE_PATHNAME', 'block_leaves' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION sen._block_leaves(bytea) IS 'The canonical bytes of each entry of a block, numbered from 0. Private.';

-- versions --------------------------------------------------------------------

CREATE FUNCTION sen._lock_log(programme text) RETURNS void
    AS 'MODULE_PATHNAME', 'lock_log' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen._lock_log(text) IS 'Waits until no other transaction seals the log, and keeps others from it until this one ends. 40001 if this transaction cannot see the versions that others made since it began. Private.';
CREATE FUNCTION sen._has_unsealed(programme text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'unsealed_blocks' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen._has_unsealed(text) IS 'Has the log entries that are in no version? Private.';
CREATE FUNCTION sen._seal_leaves(programme text, from_size bigint, OUT size bigint, OUT root bytea)
    AS 'MODULE_PATHNAME', 'seal_leaves' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen._seal_leaves(text, bigint) IS 'Takes all blocks that are in no version into the tree of from_size leaves; its new size and root. Private.';
