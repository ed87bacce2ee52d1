/*
 * time_limit.c --- type sen.time_limit: the name of one statutory time limit.
 *
 * Two bytes, by value: the code of a row of the table.  Text and binary forms
 * are the name, so neither depends on the code.  The order is that of the
 * codes, which follows the process from request to plan and beyond; so the
 * comparison functions are the server's own for int2.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/time_limit.h"
#include "name_type.h"
#include "nodes/nodes.h"

PG_FUNCTION_INFO_V1(time_limit_in);
PG_FUNCTION_INFO_V1(time_limit_out);
PG_FUNCTION_INFO_V1(time_limit_recv);
PG_FUNCTION_INFO_V1(time_limit_send);

#define MAX_CODE 999

static const TimeLimit *by_code[MAX_CODE + 1];

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

static const char *
TimeLimitNameAt(int i)
{
	return time_limits[i].name;
}

/*
 * ParseTimeLimit is the common body of the text and binary input.
 */
static Datum
ParseTimeLimit(const char *name, Node *escontext)
{
	int			found = FindName(name, TimeLimitNameAt, time_limit_count);
	char	   *nearest;

	if (found >= 0)
		PG_RETURN_INT16(time_limits[found].code);
	nearest = NearestNames(name, TimeLimitNameAt, time_limit_count);
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
	return ParseTimeLimit(ReceiveName((StringInfo) PG_GETARG_POINTER(0)), NULL);
}

/*
 * time_limit_send(time_limit) --- the name.
 */
Datum
time_limit_send(PG_FUNCTION_ARGS)
{
	return SendName(PG_GETARG_TIME_LIMIT(0)->name);
}
