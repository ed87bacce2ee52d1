-- Part of room timeliness: survival analysis, which counts the open cases too.

CREATE FUNCTION sen.survival(summary sen.timeliness, confidence double precision DEFAULT 0.95,
                             interval_type text DEFAULT 'log-log')
    RETURNS TABLE (day integer, at_risk bigint, finished bigint, censored bigint,
                   surviving double precision, standard_error double precision, lower double precision,
                   upper double precision)
    AS 'MODULE_PATHNAME', 'timeliness_survival' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 200;
COMMENT ON FUNCTION sen.survival(sen.timeliness, double precision, text) IS
    'Share of cases that have not finished by the close of each day, by Kaplan and Meier (1958), with Greenwood''s '
    'standard error and an interval: one row for each day on which a case finished, left or was last seen open. '
    'at_risk: cases of at least so many days; censored: open cases and those that left. On one day cases finish before '
    'others leave or are seen open. Cases with unusable dates are ignored. interval_type: log-log, log, plain, logit '
    'or arcsin, as conf.type in R''s survfit(). At surviving 0, standard_error, lower and upper are null; at surviving '
    '1, lower and upper are null, but 1 with log and plain. 22023 if interval_type is none of these or confidence is '
    'not within 0 and 1. Null in, no rows.';

CREATE FUNCTION sen.cumulative_incidence(summary sen.timeliness)
    RETURNS TABLE (day integer, at_risk bigint, finished bigint, left_early bigint, open bigint,
                   incidence_finished double precision, incidence_left double precision, surviving double precision)
    AS 'MODULE_PATHNAME', 'timeliness_cumulative_incidence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 200;
COMMENT ON FUNCTION sen.cumulative_incidence(sen.timeliness) IS
    'Shares of cases that have finished, have left, and have done neither by the close of each day, by Aalen and '
    'Johansen (1978); the three add up to 1. Leaving is an end of its own here. Rows as in sen.survival(); left_early: '
    'cases that left on that day; open: cases last seen open on it. Cases with unusable dates are ignored. Null in, no '
    'rows.';

CREATE FUNCTION sen.at_risk(summary sen.timeliness, age integer) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_at_risk' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.at_risk(sen.timeliness, integer) IS
    'Cases of more than so many days: known to have been open at the close of day age, and seen beyond it. On so many '
    'cases a probability that starts at that age rests. Null in, null out.';

CREATE FUNCTION sen.finish_probability(summary sen.timeliness, age integer, by_day integer,
                                       competing boolean DEFAULT false) RETURNS double precision
    AS 'MODULE_PATHNAME', 'timeliness_finish_probability' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.finish_probability(sen.timeliness, integer, integer, boolean) IS
    'Probability that a case open at the close of day age finishes by the close of day by_day, if it goes as it did '
    'for the cases of the summary. competing false: if it does not leave (Kaplan-Meier, 1 - S(by_day) / S(age)); true: '
    'it may leave and then does not finish (Aalen-Johansen). 0 if age >= by_day. Null if the summary does not tell: no '
    'case was seen beyond age, or by_day is after the last day of all and some were open until then. Null in, null '
    'out.';

CREATE FUNCTION sen.breach_risk(summary sen.timeliness, age integer, limit_days integer,
                                competing boolean DEFAULT false) RETURNS double precision
    AS 'MODULE_PATHNAME', 'timeliness_breach_risk' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.breach_risk(sen.timeliness, integer, integer, boolean) IS
    'Probability that a case open at the close of day age is still open at the close of day limit_days (140 is 20 '
    'weeks), if it goes as it did for the cases of the summary. competing false: if it does not leave (Kaplan-Meier, '
    'S(limit_days) / S(age)); true: it may leave and is then not open (Aalen-Johansen). 1 if age >= limit_days. Null '
    'if the summary does not tell: no case was seen beyond age, or limit_days is after the last day of all and some '
    'were open until then. Null in, null out.';

CREATE FUNCTION sen.restricted_mean(summary sen.timeliness, by_day integer, OUT mean_days double precision,
                                    OUT standard_error double precision)
    AS 'MODULE_PATHNAME', 'timeliness_restricted_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.restricted_mean(sen.timeliness, integer) IS
    'Mean days until a case finishes, each counted as by_day at most: the area under the curve of sen.survival() from '
    'day 0 to by_day, less what lies before day 0 where days are negative; with its standard error. Counts the open '
    'cases too, unlike sen.mean_days(). Both null if there are no cases with usable dates, or by_day is after the last '
    'day of all and some were open until then. Null in, null out.';

CREATE FUNCTION sen.survival_median(summary sen.timeliness, confidence double precision DEFAULT 0.95,
                                    interval_type text DEFAULT 'log-log',
                                    OUT median_days double precision, OUT lower double precision,
                                    OUT upper double precision)
    AS 'MODULE_PATHNAME', 'timeliness_survival_median' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.survival_median(sen.timeliness, double precision, text) IS
    'First day at whose close at most half of the cases are unfinished, by the curve of sen.survival(); if exactly '
    'half are for some days, the middle of those days. lower and upper: the same of the curves lower and upper. Each '
    'null if not reached. Counts the open cases too, unlike sen.median_days(). Arguments and errors as sen.survival(). '
    'Null in, null out.';

CREATE FUNCTION sen.log_rank(a sen.timeliness, b sen.timeliness, OUT chi_squared double precision,
                             OUT p_value double precision,
                             OUT observed_a bigint, OUT expected_a double precision, OUT observed_b bigint,
                             OUT expected_b double precision)
    AS 'MODULE_PATHNAME', 'timeliness_log_rank' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.log_rank(sen.timeliness, sen.timeliness) IS
    'Log-rank test (Mantel 1966) of whether the cases of two summaries finish at the same pace; a case that left is '
    'counted until then. chi_squared has one degree of freedom; p_value is how often chance alone gives as much or '
    'more; observed: cases that finished; expected: as many as would have at the pace of both together. chi_squared '
    'and p_value are null if there is nothing to compare: on no day was a case at risk in each, with some finishing '
    'and some not. Null in, null out.';
