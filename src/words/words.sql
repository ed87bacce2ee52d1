-- Room words: days, counts and lists as reports say them, and the percentages that they show.

CREATE FUNCTION sen.date_words(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'date_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.date_words(date) IS
    'A date as people write it, such as 6 June 2025, whatever the locale and datestyle. Null in, null out; infinity '
    'and -infinity as PostgreSQL names them.';

CREATE FUNCTION sen.count_words(number numeric, noun text) RETURNS text
    AS 'MODULE_PATHNAME', 'count_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.count_words(numeric, text) IS
    'A number with its noun, which takes an s unless the number is 1: 1 action, 2 actions, 0 actions. Null in, null '
    'out.';

CREATE FUNCTION sen.count_words(number numeric, singular text, plural text) RETURNS text
    AS 'MODULE_PATHNAME', 'count_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.count_words(numeric, text, text) IS
    'A number with the first text if it is 1, else with the second: 1 piece of evidence, 2 pieces of evidence. Null '
    'in, null out.';

CREATE FUNCTION sen.in_days(days integer) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sen.count_words(days, 'day');
COMMENT ON FUNCTION sen.in_days(integer) IS 'A number of days in words: 1 day, 2 days. Null in, null out.';

CREATE FUNCTION sen.list_words(separator text, VARIADIC items text[]) RETURNS text
    AS 'MODULE_PATHNAME', 'list_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.list_words(text, text[]) IS
    'The items that say something, in their order, with the separator between them: items that are null or empty are '
    'left out. Null if none is left, or if the separator is null.';

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
