/*
 * measure.c --- what can be asked of a summary.
 *
 * A count counts every case unless it is told to leave exceptions out.  A
 * rate is the headline of the Department, which leaves them out unless it is
 * told to include them.  Cases without usable days are in every denominator
 * and within no number of days.  A number of days may be negative, since the
 * days of a summary of lateness are.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "common/int.h"
#include "fmgr.h"
#include "timeliness/timeliness.h"
#include "utils/numeric.h"
#include "utils/fmgrprotos.h"

PG_FUNCTION_INFO_V1(timeliness_cases);
PG_FUNCTION_INFO_V1(timeliness_finished);
PG_FUNCTION_INFO_V1(timeliness_open_cases);
PG_FUNCTION_INFO_V1(timeliness_left_cases);
PG_FUNCTION_INFO_V1(timeliness_excepted);
PG_FUNCTION_INFO_V1(timeliness_unusable);
PG_FUNCTION_INFO_V1(timeliness_within);
PG_FUNCTION_INFO_V1(timeliness_over);
PG_FUNCTION_INFO_V1(timeliness_open_over);
PG_FUNCTION_INFO_V1(timeliness_rate);
PG_FUNCTION_INFO_V1(timeliness_mean_days);
PG_FUNCTION_INFO_V1(timeliness_median_days);
PG_FUNCTION_INFO_V1(timeliness_percentile_days);
PG_FUNCTION_INFO_V1(timeliness_percentile_cont);
PG_FUNCTION_INFO_V1(timeliness_min_days);
PG_FUNCTION_INFO_V1(timeliness_max_days);
PG_FUNCTION_INFO_V1(timeliness_max_open_days);

static Tally *
ArgumentTally(FunctionCallInfo fcinfo)
{
	return TimelinessTally(PG_GETARG_TIMELINESS(0));
}

/*
 * UsableCases counts the cases of some classes that have a number of days.
 */
static int64
UsableCases(const Tally *tally, int classes)
{
	return TallyUsable(tally, classes, PG_INT32_MIN, PG_INT32_MAX);
}

/*
 * sen.cases(timeliness) --- all cases.
 */
Datum
timeliness_cases(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyCount(ArgumentTally(fcinfo), CASES_ALL));
}

/*
 * sen.finished(timeliness, include_exceptions) --- finished cases.
 */
Datum
timeliness_finished(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyCount(ArgumentTally(fcinfo), DoneClasses(PG_GETARG_BOOL(1))));
}

/*
 * sen.open_cases(timeliness) --- open cases, under an exception or not.
 */
Datum
timeliness_open_cases(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyCount(ArgumentTally(fcinfo), CASES_OPEN));
}

/*
 * sen.left_cases(timeliness) --- cases that left before finishing.
 */
Datum
timeliness_left_cases(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyCount(ArgumentTally(fcinfo), CASES_OF(CASE_LEFT)));
}

/*
 * sen.excepted(timeliness) --- finished cases under an exception.
 */
Datum
timeliness_excepted(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyCount(ArgumentTally(fcinfo), CASES_OF(CASE_DONE_EXCEPTED)));
}

/*
 * sen.unusable(timeliness) --- cases without a usable number of days.
 */
Datum
timeliness_unusable(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyUnusable(ArgumentTally(fcinfo), CASES_ALL));
}

/*
 * sen.within(timeliness, days, include_exceptions) --- finished in at most days.
 */
Datum
timeliness_within(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyUsable(ArgumentTally(fcinfo), DoneClasses(PG_GETARG_BOOL(2)),
								PG_INT32_MIN, PG_GETARG_INT32(1)));
}

/*
 * sen.over(timeliness, days, include_exceptions) --- finished in more than days.
 */
Datum
timeliness_over(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyUsable(ArgumentTally(fcinfo), DoneClasses(PG_GETARG_BOOL(2)),
								(int64) PG_GETARG_INT32(1) + 1, PG_INT32_MAX));
}

/*
 * sen.open_over(timeliness, days) --- open for more than days.
 */
Datum
timeliness_open_over(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(TallyUsable(ArgumentTally(fcinfo), CASES_OPEN,
								(int64) PG_GETARG_INT32(1) + 1, PG_INT32_MAX));
}

/*
 * sen.rate(timeliness, days, include_exceptions) --- share of the finished
 * cases that finished in at most days; null if none finished.
 */
Datum
timeliness_rate(PG_FUNCTION_ARGS)
{
	Rate		rate = TallyRate(ArgumentTally(fcinfo), PG_GETARG_INT32(1), PG_GETARG_BOOL(2));

	if (rate.finished == 0)
		PG_RETURN_NULL();
	return CountRatio(rate.within, rate.finished);
}

/*
 * sen.mean_days(timeliness, include_exceptions) --- null if none finished with
 * usable dates.
 */
Datum
timeliness_mean_days(PG_FUNCTION_ARGS)
{
	Tally	   *tally = ArgumentTally(fcinfo);
	int			classes = DoneClasses(PG_GETARG_BOOL(1));
	int64		cases = UsableCases(tally, classes);
	int64		sum = 0;

	if (cases == 0)
		PG_RETURN_NULL();
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		if ((classes & CASES_OF(class)) == 0)
			continue;
		for (int i = 0; i < tally->cells[class]; i++)
		{
			int64		days;

			if (pg_mul_s64_overflow(tally->cell[class][i].day, tally->cell[class][i].count, &days) ||
				pg_add_s64_overflow(sum, days, &sum))
				ereport(ERROR,
						(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						 errmsg("sum of days out of range"),
						 errhint("Take the mean of smaller groups.")));
		}
	}
	return CountRatio(sum, cases);
}

/*
 * sen.median_days(timeliness, include_exceptions) --- the middle value, or the
 * mean of the two middle ones; null if none finished with usable dates.
 */
Datum
timeliness_median_days(PG_FUNCTION_ARGS)
{
	Tally	   *tally = ArgumentTally(fcinfo);
	int			classes = DoneClasses(PG_GETARG_BOOL(1));
	int64		cases = UsableCases(tally, classes);
	int64		lower,
				upper;

	if (cases == 0)
		PG_RETURN_NULL();
	lower = TallyDayOfRank(tally, classes, (cases - 1) / 2);
	upper = TallyDayOfRank(tally, classes, cases / 2);
	if (lower == upper)
		PG_RETURN_NUMERIC(int64_to_numeric(lower));
	return DirectFunctionCall2(numeric_mul,
							   NumericGetDatum(int64_to_numeric(lower + upper)),
							   NumericGetDatum(int64_div_fast_to_numeric(5, 1)));
}

/*
 * PercentileArgument is the second argument, refused as the server's own
 * percentile functions refuse it.
 */
static double
PercentileArgument(FunctionCallInfo fcinfo)
{
	double		percentile = PG_GETARG_FLOAT8(1);

	if (isnan(percentile) || percentile < 0 || percentile > 1)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("percentile value %g is not between 0 and 1", percentile),
				 errhint("The 90th percentile is 0.9.")));
	return percentile;
}

/*
 * sen.percentile_days(timeliness, p, include_exceptions) --- the least number
 * of days that a share p of the cases does not exceed, as percentile_disc; null
 * if none finished with usable dates.
 */
Datum
timeliness_percentile_days(PG_FUNCTION_ARGS)
{
	Tally	   *tally = ArgumentTally(fcinfo);
	double		percentile = PercentileArgument(fcinfo);
	int			classes = DoneClasses(PG_GETARG_BOOL(2));
	int64		cases = UsableCases(tally, classes);
	int64		rank;

	if (cases == 0)
		PG_RETURN_NULL();
	/* Above 2^53 cases the product may round beyond the last one. */
	rank = Min((int64) ceil(percentile * cases), cases);
	PG_RETURN_INT32(TallyDayOfRank(tally, classes, Max(rank, 1) - 1));
}

/*
 * sen.percentile_cont(timeliness, p, include_exceptions) --- the same between
 * the two nearest cases, by the very operations of the server's percentile_cont,
 * so that not a bit differs; null if none finished with usable dates.
 */
Datum
timeliness_percentile_cont(PG_FUNCTION_ARGS)
{
	Tally	   *tally = ArgumentTally(fcinfo);
	double		percentile = PercentileArgument(fcinfo);
	int			classes = DoneClasses(PG_GETARG_BOOL(2));
	int64		cases = UsableCases(tally, classes);
	int64		first,
				second;
	double		lower,
				upper,
				proportion;

	if (cases == 0)
		PG_RETURN_NULL();
	first = Min((int64) floor(percentile * (cases - 1)), cases - 1);
	second = Min((int64) ceil(percentile * (cases - 1)), cases - 1);
	lower = TallyDayOfRank(tally, classes, first);
	if (first == second)
		PG_RETURN_FLOAT8(lower);
	upper = TallyDayOfRank(tally, classes, second);
	proportion = (percentile * (cases - 1)) - first;
	PG_RETURN_FLOAT8(lower + (proportion * (upper - lower)));
}

/*
 * sen.min_days(timeliness, include_exceptions) --- null if none finished with
 * usable dates.
 */
Datum
timeliness_min_days(PG_FUNCTION_ARGS)
{
	Tally	   *tally = ArgumentTally(fcinfo);
	int			classes = DoneClasses(PG_GETARG_BOOL(1));

	if (UsableCases(tally, classes) == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(TallyDayOfRank(tally, classes, 0));
}

/*
 * MaxDays is the greatest number of days of some classes, null without any.
 */
static Datum
MaxDays(FunctionCallInfo fcinfo, int classes)
{
	Tally	   *tally = ArgumentTally(fcinfo);
	int64		cases = UsableCases(tally, classes);

	if (cases == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(TallyDayOfRank(tally, classes, cases - 1));
}

/*
 * sen.max_days(timeliness, include_exceptions) --- null if none finished with
 * usable dates.
 */
Datum
timeliness_max_days(PG_FUNCTION_ARGS)
{
	return MaxDays(fcinfo, DoneClasses(PG_GETARG_BOOL(1)));
}

/*
 * sen.max_open_days(timeliness) --- the age of the oldest open case; null if
 * none is open with usable dates.
 */
Datum
timeliness_max_open_days(PG_FUNCTION_ARGS)
{
	return MaxDays(fcinfo, CASES_OPEN);
}
