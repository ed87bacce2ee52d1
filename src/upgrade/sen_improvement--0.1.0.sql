\echo Use "CREATE EXTENSION sen_improvement" to load this file. \quit

-- Everything lives in schema sen, which belongs to the extension.  The control
-- file names pg_catalog, so that no schema a user can write to is on the
-- search path while this script runs.
CREATE SCHEMA sen;
COMMENT ON SCHEMA sen IS 'sen_improvement: statutory-deadline arithmetic and measures for SEND improvement programmes in England.';
GRANT USAGE ON SCHEMA sen TO PUBLIC;
-- Room calendar: today, as reports see it, and the periods they group by.

CREATE FUNCTION sen.today() RETURNS date
    AS 'MODULE_PATHNAME', 'sen_today' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.today() IS 'The day on which reports stand: the setting sen_improvement.as_of (YYYY-MM-DD) if it is set, else current_date. Never null. A setting that is not a date is error 22007, at the latest when the extension is loaded.';

CREATE FUNCTION sen.month(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_month' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.month(date) IS 'First day of the month that the date falls in. Null in, null out; infinite dates unchanged; 22008 if that day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.quarter(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_quarter' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.quarter(date) IS 'First day of the calendar quarter that the date falls in. Null in, null out; infinite dates unchanged; 22008 if that day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.calendar_year(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_calendar_year' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_year(date) IS '1 January of the calendar year that the date falls in. Null in, null out; infinite dates unchanged; 22008 if that day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.academic_year(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_academic_year' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.academic_year(date) IS '1 September on which the academic year of the date began. Null in, null out; infinite dates unchanged; 22008 if that day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.financial_year(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_financial_year' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.financial_year(date) IS '1 April on which the financial year of the date began. Null in, null out; infinite dates unchanged; 22008 if that day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.quarter_label(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_quarter_label' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.quarter_label(date) IS 'Name of the calendar quarter that the date falls in, such as 2025 Q3. Null in, null out.';

CREATE FUNCTION sen.academic_year_label(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_academic_year_label' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.academic_year_label(date) IS 'Name of the academic year (from 1 September) that the date falls in, such as 2024/25. Null in, null out.';

CREATE FUNCTION sen.financial_year_label(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_financial_year_label' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.financial_year_label(date) IS 'Name of the financial year (from 1 April) that the date falls in, such as 2024-25. Null in, null out.';

CREATE FUNCTION sen.in_days(days integer) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN days = 1 THEN '1 day' ELSE days::text || ' days' END;
COMMENT ON FUNCTION sen.in_days(integer) IS 'A number of days in words: 1 day, 2 days. Null in, null out.';
-- Room calendar: which days are working days.

-- type ----------------------------------------------------------------------

CREATE TYPE sen.calendar;

CREATE FUNCTION sen.calendar_in(cstring) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_in(cstring) IS 'Text input of sen.calendar, such as v1 2025-01-01..2026-12-31 known 2026-12-31 holidays 2025-01-01 2025-04-18; 22P02 otherwise.';
CREATE FUNCTION sen.calendar_out(sen.calendar) RETURNS cstring
    AS 'MODULE_PATHNAME', 'calendar_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_out(sen.calendar) IS 'Text output of sen.calendar: the range, the day through which holidays are known, every holiday; nothing lost.';
CREATE FUNCTION sen.calendar_recv(internal) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_recv(internal) IS 'Binary input of sen.calendar: every byte is checked; 22P03 if it is not a calendar.';
CREATE FUNCTION sen.calendar_send(sen.calendar) RETURNS bytea
    AS 'MODULE_PATHNAME', 'calendar_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_send(sen.calendar) IS 'Binary output of sen.calendar: a version byte, the range, the day through which holidays are known, and the holidays.';

CREATE TYPE sen.calendar (
    INPUT = sen.calendar_in,
    OUTPUT = sen.calendar_out,
    RECEIVE = sen.calendar_recv,
    SEND = sen.calendar_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);
COMMENT ON TYPE sen.calendar IS 'Which days are working days, from a first to a last day of at most 400 years: every Monday to Friday that is no holiday. Outside of its days a calendar knows nothing, and whatever needs such a day is error 22008. May name the last day whose holidays rest on a proclamation: sen.known_through().';

-- the compiled-in calendars ---------------------------------------------------

CREATE FUNCTION sen.england_and_wales() RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'sen_england_and_wales' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.england_and_wales() IS 'Working days of England and Wales, 1978-01-01 to 2099-12-31: not Saturday, Sunday, Good Friday, Christmas Day or a bank holiday under the Banking and Financial Dealings Act 1971 (s.1 and Sch. 1). 1990 to 2028 as proclaimed; 1978 to 1989 by the ordinary rules only, without the single extra holidays of those years; 2029 on by the ordinary rules, not proclaimed yet. A later version of the extension may hold later proclamations. The SEND Regulations 2014 do not define "working day": this calendar is a choice, and every function that takes a calendar accepts another. Never null.';

CREATE FUNCTION sen.england_and_wales_tribunal() RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'sen_england_and_wales_tribunal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.england_and_wales_tribunal() IS 'sen.england_and_wales() without 25 December to 1 January, both inclusive, and August: only for acts timed by the tribunal procedure rules in special educational needs cases (SI 2008/2699 r.12(3)(b)), never for the working days of the SEND Regulations 2014. Never null.';

CREATE FUNCTION sen.bank_holidays(OUT day date, OUT title text) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_bank_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 330;
COMMENT ON FUNCTION sen.bank_holidays() IS 'Bank holidays of England and Wales, with Good Friday and Christmas Day, from 1990-01-01 to sen.known_through(sen.england_and_wales()): the weekday on which each is kept, and its title as GOV.UK writes it from 2012 on, with plain apostrophes and "(substitute day)" added where GOV.UK notes that. Ascending.';

CREATE FUNCTION sen.bank_holidays(from_day date, to_day date, OUT day date, OUT title text) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_bank_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION sen.bank_holidays(date, date) IS 'As sen.bank_holidays(), from from_day to to_day, both inclusive. No rows if from_day is after to_day or either is null; 22008 if either is outside of sen.england_and_wales(). Before 1990 and after known_through by the ordinary rules only.';

-- making calendars ------------------------------------------------------------

CREATE FUNCTION sen.calendar(first_day date, last_day date, holidays date[]) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_make' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar(date, date, date[]) IS 'A calendar of the days from first_day to last_day, both inclusive, with these holidays, in any order. Holidays on a Saturday or Sunday are not kept: those are never working days. 22023 if a holiday is outside of the days, or the days are in no order, more than 400 years or outside of the years 1 to 9999; 22004 if a holiday is null. Null in, null out.';

CREATE FUNCTION sen.calendar(first_day date, last_day date, holidays date[], known_through date) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_make' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar(date, date, date[], date) IS 'As sen.calendar(first_day, last_day, holidays), and known_through is the last day whose holidays rest on a proclamation rather than on rules; 22023 if it is outside of the days. Null in, null out.';

CREATE FUNCTION sen.with_holidays(calendar sen.calendar, holidays date[]) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_with_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.with_holidays(sen.calendar, date[]) IS 'The calendar with these holidays as well. Saturdays, Sundays and days that are holidays already change nothing. 22023 if a day is outside of the calendar, 22004 if one is null. Write a literal with its type, as there are two: ''{2025-12-24}''::date[]. Null in, null out.';

CREATE FUNCTION sen.with_holidays(calendar sen.calendar, closures datemultirange) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_with_closures' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.with_holidays(sen.calendar, datemultirange) IS 'The calendar with every day of these ranges, such as school closures, a holiday as well. 22023 if a range is unbounded or infinite, or leaves the calendar. Null in, null out.';

CREATE FUNCTION sen.without_holidays(calendar sen.calendar, holidays date[]) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_without_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.without_holidays(sen.calendar, date[]) IS 'The calendar with these holidays made working days. 22023 if a day is no holiday of the calendar or outside of it, 22004 if one is null. Null in, null out.';

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
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the content of https://www.gov.uk/bank-holidays.json as it is published.';
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
                      HINT = coalesce('It has: ' || divisions || '.', 'It has no divisions; give the content of https://www.gov.uk/bank-holidays.json as it is published.');
        END IF;
    END IF;
    IF jsonb_typeof(found) <> 'object' OR jsonb_typeof(found -> 'events') IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION 'division "%" of the bank holidays file has no array of events', division
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the content of https://www.gov.uk/bank-holidays.json as it is published.';
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
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the content of https://www.gov.uk/bank-holidays.json as it is published.';
    END IF;
    RETURN (SELECT sen.calendar(make_date(extract(year FROM min(d))::integer, 1, 1),
                                make_date(extract(year FROM max(d))::integer, 12, 31), days,
                                make_date(extract(year FROM max(d))::integer, 12, 31))
            FROM unnest(days) AS d);
END
$$;
COMMENT ON FUNCTION sen.calendar_from_govuk(jsonb, text) IS 'The calendar of one division of https://www.gov.uk/bank-holidays.json as GOV.UK publishes it, or of the file of that division alone: from 1 January of the year of the first event to 31 December of that of the last, known through that day. Only the dates are read. 22023 with the names there are if the division is missing, if the shape is another or a day occurs twice; 22007 for what is no date. Null in, null out.';

-- reading calendars -----------------------------------------------------------

CREATE FUNCTION sen.first_day(calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'calendar_first_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.first_day(sen.calendar) IS 'The first day that the calendar covers. Null in, null out.';
CREATE FUNCTION sen.last_day(calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'calendar_last_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.last_day(sen.calendar) IS 'The last day that the calendar covers. Null in, null out.';
CREATE FUNCTION sen.known_through(calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'calendar_known_through' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.known_through(sen.calendar) IS 'The last day whose holidays rest on a proclamation rather than on rules; later ones may still change. Null if the calendar names none. Null in, null out.';
CREATE FUNCTION sen.holidays(calendar sen.calendar) RETURNS SETOF date
    AS 'MODULE_PATHNAME', 'calendar_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100;
COMMENT ON FUNCTION sen.holidays(sen.calendar) IS 'The holidays of the calendar that are no Saturday or Sunday, ascending. Null in, no rows.';

-- arithmetic ------------------------------------------------------------------

CREATE FUNCTION sen.is_working_day(day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_working_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_working_day(date) IS 'Is it a working day in England and Wales (sen.england_and_wales())? 22008 outside of 1978 to 2099 and for infinite dates. Null in, null out.';
CREATE FUNCTION sen.is_working_day(day date, calendar sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_working_day_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_working_day(date, sen.calendar) IS 'Is it a working day of the calendar? 22008 for a day outside of the calendar and for infinite dates. Null in, null out.';

CREATE FUNCTION sen.add_working_days(start date, working_days integer) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_add_working_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.add_working_days(date, integer) IS 'The n-th working day after start in England and Wales (sen.england_and_wales()), or the n-th before it for a negative number. start itself is never counted, whether it is a working day or not; 0 gives start. Infinite dates unchanged; 22008 if the count leaves 1978 to 2099. Null in, null out.';
CREATE FUNCTION sen.add_working_days(start date, working_days integer, calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_add_working_days_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.add_working_days(date, integer, sen.calendar) IS 'The n-th working day of the calendar after start, or the n-th before it for a negative number. start itself is never counted, whether it is a working day or not; 0 gives start. Infinite dates unchanged; 22008 if the count leaves the calendar. Null in, null out.';

CREATE FUNCTION sen.working_days_between(from_day date, to_day date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_working_days_between' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.working_days_between(date, date) IS 'Working days in England and Wales (sen.england_and_wales()) from from_day, included, to to_day, not included; if to_day is the earlier one, minus those from to_day, included, to from_day, not included. 22008 if a day to be counted is outside of 1978 to 2099, and for infinite dates. Null in, null out.';
CREATE FUNCTION sen.working_days_between(from_day date, to_day date, calendar sen.calendar) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_working_days_between_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.working_days_between(date, date, sen.calendar) IS 'Working days of the calendar from from_day, included, to to_day, not included; if to_day is the earlier one, minus those from to_day, included, to from_day, not included. 22008 if a day to be counted is outside of the calendar, and for infinite dates. Null in, null out.';

-- operators -------------------------------------------------------------------

CREATE FUNCTION sen.calendar_contains(calendar sen.calendar, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_contains' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_contains(sen.calendar, date) IS 'Is the day a working day of the calendar? The same as sen.is_working_day(day, calendar).';
CREATE OPERATOR sen.@> (LEFTARG = sen.calendar, RIGHTARG = date, FUNCTION = sen.calendar_contains, COMMUTATOR = OPERATOR(sen.<@));
COMMENT ON OPERATOR sen.@> (sen.calendar, date) IS 'The date is a working day of the calendar.';
CREATE OPERATOR sen.<@ (LEFTARG = date, RIGHTARG = sen.calendar, FUNCTION = sen.is_working_day, COMMUTATOR = OPERATOR(sen.@>));
COMMENT ON OPERATOR sen.<@ (date, sen.calendar) IS 'The date is a working day of the calendar.';

CREATE FUNCTION sen.calendar_eq(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_eq(sen.calendar, sen.calendar) IS 'The same days, holidays and known_through? Null in, null out.';
CREATE FUNCTION sen.calendar_ne(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_ne(sen.calendar, sen.calendar) IS 'Not the same days, holidays and known_through? Null in, null out.';
CREATE FUNCTION sen.calendar_lt(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_lt(sen.calendar, sen.calendar) IS 'Before in the order of calendars? Null in, null out.';
CREATE FUNCTION sen.calendar_le(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_le(sen.calendar, sen.calendar) IS 'Before in the order of calendars, or equal? Null in, null out.';
CREATE FUNCTION sen.calendar_gt(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_gt(sen.calendar, sen.calendar) IS 'After in the order of calendars? Null in, null out.';
CREATE FUNCTION sen.calendar_ge(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_ge(sen.calendar, sen.calendar) IS 'After in the order of calendars, or equal? Null in, null out.';
CREATE FUNCTION sen.calendar_cmp(sen.calendar, sen.calendar) RETURNS integer
    AS 'MODULE_PATHNAME', 'calendar_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_cmp(sen.calendar, sen.calendar) IS 'Below 0, 0 or above 0: by first day, last day, known_through, then day by day. For btree indexes.';
CREATE FUNCTION sen.calendar_hash(sen.calendar) RETURNS integer
    AS 'MODULE_PATHNAME', 'calendar_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_hash(sen.calendar) IS 'Hash of a calendar. For hash indexes and joins.';
CREATE FUNCTION sen.calendar_hash_extended(sen.calendar, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'calendar_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_hash_extended(sen.calendar, bigint) IS 'Seeded hash of a calendar. For hash partitioning.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.calendar, RIGHTARG = sen.calendar, FUNCTION = sen.calendar_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR sen.= (sen.calendar, sen.calendar) IS 'The same calendar.';
CREATE OPERATOR sen.<> (
    LEFTARG = sen.calendar, RIGHTARG = sen.calendar, FUNCTION = sen.calendar_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR sen.<> (sen.calendar, sen.calendar) IS 'Different calendars.';
CREATE OPERATOR sen.< (
    LEFTARG = sen.calendar, RIGHTARG = sen.calendar, FUNCTION = sen.calendar_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR sen.< (sen.calendar, sen.calendar) IS 'Earlier in the order of calendars.';
CREATE OPERATOR sen.<= (
    LEFTARG = sen.calendar, RIGHTARG = sen.calendar, FUNCTION = sen.calendar_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR sen.<= (sen.calendar, sen.calendar) IS 'Earlier in the order of calendars, or the same.';
CREATE OPERATOR sen.> (
    LEFTARG = sen.calendar, RIGHTARG = sen.calendar, FUNCTION = sen.calendar_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR sen.> (sen.calendar, sen.calendar) IS 'Later in the order of calendars.';
CREATE OPERATOR sen.>= (
    LEFTARG = sen.calendar, RIGHTARG = sen.calendar, FUNCTION = sen.calendar_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR sen.>= (sen.calendar, sen.calendar) IS 'Later in the order of calendars, or the same.';

CREATE OPERATOR CLASS sen.calendar_ops DEFAULT FOR TYPE sen.calendar USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.calendar_cmp(sen.calendar, sen.calendar);
COMMENT ON OPERATOR CLASS sen.calendar_ops USING btree IS 'Order of calendars: by first day, last day, known_through, then day by day.';
CREATE OPERATOR CLASS sen.calendar_ops DEFAULT FOR TYPE sen.calendar USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.calendar_hash(sen.calendar),
    FUNCTION 2 sen.calendar_hash_extended(sen.calendar, bigint);
COMMENT ON OPERATOR CLASS sen.calendar_ops USING hash IS 'Equality of calendars.';
-- Room deadline: the statutory time limits of English SEND law.

-- Room deadline: type sen.time_limit.

CREATE TYPE sen.time_limit;

CREATE FUNCTION sen.time_limit_in(cstring) RETURNS sen.time_limit
    AS 'MODULE_PATHNAME', 'time_limit_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.time_limit_in(cstring) IS 'Text input of sen.time_limit: the exact name. An unknown name is error 22P02, whose hint lists the nearest names.';
CREATE FUNCTION sen.time_limit_out(sen.time_limit) RETURNS cstring
    AS 'MODULE_PATHNAME', 'time_limit_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.time_limit_out(sen.time_limit) IS 'Text output of sen.time_limit: its name.';
CREATE FUNCTION sen.time_limit_recv(internal) RETURNS sen.time_limit
    AS 'MODULE_PATHNAME', 'time_limit_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.time_limit_recv(internal) IS 'Binary input of sen.time_limit: its name as text.';
CREATE FUNCTION sen.time_limit_send(sen.time_limit) RETURNS bytea
    AS 'MODULE_PATHNAME', 'time_limit_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.time_limit_send(sen.time_limit) IS 'Binary output of sen.time_limit: its name as text.';

CREATE TYPE sen.time_limit (
    INPUT = sen.time_limit_in,
    OUTPUT = sen.time_limit_out,
    RECEIVE = sen.time_limit_recv,
    SEND = sen.time_limit_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.time_limit IS 'The name of one statutory time limit, such as final_plan; sen.time_limits() lists them. Two bytes; ordered as the process runs, from request to plan and beyond.';

CREATE FUNCTION sen.time_limit_eq(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_eq(sen.time_limit, sen.time_limit) IS 'The same time limit? Null in, null out.';
CREATE FUNCTION sen.time_limit_ne(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_ne(sen.time_limit, sen.time_limit) IS 'Different time limits? Null in, null out.';
CREATE FUNCTION sen.time_limit_lt(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2lt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_lt(sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process? Null in, null out.';
CREATE FUNCTION sen.time_limit_le(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2le' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_le(sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process, or the same? Null in, null out.';
CREATE FUNCTION sen.time_limit_gt(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2gt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_gt(sen.time_limit, sen.time_limit) IS 'Later in the order of the process? Null in, null out.';
CREATE FUNCTION sen.time_limit_ge(sen.time_limit, sen.time_limit) RETURNS boolean
    AS 'int2ge' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_ge(sen.time_limit, sen.time_limit) IS 'Later in the order of the process, or the same? Null in, null out.';
CREATE FUNCTION sen.time_limit_cmp(sen.time_limit, sen.time_limit) RETURNS integer
    AS 'btint2cmp' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_cmp(sen.time_limit, sen.time_limit) IS 'Negative, 0 or positive: btree support of sen.time_limit.';
CREATE FUNCTION sen.time_limit_hash(sen.time_limit) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_hash(sen.time_limit) IS 'Hash support of sen.time_limit.';
CREATE FUNCTION sen.time_limit_hash_extended(sen.time_limit, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.time_limit_hash_extended(sen.time_limit, bigint) IS 'Hash support of sen.time_limit, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.time_limit, RIGHTARG = sen.time_limit, FUNCTION = sen.time_limit_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.time_limit, sen.time_limit) IS 'The same time limit.';
COMMENT ON OPERATOR sen.<> (sen.time_limit, sen.time_limit) IS 'Different time limits.';
COMMENT ON OPERATOR sen.< (sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process.';
COMMENT ON OPERATOR sen.<= (sen.time_limit, sen.time_limit) IS 'Earlier in the order of the process, or the same.';
COMMENT ON OPERATOR sen.> (sen.time_limit, sen.time_limit) IS 'Later in the order of the process.';
COMMENT ON OPERATOR sen.>= (sen.time_limit, sen.time_limit) IS 'Later in the order of the process, or the same.';

CREATE OPERATOR CLASS sen.time_limit_ops DEFAULT FOR TYPE sen.time_limit USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.time_limit_cmp(sen.time_limit, sen.time_limit);
COMMENT ON OPERATOR CLASS sen.time_limit_ops USING btree IS 'Order of sen.time_limit, for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.time_limit_hash_ops DEFAULT FOR TYPE sen.time_limit USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.time_limit_hash(sen.time_limit),
    FUNCTION 2 sen.time_limit_hash_extended(sen.time_limit, bigint);
COMMENT ON OPERATOR CLASS sen.time_limit_hash_ops USING hash IS 'Equality of sen.time_limit, for hash joins and GROUP BY.';

-- Room deadline: type sen.exception.

CREATE TYPE sen.exception;

CREATE FUNCTION sen.exception_in(cstring) RETURNS sen.exception
    AS 'MODULE_PATHNAME', 'exception_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_in(cstring) IS 'Text input of sen.exception: the exact name. An unknown name is error 22P02, whose hint lists the nearest names.';
CREATE FUNCTION sen.exception_out(sen.exception) RETURNS cstring
    AS 'MODULE_PATHNAME', 'exception_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_out(sen.exception) IS 'Text output of sen.exception: its name.';
CREATE FUNCTION sen.exception_recv(internal) RETURNS sen.exception
    AS 'MODULE_PATHNAME', 'exception_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_recv(internal) IS 'Binary input of sen.exception: its name as text.';
CREATE FUNCTION sen.exception_send(sen.exception) RETURNS bytea
    AS 'MODULE_PATHNAME', 'exception_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_send(sen.exception) IS 'Binary output of sen.exception: its name as text.';

CREATE TYPE sen.exception (
    INPUT = sen.exception_in,
    OUTPUT = sen.exception_out,
    RECEIVE = sen.exception_recv,
    SEND = sen.exception_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.exception IS 'A kind of circumstance that lifts a time limit, such as school_closure; sen.exception_kinds() lists them. Two bytes.';

CREATE FUNCTION sen.exception_eq(sen.exception, sen.exception) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_eq(sen.exception, sen.exception) IS 'The same kind? Null in, null out.';
CREATE FUNCTION sen.exception_ne(sen.exception, sen.exception) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_ne(sen.exception, sen.exception) IS 'Different kinds? Null in, null out.';
CREATE FUNCTION sen.exception_lt(sen.exception, sen.exception) RETURNS boolean
    AS 'int2lt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_lt(sen.exception, sen.exception) IS 'Earlier in the list? Null in, null out.';
CREATE FUNCTION sen.exception_le(sen.exception, sen.exception) RETURNS boolean
    AS 'int2le' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_le(sen.exception, sen.exception) IS 'Earlier in the list, or the same? Null in, null out.';
CREATE FUNCTION sen.exception_gt(sen.exception, sen.exception) RETURNS boolean
    AS 'int2gt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_gt(sen.exception, sen.exception) IS 'Later in the list? Null in, null out.';
CREATE FUNCTION sen.exception_ge(sen.exception, sen.exception) RETURNS boolean
    AS 'int2ge' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_ge(sen.exception, sen.exception) IS 'Later in the list, or the same? Null in, null out.';
CREATE FUNCTION sen.exception_cmp(sen.exception, sen.exception) RETURNS integer
    AS 'btint2cmp' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_cmp(sen.exception, sen.exception) IS 'Negative, 0 or positive: btree support of sen.exception.';
CREATE FUNCTION sen.exception_hash(sen.exception) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_hash(sen.exception) IS 'Hash support of sen.exception.';
CREATE FUNCTION sen.exception_hash_extended(sen.exception, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.exception_hash_extended(sen.exception, bigint) IS 'Hash support of sen.exception, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.exception, RIGHTARG = sen.exception, FUNCTION = sen.exception_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.exception, sen.exception) IS 'The same kind.';
COMMENT ON OPERATOR sen.<> (sen.exception, sen.exception) IS 'Different kinds.';
COMMENT ON OPERATOR sen.< (sen.exception, sen.exception) IS 'Earlier in the list.';
COMMENT ON OPERATOR sen.<= (sen.exception, sen.exception) IS 'Earlier in the list, or the same.';
COMMENT ON OPERATOR sen.> (sen.exception, sen.exception) IS 'Later in the list.';
COMMENT ON OPERATOR sen.>= (sen.exception, sen.exception) IS 'Later in the list, or the same.';

CREATE OPERATOR CLASS sen.exception_ops DEFAULT FOR TYPE sen.exception USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.exception_cmp(sen.exception, sen.exception);
COMMENT ON OPERATOR CLASS sen.exception_ops USING btree IS 'Order of sen.exception, for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.exception_hash_ops DEFAULT FOR TYPE sen.exception USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.exception_hash(sen.exception),
    FUNCTION 2 sen.exception_hash_extended(sen.exception, bigint);
COMMENT ON OPERATOR CLASS sen.exception_hash_ops USING hash IS 'Equality of sen.exception, for hash joins and GROUP BY.';

-- catalogue -----------------------------------------------------------------

CREATE FUNCTION sen.time_limits(
    OUT name sen.time_limit, OUT section text, OUT duty text, OUT clock_starts text,
    OUT sense text, OUT length integer, OUT unit text, OUT counting text,
    OUT owed_by text, OUT owed_to text, OUT citation text, OUT exceptions text,
    OUT in_2020 text, OUT standing text, OUT certainty text, OUT remark text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_time_limits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 120;
COMMENT ON FUNCTION sen.time_limits() IS 'Every statutory time limit that sen.time_limit knows, in order: the duty, what starts the clock (the day to give to sen.due_date()), the length and how it is counted, who owes it to whom, the citation, the exceptions with their provisions, what 2020 changed, its standing (statute, tribunal rule, case law, guidance, practice) and how sure we are. counting is null where no source gives a figure; length, unit and sense also where the limit is the same day or a fixed day of the year; exceptions is null where the text has none.';

CREATE FUNCTION sen.exception_kinds(OUT name sen.exception, OUT meaning text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_exception_kinds' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 12;
COMMENT ON FUNCTION sen.exception_kinds() IS 'Every kind of circumstance that lifts a time limit, and what it means.';

CREATE FUNCTION sen.exceptions(time_limit sen.time_limit, OUT exception sen.exception, OUT citation text, OUT content text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_exceptions' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 4;
COMMENT ON FUNCTION sen.exceptions(sen.time_limit) IS 'The exceptions that lift a time limit, one row each: its kind, the provision and what it says, in our own words. No rows if the text lists none, or for null. An exception lifts the fixed limit; it never stops the clock and never gives another date.';

CREATE FUNCTION sen.exception_applies(time_limit sen.time_limit, exception sen.exception) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_exception_applies' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_applies(sen.time_limit, sen.exception) IS 'Can this kind of circumstance lift this time limit? Null in, null out.';

CREATE VIEW sen.time_limit_catalogue AS
    SELECT l.name::text AS time_limit, l.section, l.duty, l.clock_starts, l.sense, l.length, l.unit, l.counting,
           l.owed_by, l.owed_to, l.citation, l.in_2020, l.standing, l.certainty, l.remark
    FROM sen.time_limits() l;
COMMENT ON VIEW sen.time_limit_catalogue IS 'Every statutory time limit, for reports: sen.time_limits() with plain text names. The exceptions are in sen.time_limit_exceptions.';
CREATE VIEW sen.time_limit_exceptions AS
    SELECT l.name::text AS time_limit, e.exception::text AS exception, e.citation, e.content
    FROM sen.time_limits() l CROSS JOIN LATERAL sen.exceptions(l.name) e;
COMMENT ON VIEW sen.time_limit_exceptions IS 'The exceptions of every statutory time limit, a row each. A limit without exceptions has no row.';
GRANT SELECT ON sen.time_limit_catalogue, sen.time_limit_exceptions TO PUBLIC;
COMMENT ON COLUMN sen.time_limit_catalogue.time_limit IS 'Name of the time limit, a value of sen.time_limit.';
COMMENT ON COLUMN sen.time_limit_catalogue.section IS 'Part of the process.';
COMMENT ON COLUMN sen.time_limit_catalogue.duty IS 'What has to be done.';
COMMENT ON COLUMN sen.time_limit_catalogue.clock_starts IS 'What starts the clock: the day to give to sen.due_date().';
COMMENT ON COLUMN sen.time_limit_catalogue.sense IS 'at most, or at least; empty where the limit is a fixed day, the same day, or has no figure.';
COMMENT ON COLUMN sen.time_limit_catalogue.length IS 'How many units; empty where the limit is a fixed day, the same day, or has no figure.';
COMMENT ON COLUMN sen.time_limit_catalogue.unit IS 'days, weeks, months or working days; empty where the limit is a fixed day, the same day, or has no figure.';
COMMENT ON COLUMN sen.time_limit_catalogue.counting IS 'How the last day follows from the day that starts the clock; empty where no source gives a figure, so that there is no due date.';
COMMENT ON COLUMN sen.time_limit_catalogue.owed_by IS 'Who has to act.';
COMMENT ON COLUMN sen.time_limit_catalogue.owed_to IS 'To whom it is owed.';
COMMENT ON COLUMN sen.time_limit_catalogue.citation IS 'Where the law, rule or guidance says so.';
COMMENT ON COLUMN sen.time_limit_catalogue.in_2020 IS 'What the coronavirus regulations of 2020 changed.';
COMMENT ON COLUMN sen.time_limit_catalogue.standing IS 'statute, tribunal rule, case law, guidance or practice.';
COMMENT ON COLUMN sen.time_limit_catalogue.certainty IS 'How sure we are: what was read and what is inferred.';
COMMENT ON COLUMN sen.time_limit_catalogue.remark IS 'What a reader should know, such as sources that disagree.';
COMMENT ON COLUMN sen.time_limit_exceptions.time_limit IS 'Name of the time limit, a value of sen.time_limit.';
COMMENT ON COLUMN sen.time_limit_exceptions.exception IS 'Kind of circumstance, a value of sen.exception.';
COMMENT ON COLUMN sen.time_limit_exceptions.citation IS 'Where the law says so.';
COMMENT ON COLUMN sen.time_limit_exceptions.content IS 'What the provision says, in our own words.';

-- arithmetic ----------------------------------------------------------------

CREATE FUNCTION sen.due_date_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_date_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_date_support(internal) IS 'Planner support of sen.due_date(): a constant limit in days or weeks becomes an addition.';
CREATE FUNCTION sen.due_date(time_limit sen.time_limit, started date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_due_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_date_support;
COMMENT ON FUNCTION sen.due_date(sen.time_limit, date) IS 'Last day on which the duty is met, for a clock that started on the given day; for a minimum period, its last day; for a notice before an event, the last day to give it, in clear days. Never moved to a working day, but for the Tribunal''s own rule 12. Null in, null out; infinite dates unchanged; 22023 if the law gives no figure, or if it is counted in school days; 22008 out of range.';
CREATE FUNCTION sen.due_date(time_limit sen.time_limit, started date, calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_due_date_calendar' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_date(sen.time_limit, date, sen.calendar) IS 'As sen.due_date(time_limit, started), counting working days, or the days on which an institution is open, in the given calendar. Limits in days, weeks and months do not look at it. 22008 for a day outside the calendar.';
CREATE FUNCTION sen.due_date(time_limit sen.time_limit, started date, clear_days boolean) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_due_date_clear' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_date(sen.time_limit, date, boolean) IS 'As sen.due_date(time_limit, started), choosing how "at least so long before" is counted: clear_days true excludes the day of the notice and the day of the event (as CPR 2.8; the default), false only the day of the event (as Employment Tribunal Rules 2013 r.4(4)). No SEND authority decides. Other limits do not look at it.';

CREATE FUNCTION sen.days_left(time_limit sen.time_limit, started date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_days_left' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.days_left(sen.time_limit, date) IS 'Days from sen.today() to the due date: 0 on the day itself, negative when overdue. Null in, null out; 22008 for an infinite date; otherwise the errors of sen.due_date().';
CREATE FUNCTION sen.days_left(time_limit sen.time_limit, started date, as_of date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_days_left' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.days_left(sen.time_limit, date, date) IS 'Days from as_of to the due date: 0 on the day itself, negative when overdue. Null in, null out; 22008 for an infinite date; otherwise the errors of sen.due_date().';

CREATE FUNCTION sen.is_met(time_limit sen.time_limit, started date, done date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_met' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_met(sen.time_limit, date, date) IS 'Was the limit met, as on sen.today()? True if done by the due date; false if done later, or not done and the day has passed; null while neither, or if the limit or started is null. For a minimum period: whether done came after its last day, null if not done. Errors of sen.due_date().';
CREATE FUNCTION sen.is_met(time_limit sen.time_limit, started date, done date, as_of date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_met' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_met(sen.time_limit, date, date, date) IS 'Was the limit met, as on as_of? Something done after as_of is not done yet. True if done by the due date; false if done later, or not done and the day has passed; null while neither, or if the limit, started or as_of is null. For a minimum period: whether done came after its last day, null if not done. Errors of sen.due_date().';

CREATE FUNCTION sen.earliest_start(time_limit sen.time_limit, due date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_earliest_start' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sen.earliest_start(sen.time_limit, date) IS 'First start whose due date is on or after the given day. A later start never has an earlier due date, so started >= earliest_start(l, d) says the same as due_date(l, started) >= d. Null in, null out; infinite dates unchanged; infinity if no date is late enough; a start beyond the calendar counts as due beyond all days; 22023 as sen.due_date().';
CREATE FUNCTION sen.latest_start(time_limit sen.time_limit, due date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_latest_start' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sen.latest_start(sen.time_limit, date) IS 'Last start whose due date is on or before the given day. started <= latest_start(l, d) says the same as due_date(l, started) <= d. Null in, null out; infinite dates unchanged; -infinity if no date is early enough; a start beyond the calendar counts as due beyond all days; 22023 as sen.due_date().';

-- conditions that an index serves ---------------------------------------------

CREATE FUNCTION sen.due_before_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_before_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_before_support(internal) IS 'Planner support of sen.due_before(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.due_before(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_before' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_before_support;
COMMENT ON FUNCTION sen.due_before(sen.time_limit, date, date) IS 'Is the due date before the day? For a constant limit an index on the start column serves it. Null in, null out; errors of sen.due_date().';
CREATE FUNCTION sen.due_by_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_by_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_by_support(internal) IS 'Planner support of sen.due_by(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.due_by(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_by' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_by_support;
COMMENT ON FUNCTION sen.due_by(sen.time_limit, date, date) IS 'Is the due date on or before the day? For a constant limit an index on the start column serves it. Null in, null out; errors of sen.due_date().';
CREATE FUNCTION sen.due_after_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_after_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_after_support(internal) IS 'Planner support of sen.due_after(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.due_after(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_after' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_after_support;
COMMENT ON FUNCTION sen.due_after(sen.time_limit, date, date) IS 'Is the due date after the day? For a constant limit an index on the start column serves it. Null in, null out; errors of sen.due_date().';
CREATE FUNCTION sen.due_from_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_from_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_from_support(internal) IS 'Planner support of sen.due_from(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.due_from(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_from' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_from_support;
COMMENT ON FUNCTION sen.due_from(sen.time_limit, date, date) IS 'Is the due date on or after the day? For a constant limit an index on the start column serves it. Null in, null out; errors of sen.due_date().';
CREATE FUNCTION sen.due_between_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_between_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_between_support(internal) IS 'Planner support of sen.due_between(): for a constant limit, a range of the start itself.';
CREATE FUNCTION sen.due_between(time_limit sen.time_limit, started date, first_day date, last_day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_between' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_between_support;
COMMENT ON FUNCTION sen.due_between(sen.time_limit, date, date, date) IS 'Is the due date from first_day to last_day, both included? For a constant limit, and days that are constants or reckoned from sen.today() or current_date, an index on the start column serves it. Null in, null out; errors of sen.due_date().';
CREATE FUNCTION sen.is_overdue_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_is_overdue_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_overdue_support(internal) IS 'Planner support of sen.is_overdue(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.is_overdue(time_limit sen.time_limit, started date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_overdue' LANGUAGE C STABLE STRICT PARALLEL SAFE SUPPORT sen.is_overdue_support;
COMMENT ON FUNCTION sen.is_overdue(sen.time_limit, date) IS 'Has the due date passed on sen.today()? False on the day itself. For a constant limit an index on the start column serves it. Null in, null out; errors of sen.due_date().';
CREATE FUNCTION sen.is_overdue(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_overdue' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.is_overdue_support;
COMMENT ON FUNCTION sen.is_overdue(sen.time_limit, date, date) IS 'Has the due date passed on the given day? False on the day itself. For a constant limit an index on the start column serves it. Null in, null out; errors of sen.due_date().';


-- combined limits -------------------------------------------------------------

CREATE FUNCTION sen.amended_plan_due(meeting date, notice_sent date) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN least(sen.due_date('amended_plan_longstop', meeting), sen.due_date('final_amended_plan', notice_sent));
COMMENT ON FUNCTION sen.amended_plan_due(date, date) IS 'Last day to send the final amended plan: the earlier of 12 weeks after the review meeting (R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)) and 8 weeks after the amendment notice was sent (SEND Regulations 2014 reg 22(3)). One of the two null: the other alone; both null: null. A phase transfer may set an earlier day: sen.phase_transfer_due().';

CREATE FUNCTION sen.transfer_review_due(last_reviewed date, transferred date) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN greatest(sen.due_date('plan_transfer_review_after_review', last_reviewed), sen.due_date('plan_transfer_review_after_transfer', transferred));
COMMENT ON FUNCTION sen.transfer_review_due(date, date) IS 'Last day for the new authority to review a plan that was transferred to it: the later of 12 months beginning with the day the plan was made or last reviewed and 3 months beginning with the day of transfer (SEND Regulations 2014 reg 15(5)). Null in, null out.';

CREATE FUNCTION sen.appeal_due(decision_sent date, certificate_issued date DEFAULT NULL) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN decision_sent IS NOT NULL
                THEN greatest(sen.due_date('appeal_notice', decision_sent), sen.due_date('appeal_notice_after_certificate', certificate_issued)) END;
COMMENT ON FUNCTION sen.appeal_due(date, date) IS 'Last day to appeal: the later of 2 months after the decision was sent and 1 month after the mediation certificate was issued (HESC Rules 2008 r.20(1)(c)); if it falls from 25 December to 1 January or in August, the first working day after 1 January or 31 August, else the next working day (r.12(2), 12(3)(a)). certificate_issued null: no certificate. decision_sent null: null. The Tribunal may extend it.';

CREATE FUNCTION sen.phase_transfer_due(phase text, year integer) RETURNS date
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF year NOT BETWEEN 1 AND 9999 THEN
        RAISE EXCEPTION 'year of transfer out of range: %', year
            USING ERRCODE = 'datetime_field_overflow', HINT = 'Give the calendar year in which the transfer takes place, such as 2026.';
    END IF;
    IF phase = 'secondary to post-16' THEN
        RETURN sen.due_date('phase_transfer_post16', make_date(year, 1, 1));
    ELSIF phase IN ('early years to school', 'infant to junior', 'primary to middle', 'primary to secondary', 'middle to secondary') THEN
        RETURN sen.due_date('phase_transfer_other', make_date(year, 1, 1));
    END IF;
    RAISE EXCEPTION 'unknown phase of transfer: "%"', phase
        USING ERRCODE = 'invalid_parameter_value',
              HINT = 'Use one of: early years to school, infant to junior, primary to middle, primary to secondary, middle to secondary, secondary to post-16.';
END
$function$;
COMMENT ON FUNCTION sen.phase_transfer_due(text, integer) IS 'Last day to review and amend a plan before a transfer between phases in the given calendar year: 30 March for secondary to post-16, 14 February otherwise, because the regulation says "before" 31 March and 15 February (SEND Regulations 2014 reg 18(1)); the Code of Practice para 9.179 and many authorities say "by". Null in, null out; 22023 for an unknown phase, 22008 for a year outside 1 to 9999.';

-- exceptions ------------------------------------------------------------------

CREATE FUNCTION sen.closure_window(closed_from date, reopens_on date) RETURNS daterange
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT isfinite(closed_from) OR NOT isfinite(reopens_on) THEN
        RAISE EXCEPTION 'a closure must have a first day and a day of re-opening'
            USING ERRCODE = 'datetime_field_overflow', DETAIL = format('It is given as closed from %s, re-opening on %s.', closed_from, reopens_on),
                  HINT = 'Give finite dates.';
    END IF;
    IF reopens_on < closed_from THEN
        RAISE EXCEPTION 'a closure cannot end before it began: closed from %, re-opening on %', closed_from, reopens_on
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the first day of the closure first.';
    END IF;
    IF reopens_on - closed_from < 28 THEN
        RETURN 'empty'::daterange;
    END IF;
    RETURN daterange(closed_from - 7, reopens_on - 7, '[]');
END
$function$;
COMMENT ON FUNCTION sen.closure_window(date, date) IS 'The days on which a request to a school for advice is caught by the closure exception (SEND Regulations 2014 reg 10(4)(a)): from one week before the closure to one week before re-opening, both included, if the closure lasts at least 4 continuous weeks (28 days from closed_from to the day before reopens_on); else empty. It is the day of the request for advice that counts, not the due date. Whether a closure begins on the Saturday after term or on the first missed school day is not settled: give the day that you take. Null in, null out; 22023 if it ends before it began, 22008 for infinite dates.';

CREATE FUNCTION sen.closure_excuses(advice_requested_on date, closures daterange[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT coalesce(bool_or(sen.closure_window(coalesce(lower(c.closure), '-infinity'::date), coalesce(upper(c.closure), 'infinity'::date)) @> advice_requested_on), false)
            FROM (SELECT unnest(range_agg(g.given)) AS closure FROM unnest(closures) AS g (given)) c);
COMMENT ON FUNCTION sen.closure_excuses(date, daterange[]) IS 'Does one of the closures lift the limit for a case in which advice was requested on that day? Each closure is a range from its first day up to, not including, the day of re-opening. It lifts the limit where complying is impractical because of it, and gives no other date. Ranges that overlap or touch are one closure; empty ranges count for nothing; no closure: false. Null in, null out; 22008 for a range without an end.';

CREATE FUNCTION sen.relaxed_2020(time_limit sen.time_limit, due date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_relaxed_2020' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.relaxed_2020(sen.time_limit, date) IS 'Did this due date of this limit fall in the time in which SI 2020/471 relaxed it: 1 May to 24 September 2020? Null for 25 September 2020: the regulations cease to have effect on that day, DfE''s guidance counts it in. False if the limit was not changed. Null in, null out.';
-- Room proportion: intervals for proportions, and for the change between two.

CREATE FUNCTION sen.wilson(
    numerator double precision, denominator double precision, confidence double precision DEFAULT 0.95,
    OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'sen_wilson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.wilson(double precision, double precision, double precision) IS 'Interval (0 to 1) for the proportion numerator / denominator: Wilson''s score interval without continuity correction, as in OHID''s public health technical guidance. Counts may have fractions. Nulls if the denominator is 0 or an argument is null; 22023 unless 0 <= numerator <= denominator, finite, and 0 < confidence < 1.';
CREATE FUNCTION sen.newcombe(
    numerator1 double precision, denominator1 double precision, numerator2 double precision, denominator2 double precision,
    confidence double precision DEFAULT 0.95,
    OUT difference double precision, OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'sen_newcombe' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.newcombe(double precision, double precision, double precision, double precision, double precision) IS 'The first proportion less the second (-1 to 1), of two groups that share no cases, and its interval: Newcombe (1998), method 10, which joins the two Wilson intervals. Counts may have fractions. Nulls if a denominator is 0 or an argument is null; 22023 unless 0 <= numerator <= denominator, finite, and 0 < confidence < 1.';
CREATE FUNCTION sen.funnel_limits(
    p double precision, n double precision, confidence double precision DEFAULT 0.95,
    OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'sen_funnel_limits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.funnel_limits(double precision, double precision, double precision) IS 'Where the proportion of n cases is expected (0 to 1) if p is the proportion everywhere: p plus and minus z * sqrt(p * (1 - p) / n), cut at 0 and 1. OHID draws funnels at 0.95 and 0.998. Nulls if n is 0 or an argument is null; 22023 unless 0 <= p <= 1, n is finite and not negative, and 0 < confidence < 1.';
CREATE FUNCTION sen.proportion_change(
    earlier_numerator double precision, earlier_denominator double precision, later_numerator double precision, later_denominator double precision,
    confidence double precision DEFAULT 0.95,
    OUT earlier double precision, OUT later double precision, OUT change double precision,
    OUT lower double precision, OUT upper double precision, OUT in_words text)
    AS 'MODULE_PATHNAME', 'sen_proportion_change' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.proportion_change(double precision, double precision, double precision, double precision, double precision) IS 'Two proportions (0 to 1), later less earlier with the interval of sen.newcombe(), and the same in percentage points and words: rose, fell, or no clear change if the interval holds 0. If a denominator is 0, its proportion and the change are null and the words are "no cases to compare". Null in, null out; 22023 unless 0 <= numerator <= denominator, finite, and 0 < confidence < 1.';
-- Room trend: the slope of a measure over time, the line to its target, and when it gets there.

CREATE TYPE sen.trend_line AS (
    slope_per_day double precision, lower double precision, upper double precision, points integer, first_on date, last_on date);
COMMENT ON TYPE sen.trend_line IS 'What sen.theil_sen() finds: the slope in units of the value per day, its interval, the number of points, and the days of the first and the last.';
COMMENT ON COLUMN sen.trend_line.slope_per_day IS 'Change of the value per day. Null without points on at least two days.';
COMMENT ON COLUMN sen.trend_line.lower IS 'Lower end of the interval of the slope. Null if the points are too few for the level of confidence.';
COMMENT ON COLUMN sen.trend_line.upper IS 'Upper end of the interval of the slope. Null if the points are too few for the level of confidence.';
COMMENT ON COLUMN sen.trend_line.points IS 'Rows with a date and a value.';
COMMENT ON COLUMN sen.trend_line.first_on IS 'Day of the first point. Null without points.';
COMMENT ON COLUMN sen.trend_line.last_on IS 'Day of the last point. Null without points.';

CREATE FUNCTION sen._theil_sen_accum(bytea, date, numeric) RETURNS bytea
    AS 'MODULE_PATHNAME', 'theil_sen_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._theil_sen_accum(bytea, date, numeric) IS 'Transition of sen.theil_sen(on_day, value). Private.';
CREATE FUNCTION sen._theil_sen_accum(bytea, date, numeric, double precision) RETURNS bytea
    AS 'MODULE_PATHNAME', 'theil_sen_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._theil_sen_accum(bytea, date, numeric, double precision) IS 'Transition of sen.theil_sen(on_day, value, confidence). Private.';
CREATE FUNCTION sen._theil_sen_combine(bytea, bytea) RETURNS bytea
    AS 'MODULE_PATHNAME', 'theil_sen_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._theil_sen_combine(bytea, bytea) IS 'Merges two transition states of sen.theil_sen(). Private.';
CREATE FUNCTION sen._theil_sen_final(bytea) RETURNS sen.trend_line
    AS 'MODULE_PATHNAME', 'theil_sen_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._theil_sen_final(bytea) IS 'Slope and interval of the points of a transition state. Private.';

CREATE AGGREGATE sen.theil_sen(on_day date, value numeric) (
    SFUNC = sen._theil_sen_accum, STYPE = bytea, SSPACE = 1024,
    COMBINEFUNC = sen._theil_sen_combine, FINALFUNC = sen._theil_sen_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.theil_sen(date, numeric) IS 'Trend of a series: the median of the slopes of all pairs of points on different days (Theil 1950, Sen 1968), in units of the value per day, which a few wild values do not move, with Sen''s interval of 95%. Rows with a null are left out. The slope is null without points on two days, the interval if the points are too few for it (different values on fewer than five days, mostly); all values equal: 0, from 0 to 0. No rows: a row of nulls with 0 points, never null. 22008 for an infinite date; 22023 for NaN or a value beyond 1e300; 54000 above 5,000 points.';

CREATE AGGREGATE sen.theil_sen(on_day date, value numeric, confidence double precision) (
    SFUNC = sen._theil_sen_accum, STYPE = bytea, SSPACE = 1024,
    COMBINEFUNC = sen._theil_sen_combine, FINALFUNC = sen._theil_sen_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.theil_sen(date, numeric, double precision) IS 'As sen.theil_sen(on_day, value), with the interval of a level of confidence of your own, the same for all rows of a group. 22004 if it is null; 22023 if it is not within 0 and 1, or differs.';

CREATE FUNCTION sen.straight_line(from_day date, from_value numeric, to_day date, to_value numeric, on_day date) RETURNS numeric
    AS 'MODULE_PATHNAME', 'sen_straight_line' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.straight_line(date, numeric, date, numeric, date) IS 'Value on a day of the straight line from one day and value to another, such as from the baseline to the target: at least 16 digits of the rise, zeros at the end left out. Before from_day it is from_value, on to_day and after it to_value; both on one day: a step. on_day may be infinite. Null in, null out. 22008 if another date is infinite; 22023 for NaN, infinity, or to_day before from_day.';

CREATE FUNCTION sen.reaches_on(on_day date, value numeric, slope_per_day double precision, target numeric, direction text) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_reaches_on' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.reaches_on(date, numeric, double precision, numeric, text) IS 'First day on which a measure that has value on on_day, and goes on at slope_per_day, is at the target or beyond it; on_day itself if it already is. direction: increase or decrease, the way in which the measure should go. Null if the slope is 0 or leads away, or the day would be after 2199-12-31. The slope is read to 15 digits. Null in, null out. 22008 if on_day is infinite; 22023 for NaN, infinity, or another direction.';
-- Room timeliness: an exact, mergeable summary of how long cases took.
-- Part of room timeliness: the type, its equality and its operator +.

CREATE TYPE sen.timeliness;

CREATE FUNCTION sen.timeliness_in(cstring) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_in(cstring) IS 'Text input of sen.timeliness, such as v1 done{83:1,140:2} open{12:3} unusable{done:1}; 22P02 otherwise.';
CREATE FUNCTION sen.timeliness_out(sen.timeliness) RETURNS cstring
    AS 'MODULE_PATHNAME', 'timeliness_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_out(sen.timeliness) IS 'Text output of sen.timeliness: every count, nothing lost.';
CREATE FUNCTION sen.timeliness_recv(internal) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_recv(internal) IS 'Binary input of sen.timeliness: every byte is checked; 22P03 if it is not a summary.';
CREATE FUNCTION sen.timeliness_send(sen.timeliness) RETURNS bytea
    AS 'MODULE_PATHNAME', 'timeliness_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_send(sen.timeliness) IS 'Binary output of sen.timeliness: a version byte and the canonical form.';

CREATE TYPE sen.timeliness (
    INPUT = sen.timeliness_in,
    OUTPUT = sen.timeliness_out,
    RECEIVE = sen.timeliness_recv,
    SEND = sen.timeliness_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended,
    CATEGORY = 's', PREFERRED = true  -- so that a literal is taken for a summary rather than a series
);
COMMENT ON TYPE sen.timeliness IS 'An exact summary of how long cases took: counts by whole days and by class (done, done under an exception, open, open under an exception, left), with cases whose dates are unusable apart. Summaries merge by sen.rollup() and + without loss.';

CREATE FUNCTION sen.timeliness_eq(sen.timeliness, sen.timeliness) RETURNS boolean
    AS 'MODULE_PATHNAME', 'timeliness_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_eq(sen.timeliness, sen.timeliness) IS 'Is every count the same? Null in, null out.';
CREATE FUNCTION sen.timeliness_ne(sen.timeliness, sen.timeliness) RETURNS boolean
    AS 'MODULE_PATHNAME', 'timeliness_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_ne(sen.timeliness, sen.timeliness) IS 'Is any count different? Null in, null out.';
CREATE FUNCTION sen.timeliness_hash(sen.timeliness) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_hash(sen.timeliness) IS 'Hash support of sen.timeliness.';
CREATE FUNCTION sen.timeliness_hash_extended(sen.timeliness, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_hash_extended(sen.timeliness, bigint) IS 'Hash support of sen.timeliness, with a seed.';
CREATE OPERATOR sen.= (
    LEFTARG = sen.timeliness, RIGHTARG = sen.timeliness, FUNCTION = sen.timeliness_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.timeliness, RIGHTARG = sen.timeliness, FUNCTION = sen.timeliness_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR sen.= (sen.timeliness, sen.timeliness) IS 'Every count the same.';
COMMENT ON OPERATOR sen.<> (sen.timeliness, sen.timeliness) IS 'Any count different.';
CREATE OPERATOR CLASS sen.timeliness_hash_ops DEFAULT FOR TYPE sen.timeliness USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.timeliness_hash(sen.timeliness),
    FUNCTION 2 sen.timeliness_hash_extended(sen.timeliness, bigint);
COMMENT ON OPERATOR CLASS sen.timeliness_hash_ops USING hash IS 'Equality of sen.timeliness, for GROUP BY and DISTINCT.';

CREATE FUNCTION sen.timeliness_plus(sen.timeliness, sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_plus(sen.timeliness, sen.timeliness) IS 'Merges two summaries: the function of the operator +. Null in, null out; 22003 above 4294967295 cases of one class on one day.';
CREATE OPERATOR sen.+ (
    LEFTARG = sen.timeliness, RIGHTARG = sen.timeliness, FUNCTION = sen.timeliness_plus, COMMUTATOR = OPERATOR(sen.+)
);
COMMENT ON OPERATOR sen.+ (sen.timeliness, sen.timeliness) IS 'Merges two summaries.';
-- Part of room timeliness: the aggregates.

CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date) IS 'Transition of sen.timeliness(started, finished). Private.';
CREATE FUNCTION sen._timeliness_discard(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_discard' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_discard(sen.timeliness, date, date) IS 'Inverse transition of sen.timeliness(started, finished). Private.';
CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean) IS 'Transition of sen.timeliness(started, finished, exception). Private.';
CREATE FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_discard' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean) IS 'Inverse transition of sen.timeliness(started, finished, exception). Private.';
CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date) IS 'Transition of sen.timeliness(started, finished, exception, as_of). Private.';
CREATE FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_discard' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean, date) IS 'Inverse transition of sen.timeliness(started, finished, exception, as_of). Private.';
CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date, date) IS 'Transition of sen.timeliness(started, finished, exception, left_on, as_of). Private.';
CREATE FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_discard' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean, date, date) IS 'Inverse transition of sen.timeliness(started, finished, exception, left_on, as_of). Private.';
CREATE FUNCTION sen._lateness_accum(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_accum(sen.timeliness, date, date) IS 'Transition of sen.lateness(due, finished). Private.';
CREATE FUNCTION sen._lateness_discard(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_discard' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_discard(sen.timeliness, date, date) IS 'Inverse transition of sen.lateness(due, finished). Private.';
CREATE FUNCTION sen._lateness_accum(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_accum(sen.timeliness, date, date, boolean) IS 'Transition of sen.lateness(due, finished, exception). Private.';
CREATE FUNCTION sen._lateness_discard(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_discard' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_discard(sen.timeliness, date, date, boolean) IS 'Inverse transition of sen.lateness(due, finished, exception). Private.';
CREATE FUNCTION sen._lateness_accum(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_accum(sen.timeliness, date, date, boolean, date) IS 'Transition of sen.lateness(due, finished, exception, as_of). Private.';
CREATE FUNCTION sen._lateness_discard(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_discard' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_discard(sen.timeliness, date, date, boolean, date) IS 'Inverse transition of sen.lateness(due, finished, exception, as_of). Private.';
CREATE FUNCTION sen._timeliness_combine(sen.timeliness, sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_combine(sen.timeliness, sen.timeliness) IS 'Merges two transition states; also the transition of sen.rollup(). Private.';
CREATE FUNCTION sen._timeliness_uncombine(sen.timeliness, sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_uncombine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_uncombine(sen.timeliness, sen.timeliness) IS 'Takes out again what was merged: inverse transition of sen.rollup(). Private.';
CREATE FUNCTION sen._timeliness_final(sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_final(sen.timeliness) IS 'Brings a transition state to the canonical form. Private.';

CREATE AGGREGATE sen.timeliness(started date, finished date) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_accum, MINVFUNC = sen._timeliness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024, MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date) IS 'Summary of the days from started to finished. finished null, or after sen.today(): open, aged on sen.today(). A finite started after sen.today(): not yet a case. started null or infinite, or finished before started: counted as unusable. Both null: ignored. No rows: an empty summary, never null.';

CREATE AGGREGATE sen.timeliness(started date, finished date, exception boolean) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_accum, MINVFUNC = sen._timeliness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024, MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date, boolean) IS 'As sen.timeliness(started, finished); exception true: the case is under a permitted exception. exception null counts as false.';

CREATE AGGREGATE sen.timeliness(started date, finished date, exception boolean, as_of date) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_accum, MINVFUNC = sen._timeliness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024, MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date, boolean, date) IS 'As sen.timeliness(started, finished, exception), on the day as_of instead of sen.today(). as_of null: error 22004; infinite: 22008.';

CREATE AGGREGATE sen.timeliness(started date, finished date, exception boolean, left_on date, as_of date) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_accum, MINVFUNC = sen._timeliness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024, MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date, boolean, date, date) IS 'As sen.timeliness(started, finished, exception, as_of), for cases that may leave before finishing (withdrawn, moved away, ceased) on left_on. Of finishing and leaving the first counts, finishing if both are on one day; left_on null, or after as_of: has not left. Left before started: counted as unusable.';

CREATE AGGREGATE sen.lateness(due date, finished date) (
    SFUNC = sen._lateness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._lateness_accum, MINVFUNC = sen._lateness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024, MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.lateness(date, date) IS 'Summary of the days from due to finished: 0 or less is in time. finished null, or after sen.today(): open, late by the days from due to sen.today(), negative while not yet due. due null or infinite with finished known: counted as unusable. Both null: ignored. No rows: an empty summary, never null.';

CREATE AGGREGATE sen.lateness(due date, finished date, exception boolean) (
    SFUNC = sen._lateness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._lateness_accum, MINVFUNC = sen._lateness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024, MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.lateness(date, date, boolean) IS 'As sen.lateness(due, finished); exception true: the case is under a permitted exception. exception null counts as false.';

CREATE AGGREGATE sen.lateness(due date, finished date, exception boolean, as_of date) (
    SFUNC = sen._lateness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._lateness_accum, MINVFUNC = sen._lateness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024, MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.lateness(date, date, boolean, date) IS 'As sen.lateness(due, finished, exception), on the day as_of instead of sen.today(). as_of null: error 22004; infinite: 22008.';

CREATE AGGREGATE sen.rollup(summary sen.timeliness) (
    SFUNC = sen._timeliness_combine, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_combine, MINVFUNC = sen._timeliness_uncombine, MSTYPE = sen.timeliness, MSSPACE = 1024, MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.rollup(sen.timeliness) IS 'Merges summaries; the result is what one aggregate over all their rows would give. Null summaries are ignored. No rows: an empty summary, never null. 22003 above 4294967295 cases of one class on one day.';
-- Part of room timeliness: what can be asked of a summary.

CREATE FUNCTION sen.cases(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.cases(sen.timeliness) IS 'All cases: finished, open and left, under an exception or not, with usable dates or not; 0 if there is none. Null in, null out.';
CREATE FUNCTION sen.finished(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_finished' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.finished(sen.timeliness, boolean) IS 'Finished cases, also those with unusable dates; all of them unless include_exceptions is false. It is the denominator of rates: DfE''s data guidance to Education, health and care plans counts every plan issued (plans_issued_den; without exceptions plans_issued_den_ex). Null in, null out.';
CREATE FUNCTION sen.open_cases(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_open_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_cases(sen.timeliness) IS 'Open cases, under an exception or not, also those with unusable dates: the backlog that no published rate holds. Null in, null out.';
CREATE FUNCTION sen.left_cases(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_left_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.left_cases(sen.timeliness) IS 'Cases that left before finishing (withdrawn, moved away, ceased), also those with unusable dates. They are neither finished nor open, and in no rate. Null in, null out.';
CREATE FUNCTION sen.excepted(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_excepted' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.excepted(sen.timeliness) IS 'Finished cases under a permitted exception, also those with unusable dates (SEN2 item 3.7; SEND Regulations 2014, reg 13(3)). Null in, null out.';
CREATE FUNCTION sen.unusable(summary sen.timeliness) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_unusable' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.unusable(sen.timeliness) IS 'Cases whose dates give no usable number of days: they are in denominators and within no number of days. That such plans stay in DfE''s denominators is inferred from the published files. Null in, null out.';
CREATE FUNCTION sen.within(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_within' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.within(sen.timeliness, integer, boolean) IS 'Cases that finished in at most so many days (140 is 20 weeks, DfE''s plans_issued_within_20_weeks); all of them unless include_exceptions is false. days may be negative: so many days before the due date, in a summary of sen.lateness(), and 0 cases in one of sen.timeliness(). Null in, null out.';
CREATE FUNCTION sen.over(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT true) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.over(sen.timeliness, integer, boolean) IS 'Cases that finished in more than so many days (364 is 52 weeks, DfE''s plans_issued_gt_1_year); all of them unless include_exceptions is false. days may be negative, as for sen.within(). Null in, null out.';
CREATE FUNCTION sen.open_over(summary sen.timeliness, days integer) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_open_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_over(sen.timeliness, integer) IS 'Cases that have been open for more than so many days, under an exception or not. days may be negative: of a summary of sen.lateness(), 0 counts the overdue, and -15 also those due within 14 days. Null in, null out.';
CREATE FUNCTION sen.rate(summary sen.timeliness, days integer, include_exceptions boolean DEFAULT false) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rate(sen.timeliness, integer, boolean) IS 'Share (0 to 1) of finished cases that finished in at most so many days. DfE''s headline: cases under an exception are left out of both numerator and denominator, unless include_exceptions is true; cases with unusable dates stay in the denominator. Of a summary of sen.lateness(), 0 days is the share in time; days may be negative. Source: DfE, data guidance to Education, health and care plans (PC_plans_issued_20_weeks_ex; including exceptions pc_plans_issued_within_20_weeks). Null if the denominator is 0. Null in, null out.';
CREATE FUNCTION sen.mean_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_mean_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.mean_days(sen.timeliness, boolean) IS 'Mean days of finished cases with usable dates, as avg(); all of them unless include_exceptions is false. DfE publishes it in weeks from 2026 (avg_weeks_issue_plan). Null if there is none. Null in, null out; 22003 if the sum of days is out of range.';
CREATE FUNCTION sen.median_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS numeric
    AS 'MODULE_PATHNAME', 'timeliness_median_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.median_days(sen.timeliness, boolean) IS 'Median days of finished cases with usable dates, the mean of the two middle values if their number is even (as PostgreSQL''s percentile_cont(0.5)); all of them unless include_exceptions is false. Null if there is none. Null in, null out.';
CREATE FUNCTION sen.percentile_days(summary sen.timeliness, p double precision, include_exceptions boolean DEFAULT true) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_percentile_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.percentile_days(sen.timeliness, double precision, boolean) IS 'The least number of days within which a share p (0 to 1) of the finished cases with usable dates finished: equal to PostgreSQL''s percentile_disc(p). All of them unless include_exceptions is false. Null if there is none. Null in, null out; 22003 if p is not between 0 and 1.';
CREATE FUNCTION sen.percentile_cont(summary sen.timeliness, p double precision, include_exceptions boolean DEFAULT true) RETURNS double precision
    AS 'MODULE_PATHNAME', 'timeliness_percentile_cont' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.percentile_cont(sen.timeliness, double precision, boolean) IS 'The days below which a share p (0 to 1) of the finished cases with usable dates lies, in proportion between the two nearest: equal to PostgreSQL''s percentile_cont(p), to the last bit. All of them unless include_exceptions is false. Null if there is none. Null in, null out; 22003 if p is not between 0 and 1.';
CREATE FUNCTION sen.min_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_min_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.min_days(sen.timeliness, boolean) IS 'Fewest days of the finished cases with usable dates, as min(); all of them unless include_exceptions is false. Null if there is none. Null in, null out.';
CREATE FUNCTION sen.max_days(summary sen.timeliness, include_exceptions boolean DEFAULT true) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_max_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.max_days(sen.timeliness, boolean) IS 'Most days of the finished cases with usable dates, as max(); all of them unless include_exceptions is false. Null if there is none. Null in, null out.';
CREATE FUNCTION sen.max_open_days(summary sen.timeliness) RETURNS integer
    AS 'MODULE_PATHNAME', 'timeliness_max_open_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.max_open_days(sen.timeliness) IS 'Days of the oldest open case with usable dates, under an exception or not; of a summary of sen.lateness(), of the longest overdue one. Null if there is none. Null in, null out.';
-- Part of room timeliness: how sure the rate of a summary is, and whether it changed.

CREATE FUNCTION sen.rate_interval(
    summary sen.timeliness, days integer, include_exceptions boolean DEFAULT false, confidence double precision DEFAULT 0.95,
    OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'timeliness_rate_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rate_interval(sen.timeliness, integer, boolean, double precision) IS 'Interval (0 to 1) for sen.rate(summary, days, include_exceptions): sen.wilson() of the same two counts. Nulls if none finished or an argument is null; 22023 unless 0 < confidence < 1.';
CREATE FUNCTION sen.rate_change(
    earlier sen.timeliness, later sen.timeliness, days integer, include_exceptions boolean DEFAULT false, confidence double precision DEFAULT 0.95,
    OUT earlier_rate double precision, OUT later_rate double precision, OUT change double precision,
    OUT lower double precision, OUT upper double precision, OUT in_words text)
    AS 'MODULE_PATHNAME', 'timeliness_rate_change' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rate_change(sen.timeliness, sen.timeliness, integer, boolean, double precision) IS 'The rates of two summaries that share no cases (0 to 1), later less earlier with its interval, and the same in percentage points and words: sen.proportion_change() of the counts of sen.rate(). If none finished in one, its rate and the change are null and the words are "no cases to compare". Null in, null out; 22023 unless 0 < confidence < 1.';
-- Part of room timeliness: the cases of a summary as rows.

CREATE FUNCTION sen.bands(summary sen.timeliness, bounds integer[], include_exceptions boolean DEFAULT true)
RETURNS TABLE (band text, from_days integer, to_days integer, cases bigint, share numeric)
    AS 'MODULE_PATHNAME', 'timeliness_bands' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION sen.bands(sen.timeliness, integer[], boolean) IS 'Finished cases by band of days, ascending; bounds are the last days of all bands but the last: {140,364} makes DfE''s bands, within 20 weeks, after that to 52 weeks, after 52 weeks. from_days is null in the first band, to_days in the last. A last row counts the cases with unusable dates, so that cases add up to sen.finished(). share is of those, 0 to 1; null if none finished. All finished cases unless include_exceptions is false. A negative first bound names bands from the due date of sen.lateness(). No bounds: one band. Null in, no rows; bounds that do not ascend: 22023; a null among them: 22004; more than one dimension: 2202E; 2147483647: 22003.';
CREATE FUNCTION sen.open_age_bands(summary sen.timeliness, bounds integer[])
RETURNS TABLE (band text, from_days integer, to_days integer, cases bigint, share numeric)
    AS 'MODULE_PATHNAME', 'timeliness_open_age_bands' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION sen.open_age_bands(sen.timeliness, integer[]) IS 'Open cases, under an exception or not, by band of the days that they have been open; rows, bounds and errors as of sen.bands(). cases add up to sen.open_cases(), of which share is a part; null if none is open. Null in, no rows.';
CREATE FUNCTION sen.histogram(summary sen.timeliness, width integer DEFAULT 1)
RETURNS TABLE (class text, from_days integer, cases bigint)
    AS 'MODULE_PATHNAME', 'timeliness_histogram' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 400;
COMMENT ON FUNCTION sen.histogram(sen.timeliness, integer) IS 'All cases by class (named and ordered as in the text form) and by from_days to from_days + width - 1 days: the days rounded down, also below 0, to a multiple of width. Only what occurs has a row. from_days is null for the cases of a class with unusable dates, after its others. cases add up to sen.cases(). Null in, no rows; 22023 if width is below 1; 22003 if a from_days is out of range.';
-- Part of room timeliness: survival analysis, which counts the open cases too.

CREATE FUNCTION sen.survival(summary sen.timeliness, confidence double precision DEFAULT 0.95, interval_type text DEFAULT 'log-log')
    RETURNS TABLE (day integer, at_risk bigint, finished bigint, censored bigint,
                   surviving double precision, standard_error double precision, lower double precision, upper double precision)
    AS 'MODULE_PATHNAME', 'timeliness_survival' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 200;
COMMENT ON FUNCTION sen.survival(sen.timeliness, double precision, text) IS 'Share of cases that have not finished by the close of each day, by Kaplan and Meier (1958), with Greenwood''s standard error and an interval: one row for each day on which a case finished, left or was last seen open. at_risk: cases of at least so many days; censored: open cases and those that left. On one day cases finish before others leave or are seen open. Cases with unusable dates are ignored. interval_type: log-log, log, plain, logit or arcsin, as conf.type in R''s survfit(). At surviving 0, standard_error, lower and upper are null; at surviving 1, lower and upper are null, but 1 with log and plain. 22023 if interval_type is none of these or confidence is not within 0 and 1. Null in, no rows.';

CREATE FUNCTION sen.cumulative_incidence(summary sen.timeliness)
    RETURNS TABLE (day integer, at_risk bigint, finished bigint, left_early bigint, open bigint,
                   incidence_finished double precision, incidence_left double precision, surviving double precision)
    AS 'MODULE_PATHNAME', 'timeliness_cumulative_incidence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 200;
COMMENT ON FUNCTION sen.cumulative_incidence(sen.timeliness) IS 'Shares of cases that have finished, have left, and have done neither by the close of each day, by Aalen and Johansen (1978); the three add up to 1. Leaving is an end of its own here. Rows as in sen.survival(); left_early: cases that left on that day; open: cases last seen open on it. Cases with unusable dates are ignored. Null in, no rows.';

CREATE FUNCTION sen.at_risk(summary sen.timeliness, age integer) RETURNS bigint
    AS 'MODULE_PATHNAME', 'timeliness_at_risk' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.at_risk(sen.timeliness, integer) IS 'Cases of more than so many days: known to have been open at the close of day age, and seen beyond it. On so many cases a probability that starts at that age rests. Null in, null out.';

CREATE FUNCTION sen.finish_probability(summary sen.timeliness, age integer, by_day integer, competing boolean DEFAULT false) RETURNS double precision
    AS 'MODULE_PATHNAME', 'timeliness_finish_probability' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.finish_probability(sen.timeliness, integer, integer, boolean) IS 'Probability that a case open at the close of day age finishes by the close of day by_day, if it goes as it did for the cases of the summary. competing false: if it does not leave (Kaplan-Meier, 1 - S(by_day) / S(age)); true: it may leave and then does not finish (Aalen-Johansen). 0 if age >= by_day. Null if the summary does not tell: no case was seen beyond age, or by_day is after the last day of all and some were open until then. Null in, null out.';

CREATE FUNCTION sen.breach_risk(summary sen.timeliness, age integer, limit_days integer, competing boolean DEFAULT false) RETURNS double precision
    AS 'MODULE_PATHNAME', 'timeliness_breach_risk' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.breach_risk(sen.timeliness, integer, integer, boolean) IS 'Probability that a case open at the close of day age is still open at the close of day limit_days (140 is 20 weeks), if it goes as it did for the cases of the summary. competing false: if it does not leave (Kaplan-Meier, S(limit_days) / S(age)); true: it may leave and is then not open (Aalen-Johansen). 1 if age >= limit_days. Null if the summary does not tell: no case was seen beyond age, or limit_days is after the last day of all and some were open until then. Null in, null out.';

CREATE FUNCTION sen.restricted_mean(summary sen.timeliness, by_day integer, OUT mean_days double precision, OUT standard_error double precision)
    AS 'MODULE_PATHNAME', 'timeliness_restricted_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.restricted_mean(sen.timeliness, integer) IS 'Mean days until a case finishes, each counted as by_day at most: the area under the curve of sen.survival() from day 0 to by_day, less what lies before day 0 where days are negative; with its standard error. Counts the open cases too, unlike sen.mean_days(). Both null if there are no cases with usable dates, or by_day is after the last day of all and some were open until then. Null in, null out.';

CREATE FUNCTION sen.survival_median(summary sen.timeliness, confidence double precision DEFAULT 0.95, interval_type text DEFAULT 'log-log',
                                    OUT median_days double precision, OUT lower double precision, OUT upper double precision)
    AS 'MODULE_PATHNAME', 'timeliness_survival_median' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.survival_median(sen.timeliness, double precision, text) IS 'First day at whose close at most half of the cases are unfinished, by the curve of sen.survival(); if exactly half are for some days, the middle of those days. lower and upper: the same of the curves lower and upper. Each null if not reached. Counts the open cases too, unlike sen.median_days(). Arguments and errors as sen.survival(). Null in, null out.';

CREATE FUNCTION sen.log_rank(a sen.timeliness, b sen.timeliness, OUT chi_squared double precision, OUT p_value double precision,
                             OUT observed_a bigint, OUT expected_a double precision, OUT observed_b bigint, OUT expected_b double precision)
    AS 'MODULE_PATHNAME', 'timeliness_log_rank' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.log_rank(sen.timeliness, sen.timeliness) IS 'Log-rank test (Mantel 1966) of whether the cases of two summaries finish at the same pace; a case that left is counted until then. chi_squared has one degree of freedom; p_value is how often chance alone gives as much or more; observed: cases that finished; expected: as many as would have at the pace of both together. chi_squared and p_value are null if there is nothing to compare: on no day was a case at risk in each, with some finishing and some not. Null in, null out.';
-- Part of room timeliness: the series, the summaries of all periods in one value.

-- bucket --------------------------------------------------------------------

CREATE TYPE sen.bucket;

CREATE FUNCTION sen.bucket_in(cstring) RETURNS sen.bucket
    AS 'MODULE_PATHNAME', 'bucket_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket_in(cstring) IS 'Text input of sen.bucket: the exact name. An unknown name is error 22P02, whose hint lists the nearest names.';
CREATE FUNCTION sen.bucket_out(sen.bucket) RETURNS cstring
    AS 'MODULE_PATHNAME', 'bucket_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket_out(sen.bucket) IS 'Text output of sen.bucket: its name.';
CREATE FUNCTION sen.bucket_recv(internal) RETURNS sen.bucket
    AS 'MODULE_PATHNAME', 'bucket_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket_recv(internal) IS 'Binary input of sen.bucket: its name as text.';
CREATE FUNCTION sen.bucket_send(sen.bucket) RETURNS bytea
    AS 'MODULE_PATHNAME', 'bucket_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket_send(sen.bucket) IS 'Binary output of sen.bucket: its name as text.';

CREATE TYPE sen.bucket (
    INPUT = sen.bucket_in,
    OUTPUT = sen.bucket_out,
    RECEIVE = sen.bucket_recv,
    SEND = sen.bucket_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.bucket IS 'The period by which a series keeps cases apart, and whether their start or their end places them, such as finish_month; sen.buckets() lists them. Two bytes.';

CREATE FUNCTION sen.bucket_eq(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_eq(sen.bucket, sen.bucket) IS 'The same bucket? Null in, null out.';
CREATE FUNCTION sen.bucket_ne(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_ne(sen.bucket, sen.bucket) IS 'Different buckets? Null in, null out.';
CREATE FUNCTION sen.bucket_lt(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2lt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_lt(sen.bucket, sen.bucket) IS 'Earlier in the list? Null in, null out.';
CREATE FUNCTION sen.bucket_le(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2le' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_le(sen.bucket, sen.bucket) IS 'Earlier in the list, or the same? Null in, null out.';
CREATE FUNCTION sen.bucket_gt(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2gt' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_gt(sen.bucket, sen.bucket) IS 'Later in the list? Null in, null out.';
CREATE FUNCTION sen.bucket_ge(sen.bucket, sen.bucket) RETURNS boolean
    AS 'int2ge' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_ge(sen.bucket, sen.bucket) IS 'Later in the list, or the same? Null in, null out.';
CREATE FUNCTION sen.bucket_cmp(sen.bucket, sen.bucket) RETURNS integer
    AS 'btint2cmp' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_cmp(sen.bucket, sen.bucket) IS 'Negative, 0 or positive: btree support of sen.bucket.';
CREATE FUNCTION sen.bucket_hash(sen.bucket) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_hash(sen.bucket) IS 'Hash support of sen.bucket.';
CREATE FUNCTION sen.bucket_hash_extended(sen.bucket, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.bucket_hash_extended(sen.bucket, bigint) IS 'Hash support of sen.bucket, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.bucket, RIGHTARG = sen.bucket, FUNCTION = sen.bucket_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.bucket, sen.bucket) IS 'The same bucket.';
COMMENT ON OPERATOR sen.<> (sen.bucket, sen.bucket) IS 'Different buckets.';
COMMENT ON OPERATOR sen.< (sen.bucket, sen.bucket) IS 'Earlier in the list.';
COMMENT ON OPERATOR sen.<= (sen.bucket, sen.bucket) IS 'Earlier in the list, or the same.';
COMMENT ON OPERATOR sen.> (sen.bucket, sen.bucket) IS 'Later in the list.';
COMMENT ON OPERATOR sen.>= (sen.bucket, sen.bucket) IS 'Later in the list, or the same.';

CREATE OPERATOR CLASS sen.bucket_ops DEFAULT FOR TYPE sen.bucket USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.bucket_cmp(sen.bucket, sen.bucket);
COMMENT ON OPERATOR CLASS sen.bucket_ops USING btree IS 'Order of sen.bucket, for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.bucket_hash_ops DEFAULT FOR TYPE sen.bucket USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.bucket_hash(sen.bucket),
    FUNCTION 2 sen.bucket_hash_extended(sen.bucket, bigint);
COMMENT ON OPERATOR CLASS sen.bucket_hash_ops USING hash IS 'Equality of sen.bucket, for hash joins and GROUP BY.';

CREATE FUNCTION sen.buckets() RETURNS TABLE (bucket sen.bucket, period text, placed_by text)
    AS 'MODULE_PATHNAME', 'sen_buckets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.buckets() IS 'Every bucket: the period it keeps cases apart by, and which date of a case places it.';

-- type ----------------------------------------------------------------------

CREATE TYPE sen.timeliness_series;

CREATE FUNCTION sen.timeliness_series_in(cstring) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_in(cstring) IS 'Text input of sen.timeliness_series, such as v1 finish_month none[open{12:3}] 2025-01-01[done{83:1,140:2}]; 22P02 otherwise.';
CREATE FUNCTION sen.timeliness_series_out(sen.timeliness_series) RETURNS cstring
    AS 'MODULE_PATHNAME', 'series_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_out(sen.timeliness_series) IS 'Text output of sen.timeliness_series: every count of every period, nothing lost.';
CREATE FUNCTION sen.timeliness_series_recv(internal) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_recv(internal) IS 'Binary input of sen.timeliness_series: every byte is checked; 22P03 if it is not a series.';
CREATE FUNCTION sen.timeliness_series_send(sen.timeliness_series) RETURNS bytea
    AS 'MODULE_PATHNAME', 'series_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_send(sen.timeliness_series) IS 'Binary output of sen.timeliness_series: a version byte, the number of the bucket (two bytes) and the canonical form.';

CREATE TYPE sen.timeliness_series (
    INPUT = sen.timeliness_series_in,
    OUTPUT = sen.timeliness_series_out,
    RECEIVE = sen.timeliness_series_recv,
    SEND = sen.timeliness_series_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended,
    CATEGORY = 's'
);
COMMENT ON TYPE sen.timeliness_series IS 'The exact summaries (sen.timeliness) of all periods in one value. Series of the same bucket merge by sen.rollup() and + without loss; sen.periods() reads them back.';

CREATE FUNCTION sen.timeliness_series_eq(sen.timeliness_series, sen.timeliness_series) RETURNS boolean
    AS 'MODULE_PATHNAME', 'series_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_eq(sen.timeliness_series, sen.timeliness_series) IS 'Is every count of every period the same? Null in, null out.';
CREATE FUNCTION sen.timeliness_series_ne(sen.timeliness_series, sen.timeliness_series) RETURNS boolean
    AS 'MODULE_PATHNAME', 'series_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_ne(sen.timeliness_series, sen.timeliness_series) IS 'Is any count of any period different? Null in, null out.';
CREATE FUNCTION sen.timeliness_series_hash(sen.timeliness_series) RETURNS integer
    AS 'MODULE_PATHNAME', 'series_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_hash(sen.timeliness_series) IS 'Hash support of sen.timeliness_series.';
CREATE FUNCTION sen.timeliness_series_hash_extended(sen.timeliness_series, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'series_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_hash_extended(sen.timeliness_series, bigint) IS 'Hash support of sen.timeliness_series, with a seed.';
CREATE OPERATOR sen.= (
    LEFTARG = sen.timeliness_series, RIGHTARG = sen.timeliness_series, FUNCTION = sen.timeliness_series_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.timeliness_series, RIGHTARG = sen.timeliness_series, FUNCTION = sen.timeliness_series_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR sen.= (sen.timeliness_series, sen.timeliness_series) IS 'Every count of every period the same.';
COMMENT ON OPERATOR sen.<> (sen.timeliness_series, sen.timeliness_series) IS 'Any count of any period different.';
CREATE OPERATOR CLASS sen.timeliness_series_hash_ops DEFAULT FOR TYPE sen.timeliness_series USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.timeliness_series_hash(sen.timeliness_series),
    FUNCTION 2 sen.timeliness_series_hash_extended(sen.timeliness_series, bigint);
COMMENT ON OPERATOR CLASS sen.timeliness_series_hash_ops USING hash IS 'Equality of sen.timeliness_series, for GROUP BY and DISTINCT.';

CREATE FUNCTION sen.timeliness_series_plus(sen.timeliness_series, sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.timeliness_series_plus(sen.timeliness_series, sen.timeliness_series) IS 'Merges two series: the function of the operator +. Null in, null out; 22023 if their buckets differ, 22003 above 4294967295 cases of one class on one day of one period.';
CREATE OPERATOR sen.+ (
    LEFTARG = sen.timeliness_series, RIGHTARG = sen.timeliness_series, FUNCTION = sen.timeliness_series_plus, COMMUTATOR = OPERATOR(sen.+)
);
COMMENT ON OPERATOR sen.+ (sen.timeliness_series, sen.timeliness_series) IS 'Merges two series of the same bucket.';

-- aggregates ----------------------------------------------------------------

CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date) IS 'Transition of sen.timeliness_series(bucket, started, finished). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean) IS 'Transition of sen.timeliness_series(bucket, started, finished, exception). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date) IS 'Transition of sen.timeliness_series(bucket, started, finished, exception, as_of). Private.';
CREATE FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date, date) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_accum(sen.timeliness_series, sen.bucket, date, date, boolean, date, date) IS 'Transition of sen.timeliness_series(bucket, started, finished, exception, left_on, as_of). Private.';
CREATE FUNCTION sen._series_combine(sen.timeliness_series, sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_combine(sen.timeliness_series, sen.timeliness_series) IS 'Merges two transition states of series; also the transition of sen.rollup(). Private.';
CREATE FUNCTION sen._series_final(sen.timeliness_series) RETURNS sen.timeliness_series
    AS 'MODULE_PATHNAME', 'series_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._series_final(sen.timeliness_series) IS 'Brings a transition state of a series to the canonical form. Private.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date) IS 'The summaries of all periods in one pass, without GROUP BY: for each period what sen.timeliness(started, finished) gives over its cases. A finish bucket places finished cases by the day they finished; open cases fall in no period. A start bucket places every case by the day it started. Dates that are unknown, infinite or outside the years 2 to 9999 are in no period. Read it with sen.periods(). bucket must be the same for all rows (22023) and not null (22004). No rows: an empty series, never null.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean) IS 'As sen.timeliness_series(bucket, started, finished); exception true: the case is under a permitted exception. exception null counts as false.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean, as_of date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean, date) IS 'As sen.timeliness_series(bucket, started, finished, exception), on the day as_of instead of sen.today(). as_of null: error 22004; infinite: 22008.';

CREATE AGGREGATE sen.timeliness_series(bucket sen.bucket, started date, finished date, exception boolean, left_on date, as_of date) (
    SFUNC = sen._series_accum, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness_series(sen.bucket, date, date, boolean, date, date) IS 'As sen.timeliness_series(bucket, started, finished, exception, as_of), for cases that may leave before finishing on left_on, as in sen.timeliness(started, finished, exception, left_on, as_of). A finish bucket places cases that left by that day.';

CREATE AGGREGATE sen.rollup(series sen.timeliness_series) (
    SFUNC = sen._series_combine, STYPE = sen.timeliness_series, SSPACE = 65536,
    COMBINEFUNC = sen._series_combine, FINALFUNC = sen._series_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.rollup(sen.timeliness_series) IS 'Merges series of the same bucket (22023 otherwise). Null series are ignored. No rows: an empty series, never null. 22003 above 4294967295 cases of one class on one day of one period.';

-- reading -------------------------------------------------------------------

CREATE FUNCTION sen.bucket(series sen.timeliness_series) RETURNS sen.bucket
    AS 'MODULE_PATHNAME', 'series_bucket' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.bucket(sen.timeliness_series) IS 'The bucket of a series; null if it was made of no rows. Null in, null out.';
CREATE FUNCTION sen.periods(series sen.timeliness_series) RETURNS TABLE (period date, summary sen.timeliness)
    AS 'MODULE_PATHNAME', 'series_periods' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100;
COMMENT ON FUNCTION sen.periods(sen.timeliness_series) IS 'One row for each period that has cases, ascending: its first day and the summary of its cases. Last, with period null, the cases that fall in no period, if there are any: open cases of a finish bucket, and unknown dates. Null in, no rows.';
-- Room risk: the risk score, the risk matrix, and how a risk moved.

-- Part of room risk: the risk score.

CREATE TYPE sen.risk_score;

CREATE FUNCTION sen.risk_score_in(cstring) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_in(cstring) IS 'Text input of sen.risk_score: likelihood x impact, each from 1 to 99, such as 4x5; the sign may be x or X, or in a UTF-8 database the multiplication sign, with blanks around it. 22P02 otherwise.';
CREATE FUNCTION sen.risk_score_out(sen.risk_score) RETURNS cstring
    AS 'MODULE_PATHNAME', 'risk_score_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_out(sen.risk_score) IS 'Text output of sen.risk_score: likelihood x impact, such as 4x5.';
CREATE FUNCTION sen.risk_score_recv(internal) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_recv(internal) IS 'Binary input of sen.risk_score: two bytes, likelihood and impact; 22P03 unless each is from 1 to 99.';
CREATE FUNCTION sen.risk_score_send(sen.risk_score) RETURNS bytea
    AS 'MODULE_PATHNAME', 'risk_score_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_send(sen.risk_score) IS 'Binary output of sen.risk_score: two bytes, likelihood and impact.';

CREATE TYPE sen.risk_score (
    INPUT = sen.risk_score_in,
    OUTPUT = sen.risk_score_out,
    RECEIVE = sen.risk_score_recv,
    SEND = sen.risk_score_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.risk_score IS 'The score of a risk, likelihood x impact, each from 1 to 99, such as 4x5; in the order of the product, then impact, then likelihood. Two bytes.';

CREATE FUNCTION sen.risk_score_eq(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_eq(sen.risk_score, sen.risk_score) IS 'Of the same likelihood and the same impact? Null in, null out.';
CREATE FUNCTION sen.risk_score_ne(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_ne(sen.risk_score, sen.risk_score) IS 'Of another likelihood or another impact? Null in, null out.';
CREATE FUNCTION sen.risk_score_lt(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_score_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_lt(sen.risk_score, sen.risk_score) IS 'Lower in the order of score, then impact, then likelihood? Null in, null out.';
CREATE FUNCTION sen.risk_score_le(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_score_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_le(sen.risk_score, sen.risk_score) IS 'The same, or lower in the order of score, then impact, then likelihood? Null in, null out.';
CREATE FUNCTION sen.risk_score_gt(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_score_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_gt(sen.risk_score, sen.risk_score) IS 'Higher in the order of score, then impact, then likelihood? Null in, null out.';
CREATE FUNCTION sen.risk_score_ge(sen.risk_score, sen.risk_score) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_score_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_ge(sen.risk_score, sen.risk_score) IS 'The same, or higher in the order of score, then impact, then likelihood? Null in, null out.';
CREATE FUNCTION sen.risk_score_cmp(sen.risk_score, sen.risk_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'risk_score_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_cmp(sen.risk_score, sen.risk_score) IS 'Negative, 0 or positive: btree support of sen.risk_score.';
CREATE FUNCTION sen.risk_score_sort(internal) RETURNS void
    AS 'MODULE_PATHNAME', 'risk_score_sort' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score_sort(internal) IS 'Sort support of sen.risk_score.';
CREATE FUNCTION sen.risk_score_hash(sen.risk_score) RETURNS integer
    AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_hash(sen.risk_score) IS 'Hash support of sen.risk_score.';
CREATE FUNCTION sen.risk_score_hash_extended(sen.risk_score, bigint) RETURNS bigint
    AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION sen.risk_score_hash_extended(sen.risk_score, bigint) IS 'Hash support of sen.risk_score, with a seed.';

CREATE OPERATOR sen.= (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR sen.< (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_lt,
    COMMUTATOR = OPERATOR(sen.>), NEGATOR = OPERATOR(sen.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR sen.<= (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_le,
    COMMUTATOR = OPERATOR(sen.>=), NEGATOR = OPERATOR(sen.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR sen.> (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_gt,
    COMMUTATOR = OPERATOR(sen.<), NEGATOR = OPERATOR(sen.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR sen.>= (
    LEFTARG = sen.risk_score, RIGHTARG = sen.risk_score, FUNCTION = sen.risk_score_ge,
    COMMUTATOR = OPERATOR(sen.<=), NEGATOR = OPERATOR(sen.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR sen.= (sen.risk_score, sen.risk_score) IS 'Of the same likelihood and the same impact.';
COMMENT ON OPERATOR sen.<> (sen.risk_score, sen.risk_score) IS 'Of another likelihood or another impact.';
COMMENT ON OPERATOR sen.< (sen.risk_score, sen.risk_score) IS 'Lower in the order of score, then impact, then likelihood.';
COMMENT ON OPERATOR sen.<= (sen.risk_score, sen.risk_score) IS 'The same, or lower in the order of score, then impact, then likelihood.';
COMMENT ON OPERATOR sen.> (sen.risk_score, sen.risk_score) IS 'Higher in the order of score, then impact, then likelihood.';
COMMENT ON OPERATOR sen.>= (sen.risk_score, sen.risk_score) IS 'The same, or higher in the order of score, then impact, then likelihood.';

CREATE OPERATOR CLASS sen.risk_score_ops DEFAULT FOR TYPE sen.risk_score USING btree AS
    OPERATOR 1 sen.<, OPERATOR 2 sen.<=, OPERATOR 3 sen.=, OPERATOR 4 sen.>=, OPERATOR 5 sen.>,
    FUNCTION 1 sen.risk_score_cmp(sen.risk_score, sen.risk_score),
    FUNCTION 2 sen.risk_score_sort(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS sen.risk_score_ops USING btree IS 'Order of sen.risk_score (score, then impact, then likelihood), for indexes and ORDER BY.';
CREATE OPERATOR CLASS sen.risk_score_hash_ops DEFAULT FOR TYPE sen.risk_score USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.risk_score_hash(sen.risk_score),
    FUNCTION 2 sen.risk_score_hash_extended(sen.risk_score, bigint);
COMMENT ON OPERATOR CLASS sen.risk_score_hash_ops USING hash IS 'Equality of sen.risk_score, for hash joins and GROUP BY.';

CREATE FUNCTION sen._risk_score_smaller(sen.risk_score, sen.risk_score) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_smaller' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_score_smaller(sen.risk_score, sen.risk_score) IS 'The lower of two scores: transition of sen.min(). Private.';
CREATE FUNCTION sen._risk_score_larger(sen.risk_score, sen.risk_score) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'risk_score_larger' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_score_larger(sen.risk_score, sen.risk_score) IS 'The higher of two scores: transition of sen.max(). Private.';
CREATE AGGREGATE sen.min(score sen.risk_score) (
    SFUNC = sen._risk_score_smaller, STYPE = sen.risk_score, COMBINEFUNC = sen._risk_score_smaller,
    SORTOP = OPERATOR(sen.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.min(sen.risk_score) IS 'The lowest score, in the order of score, then impact, then likelihood. Nulls are ignored; null if there is no score.';
CREATE AGGREGATE sen.max(score sen.risk_score) (
    SFUNC = sen._risk_score_larger, STYPE = sen.risk_score, COMBINEFUNC = sen._risk_score_larger,
    SORTOP = OPERATOR(sen.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.max(sen.risk_score) IS 'The highest score, in the order of score, then impact, then likelihood. Nulls are ignored; null if there is no score.';

CREATE FUNCTION sen.risk_score(likelihood integer, impact integer) RETURNS sen.risk_score
    AS 'MODULE_PATHNAME', 'sen_risk_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_score(integer, integer) IS 'The score of a likelihood and an impact. Null in, null out; 22003 unless both are from 1 to 99.';
CREATE FUNCTION sen.likelihood(score sen.risk_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_likelihood' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.likelihood(sen.risk_score) IS 'The likelihood of a score, 1 to 99. Null in, null out.';
CREATE FUNCTION sen.impact(score sen.risk_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_impact' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.impact(sen.risk_score) IS 'The impact (consequence) of a score, 1 to 99. Null in, null out.';
CREATE FUNCTION sen.score(score sen.risk_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.score(sen.risk_score) IS 'Likelihood times impact, 1 to 9801. Null in, null out.';

CREATE FUNCTION sen.risk_movement(
    from_score sen.risk_score, to_score sen.risk_score,
    OUT change integer, OUT direction text, OUT in_words text)
    AS 'MODULE_PATHNAME', 'sen_risk_movement' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_movement(sen.risk_score, sen.risk_score) IS 'How a risk moved from one score to another, as a risk register prints it: change, the later score less the earlier one (null if either is null); direction, one of up, down, unchanged, reshaped (same score of another likelihood and impact), new (from_score is null) and not scored (to_score is null); in_words, a phrase such as rose from 12 to 20.';
-- Part of room risk: the risk matrix.

CREATE TYPE sen.risk_matrix;

CREATE FUNCTION sen.risk_matrix_in(cstring) RETURNS sen.risk_matrix
    AS 'MODULE_PATHNAME', 'risk_matrix_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_in(cstring) IS 'Text input of sen.risk_matrix: the size and, for each likelihood, the labels of all impacts, such as v1 2x3 {low,low,high} {low,high,high}. 22P02 otherwise; it names a cell that has no label.';
CREATE FUNCTION sen.risk_matrix_out(sen.risk_matrix) RETURNS cstring
    AS 'MODULE_PATHNAME', 'risk_matrix_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_out(sen.risk_matrix) IS 'Text output of sen.risk_matrix: the label of every cell.';
CREATE FUNCTION sen.risk_matrix_recv(internal) RETURNS sen.risk_matrix
    AS 'MODULE_PATHNAME', 'risk_matrix_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_recv(internal) IS 'Binary input of sen.risk_matrix: every byte is checked; 22P03 if it is not a matrix.';
CREATE FUNCTION sen.risk_matrix_send(sen.risk_matrix) RETURNS bytea
    AS 'MODULE_PATHNAME', 'risk_matrix_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_send(sen.risk_matrix) IS 'Binary output of sen.risk_matrix: a version byte, the size, the labels, and the number of its label for each cell.';

CREATE TYPE sen.risk_matrix (
    INPUT = sen.risk_matrix_in,
    OUTPUT = sen.risk_matrix_out,
    RECEIVE = sen.risk_matrix_recv,
    SEND = sen.risk_matrix_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE sen.risk_matrix IS 'A risk matrix: for each likelihood and impact from 1, up to 25 of each, the label that rates a score, such as high. Labels are any texts of 1 to 100 characters without blanks at the ends.';

CREATE FUNCTION sen.risk_matrix_eq(sen.risk_matrix, sen.risk_matrix) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_matrix_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_eq(sen.risk_matrix, sen.risk_matrix) IS 'Is the size and every label the same? Null in, null out.';
CREATE FUNCTION sen.risk_matrix_ne(sen.risk_matrix, sen.risk_matrix) RETURNS boolean
    AS 'MODULE_PATHNAME', 'risk_matrix_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_ne(sen.risk_matrix, sen.risk_matrix) IS 'Is the size or any label different? Null in, null out.';
CREATE FUNCTION sen.risk_matrix_hash(sen.risk_matrix) RETURNS integer
    AS 'MODULE_PATHNAME', 'risk_matrix_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_hash(sen.risk_matrix) IS 'Hash support of sen.risk_matrix.';
CREATE FUNCTION sen.risk_matrix_hash_extended(sen.risk_matrix, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'risk_matrix_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.risk_matrix_hash_extended(sen.risk_matrix, bigint) IS 'Hash support of sen.risk_matrix, with a seed.';
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
COMMENT ON OPERATOR CLASS sen.risk_matrix_hash_ops USING hash IS 'Equality of sen.risk_matrix, for GROUP BY and DISTINCT.';

-- The state is the labels at fixed places, so that it can travel and merge.
CREATE FUNCTION sen._risk_matrix_accum(text[], integer, integer, text) RETURNS text[]
    AS 'MODULE_PATHNAME', 'risk_matrix_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_matrix_accum(text[], integer, integer, text) IS 'Transition of sen.risk_matrix(likelihood, impact, label). Private.';
CREATE FUNCTION sen._risk_matrix_combine(text[], text[]) RETURNS text[]
    AS 'MODULE_PATHNAME', 'risk_matrix_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_matrix_combine(text[], text[]) IS 'Merges two transition states of sen.risk_matrix(likelihood, impact, label). Private.';
CREATE FUNCTION sen._risk_matrix_final(text[]) RETURNS sen.risk_matrix
    AS 'MODULE_PATHNAME', 'risk_matrix_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen._risk_matrix_final(text[]) IS 'The matrix of a transition state of sen.risk_matrix(likelihood, impact, label). Private.';
CREATE AGGREGATE sen.risk_matrix(likelihood integer, impact integer, label text) (
    SFUNC = sen._risk_matrix_accum, STYPE = text[],
    COMBINEFUNC = sen._risk_matrix_combine, FINALFUNC = sen._risk_matrix_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.risk_matrix(integer, integer, text) IS 'The risk matrix of rows, one for each cell, in any order; as large as its greatest likelihood and impact. No rows: null. 22004 for a null, 22003 for a likelihood or impact not from 1 to 25, 22023 for a cell that is missing or given twice and for a label that is empty, has blanks at its ends or more than 100 characters.';

CREATE FUNCTION sen.cells(matrix sen.risk_matrix) RETURNS TABLE (likelihood integer, impact integer, score integer, label text)
    AS 'MODULE_PATHNAME', 'sen_cells' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 25;
COMMENT ON FUNCTION sen.cells(sen.risk_matrix) IS 'The cells of a matrix, one row each, by likelihood, then impact; score is their product. Null in, no rows.';
CREATE FUNCTION sen.npsa_matrix() RETURNS sen.risk_matrix
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sen.risk_matrix 'v1 5x5 {low,low,low,moderate,moderate} {low,moderate,moderate,high,high} {low,moderate,high,high,extreme} {moderate,high,high,extreme,extreme} {moderate,high,extreme,extreme,extreme}';
COMMENT ON FUNCTION sen.npsa_matrix() IS 'The matrix of the National Patient Safety Agency, A risk matrix for risk managers, January 2008: scores 1 to 3 low, 4 to 6 moderate, 8 to 12 high, 15 to 25 extreme; impact is called consequence there.';
CREATE FUNCTION sen.rating(score sen.risk_score, matrix sen.risk_matrix) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_rating' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rating(sen.risk_score, sen.risk_matrix) IS 'The label of a score in a matrix, such as high. Null in, null out; 22023 for a score outside the matrix.';
CREATE FUNCTION sen.rating(score sen.risk_score) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sen.rating(score, sen.npsa_matrix());
COMMENT ON FUNCTION sen.rating(sen.risk_score) IS 'The rating of a score in sen.npsa_matrix(): low, moderate, high or extreme. Null in, null out; 22023 for a score outside 5x5.';
-- Room ledger: hashes, proofs and checkpoints of a log, which need no table.

CREATE FUNCTION sen.leaf_hash(data bytea) RETURNS bytea
    AS 'MODULE_PATHNAME', 'merkle_leaf_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.leaf_hash(bytea) IS 'Hash of a leaf of the tree of RFC 9162 (2.1.1): SHA-256 of the byte 0x00 and the data. Null in, null out.';

CREATE FUNCTION sen.node_hash(left_hash bytea, right_hash bytea) RETURNS bytea
    AS 'MODULE_PATHNAME', 'merkle_node_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.node_hash(bytea, bytea) IS 'Hash of a node of the tree of RFC 9162 (2.1.1): SHA-256 of the byte 0x01, the hash on its left and the hash on its right. 22023 if one is not of 32 bytes. Null in, null out.';

CREATE FUNCTION sen.merkle_root(leaf_hashes bytea[]) RETURNS bytea
    AS 'MODULE_PATHNAME', 'merkle_root' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.merkle_root(bytea[]) IS 'Root of the tree of RFC 9162 (2.1.1) over leaves with these hashes, in this order; over none, SHA-256 of nothing. 22023 if one is null or not of 32 bytes, or the array has more than one dimension. Null in, null out.';

CREATE FUNCTION sen.merkle_inclusion_proof(leaf_hashes bytea[], leaf_index bigint) RETURNS bytea[]
    AS 'MODULE_PATHNAME', 'merkle_inclusion_proof' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.merkle_inclusion_proof(bytea[], bigint) IS 'Proof that the leaf with this index, the first being 0, is in the tree over leaves with these hashes: PATH of RFC 9162 (2.1.3.1), from the leaf up. It takes time in proportion to the leaves. 22023 if there is no such leaf, or the hashes are not as sen.merkle_root() takes them. Null in, null out.';

CREATE FUNCTION sen.merkle_consistency_proof(leaf_hashes bytea[], size1 bigint) RETURNS bytea[]
    AS 'MODULE_PATHNAME', 'merkle_consistency_proof' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.merkle_consistency_proof(bytea[], bigint) IS 'Proof that the tree over the first size1 of these leaf hashes is the beginning of the tree over all: PROOF of RFC 9162 (2.1.4.1). Empty if size1 is all. It takes time in proportion to the leaves. 22023 if size1 is not from 1 to the number of hashes, or the hashes are not as sen.merkle_root() takes them. Null in, null out.';

CREATE FUNCTION sen.verify_inclusion(leaf_hash bytea, leaf_index bigint, tree_size bigint, proof bytea[], root bytea) RETURNS boolean
    AS 'MODULE_PATHNAME', 'merkle_verify_inclusion' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.verify_inclusion(bytea, bigint, bigint, bytea[], bytea) IS 'Whether the proof shows that the leaf with this hash has this index (the first has 0) in the tree of this size and root: RFC 9162 (2.1.3.2). 22023 if it cannot be a proof of that: no such leaf in a tree of this size, a number of hashes other than that index and size need, a hash that is null or not of 32 bytes, more than one dimension. Null in, null out.';

CREATE FUNCTION sen.verify_consistency(size1 bigint, root1 bytea, size2 bigint, root2 bytea, proof bytea[]) RETURNS boolean
    AS 'MODULE_PATHNAME', 'merkle_verify_consistency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.verify_consistency(bigint, bytea, bigint, bytea, bytea[]) IS 'Whether the proof shows that the tree of size1 leaves and root1 is the beginning of that of size2 leaves and root2: RFC 9162 (2.1.4.2). 22023 if it cannot be a proof of that: size1 below 1 or above size2, a number of hashes other than the two sizes need (none if they are equal), a hash that is null or not of 32 bytes, more than one dimension. Null in, null out.';

CREATE FUNCTION sen.checkpoint_text(origin text, size bigint, root bytea) RETURNS text
    AS 'MODULE_PATHNAME', 'checkpoint_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.checkpoint_text(text, bigint, bytea) IS 'What a log says of itself, to be kept or signed elsewhere: the body of a checkpoint by c2sp.org/tlog-checkpoint, which is origin, size and root in base64, each with a newline. 22023 if the origin is empty or has a newline or other control character, size is negative, or root is not of 32 bytes. Null in, null out.';

CREATE FUNCTION sen.parse_checkpoint(checkpoint text, OUT origin text, OUT size bigint, OUT root bytea)
    AS 'MODULE_PATHNAME', 'parse_checkpoint' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.parse_checkpoint(text) IS 'What a checkpoint by c2sp.org/tlog-checkpoint says: the inverse of sen.checkpoint_text(). Extension lines may follow, and an empty line and signature lines of c2sp.org/signed-note: their form is checked, but not who signed. 22023 if it is anything but that, with the number of the line. Null in, nulls out.';
-- Room ledger: tracked tables, the log they write to, and its versions.
-- Relations of a log are in the schema of the tables it tracks, and belong to the owner of that schema.

-- entries ---------------------------------------------------------------------

CREATE FUNCTION sen.track_row() RETURNS trigger
    AS 'MODULE_PATHNAME', 'track_row' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.track_row() IS 'Trigger of a tracked table: keeps each inserted, updated and deleted row as an entry of the log. Made by sen.track().';
CREATE FUNCTION sen.refuse_truncate() RETURNS trigger
    AS 'MODULE_PATHNAME', 'refuse_truncate' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.refuse_truncate() IS 'Trigger of a tracked table: refuses TRUNCATE (55000), which would leave no trace. Made by sen.track().';
CREATE FUNCTION sen.refuse_change() RETURNS trigger
    AS 'MODULE_PATHNAME', 'refuse_change' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.refuse_change() IS 'Trigger of the relations of a log: refuses UPDATE, DELETE and TRUNCATE (55000).';

CREATE FUNCTION sen.flush_log() RETURNS void
    AS 'MODULE_PATHNAME', 'flush_log' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.flush_log() IS 'Writes the entries that this transaction has gathered, so that it sees them in the log; without it they are written at the latest when it commits.';
CREATE FUNCTION sen.may_read_log(log regclass) RETURNS boolean
    AS 'MODULE_PATHNAME', 'may_read_log' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.may_read_log(regclass) IS 'True, unless row-level security of some table of the schema of a log, named by its table ledger_block, applies to the role that asks: then 42501, which names the table. For the policy of ledger_block and the views over it. 42809 if the relation is not a ledger_block. Null in, null out.';

CREATE FUNCTION sen.leaf_entry(leaf bytea, OUT log_table text, OUT operation text, OUT session_role text, OUT acting_role text,
                               OUT statement_at timestamptz, OUT transaction_at timestamptz, OUT meeting text, OUT key jsonb, OUT row_values jsonb)
    AS 'MODULE_PATHNAME', 'leaf_entry' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.leaf_entry(bytea) IS 'What the canonical bytes of an entry say: the table, the operation (I insert, U update, D delete, P present when tracking began, B tracking begins, E tracking ends, R column renamed, S version sealed, A a row of the log itself set aside), who and when, the key that the row had, and the row. Values are text as the type prints it, null is null. XX001 if the bytes are no entry. Null in, null out. Bytes: doc/ledger.md.';
CREATE FUNCTION sen.block_leaves(entries bytea) RETURNS TABLE (number integer, leaf bytea)
    AS 'MODULE_PATHNAME', 'block_leaves' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION sen.block_leaves(bytea) IS 'The canonical bytes of each entry of a block of a log (ledger_block.entries), numbered from 0: what sen.leaf_entry() reads and sen.leaf_hash() hashes. It ends where bytes follow that are no entry. Null in, no rows.';
-- Room ledger: making a log, tracking tables, sealing versions.

CREATE FUNCTION sen.create_log(schema_name text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning SET default_table_access_method = heap
AS $function$
BEGIN
    IF schema_name IS NULL OR NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = schema_name) THEN
        RAISE EXCEPTION 'schema "%" does not exist', schema_name
            USING ERRCODE = 'invalid_schema_name', HINT = 'Give the name of the schema whose tables are to be tracked.';
    ELSIF schema_name ~ '^pg_' OR schema_name IN ('sen', 'information_schema') THEN
        RAISE EXCEPTION 'schema "%" cannot have a log', schema_name
            USING ERRCODE = 'invalid_schema_name', HINT = 'Keep tracked tables in a schema of your own.';
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = schema_name AND c.relname IN ('ledger_block', 'ledger_tile', 'ledger_version')) THEN
        RAISE EXCEPTION 'schema "%" has a log already', schema_name
            USING ERRCODE = 'duplicate_table', HINT = 'Track tables with sen.track().';
    END IF;
    IF NOT (SELECT pg_catalog.pg_has_role(n.nspowner, 'USAGE') FROM pg_catalog.pg_namespace n WHERE n.nspname = schema_name) THEN
        RAISE EXCEPTION 'must be owner of schema %', schema_name
            USING ERRCODE = 'insufficient_privilege', HINT = 'Ask the owner of the schema to make the log: whoever owns a log is given what the tracked tables say.';
    END IF;
    PERFORM pg_catalog.set_config('search_path', pg_catalog.format('%I, pg_temp', schema_name), true);
    EXECUTE $tables$
-- Relations of one log.
-- Part of the body of sen.create_log(), run with search_path = the schema of the log.

CREATE TABLE ledger_block (
    block_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entries  bytea NOT NULL
) WITH (toast_tuple_target = 8160);
ALTER TABLE ledger_block ALTER entries SET STORAGE EXTERNAL;
COMMENT ON TABLE ledger_block IS 'The entries of the log as they were written, some to a block. Only tracked tables write here; nothing is ever changed. View log_entries shows what the entries say.';
COMMENT ON COLUMN ledger_block.block_id IS 'Number of the block, in the order of writing. Not part of what is hashed.';
COMMENT ON COLUMN ledger_block.entries IS 'The canonical bytes of each entry, one after another, each after its length.';
COMMENT ON SEQUENCE ledger_block_block_id_seq IS 'Numbers the blocks of the log.';

CREATE TABLE ledger_version (
    version      bigint PRIMARY KEY,
    size         bigint NOT NULL,
    root         bytea NOT NULL
        CONSTRAINT ledger_version_root_length CHECK (sen.check_value(pg_catalog.octet_length(root) OPERATOR(pg_catalog.=) 32, 'root', root, 'A root has 32 bytes. Versions are made by sen.seal().')),
    label        text,
    meeting      text,
    sealed_at    timestamptz NOT NULL,
    session_role text NOT NULL,
    acting_role  text NOT NULL
);
COMMENT ON TABLE ledger_version IS 'Versions of the log: what sen.seal() took into the Merkle tree (RFC 9162), and the root that proves it.';
COMMENT ON COLUMN ledger_version.version IS 'Number of the version, from 1.';
COMMENT ON COLUMN ledger_version.size IS 'Entries in this and all earlier versions: the leaves of the tree.';
COMMENT ON COLUMN ledger_version.root IS 'Root of the tree of that size, 32 bytes (SHA-256).';
COMMENT ON COLUMN ledger_version.label IS 'Words for the version, such as Board papers of 10 June; may be empty.';
COMMENT ON COLUMN ledger_version.meeting IS 'Meeting at which it was sealed; empty if none was set.';
COMMENT ON COLUMN ledger_version.sealed_at IS 'When it was sealed: time of the statement.';
COMMENT ON COLUMN ledger_version.session_role IS 'Role that had logged in.';
COMMENT ON COLUMN ledger_version.acting_role IS 'Role as which it acted.';

CREATE TABLE ledger_tile (
    level  smallint NOT NULL,
    tile   bigint NOT NULL,
    width  smallint NOT NULL,
    hashes bytea NOT NULL,
    blocks bigint[],
    starts bigint[],
    PRIMARY KEY (level, tile, width)
) WITH (toast_tuple_target = 8160);
ALTER TABLE ledger_tile ALTER hashes SET STORAGE EXTERNAL;
COMMENT ON TABLE ledger_tile IS 'Nodes of the tree, 128 to a tile, from which any root or proof of any version is computed. Nothing is ever changed: a tile that is not full is stored anew when it widens.';
COMMENT ON COLUMN ledger_tile.level IS 'Level of the tiles: its hashes are nodes of level 7 x level of the tree; 0 are leaves.';
COMMENT ON COLUMN ledger_tile.tile IS 'Number of the tile in its level, from 0.';
COMMENT ON COLUMN ledger_tile.width IS 'Hashes in the tile, 1 to 128.';
COMMENT ON COLUMN ledger_tile.hashes IS 'The hashes, 32 bytes each.';
COMMENT ON COLUMN ledger_tile.blocks IS 'In level 0: the blocks that the leaves come from, in order.';
COMMENT ON COLUMN ledger_tile.starts IS 'In level 0: for each of these blocks the index of its first leaf.';

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_block EXECUTE FUNCTION sen.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_version EXECUTE FUNCTION sen.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_tile EXECUTE FUNCTION sen.refuse_change();
COMMENT ON TRIGGER refuse_change ON ledger_block IS 'Refuses to change what is in the log.';
COMMENT ON TRIGGER refuse_change ON ledger_version IS 'Refuses to change what is in the log.';
COMMENT ON TRIGGER refuse_change ON ledger_tile IS 'Refuses to change what is in the log.';
ALTER TABLE ledger_block ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE ledger_version ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE ledger_tile ENABLE ALWAYS TRIGGER refuse_change;

-- Whole rows of every table are in the entries: to whom a policy of one of them applies, they are not shown.
ALTER TABLE ledger_block ENABLE ROW LEVEL SECURITY;
CREATE POLICY whole_rows ON ledger_block FOR SELECT USING ((SELECT sen.may_read_log('ledger_block'::pg_catalog.regclass)));
COMMENT ON POLICY whole_rows ON ledger_block IS 'Refuses a role to which row-level security of some table of the schema applies.';

CREATE FUNCTION seal_log(label text DEFAULT NULL, meeting text DEFAULT NULL, OUT version bigint, OUT entries bigint, OUT size bigint, OUT root bytea)
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
BEGIN ATOMIC
    SELECT s.version, s.entries, s.size, s.root
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    CROSS JOIN LATERAL sen.seal(n.nspname::text, seal_log.label, seal_log.meeting) s
    WHERE c.oid OPERATOR(pg_catalog.=) 'ledger_version'::pg_catalog.regclass;
END;
REVOKE ALL ON FUNCTION seal_log(text, text) FROM PUBLIC;
COMMENT ON FUNCTION seal_log(text, text) IS 'Seals this log: sen.seal() for its schema. Whoever may execute this function may seal, here and with sen.seal(); besides the owner of the log that is nobody until EXECUTE is granted. label, meeting and result: see sen.seal().';
$tables$;
    EXECUTE $views$
-- Views of one log.
-- Part of the body of sen.create_log(), run with search_path = the schema of the log.

CREATE VIEW log_versions AS
SELECT v.version, v.size - coalesce(pg_catalog.lag(v.size) OVER (ORDER BY v.version), 0) - 1 AS entries, v.size, v.label, v.meeting, v.sealed_at,
       v.session_role, v.acting_role, pg_catalog.encode(v.root, 'hex') AS root
FROM ledger_version v;
COMMENT ON VIEW log_versions IS 'Versions of the log, one row each.';
COMMENT ON COLUMN log_versions.version IS 'Number of the version, from 1.';
COMMENT ON COLUMN log_versions.entries IS 'Entries that it added, besides the one that says that it was sealed.';
COMMENT ON COLUMN log_versions.size IS 'Entries in this and all earlier versions.';
COMMENT ON COLUMN log_versions.label IS 'Words for the version, such as Board papers of 10 June; may be empty.';
COMMENT ON COLUMN log_versions.meeting IS 'Meeting at which it was sealed; empty if none was set.';
COMMENT ON COLUMN log_versions.sealed_at IS 'When it was sealed: time of the statement.';
COMMENT ON COLUMN log_versions.session_role IS 'Role that had logged in.';
COMMENT ON COLUMN log_versions.acting_role IS 'Role as which it acted.';
COMMENT ON COLUMN log_versions.root IS 'Root of the Merkle tree, in hexadecimal: it proves every entry of this and all earlier versions.';

CREATE VIEW log_entries WITH (security_invoker = true) AS
SELECT p.version, p.start + l.number AS leaf_index, b.block_id, l.number, e.log_table, sen.operation_words(e.operation) AS operation,
       e.session_role, e.acting_role, e.statement_at, e.transaction_at, e.meeting, e.key, e.row_values
FROM ledger_block b
CROSS JOIN LATERAL sen.block_leaves(b.entries) l
CROSS JOIN LATERAL sen.leaf_entry(l.leaf) e
LEFT JOIN (SELECT u.block_id, pg_catalog.min(u.start) AS start, (SELECT v.version FROM ledger_version v WHERE v.size > pg_catalog.min(u.start) ORDER BY v.version LIMIT 1) AS version
           FROM ledger_tile t CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(t.blocks), pg_catalog.unnest(t.starts)) u (block_id, start)
           WHERE t.level = 0 GROUP BY u.block_id) p ON p.block_id = b.block_id
WHERE (SELECT sen.may_read_log('ledger_block'::pg_catalog.regclass));
COMMENT ON VIEW log_entries IS 'Every entry of the log that is written, one row each. Entries of one row of a table are in the order of block_id and number. Needs SELECT on ledger_block, ledger_tile and ledger_version; refused (42501) to a role to which row-level security of a table of the schema applies, since entries are whole rows.';
COMMENT ON COLUMN log_entries.version IS 'Version that took the entry in; empty if it is in none yet.';
COMMENT ON COLUMN log_entries.leaf_index IS 'Index of its leaf in the Merkle tree, from 0; empty if it is in no version yet.';
COMMENT ON COLUMN log_entries.block_id IS 'Block that it is in.';
COMMENT ON COLUMN log_entries.number IS 'Number in the block, from 0.';
COMMENT ON COLUMN log_entries.log_table IS 'Table that it is about, by the name under which it was first tracked.';
COMMENT ON COLUMN log_entries.operation IS 'What happened: insert, update, delete; tracking begins, present (a row that was there then), tracking ends; column renamed; sealed; set aside (a row of the log itself that nothing of this extension wrote).';
COMMENT ON COLUMN log_entries.session_role IS 'Role that had logged in.';
COMMENT ON COLUMN log_entries.acting_role IS 'Role as which it acted.';
COMMENT ON COLUMN log_entries.statement_at IS 'When the statement began.';
COMMENT ON COLUMN log_entries.transaction_at IS 'When its transaction began.';
COMMENT ON COLUMN log_entries.meeting IS 'Meeting that it belongs to; empty if none was set.';
COMMENT ON COLUMN log_entries.key IS 'Primary key that the row had before; of a new row the one it has.';
COMMENT ON COLUMN log_entries.row_values IS 'The row after, of a deleted row before; values are text, with times in UTC.';

CREATE VIEW changes_since_last_meeting WITH (security_invoker = true) AS
SELECT c.log_table, c.key_text AS row_key, c.change, c.column_name, c.old_value, c.new_value, c.session_role, c.acting_role, c.statement_at, c.meeting
FROM sen.log_changes('ledger_block'::pg_catalog.regclass,
                      (SELECT coalesce(pg_catalog.max(v.version) FILTER (WHERE v.meeting IS NOT NULL), pg_catalog.max(v.version), 0) FROM ledger_version v), NULL) c;
COMMENT ON VIEW changes_since_last_meeting IS 'What changed in the tracked tables since the last meeting and up to now, one row for each column: since the last version that was sealed with a meeting; if none was, since the last version; if there is none, since the log began. What was changed and changed back is left out. Needs SELECT on ledger_block, ledger_tile and ledger_version.';
COMMENT ON COLUMN changes_since_last_meeting.log_table IS 'Table, by the name under which it was first tracked.';
COMMENT ON COLUMN changes_since_last_meeting.row_key IS 'Primary key of the row, in words.';
COMMENT ON COLUMN changes_since_last_meeting.change IS 'Whether the row was added, changed or removed.';
COMMENT ON COLUMN changes_since_last_meeting.column_name IS 'Column that has another value.';
COMMENT ON COLUMN changes_since_last_meeting.old_value IS 'Its value then, as text; empty if it had none, and for an added row.';
COMMENT ON COLUMN changes_since_last_meeting.new_value IS 'Its value now, as text; empty if it has none, and for a removed row.';
COMMENT ON COLUMN changes_since_last_meeting.session_role IS 'Role that had logged in, of the last change.';
COMMENT ON COLUMN changes_since_last_meeting.acting_role IS 'Role as which it acted.';
COMMENT ON COLUMN changes_since_last_meeting.statement_at IS 'When the statement of the last change began.';
COMMENT ON COLUMN changes_since_last_meeting.meeting IS 'Meeting that the last change belongs to; empty if none was set.';
$views$;
    RETURN pg_catalog.format('log of schema %s', schema_name);
END
$function$;
COMMENT ON FUNCTION sen.create_log(text) IS 'Makes the relations of a log in a schema, owned by the caller: ledger_block, ledger_tile, ledger_version, and views over them. sen.create_programme() and the first sen.track() in a schema call it. 3F000 for a schema that does not exist or cannot have one, 42P07 if it has one, 42501 for whoever does not own the schema.';

CREATE FUNCTION sen.track(tracked regclass) RETURNS text
    AS 'MODULE_PATHNAME', 'track' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.track(regclass) IS 'From now on every insert, update and delete of a table is kept as an entry of the log of its schema, which is made if there is none; so are the rows that it has. TRUNCATE is refused. Partitions are tracked with their table; one that is attached later brings its changes into the log by itself, and the rows it already has, and the refusal of TRUNCATE, when it is named here. For the owner, who has to be the owner of the log, or a member of that role. Not for views, foreign, temporary and system tables (42809), without a primary key or with a deferrable one (55000), tracked already (42710), or with columns of types money or reg... (0A000).';
CREATE FUNCTION sen.untrack(tracked regclass) RETURNS text
    AS 'MODULE_PATHNAME', 'untrack' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.untrack(regclass) IS 'Ends the tracking of a table, and says so in the log, which stays; of a detached partition, lets it be truncated. For the owner. 42704 if the table is not tracked.';
CREATE FUNCTION sen.rename_column(tracked regclass, old_name text, new_name text) RETURNS text
    AS 'MODULE_PATHNAME', 'rename_column' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.rename_column(regclass, text, text) IS 'Renames a column of a tracked table, and says so in the log, so that sen.as_of(), sen.changes() and sen.history() know the column by its new name in older entries. Also in tables that inherit from it. For the owner. 42703 if there is no such column, 42701 if the new name is taken, 42704 if the table is not tracked, 22004 for null.';
CREATE FUNCTION sen.seal(programme text, label text DEFAULT NULL, meeting text DEFAULT NULL,
                         OUT version bigint, OUT entries bigint, OUT size bigint, OUT root bytea)
    AS 'MODULE_PATHNAME', 'seal' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.seal(text, text, text) IS 'Takes all entries of the log that are committed and in no version yet into the Merkle tree, as the next version: its number, the entries it adds (besides its own), and the size and root of the tree. Writers are not waited for; what they commit later is in the next version. With nothing new it says so and returns the last version with 0 entries. label and meeting are kept with the version; meeting null: that of sen_improvement.meeting. For the owner of the log, and whoever may execute the function seal_log(text, text) of its schema; nobody needs a right to write the log''s tables. 42704 if the schema has no log, 42809 if its relations are not those of a log, 55000 if they are not guarded, 42501 without the right, 25006 in a read-only transaction, 40001 if this transaction cannot see the versions that others made since it began, XX001 if what is stored does not give the root of the last version.';

CREATE FUNCTION sen.set_aside(programme text) RETURNS TABLE (relation text, row_key text)
    AS 'MODULE_PATHNAME', 'set_aside' LANGUAGE C VOLATILE PARALLEL UNSAFE ROWS 10;
COMMENT ON FUNCTION sen.set_aside(text) IS 'Takes out of a log the rows that nothing of this extension wrote: versions that no entry seals, stored nodes that no version has, blocks in no version that hold no entries or have a number below 1. Each row is kept as an entry of the log (operation A), so that it is in the next version, and is then deleted; the result says which. For an owner whose log can no longer be sealed because somebody with the right to disable its triggers added to it. Where something was changed or removed it does nothing (XX001): sen.verify_log() says what. For the owner of the log (42501). 22004 for null, 42704 if the schema has no log, 25006 in a read-only transaction.';

CREATE FUNCTION sen.guard_log(programme text) RETURNS TABLE (relation text, trigger_name text) LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    off record;
    owner CONSTANT oid := (SELECT c.relowner FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid WHERE n.nspname = programme AND c.relname = 'ledger_version' AND c.relkind = 'r');
    planted text;
BEGIN
    IF owner IS NULL THEN
        RAISE EXCEPTION 'schema % has no log', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'undefined_object', HINT = 'Name a programme, or a schema with a table that sen.track() tracks.';
    ELSIF NOT pg_has_role(owner, 'USAGE') THEN
        RAISE EXCEPTION 'must be owner of the log of schema "%"', programme USING ERRCODE = 'insufficient_privilege', HINT = 'Ask its owner.';
    END IF;
    -- Our trigger says under which name a table is in the log, and whoever has the right to make triggers can have made it.
    SELECT c.relname INTO planted
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL aclexplode(c.relacl) a
    WHERE n.nspname = programme AND t.tgenabled <> 'A' AND t.tgfoid = 'sen.track_row()'::regprocedure AND pg_has_role(c.relowner, owner, 'USAGE')
      AND a.privilege_type = 'TRIGGER' AND a.grantee NOT IN (c.relowner, owner) LIMIT 1;
    IF planted IS NOT NULL THEN
        RAISE EXCEPTION 'others than the owner may make triggers on table "%"', planted
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'One of them may have made its trigger with sen.track_row().',
                  HINT = 'REVOKE TRIGGER on the table. Drop that trigger, or if sen.track() made it, have it fire with ALTER TABLE ... ENABLE ALWAYS TRIGGER.';
    END IF;
    FOR off IN SELECT c.relname, t.tgname
               FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = programme AND t.tgenabled <> 'A' AND t.tgparentid = 0 AND pg_has_role(c.relowner, owner, 'USAGE')
                 AND (t.tgname, t.tgfoid) IN (('sen_track', 'sen.track_row()'::regprocedure), ('sen_track_truncate', 'sen.refuse_truncate()'::regprocedure), ('refuse_change', 'sen.refuse_change()'::regprocedure))
               ORDER BY c.relname, t.tgname LOOP
        EXECUTE format('ALTER TABLE %I.%I ENABLE ALWAYS TRIGGER %I', programme, off.relname, off.tgname);
        relation := off.relname;
        trigger_name := off.tgname;
        RETURN NEXT;
    END LOOP;
    -- A restore of the data alone leaves those of partitions behind.
    FOR off IN SELECT p.nspname, c.relname, t.tgname
               FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace p ON p.oid = c.relnamespace
               JOIN pg_trigger whole ON whole.oid = t.tgparentid JOIN pg_class r ON r.oid = whole.tgrelid JOIN pg_namespace n ON n.oid = r.relnamespace
               WHERE n.nspname = programme AND t.tgenabled <> 'A' AND whole.tgenabled = 'A' AND t.tgfoid = 'sen.track_row()'::regprocedure
               ORDER BY c.relname, t.tgname LOOP
        EXECUTE format('ALTER TABLE %I.%I ENABLE ALWAYS TRIGGER %I', off.nspname, off.relname, off.tgname);
        relation := off.relname;
        trigger_name := off.tgname;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.guard_log(text) IS 'Has the triggers of a log and of the tables that it tracks fire always again, and says of which tables: for an owner who disabled them, or has restored the data alone with --disable-triggers, which leaves them enabled but not always. Until then nothing can be sealed or written to the tracked tables. For the owner of the log (42501); tables of others are left alone. 55000 if others may make triggers on a table whose trigger does not fire always: it may be theirs. sen.verify_log() says what was changed meanwhile. 42704 if the schema has no log.';
-- Room ledger: proofs of the versions of a log, and whether it still is what was sealed.

CREATE FUNCTION sen.inclusion_proof(programme text, leaf_index bigint, version bigint DEFAULT NULL) RETURNS bytea[]
    AS 'MODULE_PATHNAME', 'log_inclusion_proof' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.inclusion_proof(text, bigint, bigint) IS 'Proof that the entry with this index (the first has 0) is in a version of the log, null for the last one: the hashes that sen.verify_inclusion() takes, with the size and root of the version. Made from the stored nodes of the tree, in a time that grows with the logarithm of the entries. Null programme or leaf_index: null. 42704 if the schema has no log or no such version, 55000 if nothing is sealed yet, 22023 if the version has no such entry, XX001 if a stored node that is needed is missing or damaged.';

CREATE FUNCTION sen.consistency_proof(programme text, from_version bigint, to_version bigint DEFAULT NULL) RETURNS bytea[]
    AS 'MODULE_PATHNAME', 'log_consistency_proof' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.consistency_proof(text, bigint, bigint) IS 'Proof that a version of the log, null for the last one, only adds to an earlier one: the hashes that sen.verify_consistency() takes, with the sizes and roots of both. Empty if they are the same version. Null programme or from_version: null. 42704 if the schema has no log or no such version, 55000 if nothing is sealed yet, 22023 if from_version is the later one, XX001 if a stored node that is needed is missing or damaged.';

CREATE FUNCTION sen.checkpoint(programme text, version bigint DEFAULT NULL, origin text DEFAULT NULL) RETURNS text
    AS 'MODULE_PATHNAME', 'log_checkpoint' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.checkpoint(text, bigint, text) IS 'What to keep elsewhere of a version of the log, null for the last one: origin, size and root, as sen.checkpoint_text() writes them. origin null: the setting sen_improvement.origin, or else sen_improvement/ and the name of the schema. Null programme: null. 42704 if the schema has no log or no such version, 55000 if nothing is sealed yet, 22023 if the origin is empty or has a newline or other control character.';

CREATE FUNCTION sen.verify_log(programme text, since_version bigint DEFAULT 0)
    RETURNS TABLE (kind text, version bigint, place text, expected text, found text)
    AS 'MODULE_PATHNAME', 'verify_log' LANGUAGE C STABLE PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.verify_log(text, bigint) IS 'What of a log is not as it was sealed; no rows if it is intact. Everything that is in a version is read and hashed anew: entries, stored nodes, versions. kind: edited, removed, inserted, reordered, truncated, root mismatch, and unguarded for a trigger or check of the log that is missing or disabled; version: the version it belongs to, null if to none; place, expected and found in words and hashes. since_version: only what came after that version, whose stored nodes have to give its root (if they do not, all is verified); 0 is all. It cannot know of a log that was rewritten as a whole: give it a checkpoint that was kept elsewhere. Needs SELECT on the log, and that no row-level security of a table of its schema applies to the caller (42501). 22004 for null, 42704 if the schema has no log or no such version, 42809 if its relations are not those of a log.';

CREATE FUNCTION sen.verify_log(programme text, checkpoint text)
    RETURNS TABLE (kind text, version bigint, place text, expected text, found text)
    AS 'MODULE_PATHNAME', 'verify_checkpoint' LANGUAGE C STABLE PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.verify_log(text, text) IS 'What of a log is not as it was sealed, and whether it still begins with the log of a checkpoint of sen.checkpoint() that was kept elsewhere: if not, a row of kind truncated (fewer entries) or root mismatch (other entries). The origin is not compared. 22004 for null, 22023 if it is no checkpoint, 42704 if the schema has no log.';
-- Room ledger: reading back what the log has kept.

CREATE FUNCTION sen.as_of(of anyelement, version bigint) RETURNS SETOF anyelement
    AS 'MODULE_PATHNAME', 'as_of_version' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.as_of(anyelement, bigint) IS 'The rows of a tracked table as they were at a version of its log: SELECT * FROM sen.as_of(null::wirral.action, 3). The value of the first argument does not matter, only its type. Columns are those of today: null where the log has none of that name, which sen.rename_column() follows; values are read with the type of today. Needs SELECT on the log, and that no row-level security of the table applies to the caller (42501). 42809 if the type is not the row type of a table, or that of a partition; 42704 if the version does not exist or the table is not in the log; 55000 if it was not tracked then; 22004 for a null version; 22000 and its like for a value that does not fit the column of today; XX001 if rows were changed without entries.';
CREATE FUNCTION sen.as_of(of anyelement, at timestamptz) RETURNS SETOF anyelement
    AS 'MODULE_PATHNAME', 'as_of_time' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.as_of(anyelement, timestamptz) IS 'The rows of a tracked table as they were at a time: after all entries, in a version or not, whose statement began at that time or before. It is the time of the statement, not of its commit: what was under way then is in. Otherwise as sen.as_of(anyelement, bigint).';

CREATE FUNCTION sen.changes(tracked regclass, from_version bigint, to_version bigint)
    RETURNS TABLE (key jsonb, key_text text, change text, column_name text, old_value text, new_value text,
                   session_role text, acting_role text, statement_at timestamptz, meeting text)
    AS 'MODULE_PATHNAME', 'table_changes' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 2000;
COMMENT ON FUNCTION sen.changes(regclass, bigint, bigint) IS 'What differs in a tracked table between two versions of its log, one row for each column of each row: the key (for a removed row the one that it had), whether the row was added, changed or removed, the column, and its old and new value as text as in the log. Changed and changed back is no change; a row follows its key, and one that was removed and entered anew under its key has changed. Who, when and meeting are those of the last entry that changed the column. Values that are null on both sides are left out. Version 0 is empty. Needs SELECT on the log, and that no row-level security of the table applies to the caller (42501). 42704 if a version does not exist or the table is not in the log, 22023 if they are in the wrong order, 22004 for null.';

CREATE FUNCTION sen.log_changes(log regclass, from_version bigint, to_version bigint DEFAULT NULL)
    RETURNS TABLE (log_table text, key jsonb, key_text text, change text, column_name text, old_value text, new_value text,
                   session_role text, acting_role text, statement_at timestamptz, meeting text)
    AS 'MODULE_PATHNAME', 'log_changes' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 2000;
COMMENT ON FUNCTION sen.log_changes(regclass, bigint, bigint) IS 'What differs in all tables of a log, named by its table ledger_block, between two of its versions: as sen.changes(), with the name that each table has in the log. to_version null: up to the entries that are in no version yet. Needs SELECT on the log, and that no row-level security of a table of its schema applies to the caller (42501). 42809 if the relation is not a ledger_block, 42704 if a version does not exist, 22004 for null.';

CREATE FUNCTION sen.history(tracked regclass, key jsonb)
    RETURNS TABLE (version bigint, leaf_index bigint, block_id bigint, number integer, operation text, session_role text, acting_role text,
                   statement_at timestamptz, transaction_at timestamptz, meeting text, entry_key jsonb, row_values jsonb)
    AS 'MODULE_PATHNAME', 'history' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 10 COST 2000;
COMMENT ON FUNCTION sen.history(regclass, jsonb) IS 'Every entry about a row of a tracked table, in order, given its primary key as an object: sen.history(''wirral.action'', ''{"action_id": 5}''). A row is followed when its key changes, in both directions; should several rows have had the key one after another, all are shown. version, leaf_index: null for what is not sealed yet; block_id, number: null for what this transaction has gathered. entry_key is the key that the row had before, row_values the row after, of a deleted row before. No rows if no row had the key. Needs SELECT on the log, and that no row-level security of the table applies to the caller (42501). 42704 if the table is not in the log, 22023 if the key does not give exactly the columns of the primary key.';

CREATE FUNCTION sen.operation_words(operation text) RETURNS text
    AS 'MODULE_PATHNAME', 'operation_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.operation_words(text) IS 'The operation of an entry in words, from its letter: B tracking begins, P present (when tracking began), I insert, U update, D delete, R column renamed, E tracking ends, S sealed, A set aside. Null in, and for other text, null out.';
-- Room programme: functions that the tables of a programme use, and that ask about one.

CREATE FUNCTION sen.check_value(ok boolean, column_name text, value anyelement, hint text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_check_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.check_value(boolean, text, anyelement, text) IS 'For CHECK constraints: true, unless ok is false; then error 23514 with the value, the column and the hint. ok null passes.';

CREATE FUNCTION sen.is_record_date(day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_record_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_record_date(date) IS 'Can this date stand in a record: from 1990-01-01 to 2199-12-31, not infinite? Null in, null out.';

CREATE FUNCTION sen.check_record_date(value date, column_name text, advice text DEFAULT ', or leave it empty') RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_check_record_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.check_record_date(date, text, text) IS 'For CHECK constraints of dates: true if sen.is_record_date(), else error 23514 with the value, the column and a hint that ends in the advice. Null in, null out, so an empty date passes.';

CREATE FUNCTION sen.outside_is_external() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    wrong record;
BEGIN
    IF TG_WHEN <> 'AFTER' OR to_regclass(format('%I.post', TG_TABLE_SCHEMA)) IS NULL OR to_regclass(format('%I.partner', TG_TABLE_SCHEMA)) IS NULL
       OR to_regclass(format('%I.sector', TG_TABLE_SCHEMA)) IS NULL THEN
        RAISE EXCEPTION 'trigger function sen.outside_is_external() cannot serve table "%"', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated', HINT = 'It is an AFTER trigger of the tables post, partner and sector of a programme.';
    END IF;
    EXECUTE format('SELECT p.post_id, r.name, r.sector FROM %1$I.post p JOIN %1$I.partner r USING (partner_id) JOIN %1$I.sector s USING (sector)
                    WHERE s.is_external AND p.attends_as = ''member'' ORDER BY p.post_id LIMIT 1', TG_TABLE_SCHEMA) INTO wrong;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'post "%" of % cannot be a member of the Board', wrong.post_id, wrong.name
            USING ERRCODE = 'check_violation', HINT = format('Sector %s attends from outside: set attends_as to external attendee or none.', wrong.sector);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION sen.outside_is_external() IS 'Trigger of tables post, partner and sector: refuses, with error 23514, a Board member from a sector that attends from outside (paragraph 6 of the 2025 notice). 39P01 on other tables.';

CREATE FUNCTION sen.programme_owner(programme text, relations text[] DEFAULT '{}') RETURNS regrole
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    place oid;
    owner regrole;
    refused text;
BEGIN
    -- A schema of temporary objects, whose name begins like this, is nobody's programme.
    SELECT n.oid, n.nspowner INTO place, owner FROM pg_namespace n
    WHERE n.nspname = programme AND n.nspname !~ '^pg_'
      AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'programme' AND c.relkind = 'r' AND c.relpersistence = 'p'
                  AND (SELECT array_agg(a.attname::text) @> ARRAY['programme_id', 'extension_version'] FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped));
    IF place IS NULL THEN
        RAISE EXCEPTION '% is not a programme', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'invalid_schema_name', HINT = 'Give the name that sen.create_programme() was given.';
    END IF;
    -- Somebody who may create in the schema could have made one that is missing.
    SELECT CASE WHEN c.oid IS NULL THEN format('It has no table or view "%s".', r.name) ELSE format('"%s" belongs to role %s, the schema to role %s.', r.name, c.relowner::regrole, owner) END INTO refused
    FROM unnest('{programme}' || relations) r (name) LEFT JOIN pg_class c ON c.relnamespace = place AND c.relname = r.name AND c.relkind IN ('r', 'p', 'v')
    WHERE c.relowner IS DISTINCT FROM owner ORDER BY r.name LIMIT 1;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION '"%" is not a programme', programme
            USING ERRCODE = 'invalid_schema_name', DETAIL = refused, HINT = 'The schema of a programme, its tables and its views belong to one role.';
    END IF;
    RETURN owner;
END
$function$;
COMMENT ON FUNCTION sen.programme_owner(text, text[]) IS 'The role that owns a programme, for whoever is about to read it by name: a schema, not of temporary objects, with the table programme that sen.create_programme() makes, where that table and the tables and views named belong to the owner of the schema. 3F000 if it is none, or null.';

CREATE FUNCTION sen.programme_version(programme text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    version text;
BEGIN
    PERFORM sen.programme_owner(programme);
    EXECUTE format('SELECT p.extension_version FROM %I.programme p', programme) INTO version;
    RETURN version;
END
$function$;
COMMENT ON FUNCTION sen.programme_version(text) IS 'Version of the extension that laid out the tables of a programme. Null in, null out; 3F000 if there is no such programme.';

CREATE FUNCTION sen.analyse_programme(programme text) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    owner CONSTANT regrole := sen.programme_owner(programme);
    place CONSTANT oid := (SELECT n.oid FROM pg_namespace n WHERE n.nspname = programme);
    tables bigint;
    named text;
BEGIN
    IF NOT pg_has_role(owner, 'USAGE') THEN
        RAISE EXCEPTION 'must be owner of programme "%"', programme USING ERRCODE = 'insufficient_privilege', HINT = 'Ask the owner of the schema, or wait: autovacuum analyses a table within about a minute after it was loaded.';
    END IF;
    -- Always in the same order, so that two sessions wait for each other and not both.
    SELECT count(*), string_agg(format('%I.%I', programme, c.relname), ', ' ORDER BY c.relname) INTO tables, named
    FROM pg_class c WHERE c.relnamespace = place AND c.relowner = owner AND c.relkind IN ('r', 'p');
    EXECUTE 'ANALYZE ' || named;
    RETURN format('programme %s: %s tables analysed', programme, tables);
END
$function$;
COMMENT ON FUNCTION sen.analyse_programme(text) IS 'Runs ANALYZE for every table of a programme, so that the planner knows how many rows it has: call it after loading rows, or wait about a minute for autovacuum. For the owner of the programme (42501). 3F000 if there is no such programme, or null.';
-- Room intake: checked import of extracts.

CREATE FUNCTION sen.read_date(value text, column_name text) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_read_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.read_date(text, text) IS 'Reads YYYY-MM-DD or DD/MM/YYYY, also with a midnight after it (00:00, 00:00:00.000, T00:00:00Z), whatever DateStyle says; the column name is for the error, 22007. Null in, null out.';

CREATE FUNCTION sen.read_boolean(value text, column_name text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_read_boolean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.read_boolean(text, text) IS 'Reads 1 or 0, yes or no, true or false, y or n, t or f, in any case; the column name is for the error, 22P02. Null in, null out.';

CREATE FUNCTION sen.intake_row() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    target  regclass;
    given   jsonb;
    row     jsonb := '{}';
    columns text;
    c       record;
    -- Spreadsheets leave no-break spaces; other encodings than UTF8 may have no such character.
    blanks  text := E' \t\r\n' || CASE current_setting('server_encoding') WHEN 'UTF8' THEN chr(160) ELSE '' END;
BEGIN
    IF TG_WHEN <> 'INSTEAD OF' OR TG_OP <> 'INSERT' OR TG_NARGS <> 1 THEN
        RAISE EXCEPTION 'trigger function sen.intake_row() cannot serve "%"', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated', HINT = 'It is an INSTEAD OF INSERT trigger of a view; its argument is the name of a table in the same schema.';
    END IF;
    target := format('%I.%I', TG_TABLE_SCHEMA, TG_ARGV[0])::regclass;
    given := to_jsonb(NEW);
    FOR c IN
        SELECT a.attname AS name, a.atttypid AS type, btrim(given ->> a.attname, blanks) AS value
        FROM pg_attribute a
        WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
    LOOP
        CONTINUE WHEN c.value IS NULL OR c.value = '';
        CASE c.type
            WHEN 'date'::regtype THEN row := row || jsonb_build_object(c.name, sen.read_date(c.value, c.name));
            WHEN 'boolean'::regtype THEN row := row || jsonb_build_object(c.name, sen.read_boolean(c.value, c.name));
            ELSE row := row || jsonb_build_object(c.name, c.value);
        END CASE;
        columns := concat_ws(', ', columns, quote_ident(c.name));
    END LOOP;
    IF columns IS NULL THEN
        RAISE EXCEPTION 'empty row for table "%"', TG_ARGV[0]
            USING ERRCODE = 'not_null_violation', HINT = 'Remove blank lines from the extract.';
    END IF;
    -- Only the columns that were given: the others keep the table's defaults.
    EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM jsonb_populate_record(NULL::%s, $1)', target, columns, columns, target) USING row;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION sen.intake_row() IS 'INSTEAD OF INSERT trigger of the intake views: trims each value, takes empty as null, reads dates and flags by sen.read_date() and sen.read_boolean(), and inserts the row into the table named by the trigger''s argument. Checks of the table apply. 39P01 on anything else.';

CREATE FUNCTION sen.intake_only() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF TG_WHEN <> 'INSTEAD OF' OR TG_NARGS <> 1 THEN
        RAISE EXCEPTION 'trigger function sen.intake_only() cannot serve "%"', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated', HINT = 'It is an INSTEAD OF trigger of a view; its argument is the name of a table in the same schema.';
    END IF;
    RAISE EXCEPTION 'view "%" only takes rows in', TG_TABLE_NAME
        USING ERRCODE = 'object_not_in_prerequisite_state',
              HINT = format('Change or delete rows of table "%s" itself.', TG_ARGV[0]);
END
$function$;
COMMENT ON FUNCTION sen.intake_only() IS 'INSTEAD OF UPDATE OR DELETE trigger of the intake views: refuses, with error 55000. 39P01 on anything else.';

CREATE FUNCTION sen.intake_done() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = error
AS $function$
DECLARE
    target CONSTANT regclass := to_regclass(format('%I.%I', TG_TABLE_SCHEMA, coalesce(TG_ARGV[0], '')));
BEGIN
    IF TG_WHEN <> 'AFTER' OR TG_OP <> 'INSERT' OR TG_LEVEL <> 'STATEMENT' OR TG_NARGS <> 1 OR target IS NULL THEN
        RAISE EXCEPTION 'trigger function sen.intake_done() cannot serve "%"', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated', HINT = 'It is an AFTER INSERT trigger, FOR EACH STATEMENT, of a view; its argument is the name of a table in the same schema.';
    END IF;
    -- Once it has grown by a fifth: a COPY is followed by one ANALYZE, and so are few of many single rows. Who does
    -- not own the table, or meets another session at it, leaves it to autovacuum: hence no waiting and no warning.
    IF (SELECT c.relkind = 'r' AND (c.reltuples < 0 OR 5 * pg_relation_size(target) > 6 * c.relpages::bigint * current_setting('block_size')::bigint) FROM pg_class c WHERE c.oid = target) THEN
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', target);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION sen.intake_done() IS 'AFTER INSERT trigger, for each statement, of the intake views: runs ANALYZE for the table named by the trigger''s argument once it has grown by a fifth, if whoever loads owns it. 39P01 on anything else.';
-- sen.create_programme(): the tables (room programme) and views (rooms board
-- and intake) of one programme, joined into the function's body when the extension is built.

CREATE FUNCTION sen.create_programme(programme text) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    version text;
    tables  bigint;
    views   bigint;
    passed  record;
BEGIN
    IF programme IS NULL OR programme !~ '^[a-z][a-z0-9_]*$' OR programme ~ '^pg_' OR programme IN ('sen', 'public', 'information_schema') OR length(programme) > 63 THEN
        RAISE EXCEPTION 'invalid name for a programme: %', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'invalid_name',
                  HINT = 'Use lower-case letters, digits and underscores, beginning with a letter and at most 63 in all, such as wirral; not pg_..., sen, public or information_schema.';
    END IF;
    IF EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = programme) THEN
        RAISE EXCEPTION 'schema "%" already exists', programme
            USING ERRCODE = 'duplicate_schema',
                  HINT = 'Choose another name, or drop that schema first if nothing in it is needed.';
    END IF;
    EXECUTE format('CREATE SCHEMA %I', programme);
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', programme,
                   'Improvement programme ' || programme || ', laid out by sen_improvement. The tables belong to the owner of this schema.');
    -- Only the new schema, so that every name below lands in it; reverts when the function ends.
    PERFORM set_config('search_path', format('%I, pg_temp', programme), true);

    EXECUTE $tables$
-- Tables of one programme: words that councils define differently.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- They are rows, so the owner may change their meaning, order and colours, add some, or put others in their place.

CREATE TABLE rag (
    rag      text PRIMARY KEY
        CONSTRAINT rag_not_blank CHECK (sen.check_value(rag ~ '\S', 'rag', rag, 'Give the word for the colour, such as amber.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE rag IS 'The colours in which progress is reported, and what each means here. No two councils mean quite the same.';
COMMENT ON COLUMN rag.rag IS 'Word for the colour, such as amber.';
COMMENT ON COLUMN rag.position IS 'Place in reports, from 1, the best first.';
COMMENT ON COLUMN rag.meaning IS 'What the colour means in this programme.';
INSERT INTO rag VALUES
    ('blue', 1, 'Complete.'),
    ('green', 2, 'On track.'),
    ('amber', 3, 'At risk, with something being done about it.'),
    ('red', 4, 'Off track.'),
    ('grey', 5, 'Not started, or it cannot be told.');

CREATE TABLE delivery_status (
    delivery_status text PRIMARY KEY
        CONSTRAINT delivery_status_not_blank CHECK (sen.check_value(delivery_status ~ '\S', 'delivery_status', delivery_status, 'Give the word for the status, such as on track.')),
    position        smallint NOT NULL UNIQUE,
    rag             text NOT NULL REFERENCES rag,
    is_open         boolean NOT NULL,
    is_complete     boolean NOT NULL,
    meaning         text NOT NULL,
    CONSTRAINT delivery_status_complete_not_open CHECK (sen.check_value(NOT (is_open AND is_complete), 'is_open', is_open, 'What is complete is no longer open: is_open or is_complete has to be false.'))
);
COMMENT ON TABLE delivery_status IS 'How far the work on an action or objective has come: the words, their colours and what they mean. Whether it helped anyone is another question: see impact_status.';
COMMENT ON COLUMN delivery_status.delivery_status IS 'Word for the status, such as on track.';
COMMENT ON COLUMN delivery_status.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN delivery_status.rag IS 'Colour of the status.';
COMMENT ON COLUMN delivery_status.is_open IS 'True if work is still expected: then it can be overdue or slow.';
COMMENT ON COLUMN delivery_status.is_complete IS 'True if everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN delivery_status.meaning IS 'What the word means in this programme.';
INSERT INTO delivery_status VALUES
    ('not started', 1, 'grey', true, false, 'Agreed, and nothing has been done yet.'),
    ('on track', 2, 'green', true, false, 'Under way and expected by the due day.'),
    ('at risk', 3, 'amber', true, false, 'Under way; it will be late unless what is planned against it works.'),
    ('off track', 4, 'red', true, false, 'Late, or certain to be late.'),
    ('complete', 5, 'blue', false, true, 'Everything that was agreed is delivered.'),
    ('complete and embedded', 6, 'blue', false, true, 'Delivered, and part of the daily work.'),
    ('stopped', 7, 'grey', false, false, 'Given up by decision of the Board.');

CREATE TABLE impact_status (
    impact_status text PRIMARY KEY
        CONSTRAINT impact_status_not_blank CHECK (sen.check_value(impact_status ~ '\S', 'impact_status', impact_status, 'Give the word for the status, such as some impact.')),
    position      smallint NOT NULL UNIQUE,
    rag           text NOT NULL REFERENCES rag,
    is_evidenced  boolean NOT NULL,
    meaning       text NOT NULL
);
COMMENT ON TABLE impact_status IS 'What an action or objective has changed for children and families: the words, their colours and what they mean. An action can be complete without impact.';
COMMENT ON COLUMN impact_status.impact_status IS 'Word for the status, such as some impact.';
COMMENT ON COLUMN impact_status.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN impact_status.rag IS 'Colour of the status.';
COMMENT ON COLUMN impact_status.is_evidenced IS 'True if there is evidence that children and families notice it.';
COMMENT ON COLUMN impact_status.meaning IS 'What the word means in this programme.';
INSERT INTO impact_status VALUES
    ('too early to tell', 1, 'grey', false, 'Nothing can be expected to show yet.'),
    ('no impact yet', 2, 'red', false, 'It should show by now and does not.'),
    ('some impact', 3, 'amber', false, 'First signs, not yet everywhere or not yet sure.'),
    ('clear impact', 4, 'green', true, 'Evidence shows that children and families are better off.'),
    ('lasting impact', 5, 'blue', true, 'The evidence has held over time.');

CREATE TABLE verdict (
    verdict  text PRIMARY KEY
        CONSTRAINT verdict_known CHECK (sen.check_value(verdict IN ('met', 'on track', 'at risk', 'off track', 'no recent data'), 'verdict', verdict, 'View dashboard knows met, on track, at risk, off track and no recent data.')),
    position smallint NOT NULL UNIQUE,
    rag      text NOT NULL REFERENCES rag
);
COMMENT ON TABLE verdict IS 'The verdicts of view dashboard on a measure, and the colour of each. The rule behind each is in the view.';
COMMENT ON COLUMN verdict.verdict IS 'The verdict: met, on track, at risk, off track or no recent data.';
COMMENT ON COLUMN verdict.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN verdict.rag IS 'Colour of the verdict.';
INSERT INTO verdict VALUES ('met', 1, 'blue'), ('on track', 2, 'green'), ('at risk', 3, 'amber'), ('off track', 4, 'red'), ('no recent data', 5, 'grey');

CREATE TABLE sector (
    sector            text PRIMARY KEY
        CONSTRAINT sector_not_blank CHECK (sen.check_value(sector ~ '\S', 'sector', sector, 'Give the sector a name, such as health.')),
    position          smallint NOT NULL UNIQUE,
    expected_on_board boolean NOT NULL,
    is_external       boolean NOT NULL,
    meaning           text NOT NULL,
    CONSTRAINT sector_external_not_expected CHECK (sen.check_value(NOT (expected_on_board AND is_external), 'is_external', is_external, 'A sector that attends from outside has no member on the Board: is_external or expected_on_board has to be false.'))
);
COMMENT ON TABLE sector IS 'The sectors that partners belong to, and how each takes part in the Improvement Board.';
COMMENT ON COLUMN sector.sector IS 'Name of the sector, such as health.';
COMMENT ON COLUMN sector.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN sector.expected_on_board IS 'True if the notice expects leaders of this sector at the Improvement Board (paragraph 5(a) of the 2025 notice).';
COMMENT ON COLUMN sector.is_external IS 'True if it attends from outside: none of its posts can be a member of the Board (paragraph 6 of the 2025 notice).';
COMMENT ON COLUMN sector.meaning IS 'What belongs to it.';
INSERT INTO sector VALUES
    ('education', 1, true, false, 'Schools, trusts, colleges and other settings.'),
    ('health', 2, true, false, 'The Integrated Care Board and providers of health care.'),
    ('care', 3, true, false, 'Social care for children and adults.'),
    ('local government', 4, false, false, 'The council as a whole.'),
    ('parents and carers', 5, true, false, 'The Parent Carer Forum.'),
    ('elected members', 6, true, false, 'Councillors.'),
    ('DfE', 7, false, true, 'The Department for Education and those whom it appoints.'),
    ('NHS England', 8, false, true, 'NHS England and those whom it appoints.');

CREATE TABLE review_topic (
    topic    text PRIMARY KEY
        CONSTRAINT review_topic_not_blank CHECK (sen.check_value(topic ~ '\S', 'topic', topic, 'Give the topic a short name, such as co-production.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE review_topic IS 'What reviews may look at (paragraph 9 of the 2025 notice). Measures and evidence are filed under the same topics.';
COMMENT ON COLUMN review_topic.topic IS 'Short name of the topic.';
COMMENT ON COLUMN review_topic.position IS 'Place in the notice, from 1.';
COMMENT ON COLUMN review_topic.meaning IS 'What belongs to it.';
INSERT INTO review_topic VALUES
    ('leadership', 1, 'How the area is led.'),
    ('governance', 2, 'Boards, accountability and oversight.'),
    ('co-production', 3, 'Plans and services made together with families.'),
    ('workforce', 4, 'Quality of training and support of the workforce; posts and recruitment.'),
    ('multi-agency arrangements', 5, 'Joint commissioning; what education, health and social care provide.'),
    ('EHC plans', 6, 'Timeliness and quality of Education, Health and Care plans.'),
    ('engagement', 7, 'Contact with children, young people, families and carers.');

CREATE TABLE evidence_kind (
    kind     text PRIMARY KEY
        CONSTRAINT evidence_kind_not_blank CHECK (sen.check_value(kind ~ '\S', 'kind', kind, 'Give the kind of evidence a name, such as data.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE evidence_kind IS 'Kinds of evidence. Views look for the kinds that a paragraph of the notice asks for, by these names.';
COMMENT ON COLUMN evidence_kind.kind IS 'Name of the kind.';
COMMENT ON COLUMN evidence_kind.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN evidence_kind.meaning IS 'What belongs to it.';
INSERT INTO evidence_kind VALUES
    ('data', 1, 'Figures as published or as counted (paragraph 5(d): data).'),
    ('analysis', 2, 'What the figures mean (paragraph 5(d): analysis).'),
    ('lived experience', 3, 'What has changed in the lives of children and families (paragraph 5(d)).'),
    ('co-production', 4, 'That families and partners take an active part (paragraphs 3 and 10(d)(iii)).'),
    ('governance', 5, 'Who answers for what: terms of reference, structures (paragraph 10(c)).'),
    ('plan', 6, 'The improvement plans themselves (paragraph 3).'),
    ('minutes', 7, 'Minutes and papers of meetings (paragraph 12(d)).'),
    ('access', 8, 'That reviewers had access to staff and leaders (paragraph 12(a)).'),
    ('facilities', 9, 'That reviewers had what they needed (paragraph 12(c)).'),
    ('document', 10, 'Anything else in writing: notices, letters, reports.');

CREATE TABLE slow_reason (
    reason   text PRIMARY KEY
        CONSTRAINT slow_reason_known CHECK (sen.check_value(reason IN ('overdue', 'unmoved', 'without update', 'measure off course', 'without measurable target'), 'reason', reason, 'View slow_progress knows overdue, unmoved, without update, measure off course and without measurable target.')),
    position smallint NOT NULL UNIQUE,
    points   smallint NOT NULL
        CONSTRAINT slow_reason_points_range CHECK (sen.check_value(points BETWEEN 0 AND 100, 'points', points, 'Give the weight of the reason, from 0 to 100; with 0 it is not looked for.')),
    meaning  text NOT NULL
);
COMMENT ON TABLE slow_reason IS 'Why an objective or action counts as slow to progress (paragraph 5(e) of the 2025 notice), and how much each reason weighs. View slow_progress adds up the points. A reason that is not here is not looked for.';
COMMENT ON COLUMN slow_reason.reason IS 'The reason. The rule behind each is in view slow_progress.';
COMMENT ON COLUMN slow_reason.position IS 'Place in reports among reasons of the same weight, from 1.';
COMMENT ON COLUMN slow_reason.points IS 'Weight of the reason, from 0 to 100; with 0 it is not looked for.';
COMMENT ON COLUMN slow_reason.meaning IS 'What the reason means.';
INSERT INTO slow_reason VALUES
    ('overdue', 1, 3, 'An open action is past its due day; an open objective has such an action.'),
    ('unmoved', 2, 2, 'The status is the same as at the last meeting, and no progress was recorded since.'),
    ('without update', 3, 2, 'The log has no entry for the last meeting or since, though it was agreed before it.'),
    ('measure off course', 4, 2, 'Its measure goes the wrong way since the last meeting, or is off track.'),
    ('without measurable target', 5, 1, 'No measure tells whether it is being reached.');
-- Tables of one programme: the notice and what hangs on it.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE programme (
    programme_id      boolean PRIMARY KEY DEFAULT true CONSTRAINT programme_has_one_row CHECK (programme_id),
    extension_version text NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT pg_catalog.now()
);
COMMENT ON TABLE programme IS 'One row: which version of sen_improvement laid out the tables and views of this schema. Read by sen.programme_version().';
COMMENT ON COLUMN programme.programme_id IS 'Always true: the table holds one row.';
COMMENT ON COLUMN programme.extension_version IS 'Version of the extension that created, or last upgraded, this programme.';
COMMENT ON COLUMN programme.created_at IS 'When sen.create_programme() made this schema.';

CREATE TABLE notice (
    notice_id             text PRIMARY KEY
        CONSTRAINT notice_id_not_blank CHECK (sen.check_value(notice_id ~ '\S', 'notice_id', notice_id, 'Give the notice a short name of your own, such as 2025.')),
    title                 text NOT NULL,
    issued_by             text NOT NULL,
    issued_to             text NOT NULL,
    issued_on             date NOT NULL
        CONSTRAINT notice_issued_on_range CHECK (sen.check_record_date(issued_on, 'issued_on', '')),
    replaced_on           date
        CONSTRAINT notice_replaced_on_range CHECK (sen.check_record_date(replaced_on, 'replaced_on')),
    stepped_down_on       date
        CONSTRAINT notice_stepped_down_on_range CHECK (sen.check_record_date(stepped_down_on, 'stepped_down_on')),
    actions_due_on        date
        CONSTRAINT notice_actions_due_on_range CHECK (sen.check_record_date(actions_due_on, 'actions_due_on')),
    review_every_months   smallint
        CONSTRAINT notice_review_every_months_range CHECK (sen.check_value(review_every_months BETWEEN 1 AND 60, 'review_every_months', review_every_months, 'Give the number of months, from 1 to 60, or leave it empty.')),
    source                text NOT NULL,
    remark                text,
    CONSTRAINT notice_replaced_after_issue CHECK (sen.check_value(replaced_on >= issued_on, 'replaced_on', replaced_on, 'A notice cannot be replaced before it was issued.')),
    CONSTRAINT notice_stepped_down_after_issue CHECK (sen.check_value(stepped_down_on >= issued_on, 'stepped_down_on', stepped_down_on, 'A notice cannot be stepped down before it was issued.'))
);
COMMENT ON TABLE notice IS 'An Improvement Notice: who issued it to whom and when, and its dates.';
COMMENT ON COLUMN notice.notice_id IS 'Short name of the notice within this programme, such as 2025.';
COMMENT ON COLUMN notice.title IS 'Title of the notice.';
COMMENT ON COLUMN notice.issued_by IS 'Who issued it.';
COMMENT ON COLUMN notice.issued_to IS 'To whom it was issued.';
COMMENT ON COLUMN notice.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN notice.replaced_on IS 'Date on which a later notice took its place; empty while it has not been replaced.';
COMMENT ON COLUMN notice.stepped_down_on IS 'Date on which it was stepped down; empty while it has not been.';
COMMENT ON COLUMN notice.actions_due_on IS 'Day by which the notice asks for the planned actions to be delivered.';
COMMENT ON COLUMN notice.review_every_months IS 'Longest time between two reviews by the Department, in months; empty if the notice does not say.';
COMMENT ON COLUMN notice.source IS 'The document that these facts were taken from.';
COMMENT ON COLUMN notice.remark IS 'Anything that a reader should know, such as sources that disagree.';

CREATE TABLE partner (
    partner_id text PRIMARY KEY
        CONSTRAINT partner_id_not_blank CHECK (sen.check_value(partner_id ~ '\S', 'partner_id', partner_id, 'Give the partner a short name of your own, such as council.')),
    name       text NOT NULL,
    sector     text NOT NULL REFERENCES sector
);
COMMENT ON TABLE partner IS 'A body that takes part in the improvement programme, or that oversees it.';
COMMENT ON COLUMN partner.partner_id IS 'Short name of the partner within this programme, such as council.';
COMMENT ON COLUMN partner.name IS 'Full name of the body.';
COMMENT ON COLUMN partner.sector IS 'The sector that it belongs to: a row of table sector.';

CREATE TABLE post (
    post_id     text PRIMARY KEY
        CONSTRAINT post_id_not_blank CHECK (sen.check_value(post_id ~ '\S', 'post_id', post_id, 'Give the post a short name of your own, such as DCS.')),
    partner_id  text NOT NULL REFERENCES partner,
    title       text NOT NULL,
    attends_as  text NOT NULL DEFAULT 'none'
        CONSTRAINT post_attends_as_known CHECK (sen.check_value(attends_as IN ('member', 'external attendee', 'none'),
            'attends_as', attends_as, 'Use one of: member, external attendee, none.')),
    notice_role text
        CONSTRAINT post_notice_role_known CHECK (sen.check_value(notice_role IN ('council chief executive', 'ICB chief executive', 'children''s services accountable officer', 'ICB accountable officer', 'DfE SEND adviser', 'NHS England adviser', 'DfE case lead'),
            'notice_role', notice_role, 'Use one of: council chief executive, ICB chief executive, children''s services accountable officer, ICB accountable officer, DfE SEND adviser, NHS England adviser, DfE case lead; or leave it empty.')),
    remark      text,
    CONSTRAINT post_adviser_is_external CHECK (sen.check_value(notice_role NOT IN ('DfE SEND adviser', 'NHS England adviser', 'DfE case lead') OR attends_as = 'external attendee',
        'attends_as', attends_as, 'The advisers of DfE and NHS England and the DfE case lead attend as external attendees, not as members (paragraph 6 of the 2025 notice).'))
);
-- The same for every post of a sector that attends from outside, whichever of the three rows changes.
CREATE TRIGGER outside_is_external AFTER INSERT OR UPDATE ON post FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
CREATE TRIGGER outside_is_external AFTER UPDATE ON partner FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
CREATE TRIGGER outside_is_external AFTER UPDATE ON sector FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
COMMENT ON TRIGGER outside_is_external ON post IS 'Refuses a Board member from a sector that attends from outside.';
COMMENT ON TRIGGER outside_is_external ON partner IS 'Refuses a change after which a Board member would be from a sector that attends from outside.';
COMMENT ON TRIGGER outside_is_external ON sector IS 'Refuses a change after which a Board member would be from a sector that attends from outside.';
COMMENT ON TABLE post IS 'An accountable role. A post is not a person: no personal name is needed anywhere in a programme.';
COMMENT ON COLUMN post.post_id IS 'Short name of the post within this programme, such as DCS.';
COMMENT ON COLUMN post.partner_id IS 'The body that the post belongs to.';
COMMENT ON COLUMN post.title IS 'Title of the post.';
COMMENT ON COLUMN post.attends_as IS 'How the post attends the Improvement Board: member, external attendee (invited each time, not a member) or none.';
COMMENT ON COLUMN post.notice_role IS 'The role in which a notice names the post (paragraphs 5(a) and 6 of the 2025 notice): held to account through the Board, or invited from outside; empty for others.';
COMMENT ON COLUMN post.remark IS 'Anything that a reader should know, such as where the post is named.';

CREATE TABLE compliance_test (
    test     text PRIMARY KEY
        CONSTRAINT compliance_test_known CHECK (sen.check_value(test IN ('all its parts', 'every other duty', 'plans cover every area', 'the area improves', 'recommendations are in the plans',
            'the Board meets with its leaders', 'actions have owners and areas have targets', 'register and plans in step with the meetings', 'reports hold data, analysis and lived experience',
            'the log is kept at each meeting', 'advisers are invited', 'advisers report', 'the Department reviews', 'topics of reviews', 'own assessment before each review',
            'progress on objectives', 'feedback from families', 'accountability is clear', 'progress on areas', 'dashboard', 'partners take part', 'diagnostic reviews',
            'reviewers have access', 'data are current', 'reviewers have facilities', 'minutes are there', 'delivered on time', 'found done by a review'),
            'test', test, 'Choose a test that view notice_compliance knows: take out those that no paragraph needs, but none can be added.')),
    position smallint NOT NULL UNIQUE,
    rule     text NOT NULL
);
COMMENT ON TABLE compliance_test IS 'How view notice_compliance tells whether a paragraph of a notice is met: the tests that it knows, and the rule of each.';
COMMENT ON COLUMN compliance_test.test IS 'Name of the test.';
COMMENT ON COLUMN compliance_test.position IS 'Place in the list, from 1: the order of the 2025 notice.';
COMMENT ON COLUMN compliance_test.rule IS 'When a paragraph with this test is met, in words. Times are counted from the date of the notice up to sen.today().';
INSERT INTO compliance_test VALUES
    ('every other duty', 1, 'Met when every other duty of the notice is met.'),
    ('plans cover every area', 2, 'Met when each area that is active has an objective, each objective an action, and parents, young people and schools were all heard in the last 12 months.'),
    ('the area improves', 3, 'Met when the area of the paragraph is business as usual or closed, or all its measures have met their targets. Due while all are met or on track. Not met if one is at risk or off track. Cannot be shown if the area has no measure, or if a measure has no recent data.'),
    ('recommendations are in the plans', 4, 'Met when each recommendation of the Department has an objective. Due while none is recorded.'),
    ('all its parts', 5, 'Met when every paragraph below it in the notice is met.'),
    ('the Board meets with its leaders', 6, 'Met when, at the last meeting, every sector that is expected on the Board was there, and the four posts that the notice holds to account (in person or by a deputy), and when the date of the next meeting is agreed with the Department.'),
    ('actions have owners and areas have targets', 7, 'Met when every action has an owner (it cannot be recorded without) and every active area a measure with a target.'),
    ('register and plans in step with the meetings', 8, 'Met when, for the last meeting, risk register and mitigation plan were sent in advance, every open risk was assessed since the meeting before, and every open action has an entry in the log since then.'),
    ('reports hold data, analysis and lived experience', 9, 'Met when evidence of these three kinds belonged to the papers of the last meeting.'),
    ('the log is kept at each meeting', 10, 'Met when the log has an entry for each meeting that was held.'),
    ('advisers are invited', 11, 'Met when the SEND adviser of DfE, the adviser of NHS England and the case lead of DfE were each invited before each meeting that was held.'),
    ('advisers report', 12, 'Not ours to show: what is known of it is counted.'),
    ('the Department reviews', 13, 'Not ours to show: when the next review is due is computed.'),
    ('topics of reviews', 14, 'Not ours to show: the topics that reviews covered are counted.'),
    ('own assessment before each review', 15, 'Met when the council''s own assessment was sent by the day of each review that was held. Due while none was held.'),
    ('progress on objectives', 16, 'Met when every objective has an entry in the log since the last review (before any, since the date of the notice).'),
    ('feedback from families', 17, 'Met when parents and carers and also children and young people were heard since the last review.'),
    ('accountability is clear', 18, 'Met when the four posts that the notice holds to account are recorded, and evidence of kind governance.'),
    ('progress on areas', 19, 'Met when every active area has an entry in the log since the last review, on an objective or action of it.'),
    ('dashboard', 20, 'Met when every measure has recent data, and there is at least one.'),
    ('partners take part', 21, 'Met when there is evidence of kind co-production, or feedback of schools and of families, since the last review, and every sector that is expected on the Board attended in the last 12 months.'),
    ('diagnostic reviews', 22, 'Not ours to show: those that were held are counted.'),
    ('reviewers have access', 23, 'Met when each review that was held has evidence of kind access. Due while none was held; cannot be shown without evidence.'),
    ('data are current', 24, 'Met when every measure has recent data. Cannot be shown if there is no measure.'),
    ('reviewers have facilities', 25, 'Met when each review that was held has evidence of kind facilities. Due while none was held; cannot be shown without evidence.'),
    ('minutes are there', 26, 'Met when every meeting held more than 28 days ago has minutes. The 28 days are this programme''s: the notice gives none.'),
    ('delivered on time', 27, 'Met when every action is complete and every measure whose target day has come has met its target. Not met if there is no action, or once a target day was missed, or the day that the notice gives has passed; due before.'),
    ('found done by a review', 28, 'Met when a review that was reported is evidence for the paragraph.');

CREATE TABLE requirement (
    notice_id    text NOT NULL REFERENCES notice,
    paragraph    text NOT NULL
        CONSTRAINT requirement_paragraph_form CHECK (sen.check_value(paragraph ~ '^[0-9]+(\([a-z]+\))*$', 'paragraph', paragraph, 'Write the paragraph as the notice numbers it, such as 5(c) or 10(d)(ii).')),
    position     smallint NOT NULL
        CONSTRAINT requirement_position_positive CHECK (sen.check_value(position > 0, 'position', position, 'Number the paragraphs from 1 in the order of the notice.')),
    heading      text NOT NULL,
    kind         text NOT NULL
        CONSTRAINT requirement_kind_known CHECK (sen.check_value(kind IN ('duty', 'expectation', 'arrangement', 'consequence'),
            'kind', kind, 'Use one of: duty, expectation, arrangement, consequence.')),
    on_partner   text REFERENCES partner,
    asks         text NOT NULL,
    due_on       date
        CONSTRAINT requirement_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    how_often    text,
    test         text REFERENCES compliance_test,
    PRIMARY KEY (notice_id, paragraph),
    UNIQUE (notice_id, position)
);
COMMENT ON TABLE requirement IS 'One row for each paragraph of a notice: what it asks, of whom, by when or how often.';
COMMENT ON COLUMN requirement.notice_id IS 'The notice.';
COMMENT ON COLUMN requirement.paragraph IS 'Paragraph as the notice numbers it, such as 5(c).';
COMMENT ON COLUMN requirement.position IS 'Place of the paragraph in the notice, from 1; sorts the paragraphs.';
COMMENT ON COLUMN requirement.heading IS 'The heading of the notice under which the paragraph stands.';
COMMENT ON COLUMN requirement.kind IS 'duty (must), expectation (should), arrangement (how progress will be assessed) or consequence (what may follow).';
COMMENT ON COLUMN requirement.on_partner IS 'The body that has to act; empty where no single body is named.';
COMMENT ON COLUMN requirement.asks IS 'What the paragraph asks, in short words of the programme, not a quotation.';
COMMENT ON COLUMN requirement.due_on IS 'Day by which it is asked; empty where the paragraph gives no date.';
COMMENT ON COLUMN requirement.how_often IS 'How often it is asked, such as at each meeting; empty where it is not repeated.';
COMMENT ON COLUMN requirement.test IS 'How view notice_compliance tells whether it is met; empty: it cannot, and says what evidence is recorded.';

CREATE TABLE area (
    notice_id   text NOT NULL REFERENCES notice,
    area_number smallint NOT NULL
        CONSTRAINT area_number_positive CHECK (sen.check_value(area_number > 0, 'area_number', area_number, 'Number the areas of a notice from 1.')),
    kind        text NOT NULL
        CONSTRAINT area_kind_known CHECK (sen.check_value(kind IN ('priority action', 'area for improvement', 'DfE recommendation'),
            'kind', kind, 'Use one of: priority action, area for improvement, DfE recommendation.')),
    title       text NOT NULL,
    paragraph   text,
    PRIMARY KEY (notice_id, area_number),
    FOREIGN KEY (notice_id, paragraph) REFERENCES requirement (notice_id, paragraph)
);
COMMENT ON TABLE area IS 'An area that the notice names: priority action, area for improvement or DfE recommendation. Its standing is in area_status.';
COMMENT ON COLUMN area.notice_id IS 'The notice.';
COMMENT ON COLUMN area.area_number IS 'Number of the area within the notice, from 1.';
COMMENT ON COLUMN area.kind IS 'priority action, area for improvement or DfE recommendation.';
COMMENT ON COLUMN area.title IS 'What is to improve, in short words of the programme.';
COMMENT ON COLUMN area.paragraph IS 'Paragraph of the notice that names the area; empty if unknown.';

CREATE TABLE area_status (
    notice_id   text NOT NULL,
    area_number smallint NOT NULL,
    since       date NOT NULL
        CONSTRAINT area_status_since_range CHECK (sen.check_record_date(since, 'since', '')),
    status      text NOT NULL
        CONSTRAINT area_status_known CHECK (sen.check_value(status IN ('active', 'business as usual', 'closed'),
            'status', status, 'Use one of: active, business as usual, closed.')),
    source      text NOT NULL,
    PRIMARY KEY (notice_id, area_number, since),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE area_status IS 'The history of an area''s standing: one row from each day on which it changed. A change is a new row, never an edit.';
COMMENT ON COLUMN area_status.notice_id IS 'The notice.';
COMMENT ON COLUMN area_status.area_number IS 'The area within the notice.';
COMMENT ON COLUMN area_status.since IS 'First day of this standing.';
COMMENT ON COLUMN area_status.status IS 'active, business as usual or closed.';
COMMENT ON COLUMN area_status.source IS 'Who decided it and where it is recorded.';

CREATE TABLE review (
    review_id               text PRIMARY KEY
        CONSTRAINT review_id_not_blank CHECK (sen.check_value(review_id ~ '\S', 'review_id', review_id, 'Give the review a short name of your own, such as stocktake-2024-11.')),
    notice_id               text NOT NULL REFERENCES notice,
    kind                    text NOT NULL
        CONSTRAINT review_kind_known CHECK (sen.check_value(kind IN ('stocktake', 'deep dive', 'diagnostic'),
            'kind', kind, 'Use one of: stocktake, deep dive, diagnostic.')),
    planned_from            date
        CONSTRAINT review_planned_from_range CHECK (sen.check_record_date(planned_from, 'planned_from')),
    planned_to              date
        CONSTRAINT review_planned_to_range CHECK (sen.check_record_date(planned_to, 'planned_to')),
    held_on                 date
        CONSTRAINT review_held_on_range CHECK (sen.check_record_date(held_on, 'held_on')),
    reported_on             date
        CONSTRAINT review_reported_on_range CHECK (sen.check_record_date(reported_on, 'reported_on')),
    self_assessment_sent_on date
        CONSTRAINT review_self_assessment_sent_on_range CHECK (sen.check_record_date(self_assessment_sent_on, 'self_assessment_sent_on')),
    finding                 text,
    source                  text NOT NULL,
    CONSTRAINT review_planned_in_order CHECK (sen.check_value(planned_to >= planned_from, 'planned_to', planned_to, 'The last planned day cannot come before the first.')),
    CONSTRAINT review_reported_after_held CHECK (sen.check_value(reported_on >= held_on, 'reported_on', reported_on, 'A review cannot be reported before it was held.')),
    CONSTRAINT review_planned_or_held CHECK (sen.check_value(planned_from IS NOT NULL OR held_on IS NOT NULL, 'held_on', held_on, 'Give the day on which the review was held, or planned_from.'))
);
COMMENT ON TABLE review IS 'A review of progress by the Department or a party agreed with it: held, or planned.';
COMMENT ON COLUMN review.review_id IS 'Short name of the review within this programme.';
COMMENT ON COLUMN review.notice_id IS 'The notice under which it takes place.';
COMMENT ON COLUMN review.kind IS 'stocktake, deep dive or diagnostic.';
COMMENT ON COLUMN review.planned_from IS 'First day of the time for which it was planned; empty if it was not announced.';
COMMENT ON COLUMN review.planned_to IS 'Last day of the time for which it was planned.';
COMMENT ON COLUMN review.held_on IS 'Day on which it was held; empty while the record does not show that it was.';
COMMENT ON COLUMN review.reported_on IS 'Date of the letter or report that followed.';
COMMENT ON COLUMN review.self_assessment_sent_on IS 'Day on which the council sent its own assessment of improvement beforehand.';
COMMENT ON COLUMN review.finding IS 'Main finding, in short words of the programme.';
COMMENT ON COLUMN review.source IS 'The document that these facts were taken from.';

CREATE TABLE next_step (
    review_id   text NOT NULL REFERENCES review,
    step_number smallint NOT NULL
        CONSTRAINT next_step_number_positive CHECK (sen.check_value(step_number > 0, 'step_number', step_number, 'Number the steps of a review from 1.')),
    step        text NOT NULL,
    PRIMARY KEY (review_id, step_number)
);
COMMENT ON TABLE next_step IS 'A next step that the partnership named at a review.';
COMMENT ON COLUMN next_step.review_id IS 'The review.';
COMMENT ON COLUMN next_step.step_number IS 'Number of the step within the review, from 1.';
COMMENT ON COLUMN next_step.step IS 'What is to be done, in short words of the programme.';

CREATE TABLE next_step_area (
    review_id   text NOT NULL,
    step_number smallint NOT NULL,
    notice_id   text NOT NULL,
    area_number smallint NOT NULL,
    PRIMARY KEY (review_id, step_number, notice_id, area_number),
    FOREIGN KEY (review_id, step_number) REFERENCES next_step (review_id, step_number),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE next_step_area IS 'Which areas a next step serves: a step named once for several areas has several rows.';
COMMENT ON COLUMN next_step_area.review_id IS 'The review.';
COMMENT ON COLUMN next_step_area.step_number IS 'The step within the review.';
COMMENT ON COLUMN next_step_area.notice_id IS 'The notice of the area.';
COMMENT ON COLUMN next_step_area.area_number IS 'The area within the notice.';
-- Tables of one programme: the cases.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- Columns follow the SEN2 person-level return; its item numbers (2025 guide) are in the comments.
-- Every table of cases carries the local authority, so that a region can hold many and shard by it.

CREATE TABLE ehc_request (
    local_authority       text NOT NULL
        CONSTRAINT ehc_request_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    request_ref           text NOT NULL
        CONSTRAINT ehc_request_ref_not_blank CHECK (sen.check_value(request_ref ~ '\S', 'request_ref', request_ref, 'Give the reference that your case system uses for this request.')),
    child_ref             text
        CONSTRAINT ehc_request_child_ref_not_blank CHECK (sen.check_value(child_ref ~ '\S', 'child_ref', child_ref, 'Give a pseudonymous reference, or leave it empty.')),
    received_on           date
        CONSTRAINT ehc_request_received_on_range CHECK (sen.check_record_date(received_on, 'received_on', '; leave it empty if the true date is unknown')),
    request_source        text
        CONSTRAINT ehc_request_source_known CHECK (sen.check_value(request_source IN ('1', '2', '3', '4', '5'), 'request_source', request_source, 'SEN2 item 2.2: 1 young person or parent, 2 school or education setting, 3 health, 4 social care, 5 other.')),
    rya                   boolean,
    request_outcome       text
        CONSTRAINT ehc_request_outcome_known CHECK (sen.check_value(request_outcome IN ('Y', 'N', 'A', 'W', 'H'), 'request_outcome', request_outcome, 'SEN2 item 2.5: Y assess, N do not assess, A not yet decided, W withdrawn, H historical.')),
    request_outcome_on    date
        CONSTRAINT ehc_request_outcome_on_range CHECK (sen.check_record_date(request_outcome_on, 'request_outcome_on', '; leave it empty if there is no decision')),
    request_mediation     boolean,
    request_tribunal      boolean,
    exported_to           text
        CONSTRAINT ehc_request_exported_to_form CHECK (sen.check_value(exported_to ~ '^([0-9]{3}|XXX)$', 'exported_to', exported_to, 'SEN2 item 2.8: the three-digit code of the new authority, or XXX if unknown or outside England.')),
    assessment_outcome    text
        CONSTRAINT ehc_request_assessment_outcome_known CHECK (sen.check_value(assessment_outcome IN ('Y', 'N', 'A', 'W', 'H'), 'assessment_outcome', assessment_outcome, 'SEN2 item 3.1: Y plan to be issued, N no plan, A pending, W withdrawn, H historical or transferred in.')),
    assessment_outcome_on date
        CONSTRAINT ehc_request_assessment_outcome_on_range CHECK (sen.check_record_date(assessment_outcome_on, 'assessment_outcome_on', '; leave it empty until the plan is issued or refused')),
    assessment_mediation  boolean,
    assessment_tribunal   boolean,
    other_mediation       boolean,
    other_tribunal        boolean,
    week20                boolean,
    plan_start_on         date
        CONSTRAINT ehc_request_plan_start_on_range CHECK (sen.check_record_date(plan_start_on, 'plan_start_on')),
    closed_on             date
        CONSTRAINT ehc_request_closed_on_range CHECK (sen.check_record_date(closed_on, 'closed_on')),
    PRIMARY KEY (local_authority, request_ref),
    CONSTRAINT ehc_request_decided_after_received CHECK (sen.check_value(request_outcome_on >= received_on, 'request_outcome_on', request_outcome_on, 'The decision cannot come before the request was received: correct one of the two dates, or leave received_on empty if it is unknown.')),
    CONSTRAINT ehc_request_finished_after_received CHECK (sen.check_value(assessment_outcome_on >= received_on, 'assessment_outcome_on', assessment_outcome_on, 'The plan or the refusal cannot come before the request was received: correct one of the two dates, or leave received_on empty if it is unknown.')),
    CONSTRAINT ehc_request_closed_after_received CHECK (sen.check_value(closed_on >= received_on, 'closed_on', closed_on, 'A case cannot be closed before the request was received: correct one of the two dates, or leave received_on empty if it is unknown.'))
);
CREATE INDEX ehc_request_received_on ON ehc_request (received_on);
CREATE INDEX ehc_request_assessment_outcome_on ON ehc_request (assessment_outcome_on);
COMMENT ON TABLE ehc_request IS 'One request for an EHC needs assessment, from receipt to its end. Names and codes follow SEN2; no personal data is needed.';
COMMENT ON INDEX ehc_request_received_on IS 'Finds requests by the day received: deadlines count from it.';
COMMENT ON INDEX ehc_request_assessment_outcome_on IS 'Finds plans by the day issued: the 20-week measure is by year of issue.';
COMMENT ON COLUMN ehc_request.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN ehc_request.request_ref IS 'Reference of the request in the council''s case system; unique within the authority.';
COMMENT ON COLUMN ehc_request.child_ref IS 'Pseudonymous reference of the child or young person, who may have several requests; may be empty.';
COMMENT ON COLUMN ehc_request.received_on IS 'Day on which the authority received the request: the clock starts (SEN2 2.1). Empty = unknown: the case stays in the denominator but meets no limit.';
COMMENT ON COLUMN ehc_request.request_source IS 'Who asked (SEN2 2.2): 1 young person or parent, 2 school or education setting, 3 health, 4 social care, 5 other.';
COMMENT ON COLUMN ehc_request.rya IS 'True if this was a first request while in relevant youth accommodation (SEN2 2.3).';
COMMENT ON COLUMN ehc_request.request_outcome IS 'Decision on the request (SEN2 2.5): Y assess, N do not assess, A not yet decided, W withdrawn, H historical. Not overwritten if mediation or a tribunal reverses it.';
COMMENT ON COLUMN ehc_request.request_outcome_on IS 'Day of the decision to assess or not (SEN2 2.4).';
COMMENT ON COLUMN ehc_request.request_mediation IS 'True if a mediation meeting was held about the decision to assess (SEN2 2.6).';
COMMENT ON COLUMN ehc_request.request_tribunal IS 'True if an appeal was lodged about the decision to assess (SEN2 2.7).';
COMMENT ON COLUMN ehc_request.exported_to IS 'Authority to which the child moved before the assessment finished (SEN2 2.8): three-digit code, or XXX.';
COMMENT ON COLUMN ehc_request.assessment_outcome IS 'Outcome of the assessment (SEN2 3.1): Y plan to be issued, N no plan, A pending, W withdrawn, H historical or transferred in.';
COMMENT ON COLUMN ehc_request.assessment_outcome_on IS 'If the outcome is Y, the day on which the final plan was issued; if N, the day on which the family was told that there will be no plan (SEN2 3.2).';
COMMENT ON COLUMN ehc_request.assessment_mediation IS 'True if a mediation meeting was held about the decision to issue (SEN2 3.3).';
COMMENT ON COLUMN ehc_request.assessment_tribunal IS 'True if an appeal was lodged about the decision to issue (SEN2 3.4).';
COMMENT ON COLUMN ehc_request.other_mediation IS 'True if a mediation meeting was held about another matter (SEN2 3.5).';
COMMENT ON COLUMN ehc_request.other_tribunal IS 'True if an appeal was lodged about another matter (SEN2 3.6).';
COMMENT ON COLUMN ehc_request.week20 IS 'True if a permitted exception to the 20 weeks applied (SEN2 3.7). A row of assessment_exception for the limit final_plan counts the same.';
COMMENT ON COLUMN ehc_request.plan_start_on IS 'Start date of the plan (SEN2 4.1). The 20-week measure uses assessment_outcome_on.';
COMMENT ON COLUMN ehc_request.closed_on IS 'Day on which the case ended without a decision: withdrawn, moved away, or otherwise closed.';

CREATE TABLE assessment_exception (
    local_authority text NOT NULL,
    request_ref     text NOT NULL,
    time_limit      text NOT NULL DEFAULT 'final_plan'
        CONSTRAINT assessment_exception_time_limit_known CHECK (time_limit::sen.time_limit IS NOT NULL),
    exception       text NOT NULL
        CONSTRAINT assessment_exception_applies CHECK (sen.check_value(sen.exception_applies(time_limit::sen.time_limit, exception::sen.exception),
            'exception', exception, 'sen.exceptions() lists what lifts a limit: the list is closed. A shortage of staff is not an exception.')),
    from_date       date
        CONSTRAINT assessment_exception_from_date_range CHECK (sen.check_record_date(from_date, 'from_date')),
    to_date         date
        CONSTRAINT assessment_exception_to_date_range CHECK (sen.check_record_date(to_date, 'to_date')),
    evidence        text,
    PRIMARY KEY (local_authority, request_ref, time_limit, exception),
    FOREIGN KEY (local_authority, request_ref) REFERENCES ehc_request (local_authority, request_ref),
    CONSTRAINT assessment_exception_in_order CHECK (sen.check_value(to_date >= from_date, 'to_date', to_date, 'The last day of the circumstance cannot come before the first.'))
);
COMMENT ON TABLE assessment_exception IS 'Which permitted exception applied to which time limit of a request, with its dates and evidence. It lifts the limit; it never moves the date (SEND Regulations 2014 reg 5(4), 10(4), 13(3)).';
COMMENT ON COLUMN assessment_exception.local_authority IS 'Local authority of the request.';
COMMENT ON COLUMN assessment_exception.request_ref IS 'The request.';
COMMENT ON COLUMN assessment_exception.time_limit IS 'Name of the time limit that the exception lifts, as in sen.time_limits(), such as final_plan.';
COMMENT ON COLUMN assessment_exception.exception IS 'Kind of circumstance, a value of sen.exception that applies to the limit, such as school_closure, personal_circumstances or absence_4_weeks.';
COMMENT ON COLUMN assessment_exception.from_date IS 'First day of the circumstance; empty if unknown.';
COMMENT ON COLUMN assessment_exception.to_date IS 'Last day of the circumstance; empty if it lasts or is unknown.';
COMMENT ON COLUMN assessment_exception.evidence IS 'Where the evidence is kept.';
-- Tables of one programme: advice, annual reviews, mediation and appeals.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- They hold the days from which time limits run and on which duties were done; view deadlines reads them.

CREATE TABLE advice_request (
    local_authority     text NOT NULL,
    request_ref         text NOT NULL,
    body                text NOT NULL
        CONSTRAINT advice_request_body_not_blank CHECK (sen.check_value(body ~ '\S', 'body', body, 'Name the body or service that was asked, such as educational psychology.')),
    asked_on            date NOT NULL
        CONSTRAINT advice_request_asked_on_range CHECK (sen.check_record_date(asked_on, 'asked_on', '')),
    received_on         date
        CONSTRAINT advice_request_received_on_range CHECK (sen.check_record_date(received_on, 'received_on', ', or leave it empty if unknown')),
    responded_on        date
        CONSTRAINT advice_request_responded_on_range CHECK (sen.check_record_date(responded_on, 'responded_on')),
    exception           text
        CONSTRAINT advice_request_exception_applies CHECK (sen.check_value(sen.exception_applies('assess_advice_response', exception::sen.exception), 'exception', exception, 'SEND Regulations 2014 reg 8(2) knows circumstances, absence_4_weeks and missed_appointment; a closure is no exception here.')),
    PRIMARY KEY (local_authority, request_ref, body, asked_on),
    FOREIGN KEY (local_authority, request_ref) REFERENCES ehc_request (local_authority, request_ref),
    CONSTRAINT advice_request_received_after_asked CHECK (sen.check_value(received_on >= asked_on, 'received_on', received_on, 'The body cannot have received the request before it was asked.')),
    CONSTRAINT advice_request_responded_after_asked CHECK (sen.check_value(responded_on >= asked_on, 'responded_on', responded_on, 'The body cannot have responded before it was asked.'))
);
COMMENT ON TABLE advice_request IS 'One request for advice in an assessment: who was asked, when, and when they responded. Due 6 weeks after the body received it (SEND Regulations 2014 reg 8(1)); guidance extends that to everyone who advises.';
COMMENT ON COLUMN advice_request.local_authority IS 'Local authority of the request.';
COMMENT ON COLUMN advice_request.request_ref IS 'The request for an assessment.';
COMMENT ON COLUMN advice_request.body IS 'Body or service that was asked, such as educational psychology.';
COMMENT ON COLUMN advice_request.asked_on IS 'Day on which the authority asked.';
COMMENT ON COLUMN advice_request.received_on IS 'Day on which the body received it: the clock starts. Empty: taken to be asked_on.';
COMMENT ON COLUMN advice_request.responded_on IS 'Day on which the authority had the response; empty while it has not.';
COMMENT ON COLUMN advice_request.exception IS 'Exception that lifts the limit (reg 8(2)), a value of sen.exception; empty if none is recorded.';

CREATE TABLE annual_review (
    local_authority          text NOT NULL
        CONSTRAINT annual_review_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    review_ref               text NOT NULL
        CONSTRAINT annual_review_ref_not_blank CHECK (sen.check_value(review_ref ~ '\S', 'review_ref', review_ref, 'Give the reference that your case system uses for this review.')),
    child_ref                text,
    plan_made_on             date
        CONSTRAINT annual_review_plan_made_on_range CHECK (sen.check_record_date(plan_made_on, 'plan_made_on')),
    last_reviewed_on         date
        CONSTRAINT annual_review_last_reviewed_on_range CHECK (sen.check_record_date(last_reviewed_on, 'last_reviewed_on')),
    meeting_on               date
        CONSTRAINT annual_review_meeting_on_range CHECK (sen.check_record_date(meeting_on, 'meeting_on')),
    report_sent_on           date
        CONSTRAINT annual_review_report_sent_on_range CHECK (sen.check_record_date(report_sent_on, 'report_sent_on')),
    decision_sent_on         date
        CONSTRAINT annual_review_decision_sent_on_range CHECK (sen.check_record_date(decision_sent_on, 'decision_sent_on')),
    outcome                  text
        CONSTRAINT annual_review_outcome_known CHECK (sen.check_value(outcome IN ('A', 'C', 'M'), 'outcome', outcome, 'SEN2 item 5.4c: A amend, C cease, M maintain.')),
    amendment_notice_sent_on date
        CONSTRAINT annual_review_amendment_notice_sent_on_range CHECK (sen.check_record_date(amendment_notice_sent_on, 'amendment_notice_sent_on')),
    amended_plan_sent_on     date
        CONSTRAINT annual_review_amended_plan_sent_on_range CHECK (sen.check_record_date(amended_plan_sent_on, 'amended_plan_sent_on')),
    transfer_phase           text
        CONSTRAINT annual_review_transfer_phase_known CHECK (sen.check_value(transfer_phase IN ('early years to school', 'infant to junior', 'primary to middle', 'primary to secondary', 'middle to secondary', 'secondary to post-16'),
            'transfer_phase', transfer_phase, 'Use one of: early years to school, infant to junior, primary to middle, primary to secondary, middle to secondary, secondary to post-16; or leave it empty.')),
    transfer_year            smallint
        CONSTRAINT annual_review_transfer_year_range CHECK (sen.check_value(transfer_year BETWEEN 1990 AND 2199, 'transfer_year', transfer_year, 'Give the calendar year in which the child changes phase, such as 2026.')),
    PRIMARY KEY (local_authority, review_ref),
    CONSTRAINT annual_review_report_after_meeting CHECK (sen.check_value(report_sent_on >= meeting_on, 'report_sent_on', report_sent_on, 'The report cannot come before the meeting.')),
    CONSTRAINT annual_review_decision_after_meeting CHECK (sen.check_value(decision_sent_on >= meeting_on, 'decision_sent_on', decision_sent_on, 'The decision cannot come before the meeting.')),
    CONSTRAINT annual_review_plan_after_notice CHECK (sen.check_value(amended_plan_sent_on >= amendment_notice_sent_on, 'amended_plan_sent_on', amended_plan_sent_on, 'The final amended plan cannot come before the amendment notice.')),
    CONSTRAINT annual_review_transfer_complete CHECK (sen.check_value((transfer_phase IS NULL) = (transfer_year IS NULL), 'transfer_year', transfer_year, 'Give transfer_phase and transfer_year together, or neither.'))
);
CREATE INDEX annual_review_meeting_on ON annual_review (meeting_on);
COMMENT ON TABLE annual_review IS 'One review of an EHC plan: the days from which its time limits run, and on which each step was done.';
COMMENT ON INDEX annual_review_meeting_on IS 'Finds reviews by the day of the meeting: the limits for report and decision run from it.';
COMMENT ON COLUMN annual_review.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN annual_review.review_ref IS 'Reference of the review in the council''s case system; unique within the authority.';
COMMENT ON COLUMN annual_review.child_ref IS 'Pseudonymous reference of the child or young person; may be empty.';
COMMENT ON COLUMN annual_review.plan_made_on IS 'Day on which the plan was first made, if this is its first review: due within 12 months beginning with it (Children and Families Act 2014 s.44(1)(a)).';
COMMENT ON COLUMN annual_review.last_reviewed_on IS 'Day on which the plan was last reviewed: the next is due within 12 months beginning with it (s.44(1)(b)).';
COMMENT ON COLUMN annual_review.meeting_on IS 'Day of the review meeting (SEN2 5.4a).';
COMMENT ON COLUMN annual_review.report_sent_on IS 'Day on which the written report was sent to everyone invited.';
COMMENT ON COLUMN annual_review.decision_sent_on IS 'Day on which the authority notified its decision (SEN2 5.4b): the review is taken to end on it.';
COMMENT ON COLUMN annual_review.outcome IS 'Decision (SEN2 5.4c): A amend, C cease, M maintain.';
COMMENT ON COLUMN annual_review.amendment_notice_sent_on IS 'Day on which the plan was sent with the notice of proposed amendments (SEN2 5.4d).';
COMMENT ON COLUMN annual_review.amended_plan_sent_on IS 'Day on which the final amended plan was sent.';
COMMENT ON COLUMN annual_review.transfer_phase IS 'The change of phase that this review prepares; empty if none.';
COMMENT ON COLUMN annual_review.transfer_year IS 'Calendar year of the change of phase; empty if none.';

CREATE TABLE mediation (
    local_authority      text NOT NULL
        CONSTRAINT mediation_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    mediation_ref        text NOT NULL
        CONSTRAINT mediation_ref_not_blank CHECK (sen.check_value(mediation_ref ~ '\S', 'mediation_ref', mediation_ref, 'Give the reference that your case system uses for this mediation.')),
    request_ref          text,
    wanted_on            date NOT NULL
        CONSTRAINT mediation_wanted_on_range CHECK (sen.check_record_date(wanted_on, 'wanted_on', '')),
    held_on              date
        CONSTRAINT mediation_held_on_range CHECK (sen.check_record_date(held_on, 'held_on')),
    certificate_issued_on date
        CONSTRAINT mediation_certificate_issued_on_range CHECK (sen.check_record_date(certificate_issued_on, 'certificate_issued_on')),
    agreed_on            date
        CONSTRAINT mediation_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on')),
    agreement_kept_on    date
        CONSTRAINT mediation_agreement_kept_on_range CHECK (sen.check_record_date(agreement_kept_on, 'agreement_kept_on')),
    withdrawn_on         date
        CONSTRAINT mediation_withdrawn_on_range CHECK (sen.check_record_date(withdrawn_on, 'withdrawn_on')),
    PRIMARY KEY (local_authority, mediation_ref),
    CONSTRAINT mediation_held_after_wanted CHECK (sen.check_value(held_on >= wanted_on, 'held_on', held_on, 'The mediation cannot have been held before it was asked for.')),
    CONSTRAINT mediation_kept_after_agreed CHECK (sen.check_value(agreement_kept_on >= agreed_on, 'agreement_kept_on', agreement_kept_on, 'An agreement cannot have been kept before it was made.'))
);
COMMENT ON TABLE mediation IS 'One mediation: when the family asked for it, when it was held, what came of it.';
COMMENT ON COLUMN mediation.local_authority IS 'Three-digit local authority code of DfE.';
COMMENT ON COLUMN mediation.mediation_ref IS 'Reference of the mediation; unique within the authority.';
COMMENT ON COLUMN mediation.request_ref IS 'The request for an assessment that it is about; empty if it is about another matter.';
COMMENT ON COLUMN mediation.wanted_on IS 'Day on which the authority was informed that the family wants mediation: to be arranged within 30 days (SEND Regulations 2014 reg 36(2)).';
COMMENT ON COLUMN mediation.held_on IS 'Day on which it was concluded: the adviser''s certificate is due 3 working days later (reg 39(1)).';
COMMENT ON COLUMN mediation.certificate_issued_on IS 'Day on which the mediation certificate was issued.';
COMMENT ON COLUMN mediation.agreed_on IS 'Day of a mediation agreement on matters that cannot be appealed: to be kept within 2 weeks unless agreed otherwise in writing (reg 42(3), 42(5)).';
COMMENT ON COLUMN mediation.agreement_kept_on IS 'Day on which the authority did what was agreed.';
COMMENT ON COLUMN mediation.withdrawn_on IS 'Day on which the family no longer wanted mediation; empty otherwise.';

CREATE TABLE appeal (
    local_authority       text NOT NULL
        CONSTRAINT appeal_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    appeal_ref            text NOT NULL
        CONSTRAINT appeal_ref_not_blank CHECK (sen.check_value(appeal_ref ~ '\S', 'appeal_ref', appeal_ref, 'Give the Tribunal''s reference, or your own.')),
    request_ref           text,
    decision_sent_on      date
        CONSTRAINT appeal_decision_sent_on_range CHECK (sen.check_record_date(decision_sent_on, 'decision_sent_on')),
    certificate_issued_on date
        CONSTRAINT appeal_certificate_issued_on_range CHECK (sen.check_record_date(certificate_issued_on, 'certificate_issued_on')),
    lodged_on             date
        CONSTRAINT appeal_lodged_on_range CHECK (sen.check_record_date(lodged_on, 'lodged_on')),
    received_on           date
        CONSTRAINT appeal_received_on_range CHECK (sen.check_record_date(received_on, 'received_on')),
    responded_on          date
        CONSTRAINT appeal_responded_on_range CHECK (sen.check_record_date(responded_on, 'responded_on')),
    ordered_on            date
        CONSTRAINT appeal_ordered_on_range CHECK (sen.check_record_date(ordered_on, 'ordered_on')),
    order_limit           text
        CONSTRAINT appeal_order_limit_known CHECK (sen.check_value(order_limit IS NULL OR (order_limit::sen.time_limit IS NOT NULL AND order_limit ~ '^(order|unopposed)_'), 'order_limit', order_limit, 'Name the limit that the order or concession starts, such as order_name_school; sen.time_limits() lists them.')),
    order_done_on         date
        CONSTRAINT appeal_order_done_on_range CHECK (sen.check_record_date(order_done_on, 'order_done_on')),
    exception             text
        CONSTRAINT appeal_exception_applies CHECK (sen.check_value(sen.exception_applies(order_limit::sen.time_limit, exception::sen.exception), 'exception', exception, 'sen.exceptions() lists what lifts the limit of the order.')),
    withdrawn_on          date
        CONSTRAINT appeal_withdrawn_on_range CHECK (sen.check_record_date(withdrawn_on, 'withdrawn_on')),
    PRIMARY KEY (local_authority, appeal_ref),
    CONSTRAINT appeal_responded_after_received CHECK (sen.check_value(responded_on >= received_on, 'responded_on', responded_on, 'The response cannot come before the appeal was received.')),
    CONSTRAINT appeal_done_after_order CHECK (sen.check_value(order_done_on >= ordered_on, 'order_done_on', order_done_on, 'An order cannot have been carried out before it was made.')),
    CONSTRAINT appeal_order_complete CHECK (sen.check_value((ordered_on IS NULL) = (order_limit IS NULL), 'order_limit', order_limit, 'Give ordered_on and order_limit together, or neither.')),
    CONSTRAINT appeal_exception_of_order CHECK (sen.check_value(exception IS NULL OR order_limit IS NOT NULL, 'exception', exception, 'An exception lifts the limit of an order: give order_limit too.'))
);
COMMENT ON TABLE appeal IS 'One appeal to the First-tier Tribunal, and the order or concession that ended it.';
COMMENT ON COLUMN appeal.local_authority IS 'Three-digit local authority code of DfE.';
COMMENT ON COLUMN appeal.appeal_ref IS 'Reference of the appeal; unique within the authority.';
COMMENT ON COLUMN appeal.request_ref IS 'The request for an assessment that it is about; empty if it is about another matter.';
COMMENT ON COLUMN appeal.decision_sent_on IS 'Day on which the notice of the decision appealed was sent.';
COMMENT ON COLUMN appeal.certificate_issued_on IS 'Day on which the mediation certificate was issued; empty if there is none.';
COMMENT ON COLUMN appeal.lodged_on IS 'Day on which the Tribunal received the appeal.';
COMMENT ON COLUMN appeal.received_on IS 'Day on which the authority received it: 30 working days to respond, not counting August and 25 December to 1 January.';
COMMENT ON COLUMN appeal.responded_on IS 'Day on which the authority responded.';
COMMENT ON COLUMN appeal.ordered_on IS 'Day on which the order was made, or on which the authority told the Tribunal that it would not oppose.';
COMMENT ON COLUMN appeal.order_limit IS 'Time limit that starts on that day, such as order_name_school or unopposed_contents.';
COMMENT ON COLUMN appeal.order_done_on IS 'Day on which the authority did what was ordered.';
COMMENT ON COLUMN appeal.withdrawn_on IS 'Day on which the appeal was withdrawn; empty otherwise.';
COMMENT ON COLUMN appeal.exception IS 'Exception that lifts the limit of the order, a value of sen.exception; empty if none is recorded.';
-- Tables of one programme: what is measured, in words and with its source.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- A row says which time limit a measure rests on; the views of room board count it. The owner may
-- change the switches, take a row out, or add rows for other limits or other switches.

CREATE TABLE definition (
    definition                    text PRIMARY KEY
        CONSTRAINT definition_form CHECK (sen.check_value(definition ~ '^[a-z][a-z0-9_]*$', 'definition', definition, 'Use lower-case letters, digits and underscores, beginning with a letter, such as plans_in_20_weeks.')),
    position                      smallint NOT NULL
        CONSTRAINT definition_position_positive CHECK (sen.check_value(position > 0, 'position', position, 'Number the definitions from 1 in the order in which reports show them.')),
    title                         text NOT NULL
        CONSTRAINT definition_title_not_blank CHECK (sen.check_value(title ~ '\S', 'title', title, 'Give the title that reports show, such as EHC plans issued within 20 weeks.')),
    time_limits                   text[] NOT NULL
        CONSTRAINT definition_time_limits_known CHECK (time_limits::sen.time_limit[] IS NOT NULL)
        CONSTRAINT definition_time_limits_named CHECK (sen.check_value(cardinality(time_limits) > 0 AND array_position(time_limits, NULL) IS NULL, 'time_limits', time_limits, 'Name at least one time limit, as in sen.time_limits().')),
    numerator                     text NOT NULL,
    denominator                   text NOT NULL,
    starts                        text NOT NULL,
    ends                          text NOT NULL,
    period                        text NOT NULL DEFAULT 'finished'
        CONSTRAINT definition_period_known CHECK (sen.check_value(period IN ('finished', 'due'), 'period', period, 'Use one of: finished (a case counts in the period in which it is finished), due (in which it is due).')),
    exceptions                    text NOT NULL,
    citation                      text NOT NULL,
    source                        text NOT NULL,
    note                          text,
    without_mediation_or_tribunal boolean NOT NULL DEFAULT false,
    ends_on                       text
        CONSTRAINT definition_ends_on_known CHECK (sen.check_value(ends_on IN ('plan issued', 'plan start'), 'ends_on', ends_on, 'Use one of: plan issued (SEN2 3.2), plan start (SEN2 4.1).')),
    CONSTRAINT definition_ends_on_of_plan CHECK (sen.check_value((time_limits = '{final_plan}') = (ends_on IS NOT NULL), 'ends_on', ends_on, 'Give ends_on for a definition that rests on final_plan alone, and leave it empty for any other.')),
    CONSTRAINT definition_mediation_of_plan CHECK (sen.check_value(NOT without_mediation_or_tribunal OR time_limits = '{final_plan}', 'without_mediation_or_tribunal', without_mediation_or_tribunal, 'Only a definition that rests on final_plan alone can leave these cases out.'))
);
COMMENT ON TABLE definition IS 'What is measured: the words, the law and the source of each measure, and its switches. The views named compliance_... count every row; those named timeliness_... count plans_in_20_weeks.';
COMMENT ON COLUMN definition.definition IS 'Short name of the measure, such as plans_in_20_weeks.';
COMMENT ON COLUMN definition.position IS 'Place of the measure in reports, from 1.';
COMMENT ON COLUMN definition.title IS 'Title of the measure in reports.';
COMMENT ON COLUMN definition.time_limits IS 'The time limits that it rests on, as in sen.time_limits(): every duty of view duty with one of them is a case of the measure.';
COMMENT ON COLUMN definition.numerator IS 'What is counted as in time, in words.';
COMMENT ON COLUMN definition.denominator IS 'Out of what, in words.';
COMMENT ON COLUMN definition.starts IS 'What starts the clock, in words.';
COMMENT ON COLUMN definition.ends IS 'What stops it, in words.';
COMMENT ON COLUMN definition.period IS 'Switch: which day decides the period that a finished case counts in: finished (the day on which it was finished) or due (the day on which it was due).';
COMMENT ON COLUMN definition.exceptions IS 'What the columns that leave out exceptions leave out, in words.';
COMMENT ON COLUMN definition.citation IS 'Where the law sets the time limit.';
COMMENT ON COLUMN definition.source IS 'Which publication defines the measure.';
COMMENT ON COLUMN definition.note IS 'Where sources disagree or are silent, and what else a reader should know.';
COMMENT ON COLUMN definition.without_mediation_or_tribunal IS 'Switch, for plans: true leaves out every case with one of the six flags of mediation or tribunal in ehc_request (SEN2 2.6, 2.7, 3.3 to 3.6).';
COMMENT ON COLUMN definition.ends_on IS 'Switch, for plans: plan issued (SEN2 3.2) or plan start (SEN2 4.1; a plan without a start date counts by the day of issue). Empty for other measures.';

INSERT INTO definition (definition, position, title, time_limits, numerator, denominator, starts, ends, period, exceptions, citation, source, note, ends_on)
SELECT w.definition, w.position, w.title, w.time_limits, w.numerator, w.denominator, w.starts, w.ends, w.period, w.exceptions,
       (SELECT string_agg(DISTINCT l.citation, '; ' ORDER BY l.citation) FROM sen.time_limits() l WHERE l.name::text = ANY (w.time_limits)),
       w.source, w.note, w.ends_on
FROM (VALUES
    ('plans_in_20_weeks', 1::smallint, 'EHC plans issued within 20 weeks', '{final_plan}'::text[],
     'Plans finished at most 20 weeks (140 days) after the request was received. A plan whose day of receipt is unknown is never in it.',
     'Every plan finished in the period, also those whose day of receipt is unknown. Historical cases and plans that came with a child from another authority (outcome H) are not counted. With without_mediation_or_tribunal, cases with a mediation or an appeal are left out.',
     'The authority receives the request (SEN2 2.1).',
     'By ends_on. plan issued: the day on which the final plan was issued (SEN2 3.2). plan start: the start date of the plan (SEN2 4.1), or the day of issue if there is none.',
     'finished', 'Cases under a permitted exception (SEN2 3.7, or a row of assessment_exception for final_plan), in numerator and denominator. DfE leads with the rate that leaves them out.',
     'DfE, Education, health and care plans: file timeliness_20_week (releases of 2025 and 2026), by calendar year of issue.',
     'That 20 weeks are 140 days, and that plans with an unknown day of receipt stay in the denominator, is not stated in any DfE text that was read; the second is inferred from the published files. DfE''s guidance for 2024 says in a footnote that the measure rests on assessments completed in the year where no mediation or tribunal took place; the guidance for 2025 and 2026 does not repeat it, so the filter is off. Data to Insight''s SEN2 app applies it, and ends at the plan''s start date. DfE publishes other counts of plans for the same year: compare with the denominator of this file only.',
     'plan issued'),
    ('decisions_in_6_weeks', 2, 'Decisions whether to assess within 6 weeks', '{assess_decision}',
     'Decisions made at most 6 weeks after the request was received.',
     'Every decision to assess or not to assess made in the period, also those where the day of receipt is unknown. Historical cases are not counted.',
     'The authority receives the request (SEN2 2.1).', 'The decision to assess or not (SEN2 2.4).',
     'finished', 'Cases with a row of assessment_exception for assess_decision. SEN2 carries no flag for them.',
     'DfE, Education, health and care plans: file requests, columns request_outcome_six_weeks and request_outcome_over_6_weeks.',
     'DfE''s file has no columns that leave out exceptions: compare it with the rate that includes them. Which year a decision counts in is not stated in any DfE text that was read. For some authorities and years the published decisions are more than the requests received in that year, which fits the year of the decision.',
     NULL),
    ('no_plan_decisions_in_16_weeks', 3, 'Families told within 16 weeks that there will be no plan', '{no_plan_decision}',
     'Families told at most 16 weeks after the request was received.',
     'Every assessment that ended in the period with the decision not to issue a plan. Refusals to assess are not counted here.',
     'The authority receives the request (SEN2 2.1).', 'The family is told that there will be no plan (SEN2 3.2 with outcome N).',
     'finished', 'Cases with a row of assessment_exception for no_plan_decision. SEN2 carries no flag for them.',
     'DfE, Education, health and care plans: file assessments, columns outcome_decision_within_time and outcome_decision_over_time.',
     'Which open requests will end without a plan nobody knows. The backlog beside this measure is every open request in which no plan has been agreed; overdue means that it is too late to refuse one in time.',
     NULL),
    ('advice_in_6_weeks', 4, 'Advice given within 6 weeks', '{assess_advice_response}',
     'Responses at most 6 weeks after the body received the request for advice.',
     'Every response to a request for advice in the period.',
     'The body receives the request for advice; if that day is not recorded, the authority asks.', 'The authority has the response.',
     'finished', 'Requests for advice with a recorded exception (reg 8(2)).',
     'DfE does not publish this measure.',
     'The regulation binds the bodies of section 31, such as health; guidance extends the six weeks to everyone who gives advice. A request for advice ends with its assessment.',
     NULL),
    ('review_reports_in_2_weeks', 5, 'Reports of review meetings sent within 2 weeks', '{review_report}',
     'Reports sent at most 2 weeks after the review meeting.', 'Every report sent in the period.',
     'The review meeting (SEN2 5.4a).', 'The report is sent to everyone invited.',
     'finished', 'None: the law knows no exception.', 'DfE does not publish this measure.',
     'For schools listed in reg 20(12) the head prepares the report, else the authority.', NULL),
    ('review_decisions_in_4_weeks', 6, 'Annual-review decisions within 4 weeks', '{review_decision}',
     'Decisions notified at most 4 weeks (28 days) after the review meeting.', 'Every decision notified in the period after a review meeting.',
     'The review meeting (SEN2 5.4a).', 'The decision to keep, amend or cease the plan is notified (SEN2 5.4b).',
     'finished', 'None: the law knows no exception.',
     'DfE, Education, health and care plans: file annual_reviews, first published in 2025 for 2024: decisions within and over 4 weeks.',
     'DfE revised the first figures heavily after publication and gives none for several authorities. Which year a decision counts in is not stated in any DfE text that was read.', NULL),
    ('amended_plans_in_time', 7, 'Amended plans sent in time', '{final_amended_plan,amended_plan_longstop}',
     'Final amended plans sent at most 12 weeks after the review meeting and at most 8 weeks after the notice of the proposed amendments, whichever ends first.',
     'Every final amended plan sent in the period after a review whose outcome was to amend.',
     'The review meeting; if there was none, the notice of the proposed amendments (SEN2 5.4d).', 'The final amended plan is sent.',
     'finished', 'None: the law knows no exception.', 'DfE does not publish this measure.',
     'The 12 weeks follow from the judgment in R (L, M and P) v Devon County Council: the notice within 4 weeks of the meeting, the plan within 8 more. A case counts as open from the decision to amend.', NULL),
    ('phase_transfers_in_time', 8, 'Plans for a change of phase ready in time', '{phase_transfer_other,phase_transfer_post16}',
     'Plans reviewed, and amended where they had to be, before 15 February of the year of the change, or before 31 March from secondary school to post-16.',
     'Every plan with a change of phase that was due in the period and is finished.',
     '1 January of the year of the change.', 'The final amended plan is sent; if the plan is not amended, the decision.',
     'due', 'None: the law knows no exception.',
     'DfE publishes how many phase transfers were due and finished (file phase_transfers, 2026 release; SEN2 5.6), but no share in time.',
     'The last days are 14 February and 30 March, from the word "before" in reg 18; the Code and many authorities say "by" 15 February and 31 March. A change counts in the period in which it was due, however early the plan was ready; one that is not finished is in the backlog.', NULL)
) w (definition, position, title, time_limits, numerator, denominator, starts, ends, period, exceptions, source, note, ends_on);
-- Tables of one programme: meetings of the Board, what reviews looked at, and the evidence for everything else.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE meeting (
    meeting_id              text PRIMARY KEY
        CONSTRAINT meeting_id_not_blank CHECK (sen.check_value(meeting_id ~ '\S', 'meeting_id', meeting_id, 'Give the meeting a short name of your own, such as board-2025-09.')),
    title                   text NOT NULL,
    planned_on              date NOT NULL
        CONSTRAINT meeting_planned_on_range CHECK (sen.check_record_date(planned_on, 'planned_on', '')),
    agreed_with_dfe_on      date
        CONSTRAINT meeting_agreed_with_dfe_on_range CHECK (sen.check_record_date(agreed_with_dfe_on, 'agreed_with_dfe_on')),
    papers_days_ahead       smallint NOT NULL DEFAULT 1
        CONSTRAINT meeting_papers_days_ahead_range CHECK (sen.check_value(papers_days_ahead BETWEEN 0 AND 60, 'papers_days_ahead', papers_days_ahead, 'Give the number of days, from 0 to 60.')),
    papers_sent_on          date
        CONSTRAINT meeting_papers_sent_on_range CHECK (sen.check_record_date(papers_sent_on, 'papers_sent_on')),
    risk_register_sent_on   date
        CONSTRAINT meeting_risk_register_sent_on_range CHECK (sen.check_record_date(risk_register_sent_on, 'risk_register_sent_on')),
    mitigation_plan_sent_on date
        CONSTRAINT meeting_mitigation_plan_sent_on_range CHECK (sen.check_record_date(mitigation_plan_sent_on, 'mitigation_plan_sent_on')),
    held_on                 date
        CONSTRAINT meeting_held_on_range CHECK (sen.check_record_date(held_on, 'held_on')),
    cancelled_on            date
        CONSTRAINT meeting_cancelled_on_range CHECK (sen.check_record_date(cancelled_on, 'cancelled_on')),
    minutes_sent_on         date
        CONSTRAINT meeting_minutes_sent_on_range CHECK (sen.check_record_date(minutes_sent_on, 'minutes_sent_on')),
    source                  text NOT NULL,
    remark                  text,
    CONSTRAINT meeting_minuted_after_held CHECK (sen.check_value(minutes_sent_on IS NULL OR (held_on IS NOT NULL AND minutes_sent_on >= held_on), 'minutes_sent_on', minutes_sent_on, 'A meeting cannot be minuted before it was held: give held_on, or correct one of the two dates.')),
    CONSTRAINT meeting_held_or_cancelled CHECK (sen.check_value(held_on IS NULL OR cancelled_on IS NULL, 'cancelled_on', cancelled_on, 'A meeting that was held was not cancelled: give one of the two dates.'))
);
COMMENT ON TABLE meeting IS 'A meeting of the Improvement Board: planned, held or cancelled, and when its papers went out.';
COMMENT ON COLUMN meeting.meeting_id IS 'Short name of the meeting within this programme, such as board-2025-09. The log of versions names meetings in the same way (setting sen_improvement.meeting).';
COMMENT ON COLUMN meeting.title IS 'Title of the meeting in reports.';
COMMENT ON COLUMN meeting.planned_on IS 'Day for which it is, or was, planned.';
COMMENT ON COLUMN meeting.agreed_with_dfe_on IS 'Day on which the Department agreed to the date (paragraph 5(a) of the 2025 notice: a timetable agreed with the Department); empty if that is not recorded.';
COMMENT ON COLUMN meeting.papers_days_ahead IS 'How many days before the meeting its papers have to be out. The notice says only in advance, which is 1; terms of reference may ask for more.';
COMMENT ON COLUMN meeting.papers_sent_on IS 'Day on which the papers were sent; empty while they have not been.';
COMMENT ON COLUMN meeting.risk_register_sent_on IS 'Day on which the risk register was sent to the Board for this meeting (paragraph 5(c)).';
COMMENT ON COLUMN meeting.mitigation_plan_sent_on IS 'Day on which the mitigation plan was sent to the Board for this meeting (paragraph 5(c)).';
COMMENT ON COLUMN meeting.held_on IS 'Day on which it was held; empty while it has not been.';
COMMENT ON COLUMN meeting.cancelled_on IS 'Day on which it was cancelled; empty if it was not.';
COMMENT ON COLUMN meeting.minutes_sent_on IS 'Day on which its minutes were sent.';
COMMENT ON COLUMN meeting.source IS 'Where these facts are recorded.';
COMMENT ON COLUMN meeting.remark IS 'Anything that a reader should know.';

CREATE TABLE review_covers (
    review_id text NOT NULL REFERENCES review,
    topic     text NOT NULL REFERENCES review_topic,
    PRIMARY KEY (review_id, topic)
);
COMMENT ON TABLE review_covers IS 'Which topics a review looks at.';
COMMENT ON COLUMN review_covers.review_id IS 'The review.';
COMMENT ON COLUMN review_covers.topic IS 'The topic.';

CREATE TABLE evidence (
    evidence_id  text PRIMARY KEY
        CONSTRAINT evidence_id_not_blank CHECK (sen.check_value(evidence_id ~ '\S', 'evidence_id', evidence_id, 'Give the evidence a short name of your own, such as sen2-2025.')),
    kind         text NOT NULL REFERENCES evidence_kind,
    title        text NOT NULL,
    dated_on     date NOT NULL
        CONSTRAINT evidence_dated_on_range CHECK (sen.check_record_date(dated_on, 'dated_on', '')),
    held_at      text,
    topic        text REFERENCES review_topic,
    meeting_id   text REFERENCES meeting,
    review_id    text REFERENCES review,
    illustrative boolean NOT NULL DEFAULT false,
    remark       text
);
COMMENT ON TABLE evidence IS 'A document, publication or record on which something in this programme rests. Figures, actions and entries of the log name theirs.';
COMMENT ON COLUMN evidence.evidence_id IS 'Short name of the evidence within this programme.';
COMMENT ON COLUMN evidence.kind IS 'What kind of evidence it is.';
COMMENT ON COLUMN evidence.title IS 'Title, as a reader would look for it.';
COMMENT ON COLUMN evidence.dated_on IS 'Date of the evidence: from this day it exists in reports.';
COMMENT ON COLUMN evidence.held_at IS 'Where it is kept or published; empty if the title says it.';
COMMENT ON COLUMN evidence.topic IS 'The topic under which it is filed; empty if none.';
COMMENT ON COLUMN evidence.meeting_id IS 'Meeting to whose papers it belonged; empty if none.';
COMMENT ON COLUMN evidence.review_id IS 'Review to which it was given; empty if none.';
COMMENT ON COLUMN evidence.illustrative IS 'True if it is invented to show how the programme works. Reports mark what rests on it.';
COMMENT ON COLUMN evidence.remark IS 'Anything that a reader should know.';

CREATE TABLE evidence_requirement (
    evidence_id text NOT NULL REFERENCES evidence,
    notice_id   text NOT NULL,
    paragraph   text NOT NULL,
    PRIMARY KEY (evidence_id, notice_id, paragraph),
    FOREIGN KEY (notice_id, paragraph) REFERENCES requirement (notice_id, paragraph)
);
COMMENT ON TABLE evidence_requirement IS 'Which paragraphs of a notice a piece of evidence is for.';
COMMENT ON COLUMN evidence_requirement.evidence_id IS 'The evidence.';
COMMENT ON COLUMN evidence_requirement.notice_id IS 'The notice.';
COMMENT ON COLUMN evidence_requirement.paragraph IS 'The paragraph, as the notice numbers it.';
-- Tables of one programme: the plan, with what is to be reached and how far it has come.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE objective (
    objective_id text PRIMARY KEY
        CONSTRAINT objective_id_not_blank CHECK (sen.check_value(objective_id ~ '\S', 'objective_id', objective_id, 'Give the objective a short name of your own, such as O1.')),
    plan         text NOT NULL,
    title        text NOT NULL,
    owner_post   text REFERENCES post,
    co_produced  boolean,
    agreed_on    date NOT NULL
        CONSTRAINT objective_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on', '')),
    evidence_id  text REFERENCES evidence
);
COMMENT ON TABLE objective IS 'An objective of the improvement plans. Its standing is in log_entry, what it is measured by in measure.';
COMMENT ON COLUMN objective.objective_id IS 'Short name of the objective within this programme.';
COMMENT ON COLUMN objective.plan IS 'The plan in which it stands, such as Priority Action Plan or Strategic Plan.';
COMMENT ON COLUMN objective.title IS 'What is to be reached.';
COMMENT ON COLUMN objective.owner_post IS 'The post that leads on it; empty if none is named, which data_quality reports.';
COMMENT ON COLUMN objective.co_produced IS 'True if it was made together with families; empty if that is not recorded.';
COMMENT ON COLUMN objective.agreed_on IS 'Day on which it was agreed.';
COMMENT ON COLUMN objective.evidence_id IS 'Where it is written.';

CREATE TABLE objective_area (
    objective_id text NOT NULL REFERENCES objective,
    notice_id    text NOT NULL,
    area_number  smallint NOT NULL,
    PRIMARY KEY (objective_id, notice_id, area_number),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE objective_area IS 'Which areas of a notice an objective serves.';
COMMENT ON COLUMN objective_area.objective_id IS 'The objective.';
COMMENT ON COLUMN objective_area.notice_id IS 'The notice.';
COMMENT ON COLUMN objective_area.area_number IS 'The area within the notice.';

CREATE TABLE measure (
    measure_id           text PRIMARY KEY
        CONSTRAINT measure_id_not_blank CHECK (sen.check_value(measure_id ~ '\S', 'measure_id', measure_id, 'Give the measure a short name of your own, such as M1.')),
    objective_id         text NOT NULL REFERENCES objective,
    title                text NOT NULL,
    topic                text REFERENCES review_topic,
    unit                 text NOT NULL
        CONSTRAINT measure_unit_not_blank CHECK (sen.check_value(unit ~ '\S', 'unit', unit, 'Give the unit, such as percent, weeks or families.')),
    direction            text NOT NULL
        CONSTRAINT measure_direction_known CHECK (sen.check_value(direction IN ('increase', 'decrease'), 'direction', direction, 'Say which way is better: increase or decrease.')),
    baseline_on          date NOT NULL
        CONSTRAINT measure_baseline_on_range CHECK (sen.check_record_date(baseline_on, 'baseline_on', '')),
    baseline_value       numeric NOT NULL
        CONSTRAINT measure_baseline_value_finite CHECK (sen.check_value(baseline_value NOT IN ('NaN', 'Infinity', '-Infinity'), 'baseline_value', baseline_value, 'Give a number.')),
    target_on            date NOT NULL
        CONSTRAINT measure_target_on_range CHECK (sen.check_record_date(target_on, 'target_on', '')),
    target_value         numeric NOT NULL
        CONSTRAINT measure_target_value_finite CHECK (sen.check_value(target_value NOT IN ('NaN', 'Infinity', '-Infinity'), 'target_value', target_value, 'Give a number.')),
    how_measured         text NOT NULL
        CONSTRAINT measure_how_measured_not_blank CHECK (sen.check_value(how_measured ~ '\S', 'how_measured', how_measured, 'Say how the target is measured: what is counted, out of what, by whom.')),
    every_months         smallint NOT NULL
        CONSTRAINT measure_every_months_range CHECK (sen.check_value(every_months BETWEEN 1 AND 60, 'every_months', every_months, 'Give the number of months between two measurements, from 1 to 60.')),
    owner_post           text REFERENCES post,
    agreed_on            date
        CONSTRAINT measure_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on')),
    definition           text REFERENCES definition,
    local_authority      text
        CONSTRAINT measure_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    counted_over         text
        CONSTRAINT measure_counted_over_known CHECK (sen.check_value(counted_over IN ('month', 'twelve months', 'year'), 'counted_over', counted_over, 'Use one of: month, twelve months, year.')),
    excluding_exceptions boolean,
    evidence_id          text REFERENCES evidence,
    CONSTRAINT measure_target_after_baseline CHECK (sen.check_value(target_on > baseline_on, 'target_on', target_on, 'The target has to come after the baseline.')),
    CONSTRAINT measure_target_is_better CHECK (sen.check_value(CASE direction WHEN 'increase' THEN target_value >= baseline_value ELSE target_value <= baseline_value END, 'target_value', target_value, 'The target is on the worse side of the baseline: correct a value, or the direction.')),
    CONSTRAINT measure_counted_complete CHECK (sen.check_value((definition IS NULL) = (counted_over IS NULL) AND (definition IS NULL) = (local_authority IS NULL) AND (definition IS NULL) = (excluding_exceptions IS NULL), 'definition', definition, 'A measure that is counted from the cases needs definition, local_authority, counted_over and excluding_exceptions; any other has none of them.')),
    CONSTRAINT measure_counted_in_percent CHECK (sen.check_value(definition IS NULL OR unit = 'percent', 'unit', unit, 'A measure that is counted from the cases is in percent.'))
);
COMMENT ON TABLE measure IS 'What tells whether an objective is being reached: unit, which way is better, baseline and target with their dates, and how the target is measured. Figures about training and workforce are measures too.';
COMMENT ON COLUMN measure.measure_id IS 'Short name of the measure within this programme.';
COMMENT ON COLUMN measure.objective_id IS 'The objective that it measures.';
COMMENT ON COLUMN measure.title IS 'Title in reports.';
COMMENT ON COLUMN measure.topic IS 'The topic under which it is filed, such as workforce; empty if none.';
COMMENT ON COLUMN measure.unit IS 'Unit of the values. percent: 0 to 100.';
COMMENT ON COLUMN measure.direction IS 'Which way is better: increase or decrease.';
COMMENT ON COLUMN measure.baseline_on IS 'Day of the baseline.';
COMMENT ON COLUMN measure.baseline_value IS 'Value at the baseline, in the unit.';
COMMENT ON COLUMN measure.target_on IS 'Day by which the target is to be reached.';
COMMENT ON COLUMN measure.target_value IS 'The target, in the unit.';
COMMENT ON COLUMN measure.how_measured IS 'How the target is measured: what is counted, out of what, by whom.';
COMMENT ON COLUMN measure.every_months IS 'Longest time between two measurements, in months: what is older than that is stale.';
COMMENT ON COLUMN measure.owner_post IS 'The post that reports it; empty if none is named, which data_quality reports.';
COMMENT ON COLUMN measure.agreed_on IS 'Day on which the Board agreed it: from then on it is in reports. Empty: from baseline_on.';
COMMENT ON COLUMN measure.definition IS 'For a measure that is counted from the cases: a row of table definition. Then nobody types its figures. Empty: its figures are in measurement.';
COMMENT ON COLUMN measure.local_authority IS 'Whose cases are counted: three-digit code. Only with definition.';
COMMENT ON COLUMN measure.counted_over IS 'The cases of which time are counted: of each month, of the twelve months to the end of each month, or of each calendar year. Only with definition.';
COMMENT ON COLUMN measure.excluding_exceptions IS 'True if cases under a permitted exception are left out. Only with definition.';
COMMENT ON COLUMN measure.evidence_id IS 'Where baseline and target are written.';

CREATE TABLE measurement (
    measure_id  text NOT NULL REFERENCES measure,
    period_to   date NOT NULL
        CONSTRAINT measurement_period_to_range CHECK (sen.check_record_date(period_to, 'period_to', '')),
    period_from date
        CONSTRAINT measurement_period_from_range CHECK (sen.check_record_date(period_from, 'period_from')),
    value       numeric
        CONSTRAINT measurement_value_finite CHECK (sen.check_value(value NOT IN ('NaN', 'Infinity', '-Infinity'), 'value', value, 'Give a number, or leave it empty and give numerator and denominator.')),
    numerator   numeric
        CONSTRAINT measurement_numerator_range CHECK (sen.check_value(numerator >= 0 AND numerator < 'Infinity', 'numerator', numerator, 'Give a count, 0 or more.')),
    denominator numeric
        CONSTRAINT measurement_denominator_range CHECK (sen.check_value(denominator >= 0 AND denominator < 'Infinity', 'denominator', denominator, 'Give a count, 0 or more.')),
    reported_on date
        CONSTRAINT measurement_reported_on_range CHECK (sen.check_record_date(reported_on, 'reported_on')),
    evidence_id text REFERENCES evidence,
    remark      text,
    PRIMARY KEY (measure_id, period_to),
    CONSTRAINT measurement_value_or_counts CHECK (sen.check_value(CASE WHEN value IS NULL THEN numerator IS NOT NULL AND denominator IS NOT NULL ELSE numerator IS NULL AND denominator IS NULL END, 'value', value, 'Give either value, or numerator and denominator, from which the percentage is computed.')),
    CONSTRAINT measurement_numerator_within CHECK (sen.check_value(numerator <= denominator, 'numerator', numerator, 'The numerator counts a part of the denominator, so it cannot be larger. Give a rate of another kind as value.')),
    CONSTRAINT measurement_period_in_order CHECK (sen.check_value(period_from <= period_to, 'period_from', period_from, 'The period cannot begin after it ends.'))
);
COMMENT ON TABLE measurement IS 'A figure of a measure for one period, as a value or as two counts. Measures with a definition have none: they are counted from the cases.';
COMMENT ON COLUMN measurement.measure_id IS 'The measure.';
COMMENT ON COLUMN measurement.period_to IS 'Last day of the period, or the day that the figure is for.';
COMMENT ON COLUMN measurement.period_from IS 'First day of the period; empty if the figure is for one day.';
COMMENT ON COLUMN measurement.value IS 'The value in the unit of the measure. Empty if counts are given.';
COMMENT ON COLUMN measurement.numerator IS 'How many of the denominator: with it the value is 100 * numerator / denominator, in percent.';
COMMENT ON COLUMN measurement.denominator IS 'Out of how many; 0 if there was nothing to count, and then there is no value.';
COMMENT ON COLUMN measurement.reported_on IS 'Day from which the figure was known; empty: from period_to.';
COMMENT ON COLUMN measurement.evidence_id IS 'The source of the figure; empty is reported by data_quality.';
COMMENT ON COLUMN measurement.remark IS 'Anything that a reader should know.';

CREATE TABLE milestone (
    measure_id text NOT NULL REFERENCES measure,
    due_on     date NOT NULL
        CONSTRAINT milestone_due_on_range CHECK (sen.check_record_date(due_on, 'due_on', '')),
    value      numeric NOT NULL
        CONSTRAINT milestone_value_finite CHECK (sen.check_value(value NOT IN ('NaN', 'Infinity', '-Infinity'), 'value', value, 'Give a number.')),
    title      text,
    PRIMARY KEY (measure_id, due_on)
);
COMMENT ON TABLE milestone IS 'A value that a measure is to reach on the way to its target. One outside the dates of its measure is kept and reported by data_quality, since targets are agreed anew.';
COMMENT ON COLUMN milestone.measure_id IS 'The measure.';
COMMENT ON COLUMN milestone.due_on IS 'Day by which the value is to be reached.';
COMMENT ON COLUMN milestone.value IS 'The value, in the unit of the measure.';
COMMENT ON COLUMN milestone.title IS 'Words for the milestone; may be empty.';

CREATE TABLE action (
    action_id    text PRIMARY KEY
        CONSTRAINT action_id_not_blank CHECK (sen.check_value(action_id ~ '\S', 'action_id', action_id, 'Give the action a short name of your own, such as A1.')),
    objective_id text NOT NULL REFERENCES objective,
    title        text NOT NULL,
    owner_post   text NOT NULL REFERENCES post,
    agreed_on    date NOT NULL
        CONSTRAINT action_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on', '')),
    due_on       date
        CONSTRAINT action_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    done_on      date
        CONSTRAINT action_done_on_range CHECK (sen.check_record_date(done_on, 'done_on')),
    measure_id   text REFERENCES measure,
    evidence_id  text REFERENCES evidence,
    CONSTRAINT action_due_after_agreed CHECK (sen.check_value(due_on >= agreed_on, 'due_on', due_on, 'An action cannot be due before it was agreed.')),
    CONSTRAINT action_done_after_agreed CHECK (sen.check_value(done_on >= agreed_on, 'done_on', done_on, 'An action cannot have been done before it was agreed.'))
);
CREATE INDEX action_objective_id ON action (objective_id);
COMMENT ON TABLE action IS 'An action of the plan, with the one post that answers for it. How it stands is in log_entry.';
COMMENT ON INDEX action_objective_id IS 'Finds the actions of an objective.';
COMMENT ON COLUMN action.action_id IS 'Short name of the action within this programme.';
COMMENT ON COLUMN action.objective_id IS 'The objective that it serves.';
COMMENT ON COLUMN action.title IS 'What is to be done.';
COMMENT ON COLUMN action.owner_post IS 'The one post that answers for it (paragraph 5(b) of the 2025 notice: clearly assigned accountabilities for all actions).';
COMMENT ON COLUMN action.agreed_on IS 'Day on which it was agreed.';
COMMENT ON COLUMN action.due_on IS 'Day by which it is to be delivered; empty is reported by data_quality.';
COMMENT ON COLUMN action.done_on IS 'Day on which it was delivered; empty while it has not been.';
COMMENT ON COLUMN action.measure_id IS 'The measure that it is meant to move; empty if none is named.';
COMMENT ON COLUMN action.evidence_id IS 'Where it is written.';

CREATE TABLE contribution (
    action_id  text NOT NULL REFERENCES action,
    partner_id text NOT NULL REFERENCES partner,
    what       text NOT NULL,
    PRIMARY KEY (action_id, partner_id)
);
COMMENT ON TABLE contribution IS 'What a partner other than the owner''s contributes to an action.';
COMMENT ON COLUMN contribution.action_id IS 'The action.';
COMMENT ON COLUMN contribution.partner_id IS 'The partner.';
COMMENT ON COLUMN contribution.what IS 'What it contributes.';
-- Tables of one programme: what happens at the Board and around it.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE invitation (
    meeting_id text NOT NULL REFERENCES meeting,
    post_id    text NOT NULL REFERENCES post,
    sent_on    date NOT NULL
        CONSTRAINT invitation_sent_on_range CHECK (sen.check_record_date(sent_on, 'sent_on', '')),
    PRIMARY KEY (meeting_id, post_id)
);
COMMENT ON TABLE invitation IS 'An invitation to a meeting of the Board. One that was sent after the meeting is kept as the fact that it is: invitation_gaps and data_quality report it.';
COMMENT ON COLUMN invitation.meeting_id IS 'The meeting.';
COMMENT ON COLUMN invitation.post_id IS 'The post that was invited.';
COMMENT ON COLUMN invitation.sent_on IS 'Day on which the invitation was sent.';

CREATE TABLE attendance (
    meeting_id text NOT NULL REFERENCES meeting,
    post_id    text NOT NULL REFERENCES post,
    attendance text NOT NULL
        CONSTRAINT attendance_known CHECK (sen.check_value(attendance IN ('present', 'deputy', 'apologies', 'absent'), 'attendance', attendance, 'Use one of: present, deputy (someone else for the post), apologies, absent.')),
    PRIMARY KEY (meeting_id, post_id)
);
COMMENT ON TABLE attendance IS 'Who was at a meeting of the Board. How a post attends, as a member or from outside, is in post.';
COMMENT ON COLUMN attendance.meeting_id IS 'The meeting.';
COMMENT ON COLUMN attendance.post_id IS 'The post.';
COMMENT ON COLUMN attendance.attendance IS 'present, deputy (someone else for the post), apologies or absent.';

CREATE TABLE log_entry (
    log_entry_id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id      text REFERENCES meeting,
    entered_on      date NOT NULL
        CONSTRAINT log_entry_entered_on_range CHECK (sen.check_record_date(entered_on, 'entered_on', '')),
    objective_id    text REFERENCES objective,
    action_id       text REFERENCES action,
    delivery_status text REFERENCES delivery_status,
    impact_status   text REFERENCES impact_status,
    progress        text,
    impact          text,
    needs_more_from text REFERENCES partner,
    evidence_id     text REFERENCES evidence,
    CONSTRAINT log_entry_about_one CHECK (sen.check_value((objective_id IS NULL) <> (action_id IS NULL), 'action_id', action_id, 'An entry is about one action or one objective: give action_id or objective_id, not both.')),
    CONSTRAINT log_entry_says_something CHECK (sen.check_value(num_nonnulls(delivery_status, impact_status, progress, impact, needs_more_from) > 0, 'progress', progress, 'Say how it stands, what was done, what it changed, or whose contribution is needed.'))
);
CREATE INDEX log_entry_action_id ON log_entry (action_id, entered_on);
CREATE INDEX log_entry_objective_id ON log_entry (objective_id, entered_on);
COMMENT ON TABLE log_entry IS 'The action and impact log of the Board (paragraph 5(e) of the 2025 notice). A change is a new entry: the last one up to a day says how the action or objective stood on that day; what it leaves empty stays as it was.';
COMMENT ON INDEX log_entry_action_id IS 'Finds the last entry of an action.';
COMMENT ON INDEX log_entry_objective_id IS 'Finds the last entry of an objective.';
COMMENT ON SEQUENCE log_entry_log_entry_id_seq IS 'Numbers the entries of the log.';
COMMENT ON COLUMN log_entry.log_entry_id IS 'Number of the entry, given by the database.';
COMMENT ON COLUMN log_entry.meeting_id IS 'Meeting for which, or at which, it was entered; empty between meetings.';
COMMENT ON COLUMN log_entry.entered_on IS 'Day of the entry.';
COMMENT ON COLUMN log_entry.objective_id IS 'The objective that it is about; empty if it is about an action.';
COMMENT ON COLUMN log_entry.action_id IS 'The action that it is about; empty if it is about an objective.';
COMMENT ON COLUMN log_entry.delivery_status IS 'How far the work has come; empty if unchanged.';
COMMENT ON COLUMN log_entry.impact_status IS 'What it has changed for children and families; empty if unchanged.';
COMMENT ON COLUMN log_entry.progress IS 'What was done since the last entry.';
COMMENT ON COLUMN log_entry.impact IS 'What that changed, and how it is known.';
COMMENT ON COLUMN log_entry.needs_more_from IS 'Partner whose contribution needs to be strengthened; empty if none.';
COMMENT ON COLUMN log_entry.evidence_id IS 'What it rests on.';

CREATE TABLE adviser_update (
    adviser_update_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id           text NOT NULL REFERENCES post,
    given_on          date NOT NULL
        CONSTRAINT adviser_update_given_on_range CHECK (sen.check_record_date(given_on, 'given_on', '')),
    notice_id         text NOT NULL REFERENCES notice,
    area_number       smallint,
    finding           text NOT NULL
        CONSTRAINT adviser_update_finding_known CHECK (sen.check_value(finding IN ('progress', 'concern', 'progress and concern'), 'finding', finding, 'Use one of: progress, concern, progress and concern.')),
    summary           text NOT NULL,
    evidence_id       text REFERENCES evidence,
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE adviser_update IS 'What an adviser of DfE or NHS England reported on progress or concern (paragraph 7 of the 2025 notice), as far as the council knows it.';
COMMENT ON SEQUENCE adviser_update_adviser_update_id_seq IS 'Numbers the updates.';
COMMENT ON COLUMN adviser_update.adviser_update_id IS 'Number of the update, given by the database.';
COMMENT ON COLUMN adviser_update.post_id IS 'The adviser.';
COMMENT ON COLUMN adviser_update.given_on IS 'Day of the update.';
COMMENT ON COLUMN adviser_update.notice_id IS 'The notice.';
COMMENT ON COLUMN adviser_update.area_number IS 'The area that it is about; empty if it is about several.';
COMMENT ON COLUMN adviser_update.finding IS 'progress, concern, or progress and concern.';
COMMENT ON COLUMN adviser_update.summary IS 'What was reported, in short words of the programme.';
COMMENT ON COLUMN adviser_update.evidence_id IS 'Where it is written.';

CREATE TABLE feedback (
    feedback_id  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    received_on  date NOT NULL
        CONSTRAINT feedback_received_on_range CHECK (sen.check_record_date(received_on, 'received_on', '')),
    from_whom    text NOT NULL
        CONSTRAINT feedback_from_whom_known CHECK (sen.check_value(from_whom IN ('parents and carers', 'children and young people', 'schools', 'other partners', 'staff'), 'from_whom', from_whom, 'Use one of: parents and carers, children and young people, schools, other partners, staff.')),
    channel      text NOT NULL,
    respondents  integer
        CONSTRAINT feedback_respondents_range CHECK (sen.check_value(respondents >= 0, 'respondents', respondents, 'Give the number of people, 0 or more, or leave it empty.')),
    satisfied    integer
        CONSTRAINT feedback_satisfied_range CHECK (sen.check_value(satisfied >= 0, 'satisfied', satisfied, 'Give the number of people, 0 or more, or leave it empty.')),
    tone         text NOT NULL
        CONSTRAINT feedback_tone_known CHECK (sen.check_value(tone IN ('positive', 'mixed', 'negative'), 'tone', tone, 'Use one of: positive, mixed, negative.')),
    summary      text NOT NULL,
    objective_id text REFERENCES objective,
    evidence_id  text REFERENCES evidence,
    CONSTRAINT feedback_satisfied_within CHECK (sen.check_value(satisfied IS NULL OR (respondents IS NOT NULL AND satisfied <= respondents), 'satisfied', satisfied, 'Those who are satisfied are some of those who answered: give respondents, and not fewer.'))
);
COMMENT ON TABLE feedback IS 'What families, schools and others say: surveys, events, the Parent Carer Forum (paragraphs 3 and 10(b) of the 2025 notice).';
COMMENT ON SEQUENCE feedback_feedback_id_seq IS 'Numbers the rows of feedback.';
COMMENT ON COLUMN feedback.feedback_id IS 'Number of the feedback, given by the database.';
COMMENT ON COLUMN feedback.received_on IS 'Day on which it was received.';
COMMENT ON COLUMN feedback.from_whom IS 'parents and carers, children and young people, schools, other partners or staff.';
COMMENT ON COLUMN feedback.channel IS 'How it came, such as survey, event or forum.';
COMMENT ON COLUMN feedback.respondents IS 'How many people answered; empty if unknown.';
COMMENT ON COLUMN feedback.satisfied IS 'How many of them were satisfied; empty if that was not asked.';
COMMENT ON COLUMN feedback.tone IS 'positive, mixed or negative.';
COMMENT ON COLUMN feedback.summary IS 'What was said, in short words of the programme.';
COMMENT ON COLUMN feedback.objective_id IS 'The objective that it is about; empty if none.';
COMMENT ON COLUMN feedback.evidence_id IS 'Where it is written.';
-- Tables of one programme: the matrix, the risks, their scores from meeting to meeting, and what is done about them.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- The matrix is rows, so a council can have its own size and bands; a score outside it is refused.

CREATE TABLE risk_band (
    risk_band text PRIMARY KEY
        CONSTRAINT risk_band_not_blank CHECK (sen.check_value(risk_band ~ '\S', 'risk_band', risk_band, 'Give the band a name, such as high.')),
    position  smallint NOT NULL UNIQUE,
    colour    text NOT NULL,
    meaning   text NOT NULL
);
COMMENT ON TABLE risk_band IS 'The bands of the risk matrix. As laid out: National Patient Safety Agency, A risk matrix for risk managers, January 2008.';
COMMENT ON COLUMN risk_band.risk_band IS 'Name of the band, such as high.';
COMMENT ON COLUMN risk_band.position IS 'Place from the lowest band, from 1.';
COMMENT ON COLUMN risk_band.colour IS 'Colour in reports.';
COMMENT ON COLUMN risk_band.meaning IS 'What the band means in this programme.';
INSERT INTO risk_band VALUES
    ('low', 1, 'green', 'Scores 1 to 3.'),
    ('moderate', 2, 'yellow', 'Scores 4 to 6.'),
    ('high', 3, 'orange', 'Scores 8 to 12.'),
    ('extreme', 4, 'red', 'Scores 15 to 25.');

CREATE TABLE risk_level (
    axis  text NOT NULL
        CONSTRAINT risk_level_axis_known CHECK (sen.check_value(axis IN ('likelihood', 'impact'), 'axis', axis, 'Use one of: likelihood, impact.')),
    level smallint NOT NULL
        CONSTRAINT risk_level_positive CHECK (sen.check_value(level > 0, 'level', level, 'Number the levels from 1.')),
    word  text NOT NULL,
    PRIMARY KEY (axis, level)
);
COMMENT ON TABLE risk_level IS 'Words for the levels of likelihood and impact.';
COMMENT ON COLUMN risk_level.axis IS 'likelihood or impact.';
COMMENT ON COLUMN risk_level.level IS 'The level, from 1, the lowest.';
COMMENT ON COLUMN risk_level.word IS 'Word for it, such as likely or major.';
INSERT INTO risk_level VALUES
    ('likelihood', 1, 'rare'), ('likelihood', 2, 'unlikely'), ('likelihood', 3, 'possible'), ('likelihood', 4, 'likely'), ('likelihood', 5, 'almost certain'),
    ('impact', 1, 'negligible'), ('impact', 2, 'minor'), ('impact', 3, 'moderate'), ('impact', 4, 'major'), ('impact', 5, 'catastrophic');

CREATE TABLE risk_cell (
    likelihood smallint NOT NULL,
    impact     smallint NOT NULL,
    risk_band  text NOT NULL REFERENCES risk_band,
    PRIMARY KEY (likelihood, impact),
    CONSTRAINT risk_cell_likelihood_range CHECK (sen.check_value(likelihood BETWEEN 1 AND 25, 'likelihood', likelihood, 'Number the levels of likelihood from 1; sen.risk_matrix has at most 25.')),
    CONSTRAINT risk_cell_impact_range CHECK (sen.check_value(impact BETWEEN 1 AND 25, 'impact', impact, 'Number the levels of impact from 1; sen.risk_matrix has at most 25.'))
);
COMMENT ON TABLE risk_cell IS 'The risk matrix of this programme, a row for each cell; as laid out sen.npsa_matrix(). A matrix with a missing cell is reported by data_quality.';
COMMENT ON COLUMN risk_cell.likelihood IS 'Level of likelihood, from 1.';
COMMENT ON COLUMN risk_cell.impact IS 'Level of impact, from 1.';
COMMENT ON COLUMN risk_cell.risk_band IS 'The band of a risk with this likelihood and impact.';
INSERT INTO risk_cell (likelihood, impact, risk_band) SELECT c.likelihood, c.impact, c.label FROM sen.cells(sen.npsa_matrix()) c;

CREATE TABLE risk (
    risk_id      text PRIMARY KEY
        CONSTRAINT risk_id_not_blank CHECK (sen.check_value(risk_id ~ '\S', 'risk_id', risk_id, 'Give the risk a short name of your own, such as R1.')),
    title        text NOT NULL,
    cause        text,
    effect       text,
    objective_id text REFERENCES objective,
    owner_post   text REFERENCES post,
    appetite     smallint
        CONSTRAINT risk_appetite_range CHECK (sen.check_value(appetite > 0, 'appetite', appetite, 'Give the highest score that the Board accepts, 1 or more, or leave it empty.')),
    opened_on    date NOT NULL
        CONSTRAINT risk_opened_on_range CHECK (sen.check_record_date(opened_on, 'opened_on', '')),
    closed_on    date
        CONSTRAINT risk_closed_on_range CHECK (sen.check_record_date(closed_on, 'closed_on')),
    evidence_id  text REFERENCES evidence,
    CONSTRAINT risk_closed_after_opened CHECK (sen.check_value(closed_on >= opened_on, 'closed_on', closed_on, 'A risk cannot be closed before it was opened.'))
);
COMMENT ON TABLE risk IS 'A risk of the programme. Its scores are in risk_assessment, what is done about it in mitigation.';
COMMENT ON COLUMN risk.risk_id IS 'Short name of the risk within this programme.';
COMMENT ON COLUMN risk.title IS 'What may happen.';
COMMENT ON COLUMN risk.cause IS 'What it would come from.';
COMMENT ON COLUMN risk.effect IS 'What it would lead to.';
COMMENT ON COLUMN risk.objective_id IS 'The objective that it threatens; empty if none in particular.';
COMMENT ON COLUMN risk.owner_post IS 'The post that answers for it; empty is reported by data_quality.';
COMMENT ON COLUMN risk.appetite IS 'Highest score (likelihood times impact) that the Board accepts for it; empty if none was set.';
COMMENT ON COLUMN risk.opened_on IS 'Day on which it was put on the register.';
COMMENT ON COLUMN risk.closed_on IS 'Day on which it was taken off; empty while it is open.';
COMMENT ON COLUMN risk.evidence_id IS 'Where it is written.';

CREATE TABLE risk_assessment (
    risk_id             text NOT NULL REFERENCES risk,
    assessed_on         date NOT NULL
        CONSTRAINT risk_assessment_assessed_on_range CHECK (sen.check_record_date(assessed_on, 'assessed_on', '')),
    meeting_id          text REFERENCES meeting,
    inherent_likelihood smallint NOT NULL,
    inherent_impact     smallint NOT NULL,
    current_likelihood  smallint NOT NULL,
    current_impact      smallint NOT NULL,
    target_likelihood   smallint,
    target_impact       smallint,
    reason              text
        CONSTRAINT risk_assessment_reason_not_blank CHECK (sen.check_value(reason ~ '\S', 'reason', reason, 'Give the reason in words, or leave it empty.')),
    PRIMARY KEY (risk_id, assessed_on),
    UNIQUE (risk_id, meeting_id),
    CONSTRAINT risk_assessment_inherent_in_matrix FOREIGN KEY (inherent_likelihood, inherent_impact) REFERENCES risk_cell (likelihood, impact),
    CONSTRAINT risk_assessment_current_in_matrix FOREIGN KEY (current_likelihood, current_impact) REFERENCES risk_cell (likelihood, impact),
    CONSTRAINT risk_assessment_target_in_matrix FOREIGN KEY (target_likelihood, target_impact) REFERENCES risk_cell (likelihood, impact),
    CONSTRAINT risk_assessment_target_complete CHECK (sen.check_value((target_likelihood IS NULL) = (target_impact IS NULL), 'target_impact', target_impact, 'Give target_likelihood and target_impact together, or neither.')),
    CONSTRAINT risk_assessment_residual_explained CHECK (sen.check_value(reason IS NOT NULL OR current_likelihood * current_impact <= inherent_likelihood * inherent_impact, 'current_impact', current_impact, 'The score with what is done about it is above the score without: correct one of them, or give a reason.'))
);
COMMENT ON TABLE risk_assessment IS 'The scores of a risk on one day, as a rule for a meeting: inherent (without what is done about it), current (with it: the residual risk) and target. A change is a new row.';
COMMENT ON COLUMN risk_assessment.risk_id IS 'The risk.';
COMMENT ON COLUMN risk_assessment.assessed_on IS 'Day of the assessment.';
COMMENT ON COLUMN risk_assessment.meeting_id IS 'The meeting for which it was made; empty between meetings.';
COMMENT ON COLUMN risk_assessment.inherent_likelihood IS 'Likelihood without what is done about it: a level of the matrix.';
COMMENT ON COLUMN risk_assessment.inherent_impact IS 'Impact without what is done about it: a level of the matrix.';
COMMENT ON COLUMN risk_assessment.current_likelihood IS 'Likelihood as it is now, with what is done about it.';
COMMENT ON COLUMN risk_assessment.current_impact IS 'Impact as it is now, with what is done about it.';
COMMENT ON COLUMN risk_assessment.target_likelihood IS 'Likelihood that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_assessment.target_impact IS 'Impact that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_assessment.reason IS 'Why the scores are as they are. Needed where the current score is above the inherent one.';

CREATE TABLE mitigation (
    risk_id           text NOT NULL REFERENCES risk,
    mitigation_number smallint NOT NULL
        CONSTRAINT mitigation_number_positive CHECK (sen.check_value(mitigation_number > 0, 'mitigation_number', mitigation_number, 'Number the mitigations of a risk from 1.')),
    what              text NOT NULL,
    owner_post        text REFERENCES post,
    due_on            date
        CONSTRAINT mitigation_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    done_on           date
        CONSTRAINT mitigation_done_on_range CHECK (sen.check_record_date(done_on, 'done_on')),
    PRIMARY KEY (risk_id, mitigation_number)
);
COMMENT ON TABLE mitigation IS 'What is done about a risk: together these rows are the mitigation plan (paragraph 5(c) of the 2025 notice).';
COMMENT ON COLUMN mitigation.risk_id IS 'The risk.';
COMMENT ON COLUMN mitigation.mitigation_number IS 'Number of the mitigation within the risk, from 1.';
COMMENT ON COLUMN mitigation.what IS 'What is done.';
COMMENT ON COLUMN mitigation.owner_post IS 'The post that answers for it; empty is reported by data_quality.';
COMMENT ON COLUMN mitigation.due_on IS 'Day by which it is to be in place; empty if it is standing.';
COMMENT ON COLUMN mitigation.done_on IS 'Day on which it was in place; empty while it is not.';

CREATE TABLE escalation (
    escalation_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    raised_on     date NOT NULL
        CONSTRAINT escalation_raised_on_range CHECK (sen.check_record_date(raised_on, 'raised_on', '')),
    meeting_id    text REFERENCES meeting,
    what          text NOT NULL,
    objective_id  text REFERENCES objective,
    action_id     text REFERENCES action,
    risk_id       text REFERENCES risk,
    escalated_to  text NOT NULL REFERENCES post,
    resolved_on   date
        CONSTRAINT escalation_resolved_on_range CHECK (sen.check_record_date(resolved_on, 'resolved_on')),
    resolution    text,
    evidence_id   text REFERENCES evidence,
    CONSTRAINT escalation_about_at_most_one CHECK (sen.check_value(num_nonnulls(objective_id, action_id, risk_id) <= 1, CASE WHEN risk_id IS NULL THEN 'action_id' ELSE 'risk_id' END, coalesce(risk_id, action_id), 'Give at most one of objective_id, action_id and risk_id.')),
    CONSTRAINT escalation_resolved_after_raised CHECK (sen.check_value(resolved_on >= raised_on, 'resolved_on', resolved_on, 'A matter cannot be resolved before it was raised.'))
);
COMMENT ON TABLE escalation IS 'A matter that the Board escalated, to whom, and how it was resolved (paragraph 5(a) of the 2025 notice).';
COMMENT ON SEQUENCE escalation_escalation_id_seq IS 'Numbers the escalations.';
COMMENT ON COLUMN escalation.escalation_id IS 'Number of the escalation, given by the database.';
COMMENT ON COLUMN escalation.raised_on IS 'Day on which it was raised.';
COMMENT ON COLUMN escalation.meeting_id IS 'Meeting at which it was raised; empty between meetings.';
COMMENT ON COLUMN escalation.what IS 'What the matter is.';
COMMENT ON COLUMN escalation.objective_id IS 'The objective that it is about; empty if none.';
COMMENT ON COLUMN escalation.action_id IS 'The action that it is about; empty if none.';
COMMENT ON COLUMN escalation.risk_id IS 'The risk that it is about; empty if none.';
COMMENT ON COLUMN escalation.escalated_to IS 'The post that has to resolve it.';
COMMENT ON COLUMN escalation.resolved_on IS 'Day on which it was resolved; empty while it is not.';
COMMENT ON COLUMN escalation.resolution IS 'How it was resolved.';
COMMENT ON COLUMN escalation.evidence_id IS 'Where it is written.';
-- Tables of one programme: audits of plans, and waits for specialist assessment. They are about single children.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE audit_grade (
    grade          text PRIMARY KEY
        CONSTRAINT audit_grade_not_blank CHECK (sen.check_value(grade ~ '\S', 'grade', grade, 'Give the grade a name, such as good.')),
    position       smallint NOT NULL UNIQUE,
    good_or_better boolean NOT NULL
);
COMMENT ON TABLE audit_grade IS 'The grades that audits of plans give, the best first.';
COMMENT ON COLUMN audit_grade.grade IS 'Name of the grade.';
COMMENT ON COLUMN audit_grade.position IS 'Place from the best, from 1.';
COMMENT ON COLUMN audit_grade.good_or_better IS 'True if a plan with this grade counts as good or better.';
INSERT INTO audit_grade VALUES ('outstanding', 1, true), ('good', 2, true), ('requires improvement', 3, false), ('inadequate', 4, false);

CREATE TABLE plan_audit (
    local_authority text NOT NULL
        CONSTRAINT plan_audit_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    audit_ref       text NOT NULL
        CONSTRAINT plan_audit_ref_not_blank CHECK (sen.check_value(audit_ref ~ '\S', 'audit_ref', audit_ref, 'Give the reference of the audit.')),
    request_ref     text,
    audited_on      date NOT NULL
        CONSTRAINT plan_audit_audited_on_range CHECK (sen.check_record_date(audited_on, 'audited_on', '')),
    grade           text NOT NULL REFERENCES audit_grade,
    multi_agency    boolean,
    PRIMARY KEY (local_authority, audit_ref),
    FOREIGN KEY (local_authority, request_ref) REFERENCES ehc_request (local_authority, request_ref)
);
COMMENT ON TABLE plan_audit IS 'One audit of the quality of an EHC plan.';
COMMENT ON COLUMN plan_audit.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN plan_audit.audit_ref IS 'Reference of the audit; unique within the authority.';
COMMENT ON COLUMN plan_audit.request_ref IS 'The request that led to the plan; empty if unknown.';
COMMENT ON COLUMN plan_audit.audited_on IS 'Day of the audit.';
COMMENT ON COLUMN plan_audit.grade IS 'The grade that it gave.';
COMMENT ON COLUMN plan_audit.multi_agency IS 'True if education, health and care audited together; empty if that is not recorded.';

CREATE TABLE wait_service (
    service      text PRIMARY KEY
        CONSTRAINT wait_service_not_blank CHECK (sen.check_value(service ~ '\S', 'service', service, 'Give the service a name, such as speech and language.')),
    within_weeks smallint
        CONSTRAINT wait_service_within_weeks_range CHECK (sen.check_value(within_weeks BETWEEN 1 AND 520, 'within_weeks', within_weeks, 'Give the number of weeks, from 1 to 520, or leave it empty.')),
    source       text
);
COMMENT ON TABLE wait_service IS 'The specialist services for which children wait (paragraph 3(c) of the 2025 notice), and the wait that each is measured against. None of these is a time limit of SEND law.';
COMMENT ON COLUMN wait_service.service IS 'Name of the service.';
COMMENT ON COLUMN wait_service.within_weeks IS 'Wait that it is measured against, in weeks; empty if there is none.';
COMMENT ON COLUMN wait_service.source IS 'Where that wait is set.';
INSERT INTO wait_service VALUES
    ('speech and language', 18, 'NHS England, Community health services waiting lists: the share waiting more than 18 weeks is reported.'),
    ('neurodevelopmental', 13, 'NICE quality standard 51 (autism): the assessment starts within 13 weeks (3 months) of referral. There is none for ADHD.');

CREATE TABLE wait (
    local_authority text NOT NULL
        CONSTRAINT wait_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    wait_ref        text NOT NULL
        CONSTRAINT wait_ref_not_blank CHECK (sen.check_value(wait_ref ~ '\S', 'wait_ref', wait_ref, 'Give the reference of the referral.')),
    child_ref       text,
    service         text NOT NULL REFERENCES wait_service,
    referred_on     date NOT NULL
        CONSTRAINT wait_referred_on_range CHECK (sen.check_record_date(referred_on, 'referred_on', '')),
    assessed_on     date
        CONSTRAINT wait_assessed_on_range CHECK (sen.check_record_date(assessed_on, 'assessed_on')),
    left_on         date
        CONSTRAINT wait_left_on_range CHECK (sen.check_record_date(left_on, 'left_on')),
    last_contact_on date
        CONSTRAINT wait_last_contact_on_range CHECK (sen.check_record_date(last_contact_on, 'last_contact_on')),
    PRIMARY KEY (local_authority, wait_ref),
    CONSTRAINT wait_assessed_after_referred CHECK (sen.check_value(assessed_on >= referred_on, 'assessed_on', assessed_on, 'The assessment cannot have started before the referral.')),
    CONSTRAINT wait_left_after_referred CHECK (sen.check_value(left_on >= referred_on, 'left_on', left_on, 'The child cannot have left the list before the referral.'))
);
COMMENT ON TABLE wait IS 'One child''s wait for a specialist assessment, from referral to its start.';
COMMENT ON COLUMN wait.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN wait.wait_ref IS 'Reference of the referral; unique within the authority.';
COMMENT ON COLUMN wait.child_ref IS 'Pseudonymous reference of the child or young person; may be empty.';
COMMENT ON COLUMN wait.service IS 'The service: a row of wait_service.';
COMMENT ON COLUMN wait.referred_on IS 'Day of the referral: the wait starts.';
COMMENT ON COLUMN wait.assessed_on IS 'Day on which the assessment started: the wait is over. Empty while it lasts.';
COMMENT ON COLUMN wait.left_on IS 'Day on which the child left the list without an assessment; empty otherwise.';
COMMENT ON COLUMN wait.last_contact_on IS 'Day on which the family last heard from the service while waiting; empty if never or unknown.';
$tables$;

    EXECUTE $views$
-- Views of one programme: how the cases stand. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- The views that show single cases read the tables with the rights of the reader, so policies of
-- row-level security hold; those that show totals read with the rights of the owner.

CREATE VIEW case_status WITH (security_invoker = true) AS
SELECT s.local_authority, s.request_ref, s.received_on, s.decided_on, s.plan_issued_on, s.no_plan_on, s.status,
       CASE
           WHEN s.status <> 'open' THEN NULL
           WHEN s.plan_agreed THEN 'plan agreed'
           WHEN s.decided_on IS NOT NULL OR s.assess_undated THEN 'in assessment'
           ELSE 'awaiting decision'
       END AS stage,
       s.exception, s.ended_on, s.plan_start_on, s.mediation_or_tribunal
FROM (
    -- A WITH of its own, so that the planner works out each column once per case instead of writing it out
    -- wherever it is named; conditions still reach the table and its indexes.
    WITH r AS NOT MATERIALIZED (SELECT * FROM ehc_request)
    SELECT r.local_authority, r.request_ref, r.received_on,
           -- Without a date these say how it stands now; with a later one, not yet.
           r.assessment_outcome = 'Y' AND r.assessment_outcome_on IS NULL AND coalesce(r.request_outcome_on <= d.today, true) AS plan_agreed,
           r.request_outcome_on IS NULL AND (r.request_outcome = 'Y' OR r.assessment_outcome IS NOT NULL) AS assess_undated,
           CASE WHEN r.request_outcome IN ('Y', 'N') AND r.request_outcome_on <= d.today THEN r.request_outcome_on END AS decided_on,
           CASE WHEN r.assessment_outcome = 'Y' AND r.assessment_outcome_on <= d.today THEN r.assessment_outcome_on END AS plan_issued_on,
           CASE WHEN r.assessment_outcome = 'N' AND r.assessment_outcome_on <= d.today THEN r.assessment_outcome_on END AS no_plan_on,
           CASE
               WHEN 'H' IN (r.request_outcome, r.assessment_outcome) THEN 'historical'
               WHEN r.assessment_outcome = 'Y' AND r.assessment_outcome_on <= d.today THEN 'plan issued'
               WHEN r.assessment_outcome = 'N' AND coalesce(r.assessment_outcome_on <= d.today, true) THEN 'no plan'
               WHEN r.request_outcome = 'N' AND r.assessment_outcome IS NULL AND coalesce(r.request_outcome_on <= d.today, true) THEN 'not assessed'
               WHEN 'W' IN (r.request_outcome, r.assessment_outcome) AND coalesce(r.closed_on <= d.today, true) THEN 'withdrawn'
               WHEN r.exported_to IS NOT NULL AND coalesce(r.closed_on <= d.today, true) THEN 'moved away'
               WHEN r.closed_on <= d.today THEN 'closed'
               ELSE 'open'
           END AS status,
           coalesce(r.week20, false) OR e.request_ref IS NOT NULL AS exception,
           -- The first ending counts. One without a date has always been so: then nobody knows the day.
           CASE
               WHEN 'H' IN (r.request_outcome, r.assessment_outcome) THEN NULL
               WHEN r.assessment_outcome = 'N' AND r.assessment_outcome_on IS NULL THEN NULL
               WHEN r.request_outcome = 'N' AND r.assessment_outcome IS NULL AND r.request_outcome_on IS NULL THEN NULL
               WHEN 'W' IN (r.request_outcome, r.assessment_outcome) AND r.closed_on IS NULL THEN NULL
               WHEN r.exported_to IS NOT NULL AND r.closed_on IS NULL THEN NULL
               ELSE least(CASE WHEN r.assessment_outcome IN ('Y', 'N') AND r.assessment_outcome_on <= d.today THEN r.assessment_outcome_on END,
                          CASE WHEN r.request_outcome = 'N' AND r.assessment_outcome IS NULL AND r.request_outcome_on <= d.today THEN r.request_outcome_on END,
                          CASE WHEN r.closed_on <= d.today THEN r.closed_on END)
           END AS ended_on,
           CASE WHEN r.assessment_outcome = 'Y' AND (r.plan_start_on <= d.today OR r.assessment_outcome_on <= d.today) THEN r.plan_start_on END AS plan_start_on,
           coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false) OR coalesce(r.assessment_mediation, false)
               OR coalesce(r.assessment_tribunal, false) OR coalesce(r.other_mediation, false) OR coalesce(r.other_tribunal, false) AS mediation_or_tribunal
    FROM r
    CROSS JOIN (SELECT sen.today() AS today) d
    LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x WHERE x.time_limit = 'final_plan') e
        ON e.local_authority = r.local_authority AND e.request_ref = r.request_ref
    WHERE r.received_on IS NULL OR r.received_on <= d.today
) s;
COMMENT ON VIEW case_status IS 'Every request received by sen.today(), and how it stood at the close of that day. The other case views are built on it.';
COMMENT ON COLUMN case_status.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN case_status.request_ref IS 'Reference of the request.';
COMMENT ON COLUMN case_status.received_on IS 'Day on which the request was received; empty = unknown.';
COMMENT ON COLUMN case_status.decided_on IS 'Day of the decision to assess or not; empty while there is none.';
COMMENT ON COLUMN case_status.plan_issued_on IS 'Day on which the final plan was issued; empty while it has not been.';
COMMENT ON COLUMN case_status.no_plan_on IS 'Day on which the family was told that there will be no plan; empty if that is not so.';
COMMENT ON COLUMN case_status.status IS 'open, plan issued, no plan, not assessed, withdrawn, moved away, closed, or historical (decided before the return, or transferred in).';
COMMENT ON COLUMN case_status.stage IS 'For an open case: awaiting decision, in assessment, or plan agreed but not issued. Empty otherwise.';
COMMENT ON COLUMN case_status.exception IS 'True if a permitted exception to the 20 weeks is recorded: ehc_request.week20, or a row of assessment_exception for final_plan.';
COMMENT ON COLUMN case_status.ended_on IS 'Day on which the case stopped being open: plan issued, family told that there will be no plan, refused, or closed, whichever came first. Empty while it is open, or if that day is unknown.';
COMMENT ON COLUMN case_status.plan_start_on IS 'Start date of the plan, once it is issued or has started. Empty if there is none.';
COMMENT ON COLUMN case_status.mediation_or_tribunal IS 'True if any of the six flags of mediation and tribunal is true (SEN2 2.6, 2.7, 3.3 to 3.6). They have no dates: it holds on every day.';

-- The same with the rights of the owner, for totals: a view over one that reads with the rights of
-- the reader would ask the reader for rights to the tables.
DO $same$
BEGIN
    EXECUTE 'CREATE VIEW counted_case AS ' || pg_catalog.pg_get_viewdef('case_status'::pg_catalog.regclass);
END
$same$;
COMMENT ON VIEW counted_case IS 'case_status, read with the rights of the owner and free of policies: what the totals are counted from. Not meant to be granted to anyone. Columns as in case_status.';

CREATE VIEW time_to_plan AS
SELECT f.local_authority, f.received_from, f.received_to,
       sen.cases(f.days) AS requests,
       sen.finished(f.days) AS plans_issued,
       sen.open_cases(f.days) AS still_open,
       round((sen.survival_median(f.days)).median_days::numeric / 7, 1) AS median_weeks,
       f.days
FROM (
    SELECT c.local_authority, t.received_from, t.today AS received_to,
           sen.timeliness(c.received_on, c.plan_issued_on, c.exception, CASE WHEN c.status <> 'plan issued' THEN c.ended_on END, t.today) AS days
    FROM counted_case c
    CROSS JOIN (SELECT (sen.today() - interval '2 years')::date + 1 AS received_from, sen.today() AS today) t
    WHERE c.received_on >= t.received_from AND c.received_on <= t.today
      -- An ending on an unknown day tells nothing about time.
      AND (c.status IN ('open', 'plan issued') OR c.ended_on IS NOT NULL)
    GROUP BY c.local_authority, t.received_from, t.today
) f;
COMMENT ON VIEW time_to_plan IS 'How long it took until a plan was issued, for the requests of the last two years of each authority, also those that are still open or ended otherwise: what the breach risk in open_cases rests on. Reads with the rights of the owner, so that every reader of open_cases sees the same risk.';
COMMENT ON COLUMN time_to_plan.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN time_to_plan.received_from IS 'First day of the two years.';
COMMENT ON COLUMN time_to_plan.received_to IS 'Last day: sen.today().';
COMMENT ON COLUMN time_to_plan.requests IS 'Requests received in these two years; without historical ones and those that ended on an unknown day.';
COMMENT ON COLUMN time_to_plan.plans_issued IS 'Of these, requests with a plan.';
COMMENT ON COLUMN time_to_plan.still_open IS 'Of these, requests still open.';
COMMENT ON COLUMN time_to_plan.median_weeks IS 'Weeks after which half of them have a plan, counting the open ones too (Kaplan-Meier; those that ended otherwise as unknown from then on). Empty if that is not reached.';
COMMENT ON COLUMN time_to_plan.days IS 'The same as a summary: for sen.survival(), sen.breach_risk() and others.';

CREATE VIEW open_cases WITH (security_invoker = true) AS
SELECT o.local_authority, o.request_ref, o.received_on, o.days_open, o.stage, o.due_on, o.days_left, o.standing, o.exception,
       round(100 * o.risk::numeric, 1) AS breach_risk_percent,
       CASE WHEN o.risk IS NOT NULL AND o.days_left > 0 THEN sen.at_risk(o.days, o.days_open) END AS risk_rests_on_cases
FROM (
    SELECT c.local_authority, c.request_ref, c.received_on,
           l.today - c.received_on AS days_open,
           c.stage,
           l.due_on,
           l.due_on - l.today AS days_left,
           CASE
               WHEN l.due_on IS NULL THEN 'date received is unknown'
               WHEN sen.is_overdue('final_plan', c.received_on) THEN 'overdue by ' || sen.in_days(l.today - l.due_on)
               WHEN l.due_on = l.today THEN 'due today'
               ELSE sen.in_days(l.due_on - l.today) || ' left'
           END AS standing,
           c.exception,
           CASE WHEN l.due_on <= l.today THEN 1 ELSE sen.breach_risk(p.days, l.today - c.received_on, l.due_on - c.received_on) END AS risk,
           p.days
    FROM case_status c
    CROSS JOIN LATERAL (SELECT sen.today() AS today, sen.due_date('final_plan'::sen.time_limit, c.received_on) AS due_on) l
    LEFT JOIN time_to_plan p ON p.local_authority = c.local_authority
    WHERE c.status = 'open'
) o
ORDER BY o.risk DESC NULLS LAST, o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW open_cases IS 'Open requests, those most likely to miss the 20 weeks first, of these the longest overdue: when the final plan is due (SEND Regulations 2014 reg 13(2)), the days left, and the risk.';
COMMENT ON COLUMN open_cases.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN open_cases.request_ref IS 'Reference of the request.';
COMMENT ON COLUMN open_cases.received_on IS 'Day on which the request was received; empty = unknown.';
COMMENT ON COLUMN open_cases.days_open IS 'Days since the request was received.';
COMMENT ON COLUMN open_cases.stage IS 'awaiting decision, in assessment, or plan agreed but not issued.';
COMMENT ON COLUMN open_cases.due_on IS 'Last day on which a final plan would be in time.';
COMMENT ON COLUMN open_cases.days_left IS 'Days from sen.today() to due_on; negative when overdue.';
COMMENT ON COLUMN open_cases.standing IS 'The same in words.';
COMMENT ON COLUMN open_cases.exception IS 'True if a permitted exception to the 20 weeks is recorded: the fixed limit is lifted, the plan is still owed as soon as practicable.';
COMMENT ON COLUMN open_cases.breach_risk_percent IS 'How likely it is, in percent, that the plan comes after more than 20 weeks, if it goes on as it did for the requests of the last two years of this authority that had been open as long (view time_to_plan; Kaplan-Meier, other endings as unknown from then on). 100 on the last day and once overdue. Empty if no case tells.';
COMMENT ON COLUMN open_cases.risk_rests_on_cases IS 'On how many cases the risk rests: those known to have been open at least a day longer than this one. Empty where the risk is 100 because the day has come, or empty.';

CREATE VIEW overdue_cases WITH (security_invoker = true) AS
SELECT o.* FROM open_cases o WHERE sen.is_overdue('final_plan', o.received_on)
ORDER BY o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW overdue_cases IS 'Open requests whose final plan is overdue, the longest overdue first. Columns as in open_cases.';

CREATE VIEW due_soon WITH (security_invoker = true) AS
SELECT o.* FROM open_cases o WHERE sen.due_between('final_plan', o.received_on, sen.today(), sen.today() + 30)
ORDER BY o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW due_soon IS 'Open requests whose final plan is due today or within the next 30 days, the nearest first. Columns as in open_cases.';

CREATE VIEW backlog AS
SELECT a.local_authority, b.age_band, b.from_days, b.to_days,
       count(c.request_ref) AS open_cases,
       count(c.request_ref) FILTER (WHERE c.exception) AS under_exception,
       round(100.0 * count(c.request_ref) / nullif(sum(count(c.request_ref)) OVER (PARTITION BY a.local_authority), 0), 1) AS percent_of_open,
       min(c.received_on) AS oldest_received_on
FROM (SELECT DISTINCT local_authority FROM ehc_request) a
CROSS JOIN (VALUES ('up to 6 weeks', 0, 42), ('over 6 to 16 weeks', 43, 112), ('over 16 to 20 weeks', 113, 140),
                   ('over 20 to 52 weeks', 141, 364), ('over 52 weeks', 365, NULL), ('date received is unknown', NULL, NULL)) b (age_band, from_days, to_days)
LEFT JOIN (
    SELECT o.local_authority, o.request_ref, o.received_on, o.exception, sen.today() - o.received_on AS days_open
    FROM counted_case o WHERE o.status = 'open'
) c ON c.local_authority = a.local_authority
 AND CASE WHEN b.from_days IS NULL THEN c.days_open IS NULL ELSE c.days_open >= b.from_days AND (b.to_days IS NULL OR c.days_open <= b.to_days) END
GROUP BY a.local_authority, b.age_band, b.from_days, b.to_days
ORDER BY a.local_authority, b.from_days NULLS LAST;
COMMENT ON VIEW backlog IS 'Open requests by how long they have been open. The published rate counts only finished plans; this is what it leaves out.';
COMMENT ON COLUMN backlog.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN backlog.age_band IS 'Time since the request was received. The limits are 6 weeks to decide, 16 to refuse a plan, 20 to issue one.';
COMMENT ON COLUMN backlog.from_days IS 'Fewest days open in this band.';
COMMENT ON COLUMN backlog.to_days IS 'Most days open in this band; empty in the last one.';
COMMENT ON COLUMN backlog.open_cases IS 'Open requests in this band.';
COMMENT ON COLUMN backlog.under_exception IS 'Of these, requests with a recorded permitted exception.';
COMMENT ON COLUMN backlog.percent_of_open IS 'Share of the authority''s open requests, in percent to one decimal; empty if none is open.';
COMMENT ON COLUMN backlog.oldest_received_on IS 'Day on which the oldest request of the band was received.';
-- Views of one programme: every duty with a time limit that runs or ran. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- Each branch names its limit as a constant, so that the due date is an addition to the day that starts it, and
-- so that a reader who asks for some limits runs only their branches.

CREATE VIEW duty WITH (security_invoker = true) AS
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL AS detail, 'assess_decision' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on, sen.due_date('assess_decision', c.received_on) AS due_on, c.decided_on AS done_on,
       c.status = 'open' AS running, c.status AS ended, c.ended_on, NULL AS exception,
       e.request_ref IS NOT NULL AS excepted,
       NULL::date AS plan_start_on, NULL::boolean AS mediation_or_tribunal
FROM case_status c
LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x WHERE x.time_limit = 'assess_decision') e ON e.local_authority = c.local_authority AND e.request_ref = c.request_ref
WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request', c.request_ref, NULL, 'no_plan_decision',
       c.received_on, c.received_on, sen.due_date('no_plan_decision', c.received_on), c.no_plan_on,
       c.status = 'open' AND c.stage <> 'plan agreed', c.status, CASE WHEN c.stage = 'plan agreed' THEN c.decided_on ELSE c.ended_on END, NULL,
       e.request_ref IS NOT NULL, NULL, NULL
FROM case_status c
LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x WHERE x.time_limit = 'no_plan_decision') e ON e.local_authority = c.local_authority AND e.request_ref = c.request_ref
WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request', c.request_ref, NULL, 'final_plan',
       c.received_on, c.received_on, sen.due_date('final_plan', c.received_on), c.plan_issued_on,
       c.status = 'open', c.status, c.ended_on, NULL, c.exception, c.plan_start_on, c.mediation_or_tribunal
FROM case_status c WHERE c.status <> 'historical'
UNION ALL
SELECT a.local_authority, 'advice', a.request_ref || ': ' || a.body, a.body, 'assess_advice_response',
       s.started_on, s.started_on, sen.due_date('assess_advice_response', s.started_on), a.responded_on,
       c.status = 'open', c.status, c.ended_on, a.exception, a.exception IS NOT NULL, NULL, NULL
FROM advice_request a
CROSS JOIN LATERAL (SELECT coalesce(a.received_on, a.asked_on) AS started_on) s
JOIN case_status c ON c.local_authority = a.local_authority AND c.request_ref = a.request_ref
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'first_review',
       r.plan_made_on, r.plan_made_on, sen.due_date('first_review', r.plan_made_on), r.decision_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.plan_made_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'next_review',
       r.last_reviewed_on, r.last_reviewed_on, sen.due_date('next_review', r.last_reviewed_on), r.decision_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.last_reviewed_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'review_report',
       r.meeting_on, r.meeting_on, sen.due_date('review_report', r.meeting_on), r.report_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'review_decision',
       r.meeting_on, r.meeting_on, sen.due_date('review_decision', r.meeting_on), r.decision_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, NULL, 'final_amended_plan',
       coalesce(r.meeting_on, r.notice_sent_on), greatest(r.decision_sent_on, coalesce(r.meeting_on, r.notice_sent_on)), sen.amended_plan_due(r.meeting_on, r.notice_sent_on), r.amended_plan_sent_on, true, NULL, NULL, NULL, false, NULL, NULL
FROM (SELECT v.*, CASE WHEN v.amendment_notice_sent_on <= sen.today() THEN v.amendment_notice_sent_on END AS notice_sent_on FROM annual_review v) r
WHERE r.outcome = 'A' AND coalesce(r.decision_sent_on <= sen.today(), true) AND coalesce(r.meeting_on, r.notice_sent_on) IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, r.transfer_phase, 'phase_transfer_post16',
       make_date(r.transfer_year, 1, 1), make_date(r.transfer_year, 1, 1), sen.phase_transfer_due(r.transfer_phase, r.transfer_year),
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.transfer_phase = 'secondary to post-16'
UNION ALL
SELECT r.local_authority, 'annual review', r.review_ref, r.transfer_phase, 'phase_transfer_other',
       make_date(r.transfer_year, 1, 1), make_date(r.transfer_year, 1, 1), sen.phase_transfer_due(r.transfer_phase, r.transfer_year),
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END, true, NULL, NULL, NULL, false, NULL, NULL
FROM annual_review r WHERE r.transfer_phase <> 'secondary to post-16'
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, NULL, 'arrange_mediation',
       m.wanted_on, m.wanted_on, sen.due_date('arrange_mediation', m.wanted_on), m.held_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', m.withdrawn_on, NULL, false, NULL, NULL
FROM mediation m
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, NULL, 'cert_after_mediation',
       m.held_on, m.held_on, sen.due_date('cert_after_mediation', m.held_on), m.certificate_issued_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', m.withdrawn_on, NULL, false, NULL, NULL
FROM mediation m WHERE m.held_on IS NOT NULL
UNION ALL
SELECT m.local_authority, 'mediation', m.mediation_ref, NULL, 'mediation_agreement_other',
       m.agreed_on, m.agreed_on, sen.due_date('mediation_agreement_other', m.agreed_on), m.agreement_kept_on, m.withdrawn_on IS NULL OR m.withdrawn_on > sen.today(), 'withdrawn', m.withdrawn_on, NULL, false, NULL, NULL
FROM mediation m WHERE m.agreed_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, NULL, 'appeal_notice',
       p.decision_sent_on, p.decision_sent_on, sen.appeal_due(p.decision_sent_on, CASE WHEN p.certificate_issued_on <= sen.today() THEN p.certificate_issued_on END), p.lodged_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', p.withdrawn_on, NULL, false, NULL, NULL
FROM appeal p WHERE p.decision_sent_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, NULL, 'la_response',
       p.received_on, p.received_on, sen.due_date('la_response', p.received_on), p.responded_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', p.withdrawn_on, NULL, false, NULL, NULL
FROM appeal p WHERE p.received_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal', p.appeal_ref, NULL, p.order_limit,
       p.ordered_on, p.ordered_on, sen.due_date(p.order_limit::sen.time_limit, p.ordered_on), p.order_done_on, p.withdrawn_on IS NULL OR p.withdrawn_on > sen.today(), 'withdrawn', p.withdrawn_on, p.exception, p.exception IS NOT NULL, NULL, NULL
FROM appeal p WHERE p.ordered_on IS NOT NULL;
COMMENT ON VIEW duty IS 'Every duty with a time limit that the tables of cases, advice, annual reviews, mediation and appeals start: when it started, is due and was done. Every request is there with its limits for a decision, a refusal of a plan and a plan, however it ended. View deadlines says in words how those that matter stand on sen.today().';
COMMENT ON COLUMN duty.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN duty.concerns IS 'request, advice, annual review, mediation or appeal.';
COMMENT ON COLUMN duty.case_ref IS 'Reference of the request, review, mediation or appeal; for advice, of the request and the body.';
COMMENT ON COLUMN duty.detail IS 'For advice the body that was asked, for a change of phase the phase. Empty otherwise.';
COMMENT ON COLUMN duty.time_limit IS 'Name of the time limit, as in sen.time_limits().';
COMMENT ON COLUMN duty.started_on IS 'Day that starts the clock; for a change of phase, 1 January of its year; for final_amended_plan the review meeting, or the notice if there was none.';
COMMENT ON COLUMN duty.opened_on IS 'Day from which the duty is counted as open: started_on, but for final_amended_plan not before the decision to amend.';
COMMENT ON COLUMN duty.due_on IS 'Last day on which the duty is met. For final_amended_plan the earlier of 12 weeks after the meeting and 8 weeks after the notice; for appeal_notice the later of 2 months after the decision and 1 month after the certificate, by the Tribunal''s rules.';
COMMENT ON COLUMN duty.done_on IS 'Day on which it was done; empty while it has not been.';
COMMENT ON COLUMN duty.running IS 'False once the case has ended in another way, and for no_plan_decision once a plan is agreed.';
COMMENT ON COLUMN duty.ended IS 'How the case ended: for a request and advice the status as in case_status; for mediation and appeals, withdrawn.';
COMMENT ON COLUMN duty.ended_on IS 'Where it does not run: the day on which it stopped. Empty if that day is unknown.';
COMMENT ON COLUMN duty.exception IS 'Exception recorded with advice or an order; those of a request are in assessment_exception.';
COMMENT ON COLUMN duty.excepted IS 'True if an exception is recorded for this limit, wherever it is recorded.';
COMMENT ON COLUMN duty.plan_start_on IS 'For final_plan: start date of the plan, once it is issued or has started. Empty otherwise.';
COMMENT ON COLUMN duty.mediation_or_tribunal IS 'For final_plan: true if a mediation or an appeal is recorded with the request. Empty otherwise.';

-- The same with the rights of the owner, for totals, as counted_case.
DO $same$
BEGIN
    EXECUTE 'CREATE VIEW counted_duty AS ' || pg_catalog.regexp_replace(pg_catalog.pg_get_viewdef('duty'::pg_catalog.regclass), '\mcase_status\M', 'counted_case', 'g');
END
$same$;
COMMENT ON VIEW counted_duty IS 'duty, read with the rights of the owner and free of policies: what the totals are counted from. Not meant to be granted to anyone. Columns as in duty.';

CREATE VIEW deadlines WITH (security_invoker = true) AS
SELECT d.local_authority, d.concerns, d.case_ref, d.time_limit, l.duty, l.owed_by, d.started_on, d.due_on, d.done_on,
       CASE WHEN d.done_on IS NULL AND d.running THEN d.due_on - d.today END AS days_left,
       CASE
           WHEN d.due_on IS NULL THEN 'date received is unknown'
           WHEN d.done_on <= d.due_on THEN 'met'
           WHEN d.done_on > d.due_on THEN 'late by ' || sen.in_days(d.done_on - d.due_on)
           WHEN NOT d.running THEN 'ended: ' || d.ended
           WHEN d.due_on < d.today AND d.time_limit = 'no_plan_decision' THEN 'too late to refuse in time'
           WHEN d.due_on < d.today AND d.time_limit = 'appeal_notice' THEN 'time to appeal has passed'
           WHEN d.due_on < d.today THEN 'overdue by ' || sen.in_days(d.today - d.due_on)
           WHEN d.due_on = d.today THEN 'due today'
           ELSE sen.in_days(d.due_on - d.today) || ' left'
       END AS standing,
       coalesce(d.exception, e.exceptions, CASE WHEN d.time_limit = 'final_plan' AND w.week20 THEN 'not named' END) AS exceptions,
       l.citation
FROM (
    SELECT u.local_authority, u.concerns, u.case_ref, u.time_limit, u.started_on, u.due_on, u.running, u.ended, u.exception, t.today,
           CASE WHEN u.done_on <= t.today THEN u.done_on END AS done_on
    FROM duty u
    CROSS JOIN (SELECT sen.today() AS today) t
    WHERE (u.started_on IS NULL OR u.started_on <= t.today OR u.time_limit IN ('phase_transfer_post16', 'phase_transfer_other'))
      -- Once a request has ended, a plan and the refusal of one concern only those that ended with it.
      AND (u.running OR u.time_limit NOT IN ('no_plan_decision', 'final_plan') OR u.ended = CASE u.time_limit WHEN 'final_plan' THEN 'plan issued' ELSE 'no plan' END)
) d
JOIN sen.time_limit_catalogue l ON l.time_limit = d.time_limit
LEFT JOIN (
    SELECT x.local_authority, x.request_ref, x.time_limit, string_agg(x.exception, ', ' ORDER BY x.exception) AS exceptions
    FROM assessment_exception x GROUP BY x.local_authority, x.request_ref, x.time_limit
) e ON d.concerns = 'request' AND e.local_authority = d.local_authority AND e.request_ref = d.case_ref AND e.time_limit = d.time_limit
LEFT JOIN ehc_request w ON d.concerns = 'request' AND w.local_authority = d.local_authority AND w.request_ref = d.case_ref
ORDER BY d.local_authority, d.concerns, d.case_ref, d.due_on, d.time_limit;
COMMENT ON VIEW deadlines IS 'Every duty with a time limit, and how it stands on sen.today(): met, late, left, or overdue, and which exceptions are recorded. A recorded exception lifts the limit; it gives no other date.';
COMMENT ON COLUMN deadlines.duty IS 'What has to be done.';
COMMENT ON COLUMN deadlines.owed_by IS 'Who has to do it.';
COMMENT ON COLUMN deadlines.days_left IS 'Days from sen.today() to due_on while the duty runs; negative when overdue.';
COMMENT ON COLUMN deadlines.standing IS 'met, late by, left, or overdue by, in words.';
COMMENT ON COLUMN deadlines.exceptions IS 'Exceptions recorded for this limit of this case; "not named" where SEN2 item 3.7 (week20) is all that is recorded; empty if none.';
COMMENT ON COLUMN deadlines.citation IS 'Where the law, rule or guidance says so.';
-- Views of one programme: the cases of each definition, and their summaries by month, by year and over
-- twelve months. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- They read with the rights of the owner and are what compliance.sql and timeliness.sql show.

-- Each branch of counted_duty joins the definitions that rest on its time limit, a constant there. So the
-- planner knows how few they are, and a reader of one definition runs only the branches that it rests on.
DO $branches$
DECLARE
    branches text;
BEGIN
    SELECT pg_catalog.string_agg(pg_catalog.format($branch$
        SELECT f.definition, d.local_authority, d.case_ref, d.detail, d.started_on,
               coalesce(d.opened_on, '-infinity') AS opened_on,
               CASE WHEN e.finished_on < d.started_on AND f.period = 'finished' THEN NULL ELSE d.due_on END AS due_on,
               e.finished_on,
               -- Ended without a date: it has always been so. A plan that was issued may not have started yet.
               least(e.finished_on,
                     CASE WHEN NOT d.running AND NOT coalesce(f.ends_on = 'plan start' AND d.ended = 'plan issued' AND d.ended_on = d.done_on, false) THEN coalesce(d.ended_on, '-infinity') END) AS closed_on,
               CASE WHEN e.finished_on IS NULL OR f.period = 'finished' THEN e.finished_on ELSE d.due_on END AS counted_on,
               d.excepted
        FROM definition f
        CROSS JOIN (%s) d (local_authority, concerns, case_ref, detail, time_limit, started_on, opened_on, due_on, done_on, running, ended, ended_on, exception, excepted, plan_start_on, mediation_or_tribunal)
        CROSS JOIN LATERAL (SELECT CASE WHEN d.plan_start_on IS NOT NULL AND f.ends_on = 'plan start' THEN CASE WHEN d.plan_start_on <= sen.today() THEN d.plan_start_on END
                                        WHEN d.done_on <= sen.today() THEN d.done_on END AS finished_on) e
        WHERE d.time_limit = ANY (f.time_limits)
          AND (d.opened_on IS NULL OR d.opened_on <= sen.today())
          AND NOT (f.without_mediation_or_tribunal AND coalesce(d.mediation_or_tribunal, false))$branch$, b.branch), ' UNION ALL ' ORDER BY b.place)
    INTO branches
    FROM pg_catalog.string_to_table(pg_catalog.rtrim(pg_catalog.pg_get_viewdef('counted_duty'::pg_catalog.regclass), ';'), 'UNION ALL') WITH ORDINALITY b (branch, place);
    EXECUTE 'CREATE VIEW measured_case AS ' || branches;
END
$branches$;
COMMENT ON VIEW measured_case IS 'Every case of every definition on sen.today(), its switches applied: what the measures are counted from. Reads with the rights of the owner and free of policies. Not meant to be granted to anyone.';
COMMENT ON COLUMN measured_case.definition IS 'Short name of the measure.';
COMMENT ON COLUMN measured_case.opened_on IS 'Day from which the case is counted as open; -infinity if it is unknown.';
COMMENT ON COLUMN measured_case.due_on IS 'Last day on which it is in time. Empty if the start is unknown, or if it was finished before it started: such a case meets no limit.';
COMMENT ON COLUMN measured_case.finished_on IS 'Day on which it was finished, if by sen.today().';
COMMENT ON COLUMN measured_case.closed_on IS 'Day from which it is no longer open: finished, or ended in another way; -infinity if it ended on an unknown day. Empty while it is open.';
COMMENT ON COLUMN measured_case.counted_on IS 'Day that decides the period in which a finished case counts.';

-- Months follow each other without a gap, from the first in which anything happened to that of sen.today().
-- How many were open is a running sum: one more in the month that opened a case, one less in the one that
-- closed it. So the work grows with the cases, not with cases times months. The cases are read once: those that
-- opened, closed, fell overdue and counted in the same months are summed, and each sum goes to these months.
CREATE VIEW measured_month AS
SELECT s.definition, s.local_authority, n.month::date AS month,
       CASE WHEN n.month = s.month THEN coalesce(s.days, 'v1') ELSE 'v1' END AS days, CASE WHEN n.month = s.month THEN coalesce(s.lateness, 'v1') ELSE 'v1' END AS lateness,
       s.open_at_end, s.overdue_at_end
FROM (
    SELECT e.definition, e.local_authority, e.month, e.days, e.lateness,
           (sum(e.opened) OVER so_far)::bigint AS open_at_end,
           (sum(e.overdue) OVER so_far)::bigint AS overdue_at_end,
           lead(e.month) OVER so_far AS next_month
    FROM (
        SELECT g.definition, g.local_authority, v.month, sum(g.cases * v.opened) AS opened, sum(g.cases * v.overdue) AS overdue,
               sen.rollup(g.days) FILTER (WHERE v.counted) AS days, sen.rollup(g.lateness) FILTER (WHERE v.counted) AS lateness
        FROM (
            SELECT c.definition, c.local_authority, sen.month(c.opened_on) AS opened, sen.month(c.closed_on) AS closed, sen.month(c.overdue_on) AS overdue, sen.month(c.counted_on) AS counted,
                   count(*) AS cases,
                   sen.timeliness(c.started_on, c.finished_on, c.excepted, c.today) FILTER (WHERE c.counted_on <= c.today) AS days,
                   sen.lateness(c.due_on, c.finished_on, c.excepted, c.today) FILTER (WHERE c.counted_on <= c.today) AS lateness
            FROM (
                SELECT m.definition, m.local_authority, m.started_on, m.due_on, m.finished_on, m.excepted, m.opened_on, m.counted_on, t.today,
                       CASE WHEN m.closed_on < m.opened_on THEN m.opened_on ELSE m.closed_on END AS closed_on,
                       -- Overdue from the day after it was due, if it was still open at the close of that day.
                       CASE WHEN m.due_on < t.today AND (m.closed_on IS NULL OR m.closed_on > m.due_on + 1) THEN greatest(m.due_on + 1, m.opened_on) END AS overdue_on
                FROM measured_case m
                CROSS JOIN (SELECT sen.today() AS today) t
            ) c
            -- Months first: where this is sorted, comparing them is cheap and mostly enough.
            GROUP BY sen.month(c.opened_on), sen.month(c.closed_on), sen.month(c.overdue_on), sen.month(c.counted_on), c.definition, c.local_authority
        ) g
        CROSS JOIN LATERAL (VALUES (g.opened, 1, 0, false), (g.closed, -1, 0, false), (g.overdue, 0, 1, false), (CASE WHEN g.overdue IS NOT NULL THEN g.closed END, 0, -1, false), (g.counted, 0, 0, true)) v (month, opened, overdue, counted)
        WHERE v.month IS NOT NULL
        GROUP BY g.definition, g.local_authority, v.month
    ) e
    WINDOW so_far AS (PARTITION BY e.definition, e.local_authority ORDER BY e.month)
) s
CROSS JOIN (SELECT sen.month(sen.today()) AS this_month) t
-- Each sum holds until the next change. What was open on an unknown day before is in the first month.
-- An array, for which the planner expects ten months and not the thousand of generate_series.
CROSS JOIN LATERAL unnest(ARRAY(
    SELECT generate_series(CASE WHEN s.month > '-infinity' THEN s.month ELSE coalesce(s.next_month, t.this_month) END::timestamp,
                           least(s.next_month, t.this_month + 1)::timestamp - interval '1 day', interval '1 month'))) n (month);
COMMENT ON VIEW measured_month IS 'For each definition, authority and month: the finished cases as summaries, and how many were open at its end. What the views by month are read from.';
COMMENT ON COLUMN measured_month.definition IS 'Short name of the measure.';
COMMENT ON COLUMN measured_month.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN measured_month.month IS 'First day of the month.';
COMMENT ON COLUMN measured_month.days IS 'Summary of the days that the finished cases took; empty if none was finished.';
COMMENT ON COLUMN measured_month.lateness IS 'Summary of the days from the due day to the day finished: 0 or less is in time. Empty if none was finished.';
COMMENT ON COLUMN measured_month.open_at_end IS 'Cases open at the close of the last day of the period, or of sen.today() if it still runs.';
COMMENT ON COLUMN measured_month.overdue_at_end IS 'Of these, cases past their due day. A recorded exception does not take a case out.';

CREATE VIEW measured_year AS
SELECT m.definition, m.local_authority, extract(year FROM m.month)::integer AS year,
       sen.rollup(m.days) AS days, sen.rollup(m.lateness) AS lateness,
       max(m.open_at_end) FILTER (WHERE m.last_of_year) AS open_at_end, max(m.overdue_at_end) FILTER (WHERE m.last_of_year) AS overdue_at_end
FROM (SELECT n.*, extract(month FROM n.month) = 12 OR n.month = sen.month(sen.today()) AS last_of_year FROM measured_month n) m
GROUP BY m.definition, m.local_authority, extract(year FROM m.month)::integer;
COMMENT ON VIEW measured_year IS 'measured_month by calendar year: what the views by year are read from.';
COMMENT ON COLUMN measured_year.year IS 'Calendar year.';

CREATE VIEW measured_rolling AS
SELECT m.definition, m.local_authority, least((m.month + interval '1 month')::date - 1, sen.today()) AS twelve_months_to,
       sen.rollup(m.days) OVER twelve_months AS days, sen.rollup(m.lateness) OVER twelve_months AS lateness, m.open_at_end, m.overdue_at_end
FROM measured_month m
WINDOW twelve_months AS (PARTITION BY m.definition, m.local_authority ORDER BY m.month ROWS 11 PRECEDING);
COMMENT ON VIEW measured_rolling IS 'measured_month over twelve months: what the rolling views are read from.';
COMMENT ON COLUMN measured_rolling.twelve_months_to IS 'Last day of the twelve months, or sen.today() if the last of them still runs.';

CREATE VIEW measured_cohort AS
SELECT m.definition, m.local_authority, m.detail, sen.month(m.started_on) AS started_in,
       count(*) AS started,
       count(*) FILTER (WHERE m.finished_on <= m.due_on) AS in_time,
       count(*) FILTER (WHERE m.finished_on > m.due_on OR m.due_on IS NULL) AS late,
       count(*) FILTER (WHERE m.closed_on IS NULL AND m.due_on >= sen.today()) AS open_in_time,
       count(*) FILTER (WHERE m.closed_on IS NULL AND m.due_on < sen.today()) AS open_overdue,
       count(*) FILTER (WHERE m.closed_on IS NOT NULL AND m.finished_on IS NULL) AS ended_otherwise,
       count(*) FILTER (WHERE m.limit_passed) AS limit_passed,
       count(*) FILTER (WHERE m.limit_passed AND m.finished_on <= m.due_on) AS limit_passed_in_time,
       count(*) FILTER (WHERE m.limit_passed AND NOT m.excepted) AS limit_passed_excluding,
       count(*) FILTER (WHERE m.limit_passed AND m.finished_on <= m.due_on AND NOT m.excepted) AS limit_passed_in_time_excluding
FROM (SELECT c.*, coalesce(c.due_on < sen.today(), true) AND (c.closed_on IS NULL OR c.finished_on IS NOT NULL) AS limit_passed FROM measured_case c) m
WHERE m.started_on IS NOT NULL
GROUP BY m.definition, m.local_authority, m.detail, sen.month(m.started_on);
COMMENT ON VIEW measured_cohort IS 'For each definition, authority, detail and month in which cases started: how they stand on sen.today(). What the views by cohort are read from.';
COMMENT ON COLUMN measured_cohort.started_in IS 'First day of the month in which the cases started.';
COMMENT ON COLUMN measured_cohort.started IS 'Cases that started in the period. Cases whose start is unknown are in no cohort.';
COMMENT ON COLUMN measured_cohort.in_time IS 'Of these, finished in time.';
COMMENT ON COLUMN measured_cohort.late IS 'Of these, finished late, or on a day before the start.';
COMMENT ON COLUMN measured_cohort.open_in_time IS 'Of these, open, and not yet past the due day.';
COMMENT ON COLUMN measured_cohort.open_overdue IS 'Of these, open past the due day.';
COMMENT ON COLUMN measured_cohort.ended_otherwise IS 'Of these, ended in another way: withdrawn, moved away, refused.';
COMMENT ON COLUMN measured_cohort.limit_passed IS 'Cases whose due day has passed and that did not end in another way: the denominator of percent_in_time.';
COMMENT ON COLUMN measured_cohort.limit_passed_in_time IS 'Of limit_passed, finished in time.';
COMMENT ON COLUMN measured_cohort.limit_passed_excluding IS 'limit_passed, leaving out cases under an exception.';
COMMENT ON COLUMN measured_cohort.limit_passed_in_time_excluding IS 'limit_passed_in_time, leaving out cases under an exception.';

-- This calendar year to sen.today(), and the last one to the same day as it stood then.
CREATE VIEW measured_year_to_date AS
SELECT m.definition, m.local_authority, t.today AS to_day, t.last_year AS last_year_to_day,
       m.days, m.lateness, m.days_last_year, m.lateness_last_year, m.open_at_end, m.overdue_at_end, m.open_last_year, m.overdue_last_year
FROM (SELECT d.today, d.last_year, sen.calendar_year(d.today) AS from_day, sen.calendar_year(d.last_year) AS last_year_from_day
      FROM (SELECT sen.today() AS today, (sen.today() - interval '1 year')::date AS last_year) d OFFSET 0) t
CROSS JOIN LATERAL (
    SELECT c.definition, c.local_authority,
           sen.timeliness(c.started_on, c.finished_on, c.excepted, t.today) FILTER (WHERE c.counted_on >= t.from_day AND c.counted_on <= t.today) AS days,
           sen.lateness(c.due_on, c.finished_on, c.excepted, t.today) FILTER (WHERE c.counted_on >= t.from_day AND c.counted_on <= t.today) AS lateness,
           sen.timeliness(c.started_on, c.finished_on, c.excepted, t.today) FILTER (WHERE c.counted_on >= t.last_year_from_day AND c.counted_on <= t.last_year AND c.finished_on <= t.last_year) AS days_last_year,
           sen.lateness(c.due_on, c.finished_on, c.excepted, t.today) FILTER (WHERE c.counted_on >= t.last_year_from_day AND c.counted_on <= t.last_year AND c.finished_on <= t.last_year) AS lateness_last_year,
           count(*) FILTER (WHERE c.closed_on IS NULL) AS open_at_end,
           count(*) FILTER (WHERE c.closed_on IS NULL AND c.due_on < t.today) AS overdue_at_end,
           count(*) FILTER (WHERE c.opened_on <= t.last_year AND (c.closed_on IS NULL OR c.closed_on > t.last_year)) AS open_last_year,
           count(*) FILTER (WHERE c.opened_on <= t.last_year AND (c.closed_on IS NULL OR c.closed_on > t.last_year) AND c.due_on < t.last_year) AS overdue_last_year
    FROM measured_case c
    GROUP BY c.definition, c.local_authority
) m;
COMMENT ON VIEW measured_year_to_date IS 'For each definition and authority: the finished cases of this calendar year to sen.today() and of the last one to the same day, as summaries, and what was open on both days. What the views of the year to date are read from.';
COMMENT ON COLUMN measured_year_to_date.to_day IS 'sen.today(): the figures run from 1 January to this day.';
COMMENT ON COLUMN measured_year_to_date.last_year_to_day IS 'The same day of the year before; 28 February for 29 February.';
COMMENT ON COLUMN measured_year_to_date.days_last_year IS 'days, of last year to the same day.';
COMMENT ON COLUMN measured_year_to_date.lateness_last_year IS 'lateness, of last year to the same day.';
COMMENT ON COLUMN measured_year_to_date.open_last_year IS 'open_at_end, on the same day of last year.';
COMMENT ON COLUMN measured_year_to_date.overdue_last_year IS 'overdue_at_end, on the same day of last year.';
-- Views of one programme: every measure of table definition, by year, month, twelve months, cohort and
-- year to date, with the open backlog beside each. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

-- The same columns by year, by month and over twelve months.
DO $by$
DECLARE
    view text[];
BEGIN
    FOREACH view SLICE 1 IN ARRAY ARRAY[['compliance_by_year', 'measured_year', 'year'], ['compliance_by_month', 'measured_month', 'month'], ['compliance_rolling', 'measured_rolling', 'twelve_months_to']]
    LOOP
        EXECUTE pg_catalog.format($view$
            CREATE VIEW %1$I AS
            SELECT f.definition, f.title, m.local_authority, m.%3$I,
                   sen.finished(m.lateness) AS finished,
                   sen.within(m.lateness, 0) AS in_time,
                   round(100 * sen.rate(m.lateness, 0, true), 1) AS percent_in_time,
                   sen.finished(m.lateness, false) AS finished_excluding,
                   sen.within(m.lateness, 0, false) AS in_time_excluding,
                   round(100 * sen.rate(m.lateness, 0, false), 1) AS percent_in_time_excluding,
                   round(sen.median_days(m.days), 1) AS median_days,
                   m.open_at_end, m.overdue_at_end
            FROM %2$I m
            JOIN definition f ON f.definition = m.definition
            ORDER BY f.position, f.definition, m.local_authority, m.%3$I $view$, view[1], view[2], view[3]);
    END LOOP;
END
$by$;
COMMENT ON VIEW compliance_by_year IS 'Every measure of table definition by calendar year, with and without cases under a permitted exception, and what was open at the end of the year. The last year runs to sen.today().';
COMMENT ON COLUMN compliance_by_year.definition IS 'Short name of the measure: a row of table definition.';
COMMENT ON COLUMN compliance_by_year.title IS 'Title of the measure.';
COMMENT ON COLUMN compliance_by_year.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN compliance_by_year.year IS 'Calendar year in which the cases were finished, or due if the definition counts by due day.';
COMMENT ON COLUMN compliance_by_year.finished IS 'Cases finished, also those whose start is unknown.';
COMMENT ON COLUMN compliance_by_year.in_time IS 'Of these, cases finished in time.';
COMMENT ON COLUMN compliance_by_year.percent_in_time IS 'in_time as a share of finished, in percent to one decimal. Empty if nothing was finished.';
COMMENT ON COLUMN compliance_by_year.finished_excluding IS 'Cases finished, leaving out those under a permitted exception.';
COMMENT ON COLUMN compliance_by_year.in_time_excluding IS 'Of these, cases finished in time.';
COMMENT ON COLUMN compliance_by_year.percent_in_time_excluding IS 'in_time_excluding as a share of finished_excluding, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN compliance_by_year.median_days IS 'Median days from start to finish, all cases with usable dates. Empty if there is none.';
COMMENT ON VIEW compliance_by_month IS 'Every measure of table definition by month, with what was open at its end. Months without a case are there too. Columns as in compliance_by_year.';
COMMENT ON COLUMN compliance_by_month.month IS 'First day of the month in which the cases were finished, or due if the definition counts by due day. The last month runs to sen.today().';
COMMENT ON VIEW compliance_rolling IS 'Every measure of table definition over the twelve months to the end of each month, with what was open on that day. Columns as in compliance_by_year.';
COMMENT ON COLUMN compliance_rolling.twelve_months_to IS 'Last day of the twelve months; the last row runs to sen.today() and so through eleven whole months and one that still runs.';

CREATE VIEW compliance_by_cohort AS
SELECT f.definition, f.title, m.local_authority, m.started_in,
       sum(m.started)::bigint AS started, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time)::bigint AS open_in_time, sum(m.open_overdue)::bigint AS open_overdue, sum(m.ended_otherwise)::bigint AS ended_otherwise,
       sum(m.limit_passed)::bigint AS limit_passed,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_in_time,
       round(100 * sum(m.limit_passed_in_time_excluding) / nullif(sum(m.limit_passed_excluding), 0), 1) AS percent_in_time_excluding
FROM measured_cohort m
JOIN definition f ON f.definition = m.definition
GROUP BY f.definition, m.local_authority, m.started_in
ORDER BY f.position, f.definition, m.local_authority, m.started_in;
COMMENT ON VIEW compliance_by_cohort IS 'Every measure of table definition by the month in which the cases started, followed to sen.today(): unlike a rate by month of finish, it does not fall because old cases are cleared, nor rise because late ones are left open.';
COMMENT ON COLUMN compliance_by_cohort.percent_in_time IS 'Share finished in time of the cases in limit_passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN compliance_by_cohort.percent_in_time_excluding IS 'The same, leaving out cases under a permitted exception.';

CREATE VIEW compliance_year_to_date AS
SELECT f.definition, f.title, m.local_authority, m.to_day, m.last_year_to_day,
       sen.finished(m.lateness) AS finished,
       sen.within(m.lateness, 0) AS in_time,
       round(100 * sen.rate(m.lateness, 0, true), 1) AS percent_in_time,
       sen.finished(m.lateness_last_year) AS finished_last_year,
       sen.within(m.lateness_last_year, 0) AS in_time_last_year,
       round(100 * sen.rate(m.lateness_last_year, 0, true), 1) AS percent_in_time_last_year,
       sen.finished(m.lateness, false) AS finished_excluding,
       sen.within(m.lateness, 0, false) AS in_time_excluding,
       round(100 * sen.rate(m.lateness, 0, false), 1) AS percent_in_time_excluding,
       sen.finished(m.lateness_last_year, false) AS finished_excluding_last_year,
       sen.within(m.lateness_last_year, 0, false) AS in_time_excluding_last_year,
       round(100 * sen.rate(m.lateness_last_year, 0, false), 1) AS percent_in_time_excluding_last_year,
       round(100 * c.change::numeric, 1) AS change_in_points, c.in_words AS change_in_words,
       m.open_at_end, m.open_last_year, m.overdue_at_end, m.overdue_last_year
FROM measured_year_to_date m
JOIN definition f ON f.definition = m.definition
CROSS JOIN LATERAL sen.rate_change(m.lateness_last_year, m.lateness, 0) c
ORDER BY f.position, f.definition, m.local_authority;
COMMENT ON VIEW compliance_year_to_date IS 'Every measure of table definition from 1 January to sen.today(), against last year to the same day as it stood then, with the change in words.';
COMMENT ON COLUMN compliance_year_to_date.finished_last_year IS 'finished, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.in_time_last_year IS 'in_time, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.percent_in_time_last_year IS 'percent_in_time, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.finished_excluding_last_year IS 'finished_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.in_time_excluding_last_year IS 'in_time_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.percent_in_time_excluding_last_year IS 'percent_in_time_excluding, of last year to the same day.';
COMMENT ON COLUMN compliance_year_to_date.change_in_points IS 'percent_in_time_excluding less that of last year, in percentage points to one decimal, computed before rounding. Empty if either is.';
COMMENT ON COLUMN compliance_year_to_date.change_in_words IS 'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';

CREATE VIEW advice_timeliness AS
SELECT m.local_authority, m.detail AS body, extract(year FROM m.started_in)::integer AS year,
       sum(m.started)::bigint AS asked, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time)::bigint AS awaited_in_time, sum(m.open_overdue)::bigint AS awaited_overdue, sum(m.ended_otherwise)::bigint AS ended_otherwise,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_in_time,
       round(100 * sum(m.limit_passed_in_time_excluding) / nullif(sum(m.limit_passed_excluding), 0), 1) AS percent_in_time_excluding
FROM measured_cohort m
WHERE m.definition = 'advice_in_6_weeks'
GROUP BY m.local_authority, m.detail, extract(year FROM m.started_in)::integer
ORDER BY m.local_authority, m.detail, extract(year FROM m.started_in)::integer;
COMMENT ON VIEW advice_timeliness IS 'Advice in assessments, by the body that was asked and the year in which it was asked: how much came within 6 weeks, and what is still awaited on sen.today().';
COMMENT ON COLUMN advice_timeliness.body IS 'Body or service that was asked, such as educational psychology.';
COMMENT ON COLUMN advice_timeliness.year IS 'Calendar year in which the body received the request for advice.';
COMMENT ON COLUMN advice_timeliness.asked IS 'Requests for advice of that year.';
COMMENT ON COLUMN advice_timeliness.in_time IS 'Of these, answered within 6 weeks.';
COMMENT ON COLUMN advice_timeliness.late IS 'Of these, answered later.';
COMMENT ON COLUMN advice_timeliness.awaited_in_time IS 'Of these, not answered yet, within 6 weeks.';
COMMENT ON COLUMN advice_timeliness.awaited_overdue IS 'Of these, not answered yet after 6 weeks.';
COMMENT ON COLUMN advice_timeliness.ended_otherwise IS 'Of these, not answered when the assessment ended.';
COMMENT ON COLUMN advice_timeliness.percent_in_time IS 'Share answered in time of those whose 6 weeks have passed, in percent to one decimal: without those that ended otherwise. Empty if there is none.';

CREATE VIEW annual_review_timeliness AS
SELECT m.local_authority, extract(year FROM m.started_in)::integer AS year,
       coalesce(sum(m.started) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS meetings,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0)::bigint AS reports_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0)::bigint AS reports_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0)::bigint AS reports_overdue,
       round(100 * sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'review_reports_in_2_weeks')
             / nullif(sum(m.limit_passed) FILTER (WHERE m.definition = 'review_reports_in_2_weeks'), 0), 1) AS percent_reports_in_time,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS decisions_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS decisions_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0)::bigint AS decisions_overdue,
       round(100 * sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks')
             / nullif(sum(m.limit_passed) FILTER (WHERE m.definition = 'review_decisions_in_4_weeks'), 0), 1) AS percent_decisions_in_time,
       coalesce(sum(m.started) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS plans_to_amend,
       coalesce(sum(m.in_time) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS amended_in_time,
       coalesce(sum(m.late) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS amended_late,
       coalesce(sum(m.open_overdue) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0)::bigint AS amended_overdue,
       round(100 * sum(m.limit_passed_in_time) FILTER (WHERE m.definition = 'amended_plans_in_time')
             / nullif(sum(m.limit_passed) FILTER (WHERE m.definition = 'amended_plans_in_time'), 0), 1) AS percent_amended_in_time
FROM measured_cohort m
WHERE m.definition IN ('review_reports_in_2_weeks', 'review_decisions_in_4_weeks', 'amended_plans_in_time')
GROUP BY m.local_authority, extract(year FROM m.started_in)::integer
ORDER BY m.local_authority, extract(year FROM m.started_in)::integer;
COMMENT ON VIEW annual_review_timeliness IS 'Annual reviews by the year of the meeting, followed to sen.today(): the report within 2 weeks, the decision within 4, and the amended plan in time.';
COMMENT ON COLUMN annual_review_timeliness.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN annual_review_timeliness.year IS 'Calendar year of the review meeting; for an amended plan without a meeting, of the notice of the proposed amendments.';
COMMENT ON COLUMN annual_review_timeliness.meetings IS 'Review meetings held in the year.';
COMMENT ON COLUMN annual_review_timeliness.reports_in_time IS 'Of the meetings, report sent within 2 weeks.';
COMMENT ON COLUMN annual_review_timeliness.reports_late IS 'Of the meetings, report sent later.';
COMMENT ON COLUMN annual_review_timeliness.reports_overdue IS 'Of the meetings, no report on sen.today() after 2 weeks.';
COMMENT ON COLUMN annual_review_timeliness.percent_reports_in_time IS 'Share in time of the meetings whose 2 weeks have passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN annual_review_timeliness.decisions_in_time IS 'Of the meetings, decision notified within 4 weeks.';
COMMENT ON COLUMN annual_review_timeliness.decisions_late IS 'Of the meetings, decision notified later.';
COMMENT ON COLUMN annual_review_timeliness.decisions_overdue IS 'Of the meetings, no decision on sen.today() after 4 weeks.';
COMMENT ON COLUMN annual_review_timeliness.percent_decisions_in_time IS 'Share in time of the meetings whose 4 weeks have passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN annual_review_timeliness.plans_to_amend IS 'Reviews of the year whose outcome is to amend the plan.';
COMMENT ON COLUMN annual_review_timeliness.amended_in_time IS 'Of these, final amended plan sent in time.';
COMMENT ON COLUMN annual_review_timeliness.amended_late IS 'Of these, final amended plan sent late.';
COMMENT ON COLUMN annual_review_timeliness.amended_overdue IS 'Of these, no final amended plan on sen.today() after the due day.';
COMMENT ON COLUMN annual_review_timeliness.percent_amended_in_time IS 'Share in time of those whose due day has passed, in percent to one decimal. Empty if there is none.';

CREATE VIEW phase_transfers AS
SELECT m.local_authority, extract(year FROM m.started_in)::integer AS year, m.detail AS phase,
       sen.phase_transfer_due(m.detail, extract(year FROM m.started_in)::integer) AS due_on,
       sum(m.started)::bigint AS plans, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time + m.open_overdue)::bigint AS outstanding,
       sum(m.open_overdue)::bigint AS overdue,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_in_time
FROM measured_cohort m
WHERE m.definition = 'phase_transfers_in_time'
GROUP BY m.local_authority, extract(year FROM m.started_in)::integer, m.detail
ORDER BY m.local_authority, extract(year FROM m.started_in)::integer, m.detail;
COMMENT ON VIEW phase_transfers IS 'Plans of children who change phase, by year and phase: ready before 15 February (31 March from secondary school to post-16), late, or outstanding on sen.today() (SEND Regulations 2014 reg 18). A year appears on its 1 January.';
COMMENT ON COLUMN phase_transfers.year IS 'Calendar year of the change of phase.';
COMMENT ON COLUMN phase_transfers.phase IS 'The change, such as primary to secondary.';
COMMENT ON COLUMN phase_transfers.due_on IS 'Last day on which the plan is ready in time.';
COMMENT ON COLUMN phase_transfers.plans IS 'Plans with this change of phase.';
COMMENT ON COLUMN phase_transfers.in_time IS 'Of these, finished in time.';
COMMENT ON COLUMN phase_transfers.late IS 'Of these, finished late.';
COMMENT ON COLUMN phase_transfers.outstanding IS 'Of these, not finished.';
COMMENT ON COLUMN phase_transfers.overdue IS 'Of those outstanding, past due_on.';
COMMENT ON COLUMN phase_transfers.percent_in_time IS 'Once due_on has passed: in_time as a share of plans, in percent to one decimal. Empty before.';
-- Views of one programme: the 20-week measure. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- They show the definition plans_in_20_weeks with bands and weeks: what is counted, and its switches, are in
-- table definition. 20 weeks are 140 days. Plans whose date of receipt is unknown stay in the denominator
-- and meet no limit.

-- The same columns by year, by month and over twelve months.
DO $by$
DECLARE
    view text[];
BEGIN
    FOREACH view SLICE 1 IN ARRAY ARRAY[['timeliness_by_year', 'measured_year', 'year'], ['timeliness_by_month', 'measured_month', 'month'], ['timeliness_rolling', 'measured_rolling', 'twelve_months_to']]
    LOOP
        EXECUTE pg_catalog.format($view$
            CREATE VIEW %1$I AS
            SELECT m.local_authority, m.%3$I,
                   sen.finished(m.days) AS plans_issued,
                   sen.within(m.days, 140) AS within_20_weeks,
                   round(100 * sen.rate(m.days, 140, true), 1) AS percent_within,
                   sen.finished(m.days, false) AS plans_issued_excluding,
                   sen.within(m.days, 140, false) AS within_20_weeks_excluding,
                   round(100 * sen.rate(m.days, 140, false), 1) AS percent_within_excluding,
                   sen.over(m.days, 364) AS over_52_weeks,
                   round(sen.mean_days(m.days) / 7, 1) AS mean_weeks,
                   round(sen.median_days(m.days) / 7, 1) AS median_weeks,
                   m.open_at_end, m.overdue_at_end AS over_20_weeks_at_end
            FROM %2$I m
            WHERE m.definition = 'plans_in_20_weeks'
            ORDER BY m.local_authority, m.%3$I $view$, view[1], view[2], view[3]);
    END LOOP;
END
$by$;
COMMENT ON VIEW timeliness_by_year IS 'The 20-week measure by calendar year in which the plan was issued, with and without cases under a permitted exception, and the requests still open at the end of the year. The last year runs to sen.today().';
COMMENT ON COLUMN timeliness_by_year.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN timeliness_by_year.year IS 'Calendar year in which the plans were issued.';
COMMENT ON COLUMN timeliness_by_year.plans_issued IS 'Plans issued, all cases.';
COMMENT ON COLUMN timeliness_by_year.within_20_weeks IS 'Of these, plans issued within 20 weeks of receipt of the request.';
COMMENT ON COLUMN timeliness_by_year.percent_within IS 'within_20_weeks as a share of plans_issued, in percent to one decimal: DfE''s rate including exceptions. Empty if no plan was issued.';
COMMENT ON COLUMN timeliness_by_year.plans_issued_excluding IS 'Plans issued, leaving out cases under a permitted exception.';
COMMENT ON COLUMN timeliness_by_year.within_20_weeks_excluding IS 'Of these, plans issued within 20 weeks.';
COMMENT ON COLUMN timeliness_by_year.percent_within_excluding IS 'The same as a share, in percent to one decimal: DfE''s headline rate, excluding exceptions.';
COMMENT ON COLUMN timeliness_by_year.over_52_weeks IS 'Plans issued after more than 52 weeks (364 days), all cases. Plans with an unknown date of receipt are in no band.';
COMMENT ON COLUMN timeliness_by_year.mean_weeks IS 'Mean time from receipt to issue in weeks, all cases with known dates.';
COMMENT ON COLUMN timeliness_by_year.median_weeks IS 'Median time from receipt to issue in weeks, all cases with known dates.';
COMMENT ON COLUMN timeliness_by_year.open_at_end IS 'Requests open at the close of the last day of the period, or of sen.today() if it still runs.';
COMMENT ON COLUMN timeliness_by_year.over_20_weeks_at_end IS 'Of these, requests open for more than 20 weeks.';
COMMENT ON VIEW timeliness_by_month IS 'The 20-week measure by month in which the plan was issued. Months without a plan are there too. Columns as in timeliness_by_year.';
COMMENT ON COLUMN timeliness_by_month.month IS 'First day of the month in which the plans were issued. The last month runs to sen.today().';
COMMENT ON VIEW timeliness_rolling IS 'The 20-week measure over the twelve months to the end of each month: it does not begin again each January. Columns as in timeliness_by_year.';

CREATE VIEW timeliness_by_cohort AS
SELECT m.local_authority, m.started_in AS received_in,
       sum(m.started)::bigint AS requests,
       sum(m.in_time)::bigint AS plans_within_20_weeks,
       sum(m.late)::bigint AS plans_later,
       sum(m.open_in_time)::bigint AS open_within_20_weeks,
       sum(m.open_overdue)::bigint AS open_over_20_weeks,
       sum(m.ended_otherwise)::bigint AS ended_without_plan,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_within,
       round(100 * sum(m.limit_passed_in_time_excluding) / nullif(sum(m.limit_passed_excluding), 0), 1) AS percent_within_excluding
FROM measured_cohort m
WHERE m.definition = 'plans_in_20_weeks'
GROUP BY m.local_authority, m.started_in
ORDER BY m.local_authority, m.started_in;
COMMENT ON VIEW timeliness_by_cohort IS 'Requests by the month in which they were received, followed to sen.today(): how many have a plan within 20 weeks, a later plan, none yet, or ended without one.';
COMMENT ON COLUMN timeliness_by_cohort.received_in IS 'First day of the month in which the requests were received.';
COMMENT ON COLUMN timeliness_by_cohort.requests IS 'Requests received in the month. Requests whose day of receipt is unknown are in no cohort.';
COMMENT ON COLUMN timeliness_by_cohort.plans_within_20_weeks IS 'Of these, with a plan within 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.plans_later IS 'Of these, with a plan after more than 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.open_within_20_weeks IS 'Of these, open, and within 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.open_over_20_weeks IS 'Of these, open for more than 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.ended_without_plan IS 'Of these, ended without a plan: refused, no plan, withdrawn, moved away or closed.';
COMMENT ON COLUMN timeliness_by_cohort.percent_within IS 'Share with a plan within 20 weeks of those whose 20 weeks have passed and that did not end without a plan, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN timeliness_by_cohort.percent_within_excluding IS 'The same, leaving out cases under a permitted exception.';

CREATE VIEW timeliness_year_to_date AS
SELECT m.local_authority, m.to_day, m.last_year_to_day,
       sen.finished(m.days) AS plans_issued,
       sen.within(m.days, 140) AS within_20_weeks,
       round(100 * sen.rate(m.days, 140, true), 1) AS percent_within,
       round(100 * sen.rate(m.days, 140, false), 1) AS percent_within_excluding,
       round(sen.mean_days(m.days) / 7, 1) AS mean_weeks,
       sen.finished(m.days_last_year) AS plans_issued_last_year,
       sen.within(m.days_last_year, 140) AS within_20_weeks_last_year,
       round(100 * sen.rate(m.days_last_year, 140, true), 1) AS percent_within_last_year,
       round(100 * sen.rate(m.days_last_year, 140, false), 1) AS percent_within_excluding_last_year,
       round(sen.mean_days(m.days_last_year) / 7, 1) AS mean_weeks_last_year,
       round(100 * c.change::numeric, 1) AS change_in_points, c.in_words AS change_in_words,
       m.open_at_end, m.open_last_year, m.overdue_at_end AS over_20_weeks_at_end, m.overdue_last_year AS over_20_weeks_last_year
FROM measured_year_to_date m
CROSS JOIN LATERAL sen.rate_change(m.days_last_year, m.days, 140) c
WHERE m.definition = 'plans_in_20_weeks'
ORDER BY m.local_authority;
COMMENT ON VIEW timeliness_year_to_date IS 'The 20-week measure from 1 January to sen.today(), against last year to the same day as it stood then: the only fair comparison before a year is over.';
COMMENT ON COLUMN timeliness_year_to_date.plans_issued_last_year IS 'plans_issued, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.within_20_weeks_last_year IS 'within_20_weeks, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.percent_within_last_year IS 'percent_within, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.percent_within_excluding_last_year IS 'percent_within_excluding, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.mean_weeks_last_year IS 'mean_weeks, of last year to the same day.';
COMMENT ON COLUMN timeliness_year_to_date.change_in_points IS 'percent_within_excluding less that of last year, in percentage points to one decimal, computed before rounding. Empty if either is.';
COMMENT ON COLUMN timeliness_year_to_date.change_in_words IS 'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
COMMENT ON COLUMN timeliness_year_to_date.over_20_weeks_last_year IS 'over_20_weeks_at_end, on the same day of last year.';
-- Views of one programme: the notice, its areas and its reviews. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW area_standing AS
SELECT a.notice_id, a.area_number, a.kind, a.title, s.status, s.since, s.source
FROM area a
LEFT JOIN LATERAL (
    SELECT h.status, h.since, h.source
    FROM area_status h
    WHERE h.notice_id = a.notice_id AND h.area_number = a.area_number AND h.since <= sen.today()
    ORDER BY h.since DESC
    LIMIT 1
) s ON true
ORDER BY a.notice_id, a.area_number;
COMMENT ON VIEW area_standing IS 'Every area of every notice, and its standing on sen.today().';
COMMENT ON COLUMN area_standing.notice_id IS 'The notice.';
COMMENT ON COLUMN area_standing.area_number IS 'Number of the area within the notice.';
COMMENT ON COLUMN area_standing.kind IS 'priority action, area for improvement or DfE recommendation.';
COMMENT ON COLUMN area_standing.title IS 'What is to improve.';
COMMENT ON COLUMN area_standing.status IS 'active, business as usual or closed; empty if nothing was recorded by that day.';
COMMENT ON COLUMN area_standing.since IS 'First day of this standing.';
COMMENT ON COLUMN area_standing.source IS 'Who decided it and where it is recorded.';

CREATE VIEW review_schedule AS
SELECT n.notice_id, n.issued_on, n.review_every_months,
       r.last_held_on,
       p.next_planned_from,
       d.due_by,
       d.due_by - t.today AS days_left,
       CASE
           WHEN d.due_by IS NULL THEN 'the notice sets no interval'
           WHEN d.due_by < t.today THEN 'overdue by ' || sen.in_days(t.today - d.due_by)
           WHEN d.due_by = t.today THEN 'due today'
           ELSE 'due in ' || sen.in_days(d.due_by - t.today)
       END || CASE WHEN r.last_held_on IS NULL THEN '; no review under this notice is recorded' ELSE '' END AS standing
FROM notice n
CROSS JOIN (SELECT sen.today() AS today) t
LEFT JOIN LATERAL (SELECT max(v.held_on) AS last_held_on FROM review v WHERE v.notice_id = n.notice_id AND v.held_on <= t.today) r ON true
LEFT JOIN LATERAL (SELECT min(v.planned_from) AS next_planned_from FROM review v
                   WHERE v.notice_id = n.notice_id AND coalesce(v.held_on > t.today, true) AND coalesce(v.planned_to, v.planned_from) >= t.today) p ON true
CROSS JOIN LATERAL (SELECT (coalesce(r.last_held_on, n.issued_on) + make_interval(months => n.review_every_months))::date AS due_by) d
WHERE n.issued_on <= t.today
  AND (n.replaced_on IS NULL OR n.replaced_on > t.today)
  AND (n.stepped_down_on IS NULL OR n.stepped_down_on > t.today)
ORDER BY n.issued_on;
COMMENT ON VIEW review_schedule IS 'For each notice in force on sen.today(): when the next review by the Department is due at the latest, counted from the last review held under it, else from the date of the notice.';
COMMENT ON COLUMN review_schedule.notice_id IS 'The notice.';
COMMENT ON COLUMN review_schedule.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN review_schedule.review_every_months IS 'Longest time between reviews that the notice allows, in months.';
COMMENT ON COLUMN review_schedule.last_held_on IS 'Day of the last review held under the notice; empty if none is recorded.';
COMMENT ON COLUMN review_schedule.next_planned_from IS 'First day of the next planned review; empty if none is planned.';
COMMENT ON COLUMN review_schedule.due_by IS 'Last day on which the next review would be in time: the same day of the month, review_every_months later.';
COMMENT ON COLUMN review_schedule.days_left IS 'Days from sen.today() to due_by; negative when overdue.';
COMMENT ON COLUMN review_schedule.standing IS 'The same in words.';
-- Views of one programme: the meeting cycle, which "since the last meeting" is counted from.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW meeting_cycle AS
SELECT t.today, l.meeting_id AS last_meeting_id, l.held_on AS last_held_on, b.meeting_id AS before_last_meeting_id, b.held_on AS before_last_held_on,
       n.meeting_id AS next_meeting_id, n.planned_on AS next_planned_on
FROM (SELECT sen.today() AS today) t
LEFT JOIN LATERAL (SELECT m.meeting_id, m.held_on FROM meeting m WHERE m.held_on < t.today ORDER BY m.held_on DESC, m.meeting_id LIMIT 1) l ON true
LEFT JOIN LATERAL (SELECT m.meeting_id, m.held_on FROM meeting m WHERE m.held_on < l.held_on ORDER BY m.held_on DESC, m.meeting_id LIMIT 1) b ON true
LEFT JOIN LATERAL (SELECT m.meeting_id, m.planned_on FROM meeting m
                   WHERE m.planned_on >= t.today AND coalesce(m.held_on >= t.today, true) AND coalesce(m.cancelled_on > t.today, true)
                   ORDER BY m.planned_on, m.meeting_id LIMIT 1) n ON true;
COMMENT ON VIEW meeting_cycle IS 'One row: the last meeting of the Board held before sen.today(), the one before it, and the next one planned. On the day of a meeting, that meeting is the next one. What other views call since the last meeting is from last_held_on on.';
COMMENT ON COLUMN meeting_cycle.today IS 'sen.today().';
COMMENT ON COLUMN meeting_cycle.last_meeting_id IS 'The last meeting held before that day; empty if there was none.';
COMMENT ON COLUMN meeting_cycle.last_held_on IS 'Day on which it was held.';
COMMENT ON COLUMN meeting_cycle.before_last_meeting_id IS 'The meeting held before that one; empty if there was none.';
COMMENT ON COLUMN meeting_cycle.before_last_held_on IS 'Day on which it was held.';
COMMENT ON COLUMN meeting_cycle.next_meeting_id IS 'The next meeting planned for that day or later, and not cancelled by then; empty if there is none.';
COMMENT ON COLUMN meeting_cycle.next_planned_on IS 'Day for which it is planned.';
-- Views of one programme: the figures of every measure, and whether each moves and will reach its target.
-- Part of the body of sen.create_programme(), run with search_path = the new schema. All as on sen.today().

-- Only the finished cases count, so they are summed here by month as in measured_month, and not what was open at
-- the end of each month, which takes most of the time of that view. Where no measure is counted from the
-- cases, none is read.
CREATE VIEW measure_value AS
WITH finished_month AS MATERIALIZED (
    SELECT c.definition, c.local_authority, sen.month(c.counted_on) AS month, sen.lateness(c.due_on, c.finished_on, c.excepted, t.today) AS lateness
    FROM measured_case c
    CROSS JOIN (SELECT sen.today() AS today) t
    WHERE (SELECT EXISTS (SELECT FROM measure m WHERE m.definition IS NOT NULL))
      AND c.definition IN (SELECT m.definition FROM measure m)
      AND c.counted_on <= t.today
    GROUP BY c.definition, c.local_authority, sen.month(c.counted_on)
), every_month AS MATERIALIZED (
    SELECT s.definition, s.local_authority, n.month::date AS month, coalesce(f.lateness, 'v1') AS lateness
    FROM (SELECT f.definition, f.local_authority, min(f.month) AS first_month FROM finished_month f GROUP BY f.definition, f.local_authority) s
    -- An array, for which the planner expects ten months and not the thousand of generate_series.
    CROSS JOIN LATERAL unnest(ARRAY(SELECT generate_series(s.first_month::timestamp, sen.today()::timestamp, interval '1 month'))) n (month)
    LEFT JOIN finished_month f ON f.definition = s.definition AND f.local_authority = s.local_authority AND f.month = n.month
), counted AS (
    SELECT 'month' AS counted_over, e.definition, e.local_authority, (e.month + interval '1 month')::date - 1 AS last_day, e.lateness FROM every_month e
    UNION ALL
    SELECT 'twelve months', e.definition, e.local_authority, (e.month + interval '1 month')::date - 1,
           sen.rollup(e.lateness) OVER (PARTITION BY e.definition, e.local_authority ORDER BY e.month ROWS 11 PRECEDING) FROM every_month e
    UNION ALL
    SELECT 'year', e.definition, e.local_authority, (sen.calendar_year(e.month) + interval '1 year')::date - 1,
           sen.rollup(e.lateness) FROM every_month e GROUP BY e.definition, e.local_authority, sen.calendar_year(e.month)
)
SELECT v.measure_id, v.period_to, k.value, v.numerator, v.denominator, k.known_on, false AS counted, false AS running, v.evidence_id
FROM measurement v
JOIN measure m ON m.measure_id = v.measure_id AND m.definition IS NULL
CROSS JOIN LATERAL (SELECT coalesce(v.value, trim_scale(round(100 * v.numerator / nullif(v.denominator, 0), 2))) AS value, greatest(v.period_to, v.reported_on) AS known_on) k
WHERE k.known_on <= sen.today() AND k.value IS NOT NULL
UNION ALL
SELECT m.measure_id, least(c.last_day, t.today), trim_scale(round(100 * n.numerator / n.denominator, 2)), n.numerator, n.denominator,
       least(c.last_day, t.today), true, c.last_day > t.today, NULL
FROM measure m
JOIN counted c ON c.definition = m.definition AND c.local_authority = m.local_authority AND c.counted_over = m.counted_over
CROSS JOIN (SELECT sen.today() AS today) t
CROSS JOIN LATERAL (SELECT sen.within(c.lateness, 0, NOT m.excluding_exceptions)::numeric AS numerator, sen.finished(c.lateness, NOT m.excluding_exceptions)::numeric AS denominator) n
WHERE n.denominator > 0;
COMMENT ON VIEW measure_value IS 'Every figure of every measure that was known by sen.today(), from table measurement or counted from the cases, one row for each measure and period. A period in which there was nothing to count has no row. A figure typed in for a measure that is counted is left out.';
COMMENT ON COLUMN measure_value.measure_id IS 'The measure.';
COMMENT ON COLUMN measure_value.period_to IS 'Last day of the period, or the day that the figure is for. A counted period that still runs ends on sen.today().';
COMMENT ON COLUMN measure_value.value IS 'The value in the unit of the measure. Of counts: 100 * numerator / denominator, to two decimals. Never empty.';
COMMENT ON COLUMN measure_value.numerator IS 'How many of the denominator; for counted measures, cases finished in time. Empty if only the value was given.';
COMMENT ON COLUMN measure_value.denominator IS 'Out of how many; for counted measures, cases finished. Never 0; empty if only the value was given.';
COMMENT ON COLUMN measure_value.known_on IS 'Day from which the figure was known: reported_on, but not before the period ended.';
COMMENT ON COLUMN measure_value.counted IS 'True if it is counted from the cases, false if it is a row of measurement.';
COMMENT ON COLUMN measure_value.running IS 'True if it is counted over a month or year, or over twelve months, that goes on after sen.today().';
COMMENT ON COLUMN measure_value.evidence_id IS 'The source of a row of measurement. Empty if none was named, and for counted measures.';

-- A month is 30.4375 days (365.25 / 12) wherever a rate per month is shown.
CREATE VIEW dashboard AS
-- At the outermost level, since the planner copies what it plans once for each level that it is inside.
WITH known AS MATERIALIZED (
    SELECT v.measure_id, v.period_to, v.value, v.numerator, v.denominator, v.known_on, v.running, v.evidence_id FROM measure_value v
), figure AS MATERIALIZED (
    SELECT v.measure_id, v.period_to, v.value, v.numerator, v.denominator, v.evidence_id,
           max(v.period_to) OVER of_measure AS latest_on, max(v.period_to) FILTER (WHERE v.known_on <= c.last_held_on) OVER of_measure AS previous_on
    FROM known v
    JOIN measure m ON m.measure_id = v.measure_id AND (m.counted_over = 'month' AND v.running) IS NOT TRUE
    CROSS JOIN meeting_cycle c
    WINDOW of_measure AS (PARTITION BY v.measure_id)
), summary AS MATERIALIZED (
    SELECT f.measure_id, f.latest_on, f.previous_on,
           max(f.value) FILTER (WHERE f.period_to = f.latest_on) AS latest_value,
           max(f.numerator) FILTER (WHERE f.period_to = f.latest_on AND f.denominator < 1e15) AS numerator,
           max(f.denominator) FILTER (WHERE f.period_to = f.latest_on AND f.denominator < 1e15) AS denominator,
           max(f.evidence_id) FILTER (WHERE f.period_to = f.latest_on) AS evidence_id,
           max(f.value) FILTER (WHERE f.period_to = f.previous_on) AS previous_value,
           max(f.numerator) FILTER (WHERE f.period_to = f.previous_on AND f.denominator < 1e15) AS previous_numerator,
           max(f.denominator) FILTER (WHERE f.period_to = f.previous_on AND f.denominator < 1e15) AS previous_denominator,
           sen.theil_sen(f.period_to, f.value) FILTER (WHERE f.period_to >= f.latest_on - interval '12 months' AND abs(f.value) < 1e15) AS trend
    FROM figure f
    WHERE f.period_to >= f.latest_on - interval '12 months' OR f.period_to = f.previous_on
    GROUP BY f.measure_id, f.latest_on, f.previous_on
), plan AS MATERIALIZED (
    SELECT m.*, c.today, c.last_held_on,
           s.latest_on, s.latest_value, s.previous_on, s.previous_value, s.evidence_id AS latest_evidence_id,
           p.places, p.way,
           p.way * (s.latest_value - m.target_value) >= 0 AS reached,
           -- The later of two: the last day of a month stays the last day of a month.
           greatest((s.latest_on + p.wait)::date, (s.latest_on + 1 + p.wait)::date - 1) AS fresh_until,
           round(sen.straight_line(m.baseline_on, m.baseline_value, m.target_on, m.target_value, s.latest_on), p.places) AS expected_now,
           round(sen.straight_line(coalesce(b.due_on, m.baseline_on), coalesce(b.value, m.baseline_value), coalesce(a.due_on, m.target_on), coalesce(a.value, m.target_value), s.latest_on), p.places) AS expected_by_milestones,
           coalesce(b.due_on, a.due_on) IS NOT NULL AS by_milestones,
           n.due_on AS next_milestone_on, n.value AS next_milestone_value,
           round(100 * w.lower::numeric, 2) AS latest_lower, round(100 * w.upper::numeric, 2) AS latest_upper,
           d.lower AS change_lower, d.upper AS change_upper, d.in_words AS change_by_counts,
           (s.trend).points AS points,
           CASE WHEN (s.trend).points >= 3 THEN (s.trend).slope_per_day END AS slope,
           CASE WHEN (s.trend).points >= 3 THEN (s.trend).lower END AS slope_lower,
           CASE WHEN (s.trend).points >= 3 THEN (s.trend).upper END AS slope_upper
    FROM measure m
    CROSS JOIN meeting_cycle c
    LEFT JOIN summary s ON s.measure_id = m.measure_id
    CROSS JOIN LATERAL (SELECT greatest(2, min_scale(m.baseline_value), min_scale(m.target_value), min_scale(s.latest_value)) AS places,
                               CASE m.direction WHEN 'increase' THEN 1 ELSE -1 END AS way, make_interval(months => 2 * m.every_months) AS wait) p
    LEFT JOIN LATERAL (SELECT i.due_on, i.value FROM milestone i WHERE i.measure_id = m.measure_id AND i.due_on > m.baseline_on AND i.due_on < m.target_on AND i.due_on <= s.latest_on
                       ORDER BY i.due_on DESC LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT i.due_on, i.value FROM milestone i WHERE i.measure_id = m.measure_id AND i.due_on > m.baseline_on AND i.due_on < m.target_on AND i.due_on > s.latest_on
                       ORDER BY i.due_on LIMIT 1) a ON true
    LEFT JOIN LATERAL (SELECT i.due_on, i.value FROM milestone i WHERE i.measure_id = m.measure_id AND i.due_on > m.baseline_on AND i.due_on < m.target_on AND i.due_on >= c.today
                       ORDER BY i.due_on LIMIT 1) n ON true
    CROSS JOIN LATERAL sen.wilson(s.numerator::double precision, s.denominator::double precision) w
    CROSS JOIN LATERAL sen.proportion_change(s.previous_numerator::double precision, s.previous_denominator::double precision, s.numerator::double precision, s.denominator::double precision) d
    WHERE coalesce(m.agreed_on, m.baseline_on) <= c.today
), standing AS MATERIALIZED (
    SELECT p.*,
           p.previous_on < p.latest_on AS measured_since,
           coalesce(p.latest_on >= p.baseline_on AND p.fresh_until >= p.today, false) AS recent,
           p.way * (p.latest_value - p.expected_by_milestones) < 0 AS behind,
           p.way * (p.latest_value - p.baseline_value) AS way_done,
           p.way * (p.expected_by_milestones - p.baseline_value) AS way_planned,
           coalesce(CASE p.way WHEN 1 THEN p.slope_upper < 0 ELSE p.slope_lower > 0 END, false) AS leads_away,
           coalesce(p.expected_by_milestones BETWEEN p.latest_lower AND p.latest_upper, false) AS within_chance,
           round(p.slope::numeric * 30.4375, p.places) AS trend_per_month,
           round(p.slope_lower::numeric * 30.4375, p.places) AS trend_lower,
           round(p.slope_upper::numeric * 30.4375, p.places) AS trend_upper,
           CASE WHEN NOT p.reached THEN sen.reaches_on(p.latest_on, p.latest_value, p.slope, p.target_value, p.direction) END AS projected_on
    FROM plan p
), judged AS MATERIALIZED (
    SELECT s.*,
           CASE
               WHEN NOT s.recent THEN 'no recent data'
               WHEN s.reached THEN 'met'
               WHEN s.target_on < s.today THEN 'off track'
               WHEN s.leads_away THEN CASE WHEN s.behind THEN 'off track' ELSE 'at risk' END
               WHEN NOT s.behind THEN 'on track'
               WHEN s.within_chance OR s.projected_on <= s.target_on OR 4 * s.way_done >= 3 * s.way_planned THEN 'at risk'
               ELSE 'off track'
           END AS verdict,
           u.step, CASE WHEN s.unit = 'percent' AND abs(s.latest_value - s.previous_value) = 1 THEN 'point' ELSE u.step END AS step_since,
           CASE WHEN s.unit = 'percent' AND abs(s.latest_value - s.target_value) = 1 THEN 'point' ELSE u.step END AS step_to_go,
           s.baseline_value || ' ' || s.unit || ' on ' || to_char(s.baseline_on::timestamp, 'FMDD FMMonth YYYY') AS baseline,
           CASE s.direction WHEN 'increase' THEN 'at least ' ELSE 'at most ' END || s.target_value || ' ' || s.unit || ' by ' || to_char(s.target_on::timestamp, 'FMDD FMMonth YYYY') AS target,
           s.latest_value || ' ' || s.unit || ' on ' || to_char(s.latest_on::timestamp, 'FMDD FMMonth YYYY') AS latest,
           CASE WHEN s.leads_away THEN ' the trend of its last 12 months leads away from the target, by ' || trim_scale(abs(s.trend_per_month)) || ' ' || u.step || ' a month (95% interval '
                || trim_scale(least(abs(s.trend_lower), abs(s.trend_upper))) || ' to ' || trim_scale(greatest(abs(s.trend_lower), abs(s.trend_upper))) || ')' END AS away
    FROM standing s
    CROSS JOIN LATERAL (SELECT CASE s.unit WHEN 'percent' THEN 'points' ELSE s.unit END AS step) u
)
SELECT j.measure_id, j.title, j.objective_id, j.topic, j.unit, j.direction, j.baseline_on, j.baseline_value, j.target_on, j.target_value,
       j.latest_on, j.latest_value, j.latest_lower, j.latest_upper,
       j.previous_on, j.previous_value,
       CASE WHEN j.measured_since THEN j.latest_value - j.previous_value END AS change_since_last_meeting,
       CASE
           WHEN NOT j.measured_since THEN NULL
           WHEN j.change_lower <= 0 AND j.change_upper >= 0 THEN 'no clear change'
           WHEN j.latest_value = j.previous_value THEN 'unchanged'
           WHEN j.way * (j.latest_value - j.previous_value) > 0 THEN 'better'
           WHEN j.previous_value IS NOT NULL THEN 'worse'
       END AS moving,
       CASE
           WHEN j.latest_on IS NULL THEN 'no figure yet'
           WHEN j.last_held_on IS NULL THEN 'no meeting has been held yet'
           WHEN j.previous_on IS NULL THEN 'no figure was known at the last meeting, on ' || to_char(j.last_held_on::timestamp, 'FMDD FMMonth YYYY')
           WHEN NOT j.measured_since THEN 'no new figure since the last meeting, on ' || to_char(j.last_held_on::timestamp, 'FMDD FMMonth YYYY')
           ELSE coalesce(j.change_by_counts,
                         CASE
                             WHEN j.latest_value = j.previous_value THEN 'unchanged'
                             WHEN j.latest_value > j.previous_value THEN 'rose by ' || j.latest_value - j.previous_value || ' ' || j.step_since
                             ELSE 'fell by ' || j.previous_value - j.latest_value || ' ' || j.step_since
                         END) || ', from ' || to_char(j.previous_on::timestamp, 'FMDD FMMonth YYYY') || ' to ' || to_char(j.latest_on::timestamp, 'FMDD FMMonth YYYY')
       END AS change_in_words,
       j.way * (j.target_value - j.latest_value) AS gap_to_target,
       j.expected_now, j.expected_by_milestones, j.next_milestone_on, j.next_milestone_value,
       CASE WHEN j.recent AND j.next_milestone_on IS NOT NULL THEN NOT j.behind OR j.way * (j.latest_value - j.next_milestone_value) >= 0 END AS on_track_for_milestone,
       CASE WHEN NOT j.reached AND j.target_on > j.today THEN round((j.target_value - j.latest_value) * 30.4375 / (j.target_on - j.today), j.places) END AS required_per_month,
       j.trend_per_month, j.trend_lower, j.trend_upper, coalesce(j.points, 0) AS points, j.projected_on,
       j.fresh_until, j.verdict, v.rag,
       CASE j.verdict
           WHEN 'no recent data' THEN
               CASE
                   WHEN j.latest_on IS NULL THEN 'There is no figure yet since the baseline of ' || j.baseline
                   WHEN j.latest_on < j.baseline_on THEN 'There is no figure since the baseline of ' || j.baseline || '; the latest, ' || j.latest || ', is older'
                   ELSE 'The latest figure, ' || j.latest || ', is too old: a measure with a figure every ' || CASE j.every_months WHEN 1 THEN 'month' ELSE j.every_months || ' months' END
                        || ' is judged until ' || to_char(j.fresh_until::timestamp, 'FMDD FMMonth YYYY') || ', when the next one is overdue'
               END || CASE WHEN j.target_on < j.today THEN '; the day of the target, ' || to_char(j.target_on::timestamp, 'FMDD FMMonth YYYY') || ', has passed' ELSE '' END
           WHEN 'met' THEN j.latest || ' meets the target of ' || j.target || coalesce('; but' || j.away, '')
           ELSE
               CASE
                   WHEN j.target_on < j.today THEN 'The day of the target has passed and it is not reached: ' || j.latest || ' is ' || abs(j.target_value - j.latest_value) || ' ' || j.step_to_go || ' away from the target of ' || j.target
                   ELSE j.latest || CASE WHEN j.behind THEN ' is behind the plan: ' ELSE ' keeps up with the plan: ' END
                        || CASE WHEN j.by_milestones THEN 'the line through the milestones' ELSE 'the straight line' END
                        || ' from the baseline of ' || j.baseline || ' to the target of ' || j.target || ' stands at ' || trim_scale(j.expected_by_milestones) || ' ' || j.unit || ' on that day'
                        || CASE
                               WHEN j.leads_away THEN CASE WHEN j.behind THEN '; and' ELSE '; but' END || j.away
                               WHEN j.verdict = 'on track' THEN ''
                               WHEN j.verdict = 'at risk' THEN '; at risk and not off track, because ' || concat_ws(', and ',
                                    CASE WHEN 4 * j.way_done >= 3 * j.way_planned THEN 'at least three quarters of the way planned by then is done, ' || trim_scale(j.way_done) || ' of ' || trim_scale(j.way_planned) || ' ' || j.step END,
                                    CASE WHEN j.projected_on <= j.target_on THEN 'at the pace of its last 12 months it reaches the target on ' || to_char(j.projected_on::timestamp, 'FMDD FMMonth YYYY') END,
                                    CASE WHEN j.within_chance THEN 'the difference may be chance: the 95% interval of the figure is ' || trim_scale(j.latest_lower) || ' to ' || trim_scale(j.latest_upper) || ' ' || j.unit END)
                               ELSE '; ' || concat_ws(', and ',
                                    CASE WHEN j.way_done < 0 THEN 'it is worse than the baseline'
                                         ELSE 'less than three quarters of the way planned by then is done, ' || trim_scale(j.way_done) || ' of ' || trim_scale(j.way_planned) || ' ' || j.step END,
                                    CASE
                                        WHEN j.projected_on IS NOT NULL THEN 'at the pace of its last 12 months it would reach the target only on ' || to_char(j.projected_on::timestamp, 'FMDD FMMonth YYYY')
                                        WHEN j.slope IS NULL THEN 'there are too few figures for a trend'
                                        ELSE 'at the pace of its last 12 months it would not reach the target'
                                    END)
                           END
               END
       END || '.' AS because,
       CASE WHEN j.definition IS NOT NULL THEN 'Counted from the cases: ' || f.title
            ELSE coalesce(l.title, b.title) END AS source,
       coalesce(l.illustrative, false) OR coalesce(b.illustrative, false) AS illustrative
FROM judged j
LEFT JOIN verdict v ON v.verdict = j.verdict
LEFT JOIN definition f ON f.definition = j.definition
LEFT JOIN evidence l ON l.evidence_id = j.latest_evidence_id
LEFT JOIN evidence b ON b.evidence_id = j.evidence_id
ORDER BY j.objective_id, j.measure_id;
COMMENT ON VIEW dashboard IS 'Every measure agreed by sen.today(): its latest figure, how it moved since the last meeting of the Board, how far it is from its target, the plan and the trend, and a verdict with the reason in words. The plan is the line from the baseline through the milestones to the target, read on the day of the latest figure. no recent data: no figure since the baseline, or the latest is older than fresh_until. Else met: at the target or beyond. Else off track: the day of the target has passed, or the figure is behind the plan. At risk instead of off track: the figure is behind the plan, but at least three quarters of the way planned by then is done, or the target is reached in time at the pace of the last 12 months, or the 95% interval of the figure holds the plan. Off track in any case if it is behind and the whole interval of the trend leads away from the target; at risk if the trend does and it is not behind. Else on track. A month that still runs is left out.';
COMMENT ON COLUMN dashboard.measure_id IS 'The measure.';
COMMENT ON COLUMN dashboard.latest_on IS 'Last day of the period of the latest figure. Empty if there is none; then all that rests on it is empty.';
COMMENT ON COLUMN dashboard.latest_value IS 'The latest figure, in the unit.';
COMMENT ON COLUMN dashboard.latest_lower IS 'Lower end of its 95% interval (Wilson), in percent to two decimals. Empty unless the figure has counts.';
COMMENT ON COLUMN dashboard.latest_upper IS 'Upper end of its 95% interval (Wilson), in percent to two decimals. Empty unless the figure has counts.';
COMMENT ON COLUMN dashboard.previous_on IS 'Last day of the period of the latest figure that was known on the day of the last meeting (meeting_cycle.last_held_on). Empty if there was none.';
COMMENT ON COLUMN dashboard.previous_value IS 'That figure, in the unit.';
COMMENT ON COLUMN dashboard.change_since_last_meeting IS 'latest_value less previous_value, in the unit (percentage points for percent). Empty if there is no figure for a later period than that of the last meeting.';
COMMENT ON COLUMN dashboard.moving IS 'better, worse or unchanged since the last meeting; no clear change if the 95% interval of the change holds 0 (Newcombe; only figures with counts have one). Empty if change_since_last_meeting is.';
COMMENT ON COLUMN dashboard.change_in_words IS 'The change in words, with its 95% interval if both figures have counts, and the days it lies between; or why there is none.';
COMMENT ON COLUMN dashboard.gap_to_target IS 'What is still missing to the target, in the unit: 0 or less if it is reached.';
COMMENT ON COLUMN dashboard.expected_now IS 'Where the straight line from baseline to target stands on latest_on, in the unit: to two decimals, or as many as the figures have.';
COMMENT ON COLUMN dashboard.expected_by_milestones IS 'The same by the line through the milestones: the plan that the verdict is measured against. Without milestones, expected_now. A milestone counts if it lies between baseline and target.';
COMMENT ON COLUMN dashboard.next_milestone_on IS 'Day of the next milestone, from sen.today() on. Empty if none is left before the target.';
COMMENT ON COLUMN dashboard.next_milestone_value IS 'Value of the next milestone, in the unit.';
COMMENT ON COLUMN dashboard.on_track_for_milestone IS 'True if the latest figure keeps up with the plan or is at the next milestone already. Empty without a next milestone or without recent data.';
COMMENT ON COLUMN dashboard.required_per_month IS 'Change that is needed in each month from sen.today() to the day of the target, in the unit; negative if the measure has to fall. Empty if the target is reached or its day has come.';
COMMENT ON COLUMN dashboard.trend_per_month IS 'Trend of the figures of the 12 months to latest_on (Theil and Sen), in the unit per month of 30.4375 days. Empty for fewer than 3 figures.';
COMMENT ON COLUMN dashboard.trend_lower IS 'Lower end of its 95% interval. Empty if there are too few figures for one, mostly fewer than 5.';
COMMENT ON COLUMN dashboard.trend_upper IS 'Upper end of its 95% interval. Empty if there are too few figures for one, mostly fewer than 5.';
COMMENT ON COLUMN dashboard.points IS 'Figures that the trend rests on, from the day 12 months before latest_on on.';
COMMENT ON COLUMN dashboard.projected_on IS 'Day on which the target is reached if the trend goes on from the latest figure. Empty if it is reached, if there is no trend, if the trend does not lead to it, or not before 2200.';
COMMENT ON COLUMN dashboard.fresh_until IS 'Last day on which the latest figure is recent: 2 * every_months after latest_on, so that one period may pass and the next figure take as long again to arrive.';
COMMENT ON COLUMN dashboard.verdict IS 'met, on track, at risk, off track or no recent data.';
COMMENT ON COLUMN dashboard.because IS 'Why, in a sentence with the figures, their units and days.';
COMMENT ON COLUMN dashboard.source IS 'Title of the evidence of the latest figure; if that names none, of the measure; for a counted measure, what is counted. Empty if no source is recorded.';
COMMENT ON COLUMN dashboard.illustrative IS 'True if the source of the latest figure, or of baseline and target, is invented to show how the programme works.';
-- Views of one programme: the quality of plans, and waits for specialist assessment, as totals. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW plan_quality AS
SELECT s.local_authority, s.month, s.audited, s.good_or_better, s.multi_agency,
       round(100.0 * s.good_or_better / nullif(s.audited, 0), 1) AS percent_good,
       s.audited_3_months, s.good_or_better_3_months, s.multi_agency_3_months,
       round(100.0 * s.good_or_better_3_months / nullif(s.audited_3_months, 0), 1) AS percent_good_3_months,
       round(100 * i.lower::numeric, 1) AS lower, round(100 * i.upper::numeric, 1) AS upper,
       round(100 * c.change::numeric, 1) AS change_in_points, c.in_words AS change_in_words
FROM (
    SELECT n.local_authority, n.month, n.audited, n.good_or_better, n.multi_agency,
           (sum(n.audited) OVER three_months)::bigint AS audited_3_months,
           (sum(n.good_or_better) OVER three_months)::bigint AS good_or_better_3_months,
           (sum(n.multi_agency) OVER three_months)::bigint AS multi_agency_3_months,
           coalesce(sum(n.audited) OVER three_before, 0) AS audited_before, coalesce(sum(n.good_or_better) OVER three_before, 0) AS good_before
    FROM (
        SELECT a.local_authority, e.month::date AS month, coalesce(f.audited, 0) AS audited, coalesce(f.good_or_better, 0) AS good_or_better, coalesce(f.multi_agency, 0) AS multi_agency
        FROM (SELECT p.local_authority, min(sen.month(p.audited_on)) AS first_month FROM plan_audit p WHERE p.audited_on <= sen.today() GROUP BY p.local_authority) a
        -- An array, for which the planner expects ten months and not the thousand of generate_series.
        CROSS JOIN LATERAL unnest(ARRAY(SELECT generate_series(a.first_month::timestamp, sen.today()::timestamp, interval '1 month'))) e (month)
        LEFT JOIN (
            SELECT p.local_authority, sen.month(p.audited_on) AS month, count(*) AS audited, count(*) FILTER (WHERE g.good_or_better) AS good_or_better, count(*) FILTER (WHERE p.multi_agency) AS multi_agency
            FROM plan_audit p
            JOIN audit_grade g ON g.grade = p.grade
            WHERE p.audited_on <= sen.today()
            GROUP BY p.local_authority, sen.month(p.audited_on)
        ) f ON f.local_authority = a.local_authority AND f.month = e.month
    ) n
    WINDOW three_months AS (PARTITION BY n.local_authority ORDER BY n.month ROWS 2 PRECEDING),
           three_before AS (PARTITION BY n.local_authority ORDER BY n.month ROWS BETWEEN 5 PRECEDING AND 3 PRECEDING)
) s
CROSS JOIN LATERAL sen.wilson(s.good_or_better_3_months, s.audited_3_months) i
CROSS JOIN LATERAL sen.proportion_change(s.good_before::double precision, s.audited_before::double precision, s.good_or_better_3_months, s.audited_3_months) c
ORDER BY s.local_authority, s.month;
COMMENT ON VIEW plan_quality IS 'Audits of EHC plans by authority and month, and over the three months to its end, against the three months before: a month alone has too few audits to show a change. From the first month with an audit to that of sen.today(), which may still run; months without an audit are there too.';
COMMENT ON COLUMN plan_quality.month IS 'First day of the month of the audits.';
COMMENT ON COLUMN plan_quality.audited IS 'Audits in the month.';
COMMENT ON COLUMN plan_quality.good_or_better IS 'Of these, audits that found the plan good or better (audit_grade.good_or_better).';
COMMENT ON COLUMN plan_quality.multi_agency IS 'Of the audits of the month, those by education, health and care together. Where that is not recorded, it does not count.';
COMMENT ON COLUMN plan_quality.percent_good IS 'good_or_better as a share of audited, in percent to one decimal. Empty if there was no audit.';
COMMENT ON COLUMN plan_quality.audited_3_months IS 'Audits in this month and the two before.';
COMMENT ON COLUMN plan_quality.good_or_better_3_months IS 'Of these, good or better.';
COMMENT ON COLUMN plan_quality.multi_agency_3_months IS 'Of the audits of the three months, those by education, health and care together.';
COMMENT ON COLUMN plan_quality.percent_good_3_months IS 'good_or_better_3_months as a share of audited_3_months, in percent to one decimal. Empty if there was none.';
COMMENT ON COLUMN plan_quality.lower IS 'Lower end of the 95% interval (Wilson) of percent_good_3_months, in percent to one decimal.';
COMMENT ON COLUMN plan_quality.upper IS 'Upper end of the 95% interval (Wilson) of percent_good_3_months, in percent to one decimal.';
COMMENT ON COLUMN plan_quality.change_in_points IS 'percent_good_3_months less that of the three months before them, in percentage points to one decimal, computed before rounding. Empty if either is.';
COMMENT ON COLUMN plan_quality.change_in_words IS 'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';

CREATE VIEW waits AS
SELECT s.local_authority, s.service, s.within_weeks,
       s.waiting,
       sen.over(s.waited, 7 * s.within_weeks) AS waiting_over_measure,
       round(100.0 * sen.within(s.waited, 7 * s.within_weeks) / nullif(s.waiting, 0), 1) AS percent_waiting_within,
       sen.over(s.waited, 7 * 18) AS waiting_over_18_weeks, sen.over(s.waited, 7 * 52) AS waiting_over_52_weeks,
       round(sen.max_days(s.waited)::numeric / 7, 1) AS longest_weeks,
       round(sen.median_days(s.waited) / 7, 1) AS median_weeks_waiting,
       s.in_touch,
       round(100.0 * s.in_touch / nullif(s.waiting, 0), 1) AS percent_in_touch,
       s.no_contact_recorded,
       sen.finished(s.assessed) AS assessed_12_months,
       sen.within(s.assessed, 7 * s.within_weeks) AS assessed_within,
       round(100 * sen.rate(s.assessed, 7 * s.within_weeks, true), 1) AS percent_assessed_within,
       round(100 * i.lower::numeric, 1) AS lower, round(100 * i.upper::numeric, 1) AS upper,
       round(sen.median_days(s.assessed) / 7, 1) AS median_weeks_assessed
FROM (
    SELECT w.local_authority, w.service, v.within_weeks,
           count(*) FILTER (WHERE w.waiting) AS waiting,
           sen.timeliness(w.referred_on, w.today, false, w.today) FILTER (WHERE w.waiting) AS waited,
           count(*) FILTER (WHERE w.waiting AND greatest(w.referred_on, w.contact_on) >= w.today - interval '3 months') AS in_touch,
           count(*) FILTER (WHERE w.waiting AND w.contact_on IS NULL) AS no_contact_recorded,
           sen.timeliness(w.referred_on, w.assessed_on, false, w.today) FILTER (WHERE NOT w.waiting AND w.assessed_on > w.today - interval '12 months' AND w.assessed_on <= w.today) AS assessed
    FROM (
        SELECT x.local_authority, x.service, x.referred_on, x.assessed_on, t.today,
               coalesce(x.assessed_on > t.today, true) AND coalesce(x.left_on > t.today, true) AS waiting,
               CASE WHEN x.last_contact_on <= t.today THEN x.last_contact_on END AS contact_on
        FROM wait x
        CROSS JOIN (SELECT sen.today() AS today) t
        WHERE x.referred_on <= t.today
    ) w
    JOIN wait_service v ON v.service = w.service
    GROUP BY w.local_authority, w.service, v.within_weeks
) s
CROSS JOIN LATERAL sen.rate_interval(s.assessed, 7 * s.within_weeks, true) i
ORDER BY s.local_authority, s.service;
COMMENT ON VIEW waits IS 'Waits for specialist assessment by authority and service on sen.today(): how many wait and how long, whether their families hear from the service, and how long those waited who were assessed in the last 12 months (paragraph 3(c) of the 2025 notice). A service nobody was referred to has no row. Weeks have 7 days.';
COMMENT ON COLUMN waits.waiting IS 'Children referred by that day, not assessed and not off the list.';
COMMENT ON COLUMN waits.waiting_over_measure IS 'Of these, waiting for more than within_weeks. Empty if the service is measured against none.';
COMMENT ON COLUMN waits.percent_waiting_within IS 'Share of those waiting who wait at most within_weeks so far, in percent to one decimal. Empty if nobody waits, or without within_weeks.';
COMMENT ON COLUMN waits.waiting_over_18_weeks IS 'Of those waiting, for more than 18 weeks (126 days).';
COMMENT ON COLUMN waits.waiting_over_52_weeks IS 'Of those waiting, for more than 52 weeks (364 days).';
COMMENT ON COLUMN waits.longest_weeks IS 'Longest wait of those waiting, in weeks to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.median_weeks_waiting IS 'Median wait so far of those waiting, in weeks to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.in_touch IS 'Of those waiting, referred or heard from the service in the last 3 months. A contact after sen.today() counts as none, and of the contacts only the last is recorded.';
COMMENT ON COLUMN waits.percent_in_touch IS 'in_touch as a share of waiting, in percent to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.no_contact_recorded IS 'Of those waiting, without any recorded contact since, or before, the referral.';
COMMENT ON COLUMN waits.assessed_12_months IS 'Children whose assessment started in the 12 months to sen.today().';
COMMENT ON COLUMN waits.assessed_within IS 'Of these, after at most within_weeks. Empty if the service is measured against none.';
COMMENT ON COLUMN waits.percent_assessed_within IS 'assessed_within as a share of assessed_12_months, in percent to one decimal. Empty if there is none, or without within_weeks.';
COMMENT ON COLUMN waits.lower IS 'Lower end of its 95% interval (Wilson), in percent to one decimal.';
COMMENT ON COLUMN waits.upper IS 'Upper end of its 95% interval (Wilson), in percent to one decimal.';
COMMENT ON COLUMN waits.median_weeks_assessed IS 'Median wait of those assessed in the 12 months, in weeks to one decimal. Empty if there is none.';
-- Views of one programme: how the actions and objectives stand, and which of them are slow. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- An entry of the log counts on the day of the meeting that it was made for, whether it was written in the
-- papers before or with the minutes after; an entry for no meeting, or for one not held yet, counts on its own day.

CREATE VIEW log_standing AS
SELECT CASE WHEN e.action_id IS NULL THEN 'objective' ELSE 'action' END AS kind, coalesce(e.action_id, e.objective_id) AS id,
       (array_agg(e.delivery_status ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.delivery_status IS NOT NULL))[1] AS delivery_status,
       max(e.entered_on) FILTER (WHERE e.delivery_status <> coalesce(e.status_before, '')) AS delivery_status_since,
       (array_agg(e.delivery_status ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.delivery_status IS NOT NULL AND e.counts_on < e.last_held_on))[1] AS delivery_status_at_last_meeting,
       (array_agg(e.impact_status ORDER BY e.entered_on DESC, e.log_entry_id DESC) FILTER (WHERE e.impact_status IS NOT NULL))[1] AS impact_status,
       max(e.entered_on) AS last_entry_on,
       max(e.entered_on) FILTER (WHERE e.progress IS NOT NULL) AS last_progress_on,
       coalesce(bool_or(e.counts_on > coalesce(e.before_last_held_on, '-infinity')), false) AS updated_for_last_meeting,
       coalesce(bool_or(e.counts_on >= e.last_held_on), false) AS updated_since_last_meeting,
       coalesce(bool_or(e.counts_on >= e.last_held_on AND e.progress IS NOT NULL), false) AS progress_since_last_meeting
FROM (SELECT l.*, c.last_held_on, c.before_last_held_on,
             CASE WHEN m.held_on < c.today THEN m.held_on ELSE l.entered_on END AS counts_on,
             lag(l.delivery_status) OVER (PARTITION BY l.objective_id, l.action_id, l.delivery_status IS NULL ORDER BY l.entered_on, l.log_entry_id) AS status_before
      FROM log_entry l
      CROSS JOIN meeting_cycle c
      LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
      WHERE l.entered_on <= c.today) e
GROUP BY e.objective_id, e.action_id;
COMMENT ON VIEW log_standing IS 'How each objective and action stands by its own entries in the log up to sen.today(); what has no entry is not here. The last entry that gives a status says it: of several on one day, the one with the highest number.';
COMMENT ON COLUMN log_standing.kind IS 'objective or action.';
COMMENT ON COLUMN log_standing.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN log_standing.delivery_status IS 'How far the work has come; empty if no entry says.';
COMMENT ON COLUMN log_standing.delivery_status_since IS 'Day of the entry from which the status has been what it is; empty without a status.';
COMMENT ON COLUMN log_standing.delivery_status_at_last_meeting IS 'The status before the last meeting: by the entries that count before it. Empty if none says, or if no meeting was held.';
COMMENT ON COLUMN log_standing.impact_status IS 'What it has changed for children and families; empty if no entry says.';
COMMENT ON COLUMN log_standing.last_entry_on IS 'Day of the last entry in the log.';
COMMENT ON COLUMN log_standing.last_progress_on IS 'Day of the last entry that records progress; empty if none does.';
COMMENT ON COLUMN log_standing.updated_for_last_meeting IS 'True if the log has an entry for the last meeting (made for it, or between the meeting before and it) or since.';
COMMENT ON COLUMN log_standing.updated_since_last_meeting IS 'True if the log has an entry made for the last meeting, on its day or since.';
COMMENT ON COLUMN log_standing.progress_since_last_meeting IS 'True if such an entry records progress.';

CREATE VIEW action_status AS
SELECT a.action_id, a.objective_id, a.title, a.owner_post, p.title AS owner, p.partner_id, n.sector, a.agreed_on, a.due_on,
       CASE WHEN s.done THEN a.done_on END AS done_on,
       s.delivery_status, g.impact_status, d.rag, s.is_open, s.is_complete,
       CASE WHEN s.delivery_status IS NOT DISTINCT FROM g.delivery_status THEN g.delivery_status_since ELSE a.done_on END AS delivery_status_since,
       g.last_entry_on, g.last_progress_on,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_for_last_meeting, false) END AS updated_for_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_since_last_meeting, false) END AS updated_since_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN a.agreed_on >= c.last_held_on OR coalesce(g.progress_since_last_meeting, false) OR (s.done AND a.done_on >= c.last_held_on)
                                                 OR g.delivery_status IS DISTINCT FROM g.delivery_status_at_last_meeting END AS moved_since_last_meeting,
       s.is_open AND coalesce(a.due_on < c.today, false) AS overdue,
       CASE WHEN s.is_open AND a.due_on < c.today THEN c.today - a.due_on END AS days_overdue,
       m.measure_id
FROM action a
CROSS JOIN meeting_cycle c
JOIN post p ON p.post_id = a.owner_post
JOIN partner n ON n.partner_id = p.partner_id
LEFT JOIN log_standing g ON g.kind = 'action' AND g.id = a.action_id
LEFT JOIN delivery_status l ON l.delivery_status = g.delivery_status
LEFT JOIN (SELECT w.delivery_status FROM delivery_status w WHERE w.is_complete ORDER BY w.position LIMIT 1) k ON true
CROSS JOIN LATERAL (SELECT coalesce(a.done_on <= c.today, false) AS done) o
CROSS JOIN LATERAL (SELECT o.done,
                           CASE WHEN o.done AND NOT coalesce(l.is_complete, false) THEN coalesce(k.delivery_status, g.delivery_status) ELSE g.delivery_status END AS delivery_status,
                           NOT o.done AND coalesce(l.is_open, true) AS is_open,
                           o.done OR coalesce(l.is_complete, false) AS is_complete) s
LEFT JOIN delivery_status d ON d.delivery_status = s.delivery_status
LEFT JOIN measure m ON m.measure_id = a.measure_id AND coalesce(m.agreed_on, m.baseline_on) <= c.today
WHERE a.agreed_on <= c.today
ORDER BY a.action_id;
COMMENT ON VIEW action_status IS 'Every action agreed by sen.today(), and how it stands on that day by the log. An action with done_on by then is complete, whatever the log says.';
COMMENT ON COLUMN action_status.owner IS 'Title of the post that answers for it.';
COMMENT ON COLUMN action_status.partner_id IS 'The partner whose post answers for it.';
COMMENT ON COLUMN action_status.sector IS 'Sector of that partner.';
COMMENT ON COLUMN action_status.done_on IS 'Day on which it was delivered; empty if that day is later than sen.today() or not recorded.';
COMMENT ON COLUMN action_status.delivery_status IS 'How far the work has come, by the last entry of the log that says; empty if none does. If done_on says that it is delivered and the log does not, the first word for complete in table delivery_status.';
COMMENT ON COLUMN action_status.impact_status IS 'What it has changed for children and families, by the last entry of the log that says; empty if none does.';
COMMENT ON COLUMN action_status.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN action_status.is_open IS 'True if work is still expected; so also without a status.';
COMMENT ON COLUMN action_status.is_complete IS 'True if everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN action_status.delivery_status_since IS 'Day from which delivery_status has been what it is; empty without one.';
COMMENT ON COLUMN action_status.last_entry_on IS 'Day of its last entry in the log; empty if there is none.';
COMMENT ON COLUMN action_status.last_progress_on IS 'Day of the last entry that records progress; empty if none does.';
COMMENT ON COLUMN action_status.updated_for_last_meeting IS 'True if the log has an entry for the last meeting (made for it, or between the meeting before and it) or since; empty if no meeting was held.';
COMMENT ON COLUMN action_status.updated_since_last_meeting IS 'True if the log has an entry made for the last meeting, on its day or since; empty if no meeting was held.';
COMMENT ON COLUMN action_status.moved_since_last_meeting IS 'True if its status is not the one before the last meeting, or progress was recorded for it or since, or it was done or agreed since; empty if no meeting was held.';
COMMENT ON COLUMN action_status.overdue IS 'True if it is open and due_on is past.';
COMMENT ON COLUMN action_status.days_overdue IS 'Days from due_on to sen.today() if it is overdue, else empty.';
COMMENT ON COLUMN action_status.measure_id IS 'The measure that it is meant to move; empty if none is named, or the Board had not agreed it by then.';

CREATE VIEW objective_status AS
SELECT o.objective_id, o.plan, o.title, o.owner_post, p.title AS owner, p.partner_id, n.sector, r.areas, o.agreed_on,
       g.delivery_status, g.impact_status, d.rag, coalesce(d.is_open, true) AS is_open, coalesce(d.is_complete, false) AS is_complete,
       g.delivery_status_since, g.last_entry_on, greatest(g.last_progress_on, a.last_progress_on) AS last_progress_on, a.last_entry_on AS last_action_entry_on,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_for_last_meeting, false) OR coalesce(a.updated_for_last_meeting, false) END AS updated_for_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(g.updated_since_last_meeting, false) OR coalesce(a.updated_since_last_meeting, false) END AS updated_since_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN o.agreed_on >= c.last_held_on OR coalesce(g.progress_since_last_meeting, false) OR coalesce(a.moved_since_last_meeting, false)
                                                 OR g.delivery_status IS DISTINCT FROM g.delivery_status_at_last_meeting END AS moved_since_last_meeting,
       coalesce(a.actions, 0) AS actions, coalesce(a.complete, 0) AS actions_complete, coalesce(a.open, 0) AS actions_open, coalesce(a.overdue, 0) AS actions_overdue, a.days_overdue,
       coalesce(m.measures, 0) AS measures,
       concat_ws('; ', coalesce(g.delivery_status, 'no status in the log') || coalesce(', ' || g.impact_status, ''),
                 CASE a.actions WHEN 1 THEN '1 action' ELSE coalesce(a.actions, 0) || ' actions' END
                 || coalesce(': ' || nullif(concat_ws(', ', nullif(a.complete, 0) || ' complete', nullif(a.open, 0) || ' open' || coalesce(' (' || nullif(a.overdue, 0) || ' overdue)', ''),
                                                      nullif(a.actions - a.complete - a.open, 0) || ' given up'), ''), ''),
                 CASE m.measures WHEN 1 THEN '1 measure' ELSE coalesce(m.measures, 0) || ' measures' END) AS summary
FROM objective o
CROSS JOIN meeting_cycle c
LEFT JOIN post p ON p.post_id = o.owner_post
LEFT JOIN partner n ON n.partner_id = p.partner_id
LEFT JOIN log_standing g ON g.kind = 'objective' AND g.id = o.objective_id
LEFT JOIN delivery_status d ON d.delivery_status = g.delivery_status
LEFT JOIN (SELECT s.objective_id, count(*) AS actions, count(*) FILTER (WHERE s.is_complete) AS complete, count(*) FILTER (WHERE s.is_open) AS open, count(*) FILTER (WHERE s.overdue) AS overdue,
                  max(s.days_overdue) AS days_overdue, max(s.last_entry_on) AS last_entry_on, max(s.last_progress_on) AS last_progress_on,
                  bool_or(s.updated_for_last_meeting) AS updated_for_last_meeting, bool_or(s.updated_since_last_meeting) AS updated_since_last_meeting, bool_or(s.moved_since_last_meeting) AS moved_since_last_meeting
           FROM action_status s GROUP BY s.objective_id) a ON a.objective_id = o.objective_id
LEFT JOIN (SELECT q.objective_id, count(*) AS measures FROM measure q WHERE coalesce(q.agreed_on, q.baseline_on) <= sen.today() GROUP BY q.objective_id) m ON m.objective_id = o.objective_id
LEFT JOIN (SELECT x.objective_id, string_agg(x.notice_id || ' area ' || x.area_number || ': ' || y.title, '; ' ORDER BY i.issued_on DESC, x.notice_id, x.area_number) AS areas
           FROM objective_area x JOIN area y ON y.notice_id = x.notice_id AND y.area_number = x.area_number JOIN notice i ON i.notice_id = x.notice_id
           WHERE i.issued_on <= sen.today() GROUP BY x.objective_id) r ON r.objective_id = o.objective_id
WHERE o.agreed_on <= c.today
ORDER BY o.objective_id;
COMMENT ON VIEW objective_status IS 'Every objective agreed by sen.today(): how it stands on that day by its own entries in the log, and how many of its actions are complete, open and overdue.';
COMMENT ON COLUMN objective_status.owner IS 'Title of the post that leads on it; empty if none is named.';
COMMENT ON COLUMN objective_status.partner_id IS 'The partner whose post leads on it; empty if none is named.';
COMMENT ON COLUMN objective_status.sector IS 'Sector of that partner.';
COMMENT ON COLUMN objective_status.areas IS 'The areas of the notices issued by then that it serves, the latest notice first; empty if none.';
COMMENT ON COLUMN objective_status.delivery_status IS 'How far the work has come, by the last entry about the objective that says; empty if none does. It is not worked out from the actions.';
COMMENT ON COLUMN objective_status.impact_status IS 'What it has changed for children and families, by the last entry about the objective that says; empty if none does.';
COMMENT ON COLUMN objective_status.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN objective_status.is_open IS 'True if work is still expected; so also without a status.';
COMMENT ON COLUMN objective_status.is_complete IS 'True if the log says that everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN objective_status.delivery_status_since IS 'Day from which delivery_status has been what it is; empty without one.';
COMMENT ON COLUMN objective_status.last_entry_on IS 'Day of the last entry about the objective itself; empty if there is none.';
COMMENT ON COLUMN objective_status.last_progress_on IS 'Day of the last entry about it or one of its actions that records progress; empty if none does.';
COMMENT ON COLUMN objective_status.last_action_entry_on IS 'Day of the last entry about one of its actions; empty if there is none.';
COMMENT ON COLUMN objective_status.updated_for_last_meeting IS 'True if the log has an entry about it or one of its actions for the last meeting (made for it, or between the meeting before and it) or since; empty if no meeting was held.';
COMMENT ON COLUMN objective_status.updated_since_last_meeting IS 'True if the log has an entry about it or one of its actions made for the last meeting, on its day or since; empty if no meeting was held.';
COMMENT ON COLUMN objective_status.moved_since_last_meeting IS 'True if its status is not the one before the last meeting, or progress was recorded for it or since, or it was agreed since, or one of its actions moved; empty if no meeting was held.';
COMMENT ON COLUMN objective_status.actions IS 'Actions agreed for it.';
COMMENT ON COLUMN objective_status.actions_complete IS 'Of these, complete.';
COMMENT ON COLUMN objective_status.actions_open IS 'Of these, open.';
COMMENT ON COLUMN objective_status.actions_overdue IS 'Of the open ones, past their due day.';
COMMENT ON COLUMN objective_status.days_overdue IS 'Days by which the longest overdue of its actions is overdue; empty if none is.';
COMMENT ON COLUMN objective_status.measures IS 'Measures that the Board had agreed for it by then.';
COMMENT ON COLUMN objective_status.summary IS 'The same in words.';

CREATE VIEW slow_progress AS
WITH cycle AS MATERIALIZED (
    SELECT c.last_held_on, to_char(c.last_held_on::timestamp, 'FMDD FMMonth YYYY') AS last_held FROM meeting_cycle c
), act AS MATERIALIZED (
    SELECT * FROM action_status
), objectives AS MATERIALIZED (
    SELECT * FROM objective_status
), off_course AS MATERIALIZED (
    SELECT b.measure_id, b.objective_id,
           'measure ''' || b.title || ''' ' || concat_ws(' and ', CASE WHEN b.moving = 'worse' THEN 'goes the wrong way' END, CASE WHEN b.verdict = 'off track' THEN 'is off track' END)
           || coalesce(': ' || b.latest_value || ' ' || b.unit || CASE WHEN b.moving = 'worse' THEN ', was ' || b.previous_value || ' at the last meeting' ELSE '' END
                       || CASE WHEN b.verdict = 'off track' THEN ', target ' || b.target_value || to_char(b.target_on::timestamp, '" by "FMDD FMMonth YYYY') ELSE '' END, '') AS because
    FROM dashboard b
    WHERE b.moving = 'worse' OR b.verdict = 'off track'
), item AS (
    SELECT 'action' AS kind, a.action_id AS id, a.title, a.owner_post, a.owner, a.partner_id, a.sector, o.areas, a.objective_id, a.agreed_on, a.days_overdue,
           a.delivery_status, a.delivery_status_since, a.last_entry_on, a.updated_for_last_meeting, a.moved_since_last_meeting,
           sen.in_days(a.days_overdue) || ' overdue (due ' || to_char(a.due_on::timestamp, 'FMDD FMMonth YYYY') || ')' AS overdue,
           m.because AS off_course, a.measure_id IS NULL AND coalesce(o.measures, 0) = 0 AS unmeasured
    FROM act a
    LEFT JOIN objectives o ON o.objective_id = a.objective_id
    LEFT JOIN off_course m ON m.measure_id = a.measure_id
    WHERE a.is_open
    UNION ALL
    SELECT 'objective', o.objective_id, o.title, o.owner_post, o.owner, o.partner_id, o.sector, o.areas, o.objective_id, o.agreed_on, o.days_overdue,
           o.delivery_status, o.delivery_status_since, greatest(o.last_entry_on, o.last_action_entry_on), o.updated_for_last_meeting, o.moved_since_last_meeting,
           CASE o.actions_open WHEN 1 THEN 'its open action' ELSE o.actions_overdue || ' of its ' || o.actions_open || ' open actions' END || ' overdue, '
               || CASE WHEN o.actions_overdue > 1 THEN 'the longest ' ELSE '' END || 'by ' || sen.in_days(o.days_overdue),
           m.because, o.measures = 0
    FROM objectives o
    LEFT JOIN (SELECT objective_id, string_agg(because, '; ' ORDER BY because) AS because FROM off_course GROUP BY objective_id) m ON m.objective_id = o.objective_id
    WHERE o.is_open
)
SELECT i.kind, i.id, i.title, i.owner, i.areas, f.score, f.reasons, f.overdue, f.unmoved, f.without_update, f.measure_off_course, f.without_measurable_target,
       i.days_overdue, i.last_entry_on, i.objective_id, i.owner_post, i.partner_id, i.sector
FROM item i
CROSS JOIN cycle c
CROSS JOIN LATERAL (
    SELECT sum(s.points)::integer AS score, string_agg(w.because, '; ' ORDER BY s.points DESC, s.position) AS reasons,
           bool_or(w.reason = 'overdue') AS overdue, bool_or(w.reason = 'unmoved') AS unmoved, bool_or(w.reason = 'without update') AS without_update,
           bool_or(w.reason = 'measure off course') AS measure_off_course, bool_or(w.reason = 'without measurable target') AS without_measurable_target
    FROM (VALUES ('overdue', i.overdue),
                 ('unmoved', CASE WHEN NOT i.moved_since_last_meeting
                                  THEN coalesce('status ''' || i.delivery_status || ''' unchanged since ' || to_char(i.delivery_status_since::timestamp, 'FMDD FMMonth YYYY'),
                                                'no status in the log since it was agreed on ' || to_char(i.agreed_on::timestamp, 'FMDD FMMonth YYYY'))
                                       || ', no progress recorded since the meeting on ' || c.last_held END),
                 ('without update', CASE WHEN i.agreed_on < c.last_held_on AND NOT i.updated_for_last_meeting
                                         THEN coalesce('no entry in the log since ' || to_char(i.last_entry_on::timestamp, 'FMDD FMMonth YYYY'), 'no entry in the log') || ', though the Board met on ' || c.last_held END),
                 ('measure off course', i.off_course),
                 ('without measurable target', CASE WHEN i.unmeasured THEN 'no measurable target' END)) w (reason, because)
    JOIN slow_reason s ON s.reason = w.reason
    WHERE w.because IS NOT NULL AND s.points > 0) f
WHERE f.score > 0
ORDER BY f.score DESC, i.days_overdue DESC NULLS LAST, i.last_entry_on NULLS FIRST, i.kind DESC, i.id;
COMMENT ON VIEW slow_progress IS 'The open objectives and actions that are slow to progress on sen.today() (paragraph 5(e) of the 2025 notice), the worst first, with the reasons in words. Weights: table slow_reason. The entries of an objective are its own and those of its actions.';
COMMENT ON COLUMN slow_progress.kind IS 'objective or action.';
COMMENT ON COLUMN slow_progress.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN slow_progress.title IS 'What is to be reached or done.';
COMMENT ON COLUMN slow_progress.owner IS 'Title of the post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN slow_progress.areas IS 'The areas of the notices issued by then that it serves, of an action those of its objective; empty if none.';
COMMENT ON COLUMN slow_progress.score IS 'Sum of the points of its reasons.';
COMMENT ON COLUMN slow_progress.reasons IS 'The reasons in words, with days and dates, the heaviest first.';
COMMENT ON COLUMN slow_progress.overdue IS 'True if it is open and past its due day; of an objective, if that is so of one of its actions.';
COMMENT ON COLUMN slow_progress.unmoved IS 'True if its status is the same as before the last meeting, and nothing says that it moved: see moved_since_last_meeting in action_status and objective_status.';
COMMENT ON COLUMN slow_progress.without_update IS 'True if it was agreed before the last meeting, and the log has no entry for that meeting or since.';
COMMENT ON COLUMN slow_progress.measure_off_course IS 'True if view dashboard says of its measure that it is off track, or became worse since the last meeting; of an objective, of any of its measures; of an action, of the one that it names.';
COMMENT ON COLUMN slow_progress.without_measurable_target IS 'True of an objective without a measure, and of an action that names none and whose objective has none.';
COMMENT ON COLUMN slow_progress.days_overdue IS 'Days since the due day if it is overdue; of an objective, of its longest overdue action; else empty.';
COMMENT ON COLUMN slow_progress.last_entry_on IS 'Day of the last entry in the log; of an objective, also about its actions; empty if there is none.';
COMMENT ON COLUMN slow_progress.objective_id IS 'The objective, or the one that the action serves.';
COMMENT ON COLUMN slow_progress.owner_post IS 'The post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN slow_progress.partner_id IS 'The partner of that post.';
COMMENT ON COLUMN slow_progress.sector IS 'Sector of that partner.';
-- Views of one programme: whose contribution needs to be strengthened, and the action and impact log as a Board reads it.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW contribution_gaps AS
WITH act AS MATERIALIZED (
    SELECT a.action_id, a.partner_id, a.is_open, a.overdue, a.agreed_on < c.last_held_on AND NOT a.updated_for_last_meeting AS without_update FROM action_status a CROSS JOIN meeting_cycle c
), lead AS (
    SELECT a.partner_id, count(*) AS leads, count(*) FILTER (WHERE a.is_open) AS open, count(*) FILTER (WHERE a.overdue) AS overdue,
           count(*) FILTER (WHERE a.is_open AND a.without_update) AS without_update
    FROM act a GROUP BY a.partner_id
), slow AS (
    SELECT s.partner_id, count(*) AS slow FROM slow_progress s WHERE s.kind = 'action' GROUP BY s.partner_id
), contributes AS (
    SELECT t.partner_id, count(*) AS contributes_to, count(*) FILTER (WHERE a.overdue) AS overdue
    FROM contribution t JOIN act a ON a.action_id = t.action_id AND a.partner_id <> t.partner_id GROUP BY t.partner_id
), asked AS (   -- by the entries of the last day on which the log says anything about the item
    SELECT e.needs_more_from AS partner_id, count(DISTINCT (e.objective_id, e.action_id)) AS asked
    FROM (SELECT x.*, max(x.entered_on) OVER (PARTITION BY x.objective_id, x.action_id) AS last_entry_on FROM log_entry x WHERE x.entered_on <= sen.today()) e
    LEFT JOIN act a ON a.action_id = e.action_id
    LEFT JOIN objective_status o ON o.objective_id = e.objective_id
    WHERE e.entered_on = e.last_entry_on AND e.needs_more_from IS NOT NULL AND coalesce(a.is_open, o.is_open)
    GROUP BY e.needs_more_from
), held AS (
    SELECT m.meeting_id, m.held_on FROM meeting m CROSS JOIN meeting_cycle c
    WHERE m.held_on < c.today AND m.held_on >= (c.today - make_interval(months => 12))::date AND EXISTS (SELECT FROM attendance t WHERE t.meeting_id = m.meeting_id)
), present AS (
    SELECT x.partner_id, count(*) AS expected_at, count(*) FILTER (WHERE x.present) AS attended
    FROM (SELECT p.partner_id, h.meeting_id, coalesce(bool_or(t.attendance IN ('present', 'deputy')), false) AS present
          FROM held h
          CROSS JOIN post p
          LEFT JOIN invitation i ON i.meeting_id = h.meeting_id AND i.post_id = p.post_id AND i.sent_on <= h.held_on
          LEFT JOIN attendance t ON t.meeting_id = h.meeting_id AND t.post_id = p.post_id
          WHERE p.attends_as = 'member' OR i.post_id IS NOT NULL OR t.post_id IS NOT NULL
          GROUP BY p.partner_id, h.meeting_id) x
    GROUP BY x.partner_id
), escalated AS (
    SELECT p.partner_id, count(*) AS escalations FROM escalation e JOIN post p ON p.post_id = e.escalated_to
    WHERE e.raised_on <= sen.today() AND coalesce(e.resolved_on > sen.today(), true) GROUP BY p.partner_id
), seat AS (
    SELECT n.sector, bool_or(p.attends_as = 'member') AS has_member FROM partner n LEFT JOIN post p ON p.partner_id = n.partner_id GROUP BY n.sector
)
SELECT s.sector, n.partner_id, n.name AS partner, coalesce(l.leads, 0) AS leads, coalesce(l.open, 0) AS open, coalesce(l.overdue, 0) AS overdue, coalesce(w.slow, 0) AS slow,
       coalesce(l.without_update, 0) AS without_update, coalesce(b.contributes_to, 0) AS contributes_to, coalesce(b.overdue, 0) AS contributes_to_overdue, coalesce(k.asked, 0) AS asked_for_more,
       coalesce(v.expected_at, 0) AS meetings_expected, coalesce(v.attended, 0) AS meetings_attended, round(100.0 * v.attended / v.expected_at, 1) AS percent_attended,
       coalesce(e.escalations, 0) AS escalations_open, s.is_external,
       num_nonnulls(g.no_seat, g.overdue, g.slow, g.without_update, g.asked, g.missed, g.escalated) AS gaps,
       coalesce(nullif(concat_ws('; ', g.no_seat, g.overdue, g.slow, g.without_update, g.asked, g.missed, g.escalated), ''), 'none') AS gap
FROM sector s
LEFT JOIN partner n ON n.sector = s.sector
LEFT JOIN seat t ON t.sector = s.sector
LEFT JOIN lead l ON l.partner_id = n.partner_id
LEFT JOIN slow w ON w.partner_id = n.partner_id
LEFT JOIN contributes b ON b.partner_id = n.partner_id
LEFT JOIN asked k ON k.partner_id = n.partner_id
LEFT JOIN present v ON v.partner_id = n.partner_id
LEFT JOIN escalated e ON e.partner_id = n.partner_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT s.expected_on_board THEN NULL
                WHEN n.partner_id IS NULL THEN 'no partner of this sector takes part, though the notice expects its leaders at the Board'
                WHEN NOT coalesce(t.has_member, false) THEN 'no post of this sector is a member of the Board, though the notice expects its leaders there' END AS no_seat,
           'open actions overdue: ' || nullif(l.overdue, 0) || ' of ' || l.open AS overdue,
           'open actions slow: ' || nullif(w.slow, 0) || ' of ' || l.open AS slow,
           'without update for the last meeting: ' || nullif(l.without_update, 0) || ' of ' || l.open AS without_update,
           'asked in the log for a stronger contribution: ' || CASE k.asked WHEN 1 THEN '1 action or objective' ELSE k.asked || ' actions or objectives' END AS asked,
           CASE WHEN NOT s.is_external AND v.attended < v.expected_at THEN 'attended ' || v.attended || ' of ' || v.expected_at || ' meetings in twelve months' END AS missed,
           'escalated to it and not resolved: ' || nullif(e.escalations, 0) AS escalated) g
WHERE n.partner_id IS NOT NULL OR s.expected_on_board
ORDER BY s.is_external, n.partner_id IS NOT NULL, gaps DESC, overdue DESC, slow DESC, percent_attended NULLS LAST, s.position, n.partner_id;
COMMENT ON VIEW contribution_gaps IS 'Where contributions need to be strengthened on sen.today() (paragraph 5(e) of the 2025 notice): one row for each partner, and one for each sector that the notice expects at the Board and that has no partner. Those that are missing altogether come first, then those with most kinds of gap; DfE and NHS England, who attend from outside, come last, and their attendance is no gap.';
COMMENT ON COLUMN contribution_gaps.sector IS 'The sector.';
COMMENT ON COLUMN contribution_gaps.partner_id IS 'The partner; empty if the sector has none.';
COMMENT ON COLUMN contribution_gaps.partner IS 'Full name of the partner; empty if the sector has none.';
COMMENT ON COLUMN contribution_gaps.leads IS 'Actions agreed by then for which one of its posts answers.';
COMMENT ON COLUMN contribution_gaps.open IS 'Of these, open.';
COMMENT ON COLUMN contribution_gaps.overdue IS 'Of the open ones, past their due day.';
COMMENT ON COLUMN contribution_gaps.slow IS 'Of the open ones, in view slow_progress.';
COMMENT ON COLUMN contribution_gaps.without_update IS 'Of the open ones, agreed before the last meeting and without an entry in the log for it or since.';
COMMENT ON COLUMN contribution_gaps.contributes_to IS 'Actions led by others to which it contributes.';
COMMENT ON COLUMN contribution_gaps.contributes_to_overdue IS 'Of these, overdue. That is no gap of its own: the owner answers for them.';
COMMENT ON COLUMN contribution_gaps.asked_for_more IS 'Open actions and objectives for which the log asks more of it, by the entries of the last day on which it says anything about them.';
COMMENT ON COLUMN contribution_gaps.meetings_expected IS 'Meetings held before sen.today() and not more than twelve months ago at which it was expected: one of its posts is a member, was invited, or is recorded. Meetings without any record of attendance are left out.';
COMMENT ON COLUMN contribution_gaps.meetings_attended IS 'Of these, meetings at which one of its posts was present, or a deputy for it.';
COMMENT ON COLUMN contribution_gaps.percent_attended IS 'meetings_attended as a share of meetings_expected, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN contribution_gaps.escalations_open IS 'Matters escalated to one of its posts and not resolved.';
COMMENT ON COLUMN contribution_gaps.is_external IS 'True if the sector attends from outside.';
COMMENT ON COLUMN contribution_gaps.gaps IS 'How many kinds of gap there are, from 0 to 7.';
COMMENT ON COLUMN contribution_gaps.gap IS 'The gaps in words; none if there is none.';

CREATE VIEW action_log AS
WITH entry AS (
    SELECT e.*, m.title AS at_meeting, m.held_on, m.meeting_id AS for_meeting,
           count(e.delivery_status) OVER so_far AS deliveries, count(e.impact_status) OVER so_far AS impacts,
           lag(e.log_entry_id) OVER latest_first IS NULL AS is_latest
    FROM log_entry e
    CROSS JOIN meeting_cycle c
    LEFT JOIN LATERAL (
        SELECT m.meeting_id, m.title, CASE WHEN m.held_on < c.today THEN m.held_on END AS held_on FROM meeting m
        WHERE CASE WHEN e.meeting_id IS NULL THEN m.held_on >= e.entered_on AND m.held_on < c.today ELSE m.meeting_id = e.meeting_id END
        ORDER BY m.held_on, m.meeting_id LIMIT 1) m ON true
    WHERE e.entered_on <= c.today
    WINDOW so_far AS (PARTITION BY e.objective_id, e.action_id ORDER BY e.entered_on, e.log_entry_id),
           latest_first AS (PARTITION BY e.objective_id, e.action_id ORDER BY e.entered_on DESC, e.log_entry_id DESC)
), told AS (
    SELECT e.*, CASE WHEN e.action_id IS NULL THEN 'objective' ELSE 'action' END AS kind, coalesce(e.action_id, e.objective_id) AS id,
           max(e.delivery_status) OVER (PARTITION BY e.objective_id, e.action_id, e.deliveries) AS delivery, max(e.impact_status) OVER (PARTITION BY e.objective_id, e.action_id, e.impacts) AS impact_so_far
    FROM entry e
), item AS (
    SELECT 'action' AS kind, a.action_id AS id, a.title, a.owner, a.delivery_status, a.rag FROM action_status a
    UNION ALL
    SELECT 'objective', o.objective_id, o.title, o.owner, o.delivery_status, o.rag FROM objective_status o
)
SELECT t.for_meeting AS meeting_id, t.at_meeting AS meeting, t.held_on, t.entered_on, i.kind, i.id, i.title, i.owner,
       CASE WHEN t.id IS NULL THEN i.delivery_status ELSE t.delivery END AS delivery_status, t.impact_so_far AS impact_status, CASE WHEN t.id IS NULL THEN i.rag ELSE d.rag END AS rag, t.progress, t.impact, n.name AS needs_more_from,
       nullif(concat_ws('; ', 'slow to progress: ' || s.reasons, 'contribution to be strengthened: ' || n.name), '') AS highlight,
       coalesce(t.is_latest, true) AS is_latest, v.title AS evidence, coalesce(v.illustrative, false) AS illustrative, t.log_entry_id
FROM item i
LEFT JOIN told t ON t.kind = i.kind AND t.id = i.id
LEFT JOIN delivery_status d ON d.delivery_status = t.delivery
LEFT JOIN partner n ON n.partner_id = t.needs_more_from
LEFT JOIN evidence v ON v.evidence_id = t.evidence_id AND v.dated_on <= sen.today()
-- Grouped, so that who does not ask for highlight does not wait for slow_progress.
LEFT JOIN (SELECT p.kind, p.id, max(p.reasons) AS reasons FROM slow_progress p GROUP BY p.kind, p.id) s ON s.kind = i.kind AND s.id = i.id AND coalesce(t.is_latest, true)
ORDER BY t.held_on DESC NULLS FIRST, t.entered_on DESC NULLS FIRST, i.kind DESC, i.id, t.log_entry_id DESC;
COMMENT ON VIEW action_log IS 'The action and impact log as a Board reads it (paragraph 5(e) of the 2025 notice): every entry up to sen.today(), the latest meeting first, with the statuses as they stood after it. What has no entry yet is there with one row, at the top.';
COMMENT ON COLUMN action_log.meeting_id IS 'The meeting that the entry is for: the one that it names, else the first one held on its day or later; empty if there is none yet.';
COMMENT ON COLUMN action_log.meeting IS 'Title of that meeting.';
COMMENT ON COLUMN action_log.held_on IS 'Day on which that meeting was held; empty if it has not been.';
COMMENT ON COLUMN action_log.entered_on IS 'Day of the entry; empty if there is none.';
COMMENT ON COLUMN action_log.kind IS 'objective or action.';
COMMENT ON COLUMN action_log.id IS 'Short name of the objective or action.';
COMMENT ON COLUMN action_log.title IS 'What is to be reached or done.';
COMMENT ON COLUMN action_log.owner IS 'Title of the post that answers for it; empty if an objective names none.';
COMMENT ON COLUMN action_log.delivery_status IS 'How far the work had come after this entry; without an entry, as in action_status. Empty if nothing had said.';
COMMENT ON COLUMN action_log.impact_status IS 'What it had changed for children and families after this entry; empty if no entry had said.';
COMMENT ON COLUMN action_log.rag IS 'Colour of delivery_status; empty without one.';
COMMENT ON COLUMN action_log.needs_more_from IS 'Name of the partner whose contribution needs to be strengthened, as this entry says; empty if none.';
COMMENT ON COLUMN action_log.highlight IS 'What the log has to highlight: on the last entry, that the objective or action is slow to progress on sen.today() and why; on any entry, whose contribution is to be strengthened. Empty if neither.';
COMMENT ON COLUMN action_log.is_latest IS 'True for the last entry about this objective or action, or if there is none.';
COMMENT ON COLUMN action_log.evidence IS 'Title of what the entry rests on; empty if it names nothing, or nothing dated by then.';
COMMENT ON COLUMN action_log.illustrative IS 'True if that is invented to show how the programme works.';
-- Views of one programme: the risk register, and how each risk was scored over time. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- An assessment counts on the day of the meeting that it was made for, as an entry of the log does.

CREATE VIEW risk_history AS
SELECT r.risk_id, r.title, a.assessed_on, a.meeting_id, a.counts_on,
       a.inherent_likelihood || 'x' || a.inherent_impact AS inherent, a.inherent_likelihood * a.inherent_impact AS inherent_score, i.risk_band AS inherent_band,
       a.current_likelihood, a.current_impact, a.current_likelihood || 'x' || a.current_impact AS current, a.current_likelihood * a.current_impact AS current_score, u.risk_band AS current_band,
       a.target_likelihood || 'x' || a.target_impact AS target, a.target_likelihood * a.target_impact AS target_score, t.risk_band AS target_band,
       m.change, m.in_words AS movement, a.unchanged_since, a.reason
FROM (SELECT s.*, max(s.assessed_on) FILTER (WHERE (s.likelihood_before, s.impact_before) IS DISTINCT FROM (s.current_likelihood, s.current_impact)) OVER (PARTITION BY s.risk_id ORDER BY s.assessed_on) AS unchanged_since
      FROM (SELECT q.*, CASE WHEN h.held_on < c.today THEN h.held_on ELSE q.assessed_on END AS counts_on, lag(q.current_likelihood) OVER earlier AS likelihood_before, lag(q.current_impact) OVER earlier AS impact_before
            FROM risk_assessment q
            CROSS JOIN meeting_cycle c
            LEFT JOIN meeting h ON h.meeting_id = q.meeting_id
            WHERE q.assessed_on <= c.today
            WINDOW earlier AS (PARTITION BY q.risk_id ORDER BY q.assessed_on)) s) a
JOIN risk r ON r.risk_id = a.risk_id AND r.opened_on <= sen.today()
JOIN risk_cell i ON i.likelihood = a.inherent_likelihood AND i.impact = a.inherent_impact
JOIN risk_cell u ON u.likelihood = a.current_likelihood AND u.impact = a.current_impact
LEFT JOIN risk_cell t ON t.likelihood = a.target_likelihood AND t.impact = a.target_impact
CROSS JOIN LATERAL sen.risk_movement(sen.risk_score(a.likelihood_before, a.impact_before), sen.risk_score(a.current_likelihood, a.current_impact)) m
ORDER BY r.risk_id, a.assessed_on;
COMMENT ON VIEW risk_history IS 'Every assessment up to sen.today() of every risk opened by then, also of those closed since, with the bands of the programme''s own matrix and the movement from one assessment to the next.';
COMMENT ON COLUMN risk_history.counts_on IS 'Day of the meeting for which it was made, if that was held before sen.today(); else assessed_on.';
COMMENT ON COLUMN risk_history.inherent IS 'Likelihood x impact without what is done about it, such as 4x5.';
COMMENT ON COLUMN risk_history.inherent_score IS 'Their product.';
COMMENT ON COLUMN risk_history.inherent_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_history.current IS 'Likelihood x impact as it was then, with what was done about it (the residual risk).';
COMMENT ON COLUMN risk_history.current_score IS 'Their product.';
COMMENT ON COLUMN risk_history.current_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_history.target IS 'Likelihood x impact that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_history.target_score IS 'Their product; empty if no target was set.';
COMMENT ON COLUMN risk_history.target_band IS 'Band of that cell in the matrix of the programme; empty if no target was set.';
COMMENT ON COLUMN risk_history.change IS 'Current score less that of the assessment before; empty for the first.';
COMMENT ON COLUMN risk_history.movement IS 'The same in words, such as rose from 12 to 20.';
COMMENT ON COLUMN risk_history.unchanged_since IS 'Day of the assessment from which likelihood and impact have been what they are.';

CREATE VIEW risk_register AS
WITH cycle AS MATERIALIZED (
    SELECT c.today, c.last_held_on, c.before_last_held_on, to_char(c.last_held_on::timestamp, 'FMDD FMMonth YYYY') AS last_held FROM meeting_cycle c
), history AS MATERIALIZED (
    SELECT * FROM risk_history
), latest AS (
    SELECT DISTINCT ON (h.risk_id) h.* FROM history h ORDER BY h.risk_id, h.assessed_on DESC
), at_meeting AS (   -- as the Board saw it at the last meeting
    SELECT DISTINCT ON (h.risk_id) h.risk_id, h.assessed_on, h.current, h.current_score, h.current_likelihood, h.current_impact
    FROM history h JOIN cycle c ON h.counts_on <= c.last_held_on ORDER BY h.risk_id, h.assessed_on DESC
), in_step AS (
    SELECT h.risk_id, bool_or(h.counts_on > coalesce(c.before_last_held_on, '-infinity')) AS for_last_meeting, bool_or(h.counts_on > c.last_held_on) AS since_last_meeting
    FROM history h CROSS JOIN cycle c GROUP BY h.risk_id
), done AS (
    SELECT m.risk_id, count(*) AS mitigations, count(*) FILTER (WHERE m.is_open) AS open, count(*) FILTER (WHERE m.is_open AND m.due_on < m.today) AS overdue
    FROM (SELECT g.*, c.today, coalesce(g.done_on > c.today, true) AS is_open FROM mitigation g CROSS JOIN cycle c) m GROUP BY m.risk_id
)
SELECT r.risk_id, r.title, w.statement, r.objective_id, p.title AS owner, r.opened_on,
       l.inherent, l.inherent_score, l.inherent_band,
       l.current, l.current_score, l.current_band, coalesce(x.word, l.current_likelihood::text) || ', ' || coalesce(y.word, l.current_impact::text) AS current_in_words,
       l.target, l.target_score, l.target_band, r.appetite, l.current_score > r.appetite AS above_appetite, l.current_score > l.inherent_score AS above_inherent,
       l.assessed_on, b.assessed_on AS previous_on, b.current AS previous, b.current_score AS previous_score, v.change,
       v.in_words || CASE WHEN b.assessed_on = l.assessed_on THEN ', not assessed since the meeting on ' || c.last_held ELSE '' END AS movement,
       l.unchanged_since, w.months AS months_without_movement,
       CASE WHEN r.opened_on < c.last_held_on THEN coalesce(k.for_last_meeting, false) END AS assessed_for_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(k.since_last_meeting, false) END AS assessed_since_last_meeting,
       coalesce(d.mitigations, 0) AS mitigations, coalesce(d.open, 0) AS mitigations_open, coalesce(d.overdue, 0) AS mitigations_overdue,
       nullif(concat_ws('; ',
           CASE WHEN l.risk_id IS NULL THEN 'never assessed' END,
           CASE WHEN r.opened_on < c.last_held_on AND NOT k.for_last_meeting THEN 'not assessed for the meeting on ' || c.last_held END,
           CASE WHEN l.current_score > r.appetite THEN 'above the appetite of ' || r.appetite END,
           CASE WHEN l.current_score > l.inherent_score THEN 'above its inherent score of ' || l.inherent_score || ', because: ' || rtrim(l.reason, '. ') END,
           CASE WHEN d.mitigations IS NULL THEN 'no mitigation' END,
           'mitigations overdue: ' || nullif(d.overdue, 0) || ' of ' || d.open || ' open'), '') AS attention,
       r.owner_post, l.reason
FROM risk r
CROSS JOIN cycle c
LEFT JOIN post p ON p.post_id = r.owner_post
LEFT JOIN latest l ON l.risk_id = r.risk_id
LEFT JOIN at_meeting b ON b.risk_id = r.risk_id
LEFT JOIN in_step k ON k.risk_id = r.risk_id
LEFT JOIN done d ON d.risk_id = r.risk_id
LEFT JOIN risk_level x ON x.axis = 'likelihood' AND x.level = l.current_likelihood
LEFT JOIN risk_level y ON y.axis = 'impact' AND y.level = l.current_impact
CROSS JOIN LATERAL sen.risk_movement(sen.risk_score(b.current_likelihood, b.current_impact), sen.risk_score(l.current_likelihood, l.current_impact)) v
CROSS JOIN LATERAL (SELECT rtrim(r.title, '. ') || coalesce(': ' || nullif(concat_ws('; ', 'comes from ' || rtrim(r.cause, '. '), 'leads to ' || rtrim(r.effect, '. ')), ''), '') || '.' AS statement,
                           (extract(year FROM age(c.today::timestamp, l.unchanged_since::timestamp)) * 12 + extract(month FROM age(c.today::timestamp, l.unchanged_since::timestamp)))::integer AS months) w
WHERE r.opened_on <= c.today AND coalesce(r.closed_on > c.today, true)
ORDER BY l.current_score DESC NULLS LAST, l.current_impact DESC, r.risk_id;
COMMENT ON VIEW risk_register IS 'The risks open on sen.today(), the highest score first, those never assessed last: scores with the bands and words of the programme''s own matrix, how each moved since the last meeting, and whether it is assessed in step with the meetings (paragraph 5(c) of the 2025 notice). As on an earlier day, it is the register as it stood then.';
COMMENT ON COLUMN risk_register.statement IS 'What may happen, what it would come from and what it would lead to, in one sentence.';
COMMENT ON COLUMN risk_register.owner IS 'Title of the post that answers for it; empty if none is named.';
COMMENT ON COLUMN risk_register.inherent IS 'Likelihood x impact without what is done about it, such as 4x5; empty if it was never assessed, as is all that rests on an assessment.';
COMMENT ON COLUMN risk_register.inherent_score IS 'Their product.';
COMMENT ON COLUMN risk_register.inherent_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_register.current IS 'Likelihood x impact as it is now, with what is done about it (the residual risk).';
COMMENT ON COLUMN risk_register.current_score IS 'Their product.';
COMMENT ON COLUMN risk_register.current_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_register.current_in_words IS 'The words for that likelihood and impact, such as likely, major; the number where table risk_level has no word.';
COMMENT ON COLUMN risk_register.target IS 'Likelihood x impact that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_register.target_score IS 'Their product.';
COMMENT ON COLUMN risk_register.target_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_register.above_appetite IS 'True if the current score is above the appetite; empty if none was set.';
COMMENT ON COLUMN risk_register.above_inherent IS 'True if the current score is above the inherent one; attention then says why.';
COMMENT ON COLUMN risk_register.assessed_on IS 'Day of the latest assessment.';
COMMENT ON COLUMN risk_register.previous_on IS 'Day of the assessment that the Board saw at the last meeting: the latest that counts on or before its day. Empty if there was none.';
COMMENT ON COLUMN risk_register.previous IS 'Likelihood x impact by that assessment.';
COMMENT ON COLUMN risk_register.previous_score IS 'Their product.';
COMMENT ON COLUMN risk_register.change IS 'Current score less previous_score; empty if either is.';
COMMENT ON COLUMN risk_register.movement IS 'How the score moved since the last meeting, in words: rose, fell, unchanged, the same score of another likelihood and impact, new since, or not scored.';
COMMENT ON COLUMN risk_register.unchanged_since IS 'Day of the assessment from which likelihood and impact have been what they are.';
COMMENT ON COLUMN risk_register.months_without_movement IS 'Whole months from unchanged_since to sen.today().';
COMMENT ON COLUMN risk_register.assessed_for_last_meeting IS 'True if it is in step with the meetings: an assessment was made for the last one, or between the one before and it, or since. Empty if none was held since the risk was opened.';
COMMENT ON COLUMN risk_register.assessed_since_last_meeting IS 'True if there is an assessment later than the last meeting and not made for it; empty if no meeting was held.';
COMMENT ON COLUMN risk_register.mitigations IS 'Mitigations of the risk, done or not.';
COMMENT ON COLUMN risk_register.mitigations_open IS 'Of these, not in place.';
COMMENT ON COLUMN risk_register.mitigations_overdue IS 'Of the open ones, past their due day.';
COMMENT ON COLUMN risk_register.attention IS 'What a Board should look at, in words; empty if nothing.';
COMMENT ON COLUMN risk_register.reason IS 'Why the latest scores are as they are; empty if no reason was given.';
-- Views of one programme: meetings of the Board, what went out before them, who was invited and who came.
-- Part of the body of sen.create_programme(), run with search_path = the new schema. All as on sen.today().

CREATE VIEW meeting_day AS
SELECT k.meeting_id, k.title, k.standing, k.meets_on, k.looked_at_on, k.today,
       max(CASE WHEN k.standing = 'held' THEN k.meets_on END) OVER (ORDER BY k.meets_on RANGE BETWEEN UNBOUNDED PRECEDING AND interval '1 day' PRECEDING) AS meeting_before_on,
       k.meets_on - k.papers_days_ahead AS papers_due_by,
       k.papers_sent_on, k.risk_register_sent_on, k.mitigation_plan_sent_on, k.agreed_with_dfe_on, k.minutes_sent_on
FROM (
    SELECT m.meeting_id, m.title, m.papers_days_ahead, t.today, h.meets_on,
           CASE WHEN m.held_on <= t.today THEN 'held' WHEN m.planned_on >= t.today THEN 'planned' ELSE 'planned day has passed' END AS standing,
           least(h.meets_on, t.today) AS looked_at_on,
           CASE WHEN m.papers_sent_on <= t.today THEN m.papers_sent_on END AS papers_sent_on,
           CASE WHEN m.risk_register_sent_on <= t.today THEN m.risk_register_sent_on END AS risk_register_sent_on,
           CASE WHEN m.mitigation_plan_sent_on <= t.today THEN m.mitigation_plan_sent_on END AS mitigation_plan_sent_on,
           CASE WHEN m.agreed_with_dfe_on <= t.today THEN m.agreed_with_dfe_on END AS agreed_with_dfe_on,
           CASE WHEN m.minutes_sent_on <= t.today THEN m.minutes_sent_on END AS minutes_sent_on
    FROM meeting m
    CROSS JOIN (SELECT sen.today() AS today) t
    CROSS JOIN LATERAL (SELECT CASE WHEN m.held_on <= t.today THEN m.held_on ELSE m.planned_on END AS meets_on) h
    WHERE coalesce(m.cancelled_on > t.today, true) AND h.meets_on <= t.today + 92
) k;
COMMENT ON VIEW meeting_day IS 'Every meeting of the Board held by sen.today(), or planned up to 92 days after it, without those cancelled by then: what the other views of meetings are built on.';
COMMENT ON COLUMN meeting_day.meeting_id IS 'The meeting.';
COMMENT ON COLUMN meeting_day.title IS 'Its title.';
COMMENT ON COLUMN meeting_day.standing IS 'held, planned (for sen.today() or later), or planned day has passed (neither held nor cancelled is recorded).';
COMMENT ON COLUMN meeting_day.meets_on IS 'Day on which it was held; for any other, the day for which it is or was planned.';
COMMENT ON COLUMN meeting_day.looked_at_on IS 'meets_on, or sen.today() if that is earlier: risks and actions are looked at as on this day.';
COMMENT ON COLUMN meeting_day.today IS 'sen.today().';
COMMENT ON COLUMN meeting_day.meeting_before_on IS 'Day of the last meeting held on an earlier day; empty if there was none.';
COMMENT ON COLUMN meeting_day.papers_due_by IS 'Last day on which papers are out in time: papers_days_ahead days before the meeting.';
COMMENT ON COLUMN meeting_day.papers_sent_on IS 'Day on which the papers were sent; empty while they have not been.';
COMMENT ON COLUMN meeting_day.risk_register_sent_on IS 'Day on which the risk register was sent; empty while it has not been.';
COMMENT ON COLUMN meeting_day.mitigation_plan_sent_on IS 'Day on which the mitigation plan was sent; empty while it has not been.';
COMMENT ON COLUMN meeting_day.agreed_with_dfe_on IS 'Day on which the Department agreed to the date; empty if that is not recorded.';
COMMENT ON COLUMN meeting_day.minutes_sent_on IS 'Day on which the minutes were sent; empty while they have not been.';

CREATE VIEW expected_attendee AS
SELECT m.meeting_id, m.title, m.standing, m.meets_on, m.today, e.post_id, coalesce(e.post, e.notice_role) AS post, r.name AS partner, e.is_external, e.paragraph, e.notice_role, i.sent_on,
       CASE
           WHEN e.post_id IS NULL THEN 'no post holds this role'
           WHEN i.sent_on < m.meets_on THEN NULL
           WHEN i.sent_on = m.meets_on THEN 'invited on the day'
           WHEN i.sent_on > m.meets_on THEN 'invited after the meeting'
           WHEN m.meets_on > m.today THEN 'not invited yet'
           ELSE 'not invited'
       END AS gap
FROM meeting_day m
CROSS JOIN (
    SELECT p.post_id, p.title AS post, p.partner_id, true AS is_external, '6' AS paragraph, n.notice_role
    FROM (VALUES ('DfE SEND adviser'), ('NHS England adviser'), ('DfE case lead')) n (notice_role)
    LEFT JOIN post p ON p.notice_role = n.notice_role
    UNION ALL
    SELECT p.post_id, p.title, p.partner_id, p.attends_as = 'external attendee', NULL, p.notice_role
    FROM post p
    WHERE p.attends_as <> 'none' AND coalesce(p.notice_role NOT IN ('DfE SEND adviser', 'NHS England adviser', 'DfE case lead'), true)
) e
LEFT JOIN partner r ON r.partner_id = e.partner_id
LEFT JOIN invitation i ON i.meeting_id = m.meeting_id AND i.post_id = e.post_id AND i.sent_on <= m.today;
COMMENT ON VIEW expected_attendee IS 'Every meeting of view meeting_day and every post that has to be invited to it: members, external attendees, and the three roles that paragraph 6 of the 2025 notice names, also where no post holds one.';
COMMENT ON COLUMN expected_attendee.meeting_id IS 'The meeting.';
COMMENT ON COLUMN expected_attendee.title IS 'Its title.';
COMMENT ON COLUMN expected_attendee.standing IS 'held, planned, or planned day has passed, as in meeting_day.';
COMMENT ON COLUMN expected_attendee.meets_on IS 'Day of the meeting, as in meeting_day.';
COMMENT ON COLUMN expected_attendee.today IS 'sen.today().';
COMMENT ON COLUMN expected_attendee.post_id IS 'The post; empty if no post holds the role.';
COMMENT ON COLUMN expected_attendee.post IS 'Title of the post; the role if no post holds it.';
COMMENT ON COLUMN expected_attendee.partner IS 'The body that the post belongs to; empty if no post holds the role.';
COMMENT ON COLUMN expected_attendee.is_external IS 'True for an external attendee, false for a member of the Board.';
COMMENT ON COLUMN expected_attendee.paragraph IS '6 where paragraph 6 of the 2025 notice asks for the invitation; empty for others.';
COMMENT ON COLUMN expected_attendee.notice_role IS 'The role in which a notice names the post; empty for others.';
COMMENT ON COLUMN expected_attendee.sent_on IS 'Day on which the invitation was sent; empty if it was not.';
COMMENT ON COLUMN expected_attendee.gap IS 'What is wrong: no post holds this role, not invited, not invited yet (the day is still to come), invited on the day, or invited after the meeting. Empty if it was invited before the day.';

CREATE VIEW invitation_gaps AS
SELECT e.meeting_id, e.title, e.meets_on, e.standing, e.gap, e.post_id, e.post, e.partner, e.is_external, e.paragraph, e.notice_role, e.sent_on, e.sent_on - e.meets_on AS days_after
FROM expected_attendee e
WHERE e.gap IS NOT NULL AND (e.standing = 'held' OR (e.standing = 'planned' AND e.meets_on <= e.today + 28))
ORDER BY e.meets_on DESC, e.meeting_id, e.is_external DESC, e.paragraph, e.post, e.post_id;
COMMENT ON VIEW invitation_gaps IS 'Invitations that are missing, late or cannot be sent, for every meeting held by sen.today() and those planned within the next 28 days; the newest meeting first, external attendees before members. No rows: everybody was invited before the day.';
COMMENT ON COLUMN invitation_gaps.meeting_id IS 'The meeting.';
COMMENT ON COLUMN invitation_gaps.title IS 'Its title.';
COMMENT ON COLUMN invitation_gaps.meets_on IS 'Day on which it was held, or for which it is planned.';
COMMENT ON COLUMN invitation_gaps.standing IS 'held or planned.';
COMMENT ON COLUMN invitation_gaps.gap IS 'no post holds this role, not invited, not invited yet (the day is still to come), invited on the day, or invited after the meeting.';
COMMENT ON COLUMN invitation_gaps.post_id IS 'The post; empty if no post holds the role.';
COMMENT ON COLUMN invitation_gaps.post IS 'Title of the post; the role if no post holds it.';
COMMENT ON COLUMN invitation_gaps.partner IS 'The body that the post belongs to; empty if no post holds the role.';
COMMENT ON COLUMN invitation_gaps.is_external IS 'True for an external attendee, false for a member of the Board.';
COMMENT ON COLUMN invitation_gaps.paragraph IS '6 where paragraph 6 of the 2025 notice asks for the invitation; empty for others.';
COMMENT ON COLUMN invitation_gaps.notice_role IS 'The role in which a notice names the post; empty for others.';
COMMENT ON COLUMN invitation_gaps.sent_on IS 'Day on which the invitation was sent; empty if it was not.';
COMMENT ON COLUMN invitation_gaps.days_after IS 'Days from the meeting to the invitation: 0 on the day. Empty if it was not sent.';

CREATE VIEW meeting_readiness AS
WITH day AS (
    SELECT m.*, coalesce(m.meeting_before_on, '-infinity') AS after_day FROM meeting_day m
), action_span AS (
    -- From when to when each action was open: agreed, then as the log says, until it was done.
    SELECT c.action_id, c.from_on, least(lead(c.from_on) OVER (PARTITION BY c.action_id ORDER BY c.from_on, c.turn), c.done_on) AS until, c.is_open
    FROM (
        SELECT s.*, lag(s.is_open) OVER (PARTITION BY s.action_id ORDER BY s.from_on, s.turn) IS DISTINCT FROM s.is_open AS changes
        FROM (
            SELECT a.action_id, a.agreed_on AS from_on, 0 AS turn, true AS is_open, a.done_on
            FROM action a
            UNION ALL
            SELECT a.action_id, greatest(l.entered_on, a.agreed_on), l.log_entry_id, d.is_open, a.done_on
            FROM log_entry l
            JOIN delivery_status d ON d.delivery_status = l.delivery_status
            JOIN action a ON a.action_id = l.action_id
        ) s
    ) c
    WHERE c.changes
), entry AS (
    SELECT l.action_id, l.meeting_id, CASE WHEN h.standing = 'held' THEN h.meets_on ELSE l.entered_on END AS counts_on
    FROM log_entry l
    LEFT JOIN day h ON h.meeting_id = l.meeting_id
    WHERE l.action_id IS NOT NULL AND l.entered_on <= sen.today()
), action_at_meeting AS (
    SELECT m.meeting_id, count(*) AS actions_open, count(u.action_id) AS actions_updated
    FROM day m
    JOIN action_span s ON s.is_open AND s.from_on <= m.looked_at_on AND (s.until IS NULL OR s.until > m.looked_at_on)
    LEFT JOIN (
        SELECT k.meeting_id, e.action_id FROM day k JOIN entry e ON e.counts_on > k.after_day AND e.counts_on <= k.looked_at_on
        UNION
        SELECT k.meeting_id, e.action_id FROM day k JOIN entry e ON e.meeting_id = k.meeting_id
    ) u ON u.meeting_id = m.meeting_id AND u.action_id = s.action_id
    GROUP BY m.meeting_id
), assessment AS (
    SELECT s.risk_id, s.meeting_id, s.assessed_on, CASE WHEN h.standing = 'held' AND s.assessed_on <= h.meets_on THEN h.meets_on ELSE s.assessed_on END AS counts_on
    FROM risk_assessment s
    LEFT JOIN day h ON h.meeting_id = s.meeting_id
    WHERE s.assessed_on <= sen.today()
), risk_at_meeting AS (
    SELECT m.meeting_id, count(*) AS risks_open, count(u.risk_id) AS risks_assessed
    FROM day m
    JOIN risk r ON r.opened_on <= m.looked_at_on AND (r.closed_on IS NULL OR r.closed_on > m.looked_at_on)
    LEFT JOIN (
        SELECT k.meeting_id, e.risk_id FROM day k JOIN assessment e ON e.counts_on > k.after_day AND e.counts_on <= k.looked_at_on
        UNION
        SELECT k.meeting_id, e.risk_id FROM day k JOIN assessment e ON e.meeting_id = k.meeting_id AND e.assessed_on <= k.looked_at_on
    ) u ON u.meeting_id = m.meeting_id AND u.risk_id = r.risk_id
    GROUP BY m.meeting_id
), invited AS (
    SELECT e.meeting_id,
           count(*) FILTER (WHERE e.is_external) AS external_expected, count(*) FILTER (WHERE e.is_external AND e.gap IS NULL) AS external_invited,
           count(*) FILTER (WHERE NOT e.is_external) AS members_expected, count(*) FILTER (WHERE NOT e.is_external AND e.gap IS NULL) AS members_invited,
           count(DISTINCT e.notice_role) FILTER (WHERE e.paragraph = '6') - count(DISTINCT e.notice_role) FILTER (WHERE e.paragraph = '6' AND e.gap IS NOT NULL) AS notice_roles_invited
    FROM expected_attendee e
    GROUP BY e.meeting_id
)
SELECT m.meeting_id, m.title, m.standing, m.meets_on,
       w.ready,
       CASE WHEN m.standing = 'planned day has passed' THEN NULL WHEN p.wrong IS NOT NULL THEN false WHEN p.to_do IS NULL THEN true END AS is_ready,
       m.papers_due_by,
       d.papers, m.papers_sent_on, m.meets_on - m.papers_sent_on AS papers_days_in_advance,
       d.risk_register, m.risk_register_sent_on, m.meets_on - m.risk_register_sent_on AS risk_register_days_in_advance,
       d.mitigation_plan, m.mitigation_plan_sent_on, m.meets_on - m.mitigation_plan_sent_on AS mitigation_plan_days_in_advance,
       coalesce(r.risks_open, 0) AS risks_open, coalesce(r.risks_assessed, 0) AS risks_assessed,
       coalesce(a.actions_open, 0) AS actions_open, coalesce(a.actions_updated, 0) AS actions_updated,
       i.external_expected, i.external_invited, i.notice_roles_invited, i.members_expected, i.members_invited,
       CASE WHEN m.agreed_with_dfe_on IS NULL THEN 'not recorded' WHEN m.agreed_with_dfe_on > m.meets_on THEN 'agreed after the meeting' ELSE 'agreed' END AS timetable, m.agreed_with_dfe_on,
       CASE WHEN m.standing = 'held' THEN CASE WHEN m.minutes_sent_on IS NULL THEN 'not sent' ELSE 'sent' END END AS minutes, m.minutes_sent_on
FROM day m
JOIN invited i ON i.meeting_id = m.meeting_id
LEFT JOIN risk_at_meeting r ON r.meeting_id = m.meeting_id
LEFT JOIN action_at_meeting a ON a.meeting_id = m.meeting_id
CROSS JOIN LATERAL (
    SELECT max(s.state) FILTER (WHERE s.n = 1) AS papers, max(s.state) FILTER (WHERE s.n = 2) AS risk_register, max(s.state) FILTER (WHERE s.n = 3) AS mitigation_plan,
           string_agg(s.document || ' ' || s.state, '; ' ORDER BY s.n) FILTER (WHERE s.state NOT IN ('in time', 'not due yet')) AS wrong,
           string_agg('send the ' || s.document, '; ' ORDER BY s.n) FILTER (WHERE s.state = 'not due yet') AS to_do
    FROM (
        SELECT x.n, x.document,
               CASE
                   WHEN x.sent_on <= m.papers_due_by THEN 'in time'
                   WHEN x.sent_on <= m.meets_on THEN 'late'
                   WHEN x.sent_on > m.meets_on THEN 'after the meeting'
                   WHEN m.standing = 'planned' AND m.papers_due_by >= m.today THEN 'not due yet'
                   ELSE 'missing'
               END AS state
        FROM (VALUES (1, 'papers', m.papers_sent_on), (2, 'risk register', m.risk_register_sent_on), (3, 'mitigation plan', m.mitigation_plan_sent_on)) x (n, document, sent_on)
    ) s
) d
CROSS JOIN LATERAL (
    -- Until the day it is to be done, from then on it is wrong.
    SELECT nullif(concat_ws('; ', d.wrong, string_agg(x.short || ' of ' || x.expected || x.wrong, '; ' ORDER BY x.n) FILTER (WHERE m.meets_on <= m.today)), '') AS wrong,
           nullif(concat_ws('; ', d.to_do, string_agg(x.to_do || x.short || ' of ' || x.expected || x.whom, '; ' ORDER BY x.n) FILTER (WHERE m.meets_on > m.today)), '') AS to_do
    FROM (VALUES (1, i.external_expected - i.external_invited, i.external_expected, ' external attendees not invited in advance', 'invite ', ' external attendees'),
                 (2, i.members_expected - i.members_invited, i.members_expected, ' members not invited in advance', 'invite ', ' members'),
                 (3, r.risks_open - r.risks_assessed, r.risks_open, ' open risks not assessed for it', 'assess ', ' open risks')) x (n, short, expected, wrong, to_do, whom)
    WHERE x.short > 0
) p
CROSS JOIN LATERAL (
    SELECT CASE
               WHEN m.standing = 'planned day has passed' THEN 'not recorded as held or cancelled'
               WHEN p.wrong IS NOT NULL THEN 'not ready: ' || p.wrong || coalesce('; still to do: ' || p.to_do, '')
               WHEN p.to_do IS NOT NULL THEN 'still to do: ' || p.to_do
               ELSE 'ready'
           END AS ready
) w
ORDER BY m.meets_on DESC, m.meeting_id;
COMMENT ON VIEW meeting_readiness IS 'One row for each meeting of the Board held by sen.today() or planned up to 92 days after it, the newest first: were papers, risk register and mitigation plan out in advance, were the risks assessed and everybody invited (paragraphs 5(c) and 6 of the 2025 notice), was the log kept (5(e)), was the date agreed (5(a)).';
COMMENT ON COLUMN meeting_readiness.meeting_id IS 'The meeting.';
COMMENT ON COLUMN meeting_readiness.title IS 'Its title.';
COMMENT ON COLUMN meeting_readiness.standing IS 'held, planned (for sen.today() or later), or planned day has passed (neither held nor cancelled is recorded).';
COMMENT ON COLUMN meeting_readiness.meets_on IS 'Day on which it was held; for any other, the day for which it is or was planned.';
COMMENT ON COLUMN meeting_readiness.ready IS 'In words: ready; still to do, and what; not ready, and why; or not recorded as held or cancelled. It looks at the three documents, the invitations and the risks, which belong before the meeting; not at the log, the timetable and the minutes.';
COMMENT ON COLUMN meeting_readiness.is_ready IS 'True if ready, false if something was late or is missing. Empty while something is still to do, and if the meeting is not recorded as held or cancelled.';
COMMENT ON COLUMN meeting_readiness.papers_due_by IS 'Last day on which the three documents are out in time: papers_days_ahead days before the meeting. The notice says only in advance.';
COMMENT ON COLUMN meeting_readiness.papers IS 'The papers: in time, late (by the day of the meeting), after the meeting, missing, or not due yet.';
COMMENT ON COLUMN meeting_readiness.papers_sent_on IS 'Day on which the papers were sent; empty while they have not been.';
COMMENT ON COLUMN meeting_readiness.papers_days_in_advance IS 'Days from sending the papers to the meeting: 0 on the day, negative afterwards. Empty if they were not sent.';
COMMENT ON COLUMN meeting_readiness.risk_register IS 'The risk register, in the same words.';
COMMENT ON COLUMN meeting_readiness.risk_register_sent_on IS 'Day on which the risk register was sent; empty while it has not been.';
COMMENT ON COLUMN meeting_readiness.risk_register_days_in_advance IS 'Days from sending it to the meeting: 0 on the day, negative afterwards. Empty if it was not sent.';
COMMENT ON COLUMN meeting_readiness.mitigation_plan IS 'The mitigation plan, in the same words.';
COMMENT ON COLUMN meeting_readiness.mitigation_plan_sent_on IS 'Day on which the mitigation plan was sent; empty while it has not been.';
COMMENT ON COLUMN meeting_readiness.mitigation_plan_days_in_advance IS 'Days from sending it to the meeting: 0 on the day, negative afterwards. Empty if it was not sent.';
COMMENT ON COLUMN meeting_readiness.risks_open IS 'Risks that were open at the close of the day of the meeting, or are on sen.today() if it is still to come.';
COMMENT ON COLUMN meeting_readiness.risks_assessed IS 'Of these, risks with an assessment for this meeting: by its day, and made for it or after the meeting before. One made for another meeting that was held counts on the day of that meeting, unless it is dated after it.';
COMMENT ON COLUMN meeting_readiness.actions_open IS 'Actions that were open at the close of the day of the meeting, or are on sen.today() if it is still to come: agreed, not done, and not closed by the log.';
COMMENT ON COLUMN meeting_readiness.actions_updated IS 'Of these, actions with an entry in the log for this meeting: made for it, or after the meeting before and by its day. An entry made for a meeting that was held counts on the day of that meeting.';
COMMENT ON COLUMN meeting_readiness.external_expected IS 'External attendees who have to be invited: the posts, and the roles of paragraph 6 that no post holds.';
COMMENT ON COLUMN meeting_readiness.external_invited IS 'Of these, invited before the day of the meeting.';
COMMENT ON COLUMN meeting_readiness.notice_roles_invited IS 'Of the three roles that paragraph 6 of the 2025 notice names, those whose every post was invited before the day: from 0 to 3.';
COMMENT ON COLUMN meeting_readiness.members_expected IS 'Posts that are members of the Board.';
COMMENT ON COLUMN meeting_readiness.members_invited IS 'Of these, invited before the day of the meeting.';
COMMENT ON COLUMN meeting_readiness.timetable IS 'Whether the Department agreed to the date (paragraph 5(a) of the 2025 notice): agreed, agreed after the meeting, or not recorded.';
COMMENT ON COLUMN meeting_readiness.agreed_with_dfe_on IS 'Day on which it agreed; empty if that is not recorded.';
COMMENT ON COLUMN meeting_readiness.minutes IS 'sent or not sent. Empty unless the meeting was held.';
COMMENT ON COLUMN meeting_readiness.minutes_sent_on IS 'Day on which the minutes were sent; empty while they have not been.';

CREATE VIEW attendance_summary AS
SELECT m.meeting_id, m.title, m.meets_on AS held_on, s.sector, s.expected_on_board, s.is_external,
       count(p.post_id) AS posts,
       count(*) FILTER (WHERE a.attendance = 'present') AS present,
       count(*) FILTER (WHERE a.attendance = 'deputy') AS deputies,
       count(*) FILTER (WHERE a.attendance = 'apologies') AS apologies,
       count(*) FILTER (WHERE a.attendance = 'absent') AS absent,
       count(p.post_id) - count(a.post_id) AS not_recorded,
       CASE WHEN count(*) FILTER (WHERE a.attendance IN ('present', 'deputy')) > 0 THEN true WHEN count(p.post_id) = count(a.post_id) THEN false END AS represented
FROM meeting_day m
CROSS JOIN sector s
LEFT JOIN (post p JOIN partner r ON r.partner_id = p.partner_id) ON r.sector = s.sector AND (p.attends_as <> 'none' OR EXISTS (SELECT FROM attendance x WHERE x.meeting_id = m.meeting_id AND x.post_id = p.post_id))
LEFT JOIN attendance a ON a.meeting_id = m.meeting_id AND a.post_id = p.post_id
WHERE m.standing = 'held'
GROUP BY m.meeting_id, m.title, m.meets_on, s.sector
HAVING s.expected_on_board OR count(p.post_id) > 0
ORDER BY m.meets_on DESC, m.meeting_id, s.position;
COMMENT ON VIEW attendance_summary IS 'Who came to each meeting held by sen.today(), by sector, the newest first: every sector that the notice expects at the Board (paragraph 5(a) of the 2025 notice), and every other with a post that attends.';
COMMENT ON COLUMN attendance_summary.meeting_id IS 'The meeting.';
COMMENT ON COLUMN attendance_summary.title IS 'Its title.';
COMMENT ON COLUMN attendance_summary.held_on IS 'Day on which it was held.';
COMMENT ON COLUMN attendance_summary.sector IS 'The sector.';
COMMENT ON COLUMN attendance_summary.expected_on_board IS 'True if the notice expects leaders of this sector at the Board.';
COMMENT ON COLUMN attendance_summary.is_external IS 'True if the sector attends from outside.';
COMMENT ON COLUMN attendance_summary.posts IS 'Posts of the sector that attend the Board as members or from outside, or that are recorded for this meeting.';
COMMENT ON COLUMN attendance_summary.present IS 'Of these, present themselves.';
COMMENT ON COLUMN attendance_summary.deputies IS 'Of these, someone else came for the post.';
COMMENT ON COLUMN attendance_summary.apologies IS 'Of these, sent apologies.';
COMMENT ON COLUMN attendance_summary.absent IS 'Of these, absent without apologies.';
COMMENT ON COLUMN attendance_summary.not_recorded IS 'Of these, nothing is recorded.';
COMMENT ON COLUMN attendance_summary.represented IS 'True if somebody came for the sector, false if nobody did, also where it has no post. Empty if nobody is recorded as present and some posts are not recorded.';
-- Findings about the plan and the log, a part of view data_quality. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- What is found in a table is counted in one pass and then laid out in rows; what compares tables reads them again.

CREATE VIEW finding_in_plan AS
-- Objectives
SELECT 'objectives' AS area, f.subject, f.finding, f.severity, f.how_many, c.objectives AS out_of, f.example, f.what_to_do
FROM (
    SELECT count(*) AS objectives,
           count(*) FILTER (WHERE o.owner_post IS NULL) AS no_owner, min(o.objective_id) FILTER (WHERE o.owner_post IS NULL) AS no_owner_example,
           count(*) FILTER (WHERE m.objective_id IS NULL) AS no_measure, min(o.objective_id) FILTER (WHERE m.objective_id IS NULL) AS no_measure_example,
           count(*) FILTER (WHERE a.objective_id IS NULL) AS no_area, min(o.objective_id) FILTER (WHERE a.objective_id IS NULL) AS no_area_example,
           count(*) FILTER (WHERE o.co_produced IS NULL) AS co_production, min(o.objective_id) FILTER (WHERE o.co_produced IS NULL) AS co_production_example
    FROM objective o
    LEFT JOIN (SELECT DISTINCT x.objective_id FROM measure x WHERE coalesce(x.agreed_on, x.baseline_on) <= sen.today()) m ON m.objective_id = o.objective_id
    LEFT JOIN (SELECT DISTINCT x.objective_id FROM objective_area x) a ON a.objective_id = o.objective_id
    WHERE o.agreed_on <= sen.today()
) c
CROSS JOIN LATERAL (VALUES
    ('objectives', 'no post leads on it', 'error', c.no_owner, c.no_owner_example, 'Nobody answers for it: name a post in owner_post.'),
    ('objectives', 'no measure', 'query', c.no_measure, c.no_measure_example, 'Nobody can tell whether it is reached: agree a measure with a target.'),
    ('objectives', 'serves no area of a notice', 'query', c.no_area, c.no_area_example, 'Reports by area leave it out: add rows to objective_area.'),
    ('objectives', 'not recorded whether families helped to make it', 'information', c.co_production, c.co_production_example, 'Say so in co_produced: paragraph 3 of the 2025 notice asks for co-production wherever possible.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Measures: one row for each that is stale, then what is missing in them.
SELECT 'measures', s.measure_id || ': ' || s.title,
       CASE WHEN s.latest IS NULL THEN 'no figure since the baseline of ' || to_char(s.baseline_on, 'FMDD FMMonth YYYY') ELSE 'latest figure is for ' || to_char(s.latest, 'FMDD FMMonth YYYY') END
           || ', but one is expected every ' || CASE s.every_months WHEN 1 THEN 'month' ELSE s.every_months || ' months' END,
       CASE WHEN (greatest(s.latest, s.baseline_on) + make_interval(months => 2 * s.every_months))::date < s.today THEN 'error' ELSE 'query' END, 1, NULL, s.measure_id,
       'The Board reads an old figure: enter the new one in measurement, or change every_months.'
FROM (
    SELECT m.measure_id, m.title, m.baseline_on, m.every_months, x.latest, sen.today() AS today
    FROM measure m
    LEFT JOIN (SELECT v.measure_id, max(v.period_to) AS latest FROM measurement v WHERE v.period_to <= sen.today() AND coalesce(v.reported_on <= sen.today(), true) GROUP BY v.measure_id) x ON x.measure_id = m.measure_id
    WHERE m.definition IS NULL AND coalesce(m.agreed_on, m.baseline_on) <= sen.today()
) s
WHERE (greatest(s.latest, s.baseline_on) + make_interval(months => s.every_months))::date < s.today
UNION ALL
SELECT 'measures', f.subject, f.finding, f.severity, f.how_many, c.measures, f.example, f.what_to_do
FROM (
    SELECT count(*) AS measures,
           count(*) FILTER (WHERE m.owner_post IS NULL) AS no_owner, min(m.measure_id) FILTER (WHERE m.owner_post IS NULL) AS no_owner_example,
           count(*) FILTER (WHERE m.evidence_id IS NULL) AS no_evidence, min(m.measure_id) FILTER (WHERE m.evidence_id IS NULL) AS no_evidence_example,
           count(*) FILTER (WHERE m.topic IS NULL) AS no_topic, min(m.measure_id) FILTER (WHERE m.topic IS NULL) AS no_topic_example,
           count(*) FILTER (WHERE m.beyond) AS beyond, min(m.measure_id) FILTER (WHERE m.beyond) AS beyond_example,
           count(*) FILTER (WHERE m.uncounted) AS uncounted, min(m.measure_id) FILTER (WHERE m.uncounted) AS uncounted_example
    FROM (
        SELECT x.measure_id, x.owner_post, x.evidence_id, x.topic,
               x.unit = 'percent' AND (least(x.baseline_value, x.target_value) < 0 OR greatest(x.baseline_value, x.target_value) > 100) AS beyond,
               x.definition IS NOT NULL AND NOT EXISTS (SELECT FROM ehc_request r WHERE r.local_authority = x.local_authority)
                   AND NOT EXISTS (SELECT FROM annual_review r WHERE r.local_authority = x.local_authority) AS uncounted
        FROM measure x
        WHERE coalesce(x.agreed_on, x.baseline_on) <= sen.today()
    ) m
) c
CROSS JOIN LATERAL (VALUES
    ('measures', 'no post reports it', 'query', c.no_owner, c.no_owner_example, 'Nobody answers for its figures: name a post in owner_post.'),
    ('measures', 'no evidence for baseline and target', 'query', c.no_evidence, c.no_evidence_example, 'Say in evidence_id where they are written.'),
    ('measures', 'no topic', 'information', c.no_topic, c.no_topic_example, 'Reviews look at topics (paragraph 9 of the 2025 notice): file it under one.'),
    ('measures', 'baseline or target in percent is below 0 or above 100', 'error', c.beyond, c.beyond_example, 'Correct the value or the unit.'),
    ('measures', 'counted from the cases of an authority that has none', 'error', c.uncounted, c.uncounted_example, 'Correct local_authority, or load its cases.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Figures
SELECT 'measures', f.subject, f.finding, f.severity, f.how_many, c.figures, f.example, f.what_to_do
FROM (
    SELECT count(*) AS figures,
           count(*) FILTER (WHERE v.beyond) AS beyond, min(v.name) FILTER (WHERE v.beyond) AS beyond_example,
           count(*) FILTER (WHERE v.not_percent) AS not_percent, min(v.name) FILTER (WHERE v.not_percent) AS not_percent_example,
           count(*) FILTER (WHERE v.typed) AS typed, min(v.name) FILTER (WHERE v.typed) AS typed_example,
           count(*) FILTER (WHERE v.early) AS early, min(v.name) FILTER (WHERE v.early) AS early_example,
           count(*) FILTER (WHERE v.too_soon) AS too_soon, min(v.name) FILTER (WHERE v.too_soon) AS too_soon_example,
           count(*) FILTER (WHERE v.no_evidence) AS no_evidence, min(v.name) FILTER (WHERE v.no_evidence) AS no_evidence_example,
           count(*) FILTER (WHERE v.overlap) AS overlap, min(v.name) FILTER (WHERE v.overlap) AS overlap_example
    FROM (
        SELECT CASE WHEN w.wrong THEN x.measure_id || ' to ' || x.period_to END AS name, w.*
        FROM (SELECT y.*, lag(y.period_to) OVER (PARTITION BY y.measure_id ORDER BY y.period_to) AS period_before FROM measurement y
              WHERE y.period_to <= sen.today() AND coalesce(y.reported_on <= sen.today(), true)) x
        JOIN measure m ON m.measure_id = x.measure_id
        CROSS JOIN LATERAL (SELECT m.unit = 'percent' AND (x.value < 0 OR x.value > 100) IS TRUE AS beyond, x.denominator IS NOT NULL AND m.unit <> 'percent' AS not_percent,
                                   m.definition IS NOT NULL AS typed, x.period_to < m.baseline_on AS early, coalesce(x.reported_on < x.period_to, false) AS too_soon,
                                   x.evidence_id IS NULL AS no_evidence, coalesce(x.period_from <= x.period_before, false) AS overlap) k
        CROSS JOIN LATERAL (SELECT k.*, k.beyond OR k.not_percent OR k.typed OR k.early OR k.too_soon OR k.no_evidence OR k.overlap AS wrong) w
    ) v
) c
CROSS JOIN LATERAL (VALUES
    ('figures', 'below 0 or above 100 percent', 'error', c.beyond, c.beyond_example, 'Correct the value, or the unit of the measure.'),
    ('figures', 'two counts for a measure that is not in percent', 'error', c.not_percent, c.not_percent_example, 'Two counts give a percentage: give the value instead, or change the unit.'),
    ('figures', 'typed in for a measure that is counted from the cases', 'error', c.typed, c.typed_example, 'Two sources for one figure: remove it, or take definition out of the measure.'),
    ('figures', 'reported before its period ended', 'query', c.too_soon, c.too_soon_example, 'It cannot be complete: check reported_on and period_to.'),
    ('figures', 'earlier than the baseline of its measure', 'query', c.early, c.early_example, 'Progress is counted from the baseline: check period_to and baseline_on.'),
    ('figures', 'no evidence', 'query', c.no_evidence, c.no_evidence_example, 'Nobody can check it: name its source in evidence_id.'),
    ('figures', 'its period overlaps the one before', 'information', c.overlap, c.overlap_example, 'Right for rolling figures, such as over twelve months. For others the same cases are counted twice.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Milestones
SELECT 'measures', f.subject, f.finding, f.severity, f.how_many, c.milestones, f.example, f.what_to_do
FROM (
    SELECT count(*) AS milestones,
           count(*) FILTER (WHERE k.outside) AS outside, min(k.name) FILTER (WHERE k.outside) AS outside_example,
           count(*) FILTER (WHERE k.beyond) AS beyond, min(k.name) FILTER (WHERE k.beyond) AS beyond_example,
           count(*) FILTER (WHERE k.backwards) AS backwards, min(k.name) FILTER (WHERE k.backwards) AS backwards_example,
           count(*) FILTER (WHERE k.contradicts) AS contradicts, min(k.name) FILTER (WHERE k.contradicts) AS contradicts_example
    FROM (
        SELECT s.measure_id || ' by ' || s.due_on AS name,
               s.due_on <= m.baseline_on OR s.due_on > m.target_on AS outside,
               s.value NOT BETWEEN least(m.baseline_value, m.target_value) AND greatest(m.baseline_value, m.target_value) AS beyond,
               coalesce(CASE m.direction WHEN 'increase' THEN s.value < s.value_before ELSE s.value > s.value_before END, false) AS backwards,
               s.due_on = m.target_on AND s.value <> m.target_value AS contradicts
        FROM (SELECT x.*, lag(x.value) OVER (PARTITION BY x.measure_id ORDER BY x.due_on) AS value_before FROM milestone x) s
        JOIN measure m ON m.measure_id = s.measure_id
        WHERE coalesce(m.agreed_on, m.baseline_on) <= sen.today()
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('milestones', 'outside the dates of its measure', 'query', c.outside, c.outside_example, 'It lies after the baseline and by the target day: correct due_on, or the dates of the measure if they were agreed anew.'),
    ('milestones', 'not between baseline and target', 'query', c.beyond, c.beyond_example, 'Correct the value, or agree the target anew.'),
    ('milestones', 'worse than the milestone before', 'query', c.backwards, c.backwards_example, 'Check both values, and which way is better.'),
    ('milestones', 'another value than the target on the same day', 'error', c.contradicts, c.contradicts_example, 'Keep one of the two.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Actions
SELECT 'actions', f.subject, f.finding, f.severity, f.how_many, c.actions, f.example, f.what_to_do
FROM (
    SELECT count(*) AS actions,
           count(*) FILTER (WHERE k.not_due) AS not_due, min(k.action_id) FILTER (WHERE k.not_due) AS not_due_example,
           count(*) FILTER (WHERE k.undated) AS undated, min(k.action_id) FILTER (WHERE k.undated) AS undated_example,
           count(*) FILTER (WHERE k.still_open) AS still_open, min(k.action_id) FILTER (WHERE k.still_open) AS still_open_example,
           count(*) FILTER (WHERE k.no_impact) AS no_impact, min(k.action_id) FILTER (WHERE k.no_impact) AS no_impact_example,
           count(*) FILTER (WHERE k.too_early) AS too_early, min(k.action_id) FILTER (WHERE k.too_early) AS too_early_example,
           count(*) FILTER (WHERE k.other_objective) AS other_objective, min(k.action_id) FILTER (WHERE k.other_objective) AS other_objective_example
    FROM (
        SELECT a.action_id, a.due_on IS NULL AS not_due,
               coalesce(d.is_complete, false) AND coalesce(a.done_on > t.today, true) AS undated,
               coalesce(d.is_open, false) AND coalesce(a.done_on <= t.today, false) AS still_open,
               (coalesce(d.is_complete, false) OR coalesce(a.done_on <= t.today, false)) AND l.impact_status IS NULL AS no_impact,
               a.agreed_on < o.agreed_on AS too_early, m.objective_id IS DISTINCT FROM a.objective_id AND a.measure_id IS NOT NULL AS other_objective
        FROM action a
        CROSS JOIN (SELECT sen.today() AS today) t
        JOIN objective o ON o.objective_id = a.objective_id
        LEFT JOIN measure m ON m.measure_id = a.measure_id
        LEFT JOIN (
            SELECT x.action_id, (array_agg(x.delivery_status ORDER BY x.entered_on DESC, x.log_entry_id DESC) FILTER (WHERE x.delivery_status IS NOT NULL))[1] AS delivery_status,
                   max(x.impact_status) AS impact_status
            FROM log_entry x
            WHERE x.action_id IS NOT NULL AND x.entered_on <= sen.today()
            GROUP BY x.action_id
        ) l ON l.action_id = a.action_id
        LEFT JOIN delivery_status d ON d.delivery_status = l.delivery_status
        WHERE a.agreed_on <= t.today
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('actions', 'no day by which it is due', 'error', c.not_due, c.not_due_example, 'It can never be overdue: agree due_on.'),
    ('actions', 'complete by the log, but without the day on which it was done', 'error', c.undated, c.undated_example, 'Give done_on, or correct the log with a new entry.'),
    ('actions', 'done, but still open by the log', 'error', c.still_open, c.still_open_example, 'Enter the status in the log, or clear done_on.'),
    ('actions', 'done, but nothing said about its impact', 'query', c.no_impact, c.no_impact_example, 'The log is of actions and impact: enter an impact status, if only that it is too early to tell.'),
    ('actions', 'agreed before its objective', 'query', c.too_early, c.too_early_example, 'Check both dates.'),
    ('actions', 'meant to move a measure of another objective', 'query', c.other_objective, c.other_objective_example, 'Check objective_id and measure_id.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- The log and escalations
SELECT 'log', f.subject, f.finding, f.severity, f.how_many, c.entries, f.example, f.what_to_do
FROM (
    SELECT count(*) AS entries,
           count(*) FILTER (WHERE k.too_early) AS too_early, min(k.log_entry_id) FILTER (WHERE k.too_early)::text AS too_early_example,
           count(*) FILTER (WHERE k.cancelled) AS cancelled, min(k.log_entry_id) FILTER (WHERE k.cancelled)::text AS cancelled_example,
           count(*) FILTER (WHERE k.far) AS far, min(k.log_entry_id) FILTER (WHERE k.far)::text AS far_example,
           count(*) FILTER (WHERE k.unevidenced) AS unevidenced, min(k.log_entry_id) FILTER (WHERE k.unevidenced)::text AS unevidenced_example
    FROM (
        SELECT l.log_entry_id, l.entered_on < coalesce(a.agreed_on, o.agreed_on) AS too_early, coalesce(m.cancelled_on <= sen.today(), false) AS cancelled,
               m.cancelled_on IS NULL AND abs(l.entered_on - coalesce(m.held_on, m.planned_on)) > 31 AS far,
               coalesce(i.is_evidenced, false) AND l.evidence_id IS NULL AS unevidenced
        FROM log_entry l
        LEFT JOIN action a ON a.action_id = l.action_id
        LEFT JOIN objective o ON o.objective_id = l.objective_id
        LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
        LEFT JOIN impact_status i ON i.impact_status = l.impact_status
        WHERE l.entered_on <= sen.today()
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('entries', 'dated before its action or objective was agreed', 'query', c.too_early, c.too_early_example, 'Check entered_on and agreed_on.'),
    ('entries', 'for a meeting that was cancelled', 'query', c.cancelled, c.cancelled_example, 'Name the meeting at which it was really entered, or none.'),
    ('entries', 'dated more than 31 days from the meeting that it is for', 'query', c.far, c.far_example, 'Check entered_on and meeting_id.'),
    ('entries', 'claims evidenced impact without naming the evidence', 'query', c.unevidenced, c.unevidenced_example, 'Name it in evidence_id: the notice is not stepped down before progress is evidenced.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'log', 'escalations', 'resolved, but not how', 'query', count(*), NULL, min(e.escalation_id)::text, 'Say it in resolution: paragraph 5(a) of the 2025 notice asks for escalation and resolution.'
FROM escalation e
WHERE e.resolved_on <= sen.today() AND e.resolution IS NULL
HAVING count(*) > 0;
COMMENT ON VIEW finding_in_plan IS 'Findings about objectives, measures, actions and the log: a part of data_quality. Not meant to be granted to anyone. Columns as there.';
COMMENT ON COLUMN finding_in_plan.area IS 'What it is about: cases, meetings, actions, log, measures, objectives, risks, reviews, evidence or vocabulary.';
COMMENT ON COLUMN finding_in_plan.subject IS 'Which records: such as actions, milestones or requests of authority 344; for a stale measure, the measure.';
COMMENT ON COLUMN finding_in_plan.finding IS 'What is wrong with them, in words.';
COMMENT ON COLUMN finding_in_plan.severity IS 'error (wrong, contradicts itself, or too old to use), query (may be right; somebody should look) or information.';
COMMENT ON COLUMN finding_in_plan.how_many IS 'How many records it is true of.';
COMMENT ON COLUMN finding_in_plan.out_of IS 'Out of how many; empty where there is no such number.';
COMMENT ON COLUMN finding_in_plan.example IS 'The first of them by name; always empty for cases.';
COMMENT ON COLUMN finding_in_plan.what_to_do IS 'Why it matters or what to do.';
-- Findings about the Board, its risks, words and evidence, a part of view data_quality. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW finding_in_board AS
-- Meetings
SELECT 'meetings' AS area, f.subject, f.finding, f.severity, f.how_many, c.meetings AS out_of, f.example, f.what_to_do
FROM (
    SELECT count(*) AS meetings,
           count(*) FILTER (WHERE k.forgotten) AS forgotten, min(k.meeting_id) FILTER (WHERE k.forgotten) AS forgotten_example,
           count(*) FILTER (WHERE k.unattended) AS unattended, min(k.meeting_id) FILTER (WHERE k.unattended) AS unattended_example,
           count(*) FILTER (WHERE k.same_day) AS same_day, min(k.meeting_id) FILTER (WHERE k.same_day) AS same_day_example,
           count(*) FILTER (WHERE k.papers_after) AS papers_after, min(k.meeting_id) FILTER (WHERE k.papers_after) AS papers_after_example,
           count(*) FILTER (WHERE k.agreed_after) AS agreed_after, min(k.meeting_id) FILTER (WHERE k.agreed_after) AS agreed_after_example,
           count(*) FILTER (WHERE k.no_days_ahead) AS no_days_ahead, min(k.meeting_id) FILTER (WHERE k.no_days_ahead) AS no_days_ahead_example
    FROM (
        SELECT d.meeting_id, d.standing = 'planned day has passed' AS forgotten, d.standing = 'held' AND a.meeting_id IS NULL AS unattended,
               count(*) OVER (PARTITION BY d.meets_on) > 1 AS same_day,
               d.standing = 'held' AND coalesce(greatest(d.papers_sent_on, d.risk_register_sent_on, d.mitigation_plan_sent_on) > d.meets_on, false) AS papers_after,
               d.standing = 'held' AND coalesce(d.agreed_with_dfe_on > d.meets_on, false) AS agreed_after, d.papers_due_by = d.meets_on AS no_days_ahead
        FROM meeting_day d
        LEFT JOIN (SELECT DISTINCT x.meeting_id FROM attendance x) a ON a.meeting_id = d.meeting_id
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('meetings', 'its day has passed, and it is neither held nor cancelled', 'error', c.forgotten, c.forgotten_example, 'Give held_on or cancelled_on: until then no report counts it.'),
    ('meetings', 'held, but nobody is recorded as present or absent', 'query', c.unattended, c.unattended_example, 'Enter attendance: paragraph 5(a) of the 2025 notice says who should be there.'),
    ('meetings', 'another meeting on the same day', 'query', c.same_day, c.same_day_example, 'Check whether one was entered twice.'),
    ('meetings', 'papers, risk register or mitigation plan sent after it', 'query', c.papers_after, c.papers_after_example, 'Check the dates. If they are right they count as not sent in advance (paragraph 5(c)).'),
    ('meetings', 'its date was agreed with the Department only afterwards', 'query', c.agreed_after, c.agreed_after_example, 'Check agreed_with_dfe_on.'),
    ('meetings', 'papers are due only on the day itself', 'information', c.no_days_ahead, c.no_days_ahead_example, 'The notice asks for them in advance: papers_days_ahead of 1 or more.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'meetings', 'invitations', 'sent after the meeting', 'query', count(*), (SELECT count(*) FROM invitation x WHERE x.sent_on <= sen.today()), min(i.meeting_id || ', ' || i.post_id),
       'Check sent_on. If it is right it counts as not sent: see invitation_gaps.'
FROM invitation i
JOIN meeting m ON m.meeting_id = i.meeting_id
WHERE i.sent_on > m.held_on AND i.sent_on <= sen.today()
HAVING count(*) > 0
UNION ALL
SELECT 'meetings', 'attendance', 'recorded for a meeting that is not recorded as held', 'error', count(*), (SELECT count(*) FROM attendance x), min(a.meeting_id || ', ' || a.post_id),
       'Give held_on of the meeting, or remove the rows.'
FROM attendance a
JOIN meeting m ON m.meeting_id = a.meeting_id
WHERE m.held_on IS NULL AND m.planned_on <= sen.today()
HAVING count(*) > 0
UNION ALL
SELECT 'meetings', 'posts', f.finding, f.severity, count(*), 7, min(r.notice_role), f.what_to_do
FROM (
    SELECT n.notice_role, count(p.post_id) AS posts
    FROM (VALUES ('council chief executive'), ('ICB chief executive'), ('children''s services accountable officer'), ('ICB accountable officer'), ('DfE SEND adviser'), ('NHS England adviser'), ('DfE case lead')) n (notice_role)
    LEFT JOIN post p ON p.notice_role = n.notice_role
    GROUP BY n.notice_role
) r
JOIN (VALUES (true, 'no post holds a role that the notice names', 'error', 'Nobody can be invited or held to account in it (paragraphs 5(a) and 6 of the 2025 notice): set notice_role of a post.'),
             (false, 'several posts hold one role that the notice names', 'query', 'Each of them has to be invited: take the role from posts that no longer hold it.')) f (none, finding, severity, what_to_do) ON f.none = (r.posts = 0)
WHERE r.posts <> 1 AND EXISTS (SELECT FROM meeting_day)
GROUP BY f.finding, f.severity, f.what_to_do
UNION ALL
-- Reviews by the Department
SELECT 'reviews', f.subject, f.finding, f.severity, f.how_many, c.reviews, f.example, f.what_to_do
FROM (
    SELECT count(*) AS reviews,
           count(*) FILTER (WHERE k.forgotten) AS forgotten, min(k.review_id) FILTER (WHERE k.forgotten) AS forgotten_example,
           count(*) FILTER (WHERE k.assessed_after) AS assessed_after, min(k.review_id) FILTER (WHERE k.assessed_after) AS assessed_after_example
    FROM (
        SELECT r.review_id, coalesce(r.planned_to, r.planned_from) < t.today AND coalesce(r.held_on > t.today, true) AS forgotten,
               r.held_on <= t.today AND r.self_assessment_sent_on > r.held_on AND r.self_assessment_sent_on <= t.today AS assessed_after
        FROM review r
        CROSS JOIN (SELECT sen.today() AS today) t
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('reviews', 'its time has passed, and it is not recorded as held', 'query', c.forgotten, c.forgotten_example, 'Give held_on, or the new time for which it is planned.'),
    ('reviews', 'the council''s own assessment was sent afterwards', 'query', c.assessed_after, c.assessed_after_example, 'Check the dates: paragraph 10 of the 2025 notice asks for it before the review.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Risks
SELECT 'risks', f.subject, f.finding, f.severity, f.how_many, f.out_of, f.example, f.what_to_do
FROM (
    SELECT count(*) AS risks,
           count(*) FILTER (WHERE k.owner_post IS NULL) AS no_owner, min(k.risk_id) FILTER (WHERE k.owner_post IS NULL) AS no_owner_example,
           count(*) FILTER (WHERE k.is_open AND k.assessments IS NULL) AS no_score, min(k.risk_id) FILTER (WHERE k.is_open AND k.assessments IS NULL) AS no_score_example,
           count(*) FILTER (WHERE k.is_open AND k.mitigations IS NULL) AS no_mitigation, min(k.risk_id) FILTER (WHERE k.is_open AND k.mitigations IS NULL) AS no_mitigation_example,
           count(*) FILTER (WHERE k.is_open AND k.appetite IS NULL) AS no_appetite, min(k.risk_id) FILTER (WHERE k.is_open AND k.appetite IS NULL) AS no_appetite_example,
           sum(k.mitigations) AS mitigations, sum(k.unowned) AS unowned, min(k.unowned_example) AS unowned_example,
           sum(k.assessments) AS assessments, sum(k.outside) AS outside, min(k.outside_example) AS outside_example, sum(k.above) AS above, min(k.above_example) AS above_example,
           sum(k.after_meeting) AS after_meeting, min(k.after_meeting_example) AS after_meeting_example
    FROM (
        SELECT r.risk_id, r.owner_post, r.appetite, coalesce(r.closed_on > sen.today(), true) AS is_open, s.*, g.mitigations, g.unowned, g.unowned_example
        FROM risk r
        LEFT JOIN (
            SELECT x.risk_id AS assessed, count(*) AS assessments,
                   count(*) FILTER (WHERE w.outside) AS outside, min(w.name) FILTER (WHERE w.outside) AS outside_example,
                   count(*) FILTER (WHERE w.above) AS above, min(w.name) FILTER (WHERE w.above) AS above_example,
                   count(*) FILTER (WHERE w.after_meeting) AS after_meeting, min(w.name) FILTER (WHERE w.after_meeting) AS after_meeting_example
            FROM risk_assessment x
            JOIN risk q ON q.risk_id = x.risk_id
            LEFT JOIN meeting m ON m.meeting_id = x.meeting_id
            CROSS JOIN LATERAL (SELECT x.assessed_on < q.opened_on OR coalesce(x.assessed_on > q.closed_on, false) AS outside,
                                       coalesce(x.target_likelihood * x.target_impact > x.inherent_likelihood * x.inherent_impact, false) AS above,
                                       coalesce(x.assessed_on > m.held_on, false) AS after_meeting, x.risk_id || ' on ' || x.assessed_on AS name) w
            WHERE x.assessed_on <= sen.today()
            GROUP BY x.risk_id
        ) s ON s.assessed = r.risk_id
        LEFT JOIN (SELECT x.risk_id, count(*) AS mitigations, count(*) FILTER (WHERE x.owner_post IS NULL) AS unowned,
                          min(x.risk_id || ' no. ' || x.mitigation_number) FILTER (WHERE x.owner_post IS NULL) AS unowned_example
                   FROM mitigation x GROUP BY x.risk_id) g ON g.risk_id = r.risk_id
        WHERE r.opened_on <= sen.today()
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('risks', 'no post answers for it', 'error', c.no_owner, c.risks, c.no_owner_example, 'Name a post in owner_post.'),
    ('risks', 'open, but never scored', 'error', c.no_score, c.risks, c.no_score_example, 'The register cannot rank it: add a row to risk_assessment.'),
    ('risks', 'open, but nothing is done about it', 'query', c.no_mitigation, c.risks, c.no_mitigation_example, 'Add rows to mitigation: paragraph 5(c) of the 2025 notice asks for a mitigation plan.'),
    ('risks', 'open, but no appetite was set', 'information', c.no_appetite, c.risks, c.no_appetite_example, 'Nobody can say whether its score is accepted: set appetite.'),
    ('mitigations', 'no post answers for it', 'error', c.unowned, c.mitigations, c.unowned_example, 'Name a post in owner_post.'),
    ('assessments', 'dated before the risk was opened or after it was closed', 'query', c.outside, c.assessments, c.outside_example, 'Check assessed_on and the dates of the risk.'),
    ('assessments', 'made for a meeting, but dated after it', 'query', c.after_meeting, c.assessments, c.after_meeting_example, 'Check assessed_on. If it is right the register for that meeting was not up to date.'),
    ('assessments', 'the target is above the score without any mitigation', 'query', c.above, c.assessments, c.above_example, 'Correct one of the two scores.')
) f (subject, finding, severity, how_many, out_of, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Words: what views rely on must be there.
SELECT 'vocabulary', 'risk matrix', 'cells are missing', 'error', g.likelihoods * g.impacts - g.cells, g.likelihoods * g.impacts,
       (SELECT x.likelihood || 'x' || y.impact FROM (SELECT DISTINCT likelihood FROM risk_cell) x CROSS JOIN (SELECT DISTINCT impact FROM risk_cell) y
        WHERE NOT EXISTS (SELECT FROM risk_cell z WHERE z.likelihood = x.likelihood AND z.impact = y.impact) ORDER BY x.likelihood, y.impact LIMIT 1),
       'A risk with that score is refused: add the cell to risk_cell.'
FROM (SELECT count(DISTINCT likelihood) AS likelihoods, count(DISTINCT impact) AS impacts, count(*) AS cells FROM risk_cell) g
WHERE g.likelihoods * g.impacts > g.cells
UNION ALL
SELECT 'vocabulary', 'risk matrix', CASE WHEN c.level IS NULL THEN 'a level that no cell uses' ELSE 'a level without a word' END, 'error', count(*), NULL, min(coalesce(w.axis || ' ' || w.level, c.axis || ' ' || c.level)),
       CASE WHEN c.level IS NULL THEN 'Risks with that level are refused: add its cells to risk_cell, or remove it from risk_level.' ELSE 'Name it in risk_level.' END
FROM (SELECT DISTINCT 'likelihood' AS axis, likelihood AS level FROM risk_cell UNION ALL SELECT DISTINCT 'impact', impact FROM risk_cell) c
FULL JOIN risk_level w ON w.axis = c.axis AND w.level = c.level
WHERE c.level IS NULL OR w.level IS NULL
GROUP BY c.level IS NULL
UNION ALL
SELECT 'vocabulary', 'risk matrix', 'a cell in a lower band than the next lower cell', 'query', count(*), NULL, min(c.likelihood || 'x' || c.impact), 'The band should rise with likelihood and impact: check both cells.'
FROM risk_cell c
JOIN risk_band b ON b.risk_band = c.risk_band
WHERE EXISTS (SELECT FROM risk_cell x JOIN risk_band y ON y.risk_band = x.risk_band
              WHERE y.position > b.position AND (x.likelihood, x.impact) IN ((c.likelihood - 1, c.impact), (c.likelihood, c.impact - 1)))
HAVING count(*) > 0
UNION ALL
SELECT 'vocabulary', 'risk matrix', 'a band that no cell has', 'information', count(*), NULL, min(b.risk_band), 'Give it cells, or remove it from risk_band.'
FROM risk_band b
WHERE NOT EXISTS (SELECT FROM risk_cell c WHERE c.risk_band = b.risk_band)
HAVING count(*) > 0
UNION ALL
SELECT 'vocabulary', 'delivery status', w.missing, 'error', 1, NULL, NULL, w.what_to_do
FROM (SELECT bool_or(is_open) AS has_open, bool_or(is_complete) AS has_complete FROM delivery_status) d
CROSS JOIN LATERAL (VALUES ('no word means complete', coalesce(d.has_complete, false), 'No action can be completed by the log: set is_complete of a word.'),
                           ('no word means open', coalesce(d.has_open, false), 'No action can be open by the log: set is_open of a word.')) w (missing, there, what_to_do)
WHERE NOT w.there
UNION ALL
SELECT 'vocabulary', n.list, 'a word that views look for is missing', 'error', count(*), NULL, min(n.word), 'Add the word again: what views look for under it cannot be shown.'
FROM (
    SELECT 'kinds of evidence' AS list, k.word FROM unnest('{data,analysis,lived experience,co-production,governance,plan,minutes,access,facilities}'::text[]) k (word)
    WHERE NOT EXISTS (SELECT FROM evidence_kind e WHERE e.kind = k.word)
    UNION ALL
    SELECT 'verdicts', v.word FROM unnest('{met,on track,at risk,off track,no recent data}'::text[]) v (word)
    WHERE NOT EXISTS (SELECT FROM verdict e WHERE e.verdict = v.word)
) n
GROUP BY n.list
UNION ALL
-- Evidence that is made up to show how the programme works.
SELECT 'evidence', 'records', 'rest on evidence that is marked as illustrative', 'information', count(*), NULL, min(e.evidence_id), 'Fine in a demonstration. Replace it before a report goes to the Department.'
FROM evidence e
JOIN (
    SELECT x.evidence_id FROM objective x WHERE x.agreed_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM measure x WHERE coalesce(x.agreed_on, x.baseline_on) <= sen.today()
    UNION ALL SELECT x.evidence_id FROM measurement x WHERE x.period_to <= sen.today() AND coalesce(x.reported_on <= sen.today(), true)
    UNION ALL SELECT x.evidence_id FROM action x WHERE x.agreed_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM log_entry x WHERE x.entered_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM adviser_update x WHERE x.given_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM feedback x WHERE x.received_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM escalation x WHERE x.raised_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM risk x WHERE x.opened_on <= sen.today()
) u ON u.evidence_id = e.evidence_id
WHERE e.illustrative
HAVING count(*) > 0;
COMMENT ON VIEW finding_in_board IS 'Findings about meetings, reviews, risks, words and evidence: a part of data_quality. Not meant to be granted to anyone. Columns as there.';
COMMENT ON COLUMN finding_in_board.area IS 'What it is about: cases, meetings, actions, log, measures, objectives, risks, reviews, evidence or vocabulary.';
COMMENT ON COLUMN finding_in_board.subject IS 'Which records: such as actions, milestones or requests of authority 344; for a stale measure, the measure.';
COMMENT ON COLUMN finding_in_board.finding IS 'What is wrong with them, in words.';
COMMENT ON COLUMN finding_in_board.severity IS 'error (wrong, contradicts itself, or too old to use), query (may be right; somebody should look) or information.';
COMMENT ON COLUMN finding_in_board.how_many IS 'How many records it is true of.';
COMMENT ON COLUMN finding_in_board.out_of IS 'Out of how many; empty where there is no such number.';
COMMENT ON COLUMN finding_in_board.example IS 'The first of them by name; always empty for cases.';
COMMENT ON COLUMN finding_in_board.what_to_do IS 'Why it matters or what to do.';
-- Findings about the cases, a part of view data_quality: counts for each authority, never a child. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- The requests are read three times: for what is counted by authority, for the same child asked for twice, and for
-- days that are still to come, which the first leaves out.

CREATE VIEW finding_in_cases AS
SELECT 'cases' AS area, 'requests of authority ' || c.local_authority AS subject, f.finding, f.severity, f.how_many, c.requests AS out_of, NULL::text AS example, f.what_to_do
FROM (
    SELECT r.local_authority, count(*) AS requests, max(r.latest) AS latest, r.today,
           count(*) FILTER (WHERE r.received_on IS NULL AND NOT r.historical) AS not_received,
           count(*) FILTER (WHERE r.request_outcome IN ('Y', 'N') AND r.request_outcome_on IS NULL) AS decision_undated,
           count(*) FILTER (WHERE r.request_outcome_on IS NOT NULL AND coalesce(r.request_outcome = 'A', true)) AS decision_unnamed,
           count(*) FILTER (WHERE r.assessment_outcome = 'N' AND r.assessment_outcome_on IS NULL) AS refusal_undated,
           count(*) FILTER (WHERE r.assessment_outcome_on IS NOT NULL AND coalesce(r.assessment_outcome = 'A', true)) AS outcome_unnamed,
           count(*) FILTER (WHERE r.assessment_outcome_on < r.request_outcome_on) AS plan_before_decision,
           count(*) FILTER (WHERE r.assessment_outcome <> 'H' AND (r.request_outcome IN ('A', 'W', 'H') OR r.request_outcome IS NULL)) AS assessed_undecided,
           count(*) FILTER (WHERE r.assessment_outcome <> 'H' AND r.request_outcome = 'N' AND NOT coalesce(r.request_mediation, false) AND NOT coalesce(r.request_tribunal, false)) AS assessed_refused,
           count(*) FILTER (WHERE r.request_outcome IS NULL AND coalesce(r.assessment_outcome, 'A') = 'A' AND r.received_on + 42 < r.today AND NOT r.ended) AS decision_missing,
           count(*) FILTER (WHERE r.received_on + 364 < r.today AND NOT r.ended) AS very_old,
           count(*) FILTER (WHERE r.plan_start_on < r.received_on) AS started_before,
           count(*) FILTER (WHERE r.plan_start_on IS NOT NULL AND coalesce(r.assessment_outcome NOT IN ('Y', 'H'), true)) AS started_without,
           count(*) FILTER (WHERE r.closed_on < r.assessment_outcome_on) AS finished_after_closed,
           count(*) FILTER (WHERE (r.request_outcome = 'W' OR r.assessment_outcome = 'W' OR r.exported_to IS NOT NULL) AND r.closed_on IS NULL AND NOT r.historical) AS ended_undated,
           count(*) FILTER (WHERE r.exported_to = r.local_authority) AS exported_home,
           count(*) FILTER (WHERE r.week20 AND NOT r.excepted) AS unexplained,
           count(*) FILTER (WHERE r.excepted AND NOT coalesce(r.week20, false)) AS unflagged,
           count(*) FILTER (WHERE r.plan_in_12_months) AS plans_in_12_months,
           count(*) FILTER (WHERE r.plan_in_12_months AND (r.excepted OR coalesce(r.week20, false))) AS excepted_in_12_months,
           count(*) FILTER (WHERE r.received_on >= date '2025-01-01') AS of_2025,
           count(*) FILTER (WHERE r.received_on >= date '2025-01-01' AND r.request_source IS NULL AND NOT r.historical) AS no_source,
           count(*) FILTER (WHERE r.rya IS NULL AND NOT r.historical) AS no_rya,
           count(*) FILTER (WHERE greatest(r.request_outcome_on, r.assessment_outcome_on, r.closed_on) > greatest(r.today, current_date)) AS to_come
    FROM (
        -- ended: not open, as view case_status has it.
        SELECT q.*, e.request_ref IS NOT NULL AS excepted, t.today,
               coalesce(q.request_outcome = 'H', false) OR coalesce(q.assessment_outcome = 'H', false) AS historical,
               coalesce(q.assessment_outcome = 'Y' AND q.assessment_outcome_on > (t.today - interval '12 months')::date AND q.assessment_outcome_on <= t.today, false) AS plan_in_12_months,
               coalesce(q.request_outcome = 'H', false) OR coalesce(q.assessment_outcome = 'H', false) OR coalesce(q.closed_on <= t.today, false)
                   OR (q.closed_on IS NULL AND (q.exported_to IS NOT NULL OR coalesce(q.request_outcome = 'W', false) OR coalesce(q.assessment_outcome = 'W', false)))
                   OR coalesce(q.assessment_outcome = 'Y' AND q.assessment_outcome_on <= t.today, false) OR coalesce(q.assessment_outcome = 'N' AND coalesce(q.assessment_outcome_on <= t.today, true), false)
                   OR coalesce(q.request_outcome = 'N' AND q.assessment_outcome IS NULL AND coalesce(q.request_outcome_on <= t.today, true), false) AS ended,
               greatest(q.received_on, CASE WHEN q.request_outcome_on <= t.today THEN q.request_outcome_on END, CASE WHEN q.assessment_outcome_on <= t.today THEN q.assessment_outcome_on END,
                        CASE WHEN q.closed_on <= t.today THEN q.closed_on END) AS latest
        FROM ehc_request q
        CROSS JOIN (SELECT sen.today() AS today) t
        LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x WHERE x.time_limit = 'final_plan') e
            ON e.local_authority = q.local_authority AND e.request_ref = q.request_ref
        WHERE q.received_on IS NULL OR q.received_on <= t.today
    ) r
    GROUP BY r.local_authority, r.today
) c
CROSS JOIN LATERAL (VALUES
    ('the day received is unknown', 'error', c.not_received, 'Such a plan is in the denominator of the 20-week rate and never in time. Find received_on.'),
    ('decided whether to assess, but not when', 'error', c.decision_undated, 'Give request_outcome_on.'),
    ('the day of a decision to assess or not, but no decision', 'error', c.decision_unnamed, 'Give request_outcome Y or N, or remove the day.'),
    ('no plan will be made, but not when the family was told', 'error', c.refusal_undated, 'Give assessment_outcome_on.'),
    ('the day of a plan or refusal, but not which', 'error', c.outcome_unnamed, 'Give assessment_outcome Y or N, or remove the day.'),
    ('plan issued or refused before the decision to assess', 'error', c.plan_before_decision, 'Correct one of the two days.'),
    ('an assessment, though the request is undecided, withdrawn or historical', 'error', c.assessed_undecided, 'Give request_outcome Y, or remove what follows: SEN2 takes nothing after A, W or H.'),
    ('an assessment, though refused, and no mediation or appeal', 'query', c.assessed_refused, 'Right only if the refusal was reversed: then set request_mediation or request_tribunal.'),
    ('received more than 6 weeks ago, and nothing said about the decision', 'query', c.decision_missing, 'Give the decision and its day; A says that it is not made yet.'),
    ('decided, finished or closed on a day that is still to come', 'error', c.to_come, 'Correct the day: these days say what has happened.'),
    ('open for more than 52 weeks', 'query', c.very_old, 'Check that it is still open: a case that was never closed makes the backlog too large.'),
    ('the plan starts before the request was received', 'query', c.started_before, 'Check plan_start_on and received_on; a plan that came from another authority has outcome H.'),
    ('a plan has started, but none is recorded as issued', 'query', c.started_without, 'Give assessment_outcome Y and its day.'),
    ('plan issued or refused after the case was closed', 'query', c.finished_after_closed, 'Correct closed_on: it is for cases that end without a decision.'),
    ('withdrawn or moved away, but not when', 'query', c.ended_undated, 'Give closed_on: until then it counts as never having been open.'),
    ('moved away to the same authority', 'error', c.exported_home, 'Correct exported_to.'),
    ('flagged as under an exception (week20), but no exception is named', 'query', c.unexplained, 'Add the circumstance and its evidence to assessment_exception: the list in the law is closed.'),
    ('an exception is named, but the case is not flagged (week20)', 'query', c.unflagged, 'Set week20, or the return to DfE shows it without exception.'),
    ('plans of the last 12 months under an exception: more than half of ' || c.plans_in_12_months, 'query', CASE WHEN c.plans_in_12_months >= 10 AND 2 * c.excepted_in_12_months > c.plans_in_12_months THEN c.excepted_in_12_months ELSE 0 END,
        'The rate that leaves out exceptions rests on few plans. Check how exceptions are recorded.'),
    ('received in 2025 or later without saying who asked', 'query', c.no_source, 'Give request_source: SEN2 item 2.2, required from the 2026 return.'),
    ('not said whether in youth accommodation', 'information', c.no_rya, 'Give rya: SEN2 item 2.3.'),
    ('nothing received, decided or finished since ' || to_char(c.latest, 'FMDD FMMonth YYYY'), 'query', CASE WHEN c.latest + 31 < c.today THEN c.requests ELSE 0 END, 'Is the extract up to date? Load a new one.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'cases', 'requests of authority ' || d.local_authority, 'the same child and the same day received as another request', 'error', sum(d.requests - 1)::bigint, NULL, NULL, 'One was entered twice: remove it.'
FROM (
    SELECT r.local_authority, count(*) AS requests
    FROM ehc_request r
    WHERE r.child_ref IS NOT NULL AND r.received_on <= sen.today()
    GROUP BY r.local_authority, r.child_ref, r.received_on
    HAVING count(*) > 1
) d
GROUP BY d.local_authority
UNION ALL
SELECT 'cases', 'requests of authority ' || r.local_authority, 'received on a day that is still to come', 'error', count(*), NULL, NULL, 'Correct received_on: no report counts it before that day.'
FROM ehc_request r
WHERE r.received_on > greatest(sen.today(), current_date)
GROUP BY r.local_authority
UNION ALL
SELECT 'cases', 'advice for authority ' || c.local_authority, 'answered before the body received the request', 'query', c.early, c.asked, NULL, 'Check received_on and responded_on: the six weeks count from received_on.'
FROM (SELECT a.local_authority, count(*) AS asked, count(*) FILTER (WHERE a.responded_on < a.received_on) AS early FROM advice_request a WHERE a.asked_on <= sen.today() GROUP BY a.local_authority) c
WHERE c.early > 0
UNION ALL
SELECT 'cases', 'annual reviews of authority ' || c.local_authority, f.finding, f.severity, f.how_many, c.reviews, NULL, f.what_to_do
FROM (
    SELECT v.local_authority, count(*) AS reviews,
           count(*) FILTER (WHERE v.outcome IS NOT NULL AND v.decision_sent_on IS NULL) AS undated,
           count(*) FILTER (WHERE v.outcome IS NULL AND v.decision_sent_on IS NOT NULL) AS unnamed,
           count(*) FILTER (WHERE v.decision_sent_on IS NOT NULL AND v.meeting_on IS NULL) AS no_meeting,
           count(*) FILTER (WHERE v.outcome IN ('C', 'M') AND v.amended_plan_sent_on IS NOT NULL) AS amended_anyway,
           count(*) FILTER (WHERE v.amended_plan_sent_on IS NOT NULL AND v.amendment_notice_sent_on IS NULL) AS no_notice
    FROM annual_review v
    WHERE coalesce(v.meeting_on <= sen.today(), true)
    GROUP BY v.local_authority
) c
CROSS JOIN LATERAL (VALUES
    ('an outcome, but not when it was notified', 'error', c.undated, 'Give decision_sent_on: such a review counts as undecided.'),
    ('a decision was notified, but not which', 'error', c.unnamed, 'Give outcome: SEN2 item 5.4c.'),
    ('a decision, but no day of the meeting', 'query', c.no_meeting, 'Give meeting_on: the four weeks count from it.'),
    ('an amended plan, though the outcome was not to amend', 'query', c.amended_anyway, 'Check outcome.'),
    ('an amended plan, but no notice of the amendments', 'query', c.no_notice, 'Give amendment_notice_sent_on: SEN2 item 5.4d.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'cases', 'waits of authority ' || c.local_authority, f.finding, f.severity, f.how_many, c.waits, NULL, f.what_to_do
FROM (
    SELECT w.local_authority, count(*) AS waits,
           count(*) FILTER (WHERE w.assessed_on IS NOT NULL AND w.left_on IS NOT NULL) AS both_ends,
           count(*) FILTER (WHERE w.last_contact_on < w.referred_on) AS contact_before
    FROM wait w
    WHERE w.referred_on <= sen.today()
    GROUP BY w.local_authority
) c
CROSS JOIN LATERAL (VALUES
    ('both assessed and left the list', 'query', c.both_ends, 'Keep the one that ended the wait.'),
    ('last contact before the referral', 'query', c.contact_before, 'Check last_contact_on and referred_on.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'cases', 'appeals of authority ' || a.local_authority, 'order made before the appeal was lodged', 'error', count(*), NULL, NULL, 'Check ordered_on and lodged_on.'
FROM appeal a
WHERE a.ordered_on < a.lodged_on
GROUP BY a.local_authority;
COMMENT ON VIEW finding_in_cases IS 'Findings about the cases, as counts for each authority: a part of data_quality. Reads with the rights of the owner and free of policies. Not meant to be granted to anyone. Columns as there.';
COMMENT ON COLUMN finding_in_cases.area IS 'What it is about: cases, meetings, actions, log, measures, objectives, risks, reviews, evidence or vocabulary.';
COMMENT ON COLUMN finding_in_cases.subject IS 'Which records: such as actions, milestones or requests of authority 344; for a stale measure, the measure.';
COMMENT ON COLUMN finding_in_cases.finding IS 'What is wrong with them, in words.';
COMMENT ON COLUMN finding_in_cases.severity IS 'error (wrong, contradicts itself, or too old to use), query (may be right; somebody should look) or information.';
COMMENT ON COLUMN finding_in_cases.how_many IS 'How many records it is true of.';
COMMENT ON COLUMN finding_in_cases.out_of IS 'Out of how many; empty where there is no such number.';
COMMENT ON COLUMN finding_in_cases.example IS 'The first of them by name; always empty for cases.';
COMMENT ON COLUMN finding_in_cases.what_to_do IS 'Why it matters or what to do.';
-- View data_quality of one programme: is our own data complete, valid and fresh? All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- What a constraint can refuse is refused in the tables. Here is what may be right after all, comes
-- in before the rest is known, or is seen only across rows. The table of both is in doc/data_quality.md.

CREATE VIEW data_quality AS
SELECT f.area, f.subject, f.finding, f.severity, f.how_many, f.out_of, f.example, f.what_to_do
FROM (
    SELECT p.area, p.subject, p.finding, p.severity, p.how_many::bigint, p.out_of::bigint, p.example, p.what_to_do FROM finding_in_plan p
    UNION ALL
    SELECT b.area, b.subject, b.finding, b.severity, b.how_many::bigint, b.out_of::bigint, b.example, b.what_to_do FROM finding_in_board b
    UNION ALL
    SELECT c.area, c.subject, c.finding, c.severity, c.how_many, c.out_of, c.example, c.what_to_do FROM finding_in_cases c
    UNION ALL
    -- Days that say what has happened cannot be still to come, neither as on sen.today() nor today.
    SELECT d.area, d.subject, 'dated on a day that is still to come', 'error', count(*), NULL, min(d.name), 'Correct the day: until it comes, reports take it as not done or not there.'
    FROM (
        SELECT 'evidence' AS area, 'evidence' AS subject, x.evidence_id AS name, x.dated_on AS latest FROM evidence x
        UNION ALL SELECT 'objectives', 'objectives', x.objective_id, x.agreed_on FROM objective x
        UNION ALL SELECT 'measures', 'figures', x.measure_id || ' to ' || x.period_to, greatest(x.period_to, x.reported_on) FROM measurement x WHERE greatest(x.period_to, x.reported_on) > current_date
        UNION ALL SELECT 'actions', 'actions', x.action_id, greatest(x.agreed_on, x.done_on) FROM action x
        UNION ALL SELECT 'log', 'entries', x.log_entry_id::text, x.entered_on FROM log_entry x
        UNION ALL SELECT 'log', 'escalations', x.escalation_id::text, greatest(x.raised_on, x.resolved_on) FROM escalation x
        UNION ALL SELECT 'log', 'feedback', x.feedback_id::text, x.received_on FROM feedback x
        UNION ALL SELECT 'log', 'updates of advisers', x.adviser_update_id::text, x.given_on FROM adviser_update x
        UNION ALL SELECT 'meetings', 'meetings', x.meeting_id, greatest(x.agreed_with_dfe_on, x.papers_sent_on, x.risk_register_sent_on, x.mitigation_plan_sent_on, x.held_on, x.cancelled_on, x.minutes_sent_on) FROM meeting x
        UNION ALL SELECT 'meetings', 'invitations', x.meeting_id || ', ' || x.post_id, x.sent_on FROM invitation x
        UNION ALL SELECT 'reviews', 'reviews', x.review_id, greatest(x.held_on, x.reported_on, x.self_assessment_sent_on) FROM review x
        UNION ALL SELECT 'risks', 'risks', x.risk_id, greatest(x.opened_on, x.closed_on) FROM risk x
        UNION ALL SELECT 'risks', 'assessments', x.risk_id || ' on ' || x.assessed_on, x.assessed_on FROM risk_assessment x WHERE x.assessed_on > current_date
        UNION ALL SELECT 'risks', 'mitigations', x.risk_id || ' no. ' || x.mitigation_number, x.done_on FROM mitigation x
    ) d
    WHERE d.latest > greatest(sen.today(), current_date)
    GROUP BY d.area, d.subject
) f
ORDER BY array_position('{error,query,information}', f.severity), f.how_many DESC, f.area, f.subject, f.finding;
COMMENT ON VIEW data_quality IS 'What is missing, contradicts itself, is out of date or cannot be, in every table of the programme: one row for each kind of finding and what it is about, errors first, then queries, then information; of these the most frequent first. Of cases only counts. No rows: nothing was found.';
COMMENT ON COLUMN data_quality.area IS 'What it is about: cases, meetings, actions, log, measures, objectives, risks, reviews, evidence or vocabulary.';
COMMENT ON COLUMN data_quality.subject IS 'Which records: such as actions, milestones or requests of authority 344; for a stale measure, the measure.';
COMMENT ON COLUMN data_quality.finding IS 'What is wrong with them, in words.';
COMMENT ON COLUMN data_quality.severity IS 'error (wrong, contradicts itself, or too old to use), query (may be right; somebody should look) or information.';
COMMENT ON COLUMN data_quality.how_many IS 'How many records it is true of.';
COMMENT ON COLUMN data_quality.out_of IS 'Out of how many; empty where there is no such number.';
COMMENT ON COLUMN data_quality.example IS 'The first of them by name; always empty for cases.';
COMMENT ON COLUMN data_quality.what_to_do IS 'Why it matters or what to do.';
-- Views of one programme: how each area of a notice is doing. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW area_progress AS
SELECT s.notice_id, s.area_number, s.kind, s.title, a.paragraph, s.status, s.since,
       coalesce(o.objectives, 0) AS objectives, coalesce(c.actions, 0) AS actions, coalesce(c.complete, 0) AS actions_complete, coalesce(c.overdue, 0) AS actions_overdue,
       coalesce(m.measures, 0) AS measures, coalesce(m.met, 0) AS measures_met, coalesce(m.on_track, 0) AS measures_on_track,
       coalesce(m.at_risk, 0) AS measures_at_risk, coalesce(m.off_track, 0) AS measures_off_track, coalesce(m.no_recent_data, 0) AS measures_without_recent_data,
       e.last_entry_on,
       CASE WHEN s.status IN ('business as usual', 'closed') THEN s.status || '; ' ELSE '' END
       || CASE WHEN coalesce(o.objectives, 0) = 0 THEN 'no objective in the plans'
               ELSE format('%s of %s actions complete', coalesce(c.complete, 0), coalesce(c.actions, 0))
                    || CASE WHEN c.overdue > 0 THEN format(', %s overdue', c.overdue) ELSE '' END
                    || CASE WHEN m.measures > 0 THEN format('; measures: %s', concat_ws(', ', nullif(m.met, 0) || ' met', nullif(m.on_track, 0) || ' on track', nullif(m.at_risk, 0) || ' at risk',
                                                                                           nullif(m.off_track, 0) || ' off track', nullif(m.no_recent_data, 0) || ' without recent data'))
                            ELSE '; no measure' END
          END AS in_words
FROM area_standing s
JOIN area a ON a.notice_id = s.notice_id AND a.area_number = s.area_number
LEFT JOIN (
    SELECT l.notice_id, l.area_number, count(*) AS objectives
    FROM objective_area l JOIN objective b ON b.objective_id = l.objective_id
    WHERE b.agreed_on <= sen.today()
    GROUP BY l.notice_id, l.area_number
) o ON o.notice_id = s.notice_id AND o.area_number = s.area_number
LEFT JOIN (
    SELECT l.notice_id, l.area_number, count(*) AS actions, count(*) FILTER (WHERE t.is_complete) AS complete, count(*) FILTER (WHERE t.overdue) AS overdue
    FROM objective_area l JOIN action_status t ON t.objective_id = l.objective_id
    GROUP BY l.notice_id, l.area_number
) c ON c.notice_id = s.notice_id AND c.area_number = s.area_number
LEFT JOIN (
    SELECT l.notice_id, l.area_number, count(*) AS measures, count(*) FILTER (WHERE d.verdict = 'met') AS met, count(*) FILTER (WHERE d.verdict = 'on track') AS on_track,
           count(*) FILTER (WHERE d.verdict = 'at risk') AS at_risk, count(*) FILTER (WHERE d.verdict = 'off track') AS off_track, count(*) FILTER (WHERE d.verdict = 'no recent data') AS no_recent_data
    FROM objective_area l JOIN dashboard d ON d.objective_id = l.objective_id
    GROUP BY l.notice_id, l.area_number
) m ON m.notice_id = s.notice_id AND m.area_number = s.area_number
LEFT JOIN (
    SELECT l.notice_id, l.area_number, max(e.entered_on) AS last_entry_on
    FROM log_entry e
    LEFT JOIN action t ON t.action_id = e.action_id
    JOIN objective_area l ON l.objective_id = coalesce(e.objective_id, t.objective_id)
    WHERE e.entered_on <= sen.today()
    GROUP BY l.notice_id, l.area_number
) e ON e.notice_id = s.notice_id AND e.area_number = s.area_number
JOIN notice n ON n.notice_id = s.notice_id
WHERE n.issued_on <= sen.today()
ORDER BY n.issued_on, s.area_number;
COMMENT ON VIEW area_progress IS 'Every area of every notice issued by sen.today(), with its standing, its objectives, actions and measures. An objective that serves several areas counts in each.';
COMMENT ON COLUMN area_progress.paragraph IS 'Paragraph of the notice that names the area; empty if unknown.';
COMMENT ON COLUMN area_progress.objectives IS 'Objectives that serve it.';
COMMENT ON COLUMN area_progress.actions IS 'Actions of these objectives.';
COMMENT ON COLUMN area_progress.actions_complete IS 'Of these, actions that are complete.';
COMMENT ON COLUMN area_progress.actions_overdue IS 'Of these, actions that are open past their due day.';
COMMENT ON COLUMN area_progress.measures IS 'Measures of these objectives.';
COMMENT ON COLUMN area_progress.measures_met IS 'Of these, measures that have met their target (verdict of view dashboard).';
COMMENT ON COLUMN area_progress.measures_on_track IS 'Of these, measures on track.';
COMMENT ON COLUMN area_progress.measures_at_risk IS 'Of these, measures at risk.';
COMMENT ON COLUMN area_progress.measures_off_track IS 'Of these, measures off track.';
COMMENT ON COLUMN area_progress.measures_without_recent_data IS 'Of these, measures without recent data.';
COMMENT ON COLUMN area_progress.last_entry_on IS 'Day of the last entry in the log on one of its objectives or actions; empty if there is none.';
COMMENT ON COLUMN area_progress.in_words IS 'The same in words.';
-- Views of one programme: is every paragraph of a notice met, and by what evidence. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- Nothing here is typed in: a row of requirement names its test (table compliance_test), and the test is
-- computed from what the other tables hold. First the facts for each notice, then the tests. View notice_judged
-- does both once; notice_compliance, self_assessment and step_down show parts of it.

-- They rest on dashboard and action_status in several places, and so does area_progress. Each is planned and run
-- once: under their own names here, which the text of area_progress finds as well.
DO $judged$
BEGIN
    EXECUTE pg_catalog.replace($view$
CREATE VIEW notice_judged AS
WITH dashboard AS MATERIALIZED (
    SELECT d.objective_id, d.title, d.target_on, d.verdict FROM dashboard d
), action_status AS MATERIALIZED (
    SELECT t.objective_id, t.is_complete, t.overdue FROM action_status t
), issued AS MATERIALIZED (
    SELECT n.notice_id, n.issued_on, n.actions_due_on, t.today,
           least(t.today, n.replaced_on, n.stepped_down_on) AS until,
           coalesce(n.replaced_on > t.today, true) AND coalesce(n.stepped_down_on > t.today, true) AS in_force
    FROM notice n CROSS JOIN (SELECT sen.today() AS today) t
    WHERE n.issued_on <= t.today
), reviewed AS MATERIALIZED (
    SELECT i.notice_id, count(r.review_id) AS reviews, max(r.held_on) AS last_review_on,
           count(*) FILTER (WHERE r.self_assessment_sent_on <= r.held_on) AS reviews_with_assessment,
           count(*) FILTER (WHERE r.kind = 'diagnostic') AS diagnostics,
           count(*) FILTER (WHERE a.access) AS reviews_with_access, count(*) FILTER (WHERE a.facilities) AS reviews_with_facilities,
           coalesce(max(r.held_on), i.issued_on) AS since, i.until
    FROM issued i
    LEFT JOIN review r ON r.notice_id = i.notice_id AND r.held_on <= i.until
    LEFT JOIN LATERAL (SELECT bool_or(e.kind = 'access') AS access, bool_or(e.kind = 'facilities') AS facilities FROM evidence e WHERE e.review_id = r.review_id AND e.dated_on <= i.today) a ON true
    GROUP BY i.notice_id, i.issued_on, i.until
), topics AS MATERIALIZED (
    SELECT i.notice_id, count(DISTINCT c.topic) AS topics
    FROM issued i
    JOIN review r ON r.notice_id = i.notice_id AND r.held_on <= i.until
    JOIN review_covers c ON c.review_id = r.review_id
    GROUP BY i.notice_id
), area_now AS MATERIALIZED (
    SELECT a.notice_id, a.area_number, a.paragraph, a.kind, a.status, a.objectives, a.measures, a.measures_met, a.measures_at_risk, a.measures_off_track, a.measures_without_recent_data, a.last_entry_on, a.in_words,
           coalesce(a.status IN ('business as usual', 'closed'), false) AS done
    FROM (<area_progress>) a
), areas AS MATERIALIZED (
    SELECT p.notice_id, count(*) AS areas, count(*) FILTER (WHERE p.done) AS areas_done,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done) AS areas_open,
           count(*) FILTER (WHERE NOT p.done) AS active_areas,
           count(*) FILTER (WHERE NOT p.done AND p.objectives > 0) AS active_with_objective,
           count(*) FILTER (WHERE NOT p.done AND p.measures > 0) AS active_with_measure,
           count(*) FILTER (WHERE NOT p.done AND p.last_entry_on > v.since) AS active_with_entry,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done AND p.objectives = 0) AS without_objective,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done AND p.measures = 0) AS without_measure,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done AND coalesce(p.last_entry_on <= v.since, true)) AS without_entry,
           count(*) FILTER (WHERE p.kind = 'DfE recommendation') AS recommendations,
           count(*) FILTER (WHERE p.kind = 'DfE recommendation' AND p.objectives > 0) AS recommendations_in_plans
    FROM area_now p
    JOIN reviewed v ON v.notice_id = p.notice_id
    GROUP BY p.notice_id
), of_notice AS MATERIALIZED (
    SELECT DISTINCT a.notice_id, a.objective_id FROM objective_area a
), planned AS MATERIALIZED (
    SELECT l.notice_id, count(*) AS objectives, count(*) FILTER (WHERE s.actions > 0) AS objectives_with_action, count(*) FILTER (WHERE o.co_produced) AS objectives_co_produced,
           count(*) FILTER (WHERE s.last_entry_on > v.since) AS objectives_with_entry, string_agg(DISTINCT o.plan, ', ' ORDER BY o.plan) AS plans,
           string_agg(o.objective_id, ', ' ORDER BY o.objective_id) FILTER (WHERE s.actions = 0) AS without_action
    FROM of_notice l
    JOIN objective o ON o.objective_id = l.objective_id AND o.agreed_on <= sen.today()
    JOIN reviewed v ON v.notice_id = l.notice_id
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE t.agreed_on <= sen.today()) AS actions, greatest(max(e.last_entry_on), (SELECT max(d.entered_on) FROM log_entry d WHERE d.objective_id = o.objective_id AND d.entered_on <= sen.today())) AS last_entry_on
        FROM action t
        LEFT JOIN LATERAL (SELECT max(d.entered_on) AS last_entry_on FROM log_entry d WHERE d.action_id = t.action_id AND d.entered_on <= sen.today()) e ON true
        WHERE t.objective_id = o.objective_id
    ) s
    GROUP BY l.notice_id
), acted AS MATERIALIZED (
    SELECT l.notice_id, count(*) AS actions, count(*) FILTER (WHERE t.is_complete) AS actions_complete,
           count(*) FILTER (WHERE t.overdue) AS actions_overdue
    FROM of_notice l
    JOIN action_status t ON t.objective_id = l.objective_id
    GROUP BY l.notice_id
), measured AS MATERIALIZED (
    SELECT l.notice_id, count(*) AS measures, count(*) FILTER (WHERE d.verdict = 'met') AS measures_met, count(*) FILTER (WHERE d.verdict IN ('met', 'on track')) AS measures_met_or_on_track,
           count(*) FILTER (WHERE d.verdict = 'no recent data') AS measures_without_recent_data,
           count(*) FILTER (WHERE d.target_on <= sen.today()) AS measures_due, count(*) FILTER (WHERE d.target_on <= sen.today() AND d.verdict = 'met') AS measures_due_met,
           string_agg(d.title, '; ' ORDER BY d.title) FILTER (WHERE d.verdict = 'no recent data') AS without_recent_data
    FROM of_notice l
    JOIN dashboard d ON d.objective_id = l.objective_id
    GROUP BY l.notice_id
), heard AS MATERIALIZED (
    SELECT f.notice_id,
           count(*) FILTER (WHERE f.received_on > f.since AND f.from_whom = 'parents and carers') AS from_parents, count(*) FILTER (WHERE f.received_on > f.since AND f.from_whom = 'children and young people') AS from_young_people,
           count(*) FILTER (WHERE f.received_on > f.since AND f.from_whom = 'schools') AS from_schools,
           count(*) FILTER (WHERE f.year AND f.from_whom = 'parents and carers') AS parents_in_year, count(*) FILTER (WHERE f.year AND f.from_whom = 'children and young people') AS young_people_in_year,
           count(*) FILTER (WHERE f.year AND f.from_whom = 'schools') AS schools_in_year
    FROM (SELECT v.notice_id, v.since, b.received_on, b.from_whom, b.received_on > v.until - interval '12 months' AS year FROM reviewed v JOIN feedback b ON b.received_on <= v.until) f
    GROUP BY f.notice_id
), shown AS MATERIALIZED (
    SELECT v.notice_id, count(*) FILTER (WHERE e.kind = 'co-production' AND e.dated_on > v.since) AS co_production, count(*) FILTER (WHERE e.kind = 'governance') AS governance
    FROM reviewed v JOIN evidence e ON e.dated_on <= v.until
    GROUP BY v.notice_id
), advised AS MATERIALIZED (
    SELECT u.notice_id, count(*) AS updates, max(u.given_on) AS last_update_on
    FROM issued i JOIN adviser_update u ON u.notice_id = i.notice_id AND u.given_on <= i.until
    GROUP BY u.notice_id
), held AS MATERIALIZED (
    SELECT i.notice_id, i.today, i.until, m.meeting_id, m.title, m.meets_on, m.risk_register, m.risk_register_sent_on, m.mitigation_plan, m.mitigation_plan_sent_on,
           m.risks_open, m.risks_assessed, m.actions_open, m.actions_updated, m.notice_roles_invited, m.minutes, coalesce(e.entries, 0) AS entries, coalesce(e.highlights, 0) AS highlights,
           row_number() OVER (PARTITION BY i.notice_id ORDER BY m.meets_on DESC, m.meeting_id) = 1 AS is_last
    FROM issued i
    JOIN meeting_readiness m ON m.standing = 'held' AND m.meets_on >= i.issued_on AND m.meets_on <= i.until
    LEFT JOIN (
        SELECT l.meeting_id, count(*) AS entries, count(*) FILTER (WHERE l.needs_more_from IS NOT NULL OR d.rag IN ('amber', 'red')) AS highlights
        FROM log_entry l LEFT JOIN delivery_status d ON d.delivery_status = l.delivery_status
        WHERE l.entered_on <= sen.today()
        GROUP BY l.meeting_id
    ) e ON e.meeting_id = m.meeting_id
), met AS MATERIALIZED (
    SELECT h.notice_id, count(*) AS meetings, max(h.meets_on) AS last_held_on,
           count(*) FILTER (WHERE h.entries > 0) AS meetings_with_entries, string_agg(h.title, ', ' ORDER BY h.meets_on) FILTER (WHERE h.entries = 0) AS without_entries,
           count(*) FILTER (WHERE h.notice_roles_invited = 3) AS meetings_with_advisers, string_agg(h.title, ', ' ORDER BY h.meets_on) FILTER (WHERE h.notice_roles_invited < 3) AS without_advisers,
           count(*) FILTER (WHERE h.meets_on < h.today - 28) AS meetings_to_minute, count(*) FILTER (WHERE h.meets_on < h.today - 28 AND h.minutes = 'sent') AS meetings_minuted,
           string_agg(h.title, ', ' ORDER BY h.meets_on) FILTER (WHERE h.meets_on < h.today - 28 AND h.minutes <> 'sent') AS without_minutes
    FROM held h
    GROUP BY h.notice_id
), leaders (notice_role) AS (
    VALUES ('council chief executive'), ('ICB chief executive'), ('children''s services accountable officer'), ('ICB accountable officer')
), attended AS MATERIALIZED (
    SELECT s.meeting_id, s.held_on, s.sector, coalesce(s.represented, false) AS there
    FROM attendance_summary s WHERE s.expected_on_board
), at_last AS MATERIALIZED (
    SELECT l.notice_id, l.risk_register = 'in time' AS register_in_time, l.risk_register_sent_on AS register_sent_on, l.mitigation_plan = 'in time' AS mitigation_in_time, l.mitigation_plan_sent_on AS mitigation_sent_on,
           l.risks_open, l.risks_assessed, l.actions_open AS actions_to_update, l.actions_updated, l.entries AS last_entries, l.highlights AS last_highlights,
           s.sectors_expected, s.sectors_there, s.sectors_missing, y.sectors_absent_in_year, w.leaders_there, w.leaders_missing, e.papers_data, e.papers_analysis, e.papers_lives
    FROM held l
    CROSS JOIN LATERAL (
        SELECT count(*) AS sectors_expected, count(*) FILTER (WHERE a.there) AS sectors_there, string_agg(a.sector, ', ' ORDER BY a.sector) FILTER (WHERE NOT a.there) AS sectors_missing
        FROM attended a WHERE a.meeting_id = l.meeting_id
    ) s
    CROSS JOIN LATERAL (
        SELECT string_agg(b.sector, ', ' ORDER BY b.sector) FILTER (WHERE NOT b.there) AS sectors_absent_in_year
        FROM (SELECT a.sector, bool_or(a.there AND a.held_on > l.until - interval '12 months') AS there FROM attended a WHERE a.held_on <= l.until GROUP BY a.sector) b
    ) y
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE x.there) AS leaders_there, string_agg(x.notice_role, ', ' ORDER BY x.notice_role) FILTER (WHERE NOT x.there) AS leaders_missing
        FROM (SELECT d.notice_role, EXISTS (SELECT FROM attendance a JOIN post o ON o.post_id = a.post_id
                                            WHERE a.meeting_id = l.meeting_id AND a.attendance IN ('present', 'deputy') AND o.notice_role = d.notice_role) AS there FROM leaders d) x
    ) w
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE x.kind = 'data') AS papers_data, count(*) FILTER (WHERE x.kind = 'analysis') AS papers_analysis, count(*) FILTER (WHERE x.kind = 'lived experience') AS papers_lives
        FROM evidence x WHERE x.meeting_id = l.meeting_id AND x.dated_on <= l.meets_on
    ) e
    WHERE l.is_last
), raised AS MATERIALIZED (
    SELECT i.notice_id, count(*) AS escalations, count(*) FILTER (WHERE e.resolved_on <= i.today) AS escalations_resolved
    FROM issued i JOIN escalation e ON e.raised_on >= i.issued_on AND e.raised_on <= i.until
    GROUP BY i.notice_id
), facts AS MATERIALIZED (
    SELECT i.notice_id, i.issued_on, i.in_force, i.actions_due_on,
           v.reviews, v.last_review_on, v.reviews_with_assessment, v.diagnostics, v.reviews_with_access, v.reviews_with_facilities, coalesce(k.topics, 0) AS topics,
           coalesce(a.areas, 0) AS areas, coalesce(a.areas_done, 0) AS areas_done, a.areas_open, coalesce(a.active_areas, 0) AS active_areas, coalesce(a.active_with_objective, 0) AS active_with_objective,
           coalesce(a.active_with_measure, 0) AS active_with_measure, coalesce(a.active_with_entry, 0) AS active_with_entry, a.without_objective, a.without_measure, a.without_entry,
           coalesce(a.recommendations, 0) AS recommendations, coalesce(a.recommendations_in_plans, 0) AS recommendations_in_plans,
           coalesce(p.objectives, 0) AS objectives, coalesce(p.objectives_with_action, 0) AS objectives_with_action, coalesce(p.objectives_co_produced, 0) AS objectives_co_produced,
           coalesce(p.objectives_with_entry, 0) AS objectives_with_entry, p.plans, p.without_action,
           coalesce(c.actions, 0) AS actions, coalesce(c.actions_complete, 0) AS actions_complete, coalesce(c.actions_overdue, 0) AS actions_overdue,
           coalesce(d.measures, 0) AS measures, coalesce(d.measures_met, 0) AS measures_met, coalesce(d.measures_met_or_on_track, 0) AS measures_met_or_on_track,
           coalesce(d.measures_without_recent_data, 0) AS measures_without_recent_data, coalesce(d.measures_due, 0) AS measures_due, coalesce(d.measures_due_met, 0) AS measures_due_met, d.without_recent_data,
           coalesce(h.from_parents, 0) AS from_parents, coalesce(h.from_young_people, 0) AS from_young_people, coalesce(h.from_schools, 0) AS from_schools,
           coalesce(h.parents_in_year, 0) AS parents_in_year, coalesce(h.young_people_in_year, 0) AS young_people_in_year, coalesce(h.schools_in_year, 0) AS schools_in_year,
           coalesce(e.co_production, 0) AS co_production, coalesce(e.governance, 0) AS governance,
           coalesce(u.updates, 0) AS updates, u.last_update_on,
           coalesce(m.meetings, 0) AS meetings, coalesce(m.meetings_with_entries, 0) AS meetings_with_entries, coalesce(m.meetings_with_advisers, 0) AS meetings_with_advisers,
           coalesce(m.meetings_to_minute, 0) AS meetings_to_minute, coalesce(m.meetings_minuted, 0) AS meetings_minuted, m.last_held_on, m.without_advisers, m.without_entries, m.without_minutes,
           x.register_in_time, x.register_sent_on, x.mitigation_in_time, x.mitigation_sent_on, x.sectors_expected, x.sectors_there, x.sectors_missing, x.sectors_absent_in_year, x.leaders_there, x.leaders_missing,
           x.risks_open, x.risks_assessed, x.actions_to_update, x.actions_updated, x.papers_data, x.papers_analysis, x.papers_lives, x.last_entries, x.last_highlights,
           coalesce(g.escalations, 0) AS escalations, coalesce(g.escalations_resolved, 0) AS escalations_resolved, y.next_planned_on,
           coalesce((SELECT n.agreed_with_dfe_on <= i.today FROM meeting n WHERE n.meeting_id = y.next_meeting_id), false) AS next_agreed,
           (SELECT count(DISTINCT o.notice_role) FROM post o JOIN leaders d ON d.notice_role = o.notice_role) AS leaders_recorded
    FROM issued i
    JOIN reviewed v ON v.notice_id = i.notice_id
    LEFT JOIN met m ON m.notice_id = i.notice_id
    LEFT JOIN topics k ON k.notice_id = i.notice_id
    LEFT JOIN areas a ON a.notice_id = i.notice_id
    LEFT JOIN planned p ON p.notice_id = i.notice_id
    LEFT JOIN acted c ON c.notice_id = i.notice_id
    LEFT JOIN measured d ON d.notice_id = i.notice_id
    LEFT JOIN heard h ON h.notice_id = i.notice_id
    LEFT JOIN shown e ON e.notice_id = i.notice_id
    LEFT JOIN advised u ON u.notice_id = i.notice_id
    LEFT JOIN at_last x ON x.notice_id = i.notice_id
    LEFT JOIN raised g ON g.notice_id = i.notice_id
    CROSS JOIN meeting_cycle y
), judged AS MATERIALIZED (
    SELECT q.notice_id, q.paragraph, q.asks, q.position, q.kind, q.test,
           CASE WHEN q.test IS NULL THEN CASE WHEN q.kind IN ('arrangement', 'consequence') THEN 'not ours to show' ELSE 'cannot be shown' END ELSE v.status END AS status,
           nullif(concat_ws('; ', v.evidence, CASE WHEN w.pieces > 0 THEN format('%s recorded for it, the last of %s', CASE w.pieces WHEN 1 THEN '1 piece of evidence is' ELSE w.pieces || ' pieces of evidence are' END, to_char(w.last_on, 'FMDD FMMonth YYYY')) END), '') AS evidence,
           CASE WHEN q.test IS NULL AND q.kind NOT IN ('arrangement', 'consequence') THEN 'no test is chosen for it (column test of requirement)' ELSE v.missing END AS missing
    FROM requirement q
    JOIN facts f ON f.notice_id = q.notice_id
    LEFT JOIN review_schedule s ON s.notice_id = q.notice_id
    LEFT JOIN (
        -- Several areas may name one paragraph: then it takes all of them.
        SELECT p.notice_id, p.paragraph, bool_and(p.done) AS done, string_agg(format('area %s: %s', p.area_number, p.in_words), '; ' ORDER BY p.area_number) AS in_words,
               sum(p.measures) FILTER (WHERE NOT p.done) AS measures, sum(p.measures_met) FILTER (WHERE NOT p.done) AS met, sum(p.measures_at_risk + p.measures_off_track) FILTER (WHERE NOT p.done) AS behind,
               sum(p.measures_without_recent_data) FILTER (WHERE NOT p.done) AS without_recent_data, bool_or(NOT p.done AND p.measures = 0) AS unmeasured
        FROM area_now p
        GROUP BY p.notice_id, p.paragraph
    ) a ON a.notice_id = q.notice_id AND a.paragraph = q.paragraph AND q.test = 'the area improves'
    LEFT JOIN (
        SELECT l.notice_id, l.paragraph, count(*) AS pieces, max(e.dated_on) AS last_on,
               max(r.reported_on) FILTER (WHERE r.reported_on <= sen.today()) AS found_on
        FROM evidence_requirement l JOIN evidence e ON e.evidence_id = l.evidence_id
        LEFT JOIN review r ON r.review_id = e.review_id
        WHERE e.dated_on <= sen.today()
        GROUP BY l.notice_id, l.paragraph
    ) w ON w.notice_id = q.notice_id AND w.paragraph = q.paragraph
    LEFT JOIN LATERAL (VALUES
        ('plans cover every area',
         CASE WHEN f.areas = 0 THEN 'cannot be shown' WHEN f.active_with_objective = f.active_areas AND f.objectives_with_action = f.objectives AND f.objectives > 0 AND f.parents_in_year > 0 AND f.young_people_in_year > 0 AND f.schools_in_year > 0 THEN 'met' ELSE 'not met' END,
         format('%s of %s active areas have an objective; %s of %s objectives have an action, %s were made together with families; plans: %s; heard in 12 months: parents and carers (%s), children and young people (%s), schools (%s)', f.active_with_objective, f.active_areas, f.objectives_with_action, f.objectives, f.objectives_co_produced, coalesce(f.plans, 'none'), f.parents_in_year, f.young_people_in_year, f.schools_in_year),
         concat_ws('; ', CASE WHEN f.areas = 0 THEN 'no area is recorded' END, 'an objective for area ' || f.without_objective, 'an action for objective ' || f.without_action, CASE WHEN f.objectives = 0 AND f.active_areas = 0 THEN 'objectives' END, CASE WHEN f.parents_in_year = 0 THEN 'the views of parents and carers' END, CASE WHEN f.young_people_in_year = 0 THEN 'the views of children and young people' END, CASE WHEN f.schools_in_year = 0 THEN 'the views of schools' END)),
        ('the area improves',
         CASE WHEN a.done IS NULL THEN 'cannot be shown' WHEN a.done THEN 'met' WHEN a.behind > 0 THEN 'not met' WHEN a.unmeasured OR a.without_recent_data > 0 THEN 'cannot be shown' WHEN a.met = a.measures THEN 'met' ELSE 'due' END,
         a.in_words,
         CASE WHEN a.done IS NULL THEN 'no area of the notice names this paragraph' WHEN NOT a.done THEN concat_ws('; ', CASE WHEN a.unmeasured THEN 'a measure with a target' END, CASE WHEN a.behind > 0 THEN format('%s of %s measures behind their target', a.behind, a.measures) END, CASE WHEN a.without_recent_data > 0 THEN format('recent data for %s of %s measures', a.without_recent_data, a.measures) END) ELSE '' END),
        ('recommendations are in the plans',
         CASE WHEN f.recommendations = 0 THEN 'due' WHEN f.recommendations_in_plans = f.recommendations THEN 'met' ELSE 'not met' END,
         CASE WHEN f.recommendations = 0 THEN 'no recommendation of the Department is recorded' ELSE format('%s of %s recommendations have an objective', f.recommendations_in_plans, f.recommendations) END,
         CASE WHEN f.recommendations_in_plans < f.recommendations THEN format('an objective for %s of them', f.recommendations - f.recommendations_in_plans) ELSE '' END),
        ('the Board meets with its leaders',
         CASE WHEN f.meetings = 0 THEN 'not met' WHEN f.sectors_missing IS NULL AND f.leaders_missing IS NULL AND f.next_agreed THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('%s since the notice, the last on %s; ', CASE f.meetings WHEN 1 THEN '1 meeting' ELSE f.meetings || ' meetings' END, to_char(f.last_held_on, 'FMDD FMMonth YYYY')) || format('there: %s of %s sectors and %s of 4 leaders who are held to account; %s', f.sectors_there, f.sectors_expected, f.leaders_there, CASE WHEN f.next_planned_on IS NULL THEN 'no next meeting is planned' ELSE 'the next is planned for ' || to_char(f.next_planned_on, 'FMDD FMMonth YYYY') || CASE WHEN f.next_agreed THEN ', agreed with the Department' ELSE '' END END) || CASE WHEN f.escalations > 0 THEN format('; %s of %s escalations resolved', f.escalations_resolved, f.escalations) ELSE '' END END,
         concat_ws('; ', CASE WHEN f.meetings = 0 THEN 'a meeting' END, 'at the last meeting: ' || f.sectors_missing, 'at the last meeting: ' || f.leaders_missing, CASE WHEN f.next_planned_on IS NULL THEN 'a date for the next meeting' WHEN NOT f.next_agreed THEN 'the agreement of the Department to the date of the next meeting' END)),
        ('actions have owners and areas have targets',
         CASE WHEN f.actions = 0 THEN 'not met' WHEN f.active_with_measure = f.active_areas THEN 'met' ELSE 'not met' END,
         format('%s of %s actions have an owner; %s of %s active areas have a measure with a target, %s in all', f.actions, f.actions, f.active_with_measure, f.active_areas, CASE f.measures WHEN 1 THEN '1 measure' ELSE f.measures || ' measures' END),
         concat_ws('; ', CASE WHEN f.actions = 0 THEN 'actions' END, 'a measure with a target for area ' || f.without_measure)),
        ('register and plans in step with the meetings',
         CASE WHEN f.meetings = 0 THEN 'due' WHEN f.risks_open = 0 THEN 'not met' WHEN f.register_in_time AND f.mitigation_in_time AND f.risks_assessed = f.risks_open AND f.actions_updated = f.actions_to_update THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('for the meeting of %s: risk register %s, mitigation plan %s; %s of %s open risks assessed and %s of %s open actions with an entry in the log since the meeting before', to_char(f.last_held_on, 'FMDD FMMonth YYYY'), CASE WHEN f.register_sent_on IS NULL THEN 'not sent' ELSE 'sent on ' || to_char(f.register_sent_on, 'FMDD FMMonth YYYY') END, CASE WHEN f.mitigation_sent_on IS NULL THEN 'not sent' ELSE 'sent on ' || to_char(f.mitigation_sent_on, 'FMDD FMMonth YYYY') END, f.risks_assessed, f.risks_open, f.actions_updated, f.actions_to_update) END,
         CASE WHEN f.meetings = 0 THEN '' ELSE concat_ws('; ', CASE WHEN NOT f.register_in_time THEN 'the risk register in advance' END, CASE WHEN NOT f.mitigation_in_time THEN 'the mitigation plan in advance' END, CASE WHEN f.risks_open = 0 THEN 'risks on the register' WHEN f.risks_assessed < f.risks_open THEN format('an assessment of %s of the open risks', f.risks_open - f.risks_assessed) END, CASE WHEN f.actions_updated < f.actions_to_update THEN format('an entry for %s of the open actions', f.actions_to_update - f.actions_updated) END) END),
        ('reports hold data, analysis and lived experience',
         CASE WHEN f.meetings = 0 THEN 'due' WHEN f.papers_data > 0 AND f.papers_analysis > 0 AND f.papers_lives > 0 THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('papers of the meeting of %s: data %s, analysis %s, lived experience %s', to_char(f.last_held_on, 'FMDD FMMonth YYYY'), f.papers_data, f.papers_analysis, f.papers_lives) END,
         CASE WHEN f.meetings = 0 THEN '' ELSE concat_ws('; ', CASE WHEN f.papers_data = 0 THEN 'data' END, CASE WHEN f.papers_analysis = 0 THEN 'analysis' END, CASE WHEN f.papers_lives = 0 THEN 'evidence of lived experience' END) END),
        ('the log is kept at each meeting',
         CASE WHEN f.meetings = 0 THEN 'due' WHEN f.meetings_with_entries = f.meetings THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('%s of %s meetings have entries in the log, the last meeting %s; %s of these name what is slow or whose contribution is needed', f.meetings_with_entries, f.meetings, f.last_entries, f.last_highlights) END,
         CASE WHEN f.meetings = 0 THEN '' ELSE coalesce('entries for ' || f.without_entries, '') END),
        ('advisers are invited',
         CASE WHEN f.meetings = 0 THEN 'due' WHEN f.meetings_with_advisers = f.meetings THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('all three were invited before %s of %s meetings', f.meetings_with_advisers, f.meetings) END,
         CASE WHEN f.meetings = 0 THEN '' ELSE coalesce('invitations in time to ' || f.without_advisers, '') END),
        ('advisers report',
         'not ours to show',
         CASE WHEN f.updates = 0 THEN 'no update of an adviser is recorded' ELSE format('%s recorded, the last of %s', CASE f.updates WHEN 1 THEN '1 update is' ELSE f.updates || ' updates are' END, to_char(f.last_update_on, 'FMDD FMMonth YYYY')) END,
         ''),
        ('the Department reviews',
         'not ours to show',
         format('%s held, %s', CASE f.reviews WHEN 1 THEN '1 review' ELSE f.reviews || ' reviews' END, CASE WHEN s.standing IS NULL THEN 'the notice is no longer in force' ELSE 'the next is ' || s.standing || coalesce(' (by ' || to_char(s.due_by, 'FMDD FMMonth YYYY') || ')', '') END),
         ''),
        ('topics of reviews',
         'not ours to show',
         format('reviews covered %s of %s topics', f.topics, (SELECT count(*) FROM review_topic)),
         ''),
        ('own assessment before each review',
         CASE WHEN f.reviews = 0 THEN 'due' WHEN f.reviews_with_assessment = f.reviews THEN 'met' ELSE 'not met' END,
         CASE WHEN f.reviews = 0 THEN 'no review under the notice is recorded' ELSE format('sent before %s of %s reviews', f.reviews_with_assessment, f.reviews) END || coalesce('; the next review is ' || s.standing, ''),
         CASE WHEN f.reviews_with_assessment < f.reviews THEN format('the own assessment before %s of %s reviews', f.reviews - f.reviews_with_assessment, f.reviews) ELSE '' END),
        ('progress on objectives',
         CASE WHEN f.objectives > 0 AND f.objectives_with_entry = f.objectives THEN 'met' ELSE 'not met' END,
         format('%s of %s objectives have an entry in the log %s; %s of %s actions complete', f.objectives_with_entry, f.objectives, CASE WHEN f.last_review_on IS NULL THEN 'since the notice' ELSE 'since the review of ' || to_char(f.last_review_on, 'FMDD FMMonth YYYY') END, f.actions_complete, f.actions),
         CASE WHEN f.objectives = 0 THEN 'objectives' WHEN f.objectives_with_entry < f.objectives THEN format('an entry for %s of them', f.objectives - f.objectives_with_entry) ELSE '' END),
        ('feedback from families',
         CASE WHEN f.from_parents > 0 AND f.from_young_people > 0 THEN 'met' ELSE 'not met' END,
         format('heard %s: parents and carers (%s), children and young people (%s)', CASE WHEN f.last_review_on IS NULL THEN 'since the notice' ELSE 'since the review of ' || to_char(f.last_review_on, 'FMDD FMMonth YYYY') END, f.from_parents, f.from_young_people),
         concat_ws('; ', CASE WHEN f.from_parents = 0 THEN 'feedback of parents and carers' END, CASE WHEN f.from_young_people = 0 THEN 'feedback of children and young people' END)),
        ('accountability is clear',
         CASE WHEN f.leaders_recorded = 4 AND f.governance > 0 THEN 'met' ELSE 'not met' END,
         format('%s of 4 posts that are held to account are recorded; evidence on governance: %s', f.leaders_recorded, f.governance),
         concat_ws('; ', CASE WHEN f.leaders_recorded < 4 THEN format('%s of the posts', 4 - f.leaders_recorded) END, CASE WHEN f.governance = 0 THEN 'evidence of kind governance' END)),
        ('progress on areas',
         CASE WHEN f.areas = 0 THEN 'cannot be shown' WHEN f.active_with_entry = f.active_areas THEN 'met' ELSE 'not met' END,
         format('%s of %s active areas have an entry in the log %s; %s of %s areas are business as usual or closed', f.active_with_entry, f.active_areas, CASE WHEN f.last_review_on IS NULL THEN 'since the notice' ELSE 'since the review of ' || to_char(f.last_review_on, 'FMDD FMMonth YYYY') END, f.areas_done, f.areas),
         coalesce('an entry for area ' || f.without_entry, CASE WHEN f.areas = 0 THEN 'areas' ELSE '' END)),
        ('dashboard',
         CASE WHEN f.measures > 0 AND f.measures_without_recent_data = 0 THEN 'met' ELSE 'not met' END,
         format('%s, %s met or on track, %s without recent data', CASE f.measures WHEN 1 THEN '1 measure' ELSE f.measures || ' measures' END, f.measures_met_or_on_track, f.measures_without_recent_data),
         CASE WHEN f.measures = 0 THEN 'measures' ELSE coalesce('recent data: ' || f.without_recent_data, '') END),
        ('partners take part',
         CASE WHEN (f.co_production > 0 OR (f.from_schools > 0 AND f.from_parents + f.from_young_people > 0)) AND f.sectors_absent_in_year IS NULL AND f.meetings > 0 THEN 'met' ELSE 'not met' END,
         format('%s: evidence on co-production %s, feedback of schools %s, of families %s', CASE WHEN f.last_review_on IS NULL THEN 'since the notice' ELSE 'since the review of ' || to_char(f.last_review_on, 'FMDD FMMonth YYYY') END, f.co_production, f.from_schools, f.from_parents + f.from_young_people),
         concat_ws('; ', CASE WHEN f.co_production = 0 AND (f.from_schools = 0 OR f.from_parents + f.from_young_people = 0) THEN 'evidence on co-production, or feedback of schools and of families' END, 'attendance at the Board in 12 months: ' || f.sectors_absent_in_year, CASE WHEN f.meetings = 0 THEN 'a meeting of the Board' END)),
        ('diagnostic reviews',
         'not ours to show',
         CASE f.diagnostics WHEN 0 THEN 'none is recorded' ELSE f.diagnostics || ' held' END,
         ''),
        ('reviewers have access',
         CASE WHEN f.reviews = 0 THEN 'due' WHEN f.reviews_with_access = f.reviews THEN 'met' ELSE 'cannot be shown' END,
         CASE WHEN f.reviews = 0 THEN 'no review under the notice is recorded' ELSE format('evidence of it for %s of %s reviews', f.reviews_with_access, f.reviews) END,
         CASE WHEN f.reviews_with_access < f.reviews THEN format('evidence of kind access for %s of the reviews', f.reviews - f.reviews_with_access) ELSE '' END),
        ('reviewers have facilities',
         CASE WHEN f.reviews = 0 THEN 'due' WHEN f.reviews_with_facilities = f.reviews THEN 'met' ELSE 'cannot be shown' END,
         CASE WHEN f.reviews = 0 THEN 'no review under the notice is recorded' ELSE format('evidence of it for %s of %s reviews', f.reviews_with_facilities, f.reviews) END,
         CASE WHEN f.reviews_with_facilities < f.reviews THEN format('evidence of kind facilities for %s of the reviews', f.reviews - f.reviews_with_facilities) ELSE '' END),
        ('data are current',
         CASE WHEN f.measures = 0 THEN 'cannot be shown' WHEN f.measures_without_recent_data = 0 THEN 'met' ELSE 'not met' END,
         format('%s of %s measures have recent data', f.measures - f.measures_without_recent_data, f.measures),
         CASE WHEN f.measures = 0 THEN 'measures' ELSE coalesce('recent data: ' || f.without_recent_data, '') END),
        ('minutes are there',
         CASE WHEN f.meetings_to_minute = 0 THEN 'due' WHEN f.meetings_minuted = f.meetings_to_minute THEN 'met' ELSE 'not met' END,
         format('%s of %s meetings held more than 28 days ago have minutes', f.meetings_minuted, f.meetings_to_minute),
         coalesce('minutes of ' || f.without_minutes, '')),
        ('delivered on time',
         CASE WHEN f.actions > 0 AND f.actions_complete = f.actions AND f.measures_due_met = f.measures_due THEN 'met' WHEN f.measures_due_met < f.measures_due OR f.actions_due_on < sen.today() OR f.actions = 0 THEN 'not met' ELSE 'due' END,
         format('%s of %s actions complete, %s overdue; %s of %s measures have met their target, %s of the %s whose target day has come; %s', f.actions_complete, f.actions, f.actions_overdue, f.measures_met, f.measures, f.measures_due_met, f.measures_due, CASE WHEN f.actions_due_on IS NULL THEN 'the notice gives no day' ELSE 'the notice asks for delivery by ' || to_char(f.actions_due_on, 'FMDD FMMonth YYYY') || ', ' || CASE WHEN f.actions_due_on < sen.today() THEN sen.in_days(sen.today() - f.actions_due_on) || ' ago' ELSE sen.in_days(f.actions_due_on - sen.today()) || ' left' END END),
         concat_ws('; ', CASE WHEN f.actions = 0 THEN 'actions' WHEN f.actions_complete < f.actions THEN format('%s of the actions', f.actions - f.actions_complete) END, CASE WHEN f.measures_due_met < f.measures_due THEN format('%s of the targets whose day has come', f.measures_due - f.measures_due_met) END)),
        ('found done by a review',
         CASE WHEN w.found_on IS NOT NULL THEN 'met' ELSE 'cannot be shown' END,
         CASE WHEN w.found_on IS NOT NULL THEN 'the review reported on ' || to_char(w.found_on, 'FMDD FMMonth YYYY') || ' found it done' END,
         CASE WHEN w.found_on IS NULL THEN 'the report of a review as evidence for it' ELSE '' END)
    ) v (test, status, evidence, missing) ON v.test = q.test
), concluded AS MATERIALIZED (
    SELECT q.notice_id, q.paragraph, q.asks,
           CASE WHEN q.test IN ('all its parts', 'every other duty') THEN coalesce(c.status, 'cannot be shown') ELSE q.status END AS status,
           coalesce(CASE WHEN q.test IN ('all its parts', 'every other duty') THEN concat_ws('; ', format('%s of %s %s met', coalesce(c.met, 0), coalesce(c.parts, 0), CASE q.test WHEN 'all its parts' THEN 'parts' ELSE 'duties' END), q.evidence) ELSE q.evidence END, '') AS evidence,
           coalesce(CASE WHEN q.test IN ('all its parts', 'every other duty') THEN CASE WHEN c.parts = 0 THEN 'a paragraph that it sums up' ELSE c.open_parts END ELSE q.missing END, '') AS missing,
           q.test, q.position, q.kind
    FROM judged q
    LEFT JOIN LATERAL (
        SELECT count(*) AS parts, count(*) FILTER (WHERE p.status = 'met') AS met,
               CASE WHEN count(*) = 0 THEN NULL WHEN bool_or(p.status = 'not met') THEN 'not met' WHEN bool_or(p.status = 'cannot be shown') THEN 'cannot be shown' WHEN bool_or(p.status = 'due') THEN 'due' ELSE 'met' END AS status,
               string_agg(p.paragraph || ' ' || p.status, ', ' ORDER BY p.position) FILTER (WHERE p.status <> 'met') AS open_parts
        FROM judged p
        WHERE p.notice_id = q.notice_id AND p.status <> 'not ours to show' AND p.test IS DISTINCT FROM 'all its parts' AND p.test IS DISTINCT FROM 'every other duty'
          AND CASE q.test WHEN 'all its parts' THEN starts_with(p.paragraph, q.paragraph || '(') WHEN 'every other duty' THEN p.kind = 'duty' END
    ) c ON q.test IN ('all its parts', 'every other duty')
), duties AS MATERIALIZED (
    SELECT c.notice_id, count(*) AS duties, count(*) FILTER (WHERE c.status = 'met') AS met, string_agg(c.paragraph, ', ' ORDER BY c.position) FILTER (WHERE c.status <> 'met') AS open_duties
    FROM concluded c WHERE c.kind = 'duty' AND c.status <> 'not ours to show' AND c.test IS DISTINCT FROM 'every other duty' AND c.test IS DISTINCT FROM 'all its parts' GROUP BY c.notice_id
)
SELECT f.notice_id, f.issued_on, f.in_force, c.paragraph, c.asks, NULL::text AS condition, c.position::integer AS position, c.status, c.evidence, c.missing,
       coalesce(c.test IN ('progress on objectives', 'feedback from families', 'accountability is clear', 'progress on areas', 'dashboard', 'partners take part'), false) AS in_self_assessment
FROM concluded c JOIN facts f ON f.notice_id = c.notice_id
UNION ALL
SELECT f.notice_id, f.issued_on, f.in_force, NULL, NULL, v.condition, v.position, v.status, v.evidence, coalesce(v.missing, ''), false
FROM facts f
LEFT JOIN duties d ON d.notice_id = f.notice_id
CROSS JOIN LATERAL (VALUES
    (1, 'Every area is business as usual or closed', CASE WHEN f.areas > 0 AND f.areas_done = f.areas THEN 'met' ELSE 'not met' END, format('%s of %s areas', f.areas_done, f.areas), coalesce('areas ' || f.areas_open, CASE WHEN f.areas = 0 THEN 'areas' END)),
    (2, 'Every measure has met its target', CASE WHEN f.measures > 0 AND f.measures_met = f.measures THEN 'met' ELSE 'not met' END, format('%s of %s measures', f.measures_met, f.measures), CASE WHEN f.measures > f.measures_met THEN format('%s of the measures', f.measures - f.measures_met) WHEN f.measures = 0 THEN 'measures' END),
    (3, 'Every action is complete', CASE WHEN f.actions > 0 AND f.actions_complete = f.actions THEN 'met' ELSE 'not met' END, format('%s of %s actions', f.actions_complete, f.actions), CASE WHEN f.actions > f.actions_complete THEN format('%s of the actions', f.actions - f.actions_complete) WHEN f.actions = 0 THEN 'actions' END),
    (4, 'Every duty of the notice is met', CASE WHEN d.duties > 0 AND d.met = d.duties THEN 'met' ELSE 'not met' END, format('%s of %s duties', coalesce(d.met, 0), coalesce(d.duties, 0)), CASE WHEN d.duties IS NULL THEN 'duties' ELSE 'paragraphs ' || d.open_duties END),
    (5, 'The Department finds the progress sufficient, and the Minister agrees', 'not ours to show', '', '')
) v (position, condition, status, evidence, missing)
$view$, '<area_progress>', pg_catalog.rtrim(pg_catalog.pg_get_viewdef('area_progress'::pg_catalog.regclass), ';'));
END
$judged$;
COMMENT ON VIEW notice_judged IS 'Every paragraph of every notice issued by sen.today(), and every condition for stepping it down, judged: what notice_compliance, self_assessment and step_down show.';
COMMENT ON COLUMN notice_judged.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN notice_judged.paragraph IS 'The paragraph; empty for a condition.';
COMMENT ON COLUMN notice_judged.in_self_assessment IS 'True for a paragraph that is a part of the council''s own assessment.';
COMMENT ON COLUMN notice_judged.position IS 'Place of the paragraph in the notice, or of the condition in its list, from 1.';

CREATE VIEW notice_compliance AS
SELECT q.notice_id, q.paragraph, q.heading, q.kind, q.asks, q.on_partner, q.due_on, q.how_often, j.status, j.evidence, j.missing, q.test, j.in_force, q.position
FROM notice_judged j JOIN requirement q ON q.notice_id = j.notice_id AND q.paragraph = j.paragraph
ORDER BY j.issued_on DESC, q.position;
COMMENT ON VIEW notice_compliance IS 'Every paragraph of every notice issued by sen.today(): whether it is met, by what evidence, and what is missing. Computed from what the programme holds by the test that requirement names (table compliance_test has the rules); nobody types a status in. For a notice that was replaced or stepped down, meetings, reviews, feedback, evidence of a kind, escalations and what advisers said count up to that day; plans, measures and the log stand as on sen.today().';
COMMENT ON COLUMN notice_compliance.status IS 'met; not met; due (its day has not come, or nothing asks for it yet); cannot be shown (the records do not say); not ours to show (it is for the Department).';
COMMENT ON COLUMN notice_compliance.evidence IS 'What was found, as counts and dates. Empty if nothing.';
COMMENT ON COLUMN notice_compliance.missing IS 'What would be needed; empty if nothing is, or if it is not for the council to show.';
COMMENT ON COLUMN notice_compliance.in_force IS 'True if the notice is in force on sen.today(): not replaced, not stepped down.';

CREATE VIEW self_assessment AS
SELECT j.notice_id, j.paragraph, j.asks AS part, j.status = 'met' AS ready, j.evidence AS what_is_there, j.missing, s.last_held_on AS last_review_on, s.next_planned_from AS next_review_planned_from, s.due_by AS next_review_due_by
FROM notice_judged j
JOIN review_schedule s ON s.notice_id = j.notice_id
WHERE j.in_self_assessment
ORDER BY s.issued_on, j.position;
COMMENT ON VIEW self_assessment IS 'For each notice in force, the parts of the council''s own assessment of improvement that goes to the Department before a review (paragraph 10 of the 2025 notice): what is there on sen.today() and what is missing.';
COMMENT ON COLUMN self_assessment.part IS 'The part, in short words of the programme.';
COMMENT ON COLUMN self_assessment.ready IS 'True if nothing is missing.';
COMMENT ON COLUMN self_assessment.what_is_there IS 'What the programme holds for it, as counts and dates.';
COMMENT ON COLUMN self_assessment.missing IS 'What is missing; empty if nothing is.';
COMMENT ON COLUMN self_assessment.last_review_on IS 'Day of the last review held under the notice; empty if none is recorded.';
COMMENT ON COLUMN self_assessment.next_review_planned_from IS 'First day of the next planned review; empty if none is planned.';
COMMENT ON COLUMN self_assessment.next_review_due_by IS 'Last day on which the next review would be in time; empty if the notice sets no interval.';

CREATE VIEW step_down AS
SELECT j.notice_id, j.position, j.condition, j.status AS standing, j.evidence, j.missing
FROM notice_judged j
WHERE j.condition IS NOT NULL AND j.in_force
ORDER BY j.issued_on, j.position;
COMMENT ON VIEW step_down IS 'For each notice in force: what speaks for stepping it down and what is missing (paragraph 13 of the 2025 notice). The first four conditions are this programme''s reading of sufficient progress; the last decides.';
COMMENT ON COLUMN step_down.position IS 'Place of the condition in the list, from 1.';
COMMENT ON COLUMN step_down.condition IS 'The condition.';
COMMENT ON COLUMN step_down.standing IS 'met, not met, or not ours to show.';
COMMENT ON COLUMN step_down.evidence IS 'What was found, as counts.';
COMMENT ON COLUMN step_down.missing IS 'What is missing; empty if nothing is.';
-- Views of one programme: what the pack of papers shows beside the other views. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW where_we_are AS
SELECT v.position, v.place, v.item, v.standing, v.detail
FROM (
    SELECT 1 AS position, 1::bigint AS place, 'As on' AS item, to_char(c.today, 'FMDD FMMonth YYYY') AS standing, NULL::text AS detail
    FROM meeting_cycle c
    UNION ALL
    SELECT 2, 1, 'Last meeting of the Board', coalesce(to_char(c.last_held_on, 'FMDD FMMonth YYYY'), 'none is recorded'), m.title
    FROM meeting_cycle c LEFT JOIN meeting m ON m.meeting_id = c.last_meeting_id
    UNION ALL
    SELECT 3, 1, 'Next meeting of the Board', coalesce(to_char(c.next_planned_on, 'FMDD FMMonth YYYY'), 'none is planned'), m.title
    FROM meeting_cycle c LEFT JOIN meeting m ON m.meeting_id = c.next_meeting_id
    UNION ALL
    SELECT 4, row_number() OVER (ORDER BY n.issued_on, n.notice_id), n.title, 'issued on ' || to_char(n.issued_on, 'FMDD FMMonth YYYY'),
           'actions to be delivered by ' || to_char(n.actions_due_on, 'FMDD FMMonth YYYY')
               || CASE WHEN n.actions_due_on >= sen.today() THEN ': ' || sen.in_days(n.actions_due_on - sen.today()) || ' left' ELSE ': ' || sen.in_days(sen.today() - n.actions_due_on) || ' ago' END
    FROM notice n JOIN review_schedule s ON s.notice_id = n.notice_id
    UNION ALL
    SELECT 5, row_number() OVER (ORDER BY s.issued_on, s.notice_id), 'Next review by the Department', s.standing,
           nullif(concat_ws('; ', 'due by ' || to_char(s.due_by, 'FMDD FMMonth YYYY'), 'planned from ' || to_char(s.next_planned_from, 'FMDD FMMonth YYYY')), '')
    FROM review_schedule s
    UNION ALL
    SELECT 6, 1, 'Last review on record', to_char(r.held_on, 'FMDD FMMonth YYYY'), CASE WHEN r.reported_on <= sen.today() THEN r.finding ELSE 'its report is not there yet' END
    FROM (SELECT w.held_on, w.reported_on, w.finding FROM review w WHERE w.held_on <= sen.today() ORDER BY w.held_on DESC, w.review_id LIMIT 1) r
) v
ORDER BY v.position, v.place;
COMMENT ON VIEW where_we_are IS 'The first page of a pack of papers: the day, the meetings, the notices in force with the day by which actions are to be delivered, and the reviews.';
COMMENT ON COLUMN where_we_are.position IS 'Place of the item in the list, from 1.';
COMMENT ON COLUMN where_we_are.place IS 'Place among several of the same kind, such as two notices in force, from 1.';
COMMENT ON COLUMN where_we_are.item IS 'What it is about.';
COMMENT ON COLUMN where_we_are.standing IS 'How it stands, in words or as a date.';
COMMENT ON COLUMN where_we_are.detail IS 'What else to know; empty if nothing.';

CREATE VIEW actions_by_status AS
SELECT coalesce(a.delivery_status, 'no entry in the log') AS delivery_status, s.rag, count(*) AS actions,
       count(*) FILTER (WHERE a.overdue) AS overdue, count(*) FILTER (WHERE i.is_evidenced) AS with_impact,
       round(100.0 * count(*) / sum(count(*)) OVER (), 1) AS percent_of_actions, s.position
FROM action_status a
LEFT JOIN delivery_status s ON s.delivery_status = a.delivery_status
LEFT JOIN impact_status i ON i.impact_status = a.impact_status
GROUP BY a.delivery_status, s.rag, s.position
ORDER BY s.position NULLS FIRST;
COMMENT ON VIEW actions_by_status IS 'How many actions of the plan have come how far.';
COMMENT ON COLUMN actions_by_status.delivery_status IS 'How far the work has come, by the last entry in the log; or no entry in the log.';
COMMENT ON COLUMN actions_by_status.rag IS 'Colour of the status; empty without one.';
COMMENT ON COLUMN actions_by_status.actions IS 'Actions with this status.';
COMMENT ON COLUMN actions_by_status.overdue IS 'Of these, actions that are open past their due day.';
COMMENT ON COLUMN actions_by_status.with_impact IS 'Of these, actions with evidence that children and families notice it.';
COMMENT ON COLUMN actions_by_status.percent_of_actions IS 'Share of all actions, in percent to one decimal.';
COMMENT ON COLUMN actions_by_status.position IS 'Place of the status in reports; empty without one.';

CREATE VIEW open_escalations AS
SELECT e.escalation_id, e.what, e.escalated_to, p.title AS to_post, e.raised_on, sen.today() - e.raised_on AS days_open, e.objective_id, e.action_id, e.risk_id
FROM escalation e JOIN post p ON p.post_id = e.escalated_to
WHERE e.raised_on <= sen.today() AND coalesce(e.resolved_on > sen.today(), true)
ORDER BY e.raised_on, e.escalation_id;
COMMENT ON VIEW open_escalations IS 'Matters that the Board escalated and that are not resolved, the oldest first.';
COMMENT ON COLUMN open_escalations.to_post IS 'Title of that post.';
COMMENT ON COLUMN open_escalations.days_open IS 'Days since it was raised.';

CREATE VIEW evidence_in_use AS
SELECT e.illustrative, e.evidence_id, e.kind, e.title, e.dated_on, e.held_at,
       coalesce(m.measurements, 0) AS measurements, coalesce(l.entries, 0) AS log_entries
FROM evidence e
LEFT JOIN (SELECT t.evidence_id, count(*) AS measurements FROM measurement t WHERE coalesce(t.reported_on, t.period_to) <= sen.today() GROUP BY t.evidence_id) m ON m.evidence_id = e.evidence_id
LEFT JOIN (SELECT t.evidence_id, count(*) AS entries FROM log_entry t WHERE t.entered_on <= sen.today() GROUP BY t.evidence_id) l ON l.evidence_id = e.evidence_id
WHERE e.dated_on <= sen.today()
ORDER BY e.illustrative, e.dated_on, e.evidence_id;
COMMENT ON VIEW evidence_in_use IS 'The documents, publications and records on which the programme rests on sen.today(), with what is invented to show how it works last.';
COMMENT ON COLUMN evidence_in_use.measurements IS 'Figures that rest on it.';
COMMENT ON COLUMN evidence_in_use.log_entries IS 'Entries of the log that rest on it.';
-- Checked doors for extracts: the columns of a table as text.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW ehc_request_intake WITH (security_invoker = true) AS
SELECT r.local_authority, r.request_ref, r.child_ref, r.received_on::text, r.request_source, r.rya::text,
       r.request_outcome, r.request_outcome_on::text, r.request_mediation::text, r.request_tribunal::text, r.exported_to,
       r.assessment_outcome, r.assessment_outcome_on::text, r.assessment_mediation::text, r.assessment_tribunal::text,
       r.other_mediation::text, r.other_tribunal::text, r.week20::text, r.plan_start_on::text, r.closed_on::text
FROM ehc_request r;
CREATE TRIGGER intake INSTEAD OF INSERT ON ehc_request_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_row('ehc_request');
COMMENT ON VIEW ehc_request_intake IS 'The checked door to ehc_request: COPY an extract of any case system into it. Columns are text; dates are YYYY-MM-DD or DD/MM/YYYY, flags 1 or 0, yes or no; an error names the column, the value and what to write.';
COMMENT ON TRIGGER intake ON ehc_request_intake IS 'Reads a row of text and inserts it into ehc_request.';
CREATE TRIGGER done AFTER INSERT ON ehc_request_intake
    FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('ehc_request');
COMMENT ON TRIGGER done ON ehc_request_intake IS 'Analyses ehc_request once it has grown by a fifth.';
CREATE TRIGGER only_in INSTEAD OF UPDATE OR DELETE ON ehc_request_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_only('ehc_request');
COMMENT ON TRIGGER only_in ON ehc_request_intake IS 'Refuses changes through the door.';

CREATE VIEW assessment_exception_intake WITH (security_invoker = true) AS
SELECT e.local_authority, e.request_ref, e.time_limit, e.exception, e.from_date::text, e.to_date::text, e.evidence
FROM assessment_exception e;
CREATE TRIGGER intake INSTEAD OF INSERT ON assessment_exception_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_row('assessment_exception');
COMMENT ON VIEW assessment_exception_intake IS 'The checked door to assessment_exception: as ehc_request_intake.';
COMMENT ON TRIGGER intake ON assessment_exception_intake IS 'Reads a row of text and inserts it into assessment_exception.';
CREATE TRIGGER done AFTER INSERT ON assessment_exception_intake
    FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('assessment_exception');
COMMENT ON TRIGGER done ON assessment_exception_intake IS 'Analyses assessment_exception once it has grown by a fifth.';
CREATE TRIGGER only_in INSTEAD OF UPDATE OR DELETE ON assessment_exception_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_only('assessment_exception');
COMMENT ON TRIGGER only_in ON assessment_exception_intake IS 'Refuses changes through the door.';
$views$;

    -- A column that a view only passes on means what it means there.
    FOR passed IN
        SELECT v.relname AS view_name, va.attname, pg_catalog.col_description(ta.attrelid, ta.attnum) AS meaning
        FROM (VALUES ('ehc_request_intake', 'ehc_request'), ('assessment_exception_intake', 'assessment_exception'),
                     ('overdue_cases', 'open_cases'), ('due_soon', 'open_cases'), ('deadlines', 'duty'), ('counted_case', 'case_status'), ('counted_duty', 'duty'),
                     ('measured_case', 'duty'), ('measured_year', 'measured_month'), ('measured_rolling', 'measured_month'), ('measured_year_to_date', 'measured_month'), ('measured_cohort', 'duty'),
                     ('measured_cohort', 'measured_month'),
                     ('compliance_by_year', 'measured_month'), ('compliance_by_month', 'compliance_by_year'), ('compliance_rolling', 'compliance_by_year'), ('compliance_by_month', 'measured_month'), ('compliance_rolling', 'measured_month'),
                     ('compliance_by_cohort', 'measured_cohort'), ('compliance_by_cohort', 'compliance_by_year'),
                     ('compliance_year_to_date', 'compliance_by_year'), ('compliance_year_to_date', 'measured_month'), ('compliance_year_to_date', 'measured_year_to_date'),
                     ('advice_timeliness', 'compliance_by_cohort'), ('advice_timeliness', 'compliance_by_year'), ('phase_transfers', 'compliance_by_year'),
                     ('area_progress', 'area_standing'), ('notice_compliance', 'requirement'), ('notice_judged', 'requirement'), ('notice_judged', 'notice_compliance'), ('notice_judged', 'step_down'), ('self_assessment', 'requirement'), ('step_down', 'requirement'), ('open_escalations', 'escalation'), ('evidence_in_use', 'evidence'),
                     ('timeliness_by_month', 'timeliness_by_year'), ('timeliness_rolling', 'timeliness_by_year'), ('timeliness_rolling', 'measured_rolling'),
                     ('timeliness_by_cohort', 'timeliness_by_year'), ('timeliness_year_to_date', 'timeliness_by_year'), ('timeliness_year_to_date', 'measured_year_to_date'),
                     ('dashboard', 'measure'), ('dashboard', 'verdict'), ('plan_quality', 'plan_audit'), ('waits', 'wait'), ('waits', 'wait_service'),
                     ('action_status', 'action'), ('objective_status', 'objective'), ('action_log', 'log_entry'), ('risk_register', 'risk'), ('risk_history', 'risk'), ('risk_history', 'risk_assessment'), ('risk_history', 'risk_register')) pair (view_name, source_name)
        JOIN pg_catalog.pg_class v ON v.oid = pair.view_name::pg_catalog.regclass
        JOIN pg_catalog.pg_attribute va ON va.attrelid = v.oid AND va.attnum > 0
        JOIN pg_catalog.pg_attribute ta ON ta.attrelid = pair.source_name::pg_catalog.regclass AND ta.attname = va.attname
        WHERE pg_catalog.col_description(va.attrelid, va.attnum) IS NULL AND pg_catalog.col_description(ta.attrelid, ta.attnum) IS NOT NULL
    LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.%I IS %L', passed.view_name, passed.attname, passed.meaning);
    END LOOP;

    -- The plan and the Board are kept in every version, from the first row on; the cases are not: they
    -- change daily, and a council that wants them kept calls sen.track() for them.
    PERFORM sen.track(pg_catalog.format('%I.%I', programme, t.name)::pg_catalog.regclass)
    FROM pg_catalog.unnest(ARRAY['notice', 'requirement', 'area', 'area_status', 'partner', 'post', 'review', 'next_step', 'next_step_area', 'definition',
        'rag', 'delivery_status', 'impact_status', 'verdict', 'slow_reason', 'sector', 'review_topic', 'evidence_kind', 'risk_band', 'risk_level', 'risk_cell', 'compliance_test',
        'meeting', 'review_covers', 'evidence', 'evidence_requirement', 'objective', 'objective_area', 'measure', 'measurement', 'milestone', 'action', 'contribution',
        'invitation', 'attendance', 'log_entry', 'adviser_update', 'feedback', 'escalation', 'risk', 'risk_assessment', 'mitigation']) t (name);

    SELECT e.extversion INTO STRICT version FROM pg_catalog.pg_extension e WHERE e.extname = 'sen_improvement';
    EXECUTE format('INSERT INTO %I.programme (extension_version) VALUES (%L)', programme, version);
    -- By default autovacuum analyses a table from 50 changed rows on, which half of these never see; then the
    -- planner takes seven rows for hundreds. Here from a tenth of the rows on, be they few: such a table takes it
    -- a millisecond. And once now, so that those that stay empty count as empty.
    FOR passed IN SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = programme AND c.relkind = 'r' LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %I.%I SET (autovacuum_analyze_threshold = 0)', programme, passed.relname);
    END LOOP;
    PERFORM sen.analyse_programme(programme);
    SELECT pg_catalog.count(*) FILTER (WHERE c.relkind = 'r'), pg_catalog.count(*) FILTER (WHERE c.relkind = 'v') INTO tables, views
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = programme;
    RETURN pg_catalog.format('programme %s: %s tables and %s views, version %s', programme, tables, views, version);
END
$function$;
COMMENT ON FUNCTION sen.create_programme(text) IS 'Makes a schema with the tables and views of one improvement programme, owned by the caller, and says what it made. Needs CREATE on the database, nothing more. 42602 for a bad name or null, 42P06 if the schema exists; then nothing is made.';
-- Room board: the pack of papers for a meeting, in one call.

CREATE FUNCTION sen.board_pack(
    programme text, meeting text DEFAULT NULL,
    OUT section integer, OUT heading text, OUT line integer, OUT item text, OUT standing text, OUT detail text) RETURNS SETOF record
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 500
    SET search_path = pg_catalog, pg_temp SET jit = off  -- compiling a section takes longer than running it
AS $function$
DECLARE
    as_of_before CONSTANT text := pg_catalog.current_setting('sen_improvement.as_of', true);
    as_on date := sen.today();
    held_on date;
    meeting_title text;
    known text;
    judged jsonb;
    -- The tables and views that a section reads, and how it reads them: by their full names, for on a search_path
    -- with the programme, functions and operators that somebody made there could take the place of the server's.
    read_from CONSTANT text := '\m(FROM|JOIN) (?!judged)([a-z_]+)';
    in_programme CONSTANT text := '\1 ' || replace(quote_ident(programme), '\', '\\') || '.\2';
    -- One select for each section: its rows in order, as (item, standing, detail). What notice_judged says is
    -- asked for once, since three sections show parts of it.
    sections CONSTANT text[] := ARRAY[
        'Where we are', $section$
            SELECT w.item, w.standing, w.detail FROM where_we_are w $section$,
        'EHC plans within 20 weeks, and the families who wait', $section$
            SELECT v.item, v.standing, v.detail
            FROM timeliness_year_to_date t
            CROSS JOIN LATERAL (VALUES
                (1, '1 January to ' || to_char(t.to_day, 'FMDD FMMonth YYYY') || ', without exceptions', coalesce(t.percent_within_excluding || '%', 'no plan issued'),
                    concat_ws('; ', t.change_in_words, 'last year to the same day ' || t.percent_within_excluding_last_year || '%', format('with exceptions %s of %s plans', t.within_20_weeks, t.plans_issued))),
                (2, 'Mean time from request to plan', coalesce(t.mean_weeks || ' weeks', '-'), 'last year to the same day ' || coalesce(t.mean_weeks_last_year || ' weeks', '-')),
                (3, 'Requests still open', t.open_at_end::text, format('%s over 20 weeks; a year ago %s, %s over 20 weeks', t.over_20_weeks_at_end, t.open_last_year, t.over_20_weeks_last_year))
            ) v (place, item, standing, detail)
            ORDER BY t.local_authority, v.place $section$,
        'Is it moving, is it on track', $section$
            SELECT d.title, d.verdict, d.because || CASE WHEN d.illustrative THEN ' (illustrative)' ELSE '' END
            FROM dashboard d LEFT JOIN verdict v ON v.verdict = d.verdict
            ORDER BY v.position DESC, d.title, d.measure_id $section$,
        'Areas of the notice', $section$
            SELECT a.area_number || ' ' || a.title, coalesce(a.status, 'not recorded'), concat_ws('; ', 'since ' || to_char(a.since, 'FMDD FMMonth YYYY'), regexp_replace(a.in_words, '^(business as usual|closed); ', ''))
            FROM area_progress a JOIN review_schedule s ON s.notice_id = a.notice_id
            ORDER BY s.issued_on, a.area_number $section$,
        'Slow to progress', $section$
            SELECT s.title, s.owner, s.reasons FROM slow_progress s $section$,
        'Where contributions need to be strengthened', $section$
            SELECT coalesce(g.partner, g.sector), g.sector, g.gap FROM contribution_gaps g WHERE g.gaps > 0 $section$,
        'Risk register', $section$
            SELECT r.title, concat_ws(' ', r.current_score, r.current_band), concat_ws('; ', r.movement, 'without what is done about it ' || r.inherent_score, 'target ' || r.target_score, r.attention, 'owner: ' || r.owner)
            FROM risk_register r $section$,
        'Actions, by how far they have come', $section$
            SELECT s.delivery_status, s.actions::text, nullif(concat_ws('; ', nullif(s.overdue, 0) || ' overdue', nullif(s.with_impact, 0) || ' with evidence of impact'), '')
            FROM actions_by_status s $section$,
        'What the log says since the last meeting', $section$
            SELECT l.title, concat_ws(', ', l.delivery_status, l.impact_status), concat_ws(' ', l.progress, l.impact, 'More is needed from ' || l.needs_more_from || '.', CASE WHEN l.illustrative THEN '(illustrative)' END)
            FROM action_log l CROSS JOIN meeting_cycle c
            WHERE l.entered_on IS NOT NULL AND coalesce(l.held_on, l.entered_on) >= coalesce(c.last_held_on, '-infinity') $section$,
        'Matters escalated and not resolved', $section$
            SELECT e.what, 'to ' || e.to_post, 'raised on ' || to_char(e.raised_on, 'FMDD FMMonth YYYY') || ', ' || sen.in_days(e.days_open) || ' ago' FROM open_escalations e $section$,
        'Is every paragraph of the notice met', $section$
            SELECT j.paragraph || ' ' || j.asks, j.status, concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
            FROM judged j WHERE j.in_force AND j.paragraph IS NOT NULL ORDER BY j.issued_on DESC, j.position $section$,
        'Ready for the meeting', $section$
            SELECT r.title, r.standing, r.ready
            FROM meeting_readiness r JOIN meeting_cycle c ON r.meeting_id IN (c.next_meeting_id, c.last_meeting_id)
            ORDER BY r.meets_on DESC, r.meeting_id $section$,
        'Invitations missing or late', $section$
            SELECT g.post, g.title, g.gap
            FROM invitation_gaps g JOIN meeting_cycle c ON g.meeting_id IN (c.next_meeting_id, c.last_meeting_id) $section$,
        'The council''s own assessment for the next review', $section$
            SELECT j.paragraph || ' ' || j.asks, CASE j.status WHEN 'met' THEN 'ready' ELSE 'not ready' END, concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
            FROM judged j WHERE j.in_force AND j.in_self_assessment ORDER BY j.issued_on, j.position $section$,
        'Can the notice be stepped down', $section$
            SELECT j.condition, j.status, concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
            FROM judged j WHERE j.in_force AND j.condition IS NOT NULL ORDER BY j.issued_on, j.position $section$,
        'Our own data', $section$
            SELECT q.subject || ': ' || q.finding, q.severity, concat_ws('; ', q.how_many || coalesce(' of ' || q.out_of, ''), 'such as ' || q.example, q.what_to_do)
            FROM data_quality q WHERE q.severity <> 'information' $section$,
        'What this pack rests on', $section$
            SELECT e.title, CASE WHEN e.illustrative THEN 'illustrative' ELSE to_char(e.dated_on, 'FMDD FMMonth YYYY') END, e.held_at FROM evidence_in_use e $section$];
BEGIN
    PERFORM sen.programme_owner(programme, (SELECT array_agg(DISTINCT named[2]) FROM unnest(sections || 'FROM meeting JOIN notice_judged'::text) s, regexp_matches(s, read_from, 'g') named));
    -- Without it, names in that schema would only not be found.
    IF NOT pg_catalog.has_schema_privilege(programme, 'USAGE') THEN
        RAISE EXCEPTION 'permission denied for programme "%"', programme
            USING ERRCODE = 'insufficient_privilege', HINT = 'Its owner gives access with sen.grant_access(); level reader is enough.';
    END IF;
    IF meeting IS NOT NULL THEN
        EXECUTE format('SELECT m.held_on, m.title FROM %I.meeting m WHERE m.meeting_id = $1', programme) INTO held_on, meeting_title USING meeting;
        IF meeting_title IS NULL THEN
            EXECUTE format('SELECT string_agg(m.meeting_id, '', '' ORDER BY m.planned_on) FROM (SELECT * FROM %I.meeting o ORDER BY o.planned_on DESC LIMIT 5) m', programme) INTO known;
            RAISE EXCEPTION 'programme "%" has no meeting "%"', programme, meeting
                USING ERRCODE = 'invalid_parameter_value', HINT = coalesce('The latest meetings: ' || known || '.', 'No meeting is recorded.');
        END IF;
        -- A meeting that was held is reported as on its day, whatever day the session asks for.
        IF held_on <= as_on THEN
            as_on := held_on;
        END IF;
    END IF;
    PERFORM pg_catalog.set_config('sen_improvement.as_of', as_on::text, true);
    EXECUTE format('SELECT jsonb_agg(j) FROM %I.notice_judged j', programme) INTO judged;
    FOR place IN 1 .. pg_catalog.array_length(sections, 1) / 2 LOOP
        section := place;
        heading := sections[2 * place - 1];
        line := 0;
        FOR item, standing, detail IN EXECUTE
            CASE WHEN sections[2 * place] ~ 'FROM judged' THEN 'WITH judged AS (SELECT j.* FROM jsonb_to_recordset($1) j (issued_on date, in_force boolean, paragraph text, asks text, condition text, position integer, status text, evidence text, missing text, in_self_assessment boolean)) ' ELSE '' END || regexp_replace(sections[2 * place], read_from, in_programme, 'g')
            USING judged
        LOOP
            line := line + 1;
            RETURN NEXT;
        END LOOP;
        IF line = 0 THEN
            line := 1;
            item := 'Nothing to report';
            standing := NULL;
            detail := NULL;
            RETURN NEXT;
        END IF;
    END LOOP;
    PERFORM pg_catalog.set_config('sen_improvement.as_of', coalesce(as_of_before, ''), true);
END
$function$;
COMMENT ON FUNCTION sen.board_pack(text, text) IS 'The pack of papers for the Board, as sections and rows: what stands where, and why. As on sen.today(), or for a meeting that was held as on its day. Every section is also a view of the programme, with more columns. Needs SELECT on those views: level reader of sen.grant_access() and more. The views run as you: call it for a programme whose owner you trust. 3F000 if there is no such programme, 42501 without access to it, 22023 if no such meeting.';
-- Room ledger: who may read, write and seal in a programme.

CREATE FUNCTION sen.access_levels() RETURNS TABLE (relation text, read_level text, write_level text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 60
BEGIN ATOMIC
    VALUES
        -- Totals, notice and reviews, and what proves the log: nothing of a single child.
        ('timeliness_by_year', 'reader', NULL::text), ('timeliness_by_month', 'reader', NULL), ('timeliness_rolling', 'reader', NULL),
        ('timeliness_by_cohort', 'reader', NULL), ('timeliness_year_to_date', 'reader', NULL), ('backlog', 'reader', NULL),
        ('compliance_by_year', 'reader', NULL), ('compliance_by_month', 'reader', NULL), ('compliance_rolling', 'reader', NULL),
        ('compliance_by_cohort', 'reader', NULL), ('compliance_year_to_date', 'reader', NULL),
        ('advice_timeliness', 'reader', NULL), ('annual_review_timeliness', 'reader', NULL), ('phase_transfers', 'reader', NULL),
        ('definition', 'reader', 'editor'),
        -- What these are counted from: every case, whatever the policies say, or parts of no use alone.
        ('counted_case', NULL, NULL), ('counted_duty', NULL, NULL), ('measured_case', NULL, NULL), ('measured_month', NULL, NULL), ('measured_year', NULL, NULL),
        ('measured_rolling', NULL, NULL), ('measured_cohort', NULL, NULL), ('measured_year_to_date', NULL, NULL),
        ('area_standing', 'reader', NULL), ('review_schedule', 'reader', NULL),
        ('ledger_version', 'reader', NULL), ('ledger_tile', 'reader', NULL), ('log_versions', 'reader', NULL),
        -- Rows of single children, and the tables behind the views.
        ('case_status', 'analyst', NULL), ('open_cases', 'analyst', NULL), ('overdue_cases', 'analyst', NULL), ('due_soon', 'analyst', NULL),
        ('duty', 'analyst', NULL), ('deadlines', 'analyst', NULL), ('time_to_plan', 'analyst', NULL),
        ('ledger_block', 'analyst', NULL), ('log_entries', 'analyst', NULL), ('changes_since_last_meeting', 'analyst', NULL), ('programme', 'analyst', NULL),
        ('ehc_request', 'analyst', 'editor'), ('assessment_exception', 'analyst', 'editor'), ('advice_request', 'analyst', 'editor'),
        ('annual_review', 'analyst', 'editor'), ('mediation', 'analyst', 'editor'), ('appeal', 'analyst', 'editor'),
        ('notice', 'analyst', 'editor'), ('partner', 'analyst', 'editor'), ('post', 'analyst', 'editor'), ('requirement', 'analyst', 'editor'),
        ('area', 'analyst', 'editor'), ('area_status', 'analyst', 'editor'), ('review', 'analyst', 'editor'),
        ('next_step', 'analyst', 'editor'), ('next_step_area', 'analyst', 'editor'),
-- Words of the programme, its plan and its Board.
        ('measure_value', 'reader', NULL), ('dashboard', 'reader', NULL), ('plan_quality', 'reader', NULL), ('waits', 'reader', NULL),
        ('action_status', 'reader', NULL), ('objective_status', 'reader', NULL), ('slow_progress', 'reader', NULL), ('contribution_gaps', 'reader', NULL), ('action_log', 'reader', NULL),
        ('risk_register', 'reader', NULL), ('risk_history', 'reader', NULL), ('log_standing', NULL, NULL), ('slow_reason', 'reader', 'editor'),
        ('meeting_readiness', 'reader', NULL), ('invitation_gaps', 'reader', NULL), ('attendance_summary', 'reader', NULL), ('data_quality', 'reader', NULL),
        ('meeting_day', NULL, NULL), ('expected_attendee', NULL, NULL), ('finding_in_plan', NULL, NULL), ('finding_in_board', NULL, NULL), ('finding_in_cases', NULL, NULL),
        ('meeting_cycle', 'reader', NULL), ('area_progress', 'reader', NULL), ('notice_compliance', 'reader', NULL), ('notice_judged', 'reader', NULL), ('self_assessment', 'reader', NULL), ('step_down', 'reader', NULL), ('where_we_are', 'reader', NULL), ('actions_by_status', 'reader', NULL), ('open_escalations', 'reader', NULL), ('evidence_in_use', 'reader', NULL),
        ('rag', 'reader', 'editor'), ('delivery_status', 'reader', 'editor'), ('impact_status', 'reader', 'editor'), ('verdict', 'reader', 'editor'), ('sector', 'reader', 'editor'),
        ('review_topic', 'reader', 'editor'), ('evidence_kind', 'reader', 'editor'), ('risk_band', 'reader', 'editor'), ('risk_level', 'reader', 'editor'), ('risk_cell', 'reader', 'editor'),
        ('audit_grade', 'reader', 'editor'), ('wait_service', 'reader', 'editor'), ('compliance_test', 'reader', 'editor'),
        ('meeting', 'reader', 'editor'), ('review_covers', 'analyst', 'editor'), ('evidence', 'analyst', 'editor'), ('evidence_requirement', 'analyst', 'editor'), ('objective', 'analyst', 'editor'),
        ('objective_area', 'analyst', 'editor'), ('measure', 'analyst', 'editor'), ('measurement', 'analyst', 'editor'), ('milestone', 'analyst', 'editor'), ('action', 'analyst', 'editor'),
        ('contribution', 'analyst', 'editor'), ('invitation', 'analyst', 'editor'), ('attendance', 'analyst', 'editor'), ('log_entry', 'analyst', 'editor'), ('adviser_update', 'analyst', 'editor'),
        ('feedback', 'analyst', 'editor'), ('escalation', 'analyst', 'editor'), ('risk', 'analyst', 'editor'), ('risk_assessment', 'analyst', 'editor'), ('mitigation', 'analyst', 'editor'),
        ('plan_audit', 'analyst', 'editor'), ('wait', 'analyst', 'editor'),
        ('ehc_request_intake', 'analyst', 'editor'), ('assessment_exception_intake', 'analyst', 'editor');
END;
COMMENT ON FUNCTION sen.access_levels() IS 'Each table and view of a programme: the level of sen.grant_access() from which it is read, and that from which it is written; null for nobody. sen.grant_access() grants by it; a level has what the ones before it have: reader, analyst, editor, secretariat, of which the last also seals the log.';

CREATE FUNCTION sen.revoke_access(programme text, role_name text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    owner CONSTANT regrole := sen.programme_owner(programme);
    object record;
BEGIN
    IF NOT pg_catalog.pg_has_role(owner, 'USAGE') THEN
        RAISE EXCEPTION 'must be owner of programme "%"', programme USING ERRCODE = 'insufficient_privilege', HINT = 'Ask the owner of the schema.';
    ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = role_name) OR role_name IS NULL THEN
        RAISE EXCEPTION 'role % does not exist', coalesce('"' || role_name || '"', 'null')
            USING ERRCODE = 'undefined_object', HINT = 'Make it with CREATE ROLE; everybody (public) cannot be given access to a programme.';
    ELSIF (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = role_name) = owner THEN
        RAISE EXCEPTION 'role "%" owns programme "%"', role_name, programme USING ERRCODE = 'invalid_grant_operation', HINT = 'The owner may do everything; choose another role.';
    END IF;
    -- Not what others made there: to take away what they granted is theirs.
    FOR object IN
        SELECT pg_catalog.format('%s %I.%I', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, programme, c.relname) AS name
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = programme AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND pg_catalog.pg_has_role(c.relowner, 'USAGE')
        UNION ALL
        SELECT pg_catalog.format('ROUTINE %s', p.oid::pg_catalog.regprocedure)
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = programme AND pg_catalog.pg_has_role(p.proowner, 'USAGE')
    LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON %s FROM %I', object.name, role_name);
    END LOOP;
    EXECUTE pg_catalog.format('REVOKE ALL ON SCHEMA %I FROM %I', programme, role_name);
    RETURN pg_catalog.format('role %s has no access to programme %s', role_name, programme);
END
$function$;
COMMENT ON FUNCTION sen.revoke_access(text, text) IS 'Takes every privilege on the schema, tables, views and functions of a programme from a role, also those given by hand; not on what others made in its schema. For the owner of the programme. What the role has through others, it keeps. 3F000 if there is no such programme, 42704 if no such role, 42501 for others than the owner, 0LP01 for the owner itself.';

CREATE FUNCTION sen.grant_access(programme text, role_name text, level text) RETURNS text LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    levels CONSTANT text[] := ARRAY['reader', 'analyst', 'editor', 'secretariat'];
    place  CONSTANT integer := pg_catalog.array_position(levels, level);
    r record;
    readable integer := 0;
    writable integer := 0;
BEGIN
    IF place IS NULL THEN
        RAISE EXCEPTION 'unknown level of access: %', coalesce('"' || level || '"', 'null')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Levels: reader (totals), analyst (and cases), editor (and writes), secretariat (and seals).';
    END IF;
    PERFORM sen.revoke_access(programme, role_name);
    EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I', programme, role_name);
    FOR r IN SELECT c.relname, place >= pg_catalog.array_position(levels, a.read_level) AS reads, place >= pg_catalog.array_position(levels, a.write_level) AS writes
             FROM sen.access_levels() a JOIN pg_catalog.pg_class c ON c.relname = a.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = programme AND c.relkind IN ('r', 'p', 'v') AND pg_catalog.pg_has_role(c.relowner, 'USAGE') LOOP
        IF r.reads THEN
            EXECUTE pg_catalog.format('GRANT SELECT ON %I.%I TO %I', programme, r.relname, role_name);
            readable := readable + 1;
        END IF;
        IF r.writes THEN
            EXECUTE pg_catalog.format('GRANT INSERT, UPDATE, DELETE ON %I.%I TO %I', programme, r.relname, role_name);
            writable := writable + 1;
        END IF;
    END LOOP;
    IF level = 'secretariat' THEN
        EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %I.seal_log(text, text) TO %I', programme, role_name);
    END IF;
    RETURN pg_catalog.format('role %s is %s of programme %s: reads %s tables and views, writes %s%s', role_name, level, programme, readable,
                             CASE writable WHEN 0 THEN 'none' ELSE writable::text END, CASE level WHEN 'secretariat' THEN ', and seals the log' ELSE '' END);
END
$function$;
COMMENT ON FUNCTION sen.grant_access(text, text, text) IS 'Gives a role one level of access to a programme, in place of what it had there: reader (totals, the notice''s standing, and what proves the log; nothing of a single child), analyst (and cases, and what the log says of them), editor (and writes every table but those of the log), secretariat (and seals the log). Tables and views that others made are not included. For the owner of the programme (42501). 3F000 if there is no such programme, 42704 if no such role, 0LP01 for the owner itself, 22023 if no such level.';
-- Functions whose names begin with an underscore are parts of others, or of aggregates, which call them with
-- the rights of their owner.  Nobody else has any use for them.
DO $private$
DECLARE
    part record;
BEGIN
    FOR part IN SELECT p.oid::pg_catalog.regprocedure AS name FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname = 'sen' AND p.proname LIKE '\_%' LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', part.name);
    END LOOP;
END
$private$;
