/*
 * name_type.c --- types whose values are names: finding a name, the text and
 * binary forms, and names like one that is unknown, for a hint.
 */
#include "postgres.h"
#include "compat.h"

#include <limits.h>

#include "libpq/pqformat.h"
#include "name_type.h"
#include "utils/varlena.h"

#define MAX_SUGGESTIONS 3
#define MAX_NAME_LENGTH 63

/*
 * FindName is the place of a name among the names of the type, or -1.
 */
int
FindName(const NameType *type, const char *given)
{
	for (int i = 0; i < *type->count; i++)
		if (strcmp(type->name_at(i), given) == 0)
			return i;
	return -1;
}

/*
 * RefuseCode says that a stored code is of no name.
 */
void
RefuseCode(const NameType *type, int code)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("unknown code %d in a value of type %s", code, type->type),
			 errhint("The value may have been stored by a newer version of sen_improvement.")));
}

/*
 * Distance is the edit distance, or 0 if the name contains what was given.
 */
static int
Distance(const char *given, const char *name)
{
	if (strlen(given) >= 3 && strstr(name, given) != NULL)
		return 0;
	return varstr_levenshtein(given, strlen(given), name, strlen(name), 1, 1, 1, true);
}

/*
 * PlacesBySpelling writes the places of up to MAX_SUGGESTIONS names spelt like
 * the one given, nearest first, and the distance of the nearest.
 */
static int
PlacesBySpelling(const NameType *type, const char *given, int *places, int *nearest)
{
	int			given_length = strlen(given);
	int			best[MAX_SUGGESTIONS + 1];
	int			best_distance[MAX_SUGGESTIONS + 1];
	int			found = 0;

	for (int i = 0; i < *type->count; i++)
	{
		int			distance = Distance(given, type->name_at(i));
		int			at;

		if (distance > 2 + given_length / 3)
			continue;

		/* Insert in order; the last place is where the worst falls out. */
		for (at = found; at > 0 && best_distance[at - 1] > distance; at--)
		{
			best[at] = best[at - 1];
			best_distance[at] = best_distance[at - 1];
		}
		best[at] = i;
		best_distance[at] = distance;
		found = Min(found + 1, MAX_SUGGESTIONS);
	}
	memcpy(places, best, found * sizeof(int));
	*nearest = found > 0 ? best_distance[0] : INT_MAX;
	return found;
}

/*
 * NearestNames lists up to MAX_SUGGESTIONS names like the one given, quoted,
 * the likeliest first; NULL if nothing is near.  A slip of the keyboard leaves
 * a name a letter or two away; who does not know the name gives words of it.
 */
static char *
NearestNames(const NameType *type, const char *given)
{
	int			spelt[MAX_SUGGESTIONS];
	int			places[MAX_SUGGESTIONS];
	int			given_length = strlen(given);
	int			spelt_alike;
	int			nearest;
	int			found = 0;
	StringInfoData list;

	if (given_length == 0 || given_length > MAX_NAME_LENGTH)
		return NULL;
	spelt_alike = PlacesBySpelling(type, given, spelt, &nearest);
	if (type->places_by_words != NULL && (nearest < 1 || nearest > 2))
		found = type->places_by_words(given, places, MAX_SUGGESTIONS);
	for (int i = 0; i < spelt_alike && found < MAX_SUGGESTIONS; i++)
	{
		bool		there = false;

		for (int j = 0; j < found; j++)
			there |= places[j] == spelt[i];
		if (!there)
			places[found++] = spelt[i];
	}
	if (found == 0)
		return NULL;
	initStringInfo(&list);
	for (int i = 0; i < found; i++)
		appendStringInfo(&list, "%s\"%s\"", i == 0 ? "" : i == found - 1 ? " or " : ", ", type->name_at(places[i]));
	return list.data;
}

/*
 * NameIn reads a name into its code.
 */
Datum
NameIn(const NameType *type, const char *given, Node *escontext)
{
	int			found = FindName(type, given);
	char	   *nearest;

	if (found >= 0)
		PG_RETURN_INT16(type->code_at(found));
	nearest = NearestNames(type, given);
	ereturn(escontext, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("unknown %s \"%s\"", type->noun, given),
			 nearest != NULL ?
			 errhint("Did you mean %s? %s.", nearest, type->lists_all) :
			 errhint("%s.", type->none_near)));
}

/*
 * NameReceive reads the rest of a message as a name, in the client's encoding.
 */
Datum
NameReceive(const NameType *type, FunctionCallInfo fcinfo)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length;

	return NameIn(type, pq_getmsgtext(buf, buf->len - buf->cursor, &length), NULL);
}

/*
 * NameSend is the binary form: the name, in the client's encoding.
 */
Datum
NameSend(const NameType *type, FunctionCallInfo fcinfo)
{
	const char *name = type->name_of(PG_GETARG_INT16(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendtext(&buf, name, strlen(name));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
