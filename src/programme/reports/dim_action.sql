-- read: bi
-- meanings: action_status

CREATE VIEW dim_action AS
SELECT a.action_id, a.title, a.objective_id, a.owner_post, a.owner, a.partner_id, a.measure_id, a.agreed_on, a.due_on,
       a.done_on, row_number() OVER (ORDER BY a.objective_id, a.action_id)::integer AS position
FROM action_status a;
COMMENT ON VIEW dim_action IS
    'The actions that were agreed by the day of the report, and whose they are. How they stand is in fact_action.';
COMMENT ON COLUMN dim_action.action_id IS 'The action. Key: fact_action and fact_log refer to it.';
COMMENT ON COLUMN dim_action.position IS 'Place in reports, from 1: by objective and short name.';
