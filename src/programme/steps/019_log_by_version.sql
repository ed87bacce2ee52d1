-- title: read the log by version, and say what became of columns and tables
-- version: 0.2.0

--@text ledger/log/log_leaves.sql

COMMENT ON COLUMN changes_since_sealed_meeting.row_key IS
    'Primary key of the row, in words; empty where it is about the table.';
COMMENT ON COLUMN changes_since_sealed_meeting.change IS
    'Whether the row was added, changed or removed; or what became of the table or a column of it: column added, '
    'column dropped, column renamed, column retyped, tracking ended, table dropped; or that the table cannot be '
    'followed, since rows of it were changed without entries.';
COMMENT ON COLUMN changes_since_sealed_meeting.column_name IS
    'Column that has another value, or that is itself another; empty where it is about the table.';
COMMENT ON COLUMN changes_since_sealed_meeting.old_value IS
    'Its value then, in words: yes and no, days such as 6 June 2025, numbers with commas (see sen.log_change_words()); '
    'empty if it had none, and for an added row. Of a column that was dropped or retyped its type, of one that was '
    'renamed its name.';
COMMENT ON COLUMN changes_since_sealed_meeting.new_value IS
    'Its value now, likewise; empty if it has none, and for a removed row. Of a column that was added or retyped its '
    'type, of one that was renamed its name. Of a table that cannot be followed, since which entry, and what to do.';
