/*
 * contested_points.c --- sen.contested_points(): what the law on time limits
 * leaves open, and where practice and the text differ, as rows.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "deadline/time_limit.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(sen_contested_points);

#define POINT_COLUMNS 10

/* Kinds. */
#define OPEN_IN_TEXT "open in the text"
#define PRACTICE_DIFFERS "practice differs"
#define NOT_VERIFIED "not verified"
#define LAW_TO_COME "law to come"

/* One point. */
typedef struct ContestedPoint
{
	const char *name;
	const char *kind;
	const char *point;			/* the question, or the law that is to come */
	const char *limits;			/* names of the limits that it touches, with blanks between; "": none in particular */
	const char *text_says;
	const char *others_say;		/* null: nobody was found who says otherwise */
	const char *source;			/* who says so */
	const char *taken;			/* what this extension takes */
	const char *choose;			/* how to choose otherwise; null: not offered */
	const char *certainty;
} ContestedPoint;

static const ContestedPoint points[] = {
#include "deadline/contested_points.inc"
};

/*
 * LimitsNamed is an array, of the type given, of the limits that are named.
 */
static Datum
LimitsNamed(const char *names, Oid type)
{
	Datum	   *limits = palloc(time_limit_count * sizeof(Datum));
	const char *name;
	int			length;
	int			count = 0;

	while ((name = NextName(&names, &length)) != NULL)
		limits[count++] = Int16GetDatum(TimeLimitByName(pnstrdup(name, length))->code);
	return PointerGetDatum(construct_array(limits, count, type, sizeof(int16), true, TYPALIGN_SHORT));
}

/*
 * sen.contested_points() --- one row for each point.
 */
Datum
sen_contested_points(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Oid			limit_type;

	InitMaterializedSRF(fcinfo, 0);
	limit_type = get_element_type(TupleDescAttr(result->setDesc, 3)->atttypid);
	for (int i = 0; i < (int) lengthof(points); i++)
	{
		const ContestedPoint *point = &points[i];
		const char *texts[POINT_COLUMNS] = {
			point->name, point->kind, point->point, NULL, point->text_says, point->others_say,
			point->source, point->taken, point->choose, point->certainty
		};
		Datum		values[POINT_COLUMNS];
		bool		nulls[POINT_COLUMNS];

		for (int c = 0; c < POINT_COLUMNS; c++)
			PutText(values, nulls, c, texts[c]);
		nulls[3] = false;
		values[3] = LimitsNamed(point->limits, limit_type);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
