-- read: bi
-- meanings: risk

CREATE VIEW dim_risk AS
SELECT r.risk_id, r.title, r.objective_id, r.owner_post, p.title AS owner, p.partner_id, r.risk_response,
       coalesce(w.position, 0::smallint) AS risk_response_position, r.opened_on,
       CASE WHEN r.closed_on <= sen.today() THEN r.closed_on END AS closed_on,
       row_number() OVER (ORDER BY r.risk_id)::integer AS position
FROM risk r
LEFT JOIN post p ON p.post_id = r.owner_post
LEFT JOIN risk_response w ON w.risk_response = r.risk_response
WHERE r.opened_on <= sen.today();
COMMENT ON VIEW dim_risk IS
    'The risks that were opened by the day of the report, also those closed since. Their scores are in fact_risk.';
COMMENT ON COLUMN dim_risk.risk_id IS 'The risk. Key: fact_risk refers to it.';
COMMENT ON COLUMN dim_risk.owner IS 'Title of the post that answers for it; empty if none is named.';
COMMENT ON COLUMN dim_risk.partner_id IS 'The partner of that post, of dim_partner; may be empty.';
COMMENT ON COLUMN dim_risk.closed_on IS
    'Day on which it was closed; empty while it is open on the day of the report.';
COMMENT ON COLUMN dim_risk.risk_response_position IS 'Place of risk_response in reports; 0 where nothing is decided.';
COMMENT ON COLUMN dim_risk.position IS 'Place in reports, from 1: by short name.';
