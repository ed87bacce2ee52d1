-- read: reader
-- meanings: total_by_year, compliance_by_year, definition_month

-- Summaries are added up, not rates: the total of all authorities is the rate of all their cases.
--@for view source period
--@ total_by_year definition_year year
--@ total_by_month definition_month month
--@ total_rolling definition_rolling twelve_months_to
CREATE VIEW {view} AS
SELECT f.definition, f.title, m.{period}, m.authorities,
       sen.finished(m.lateness) AS finished,
       sen.within(m.lateness, 0) AS in_time,
       sen.percent(sen.rate(m.lateness, 0, true)) AS percent_in_time,
       sen.finished(m.lateness, false) AS finished_excluding,
       sen.within(m.lateness, 0, false) AS in_time_excluding,
       sen.percent(sen.rate(m.lateness, 0, false)) AS percent_in_time_excluding,
       sen.over(m.days, 364) AS over_52_weeks,
       round(sen.mean_days(m.days) / 7, 1) AS mean_weeks,
       round(sen.median_days(m.days) / 7, 1) AS median_weeks,
       m.open_at_end, m.overdue_at_end
FROM (SELECT p.definition, p.{period}, count(*) AS authorities, sen.rollup(p.days) AS days,
             sen.rollup(p.lateness) AS lateness, sum(p.open_at_end)::bigint AS open_at_end,
             sum(p.overdue_at_end)::bigint AS overdue_at_end
      FROM {source} p GROUP BY p.definition, p.{period}) m
JOIN definition f ON f.definition = m.definition
ORDER BY f.position, f.definition, m.{period};
--@end
COMMENT ON VIEW total_by_year IS
    'Every row of table definition by calendar year, over all authorities that are shown: the rate of all their cases, '
    'not the mean of their rates. compliance_by_year has each authority. The last year runs to the day of the data.';
COMMENT ON COLUMN total_by_year.authorities IS 'Authorities with a case in this period, or in one before it.';
COMMENT ON COLUMN total_by_year.over_52_weeks IS 'Cases that took more than 52 weeks (364 days) from start to finish.';
COMMENT ON COLUMN total_by_year.mean_weeks IS
    'Mean time from start to finish in weeks, all cases with usable dates. Empty if there is none.';
COMMENT ON COLUMN total_by_year.median_weeks IS 'Median time from start to finish in weeks.';
COMMENT ON COLUMN total_by_year.open_at_end IS
    'Cases open at the close of the last day of the period, or of the day of the data if it still runs.';
COMMENT ON COLUMN total_by_year.overdue_at_end IS
    'Of these, cases past their due day. A recorded exception does not take a case out.';
COMMENT ON VIEW total_by_month IS
    'Every row of table definition by month, over all authorities that are shown. Columns as in total_by_year.';
COMMENT ON COLUMN total_by_month.month IS
    'First day of the month in which the cases were finished, or due if the definition counts by due day. The last '
    'month runs to the day of the data.';
COMMENT ON VIEW total_rolling IS
    'Every row of table definition over the twelve months to the end of each month, over all authorities that are '
    'shown. Columns as in total_by_year.';
COMMENT ON COLUMN total_rolling.twelve_months_to IS
    'Last day of the twelve months; the last row runs to the day of the data and so through eleven whole months and '
    'one that still runs.';
