/*
 * read_value.c --- dates and flags as case systems and spreadsheets write them.
 *
 * One reading each, whatever DateStyle says, and an error that says what to
 * write instead.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "fmgr.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_read_date);
PG_FUNCTION_INFO_V1(sen_read_boolean);

/*
 * sen.read_date(value text, column_name text)
 *
 * YYYY-MM-DD or DD/MM/YYYY, either followed by the midnight that database
 * exports add.
 */
Datum
sen_read_date(PG_FUNCTION_ARGS)
{
	char	   *value = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *date = pstrdup(value);
	const char *midnight = " 00:00:00";
	DateADT		day;

	if (strlen(date) > strlen(midnight) && strcmp(date + strlen(date) - strlen(midnight), midnight) == 0)
		date[strlen(date) - strlen(midnight)] = '\0';
	if (!ParseIsoDate(date, &day) && !ParseUkDate(date, &day))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
				 errmsg("value \"%s\" in column \"%s\" is not a date", value, text_to_cstring(PG_GETARG_TEXT_PP(1))),
				 errhint("Write dates as 2025-12-31 or 31/12/2025.")));
	PG_RETURN_DATEADT(day);
}

/*
 * sen.read_boolean(value text, column_name text)
 */
Datum
sen_read_boolean(PG_FUNCTION_ARGS)
{
	static const char *const words[2][5] = {
		{"0", "false", "no", "n", "f"},
		{"1", "true", "yes", "y", "t"}
	};
	char	   *value = text_to_cstring(PG_GETARG_TEXT_PP(0));

	for (int truth = 0; truth < 2; truth++)
		for (int i = 0; i < 5; i++)
			if (pg_strcasecmp(value, words[truth][i]) == 0)
				PG_RETURN_BOOL(truth == 1);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("value \"%s\" in column \"%s\" is neither yes nor no", value, text_to_cstring(PG_GETARG_TEXT_PP(1))),
			 errhint("Write 1 or 0, yes or no, true or false, or leave it empty if unknown.")));
	PG_RETURN_NULL();			/* keep the compiler quiet */
}
