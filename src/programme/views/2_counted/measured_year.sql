-- read: nobody
-- meanings: measured_month

CREATE VIEW measured_year AS
SELECT m.definition, m.local_authority, extract(year FROM m.month)::integer AS year,
       sen.rollup(m.days) AS days, sen.rollup(m.lateness) AS lateness,
       max(m.open_at_end) FILTER (WHERE m.last_of_year) AS open_at_end, max(m.overdue_at_end) FILTER (WHERE m.last_of_year) AS overdue_at_end
FROM (SELECT n.*, extract(month FROM n.month) = 12 OR n.month = sen.month(sen.today()) AS last_of_year FROM measured_month n) m
GROUP BY m.definition, m.local_authority, extract(year FROM m.month)::integer;
COMMENT ON VIEW measured_year IS 'measured_month by calendar year: what the views by year are read from.';
COMMENT ON COLUMN measured_year.year IS 'Calendar year.';
