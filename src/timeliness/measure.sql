-- Part of room timeliness: what can be asked of a summary.

CREATE FUNCTION sen.cases(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.cases(sen.timeliness) IS
    'All cases: finished, open and left, under an exception or not, with usable dates or not; 0 if there is none. Null '
    'in, null out.';
CREATE FUNCTION sen.finished(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_finished' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.finished(sen.timeliness, boolean) IS
    'Finished cases, also those with unusable dates; all of them unless include_exceptions is false. It is the '
    'denominator of rates: DfE''s data guidance to Education, health and care plans counts every plan issued '
    '(plans_issued_den; without exceptions plans_issued_den_ex). Null in, null out.';
CREATE FUNCTION sen.open_cases(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_open_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_cases(sen.timeliness) IS
    'Open cases, under an exception or not, also those with unusable dates: the backlog that no published rate holds. '
    'Null in, null out.';
CREATE FUNCTION sen.left_cases(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_left_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.left_cases(sen.timeliness) IS
    'Cases that left before finishing (withdrawn, moved away, ceased), also those with unusable dates. They are '
    'neither finished nor open, and in no rate. Null in, null out.';
CREATE FUNCTION sen.excepted(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_excepted' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.excepted(sen.timeliness) IS
    'Finished cases under a permitted exception, also those with unusable dates (SEN2 item 3.7; SEND Regulations 2014, '
    'reg 13(3)). Null in, null out.';
CREATE FUNCTION sen.unusable(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_unusable' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.unusable(sen.timeliness) IS
    'Cases whose dates give no usable number of days: they are in denominators and within no number of days. That such '
    'plans stay in DfE''s denominators is inferred from the published files. Null in, null out.';
CREATE FUNCTION sen.within(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_within' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.within(sen.timeliness, integer, boolean) IS
    'Cases that finished in at most so many days (140 is 20 weeks, DfE''s plans_issued_within_20_weeks); all of them '
    'unless include_exceptions is false. days may be negative: so many days before the due date, in a summary of '
    'sen.lateness(), and 0 cases in one of sen.timeliness(). Null in, null out.';
CREATE FUNCTION sen.over(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.over(sen.timeliness, integer, boolean) IS
    'Cases that finished in more than so many days (364 is 52 weeks, DfE''s plans_issued_gt_1_year); all of them '
    'unless include_exceptions is false. days may be negative, as for sen.within(). Null in, null out.';
CREATE FUNCTION sen.open_over(summary sen.timeliness, days integer) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_open_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_over(sen.timeliness, integer) IS
    'Cases that have been open for more than so many days, under an exception or not. days may be negative: of a '
    'summary of sen.lateness(), 0 counts the overdue, and -15 also those due within 14 days. Null in, null out.';
CREATE FUNCTION sen.rate(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT false) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rate(sen.timeliness, integer, boolean) IS
    'Share (0 to 1) of finished cases that finished in at most so many days. DfE''s headline: cases under an exception '
    'are left out of both numerator and denominator, unless include_exceptions is true; cases with unusable dates stay '
    'in the denominator. Of a summary of sen.lateness(), 0 days is the share in time; days may be negative. Source: '
    'DfE, data guidance to Education, health and care plans (PC_plans_issued_20_weeks_ex; including exceptions '
    'pc_plans_issued_within_20_weeks). Null if the denominator is 0. Null in, null out.';
CREATE FUNCTION sen.mean_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_mean_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.mean_days(sen.timeliness, boolean) IS
    'Mean days of finished cases with usable dates, as avg(); all of them unless include_exceptions is false. DfE '
    'publishes it in weeks from 2026 (avg_weeks_issue_plan). Null if there is none. Null in, null out; 22003 if the '
    'sum of days is out of range.';
CREATE FUNCTION sen.median_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_median_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.median_days(sen.timeliness, boolean) IS
    'Median days of finished cases with usable dates, the mean of the two middle values if their number is even (as '
    'PostgreSQL''s percentile_cont(0.5)); all of them unless include_exceptions is false. Null if there is none. Null '
    'in, null out.';
CREATE FUNCTION sen.percentile_days(summary sen.timeliness, p double precision, include_exceptions boolean DEFAULT true)
    RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_percentile_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.percentile_days(sen.timeliness, double precision, boolean) IS
    'The least number of days within which a share p (0 to 1) of the finished cases with usable dates finished: equal '
    'to PostgreSQL''s percentile_disc(p). All of them unless include_exceptions is false. Null if there is none. Null '
    'in, null out; 22003 if p is not between 0 and 1.';
CREATE FUNCTION sen.percentile_cont(summary sen.timeliness, p double precision, include_exceptions boolean DEFAULT true)
    RETURNS double precision
    AS 'MODULE_PATHNAME', 'timeliness_percentile_cont' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.percentile_cont(sen.timeliness, double precision, boolean) IS
    'The days below which a share p (0 to 1) of the finished cases with usable dates lies, in proportion between the '
    'two nearest: equal to PostgreSQL''s percentile_cont(p), to the last bit. All of them unless include_exceptions is '
    'false. Null if there is none. Null in, null out; 22003 if p is not between 0 and 1.';
CREATE FUNCTION sen.min_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_min_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.min_days(sen.timeliness, boolean) IS
    'Fewest days of the finished cases with usable dates, as min(); all of them unless include_exceptions is false. '
    'Null if there is none. Null in, null out.';
CREATE FUNCTION sen.max_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_max_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.max_days(sen.timeliness, boolean) IS
    'Most days of the finished cases with usable dates, as max(); all of them unless include_exceptions is false. Null '
    'if there is none. Null in, null out.';
CREATE FUNCTION sen.max_open_days(summary sen.timeliness) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_max_open_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.max_open_days(sen.timeliness) IS
    'Days of the oldest open case with usable dates, under an exception or not; of a summary of sen.lateness(), of the '
    'longest overdue one. Null if there is none. Null in, null out.';
