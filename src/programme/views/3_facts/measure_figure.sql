-- read: nobody
-- meanings: measure_value

-- Where no measure is counted from the cases, none is read. The months of the cases are read once, for the figures of
-- the measures and for the series that trends are drawn from.
CREATE VIEW measure_figure AS
WITH every_month AS MATERIALIZED (
    SELECT c.definition, c.local_authority, c.month, c.lateness FROM definition_month c
    JOIN (SELECT DISTINCT m.definition, m.local_authority FROM measure m WHERE m.definition IS NOT NULL) k
        ON k.definition = c.definition AND k.local_authority = c.local_authority
    WHERE (SELECT EXISTS (SELECT FROM measure m WHERE m.definition IS NOT NULL))
      AND c.definition = ANY (ARRAY(SELECT m.definition FROM measure m WHERE m.definition IS NOT NULL))
      -- Of a region's many authorities few have such a measure: of the others no case is read.
      AND c.local_authority = ANY (ARRAY(SELECT m.local_authority FROM measure m WHERE m.definition IS NOT NULL))
), counted AS (
    SELECT 'month' AS counted_over, e.definition, e.local_authority, e.month AS first_day,
           (e.month + interval '1 month')::date - 1 AS last_day, e.lateness FROM every_month e
    UNION ALL
    SELECT 'twelve months', e.definition, e.local_authority, (e.month - interval '11 months')::date,
           (e.month + interval '1 month')::date - 1,
           sen.rollup(e.lateness) OVER (PARTITION BY e.definition, e.local_authority ORDER BY e.month ROWS 11 PRECEDING)
               FROM every_month e
    UNION ALL
    SELECT 'year', e.definition, e.local_authority, sen.calendar_year(e.month),
           (sen.calendar_year(e.month) + interval '1 year')::date - 1,
           sen.rollup(e.lateness) FROM every_month e GROUP BY e.definition, e.local_authority,
           sen.calendar_year(e.month)
)
SELECT v.measure_id, v.period_from, v.period_to, k.value, v.numerator, v.denominator, v.known_on, false AS counted,
       false AS running, v.evidence_id, true AS is_own, coalesce(NOT s.is_overlapping, false) AS is_single,
       coalesce(v.value, k.exact) AS exact, m.local_authority
FROM measurement_known v
JOIN measure m ON m.measure_id = v.measure_id AND m.definition IS NULL
JOIN measure_periods s ON s.measure_id = m.measure_id
CROSS JOIN LATERAL (SELECT e.exact, coalesce(v.value, trim_scale(round(e.exact, 2))) AS value
                    FROM (SELECT 100 * v.numerator / nullif(v.denominator, 0) AS exact) e) k
WHERE k.value IS NOT NULL
UNION ALL
SELECT d.measure_id, d.period_from, d.period_to, k.value, d.numerator, d.denominator, d.known_on, false, false, NULL,
       false, true, k.exact, NULL
FROM measure_difference d
JOIN measure_periods s ON s.measure_id = d.measure_id AND s.series = 'single periods'
CROSS JOIN LATERAL (SELECT e.exact, coalesce(d.value, trim_scale(round(e.exact, 2))) AS value
                    FROM (SELECT coalesce(d.value, 100 * d.numerator / nullif(d.denominator, 0)) AS exact) e) k
WHERE k.value IS NOT NULL
UNION ALL
SELECT m.measure_id, c.first_day, least(c.last_day, t.today), trim_scale(round(100 * n.numerator / n.denominator, 2)),
       n.numerator, n.denominator,
       least(c.last_day, t.today), true, c.last_day > t.today, NULL, c.counted_over = m.counted_over,
       c.counted_over = 'month', 100 * n.numerator / n.denominator,
       m.local_authority
FROM measure m
JOIN counted c ON c.definition = m.definition AND c.local_authority = m.local_authority
    AND c.counted_over IN (m.counted_over, 'month')
CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
CROSS JOIN LATERAL (SELECT sen.within(c.lateness, 0, NOT m.excluding_exceptions)::numeric AS numerator,
                    sen.finished(c.lateness, NOT m.excluding_exceptions)::numeric AS denominator) n
WHERE n.denominator > 0;
COMMENT ON VIEW measure_figure IS
    'The figures of every measure, and the single months or periods behind those that share cases: what '
    'measure_value and measure_series are parts of.';
COMMENT ON COLUMN measure_figure.is_own IS 'True for a figure of the measure itself: a row of measure_value.';
COMMENT ON COLUMN measure_figure.is_single IS
    'True for a figure that shares no days with another one so marked: a row of measure_series.';
COMMENT ON COLUMN measure_figure.exact IS
    'The figure before it was rounded, for words: 109 of 1,322 is 8.2%, not 8.25 rounded again.';
