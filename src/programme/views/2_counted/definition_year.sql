-- read: nobody
-- meanings: definition_month, definition_year

--@for view source
--@ definition_year definition_month
--@ plan_year plan_month
CREATE VIEW {view} AS
SELECT m.definition, m.local_authority, extract(year FROM m.month)::integer AS year,
       sen.rollup(m.days) AS days, sen.rollup(m.lateness) AS lateness,
       max(m.open_at_end) FILTER (WHERE m.last_of_year) AS open_at_end,
       max(m.overdue_at_end) FILTER (WHERE m.last_of_year) AS overdue_at_end
FROM (SELECT n.*, extract(month FROM n.month) = 12 OR n.month = sen.month(sen.data_day('cases', 'data_source'))
             AS last_of_year
      FROM {source} n) m
GROUP BY m.definition, m.local_authority, extract(year FROM m.month)::integer;
--@end
COMMENT ON VIEW definition_year IS 'definition_month by calendar year: what the views by year are read from.';
COMMENT ON VIEW plan_year IS 'definition_year, of the definition plans_in_20_weeks alone. Columns as there.';
COMMENT ON COLUMN definition_year.year IS 'Calendar year.';
