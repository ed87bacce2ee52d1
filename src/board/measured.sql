-- Views of one programme: the cases of each definition, and their summaries by month, by year and over
-- twelve months. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- They read with the rights of the owner and are what compliance.sql and timeliness.sql show.

-- Each branch of counted_duty joins the definitions that rest on its time limit, a constant there. So the
-- planner knows how few they are, and a reader of one definition runs only the branches that it rests on.
DO $branches$
DECLARE
    branches text;
BEGIN
    SELECT pg_catalog.string_agg(pg_catalog.format($branch$
        SELECT f.definition, d.local_authority, d.case_ref, d.detail, d.started_on,
               coalesce(d.opened_on, '-infinity') AS opened_on,
               CASE WHEN e.finished_on < d.started_on AND f.period = 'finished' THEN NULL ELSE d.due_on END AS due_on,
               e.finished_on,
               -- Ended without a date: it has always been so. A plan that was issued may not have started yet.
               least(e.finished_on,
                     CASE WHEN NOT d.running AND NOT coalesce(f.ends_on = 'plan start' AND d.ended = 'plan issued' AND d.ended_on = d.done_on, false) THEN coalesce(d.ended_on, '-infinity') END) AS closed_on,
               CASE WHEN e.finished_on IS NULL OR f.period = 'finished' THEN e.finished_on ELSE d.due_on END AS counted_on,
               d.excepted
        FROM definition f
        CROSS JOIN (%s) d (local_authority, concerns, case_ref, detail, time_limit, started_on, opened_on, due_on, done_on, running, ended, ended_on, exception, excepted, plan_start_on, mediation_or_tribunal)
        CROSS JOIN LATERAL (SELECT CASE WHEN d.plan_start_on IS NOT NULL AND f.ends_on = 'plan start' THEN CASE WHEN d.plan_start_on <= sen.today() THEN d.plan_start_on END
                                        WHEN d.done_on <= sen.today() THEN d.done_on END AS finished_on) e
        WHERE d.time_limit = ANY (f.time_limits)
          AND (d.opened_on IS NULL OR d.opened_on <= sen.today())
          AND NOT (f.without_mediation_or_tribunal AND coalesce(d.mediation_or_tribunal, false))$branch$, b.branch), ' UNION ALL ' ORDER BY b.place)
    INTO branches
    FROM pg_catalog.string_to_table(pg_catalog.rtrim(pg_catalog.pg_get_viewdef('counted_duty'::pg_catalog.regclass), ';'), 'UNION ALL') WITH ORDINALITY b (branch, place);
    EXECUTE 'CREATE VIEW measured_case AS ' || branches;
END
$branches$;
COMMENT ON VIEW measured_case IS 'Every case of every definition on sen.today(), its switches applied: what the measures are counted from. Reads with the rights of the owner and free of policies. Not meant to be granted to anyone.';
COMMENT ON COLUMN measured_case.definition IS 'Short name of the measure.';
COMMENT ON COLUMN measured_case.opened_on IS 'Day from which the case is counted as open; -infinity if it is unknown.';
COMMENT ON COLUMN measured_case.due_on IS 'Last day on which it is in time. Empty if the start is unknown, or if it was finished before it started: such a case meets no limit.';
COMMENT ON COLUMN measured_case.finished_on IS 'Day on which it was finished, if by sen.today().';
COMMENT ON COLUMN measured_case.closed_on IS 'Day from which it is no longer open: finished, or ended in another way; -infinity if it ended on an unknown day. Empty while it is open.';
COMMENT ON COLUMN measured_case.counted_on IS 'Day that decides the period in which a finished case counts.';

-- Months follow each other without a gap, from the first in which anything happened to that of sen.today().
-- How many were open is a running sum: one more in the month that opened a case, one less in the one that
-- closed it. So the work grows with the cases, not with cases times months. The cases are read once: those that
-- opened, closed, fell overdue and counted in the same months are summed, and each sum goes to these months.
CREATE VIEW measured_month AS
SELECT s.definition, s.local_authority, n.month::date AS month,
       CASE WHEN n.month = s.month THEN coalesce(s.days, 'v1') ELSE 'v1' END AS days, CASE WHEN n.month = s.month THEN coalesce(s.lateness, 'v1') ELSE 'v1' END AS lateness,
       s.open_at_end, s.overdue_at_end
FROM (
    SELECT e.definition, e.local_authority, e.month, e.days, e.lateness,
           (sum(e.opened) OVER so_far)::bigint AS open_at_end,
           (sum(e.overdue) OVER so_far)::bigint AS overdue_at_end,
           lead(e.month) OVER so_far AS next_month
    FROM (
        SELECT g.definition, g.local_authority, v.month, sum(g.cases * v.opened) AS opened, sum(g.cases * v.overdue) AS overdue,
               sen.rollup(g.days) FILTER (WHERE v.counted) AS days, sen.rollup(g.lateness) FILTER (WHERE v.counted) AS lateness
        FROM (
            SELECT c.definition, c.local_authority, sen.month(c.opened_on) AS opened, sen.month(c.closed_on) AS closed, sen.month(c.overdue_on) AS overdue, sen.month(c.counted_on) AS counted,
                   count(*) AS cases,
                   sen.timeliness(c.started_on, c.finished_on, c.excepted, c.today) FILTER (WHERE c.counted_on <= c.today) AS days,
                   sen.lateness(c.due_on, c.finished_on, c.excepted, c.today) FILTER (WHERE c.counted_on <= c.today) AS lateness
            FROM (
                SELECT m.definition, m.local_authority, m.started_on, m.due_on, m.finished_on, m.excepted, m.opened_on, m.counted_on, t.today,
                       CASE WHEN m.closed_on < m.opened_on THEN m.opened_on ELSE m.closed_on END AS closed_on,
                       -- Overdue from the day after it was due, if it was still open at the close of that day.
                       CASE WHEN m.due_on < t.today AND (m.closed_on IS NULL OR m.closed_on > m.due_on + 1) THEN greatest(m.due_on + 1, m.opened_on) END AS overdue_on
                FROM measured_case m
                CROSS JOIN (SELECT sen.today() AS today) t
            ) c
            -- Months first: where this is sorted, comparing them is cheap and mostly enough.
            GROUP BY sen.month(c.opened_on), sen.month(c.closed_on), sen.month(c.overdue_on), sen.month(c.counted_on), c.definition, c.local_authority
        ) g
        CROSS JOIN LATERAL (VALUES (g.opened, 1, 0, false), (g.closed, -1, 0, false), (g.overdue, 0, 1, false), (CASE WHEN g.overdue IS NOT NULL THEN g.closed END, 0, -1, false), (g.counted, 0, 0, true)) v (month, opened, overdue, counted)
        WHERE v.month IS NOT NULL
        GROUP BY g.definition, g.local_authority, v.month
    ) e
    WINDOW so_far AS (PARTITION BY e.definition, e.local_authority ORDER BY e.month)
) s
CROSS JOIN (SELECT sen.month(sen.today()) AS this_month) t
-- Each sum holds until the next change. What was open on an unknown day before is in the first month.
-- An array, for which the planner expects ten months and not the thousand of generate_series.
CROSS JOIN LATERAL unnest(ARRAY(
    SELECT generate_series(CASE WHEN s.month > '-infinity' THEN s.month ELSE coalesce(s.next_month, t.this_month) END::timestamp,
                           least(s.next_month, t.this_month + 1)::timestamp - interval '1 day', interval '1 month'))) n (month);
COMMENT ON VIEW measured_month IS 'For each definition, authority and month: the finished cases as summaries, and how many were open at its end. What the views by month are read from.';
COMMENT ON COLUMN measured_month.definition IS 'Short name of the measure.';
COMMENT ON COLUMN measured_month.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN measured_month.month IS 'First day of the month.';
COMMENT ON COLUMN measured_month.days IS 'Summary of the days that the finished cases took; empty if none was finished.';
COMMENT ON COLUMN measured_month.lateness IS 'Summary of the days from the due day to the day finished: 0 or less is in time. Empty if none was finished.';
COMMENT ON COLUMN measured_month.open_at_end IS 'Cases open at the close of the last day of the period, or of sen.today() if it still runs.';
COMMENT ON COLUMN measured_month.overdue_at_end IS 'Of these, cases past their due day. A recorded exception does not take a case out.';

CREATE VIEW measured_year AS
SELECT m.definition, m.local_authority, extract(year FROM m.month)::integer AS year,
       sen.rollup(m.days) AS days, sen.rollup(m.lateness) AS lateness,
       max(m.open_at_end) FILTER (WHERE m.last_of_year) AS open_at_end, max(m.overdue_at_end) FILTER (WHERE m.last_of_year) AS overdue_at_end
FROM (SELECT n.*, extract(month FROM n.month) = 12 OR n.month = sen.month(sen.today()) AS last_of_year FROM measured_month n) m
GROUP BY m.definition, m.local_authority, extract(year FROM m.month)::integer;
COMMENT ON VIEW measured_year IS 'measured_month by calendar year: what the views by year are read from.';
COMMENT ON COLUMN measured_year.year IS 'Calendar year.';

CREATE VIEW measured_rolling AS
SELECT m.definition, m.local_authority, least((m.month + interval '1 month')::date - 1, sen.today()) AS twelve_months_to,
       sen.rollup(m.days) OVER twelve_months AS days, sen.rollup(m.lateness) OVER twelve_months AS lateness, m.open_at_end, m.overdue_at_end
FROM measured_month m
WINDOW twelve_months AS (PARTITION BY m.definition, m.local_authority ORDER BY m.month ROWS 11 PRECEDING);
COMMENT ON VIEW measured_rolling IS 'measured_month over twelve months: what the rolling views are read from.';
COMMENT ON COLUMN measured_rolling.twelve_months_to IS 'Last day of the twelve months, or sen.today() if the last of them still runs.';

CREATE VIEW measured_cohort AS
SELECT m.definition, m.local_authority, m.detail, sen.month(m.started_on) AS started_in,
       count(*) AS started,
       count(*) FILTER (WHERE m.finished_on <= m.due_on) AS in_time,
       count(*) FILTER (WHERE m.finished_on > m.due_on OR m.due_on IS NULL) AS late,
       count(*) FILTER (WHERE m.closed_on IS NULL AND m.due_on >= sen.today()) AS open_in_time,
       count(*) FILTER (WHERE m.closed_on IS NULL AND m.due_on < sen.today()) AS open_overdue,
       count(*) FILTER (WHERE m.closed_on IS NOT NULL AND m.finished_on IS NULL) AS ended_otherwise,
       count(*) FILTER (WHERE m.limit_passed) AS limit_passed,
       count(*) FILTER (WHERE m.limit_passed AND m.finished_on <= m.due_on) AS limit_passed_in_time,
       count(*) FILTER (WHERE m.limit_passed AND NOT m.excepted) AS limit_passed_excluding,
       count(*) FILTER (WHERE m.limit_passed AND m.finished_on <= m.due_on AND NOT m.excepted) AS limit_passed_in_time_excluding
FROM (SELECT c.*, coalesce(c.due_on < sen.today(), true) AND (c.closed_on IS NULL OR c.finished_on IS NOT NULL) AS limit_passed FROM measured_case c) m
WHERE m.started_on IS NOT NULL
GROUP BY m.definition, m.local_authority, m.detail, sen.month(m.started_on);
COMMENT ON VIEW measured_cohort IS 'For each definition, authority, detail and month in which cases started: how they stand on sen.today(). What the views by cohort are read from.';
COMMENT ON COLUMN measured_cohort.started_in IS 'First day of the month in which the cases started.';
COMMENT ON COLUMN measured_cohort.started IS 'Cases that started in the period. Cases whose start is unknown are in no cohort.';
COMMENT ON COLUMN measured_cohort.in_time IS 'Of these, finished in time.';
COMMENT ON COLUMN measured_cohort.late IS 'Of these, finished late, or on a day before the start.';
COMMENT ON COLUMN measured_cohort.open_in_time IS 'Of these, open, and not yet past the due day.';
COMMENT ON COLUMN measured_cohort.open_overdue IS 'Of these, open past the due day.';
COMMENT ON COLUMN measured_cohort.ended_otherwise IS 'Of these, ended in another way: withdrawn, moved away, refused.';
COMMENT ON COLUMN measured_cohort.limit_passed IS 'Cases whose due day has passed and that did not end in another way: the denominator of percent_in_time.';
COMMENT ON COLUMN measured_cohort.limit_passed_in_time IS 'Of limit_passed, finished in time.';
COMMENT ON COLUMN measured_cohort.limit_passed_excluding IS 'limit_passed, leaving out cases under an exception.';
COMMENT ON COLUMN measured_cohort.limit_passed_in_time_excluding IS 'limit_passed_in_time, leaving out cases under an exception.';

-- This calendar year to sen.today(), and the last one to the same day as it stood then.
CREATE VIEW measured_year_to_date AS
SELECT m.definition, m.local_authority, t.today AS to_day, t.last_year AS last_year_to_day,
       m.days, m.lateness, m.days_last_year, m.lateness_last_year, m.open_at_end, m.overdue_at_end, m.open_last_year, m.overdue_last_year
FROM (SELECT d.today, d.last_year, sen.calendar_year(d.today) AS from_day, sen.calendar_year(d.last_year) AS last_year_from_day
      FROM (SELECT sen.today() AS today, (sen.today() - interval '1 year')::date AS last_year) d OFFSET 0) t
CROSS JOIN LATERAL (
    SELECT c.definition, c.local_authority,
           sen.timeliness(c.started_on, c.finished_on, c.excepted, t.today) FILTER (WHERE c.counted_on >= t.from_day AND c.counted_on <= t.today) AS days,
           sen.lateness(c.due_on, c.finished_on, c.excepted, t.today) FILTER (WHERE c.counted_on >= t.from_day AND c.counted_on <= t.today) AS lateness,
           sen.timeliness(c.started_on, c.finished_on, c.excepted, t.today) FILTER (WHERE c.counted_on >= t.last_year_from_day AND c.counted_on <= t.last_year AND c.finished_on <= t.last_year) AS days_last_year,
           sen.lateness(c.due_on, c.finished_on, c.excepted, t.today) FILTER (WHERE c.counted_on >= t.last_year_from_day AND c.counted_on <= t.last_year AND c.finished_on <= t.last_year) AS lateness_last_year,
           count(*) FILTER (WHERE c.closed_on IS NULL) AS open_at_end,
           count(*) FILTER (WHERE c.closed_on IS NULL AND c.due_on < t.today) AS overdue_at_end,
           count(*) FILTER (WHERE c.opened_on <= t.last_year AND (c.closed_on IS NULL OR c.closed_on > t.last_year)) AS open_last_year,
           count(*) FILTER (WHERE c.opened_on <= t.last_year AND (c.closed_on IS NULL OR c.closed_on > t.last_year) AND c.due_on < t.last_year) AS overdue_last_year
    FROM measured_case c
    GROUP BY c.definition, c.local_authority
) m;
COMMENT ON VIEW measured_year_to_date IS 'For each definition and authority: the finished cases of this calendar year to sen.today() and of the last one to the same day, as summaries, and what was open on both days. What the views of the year to date are read from.';
COMMENT ON COLUMN measured_year_to_date.to_day IS 'sen.today(): the figures run from 1 January to this day.';
COMMENT ON COLUMN measured_year_to_date.last_year_to_day IS 'The same day of the year before; 28 February for 29 February.';
COMMENT ON COLUMN measured_year_to_date.days_last_year IS 'days, of last year to the same day.';
COMMENT ON COLUMN measured_year_to_date.lateness_last_year IS 'lateness, of last year to the same day.';
COMMENT ON COLUMN measured_year_to_date.open_last_year IS 'open_at_end, on the same day of last year.';
COMMENT ON COLUMN measured_year_to_date.overdue_last_year IS 'overdue_at_end, on the same day of last year.';
