-- read: reader

CREATE VIEW measure_value AS
SELECT f.measure_id, f.period_to, f.value, f.numerator, f.denominator, f.known_on, f.counted, f.running, f.evidence_id,
       f.period_from, f.local_authority
FROM measure_figure f
WHERE f.is_own;
COMMENT ON VIEW measure_value IS
    'Every figure of every measure that was known by sen.today(), from table measurement or counted from the cases, '
    'one row for each measure and period. A period in which there was nothing to count has no row. A figure typed in '
    'for a measure that is counted is left out.';
COMMENT ON COLUMN measure_value.measure_id IS 'The measure.';
COMMENT ON COLUMN measure_value.period_to IS
    'Last day of the period, or the day that the figure is for. A counted period that still runs ends on the day of '
    'the data.';
COMMENT ON COLUMN measure_value.value IS
    'The value in the unit of the measure. Of counts: 100 * numerator / denominator, to two decimals. Never empty.';
COMMENT ON COLUMN measure_value.numerator IS
    'How many of the denominator; for counted measures, cases finished in time. Empty if only the value was given.';
COMMENT ON COLUMN measure_value.denominator IS
    'Out of how many; for counted measures, cases finished. Never 0; empty if only the value was given.';
COMMENT ON COLUMN measure_value.known_on IS
    'Day from which the figure was known: reported_on, but not before the period ended.';
COMMENT ON COLUMN measure_value.counted IS 'True if it is counted from the cases, false if it is a row of measurement.';
COMMENT ON COLUMN measure_value.running IS
    'True if it is counted over a month or year, or over twelve months, that goes on after the day of the data.';
COMMENT ON COLUMN measure_value.evidence_id IS
    'The source of a row of measurement. Empty if none was named, and for counted measures.';
COMMENT ON COLUMN measure_value.period_from IS
    'First day of the period. Empty if none was given, as for a figure that is for one day.';
COMMENT ON COLUMN measure_value.local_authority IS
    'The authority whose cases are counted: three-digit code. Empty where figures are typed in: they are of the '
    'programme, as its plan is.';
