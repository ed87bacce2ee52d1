-- read: nobody
-- meanings: measurement, measure_difference

CREATE VIEW measurement_known AS
SELECT x.measure_id, x.period_from, x.period_to, x.value, x.numerator, x.denominator, x.reported_on, x.evidence_id,
       greatest(x.period_to, x.reported_on) AS known_on,
       lag(x.period_to) OVER (PARTITION BY x.measure_id ORDER BY x.period_to) AS period_before
FROM measurement x
WHERE greatest(x.period_to, x.reported_on) <= sen.today();
COMMENT ON VIEW measurement_known IS
    'The figures of measures that were known on sen.today(): their period had ended, and they were reported.';
COMMENT ON COLUMN measurement_known.known_on IS 'Day from which the figure was known.';
COMMENT ON COLUMN measurement_known.period_before IS
    'Last day of the figure before it. Empty for the first of a measure.';
