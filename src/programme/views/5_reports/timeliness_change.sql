-- read: reader
-- meanings: timeliness_by_year, compliance_change, definition_change

CREATE VIEW timeliness_change AS
SELECT s.local_authority, s.since, s.since_on, s.months,
       coalesce(sen.finished(s.days), 0) AS finished,
       coalesce(sen.within(s.days, 140), 0) AS in_time,
       sen.percent(sen.rate(s.days, 140, true)) AS percent_in_time,
       sen.percent(sen.rate(s.days, 140, false)) AS percent_in_time_excluding,
       round(sen.mean_days(s.days) / 7, 1) AS mean_weeks,
       coalesce(sen.finished(s.days_before), 0) AS finished_before,
       coalesce(sen.within(s.days_before, 140), 0) AS in_time_before,
       sen.percent(sen.rate(s.days_before, 140, true)) AS percent_in_time_before,
       sen.percent(sen.rate(s.days_before, 140, false)) AS percent_in_time_excluding_before,
       round(sen.mean_days(s.days_before) / 7, 1) AS mean_weeks_before,
       sen.percent(c.change) AS change_in_points, coalesce(c.in_words, 'no cases to compare') AS change_in_words,
       s.open_at_end, s.overdue_at_end, s.open_before, s.overdue_before
FROM plan_change s
CROSS JOIN LATERAL sen.rate_change(s.days_before, s.days, 140) c
ORDER BY s.local_authority, s.position;
COMMENT ON VIEW timeliness_change IS
    'The 20-week measure since each day of compared_day and since its baseline, against as long before: the whole '
    'months after that in which the day lies with as many before it, so that the two share no cases. Choose by since.';
COMMENT ON COLUMN timeliness_change.finished IS 'Plans issued in these months, all cases.';
COMMENT ON COLUMN timeliness_change.finished_before IS
    'finished, of as many months before that in which the day lies.';
COMMENT ON COLUMN timeliness_change.in_time_before IS 'in_time, of these months.';
COMMENT ON COLUMN timeliness_change.percent_in_time_before IS 'percent_in_time, of these months.';
COMMENT ON COLUMN timeliness_change.percent_in_time_excluding_before IS 'percent_in_time_excluding, of these months.';
COMMENT ON COLUMN timeliness_change.mean_weeks_before IS 'mean_weeks, of these months.';
COMMENT ON COLUMN timeliness_change.open_at_end IS 'Requests open at the end of the last of the months since.';
COMMENT ON COLUMN timeliness_change.open_before IS 'Requests open at the end of the month in which the day lies.';
COMMENT ON COLUMN timeliness_change.overdue_before IS 'Of these, requests open for more than 20 weeks.';
