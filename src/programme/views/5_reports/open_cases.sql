-- read: analyst
-- meanings: case_status

CREATE VIEW open_cases WITH (security_invoker = true) AS
-- Counted once: a wrong guess at how many requests are open would have it counted anew for each of them.
WITH p AS MATERIALIZED (SELECT n.local_authority, n.days FROM time_to_plan n)
SELECT o.local_authority, o.request_ref, o.received_on, o.days_open, o.stage, o.due_on, o.days_left, o.in_words,
       o.has_exception,
       sen.percent(o.risk) AS breach_risk_percent,
       CASE WHEN o.risk IS NOT NULL AND o.days_left > 0 THEN sen.at_risk(o.days, o.days_open)
       END AS risk_rests_on_cases,
       o.time_limit, o.reopened_on,
       CASE WHEN o.reopened_on IS NULL THEN sen.week_words('final_plan', o.received_on, o.today)
            ELSE sen.week_words(o.time_limit::sen.time_limit, o.clock_started_on, o.today) END AS week, o.other_due_on,
       o.today AS data_on
FROM (
    -- Most requests have the clock that began when they were received, so that conditions on its limit reach the index.
    SELECT c.local_authority, c.request_ref, c.received_on, c.received_on AS clock_started_on,
           l.today - c.received_on AS days_open,
           c.stage,
           l.due_on,
           l.due_on - l.today AS days_left,
           CASE
               WHEN l.due_on IS NULL THEN 'date received is unknown'
               WHEN l.due_on < l.today THEN 'overdue by ' || sen.in_days(l.today - l.due_on)
               WHEN l.due_on = l.today THEN 'due today'
               ELSE sen.in_days(l.due_on - l.today) || ' left'
           END AS in_words,
           c.has_exception,
           CASE WHEN l.due_on <= l.today THEN 1 ELSE sen.breach_risk(p.days, l.today - c.received_on,
                                                                     l.due_on - c.received_on) END AS risk,
           p.days, 'final_plan' AS time_limit, NULL::date AS reopened_on, NULL::date AS other_due_on, l.today
    FROM case_status c
    CROSS JOIN LATERAL (SELECT sen.data_day('cases', 'data_source') AS today,
                        sen.due_date('final_plan'::sen.time_limit, c.received_on) AS due_on) l
    LEFT JOIN p ON p.local_authority = c.local_authority
    -- As = 'open' and IS NULL they would each make the planner expect one request in 200, and look p up row by row.
    WHERE NOT coalesce(c.status <> 'open', true) AND NOT coalesce(c.reopened_on >= '-infinity', false)
    UNION ALL
    -- Reopened: the clock is that of the event. How long others took from the request tells nothing of it.
    SELECT c.local_authority, c.request_ref, c.received_on, c.clock_started_on,
           l.today - c.clock_started_on AS days_open,
           c.stage,
           c.plan_due_on,
           c.plan_due_on - l.today AS days_left,
           CASE
               WHEN c.plan_due_on IS NULL THEN 'date received is unknown'
               WHEN c.plan_due_on < l.today THEN 'overdue by ' || sen.in_days(l.today - c.plan_due_on)
               WHEN c.plan_due_on = l.today THEN 'due today'
               ELSE sen.in_days(c.plan_due_on - l.today) || ' left'
           END AS in_words,
           c.has_exception,
           CASE WHEN c.plan_due_on <= l.today THEN 1 END AS risk,
           NULL::sen.timeliness AS days, c.time_limit, c.reopened_on, c.other_plan_due_on, l.today
    FROM case_status c
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) l
    WHERE c.status = 'open' AND c.reopened_on IS NOT NULL
) o
ORDER BY o.risk DESC NULLS LAST, o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW open_cases IS
    'Open requests, those most likely to miss the 20 weeks first, of these the longest overdue: when the final plan is '
    'due (SEND Regulations 2014 reg 13(2); once a refusal no longer stands, by the limit that binds instead), the days '
    'left, and the risk.';
COMMENT ON COLUMN open_cases.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN open_cases.request_ref IS 'Reference of the request.';
COMMENT ON COLUMN open_cases.received_on IS 'Day on which the request was received; empty = unknown.';
COMMENT ON COLUMN open_cases.days_open IS
    'Days since the request was received; once a refusal no longer stands, since the clock that binds began.';
COMMENT ON COLUMN open_cases.stage IS 'awaiting decision, in assessment, or plan agreed but not issued.';
COMMENT ON COLUMN open_cases.due_on IS 'Last day on which a final plan would be in time.';
COMMENT ON COLUMN open_cases.days_left IS 'Days from the day of the data to due_on; negative when overdue.';
COMMENT ON COLUMN open_cases.in_words IS 'The same in words.';
COMMENT ON COLUMN open_cases.has_exception IS
    'True if a permitted exception to the 20 weeks is recorded: the fixed limit is lifted, the plan is still owed as '
    'soon as practicable.';
COMMENT ON COLUMN open_cases.breach_risk_percent IS
    'How likely it is, in percent, that the plan comes after more than 20 weeks, if it goes on as it did for the '
    'requests of the last two years of this authority that had been open as long (view time_to_plan; Kaplan-Meier, '
    'other endings as unknown from then on). 100 on the last day and once overdue. Empty if no case tells, and '
    'for a reopened request.';
COMMENT ON COLUMN open_cases.risk_rests_on_cases IS
    'On how many cases the risk rests: those known to have been open at least a day longer than this one. Empty where '
    'the risk is 100 because the day has come, or empty.';
COMMENT ON COLUMN open_cases.week IS
    'The week of the limit that the day of the data lies in, such as week 14 of 20. Empty if the day received is '
    'unknown.';
COMMENT ON COLUMN open_cases.other_due_on IS
    'For a refusal to assess that was withdrawn: that day by the answer to the contested point '
    'agreed_to_assess_after_refusing that is not chosen in contested_choice. Empty otherwise.';
COMMENT ON COLUMN open_cases.data_on IS
    'The day of the data, on which all of this stands: see data_source. What was done since is not known.';
