-- read: nobody
-- meanings: definition_month, definition_year_to_date

-- This calendar year to the day of the data, and the last one to the same day as it stood then.
-- Of the one definition the groups are the authorities: by a column that is always the same the planner would expect so
-- many groups that it sorts the cases.
--@for view source named by
--@ definition_year_to_date definition_case c.definition c.definition,c.local_authority
--@ plan_year_to_date plan_counted 'plans_in_20_weeks'::text c.local_authority
CREATE VIEW {view} AS
SELECT m.definition, m.local_authority, d.today AS to_day, (d.today - interval '1 year')::date AS last_year_to_day,
       m.days, m.lateness, m.days_last_year, m.lateness_last_year, m.open_at_end, m.overdue_at_end, m.open_last_year,
       m.overdue_last_year
FROM (
    SELECT {named} AS definition, c.local_authority,
           sen.timeliness(c.started_on, c.finished_on, c.has_exception, c.today) FILTER (WHERE c.this_year) AS days,
           sen.lateness(c.due_on, c.finished_on, c.has_exception, c.today) FILTER (WHERE c.this_year) AS lateness,
           sen.timeliness(c.started_on, c.finished_on, c.has_exception, c.today)
               FILTER (WHERE c.in_last_year) AS days_last_year,
           sen.lateness(c.due_on, c.finished_on, c.has_exception, c.today)
               FILTER (WHERE c.in_last_year) AS lateness_last_year,
           count(*) FILTER (WHERE c.closed_on IS NULL) AS open_at_end,
           count(*) FILTER (WHERE c.closed_on IS NULL AND c.overdue) AS overdue_at_end,
           count(*) FILTER (WHERE c.was_open) AS open_last_year,
           count(*) FILTER (WHERE c.was_open AND c.was_overdue) AS overdue_last_year
    FROM (
        -- A WITH of its own, as in case_status: each column is worked out once per case.
        WITH c AS NOT MATERIALIZED (SELECT * FROM {source})
        SELECT c.definition, c.local_authority, c.started_on, c.due_on, c.finished_on, c.closed_on, c.has_exception,
               t.today,
               c.counted_on >= t.from_day AND c.counted_on <= t.today AS this_year,
               c.counted_on >= t.last_year_from_day AND c.counted_on <= t.last_year
                   AND c.finished_on <= t.last_year AS in_last_year,
               c.due_on < t.today AS overdue,
               c.opened_on <= t.last_year AND (c.closed_on IS NULL OR c.closed_on > t.last_year) AS was_open,
               c.due_on < t.last_year AS was_overdue
        FROM c
        -- OFFSET 0: these days are worked out once, not for every case.
        CROSS JOIN (SELECT d.today, d.last_year, sen.calendar_year(d.today) AS from_day,
                           sen.calendar_year(d.last_year) AS last_year_from_day
                    FROM (SELECT sen.data_day('cases', 'data_source') AS today,
                                 (sen.data_day('cases', 'data_source') - interval '1 year')::date AS last_year) d
                    OFFSET 0) t
    ) c
    GROUP BY {by}
) m
-- By this join the planner knows how few groups there are.
JOIN definition f ON f.definition = m.definition
CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) d;
--@end
COMMENT ON VIEW definition_year_to_date IS
    'For each definition and authority: the finished cases of this calendar year to the day of the data and of the '
    'last one to the same day, as summaries, and what was open on both days. What the views of the year to date are '
    'read from.';
COMMENT ON VIEW plan_year_to_date IS
    'definition_year_to_date, of the definition plans_in_20_weeks alone. Columns as there.';
COMMENT ON COLUMN definition_year_to_date.to_day IS 'the day of the data: the figures run from 1 January to this day.';
COMMENT ON COLUMN definition_year_to_date.last_year_to_day IS
    'The same day of the year before; 28 February for 29 February.';
COMMENT ON COLUMN definition_year_to_date.days_last_year IS 'days, of last year to the same day.';
COMMENT ON COLUMN definition_year_to_date.lateness_last_year IS 'lateness, of last year to the same day.';
COMMENT ON COLUMN definition_year_to_date.open_last_year IS 'open_at_end, on the same day of last year.';
COMMENT ON COLUMN definition_year_to_date.overdue_last_year IS 'overdue_at_end, on the same day of last year.';
