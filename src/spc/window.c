/*
 * window.c --- what the window functions of this room share: arguments of a
 * row, the order of rows, the type of the result.
 */
#include "postgres.h"
#include "compat.h"

#include "funcapi.h"
#include "spc/window.h"
#include "utils/builtins.h"

static Datum
WindowArgument(WindowObject window, int argument, int64 row, bool *is_null)
{
	return WinGetFuncArgInPartition(window, argument, row, WINDOW_SEEK_HEAD, false, is_null, NULL);
}

/*
 * WindowInteger is an argument within bounds.
 */
int64
WindowInteger(WindowObject window, int argument, int64 row, const char *name, int64 from, int64 to, int64 if_null)
{
	bool		is_null;
	int64		value = DatumGetInt32(WindowArgument(window, argument, row, &is_null));

	if (is_null)
		return if_null;
	if (value < from || value > to)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s out of range: %lld", name, (long long) value),
				 errhint("Give %lld to %lld, or leave it out.", (long long) from, (long long) to)));
	return value;
}

bool
WindowBoolean(WindowObject window, int argument, int64 row, bool if_null)
{
	bool		is_null;
	Datum		value = WindowArgument(window, argument, row, &is_null);

	return is_null ? if_null : DatumGetBool(value);
}

/*
 * WindowText is an argument, NULL if it is null.
 */
char *
WindowText(WindowObject window, int argument, int64 row)
{
	bool		is_null;
	Datum		value = WindowArgument(window, argument, row, &is_null);

	return is_null ? NULL : text_to_cstring(DatumGetTextPP(value));
}

/*
 * WindowNumber reads a value of a row; false if it is null.
 */
bool
WindowNumber(WindowObject window, int argument, int64 row, double *number)
{
	bool		is_null;
	Datum		value = WindowArgument(window, argument, row, &is_null);

	*number = is_null ? 0 : DatumGetFloat8(value);
	return !is_null;
}

/*
 * CheckOrder refuses a row that has the same place in the order as the one
 * before.
 */
void
CheckOrder(WindowObject window, int64 row)
{
	if (row > 0 && WinRowsArePeers(window, row - 1, row))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rows %lld and %lld of a series have the same place in its order", (long long) row, (long long) row + 1),
				 errhint("In the window, PARTITION BY what tells series apart and ORDER BY the period, of which a series has one row each.")));
}

/*
 * ResultColumns is the type of the result, in the current memory context.
 */
TupleDesc
ResultColumns(FunctionCallInfo fcinfo)
{
	TupleDesc	columns;

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "function %u does not return a row", fcinfo->flinfo->fn_oid);
	return BlessTupleDesc(columns);
}
