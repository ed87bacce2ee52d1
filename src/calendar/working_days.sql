-- Room calendar: which days are working days.

-- type ----------------------------------------------------------------------

CREATE TYPE sen.calendar;

CREATE FUNCTION sen.calendar_in(cstring) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_in(cstring) IS
    'Text input of sen.calendar, such as v1 2025-01-01..2026-12-31 known 2026-12-31 holidays 2025-01-01 2025-04-18; '
    '22P02 otherwise.';
CREATE FUNCTION sen.calendar_out(sen.calendar) RETURNS cstring
    AS 'MODULE_PATHNAME', 'calendar_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_out(sen.calendar) IS
    'Text output of sen.calendar: the range, the day through which holidays are known, every holiday; nothing lost.';
CREATE FUNCTION sen.calendar_recv(internal) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_recv(internal) IS
    'Binary input of sen.calendar: every byte is checked; 22P03 if it is not a calendar.';
CREATE FUNCTION sen.calendar_send(sen.calendar) RETURNS bytea
    AS 'MODULE_PATHNAME', 'calendar_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_send(sen.calendar) IS
    'Binary output of sen.calendar: a version byte, the range, the day through which holidays are known, and the '
    'holidays.';

CREATE TYPE sen.calendar (
    INPUT = sen.calendar_in,
    OUTPUT = sen.calendar_out,
    RECEIVE = sen.calendar_recv,
    SEND = sen.calendar_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);
COMMENT ON TYPE sen.calendar IS
    'Which days are working days, from a first to a last day of at most 400 years: every Monday to Friday that is no '
    'holiday. Outside of its days a calendar knows nothing, and whatever needs such a day is error 22008. May name the '
    'last day whose holidays rest on a proclamation: sen.known_through().';

-- the compiled-in calendars ---------------------------------------------------

CREATE FUNCTION sen.england_and_wales() RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'sen_england_and_wales' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.england_and_wales() IS
    'Working days of England and Wales, 1978-01-01 to 2099-12-31: not Saturday, Sunday, Good Friday, Christmas Day or '
    'a bank holiday under the Banking and Financial Dealings Act 1971 (s.1 and Sch. 1). 1990 to 2028 as proclaimed; '
    '1978 to 1989 by the ordinary rules only, without the single extra holidays of those years; 2029 on by the '
    'ordinary rules, not proclaimed yet. A later version of the extension may hold later proclamations. The SEND '
    'Regulations 2014 do not define "working day": this calendar is a choice, and every function that takes a calendar '
    'accepts another. Never null.';

CREATE FUNCTION sen.england_and_wales_tribunal() RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'sen_england_and_wales_tribunal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.england_and_wales_tribunal() IS
    'sen.england_and_wales() without 25 December to 1 January, both inclusive, and August: only for acts timed by the '
    'tribunal procedure rules in special educational needs cases (SI 2008/2699 r.12(3)(b)), never for the working days '
    'of the SEND Regulations 2014. Never null.';

CREATE FUNCTION sen.bank_holidays(OUT day date, OUT title text) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_bank_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 330;
COMMENT ON FUNCTION sen.bank_holidays() IS
    'Bank holidays of England and Wales, with Good Friday and Christmas Day, from 1990-01-01 to '
    'sen.known_through(sen.england_and_wales()): the weekday on which each is kept, and its title as GOV.UK writes it '
    'from 2012 on, with plain apostrophes and "(substitute day)" added where GOV.UK notes that. Ascending.';

CREATE FUNCTION sen.bank_holidays(from_day date, to_day date, OUT day date, OUT title text) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_bank_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION sen.bank_holidays(date, date) IS
    'As sen.bank_holidays(), from from_day to to_day, both inclusive. No rows if from_day is after to_day or either is '
    'null; 22008 if either is outside of sen.england_and_wales(). Before 1990 and after known_through by the ordinary '
    'rules only.';

-- making calendars ------------------------------------------------------------

CREATE FUNCTION sen.calendar(first_day date, last_day date, holidays date[]) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_make' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar(date, date, date[]) IS
    'A calendar of the days from first_day to last_day, both inclusive, with these holidays, in any order. Holidays on '
    'a Saturday or Sunday are not kept: those are never working days. 22023 if a holiday is outside of the days, or '
    'the days are in no order, more than 400 years or outside of the years 1 to 9999; 22004 if a holiday is null. Null '
    'in, null out.';

CREATE FUNCTION sen.calendar(first_day date, last_day date, holidays date[], known_through date) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_make' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar(date, date, date[], date) IS
    'As sen.calendar(first_day, last_day, holidays), and known_through is the last day whose holidays rest on a '
    'proclamation rather than on rules; 22023 if it is outside of the days. Null in, null out.';

CREATE FUNCTION sen.with_holidays(calendar sen.calendar, holidays date[]) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_with_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.with_holidays(sen.calendar, date[]) IS
    'The calendar with these holidays as well. Saturdays, Sundays and days that are holidays already change nothing. '
    '22023 if a day is outside of the calendar, 22004 if one is null. Write a literal with its type, as there are two: '
    '''{2025-12-24}''::date[]. Null in, null out.';

CREATE FUNCTION sen.with_holidays(calendar sen.calendar, closures datemultirange) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_with_closures' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.with_holidays(sen.calendar, datemultirange) IS
    'The calendar with every day of these ranges, such as school closures, a holiday as well. 22023 if a range is '
    'unbounded or infinite, or leaves the calendar. Null in, null out.';

CREATE FUNCTION sen.without_holidays(calendar sen.calendar, holidays date[]) RETURNS sen.calendar
    AS 'MODULE_PATHNAME', 'calendar_without_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.without_holidays(sen.calendar, date[]) IS
    'The calendar with these holidays made working days. 22023 if a day is no holiday of the calendar or outside of '
    'it, 22004 if one is null. Null in, null out.';

--@include calendar/from_govuk.sql

-- reading calendars -----------------------------------------------------------

CREATE FUNCTION sen.first_day(calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'calendar_first_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.first_day(sen.calendar) IS 'The first day that the calendar covers. Null in, null out.';
CREATE FUNCTION sen.last_day(calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'calendar_last_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.last_day(sen.calendar) IS 'The last day that the calendar covers. Null in, null out.';
CREATE FUNCTION sen.known_through(calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'calendar_known_through' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.known_through(sen.calendar) IS
    'The last day whose holidays rest on a proclamation rather than on rules; later ones may still change. Null if the '
    'calendar names none. Null in, null out.';
CREATE FUNCTION sen.holidays(calendar sen.calendar) RETURNS SETOF date
    AS 'MODULE_PATHNAME', 'calendar_holidays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100;
COMMENT ON FUNCTION sen.holidays(sen.calendar) IS
    'The holidays of the calendar that are no Saturday or Sunday, ascending. Null in, no rows.';

-- arithmetic ------------------------------------------------------------------

CREATE FUNCTION sen.is_working_day(day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_working_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_working_day(date) IS
    'Is it a working day in England and Wales (sen.england_and_wales())? 22008 outside of 1978 to 2099 and for '
    'infinite dates. Null in, null out.';
CREATE FUNCTION sen.is_working_day(day date, calendar sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_working_day_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_working_day(date, sen.calendar) IS
    'Is it a working day of the calendar? 22008 for a day outside of the calendar and for infinite dates. Null in, '
    'null out.';

CREATE FUNCTION sen.add_working_days(start date, working_days integer) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_add_working_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.add_working_days(date, integer) IS
    'The n-th working day after start in England and Wales (sen.england_and_wales()), or the n-th before it for a '
    'negative number. start itself is never counted, whether it is a working day or not; 0 gives start. Infinite dates '
    'unchanged; 22008 if the count leaves 1978 to 2099. Null in, null out.';
CREATE FUNCTION sen.add_working_days(start date, working_days integer, calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_add_working_days_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.add_working_days(date, integer, sen.calendar) IS
    'The n-th working day of the calendar after start, or the n-th before it for a negative number. start itself is '
    'never counted, whether it is a working day or not; 0 gives start. Infinite dates unchanged; 22008 if the count '
    'leaves the calendar. Null in, null out.';

CREATE FUNCTION sen.working_days_between(from_day date, to_day date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_working_days_between' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.working_days_between(date, date) IS
    'Working days in England and Wales (sen.england_and_wales()) from from_day, included, to to_day, not included; if '
    'to_day is the earlier one, minus those from to_day, included, to from_day, not included. 22008 if a day to be '
    'counted is outside of 1978 to 2099, and for infinite dates. Null in, null out.';
CREATE FUNCTION sen.working_days_between(from_day date, to_day date, calendar sen.calendar) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_working_days_between_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.working_days_between(date, date, sen.calendar) IS
    'Working days of the calendar from from_day, included, to to_day, not included; if to_day is the earlier one, '
    'minus those from to_day, included, to from_day, not included. 22008 if a day to be counted is outside of the '
    'calendar, and for infinite dates. Null in, null out.';

-- operators -------------------------------------------------------------------

CREATE FUNCTION sen.calendar_contains(calendar sen.calendar, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_contains' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_contains(sen.calendar, date) IS
    'Is the day a working day of the calendar? The same as sen.is_working_day(day, calendar).';
CREATE OPERATOR sen.@> (LEFTARG = sen.calendar, RIGHTARG = date, FUNCTION = sen.calendar_contains,
                        COMMUTATOR = OPERATOR(sen.<@));
COMMENT ON OPERATOR sen.@> (sen.calendar, date) IS 'The date is a working day of the calendar.';
CREATE OPERATOR sen.<@ (LEFTARG = date, RIGHTARG = sen.calendar, FUNCTION = sen.is_working_day,
                        COMMUTATOR = OPERATOR(sen.@>));
COMMENT ON OPERATOR sen.<@ (date, sen.calendar) IS 'The date is a working day of the calendar.';

CREATE FUNCTION sen.calendar_eq(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_eq(sen.calendar, sen.calendar) IS
    'The same days, holidays and known_through? Null in, null out.';
CREATE FUNCTION sen.calendar_ne(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_ne(sen.calendar, sen.calendar) IS
    'Not the same days, holidays and known_through? Null in, null out.';
CREATE FUNCTION sen.calendar_lt(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_lt(sen.calendar, sen.calendar) IS
    'Before in the order of calendars? Null in, null out.';
CREATE FUNCTION sen.calendar_le(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_le(sen.calendar, sen.calendar) IS
    'Before in the order of calendars, or equal? Null in, null out.';
CREATE FUNCTION sen.calendar_gt(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_gt(sen.calendar, sen.calendar) IS
    'After in the order of calendars? Null in, null out.';
CREATE FUNCTION sen.calendar_ge(sen.calendar, sen.calendar) RETURNS boolean
    AS 'MODULE_PATHNAME', 'calendar_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_ge(sen.calendar, sen.calendar) IS
    'After in the order of calendars, or equal? Null in, null out.';
CREATE FUNCTION sen.calendar_cmp(sen.calendar, sen.calendar) RETURNS integer
    AS 'MODULE_PATHNAME', 'calendar_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_cmp(sen.calendar, sen.calendar) IS
    'Below 0, 0 or above 0: by first day, last day, known_through, then day by day. For btree indexes.';
CREATE FUNCTION sen.calendar_hash(sen.calendar) RETURNS integer
    AS 'MODULE_PATHNAME', 'calendar_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_hash(sen.calendar) IS 'Hash of a calendar. For hash indexes and joins.';
CREATE FUNCTION sen.calendar_hash_extended(sen.calendar, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'calendar_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_hash_extended(sen.calendar, bigint) IS
    'Seeded hash of a calendar. For hash partitioning.';

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
COMMENT ON OPERATOR CLASS sen.calendar_ops USING btree IS
    'Order of calendars: by first day, last day, known_through, then day by day.';
CREATE OPERATOR CLASS sen.calendar_ops DEFAULT FOR TYPE sen.calendar USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.calendar_hash(sen.calendar),
    FUNCTION 2 sen.calendar_hash_extended(sen.calendar, bigint);
COMMENT ON OPERATOR CLASS sen.calendar_ops USING hash IS 'Equality of calendars.';
