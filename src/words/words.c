/*
 * words.c --- days, counts and lists as reports say them.
 *
 * Reports call these once a row and more: they look nothing up, and neither
 * locale nor settings change what they say.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/numeric.h"

PG_FUNCTION_INFO_V1(date_words);
PG_FUNCTION_INFO_V1(count_words);
PG_FUNCTION_INFO_V1(list_words);

static const char *const month_names[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"
};

/*
 * sen.date_words(date) --- such as 6 June 2025.  Years before the first are
 * written as dates are.
 */
Datum
date_words(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int			year;
	int			month;
	int			of_month;

	if (DATE_NOT_FINITE(day))
		return CStringGetTextDatum(DATE_IS_NOBEGIN(day) ? EARLY : LATE);
	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &of_month);
	return CStringGetTextDatum(psprintf("%d %s %04d%s", of_month, month_names[month - 1],
										year > 0 ? year : 1 - year, year > 0 ? "" : " BC"));
}

/*
 * sen.count_words(numeric, noun) and (numeric, singular, plural).
 */
Datum
count_words(PG_FUNCTION_ARGS)
{
	Datum		number = PG_GETARG_DATUM(0);
	text	   *singular = PG_GETARG_TEXT_PP(1);
	bool		is_one = DatumGetBool(DirectFunctionCall2(numeric_eq, number, NumericGetDatum(int64_to_numeric(1))));
	StringInfoData said;

	initStringInfo(&said);
	appendStringInfoString(&said, DatumGetCString(DirectFunctionCall1(numeric_out, number)));
	appendStringInfoChar(&said, ' ');
	if (!is_one && PG_NARGS() > 2)
		singular = PG_GETARG_TEXT_PP(2);
	appendBinaryStringInfo(&said, VARDATA_ANY(singular), VARSIZE_ANY_EXHDR(singular));
	if (!is_one && PG_NARGS() == 2)
		appendStringInfoChar(&said, 's');
	PG_RETURN_TEXT_P(cstring_to_text_with_len(said.data, said.len));
}

/*
 * sen.list_words(separator, items) --- null if no item says anything.
 */
Datum
list_words(PG_FUNCTION_ARGS)
{
	text	   *separator = PG_GETARG_TEXT_PP(0);
	StringInfoData said;
	Datum	   *items;
	bool	   *is_null;
	int			count;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &items, &is_null, &count);
	initStringInfo(&said);
	for (int i = 0; i < count; i++)
	{
		text	   *item;

		if (is_null[i])
			continue;
		item = DatumGetTextPP(items[i]);
		if (VARSIZE_ANY_EXHDR(item) == 0)
			continue;
		if (said.len > 0)
			appendBinaryStringInfo(&said, VARDATA_ANY(separator), VARSIZE_ANY_EXHDR(separator));
		appendBinaryStringInfo(&said, VARDATA_ANY(item), VARSIZE_ANY_EXHDR(item));
	}
	if (said.len == 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(said.data, said.len));
}
