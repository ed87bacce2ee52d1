-- Part of room timeliness: the cases of a summary as rows.

CREATE FUNCTION sen.bands(summary sen.timeliness, bounds integer[], include_exceptions boolean DEFAULT true)
RETURNS TABLE (band text, from_days integer, to_days integer, cases bigint, share numeric)
    AS 'MODULE_PATHNAME', 'timeliness_bands' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION sen.bands(sen.timeliness, integer[], boolean) IS
    'Finished cases by band of days, ascending; bounds are the last days of all bands but the last: {140,364} makes '
    'DfE''s bands, within 20 weeks, after that to 52 weeks, after 52 weeks. from_days is null in the first band, '
    'to_days in the last. A last row counts the cases with unusable dates, so that cases add up to sen.finished(). '
    'share is of those, 0 to 1; null if none finished. All finished cases unless include_exceptions is false. A '
    'negative first bound names bands from the due date of sen.lateness(). No bounds: one band. Null in, no rows; '
    'bounds that do not ascend: 22023; a null among them: 22004; more than one dimension: 2202E; 2147483647: 22003.';
CREATE FUNCTION sen.open_age_bands(summary sen.timeliness, bounds integer[])
RETURNS TABLE (band text, from_days integer, to_days integer, cases bigint, share numeric)
    AS 'MODULE_PATHNAME', 'timeliness_open_age_bands' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION sen.open_age_bands(sen.timeliness, integer[]) IS
    'Open cases, under an exception or not, by band of the days that they have been open; rows, bounds and errors as '
    'of sen.bands(). cases add up to sen.open_cases(), of which share is a part; null if none is open. Null in, no '
    'rows.';
CREATE FUNCTION sen.histogram(summary sen.timeliness, width integer DEFAULT 1)
RETURNS TABLE (class text, from_days integer, cases bigint)
    AS 'MODULE_PATHNAME', 'timeliness_histogram' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 400;
COMMENT ON FUNCTION sen.histogram(sen.timeliness, integer) IS
    'All cases by class (named and ordered as in the text form) and by from_days to from_days + width - 1 days: the '
    'days rounded down, also below 0, to a multiple of width. Only what occurs has a row. from_days is null for the '
    'cases of a class with unusable dates, after its others. cases add up to sen.cases(). Null in, no rows; 22023 if '
    'width is below 1; 22003 if a from_days is out of range.';
