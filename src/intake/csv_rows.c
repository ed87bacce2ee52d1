/*
 * csv_rows.c --- the rows of a CSV file, whatever its columns are called.
 *
 * A published file cannot be copied into a table made from its header: names come
 * twice, change by the year, and titles stand above them.  So its cells are taken
 * by their places.  A cell is trimmed of blanks, also of those that cannot be
 * seen, and is null if nothing is left; ="0012", as Excel exports text, is 0012.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_csv_rows);

/* So many lines are looked at to find out what parts the columns. */
#define LINES_SEEN 50

/*
 * FindDelimiter gives the mark of comma, semicolon and tab that most lines have,
 * outside of quotes: figures have decimal commas, and notes semicolons, but the
 * header has neither.  Of marks in as many lines, the one that a line has most of.
 */
static char
FindDelimiter(const char *text, const char *end)
{
	static const char marks[] = ",;\t";
	int			with[3] = {0, 0, 0};
	int			most[3] = {0, 0, 0};
	int			count[3] = {0, 0, 0};
	int			lines = 0;
	int			best = 0;
	bool		quoted = false;

	for (; text <= end && lines < LINES_SEEN; text++)
	{
		if (text == end || (!quoted && (*text == '\n' || *text == '\r')))
		{
			for (int i = 0; i < 3; i++)
			{
				with[i] += count[i] > 0;
				most[i] = Max(most[i], count[i]);
				count[i] = 0;
			}
			lines++;
		}
		else if (*text == '"')
			quoted = !quoted;
		else if (!quoted)
			for (int i = 0; i < 3; i++)
				count[i] += *text == marks[i];
	}
	for (int i = 1; i < 3; i++)
		if (with[i] > with[best] || (with[i] == with[best] && most[i] > most[best]))
			best = i;
	return marks[best];
}

/* BlankLength gives how many bytes a blank takes that a text begins with, or 0: of any kind, seen or not. */
static int
BlankLength(const char *text, int length)
{
	if (length >= 1 && (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r'))
		return 1;
	/* A non-breaking one. */
	if (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
		return 2;
	/* Zero-width ones, a narrow one, and a byte order mark. */
	if (length >= 3 && (memcmp(text, "\xE2\x80\x8B", 3) == 0 || memcmp(text, "\xE2\x80\xAF", 3) == 0
						|| memcmp(text, "\xEF\xBB\xBF", 3) == 0))
		return 3;
	return 0;
}

/*
 * AppendCell adds what a cell says, without blanks around it, to the elements of
 * an array; gives false, and adds nothing, if nothing is left.
 */
static bool
AppendCell(StringInfo elements, const char *text, int length)
{
	static const char padding[4] = {0};
	int			start = elements->len;
	int			blank;

	/* As Excel exports text that looks like a number. */
	if (length >= 3 && text[0] == '=' && text[1] == '"' && text[length - 1] == '"')
	{
		text += 2;
		length -= 3;
	}
	while ((blank = BlankLength(text, length)) > 0)
	{
		text += blank;
		length -= blank;
	}
	for (;;)
	{
		if (length >= 1 && BlankLength(text + length - 1, 1) > 0)
			length -= 1;
		else if (length >= 2 && BlankLength(text + length - 2, 2) == 2)
			length -= 2;
		else if (length >= 3 && BlankLength(text + length - 3, 3) == 3)
			length -= 3;
		else
			break;
	}
	if (length == 0)
		return false;
	appendBinaryStringInfo(elements, padding, VARHDRSZ);
	appendBinaryStringInfo(elements, text, length);
	SET_VARSIZE(elements->data + start, VARHDRSZ + length);
	appendBinaryStringInfo(elements, padding, INTALIGN(elements->len) - elements->len);
	return true;
}

/*
 * RowArray makes a text[] of the elements of a row, whose nulls are marked.  Put
 * together here, since a release has millions of cells.
 */
static ArrayType *
RowArray(StringInfo elements, const bool *nulls, int count, bool any_null)
{
	int			offset = any_null ? ARR_OVERHEAD_WITHNULLS(1, count) : ARR_OVERHEAD_NONULLS(1);
	ArrayType  *array = palloc0(offset + elements->len);

	SET_VARSIZE(array, offset + elements->len);
	array->ndim = 1;
	array->dataoffset = any_null ? offset : 0;
	array->elemtype = TEXTOID;
	ARR_DIMS(array)[0] = count;
	ARR_LBOUND(array)[0] = 1;
	if (any_null)
		for (int i = 0; i < count; i++)
			if (!nulls[i])
				ARR_NULLBITMAP(array)[i / 8] |= 1 << (i % 8);
	memcpy((char *) array + offset, elements->data, elements->len);
	return array;
}

/* sen.csv_rows(text): see csv_rows.sql */
Datum
sen_csv_rows(PG_FUNCTION_ARGS)
{
	text	   *content = PG_GETARG_TEXT_PP(0);
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const char *at = VARDATA_ANY(content);
	const char *end = at + VARSIZE_ANY_EXHDR(content);
	char		delimiter = FindDelimiter(at, end);
	int			line = 1;
	int			capacity = 64;
	bool	   *nulls = palloc(sizeof(bool) * capacity);
	StringInfoData cell;
	StringInfoData elements;

	InitMaterializedSRF(fcinfo, 0);
	initStringInfo(&cell);
	initStringInfo(&elements);

	while (at < end)
	{
		int			first_line = line;
		int			count = 0;
		bool		any_null = false;
		bool		more = true;

		CHECK_FOR_INTERRUPTS();
		resetStringInfo(&elements);
		while (more)
		{
			const char *start = at;
			int			length;

			if (at < end && *at == '"')
			{
				int			opened = line;

				resetStringInfo(&cell);
				for (at++;; at++)
				{
					if (at >= end)
						ereport(ERROR,
								(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
								 errmsg("line %d has a quotation mark that is never closed", opened),
								 errhint("A file that was not copied whole breaks off; a mark within a cell is written twice.")));
					if (*at == '"' && (at + 1 == end || at[1] != '"'))
						break;
					if (*at == '"')
						at++;
					else if (*at == '\n')
						line++;
					appendStringInfoCharMacro(&cell, *at);
				}
				at++;
				if (at < end && *at != delimiter && *at != '\n' && *at != '\r')
					ereport(ERROR,
							(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
							 errmsg("line %d has text after a closing quotation mark", line),
							 errhint("A quotation mark within a cell is written twice.")));
				start = cell.data;
				length = cell.len;
			}
			else
			{
				while (at < end && *at != delimiter && *at != '\n' && *at != '\r')
					at++;
				length = at - start;
			}
			if (count == capacity)
			{
				capacity *= 2;
				nulls = repalloc(nulls, sizeof(bool) * capacity);
			}
			nulls[count] = !AppendCell(&elements, start, length);
			any_null |= nulls[count++];
			more = at < end && *at == delimiter;
			at += more;
		}
		if (at < end && *at == '\r' && at + 1 < end && at[1] == '\n')
			at++;
		at++;
		line++;

		if (elements.len > 0)
		{
			ArrayType  *array = RowArray(&elements, nulls, count, any_null);
			Datum		values[2];
			bool		no_nulls[2] = {false, false};

			values[0] = Int32GetDatum(first_line);
			values[1] = PointerGetDatum(array);
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, no_nulls);
			pfree(array);
		}
	}
	return (Datum) 0;
}
