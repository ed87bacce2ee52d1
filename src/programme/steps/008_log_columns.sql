-- title: say of the log what an entry about columns is
-- version: 0.2.0

COMMENT ON COLUMN log_leaves.operation IS
    'What happened: insert, update, delete; tracking begins, present (a row that was there then), tracking ends; '
    'columns (what they are from then on; in older logs column renamed); sealed; set aside (a row of the log itself '
    'that nothing of this extension wrote).';
COMMENT ON COLUMN log_leaves.row_values IS
    'The row after, of a deleted row before; values are text, with times in UTC. Where tracking begins, and of '
    'columns, what each column is.';
