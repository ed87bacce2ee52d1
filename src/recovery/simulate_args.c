/*
 * simulate_args.c --- what a projection is asked with: each argument is checked
 * here, and named in the error.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "recovery/simulate.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/multirangetypes.h"
#include "utils/typcache.h"

#define ARRIVAL_COLUMNS 3
#define CAPACITY_COLUMNS 6

#define DEFAULT_LIMIT_DAYS 140	/* 20 weeks: SEND Regulations 2014 reg 13(2) */

/* What is supposed where nothing is said: the COMMENT of sen.project() has the reasons. */
#define USUAL_DEMAND_SPREAD 0.25
#define USUAL_CAPACITY_SPREAD 0.3
#define USUAL_DEMAND_WEEK_SPREAD 0.15
#define USUAL_CAPACITY_WEEK_SPREAD 0.15
#define USUAL_ORDER_SPREAD 1.4

/* Places of the arguments that sen.project() and sen.project_runs() share. */
enum
{
	ARG_QUEUE,
	ARG_PACE,
	ARG_ARRIVALS,
	ARG_CAPACITY,
	ARG_ORDER,
	ARG_UNTIL,
	ARG_RUNS,
	ARG_SEED,
	ARG_SHARE,
	ARG_SCHOOL_HOLIDAYS,
	ARG_CALENDAR,
	ARG_REFUSED,
	ARG_NO_PLAN,
	ARG_WITHDRAWN,
	ARG_DECISION_DAYS,
	ARG_ADVICE_DAYS,
	ARG_PLAN_DAYS,
	ARG_LIMIT_DAYS,
	ARG_DEMAND_SPREAD,
	ARG_CAPACITY_SPREAD,
	ARG_DEMAND_WEEK_SPREAD,
	ARG_CAPACITY_WEEK_SPREAD,
	ARG_ORDER_SPREAD,
	ARG_STAND
};

/* refusing ------------------------------------------------------------------- */

static void
RefuseNull(const char *name, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("%s must not be null", name),
			 errhint("%s", hint)));
}

static void
RequireGiven(FunctionCallInfo fcinfo, int argument, const char *name, const char *hint)
{
	if (PG_ARGISNULL(argument))
		RefuseNull(name, hint);
}

/*
 * RequireNumber refuses what is not between two numbers, both included; NaN too.
 */
static double
RequireNumber(double number, const char *name, double least, double most)
{
	if (!(number >= least && number <= most))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be from %g to %g: %g", name, least, most, number),
				 errhint("Give a finite number in that range.")));
	return number;
}

static double
ReadNumber(FunctionCallInfo fcinfo, int argument, const char *name, double most, double if_null)
{
	return PG_ARGISNULL(argument) ? if_null : RequireNumber(PG_GETARG_FLOAT8(argument), name, 0, most);
}

/*
 * ReadInteger is an integer argument, of either width as SQL declares it.
 */
int64
ReadInteger(FunctionCallInfo fcinfo, int argument, const char *name, int64 least, int64 most, int64 if_null)
{
	int64		number;

	if (PG_ARGISNULL(argument))
		return if_null;
	number = PG_GETARG_INT32(argument);
	if (number < least || number > most)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be from " INT64_FORMAT " to " INT64_FORMAT ": " INT64_FORMAT, name, least, most, number),
				 errhint("Give a whole number in that range.")));
	return number;
}

/* rows of an array ------------------------------------------------------------ */

/* An array of rows, read one after the other. */
typedef struct RowReader
{
	ArrayIterator iterator;
	TupleDesc	shape;
	const char *name;
	int			at;
	Datum	   *values;
	bool	   *nulls;
} RowReader;

static int
OpenRows(RowReader *reader, ArrayType *array, const char *name, int columns)
{
	int			count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));

	if (count > SIMULATE_MAX_LINES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%s has %d lines, and may have %d", name, count, SIMULATE_MAX_LINES),
				 errhint("Add teams of the same stage and the same days together.")));
	reader->iterator = array_create_iterator(array, 0, NULL);
	reader->shape = lookup_rowtype_tupdesc(ARR_ELEMTYPE(array), -1);
	if (reader->shape->natts != columns)
		elog(ERROR, "a line of %s has %d columns, not %d", name, reader->shape->natts, columns);
	reader->name = name;
	reader->at = 0;
	reader->values = palloc(sizeof(Datum) * columns);
	reader->nulls = palloc(sizeof(bool) * columns);
	return count;
}

static bool
NextRow(RowReader *reader)
{
	Datum		element;
	bool		is_null;
	HeapTupleHeader row;
	HeapTupleData tuple;

	if (!array_iterate(reader->iterator, &element, &is_null))
	{
		ReleaseTupleDesc(reader->shape);
		return false;
	}
	reader->at++;
	if (is_null)
		RefuseNull(psprintf("line %d of %s", reader->at, reader->name), "Leave null lines out.");
	row = DatumGetHeapTupleHeader(element);
	tuple.t_len = HeapTupleHeaderGetDatumLength(row);
	ItemPointerSetInvalid(&tuple.t_self);
	tuple.t_tableOid = InvalidOid;
	tuple.t_data = row;
	heap_deform_tuple(&tuple, reader->shape, reader->values, reader->nulls);
	return true;
}

/*
 * ReadSpan reads the first and the last day of a line; null is without end.
 */
static void
ReadSpan(const RowReader *reader, int column, DateADT *from, DateADT *to)
{
	*from = reader->nulls[column] ? DATEVAL_NOBEGIN : DatumGetDateADT(reader->values[column]);
	*to = reader->nulls[column + 1] ? DATEVAL_NOEND : DatumGetDateADT(reader->values[column + 1]);
	if (*from > *to)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("line %d of %s ends before it begins: %s to %s", reader->at, reader->name, DateText(*from), DateText(*to)),
				 errhint("Give the first and the last day, both included.")));
}

static double
ReadPerWeek(const RowReader *reader, int column)
{
	if (reader->nulls[column])
		RefuseNull(psprintf("per_week of line %d of %s", reader->at, reader->name), "A gap is a line with 0 per week.");
	return RequireNumber(DatumGetFloat8(reader->values[column]), psprintf("per_week of line %d of %s", reader->at, reader->name),
						 0, SIMULATE_MAX_PER_WEEK);
}

/* arrivals --------------------------------------------------------------------- */

static int
CompareArrivals(const void *a, const void *b)
{
	const ArrivalLine *x = a;
	const ArrivalLine *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/*
 * ReadArrivals reads the lines of arrivals, which say of every day of the
 * horizon how many there are, once.
 */
static void
ReadArrivals(ArrayType *array, Scenario *scenario)
{
	RowReader	reader;
	int64		covered = scenario->stand;

	scenario->arrivals = OpenRows(&reader, array, "arrivals", ARRIVAL_COLUMNS);
	scenario->arrival = palloc(sizeof(ArrivalLine) * Max(scenario->arrivals, 1));
	while (NextRow(&reader))
	{
		ArrivalLine *line = &scenario->arrival[reader.at - 1];

		ReadSpan(&reader, 0, &line->from, &line->to);
		line->per_week = ReadPerWeek(&reader, 2);
	}
	qsort(scenario->arrival, scenario->arrivals, sizeof(ArrivalLine), CompareArrivals);
	for (int i = 1; i < scenario->arrivals; i++)
		if (scenario->arrival[i].from <= scenario->arrival[i - 1].to)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("two lines of arrivals are about %s", DateText(scenario->arrival[i].from)),
					 errhint("Give each day one line; add what arrives in several ways together.")));
	for (int i = 0; i < scenario->arrivals && covered < scenario->until; i++)
	{
		if (scenario->arrival[i].from > covered + 1)
			break;
		covered = Max(covered, scenario->arrival[i].to);
	}
	if (covered < scenario->until)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no line of arrivals is about %s", DateText((DateADT) covered + 1)),
				 errdetail("The projection goes from %s to %s.", DateText(scenario->stand + 1), DateText(scenario->until)),
				 errhint("Give a line with 0 per week for days without requests.")));
}

/* capacity --------------------------------------------------------------------- */

static int
CompareCapacity(const void *a, const void *b)
{
	const CapacityLine *x = a;
	const CapacityLine *y = b;
	int			teams;

	if (x->stage != y->stage)
		return x->stage < y->stage ? -1 : 1;
	teams = strcmp(x->team, y->team);
	return teams != 0 ? teams : (x->from > y->from) - (x->from < y->from);
}

/*
 * ReadCapacity reads the lines of capacity.  The teams of a stage add up; of one
 * team a day has one line at most.
 */
static void
ReadCapacity(ArrayType *array, Scenario *scenario)
{
	RowReader	reader;
	bool		plans = scenario->order == ORDER_AS_OBSERVED;

	scenario->lines = OpenRows(&reader, array, "capacity", CAPACITY_COLUMNS);
	scenario->line = palloc(sizeof(CapacityLine) * Max(scenario->lines, 1));
	while (NextRow(&reader))
	{
		CapacityLine *line = &scenario->line[reader.at - 1];

		if (reader.nulls[0])
			RefuseNull(psprintf("stage of line %d of capacity", reader.at), "Give decision, advice or plan.");
		line->stage = CheckStage(DatumGetInt16(reader.values[0]));
		line->team = reader.nulls[1] ? "" : TextDatumGetCString(reader.values[1]);
		ReadSpan(&reader, 2, &line->from, &line->to);
		line->per_week = ReadPerWeek(&reader, 4);
		line->term_time = !reader.nulls[5] && DatumGetBool(reader.values[5]);
		plans |= line->stage == STAGE_PLAN;
	}
	qsort(scenario->line, scenario->lines, sizeof(CapacityLine), CompareCapacity);
	for (int i = 1; i < scenario->lines; i++)
	{
		const CapacityLine *line = &scenario->line[i];

		if (line->stage == line[-1].stage && strcmp(line->team, line[-1].team) == 0 && line->from <= line[-1].to)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("two lines of capacity of stage %s, team \"%s\", are about %s", StageName(line->stage), line->team,
							DateText(line->from)),
					 errhint("Let the first end on the day before, or give the second another team.")));
	}
	if (!plans)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("capacity has no line of stage plan"),
				 errhint("Say how many plans a week are issued; only issue_order as_observed goes by the pace alone.")));
}

/*
 * ReadHolidays reads the school holidays.
 */
static void
ReadHolidays(FunctionCallInfo fcinfo, Scenario *scenario)
{
	MultirangeType *holidays;
	TypeCacheEntry *type;

	if (!PG_ARGISNULL(ARG_SCHOOL_HOLIDAYS))
	{
		holidays = PG_GETARG_MULTIRANGE_P(ARG_SCHOOL_HOLIDAYS);
		type = lookup_type_cache(MultirangeTypeGetOid(holidays), TYPECACHE_MULTIRANGE_INFO);
		scenario->holiday = palloc(sizeof(SchoolHoliday) * Max(holidays->rangeCount, 1));
		for (uint32 i = 0; i < holidays->rangeCount; i++)
		{
			RangeBound	from;
			RangeBound	to;
			SchoolHoliday *holiday = &scenario->holiday[scenario->holidays++];

			/* Ranges of dates are canonical: [from, to). */
			multirange_get_bounds(type->rngtype, holidays, i, &from, &to);
			holiday->from = from.infinite ? DATEVAL_NOBEGIN : DatumGetDateADT(from.val);
			holiday->to = to.infinite || DATE_NOT_FINITE(DatumGetDateADT(to.val)) ? DATEVAL_NOEND : DatumGetDateADT(to.val) - 1;
		}
	}
	for (int i = 0; i < scenario->lines; i++)
		if (scenario->line[i].term_time && scenario->holidays == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("stage %s, team \"%s\", works in term time only, and no school holidays are given",
							StageName(scenario->line[i].stage), scenario->line[i].team),
					 errhint("Give school_holidays, such as '{[2026-07-22,2026-09-02)}'.")));
}

/* the stand -------------------------------------------------------------------- */

/*
 * ReadStand finds the day that the projection goes from: that of the queue; if
 * this has no cases, and so no day, what is given, or that of the pace.
 */
static DateADT
ReadStand(FunctionCallInfo fcinfo, const Queue *queue, const Pace *pace)
{
	DateADT		stand;

	if (!PG_ARGISNULL(ARG_STAND))
	{
		stand = PG_GETARG_DATEADT(ARG_STAND);
		if (queue->has_stand && stand != queue->stand)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("stands_on is %s, and the queue is of %s", DateText(stand), DateText(queue->stand)),
					 errhint("Leave stands_on out, or make the queue as of that day.")));
	}
	else if (queue->has_stand)
		stand = queue->stand;
	else if (pace != NULL && pace->has_span)
		stand = pace->last_day;
	else
	{
		RefuseNull("stands_on", "An empty queue has no day: say from which day the projection goes.");
		stand = 0;				/* keep the compiler quiet */
	}
	if (stand < QUEUE_FIRST_DAY || stand >= QUEUE_LAST_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("stands_on is outside of the years 1 to 9999: %s", DateText(stand)),
				 errhint("Give the day at whose close the cases were open.")));
	return stand;
}

/*
 * CheckHorizon refuses a last day that is not after the stand, or too far away.
 */
static void
CheckHorizon(const Scenario *scenario)
{
	if (scenario->until <= scenario->stand)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("until is %s, and the projection goes from %s", DateText(scenario->until), DateText(scenario->stand)),
				 errhint("Give a later day.")));
	if ((int64) scenario->until - scenario->stand > SIMULATE_MAX_DAYS || scenario->until > QUEUE_LAST_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("until is %s, more than %d years after %s", DateText(scenario->until), SIMULATE_MAX_YEARS,
						DateText(scenario->stand)),
				 errhint("Give a day within %d years.", SIMULATE_MAX_YEARS)));
}

/*
 * CheckOpenCases refuses cases that were received after the stand, and more
 * than a council can have.
 */
static void
CheckOpenCases(const Scenario *scenario)
{
	const Queue *queue = scenario->queue;
	int64		cases = 0;

	for (int stage = 0; stage < STAGES; stage++)
	{
		cases += queue->undated[stage];
		for (int i = 0; i < queue->cells[stage]; i++)
		{
			cases += queue->cell[stage][i].count;
			if (queue->cell[stage][i].day > scenario->stand)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("the queue has a case received on %s, after %s, the day it is of",
								DateText(queue->cell[stage][i].day), DateText(scenario->stand)),
						 errhint("Leave out of the queue what was received later.")));
		}
	}
	if (cases > SIMULATE_MAX_OPEN)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the queue has " INT64_FORMAT " cases, and may have %d", cases, SIMULATE_MAX_OPEN),
				 errhint("Project the queue of each authority by itself.")));
}

static const Pace *
ReadPace(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(ARG_PACE) ? NULL : PG_GETARG_PACE(ARG_PACE);
}

static void
CheckPace(const Scenario *scenario)
{
	const Pace *pace = scenario->pace;

	if (scenario->order == ORDER_AS_OBSERVED && (pace == NULL || !pace->has_span))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("issue_order as_observed needs a pace"),
				 errhint("Give sen.pace() of the last twelve months, or another order.")));
	if (pace != NULL && pace->has_span && pace->last_day > scenario->stand)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the pace goes to %s, after %s, the day of the queue", DateText(pace->last_day), DateText(scenario->stand)),
				 errhint("Make both as of the same day.")));
}

/*
 * CheckLimit refuses a limit other than that by which the pace counted its plans.
 */
static void
CheckLimit(const Scenario *scenario)
{
	const Pace *pace = scenario->pace;

	if (pace != NULL && pace->has_span && pace->limit_days != scenario->limit_days)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("limit_days is %d, and the pace counts plans within %d days", scenario->limit_days, pace->limit_days),
				 errhint("Leave limit_days out, or make the pace with that limit.")));
}

static void
ReadOrder(FunctionCallInfo fcinfo, Scenario *scenario)
{
	RequireGiven(fcinfo, ARG_ORDER, "issue_order", "Give oldest, newest, in_time_first, share or as_observed.");
	scenario->order = PG_GETARG_ISSUE_ORDER(ARG_ORDER);
	if ((scenario->order == ORDER_SHARE) == PG_ARGISNULL(ARG_SHARE))
		ereport(ERROR,
				(errcode(PG_ARGISNULL(ARG_SHARE) ? ERRCODE_NULL_VALUE_NOT_ALLOWED : ERRCODE_INVALID_PARAMETER_VALUE),
				 PG_ARGISNULL(ARG_SHARE) ? errmsg("issue_order share needs a share in time")
				 : errmsg("issue_order %s takes no share in time", IssueOrderName(scenario->order)),
				 errhint("Give in_time_share, from 0 to 1, with issue_order share and with no other.")));
	scenario->share = ReadNumber(fcinfo, ARG_SHARE, "in_time_share", 1, 0);
}

/*
 * ReadScenario reads and checks the arguments that all projections share.
 */
void
ReadScenario(FunctionCallInfo fcinfo, Scenario *scenario)
{
	static const char *const stage_days[STAGES] = {"decision_days", "advice_days", "plan_days"};
	static const int32 usual_days[STAGES] = {42, 0, 56};

	memset(scenario, 0, sizeof(*scenario));
	RequireGiven(fcinfo, ARG_QUEUE, "queue", "Give sen.queue() of the open cases; without any, it is empty.");
	RequireGiven(fcinfo, ARG_ARRIVALS, "arrivals", "Give lines of type sen.arrival_line.");
	RequireGiven(fcinfo, ARG_CAPACITY, "capacity", "Give lines of type sen.capacity_line; '{}' with issue_order as_observed.");
	RequireGiven(fcinfo, ARG_UNTIL, "until", "Give the last day of the projection.");
	scenario->queue = QueueRead(PG_GETARG_QUEUE(ARG_QUEUE));
	scenario->pace = ReadPace(fcinfo);
	scenario->stand = ReadStand(fcinfo, scenario->queue, scenario->pace);
	scenario->until = PG_GETARG_DATEADT(ARG_UNTIL);
	CheckHorizon(scenario);
	CheckOpenCases(scenario);
	ReadOrder(fcinfo, scenario);
	CheckPace(scenario);
	ReadArrivals(PG_GETARG_ARRAYTYPE_P(ARG_ARRIVALS), scenario);
	ReadCapacity(PG_GETARG_ARRAYTYPE_P(ARG_CAPACITY), scenario);
	ReadHolidays(fcinfo, scenario);
	scenario->calendar = PG_ARGISNULL(ARG_CALENDAR) ? EnglandAndWales() : PG_GETARG_CALENDAR(ARG_CALENDAR);
	scenario->refused = ReadNumber(fcinfo, ARG_REFUSED, "refused_share", 1, 0);
	scenario->no_plan = ReadNumber(fcinfo, ARG_NO_PLAN, "no_plan_share", 1, 0);
	scenario->withdrawn = ReadNumber(fcinfo, ARG_WITHDRAWN, "withdrawn_share", 1, 0);
	for (int stage = 0; stage < STAGES; stage++)
		scenario->least_days[stage] = ReadInteger(fcinfo, ARG_DECISION_DAYS + stage, stage_days[stage], 0, SIMULATE_MAX_AGE,
												  usual_days[stage]);
	scenario->limit_days = ReadInteger(fcinfo, ARG_LIMIT_DAYS, "limit_days", 1, SIMULATE_MAX_AGE,
									   scenario->pace != NULL && scenario->pace->has_span ? scenario->pace->limit_days : DEFAULT_LIMIT_DAYS);
	CheckLimit(scenario);
	scenario->demand_spread = ReadNumber(fcinfo, ARG_DEMAND_SPREAD, "demand_spread", SIMULATE_MAX_SPREAD, USUAL_DEMAND_SPREAD);
	scenario->capacity_spread = ReadNumber(fcinfo, ARG_CAPACITY_SPREAD, "capacity_spread", SIMULATE_MAX_SPREAD, USUAL_CAPACITY_SPREAD);
	scenario->demand_week_spread = ReadNumber(fcinfo, ARG_DEMAND_WEEK_SPREAD, "demand_week_spread", SIMULATE_MAX_SPREAD, USUAL_DEMAND_WEEK_SPREAD);
	scenario->capacity_week_spread = ReadNumber(fcinfo, ARG_CAPACITY_WEEK_SPREAD, "capacity_week_spread", SIMULATE_MAX_SPREAD, USUAL_CAPACITY_WEEK_SPREAD);
	scenario->order_spread = ReadNumber(fcinfo, ARG_ORDER_SPREAD, "order_spread", SIMULATE_MAX_ORDER_SPREAD, USUAL_ORDER_SPREAD);
	scenario->seed = PG_ARGISNULL(ARG_SEED) ? 1 : (uint64) PG_GETARG_INT64(ARG_SEED);
}
