-- Views of one programme: every duty with a time limit that runs or ran. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- Each branch names its limit as a constant, so that the due date is an addition to the day that starts it, and
-- so that a reader who asks for some limits runs only their branches.

CREATE VIEW duty WITH (security_invoker = true) AS
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL AS detail, 'assess_decision' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on, sen.due_date('assess_decision', c.received_on) AS due_on, c.decided_on AS done_on,
       c.status = 'open' AS running, c.status AS ended, c.ended_on, NULL AS exception,
       e.request_ref IS NOT NULL AS excepted,
       NULL::date AS plan_start_on, NULL::boolean AS mediation_or_tribunal
FROM case_status c
LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x WHERE x.time_limit = 'assess_decision') e ON e.local_authority = c.local_authority AND e.request_ref = c.request_ref
WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request', c.request_ref, NULL, 'no_plan_decision',
       c.received_on, c.received_on, sen.due_date('no_plan_decision', c.received_on), c.no_plan_on,
       c.status = 'open' AND c.stage <> 'plan agreed', c.status, CASE WHEN c.stage = 'plan agreed' THEN c.decided_on ELSE c.ended_on END, NULL,
       e.request_ref IS NOT NULL, NULL, NULL
FROM case_status c
LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x WHERE x.time_limit = 'no_plan_decision') e ON e.local_authority = c.local_authority AND e.request_ref = c.request_ref
WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request', c.request_ref, NULL, 'final_plan',
       c.received_on, c.received_on, sen.due_date('final_plan', c.received_on), c.plan_issued_on,
       c.status = 'open', c.status, c.ended_on, NULL, c.exception, c.plan_start_on, c.mediation_or_tribunal
FROM case_status c WHERE c.status <> 'historical'
UNION ALL
SELECT a.local_authority, 'advice', a.request_ref || ': ' || a.body, a.body, 'assess_advice_response',
       s.started_on, s.started_on, sen.due_date('assess_advice_response', s.started_on), a.responded_on,
       c.status = 'open', c.status, c.ended_on, a.exception, a.exception IS NOT NULL, NULL, NULL
FROM advice_request a
CROSS JOIN LATERAL (SELECT coalesce(a.received_on, a.asked_on) AS started_on) s
JOIN case_status c ON c.local_authority = a.local_authority AND c.request_ref = a.request_ref
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'first_review',
       r.plan_made_on, r.plan_made_on, sen.due_date('first_review', r.plan_made_on), r.decision_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.plan_made_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'next_review',
       r.last_reviewed_on, r.last_reviewed_on, sen.due_date('next_review', r.last_reviewed_on), r.decision_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.last_reviewed_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'review_report',
       r.meeting_on, r.meeting_on, sen.due_date('review_report', r.meeting_on), r.report_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'review_decision',
       r.meeting_on, r.meeting_on, sen.due_date('review_decision', r.meeting_on), r.decision_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'final_amended_plan',
       coalesce(r.meeting_on, r.notice_sent_on), greatest(r.decision_sent_on, coalesce(r.meeting_on, r.notice_sent_on)), sen.amended_plan_due(r.meeting_on, r.notice_sent_on), r.amended_plan_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM (SELECT v.*, CASE WHEN v.amendment_notice_sent_on <= sen.today() THEN v.amendment_notice_sent_on END AS notice_sent_on FROM annual_review v) r
WHERE r.outcome = 'A' AND coalesce(r.decision_sent_on <= sen.today(), true) AND coalesce(r.meeting_on, r.notice_sent_on) IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, r.transfer_phase, 'phase_transfer_post16',
       make_date(r.transfer_year, 1, 1), make_date(r.transfer_year, 1, 1), sen.phase_transfer_due(r.transfer_phase, r.transfer_year),
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.transfer_phase = 'secondary to post-16'
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, r.transfer_phase, 'phase_transfer_other',
       make_date(r.transfer_year, 1, 1), make_date(r.transfer_year, 1, 1), sen.phase_transfer_due(r.transfer_phase, r.transfer_year),
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.transfer_phase <> 'secondary to post-16'
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, NULL, 'arrange_mediation',
       m.wanted_on, m.wanted_on, sen.due_date('arrange_mediation', m.wanted_on), m.held_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', m.withdrawn_on, NULL, false, NULL, NULL
FROM mediation m
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, NULL, 'cert_after_mediation',
       m.held_on, m.held_on, sen.due_date('cert_after_mediation', m.held_on), m.certificate_issued_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', m.withdrawn_on, NULL, false, NULL, NULL
FROM mediation m WHERE m.held_on IS NOT NULL
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, NULL, 'mediation_agreement_other',
       m.agreed_on, m.agreed_on, sen.due_date('mediation_agreement_other', m.agreed_on), m.agreement_kept_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', m.withdrawn_on, NULL, false, NULL, NULL
FROM mediation m WHERE m.agreed_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, NULL, 'appeal_notice',
       p.decision_sent_on, p.decision_sent_on, sen.appeal_due(p.decision_sent_on, CASE WHEN p.certificate_issued_on <= sen.today() THEN p.certificate_issued_on END), p.lodged_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', p.withdrawn_on, NULL, false, NULL, NULL
FROM appeal p WHERE p.decision_sent_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, NULL, 'la_response',
       p.received_on, p.received_on, sen.due_date('la_response', p.received_on), p.responded_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', p.withdrawn_on, NULL, false, NULL, NULL
FROM appeal p WHERE p.received_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, NULL, p.order_limit,
       p.ordered_on, p.ordered_on, sen.due_date(p.order_limit::sen.time_limit, p.ordered_on), p.order_done_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', p.withdrawn_on, p.exception, p.exception IS NOT NULL, NULL, NULL
FROM appeal p WHERE p.ordered_on IS NOT NULL;
COMMENT ON VIEW duty IS 'Every duty with a time limit that the tables of cases, advice, annual reviews, mediation and appeals start: when it started, is due and was done. Every request is there with its limits for a decision, a refusal of a plan and a plan, however it ended. View deadlines says in words how those that matter stand on sen.today().';
COMMENT ON COLUMN duty.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN duty.concerns IS 'request, advice, annual review, mediation or appeal.';
COMMENT ON COLUMN duty.case_ref IS 'Reference of the request, review, mediation or appeal; for advice, of the request and the body.';
COMMENT ON COLUMN duty.detail IS 'For advice the body that was asked, for a change of phase the phase. Empty otherwise.';
COMMENT ON COLUMN duty.time_limit IS 'Name of the time limit, as in sen.time_limits().';
COMMENT ON COLUMN duty.started_on IS 'Day that starts the clock; for a change of phase, 1 January of its year; for final_amended_plan the review meeting, or the notice if there was none.';
COMMENT ON COLUMN duty.opened_on IS 'Day from which the duty is counted as open: started_on, but for final_amended_plan not before the decision to amend.';
COMMENT ON COLUMN duty.due_on IS 'Last day on which the duty is met. For final_amended_plan the earlier of 12 weeks after the meeting and 8 weeks after the notice; for appeal_notice the later of 2 months after the decision and 1 month after the certificate, by the Tribunal''s rules.';
COMMENT ON COLUMN duty.done_on IS 'Day on which it was done; empty while it has not been.';
COMMENT ON COLUMN duty.running IS 'False once the case has ended in another way, and for no_plan_decision once a plan is agreed.';
COMMENT ON COLUMN duty.ended IS 'How the case ended: for a request and advice the status as in case_status; for mediation and appeals, withdrawn.';
COMMENT ON COLUMN duty.ended_on IS 'Where it does not run: the day on which it stopped. Empty if that day is unknown.';
COMMENT ON COLUMN duty.exception IS 'Exception recorded with advice or an order; those of a request are in assessment_exception.';
COMMENT ON COLUMN duty.excepted IS 'True if an exception is recorded for this limit, wherever it is recorded.';
COMMENT ON COLUMN duty.plan_start_on IS 'For final_plan: start date of the plan, once it is issued or has started. Empty otherwise.';
COMMENT ON COLUMN duty.mediation_or_tribunal IS 'For final_plan: true if a mediation or an appeal is recorded with the request. Empty otherwise.';

-- The same with the rights of the owner, for totals, as counted_case.
DO $same$
BEGIN
    EXECUTE 'CREATE VIEW counted_duty AS ' || pg_catalog.regexp_replace(pg_catalog.pg_get_viewdef('duty'::pg_catalog.regclass), '\mcase_status\M', 'counted_case', 'g');
END
$same$;
COMMENT ON VIEW counted_duty IS 'duty, read with the rights of the owner and free of policies: what the totals are counted from. Not meant to be granted to anyone. Columns as in duty.';

CREATE VIEW deadlines WITH (security_invoker = true) AS
SELECT d.local_authority, d.concerns, d.case_ref, d.time_limit, l.duty, l.owed_by, d.started_on, d.due_on, d.done_on,
       CASE WHEN d.done_on IS NULL AND d.running THEN d.due_on - d.today END AS days_left,
       CASE
           WHEN d.due_on IS NULL THEN 'date received is unknown'
           WHEN d.done_on <= d.due_on THEN 'met'
           WHEN d.done_on > d.due_on THEN 'late by ' || sen.in_days(d.done_on - d.due_on)
           WHEN NOT d.running THEN 'ended: ' || d.ended
           WHEN d.due_on < d.today AND d.time_limit = 'no_plan_decision' THEN 'too late to refuse in time'
           WHEN d.due_on < d.today AND d.time_limit = 'appeal_notice' THEN 'time to appeal has passed'
           WHEN d.due_on < d.today THEN 'overdue by ' || sen.in_days(d.today - d.due_on)
           WHEN d.due_on = d.today THEN 'due today'
           ELSE sen.in_days(d.due_on - d.today) || ' left'
       END AS standing,
       coalesce(d.exception, e.exceptions, CASE WHEN d.time_limit = 'final_plan' AND w.week20 THEN 'not named' END) AS exceptions,
       l.citation
FROM (
    SELECT u.local_authority, u.concerns, u.case_ref, u.time_limit, u.started_on, u.due_on, u.running, u.ended, u.exception, t.today,
           CASE WHEN u.done_on <= t.today THEN u.done_on END AS done_on
    FROM duty u
    CROSS JOIN (SELECT sen.today() AS today) t
    WHERE (u.started_on IS NULL OR u.started_on <= t.today OR u.time_limit IN ('phase_transfer_post16', 'phase_transfer_other'))
      -- Once a request has ended, a plan and the refusal of one concern only those that ended with it.
      AND (u.running OR u.time_limit NOT IN ('no_plan_decision', 'final_plan') OR u.ended = CASE u.time_limit WHEN 'final_plan' THEN 'plan issued' ELSE 'no plan' END)
) d
JOIN sen.time_limit_catalogue l ON l.time_limit = d.time_limit
LEFT JOIN (
    SELECT x.local_authority, x.request_ref, x.time_limit, string_agg(x.exception, ', ' ORDER BY x.exception) AS exceptions
    FROM assessment_exception x GROUP BY x.local_authority, x.request_ref, x.time_limit
) e ON d.concerns = 'request' AND e.local_authority = d.local_authority AND e.request_ref = d.case_ref AND e.time_limit = d.time_limit
LEFT JOIN ehc_request w ON d.concerns = 'request' AND w.local_authority = d.local_authority AND w.request_ref = d.case_ref
ORDER BY d.local_authority, d.concerns, d.case_ref, d.due_on, d.time_limit;
COMMENT ON VIEW deadlines IS 'Every duty with a time limit, and how it stands on sen.today(): met, late, left, or overdue, and which exceptions are recorded. A recorded exception lifts the limit; it gives no other date.';
COMMENT ON COLUMN deadlines.duty IS 'What has to be done.';
COMMENT ON COLUMN deadlines.owed_by IS 'Who has to do it.';
COMMENT ON COLUMN deadlines.days_left IS 'Days from sen.today() to due_on while the duty runs; negative when overdue.';
COMMENT ON COLUMN deadlines.standing IS 'met, late by, left, or overdue by, in words.';
COMMENT ON COLUMN deadlines.exceptions IS 'Exceptions recorded for this limit of this case; "not named" where SEN2 item 3.7 (week20) is all that is recorded; empty if none.';
COMMENT ON COLUMN deadlines.citation IS 'Where the law, rule or guidance says so.';
