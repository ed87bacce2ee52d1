-- read: analyst
-- meanings: case_time_limit

-- Each branch names its limit as a constant, so that the due date is an addition to the day that starts it, and so that
-- a reader who asks for some limits runs only their branches. What an event ended comes in above, once for all of them.
-- What advice asks of its request is worked out once for each request, and not for each piece of advice: the planner
-- does so for what a LEFT JOIN adds, and still knows that a request is there once. No row without a request is left.
-- The point whose answer is looked up is written as an expression, since that can be hashed: a loop over the answers
-- costs so much more among workers that the planner would give the branch workers of its own, and the others none.
CREATE VIEW case_clock WITH (security_invoker = true) AS
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'assess_decision' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on,
       sen.due_date('assess_decision', c.received_on) AS due_on,
       c.decided_on AS done_on,
       c.status = 'open' AS running, c.status AS ended,
       c.ended_on,
       NULL::text AS exception, c.decision_excepted AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       c.request_ref, true AS matters,
       'request' AS turned_concerns, c.request_ref AS turned_ref, c.refused_on AS stopped_on,
       NULL::date AS other_due_on
FROM case_status c
WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'no_plan_decision' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on,
       sen.due_date('no_plan_decision', c.received_on) AS due_on,
       c.no_plan_on AS done_on,
       c.status = 'open' AND c.stage <> 'plan agreed' AS running, c.status AS ended,
       CASE WHEN c.stage = 'plan agreed' THEN c.decided_on ELSE c.ended_on END AS ended_on,
       NULL::text AS exception, c.no_plan_excepted AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       c.request_ref, c.status = 'no plan' OR c.status = 'open' AND c.stage <> 'plan agreed' AS matters,
       'request' AS turned_concerns, c.request_ref AS turned_ref, c.refused_on AS stopped_on,
       CASE WHEN c.time_limit = 'final_plan' AND c.other_plan_due_on IS NOT NULL
            THEN sen.due_date('order_assess_no_plan', c.reopened_on) END AS other_due_on
FROM case_status c
WHERE c.status <> 'historical'
UNION ALL
-- A plan that was refused and then issued after all is not the outcome that SEN2 asks for: its day stands with the
-- limit that replaced this one.
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'final_plan' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on,
       sen.due_date('final_plan', c.received_on) AS due_on,
       CASE WHEN c.no_plan_on IS NULL THEN c.plan_issued_on END AS done_on,
       c.status = 'open' AS running, c.status AS ended,
       c.ended_on,
       NULL::text AS exception, c.has_exception, c.plan_start_on, c.mediation_or_tribunal,
       c.request_ref, c.status IN ('open', 'plan issued') AS matters,
       'request' AS turned_concerns, c.request_ref AS turned_ref, c.refused_on AS stopped_on,
       CASE WHEN c.time_limit = 'final_plan' THEN c.other_plan_due_on END AS other_due_on
FROM case_status c
WHERE c.status <> 'historical'
UNION ALL
SELECT a.local_authority, 'advice' AS concerns, a.request_ref || ': ' || a.body AS case_ref, a.body AS detail,
       'assess_advice_response' AS time_limit,
       s.started_on, s.started_on AS opened_on, sen.due_date('assess_advice_response', s.started_on) AS due_on,
       a.responded_on AS done_on,
       c.running, c.status AS ended,
       c.ended_on,
       a.exception, a.exception IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       a.request_ref, true AS matters,
       'request' AS turned_concerns, a.request_ref AS turned_ref, NULL::date AS stopped_on,
       NULL::date AS other_due_on
FROM advice_request a
CROSS JOIN LATERAL (SELECT coalesce(a.received_on, a.asked_on) AS started_on) s
LEFT JOIN case_ended c ON c.local_authority = a.local_authority AND c.request_ref = a.request_ref
WHERE c.request_ref IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'first_review' AS time_limit,
       r.plan_made_on AS started_on,
       r.plan_made_on AS opened_on,
       CASE WHEN o.otherwise THEN sen.other_due('first_review', r.plan_made_on)
            ELSE sen.due_date('first_review', r.plan_made_on) END AS due_on,
       CASE WHEN r.not_first_on IS NULL THEN r.decision_sent_on END AS done_on,
       coalesce(r.not_first_on, r.decision_passed_on) IS NULL AS running,
       CASE WHEN r.not_first_on IS NOT NULL THEN 'not the first review'
            WHEN r.decision_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       coalesce(r.not_first_on, r.decision_passed_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, true AS matters,
       'annual review' AS turned_concerns, r.review_ref AS turned_ref,
       coalesce(r.not_first_on, r.decision_passed_on) AS stopped_on,
       CASE WHEN o.otherwise THEN sen.due_date('first_review', r.plan_made_on)
            ELSE sen.other_due('first_review', r.plan_made_on) END AS other_due_on
FROM review_status r
LEFT JOIN contested_choice o ON o.point = CASE WHEN r.plan_made_on IS NOT NULL THEN 'next_review_by_a_day' END
WHERE r.plan_made_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'next_review' AS time_limit,
       r.last_reviewed_on AS started_on,
       r.last_reviewed_on AS opened_on,
       CASE WHEN o.otherwise THEN sen.other_due('next_review', r.last_reviewed_on)
            ELSE sen.due_date('next_review', r.last_reviewed_on) END AS due_on,
       r.decision_sent_on AS done_on,
       r.decision_passed_on IS NULL AS running,
       CASE WHEN r.decision_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       r.decision_passed_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, true AS matters,
       'annual review' AS turned_concerns, r.review_ref AS turned_ref,
       r.decision_passed_on AS stopped_on,
       CASE WHEN o.otherwise THEN sen.due_date('next_review', r.last_reviewed_on)
            ELSE sen.other_due('next_review', r.last_reviewed_on) END AS other_due_on
FROM review_status r
LEFT JOIN contested_choice o ON o.point = CASE WHEN r.last_reviewed_on IS NOT NULL THEN 'next_review_by_a_day' END
WHERE r.last_reviewed_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'review_report' AS time_limit,
       r.meeting_on AS started_on,
       r.meeting_on AS opened_on,
       sen.due_date('review_report', r.meeting_on) AS due_on,
       r.report_sent_on AS done_on,
       r.report_passed_on IS NULL AS running,
       CASE WHEN r.report_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       r.report_passed_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, true AS matters,
       'annual review' AS turned_concerns, r.review_ref AS turned_ref,
       r.report_passed_on AS stopped_on,
       NULL::date AS other_due_on
FROM review_status r
WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'review_decision' AS time_limit,
       r.meeting_on AS started_on,
       r.meeting_on AS opened_on,
       sen.due_date('review_decision', r.meeting_on) AS due_on,
       r.decision_sent_on AS done_on,
       r.decision_passed_on IS NULL AS running,
       CASE WHEN r.decision_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       r.decision_passed_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, true AS matters,
       'annual review' AS turned_concerns, r.review_ref AS turned_ref,
       r.decision_passed_on AS stopped_on,
       NULL::date AS other_due_on
FROM review_status r
WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'final_amended_plan' AS time_limit,
       coalesce(r.meeting_on, r.notice_sent_on) AS started_on,
       greatest(r.decision_sent_on, coalesce(r.meeting_on, r.notice_sent_on)) AS opened_on,
       sen.amended_plan_due(r.meeting_on, r.notice_sent_on) AS due_on,
       r.amended_plan_sent_on AS done_on,
       r.amended_plan_passed_on IS NULL AS running,
       CASE WHEN r.amended_plan_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       r.amended_plan_passed_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, true AS matters,
       'annual review' AS turned_concerns, r.review_ref AS turned_ref,
       r.amended_plan_passed_on AS stopped_on,
       NULL::date AS other_due_on
FROM review_status r
WHERE r.outcome = 'A' AND coalesce(r.decision_sent_on <= sen.data_day('cases', 'data_source'), true)
    AND coalesce(r.meeting_on, r.notice_sent_on) IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, r.transfer_phase AS detail,
       'phase_transfer_post16' AS time_limit,
       make_date(r.transfer_year, 1, 1) AS started_on,
       make_date(r.transfer_year, 1, 1) AS opened_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_year) + CASE WHEN o.otherwise THEN 1 ELSE 0 END AS due_on,
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END AS done_on,
       r.amended_plan_passed_on IS NULL AS running,
       CASE WHEN r.amended_plan_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       r.amended_plan_passed_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, true AS matters,
       'annual review' AS turned_concerns, r.review_ref AS turned_ref,
       r.amended_plan_passed_on AS stopped_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_year) + CASE WHEN o.otherwise THEN 0 ELSE 1 END
           AS other_due_on
FROM review_status r
LEFT JOIN contested_choice o
    ON o.point = CASE r.transfer_phase WHEN 'post-16 to post-16' THEN 'clear_days' ELSE 'before_a_day' END
WHERE r.transfer_phase = 'secondary to post-16'
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, r.transfer_phase AS detail,
       'phase_transfer_other' AS time_limit,
       make_date(r.transfer_year, 1, 1) AS started_on,
       make_date(r.transfer_year, 1, 1) AS opened_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_year) + CASE WHEN o.otherwise THEN 1 ELSE 0 END AS due_on,
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END AS done_on,
       r.amended_plan_passed_on IS NULL AS running,
       CASE WHEN r.amended_plan_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       r.amended_plan_passed_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, true AS matters,
       'annual review' AS turned_concerns, r.review_ref AS turned_ref,
       r.amended_plan_passed_on AS stopped_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_year) + CASE WHEN o.otherwise THEN 0 ELSE 1 END
           AS other_due_on
FROM review_status r
LEFT JOIN contested_choice o
    ON o.point = CASE r.transfer_phase WHEN 'post-16 to post-16' THEN 'clear_days' ELSE 'before_a_day' END
WHERE r.transfer_phase NOT IN ('secondary to post-16', 'post-16 to post-16')
UNION ALL
-- Counted back from the day of the transfer.
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, r.transfer_phase AS detail,
       'post16_to_post16' AS time_limit,
       r.transfer_on AS started_on,
       r.transfer_on AS opened_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_on, o.otherwise IS NOT TRUE) AS due_on,
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END AS done_on,
       r.amended_plan_passed_on IS NULL AS running,
       CASE WHEN r.amended_plan_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       r.amended_plan_passed_on AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, true AS matters,
       'annual review' AS turned_concerns, r.review_ref AS turned_ref,
       r.amended_plan_passed_on AS stopped_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_on, o.otherwise IS TRUE) AS other_due_on
FROM review_status r
LEFT JOIN contested_choice o
    ON o.point = CASE r.transfer_phase WHEN 'post-16 to post-16' THEN 'clear_days' ELSE 'before_a_day' END
WHERE r.transfer_phase = 'post-16 to post-16'
UNION ALL
SELECT m.local_authority, 'mediation' AS concerns, m.mediation_ref AS case_ref, NULL::text AS detail,
       'arrange_mediation' AS time_limit,
       m.wanted_on AS started_on, m.wanted_on AS opened_on, sen.due_date('arrange_mediation', m.wanted_on) AS due_on,
       m.held_on AS done_on,
       m.ended_on IS NULL AS running, m.ended, m.ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       m.request_ref, true AS matters,
       'mediation' AS turned_concerns, m.mediation_ref AS turned_ref,
       m.ended_on AS stopped_on,
       NULL::date AS other_due_on
FROM (
    SELECT v.*, 'withdrawn' AS ended,
           CASE WHEN v.withdrawn_on <= sen.data_day('cases', 'data_source') THEN v.withdrawn_on END AS ended_on
    FROM mediation v
) m
UNION ALL
SELECT m.local_authority, 'mediation' AS concerns, m.mediation_ref AS case_ref, NULL::text AS detail,
       'cert_after_mediation' AS time_limit,
       m.held_on AS started_on, m.held_on AS opened_on, sen.due_date('cert_after_mediation', m.held_on) AS due_on,
       m.certificate_issued_on AS done_on,
       m.ended_on IS NULL AS running, m.ended, m.ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       m.request_ref, true AS matters,
       'mediation' AS turned_concerns, m.mediation_ref AS turned_ref,
       m.ended_on AS stopped_on,
       NULL::date AS other_due_on
FROM (
    -- The step after the certificate is the appeal.
    SELECT w.*, CASE WHEN w.appealed_on IS NOT NULL THEN 'not recorded' ELSE 'withdrawn' END AS ended,
           CASE WHEN w.appealed_on IS NOT NULL THEN w.appealed_on
                WHEN w.withdrawn_on <= sen.data_day('cases', 'data_source') THEN w.withdrawn_on END AS ended_on
    FROM (SELECT v.*, CASE WHEN v.certificate_issued_on IS NULL
                           THEN sen.first_after(p.lodged_on, v.held_on - 1) END AS appealed_on
          FROM mediation v
          LEFT JOIN (SELECT a.local_authority, a.request_ref, sen.array_of_few(a.lodged_on) AS lodged_on
                     FROM appeal a
                     WHERE a.request_ref IS NOT NULL AND a.lodged_on <= sen.data_day('cases', 'data_source')
                     GROUP BY a.local_authority, a.request_ref) p
              ON p.local_authority = v.local_authority AND p.request_ref = v.request_ref) w
) m
WHERE m.held_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal' AS concerns, p.appeal_ref AS case_ref, NULL::text AS detail,
       'appeal_notice' AS time_limit,
       p.decision_sent_on AS started_on, p.decision_sent_on AS opened_on,
       sen.appeal_due(p.decision_sent_on,
                      CASE WHEN p.certificate_issued_on <= sen.data_day('cases', 'data_source')
                           THEN p.certificate_issued_on END) AS due_on,
       p.lodged_on AS done_on,
       p.passed_on IS NULL AND p.ended_on IS NULL AS running,
       CASE WHEN p.passed_on IS NOT NULL THEN 'not recorded' ELSE p.outcome END AS ended,
       coalesce(p.passed_on, p.ended_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       p.request_ref, true AS matters,
       'appeal' AS turned_concerns, p.appeal_ref AS turned_ref,
       coalesce(p.passed_on, p.ended_on) AS stopped_on,
       NULL::date AS other_due_on
FROM (
    SELECT v.*, CASE WHEN v.outcome_on <= sen.data_day('cases', 'data_source') THEN v.outcome_on END AS ended_on,
           CASE WHEN v.lodged_on IS NULL
                    AND least(v.received_on, v.responded_on) <= sen.data_day('cases', 'data_source')
                THEN least(v.received_on, v.responded_on) END AS passed_on
    FROM appeal v
) p
WHERE p.decision_sent_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal' AS concerns, p.appeal_ref AS case_ref, NULL::text AS detail,
       'la_response' AS time_limit,
       p.received_on AS started_on, p.received_on AS opened_on,
       sen.due_date('la_response', p.received_on) AS due_on,
       p.responded_on AS done_on,
       p.passed_on IS NULL AND p.ended_on IS NULL AS running,
       CASE WHEN p.passed_on IS NOT NULL THEN 'not recorded' ELSE p.outcome END AS ended,
       coalesce(p.passed_on, p.ended_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       p.request_ref, true AS matters,
       'appeal' AS turned_concerns, p.appeal_ref AS turned_ref,
       coalesce(p.passed_on, p.ended_on) AS stopped_on,
       NULL::date AS other_due_on
FROM (
    SELECT v.*, CASE WHEN v.outcome_on <= sen.data_day('cases', 'data_source') THEN v.outcome_on END AS ended_on,
           CASE WHEN v.responded_on IS NULL AND v.outcome IN ('upheld', 'dismissed', 'by consent')
                    AND v.outcome_on <= sen.data_day('cases', 'data_source') THEN v.outcome_on END AS passed_on
    FROM appeal v
) p
WHERE p.received_on IS NOT NULL
UNION ALL
-- What an event starts, step by step. A step that has a row of its own is not shown twice.
SELECT t.local_authority, t.concerns, t.case_ref, NULL::text AS detail, t.step AS time_limit,
       t.happened_on AS started_on, t.happened_on AS opened_on,
       t.due_on,
       t.step_done_on AS done_on,
       t.passed_on IS NULL AND t.ended_on IS NULL AS running,
       CASE WHEN t.passed_on IS NOT NULL THEN 'not recorded' ELSE t.ended END AS ended,
       coalesce(t.passed_on, t.ended_on) AS ended_on,
       t.exception, t.exception IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       t.request_ref, true AS matters,
       t.turned_concerns, t.turned_ref, coalesce(t.passed_on, t.ended_on) AS stopped_on,
       t.other_due_on AS other_due_on
FROM event_limit t;
COMMENT ON VIEW case_clock IS
    'Every time limit that a row of the tables of cases, advice, annual reviews, mediation, appeals and events starts, '
    'before it is asked which of them a later event ended: case_time_limit is built on it.';
COMMENT ON COLUMN case_clock.running IS
    'False once the case has ended in another way, where the step was passed (review_status), and for no_plan_decision '
    'once a plan is agreed.';
COMMENT ON COLUMN case_clock.ended_on IS
    'Where it does not run: the day on which it stopped, if no event ended it before. Empty if that day is unknown.';
COMMENT ON COLUMN case_clock.turned_concerns IS
    'Kind of the case whose events may end the clock: request, annual review, mediation, appeal or plan.';
COMMENT ON COLUMN case_clock.turned_ref IS 'Reference of that case.';
COMMENT ON COLUMN case_clock.stopped_on IS
    'Day on which the clock had stopped already if an event ended it later, such as a refusal. Empty if there is none.';
COMMENT ON COLUMN case_clock.other_due_on IS
    'Last day by the answer to a contested point that is not chosen in contested_choice. May be the same day; empty '
    'where there is none.';
