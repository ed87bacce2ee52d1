-- read: bi
-- meanings: dashboard, measure

CREATE VIEW dim_measure AS
SELECT m.measure_id, m.title, m.objective_id, m.topic, coalesce(t.position, 0::smallint) AS topic_position,
       m.unit, coalesce(u.position, 0::smallint) AS unit_position, m.direction,
       CASE m.direction WHEN 'increase' THEN 1 WHEN 'decrease' THEN 2 ELSE 0 END::smallint AS direction_position,
       CASE WHEN m.definition IS NULL THEN 0 ELSE 1 END::smallint AS is_counted, m.definition, m.local_authority,
       m.baseline_on,
       (CASE WHEN abs(m.baseline_value) < 1e15 THEN m.baseline_value END)::numeric(24,6) AS baseline_value,
       m.target_on, (CASE WHEN abs(m.target_value) < 1e15 THEN m.target_value END)::numeric(24,6) AS target_value,
       CASE WHEN NOT e.are_events THEN d.latest_on END AS latest_on,
       (CASE WHEN abs(d.latest_value) < 1e15 THEN d.latest_value END)::numeric(24,6) AS latest_value,
       d.verdict, coalesce(v.position, 0::smallint) AS verdict_position,
       d.rag, coalesce(c.position, 0::smallint) AS rag_position,
       CASE WHEN NOT e.are_events THEN d.because END AS because,
       row_number() OVER (ORDER BY m.objective_id, m.measure_id)::integer AS position
FROM measure m
-- Its figures are single events, each with its day.
CROSS JOIN LATERAL (SELECT m.counts_events AND NOT EXISTS (SELECT FROM measurement x
                           WHERE x.measure_id = m.measure_id AND x.period_from IS NOT NULL) AS are_events) e
LEFT JOIN unit u ON u.unit = m.unit
LEFT JOIN review_topic t ON t.topic = m.topic
LEFT JOIN dashboard d ON d.measure_id = m.measure_id
LEFT JOIN verdict v ON v.verdict = d.verdict
LEFT JOIN rag c ON c.rag = d.rag;
COMMENT ON VIEW dim_measure IS
    'The measures of the plan, with target, latest figure and verdict as on the day of the report. What the Board had '
    'not agreed by then has no verdict.';
COMMENT ON COLUMN dim_measure.measure_id IS 'The measure. Key: fact_measure, fact_control and dim_action refer to it.';
COMMENT ON COLUMN dim_measure.topic_position IS 'Place of topic in reports; 0 without one.';
COMMENT ON COLUMN dim_measure.direction_position IS
    'Place of direction in lists: 1 increase, 2 decrease; 0 where neither is better.';
COMMENT ON COLUMN dim_measure.unit_position IS 'Place of unit in lists; 0 for a unit that is in none.';
COMMENT ON COLUMN dim_measure.is_counted IS '1 if it is counted from the cases, 0 if its figures are typed in.';
COMMENT ON COLUMN dim_measure.latest_on IS
    'Last day of the latest figure; empty if there is none, and for a measure whose figures are single events, whose '
    'days are not shown here.';
COMMENT ON COLUMN dim_measure.because IS
    'The verdict in words; empty for a measure whose figures are single events.';
COMMENT ON COLUMN dim_measure.verdict_position IS 'Place of verdict in reports; 0 without one.';
COMMENT ON COLUMN dim_measure.rag_position IS 'Place of rag in reports; 0 without one.';
COMMENT ON COLUMN dim_measure.position IS 'Place in reports, from 1: by objective and short name.';
