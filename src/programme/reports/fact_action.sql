-- read: bi
-- meanings: action_status

CREATE VIEW fact_action AS
SELECT a.action_id, a.objective_id, a.partner_id, a.measure_id, a.due_on,
       coalesce(a.delivery_status, 'no entry in the log') AS delivery_status,
       coalesce(s.position, 0::smallint) AS delivery_status_position, a.rag,
       coalesce(c.position, 0::smallint) AS rag_position,
       coalesce(a.impact_status, 'no entry in the log') AS impact_status,
       coalesce(i.position, 0::smallint) AS impact_status_position,
       1::smallint AS actions,
       CASE WHEN a.is_open THEN 1 ELSE 0 END::smallint AS open,
       CASE WHEN a.is_complete THEN 1 ELSE 0 END::smallint AS complete,
       CASE WHEN NOT a.is_open AND NOT a.is_complete THEN 1 ELSE 0 END::smallint AS given_up,
       CASE WHEN a.overdue THEN 1 ELSE 0 END::smallint AS overdue,
       CASE WHEN i.is_evidenced THEN 1 ELSE 0 END::smallint AS with_impact,
       coalesce(a.days_overdue, 0) AS days_overdue
FROM action_status a
LEFT JOIN delivery_status s ON s.delivery_status = a.delivery_status
LEFT JOIN impact_status i ON i.impact_status = a.impact_status
LEFT JOIN rag c ON c.rag = a.rag;
COMMENT ON VIEW fact_action IS
    'How every action stands on the day of the report, a row for each: action_status, as counts. open, complete and '
    'given_up add up to actions.';
COMMENT ON COLUMN fact_action.action_id IS 'The action, of dim_action.';
COMMENT ON COLUMN fact_action.objective_id IS 'The objective that it serves, of dim_objective.';
COMMENT ON COLUMN fact_action.partner_id IS 'The partner whose post answers for it, of dim_partner.';
COMMENT ON COLUMN fact_action.measure_id IS 'The measure that it is meant to move, of dim_measure; may be empty.';
COMMENT ON COLUMN fact_action.due_on IS 'Day on which it is due; of dim_date. Empty if none is agreed.';
COMMENT ON COLUMN fact_action.delivery_status IS
    'How far the work has come, by the last entry in the log; or no entry in the log.';
COMMENT ON COLUMN fact_action.delivery_status_position IS 'Place of delivery_status in reports; 0 without an entry.';
COMMENT ON COLUMN fact_action.rag_position IS 'Place of rag in reports; 0 without one.';
COMMENT ON COLUMN fact_action.impact_status IS
    'What it has changed for children and families, by the last entry in the log; or no entry in the log.';
COMMENT ON COLUMN fact_action.impact_status_position IS 'Place of impact_status in reports; 0 without an entry.';
COMMENT ON COLUMN fact_action.actions IS '1: to be added up.';
COMMENT ON COLUMN fact_action.open IS '1 if work is still expected, else 0: to be added up.';
COMMENT ON COLUMN fact_action.complete IS '1 if everything is delivered, else 0: to be added up.';
COMMENT ON COLUMN fact_action.given_up IS '1 if it is neither, else 0: to be added up.';
COMMENT ON COLUMN fact_action.overdue IS '1 if it is open and its day is past, else 0: to be added up.';
COMMENT ON COLUMN fact_action.with_impact IS
    '1 if there is evidence that children and families notice it, else 0: to be added up.';
COMMENT ON COLUMN fact_action.days_overdue IS
    'Days from its due day to the day of the report if it is overdue, else 0.';
