/*
 * columns.c --- having the log say what the columns of a table are.
 *
 * A column is not its name, which can be given to another.  When tracking begins,
 * before and after a command that changes columns, and, since the event trigger that
 * sees these may be off, before the first entry of a row after a change, the log says
 * what they are.  The row of that entry has each column that is logged, by its name:
 *
 *	TABLE.NUMBER [generated ]TYPE
 *
 * TABLE.NUMBER are the numbers that the catalogue gives to the table and, never
 * twice in one table, to the column; what is restored has others (see
 * column_sets.c).  TYPE is the type with its modifier, and the schema if that is not
 * pg_catalog.
 *
 * Looking through the log for what it said last would cost each session more than
 * what it writes.  So a hash of that is kept in the comment of the trigger.  It is
 * written when the transaction commits, and only if no other session does so just
 * then: a comment that is not up to date costs one more entry, which says again what
 * the log has said.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_trigger.h"
#include "commands/comment.h"
#include "common/hashfn.h"
#include "ledger/log/log.h"
#include "ledger/write/tracked.h"
#include "mb/pg_wchar.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

/* Counts the times that what was said may have been rolled back. */
uint64		columns_said = 1;

/* What this transaction has said of a table. */
typedef struct ColumnsNote
{
	struct ColumnsNote *next;
	Oid			table;
	Oid			trigger;
	char	   *log_name;
	uint64		hash;
	int			level;			/* of the subtransaction */
} ColumnsNote;

static ColumnsNote *notes = NULL;

/* A column, as it is written. */
typedef struct SaidColumn
{
	char	   *name;			/* UTF-8 */
	char	   *what;
} SaidColumn;

static int
CompareNames(const void *a, const void *b)
{
	return strcmp(((const SaidColumn *) a)->name, ((const SaidColumn *) b)->name);
}

/*
 * TypeWords is a type as it is called whatever the settings of the session.
 */
static char *
TypeWords(Oid type, int32 modifier)
{
	bool		before = quote_all_identifiers;
	char	   *words;

	quote_all_identifiers = false;
	words = format_type_extended(type, modifier, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY);
	quote_all_identifiers = before;
	if (strncmp(words, "pg_catalog.", strlen("pg_catalog.")) == 0)
		words += strlen("pg_catalog.");
	return words;
}

static SaidColumn
SayColumn(Form_pg_attribute attribute)
{
	SaidColumn	column;
	char	   *name = pstrdup(NameStr(attribute->attname));

	column.name = pg_server_to_any(name, strlen(name), PG_UTF8);
	column.what = psprintf("%u.%d %s%s", attribute->attrelid, attribute->attnum,
						   attribute->attgenerated != '\0' ? "generated " : "", TypeWords(attribute->atttypid, attribute->atttypmod));
	return column;
}

/*
 * PutTableColumns writes what the columns of a table are, of a partition those of
 * the whole.
 */
void
PutTableColumns(StringInfo buf, Oid whole)
{
	HeapTuple	table = SearchSysCache1(RELOID, ObjectIdGetDatum(whole));
	int			natts,
				count = 0;
	SaidColumn *column;

	if (!HeapTupleIsValid(table))
		elog(ERROR, "cache lookup failed for relation %u", whole);
	natts = ((Form_pg_class) GETSTRUCT(table))->relnatts;
	ReleaseSysCache(table);
	column = palloc(sizeof(SaidColumn) * Max(1, natts));
	for (int i = 1; i <= natts; i++)
	{
		HeapTuple	row = SearchSysCache2(ATTNUM, ObjectIdGetDatum(whole), Int16GetDatum(i));
		Form_pg_attribute attribute;

		if (!HeapTupleIsValid(row))
			continue;
		attribute = (Form_pg_attribute) GETSTRUCT(row);
		if (!attribute->attisdropped && !SenIsVirtual(attribute))
			column[count++] = SayColumn(attribute);
		ReleaseSysCache(row);
	}
	qsort(column, count, sizeof(SaidColumn), CompareNames);
	LeafPutNumber(buf, count);
	for (int i = 0; i < count; i++)
	{
		LeafPutNumber(buf, strlen(column[i].name) + 1);
		appendStringInfoString(buf, column[i].name);
		LeafPutText(buf, column[i].what);
	}
}

static uint64
HashColumns(const char *columns, int size)
{
	return DatumGetUInt64(hash_any_extended((const unsigned char *) columns, size, 0));
}

/* What the note begins with; before it the comment may say anything. */
#define NOTE_WORDS "Columns as the log has them: "

/*
 * IsNoted: does the comment of a trigger have this hash?
 */
static bool
IsNoted(const char *comment, uint64 hash)
{
	const char *found = comment == NULL ? NULL : strstr(comment, NOTE_WORDS);

	return found != NULL && strtoull(found + strlen(NOTE_WORDS), NULL, 16) == hash;
}

/*
 * WriteNote writes a note into the comment of the trigger, unless another session is
 * at that, or at the definition of the table.
 */
static void
WriteNote(const ColumnsNote *note)
{
	char	   *comment,
			   *words;

	if (!ConditionalLockRelationOid(note->table, ShareUpdateExclusiveLock))
		return;
	if (TrackTrigger(note->table, note->log_name) != note->trigger)
		return;
	comment = GetComment(note->trigger, TriggerRelationId, 0);
	if (IsNoted(comment, note->hash))
		return;
	words = comment == NULL ? NULL : strstr(comment, NOTE_WORDS);
	if (words != NULL)
		*words = '\0';
	CreateComments(note->trigger, TriggerRelationId, 0,
				   psprintf("%s%s" NOTE_WORDS "%016llx.", comment == NULL ? "" : comment, comment == NULL || words != NULL ? "" : " ", (unsigned long long) note->hash));
}

/*
 * WriteNotes writes of each table what was said last.
 */
static void
WriteNotes(void)
{
	for (const ColumnsNote *note = notes; note != NULL; note = note->next)
	{
		const ColumnsNote *later = notes;

		while (later->trigger != note->trigger)
			later = later->next;
		if (later == note)
			WriteNote(note);
	}
}

static void
AtTransactionEvent(XactEvent event, void *argument)
{
	switch (event)
	{
		case XACT_EVENT_PRE_COMMIT:
		case XACT_EVENT_PRE_PREPARE:
			WriteNotes();
			break;
		case XACT_EVENT_COMMIT:
		case XACT_EVENT_PREPARE:
			notes = NULL;
			break;
		case XACT_EVENT_ABORT:
			columns_said += notes != NULL;
			notes = NULL;
			break;
		default:
			break;
	}
}

/*
 * What a subtransaction said becomes its parent's, or is undone.
 */
static void
AtSubtransactionEvent(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *argument)
{
	int			level = GetCurrentTransactionNestLevel();

	if (event == SUBXACT_EVENT_COMMIT_SUB)
		for (ColumnsNote *note = notes; note != NULL; note = note->next)
			note->level = Min(note->level, level - 1);
	if (event != SUBXACT_EVENT_ABORT_SUB)
		return;
	/* The last said come first. */
	for (; notes != NULL && notes->level >= level; notes = notes->next)
		columns_said++;
}

/*
 * NoteColumns notes that this transaction has said what the columns are.
 */
void
NoteColumns(Oid whole, const char *log_name, const char *columns, int size)
{
	static bool listening = false;
	Oid			trigger = TrackTrigger(whole, log_name);
	ColumnsNote *note;

	if (!OidIsValid(trigger))
		return;
	if (!listening)
	{
		RegisterXactCallback(AtTransactionEvent, NULL);
		RegisterSubXactCallback(AtSubtransactionEvent, NULL);
		listening = true;
	}
	note = MemoryContextAlloc(TopTransactionContext, sizeof(ColumnsNote));
	note->next = notes;
	note->table = whole;
	note->trigger = trigger;
	note->log_name = MemoryContextStrdup(TopTransactionContext, log_name);
	note->hash = HashColumns(columns, size);
	note->level = GetCurrentTransactionNestLevel();
	notes = note;
}

/*
 * IsEverSaid: has the log said at all what the columns of a table are?
 */
static bool
IsEverSaid(Oid trigger)
{
	char	   *comment;

	for (const ColumnsNote *note = notes; note != NULL; note = note->next)
		if (note->trigger == trigger)
			return true;
	comment = GetComment(trigger, TriggerRelationId, 0);
	return comment != NULL && strstr(comment, NOTE_WORDS) != NULL;
}

/*
 * IsSaid: does the log, as this transaction sees it, say that the columns of a table
 * are those of this hash?
 */
static bool
IsSaid(Oid trigger, uint64 hash)
{
	for (const ColumnsNote *note = notes; note != NULL; note = note->next)
		if (note->trigger == trigger)
			return note->hash == hash;
	return IsNoted(GetComment(trigger, TriggerRelationId, 0), hash);
}

/*
 * SayColumns appends an entry that says what the columns of a table are, unless that
 * was said last.  Relations of a log are not tracked, and nothing is said of theirs.
 */
void
SayColumns(Oid whole, const LogPlace *place, const char *log_name)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "columns of a tracked table", ALLOCSET_SMALL_SIZES);
	MemoryContext before = MemoryContextSwitchTo(context);
	Oid			trigger = TrackTrigger(whole, log_name);
	StringInfoData columns;

	initStringInfo(&columns);
	PutTableColumns(&columns, whole);
	if (OidIsValid(trigger) && !IsSaid(trigger, HashColumns(columns.data, columns.len)))
	{
		StringInfoData leaf;

		initStringInfo(&leaf);
		LeafPutHead(&leaf, OPERATION_COLUMNS, log_name);
		LeafPutNumber(&leaf, 0);
		appendBinaryStringInfo(&leaf, columns.data, columns.len);
		LogAppend(place, &leaf);
		NoteColumns(whole, log_name, columns.data, columns.len);
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(context);
}

/*
 * SayChangedColumns does so for the tables of a log that have other columns since it
 * said so: so that a version says it too, and a dump has it.
 */
void
SayChangedColumns(Oid namespace, const LogPlace *place)
{
	ListCell   *cell;

	foreach(cell, TablesOfLog(namespace, NULL))
	{
		char	   *log_name = LogNameOf(lfirst_oid(cell));

		if (IsEverSaid(TrackTrigger(lfirst_oid(cell), log_name)))
			SayColumns(lfirst_oid(cell), place, log_name);
	}
}

/*
 * SayColumnsOf does so for a table that is tracked, and for those that inherit from
 * it, as far as they have a log.
 */
void
SayColumnsOf(Oid relid)
{
	ListCell   *cell;

	foreach(cell, find_all_inheritors(relid, NoLock, NULL))
	{
		Oid			table = lfirst_oid(cell),
					namespace = get_rel_namespace(table);
		char	   *log_name;
		bool		cloned;
		LogPlace	place;

		if (!FindTrigger(table, track_row, &log_name, &cloned) || cloned || !LogIsWhole(namespace) || !LogMayBeWrittenBy(namespace, OwnerOf(table)))
			continue;
		place = LogPlaceIn(namespace);
		SayColumns(table, &place, log_name);
	}
}
