--@ ordered_by = 'int2
--@ cmp = 'btint2cmp'
--@ language = internal
--@ order =
--@ btree_support =
-- The order of a type of two bytes: that of its numbers, unless functions of its own compare.
CREATE FUNCTION sen.{type}_eq(sen.{type}, sen.{type}) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_eq(sen.{type}, sen.{type}) IS '{eq}? Null in, null out.';
CREATE FUNCTION sen.{type}_ne(sen.{type}, sen.{type}) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_ne(sen.{type}, sen.{type}) IS '{ne}? Null in, null out.';
CREATE FUNCTION sen.{type}_lt(sen.{type}, sen.{type}) RETURNS boolean
    AS {ordered_by}lt' LANGUAGE {language} IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_lt(sen.{type}, sen.{type}) IS '{lt}? Null in, null out.';
CREATE FUNCTION sen.{type}_le(sen.{type}, sen.{type}) RETURNS boolean
    AS {ordered_by}le' LANGUAGE {language} IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_le(sen.{type}, sen.{type}) IS '{le}? Null in, null out.';
CREATE FUNCTION sen.{type}_gt(sen.{type}, sen.{type}) RETURNS boolean
    AS {ordered_by}gt' LANGUAGE {language} IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_gt(sen.{type}, sen.{type}) IS '{gt}? Null in, null out.';
CREATE FUNCTION sen.{type}_ge(sen.{type}, sen.{type}) RETURNS boolean
    AS {ordered_by}ge' LANGUAGE {language} IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_ge(sen.{type}, sen.{type}) IS '{ge}? Null in, null out.';
CREATE FUNCTION sen.{type}_cmp(sen.{type}, sen.{type}) RETURNS integer
    AS {cmp} LANGUAGE {language} IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_cmp(sen.{type}, sen.{type}) IS 'Negative, 0 or positive: btree support of sen.{type}.';
CREATE FUNCTION sen.{type}_hash(sen.{type}) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_hash(sen.{type}) IS 'Hash support of sen.{type}.';
CREATE FUNCTION sen.{type}_hash_extended(sen.{type}, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.{type}_hash_extended(sen.{type}, bigint) IS 'Hash support of sen.{type}, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.{type}, RIGHTARG = sen.{type}, FUNCTION = sen.{type}_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.{type}, RIGHTARG = sen.{type}, FUNCTION = sen.{type}_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.{type}, RIGHTARG = sen.{type}, FUNCTION = sen.{type}_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.{type}, RIGHTARG = sen.{type}, FUNCTION = sen.{type}_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.{type}, RIGHTARG = sen.{type}, FUNCTION = sen.{type}_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.{type}, RIGHTARG = sen.{type}, FUNCTION = sen.{type}_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.{type}, sen.{type}) IS '{eq}.';
COMMENT ON OPERATOR sen.<> (sen.{type}, sen.{type}) IS '{ne}.';
COMMENT ON OPERATOR sen.< (sen.{type}, sen.{type}) IS '{lt}.';
COMMENT ON OPERATOR sen.<= (sen.{type}, sen.{type}) IS '{le}.';
COMMENT ON OPERATOR sen.> (sen.{type}, sen.{type}) IS '{gt}.';
COMMENT ON OPERATOR sen.>= (sen.{type}, sen.{type}) IS '{ge}.';

CREATE OPERATOR CLASS sen.{type}_ops DEFAULT FOR TYPE sen.{type} USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.{type}_cmp(sen.{type}, sen.{type}){btree_support};
COMMENT ON OPERATOR CLASS sen.{type}_ops USING btree IS 'Order of sen.{type}{order}, for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.{type}_hash_ops DEFAULT FOR TYPE sen.{type} USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.{type}_hash(sen.{type}),
    FUNCTION 2 sen.{type}_hash_extended(sen.{type}, bigint);
COMMENT ON OPERATOR CLASS sen.{type}_hash_ops USING hash IS 'Equality of sen.{type}, for hash joins and GROUP BY.';
