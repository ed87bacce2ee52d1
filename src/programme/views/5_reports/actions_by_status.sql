-- read: reader

CREATE VIEW actions_by_status AS
SELECT coalesce(a.delivery_status, 'no entry in the log') AS delivery_status, s.rag, count(*) AS actions,
       count(*) FILTER (WHERE a.overdue) AS overdue, count(*) FILTER (WHERE i.is_evidenced) AS with_impact,
       sen.percent(count(*), sum(count(*)) OVER ()) AS percent_of_actions, s.position
FROM action_status a
LEFT JOIN delivery_status s ON s.delivery_status = a.delivery_status
LEFT JOIN impact_status i ON i.impact_status = a.impact_status
GROUP BY a.delivery_status, s.rag, s.position
ORDER BY s.position NULLS FIRST;
COMMENT ON VIEW actions_by_status IS 'How many actions of the plan have come how far.';
COMMENT ON COLUMN actions_by_status.delivery_status IS
    'How far the work has come, by the last entry in the log; or no entry in the log.';
COMMENT ON COLUMN actions_by_status.rag IS 'Colour of the status; empty without one.';
COMMENT ON COLUMN actions_by_status.actions IS 'Actions with this status.';
COMMENT ON COLUMN actions_by_status.overdue IS 'Of these, actions that are open past their due day.';
COMMENT ON COLUMN actions_by_status.with_impact IS
    'Of these, actions with evidence that children and families notice it.';
COMMENT ON COLUMN actions_by_status.percent_of_actions IS 'Share of all actions, in percent to one decimal.';
COMMENT ON COLUMN actions_by_status.position IS 'Place of the status in reports; empty without one.';
