-- Room deadline: the statutory time limits of English SEND law.

-- type ----------------------------------------------------------------------

CREATE TYPE sen.time_limit;

CREATE FUNCTION sen.time_limit_in(cstring) RETURNS sen.time_limit
    AS 'MODULE_PATHNAME', 'time_limit_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.time_limit_in(cstring) IS 'Text input of sen.time_limit: the exact name. An unknown name is error 22P02, whose hint lists the nearest names.';
CREATE FUNCTION sen.time_limit_out(sen.time_limit) RETURNS cstring
    AS 'MODULE_PATHNAME', 'time_limit_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.time_limit_out(sen.time_limit) IS 'Text output of sen.time_limit: its name.';
CREATE FUNCTION sen.time_limit_recv(internal) RETURNS sen.time_limit
    AS 'MODULE_PATHNAME', 'time_limit_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.time_limit_recv(internal) IS 'Binary input of sen.time_limit: its name as text.';
CREATE FUNCTION sen.time_limit_send(sen.time_limit) RETURNS bytea
    AS 'MODULE_PATHNAME', 'time_limit_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.time_limit_send(sen.time_limit) IS 'Binary output of sen.time_limit: its name as text.';

CREATE TYPE sen.time_limit (
    INPUT = sen.time_limit_in,
    OUTPUT = sen.time_limit_out,
    RECEIVE = sen.time_limit_recv,
    SEND = sen.time_limit_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.time_limit IS 'The name of one statutory time limit, such as final_plan; sen.time_limits() lists them. Two bytes; ordered as the process runs, from request to plan.';

CREATE FUNCTION sen.time_limit_eq(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'MODULE_PATHNAME', 'time_limit_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_eq(sen.time_limit, sen.time_limit) IS 'The same time limit? Null in, null out.';
CREATE FUNCTION sen.time_limit_ne(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'MODULE_PATHNAME', 'time_limit_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_ne(sen.time_limit, sen.time_limit) IS 'Different time limits? Null in, null out.';
CREATE FUNCTION sen.time_limit_lt(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'MODULE_PATHNAME', 'time_limit_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_lt(sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process? Null in, null out.';
CREATE FUNCTION sen.time_limit_le(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'MODULE_PATHNAME', 'time_limit_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_le(sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process, or the same? Null in, null out.';
CREATE FUNCTION sen.time_limit_gt(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'MODULE_PATHNAME', 'time_limit_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_gt(sen.time_limit, sen.time_limit) IS 'Later in the order of the process? Null in, null out.';
CREATE FUNCTION sen.time_limit_ge(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'MODULE_PATHNAME', 'time_limit_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_ge(sen.time_limit, sen.time_limit) IS 'Later in the order of the process, or the same? Null in, null out.';
CREATE FUNCTION sen.time_limit_cmp(sen.time_limit, sen.time_limit) RETURNS integer
    AS 'MODULE_PATHNAME', 'time_limit_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_cmp(sen.time_limit, sen.time_limit) IS 'Negative, 0 or positive: btree support of sen.time_limit.';
CREATE FUNCTION sen.time_limit_hash(sen.time_limit) RETURNS integer
    AS 'MODULE_PATHNAME', 'time_limit_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_hash(sen.time_limit) IS 'Hash support of sen.time_limit.';
CREATE FUNCTION sen.time_limit_hash_extended(sen.time_limit, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'time_limit_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_hash_extended(sen.time_limit, bigint) IS 'Hash support of sen.time_limit, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.time_limit, sen.time_limit) IS 'The same time limit.';
COMMENT ON OPERATOR sen.<> (sen.time_limit, sen.time_limit) IS 'Different time limits.';
COMMENT ON OPERATOR sen.< (sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process.';
COMMENT ON OPERATOR sen.<= (sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process, or the same.';
COMMENT ON OPERATOR sen.> (sen.time_limit, sen.time_limit) IS 'Later in the order of the process.';
COMMENT ON OPERATOR sen.>= (sen.time_limit, sen.time_limit) IS 'Later in the order of the process, or the same.';

CREATE OPERATOR CLASS sen.time_limit_ops DEFAULT FOR TYPE sen.time_limit USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.time_limit_cmp(sen.time_limit, sen.time_limit);
COMMENT ON OPERATOR CLASS sen.time_limit_ops USING btree IS 'Order of sen.time_limit, for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.time_limit_hash_ops DEFAULT FOR TYPE sen.time_limit USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.time_limit_hash(sen.time_limit),
    FUNCTION 2 sen.time_limit_hash_extended(sen.time_limit, bigint);
COMMENT ON OPERATOR CLASS sen.time_limit_hash_ops USING hash IS 'Equality of sen.time_limit, for hash joins and GROUP BY.';

-- arithmetic ----------------------------------------------------------------

CREATE FUNCTION sen.due_date(time_limit sen.time_limit, started date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_due_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_date(sen.time_limit, date) IS 'Last day on which the duty is met, for a clock that started on the given day; for a minimum period, its last day. Never moved to a working day. Null in, null out; infinite dates unchanged; 22023 if the law gives no length, 0A000 if it is counted in school days, 22008 out of range.';

CREATE FUNCTION sen.days_left(time_limit sen.time_limit, started date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_days_left' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.days_left(sen.time_limit, date) IS 'Days from sen.today() to the due date: 0 on the day itself, negative when overdue. Null in, null out; 22008 for an infinite date; otherwise the errors of sen.due_date().';
CREATE FUNCTION sen.days_left(time_limit sen.time_limit, started date, as_of date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_days_left' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.days_left(sen.time_limit, date, date) IS 'Days from as_of to the due date: 0 on the day itself, negative when overdue. Null in, null out; 22008 for an infinite date; otherwise the errors of sen.due_date().';

CREATE FUNCTION sen.is_met(time_limit sen.time_limit, started date, done date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_met' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_met(sen.time_limit, date, date) IS 'Was the limit met, as on sen.today()? True if done by the due date; false if done later, or not done and the day has passed; null while neither, or if the limit or started is null. For a minimum period: whether done came after its last day, null if not done. Errors of sen.due_date().';
CREATE FUNCTION sen.is_met(time_limit sen.time_limit, started date, done date, as_of date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_met' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_met(sen.time_limit, date, date, date) IS 'Was the limit met, as on as_of? Something done after as_of is not done yet. True if done by the due date; false if done later, or not done and the day has passed; null while neither, or if the limit, started or as_of is null. For a minimum period: whether done came after its last day, null if not done. Errors of sen.due_date().';

-- catalogue -----------------------------------------------------------------

CREATE FUNCTION sen.time_limits(
    OUT name sen.time_limit, OUT section text, OUT duty text, OUT clock_starts text,
    OUT sense text, OUT length integer, OUT unit text, OUT counting text,
    OUT owed_by text, OUT owed_to text, OUT citation text, OUT exceptions text,
    OUT in_2020 text, OUT standing text, OUT certainty text, OUT remark text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_time_limits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.time_limits() IS 'Every statutory time limit that sen.time_limit knows, in order: the duty, what starts the clock, the length and how it is counted, who owes it to whom, the citation, the exceptions, what 2020 changed, its standing (statute, guidance, practice) and how sure we are. length, unit, sense and counting are null where no source gives a length; exceptions is null where the text has none.';
