/*
 * aggregate.c --- sen.theil_sen() and sen.trend(): gather the points of a series.
 *
 * The state is a bytea, so that it can travel between servers: a header and the
 * points in the order in which they came, with room for more.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "proportion/proportion.h"
#include "trend/trend.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/numeric.h"

PG_FUNCTION_INFO_V1(theil_sen_accum);
PG_FUNCTION_INFO_V1(theil_sen_combine);
PG_FUNCTION_INFO_V1(theil_sen_final);
PG_FUNCTION_INFO_V1(sen_trend_final);

/* Counts up when the layout changes; a server of another byte order reads it as another one. */
#define SERIES_VERSION 1
#define FIRST_ROOM 16
#define DEFAULT_CONFIDENCE 0.95
#define TREND_COLUMNS 7		/* of sen.trend_result; sen.trend_line has all but the last */

typedef struct PointSeries
{
	int32		vl_len_;		/* varlena header, not to be touched directly */
	uint32		version;
	uint32		points;
	uint32		unused;
	double		confidence;
	Point		point[FLEXIBLE_ARRAY_MEMBER];
} PointSeries;

#define SeriesSize(room) (offsetof(PointSeries, point) + sizeof(Point) * (room))
#define SeriesRoom(series) ((VARSIZE(series) - offsetof(PointSeries, point)) / sizeof(Point))

static void
RefuseState(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("unreadable transition state of a trend"),
			 errhint("Use sen.theil_sen(), or a state that it made on a server of the same version and byte order.")));
}

/*
 * GetSeries reads a state as one that may be changed in place.  What comes from
 * a tuple may lie where a double must not.
 */
static PointSeries *
GetSeries(FunctionCallInfo fcinfo, int argument)
{
	PointSeries *series = (PointSeries *) PG_GETARG_POINTER(argument);

	if (!VARATT_IS_4B_U(series) || (Pointer) series != (Pointer) MAXALIGN(series))
		series = (PointSeries *) PG_GETARG_BYTEA_P_COPY(argument);
	if (VARSIZE(series) < SeriesSize(0) || series->version != SERIES_VERSION || series->unused != 0 ||
		series->points > SeriesRoom(series) || series->points > TREND_MAX_POINTS)
		RefuseState();
	return series;
}

/*
 * CheckAggregateCall refuses a call from elsewhere, where changing an argument
 * in place would be wrong.
 */
static void
CheckAggregateCall(FunctionCallInfo fcinfo)
{
	if (!AggCheckCallContext(fcinfo, NULL))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("this function can be called only as part of an aggregate"),
				 errhint("Use sen.theil_sen().")));
}

/*
 * MakeRoom is the series with room for so many points, moved if need be.
 */
static PointSeries *
MakeRoom(PointSeries *series, uint32 points)
{
	PointSeries *larger;
	Size		size;

	if (points > TREND_MAX_POINTS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many points for a trend"),
				 errdetail("A series has at most %d points, since every pair of them is compared.", TREND_MAX_POINTS),
				 errhint("Group by the series, or take one value for each week or month.")));
	if (points <= SeriesRoom(series))
		return series;
	size = SeriesSize(Max(points, 2 * SeriesRoom(series)));
	larger = palloc0(size);
	memcpy(larger, series, SeriesSize(series->points));
	SET_VARSIZE(larger, size);
	return larger;
}

static PointSeries *
NewSeries(double confidence)
{
	PointSeries *series = palloc0(SeriesSize(FIRST_ROOM));

	SET_VARSIZE(series, SeriesSize(FIRST_ROOM));
	series->version = SERIES_VERSION;
	series->confidence = confidence;
	return series;
}

/*
 * CheckConfidence refuses a level that differs from the one of earlier rows.
 */
static void
CheckConfidence(double earlier, double later)
{
	if (earlier != later)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence differs within a series: %s and %s",
						float8out_internal(Min(earlier, later)), float8out_internal(Max(earlier, later))),
				 errhint("Give the same level for every row of a group.")));
}

/*
 * ArgumentConfidence reads the level of confidence, which one form of the
 * aggregate leaves out.
 */
static double
ArgumentConfidence(FunctionCallInfo fcinfo, int argument)
{
	double		confidence;

	if (PG_NARGS() <= argument)
		return DEFAULT_CONFIDENCE;
	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("confidence must not be null"),
				 errhint("Give a level, or leave the argument out for 0.95.")));
	confidence = PG_GETARG_FLOAT8(argument);
	(void) ConfidenceToZ(confidence);
	return confidence;
}

/*
 * ArgumentValue reads the value of a point; -0 becomes 0.
 */
static double
ArgumentValue(FunctionCallInfo fcinfo, int argument)
{
	double		value = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, PG_GETARG_DATUM(argument)));

	if (!(fabs(value) <= TREND_MAX_VALUE))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value out of range: %s", float8out_internal(value)),
				 errdetail("A value is a number from -1e300 to 1e300."),
				 errhint("Leave out rows without a number, or make their value null.")));
	return value + 0.0;
}

/*
 * theil_sen_accum(bytea, on_day date, value numeric [, confidence double precision])
 */
Datum
theil_sen_accum(PG_FUNCTION_ARGS)
{
	double		confidence;
	PointSeries *series;
	Point	   *point;

	CheckAggregateCall(fcinfo);
	confidence = ArgumentConfidence(fcinfo, 3);
	series = PG_ARGISNULL(0) ? NewSeries(confidence) : GetSeries(fcinfo, 0);
	CheckConfidence(series->confidence, confidence);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_POINTER(series);
	if (DATE_NOT_FINITE(PG_GETARG_DATEADT(1)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("on_day must be a finite date"),
				 errdetail("It is %s.", DATE_IS_NOBEGIN(PG_GETARG_DATEADT(1)) ? "-infinity" : "infinity")));

	series = MakeRoom(series, series->points + 1);
	point = &series->point[series->points];
	point->day = PG_GETARG_DATEADT(1);
	point->value = ArgumentValue(fcinfo, 2);
	point->unused = 0;
	series->points++;
	PG_RETURN_POINTER(series);
}

/*
 * theil_sen_combine(bytea, bytea) --- the points of two states.
 */
Datum
theil_sen_combine(PG_FUNCTION_ARGS)
{
	PointSeries *series,
			   *other;

	CheckAggregateCall(fcinfo);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	other = GetSeries(fcinfo, 1);
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(other);
	series = GetSeries(fcinfo, 0);
	CheckConfidence(series->confidence, other->confidence);
	series = MakeRoom(series, series->points + other->points);
	memcpy(&series->point[series->points], other->point, sizeof(Point) * other->points);
	series->points += other->points;
	PG_RETURN_POINTER(series);
}

/*
 * FoundTrend is the row of a final function.  It leaves the state as it is: a
 * window aggregate goes on adding to it.
 */
static Datum
FoundTrend(FunctionCallInfo fcinfo, bool widens)
{
	Datum		values[TREND_COLUMNS] = {0};
	bool		nulls[TREND_COLUMNS] = {true, true, true, false, true, true, true};
	const PointSeries *series;
	Point	   *point;
	Trend		trend;

	CheckAggregateCall(fcinfo);
	series = PG_ARGISNULL(0) ? NewSeries(DEFAULT_CONFIDENCE) : GetSeries(fcinfo, 0);
	values[3] = Int32GetDatum(series->points);
	if (series->points == 0)
		return RowOf(fcinfo, values, nulls);

	for (uint32 i = 0; i < series->points; i++)
		if (DATE_NOT_FINITE(series->point[i].day) || !(fabs(series->point[i].value) <= TREND_MAX_VALUE))
			RefuseState();
	point = palloc(sizeof(Point) * series->points);
	memcpy(point, series->point, sizeof(Point) * series->points);
	trend = TheilSen(point, series->points, ConfidenceToZ(series->confidence), widens);
	values[0] = Float8GetDatum(trend.slope);
	values[1] = Float8GetDatum(trend.lower);
	values[2] = Float8GetDatum(trend.upper);
	values[4] = DateADTGetDatum(point[0].day);
	values[5] = DateADTGetDatum(point[series->points - 1].day);
	values[6] = Float8GetDatum(trend.autocorrelation);
	nulls[0] = !trend.has_slope;
	nulls[1] = nulls[2] = !trend.has_interval;
	nulls[4] = nulls[5] = false;
	nulls[6] = !trend.has_autocorrelation;
	return RowOf(fcinfo, values, nulls);
}

/*
 * theil_sen_final(bytea) --- sen.trend_line
 */
Datum
theil_sen_final(PG_FUNCTION_ARGS)
{
	return FoundTrend(fcinfo, false);
}

/*
 * sen_trend_final(bytea) --- sen.trend_result
 */
Datum
sen_trend_final(PG_FUNCTION_ARGS)
{
	return FoundTrend(fcinfo, true);
}
