-- Part of room risk: the risk score.

CREATE TYPE sen.risk_score;

CREATE FUNCTION sen.risk_score_in(cstring) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_in(cstring) IS 'Text input of sen.risk_score: likelihood x impact, each from 1 to 99, such as 4x5; the sign may be x or X, or in a UTF-8 database the multiplication sign, with blanks around it. 22P02 otherwise.';
CREATE FUNCTION sen.risk_score_out(sen.risk_score) RETURNS cstring
    AS 'MODULE_PATHNAME', 'risk_score_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_out(sen.risk_score) IS 'Text output of sen.risk_score: likelihood x impact, such as 4x5.';
CREATE FUNCTION sen.risk_score_recv(internal) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_recv(internal) IS 'Binary input of sen.risk_score: two bytes, likelihood and impact; 22P03 unless each is from 1 to 99.';
CREATE FUNCTION sen.risk_score_send(sen.risk_score) RETURNS bytea
    AS 'MODULE_PATHNAME', 'risk_score_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_send(sen.risk_score) IS 'Binary output of sen.risk_score: two bytes, likelihood and impact.';

CREATE TYPE sen.risk_score (
    INPUT = sen.risk_score_in,
    OUTPUT = sen.risk_score_out,
    RECEIVE = sen.risk_score_recv,
    SEND = sen.risk_score_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.risk_score IS 'The score of a risk, likelihood x impact, each from 1 to 99, such as 4x5; in the order of the product, then impact, then likelihood. Two bytes.';

CREATE FUNCTION sen.risk_score_eq(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_eq(sen.risk_score, sen.risk_score) IS 'Of the same likelihood and the same impact? Null in, null out.';
CREATE FUNCTION sen.risk_score_ne(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_ne(sen.risk_score, sen.risk_score) IS 'Of another likelihood or another impact? Null in, null out.';
CREATE FUNCTION sen.risk_score_lt(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_score_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_lt(sen.risk_score, sen.risk_score) IS 'Lower in the order of score, then impact, then likelihood? Null in, null out.';
CREATE FUNCTION sen.risk_score_le(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_score_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_le(sen.risk_score, sen.risk_score) IS 'The same, or lower in the order of score, then impact, then likelihood? Null in, null out.';
CREATE FUNCTION sen.risk_score_gt(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_score_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_gt(sen.risk_score, sen.risk_score) IS 'Higher in the order of score, then impact, then likelihood? Null in, null out.';
CREATE FUNCTION sen.risk_score_ge(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_score_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_ge(sen.risk_score, sen.risk_score) IS 'The same, or higher in the order of score, then impact, then likelihood? Null in, null out.';
CREATE FUNCTION sen.risk_score_cmp(sen.risk_score, sen.risk_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'risk_score_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_cmp(sen.risk_score, sen.risk_score) IS 'Negative, 0 or positive: btree support of sen.risk_score.';
CREATE FUNCTION sen.risk_score_sort(internal) RETURNS void
    AS 'MODULE_PATHNAME', 'risk_score_sort' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_sort(internal) IS 'Sort support of sen.risk_score.';
CREATE FUNCTION sen.risk_score_hash(sen.risk_score) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_hash(sen.risk_score) IS 'Hash support of sen.risk_score.';
CREATE FUNCTION sen.risk_score_hash_extended(sen.risk_score, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_hash_extended(sen.risk_score, bigint) IS 'Hash support of sen.risk_score, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.risk_score, sen.risk_score) IS 'Of the same likelihood and the same impact.';
COMMENT ON OPERATOR sen.<> (sen.risk_score, sen.risk_score) IS 'Of another likelihood or another impact.';
COMMENT ON OPERATOR sen.< (sen.risk_score, sen.risk_score) IS 'Lower in the order of score, then impact, then likelihood.';
COMMENT ON OPERATOR sen.<= (sen.risk_score, sen.risk_score) IS 'The same, or lower in the order of score, then impact, then likelihood.';
COMMENT ON OPERATOR sen.> (sen.risk_score, sen.risk_score) IS 'Higher in the order of score, then impact, then likelihood.';
COMMENT ON OPERATOR sen.>= (sen.risk_score, sen.risk_score) IS 'The same, or higher in the order of score, then impact, then likelihood.';

CREATE OPERATOR CLASS sen.risk_score_ops DEFAULT FOR TYPE sen.risk_score USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.risk_score_cmp(sen.risk_score, sen.risk_score),
    FUNCTION 2 sen.risk_score_sort(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS sen.risk_score_ops USING btree IS 'Order of sen.risk_score (score, then impact, then likelihood), for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.risk_score_hash_ops DEFAULT FOR TYPE sen.risk_score USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.risk_score_hash(sen.risk_score),
    FUNCTION 2 sen.risk_score_hash_extended(sen.risk_score, bigint);
COMMENT ON OPERATOR CLASS sen.risk_score_hash_ops USING hash IS 'Equality of sen.risk_score, for hash joins and GROUP BY.';

CREATE FUNCTION sen._risk_score_smaller(sen.risk_score, sen.risk_score) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_smaller' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_score_smaller(sen.risk_score, sen.risk_score) IS 'The lower of two scores: transition of sen.min(). Private.';
CREATE FUNCTION sen._risk_score_larger(sen.risk_score, sen.risk_score) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_larger' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_score_larger(sen.risk_score, sen.risk_score) IS 'The higher of two scores: transition of sen.max(). Private.';
CREATE AGGREGATE sen.min(score sen.risk_score) (
    SFUNC = sen._risk_score_smaller, STYPE = sen.risk_score, COMBINEFUNC = sen._risk_score_smaller,
    SORTOP = OPERATOR(sen.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.min(sen.risk_score) IS 'The lowest score, in the order of score, then impact, then likelihood. Nulls are ignored; null if there is no score.';
CREATE AGGREGATE sen.max(score sen.risk_score) (
    SFUNC = sen._risk_score_larger, STYPE = sen.risk_score, COMBINEFUNC = sen._risk_score_larger,
    SORTOP = OPERATOR(sen.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.max(sen.risk_score) IS 'The highest score, in the order of score, then impact, then likelihood. Nulls are ignored; null if there is no score.';

CREATE FUNCTION sen.risk_score(likelihood integer, impact integer) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'sen_risk_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score(integer, integer) IS 'The score of a likelihood and an impact. Null in, null out; 22003 unless both are from 1 to 99.';
CREATE FUNCTION sen.likelihood(score sen.risk_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_likelihood' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.likelihood(sen.risk_score) IS 'The likelihood of a score, 1 to 99. Null in, null out.';
CREATE FUNCTION sen.impact(score sen.risk_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_impact' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.impact(sen.risk_score) IS 'The impact (consequence) of a score, 1 to 99. Null in, null out.';
CREATE FUNCTION sen.score(score sen.risk_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.score(sen.risk_score) IS 'Likelihood times impact, 1 to 9801. Null in, null out.';

CREATE FUNCTION sen.risk_movement(
    from_score sen.risk_score, to_score sen.risk_score,
    OUT change integer, OUT direction text, OUT in_words text)
    AS 'MODULE_PATHNAME', 'sen_risk_movement' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_movement(sen.risk_score, sen.risk_score) IS 'How a risk moved from one score to another, as a risk register prints it: change, the later score less the earlier one (null if either is null); direction, one of up, down, unchanged, reshaped (same score of another likelihood and impact), new (from_score is null) and not scored (to_score is null); in_words, a phrase such as rose from 12 to 20.';
