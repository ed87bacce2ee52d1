-- read: reader
-- meanings: compliance_by_year, definition_month

-- The same columns by year, by month and over twelve months.
--@for view source period
--@ compliance_by_year definition_year year
--@ compliance_by_month definition_month month
--@ compliance_rolling definition_rolling twelve_months_to
CREATE VIEW {view} AS
SELECT f.definition, f.title, m.local_authority, m.{period},
       sen.finished(m.lateness) AS finished,
       sen.within(m.lateness, 0) AS in_time,
       sen.percent(sen.rate(m.lateness, 0, true)) AS percent_in_time,
       sen.finished(m.lateness, false) AS finished_excluding,
       sen.within(m.lateness, 0, false) AS in_time_excluding,
       sen.percent(sen.rate(m.lateness, 0, false)) AS percent_in_time_excluding,
       round(sen.median_days(m.days), 1) AS median_days,
       m.open_at_end, m.overdue_at_end
FROM {source} m
JOIN definition f ON f.definition = m.definition
ORDER BY f.position, f.definition, m.local_authority, m.{period};
--@end
COMMENT ON VIEW compliance_by_year IS
    'Every row of table definition by calendar year, with and without cases under a permitted exception, and what '
    'was open at the end of the year. The last year runs to the day of the data.';
COMMENT ON COLUMN compliance_by_year.definition IS 'Short name of the definition.';
COMMENT ON COLUMN compliance_by_year.title IS 'Title of the definition.';
COMMENT ON COLUMN compliance_by_year.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN compliance_by_year.year IS
    'Calendar year in which the cases were finished, or due if the definition counts by due day.';
COMMENT ON COLUMN compliance_by_year.finished IS 'Cases finished, also those whose start is unknown.';
COMMENT ON COLUMN compliance_by_year.in_time IS 'Of these, cases finished in time.';
COMMENT ON COLUMN compliance_by_year.percent_in_time IS
    'in_time as a share of finished, in percent to one decimal. Empty if nothing was finished.';
COMMENT ON COLUMN compliance_by_year.finished_excluding IS
    'Cases finished, leaving out those under a permitted exception.';
COMMENT ON COLUMN compliance_by_year.in_time_excluding IS 'Of these, cases finished in time.';
COMMENT ON COLUMN compliance_by_year.percent_in_time_excluding IS
    'in_time_excluding as a share of finished_excluding, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN compliance_by_year.median_days IS
    'Median days from start to finish, all cases with usable dates. Empty if there is none.';
COMMENT ON VIEW compliance_by_month IS
    'Every row of table definition by month, with what was open at its end. Months without a case are there too. '
    'Columns as in compliance_by_year.';
COMMENT ON COLUMN compliance_by_month.month IS
    'First day of the month in which the cases were finished, or due if the definition counts by due day. The last '
    'month runs to the day of the data.';
COMMENT ON VIEW compliance_rolling IS
    'Every row of table definition over the twelve months to the end of each month, with what was open on that day. '
    'Columns as in compliance_by_year.';
COMMENT ON COLUMN compliance_rolling.twelve_months_to IS
    'Last day of the twelve months; the last row runs to the day of the data and so through eleven whole months and '
    'one that still runs.';
