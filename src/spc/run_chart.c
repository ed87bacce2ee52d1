/*
 * run_chart.c --- sen.run_chart(): runs about the median, by Anhoej's rules.
 *
 * J. Anhoej and A. V. Olesen, Run charts revisited, PLoS ONE 9 (2014): a series
 * shows a change if its longest run is longer, or it crosses the median less
 * often, than chance has it.  Longest run: M. F. Schilling, The surprising
 * predictability of long runs, Mathematics Magazine 85 (2012).  Crossings: the
 * 5% quantile of the binomial distribution of one half.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "funcapi.h"
#include "miscadmin.h"
#include "spc/options.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(sen_run_chart);

#define RUN_COLUMNS 16
#define CROSSINGS_LEVEL 0.05

static int
CompareNumbers(const void *a, const void *b)
{
	return float8_cmp_internal(*(const double *) a, *(const double *) b);
}

/*
 * SetMedian finds the centre of a group: the median of its baseline.
 */
static void
SetMedian(Chart *chart, ChartGroup *group)
{
	int64		end = BaselineEnd(chart, group);
	double	   *value = palloc_extended(sizeof(double) * (end - group->first), MCXT_ALLOC_HUGE);
	int64		values = 0;

	for (int64 i = group->first; i < end; i++)
		if (!(chart->point[i].marks & MARK_GAP))
			value[values++] = chart->point[i].value;
	qsort(value, values, sizeof(double), CompareNumbers);
	group->base_points = values;
	group->centre = values > 0 ? (value[(values - 1) / 2] + value[values / 2]) / 2 : get_float8_nan();
	pfree(value);
}

/*
 * CountRuns counts runs and crossings of a group.  What lies on the centre, and
 * gaps, count for nothing: a run goes on after them.
 */
static void
CountRuns(Chart *chart, ChartGroup *group)
{
	int64		begins = group->first;	/* the run */
	int64		length = 0;
	uint32		side = 0;

	for (int64 i = group->first; i <= group->end; i++)
	{
		uint32		now = 0;

		if (i < group->end)
		{
			ChartPoint *point = &chart->point[i];

			if ((point->marks & MARK_GAP) || !(fabs(point->value - group->centre) > group->slack))
				continue;
			now = point->value > group->centre ? MARK_ABOVE : MARK_BELOW;
			point->marks |= now;
			group->useful++;
		}
		if (now == side)
		{
			length++;
			continue;
		}
		for (int64 j = begins; j < i; j++)
			if (chart->point[j].marks & (MARK_ABOVE | MARK_BELOW))
				chart->run[j] = length;
		group->longest_run = Max(group->longest_run, length);
		group->crossings += side != 0 && now != 0;
		begins = i;
		length = 1;
		side = now;
	}
}

/*
 * LongestRun is the length that the longest of so many points has by chance.
 */
static int64
LongestRun(int64 useful)
{
	return useful > 0 ? (int64) rint(log2((double) useful)) + 3 : 0;
}

/*
 * FewestCrossings is how often a series of so many points crosses its median by
 * chance, all but one time in twenty.
 */
static int64
FewestCrossings(int64 useful)
{
	double		steps = useful - 1;
	double		sum = 0;
	int64		crossings;

	if (useful < 2)
		return 0;
	/* What lies ten standard deviations below the mean does not show in a sum. */
	crossings = (int64) Max(0, floor(steps / 2 - 5 * sqrt(steps)));
	for (;; crossings++)
	{
		sum += exp(lgamma(steps + 1) - lgamma(crossings + 1.0) - lgamma(steps - crossings + 1) - steps * M_LN2);
		if (sum >= CROSSINGS_LEVEL)
			return crossings;
	}
}

static void
JudgeRuns(Chart *chart)
{
	chart->run = MemoryContextAllocExtended(GetMemoryChunkContext(chart), sizeof(int64) * chart->points,
											MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int32 i = 0; i < chart->groups; i++)
	{
		ChartGroup *group = &chart->group[i];

		CHECK_FOR_INTERRUPTS();
		SetMedian(chart, group);
		SetSlack(chart, group);
		CountRuns(chart, group);
		group->longest_run_max = LongestRun(group->useful);
		group->crossings_min = FewestCrossings(group->useful);
		for (int64 j = group->first; j < group->end; j++)
			if (chart->run[j] > group->longest_run_max)
				chart->point[j].marks |= MARK_SHIFT;
	}
}

/*
 * RunRow is sen.run_point of a row.
 */
static Datum
RunRow(TupleDesc columns, const Chart *chart, int64 row)
{
	const ChartPoint *point = &chart->point[row];
	const ChartGroup *group = &chart->group[point->group];
	bool		is_judged = group->useful >= chart->options.min_points;
	bool		has_long_run = group->longest_run > group->longest_run_max;
	bool		has_few_crossings = group->crossings < group->crossings_min;
	Datum		values[RUN_COLUMNS] = {0};
	bool		nulls[RUN_COLUMNS] = {0};

	values[0] = Float8GetDatum(point->value);
	nulls[0] = (point->marks & MARK_GAP) != 0;
	values[1] = Int32GetDatum(point->group + 1);
	values[2] = Int64GetDatum(group->base_points);
	values[3] = Float8GetDatum(group->centre);
	nulls[3] = isnan(group->centre);
	values[4] = Int64GetDatum(chart->run[row]);
	nulls[4] = chart->run[row] == 0;
	values[5] = Int64GetDatum(group->useful);
	values[6] = Int64GetDatum(group->longest_run);
	values[7] = Int64GetDatum(group->longest_run_max);
	values[8] = Int64GetDatum(group->crossings);
	values[9] = Int64GetDatum(group->crossings_min);
	values[10] = BoolGetDatum(has_long_run);
	values[11] = BoolGetDatum(has_few_crossings);
	values[12] = BoolGetDatum(has_long_run || has_few_crossings);
	values[13] = BoolGetDatum((point->marks & MARK_SHIFT) != 0);
	values[14] = Int16GetDatum(PointVariation(point, chart->options.direction));
	nulls[10] = nulls[11] = nulls[12] = !is_judged;
	nulls[13] = nulls[14] = !is_judged || nulls[0];
	values[15] = BoolGetDatum(row == chart->last);
	return HeapTupleGetDatum(heap_form_tuple(columns, values, nulls));
}

/*
 * sen.run_chart(value, rebase, direction, baseline, min_points)
 */
Datum
sen_run_chart(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Chart	   *chart = WinGetPartitionLocalMemory(window, sizeof(Chart));

	if (chart->point == NULL)
	{
		chart->form = CHART_RUN;
		ReadChart(fcinfo, window, chart, 1);
		JudgeRuns(chart);
	}
	/* The type of the result is found once for each query. */
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		fcinfo->flinfo->fn_extra = ResultColumns(fcinfo);
		MemoryContextSwitchTo(before);
	}
	return RunRow(fcinfo->flinfo->fn_extra, chart, WinGetCurrentPosition(window));
}
