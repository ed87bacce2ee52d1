-- read: bi
-- meanings: measure_value

CREATE VIEW fact_measure AS
SELECT v.measure_id, v.period_from, v.period_to, sen.month(v.period_to) AS month,
       (CASE WHEN abs(v.value) < 1e15 THEN v.value END)::numeric(24,6) AS value,
       (CASE WHEN abs(v.numerator) < 1e15 THEN v.numerator END)::numeric(24,6) AS numerator,
       (CASE WHEN abs(v.denominator) < 1e15 THEN v.denominator END)::numeric(24,6) AS denominator,
       CASE WHEN v.counted THEN 1 ELSE 0 END::smallint AS is_counted,
       CASE WHEN v.running THEN 1 ELSE 0 END::smallint AS is_running,
       CASE WHEN v.period_to = max(v.period_to) OVER (PARTITION BY v.measure_id) THEN 1 ELSE 0 END::smallint
           AS is_latest,
       1::smallint AS figures
FROM measure_value v
JOIN measure m ON m.measure_id = v.measure_id
-- Not single events, each with its day.
WHERE NOT (m.counts_events AND NOT EXISTS (SELECT FROM measurement x
                                           WHERE x.measure_id = m.measure_id AND x.period_from IS NOT NULL));
COMMENT ON VIEW fact_measure IS
    'Every figure of every measure known by the day of the report, a row for each measure and period: measure_value, '
    'without the measures whose figures are single events, of which the days are not shown here. '
    'Figures of several measures, and of periods that overlap, do not add up; a percentage over several periods is '
    'the ratio of the sums of numerator and denominator, where the periods share no days.';
COMMENT ON COLUMN fact_measure.measure_id IS 'The measure, of dim_measure.';
COMMENT ON COLUMN fact_measure.month IS 'First day of the month in which the period ends; of dim_date.';
COMMENT ON COLUMN fact_measure.value IS
    'The value in the unit of the measure, to six decimals. Of counts: 100 * numerator / denominator, to two decimals. '
    'Empty for a value of 1,000,000,000,000,000 or more.';
COMMENT ON COLUMN fact_measure.is_counted IS '1 if it is counted from the cases, 0 if it was typed in.';
COMMENT ON COLUMN fact_measure.is_running IS
    '1 if it is counted over a period that goes on after the day of the data, else 0.';
COMMENT ON COLUMN fact_measure.is_latest IS '1 for the latest figure of the measure, else 0.';
COMMENT ON COLUMN fact_measure.figures IS '1: to be added up.';
