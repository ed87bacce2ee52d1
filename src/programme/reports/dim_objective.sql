-- read: bi
-- meanings: objective_status

CREATE VIEW dim_objective AS
SELECT o.objective_id, o.title, o.plan, o.owner_post, o.owner, o.partner_id, o.delivery_status,
       coalesce(s.position, 0::smallint) AS delivery_status_position, o.rag,
       coalesce(c.position, 0::smallint) AS rag_position,
       o.impact_status, coalesce(i.position, 0::smallint) AS impact_status_position,
       row_number() OVER (ORDER BY o.plan, o.objective_id)::integer AS position
FROM objective_status o
LEFT JOIN delivery_status s ON s.delivery_status = o.delivery_status
LEFT JOIN impact_status i ON i.impact_status = o.impact_status
LEFT JOIN rag c ON c.rag = o.rag;
COMMENT ON VIEW dim_objective IS 'The objectives of the plan that were agreed by the day of the report.';
COMMENT ON COLUMN dim_objective.objective_id IS
    'The objective. Key: dim_measure, dim_action, dim_risk, fact_log and bridge_objective_area refer to it.';
COMMENT ON COLUMN dim_objective.partner_id IS 'The partner whose post answers for it, of dim_partner; may be empty.';
COMMENT ON COLUMN dim_objective.delivery_status_position IS 'Place of delivery_status in reports; 0 without one.';
COMMENT ON COLUMN dim_objective.rag_position IS 'Place of rag in reports; 0 without one.';
COMMENT ON COLUMN dim_objective.impact_status_position IS 'Place of impact_status in reports; 0 without one.';
COMMENT ON COLUMN dim_objective.position IS 'Place in reports, from 1: by plan and short name.';
