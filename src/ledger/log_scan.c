/*
 * log_scan.c --- reading the entries of a log in order.
 *
 * The order is that of block_id and of the place in the block.  For one row
 * that is the order in which it was changed: who changes it waits until the one
 * before has committed, and a block gets its number after its last entry was
 * made and before its transaction commits (see pending.c).  Entries of
 * different rows may be in another order than they were committed in.
 */
#include "postgres.h"
#include "compat.h"

#include "executor/spi.h"
#include "ledger/log_scan.h"
#include "ledger/tile.h"
#include "ledger/tracked.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#define FETCHED_BLOCKS 64

struct LogScan
{
	Oid			id;
	Log		   *log;
	int64		versions;
	int64	   *size;			/* of version i + 1 */
	int64		sealed;
	BlockPlace *place;			/* by block */
	int64		ordinal;
};

static int64
RowBigint(HeapTuple row, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? -1 : DatumGetInt64(value);
}

/*
 * LogScanOpen reads which versions a log has, and which blocks are in them.
 */
LogScan *
LogScanOpen(Oid log)
{
	LogScan    *scan = palloc0(sizeof(LogScan));
	char	   *name = get_rel_name(log);

	if (name == NULL || strcmp(name, LOG_BLOCK) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not the entries of a log", name == NULL ? "?" : name),
				 errhint("Name a table " LOG_BLOCK ".")));
	scan->id = log;
	scan->log = LogOpen(get_namespace_name(get_rel_namespace(log)));
	scan->versions = LogExecute(psprintf("SELECT version, size FROM %s ORDER BY version", scan->log->version), true, 0, NULL, NULL, NULL);
	scan->size = palloc(sizeof(int64) * Max(1, scan->versions));
	for (int64 i = 0; i < scan->versions; i++)
	{
		if (RowBigint(SPI_tuptable->vals[i], 1) != i + 1)
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("version %lld of the log of schema \"%s\" is missing", (long long) i + 1, scan->log->schema),
					 errhint("sen.verify_log() says what was changed.")));
		scan->size[i] = RowBigint(SPI_tuptable->vals[i], 2);
	}
	SPI_freetuptable(SPI_tuptable);
	scan->sealed = LogExecute(psprintf("SELECT DISTINCT ON (u.block) u.block, u.start FROM %s t,"
									   " LATERAL ROWS FROM (pg_catalog.unnest(t.blocks), pg_catalog.unnest(t.starts)) u (block, start)"
									   " WHERE t.level = 0 ORDER BY u.block, u.start", scan->log->tile), true, 0, NULL, NULL, NULL);
	scan->place = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(BlockPlace) * Max(1, scan->sealed));
	for (int64 i = 0; i < scan->sealed; i++)
	{
		scan->place[i].block = RowBigint(SPI_tuptable->vals[i], 1);
		scan->place[i].start = RowBigint(SPI_tuptable->vals[i], 2);
	}
	SPI_freetuptable(SPI_tuptable);
	return scan;
}

/*
 * LogScanSize is the number of entries in a version and all before it; 0 for
 * version 0, which is empty.
 */
int64
LogScanSize(LogScan *scan, int64 version)
{
	if (version == 0)
		return 0;
	if (version < 0 || version > scan->versions)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("the log of schema \"%s\" has no version %lld", scan->log->schema, (long long) version),
				 scan->versions == 0 ? errhint("It has none yet: sen.seal() makes one.") :
				 errhint("Its versions are 1 to %lld.", (long long) scan->versions)));
	return scan->size[version - 1];
}

/*
 * LogScanVersion is the first version that has a leaf; -1 if none has.
 */
int64
LogScanVersion(LogScan *scan, int64 index)
{
	int64		low = 0,
				high = scan->versions;

	if (index < 0)
		return -1;
	while (low < high)
	{
		int64		middle = (low + high) / 2;

		if (scan->size[middle] > index)
			high = middle;
		else
			low = middle + 1;
	}
	return low < scan->versions ? low + 1 : -1;
}

static void
RefuseBlock(LogScan *scan, int64 block, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("block %lld of the log of schema \"%s\" is %s", (long long) block, scan->log->schema, what),
			 errhint("sen.verify_log() says what was changed.")));
}

static void
ScanBlock(LogScan *scan, int64 block, int64 start, EntryReader reader, EntrySink sink, void *state)
{
	EntryPlace	place = {block, 0, start, 0};
	const char *data;
	Size		size;

	for (; NextEntry(&reader, &data, &size); place.number++)
	{
		Leaf		leaf;

		place.ordinal = scan->ordinal++;
		LeafRead(data, size, &leaf);
		sink(state, &place, &leaf);
		if (start >= 0)
			place.index++;
	}
	if (reader.at != reader.end)
		RefuseBlock(scan, block, "damaged");
}

/*
 * LogScanEntries hands every entry to sink, in order.
 */
void
LogScanEntries(LogScan *scan, EntrySink sink, void *state)
{
	Portal		portal = SPI_cursor_open_with_args(NULL, psprintf("SELECT block_id, entries FROM %s ORDER BY block_id", scan->log->block),
												   0, NULL, NULL, NULL, true, 0);
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "blocks to read", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before = MemoryContextSwitchTo(batch);
	int64		next = 0;
	EntryReader gathered;

	scan->ordinal = 0;
	for (;;)
	{
		SPITupleTable *rows;

		MemoryContextReset(batch);
		SPI_cursor_fetch(portal, true, FETCHED_BLOCKS);
		if (SPI_processed == 0)
			break;
		rows = SPI_tuptable;
		for (uint64 i = 0; i < rows->numvals; i++)
		{
			bool		isnull;
			int64		block = DatumGetInt64(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull));
			int64		start = -1;

			if (next < scan->sealed && scan->place[next].block < block)
				RefuseBlock(scan, scan->place[next].block, "missing");
			if (next < scan->sealed && scan->place[next].block == block)
				start = scan->place[next++].start;
			ScanBlock(scan, block, start, BlockEntries(SPI_getbinval(rows->vals[i], rows->tupdesc, 2, &isnull)), sink, state);
		}
		SPI_freetuptable(rows);
		CHECK_FOR_INTERRUPTS();
	}
	if (next < scan->sealed)
		RefuseBlock(scan, scan->place[next].block, "missing");
	if (LogGathered(scan->id, &gathered.at, &gathered.end))
		ScanBlock(scan, 0, -1, gathered, sink, state);
	MemoryContextSwitchTo(before);
	MemoryContextDelete(batch);
	SPI_cursor_close(portal);
}
