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
       s.has_exception, s.ended_on, s.plan_start_on, s.mediation_or_tribunal
FROM (
    -- A WITH of its own, so that the planner works out each column once per case instead of writing it out
    -- wherever it is named; conditions still reach the table and its indexes.
    WITH r AS NOT MATERIALIZED (SELECT * FROM ehc_request)
    SELECT r.local_authority, r.request_ref, r.received_on,
           -- Without a date these say how it stands now; with a later one, not yet.
           r.assessment_outcome = 'Y' AND r.assessment_outcome_on IS NULL
               AND coalesce(r.request_outcome_on <= d.today, true) AS plan_agreed,
           r.request_outcome_on IS NULL
               AND (r.request_outcome = 'Y' OR r.assessment_outcome IS NOT NULL) AS assess_undated,
           CASE WHEN r.request_outcome IN ('Y', 'N') AND r.request_outcome_on <= d.today THEN r.request_outcome_on
           END AS decided_on,
           CASE WHEN r.assessment_outcome = 'Y' AND r.assessment_outcome_on <= d.today THEN r.assessment_outcome_on
           END AS plan_issued_on,
           CASE WHEN r.assessment_outcome = 'N' AND r.assessment_outcome_on <= d.today THEN r.assessment_outcome_on
           END AS no_plan_on,
           sen.request_status(r.request_outcome, r.request_outcome_on, r.assessment_outcome, r.assessment_outcome_on,
                              r.exported_to, r.closed_on, d.today) AS status,
           coalesce(r.week20, false) OR e.request_ref IS NOT NULL AS has_exception,
           sen.request_ended_on(r.request_outcome, r.request_outcome_on, r.assessment_outcome, r.assessment_outcome_on,
                                r.exported_to, r.closed_on, d.today) AS ended_on,
           CASE WHEN r.assessment_outcome = 'Y' AND (r.plan_start_on <= d.today OR r.assessment_outcome_on <= d.today)
                THEN r.plan_start_on END AS plan_start_on,
           coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false)
               OR coalesce(r.assessment_mediation, false)
               OR coalesce(r.assessment_tribunal, false) OR coalesce(r.other_mediation, false)
                   OR coalesce(r.other_tribunal, false) AS mediation_or_tribunal
    FROM r
    CROSS JOIN (SELECT sen.today() AS today) d
    LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x
               WHERE x.time_limit = 'final_plan') e
        ON e.local_authority = r.local_authority AND e.request_ref = r.request_ref
    WHERE r.received_on IS NULL OR r.received_on <= d.today
) s;
COMMENT ON VIEW case_status IS
    'Every request received by sen.today(), and how it stood at the close of that day. The other case views are built '
    'on it.';
COMMENT ON COLUMN case_status.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN case_status.request_ref IS 'Reference of the request.';
COMMENT ON COLUMN case_status.received_on IS 'Day on which the request was received; empty = unknown.';
COMMENT ON COLUMN case_status.decided_on IS 'Day of the decision to assess or not; empty while there is none.';
COMMENT ON COLUMN case_status.plan_issued_on IS 'Day on which the final plan was issued; empty while it has not been.';
COMMENT ON COLUMN case_status.no_plan_on IS
    'Day on which the family was told that there will be no plan; empty if that is not so.';
COMMENT ON COLUMN case_status.status IS
    'open, plan issued, no plan, not assessed, withdrawn, moved away, closed, or historical (decided before the '
    'return, or transferred in).';
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
