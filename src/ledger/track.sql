-- Room ledger: tracked tables, the log they write to, and its versions.
-- Relations of a log are in the schema of the tables it tracks, and belong to the owner of that schema.

-- entries ---------------------------------------------------------------------

CREATE FUNCTION sen.track_row() RETURNS trigger
    AS 'MODULE_PATHNAME', 'track_row' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.track_row() IS
    'Trigger of a tracked table: keeps each inserted, updated and deleted row as an entry of the log. Made by '
    'sen.track().';
CREATE FUNCTION sen.refuse_truncate() RETURNS trigger
    AS 'MODULE_PATHNAME', 'refuse_truncate' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.refuse_truncate() IS
    'Trigger of a tracked table: refuses TRUNCATE (55000), which would leave no trace. Made by sen.track().';
CREATE FUNCTION sen.refuse_change() RETURNS trigger
    AS 'MODULE_PATHNAME', 'refuse_change' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.refuse_change() IS
    'Trigger of the relations of a log: refuses UPDATE, DELETE and TRUNCATE (55000).';

CREATE FUNCTION sen.flush_log() RETURNS void
    AS 'MODULE_PATHNAME', 'flush_log' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.flush_log() IS
    'Writes the entries that this transaction has gathered, so that it sees them in the log; without it they are '
    'written at the latest when it commits.';
CREATE FUNCTION sen.may_read_log(log regclass) RETURNS boolean
    AS 'MODULE_PATHNAME', 'may_read_log' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.may_read_log(regclass) IS
    'True, unless row-level security of some table of the schema of a log, named by its table ledger_block, applies to '
    'the role that asks: then 42501, which names the table. For the policy of ledger_block and the views over it. '
    '42809 if the relation is not a ledger_block. Null in, null out.';

CREATE FUNCTION sen.leaf_entry(leaf bytea, OUT log_table text, OUT operation text, OUT session_role text,
                               OUT acting_role text,
                               OUT statement_at timestamptz, OUT transaction_at timestamptz, OUT meeting text,
                               OUT key jsonb, OUT row_values jsonb)
    AS 'MODULE_PATHNAME', 'leaf_entry' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.leaf_entry(bytea) IS
    'What the canonical bytes of an entry say: the table, the operation (I insert, U update, D delete, P present when '
    'tracking began, B tracking begins, E tracking ends, R column renamed, S version sealed, A a row of the log itself '
    'set aside), who and when, the key that the row had, and the row. Values are text as the type prints it, null is '
    'null. XX001 if the bytes are no entry. Null in, null out. Bytes: doc/ledger.md.';
CREATE FUNCTION sen.block_leaves(entries bytea) RETURNS TABLE (number integer, leaf bytea)
    AS 'MODULE_PATHNAME', 'block_leaves' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION sen.block_leaves(bytea) IS
    'The canonical bytes of each entry of a block of a log (ledger_block.entries), numbered from 0: what '
    'sen.leaf_entry() reads and sen.leaf_hash() hashes. It ends where bytes follow that are no entry. Null in, no '
    'rows.';
