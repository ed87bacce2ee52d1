-- read: reader

CREATE VIEW annual_review_timeliness AS
SELECT m.local_authority, extract(year FROM m.started_in)::integer AS year,
       coalesce(sum(m.started) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS meetings,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0)::bigint AS reports_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0)::bigint AS reports_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'),
                0)::bigint AS reports_overdue,
       sen.percent(sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'),
                   sum(m.limit_passed) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'))
                       AS percent_reports_in_time,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'),
                0)::bigint AS decisions_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS decisions_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'),
                0)::bigint AS decisions_overdue,
       sen.percent(sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'),
                   sum(m.limit_passed) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'))
                       AS percent_decisions_in_time,
       coalesce(sum(m.started) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS plans_to_amend,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS amended_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS amended_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'amended_plans_in_time'),
                0)::bigint AS amended_overdue,
       sen.percent(sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'amended_plans_in_time'),
                   sum(m.limit_passed) FILTER (WHERE m.definition = 'amended_plans_in_time')) AS percent_amended_in_time
-- As in advice_timeliness: what is not shown is not grouped by.
FROM (
    SELECT c.definition, c.local_authority,
           sen.case_cohorts(c.started_on, c.due_on, c.finished_on, c.closed_on, c.has_exception, t.today) AS cohorts
    FROM limit_case c
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
    WHERE c.definition IN ('review_reports_in_2_weeks', 'review_decisions_in_4_weeks', 'amended_plans_in_time')
      AND c.time_limit IN ('review_report', 'review_decision', 'final_amended_plan', 'amended_plan_longstop')
    GROUP BY c.definition, c.local_authority
) g
CROSS JOIN LATERAL (SELECT g.definition, g.local_authority, n.* FROM unnest(g.cohorts) n) m
GROUP BY m.local_authority, extract(year FROM m.started_in)::integer
ORDER BY m.local_authority, extract(year FROM m.started_in)::integer;
COMMENT ON VIEW annual_review_timeliness IS
    'Annual reviews by the year of the meeting, followed to the day of the data: the report within 2 weeks, the '
    'decision within 4, and the amended plan in time.';
COMMENT ON COLUMN annual_review_timeliness.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN annual_review_timeliness.year IS
    'Calendar year of the review meeting; for an amended plan without a meeting, of the notice of the proposed '
    'amendments.';
COMMENT ON COLUMN annual_review_timeliness.meetings IS 'Review meetings held in the year.';
COMMENT ON COLUMN annual_review_timeliness.reports_in_time IS 'Of the meetings, report sent within 2 weeks.';
COMMENT ON COLUMN annual_review_timeliness.reports_late IS 'Of the meetings, report sent later.';
COMMENT ON COLUMN annual_review_timeliness.reports_overdue IS
    'Of the meetings, no report on the day of the data after 2 weeks.';
COMMENT ON COLUMN annual_review_timeliness.percent_reports_in_time IS
    'Share in time of the meetings whose 2 weeks have passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN annual_review_timeliness.decisions_in_time IS 'Of the meetings, decision notified within 4 weeks.';
COMMENT ON COLUMN annual_review_timeliness.decisions_late IS 'Of the meetings, decision notified later.';
COMMENT ON COLUMN annual_review_timeliness.decisions_overdue IS
    'Of the meetings, no decision on the day of the data after 4 weeks.';
COMMENT ON COLUMN annual_review_timeliness.percent_decisions_in_time IS
    'Share in time of the meetings whose 4 weeks have passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN annual_review_timeliness.plans_to_amend IS 'Reviews of the year whose outcome is to amend the plan.';
COMMENT ON COLUMN annual_review_timeliness.amended_in_time IS 'Of these, final amended plan sent in time.';
COMMENT ON COLUMN annual_review_timeliness.amended_late IS 'Of these, final amended plan sent late.';
COMMENT ON COLUMN annual_review_timeliness.amended_overdue IS
    'Of these, no final amended plan on the day of the data after the due day.';
COMMENT ON COLUMN annual_review_timeliness.percent_amended_in_time IS
    'Share in time of those whose due day has passed, in percent to one decimal. Empty if there is none.';
