-- read: nobody

-- What was entered on the day on which the log began was loaded, and is taken as it was then. Whoever reads several of
-- the views below reads this once: each time the log is read anew.
CREATE VIEW change_since_begun AS
SELECT g.began_on, x.log_table, x.key, x.column_name, x.operation, x.old_value, x.new_value, x.statement_at, x.place
FROM (SELECT b.began_at::date AS began_on FROM log_begun b) g
CROSS JOIN LATERAL sen.plan_changes('ledger_block'::regclass,
    '{"action": ["done_on"], "worded_milestone": ["done_on"], "mitigation": ["done_on"],
      "meeting": ["held_on", "papers_sent_on", "risk_register_sent_on", "mitigation_plan_sent_on",
                  "minutes_sent_on"],
      "invitation": ["sent_on"], "attendance": ["attendance"], "decision": ["put_on", "outcome"],
      "adviser_update": ["given_on"], "escalation": ["raised_on"], "log_entry": ["entered_on"],
      "commentary": ["written_on"], "feedback": ["received_on"], "area_status": ["since"],
      "evidence": ["dated_on"], "review": ["held_on"], "risk_assessment": ["assessed_on"],
      "own_judgement": ["judged_on"]}', (g.began_on + 1)::timestamptz)
    WITH ORDINALITY x (log_table, key, key_text, operation, column_name, old_value, new_value, session_role,
                       acting_role, statement_at, meeting, version, leaf_index, block_id, number, place);
COMMENT ON VIEW change_since_begun IS
    'What the log says since the day after it began of the days that papers print, and of what is said of a day: what '
    'entered_late and entry_written are read from.';
COMMENT ON COLUMN change_since_begun.began_on IS 'Day on which the log of versions began.';
COMMENT ON COLUMN change_since_begun.log_table IS 'Table of the row.';
COMMENT ON COLUMN change_since_begun.key IS 'Primary key of the row, as the log has it.';
COMMENT ON COLUMN change_since_begun.column_name IS 'The column.';
COMMENT ON COLUMN change_since_begun.operation IS 'What was done to the row, as in sen.plan_changes().';
COMMENT ON COLUMN change_since_begun.old_value IS
    'What the column held before, as the log has it. Empty for a new row.';
COMMENT ON COLUMN change_since_begun.new_value IS 'What it held then. Empty for a row that was deleted.';
COMMENT ON COLUMN change_since_begun.statement_at IS 'When the statement began that did so.';
COMMENT ON COLUMN change_since_begun.place IS 'Place in the order of the log, from 1.';
