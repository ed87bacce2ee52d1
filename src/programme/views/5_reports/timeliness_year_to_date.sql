-- read: reader
-- meanings: timeliness_by_year, definition_year_to_date

CREATE VIEW timeliness_year_to_date AS
SELECT m.local_authority, m.to_day, m.last_year_to_day,
       sen.finished(m.days) AS finished,
       sen.within(m.days, 140) AS in_time,
       sen.percent(sen.rate(m.days, 140, true)) AS percent_in_time,
       sen.percent(sen.rate(m.days, 140, false)) AS percent_in_time_excluding,
       round(sen.mean_days(m.days) / 7, 1) AS mean_weeks,
       sen.finished(m.days_last_year) AS finished_last_year,
       sen.within(m.days_last_year, 140) AS in_time_last_year,
       sen.percent(sen.rate(m.days_last_year, 140, true)) AS percent_in_time_last_year,
       sen.percent(sen.rate(m.days_last_year, 140, false)) AS percent_in_time_excluding_last_year,
       round(sen.mean_days(m.days_last_year) / 7, 1) AS mean_weeks_last_year,
       sen.percent(c.change) AS change_in_points, c.in_words AS change_in_words,
       m.open_at_end, m.open_last_year, m.overdue_at_end AS overdue_at_end, m.overdue_last_year AS overdue_last_year
FROM plan_year_to_date m
CROSS JOIN LATERAL sen.rate_change(m.days_last_year, m.days, 140) c
ORDER BY m.local_authority;
COMMENT ON VIEW timeliness_year_to_date IS
    'The 20-week measure from 1 January to the day of the data, against last year to the same day as it stood then: '
    'the only fair comparison before a year is over.';
COMMENT ON COLUMN timeliness_year_to_date.finished_last_year IS 'finished, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.in_time_last_year IS 'in_time, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.percent_in_time_last_year IS 'percent_in_time, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.percent_in_time_excluding_last_year IS
    'percent_in_time_excluding, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.mean_weeks_last_year IS 'mean_weeks, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.change_in_points IS
    'percent_in_time_excluding less that of last year, in percentage points to one decimal, computed before rounding. '
    'Empty if either is.';
COMMENT ON COLUMN timeliness_year_to_date.change_in_words IS
    'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
COMMENT ON COLUMN timeliness_year_to_date.overdue_last_year IS 'overdue_at_end, on the same day of last year.';
