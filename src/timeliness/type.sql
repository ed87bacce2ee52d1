-- Part of room timeliness: the type, its equality and its operator +.

CREATE TYPE sen.timeliness;

CREATE FUNCTION sen.timeliness_in(cstring) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_in(cstring) IS
    'Text input of sen.timeliness, such as v1 done{83:1,140:2} open{12:3} unusable{done:1}; 22P02 otherwise.';
CREATE FUNCTION sen.timeliness_out(sen.timeliness) RETURNS cstring
    AS 'MODULE_PATHNAME', 'timeliness_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_out(sen.timeliness) IS 'Text output of sen.timeliness: every count, nothing lost.';
CREATE FUNCTION sen.timeliness_recv(internal) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_recv(internal) IS
    'Binary input of sen.timeliness: every byte is checked; 22P03 if it is not a summary.';
CREATE FUNCTION sen.timeliness_send(sen.timeliness) RETURNS bytea
    AS 'MODULE_PATHNAME', 'timeliness_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_send(sen.timeliness) IS
    'Binary output of sen.timeliness: a version byte and the canonical form.';

CREATE TYPE sen.timeliness (
    INPUT = sen.timeliness_in,
    OUTPUT = sen.timeliness_out,
    RECEIVE = sen.timeliness_recv,
    SEND = sen.timeliness_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended,
    CATEGORY = 's', PREFERRED = true  -- so that a literal is taken for a summary rather than a series
);
COMMENT ON TYPE sen.timeliness IS
    'An exact summary of how long cases took: counts by whole days and by class (done, done under an exception, open, '
    'open under an exception, left), with cases whose dates are unusable apart. Summaries merge by sen.rollup() and + '
    'without loss.';

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
COMMENT ON FUNCTION sen.timeliness_hash_extended(sen.timeliness, bigint) IS
    'Hash support of sen.timeliness, with a seed.';
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
COMMENT ON OPERATOR CLASS sen.timeliness_hash_ops USING hash IS
    'Equality of sen.timeliness, for GROUP BY and DISTINCT.';

CREATE FUNCTION sen.timeliness_plus(sen.timeliness, sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_plus(sen.timeliness, sen.timeliness) IS
    'Merges two summaries: the function of the operator +. Null in, null out; 22003 above 4294967295 cases of one '
    'class on one day.';
CREATE OPERATOR sen.+ (
    LEFTARG = sen.timeliness, RIGHTARG = sen.timeliness, FUNCTION = sen.timeliness_plus, COMMUTATOR = OPERATOR(sen.+)
);
COMMENT ON OPERATOR sen.+ (sen.timeliness, sen.timeliness) IS 'Merges two summaries.';
