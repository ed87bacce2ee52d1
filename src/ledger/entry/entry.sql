-- Room ledger: the bytes of an entry.

CREATE FUNCTION sen.leaf_entry(leaf bytea, OUT log_table text, OUT operation text, OUT session_role text,
                               OUT acting_role text,
                               OUT statement_at timestamptz, OUT transaction_at timestamptz, OUT meeting text,
                               OUT key jsonb, OUT row_values jsonb)
    AS 'MODULE_PATHNAME', 'leaf_entry' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.leaf_entry(bytea) IS
    'What the canonical bytes of an entry say: the table, the operation (I insert, U update, D delete, P present when '
    'tracking began, B tracking begins, C columns, E tracking ends, R column renamed, S version sealed, A a row of the '
    'log itself set aside), who and when, the key that the row had, and the row; of B and C the columns of the table, '
    'each with its number and type. Values are text as the type prints it, null is null. XX001 if the bytes are no '
    'entry. Null in, null out. Bytes: doc/ledger.md.';

CREATE FUNCTION sen.block_leaves(entries bytea) RETURNS TABLE (number integer, leaf bytea)
    AS 'MODULE_PATHNAME', 'block_leaves' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION sen.block_leaves(bytea) IS
    'The canonical bytes of each entry of a block of a log (ledger_block.entries), numbered from 0: what '
    'sen.leaf_entry() reads and sen.leaf_hash() hashes. It ends where bytes follow that are no entry. Null in, no '
    'rows.';

CREATE FUNCTION sen.block_entries(entries bytea)
    RETURNS TABLE (number integer, log_table text, operation text, session_role text, acting_role text,
                   statement_at timestamptz, transaction_at timestamptz, meeting text, key jsonb, row_values jsonb)
    AS 'MODULE_PATHNAME', 'block_entries' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION sen.block_entries(bytea) IS
    'What the entries of a block of a log (ledger_block.entries) say, one row each, numbered from 0: as '
    'sen.leaf_entry() of each of sen.block_leaves(), with the operation in words, in less time. XX001 if what is there '
    'is no entry. Null in, no rows.';

CREATE FUNCTION sen.log_block_entries(entries bytea, start bigint, of_table text, of_meeting text)
    RETURNS TABLE (leaf_index bigint, number integer, log_table text, operation text, session_role text,
                   acting_role text, statement_at timestamptz, transaction_at timestamptz, meeting text, key jsonb,
                   row_values jsonb)
    AS 'MODULE_PATHNAME', 'log_block_entries' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION sen.log_block_entries(bytea, bigint, text, text) IS
    'What the entries of a block of a log (ledger_block.entries) say, as sen.block_entries(), with the index of each '
    'leaf, counted from that of the first (null: the block is in no version). of_table, of_meeting: only entries about '
    'this table, as the log names it, and of this meeting; null: all. View log_leaves is made of it and of '
    'sen.log_blocks(), and a condition log_table = ... or meeting = ... on the view becomes their argument. XX001 if '
    'what is there is no entry, 22003 if an index is larger than a bigint. No entries, no rows.';

CREATE FUNCTION sen.operation_words(operation text) RETURNS text
    AS 'MODULE_PATHNAME', 'operation_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.operation_words(text) IS
    'The operation of an entry in words, from its letter: B tracking begins, C columns (what they are from then on), P '
    'present (when tracking began), I insert, U update, D delete, R column renamed (in older logs), E tracking ends, S '
    'sealed, A set aside. Null in, and for other text, null out.';
