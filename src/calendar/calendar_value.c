/*
 * calendar_value.c --- building and checking a value of type sen.calendar.
 *
 * A calendar is created with every weekday working, changed day by day, and
 * finished, which counts the working days before each word.  After that it is
 * never changed.
 */
#include "postgres.h"
#include "compat.h"

#include "access/detoast.h"
#include "calendar/working_days.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/datetime.h"

/*
 * DateText is the day as an error message names it: ISO, whatever DateStyle.
 */
const char *
DateText(DateADT day)
{
	struct pg_tm tm = {0};
	char	   *text = palloc(MAXDATELEN + 1);

	if (DATE_NOT_FINITE(day))
		EncodeSpecialDate(day, text);
	else
	{
		j2date(day + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
		EncodeDateOnly(&tm, USE_ISO_DATES, text);
	}
	return text;
}

/*
 * IsWeekend: 1 January 2000, day 0, was a Saturday.
 */
bool
IsWeekend(DateADT day)
{
	int			weekday = day % DAYS_PER_WEEK;

	return weekday == 0 || weekday == 1 || weekday == 1 - DAYS_PER_WEEK;
}

/*
 * CalendarRangeProblem says what is wrong with a range, or returns null.
 */
const char *
CalendarRangeProblem(DateADT first, DateADT last, DateADT known_through)
{
	if (first < CALENDAR_FIRST_DAY || last > CALENDAR_LAST_DAY)
		return "A calendar lies between 0001-01-01 and 9999-12-31.";
	if (first > last)
		return "The first day is after the last.";
	if ((int64) last - first >= CALENDAR_MAX_DAYS)
		return "A calendar covers at most 400 years (146097 days).";
	if (known_through != KNOWN_THROUGH_NONE && (known_through < first || known_through > last))
		return "The day through which holidays are known is outside of the calendar.";
	return NULL;
}

/*
 * CalendarCreate makes a calendar without holidays, to be changed and then
 * finished.  The range must be one that CalendarRangeProblem finds no fault in.
 */
Calendar *
CalendarCreate(DateADT first, DateADT last, DateADT known_through)
{
	int			days = last - first + 1;
	Calendar   *calendar = palloc0(CALENDAR_SIZE(days));

	Assert(CalendarRangeProblem(first, last, known_through) == NULL);
	SET_VARSIZE(calendar, CALENDAR_SIZE(days));
	calendar->version = CALENDAR_VERSION;
	calendar->first = first;
	calendar->last = last;
	calendar->known_through = known_through;
	for (DateADT day = first; day <= last; day++)
		if (!IsWeekend(day))
			CalendarSetWorking(calendar, day, true);
	return calendar;
}

/*
 * CalendarCopy is a copy to be changed and then finished.
 */
Calendar *
CalendarCopy(const Calendar *calendar)
{
	Calendar   *copy = palloc(VARSIZE(calendar));

	memcpy(copy, calendar, VARSIZE(calendar));
	return copy;
}

/*
 * CalendarSetWorking says whether a day of the calendar is a working day.
 * No weekend day may be made one.
 */
void
CalendarSetWorking(Calendar *calendar, DateADT day, bool working)
{
	int			bit = day - calendar->first;
	uint64		mask = UINT64CONST(1) << (bit % 64);

	Assert(CalendarCovers(calendar, day) && !(working && IsWeekend(day)));
	if (working)
		calendar->bits[bit / 64] |= mask;
	else
		calendar->bits[bit / 64] &= ~mask;
}

/*
 * CalendarFinish counts the working days before each word, and all of them.
 */
void
CalendarFinish(Calendar *calendar)
{
	int			words = CALENDAR_WORDS(CALENDAR_DAYS(calendar));
	uint32	   *rank = CALENDAR_RANK(calendar);
	uint32		total = 0;

	for (int word = 0; word < words; word++)
	{
		rank[word] = total;
		total += pg_popcount64(calendar->bits[word]);
	}
	calendar->working_days = total;
}

/*
 * NextHoliday is the first holiday of the calendar on or after a day: neither
 * a working day nor on a weekend.  CALENDAR_NO_DAY if there is none.
 */
DateADT
NextHoliday(const Calendar *calendar, DateADT day)
{
	for (day = Max(day, calendar->first); day <= calendar->last; day++)
		if (!CalendarBit(calendar, day) && !IsWeekend(day))
			return day;
	return CALENDAR_NO_DAY;
}

/*
 * CheckCalendar checks the header of a detoasted value.  What follows it was
 * written by CalendarFinish: text and binary input never supply it.
 */
Calendar *
CheckCalendar(Calendar *calendar)
{
	if (VARSIZE(calendar) < offsetof(Calendar, bits) || calendar->version != CALENDAR_VERSION ||
		calendar->first > calendar->last ||
		(int64) calendar->last - calendar->first >= CALENDAR_MAX_DAYS ||
		VARSIZE(calendar) != CALENDAR_SIZE(CALENDAR_DAYS(calendar)))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable value of type sen.calendar"),
				 errhint("It may have been stored by a newer version of sen_improvement.")));
	return calendar;
}

/* The calendar that a call site unpacked last, and what it unpacked it from. */
typedef struct CalendarCache
{
	struct varlena *packed;
	Calendar   *calendar;
} CalendarCache;

/*
 * CachedCalendar is the calendar of an argument, unpacked once for each run of
 * equal ones.  Unpacking a long calendar from a table takes far longer than
 * any question about it.
 */
const Calendar *
CachedCalendar(FunctionCallInfo fcinfo, int argument)
{
	struct varlena *packed = (struct varlena *) PG_GETARG_POINTER(argument);
	CalendarCache *cache;
	MemoryContext caller;

	if (!VARATT_IS_EXTENDED(packed))
		return CheckCalendar((Calendar *) packed);
	if (fcinfo->flinfo == NULL || !(VARATT_IS_COMPRESSED(packed) || VARATT_IS_EXTERNAL_ONDISK(packed)))
		return PG_GETARG_CALENDAR(argument);

	cache = fcinfo->flinfo->fn_extra;
	if (cache != NULL && cache->calendar != NULL && VARSIZE_ANY(cache->packed) == VARSIZE_ANY(packed) &&
		memcmp(cache->packed, packed, VARSIZE_ANY(packed)) == 0)
		return cache->calendar;

	caller = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	if (cache == NULL)
		fcinfo->flinfo->fn_extra = cache = palloc0(sizeof(CalendarCache));
	if (cache->calendar != NULL)
	{
		pfree(cache->calendar);
		pfree(cache->packed);
		cache->calendar = NULL;
	}
	cache->packed = palloc(VARSIZE_ANY(packed));
	memcpy(cache->packed, packed, VARSIZE_ANY(packed));
	cache->calendar = PG_GETARG_CALENDAR(argument);
	MemoryContextSwitchTo(caller);
	return cache->calendar;
}
