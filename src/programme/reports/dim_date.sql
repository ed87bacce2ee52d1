-- read: bi

-- Whole years, from the one before the first in which anything is counted or planned to the one after the last.
CREATE VIEW dim_date AS
WITH bound AS MATERIALIZED (
    SELECT least(min(b.first_day), sen.today()) AS first_day, greatest(max(b.last_day), sen.today()) AS last_day
    FROM (
        SELECT min(m.month) AS first_day, max(m.month) AS last_day FROM definition_month m
        UNION ALL SELECT min(least(v.period_from, v.period_to)), max(v.period_to) FROM measure_value v
        UNION ALL SELECT least(min(m.baseline_on), min(m.target_on)), max(m.target_on) FROM measure m
        UNION ALL SELECT min(i.due_on), max(i.due_on) FROM milestone i
        UNION ALL SELECT least(min(a.agreed_on), min(a.due_on)), max(a.due_on) FROM action a
        UNION ALL SELECT min(e.entered_on), max(e.entered_on) FROM log_entry e
        UNION ALL SELECT least(min(g.planned_on), min(g.held_on)), greatest(max(g.planned_on), max(g.held_on))
                  FROM meeting g
        UNION ALL SELECT min(r.opened_on), max(r.opened_on) FROM risk r
        UNION ALL SELECT least(min(c.period_from), min(c.period_to)), max(c.period_to) FROM process_control c) b
)
SELECT d.day,
       sen.month(d.day) AS month, to_char(d.day, 'YYYY-MM') AS month_label,
       to_char(d.day, 'FMMonth') AS month_name, extract(month FROM d.day)::smallint AS month_number,
       sen.quarter(d.day) AS quarter, sen.quarter_label(d.day) AS quarter_label,
       extract(quarter FROM d.day)::smallint AS quarter_number,
       extract(year FROM d.day)::smallint AS calendar_year,
       sen.academic_year(d.day) AS academic_year_from, sen.academic_year_label(d.day) AS academic_year,
       (mod(extract(month FROM d.day)::integer + 3, 12) + 1)::smallint AS academic_month,
       sen.financial_year(d.day) AS financial_year_from, sen.financial_year_label(d.day) AS financial_year,
       (mod(extract(month FROM d.day)::integer + 8, 12) + 1)::smallint AS financial_month,
       to_char(d.day, 'FMDay') AS weekday, extract(isodow FROM d.day)::smallint AS weekday_number,
       CASE WHEN sen.is_working_day(d.day) THEN 1 ELSE 0 END::smallint AS working_days,
       h.title AS bank_holiday,
       coalesce(g.meetings, 0)::smallint AS meetings, g.meeting,
       CASE WHEN d.day > sen.today() THEN 1 ELSE 0 END::smallint AS is_future
FROM bound b
-- As far as the bank holidays are known or follow from rules.
CROSS JOIN LATERAL generate_series(
    greatest(sen.calendar_year(b.first_day) - interval '1 year', timestamp '1989-01-01'),
    least(sen.calendar_year(b.last_day) + interval '2 years' - interval '1 day', timestamp '2099-12-31'),
    interval '1 day') s (at)
CROSS JOIN LATERAL (SELECT s.at::date AS day) d
LEFT JOIN (SELECT k.day, string_agg(k.title, ', ' ORDER BY k.title) AS title FROM sen.bank_holidays() k
           GROUP BY k.day) h ON h.day = d.day
LEFT JOIN (SELECT coalesce(m.held_on, m.planned_on) AS day, count(*) AS meetings,
                  string_agg(m.title, '; ' ORDER BY m.title) AS meeting
           FROM meeting m
           WHERE coalesce(m.cancelled_on > sen.today(), true)
           GROUP BY coalesce(m.held_on, m.planned_on)) g ON g.day = d.day;
COMMENT ON VIEW dim_date IS
    'Every day of the years that any fact of this schema is about, and of a year before and after: mark it as the date '
    'table, by day. Facts of a month carry its first day.';
COMMENT ON COLUMN dim_date.day IS 'The day. Key: what facts call month, day, due_on and the like refers to it.';
COMMENT ON COLUMN dim_date.month IS 'First day of its month.';
COMMENT ON COLUMN dim_date.month_label IS 'Its month with the year, such as 2025-11. Order by month.';
COMMENT ON COLUMN dim_date.month_name IS 'Name of its month. Order by month_number.';
COMMENT ON COLUMN dim_date.month_number IS 'Its month in the calendar year, from 1.';
COMMENT ON COLUMN dim_date.quarter IS 'First day of its calendar quarter.';
COMMENT ON COLUMN dim_date.quarter_label IS 'Its calendar quarter, such as 2025 Q3. Order by quarter.';
COMMENT ON COLUMN dim_date.quarter_number IS 'Its quarter in the calendar year, from 1.';
COMMENT ON COLUMN dim_date.calendar_year IS 'Its calendar year.';
COMMENT ON COLUMN dim_date.academic_year_from IS '1 September on which its academic year began.';
COMMENT ON COLUMN dim_date.academic_year IS 'Its academic year, such as 2024/25. Order by academic_year_from.';
COMMENT ON COLUMN dim_date.academic_month IS 'Its month in the academic year, from 1 for September.';
COMMENT ON COLUMN dim_date.financial_year_from IS '1 April on which its financial year began.';
COMMENT ON COLUMN dim_date.financial_year IS 'Its financial year, such as 2024-25. Order by financial_year_from.';
COMMENT ON COLUMN dim_date.financial_month IS 'Its month in the financial year, from 1 for April.';
COMMENT ON COLUMN dim_date.weekday IS 'Name of the day of the week. Order by weekday_number.';
COMMENT ON COLUMN dim_date.weekday_number IS 'Day of the week, from 1 for Monday.';
COMMENT ON COLUMN dim_date.working_days IS
    '1 for a working day in England and Wales, else 0: their sum is the working days of a period.';
COMMENT ON COLUMN dim_date.bank_holiday IS 'The bank holiday of England and Wales on that day; empty if there is none.';
COMMENT ON COLUMN dim_date.meetings IS
    'Meetings of the Board on that day, held or planned, and not cancelled by the day of the report.';
COMMENT ON COLUMN dim_date.meeting IS 'Their titles; empty if there is none.';
COMMENT ON COLUMN dim_date.is_future IS '1 if it comes after the day of the report, else 0.';
