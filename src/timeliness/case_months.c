/*
 * case_months.c --- the aggregate that follows cases month by month, in one
 * pass and without grouping by month.
 *
 * For each month it keeps the summaries of the cases that count in it, as
 * series of working.c, and by how many cases what is open and what is overdue
 * changed.  The final function adds the changes up.  So the work grows with
 * the cases, not with cases times months.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "timeliness/classify.h"
#include "timeliness/working.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(case_months_accum);
PG_FUNCTION_INFO_V1(case_months_combine);
PG_FUNCTION_INFO_V1(case_months_serialize);
PG_FUNCTION_INFO_V1(case_months_deserialize);
PG_FUNCTION_INFO_V1(case_months_final);

#define FIRST_MONTHS 64
#define MAX_MONTHS 200000		/* 16,000 years: more are a slip of the pen, and memory */
#define COLUMNS 5				/* of sen.case_month */

/* By how many cases a month changed what is open, and what of it is overdue. */
typedef struct Change
{
	int64		open;
	int64		overdue;
} Change;

typedef struct CaseMonths
{
	DateADT		as_of;
	int32		last;			/* number of its month */
	Timeliness *days;			/* series by month: slots of working.h */
	Timeliness *lateness;
	Change		before;			/* on a day that nobody knows, before every month */
	Change		after;			/* after the month of as_of: not shown */
	bool		any_before;
	bool		any_after;
	uint32		months;			/* from the first in which anything happened */
	uint32		room;
	Change	   *change;			/* the last month first, so that earlier ones are appended */
} CaseMonths;

/*
 * CreateState begins in the memory context of the aggregate, which is current.
 */
static CaseMonths *
CreateState(DateADT as_of)
{
	CaseMonths *state = palloc0(sizeof(CaseMonths));

	state->as_of = as_of;
	state->last = PeriodNumber(PERIOD_MONTH, as_of);
	state->days = WorkingCreate(0);
	state->lateness = WorkingCreate(0);
	state->room = FIRST_MONTHS;
	state->change = palloc0(sizeof(Change) * state->room);
	return state;
}

static inline void
CheckAsOf(const CaseMonths *state, DateADT as_of)
{
	if (unlikely(as_of != state->as_of))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("as_of differs from that of an earlier row"),
				 errhint("Give the same day for all rows.")));
}

static Change *
CoverMonth(CaseMonths *state, uint32 place)
{
	if (place >= MAX_MONTHS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the cases lie more than %d months before as_of", MAX_MONTHS),
				 errhint("Look for a date with a wrong year.")));
	if (place >= state->room)
	{
		uint32		room = Max(place + 1, state->room * 2);

		state->change = repalloc(state->change, sizeof(Change) * (Size) room);
		memset(state->change + state->room, 0, sizeof(Change) * (Size) (room - state->room));
		state->room = room;
	}
	state->months = place + 1;
	return &state->change[place];
}

/*
 * ChangeOn is what a day changes: that of its month.
 */
static inline Change *
ChangeOn(CaseMonths *state, DateADT day)
{
	int64		place;

	if (unlikely(DATE_IS_NOBEGIN(day)))
	{
		state->any_before = true;
		return &state->before;
	}
	place = DATE_IS_NOEND(day) ? -1 : (int64) state->last - PeriodNumber(PERIOD_MONTH, day);
	if (unlikely(place < 0))
	{
		state->any_after = true;
		return &state->after;
	}
	if (unlikely(place >= state->months))
		return CoverMonth(state, (uint32) place);
	return &state->change[place];
}

/*
 * Count puts a case into the summary of a month.
 */
static inline void
Count(Timeliness **summary, int32 month, const CaseDates *dates)
{
	Timeliness *state = *summary;
	CaseClass	class;
	int32		days;
	Verdict		verdict = ClassifyCase(dates, &class, &days);
	uint32		slot;

	if (verdict == CASE_IGNORED)
		return;
	slot = WorkingPeriodSlot(state, month);
	if (unlikely(slot == 0))
		state = WorkingCoverPeriod(state, month, &slot);
	if (verdict == CASE_UNUSABLE)
		WorkingAddUnusable(state, slot + class, 1);
	else
	{
		Timeliness *before = state;

		state = WorkingAdd(state, slot + class, days, 1);
		if (unlikely(state != before) && before != *summary)
			pfree(before);
	}
	if (unlikely(state != *summary))
	{
		pfree(*summary);
		*summary = state;
	}
}

/*
 * case_months_accum(internal, started date, opened date, due date,
 * finished date, closed date, counted date, exception boolean, as_of date)
 */
Datum
case_months_accum(PG_FUNCTION_ARGS)
{
	OptionalDate started = DateArgument(fcinfo, 1);
	DateADT		opened = PG_ARGISNULL(2) ? DATEVAL_NOBEGIN : PG_GETARG_DATEADT(2);
	OptionalDate due = DateArgument(fcinfo, 3);
	OptionalDate finished = DateArgument(fcinfo, 4);
	OptionalDate closed = DateArgument(fcinfo, 5);
	OptionalDate counted = DateArgument(fcinfo, 6);
	bool		excepted = !PG_ARGISNULL(7) && PG_GETARG_BOOL(7);
	DateADT		as_of;
	MemoryContext context,
				before;
	CaseMonths *state;

	if (!AggCheckCallContext(fcinfo, &context))
		RefuseCall();
	as_of = AsOfArgument(fcinfo, 8);
	before = MemoryContextSwitchTo(context);
	state = PG_ARGISNULL(0) ? CreateState(as_of) : (CaseMonths *) PG_GETARG_POINTER(0);
	CheckAsOf(state, as_of);

	ChangeOn(state, opened)->open++;

	/* Overdue from the day after it was due, if it was still open at the close of that day. */
	if (due.known && due.day < as_of && (!closed.known || closed.day > due.day + (DATE_IS_NOBEGIN(due.day) ? 0 : 1)))
	{
		DateADT		overdue = Max(due.day + (DATE_IS_NOBEGIN(due.day) ? 0 : 1), opened);

		ChangeOn(state, overdue)->overdue++;
		if (closed.known)
			ChangeOn(state, Max(closed.day, opened))->overdue--;
	}
	if (closed.known)
		ChangeOn(state, Max(closed.day, opened))->open--;

	if (counted.known)
	{
		(void) ChangeOn(state, counted.day);
		if (counted.day <= as_of && !DATE_NOT_FINITE(counted.day))
		{
			int32		month = PeriodNumber(PERIOD_MONTH, counted.day);
			CaseDates	dates = {started, finished, {0, false}, as_of, excepted, false};

			if (started.known || finished.known)
				Count(&state->days, month, &dates);
			dates.from = due;
			dates.from_is_due = true;
			if (due.known || finished.known)
				Count(&state->lateness, month, &dates);
		}
	}
	MemoryContextSwitchTo(before);
	PG_RETURN_POINTER(state);
}

/*
 * MergeSeries adds the summaries of one series to another, which stays in the
 * memory context of the aggregate.
 */
static void
MergeSeries(Timeliness **into, const Timeliness *other, MemoryContext context)
{
	Timeliness *sum = *into;
	uint32		periods;
	Tally	   *tally = WorkingToTallies(other, &periods);

	for (uint32 i = 1; i < periods; i++)
	{
		int32		month = WorkingFirstPeriod(other) + (int32) (i - 1);
		uint32		slot;

		if (TallyCount(&tally[i], CASES_ALL) == 0)
			continue;
		slot = WorkingPeriodSlot(sum, month);
		if (slot == 0)
			sum = WorkingCoverPeriod(sum, month, &slot);
		sum = WorkingMerge(sum, slot, &tally[i]);
	}
	if (sum != *into)
	{
		pfree(*into);
		*into = MemoryContextAllocExtended(context, VARSIZE(sum), MCXT_ALLOC_HUGE);
		memcpy(*into, sum, VARSIZE(sum));
	}
}

/*
 * case_months_combine(internal, internal) --- merges two states.
 */
Datum
case_months_combine(PG_FUNCTION_ARGS)
{
	CaseMonths *state,
			   *other;
	MemoryContext context,
				before;

	if (!AggCheckCallContext(fcinfo, &context))
		RefuseCall();
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(PG_GETARG_POINTER(0));
	}
	other = (CaseMonths *) PG_GETARG_POINTER(1);
	before = MemoryContextSwitchTo(context);
	state = PG_ARGISNULL(0) ? CreateState(other->as_of) : (CaseMonths *) PG_GETARG_POINTER(0);
	CheckAsOf(state, other->as_of);
	if (other->months > state->months)
		(void) CoverMonth(state, other->months - 1);
	for (uint32 i = 0; i < other->months; i++)
	{
		state->change[i].open += other->change[i].open;
		state->change[i].overdue += other->change[i].overdue;
	}
	state->before.open += other->before.open;
	state->before.overdue += other->before.overdue;
	state->any_before |= other->any_before;
	state->any_after |= other->any_after;
	MemoryContextSwitchTo(before);
	MergeSeries(&state->days, other->days, context);
	MergeSeries(&state->lateness, other->lateness, context);
	PG_RETURN_POINTER(state);
}

/*
 * case_months_serialize(internal) --- a state as bytes, from a worker to its
 * leader: the fixed part, the changes, both series.
 */
Datum
case_months_serialize(PG_FUNCTION_ARGS)
{
	CaseMonths *state = (CaseMonths *) PG_GETARG_POINTER(0);
	Size		changes = sizeof(Change) * (Size) state->months;
	Size		days = VARSIZE(state->days);
	Size		lateness = VARSIZE(state->lateness);
	bytea	   *bytes;
	char	   *at;

	if (!AggCheckCallContext(fcinfo, NULL))
		RefuseCall();
	bytes = palloc(VARHDRSZ + sizeof(CaseMonths) + changes + days + lateness);
	SET_VARSIZE(bytes, VARHDRSZ + sizeof(CaseMonths) + changes + days + lateness);
	at = VARDATA(bytes);
	memcpy(at, state, sizeof(CaseMonths));
	memcpy(at += sizeof(CaseMonths), state->change, changes);
	memcpy(at += changes, state->days, days);
	memcpy(at += days, state->lateness, lateness);
	PG_RETURN_BYTEA_P(bytes);
}

static Timeliness *
CopySeries(const char **at)
{
	Timeliness	header;
	Timeliness *series;

	memcpy(&header, *at, sizeof(header));
	series = palloc_extended(VARSIZE(&header), MCXT_ALLOC_HUGE);
	memcpy(series, *at, VARSIZE(&header));
	*at += VARSIZE(&header);
	return series;
}

/*
 * case_months_deserialize(bytea, internal) --- the inverse.  SQL cannot call
 * it, and only a superuser can make an aggregate of it, so the bytes are those
 * of case_months_serialize.
 */
Datum
case_months_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	const char *at = VARDATA_ANY(bytes);
	CaseMonths *state;

	if (!AggCheckCallContext(fcinfo, NULL))
		RefuseCall();
	state = palloc(sizeof(CaseMonths));
	memcpy(state, at, sizeof(CaseMonths));
	at += sizeof(CaseMonths);
	state->room = Max(state->months, 1);
	state->change = palloc0(sizeof(Change) * (Size) state->room);
	memcpy(state->change, at, sizeof(Change) * (Size) state->months);
	at += sizeof(Change) * (Size) state->months;
	state->days = CopySeries(&at);
	state->lateness = CopySeries(&at);
	PG_RETURN_POINTER(state);
}

/*
 * MonthSummary is the summary of a month in the canonical form.
 */
static Timeliness *
MonthSummary(const Timeliness *series, const Tally *tally, uint32 periods, int32 month)
{
	int64		place = (int64) month - WorkingFirstPeriod(series) + 1;
	Tally		empty = {{0}, {0}, {NULL}};

	return TallyToCompact(place >= 1 && place < periods ? &tally[place] : &empty);
}

/*
 * case_months_final(internal) --- the months as an array of sen.case_month;
 * empty if there are none.
 */
Datum
case_months_final(PG_FUNCTION_ARGS)
{
	CaseMonths *state;
	Oid			element = get_element_type(get_func_rettype(fcinfo->flinfo->fn_oid));
	TupleDesc	row;
	Tally	   *days,
			   *lateness;
	uint32		days_periods,
				lateness_periods,
				months;
	Change		sum;
	Datum	   *month;

	if (!AggCheckCallContext(fcinfo, NULL))
		RefuseCall();
	if (PG_ARGISNULL(0))
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(element));
	state = (CaseMonths *) PG_GETARG_POINTER(0);

	/* What happened on an unknown day alone is shown in the month of as_of. */
	months = state->months;
	if (months == 0 && state->any_before && !state->any_after)
		months = 1;
	if (months == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(element));

	row = lookup_rowtype_tupdesc(element, -1);
	if (row->natts != COLUMNS)
		elog(ERROR, "type %u has %d columns, not %d", element, row->natts, COLUMNS);
	days = WorkingToTallies(state->days, &days_periods);
	lateness = WorkingToTallies(state->lateness, &lateness_periods);
	month = palloc(sizeof(Datum) * months);
	sum = state->before;
	for (uint32 i = 0; i < months; i++)
	{
		int32		number = state->last - (int32) (months - 1 - i);
		Datum		values[COLUMNS];
		bool		nulls[COLUMNS] = {false};

		CHECK_FOR_INTERRUPTS();
		if (months - 1 - i < state->months)
		{
			sum.open += state->change[months - 1 - i].open;
			sum.overdue += state->change[months - 1 - i].overdue;
		}
		values[0] = DateADTGetDatum(PeriodStart(PERIOD_MONTH, number));
		values[1] = PointerGetDatum(MonthSummary(state->days, days, days_periods, number));
		values[2] = PointerGetDatum(MonthSummary(state->lateness, lateness, lateness_periods, number));
		values[3] = Int64GetDatum(sum.open);
		values[4] = Int64GetDatum(sum.overdue);
		month[i] = HeapTupleGetDatum(heap_form_tuple(row, values, nulls));
	}
	ReleaseTupleDesc(row);
	PG_RETURN_ARRAYTYPE_P(construct_array(month, months, element, -1, false, TYPALIGN_DOUBLE));
}
