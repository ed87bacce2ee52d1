/*
 * chart.c --- sen.xmr(), sen.p_chart() and sen.u_chart(): control charts as
 * window functions.
 *
 * The first row of a partition reads all of its rows, finds the limits of each
 * group and marks the points; every row then shows what was found of it.  That
 * lives as long as the partition.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "access/tupmacs.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "spc/options.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(sen_xmr);
PG_FUNCTION_INFO_V1(sen_p_chart);
PG_FUNCTION_INFO_V1(sen_u_chart);

#define POINT_COLUMNS 18
#define KIND_COLUMN 15
#define LIMITS_COLUMN 16

/*
 * SetValue gives a point of an XmR or run chart its value; -0 becomes 0.
 */
void
SetValue(ChartPoint *point, bool has_value, double value)
{
	if (!(fabs(value) <= CHART_MAX_VALUE))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value out of range: %s", float8out_internal(value)),
				 errdetail("A value is a number from -1e300 to 1e300."),
				 errhint("Make the value of a row without a number null: it is then a gap.")));
	if (!has_value)
		point->marks = MARK_GAP;
	point->value = value + 0.0;
}

/*
 * CheckCount refuses what is no count, or no size of what is counted in.
 */
static void
CheckCount(const char *name, double count, double least)
{
	if (!(count == 0 || (count >= least && count <= CHART_MAX_COUNT)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s out of range: %s", name, float8out_internal(count)),
				 errdetail("It is 0, or a number from %s to 1e15.", float8out_internal(least)),
				 errhint("Make it null in a row without figures: that is then a gap.")));
}

/*
 * SetRate gives a point of a p or u chart its value.  Nothing out of nothing is
 * a gap.
 */
void
SetRate(ChartPoint *point, ChartForm form, bool has_count, double count, bool has_size, double size)
{
	const char *size_name = form == CHART_P ? "denominator" : "exposure";
	const char *count_name = form == CHART_P ? "numerator" : "count";

	point->size = size;
	CheckCount(count_name, count, 0);
	CheckCount(size_name, point->size, CHART_MIN_SIZE);
	if (has_count && has_size && count > (form == CHART_P ? point->size : point->size > 0 ? count : 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s of %s %s", count_name, float8out_internal(count), size_name, float8out_internal(point->size)),
				 form == CHART_P ?
				 errhint("A numerator is a part of its denominator. For events of which a case may have several, use sen.u_chart().") :
				 errhint("Without exposure nothing can happen.")));
	if (!has_count || !has_size || point->size == 0)
		point->marks = MARK_GAP;
	else
		point->value = count / point->size;
}

/*
 * ReadPoint reads the values of a row.
 */
static void
ReadPoint(WindowObject window, ChartForm form, int64 row, ChartPoint *point)
{
	double		value;
	bool		has_value = WindowNumber(window, 0, row, &value);

	if (form == CHART_P || form == CHART_U)
	{
		double		size;
		bool		has_size = WindowNumber(window, 1, row, &size);

		SetRate(point, form, has_value, value, has_size, size);
	}
	else
		SetValue(point, has_value, value);
}

/*
 * BeginGroup begins the next group of a chart at a row.
 */
void
BeginGroup(Chart *chart, int64 row, MemoryContext context)
{
	ChartGroup *group;

	if (chart->groups == 0)
		chart->group = MemoryContextAlloc(context, sizeof(ChartGroup));
	else if ((chart->groups & (chart->groups - 1)) == 0)
		chart->group = repalloc_huge(chart->group, sizeof(ChartGroup) * 2 * chart->groups);
	group = &chart->group[chart->groups++];
	memset(group, 0, sizeof(*group));
	group->first = row;
}

/*
 * EndGroups ends each group where the next one begins.
 */
void
EndGroups(Chart *chart)
{
	for (int32 i = 0; i < chart->groups; i++)
		chart->group[i].end = i + 1 < chart->groups ? chart->group[i + 1].first : chart->points;
}

/*
 * ReadChart reads all rows of a partition.  values is the number of arguments
 * before the options.
 */
void
ReadChart(FunctionCallInfo fcinfo, WindowObject window, Chart *chart, int values)
{
	MemoryContext context = GetMemoryChunkContext(chart);
	bool		is_stable = OptionsAreStable(fcinfo, values);
	bool		has_rebase = !get_fn_expr_arg_stable(fcinfo->flinfo, values) || WindowBoolean(window, values, 0, false);
	ChartOptions options;

	ReadChartOptions(window, chart->form, values, 0, &chart->options);
	chart->points = WinGetPartitionRowCount(window);
	chart->point = MemoryContextAllocExtended(context, sizeof(ChartPoint) * chart->points, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	chart->last = -1;
	for (int64 i = 0; i < chart->points; i++)
	{
		ChartPoint *point = &chart->point[i];

		CHECK_FOR_INTERRUPTS();
		/* The values before the order: so rows are fetched one after the other, but for one step back. */
		ReadPoint(window, chart->form, i, point);
		CheckOrder(window, i);
		if (i == 0 || (has_rebase && WindowBoolean(window, values, i, false)))
			BeginGroup(chart, i, context);
		point->group = chart->groups - 1;
		if (!(point->marks & MARK_GAP))
			chart->last = i;
		if (!is_stable)
		{
			ReadChartOptions(window, chart->form, values, i, &options);
			if (memcmp(&options, &chart->options, sizeof(options)) != 0)
				RefuseOtherOptions(i);
		}
	}
	EndGroups(chart);
}

/*
 * JudgeChart finds limits and marks of all groups.
 */
void
JudgeChart(Chart *chart)
{
	for (int32 i = 0; i < chart->groups; i++)
	{
		ChartGroup *group = &chart->group[i];

		SetGroupLimits(chart, group);
		if (!isnan(group->width))
			MarkGroup(chart, group);
	}
}

/* Labels of points; two of each rule, high and low. */
enum
{
	KIND_COMMON_CAUSE,
	KIND_OUTSIDE,
	KIND_TREND = 3,
	KIND_TWO_OF_THREE = 5,
	KIND_SHIFT = 7,
	KINDS = 9
};

static const char *const kind_words[KINDS] = {
	"common cause", "above upper limit", "below lower limit", "rising trend", "falling trend",
	"two of three high", "two of three low", "shift high", "shift low"
};

enum
{
	LIMITS_NONE,
	LIMITS_TRIAL,
	LIMITS_FULL,
	LIMITS
};

static const char *const limits_words[LIMITS] = {"none", "trial", "full"};

/* A row with certain words and nulls: the others of that shape differ only in the numbers at these places. */
typedef struct RowShape
{
	HeapTupleHeader row;		/* NULL: there was none yet */
	bool		nulls[POINT_COLUMNS];
	uint32		place[POINT_COLUMNS];
} RowShape;

/* What all results of a query share: their type, the words as text, and the last shape for each of these. */
struct ChartResult
{
	TupleDesc	columns;
	Datum		kind[KINDS];
	Datum		limits[LIMITS];
	RowShape	shape[KINDS][LIMITS];
};

/*
 * MakeChartResult is made once for each query, in the current memory context.
 */
ChartResult *
MakeChartResult(TupleDesc columns)
{
	ChartResult *result = palloc0(sizeof(ChartResult));

	result->columns = columns;
	for (int i = 0; i < KINDS; i++)
		result->kind[i] = CStringGetTextDatum(kind_words[i]);
	for (int i = 0; i < LIMITS; i++)
		result->limits[i] = CStringGetTextDatum(limits_words[i]);
	return result;
}

static ChartResult *
SharedResult(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		fcinfo->flinfo->fn_extra = MakeChartResult(ResultColumns(fcinfo));
		MemoryContextSwitchTo(before);
	}
	return fcinfo->flinfo->fn_extra;
}

/*
 * PointKind is the label of a point, by the first rule that holds of it.
 */
static int
PointKind(const ChartPoint *point)
{
	int			low = (point->marks & MARK_ABOVE) ? 0 : 1;

	if (point->marks & MARK_OUTSIDE)
		return KIND_OUTSIDE + low;
	if (point->marks & (MARK_RISING | MARK_FALLING))
		return KIND_TREND + ((point->marks & MARK_RISING) ? 0 : 1);
	if (point->marks & MARK_TWO_OF_THREE)
		return KIND_TWO_OF_THREE + low;
	if (point->marks & MARK_SHIFT)
		return KIND_SHIFT + low;
	return KIND_COMMON_CAUSE;
}

static inline void
SetNumber(Datum *values, bool *nulls, int column, double number)
{
	values[column] = Float8GetDatum(number);
	nulls[column] = isnan(number);
}

/*
 * KeepShape keeps a row as the shape of those to come.
 */
static void
KeepShape(ChartResult *result, RowShape *shape, HeapTuple tuple, const bool *nulls)
{
	MemoryContext context = GetMemoryChunkContext(result);
	HeapTupleHeader row = MemoryContextAlloc(context, tuple->t_len);
	char	   *data = (char *) row + tuple->t_data->t_hoff;
	uint32		place = 0;

	memcpy(row, tuple->t_data, tuple->t_len);
	for (int i = 0; i < POINT_COLUMNS; i++)
	{
		Form_pg_attribute column = TupleDescAttr(result->columns, i);

		if (nulls[i])
			continue;
		place = att_align_pointer(place, column->attalign, column->attlen, data + place);
		shape->place[i] = place;
		place = att_addlength_pointer(place, column->attlen, data + place);
	}
	memcpy(shape->nulls, nulls, sizeof(shape->nulls));
	if (shape->row != NULL)
		pfree(shape->row);
	shape->row = row;
}

/*
 * FormRow is heap_form_tuple(), but that most rows are a copy of one before
 * with other numbers in it, which takes half the time.
 */
static Datum
FormRow(ChartResult *result, RowShape *shape, Datum *values, bool *nulls)
{
	HeapTupleHeader row;
	char	   *data;

	if (shape->row == NULL || !FLOAT8PASSBYVAL || memcmp(nulls, shape->nulls, sizeof(shape->nulls)) != 0)
	{
		HeapTuple	tuple = heap_form_tuple(result->columns, values, nulls);

		KeepShape(result, shape, tuple, nulls);
		return HeapTupleGetDatum(tuple);
	}
	row = palloc(HeapTupleHeaderGetDatumLength(shape->row));
	memcpy(row, shape->row, HeapTupleHeaderGetDatumLength(shape->row));
	data = (char *) row + row->t_hoff;
	for (int i = 0; i < POINT_COLUMNS; i++)
		if (!nulls[i] && i != KIND_COLUMN && i != LIMITS_COLUMN)
			store_att_byval(data + shape->place[i], values[i], TupleDescAttr(result->columns, i)->attlen);
	return HeapTupleHeaderGetDatum(row);
}

/*
 * ChartRow is sen.control_point of a row.
 */
Datum
ChartRow(ChartResult *result, const Chart *chart, int64 row)
{
	const ChartPoint *point = &chart->point[row];
	const ChartGroup *group = &chart->group[point->group];
	bool		has_value = !(point->marks & MARK_GAP);
	bool		has_limits = !isnan(group->width);
	bool		is_judged = has_value && has_limits;
	int			kind = is_judged ? PointKind(point) : KIND_COMMON_CAUSE;
	int			limits = !has_limits ? LIMITS_NONE : group->base_points < TRIAL_BELOW ? LIMITS_TRIAL : LIMITS_FULL;
	Datum		values[POINT_COLUMNS] = {0};
	bool		nulls[POINT_COLUMNS] = {0};
	ChartLines	lines;

	/* Columns of fixed length first, and first those that have a value in most rows: others are slower to read. */
	values[0] = Float8GetDatum(point->value);
	nulls[0] = !has_value;
	values[1] = Int32GetDatum(point->group + 1);
	values[2] = Int64GetDatum(group->base_points);
	SetNumber(values, nulls, 3, group->centre);
	if (PointLines(chart, group, point, &lines))
	{
		values[4] = Float8GetDatum(lines.lower);
		values[5] = Float8GetDatum(lines.upper);
		values[6] = Float8GetDatum(lines.near_lower);
		values[7] = Float8GetDatum(lines.near_upper);
	}
	else
		nulls[4] = nulls[5] = nulls[6] = nulls[7] = true;
	SetNumber(values, nulls, 8, point->range);
	if (is_judged)
	{
		values[9] = BoolGetDatum((point->marks & MARK_OUTSIDE) != 0);
		values[10] = BoolGetDatum((point->marks & (MARK_RISING | MARK_FALLING)) != 0);
		values[11] = BoolGetDatum((point->marks & MARK_TWO_OF_THREE) != 0);
		values[12] = BoolGetDatum((point->marks & MARK_SHIFT) != 0);
		values[14] = Int16GetDatum(PointVariation(point, chart->options.direction));
		values[KIND_COLUMN] = result->kind[kind];
	}
	else
		nulls[9] = nulls[10] = nulls[11] = nulls[12] = nulls[14] = nulls[KIND_COLUMN] = true;
	values[13] = BoolGetDatum(row == chart->last);
	values[LIMITS_COLUMN] = result->limits[limits];
	SetNumber(values, nulls, 17, group->dispersion);
	return FormRow(result, &result->shape[kind][limits], values, nulls);
}

/*
 * ShowChart is the result for the current row.
 */
static Datum
ShowChart(FunctionCallInfo fcinfo, ChartForm form, int values)
{
	WindowObject window = PG_WINDOW_OBJECT();
	Chart	   *chart = WinGetPartitionLocalMemory(window, sizeof(Chart));

	if (chart->point == NULL)
	{
		chart->form = form;
		ReadChart(fcinfo, window, chart, values);
		JudgeChart(chart);
	}
	return ChartRow(SharedResult(fcinfo), chart, WinGetCurrentPosition(window));
}

/*
 * sen.xmr(value, rebase, direction, baseline, preset, screen, min_points,
 * shift_points, trend_points, skip_ties, two_of_three)
 */
Datum
sen_xmr(PG_FUNCTION_ARGS)
{
	return ShowChart(fcinfo, CHART_XMR, 1);
}

/*
 * sen.p_chart(numerator, denominator, rebase, direction, baseline, prime,
 * screen, min_points, shift_points, trend_points, skip_ties, two_of_three)
 */
Datum
sen_p_chart(PG_FUNCTION_ARGS)
{
	return ShowChart(fcinfo, CHART_P, 2);
}

/*
 * sen.u_chart(count, exposure, ...) --- the rest as sen.p_chart().
 */
Datum
sen_u_chart(PG_FUNCTION_ARGS)
{
	return ShowChart(fcinfo, CHART_U, 2);
}
