/*
 * aggregate.c --- the aggregates that build and merge summaries.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "fmgr.h"
#include "timeliness/classify.h"
#include "timeliness/timeliness.h"

PG_FUNCTION_INFO_V1(timeliness_accum);
PG_FUNCTION_INFO_V1(lateness_accum);
PG_FUNCTION_INFO_V1(timeliness_combine);
PG_FUNCTION_INFO_V1(timeliness_final);
PG_FUNCTION_INFO_V1(timeliness_plus);

/*
 * CheckAsOf refuses a day on which no report can stand.
 */
static DateADT
CheckAsOf(FunctionCallInfo fcinfo, int argument)
{
	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("as_of must not be null"),
				 errhint("Give a date, or leave the argument out to use sen.today().")));
	if (DATE_NOT_FINITE(PG_GETARG_DATEADT(argument)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("as_of must be a finite date"),
				 errdetail("It is %s.", DATE_IS_NOBEGIN(PG_GETARG_DATEADT(argument)) ? "-infinity" : "infinity"),
				 errhint("Give a date, or leave the argument out to use sen.today().")));
	return PG_GETARG_DATEADT(argument);
}

/*
 * AsOfArgument is an argument, else today, looked up once for each call site
 * because it cannot change within a statement.
 */
static inline DateADT
AsOfArgument(FunctionCallInfo fcinfo, int argument)
{
	DateADT    *today;

	if (PG_NARGS() > argument)
		return CheckAsOf(fcinfo, argument);
	today = fcinfo->flinfo->fn_extra;
	if (today == NULL)
	{
		today = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(DateADT));
		*today = SenToday();
		fcinfo->flinfo->fn_extra = today;
	}
	return *today;
}

static inline OptionalDate
DateArgument(FunctionCallInfo fcinfo, int argument)
{
	OptionalDate date = {PG_GETARG_DATEADT(argument), !PG_ARGISNULL(argument)};

	return date;
}

/*
 * TransitionState is the first argument as a state that may be changed in
 * place, a new one if it is null.
 */
static inline Timeliness *
TransitionState(FunctionCallInfo fcinfo)
{
	Timeliness *state;

	if (!AggCheckCallContext(fcinfo, NULL))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("this function can be called only as part of an aggregate"),
				 errhint("Use sen.timeliness(), sen.rollup() or the operator +.")));
	if (PG_ARGISNULL(0))
		return WorkingCreate();
	state = PG_GETARG_TIMELINESS(0);
	return state->form == FORM_WORKING ? state : WorkingFrom(state);
}

/*
 * Accumulate counts one case: (state, from, finished [, exception [, as_of]]),
 * or (state, from, finished, exception, left_on, as_of).
 */
static inline Datum
Accumulate(FunctionCallInfo fcinfo, bool from_is_due)
{
	Timeliness *state = TransitionState(fcinfo);
	CaseDates	dates = {0};
	CaseClass	class;
	int32		days;

	dates.from = DateArgument(fcinfo, 1);
	dates.finished = DateArgument(fcinfo, 2);
	dates.excepted = PG_NARGS() > 3 && !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	if (PG_NARGS() > 5)
		dates.left = DateArgument(fcinfo, 4);
	dates.from_is_due = from_is_due;
	if (NoCase(&dates))
		PG_RETURN_POINTER(state);
	switch (ClassifyCase(&dates, AsOfArgument(fcinfo, PG_NARGS() > 5 ? 5 : 4), &class, &days))
	{
		case CASE_IGNORED:
			break;
		case CASE_UNUSABLE:
			WorkingAddUnusable(state, class, 1);
			break;
		case CASE_COUNTED:
			state = WorkingAdd(state, class, days, 1);
			break;
	}
	PG_RETURN_POINTER(state);
}

/*
 * timeliness_accum(timeliness, started date, finished date [, exception boolean
 * [, as_of date]]), or (timeliness, started, finished, exception, left_on, as_of)
 */
Datum
timeliness_accum(PG_FUNCTION_ARGS)
{
	return Accumulate(fcinfo, false);
}

/*
 * lateness_accum(timeliness, due date, finished date [, exception boolean [, as_of date]])
 */
Datum
lateness_accum(PG_FUNCTION_ARGS)
{
	return Accumulate(fcinfo, true);
}

/*
 * timeliness_combine(timeliness, timeliness) --- merges two states; also the
 * transition of sen.rollup.  Null counts as empty.
 */
Datum
timeliness_combine(PG_FUNCTION_ARGS)
{
	Timeliness *state = TransitionState(fcinfo);

	if (!PG_ARGISNULL(1))
		state = WorkingMerge(state, PG_GETARG_TIMELINESS(1));
	PG_RETURN_POINTER(state);
}

/*
 * timeliness_final(timeliness) --- the canonical form; empty if there was no row.
 */
Datum
timeliness_final(PG_FUNCTION_ARGS)
{
	Tally		empty = {{0}, {0}, {NULL}};

	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(TallyToCompact(&empty));
	PG_RETURN_POINTER(TimelinessCompact(PG_GETARG_TIMELINESS(0)));
}

/*
 * timeliness_plus(timeliness, timeliness) --- the operator +.
 */
Datum
timeliness_plus(PG_FUNCTION_ARGS)
{
	Timeliness *sum = WorkingMerge(WorkingFrom(PG_GETARG_TIMELINESS(0)), PG_GETARG_TIMELINESS(1));

	PG_RETURN_POINTER(TimelinessCompact(sum));
}
