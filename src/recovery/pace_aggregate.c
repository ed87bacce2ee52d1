/*
 * pace_aggregate.c --- the aggregates that build and merge paces.
 *
 * A case is at risk on each day that it is open: from the day of receipt
 * through the day on which it ends, as at the close of the last day of the
 * span.  Whichever came first of a plan and of leaving counts; on one day, the
 * plan.  So the plans of a band are at most its case-days, and plans divided by
 * case-days is the chance of a plan on a day.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "recovery/pace_work.h"
#include "recovery/queue_work.h"
#include "timeliness/classify.h"
#include "utils/fmgrprotos.h"

PG_FUNCTION_INFO_V1(pace_accum);
PG_FUNCTION_INFO_V1(pace_combine);
PG_FUNCTION_INFO_V1(pace_final);
PG_FUNCTION_INFO_V1(pace_plus);

#define LIMIT_DAYS 140			/* 20 weeks, SEND Regulations 2014, reg 13(2) */

/* How a case stands at the close of the last day. */
typedef struct CaseEnd
{
	DateADT		day;			/* on which it ended, else the last day */
	bool		ended;
	bool		with_plan;
} CaseEnd;

static DateADT
SpanDayArgument(FunctionCallInfo fcinfo, int argument, const char *name)
{
	DateADT		day;

	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", name),
				 errhint("Give the first and the last day of the span that is counted.")));
	day = PG_GETARG_DATEADT(argument);
	if (DATE_NOT_FINITE(day))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite date", name),
				 errdetail("It is %s.", DATE_IS_NOBEGIN(day) ? "-infinity" : "infinity"),
				 errhint("Give the first and the last day of the span that is counted.")));
	return CheckFourDigits(day, name);
}

/*
 * SpanArguments reads first_day, last_day and, if it is there, limit_days.
 */
static PaceSpan
SpanArguments(FunctionCallInfo fcinfo, int argument)
{
	PaceSpan	span;
	const char *fault;

	span.first_day = SpanDayArgument(fcinfo, argument, "first_day");
	span.last_day = SpanDayArgument(fcinfo, argument + 1, "last_day");
	span.limit_days = LIMIT_DAYS;
	if (PG_NARGS() > argument + 2)
	{
		if (PG_ARGISNULL(argument + 2))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("limit_days must not be null"),
					 errhint("Give a number of days, or leave the argument out for 140.")));
		span.limit_days = PG_GETARG_INT32(argument + 2);
	}
	fault = PaceSpanFault(&span);
	if (fault != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no span of a pace: first_day %s, last_day %s, limit_days %d",
						DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(span.first_day))),
						DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(span.last_day))),
						span.limit_days),
				 errdetail("%s", fault),
				 errhint("Give a first day, a last day not before it, and the limit in days, such as 140.")));
	return span;
}

/*
 * IsPaceState is whether a value has the months of its span, as each has that
 * this library made; what may be stored and damaged is read with PaceRead().
 */
static bool
IsPaceState(const PaceValue *state)
{
	return VARSIZE(state) >= PaceSize(0) && state->version == TIMELINESS_VERSION && state->has_span == 1 &&
		state->months >= 1 && VARSIZE(state) == PaceSize((Size) state->months) &&
		state->first_month == PeriodNumber(PERIOD_MONTH, state->first_day) &&
		state->months == PeriodNumber(PERIOD_MONTH, state->last_day) - state->first_month + 1;
}

/*
 * TransitionState is the first argument as a state of a span that may be
 * changed in place, a new one if there is none yet.
 */
static PaceValue *
TransitionState(FunctionCallInfo fcinfo, const PaceSpan *span)
{
	PaceValue  *state;

	if (PG_ARGISNULL(0))
		return PaceCreate(span);
	state = (PaceValue *) PG_GETARG_VARLENA_P(0);
	if (unlikely(!IsPaceState(state)))
	{
		if (!PaceRead(state)->has_span)
			return PaceCreate(span);
	}
	CheckPaceSpan(state, span);
	return state;
}

/*
 * EndOfCase is how a case stands at the close of the last day.
 */
static CaseEnd
EndOfCase(OptionalDate issued, OptionalDate left, DateADT last_day)
{
	CaseEnd		end = {last_day, false, false};

	if (issued.known && issued.day <= last_day)
	{
		end.day = issued.day;
		end.ended = end.with_plan = true;
	}
	if (left.known && left.day <= last_day && !(end.ended && end.day <= left.day))
	{
		end.day = left.day;
		end.ended = true;
		end.with_plan = false;
	}
	return end;
}

/*
 * CountCaseDays adds the days of a span of ages to the bands they fall in.
 */
static void
CountCaseDays(PaceValue *pace, int64 from_age, int64 to_age)
{
	for (int i = PaceBandOf((int32) from_age); i < PACE_BANDS && pace_first_age[i] <= to_age; i++)
	{
		int64		first = Max(from_age, pace_first_age[i]);
		int64		last = i + 1 < PACE_BANDS ? Min(to_age, pace_first_age[i + 1] - 1) : to_age;

		PaceAdd(&pace->band[i].case_days, last - first + 1);
	}
}

/*
 * CountCase counts one case in a pace.
 */
static void
CountCase(PaceValue *pace, OptionalDate received, CaseEnd end)
{
	bool		dated = received.known && !DATE_NOT_FINITE(received.day) && received.day <= end.day;
	bool		ended_within = end.ended && end.day >= pace->first_day;

	if (received.known && received.day >= pace->first_day && received.day <= pace->last_day)
		PaceAdd(&pace->month[PeriodNumber(PERIOD_MONTH, received.day) - pace->first_month].arrivals, 1);
	if (dated && end.day >= pace->first_day)
		CountCaseDays(pace, (int64) Max(received.day, pace->first_day) - received.day, (int64) end.day - received.day);
	if (!ended_within)
		return;
	if (end.with_plan)
	{
		PaceMonth  *month = &pace->month[PeriodNumber(PERIOD_MONTH, end.day) - pace->first_month];

		PaceAdd(&month->plans, 1);
		if (dated && end.day - received.day <= pace->limit_days)
			PaceAdd(&month->in_time, 1);
		PaceAdd(dated ? &pace->band[PaceBandOf(end.day - received.day)].plans : &pace->undated_plans, 1);
	}
	else
		PaceAdd(dated ? &pace->band[PaceBandOf(end.day - received.day)].left : &pace->undated_left, 1);
}

/*
 * pace_accum(pace, received date, issued date, left_on date, first_day date,
 * last_day date [, limit_days integer])
 */
Datum
pace_accum(PG_FUNCTION_ARGS)
{
	OptionalDate received = DateArgument(fcinfo, 1);
	OptionalDate issued = DateArgument(fcinfo, 2);
	OptionalDate left = DateArgument(fcinfo, 3);
	PaceSpan	span;
	PaceValue  *state;

	CheckTransition(fcinfo);
	if (!received.known && !issued.known && !left.known)
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	span = SpanArguments(fcinfo, 4);
	state = TransitionState(fcinfo, &span);
	CountCase(state, received, EndOfCase(issued, left, span.last_day));
	PG_RETURN_POINTER(state);
}

/*
 * pace_combine(pace, pace) --- merges two states; also the transition of
 * sen.rollup.  Null counts as of no rows.
 */
Datum
pace_combine(PG_FUNCTION_ARGS)
{
	CheckTransition(fcinfo);
	if (!PG_ARGISNULL(1))
	{
		Pace	   *pace = PG_GETARG_PACE(1);

		if (pace->has_span)
		{
			PaceSpan	span = PaceSpanOf(pace);
			PaceValue  *state = TransitionState(fcinfo, &span);

			PaceMerge(state, pace);
			PG_RETURN_POINTER(state);
		}
		if (PG_ARGISNULL(0))
			PG_RETURN_POINTER(pace);
	}
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

static PaceValue *
CopyPace(const Pace *pace)
{
	PaceValue  *copy = palloc(VARSIZE(pace));

	memcpy(copy, pace, VARSIZE(pace));
	return copy;
}

/*
 * pace_final(pace) --- a copy, as a window aggregate goes on adding; of
 * nothing if there was no row.
 */
Datum
pace_final(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(PaceOfNothing());
	PG_RETURN_POINTER(CopyPace(PG_GETARG_PACE(0)));
}

/*
 * pace_plus(pace, pace) --- the operator +.
 */
Datum
pace_plus(PG_FUNCTION_ARGS)
{
	Pace	   *a = PG_GETARG_PACE(0);
	Pace	   *b = PG_GETARG_PACE(1);
	PaceValue  *sum;

	if (!b->has_span)
		PG_RETURN_POINTER(a);
	if (!a->has_span)
		PG_RETURN_POINTER(b);
	sum = CopyPace(a);
	PaceMerge(sum, b);
	PG_RETURN_POINTER(sum);
}
