/*
 * contested_points.c --- sen.contested_points(): what the law on time limits
 * leaves open, and where practice and the text differ, as rows; and the dates
 * that the other answers give.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "deadline/counting.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(sen_contested_points);
PG_FUNCTION_INFO_V1(sen_contested_choice);
PG_FUNCTION_INFO_V1(sen_other_due);
PG_FUNCTION_INFO_V1(sen_other_due_point);

#define POINT_COLUMNS 11

/* Kinds. */
#define OPEN_IN_TEXT "open in the text"
#define PRACTICE_DIFFERS "practice differs"
#define NOT_VERIFIED "not verified"
#define LAW_TO_COME "law to come"

/* The date that the other answer gives, where a programme can choose it. */
typedef enum OtherDue
{
	OTHER_NONE,					/* not for a programme to choose: it gives no date, or another day has to be given */
	OTHER_DAY_LATER,			/* the day after */
	OTHER_NOT_CLEAR,			/* without clear days */
	OTHER_WORKING_DAYS,			/* as many working days as there are days */
	OTHER_OF_CASE				/* it follows from more than the start of the clock; the views of cases know */
} OtherDue;

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
	OtherDue	other;
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
			point->source, point->taken, point->choose, point->certainty, NULL
		};
		Datum		values[POINT_COLUMNS];
		bool		nulls[POINT_COLUMNS];

		for (int c = 0; c < POINT_COLUMNS; c++)
			PutText(values, nulls, c, texts[c]);
		nulls[3] = false;
		values[3] = LimitsNamed(point->limits, limit_type);
		nulls[10] = false;
		values[10] = BoolGetDatum(point->other != OTHER_NONE);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sen.contested_choice(point) --- may a programme choose the other answer to it?
 */
Datum
sen_contested_choice(PG_FUNCTION_ARGS)
{
	text	   *given = PG_GETARG_TEXT_PP(0);

	for (int i = 0; i < (int) lengthof(points); i++)
		if (TextIs(given, points[i].name))
			PG_RETURN_BOOL(points[i].other != OTHER_NONE);
	PG_RETURN_BOOL(false);
}

/*
 * PointOfDue finds the point whose other answer gives another date for a limit,
 * from the same day; null if there is none.
 */
static const ContestedPoint *
PointOfDue(const TimeLimit *limit)
{
	static const ContestedPoint **found = NULL; /* for each limit, in its order */
	static bool *known = NULL;
	int			place = limit - time_limits;

	if (found == NULL)
	{
		known = MemoryContextAllocZero(TopMemoryContext, time_limit_count * sizeof(bool));
		found = MemoryContextAllocZero(TopMemoryContext, time_limit_count * sizeof(ContestedPoint *));
	}
	for (int i = 0; i < (int) lengthof(points) && !known[place]; i++)
		if (points[i].other != OTHER_NONE && points[i].other != OTHER_OF_CASE && NamedAmong(points[i].limits, limit->name))
			found[place] = &points[i];
	known[place] = true;
	return found[place];
}

/*
 * sen.other_due_point(time_limit) --- its name.
 */
Datum
sen_other_due_point(PG_FUNCTION_ARGS)
{
	const ContestedPoint *point = PointOfDue(PG_GETARG_TIME_LIMIT(0));

	if (point == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(point->name));
}

/*
 * sen.other_due(time_limit, started date) --- the last day by the other answer.
 */
Datum
sen_other_due(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	DateADT		started = PG_GETARG_DATEADT(1);
	const ContestedPoint *point = PointOfDue(limit);
	TimeLimit	other = *limit;
	DateADT		due;

	if (point == NULL)
		PG_RETURN_NULL();
	switch (point->other)
	{
		case OTHER_DAY_LATER:
			due = LimitDue(limit, started, &default_choice);
			if (DATE_NOT_FINITE(due))
				PG_RETURN_DATEADT(due);
			PG_RETURN_DATUM(DirectFunctionCall2(date_pli, DateADTGetDatum(due), Int32GetDatum(1)));
		case OTHER_NOT_CLEAR:
			{
				CountingChoice choice = {NULL, false, false};

				PG_RETURN_DATEADT(LimitDue(limit, started, &choice));
			}
		default:
			other.unit = UNIT_WORKING_DAY;
			PG_RETURN_DATEADT(LimitDue(&other, started, &default_choice));
	}
}
