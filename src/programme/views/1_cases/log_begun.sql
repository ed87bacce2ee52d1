-- read: nobody

CREATE VIEW log_begun AS
SELECT e.statement_at AS began_at
FROM (SELECT b.entries FROM ledger_block b ORDER BY b.block_id LIMIT 1) b
CROSS JOIN LATERAL sen.block_leaves(b.entries) l
CROSS JOIN LATERAL sen.leaf_entry(l.leaf) e
WHERE l.number = 0;
COMMENT ON VIEW log_begun IS 'When the log of the programme began; no row if nothing is in it.';
COMMENT ON COLUMN log_begun.began_at IS 'Time of the statement of its first entry.';
