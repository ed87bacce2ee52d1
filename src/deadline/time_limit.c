/*
 * time_limit.c --- type sen.time_limit: the name of one statutory time limit.
 *
 * Two bytes, by value: the code of a row of the table.  Text and binary forms
 * are the name, so neither depends on the code.  The order is that of the
 * codes, which follows the process from request to plan and beyond.
 */
#include "postgres.h"
#include "compat.h"

#include "common/hashfn.h"
#include "deadline/time_limit.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "utils/varlena.h"

PG_FUNCTION_INFO_V1(time_limit_in);
PG_FUNCTION_INFO_V1(time_limit_out);
PG_FUNCTION_INFO_V1(time_limit_recv);
PG_FUNCTION_INFO_V1(time_limit_send);
PG_FUNCTION_INFO_V1(time_limit_eq);
PG_FUNCTION_INFO_V1(time_limit_ne);
PG_FUNCTION_INFO_V1(time_limit_lt);
PG_FUNCTION_INFO_V1(time_limit_le);
PG_FUNCTION_INFO_V1(time_limit_gt);
PG_FUNCTION_INFO_V1(time_limit_ge);
PG_FUNCTION_INFO_V1(time_limit_cmp);
PG_FUNCTION_INFO_V1(time_limit_hash);
PG_FUNCTION_INFO_V1(time_limit_hash_extended);

#define MAX_SUGGESTIONS 3
#define MAX_NAME_LENGTH 63
#define MAX_CODE 999

static const TimeLimit *by_code[MAX_CODE + 1];

/*
 * TimeLimitByName finds a limit by its exact name, or returns NULL.
 */
const TimeLimit *
TimeLimitByName(const char *name)
{
	for (int i = 0; i < time_limit_count; i++)
		if (strcmp(time_limits[i].name, name) == 0)
			return &time_limits[i];
	return NULL;
}

/*
 * DeadlineInit indexes the table by code, so that a due date costs little more
 * than an addition.
 */
void
DeadlineInit(void)
{
	for (int i = 0; i < time_limit_count; i++)
	{
		Assert(time_limits[i].code > 0 && time_limits[i].code <= MAX_CODE);
		Assert(i == 0 || time_limits[i].code > time_limits[i - 1].code);
		by_code[time_limits[i].code] = &time_limits[i];
	}
}

/*
 * TimeLimitByCode finds a limit by its stored code.  An unknown code can only
 * come from a newer version of the extension.
 */
const TimeLimit *
TimeLimitByCode(int16 code)
{
	const TimeLimit *limit = code > 0 && code <= MAX_CODE ? by_code[code] : NULL;

	if (unlikely(limit == NULL))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unknown code %d in a value of type sen.time_limit", code),
				 errhint("The value may have been stored by a newer version of sen_improvement.")));
	return limit;
}

/*
 * Distance ranks a name for the hint: the edit distance, or 0 if one contains
 * the other.
 */
static int
Distance(const char *given, const char *name)
{
	if (strlen(given) >= 3 && strstr(name, given) != NULL)
		return 0;
	return varstr_levenshtein(given, strlen(given), name, strlen(name), 1, 1, 1, true);
}

/*
 * NearestNames lists up to MAX_SUGGESTIONS names like the one given, nearest
 * first, or returns NULL if nothing is near.
 */
static char *
NearestNames(const char *given)
{
	int			given_length = strlen(given);
	int			best[MAX_SUGGESTIONS];
	int			best_distance[MAX_SUGGESTIONS];
	int			found = 0;
	StringInfoData list;

	if (given_length == 0 || given_length > MAX_NAME_LENGTH)
		return NULL;
	for (int i = 0; i < time_limit_count; i++)
	{
		int			distance = Distance(given, time_limits[i].name);
		int			at;

		if (distance > 2 + given_length / 3)
			continue;
		for (at = found; at > 0 && best_distance[at - 1] > distance; at--)
		{
			if (at < MAX_SUGGESTIONS)
			{
				best[at] = best[at - 1];
				best_distance[at] = best_distance[at - 1];
			}
		}
		if (at < MAX_SUGGESTIONS)
		{
			best[at] = i;
			best_distance[at] = distance;
			found = Min(found + 1, MAX_SUGGESTIONS);
		}
	}
	if (found == 0)
		return NULL;
	initStringInfo(&list);
	for (int i = 0; i < found; i++)
		appendStringInfo(&list, "%s\"%s\"", i == 0 ? "" : i == found - 1 ? " or " : ", ",
						 time_limits[best[i]].name);
	return list.data;
}

/*
 * ParseTimeLimit is the common body of the text and binary input.
 */
static Datum
ParseTimeLimit(const char *name, Node *escontext)
{
	const TimeLimit *limit = TimeLimitByName(name);
	char	   *nearest;

	if (limit != NULL)
		PG_RETURN_INT16(limit->code);
	nearest = NearestNames(name);
	ereturn(escontext, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("unknown time limit \"%s\"", name),
			 nearest != NULL ?
			 errhint("Did you mean %s? sen.time_limits() lists them all.", nearest) :
			 errhint("sen.time_limits() lists them all.")));
}

/*
 * time_limit_in(cstring) --- the exact name; an unknown one is an error whose
 * hint lists the nearest names.
 */
Datum
time_limit_in(PG_FUNCTION_ARGS)
{
	return ParseTimeLimit(PG_GETARG_CSTRING(0), fcinfo->context);
}

/*
 * time_limit_out(time_limit) --- the name.
 */
Datum
time_limit_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(pstrdup(PG_GETARG_TIME_LIMIT(0)->name));
}

/*
 * time_limit_recv(internal) --- the name, in the client's encoding.
 */
Datum
time_limit_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length;
	char	   *name = pq_getmsgtext(buf, buf->len - buf->cursor, &length);

	return ParseTimeLimit(name, NULL);
}

/*
 * time_limit_send(time_limit) --- the name.
 */
Datum
time_limit_send(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendtext(&buf, limit->name, strlen(limit->name));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

Datum
time_limit_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) == PG_GETARG_INT16(1));
}

Datum
time_limit_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) != PG_GETARG_INT16(1));
}

Datum
time_limit_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) < PG_GETARG_INT16(1));
}

Datum
time_limit_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) <= PG_GETARG_INT16(1));
}

Datum
time_limit_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) > PG_GETARG_INT16(1));
}

Datum
time_limit_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PG_GETARG_INT16(0) >= PG_GETARG_INT16(1));
}

Datum
time_limit_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) PG_GETARG_INT16(0) - (int32) PG_GETARG_INT16(1));
}

Datum
time_limit_hash(PG_FUNCTION_ARGS)
{
	return hash_uint32((int32) PG_GETARG_INT16(0));
}

Datum
time_limit_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_uint32_extended((int32) PG_GETARG_INT16(0), PG_GETARG_INT64(1));
}
