-- read: analyst
-- meanings: case_time_limit

-- Without ORDER BY: there are several rows for every case there has been, and sorting them all takes longer than
-- reading them. Who looks for some says in which order.
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
       END AS in_words,
       coalesce(d.exception, e.exceptions,
                CASE WHEN d.time_limit = 'final_plan' AND w.week20 THEN 'not named' END) AS exceptions,
       l.citation
FROM (
    SELECT u.local_authority, u.concerns, u.case_ref, u.time_limit, u.started_on, u.due_on, u.running, u.ended,
           u.exception, t.today,
           CASE WHEN u.done_on <= t.today THEN u.done_on END AS done_on
    FROM case_time_limit u
    CROSS JOIN (SELECT sen.today() AS today) t
    WHERE (u.started_on IS NULL OR u.started_on <= t.today
           OR u.time_limit IN ('phase_transfer_post16', 'phase_transfer_other'))
      -- Once a request has ended, a plan and the refusal of one concern only those that ended with it.
      AND (u.running OR u.time_limit NOT IN ('no_plan_decision', 'final_plan')
           OR u.ended = CASE u.time_limit WHEN 'final_plan' THEN 'plan issued' ELSE 'no plan' END)
) d
JOIN sen.time_limit_catalogue l ON l.time_limit = d.time_limit
LEFT JOIN (
    SELECT x.local_authority, x.request_ref, x.time_limit,
           string_agg(x.exception, ', ' ORDER BY x.exception) AS exceptions
    FROM assessment_exception x GROUP BY x.local_authority, x.request_ref, x.time_limit
) e ON d.concerns = 'request' AND e.local_authority = d.local_authority AND e.request_ref = d.case_ref
    AND e.time_limit = d.time_limit
LEFT JOIN ehc_request w ON d.concerns = 'request' AND w.local_authority = d.local_authority
    AND w.request_ref = d.case_ref;
COMMENT ON VIEW deadlines IS
    'Every duty with a time limit, and how it stands on sen.today(): met, late, left, or overdue, and which exceptions '
    'are recorded. A recorded exception lifts the limit; it gives no other date. In no order.';
COMMENT ON COLUMN deadlines.duty IS 'What has to be done.';
COMMENT ON COLUMN deadlines.owed_by IS 'Who has to do it.';
COMMENT ON COLUMN deadlines.days_left IS 'Days from sen.today() to due_on while the duty runs; negative when overdue.';
COMMENT ON COLUMN deadlines.in_words IS 'met, late by, left, or overdue by, in words.';
COMMENT ON COLUMN deadlines.exceptions IS
    'Exceptions recorded for this limit of this case; "not named" where SEN2 item 3.7 (week20) is all that is '
    'recorded; empty if none.';
COMMENT ON COLUMN deadlines.citation IS 'Where the law, rule or guidance says so.';
