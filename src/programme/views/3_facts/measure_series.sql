-- read: reader
-- meanings: measure_value, measure_periods

CREATE VIEW measure_series AS
SELECT f.measure_id, f.period_from, f.period_to, f.value, f.numerator, f.denominator, f.known_on, f.counted, f.running,
       f.local_authority
FROM measure_figure f
WHERE f.is_single;
COMMENT ON VIEW measure_series IS
    'The figures that a trend or a control chart of a measure may be drawn from, as no two of them share days: those '
    'of a measure whose periods do not overlap, the single months of one that is counted from the cases, whatever '
    'it is counted over, and what was added between counts that go on from one day. A measure without any has no row: '
    'measure_periods says why.';
COMMENT ON COLUMN measure_series.running IS
    'True for a month that goes on after the day of the data, which may rest on few cases.';
