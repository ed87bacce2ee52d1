/*
 * calendar_io.c --- text and binary forms of sen.calendar.
 *
 * Text: v1, the range, the last day that rests on a proclamation if there is
 * one, then the holidays that are no weekend days if there are any, ascending.
 *
 *	v1 2025-01-01..2026-12-31 known 2026-12-31 holidays 2025-01-01 2025-04-18
 *
 * Binary, in network byte order: the version (one byte), then four bytes each
 * for first, last and known_through (days from 2000-01-01; known_through is
 * the least integer if there is none), the number of holidays, and for each of
 * them, ascending, its distance from first.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/working_days.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "parser.h"

PG_FUNCTION_INFO_V1(calendar_in);
PG_FUNCTION_INFO_V1(calendar_out);
PG_FUNCTION_INFO_V1(calendar_recv);
PG_FUNCTION_INFO_V1(calendar_send);

#define ISO_LENGTH 10			/* of YYYY-MM-DD */
#define SENT_FIXED (1 + 4 * 4)	/* bytes before the holidays */

static bool
TakeDay(Parser *parser, DateADT *day)
{
	char		text[ISO_LENGTH + 1];

	/* Not strlcpy, which measures the rest of the input every time. */
	memcpy(text, parser->at, strnlen(parser->at, ISO_LENGTH));
	text[strnlen(parser->at, ISO_LENGTH)] = '\0';
	if (!ParseIsoDate(text, day))
		return ParserFail(parser, "A day of the form YYYY-MM-DD is expected.");
	parser->at += ISO_LENGTH;
	return true;
}

/*
 * TakeHolidays reads " day" as often as it stands there.
 */
static bool
TakeHolidays(Parser *parser, Calendar *calendar)
{
	DateADT		before = calendar->first - 1;

	do
	{
		const char *start = parser->at;
		DateADT		day;

		if (!ParserTake(parser, " "))
			return ParserFail(parser, "A space is expected.");
		if (!TakeDay(parser, &day))
			return false;
		parser->at = start + 1;
		if (!CalendarCovers(calendar, day))
			return ParserFail(parser, "A holiday is outside of the range.");
		if (day <= before)
			return ParserFail(parser, "Holidays must ascend.");
		if (IsWeekend(day))
			return ParserFail(parser, "A holiday is a Saturday or Sunday, which are never working days.");
		parser->at += ISO_LENGTH;
		CalendarSetWorking(calendar, day, false);
		before = day;
	} while (*parser->at != '\0');
	return true;
}

static bool
TakeCalendar(Parser *parser, Calendar **calendar)
{
	const char *range;
	DateADT		first,
				last,
				known_through = KNOWN_THROUGH_NONE;

	if (!ParserTake(parser, "v1 "))
		return ParserFail(parser, "It must begin with the version, v1, and a space.");
	range = parser->at;
	if (!TakeDay(parser, &first))
		return false;
	if (!ParserTake(parser, ".."))
		return ParserFail(parser, "Two dots are expected after the first day.");
	if (!TakeDay(parser, &last))
		return false;
	if (ParserTake(parser, " known "))
	{
		const char *start = parser->at;

		if (!TakeDay(parser, &known_through))
			return false;
		if (CalendarRangeProblem(first, last, KNOWN_THROUGH_NONE) == NULL)
			range = start;
	}
	if (CalendarRangeProblem(first, last, known_through) != NULL)
	{
		parser->at = range;
		return ParserFail(parser, CalendarRangeProblem(first, last, known_through));
	}
	*calendar = CalendarCreate(first, last, known_through);
	if (ParserTake(parser, " holidays"))
	{
		if (!TakeHolidays(parser, *calendar))
			return false;
	}
	else if (*parser->at != '\0')
		return ParserFail(parser, "A word is unknown, repeated or out of order.");
	CalendarFinish(*calendar);
	return true;
}

/*
 * calendar_in(cstring)
 */
Datum
calendar_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	Parser		parser = {input, input, NULL};
	Calendar   *calendar = NULL;

	if (!TakeCalendar(&parser, &calendar))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type sen.calendar: \"%s\"", ParserQuote(&parser)),
				 errdetail("%s", ParserPlace(&parser)),
				 errhint("Write a calendar as in: v1 2025-01-01..2026-12-31 known 2026-12-31 holidays 2025-01-01 2025-04-18")));
	PG_RETURN_POINTER(calendar);
}

/*
 * calendar_out(calendar)
 */
Datum
calendar_out(PG_FUNCTION_ARGS)
{
	Calendar   *calendar = PG_GETARG_CALENDAR(0);
	StringInfoData buf;
	bool		any = false;

	initStringInfo(&buf);
	appendStringInfo(&buf, "v%d %s..%s", CALENDAR_VERSION,
					 DateText(calendar->first), DateText(calendar->last));
	if (calendar->known_through != KNOWN_THROUGH_NONE)
		appendStringInfo(&buf, " known %s", DateText(calendar->known_through));
	for (DateADT day = NextHoliday(calendar, calendar->first); day != CALENDAR_NO_DAY;
		 day = NextHoliday(calendar, day + 1))
	{
		appendStringInfo(&buf, "%s %s", any ? "" : " holidays", DateText(day));
		any = true;
	}
	PG_RETURN_CSTRING(buf.data);
}

static void
RefuseBytes(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type sen.calendar"),
			 errdetail("%s", what),
			 errhint("Send a value that this or an earlier version of sen_improvement produced.")));
}

/*
 * calendar_recv(internal) --- every byte is checked before it is believed.
 */
Datum
calendar_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			size = buf->len - buf->cursor;
	Calendar   *calendar;
	int			version;
	DateADT		first,
				last,
				known_through,
				before;
	uint32		holidays;

	if (size < SENT_FIXED)
		RefuseBytes("The value ends too early.");
	version = pq_getmsgbyte(buf);
	if (version != CALENDAR_VERSION)
		RefuseBytes(psprintf("Version %d is not known; this is version %d.", version, CALENDAR_VERSION));
	first = (DateADT) pq_getmsgint(buf, 4);
	last = (DateADT) pq_getmsgint(buf, 4);
	known_through = (DateADT) pq_getmsgint(buf, 4);
	if (CalendarRangeProblem(first, last, known_through) != NULL)
		RefuseBytes(CalendarRangeProblem(first, last, known_through));
	holidays = pq_getmsgint(buf, 4);
	if (holidays > CALENDAR_MAX_DAYS || size != SENT_FIXED + 4 * (int) holidays)
		RefuseBytes("The length does not fit the number of holidays.");

	calendar = CalendarCreate(first, last, known_through);
	before = first - 1;
	for (uint32 i = 0; i < holidays; i++)
	{
		uint32		distance = pq_getmsgint(buf, 4);
		DateADT		day;

		if (distance >= (uint32) CALENDAR_DAYS(calendar))
			RefuseBytes("A holiday is outside of the range.");
		day = first + (DateADT) distance;
		if (day <= before)
			RefuseBytes("Holidays do not ascend.");
		if (IsWeekend(day))
			RefuseBytes("A holiday is a Saturday or Sunday.");
		CalendarSetWorking(calendar, day, false);
		before = day;
	}
	CalendarFinish(calendar);
	PG_RETURN_POINTER(calendar);
}

/*
 * calendar_send(calendar)
 */
Datum
calendar_send(PG_FUNCTION_ARGS)
{
	Calendar   *calendar = PG_GETARG_CALENDAR(0);
	StringInfoData buf;
	StringInfoData distances;
	uint32		holidays = 0;

	initStringInfo(&distances);
	for (DateADT day = NextHoliday(calendar, calendar->first); day != CALENDAR_NO_DAY;
		 day = NextHoliday(calendar, day + 1), holidays++)
		pq_sendint32(&distances, day - calendar->first);

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, calendar->version);
	pq_sendint32(&buf, calendar->first);
	pq_sendint32(&buf, calendar->last);
	pq_sendint32(&buf, calendar->known_through);
	pq_sendint32(&buf, holidays);
	pq_sendbytes(&buf, distances.data, distances.len);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
