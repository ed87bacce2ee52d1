-- read: analyst

-- Each branch names its limit as a constant, so that the due date is an addition to the day that starts it, and
-- so that a reader who asks for some limits runs only their branches.
CREATE VIEW case_time_limit WITH (security_invoker = true) AS
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'assess_decision' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on,
       sen.due_date('assess_decision', c.received_on) AS due_on, c.decided_on AS done_on,
       c.status = 'open' AS running, c.status AS ended, c.ended_on,
       NULL::text AS exception, e.request_ref IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM case_status c
LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x
           WHERE x.time_limit = 'assess_decision') e ON e.local_authority = c.local_authority
    AND e.request_ref = c.request_ref
WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'no_plan_decision' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on,
       sen.due_date('no_plan_decision', c.received_on) AS due_on, c.no_plan_on AS done_on,
       c.status = 'open' AND c.stage <> 'plan agreed' AS running, c.status AS ended,
       CASE WHEN c.stage = 'plan agreed' THEN c.decided_on ELSE c.ended_on END AS ended_on,
       NULL::text AS exception, e.request_ref IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM case_status c
LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x
           WHERE x.time_limit = 'no_plan_decision') e ON e.local_authority = c.local_authority
    AND e.request_ref = c.request_ref
WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'final_plan' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on, sen.due_date('final_plan', c.received_on) AS due_on,
       c.plan_issued_on AS done_on,
       c.status = 'open' AS running, c.status AS ended, c.ended_on,
       NULL::text AS exception, c.has_exception, c.plan_start_on, c.mediation_or_tribunal
FROM case_status c WHERE c.status <> 'historical'
UNION ALL
SELECT a.local_authority, 'advice' AS concerns, a.request_ref || ': ' || a.body AS case_ref, a.body AS detail,
       'assess_advice_response' AS time_limit,
       s.started_on, s.started_on AS opened_on, sen.due_date('assess_advice_response', s.started_on) AS due_on,
       a.responded_on AS done_on,
       c.status = 'open' AS running, c.status AS ended, c.ended_on,
       a.exception, a.exception IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM advice_request a
CROSS JOIN LATERAL (SELECT coalesce(a.received_on, a.asked_on) AS started_on) s
JOIN case_status c ON c.local_authority = a.local_authority AND c.request_ref = a.request_ref
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'first_review' AS time_limit,
       r.plan_made_on AS started_on, r.plan_made_on AS opened_on,
       sen.due_date('first_review', r.plan_made_on) AS due_on, r.decision_sent_on AS done_on,
       true AS running, NULL::text AS ended, NULL::date AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM annual_review r WHERE r.plan_made_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'next_review' AS time_limit,
       r.last_reviewed_on AS started_on, r.last_reviewed_on AS opened_on,
       sen.due_date('next_review', r.last_reviewed_on) AS due_on, r.decision_sent_on AS done_on,
       true AS running, NULL::text AS ended, NULL::date AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM annual_review r WHERE r.last_reviewed_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'review_report' AS time_limit,
       r.meeting_on AS started_on, r.meeting_on AS opened_on, sen.due_date('review_report', r.meeting_on) AS due_on,
       r.report_sent_on AS done_on,
       true AS running, NULL::text AS ended, NULL::date AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM annual_review r WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'review_decision' AS time_limit,
       r.meeting_on AS started_on, r.meeting_on AS opened_on, sen.due_date('review_decision', r.meeting_on) AS due_on,
       r.decision_sent_on AS done_on,
       true AS running, NULL::text AS ended, NULL::date AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM annual_review r WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'final_amended_plan' AS time_limit,
       coalesce(r.meeting_on, r.notice_sent_on) AS started_on,
       greatest(r.decision_sent_on, coalesce(r.meeting_on, r.notice_sent_on)) AS opened_on,
       sen.amended_plan_due(r.meeting_on, r.notice_sent_on) AS due_on, r.amended_plan_sent_on AS done_on,
       true AS running, NULL::text AS ended, NULL::date AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM (SELECT v.*,
      CASE WHEN v.amendment_notice_sent_on <= sen.today() THEN v.amendment_notice_sent_on END AS notice_sent_on
      FROM annual_review v) r
WHERE r.outcome = 'A' AND coalesce(r.decision_sent_on <= sen.today(), true)
    AND coalesce(r.meeting_on, r.notice_sent_on) IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, r.transfer_phase AS detail,
       'phase_transfer_post16' AS time_limit,
       make_date(r.transfer_year, 1, 1) AS started_on, make_date(r.transfer_year, 1, 1) AS opened_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_year) AS due_on,
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END AS done_on,
       true AS running, NULL::text AS ended, NULL::date AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM annual_review r WHERE r.transfer_phase = 'secondary to post-16'
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, r.transfer_phase AS detail,
       'phase_transfer_other' AS time_limit,
       make_date(r.transfer_year, 1, 1) AS started_on, make_date(r.transfer_year, 1, 1) AS opened_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_year) AS due_on,
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END AS done_on,
       true AS running, NULL::text AS ended, NULL::date AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM annual_review r WHERE r.transfer_phase <> 'secondary to post-16'
UNION ALL
SELECT m.local_authority, 'mediation' AS concerns, m.mediation_ref AS case_ref, NULL::text AS detail,
       'arrange_mediation' AS time_limit,
       m.wanted_on AS started_on, m.wanted_on AS opened_on, sen.due_date('arrange_mediation', m.wanted_on) AS due_on,
       m.held_on AS done_on,
       m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today() AS running, 'withdrawn' AS ended,
       m.withdrawn_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM mediation m
UNION ALL
SELECT m.local_authority, 'mediation' AS concerns, m.mediation_ref AS case_ref, NULL::text AS detail,
       'cert_after_mediation' AS time_limit,
       m.held_on AS started_on, m.held_on AS opened_on, sen.due_date('cert_after_mediation', m.held_on) AS due_on,
       m.certificate_issued_on AS done_on,
       m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today() AS running, 'withdrawn' AS ended,
       m.withdrawn_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM mediation m WHERE m.held_on IS NOT NULL
UNION ALL
SELECT m.local_authority, 'mediation' AS concerns, m.mediation_ref AS case_ref, NULL::text AS detail,
       'mediation_agreement_other' AS time_limit,
       m.agreed_on AS started_on, m.agreed_on AS opened_on,
       sen.due_date('mediation_agreement_other', m.agreed_on) AS due_on, m.agreement_kept_on AS done_on,
       m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today() AS running, 'withdrawn' AS ended,
       m.withdrawn_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM mediation m WHERE m.agreed_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal' AS concerns, p.appeal_ref AS case_ref, NULL::text AS detail,
       'appeal_notice' AS time_limit,
       p.decision_sent_on AS started_on, p.decision_sent_on AS opened_on,
       sen.appeal_due(p.decision_sent_on,
                      CASE WHEN p.certificate_issued_on <= sen.today() THEN p.certificate_issued_on END) AS due_on,
       p.lodged_on AS done_on,
       p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today() AS running, 'withdrawn' AS ended,
       p.withdrawn_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM appeal p WHERE p.decision_sent_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal' AS concerns, p.appeal_ref AS case_ref, NULL::text AS detail,
       'la_response' AS time_limit,
       p.received_on AS started_on, p.received_on AS opened_on, sen.due_date('la_response', p.received_on) AS due_on,
       p.responded_on AS done_on,
       p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today() AS running, 'withdrawn' AS ended,
       p.withdrawn_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM appeal p WHERE p.received_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal' AS concerns, p.appeal_ref AS case_ref, NULL::text AS detail,
       p.order_limit AS time_limit,
       p.ordered_on AS started_on, p.ordered_on AS opened_on,
       sen.due_date(p.order_limit::sen.time_limit, p.ordered_on) AS due_on, p.order_done_on AS done_on,
       p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today() AS running, 'withdrawn' AS ended,
       p.withdrawn_on AS ended_on,
       p.exception, p.exception IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal
FROM appeal p WHERE p.ordered_on IS NOT NULL;
COMMENT ON VIEW case_time_limit IS
    'Every time limit that a row of the tables of cases, advice, annual reviews, mediation and appeals starts: when it '
    'started, is due and was done. Every request is there with its limits for a decision, a refusal of a plan and a '
    'plan, however it ended. View deadlines says in words how those that matter stand on sen.today().';
COMMENT ON COLUMN case_time_limit.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN case_time_limit.concerns IS 'request, advice, annual review, mediation or appeal.';
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
    'False once the case has ended in another way, and for no_plan_decision once a plan is agreed.';
COMMENT ON COLUMN case_time_limit.ended IS
    'How the case ended: for a request and advice the status as in case_status; for mediation and appeals, withdrawn.';
COMMENT ON COLUMN case_time_limit.ended_on IS
    'Where it does not run: the day on which it stopped. Empty if that day is unknown.';
COMMENT ON COLUMN case_time_limit.exception IS
    'Exception recorded with advice or an order; those of a request are in assessment_exception.';
COMMENT ON COLUMN case_time_limit.has_exception IS
    'True if an exception is recorded for this limit, wherever it is recorded.';
COMMENT ON COLUMN case_time_limit.plan_start_on IS
    'For final_plan: start date of the plan, once it is issued or has started. Empty otherwise.';
COMMENT ON COLUMN case_time_limit.mediation_or_tribunal IS
    'For final_plan: true if a mediation or an appeal is recorded with the request. Empty otherwise.';
