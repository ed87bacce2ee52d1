-- read: nobody

-- Of a row that came later nobody knows what it was before: it is shown as it is.
CREATE VIEW changed_later AS
WITH later AS MATERIALIZED (
    SELECT c.log_table, c.key_text, c.operation, c.column_name, c.old_value, c.place,
           -- None of these is ever empty.
           c.column_name IN ('title', 'what', 'name', 'measure_id') AND c.operation <> 'update'
               AND c.old_value IS NULL AS came
    FROM sen.plan_changes('ledger_block'::regclass,
                          '{"action": ["title", "owner_post", "due_on"],
                            "objective": ["title", "owner_post"],
                            "measure": ["title", "owner_post", "baseline_on", "baseline_value",
                                        "target_on", "target_value"],
                            "milestone": ["measure_id", "due_on", "value", "title"],
                            "risk": ["title", "owner_post", "appetite"],
                            "mitigation": ["what", "owner_post", "due_on"],
                            "post": ["title", "partner_id", "attends_as"],
                            "partner": ["name", "sector"]}',
                          (sen.today() + 1)::timestamptz)
         WITH ORDINALITY c (log_table, key, key_text, operation, column_name, old_value, new_value, session_role,
                            acting_role, statement_at, meeting, version, leaf_index, block_id, number, place)
    LEFT JOIN meeting m ON m.meeting_id = c.meeting
    WHERE c.key_text IS NOT NULL AND coalesce(least(m.held_on, m.planned_on) > sen.today(), true)
)
SELECT DISTINCT ON (l.log_table, l.key_text, l.column_name) l.log_table, l.key_text, l.column_name, l.old_value
FROM later l
WHERE l.operation = 'update'
  AND NOT EXISTS (SELECT FROM later n WHERE n.came AND n.log_table = l.log_table AND n.key_text = l.key_text)
ORDER BY l.log_table, l.key_text, l.column_name, l.place;
COMMENT ON VIEW changed_later IS
    'What was changed after sen.today() in the plan, and what it was at the end of that day: by the first entry of the '
    'log that counts later, as in slippage; of rows that the log had by then. sen.value_on_day() reads it.';
COMMENT ON COLUMN changed_later.log_table IS 'Table, by the name under which it was first tracked.';
COMMENT ON COLUMN changed_later.key_text IS 'Primary key that the row has now, in words.';
COMMENT ON COLUMN changed_later.column_name IS 'Column that was changed.';
COMMENT ON COLUMN changed_later.old_value IS 'Its value on that day, as text; empty if it had none.';
