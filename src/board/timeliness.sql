-- Views of one programme: the 20-week measure. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- The measure: plans issued in the period, from receipt of the request to issue, at most 20 weeks
-- (140 days). Plans whose date of receipt is unknown stay in the denominator and meet no limit.

CREATE VIEW timeliness_by_year AS
SELECT s.local_authority,
       extract(year FROM s.year_starts_on)::integer AS year,
       sen.finished(s.plans) AS plans_issued,
       sen.within(s.plans, 140) AS within_20_weeks,
       round(100 * sen.rate(s.plans, 140, true), 1) AS percent_within,
       sen.finished(s.plans, false) AS plans_issued_excluding,
       sen.within(s.plans, 140, false) AS within_20_weeks_excluding,
       round(100 * sen.rate(s.plans, 140, false), 1) AS percent_within_excluding,
       sen.over(s.plans, 364) AS over_52_weeks,
       round(sen.mean_days(s.plans) / 7, 1) AS mean_weeks,
       round(sen.median_days(s.plans) / 7, 1) AS median_weeks
FROM (
    SELECT c.local_authority, sen.calendar_year(c.plan_issued_on) AS year_starts_on,
           sen.timeliness(c.received_on, c.plan_issued_on, c.exception, sen.today()) AS plans
    FROM counted_case c
    WHERE c.status = 'plan issued'
    GROUP BY c.local_authority, sen.calendar_year(c.plan_issued_on)
) s
ORDER BY s.local_authority, s.year_starts_on;
COMMENT ON VIEW timeliness_by_year IS 'The 20-week measure by calendar year in which the plan was issued, with and without cases under a permitted exception. The last year runs to sen.today().';
COMMENT ON COLUMN timeliness_by_year.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN timeliness_by_year.year IS 'Calendar year in which the plans were issued.';
COMMENT ON COLUMN timeliness_by_year.plans_issued IS 'Plans issued in the year, all cases.';
COMMENT ON COLUMN timeliness_by_year.within_20_weeks IS 'Of these, plans issued within 20 weeks of receipt of the request.';
COMMENT ON COLUMN timeliness_by_year.percent_within IS 'within_20_weeks as a share of plans_issued, in percent to one decimal: DfE''s rate including exceptions.';
COMMENT ON COLUMN timeliness_by_year.plans_issued_excluding IS 'Plans issued in the year, leaving out cases under a permitted exception.';
COMMENT ON COLUMN timeliness_by_year.within_20_weeks_excluding IS 'Of these, plans issued within 20 weeks.';
COMMENT ON COLUMN timeliness_by_year.percent_within_excluding IS 'The same as a share, in percent to one decimal: DfE''s headline rate, excluding exceptions.';
COMMENT ON COLUMN timeliness_by_year.over_52_weeks IS 'Plans issued after more than 52 weeks (364 days), all cases. Plans with an unknown date of receipt are in no band.';
COMMENT ON COLUMN timeliness_by_year.mean_weeks IS 'Mean time from receipt to issue in weeks, all cases with known dates.';
COMMENT ON COLUMN timeliness_by_year.median_weeks IS 'Median time from receipt to issue in weeks, all cases with known dates.';

CREATE VIEW timeliness_by_month AS
SELECT s.local_authority, s.month,
       sen.finished(s.plans) AS plans_issued,
       sen.within(s.plans, 140) AS within_20_weeks,
       round(100 * sen.rate(s.plans, 140, true), 1) AS percent_within,
       sen.finished(s.plans, false) AS plans_issued_excluding,
       sen.within(s.plans, 140, false) AS within_20_weeks_excluding,
       round(100 * sen.rate(s.plans, 140, false), 1) AS percent_within_excluding,
       sen.over(s.plans, 364) AS over_52_weeks,
       round(sen.mean_days(s.plans) / 7, 1) AS mean_weeks,
       round(sen.median_days(s.plans) / 7, 1) AS median_weeks
FROM (
    SELECT c.local_authority, sen.month(c.plan_issued_on) AS month,
           sen.timeliness(c.received_on, c.plan_issued_on, c.exception, sen.today()) AS plans
    FROM counted_case c
    WHERE c.status = 'plan issued'
    GROUP BY c.local_authority, sen.month(c.plan_issued_on)
) s
ORDER BY s.local_authority, s.month;
COMMENT ON VIEW timeliness_by_month IS 'The 20-week measure by month in which the plan was issued, with and without cases under a permitted exception. A month in which no plan was issued has no row.';
COMMENT ON COLUMN timeliness_by_month.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN timeliness_by_month.month IS 'First day of the month in which the plans were issued.';
COMMENT ON COLUMN timeliness_by_month.plans_issued IS 'Plans issued in the month, all cases.';
COMMENT ON COLUMN timeliness_by_month.within_20_weeks IS 'Of these, plans issued within 20 weeks of receipt of the request.';
COMMENT ON COLUMN timeliness_by_month.percent_within IS 'within_20_weeks as a share of plans_issued, in percent to one decimal: the rate including exceptions.';
COMMENT ON COLUMN timeliness_by_month.plans_issued_excluding IS 'Plans issued in the month, leaving out cases under a permitted exception.';
COMMENT ON COLUMN timeliness_by_month.within_20_weeks_excluding IS 'Of these, plans issued within 20 weeks.';
COMMENT ON COLUMN timeliness_by_month.percent_within_excluding IS 'The same as a share, in percent to one decimal: the headline rate, excluding exceptions.';
COMMENT ON COLUMN timeliness_by_month.over_52_weeks IS 'Plans issued after more than 52 weeks (364 days), all cases. Plans with an unknown date of receipt are in no band.';
COMMENT ON COLUMN timeliness_by_month.mean_weeks IS 'Mean time from receipt to issue in weeks, all cases with known dates.';
COMMENT ON COLUMN timeliness_by_month.median_weeks IS 'Median time from receipt to issue in weeks, all cases with known dates.';
