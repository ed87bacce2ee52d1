-- read: nobody
-- meanings: process_chart, process_control, measure, measurement

CREATE VIEW process_point AS
-- By the last decision of a measure a concern can vanish, so such a measure is charted without it too.
WITH decided AS MATERIALIZED (
    SELECT d.measure_id, d.starts_on, d.is_last FROM limits_decided d
), charted AS MATERIALIZED (
    SELECT s.source, s.series, s.local_authority, s.measure_id, s.title, s.unit, s.direction, s.target_value,
           s.period_from, s.period_to, s.value, s.numerator, s.denominator, s.form
    FROM process_series s
    WHERE s.is_charted AND NOT s.is_left_out
), begun AS (
    -- New limits begin with the first figure from the day on.
    SELECT DISTINCT d.measure_id, v.without_last, min(c.period_to) AS period_to
    FROM decided d
    CROSS JOIN (VALUES (false), (true)) v (without_last)
    JOIN charted c ON c.measure_id = d.measure_id AND c.period_to >= d.starts_on
    WHERE NOT (d.is_last AND v.without_last)
    GROUP BY d.measure_id, v.without_last, d.starts_on
), spaced AS (
    -- Of events on single days, the days between are charted.
    SELECT c.measure_id, c.period_to,
           c.period_to - lag(c.period_to) OVER (PARTITION BY c.measure_id ORDER BY c.period_to) AS days
    FROM charted c
    WHERE c.form = 't'
)
SELECT c.source, c.series, c.local_authority, c.measure_id, c.title, c.unit,
       -- More days from one event to the next are fewer events.
       CASE WHEN c.form <> 't' THEN c.direction WHEN c.direction = 'increase' THEN 'decrease'
            WHEN c.direction = 'decrease' THEN 'increase' END AS direction,
       c.target_value, c.period_from, c.period_to, c.value, c.numerator, c.denominator, c.form, c.without_last,
       CASE c.form WHEN 't' THEN t.days::numeric WHEN 'u' THEN c.value / m.months ELSE c.value END AS shown,
       CASE c.form WHEN 't' THEN power(t.days::double precision, 1 / 3.6::double precision)
                   WHEN 'XmR' THEN CASE WHEN abs(c.value) < 1e15 THEN c.value END
                   WHEN 'p' THEN CASE WHEN c.denominator BETWEEN 0.001 AND 1e15 THEN c.numerator END
                   WHEN 'u' THEN CASE WHEN c.value < 1e15 THEN c.value END END::double precision AS number,
       CASE c.form WHEN 'p' THEN CASE WHEN c.denominator BETWEEN 0.001 AND 1e15 THEN c.denominator END
                   WHEN 'u' THEN m.months END::double precision AS counted_in,
       b.measure_id IS NOT NULL AS anew
FROM (
    SELECT x.*, false AS without_last FROM charted x
    UNION ALL
    SELECT x.*, true FROM charted x WHERE x.measure_id IN (SELECT d.measure_id FROM decided d)
) c
LEFT JOIN begun b ON b.measure_id = c.measure_id AND b.without_last = c.without_last AND b.period_to = c.period_to
LEFT JOIN spaced t ON t.measure_id = c.measure_id AND t.period_to = c.period_to
CROSS JOIN LATERAL (SELECT CASE WHEN c.period_from IS NULL THEN 1
                                ELSE 1 + 12 * (extract(year FROM c.period_to) - extract(year FROM c.period_from))
                                    + extract(month FROM c.period_to) - extract(month FROM c.period_from)
                           END AS months) m;
COMMENT ON VIEW process_point IS
    'What is charted, as the functions of control charts take it: a row a series and period, and those of a measure '
    'whose limits were drawn anew once more, as they would be without the last decision. Not meant to be granted to '
    'anyone.';
COMMENT ON COLUMN process_point.value IS 'The figure, in the unit of the measure. Empty if there was nothing to count.';
COMMENT ON COLUMN process_point.without_last IS 'True for a row as it would be without the last decision.';
COMMENT ON COLUMN process_point.number IS
    'What is charted: the value, the count, or the 3.6th root of the days since the event before. Empty: a gap.';
COMMENT ON COLUMN process_point.anew IS 'Are the limits drawn anew from this figure on?';
