-- Part of room timeliness: cases month by month.

CREATE TYPE sen.case_month AS (month date, days sen.timeliness, lateness sen.timeliness, open_at_end bigint,
                               overdue_at_end bigint);
COMMENT ON TYPE sen.case_month IS 'One month of cases, as sen.case_months() gives it.';
COMMENT ON COLUMN sen.case_month.month IS 'First day of the month.';
COMMENT ON COLUMN sen.case_month.days IS
    'Summary of the days from the start to the finish of the cases that count in the month; empty if none does.';
COMMENT ON COLUMN sen.case_month.lateness IS
    'Summary of the days from the due day to the finish of the same cases: 0 or less is in time.';
COMMENT ON COLUMN sen.case_month.open_at_end IS
    'Cases open at the close of the last day of the month, or of as_of if it still runs.';
COMMENT ON COLUMN sen.case_month.overdue_at_end IS 'Of these, cases past their due day.';

CREATE FUNCTION sen._case_months_accum(internal, date, date, date, date, date, date, boolean, date) RETURNS internal
    AS 'MODULE_PATHNAME', 'case_months_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._case_months_accum(internal, date, date, date, date, date, date, boolean, date) IS
    'Transition of sen.case_months(). Private.';
CREATE FUNCTION sen._case_months_combine(internal, internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'case_months_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._case_months_combine(internal, internal) IS
    'Merges two transition states of sen.case_months(). Private.';
CREATE FUNCTION sen._case_months_serialize(internal) RETURNS bytea
    AS 'MODULE_PATHNAME', 'case_months_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._case_months_serialize(internal) IS
    'A transition state of sen.case_months() as bytes, from a parallel worker to its leader. Private.';
CREATE FUNCTION sen._case_months_deserialize(bytea, internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'case_months_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._case_months_deserialize(bytea, internal) IS
    'The inverse of sen._case_months_serialize(). Private.';
CREATE FUNCTION sen._case_months_final(internal) RETURNS sen.case_month[]
    AS 'MODULE_PATHNAME', 'case_months_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._case_months_final(internal) IS 'Final function of sen.case_months(). Private.';

-- The planner knows no number of groups where cases of several kinds come together, and fears for its memory: in
-- truth a state takes some hundred kB, and there are as many as definitions and authorities.
CREATE AGGREGATE sen.case_months(started date, opened date, due date, finished date, closed date, counted date,
                                 exception boolean, as_of date) (
    SFUNC = sen._case_months_accum, STYPE = internal, SSPACE = 8, COMBINEFUNC = sen._case_months_combine,
    SERIALFUNC = sen._case_months_serialize, DESERIALFUNC = sen._case_months_deserialize,
    FINALFUNC = sen._case_months_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.case_months(date, date, date, date, date, date, boolean, date) IS
    'Cases month by month, in one pass without GROUP BY: an array with each month from the first in which anything '
    'happened to that of as_of. A case is open from opened (null, or -infinity: since before the first month) until '
    'closed (null: it is open), overdue from the day after due while it is open, and counts in the month of counted '
    '(null, infinite or after as_of: in none), as in sen.timeliness(started, finished, exception, as_of) and '
    'sen.lateness(due, finished, exception, as_of). as_of must be the same for all rows (22023), not null (22004) and '
    'finite (22008), and at most 200,000 months after the first (54000). No rows: an empty array, never null.';
