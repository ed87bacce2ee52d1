/*
 * log_changes.c --- what differs between two states of tracked tables.
 */
#include "postgres.h"
#include "compat.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/log/log.h"
#include "ledger/read/change_words.h"
#include "ledger/read/replay.h"
#include "ledger/write/tracked.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(table_changes);
PG_FUNCTION_INFO_V1(log_changes);
PG_FUNCTION_INFO_V1(log_change_words);

#define CHANGES_COLUMNS 11

/* The tables of a log that are read, or the one that is asked for. */
typedef struct ChangesReading
{
	Oid			namespace;		/* of the log */
	const char *only;			/* name in the log; NULL: all */
	ReplayKeeps keeps;
	bool		in_words;		/* values as a Board reads them */
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
	if (place->row >= 0)
		ReplayRow(ReplayOf(reading, name), place, leaf, true);
	else if (reading->to < 0 || (place->index >= 0 && place->index < reading->to))
		ReplayEntry(ReplayOf(reading, name), place, leaf, place->index >= 0 && place->index < reading->from);
	else if (reading->only != NULL)
		ReplayGoesOn(ReplayOf(reading, name), place, leaf);
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

static const Author *
FieldAuthorOf(const LogRow *row, const LogColumn *column)
{
	for (const FieldAuthor *field = row->changed; field != NULL; field = field->next)
		if (field->column == column)
			return field->author;
	return NULL;
}

/* One row of the result, in the making. */
typedef struct ChangeRow
{
	ReturnSetInfo *result;
	int			skip;			/* columns that the result has not: the name of the table */
	const ChangeWords *words;	/* NULL if values are to be as in the log */
	Datum		values[CHANGES_COLUMNS];
	bool		nulls[CHANGES_COLUMNS];
} ChangeRow;

static void
PutChange(ChangeRow *out, const char *name, const char *before, const char *after, const Author *author)
{
	PutText(out->values, out->nulls, 4, name);
	PutText(out->values, out->nulls, 5, InWords(out->words, name, before));
	PutText(out->values, out->nulls, 6, InWords(out->words, name, after));
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
			const LogColumn *column;
			const Author *author = NULL;
			bool		both = false;

			LeafNextColumn(&at, &name, &value);
			column = FindColumn(each->set, name, i);
			if (column == NULL)
				continue;
			if (before != NULL && after != NULL)
				both = ContentValue(each == after ? before : after, column, &other);
			if (LeafEquals(value, other) || (pass == 1 && both))
				continue;
			if (after != NULL)
				author = FieldAuthorOf(row, column);
			if (author == NULL)
				author = otherwise;
			if (each == after)
				PutChange(out, LeafText(column->name), LeafText(other), LeafText(value), author);
			else
				PutChange(out, LeafText(column->name), LeafText(value), LeafText(other), author);
		}
		if (each == before || before == NULL)
			break;
		each = before;
		at = before->columns.at;
	}
}

/* A row that is gone, by its key. */
typedef struct GoneRow
{
	LogRow	   *row;
	KeyValue   *key;
	bool		back;
} GoneRow;

static KeyValue *
ReadKey(const Replay *replay, KeyTypes *types, const Content *content)
{
	KeyValue   *values = palloc(sizeof(KeyValue) * Max(1, types->columns));

	for (int i = 0; i < types->columns; i++)
	{
		LeafField	text;

		ContentValue(content, replay->key_column[i], &text);
		values[i] = ReadKeyValue(types, i, text);
	}
	return values;
}

static int
CompareGone(const void *a, const void *b, void *types)
{
	return CompareKeys(types, ((const GoneRow *) a)->key, ((const GoneRow *) b)->key);
}

/*
 * GoneRows lists the rows that are gone, by key: one that was entered anew under
 * its key is a row that changed.
 */
static GoneRow *
GoneRows(Replay *replay, KeyTypes *types, int *count)
{
	GoneRow    *gone;
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

		if (row->now != NULL)
			continue;
		gone[number].row = row;
		gone[number].key = ReadKey(replay, types, row->kept);
		gone[number].back = false;
		number++;
		CHECK_FOR_INTERRUPTS();
	}
	qsort_arg(gone, number, sizeof(GoneRow), CompareGone, types);
	*count = number;
	return gone;
}

/*
 * FindGone finds the row that is gone and had a key; NULL if there is none.
 */
static GoneRow *
FindGone(GoneRow *gone, int count, KeyTypes *types, const KeyValue *key)
{
	int			low = 0,
				high = count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		int			order = CompareKeys(types, key, gone[middle].key);

		if (order == 0)
			return &gone[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/*
 * KeyOfRows is the key that the rows have in the log, of the types that its columns
 * have now.
 */
static KeyTypes *
KeyOfRows(const Replay *replay, Oid relid)
{
	LeafField  *name = palloc(sizeof(LeafField) * Max(1, replay->key_columns));

	for (int i = 0; i < replay->key_columns; i++)
		name[i] = replay->key_column[i]->name;
	return KeyTypesBy(relid, name, replay->key_columns);
}

/* A table of which is put out what became of it and its columns. */
typedef struct StructureRow
{
	ChangeRow	out;
	const Replay *replay;
} StructureRow;

static void
PutStructureRow(void *state, const char *change, const char *column, const char *before, const char *after, const Author *author)
{
	StructureRow *row = state;

	row->out.nulls[1] = true;
	PutText(row->out.values, row->out.nulls, 0, row->replay->table);
	PutText(row->out.values, row->out.nulls, 2, NULL);
	PutText(row->out.values, row->out.nulls, 3, change);
	PutChange(&row->out, column, before, after, author);
}

/*
 * PutStructure puts out what became of a table and its columns.  now: as it is today.
 */
static void
PutStructure(Replay *replay, ReturnSetInfo *result, int skip, bool now)
{
	StructureRow row = {.out = {.result = result, .skip = skip}, .replay = replay};
	Oid			relid = now && replay->goes_on ? TableOfLog(replay->namespace, replay->table) : InvalidOid;

	if (OidIsValid(relid))
		ColumnsOfTable(&replay->columns, relid);
	ReplayStructure(replay, PutStructureRow, &row);
}

static void
PutTable(Replay *replay, ReturnSetInfo *result, int skip, const ChangeWords *words)
{
	ChangeRow	out = {.result = result, .skip = skip, .words = words};
	KeyTypes   *types;
	MemoryContext context;
	MemoryContext before;
	int			count;
	GoneRow    *gone;
	dlist_iter	iter;
	Oid			relid;

	/* With a table that was dropped its rows went. */
	if (dlist_is_empty(&replay->rows) || replay->dropped)
		return;
	relid = TableOfLog(replay->namespace, replay->table);
	types = KeyOfRows(replay, relid);
	context = AllocSetContextCreate(CurrentMemoryContext, "changes of a row", ALLOCSET_DEFAULT_SIZES);
	gone = GoneRows(replay, types, &count);
	before = MemoryContextSwitchTo(context);
	dlist_foreach(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);
		GoneRow    *same = NULL;

		CHECK_FOR_INTERRUPTS();
		if (row->now == NULL)
			continue;
		if (row->kept == NULL && count > 0)
			same = FindGone(gone, count, types, ReadKey(replay, types, row->now));
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
 * PutLost puts out a row that says that a table cannot be followed, unless it is no
 * longer tracked and nothing was written of it since: then nothing can have changed.
 */
static void
PutLost(const Replay *replay, LogScan *scan, const LostThread *lost, ReturnSetInfo *result)
{
	ChangeRow	out = {.result = result};

	if (replay->outside == 0 && !OidIsValid(TableOfLog(replay->namespace, replay->table)))
		return;
	out.nulls[1] = true;
	PutText(out.values, out.nulls, 0, replay->table);
	PutText(out.values, out.nulls, 2, NULL);
	PutText(out.values, out.nulls, 3, "cannot be followed");
	PutChange(&out, NULL, NULL, psprintf("%s. %s", LostWords(lost), LostRemedy(replay, scan, lost)), lost->author);
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
		LogScanAsk(scan, &(ScanRequest) {.question = ASK_CHANGES, .table = reading->only == NULL ? NULL : pg_server_to_any(reading->only, strlen(reading->only), PG_UTF8), .from = from, .to = to == NULL ? -1 : *to});
		ReadEntries(scan, reading);
		foreach(cell, reading->replays)
			ReplayOrder(lfirst(cell));
		if (OidIsValid(relid) && reading->replays != NIL)
			ReplayRequireTable(linitial(reading->replays), relid);
		foreach(cell, reading->replays)
		{
			Replay	   *replay = lfirst(cell);
			const LostThread *lost = replay->lost_kept != NULL ? replay->lost_kept : replay->lost;

			if (OidIsValid(relid))
				ReplayRequireFollowed(replay, scan, lost);
			PutStructure(replay, result, OidIsValid(relid), reading->to < 0);
			if (lost != NULL)
				PutLost(replay, scan, lost, result);
			else
				PutTable(replay, result, OidIsValid(relid),
						 reading->in_words ? ChangeWordsOf(TableOfLog(replay->namespace, replay->table), printing.timezone) : NULL);
		}
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

static void
AllChanges(FunctionCallInfo fcinfo, bool in_words)
{
	ChangesReading reading = {.keeps = KEEP_AUTHORS, .in_words = in_words};
	int64		to;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg(PG_ARGISNULL(0) ? "no log is named" : "no version is given"),
				 errhint("Give the table ledger_block of a log, and the version to compare with; 0 is the empty log.")));
	reading.namespace = LogOfEntries(PG_GETARG_OID(0));
	to = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT64(2);
	PutChanges(fcinfo, InvalidOid, &reading, PG_GETARG_INT64(1), PG_ARGISNULL(2) ? NULL : &to);
}

/*
 * sen.log_changes(log regclass, from_version bigint, to_version bigint) --- of
 * all tables; to_version null: up to now.
 */
Datum
log_changes(PG_FUNCTION_ARGS)
{
	AllChanges(fcinfo, false);
	return (Datum) 0;
}

/*
 * sen.log_change_words(log regclass, from_version bigint, to_version bigint) ---
 * likewise, with values as a Board reads them.
 */
Datum
log_change_words(PG_FUNCTION_ARGS)
{
	AllChanges(fcinfo, true);
	return (Datum) 0;
}
