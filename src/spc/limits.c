/*
 * limits.c --- centre and limits of a group of points.
 *
 * XmR: D. J. Wheeler, limits at so many average moving ranges from the mean,
 * with L. S. Nelson's screening of ranges (Control charts for individual
 * measurements, J. Quality Technology 14, 1982), once.  p and u: W. A. Shewhart,
 * three standard errors of the binomial and the Poisson distribution.  Their
 * prime forms: D. B. Laney, Improved control charts for attributes, Quality
 * Engineering 14 (2002): the standard error times the variation from point to
 * point that the standardised points show.
 *
 * Nothing here checks points: chart.c does.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "spc/spc.h"
#include "utils/float.h"

/* D4 of two points: a range beyond so many times the average one is screened. */
#define SCREEN_FACTOR 3.267

/* d2 of two points: the average range of a normal distribution of standard deviation 1. */
#define RANGE_OF_SIGMA 1.128

/* Of the greatest value: what lies so near to a line is on it, whatever the last bits of a sum are. */
#define RELATIVE_SLACK 1e-12

/*
 * BaselineEnd is the row after the last one that the limits of a group rest on.
 */
int64
BaselineEnd(const Chart *chart, const ChartGroup *group)
{
	return chart->options.baseline > 0 ? Min(group->first + chart->options.baseline, group->end) : group->end;
}

/*
 * Mean is that of the values of some rows, with a second pass for the last bits.
 */
static double
Mean(const ChartPoint *point, int64 first, int64 end, int64 values)
{
	double		sum = 0;
	double		rest = 0;
	double		mean;

	for (int64 i = first; i < end; i++)
		if (!(point[i].marks & MARK_GAP))
			sum += point[i].value;
	mean = sum / values;
	for (int64 i = first; i < end; i++)
		if (!(point[i].marks & MARK_GAP))
			rest += point[i].value - mean;
	return mean + rest / values;
}

/*
 * PooledRate is the sum of what was counted in some rows by that of their sizes.
 */
static double
PooledRate(const ChartPoint *point, int64 first, int64 end)
{
	double		counted = 0;
	double		size = 0;

	for (int64 i = first; i < end; i++)
		if (!(point[i].marks & MARK_GAP))
		{
			counted += point[i].value * point[i].size;
			size += point[i].size;
		}
	return counted / size;
}

/*
 * Unit is what the limits of a row are counted in: its standard error, or 1.
 */
static double
Unit(const Chart *chart, double centre, double size)
{
	if (chart->form == CHART_XMR)
		return 1;
	if (chart->form == CHART_P)
		return sqrt(centre * (1 - centre) / size);
	return sqrt(centre / size);
}

/*
 * SetRanges fills in the moving ranges of a group: of the values, or of the
 * standardised ones.  There is none at the first row, none next to a gap, and
 * none where a rate of nothing, or of all, leaves no room for variation.
 */
static void
SetRanges(Chart *chart, const ChartGroup *group)
{
	double		before = get_float8_nan();

	for (int64 i = group->first; i < group->end; i++)
	{
		ChartPoint *point = &chart->point[i];
		double		now = get_float8_nan();

		if (!(point->marks & MARK_GAP))
		{
			double		unit = Unit(chart, group->centre, point->size);

			if (chart->form == CHART_XMR)
				now = point->value;
			else if (unit > 0)
				now = (point->value - group->centre) / unit;
		}
		point->range = fabs(now - before);
		before = now;
	}
}

/*
 * AverageRange is that of the moving ranges of some rows, NaN without any.
 * Where screening would leave nothing but ranges of 0, it is not done: every
 * point but those of one value would be outside.
 */
static double
AverageRange(const ChartPoint *point, int64 first, int64 end, bool screen)
{
	double		sum = 0;
	double		kept_sum = 0;
	double		average;
	int64		ranges = 0;
	int64		kept = 0;

	for (int64 i = first; i < end; i++)
		if (!isnan(point[i].range))
		{
			sum += point[i].range;
			ranges++;
		}
	if (ranges == 0)
		return get_float8_nan();
	average = sum / ranges;
	if (!screen)
		return average;
	for (int64 i = first; i < end; i++)
		if (point[i].range < SCREEN_FACTOR * average)
		{
			kept_sum += point[i].range;
			kept++;
		}
	return kept_sum > 0 ? kept_sum / kept : average;
}

/*
 * SetSlack says what is too near to a line of a group to be beyond it.
 */
void
SetSlack(Chart *chart, ChartGroup *group)
{
	double		size = 0;

	for (int64 i = group->first; i < group->end; i++)
		if (!(chart->point[i].marks & MARK_GAP))
			size = Max(size, fabs(chart->point[i].value));
	group->slack = size * RELATIVE_SLACK;
}

/*
 * SetGroupLimits finds centre and limits of a group by its baseline.
 */
void
SetGroupLimits(Chart *chart, ChartGroup *group)
{
	int64		end = BaselineEnd(chart, group);
	double		least = get_float8_infinity();
	double		greatest = -get_float8_infinity();
	double		average;

	group->base_points = 0;
	group->centre = group->width = group->dispersion = get_float8_nan();
	for (int64 i = group->first; i < end; i++)
		if (!(chart->point[i].marks & MARK_GAP))
		{
			least = Min(least, chart->point[i].value);
			greatest = Max(greatest, chart->point[i].value);
			group->base_points++;
		}
	if (group->base_points == 0)
	{
		for (int64 i = group->first; i < group->end; i++)
			chart->point[i].range = get_float8_nan();
		return;
	}
	SetSlack(chart, group);

	/* Equal values are their own mean, to the last bit. */
	if (least == greatest)
		group->centre = least;
	else if (chart->form == CHART_XMR)
		group->centre = Mean(chart->point, group->first, end, group->base_points);
	else
		group->centre = PooledRate(chart->point, group->first, end);

	SetRanges(chart, group);
	average = AverageRange(chart->point, group->first, end, chart->options.screen);
	if (chart->form != CHART_XMR)
		group->dispersion = average / RANGE_OF_SIGMA;
	if (group->base_points < chart->options.min_points)
		return;
	if (chart->form == CHART_XMR)
		group->width = average * chart->options.range_factor;
	else if (!chart->options.prime || Unit(chart, group->centre, 1) == 0)
		group->width = 3;
	else
		group->width = 3 * group->dispersion;
}

/*
 * PointLines is the limits of a row, false if it has none.
 */
bool
PointLines(const Chart *chart, const ChartGroup *group, const ChartPoint *point, ChartLines *lines)
{
	double		away;

	if (isnan(group->width) || (chart->form != CHART_XMR && point->size == 0))
		return false;
	away = group->width * Unit(chart, group->centre, point->size);
	lines->lower = group->centre - away;
	lines->upper = group->centre + away;
	lines->near_lower = group->centre - away * 2 / 3;
	lines->near_upper = group->centre + away * 2 / 3;
	if (chart->form != CHART_XMR)
	{
		lines->lower = Max(lines->lower, 0);
		lines->near_lower = Max(lines->near_lower, 0);
	}
	if (chart->form == CHART_P)
	{
		lines->upper = Min(lines->upper, 1);
		lines->near_upper = Min(lines->near_upper, 1);
	}
	return true;
}
