-- Part of room deadline: limits found by the words that people use.

CREATE FUNCTION sen.limit_keywords(time_limit sen.time_limit) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_limit_keywords' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.limit_keywords(sen.time_limit) IS
    'The words by which people look for a time limit, such as annual review, separated by commas: what '
    'sen.find_limit() finds first. Null in, null out.';
CREATE FUNCTION sen.find_limit(
    words text, OUT time_limit sen.time_limit, OUT duty text, OUT period text, OUT clock_starts text,
    OUT owed_by text, OUT citation text, OUT keywords text, OUT rank real)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_find_limit' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 1000 ROWS 10;
COMMENT ON FUNCTION sen.find_limit(text) IS
    'Finds time limits by words, such as refusal to assess or annual review report: those that have all of the words, '
    'or if there is none those that have any, the likeliest first. It looks, by the server''s English text search, '
    'into keywords, name, duty, clock_starts, owed_by and citation, in this order of weight. period is the length in '
    'words, null where no source gives one; rank is that of ts_rank(), less a fifth for the limits of detained '
    'children, who are seldom meant. No rows for null, or if nothing is found.';
