-- Room deadline: type sen.time_limit.

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
COMMENT ON TYPE sen.time_limit IS 'The name of one statutory time limit, such as final_plan; sen.time_limits() lists them. Two bytes; ordered as the process runs, from request to plan and beyond.';

CREATE FUNCTION sen.time_limit_eq(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_eq(sen.time_limit, sen.time_limit) IS 'The same time limit? Null in, null out.';
CREATE FUNCTION sen.time_limit_ne(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_ne(sen.time_limit, sen.time_limit) IS 'Different time limits? Null in, null out.';
CREATE FUNCTION sen.time_limit_lt(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2lt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_lt(sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process? Null in, null out.';
CREATE FUNCTION sen.time_limit_le(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2le' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_le(sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process, or the same? Null in, null out.';
CREATE FUNCTION sen.time_limit_gt(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2gt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_gt(sen.time_limit, sen.time_limit) IS 'Later in the order of the process? Null in, null out.';
CREATE FUNCTION sen.time_limit_ge(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2ge' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_ge(sen.time_limit, sen.time_limit) IS 'Later in the order of the process, or the same? Null in, null out.';
CREATE FUNCTION sen.time_limit_cmp(sen.time_limit, sen.time_limit) RETURNS integer
    AS 'btint2cmp' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_cmp(sen.time_limit, sen.time_limit) IS 'Negative, 0 or positive: btree support of sen.time_limit.';
CREATE FUNCTION sen.time_limit_hash(sen.time_limit) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_hash(sen.time_limit) IS 'Hash support of sen.time_limit.';
CREATE FUNCTION sen.time_limit_hash_extended(sen.time_limit, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
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

