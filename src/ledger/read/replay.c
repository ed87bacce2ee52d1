/*
 * replay.c --- following the rows of a tracked table through its entries.
 *
 * Rows are found by the bytes of their key, in a hash table, so that the time
 * is in proportion to the entries.  Values stay the text that they are in the
 * log.
 */
#include "postgres.h"
#include "compat.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "ledger/read/replay.h"
#include "ledger/tree/tile.h"
#include "ledger/write/tracked.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

typedef struct IndexEntry
{
	LeafField	key;			/* names and values of the columns of the key */
	LogRow	   *row;
} IndexEntry;

static uint32
HashKey(const void *key, Size size)
{
	const LeafField *field = key;

	return hash_bytes((const unsigned char *) field->data, field->size);
}

static int
MatchKeys(const void *a, const void *b, Size size)
{
	return LeafEquals(*(const LeafField *) a, *(const LeafField *) b) ? 0 : 1;
}

/*
 * Rows are gone through anew when the key has other columns or tracking begins
 * again, on the whole not more often than this for each entry.
 */
#define PASSES_MAX 100
#define PASSES_FREE 100000

static void
CountPass(Replay *replay)
{
	CHECK_FOR_INTERRUPTS();
	if (replay->passes++ > PASSES_FREE + PASSES_MAX * replay->entries)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("the log of table \"%s\" changes its key or begins anew too often to be followed", replay->table),
				 errhint("sen.verify_log() says whether it was changed since it was sealed.")));
}

/*
 * ForgetIndex empties the index.
 */
static void
ForgetIndex(Replay *replay)
{
	if (replay->index != NULL)
		MemoryContextDelete(replay->keys);
	replay->index = NULL;
	replay->keys = NULL;
}

static void
BeginIndex(Replay *replay)
{
	HASHCTL		control = {.keysize = sizeof(LeafField), .entrysize = sizeof(IndexEntry), .hash = HashKey, .match = MatchKeys};

	replay->keys = AllocSetContextCreate(replay->context, "keys of rows", ALLOCSET_DEFAULT_SIZES);
	control.hcxt = replay->keys;
	replay->index = hash_create("rows by key", 256, &control, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
}

/*
 * ReplayBegin is a table without rows, of which a log may name any number.
 */
Replay *
ReplayBegin(Oid namespace, const char *table, ReplayKeeps keeps)
{
	Replay	   *replay = palloc0(sizeof(Replay));

	replay->namespace = namespace;
	replay->table = pstrdup(table);
	replay->keeps = keeps;
	replay->context = CurrentMemoryContext;
	ColumnsBegin(&replay->columns, replay->context);
	dlist_init(&replay->rows);
	return replay;
}

static LeafField
CopyField(MemoryContext context, LeafField field)
{
	LeafField	copy = field;

	if (field.data != NULL)
	{
		char	   *data = MemoryContextAlloc(context, Max(1, field.size));

		memcpy(data, field.data, field.size);
		copy.data = data;
	}
	return copy;
}

static Content *
CopyContent(Replay *replay, LeafColumns columns)
{
	const char *end = columns.at;
	LeafField	name,
				value;
	Content    *content;
	char	   *data;

	for (uint32 i = 0; i < columns.count; i++)
	{
		LeafNextColumn(&end, &name, &value);
		/* Of what the log does not say each name has to be known before it can be changed. */
		if (!replay->columns.now->said)
			ColumnOf(&replay->columns, replay->columns.now, name, i);
	}
	content = MemoryContextAlloc(replay->context, sizeof(Content) + (end - columns.at));
	data = (char *) (content + 1);
	memcpy(data, columns.at, end - columns.at);
	content->set = replay->columns.now;
	content->columns.count = columns.count;
	content->columns.at = data;
	return content;
}

static void
FreeContent(const LogRow *row, Content *content)
{
	if (content != NULL && content != row->now && content != row->kept && content != row->last)
		pfree(content);
}

/*
 * ContentValue finds the value of a column; false if the row had none.
 */
bool
ContentValue(const Content *content, const LogColumn *column, LeafField *value)
{
	const char *at = content->columns.at;

	CHECK_FOR_INTERRUPTS();
	for (uint32 i = 0; i < content->columns.count; i++)
	{
		LeafField	name;

		LeafNextColumn(&at, &name, value);
		if (column != NULL && FindColumn(content->set, name, i) == column)
			return true;
	}
	value->data = NULL;
	value->size = 0;
	return false;
}

/*
 * LookUpTypes looks up the types that the columns of the key have now.
 */
static void
LookUpTypes(Replay *replay)
{
	MemoryContext before = MemoryContextSwitchTo(replay->context);

	replay->types = KeyTypesBy(replay->relid, replay->key, replay->key_columns);
	MemoryContextSwitchTo(before);
}

static void
PutKeyColumn(Replay *replay, StringInfo buf, int column, LeafField name, LeafField value)
{
	if (replay->normalise && replay->types == NULL)
		LookUpTypes(replay);
	if (replay->normalise)
		value = KeyTextAsNow(replay->types, column, value);
	LeafPutNumber(buf, name.size + 1);
	appendBinaryStringInfo(buf, name.data, name.size);
	LeafPutNumber(buf, value.data == NULL ? 0 : value.size + 1);
	appendBinaryStringInfo(buf, value.data == NULL ? "" : value.data, value.size);
}

static StringInfo
EmptyBuffer(const Replay *replay, StringInfo buf)
{
	MemoryContext before = MemoryContextSwitchTo(replay->context);

	if (buf->data == NULL)
		initStringInfo(buf);
	MemoryContextSwitchTo(before);
	resetStringInfo(buf);
	return buf;
}

/*
 * RowKey is the key of a row that is in the table, until the next is asked for.
 */
static LeafField
RowKey(Replay *replay, const Content *content)
{
	StringInfo	buf = EmptyBuffer(replay, &replay->row_key);
	LeafField	key;
	const char *at = content->columns.at;
	uint32		read = 0;

	for (int i = 0; i < replay->key_columns; i++)
	{
		LeafField	name,
					value = {NULL, 0};

		/* Both are in the order of the names, unless columns were changed. */
		if (content->set != replay->key_set)
			ContentValue(content, replay->key_column[i], &value);
		else
			while (read < content->columns.count)
			{
				read++;
				LeafNextColumn(&at, &name, &value);
				if (LeafEquals(name, replay->key[i]))
					break;
				value.data = NULL;
				value.size = 0;
			}
		PutKeyColumn(replay, buf, i, replay->key[i], value);
	}
	key.data = buf->data;
	key.size = buf->len;
	return key;
}

static LeafField
EntryKey(Replay *replay, LeafColumns columns)
{
	StringInfo	buf = EmptyBuffer(replay, &replay->entry_key);
	LeafField	key;

	for (uint32 i = 0; i < columns.count; i++)
	{
		LeafField	name,
					value;

		LeafNextColumn(&columns.at, &name, &value);
		PutKeyColumn(replay, buf, i, name, value);
	}
	key.data = buf->data;
	key.size = buf->len;
	return key;
}

static LogRow *
FindRow(const Replay *replay, LeafField key)
{
	IndexEntry *found = replay->index == NULL ? NULL : hash_search(replay->index, &key, HASH_FIND, NULL);

	return found == NULL ? NULL : found->row;
}

static bool
IndexRow(Replay *replay, LeafField key, LogRow *row)
{
	bool		found;
	IndexEntry *entry;

	if (replay->index == NULL)
		BeginIndex(replay);
	entry = hash_search(replay->index, &key, HASH_ENTER, &found);
	if (found)
		return false;
	entry->key = CopyField(replay->keys, key);
	entry->row = row;
	return true;
}

static void
UnindexRow(Replay *replay, LeafField key)
{
	IndexEntry *entry = replay->index == NULL ? NULL : hash_search(replay->index, &key, HASH_FIND, NULL);
	const char *data;

	if (entry == NULL)
		return;
	data = entry->key.data;
	hash_search(replay->index, &key, HASH_REMOVE, NULL);
	pfree(unconstify(char *, data));
}

/*
 * CopyKey is a key, as RowKey gives it; NULL if nobody asks for it.
 */
static Content *
CopyKey(Replay *replay, LeafField key)
{
	LeafColumns columns = {replay->key_columns, key.data};

	return replay->keeps == KEEP_ENTRIES ? CopyContent(replay, columns) : NULL;
}

static void
NoteEntry(Replay *replay, LogRow *row, int64 ordinal, Content *key)
{
	RowEntry   *entry;

	if (replay->keeps != KEEP_ENTRIES)
		return;
	entry = MemoryContextAlloc(replay->context, sizeof(RowEntry));
	entry->next = row->entries;
	entry->ordinal = ordinal;
	entry->key = key;
	row->entries = entry;
}

/*
 * IndexRows makes the index anew: by other columns, since the key's were renamed or
 * replaced, or by other text, since they have another type.  note: each row has
 * another key from here on.
 */
static void
IndexRows(Replay *replay, bool note)
{
	HASH_SEQ_STATUS status;
	IndexEntry *entry;
	List	   *rows = NIL;
	ListCell   *cell;

	if (replay->index == NULL)
		return;
	hash_seq_init(&status, replay->index);
	while ((entry = hash_seq_search(&status)) != NULL)
		rows = lappend(rows, entry->row);
	ForgetIndex(replay);
	foreach(cell, rows)
	{
		LogRow	   *row = lfirst(cell);

		LeafField	key;

		CountPass(replay);
		key = RowKey(replay, row->now);
		IndexRow(replay, key, row);
		if (note)
			NoteEntry(replay, row, -1, CopyKey(replay, key));
	}
	list_free(rows);
}

/*
 * SameKey: is the key of these columns the one that the rows have?  It is another if
 * it has other columns, whatever they are called.
 */
static bool
SameKey(const Replay *replay, LogColumn *const *column, uint32 count)
{
	if (count != (uint32) replay->key_columns)
		return false;
	for (uint32 i = 0; i < count; i++)
	{
		bool		found = false;

		for (int j = 0; j < replay->key_columns && !found; j++)
			found = column[i] == replay->key_column[j];
		if (!found)
			return false;
	}
	return true;
}

/*
 * FollowKey sees to it that rows are found by the columns that an entry has as its
 * key.
 */
static void
FollowKey(Replay *replay, LeafColumns key)
{
	const char *at = key.at;
	bool		named = key.count == (uint32) replay->key_columns;
	bool		same;
	LeafField	name,
				value;
	LogColumn **column;

	for (uint32 i = 0; named && i < key.count; i++)
	{
		LeafNextColumn(&at, &name, &value);
		named = LeafEquals(name, replay->key[i]);
	}
	if (named && replay->key_set == replay->columns.now)
		return;
	column = MemoryContextAlloc(replay->context, sizeof(LogColumn *) * Max(1, key.count));
	at = key.at;
	for (uint32 i = 0; i < key.count; i++)
	{
		LeafNextColumn(&at, &name, &value);
		column[i] = ColumnOf(&replay->columns, replay->columns.now, name, i);
	}
	same = SameKey(replay, column, key.count);
	replay->key_set = replay->columns.now;
	replay->key_column = column;
	if (named && same)
		return;
	replay->types = NULL;
	replay->key_columns = key.count;
	replay->key = MemoryContextAlloc(replay->context, sizeof(LeafField) * Max(1, key.count));
	at = key.at;
	for (uint32 i = 0; i < key.count; i++)
	{
		LeafNextColumn(&at, &name, &value);
		replay->key[i] = CopyField(replay->context, name);
	}
	IndexRows(replay, !same && replay->keeps == KEEP_ENTRIES);
}

static void
DropRow(Replay *replay, LogRow *row)
{
	if (row->now != NULL || row->kept != NULL || replay->keeps >= KEEP_ENTRIES)
		return;
	dlist_delete(&row->node);
	pfree(row);
}

static void
SetNow(LogRow *row, Content *content, bool inside)
{
	Content    *now = row->now,
			   *kept = row->kept;

	row->now = content;
	if (inside)
		row->kept = content;
	FreeContent(row, now);
	if (kept != now)
		FreeContent(row, kept);
}

static LogRow *
NewRow(const Replay *replay)
{
	LogRow	   *row = MemoryContextAllocZero(replay->context, sizeof(LogRow));

	row->order = PG_INT64_MAX;
	return row;
}

static bool
AddRow(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside)
{
	LogRow	   *row = NewRow(replay);

	if (!IndexRow(replay, EntryKey(replay, leaf->key), row))
	{
		pfree(row);
		return false;
	}
	NoteFields(replay, row, leaf, inside);
	SetNow(row, CopyContent(replay, leaf->row), inside);
	if (!inside && replay->keeps == KEEP_AUTHORS)
		row->made = AuthorOf(replay, leaf);
	dlist_push_tail(&replay->rows, &row->node);
	NoteEntry(replay, row, place->ordinal, replay->keeps == KEEP_ENTRIES ? CopyContent(replay, leaf->key) : NULL);
	return true;
}

/*
 * FindEntryRow finds the row that an entry changes; NULL if there is none.
 */
static LogRow *
FindEntryRow(Replay *replay, const Leaf *leaf, LeafField *key)
{
	LogRow	   *row;

	*key = EntryKey(replay, leaf->key);
	row = FindRow(replay, *key);
	if (row == NULL && !replay->normalise)
	{
		replay->relid = TableOfLog(replay->namespace, replay->table);
		replay->normalise = true;
		IndexRows(replay, false);
		*key = EntryKey(replay, leaf->key);
		row = FindRow(replay, *key);
	}
	return row;
}

static void
ChangeRow(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside)
{
	LeafField	before,
				after;
	LogRow	   *row = FindEntryRow(replay, leaf, &before);
	Content    *content;
	Content    *key = NULL;

	if (row == NULL)
	{
		ReplayLose(replay, place, leaf, inside, "changes a row that is not there");
		return;
	}
	content = CopyContent(replay, leaf->row);
	NoteFields(replay, row, leaf, inside);
	SetNow(row, content, inside);
	after = RowKey(replay, content);
	if (!LeafEquals(before, after))
	{
		UnindexRow(replay, before);
		if (!IndexRow(replay, after, row))
		{
			ReplayLose(replay, place, leaf, inside, "gives a row the key of another");
			return;
		}
		key = CopyKey(replay, after);
	}
	NoteEntry(replay, row, place->ordinal, key);
}

static void
RemoveRow(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside)
{
	LeafField	key;
	LogRow	   *row = FindEntryRow(replay, leaf, &key);

	if (row == NULL)
	{
		ReplayLose(replay, place, leaf, inside, "removes a row that is not there");
		return;
	}
	UnindexRow(replay, key);
	NoteRemoved(replay, row, inside);
	SetNow(row, NULL, inside);
	if (!inside && replay->keeps == KEEP_AUTHORS)
		row->removed = AuthorOf(replay, leaf);
	NoteEntry(replay, row, place->ordinal, NULL);
	DropRow(replay, row);
}

/*
 * BeginTracking: what was known of the table is replaced by the rows that
 * follow.
 */
static void
BeginTracking(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside)
{
	dlist_mutable_iter iter;
	Author	   *author = AuthorOf(replay, leaf);

	replay->ever = replay->begun = true;
	replay->beyond = !inside;
	replay->beginning = place->index;
	replay->lost = NULL;
	if (inside)
	{
		replay->tracked = replay->ever_kept = true;
		replay->lost_kept = NULL;
	}
	ForgetIndex(replay);
	dlist_foreach_modify(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);

		CountPass(replay);
		if (row->now != NULL && !inside)
			row->removed = author;
		if (replay->keeps == KEEP_CHANGES && row->now != NULL)
			row->last = row->now;
		SetNow(row, NULL, inside);
		DropRow(replay, row);
	}
}

/*
 * FollowColumns takes what an entry says of the columns of the table; true if it says
 * nothing else.
 */
static bool
FollowColumns(Replay *replay, const Leaf *leaf)
{
	switch (leaf->operation)
	{
		case OPERATION_BEGIN:
			if (leaf->row.count > 0)
				ColumnsSay(&replay->columns, leaf->row, true);
			else
				ColumnsUnsaid(&replay->columns);
			return false;
		case OPERATION_COLUMNS:
			ColumnsSay(&replay->columns, leaf->row, false);
			return true;
		case OPERATION_RENAME:
			ColumnsRename(&replay->columns, leaf);
			return true;
		default:
			return false;
	}
}

/*
 * ReplayBeyond takes an entry after the last one that counts: which columns the table
 * of today has, and whether it is tracked.
 */
void
ReplayBeyond(Replay *replay, const EntryPlace *place, const Leaf *leaf)
{
	replay->ever = true;
	FollowColumns(replay, leaf);
	ReplayGoesOn(replay, place, leaf);
}

/*
 * KeepLoose keeps an entry that cannot be followed with the keys that it names, for
 * whoever asks for the entries of a key.
 */
static void
KeepLoose(Replay *replay, const EntryPlace *place, const Leaf *leaf)
{
	LogRow	   *row;
	Content    *after;

	if (replay->keeps != KEEP_ENTRIES)
		return;
	row = NewRow(replay);
	dlist_push_tail(&replay->rows, &row->node);
	NoteEntry(replay, row, place->ordinal, CopyContent(replay, leaf->key));
	after = CopyContent(replay, leaf->row);
	NoteEntry(replay, row, -1, CopyKey(replay, RowKey(replay, after)));
	pfree(after);
}

/*
 * TakeRow takes an entry that is about a row.
 */
static void
TakeRow(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside)
{
	bool		lost = replay->lost != NULL;

	/* What was committed before tracking began again is in the rows that were written down then. */
	inside = inside && !replay->beyond;
	FollowKey(replay, leaf->key);
	/* Beyond the cut an entry may not fit, and one inside it, of another row, that comes later, fit none the less. */
	if (lost && (!inside || replay->lost_kept != NULL))
	{
		KeepLoose(replay, place, leaf);
		return;
	}
	if (!replay->begun)
		ReplayLose(replay, place, leaf, inside, "is about a table of which no tracking had begun");
	else if (leaf->operation == OPERATION_UPDATE)
		ChangeRow(replay, place, leaf, inside);
	else if (leaf->operation == OPERATION_DELETE)
		RemoveRow(replay, place, leaf, inside);
	else if (!AddRow(replay, place, leaf, inside))
	{
		/* A partition can have been written to before the rows were entered with which it came. */
		if (leaf->operation == OPERATION_PRESENT)
			ChangeRow(replay, place, leaf, inside);
		else
			ReplayLose(replay, place, leaf, inside, "adds a row that is there already");
	}
	if (!lost && replay->lost != NULL)
		KeepLoose(replay, place, leaf);
}

/*
 * ReplayRow takes the last entry inside the cut of a row, of which earlier ones are
 * left out.  goes_on: entries about it may follow.
 */
void
ReplayRow(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool goes_on)
{
	LogRow	   *row = NewRow(replay);

	replay->entries++;
	FollowKey(replay, leaf->key);
	SetNow(row, CopyContent(replay, leaf->row), true);
	row->order = place->row;
	if (goes_on && !IndexRow(replay, RowKey(replay, row->now), row))
		ReplayLose(replay, place, leaf, true, "gives a row the key of another");
	dlist_push_tail(&replay->rows, &row->node);
}

static int
CompareRows(const ListCell *a, const ListCell *b)
{
	const LogRow *x = lfirst(a),
			   *y = lfirst(b);

	return (x->order > y->order) - (x->order < y->order);
}

/*
 * ReplayOrder puts the rows that ReplayRow took into the order in which they came,
 * before the others.
 */
void
ReplayOrder(Replay *replay)
{
	List	   *taken = NIL;
	dlist_mutable_iter iter;

	dlist_foreach_modify(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);

		if (row->order == PG_INT64_MAX)
			continue;
		dlist_delete(&row->node);
		taken = lappend(taken, row);
	}
	list_sort(taken, CompareRows);
	for (int i = list_length(taken) - 1; i >= 0; i--)
		dlist_push_head(&replay->rows, &((LogRow *) list_nth(taken, i))->node);
	list_free(taken);
}

/*
 * ReplayEntry takes the next entry of the table.
 */
void
ReplayEntry(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside)
{
	replay->entries++;
	replay->outside += !inside;
	ReplayGoesOn(replay, place, leaf);
	if (FollowColumns(replay, leaf))
	{
		ReplayNoteStructure(replay, place, leaf, inside);
		return;
	}
	if (!OperationIsOfRow(leaf->operation))
		ReplayNoteStructure(replay, place, leaf, inside);
	switch (leaf->operation)
	{
		case OPERATION_BEGIN:
			BeginTracking(replay, place, leaf, inside);
			break;
		case OPERATION_END:
			/* The rows stay as they are last known. */
			ForgetIndex(replay);
			replay->begun = false;
			if (inside)
				replay->tracked = false;
			break;
		case OPERATION_PRESENT:
		case OPERATION_INSERT:
		case OPERATION_UPDATE:
		case OPERATION_DELETE:
			TakeRow(replay, place, leaf, inside);
			break;
		case OPERATION_COLUMNS:
		case OPERATION_RENAME:
		case OPERATION_SEAL:
		case OPERATION_ASIDE:
			break;
	}
}
