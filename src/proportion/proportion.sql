-- Room proportion: intervals for proportions, and for the change between two.

CREATE FUNCTION sen.wilson(
    numerator double precision, denominator double precision, confidence double precision DEFAULT 0.95,
    OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'sen_wilson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.wilson(double precision, double precision, double precision) IS
    'Interval (0 to 1) for the proportion numerator / denominator: Wilson''s score interval without continuity '
    'correction, as in OHID''s public health technical guidance. Counts may have fractions. Nulls if the denominator '
    'is 0 or an argument is null; 22023 unless 0 <= numerator <= denominator, finite, and 0 < confidence < 1.';
CREATE FUNCTION sen.newcombe(
    numerator1 double precision, denominator1 double precision, numerator2 double precision,
    denominator2 double precision,
    confidence double precision DEFAULT 0.95,
    OUT difference double precision, OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'sen_newcombe' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.newcombe(double precision, double precision, double precision, double precision,
                                 double precision) IS
    'The first proportion less the second (-1 to 1), of two groups that share no cases, and its interval: Newcombe '
    '(1998), method 10, which joins the two Wilson intervals. Counts may have fractions. Nulls if a denominator is 0 '
    'or an argument is null; 22023 unless 0 <= numerator <= denominator, finite, and 0 < confidence < 1.';
CREATE FUNCTION sen.funnel_limits(
    p double precision, n double precision, confidence double precision DEFAULT 0.95,
    OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'sen_funnel_limits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.funnel_limits(double precision, double precision, double precision) IS
    'Where the proportion of n cases is expected (0 to 1) if p is the proportion everywhere: p plus and minus z * '
    'sqrt(p * (1 - p) / n), cut at 0 and 1. OHID draws funnels at 0.95 and 0.998. Nulls if n is 0 or an argument is '
    'null; 22023 unless 0 <= p <= 1, n is finite and not negative, and 0 < confidence < 1.';
CREATE FUNCTION sen.proportion_change(
    earlier_numerator double precision, earlier_denominator double precision, later_numerator double precision,
    later_denominator double precision,
    confidence double precision DEFAULT 0.95,
    OUT earlier double precision, OUT later double precision, OUT change double precision,
    OUT lower double precision, OUT upper double precision, OUT in_words text)
    AS 'MODULE_PATHNAME', 'sen_proportion_change' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.proportion_change(double precision, double precision, double precision, double precision,
                                          double precision) IS
    'Two proportions (0 to 1), later less earlier with the interval of sen.newcombe(), and the same in percentage '
    'points and words: rose, fell, or no clear change if the interval holds 0. If a denominator is 0, its proportion '
    'and the change are null and the words are "no cases to compare". Null in, null out; 22023 unless 0 <= numerator '
    '<= denominator, finite, and 0 < confidence < 1.';

--@include proportion/hidden_rows.sql
