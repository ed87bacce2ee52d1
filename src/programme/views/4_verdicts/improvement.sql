-- read: reader
-- meanings: process_control

CREATE VIEW improvement AS
WITH age AS MATERIALIZED (
    SELECT g.source, g.measure_id, g.in_words, g.state = 'no recent data' AS is_old FROM chart_age g
), day AS MATERIALIZED (
    SELECT y.since, y.position, y.on_day FROM comparison y
), figure AS (
    -- 24 months before the day, and 12 since. A period in which the day lies is neither before nor since.
    SELECT s.*, d.since, d.position, d.on_day, s.period_to <= d.on_day AS is_before,
           CASE s.form WHEN 'XmR' THEN CASE WHEN abs(s.value) < 1e15 THEN s.value END
                       WHEN 'p' THEN CASE WHEN s.denominator BETWEEN 0.001 AND 1e15 THEN s.numerator END
               END::double precision AS number,
           CASE s.form WHEN 'p' THEN CASE WHEN s.denominator BETWEEN 0.001 AND 1e15 THEN s.denominator END
               END::double precision AS counted_of
    FROM process_series s
    CROSS JOIN LATERAL (SELECT y.since, y.position,
                               CASE y.since WHEN 'baseline' THEN s.baseline_on ELSE y.on_day END AS on_day FROM day y) d
    WHERE s.form IN ('p', 'XmR') AND NOT s.is_left_out AND s.direction IS NOT NULL AND d.on_day <= sen.today()
      AND s.period_to > d.on_day - interval '24 months' AND s.period_to <= d.on_day + interval '12 months'
      AND (s.period_to <= d.on_day OR coalesce(s.period_from, s.period_to) > d.on_day)
), grouped AS MATERIALIZED (
    -- By the chart that the series has, as in process_chart.
    -- Of a series and day all else is the same; each column of GROUP BY would be compared again and again.
    SELECT f.source, f.series, f.local_authority, min(f.measure_id) AS measure_id, min(f.title) AS title,
           min(f.unit) AS unit, min(f.direction) AS direction, f.since, min(f.position) AS position,
           min(f.on_day) AS on_day, min(f.form) AS form,
           sen.since_baseline(f.form, f.period_to, f.number, f.counted_of, f.is_before, f.direction) AS found,
           sum(f.counted_of) FILTER (WHERE f.is_before) AS cases_before,
           sum(f.counted_of) FILTER (WHERE NOT f.is_before AND f.number IS NOT NULL) AS cases_since,
           sum(f.number) FILTER (WHERE f.is_before) AS sum_before,
           sum(f.number) FILTER (WHERE NOT f.is_before) AS sum_since
    FROM figure f
    -- The series first: what most rows differ in is sorted fastest.
    GROUP BY f.series, f.since, f.source, f.local_authority
), compared AS (
    SELECT g.*, (g.found).figures_before, (g.found).figures_since, (g.found).in_row, (g.found).beyond,
           (g.found).spread,
           CASE g.form WHEN 'p' THEN 100 * g.sum_before / g.cases_before
                ELSE g.sum_before / nullif((g.found).figures_before, 0) END AS value_before,
           CASE g.form WHEN 'p' THEN 100 * g.sum_since / g.cases_since
                ELSE g.sum_since / nullif((g.found).figures_since, 0) END AS value_since,
           CASE g.form WHEN 'p' THEN g.sum_before END AS counted_before,
           CASE g.form WHEN 'p' THEN g.sum_since END AS counted_since
    FROM grouped g
)
SELECT c.source, c.series, c.local_authority, c.measure_id, c.title, c.unit, c.direction, c.since, c.on_day,
       c.figures_before, c.figures_since, c.cases_before, c.cases_since, f.value_before, f.value_since,
       f.lower, f.upper, coalesce(v.rule IS NOT NULL, false) AS is_significant, v.rule, v.chance_percent,
       CASE WHEN v.rule IS NULL THEN 'No significant improvement since ' ELSE 'Significant improvement since ' END
           || f.since_words || ': '
           || CASE
                  WHEN a.is_old THEN 'no recent data; ' || a.in_words
                  WHEN c.figures_since = 0 THEN 'there is no figure yet'
                  WHEN v.rule IS NULL AND c.figures_before < 12 AND f.lower IS NULL
                      THEN 'there are too few figures of the 24 months before, ' || c.figures_before
                           || ', and 12 are needed'
                  ELSE sen.list_words('; ',
                       CASE WHEN c.in_row THEN 'the last 8 figures are all better than the mean of the '
                            || c.figures_before || ' before, ' || f.figure_before_words END,
                       CASE WHEN c.beyond THEN 'two of the last three figures are better than the limits of the '
                            || c.figures_before || ' before allow for' END,
                       CASE WHEN v.rule IS NULL AND c.figures_before >= 12
                            THEN 'neither 8 figures in a row better than the mean before, nor two of three beyond its '
                                 'limits' END,
                       CASE WHEN f.lower IS NOT NULL
                            THEN f.figure_since_words || ' of ' || sen.count_words(c.cases_since::numeric, 'case')
                                 || ' since, ' || f.figure_before_words || ' of '
                                 || sen.count_words(c.cases_before::numeric, 'case')
                                 || ' before: the difference lies between '
                                 || sen.difference_words(f.lower, c.unit, true) || ' and '
                                 || sen.difference_words(f.upper, c.unit) || ' (99%)' END)
              END || '.'
           || CASE WHEN v.rule IS NOT NULL
                   THEN ' By chance alone that would be said of at most ' || v.chance_percent
                        || ' in 100 such series within a year.' ELSE '' END AS in_words
FROM compared c
CROSS JOIN LATERAL sen.newcombe(c.counted_since / c.spread ^ 2, c.cases_since / c.spread ^ 2,
                                c.counted_before / c.spread ^ 2, c.cases_before / c.spread ^ 2, 0.99) n
CROSS JOIN LATERAL (SELECT round(c.value_before::numeric, 2) AS value_before,
                           round(c.value_since::numeric, 2) AS value_since, round(100 * n.lower::numeric, 2) AS lower,
                           round(100 * n.upper::numeric, 2) AS upper,
                           sen.figure_words(CASE c.form WHEN 'p' THEN c.value_before::numeric
                                                 ELSE round(c.value_before::numeric, 2) END, c.unit,
                                            c.cases_before::numeric) AS figure_before_words,
                           sen.figure_words(CASE c.form WHEN 'p' THEN c.value_since::numeric
                                                 ELSE round(c.value_since::numeric, 2) END, c.unit,
                                            c.cases_since::numeric) AS figure_since_words,
                           CASE c.since WHEN 'last meeting' THEN 'the meeting of '
                                        WHEN 'last review' THEN 'the review of '
                                        WHEN 'year before' THEN '' ELSE 'the ' || c.since || ' of ' END
                               || sen.date_words(c.on_day) AS since_words) f
CROSS JOIN LATERAL (SELECT coalesce(c.in_row OR c.beyond, false) AS by_cause,
                           coalesce(CASE c.direction WHEN 'increase' THEN n.lower > 0 ELSE n.upper < 0 END,
                                    false) AS by_difference) r
-- What was better in old figures need not be so today.
LEFT JOIN age a ON a.source = c.source AND coalesce(a.measure_id, '') = coalesce(c.measure_id, '')
-- What chance says in a year of monthly looks, at most: simulated by test/bench/10_chance.sh, doc/process_control.md.
LEFT JOIN LATERAL (SELECT nullif(concat_ws(' and ', CASE WHEN r.by_cause THEN 'special cause' END,
                                            CASE WHEN r.by_difference THEN 'difference' END), '') AS rule,
                           CASE WHEN r.by_cause THEN 3.8 WHEN r.by_difference THEN 4.3 END AS chance_percent
                    WHERE a.is_old IS NOT TRUE) v ON true
ORDER BY c.source DESC, c.series, c.local_authority, c.position;
COMMENT ON VIEW improvement IS
    'Is it a significant improvement, and since when? Each series that process_control charts as p or XmR, beside the '
    'days of compared_day and the baseline of the measure: the figures of the 24 months before that day and of '
    'the 12 since, on sen.today(). By two rules, each of which says so of at most 5 in 100 series without change that '
    'are looked at each month for a year (by simulation). Special cause: the last 8 figures are all better than the '
    'mean of those before, or two of the last three beyond their limits, which need 12 figures. Difference: the 99% '
    'interval (Newcombe) of the proportion of all cases since less that of all before lies on the better side of 0; '
    'widened where the figures before vary more than chance. A period in which the day lies is left out. Figures that '
    'are too old (data_age) show none.';
COMMENT ON COLUMN improvement.since IS
    'Name of the comparison: that of compared_day, or baseline for that of the measure.';
COMMENT ON COLUMN improvement.on_day IS 'The day to compare with.';
COMMENT ON COLUMN improvement.figures_before IS 'Figures of the 24 months to that day.';
COMMENT ON COLUMN improvement.figures_since IS 'Figures of the 12 months from then on.';
COMMENT ON COLUMN improvement.cases_before IS 'Cases of the figures before: their denominators. Empty without counts.';
COMMENT ON COLUMN improvement.cases_since IS 'Cases of the figures since. Empty without counts.';
COMMENT ON COLUMN improvement.value_before IS
    'Of all cases before, in percent; without counts the mean of the figures. Empty if there is none.';
COMMENT ON COLUMN improvement.value_since IS 'The same of those since.';
COMMENT ON COLUMN improvement.lower IS
    'Lower end of the 99% interval of value_since less value_before, in percentage points. Empty without counts.';
COMMENT ON COLUMN improvement.upper IS 'Upper end of it.';
COMMENT ON COLUMN improvement.is_significant IS 'True if one of the rules says that it is an improvement.';
COMMENT ON COLUMN improvement.rule IS 'special cause, difference, or both with and between. Empty if none.';
COMMENT ON COLUMN improvement.chance_percent IS
    'Of 100 series without any change, of how many at most the rule would say so in one of twelve monthly looks. Empty '
    'if it does not say so.';
COMMENT ON COLUMN improvement.in_words IS 'All of it, in a sentence.';
