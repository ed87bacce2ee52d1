-- read: reader
-- meanings: measure, verdict

-- A month is 30.4375 days (365.25 / 12) wherever a rate per month is shown.
CREATE VIEW dashboard AS
-- At the outermost level, since the planner copies what it plans once for each level that it is inside.
WITH measure_figure AS MATERIALIZED (
--@query measure_figure
-- It shows the change since the last meeting alone.
), comparison AS MATERIALIZED (
    SELECT * FROM comparison c WHERE c.since = 'last meeting'
), measure_change AS MATERIALIZED (
--@query measure_change
), latest AS MATERIALIZED (
    -- Not the first of a sort, nor by an equality of days, for which the planner sorts: all figures are many.
    SELECT f.measure_id, f.period_to AS latest_on, f.value AS latest_value, f.exact,
           CASE WHEN f.denominator < 1e15 THEN f.numerator END AS numerator,
           CASE WHEN f.denominator < 1e15 THEN f.denominator END AS denominator, f.evidence_id, f.running
    FROM (SELECT o.measure_id, max(o.period_to) AS period_to
          FROM measure_figure o
          JOIN measure m ON m.measure_id = o.measure_id
          WHERE o.is_own AND (m.counted_over = 'month' AND o.running) IS NOT TRUE
          GROUP BY o.measure_id) l
    JOIN measure_figure f ON f.measure_id = l.measure_id AND (f.period_to = l.period_to) IS TRUE AND f.is_own
), source AS MATERIALIZED (
    -- Until when a figure is recent: see data_source.
    SELECT coalesce(max(d.periods) FILTER (WHERE d.source = 'measures'), 2) AS periods,
           coalesce(max(d.every_months * d.periods) FILTER (WHERE d.source = 'cases'), 2) AS cases_months,
           max(d.complete_to) FILTER (WHERE d.source = 'cases') IS NOT NULL AS cases_stated
    FROM data_source d
), month AS MATERIALIZED (
    SELECT f.measure_id, max(f.period_to) AS last_on FROM measure_figure f WHERE f.counted AND f.is_single
    GROUP BY f.measure_id
), trend AS MATERIALIZED (
    -- Of figures that share no days, whatever the measure itself is counted over: of twelve months, for counted ones.
    SELECT f.measure_id, sen.trend(f.period_to, f.value) AS found
    FROM measure_figure f
    JOIN latest l ON l.measure_id = f.measure_id
    WHERE f.is_single AND NOT f.running AND abs(f.value) < 1e15
      AND f.period_to >= CASE WHEN f.counted THEN l.latest_on + 1 ELSE l.latest_on END - interval '12 months'
    GROUP BY f.measure_id
), plan AS MATERIALIZED (
    SELECT m.*, c.today,
           s.latest_on, s.latest_value, s.exact, s.denominator, d.from_on AS previous_on,
           d.from_value AS previous_value, d.from_in_words AS previous_in_words,
           s.evidence_id AS latest_evidence_id,
           p.places, p.way,
           g.judged_on, g.judged_value, g.plan_on, g.share, y.year_to, y.whole_on, y.whole_value, y.before_on,
           y.before_value, g.is_alone, y.adds_up IS TRUE AS adds_up,
           -- Of a year that goes on only what adds up towards its target cannot be lost again.
           g.runs AND NOT (y.adds_up IS TRUE AND m.direction = 'increase') AS is_open_year,
           p.way * (g.judged_value - m.target_value) >= 0 AS reached,
           -- The later of two: the last day of a month stays the last day of a month.
           greatest((p.known_to + p.wait)::date, (p.known_to + 1 + p.wait)::date - 1) AS fresh_until, p.known_to,
           o.cases_stated,
           round(sen.straight_line(m.baseline_on, m.baseline_value, m.target_on, m.target_value, g.plan_on)
                 * coalesce(g.share, 1), p.places) AS expected_now,
           round(sen.straight_line(coalesce(b.due_on, m.baseline_on), coalesce(b.value, m.baseline_value),
                                   coalesce(a.due_on, m.target_on), coalesce(a.value, m.target_value), g.plan_on)
                 * coalesce(g.share, 1), p.places) AS expected_by_milestones,
           r.due_on AS passed_on, r.value AS passed_value,
           coalesce(b.due_on, a.due_on) IS NOT NULL AS by_milestones,
           n.due_on AS next_milestone_on, n.value AS next_milestone_value,
           round(100 * w.lower::numeric, 2) AS latest_lower, round(100 * w.upper::numeric, 2) AS latest_upper,
           -- The end of the next period: the last day of a month stays the last day of a month.
           greatest((g.judged_on + p.period)::date, (g.judged_on + 1 + p.period)::date - 1) AS next_on,
           d.change, d.moving, d.in_words AS change_in_words, q.series, q.no_series,
           (t.found).points AS points, (t.found).autocorrelation AS autocorrelation,
           CASE WHEN (t.found).points >= 3 THEN (t.found).slope_per_day END AS slope,
           CASE WHEN (t.found).points >= 3 THEN (t.found).lower END AS slope_lower,
           CASE WHEN (t.found).points >= 3 THEN (t.found).upper END AS slope_upper
    FROM measure m
    JOIN measure_periods q ON q.measure_id = m.measure_id
    CROSS JOIN (SELECT sen.today() AS today) c
    CROSS JOIN source o
    LEFT JOIN latest s ON s.measure_id = m.measure_id
    LEFT JOIN month x ON x.measure_id = m.measure_id
    LEFT JOIN trend t ON t.measure_id = m.measure_id
    LEFT JOIN measure_change d ON d.measure_id = m.measure_id
    CROSS JOIN LATERAL (SELECT greatest(2, min_scale(m.baseline_value), min_scale(m.target_value),
                                        min_scale(s.latest_value)) AS places,
                               CASE m.direction WHEN 'increase' THEN 1 WHEN 'decrease' THEN -1 END AS way,
                               -- A counted measure is as old as the cases; where nobody has stated their day, as the
                               -- last month of its figure in which one was finished.
                               CASE WHEN m.definition IS NULL THEN s.latest_on
                                    WHEN o.cases_stated THEN sen.data_day('cases', 'data_source')
                                    ELSE least(s.latest_on, x.last_on) END AS known_to,
                               make_interval(months => CASE WHEN m.definition IS NULL THEN o.periods * m.every_months
                                                            WHEN o.cases_stated THEN o.cases_months
                                                            ELSE greatest(o.cases_months, o.periods * m.every_months)
                                                            END) AS wait,
                               make_interval(months => CASE WHEN m.definition IS NULL THEN m.every_months ELSE 1 END)
                                   AS period) p
    LEFT JOIN measure_year y ON y.measure_id = m.measure_id
    -- Which figure is judged, and by the plan of which day. Of what adds up within a year that goes on: the latest, by
    -- what was there at this point of the year before; else that year; without it, the latest by the plan of its end.
    CROSS JOIN LATERAL (
        SELECT CASE k.how WHEN 'year before' THEN y.whole_on ELSE s.latest_on END AS judged_on,
               CASE k.how WHEN 'year before' THEN y.whole_value ELSE s.latest_value END AS judged_value,
               CASE k.how WHEN 'year before' THEN y.whole_on WHEN 'share' THEN y.year_to WHEN 'alone' THEN y.year_to
                    ELSE s.latest_on END AS plan_on,
               CASE k.how WHEN 'share' THEN y.share END AS share, k.how = 'alone' AS is_alone,
               k.how IN ('share', 'alone')
                   OR coalesce(NOT y.adds_up AND NOT y.is_whole, m.counted_over = 'year' AND s.running, false) AS runs
        FROM (SELECT CASE WHEN y.adds_up IS NOT TRUE OR y.is_whole THEN 'latest'
                          WHEN y.whole_on >= m.target_on THEN 'year before'
                          WHEN y.share IS NOT NULL THEN 'share'
                          WHEN y.whole_on IS NOT NULL THEN 'year before' ELSE 'alone' END AS how) k) g
    LEFT JOIN LATERAL (SELECT i.due_on, i.value FROM milestone i
                       WHERE i.measure_id = m.measure_id AND i.due_on > m.baseline_on AND i.due_on < m.target_on
                       AND i.due_on <= g.plan_on
                       ORDER BY i.due_on DESC LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT i.due_on, i.value FROM milestone i
                       WHERE i.measure_id = m.measure_id AND i.due_on > m.baseline_on AND i.due_on < m.target_on
                       AND i.due_on > g.plan_on
                       ORDER BY i.due_on LIMIT 1) a ON true
    -- A milestone whose day has come since: whether it was reached that figure does not tell.
    LEFT JOIN LATERAL (SELECT i.due_on, i.value FROM milestone i
                       WHERE i.measure_id = m.measure_id AND i.due_on > m.baseline_on AND i.due_on < m.target_on
                       AND i.due_on > g.judged_on AND i.due_on < c.today
                       ORDER BY i.due_on DESC LIMIT 1) r ON true
    LEFT JOIN LATERAL (SELECT i.due_on, i.value FROM milestone i
                       WHERE i.measure_id = m.measure_id AND i.due_on > m.baseline_on AND i.due_on < m.target_on
                       AND i.due_on >= c.today
                       ORDER BY i.due_on LIMIT 1) n ON true
    CROSS JOIN LATERAL sen.wilson(s.numerator::double precision, s.denominator::double precision) w
    WHERE coalesce(m.agreed_on, m.baseline_on) <= c.today
), standing AS MATERIALIZED (
    SELECT p.*,
           coalesce((p.baseline_on IS NULL OR p.judged_on > p.baseline_on) AND p.fresh_until >= p.today, false)
               AS recent,
           -- Of the day of the target the figure tells whose period ends next to it, before or after.
           coalesce(p.target_on < p.today AND p.judged_on < p.target_on
                    AND p.next_on - p.target_on < p.target_on - p.judged_on, false) AS target_untold,
           p.way * (p.judged_value - p.expected_by_milestones) < 0 AS behind,
           p.way * (p.judged_value - round(p.baseline_value * coalesce(p.share, 1), p.places)) AS way_done,
           p.way * (p.expected_by_milestones - round(p.baseline_value * coalesce(p.share, 1), p.places))
               AS way_planned,
           coalesce(CASE p.way WHEN 1 THEN p.slope_upper < 0 ELSE p.slope_lower > 0 END, false) AS leads_away,
           coalesce(p.expected_by_milestones BETWEEN p.latest_lower AND p.latest_upper, false) AS within_chance,
           coalesce(p.target_value BETWEEN p.latest_lower AND p.latest_upper, false) AS target_within_chance,
           round(p.slope::numeric * 30.4375, p.places) AS trend_per_month,
           round(p.slope_lower::numeric * 30.4375, p.places) AS trend_lower,
           round(p.slope_upper::numeric * 30.4375, p.places) AS trend_upper,
           CASE WHEN NOT p.reached AND NOT p.adds_up
                THEN sen.reaches_on(p.latest_on, p.latest_value, p.slope, p.target_value, p.direction)
           END AS projected_on
    FROM plan p
), judged AS MATERIALIZED (
    SELECT s.*,
           CASE
               WHEN NOT s.recent THEN 'no recent data'
               WHEN s.way IS NULL OR s.target_value IS NULL THEN NULL
               WHEN s.reached AND NOT s.is_open_year THEN 'met'
               WHEN s.target_on IS NULL OR s.baseline_on IS NULL THEN NULL
               WHEN s.target_untold AND NOT s.reached THEN 'no recent data'
               WHEN s.target_on < s.today AND NOT s.reached THEN 'off track'
               WHEN s.passed_on IS NOT NULL THEN 'no recent data'
               -- Of a year that has no year before: all of it, already, is too much or is enough; or it is not known.
               WHEN s.is_alone AND (s.behind = (s.way = 1)) IS NOT FALSE THEN 'no recent data'
               WHEN s.is_alone THEN CASE WHEN s.behind THEN 'off track' ELSE 'on track' END
               WHEN s.leads_away THEN CASE WHEN s.behind THEN 'off track' ELSE 'at risk' END
               WHEN NOT s.behind THEN 'on track'
               WHEN s.within_chance OR s.projected_on <= s.target_on
                   OR 4 * s.way_done >= 3 * s.way_planned THEN 'at risk'
               ELSE 'off track'
           END AS verdict,
           u.of_what,
           CASE WHEN s.unit = 'percent' OR r.expected = s.judged_value THEN s.expected_by_milestones
                ELSE r.expected END AS expected_said,
           CASE WHEN s.unit = 'percent' OR r.planned IN (0, s.way_done) THEN s.way_planned ELSE r.planned
           END AS planned_said,
           sen.figure_words(s.baseline_value, s.unit) || ' on ' || sen.date_words(s.baseline_on) AS baseline,
           CASE s.direction WHEN 'increase' THEN 'at least ' WHEN 'decrease' THEN 'at most ' END
               || sen.figure_words(s.target_value, s.unit) || coalesce(' by ' || sen.date_words(s.target_on), '')
               AS target,
           sen.figure_words(s.exact, s.unit, s.denominator, s.target_value,
                            CASE WHEN s.baseline_on < s.latest_on THEN s.expected_by_milestones END,
                            CASE WHEN s.baseline_on < s.latest_on THEN s.baseline_value END)
               || ' on ' || sen.date_words(s.latest_on) AS latest,
           CASE WHEN s.judged_on < s.latest_on THEN sen.figure_words(s.judged_value, s.unit) || ' on '
                || sen.date_words(s.judged_on) END AS year_before,
           CASE WHEN s.leads_away THEN ' the trend of ' || u.of_what || ' leads away from the target, by '
                || sen.difference_words(abs(s.trend_per_month), s.unit) || ' a month (95% interval '
                || sen.difference_words(least(abs(s.trend_lower), abs(s.trend_upper)), s.unit, true) || ' to '
                || sen.difference_words(greatest(abs(s.trend_lower), abs(s.trend_upper)), s.unit, true) || ')'
           END AS away
    FROM standing s
    CROSS JOIN LATERAL (SELECT CASE WHEN s.counted_over <> 'month' THEN 'the single months of '
                                    WHEN s.series = 'single periods' THEN 'the single periods of ' ELSE '' END
                                   || 'its last 12 months' AS of_what) u
    -- Of what is no percentage the plan is said with the decimals of the measure, unless that hides a difference.
    CROSS JOIN LATERAL (SELECT greatest(min_scale(s.baseline_value), min_scale(s.target_value),
                                        min_scale(s.judged_value)) AS decimals) e
    CROSS JOIN LATERAL (SELECT round(s.expected_by_milestones, e.decimals) AS expected,
                               round(s.way_planned, e.decimals) AS planned) r
)
SELECT j.measure_id, j.title, j.objective_id, j.topic, j.unit, j.direction, j.baseline_on, j.baseline_value,
       j.target_on, j.target_value,
       j.latest_on, j.latest_value, j.latest_lower, j.latest_upper,
       j.previous_on, j.previous_value,
       j.change AS change_since_last_meeting, j.moving, j.change_in_words,
       j.way * (j.target_value - j.judged_value) AS gap_to_target,
       j.expected_now, j.expected_by_milestones, j.next_milestone_on, j.next_milestone_value,
       CASE WHEN j.recent AND j.passed_on IS NULL AND NOT j.is_alone AND j.next_milestone_on IS NOT NULL
            THEN NOT j.behind OR j.way * (j.judged_value - j.next_milestone_value) >= 0 AND NOT j.is_open_year
       END AS on_track_for_milestone,
       CASE WHEN NOT j.reached AND NOT j.adds_up
            AND j.target_on > j.today THEN round((j.target_value - j.latest_value) * 30.4375 / (j.target_on - j.today),
                                                 j.places) END AS required_per_month,
       j.trend_per_month, j.trend_lower, j.trend_upper, coalesce(j.points, 0) AS points, j.projected_on,
       j.fresh_until, j.verdict, v.rag,
       CASE
           WHEN j.verdict IS NULL THEN j.latest || CASE
               WHEN j.target_value IS NULL THEN ' is shown for context: no target is set'
               WHEN j.way IS NULL THEN ' is not judged: it is not said which way is better'
               WHEN j.target_on IS NULL THEN ' does not reach the target of ' || j.target
                   || '; no day is set by which it should' || coalesce('. The notice asks for delivery by '
                   || sen.date_words((SELECT max(o.actions_due_on) FROM notice_span o WHERE o.in_force)), '')
               ELSE ' does not reach the target of ' || j.target || '; the baseline is still to be taken' END
           WHEN j.verdict = 'no recent data' THEN
               CASE
                   WHEN j.latest_on IS NULL THEN 'There is no figure yet'
                       || coalesce(' since the baseline of ' || j.baseline, '')
                   WHEN j.latest_on = j.baseline_on THEN 'There is no figure yet since the baseline of ' || j.baseline
                   WHEN j.latest_on < j.baseline_on THEN 'There is no figure since the baseline of ' || j.baseline
                       || '; the latest, ' || j.latest || ', is older'
                   WHEN j.fresh_until >= j.today AND j.target_untold THEN coalesce(j.year_before, j.latest)
                       || ' does not reach the target of ' || j.target || ', and is older than that day: whether it '
                       'was reached by then cannot be told yet'
                   WHEN j.fresh_until >= j.today AND j.passed_on IS NOT NULL THEN coalesce(j.year_before, j.latest)
                       || ' is older than the milestone of ' || sen.figure_words(j.passed_value, j.unit) || ' by '
                       || sen.date_words(j.passed_on) || ': whether that was reached cannot be told yet'
                   WHEN j.fresh_until >= j.today AND j.is_alone THEN j.latest || ' is of a year that goes on'
                       || coalesce(' until ' || sen.date_words(j.year_to), '') || ', and there is no figure of the '
                       'year before to hold it against'
                   WHEN j.fresh_until >= j.today THEN 'There is no whole year yet since the baseline of ' || j.baseline
                   WHEN j.definition IS NOT NULL AND j.cases_stated THEN 'The latest figure, ' || j.latest
                       || ', is too old: the cases are complete to ' || sen.date_words(j.known_to)
                       || ', and what is counted from them is judged until ' || sen.date_words(j.fresh_until)
                       || ', when the next extract is overdue'
                   WHEN j.definition IS NOT NULL THEN 'The latest figure, ' || j.latest
                       || ', may be too old: nothing was finished after ' || sen.date_words(j.known_to)
                       || ', and nobody has stated to which day the cases are complete'
                   ELSE 'The latest figure, ' || j.latest || ', is too old: a measure with a figure every '
                       || CASE j.every_months WHEN 1 THEN 'month' ELSE sen.count_words(j.every_months, 'month') END
                        || ' is judged until ' || sen.date_words(j.fresh_until) || ', when the next one is overdue'
               END || CASE WHEN j.target_on < j.today AND NOT (j.fresh_until >= j.today AND j.target_untold)
                           THEN '; the day of the target, ' || sen.date_words(j.target_on) || ', has passed'
                           ELSE '' END
           WHEN j.verdict = 'met' THEN coalesce(j.year_before, j.latest) || ' meets the target of ' || j.target
               || CASE WHEN j.target_untold THEN ', by the last figure before that day' ELSE '' END
               || w.goes_on || coalesce('; but' || j.away, '')
               || CASE WHEN j.target_within_chance THEN '; but within chance of missing it: ' || w.interval
                       ELSE '' END
           ELSE
               CASE
                   WHEN j.target_on < j.today THEN 'The day of the target has passed and it is not reached: '
                       || coalesce(j.year_before, j.latest) || ' is '
                       || sen.difference_words(abs(j.target_value - j.judged_value), j.unit)
                       || ' away from the target of ' || j.target || w.goes_on
                       || CASE WHEN j.target_within_chance THEN '; but within chance of reaching it: ' || w.interval
                               ELSE '' END
                   ELSE coalesce(j.year_before, j.latest) || w.goes_on
                        || CASE WHEN j.behind THEN ' is behind the plan: ' ELSE ' keeps up with the plan: ' END
                        || CASE WHEN j.by_milestones THEN 'the line through the milestones' ELSE 'the straight line' END
                        || ' from the baseline of ' || j.baseline || ' to the target of ' || j.target || ' stands at '
                            || CASE
                                   WHEN j.share IS NOT NULL THEN
                                       sen.figure_words(round(j.expected_by_milestones / nullif(j.share, 0), j.places),
                                                        j.unit)
                                       || ' on ' || sen.date_words(j.plan_on) || ', the end of its year, and so at '
                                       || sen.figure_words(j.expected_said, j.unit, NULL, j.judged_value)
                                       || ' on that day, by what was there at the same point of the year before, '
                                       || sen.figure_words(j.before_value, j.unit) || ' of '
                                       || sen.figure_words(j.whole_value, j.unit)
                                   ELSE sen.figure_words(j.expected_said, j.unit, NULL, j.judged_value)
                                       || ' on ' || CASE WHEN j.is_alone
                                               THEN sen.date_words(j.plan_on) || ', the end of its year'
                                               ELSE 'that day' END
                               END
                        || CASE
                               WHEN j.is_alone THEN ''
                               WHEN j.leads_away THEN CASE WHEN j.behind THEN '; and' ELSE '; but' END || j.away
                               WHEN j.verdict = 'on track' THEN CASE WHEN j.within_chance
                                   THEN '; but within chance of off track: ' || w.interval ELSE '' END
                               WHEN j.verdict = 'at risk' THEN '; at risk and not off track, because '
                                   || sen.list_words(', and ',
                                    CASE WHEN 4 * j.way_done >= 3 * j.way_planned
                                         THEN 'at least three quarters of the way planned by then is done, '
                                         || sen.difference_words(j.way_done, j.unit, true) || ' of '
                                         || sen.difference_words(j.planned_said, j.unit) END,
                                    CASE WHEN j.projected_on <= j.target_on
                                         THEN 'at the pace of ' || j.of_what || ' it reaches the target on '
                                         || sen.date_words(j.projected_on) END,
                                    CASE WHEN j.within_chance
                                         THEN 'the difference may be chance: ' || w.interval END)
                               ELSE '; ' || sen.list_words(', and ',
                                    CASE WHEN j.way_done < 0 THEN 'it is worse than the baseline'
                                         ELSE 'less than three quarters of the way planned by then is done, '
                                             || sen.difference_words(j.way_done, j.unit, true) || ' of '
                                             || sen.difference_words(j.planned_said, j.unit) END,
                                    CASE
                                        WHEN j.projected_on <= (j.latest_on + interval '5 years')::date
                                            THEN 'at the pace of ' || j.of_what
                                                || ' it would reach the target only on '
                                            || sen.date_words(j.projected_on)
                                        WHEN j.series IS NULL THEN 'no trend is drawn, since ' || j.no_series
                                        WHEN j.slope IS NULL THEN 'there are too few figures for a trend'
                                        ELSE 'at the pace of ' || j.of_what || ' it would not reach the target'
                                            || CASE WHEN j.way * j.slope > 0 THEN ' within 5 years' ELSE '' END
                                    END)
                           END
               END
       END || '.' AS because,
       CASE WHEN j.definition IS NOT NULL THEN 'Counted from the cases: ' || f.title
            ELSE coalesce(l.title, b.title) END AS source,
       coalesce(l.illustrative, false) OR coalesce(b.illustrative, false) AS illustrative,
       CASE
           WHEN j.latest_on IS NULL THEN 'no figure yet'
           WHEN j.series IS NULL THEN 'no trend is drawn, since ' || j.no_series
           WHEN j.slope IS NULL THEN 'there are too few figures for a trend: ' || r.of_figures
           ELSE CASE WHEN j.slope_lower > 0 THEN 'rising by ' WHEN j.slope_upper < 0 THEN 'falling by '
                     ELSE 'no clear trend: ' || CASE WHEN j.trend_per_month > 0 THEN '+' ELSE '' END END
                || sen.difference_words(CASE WHEN j.slope_lower > 0 OR j.slope_upper < 0 THEN abs(j.trend_per_month)
                                             ELSE j.trend_per_month END, j.unit) || ' a month, '
                || CASE WHEN j.slope_lower > 0 OR j.slope_upper < 0
                        THEN '95% interval '
                             || sen.difference_words(least(abs(j.trend_lower), abs(j.trend_upper)), j.unit, true)
                             || ' to '
                             || sen.difference_words(greatest(abs(j.trend_lower), abs(j.trend_upper)), j.unit, true)
                        WHEN j.slope_lower IS NOT NULL
                        THEN '95% interval ' || sen.difference_words(j.trend_lower, j.unit, true) || ' to '
                             || sen.difference_words(j.trend_upper, j.unit, true)
                        WHEN j.autocorrelation > 0.75
                        THEN 'without an interval, since each figure is so close to the one before '
                             '(autocorrelation ' || round(j.autocorrelation::numeric, 2) || ')'
                        ELSE 'too few figures for an interval' END
                || ', of ' || r.of_figures
       END AS trend_in_words,
       round(j.autocorrelation::numeric, 2) AS autocorrelation,
       j.latest AS latest_in_words, j.target AS target_in_words, j.previous_in_words,
       j.judged_on, j.judged_value,
       CASE WHEN j.latest_lower IS NOT NULL AND j.verdict <> 'no recent data'
            THEN CASE WHEN j.verdict = 'met' OR j.target_on < j.today THEN j.target_within_chance
                      ELSE j.within_chance END END AS is_within_chance,
       j.local_authority
FROM judged j
CROSS JOIN LATERAL (SELECT 'the 95% interval of the figure is ' || sen.figure_words(j.latest_lower, j.unit) || ' to '
                               || sen.figure_words(j.latest_upper, j.unit) AS interval,
                           CASE WHEN j.judged_on < j.latest_on
                                THEN ', the whole of its year (' || j.latest || ' is of a year that goes on until '
                                    || sen.date_words(j.year_to) || ')' ELSE '' END AS goes_on) w
CROSS JOIN LATERAL (SELECT sen.count_words(coalesce(j.points, 0),
                                           CASE j.series WHEN 'single months' THEN 'single month'
                                                         WHEN 'single periods' THEN 'single period' ELSE 'figure' END)
                           AS of_figures) r
LEFT JOIN verdict v ON v.verdict = j.verdict
LEFT JOIN definition f ON f.definition = j.definition
LEFT JOIN evidence l ON l.evidence_id = j.latest_evidence_id
LEFT JOIN evidence b ON b.evidence_id = j.evidence_id
ORDER BY j.objective_id, j.measure_id;
COMMENT ON VIEW dashboard IS
    'Every measure agreed by sen.today(): its latest figure, how it moved since the last meeting of the Board, how '
    'far it is from its target, the plan and the trend, and a verdict with the reason in words. The plan is the line '
    'from the baseline through the milestones to the target, read on the day of the latest figure. no recent data: no'
    ' figure since the baseline, or the latest is older than fresh_until or than a milestone whose day has come. Else'
    ' met: at the target or beyond, and not only because a year began anew. Else off track: the day of the target has'
    ' passed and the figure tells of it (else no recent data: its period ends before that day, and the next one would'
    ' end closer to it), or the figure is behind the plan. At risk instead of off track: the figure is behind the '
    'plan, but at least three quarters of the way planned by then is done, or the target is reached in time at the '
    'pace of the last 12 months, or the 95% interval of the figure holds the plan. Off track in any case if it is '
    'behind and the whole interval of the trend leads away from the target; at risk if the trend does and it is not '
    'behind. Else on track. No verdict without a target, its day, the baseline or the direction. A month that still '
    'runs is left out.';
COMMENT ON COLUMN dashboard.measure_id IS 'The measure.';
COMMENT ON COLUMN dashboard.latest_on IS
    'Last day of the period of the latest figure. Empty if there is none; then all that rests on it is empty.';
COMMENT ON COLUMN dashboard.latest_value IS 'The latest figure, in the unit.';
COMMENT ON COLUMN dashboard.latest_lower IS
    'Lower end of its 95% interval (Wilson), in percent to two decimals. Empty unless the figure has counts.';
COMMENT ON COLUMN dashboard.latest_upper IS
    'Upper end of its 95% interval (Wilson), in percent to two decimals. Empty unless the figure has counts.';
COMMENT ON COLUMN dashboard.previous_on IS
    'Last day of the period of the latest figure that was known on the day of the last meeting '
    '(meeting_cycle.last_held_on). Empty if there was none.';
COMMENT ON COLUMN dashboard.previous_value IS 'That figure, in the unit.';
COMMENT ON COLUMN dashboard.change_since_last_meeting IS
    'latest_value less previous_value, in the unit (percentage points for percent). Empty if there is no figure for a '
    'later period than that of the last meeting.';
COMMENT ON COLUMN dashboard.moving IS
    'better, worse or unchanged since the last meeting; no clear change if the 95% interval of the change holds 0 '
    '(Newcombe; only figures with counts have one) of the cases that the two figures do not share. Empty if '
    'change_since_last_meeting is. measure_change compares with other days.';
COMMENT ON COLUMN dashboard.change_in_words IS
    'The change in words, with its 95% interval if both figures have counts and what they share is known, and the days '
    'it lies between; or why there is none.';
COMMENT ON COLUMN dashboard.gap_to_target IS
    'What is still missing to the target, in the unit: 0 or less if it is reached.';
COMMENT ON COLUMN dashboard.expected_now IS
    'Where the straight line from baseline to target stands on latest_on, in the unit: to two decimals, or as many as '
    'the figures have.';
COMMENT ON COLUMN dashboard.expected_by_milestones IS
    'The same by the line through the milestones: the plan that the verdict is measured against. Without milestones, '
    'expected_now. A milestone counts if it lies between baseline and target.';
COMMENT ON COLUMN dashboard.next_milestone_on IS
    'Day of the next milestone, from sen.today() on. Empty if none is left before the target.';
COMMENT ON COLUMN dashboard.next_milestone_value IS 'Value of the next milestone, in the unit.';
COMMENT ON COLUMN dashboard.on_track_for_milestone IS
    'True if the latest figure keeps up with the plan or is at the next milestone already. Empty without a next '
    'milestone or without recent data.';
COMMENT ON COLUMN dashboard.required_per_month IS
    'Change that is needed in each month from sen.today() to the day of the target, in the unit; negative if the '
    'measure has to fall. Empty if the target is reached or its day has come.';
COMMENT ON COLUMN dashboard.trend_per_month IS
    'Trend of the figures of the 12 months to latest_on that share no days (measure_series; Theil and Sen), in the '
    'unit per month of 30.4375 days. For a measure that is counted from the cases that is of the single months. Empty '
    'for fewer than 3 figures, and where none is drawn: see trend_in_words.';
COMMENT ON COLUMN dashboard.trend_lower IS
    'Lower end of its 95% interval, which is wider where each figure is close to the one before (sen.trend). Empty if '
    'there are too few figures for one, mostly fewer than 6, or autocorrelation is above 0.75.';
COMMENT ON COLUMN dashboard.trend_upper IS 'Upper end of its 95% interval. Empty as trend_lower.';
COMMENT ON COLUMN dashboard.points IS
    'Figures that the trend rests on: from the day 12 months before latest_on on; of single months the last 12 that '
    'are over.';
COMMENT ON COLUMN dashboard.projected_on IS
    'Day on which the target is reached if the trend goes on from the latest figure. Empty if it is reached, if there '
    'is no trend, if the trend does not lead to it, or not before 2200. because says no day that is more than 5 years '
    'after latest_on.';
COMMENT ON COLUMN dashboard.fresh_until IS
    'Last day on which the latest figure is recent: 2 * every_months after latest_on (2 is periods of data_source), so '
    'that one period may pass and the next figure take as long again to arrive. For a measure that is counted from the '
    'cases as long after the day of the cases as data_source says; if nobody stated that day, after the last month in '
    'which one was finished.';
COMMENT ON COLUMN dashboard.verdict IS 'met, on track, at risk, off track or no recent data.';
COMMENT ON COLUMN dashboard.because IS 'Why, in a sentence with the figures, their units and days.';
COMMENT ON COLUMN dashboard.source IS
    'Title of the evidence of the latest figure; if that names none, of the measure; for a counted measure, what is '
    'counted. Empty if no source is recorded.';
COMMENT ON COLUMN dashboard.illustrative IS
    'True if the source of the latest figure, or of baseline and target, is invented to show how the programme works.';
COMMENT ON COLUMN dashboard.trend_in_words IS
    'The trend in words, with its interval and what it is drawn from; or why none is drawn.';
COMMENT ON COLUMN dashboard.autocorrelation IS
    'How close each of these figures is to the one before, beside the trend: 0 if they are independent, near 1 if they '
    'follow each other; to two decimals. Empty for fewer than 8 figures.';
COMMENT ON COLUMN dashboard.latest_in_words IS 'Latest figure with its unit and day, as because says it.';
COMMENT ON COLUMN dashboard.target_in_words IS 'Target with its unit and day, as because says it.';
COMMENT ON COLUMN dashboard.previous_in_words IS 'Figure that was known at the last meeting, with its unit.';
COMMENT ON COLUMN dashboard.judged_on IS
    'Last day of the figure that the verdict rests on: latest_on. Of figures that add up within a year (period_kind is '
    'year to date, and the unit is not percent) and of which there is none at the same point of the year before, the '
    'end of the last whole year.';
COMMENT ON COLUMN dashboard.judged_value IS
    'That figure, in the unit. Before the end of its year a figure that adds up is held against the plan for the end '
    'of it, times what was there at the same point of the year before as a share of that year.';
COMMENT ON COLUMN dashboard.is_within_chance IS
    'True if the 95% interval of the figure holds what it is judged by: the plan, or the target where that is met or '
    'its day has passed. Then the verdict may be another by chance, either way. Empty without counts or a verdict.';
