-- read: bi
-- meanings: definition

CREATE VIEW dim_definition AS
SELECT f.definition, f.title, f.period,
       CASE f.period WHEN 'finished' THEN 1 ELSE 2 END::smallint AS period_position, f.starts, f.ends, f.exceptions,
       f.citation,
       row_number() OVER (ORDER BY f.position, f.definition)::integer AS position
FROM definition f;
COMMENT ON VIEW dim_definition IS
    'What is counted from the cases: a row for each definition. Of one, plans_in_20_weeks, the bands are in fact_plan.';
COMMENT ON COLUMN dim_definition.period_position IS 'Place of period in reports, from 1.';
COMMENT ON COLUMN dim_definition.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN dim_definition.definition IS 'The definition. Key: fact_compliance and fact_control refer to it.';
