-- View of the entries of one log; also of a log that an earlier version made.
-- Two parts, of which each is read by what is asked for: versions by their blocks, and what is in none. Conditions
-- log_table = ... and meeting = ... become arguments of both functions: see conditions.c.
CREATE OR REPLACE VIEW log_leaves WITH (security_invoker = true) AS
SELECT v.version, e.leaf_index, b.block_id, e.number, e.log_table, e.operation,
       e.session_role, e.acting_role, e.statement_at, e.transaction_at, e.meeting, e.key, e.row_values
FROM ledger_version v
CROSS JOIN LATERAL sen.log_blocks('ledger_block'::pg_catalog.regclass, v.version, NULL, NULL) p
JOIN ledger_block b ON b.block_id = p.block_id
CROSS JOIN LATERAL sen.log_block_entries(b.entries, p.start, NULL, NULL) e
WHERE (SELECT sen.may_read_log('ledger_block'::pg_catalog.regclass))
UNION ALL
SELECT NULL, NULL, n.block_id, e.number, e.log_table, e.operation,
       e.session_role, e.acting_role, e.statement_at, e.transaction_at, e.meeting, e.key, e.row_values
FROM sen.unsealed_blocks('ledger_block'::pg_catalog.regclass) n
CROSS JOIN LATERAL sen.log_block_entries(n.entries, NULL, NULL, NULL) e;
COMMENT ON VIEW log_leaves IS
    'Every entry of the log that is written, one row each. Entries of one row of a table are in the order of block_id '
    'and number. With a condition on version only that version is read: for the papers of a meeting, the version that '
    'was sealed with it (log_versions.meeting). With log_table = ... or meeting = ... only the blocks are read that '
    'have such entries, by the index of the log. Needs SELECT on ledger_block, ledger_tile and ledger_version; refused '
    '(42501) to a role to which row-level security of a table of the schema applies, since entries are whole rows.';
COMMENT ON COLUMN log_leaves.version IS 'Version that took the entry in; empty if it is in none yet.';
COMMENT ON COLUMN log_leaves.leaf_index IS
    'Index of its leaf in the Merkle tree, from 0; empty if it is in no version yet.';
COMMENT ON COLUMN log_leaves.block_id IS 'Block that it is in.';
COMMENT ON COLUMN log_leaves.number IS 'Number in the block, from 0.';
COMMENT ON COLUMN log_leaves.log_table IS 'Table that it is about, by the name under which it was first tracked.';
COMMENT ON COLUMN log_leaves.operation IS
    'What happened: insert, update, delete; tracking begins, present (a row that was there then), tracking ends; '
    'columns (what they are from then on; in older logs column renamed); sealed; set aside (a row of the log itself '
    'that nothing of this extension wrote).';
COMMENT ON COLUMN log_leaves.session_role IS 'Role that had logged in.';
COMMENT ON COLUMN log_leaves.acting_role IS 'Role as which it acted.';
COMMENT ON COLUMN log_leaves.statement_at IS 'When the statement began.';
COMMENT ON COLUMN log_leaves.transaction_at IS 'When its transaction began.';
COMMENT ON COLUMN log_leaves.meeting IS 'Meeting that it belongs to; empty if none was set.';
COMMENT ON COLUMN log_leaves.key IS 'Primary key that the row had before; of a new row the one it has.';
COMMENT ON COLUMN log_leaves.row_values IS
    'The row after, of a deleted row before; values are text, with times in UTC. Where tracking begins, and of '
    'columns, what each column is; where it ends, empty, or that the table was dropped.';
