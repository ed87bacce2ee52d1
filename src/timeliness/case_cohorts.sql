-- Part of room timeliness: cases by the month in which they started.

CREATE TYPE sen.case_cohort AS (started_in date, started bigint, in_time bigint, late bigint, open_in_time bigint,
                                open_overdue bigint, ended_otherwise bigint, limit_passed bigint,
                                limit_passed_in_time bigint, limit_passed_excluding bigint,
                                limit_passed_in_time_excluding bigint);
COMMENT ON TYPE sen.case_cohort IS 'The cases that started in a month, as sen.case_cohorts() gives it.';
COMMENT ON COLUMN sen.case_cohort.started_in IS 'First day of the month.';
COMMENT ON COLUMN sen.case_cohort.started IS 'Cases that started in the month.';
COMMENT ON COLUMN sen.case_cohort.in_time IS 'Of these, finished by the due day.';
COMMENT ON COLUMN sen.case_cohort.late IS 'Of these, finished later, or without a due day.';
COMMENT ON COLUMN sen.case_cohort.open_in_time IS 'Of these, open, and as_of is not past the due day.';
COMMENT ON COLUMN sen.case_cohort.open_overdue IS 'Of these, open past the due day.';
COMMENT ON COLUMN sen.case_cohort.ended_otherwise IS 'Of these, closed and not finished.';
COMMENT ON COLUMN sen.case_cohort.limit_passed IS
    'Cases whose due day has passed, or that have none, without those that ended otherwise.';
COMMENT ON COLUMN sen.case_cohort.limit_passed_in_time IS 'Of limit_passed, finished by the due day.';
COMMENT ON COLUMN sen.case_cohort.limit_passed_excluding IS 'limit_passed, leaving out cases under an exception.';
COMMENT ON COLUMN sen.case_cohort.limit_passed_in_time_excluding IS
    'limit_passed_in_time, leaving out cases under an exception.';

CREATE FUNCTION sen._case_cohorts_accum(bytea, date, date, date, date, boolean, date) RETURNS bytea
    AS 'MODULE_PATHNAME', 'case_cohorts_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._case_cohorts_accum(bytea, date, date, date, date, boolean, date) IS
    'Transition of sen.case_cohorts(). Private.';
CREATE FUNCTION sen._case_cohorts_combine(bytea, bytea) RETURNS bytea
    AS 'MODULE_PATHNAME', 'case_cohorts_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._case_cohorts_combine(bytea, bytea) IS
    'Merges two transition states of sen.case_cohorts(). Private.';
CREATE FUNCTION sen._case_cohorts_final(bytea) RETURNS sen.case_cohort[]
    AS 'MODULE_PATHNAME', 'case_cohorts_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._case_cohorts_final(bytea) IS 'Final function of sen.case_cohorts(). Private.';

-- SSPACE as for sen.case_months(): the planner knows no number of groups, and fears for its memory.
CREATE AGGREGATE sen.case_cohorts(started date, due date, finished date, closed date, exception boolean, as_of date) (
    SFUNC = sen._case_cohorts_accum, STYPE = bytea, SSPACE = 8, COMBINEFUNC = sen._case_cohorts_combine,
    FINALFUNC = sen._case_cohorts_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.case_cohorts(date, date, date, date, boolean, date) IS
    'Cases by the month in which they started, and how they stand on as_of, in one pass without GROUP BY: an array '
    'with each month in which one started. finished is the day on which it was finished, null if it was not by as_of; '
    'closed null: it is open. A start that is null or infinite is in no month. as_of must be the same for all rows '
    '(22023), not null (22004) and finite (22008), and the starts at most 200,000 months apart (54000). No rows: an '
    'empty array, never null.';
