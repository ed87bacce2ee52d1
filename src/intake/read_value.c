/*
 * read_value.c --- values as case systems, spreadsheets and pandas write them.
 *
 * One reading each, whatever DateStyle says.  ReadCell() never throws: it gives
 * what was read, or what is wrong and what to write instead, so that a file's
 * faults can all be told at once.  sen.read_date() and sen.read_boolean() are
 * the same readings with an error.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "calendar/calendar.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/formatting.h"
#include "utils/varlena.h"

PG_FUNCTION_INFO_V1(sen_read_date);
PG_FUNCTION_INFO_V1(sen_read_boolean);
PG_FUNCTION_INFO_V1(sen_read_value);
PG_FUNCTION_INFO_V1(sen_nearest_word);

/* What was read from a cell; value is NULL for an empty one. */
typedef struct Reading
{
	char	   *value;
	char	   *problem;
	char	   *hint;
} Reading;

#define DATE_HINT "Write dates as 2025-12-31 or 31/12/2025."
static const char *const month_names[] = {
	"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
	"December"
};

#define BOOLEAN_HINT "Write 1 or 0, yes or no, true or false, or leave it empty if unknown."

/* The days that Excel numbers: 1899-12-30 is 0 for every day after February 1900. */
#define EXCEL_DAY_0 (-36526)

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
 * ParseDay reads YYYY-MM-DD or DD/MM/YYYY, either followed by the midnight
 * that exports add.
 */
static bool
ParseDay(const char *value, DateADT *day)
{
	char	   *date = pnstrdup(value, 10);

	return IsMidnight(value + strlen(date)) && (ParseIsoDate(date, day) || ParseUkDate(date, day));
}

/*
 * ParseNamedMonth reads 2025-Jan-06, as COLLECT exports it, with the midnight
 * that it adds.  The year comes first, so it is one day.
 */
static bool
ParseNamedMonth(const char *value, DateADT *day)
{
	char		iso[11];

	if (strlen(value) < 11 || strspn(value, "0123456789") != 4 || value[4] != '-' || value[8] != '-' ||
		!IsMidnight(value + 11))
		return false;
	for (int month = 0; month < MONTHS_PER_YEAR; month++)
		if (pg_strncasecmp(value + 5, months[month], 3) == 0)
		{
			snprintf(iso, sizeof(iso), "%.4s-%02d-%.2s", value, month + 1, value + 9);
			return ParseIsoDate(iso, day);
		}
	return false;
}

/* DayName writes a day as YYYY-MM-DD. */
static char *
DayName(DateADT day)
{
	int			y,
				m,
				d;

	j2date(day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	return psprintf("%04d-%02d-%02d", y, m, d);
}

/*
 * ThreeNumbers takes a date of three numbers apart, such as 3/4/25 or
 * 03-04-2025, with a midnight after it or nothing.
 */
static bool
ThreeNumbers(const char *value, int part[3])
{
	for (int i = 0; i < 3; i++)
	{
		size_t		digits = strspn(value, "0123456789");

		if (digits < 1 || digits > 4)
			return false;
		part[i] = atoi(value);
		value += digits;
		if (i < 2 && strchr("/-. ", *value++) == NULL)
			return false;
	}
	return IsMidnight(value);
}

/* IsDay says whether there is such a day; its number is then in *day. */
static bool
IsDay(int y, int m, int d, DateADT *day)
{
	if (y < 100)
		y += 2000;
	if (y < 1900 || y > 9999 || m < 1 || m > MONTHS_PER_YEAR || d < 1 || d > day_tab[isleap(y)][m - 1])
		return false;
	*day = date2j(y, m, d) - POSTGRES_EPOCH_JDATE;
	return true;
}

/*
 * NamedMonth reads a date with its month by name, such as 31 Aug 2027 or
 * 3-September-25.
 */
static bool
NamedMonth(const char *value, DateADT *day)
{
	size_t		digits = strspn(value, "0123456789");
	const char *name = value + digits + strspn(value + digits, " -");
	size_t		letters = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	const char *year = name + letters + strspn(name + letters, " -");
	size_t		length = strspn(year, "0123456789");

	if (digits < 1 || digits > 2 || letters < 3 || (length != 2 && length != 4) || !IsMidnight(year + length))
		return false;
	for (int month = 1; month <= MONTHS_PER_YEAR; month++)
		if (pg_strncasecmp(name, month_names[month - 1], Max(letters, 3)) == 0 ||
			(letters == 4 && month == 9 && pg_strncasecmp(name, "Sept", 4) == 0))
			return IsDay(atoi(year), month, atoi(value), day);
	return false;
}

/*
 * IsMonthAlone says whether a value is a year or a month in digits: 2025,
 * 2025-09, 09/2025.
 */
static bool
IsMonthAlone(const char *value)
{
	size_t		first = strspn(value, "0123456789");
	const char *next = value + first + strspn(value + first, "/-.");
	size_t		second = strspn(next, "0123456789");

	if (next[second] != '\0' || next > value + first + 1)
		return false;
	return first == 4 ? second <= 2 : first >= 1 && first <= 2 && second == 4 && next > value + first;
}

/*
 * ReadDate reads a date, or says which days it might be.
 */
static void
ReadDate(const char *value, Reading *reading)
{
	int			part[3];
	DateADT		day;
	DateADT		other;

	if (ParseDay(value, &day) || ParseNamedMonth(value, &day))
	{
		reading->value = DayName(day);
		return;
	}
	reading->problem = "is not a date";
	reading->hint = DATE_HINT;
	if (strspn(value, "0123456789") == 5 && (value[5] == '\0' || strcmp(value + 5, ".0") == 0))
	{
		reading->problem = "is a number, not a date";
		reading->hint = psprintf("If it is Excel's number of a day, that is %s: format the column as a date, and write "
								 "the file again.", DayName(EXCEL_DAY_0 + atoi(value)));
	}
	else if (ThreeNumbers(value, part))
	{
		bool		day_first = IsDay(part[2], part[1], part[0], &day);
		bool		month_first = IsDay(part[2], part[0], part[1], &other);

		if (day_first && month_first && day != other)
		{
			reading->problem = "can be read as two dates";
			reading->hint = psprintf("Is it %s or %s? " DATE_HINT, DayName(day), DayName(other));
		}
		else if (day_first || month_first)
			reading->hint = psprintf("If it is %s, write it so, or as 31/12/2025 with the day first.",
									 DayName(day_first ? day : other));
	}
	else if (NamedMonth(value, &day))
		reading->hint = psprintf("If it is %s, write it so, or as 31/12/2025.", DayName(day));
	else if (isalpha((unsigned char) *value) || IsMonthAlone(value))
		reading->hint = DATE_HINT " A month alone is no date, nor is a word: take its last day, or leave it empty.";
}

/*
 * ReadBoolean reads yes or no.
 */
static void
ReadBoolean(const char *value, Reading *reading)
{
	static const char *const words[2][6] = {
		{"0", "0.0", "false", "no", "n", "f"},
		{"1", "1.0", "true", "yes", "y", "t"}
	};

	for (int truth = 0; truth < 2; truth++)
		for (int i = 0; i < 6; i++)
			if (pg_strcasecmp(value, words[truth][i]) == 0)
			{
				reading->value = truth ? "true" : "false";
				return;
			}
	reading->problem = "is neither yes nor no";
	reading->hint = BOOLEAN_HINT;
}

/*
 * PublishedSymbol gives what a symbol of published statistics stands for, or
 * NULL: the symbols of the Government Statistical Service, and those of older
 * releases and of NHS England.
 */
static const char *
PublishedSymbol(const char *value)
{
	static const char *const symbols[][2] = {
		{"x", "not available"},
		{"z", "not applicable"},
		{"c", "suppressed, to protect people"},
		{"u", "of low reliability"},
		{"k", "rounds to 0"},
		{"low", "rounds to 0"},
		{"*", "suppressed, to protect people"},
		{":", "not available"},
		{"..", "not available"}
	};

	for (int i = 0; i < (int) lengthof(symbols); i++)
		if (pg_strcasecmp(value, symbols[i][0]) == 0)
			return symbols[i][1];
	return *value == '<' ? "below a number, to protect people" : NULL;
}

/*
 * ReadNumber reads a number: 23, -1.5, 1,097, £1,097.50, 23%.  Commas have to
 * stand before each three digits; a whole number may end in .0.
 */
static void
ReadNumber(const char *value, bool whole, Reading *reading)
{
	StringInfoData digits;
	const char *at = value;
	const char *comma = strchr(value, ',');
	size_t		first;

	initStringInfo(&digits);
	if (*at == '-' || *at == '+')
	{
		if (*at == '-')
			appendStringInfoChar(&digits, '-');
		at++;
	}
	if (strncmp(at, "£", strlen("£")) == 0)
		at += strlen("£");
	first = strspn(at, "0123456789");
	appendBinaryStringInfo(&digits, at, first);
	at += first;
	if (comma != NULL && comma == at && first >= 1 && first <= 3)
		while (*at == ',' && strspn(at + 1, "0123456789") == 3)
		{
			appendBinaryStringInfo(&digits, at + 1, 3);
			at += 4;
		}
	if (*at == '.')
	{
		size_t		decimals = strspn(at + 1, "0123456789");

		if (whole && strspn(at + 1, "0") == decimals)
			;					/* 344.0 is 344 */
		else
			appendBinaryStringInfo(&digits, at, decimals + 1);
		first += decimals;
		at += decimals + 1;
	}
	if (*at == '%')
		at++;
	if (first > 0 && *at == '\0' && !(whole && strchr(digits.data, '.') != NULL))
	{
		reading->value = digits.data;
		return;
	}

	reading->problem = whole ? "is not a whole number" : "is not a number";
	if (PublishedSymbol(value) != NULL)
		reading->hint = psprintf("In published figures this means \"%s\": leave it empty, and say so in a remark.",
								 PublishedSymbol(value));
	else if (first > 0 && (*at == 'E' || *at == 'e'))
		reading->hint = "A spreadsheet has shortened it: format the column as a number, and write the file again.";
	else if (comma != NULL)
		reading->hint = "A comma only parts thousands, as in 1,097; decimals come after a point.";
	else
		reading->hint = whole ? "Write digits only, as in 12." : "Write digits, as in 12.5, and no unit but %.";
}

/*
 * HiddenCharacter says whether a text holds a blank that cannot be told from
 * another or is not seen at all: no-break and zero-width ones.  Length of it at
 * this place, or 0.
 */
static int
HiddenCharacter(const char *at)
{
	static const char *const hidden[] = {
		"\xC2\xA0",				/* no-break space */
		"\xC2\xAD",				/* soft hyphen */
		"\xE2\x80\x87", "\xE2\x80\xAF", /* figure space, narrow no-break space */
		"\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", /* zero width */
		"\xE2\x80\x8E", "\xE2\x80\x8F", /* marks of direction */
		"\xE2\x81\xA0", "\xEF\xBB\xBF"	/* word joiner, byte order mark */
	};

	if ((unsigned char) *at < 0x80 || GetDatabaseEncoding() != PG_UTF8)
		return 0;
	for (int i = 0; i < (int) lengthof(hidden); i++)
		if (strncmp(at, hidden[i], strlen(hidden[i])) == 0)
			return strlen(hidden[i]);
	return 0;
}

/* IsBlank gives the length of the blank at this place, or 0. */
static int
IsBlank(const char *at)
{
	return *at == ' ' || *at == '\t' || *at == '\r' || *at == '\n' ? 1 : HiddenCharacter(at);
}

/*
 * Trim gives a value without blanks at either end, and without the ="..." that
 * keeps spreadsheets from reading a code as a number.
 */
static char *
Trim(char *value)
{
	char	   *end;
	int			length;

	while ((length = IsBlank(value)) > 0)
		value += length;
	end = value;
	for (char *at = value; *at != '\0'; at += length)
	{
		length = IsBlank(at);
		if (length == 0)
		{
			length = pg_mblen(at);
			end = at + length;
		}
	}
	*end = '\0';
	length = end - value;
	if (length >= 3 && strncmp(value, "=\"", 2) == 0 && end[-1] == '"' && memchr(value + 2, '"', length - 3) == NULL)
	{
		end[-1] = '\0';
		return Trim(value + 2);
	}
	return value;
}

/*
 * IsMissing says whether a value is what a program writes for no value: always
 * so, or, if it is no prose, also what people write.
 */
static bool
IsMissing(const char *value, bool prose)
{
	static const char *const written[] = {"NaT", "<NA>", "NaN", "nan", "#N/A"};
	static const char *const meant[] = {"NA", "n/a", "None", "NULL"};

	for (int i = 0; i < (int) lengthof(written); i++)
		if (strcmp(value, written[i]) == 0)
			return true;
	for (int i = 0; i < (int) lengthof(meant) && !prose; i++)
		if (pg_strcasecmp(value, meant[i]) == 0)
			return true;
	return false;
}

/*
 * IsSpreadsheetError says whether a cell holds what a spreadsheet shows for a
 * formula without a result, or for a column that is too narrow.
 */
static bool
IsSpreadsheetError(const char *value)
{
	static const char *const errors[] = {"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"};

	for (int i = 0; i < (int) lengthof(errors); i++)
		if (strcmp(value, errors[i]) == 0)
			return true;
	return strlen(value) >= 4 && strspn(value, "#") == strlen(value);
}

/*
 * ReadCode reads a reference, or a word of a list: never with a blank in it
 * that nobody sees, and 344.0 is 344.
 */
static void
ReadCode(char *value, Reading *reading)
{
	size_t		digits = strspn(value, "0123456789");

	for (const char *at = value; *at != '\0'; at += pg_mblen(at))
		if (HiddenCharacter(at))
		{
			reading->problem = "has a blank in it that cannot be seen";
			reading->hint = "Type it anew: a no-break or zero-width blank came with it when it was copied.";
			return;
		}
	if (digits == 1 && (value[1] == '.' || value[1] == 'E'))
	{
		const char *at = value + 1;

		if (*at == '.')
			at += 1 + strspn(at + 1, "0123456789");
		if ((*at == 'E' || *at == 'e') && at[1] == '+' && at[2] != '\0' && strspn(at + 2, "0123456789") == strlen(at + 2))
		{
			reading->problem = "has lost digits";
			reading->hint = "A spreadsheet has shortened it: format the column as text, and write the file again.";
			return;
		}
	}
	if (digits > 0 && value[digits] == '.' && strspn(value + digits + 1, "0") == strlen(value + digits + 1)
		&& value[digits + 1] != '\0')
		value[digits] = '\0';
	reading->value = value;
}

/*
 * ReadCell reads a cell of a file for a column of this type.
 */
static Reading
ReadCell(char *cell, Oid type, bool is_code)
{
	Reading		reading = {NULL, NULL, NULL};
	char	   *value = Trim(cell);
	bool		prose = !is_code && (type == TEXTOID || type == VARCHAROID);

	/* ="0012" of a CSV file has lost its quotes by the time that it is here. */
	if (!prose && *value == '=' && value[1] != '\0')
		value = Trim(value + 1);
	if (*value == '\0' || IsMissing(value, prose))
		return reading;
	if (IsSpreadsheetError(value))
	{
		reading.problem = "is an error of the spreadsheet";
		reading.hint = "Mend the formula, or widen the column, and write the file again.";
		return reading;
	}
	switch (type)
	{
		case DATEOID:
			ReadDate(value, &reading);
			break;
		case BOOLOID:
			ReadBoolean(value, &reading);
			break;
		case INT2OID:
		case INT4OID:
		case INT8OID:
			ReadNumber(value, true, &reading);
			break;
		case NUMERICOID:
		case FLOAT4OID:
		case FLOAT8OID:
			ReadNumber(value, false, &reading);
			break;
		default:
			if (is_code)
				ReadCode(value, &reading);
			else
				reading.value = value;
	}
	return reading;
}

/*
 * Require throws what is wrong with a value of a column.
 */
static void
Require(const Reading *reading, const char *value, FunctionCallInfo fcinfo, int sqlstate)
{
	if (reading->problem != NULL)
		ereport(ERROR,
				(errcode(sqlstate),
				 errmsg("value \"%s\" in column \"%s\" %s", value, text_to_cstring(PG_GETARG_TEXT_PP(1)),
						reading->problem),
				 errhint("%s", reading->hint)));
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
	Reading		reading = {NULL, NULL, NULL};
	DateADT		day = 0;

	ReadDate(value, &reading);
	Require(&reading, value, fcinfo, ERRCODE_INVALID_DATETIME_FORMAT);
	ParseIsoDate(reading.value, &day);
	PG_RETURN_DATEADT(day);
}

/*
 * sen.read_boolean(value text, column_name text)
 */
Datum
sen_read_boolean(PG_FUNCTION_ARGS)
{
	char	   *value = text_to_cstring(PG_GETARG_TEXT_PP(0));
	Reading		reading = {NULL, NULL, NULL};

	ReadBoolean(value, &reading);
	Require(&reading, value, fcinfo, ERRCODE_INVALID_TEXT_REPRESENTATION);
	PG_RETURN_BOOL(strcmp(reading.value, "true") == 0);
}

/*
 * sen.read_value(value text, type regtype, is_code boolean)
 *
 * A row: what was read, what is wrong, what to write instead.
 */
Datum
sen_read_value(PG_FUNCTION_ARGS)
{
	TupleDesc	tuple_descriptor;
	Reading		reading = {NULL, NULL, NULL};
	Datum		values[3] = {0};
	bool		nulls[3] = {true, true, true};

	if (get_call_result_type(fcinfo, NULL, &tuple_descriptor) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	tuple_descriptor = BlessTupleDesc(tuple_descriptor);

	if (!PG_ARGISNULL(0))
		reading = ReadCell(text_to_cstring(PG_GETARG_TEXT_PP(0)), PG_ARGISNULL(1) ? TEXTOID : PG_GETARG_OID(1),
						   !PG_ARGISNULL(2) && PG_GETARG_BOOL(2));
	if (reading.value != NULL)
	{
		values[0] = CStringGetTextDatum(reading.value);
		nulls[0] = false;
	}
	if (reading.problem != NULL)
	{
		values[1] = CStringGetTextDatum(reading.problem);
		values[2] = CStringGetTextDatum(reading.hint);
		nulls[1] = nulls[2] = false;
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(tuple_descriptor, values, nulls)));
}

/*
 * sen.nearest_word(word text, words text[])
 *
 * The word of a list that takes the fewest letters to change; null if that is
 * more than half of them.  Case does not count, and the beginning of a word is
 * near to it.
 */
Datum
sen_nearest_word(PG_FUNCTION_ARGS)
{
	char	   *word = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *lower = str_tolower(word, strlen(word), PG_GET_COLLATION());
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(1);
	Datum	   *words;
	bool	   *nulls;
	int			count;
	int			nearest = -1;
	int			fewest = pg_mbstrlen(word) / 2 + 1;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &words, &nulls, &count);
	for (int i = 0; i < count && strlen(lower) <= 255; i++)
	{
		char	   *one = nulls[i] ? NULL : TextDatumGetCString(words[i]);
		int			changes;
		int			begins;

		if (one == NULL || strlen(one) > 255)
			continue;
		one = str_tolower(one, strlen(one), PG_GET_COLLATION());
		changes = varstr_levenshtein(lower, strlen(lower), one, strlen(one), 1, 1, 1, true);
		/* Who writes the beginning of a word may mean it. */
		begins = varstr_levenshtein(lower, strlen(lower), one,
									pg_mbcharcliplen(one, strlen(one), pg_mbstrlen(lower)), 1, 1, 1, true) + 1;
		changes = Min(changes, begins);
		if (changes < fewest)
		{
			fewest = changes;
			nearest = i;
		}
	}
	if (nearest < 0)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(words[nearest]);
}
