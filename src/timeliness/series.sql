-- Part of room timeliness: the series, the summaries of all periods in one value.

-- bucket --------------------------------------------------------------------

CREATE TYPE sen.bucket;

CREATE FUNCTION sen.bucket_in(cstring) RETURNS sen.bucket
    AS 'MODULE_PATHNAME', 'bucket_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket_in(cstring) IS 'Text input of sen.bucket: the exact name. An unknown name is error 22P02, whose hint lists the nearest names.';
CREATE FUNCTION sen.bucket_out(sen.bucket) RETURNS cstring
    AS 'MODULE_PATHNAME', 'bucket_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket_out(sen.bucket) IS 'Text output of sen.bucket: its name.';
CREATE FUNCTION sen.bucket_recv(internal) RETURNS sen.bucket
    AS 'MODULE_PATHNAME', 'bucket_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket_recv(internal) IS 'Binary input of sen.bucket: its name as text.';
CREATE FUNCTION sen.bucket_send(sen.bucket) RETURNS bytea
    AS 'MODULE_PATHNAME', 'bucket_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket_send(sen.bucket) IS 'Binary output of sen.bucket: its name as text.';

CREATE TYPE sen.bucket (
    INPUT = sen.bucket_in,
    OUTPUT = sen.bucket_out,
    RECEIVE = sen.bucket_recv,
    SEND = sen.bucket_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.bucket IS 'The period by which a series keeps cases apart, and whether their start or their end places them, such as finish_month; sen.buckets() lists them. Two bytes.';

CREATE FUNCTION sen.bucket_eq(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_eq(sen.bucket, sen.bucket) IS 'The same bucket? Null in, null out.';
CREATE FUNCTION sen.bucket_ne(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_ne(sen.bucket, sen.bucket) IS 'Different buckets? Null in, null out.';
CREATE FUNCTION sen.bucket_lt(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2lt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_lt(sen.bucket, sen.bucket) IS 'Earlier in the list? Null in, null out.';
CREATE FUNCTION sen.bucket_le(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2le' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_le(sen.bucket, sen.bucket) IS 'Earlier in the list, or the same? Null in, null out.';
CREATE FUNCTION sen.bucket_gt(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2gt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_gt(sen.bucket, sen.bucket) IS 'Later in the list? Null in, null out.';
CREATE FUNCTION sen.bucket_ge(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2ge' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_ge(sen.bucket, sen.bucket) IS 'Later in the list, or the same? Null in, null out.';
CREATE FUNCTION sen.bucket_cmp(sen.bucket, sen.bucket) RETURNS integer
    AS 'btint2cmp' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_cmp(sen.bucket, sen.bucket) IS 'Negative, 0 or positive: btree support of sen.bucket.';
CREATE FUNCTION sen.bucket_hash(sen.bucket) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_hash(sen.bucket) IS 'Hash support of sen.bucket.';
CREATE FUNCTION sen.bucket_hash_extended(sen.bucket, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_hash_extended(sen.bucket, bigint) IS 'Hash support of sen.bucket, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.bucket, sen.bucket) IS 'The same bucket.';
COMMENT ON OPERATOR sen.<> (sen.bucket, sen.bucket) IS 'Different buckets.';
COMMENT ON OPERATOR sen.< (sen.bucket, sen.bucket) IS 'Earlier in the list.';
COMMENT ON OPERATOR sen.<= (sen.bucket, sen.bucket) IS 'Earlier in the list, or the same.';
COMMENT ON OPERATOR sen.> (sen.bucket, sen.bucket) IS 'Later in the list.';
COMMENT ON OPERATOR sen.>= (sen.bucket, sen.bucket) IS 'Later in the list, or the same.';

CREATE OPERATOR CLASS sen.bucket_ops DEFAULT FOR TYPE sen.bucket USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.bucket_cmp(sen.bucket, sen.bucket);
COMMENT ON OPERATOR CLASS sen.bucket_ops USING btree IS 'Order of sen.bucket, for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.bucket_hash_ops DEFAULT FOR TYPE sen.bucket USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.bucket_hash(sen.bucket),
    FUNCTION 2 sen.bucket_hash_extended(sen.bucket, bigint);
COMMENT ON OPERATOR CLASS sen.bucket_hash_ops USING hash IS 'Equality of sen.bucket, for hash joins and GROUP BY.';

CREATE FUNCTION sen.buckets() RETURNS TABLE (bucket sen.bucket, period text, placed_by text)
    AS 'MODULE_PATHNAME', 'sen_buckets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.buckets() IS 'Every bucket: the period it keeps cases apart by, and which date of a case places it.';

-- type ----------------------------------------------------------------------

CREATE TYPE sen.timeliness_series;

CREATE FUNCTION sen.timeliness_series_in(cstring) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_in(cstring) IS 'Text input of sen.timeliness_series, such as v1 finish_month none[open{12:3}] 2025-01-01[done{83:1,140:2}]; 22P02 otherwise.';
CREATE FUNCTION sen.timeliness_series_out(sen.timeliness_series) RETURNS cstring
    AS 'MODULE_PATHNAME', 'series_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_out(sen.timeliness_series) IS 'Text output of sen.timeliness_series: every count of every period, nothing lost.';
CREATE FUNCTION sen.timeliness_series_recv(internal) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_recv(internal) IS 'Binary input of sen.timeliness_series: every byte is checked; 22P03 if it is not a series.';
CREATE FUNCTION sen.timeliness_series_send(sen.timeliness_series) RETURNS bytea
    AS 'MODULE_PATHNAME', 'series_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_send(sen.timeliness_series) IS 'Binary output of sen.timeliness_series: a version byte, the number of the bucket (two bytes) and the canonical form.';

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
COMMENT ON TYPE sen.timeliness_series IS 'The exact summaries (sen.timeliness) of all periods in one value. Series of the same bucket merge by sen.rollup() and + without loss; sen.periods() reads them back.';

CREATE FUNCTION sen.timeliness_series_eq(sen.timeliness_series, sen.timeliness_series) RETURNS boolean
    AS 'MODULE_PATHNAME', 'series_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_eq(sen.timeliness_series, sen.timeliness_series) IS 'Is every count of every period the same? Null in, null out.';
CREATE FUNCTION sen.timeliness_series_ne(sen.timeliness_series, sen.timeliness_series) RETURNS boolean
    AS 'MODULE_PATHNAME', 'series_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_ne(sen.timeliness_series, sen.timeliness_series) IS 'Is any count of any period different? Null in, null out.';
CREATE FUNCTION sen.timeliness_series_hash(sen.timeliness_series) RETURNS integer
    AS 'MODULE_PATHNAME', 'series_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_hash(sen.timeliness_series) IS 'Hash support of sen.timeliness_series.';
CREATE FUNCTION sen.timeliness_series_hash_extended(sen.timeliness_series, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'series_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_hash_extended(sen.timeliness_series, bigint) IS 'Hash support of sen.timeliness_series, with a seed.';
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
COMMENT ON OPERATOR CLASS sen.timeliness_series_hash_ops USING hash IS 'Equality of sen.timeliness_series, for GROUP BY and DISTINCT.';

CREATE FUNCTION sen.timeliness_series_plus(sen.timeliness_series, sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_plus(sen.timeliness_series, sen.timeliness_series) IS 'Merges two series: the function of the operator +. Null in, null out; 22023 if their buckets differ, 22003 above 4294967295 cases of one class on one day of one period.';
CREATE OPERATOR sen.+ (
    LEFTARG = sen.timeliness_series, RIGHTARG = sen.timeliness_series, FUNCTION = sen.timeliness_series_plus, COMMUTATOR = OPERATOR(sen.+)
);
COMMENT ON OPERATOR sen.+ (sen.timeliness_series, sen.timeliness_series) IS 'Merges two series of the same bucket.';

-- aggregates ----------------------------------------------------------------

CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date) IS 'Transition of sen.timeliness_series(bucket, started, finished). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean) IS 'Transition of sen.timeliness_series(bucket, started, finished, exception). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date) IS 'Transition of sen.timeliness_series(bucket, started, finished, exception, as_of). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date, date) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date, date) IS 'Transition of sen.timeliness_series(bucket, started, finished, exception, left_on, as_of). Private.';
CREATE FUNCTION sen._series_combine(sen.timeliness_series, sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_combine(sen.timeliness_series, sen.timeliness_series) IS 'Merges two transition states of series; also the transition of sen.rollup(). Private.';
CREATE FUNCTION sen._series_final(sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_final(sen.timeliness_series) IS 'Brings a transition state of a series to the canonical form. Private.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date) IS 'The summaries of all periods in one pass, without GROUP BY: for each period what sen.timeliness(started, finished) gives over its cases. A finish bucket places finished cases by the day they finished; open cases fall in no period. A start bucket places every case by the day it started. Dates that are unknown, infinite or outside the years 2 to 9999 are in no period. Read it with sen.periods(). bucket must be the same for all rows (22023) and not null (22004). No rows: an empty series, never null.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean) IS 'As sen.timeliness_series(bucket, started, finished); exception true: the case is under a permitted exception. exception null counts as false.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean, as_of date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean, date) IS 'As sen.timeliness_series(bucket, started, finished, exception), on the day as_of instead of sen.today(). as_of null: error 22004; infinite: 22008.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean, left_on date, as_of date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean, date, date) IS 'As sen.timeliness_series(bucket, started, finished, exception, as_of), for cases that may leave before finishing on left_on, as in sen.timeliness(started, finished, exception, left_on, as_of). A finish bucket places cases that left by that day.';

CREATE AGGREGATE sen.rollup(series sen.timeliness_series) (
    SFUNC = sen._series_combine, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.rollup(sen.timeliness_series) IS 'Merges series of the same bucket (22023 otherwise). Null series are ignored. No rows: an empty series, never null. 22003 above 4294967295 cases of one class on one day of one period.';

-- reading -------------------------------------------------------------------

CREATE FUNCTION sen.bucket(series sen.timeliness_series) RETURNS sen.bucket
    AS 'MODULE_PATHNAME', 'series_bucket' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket(sen.timeliness_series) IS 'The bucket of a series; null if it was made of no rows. Null in, null out.';
CREATE FUNCTION sen.periods(series sen.timeliness_series) RETURNS TABLE (period date, summary sen.timeliness)
    AS 'MODULE_PATHNAME', 'series_periods' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100;
COMMENT ON FUNCTION sen.periods(sen.timeliness_series) IS 'One row for each period that has cases, ascending: its first day and the summary of its cases. Last, with period null, the cases that fall in no period, if there are any: open cases of a finish bucket, and unknown dates. Null in, no rows.';
