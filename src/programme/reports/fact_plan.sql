-- read: bi

-- Within 20 weeks is 140 days, 52 weeks are 364: as in timeliness_by_month.
CREATE VIEW fact_plan AS
SELECT m.local_authority, m.month,
       CASE b.position WHEN 1 THEN 'within 20 weeks' WHEN 2 THEN 'over 20 to 52 weeks' WHEN 3 THEN 'over 52 weeks'
                       ELSE 'time not known' END AS band,
       b.position::smallint AS band_position, b.cases::integer AS plans
FROM plan_month m
CROSS JOIN LATERAL sen.bands(m.days, '{140,364}'::integer[]) WITH ORDINALITY
    b (band, from_days, to_days, cases, share, position)
WHERE b.cases > 0;
COMMENT ON VIEW fact_plan IS
    'The plans that were issued, a row for each authority, month and band of the time that they took: what '
    'timeliness_by_month counts, with those under a permitted exception. plan_case has the cases behind each row.';
COMMENT ON COLUMN fact_plan.local_authority IS 'The authority, of dim_authority.';
COMMENT ON COLUMN fact_plan.month IS 'First day of the month in which the plans were issued; of dim_date.';
COMMENT ON COLUMN fact_plan.band IS
    'within 20 weeks; over 20 to 52 weeks; over 52 weeks; or time not known, where the day received is unknown.';
COMMENT ON COLUMN fact_plan.band_position IS 'Place of band in reports, from 1.';
COMMENT ON COLUMN fact_plan.plans IS 'Plans issued.';
