/*
 * pending.c --- entries on their way into a log.
 *
 * Entries of a transaction are gathered in blocks of up to BLOCK_SIZE bytes,
 * and a block is one row of the log: one row and one index entry for each
 * change would cost more than the change.  A block goes in when it is full, and
 * at the latest before the transaction commits.  A subtransaction that is
 * rolled back takes its entries with it: those still gathered are cut off,
 * and a block goes in under the subtransaction whose entries it holds.
 *
 * The numbers of blocks are the order in which entries of a row were made,
 * since whoever changes it next waits for this transaction.  So when a block of
 * a subtransaction goes in, what its parents have gathered before is given the
 * numbers before it, though it goes in later.
 *
 * Blocks go into the table directly, so that who may write a tracked table
 * needs no right to its log, and has none to forge entries with.
 */
#include "postgres.h"
#include "compat.h"

#include "access/genam.h"
#include "access/heapam.h"
#include "access/table.h"
#include "access/xact.h"
#include "commands/sequence.h"
#include "executor/executor.h"
#include "fmgr.h"
#include "ledger/tracked.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(flush_log);

/* So that a row with its header fills a page, and is kept in it (toast_tuple_target). */
#define BLOCK_SIZE 8000

/* Where the entries of a subtransaction begin. */
typedef struct Mark
{
	int			level;
	int			length;
} Mark;

/* Entries up to a length that are a block with a number already. */
typedef struct Numbered
{
	int			end;
	int64		block;
} Numbered;

typedef struct Pending
{
	struct Pending *next;
	LogPlace	place;
	StringInfoData buf;			/* each entry as a field: length and bytes */
	int			marks;
	int			mark_room;
	Mark	   *mark;
	int			numbered;
	int			numbered_room;
	Numbered   *number;			/* in the order of what they hold */
} Pending;

static Pending *first_pending = NULL;
static bool listening = false;

/*
 * InsertIndexEntries adds a row to every index of a log to which the owner has
 * added some.
 */
static void
InsertIndexEntries(Relation log, HeapTuple row)
{
	EState	   *estate = CreateExecutorState();
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(log), &TTSOpsHeapTuple);
	ResultRelInfo *target = makeNode(ResultRelInfo);

	InitResultRelInfo(target, log, 1, NULL, 0);
	ExecOpenIndices(target, false);
	ExecStoreHeapTuple(row, slot, false);
	list_free(SenInsertIndexTuples(target, slot, estate));
	ExecCloseIndices(target);
	ExecDropSingleTupleTableSlot(slot);
	FreeExecutorState(estate);
}

static int64
NextBlock(const Pending *pending)
{
	return nextval_internal(pending->place.sequence, false);
}

static int
NumberedEnd(const Pending *pending)
{
	return pending->numbered > 0 ? pending->number[pending->numbered - 1].end : 0;
}

/*
 * NumberParents gives what was gathered up to a length, by the parents of the
 * subtransaction that is under way, the next numbers.
 */
static void
NumberParents(Pending *pending, int upto)
{
	for (int i = 0; i < pending->marks; i++)
	{
		int			end = pending->mark[i].length;

		if (end > upto || end <= NumberedEnd(pending))
			continue;
		if (pending->numbered == pending->numbered_room)
		{
			pending->numbered_room = Max(8, pending->numbered_room * 2);
			if (pending->number == NULL)
				pending->number = MemoryContextAlloc(TopTransactionContext, sizeof(Numbered) * pending->numbered_room);
			else
				pending->number = repalloc(pending->number, sizeof(Numbered) * pending->numbered_room);
		}
		pending->number[pending->numbered].end = end;
		pending->number[pending->numbered].block = NextBlock(pending);
		pending->numbered++;
	}
}

static void
InsertBlock(Relation log, int64 number, const char *data, int size)
{
	bytea	   *block = palloc(VARHDRSZ + size);
	Datum		values[2];
	bool		nulls[2] = {0};
	HeapTuple	row;

	SET_VARSIZE(block, VARHDRSZ + size);
	memcpy(VARDATA(block), data, size);
	values[0] = Int64GetDatum(number);
	values[1] = PointerGetDatum(block);
	row = heap_form_tuple(RelationGetDescr(log), values, nulls);
	heap_insert(log, row, GetCurrentCommandId(true), 0, NULL);
	InsertIndexEntries(log, row);
	heap_freetuple(row);
	pfree(block);
}

/*
 * Flush writes what was gathered from a length on: as one block, unless parts
 * of it have numbers of their own.
 */
static void
Flush(Pending *pending, int from)
{
	Relation	log;
	int			at = from,
				kept;

	if (pending->buf.len == from)
		return;
	PushActiveSnapshot(GetTransactionSnapshot());
	log = table_open(pending->place.log, RowExclusiveLock);
	NumberParents(pending, from);
	for (kept = pending->numbered; kept > 0 && pending->number[kept - 1].end > from; kept--)
		;
	for (int i = kept; i < pending->numbered; i++)
	{
		InsertBlock(log, pending->number[i].block, pending->buf.data + at, pending->number[i].end - at);
		at = pending->number[i].end;
	}
	if (pending->buf.len > at)
		InsertBlock(log, NextBlock(pending), pending->buf.data + at, pending->buf.len - at);
	table_close(log, NoLock);
	PopActiveSnapshot();
	pending->numbered = kept;
	pending->buf.len = from;
}

static void
FlushAll(void)
{
	for (Pending *pending = first_pending; pending != NULL; pending = pending->next)
		Flush(pending, 0);
}

static void
AtTransactionEvent(XactEvent event, void *argument)
{
	switch (event)
	{
		case XACT_EVENT_PRE_COMMIT:
		case XACT_EVENT_PRE_PREPARE:
			FlushAll();
			break;
		case XACT_EVENT_COMMIT:
		case XACT_EVENT_PREPARE:
		case XACT_EVENT_ABORT:
			/* The memory goes with the transaction. */
			first_pending = NULL;
			break;
		default:
			break;
	}
}

static void
AtSubtransactionEvent(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *argument)
{
	int			level = GetCurrentTransactionNestLevel();

	if (event != SUBXACT_EVENT_COMMIT_SUB && event != SUBXACT_EVENT_ABORT_SUB)
		return;
	for (Pending *pending = first_pending; pending != NULL; pending = pending->next)
	{
		Mark	   *top = pending->marks > 0 ? &pending->mark[pending->marks - 1] : NULL;

		if (top == NULL || top->level < level)
			continue;
		if (event == SUBXACT_EVENT_ABORT_SUB)
		{
			pending->buf.len = top->length;
			while (NumberedEnd(pending) > pending->buf.len)
				pending->numbered--;
			pending->marks--;
		}
		else if (level - 1 == 1 || (pending->marks > 1 && top[-1].level == level - 1))
			pending->marks--;	/* now part of what its parent gathers */
		else
			top->level = level - 1;
	}
}

static Pending *
PendingOf(const LogPlace *place)
{
	Pending    *pending;
	MemoryContext before;

	for (pending = first_pending; pending != NULL; pending = pending->next)
		if (pending->place.log == place->log)
			return pending;
	if (!listening)
	{
		RegisterXactCallback(AtTransactionEvent, NULL);
		RegisterSubXactCallback(AtSubtransactionEvent, NULL);
		listening = true;
	}
	before = MemoryContextSwitchTo(TopTransactionContext);
	pending = palloc0(sizeof(Pending));
	pending->place = *place;
	initStringInfo(&pending->buf);
	pending->next = first_pending;
	first_pending = pending;
	MemoryContextSwitchTo(before);
	return pending;
}

/*
 * MarkLevel notes where the entries of this subtransaction begin.
 */
static void
MarkLevel(Pending *pending, int level)
{
	if (pending->marks == pending->mark_room)
	{
		pending->mark_room = Max(8, pending->mark_room * 2);
		if (pending->mark == NULL)
			pending->mark = MemoryContextAlloc(TopTransactionContext, sizeof(Mark) * pending->mark_room);
		else
			pending->mark = repalloc(pending->mark, sizeof(Mark) * pending->mark_room);
	}
	pending->mark[pending->marks].level = level;
	pending->mark[pending->marks].length = pending->buf.len;
	pending->marks++;
}

/*
 * LogAppend adds the bytes of an entry to a log.
 */
void
LogAppend(const LogPlace *place, const StringInfoData *leaf)
{
	Pending    *pending = PendingOf(place);
	int			level = GetCurrentTransactionNestLevel();
	int			own = 0;

	if (level > 1 && (pending->marks == 0 || pending->mark[pending->marks - 1].level < level))
		MarkLevel(pending, level);
	if (pending->marks > 0)
		own = pending->mark[pending->marks - 1].length;
	if (pending->buf.len > own && pending->buf.len - own + leaf->len > BLOCK_SIZE)
		Flush(pending, own);
	LeafPutNumber(&pending->buf, leaf->len + 1);
	appendBinaryStringInfo(&pending->buf, leaf->data, leaf->len);
}

/*
 * LogGathered is the nth piece, in order, of what this transaction has
 * gathered for a log: its bytes, and the number of its block, a great one if it
 * has none yet.  False if there are not so many.
 */
bool
LogGathered(Oid log, int nth, int64 *block, const char **data, const char **end)
{
	for (Pending *pending = first_pending; pending != NULL; pending = pending->next)
	{
		int			from = 0;

		if (pending->place.log != log)
			continue;
		if (nth > 0 && nth <= pending->numbered)
			from = pending->number[nth - 1].end;
		*data = pending->buf.data + from;
		if (nth < pending->numbered)
		{
			*block = pending->number[nth].block;
			*end = pending->buf.data + pending->number[nth].end;
			return true;
		}
		*block = PG_INT64_MAX - 1;
		*end = pending->buf.data + pending->buf.len;
		return nth == pending->numbered && *data < *end;
	}
	return false;
}

/*
 * flush_log() --- writes what this transaction has gathered.
 */
Datum
flush_log(PG_FUNCTION_ARGS)
{
	if (GetCurrentTransactionNestLevel() == 1)
		FlushAll();
	else
		for (Pending *pending = first_pending; pending != NULL; pending = pending->next)
			if (pending->marks > 0 && pending->mark[pending->marks - 1].level == GetCurrentTransactionNestLevel())
				Flush(pending, pending->mark[pending->marks - 1].length);
	PG_RETURN_VOID();
}
