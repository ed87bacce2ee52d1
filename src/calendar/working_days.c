/*
 * working_days.c --- arithmetic in working days.
 *
 * Everything comes down to two questions: how many working days are before a
 * day (rank), and which day is the n-th working day (select).  The compiled-in
 * calendars have tables for both; any other calendar answers from its bits.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/england_and_wales.h"
#include "fmgr.h"
#include "port/pg_bitutils.h"

PG_FUNCTION_INFO_V1(sen_is_working_day);
PG_FUNCTION_INFO_V1(sen_is_working_day_in);
PG_FUNCTION_INFO_V1(sen_add_working_days);
PG_FUNCTION_INFO_V1(sen_add_working_days_in);
PG_FUNCTION_INFO_V1(sen_working_days_between);
PG_FUNCTION_INFO_V1(sen_working_days_between_in);
PG_FUNCTION_INFO_V1(calendar_contains);

static pg_noinline void
RefuseDay(const Calendar *calendar, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("%s is outside of the calendar", what),
			 errdetail("The calendar covers %s to %s.", DateText(calendar->first), DateText(calendar->last)),
			 errhint("Check the date, or give a calendar that covers it; sen.calendar() and sen.calendar_from_govuk() make one.")));
}

static pg_noinline void
RefuseCount(const Calendar *calendar, DateADT start, int64 n)
{
	RefuseDay(calendar, psprintf("working day number %llu %s %s",
								 n > 0 ? (unsigned long long) n : -(unsigned long long) n,
								 n > 0 ? "after" : "before", DateText(start)));
}

/*
 * BitRank counts the working days before a day from first to last + 1.
 */
static int32
BitRank(const Calendar *calendar, DateADT day)
{
	int			bit = day - calendar->first;
	uint64		below;

	if (day > calendar->last)
		return calendar->working_days;
	below = (UINT64CONST(1) << (bit % 64)) - 1;
	return CALENDAR_RANK(calendar)[bit / 64] + pg_popcount64(calendar->bits[bit / 64] & below);
}

/*
 * NthBit is the place of the set bit that has n others below it.
 *
 * Counts of ever wider groups of bits are laid side by side in words, and lead
 * to the bit by halves, without branches.
 */
static int
NthBit(uint64 bits, int n)
{
	uint64		by2 = bits - ((bits >> 1) & UINT64CONST(0x5555555555555555));
	uint64		by4 = (by2 & UINT64CONST(0x3333333333333333)) + ((by2 >> 2) & UINT64CONST(0x3333333333333333));
	uint64		by8 = (by4 + (by4 >> 4)) & UINT64CONST(0x0f0f0f0f0f0f0f0f);
	uint64		by16 = (by8 + (by8 >> 8)) & UINT64CONST(0x00ff00ff00ff00ff);
	uint64		by32 = by16 + (by16 >> 16);
	int			place = 0;

#define PASS_BY(counts, mask, width) \
	do { \
		int			count = (int) (((counts) >> place) & (mask)); \
		int			pass = -(n >= count); \
		n -= count & pass; \
		place += (width) & pass; \
	} while (0)

	PASS_BY(by32, 0xff, 32);
	PASS_BY(by16, 0xff, 16);
	PASS_BY(by8, 0xff, 8);
	PASS_BY(by4, 0xf, 4);
	PASS_BY(by2, 0x3, 2);
	PASS_BY(bits, 0x1, 1);
#undef PASS_BY
	return place;
}

/*
 * BitSelect finds the working day before which there are index others.
 *
 * The search starts from the word where it would be if every week from near
 * on had five working days.  before is the number of working days before near.
 */
static DateADT
BitSelect(const Calendar *calendar, int32 index, DateADT near, int32 before)
{
	const uint32 *rank = CALENDAR_RANK(calendar);
	int			words = CALENDAR_WORDS(CALENDAR_DAYS(calendar));
	int			word = (near - calendar->first + (index - before) * DAYS_PER_WEEK / 5) / 64;

	word = Max(0, Min(word, words - 1));
	while (rank[word] > (uint32) index)
		word--;
	while (word + 1 < words && rank[word + 1] <= (uint32) index)
		word++;
	return calendar->first + word * 64 + NthBit(calendar->bits[word], index - rank[word]);
}

/*
 * Rank counts the working days before a day from first to last + 1.
 */
static inline int32
Rank(const Calendar *calendar, const CalendarLookup *lookup, DateADT day)
{
	return lookup != NULL ? lookup->rank[day - calendar->first] : BitRank(calendar, day);
}

/*
 * The three questions, of a calendar with its tables or without (null).
 */
static inline bool
Is(const Calendar *calendar, DateADT day)
{
	if (unlikely(!CalendarCovers(calendar, day)))
		RefuseDay(calendar, DateText(day));
	return CalendarBit(calendar, day);
}

static inline DateADT
Add(const Calendar *calendar, const CalendarLookup *lookup, DateADT start, int64 n)
{
	DateADT		from;
	int32		before;
	int32		index;

	if (unlikely(n == 0 || DATE_NOT_FINITE(start)))
		return start;

	/* Counting from the day beside the range needs no day outside of it. */
	from = start + (n > 0);
	if (unlikely(from < calendar->first || from > calendar->last + 1))
		RefuseDay(calendar, DateText(start));
	before = Rank(calendar, lookup, from);
	if (unlikely(n > 0 ? n > calendar->working_days - before : n < -before))
		RefuseCount(calendar, start, n);
	index = before + (int32) n - (n > 0);
	return lookup != NULL ? calendar->first + lookup->nth[index] : BitSelect(calendar, index, from, before);
}

static inline int64
Between(const Calendar *calendar, const CalendarLookup *lookup, DateADT a, DateADT b)
{
	DateADT		from = Min(a, b);
	DateADT		to = Max(a, b);

	if (unlikely(from < calendar->first || to > calendar->last + 1))
	{
		/* No day is needed to know that there is none between a day and itself. */
		if (a == b && !DATE_NOT_FINITE(a))
			return 0;
		RefuseDay(calendar, DateText(from < calendar->first || from > calendar->last ? from : to));
	}
	return (int64) Rank(calendar, lookup, b) - Rank(calendar, lookup, a);
}

/*
 * IsWorkingDay tells whether a day of the calendar is a working day.
 */
bool
IsWorkingDay(const Calendar *calendar, DateADT day)
{
	return Is(calendar, day);
}

/*
 * AddWorkingDays is the n-th working day after start, or before it if n is
 * negative.  start itself does not count, whether a working day or not.  An
 * infinite start, or n of zero, gives start.
 */
DateADT
AddWorkingDays(const Calendar *calendar, DateADT start, int64 n)
{
	return Add(calendar, LookupOf(calendar), start, n);
}

/*
 * AddWorkingDaysWide is AddWorkingDays without errors, for searches: where the
 * calendar does not reach, PG_INT64_MIN before it and PG_INT64_MAX after it.
 */
int64
AddWorkingDaysWide(const Calendar *calendar, int64 start, int64 n)
{
	int64		from = start + (n > 0);
	int32		before;

	if (from < calendar->first)
		return PG_INT64_MIN;
	if (from > calendar->last + 1)
		return PG_INT64_MAX;
	before = Rank(calendar, LookupOf(calendar), (DateADT) from);
	if (n > calendar->working_days - before)
		return PG_INT64_MAX;
	if (n < -before)
		return PG_INT64_MIN;
	return Add(calendar, LookupOf(calendar), (DateADT) start, n);
}

/*
 * WorkingDaysBetween counts the working days of [a, b); if b is before a, it is
 * minus those of [b, a).
 */
int64
WorkingDaysBetween(const Calendar *calendar, DateADT a, DateADT b)
{
	return Between(calendar, LookupOf(calendar), a, b);
}

static inline const CalendarLookup *
National(void)
{
	if (unlikely(england_and_wales.calendar == NULL))
		(void) EnglandAndWales();
	return &england_and_wales;
}

/*
 * sen.is_working_day(day) --- in England and Wales.
 */
Datum
sen_is_working_day(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Is(National()->calendar, PG_GETARG_DATEADT(0)));
}

/*
 * sen.is_working_day(day, calendar)
 */
Datum
sen_is_working_day_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Is(PG_GETARG_CALENDAR_CACHED(1), PG_GETARG_DATEADT(0)));
}

/*
 * calendar @> day
 */
Datum
calendar_contains(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Is(PG_GETARG_CALENDAR_CACHED(0), PG_GETARG_DATEADT(1)));
}

/*
 * sen.add_working_days(start, n) --- in England and Wales.
 *
 * This one is called for every row of large tables.  Whatever is not plainly
 * within the tables, be it the first call of the session, an infinite date, a
 * count of zero or an error, is left to AddWorkingDays.
 */
Datum
sen_add_working_days(PG_FUNCTION_ARGS)
{
	const CalendarLookup *national = &england_and_wales;
	DateADT		start = PG_GETARG_DATEADT(0);
	int32		n = PG_GETARG_INT32(1);
	int			onward = n > 0;
	uint32		offset = (uint32) start - (uint32) national->first + onward;

	if (likely(offset < national->days && n != 0))
	{
		uint32		index = national->rank[offset] + (uint32) n - onward;

		if (likely(index < national->working_days))
			PG_RETURN_DATEADT(national->first + national->nth[index]);
	}
	PG_RETURN_DATEADT(AddWorkingDays(EnglandAndWales(), start, n));
}

/*
 * sen.add_working_days(start, n, calendar)
 */
Datum
sen_add_working_days_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(Add(PG_GETARG_CALENDAR_CACHED(2), NULL, PG_GETARG_DATEADT(0), PG_GETARG_INT32(1)));
}

/*
 * sen.working_days_between(a, b) --- in England and Wales.
 */
Datum
sen_working_days_between(PG_FUNCTION_ARGS)
{
	const CalendarLookup *national = National();

	PG_RETURN_INT32((int32) Between(national->calendar, national, PG_GETARG_DATEADT(0), PG_GETARG_DATEADT(1)));
}

/*
 * sen.working_days_between(a, b, calendar)
 */
Datum
sen_working_days_between_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) Between(PG_GETARG_CALENDAR_CACHED(2), NULL, PG_GETARG_DATEADT(0), PG_GETARG_DATEADT(1)));
}
