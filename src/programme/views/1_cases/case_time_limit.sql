-- read: analyst

-- What an event ended, once for all limits: the first event of its case after the clock began by which it ended.
CREATE VIEW case_time_limit WITH (security_invoker = true) AS
SELECT u.local_authority, u.concerns, u.case_ref, u.detail, u.time_limit, u.started_on, u.opened_on, u.due_on,
       u.done_on, u.running AND u.turned_on IS NULL AS running, u.ended,
       CASE WHEN u.turned_on IS NULL THEN u.ended_on ELSE least(u.stopped_on, u.turned_on) END AS ended_on,
       u.exception, u.has_exception, u.plan_start_on, u.mediation_or_tribunal, u.request_ref,
       u.turned_on AS replaced_on,
       CASE WHEN u.turned_on IS NOT NULL
            THEN sen.turned_to(u.time_limit::sen.time_limit, u.turned_concerns, u.started_on, u.turns)::text
       END AS replaced_by,
       CASE WHEN u.turned_on IS NOT NULL
            THEN sen.turned_by(u.time_limit::sen.time_limit, u.turned_concerns, u.started_on, u.turns)
       END AS ended_by,
       u.matters, CASE WHEN u.other_due_on <> u.due_on THEN u.other_due_on END AS other_due_on,
       CASE WHEN u.other_due_on <> u.due_on
            THEN coalesce(sen.other_due_point(u.time_limit::sen.time_limit), 'agreed_to_assess_after_refusing')
       END AS contested_point
FROM (
    -- A WITH of its own, as in case_status.
    WITH c AS NOT MATERIALIZED (SELECT * FROM case_clock)
    SELECT c.*, t.turns,
           CASE WHEN t.turns IS NOT NULL
                THEN sen.turned_on(c.time_limit::sen.time_limit, c.turned_concerns, c.started_on, t.turns)
           END AS turned_on
    FROM c
    -- One key of the join: few cases turn, and the others need not be hashed three times.
    LEFT JOIN case_turns t ON t.turned_ref = c.turned_ref
        AND (t.turned_concerns = c.turned_concerns AND t.local_authority = c.local_authority) IS TRUE
) u;
COMMENT ON VIEW case_time_limit IS
    'Every time limit that a row of the tables of cases, advice, annual reviews, mediation, appeals and events '
    'starts: when it started, is due and was done, and what ended its clock. Every request is there with its limits '
    'for a decision, a refusal of a plan and a plan, however it ended. View deadlines says in words how those that '
    'matter stand on the day of the data.';
COMMENT ON COLUMN case_time_limit.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN case_time_limit.concerns IS 'request, advice, annual review, mediation, appeal or plan.';
COMMENT ON COLUMN case_time_limit.case_ref IS
    'Reference of the request, review, mediation or appeal; for advice, of the request and the body.';
COMMENT ON COLUMN case_time_limit.detail IS
    'For advice the body that was asked, for a change of phase the phase. Empty otherwise.';
COMMENT ON COLUMN case_time_limit.time_limit IS 'Name of the time limit, as in sen.time_limits().';
COMMENT ON COLUMN case_time_limit.started_on IS
    'Day that starts the clock; for a change of phase, 1 January of its year; for final_amended_plan the review '
    'meeting, or the notice if there was none.';
COMMENT ON COLUMN case_time_limit.opened_on IS
    'Day from which the duty is counted as open: started_on, but for final_amended_plan not before the decision to '
    'amend.';
COMMENT ON COLUMN case_time_limit.due_on IS
    'Last day on which the duty is met. For final_amended_plan the earlier of 12 weeks after the meeting and 8 weeks '
    'after the notice; for appeal_notice the later of 2 months after the decision and 1 month after the certificate, '
    'by the Tribunal''s rules.';
COMMENT ON COLUMN case_time_limit.done_on IS 'Day on which it was done; empty while it has not been.';
COMMENT ON COLUMN case_time_limit.running IS
    'False once the case has ended in another way, once an event has ended the clock, where the step was passed '
    '(review_status), and for no_plan_decision once a plan is agreed.';
COMMENT ON COLUMN case_time_limit.ended IS
    'How the case ended: for a request and advice the status as in case_status; for mediation withdrawn, for an appeal '
    'its outcome. not recorded where a later step is on record and this one has no day; not the first review for one '
    'that was entered with the day of the plan.';
COMMENT ON COLUMN case_time_limit.ended_on IS
    'Where it does not run: the day on which it stopped. Empty if that day is unknown.';
COMMENT ON COLUMN case_time_limit.exception IS
    'Exception recorded with advice or an event; those of a request are in assessment_exception.';
COMMENT ON COLUMN case_time_limit.has_exception IS
    'True if an exception is recorded for this limit, wherever it is recorded.';
COMMENT ON COLUMN case_time_limit.plan_start_on IS
    'For final_plan: start date of the plan, once it is issued or has started. Empty otherwise.';
COMMENT ON COLUMN case_time_limit.mediation_or_tribunal IS
    'For final_plan: true if a mediation or an appeal is recorded with the request. Empty otherwise.';
COMMENT ON COLUMN case_time_limit.request_ref IS 'The request that it is about; empty for another matter.';
COMMENT ON COLUMN case_time_limit.replaced_on IS
    'Day of the event in case_event that ended the clock, also where it had been done before; empty if none did.';
COMMENT ON COLUMN case_time_limit.replaced_by IS
    'The limit that binds instead, as in sen.replaced_limits(); empty if none does.';
COMMENT ON COLUMN case_time_limit.ended_by IS 'That event in words.';
COMMENT ON COLUMN case_time_limit.matters IS
    'False once a request has ended for final_plan, unless with a plan, and for no_plan_decision, unless without one: '
    'neither is owed any more. A request that was reopened is open.';
COMMENT ON COLUMN case_time_limit.other_due_on IS
    'Last day by the answer to contested_point that is not chosen in contested_choice. Empty where both give the same '
    'day, or where there is one answer.';
COMMENT ON COLUMN case_time_limit.contested_point IS
    'The point of sen.contested_points() that they differ on. Empty as other_due_on.';
