-- read: nobody
-- meanings: definition_change, definition_month, compared_day

-- The month of the day itself is on neither side, nor is the one that still runs.
--@for view source
--@ definition_change definition_month
--@ plan_change plan_month
CREATE VIEW {view} AS
SELECT m.definition, m.local_authority, d.since, d.position, d.since_on, d.months,
       sen.rollup(m.days) FILTER (WHERE m.month > d.since_month AND m.month < d.this_month) AS days,
       sen.rollup(m.days) FILTER (WHERE m.month >= d.before_month AND m.month < d.since_month) AS days_before,
       sen.rollup(m.lateness) FILTER (WHERE m.month > d.since_month AND m.month < d.this_month) AS lateness,
       sen.rollup(m.lateness) FILTER (WHERE m.month >= d.before_month AND m.month < d.since_month) AS lateness_before,
       coalesce(max(m.open_at_end) FILTER (WHERE m.month = d.last_month), 0) AS open_at_end,
       coalesce(max(m.overdue_at_end) FILTER (WHERE m.month = d.last_month), 0) AS overdue_at_end,
       coalesce(max(m.open_at_end) FILTER (WHERE m.month = d.since_month), 0) AS open_before,
       coalesce(max(m.overdue_at_end) FILTER (WHERE m.month = d.since_month), 0) AS overdue_before
FROM {source} m
JOIN (
    SELECT k.*, (k.since_month - make_interval(months => k.months))::date AS before_month,
           -- Of a day in the month that runs: that month on both sides.
           greatest(k.since_month, (k.this_month - interval '1 month')::date) AS last_month
    FROM (SELECT c.since, c.position, c.on_day AS since_on, c.definition, c.local_authority,
                 sen.month(c.on_day) AS since_month, t.this_month,
                 greatest(0, (12 * (extract(year FROM t.this_month) - extract(year FROM c.on_day))
                              + extract(month FROM t.this_month) - extract(month FROM c.on_day) - 1)::integer)
                     AS months
          FROM (SELECT y.since, y.position, y.on_day, NULL AS definition, NULL AS local_authority FROM compared_day y
                UNION ALL
                SELECT 'baseline', 4, max(x.baseline_on), x.definition, x.local_authority FROM measure x
                WHERE x.baseline_on <= sen.today() AND x.definition IS NOT NULL
                GROUP BY x.definition, x.local_authority) c
          CROSS JOIN (SELECT sen.month(sen.data_day('cases', 'data_source') + 1) AS this_month) t
          WHERE c.on_day IS NOT NULL) k
) d ON d.definition IS NULL OR (d.definition = m.definition AND d.local_authority = m.local_authority)
GROUP BY m.definition, m.local_authority, d.since, d.position, d.since_on, d.months;
--@end
COMMENT ON VIEW definition_change IS
    'For each definition and authority, and each day that it can be compared with: the finished cases of the whole '
    'months after that in which the day lies, and of as many before it, as summaries, and what was open. The baseline '
    'is the latest of the measures that are counted by the definition. What compliance_change is read from.';
COMMENT ON VIEW plan_change IS
    'definition_change, of the definition plans_in_20_weeks alone: what timeliness_change is read from. Columns as '
    'there.';
COMMENT ON COLUMN definition_change.since_on IS 'The day.';
COMMENT ON COLUMN definition_change.months IS
    'Whole months after that in which the day lies, to the last one that is over on the day of the data.';
COMMENT ON COLUMN definition_change.days_before IS 'days, of as many months before that in which the day lies.';
COMMENT ON COLUMN definition_change.lateness_before IS 'lateness, of these months.';
COMMENT ON COLUMN definition_change.open_at_end IS 'Cases open at the end of the last of these months.';
COMMENT ON COLUMN definition_change.open_before IS 'Cases open at the end of the month in which the day lies.';
COMMENT ON COLUMN definition_change.overdue_before IS 'Of these, cases past their due day.';
