/*
 * survival_sql.c --- survival analysis of a summary, as SQL functions.
 *
 * Where the summary does not tell an answer the answer is null, never NaN.
 */
#include "postgres.h"
#include "compat.h"

#include <float.h>
#include <math.h>

#include "access/detoast.h"
#include "access/htup_details.h"
#include "funcapi.h"
#include "timeliness/survival_interval.h"

PG_FUNCTION_INFO_V1(timeliness_survival);
PG_FUNCTION_INFO_V1(timeliness_cumulative_incidence);
PG_FUNCTION_INFO_V1(timeliness_at_risk);
PG_FUNCTION_INFO_V1(timeliness_finish_probability);
PG_FUNCTION_INFO_V1(timeliness_breach_risk);
PG_FUNCTION_INFO_V1(timeliness_restricted_mean);
PG_FUNCTION_INFO_V1(timeliness_survival_median);

#define SURVIVAL_COLUMNS 8
#define INCIDENCE_COLUMNS 8

/* A share this near to a half is a half, as in R: it has been rounded. */
#define HALF_TOLERANCE 1.490116119384765625e-8	/* sqrt(DBL_EPSILON) */

/* The curve that a call site made last, and the bytes it was made from. */
typedef struct CurveCache
{
	struct varlena *packed;
	SurvivalCurve *curve;
} CurveCache;

static SurvivalCurve *
CurveOf(Datum summary)
{
	return MakeSurvivalCurve(TimelinessTally(DatumGetTimeliness(summary)));
}

/*
 * CachedCurve is the curve of the first argument, made once for each run of
 * equal ones: a query asks the same past about every open case.
 */
static const SurvivalCurve *
CachedCurve(FunctionCallInfo fcinfo)
{
	struct varlena *packed = (struct varlena *) PG_GETARG_POINTER(0);
	CurveCache *cache;
	SurvivalCurve *curve;
	MemoryContext caller;
	Size		size;

	if (fcinfo->flinfo == NULL)
		return CurveOf(PG_GETARG_DATUM(0));
	/* A pointer to something in memory says nothing about what is there. */
	if (VARATT_IS_EXTERNAL(packed) && !VARATT_IS_EXTERNAL_ONDISK(packed))
		packed = detoast_attr(packed);
	size = VARSIZE_ANY(packed);
	cache = fcinfo->flinfo->fn_extra;
	if (cache != NULL && VARSIZE_ANY(cache->packed) == size && memcmp(cache->packed, packed, size) == 0)
		return cache->curve;

	/* Nothing is replaced before all of the new is there. */
	curve = CurveOf(PointerGetDatum(packed));
	caller = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	if (cache != NULL)
	{
		fcinfo->flinfo->fn_extra = NULL;
		pfree(cache->curve);
		pfree(cache->packed);
		pfree(cache);
	}
	cache = palloc(sizeof(CurveCache));
	cache->packed = palloc(size);
	memcpy(cache->packed, packed, size);
	size = offsetof(SurvivalCurve, step) + curve->steps * sizeof(SurvivalStep);
	cache->curve = palloc_extended(size, MCXT_ALLOC_HUGE);
	memcpy(cache->curve, curve, size);
	fcinfo->flinfo->fn_extra = cache;
	MemoryContextSwitchTo(caller);
	return cache->curve;
}

static void
PutFloat(Datum *values, bool *nulls, int column, bool known, double value)
{
	nulls[column] = !known;
	values[column] = known ? Float8GetDatum(value) : (Datum) 0;
}

/*
 * ReturnRow is the result of a function with several OUT arguments.
 */
static Datum
ReturnRow(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	TupleDesc	desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/*
 * sen.survival(timeliness, confidence, interval_type) --- Kaplan-Meier, one
 * row for each day on which a case finished, left or was last seen open.
 */
Datum
timeliness_survival(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	SurvivalCurve *curve = CurveOf(PG_GETARG_DATUM(0));
	IntervalChoice choice = ChooseInterval(PG_GETARG_FLOAT8(1), PG_GETARG_TEXT_PP(2));

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < curve->steps; i++)
	{
		const SurvivalStep *step = &curve->step[i];
		Datum		values[SURVIVAL_COLUMNS];
		bool		nulls[SURVIVAL_COLUMNS] = {0};
		Bounds		bounds;
		bool		known = IntervalAt(step, choice, &bounds);

		values[0] = Int32GetDatum(step->day);
		values[1] = Int64GetDatum(step->at_risk);
		values[2] = Int64GetDatum(step->finished);
		values[3] = Int64GetDatum(step->left + step->open);
		values[4] = Float8GetDatum(step->surviving);
		PutFloat(values, nulls, 5, step->surviving > 0, step->surviving * sqrt(step->greenwood));
		PutFloat(values, nulls, 6, known, bounds.lower);
		PutFloat(values, nulls, 7, known, bounds.upper);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sen.cumulative_incidence(timeliness) --- Aalen-Johansen, on the same days.
 */
Datum
timeliness_cumulative_incidence(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	SurvivalCurve *curve = CurveOf(PG_GETARG_DATUM(0));

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < curve->steps; i++)
	{
		const SurvivalStep *step = &curve->step[i];
		Datum		values[INCIDENCE_COLUMNS];
		bool		nulls[INCIDENCE_COLUMNS] = {0};

		values[0] = Int32GetDatum(step->day);
		values[1] = Int64GetDatum(step->at_risk);
		values[2] = Int64GetDatum(step->finished);
		values[3] = Int64GetDatum(step->left);
		values[4] = Int64GetDatum(step->open);
		values[5] = Float8GetDatum(step->incidence_finished);
		values[6] = Float8GetDatum(step->incidence_left);
		values[7] = Float8GetDatum(step->remaining);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sen.at_risk(timeliness, age) --- cases seen beyond the close of a day.
 */
Datum
timeliness_at_risk(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(AtRiskBeyond(CachedCurve(fcinfo), PG_GETARG_INT32(1)));
}

/* What becomes by the close of a day of a case that is open. */
typedef struct Outlook
{
	double		finishes;
	double		stays;			/* not finished; competing: nor left */
} Outlook;

/*
 * FindOutlook looks from the close of day age to the close of day by_day;
 * false where the summary does not tell: nobody was seen beyond age, or nobody
 * until by_day though some were open to the last.
 */
static bool
FindOutlook(const SurvivalCurve *curve, int32 age, int32 by_day, bool competing, Outlook *outlook)
{
	const SurvivalStep *from;
	const SurvivalStep *to;
	double		share;

	if (age >= by_day)
	{
		outlook->finishes = 0;
		outlook->stays = 1;
		return true;
	}
	if (AtRiskBeyond(curve, age) == 0)
		return false;
	from = StepAtClose(curve, age);
	to = StepAtClose(curve, by_day);
	/* Some were at risk beyond age, so that neither share is 0 there. */
	share = competing ? from->remaining : from->surviving;
	outlook->stays = (competing ? to->remaining : to->surviving) / share;
	if (curve->step[curve->steps - 1].day < by_day && outlook->stays > 0)
		return false;
	/* A difference of sums may be rounded to just beyond the bounds. */
	outlook->finishes = competing ?
		Min((to->incidence_finished - from->incidence_finished) / share, 1 - outlook->stays) :
		(from->surviving - to->surviving) / share;
	return true;
}

/*
 * sen.finish_probability(timeliness, age, by_day, competing)
 */
Datum
timeliness_finish_probability(PG_FUNCTION_ARGS)
{
	Outlook		outlook;

	if (!FindOutlook(CachedCurve(fcinfo), PG_GETARG_INT32(1), PG_GETARG_INT32(2), PG_GETARG_BOOL(3), &outlook))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(outlook.finishes);
}

/*
 * sen.breach_risk(timeliness, age, limit_days, competing)
 */
Datum
timeliness_breach_risk(PG_FUNCTION_ARGS)
{
	Outlook		outlook;

	if (!FindOutlook(CachedCurve(fcinfo), PG_GETARG_INT32(1), PG_GETARG_INT32(2), PG_GETARG_BOOL(3), &outlook))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(outlook.stays);
}

/*
 * sen.restricted_mean(timeliness, by_day) --- the mean of days, those beyond
 * by_day taken as by_day: the area under the curve.
 *
 * Its variance is the sum, over the days on which cases finished, of the
 * square of the area from that day on, by Greenwood's term of that day.
 */
Datum
timeliness_restricted_mean(PG_FUNCTION_ARGS)
{
	SurvivalCurve *curve = CurveOf(PG_GETARG_DATUM(0));
	int32		by_day = PG_GETARG_INT32(1);
	double		area = 0;
	double		variance = 0;
	double		until = by_day;
	Datum		values[2];
	bool		nulls[2];
	bool		known = curve->steps > 0 && (curve->step[curve->steps - 1].day >= by_day ||
											 curve->step[curve->steps - 1].surviving == 0);

	/* From the last day to the first, so that the area from a day on is known there. */
	for (int i = curve->steps - 1; i >= 0; i--)
	{
		const SurvivalStep *step = &curve->step[i];
		double		rest = (double) (step->at_risk - step->finished);

		if (step->day > by_day)
			continue;
		area += step->surviving * (until - step->day);
		if (rest > 0)
			variance += area * area * ((double) step->finished / ((double) step->at_risk * rest));
		until = step->day;
	}
	PutFloat(values, nulls, 0, known, until + area);
	PutFloat(values, nulls, 1, known, sqrt(variance));
	return ReturnRow(fcinfo, values, nulls);
}

/* The three curves of which a median is asked. */
typedef enum MedianOf
{
	MEDIAN_OF_SURVIVING,
	MEDIAN_OF_LOWER,
	MEDIAN_OF_UPPER
} MedianOf;

/*
 * MedianDay is the first day on which a curve is at or below a half; if it is
 * a half there, the middle between that day and the next on which it falls, or
 * the last day of all.  False if it never is, or only has no value there.
 */
static bool
MedianDay(const SurvivalCurve *curve, MedianOf of, IntervalChoice choice, double *median)
{
	double		half_from = 0;
	bool		found = false;
	bool		at_half = false;

	for (int i = 0; i < curve->steps; i++)
	{
		const SurvivalStep *step = &curve->step[i];
		double		share = step->surviving;

		at_half = false;
		if (of != MEDIAN_OF_SURVIVING)
		{
			Bounds		bounds;

			if (!IntervalAt(step, choice, &bounds))
				continue;
			share = of == MEDIAN_OF_LOWER ? bounds.lower : bounds.upper;
		}
		at_half = fabs(share - 0.5) < HALF_TOLERANCE;
		if (!found && (at_half || share < 0.5))
		{
			half_from = step->day;
			found = true;
		}
		if (share < 0.5 && !at_half)
		{
			*median = (half_from + step->day) / 2;
			return true;
		}
	}
	if (at_half)
		*median = (half_from + curve->step[curve->steps - 1].day) / 2;
	return at_half;
}

/*
 * sen.survival_median(timeliness, confidence, interval_type)
 */
Datum
timeliness_survival_median(PG_FUNCTION_ARGS)
{
	SurvivalCurve *curve = CurveOf(PG_GETARG_DATUM(0));
	IntervalChoice choice = ChooseInterval(PG_GETARG_FLOAT8(1), PG_GETARG_TEXT_PP(2));
	Datum		values[3];
	bool		nulls[3];

	for (int of = MEDIAN_OF_SURVIVING; of <= MEDIAN_OF_UPPER; of++)
	{
		double		median = 0;
		bool		known = MedianDay(curve, (MedianOf) of, choice, &median);

		PutFloat(values, nulls, of, known, median);
	}
	return ReturnRow(fcinfo, values, nulls);
}
