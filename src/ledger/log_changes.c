/*
 * log_changes.c --- what differs between two states of tracked tables, and the
 * entries that are about one row.
 */
#include "postgres.h"
#include "compat.h"

#include "access/sysattr.h"
#include "access/table.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/log.h"
#include "ledger/replay.h"
#include "ledger/tracked.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/value.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(table_changes);
PG_FUNCTION_INFO_V1(log_changes);
PG_FUNCTION_INFO_V1(history);

#define CHANGES_COLUMNS 11
#define ENTRY_COLUMNS 12

/* The tables of a log that are read, or the one that is asked for. */
typedef struct ChangesReading
{
	Oid			namespace;		/* of the log */
	const char *only;			/* name in the log; NULL: all */
	ReplayKeeps keeps;
	int64		from;			/* leaves of the earlier state */
	int64		to;				/* of the later one; -1: with what is in no version */
	MemoryContext context;
	bool		known;			/* some entry is about the one that is asked for */
	List	   *replays;		/* in the order in which the log names the tables */
	HTAB	   *by_name;
	Replay	   *last;
} ChangesReading;

typedef struct NamedReplay
{
	const char *name;
	Replay	   *replay;
} NamedReplay;

static uint32
HashName(const void *key, Size size)
{
	const char *name = *(const char *const *) key;

	return hash_bytes((const unsigned char *) name, strlen(name));
}

static int
CompareNames(const void *a, const void *b, Size size)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static Replay *
ReplayOf(ChangesReading *reading, const char *name)
{
	MemoryContext before;
	NamedReplay *named;
	bool		found;

	if (reading->last != NULL && strcmp(reading->last->table, name) == 0)
		return reading->last;
	if (reading->by_name == NULL)
	{
		HASHCTL		control = {.keysize = sizeof(char *), .entrysize = sizeof(NamedReplay), .hash = HashName, .match = CompareNames, .hcxt = reading->context};

		reading->by_name = hash_create("tables of a log", 64, &control, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	}
	named = hash_search(reading->by_name, &name, HASH_ENTER, &found);
	if (!found)
	{
		before = MemoryContextSwitchTo(reading->context);
		named->replay = ReplayBegin(reading->namespace, name, reading->keeps);
		named->name = named->replay->table;
		reading->replays = lappend(reading->replays, named->replay);
		MemoryContextSwitchTo(before);
	}
	reading->last = named->replay;
	return reading->last;
}

static void
TakeEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	ChangesReading *reading = state;
	char	   *name = LeafText(leaf->table);

	if (leaf->operation == OPERATION_SEAL || leaf->operation == OPERATION_ASIDE || (reading->only != NULL && strcmp(reading->only, name) != 0))
		return;
	reading->known = true;
	if (reading->to < 0 || (place->index >= 0 && place->index < reading->to))
		ReplayEntry(ReplayOf(reading, name), place, leaf, place->index >= 0 && place->index < reading->from);
}

/*
 * ReadEntries reads the log; a table that is asked for has to be in it.
 */
static void
ReadEntries(LogScan *scan, ChangesReading *reading)
{
	LogScanEntries(scan, TakeEntry, reading);
	if (reading->only != NULL && !reading->known)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("table \"%s\" is not in the log", reading->only),
				 errhint("sen.track() keeps the changes of a table from then on.")));
}

static void
PutText(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	values[column] = text == NULL ? (Datum) 0 : CStringGetTextDatum(text);
}

static void
PushText(JsonbParseState **state, JsonbIteratorToken token, const char *text)
{
	JsonbValue	value;

	if (text == NULL)
		value.type = jbvNull;
	else
	{
		value.type = jbvString;
		value.val.string.val = unconstify(char *, text);
		value.val.string.len = strlen(text);
	}
	pushJsonbValue(state, token, &value);
}

/*
 * RowKeyOf puts the key of a row into words and jsonb.
 */
static Datum
RowKeyOf(const Replay *replay, const Content *content, char **words)
{
	JsonbParseState *state = NULL;
	StringInfoData buf;

	initStringInfo(&buf);
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (int i = 0; i < replay->key_columns; i++)
	{
		LeafField	name = NameNow(replay, replay->key[i], replay->key_renames),
					value;
		char	   *column = LeafText(name),
				   *text;

		if (column == NULL)
			continue;
		ContentValue(replay, content, name, &value);
		text = LeafText(value);
		appendStringInfo(&buf, "%s%s %s", buf.len > 0 ? ", " : "", column, text == NULL ? "null" : text);
		PushText(&state, WJB_KEY, column);
		PushText(&state, WJB_VALUE, text);
	}
	*words = buf.data;
	return JsonbPGetDatum(JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));
}

static const Author *
FieldAuthorOf(const Replay *replay, const LogRow *row, LeafField name)
{
	for (const FieldAuthor *field = row->changed; field != NULL; field = field->next)
		if (LeafEquals(NameNow(replay, field->name, field->renames), name))
			return field->author;
	return NULL;
}

/* One row of the result, in the making. */
typedef struct ChangeRow
{
	ReturnSetInfo *result;
	int			skip;			/* columns that the result has not: the name of the table */
	Datum		values[CHANGES_COLUMNS];
	bool		nulls[CHANGES_COLUMNS];
} ChangeRow;

static void
PutChange(ChangeRow *out, LeafField name, LeafField before, LeafField after, const Author *author)
{
	PutText(out->values, out->nulls, 4, LeafText(name));
	PutText(out->values, out->nulls, 5, LeafText(before));
	PutText(out->values, out->nulls, 6, LeafText(after));
	PutText(out->values, out->nulls, 7, author == NULL ? NULL : author->session_role);
	PutText(out->values, out->nulls, 8, author == NULL ? NULL : author->acting_role);
	out->nulls[9] = author == NULL;
	out->values[9] = author == NULL ? (Datum) 0 : TimestampTzGetDatum(author->statement_at);
	PutText(out->values, out->nulls, 10, author == NULL ? NULL : author->meeting);
	tuplestore_putvalues(out->result->setResult, out->result->setDesc, out->values + out->skip, out->nulls + out->skip);
}

/*
 * PutFields puts out the columns of after that differ from before, and those
 * of before that after has not.  One of them may be NULL.
 */
static void
PutFields(const Replay *replay, const LogRow *row, const Content *before, const Content *after, const Author *otherwise, ChangeRow *out)
{
	const Content *each = after != NULL ? after : before;
	const char *at = each->columns.at;
	char	   *words;

	out->values[1] = RowKeyOf(replay, each, &words);
	PutText(out->values, out->nulls, 0, replay->table);
	PutText(out->values, out->nulls, 2, words);
	PutText(out->values, out->nulls, 3, after == NULL ? "removed" : before == NULL ? "added" : "changed");
	for (int pass = 0; pass < 2; pass++)
	{
		for (uint32 i = 0; i < each->columns.count; i++)
		{
			LeafField	name,
						value,
						other = {NULL, 0};
			const Author *author = NULL;
			bool		both = false;

			LeafNextColumn(&at, &name, &value);
			name = NameNow(replay, name, each->renames);
			if (name.data == NULL)
				continue;
			if (before != NULL && after != NULL)
				both = ContentValue(replay, each == after ? before : after, name, &other);
			if (LeafEquals(value, other) || (pass == 1 && both))
				continue;
			if (after != NULL)
				author = FieldAuthorOf(replay, row, name);
			if (author == NULL)
				author = otherwise;
			if (each == after)
				PutChange(out, name, other, value, author);
			else
				PutChange(out, name, value, other, author);
		}
		if (each == before || before == NULL)
			break;
		each = before;
		at = before->columns.at;
	}
}

typedef struct GoneRow
{
	char	   *key;			/* words */
	LogRow	   *row;
	bool		back;
} GoneRow;

static int
CompareGone(const void *a, const void *b)
{
	return strcmp(((const GoneRow *) a)->key, ((const GoneRow *) b)->key);
}

/*
 * GoneRows lists the rows that are gone, by key: one that was entered anew under
 * its key is a row that changed.
 */
static GoneRow *
GoneRows(Replay *replay, int *count)
{
	GoneRow    *gone;
	MemoryContext words = AllocSetContextCreate(CurrentMemoryContext, "key of a row", ALLOCSET_DEFAULT_SIZES);
	dlist_iter	iter;
	int			number = 0;

	dlist_foreach(iter, &replay->rows)
	{
		const LogRow *row = dlist_container(LogRow, node, iter.cur);

		number += row->now == NULL;
	}
	gone = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(GoneRow) * Max(1, number));
	number = 0;
	dlist_foreach(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);
		MemoryContext before;
		char	   *key;

		if (row->now != NULL)
			continue;
		gone[number].row = row;
		gone[number].back = false;
		before = MemoryContextSwitchTo(words);
		RowKeyOf(replay, row->kept, &key);
		MemoryContextSwitchTo(before);
		gone[number].key = pstrdup(key);
		MemoryContextReset(words);
		number++;
		CHECK_FOR_INTERRUPTS();
	}
	MemoryContextDelete(words);
	qsort(gone, number, sizeof(GoneRow), CompareGone);
	*count = number;
	return gone;
}

static void
PutTable(Replay *replay, ReturnSetInfo *result, int skip)
{
	ChangeRow	out = {.result = result, .skip = skip};
	MemoryContext context;
	MemoryContext before;
	int			count;
	GoneRow    *gone;
	dlist_iter	iter;

	if (dlist_is_empty(&replay->rows))
		return;
	context = AllocSetContextCreate(CurrentMemoryContext, "changes of a row", ALLOCSET_DEFAULT_SIZES);
	gone = GoneRows(replay, &count);
	before = MemoryContextSwitchTo(context);
	dlist_foreach(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);
		GoneRow		key = {NULL, NULL, false},
				   *same = NULL;

		CHECK_FOR_INTERRUPTS();
		if (row->now == NULL)
			continue;
		if (row->kept == NULL)
		{
			RowKeyOf(replay, row->now, &key.key);
			same = bsearch(&key, gone, count, sizeof(GoneRow), CompareGone);
		}
		if (same != NULL)
			same->back = true;
		PutFields(replay, row, same != NULL ? same->row->kept : row->kept, row->now, row->made, &out);
		MemoryContextReset(context);
	}
	for (int i = 0; i < count; i++)
	{
		if (!gone[i].back)
			PutFields(replay, gone[i].row, gone[i].row->kept, NULL, gone[i].row->removed, &out);
		MemoryContextReset(context);
		CHECK_FOR_INTERRUPTS();
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(context);
}

/*
 * PutChanges puts the columns that differ into the result; of the table relid, or
 * of all if it is 0.
 */
static void
PutChanges(FunctionCallInfo fcinfo, Oid relid, ChangesReading *reading, int64 from, const int64 *to)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Printing	printing;
	ListCell   *cell;

	InitMaterializedSRF(fcinfo, 0);
	PinPrinting(&printing);
	PG_TRY();
	{
		LogScan    *scan = LogScanOpen(reading->namespace, relid);

		reading->context = CurrentMemoryContext;
		reading->from = LogScanSize(scan, from);
		reading->to = to == NULL ? -1 : LogScanSize(scan, *to);
		ReadEntries(scan, reading);
		foreach(cell, reading->replays)
			PutTable(lfirst(cell), result, OidIsValid(relid));
		LogScanClose(scan);
	}
	PG_FINALLY();
	{
		UnpinPrinting(&printing);
	}
	PG_END_TRY();
}

/*
 * sen.changes(tracked regclass, from_version bigint, to_version bigint)
 */
Datum
table_changes(PG_FUNCTION_ARGS)
{
	ChangesReading reading = {.keeps = KEEP_AUTHORS};
	int64		from,
				to;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("no table is named"),
				 errhint("Name a table, such as 'wirral.action'.")));
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a version is missing"),
				 errhint("Give two versions, the earlier one first; 0 is the empty log.")));
	from = PG_GETARG_INT64(1);
	to = PG_GETARG_INT64(2);
	RequireTable(PG_GETARG_OID(0));
	if (from > to)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("version %lld is not before version %lld", (long long) from, (long long) to),
				 errhint("Give the earlier version first.")));
	reading.namespace = get_rel_namespace(PG_GETARG_OID(0));
	reading.only = LogNameOf(PG_GETARG_OID(0));
	PutChanges(fcinfo, PG_GETARG_OID(0), &reading, from, &to);
	return (Datum) 0;
}

/*
 * sen.log_changes(log regclass, from_version bigint, to_version bigint) --- of
 * all tables; to_version null: up to now.
 */
Datum
log_changes(PG_FUNCTION_ARGS)
{
	ChangesReading reading = {.keeps = KEEP_AUTHORS};
	int64		to;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg(PG_ARGISNULL(0) ? "no log is named" : "no version is given"),
				 errhint("Give the table ledger_block of a log, and the version to compare with; 0 is the empty log.")));
	reading.namespace = LogOfEntries(PG_GETARG_OID(0));
	to = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT64(2);
	PutChanges(fcinfo, InvalidOid, &reading, PG_GETARG_INT64(1), PG_ARGISNULL(2) ? NULL : &to);
	return (Datum) 0;
}

/* The entries of the rows that are asked for, in order. */
typedef struct Wanted
{
	LogScan    *scan;
	ReturnSetInfo *result;
	int64		count;
	int64		room;
	int64		next;
	int64	   *ordinal;
} Wanted;

/*
 * HasHadKey says whether a row has, or has had, a key.
 */
static bool
HasHadKey(const Replay *replay, const LogRow *row, Jsonb *key)
{
	for (const RowEntry *entry = row->entries; entry != NULL; entry = entry->next)
	{
		JsonbIterator *iterator = JsonbIteratorInit(&key->root);
		JsonbIteratorToken token;
		JsonbValue	value;
		LeafField	name = {NULL, 0};
		bool		same = entry->key != NULL;

		while (same && (token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
		{
			LeafField	found;

			if (token == WJB_KEY)
			{
				char	   *text = pnstrdup(value.val.string.val, value.val.string.len);

				name.data = pg_server_to_any(text, strlen(text), PG_UTF8);
				name.size = strlen(name.data);
			}
			else if (token == WJB_VALUE)
			{
				char	   *text = NULL;

				if (value.type == jbvString && ContentValue(replay, entry->key, name, &found))
					text = LeafText(replay->normalise ? NormalValue(replay, name, found) : found);
				same = text != NULL && strlen(text) == (Size) value.val.string.len && memcmp(text, value.val.string.val, value.val.string.len) == 0;
			}
		}
		if (same)
			return true;
	}
	return false;
}

static void
WantRow(Wanted *wanted, const LogRow *row)
{
	for (const RowEntry *entry = row->entries; entry != NULL; entry = entry->next)
	{
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
 * WantRows chooses the rows that have had the key.  Should none have, their keys
 * may have been written with another type.
 */
static void
WantRows(Wanted *wanted, Replay *replay, Jsonb *key)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "key of a row", ALLOCSET_DEFAULT_SIZES);

	for (int pass = 0; pass < 2 && wanted->count == 0; pass++)
	{
		dlist_iter	iter;

		if (pass == 1)
		{
			replay->relid = TableOfLog(replay->namespace, replay->table);
			replay->normalise = true;
		}
		dlist_foreach(iter, &replay->rows)
		{
			LogRow	   *row = dlist_container(LogRow, node, iter.cur);
			MemoryContext before = MemoryContextSwitchTo(context);
			bool		had = HasHadKey(replay, row, key);

			MemoryContextSwitchTo(before);
			MemoryContextReset(context);
			if (had)
				WantRow(wanted, row);
			CHECK_FOR_INTERRUPTS();
		}
	}
	if (wanted->count > 1)
		qsort(wanted->ordinal, wanted->count, sizeof(int64), CompareOrdinals);
}

static void
PutEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	Wanted	   *wanted = state;
	Datum		values[ENTRY_COLUMNS];
	bool		nulls[ENTRY_COLUMNS] = {0};

	if (wanted->next == wanted->count || wanted->ordinal[wanted->next] != place->ordinal)
		return;
	wanted->next++;
	nulls[0] = nulls[1] = place->index < 0;
	values[0] = Int64GetDatum(LogScanVersion(wanted->scan, place->index));
	values[1] = Int64GetDatum(place->index);
	nulls[2] = nulls[3] = place->block == 0;
	values[2] = Int64GetDatum(place->block);
	values[3] = Int32GetDatum(place->number);
	PutText(values, nulls, 4, OperationWords(leaf->operation));
	PutText(values, nulls, 5, LeafText(leaf->session_role));
	PutText(values, nulls, 6, LeafText(leaf->current_role));
	values[7] = TimestampTzGetDatum(leaf->statement_at);
	values[8] = TimestampTzGetDatum(leaf->transaction_at);
	PutText(values, nulls, 9, LeafText(leaf->meeting));
	values[10] = LeafJsonb(leaf->key);
	values[11] = LeafJsonb(leaf->row);
	tuplestore_putvalues(wanted->result->setResult, wanted->result->setDesc, values, nulls);
}

/*
 * KeyNames are the columns of the primary key of a table, in the order of their bytes.
 */
static List *
KeyNames(Oid relid)
{
	Relation	table = table_open(relid, AccessShareLock);
	Bitmapset  *key = RelationGetIndexAttrBitmap(table, INDEX_ATTR_BITMAP_PRIMARY_KEY);
	List	   *names = NIL;
	int			at = -1;

	while ((at = bms_next_member(key, at)) >= 0)
		names = lappend(names, makeString(pstrdup(NameStr(TupleDescAttr(RelationGetDescr(table), at + FirstLowInvalidHeapAttributeNumber - 1)->attname))));
	table_close(table, NoLock);
	return names;
}

static void
RefuseKey(Oid relid, List *names, Jsonb *key)
{
	StringInfoData list;
	ListCell   *cell;

	initStringInfo(&list);
	foreach(cell, names)
		appendStringInfo(&list, "%s%s", list.len > 0 ? ", " : "", strVal(lfirst(cell)));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the key has other columns than table \"%s\": %s", get_rel_name(relid), JsonbToCString(NULL, &key->root, VARSIZE(key))),
			 names == NIL ? errhint("The table has no primary key now.") : errhint("Give the columns of the primary key: %s.", list.data)));
}

/*
 * KeyAsLogged is a key as the log writes it, whichever way it is written here.
 */
static Jsonb *
KeyAsLogged(Oid relid, Jsonb *key)
{
	List	   *names = KeyNames(relid);
	JsonbParseState *state = NULL;
	ListCell   *cell;

	if (!JB_ROOT_IS_OBJECT(key))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the key of a row is not an object: %s", JsonbToCString(NULL, &key->root, VARSIZE(key))),
				 errhint("Give the columns of the primary key, such as '{\"action_id\": 5}'.")));
	if (names == NIL || list_length(names) != (int) JB_ROOT_COUNT(key))
		RefuseKey(relid, names, key);
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	foreach(cell, names)
	{
		char	   *name = strVal(lfirst(cell));
		JsonbValue	found;
		Datum		field;

		if (getKeyJsonValueFromContainer(&key->root, name, strlen(name), &found) == NULL)
			RefuseKey(relid, names, key);
		PushText(&state, WJB_KEY, name);
		if (found.type == jbvNull)
		{
			PushText(&state, WJB_VALUE, NULL);
			continue;
		}
		/* As ->> gives it. */
		field = DirectFunctionCall2(jsonb_object_field_text, JsonbPGetDatum(key), CStringGetTextDatum(name));
		PushText(&state, WJB_VALUE, ValueAsNow(relid, get_attnum(relid, name), TextDatumGetCString(field)));
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/*
 * sen.history(tracked regclass, key jsonb) --- the entries of the rows that have
 * had a key.  The log is read twice: rows are known by their last key only at its
 * end.
 */
Datum
history(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	ChangesReading reading = {.keeps = KEEP_ENTRIES, .to = -1};
	Wanted		wanted = {.result = result};
	Printing	printing;
	Oid			relid;

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
	relid = PG_GETARG_OID(0);
	RequireTable(relid);
	reading.namespace = get_rel_namespace(relid);
	reading.only = LogNameOf(relid);
	InitMaterializedSRF(fcinfo, 0);
	PinPrinting(&printing);
	PG_TRY();
	{
		Jsonb	   *key;

		wanted.scan = LogScanOpen(reading.namespace, relid);
		key = KeyAsLogged(relid, PG_GETARG_JSONB_P(1));
		reading.context = CurrentMemoryContext;
		ReadEntries(wanted.scan, &reading);
		if (reading.replays != NIL)
			WantRows(&wanted, linitial(reading.replays), key);
		if (wanted.count > 0)
			LogScanEntries(wanted.scan, PutEntry, &wanted);
		LogScanClose(wanted.scan);
	}
	PG_FINALLY();
	{
		UnpinPrinting(&printing);
	}
	PG_END_TRY();
	return (Datum) 0;
}
