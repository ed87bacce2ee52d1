/*
 * variation.c --- type sen.variation: what a point of a control chart says.
 *
 * Like sen.time_limit: two bytes, by value, its name in text and binary.  The
 * names are those of the icons of Making Data Count (NHS England).
 */
#include "postgres.h"
#include "compat.h"

#include "funcapi.h"
#include "name_type.h"
#include "spc/spc.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_variations);

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

static int16
VariationCodeAt(int place)
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
	.code_at = VariationCodeAt,
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

/*
 * sen.variations() --- every variation, its icon and what it says.
 */
Datum
sen_variations(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < variation_count; i++)
	{
		Datum		values[3] = {Int16GetDatum(i + 1), CStringGetTextDatum(variations[i].icon),
			CStringGetTextDatum(variations[i].in_words)};
		bool		nulls[3] = {0};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
