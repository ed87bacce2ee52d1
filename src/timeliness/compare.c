/*
 * compare.c --- equality and hash of sen.timeliness.
 *
 * The compact form is canonical, so equal summaries are equal bytes.
 */
#include "postgres.h"
#include "compat.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "timeliness/timeliness.h"

PG_FUNCTION_INFO_V1(timeliness_eq);
PG_FUNCTION_INFO_V1(timeliness_ne);
PG_FUNCTION_INFO_V1(timeliness_hash);
PG_FUNCTION_INFO_V1(timeliness_hash_extended);

static bool
SameSummary(FunctionCallInfo fcinfo)
{
	Timeliness *a = TimelinessCompact(PG_GETARG_TIMELINESS(0));
	Timeliness *b = TimelinessCompact(PG_GETARG_TIMELINESS(1));

	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/*
 * timeliness_eq(timeliness, timeliness) --- every count the same?
 */
Datum
timeliness_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(SameSummary(fcinfo));
}

/*
 * timeliness_ne(timeliness, timeliness) --- any count different?
 */
Datum
timeliness_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!SameSummary(fcinfo));
}

/*
 * timeliness_hash(timeliness)
 */
Datum
timeliness_hash(PG_FUNCTION_ARGS)
{
	Timeliness *value = TimelinessCompact(PG_GETARG_TIMELINESS(0));

	return hash_any((unsigned char *) VARDATA(value), VARSIZE(value) - VARHDRSZ);
}

/*
 * timeliness_hash_extended(timeliness, bigint)
 */
Datum
timeliness_hash_extended(PG_FUNCTION_ARGS)
{
	Timeliness *value = TimelinessCompact(PG_GETARG_TIMELINESS(0));

	return hash_any_extended((unsigned char *) VARDATA(value), VARSIZE(value) - VARHDRSZ, PG_GETARG_INT64(1));
}
