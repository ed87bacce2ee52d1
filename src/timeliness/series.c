/*
 * series.c --- the aggregates that build and merge series, and the reading of
 * their periods.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "funcapi.h"
#include "timeliness/classify.h"
#include "timeliness/series.h"
#include "timeliness/working.h"

PG_FUNCTION_INFO_V1(series_accum);
PG_FUNCTION_INFO_V1(series_combine);
PG_FUNCTION_INFO_V1(series_final);
PG_FUNCTION_INFO_V1(series_plus);
PG_FUNCTION_INFO_V1(series_bucket);
PG_FUNCTION_INFO_V1(series_periods);

/*
 * PeriodSlot is the first slot of the period that a day falls in; 0, the slots
 * of cases in no period, if it is not in a year that a series keeps.
 */
static inline Timeliness *
PeriodSlot(Timeliness *state, PeriodKind kind, DateADT day, uint32 *slot)
{
	*slot = 0;
	if (day >= SERIES_FIRST_DAY && day <= SERIES_LAST_DAY)
	{
		int32		period = PeriodNumber(kind, day);

		*slot = WorkingPeriodSlot(state, period);
		if (unlikely(*slot == 0))
			state = WorkingCoverPeriod(state, period, slot);
	}
	return state;
}

/*
 * AddSeries merges a series of either form into a state.
 */
static Timeliness *
AddSeries(Timeliness *state, const Timeliness *value)
{
	Series	   *series = SeriesRead(value);

	if (series->bucket == 0)
		return state;
	if (state->bucket == 0)
		state->bucket = series->bucket;
	if (state->bucket != series->bucket)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a series by %s cannot be merged with one by %s",
						BucketByNumber(state->bucket)->name, BucketByNumber(series->bucket)->name),
				 errhint("Merge series of the same bucket.")));
	state = WorkingMerge(state, 0, &series->undated);
	for (uint32 i = 0; i < series->periods; i++)
	{
		uint32		slot = WorkingPeriodSlot(state, series->period[i]);

		if (slot == 0)
			state = WorkingCoverPeriod(state, series->period[i], &slot);
		state = WorkingMerge(state, slot, &series->tally[i]);
	}
	return state;
}

/*
 * SeriesState makes a state of a value of either form.
 */
static inline Timeliness *
SeriesState(Datum value)
{
	if (likely(IsWorking((Timeliness *) DatumGetPointer(value))))
		return (Timeliness *) DatumGetPointer(value);
	return AddSeries(WorkingCreate(0), CheckSeries((Timeliness *) PG_DETOAST_DATUM(value)));
}

/*
 * series_accum(timeliness_series, bucket, started date, finished date
 * [, exception boolean [, as_of date]]), or (timeliness_series, bucket,
 * started, finished, exception, left_on, as_of)
 */
Datum
series_accum(PG_FUNCTION_ARGS)
{
	Timeliness *state;
	uint16		number;
	const Bucket *bucket;
	CaseDates	dates;
	CaseClass	class;
	int32		days = 0;
	Verdict		verdict;
	OptionalDate place;
	uint32		slot = 0;

	CheckAggregate(fcinfo);
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("bucket must not be null"),
				 errhint("sen.buckets() lists the buckets, such as finish_month.")));
	number = PG_GETARG_INT16(1);
	bucket = BucketByNumber(number);
	state = PG_ARGISNULL(0) ? WorkingCreate(number) : SeriesState(PG_GETARG_DATUM(0));
	/* An aggregate of somebody's own may begin with the empty series, which has no bucket yet. */
	if (unlikely(state->bucket == 0))
		state->bucket = number;
	if (unlikely(state->bucket != number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bucket %s differs from bucket %s of an earlier row",
						bucket->name, BucketByNumber(state->bucket)->name),
				 errhint("Give one bucket, as a constant.")));

	if (!CaseArguments(fcinfo, 2, false, &dates))
		PG_RETURN_POINTER(state);
	verdict = ClassifyCase(&dates, &class, &days);
	if (verdict == CASE_IGNORED)
		PG_RETURN_POINTER(state);

	/* An open case has no end yet: it is in no period of ends. */
	place = dates.from;
	if (bucket->of_end)
	{
		place = class == CASE_LEFT ? dates.left : dates.finished;
		place.known = (CASES_OF(class) & CASES_OPEN) == 0;
	}
	if (place.known)
		state = PeriodSlot(state, bucket->period, place.day, &slot);
	if (verdict == CASE_UNUSABLE)
		WorkingAddUnusable(state, slot + class, 1);
	else
		state = WorkingAdd(state, slot + class, days, 1);
	PG_RETURN_POINTER(state);
}

/*
 * series_combine(timeliness_series, timeliness_series) --- merges two states;
 * also the transition of sen.rollup.  Null counts as empty.
 */
Datum
series_combine(PG_FUNCTION_ARGS)
{
	Timeliness *state;

	CheckAggregate(fcinfo);
	state = PG_ARGISNULL(0) ? WorkingCreate(0) : SeriesState(PG_GETARG_DATUM(0));
	if (!PG_ARGISNULL(1))
		state = AddSeries(state, PG_GETARG_SERIES(1));
	PG_RETURN_POINTER(state);
}

/*
 * series_final(timeliness_series) --- the canonical form; empty if there was
 * no row.
 */
Datum
series_final(PG_FUNCTION_ARGS)
{
	Series		empty = {0};

	PG_RETURN_POINTER(SeriesToCompact(PG_ARGISNULL(0) ? &empty : SeriesRead(PG_GETARG_SERIES(0))));
}

/*
 * series_plus(timeliness_series, timeliness_series) --- the operator +.
 */
Datum
series_plus(PG_FUNCTION_ARGS)
{
	Timeliness *sum = AddSeries(WorkingCreate(0), PG_GETARG_SERIES(0));

	PG_RETURN_POINTER(SeriesToCompact(SeriesRead(AddSeries(sum, PG_GETARG_SERIES(1)))));
}

/*
 * sen.bucket(timeliness_series) --- null if it was made of no rows.
 */
Datum
series_bucket(PG_FUNCTION_ARGS)
{
	Timeliness *value = PG_GETARG_SERIES(0);

	if (value->bucket == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT16(value->bucket);
}

/*
 * sen.periods(timeliness_series) --- each period that has cases, by its first
 * day, with its summary; then, without a day, the cases that fall in none.
 */
Datum
series_periods(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Series	   *series = SeriesRead(PG_GETARG_SERIES(0));

	InitMaterializedSRF(fcinfo, 0);
	for (uint32 i = 0; i <= series->periods; i++)
	{
		bool		undated = i == series->periods;
		const Tally *tally = undated ? &series->undated : &series->tally[i];
		Datum		values[2] = {0};
		bool		nulls[2] = {undated, false};

		if (undated && TallyCount(tally, CASES_ALL) == 0)
			break;
		if (!undated)
			values[0] = DateADTGetDatum(PeriodStart(BucketByNumber(series->bucket)->period, series->period[i]));
		values[1] = PointerGetDatum(TallyToCompact(tally));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		pfree(DatumGetPointer(values[1]));
	}
	return (Datum) 0;
}
