/*
 * log_rank.c --- do cases of two summaries finish at the same pace?
 *
 * N. Mantel (1966), Evaluation of survival data and two new rank order
 * statistics arising in its consideration, Cancer Chemother. Rep. 50: on each
 * day the finished cases of both are compared with what each would have if
 * they were spread over all cases at risk by chance.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "timeliness/survival.h"

PG_FUNCTION_INFO_V1(timeliness_log_rank);

#define LOG_RANK_COLUMNS 6

typedef struct LogRank
{
	int64		observed[2];
	double		expected[2];
	double		variance;		/* of observed - expected, of either */
} LogRank;

/*
 * AddDay adds what happened on one day, with n cases at risk on each side.
 */
static void
AddDay(LogRank *test, const int64 *finished, const int64 *at_risk)
{
	double		all = (double) (at_risk[0] + at_risk[1]);
	double		d = (double) (finished[0] + finished[1]);

	if (d == 0)
		return;
	for (int side = 0; side < 2; side++)
	{
		test->observed[side] += finished[side];
		test->expected[side] += d * ((double) at_risk[side] / all);
	}
	if (all > 1)
		test->variance += ((double) at_risk[0] / all) * ((double) at_risk[1] / all) * d * ((all - d) / (all - 1));
}

/*
 * CompareCurves walks the days of both curves in ascending order.
 */
static LogRank
CompareCurves(const SurvivalCurve *a, const SurvivalCurve *b)
{
	const SurvivalCurve *curve[2] = {a, b};
	LogRank		test = {{0, 0}, {0, 0}, 0};
	int			next[2] = {0, 0};

	while (next[0] < a->steps || next[1] < b->steps)
	{
		int32		day = PG_INT32_MAX;
		int64		finished[2] = {0, 0};
		int64		at_risk[2] = {0, 0};

		for (int side = 0; side < 2; side++)
			if (next[side] < curve[side]->steps)
				day = Min(day, curve[side]->step[next[side]].day);
		for (int side = 0; side < 2; side++)
		{
			const SurvivalStep *step = &curve[side]->step[next[side]];

			if (next[side] >= curve[side]->steps)
				continue;
			/* Nobody goes between two steps: at risk then is at risk now. */
			at_risk[side] = step->at_risk;
			if (step->day == day)
			{
				finished[side] = step->finished;
				next[side]++;
			}
		}
		AddDay(&test, finished, at_risk);
	}
	return test;
}

/*
 * sen.log_rank(a, b) --- chi-squared with one degree of freedom, its p value,
 * and the finished cases observed and expected in each.
 */
Datum
timeliness_log_rank(PG_FUNCTION_ARGS)
{
	LogRank		test = CompareCurves(MakeSurvivalCurve(TimelinessTally(PG_GETARG_TIMELINESS(0))),
									 MakeSurvivalCurve(TimelinessTally(PG_GETARG_TIMELINESS(1))));
	TupleDesc	desc;
	Datum		values[LOG_RANK_COLUMNS] = {0};
	bool		nulls[LOG_RANK_COLUMNS] = {0};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	nulls[0] = nulls[1] = test.variance <= 0;
	if (test.variance > 0)
	{
		double		excess = (double) test.observed[0] - test.expected[0];
		double		chi_squared = excess * excess / test.variance;

		values[0] = Float8GetDatum(chi_squared);
		values[1] = Float8GetDatum(erfc(sqrt(chi_squared / 2)));
	}
	for (int side = 0; side < 2; side++)
	{
		values[2 + 2 * side] = Int64GetDatum(test.observed[side]);
		values[3 + 2 * side] = Float8GetDatum(test.expected[side]);
	}
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}
