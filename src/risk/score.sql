-- Part of room risk: the risk score.

CREATE TYPE sen.risk_score;

CREATE FUNCTION sen.risk_score_in(cstring) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_in(cstring) IS
    'Text input of sen.risk_score: likelihood x impact, each from 1 to 99, such as 4x5; the sign may be x or X, or in '
    'a UTF-8 database the multiplication sign, with blanks around it. 22P02 otherwise.';
CREATE FUNCTION sen.risk_score_out(sen.risk_score) RETURNS cstring
    AS 'MODULE_PATHNAME', 'risk_score_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_out(sen.risk_score) IS
    'Text output of sen.risk_score: likelihood x impact, such as 4x5.';
CREATE FUNCTION sen.risk_score_recv(internal) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_recv(internal) IS
    'Binary input of sen.risk_score: two bytes, likelihood and impact; 22P03 unless each is from 1 to 99.';
CREATE FUNCTION sen.risk_score_send(sen.risk_score) RETURNS bytea
    AS 'MODULE_PATHNAME', 'risk_score_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_send(sen.risk_score) IS
    'Binary output of sen.risk_score: two bytes, likelihood and impact.';

CREATE TYPE sen.risk_score (
    INPUT = sen.risk_score_in,
    OUTPUT = sen.risk_score_out,
    RECEIVE = sen.risk_score_recv,
    SEND = sen.risk_score_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.risk_score IS
    'The score of a risk, likelihood x impact, each from 1 to 99, such as 4x5; in the order of the product, then '
    'impact, then likelihood. Two bytes.';

CREATE FUNCTION sen.risk_score_sort(internal) RETURNS void
    AS 'MODULE_PATHNAME', 'risk_score_sort' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_sort(internal) IS 'Sort support of sen.risk_score.';

--@include ordered_type.sql
--@ type = risk_score
--@ ordered_by = 'MODULE_PATHNAME', 'risk_score_
--@ cmp = 'MODULE_PATHNAME', 'risk_score_cmp'
--@ language = C
--@ eq = Of the same likelihood and the same impact
--@ ne = Of another likelihood or another impact
--@ lt = Lower in the order of score, then impact, then likelihood
--@ le = The same, or lower in the order of score, then impact, then likelihood
--@ gt = Higher in the order of score, then impact, then likelihood
--@ ge = The same, or higher in the order of score, then impact, then likelihood
--@ order =  (score, then impact, then likelihood)
--@ btree_support = , FUNCTION 2 sen.risk_score_sort(internal), FUNCTION 4 pg_catalog.btequalimage(oid)

CREATE FUNCTION sen._risk_score_smaller(sen.risk_score, sen.risk_score) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_smaller' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_score_smaller(sen.risk_score, sen.risk_score) IS
    'The lower of two scores: transition of sen.min(). Private.';
CREATE FUNCTION sen._risk_score_larger(sen.risk_score, sen.risk_score) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_larger' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_score_larger(sen.risk_score, sen.risk_score) IS
    'The higher of two scores: transition of sen.max(). Private.';
CREATE AGGREGATE sen.min(score sen.risk_score) (
    SFUNC = sen._risk_score_smaller, STYPE = sen.risk_score, COMBINEFUNC = sen._risk_score_smaller,
    SORTOP = OPERATOR(sen.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.min(sen.risk_score) IS
    'The lowest score, in the order of score, then impact, then likelihood. Nulls are ignored; null if there is no '
    'score.';
CREATE AGGREGATE sen.max(score sen.risk_score) (
    SFUNC = sen._risk_score_larger, STYPE = sen.risk_score, COMBINEFUNC = sen._risk_score_larger,
    SORTOP = OPERATOR(sen.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.max(sen.risk_score) IS
    'The highest score, in the order of score, then impact, then likelihood. Nulls are ignored; null if there is no '
    'score.';

CREATE FUNCTION sen.risk_score(likelihood integer, impact integer) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'sen_risk_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score(integer, integer) IS
    'The score of a likelihood and an impact. Null in, null out; 22003 unless both are from 1 to 99.';
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
COMMENT ON FUNCTION sen.risk_movement(sen.risk_score, sen.risk_score) IS
    'How a risk moved from one score to another, as a risk register prints it: change, the later score less the '
    'earlier one (null if either is null); direction, one of up, down, unchanged, reshaped (same score of another '
    'likelihood and impact), new (from_score is null) and not scored (to_score is null); in_words, a phrase such as '
    'rose from 12 to 20.';
