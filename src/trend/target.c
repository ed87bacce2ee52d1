/*
 * target.c --- the straight line to a target, and when a slope reaches one.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/float.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

PG_FUNCTION_INFO_V1(sen_straight_line);
PG_FUNCTION_INFO_V1(sen_reaches_on);

/* The last day that a projection names: later ones say no more than "not in our time". */
#define LAST_PROJECTED_DAY (date2j(2199, 12, 31) - POSTGRES_EPOCH_JDATE)

static DateADT
ArgumentDay(FunctionCallInfo fcinfo, int argument, const char *name)
{
	DateADT		day = PG_GETARG_DATEADT(argument);

	if (DATE_NOT_FINITE(day))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite date", name),
				 errdetail("It is %s.", DATE_IS_NOBEGIN(day) ? "-infinity" : "infinity")));
	return day;
}

static Datum
ArgumentFinite(FunctionCallInfo fcinfo, int argument, const char *name)
{
	Numeric		value = PG_GETARG_NUMERIC(argument);

	if (numeric_is_nan(value) || numeric_is_inf(value))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number", name),
				 errdetail("It is %s.", DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value))))));
	return NumericGetDatum(value);
}

static inline Datum
Number(int64 value)
{
	return NumericGetDatum(int64_to_numeric(value));
}

static inline int
Compare(Datum a, Datum b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, a, b));
}

/*
 * sen.straight_line(from_day, from_value, to_day, to_value, on_day)
 */
Datum
sen_straight_line(PG_FUNCTION_ARGS)
{
	DateADT		from_day = ArgumentDay(fcinfo, 0, "from_day");
	Datum		from_value = ArgumentFinite(fcinfo, 1, "from_value");
	DateADT		to_day = ArgumentDay(fcinfo, 2, "to_day");
	Datum		to_value = ArgumentFinite(fcinfo, 3, "to_value");
	DateADT		on_day = PG_GETARG_DATEADT(4);
	Datum		value;

	if (from_day > to_day)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("to_day is before from_day: %s and %s",
						DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(to_day))),
						DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(from_day)))),
				 errhint("Give the start first: its day and value, then the day and value of the end.")));
	if (on_day >= to_day)
		value = to_value;
	else if (on_day <= from_day)
		value = from_value;
	else
	{
		Datum		rise = DirectFunctionCall2(numeric_sub, to_value, from_value);

		/* Multiplied first: a whole number of days into a round number of them gives a round value. */
		rise = DirectFunctionCall2(numeric_mul, rise, Number((int64) on_day - from_day));
		rise = DirectFunctionCall2(numeric_div, rise, Number((int64) to_day - from_day));
		value = DirectFunctionCall2(numeric_add, from_value, rise);
	}
	return DirectFunctionCall1(numeric_trim_scale, value);
}

/*
 * ArgumentRises is whether a measure is to go up.
 */
static bool
ArgumentRises(FunctionCallInfo fcinfo, int argument)
{
	char	   *direction = text_to_cstring(PG_GETARG_TEXT_PP(argument));

	if (strcmp(direction, "increase") == 0)
		return true;
	if (strcmp(direction, "decrease") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown direction: \"%s\"", direction),
				 errhint("Give increase or decrease: the way in which the measure should go.")));
	return false;
}

/*
 * sen.reaches_on(on_day, value, slope_per_day, target, direction)
 *
 * The number of days is counted in numeric, with the slope to 15 digits: what
 * lies in the last bits of a double would add a day now and then.
 */
Datum
sen_reaches_on(PG_FUNCTION_ARGS)
{
	DateADT		on_day = ArgumentDay(fcinfo, 0, "on_day");
	Datum		value = ArgumentFinite(fcinfo, 1, "value");
	double		slope = PG_GETARG_FLOAT8(2);
	Datum		target = ArgumentFinite(fcinfo, 3, "target");
	bool		rises = ArgumentRises(fcinfo, 4);
	Datum		gap = rises ? DirectFunctionCall2(numeric_sub, target, value) : DirectFunctionCall2(numeric_sub, value, target);
	Datum		per_day,
				days;

	if (!isfinite(slope))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("slope_per_day must be a finite number"),
				 errdetail("It is %s.", float8out_internal(slope))));
	if (Compare(gap, Number(0)) <= 0)
		PG_RETURN_DATEADT(on_day);
	if (slope == 0 || (slope > 0) != rises)
		PG_RETURN_NULL();

	per_day = DirectFunctionCall1(float8_numeric, Float8GetDatum(fabs(slope)));
	days = Number((int64) LAST_PROJECTED_DAY - on_day);
	if (Compare(gap, DirectFunctionCall2(numeric_mul, per_day, days)) > 0)
		PG_RETURN_NULL();
	days = DirectFunctionCall2(numeric_div_trunc, gap, per_day);
	if (Compare(gap, DirectFunctionCall2(numeric_mul, per_day, days)) > 0)
		days = DirectFunctionCall2(numeric_add, days, Number(1));
	PG_RETURN_DATEADT(on_day + DatumGetInt32(DirectFunctionCall1(numeric_int4, days)));
}
