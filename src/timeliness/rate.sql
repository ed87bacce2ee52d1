-- Part of room timeliness: how sure the rate of a summary is, and whether it changed.

CREATE FUNCTION sen.rate_interval(
    summary sen.timeliness, days integer, include_exceptions boolean DEFAULT false,
    confidence double precision DEFAULT 0.95,
    OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'timeliness_rate_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rate_interval(sen.timeliness, integer, boolean, double precision) IS
    'Interval (0 to 1) for sen.rate(summary, days, include_exceptions): sen.wilson() of the same two counts. Nulls if '
    'none finished or an argument is null; 22023 unless 0 < confidence < 1.';
CREATE FUNCTION sen.rate_change(
    earlier sen.timeliness, later sen.timeliness, days integer, include_exceptions boolean DEFAULT false,
    confidence double precision DEFAULT 0.95,
    OUT earlier_rate double precision, OUT later_rate double precision, OUT change double precision,
    OUT lower double precision, OUT upper double precision, OUT in_words text)
    AS 'MODULE_PATHNAME', 'timeliness_rate_change' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rate_change(sen.timeliness, sen.timeliness, integer, boolean, double precision) IS
    'The rates of two summaries that share no cases (0 to 1), later less earlier with its interval, and the same in '
    'percentage points and words: sen.proportion_change() of the counts of sen.rate(). If none finished in one, its '
    'rate and the change are null and the words are "no cases to compare". Null in, null out; 22023 unless 0 < '
    'confidence < 1.';
