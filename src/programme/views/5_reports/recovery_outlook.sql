-- read: reader
-- meanings: projection_now, scenario

CREATE VIEW recovery_outlook AS
SELECT n.scenario_id, n.scenario, n.position, n.local_authority, n.issue_order, n.is_illustrative, n.projection_id,
       n.stands_on, n.made_on, f.month, f.measure, k.title AS measure_title, k."position" AS measure_position, k.unit,
       v.p10, v.p50, v.p90, f.runs_with_value, v.over_52_weeks, v.oldest_days, v.target, o.target_from,
       round(o.probability::numeric, 3) AS probability,
       k.title || ', ' || sen.month_words(f.month) || ': '
           || CASE WHEN f.p50 IS NULL THEN 'no figure in any future'
                   ELSE sen.range_words(v.p10, v.p90, w.unit) || ' in 8 of 10 futures'
                        || CASE WHEN v.p10 = v.p90 THEN '' ELSE ', median ' || sen.number_words(v.p50) END END
           || CASE WHEN o.target IS NULL THEN ''
                   ELSE '; ' || CASE WHEN k.at_least THEN 'at least ' ELSE 'at most ' END || sen.number_words(v.target)
                        || w.unit
                        || ' in ' || coalesce(nullif(round(100 * o.probability::numeric), 0)::text, 'none')
                        || ' of 100' END
           || CASE WHEN k.unit <> 'percent' THEN ''
                   ELSE '; then ' || sen.number_words(coalesce(v.over_52_weeks, 0))
                        || ' open over 52 weeks, the oldest for '
                        || sen.in_days(coalesce(v.oldest_days, 0)::integer) END || '.' AS in_words
FROM projection_now n
CROSS JOIN LATERAL unnest(n.figures) f
JOIN sen.projection_measures() k ON k.measure = f.measure
LEFT JOIN LATERAL unnest(n.outcomes) o ON o.measure = f.measure AND o.month = f.month
CROSS JOIN LATERAL (
    SELECT trim_scale(round((f.p10 * u.times)::numeric, 1)) AS p10,
           trim_scale(round((f.p50 * u.times)::numeric, 1)) AS p50,
           trim_scale(round((f.p90 * u.times)::numeric, 1)) AS p90,
           trim_scale(round((o.target * u.times)::numeric, 2)) AS target,
           trim_scale(round(f.over_52_weeks::numeric, 1)) AS over_52_weeks,
           round(f.oldest_days::numeric) AS oldest_days
    FROM (SELECT CASE k.unit WHEN 'percent' THEN 100 ELSE 1 END AS times) u) v
CROSS JOIN LATERAL (SELECT CASE k.unit WHEN 'percent' THEN '%' WHEN 'days' THEN ' days' ELSE '' END AS unit) w
ORDER BY n.local_authority, n.position, n.scenario_id, f.month, k."position", v.target;
COMMENT ON VIEW recovery_outlook IS
    'What is to be expected of each scenario, month by month, by its latest projection: if arrivals and capacity are '
    'as entered, 8 of 10 futures lie between p10 and p90. A row for each scenario, month and measure, and one for '
    'each target where a measure has several in a month. Beside each figure stand the open cases over 52 weeks and '
    'the oldest open case, without which no rate should be read. Reads what is stored: nothing is projected.';
COMMENT ON COLUMN recovery_outlook.scenario IS 'Title of the scenario.';
COMMENT ON COLUMN recovery_outlook.issue_order IS
    'The order of issuing that was projected: oldest, newest, in_time_first, share or as_observed.';
COMMENT ON COLUMN recovery_outlook.projection_id IS 'The projection: a row of table projection.';
COMMENT ON COLUMN recovery_outlook.stands_on IS 'Day of the data that it starts from.';
COMMENT ON COLUMN recovery_outlook.made_on IS 'Day on which it was made.';
COMMENT ON COLUMN recovery_outlook.month IS 'First day of the month. The first and the last month may be parts of one.';
COMMENT ON COLUMN recovery_outlook.measure IS 'The measure, by its name in sen.project().';
COMMENT ON COLUMN recovery_outlook.measure_title IS 'Its title.';
COMMENT ON COLUMN recovery_outlook.measure_position IS 'Its place in reports, from 1.';
COMMENT ON COLUMN recovery_outlook.unit IS 'cases, percent, or days.';
COMMENT ON COLUMN recovery_outlook.p10 IS
    'One future in ten has at most that; rates in percent to one decimal. Empty if no future has a value.';
COMMENT ON COLUMN recovery_outlook.p50 IS 'Half of the futures have at most that.';
COMMENT ON COLUMN recovery_outlook.p90 IS 'Nine futures in ten have at most that.';
COMMENT ON COLUMN recovery_outlook.runs_with_value IS
    'How many of the futures have a value: a month without plans has no rate.';
COMMENT ON COLUMN recovery_outlook.over_52_weeks IS 'Open cases over 52 weeks at the close of the month, median.';
COMMENT ON COLUMN recovery_outlook.oldest_days IS
    'Days that the oldest case has been open at the close of the month, median; empty if half have no open case.';
COMMENT ON COLUMN recovery_outlook.target IS 'A target that the measure has in this month; empty if it has none.';
COMMENT ON COLUMN recovery_outlook.target_from IS
    'Where it is from: the target or a milestone of a measure, or the source in recovery_target.';
COMMENT ON COLUMN recovery_outlook.probability IS
    'Share of the futures with a value that reach the target, from 0 to 1; empty without a target.';
COMMENT ON COLUMN recovery_outlook.in_words IS 'The same in words.';
