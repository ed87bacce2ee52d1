/*
 * summary.c --- what the chart of a series says of its latest figure, and of
 * the figures since a day, as aggregates.
 *
 * They find what the window functions of chart.c find, with their defaults, and
 * show it once for a series instead of once for each row.  A series of counts
 * that vary more than chance would have it is drawn in Laney's form.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "spc/options.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(sen_chart_accum);
PG_FUNCTION_INFO_V1(sen_latest_point);
PG_FUNCTION_INFO_V1(sen_since_baseline);

#define FIRST_ROOM 32
#define LATEST_COLUMNS 5		/* of sen.latest_point_result */
#define SINCE_COLUMNS 5			/* of sen.since_baseline_result */

/* Figures before a day, for limits that those since are held against. */
#define BASELINE_FIGURES 12
/* So many in a row better than the centre, or so many of so many beyond a limit, are no chance. */
#define ROW_OF_BETTER 8
#define BEYOND_NEEDED 2
#define BEYOND_OF 3

typedef struct SeriesRow
{
	DateADT		day;
	bool		flag;			/* a re-base, or before the day */
	bool		is_gap;
	double		value;
	double		size;
} SeriesRow;

typedef struct Series
{
	ChartForm	form;
	text	   *form_word;
	text	   *direction_word;
	int			direction;
	int64		rows;
	int64		room;
	bool		is_sorted;		/* as they came */
	SeriesRow  *row;
} Series;

static bool
TextIs(const text *a, const text *b)
{
	Size		length = VARSIZE_ANY_EXHDR(a);

	return length == VARSIZE_ANY_EXHDR(b) && memcmp(VARDATA_ANY(a), VARDATA_ANY(b), length) == 0;
}

static text *
CopyText(const text *word)
{
	text	   *copy = palloc(VARSIZE_ANY(word));

	return memcpy(copy, word, VARSIZE_ANY(word));
}

/*
 * FormOf is the form of a chart by its name.  A t chart is an XmR chart of days
 * between events.
 */
static ChartForm
FormOf(const text *word)
{
	char	   *name = text_to_cstring(word);

	if (strcmp(name, "p") == 0)
		return CHART_P;
	if (strcmp(name, "u") == 0)
		return CHART_U;
	if (strcmp(name, "XmR") != 0 && strcmp(name, "t") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown chart: \"%s\"", name),
				 errhint("Give p, u, XmR or t.")));
	return CHART_XMR;
}

static Series *
CreateSeries(const text *form, const text *direction)
{
	Series	   *series = palloc0(sizeof(Series));

	series->form = FormOf(form);
	series->direction = DirectionOf(text_to_cstring(direction));
	series->form_word = CopyText(form);
	series->direction_word = CopyText(direction);
	series->room = FIRST_ROOM;
	series->is_sorted = true;
	series->row = palloc(sizeof(SeriesRow) * FIRST_ROOM);
	return series;
}

/*
 * sen_chart_accum(internal, chart text, on_day date, value double precision,
 * size double precision, flag boolean, direction text)
 */
Datum
sen_chart_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context,
				before;
	Series	   *series;
	SeriesRow  *row;
	ChartPoint	point = {0};
	const text *form;
	const text *direction;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "called other than as part of an aggregate");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(6))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("chart, on_day and direction must not be null"),
				 errhint("A row without a figure is a gap: give its day, and null for its value.")));
	form = PG_GETARG_TEXT_PP(1);
	direction = PG_GETARG_TEXT_PP(6);
	before = MemoryContextSwitchTo(context);
	series = PG_ARGISNULL(0) ? CreateSeries(form, direction) : (Series *) PG_GETARG_POINTER(0);
	if (!TextIs(form, series->form_word) || !TextIs(direction, series->direction_word))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("chart or direction differs within a series"),
				 errhint("Give the same for every row of a group.")));
	if (series->rows == series->room)
	{
		series->room *= 2;
		series->row = repalloc_huge(series->row, sizeof(SeriesRow) * series->room);
	}
	MemoryContextSwitchTo(before);

	row = &series->row[series->rows];
	row->day = PG_GETARG_DATEADT(2);
	row->flag = !PG_ARGISNULL(5) && PG_GETARG_BOOL(5);
	if (series->form == CHART_XMR)
		SetValue(&point, !PG_ARGISNULL(3), PG_ARGISNULL(3) ? 0 : PG_GETARG_FLOAT8(3));
	else
		SetRate(&point, series->form, !PG_ARGISNULL(3), PG_ARGISNULL(3) ? 0 : PG_GETARG_FLOAT8(3),
				!PG_ARGISNULL(4), PG_ARGISNULL(4) ? 0 : PG_GETARG_FLOAT8(4));
	row->is_gap = (point.marks & MARK_GAP) != 0;
	row->value = point.value;
	row->size = point.size;
	if (series->rows > 0 && row->day <= row[-1].day)
		series->is_sorted = false;
	series->rows++;
	PG_RETURN_POINTER(series);
}

static int
CompareDays(const void *a, const void *b)
{
	DateADT		x = ((const SeriesRow *) a)->day;
	DateADT		y = ((const SeriesRow *) b)->day;

	return (x > y) - (x < y);
}

/*
 * SortRows puts the rows in the order of their days, of which each has one.
 */
static void
SortRows(Series *series)
{
	if (series->is_sorted)
		return;
	qsort(series->row, series->rows, sizeof(SeriesRow), CompareDays);
	for (int64 i = 1; i < series->rows; i++)
		if (series->row[i].day == series->row[i - 1].day)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("two rows of a series have the same day"),
					 errhint("GROUP BY what tells series apart: a series has one row for each day.")));
	series->is_sorted = true;
}

/*
 * MakeChart is the chart of a series, not yet judged, in the current memory
 * context.
 */
static Chart *
MakeChart(Series *series, bool flag_rebases)
{
	Chart	   *chart = palloc0(sizeof(Chart));
	MemoryContext context = CurrentMemoryContext;

	SortRows(series);
	chart->form = series->form;
	SetChartDefaults(series->form, &chart->options);
	chart->options.direction = series->direction;
	chart->points = series->rows;
	chart->point = MemoryContextAllocExtended(context, sizeof(ChartPoint) * chart->points, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	chart->last = -1;
	for (int64 i = 0; i < chart->points; i++)
	{
		CHECK_FOR_INTERRUPTS();
		chart->point[i].value = series->row[i].value;
		chart->point[i].size = series->row[i].size;
		chart->point[i].marks = series->row[i].is_gap ? MARK_GAP : 0;
		if (i == 0 || (flag_rebases && series->row[i].flag))
			BeginGroup(chart, i, context);
		chart->point[i].group = chart->groups - 1;
		if (!(chart->point[i].marks & MARK_GAP))
			chart->last = i;
	}
	EndGroups(chart);
	return chart;
}

/* What the results of sen.latest_point() share. */
typedef struct LatestResult
{
	TupleDesc	columns;
	ChartResult *point;
} LatestResult;

static const LatestResult *
SharedLatestResult(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		LatestResult *result = palloc(sizeof(LatestResult));

		result->columns = ResultColumns(fcinfo);
		result->point = MakeChartResult(lookup_rowtype_tupdesc_copy(TupleDescAttr(result->columns, 0)->atttypid, -1));
		fcinfo->flinfo->fn_extra = result;
		MemoryContextSwitchTo(before);
	}
	return fcinfo->flinfo->fn_extra;
}

/*
 * WhatItSays is whether a point is common cause, an improvement, a concern or a
 * change without a direction: of two names each, one high and one low.
 */
static int
WhatItSays(const ChartPoint *point, int direction)
{
	return (int) PointVariation(point, direction) / 2;
}

/*
 * RunFrom is the first of the points that say the same as the last one without
 * a break, by the limits of its group; points is how many they are.
 */
static int64
RunFrom(const Chart *chart, int64 *points)
{
	const ChartGroup *group = &chart->group[chart->point[chart->last].group];
	int			direction = chart->options.direction;
	int			says = WhatItSays(&chart->point[chart->last], direction);
	int64		from = chart->last;

	*points = 0;
	for (int64 i = chart->last; i >= group->first; i--)
	{
		if (chart->point[i].marks & MARK_GAP)
			continue;
		if (WhatItSays(&chart->point[i], direction) != says)
			break;
		from = i;
		(*points)++;
	}
	return from;
}

/*
 * sen.latest_point(chart, on_day, value, size, rebase, direction)
 */
Datum
sen_latest_point(PG_FUNCTION_ARGS)
{
	Datum		values[LATEST_COLUMNS] = {0};
	bool		nulls[LATEST_COLUMNS] = {true, true, true, true, true};
	const LatestResult *result = SharedLatestResult(fcinfo);
	Series	   *series = PG_ARGISNULL(0) ? NULL : (Series *) PG_GETARG_POINTER(0);
	Chart	   *chart;
	const ChartGroup *group;
	int64		points;
	int64		from;

	if (series == NULL)
		PG_RETURN_NULL();
	chart = MakeChart(series, true);
	if (chart->last < 0)
		PG_RETURN_NULL();
	JudgeChart(chart);
	group = &chart->group[chart->point[chart->last].group];
	if (chart->form != CHART_XMR && IsOverdispersed(group->dispersion, group->base_points))
	{
		for (int64 i = 0; i < chart->points; i++)
			chart->point[i].marks &= MARK_GAP;
		chart->options.prime = true;
		JudgeChart(chart);
	}
	values[0] = ChartRow(result->point, chart, chart->last);
	values[1] = DateADTGetDatum(series->row[chart->last].day);
	values[2] = BoolGetDatum(chart->options.prime);
	nulls[0] = nulls[1] = nulls[2] = false;
	if (!isnan(group->width))
	{
		from = RunFrom(chart, &points);
		values[3] = DateADTGetDatum(series->row[from].day);
		values[4] = Int64GetDatum(points);
		nulls[3] = nulls[4] = false;
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(result->columns, values, nulls)));
}

/*
 * sen.since_baseline(chart, on_day, value, size, is_before, direction)
 */
Datum
sen_since_baseline(PG_FUNCTION_ARGS)
{
	Datum		values[SINCE_COLUMNS] = {0};
	bool		nulls[SINCE_COLUMNS] = {0};
	Series	   *series = PG_ARGISNULL(0) ? NULL : (Series *) PG_GETARG_POINTER(0);
	Chart	   *chart;
	ChartGroup *group;
	int64		rows_before = 0;
	int64		figures_before = 0;
	int64		figures_since = 0;
	int			better = 0;
	int			beyond = 0;
	double		spread = 1;

	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		fcinfo->flinfo->fn_extra = ResultColumns(fcinfo);
		MemoryContextSwitchTo(before);
	}
	if (series == NULL)
		PG_RETURN_NULL();
	chart = MakeChart(series, false);
	group = &chart->group[0];
	for (int64 i = 0; i < chart->points; i++)
	{
		bool		has_value = !(chart->point[i].marks & MARK_GAP);

		if (!series->row[i].flag)
			figures_since += has_value;
		else
		{
			if (rows_before < i)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("a row that is before the day comes after one that is not"),
						 errhint("is_before is true for the first rows of a series, and false for the rest.")));
			rows_before++;
			figures_before += has_value;
		}
	}
	if (figures_before >= BASELINE_FIGURES)
		chart->options.baseline = rows_before;
	SetGroupLimits(chart, group);
	if (chart->form != CHART_XMR && IsOverdispersed(group->dispersion, group->base_points))
	{
		if (chart->options.baseline > 0)
			spread = group->dispersion;
		chart->options.prime = true;
		SetGroupLimits(chart, group);
	}
	for (int64 i = chart->points - 1; i >= Max(rows_before, chart->points - ROW_OF_BETTER); i--)
	{
		const ChartPoint *point = &chart->point[i];
		ChartLines	lines;

		if (point->marks & MARK_GAP)
			continue;
		better += chart->options.direction > 0 ? point->value > group->centre : point->value < group->centre;
		if (i >= chart->points - BEYOND_OF && PointLines(chart, group, point, &lines))
			beyond += chart->options.direction > 0 ? point->value > lines.upper : point->value < lines.lower;
	}
	values[0] = Int64GetDatum(figures_before);
	values[1] = Int64GetDatum(figures_since);
	values[2] = BoolGetDatum(figures_before >= BASELINE_FIGURES && better == ROW_OF_BETTER);
	values[3] = BoolGetDatum(figures_before >= BASELINE_FIGURES && beyond >= BEYOND_NEEDED);
	values[4] = Float8GetDatum(spread);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(fcinfo->flinfo->fn_extra, values, nulls)));
}
