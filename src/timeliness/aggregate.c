/*
 * aggregate.c --- the aggregates that build and merge summaries.
 *
 * Which class a case belongs to, and for how many days, is decided here and
 * only here, in ClassifyCase.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "fmgr.h"
#include "timeliness/timeliness.h"

PG_FUNCTION_INFO_V1(timeliness_accum);
PG_FUNCTION_INFO_V1(timeliness_combine);
PG_FUNCTION_INFO_V1(timeliness_final);
PG_FUNCTION_INFO_V1(timeliness_plus);

typedef enum Verdict
{
	CASE_IGNORED,				/* no case, or not yet one */
	CASE_UNUSABLE,				/* a case without a usable number of days */
	CASE_COUNTED
} Verdict;

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
 * AsOfOf is the fourth argument, else today, looked up once for each call site
 * because it cannot change within a statement.
 */
static inline DateADT
AsOfOf(FunctionCallInfo fcinfo)
{
	DateADT    *today;

	if (PG_NARGS() > 4)
		return CheckAsOf(fcinfo, 4);
	today = fcinfo->flinfo->fn_extra;
	if (today == NULL)
	{
		today = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(DateADT));
		*today = SenToday();
		fcinfo->flinfo->fn_extra = today;
	}
	return *today;
}

/*
 * ClassifyCase places one case as it stood at the close of as_of.
 *
 * - neither date known: no case (the null row of an outer join);
 * - finished by as_of: done; open otherwise, also if it finished later;
 * - started after as_of: not yet a case, ignored;
 * - start unknown or infinite, or finish before start: counted, without days.
 */
static inline Verdict
ClassifyCase(FunctionCallInfo fcinfo, CaseClass *class, int32 *days)
{
	bool		has_start = !PG_ARGISNULL(1);
	bool		has_finish = !PG_ARGISNULL(2);
	bool		excepted = PG_NARGS() > 3 && !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	DateADT		start,
				end,
				as_of;

	if (!has_start && !has_finish)
		return CASE_IGNORED;
	as_of = AsOfOf(fcinfo);
	if (has_finish && PG_GETARG_DATEADT(2) <= as_of)
	{
		*class = excepted ? CASE_DONE_EXCEPTED : CASE_DONE;
		end = PG_GETARG_DATEADT(2);
	}
	else
	{
		*class = excepted ? CASE_OPEN_EXCEPTED : CASE_OPEN;
		end = as_of;
	}
	if (!has_start)
		return CASE_UNUSABLE;
	start = PG_GETARG_DATEADT(1);
	if (DATE_NOT_FINITE(start) || DATE_NOT_FINITE(end))
		return CASE_UNUSABLE;
	if (start > end)
		return *class == CASE_OPEN || *class == CASE_OPEN_EXCEPTED ? CASE_IGNORED : CASE_UNUSABLE;
	*days = end - start;
	return CASE_COUNTED;
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
 * timeliness_accum(timeliness, started date, finished date [, exception boolean [, as_of date]])
 */
Datum
timeliness_accum(PG_FUNCTION_ARGS)
{
	Timeliness *state = TransitionState(fcinfo);
	CaseClass	class;
	int32		days;

	switch (ClassifyCase(fcinfo, &class, &days))
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
