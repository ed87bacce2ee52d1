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

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "ledger/read/log_scan.h"
#include "ledger/log/log.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

struct LogScan
{
	Log		   *log;
	int64		versions;
	int64	   *size;			/* of version i + 1 */
	int64		sealed;
	BlockPlace *place;			/* by block */
	int64		ordinal;
};

/*
 * ReadVersions reads the sizes of the versions, which have the numbers from 1 on
 * and grow.
 */
static void
ReadVersions(LogScan *scan)
{
	const Log  *log = scan->log;
	LogRows		rows;
	HeapTuple	row;
	int64		room = 64;

	scan->size = palloc(sizeof(int64) * room);
	LogVersionsFrom(&rows, log, log->snapshot, PG_INT64_MIN);
	while ((row = LogNextRow(&rows)) != NULL)
	{
		int64		number = LogRowNumber(&rows, row, VERSION_NUMBER);
		int64		size = LogRowNumber(&rows, row, VERSION_SIZE);

		if (number != scan->versions + 1)
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("version %lld of the log of schema \"%s\" is missing", (long long) scan->versions + 1, log->schema),
					 errhint("sen.verify_log() says what was changed.")));
		if (size <= (number == 1 ? 0 : scan->size[number - 2]))
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("version %lld of the log of schema \"%s\" does not add to those before it", (long long) number, log->schema),
					 errhint("sen.verify_log() says what was changed.")));
		if (scan->versions == room)
		{
			room *= 2;
			scan->size = repalloc_huge(scan->size, sizeof(int64) * room);
		}
		scan->size[scan->versions++] = size;
	}
	LogEndRows(&rows);
}

static Oid
OwnerOf(Oid relid)
{
	HeapTuple	row = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Oid			owner;

	if (!HeapTupleIsValid(row))
		elog(ERROR, "cache lookup failed for relation %u", relid);
	owner = ((Form_pg_class) GETSTRUCT(row))->relowner;
	ReleaseSysCache(row);
	return owner;
}

/*
 * RequireShown refuses a table of which the caller may not read what the log says,
 * and one that has the name under which the log tells of another.
 */
static void
RequireShown(const Log *log, Oid relid)
{
	Oid			tracked = TableOfLog(log->namespace, LogNameOf(relid));

	if (!LogMayBeWrittenBy(log->namespace, OwnerOf(relid)))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("table \"%s\" is not one of the log of schema \"%s\"", get_rel_name(relid), log->schema),
				 errdetail("Its owner may not write the log."),
				 errhint("Name a table that belongs to the owner of the log.")));
	LogRefusePolicy(relid);
	if (!OidIsValid(tracked) || tracked == relid)
		return;
	LogRefusePolicy(tracked);
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_OBJECT),
			 errmsg("table \"%s\" is not in the log of schema \"%s\"", get_rel_name(relid), log->schema),
			 errdetail("Entries with that name are about table \"%s\", which was called so when it was tracked.", get_rel_name(tracked)),
			 errhint("Name table %s.", quote_qualified_identifier(log->schema, get_rel_name(tracked)))));
}

/*
 * LogScanOpen reads which versions the log of a schema has, and which blocks are
 * in them.  relid: only what is about this table will be shown; 0 for all.
 */
LogScan *
LogScanOpen(Oid namespace, Oid relid)
{
	LogScan    *scan = palloc0(sizeof(LogScan));

	if (OidIsValid(relid))
		RequireLog(relid);
	scan->log = LogOpen(namespace, OidIsValid(relid) ? LOG_READ_TABLE : LOG_READ);
	if (OidIsValid(relid))
		RequireShown(scan->log, relid);
	ReadVersions(scan);
	scan->place = LogPlaces(scan->log, scan->versions > 0 ? scan->size[scan->versions - 1] : 0, &scan->sealed);
	return scan;
}

/*
 * LogScanClose closes the log.
 */
void
LogScanClose(LogScan *scan)
{
	LogClose(scan->log);
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
 * LogScanVersions is the number of versions.
 */
int64
LogScanVersions(const LogScan *scan)
{
	return scan->versions;
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

/*
 * CheckSeal refuses entries that are not those of the versions: where a version ends
 * is the entry that seals it, and nowhere else.  It is not so if blocks of another
 * log were there when versions were restored.
 */
static void
CheckSeal(LogScan *scan, const EntryPlace *place, const Leaf *leaf)
{
	int64		version;

	if (place->index < 0)
		return;
	version = LogScanVersion(scan, place->index);
	if ((leaf->operation == OPERATION_SEAL) == (version > 0 && scan->size[version - 1] == place->index + 1))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("the entries of the log of schema \"%s\" are not those of its versions", scan->log->schema),
			 errdetail(leaf->operation == OPERATION_SEAL ? "Entry %d of block %lld seals a version, and version %lld does not end there." :
					   "Entry %d of block %lld does not seal version %lld, which ends there.", place->number, (long long) place->block, (long long) version),
			 errhint("sen.verify_log() says what was changed. If data alone were restored into a schema that had a log, drop the schema, and restore it whole.")));
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

		CHECK_FOR_INTERRUPTS();
		place.ordinal = scan->ordinal++;
		LeafRead(data, size, &leaf);
		CheckSeal(scan, &place, &leaf);
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
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "block to read", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before;
	LogRows		rows;
	HeapTuple	row;
	int64		next = 0;
	EntryReader gathered;

	scan->ordinal = 0;
	LogBlocksFrom(&rows, scan->log, PG_INT64_MIN);
	before = MemoryContextSwitchTo(batch);
	while ((row = LogNextRow(&rows)) != NULL)
	{
		int64		block = LogRowNumber(&rows, row, BLOCK_ID);
		bytea	   *entries = LogRowBytes(&rows, row, BLOCK_ENTRIES, MaxAllocSize);
		int64		start = -1;

		if (next < scan->sealed && scan->place[next].block < block)
			RefuseBlock(scan, scan->place[next].block, "missing");
		if (next < scan->sealed && scan->place[next].block == block)
			start = scan->place[next++].start;
		if (entries == NULL)
			RefuseBlock(scan, block, "damaged");
		ScanBlock(scan, block, start, BlockEntries(entries), sink, state);
		MemoryContextReset(batch);
		CHECK_FOR_INTERRUPTS();
	}
	LogEndRows(&rows);
	if (next < scan->sealed)
		RefuseBlock(scan, scan->place[next].block, "missing");
	if (LogGathered(RelationGetRelid(scan->log->table[LOG_BLOCK]), &gathered.at, &gathered.end))
		ScanBlock(scan, 0, -1, gathered, sink, state);
	MemoryContextSwitchTo(before);
	MemoryContextDelete(batch);
}
