/*
 * pending.c --- entries on their way into a log.
 *
 * Entries of a transaction are gathered in blocks of up to BLOCK_SIZE bytes,
 * and a block is one row of the log: one row and one index entry for each
 * change would cost more than the change.  A block goes in when it is full, and
 * at the latest before the transaction commits.  A subtransaction that is
 * rolled back takes its entries with it: those still gathered are cut off, and
 * blocks that it wrote go as its rows do.  As blocks keep the order of the
 * entries, such a block may also hold earlier entries of the transactions
 * around it; these are kept here until the subtransaction has ended, to be
 * written again if it is rolled back.
 *
 * Blocks go into the table directly, so that who may write a tracked table
 * needs no right to its log, and has none to forge entries with.
 */
#include "postgres.h"
#include "compat.h"

#include "access/genam.h"
#include "access/relation.h"
#include "access/xact.h"
#include "commands/sequence.h"
#include "fmgr.h"
#include "ledger/log/log.h"
#include "ledger/write/tracked.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(flush_log);

/* So that a row with its header fills a page, and is kept in it (toast_tuple_target). */
#define BLOCK_SIZE 8000

/* Entries of one level of subtransactions, as far as they follow one another. */
typedef struct Segment
{
	int			level;
	int			start;			/* in the buffer */
	int			written;		/* level of the subtransaction under which they were written; 0 if they were not */
} Segment;

typedef struct Pending
{
	struct Pending *next;
	LogPlace	place;
	StringInfoData buf;			/* each entry as a field: length and bytes */
	int			segments;		/* those that were written come first */
	int			segment_room;
	Segment    *segment;
} Pending;

static Pending *first_pending = NULL;
static bool listening = false;
static int64 last_block = -1;

/*
 * WriteBlock writes entries as one block.  A log that was dropped in this
 * transaction takes none; one that was changed since it was opened is refused.
 */
static void
WriteBlock(const LogPlace *place, const char *data, int size)
{
	Relation	log = try_relation_open(place->log, RowExclusiveLock);
	Relation	sequence;
	bytea	   *block;
	Datum		values[BLOCK_COLUMNS];
	bool		nulls[BLOCK_COLUMNS] = {0};

	if (log == NULL)
		return;
	LogCheckTable(log, LOG_BLOCK);
	sequence = try_relation_open(place->sequence, AccessShareLock);
	if (sequence == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("relation \"%s\" is not that of a log: nothing numbers its blocks", RelationGetRelationName(log)),
				 errhint("The sequence was dropped since the log was opened. Repeat the transaction.")));
	relation_close(sequence, NoLock);
	PushActiveSnapshot(GetTransactionSnapshot());
	block = palloc(VARHDRSZ + size);
	SET_VARSIZE(block, VARHDRSZ + size);
	memcpy(VARDATA(block), data, size);
	last_block = nextval_internal(place->sequence, false);
	values[BLOCK_ID - 1] = Int64GetDatum(last_block);
	values[BLOCK_ENTRIES - 1] = PointerGetDatum(block);
	LogInsertRow(log, values, nulls, BLOCK_COLUMNS);
	pfree(block);
	relation_close(log, NoLock);
	PopActiveSnapshot();
}

static int
SegmentEnd(const Pending *pending, int i)
{
	return i + 1 < pending->segments ? pending->segment[i + 1].start : pending->buf.len;
}

/*
 * Unwritten is where the entries begin that are in no block.
 */
static int
Unwritten(const Pending *pending)
{
	for (int i = 0; i < pending->segments; i++)
		if (pending->segment[i].written == 0)
			return pending->segment[i].start;
	return pending->buf.len;
}

/*
 * Tidy lets go of entries that were written under the level they belong to,
 * and makes one segment of neighbours that are alike.
 */
static void
Tidy(Pending *pending)
{
	int			length = 0,
				kept = 0;

	for (int i = 0; i < pending->segments; i++)
	{
		Segment		segment = pending->segment[i];
		int			size = SegmentEnd(pending, i) - segment.start;

		if (size == 0 || (segment.written != 0 && segment.written <= segment.level))
			continue;
		memmove(pending->buf.data + length, pending->buf.data + segment.start, size);
		segment.start = length;
		length += size;
		if (kept > 0 && pending->segment[kept - 1].level == segment.level && pending->segment[kept - 1].written == segment.written)
			continue;
		pending->segment[kept++] = segment;
	}
	pending->segments = kept;
	pending->buf.len = length;
}

/*
 * Flush writes what is in no block yet, under the present subtransaction.
 */
static void
Flush(Pending *pending)
{
	int			level = GetCurrentTransactionNestLevel();
	int			from = Unwritten(pending);

	if (from == pending->buf.len)
		return;
	WriteBlock(&pending->place, pending->buf.data + from, pending->buf.len - from);
	for (int i = 0; i < pending->segments; i++)
		if (pending->segment[i].written == 0)
			pending->segment[i].written = level;
	Tidy(pending);
}

/*
 * LogFlush writes what this transaction has gathered.
 */
void
LogFlush(void)
{
	for (Pending *pending = first_pending; pending != NULL; pending = pending->next)
		Flush(pending);
}

static void
AtTransactionEvent(XactEvent event, void *argument)
{
	switch (event)
	{
		case XACT_EVENT_PRE_COMMIT:
		case XACT_EVENT_PRE_PREPARE:
			LogFlush();
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

/*
 * What a subtransaction gathered and wrote becomes its parent's, or is undone.
 */
static void
AtSubtransactionEvent(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *argument)
{
	int			level = GetCurrentTransactionNestLevel();

	if (event != SUBXACT_EVENT_COMMIT_SUB && event != SUBXACT_EVENT_ABORT_SUB)
		return;
	for (Pending *pending = first_pending; pending != NULL; pending = pending->next)
	{
		while (event == SUBXACT_EVENT_ABORT_SUB && pending->segments > 0 && pending->segment[pending->segments - 1].level >= level)
			pending->buf.len = pending->segment[--pending->segments].start;
		for (int i = 0; i < pending->segments; i++)
		{
			Segment    *segment = &pending->segment[i];

			if (segment->level >= level)
				segment->level = level - 1;
			if (segment->written >= level)
				segment->written = event == SUBXACT_EVENT_ABORT_SUB ? 0 : level - 1;
		}
		Tidy(pending);
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
 * BeginSegment makes room for entries of this level.
 */
static void
BeginSegment(Pending *pending, int level)
{
	if (pending->segments == pending->segment_room)
	{
		pending->segment_room = Max(8, pending->segment_room * 2);
		if (pending->segment == NULL)
			pending->segment = MemoryContextAlloc(TopTransactionContext, sizeof(Segment) * pending->segment_room);
		else
			pending->segment = repalloc(pending->segment, sizeof(Segment) * pending->segment_room);
	}
	pending->segment[pending->segments].level = level;
	pending->segment[pending->segments].start = pending->buf.len;
	pending->segment[pending->segments].written = 0;
	pending->segments++;
}

/*
 * LogAppend adds the bytes of an entry to a log.
 */
void
LogAppend(const LogPlace *place, const StringInfoData *leaf)
{
	Pending    *pending = PendingOf(place);
	int			level = GetCurrentTransactionNestLevel();
	int			unwritten = pending->buf.len - Unwritten(pending);
	Segment    *last;

	if (unwritten > 0 && unwritten + leaf->len > BLOCK_SIZE)
		Flush(pending);
	last = pending->segments > 0 ? &pending->segment[pending->segments - 1] : NULL;
	if (last == NULL || last->level < level || last->written != 0)
		BeginSegment(pending, level);
	LeafPutNumber(&pending->buf, leaf->len + 1);
	appendBinaryStringInfo(&pending->buf, leaf->data, leaf->len);
	/* What fills a block alone is written under its own subtransaction: never again, if a later one is rolled back. */
	if (leaf->len > BLOCK_SIZE)
		Flush(pending);
}

/*
 * LogGathered is what this transaction has gathered for a log and not written
 * yet; it comes after all blocks.  False if that is nothing.
 */
bool
LogGathered(Oid log, const char **data, const char **end)
{
	for (Pending *pending = first_pending; pending != NULL; pending = pending->next)
	{
		if (pending->place.log != log)
			continue;
		*data = pending->buf.data + Unwritten(pending);
		*end = pending->buf.data + pending->buf.len;
		return *data < *end;
	}
	return false;
}

/*
 * LogLastBlock is the block that this session wrote last.
 */
int64
LogLastBlock(void)
{
	return last_block;
}

/*
 * sen.flush_log() --- so that what this transaction has gathered can be seen.
 */
Datum
flush_log(PG_FUNCTION_ARGS)
{
	LogFlush();
	PG_RETURN_VOID();
}
