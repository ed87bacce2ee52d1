-- read: analyst

-- The views that show single cases read the tables with the rights of the reader, so policies of
-- row-level security hold; those that show totals read with the rights of the owner.
CREATE VIEW case_status WITH (security_invoker = true) AS
SELECT s.local_authority, s.request_ref, s.received_on, s.decided_on, s.plan_issued_on, s.no_plan_on, s.status,
       CASE
           WHEN s.status <> 'open' THEN NULL
           WHEN s.plan_agreed THEN 'plan agreed'
           WHEN s.decided_on IS NOT NULL OR s.assess_undated THEN 'in assessment'
           ELSE 'awaiting decision'
       END AS stage,
       s.has_exception, s.ended_on, s.plan_start_on, s.mediation_or_tribunal, s.reopened_on, s.reopened_by,
       s.refused_on, s.time_limit, s.plan_due_on, s.clock_started_on, s.other_plan_due_on,
       s.decision_excepted, s.no_plan_excepted
FROM (
    -- A WITH of its own, so that the planner works out each column once per case instead of writing it out
    -- wherever it is named; conditions still reach the table and its indexes.
    WITH r AS NOT MATERIALIZED (SELECT * FROM case_ended)
    SELECT r.local_authority, r.request_ref, r.received_on,
           -- Without a date these say how it stands now; with a later one, not yet.
           r.assessment_outcome = 'Y' AND r.assessment_outcome_on IS NULL
               AND coalesce(r.request_outcome_on <= r.today, true)
               OR r.reopened_matter = 'refusal to issue a plan' AND r.makes_plan AS plan_agreed,
           r.request_outcome_on IS NULL
               AND (r.request_outcome = 'Y' OR r.assessment_outcome IS NOT NULL) AS assess_undated,
           CASE WHEN r.request_outcome IN ('Y', 'N') AND r.request_outcome_on <= r.today THEN r.request_outcome_on
           END AS decided_on,
           CASE WHEN r.assessment_outcome = 'Y' AND r.assessment_outcome_on <= r.today THEN r.assessment_outcome_on
                WHEN r.redone = 'Y' AND r.redone_on <= r.today THEN r.redone_on
           END AS plan_issued_on,
           CASE WHEN r.assessment_outcome = 'N' AND r.assessment_outcome_on <= r.today THEN r.assessment_outcome_on
           END AS no_plan_on,
           r.status,
           coalesce(r.week20, false) OR e.plan IS TRUE AS has_exception,
           r.ended_on,
           CASE WHEN r.assessment_outcome = 'Y' AND (r.plan_start_on <= r.today OR r.assessment_outcome_on <= r.today)
                THEN r.plan_start_on END AS plan_start_on,
           coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false)
               OR coalesce(r.assessment_mediation, false)
               OR coalesce(r.assessment_tribunal, false) OR coalesce(r.other_mediation, false)
                   OR coalesce(r.other_tribunal, false) AS mediation_or_tribunal,
           r.reopened_on, r.reopened_by,
           CASE r.reopened_matter
               WHEN 'refusal to assess' THEN
                   CASE WHEN r.request_outcome = 'N' THEN least(r.request_outcome_on, r.reopened_on) END
               WHEN 'refusal to issue a plan' THEN
                   CASE WHEN r.assessment_outcome = 'N' THEN least(r.assessment_outcome_on, r.reopened_on) END
           END AS refused_on,
           CASE WHEN r.reopened_on IS NULL THEN 'final_plan' ELSE r.reopened_limit END AS time_limit,
           CASE WHEN r.reopened_on IS NULL OR r.reopened_limit = 'final_plan'
                THEN sen.due_date('final_plan', r.received_on) ELSE r.reopened_due_on END AS plan_due_on,
           CASE WHEN r.reopened_by = 'refusal_withdrawn' AND r.reopened_matter = 'refusal to assess' THEN
                    CASE r.reopened_limit WHEN 'final_plan' THEN sen.due_date('order_assess_final_plan', r.reopened_on)
                                      ELSE sen.due_date('final_plan', r.received_on) END
           END AS other_plan_due_on,
           CASE WHEN r.reopened_on IS NULL OR r.reopened_limit = 'final_plan' THEN r.received_on ELSE r.reopened_on
           END AS clock_started_on,
           e.decision IS TRUE AS decision_excepted, e.no_plan IS TRUE AS no_plan_excepted
    FROM r
    LEFT JOIN (SELECT x.local_authority, x.request_ref, bool_or(x.time_limit = 'final_plan') AS plan,
                      bool_or(x.time_limit = 'assess_decision') AS decision,
                      bool_or(x.time_limit = 'no_plan_decision') AS no_plan
               FROM assessment_exception x GROUP BY x.local_authority, x.request_ref) e
        ON e.local_authority = r.local_authority AND e.request_ref = r.request_ref
) s;
COMMENT ON VIEW case_status IS
    'Every request received by the day of the data, and how it stood at the close of that day. The other case views '
    'are built on it.';
COMMENT ON COLUMN case_status.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN case_status.request_ref IS 'Reference of the request.';
COMMENT ON COLUMN case_status.received_on IS 'Day on which the request was received; empty = unknown.';
COMMENT ON COLUMN case_status.decided_on IS 'Day of the decision to assess or not; empty while there is none.';
COMMENT ON COLUMN case_status.plan_issued_on IS 'Day on which the final plan was issued; empty while it has not been.';
COMMENT ON COLUMN case_status.no_plan_on IS
    'Day on which the family was told that there will be no plan; empty if that is not so.';
COMMENT ON COLUMN case_status.status IS
    'open, plan issued, no plan, not assessed, withdrawn, moved away, closed, or historical (decided before the '
    'return, or transferred in). A request whose refusal no longer stands is open again.';
COMMENT ON COLUMN case_status.stage IS
    'For an open case: awaiting decision, in assessment, or plan agreed but not issued. Empty otherwise.';
COMMENT ON COLUMN case_status.has_exception IS
    'True if a permitted exception to the 20 weeks is recorded: ehc_request.week20, or a row of assessment_exception '
    'for final_plan.';
COMMENT ON COLUMN case_status.ended_on IS
    'Day on which the case stopped being open: plan issued, family told that there will be no plan, refused, or '
    'closed, whichever came first. Empty while it is open, or if that day is unknown.';
COMMENT ON COLUMN case_status.plan_start_on IS
    'Start date of the plan, once it is issued or has started. Empty if there is none.';
COMMENT ON COLUMN case_status.mediation_or_tribunal IS
    'True if any of the six flags of mediation and tribunal is true (SEN2 2.6, 2.7, 3.3 to 3.6). They have no dates: '
    'it holds on every day.';
COMMENT ON COLUMN case_status.reopened_on IS
    'Day of the last event by which a refusal to assess or to issue a plan no longer stands: agreed at mediation, '
    'ordered, appeal not opposed, or refusal withdrawn (case_event). Empty if there is none.';
COMMENT ON COLUMN case_status.reopened_by IS 'That event, such as mediation_agreed. Empty if there is none.';
COMMENT ON COLUMN case_status.refused_on IS
    'Where it was reopened: the day of the refusal, which SEN2 keeps. Empty if that is unknown, or if it was not '
    'reopened.';
COMMENT ON COLUMN case_status.time_limit IS
    'The limit that binds for the plan: final_plan, or the one that the event started, such as '
    'order_assess_final_plan.';
COMMENT ON COLUMN case_status.plan_due_on IS 'Last day of that limit; empty if the day received is unknown.';
COMMENT ON COLUMN case_status.clock_started_on IS
    'Day from which that limit counts: the day received, or that of the event.';
COMMENT ON COLUMN case_status.other_plan_due_on IS
    'For a refusal to assess that was withdrawn: that day by the answer to the contested point '
    'agreed_to_assess_after_refusing that is not chosen in contested_choice. Empty otherwise.';
COMMENT ON COLUMN case_status.decision_excepted IS
    'True if assessment_exception has a row of the request for assess_decision.';
COMMENT ON COLUMN case_status.no_plan_excepted IS
    'True if assessment_exception has a row of the request for no_plan_decision.';
