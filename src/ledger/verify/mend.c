/*
 * mend.c --- sen.set_aside(): taking rows out of a log that nothing of this
 * extension wrote.
 *
 * Such rows have no part in any version, but they can keep the next one from
 * being sealed.  Each is kept as an entry of the log before it is deleted, so
 * that the log itself says what was there.  A log of which something was changed
 * or removed is left as it is: that is evidence, and this is no cure.
 */
#include "postgres.h"
#include "compat.h"

#include "access/detoast.h"
#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/seal/seal.h"
#include "ledger/index/log_index.h"
#include "ledger/verify/stored.h"
#include "ledger/write/tracked.h"
#include "ledger/verify/verify.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(set_aside);

#define ASIDE_COLUMNS 2

/* Bytes of a row that can be set aside. */
#define ASIDE_MAX (128 * 1024 * 1024)

/* A row to be taken out. */
typedef struct Foreign
{
	LogTable	which;
	ItemPointerData at;
	char	   *key;			/* in words */
} Foreign;

/* Where a tile of less than the full width ends with a version. */
typedef struct TileEnd
{
	int			level;
	int			width;
	int64		tile;
} TileEnd;

typedef struct Mending
{
	Log		   *log;
	MemoryContext context;
	int			versions;		/* that are whole, from 1 on */
	StoredVersion *version;
	int			seals;			/* versions that some entry says it seals */
	int			seal_room;
	int64	   *seal;
	int			ends;
	TileEnd    *end;
	int			found;
	int			room;
	Foreign    *foreign;
} Mending;

static void
RefuseMending(const Mending *mending, const char *why)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("the log of schema \"%s\" was not only added to: %s", mending->log->schema, why),
			 errdetail("Nothing was set aside."),
			 errhint("sen.verify_log() says what was changed. Restore the log from a backup, and compare it with the last checkpoint that was kept elsewhere.")));
}

static void
AddForeign(Mending *mending, LogTable which, HeapTuple row, char *key)
{
	if (mending->found == mending->room)
	{
		mending->room = Max(16, 2 * mending->room);
		mending->foreign = mending->foreign == NULL ? MemoryContextAlloc(mending->context, sizeof(Foreign) * mending->room) :
			repalloc_huge(mending->foreign, sizeof(Foreign) * mending->room);
	}
	mending->foreign[mending->found++] = (Foreign) {which, row->t_self, MemoryContextStrdup(mending->context, key)};
	pfree(key);
}

static int
CompareNumbers(const void *a, const void *b)
{
	int64		x = *(const int64 *) a,
				y = *(const int64 *) b;

	return (x > y) - (x < y);
}

static bool
IsSealed(const Mending *mending, int64 version)
{
	return mending->seals > 0 && bsearch(&version, mending->seal, mending->seals, sizeof(int64), CompareNumbers) != NULL;
}

/*
 * IsWhole: do all bytes of a block say what entries say?
 */
static bool
IsWhole(const StoredBlock *block)
{
	return block->found && block->count > 0 && block->rest == 0 && FirstUnreadable(block, 0) == block->count;
}

/*
 * ReadSeals notes which versions are sealed by some entry.
 */
static void
ReadSeals(Mending *mending)
{
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "block of a log", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before;
	LogRows		rows;
	HeapTuple	row;

	mending->seal_room = 64;
	mending->seal = palloc(sizeof(int64) * mending->seal_room);
	LogBlocksFrom(&rows, mending->log, PG_INT64_MIN);
	before = MemoryContextSwitchTo(scratch);
	while ((row = LogNextRow(&rows)) != NULL)
	{
		StoredBlock block;
		int64		version;

		ReadStoredBlock(mending->log, LogRowNumber(&rows, row, BLOCK_ID), &block);
		version = SealOf(&block);
		if (version > 0)
		{
			if (mending->seals == mending->seal_room)
			{
				mending->seal_room *= 2;
				mending->seal = repalloc_huge(mending->seal, sizeof(int64) * mending->seal_room);
			}
			mending->seal[mending->seals++] = version;
		}
		MemoryContextReset(scratch);
		CHECK_FOR_INTERRUPTS();
	}
	MemoryContextSwitchTo(before);
	LogEndRows(&rows);
	MemoryContextDelete(scratch);
	qsort(mending->seal, mending->seals, sizeof(int64), CompareNumbers);
}

/*
 * SortVersions tells the versions that entries seal from those that none does;
 * the former have to be whole.
 */
static void
SortVersions(Mending *mending)
{
	LogRows		rows;
	HeapTuple	row;
	int			count,
				kept = 0;
	StoredVersion *version = StoredVersions(mending->log, PG_INT64_MIN, &count);
	Builder    *builder = palloc(sizeof(Builder));
	TreeHash	root;

	for (int i = 0; i < count; i++)
		if (IsSealed(mending, version[i].version))
			version[kept++] = version[i];
	if (kept != mending->seals)
		RefuseMending(mending, "a version is missing");
	for (int i = 0; i < kept; i++)
		if (version[i].version != i + 1 || version[i].size <= (i == 0 ? 0 : version[i - 1].size))
			RefuseMending(mending, psprintf("version %lld is not as it was", (long long) version[i].version));
	mending->version = version;
	mending->versions = kept;
	if (kept > 0)
	{
		const StoredVersion *last = &version[kept - 1];

		BuilderBegin(builder, NULL, NULL);
		if (LogTryResume(mending->log, last->size, builder) >= 0)
			RefuseMending(mending, "a stored node is missing or damaged");
		BuilderRoot(builder, &root);
		if (last->root == NULL || VARSIZE(last->root) - VARHDRSZ != HASH_SIZE || memcmp(VARDATA(last->root), &root, HASH_SIZE) != 0)
			RefuseMending(mending, psprintf("the stored nodes do not give the root of version %lld", (long long) last->version));
	}
	LogVersionsFrom(&rows, mending->log, mending->log->snapshot, PG_INT64_MIN);
	while ((row = LogNextRow(&rows)) != NULL)
	{
		int64		number = LogRowNumber(&rows, row, VERSION_NUMBER);

		if (!IsSealed(mending, number))
			AddForeign(mending, LOG_VERSION, row, psprintf("version %lld", (long long) number));
		CHECK_FOR_INTERRUPTS();
	}
	LogEndRows(&rows);
}

static int
CompareEnds(const void *a, const void *b)
{
	const TileEnd *x = a,
			   *y = b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	if (x->tile != y->tile)
		return x->tile < y->tile ? -1 : 1;
	return (x->width > y->width) - (x->width < y->width);
}

static int64
Nodes(int64 size, int level)
{
	return level * TILE_HEIGHT < 63 ? size >> (level * TILE_HEIGHT) : 0;
}

static void
ListEnds(Mending *mending)
{
	mending->end = palloc_extended(sizeof(TileEnd) * ((Size) mending->versions * TILE_LEVELS + 1), MCXT_ALLOC_HUGE);
	for (int i = 0; i < mending->versions; i++)
		for (int level = 0; level < TILE_LEVELS; level++)
		{
			int64		nodes = Nodes(mending->version[i].size, level);

			if (nodes % TILE_WIDTH != 0)
				mending->end[mending->ends++] = (TileEnd) {level, (int) (nodes % TILE_WIDTH), nodes / TILE_WIDTH};
		}
	qsort(mending->end, mending->ends, sizeof(TileEnd), CompareEnds);
}

/*
 * IsOfTree: did some version leave a tile of this place and width?
 */
static bool
IsOfTree(const Mending *mending, int64 level, int64 tile, int64 width)
{
	TileEnd		end;

	if (level < 0 || level >= TILE_LEVELS || tile < 0 || width < 1 || width > TILE_WIDTH || mending->versions == 0)
		return false;
	if (width == TILE_WIDTH)
		return tile < Nodes(mending->version[mending->versions - 1].size, (int) level) / TILE_WIDTH;
	end = (TileEnd) {(int) level, (int) width, tile};
	return mending->ends > 0 && bsearch(&end, mending->end, mending->ends, sizeof(TileEnd), CompareEnds) != NULL;
}

static void
FindTilesIn(Mending *mending, LogRows *rows)
{
	HeapTuple	row;

	while ((row = LogNextRow(rows)) != NULL)
	{
		int64		level = LogRowNumber(rows, row, TILE_LEVEL);
		int64		tile = LogRowNumber(rows, row, TILE_NUMBER);
		int64		width = LogRowNumber(rows, row, TILE_HASHES_WIDE);

		if (!IsOfTree(mending, level, tile, width))
			AddForeign(mending, LOG_TILE, row, psprintf("level %lld, tile %lld, width %lld", (long long) level, (long long) tile, (long long) width));
		CHECK_FOR_INTERRUPTS();
	}
	LogEndRows(rows);
}

static void
FindTiles(Mending *mending)
{
	LogRows		rows;

	ListEnds(mending);
	LogTilesBeyond(&rows, mending->log, false, 0);
	FindTilesIn(mending, &rows);
	LogTilesBeyond(&rows, mending->log, true, -1);
	FindTilesIn(mending, &rows);
}

/*
 * SettledBlock is the number up to which all blocks are in a version, or will never be
 * there, as far as the index says.
 */
static int64
SettledBlock(const Mending *mending)
{
	SealedVersion last;
	IndexDirectory directory;

	if (mending->log->table[LOG_INDEX] == NULL || mending->versions == 0 ||
		!LogFindVersion(mending->log, mending->version[mending->versions - 1].version, &last) || !IndexDirectoryAt(mending->log, &last, &directory))
		return FIRST_BLOCK - 1;
	return Max(FIRST_BLOCK - 1, directory.settled);
}

/*
 * FindBlocks finds blocks that are in no version and hold no entries, or that no seal
 * would look at.
 */
static void
FindBlocks(Mending *mending)
{
	int64		count,
				next = 0;
	int64		settled = SettledBlock(mending);
	BlockPlace *place = LogPlaces(mending->log, 0, mending->versions > 0 ? mending->version[mending->versions - 1].size : 0, &count);
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "block of a log", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before;
	LogRows		rows;
	HeapTuple	row;

	LogBlocksFrom(&rows, mending->log, PG_INT64_MIN);
	before = MemoryContextSwitchTo(scratch);
	while ((row = LogNextRow(&rows)) != NULL)
	{
		int64		number = LogRowNumber(&rows, row, BLOCK_ID);
		StoredBlock block;

		while (next < count && place[next].block < number)
			next++;
		if (next < count && place[next].block == number)
			continue;
		ReadStoredBlock(mending->log, number, &block);
		if (SealOf(&block) > 0)
			RefuseMending(mending, psprintf("block %lld, which is in no version, ends one", (long long) number));
		if (number <= settled || !IsWhole(&block))
			AddForeign(mending, LOG_BLOCK, row, psprintf("block %lld", (long long) number));
		MemoryContextReset(scratch);
		CHECK_FOR_INTERRUPTS();
	}
	MemoryContextSwitchTo(before);
	LogEndRows(&rows);
	MemoryContextDelete(scratch);
}

/*
 * RefuseLarge refuses a row that is too large to be written as an entry, in
 * which a byte becomes two digits.
 */
static void
RefuseLarge(const Mending *mending, const Foreign *foreign, HeapTuple row)
{
	TupleDesc	descriptor = RelationGetDescr(mending->log->table[foreign->which]);
	uint64		size = 0;

	for (int i = 1; i <= descriptor->natts; i++)
	{
		bool		isnull;
		Datum		value = heap_getattr(row, i, descriptor, &isnull);

		if (!isnull && TupleDescAttr(descriptor, i - 1)->attlen == -1)
			size += toast_raw_datum_size(value);
	}
	if (size > ASIDE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a row of table \"%s\" is too large to be set aside: %s", LogTableName(foreign->which), foreign->key),
				 errdetail("It has %llu bytes; at most %d can be kept as an entry.", (unsigned long long) size, ASIDE_MAX),
				 errhint("Keep a copy elsewhere, and delete the row with the trigger of the table disabled.")));
}

/*
 * SetAside keeps a row as an entry, and deletes it.
 */
static void
SetAside(Mending *mending, Foreign *foreign, ReturnSetInfo *result)
{
	Relation	table = mending->log->table[foreign->which];
	TrackedTable *tracked = TrackedTableOf(table, LogTableName(foreign->which));
	TupleTableSlot *slot = table_slot_create(table, NULL);
	Datum		values[ASIDE_COLUMNS];
	bool		nulls[ASIDE_COLUMNS] = {0};
	HeapTuple	row;
	bool		should_free;

	if (!table_tuple_fetch_row_version(table, &foreign->at, mending->log->snapshot, slot))
		elog(ERROR, "a row of table \"%s\" is gone", LogTableName(foreign->which));
	row = ExecFetchSlotHeapTuple(slot, false, &should_free);
	RefuseLarge(mending, foreign, row);
	RecordRow(tracked, RelationGetDescr(table), OPERATION_ASIDE, NULL, row);
	if (should_free)
		heap_freetuple(row);
	ExecDropSingleTupleTableSlot(slot);
	simple_heap_delete(table, &foreign->at);
	values[0] = CStringGetTextDatum(LogTableName(foreign->which));
	values[1] = CStringGetTextDatum(foreign->key);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static void
SetAllAside(Mending *mending, ReturnSetInfo *result)
{
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "row to set aside", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before = MemoryContextSwitchTo(scratch);

	for (int i = 0; i < mending->found; i++)
	{
		SetAside(mending, &mending->foreign[i], result);
		MemoryContextReset(scratch);
		CHECK_FOR_INTERRUPTS();
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(scratch);
}

/*
 * sen.set_aside(programme)
 */
Datum
set_aside(PG_FUNCTION_ARGS)
{
	Mending		mending = {.context = CurrentMemoryContext};

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("no log is named"),
				 errhint("Name a programme, or a schema with a table that sen.track() tracks.")));
	PreventCommandIfReadOnly("sen.set_aside()");
	PreventCommandDuringRecovery("sen.set_aside()");
	InitMaterializedSRF(fcinfo, 0);
	mending.log = LogOpen(LogNamespace(text_to_cstring(PG_GETARG_TEXT_PP(0))), LOG_MEND);
	LogFlush();
	LogWaitForSeals(mending.log);
	LogBeginSnapshot(mending.log);
	ReadSeals(&mending);
	SortVersions(&mending);
	FindTiles(&mending);
	FindBlocks(&mending);
	SetAllAside(&mending, (ReturnSetInfo *) fcinfo->resultinfo);
	LogFlush();
	CommandCounterIncrement();
	PopActiveSnapshot();
	LogClose(mending.log);
	if (mending.found == 0)
		ereport(NOTICE,
				(errmsg("nothing to set aside in the log of schema \"%s\"", text_to_cstring(PG_GETARG_TEXT_PP(0))),
				 errhint("sen.verify_log() says whether it is as it was sealed.")));
	return (Datum) 0;
}
