/*
 * aggregate.c --- the aggregates that build and merge summaries.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "timeliness/classify.h"
#include "timeliness/working.h"

PG_FUNCTION_INFO_V1(timeliness_accum);
PG_FUNCTION_INFO_V1(timeliness_discard);
PG_FUNCTION_INFO_V1(lateness_accum);
PG_FUNCTION_INFO_V1(lateness_discard);
PG_FUNCTION_INFO_V1(timeliness_combine);
PG_FUNCTION_INFO_V1(timeliness_uncombine);
PG_FUNCTION_INFO_V1(timeliness_final);
PG_FUNCTION_INFO_V1(timeliness_plus);

/*
 * RefuseAsOf says why no report can stand on a day.
 */
void
RefuseAsOf(FunctionCallInfo fcinfo, int argument)
{
	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("as_of must not be null"),
				 errhint("Give a date, or leave the argument out to use sen.today().")));
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("as_of must be a finite date"),
			 errdetail("It is %s.", DATE_IS_NOBEGIN(PG_GETARG_DATEADT(argument)) ? "-infinity" : "infinity"),
			 errhint("Give a date, or leave the argument out to use sen.today().")));
}

/*
 * RefuseCall says that a transition function was called from elsewhere, where
 * changing its argument in place would be wrong.
 */
void
RefuseCall(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("this function can be called only as part of an aggregate"),
			 errhint("Use sen.timeliness(), sen.lateness(), sen.timeliness_series(), sen.rollup() or the operator +.")));
}

/*
 * WorkingFrom makes a state of a value of either form.
 */
static Timeliness *
WorkingFrom(const Timeliness *value)
{
	return WorkingMerge(WorkingCreate(0), 0, TimelinessTally(value));
}

/*
 * TransitionState is the first argument as a state that may be changed in
 * place, a new one if it is null.
 */
static inline Timeliness *
TransitionState(FunctionCallInfo fcinfo)
{
	CheckAggregate(fcinfo);
	if (PG_ARGISNULL(0))
		return WorkingCreate(0);
	if (likely(IsWorking((Timeliness *) PG_GETARG_POINTER(0))))
		return (Timeliness *) PG_GETARG_POINTER(0);
	return WorkingFrom(PG_GETARG_TIMELINESS(0));
}

/*
 * Account counts one case, or takes it out again.
 */
static inline Datum
Account(FunctionCallInfo fcinfo, bool from_is_due, bool remove)
{
	Timeliness *state = TransitionState(fcinfo);
	CaseDates	dates;
	CaseClass	class;
	int32		days;

	if (!CaseArguments(fcinfo, 1, from_is_due, &dates))
		PG_RETURN_POINTER(state);
	switch (ClassifyCase(&dates, &class, &days))
	{
		case CASE_IGNORED:
			break;
		case CASE_UNUSABLE:
			if (remove)
				WorkingRemoveUnusable(state, class, 1);
			else
				WorkingAddUnusable(state, class, 1);
			break;
		case CASE_COUNTED:
			state = remove ? WorkingRemove(state, class, days, 1) : WorkingAdd(state, class, days, 1);
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
	return Account(fcinfo, false, false);
}

/*
 * timeliness_discard --- the inverse of timeliness_accum, for moving windows.
 */
Datum
timeliness_discard(PG_FUNCTION_ARGS)
{
	return Account(fcinfo, false, true);
}

/*
 * lateness_accum(timeliness, due date, finished date [, exception boolean [, as_of date]])
 */
Datum
lateness_accum(PG_FUNCTION_ARGS)
{
	return Account(fcinfo, true, false);
}

/*
 * lateness_discard --- the inverse of lateness_accum, for moving windows.
 */
Datum
lateness_discard(PG_FUNCTION_ARGS)
{
	return Account(fcinfo, true, true);
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
		state = WorkingMerge(state, 0, TimelinessTally(PG_GETARG_TIMELINESS(1)));
	PG_RETURN_POINTER(state);
}

/*
 * timeliness_uncombine(timeliness, timeliness) --- the inverse of
 * timeliness_combine, for moving windows.
 */
Datum
timeliness_uncombine(PG_FUNCTION_ARGS)
{
	Timeliness *state = TransitionState(fcinfo);

	if (!PG_ARGISNULL(1))
		state = WorkingUnmerge(state, 0, TimelinessTally(PG_GETARG_TIMELINESS(1)));
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
	Timeliness *sum = WorkingMerge(WorkingFrom(PG_GETARG_TIMELINESS(0)), 0, TimelinessTally(PG_GETARG_TIMELINESS(1)));

	PG_RETURN_POINTER(TimelinessCompact(sum));
}
