-- Part of room spc: control charts, as window functions.

CREATE TYPE sen.control_point AS (
    value double precision, group_number integer, base_points bigint, centre double precision, lower double precision,
    upper double precision, near_lower double precision, near_upper double precision, moving_range double precision,
    is_outside boolean, is_trend boolean, is_two_of_three boolean, is_shift boolean, is_last boolean,
    variation sen.variation, kind text, limits text, dispersion double precision);
COMMENT ON TYPE sen.control_point IS
    'A row of a control chart: its value, the limits of its group, and which rules mark it. What sen.xmr(), '
    'sen.p_chart() and sen.u_chart() give. The rules, variation and kind are null for a gap, and without limits.';
COMMENT ON COLUMN sen.control_point.value IS
    'What is plotted: the value, or numerator / denominator, or count / exposure. Null: a gap.';
COMMENT ON COLUMN sen.control_point.group_number IS
    'Number of the group, from 1: each re-base begins the next one.';
COMMENT ON COLUMN sen.control_point.base_points IS
    'Values that centre and limits of the group rest on: those of the baseline, or of all its rows.';
COMMENT ON COLUMN sen.control_point.centre IS
    'Mean of the values of the baseline; of a p or u chart the sum of what was counted by that of what it was counted '
    'in. Null without any value.';
COMMENT ON COLUMN sen.control_point.lower IS
    'Lower limit. Null without limits, and in a p or u chart in a row without a denominator or exposure.';
COMMENT ON COLUMN sen.control_point.upper IS 'Upper limit. Null as lower.';
COMMENT ON COLUMN sen.control_point.near_lower IS 'Two thirds of the way from the centre to the lower limit.';
COMMENT ON COLUMN sen.control_point.near_upper IS 'Two thirds of the way from the centre to the upper limit.';
COMMENT ON COLUMN sen.control_point.moving_range IS
    'Distance from the value of the row before, in a p or u chart in standard errors. Null in the first row of a '
    'group and next to a gap; in a p or u chart also if the centre is 0, or the whole.';
COMMENT ON COLUMN sen.control_point.is_outside IS 'Is the value above the upper limit or below the lower one?';
COMMENT ON COLUMN sen.control_point.is_trend IS
    'Is it one of trend_points in a row, each higher than the one before, or each lower?';
COMMENT ON COLUMN sen.control_point.is_two_of_three IS
    'Is it one of two of three points in a row between the near limit and the limit, all three on the same side of '
    'the centre? Unless two_of_three says otherwise.';
COMMENT ON COLUMN sen.control_point.is_shift IS
    'Is it one of shift_points in a row on the same side of the centre?';
COMMENT ON COLUMN sen.control_point.is_last IS
    'Is it the last value of the series? What the chart says of the series today, this row says.';
COMMENT ON COLUMN sen.control_point.variation IS
    'What kind means for the direction given; for the last value of a series, its icon. Neutral without a direction.';
COMMENT ON COLUMN sen.control_point.kind IS
    'The first rule that holds: above upper limit, below lower limit, rising trend, falling trend, two of three high, '
    'two of three low, shift high, shift low; else common cause.';
COMMENT ON COLUMN sen.control_point.limits IS
    'full; trial if they rest on fewer than 12 values; none if on fewer than min_points, or if no two values follow '
    'each other.';
COMMENT ON COLUMN sen.control_point.dispersion IS
    'How much the points of a p or u chart vary from one to the next, as a multiple of what chance would have: '
    'Laney''s sigma, mean moving range / 1.128. About 1 if cases are independent. Null in an XmR chart, and where no '
    'moving range is known.';

CREATE FUNCTION sen.xmr(
    value double precision, rebase boolean DEFAULT false, direction text DEFAULT 'neutral',
    baseline integer DEFAULT NULL, preset text DEFAULT 'mdc', screen boolean DEFAULT NULL,
    min_points integer DEFAULT 6, shift_points integer DEFAULT 7, trend_points integer DEFAULT 7,
    skip_ties boolean DEFAULT false, two_of_three text DEFAULT 'mdc') RETURNS sen.control_point
    AS 'MODULE_PATHNAME', 'sen_xmr' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.xmr(double precision, boolean, text, integer, text, boolean, integer, integer, integer, boolean,
                            text) IS
    'XmR chart (individuals and moving range) of a series of values, a window function: OVER (PARTITION BY series '
    'ORDER BY period). A null value is a gap. rebase true: a new group begins with the row. direction: increase or '
    'decrease, the way in which the measure should go, or neutral. baseline: limits rest on the first so many rows of '
    'a group, null: on all. preset: mdc (mean and 2.66 average moving ranges, screened), excel (not screened), exact '
    '(3/1.128, screened); screen decides for itself if given. min_points: limits rest on at least so many values. '
    'shift_points, trend_points: length of these runs, 4 to 100; skip_ties: an equal value neither ends nor lengthens '
    'a trend. two_of_three: mdc, or western electric (the third point may be anywhere, and those outside count). A '
    'null option is as if left out. 22023 for NaN, infinity or a value beyond 1e300, an unknown word, a number out of '
    'range, a baseline below min_points, options that differ within a partition, and two rows with one place in the '
    'order.';

CREATE FUNCTION sen.p_chart(
    numerator double precision, denominator double precision, rebase boolean DEFAULT false,
    direction text DEFAULT 'neutral', baseline integer DEFAULT NULL, prime boolean DEFAULT false,
    screen boolean DEFAULT true, min_points integer DEFAULT 6, shift_points integer DEFAULT 7,
    trend_points integer DEFAULT 7, skip_ties boolean DEFAULT false, two_of_three text DEFAULT 'mdc')
    RETURNS sen.control_point
    AS 'MODULE_PATHNAME', 'sen_p_chart' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.p_chart(double precision, double precision, boolean, text, integer, boolean, boolean, integer,
                                integer, integer, boolean, text) IS
    'p chart of a series of proportions, from counts, a window function: limits three standard errors of the binomial '
    'distribution from the pooled proportion, so each row has its own, within 0 and 1. prime: Laney''s p'', the '
    'standard errors times dispersion, for counts so large that a p chart calls everything a change; screen: its '
    'moving ranges are screened. Null in either count, or a denominator of 0: a gap. The other options, and rows '
    'and order, are those of sen.xmr(). 22023 as there, for a count that is negative or above 1e15, and for a '
    'numerator above its denominator.';

CREATE FUNCTION sen.u_chart(
    count double precision, exposure double precision, rebase boolean DEFAULT false,
    direction text DEFAULT 'neutral', baseline integer DEFAULT NULL, prime boolean DEFAULT false,
    screen boolean DEFAULT true, min_points integer DEFAULT 6, shift_points integer DEFAULT 7,
    trend_points integer DEFAULT 7, skip_ties boolean DEFAULT false, two_of_three text DEFAULT 'mdc')
    RETURNS sen.control_point
    AS 'MODULE_PATHNAME', 'sen_u_chart' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.u_chart(double precision, double precision, boolean, text, integer, boolean, boolean, integer,
                                integer, integer, boolean, text) IS
    'u chart of a series of rates, from counts of events and what they are counted in (pupils, days, cases), a window '
    'function: limits three standard errors of the Poisson distribution from the pooled rate, not below 0. With an '
    'exposure of 1 in every row it is a c chart. prime: Laney''s u''. Null in either, or 0 of both: a gap. Options, '
    'rows and order as of sen.p_chart(). 22023 as there, and for a count without exposure.';

CREATE FUNCTION sen.variation(point sen.control_point) RETURNS sen.variation
    AS 'MODULE_PATHNAME', 'sen_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.variation(sen.control_point) IS
    'The variation of a series: that of its last value, by the limits of the latest group. Null for every other row, '
    'without limits, and null in.';

CREATE FUNCTION sen.assurance(point sen.control_point, target double precision, direction text) RETURNS sen.assurance
    AS 'MODULE_PATHNAME', 'sen_assurance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.assurance(sen.control_point, double precision, text) IS
    'What a series says of a target, by the limits of its last value, those of the latest group: consistent_pass if '
    'every value within the limits meets the target, consistent_fail if none does, inconsistent if some do, or if the '
    'target is on a limit. direction: increase or decrease, the way in which the measure should '
    'go. Null for every other row, without limits, if neutral, and null in. 22023 for another direction, and for a '
    'target that is NaN or infinite.';

CREATE FUNCTION sen.is_overdispersed(point sen.control_point) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_overdispersed' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_overdispersed(sen.control_point) IS
    'Do the counts of a p or u chart vary more from one period to the next than chance would have it? True if '
    'dispersion is above 1 + 1.645 * sqrt(0.827 / (base_points - 1)), which it is in about 5 of 100 series that vary '
    'by chance alone: then the prime form is the chart to draw. Null without dispersion, so for an XmR chart, and null '
    'in.';
