/*
 * chance.c --- how often a chart of a series without any change marks its
 * latest figure: what to hold the marks of many charts against.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_chance_of_change);

/*
 * Of 100 series that vary by chance alone, those whose latest figure is marked:
 * by the four rules, the limits resting on all figures.  Simulated, by
 * test/bench/10_chance.sh with 5,000 series of each kind and seed 251129: XmR
 * of normal values; p and u, or the prime forms where sen.is_overdispersed()
 * chooses them, of 10 to 200 cases, or five events, a month.
 */
typedef struct MarkedByChance
{
	int			points;
	double		values;
	double		counts;
} MarkedByChance;

static const MarkedByChance marked_by_chance[] = {
	{6, 1.0, 0.1},
	{8, 1.3, 0.2},
	{12, 1.2, 0.5},
	{18, 1.6, 1.0},
	{24, 1.4, 1.4},
	{36, 1.6, 1.6},
	{60, 1.9, 1.7}
};

/*
 * OfCounts is whether a chart is of counts, and not of values.
 */
static bool
OfCounts(const char *chart)
{
	if (strcmp(chart, "p") == 0 || strcmp(chart, "p'") == 0 || strcmp(chart, "u") == 0 || strcmp(chart, "u'") == 0)
		return true;
	if (strcmp(chart, "XmR") != 0 && strcmp(chart, "t") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown chart: \"%s\"", chart),
				 errhint("Give XmR, t, p, p', u or u'.")));
	return false;
}

/*
 * sen.chance_of_change(chart, points) --- in percent: a straight line between
 * two numbers of points that were simulated; beyond the last, as there.
 */
Datum
sen_chance_of_change(PG_FUNCTION_ARGS)
{
	bool		counts = OfCounts(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	int64		points = PG_GETARG_INT64(1);
	const MarkedByChance *below = marked_by_chance;
	const MarkedByChance *end = marked_by_chance + lengthof(marked_by_chance);
	double		from,
				to;

	if (points < below->points)
		PG_RETURN_NULL();
	while (below + 1 < end && below[1].points <= points)
		below++;
	from = counts ? below->counts : below->values;
	if (below + 1 == end)
		PG_RETURN_FLOAT8(from);
	to = counts ? below[1].counts : below[1].values;
	PG_RETURN_FLOAT8(from + (to - from) * (points - below->points) / (below[1].points - below->points));
}
