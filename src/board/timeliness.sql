-- Views of one programme: the 20-week measure. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- They show the definition plans_in_20_weeks with bands and weeks: what is counted, and its switches, are in
-- table definition. 20 weeks are 140 days. Plans whose date of receipt is unknown stay in the denominator
-- and meet no limit.

-- The same columns by year, by month and over twelve months.
DO $by$
DECLARE
    view text[];
BEGIN
    FOREACH view SLICE 1 IN ARRAY ARRAY[['timeliness_by_year', 'measured_year', 'year'], ['timeliness_by_month', 'measured_month', 'month'], ['timeliness_rolling', 'measured_rolling', 'twelve_months_to']]
    LOOP
        EXECUTE pg_catalog.format($view$
            CREATE VIEW %1$I AS
            SELECT m.local_authority, m.%3$I,
                   sen.finished(m.days) AS plans_issued,
                   sen.within(m.days, 140) AS within_20_weeks,
                   round(100 * sen.rate(m.days, 140, true), 1) AS percent_within,
                   sen.finished(m.days, false) AS plans_issued_excluding,
                   sen.within(m.days, 140, false) AS within_20_weeks_excluding,
                   round(100 * sen.rate(m.days, 140, false), 1) AS percent_within_excluding,
                   sen.over(m.days, 364) AS over_52_weeks,
                   round(sen.mean_days(m.days) / 7, 1) AS mean_weeks,
                   round(sen.median_days(m.days) / 7, 1) AS median_weeks,
                   m.open_at_end, m.overdue_at_end AS over_20_weeks_at_end
            FROM %2$I m
            WHERE m.definition = 'plans_in_20_weeks'
            ORDER BY m.local_authority, m.%3$I $view$, view[1], view[2], view[3]);
    END LOOP;
END
$by$;
COMMENT ON VIEW timeliness_by_year IS 'The 20-week measure by calendar year in which the plan was issued, with and without cases under a permitted exception, and the requests still open at the end of the year. The last year runs to sen.today().';
COMMENT ON COLUMN timeliness_by_year.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN timeliness_by_year.year IS 'Calendar year in which the plans were issued.';
COMMENT ON COLUMN timeliness_by_year.plans_issued IS 'Plans issued, all cases.';
COMMENT ON COLUMN timeliness_by_year.within_20_weeks IS 'Of these, plans issued within 20 weeks of receipt of the request.';
COMMENT ON COLUMN timeliness_by_year.percent_within IS 'within_20_weeks as a share of plans_issued, in percent to one decimal: DfE''s rate including exceptions. Empty if no plan was issued.';
COMMENT ON COLUMN timeliness_by_year.plans_issued_excluding IS 'Plans issued, leaving out cases under a permitted exception.';
COMMENT ON COLUMN timeliness_by_year.within_20_weeks_excluding IS 'Of these, plans issued within 20 weeks.';
COMMENT ON COLUMN timeliness_by_year.percent_within_excluding IS 'The same as a share, in percent to one decimal: DfE''s headline rate, excluding exceptions.';
COMMENT ON COLUMN timeliness_by_year.over_52_weeks IS 'Plans issued after more than 52 weeks (364 days), all cases. Plans with an unknown date of receipt are in no band.';
COMMENT ON COLUMN timeliness_by_year.mean_weeks IS 'Mean time from receipt to issue in weeks, all cases with known dates.';
COMMENT ON COLUMN timeliness_by_year.median_weeks IS 'Median time from receipt to issue in weeks, all cases with known dates.';
COMMENT ON COLUMN timeliness_by_year.open_at_end IS 'Requests open at the close of the last day of the period, or of sen.today() if it still runs.';
COMMENT ON COLUMN timeliness_by_year.over_20_weeks_at_end IS 'Of these, requests open for more than 20 weeks.';
COMMENT ON VIEW timeliness_by_month IS 'The 20-week measure by month in which the plan was issued. Months without a plan are there too. Columns as in timeliness_by_year.';
COMMENT ON COLUMN timeliness_by_month.month IS 'First day of the month in which the plans were issued. The last month runs to sen.today().';
COMMENT ON VIEW timeliness_rolling IS 'The 20-week measure over the twelve months to the end of each month: it does not begin again each January. Columns as in timeliness_by_year.';

CREATE VIEW timeliness_by_cohort AS
SELECT m.local_authority, m.started_in AS received_in,
       sum(m.started)::bigint AS requests,
       sum(m.in_time)::bigint AS plans_within_20_weeks,
       sum(m.late)::bigint AS plans_later,
       sum(m.open_in_time)::bigint AS open_within_20_weeks,
       sum(m.open_overdue)::bigint AS open_over_20_weeks,
       sum(m.ended_otherwise)::bigint AS ended_without_plan,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_within,
       round(100 * sum(m.limit_passed_in_time_excluding) / nullif(sum(m.limit_passed_excluding), 0), 1) AS percent_within_excluding
FROM measured_cohort m
WHERE m.definition = 'plans_in_20_weeks'
GROUP BY m.local_authority, m.started_in
ORDER BY m.local_authority, m.started_in;
COMMENT ON VIEW timeliness_by_cohort IS 'Requests by the month in which they were received, followed to sen.today(): how many have a plan within 20 weeks, a later plan, none yet, or ended without one.';
COMMENT ON COLUMN timeliness_by_cohort.received_in IS 'First day of the month in which the requests were received.';
COMMENT ON COLUMN timeliness_by_cohort.requests IS 'Requests received in the month. Requests whose day of receipt is unknown are in no cohort.';
COMMENT ON COLUMN timeliness_by_cohort.plans_within_20_weeks IS 'Of these, with a plan within 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.plans_later IS 'Of these, with a plan after more than 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.open_within_20_weeks IS 'Of these, open, and within 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.open_over_20_weeks IS 'Of these, open for more than 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.ended_without_plan IS 'Of these, ended without a plan: refused, no plan, withdrawn, moved away or closed.';
COMMENT ON COLUMN timeliness_by_cohort.percent_within IS 'Share with a plan within 20 weeks of those whose 20 weeks have passed and that did not end without a plan, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN timeliness_by_cohort.percent_within_excluding IS 'The same, leaving out cases under a permitted exception.';

CREATE VIEW timeliness_year_to_date AS
SELECT m.local_authority, m.to_day, m.last_year_to_day,
       sen.finished(m.days) AS plans_issued,
       sen.within(m.days, 140) AS within_20_weeks,
       round(100 * sen.rate(m.days, 140, true), 1) AS percent_within,
       round(100 * sen.rate(m.days, 140, false), 1) AS percent_within_excluding,
       round(sen.mean_days(m.days) / 7, 1) AS mean_weeks,
       sen.finished(m.days_last_year) AS plans_issued_last_year,
       sen.within(m.days_last_year, 140) AS within_20_weeks_last_year,
       round(100 * sen.rate(m.days_last_year, 140, true), 1) AS percent_within_last_year,
       round(100 * sen.rate(m.days_last_year, 140, false), 1) AS percent_within_excluding_last_year,
       round(sen.mean_days(m.days_last_year) / 7, 1) AS mean_weeks_last_year,
       round(100 * c.change::numeric, 1) AS change_in_points, c.in_words AS change_in_words,
       m.open_at_end, m.open_last_year, m.overdue_at_end AS over_20_weeks_at_end, m.overdue_last_year AS over_20_weeks_last_year
FROM measured_year_to_date m
CROSS JOIN LATERAL sen.rate_change(m.days_last_year, m.days, 140) c
WHERE m.definition = 'plans_in_20_weeks'
ORDER BY m.local_authority;
COMMENT ON VIEW timeliness_year_to_date IS 'The 20-week measure from 1 January to sen.today(), against last year to the same day as it stood then: the only fair comparison before a year is over.';
COMMENT ON COLUMN timeliness_year_to_date.plans_issued_last_year IS 'plans_issued, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.within_20_weeks_last_year IS 'within_20_weeks, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.percent_within_last_year IS 'percent_within, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.percent_within_excluding_last_year IS 'percent_within_excluding, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.mean_weeks_last_year IS 'mean_weeks, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.change_in_points IS 'percent_within_excluding less that of last year, in percentage points to one decimal, computed before rounding. Empty if either is.';
COMMENT ON COLUMN timeliness_year_to_date.change_in_words IS 'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
COMMENT ON COLUMN timeliness_year_to_date.over_20_weeks_last_year IS 'over_20_weeks_at_end, on the same day of last year.';
