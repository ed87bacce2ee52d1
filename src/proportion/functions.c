/*
 * functions.c --- sen.wilson() and the others: counts are checked here.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "proportion/proportion.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(sen_wilson);
PG_FUNCTION_INFO_V1(sen_newcombe);
PG_FUNCTION_INFO_V1(sen_funnel_limits);
PG_FUNCTION_INFO_V1(sen_proportion_change);

typedef struct Counts
{
	double		numerator;
	double		denominator;
} Counts;

/*
 * ArgumentNumber reads an argument; -0 becomes 0, so that no result prints as -0.
 */
static double
ArgumentNumber(FunctionCallInfo fcinfo, int argument)
{
	return PG_GETARG_FLOAT8(argument) + 0.0;
}

static double
ArgumentDenominator(FunctionCallInfo fcinfo, int argument)
{
	double		denominator = ArgumentNumber(fcinfo, argument);

	if (!(denominator >= 0 && isfinite(denominator)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of cases out of range: %s", float8out_internal(denominator)),
				 errhint("Give a finite number, 0 or more.")));
	return denominator;
}

/*
 * ArgumentCounts reads a numerator and the denominator that follows it.
 */
static Counts
ArgumentCounts(FunctionCallInfo fcinfo, int argument)
{
	Counts		counts;

	counts.numerator = ArgumentNumber(fcinfo, argument);
	counts.denominator = ArgumentDenominator(fcinfo, argument + 1);
	if (!(counts.numerator >= 0 && counts.numerator <= counts.denominator))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("numerator out of range: %s of %s", float8out_internal(counts.numerator),
						float8out_internal(counts.denominator)),
				 errdetail("A numerator is at least 0 and at most its denominator."),
				 errhint("Give counts, not percentages: first the cases that meet the condition, then all cases.")));
	return counts;
}

/*
 * RowOf is a function's result: its OUT columns.
 */
Datum
RowOf(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	TupleDesc	columns;

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "function %u does not return a row", fcinfo->flinfo->fn_oid);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls));
}

/*
 * IntervalRow is a result of a lower and an upper bound, both null without an
 * interval.
 */
Datum
IntervalRow(FunctionCallInfo fcinfo, const Bounds *interval)
{
	Datum		values[2] = {0};
	bool		nulls[2] = {interval == NULL, interval == NULL};

	if (interval != NULL)
	{
		values[0] = Float8GetDatum(interval->lower);
		values[1] = Float8GetDatum(interval->upper);
	}
	return RowOf(fcinfo, values, nulls);
}

/*
 * sen.wilson(numerator, denominator, confidence) --- Wilson's score interval.
 */
Datum
sen_wilson(PG_FUNCTION_ARGS)
{
	Counts		counts = ArgumentCounts(fcinfo, 0);
	double		z = ConfidenceToZ(PG_GETARG_FLOAT8(2));
	Bounds	interval;

	if (counts.denominator == 0)
		return IntervalRow(fcinfo, NULL);
	interval = WilsonInterval(counts.numerator, counts.denominator, z);
	return IntervalRow(fcinfo, &interval);
}

/*
 * sen.newcombe(numerator1, denominator1, numerator2, denominator2, confidence)
 * --- the first proportion less the second.
 */
Datum
sen_newcombe(PG_FUNCTION_ARGS)
{
	Counts		first = ArgumentCounts(fcinfo, 0);
	Counts		second = ArgumentCounts(fcinfo, 2);
	double		z = ConfidenceToZ(PG_GETARG_FLOAT8(4));
	Datum		values[3] = {0};
	bool		nulls[3] = {true, true, true};

	if (first.denominator > 0 && second.denominator > 0)
	{
		Bounds	interval = NewcombeInterval(first.numerator, first.denominator,
												second.numerator, second.denominator, z);

		values[0] = Float8GetDatum(first.numerator / first.denominator - second.numerator / second.denominator);
		values[1] = Float8GetDatum(interval.lower);
		values[2] = Float8GetDatum(interval.upper);
		memset(nulls, 0, sizeof(nulls));
	}
	return RowOf(fcinfo, values, nulls);
}

/*
 * sen.funnel_limits(p, n, confidence) --- where n cases are expected around p.
 */
Datum
sen_funnel_limits(PG_FUNCTION_ARGS)
{
	double		p = ArgumentNumber(fcinfo, 0);
	double		n = ArgumentDenominator(fcinfo, 1);
	double		z = ConfidenceToZ(PG_GETARG_FLOAT8(2));
	Bounds	limits;

	if (!(p >= 0 && p <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("proportion out of range: %s", float8out_internal(p)),
				 errdetail("A proportion is at least 0 and at most 1."),
				 errhint("For 46%% give 0.46, not 46.")));
	if (n == 0)
		return IntervalRow(fcinfo, NULL);
	limits = FunnelLimits(p, n, z);
	return IntervalRow(fcinfo, &limits);
}

/*
 * sen.proportion_change(earlier_numerator, earlier_denominator,
 * later_numerator, later_denominator, confidence) --- with its interval, and in
 * words.
 */
Datum
sen_proportion_change(PG_FUNCTION_ARGS)
{
	Counts		earlier = ArgumentCounts(fcinfo, 0);
	Counts		later = ArgumentCounts(fcinfo, 2);
	Datum		values[CHANGE_COLUMNS];
	bool		nulls[CHANGE_COLUMNS];

	DescribeChange(earlier.numerator, earlier.denominator, later.numerator, later.denominator,
				   PG_GETARG_FLOAT8(4), values, nulls);
	return RowOf(fcinfo, values, nulls);
}
