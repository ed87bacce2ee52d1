-- read: nobody

-- Of a row that came later nobody knows what it was before: it is shown as it is.
CREATE VIEW changed_later AS
WITH later AS MATERIALIZED (
    SELECT c.log_table, c.key_text, c.operation, c.column_name, c.old_value, c.place, m.meeting_id,
           -- None of these is ever empty.
           c.column_name IN ('title', 'what', 'name', 'measure_id', 'objective_id', 'partner_id', 'entered_on',
                             'risk_id', 'post_id', 'received_on', 'given_on', 'since', 'judged_on', 'dated_on')
               AND c.operation <> 'update'
               AND c.old_value IS NULL AS came
    FROM sen.plan_changes('ledger_block'::regclass,
                          '{"action": ["title", "owner_post", "due_on"],
                            "objective": ["title", "owner_post"],
                            "objective_area": ["objective_id"],
                            "measure": ["title", "owner_post", "baseline_on", "baseline_value",
                                        "target_on", "target_value"],
                            "milestone": ["measure_id", "due_on", "value", "title"],
                            "worded_milestone": ["title", "owner_post", "due_on"],
                            "risk": ["title", "owner_post", "appetite"],
                            "mitigation": ["what", "owner_post", "due_on"],
                            "post": ["title", "partner_id", "attends_as"],
                            "partner": ["name", "sector"],
                            "contribution": ["partner_id"],
                            "budget": ["objective_id", "planned", "spent", "spent_to"],
                            "log_entry": ["entered_on"], "measurement": ["measure_id"],
                            "feedback": ["received_on"], "adviser_update": ["given_on"], "area_status": ["since"],
                            "own_judgement": ["judged_on", "judged_by", "judgement"], "evidence": ["dated_on"],
                            "risk_assessment": ["risk_id"], "attendance": ["post_id"], "decision": ["what"],
                            "invitation": ["post_id"], "escalation": ["what"], "commentary": ["measure_id"]}',
                          (sen.today() + 1)::timestamptz,
                          -- Of others, rows that came and stayed as they came say nothing.
                          '["action", "objective", "measure", "milestone", "worded_milestone", "risk", "mitigation",
                            "post", "partner", "log_entry", "measurement", "feedback", "adviser_update", "area_status",
                            "own_judgement", "evidence", "risk_assessment", "attendance", "decision", "invitation",
                            "escalation", "commentary"]')
         WITH ORDINALITY c (log_table, key, key_text, operation, column_name, old_value, new_value, session_role,
                            acting_role, statement_at, meeting, version, leaf_index, block_id, number, place)
    LEFT JOIN meeting m ON m.meeting_id = c.meeting
    WHERE c.key_text IS NOT NULL AND coalesce(least(m.held_on, m.planned_on) > sen.today(), true)
), known AS MATERIALIZED (   -- that the log had by then
    SELECT l.log_table, l.key_text, bool_or(l.operation = 'delete') AS is_deleted
    FROM later l
    GROUP BY l.log_table, l.key_text
    HAVING NOT bool_or(l.came)
)
SELECT l.log_table, l.key_text, l.column_name, l.old_value
FROM (SELECT DISTINCT ON (x.log_table, x.key_text, x.column_name) x.*
      FROM later x
      JOIN known k ON k.log_table = x.log_table AND k.key_text = x.key_text AND NOT k.is_deleted
      WHERE x.operation = 'update'
      ORDER BY x.log_table, x.key_text, x.column_name, x.place) l
UNION ALL
-- All columns of what was deleted. Read only if something was.
SELECT w.log_table, w.key_text, NULL, (jsonb_object_agg(w.column_name, w.old_value) || w.key)::text
FROM (
    SELECT DISTINCT ON (c.log_table, c.key_text, c.column_name) c.log_table, c.key, c.key_text, c.column_name,
           c.old_value
    FROM sen.plan_changes('ledger_block'::regclass,
                          '{"action": null, "objective": null, "measure": null, "milestone": null,
                            "worded_milestone": null, "risk": null, "mitigation": null, "post": null,
                            "partner": null, "objective_area": null, "contribution": null, "budget": null,
                            "log_entry": null, "measurement": null, "risk_assessment": null,
                            "attendance": null, "decision": null, "invitation": null, "escalation": null,
                            "commentary": null, "feedback": null, "adviser_update": null,
                            "area_status": null, "own_judgement": null, "evidence": null}',
                          (sen.today() + 1)::timestamptz)
         WITH ORDINALITY c (log_table, key, key_text, operation, column_name, old_value, new_value, session_role,
                            acting_role, statement_at, meeting, version, leaf_index, block_id, number, place)
    JOIN known k ON k.log_table = c.log_table AND k.key_text = c.key_text AND k.is_deleted
    LEFT JOIN meeting m ON m.meeting_id = c.meeting
    WHERE (SELECT bool_or(d.is_deleted) FROM known d)
      AND coalesce(least(m.held_on, m.planned_on) > sen.today(), true)
    ORDER BY c.log_table, c.key_text, c.column_name, c.place
) w
GROUP BY w.log_table, w.key_text, w.key
UNION ALL
-- Which areas an objective serves, what a partner contributes and what money is planned have no day of their own; so of
-- these rows one that came later was not there: one that was entered for a later meeting, or after a log had begun by
-- then. What a log began with later was there before.
SELECT DISTINCT l.log_table, l.key_text, '', 'f'
FROM later l
LEFT JOIN log_begun b ON b.began_at < (sen.today() + 1)::timestamptz
WHERE l.came AND l.operation = 'insert' AND l.log_table IN ('objective_area', 'contribution', 'budget')
  AND (l.meeting_id IS NOT NULL OR b.began_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM later d WHERE d.operation = 'delete' AND d.log_table = l.log_table
                  AND d.key_text = l.key_text AND d.place < l.place);
COMMENT ON VIEW changed_later IS
    'What was changed after sen.today() in the plan, and what it was at the end of that day: by the first entry of the '
    'log that counts later, as in slippage; of rows that the log had by then, also of those that were deleted since. '
    'sen.value_on_day() and sen.deleted_later() read it.';
COMMENT ON COLUMN changed_later.log_table IS 'Table, by the name under which it was first tracked.';
COMMENT ON COLUMN changed_later.key_text IS 'Primary key that the row has now, or had last, in words.';
COMMENT ON COLUMN changed_later.column_name IS
    'Column that was changed. Empty for a row that was deleted since; a text of no letters for one of objective_area, '
    'contribution or budget that was not there on that day.';
COMMENT ON COLUMN changed_later.old_value IS
    'Its value on that day, as text; empty if it had none. Of a row that was deleted since, all of its values on that '
    'day, as jsonb; f for one that was not there.';
