-- read: nobody
-- meanings: process_control, measure, measurement

-- A measure that is counted from the cases is charted by single months, whatever it is counted over, and the definition
-- that it counts is not shown beside it again.
CREATE VIEW process_series AS
WITH span AS MATERIALIZED (
    SELECT t.today, (sen.month(t.today + 1) - interval '24 months')::date AS month_from,
           (sen.month(t.today + 1) - interval '48 months')::date AS read_from, sen.month(t.today + 1) AS month_to,
           sen.month(sen.data_day('cases', 'data_source') + 1) AS cases_to,
           sen.month(sen.data_day('waits', 'data_source') + 1) AS waits_to
    FROM (SELECT sen.today() AS today) t
), month AS MATERIALIZED (
    SELECT c.definition, c.local_authority, c.month, (c.month + interval '1 month')::date - 1 AS last_day, c.lateness
    FROM definition_month c
    CROSS JOIN span s
    WHERE c.month >= s.read_from AND c.month < s.cases_to
), assessed AS MATERIALIZED (
    SELECT x.local_authority, x.service, v.within_weeks, sen.month(x.assessed_on) AS month, count(*) AS assessed,
           count(*) FILTER (WHERE x.assessed_on - x.referred_on <= 7 * v.within_weeks) AS assessed_within
    FROM wait x
    JOIN wait_service v ON v.service = x.service
    CROSS JOIN span s
    WHERE v.within_weeks IS NOT NULL AND x.assessed_on >= s.read_from AND x.assessed_on < s.waits_to
    GROUP BY x.local_authority, x.service, v.within_weeks, sen.month(x.assessed_on)
), periods AS MATERIALIZED (
    SELECT p.measure_id, p.period_kind, p.series FROM measure_periods p
), typed AS MATERIALIZED (
    SELECT v.measure_id, v.period_from, v.period_to,
           coalesce(v.value, trim_scale(round(100 * v.numerator / nullif(v.denominator, 0), 2))) AS value,
           v.numerator, v.denominator
    FROM (
        SELECT x.measure_id, x.period_from, x.period_to, x.value, x.numerator, x.denominator
        FROM measurement_known x
        JOIN periods p ON p.measure_id = x.measure_id AND p.series IS DISTINCT FROM 'single periods'
        UNION ALL
        SELECT d.measure_id, d.period_from, d.period_to, d.value, d.numerator, d.denominator
        FROM measure_difference d
        JOIN periods p ON p.measure_id = d.measure_id AND p.series = 'single periods'
    ) v
), form AS (
    -- Of all figures of a measure, so that it has one.
    SELECT t.measure_id, bool_and(t.denominator IS NOT NULL) AS of_counts,
           bool_or(t.value < 0 OR t.denominator IS NOT NULL) AS of_no_events,
           bool_and(t.period_from IS NULL) AS on_single_days
    FROM typed t
    GROUP BY t.measure_id
)
SELECT 'measure' AS source, m.measure_id AS series, NULL::text AS local_authority, m.measure_id, m.title, m.unit,
       m.direction, m.target_value, m.baseline_on, t.period_from, t.period_to, t.value, t.numerator, t.denominator,
       CASE WHEN (p.period_kind = 'on a day') IS NOT TRUE AND f.of_counts THEN 'p'
            WHEN NOT m.counts_events OR f.of_no_events THEN 'XmR'
            WHEN f.on_single_days THEN 't'
            ELSE 'u' END AS form,
       p.series IS NULL AS is_left_out, true AS is_charted
FROM measure m
JOIN periods p ON p.measure_id = m.measure_id
JOIN form f ON f.measure_id = m.measure_id
JOIN typed t ON t.measure_id = m.measure_id
CROSS JOIN span s
WHERE m.definition IS NULL AND coalesce(m.agreed_on, m.baseline_on) <= s.today
UNION ALL
SELECT 'measure', m.measure_id, m.local_authority, m.measure_id, m.title, m.unit, m.direction, m.target_value,
       m.baseline_on, c.month, c.last_day, trim_scale(round(100 * n.numerator / nullif(n.denominator, 0), 2)),
       n.numerator, n.denominator, 'p', false, c.month >= s.month_from
FROM measure m
JOIN month c ON c.definition = m.definition AND c.local_authority = m.local_authority
CROSS JOIN span s
CROSS JOIN LATERAL (SELECT coalesce(sen.within(c.lateness, 0, NOT m.excluding_exceptions), 0)::numeric AS numerator,
                           coalesce(sen.finished(c.lateness, NOT m.excluding_exceptions), 0)::numeric
                               AS denominator) n
WHERE coalesce(m.agreed_on, m.baseline_on) <= s.today
UNION ALL
SELECT 'definition', f.definition, c.local_authority, NULL, f.title, 'percent', 'increase', NULL, NULL, c.month,
       c.last_day, trim_scale(round(100 * n.numerator / nullif(n.denominator, 0), 2)), n.numerator, n.denominator, 'p',
       false, c.month >= s.month_from
FROM definition f
JOIN month c ON c.definition = f.definition
CROSS JOIN span s
CROSS JOIN LATERAL (SELECT coalesce(sen.within(c.lateness, 0, false), 0)::numeric AS numerator,
                           coalesce(sen.finished(c.lateness, false), 0)::numeric AS denominator) n
WHERE NOT EXISTS (SELECT FROM measure m CROSS JOIN span s
                  WHERE m.definition = f.definition AND m.local_authority = c.local_authority
                  AND coalesce(m.agreed_on, m.baseline_on) <= s.today)
UNION ALL
SELECT 'wait', w.service, w.local_authority, NULL,
       'Children assessed for ' || w.service || ' within ' || w.within_weeks || ' weeks', 'percent', 'increase', NULL,
       NULL, k.month, (k.month + interval '1 month')::date - 1,
       trim_scale(round(100.0 * a.assessed_within / nullif(a.assessed, 0), 2)), coalesce(a.assessed_within, 0),
       coalesce(a.assessed, 0), 'p', false, k.month >= s.month_from
FROM (SELECT a.local_authority, a.service, a.within_weeks, min(a.month) AS first_month FROM assessed a
      GROUP BY a.local_authority, a.service, a.within_weeks) w
CROSS JOIN span s
-- The months that span reads, by number: so the planner knows how many they are.
CROSS JOIN generate_series(0, 47) g (n)
CROSS JOIN LATERAL (SELECT (s.read_from + make_interval(months => g.n))::date AS month) k
LEFT JOIN assessed a ON a.local_authority = w.local_authority AND a.service = w.service AND a.month = k.month
WHERE k.month >= w.first_month AND k.month < s.waits_to;
COMMENT ON VIEW process_series IS
    'What process_control charts: every figure of every measure and the months of what is counted from the cases and '
    'from the waits, one row a series and period. Not meant to be granted to anyone.';
COMMENT ON COLUMN process_series.value IS
    'The figure, in the unit of the measure. Empty if there was nothing to count.';
COMMENT ON COLUMN process_series.form IS
    'Which chart: p of counts, XmR, u of events in a period, t of single days of events. Counts that say how things '
    'stood on a day share cases with those of the day before, so they have an XmR chart.';
COMMENT ON COLUMN process_series.is_left_out IS
    'True for a measure from whose figures no chart may be drawn: measure_periods.no_series says why.';
COMMENT ON COLUMN process_series.is_charted IS
    'True if process_control charts it: of what is counted, the last 24 months that are over. Those before are for '
    'view improvement.';
