-- read: nobody
-- meanings: process_control, measure, measurement

CREATE VIEW process_chart AS
-- Which limits were drawn anew, and who decided it: as known on sen.today(). By the last decision of a measure a
-- concern can vanish, so such a measure is charted without it too.
WITH decided AS MATERIALIZED (
    SELECT r.measure_id, r.starts_on,
           r.starts_on = max(r.starts_on) OVER (PARTITION BY r.measure_id) AS is_last,
           'Limits drawn anew from ' || sen.date_words(r.starts_on) || ': ' || rtrim(r.reason, '. ') || '. Decided by '
               || p.title || ' at ' || g.title || ', ' || sen.date_words(g.held_on) || '.' AS in_words
    FROM recalculation r
    JOIN meeting g ON g.meeting_id = r.meeting_id
    JOIN post p ON p.post_id = r.decided_by
    WHERE g.held_on <= sen.today()
), placed AS MATERIALIZED (
    SELECT s.*, v.without_last, lag(s.period_to) OVER of_series AS last_to,
           greatest(2, max(min_scale(s.value)) OVER whole_series) AS places
    FROM process_series s
    CROSS JOIN (VALUES (false), (true)) v (without_last)
    WHERE s.is_charted AND NOT s.is_left_out
      AND (NOT v.without_last OR s.measure_id IN (SELECT d.measure_id FROM decided d))
    WINDOW whole_series AS (PARTITION BY s.source, s.series, s.local_authority, v.without_last),
           of_series AS (whole_series ORDER BY s.period_to)
-- Worked out once: a window function has what it reads worked out whenever it reads it.
), point AS MATERIALIZED (
    SELECT p.*,
           -- More days from one event to the next are fewer events.
           CASE WHEN p.form <> 't' THEN p.direction WHEN p.direction = 'increase' THEN 'decrease'
                ELSE 'increase' END AS way,
           CASE p.form WHEN 't' THEN (p.period_to - p.last_to)::numeric
                       WHEN 'u' THEN p.value / m.months ELSE p.value END AS shown,
           CASE p.form WHEN 't' THEN power((p.period_to - p.last_to)::double precision, 1 / 3.6::double precision)
                       WHEN 'XmR' THEN CASE WHEN abs(p.value) < 1e15 THEN p.value END END::double precision AS number,
           CASE p.form WHEN 'p' THEN CASE WHEN p.denominator BETWEEN 0.001 AND 1e15 THEN p.numerator END
                       WHEN 'u' THEN CASE WHEN p.value < 1e15 THEN p.value END END::double precision AS counted,
           CASE p.form WHEN 'p' THEN CASE WHEN p.denominator BETWEEN 0.001 AND 1e15 THEN p.denominator END
                       WHEN 'u' THEN m.months END::double precision AS counted_in,
           EXISTS (SELECT FROM decided d
                   WHERE d.measure_id = p.measure_id AND d.starts_on <= p.period_to
                       AND d.starts_on > coalesce(p.last_to, '-infinity')
                       AND NOT (d.is_last AND p.without_last)) AS anew
    FROM placed p
    CROSS JOIN LATERAL (SELECT CASE WHEN p.period_from IS NULL THEN 1
                                    ELSE 1 + 12 * (extract(year FROM p.period_to) - extract(year FROM p.period_from))
                                        + extract(month FROM p.period_to) - extract(month FROM p.period_from)
                               END AS months) m
), charted AS MATERIALIZED (
    -- A series has one form.
    SELECT c.*, CASE WHEN o.overdispersed THEN c.prime ELSE c.plain END AS drawn,
           c.form || CASE WHEN o.overdispersed THEN '''' ELSE '' END AS chart
    FROM (
        SELECT p.*, sen.p_chart(p.counted, p.counted_in, p.anew, p.way) OVER of_series AS plain,
               sen.p_chart(p.counted, p.counted_in, p.anew, p.way, prime => true) OVER of_series AS prime
        FROM point p
        WHERE p.form = 'p'
        WINDOW of_series AS (PARTITION BY p.source, p.series, p.local_authority, p.without_last ORDER BY p.period_to)
        UNION ALL
        SELECT p.*, sen.u_chart(p.counted, p.counted_in, p.anew, p.way) OVER of_series,
               sen.u_chart(p.counted, p.counted_in, p.anew, p.way, prime => true) OVER of_series
        FROM point p
        WHERE p.form = 'u'
        WINDOW of_series AS (PARTITION BY p.source, p.series, p.local_authority, p.without_last ORDER BY p.period_to)
        UNION ALL
        SELECT p.*, sen.xmr(p.number, p.anew, p.way) OVER of_series, NULL
        FROM point p
        WHERE p.form IN ('XmR', 't')
        WINDOW of_series AS (PARTITION BY p.source, p.series, p.local_authority, p.without_last ORDER BY p.period_to)
    ) c
    CROSS JOIN LATERAL (SELECT c.form IN ('p', 'u') AND sen.is_overdispersed(c.plain) AS overdispersed) o
)
SELECT c.source, c.series, c.local_authority, c.measure_id, c.title, c.unit, c.way AS direction, c.target_value,
       c.period_from, c.period_to, c.form, c.places, c.shown, c.numerator, c.denominator, c.counted_in, c.chart,
       c.drawn, (o.drawn).variation AS variation_before,
       (SELECT d.in_words FROM decided d WHERE d.measure_id = c.measure_id AND d.starts_on <= c.period_to
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
