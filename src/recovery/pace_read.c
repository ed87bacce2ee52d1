/*
 * pace_read.c --- what can be asked of a pace.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "funcapi.h"
#include "proportion/proportion.h"
#include "recovery/queue.h"

PG_FUNCTION_INFO_V1(pace_totals);
PG_FUNCTION_INFO_V1(pace_by_age);
PG_FUNCTION_INFO_V1(pace_by_month);

#define TOTALS 11

/*
 * sen.pace_totals(pace) --- the span, and what happened in the whole of it.
 */
Datum
pace_totals(PG_FUNCTION_ARGS)
{
	Pace	   *pace = PG_GETARG_PACE(0);
	PaceMonth	sum = {0, 0, 0};
	int64		left = pace->undated_left;
	Datum		values[TOTALS] = {0};
	bool		nulls[TOTALS] = {false};

	for (int i = 0; i < pace->months; i++)
	{
		sum.arrivals += pace->month[i].arrivals;
		sum.plans += pace->month[i].plans;
		sum.in_time += pace->month[i].in_time;
	}
	for (int i = 0; i < PACE_BANDS; i++)
		left += pace->band[i].left;
	values[3] = Int64GetDatum(sum.arrivals);
	values[4] = Int64GetDatum(sum.plans);
	values[5] = Int64GetDatum(sum.in_time);
	values[6] = Int64GetDatum(left);
	values[7] = Int64GetDatum(pace->undated_plans);
	values[8] = Int64GetDatum(pace->undated_left);
	if (pace->has_span)
	{
		double		weeks = ((double) pace->last_day - pace->first_day + 1) / 7;

		values[0] = DateADTGetDatum(pace->first_day);
		values[1] = DateADTGetDatum(pace->last_day);
		values[2] = Int32GetDatum(pace->limit_days);
		values[9] = Float8GetDatum(sum.arrivals / weeks);
		values[10] = Float8GetDatum(sum.plans / weeks);
	}
	else
		nulls[0] = nulls[1] = nulls[2] = nulls[9] = nulls[10] = true;
	return RowOf(fcinfo, values, nulls);
}

#define BY_AGE_COLUMNS 6

/*
 * sen.pace_by_age(pace) --- a row for each band.
 */
Datum
pace_by_age(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Pace	   *pace = PG_GETARG_PACE(0);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < PACE_BANDS; i++)
	{
		const PaceBand *band = &pace->band[i];
		bool		last = i + 1 == PACE_BANDS;
		Datum		values[BY_AGE_COLUMNS] = {Int32GetDatum(pace_first_age[i]),
			Int32GetDatum(last ? 0 : pace_first_age[i + 1] - 1), Int64GetDatum(band->plans), Int64GetDatum(band->left),
			Int64GetDatum(band->case_days), 0};
		bool		nulls[BY_AGE_COLUMNS] = {false, last, false, false, false, band->case_days == 0};

		if (band->case_days > 0)
			values[5] = Float8GetDatum((double) band->plans / band->case_days);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

#define BY_MONTH_COLUMNS 4

/*
 * sen.pace_by_month(pace) --- a row for each month of the span.
 */
Datum
pace_by_month(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Pace	   *pace = PG_GETARG_PACE(0);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < pace->months; i++)
	{
		Datum		values[BY_MONTH_COLUMNS] = {DateADTGetDatum(PaceMonthStart(pace, i)),
			Int64GetDatum(pace->month[i].arrivals), Int64GetDatum(pace->month[i].plans),
			Int64GetDatum(pace->month[i].in_time)};
		bool		nulls[BY_MONTH_COLUMNS] = {false};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
