/*
 * due_date.c --- when a duty is due, how long is left, whether it was met.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/counting.h"
#include "deadline/simplify.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_due_date);
PG_FUNCTION_INFO_V1(sen_due_date_support);
PG_FUNCTION_INFO_V1(sen_due_date_calendar);
PG_FUNCTION_INFO_V1(sen_due_date_clear);
PG_FUNCTION_INFO_V1(sen_days_left);
PG_FUNCTION_INFO_V1(sen_is_met);
PG_FUNCTION_INFO_V1(sen_week_of);
PG_FUNCTION_INFO_V1(sen_week_words);
PG_FUNCTION_INFO_V1(sen_earliest_start);
PG_FUNCTION_INFO_V1(sen_latest_start);

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
	PG_RETURN_DATEADT(LimitDue(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1), &default_choice));
}

/*
 * sen_due_date_support(internal) --- for a constant limit in days or weeks,
 * the due date is an addition, with the same result for infinite dates and
 * the same error out of range.
 */
Datum
sen_due_date_support(PG_FUNCTION_ARGS)
{
	Node	   *node = (Node *) PG_GETARG_POINTER(0);
	const TimeLimit *limit;
	int32		days;

	if (!IsA(node, SupportRequestSimplify))
		PG_RETURN_POINTER(NULL);
	limit = ConstantLimit(linitial(((SupportRequestSimplify *) node)->fcall->args));
	if (limit == NULL || !LimitIsLinear(limit, &days))
		PG_RETURN_POINTER(NULL);
	PG_RETURN_POINTER(DatePlus(lsecond(((SupportRequestSimplify *) node)->fcall->args), days));
}

/*
 * sen.due_date(time_limit, started date, calendar) --- the same, counting
 * working days, or the days on which an institution is open, in a calendar.
 */
Datum
sen_due_date_calendar(PG_FUNCTION_ARGS)
{
	CountingChoice choice = {PG_GETARG_CALENDAR_CACHED(2), true, false};

	PG_RETURN_DATEADT(LimitDue(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1), &choice));
}

/*
 * sen.due_date(time_limit, started date, clear_days boolean) --- the same,
 * choosing how "at least n before" is counted.
 */
Datum
sen_due_date_clear(PG_FUNCTION_ARGS)
{
	CountingChoice choice = {NULL, PG_GETARG_BOOL(2), false};

	PG_RETURN_DATEADT(LimitDue(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1), &choice));
}

/*
 * sen.days_left(time_limit, started date [, as_of date]) --- days from as_of
 * to the due date: 0 on the day itself, negative afterwards.
 */
Datum
sen_days_left(PG_FUNCTION_ARGS)
{
	DateADT		due = LimitDue(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1), &default_choice);
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
 * RunsForward says whether the clock runs from the day given, and not towards
 * it or in its year.
 */
static bool
RunsForward(const TimeLimit *limit)
{
	return limit->counting != COUNT_LEAD && limit->counting != COUNT_BEFORE;
}

/*
 * sen.is_met(time_limit, started date, done date [, as_of date])
 *
 * For a latest day: true if done by it; false if done later, or not done and
 * the day has passed on as_of; null while it is neither.  For a minimum
 * period: whether done came after its last day; null if not done.  Something
 * done after as_of is not done yet.  Null if started is null, or as_of is given as
 * null, or if it was done before the clock started: one of the two dates is wrong.
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
	due = LimitDue(limit, PG_GETARG_DATEADT(1), &default_choice);
	as_of = AsOf(fcinfo, 3);
	is_done = !PG_ARGISNULL(2) && PG_GETARG_DATEADT(2) <= as_of;
	if (is_done && RunsForward(limit) && PG_GETARG_DATEADT(2) < PG_GETARG_DATEADT(1))
		PG_RETURN_NULL();

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

/*
 * WeekOf is the week of a limit in weeks that a day lies in: 1 for the first
 * seven days that are counted, and for the day on which the clock starts.
 * False if the limit is not counted in weeks, or the clock has not started.
 */
static bool
WeekOf(const TimeLimit *limit, DateADT started, DateADT as_of, int32 *week)
{
	int64		first;

	/* A limit without a figure has no weeks either, and says why. */
	if (limit->counting == COUNT_NONE)
		(void) LimitDue(limit, started, &default_choice);
	if (limit->unit != UNIT_WEEK || !RunsForward(limit))
		return false;
	if (DATE_NOT_FINITE(started) || DATE_NOT_FINITE(as_of))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("cannot count the weeks to or from an infinite date"),
				 errhint("Give finite dates; leave a date that is unknown null.")));
	if (as_of < started)
		return false;
	first = (int64) started + (limit->counting == COUNT_AFTER ? 1 : 0);
	*week = (int32) (Max((int64) as_of - first, 0) / DAYS_PER_WEEK) + 1;
	return true;
}

/*
 * sen.week_of(time_limit, started date [, as_of date]) --- the number of the
 * week, greater than that of the limit once it has passed.
 */
Datum
sen_week_of(PG_FUNCTION_ARGS)
{
	int32		week;

	if (!WeekOf(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1), AsOf(fcinfo, 2), &week))
		PG_RETURN_NULL();
	PG_RETURN_INT32(week);
}

/*
 * sen.week_words(time_limit, started date [, as_of date]) --- the same in words.
 */
Datum
sen_week_words(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	int32		week;

	if (!WeekOf(limit, PG_GETARG_DATEADT(1), AsOf(fcinfo, 2), &week))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(psprintf(week <= limit->length ? "week %d of %d" : "week %d, after the %d",
											  week, limit->length)));
}

/*
 * sen.earliest_start(time_limit, due date) --- see EarliestStart.
 */
Datum
sen_earliest_start(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(EarliestStart(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1)));
}

/*
 * sen.latest_start(time_limit, due date) --- see LatestStart.
 */
Datum
sen_latest_start(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(LatestStart(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1)));
}
