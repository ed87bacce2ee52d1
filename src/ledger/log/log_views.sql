-- Views of one log, and what the table of its entries says of them.
-- Part of the body of sen.upgrade_log(), run with search_path = the schema of the log.

COMMENT ON TABLE ledger_block IS
    'The entries of the log as they were written, some to a block. Only tracked tables write here; nothing is ever '
    'changed. View log_leaves shows what the entries say.';

CREATE OR REPLACE VIEW log_versions AS
SELECT v.version, v.size - coalesce(pg_catalog.lag(v.size) OVER (ORDER BY v.version), 0) - 1 AS entries, v.size,
       v.label, v.meeting, v.sealed_at,
       v.session_role, v.acting_role, pg_catalog.encode(v.root, 'hex') AS root
FROM ledger_version v;
COMMENT ON VIEW log_versions IS 'Versions of the log, one row each.';
COMMENT ON COLUMN log_versions.version IS 'Number of the version, from 1.';
COMMENT ON COLUMN log_versions.entries IS 'Entries that it added, besides the one that says that it was sealed.';
COMMENT ON COLUMN log_versions.size IS 'Entries in this and all earlier versions.';
COMMENT ON COLUMN log_versions.label IS 'Words for the version, such as Board papers of 10 June; may be empty.';
COMMENT ON COLUMN log_versions.meeting IS 'Meeting at which it was sealed; empty if none was set.';
COMMENT ON COLUMN log_versions.sealed_at IS 'When it was sealed: time of the statement.';
COMMENT ON COLUMN log_versions.session_role IS 'Role that had logged in.';
COMMENT ON COLUMN log_versions.acting_role IS 'Role as which it acted.';
COMMENT ON COLUMN log_versions.root IS
    'Root of the Merkle tree, in hexadecimal: it proves every entry of this and all earlier versions.';

--@text ledger/log/log_leaves.sql

CREATE OR REPLACE VIEW changes_since_sealed_meeting WITH (security_invoker = true) AS
SELECT c.log_table, c.key_text AS row_key, c.change, c.column_name, c.old_value, c.new_value, c.session_role,
       c.acting_role, c.statement_at, c.meeting
FROM sen.log_change_words('ledger_block'::pg_catalog.regclass,
                          (SELECT coalesce(pg_catalog.max(v.version) FILTER (WHERE v.meeting IS NOT NULL),
                                           pg_catalog.max(v.version), 0) FROM ledger_version v), NULL) c;
COMMENT ON VIEW changes_since_sealed_meeting IS
    'What changed in the tracked tables since the last version that was sealed with a meeting, and up to now, one row '
    'for each column; if none was, since the last version; if there is none, since the log began. It goes by what was '
    'sealed, not by the days on which meetings were held. What was changed and changed back is left out. Needs SELECT '
    'on ledger_block, ledger_tile and ledger_version.';
COMMENT ON COLUMN changes_since_sealed_meeting.log_table IS 'Table, by the name under which it was first tracked.';
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
COMMENT ON COLUMN changes_since_sealed_meeting.session_role IS 'Role that had logged in, of the last change.';
COMMENT ON COLUMN changes_since_sealed_meeting.acting_role IS 'Role as which it acted.';
COMMENT ON COLUMN changes_since_sealed_meeting.statement_at IS 'When the statement of the last change began.';
COMMENT ON COLUMN changes_since_sealed_meeting.meeting IS
    'Meeting that the last change belongs to; empty if none was set.';
