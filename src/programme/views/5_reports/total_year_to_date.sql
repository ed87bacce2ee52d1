-- read: reader
-- meanings: compliance_year_to_date, compliance_by_year, definition_month, definition_year_to_date

CREATE VIEW total_year_to_date AS
WITH definition_year_to_date AS (
    SELECT p.definition, p.to_day, p.last_year_to_day, count(*) AS authorities, sen.rollup(p.lateness) AS lateness,
           sen.rollup(p.lateness_last_year) AS lateness_last_year, sum(p.open_at_end)::bigint AS open_at_end,
           sum(p.open_last_year)::bigint AS open_last_year, sum(p.overdue_at_end)::bigint AS overdue_at_end,
           sum(p.overdue_last_year)::bigint AS overdue_last_year
    FROM definition_year_to_date p GROUP BY p.definition, p.to_day, p.last_year_to_day
)
--@query compliance_year_to_date of all
;
COMMENT ON VIEW total_year_to_date IS
    'compliance_year_to_date over all authorities that are shown: the rates of all their cases, not the mean of their '
    'rates. Columns as there.';
