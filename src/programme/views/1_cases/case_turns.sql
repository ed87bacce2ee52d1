-- read: analyst
-- meanings: turning_event

-- An event of a mediation or an appeal turns that, and the request or review that it is about.
CREATE VIEW case_turns WITH (security_invoker = true) AS
SELECT e.local_authority, k.turned_concerns, k.turned_ref,
       sen.array_of_few(ROW(e.happened_on, e.event, e.matter, e.starts::sen.time_limit,
                            k.turned_concerns)::sen.case_turn) AS turns
FROM turning_event e
-- So that the planner expects few cases. It knows nothing of what is worked out, and were there many, it would sort all
-- limits of a programme to find their events, and not look them up.
CROSS JOIN LATERAL (VALUES (e.turned_concerns, e.turned_ref),
                           (CASE WHEN e.concerns <> e.turned_concerns THEN e.concerns END, e.case_ref))
    k (turned_concerns, turned_ref)
WHERE k.turned_concerns IS NOT NULL
GROUP BY e.local_authority, k.turned_concerns, k.turned_ref;
COMMENT ON VIEW case_turns IS 'The events that turned a case by the day of the data, as sen.turned_on() takes them.';
COMMENT ON COLUMN case_turns.turns IS 'The events, an array of sen.case_turn.';
