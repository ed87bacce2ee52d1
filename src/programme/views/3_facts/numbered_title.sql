-- read: nobody
-- meanings: named_title

CREATE VIEW numbered_title AS
SELECT 'log_entry' AS record_table, jsonb_build_object('log_entry_id', l.log_entry_id::text) AS key,
       coalesce(a.title, o.title) AS title, 'entry of ' || sen.date_words(l.entered_on) AS part,
       CASE WHEN m.held_on < t.today THEN m.held_on ELSE l.entered_on END AS on_day, NULL::text AS unit,
       l.log_entry_id AS number
FROM log_entry l LEFT JOIN action a ON a.action_id = l.action_id
LEFT JOIN objective o ON o.objective_id = l.objective_id LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
CROSS JOIN (SELECT sen.today() AS today) t
UNION ALL
SELECT 'escalation', jsonb_build_object('escalation_id', e.escalation_id::text), e.what, NULL, e.raised_on, NULL,
       e.escalation_id
FROM escalation e
UNION ALL
SELECT 'decision', jsonb_build_object('decision_id', d.decision_id::text), d.what, NULL, d.put_on, NULL, d.decision_id
FROM decision d
UNION ALL
SELECT 'feedback', jsonb_build_object('feedback_id', f.feedback_id::text), 'Feedback of ' || f.from_whom, NULL,
       f.received_on, NULL, f.feedback_id
FROM feedback f
UNION ALL
SELECT 'adviser_update', jsonb_build_object('adviser_update_id', u.adviser_update_id::text), p.title, NULL, u.given_on,
       NULL, u.adviser_update_id
FROM adviser_update u JOIN post p ON p.post_id = u.post_id
UNION ALL
SELECT 'projection', jsonb_build_object('projection_id', p.projection_id::text), s.title,
       'projection of ' || sen.date_words(p.made_on), p.made_on, NULL, p.projection_id
FROM projection p JOIN scenario s ON s.scenario_id = p.scenario_id
UNION ALL
SELECT 'risk_cell', jsonb_build_object('likelihood', c.likelihood::text, 'impact', c.impact::text),
       'Likelihood ' || c.likelihood || ', impact ' || c.impact, NULL, NULL, NULL, c.likelihood::integer
FROM risk_cell c;
COMMENT ON VIEW numbered_title IS 'Of record_title the rows of the tables whose key begins with a number.';
COMMENT ON COLUMN numbered_title.number IS 'The first column of the key: by it an index finds the row.';
