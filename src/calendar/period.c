/*
 * period.c --- the period that a date falls in, as the period's first day.
 *
 * Reports group by these.  date_trunc of a date goes through timestamp with
 * time zone; these stay on whole days, and look up those that occur.  Infinite
 * dates come back unchanged.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(sen_month);
PG_FUNCTION_INFO_V1(sen_quarter);
PG_FUNCTION_INFO_V1(sen_calendar_year);
PG_FUNCTION_INFO_V1(sen_academic_year);
PG_FUNCTION_INFO_V1(sen_financial_year);
PG_FUNCTION_INFO_V1(sen_quarter_label);
PG_FUNCTION_INFO_V1(sen_academic_year_label);
PG_FUNCTION_INFO_V1(sen_financial_year_label);

/*
 * CheckDateRange refuses a day that PostgreSQL cannot store as a finite date.
 */
DateADT
CheckDateRange(int64 day)
{
	if (day < (int64) DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE ||
		day >= (int64) DATE_END_JULIAN - POSTGRES_EPOCH_JDATE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range"),
				 errdetail("The result would be %lld days from 2000-01-01.", (long long) day),
				 errhint("Check the date that was given.")));
	return (DateADT) day;
}

/*
 * Every kind of period is a run of whole months: how many, and how many after
 * January the first one begins.
 */
static const struct
{
	int			months;
	int			shift;
}			kinds[PERIOD_KINDS] = {
	[PERIOD_MONTH] = {1, 0},
	[PERIOD_QUARTER] = {3, 0},
	[PERIOD_ACADEMIC_YEAR] = {12, 8},	/* 1 September: DfE's academic year */
	[PERIOD_FINANCIAL_YEAR] = {12, 3},	/* 1 April: a council's financial year */
	[PERIOD_CALENDAR_YEAR] = {12, 0}
};

PeriodTable period_table[PERIOD_KINDS];

static int32
FloorDivide(int32 dividend, int32 divisor)
{
	return (dividend - (dividend < 0 ? divisor - 1 : 0)) / divisor;
}

static int32
ComputePeriodNumber(PeriodKind kind, DateADT day)
{
	int			y,
				m,
				d;

	j2date(day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	return FloorDivide(y * 12 + (m - 1) - kinds[kind].shift, kinds[kind].months);
}

/*
 * PeriodStart is the first day of a period.
 */
DateADT
PeriodStart(PeriodKind kind, int32 number)
{
	int32		month = number * kinds[kind].months + kinds[kind].shift;
	int32		year = FloorDivide(month, 12);

	return CheckDateRange((int64) date2j(year, month - year * 12 + 1, 1) - POSTGRES_EPOCH_JDATE);
}

/*
 * FillTable makes the tables of one kind, for the life of the session.
 */
static void
FillTable(PeriodKind kind)
{
	uint16	   *number = MemoryContextAlloc(TopMemoryContext, sizeof(uint16) * PERIOD_TABLE_DAYS);
	int32		first = ComputePeriodNumber(kind, PERIOD_TABLE_FIRST);
	int32		last = ComputePeriodNumber(kind, PERIOD_TABLE_FIRST + PERIOD_TABLE_DAYS - 1);
	DateADT    *start = MemoryContextAlloc(TopMemoryContext, sizeof(DateADT) * (last - first + 2));
	int32		day = PERIOD_TABLE_FIRST;

	/* Through the year 5461, a number of months fits 16 bits. */
	for (int32 period = first; period <= last + 1; period++)
	{
		start[period - first] = PeriodStart(kind, period);
		for (; period > first && day < start[period - first] && day < PERIOD_TABLE_FIRST + PERIOD_TABLE_DAYS; day++)
			number[day - PERIOD_TABLE_FIRST] = (uint16) (period - 1);
	}
	period_table[kind].start = start;
	period_table[kind].first = first;
	period_table[kind].number = number;
}

/*
 * PeriodNumberSlow is PeriodNumber for a day outside the table, or when there
 * is none yet.
 */
int32
PeriodNumberSlow(PeriodKind kind, DateADT day)
{
	if ((uint32) day - (uint32) PERIOD_TABLE_FIRST < PERIOD_TABLE_DAYS)
		FillTable(kind);
	return ComputePeriodNumber(kind, day);
}

static inline Datum
StartOf(FunctionCallInfo fcinfo, PeriodKind kind)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	uint32		index = (uint32) day - (uint32) PERIOD_TABLE_FIRST;

	if (likely(index < PERIOD_TABLE_DAYS && period_table[kind].number != NULL))
		PG_RETURN_DATEADT(period_table[kind].start[period_table[kind].number[index] - period_table[kind].first]);
	if (DATE_NOT_FINITE(day))
		PG_RETURN_DATEADT(day);
	PG_RETURN_DATEADT(PeriodStart(kind, PeriodNumber(kind, day)));
}

/*
 * sen.month(date) --- first day of the month.
 */
Datum
sen_month(PG_FUNCTION_ARGS)
{
	return StartOf(fcinfo, PERIOD_MONTH);
}

/*
 * sen.quarter(date) --- first day of the calendar quarter.
 */
Datum
sen_quarter(PG_FUNCTION_ARGS)
{
	return StartOf(fcinfo, PERIOD_QUARTER);
}

/*
 * sen.calendar_year(date) --- 1 January.
 */
Datum
sen_calendar_year(PG_FUNCTION_ARGS)
{
	return StartOf(fcinfo, PERIOD_CALENDAR_YEAR);
}

/*
 * sen.academic_year(date) --- 1 September, the start of DfE's academic year.
 */
Datum
sen_academic_year(PG_FUNCTION_ARGS)
{
	return StartOf(fcinfo, PERIOD_ACADEMIC_YEAR);
}

/*
 * sen.financial_year(date) --- 1 April, the start of a council's financial year.
 */
Datum
sen_financial_year(PG_FUNCTION_ARGS)
{
	return StartOf(fcinfo, PERIOD_FINANCIAL_YEAR);
}

/*
 * NotFiniteLabel is the name that PostgreSQL prints for an infinite date.
 */
static Datum
NotFiniteLabel(DateADT day)
{
	return CStringGetTextDatum(DATE_IS_NOBEGIN(day) ? EARLY : LATE);
}

/*
 * sen.quarter_label(date) --- such as 2025 Q3.
 */
Datum
sen_quarter_label(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int32		number;

	if (DATE_NOT_FINITE(day))
		return NotFiniteLabel(day);
	number = PeriodNumber(PERIOD_QUARTER, day);
	return CStringGetTextDatum(psprintf("%d Q%d", FloorDivide(number, 4), number - FloorDivide(number, 4) * 4 + 1));
}

static Datum
YearLabel(FunctionCallInfo fcinfo, PeriodKind kind, char separator)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int32		y;

	if (DATE_NOT_FINITE(day))
		return NotFiniteLabel(day);
	y = PeriodNumber(kind, day);
	return CStringGetTextDatum(psprintf("%d%c%02d", y, separator, abs(y + 1) % 100));
}

/*
 * sen.academic_year_label(date) --- such as 2024/25.
 */
Datum
sen_academic_year_label(PG_FUNCTION_ARGS)
{
	return YearLabel(fcinfo, PERIOD_ACADEMIC_YEAR, '/');
}

/*
 * sen.financial_year_label(date) --- such as 2024-25.
 */
Datum
sen_financial_year_label(PG_FUNCTION_ARGS)
{
	return YearLabel(fcinfo, PERIOD_FINANCIAL_YEAR, '-');
}
