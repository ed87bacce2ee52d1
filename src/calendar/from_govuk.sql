-- Part of room calendar: a calendar from the government's list of bank holidays.

CREATE FUNCTION sen.calendar_from_govuk(file jsonb, division text DEFAULT 'england-and-wales') RETURNS sen.calendar
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    found jsonb := file;
    divisions text;
    event jsonb;
    place integer := 0;
    text_of text;
    parts integer[];
    day date;
    days date[] := '{}';
BEGIN
    IF jsonb_typeof(file) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'bank holidays file is a JSON %, not an object', jsonb_typeof(file)
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'Give the content of https://www.gov.uk/bank-holidays.json as it is published.';
    END IF;
    -- The file of a single division is one of the objects of the whole file.
    IF NOT (file ? 'events' AND file ->> 'division' = division) THEN
        found := file -> division;
        IF found IS NULL THEN
            SELECT string_agg(name, ', ' ORDER BY name COLLATE "C") INTO divisions
            FROM (SELECT key FROM jsonb_each(file) WHERE jsonb_typeof(value) = 'object'
                  UNION SELECT file ->> 'division' WHERE file ? 'events' AND file ? 'division') AS d(name);
            RAISE EXCEPTION 'bank holidays file has no division "%"', division
                USING ERRCODE = 'invalid_parameter_value',
                      HINT = coalesce('It has: ' || divisions || '.',
                                      'It has no divisions; give the content of https://www.gov.uk/bank-holidays.json '
                                      'as it is published.');
        END IF;
    END IF;
    IF jsonb_typeof(found) <> 'object' OR jsonb_typeof(found -> 'events') IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION 'division "%" of the bank holidays file has no array of events', division
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'Give the content of https://www.gov.uk/bank-holidays.json as it is published.';
    END IF;
    FOR event IN SELECT jsonb_array_elements(found -> 'events') LOOP
        place := place + 1;
        IF jsonb_typeof(event) <> 'object' OR jsonb_typeof(event -> 'date') IS DISTINCT FROM 'string' THEN
            RAISE EXCEPTION 'event % of division "%" has no date', place, division
                USING ERRCODE = 'invalid_parameter_value', DETAIL = format('The event is %s.', left(event::text, 100)),
                      HINT = 'Each event needs a "date" such as "2025-12-25".';
        END IF;
        text_of := event ->> 'date';
        parts := regexp_match(text_of, '^(\d{4})-(\d{2})-(\d{2})$');
        IF parts IS NULL OR parts[1] = 0 OR parts[2] NOT BETWEEN 1 AND 12 OR parts[3] NOT BETWEEN 1 AND
            extract(day FROM make_date(parts[1], parts[2], 1)::timestamp + interval '1 month' - interval '1 day') THEN
            RAISE EXCEPTION 'date "%" of event % of division "%" is no date', text_of, place, division
                USING ERRCODE = 'invalid_datetime_format', HINT = 'Write dates as in 2025-12-25.';
        END IF;
        day := make_date(parts[1], parts[2], parts[3]);
        IF day = ANY (days) THEN
            RAISE EXCEPTION 'day % occurs twice in division "%"', to_char(day, 'YYYY-MM-DD'), division
                USING ERRCODE = 'invalid_parameter_value', DETAIL = format('The second time is event %s.', place),
                      HINT = 'Remove one of the two events.';
        END IF;
        days := days || day;
    END LOOP;
    IF place = 0 THEN
        RAISE EXCEPTION 'division "%" of the bank holidays file has no events', division
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'Give the content of https://www.gov.uk/bank-holidays.json as it is published.';
    END IF;
    RETURN (SELECT sen.calendar(make_date(extract(year FROM min(d))::integer, 1, 1),
                                make_date(extract(year FROM max(d))::integer, 12, 31), days,
                                make_date(extract(year FROM max(d))::integer, 12, 31))
            FROM unnest(days) AS d);
END
$$;
COMMENT ON FUNCTION sen.calendar_from_govuk(jsonb, text) IS
    'The calendar of one division of https://www.gov.uk/bank-holidays.json as GOV.UK publishes it, or of the file of '
    'that division alone: from 1 January of the year of the first event to 31 December of that of the last, known '
    'through that day. Only the dates are read. 22023 with the names there are if the division is missing, if the '
    'shape is another or a day occurs twice; 22007 for what is no date. Null in, null out.';
