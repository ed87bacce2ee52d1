/*
 * simulate_rows.c --- sen.project() and sen.project_runs(): the runs of a
 * scenario, summed up by month or one by one.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "recovery/projection.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(sen_project);
PG_FUNCTION_INFO_V1(sen_project_runs);

/* Places of the arguments after those of ReadScenario(). */
#define ARG_RUNS 6
#define ARG_OTHER 24			/* targets, or the first run */

#define USUAL_RUNS 1000
#define MAX_KEPT 4000000		/* months of all runs together: 208 MB */
#define MONTHS_OF_YEAR 12
#define TARGET_COLUMNS 4

/* What a row is about.  The order is that of the rows. */
typedef enum Measure
{
	MEASURE_REQUESTS,
	MEASURE_REFUSED,
	MEASURE_ADVICE,
	MEASURE_PLANS,
	MEASURE_IN_TIME,
	MEASURE_NO_PLAN,
	MEASURE_WITHDRAWN,
	MEASURE_RATE,
	MEASURE_RATE_12_MONTHS,
	MEASURE_RATE_YEAR,
	MEASURE_RATE_DUE,
	MEASURE_OPEN,
	MEASURE_OVERDUE,
	MEASURE_OVER_52_WEEKS,
	MEASURE_OLDEST_DAYS
} Measure;

#define MEASURES 15

static const char *const measure_names[MEASURES] = {
	"requests", "refused", "advice", "plans", "in_time", "no_plan", "withdrawn",
	"rate", "rate_12_months", "rate_year", "rate_due",
	"open", "overdue", "over_52_weeks", "oldest_days"
};

struct Target
{
	Measure		measure;
	int32		month;			/* its place in the projection */
	double		value;
	bool		at_least;
};

/* Plans, and those in time, of months before the projection that belong to its windows. */
struct History
{
	bool		known[MONTHS_OF_YEAR];	/* by months before the first; its own part is at 0 */
	int64		plans[MONTHS_OF_YEAR];
	int64		in_time[MONTHS_OF_YEAR];
	int64		requests;		/* in the part of the first month before the stand */
};

static inline const SimCounts *
CountsOf(const Projection *projection, int32 run, int32 month)
{
	return &projection->counts[(Size) run * projection->simulation->months + month];
}

/*
 * ReadHistory takes what a pace knows of the months before, whole ones and, if
 * the stand is within a month, the part of it.
 */
static void
ReadHistory(const Simulation *simulation, History *history)
{
	const Scenario *scenario = &simulation->scenario;
	const Pace *pace = scenario->pace;
	int32		first = PeriodNumber(PERIOD_MONTH, simulation->month[0].first);

	memset(history, 0, sizeof(*history));
	/* Nothing of the first month lies before the stand. */
	history->known[0] = simulation->month[0].first > scenario->stand;
	if (pace == NULL || !pace->has_span)
		return;
	for (int back = 0; back < MONTHS_OF_YEAR; back++)
	{
		int32		month = first - back;
		int32		place = month - pace->first_month;
		DateADT		ends = Min(PeriodStart(PERIOD_MONTH, month + 1) - 1, scenario->stand);

		if (place < 0 || place >= pace->months || pace->first_day > PeriodStart(PERIOD_MONTH, month) || pace->last_day < ends)
			continue;
		history->known[back] = true;
		history->plans[back] = pace->month[place].plans;
		history->in_time[back] = pace->month[place].in_time;
		if (back == 0)
			history->requests = pace->month[place].arrivals;
	}
}

/*
 * RateSince is the rate of the plans issued in so many months up to one; false
 * if one of them is not known, or nothing was issued.
 */
static bool
RateSince(const Projection *projection, int32 run, int32 month, int32 months, double *rate)
{
	const History *history = projection->history;
	int64		plans = 0;
	int64		in_time = 0;

	for (int32 m = month; m > month - months; m--)
	{
		if (m >= 0)
		{
			plans += CountsOf(projection, run, m)->plans;
			in_time += CountsOf(projection, run, m)->in_time;
		}
		if (m <= 0)
		{
			if (!history->known[-m])
				return false;
			plans += history->plans[-m];
			in_time += history->in_time[-m];
		}
	}
	*rate = plans > 0 ? (double) in_time / plans : 0;
	return plans > 0;
}

/*
 * MonthOfYear is 1 for January.
 */
static int32
MonthOfYear(DateADT first)
{
	return PeriodNumber(PERIOD_MONTH, first) -
		PeriodNumber(PERIOD_MONTH, PeriodStart(PERIOD_CALENDAR_YEAR, PeriodNumber(PERIOD_CALENDAR_YEAR, first))) + 1;
}

/*
 * DueIsKnown is whether no case due in a month can have had its plan before the
 * stand, of which the queue knows nothing.
 */
static bool
DueIsKnown(const Simulation *simulation, int32 month)
{
	const Scenario *scenario = &simulation->scenario;
	int64		least = 0;

	for (int stage = 0; stage < STAGES; stage++)
		least += scenario->least_days[stage];
	return simulation->month[month].first > (int64) scenario->stand + Max(scenario->limit_days - least, 0);
}

/*
 * ValueOf is a measure of a month in a run; false if there is none.
 */
static bool
ValueOf(const Projection *projection, int32 run, int32 month, Measure measure, double *value)
{
	const SimCounts *counts = CountsOf(projection, run, month);
	const History *history = projection->history;
	bool		first = month == 0 && history->known[0];

	switch (measure)
	{
		case MEASURE_REQUESTS:
			*value = counts->requests + (first ? history->requests : 0);
			return true;
		case MEASURE_REFUSED:
			*value = counts->refused;
			return true;
		case MEASURE_ADVICE:
			*value = counts->advice;
			return true;
		case MEASURE_PLANS:
			*value = counts->plans + (first ? history->plans[0] : 0);
			return true;
		case MEASURE_IN_TIME:
			*value = counts->in_time + (first ? history->in_time[0] : 0);
			return true;
		case MEASURE_NO_PLAN:
			*value = counts->no_plan;
			return true;
		case MEASURE_WITHDRAWN:
			*value = counts->withdrawn;
			return true;
		case MEASURE_RATE:
			return RateSince(projection, run, month, 1, value);
		case MEASURE_RATE_12_MONTHS:
			return RateSince(projection, run, month, MONTHS_OF_YEAR, value);
		case MEASURE_RATE_YEAR:
			return RateSince(projection, run, month, MonthOfYear(projection->simulation->month[month].first), value);
		case MEASURE_RATE_DUE:
			*value = counts->due > 0 ? (double) counts->due_in_time / counts->due : 0;
			return counts->due > 0 && DueIsKnown(projection->simulation, month);
		case MEASURE_OPEN:
			*value = counts->open;
			return true;
		case MEASURE_OVERDUE:
			*value = counts->overdue;
			return true;
		case MEASURE_OVER_52_WEEKS:
			*value = counts->over_year;
			return true;
		case MEASURE_OLDEST_DAYS:
			*value = counts->oldest;
			return counts->oldest >= 0;
	}
	return false;
}

/* SortNumbers: none of them is a NaN. */
#define ST_SORT SortNumbers
#define ST_ELEMENT_TYPE double
#define ST_COMPARE(a, b) ((*(a) > *(b)) - (*(a) < *(b)))
#define ST_SCOPE static
#define ST_DECLARE
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Select puts in its place the value that would be there if all were sorted:
 * parts them about one of them, and goes on in the part that has the place.
 */
static void
Select(double *values, int32 count, int32 place)
{
	int32		from = 0;
	int32		to = count;

	/* What does not become short in so many rounds is sorted. */
	for (int round = 0; to - from > 16 && round < 64; round++)
	{
		double		first = values[from];
		double		middle = values[from + (to - from) / 2];
		double		last = values[to - 1];
		double		pivot = Max(Min(first, middle), Min(Max(first, middle), last));
		int32		i = from;
		int32		j = to - 1;

		while (i <= j)
		{
			while (values[i] < pivot)
				i++;
			while (values[j] > pivot)
				j--;
			if (i <= j)
			{
				double		swapped = values[i];

				values[i++] = values[j];
				values[j--] = swapped;
			}
		}
		if (place <= j)
			to = j + 1;
		else if (place >= i)
			from = i;
		else
			return;
	}
	SortNumbers(values + from, to - from);
}

/*
 * Quantile is the least of the values that so many in ten do not exceed; their
 * order is changed.
 */
static double
Quantile(double *values, int32 count, int32 tenths)
{
	int32		place = ((int64) count * tenths + 9) / 10 - 1;

	Select(values, count, place);
	return values[place];
}

/*
 * ValuesOf are those of all runs that have one, in no order.
 */
static int32
ValuesOf(const Projection *projection, int32 month, Measure measure, double *values)
{
	int32		count = 0;

	for (int32 run = 0; run < projection->runs; run++)
		if (ValueOf(projection, run, month, measure, &values[count]))
			count++;
	return count;
}

/* parts ------------------------------------------------------------------------ */

/*
 * SumsSize is how much what comes of all parts takes, which PlaceSums() lays there.
 */
Size
SumsSize(const Projection *projection)
{
	return sizeof(PartSum) * projection->parts + sizeof(int32) * projection->targets;
}

void
PlaceSums(Projection *projection, void *sums)
{
	projection->sum = sums;
	projection->met = (int32 *) (projection->sum + projection->parts);
}

/*
 * SumPart sums up a part; figures has room for a number of each run.
 */
void
SumPart(const Projection *projection, int32 part, double *figures)
{
	int32		month = part / MEASURES;
	Measure		measure = part % MEASURES;
	PartSum    *sum = &projection->sum[part];
	int32		count = ValuesOf(projection, month, measure, figures);

	memset(sum, 0, sizeof(*sum));
	sum->count = count;
	if (count > 0)
	{
		sum->p10 = Quantile(figures, count, 1);
		sum->p50 = Quantile(figures, count, 5);
		sum->p90 = Quantile(figures, count, 9);
	}
	for (int i = 0; i < projection->targets; i++)
	{
		const Target *target = &projection->target[i];
		int32		met = 0;

		if (target->month != month || target->measure != measure)
			continue;
		for (int32 j = 0; j < count; j++)
			met += target->at_least ? figures[j] >= target->value : figures[j] <= target->value;
		projection->met[i] = met;
	}
}

/* targets ---------------------------------------------------------------------- */

static Measure
MeasureByName(const char *name)
{
	StringInfoData all;

	for (int measure = 0; measure < MEASURES; measure++)
		if (strcmp(measure_names[measure], name) == 0)
			return measure;
	initStringInfo(&all);
	for (int measure = 0; measure < MEASURES; measure++)
		appendStringInfo(&all, "%s%s", measure == 0 ? "" : measure == MEASURES - 1 ? " or " : ", ", measure_names[measure]);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown measure of a projection: \"%s\"", name),
			 errhint("Give %s.", all.data)));
	return 0;
}

/*
 * ReadTargets reads what a measure is to reach in a month.
 */
static void
ReadTargets(ArrayType *array, Projection *projection)
{
	const Simulation *simulation = projection->simulation;
	ArrayIterator iterator = array_create_iterator(array, 0, NULL);
	TupleDesc	shape = lookup_rowtype_tupdesc(ARR_ELEMTYPE(array), -1);
	Datum		element;
	bool		is_null;
	int			count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));

	if (shape->natts != TARGET_COLUMNS)
		elog(ERROR, "type sen.projection_target has %d columns, not %d", shape->natts, TARGET_COLUMNS);
	if (count > SIMULATE_MAX_LINES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("targets has %d rows, and may have %d", count, SIMULATE_MAX_LINES),
				 errhint("Ask for fewer at a time.")));
	projection->target = palloc(sizeof(Target) * Max(count, 1));
	while (array_iterate(iterator, &element, &is_null))
	{
		Target	   *target = &projection->target[projection->targets++];
		HeapTupleHeader row;
		HeapTupleData tuple;
		Datum		values[TARGET_COLUMNS];
		bool		nulls[TARGET_COLUMNS] = {true, true, true, true};
		DateADT		day;

		if (!is_null)
		{
			row = DatumGetHeapTupleHeader(element);
			tuple.t_len = HeapTupleHeaderGetDatumLength(row);
			ItemPointerSetInvalid(&tuple.t_self);
			tuple.t_tableOid = InvalidOid;
			tuple.t_data = row;
			heap_deform_tuple(&tuple, shape, values, nulls);
		}
		if (nulls[0] || nulls[1] || nulls[2] || nulls[3])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("target %d has a null", projection->targets),
					 errhint("Give the measure, a day of the month, the value, and whether it is to be at least that.")));
		target->measure = MeasureByName(TextDatumGetCString(values[0]));
		day = DatumGetDateADT(values[1]);
		if (day < simulation->month[0].first || day > PeriodStart(PERIOD_MONTH, PeriodNumber(PERIOD_MONTH, simulation->month[simulation->months - 1].first) + 1) - 1)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("target %d is of %s, outside of the projection", projection->targets, DateText(day)),
					 errdetail("It goes from %s to %s.", DateText(simulation->scenario.stand + 1), DateText(simulation->scenario.until)),
					 errhint("Give a later until, or leave the target out.")));
		target->month = PeriodNumber(PERIOD_MONTH, day) - PeriodNumber(PERIOD_MONTH, simulation->month[0].first);
		target->value = DatumGetFloat8(values[2]);
		if (isnan(target->value) || isinf(target->value))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("target %d is %g", projection->targets, target->value),
					 errhint("Give a finite number; rates are from 0 to 1.")));
		target->at_least = DatumGetBool(values[3]);
	}
	ReleaseTupleDesc(shape);
}

/* rows ------------------------------------------------------------------------- */

enum
{
	COLUMN_MONTH,
	COLUMN_MEASURE,
	COLUMN_P10,
	COLUMN_P50,
	COLUMN_P90,
	COLUMN_RUNS,
	COLUMN_OVER_52_WEEKS,
	COLUMN_OLDEST_DAYS,
	COLUMN_TARGET,
	COLUMN_PROBABILITY,
	COLUMNS
};

/*
 * PutPart puts the row of a measure in a month, and one for each target of it.
 */
static void
PutPart(const Projection *projection, int32 part, ReturnSetInfo *result)
{
	int32		month = part / MEASURES;
	Measure		measure = part % MEASURES;
	const PartSum *sum = &projection->sum[part];
	/* What no rate stands without. */
	const PartSum *beside = &projection->sum[month * MEASURES + MEASURE_OVER_52_WEEKS];
	Datum		values[COLUMNS] = {0};
	bool		nulls[COLUMNS] = {0};
	bool		any = false;

	values[COLUMN_MONTH] = DateADTGetDatum(projection->simulation->month[month].first);
	values[COLUMN_MEASURE] = CStringGetTextDatum(measure_names[measure]);
	values[COLUMN_RUNS] = Int32GetDatum(sum->count);
	nulls[COLUMN_P10] = nulls[COLUMN_P50] = nulls[COLUMN_P90] = sum->count == 0;
	values[COLUMN_P10] = Float8GetDatum(sum->p10);
	values[COLUMN_P50] = Float8GetDatum(sum->p50);
	values[COLUMN_P90] = Float8GetDatum(sum->p90);
	for (int i = 0; i < 2; i++)
	{
		values[COLUMN_OVER_52_WEEKS + i] = Float8GetDatum(beside[i].p50);
		nulls[COLUMN_OVER_52_WEEKS + i] = beside[i].count == 0;
	}
	for (int i = 0; i < projection->targets; i++)
	{
		const Target *target = &projection->target[i];

		if (target->month != month || target->measure != measure)
			continue;
		values[COLUMN_TARGET] = Float8GetDatum(target->value);
		nulls[COLUMN_PROBABILITY] = sum->count == 0;
		values[COLUMN_PROBABILITY] = Float8GetDatum(sum->count > 0 ? (double) projection->met[i] / sum->count : 0);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		any = true;
	}
	if (any)
		return;
	nulls[COLUMN_TARGET] = nulls[COLUMN_PROBABILITY] = true;
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * ReadProjection reads the arguments of sen.project().
 */
void
ReadProjection(FunctionCallInfo fcinfo, Projection *projection)
{
	Scenario	scenario;
	Simulation *simulation;

	memset(projection, 0, sizeof(*projection));
	ReadScenario(fcinfo, &scenario);
	projection->runs = ReadInteger(fcinfo, ARG_RUNS, "runs", 1, SIMULATE_MAX_RUNS, USUAL_RUNS);
	projection->simulation = simulation = ScheduleScenario(&scenario);
	projection->history = palloc(sizeof(History));
	ReadHistory(simulation, projection->history);
	if (!PG_ARGISNULL(ARG_OTHER))
		ReadTargets(PG_GETARG_ARRAYTYPE_P(ARG_OTHER), projection);
	if ((int64) projection->runs * simulation->months > MAX_KEPT)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%d runs of %d months are too many to sum up", projection->runs, simulation->months),
				 errhint("Give at most %d runs for so many months; 1000 are enough for a percentile.", MAX_KEPT / simulation->months)));
	projection->parts = simulation->months * MEASURES;
}

/*
 * sen.project(queue, pace, arrivals, capacity, issue_order, until, runs, seed,
 * ..., targets) --- for each month and measure, what lies between one run in ten
 * and nine.
 */
Datum
sen_project(PG_FUNCTION_ARGS)
{
	Projection	projection;

	ReadProjection(fcinfo, &projection);
	InitMaterializedSRF(fcinfo, 0);
	SimulateRuns(fcinfo, &projection);
	for (int32 part = 0; part < projection.parts; part++)
		PutPart(&projection, part, (ReturnSetInfo *) fcinfo->resultinfo);
	return (Datum) 0;
}

/*
 * sen.project_runs(..., first_run) --- the runs themselves, a row for each month.
 */
Datum
sen_project_runs(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Scenario	scenario;
	Simulation *simulation;
	SimState   *state;
	SimCounts  *counts;
	int32		runs;
	int32		first_run;

	ReadScenario(fcinfo, &scenario);
	runs = ReadInteger(fcinfo, ARG_RUNS, "runs", 1, SIMULATE_MAX_RUNS, USUAL_RUNS);
	first_run = ReadInteger(fcinfo, ARG_OTHER, "first_run", 1, SIMULATE_MAX_RUNS, 1);
	simulation = ScheduleScenario(&scenario);
	InitMaterializedSRF(fcinfo, 0);
	counts = palloc(sizeof(SimCounts) * simulation->months);
	state = CreateSimState(simulation);
	for (int32 run = first_run; run < first_run + runs; run++)
	{
		SimulateRun(state, run, counts);
		for (int32 month = 0; month < simulation->months; month++)
		{
			const SimCounts *c = &counts[month];
			Datum		values[] = {
				Int32GetDatum(run), DateADTGetDatum(simulation->month[month].first),
				Int32GetDatum(c->requests), Int32GetDatum(c->refused), Int32GetDatum(c->advice), Int32GetDatum(c->plans),
				Int32GetDatum(c->in_time), Int32GetDatum(c->no_plan), Int32GetDatum(c->withdrawn), Int32GetDatum(c->due),
				Int32GetDatum(c->due_in_time), Int32GetDatum(c->open), Int32GetDatum(c->overdue),
				Int32GetDatum(c->over_year), Int32GetDatum(c->oldest)
			};
			bool		nulls[lengthof(values)] = {0};

			nulls[lengthof(values) - 1] = c->oldest < 0;
			nulls[9] = nulls[10] = !DueIsKnown(simulation, month);
			tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		}
	}
	return (Datum) 0;
}
