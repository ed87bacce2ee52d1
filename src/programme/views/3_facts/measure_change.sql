-- read: reader
-- meanings: measure, compared_day

-- Two figures that share cases are compared by the cases that they do not share. Those of a rolling rate are the months
-- of each that the other has not; of a figure that goes on from the day of the earlier one, what has been added to it.
CREATE VIEW measure_change AS
WITH figure AS MATERIALIZED (
    SELECT f.measure_id, f.period_from, f.period_to, f.value, f.exact, f.known_on, f.counted, f.is_own, f.is_single,
           CASE WHEN f.denominator < 1e15 THEN f.numerator END AS numerator,
           CASE WHEN f.denominator < 1e15 THEN f.denominator END AS denominator
    FROM measure_figure f
    JOIN measure m ON m.measure_id = f.measure_id
    WHERE (f.is_own AND (m.counted_over = 'month' AND f.running) IS NOT TRUE)
       OR (f.is_single AND m.counted_over = 'twelve months')
), latest AS MATERIALIZED (
    -- Not the first of a sort, nor by an equality of days, for which the planner sorts: all figures are many.
    SELECT f.*
    FROM (SELECT o.measure_id, max(o.period_to) AS period_to FROM figure o WHERE o.is_own GROUP BY o.measure_id) l
    JOIN figure f ON f.measure_id = l.measure_id AND (f.period_to = l.period_to) IS TRUE AND f.is_own
), day AS MATERIALIZED (
    SELECT m.measure_id, d.since, d.position, d.on_day, m.unit, m.direction, m.baseline_on, m.baseline_value,
           m.local_authority, p.period_kind, p.is_overlapping
    FROM measure m
    JOIN measure_periods p ON p.measure_id = m.measure_id
    CROSS JOIN (SELECT c.since, c.position, c.on_day FROM comparison c) y
    CROSS JOIN LATERAL (SELECT y.since, y.position,
                               CASE y.since WHEN 'baseline' THEN m.baseline_on ELSE y.on_day END AS on_day) d
    WHERE coalesce(m.agreed_on, m.baseline_on) <= sen.today()
), earlier AS MATERIALIZED (
    SELECT l.measure_id, l.since, f.period_from, f.period_to, f.value, f.exact, f.numerator,
           f.denominator
    FROM (SELECT d.measure_id, d.since, max(o.period_to) AS period_to
          FROM day d
          JOIN figure o ON o.measure_id = d.measure_id AND o.is_own AND o.known_on <= d.on_day
          GROUP BY d.measure_id, d.since) l
    JOIN figure f ON f.measure_id = l.measure_id AND (f.period_to = l.period_to) IS TRUE AND f.is_own
), pair AS MATERIALIZED (
    -- A baseline of which no figure is recorded is a figure without counts.
    SELECT d.measure_id, d.since, d.position, d.on_day, d.unit, d.direction, d.local_authority, d.period_kind,
           d.is_overlapping,
           b.from_on, b.from_value, b.from_exact, l.period_to AS to_on, l.value AS to_value, l.exact AS to_exact,
           l.counted,
           e.period_from AS from_first, l.period_from AS to_first,
           e.numerator AS n1, e.denominator AS d1, l.numerator AS n2, l.denominator AS d2,
           -- How the two lie: apart; the later one goes on from the start of the earlier; or each has its own part.
           CASE WHEN e.denominator IS NULL OR l.denominator IS NULL OR b.from_on >= l.period_to THEN NULL
                WHEN l.period_from > b.from_on THEN 'apart'
                WHEN d.period_kind = 'rolling' AND l.counted THEN 'months'
                WHEN l.period_from = e.period_from
                    OR (d.period_kind = 'cumulative' AND (e.period_from IS NULL OR l.period_from IS NULL)) THEN 'added'
                WHEN coalesce(d.is_overlapping, false) THEN NULL
                ELSE 'apart' END AS lie
    FROM day d
    LEFT JOIN latest l ON l.measure_id = d.measure_id
    LEFT JOIN earlier e ON e.measure_id = d.measure_id AND e.since = d.since
    CROSS JOIN LATERAL (SELECT coalesce(e.period_to, CASE WHEN d.since = 'baseline' THEN d.baseline_on END) AS from_on,
                               coalesce(e.value, CASE WHEN d.since = 'baseline' THEN d.baseline_value END)
                                   AS from_value,
                               coalesce(e.exact, CASE WHEN d.since = 'baseline' THEN d.baseline_value END)
                                   AS from_exact) b
), months AS MATERIALIZED (
    SELECT p.measure_id, p.since,
           sum(f.numerator) FILTER (WHERE f.period_from < p.to_first) AS n1,
           sum(f.denominator) FILTER (WHERE f.period_from < p.to_first) AS d1,
           sum(f.numerator) FILTER (WHERE f.period_from > p.from_on) AS n2,
           sum(f.denominator) FILTER (WHERE f.period_from > p.from_on) AS d2
    FROM pair p
    JOIN figure f ON f.measure_id = p.measure_id AND f.is_single AND f.period_from >= p.from_first
        AND f.period_to <= p.to_on
    WHERE p.lie = 'months'
    GROUP BY p.measure_id, p.since
), compared AS MATERIALIZED (
    SELECT p.*, p.from_on < p.to_on AS measured_since, p.to_value - p.from_value AS change, k.lower, k.upper,
           k.in_words AS by_counts
    FROM pair p
    LEFT JOIN months s ON s.measure_id = p.measure_id AND s.since = p.since
    CROSS JOIN LATERAL (SELECT CASE p.lie WHEN 'months' THEN coalesce(s.n1, 0) ELSE p.n1 END AS n1,
                               CASE p.lie WHEN 'months' THEN coalesce(s.d1, 0) ELSE p.d1 END AS d1,
                               CASE p.lie WHEN 'months' THEN coalesce(s.n2, 0) WHEN 'added' THEN p.n2 - p.n1
                                    ELSE p.n2 END AS n2,
                               CASE p.lie WHEN 'months' THEN coalesce(s.d2, 0) WHEN 'added' THEN p.d2 - p.d1
                                    ELSE p.d2 END AS d2) g
    -- Counts that went down, or of which more are within than were added, are not those of the same cases.
    CROSS JOIN LATERAL (SELECT p.lie IS NOT NULL AND g.n2 >= 0 AND g.d2 >= g.n2 AS sound) v
    CROSS JOIN LATERAL sen.proportion_change(CASE WHEN v.sound THEN g.n1 END::double precision,
                                             CASE WHEN v.sound THEN g.d1 END::double precision,
                                             CASE WHEN v.sound THEN g.n2 END::double precision,
                                             CASE WHEN v.sound THEN g.d2 END::double precision) k
)
SELECT c.measure_id, c.since, c.on_day AS since_on, c.from_on, c.from_value, c.to_on, c.to_value,
       CASE WHEN c.measured_since THEN c.change END AS change,
       CASE WHEN c.measured_since THEN round(100 * c.lower::numeric, 2) END AS lower,
       CASE WHEN c.measured_since THEN round(100 * c.upper::numeric, 2) END AS upper,
       CASE
           WHEN NOT c.measured_since THEN NULL
           WHEN c.lower <= 0 AND c.upper >= 0 THEN 'no clear change'
           WHEN c.change = 0 THEN 'unchanged'
           WHEN c.direction IS NULL THEN NULL
           -- Clear one way by the cases that they do not share, and the other way in all: that is no clear change.
           WHEN c.lower > 0 AND c.change < 0 OR c.upper < 0 AND c.change > 0 THEN 'no clear change'
           WHEN (c.direction = 'increase') = (c.change > 0) THEN 'better'
           WHEN c.change IS NOT NULL THEN 'worse'
       END AS moving,
       CASE
           WHEN c.to_on IS NULL THEN 'no figure yet'
           WHEN c.on_day IS NULL THEN CASE c.since WHEN 'last meeting' THEN 'no meeting has been held yet'
                                           WHEN 'last review' THEN 'no review has been held yet'
                                           ELSE 'no notice is in force' END
           WHEN c.from_on IS NULL THEN 'no figure was known ' || w.at_that_day || sen.date_words(c.on_day)
           WHEN NOT c.measured_since THEN 'no new figure since ' || w.since_then || sen.date_words(c.on_day)
           ELSE CASE WHEN c.lie = 'apart' AND c.by_counts IS NOT NULL THEN c.by_counts
                     WHEN c.change = 0 THEN 'unchanged'
                     WHEN c.change > 0 THEN 'rose by ' || sen.difference_words(c.change, c.unit)
                     ELSE 'fell by ' || sen.difference_words(-c.change, c.unit) END
                || ', from ' || sen.date_words(c.from_on) || ' to ' || sen.date_words(c.to_on)
                || CASE WHEN c.lie = 'months' AND c.by_counts IS NOT NULL
                        THEN '; by the cases that the two do not share, ' || c.by_counts
                        WHEN c.lie = 'added' AND c.by_counts IS NOT NULL
                        THEN '; the cases added since against those before, ' || c.by_counts
                        WHEN c.d1 IS NOT NULL AND c.d2 IS NOT NULL AND c.by_counts IS NULL
                        THEN '; whether that is chance cannot be told, as the two share cases'
                        ELSE '' END
       END AS in_words,
       sen.figure_words(c.from_exact, c.unit, c.d1, c.to_exact) AS from_in_words,
       sen.figure_words(c.to_exact, c.unit, c.d2, c.from_exact) AS to_in_words, c.local_authority
FROM compared c
CROSS JOIN LATERAL (SELECT CASE c.since WHEN 'last meeting' THEN 'at the last meeting, on '
                                WHEN 'last review' THEN 'at the last review, on '
                                WHEN 'notice' THEN 'when the notice was issued, on '
                                ELSE 'a year before, on ' END AS at_that_day,
                           CASE c.since WHEN 'year before' THEN 'a year before, on ' ELSE 'the ' || c.since || ', on '
                                END AS since_then) w
ORDER BY c.measure_id, c.position;
COMMENT ON VIEW measure_change IS
    'Every measure agreed by sen.today(), compared with each day of compared_day and with its baseline: the latest '
    'figure with the latest one that was known on that day, and whether the change may be chance. Choose by since. '
    'Figures that share cases are compared by those that they do not share.';
COMMENT ON COLUMN measure_change.since IS
    'What is compared with: last meeting, last review, notice, baseline or year before.';
COMMENT ON COLUMN measure_change.since_on IS 'Its day; empty if there was none.';
COMMENT ON COLUMN measure_change.from_on IS
    'Last day of the period of the latest figure known on since_on. For baseline without such a figure, baseline_on of '
    'the measure. Empty if there was none.';
COMMENT ON COLUMN measure_change.from_value IS 'That figure, in the unit; for baseline without one, baseline_value.';
COMMENT ON COLUMN measure_change.to_on IS 'Last day of the period of the latest figure. Empty if there is none.';
COMMENT ON COLUMN measure_change.to_value IS 'The latest figure, in the unit.';
COMMENT ON COLUMN measure_change.change IS
    'to_value less from_value, in the unit (percentage points for percent). Empty if there is no figure for a later '
    'period.';
COMMENT ON COLUMN measure_change.lower IS
    'Lower end of the 95% interval (Newcombe) of the difference of the cases that are compared, in percentage points '
    'to two decimals: for twelve months those of the months that the two do not share, for a figure that goes on from '
    'the same first day what was added to it against what was there. Empty without counts, and where what is shared is '
    'not known.';
COMMENT ON COLUMN measure_change.upper IS 'Upper end of that interval. Empty as lower.';
COMMENT ON COLUMN measure_change.moving IS
    'better, worse or unchanged; no clear change if the interval holds 0, or leads the other way than change. Empty if '
    'change is.';
COMMENT ON COLUMN measure_change.in_words IS
    'The change in words, with its interval, and the days it lies between; or why there is none.';
COMMENT ON COLUMN measure_change.from_in_words IS 'The figure of from_on with its unit, in words.';
COMMENT ON COLUMN measure_change.to_in_words IS 'The figure of to_on with its unit, in words.';
