-- read: nobody
-- meanings: definition_month

-- This calendar year to sen.today(), and the last one to the same day as it stood then.
CREATE VIEW definition_year_to_date AS
SELECT m.definition, m.local_authority, t.today AS to_day, t.last_year AS last_year_to_day,
       m.days, m.lateness, m.days_last_year, m.lateness_last_year, m.open_at_end, m.overdue_at_end, m.open_last_year,
       m.overdue_last_year
FROM (SELECT d.today, d.last_year, sen.calendar_year(d.today) AS from_day,
      sen.calendar_year(d.last_year) AS last_year_from_day
      FROM (SELECT sen.today() AS today, (sen.today() - interval '1 year')::date AS last_year) d OFFSET 0) t
CROSS JOIN LATERAL (
    SELECT c.definition, c.local_authority,
           sen.timeliness(c.started_on, c.finished_on, c.has_exception,
                          t.today) FILTER (WHERE c.counted_on >= t.from_day AND c.counted_on <= t.today) AS days,
           sen.lateness(c.due_on, c.finished_on, c.has_exception, t.today) FILTER (WHERE c.counted_on >= t.from_day
               AND c.counted_on <= t.today) AS lateness,
           sen.timeliness(c.started_on, c.finished_on, c.has_exception,
                          t.today) FILTER (WHERE c.counted_on >= t.last_year_from_day AND c.counted_on <= t.last_year
                                           AND c.finished_on <= t.last_year) AS days_last_year,
           sen.lateness(c.due_on, c.finished_on, c.has_exception,
                        t.today) FILTER (WHERE c.counted_on >= t.last_year_from_day AND c.counted_on <= t.last_year
                                         AND c.finished_on <= t.last_year) AS lateness_last_year,
           count(*) FILTER (WHERE c.closed_on IS NULL) AS open_at_end,
           count(*) FILTER (WHERE c.closed_on IS NULL AND c.due_on < t.today) AS overdue_at_end,
           count(*) FILTER (WHERE c.opened_on <= t.last_year
                            AND (c.closed_on IS NULL OR c.closed_on > t.last_year)) AS open_last_year,
           count(*) FILTER (WHERE c.opened_on <= t.last_year AND (c.closed_on IS NULL OR c.closed_on > t.last_year)
                            AND c.due_on < t.last_year) AS overdue_last_year
    FROM definition_case c
    GROUP BY c.definition, c.local_authority
) m;
COMMENT ON VIEW definition_year_to_date IS
    'For each definition and authority: the finished cases of this calendar year to sen.today() and of the last one to '
    'the same day, as summaries, and what was open on both days. What the views of the year to date are read from.';
COMMENT ON COLUMN definition_year_to_date.to_day IS 'sen.today(): the figures run from 1 January to this day.';
COMMENT ON COLUMN definition_year_to_date.last_year_to_day IS
    'The same day of the year before; 28 February for 29 February.';
COMMENT ON COLUMN definition_year_to_date.days_last_year IS 'days, of last year to the same day.';
COMMENT ON COLUMN definition_year_to_date.lateness_last_year IS 'lateness, of last year to the same day.';
COMMENT ON COLUMN definition_year_to_date.open_last_year IS 'open_at_end, on the same day of last year.';
COMMENT ON COLUMN definition_year_to_date.overdue_last_year IS 'overdue_at_end, on the same day of last year.';
