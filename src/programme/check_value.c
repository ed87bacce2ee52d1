/*
 * check_value.c --- checks on the rows that people load.
 *
 * A CHECK constraint alone says which rule was broken, not what to write
 * instead.  These do, and name the value and the column.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(sen_check_value);
PG_FUNCTION_INFO_V1(sen_is_record_date);
PG_FUNCTION_INFO_V1(sen_check_record_date);

/* 1990-01-01 and 2199-12-31, in days from 2000-01-01. */
#define FIRST_RECORD_DATE (-3652)
#define LAST_RECORD_DATE 73048

/*
 * sen.check_value(ok boolean, column_name text, value anyelement, hint text)
 *
 * True, unless ok is false: then an error with the value, the column and the
 * hint.  ok null passes, as in any CHECK constraint.
 */
Datum
sen_check_value(PG_FUNCTION_ARGS)
{
	char	   *column;
	char	   *value = NULL;

	if (PG_ARGISNULL(0) || PG_GETARG_BOOL(0))
		PG_RETURN_BOOL(true);

	column = PG_ARGISNULL(1) ? pstrdup("?") : text_to_cstring(PG_GETARG_TEXT_PP(1));
	if (!PG_ARGISNULL(2))
	{
		Oid			type = get_fn_expr_argtype(fcinfo->flinfo, 2);
		Oid			output;
		bool		is_varlena;

		if (!OidIsValid(type))
			ereport(ERROR,
					(errcode(ERRCODE_INDETERMINATE_DATATYPE),
					 errmsg("the type of the value in column \"%s\" is not known", column)));
		getTypeOutputInfo(type, &output, &is_varlena);
		value = OidOutputFunctionCall(output, PG_GETARG_DATUM(2));
	}
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 value != NULL ?
			 errmsg("value \"%s\" is not allowed in column \"%s\"", value, column) :
			 errmsg("column \"%s\" must not be empty here", column),
			 err_generic_string(PG_DIAG_COLUMN_NAME, column),
			 PG_ARGISNULL(3) ? 0 : errhint("%s", text_to_cstring(PG_GETARG_TEXT_PP(3)))));
	PG_RETURN_NULL();			/* keep the compiler quiet */
}

/* IsRecordDate says whether a day can stand in a record. */
static bool
IsRecordDate(DateADT day)
{
	return day >= FIRST_RECORD_DATE && day <= LAST_RECORD_DATE;
}

/*
 * sen.is_record_date(date) --- from 1990-01-01 to 2199-12-31; so not infinite.
 */
Datum
sen_is_record_date(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(IsRecordDate(PG_GETARG_DATEADT(0)));
}

/*
 * sen.check_record_date(value date, column_name text, advice text)
 *
 * sen.check_value() for the commonest check of all: true, or an error with
 * the day, the column and a hint that ends in the advice.
 */
Datum
sen_check_record_date(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);

	if (!IsRecordDate(day))
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("value \"%s\" is not allowed in column \"%s\"",
						DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(day))),
						text_to_cstring(PG_GETARG_TEXT_PP(1))),
				 err_generic_string(PG_DIAG_COLUMN_NAME, text_to_cstring(PG_GETARG_TEXT_PP(1))),
				 errhint("Use a date from 1990-01-01 to 2199-12-31%s.",
						 text_to_cstring(PG_GETARG_TEXT_PP(2)))));
	PG_RETURN_BOOL(true);
}
