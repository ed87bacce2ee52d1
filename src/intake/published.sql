-- Part of room intake: the cells of published files, by their places.

CREATE FUNCTION sen.file_text(content bytea) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_file_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.file_text(bytea) IS
    'The bytes of a file as text, whose encoding is found out: UTF-8 or UTF-16, with a byte order mark or without, '
    'else '
    'Windows-1252. The mark is left out. Null in, null out. 22021 for what is no text: a workbook, an archive, a PDF.';

CREATE FUNCTION sen.csv_rows(content text) RETURNS TABLE (line integer, cells text[])
    AS 'MODULE_PATHNAME', 'sen_csv_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10000;
COMMENT ON FUNCTION sen.csv_rows(text) IS
    'The rows of a CSV file by their places, the header among them: the line on which each begins, and its cells, '
    'without blanks around them (also non-breaking and zero-width ones) and null where nothing is left. Parted by '
    'comma, semicolon or tab, whichever most lines have; ="0012" is 0012. Blank rows are left out. Null in, none '
    'out. 22P04 for a quotation mark that is not closed, or is followed by text.';

CREATE FUNCTION sen.published_number(cell text) RETURNS numeric
    AS 'MODULE_PATHNAME', 'sen_published_number' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.published_number(text) IS
    'The figure that a cell of a published file has: 1,097 is 1097, 9.40% is 9.40. Null if it has a symbol or words; '
    'null in, null out.';

CREATE FUNCTION sen.published_symbol(cell text) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_published_symbol' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.published_symbol(text) IS
    'What a cell of a published file has in place of a figure: z (not applicable), x (not available), c '
    '(confidential), '
    'low (rounds to 0), u (not reliable), *, -, <5 and their like. Null if it has a figure; null in, null out.';

CREATE FUNCTION sen.unread_cells(cells text[]) RETURNS integer[]
    AS 'MODULE_PATHNAME', 'sen_unread_cells' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.unread_cells(text[]) IS
    'The places of the cells that have neither a figure nor a symbol that publishers use; null if there are none, as '
    'if '
    'the array is null. An empty cell is none.';

CREATE FUNCTION sen.published_period(period text, kind text) RETURNS daterange
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    plain CONSTANT text := regexp_replace(period, '[^0-9]', '', 'g');
    named CONSTANT text := lower(kind);
    year  integer;
    month integer;
    first date;
BEGIN
    IF plain !~ '^(19|20)[0-9]{2}' OR period !~ '^[0-9/ -]+$' THEN
        RETURN NULL;
    END IF;
    year := left(plain, 4)::integer;
    month := array_position('{january,february,march,april,may,june,july,august,september,october,november,december}'
                            ::text[], named);
    CASE
        WHEN length(plain) = 4 AND month IS NOT NULL THEN
            RETURN daterange(make_date(year, month, 1), (make_date(year, month, 1) + interval '1 month')::date);
        WHEN length(plain) = 4 AND named IN ('calendar year', 'reporting year', '') THEN
            RETURN daterange(make_date(year, 1, 1), make_date(year + 1, 1, 1));
        -- 202425, 2024/25 or 2024-25, whatever the kind is called: the second year follows the first.
        WHEN length(plain) = 6 AND right(plain, 2)::integer = (year + 1) % 100 AND named <> 'month' THEN
            first := make_date(year, CASE named WHEN 'financial year' THEN 4 ELSE 9 END, 1);
            RETURN daterange(first, (first + interval '1 year')::date);
        WHEN length(plain) = 6 AND right(plain, 2)::integer BETWEEN 1 AND 12 THEN
            first := make_date(year, right(plain, 2)::integer, 1);
            RETURN daterange(first, (first + interval '1 month')::date);
        WHEN length(plain) = 8 AND substr(plain, 5, 2)::integer BETWEEN 1 AND 12 AND right(plain, 2) = '01' THEN
            first := make_date(year, substr(plain, 5, 2)::integer, 1);
            RETURN daterange(first, (first + interval '1 month')::date);
        ELSE
            RETURN NULL;
    END CASE;
END
$function$;
COMMENT ON FUNCTION sen.published_period(text, text) IS
    'The days of a period as a published file names it: a year of four digits (of kind Calendar year, Reporting year '
    'or '
    'a month''s name), two years (202425 or 2024/25, from 1 September, or 1 April for a Financial year), or a month '
    '(2023-10, 202310 or its first day). Null for what is no period; null in, null out.';
