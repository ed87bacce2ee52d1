-- read: analyst
-- meanings: turning_event

-- An event of a mediation or an appeal turns that and the request or review that it is about. By reference alone: cases
-- of several kinds may share one, and each event says for which kind it stands here.
CREATE VIEW case_turns WITH (security_invoker = true) AS
SELECT e.local_authority, k.turned_ref,
       array_agg(ROW(e.happened_on, e.event, e.matter, e.starts::sen.time_limit, k.turned_concerns)::sen.case_turn
                 ORDER BY e.happened_on, e.event, e.position) AS turns
FROM turning_event e
CROSS JOIN LATERAL (VALUES (e.turned_concerns, e.turned_ref),
                           (CASE WHEN e.concerns <> e.turned_concerns THEN e.concerns END, e.case_ref))
    k (turned_concerns, turned_ref)
WHERE k.turned_concerns IS NOT NULL
GROUP BY e.local_authority, k.turned_ref;
COMMENT ON VIEW case_turns IS
    'The events that turned the cases of a reference by sen.today(), in the order of their days, as sen.turned_on() '
    'takes them.';
COMMENT ON COLUMN case_turns.turns IS 'The events, an array of sen.case_turn.';
