/*
 * calendar_read.c --- what a calendar holds, and how calendars compare.
 *
 * Calendars are ordered by first day, last day, day through which holidays are
 * known, and then the days themselves, so that equal ones are those with the
 * same text.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/working_days.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "funcapi.h"

PG_FUNCTION_INFO_V1(calendar_first_day);
PG_FUNCTION_INFO_V1(calendar_last_day);
PG_FUNCTION_INFO_V1(calendar_known_through);
PG_FUNCTION_INFO_V1(calendar_holidays);
PG_FUNCTION_INFO_V1(calendar_eq);
PG_FUNCTION_INFO_V1(calendar_ne);
PG_FUNCTION_INFO_V1(calendar_lt);
PG_FUNCTION_INFO_V1(calendar_le);
PG_FUNCTION_INFO_V1(calendar_gt);
PG_FUNCTION_INFO_V1(calendar_ge);
PG_FUNCTION_INFO_V1(calendar_cmp);
PG_FUNCTION_INFO_V1(calendar_hash);
PG_FUNCTION_INFO_V1(calendar_hash_extended);

/*
 * sen.first_day(calendar)
 */
Datum
calendar_first_day(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(PG_GETARG_CALENDAR(0)->first);
}

/*
 * sen.last_day(calendar)
 */
Datum
calendar_last_day(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(PG_GETARG_CALENDAR(0)->last);
}

/*
 * sen.known_through(calendar) --- null if the calendar names no such day.
 */
Datum
calendar_known_through(PG_FUNCTION_ARGS)
{
	Calendar   *calendar = PG_GETARG_CALENDAR(0);

	if (calendar->known_through == KNOWN_THROUGH_NONE)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(calendar->known_through);
}

/*
 * sen.holidays(calendar) --- one row for each, ascending.
 */
Datum
calendar_holidays(PG_FUNCTION_ARGS)
{
	Calendar   *calendar = PG_GETARG_CALENDAR(0);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	for (DateADT day = NextHoliday(calendar, calendar->first); day != CALENDAR_NO_DAY;
		 day = NextHoliday(calendar, day + 1))
	{
		Datum		value = DateADTGetDatum(day);
		bool		isnull = false;

		tuplestore_putvalues(result->setResult, result->setDesc, &value, &isnull);
	}
	return (Datum) 0;
}

static int
CompareDays(DateADT a, DateADT b)
{
	return (a > b) - (a < b);
}

static int
Compare(FunctionCallInfo fcinfo)
{
	Calendar   *a = PG_GETARG_CALENDAR(0);
	Calendar   *b = PG_GETARG_CALENDAR(1);
	int			order = CompareDays(a->first, b->first);

	if (order == 0)
		order = CompareDays(a->last, b->last);
	if (order == 0)
		order = CompareDays(a->known_through, b->known_through);
	for (int word = 0; order == 0 && word < CALENDAR_WORDS(CALENDAR_DAYS(a)); word++)
		order = (a->bits[word] > b->bits[word]) - (a->bits[word] < b->bits[word]);
	return order;
}

/*
 * calendar = calendar
 */
Datum
calendar_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(fcinfo) == 0);
}

/*
 * calendar <> calendar
 */
Datum
calendar_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(fcinfo) != 0);
}

/*
 * calendar < calendar
 */
Datum
calendar_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(fcinfo) < 0);
}

/*
 * calendar <= calendar
 */
Datum
calendar_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(fcinfo) <= 0);
}

/*
 * calendar > calendar
 */
Datum
calendar_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(fcinfo) > 0);
}

/*
 * calendar >= calendar
 */
Datum
calendar_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(fcinfo) >= 0);
}

/*
 * calendar_cmp(calendar, calendar) --- less than, equal to or more than zero.
 */
Datum
calendar_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(Compare(fcinfo));
}

/*
 * calendar_hash(calendar) --- equal calendars are the same bytes.
 */
Datum
calendar_hash(PG_FUNCTION_ARGS)
{
	Calendar   *calendar = PG_GETARG_CALENDAR(0);

	return hash_any((unsigned char *) VARDATA(calendar), VARSIZE(calendar) - VARHDRSZ);
}

/*
 * calendar_hash_extended(calendar, seed)
 */
Datum
calendar_hash_extended(PG_FUNCTION_ARGS)
{
	Calendar   *calendar = PG_GETARG_CALENDAR(0);

	return hash_any_extended((unsigned char *) VARDATA(calendar), VARSIZE(calendar) - VARHDRSZ,
							 PG_GETARG_INT64(1));
}
