-- read: nobody
-- meanings: definition_month

-- Months follow each other without a gap, from the first in which anything happened to that of the day of the
-- data. The cases are read once, and not grouped by month: see sen.case_months().
--@for view source
--@ definition_month definition_case
--@ plan_month plan_counted
CREATE VIEW {view} AS
SELECT g.definition, g.local_authority, m.month, m.days, m.lateness, m.open_at_end, m.overdue_at_end
FROM (
    SELECT c.definition, c.local_authority,
           sen.case_months(c.started_on, c.opened_on, c.due_on, c.finished_on, c.closed_on, c.counted_on,
                           c.has_exception, t.today) AS months
    FROM {source} c
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
    GROUP BY c.definition, c.local_authority
) g
-- By this join the planner knows how few groups there are.
JOIN definition f ON f.definition = g.definition
CROSS JOIN LATERAL unnest(g.months) m;
--@end
COMMENT ON VIEW definition_month IS
    'For each definition, authority and month: the finished cases as summaries, and how many were open at its end. '
    'What the views by month are read from.';
COMMENT ON VIEW plan_month IS 'definition_month, of the definition plans_in_20_weeks alone. Columns as there.';
COMMENT ON COLUMN definition_month.definition IS 'Short name of the definition.';
COMMENT ON COLUMN definition_month.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN definition_month.month IS 'First day of the month.';
COMMENT ON COLUMN definition_month.days IS
    'Summary of the days that the finished cases took; empty if none was finished.';
COMMENT ON COLUMN definition_month.lateness IS
    'Summary of the days from the due day to the day finished: 0 or less is in time. Empty if none was finished.';
COMMENT ON COLUMN definition_month.open_at_end IS
    'Cases open at the close of the last day of the period, or of the day of the data if it still runs.';
COMMENT ON COLUMN definition_month.overdue_at_end IS
    'Of these, cases past their due day. A recorded exception does not take a case out.';
