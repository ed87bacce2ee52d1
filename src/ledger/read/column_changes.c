/*
 * column_changes.c --- each change of columns of tracked tables, from the log.
 *
 * Rows are followed as by sen.changes(); what differs is that every entry counts,
 * also one that was taken back.  A row has the key that it has in the end, and a
 * column the name, so that all that happened to one can be found.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_class.h"
#include "common/hashfn.h"
#include "funcapi.h"
#include "ledger/log/log.h"
#include "ledger/read/column_changes.h"
#include "ledger/read/replay.h"
#include "ledger/write/tracked.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(column_changes);

#define RESULT_COLUMNS 15

/* What one entry did to one column. */
typedef struct ColumnChange
{
	LogRow	   *row;
	const LogColumn *column;
	LeafField	before;
	LeafField	after;
	const Author *author;
	Operation	operation;
	EntryPlace	place;
} ColumnChange;

/* A table that is asked for. */
typedef struct ChangesOf
{
	LogScan    *scan;
	Replay	   *replay;
	const char *table;			/* name in the log, in UTF-8 */
	Size		table_size;
	Oid			relid;			/* 0 if it is gone */
	int64		from;			/* entries before this one are not asked for */
	TimestampTz since;			/* nor those of statements before */
	const EntryPlace *place;	/* of the entry in work */
	const Leaf *leaf;
	const Author *author;		/* NULL until it is asked for */
	Jsonb	   *columns;		/* that are asked for; NULL for all */
	bool		is_edited;		/* only rows that were changed or deleted since are asked for */
	bool		is_table;
	bool		is_read;
	List	   *columns_seen;	/* of LogColumn: that the log has */
	bool		any_present;	/* a change is of a row that was there when tracking began */
	int64		count;			/* changes since */
	int64		room;
	ColumnChange *change;
} ChangesOf;

/* The tables that are asked for together. */
typedef struct AskedTables
{
	LogScan    *scan;
	int			count;
	ChangesOf  *table;
} AskedTables;

/* The last row that had a key. */
typedef struct KeyRow
{
	LeafField	key;			/* words of it */
	LogRow	   *row;
	bool		is_edited;		/* one that had it was changed or deleted since */
} KeyRow;

static LeafField
CopyField(LeafField field)
{
	LeafField	copy = field;

	if (field.data != NULL)
	{
		char	   *data = palloc(Max(1, field.size));

		memcpy(data, field.data, field.size);
		copy.data = data;
	}
	return copy;
}

static void
TakeField(void *state, LogRow *row, const LogColumn *column, LeafField before, LeafField after)
{
	ChangesOf  *of = state;
	MemoryContext outside = MemoryContextSwitchTo(of->replay->context);
	ColumnChange *change;

	if (of->author == NULL)
		of->author = AuthorOf(of->replay, of->leaf);
	of->columns_seen = list_append_unique_ptr(of->columns_seen, unconstify(LogColumn *, column));
	if (of->author->statement_at < of->since)
	{
		MemoryContextSwitchTo(outside);
		return;
	}
	of->any_present |= of->leaf->operation == OPERATION_PRESENT;
	if (of->count == of->room)
	{
		of->room = Max(256, of->room * 2);
		of->change = of->change == NULL ? MemoryContextAllocHuge(CurrentMemoryContext, sizeof(ColumnChange) * of->room) :
			repalloc_huge(of->change, sizeof(ColumnChange) * of->room);
	}
	change = &of->change[of->count++];
	change->row = row;
	change->column = column;
	change->before = CopyField(before);
	change->after = CopyField(after);
	change->author = of->author;
	change->operation = of->leaf->operation;
	change->place = *of->place;
	MemoryContextSwitchTo(outside);
}

static void
TakeTableEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	ChangesOf  *of = state;

	if (!LeafIs(leaf->table, of->table, of->table_size))
		return;
	of->place = place;
	of->leaf = leaf;
	of->author = NULL;
	if (place->row >= 0)
		ReplayRow(of->replay, place, leaf, true);
	else
		ReplayEntry(of->replay, place, leaf, place->index >= 0 && place->index < of->from);
}

static void
TakeEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	AskedTables *asked = state;

	for (int i = 0; i < asked->count; i++)
		if (!asked->table[i].is_read)
			TakeTableEntry(&asked->table[i], place, leaf);
}

/*
 * ReadTables reads the entries of all tables: for each those that the index tells; for
 * all of which it tells none, the log once from end to end.
 */
static void
ReadTables(AskedTables *asked)
{
	int			left = asked->count;

	for (int i = 0; i < asked->count; i++)
	{
		ChangesOf  *of = &asked->table[i];
		int64		version = of->since == DT_NOBEGIN ? 0 : LogScanVersionBefore(asked->scan, of->table, of->since);

		of->from = LogScanSize(asked->scan, version);
		of->replay->sink = TakeField;
		of->replay->sink_state = of;
		of->is_read = LogScanAsk(asked->scan, &(ScanRequest) {.question = ASK_CHANGES, .table = of->table, .from = version, .to = -1});
		if (!of->is_read)
			continue;
		LogScanEntries(asked->scan, TakeTableEntry, of);
		left--;
	}
	if (left == 0)
		return;
	LogScanAsk(asked->scan, &(ScanRequest) {.question = ASK_ALL});
	LogScanEntries(asked->scan, TakeEntry, asked);
}

static bool
IsAsked(const char *name, Jsonb *columns)
{
	JsonbValue	value = {.type = jbvString};

	if (columns == NULL)
		return true;
	value.val.string.val = unconstify(char *, name);
	value.val.string.len = strlen(name);
	return findJsonbValueFromContainer(&columns->root, JB_FARRAY, &value) != NULL;
}

/*
 * RequireColumns refuses a column that neither the table nor the log has.
 */
static void
RequireColumns(const ChangesOf *of, Jsonb *columns)
{
	const ColumnSet *set = of->replay->columns.now;
	ListCell   *seen;

	for (uint32 i = 0; columns != NULL && i < JB_ROOT_COUNT(columns); i++)
	{
		JsonbValue *name = getIthJsonbValueFromContainer(&columns->root, i);
		char	   *text;
		bool		known = false;

		if (name->type != jbvString)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("the columns of table \"%s\" are no list of names: %s", of->replay->table, JsonbToCString(NULL, &columns->root, VARSIZE(columns))),
					 errhint("Give names, such as '{\"action\": [\"due_on\"]}', or null for all columns of a table.")));
		text = pnstrdup(name->val.string.val, name->val.string.len);
		known = OidIsValid(of->relid) && get_attnum(of->relid, text) != InvalidAttrNumber;
		for (int j = 0; !known && j < set->count; j++)
			known = strcmp(LeafText(set->column[j].column->name), text) == 0;
		foreach(seen, of->columns_seen)
			known |= strcmp(LeafText(((const LogColumn *) lfirst(seen))->name), text) == 0;
		if (!known)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("table \"%s\" has no column \"%s\"", of->replay->table, text),
					 errhint("Give the name that the column has today, or if it was dropped the last that it had.")));
	}
}

static uint32
HashField(const void *key, Size size)
{
	const LeafField *field = key;

	return hash_bytes((const unsigned char *) field->data, field->size);
}

static int
MatchFields(const void *a, const void *b, Size size)
{
	return LeafEquals(*(const LeafField *) a, *(const LeafField *) b) ? 0 : 1;
}

static const Content *
LastContent(const LogRow *row)
{
	return row->now != NULL ? row->now : row->last != NULL ? row->last : row->kept;
}

/*
 * FindEarlier finds for each row the one before it that had its key: what was there
 * when tracking began again is the same row.
 */
static void
FindEarlier(Replay *replay)
{
	HASHCTL		control = {.keysize = sizeof(LeafField), .entrysize = sizeof(KeyRow), .hash = HashField, .match = MatchFields, .hcxt = CurrentMemoryContext};
	HTAB	   *rows = hash_create("rows by the words of their key", 256, &control, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	dlist_iter	iter;

	dlist_foreach(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);
		const Content *content = LastContent(row);
		LeafField	key;
		KeyRow	   *same;
		bool		found;

		CHECK_FOR_INTERRUPTS();
		if (content == NULL)
			continue;
		key.data = ContentKeyWords(replay, content);
		key.size = strlen(key.data);
		same = hash_search(rows, &key, HASH_ENTER, &found);
		row->earlier = found ? same->row : NULL;
		row->key = same;
		same->row = row;
		same->is_edited = false;
	}
}

/*
 * NoteEdited notes which keys had a row that was changed or deleted since.
 */
static void
NoteEdited(const ChangesOf *of)
{
	for (int64 i = 0; i < of->count; i++)
	{
		ColumnChange *change = &of->change[i];

		if (change->operation != OPERATION_INSERT && change->operation != OPERATION_PRESENT && change->row->key != NULL)
			change->row->key->is_edited = true;
	}
}

/*
 * IsNews: of a row that was there when tracking began again, only what differs is.
 */
static bool
IsNews(ColumnChange *change)
{
	if (change->operation == OPERATION_PRESENT && change->row->earlier != NULL)
		ContentValue(LastContent(change->row->earlier), change->column, &change->before);
	return !LeafEquals(change->before, change->after);
}

static void
PutText(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	values[column] = text == NULL ? (Datum) 0 : CStringGetTextDatum(text);
}

/*
 * PutChange puts one change, or that the table cannot be followed, into the result.
 */
static void
PutChange(const ChangesOf *of, ReturnSetInfo *result, Datum *values, bool *nulls, const Author *author, const EntryPlace *place)
{
	PutText(values, nulls, 0, of->replay->table);
	PutText(values, nulls, 7, author->session_role);
	PutText(values, nulls, 8, author->acting_role);
	values[9] = TimestampTzGetDatum(author->statement_at);
	PutText(values, nulls, 10, author->meeting);
	nulls[11] = nulls[12] = place->index < 0;
	values[11] = Int64GetDatum(LogScanVersion(of->scan, place->index));
	values[12] = Int64GetDatum(place->index);
	nulls[13] = nulls[14] = place->block == 0;
	values[13] = Int64GetDatum(place->block);
	values[14] = Int32GetDatum(place->number);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static void
PutTable(const ChangesOf *of, ReturnSetInfo *result, Jsonb *columns)
{
	Datum		values[RESULT_COLUMNS];
	bool		nulls[RESULT_COLUMNS] = {0};
	const LostThread *lost = of->replay->last_lost;
	const LogRow *row = NULL;

	if (of->is_edited || of->any_present)
		FindEarlier(of->replay);
	if (of->is_edited)
		NoteEdited(of);
	for (int64 i = 0; i < of->count; i++)
	{
		ColumnChange *change = &of->change[i];
		const Content *content = LastContent(change->row);
		const char *name;
		char	   *words;

		CHECK_FOR_INTERRUPTS();
		if (content == NULL || (of->is_edited && !change->row->key->is_edited))
			continue;
		name = LeafText(change->column->name);
		if (!IsAsked(name, columns) || !IsNews(change))
			continue;
		/* An entry that brings a row has a change of each column. */
		if (change->row != row)
		{
			values[1] = RowKeyOf(of->replay, content, &words);
			PutText(values, nulls, 2, words);
			row = change->row;
		}
		PutText(values, nulls, 3, OperationWords(change->operation));
		PutText(values, nulls, 4, name);
		PutText(values, nulls, 5, LeafText(change->before));
		PutText(values, nulls, 6, LeafText(change->after));
		PutChange(of, result, values, nulls, change->author, &change->place);
	}
	for (int i = 1; i < 7; i++)
		nulls[i] = true;
	if (of->replay->dropped && of->replay->ended->statement_at >= of->since)
	{
		PutText(values, nulls, 3, "table dropped");
		PutChange(of, result, values, nulls, of->replay->ended, &of->replay->ended_at);
	}
	if (lost == NULL || lost->time < of->since)
		return;
	PutText(values, nulls, 3, "cannot be followed");
	PutText(values, nulls, 6, psprintf("%s. %s", LostWords(lost), LostRemedy(of->replay, of->scan, lost)));
	PutChange(of, result, values, nulls, lost->author, &lost->place);
}

static void
AskTable(AskedTables *asked, Oid namespace, const char *table, Jsonb *columns, TimestampTz since, bool is_edited)
{
	ChangesOf  *of = &asked->table[asked->count++];
	Oid			relid = get_relname_relid(table, namespace);
	const char *name;

	of->scan = asked->scan;
	of->since = since;
	of->columns = columns;
	of->is_edited = is_edited;
	of->is_table = OidIsValid(relid) && (get_rel_relkind(relid) == RELKIND_RELATION || get_rel_relkind(relid) == RELKIND_PARTITIONED_TABLE);
	name = of->is_table ? LogNameOf(relid) : table;
	of->replay = ReplayBegin(namespace, name, KEEP_CHANGES);
	of->table = pg_server_to_any(name, strlen(name), PG_UTF8);
	of->table_size = strlen(of->table);
	of->relid = of->is_table ? relid : TableOfLog(namespace, name);
	LogScanShow(asked->scan, of->relid);
}

static void
PutTableChanges(ChangesOf *of, Oid namespace, ReturnSetInfo *result)
{
	if (of->replay->entries == 0 && !of->is_table)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("table \"%s\" is not in the log of schema \"%s\"", of->replay->table, get_namespace_name(namespace)),
				 errhint("Name a table of the schema, without the schema, or one that the log knows.")));
	if (OidIsValid(of->relid) && of->replay->goes_on)
		ColumnsOfTable(&of->replay->columns, of->relid);
	RequireColumns(of, of->columns);
	PutTable(of, result, of->columns);
}

/*
 * PutColumnChanges puts the changes of the tables that are asked for into the result.
 */
void
PutColumnChanges(FunctionCallInfo fcinfo, Oid namespace, Jsonb *asked, TimestampTz since, Jsonb *edited)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Printing	printing;

	InitMaterializedSRF(fcinfo, 0);
	PinPrinting(&printing);
	PG_TRY();
	{
		AskedTables tables_asked = {.scan = LogScanOpenTables(namespace)};
		JsonbIterator *tables = JsonbIteratorInit(&asked->root);
		JsonbValue	value;
		JsonbIteratorToken token;
		char	   *table = NULL;

		tables_asked.table = palloc0(sizeof(ChangesOf) * Max(1, JB_ROOT_COUNT(asked)));
		while ((token = JsonbIteratorNext(&tables, &value, true)) != WJB_DONE)
		{
			if (token == WJB_KEY)
				table = pnstrdup(value.val.string.val, value.val.string.len);
			else if (token == WJB_VALUE)
			{
				Jsonb	   *columns = value.type == jbvNull ? NULL : JsonbValueToJsonb(&value);

				if (columns != NULL && (!JB_ROOT_IS_ARRAY(columns) || JB_ROOT_IS_SCALAR(columns)))
					ereport(ERROR,
							(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							 errmsg("the columns of table \"%s\" are no list of names: %s", table, JsonbToCString(NULL, &columns->root, VARSIZE(columns))),
							 errhint("Give names, such as '{\"action\": [\"due_on\"]}', or null for all columns of a table.")));
				AskTable(&tables_asked, namespace, table, columns, since, edited != NULL && IsAsked(table, edited));
			}
		}
		ReadTables(&tables_asked);
		for (int i = 0; i < tables_asked.count; i++)
			PutTableChanges(&tables_asked.table[i], namespace, result);
		LogScanClose(tables_asked.scan);
	}
	PG_FINALLY();
	{
		UnpinPrinting(&printing);
	}
	PG_END_TRY();
}

/*
 * ColumnChangesLog is the log that is named.
 */
Oid
ColumnChangesLog(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("no log is named"),
				 errhint("Give the table ledger_block of a log.")));
	return PG_GETARG_OID(0);
}

/*
 * ColumnChangesAsked is which columns are asked for.
 */
Jsonb *
ColumnChangesAsked(FunctionCallInfo fcinfo)
{
	Jsonb	   *asked = PG_ARGISNULL(1) ? NULL : PG_GETARG_JSONB_P(1);

	if (asked == NULL || !JB_ROOT_IS_OBJECT(asked))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the columns are no object of tables: %s", asked == NULL ? "null" : JsonbToCString(NULL, &asked->root, VARSIZE(asked))),
				 errhint("Give names, such as '{\"action\": [\"due_on\"]}', or null for all columns of a table.")));
	return asked;
}

/*
 * ColumnChangesSince is the time from which on changes are asked for.
 */
TimestampTz
ColumnChangesSince(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(2) ? DT_NOBEGIN : PG_GETARG_TIMESTAMPTZ(2);
}

/*
 * sen.column_changes(log regclass, columns jsonb, since timestamptz)
 */
Datum
column_changes(PG_FUNCTION_ARGS)
{
	Oid			log = ColumnChangesLog(fcinfo);

	PutColumnChanges(fcinfo, LogOfEntries(log), ColumnChangesAsked(fcinfo), ColumnChangesSince(fcinfo), NULL);
	return (Datum) 0;
}
