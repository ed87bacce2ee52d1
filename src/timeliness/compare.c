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

/*
 * SameCompact is whether two compact values are the same.
 */
bool
SameCompact(const Timeliness *a, const Timeliness *b)
{
	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/*
 * HashCompact is the hash of a compact value.
 */
Datum
HashCompact(const Timeliness *value)
{
	return hash_any((const unsigned char *) VARDATA(value), VARSIZE(value) - VARHDRSZ);
}

/*
 * HashCompactExtended is the same with a seed.
 */
Datum
HashCompactExtended(const Timeliness *value, int64 seed)
{
	return hash_any_extended((const unsigned char *) VARDATA(value), VARSIZE(value) - VARHDRSZ, seed);
}

static Timeliness *
CompactArgument(FunctionCallInfo fcinfo, int argument)
{
	return TimelinessCompact(PG_GETARG_TIMELINESS(argument));
}

/*
 * timeliness_eq(timeliness, timeliness) --- every count the same?
 */
Datum
timeliness_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(SameCompact(CompactArgument(fcinfo, 0), CompactArgument(fcinfo, 1)));
}

/*
 * timeliness_ne(timeliness, timeliness) --- any count different?
 */
Datum
timeliness_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!SameCompact(CompactArgument(fcinfo, 0), CompactArgument(fcinfo, 1)));
}

/*
 * timeliness_hash(timeliness)
 */
Datum
timeliness_hash(PG_FUNCTION_ARGS)
{
	return HashCompact(CompactArgument(fcinfo, 0));
}

/*
 * timeliness_hash_extended(timeliness, bigint)
 */
Datum
timeliness_hash_extended(PG_FUNCTION_ARGS)
{
	return HashCompactExtended(CompactArgument(fcinfo, 0), PG_GETARG_INT64(1));
}
