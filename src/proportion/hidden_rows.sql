-- Which rows of a small table are not to be shown.

CREATE FUNCTION sen.hidden_rows(counts bigint[], parts bigint[], shown_from integer, hides_another boolean DEFAULT true)
    RETURNS boolean[]
    AS 'MODULE_PATHNAME', 'sen_hidden_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.hidden_rows(bigint[], bigint[], integer, boolean) IS
    'Which rows of a table are not to be shown: counts of cases, the part of each that is, say, in time, and totals '
    'that everybody may know. Hidden is a row in which the count, its part or the rest is from 1 to below shown_from; '
    'and with hides_another, from the last row on, at least one other and as many as it takes for the hidden rows '
    'together to have twice shown_from of each, or all rows. Then nobody can work out a hidden number, also who knows '
    'these rules. Null in, null out; 2202E if counts and parts differ in length, 22004 for a null among them, 22023 '
    'unless 0 <= part <= count and shown_from is 1 or at least '
    '3.';
