-- read: reader
-- meanings: measure

-- What a measure says of its periods is held against the days of its figures: a measure whose periods overlap by their
-- days is taken to overlap whatever it says.
CREATE VIEW measure_periods AS
SELECT m.measure_id,
       CASE m.counted_over WHEN 'twelve months' THEN 'rolling' WHEN 'year' THEN 'single periods'
            WHEN 'month' THEN 'single periods' ELSE m.period_kind END AS period_kind,
       CASE WHEN m.definition IS NOT NULL THEN m.counted_over = 'twelve months'
            ELSE coalesce(o.is_overlapping OR k.is_overlapping, k.is_overlapping) END AS is_overlapping,
       CASE WHEN m.definition IS NOT NULL THEN 'single months'
            WHEN NOT k.is_overlapping AND o.is_overlapping IS NOT TRUE THEN 'its figures'
            WHEN d.unsound_on IS NULL AND d.differences > 1 AND d.differences = o.figures THEN 'single periods'
       END AS series,
       CASE WHEN m.definition IS NOT NULL THEN NULL
            WHEN m.period_kind IS NULL THEN 'it is not said whether the periods of its figures overlap'
            WHEN d.unsound_on IS NULL AND d.differences > 1 AND d.differences = o.figures THEN NULL
            WHEN d.unsound_on IS NOT NULL
                THEN 'its figures share cases (' || m.period_kind || '), and what was added cannot be told: the counts '
                     'to ' || sen.date_words(d.unsound_on) || ' are not those before with more'
            WHEN d.differences < o.figures AND d.differences > 0
                THEN 'its figures share cases (' || m.period_kind || '), and what was added cannot be told: not all '
                     'of them have counts and the day that they begin on'
            WHEN k.is_overlapping THEN 'its figures share cases, as their periods overlap: ' || m.period_kind
            WHEN o.is_overlapping THEN 'its figures share cases, as their periods overlap by their days'
       END AS no_series,
       m.definition, m.local_authority
FROM measure m
LEFT JOIN period_kind k ON k.period_kind = m.period_kind
LEFT JOIN (
    SELECT v.measure_id, count(*) AS figures,
           coalesce(bool_or(v.period_from <= v.period_before), false) AS is_overlapping
    FROM measurement_known v
    GROUP BY v.measure_id
) o ON o.measure_id = m.measure_id
LEFT JOIN (
    SELECT v.measure_id, count(*) FILTER (WHERE v.numerator IS NOT NULL OR v.value IS NOT NULL) AS differences,
           min(v.period_to) FILTER (WHERE NOT v.is_sound AND (v.numerator IS NOT NULL OR v.value IS NOT NULL))
               AS unsound_on
    FROM measure_difference v
    GROUP BY v.measure_id
) d ON d.measure_id = m.measure_id;
COMMENT ON VIEW measure_periods IS
    'For every measure how the periods of its figures lie to each other, and from which figures a trend or a control '
    'chart of it may be drawn: only such as share no days. Counted from the cases, it is drawn from the single months, '
    'whatever the measure is counted over; of counts from the first day of a year, or from one day, from what was '
    'added between them.';
COMMENT ON COLUMN measure_periods.measure_id IS 'The measure.';
COMMENT ON COLUMN measure_periods.period_kind IS
    'How its periods lie to each other, a row of period_kind: as the measure says, and of a counted one as '
    'counted_over says: twelve months are rolling, months and years are single periods. Empty if it is not said.';
COMMENT ON COLUMN measure_periods.is_overlapping IS
    'True if figures of the measure are for days that others are for as well, by period_kind or by the days of the '
    'figures known by sen.today(). Empty if it is not said.';
COMMENT ON COLUMN measure_periods.series IS
    'What view measure_series has of it: its figures, single months that are counted from the cases, or single periods '
    'by the differences of counts that go on from one day. Empty if nothing, which no_series says why.';
COMMENT ON COLUMN measure_periods.no_series IS 'Why there is nothing to draw a trend from. Empty if there is.';
COMMENT ON COLUMN measure_periods.definition IS
    'The definition that it counts from the cases, or whose figure is typed in; empty if none is named.';
COMMENT ON COLUMN measure_periods.local_authority IS
    'Three-digit local authority code of the cases that it counts; empty if none is named.';
