-- Part of room recovery: the pace, plans and case-days by age, requests and plans by month.

CREATE TYPE sen.pace;

CREATE FUNCTION sen.pace_in(cstring) RETURNS sen.pace
    AS 'MODULE_PATHNAME', 'pace_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_in(cstring) IS
    'Text input of sen.pace, such as v1 2025-01-01..2025-12-31 140 bands{0:0:1:300,99:2:0:40} undated{1:0} '
    'months{2025-01:3:0:0,2025-05:0:3:2}: the span, the limit, each band as first age:plans:left:case-days, plans and '
    'leavers without an age, each month as arrivals:plans:in time; 22P02 otherwise.';
CREATE FUNCTION sen.pace_out(sen.pace) RETURNS cstring
    AS 'MODULE_PATHNAME', 'pace_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_out(sen.pace) IS 'Text output of sen.pace: every count, nothing lost.';
CREATE FUNCTION sen.pace_recv(internal) RETURNS sen.pace
    AS 'MODULE_PATHNAME', 'pace_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_recv(internal) IS
    'Binary input of sen.pace: every byte is checked; 22P03 if it is not a pace.';
CREATE FUNCTION sen.pace_send(sen.pace) RETURNS bytea
    AS 'MODULE_PATHNAME', 'pace_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_send(sen.pace) IS
    'Binary output of sen.pace: a version byte, whether there is a span, the span, the limit and all counts.';

-- The category of sen.timeliness, which a literal is taken for.
CREATE TYPE sen.pace (
    INPUT = sen.pace_in,
    OUTPUT = sen.pace_out,
    RECEIVE = sen.pace_recv,
    SEND = sen.pace_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended,
    CATEGORY = 's'
);
COMMENT ON TYPE sen.pace IS
    'What happened in a span of days: plans, leavers and case-days by age, from which follows the chance of a plan on '
    'a day at each age, and requests and plans by month. Paces of the same span and limit merge by sen.rollup() and + '
    'without loss.';

CREATE FUNCTION sen.pace_eq(sen.pace, sen.pace) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pace_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_eq(sen.pace, sen.pace) IS
    'The same span and limit, and every count the same? Null in, null out.';
CREATE FUNCTION sen.pace_ne(sen.pace, sen.pace) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pace_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_ne(sen.pace, sen.pace) IS
    'Another span or limit, or any count different? Null in, null out.';
CREATE FUNCTION sen.pace_hash(sen.pace) RETURNS integer
    AS 'MODULE_PATHNAME', 'pace_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_hash(sen.pace) IS 'Hash support of sen.pace.';
CREATE FUNCTION sen.pace_hash_extended(sen.pace, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'pace_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_hash_extended(sen.pace, bigint) IS 'Hash support of sen.pace, with a seed.';
CREATE OPERATOR sen.= (
    LEFTARG = sen.pace, RIGHTARG = sen.pace, FUNCTION = sen.pace_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.pace, RIGHTARG = sen.pace, FUNCTION = sen.pace_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR sen.= (sen.pace, sen.pace) IS 'The same span and limit, and every count the same.';
COMMENT ON OPERATOR sen.<> (sen.pace, sen.pace) IS 'Another span or limit, or any count different.';
CREATE OPERATOR CLASS sen.pace_hash_ops DEFAULT FOR TYPE sen.pace USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.pace_hash(sen.pace),
    FUNCTION 2 sen.pace_hash_extended(sen.pace, bigint);
COMMENT ON OPERATOR CLASS sen.pace_hash_ops USING hash IS 'Equality of sen.pace, for GROUP BY and DISTINCT.';

CREATE FUNCTION sen.pace_plus(sen.pace, sen.pace) RETURNS sen.pace
    AS 'MODULE_PATHNAME', 'pace_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_plus(sen.pace, sen.pace) IS
    'Merges two paces: the function of the operator +. Null in, null out; 22023 if their spans or limits differ, 22003 '
    'for a count above 10^15.';
CREATE OPERATOR sen.+ (
    LEFTARG = sen.pace, RIGHTARG = sen.pace, FUNCTION = sen.pace_plus, COMMUTATOR = OPERATOR(sen.+)
);
COMMENT ON OPERATOR sen.+ (sen.pace, sen.pace) IS 'Merges two paces of the same span and limit.';

-- aggregates ----------------------------------------------------------------

CREATE FUNCTION sen._pace_accum(sen.pace, date, date, date, date, date) RETURNS sen.pace
    AS 'MODULE_PATHNAME', 'pace_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._pace_accum(sen.pace, date, date, date, date, date) IS
    'Transition of sen.pace(received, issued, left_on, first_day, last_day). Private.';
CREATE FUNCTION sen._pace_accum(sen.pace, date, date, date, date, date, integer) RETURNS sen.pace
    AS 'MODULE_PATHNAME', 'pace_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._pace_accum(sen.pace, date, date, date, date, date, integer) IS
    'Transition of sen.pace(received, issued, left_on, first_day, last_day, limit_days). Private.';
CREATE FUNCTION sen._pace_combine(sen.pace, sen.pace) RETURNS sen.pace
    AS 'MODULE_PATHNAME', 'pace_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._pace_combine(sen.pace, sen.pace) IS
    'Merges two transition states; also the transition of sen.rollup(). Private.';
CREATE FUNCTION sen._pace_final(sen.pace) RETURNS sen.pace
    AS 'MODULE_PATHNAME', 'pace_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._pace_final(sen.pace) IS 'The value of a transition state. Private.';

CREATE AGGREGATE sen.pace(received date, issued date, left_on date, first_day date, last_day date) (
    SFUNC = sen._pace_accum, STYPE = sen.pace, SSPACE = 1024,
    COMBINEFUNC = sen._pace_combine, FINALFUNC = sen._pace_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.pace(date, date, date, date, date) IS
    'What happened from first_day to last_day, a row for each case: the day it was received, the day its plan was '
    'issued, and the day it left without one, if it did. As at the close of last_day: what comes later has not '
    'happened; of a plan and leaving, whichever came first counts, on one day the plan. Case-days: each day of the '
    'span on which the case was open, from the day of receipt through the day it ended, at its age on that day. A '
    'plan is in time at 140 days or less (20 weeks, SEND Regulations 2014, reg 13(2)). received null, infinite or '
    'after the end: the end is counted, without an age. No date known: no case. No rows: a pace of no span, never '
    'null. first_day and last_day must be the same for all rows (22023), and not null (22004), infinite or outside the '
    'years 1 to 9999 (22008), nor last_day before first_day or 36525 days after it (22023).';

CREATE AGGREGATE sen.pace(received date, issued date, left_on date, first_day date, last_day date,
                          limit_days integer) (
    SFUNC = sen._pace_accum, STYPE = sen.pace, SSPACE = 1024,
    COMBINEFUNC = sen._pace_combine, FINALFUNC = sen._pace_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.pace(date, date, date, date, date, integer) IS
    'As sen.pace(received, issued, left_on, first_day, last_day), with plans in time at limit_days or less instead of '
    '140. limit_days must be the same for all rows and within 0 and 36525 (22023), and not null (22004).';

CREATE AGGREGATE sen.rollup(pace sen.pace) (
    SFUNC = sen._pace_combine, STYPE = sen.pace, SSPACE = 1024,
    COMBINEFUNC = sen._pace_combine, FINALFUNC = sen._pace_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.rollup(sen.pace) IS
    'Merges paces of the same span and limit (22023 otherwise), such as those of several authorities. Null paces and '
    'paces of no rows are ignored. No rows: a pace of no span, never null. 22003 for a count above 10^15.';

-- reading -------------------------------------------------------------------

CREATE FUNCTION sen.pace_totals(pace sen.pace, OUT first_day date, OUT last_day date, OUT limit_days integer,
                                OUT arrivals bigint, OUT plans bigint, OUT in_time bigint, OUT left_early bigint,
                                OUT undated_plans bigint, OUT undated_left bigint,
                                OUT arrivals_per_week double precision, OUT plans_per_week double precision)
    AS 'MODULE_PATHNAME', 'pace_totals' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.pace_totals(sen.pace) IS
    'The span of a pace, and what happened in the whole of it: requests received, plans, those of them in time, cases '
    'that left without a plan; of the plans and leavers, those without a usable age. The span, the limit and what is '
    'per week are null if it was made of no rows. Null in, null out.';
CREATE FUNCTION sen.pace_by_age(pace sen.pace)
    RETURNS TABLE (from_age integer, to_age integer, plans bigint, left_early bigint, case_days bigint,
                   plan_chance double precision)
    AS 'MODULE_PATHNAME', 'pace_by_age' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.pace_by_age(sen.pace) IS
    'The ten bands of ages of a pace, ascending, the last without to_age: plans issued at such an age, cases that left '
    'at it, days that cases were open at it. plan_chance: plans for each case-day, the chance of a plan on a day; null '
    'without case-days. Null in, no rows.';
CREATE FUNCTION sen.pace_by_month(pace sen.pace)
    RETURNS TABLE (month date, arrivals bigint, plans bigint, in_time bigint)
    AS 'MODULE_PATHNAME', 'pace_by_month' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 12;
COMMENT ON FUNCTION sen.pace_by_month(sen.pace) IS
    'Each month of the span of a pace, ascending, also those in which nothing happened: its first day, requests '
    'received, plans issued, those of them in time. The first and the last month are counted as far as the span '
    'reaches. Null in, no rows.';
