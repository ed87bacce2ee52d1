-- read: reader
-- meanings: escalation

CREATE VIEW open_escalations AS
SELECT e.escalation_id, e.what, e.escalated_to, p.title AS to_post, e.raised_on, sen.today() - e.raised_on AS days_open,
       e.objective_id, e.action_id, e.risk_id, x.in_words AS entered_late
FROM escalation e
JOIN post p ON p.post_id = e.escalated_to
LEFT JOIN entered_late x ON x.record_table = 'escalation' AND x.column_name = 'raised_on'
    AND x.day = e.raised_on AND x.key = jsonb_build_object('escalation_id', e.escalation_id::text)
WHERE e.raised_on <= sen.today() AND coalesce(e.resolved_on > sen.today(), true)
ORDER BY e.raised_on, e.escalation_id;
COMMENT ON VIEW open_escalations IS 'Matters that the Board escalated and that are not resolved, the oldest first.';
COMMENT ON COLUMN open_escalations.to_post IS 'Title of that post.';
COMMENT ON COLUMN open_escalations.days_open IS 'Days since it was raised.';
COMMENT ON COLUMN open_escalations.entered_late IS
    'If it was entered after a meeting of the Board that was held since that day: when, and after which; else empty.';
