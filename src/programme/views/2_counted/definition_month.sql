-- read: nobody

-- Months follow each other without a gap, from the first in which anything happened to that of sen.today().
-- How many were open is a running sum: one more in the month that opened a case, one less in the one that
-- closed it. So the work grows with the cases, not with cases times months. The cases are read once: those that
-- opened, closed, fell overdue and counted in the same months are summed, and each sum goes to these months.
CREATE VIEW definition_month AS
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
                   sen.timeliness(c.started_on, c.finished_on, c.has_exception, c.today) FILTER (WHERE c.counted_on <= c.today) AS days,
                   sen.lateness(c.due_on, c.finished_on, c.has_exception, c.today) FILTER (WHERE c.counted_on <= c.today) AS lateness
            FROM (
                SELECT m.definition, m.local_authority, m.started_on, m.due_on, m.finished_on, m.has_exception, m.opened_on, m.counted_on, t.today,
                       CASE WHEN m.closed_on < m.opened_on THEN m.opened_on ELSE m.closed_on END AS closed_on,
                       -- Overdue from the day after it was due, if it was still open at the close of that day.
                       CASE WHEN m.due_on < t.today AND (m.closed_on IS NULL OR m.closed_on > m.due_on + 1) THEN greatest(m.due_on + 1, m.opened_on) END AS overdue_on
                FROM definition_case m
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
COMMENT ON VIEW definition_month IS 'For each definition, authority and month: the finished cases as summaries, and how many were open at its end. What the views by month are read from.';
COMMENT ON COLUMN definition_month.definition IS 'Short name of the definition.';
COMMENT ON COLUMN definition_month.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN definition_month.month IS 'First day of the month.';
COMMENT ON COLUMN definition_month.days IS 'Summary of the days that the finished cases took; empty if none was finished.';
COMMENT ON COLUMN definition_month.lateness IS 'Summary of the days from the due day to the day finished: 0 or less is in time. Empty if none was finished.';
COMMENT ON COLUMN definition_month.open_at_end IS 'Cases open at the close of the last day of the period, or of sen.today() if it still runs.';
COMMENT ON COLUMN definition_month.overdue_at_end IS 'Of these, cases past their due day. A recorded exception does not take a case out.';
