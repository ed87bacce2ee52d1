-- read: analyst
-- meanings: open_cases

-- What somebody has to do this week depends on today. Whether it has been done is known only to the day of the data.
CREATE VIEW due_soon WITH (security_invoker = true) AS
SELECT o.local_authority, o.request_ref, o.received_on, o.days_open + (t.today - o.data_on) AS days_open, o.stage,
       o.due_on, o.due_on - t.today AS days_left,
       CASE WHEN o.due_on = t.today THEN 'due today' ELSE sen.in_days(o.due_on - t.today) || ' left' END AS in_words,
       o.has_exception, o.breach_risk_percent, o.risk_rests_on_cases, o.time_limit, o.reopened_on,
       CASE WHEN o.reopened_on IS NULL THEN sen.week_words('final_plan', o.received_on, t.today)
            ELSE sen.week_words(o.time_limit::sen.time_limit, o.reopened_on, t.today) END AS week, o.other_due_on,
       o.data_on
FROM (
--@query open_cases unordered
) o
CROSS JOIN (SELECT sen.today() AS today) t
WHERE o.reopened_on IS NULL AND sen.due_between('final_plan', o.received_on, sen.today(), sen.today() + 30)
   OR o.reopened_on IS NOT NULL AND o.due_on >= sen.today() AND o.due_on <= sen.today() + 30
ORDER BY o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW due_soon IS
    'Requests that are open on the day of the data, and whose final plan is due on sen.today() or within the next 30 '
    'days, the nearest first. Days and weeks are counted to sen.today(), as whoever has to act needs them. Columns as '
    'in open_cases.';
COMMENT ON COLUMN due_soon.days_open IS
    'Days since the request was received; once a refusal no longer stands, since the clock that binds began.';
COMMENT ON COLUMN due_soon.days_left IS 'Days from sen.today() to due_on.';
COMMENT ON COLUMN due_soon.in_words IS 'The same in words.';
COMMENT ON COLUMN due_soon.week IS
    'The week of the limit that sen.today() lies in, such as week 14 of 20. Empty if the day received is unknown.';
COMMENT ON COLUMN due_soon.data_on IS
    'The day of the data: whether the plan has been issued is known to this day.';
