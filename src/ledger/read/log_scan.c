/*
 * log_scan.c --- reading the entries of a log in order.
 *
 * The order is that of block_id and of the place in the block.  For one row
 * that is the order in which it was changed: who changes it waits until the one
 * before has committed, and a block gets its number after its last entry was
 * made and before its transaction commits (see pending.c).  Entries of
 * different rows may be in another order than they were committed in.
 *
 * Where the log has an index (log_index.h), only those entries are read that a
 * question needs, and each is compared with what the index says of it.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "ledger/read/blocks.h"
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
	BlockPlace *place;			/* by block; NULL until all are asked for */
	IndexDirectory *directory;	/* of the last version; NULL if the index is not used */
	Choices    *choices;		/* entries that are read; NULL for all */
	bool		chosen;
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

/*
 * CheckLastSeal does so for the last version alone.
 */
static void
CheckLastSeal(LogScan *scan)
{
	int64		block = scan->directory->last_block;
	bytea	   *entries = LogBlockAt(scan->log, block);
	EntryPlace	place = {.block = block, .number = -1, .index = scan->directory->size - 1, .row = -1};
	EntryReader reader;
	const char *data,
			   *last = NULL;
	Size		size,
				last_size = 0;
	Leaf		leaf;

	if (entries == NULL)
		RefuseBlock(scan, block, "missing");
	reader = BlockEntries(entries);
	for (; NextEntry(&reader, &data, &size); place.number++)
	{
		last = data;
		last_size = size;
	}
	if (last == NULL)
		RefuseBlock(scan, block, "damaged");
	LeafRead(last, last_size, &leaf);
	CheckSeal(scan, &place, &leaf);
	pfree(entries);
}

/*
 * OpenIndex reads the directory of the last version.  An index that was not made yet
 * is none.
 */
static void
OpenIndex(LogScan *scan)
{
	Log		   *log = scan->log;
	SealedVersion last;
	IndexDirectory *directory;

	if (log->table[LOG_INDEX] == NULL || scan->versions == 0)
		return;
	last = LogLastVersion(log, log->snapshot);
	directory = palloc(sizeof(IndexDirectory));
	if (IndexDirectoryAt(log, &last, directory))
	{
		scan->directory = directory;
		CheckLastSeal(scan);
	}
	else if (!IndexIsEmpty(log))
		WarnIndex(log);
}

static LogScan *
LogScanOpenFor(Oid namespace, LogUse use)
{
	LogScan    *scan = palloc0(sizeof(LogScan));

	scan->log = LogOpen(namespace, use);
	ReadVersions(scan);
	OpenIndex(scan);
	return scan;
}

/*
 * LogScanOpen reads which versions the log of a schema has, and which blocks are
 * in them.  relid: only what is about this table will be shown; 0 for all.
 */
LogScan *
LogScanOpen(Oid namespace, Oid relid)
{
	LogScan    *scan;

	if (OidIsValid(relid))
		RequireLog(relid);
	scan = LogScanOpenFor(namespace, OidIsValid(relid) ? LOG_READ_TABLE : LOG_READ);
	if (OidIsValid(relid))
		RequireShown(scan->log, relid);
	return scan;
}

/*
 * LogScanOpenTables does so for several tables; LogScanShow is asked for each of them.
 */
LogScan *
LogScanOpenTables(Oid namespace)
{
	return LogScanOpenFor(namespace, LOG_READ_TABLE);
}

/*
 * LogScanShow refuses a table of which the caller may not read what the log says.  Of
 * one that is gone its policies are not known: then none may apply.
 */
void
LogScanShow(LogScan *scan, Oid relid)
{
	if (OidIsValid(relid))
		RequireShown(scan->log, relid);
	else
		LogRefuseAnyPolicy(scan->log->namespace);
}

static void
ScanBlock(LogScan *scan, int64 block, int64 start, EntryReader reader, EntrySink sink, void *state)
{
	EntryPlace	place = {.block = block, .index = start, .row = -1};
	const char *data;
	Size		size;

	for (; NextEntry(&reader, &data, &size); place.number++)
	{
		Leaf		leaf;

		CHECK_FOR_INTERRUPTS();
		place.ordinal = scan->ordinal++;
		place.bytes = (LeafField) {data, size};
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
 * ScanAll hands on every entry.
 */
static void
ScanAll(LogScan *scan, EntrySink sink, void *state)
{
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "block to read", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before;
	LogRows		rows;
	HeapTuple	row;
	int64		next = 0;
	EntryReader gathered;

	if (scan->place == NULL)
		scan->place = LogPlaces(scan->log, 0, scan->versions > 0 ? scan->size[scan->versions - 1] : 0, &scan->sealed);
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

static void
NoteLoose(void *state, const EntryPlace *entry, const Leaf *leaf)
{
	Place		place = {.block = entry->block, .number = entry->number, .index = -1};

	if (PlaceOf(leaf, &place))
		ChoicesLoose(state, &place, leaf);
}

/*
 * LogScanLoose begins reading the blocks that are in no version; the index says from
 * which on there can be some.
 */
void
LogScanLoose(LogScan *scan, LooseBlocks *loose)
{
	const IndexDirectory *directory = scan->directory;
	int64		count;
	const BlockPlace *place = LogPlaces(scan->log, directory == NULL ? 0 : directory->settled_size, scan->versions > 0 ? scan->size[scan->versions - 1] : 0, &count);

	LooseBlocksBegin(loose, scan->log, directory == NULL ? 0 : directory->settled, place, count);
}

/*
 * LogScanLooseNext is the entries of the next of them, in memory of the caller; NULL at
 * the end.
 */
bytea *
LogScanLooseNext(LogScan *scan, LooseBlocks *loose, int64 *block)
{
	HeapTuple	row = NextLooseBlock(loose, block);
	bytea	   *entries = row == NULL ? NULL : LogRowBytes(&loose->rows, row, BLOCK_ENTRIES, MaxAllocSize);

	if (row != NULL && entries == NULL)
		RefuseBlock(scan, *block, "damaged");
	return entries;
}

static void
ScanLoose(LogScan *scan, EntrySink sink, void *state)
{
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "block to read", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before;
	LooseBlocks loose;
	const bytea *entries;
	int64		block;
	EntryReader gathered;

	LogScanLoose(scan, &loose);
	before = MemoryContextSwitchTo(batch);
	while ((entries = LogScanLooseNext(scan, &loose, &block)) != NULL)
	{
		ScanBlock(scan, block, -1, BlockEntries(entries), sink, state);
		MemoryContextReset(batch);
	}
	LooseBlocksEnd(&loose);
	if (LogGathered(RelationGetRelid(scan->log->table[LOG_BLOCK]), &gathered.at, &gathered.end))
		ScanBlock(scan, 0, -1, gathered, sink, state);
	MemoryContextSwitchTo(before);
	MemoryContextDelete(batch);
}

/*
 * LogScanMeeting hands on the entries of the blocks that have some of a meeting, by
 * what the index says, or all; first those in versions.
 */
void
LogScanMeeting(LogScan *scan, LeafField meeting, EntrySink sink, void *state)
{
	FoundBlocks blocks;
	const IndexHead none = {0};
	LogRows		rows;

	if (scan->directory == NULL || !BlocksOfMeeting(scan->log, &none, &scan->directory->meetings, meeting, &blocks))
	{
		if (scan->directory != NULL)
			WarnIndex(scan->log);
		ScanAll(scan, sink, state);
		return;
	}
	LogBlocksBegin(&rows, scan->log);
	for (int64 i = 0; i < blocks.count; i++)
	{
		const bytea *entries = LogNextBlock(&rows, blocks.place[i].block);

		if (entries == NULL)
			RefuseBlock(scan, blocks.place[i].block, "missing");
		ScanBlock(scan, blocks.place[i].block, blocks.place[i].start, BlockEntries(entries), sink, state);
	}
	LogEndRows(&rows);
	ScanLoose(scan, sink, state);
}

static void
BeginChoices(LogScan *scan)
{
	if (scan->choices != NULL)
		return;
	scan->choices = ChoicesBegin(scan->log, scan->directory);
	/* The index does not have them. */
	ScanLoose(scan, NoteLoose, scan->choices);
}

/*
 * LogScanVersionBefore is a version of which all entries of a table are of statements
 * that began before a time, the last that the index knows; 0 if it knows none.
 */
int64
LogScanVersionBefore(LogScan *scan, const char *table, TimestampTz time)
{
	if (scan->directory == NULL)
		return 0;
	BeginChoices(scan);
	return VersionBefore(scan->choices, table, time - 1);
}

/*
 * LogScanAsk says which question the entries are read for; whether the index tells which
 * of them it needs, else all are read.
 */
bool
LogScanAsk(LogScan *scan, const ScanRequest *request)
{
	scan->chosen = false;
	if (scan->directory == NULL || request->question == ASK_ALL)
		return false;
	BeginChoices(scan);
	scan->chosen = Choose(scan->choices, request);
	if (!scan->chosen)
		WarnIndex(scan->log);
	return scan->chosen;
}

static bool
IsChoice(const Choice *choice, const Leaf *leaf)
{
	Place		place = {.operation = choice->operation, .before = choice->before, .after = choice->after};

	if (choice->row < 0)
		return PlaceFits(&place, leaf);
	return PlaceOf(leaf, &place) && OperationIsOfRow(place.operation) && place.operation != OPERATION_DELETE && place.after == choice->after;
}

/*
 * ScanChosen hands on the entries of one block that are chosen.
 */
static void
ScanChosen(LogScan *scan, const Choice *choice, int64 count, EntryReader reader, EntrySink sink, void *state)
{
	const char *data = NULL;
	Size		size = 0;
	int			read = -1;

	for (int64 i = 0; i < count; i++)
	{
		EntryPlace	place = {choice[i].block, choice[i].number, choice[i].index, scan->ordinal++, choice[i].row, {NULL, 0}};
		Leaf		leaf;
		bool		found = true;

		while (read < choice[i].number && found)
		{
			found = NextEntry(&reader, &data, &size);
			read++;
		}
		place.bytes = (LeafField) {data, size};
		if (found)
			LeafRead(data, size, &leaf);
		if (!found || !IsChoice(&choice[i], &leaf))
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("entry %d of block %lld of the log of schema \"%s\" is not the one that the index has there", choice[i].number, (long long) choice[i].block, scan->log->schema),
					 errhint("sen.verify_log() says which of them was changed; sen.index_log() makes the index anew.")));
		CheckSeal(scan, &place, &leaf);
		sink(state, &place, &leaf);
	}
}

/*
 * LogScanEntries hands every entry that is asked for to sink, in order.
 */
void
LogScanEntries(LogScan *scan, EntrySink sink, void *state)
{
	MemoryContext batch;
	MemoryContext before;
	const Choices *choices = scan->choices;
	LogRows		rows;
	int64		next;

	scan->ordinal = 0;
	if (!scan->chosen)
	{
		ScanAll(scan, sink, state);
		return;
	}
	LogBlocksBegin(&rows, scan->log);
	batch = AllocSetContextCreate(CurrentMemoryContext, "block to read", ALLOCSET_DEFAULT_SIZES);
	before = MemoryContextSwitchTo(batch);
	for (int64 at = 0; at < choices->count; at = next)
	{
		int64		block = choices->choice[at].block;
		const bytea *entries = block == 0 ? NULL : LogNextBlock(&rows, block);
		EntryReader reader = {NULL, NULL};

		for (next = at; next < choices->count && choices->choice[next].block == block; next++)
			CHECK_FOR_INTERRUPTS();
		if (entries != NULL)
			reader = BlockEntries(entries);
		else if (block != 0 || !LogGathered(RelationGetRelid(scan->log->table[LOG_BLOCK]), &reader.at, &reader.end))
			RefuseBlock(scan, block, "missing");
		ScanChosen(scan, choices->choice + at, next - at, reader, sink, state);
		MemoryContextReset(batch);
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(batch);
	LogEndRows(&rows);
}
