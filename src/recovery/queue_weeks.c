/*
 * queue_weeks.c --- sen.queue_weeks(): a queue week by week, without chance.
 *
 * Requests arrive on the first day of a week, and plans are issued on its last,
 * one after the other, to cases of a least age.  What is left of a request or a
 * plan is carried to the next week.  It is the same reckoning as of a projection,
 * so simple that it can be followed by hand.
 */
#include "postgres.h"
#include "compat.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "recovery/simulate.h"
#include "utils/builtins.h"
#include "words/words.h"

PG_FUNCTION_INFO_V1(sen_queue_weeks);

#define MAX_WEEKS 520
#define COLUMNS 13

/* What is asked. */
typedef struct Weeks
{
	DateADT		stand;
	double		arrivals;		/* a week */
	double		plans;
	IssueOrder	order;
	double		share;
	int32		weeks;
	int32		least_days;
	int32		limit_days;
} Weeks;

/* The open cases by the day received. */
typedef struct Cohorts
{
	int32		count;
	DateADT    *received;		/* ascending */
	int64	   *open;
	int64		undated;
	int32		oldest;			/* no cohort before it has an open case */
	double		turn;			/* what the share in time has carried */
} Cohorts;

/* What happened in a week. */
typedef struct Week
{
	int64		arrived;
	int64		ready;			/* old enough, before plans are issued */
	int64		issued;
	int64		in_time;
	int64		open;
	int64		overdue;
	int64		over_year;
	int32		oldest;			/* days; -1 if no case is open */
} Week;

/*
 * RequireRange refuses a number that is not in a range.
 */
static void
RequireRange(double number, const char *name, double least, double most)
{
	if (!(number >= least && number <= most))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be from %g to %g: %g", name, least, most, number),
				 errhint("Give a finite number in that range.")));
}

static int
CompareCells(const void *a, const void *b)
{
	const Cell *x = a;
	const Cell *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

/*
 * MakeCohorts adds up the stages of a queue, with room for what arrives.
 */
static void
MakeCohorts(const Queue *queue, int32 weeks, Cohorts *cohorts)
{
	int32		cells = 0;
	Cell	   *cell;

	memset(cohorts, 0, sizeof(*cohorts));
	for (int stage = 0; stage < STAGES; stage++)
		cells += queue->cells[stage];
	cell = palloc_extended(sizeof(Cell) * Max(cells, 1), MCXT_ALLOC_HUGE);
	cells = 0;
	for (int stage = 0; stage < STAGES; stage++)
	{
		cohorts->undated += queue->undated[stage];
		for (int i = 0; i < queue->cells[stage]; i++)
			cell[cells++] = queue->cell[stage][i];
	}
	qsort(cell, cells, sizeof(Cell), CompareCells);
	cohorts->received = palloc_extended(sizeof(DateADT) * (cells + weeks), MCXT_ALLOC_HUGE);
	cohorts->open = palloc_extended(sizeof(int64) * (cells + weeks), MCXT_ALLOC_HUGE);
	for (int32 i = 0; i < cells; i++)
	{
		if (i == 0 || cell[i].day != cell[i - 1].day)
		{
			cohorts->received[cohorts->count] = cell[i].day;
			cohorts->open[cohorts->count++] = 0;
		}
		cohorts->open[cohorts->count - 1] += cell[i].count;
	}
}

/*
 * NextCase is the cohort of the next plan, among those received between two days;
 * -1 if there is none.
 */
static int32
OldestBetween(const Cohorts *cohorts, int64 from, int64 to)
{
	for (int32 i = cohorts->oldest; i < cohorts->count && cohorts->received[i] <= to; i++)
		if (cohorts->open[i] > 0 && cohorts->received[i] >= from)
			return i;
	return -1;
}

static int32
NextCase(const Weeks *weeks, Cohorts *cohorts, DateADT today)
{
	int64		from = (int64) today - weeks->limit_days;
	int64		to = (int64) today - weeks->least_days;
	int32		oldest = OldestBetween(cohorts, PG_INT32_MIN, to);
	int32		in_time;

	if (weeks->order == ORDER_NEWEST)
	{
		for (int32 i = cohorts->count - 1; i >= cohorts->oldest; i--)
			if (cohorts->open[i] > 0 && cohorts->received[i] <= to)
				return i;
		return -1;
	}
	if (weeks->order == ORDER_OLDEST || oldest < 0)
		return oldest;
	if (weeks->order == ORDER_SHARE)
	{
		cohorts->turn += weeks->share;
		if (cohorts->turn < 1)
			return oldest;
		cohorts->turn -= 1;
	}
	in_time = OldestBetween(cohorts, from, to);
	return in_time >= 0 ? in_time : oldest;
}

/*
 * CountWeek counts the open cases at the close of a week.
 */
static void
CountWeek(const Weeks *weeks, Cohorts *cohorts, DateADT today, Week *week)
{
	while (cohorts->oldest < cohorts->count && cohorts->open[cohorts->oldest] == 0)
		cohorts->oldest++;
	week->oldest = cohorts->oldest < cohorts->count ? today - cohorts->received[cohorts->oldest] : -1;
	week->open = cohorts->undated;
	week->overdue = week->over_year = 0;
	for (int32 i = cohorts->oldest; i < cohorts->count; i++)
	{
		int64		age = (int64) today - cohorts->received[i];

		week->open += cohorts->open[i];
		if (age > weeks->limit_days)
			week->overdue += cohorts->open[i];
		if (age > YEAR_OF_WEEKS_DAYS)
			week->over_year += cohorts->open[i];
	}
}

/*
 * WorkWeek is what happens in the week up to a day.
 */
static void
WorkWeek(const Weeks *weeks, Cohorts *cohorts, DateADT today, int64 arrived, double *carry, Week *week)
{
	int64		left;

	week->arrived = arrived;
	if (arrived > 0)
	{
		cohorts->received[cohorts->count] = today - DAYS_PER_WEEK + 1;
		cohorts->open[cohorts->count++] = arrived;
	}
	week->ready = week->issued = week->in_time = 0;
	for (int32 i = cohorts->oldest; i < cohorts->count && (int64) cohorts->received[i] <= (int64) today - weeks->least_days; i++)
		week->ready += cohorts->open[i];
	*carry += weeks->plans;
	left = (int64) *carry;
	*carry = week->ready > 0 ? *carry - left : 0;
	while (week->issued < left && week->issued < week->ready)
	{
		int32		next = NextCase(weeks, cohorts, today);
		int64		count = 1;

		/* Only a share changes from plan to plan. */
		if (weeks->order != ORDER_SHARE)
			count = Min(left - week->issued, cohorts->open[next]);
		cohorts->open[next] -= count;
		week->issued += count;
		if ((int64) today - cohorts->received[next] <= weeks->limit_days)
			week->in_time += count;
	}
	CountWeek(weeks, cohorts, today, week);
}

static void
AppendCount(StringInfo said, int64 count, const char *one, const char *many)
{
	char		number[32];

	if (count == 0)
		appendStringInfoString(said, "no");
	else
	{
		snprintf(number, sizeof(number), INT64_FORMAT, count);
		AppendNumberText(said, number);
	}
	appendStringInfo(said, " %s", count == 1 ? one : many);
}

/*
 * WeekWords is a week in a sentence without a full stop.
 */
static char *
WeekWords(const Week *week)
{
	StringInfoData said;

	initStringInfo(&said);
	AppendCount(&said, week->arrived, "request", "requests");
	appendStringInfoString(&said, "; ");
	AppendCount(&said, week->issued, "plan", "plans");
	appendStringInfoString(&said, " for ");
	AppendCount(&said, week->ready, "case that was ready", "cases that were ready");
	if (week->issued > 0)
	{
		if (week->in_time == 0)
			appendStringInfoString(&said, ", none in time");
		else if (week->in_time == week->issued)
			appendStringInfoString(&said, week->issued == 1 ? ", in time" : ", all in time");
		else
		{
			appendStringInfoString(&said, ", ");
			AppendNumberText(&said, psprintf(INT64_FORMAT, week->in_time));
			appendStringInfoString(&said, " of them in time");
		}
	}
	appendStringInfoString(&said, "; ");
	AppendCount(&said, week->open, "open case", "open cases");
	if (week->open > 0)
	{
		appendStringInfoString(&said, ", ");
		if (week->overdue == 0)
			appendStringInfoString(&said, "none");
		else
			AppendNumberText(&said, psprintf(INT64_FORMAT, week->overdue));
		appendStringInfoString(&said, " overdue");
	}
	if (week->oldest >= 0)
	{
		appendStringInfoString(&said, ", the oldest open for ");
		AppendCount(&said, week->oldest, "day", "days");
	}
	return said.data;
}

/*
 * ReadWeeks reads and checks the arguments.
 */
static const Queue *
ReadWeeks(FunctionCallInfo fcinfo, Weeks *weeks)
{
	static const char *const names[] = {"queue", "arrivals_per_week", "plans_per_week", "issue_order", "weeks"};
	const Queue *queue;
	int64		cases = 0;

	for (int i = 0; i < (int) lengthof(names); i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("%s must not be null", names[i]),
					 errhint("Give a queue, two numbers a week, an order and a number of weeks.")));
	queue = QueueRead(PG_GETARG_QUEUE(0));
	weeks->arrivals = PG_GETARG_FLOAT8(1);
	RequireRange(weeks->arrivals, "arrivals_per_week", 0, SIMULATE_MAX_PER_WEEK);
	weeks->plans = PG_GETARG_FLOAT8(2);
	RequireRange(weeks->plans, "plans_per_week", 0, SIMULATE_MAX_PER_WEEK);
	weeks->order = PG_GETARG_ISSUE_ORDER(3);
	if (weeks->order == ORDER_AS_OBSERVED)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("issue_order as_observed is drawn by chance"),
				 errhint("Give oldest, newest, in_time_first or share; sen.project() takes as_observed.")));
	weeks->weeks = ReadInteger(fcinfo, 4, "weeks", 1, MAX_WEEKS, 0);
	if ((weeks->order == ORDER_SHARE) == PG_ARGISNULL(5))
		ereport(ERROR,
				(errcode(PG_ARGISNULL(5) ? ERRCODE_NULL_VALUE_NOT_ALLOWED : ERRCODE_INVALID_PARAMETER_VALUE),
				 PG_ARGISNULL(5) ? errmsg("issue_order share needs a share in time")
				 : errmsg("issue_order %s takes no share in time", IssueOrderName(weeks->order)),
				 errhint("Give in_time_share, from 0 to 1, with issue_order share and with no other.")));
	weeks->share = PG_ARGISNULL(5) ? 0 : PG_GETARG_FLOAT8(5);
	RequireRange(weeks->share, "in_time_share", 0, 1);
	weeks->least_days = ReadInteger(fcinfo, 6, "least_days", 0, SIMULATE_MAX_AGE, 98);
	weeks->limit_days = ReadInteger(fcinfo, 7, "limit_days", 1, SIMULATE_MAX_AGE, 140);
	if (queue->has_stand)
	{
		weeks->stand = queue->stand;
		if (!PG_ARGISNULL(8) && PG_GETARG_DATEADT(8) != queue->stand)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("stands_on is %s, and the queue is of %s", DateText(PG_GETARG_DATEADT(8)), DateText(queue->stand)),
					 errhint("Leave stands_on out, or make the queue as of that day.")));
	}
	else
	{
		if (PG_ARGISNULL(8))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("stands_on must not be null"),
					 errhint("An empty queue has no day: say after which day the first week begins.")));
		weeks->stand = PG_GETARG_DATEADT(8);
	}
	if (weeks->stand < QUEUE_FIRST_DAY || weeks->stand > QUEUE_LAST_DAY - weeks->weeks * DAYS_PER_WEEK)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("stands_on is too near to an end of the years 1 to 9999: %s", DateText(weeks->stand)),
				 errhint("Give the day at whose close the cases were open.")));
	for (int stage = 0; stage < STAGES; stage++)
		for (int i = 0; i < queue->cells[stage]; i++)
		{
			cases += queue->cell[stage][i].count;
			if (queue->cell[stage][i].day > weeks->stand)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("the queue has a case received on %s, after %s, the day it is of",
								DateText(queue->cell[stage][i].day), DateText(weeks->stand)),
						 errhint("Leave out of the queue what was received later.")));
		}
	if (cases > SIMULATE_MAX_OPEN)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the queue has " INT64_FORMAT " cases, and may have %d", cases, SIMULATE_MAX_OPEN),
				 errhint("Ask for the queue of each authority by itself.")));
	return queue;
}

/*
 * sen.queue_weeks(queue, arrivals_per_week, plans_per_week, issue_order, weeks,
 * share, least_days, limit_days, stands_on)
 */
Datum
sen_queue_weeks(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Weeks		weeks;
	Cohorts		cohorts;
	double		arriving = 0;
	double		carry = 0;

	MakeCohorts(ReadWeeks(fcinfo, &weeks), PG_GETARG_INT32(4), &cohorts);
	InitMaterializedSRF(fcinfo, 0);
	for (int32 w = 1; w <= weeks.weeks; w++)
	{
		DateADT		today = weeks.stand + w * DAYS_PER_WEEK;
		Week		week;
		Datum		values[COLUMNS];
		bool		nulls[COLUMNS] = {0};
		int64		arrived;

		CHECK_FOR_INTERRUPTS();
		arriving += weeks.arrivals;
		arrived = (int64) arriving;
		arriving -= arrived;
		WorkWeek(&weeks, &cohorts, today, arrived, &carry, &week);
		values[0] = Int32GetDatum(w);
		values[1] = DateADTGetDatum(today - DAYS_PER_WEEK + 1);
		values[2] = DateADTGetDatum(today);
		values[3] = Int64GetDatum(week.arrived);
		values[4] = Int64GetDatum(week.ready);
		values[5] = Int64GetDatum(week.issued);
		values[6] = Int64GetDatum(week.in_time);
		values[7] = Float8GetDatum(week.issued > 0 ? (double) week.in_time / week.issued : 0);
		nulls[7] = week.issued == 0;
		values[8] = Int64GetDatum(week.open);
		values[9] = Int64GetDatum(week.overdue);
		values[10] = Int64GetDatum(week.over_year);
		values[11] = Int32GetDatum(week.oldest);
		nulls[11] = week.oldest < 0;
		values[12] = CStringGetTextDatum(WeekWords(&week));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
