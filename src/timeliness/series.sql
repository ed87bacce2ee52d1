-- Part of room timeliness: the series, the summaries of all periods in one value.

-- bucket --------------------------------------------------------------------

--@include name_type.sql
--@ type = bucket
--@ is = The period by which a series keeps cases apart, and whether their start or their end places them, such as finish_month; sen.buckets() lists them. Two bytes.

--@include ordered_type.sql
--@ type = bucket
--@ eq = The same bucket
--@ ne = Different buckets
--@ lt = Earlier in the list
--@ le = Earlier in the list, or the same
--@ gt = Later in the list
--@ ge = Later in the list, or the same

CREATE FUNCTION sen.buckets() RETURNS TABLE (bucket sen.bucket, period text, placed_by text)
    AS 'MODULE_PATHNAME', 'sen_buckets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.buckets() IS
    'Every bucket: the period it keeps cases apart by, and which date of a case places it.';

-- type ----------------------------------------------------------------------

CREATE TYPE sen.timeliness_series;

CREATE FUNCTION sen.timeliness_series_in(cstring) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_in(cstring) IS
    'Text input of sen.timeliness_series, such as v1 finish_month none[open{12:3}] 2025-01-01[done{83:1,140:2}]; 22P02 '
    'otherwise.';
CREATE FUNCTION sen.timeliness_series_out(sen.timeliness_series) RETURNS cstring
    AS 'MODULE_PATHNAME', 'series_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_out(sen.timeliness_series) IS
    'Text output of sen.timeliness_series: every count of every period, nothing lost.';
CREATE FUNCTION sen.timeliness_series_recv(internal) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_recv(internal) IS
    'Binary input of sen.timeliness_series: every byte is checked; 22P03 if it is not a series.';
CREATE FUNCTION sen.timeliness_series_send(sen.timeliness_series) RETURNS bytea
    AS 'MODULE_PATHNAME', 'series_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_send(sen.timeliness_series) IS
    'Binary output of sen.timeliness_series: a version byte, the number of the bucket (two bytes) and the canonical '
    'form.';

CREATE TYPE sen.timeliness_series (
    INPUT = sen.timeliness_series_in,
    OUTPUT = sen.timeliness_series_out,
    RECEIVE = sen.timeliness_series_recv,
    SEND = sen.timeliness_series_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended,
    CATEGORY = 's'
);
COMMENT ON TYPE sen.timeliness_series IS
    'The exact summaries (sen.timeliness) of all periods in one value. Series of the same bucket merge by sen.rollup() '
    'and + without loss; sen.periods() reads them back.';

CREATE FUNCTION sen.timeliness_series_eq(sen.timeliness_series, sen.timeliness_series) RETURNS boolean
    AS 'MODULE_PATHNAME', 'series_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_eq(sen.timeliness_series, sen.timeliness_series) IS
    'Is every count of every period the same? Null in, null out.';
CREATE FUNCTION sen.timeliness_series_ne(sen.timeliness_series, sen.timeliness_series) RETURNS boolean
    AS 'MODULE_PATHNAME', 'series_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_ne(sen.timeliness_series, sen.timeliness_series) IS
    'Is any count of any period different? Null in, null out.';
CREATE FUNCTION sen.timeliness_series_hash(sen.timeliness_series) RETURNS integer
    AS 'MODULE_PATHNAME', 'series_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_hash(sen.timeliness_series) IS 'Hash support of sen.timeliness_series.';
CREATE FUNCTION sen.timeliness_series_hash_extended(sen.timeliness_series, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'series_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_hash_extended(sen.timeliness_series, bigint) IS
    'Hash support of sen.timeliness_series, with a seed.';
CREATE OPERATOR sen.= (
    LEFTARG = sen.timeliness_series, RIGHTARG = sen.timeliness_series, FUNCTION = sen.timeliness_series_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.timeliness_series, RIGHTARG = sen.timeliness_series, FUNCTION = sen.timeliness_series_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR sen.= (sen.timeliness_series, sen.timeliness_series) IS 'Every count of every period the same.';
COMMENT ON OPERATOR sen.<> (sen.timeliness_series, sen.timeliness_series) IS 'Any count of any period different.';
CREATE OPERATOR CLASS sen.timeliness_series_hash_ops DEFAULT FOR TYPE sen.timeliness_series USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.timeliness_series_hash(sen.timeliness_series),
    FUNCTION 2 sen.timeliness_series_hash_extended(sen.timeliness_series, bigint);
COMMENT ON OPERATOR CLASS sen.timeliness_series_hash_ops USING hash IS
    'Equality of sen.timeliness_series, for GROUP BY and DISTINCT.';

CREATE FUNCTION sen.timeliness_series_plus(sen.timeliness_series, sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_plus(sen.timeliness_series, sen.timeliness_series) IS
    'Merges two series: the function of the operator +. Null in, null out; 22023 if their buckets differ, 22003 above '
    '4294967295 cases of one class on one day of one period.';
CREATE OPERATOR sen.+ (
    LEFTARG = sen.timeliness_series, RIGHTARG = sen.timeliness_series, FUNCTION = sen.timeliness_series_plus,
    COMMUTATOR = OPERATOR(sen.+)
);
COMMENT ON OPERATOR sen.+ (sen.timeliness_series, sen.timeliness_series) IS 'Merges two series of the same bucket.';

-- aggregates ----------------------------------------------------------------

CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date) IS
    'Transition of sen.timeliness_series(bucket, started, finished). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean) IS
    'Transition of sen.timeliness_series(bucket, started, finished, exception). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date)
    RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date) IS
    'Transition of sen.timeliness_series(bucket, started, finished, exception, as_of). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date, date)
    RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date, date) IS
    'Transition of sen.timeliness_series(bucket, started, finished, exception, left_on, as_of). Private.';
CREATE FUNCTION sen._series_combine(sen.timeliness_series, sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_combine(sen.timeliness_series, sen.timeliness_series) IS
    'Merges two transition states of series; also the transition of sen.rollup(). Private.';
CREATE FUNCTION sen._series_final(sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_final(sen.timeliness_series) IS
    'Brings a transition state of a series to the canonical form. Private.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date) IS
    'The summaries of all periods in one pass, without GROUP BY: for each period what sen.timeliness(started, '
    'finished) gives over its cases. A finish bucket places finished cases by the day they finished; open cases fall '
    'in no period. A start bucket places every case by the day it started. Dates that are unknown, infinite or outside '
    'the years 2 to 9999 are in no period. Read it with sen.periods(). bucket must be the same for all rows (22023) '
    'and not null (22004). No rows: an empty series, never null.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean) IS
    'As sen.timeliness_series(bucket, started, finished); exception true: the case is under a permitted exception. '
    'exception null counts as false.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean, as_of date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean, date) IS
    'As sen.timeliness_series(bucket, started, finished, exception), on the day as_of instead of sen.today(). as_of '
    'null: error 22004; infinite: 22008.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean, left_on date,
                                       as_of date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean, date, date) IS
    'As sen.timeliness_series(bucket, started, finished, exception, as_of), for cases that may leave before finishing '
    'on left_on, as in sen.timeliness(started, finished, exception, left_on, as_of). A finish bucket places cases that '
    'left by that day.';

CREATE AGGREGATE sen.rollup(series sen.timeliness_series) (
    SFUNC = sen._series_combine, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.rollup(sen.timeliness_series) IS
    'Merges series of the same bucket (22023 otherwise). Null series are ignored. No rows: an empty series, never '
    'null. 22003 above 4294967295 cases of one class on one day of one period.';

-- reading -------------------------------------------------------------------

CREATE FUNCTION sen.bucket(series sen.timeliness_series) RETURNS sen.bucket
    AS 'MODULE_PATHNAME', 'series_bucket' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket(sen.timeliness_series) IS
    'The bucket of a series; null if it was made of no rows. Null in, null out.';
CREATE FUNCTION sen.periods(series sen.timeliness_series) RETURNS TABLE (period date, summary sen.timeliness)
    AS 'MODULE_PATHNAME', 'series_periods' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100;
COMMENT ON FUNCTION sen.periods(sen.timeliness_series) IS
    'One row for each period that has cases, ascending: its first day and the summary of its cases. Last, with period '
    'null, the cases that fall in no period, if there are any: open cases of a finish bucket, and unknown dates. Null '
    'in, no rows.';
