-- read: nobody

-- Of a row that came later nobody knows what it was before: it is shown as it is.
CREATE VIEW changed_later AS
WITH later AS MATERIALIZED (
    SELECT c.log_table, c.key_text, c.operation, c.column_name, c.old_value, c.place, m.meeting_id,
           -- None of these is ever empty in the tables below, but the title of a milestone.
           c.column_name IN ('title', 'what', 'name', 'measure_id', 'objective_id', 'partner_id', 'entered_on',
                             'risk_id', 'post_id', 'received_on', 'given_on', 'since', 'judged_on', 'dated_on',
                             'review_id', 'step', 'kind', 'asks', 'evidence_id')
               AND c.operation NOT IN ('update', 'delete')
               AND c.old_value IS NULL AS came,
           coalesce(least(m.held_on, m.planned_on) > sen.today(), true) AS is_later
    FROM sen.plan_changes('ledger_block'::regclass,
                          '{"action": ["title", "owner_post", "due_on", "done_on"],
                            "objective": ["title", "owner_post"],
                            "objective_area": ["objective_id"],
                            "measure": ["title", "owner_post", "baseline_on", "baseline_value",
                                        "target_on", "target_value"],
                            "milestone": ["measure_id", "due_on", "value", "title"],
                            "worded_milestone": ["title", "owner_post", "due_on", "done_on"],
                            "risk": ["title", "owner_post", "appetite", "opened_on", "closed_on"],
                            "mitigation": ["what", "owner_post", "due_on", "done_on"],
                            "post": ["title", "partner_id", "attends_as"],
                            "partner": ["name", "sector"],
                            "contribution": ["partner_id"],
                            "budget": ["objective_id", "planned", "spent", "spent_to"],
                            "log_entry": ["entered_on", "delivery_status", "impact_status", "progress", "impact",
                                          "needs_more_from"],
                            "measurement": ["measure_id", "period_from", "value", "numerator", "denominator",
                                            "reported_on"],
                            "feedback": ["received_on", "from_whom", "tone", "theme"],
                            "adviser_update": ["given_on", "post_id", "finding"],
                            "area_status": ["since", "status"],
                            "own_judgement": ["judged_on", "judged_by", "judgement"],
                            "evidence": ["dated_on", "kind", "title"],
                            "risk_assessment": ["risk_id", "inherent_likelihood", "inherent_impact",
                                                "current_likelihood", "current_impact", "target_likelihood",
                                                "target_impact", "reason"],
                            "attendance": ["post_id", "attendance"],
                            "review_attendance": ["post_id", "attendance"],
                            "decision": ["what", "put_on", "put_by", "meeting_id", "outcome", "decided"],
                            "invitation": ["post_id", "sent_on"],
                            "escalation": ["what", "raised_on", "escalated_to", "resolved_on"],
                            "commentary": ["measure_id", "written_by", "figure_on", "why", "what_is_done",
                                           "back_on"],
                            "meeting": ["title", "planned_on", "agreed_with_dfe_on", "papers_days_ahead",
                                        "papers_sent_on", "risk_register_sent_on", "mitigation_plan_sent_on",
                                        "held_on", "cancelled_on", "minutes_sent_on"],
                            "review": ["kind", "planned_from", "planned_to", "held_on", "reported_on",
                                       "self_assessment_sent_on", "finding"],
                            "notice": ["title", "issued_by", "issued_to", "issued_on", "replaced_on",
                                       "stepped_down_on", "actions_due_on", "review_every_months"],
                            "requirement": ["asks", "heading", "kind", "on_partner", "due_on", "how_often"],
                            "area": ["title", "kind", "paragraph"],
                            "next_step": ["step"], "next_step_action": ["review_id"],
                            "next_step_measure": ["review_id"], "next_step_area": ["review_id"],
                            "review_covers": ["review_id"], "evidence_requirement": ["evidence_id"]}',
                          (sen.today() + 1)::timestamptz,
                          -- Of others, rows that came and stayed as they came say nothing.
                          '["action", "objective", "measure", "milestone", "worded_milestone", "risk", "mitigation",
                            "post", "partner", "log_entry", "measurement", "feedback", "adviser_update", "area_status",
                            "own_judgement", "evidence", "risk_assessment", "attendance", "review_attendance",
                            "decision", "invitation", "escalation", "commentary", "notice", "requirement", "area",
                            "next_step"]')
         WITH ORDINALITY c (log_table, key, key_text, operation, column_name, old_value, new_value, session_role,
                            acting_role, statement_at, meeting, version, leaf_index, block_id, number, place)
    LEFT JOIN meeting m ON m.meeting_id = c.meeting
    WHERE c.key_text IS NOT NULL
), known AS MATERIALIZED (   -- that the log had by then: of what was deleted and entered anew, the deletion comes first
    SELECT l.log_table, l.key_text,
           coalesce(max(l.place) FILTER (WHERE l.operation = 'delete') = max(l.place), false) AS is_deleted
    FROM later l
    GROUP BY l.log_table, l.key_text
    HAVING min(l.place) FILTER (WHERE l.is_later AND l.operation IN ('update', 'delete'))
               < coalesce(min(l.place) FILTER (WHERE l.is_later AND l.came), max(l.place) + 1)
)
-- A day or word that was filled in since is shown: it says itself on which day it holds, and the papers mark it.
SELECT l.log_table, l.key_text, l.column_name, l.old_value
FROM (SELECT DISTINCT ON (x.log_table, x.key_text, x.column_name) x.*
      FROM later x
      JOIN known k ON k.log_table = x.log_table AND k.key_text = x.key_text AND NOT k.is_deleted
      WHERE x.is_later AND x.operation IN ('update', 'delete')
      ORDER BY x.log_table, x.key_text, x.column_name, x.place) l
LEFT JOIN sen.recorded_columns() f ON f.record_table = l.log_table AND f.column_name = l.column_name
WHERE l.old_value IS NOT NULL OR NOT f.is_fact OR l.log_table = 'measure'
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
                            "area_status": null, "own_judgement": null, "evidence": null,
                            "review_attendance": null, "next_step_action": null, "next_step_measure": null,
                            "next_step_area": null, "review_covers": null, "evidence_requirement": null}',
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
-- Which areas an objective serves, what a partner contributes, what money is planned, and links have no day of their
-- own; so of these rows one that came later was not there: one that was entered for a later meeting, or after a log had
-- begun by then; nor was a meeting or review planned, unless it had been held. What a log began with later was there
-- before.
SELECT DISTINCT l.log_table, l.key_text, '', 'f'
FROM later l
LEFT JOIN log_begun b ON b.began_at < (sen.today() + 1)::timestamptz
WHERE l.is_later AND l.came AND l.operation = 'insert'
  AND l.log_table IN ('objective_area', 'contribution', 'budget', 'meeting', 'review', 'next_step_action',
                      'next_step_measure', 'next_step_area', 'review_covers', 'evidence_requirement')
  AND (l.meeting_id IS NOT NULL OR b.began_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM later d WHERE d.is_later AND d.operation = 'delete' AND d.log_table = l.log_table
                  AND d.key_text = l.key_text AND d.place < l.place);
COMMENT ON VIEW changed_later IS
    'What was changed after sen.today() in the plan, and what it was at the end of that day: by the first entry of the '
    'log that counts later, as in slippage; of rows that the log had by then, also of those that were deleted since. '
    'What was filled in since in a record is not in it. sen.value_on_day() and sen.deleted_later() read it.';
COMMENT ON COLUMN changed_later.log_table IS 'Table, by the name under which it was first tracked.';
COMMENT ON COLUMN changed_later.key_text IS 'Primary key that the row has now, or had last, in words.';
COMMENT ON COLUMN changed_later.column_name IS
    'Column that was changed. Empty for a row that was deleted since; a text of no letters for one of objective_area, '
    'contribution, budget or a link that was not there on that day, or of a meeting or review that was not planned.';
COMMENT ON COLUMN changed_later.old_value IS
    'Its value on that day, as text; empty if it had none. Of a row that was deleted since, all of its values on that '
    'day, as jsonb; f for one that was not there.';
