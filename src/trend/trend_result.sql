-- Part of room trend: the trend of a series whose figures may follow each other.

CREATE TYPE sen.trend_result AS (
    slope_per_day double precision, lower double precision, upper double precision, points integer, first_on date,
    last_on date, autocorrelation double precision);
COMMENT ON TYPE sen.trend_result IS
    'What sen.trend() finds: as sen.trend_line, with how close each point lies to the one before, which the interval '
    'allows for.';
COMMENT ON COLUMN sen.trend_result.slope_per_day IS
    'Change of the value per day. Null without points on at least two days.';
COMMENT ON COLUMN sen.trend_result.lower IS
    'Lower end of the interval of the slope. Null if the points are too few for the level of confidence, or if '
    'autocorrelation is above 0.75.';
COMMENT ON COLUMN sen.trend_result.upper IS 'Upper end of the interval of the slope. Null as lower.';
COMMENT ON COLUMN sen.trend_result.points IS 'Rows with a date and a value.';
COMMENT ON COLUMN sen.trend_result.first_on IS 'Day of the first point. Null without points.';
COMMENT ON COLUMN sen.trend_result.last_on IS 'Day of the last point. Null without points.';
COMMENT ON COLUMN sen.trend_result.autocorrelation IS
    'Correlation of each point with the one before, both taken from the line, corrected for what is lost to the line: '
    '0 if points are independent, near 1 if they follow each other, -1 to 1. Null for fewer than 8 points, for '
    'several on one day, and if all lie on the line.';

CREATE FUNCTION sen._trend_final(bytea) RETURNS sen.trend_result
    AS 'MODULE_PATHNAME', 'sen_trend_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._trend_final(bytea) IS
    'Slope, interval and autocorrelation of the points of a transition state. Private.';

CREATE AGGREGATE sen.trend(on_day date, value numeric) (
    SFUNC = sen._theil_sen_accum, STYPE = bytea, SSPACE = 1024,
    COMBINEFUNC = sen._theil_sen_combine, FINALFUNC = sen._trend_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.trend(date, numeric) IS
    'sen.theil_sen() for figures of which each may be close to the one before, such as waiting lists: the same slope, '
    'with an interval of 95% that is wider the closer they may be (Hamed and Rao 1998, for the upper end of the '
    'interval of the autocorrelation), and null if autocorrelation is above 0.75. Of fewer than 8 points it is not '
    'known, and 0.6 is allowed for: then it takes 6. Figures whose periods overlap have no place in it. Nulls, empty '
    'series and errors as of sen.theil_sen().';

CREATE AGGREGATE sen.trend(on_day date, value numeric, confidence double precision) (
    SFUNC = sen._theil_sen_accum, STYPE = bytea, SSPACE = 1024,
    COMBINEFUNC = sen._theil_sen_combine, FINALFUNC = sen._trend_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.trend(date, numeric, double precision) IS
    'As sen.trend(on_day, value), with the interval of a level of confidence of your own, the same for all rows of a '
    'group. 22004 if it is null; 22023 if it is not within 0 and 1, or differs.';
