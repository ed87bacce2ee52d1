/*
 * change_words.c --- values of the log as a Board reads them.
 *
 * The log has yes as t, and a day as 2025-06-06.  What a value is goes by the type
 * that its column has now; a text that is none of it stays as it is, so that nothing
 * here can fail.
 */
#include "postgres.h"
#include "compat.h"

#include "access/relation.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "ledger/entry/key_types.h"
#include "ledger/read/change_words.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"
#include "words/words.h"

extern Datum date_words(PG_FUNCTION_ARGS);

typedef struct WordsColumn
{
	char	   *name;
	Oid			type;			/* below domains */
	bool		in_key;
} WordsColumn;

struct ChangeWords
{
	pg_tz	   *timezone;
	int			columns;
	WordsColumn *column;
};

/*
 * ChangeWordsOf is what is to be known of a table; of one that is gone, nothing.
 */
ChangeWords *
ChangeWordsOf(Oid relid, pg_tz *timezone)
{
	ChangeWords *words = palloc0(sizeof(ChangeWords));
	Relation	table = OidIsValid(relid) ? try_relation_open(relid, AccessShareLock) : NULL;
	KeyTypes   *key;

	words->timezone = timezone;
	if (table == NULL)
		return words;
	key = KeyTypesOf(relid);
	words->column = palloc0(sizeof(WordsColumn) * Max(1, RelationGetDescr(table)->natts));
	for (int i = 0; i < RelationGetDescr(table)->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(table), i);
		WordsColumn *column = &words->column[words->columns];

		if (attribute->attisdropped)
			continue;
		column->name = pstrdup(NameStr(attribute->attname));
		column->type = getBaseType(attribute->atttypid);
		for (int j = 0; key != NULL && j < key->columns; j++)
			column->in_key |= strcmp(LeafText(key->column[j].name), column->name) == 0;
		words->columns++;
	}
	relation_close(table, NoLock);
	return words;
}

/*
 * ReadDigits reads so many digits, and what must follow them; NULL if they do not.
 */
static const char *
ReadDigits(const char *at, int count, char after, int *number)
{
	*number = 0;
	for (int i = 0; i < count; i++, at++)
	{
		if (*at < '0' || *at > '9')
			return NULL;
		*number = *number * 10 + (*at - '0');
	}
	if (after == '\0')
		return at;
	return *at == after ? at + 1 : NULL;
}

/*
 * ReadDay reads a day of four digits for the year: what follows it, NULL if it is no
 * such day.
 */
static const char *
ReadDay(const char *at, DateADT *day)
{
	int			year,
				month,
				of_month,
				found_year,
				found_month,
				found_day;

	at = ReadDigits(at, 4, '-', &year);
	if (at != NULL)
		at = ReadDigits(at, 2, '-', &month);
	if (at != NULL)
		at = ReadDigits(at, 2, '\0', &of_month);
	if (at == NULL || year < 1 || month < 1 || month > 12 || of_month < 1)
		return NULL;
	*day = date2j(year, month, of_month);
	j2date(*day, &found_year, &found_month, &found_day);
	*day -= POSTGRES_EPOCH_JDATE;
	return found_year == year && found_month == month && found_day == of_month ? at : NULL;
}

static char *
DayWords(DateADT day)
{
	return TextDatumGetCString(DirectFunctionCall1(date_words, DateADTGetDatum(day)));
}

/*
 * TimeWords is a day and a time of day, of timestamptz in the zone of the session.
 */
static char *
TimeWords(const ChangeWords *words, const char *text, bool zoned)
{
	DateADT		day;
	int			hour,
				minute,
				second,
				zone;
	const char *at = ReadDay(text, &day);
	struct pg_tm tm;
	fsec_t		fsec;

	if (at == NULL || *at != ' ')
		return NULL;
	at = ReadDigits(at + 1, 2, ':', &hour);
	if (at != NULL)
		at = ReadDigits(at, 2, ':', &minute);
	if (at != NULL)
		at = ReadDigits(at, 2, '\0', &second);
	if (at == NULL || hour > 23 || minute > 59 || second > 59)
		return NULL;
	if (*at == '.')
		at += 1 + strspn(at + 1, "0123456789");
	if (strcmp(at, zoned ? "+00" : "") != 0)
		return NULL;
	if (zoned)
	{
		TimestampTz time = (TimestampTz) day * USECS_PER_DAY + ((hour * INT64CONST(60) + minute) * 60 + second) * USECS_PER_SEC;

		if (timestamp2tm(time, &zone, &tm, &fsec, NULL, words->timezone) != 0)
			return NULL;
		day = date2j(tm.tm_year, tm.tm_mon, tm.tm_mday) - POSTGRES_EPOCH_JDATE;
		hour = tm.tm_hour;
		minute = tm.tm_min;
		second = tm.tm_sec;
	}
	if (second == 0)
		return psprintf("%s, %02d:%02d", DayWords(day), hour, minute);
	return psprintf("%s, %02d:%02d:%02d", DayWords(day), hour, minute, second);
}

/*
 * NumberWords is a number as reports write it (sen.number_words), with the zeros at
 * its end that the log has.
 */
static char *
NumberWords(const char *text)
{
	const char *rest = text + (text[0] == '-');
	StringInfoData buf;

	rest += strspn(rest, "0123456789");
	if (*rest != '\0' && (*rest != '.' || rest[1 + strspn(rest + 1, "0123456789")] != '\0'))
		return NULL;
	initStringInfo(&buf);
	AppendNumberText(&buf, text);
	return buf.data;
}

/*
 * InWords is a value of a column in words; the text itself if there are none.  What
 * is in the key is a name of the row, not a number.
 */
const char *
InWords(const ChangeWords *words, const char *name, const char *text)
{
	const char *said = NULL;
	DateADT		day;

	if (words == NULL || name == NULL || text == NULL)
		return text;
	for (int i = 0; i < words->columns; i++)
	{
		const WordsColumn *column = &words->column[i];

		if (strcmp(column->name, name) != 0)
			continue;
		switch (column->type)
		{
			case BOOLOID:
				if (strcmp(text, "t") == 0 || strcmp(text, "f") == 0)
					said = *text == 't' ? "yes" : "no";
				break;
			case DATEOID:
				{
					const char *end = ReadDay(text, &day);

					if (end != NULL && *end == '\0')
						said = DayWords(day);
					break;
				}
			case TIMESTAMPTZOID:
			case TIMESTAMPOID:
				said = TimeWords(words, text, column->type == TIMESTAMPTZOID);
				break;
			case INT2OID:
			case INT4OID:
			case INT8OID:
			case NUMERICOID:
			case FLOAT4OID:
			case FLOAT8OID:
				if (!column->in_key)
					said = NumberWords(text);
				break;
			default:
				break;
		}
	}
	return said == NULL ? text : said;
}
