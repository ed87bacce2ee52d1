/*
 * history.c --- the entries that are about one row.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/read/log_scan.h"
#include "ledger/read/replay.h"
#include "ledger/write/tracked.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(history);

#define ENTRY_COLUMNS 12

/* More bytes of entries are not kept. */
#define KEPT_MOST (32 * 1024 * 1024)

typedef struct HistoryReading
{
	Replay	   *replay;
	const char *table;			/* name in the log, in UTF-8 */
	Size		table_size;
	MemoryContext context;		/* of what is kept; NULL if that would be too much */
	EntryPlace *kept;			/* with the bytes of each entry */
	int64		count;
	int64		room;
	Size		bytes;
} HistoryReading;

/* The entries of the rows that are asked for, in order. */
typedef struct Wanted
{
	LogScan    *scan;
	ReturnSetInfo *result;
	MemoryContext row;			/* of what is put out, one by one */
	KeyTypes   *types;
	const LogColumn **column;	/* of the key, NULL for one that the log does not know */
	KeyValue   *key;
	int64		count;
	int64		room;
	int64		next;
	int64	   *ordinal;
} Wanted;

/*
 * KeepEntry keeps the bytes of an entry: those that are asked for are put out when all
 * are known, and need not be read again.
 */
static void
KeepEntry(HistoryReading *reading, const EntryPlace *place)
{
	MemoryContext before;
	char	   *bytes;

	reading->bytes += sizeof(EntryPlace) + place->bytes.size;
	if (reading->bytes > KEPT_MOST)
	{
		MemoryContextDelete(reading->context);
		reading->context = NULL;
		return;
	}
	before = MemoryContextSwitchTo(reading->context);
	if (reading->count == reading->room)
	{
		reading->room = Max(64, 2 * reading->room);
		reading->kept = reading->kept == NULL ? palloc(sizeof(EntryPlace) * reading->room) : repalloc(reading->kept, sizeof(EntryPlace) * reading->room);
	}
	bytes = palloc(place->bytes.size);
	memcpy(bytes, place->bytes.data, place->bytes.size);
	reading->kept[reading->count] = *place;
	reading->kept[reading->count++].bytes.data = bytes;
	MemoryContextSwitchTo(before);
}

static void
TakeEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	HistoryReading *reading = state;

	if (!LeafIs(leaf->table, reading->table, reading->table_size))
		return;
	ReplayEntry(reading->replay, place, leaf, false);
	if (reading->context != NULL)
		KeepEntry(reading, place);
}

/*
 * IsKey: has a row these columns with the values of the key?
 */
static bool
IsKey(const Wanted *wanted, const Content *content)
{
	for (int i = 0; i < wanted->types->columns; i++)
	{
		KeyValue	found;
		LeafField	text;

		if (!ContentValue(content, wanted->column[i], &text) || text.data == NULL)
			return false;
		/* Mostly it is written as the log has it, or is another value: only what differs has to be read. */
		if (LeafEquals(text, wanted->key[i].text))
			continue;
		found = ReadKeyValue(wanted->types, i, text);
		if (CompareKeyValues(wanted->types, i, &found, &wanted->key[i]) != 0)
			return false;
	}
	return true;
}

/*
 * HasHadKey says whether a row has, or has had, the key.  The key of the table may
 * be of other columns since its last entry.
 */
static bool
HasHadKey(const Wanted *wanted, const LogRow *row)
{
	for (const RowEntry *entry = row->entries; entry != NULL; entry = entry->next)
		if (entry->key != NULL && IsKey(wanted, entry->key))
			return true;
	return row->now != NULL && IsKey(wanted, row->now);
}

static void
WantRow(Wanted *wanted, const LogRow *row)
{
	for (const RowEntry *entry = row->entries; entry != NULL; entry = entry->next)
	{
		if (entry->ordinal < 0)
			continue;
		if (wanted->count == wanted->room)
		{
			wanted->room = Max(64, wanted->room * 2);
			if (wanted->ordinal == NULL)
				wanted->ordinal = palloc(sizeof(int64) * wanted->room);
			else
				wanted->ordinal = repalloc_huge(wanted->ordinal, sizeof(int64) * wanted->room);
		}
		wanted->ordinal[wanted->count++] = entry->ordinal;
	}
}

static int
CompareOrdinals(const void *a, const void *b)
{
	int64		left = *(const int64 *) a,
				right = *(const int64 *) b;

	return left < right ? -1 : left > right;
}

/*
 * WantRows chooses the rows that have had the key.
 */
static void
WantRows(Wanted *wanted, Replay *replay)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "key of a row", ALLOCSET_DEFAULT_SIZES);
	dlist_iter	iter;

	dlist_foreach(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);
		MemoryContext before = MemoryContextSwitchTo(context);
		bool		had = HasHadKey(wanted, row);

		MemoryContextSwitchTo(before);
		MemoryContextReset(context);
		if (had)
			WantRow(wanted, row);
		CHECK_FOR_INTERRUPTS();
	}
	MemoryContextDelete(context);
	if (wanted->count > 1)
		qsort(wanted->ordinal, wanted->count, sizeof(int64), CompareOrdinals);
}

static void
PutEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	Wanted	   *wanted = state;
	MemoryContext before;
	Datum		values[ENTRY_COLUMNS];
	bool		nulls[ENTRY_COLUMNS] = {0};

	if (wanted->next == wanted->count || wanted->ordinal[wanted->next] != place->ordinal)
		return;
	wanted->next++;
	before = MemoryContextSwitchTo(wanted->row);
	nulls[0] = nulls[1] = place->index < 0;
	values[0] = Int64GetDatum(LogScanVersion(wanted->scan, place->index));
	values[1] = Int64GetDatum(place->index);
	nulls[2] = nulls[3] = place->block == 0;
	values[2] = Int64GetDatum(place->block);
	values[3] = Int32GetDatum(place->number);
	values[4] = CStringGetTextDatum(OperationWords(leaf->operation));
	values[5] = LeafTextDatum(leaf->session_role, &nulls[5]);
	values[6] = LeafTextDatum(leaf->current_role, &nulls[6]);
	values[7] = TimestampTzGetDatum(leaf->statement_at);
	values[8] = TimestampTzGetDatum(leaf->transaction_at);
	values[9] = LeafTextDatum(leaf->meeting, &nulls[9]);
	values[10] = LeafJsonb(leaf->key);
	values[11] = LeafJsonb(leaf->row);
	tuplestore_putvalues(wanted->result->setResult, wanted->result->setDesc, values, nulls);
	MemoryContextSwitchTo(before);
	MemoryContextReset(wanted->row);
}

static void
RefuseKey(Oid relid, const KeyTypes *types, Jsonb *key)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; types != NULL && i < types->columns; i++)
		appendStringInfo(&list, "%s%s", list.len > 0 ? ", " : "", LeafText(types->column[i].name));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the key has other columns than table \"%s\": %s", get_rel_name(relid), JsonbToCString(NULL, &key->root, VARSIZE(key))),
			 types == NULL ? errhint("The table has no primary key now.") : errhint("Give the columns of the primary key: %s.", list.data)));
}

/*
 * FieldOfKey is the text of a field of the key that is asked for, as ->> gives it.
 */
static LeafField
FieldOfKey(Oid relid, const KeyTypes *types, int column, Jsonb *key)
{
	char	   *name = LeafText(types->column[column].name);
	LeafField	field = {NULL, 0};
	JsonbValue	found;
	char	   *string;

	if (getKeyJsonValueFromContainer(&key->root, name, strlen(name), &found) == NULL)
		RefuseKey(relid, types, key);
	if (found.type == jbvNull)
		return field;
	string = TextDatumGetCString(DirectFunctionCall2(jsonb_object_field_text, JsonbPGetDatum(key), CStringGetTextDatum(name)));
	field.data = pg_server_to_any(string, strlen(string), PG_UTF8);
	field.size = strlen(field.data);
	return field;
}

/*
 * ReadWanted reads the key that is asked for, by the settings of the session, whose
 * user wrote it.
 */
static void
ReadWanted(Wanted *wanted, Oid relid, Jsonb *key)
{
	if (!JB_ROOT_IS_OBJECT(key))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the key of a row is not an object: %s", JsonbToCString(NULL, &key->root, VARSIZE(key))),
				 errhint("Give the columns of the primary key, such as '{\"action_id\": 5}'.")));
	wanted->types = KeyTypesOf(relid);
	if (wanted->types == NULL || wanted->types->columns != (int) JB_ROOT_COUNT(key))
		RefuseKey(relid, wanted->types, key);
	wanted->key = palloc(sizeof(KeyValue) * Max(1, wanted->types->columns));
	for (int i = 0; i < wanted->types->columns; i++)
	{
		LeafField	text = FieldOfKey(relid, wanted->types, i, key);

		wanted->key[i] = ReadKeyValue(wanted->types, i, text);
		if (text.data != NULL && !wanted->key[i].fits)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("\"%s\" is no value of column \"%s\" of table \"%s\"", LeafText(text), LeafText(wanted->types->column[i].name), get_rel_name(relid)),
					 errhint("Write it as a literal of type %s, in text, as view log_leaves has it.", format_type_be(get_atttype(relid, get_attnum(relid, LeafText(wanted->types->column[i].name)))))));
	}
}

/*
 * WarnLost warns that entries may be missing: where rows cannot be followed, an entry
 * is shown by the keys that it names.
 */
static void
WarnLost(const Replay *replay, LogScan *scan)
{
	const LostThread *lost = replay->last_lost;

	if (lost != NULL)
		ereport(WARNING,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("the log of table \"%s\" cannot be followed everywhere: %s", replay->table, LostWords(lost)),
				 errdetail("From there on, up to where tracking begins again, entries are shown that name the key. Rows were changed without entries, as with the trigger disabled, by ALTER TABLE with USING, or with a partition that was attached."),
				 errhint("%s", LostRemedy(replay, scan, lost))));
}

/*
 * LooksOf is what a text of a type looks like that is the only one of its value; false
 * if there are none.
 */
static bool
LooksOf(const KeyColumn *column, unsigned char *looks)
{
	switch (column->type)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
			*looks = TEXT_INTEGER;
			return true;
		case UUIDOID:
			*looks = TEXT_UUID;
			return true;
		case DATEOID:
			*looks = TEXT_DATE;
			return true;
		case TEXTOID:
		case VARCHAROID:
			*looks = 0;
			return !OidIsValid(column->collation) || get_collation_isdeterministic(column->collation);
		default:
			return false;
	}
}

static int
CompareNames(const ListCell *a, const ListCell *b)
{
	LeafField	x = ((const KeyColumn *) lfirst(a))->name,
				y = ((const KeyColumn *) lfirst(b))->name;
	int			order = memcmp(x.data, y.data, Min(x.size, y.size));

	return order != 0 ? order : (x.size > y.size) - (x.size < y.size);
}

static void
PutField(StringInfo buf, LeafField field)
{
	LeafPutNumber(buf, field.data == NULL ? 0 : field.size + 1);
	if (field.data != NULL)
		appendBinaryStringInfo(buf, field.data, field.size);
}

/*
 * AskForKey asks for the rows that have had the key, if each of its values has one text
 * only: then the hash of the key finds them.
 */
static void
AskForKey(const Wanted *wanted, const char *table)
{
	ScanRequest request = {.question = ASK_KEY, .table = table, .to = -1, .columns = wanted->types->columns};
	unsigned char looks[INDEX_KEY_COLUMNS];
	List	   *columns = NIL;
	StringInfoData buf;
	LeafColumns key;
	ListCell   *cell;

	if (wanted->types->columns > INDEX_KEY_COLUMNS)
		return;
	for (int i = 0; i < wanted->types->columns; i++)
		columns = lappend(columns, &wanted->types->column[i]);
	list_sort(columns, CompareNames);
	initStringInfo(&buf);
	foreach(cell, columns)
	{
		const KeyColumn *column = lfirst(cell);
		const KeyValue *value = &wanted->key[column - wanted->types->column];

		if (!value->fits || !LooksOf(column, &looks[foreach_current_index(cell)]))
			return;
		PutField(&buf, column->name);
		PutField(&buf, value->text);
	}
	key.count = wanted->types->columns;
	key.at = buf.data;
	request.key = KeyHash(key);
	request.names = KeyNames(key);
	request.looks = looks;
	LogScanAsk(wanted->scan, &request);
}

/*
 * PutEntries puts the entries that are asked for into the result.  Rows are known by
 * their last key only when all are read: what was too much to be kept is read again.
 */
static void
PutEntries(Wanted *wanted, HistoryReading *reading)
{
	if (wanted->count == 0)
		return;
	wanted->row = AllocSetContextCreate(CurrentMemoryContext, "entry that is put out", ALLOCSET_DEFAULT_SIZES);
	if (reading->context == NULL)
	{
		LogScanEntries(wanted->scan, PutEntry, wanted);
		return;
	}
	for (int64 i = 0; i < reading->count; i++)
	{
		Leaf		leaf;

		CHECK_FOR_INTERRUPTS();
		LeafRead(reading->kept[i].bytes.data, reading->kept[i].bytes.size, &leaf);
		PutEntry(wanted, &reading->kept[i], &leaf);
	}
	MemoryContextDelete(reading->context);
}

/*
 * ReadHistory puts the entries of the rows that have had the key into the result.
 */
static void
ReadHistory(Wanted *wanted, Oid relid)
{
	char	   *name = LogNameOf(relid);
	HistoryReading reading = {.replay = ReplayBegin(get_rel_namespace(relid), name, KEEP_ENTRIES)};

	for (int i = 0; i < wanted->types->columns; i++)
		PrintKeyValue(wanted->types, i, &wanted->key[i]);
	reading.table = pg_server_to_any(name, strlen(name), PG_UTF8);
	reading.table_size = strlen(reading.table);
	reading.context = AllocSetContextCreate(CurrentMemoryContext, "entries of the history of a row", ALLOCSET_DEFAULT_SIZES);
	AskForKey(wanted, reading.table);
	LogScanEntries(wanted->scan, TakeEntry, &reading);
	if (reading.replay->entries == 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("table \"%s\" is not in the log", name),
				 errhint("sen.track() keeps the changes of a table from then on.")));
	ReplayRequireTable(reading.replay, relid);
	WarnLost(reading.replay, wanted->scan);
	ColumnsOfTable(&reading.replay->columns, relid);
	wanted->column = palloc(sizeof(LogColumn *) * Max(1, wanted->types->columns));
	for (int i = 0; i < wanted->types->columns; i++)
		wanted->column[i] = FindColumn(reading.replay->columns.now, wanted->types->column[i].name, i);
	WantRows(wanted, reading.replay);
	PutEntries(wanted, &reading);
}

/*
 * sen.history(tracked regclass, key jsonb)
 */
Datum
history(PG_FUNCTION_ARGS)
{
	Wanted		wanted = {.result = (ReturnSetInfo *) fcinfo->resultinfo};
	Printing	printing;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("no table is named"),
				 errhint("Name a table, such as 'wirral.action'.")));
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the key of a row is not an object: null"),
				 errhint("Give the columns of the primary key, such as '{\"action_id\": 5}'.")));
	RequireTable(PG_GETARG_OID(0));
	InitMaterializedSRF(fcinfo, 0);
	wanted.scan = LogScanOpen(get_rel_namespace(PG_GETARG_OID(0)), PG_GETARG_OID(0));
	ReadWanted(&wanted, PG_GETARG_OID(0), PG_GETARG_JSONB_P(1));
	PinPrinting(&printing);
	PG_TRY();
	{
		ReadHistory(&wanted, PG_GETARG_OID(0));
	}
	PG_FINALLY();
	{
		UnpinPrinting(&printing);
	}
	PG_END_TRY();
	LogScanClose(wanted.scan);
	return (Datum) 0;
}
