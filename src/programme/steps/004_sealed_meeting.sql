-- title: name what changed since a sealed meeting
-- version: 0.2.0

DO $rename$
BEGIN
    IF to_regclass('changes_since_last_meeting') IS NOT NULL THEN
        ALTER VIEW changes_since_last_meeting RENAME TO changes_since_sealed_meeting;
        CREATE OR REPLACE VIEW changes_since_sealed_meeting WITH (security_invoker = true) AS
        SELECT c.log_table, c.key_text AS row_key, c.change, c.column_name, c.old_value, c.new_value, c.session_role,
               c.acting_role, c.statement_at, c.meeting
        FROM sen.log_change_words('ledger_block'::pg_catalog.regclass,
                                  (SELECT coalesce(pg_catalog.max(v.version) FILTER (WHERE v.meeting IS NOT NULL),
                                                   pg_catalog.max(v.version), 0) FROM ledger_version v), NULL) c;
        COMMENT ON VIEW changes_since_sealed_meeting IS
            'What changed in the tracked tables since the last version that was sealed with a meeting, and up to now, '
            'one row for each column; if none was, since the last version; if there is none, since the log began. It '
            'goes by what was sealed, not by the days on which meetings were held. What was changed and changed back '
            'is left out. Needs SELECT on ledger_block, ledger_tile and ledger_version.';
        COMMENT ON COLUMN changes_since_sealed_meeting.change IS
            'Whether the row was added, changed or removed; or that the table cannot be followed, since rows of it '
            'were changed without entries.';
        COMMENT ON COLUMN changes_since_sealed_meeting.old_value IS
            'Its value then, in words: yes and no, days such as 6 June 2025, numbers with commas (see '
            'sen.log_change_words()); empty if it had none, and for an added row.';
        COMMENT ON COLUMN changes_since_sealed_meeting.new_value IS
            'Its value now, likewise; empty if it has none, and for a removed row. Of a table that cannot be followed, '
            'since which entry, and what to do.';
    END IF;
END
$rename$;
