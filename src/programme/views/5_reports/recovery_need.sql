-- read: reader
-- meanings: recovery_outlook, projection_now, scenario

CREATE VIEW recovery_need AS
SELECT a.scenario_id, a.scenario, a.position, a.local_authority, a.is_illustrative, a.issue_order, a.projection_id,
       a.stands_on, a.measure, a.measure_title, a.unit, a.month, a.target, a.target_from, a.plans_before,
       a.in_time_before, a.further_plans, a.needed_share, a.highest_rate, a.extra_stage, a.extra_from,
       a.extra_per_week, a.probability, a.p10, a.p50, a.p90, a.over_52_weeks, a.oldest_days, a.cleared_in,
       a.least_extra_half, a.least_extra_four_fifths,
       a.measure_title || ', ' || CASE WHEN a.at_least THEN 'at least ' ELSE 'at most ' END
           || sen.number_words(a.target)
           || CASE a.unit WHEN 'percent' THEN '%' WHEN 'days' THEN ' days' ELSE '' END || ' in '
           || sen.month_words(a.month) || ': '
           || CASE WHEN a.extra_per_week = 0 THEN 'with the capacity entered '
                   ELSE 'with ' || abs(a.extra_per_week)
                        || CASE WHEN a.extra_per_week > 0 THEN ' more' ELSE ' fewer' END || ' a week from '
                        || sen.date_words(a.extra_from) || ' on ' END
           || CASE WHEN a.probability IS NULL THEN 'no future'
                   ELSE coalesce(nullif(round(100 * a.probability), 0)::text, 'none') || ' of 100 futures' END
           || ' reach it; then '
           || sen.number_words(coalesce(a.over_52_weeks, 0)) || ' open over 52 weeks, the oldest for '
           || sen.in_days(coalesce(a.oldest_days, 0)::integer)
           || CASE WHEN a.further_plans IS NULL THEN ''
                   WHEN a.needed_share IS NULL THEN '; not to be reached, be all further plans in time'
                   ELSE '; ' || a.needed_share || '% of the further plans have to be in time' END || '.' AS in_words
FROM (
    SELECT n.scenario_id, n.scenario, n.position, n.local_authority, n.is_illustrative, n.issue_order,
           n.projection_id, n.stands_on, o.measure, k.title AS measure_title, k.unit, k.at_least,
           k."position" AS measure_position,
           o.month, trim_scale(round((o.target * u.times)::numeric, 2)) AS target, o.target_from,
           round(o.plans_before::numeric) AS plans_before, round(o.in_time_before::numeric) AS in_time_before,
           trim_scale(round(o.further_plans::numeric, 1)) AS further_plans,
           trim_scale(round((o.needed_share * 100)::numeric, 1)) AS needed_share,
           trim_scale(round((o.highest_rate * 100)::numeric, 1)) AS highest_rate,
           n.extra_stage, n.extra_from, trim_scale(e.extra_per_week::numeric) AS extra_per_week,
           round(e.probability::numeric, 3) AS probability,
           trim_scale(round((e.p10 * u.times)::numeric, 1)) AS p10,
           trim_scale(round((e.p50 * u.times)::numeric, 1)) AS p50,
           trim_scale(round((e.p90 * u.times)::numeric, 1)) AS p90,
           trim_scale(round(e.over_52_weeks::numeric, 1)) AS over_52_weeks,
           round(e.oldest_days::numeric) AS oldest_days, c.cleared_in,
           min(trim_scale(e.extra_per_week::numeric)) FILTER (WHERE e.probability >= 0.5)
               OVER w AS least_extra_half,
           min(trim_scale(e.extra_per_week::numeric)) FILTER (WHERE e.probability >= 0.8)
               OVER w AS least_extra_four_fifths
    FROM projection_now n
    CROSS JOIN LATERAL unnest(n.outcomes) o
    JOIN sen.projection_measures() k ON k.measure = o.measure
    CROSS JOIN LATERAL (SELECT CASE k.unit WHEN 'percent' THEN 100 ELSE 1 END AS times) u
    -- What is entered, by all of its runs; the rest of the grid, or that too if it is part of the grid, by fewer.
    CROSS JOIN LATERAL (
        SELECT f.extra_per_week, o.probability, f.p10, f.p50, f.p90, f.over_52_weeks, f.oldest_days
        FROM unnest(n.figures) f WHERE f.measure = o.measure AND f.month = o.month
        UNION ALL
        SELECT x.extra_per_week, x.probability, x.p10, x.p50, x.p90, x.over_52_weeks, x.oldest_days
        FROM unnest(n.by_extra) x
        WHERE x.measure = o.measure AND x.month = o.month AND x.target = o.target AND x.extra_per_week <> 0) e
    LEFT JOIN (
        SELECT m.projection_id, y.extra_per_week, min(y.month) FILTER (WHERE y.p50 = 0) AS cleared_in
        FROM projection_now m CROSS JOIN LATERAL unnest(m.by_extra) y
        WHERE y.measure = 'overdue' AND y.target IS NULL AND y.extra_per_week <> 0
        GROUP BY m.projection_id, y.extra_per_week
        UNION ALL
        SELECT m.projection_id, 0, min(z.month) FILTER (WHERE z.p50 = 0)
        FROM projection_now m CROSS JOIN LATERAL unnest(m.figures) z
        WHERE z.measure = 'overdue'
        GROUP BY m.projection_id) c
        ON c.projection_id = n.projection_id AND c.extra_per_week = e.extra_per_week
    WINDOW w AS (PARTITION BY n.projection_id, o.measure, o.month, o.target)
) a
ORDER BY a.local_authority, a.position, a.scenario_id, a.month, a.measure_position, a.target, a.extra_per_week;
COMMENT ON VIEW recovery_need IS
    'What the targets need, by the latest projection of each scenario: a row for each target and each extra capacity '
    'on the grid of the scenario; 0 is what is entered. Of a rate first by arithmetic: the share of further plans '
    'that has to be in time, and the ceiling. Then by chance: how probable. Tried at each step and not searched by '
    'halves, as the chance of a rate may fall with more capacity and rise again. Reads what is stored.';
COMMENT ON COLUMN recovery_need.measure IS 'The measure, by its name in sen.project().';
COMMENT ON COLUMN recovery_need.month IS 'First day of the month by whose end the target is to be reached.';
COMMENT ON COLUMN recovery_need.target IS 'The target; rates in percent.';
COMMENT ON COLUMN recovery_need.plans_before IS
    'Of a rate, plans of its window (the month, the twelve months, the calendar year) issued by the day of the data. '
    'Empty for anything else, and if the window had not begun.';
COMMENT ON COLUMN recovery_need.in_time_before IS 'Of these, the plans in time.';
COMMENT ON COLUMN recovery_need.further_plans IS
    'Plans that are issued in the rest of the window with the capacity entered: the sum of the medians of its months.';
COMMENT ON COLUMN recovery_need.needed_share IS
    'Share of these that has to be in time, in percent to one decimal; empty if not even all of them are enough.';
COMMENT ON COLUMN recovery_need.highest_rate IS
    'The ceiling in percent: the highest rate that a steady time with these requests and plans can have, in whatever '
    'order (sen.highest_rate()). Cases that are ready and in time at the start may lift it once.';
COMMENT ON COLUMN recovery_need.extra_stage IS
    'Stage at which capacity is added: decision, advice or plan. Empty if the scenario has no grid.';
COMMENT ON COLUMN recovery_need.extra_per_week IS
    'Cases a week more than entered, from extra_from on; below 0 fewer, each team by the same share.';
COMMENT ON COLUMN recovery_need.probability IS
    'Share of the futures with a value that reach the target, from 0 to 1; with extra capacity by fewer runs.';
COMMENT ON COLUMN recovery_need.p10 IS 'One future in ten has at most that; rates in percent.';
COMMENT ON COLUMN recovery_need.cleared_in IS
    'First month at whose end at least half of the futures have no overdue case; empty if there is none.';
COMMENT ON COLUMN recovery_need.least_extra_half IS
    'The least of the tried capacities with which at least half of the futures reach the target; empty if none. More '
    'may be worse for a rate: look at the other rows.';
COMMENT ON COLUMN recovery_need.least_extra_four_fifths IS 'The same for 8 of 10 futures.';
