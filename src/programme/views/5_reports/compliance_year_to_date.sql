-- read: reader
-- meanings: compliance_by_year, definition_month, definition_year_to_date

CREATE VIEW compliance_year_to_date AS
SELECT f.definition, f.title, m.local_authority, m.to_day, m.last_year_to_day,
       sen.finished(m.lateness) AS finished,
       sen.within(m.lateness, 0) AS in_time,
       sen.percent(sen.rate(m.lateness, 0, true)) AS percent_in_time,
       sen.finished(m.lateness_last_year) AS finished_last_year,
       sen.within(m.lateness_last_year, 0) AS in_time_last_year,
       sen.percent(sen.rate(m.lateness_last_year, 0, true)) AS percent_in_time_last_year,
       sen.finished(m.lateness, false) AS finished_excluding,
       sen.within(m.lateness, 0, false) AS in_time_excluding,
       sen.percent(sen.rate(m.lateness, 0, false)) AS percent_in_time_excluding,
       sen.finished(m.lateness_last_year, false) AS finished_excluding_last_year,
       sen.within(m.lateness_last_year, 0, false) AS in_time_excluding_last_year,
       sen.percent(sen.rate(m.lateness_last_year, 0, false)) AS percent_in_time_excluding_last_year,
       sen.percent(c.change) AS change_in_points, c.in_words AS change_in_words,
       m.open_at_end, m.open_last_year, m.overdue_at_end, m.overdue_last_year
FROM definition_year_to_date m
JOIN definition f ON f.definition = m.definition
CROSS JOIN LATERAL sen.rate_change(m.lateness_last_year, m.lateness, 0) c
ORDER BY f.position, f.definition, m.local_authority;
COMMENT ON VIEW compliance_year_to_date IS
    'Every row of table definition from 1 January to the day of the data, against last year to the same day as it '
    'stood then, with the change in words.';
COMMENT ON COLUMN compliance_year_to_date.finished_last_year IS 'finished, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.in_time_last_year IS 'in_time, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.percent_in_time_last_year IS 'percent_in_time, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.finished_excluding_last_year IS
    'finished_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.in_time_excluding_last_year IS
    'in_time_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.percent_in_time_excluding_last_year IS
    'percent_in_time_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.change_in_points IS
    'percent_in_time_excluding less that of last year, in percentage points to one decimal, computed before rounding. '
    'Empty if either is.';
COMMENT ON COLUMN compliance_year_to_date.change_in_words IS
    'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
