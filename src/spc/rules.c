/*
 * rules.c --- which points of a group show a special cause.
 *
 * The four rules of Making Data Count (NHS England): a point outside the limits,
 * a trend, two of three points near a limit, a shift to one side of the centre.
 * No rule looks across a re-base, and a gap ends whatever comes to it.
 */
#include "postgres.h"
#include "compat.h"

#include "spc/spc.h"

#define MARK_SIDE (MARK_ABOVE | MARK_BELOW)
#define MARK_TREND (MARK_RISING | MARK_FALLING)

/*
 * MarkPoint says on which side of the centre a point is, and how far.
 */
static void
MarkPoint(const Chart *chart, const ChartGroup *group, ChartPoint *point)
{
	double		slack = group->slack;
	ChartLines	lines;

	if (point->value > group->centre + slack)
		point->marks |= MARK_ABOVE;
	else if (point->value < group->centre - slack)
		point->marks |= MARK_BELOW;
	if (!PointLines(chart, group, point, &lines))
		return;
	if (point->value > lines.upper + slack || point->value < lines.lower - slack)
		point->marks |= MARK_OUTSIDE;
	if (point->value > lines.near_upper + slack || point->value < lines.near_lower - slack)
		point->marks |= MARK_NEAR;
}

/*
 * MarkShifts: so many points in a row on one side of the centre.  One on the
 * centre is on neither.
 */
static void
MarkShifts(const ChartGroup *group, ChartPoint *point, int needed)
{
	int64		first = group->first;

	for (int64 i = group->first + 1; i <= group->end; i++)
		if (i == group->end || (point[i].marks & MARK_SIDE) != (point[first].marks & MARK_SIDE))
		{
			if (i - first >= needed && (point[first].marks & MARK_SIDE))
				for (int64 j = first; j < i; j++)
					point[j].marks |= MARK_SHIFT;
			first = i;
		}
}

/*
 * MarkTrends: so many points of which each is higher than the one before, or
 * each lower.  Two equal ones end a trend, or neither end it nor count.  The
 * last point of a trend is the first of the next one, if that is as long.
 */
static void
MarkTrends(const ChartGroup *group, ChartPoint *point, int needed, bool skip_ties)
{
	int64		first = group->first;
	int64		last = group->first;
	int			way = 0;
	int64		steps = 0;

	for (int64 i = group->first + 1; i <= group->end; i++)
	{
		bool		gap = i == group->end || ((point[i].marks | point[i - 1].marks) & MARK_GAP);
		int			step = gap ? 0 : (point[i].value > point[i - 1].value) - (point[i].value < point[i - 1].value);

		if (step == 0 && skip_ties && !gap)
		{
			if (steps == 0)
				first = i;
			continue;
		}
		if (step != 0 && step == way)
			steps++;
		else
		{
			if (steps + 1 >= needed)
				for (int64 j = first; j <= last; j++)
					point[j].marks = (point[j].marks & ~MARK_TREND) | (way > 0 ? MARK_RISING : MARK_FALLING);
			way = step;
			first = step != 0 ? i - 1 : i;
			steps = step != 0 ? 1 : 0;
		}
		last = i;
	}
}

/*
 * MarkTwosOfThree: of three points in a row two beyond the same near limit,
 * which are marked.  As Making Data Count has it, all three are on that side and
 * those outside the limits do not count; by the rule of Western Electric they
 * do, and the third may be anywhere.
 */
static void
MarkTwosOfThree(const ChartGroup *group, ChartPoint *point, bool third_anywhere)
{
	for (int64 i = group->first; i + 2 < group->end; i++)
	{
		uint32		all = point[i].marks & point[i + 1].marks & point[i + 2].marks;

		if ((point[i].marks | point[i + 1].marks | point[i + 2].marks) & MARK_GAP)
			continue;
		for (uint32 side = MARK_ABOVE; side <= MARK_BELOW; side <<= 1)
		{
			uint32		wanted = MARK_NEAR | side;
			uint32		seen = third_anywhere ? wanted : wanted | MARK_OUTSIDE;
			int			beyond = 0;

			if (!third_anywhere && !(all & side))
				continue;
			for (int64 j = i; j < i + 3; j++)
				beyond += (point[j].marks & seen) == wanted;
			if (beyond >= 2)
				for (int64 j = i; j < i + 3; j++)
					if ((point[j].marks & seen) == wanted)
						point[j].marks |= MARK_TWO_OF_THREE;
		}
	}
}

/*
 * MarkGroup marks the points of a group that has limits.
 */
void
MarkGroup(Chart *chart, const ChartGroup *group)
{
	for (int64 i = group->first; i < group->end; i++)
		if (!(chart->point[i].marks & MARK_GAP))
			MarkPoint(chart, group, &chart->point[i]);
	MarkShifts(group, chart->point, chart->options.shift_points);
	MarkTrends(group, chart->point, chart->options.trend_points, chart->options.skip_ties);
	MarkTwosOfThree(group, chart->point, chart->options.third_anywhere);
}

/*
 * PointVariation is what the first rule that holds of a point says: outside the
 * limits, trend, two of three, shift.  Whether that is an improvement is for the
 * direction to say.
 */
Variation
PointVariation(const ChartPoint *point, int direction)
{
	uint32		marks = point->marks;
	bool		high;

	if (!(marks & (MARK_OUTSIDE | MARK_TREND | MARK_TWO_OF_THREE | MARK_SHIFT)))
		return VARIATION_COMMON_CAUSE;
	high = !(marks & MARK_OUTSIDE) && (marks & MARK_TREND) ? (marks & MARK_RISING) != 0 : (marks & MARK_ABOVE) != 0;
	if (direction == 0)
		return high ? VARIATION_NEUTRAL_HIGH : VARIATION_NEUTRAL_LOW;
	if (high)
		return direction > 0 ? VARIATION_IMPROVEMENT_HIGH : VARIATION_CONCERN_HIGH;
	return direction < 0 ? VARIATION_IMPROVEMENT_LOW : VARIATION_CONCERN_LOW;
}
