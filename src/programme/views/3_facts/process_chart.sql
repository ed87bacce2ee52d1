-- read: nobody
-- meanings: process_control, measure, measurement

CREATE VIEW process_chart AS
-- Worked out once: a window function has what it reads worked out whenever it reads it.
WITH point AS MATERIALIZED (
    SELECT p.*, greatest(2, max(min_scale(p.value)) OVER (PARTITION BY p.source, p.series, p.local_authority)) AS places
    FROM process_point p
), charted AS MATERIALIZED (
    -- A series has one form.
    SELECT c.*, CASE WHEN o.overdispersed THEN c.prime ELSE c.plain END AS drawn,
           c.form || CASE WHEN o.overdispersed THEN '''' ELSE '' END AS chart
    FROM (
        SELECT p.*, sen.p_chart(p.number, p.counted_in, p.anew, p.direction) OVER of_series AS plain,
               sen.p_chart(p.number, p.counted_in, p.anew, p.direction, prime => true) OVER of_series AS prime
        FROM point p
        WHERE p.form = 'p'
        WINDOW of_series AS (PARTITION BY p.source, p.series, p.local_authority, p.without_last ORDER BY p.period_to)
        UNION ALL
        SELECT p.*, sen.u_chart(p.number, p.counted_in, p.anew, p.direction) OVER of_series,
               sen.u_chart(p.number, p.counted_in, p.anew, p.direction, prime => true) OVER of_series
        FROM point p
        WHERE p.form = 'u'
        WINDOW of_series AS (PARTITION BY p.source, p.series, p.local_authority, p.without_last ORDER BY p.period_to)
        UNION ALL
        SELECT p.*, sen.xmr(p.number, p.anew, p.direction) OVER of_series, NULL
        FROM point p
        WHERE p.form IN ('XmR', 't')
        WINDOW of_series AS (PARTITION BY p.source, p.series, p.local_authority, p.without_last ORDER BY p.period_to)
    ) c
    CROSS JOIN LATERAL (SELECT c.form IN ('p', 'u') AND sen.is_overdispersed(c.plain) AS overdispersed) o
)
SELECT c.source, c.series, c.local_authority, c.measure_id, c.title, c.unit, c.direction, c.target_value,
       c.period_from, c.period_to, c.form, c.places, c.shown, c.numerator, c.denominator, c.counted_in, c.chart,
       c.drawn, (o.drawn).variation AS variation_before,
       (SELECT d.in_words FROM limits_decided d WHERE d.measure_id = c.measure_id AND d.starts_on <= c.period_to
        ORDER BY d.starts_on DESC LIMIT 1) AS recalculated
FROM charted c
LEFT JOIN charted o ON o.without_last AND o.measure_id = c.measure_id AND o.period_to = c.period_to
WHERE NOT c.without_last AND (c.drawn).centre IS NOT NULL;
COMMENT ON VIEW process_chart IS
    'What process_control shows, as it is worked out: a row a series and period. Not meant to be granted to anyone.';
COMMENT ON COLUMN process_chart.form IS 'p, u, XmR or t, as in process_series.';
COMMENT ON COLUMN process_chart.places IS 'Decimals that the figures of the series have, but at least two.';
COMMENT ON COLUMN process_chart.shown IS 'What is charted, in the unit, before it is rounded. Empty: a gap.';
COMMENT ON COLUMN process_chart.counted_in IS
    'What the count is out of: of a p chart the denominator, of a u chart the months of the period. Else empty.';
COMMENT ON COLUMN process_chart.drawn IS
    'What the chart says of it: of a p chart as a proportion, of a t chart as the 3.6th root of the days.';
