-- Part of room spc: the run chart.

CREATE TYPE sen.run_point AS (
    value double precision, group_number integer, base_points bigint, centre double precision, run_length bigint,
    useful_points bigint, longest_run bigint, longest_run_max bigint, crossings bigint, crossings_min bigint,
    has_long_run boolean, has_few_crossings boolean, has_signal boolean, is_in_long_run boolean,
    variation sen.variation, is_last boolean);
COMMENT ON TYPE sen.run_point IS
    'A row of a run chart: its value, the median of its group, and what runs and crossings of the group say. What '
    'sen.run_chart() gives.';
COMMENT ON COLUMN sen.run_point.value IS 'The value. Null: a gap.';
COMMENT ON COLUMN sen.run_point.group_number IS
    'Number of the group, from 1: each re-base begins the next one.';
COMMENT ON COLUMN sen.run_point.base_points IS
    'Values that the centre rests on: those of the baseline, or of all rows of the group.';
COMMENT ON COLUMN sen.run_point.centre IS 'Median of the values of the baseline. Null without any value.';
COMMENT ON COLUMN sen.run_point.run_length IS
    'Length of the run that the value is in, of values on one side of the centre. Null on the centre, and for a gap.';
COMMENT ON COLUMN sen.run_point.useful_points IS 'Values of the group that are not on the centre.';
COMMENT ON COLUMN sen.run_point.longest_run IS 'Length of the longest run of the group.';
COMMENT ON COLUMN sen.run_point.longest_run_max IS
    'What chance has: log2(useful_points) rounded, and 3. 0 without useful points.';
COMMENT ON COLUMN sen.run_point.crossings IS 'How often the series crosses the centre within the group.';
COMMENT ON COLUMN sen.run_point.crossings_min IS
    'What chance has: the 5% quantile of the binomial distribution of useful_points - 1 and one half.';
COMMENT ON COLUMN sen.run_point.has_long_run IS
    'Is longest_run above longest_run_max? Null with fewer useful points than min_points.';
COMMENT ON COLUMN sen.run_point.has_few_crossings IS
    'Is crossings below crossings_min? Null with fewer useful points than min_points.';
COMMENT ON COLUMN sen.run_point.has_signal IS
    'Does the group have a long run, or few crossings: more change than chance? Null with fewer useful points than '
    'min_points.';
COMMENT ON COLUMN sen.run_point.is_in_long_run IS
    'Is run_length above longest_run_max? Null for a gap, and with fewer useful points than min_points.';
COMMENT ON COLUMN sen.run_point.variation IS
    'What a run longer than chance has means for the direction given, by the side of the centre that the value is on; '
    'neutral without a direction, common_cause outside of such a run. Few crossings alone have no side, and mark no '
    'value. Null as is_in_long_run.';
COMMENT ON COLUMN sen.run_point.is_last IS 'Is it the last value of the series?';

CREATE FUNCTION sen.run_chart(
    value double precision, rebase boolean DEFAULT false, direction text DEFAULT 'neutral',
    baseline integer DEFAULT NULL, min_points integer DEFAULT 10)
    RETURNS sen.run_point
    AS 'MODULE_PATHNAME', 'sen_run_chart' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.run_chart(double precision, boolean, text, integer, integer) IS
    'Run chart of a series of values about the median, by Anhoej''s rules, a window function: OVER (PARTITION BY '
    'series ORDER BY period). It needs no limits and no normal distribution. Values on the median, and nulls, count '
    'for nothing; a run goes on after them. rebase true: a new group begins with the row. direction: '
    'increase or decrease, the way in which the measure should go, or neutral. baseline: the median is that of the '
    'first so many rows of a group, from 2 on; null: of all. min_points: verdicts need at least so many useful points, '
    'from 2 on. A null option is as if left out. 22023 as of sen.xmr().';
