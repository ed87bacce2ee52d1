-- Views of one programme: every duty with a time limit that runs or ran. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- Each branch names its limit as a constant, so that the due date is an addition to the day that starts it.

CREATE VIEW duty WITH (security_invoker = true) AS
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, 'assess_decision' AS time_limit,
       c.received_on AS started_on, sen.due_date('assess_decision', c.received_on) AS due_on, c.decided_on AS done_on,
       c.status = 'open' AS running, c.status AS ended, NULL AS exception
FROM case_status c WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request', c.request_ref, 'no_plan_decision',
       c.received_on, sen.due_date('no_plan_decision', c.received_on), c.no_plan_on,
       c.status = 'open', c.status, NULL
FROM case_status c WHERE c.status = 'no plan' OR c.stage <> 'plan agreed'
UNION ALL
SELECT c.local_authority, 'request', c.request_ref, 'final_plan',
       c.received_on, sen.due_date('final_plan', c.received_on), c.plan_issued_on,
       c.status = 'open', c.status, NULL
FROM case_status c WHERE c.status IN ('open', 'plan issued')
UNION ALL
SELECT a.local_authority, 'advice', a.request_ref || ': ' || a.body, 'assess_advice_response',
       coalesce(a.received_on, a.asked_on), sen.due_date('assess_advice_response', coalesce(a.received_on, a.asked_on)), a.responded_on,
       c.status = 'open', c.status, a.exception
FROM advice_request a
JOIN case_status c ON c.local_authority = a.local_authority AND c.request_ref = a.request_ref
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, 'first_review',
       r.plan_made_on, sen.due_date('first_review', r.plan_made_on), r.decision_sent_on, true, NULL, NULL
FROM annual_review r WHERE r.plan_made_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, 'next_review',
       r.last_reviewed_on, sen.due_date('next_review', r.last_reviewed_on), r.decision_sent_on, true, NULL, NULL
FROM annual_review r WHERE r.last_reviewed_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, 'review_report',
       r.meeting_on, sen.due_date('review_report', r.meeting_on), r.report_sent_on, true, NULL, NULL
FROM annual_review r WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, 'review_decision',
       r.meeting_on, sen.due_date('review_decision', r.meeting_on), r.decision_sent_on, true, NULL, NULL
FROM annual_review r WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, 'final_amended_plan',
       coalesce(r.notice_sent_on, r.meeting_on), sen.amended_plan_due(r.meeting_on, r.notice_sent_on), r.amended_plan_sent_on, true, NULL, NULL
FROM (SELECT v.*, CASE WHEN v.amendment_notice_sent_on <= sen.today() THEN v.amendment_notice_sent_on END AS notice_sent_on FROM annual_review v) r
WHERE r.outcome = 'A' AND coalesce(r.decision_sent_on <= sen.today(), true) AND coalesce(r.notice_sent_on, r.meeting_on) IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref,
       CASE r.transfer_phase WHEN 'secondary to post-16' THEN 'phase_transfer_post16' ELSE 'phase_transfer_other' END,
       make_date(r.transfer_year, 1, 1), sen.phase_transfer_due(r.transfer_phase, r.transfer_year),
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END, true, NULL, NULL
FROM annual_review r WHERE r.transfer_phase IS NOT NULL
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, 'arrange_mediation',
       m.wanted_on, sen.due_date('arrange_mediation', m.wanted_on), m.held_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', NULL
FROM mediation m
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, 'cert_after_mediation',
       m.held_on, sen.due_date('cert_after_mediation', m.held_on), m.certificate_issued_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', NULL
FROM mediation m WHERE m.held_on IS NOT NULL
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, 'mediation_agreement_other',
       m.agreed_on, sen.due_date('mediation_agreement_other', m.agreed_on), m.agreement_kept_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', NULL
FROM mediation m WHERE m.agreed_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, 'appeal_notice',
       p.decision_sent_on, sen.appeal_due(p.decision_sent_on, CASE WHEN p.certificate_issued_on <= sen.today() THEN p.certificate_issued_on END), p.lodged_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', NULL
FROM appeal p WHERE p.decision_sent_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, 'la_response',
       p.received_on, sen.due_date('la_response', p.received_on), p.responded_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', NULL
FROM appeal p WHERE p.received_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, p.order_limit,
       p.ordered_on, sen.due_date(p.order_limit::sen.time_limit, p.ordered_on), p.order_done_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', p.exception
FROM appeal p WHERE p.ordered_on IS NOT NULL;
COMMENT ON VIEW duty IS 'Every duty with a time limit that the tables of cases, advice, annual reviews, mediation and appeals start: when it started, is due and was done. View deadlines says in words how each stands on sen.today().';
COMMENT ON COLUMN duty.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN duty.concerns IS 'request, advice, annual review, mediation or appeal.';
COMMENT ON COLUMN duty.case_ref IS 'Reference of the request, review, mediation or appeal; for advice, of the request and the body.';
COMMENT ON COLUMN duty.time_limit IS 'Name of the time limit, as in sen.time_limits().';
COMMENT ON COLUMN duty.started_on IS 'Day that starts the clock; for a change of phase, 1 January of its year.';
COMMENT ON COLUMN duty.due_on IS 'Last day on which the duty is met. For final_amended_plan the earlier of 12 weeks after the meeting and 8 weeks after the notice; for appeal_notice the later of 2 months after the decision and 1 month after the certificate, by the Tribunal''s rules.';
COMMENT ON COLUMN duty.done_on IS 'Day on which it was done; empty while it has not been.';
COMMENT ON COLUMN duty.running IS 'False once the case has ended in another way.';
COMMENT ON COLUMN duty.ended IS 'How the case ended: for a request and advice the status as in case_status; for mediation and appeals, withdrawn.';
COMMENT ON COLUMN duty.exception IS 'Exception recorded with advice or an order; those of a request are in assessment_exception.';

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
    WHERE u.started_on IS NULL OR u.started_on <= t.today OR u.time_limit IN ('phase_transfer_post16', 'phase_transfer_other')
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
