-- read: reader

-- Where no measure is counted from the cases, none is read.
CREATE VIEW measure_value AS
WITH every_month AS MATERIALIZED (
    SELECT c.definition, c.local_authority, c.month, c.lateness FROM definition_month c
    JOIN (SELECT DISTINCT m.definition, m.local_authority FROM measure m WHERE m.definition IS NOT NULL) k
        ON k.definition = c.definition AND k.local_authority = c.local_authority
    WHERE (SELECT EXISTS (SELECT FROM measure m WHERE m.definition IS NOT NULL))
      AND c.definition = ANY (ARRAY(SELECT m.definition FROM measure m WHERE m.definition IS NOT NULL))
), counted AS (
    SELECT 'month' AS counted_over, e.definition, e.local_authority,
           (e.month + interval '1 month')::date - 1 AS last_day, e.lateness FROM every_month e
    UNION ALL
    SELECT 'twelve months', e.definition, e.local_authority, (e.month + interval '1 month')::date - 1,
           sen.rollup(e.lateness) OVER (PARTITION BY e.definition, e.local_authority ORDER BY e.month ROWS 11 PRECEDING)
               FROM every_month e
    UNION ALL
    SELECT 'year', e.definition, e.local_authority, (sen.calendar_year(e.month) + interval '1 year')::date - 1,
           sen.rollup(e.lateness) FROM every_month e GROUP BY e.definition, e.local_authority,
           sen.calendar_year(e.month)
)
SELECT v.measure_id, v.period_to, k.value, v.numerator, v.denominator, k.known_on, false AS counted, false AS running,
       v.evidence_id
FROM measurement v
JOIN measure m ON m.measure_id = v.measure_id AND m.definition IS NULL
CROSS JOIN LATERAL (SELECT coalesce(v.value,
                                    trim_scale(round(100 * v.numerator / nullif(v.denominator, 0), 2))) AS value,
                    greatest(v.period_to, v.reported_on) AS known_on) k
WHERE k.known_on <= sen.today() AND k.value IS NOT NULL
UNION ALL
SELECT m.measure_id, least(c.last_day, t.today), trim_scale(round(100 * n.numerator / n.denominator, 2)), n.numerator,
       n.denominator,
       least(c.last_day, t.today), true, c.last_day > t.today, NULL
FROM measure m
JOIN counted c ON c.definition = m.definition AND c.local_authority = m.local_authority
    AND c.counted_over = m.counted_over
CROSS JOIN (SELECT sen.today() AS today) t
CROSS JOIN LATERAL (SELECT sen.within(c.lateness, 0, NOT m.excluding_exceptions)::numeric AS numerator,
                    sen.finished(c.lateness, NOT m.excluding_exceptions)::numeric AS denominator) n
WHERE n.denominator > 0;
COMMENT ON VIEW measure_value IS
    'Every figure of every measure that was known by sen.today(), from table measurement or counted from the cases, '
    'one row for each measure and period. A period in which there was nothing to count has no row. A figure typed in '
    'for a measure that is counted is left out.';
COMMENT ON COLUMN measure_value.measure_id IS 'The measure.';
COMMENT ON COLUMN measure_value.period_to IS
    'Last day of the period, or the day that the figure is for. A counted period that still runs ends on sen.today().';
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
    'True if it is counted over a month or year, or over twelve months, that goes on after sen.today().';
COMMENT ON COLUMN measure_value.evidence_id IS
    'The source of a row of measurement. Empty if none was named, and for counted measures.';
