-- read: nobody
-- meanings: measure

-- The latest figure that is known, with the year that it is for and that year's predecessor.
CREATE VIEW measure_year AS
WITH figure AS MATERIALIZED (
    SELECT v.measure_id, v.period_from, v.period_to,
           coalesce(v.value, 100 * v.numerator / nullif(v.denominator, 0)) AS value
    FROM measurement_known v
    JOIN measure m ON m.measure_id = v.measure_id
    WHERE m.definition IS NULL AND m.period_kind = 'year to date'
)
SELECT l.measure_id, m.unit <> 'percent' AS adds_up, e.year_to, l.period_to >= e.year_to AS is_whole,
       w.period_to AS whole_on, w.value AS whole_value, b.period_to AS before_on, b.value AS before_value,
       CASE WHEN w.value > 0 AND b.value >= 0 THEN b.value / w.value END AS share
FROM (SELECT DISTINCT ON (f.measure_id) f.* FROM figure f WHERE f.value IS NOT NULL
      ORDER BY f.measure_id, f.period_to DESC) l
JOIN measure m ON m.measure_id = l.measure_id
CROSS JOIN LATERAL (SELECT (l.period_from + interval '1 year')::date - 1 AS year_to,
                           (l.period_from - interval '1 year')::date AS before_from) e
LEFT JOIN figure w ON w.measure_id = l.measure_id AND w.period_from = e.before_from AND w.period_to = l.period_from - 1
-- The last day of a month has that of the same month before.
LEFT JOIN figure b ON b.measure_id = l.measure_id AND b.period_from = e.before_from
    AND b.period_to IN ((l.period_to - interval '1 year')::date, (l.period_to + 1 - interval '1 year')::date - 1);
COMMENT ON VIEW measure_year IS
    'Every measure whose figures go on through a year that begins anew, with its latest figure as known on '
    'sen.today(): whether the year is over, and the year before as a whole and at the same point. Not meant to be '
    'granted to anyone.';
COMMENT ON COLUMN measure_year.adds_up IS
    'True if its figures add up in the year, such as a rate of suspensions; a percentage does not.';
COMMENT ON COLUMN measure_year.year_to IS
    'Last day of the year that the latest figure is for: a year from its period_from. Empty without that.';
COMMENT ON COLUMN measure_year.is_whole IS 'True if the latest figure is for the whole year.';
COMMENT ON COLUMN measure_year.whole_on IS 'Last day of the year before, if there is a figure for all of it.';
COMMENT ON COLUMN measure_year.whole_value IS 'That figure, in the unit.';
COMMENT ON COLUMN measure_year.before_on IS
    'The same point of the year before, if there is a figure that goes to it.';
COMMENT ON COLUMN measure_year.before_value IS 'That figure, in the unit.';
COMMENT ON COLUMN measure_year.share IS
    'What was there at the same point of the year before, as a share of that whole year.';
