-- Part of room risk: the risk matrix.

CREATE TYPE sen.risk_matrix;

CREATE FUNCTION sen.risk_matrix_in(cstring) RETURNS sen.risk_matrix
    AS 'MODULE_PATHNAME', 'risk_matrix_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_in(cstring) IS
    'Text input of sen.risk_matrix: the size and, for each likelihood, the labels of all impacts, such as v1 2x3 '
    '{low,low,high} {low,high,high}. 22P02 otherwise; it names a cell that has no label.';
CREATE FUNCTION sen.risk_matrix_out(sen.risk_matrix) RETURNS cstring
    AS 'MODULE_PATHNAME', 'risk_matrix_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_out(sen.risk_matrix) IS 'Text output of sen.risk_matrix: the label of every cell.';
CREATE FUNCTION sen.risk_matrix_recv(internal) RETURNS sen.risk_matrix
    AS 'MODULE_PATHNAME', 'risk_matrix_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_recv(internal) IS
    'Binary input of sen.risk_matrix: every byte is checked; 22P03 if it is not a matrix.';
CREATE FUNCTION sen.risk_matrix_send(sen.risk_matrix) RETURNS bytea
    AS 'MODULE_PATHNAME', 'risk_matrix_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_send(sen.risk_matrix) IS
    'Binary output of sen.risk_matrix: a version byte, the size, the labels, and the number of its label for each '
    'cell.';

CREATE TYPE sen.risk_matrix (
    INPUT = sen.risk_matrix_in,
    OUTPUT = sen.risk_matrix_out,
    RECEIVE = sen.risk_matrix_recv,
    SEND = sen.risk_matrix_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE sen.risk_matrix IS
    'A risk matrix: for each likelihood and impact from 1, up to 25 of each, the label that rates a score, such as '
    'high. Labels are any texts of 1 to 100 characters without blanks at the ends.';

CREATE FUNCTION sen.risk_matrix_eq(sen.risk_matrix, sen.risk_matrix) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_matrix_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_eq(sen.risk_matrix, sen.risk_matrix) IS
    'Is the size and every label the same? Null in, null out.';
CREATE FUNCTION sen.risk_matrix_ne(sen.risk_matrix, sen.risk_matrix) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_matrix_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_ne(sen.risk_matrix, sen.risk_matrix) IS
    'Is the size or any label different? Null in, null out.';
CREATE FUNCTION sen.risk_matrix_hash(sen.risk_matrix) RETURNS integer
    AS 'MODULE_PATHNAME', 'risk_matrix_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_hash(sen.risk_matrix) IS 'Hash support of sen.risk_matrix.';
CREATE FUNCTION sen.risk_matrix_hash_extended(sen.risk_matrix, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'risk_matrix_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_hash_extended(sen.risk_matrix, bigint) IS
    'Hash support of sen.risk_matrix, with a seed.';
CREATE OPERATOR sen.= (
    LEFTARG = sen.risk_matrix, RIGHTARG = sen.risk_matrix, FUNCTION = sen.risk_matrix_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.risk_matrix, RIGHTARG = sen.risk_matrix, FUNCTION = sen.risk_matrix_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR sen.= (sen.risk_matrix, sen.risk_matrix) IS 'The size and every label the same.';
COMMENT ON OPERATOR sen.<> (sen.risk_matrix, sen.risk_matrix) IS 'The size or any label different.';
CREATE OPERATOR CLASS sen.risk_matrix_hash_ops DEFAULT FOR TYPE sen.risk_matrix USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.risk_matrix_hash(sen.risk_matrix),
    FUNCTION 2 sen.risk_matrix_hash_extended(sen.risk_matrix, bigint);
COMMENT ON OPERATOR CLASS sen.risk_matrix_hash_ops USING hash IS
    'Equality of sen.risk_matrix, for GROUP BY and DISTINCT.';

-- The state is the labels at fixed places, so that it can travel and merge.
CREATE FUNCTION sen._risk_matrix_accum(text[], integer, integer, text) RETURNS text[]
    AS 'MODULE_PATHNAME', 'risk_matrix_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_matrix_accum(text[], integer, integer, text) IS
    'Transition of sen.risk_matrix(likelihood, impact, label). Private.';
CREATE FUNCTION sen._risk_matrix_combine(text[], text[]) RETURNS text[]
    AS 'MODULE_PATHNAME', 'risk_matrix_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_matrix_combine(text[], text[]) IS
    'Merges two transition states of sen.risk_matrix(likelihood, impact, label). Private.';
CREATE FUNCTION sen._risk_matrix_final(text[]) RETURNS sen.risk_matrix
    AS 'MODULE_PATHNAME', 'risk_matrix_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_matrix_final(text[]) IS
    'The matrix of a transition state of sen.risk_matrix(likelihood, impact, label). Private.';
CREATE AGGREGATE sen.risk_matrix(likelihood integer, impact integer, label text) (
    SFUNC = sen._risk_matrix_accum, STYPE = text[],
    COMBINEFUNC = sen._risk_matrix_combine, FINALFUNC = sen._risk_matrix_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.risk_matrix(integer, integer, text) IS
    'The risk matrix of rows, one for each cell, in any order; as large as its greatest likelihood and impact. No '
    'rows: null. 22004 for a null, 22003 for a likelihood or impact not from 1 to 25, 22023 for a cell that is missing '
    'or given twice and for a label that is empty, has blanks at its ends or more than 100 characters.';

CREATE FUNCTION sen.cells(matrix sen.risk_matrix) RETURNS TABLE (likelihood integer, impact integer, score integer,
                                                                 label text)
    AS 'MODULE_PATHNAME', 'sen_cells' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 25;
COMMENT ON FUNCTION sen.cells(sen.risk_matrix) IS
    'The cells of a matrix, one row each, by likelihood, then impact; score is their product. Null in, no rows.';
CREATE FUNCTION sen.npsa_matrix() RETURNS sen.risk_matrix
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sen.risk_matrix 'v1 5x5 {low,low,low,moderate,moderate} {low,moderate,moderate,high,high} '
                           '{low,moderate,high,high,extreme} {moderate,high,high,extreme,extreme} '
                           '{moderate,high,extreme,extreme,extreme}';
COMMENT ON FUNCTION sen.npsa_matrix() IS
    'The matrix of the National Patient Safety Agency, A risk matrix for risk managers, January 2008: scores 1 to 3 '
    'low, 4 to 6 moderate, 8 to 12 high, 15 to 25 extreme; impact is called consequence there.';
CREATE FUNCTION sen.rating(score sen.risk_score, matrix sen.risk_matrix) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_rating' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rating(sen.risk_score, sen.risk_matrix) IS
    'The label of a score in a matrix, such as high. Null in, null out; 22023 for a score outside the matrix.';
CREATE FUNCTION sen.rating(score sen.risk_score) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sen.rating(score, sen.npsa_matrix());
COMMENT ON FUNCTION sen.rating(sen.risk_score) IS
    'The rating of a score in sen.npsa_matrix(): low, moderate, high or extreme. Null in, null out; 22023 for a score '
    'outside 5x5.';
