/*
 * variation.c --- types sen.variation and sen.assurance: what a point of a
 * control chart says, and what its limits say of a target.
 *
 * Like sen.time_limit: two bytes, by value, the name in text and binary.  The
 * names are those of the icons of Making Data Count (NHS England).
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "executor/executor.h"
#include "funcapi.h"
#include "name_type.h"
#include "spc/options.h"
#include "utils/builtins.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(sen_variations);
PG_FUNCTION_INFO_V1(sen_assurances);
PG_FUNCTION_INFO_V1(sen_variation);
PG_FUNCTION_INFO_V1(sen_assurance);
PG_FUNCTION_INFO_V1(sen_is_overdispersed);

/*
 * Laney's sigma of k points that vary by chance has mean 1 and variance
 * 0.827 / (k - 1): that of the mean of k - 1 moving ranges of normal values,
 * which neighbours share, in units of 1.128.  Above 1.645 of its standard
 * deviations lie 5 of 100.
 */
#define SIGMA_VARIANCE 0.827
#define ONE_IN_TWENTY 1.645

/* A target nearer to a limit than this, of the greater of them, is on it. */
#define TARGET_SLACK 1e-12

typedef struct IconName
{
	const char *name;
	const char *icon;
	const char *in_words;
} IconName;

/* In the order of Variation. */
static const IconName variations[] = {
	{"common_cause", "grey", "no change beyond chance"},
	{"improvement_high", "blue H", "a change for the better: higher than chance would have it"},
	{"improvement_low", "blue L", "a change for the better: lower than chance would have it"},
	{"concern_high", "orange H", "a change for the worse: higher than chance would have it"},
	{"concern_low", "orange L", "a change for the worse: lower than chance would have it"},
	{"neutral_high", "purple H", "a change: higher than chance would have it"},
	{"neutral_low", "purple L", "a change: lower than chance would have it"}
};

static const char *
VariationNameAt(int place)
{
	return variations[place].name;
}

/* Of both types: the first name has code 1. */
static int16
IconCodeAt(int place)
{
	return place + 1;
}

static const char *VariationNameOf(int16 code);

static const int variation_count = lengthof(variations);

static const NameType variation_type = {
	.type = "sen.variation",
	.noun = "variation",
	.lists_all = "sen.variations() lists them all",
	.none_near = "sen.variations() lists them all, such as improvement_high",
	.count = &variation_count,
	.name_at = VariationNameAt,
	.code_at = IconCodeAt,
	.name_of = VariationNameOf
};

static const char *
VariationNameOf(int16 code)
{
	if (code < 1 || code > variation_count)
		RefuseCode(&variation_type, code);
	return variations[code - 1].name;
}

NAME_TYPE_FUNCTIONS(variation, &variation_type)

/* In the order of Assurance. */
static const IconName assurances[] = {
	{"consistent_pass", "blue P", "the target will be met, unless something changes"},
	{"consistent_fail", "orange F", "the target will be missed, unless something changes"},
	{"inconsistent", "grey ?", "the target will be met or missed by chance"}
};

static const char *
AssuranceNameAt(int place)
{
	return assurances[place].name;
}

static const char *AssuranceNameOf(int16 code);

static const int assurance_count = lengthof(assurances);

static const NameType assurance_type = {
	.type = "sen.assurance",
	.noun = "assurance",
	.lists_all = "sen.assurances() lists them all",
	.none_near = "sen.assurances() lists them all, such as consistent_pass",
	.count = &assurance_count,
	.name_at = AssuranceNameAt,
	.code_at = IconCodeAt,
	.name_of = AssuranceNameOf
};

static const char *
AssuranceNameOf(int16 code)
{
	if (code < 1 || code > assurance_count)
		RefuseCode(&assurance_type, code);
	return assurances[code - 1].name;
}

NAME_TYPE_FUNCTIONS(assurance, &assurance_type)

/*
 * ListIcons is a row for each name, with its icon and what it says.
 */
static Datum
ListIcons(FunctionCallInfo fcinfo, const IconName *icons, int count)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < count; i++)
	{
		Datum		values[3] = {Int16GetDatum(i + 1), CStringGetTextDatum(icons[i].icon),
			CStringGetTextDatum(icons[i].in_words)};
		bool		nulls[3] = {0};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sen.variations() --- every variation, its icon and what it says.
 */
Datum
sen_variations(PG_FUNCTION_ARGS)
{
	return ListIcons(fcinfo, variations, variation_count);
}

/*
 * sen.assurances() --- every assurance, its icon and what it says.
 */
Datum
sen_assurances(PG_FUNCTION_ARGS)
{
	return ListIcons(fcinfo, assurances, assurance_count);
}

/*
 * IsLastPoint is whether a row is that of the last value of its series.
 */
static bool
IsLastPoint(HeapTupleHeader row)
{
	bool		is_null;
	Datum		is_last = GetAttributeByName(row, "is_last", &is_null);

	return !is_null && DatumGetBool(is_last);
}

/*
 * sen.variation(point) --- null but for the last point of a series.
 */
Datum
sen_variation(PG_FUNCTION_ARGS)
{
	HeapTupleHeader row = PG_GETARG_HEAPTUPLEHEADER(0);
	bool		is_null;
	Datum		variation = GetAttributeByName(row, "variation", &is_null);

	if (is_null || !IsLastPoint(row))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(variation);
}

/*
 * sen.assurance(point, target, direction) --- null but for the last point of a
 * series, and without limits or direction.  A target on a limit is within them.
 */
Datum
sen_assurance(PG_FUNCTION_ARGS)
{
	HeapTupleHeader row = PG_GETARG_HEAPTUPLEHEADER(0);
	double		target = PG_GETARG_FLOAT8(1);
	int			direction = DirectionOf(text_to_cstring(PG_GETARG_TEXT_PP(2)));
	bool		no_lower,
				no_upper;
	double		lower = DatumGetFloat8(GetAttributeByName(row, "lower", &no_lower));
	double		upper = DatumGetFloat8(GetAttributeByName(row, "upper", &no_upper));

	if (!isfinite(target))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("target must be a finite number"),
				 errdetail("It is %s.", float8out_internal(target))));
	if (no_lower || no_upper || direction == 0 || !IsLastPoint(row))
		PG_RETURN_NULL();
	if (target > upper + TARGET_SLACK * Max(fabs(target), fabs(upper)))
		PG_RETURN_INT16(direction > 0 ? ASSURANCE_CONSISTENT_FAIL : ASSURANCE_CONSISTENT_PASS);
	if (target < lower - TARGET_SLACK * Max(fabs(target), fabs(lower)))
		PG_RETURN_INT16(direction > 0 ? ASSURANCE_CONSISTENT_PASS : ASSURANCE_CONSISTENT_FAIL);
	PG_RETURN_INT16(ASSURANCE_INCONSISTENT);
}

/*
 * IsOverdispersed is whether counts vary more from point to point than chance
 * would have it.
 */
bool
IsOverdispersed(double dispersion, int64 points)
{
	return points >= 2 && dispersion > 1 + ONE_IN_TWENTY * sqrt(SIGMA_VARIANCE / (points - 1));
}

/*
 * sen.is_overdispersed(point) --- null where no moving range is known.
 */
Datum
sen_is_overdispersed(PG_FUNCTION_ARGS)
{
	HeapTupleHeader row = PG_GETARG_HEAPTUPLEHEADER(0);
	bool		no_dispersion,
				no_points;
	double		dispersion = DatumGetFloat8(GetAttributeByName(row, "dispersion", &no_dispersion));
	int64		points = DatumGetInt64(GetAttributeByName(row, "base_points", &no_points));

	if (no_dispersion || no_points || points < 2)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(IsOverdispersed(dispersion, points));
}
