-- read: analyst
-- write: editor
-- tracked

CREATE TABLE measurement (
    measure_id  text NOT NULL REFERENCES measure,
    period_to   date NOT NULL
        CONSTRAINT measurement_period_to_range CHECK (sen.check_record_date(period_to, 'period_to', '')),
    period_from date
        CONSTRAINT measurement_period_from_range CHECK (sen.check_record_date(period_from, 'period_from')),
    value       numeric
        CONSTRAINT measurement_value_finite CHECK (sen.check_value(value NOT IN ('NaN', 'Infinity', '-Infinity'),
                                                                   'value', value,
                                                                   'Give a number, or leave it empty and give '
                                                                   'numerator and denominator.')),
    numerator   numeric
        CONSTRAINT measurement_numerator_range CHECK (sen.check_value(numerator >= 0 AND numerator < 'Infinity',
                                                                      'numerator', numerator,
                                                                      'Give a count, 0 or more.')),
    denominator numeric
        CONSTRAINT measurement_denominator_range CHECK (sen.check_value(denominator >= 0 AND denominator < 'Infinity',
                                                            'denominator', denominator, 'Give a count, 0 or more.')),
    reported_on date
        CONSTRAINT measurement_reported_on_range CHECK (sen.check_record_date(reported_on, 'reported_on')),
    evidence_id text REFERENCES evidence,
    remark      text,
    PRIMARY KEY (measure_id, period_to),
    CONSTRAINT measurement_value_or_counts CHECK (sen.check_value(CASE WHEN value IS NULL THEN numerator IS NOT NULL
                                                                       AND denominator IS NOT NULL
                                                                       ELSE numerator IS NULL AND denominator IS NULL
                                                                  END, 'value', value,
                                                                  'Give either value, or numerator and denominator, '
                                                                  'from which the percentage is computed.')),
    CONSTRAINT measurement_numerator_within CHECK (sen.check_value(numerator <= denominator, 'numerator', numerator,
                                                                   'The numerator counts a part of the denominator, so '
                                                                   'it cannot be larger. Give a rate of another kind '
                                                                   'as value.')),
    CONSTRAINT measurement_period_in_order CHECK (sen.check_value(period_from <= period_to, 'period_from', period_from,
                                                                  'The period cannot begin after it ends.'))
);
COMMENT ON TABLE measurement IS
    'A figure of a measure for one period, as a value or as two counts. Measures with a definition have none: they are '
    'counted from the cases.';
COMMENT ON COLUMN measurement.measure_id IS 'The measure.';
COMMENT ON COLUMN measurement.period_to IS 'Last day of the period, or the day that the figure is for.';
COMMENT ON COLUMN measurement.period_from IS 'First day of the period; empty if the figure is for one day.';
COMMENT ON COLUMN measurement.value IS 'The value in the unit of the measure. Empty if counts are given.';
COMMENT ON COLUMN measurement.numerator IS
    'How many of the denominator: with it the value is 100 * numerator / denominator, in percent.';
COMMENT ON COLUMN measurement.denominator IS
    'Out of how many; 0 if there was nothing to count, and then there is no value.';
COMMENT ON COLUMN measurement.reported_on IS 'Day from which the figure was known; empty: from period_to.';
COMMENT ON COLUMN measurement.evidence_id IS 'The source of the figure; empty is reported by data_quality.';
COMMENT ON COLUMN measurement.remark IS 'Anything that a reader should know.';
