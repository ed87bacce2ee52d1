/*
 * calendar_make.c --- calendars from a range and holidays, and from other
 * calendars.
 *
 * A holiday on a Saturday or Sunday changes nothing, since those are never
 * working days, and is not kept.  A day outside of the calendar is an error.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/working_days.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/multirangetypes.h"

PG_FUNCTION_INFO_V1(calendar_make);
PG_FUNCTION_INFO_V1(calendar_with_holidays);
PG_FUNCTION_INFO_V1(calendar_with_closures);
PG_FUNCTION_INFO_V1(calendar_without_holidays);

/*
 * GetDays reads an array of days, none of them null.
 */
static Datum *
GetDays(ArrayType *array, int *count)
{
	Datum	   *days;
	bool	   *nulls;

	deconstruct_array(array, DATEOID, sizeof(DateADT), true, TYPALIGN_INT, &days, &nulls, count);
	for (int i = 0; i < *count; i++)
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("holiday %d of the array is null", i + 1),
					 errhint("Leave null days out, as with array_remove(holidays, null).")));
	return days;
}

static void
RequireCovered(const Calendar *calendar, DateADT day)
{
	if (!CalendarCovers(calendar, day))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("holiday %s is outside of the calendar", DateText(day)),
				 errdetail("The calendar covers %s to %s.", DateText(calendar->first), DateText(calendar->last)),
				 errhint("Leave the day out, or make a calendar that covers it.")));
}

static Datum
FinishWithHolidays(Calendar *calendar, ArrayType *array)
{
	int			count;
	Datum	   *days = GetDays(array, &count);

	for (int i = 0; i < count; i++)
	{
		DateADT		day = DatumGetDateADT(days[i]);

		RequireCovered(calendar, day);
		CalendarSetWorking(calendar, day, false);
	}
	CalendarFinish(calendar);
	PG_RETURN_POINTER(calendar);
}

/*
 * sen.calendar(first_day, last_day, holidays [, known_through])
 */
Datum
calendar_make(PG_FUNCTION_ARGS)
{
	DateADT		first = PG_GETARG_DATEADT(0);
	DateADT		last = PG_GETARG_DATEADT(1);
	DateADT		known_through = KNOWN_THROUGH_NONE;
	const char *problem;

	if (PG_NARGS() > 3)
	{
		known_through = PG_GETARG_DATEADT(3);
		if (known_through == KNOWN_THROUGH_NONE)
			known_through = DATEVAL_NOEND;	/* refused as outside */
	}
	problem = CalendarRangeProblem(first, last, known_through);
	if (problem != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 PG_NARGS() > 3 ?
				 errmsg("no calendar can cover %s to %s, known through %s", DateText(first), DateText(last),
						DateText(PG_GETARG_DATEADT(3))) :
				 errmsg("no calendar can cover %s to %s", DateText(first), DateText(last)),
				 errdetail("%s", problem),
				 errhint("Give a first day, a last day, and for known_through a day between them.")));
	return FinishWithHolidays(CalendarCreate(first, last, known_through), PG_GETARG_ARRAYTYPE_P(2));
}

/*
 * sen.with_holidays(calendar, holidays date[])
 */
Datum
calendar_with_holidays(PG_FUNCTION_ARGS)
{
	return FinishWithHolidays(CalendarCopy(PG_GETARG_CALENDAR(0)), PG_GETARG_ARRAYTYPE_P(1));
}

static void
RefuseClosure(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s", what),
			 errhint("Give the first and the last day of each closure.")));
}

/*
 * sen.with_holidays(calendar, closures datemultirange) --- every day of every
 * range is a holiday.
 */
Datum
calendar_with_closures(PG_FUNCTION_ARGS)
{
	Calendar   *calendar = CalendarCopy(PG_GETARG_CALENDAR(0));
	MultirangeType *closures = PG_GETARG_MULTIRANGE_P(1);
	TypeCacheEntry *type = multirange_get_typcache(fcinfo, MultirangeTypeGetOid(closures));

	for (uint32 i = 0; i < closures->rangeCount; i++)
	{
		RangeBound	from;
		RangeBound	to;
		DateADT		first,
					last;

		multirange_get_bounds(type->rngtype, closures, i, &from, &to);
		if (from.infinite || DATE_NOT_FINITE(DatumGetDateADT(from.val)))
			RefuseClosure("a closure has no first day");
		first = DatumGetDateADT(from.val);
		if (to.infinite || DATE_NOT_FINITE(DatumGetDateADT(to.val)))
			RefuseClosure(psprintf("the closure from %s has no last day", DateText(first)));
		/* Ranges of dates are canonical: [from, to). */
		last = DatumGetDateADT(to.val) - 1;
		RequireCovered(calendar, first);
		RequireCovered(calendar, last);
		for (DateADT day = first; day <= last; day++)
			CalendarSetWorking(calendar, day, false);
	}
	CalendarFinish(calendar);
	PG_RETURN_POINTER(calendar);
}

/*
 * sen.without_holidays(calendar, days date[]) --- makes them working days.
 */
Datum
calendar_without_holidays(PG_FUNCTION_ARGS)
{
	const Calendar *calendar = PG_GETARG_CALENDAR(0);
	Calendar   *changed = CalendarCopy(calendar);
	int			count;
	Datum	   *days = GetDays(PG_GETARG_ARRAYTYPE_P(1), &count);

	for (int i = 0; i < count; i++)
	{
		DateADT		day = DatumGetDateADT(days[i]);

		RequireCovered(calendar, day);
		if (IsWeekend(day) || CalendarBit(calendar, day))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s is no holiday of the calendar", DateText(day)),
					 errdetail("It is a %s.", IsWeekend(day) ? "Saturday or Sunday" : "working day"),
					 errhint("sen.holidays() lists the holidays of a calendar.")));
		CalendarSetWorking(changed, day, true);
	}
	CalendarFinish(changed);
	PG_RETURN_POINTER(changed);
}
