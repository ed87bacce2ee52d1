-- read: analyst
-- meanings: annual_review

CREATE VIEW review_status WITH (security_invoker = true) AS
SELECT r.*,
       CASE WHEN r.amendment_notice_sent_on <= d.today THEN r.amendment_notice_sent_on END AS notice_sent_on,
       sen.passed_on(r.report_sent_on, r.decision_sent_on, r.amendment_notice_sent_on, r.amended_plan_sent_on,
                     d.today) AS report_passed_on,
       sen.passed_on(r.decision_sent_on, r.amendment_notice_sent_on, r.amended_plan_sent_on, NULL, d.today)
           AS decision_passed_on,
       -- SEN2 has no day for the final amended plan: the step after it is the next review of the same child.
       CASE WHEN r.outcome = 'A' AND r.amended_plan_sent_on IS NULL
            THEN sen.first_after(n.meetings, coalesce(r.meeting_on, r.decision_sent_on))
       END AS amended_plan_passed_on,
       sen.not_first_review_on(r.plan_made_on, r.last_reviewed_on, r.meeting_on, r.decision_sent_on, d.today)
           AS not_first_on
FROM annual_review r
CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) d
LEFT JOIN (SELECT v.local_authority, v.child_ref, sen.array_of_few(v.meeting_on) AS meetings
           FROM annual_review v
           -- As IS NOT NULL it would tell the planner of few rows where no child is named, so that workers would fetch
           -- them; and what has workers of its own cannot be shared out among the workers of a report.
           WHERE NOT coalesce(v.child_ref IS NULL, false) AND v.meeting_on <= sen.data_day('cases', 'data_source')
           GROUP BY v.local_authority, v.child_ref) n
    ON n.local_authority = r.local_authority AND n.child_ref = r.child_ref;
COMMENT ON VIEW review_status IS
    'Every annual review, and which of its steps were passed by the day of the data: a later step is on record, and '
    'the earlier one has no day. What was passed is not overdue.';
COMMENT ON COLUMN review_status.notice_sent_on IS
    'Day on which the plan was sent with the notice of the proposed amendments, if by the day of the data.';
COMMENT ON COLUMN review_status.report_passed_on IS
    'Where the report has no day: the day of the first later step, which is the decision, the notice of the proposed '
    'amendments or the amended plan. Empty if there is none, or if the report has a day.';
COMMENT ON COLUMN review_status.decision_passed_on IS
    'Where the decision has no day: the day of the notice of the proposed amendments, or else of the amended plan. '
    'Empty if there is none, or if the decision has a day.';
COMMENT ON COLUMN review_status.amended_plan_passed_on IS
    'Where the outcome is to amend and the amended plan has no day: the next review meeting of the same child '
    '(child_ref). Empty if there is none, or if the plan has a day.';
COMMENT ON COLUMN review_status.not_first_on IS
    'Where it is not the first review of the plan: the day of the last review, or of a meeting or decision two years '
    'or more after plan_made_on. Empty if it may be the first one.';
