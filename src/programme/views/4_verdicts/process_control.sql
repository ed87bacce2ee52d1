-- read: reader
-- meanings: measure, measurement

CREATE VIEW process_control AS
SELECT c.source, c.series, c.local_authority, c.measure_id, c.title,
       CASE c.form WHEN 't' THEN 'days' ELSE c.unit END AS unit, c.direction,
       CASE WHEN c.form <> 't' THEN c.target_value END AS target_value, c.period_from, c.period_to,
       round(c.shown, c.places) AS value, c.numerator, c.denominator, c.chart, l.centre, l.lower, l.upper, l.near_lower,
       l.near_upper, (c.drawn).kind, (c.drawn).variation::text AS variation, (c.drawn).is_outside, (c.drawn).is_trend,
       (c.drawn).is_two_of_three, (c.drawn).is_shift, (c.drawn).is_last, (c.drawn).group_number, (c.drawn).base_points,
       (c.drawn).limits, round((c.drawn).dispersion::numeric, 2) AS dispersion,
       sen.assurance(c.drawn, f.target / f.factor, c.direction)::text AS assurance,
       c.recalculated, c.variation_before::text AS variation_before
FROM process_chart c
LEFT JOIN unit u ON u.unit = c.unit
CROSS JOIN LATERAL (SELECT CASE c.form WHEN 'p' THEN 100 ELSE 1 END::double precision AS factor,
                           CASE c.form WHEN 't' THEN 3.6 ELSE 1 END::double precision AS exponent,
                           CASE WHEN abs(c.target_value) < 1e15 AND (c.form IN ('p', 'XmR') OR c.form = 'u'
                                AND c.counted_in = 1) THEN c.target_value END::double precision AS target) f
-- Of a t chart the points are drawn as their 3.6th roots.
CROSS JOIN LATERAL (SELECT CASE WHEN c.form = 't' AND (c.drawn).lower < 0 THEN 0 ELSE (c.drawn).lower END AS lower,
                           CASE WHEN c.form = 't' AND (c.drawn).near_lower < 0 THEN 0
                                ELSE (c.drawn).near_lower END AS near_lower) n
CROSS JOIN LATERAL (SELECT round((f.factor * power((c.drawn).centre, f.exponent))::numeric, c.places) AS centre,
                           round((f.factor * power(n.lower, f.exponent))::numeric, c.places) AS lower,
                           round((f.factor * power((c.drawn).upper, f.exponent))::numeric, c.places) AS upper,
                           round((f.factor * power(n.near_lower, f.exponent))::numeric, c.places) AS near_lower,
                           round((f.factor * power((c.drawn).near_upper, f.exponent))::numeric,
                                 c.places) AS near_upper) w
-- A percentage is from 0 to 100, and what is counted not below 0, so what limits are beyond that says nothing. No mark
-- changes by it.
CROSS JOIN LATERAL (SELECT w.centre, CASE WHEN h.begins AND w.lower < 0 THEN 0 ELSE w.lower END AS lower,
                           CASE WHEN h.ends AND w.upper > 100 THEN 100 ELSE w.upper END AS upper,
                           CASE WHEN h.begins AND w.near_lower < 0 THEN 0 ELSE w.near_lower END AS near_lower,
                           CASE WHEN h.ends AND w.near_upper > 100 THEN 100 ELSE w.near_upper END AS near_upper
                    FROM (SELECT k.ends, k.ends OR c.form = 'XmR' AND c.unit <> 'percent' AND u.is_from_0
                                             AND coalesce(c.shown >= 0, true) AS begins
                          FROM (SELECT c.form = 'XmR' AND c.unit = 'percent'
                                       AND coalesce(c.shown BETWEEN 0 AND 100, true) AS ends) k) h) l
ORDER BY c.source DESC, c.series, c.local_authority, c.period_to;
COMMENT ON VIEW process_control IS
    'Control charts of every measure, and of what is counted from the cases and the waits without anyone typing it, as '
    'known on sen.today(): a row a series and period, with the limits, and what the rules of Making Data Count say. '
    'Proportions have limits from their counts, by Laney''s prime form where they vary more than chance '
    '(sen.is_overdispersed()); percentages without counts, plain numbers, and what is counted on a day, such as a '
    'waiting list, have those of an XmR chart; counts of events, those of a u chart, or of a t chart of the days '
    'between them. What is counted is charted by month, over the last 24 months that are over; a period without cases '
    'is a gap. A measure of which no figures may be charted (measure_periods.no_series) is left out: view '
    'process_summary says so.';
COMMENT ON COLUMN process_control.source IS
    'measure: of table measure. definition: a definition that is counted from the cases and that no measure of that '
    'authority counts; leaving out permitted exceptions. wait: assessments that were in time, by the month in which '
    'they started.';
COMMENT ON COLUMN process_control.series IS 'The measure, the definition, or the service that is waited for.';
COMMENT ON COLUMN process_control.local_authority IS
    'Three-digit local authority code of what is counted; empty for figures that are typed in.';
COMMENT ON COLUMN process_control.measure_id IS 'The measure; empty for a definition or a wait.';
COMMENT ON COLUMN process_control.title IS 'Title of the measure or the definition, or what is waited for.';
COMMENT ON COLUMN process_control.unit IS
    'Unit of what is charted: that of the measure; percent of what is counted; days in a t chart.';
COMMENT ON COLUMN process_control.direction IS
    'Which way is better: increase or decrease. In a t chart the other one than of the measure.';
COMMENT ON COLUMN process_control.target_value IS
    'The target of the measure, in the unit; else, and in a t chart, empty.';
COMMENT ON COLUMN process_control.period_from IS 'First day of the period; empty if the figure is for one day.';
COMMENT ON COLUMN process_control.value IS
    'What is charted, in the unit: to two decimals, or as many as the figures have. Of a u chart, for one month; of a '
    't chart, the days since the event before. Empty: a gap.';
COMMENT ON COLUMN process_control.numerator IS
    'How many of the denominator; of what is counted, in time. Empty without counts.';
COMMENT ON COLUMN process_control.denominator IS 'Out of how many; of what is counted, finished. Empty without counts.';
COMMENT ON COLUMN process_control.chart IS 'Which chart it is: p, p'', XmR, u, u'' or t.';
COMMENT ON COLUMN process_control.centre IS
    'The mean about which the series varies, in the unit, of the limits that hold in this period; of counts, all that '
    'was counted by all that it was counted in.';
COMMENT ON COLUMN process_control.lower IS
    'Lower limit, in the unit; of a percentage, and of a unit that begins at 0 (unit.is_from_0), at least 0. Empty '
    'without limits, and in a period without cases.';
COMMENT ON COLUMN process_control.upper IS 'Upper limit, in the unit; of a percentage at most 100. Empty as lower.';
COMMENT ON COLUMN process_control.near_lower IS
    'Two thirds of the way from the centre to the lower limit as it is drawn before it is cut; at least 0 where lower '
    'is.';
COMMENT ON COLUMN process_control.near_upper IS
    'Two thirds of the way from the centre to the upper limit as it is drawn before it is cut; of a percentage at '
    'most 100.';
COMMENT ON COLUMN process_control.kind IS
    'The first rule that marks the figure, such as above upper limit or shift high; else common cause. Empty for a gap '
    'and without limits.';
COMMENT ON COLUMN process_control.variation IS
    'What that means for the direction of the measure, a name of sen.variations(), such as concern_low. Empty as kind.';
COMMENT ON COLUMN process_control.is_outside IS 'Is it above the upper limit or below the lower one?';
COMMENT ON COLUMN process_control.is_trend IS
    'Is it one of 7 in a row, each higher than the one before, or each lower?';
COMMENT ON COLUMN process_control.is_two_of_three IS
    'Is it one of two of three in a row that are between the near limit and the limit, all three on one side?';
COMMENT ON COLUMN process_control.is_shift IS 'Is it one of 7 in a row on one side of the centre?';
COMMENT ON COLUMN process_control.is_last IS 'Is it the latest figure? What the chart says today, this row says.';
COMMENT ON COLUMN process_control.group_number IS
    'Number of the limits, from 1: each decision to draw them anew adds one.';
COMMENT ON COLUMN process_control.base_points IS 'How many figures these limits rest on.';
COMMENT ON COLUMN process_control.limits IS
    'full; trial if they rest on fewer than 12 figures; none if on fewer than 6, or if no two follow each other.';
COMMENT ON COLUMN process_control.dispersion IS
    'How much counts vary from one period to the next, as a multiple of what chance would have. Empty without counts.';
COMMENT ON COLUMN process_control.assurance IS
    'In the row of the latest figure, what the limits say of the target, a name of sen.assurances(). Empty without a '
    'target, for figures in another unit than it, and without limits.';
COMMENT ON COLUMN process_control.recalculated IS
    'From which day these limits were drawn anew, why, and who decided it when. Empty if nobody did.';
COMMENT ON COLUMN process_control.variation_before IS
    'What variation would be without the last decision to draw the limits anew. Empty if there was none.';
