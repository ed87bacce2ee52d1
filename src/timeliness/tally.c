/*
 * tally.c --- counting in a summary that has been taken apart.
 *
 * A set of classes is a bit mask, CASES_OF(class) and the names beside it.
 */
#include "postgres.h"
#include "compat.h"

#include "timeliness/timeliness.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

/*
 * CountRatio divides one count by another, which is not 0, as a numeric.
 */
Datum
CountRatio(int64 numerator, int64 denominator)
{
	return DirectFunctionCall2(numeric_div,
							   NumericGetDatum(int64_to_numeric(numerator)),
							   NumericGetDatum(int64_to_numeric(denominator)));
}

/*
 * DoneClasses are the finished cases, with or without those under an exception.
 */
int
DoneClasses(bool include_exceptions)
{
	return include_exceptions ? CASES_DONE : CASES_OF(CASE_DONE);
}

/*
 * TallyUsable counts the cases of some classes with from <= days <= to.
 */
int64
TallyUsable(const Tally *tally, int classes, int64 from, int64 to)
{
	int64		count = 0;

	for (int class = 0; class < CASE_CLASSES; class++)
	{
		if ((classes & CASES_OF(class)) == 0)
			continue;
		for (int i = 0; i < tally->cells[class]; i++)
			if (tally->cell[class][i].day >= from && tally->cell[class][i].day <= to)
				count += tally->cell[class][i].count;
	}
	return count;
}

/*
 * TallyUnusable counts the cases of some classes without a number of days.
 */
int64
TallyUnusable(const Tally *tally, int classes)
{
	int64		count = 0;

	for (int class = 0; class < CASE_CLASSES; class++)
		if ((classes & CASES_OF(class)) != 0)
			count += tally->unusable[class];
	return count;
}

/*
 * TallyCount counts all cases of some classes.
 */
int64
TallyCount(const Tally *tally, int classes)
{
	return TallyUsable(tally, classes, PG_INT32_MIN, PG_INT32_MAX) + TallyUnusable(tally, classes);
}

/*
 * TallyRate counts the finished cases, and those of them that finished in at
 * most days.
 */
Rate
TallyRate(const Tally *tally, int32 days, bool include_exceptions)
{
	int			classes = DoneClasses(include_exceptions);
	Rate		rate;

	rate.within = TallyUsable(tally, classes, PG_INT32_MIN, days);
	rate.finished = TallyCount(tally, classes);
	return rate;
}

/*
 * TallyDayOfRank is the number of days of the case at a rank, from 0, among
 * the cases of some classes with usable dates in ascending order of days.
 */
int32
TallyDayOfRank(const Tally *tally, int classes, int64 rank)
{
	int			next[CASE_CLASSES] = {0};

	for (;;)
	{
		int			least = -1;

		for (int class = 0; class < CASE_CLASSES; class++)
			if ((classes & CASES_OF(class)) != 0 && next[class] < tally->cells[class] &&
				(least < 0 || tally->cell[class][next[class]].day < tally->cell[least][next[least]].day))
				least = class;
		if (least < 0)
			elog(ERROR, "rank beyond the cases of a summary");
		if (rank < tally->cell[least][next[least]].count)
			return tally->cell[least][next[least]].day;
		rank -= tally->cell[least][next[least]++].count;
	}
}
