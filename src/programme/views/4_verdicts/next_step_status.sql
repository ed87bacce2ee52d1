-- read: reader
-- meanings: next_step

CREATE VIEW next_step_status AS
SELECT n.review_id, n.step_number, n.step, a.actions, a.actions_complete, a.actions_overdue, m.measures, m.measures_met,
       CASE WHEN a.actions = 0 AND m.measures = 0 THEN 'not linked'
            WHEN a.actions_overdue > 0 THEN 'overdue'
            WHEN a.actions_complete = a.actions THEN
                CASE WHEN m.measures_met = m.measures THEN 'done' WHEN a.actions = 0 THEN 'under way'
                     ELSE 'carried out' END
            WHEN a.actions_open = 0 THEN 'stopped'
            ELSE 'under way' END AS state,
       CASE WHEN a.actions = 0 AND m.measures = 0 THEN 'no action and no measure is linked to it'
            ELSE sen.list_words('; ', CASE WHEN a.actions > 0
                                           THEN sen.share_words(a.actions_complete, a.actions, 'action',
                                                                says => 'complete')
                                                || coalesce(', ' || nullif(a.actions_overdue, 0) || ' overdue', '') END,
                                CASE WHEN m.measures > 0
                                     THEN sen.share_words(m.measures_met, m.measures, 'measure',
                                                          says => 'at the target') END) END AS in_words
FROM next_step n
JOIN review r ON r.review_id = n.review_id
LEFT JOIN (
    SELECT k.review_id, k.step_number, count(*) AS actions, count(*) FILTER (WHERE s.is_complete) AS actions_complete,
           count(*) FILTER (WHERE s.overdue) AS actions_overdue, count(*) FILTER (WHERE s.is_open) AS actions_open
    FROM next_step_action k
    JOIN action_status s ON s.action_id = k.action_id
    GROUP BY k.review_id, k.step_number
) b ON b.review_id = n.review_id AND b.step_number = n.step_number
LEFT JOIN (
    SELECT k.review_id, k.step_number, count(*) AS measures, count(*) FILTER (WHERE d.verdict = 'met') AS measures_met
    FROM next_step_measure k
    JOIN dashboard d ON d.measure_id = k.measure_id
    GROUP BY k.review_id, k.step_number
) c ON c.review_id = n.review_id AND c.step_number = n.step_number
CROSS JOIN LATERAL (SELECT coalesce(b.actions, 0) AS actions, coalesce(b.actions_complete, 0) AS actions_complete,
                           coalesce(b.actions_overdue, 0) AS actions_overdue,
                           coalesce(b.actions_open, 0) AS actions_open) a
CROSS JOIN LATERAL (SELECT coalesce(c.measures, 0) AS measures, coalesce(c.measures_met, 0) AS measures_met) m
WHERE r.held_on <= sen.today()
ORDER BY r.held_on DESC, n.review_id, n.step_number;
COMMENT ON VIEW next_step_status IS
    'What became of each next step that was named at a review held by sen.today(), by the actions and measures that '
    'are linked to it.';
COMMENT ON COLUMN next_step_status.actions IS 'Actions linked to it.';
COMMENT ON COLUMN next_step_status.actions_complete IS 'How many of them are complete.';
COMMENT ON COLUMN next_step_status.actions_overdue IS 'How many of them are open after their due day.';
COMMENT ON COLUMN next_step_status.measures IS 'Measures linked to it.';
COMMENT ON COLUMN next_step_status.measures_met IS 'How many of them have met their target.';
COMMENT ON COLUMN next_step_status.state IS
    'done: all its actions are complete and all its measures met; carried out: all its actions are complete, but not '
    'all its measures met; overdue: an action is; stopped: no action is open, and not all are complete; not linked: '
    'nothing says; else under way.';
COMMENT ON COLUMN next_step_status.in_words IS 'The counts in words.';
