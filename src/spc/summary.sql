-- Part of room spc: what the chart of a series says, once for the series.

CREATE TYPE sen.latest_point_result AS (
    point sen.control_point, on_day date, is_prime boolean, run_from date, run_points bigint);
COMMENT ON TYPE sen.latest_point_result IS 'What sen.latest_point() finds of a series.';
COMMENT ON COLUMN sen.latest_point_result.point IS 'The latest figure on its control chart.';
COMMENT ON COLUMN sen.latest_point_result.on_day IS 'Its day.';
COMMENT ON COLUMN sen.latest_point_result.is_prime IS
    'Is the chart drawn in its prime form, since counts vary more than chance would have it (sen.is_overdispersed())?';
COMMENT ON COLUMN sen.latest_point_result.run_from IS
    'Day of the first of the figures which have said the same as the latest one without a break (an improvement, a '
    'concern, or neither), by the same limits. Null without limits.';
COMMENT ON COLUMN sen.latest_point_result.run_points IS 'How many figures these are. Null without limits.';

CREATE TYPE sen.since_baseline_result AS (
    figures_before bigint, figures_since bigint, in_row boolean, beyond boolean, spread double precision);
COMMENT ON TYPE sen.since_baseline_result IS 'What sen.since_baseline() finds of a series.';
COMMENT ON COLUMN sen.since_baseline_result.figures_before IS 'Figures before the day.';
COMMENT ON COLUMN sen.since_baseline_result.figures_since IS 'Figures since the day.';
COMMENT ON COLUMN sen.since_baseline_result.in_row IS
    'Are the last 8 figures since the day all better than the centre of those before? False with fewer than 12 before.';
COMMENT ON COLUMN sen.since_baseline_result.beyond IS
    'Are two of the last three figures since the day better than the limits of those before? False with fewer than 12 '
    'before.';
COMMENT ON COLUMN sen.since_baseline_result.spread IS
    'How much wider than by chance the counts before the day vary: their dispersion if it is more than chance would '
    'have it (sen.is_overdispersed()) and 12 figures are before, else 1.';

CREATE FUNCTION sen._chart_accum(internal, text, date, double precision, double precision, boolean, text)
    RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_chart_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._chart_accum(internal, text, date, double precision, double precision, boolean, text) IS
    'Transition of sen.latest_point() and sen.since_baseline(). Private.';
CREATE FUNCTION sen._latest_point_final(internal) RETURNS sen.latest_point_result
    AS 'MODULE_PATHNAME', 'sen_latest_point' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._latest_point_final(internal) IS 'The latest point of the chart of a series. Private.';
CREATE FUNCTION sen._since_baseline_final(internal) RETURNS sen.since_baseline_result
    AS 'MODULE_PATHNAME', 'sen_since_baseline' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._since_baseline_final(internal) IS 'What the chart of a series says since a day. Private.';

CREATE AGGREGATE sen.latest_point(chart text, on_day date, value double precision, size double precision,
                                  rebase boolean, direction text) (
    SFUNC = sen._chart_accum, STYPE = internal, SSPACE = 1024, FINALFUNC = sen._latest_point_final,
    FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.latest_point(text, date, double precision, double precision, boolean, text) IS
    'What the control chart of a series says of its latest figure: that row of sen.p_chart(value, size), '
    'sen.u_chart(value, size) or sen.xmr(value) with their defaults, in the prime form if counts vary more than chance '
    'would have it, and how long figures have said the same. chart: p, u, XmR or t (an XmR chart of days between '
    'events), for which size is not looked at. Rows in any order; direction as of sen.xmr(). Null without any '
    'value. 22023 as of these functions, for another chart, for one that differs within a group and for two rows of '
    'one day; 22004 if chart, on_day or direction is null.';
CREATE AGGREGATE sen.since_baseline(chart text, on_day date, value double precision, size double precision,
                                    is_before boolean, direction text) (
    SFUNC = sen._chart_accum, STYPE = internal, SSPACE = 1024, FINALFUNC = sen._since_baseline_final,
    FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.since_baseline(text, date, double precision, double precision, boolean, text) IS
    'Whether a series has become better since a day, by the chart of the figures before it: 8 figures in a row better '
    'than the mean before, or two of the last three beyond its limits. Needs 12 figures before. is_before is true for '
    'the rows before the day. The rest as of sen.latest_point(); decrease: lower is better. Null without any row.';
