/*
 * closed_forms_arguments.c --- numbers that formulae of room recovery take.
 *
 * -0 becomes 0, so that no result prints as -0.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "recovery/closed_forms.h"
#include "utils/float.h"

/*
 * ArgumentQuantity reads a number of cases, cases a week, or weeks.
 */
double
ArgumentQuantity(FunctionCallInfo fcinfo, int argument, const char *name)
{
	double		number = PG_GETARG_FLOAT8(argument) + 0.0;

	if (!(number >= 0 && isfinite(number)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s out of range: %s", name, float8out_internal(number)),
				 errhint("Give a finite number, 0 or more.")));
	return number;
}

/*
 * ArgumentPositive reads a number that something is divided by.
 */
double
ArgumentPositive(FunctionCallInfo fcinfo, int argument, const char *name)
{
	double		number = PG_GETARG_FLOAT8(argument);

	if (!(number > 0 && isfinite(number)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s out of range: %s", name, float8out_internal(number)),
				 errhint("Give a finite number above 0.")));
	return number;
}

/*
 * ArgumentShare reads a share.
 */
double
ArgumentShare(FunctionCallInfo fcinfo, int argument, const char *name)
{
	double		share = PG_GETARG_FLOAT8(argument) + 0.0;

	if (!(share >= 0 && share <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s out of range: %s", name, float8out_internal(share)),
				 errdetail("A share is at least 0 and at most 1."),
				 errhint("For 46%% give 0.46, not 46.")));
	return share;
}

/*
 * CheckResult refuses what is beyond all numbers.
 */
double
CheckResult(double result, const char *name)
{
	if (!isfinite(result))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s out of range", name),
				 errhint("Check the arguments: they are too large for a result.")));
	return result;
}
