/*
 * name_type.c --- what types whose values are names have in common: finding a
 * name, its binary form, and names like one that is unknown, for a hint.
 */
#include "postgres.h"
#include "compat.h"

#include "libpq/pqformat.h"
#include "name_type.h"
#include "utils/varlena.h"

#define MAX_SUGGESTIONS 3
#define MAX_NAME_LENGTH 63

/*
 * FindName is the place of a name among the names, or -1.
 */
int
FindName(const char *given, NameAt name_at, int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(name_at(i), given) == 0)
			return i;
	return -1;
}

/*
 * ReceiveName reads the rest of a message as a name, in the client's encoding.
 */
char *
ReceiveName(StringInfo buf)
{
	int			length;

	return pq_getmsgtext(buf, buf->len - buf->cursor, &length);
}

/*
 * SendName is the binary form: the name, in the client's encoding.
 */
Datum
SendName(const char *name)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendtext(&buf, name, strlen(name));
	return PointerGetDatum(pq_endtypsend(&buf));
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
 * NearestNames lists up to MAX_SUGGESTIONS names like the one given, quoted,
 * nearest first; NULL if nothing is near.
 */
char *
NearestNames(const char *given, NameAt name_at, int count)
{
	int			given_length = strlen(given);
	int			best[MAX_SUGGESTIONS + 1];
	int			best_distance[MAX_SUGGESTIONS + 1];
	int			found = 0;
	StringInfoData list;

	if (given_length == 0 || given_length > MAX_NAME_LENGTH)
		return NULL;
	for (int i = 0; i < count; i++)
	{
		int			distance = Distance(given, name_at(i));
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
	if (found == 0)
		return NULL;
	initStringInfo(&list);
	for (int i = 0; i < found; i++)
		appendStringInfo(&list, "%s\"%s\"", i == 0 ? "" : i == found - 1 ? " or " : ", ", name_at(best[i]));
	return list.data;
}
