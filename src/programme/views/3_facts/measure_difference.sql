-- read: nobody
-- meanings: measurement

-- Of figures that go on from one first day, each less the one before is what was added between the two: a figure for a
-- period of its own. The first of a year stands for itself.
CREATE VIEW measure_difference AS
SELECT d.measure_id, coalesce(d.last_to + 1, d.period_from) AS period_from, d.period_to, d.numerator, d.denominator,
       d.value, d.known_on,
       coalesce(d.numerator >= 0 AND d.denominator >= d.numerator, d.value >= 0, false)
           AND coalesce(coalesce(d.last_to + 1, d.period_from) > d.any_to, true) AS is_sound
FROM (
    SELECT v.measure_id, v.period_from, v.period_to, v.known_on, lag(v.period_to) OVER going_on AS last_to,
           lag(v.period_to) OVER (PARTITION BY v.measure_id ORDER BY v.period_to) AS any_to,
           v.numerator - lag(v.numerator, 1, 0::numeric) OVER going_on AS numerator,
           v.denominator - lag(v.denominator, 1, 0::numeric) OVER going_on AS denominator,
           v.value - lag(v.value, 1, 0::numeric) OVER going_on AS value
    FROM (
        SELECT x.measure_id, x.period_from, x.period_to, x.numerator, x.denominator,
               CASE WHEN m.counts_events THEN x.value END AS value, x.known_on
        FROM measurement_known x
        JOIN measure m ON m.measure_id = x.measure_id
        WHERE m.definition IS NULL AND m.period_kind IN ('year to date', 'cumulative')
          AND (x.period_from IS NOT NULL OR m.period_kind = 'cumulative')
    ) v
    WINDOW going_on AS (PARTITION BY v.measure_id, v.period_from ORDER BY v.period_to)
) d;
COMMENT ON VIEW measure_difference IS
    'What was added from one figure to the next, of measures whose figures go on from the first day of a year or from '
    'one fixed day and have counts: as known on sen.today(). Not meant to be granted to anyone.';
COMMENT ON COLUMN measure_difference.period_from IS
    'The day after the figure before, or the first day of the year. Empty for the first figure of a measure that is '
    'cumulative and does not say from which day on.';
COMMENT ON COLUMN measure_difference.numerator IS 'How many were added of what was added to the denominator.';
COMMENT ON COLUMN measure_difference.denominator IS 'How many were added.';
COMMENT ON COLUMN measure_difference.value IS
    'Of events that are counted, how many were added. Empty if the figures have two counts.';
COMMENT ON COLUMN measure_difference.known_on IS 'Day from which the later figure was known.';
COMMENT ON COLUMN measure_difference.is_sound IS
    'True if both counts went up, not more to the numerator than to the denominator, and no other figure is for these '
    'days. Else the figures are not of the same cases with more, or have no counts.';
