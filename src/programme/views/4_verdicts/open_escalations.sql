-- read: reader
-- meanings: escalation

CREATE VIEW open_escalations AS
SELECT e.escalation_id, e.what, e.escalated_to, p.title AS to_post, e.raised_on, sen.today() - e.raised_on AS days_open,
       e.objective_id, e.action_id, e.risk_id
FROM escalation e JOIN post p ON p.post_id = e.escalated_to
WHERE e.raised_on <= sen.today() AND coalesce(e.resolved_on > sen.today(), true)
ORDER BY e.raised_on, e.escalation_id;
COMMENT ON VIEW open_escalations IS 'Matters that the Board escalated and that are not resolved, the oldest first.';
COMMENT ON COLUMN open_escalations.to_post IS 'Title of that post.';
COMMENT ON COLUMN open_escalations.days_open IS 'Days since it was raised.';
