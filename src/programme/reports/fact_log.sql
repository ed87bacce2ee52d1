-- read: bi
-- meanings: action_log

CREATE VIEW fact_log AS
SELECT e.log_entry_id::text AS entry_id, e.entered_on, l.meeting_id, l.kind,
       CASE l.kind WHEN 'objective' THEN 1 ELSE 2 END::smallint AS kind_position, e.action_id,
       coalesce(e.objective_id, a.objective_id) AS objective_id, e.needs_more_from AS partner_id,
       coalesce(l.delivery_status, 'not said') AS delivery_status,
       coalesce(s.position, 0::smallint) AS delivery_status_position,
       coalesce(l.impact_status, 'not said') AS impact_status,
       coalesce(i.position, 0::smallint) AS impact_status_position,
       1::smallint AS entries,
       CASE WHEN e.progress ~ '\S' THEN 1 ELSE 0 END::smallint AS with_progress,
       CASE WHEN e.impact ~ '\S' THEN 1 ELSE 0 END::smallint AS with_impact,
       CASE WHEN e.needs_more_from IS NOT NULL THEN 1 ELSE 0 END::smallint AS asks_for_more,
       CASE WHEN l.is_latest THEN 1 ELSE 0 END::smallint AS is_latest
FROM action_log l
JOIN log_entry e ON e.log_entry_id = l.log_entry_id
LEFT JOIN action a ON a.action_id = e.action_id
LEFT JOIN delivery_status s ON s.delivery_status = l.delivery_status
LEFT JOIN impact_status i ON i.impact_status = l.impact_status;
COMMENT ON VIEW fact_log IS
    'The entries of the action and impact log up to the day of the report, a row for each: action_log, as counts. What '
    'was written is not here.';
COMMENT ON COLUMN fact_log.kind_position IS 'Place of kind in reports: 1 objective, 2 action.';
COMMENT ON COLUMN fact_log.entry_id IS 'Number of the entry, as text. Key.';
COMMENT ON COLUMN fact_log.entered_on IS 'Day of the entry; of dim_date.';
COMMENT ON COLUMN fact_log.meeting_id IS
    'The meeting that the entry is for, of dim_meeting: the one that it names, else the first one held on its day or '
    'later; empty if there is none yet.';
COMMENT ON COLUMN fact_log.action_id IS 'The action that it is about, of dim_action; empty for an objective.';
COMMENT ON COLUMN fact_log.objective_id IS
    'The objective that it is about, or that its action serves, of dim_objective.';
COMMENT ON COLUMN fact_log.partner_id IS
    'The partner whose contribution needs to be strengthened, of dim_partner; empty if none.';
COMMENT ON COLUMN fact_log.delivery_status IS
    'How far the work had come after this entry; not said if no entry had said.';
COMMENT ON COLUMN fact_log.delivery_status_position IS 'Place of delivery_status in reports; 0 if not said.';
COMMENT ON COLUMN fact_log.impact_status IS
    'What it had changed for children and families after this entry; not said if no entry had said.';
COMMENT ON COLUMN fact_log.impact_status_position IS 'Place of impact_status in reports; 0 if not said.';
COMMENT ON COLUMN fact_log.entries IS '1: to be added up.';
COMMENT ON COLUMN fact_log.with_progress IS '1 if it says what was done, else 0: to be added up.';
COMMENT ON COLUMN fact_log.with_impact IS '1 if it says what that changed, else 0: to be added up.';
COMMENT ON COLUMN fact_log.asks_for_more IS '1 if it names a partner in partner_id, else 0: to be added up.';
COMMENT ON COLUMN fact_log.is_latest IS '1 for the last entry about its action or objective, else 0.';
