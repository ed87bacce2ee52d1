/*
 * classify.h --- which class a case belongs to, and for how many days.
 *
 * This is decided here and only here, for every aggregate, as the case stood
 * at the close of a day as_of:
 *
 * - no date known: no case (the null row of an outer join), see CaseArguments;
 * - finished by as_of: done; else left by as_of: left; else open, also if it
 *   finished or left later; whichever came first of finishing and leaving
 *   counts, and finishing on the day of leaving counts as finished;
 * - started after as_of, and neither finished nor left: not yet a case;
 * - start unknown or infinite, or the end before it: counted, without days.
 *
 * Lateness counts from the due date instead of the start, so a case may be
 * open before it is due and finish before it: its days are negative.
 */
#ifndef SEN_CLASSIFY_H
#define SEN_CLASSIFY_H

#include "calendar/calendar.h"
#include "fmgr.h"
#include "nodes/nodes.h"
#include "timeliness/timeliness.h"

typedef enum Verdict
{
	CASE_IGNORED,				/* no case, or not yet one */
	CASE_UNUSABLE,				/* a case without a usable number of days */
	CASE_COUNTED
} Verdict;

/* A date, or none. */
typedef struct OptionalDate
{
	DateADT		day;
	bool		known;
} OptionalDate;

typedef struct CaseDates
{
	OptionalDate from;			/* start, or due date */
	OptionalDate finished;
	OptionalDate left;
	DateADT		as_of;
	bool		excepted;
	bool		from_is_due;
} CaseDates;

extern void RefuseAsOf(FunctionCallInfo fcinfo, int argument);
extern void RefuseCall(void);

/*
 * CheckAggregate is AggCheckCallContext, inline.
 */
static inline void
CheckAggregate(FunctionCallInfo fcinfo)
{
	if (unlikely(fcinfo->context == NULL || !(IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState))))
		RefuseCall();
}

static inline OptionalDate
DateArgument(FunctionCallInfo fcinfo, int argument)
{
	OptionalDate date = {PG_GETARG_DATEADT(argument), !PG_ARGISNULL(argument)};

	return date;
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
	{
		if (unlikely(PG_ARGISNULL(argument) || DATE_NOT_FINITE(PG_GETARG_DATEADT(argument))))
			RefuseAsOf(fcinfo, argument);
		return PG_GETARG_DATEADT(argument);
	}
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
 * CaseArguments reads one case from the arguments that begin at first:
 * from, finished [, exception [, as_of]], or
 * from, finished, exception, left_on, as_of.
 * False if no date is known: no case, which needs no as_of either.
 */
static inline bool
CaseArguments(FunctionCallInfo fcinfo, int first, bool from_is_due, CaseDates *dates)
{
	bool		may_leave = PG_NARGS() > first + 4;
	OptionalDate none = {0, false};

	dates->from = DateArgument(fcinfo, first);
	dates->finished = DateArgument(fcinfo, first + 1);
	dates->left = may_leave ? DateArgument(fcinfo, first + 3) : none;
	if (!dates->from.known && !dates->finished.known && !dates->left.known)
		return false;
	dates->excepted = PG_NARGS() > first + 2 && !PG_ARGISNULL(first + 2) && PG_GETARG_BOOL(first + 2);
	dates->from_is_due = from_is_due;
	dates->as_of = AsOfArgument(fcinfo, may_leave ? first + 4 : first + 3);
	return true;
}

/*
 * ClassifyCase places a case that has a date.
 */
static inline Verdict
ClassifyCase(const CaseDates *dates, CaseClass *class, int32 *days)
{
	DateADT		as_of = dates->as_of;
	bool		done = dates->finished.known && dates->finished.day <= as_of;
	DateADT		end;

	if (dates->left.known && dates->left.day <= as_of && !(done && dates->finished.day <= dates->left.day))
	{
		*class = CASE_LEFT;
		end = dates->left.day;
	}
	else if (done)
	{
		*class = dates->excepted ? CASE_DONE_EXCEPTED : CASE_DONE;
		end = dates->finished.day;
	}
	else
	{
		*class = dates->excepted ? CASE_OPEN_EXCEPTED : CASE_OPEN;
		end = as_of;
	}
	if (!dates->from.known || DATE_NOT_FINITE(dates->from.day) || DATE_NOT_FINITE(end))
		return CASE_UNUSABLE;
	if (dates->from.day > end && !dates->from_is_due)
		return (CASES_OF(*class) & CASES_OPEN) != 0 ? CASE_IGNORED : CASE_UNUSABLE;
	*days = end - dates->from.day;
	return CASE_COUNTED;
}

#endif							/* SEN_CLASSIFY_H */
