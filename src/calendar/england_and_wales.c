/*
 * england_and_wales.c --- the compiled-in calendars: rules, and what
 * proclamations changed; and the bank holidays by name.
 *
 * Bank holidays rest on the Banking and Financial Dealings Act 1971, Sch. 1
 * para 1, and on royal proclamations under its s.1; Good Friday and Christmas
 * Day on common law.  The rules below state the ordinary year.  The table of
 * exceptions is complete from EW_PROCLAIMED_FROM to EW_PROCLAIMED_TO; outside
 * of those years the calendars rest on the rules alone.
 *
 * When a further year is proclaimed: add its exceptions, if any, to the table
 * and raise EW_PROCLAIMED_TO.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/england_and_wales.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(sen_england_and_wales);
PG_FUNCTION_INFO_V1(sen_england_and_wales_tribunal);
PG_FUNCTION_INFO_V1(sen_bank_holidays);

CalendarLookup england_and_wales = {0};
CalendarLookup england_and_wales_tribunal = {0};

typedef enum OrdinaryHoliday
{
	NEW_YEAR,
	GOOD_FRIDAY,
	EASTER_MONDAY,
	EARLY_MAY,
	SPRING,
	SUMMER,
	CHRISTMAS,
	BOXING_DAY,
	ORDINARY_HOLIDAYS
} OrdinaryHoliday;

/* As GOV.UK writes them, but with an apostrophe that every encoding has. */
static const char *const titles[ORDINARY_HOLIDAYS] = {
	[NEW_YEAR] = "New Year's Day",
	[GOOD_FRIDAY] = "Good Friday",
	[EASTER_MONDAY] = "Easter Monday",
	[EARLY_MAY] = "Early May bank holiday",
	[SPRING] = "Spring bank holiday",
	[SUMMER] = "Summer bank holiday",
	[CHRISTMAS] = "Christmas Day",
	[BOXING_DAY] = "Boxing Day",
};

/* A holiday moved, or one in addition to the ordinary ones. */
typedef struct OneOffHoliday
{
	int			year;
	int			month;
	int			day;
	OrdinaryHoliday moved;		/* ORDINARY_HOLIDAYS: none, it is an extra day */
	bool		substitute;
	const char *title;
} OneOffHoliday;

static const OneOffHoliday exceptions[] = {
	{1995, 5, 8, EARLY_MAY, false, "Early May bank holiday (VE day)"},
	{1999, 12, 31, ORDINARY_HOLIDAYS, false, "Millennium bank holiday"},
	{2002, 6, 3, ORDINARY_HOLIDAYS, false, "Queen's Golden Jubilee"},
	{2002, 6, 4, SPRING, true, "Spring bank holiday"},
	{2011, 4, 29, ORDINARY_HOLIDAYS, false, "Royal wedding bank holiday"},
	{2012, 6, 4, SPRING, true, "Spring bank holiday"},
	{2012, 6, 5, ORDINARY_HOLIDAYS, false, "Queen's Diamond Jubilee"},
	{2020, 5, 8, EARLY_MAY, false, "Early May bank holiday (VE day)"},
	{2022, 6, 2, SPRING, false, "Spring bank holiday"},
	{2022, 6, 3, ORDINARY_HOLIDAYS, false, "Platinum Jubilee bank holiday"},
	{2022, 9, 19, ORDINARY_HOLIDAYS, false, "Bank Holiday for the State Funeral of Queen Elizabeth II"},
	{2023, 5, 8, ORDINARY_HOLIDAYS, false, "Bank holiday for the coronation of King Charles III"},
};

static DateADT
DayOf(int year, int month, int day)
{
	return date2j(year, month, day) - POSTGRES_EPOCH_JDATE;
}

/*
 * Weekday counts from 0, Monday, to 6, Sunday.
 */
static int
Weekday(DateADT day)
{
	return j2day(day + POSTGRES_EPOCH_JDATE + DAYS_PER_WEEK - 1);
}

/*
 * Easter is the Sunday after the ecclesiastical full moon that falls on or
 * next after 21 March.  The age of the moon on 1 January, the epact, follows
 * from the place in the 19-year cycle, less the leap days that the Gregorian
 * calendar drops, plus the days by which the cycle runs slow.
 */
static DateADT
Easter(int year)
{
	int			golden = year % 19 + 1;
	int			century = year / 100 + 1;
	int			dropped = 3 * century / 4 - 12;
	int			slow = (8 * century + 5) / 25 - 5;
	int			epact = (11 * golden + 20 + slow - dropped + 30) % 30;
	int			moon;
	DateADT		full;

	if (epact == 24 || (epact == 25 && golden > 11))
		epact++;
	moon = 44 - epact;			/* as a day of March */
	if (moon < 21)
		moon += 30;
	full = DayOf(year, 3, 1) + moon - 1;
	return full + DAYS_PER_WEEK - (Weekday(full) + 1) % DAYS_PER_WEEK;
}

static DateADT
FirstMonday(int year, int month)
{
	DateADT		first = DayOf(year, month, 1);

	return first + (DAYS_PER_WEEK - Weekday(first)) % DAYS_PER_WEEK;
}

/* Only of a month with 31 days. */
static DateADT
LastMonday(int year, int month)
{
	DateADT		last = DayOf(year, month, 31);

	return last - Weekday(last);
}

/*
 * KeptOn is the weekday on which a holiday is kept.  One on a weekend goes to
 * the next weekday that is no holiday already.  That is the Monday, but the
 * Tuesday when Christmas or Boxing Day is a Sunday: the Monday is then Boxing
 * Day itself, or kept as Christmas Day.
 */
static DateADT
KeptOn(OrdinaryHoliday holiday, DateADT day)
{
	int			weekday = Weekday(day);

	if (weekday < 5)
		return day;
	return day + (holiday == NEW_YEAR && weekday == 6 ? 1 : 2);
}

static DateADT
OrdinaryDay(OrdinaryHoliday holiday, int year)
{
	switch (holiday)
	{
		case NEW_YEAR:
			return DayOf(year, 1, 1);
		case GOOD_FRIDAY:
			return Easter(year) - 2;
		case EASTER_MONDAY:
			return Easter(year) + 1;
		case EARLY_MAY:
			return FirstMonday(year, 5);
		case SPRING:
			return LastMonday(year, 5);
		case SUMMER:
			return LastMonday(year, 8);
		case CHRISTMAS:
			return DayOf(year, 12, 25);
		case BOXING_DAY:
			return DayOf(year, 12, 26);
		case ORDINARY_HOLIDAYS:
			break;
	}
	elog(ERROR, "no such holiday: %d", (int) holiday);
	return 0;
}

static int
CompareHolidays(const void *a, const void *b)
{
	DateADT		x = ((const BankHoliday *) a)->day;
	DateADT		y = ((const BankHoliday *) b)->day;

	return (x > y) - (x < y);
}

/*
 * BankHolidaysOf lists the weekday holidays of a year in ascending order, into
 * room for EW_MAX_HOLIDAYS, and returns their number.
 */
int
BankHolidaysOf(int year, BankHoliday *holidays)
{
	int			count = 0;
	bool		moved[ORDINARY_HOLIDAYS + 1] = {false};

	for (int i = 0; i < (int) lengthof(exceptions); i++)
	{
		const OneOffHoliday *exception = &exceptions[i];

		if (exception->year != year)
			continue;
		moved[exception->moved] = true;
		holidays[count].day = DayOf(year, exception->month, exception->day);
		holidays[count].title = exception->title;
		holidays[count++].substitute = exception->substitute;
	}
	for (OrdinaryHoliday holiday = 0; holiday < ORDINARY_HOLIDAYS; holiday++)
	{
		DateADT		day = OrdinaryDay(holiday, year);

		if (moved[holiday])
			continue;
		holidays[count].day = KeptOn(holiday, day);
		holidays[count].title = titles[holiday];
		holidays[count].substitute = holidays[count].day != day;
		count++;
	}
	Assert(count <= EW_MAX_HOLIDAYS);
	qsort(holidays, count, sizeof(BankHoliday), CompareHolidays);
	return count;
}

static Calendar *
NationalCalendar(void)
{
	Calendar   *calendar = CalendarCreate(DayOf(EW_FIRST_YEAR, 1, 1), DayOf(EW_LAST_YEAR, 12, 31),
										  DayOf(EW_PROCLAIMED_TO, 12, 31));

	for (int year = EW_FIRST_YEAR; year <= EW_LAST_YEAR; year++)
	{
		BankHoliday holidays[EW_MAX_HOLIDAYS];
		int			count = BankHolidaysOf(year, holidays);

		for (int i = 0; i < count; i++)
			CalendarSetWorking(calendar, holidays[i].day, false);
	}
	return calendar;
}

static void
CloseFromTo(Calendar *calendar, DateADT from, DateADT to)
{
	for (DateADT day = from; day <= to; day++)
		CalendarSetWorking(calendar, day, false);
}

/*
 * Publish finishes a calendar, builds its tables and makes it known to LookupOf.
 */
static void
Publish(CalendarLookup *lookup, Calendar *calendar)
{
	int			days = CALENDAR_DAYS(calendar);
	uint16	   *rank = palloc(sizeof(uint16) * (days + 1));
	uint16	   *nth = palloc(sizeof(uint16) * days);
	int			working = 0;

	StaticAssertStmt((EW_LAST_YEAR - EW_FIRST_YEAR + 1) * 366 < PG_UINT16_MAX,
					 "days of a compiled-in calendar fit 16 bits");
	for (int i = 0; i < days; i++)
	{
		rank[i] = (uint16) working;
		if (CalendarBit(calendar, calendar->first + i))
			nth[working++] = (uint16) i;
	}
	rank[days] = (uint16) working;
	CalendarFinish(calendar);
	Assert(calendar->working_days == working);
	lookup->first = calendar->first;
	lookup->days = days;
	lookup->working_days = working;
	lookup->rank = rank;
	lookup->nth = nth;
	lookup->calendar = calendar;
}

static pg_noinline void
BuildNational(void)
{
	MemoryContext caller = MemoryContextSwitchTo(TopMemoryContext);

	Publish(&england_and_wales, NationalCalendar());
	MemoryContextSwitchTo(caller);
}

static pg_noinline void
BuildTribunal(void)
{
	MemoryContext caller = MemoryContextSwitchTo(TopMemoryContext);
	Calendar   *calendar = NationalCalendar();

	for (int year = EW_FIRST_YEAR; year <= EW_LAST_YEAR; year++)
	{
		CloseFromTo(calendar, DayOf(year, 1, 1), DayOf(year, 1, 1));
		CloseFromTo(calendar, DayOf(year, 8, 1), DayOf(year, 8, 31));
		CloseFromTo(calendar, DayOf(year, 12, 25), DayOf(year, 12, 31));
	}
	Publish(&england_and_wales_tribunal, calendar);
	MemoryContextSwitchTo(caller);
}

/*
 * EnglandAndWales is the calendar of sen.england_and_wales(), built by the
 * first call of the session.
 */
const Calendar *
EnglandAndWales(void)
{
	if (unlikely(england_and_wales.calendar == NULL))
		BuildNational();
	return england_and_wales.calendar;
}

/*
 * EnglandAndWalesTribunal leaves out, further, 25 December to 1 January, both
 * inclusive, and August: HESC Rules (SI 2008/2699) r.12(3)(b).
 */
const Calendar *
EnglandAndWalesTribunal(void)
{
	if (unlikely(england_and_wales_tribunal.calendar == NULL))
		BuildTribunal();
	return england_and_wales_tribunal.calendar;
}

/*
 * sen.england_and_wales()
 */
Datum
sen_england_and_wales(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(CalendarCopy(EnglandAndWales()));
}

/*
 * sen.england_and_wales_tribunal()
 */
Datum
sen_england_and_wales_tribunal(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(CalendarCopy(EnglandAndWalesTribunal()));
}

static int
YearOf(DateADT day)
{
	int			year,
				month,
				day_of_month;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &day_of_month);
	return year;
}

/*
 * sen.bank_holidays([from_day, to_day]) --- day and title, ascending.  Without
 * days: the years whose proclamations are held in full.
 */
Datum
sen_bank_holidays(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	const Calendar *calendar = EnglandAndWales();
	DateADT		from = DayOf(EW_PROCLAIMED_FROM, 1, 1);
	DateADT		to = calendar->known_through;

	if (PG_NARGS() == 2)
	{
		from = PG_GETARG_DATEADT(0);
		to = PG_GETARG_DATEADT(1);
		(void) IsWorkingDay(calendar, from);	/* raises if it is outside */
		(void) IsWorkingDay(calendar, to);
	}
	InitMaterializedSRF(fcinfo, 0);
	for (int year = YearOf(from); year <= YearOf(to); year++)
	{
		BankHoliday holidays[EW_MAX_HOLIDAYS];
		int			count = BankHolidaysOf(year, holidays);

		for (int i = 0; i < count; i++)
		{
			Datum		values[2];
			bool		nulls[2] = {false, false};

			if (holidays[i].day < from || holidays[i].day > to)
				continue;
			values[0] = DateADTGetDatum(holidays[i].day);
			values[1] = CStringGetTextDatum(psprintf("%s%s", holidays[i].title,
													 holidays[i].substitute ? " (substitute day)" : ""));
			tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		}
	}
	return (Datum) 0;
}
