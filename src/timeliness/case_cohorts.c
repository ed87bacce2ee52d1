/*
 * case_cohorts.c --- the aggregate that follows cases by the month in which
 * they started, in one pass and without grouping by month.
 *
 * The planner does not know how many months there are, nor how many
 * authorities: it sorted every case on disk to count it in one of some hundred
 * groups.  Here a group has an array of months, and a case adds to one of them.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "timeliness/classify.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(case_cohorts_accum);
PG_FUNCTION_INFO_V1(case_cohorts_combine);
PG_FUNCTION_INFO_V1(case_cohorts_final);

#define MAX_MONTHS 200000		/* 16,000 years: more are a slip of the pen, and memory */
#define MORE_MONTHS 24
#define COLUMNS 11				/* of sen.case_cohort: the month, and the counts in this order */

typedef struct Cohort
{
	int64		started;
	int64		in_time;
	int64		late;
	int64		open_in_time;
	int64		open_overdue;
	int64		ended_otherwise;
	int64		limit_passed;
	int64		limit_passed_in_time;
	int64		limit_passed_excluding;
	int64		limit_passed_in_time_excluding;
} Cohort;

#define COUNTS (sizeof(Cohort) / sizeof(int64))

/* The state, which is of type bytea: months from first on, also those without a case. */
typedef struct CaseCohorts
{
	int32		vl_len_;
	DateADT		as_of;
	int32		first;
	uint32		months;
	Cohort		cohort[FLEXIBLE_ARRAY_MEMBER];
} CaseCohorts;

#define STATE_SIZE(months) (offsetof(CaseCohorts, cohort) + sizeof(Cohort) * (Size) (months))

static CaseCohorts *
CreateState(DateADT as_of, int32 first, uint32 months)
{
	CaseCohorts *state = palloc0(STATE_SIZE(months));

	SET_VARSIZE(state, STATE_SIZE(months));
	state->as_of = as_of;
	state->first = first;
	state->months = months;
	return state;
}

static void
RefuseState(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("unreadable transition state of cohorts"),
			 errhint("Use sen.case_cohorts(), or a state that it made on a server of the same version and byte order.")));
}

/*
 * CheckState refuses what an aggregate made by somebody else begins with.
 */
static inline CaseCohorts *
CheckState(void *bytes)
{
	CaseCohorts *state = bytes;

	if (unlikely(VARSIZE(state) < STATE_SIZE(0) || state->months > 2 * MAX_MONTHS ||
				 VARSIZE(state) != STATE_SIZE(state->months)))
		RefuseState();
	return state;
}

static inline void
CheckAsOf(const CaseCohorts *state, DateADT as_of)
{
	if (unlikely(as_of != state->as_of))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("as_of differs from that of an earlier row"),
				 errhint("Give the same day for all rows.")));
}

/*
 * Cover is a state with the months from first to last, and some more on the
 * side where there were none.
 */
static CaseCohorts *
Cover(const CaseCohorts *state, int64 first, int64 last)
{
	int64		had_first = state->first;
	int64		had_last = had_first + state->months - 1;
	CaseCohorts *wider;

	if (state->months == 0)
		had_first = first, had_last = last;
	first = Min(first, had_first);
	last = Max(last, had_last);
	if (last - first >= MAX_MONTHS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the cases started more than %d months apart", MAX_MONTHS),
				 errhint("Look for a date with a wrong year.")));
	if (first < had_first)
		first = Max(first - MORE_MONTHS, PG_INT32_MIN);
	else
		last = Min(last + MORE_MONTHS, PG_INT32_MAX);
	wider = CreateState(state->as_of, (int32) first, (uint32) (last - first + 1));
	if (state->months > 0)
		memcpy(wider->cohort + (had_first - first), state->cohort, sizeof(Cohort) * (Size) state->months);
	return wider;
}

/*
 * case_cohorts_accum(bytea, started date, due date, finished date,
 * closed date, exception boolean, as_of date)
 */
Datum
case_cohorts_accum(PG_FUNCTION_ARGS)
{
	OptionalDate started = DateArgument(fcinfo, 1);
	OptionalDate due = DateArgument(fcinfo, 2);
	OptionalDate finished = DateArgument(fcinfo, 3);
	bool		closed = !PG_ARGISNULL(4);
	bool		excepted = !PG_ARGISNULL(5) && PG_GETARG_BOOL(5);
	DateADT		as_of;
	CaseCohorts *state;
	Cohort	   *cohort;
	int32		month;
	int64		place;
	bool		in_time,
				overdue;

	CheckAggregate(fcinfo);
	as_of = AsOfArgument(fcinfo, 6);
	state = PG_ARGISNULL(0) ? CreateState(as_of, 0, 0) : CheckState(PG_GETARG_BYTEA_P(0));
	CheckAsOf(state, as_of);
	if (!started.known || DATE_NOT_FINITE(started.day))
		PG_RETURN_POINTER(state);

	month = PeriodNumber(PERIOD_MONTH, started.day);
	place = (int64) month - state->first;
	if (unlikely(place < 0 || place >= state->months))
	{
		state = Cover(state, month, month);
		place = (int64) month - state->first;
	}
	cohort = &state->cohort[place];
	in_time = due.known && finished.known && finished.day <= due.day;
	overdue = due.known && due.day < as_of;
	cohort->started++;
	cohort->in_time += in_time;
	/* Without a due day it was finished before it started, and meets no limit. */
	cohort->late += !due.known || (finished.known && !in_time);
	if (!closed)
	{
		cohort->open_overdue += overdue;
		cohort->open_in_time += due.known && !overdue;
	}
	else if (!finished.known)
	{
		cohort->ended_otherwise++;
		PG_RETURN_POINTER(state);
	}
	if (overdue || !due.known)
	{
		cohort->limit_passed++;
		cohort->limit_passed_in_time += in_time;
		cohort->limit_passed_excluding += !excepted;
		cohort->limit_passed_in_time_excluding += in_time && !excepted;
	}
	PG_RETURN_POINTER(state);
}

/*
 * case_cohorts_combine(bytea, bytea) --- merges two states.
 */
Datum
case_cohorts_combine(PG_FUNCTION_ARGS)
{
	CaseCohorts *state,
			   *other;

	CheckAggregate(fcinfo);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	/* From a worker it may come without alignment. */
	other = CheckState(PG_GETARG_BYTEA_P_COPY(1));
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(other);
	state = CheckState(PG_GETARG_BYTEA_P(0));
	CheckAsOf(state, other->as_of);
	if (other->months == 0)
		PG_RETURN_POINTER(state);
	if (other->first < state->first || (int64) other->first + other->months > (int64) state->first + state->months)
		state = Cover(state, other->first, (int64) other->first + other->months - 1);
	for (uint32 i = 0; i < other->months; i++)
	{
		const int64 *from = (const int64 *) &other->cohort[i];
		int64	   *into = (int64 *) &state->cohort[other->first - state->first + (int64) i];

		for (Size count = 0; count < COUNTS; count++)
			into[count] += from[count];
	}
	PG_RETURN_POINTER(state);
}

/*
 * case_cohorts_final(bytea) --- the months in which a case started, as an
 * array of sen.case_cohort.
 */
Datum
case_cohorts_final(PG_FUNCTION_ARGS)
{
	Oid			element = get_element_type(get_func_rettype(fcinfo->flinfo->fn_oid));
	CaseCohorts *state;
	TupleDesc	row;
	Datum	   *cohort;
	int			cohorts = 0;
	int32		first = PeriodNumber(PERIOD_MONTH, DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE);
	int32		last = PeriodNumber(PERIOD_MONTH, DATE_END_JULIAN - 1 - POSTGRES_EPOCH_JDATE);

	CheckAggregate(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(element));
	/* A state that was kept as a value has a short header. */
	state = CheckState(PG_GETARG_BYTEA_P_COPY(0));
	row = lookup_rowtype_tupdesc(element, -1);
	if (row->natts != COLUMNS)
		elog(ERROR, "type %u has %d columns, not %d", element, row->natts, COLUMNS);
	cohort = palloc(sizeof(Datum) * Max(state->months, 1));
	for (uint32 i = 0; i < state->months; i++)
	{
		const int64 *counts = (const int64 *) &state->cohort[i];
		Datum		values[COLUMNS];
		bool		nulls[COLUMNS] = {false};

		CHECK_FOR_INTERRUPTS();
		if (state->cohort[i].started == 0)
			continue;
		if (state->first + (int64) i < first || state->first + (int64) i > last)
			RefuseState();
		values[0] = DateADTGetDatum(PeriodStart(PERIOD_MONTH, (int32) (state->first + (int64) i)));
		for (Size count = 0; count < COUNTS; count++)
			values[count + 1] = Int64GetDatum(counts[count]);
		cohort[cohorts++] = HeapTupleGetDatum(heap_form_tuple(row, values, nulls));
	}
	ReleaseTupleDesc(row);
	PG_RETURN_ARRAYTYPE_P(construct_array(cohort, cohorts, element, -1, false, TYPALIGN_DOUBLE));
}
