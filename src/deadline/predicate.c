/*
 * predicate.c --- conditions on due dates that an index on the start serves.
 *
 * sen.due_date(limit, started) < day cannot use an index on started: the
 * planner asks the support function of <, which is the server's.  These
 * functions have their own.  No counting rule turns a later start into an
 * earlier due date, so each condition is exactly a comparison of started with
 * the earliest or latest start whose due date lies on the right side of day:
 * for weeks, months and working days alike, without a recheck.
 *
 * A due date too late to be stored is compared all the same.  Only a limit in
 * working days is an error where its function is called for a start outside
 * the calendar, and merely a comparison where it is simplified.
 *
 * Limits before a day of the year refuse the later days of that year, so they
 * are not simplified: a comparison would answer for those too.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "deadline/counting.h"
#include "deadline/simplify.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_func.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(sen_due_before);
PG_FUNCTION_INFO_V1(sen_due_by);
PG_FUNCTION_INFO_V1(sen_due_after);
PG_FUNCTION_INFO_V1(sen_due_from);
PG_FUNCTION_INFO_V1(sen_due_between);
PG_FUNCTION_INFO_V1(sen_is_overdue);
PG_FUNCTION_INFO_V1(sen_due_before_support);
PG_FUNCTION_INFO_V1(sen_due_by_support);
PG_FUNCTION_INFO_V1(sen_due_after_support);
PG_FUNCTION_INFO_V1(sen_due_from_support);
PG_FUNCTION_INFO_V1(sen_due_between_support);
PG_FUNCTION_INFO_V1(sen_is_overdue_support);

/* The due date of the first two arguments, and another date, to be compared. */
static int64
ArgumentDue(FunctionCallInfo fcinfo)
{
	return LimitDueWide(PG_GETARG_TIME_LIMIT(0), PG_GETARG_DATEADT(1), &default_choice);
}

#define ARGUMENT_DAY(n) WideDate(PG_GETARG_DATEADT(n))

/*
 * sen.due_before(time_limit, started date, day date) --- due before the day?
 */
Datum
sen_due_before(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(ArgumentDue(fcinfo) < ARGUMENT_DAY(2));
}

/*
 * sen.due_by(time_limit, started date, day date) --- due on or before the day?
 */
Datum
sen_due_by(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(ArgumentDue(fcinfo) <= ARGUMENT_DAY(2));
}

/*
 * sen.due_after(time_limit, started date, day date) --- due after the day?
 */
Datum
sen_due_after(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(ArgumentDue(fcinfo) > ARGUMENT_DAY(2));
}

/*
 * sen.due_from(time_limit, started date, day date) --- due on or after the day?
 */
Datum
sen_due_from(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(ArgumentDue(fcinfo) >= ARGUMENT_DAY(2));
}

/*
 * sen.due_between(time_limit, started date, first date, last date) --- due on
 * or after the first and on or before the last day?
 */
Datum
sen_due_between(PG_FUNCTION_ARGS)
{
	int64		due = ArgumentDue(fcinfo);

	PG_RETURN_BOOL(due >= ARGUMENT_DAY(2) && due <= ARGUMENT_DAY(3));
}

/*
 * sen.is_overdue(time_limit, started date [, day date]) --- has the due date
 * passed on the day, or today?
 */
Datum
sen_is_overdue(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(ArgumentDue(fcinfo) < WideDate(PG_NARGS() > 2 ? PG_GETARG_DATEADT(2) : SenToday()));
}

/*
 * SimplifiableCall is the call of a request to simplify it, if its limit is a
 * constant with a due date for every start; else NULL.
 */
static FuncExpr *
SimplifiableCall(FunctionCallInfo fcinfo)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	FuncExpr   *call;
	const TimeLimit *limit;

	if (!IsA(request, SupportRequestSimplify))
		return NULL;
	call = ((SupportRequestSimplify *) request)->fcall;
	limit = ConstantLimit(linitial(call->args));
	if (limit == NULL || limit->counting == COUNT_NONE || limit->counting == COUNT_BEFORE || limit->unit == UNIT_SCHOOL_DAY)
		return NULL;
	return call;
}

/* The two ends of the starts that a due date allows. */
typedef struct Bound
{
	const char *function;		/* its SQL function */
	DateADT		(*compute) (const TimeLimit *limit, DateADT due);
} Bound;

static const Bound earliest_start = {"earliest_start", EarliestStart};
static const Bound latest_start = {"latest_start", LatestStart};

/*
 * Compare rewrites limit(started) <operator> day as started <operator> bound;
 * for a constant day the bound is a constant too.
 */
static Node *
Compare(FuncExpr *call, const char *operator, const Bound *bound, Node *day)
{
	Node	   *value;

	if (IsA(day, Const) && !((Const *) day)->constisnull)
	{
		DateADT		start = bound->compute(ConstantLimit(linitial(call->args)),
										   DatumGetDateADT(((Const *) day)->constvalue));

		value = (Node *) makeConst(DATEOID, -1, InvalidOid, sizeof(DateADT), DateADTGetDatum(start), false, true);
	}
	else
		value = StartBound(call, bound->function, linitial(call->args), day);
	return DateCompare(operator, lsecond(call->args), value);
}

static Datum
SimplifyComparison(FunctionCallInfo fcinfo, const char *operator, const Bound *bound)
{
	FuncExpr   *call = SimplifiableCall(fcinfo);

	PG_RETURN_POINTER(call == NULL ? NULL : Compare(call, operator, bound, lthird(call->args)));
}

/*
 * Support functions (internal) of the conditions above.
 */
Datum
sen_due_before_support(PG_FUNCTION_ARGS)
{
	return SimplifyComparison(fcinfo, "<", &earliest_start);
}

Datum
sen_due_from_support(PG_FUNCTION_ARGS)
{
	return SimplifyComparison(fcinfo, ">=", &earliest_start);
}

Datum
sen_due_by_support(PG_FUNCTION_ARGS)
{
	return SimplifyComparison(fcinfo, "<=", &latest_start);
}

Datum
sen_due_after_support(PG_FUNCTION_ARGS)
{
	return SimplifyComparison(fcinfo, ">", &latest_start);
}

Datum
sen_due_between_support(PG_FUNCTION_ARGS)
{
	FuncExpr   *call = SimplifiableCall(fcinfo);

	if (call == NULL || !NeverNull(lthird(call->args)) || !NeverNull(lfourth(call->args)) ||
		contain_volatile_functions(lsecond(call->args)))
		PG_RETURN_POINTER(NULL);
	PG_RETURN_POINTER(makeBoolExpr(AND_EXPR,
								   list_make2(Compare(call, ">=", &earliest_start, lthird(call->args)),
											  Compare(copyObject(call), "<=", &latest_start, lfourth(call->args))),
								   -1));
}

Datum
sen_is_overdue_support(PG_FUNCTION_ARGS)
{
	FuncExpr   *call = SimplifiableCall(fcinfo);
	Node	   *day;

	if (call == NULL)
		PG_RETURN_POINTER(NULL);
	if (list_length(call->args) > 2)
		day = lthird(call->args);
	else
	{
		char	   *schema = get_namespace_name(get_func_namespace(call->funcid));
		Oid			today = LookupFuncName(list_make2(makeString(schema), makeString("today")), 0, NULL, false);

		day = (Node *) makeFuncExpr(today, DATEOID, NIL, InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
	}
	PG_RETURN_POINTER(Compare(call, "<", &earliest_start, day));
}
