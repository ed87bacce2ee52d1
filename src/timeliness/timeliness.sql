-- Room timeliness: an exact, mergeable summary of how long cases took.

-- type ----------------------------------------------------------------------

CREATE TYPE sen.timeliness;

CREATE FUNCTION sen.timeliness_in(cstring) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_in(cstring) IS 'Text input of sen.timeliness, such as v1 done{83:1,140:2} open{12:3} unusable{done:1}; 22P02 otherwise.';
CREATE FUNCTION sen.timeliness_out(sen.timeliness) RETURNS cstring
    AS 'MODULE_PATHNAME', 'timeliness_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_out(sen.timeliness) IS 'Text output of sen.timeliness: every count, nothing lost.';
CREATE FUNCTION sen.timeliness_recv(internal) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_recv(internal) IS 'Binary input of sen.timeliness: every byte is checked; 22P03 if it is not a summary.';
CREATE FUNCTION sen.timeliness_send(sen.timeliness) RETURNS bytea
    AS 'MODULE_PATHNAME', 'timeliness_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_send(sen.timeliness) IS 'Binary output of sen.timeliness: a version byte and the canonical form.';

CREATE TYPE sen.timeliness (
    INPUT = sen.timeliness_in,
    OUTPUT = sen.timeliness_out,
    RECEIVE = sen.timeliness_recv,
    SEND = sen.timeliness_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);
COMMENT ON TYPE sen.timeliness IS 'An exact summary of how long cases took: counts by whole days and by class (done, done under an exception, open, open under an exception, left), with cases whose dates are unusable apart. Summaries merge by sen.rollup() and + without loss.';

CREATE FUNCTION sen.timeliness_eq(sen.timeliness, sen.timeliness) RETURNS boolean
    AS 'MODULE_PATHNAME', 'timeliness_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_eq(sen.timeliness, sen.timeliness) IS 'Is every count the same? Null in, null out.';
CREATE FUNCTION sen.timeliness_ne(sen.timeliness, sen.timeliness) RETURNS boolean
    AS 'MODULE_PATHNAME', 'timeliness_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_ne(sen.timeliness, sen.timeliness) IS 'Is any count different? Null in, null out.';
CREATE FUNCTION sen.timeliness_hash(sen.timeliness) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_hash(sen.timeliness) IS 'Hash support of sen.timeliness.';
CREATE FUNCTION sen.timeliness_hash_extended(sen.timeliness, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_hash_extended(sen.timeliness, bigint) IS 'Hash support of sen.timeliness, with a seed.';
CREATE OPERATOR sen.= (
    LEFTARG = sen.timeliness, RIGHTARG = sen.timeliness, FUNCTION = sen.timeliness_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.timeliness, RIGHTARG = sen.timeliness, FUNCTION = sen.timeliness_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR sen.= (sen.timeliness, sen.timeliness) IS 'Every count the same.';
COMMENT ON OPERATOR sen.<> (sen.timeliness, sen.timeliness) IS 'Any count different.';
CREATE OPERATOR CLASS sen.timeliness_hash_ops DEFAULT FOR TYPE sen.timeliness USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.timeliness_hash(sen.timeliness),
    FUNCTION 2 sen.timeliness_hash_extended(sen.timeliness, bigint);
COMMENT ON OPERATOR CLASS sen.timeliness_hash_ops USING hash IS 'Equality of sen.timeliness, for GROUP BY and DISTINCT.';

-- aggregates ----------------------------------------------------------------

CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date) IS 'Transition of sen.timeliness(started, finished). Private.';
CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean) IS 'Transition of sen.timeliness(started, finished, exception). Private.';
CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date) IS 'Transition of sen.timeliness(started, finished, exception, as_of). Private.';
CREATE FUNCTION sen._timeliness_combine(sen.timeliness, sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_combine(sen.timeliness, sen.timeliness) IS 'Merges two transition states; also the transition of sen.rollup(). Private.';
CREATE FUNCTION sen._timeliness_final(sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_final(sen.timeliness) IS 'Brings a transition state to the canonical form. Private.';

CREATE AGGREGATE sen.timeliness(started date, finished date) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 4096,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date) IS 'Summary of the days from started to finished. finished null, or after sen.today(): open, aged on sen.today(). A finite started after sen.today(): not yet a case. started null or infinite, or finished before started: counted as unusable. Both null: ignored. No rows: an empty summary, never null.';

CREATE AGGREGATE sen.timeliness(started date, finished date, exception boolean) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 4096,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date, boolean) IS 'As sen.timeliness(started, finished); exception true: the case is under a permitted exception. exception null counts as false.';

CREATE AGGREGATE sen.timeliness(started date, finished date, exception boolean, as_of date) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 4096,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date, boolean, date) IS 'As sen.timeliness(started, finished, exception), on the day as_of instead of sen.today(). as_of null: error 22004; infinite: 22008.';

CREATE AGGREGATE sen.rollup(summary sen.timeliness) (
    SFUNC = sen._timeliness_combine, STYPE = sen.timeliness, SSPACE = 4096,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.rollup(sen.timeliness) IS 'Merges summaries; the result is what one aggregate over all their rows would give. Null summaries are ignored. No rows: an empty summary, never null. 22003 above 4294967295 cases of one class on one day.';

CREATE FUNCTION sen.timeliness_plus(sen.timeliness, sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_plus(sen.timeliness, sen.timeliness) IS 'Merges two summaries: the function of the operator +. Null in, null out; 22003 above 4294967295 cases of one class on one day.';
CREATE OPERATOR sen.+ (
    LEFTARG = sen.timeliness, RIGHTARG = sen.timeliness, FUNCTION = sen.timeliness_plus, COMMUTATOR = OPERATOR(sen.+)
);
COMMENT ON OPERATOR sen.+ (sen.timeliness, sen.timeliness) IS 'Merges two summaries.';

-- measures ------------------------------------------------------------------

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
