/*
 * find_limit.c --- a time limit found by the words that people use.
 *
 * The server's text search does the work: a document for each limit, of its
 * keywords (weight A), its name (B), the duty (C) and who owes it to whom and
 * since when (D), in the English configuration, so that "refused" finds
 * "refusal".  Used by sen.find_limit() and by the hints of the type's input.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/namespace.h"
#include "deadline/time_limit.h"
#include "funcapi.h"
#include "nodes/value.h"
#include "tsearch/ts_cache.h"
#include "tsearch/ts_type.h"
#include "tsearch/ts_utils.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(sen_find_limit);

#define FOUND_COLUMNS 8

/* Who looks for a duty mostly means that of a child who is not detained. */
#define SECTION_DETAINED 6
#define RANK_OF_DETAINED 0.8f

/* The documents, in order of the table; made when first needed. */
static TSVector *documents = NULL;

/* A limit that was found. */
typedef struct FoundLimit
{
	int			place;			/* in the table */
	float4		rank;
} FoundLimit;

/*
 * English is the configuration, or InvalidOid where the database has dropped it.
 */
static Oid
English(void)
{
	return get_ts_config_oid(list_make2(makeString("pg_catalog"), makeString("english")), true);
}

/*
 * WordsOf is a copy of a text or a name, with blanks for underscores.
 */
static char *
WordsOf(const char *text)
{
	char	   *words = pstrdup(text);

	for (char *at = words; *at != '\0'; at++)
		if (*at == '_')
			*at = ' ';
	return words;
}

/*
 * Weighted is a text as a document of one weight.
 */
static Datum
Weighted(Oid config, const char *text, char weight)
{
	char	   *words = WordsOf(text);
	Datum		vector;

	vector = OidFunctionCall2(F_TO_TSVECTOR_REGCONFIG_TEXT, ObjectIdGetDatum(config), CStringGetTextDatum(words));
	return OidFunctionCall2(F_SETWEIGHT_TSVECTOR_CHAR, vector, CharGetDatum(weight));
}

static TSVector
MakeDocument(Oid config, const TimeLimit *limit)
{
	Datum		document = Weighted(config, limit->keywords, 'A');
	const char *others = psprintf("%s; %s; %s; %s", limit->clock_starts, limit->owed_by, limit->owed_to, limit->citation);

	document = OidFunctionCall2(F_TSVECTOR_CONCAT, document, Weighted(config, limit->name, 'B'));
	document = OidFunctionCall2(F_TSVECTOR_CONCAT, document, Weighted(config, limit->duty, 'C'));
	document = OidFunctionCall2(F_TSVECTOR_CONCAT, document, Weighted(config, others, 'D'));
	return DatumGetTSVector(document);
}

static void
MakeDocuments(Oid config)
{
	TSVector   *made = MemoryContextAllocZero(TopMemoryContext, time_limit_count * sizeof(TSVector));

	for (int i = 0; i < time_limit_count; i++)
	{
		TSVector	document = MakeDocument(config, &time_limits[i]);

		made[i] = MemoryContextAlloc(TopMemoryContext, VARSIZE(document));
		memcpy(made[i], document, VARSIZE(document));
	}
	documents = made;
}

/* The higher rank first; of equals the earlier in the process. */
static int
CompareFound(const void *a, const void *b)
{
	const FoundLimit *x = a;
	const FoundLimit *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? 1 : -1;
	return x->place - y->place;
}

/*
 * AnyOf makes of a query for all of its words one for any of them.
 */
static Datum
AnyOf(Datum all)
{
	char	   *words = OidOutputFunctionCall(F_TSQUERYOUT, all);

	for (char *at = words; (at = strstr(at, " & ")) != NULL;)
		at[1] = '|';
	return OidInputFunctionCall(F_TSQUERYIN, words, InvalidOid, -1);
}

/*
 * FindLimits finds the limits that have all the words, or if there is none
 * those that have any of them, and returns how many, the best first.
 */
static int
FindLimits(const char *words, FoundLimit *found)
{
	Oid			config = English();
	int			number = 0;
	Datum		all;
	Datum		any;

	if (!OidIsValid(config))
		return 0;
	if (documents == NULL)
		MakeDocuments(config);
	all = OidFunctionCall2(F_PLAINTO_TSQUERY_REGCONFIG_TEXT, ObjectIdGetDatum(config), CStringGetTextDatum(words));
	if (DatumGetTSQuery(all)->size == 0)
		return 0;
	any = AnyOf(all);
	for (int pass = 0; pass < 2 && number == 0; pass++)
		for (int i = 0; i < time_limit_count; i++)
		{
			Datum		document = PointerGetDatum(documents[i]);

			if (!DatumGetBool(OidFunctionCall2(F_TS_MATCH_VQ, document, pass == 0 ? all : any)))
				continue;
			found[number].place = i;
			found[number].rank = DatumGetFloat4(OidFunctionCall2(F_TS_RANK_TSVECTOR_TSQUERY, document, any));
			if (time_limits[i].code / 100 == SECTION_DETAINED)
				found[number].rank *= RANK_OF_DETAINED;
			number++;
		}
	qsort(found, number, sizeof(FoundLimit), CompareFound);
	return number;
}

/*
 * PlacesByWords writes the places of the limits found by the words of a name
 * that is none, at most max of them, the best first; returns how many.
 */
int
PlacesByWords(const char *given, int *places, int max)
{
	FoundLimit *found = palloc(time_limit_count * sizeof(FoundLimit));
	char	   *words = WordsOf(given);
	int			number;

	number = Min(FindLimits(words, found), max);
	for (int i = 0; i < number; i++)
		places[i] = found[i].place;
	return number;
}

/*
 * sen.find_limit(words) --- the limits found by these words, the best first.
 */
Datum
sen_find_limit(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	FoundLimit *found = palloc(time_limit_count * sizeof(FoundLimit));
	int			number = FindLimits(text_to_cstring(PG_GETARG_TEXT_PP(0)), found);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < number; i++)
	{
		const TimeLimit *limit = &time_limits[found[i].place];
		const char *period = TimeLimitPeriod(limit);
		Datum		values[FOUND_COLUMNS] = {
			Int16GetDatum(limit->code),
			CStringGetTextDatum(limit->duty),
			(Datum) 0,
			CStringGetTextDatum(limit->clock_starts),
			CStringGetTextDatum(limit->owed_by),
			CStringGetTextDatum(limit->citation),
			CStringGetTextDatum(limit->keywords),
			Float4GetDatum(found[i].rank)
		};
		bool		nulls[FOUND_COLUMNS] = {0};

		nulls[2] = period == NULL;
		if (period != NULL)
			values[2] = CStringGetTextDatum(period);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
