/*
 * log_rows.c --- reading and writing the rows of a log, by its primary keys.
 */
#include "postgres.h"
#include "compat.h"

#include "access/detoast.h"
#include "access/genam.h"
#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/relscan.h"
#include "access/stratnum.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "ledger/log/log.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/fmgroids.h"

/* An array of so many numbers has less than so many bytes. */
#define PLACES_BYTES (ARR_OVERHEAD_WITHNULLS(MAXDIM, TILE_PLACES) + TILE_PLACES * sizeof(int64))

static void
BeginRows(LogRows *rows, const Log *log, LogTable which, Snapshot snapshot, int count, ScanKey key)
{
	rows->context = CurrentMemoryContext;
	rows->table = log->table[which];
	rows->index = index_open(log->key[which], AccessShareLock);
	rows->scan = systable_beginscan_ordered(rows->table, rows->index, snapshot, count, key);
}

/*
 * LogVersionsFrom begins reading the versions from a number on.
 */
void
LogVersionsFrom(LogRows *rows, const Log *log, Snapshot snapshot, int64 version)
{
	ScanKeyData key[1];

	ScanKeyInit(&key[0], VERSION_NUMBER, BTGreaterEqualStrategyNumber, F_INT8GE, Int64GetDatum(version));
	BeginRows(rows, log, LOG_VERSION, snapshot, 1, key);
}

static void
TilesOf(LogRows *rows, const Log *log, int level, int64 tile, StrategyNumber strategy, RegProcedure compare)
{
	ScanKeyData key[2];

	ScanKeyInit(&key[0], TILE_LEVEL, BTEqualStrategyNumber, F_INT2EQ, Int16GetDatum(level));
	ScanKeyInit(&key[1], TILE_NUMBER, strategy, compare, Int64GetDatum(tile));
	BeginRows(rows, log, LOG_TILE, log->snapshot, 2, key);
}

/*
 * LogTilesFrom begins reading the tiles of a level from a number on, each of all
 * widths.
 */
void
LogTilesFrom(LogRows *rows, const Log *log, int level, int64 tile)
{
	TilesOf(rows, log, level, tile, BTGreaterEqualStrategyNumber, F_INT8GE);
}

/*
 * LogTilesAt begins reading one tile, of all widths.
 */
void
LogTilesAt(LogRows *rows, const Log *log, int level, int64 tile)
{
	TilesOf(rows, log, level, tile, BTEqualStrategyNumber, F_INT8EQ);
}

/*
 * LogTilesBeyond begins reading the tiles of all levels above or below one.
 */
void
LogTilesBeyond(LogRows *rows, const Log *log, bool above, int level)
{
	ScanKeyData key[1];

	ScanKeyInit(&key[0], TILE_LEVEL, above ? BTGreaterStrategyNumber : BTLessStrategyNumber, above ? F_INT2GT : F_INT2LT, Int16GetDatum(level));
	BeginRows(rows, log, LOG_TILE, log->snapshot, 1, key);
}

/*
 * LogBlocksFrom begins reading the blocks from a number on.
 */
void
LogBlocksFrom(LogRows *rows, const Log *log, int64 block)
{
	ScanKeyData key[1];

	ScanKeyInit(&key[0], BLOCK_ID, BTGreaterEqualStrategyNumber, F_INT8GE, Int64GetDatum(block));
	BeginRows(rows, log, LOG_BLOCK, log->snapshot, 1, key);
}

/*
 * LogIndexFrom begins reading the rows of the index that are of a kind and a table,
 * from a version on.
 */
void
LogIndexFrom(LogRows *rows, const Log *log, int kind, int64 table, int64 version)
{
	ScanKeyData key[3];

	ScanKeyInit(&key[0], INDEX_KIND, BTEqualStrategyNumber, F_INT2EQ, Int16GetDatum(kind));
	ScanKeyInit(&key[1], INDEX_TABLE, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(table));
	ScanKeyInit(&key[2], INDEX_VERSION, BTGreaterEqualStrategyNumber, F_INT8GE, Int64GetDatum(version));
	BeginRows(rows, log, LOG_INDEX, log->snapshot, 3, key);
}

/*
 * LogIndexAt begins reading one row of the index.
 */
void
LogIndexAt(LogRows *rows, const Log *log, int kind, int64 table, int64 version, int64 part)
{
	ScanKeyData key[4];

	ScanKeyInit(&key[0], INDEX_KIND, BTEqualStrategyNumber, F_INT2EQ, Int16GetDatum(kind));
	ScanKeyInit(&key[1], INDEX_TABLE, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(table));
	ScanKeyInit(&key[2], INDEX_VERSION, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(version));
	ScanKeyInit(&key[3], INDEX_PART, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(part));
	BeginRows(rows, log, LOG_INDEX, log->snapshot, 4, key);
}

/*
 * LogIndexRows begins reading all rows of the index.
 */
void
LogIndexRows(LogRows *rows, const Log *log)
{
	ScanKeyData key[1];

	ScanKeyInit(&key[0], INDEX_KIND, BTGreaterEqualStrategyNumber, F_INT2GE, Int16GetDatum(PG_INT16_MIN));
	BeginRows(rows, log, LOG_INDEX, log->snapshot, 1, key);
}

/*
 * NextRow reads in the memory context in which the reading began: what the index
 * keeps for later must not go with a row.
 */
static HeapTuple
NextRow(LogRows *rows, ScanDirection direction)
{
	MemoryContext before = MemoryContextSwitchTo(rows->context);
	HeapTuple	row = systable_getnext_ordered(rows->scan, direction);

	MemoryContextSwitchTo(before);
	return row;
}

/*
 * LogNextRow is the next row, good until the one after it; NULL at the end.
 */
HeapTuple
LogNextRow(LogRows *rows)
{
	return NextRow(rows, ForwardScanDirection);
}

/*
 * LogPreviousRow reads from the last row backwards.
 */
HeapTuple
LogPreviousRow(LogRows *rows)
{
	return NextRow(rows, BackwardScanDirection);
}

/*
 * LogEndRows ends the reading; once more does no harm.
 */
void
LogEndRows(LogRows *rows)
{
	if (rows->scan == NULL)
		return;
	systable_endscan_ordered(rows->scan);
	index_close(rows->index, AccessShareLock);
	rows->scan = NULL;
}

static Datum
RowValue(const LogRows *rows, HeapTuple row, int column, bool *isnull)
{
	return heap_getattr(row, column, RelationGetDescr(rows->table), isnull);
}

/*
 * LogRowNumber is a number of a row; its columns are smallint or bigint, as
 * LogCheckTable found, and never null.
 */
int64
LogRowNumber(const LogRows *rows, HeapTuple row, int column)
{
	bool		isnull;
	Datum		value = RowValue(rows, row, column, &isnull);

	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("a number of relation \"%s\" is null", RelationGetRelationName(rows->table))));
	return TupleDescAttr(RelationGetDescr(rows->table), column - 1)->atttypid == INT2OID ? DatumGetInt16(value) : DatumGetInt64(value);
}

/*
 * LogRowBytes is a copy of the bytes of a row; NULL if there are none, or more
 * than can be.
 */
bytea *
LogRowBytes(const LogRows *rows, HeapTuple row, int column, Size most)
{
	bool		isnull;
	Datum		value = RowValue(rows, row, column, &isnull);

	if (isnull || toast_raw_datum_size(value) > VARHDRSZ + most)
		return NULL;
	return DatumGetByteaPCopy(value);
}

/*
 * LogRowView does so without a copy, if the row has them as they are: good until the
 * next row.
 */
const bytea *
LogRowView(const LogRows *rows, HeapTuple row, int column, Size most)
{
	bool		isnull;
	Datum		value = RowValue(rows, row, column, &isnull);

	if (isnull || toast_raw_datum_size(value) > VARHDRSZ + most)
		return NULL;
	return DatumGetByteaPP(value);
}

/*
 * LogRowSize is the number of bytes of a row; -1 if they are null.
 */
int64
LogRowSize(const LogRows *rows, HeapTuple row, int column)
{
	bool		isnull;
	Datum		value = RowValue(rows, row, column, &isnull);

	return isnull ? -1 : (int64) toast_raw_datum_size(value) - VARHDRSZ;
}

/*
 * RowNumbers takes a list of numbers apart, of as many as a tile can have.
 */
static bool
RowNumbers(const LogRows *rows, HeapTuple row, int column, bool *none, int64 *number, int *count)
{
	Datum		value = RowValue(rows, row, column, none);
	ArrayType  *array;
	Datum	   *elements;

	if (*none || toast_raw_datum_size(value) > PLACES_BYTES)
		return false;
	array = DatumGetArrayTypePCopy(value);
	if (ARR_NDIM(array) > 1 || ARR_ELEMTYPE(array) != INT8OID || array_contains_nulls(array) ||
		ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)) > TILE_PLACES)
	{
		pfree(array);
		return false;
	}
	deconstruct_array(array, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements, NULL, count);
	for (int i = 0; i < *count; i++)
		number[i] = DatumGetInt64(elements[i]);
	pfree(elements);
	pfree(array);
	return true;
}

/*
 * LogRowPlaces is where the leaves of a tile come from; false if blocks and
 * starts are not two lists of one length.  There is room for TILE_PLACES.  none:
 * both are null.
 */
bool
LogRowPlaces(const LogRows *rows, HeapTuple row, bool *none, BlockPlace *places, int *count)
{
	int64		block[TILE_PLACES],
				start[TILE_PLACES];
	int			starts = 0;
	bool		no_blocks,
				no_starts,
				sound;

	*count = 0;
	sound = RowNumbers(rows, row, TILE_BLOCKS, &no_blocks, block, count);
	sound = RowNumbers(rows, row, TILE_STARTS, &no_starts, start, &starts) && sound && starts == *count;
	*none = no_blocks && no_starts;
	if (!sound)
		return false;
	for (int i = 0; i < *count; i++)
	{
		places[i].block = block[i];
		places[i].start = start[i];
	}
	return true;
}

/*
 * LogBlocksBegin begins reading blocks, of which LogNextBlock says which.
 */
void
LogBlocksBegin(LogRows *rows, const Log *log)
{
	ScanKeyData key[1];

	ScanKeyInit(&key[0], BLOCK_ID, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(0));
	BeginRows(rows, log, LOG_BLOCK, log->snapshot, 1, key);
}

/*
 * LogNextBlock is the entries of a block, good until the next is asked for; NULL if
 * there is no such block.
 */
const bytea *
LogNextBlock(LogRows *rows, int64 block)
{
	ScanKeyData key[1];
	HeapTuple	row;

	/* The key of the index has one column, the first. */
	ScanKeyInit(&key[0], 1, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(block));
	index_rescan(rows->scan->iscan, key, 1, NULL, 0);
	row = LogNextRow(rows);
	return row == NULL ? NULL : LogRowView(rows, row, BLOCK_ENTRIES, MaxAllocSize);
}

/*
 * LogBlockAt is a copy of them.
 */
bytea *
LogBlockAt(const Log *log, int64 block)
{
	LogRows		rows;
	const bytea *entries;
	bytea	   *copy = NULL;

	LogBlocksBegin(&rows, log);
	entries = LogNextBlock(&rows, block);
	if (entries != NULL)
		copy = DatumGetByteaPCopy(PointerGetDatum(entries));
	LogEndRows(&rows);
	return copy;
}

/*
 * InsertIndexEntries adds a row to every index of a log to which the owner has
 * added some.  What such an index computes is computed with the owner's rights,
 * not those of whoever happens to write.
 */
static void
InsertIndexEntries(Relation table, HeapTuple row)
{
	EState	   *estate = CreateExecutorState();
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(table), &TTSOpsHeapTuple);
	ResultRelInfo *target = makeNode(ResultRelInfo);
	Oid			user;
	int			context;

	GetUserIdAndSecContext(&user, &context);
	SetUserIdAndSecContext(table->rd_rel->relowner, context | SECURITY_RESTRICTED_OPERATION);
	InitResultRelInfo(target, table, 1, NULL, 0);
	ExecOpenIndices(target, false);
	ExecStoreHeapTuple(row, slot, false);
	list_free(SenInsertIndexTuples(target, slot, estate));
	ExecCloseIndices(target);
	SetUserIdAndSecContext(user, context);
	ExecDropSingleTupleTableSlot(slot);
	FreeExecutorState(estate);
}

/*
 * LogInsertRow adds a row to a relation of a log, into the table itself: who may
 * cause it needs no right to the log, and has none to forge rows with.  Columns
 * that were dropped after those of a log are null.
 */
void
LogInsertRow(Relation table, const Datum *values, const bool *nulls, int count)
{
	TupleDesc	descriptor = RelationGetDescr(table);
	Datum	   *all = palloc0(sizeof(Datum) * descriptor->natts);
	bool	   *none = palloc(sizeof(bool) * descriptor->natts);
	HeapTuple	row;

	memset(none, true, sizeof(bool) * descriptor->natts);
	memcpy(all, values, sizeof(Datum) * count);
	memcpy(none, nulls, sizeof(bool) * count);
	row = heap_form_tuple(descriptor, all, none);
	heap_insert(table, row, GetCurrentCommandId(true), 0, NULL);
	InsertIndexEntries(table, row);
	heap_freetuple(row);
	pfree(all);
	pfree(none);
}
