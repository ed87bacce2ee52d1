-- read: reader
-- meanings: measure

-- What a measure says of its periods is held against the days of its figures: a measure whose periods overlap by their
-- days is taken to overlap whatever it says.
CREATE VIEW measure_periods AS
SELECT m.measure_id,
       CASE m.counted_over WHEN 'twelve months' THEN 'rolling' WHEN 'year' THEN 'single periods'
            WHEN 'month' THEN 'single periods' ELSE m.period_kind END AS period_kind,
       CASE WHEN m.definition IS NOT NULL THEN m.counted_over = 'twelve months'
            ELSE coalesce(o.measure_id IS NOT NULL OR k.is_overlapping, k.is_overlapping) END AS is_overlapping,
       CASE WHEN m.definition IS NOT NULL THEN 'single months'
            WHEN NOT k.is_overlapping AND o.measure_id IS NULL THEN 'its figures' END AS series,
       CASE WHEN m.definition IS NOT NULL THEN NULL
            WHEN m.period_kind IS NULL THEN 'it is not said whether the periods of its figures overlap'
            WHEN k.is_overlapping THEN 'its figures share cases, as their periods overlap: ' || m.period_kind
            WHEN o.measure_id IS NOT NULL THEN 'its figures share cases, as their periods overlap by their days'
       END AS no_series
FROM measure m
LEFT JOIN period_kind k ON k.period_kind = m.period_kind
LEFT JOIN (
    SELECT DISTINCT v.measure_id
    FROM (SELECT x.measure_id, x.period_from,
                 lag(x.period_to) OVER (PARTITION BY x.measure_id ORDER BY x.period_to) AS period_before
          FROM measurement x
          WHERE greatest(x.period_to, x.reported_on) <= sen.today()) v
    WHERE v.period_from <= v.period_before
) o ON o.measure_id = m.measure_id;
COMMENT ON VIEW measure_periods IS
    'For every measure how the periods of its figures lie to each other, and from which figures a trend or a control '
    'chart of it may be drawn: only such as share no days. Counted from the cases, it is drawn from the single months, '
    'whatever the measure is counted over.';
COMMENT ON COLUMN measure_periods.measure_id IS 'The measure.';
COMMENT ON COLUMN measure_periods.period_kind IS
    'How its periods lie to each other, a row of period_kind: as the measure says, and of a counted one as '
    'counted_over says: twelve months are rolling, months and years are single periods. Empty if it is not said.';
COMMENT ON COLUMN measure_periods.is_overlapping IS
    'True if figures of the measure are for days that others are for as well, by period_kind or by the days of the '
    'figures known by sen.today(). Empty if it is not said.';
COMMENT ON COLUMN measure_periods.series IS
    'What view measure_series has of it: its figures, or single months. Empty if nothing, which no_series says why.';
COMMENT ON COLUMN measure_periods.no_series IS 'Why there is nothing to draw a trend from. Empty if there is.';
