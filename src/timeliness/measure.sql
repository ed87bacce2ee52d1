-- Part of room timeliness: what can be asked of a summary.

CREATE FUNCTION sen.cases(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.cases(sen.timeliness) IS 'All cases: finished, open and left, under an exception or not, with usable dates or not. Null in, null out.';
CREATE FUNCTION sen.finished(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_finished' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.finished(sen.timeliness, boolean) IS 'Finished cases, also those with unusable dates; all of them unless include_exceptions is false. Null in, null out.';
CREATE FUNCTION sen.open_cases(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_open_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_cases(sen.timeliness) IS 'Open cases, under an exception or not, also those with unusable dates. Null in, null out.';
CREATE FUNCTION sen.excepted(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_excepted' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.excepted(sen.timeliness) IS 'Finished cases under a permitted exception. Null in, null out.';
CREATE FUNCTION sen.unusable(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_unusable' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.unusable(sen.timeliness) IS 'Cases whose dates give no usable number of days: they are in denominators and within no number of days. Null in, null out.';
CREATE FUNCTION sen.within(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_within' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.within(sen.timeliness, integer, boolean) IS 'Cases that finished in at most so many days (140 is 20 weeks); all of them unless include_exceptions is false. Null in, null out.';
CREATE FUNCTION sen.over(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.over(sen.timeliness, integer, boolean) IS 'Cases that finished in more than so many days (364 is 52 weeks); all of them unless include_exceptions is false. Null in, null out.';
CREATE FUNCTION sen.open_over(summary sen.timeliness, days integer) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_open_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_over(sen.timeliness, integer) IS 'Cases that have been open for more than so many days, under an exception or not. Null in, null out.';
CREATE FUNCTION sen.rate(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT false) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rate(sen.timeliness, integer, boolean) IS 'Share (0 to 1) of finished cases that finished in at most so many days. DfE''s headline: cases under an exception are left out of both numerator and denominator, unless include_exceptions is true; cases with unusable dates stay in the denominator. Null if the denominator is 0. Null in, null out.';
CREATE FUNCTION sen.mean_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_mean_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.mean_days(sen.timeliness, boolean) IS 'Mean days of finished cases with usable dates; all of them unless include_exceptions is false. Null if there is none. Null in, null out; 22003 if the sum of days is out of range.';
CREATE FUNCTION sen.median_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_median_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.median_days(sen.timeliness, boolean) IS 'Median days of finished cases with usable dates, the mean of the two middle values if their number is even (as percentile_cont(0.5)); all of them unless include_exceptions is false. Null if there is none. Null in, null out.';
