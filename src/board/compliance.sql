-- Views of one programme: every measure of table definition, by year, month, twelve months, cohort and
-- year to date, with the open backlog beside each. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

-- The same columns by year, by month and over twelve months.
DO $by$
DECLARE
    view text[];
BEGIN
    FOREACH view SLICE 1 IN ARRAY ARRAY[['compliance_by_year', 'measured_year', 'year'], ['compliance_by_month', 'measured_month', 'month'], ['compliance_rolling', 'measured_rolling', 'twelve_months_to']]
    LOOP
        EXECUTE pg_catalog.format($view$
            CREATE VIEW %1$I AS
            SELECT f.definition, f.title, m.local_authority, m.%3$I,
                   sen.finished(m.lateness) AS finished,
                   sen.within(m.lateness, 0) AS in_time,
                   round(100 * sen.rate(m.lateness, 0, true), 1) AS percent_in_time,
                   sen.finished(m.lateness, false) AS finished_excluding,
                   sen.within(m.lateness, 0, false) AS in_time_excluding,
                   round(100 * sen.rate(m.lateness, 0, false), 1) AS percent_in_time_excluding,
                   round(sen.median_days(m.days), 1) AS median_days,
                   m.open_at_end, m.overdue_at_end
            FROM %2$I m
            JOIN definition f ON f.definition = m.definition
            ORDER BY f.position, f.definition, m.local_authority, m.%3$I $view$, view[1], view[2], view[3]);
    END LOOP;
END
$by$;
COMMENT ON VIEW compliance_by_year IS 'Every measure of table definition by calendar year, with and without cases under a permitted exception, and what was open at the end of the year. The last year runs to sen.today().';
COMMENT ON COLUMN compliance_by_year.definition IS 'Short name of the measure: a row of table definition.';
COMMENT ON COLUMN compliance_by_year.title IS 'Title of the measure.';
COMMENT ON COLUMN compliance_by_year.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN compliance_by_year.year IS 'Calendar year in which the cases were finished, or due if the definition counts by due day.';
COMMENT ON COLUMN compliance_by_year.finished IS 'Cases finished, also those whose start is unknown.';
COMMENT ON COLUMN compliance_by_year.in_time IS 'Of these, cases finished in time.';
COMMENT ON COLUMN compliance_by_year.percent_in_time IS 'in_time as a share of finished, in percent to one decimal. Empty if nothing was finished.';
COMMENT ON COLUMN compliance_by_year.finished_excluding IS 'Cases finished, leaving out those under a permitted exception.';
COMMENT ON COLUMN compliance_by_year.in_time_excluding IS 'Of these, cases finished in time.';
COMMENT ON COLUMN compliance_by_year.percent_in_time_excluding IS 'in_time_excluding as a share of finished_excluding, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN compliance_by_year.median_days IS 'Median days from start to finish, all cases with usable dates. Empty if there is none.';
COMMENT ON VIEW compliance_by_month IS 'Every measure of table definition by month, with what was open at its end. Months without a case are there too. Columns as in compliance_by_year.';
COMMENT ON COLUMN compliance_by_month.month IS 'First day of the month in which the cases were finished, or due if the definition counts by due day. The last month runs to sen.today().';
COMMENT ON VIEW compliance_rolling IS 'Every measure of table definition over the twelve months to the end of each month, with what was open on that day. Columns as in compliance_by_year.';
COMMENT ON COLUMN compliance_rolling.twelve_months_to IS 'Last day of the twelve months; the last row runs to sen.today() and so through eleven whole months and one that still runs.';

CREATE VIEW compliance_by_cohort AS
SELECT f.definition, f.title, m.local_authority, m.started_in,
       sum(m.started)::bigint AS started, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time)::bigint AS open_in_time, sum(m.open_overdue)::bigint AS open_overdue, sum(m.ended_otherwise)::bigint AS ended_otherwise,
       sum(m.limit_passed)::bigint AS limit_passed,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_in_time,
       round(100 * sum(m.limit_passed_in_time_excluding) / nullif(sum(m.limit_passed_excluding), 0), 1) AS percent_in_time_excluding
FROM measured_cohort m
JOIN definition f ON f.definition = m.definition
GROUP BY f.definition, m.local_authority, m.started_in
ORDER BY f.position, f.definition, m.local_authority, m.started_in;
COMMENT ON VIEW compliance_by_cohort IS 'Every measure of table definition by the month in which the cases started, followed to sen.today(): unlike a rate by month of finish, it does not fall because old cases are cleared, nor rise because late ones are left open.';
COMMENT ON COLUMN compliance_by_cohort.percent_in_time IS 'Share finished in time of the cases in limit_passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN compliance_by_cohort.percent_in_time_excluding IS 'The same, leaving out cases under a permitted exception.';

CREATE VIEW compliance_year_to_date AS
SELECT f.definition, f.title, m.local_authority, m.to_day, m.last_year_to_day,
       sen.finished(m.lateness) AS finished,
       sen.within(m.lateness, 0) AS in_time,
       round(100 * sen.rate(m.lateness, 0, true), 1) AS percent_in_time,
       sen.finished(m.lateness_last_year) AS finished_last_year,
       sen.within(m.lateness_last_year, 0) AS in_time_last_year,
       round(100 * sen.rate(m.lateness_last_year, 0, true), 1) AS percent_in_time_last_year,
       sen.finished(m.lateness, false) AS finished_excluding,
       sen.within(m.lateness, 0, false) AS in_time_excluding,
       round(100 * sen.rate(m.lateness, 0, false), 1) AS percent_in_time_excluding,
       sen.finished(m.lateness_last_year, false) AS finished_excluding_last_year,
       sen.within(m.lateness_last_year, 0, false) AS in_time_excluding_last_year,
       round(100 * sen.rate(m.lateness_last_year, 0, false), 1) AS percent_in_time_excluding_last_year,
       round(100 * c.change::numeric, 1) AS change_in_points, c.in_words AS change_in_words,
       m.open_at_end, m.open_last_year, m.overdue_at_end, m.overdue_last_year
FROM measured_year_to_date m
JOIN definition f ON f.definition = m.definition
CROSS JOIN LATERAL sen.rate_change(m.lateness_last_year, m.lateness, 0) c
ORDER BY f.position, f.definition, m.local_authority;
COMMENT ON VIEW compliance_year_to_date IS 'Every measure of table definition from 1 January to sen.today(), against last year to the same day as it stood then, with the change in words.';
COMMENT ON COLUMN compliance_year_to_date.finished_last_year IS 'finished, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.in_time_last_year IS 'in_time, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.percent_in_time_last_year IS 'percent_in_time, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.finished_excluding_last_year IS 'finished_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.in_time_excluding_last_year IS 'in_time_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.percent_in_time_excluding_last_year IS 'percent_in_time_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.change_in_points IS 'percent_in_time_excluding less that of last year, in percentage points to one decimal, computed before rounding. Empty if either is.';
COMMENT ON COLUMN compliance_year_to_date.change_in_words IS 'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';

CREATE VIEW advice_timeliness AS
SELECT m.local_authority, m.detail AS body, extract(year FROM m.started_in)::integer AS year,
       sum(m.started)::bigint AS asked, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time)::bigint AS awaited_in_time, sum(m.open_overdue)::bigint AS awaited_overdue, sum(m.ended_otherwise)::bigint AS ended_otherwise,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_in_time,
       round(100 * sum(m.limit_passed_in_time_excluding) / nullif(sum(m.limit_passed_excluding), 0), 1) AS percent_in_time_excluding
FROM measured_cohort m
WHERE m.definition = 'advice_in_6_weeks'
GROUP BY m.local_authority, m.detail, extract(year FROM m.started_in)::integer
ORDER BY m.local_authority, m.detail, extract(year FROM m.started_in)::integer;
COMMENT ON VIEW advice_timeliness IS 'Advice in assessments, by the body that was asked and the year in which it was asked: how much came within 6 weeks, and what is still awaited on sen.today().';
COMMENT ON COLUMN advice_timeliness.body IS 'Body or service that was asked, such as educational psychology.';
COMMENT ON COLUMN advice_timeliness.year IS 'Calendar year in which the body received the request for advice.';
COMMENT ON COLUMN advice_timeliness.asked IS 'Requests for advice of that year.';
COMMENT ON COLUMN advice_timeliness.in_time IS 'Of these, answered within 6 weeks.';
COMMENT ON COLUMN advice_timeliness.late IS 'Of these, answered later.';
COMMENT ON COLUMN advice_timeliness.awaited_in_time IS 'Of these, not answered yet, within 6 weeks.';
COMMENT ON COLUMN advice_timeliness.awaited_overdue IS 'Of these, not answered yet after 6 weeks.';
COMMENT ON COLUMN advice_timeliness.ended_otherwise IS 'Of these, not answered when the assessment ended.';
COMMENT ON COLUMN advice_timeliness.percent_in_time IS 'Share answered in time of those whose 6 weeks have passed, in percent to one decimal: without those that ended otherwise. Empty if there is none.';

CREATE VIEW annual_review_timeliness AS
SELECT m.local_authority, extract(year FROM m.started_in)::integer AS year,
       coalesce(sum(m.started) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS meetings,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0)::bigint AS reports_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0)::bigint AS reports_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0)::bigint AS reports_overdue,
       round(100 * sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'review_reports_in_2_weeks')
             / nullif(sum(m.limit_passed) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0), 1) AS percent_reports_in_time,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS decisions_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS decisions_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS decisions_overdue,
       round(100 * sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks')
             / nullif(sum(m.limit_passed) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0), 1) AS percent_decisions_in_time,
       coalesce(sum(m.started) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS plans_to_amend,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS amended_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS amended_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS amended_overdue,
       round(100 * sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'amended_plans_in_time')
             / nullif(sum(m.limit_passed) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0), 1) AS percent_amended_in_time
FROM measured_cohort m
WHERE m.definition IN ('review_reports_in_2_weeks', 'review_decisions_in_4_weeks', 'amended_plans_in_time')
GROUP BY m.local_authority, extract(year FROM m.started_in)::integer
ORDER BY m.local_authority, extract(year FROM m.started_in)::integer;
COMMENT ON VIEW annual_review_timeliness IS 'Annual reviews by the year of the meeting, followed to sen.today(): the report within 2 weeks, the decision within 4, and the amended plan in time.';
COMMENT ON COLUMN annual_review_timeliness.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN annual_review_timeliness.year IS 'Calendar year of the review meeting; for an amended plan without a meeting, of the notice of the proposed amendments.';
COMMENT ON COLUMN annual_review_timeliness.meetings IS 'Review meetings held in the year.';
COMMENT ON COLUMN annual_review_timeliness.reports_in_time IS 'Of the meetings, report sent within 2 weeks.';
COMMENT ON COLUMN annual_review_timeliness.reports_late IS 'Of the meetings, report sent later.';
COMMENT ON COLUMN annual_review_timeliness.reports_overdue IS 'Of the meetings, no report on sen.today() after 2 weeks.';
COMMENT ON COLUMN annual_review_timeliness.percent_reports_in_time IS 'Share in time of the meetings whose 2 weeks have passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN annual_review_timeliness.decisions_in_time IS 'Of the meetings, decision notified within 4 weeks.';
COMMENT ON COLUMN annual_review_timeliness.decisions_late IS 'Of the meetings, decision notified later.';
COMMENT ON COLUMN annual_review_timeliness.decisions_overdue IS 'Of the meetings, no decision on sen.today() after 4 weeks.';
COMMENT ON COLUMN annual_review_timeliness.percent_decisions_in_time IS 'Share in time of the meetings whose 4 weeks have passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN annual_review_timeliness.plans_to_amend IS 'Reviews of the year whose outcome is to amend the plan.';
COMMENT ON COLUMN annual_review_timeliness.amended_in_time IS 'Of these, final amended plan sent in time.';
COMMENT ON COLUMN annual_review_timeliness.amended_late IS 'Of these, final amended plan sent late.';
COMMENT ON COLUMN annual_review_timeliness.amended_overdue IS 'Of these, no final amended plan on sen.today() after the due day.';
COMMENT ON COLUMN annual_review_timeliness.percent_amended_in_time IS 'Share in time of those whose due day has passed, in percent to one decimal. Empty if there is none.';

CREATE VIEW phase_transfers AS
SELECT m.local_authority, extract(year FROM m.started_in)::integer AS year, m.detail AS phase,
       sen.phase_transfer_due(m.detail, extract(year FROM m.started_in)::integer) AS due_on,
       sum(m.started)::bigint AS plans, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time + m.open_overdue)::bigint AS outstanding,
       sum(m.open_overdue)::bigint AS overdue,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_in_time
FROM measured_cohort m
WHERE m.definition = 'phase_transfers_in_time'
GROUP BY m.local_authority, extract(year FROM m.started_in)::integer, m.detail
ORDER BY m.local_authority, extract(year FROM m.started_in)::integer, m.detail;
COMMENT ON VIEW phase_transfers IS 'Plans of children who change phase, by year and phase: ready before 15 February (31 March from secondary school to post-16), late, or outstanding on sen.today() (SEND Regulations 2014 reg 18). A year appears on its 1 January.';
COMMENT ON COLUMN phase_transfers.year IS 'Calendar year of the change of phase.';
COMMENT ON COLUMN phase_transfers.phase IS 'The change, such as primary to secondary.';
COMMENT ON COLUMN phase_transfers.due_on IS 'Last day on which the plan is ready in time.';
COMMENT ON COLUMN phase_transfers.plans IS 'Plans with this change of phase.';
COMMENT ON COLUMN phase_transfers.in_time IS 'Of these, finished in time.';
COMMENT ON COLUMN phase_transfers.late IS 'Of these, finished late.';
COMMENT ON COLUMN phase_transfers.outstanding IS 'Of these, not finished.';
COMMENT ON COLUMN phase_transfers.overdue IS 'Of those outstanding, past due_on.';
COMMENT ON COLUMN phase_transfers.percent_in_time IS 'Once due_on has passed: in_time as a share of plans, in percent to one decimal. Empty before.';
