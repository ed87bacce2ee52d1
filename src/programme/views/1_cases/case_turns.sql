-- read: analyst
-- meanings: turning_event

-- An event of a mediation or an appeal turns that, and the request or review that it is about.
CREATE VIEW case_turns WITH (security_invoker = true) AS
SELECT e.local_authority, e.turned_concerns, e.turned_ref,
       sen.turns(ROW(e.happened_on, e.event, e.matter, e.starts::sen.time_limit, e.turned_concerns)::sen.case_turn)
           AS turns
FROM (
    SELECT v.local_authority, v.happened_on, v.event, v.matter, v.starts,
           CASE n.place WHEN 1 THEN v.turned_concerns ELSE v.concerns END AS turned_concerns,
           CASE n.place WHEN 1 THEN v.turned_ref ELSE v.case_ref END AS turned_ref
    FROM turning_event v
    CROSS JOIN (VALUES (1), (2)) n (place)
    WHERE n.place = 1 OR v.concerns <> v.turned_concerns
) e
GROUP BY e.local_authority, e.turned_concerns, e.turned_ref;
COMMENT ON VIEW case_turns IS
    'The events that turned a case by sen.today(), as sen.turned_on() takes them.';
COMMENT ON COLUMN case_turns.turns IS 'The events, an array of sen.case_turn.';
