/*
 * file_text.c --- a file as it was published, as text: its encoding is found out, not asked for.
 *
 * UTF-8 and UTF-16, with a byte order mark or without; what is neither is
 * Windows-1252, as Excel writes CSV.  A workbook or an archive is refused by its
 * first bytes, since its bytes could be taken for Windows-1252.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_file_text);

/* Refuse says that the bytes are no text, and what to do. */
static void
Refuse(const char *what, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
			 errmsg("the file is %s, not text", what),
			 errhint("%s", hint)));
}

/*
 * RefuseOtherFiles refuses what is known by its first bytes.
 */
static void
RefuseOtherFiles(const unsigned char *bytes, int length)
{
	static const struct
	{
		const char *start;
		int			length;
		const char *what;
		const char *hint;
	}			others[] =
	{
		{"PK\003\004", 4, "a workbook or an archive", "Save the sheet as CSV, or take the file out of the archive."},
		{"\xD0\xCF\x11\xE0", 4, "an old Excel workbook", "Save the sheet as CSV."},
		{"%PDF", 4, "a PDF", "Publishers give the figures as CSV beside it."},
		{"\037\213", 2, "compressed", "Unpack it first."},
	};

	for (int i = 0; i < (int) lengthof(others); i++)
		if (length >= others[i].length && memcmp(bytes, others[i].start, others[i].length) == 0)
			Refuse(others[i].what, others[i].hint);
}

/*
 * AppendUtf16 adds the characters of UTF-16 text as UTF-8.
 */
static void
AppendUtf16(StringInfo text, const unsigned char *bytes, int length, bool little)
{
	pg_wchar	high = 0;

	if (length % 2 != 0)
		Refuse("UTF-16 that breaks off in the middle of a character", "Copy the file again: its end is missing.");
	for (int i = 0; i < length; i += 2)
	{
		pg_wchar	unit = little ? bytes[i] | bytes[i + 1] << 8 : bytes[i] << 8 | bytes[i + 1];
		unsigned char utf8[MAX_MULTIBYTE_CHAR_LEN + 1];

		if (high != 0 && (unit & 0xFC00) == 0xDC00)
		{
			unit = 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF);
			high = 0;
		}
		else if (high != 0 || (unit & 0xFC00) == 0xDC00 || unit == 0)
			Refuse("UTF-16 with half a character", "Save it as UTF-8.");
		else if ((unit & 0xFC00) == 0xD800)
		{
			high = unit;
			continue;
		}
		unicode_to_utf8(unit, utf8);
		appendBinaryStringInfo(text, (char *) utf8, pg_utf_mblen(utf8));
	}
	if (high != 0)
		Refuse("UTF-16 with half a character", "Save it as UTF-8.");
}

/* sen.file_text(bytea): see file_text.sql */
Datum
sen_file_text(PG_FUNCTION_ARGS)
{
	bytea	   *content = PG_GETARG_BYTEA_PP(0);
	const unsigned char *bytes = (unsigned char *) VARDATA_ANY(content);
	int			length = VARSIZE_ANY_EXHDR(content);
	int			encoding = PG_UTF8;
	StringInfoData text;
	char	   *converted;

	RefuseOtherFiles(bytes, length);
	initStringInfo(&text);
	if (length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
		AppendUtf16(&text, bytes + 2, length - 2, true);
	else if (length >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
		AppendUtf16(&text, bytes + 2, length - 2, false);
	else if (length >= 2 && bytes[1] == 0 && bytes[0] != 0)
		AppendUtf16(&text, bytes, length, true);
	else if (length >= 2 && bytes[0] == 0 && bytes[1] != 0)
		AppendUtf16(&text, bytes, length, false);
	else
	{
		if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		{
			bytes += 3;
			length -= 3;
		}
		if (length > 0 && memchr(bytes, 0, length) != NULL)
			Refuse("made of bytes", "Save it as CSV, in UTF-8.");
		appendBinaryStringInfo(&text, (const char *) bytes, length);
		if (!pg_verify_mbstr(PG_UTF8, text.data, text.len, true))
			encoding = PG_WIN1252;
	}
	converted = pg_any_to_server(text.data, text.len, encoding);
	if (converted != text.data)
		PG_RETURN_TEXT_P(cstring_to_text(converted));
	PG_RETURN_TEXT_P(cstring_to_text_with_len(text.data, text.len));
}
