-- Room deadline: type sen.exception.

CREATE TYPE sen.exception;

CREATE FUNCTION sen.exception_in(cstring) RETURNS sen.exception
    AS 'MODULE_PATHNAME', 'exception_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_in(cstring) IS 'Text input of sen.exception: the exact name. An unknown name is error 22P02, whose hint lists the nearest names.';
CREATE FUNCTION sen.exception_out(sen.exception) RETURNS cstring
    AS 'MODULE_PATHNAME', 'exception_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_out(sen.exception) IS 'Text output of sen.exception: its name.';
CREATE FUNCTION sen.exception_recv(internal) RETURNS sen.exception
    AS 'MODULE_PATHNAME', 'exception_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_recv(internal) IS 'Binary input of sen.exception: its name as text.';
CREATE FUNCTION sen.exception_send(sen.exception) RETURNS bytea
    AS 'MODULE_PATHNAME', 'exception_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_send(sen.exception) IS 'Binary output of sen.exception: its name as text.';

CREATE TYPE sen.exception (
    INPUT = sen.exception_in,
    OUTPUT = sen.exception_out,
    RECEIVE = sen.exception_recv,
    SEND = sen.exception_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.exception IS 'A kind of circumstance that lifts a time limit, such as school_closure; sen.exception_kinds() lists them. Two bytes.';

CREATE FUNCTION sen.exception_eq(sen.exception, sen.exception) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_eq(sen.exception, sen.exception) IS 'The same kind? Null in, null out.';
CREATE FUNCTION sen.exception_ne(sen.exception, sen.exception) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_ne(sen.exception, sen.exception) IS 'Different kinds? Null in, null out.';
CREATE FUNCTION sen.exception_lt(sen.exception, sen.exception) RETURNS boolean
    AS 'int2lt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_lt(sen.exception, sen.exception) IS 'Earlier in the list? Null in, null out.';
CREATE FUNCTION sen.exception_le(sen.exception, sen.exception) RETURNS boolean
    AS 'int2le' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_le(sen.exception, sen.exception) IS 'Earlier in the list, or the same? Null in, null out.';
CREATE FUNCTION sen.exception_gt(sen.exception, sen.exception) RETURNS boolean
    AS 'int2gt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_gt(sen.exception, sen.exception) IS 'Later in the list? Null in, null out.';
CREATE FUNCTION sen.exception_ge(sen.exception, sen.exception) RETURNS boolean
    AS 'int2ge' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_ge(sen.exception, sen.exception) IS 'Later in the list, or the same? Null in, null out.';
CREATE FUNCTION sen.exception_cmp(sen.exception, sen.exception) RETURNS integer
    AS 'btint2cmp' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_cmp(sen.exception, sen.exception) IS 'Negative, 0 or positive: btree support of sen.exception.';
CREATE FUNCTION sen.exception_hash(sen.exception) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_hash(sen.exception) IS 'Hash support of sen.exception.';
CREATE FUNCTION sen.exception_hash_extended(sen.exception, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_hash_extended(sen.exception, bigint) IS 'Hash support of sen.exception, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.exception, sen.exception) IS 'The same kind.';
COMMENT ON OPERATOR sen.<> (sen.exception, sen.exception) IS 'Different kinds.';
COMMENT ON OPERATOR sen.< (sen.exception, sen.exception) IS 'Earlier in the list.';
COMMENT ON OPERATOR sen.<= (sen.exception, sen.exception) IS 'Earlier in the list, or the same.';
COMMENT ON OPERATOR sen.> (sen.exception, sen.exception) IS 'Later in the list.';
COMMENT ON OPERATOR sen.>= (sen.exception, sen.exception) IS 'Later in the list, or the same.';

CREATE OPERATOR CLASS sen.exception_ops DEFAULT FOR TYPE sen.exception USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.exception_cmp(sen.exception, sen.exception);
COMMENT ON OPERATOR CLASS sen.exception_ops USING btree IS 'Order of sen.exception, for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.exception_hash_ops DEFAULT FOR TYPE sen.exception USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.exception_hash(sen.exception),
    FUNCTION 2 sen.exception_hash_extended(sen.exception, bigint);
COMMENT ON OPERATOR CLASS sen.exception_hash_ops USING hash IS 'Equality of sen.exception, for hash joins and GROUP BY.';

