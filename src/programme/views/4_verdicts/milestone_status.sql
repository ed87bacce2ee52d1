-- read: reader
-- meanings: measure, milestone

-- A milestone is judged by the figure of its own day, as it was measured then: a later one does not make it reached in
-- time, nor an earlier one of another year.
CREATE VIEW milestone_status AS
-- Both, since the figures are to be counted once.
WITH measure_figure AS MATERIALIZED (
    SELECT * FROM measure_figure
), dashboard AS MATERIALIZED (
--@query dashboard beside measure_figure
), judged_by AS MATERIALIZED (
    -- As fresh as dashboard asks a figure to be.
    SELECT m.measure_id, m.due_on, max(k.every_months) AS every_months,
           max(v.period_to) FILTER (WHERE b.by_then) AS figure_on,
           (array_agg(v.value ORDER BY v.period_to DESC) FILTER (WHERE b.by_then))[1] AS figure,
           (array_agg(sen.figure_words(v.exact, k.unit, v.denominator, m.value) ORDER BY v.period_to DESC)
            FILTER (WHERE b.by_then))[1] AS figure_in_words,
           min(v.period_to) FILTER (WHERE v.period_to > m.due_on
                                    AND CASE k.direction WHEN 'increase' THEN v.value >= m.value
                                             ELSE v.value <= m.value END) AS reached_on
    FROM milestone m
    JOIN measure k ON k.measure_id = m.measure_id
    JOIN measure_figure v ON v.measure_id = m.measure_id AND v.is_own AND NOT v.running
    LEFT JOIN data_source a ON a.source = 'measures'
    CROSS JOIN LATERAL (SELECT v.period_to BETWEEN
                                   m.due_on - make_interval(months => coalesce(a.periods, 2) * k.every_months)
                                   AND m.due_on AS by_then) b
    GROUP BY m.measure_id, m.due_on
)
SELECT s.measure_id, NULL AS milestone_id, s.objective_id, s.title, s.unit, s.direction, s.milestone, s.due_on,
       s.value, s.state, s.figure_on, s.figure,
       CASE WHEN s.due_on < s.today AND s.figure IS NOT NULL THEN greatest(0, s.short) END AS missed_by,
       s.reached_on,
       CASE s.state WHEN 'reached late' THEN s.reached_on - s.due_on WHEN 'missed' THEN s.today - s.due_on
       END AS days_late,
       CASE s.state WHEN 'next' THEN NOT s.on_track_for_milestone END AS at_risk,
       CASE s.state
           WHEN 'reached' THEN s.by_then || ' reached it.'
           WHEN 'reached late' THEN
                coalesce(s.by_then || ' was ' || s.short_words || ' short', 'No figure of that time')
                || '; reached on ' || sen.date_words(s.reached_on) || ', '
                || sen.in_days(s.reached_on - s.due_on) || ' late.'
           WHEN 'missed' THEN s.by_then || ' was ' || s.short_words || ' short; '
                || CASE WHEN s.latest_on > s.figure_on
                        THEN 'still not reached by ' || s.latest_in_words
                        ELSE 'no later figure' END || '.'
           WHEN 'no figure' THEN coalesce(s.by_then || ' was ' || s.short_words || ' short; a figure of the day itself '
                                          'is still to come.', 'No figure of that time says whether it was reached.')
           ELSE CASE s.due_on WHEN s.today THEN 'Due today' ELSE 'Due in ' || sen.in_days(s.due_on - s.today) END
                || CASE
                       WHEN s.latest_on IS NULL THEN '; no figure yet'
                       WHEN s.way * (s.latest_value - s.value) >= 0
                           THEN '; ' || s.latest_in_words || ' is there already'
                       ELSE '; ' || s.latest_in_words || ' is '
                            || sen.difference_words(s.way * (s.value - s.latest_value), s.unit) || ' short'
                   END
                || CASE WHEN s.state = 'next' THEN
                        CASE
                            WHEN s.on_track_for_milestone THEN ', and keeps up with the plan'
                            WHEN s.on_track_for_milestone IS FALSE THEN ', and at risk: behind the plan'
                            WHEN s.latest_on IS NOT NULL THEN ', and too old to say whether it keeps up with the plan'
                            ELSE '' END
                        ELSE '' END || '.'
       END AS in_words,
       s.local_authority
FROM (
    SELECT m.measure_id, d.local_authority, d.objective_id, d.title, d.unit, d.direction, m.title AS milestone,
           m.due_on, m.value,
           c.today, w.way, d.latest_on, d.latest_value, d.latest_in_words,
           CASE WHEN m.due_on < c.today THEN f.figure_on ELSE d.latest_on END AS figure_on,
           CASE WHEN m.due_on < c.today THEN f.figure ELSE d.latest_value END AS figure,
           CASE WHEN coalesce(w.way * (f.figure - m.value) >= 0, false) THEN NULL ELSE f.reached_on END AS reached_on,
           d.on_track_for_milestone,
           w.way * (m.value - f.figure) AS short,
           sen.difference_words(w.way * (m.value - f.figure), d.unit) AS short_words,
           f.figure_in_words || ' on ' || sen.date_words(f.figure_on) AS by_then,
           CASE
               WHEN m.due_on >= c.today THEN CASE WHEN m.due_on = d.next_milestone_on THEN 'next' ELSE 'later' END
               WHEN w.way * (f.figure - m.value) >= 0 THEN 'reached'
               WHEN f.reached_on IS NOT NULL THEN 'reached late'
               WHEN f.figure_on IS NULL THEN 'no figure'
               -- The figure that can tell it is not due yet.
               WHEN f.figure_on < m.due_on AND d.latest_on <= m.due_on
                    AND (f.figure_on + make_interval(months => f.every_months))::date >= c.today THEN 'no figure'
               ELSE 'missed'
           END AS state
    FROM milestone m
    JOIN dashboard d ON d.measure_id = m.measure_id
    CROSS JOIN meeting_cycle c
    CROSS JOIN LATERAL (SELECT CASE d.direction WHEN 'increase' THEN 1 ELSE -1 END AS way) w
    LEFT JOIN judged_by f ON f.measure_id = m.measure_id AND f.due_on = m.due_on
) s
UNION ALL
-- In words: there is no figure that could say whether it is at risk.
SELECT NULL, w.milestone_id, w.objective_id, w.objective, NULL, NULL, w.title, w.due_on, NULL, w.state, NULL, NULL,
       NULL, CASE WHEN w.state = 'reached late' THEN w.reached_on END,
       CASE w.state WHEN 'reached late' THEN w.reached_on - w.due_on WHEN 'missed' THEN w.today - w.due_on END,
       NULL,
       CASE w.state
           WHEN 'reached' THEN 'Reached on ' || sen.date_words(w.reached_on) || coalesce('; ' || w.late, '') || '.'
           WHEN 'reached late' THEN 'Reached on ' || sen.date_words(w.reached_on) || ', '
               || sen.in_days(w.reached_on - w.due_on) || ' late' || coalesce('; ' || w.late, '') || '.'
           WHEN 'missed' THEN 'Not reached; was due ' || sen.in_days(w.today - w.due_on) || ' ago.'
           ELSE CASE w.due_on WHEN w.today THEN 'Due today' ELSE 'Due in ' || sen.in_days(w.due_on - w.today) END
                || '.'
       END,
       NULL
FROM (
    SELECT k.*, CASE WHEN k.reached_on <= k.due_on THEN 'reached'
                     WHEN k.reached_on > k.due_on THEN 'reached late'
                     WHEN k.due_on < k.today THEN 'missed'
                     WHEN k.due_on = min(k.due_on) FILTER (WHERE k.reached_on IS NULL AND k.due_on >= k.today)
                                         OVER (PARTITION BY k.objective_id) THEN 'next'
                     ELSE 'later' END AS state
    FROM (SELECT w.milestone_id, w.objective_id, o.title AS objective, w.title, w.due_on, c.today,
                 CASE WHEN w.done_on <= c.today THEN w.done_on END AS reached_on, x.in_words AS late
          FROM worded_milestone w
          JOIN objective o ON o.objective_id = w.objective_id
          CROSS JOIN meeting_cycle c
          LEFT JOIN entered_late x ON x.record_table = 'worded_milestone' AND x.column_name = 'done_on'
              AND x.day = w.done_on AND x.key = jsonb_build_object('milestone_id', w.milestone_id)
          WHERE w.agreed_on <= c.today) k
) w
ORDER BY objective_id, measure_id, due_on, milestone_id;
COMMENT ON VIEW milestone_status IS
    'Every milestone of the measures in dashboard, and every one in words that was agreed (worded_milestone), as it '
    'stands on sen.today(): reached or missed, by how much, and the next ones. One in words is judged by the day on '
    'which it was reached. One that is a figure, and whose day has passed, is judged by the figure of that day: the '
    'last one whose period had ended by then, if it is not older than twice every_months. The current month or year '
    'of a measure that is counted is left out until it ends.';
COMMENT ON COLUMN milestone_status.measure_id IS 'The measure; empty for a milestone in words.';
COMMENT ON COLUMN milestone_status.milestone_id IS 'Short name of a milestone in words; else empty.';
COMMENT ON COLUMN milestone_status.objective_id IS 'The objective that the measure, or the milestone, leads to.';
COMMENT ON COLUMN milestone_status.title IS 'Title of the measure; of a milestone in words that of its objective.';
COMMENT ON COLUMN milestone_status.value IS 'The value, in the unit of the measure; empty for a milestone in words.';
COMMENT ON COLUMN milestone_status.milestone IS
    'Words for the milestone; may be empty for one that is a figure.';
COMMENT ON COLUMN milestone_status.state IS
    'reached: the figure of its day is at the value or beyond. reached late: a later figure is. missed: neither is. no '
    'figure: there is none of its day, and no later one reached it; or the last one before it was short, and the next '
    'one is not due yet. next: the first of the measure whose day has not '
    'passed, and lies between baseline and target; in words, the first of its objective that is not reached. later: '
    'any other whose day has not passed. The day itself has not passed.';
COMMENT ON COLUMN milestone_status.figure_on IS
    'Last day of the period of the figure that it is judged by; of a milestone to come, of the latest figure. Empty if '
    'there is none.';
COMMENT ON COLUMN milestone_status.figure IS 'That figure, in the unit.';
COMMENT ON COLUMN milestone_status.missed_by IS
    'How far that figure was from the value, in the unit: 0 if it was reached. Empty for a milestone to come, or '
    'without a figure.';
COMMENT ON COLUMN milestone_status.reached_on IS
    'Last day of the period of the first later figure that is at the value or beyond; in words, the day on which it '
    'was reached late. Empty if none is, or where it was reached in time.';
COMMENT ON COLUMN milestone_status.days_late IS
    'Days from due_on to reached_on, or to sen.today() while it is missed. Empty in any other state.';
COMMENT ON COLUMN milestone_status.at_risk IS
    'Of the next milestone: true if the latest figure is behind the plan, false if it keeps up with it '
    '(dashboard.on_track_for_milestone); empty if that figure is too old to say, and for any other.';
COMMENT ON COLUMN milestone_status.in_words IS 'All this in a sentence.';
