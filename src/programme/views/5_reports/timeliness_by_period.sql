-- read: reader
-- meanings: timeliness_by_year, definition_rolling

-- The definition plans_in_20_weeks with bands and weeks: what is counted, and its switches, are in
-- table definition. 20 weeks are 140 days. Plans whose date of receipt is unknown stay in the denominator
-- and meet no limit.
-- The same columns by year, by month and over twelve months.
--@for view source period
--@ timeliness_by_year plan_year year
--@ timeliness_by_month plan_month month
--@ timeliness_rolling plan_rolling twelve_months_to
CREATE VIEW {view} AS
SELECT m.local_authority, m.{period},
       sen.finished(m.days) AS finished,
       sen.within(m.days, 140) AS in_time,
       sen.percent(sen.rate(m.days, 140, true)) AS percent_in_time,
       sen.finished(m.days, false) AS finished_excluding,
       sen.within(m.days, 140, false) AS in_time_excluding,
       sen.percent(sen.rate(m.days, 140, false)) AS percent_in_time_excluding,
       sen.over(m.days, 364) AS over_52_weeks,
       round(sen.mean_days(m.days) / 7, 1) AS mean_weeks,
       round(sen.median_days(m.days) / 7, 1) AS median_weeks,
       m.open_at_end, m.overdue_at_end AS overdue_at_end
FROM {source} m
ORDER BY m.local_authority, m.{period};
--@end
COMMENT ON VIEW timeliness_by_year IS
    'The 20-week measure by calendar year in which the plan was issued, with and without cases under a permitted '
    'exception, and the requests still open at the end of the year. The last year runs to the day of the data.';
COMMENT ON COLUMN timeliness_by_year.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN timeliness_by_year.year IS 'Calendar year in which the plans were issued.';
COMMENT ON COLUMN timeliness_by_year.finished IS 'Plans issued, all cases.';
COMMENT ON COLUMN timeliness_by_year.in_time IS 'Of these, plans issued within 20 weeks of receipt of the request.';
COMMENT ON COLUMN timeliness_by_year.percent_in_time IS
    'in_time as a share of finished, in percent to one decimal: DfE''s rate including exceptions. Empty if no plan was '
    'issued.';
COMMENT ON COLUMN timeliness_by_year.finished_excluding IS
    'Plans issued, leaving out cases under a permitted exception.';
COMMENT ON COLUMN timeliness_by_year.in_time_excluding IS 'Of these, plans issued within 20 weeks.';
COMMENT ON COLUMN timeliness_by_year.percent_in_time_excluding IS
    'The same as a share, in percent to one decimal: DfE''s headline rate, excluding exceptions.';
COMMENT ON COLUMN timeliness_by_year.over_52_weeks IS
    'Plans issued after more than 52 weeks (364 days), all cases. Plans with an unknown date of receipt are in no '
    'band.';
COMMENT ON COLUMN timeliness_by_year.mean_weeks IS
    'Mean time from receipt to issue in weeks, all cases with known dates.';
COMMENT ON COLUMN timeliness_by_year.median_weeks IS
    'Median time from receipt to issue in weeks, all cases with known dates.';
COMMENT ON COLUMN timeliness_by_year.open_at_end IS
    'Requests open at the close of the last day of the period, or of the day of the data if it still runs.';
COMMENT ON COLUMN timeliness_by_year.overdue_at_end IS 'Of these, requests open for more than 20 weeks.';
COMMENT ON VIEW timeliness_by_month IS
    'The 20-week measure by month in which the plan was issued. Months without a plan are there too. Columns as in '
    'timeliness_by_year.';
COMMENT ON COLUMN timeliness_by_month.month IS
    'First day of the month in which the plans were issued. The last month runs to the day of the data.';
COMMENT ON VIEW timeliness_rolling IS
    'The 20-week measure over the twelve months to the end of each month: it does not begin again each January. '
    'Columns as in timeliness_by_year.';
