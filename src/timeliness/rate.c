/*
 * rate.c --- how sure the rate of a summary is, and whether it changed.
 *
 * The counts are those of sen.rate().
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "proportion/proportion.h"
#include "timeliness/timeliness.h"

PG_FUNCTION_INFO_V1(timeliness_rate_interval);
PG_FUNCTION_INFO_V1(timeliness_rate_change);

/*
 * sen.rate_interval(timeliness, days, include_exceptions, confidence) ---
 * Wilson's interval for the rate; nulls if none finished.
 */
Datum
timeliness_rate_interval(PG_FUNCTION_ARGS)
{
	Rate		rate = TallyRate(TimelinessTally(PG_GETARG_TIMELINESS(0)), PG_GETARG_INT32(1), PG_GETARG_BOOL(2));
	double		z = ConfidenceToZ(PG_GETARG_FLOAT8(3));
	Bounds		interval;

	if (rate.finished == 0)
		return IntervalRow(fcinfo, NULL);
	interval = WilsonInterval(rate.within, rate.finished, z);
	return IntervalRow(fcinfo, &interval);
}

/*
 * sen.rate_change(earlier, later, days, include_exceptions, confidence) ---
 * the change between the rates of two summaries.
 */
Datum
timeliness_rate_change(PG_FUNCTION_ARGS)
{
	int32		days = PG_GETARG_INT32(2);
	bool		include_exceptions = PG_GETARG_BOOL(3);
	Rate		earlier = TallyRate(TimelinessTally(PG_GETARG_TIMELINESS(0)), days, include_exceptions);
	Rate		later = TallyRate(TimelinessTally(PG_GETARG_TIMELINESS(1)), days, include_exceptions);
	Datum		values[CHANGE_COLUMNS];
	bool		nulls[CHANGE_COLUMNS];

	DescribeChange(earlier.within, earlier.finished, later.within, later.finished,
				   PG_GETARG_FLOAT8(4), values, nulls);
	return RowOf(fcinfo, values, nulls);
}
