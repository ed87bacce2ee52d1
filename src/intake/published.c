/*
 * published.c --- what a cell of a published file says: a figure, or a symbol.
 *
 * Publishers write counts as 1,097, shares as 9.40%, and, where there is no
 * figure, a symbol that says why.  What is neither is refused when the file is
 * loaded, so that nothing that is stored is read in two ways.
 */
#include "postgres.h"
#include "compat.h"

#include <ctype.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

PG_FUNCTION_INFO_V1(sen_published_number);
PG_FUNCTION_INFO_V1(sen_published_symbol);
PG_FUNCTION_INFO_V1(sen_unread_cells);

/*
 * The symbols in use: of DfE since 2023 (z, x, c, low, u, k), those that it no
 * longer uses (~, :), of NHS England (* for a suppressed count, - for none),
 * and the words that people write for a figure that is not there.
 */
static const char *const symbols[] = {
	"z", "x", "c", "low", "u", "k", "~", ":", "*", "-", ".", "..", "#", "na", "n/a", "null", "not submitted",
	"suppressed"
};

/*
 * ReadFigure writes the digits of a figure without its thousands and its percent
 * sign.  Gives false if it is none.
 */
static bool
ReadFigure(const char *text, int length, char *digits)
{
	int			i = 0;
	int			since_comma = 0;
	bool		commas = false;
	int			whole = 0;

	if (i < length && (text[i] == '-' || text[i] == '+'))
		*digits++ = text[i++];
	for (; i < length && (isdigit((unsigned char) text[i]) || text[i] == ','); i++)
	{
		if (text[i] == ',')
		{
			if (whole == 0 || (commas ? since_comma != 3 : whole > 3))
				return false;
			commas = true;
			since_comma = 0;
			continue;
		}
		*digits++ = text[i];
		whole++;
		since_comma++;
	}
	if (whole == 0 || (commas && since_comma != 3))
		return false;
	if (i < length && text[i] == '.')
	{
		int			start = i;

		*digits++ = text[i++];
		while (i < length && isdigit((unsigned char) text[i]))
			*digits++ = text[i++];
		if (i == start + 1)
			return false;
	}
	if (i < length && text[i] == '%')
		i++;
	*digits = '\0';
	return i == length;
}

/* IsSymbol says whether a cell has a symbol, or a count that is only bounded, such as <5. */
static bool
IsSymbol(const char *text, int length)
{
	if (length >= 2 && (text[0] == '<' || text[0] == '>'))
	{
		int			i = 1;

		while (i < length && (text[i] == ' ' || text[i] == '='))
			i++;
		if (i == length)
			return false;
		while (i < length && isdigit((unsigned char) text[i]))
			i++;
		return i == length;
	}
	for (int i = 0; i < (int) lengthof(symbols); i++)
		if ((int) strlen(symbols[i]) == length && pg_strncasecmp(symbols[i], text, length) == 0)
			return true;
	return false;
}

/* sen.published_number(text): see published.sql */
Datum
sen_published_number(PG_FUNCTION_ARGS)
{
	text	   *cell = PG_GETARG_TEXT_PP(0);
	int			length = VARSIZE_ANY_EXHDR(cell);
	char	   *digits = palloc(length + 1);

	if (!ReadFigure(VARDATA_ANY(cell), length, digits))
		PG_RETURN_NULL();
	return DirectFunctionCall3(numeric_in, CStringGetDatum(digits), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/* sen.published_symbol(text): see published.sql */
Datum
sen_published_symbol(PG_FUNCTION_ARGS)
{
	text	   *cell = PG_GETARG_TEXT_PP(0);
	int			length = VARSIZE_ANY_EXHDR(cell);
	char	   *digits = palloc(length + 1);

	if (ReadFigure(VARDATA_ANY(cell), length, digits))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cell);
}

/* sen.unread_cells(text[]): see published.sql */
Datum
sen_unread_cells(PG_FUNCTION_ARGS)
{
	ArrayType  *cells = PG_GETARG_ARRAYTYPE_P(0);
	ArrayIterator iterator = array_create_iterator(cells, 0, NULL);
	Datum		cell;
	bool		is_null;
	ArrayBuildState *found = NULL;
	int			longest = 64;
	char	   *digits = palloc(longest + 1);

	for (int place = 1; array_iterate(iterator, &cell, &is_null); place++)
	{
		text	   *value;
		int			length;

		if (is_null)
			continue;
		value = DatumGetTextPP(cell);
		length = VARSIZE_ANY_EXHDR(value);
		if (length > longest)
		{
			longest = length;
			digits = repalloc(digits, longest + 1);
		}
		if (!ReadFigure(VARDATA_ANY(value), length, digits) && !IsSymbol(VARDATA_ANY(value), length))
			found = accumArrayResult(found, Int32GetDatum(place), false, INT4OID, CurrentMemoryContext);
	}
	if (found == NULL)
		PG_RETURN_NULL();
	return makeArrayResult(found, CurrentMemoryContext);
}
