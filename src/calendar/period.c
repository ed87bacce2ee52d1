/*
 * period.c --- the period that a date falls in, as the period's first day.
 *
 * Reports group by these.  date_trunc of a date goes through timestamp with
 * time zone; these stay on whole days.  Infinite dates come back unchanged.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

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

static void
SplitDate(DateADT day, int *y, int *m, int *d)
{
	j2date(day + POSTGRES_EPOCH_JDATE, y, m, d);
}

static DateADT
FirstOfMonth(int y, int m)
{
	return CheckDateRange((int64) date2j(y, m, 1) - POSTGRES_EPOCH_JDATE);
}

/*
 * StartYear is the calendar year in which the year that starts on the first
 * day of first_month, and contains day, begins.
 */
static int
StartYear(DateADT day, int first_month)
{
	int			y,
				m,
				d;

	SplitDate(day, &y, &m, &d);
	return m < first_month ? y - 1 : y;
}

/*
 * sen.month(date) --- first day of the month.
 */
Datum
sen_month(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int			y,
				m,
				d;

	if (DATE_NOT_FINITE(day))
		PG_RETURN_DATEADT(day);
	SplitDate(day, &y, &m, &d);
	PG_RETURN_DATEADT(CheckDateRange((int64) day - (d - 1)));
}

/*
 * sen.quarter(date) --- first day of the calendar quarter.
 */
Datum
sen_quarter(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int			y,
				m,
				d;

	if (DATE_NOT_FINITE(day))
		PG_RETURN_DATEADT(day);
	SplitDate(day, &y, &m, &d);
	PG_RETURN_DATEADT(FirstOfMonth(y, (m - 1) / 3 * 3 + 1));
}

static Datum
YearStart(FunctionCallInfo fcinfo, int first_month)
{
	DateADT		day = PG_GETARG_DATEADT(0);

	if (DATE_NOT_FINITE(day))
		PG_RETURN_DATEADT(day);
	PG_RETURN_DATEADT(FirstOfMonth(StartYear(day, first_month), first_month));
}

/*
 * sen.calendar_year(date) --- 1 January.
 */
Datum
sen_calendar_year(PG_FUNCTION_ARGS)
{
	return YearStart(fcinfo, 1);
}

/*
 * sen.academic_year(date) --- 1 September, the start of DfE's academic year.
 */
Datum
sen_academic_year(PG_FUNCTION_ARGS)
{
	return YearStart(fcinfo, 9);
}

/*
 * sen.financial_year(date) --- 1 April, the start of a council's financial year.
 */
Datum
sen_financial_year(PG_FUNCTION_ARGS)
{
	return YearStart(fcinfo, 4);
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
	int			y,
				m,
				d;

	if (DATE_NOT_FINITE(day))
		return NotFiniteLabel(day);
	SplitDate(day, &y, &m, &d);
	return CStringGetTextDatum(psprintf("%d Q%d", y, (m - 1) / 3 + 1));
}

static Datum
YearLabel(FunctionCallInfo fcinfo, int first_month, char separator)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int			y;

	if (DATE_NOT_FINITE(day))
		return NotFiniteLabel(day);
	y = StartYear(day, first_month);
	return CStringGetTextDatum(psprintf("%d%c%02d", y, separator, abs(y + 1) % 100));
}

/*
 * sen.academic_year_label(date) --- such as 2024/25.
 */
Datum
sen_academic_year_label(PG_FUNCTION_ARGS)
{
	return YearLabel(fcinfo, 9, '/');
}

/*
 * sen.financial_year_label(date) --- such as 2024-25.
 */
Datum
sen_financial_year_label(PG_FUNCTION_ARGS)
{
	return YearLabel(fcinfo, 4, '-');
}
