-- Room trend: the slope of a measure over time, the line to its target, and when it gets there.

CREATE TYPE sen.trend_line AS (
    slope_per_day double precision, lower double precision, upper double precision, points integer, first_on date,
    last_on date);
COMMENT ON TYPE sen.trend_line IS
    'What sen.theil_sen() finds: the slope in units of the value per day, its interval, the number of points, and the '
    'days of the first and the last.';
COMMENT ON COLUMN sen.trend_line.slope_per_day IS
    'Change of the value per day. Null without points on at least two days.';
COMMENT ON COLUMN sen.trend_line.lower IS
    'Lower end of the interval of the slope. Null if the points are too few for the level of confidence.';
COMMENT ON COLUMN sen.trend_line.upper IS
    'Upper end of the interval of the slope. Null if the points are too few for the level of confidence.';
COMMENT ON COLUMN sen.trend_line.points IS 'Rows with a date and a value.';
COMMENT ON COLUMN sen.trend_line.first_on IS 'Day of the first point. Null without points.';
COMMENT ON COLUMN sen.trend_line.last_on IS 'Day of the last point. Null without points.';

CREATE FUNCTION sen._theil_sen_accum(bytea, date, numeric) RETURNS bytea
    AS 'MODULE_PATHNAME', 'theil_sen_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._theil_sen_accum(bytea, date, numeric) IS
    'Transition of sen.theil_sen(on_day, value). Private.';
CREATE FUNCTION sen._theil_sen_accum(bytea, date, numeric, double precision) RETURNS bytea
    AS 'MODULE_PATHNAME', 'theil_sen_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._theil_sen_accum(bytea, date, numeric, double precision) IS
    'Transition of sen.theil_sen(on_day, value, confidence). Private.';
CREATE FUNCTION sen._theil_sen_combine(bytea, bytea) RETURNS bytea
    AS 'MODULE_PATHNAME', 'theil_sen_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._theil_sen_combine(bytea, bytea) IS 'Merges two transition states of sen.theil_sen(). Private.';
CREATE FUNCTION sen._theil_sen_final(bytea) RETURNS sen.trend_line
    AS 'MODULE_PATHNAME', 'theil_sen_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._theil_sen_final(bytea) IS 'Slope and interval of the points of a transition state. Private.';

CREATE AGGREGATE sen.theil_sen(on_day date, value numeric) (
    SFUNC = sen._theil_sen_accum, STYPE = bytea, SSPACE = 1024,
    COMBINEFUNC = sen._theil_sen_combine, FINALFUNC = sen._theil_sen_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.theil_sen(date, numeric) IS
    'Trend of a series: the median of the slopes of all pairs of points on different days (Theil 1950, Sen 1968), in '
    'units of the value per day, which a few wild values do not move, with Sen''s interval of 95%. Rows with a null '
    'are left out. The slope is null without points on two days, the interval if the points are too few for it '
    '(different values on fewer than five days, mostly); all values equal: 0, from 0 to 0. No rows: a row of nulls '
    'with 0 points, never null. 22008 for an infinite date; 22023 for NaN or a value beyond 1e300; 54000 above 5,000 '
    'points.';

CREATE AGGREGATE sen.theil_sen(on_day date, value numeric, confidence double precision) (
    SFUNC = sen._theil_sen_accum, STYPE = bytea, SSPACE = 1024,
    COMBINEFUNC = sen._theil_sen_combine, FINALFUNC = sen._theil_sen_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.theil_sen(date, numeric, double precision) IS
    'As sen.theil_sen(on_day, value), with the interval of a level of confidence of your own, the same for all rows of '
    'a group. 22004 if it is null; 22023 if it is not within 0 and 1, or differs.';

CREATE FUNCTION sen.straight_line(from_day date, from_value numeric, to_day date, to_value numeric, on_day date)
    RETURNS numeric
    AS 'MODULE_PATHNAME', 'sen_straight_line' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.straight_line(date, numeric, date, numeric, date) IS
    'Value on a day of the straight line from one day and value to another, such as from the baseline to the target: '
    'at least 16 digits of the rise, zeros at the end left out. Before from_day it is from_value, on to_day and after '
    'it to_value; both on one day: a step. on_day may be infinite. Null in, null out. 22008 if another date is '
    'infinite; 22023 for NaN, infinity, or to_day before from_day.';

CREATE FUNCTION sen.reaches_on(on_day date, value numeric, slope_per_day double precision, target numeric,
                               direction text) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_reaches_on' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.reaches_on(date, numeric, double precision, numeric, text) IS
    'First day on which a measure that has value on on_day, and goes on at slope_per_day, is at the target or beyond '
    'it; on_day itself if it already is. direction: increase or decrease, the way in which the measure should go. Null '
    'if the slope is 0 or leads away, or the day would be after 2199-12-31. The slope is read to 15 digits. Null in, '
    'null out. 22008 if on_day is infinite; 22023 for NaN, infinity, or another direction.';
--@include trend/trend_result.sql
