-- read: analyst
-- meanings: case_event

-- A floor of its own: which case an event turns, what it is about, and by the answer that the programme chose which
-- clock it starts.
CREATE VIEW turning_event WITH (security_invoker = true) AS
SELECT e.local_authority, e.concerns, e.case_ref, e.event, e.happened_on, e.position,
       e.matter, coalesce(e.matter, sen.limit_matter(e.time_limit::sen.time_limit, k.turned_concerns)) AS about,
       CASE WHEN e.time_limit IS NULL AND o.otherwise AND e.event = 'refusal_withdrawn'
                 AND e.matter = 'refusal to assess' THEN 'order_assess_final_plan'
            ELSE e.time_limit END AS starts,
       e.due_on, e.first_step_on, e.done_on, e.exception, e.turned_request AS request_ref,
       k.turned_concerns, coalesce(e.turned_request, e.turned_review, e.case_ref) AS turned_ref,
       e.event IN ('mediation_agreed', 'order_made', 'appeal_not_opposed', 'refusal_withdrawn',
                   'det_mediation_agreed', 'det_order_made', 'det_appeal_not_opposed', 'det_refusal_withdrawn')
           AS reverses
FROM case_event e
CROSS JOIN LATERAL (SELECT CASE WHEN e.turned_request IS NOT NULL THEN 'request'
                                WHEN e.turned_review IS NOT NULL THEN 'annual review'
                                ELSE e.concerns END AS turned_concerns) k
LEFT JOIN contested_choice o ON o.point = 'agreed_to_assess_after_refusing'
WHERE e.happened_on <= sen.data_day('cases', 'data_source');
COMMENT ON VIEW turning_event IS
    'The events of case_event that happened by the day of the data, each with the case whose limits it may end, the '
    'decision that it is about, and the limit that it starts by the answers of contested_choice.';
COMMENT ON COLUMN turning_event.starts IS
    'Limit that it starts, as case_event.time_limit; for a refusal to assess that was withdrawn '
    'order_assess_final_plan, if contested_choice has it so. Empty if none.';
COMMENT ON COLUMN turning_event.about IS
    'Decision that it is about: matter, else as the limit implies. Empty if it is about none.';
COMMENT ON COLUMN turning_event.request_ref IS 'The request that it is about; empty if it is about another matter.';
COMMENT ON COLUMN turning_event.turned_concerns IS
    'Kind of the case whose limits it may end: request or annual review where it names one, else concerns.';
COMMENT ON COLUMN turning_event.turned_ref IS 'Reference of that case.';
COMMENT ON COLUMN turning_event.reverses IS
    'Whether a decision no longer stands by it: agreed at mediation, ordered, an appeal not opposed, a refusal '
    'withdrawn.';
