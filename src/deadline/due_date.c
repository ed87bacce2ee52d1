/*
 * due_date.c --- when a duty is due, how long is left, whether it was met.
 *
 * Counting rules, with their authority, are in doc/deadline.md.  A due date is
 * never moved to the next working day: the SEND Regulations have no such rule.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "deadline/time_limit.h"
#include "fmgr.h"
#include "utils/datetime.h"

PG_FUNCTION_INFO_V1(sen_due_date);
PG_FUNCTION_INFO_V1(sen_days_left);
PG_FUNCTION_INFO_V1(sen_is_met);

/*
 * CheckHasLength refuses a limit whose source gives no length.
 */
static void
CheckHasLength(const TimeLimit *limit)
{
	if (limit->counting == COUNT_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time limit \"%s\" has no fixed length, so it has no due date", limit->name),
				 errdetail("%s", limit->remark),
				 errhint("sen.time_limits() says which limits have a length.")));
}

/*
 * CheckCountable refuses a limit counted in days that no calendar here knows.
 */
static void
CheckCountable(const TimeLimit *limit)
{
	if (limit->unit == UNIT_SCHOOL_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("time limit \"%s\" is counted in days on which the institution is open", limit->name),
				 errdetail("%s: %d days on which it is open to admit.", limit->citation, limit->length),
				 errhint("Count them in the institution's own calendar.")));
}

/*
 * AddMonths applies the corresponding-date rule: the same day number in the
 * target month, else the last day of that month (Dodds v Walker [1981] 1 WLR
 * 1027).  *corresponds tells which.
 */
static int64
AddMonths(DateADT started, int months, bool *corresponds)
{
	int			y,
				m,
				d,
				last;

	j2date(started + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	m += months;
	y += (m - 1) / 12;
	m = (m - 1) % 12 + 1;
	last = day_tab[isleap(y)][m - 1];
	*corresponds = d <= last;
	return (int64) date2j(y, m, Min(d, last)) - POSTGRES_EPOCH_JDATE;
}

/*
 * TimeLimitDue is the last day of the period.
 *
 * COUNT_AFTER: the day that starts the clock is not counted (Lester v Garland
 * (1808); Dodds v Walker).  COUNT_FROM: it is day 1 (Trow v Ind Coope [1967]
 * 2 QB 899), so the last day is one earlier, except where the target month
 * has no corresponding date.  Weeks are 7 consecutive days.
 */
DateADT
TimeLimitDue(const TimeLimit *limit, DateADT started)
{
	int64		due;
	bool		day_one_counts = limit->counting == COUNT_FROM;

	CheckHasLength(limit);
	CheckCountable(limit);
	if (DATE_NOT_FINITE(started))
		return started;
	if (limit->unit == UNIT_MONTH)
	{
		bool		corresponds;

		due = AddMonths(started, limit->length, &corresponds);
		day_one_counts = day_one_counts && corresponds;
	}
	else
		due = (int64) started + limit->length * (limit->unit == UNIT_WEEK ? 7 : 1);
	return CheckDateRange(due - (day_one_counts ? 1 : 0));
}

/*
 * AsOf is the optional last argument, else today.
 */
static DateADT
AsOf(FunctionCallInfo fcinfo, int argument)
{
	return PG_NARGS() > argument ? PG_GETARG_DATEADT(argument) : SenToday();
}

/*
 * sen.due_date(time_limit, started date) --- the last day on which the duty is
 * met; for a minimum period, its last day.  Infinite dates come back unchanged.
 */
Datum
sen_due_date(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(TimeLimitDue(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1)));
}

/*
 * sen.days_left(time_limit, started date [, as_of date]) --- days from as_of
 * to the due date: 0 on the day itself, negative afterwards.
 */
Datum
sen_days_left(PG_FUNCTION_ARGS)
{
	DateADT		due = TimeLimitDue(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1));
	DateADT		as_of = AsOf(fcinfo, 2);

	if (DATE_NOT_FINITE(due) || DATE_NOT_FINITE(as_of))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("cannot count the days to or from an infinite date"),
				 errhint("Give finite dates; leave a date that is unknown null.")));
	/* Two finite dates are at most 2147483493 days apart. */
	PG_RETURN_INT32((int32) ((int64) due - (int64) as_of));
}

/*
 * sen.is_met(time_limit, started date, done date [, as_of date])
 *
 * For a latest day: true if done by it; false if done later, or not done and
 * the day has passed on as_of; null while it is neither.  For a minimum
 * period: whether done came after its last day; null if not done.  Something
 * done after as_of is not done yet.  Null if started is null, or as_of is given as null.
 */
Datum
sen_is_met(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit;
	DateADT		due,
				as_of;
	bool		is_done;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || (PG_NARGS() > 3 && PG_ARGISNULL(3)))
		PG_RETURN_NULL();
	limit = PG_GETARG_TIME_LIMIT(0);
	due = TimeLimitDue(limit, PG_GETARG_DATEADT(1));
	as_of = AsOf(fcinfo, 3);
	is_done = !PG_ARGISNULL(2) && PG_GETARG_DATEADT(2) <= as_of;

	if (limit->sense == SENSE_AT_LEAST)
	{
		if (!is_done)
			PG_RETURN_NULL();
		PG_RETURN_BOOL(PG_GETARG_DATEADT(2) > due);
	}
	if (is_done)
		PG_RETURN_BOOL(PG_GETARG_DATEADT(2) <= due);
	if (as_of > due)
		PG_RETURN_BOOL(false);
	PG_RETURN_NULL();
}
