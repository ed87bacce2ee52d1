-- read: reader
-- meanings: process_control

CREATE VIEW process_summary AS
-- Of each series the latest figure alone: sen.latest_point() finds it without a row of a chart for every other one.
WITH process_point AS MATERIALIZED (
--@query process_point
), found AS MATERIALIZED (
    SELECT p.source, p.series, p.local_authority, p.form, p.direction, p.without_last,
           greatest(2, max(min_scale(p.value))) AS places,
           sen.latest_point(p.form, p.period_to, p.number, p.counted_in, p.anew,
                            coalesce(p.direction, 'neutral')) AS latest
    FROM process_point p
    GROUP BY p.source, p.series, p.local_authority, p.form, p.direction, p.without_last
), process_chart AS MATERIALIZED (
    SELECT c.source, c.series, c.local_authority, c.measure_id, c.title, c.unit, c.direction, c.target_value,
           c.period_from, c.period_to, c.form, f.places, c.shown, c.numerator, c.denominator, c.counted_in,
           c.form || CASE WHEN (f.latest).is_prime THEN '''' ELSE '' END AS chart,
           (f.latest).point AS drawn, ((o.latest).point).variation AS variation_before,
           (SELECT d.in_words FROM limits_decided d WHERE d.measure_id = c.measure_id AND d.starts_on <= c.period_to
            ORDER BY d.starts_on DESC LIMIT 1) AS recalculated
    FROM found f
    JOIN process_point c ON c.source = f.source AND c.series = f.series AND NOT c.without_last
        AND c.local_authority IS NOT DISTINCT FROM f.local_authority
        -- Not as an equality: the planner would rather sort all figures by their days.
        AND (c.period_to = (f.latest).on_day) IS TRUE
    LEFT JOIN found o ON o.without_last AND o.source = 'measure' AND c.source = o.source AND o.series = c.series
        AND o.local_authority IS NOT DISTINCT FROM c.local_authority
    WHERE NOT f.without_last
), process_control AS (
--@query process_control
), run AS (
    -- How long the figures of its limits have said the same without a break.
    SELECT f.source, f.series, f.local_authority, min(coalesce(p.period_from, p.period_to)) AS since,
           count(p.period_to) AS points, sum(p.denominator) FILTER (WHERE p.form <> 'XmR') AS cases
    FROM found f
    LEFT JOIN process_point p ON p.source = f.source AND p.series = f.series AND NOT p.without_last
        AND p.local_authority IS NOT DISTINCT FROM f.local_authority AND p.period_to >= (f.latest).run_from
        AND p.number IS NOT NULL AND (p.form NOT IN ('p', 'u') OR p.counted_in IS NOT NULL)
    WHERE NOT f.without_last
    GROUP BY f.source, f.series, f.local_authority
), latest AS (
    SELECT p.*, s.says, r.since, r.points, r.cases, c.chance, split_part(p.variation_before, '_', 1) AS said_before,
           count(*) FILTER (WHERE p.variation IS NOT NULL) OVER () AS charts,
           count(*) FILTER (WHERE s.says <> 'common') OVER () AS changes,
           round((sum(c.chance) OVER () / 100)::numeric, 1) AS expected_by_chance
    FROM process_control p
    CROSS JOIN LATERAL (SELECT split_part(p.variation, '_', 1) AS says) s
    JOIN run r ON r.source = p.source AND r.series = p.series
        AND r.local_authority IS NOT DISTINCT FROM p.local_authority
    CROSS JOIN LATERAL (SELECT CASE WHEN p.variation IS NOT NULL
                                    THEN sen.chance_of_change(p.chart, p.base_points) END AS chance) c
    WHERE p.is_last
)
SELECT l.source, l.series, l.local_authority, l.measure_id, l.title, l.unit, l.direction, l.target_value, l.chart,
       l.period_to AS latest_on, l.value AS latest_value, l.centre, l.lower, l.upper, l.base_points, l.limits,
       l.variation, v.icon AS variation_icon, l.kind, l.since, l.points, l.cases,
       round(l.chance::numeric, 1) AS chance_percent, l.assurance, a.icon AS assurance_icon,
       l.recalculated, coalesce(l.said_before = 'concern' AND l.says <> 'concern', false) AS is_concern_gone,
       l.charts, l.changes, l.expected_by_chance,
       sen.list_words(' ',
           CASE WHEN g.state = 'no recent data' THEN 'No recent data: ' || g.in_words || '.' END,
           CASE WHEN l.limits = 'none' THEN 'Too few figures to tell change from chance: '
                || sen.count_words(l.base_points, 'figure') || ', and limits need 6.'
                ELSE upper(left(w.verdict, 1)) || substr(w.verdict, 2) || '.' END,
           CASE WHEN l.says <> 'common' THEN 'Chance alone would mark the latest figure of '
                || round(l.chance::numeric, 1) || ' in 100 such charts.' END,
           CASE WHEN l.limits = 'trial' THEN 'The limits are for trial: they rest on ' || l.base_points || ' figures.'
           END,
           CASE WHEN l.target_value IS NOT NULL
                THEN overlay(a.in_words PLACING 'The target of ' || CASE l.direction WHEN 'increase' THEN 'at least '
                             ELSE 'at most ' END || sen.figure_words(l.target_value, l.unit) FROM 1 FOR 10) || '.'
           END,
           l.recalculated,
           CASE WHEN l.said_before = 'concern' AND l.says <> 'concern'
                THEN 'Without that decision it would be ' || b.in_words || '.' END) AS in_words
FROM latest l
LEFT JOIN chart_age g ON g.source = l.source AND coalesce(g.measure_id, '') = coalesce(l.measure_id, '')
LEFT JOIN sen.variations() v ON v.variation::text = l.variation
LEFT JOIN sen.variations() b ON b.variation::text = l.variation_before
LEFT JOIN sen.assurances() a ON a.assurance::text = l.assurance
CROSS JOIN LATERAL (SELECT sen.figure_words(CASE WHEN l.unit = 'percent' AND l.chart LIKE 'p%'
                                                 THEN 100 * l.numerator / nullif(l.denominator, 0)
                                                 ELSE l.value END, l.unit, l.denominator, l.lower, l.upper)
                               || ' on ' || sen.date_words(l.period_to) AS latest,
                           sen.figure_words(l.centre, l.unit) AS centre,
                           sen.figure_words(l.lower, l.unit, NULL, l.value, l.upper) AS lower,
                           sen.figure_words(l.upper, l.unit, NULL, l.value, l.lower) AS upper,
                           sen.date_words(l.period_to) AS day) f
CROSS JOIN LATERAL (
    SELECT CASE l.says WHEN 'common' THEN v.in_words || ': '
                       ELSE CASE l.says WHEN 'improvement' THEN 'a change for the better since '
                                        ELSE 'a change for the worse since ' END || sen.date_words(l.since) || ' ('
                                || sen.count_words(l.points, 'figure')
                                || coalesce(', ' || sen.count_words(l.cases, 'case'), '') || '): ' END
           || CASE
                  WHEN l.kind = 'above upper limit' THEN f.latest || ' is above the upper limit of ' || f.upper
                  WHEN l.kind = 'below lower limit' THEN f.latest || ' is below the lower limit of ' || f.lower
                  WHEN l.kind ~ 'trend' THEN 'at least 7 figures in a row to ' || f.day || ' are each '
                      || CASE l.kind WHEN 'rising trend' THEN 'higher' ELSE 'lower' END || ' than the one before'
                  WHEN l.kind ~ 'two of three' THEN 'two of the three figures to ' || f.day || ' are close to the '
                      || CASE l.kind WHEN 'two of three high' THEN 'upper limit of ' || f.upper
                              ELSE 'lower limit of ' || f.lower END
                  WHEN l.kind ~ 'shift' THEN 'at least 7 figures in a row to ' || f.day || ' are '
                      || CASE l.kind WHEN 'shift high' THEN 'above' ELSE 'below' END || ' the mean of ' || f.centre
                  ELSE f.latest || ' is within the limits of '
                      || CASE l.unit WHEN 'percent' THEN f.lower ELSE sen.number_words(l.lower) END
                      || ' and ' || f.upper
                      || CASE WHEN l.unit = 'percent' AND l.lower = 0 AND l.upper = 100
                              THEN ', as any percentage would be' ELSE '' END
              END AS verdict
) w
UNION ALL
SELECT 'measure', m.measure_id, m.local_authority, m.measure_id, m.title, m.unit, m.direction, m.target_value,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       false, NULL, NULL, NULL,
       CASE WHEN k.no_series IS NOT NULL AND EXISTS (SELECT FROM measurement x WHERE x.measure_id = m.measure_id)
            THEN 'No chart: ' || k.no_series || '.' ELSE 'No figure yet.' END
FROM measure m
JOIN measure_periods k ON k.measure_id = m.measure_id
WHERE coalesce(m.agreed_on, m.baseline_on) <= sen.today()
    AND NOT EXISTS (SELECT FROM latest l WHERE l.measure_id = m.measure_id)
ORDER BY 1 DESC, 2, 3;
COMMENT ON VIEW process_summary IS
    'What the control charts say on sen.today(), a row a series: is it changing or is it chance, since when and by '
    'which rule, and will the target be met; in words for a Board. Every measure agreed by then has a row, and says '
    'why if it has no chart. The charts themselves: process_control.';
COMMENT ON COLUMN process_summary.latest_on IS 'Last day of the period of the latest figure. Empty without a chart.';
COMMENT ON COLUMN process_summary.latest_value IS 'The latest figure, in the unit.';
COMMENT ON COLUMN process_summary.variation IS
    'What the chart says of the latest figure, a name of sen.variations(), such as concern_low. Empty without limits.';
COMMENT ON COLUMN process_summary.variation_icon IS 'Its icon of Making Data Count, such as orange L.';
COMMENT ON COLUMN process_summary.kind IS 'The rule by which it says so, such as shift high; else common cause.';
COMMENT ON COLUMN process_summary.since IS
    'First day of the first period since which every figure of these limits says the same: change for the better, '
    'change for the worse, or no change.';
COMMENT ON COLUMN process_summary.points IS 'How many figures that are.';
COMMENT ON COLUMN process_summary.cases IS
    'How many cases: the sum of their denominators. Empty in an XmR or t chart.';
COMMENT ON COLUMN process_summary.chance_percent IS
    'Of 100 such charts of series without any change, of how many chance alone would mark the latest figure '
    '(sen.chance_of_change()). Empty without limits.';
COMMENT ON COLUMN process_summary.assurance IS
    'What the limits say of the target, a name of sen.assurances(). Empty without a target, for figures in another '
    'unit than it, and without limits.';
COMMENT ON COLUMN process_summary.assurance_icon IS 'Its icon of Making Data Count, such as orange F.';
COMMENT ON COLUMN process_summary.is_concern_gone IS
    'True if the latest figure would be a change for the worse without the last decision to draw the limits anew, and '
    'is none with it.';
COMMENT ON COLUMN process_summary.charts IS 'Series with limits in this view: the same in each row.';
COMMENT ON COLUMN process_summary.changes IS 'Of these, series that show a change, for the better or the worse.';
COMMENT ON COLUMN process_summary.expected_by_chance IS
    'How many of these charts chance alone would have show a change, were there none: the sum of chance_percent. The '
    'same in each row, to be held against changes.';
COMMENT ON COLUMN process_summary.in_words IS 'All of it, in sentences.';
