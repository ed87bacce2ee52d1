/*
 * counting.c --- from the day that is given to the last day, and back.
 *
 * The rules, with their authority:
 *
 * - "Within n of, after, from" an event: its day is not counted (Lester v
 *   Garland (1808); Dodds v Walker [1981] 1 WLR 1027).  "Beginning with,
 *   starting with" a day: that day is day 1 (Trow v Ind Coope [1967] 2 QB 899).
 * - A month ends on the corresponding date, else on the last day of the target
 *   month (Dodds v Walker).
 * - "Before 15 February" ends on 14 February (SEND Regulations 2014 reg 18(1)).
 *   A day later in the year may be that of the transfer, or of a review before
 *   the next one: which year is meant cannot be told, so it is refused.
 * - "At least n before": clear days by default, as in CPR 2.8; the Employment
 *   Tribunal Rules 2013 r.4(4) exclude only the day of the event.  No SEND
 *   authority decides between them, so the caller may.
 * - No authority's duty is moved to the next working day: the SEND Regulations
 *   have no such rule.  The Tribunal's own rule 12 moves a party's.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/counting.h"
#include "utils/datetime.h"

const CountingChoice default_choice = {NULL, true, false};
static const CountingChoice search_choice = {NULL, true, true};

/*
 * CheckHasLength refuses a limit whose source gives no figure.
 */
static void
CheckHasLength(const TimeLimit *limit)
{
	if (limit->counting == COUNT_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time limit \"%s\" has no fixed length, so it has no due date", limit->name),
				 limit->remark != NULL ? errdetail("%s", limit->remark) : 0,
				 errhint("sen.time_limits() says which limits have a length.")));
}

/*
 * LimitCalendar is the calendar that a limit in working days counts in.
 */
static const Calendar *
LimitCalendar(const TimeLimit *limit, const CountingChoice *choice)
{
	if (choice->calendar != NULL)
		return choice->calendar;
	if (limit->unit == UNIT_SCHOOL_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time limit \"%s\" is counted in days on which the institution is open", limit->name),
				 errdetail("%s: %d days on which it is open to admit.", limit->citation, limit->length),
				 errhint("Give the institution's calendar as the third argument; sen.with_holidays() makes one of its closures.")));
	return limit->unit == UNIT_TRIBUNAL_DAY ? EnglandAndWalesTribunal() : EnglandAndWales();
}

/* The first date, and the day after the last. */
#define DATES_FIRST ((int64) DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE)
#define DATES_END ((int64) DATE_END_JULIAN - POSTGRES_EPOCH_JDATE)

/*
 * AddMonths applies the corresponding-date rule, forwards or backwards.
 * *corresponds tells whether the target month has that day number.  Beyond
 * the years that can be reckoned in, it is some day beyond all dates.
 */
static int64
AddMonths(DateADT given, int months, bool *corresponds)
{
	int			y,
				m,
				d,
				total,
				last;

	j2date(given + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	total = y * MONTHS_PER_YEAR + (m - 1) + months;
	y = total / MONTHS_PER_YEAR;
	m = total % MONTHS_PER_YEAR;
	if (m < 0)
	{
		m += MONTHS_PER_YEAR;
		y--;
	}
	if (y < JULIAN_MINYEAR || y > JULIAN_MAXYEAR || (y == JULIAN_MAXYEAR && m + 1 >= JULIAN_MAXMONTH))
	{
		*corresponds = false;
		return months > 0 ? DATES_END : DATES_FIRST - 2;
	}
	last = day_tab[isleap(y)][m];
	*corresponds = d <= last;
	return (int64) date2j(y, m + 1, Min(d, last)) - POSTGRES_EPOCH_JDATE;
}

/*
 * CountDays counts working days.  In a search, days that the calendar does not
 * reach are before or after all others; elsewhere they are an error.
 */
static int64
CountDays(const TimeLimit *limit, int64 start, int n, const CountingChoice *choice)
{
	const Calendar *calendar = LimitCalendar(limit, choice);

	return choice->search ? AddWorkingDaysWide(calendar, start, n) : AddWorkingDays(calendar, CheckDateRange(start), n);
}

static bool
CountsWorkingDays(const TimeLimit *limit)
{
	return limit->unit == UNIT_WORKING_DAY || limit->unit == UNIT_TRIBUNAL_DAY || limit->unit == UNIT_SCHOOL_DAY;
}

/*
 * DaysFromGiven says whether the last day is always the same number of days
 * from the day given, and how many: limits in days and weeks, and on the day.
 */
static bool
DaysFromGiven(const TimeLimit *limit, bool clear_days, int32 *days)
{
	int32		length = limit->length * (limit->unit == UNIT_WEEK ? 7 : 1);

	if (limit->counting == COUNT_SAME_DAY)
	{
		*days = 0;
		return true;
	}
	if (limit->unit != UNIT_DAY && limit->unit != UNIT_WEEK)
		return false;
	switch (limit->counting)
	{
		case COUNT_AFTER:
			*days = length;
			return true;
		case COUNT_FROM:
			*days = length - 1;
			return true;
		case COUNT_LEAD:
			*days = -length - (clear_days ? 1 : 0);
			return true;
		default:
			return false;
	}
}

/*
 * LimitIsLinear says whether the due date is always the same number of days
 * from the day given, under the default choice.
 */
bool
LimitIsLinear(const TimeLimit *limit, int32 *days)
{
	return limit->roll == ROLL_NONE && DaysFromGiven(limit, default_choice.clear_days, days);
}

/*
 * CountTribunalDates counts calendar days by rule 12(3)(b) of the HESC Rules:
 * without 25 December to 1 January and without August.
 */
static int64
CountTribunalDates(int64 start, int n)
{
	int64		day = start;

	while (n > 0)
	{
		int			y,
					m,
					d;

		j2date(++day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
		if (m == 8)
			day = (int64) date2j(y, 8, 31) - POSTGRES_EPOCH_JDATE;
		else if (m == 12 && d >= 25)
			day = (int64) date2j(y + 1, 1, 1) - POSTGRES_EPOCH_JDATE;
		else if (!(m == 1 && d == 1))
			n--;
	}
	return day;
}

/*
 * The following count working days, within a calendar, and months, which may
 * lead beyond the last date that can be stored; LimitDue checks the outcome.
 */
static int64
DueAfter(const TimeLimit *limit, DateADT given, const CountingChoice *choice)
{
	bool		corresponds;

	if (CountsWorkingDays(limit))
		return CountDays(limit, given, limit->length, choice);
	if (limit->unit == UNIT_TRIBUNAL_DATE)
		return CountTribunalDates(given, limit->length);
	return AddMonths(given, limit->length, &corresponds);
}

static int64
DueFrom(const TimeLimit *limit, DateADT given, const CountingChoice *choice)
{
	bool		corresponds;
	int64		corresponding;

	/* Day 1 is the day given, or the first working day after it. */
	if (CountsWorkingDays(limit))
		return CountDays(limit, (int64) given - 1, limit->length, choice);
	corresponding = AddMonths(given, limit->length, &corresponds);
	return corresponds ? corresponding - 1 : corresponding;
}

static int64
DueBefore(const TimeLimit *limit, DateADT given)
{
	int			y,
				m,
				d;

	j2date(given + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	return (int64) date2j(y, limit->length / 100, limit->length % 100) - POSTGRES_EPOCH_JDATE - 1;
}

/*
 * CheckBefore refuses a day that comes after the due date of its own year.
 */
static void
CheckBefore(const TimeLimit *limit, DateADT given, int64 due)
{
	if (given <= due)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("time limit \"%s\" cannot tell from %s which year is meant", limit->name, DateText(given)),
			 errdetail("In that year it was due by %s. A transfer that year, or a review before one in the next?", DateText((DateADT) due)),
			 errhint("Give sen.phase_transfer_due() the phase and the calendar year of the transfer.")));
}

static int64
DueLead(const TimeLimit *limit, DateADT given, const CountingChoice *choice)
{
	int			clear = choice->clear_days ? 1 : 0;
	bool		corresponds;

	if (CountsWorkingDays(limit))
		return CountDays(limit, given, -limit->length - clear, choice);
	return AddMonths(given, -limit->length, &corresponds) - clear;
}

/*
 * RollTribunal applies rule 12(2) and 12(3)(a) of the Tribunal Procedure
 * (First-tier Tribunal) (HESC) Rules 2008: a time that ends from 25 December
 * to 1 January, or in August, ends on the first working day after 1 January
 * or 31 August; one that ends on another day that is no working day, on the
 * next working day.
 */
static int64
RollTribunal(int64 due, const CountingChoice *choice)
{
	const Calendar *calendar = choice->calendar != NULL ? choice->calendar : EnglandAndWales();
	int			y,
				m,
				d;

	if (choice->search && (due < calendar->first || due > calendar->last))
		return due < calendar->first ? PG_INT64_MIN : PG_INT64_MAX;
	j2date(CheckDateRange(due) + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	if (m == 8)
		due = date2j(y, 8, 31) - POSTGRES_EPOCH_JDATE;
	else if (m == 12 && d >= 25)
		due = date2j(y + 1, 1, 1) - POSTGRES_EPOCH_JDATE;
	else if (!(m == 1 && d == 1) && IsWorkingDay(calendar, (DateADT) due))
		return due;
	return choice->search ? AddWorkingDaysWide(calendar, due, 1) : AddWorkingDays(calendar, (DateADT) due, 1);
}

/*
 * WideDate is a date as a number that leaves room beyond the first and last
 * dates, with the infinite ones at its ends.
 */
int64
WideDate(DateADT day)
{
	return DATE_IS_NOBEGIN(day) ? PG_INT64_MIN : DATE_IS_NOEND(day) ? PG_INT64_MAX : day;
}

/*
 * LimitDueWide is LimitDue as WideDate has it, which cannot be out of range.
 */
int64
LimitDueWide(const TimeLimit *limit, DateADT given, const CountingChoice *choice)
{
	int64		due = given;
	int32		days;

	CheckHasLength(limit);
	if (DATE_NOT_FINITE(given))
		return WideDate(given);
	if (DaysFromGiven(limit, choice->clear_days, &days))
		due = (int64) given + days;
	else if (limit->counting == COUNT_AFTER)
		due = DueAfter(limit, given, choice);
	else if (limit->counting == COUNT_FROM)
		due = DueFrom(limit, given, choice);
	else if (limit->counting == COUNT_BEFORE)
	{
		due = DueBefore(limit, given);
		if (!choice->search)
			CheckBefore(limit, given, due);
	}
	else if (limit->counting == COUNT_LEAD)
		due = DueLead(limit, given, choice);
	return limit->roll == ROLL_TRIBUNAL ? RollTribunal(due, choice) : due;
}

/*
 * LimitDueInYear is the due date of a limit in the year of a transfer between
 * phases, given any day of it.
 */
DateADT
LimitDueInYear(const TimeLimit *limit, DateADT transfer)
{
	return DATE_NOT_FINITE(transfer) ? transfer : CheckDateRange(DueBefore(limit, transfer));
}

/*
 * LimitDue is the last day on which the duty is met, or of a minimum period.
 * Infinite dates come back unchanged.
 */
DateADT
LimitDue(const TimeLimit *limit, DateADT given, const CountingChoice *choice)
{
	int64		due = LimitDueWide(limit, given, choice);

	return DATE_NOT_FINITE(given) ? given : CheckDateRange(due);
}

/*
 * Span bounds how far a due date can be from the day given.
 */
static int64
Span(const TimeLimit *limit)
{
	int64		rolled = limit->roll == ROLL_TRIBUNAL ? 40 : 0;

	if (limit->counting == COUNT_BEFORE)
		return 366;
	if (limit->unit == UNIT_MONTH)
		return rolled + 31 * (limit->length + 1);
	return rolled + 60 + 4 * limit->length;
}

/*
 * FirstStart is the first date whose due date is on or after a day; DATES_END
 * if there is none.  A start beyond the calendar is due beyond all days.
 */
static int64
FirstStart(const TimeLimit *limit, int64 due)
{
	int32		days;
	int64		low,
				high;

	if (LimitIsLinear(limit, &days))
		return Min(Max(due - days, DATES_FIRST), DATES_END);

	/* due(low) < due <= due(high), as far as there are such dates */
	low = Max(due - Span(limit) - 1, DATES_FIRST - 1);
	high = Min(due + Span(limit) + 1, DATES_END);
	if (limit->roll != ROLL_NONE || CountsWorkingDays(limit))
	{
		low = Min(low, EnglandAndWales()->last);
		high = Max(high, EnglandAndWales()->first);
	}
	while (high - low > 1)
	{
		int64		middle = low + (high - low) / 2;

		if (LimitDueWide(limit, (DateADT) middle, &search_choice) >= due)
			high = middle;
		else
			low = middle;
	}
	return high;
}

/*
 * EarliestStart is the first day whose due date is on or after the day given.
 *
 * No counting rule ever turns a later start into an earlier due date, so
 * "due on or after d" is the same as "started on or after EarliestStart(d)".
 * Infinite days come back unchanged.  Where no finite day will do, the answer
 * is infinity; where every day will do, the first date there is.
 */
DateADT
EarliestStart(const TimeLimit *limit, DateADT due)
{
	int64		start;

	CheckHasLength(limit);
	if (DATE_NOT_FINITE(due))
		return due;
	start = FirstStart(limit, due);
	return start == DATES_END ? DATEVAL_NOEND : (DateADT) start;
}

/*
 * LatestStart is the last day whose due date is on or before the day given.
 * Infinite days come back unchanged.  Where no finite day will do, the answer
 * is -infinity; where every day will do, the last date there is.
 */
DateADT
LatestStart(const TimeLimit *limit, DateADT due)
{
	int64		start;

	CheckHasLength(limit);
	if (DATE_NOT_FINITE(due))
		return due;
	start = FirstStart(limit, (int64) due + 1) - 1;
	if (limit->counting == COUNT_BEFORE && start >= DATES_FIRST)
		start = Min(start, DueBefore(limit, (DateADT) start));
	return start < DATES_FIRST ? DATEVAL_NOBEGIN : (DateADT) start;
}
