/*
 * leaf_sql.c --- what the canonical bytes of entries say, as values of SQL.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "common/int.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/entry/leaf.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(leaf_entry);
PG_FUNCTION_INFO_V1(block_leaves);
PG_FUNCTION_INFO_V1(block_entries);
PG_FUNCTION_INFO_V1(log_block_entries);
PG_FUNCTION_INFO_V1(operation_words);

/* A column of an entry. */
typedef struct Pair
{
	LeafField	name;
	LeafField	value;
} Pair;

/*
 * IsAscii says whether all bytes are from 1 to 127: then they are text in every encoding
 * of a server.
 */
static inline bool
IsAscii(const char *data, uint32 size)
{
	const unsigned char *at = (const unsigned char *) data,
			   *end = at + size;
	unsigned char high = 0;
	bool		zero = false;

	for (; at < end; at++)
	{
		high |= *at;
		zero |= *at == 0;
	}
	return !zero && (high & 0x80) == 0;
}

/*
 * IsTextHere refuses what is no text, and says whether the bytes are those of a text in
 * this database: else they have to be converted.
 */
static inline bool
IsTextHere(LeafField field)
{
	if (field.size == 0 || IsAscii(field.data, field.size))
		return true;
	if (GetDatabaseEncoding() != PG_UTF8)
		return false;
	(void) pg_verify_mbstr(PG_UTF8, field.data, (int) field.size, false);
	return true;
}

/*
 * LeafTextDatum is a field as a value of SQL.
 */
Datum
LeafTextDatum(LeafField field, bool *isnull)
{
	*isnull = field.data == NULL;
	if (*isnull)
		return (Datum) 0;
	return IsTextHere(field) ? PointerGetDatum(cstring_to_text_with_len(field.data, (int) field.size)) : CStringGetTextDatum(LeafText(field));
}

static void
PushString(JsonbParseState **state, JsonbIteratorToken token, LeafField field)
{
	JsonbValue	value;
	char	   *text = LeafText(field);

	if (text == NULL)
		value.type = jbvNull;
	else
	{
		value.type = jbvString;
		value.val.string.val = text;
		value.val.string.len = strlen(text);
	}
	pushJsonbValue(state, token, &value);
}

/*
 * ParsedJsonb makes the object as the server does: of any text, and whatever is wrong
 * with it.
 */
static Datum
ParsedJsonb(LeafColumns columns)
{
	JsonbParseState *state = NULL;
	const char *at = columns.at;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (uint32 i = 0; i < columns.count; i++)
	{
		LeafField	name,
					value;

		LeafNextColumn(&at, &name, &value);
		PushString(&state, WJB_KEY, name);
		PushString(&state, WJB_VALUE, value);
	}
	return JsonbPGetDatum(JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));
}

/*
 * ComparePairs is the order of the keys of a jsonb: the shorter first.
 */
static int
ComparePairs(const void *a, const void *b)
{
	const Pair *x = a,
			   *y = b;

	if (x->name.size != y->name.size)
		return x->name.size < y->name.size ? -1 : 1;
	return memcmp(x->name.data, y->name.data, x->name.size);
}

/* So many are put in order by insertion: they mostly come almost in it. */
#define FEW_PAIRS 24

static void
SortPairs(Pair *pair, uint32 count)
{
	if (count > FEW_PAIRS)
	{
		qsort(pair, count, sizeof(Pair), ComparePairs);
		return;
	}
	for (uint32 i = 1; i < count; i++)
	{
		Pair		taken = pair[i];
		uint32		at = i;

		for (; at > 0 && ComparePairs(&taken, &pair[at - 1]) < 0; at--)
			pair[at] = pair[at - 1];
		pair[at] = taken;
	}
}

/*
 * TakePairs reads columns in the order in which a jsonb has them: how many bytes their
 * text has; -1 if the server has to make it.
 */
static int64
TakePairs(LeafColumns columns, Pair *pair)
{
	int64		total = 0;

	for (uint32 i = 0; i < columns.count; i++)
	{
		LeafNextColumn(&columns.at, &pair[i].name, &pair[i].value);
		if (!IsTextHere(pair[i].name) || !IsTextHere(pair[i].value))
			return -1;
		total += (int64) pair[i].name.size + pair[i].value.size;
	}
	if (total > JENTRY_OFFLENMASK)
		return -1;
	SortPairs(pair, columns.count);
	for (uint32 i = 1; i < columns.count; i++)
		if (ComparePairs(&pair[i - 1], &pair[i]) == 0)
			return -1;
	return total;
}

static char *
PutString(JEntry *entry, uint32 number, LeafField field, const char *data, char *at)
{
	if (field.size > 0)
		memcpy(at, field.data, field.size);
	at += field.size;
	entry[number] = field.data == NULL ? JENTRY_ISNULL : JENTRY_ISSTRING;
	entry[number] |= number % JB_OFFSET_STRIDE == 0 ? (JENTRY_HAS_OFF | (JEntry) (at - data)) : field.size;
	return at;
}

/*
 * LeafJsonb is columns as an object of strings and nulls.  It is the same as the
 * server's own, byte for byte, in a fraction of the time.
 */
Datum
LeafJsonb(LeafColumns columns)
{
	uint32		count = columns.count;
	Pair	   *pair = palloc(sizeof(Pair) * Max(1, count));
	int64		total = TakePairs(columns, pair);
	Size		head = VARHDRSZ + sizeof(uint32) + 2 * sizeof(JEntry) * count;
	Jsonb	   *result;
	JEntry	   *entry;
	char	   *data,
			   *at;

	if (total < 0)
	{
		pfree(pair);
		return ParsedJsonb(columns);
	}
	result = palloc(head + total);
	SET_VARSIZE(result, head + total);
	result->root.header = count | JB_FOBJECT;
	entry = result->root.children;
	data = at = (char *) (entry + 2 * count);
	for (uint32 i = 0; i < count; i++)
		at = PutString(entry, i, pair[i].name, data, at);
	for (uint32 i = 0; i < count; i++)
		at = PutString(entry, count + i, pair[i].value, data, at);
	pfree(pair);
	return JsonbPGetDatum(result);
}

/*
 * sen.operation_words(operation text)
 */
Datum
operation_words(PG_FUNCTION_ARGS)
{
	text	   *letter = PG_GETARG_TEXT_PP(0);
	const char *words = VARSIZE_ANY_EXHDR(letter) == 1 ? OperationWords((unsigned char) *VARDATA_ANY(letter)) : NULL;

	if (words == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(words));
}

/*
 * LeafValues sets the columns that say what an entry says, as many as LEAF_VALUES.
 * operation: its letter, or its words.  nulls: all false before.
 */
void
LeafValues(const Leaf *leaf, const char *operation, Datum *values, bool *nulls)
{
	values[0] = LeafTextDatum(leaf->table, &nulls[0]);
	values[1] = CStringGetTextDatum(operation);
	values[2] = LeafTextDatum(leaf->session_role, &nulls[2]);
	values[3] = LeafTextDatum(leaf->current_role, &nulls[3]);
	values[4] = TimestampTzGetDatum(leaf->statement_at);
	values[5] = TimestampTzGetDatum(leaf->transaction_at);
	values[6] = LeafTextDatum(leaf->meeting, &nulls[6]);
	values[7] = LeafJsonb(leaf->key);
	values[8] = LeafJsonb(leaf->row);
}

/*
 * sen.leaf_entry(leaf bytea) --- what the bytes say, column by column.
 */
Datum
leaf_entry(PG_FUNCTION_ARGS)
{
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	Leaf		leaf;
	TupleDesc	descriptor;
	Datum		values[LEAF_VALUES];
	bool		nulls[LEAF_VALUES] = {0};
	char		operation[2] = {0};

	if (get_call_result_type(fcinfo, NULL, &descriptor) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "sen.leaf_entry must return a row");
	LeafRead(VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes), &leaf);
	operation[0] = leaf.operation;
	LeafValues(&leaf, operation, values, nulls);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(descriptor), values, nulls)));
}

/*
 * sen.block_leaves(entries bytea) --- the entries of a block.
 */
Datum
block_leaves(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	EntryReader reader = BlockEntries(PG_GETARG_BYTEA_PP(0));
	const char *data;
	Size		size;

	InitMaterializedSRF(fcinfo, 0);
	for (int number = 0; NextEntry(&reader, &data, &size); number++)
	{
		Datum		values[2];
		bool		nulls[2] = {0};

		values[0] = Int32GetDatum(number);
		values[1] = PointerGetDatum(cstring_to_text_with_len(data, size));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		pfree(DatumGetPointer(values[1]));
	}
	return (Datum) 0;
}

/* Whose entries of a block are asked for; fields without data: any. */
typedef struct EntriesAsked
{
	LeafField	table;
	LeafField	meeting;
	bool		indexed;		/* a column before the number: index of the leaf */
	int64		start;			/* of the first; -1: in no version */
} EntriesAsked;

static void
PutEntries(ReturnSetInfo *result, EntryReader reader, const EntriesAsked *asked)
{
	MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "entry of a block", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before = MemoryContextSwitchTo(row);
	int			first = asked->indexed ? 1 : 0;
	const char *data;
	Size		size;

	for (int number = 0; NextEntry(&reader, &data, &size); number++)
	{
		Leaf		leaf;
		Datum		values[2 + LEAF_VALUES];
		bool		nulls[2 + LEAF_VALUES] = {0};
		int64		index;

		CHECK_FOR_INTERRUPTS();
		LeafRead(data, size, &leaf);
		if ((asked->table.data != NULL && !LeafEquals(leaf.table, asked->table)) ||
			(asked->meeting.data != NULL && !LeafEquals(leaf.meeting, asked->meeting)))
			continue;
		nulls[0] = asked->indexed && asked->start < 0;
		if (pg_add_s64_overflow(asked->start, number, &index))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("index %lld is too large for the first entry of a block", (long long) asked->start)));
		values[0] = Int64GetDatum(index);
		values[first] = Int32GetDatum(number);
		LeafValues(&leaf, OperationWords(leaf.operation), &values[first + 1], &nulls[first + 1]);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(row);
}

/*
 * sen.block_entries(entries bytea) --- what each entry of a block says.
 */
Datum
block_entries(PG_FUNCTION_ARGS)
{
	const EntriesAsked all = {.start = -1};

	InitMaterializedSRF(fcinfo, 0);
	PutEntries((ReturnSetInfo *) fcinfo->resultinfo, BlockEntries(PG_GETARG_BYTEA_PP(0)), &all);
	return (Datum) 0;
}

/*
 * LeafArgument is a text argument as entries have it; without data if it is null.
 */
LeafField
LeafArgument(FunctionCallInfo fcinfo, int argument)
{
	LeafField	field = {NULL, 0};

	if (!PG_ARGISNULL(argument))
	{
		char	   *asked = text_to_cstring(PG_GETARG_TEXT_PP(argument));

		field.data = pg_server_to_any(asked, strlen(asked), PG_UTF8);
		field.size = strlen(field.data);
	}
	return field;
}

/*
 * sen.log_block_entries(entries bytea, start bigint, of_table text, of_meeting text)
 */
Datum
log_block_entries(PG_FUNCTION_ARGS)
{
	EntriesAsked asked = {.indexed = true, .start = PG_ARGISNULL(1) ? -1 : PG_GETARG_INT64(1)};

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	asked.table = LeafArgument(fcinfo, 2);
	asked.meeting = LeafArgument(fcinfo, 3);
	PutEntries((ReturnSetInfo *) fcinfo->resultinfo, BlockEntries(PG_GETARG_BYTEA_PP(0)), &asked);
	return (Datum) 0;
}
