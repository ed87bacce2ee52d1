-- read: analyst
-- meanings: case_status, ehc_request

-- Without a WITH of its own as in case_status: whoever joins it to advice asks for two columns that are worked out, and
-- the planner may join the tables themselves. So it knows that a request is there once, and expects no long chains when
-- it hashes them. For the same reason running stands beside status: it is narrower, so that the planner works it out
-- before the join, for each request and not for each piece of advice.
CREATE VIEW case_ended WITH (security_invoker = true) AS
SELECT r.local_authority, r.request_ref, r.received_on, r.request_outcome, r.request_outcome_on, r.assessment_outcome,
       r.assessment_outcome_on, r.week20, r.plan_start_on, r.request_mediation, r.request_tribunal,
       r.assessment_mediation, r.assessment_tribunal, r.other_mediation, r.other_tribunal, d.today,
       t.happened_on AS reopened_on, t.event AS reopened_by, t.matter AS reopened_matter, t.makes_plan,
       t.reopened_limit, t.reopened_due_on, t.redone, t.redone_on,
       sen.request_status(r.request_outcome, r.request_outcome_on, r.assessment_outcome, r.assessment_outcome_on,
                          r.exported_to, r.closed_on, d.today, t.happened_on, t.redone, t.redone_on) AS status,
       sen.request_ended_on(r.request_outcome, r.request_outcome_on, r.assessment_outcome, r.assessment_outcome_on,
                            r.exported_to, r.closed_on, d.today, t.happened_on, t.redone, t.redone_on) AS ended_on,
       sen.request_status(r.request_outcome, r.request_outcome_on, r.assessment_outcome, r.assessment_outcome_on,
                          r.exported_to, r.closed_on, d.today, t.happened_on, t.redone, t.redone_on) = 'open' AS running
FROM ehc_request r
CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) d
-- The last event by which a refusal no longer stands. What SEN2 asks for is not overwritten: the outcomes and their
-- days stay as they were recorded.
LEFT JOIN (
    SELECT DISTINCT ON (v.local_authority, v.turned_ref)
           v.local_authority, v.turned_ref AS request_ref, v.event, v.happened_on, v.about AS matter,
           coalesce(v.starts !~ 'reconsider', true) AS makes_plan,
           coalesce(l.last_step::text, 'final_plan') AS reopened_limit,
           coalesce(CASE WHEN v.starts = l.last_step::text THEN v.due_on END,
                    sen.due_date(l.last_step, v.happened_on)) AS reopened_due_on,
           CASE WHEN v.starts ~ 'make_plan_final' THEN 'Y' WHEN v.starts ~ 'reconsider' THEN 'N' END AS redone,
           CASE WHEN v.starts ~ 'make_plan_final|reconsider' THEN v.done_on END AS redone_on
    FROM turning_event v
    CROSS JOIN LATERAL (SELECT sen.last_step(v.starts::sen.time_limit) AS last_step) l
    WHERE v.turned_concerns = 'request' AND v.reverses
      AND v.about IN ('refusal to assess', 'refusal to issue a plan')
    ORDER BY v.local_authority, v.turned_ref, v.happened_on DESC, v.position DESC, v.event
) t ON t.local_authority = r.local_authority AND t.request_ref = r.request_ref
WHERE r.received_on IS NULL OR r.received_on <= d.today;
COMMENT ON VIEW case_ended IS
    'Every request received by the day of the data with its outcomes as they are recorded, the last event by which '
    'its refusal no longer stands, and how and when it ended: case_status is built on it, and what ended advice.';
COMMENT ON COLUMN case_ended.today IS 'Day of the data.';
COMMENT ON COLUMN case_ended.reopened_matter IS
    'What that event was about: refusal to assess, or refusal to issue a plan. Empty if there is none.';
COMMENT ON COLUMN case_ended.makes_plan IS
    'False where the authority must only consider again whether to make a plan. Empty if there is no such event.';
COMMENT ON COLUMN case_ended.reopened_limit IS
    'The limit for a plan that the event started; final_plan if it started none. Empty if there is no such event.';
COMMENT ON COLUMN case_ended.reopened_due_on IS 'Last day of that limit.';
COMMENT ON COLUMN case_ended.redone IS
    'Y where the event has the authority make a plan, N where it has it consider again; empty otherwise.';
COMMENT ON COLUMN case_ended.redone_on IS 'Day on which that was done; empty while it has not been.';
COMMENT ON COLUMN case_ended.running IS 'True while the request is open.';
