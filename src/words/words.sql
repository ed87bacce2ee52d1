-- Room words: days, numbers and lists as reports say them, and the percentages that they show.

CREATE FUNCTION sen.date_words(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'date_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.date_words(date) IS
    'A date as people write it, such as 6 June 2025, whatever the locale and datestyle. Null in, null out; infinity '
    'and -infinity as PostgreSQL names them.';

CREATE FUNCTION sen.month_words(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'month_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.month_words(date) IS
    'The month of a day as people write it, such as June 2025, whatever the locale and datestyle. Null in, null out; '
    'infinity and -infinity as PostgreSQL names them.';

CREATE FUNCTION sen.number_words(number numeric) RETURNS text
    AS 'MODULE_PATHNAME', 'number_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.number_words(numeric) IS
    'A number as people write it: with a comma before each three digits, such as 1,328, and without zeros at its end '
    'after the point, so that 63.0 is 63. Null in, null out.';

CREATE FUNCTION sen.count_words(number numeric, noun text) RETURNS text
    AS 'MODULE_PATHNAME', 'count_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.count_words(numeric, text) IS
    'A number, as sen.number_words() writes it, with its noun, which takes an s unless the number is 1: 1 action, '
    '1,328 actions, 0 actions. Null in, null out.';

CREATE FUNCTION sen.count_words(number numeric, singular text, plural text) RETURNS text
    AS 'MODULE_PATHNAME', 'count_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.count_words(numeric, text, text) IS
    'A number with the first text if it is 1, else with the second: 1 piece of evidence, 2 pieces of evidence. Null '
    'in, null out.';

CREATE FUNCTION sen.in_days(days integer) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sen.count_words(days, 'day');
COMMENT ON FUNCTION sen.in_days(integer) IS 'A number of days in words: 1 day, 2 days. Null in, null out.';

CREATE FUNCTION sen.share_words(
    part numeric, whole numeric, noun text, plural text DEFAULT NULL, says text DEFAULT NULL) RETURNS text
    AS 'MODULE_PATHNAME', 'share_words' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.share_words(numeric, numeric, text, text, text) IS
    'A part of a whole with the noun of the whole, and what is said of the part after it: 5 of 12 actions complete, '
    'none of 3 actions complete, 1 of 1 action complete. A whole of 0 is no actions, and nothing is said of it. '
    'Without a plural, the noun takes an s. Not STRICT: null if part, whole or noun is null.';

CREATE FUNCTION sen.percent_words(percent numeric, whole numeric DEFAULT NULL) RETURNS text
    AS 'MODULE_PATHNAME', 'percent_words' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.percent_words(numeric, numeric) IS
    'A percentage with the digits that its count bears: to one decimal, and to none if the whole, the number of cases '
    'of which it is, is under 100, since one case more or less is then a percent and more. A last .0 is not written: '
    '63%, 8.2%. What is above 0 is not written as 0%, but as under 0.1%, and what is below 100 not as 100%. Not '
    'STRICT: null if percent is null; a whole that is null is not known.';

CREATE FUNCTION sen.figure_words(
    value numeric, unit text, whole numeric DEFAULT NULL, VARIADIC beside numeric[] DEFAULT '{}') RETURNS text
    AS 'MODULE_PATHNAME', 'figure_words' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.figure_words(numeric, text, numeric, numeric[]) IS
    'A figure with its unit. A percent is written as by sen.percent_words(), with more decimals where it would else be '
    'written as one of those beside it from which it differs: 69.98% beside a target of 70%. Any other unit is a '
    'plural, which is made a singular of 1: 1,328 families, 1 family. Not STRICT: null if value or unit is null.';

CREATE FUNCTION sen.difference_words(difference numeric, unit text, bare boolean DEFAULT false) RETURNS text
    AS 'MODULE_PATHNAME', 'difference_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.difference_words(numeric, text, boolean) IS
    'A difference of two figures with their unit; that of two percentages in points, to one decimal, or as many as it '
    'takes not to be 0: 20.8 points, 1 point, 0.04 points, 2 packages. Bare is without the unit, for the first of two: '
    '13.1 of 18 points. Null in, null out.';

CREATE FUNCTION sen.range_words("from" numeric, "to" numeric, unit text DEFAULT '') RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN "from" = "to" THEN '' ELSE sen.number_words("from") || ' to ' END || sen.number_words("to")
        || unit;
COMMENT ON FUNCTION sen.range_words(numeric, numeric, text) IS
    'From one number to another, as sen.number_words() writes them, with what follows the number: 90 to 1,120 days for '
    'the unit " days"; one number if they are equal. Null in, null out.';

CREATE FUNCTION sen.at_most_words(number numeric) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN number = 0 THEN 'none' ELSE sen.number_words(number) || ' or fewer' END;
COMMENT ON FUNCTION sen.at_most_words(numeric) IS
    'How many there are at most, as sen.number_words() writes it: 92 or fewer; none for 0. Null in, null out.';

CREATE FUNCTION sen.list_words(separator text, VARIADIC items text[]) RETURNS text
    AS 'MODULE_PATHNAME', 'list_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.list_words(text, text[]) IS
    'The items that say something, in their order, with the separator between them: items that are null or empty are '
    'left out. Null if none is left, or if the separator is null.';

CREATE FUNCTION sen.fold_words(content text, width integer, indent integer DEFAULT 0) RETURNS text
    AS 'MODULE_PATHNAME', 'fold_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.fold_words(text, integer, integer) IS
    'The text in lines of at most so many columns, broken at its blanks; a word that is longer, such as an address, '
    'stands alone. Lines after the first begin with so many blanks as indent says; breaks and blanks at the beginning '
    'of the text stay. Null in, null out. 22023 if width is not above 0, or indent not from 0 to below width.';

-- Not STRICT, as a strict function that holds NULLIF would not be put in its place by the planner.
CREATE FUNCTION sen.percent(part numeric, whole numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.round(100 * part / nullif(whole, 0), 1);
COMMENT ON FUNCTION sen.percent(numeric, numeric) IS
    'The part as a share of the whole, in percent to one decimal, halves away from zero. Null if the whole is 0 or '
    'either is null.';

CREATE FUNCTION sen.percent(proportion numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.round(100 * proportion, 1);
COMMENT ON FUNCTION sen.percent(numeric) IS
    'A proportion, such as 0.082, in percent to one decimal, halves away from zero. Null in, null out.';

CREATE FUNCTION sen.percent(proportion double precision) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.round(100 * proportion::numeric, 1);
COMMENT ON FUNCTION sen.percent(double precision) IS
    'As sen.percent(numeric), of the fifteen digits for which a double precision number stands.';
