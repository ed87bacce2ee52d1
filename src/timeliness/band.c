/*
 * band.c --- the cases of a summary as rows: by band of days, and as a histogram.
 *
 * Cases without usable days have a row of their own, so that the rows add up
 * to all the cases that were asked for.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "timeliness/timeliness.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(timeliness_bands);
PG_FUNCTION_INFO_V1(timeliness_open_age_bands);
PG_FUNCTION_INFO_V1(timeliness_histogram);

#define BAND_COLUMNS 5
#define HISTOGRAM_COLUMNS 3

/* The last days of all bands but the last one, which has none. */
typedef struct BandBounds
{
	int			count;
	int32	   *day;
} BandBounds;

/*
 * GetBounds reads an array of bounds, of any lower subscript.
 */
static BandBounds
GetBounds(ArrayType *array)
{
	BandBounds	bounds;
	Datum	   *days;
	bool	   *nulls;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("bounds must be one-dimensional"),
				 errdetail("The array has %d dimensions.", ARR_NDIM(array)),
				 errhint("Give the last day of each band but the last, as in '{140,364}'.")));
	deconstruct_array(array, INT4OID, sizeof(int32), true, TYPALIGN_INT, &days, &nulls, &bounds.count);
	bounds.day = palloc_extended(sizeof(int32) * Max(bounds.count, 1), MCXT_ALLOC_HUGE);
	for (int i = 0; i < bounds.count; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("bound %d of the array is null", i + 1),
					 errhint("Leave nulls out, as with array_remove(bounds, null).")));
		bounds.day[i] = DatumGetInt32(days[i]);
		if (i > 0 && bounds.day[i] <= bounds.day[i - 1])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("bounds must ascend, but %d follows %d", bounds.day[i], bounds.day[i - 1]),
					 errhint("Give the last day of each band but the last, as in '{140,364}'.")));
	}
	if (bounds.count > 0 && bounds.day[bounds.count - 1] == PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("bound %d is out of range", PG_INT32_MAX),
				 errdetail("No number of days is over it."),
				 errhint("Leave the last bound out: the last band has no end.")));
	return bounds;
}

/*
 * CountByBand counts the cases of some classes in each band.
 */
static int64 *
CountByBand(const Tally *tally, int classes, const BandBounds *bounds)
{
	int64	   *cases = palloc_extended(sizeof(int64) * (bounds->count + 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (int class = 0; class < CASE_CLASSES; class++)
	{
		int			band = 0;

		if ((classes & CASES_OF(class)) == 0)
			continue;
		for (int i = 0; i < tally->cells[class]; i++)
		{
			while (band < bounds->count && tally->cell[class][i].day > bounds->day[band])
				band++;
			cases[band] += tally->cell[class][i].count;
		}
	}
	return cases;
}

static const char *
Plural(int64 days)
{
	return days == 1 ? "day" : "days";
}

/*
 * DayWords names the band of the days from and to, NULL for no limit.
 */
static const char *
DayWords(const int32 *from, const int32 *to)
{
	if (from == NULL && to == NULL)
		return "all";
	if (from == NULL)
		return psprintf("up to %d %s", *to, Plural(*to));
	if (to == NULL)
		return psprintf("over %d %s", *from - 1, Plural(*from - 1));
	if (*from == *to)
		return psprintf("%d %s", *to, Plural(*to));
	return psprintf("%d to %d days", *from, *to);
}

/*
 * DueWords does the same where bounds are negative, which only days counted
 * from a due date are.  They are named without a sign.
 */
static const char *
DueWords(const int32 *from, const int32 *to)
{
	/* In 64 bits every day can change its sign. */
	int64		first = from == NULL ? 0 : *from;
	int64		last = to == NULL ? 0 : *to;

	if (from == NULL)
		return psprintf(INT64_FORMAT " or more days before due", -last);
	if (to == NULL && first < 0)
		return psprintf(INT64_FORMAT " %s before due or later", -first, Plural(-first));
	if (to == NULL && first == 0)
		return "due date or later";
	if (to == NULL)
		return first == 1 ? "past due" : psprintf("over " INT64_FORMAT " %s past due", first - 1, Plural(first - 1));
	if (first == last && first < 0)
		return psprintf(INT64_FORMAT " %s before due", -first, Plural(-first));
	if (first == last)
		return first == 0 ? "due date" : psprintf(INT64_FORMAT " %s past due", first, Plural(first));
	if (first >= 0)
		return psprintf(INT64_FORMAT " to " INT64_FORMAT " days past due", first, last);
	if (last <= 0)
		return psprintf(INT64_FORMAT " to " INT64_FORMAT " days before due", -first, -last);
	return psprintf(INT64_FORMAT " %s before to " INT64_FORMAT " %s past due", -first, Plural(-first), last, Plural(last));
}

/*
 * PutBand adds one row: band, from_days, to_days, cases, share.
 */
static void
PutBand(ReturnSetInfo *result, const char *band, const int32 *from, const int32 *to, int64 cases, int64 all)
{
	Datum		values[BAND_COLUMNS] = {0};
	bool		nulls[BAND_COLUMNS] = {false, from == NULL, to == NULL, false, all == 0};

	values[0] = CStringGetTextDatum(band);
	if (from != NULL)
		values[1] = Int32GetDatum(*from);
	if (to != NULL)
		values[2] = Int32GetDatum(*to);
	values[3] = Int64GetDatum(cases);
	if (all != 0)
		values[4] = CountRatio(cases, all);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * PutBands returns the cases of some classes by band, ascending, and then
 * those without usable days.
 */
static Datum
PutBands(FunctionCallInfo fcinfo, int classes)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Tally	   *tally = TimelinessTally(PG_GETARG_TIMELINESS(0));
	BandBounds	bounds = GetBounds(PG_GETARG_ARRAYTYPE_P(1));
	int64	   *cases = CountByBand(tally, classes, &bounds);
	int64		all = TallyCount(tally, classes);
	bool		from_due = bounds.count > 0 && bounds.day[0] < 0;

	InitMaterializedSRF(fcinfo, 0);
	for (int band = 0; band <= bounds.count; band++)
	{
		int32		first = band == 0 ? 0 : bounds.day[band - 1] + 1;
		const int32 *from = band == 0 ? NULL : &first;
		const int32 *to = band == bounds.count ? NULL : &bounds.day[band];

		PutBand(result, from_due ? DueWords(from, to) : DayWords(from, to), from, to, cases[band], all);
	}
	PutBand(result, "dates unusable", NULL, NULL, TallyUnusable(tally, classes), all);
	return (Datum) 0;
}

/*
 * sen.bands(timeliness, bounds, include_exceptions) --- finished cases by band.
 */
Datum
timeliness_bands(PG_FUNCTION_ARGS)
{
	return PutBands(fcinfo, DoneClasses(PG_GETARG_BOOL(2)));
}

/*
 * sen.open_age_bands(timeliness, bounds) --- open cases by band.
 */
Datum
timeliness_open_age_bands(PG_FUNCTION_ARGS)
{
	return PutBands(fcinfo, CASES_OPEN);
}

/*
 * FloorToWidth is the greatest multiple of width that is not above day.
 */
static int32
FloorToWidth(int32 day, int32 width)
{
	int32		rest = day % width;
	int64		from = (int64) day - rest - (rest < 0 ? width : 0);

	if (from < PG_INT32_MIN)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("no multiple of %d at or below %d days is an integer", width, day),
				 errhint("Choose a smaller width.")));
	return (int32) from;
}

/*
 * PutBin adds one row: class, from_days (NULL for none), cases.
 */
static void
PutBin(ReturnSetInfo *result, int class, const int32 *from, int64 cases)
{
	Datum		values[HISTOGRAM_COLUMNS] = {0};
	bool		nulls[HISTOGRAM_COLUMNS] = {false, from == NULL, false};

	values[0] = CStringGetTextDatum(case_class_names[class]);
	if (from != NULL)
		values[1] = Int32GetDatum(*from);
	values[2] = Int64GetDatum(cases);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * sen.histogram(timeliness, width) --- rows by class and days, ascending, for
 * what occurs; the cases of a class without usable days come after its others.
 */
Datum
timeliness_histogram(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Tally	   *tally = TimelinessTally(PG_GETARG_TIMELINESS(0));
	int32		width = PG_GETARG_INT32(1);

	if (width < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("width %d is not at least 1", width),
				 errhint("Give a number of days: 7 counts by week.")));
	InitMaterializedSRF(fcinfo, 0);
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		const Cell *cell = tally->cell[class];
		int			i = 0;

		while (i < tally->cells[class])
		{
			int32		from = FloorToWidth(cell[i].day, width);
			int64		cases = 0;

			do
				cases += cell[i++].count;
			while (i < tally->cells[class] && (int64) cell[i].day - from < width);
			PutBin(result, class, &from, cases);
		}
		if (tally->unusable[class] > 0)
			PutBin(result, class, NULL, tally->unusable[class]);
	}
	return (Datum) 0;
}
