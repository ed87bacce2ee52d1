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
 * IsMidnight says whether what follows a date is nothing or midnight: 00:00,
 * with seconds or without, after a blank or T, perhaps ending in Z.
 */
static bool
IsMidnight(const char *text)
{
	if (*text == '\0')
		return true;
	if ((*text != ' ' && *text != 'T') || strncmp(text + 1, "00:00", 5) != 0)
		return false;
	text += 6;
	if (strncmp(text, ":00", 3) == 0)
	{
		text += 3;
		if (*text == '.')
			text += 1 + strspn(text + 1, "0");
	}
	return strcmp(text, "") == 0 || strcmp(text, "Z") == 0;
}

/*
 * sen.read_date(value text, column_name text)
 *
 * YYYY-MM-DD or DD/MM/YYYY, either followed by the midnight that exports add.
 */
Datum
sen_read_date(PG_FUNCTION_ARGS)
{
	char	   *value = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *date = pnstrdup(value, 10);
	DateADT		day;

	if (!IsMidnight(value + strlen(date)) || (!ParseIsoDate(date, &day) && !ParseUkDate(date, &day)))
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
