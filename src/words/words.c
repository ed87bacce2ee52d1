/*
 * words.c --- days, numbers and lists as reports say them.
 *
 * Reports call these once a row and more: they look nothing up, and neither
 * locale nor settings change what they say.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/numeric.h"
#include "words/words.h"

PG_FUNCTION_INFO_V1(date_words);
PG_FUNCTION_INFO_V1(month_words);
PG_FUNCTION_INFO_V1(number_words);
PG_FUNCTION_INFO_V1(count_words);
PG_FUNCTION_INFO_V1(share_words);
PG_FUNCTION_INFO_V1(percent_words);
PG_FUNCTION_INFO_V1(figure_words);
PG_FUNCTION_INFO_V1(difference_words);
PG_FUNCTION_INFO_V1(list_words);
PG_FUNCTION_INFO_V1(fold_words);

static const char *const month_names[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"
};

/*
 * DayOrMonthWords writes a date with the day of the month or without.  Years
 * before the first are written as dates are.
 */
static Datum
DayOrMonthWords(DateADT day, bool with_day)
{
	int			year;
	int			month;
	int			of_month;

	if (DATE_NOT_FINITE(day))
		return CStringGetTextDatum(DATE_IS_NOBEGIN(day) ? EARLY : LATE);
	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &of_month);
	return CStringGetTextDatum(psprintf("%s%s %04d%s", with_day ? psprintf("%d ", of_month) : "", month_names[month - 1],
										year > 0 ? year : 1 - year, year > 0 ? "" : " BC"));
}

/*
 * sen.date_words(date) --- such as 6 June 2025.
 */
Datum
date_words(PG_FUNCTION_ARGS)
{
	return DayOrMonthWords(PG_GETARG_DATEADT(0), true);
}

/*
 * sen.month_words(date) --- such as June 2025.
 */
Datum
month_words(PG_FUNCTION_ARGS)
{
	return DayOrMonthWords(PG_GETARG_DATEADT(0), false);
}

/*
 * AppendNumberText writes the text of a number with a comma before each three digits.
 */
void
AppendNumberText(StringInfo said, const char *text)
{
	int			sign = text[0] == '-';
	int			digits = strspn(text + sign, "0123456789");

	appendBinaryStringInfo(said, text, sign);
	for (int i = 0; i < digits; i++)
	{
		if (i > 0 && (digits - i) % 3 == 0)
			appendStringInfoChar(said, ',');
		appendStringInfoChar(said, text[sign + i]);
	}
	appendStringInfoString(said, text + sign + digits);
}

/*
 * AppendNumber writes a number without zeros at its end after the point.
 */
static void
AppendNumber(StringInfo said, Datum number)
{
	AppendNumberText(said, DatumGetCString(DirectFunctionCall1(numeric_out,
															   DirectFunctionCall1(numeric_trim_scale, number))));
}

static void
AppendText(StringInfo said, text *content)
{
	appendBinaryStringInfo(said, VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content));
}

static Datum
WholeNumber(int64 number)
{
	return NumericGetDatum(int64_to_numeric(number));
}

static bool
IsEqual(Datum one, Datum other)
{
	return DatumGetBool(DirectFunctionCall2(numeric_eq, one, other));
}

static Datum
Rounded(Datum number, int places)
{
	return DirectFunctionCall2(numeric_round, number, Int32GetDatum(places));
}

/*
 * sen.number_words(numeric) --- such as 1,328 or 8.5.
 */
Datum
number_words(PG_FUNCTION_ARGS)
{
	StringInfoData said;

	initStringInfo(&said);
	AppendNumber(&said, PG_GETARG_DATUM(0));
	PG_RETURN_TEXT_P(cstring_to_text_with_len(said.data, said.len));
}

/*
 * AppendNoun writes what is counted.  Without a plural, an s is added.
 */
static void
AppendNoun(StringInfo said, Datum number, text *singular, text *plural)
{
	bool		is_one = IsEqual(number, WholeNumber(1));

	AppendText(said, is_one || plural == NULL ? singular : plural);
	if (!is_one && plural == NULL)
		appendStringInfoChar(said, 's');
}

/*
 * sen.count_words(numeric, noun) and (numeric, singular, plural).
 */
Datum
count_words(PG_FUNCTION_ARGS)
{
	Datum		number = PG_GETARG_DATUM(0);
	StringInfoData said;

	initStringInfo(&said);
	AppendNumber(&said, number);
	appendStringInfoChar(&said, ' ');
	AppendNoun(&said, number, PG_GETARG_TEXT_PP(1), PG_NARGS() > 2 ? PG_GETARG_TEXT_PP(2) : NULL);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(said.data, said.len));
}

/*
 * sen.share_words(part, whole, noun, plural, says) --- such as 5 of 12 actions
 * complete.  Of a whole of 0 nothing can be said but that.
 */
Datum
share_words(PG_FUNCTION_ARGS)
{
	Datum		part = PG_GETARG_DATUM(0);
	Datum		whole = PG_GETARG_DATUM(1);
	bool		is_empty;
	StringInfoData said;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	is_empty = IsEqual(whole, WholeNumber(0));
	initStringInfo(&said);
	if (is_empty)
		appendStringInfoString(&said, "no ");
	else
	{
		if (IsEqual(part, WholeNumber(0)))
			appendStringInfoString(&said, "none");
		else
			AppendNumber(&said, part);
		appendStringInfoString(&said, " of ");
		AppendNumber(&said, whole);
		appendStringInfoChar(&said, ' ');
	}
	AppendNoun(&said, whole, PG_GETARG_TEXT_PP(2), PG_ARGISNULL(3) ? NULL : PG_GETARG_TEXT_PP(3));
	if (!is_empty && !PG_ARGISNULL(4))
	{
		appendStringInfoChar(&said, ' ');
		AppendText(&said, PG_GETARG_TEXT_PP(4));
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(said.data, said.len));
}

/*
 * PlacesOfPercent is the rule for all percentages in words: one decimal, and none
 * if one case of the whole is more than a percent of it.
 */
static int
PlacesOfPercent(bool whole_is_known, Datum whole)
{
	return whole_is_known && DatumGetBool(DirectFunctionCall2(numeric_lt, whole, WholeNumber(100))) ? 0 : 1;
}

/*
 * PlacesToTellApart is how many decimals a number needs so that it is not written
 * as a number beside it that is another one.
 */
static int
PlacesToTellApart(Datum number, int places, ArrayType *beside)
{
	Datum	   *others;
	bool	   *is_null;
	int			count;

	deconstruct_array(beside, NUMERICOID, -1, false, TYPALIGN_INT, &others, &is_null, &count);
	for (int i = 0; i < count; i++)
	{
		if (is_null[i] || IsEqual(number, others[i]))
			continue;
		while (places < NUMERIC_MAX_DISPLAY_SCALE && IsEqual(Rounded(number, places), Rounded(others[i], places)))
			places++;
	}
	return places;
}

/*
 * AppendPercent writes a percentage.  What is more than nothing is not written as
 * 0, nor what is less than all as 100.
 */
static void
AppendPercent(StringInfo said, Datum percent, int places)
{
	Datum		shown = Rounded(percent, places);
	bool		is_exact = IsEqual(shown, percent);

	if (!is_exact && IsEqual(shown, WholeNumber(0)) && DatumGetBool(DirectFunctionCall2(numeric_gt, percent, shown)))
		appendStringInfoString(said, places == 0 ? "under 1" : "under 0.1");
	else if (!is_exact && IsEqual(shown, WholeNumber(100)) &&
			 DatumGetBool(DirectFunctionCall2(numeric_lt, percent, shown)))
		appendStringInfoString(said, places == 0 ? "over 99" : "over 99.9");
	else
		AppendNumber(said, shown);
	appendStringInfoChar(said, '%');
}

/*
 * sen.percent_words(percent, whole)
 */
Datum
percent_words(PG_FUNCTION_ARGS)
{
	StringInfoData said;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	initStringInfo(&said);
	AppendPercent(&said, PG_GETARG_DATUM(0), PlacesOfPercent(!PG_ARGISNULL(1), PG_GETARG_DATUM(1)));
	PG_RETURN_TEXT_P(cstring_to_text_with_len(said.data, said.len));
}

static bool
IsPercent(text *unit)
{
	return VARSIZE_ANY_EXHDR(unit) == strlen("percent") && memcmp(VARDATA_ANY(unit), "percent", strlen("percent")) == 0;
}

/*
 * AppendUnit writes a unit, which is a plural: of one, its first word that ends as
 * a plural does is made a singular.
 */
static void
AppendUnit(StringInfo said, Datum number, text *unit)
{
	static const struct
	{
		const char *plural;
		const char *singular;
	}			ending[] = {
		{"children", "child"}, {"people", "person"}, {"ies", "y"}, {"ches", "ch"}, {"shes", "sh"}, {"sses", "ss"},
		{"xes", "x"}, {"ss", NULL}, {"us", NULL}, {"is", NULL}, {"s", ""}
	};
	const char *at = VARDATA_ANY(unit);
	const char *end = at + VARSIZE_ANY_EXHDR(unit);
	bool		is_plural = !IsEqual(number, WholeNumber(1));

	appendStringInfoChar(said, ' ');
	while (at < end && !is_plural)
	{
		const char *blank = memchr(at, ' ', end - at);
		int			length = (blank == NULL ? end : blank) - at;
		int			stem = length;

		for (size_t i = 0; i < lengthof(ending); i++)
		{
			int			tail = strlen(ending[i].plural);

			if (length < tail || memcmp(at + length - tail, ending[i].plural, tail) != 0)
				continue;
			if (ending[i].singular != NULL)
			{
				stem = length - tail;
				appendBinaryStringInfo(said, at, stem);
				appendStringInfoString(said, ending[i].singular);
				at += length;
				is_plural = true;	/* what follows is as it is */
			}
			break;
		}
		if (is_plural)
			break;
		appendBinaryStringInfo(said, at, length);
		at += length;
		if (blank != NULL)
			appendStringInfoChar(said, *at++);
	}
	appendBinaryStringInfo(said, at, end - at);
}

/*
 * sen.figure_words(value, unit, whole, beside...)
 */
Datum
figure_words(PG_FUNCTION_ARGS)
{
	Datum		value = PG_GETARG_DATUM(0);
	StringInfoData said;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	initStringInfo(&said);
	if (IsPercent(PG_GETARG_TEXT_PP(1)))
	{
		int			places = PlacesOfPercent(!PG_ARGISNULL(2), PG_GETARG_DATUM(2));

		if (!PG_ARGISNULL(3))
			places = PlacesToTellApart(value, places, PG_GETARG_ARRAYTYPE_P(3));
		AppendPercent(&said, value, places);
	}
	else
	{
		AppendNumber(&said, value);
		AppendUnit(&said, value, PG_GETARG_TEXT_PP(1));
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(said.data, said.len));
}

/*
 * sen.difference_words(difference, unit, bare) --- that of two percentages in
 * points, to one decimal, or as many as it takes not to be 0; bare without the unit.
 */
Datum
difference_words(PG_FUNCTION_ARGS)
{
	Datum		difference = PG_GETARG_DATUM(0);
	text	   *unit = PG_GETARG_TEXT_PP(1);
	bool		is_bare = PG_GETARG_BOOL(2);
	StringInfoData said;

	initStringInfo(&said);
	if (IsPercent(unit))
	{
		ArrayType  *zero;
		Datum		none = WholeNumber(0);
		Datum		shown;

		zero = construct_array(&none, 1, NUMERICOID, -1, false, TYPALIGN_INT);
		shown = Rounded(difference, PlacesToTellApart(difference, 1, zero));
		AppendNumber(&said, shown);
		if (!is_bare)
			appendStringInfoString(&said, IsEqual(shown, WholeNumber(1)) || IsEqual(shown, WholeNumber(-1)) ? " point" : " points");
	}
	else
	{
		AppendNumber(&said, difference);
		if (!is_bare)
			AppendUnit(&said, difference, unit);
	}
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

/*
 * sen.fold_words(content, width, indent) --- lines of at most so many columns,
 * broken at blanks; a longer word stands alone.  Lines after the first begin
 * with the indent, the first one as it came.
 */
Datum
fold_words(PG_FUNCTION_ARGS)
{
	text	   *content = PG_GETARG_TEXT_PP(0);
	int			width = PG_GETARG_INT32(1);
	int			indent = PG_GETARG_INT32(2);
	const char *at = VARDATA_ANY(content);
	const char *end = at + VARSIZE_ANY_EXHDR(content);
	StringInfoData said;
	int			column = 0;
	bool		begun = false;	/* has the line a word? */

	if (width < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("width is %d", width),
				 errhint("Give the columns of a line, such as 100.")));
	if (indent < 0 || indent >= width)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("indent is %d, and width is %d", indent, width),
				 errhint("Give fewer columns to the indent than to the line, and at least 0.")));
	initStringInfo(&said);
	while (at < end)
	{
		const char *blanks = at;
		const char *word;
		int			columns = 0;

		CHECK_FOR_INTERRUPTS();
		if (*at == '\n')
		{
			appendStringInfoChar(&said, '\n');
			appendStringInfoSpaces(&said, indent);
			column = indent;
			begun = false;
			at++;
			continue;
		}
		while (at < end && *at == ' ')
			at++;
		word = at;
		while (at < end && *at != ' ' && *at != '\n')
		{
			columns += Max(pg_dsplen(at), 0);
			at += pg_mblen(at);
		}
		if (at == word)
			continue;			/* blanks that end a line */
		if (begun && column + (word - blanks) + columns > width)
		{
			appendStringInfoChar(&said, '\n');
			appendStringInfoSpaces(&said, indent);
			column = indent;
		}
		else
		{
			appendBinaryStringInfo(&said, blanks, word - blanks);
			column += word - blanks;
		}
		appendBinaryStringInfo(&said, word, at - word);
		column += columns;
		begun = true;
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(said.data, said.len));
}
