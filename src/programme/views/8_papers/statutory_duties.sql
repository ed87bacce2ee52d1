-- read: reader
-- meanings: compliance_by_year, definition_month

-- From the months alone, which the pack reads anyway: so this year stands beside the whole of the last one, and not
-- beside last year to the same day as in compliance_year_to_date.
CREATE VIEW statutory_duties AS
SELECT f.definition, f.title, m.local_authority, m.today AS to_day,
       sen.finished(m.this_year, false) AS finished_excluding,
       sen.within(m.this_year, 0, false) AS in_time_excluding,
       sen.percent(sen.rate(m.this_year, 0, false)) AS percent_in_time_excluding,
       sen.finished(m.last_year, false) AS finished_excluding_last_year,
       sen.within(m.last_year, 0, false) AS in_time_excluding_last_year,
       sen.percent(sen.rate(m.last_year, 0, false)) AS percent_in_time_excluding_last_year,
       c.in_words AS change_in_words,
       coalesce(m.open_at_end, 0) AS open_at_end, coalesce(m.overdue_at_end, 0) AS overdue_at_end,
       coalesce(m.open_last_year, 0) AS open_last_year, coalesce(m.overdue_last_year, 0) AS overdue_last_year,
       f.position
FROM (
    SELECT n.definition, n.local_authority, t.today,
           sen.rollup(n.lateness) FILTER (WHERE n.month >= t.first_day) AS this_year,
           sen.rollup(n.lateness) FILTER (WHERE n.month >= t.first_day - interval '1 year'
                                          AND n.month < t.first_day) AS last_year,
           max(n.open_at_end) FILTER (WHERE n.month = t.month) AS open_at_end,
           max(n.overdue_at_end) FILTER (WHERE n.month = t.month) AS overdue_at_end,
           max(n.open_at_end) FILTER (WHERE n.month = t.first_day - interval '1 month') AS open_last_year,
           max(n.overdue_at_end) FILTER (WHERE n.month = t.first_day - interval '1 month') AS overdue_last_year
    FROM definition_month n
    CROSS JOIN (SELECT d.today, sen.calendar_year(d.today) AS first_day, sen.month(d.today) AS month
                FROM (SELECT sen.data_day('cases', 'data_source') AS today) d OFFSET 0) t
    GROUP BY n.definition, n.local_authority, t.today
) m
JOIN definition f ON f.definition = m.definition
CROSS JOIN LATERAL sen.rate_change(m.last_year, m.this_year, 0) c
ORDER BY m.local_authority, f.position, f.definition;
COMMENT ON VIEW statutory_duties IS
    'How each duty that a definition counts is kept: this calendar year to the day of the data beside the whole of '
    'last year, and what is open and overdue. One row for each authority and definition with cases.';
COMMENT ON COLUMN statutory_duties.to_day IS 'The day of the data of cases: this year runs from 1 January to this day.';
COMMENT ON COLUMN statutory_duties.finished_excluding_last_year IS 'finished_excluding, of the whole of last year.';
COMMENT ON COLUMN statutory_duties.in_time_excluding_last_year IS 'in_time_excluding, of the whole of last year.';
COMMENT ON COLUMN statutory_duties.percent_in_time_excluding_last_year IS
    'percent_in_time_excluding, of the whole of last year.';
COMMENT ON COLUMN statutory_duties.change_in_words IS
    'The change from last year to this one with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
COMMENT ON COLUMN statutory_duties.open_at_end IS 'Cases that are open on to_day.';
COMMENT ON COLUMN statutory_duties.overdue_at_end IS
    'Of these, cases past their time limit. A recorded exception takes none out.';
COMMENT ON COLUMN statutory_duties.open_last_year IS 'open_at_end, at the end of last year.';
COMMENT ON COLUMN statutory_duties.overdue_last_year IS 'overdue_at_end, at the end of last year.';
COMMENT ON COLUMN statutory_duties.position IS 'Place of the definition in reports, from 1.';
