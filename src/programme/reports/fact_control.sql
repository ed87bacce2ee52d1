-- read: bi
-- meanings: process_control

CREATE VIEW fact_control AS
SELECT c.source, CASE c.source WHEN 'measure' THEN 1 WHEN 'definition' THEN 2 ELSE 3 END::smallint AS source_position,
       c.series, c.title, c.measure_id, CASE c.source WHEN 'definition' THEN c.series END AS definition,
       c.local_authority, c.period_from, c.period_to, sen.month(c.period_to) AS month, c.unit,
       coalesce(u.position, 0::smallint) AS unit_position, c.chart,
       coalesce(array_position('{p,p'',u,u'',XmR}', c.chart), 0)::smallint AS chart_position,
       (CASE WHEN abs(c.value) < 1e15 THEN c.value END)::numeric(24,6) AS value,
       (CASE WHEN abs(c.numerator) < 1e15 THEN c.numerator END)::numeric(24,6) AS numerator,
       (CASE WHEN abs(c.denominator) < 1e15 THEN c.denominator END)::numeric(24,6) AS denominator,
       (CASE WHEN abs(c.centre) < 1e15 THEN c.centre END)::numeric(24,6) AS centre,
       (CASE WHEN abs(c.lower) < 1e15 THEN c.lower END)::numeric(24,6) AS lower,
       (CASE WHEN abs(c.upper) < 1e15 THEN c.upper END)::numeric(24,6) AS upper,
       (CASE WHEN abs(c.near_lower) < 1e15 THEN c.near_lower END)::numeric(24,6) AS near_lower,
       (CASE WHEN abs(c.near_upper) < 1e15 THEN c.near_upper END)::numeric(24,6) AS near_upper,
       coalesce(c.variation, 'not told') AS variation, coalesce(v.position, 0)::smallint AS variation_position,
       coalesce(c.assurance, 'not told') AS assurance, coalesce(s.position, 0)::smallint AS assurance_position,
       CASE WHEN c.is_outside THEN 1 ELSE 0 END::smallint AS outside,
       CASE WHEN c.is_trend THEN 1 ELSE 0 END::smallint AS in_trend,
       CASE WHEN c.is_two_of_three THEN 1 ELSE 0 END::smallint AS two_of_three,
       CASE WHEN c.is_shift THEN 1 ELSE 0 END::smallint AS in_shift,
       CASE WHEN c.is_last THEN 1 ELSE 0 END::smallint AS is_last, 1::smallint AS points
FROM process_control c
LEFT JOIN unit u ON u.unit = c.unit
LEFT JOIN sen.variations() WITH ORDINALITY v (variation, icon, in_words, position) ON v.variation::text = c.variation
LEFT JOIN sen.assurances() WITH ORDINALITY s (assurance, icon, in_words, position) ON s.assurance::text = c.assurance
WHERE c.chart <> 't';
COMMENT ON VIEW fact_control IS
    'Control charts, a row for each series and period: process_control, without t charts, whose points are single '
    'events with their days. What a chart says today, the row with is_last says.';
COMMENT ON COLUMN fact_control.source_position IS 'Place of source in reports, from 1.';
COMMENT ON COLUMN fact_control.unit_position IS 'Place of unit in lists; 0 for a unit that is in none.';
COMMENT ON COLUMN fact_control.chart_position IS 'Place of chart in lists, from 1; 0 for another one.';
COMMENT ON COLUMN fact_control.measure_id IS 'The measure, of dim_measure; empty for a definition or a wait.';
COMMENT ON COLUMN fact_control.definition IS 'The definition, of dim_definition; empty for a measure or a wait.';
COMMENT ON COLUMN fact_control.local_authority IS
    'The authority, of dim_authority; empty for figures that are typed in.';
COMMENT ON COLUMN fact_control.month IS 'First day of the month in which the period ends; of dim_date.';
COMMENT ON COLUMN fact_control.variation IS
    'What the point means for the direction of the measure, a name of sen.variations(), such as concern_low; or not '
    'told, for a gap and without limits.';
COMMENT ON COLUMN fact_control.variation_position IS 'Place of variation in the list, from 1; 0 if not told.';
COMMENT ON COLUMN fact_control.assurance IS
    'In the row of the latest figure, what the limits say of the target, a name of sen.assurances(); or not told.';
COMMENT ON COLUMN fact_control.assurance_position IS 'Place of assurance in the list, from 1; 0 if not told.';
COMMENT ON COLUMN fact_control.outside IS '1 if it is above the upper limit or below the lower one, else 0.';
COMMENT ON COLUMN fact_control.in_trend IS
    '1 if it is one of 7 in a row, each higher than the one before, or each lower, else 0.';
COMMENT ON COLUMN fact_control.two_of_three IS
    '1 if it is one of two of three in a row that are between the near limit and the limit, all three on one side, '
    'else 0.';
COMMENT ON COLUMN fact_control.in_shift IS '1 if it is one of 7 in a row on one side of the centre, else 0.';
COMMENT ON COLUMN fact_control.is_last IS '1 for the latest figure of the series, else 0.';
COMMENT ON COLUMN fact_control.points IS '1: to be added up.';
