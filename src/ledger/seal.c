/*
 * seal.c --- taking the entries that are not yet in the tree into it.
 */
#include "postgres.h"
#include "compat.h"

#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/tile.h"
#include "ledger/tracked.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(lock_log);
PG_FUNCTION_INFO_V1(unsealed_blocks);
PG_FUNCTION_INFO_V1(seal_leaves);

#define FETCHED_BLOCKS 64

/* Which blocks are in the tree: one bit for each number up to the greatest. */
typedef struct BlockSet
{
	int64		room;			/* bits */
	unsigned char *bits;
} BlockSet;

static void
AddBlock(BlockSet *set, int64 block)
{
	if (block >= set->room)
	{
		int64		room = Max(block + 1, set->room * 2 + 8192);
		unsigned char *bits = MemoryContextAllocHuge(CurrentMemoryContext, room / 8 + 1);

		memset(bits, 0, room / 8 + 1);
		if (set->bits != NULL)
		{
			memcpy(bits, set->bits, set->room / 8 + 1);
			pfree(set->bits);
		}
		set->bits = bits;
		set->room = room;
	}
	set->bits[block / 8] |= 1 << (block % 8);
}

static bool
HasBlock(const BlockSet *set, int64 block)
{
	return block < set->room && (set->bits[block / 8] & (1 << (block % 8))) != 0;
}

/*
 * SealedBlocks reads which blocks are in the tree.
 */
static BlockSet
SealedBlocks(const Log *log)
{
	BlockSet	set = {0, NULL};
	MemoryContext outer = CurrentMemoryContext;
	MemoryContext context = AllocSetContextCreate(outer, "sealed blocks", ALLOCSET_DEFAULT_SIZES);
	Portal		portal = SPI_cursor_open_with_args(NULL, psprintf("SELECT blocks FROM %s WHERE level = 0", log->tile), 0, NULL, NULL, NULL, true, 0);

	for (;;)
	{
		SPI_cursor_fetch(portal, true, 1024);
		if (SPI_processed == 0)
			break;
		for (uint64 i = 0; i < SPI_processed; i++)
		{
			bool		isnull;
			Datum		value = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull);
			Datum	   *blocks;
			int			count;

			if (isnull)
				continue;
			MemoryContextSwitchTo(context);
			deconstruct_array(DatumGetArrayTypeP(value), INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &blocks, NULL, &count);
			MemoryContextSwitchTo(outer);
			for (int j = 0; j < count; j++)
				if (DatumGetInt64(blocks[j]) >= 0)
					AddBlock(&set, DatumGetInt64(blocks[j]));
			MemoryContextReset(context);
		}
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_cursor_close(portal);
	MemoryContextDelete(context);
	return set;
}

/*
 * FirstUnsealed is the least number of a block that is not in the tree, -1 if
 * all are.
 */
static int64
FirstUnsealed(const Log *log, const BlockSet *sealed)
{
	int64		first = -1;
	Portal		portal = SPI_cursor_open_with_args(NULL, psprintf("SELECT block_id FROM %s ORDER BY block_id", log->block), 0, NULL, NULL, NULL, true, 0);

	while (first < 0)
	{
		SPI_cursor_fetch(portal, true, 4096);
		if (SPI_processed == 0)
			break;
		for (uint64 i = 0; i < SPI_processed && first < 0; i++)
		{
			bool		isnull;
			int64		block = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));

			if (!HasBlock(sealed, block))
				first = block;
		}
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_cursor_close(portal);
	return first;
}

static int64
CountRows(Relation relation, Snapshot snapshot)
{
	TableScanDesc scan = table_beginscan(relation, snapshot, 0, NULL);
	TupleTableSlot *slot = table_slot_create(relation, NULL);
	int64		count = 0;

	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
		count++;
	ExecDropSingleTupleTableSlot(slot);
	table_endscan(scan);
	return count;
}

/*
 * sen._lock_log(programme) --- waits for other seals.  A transaction that
 * cannot see what they did since it began has to be repeated.
 *
 * LOCK TABLE would ask for a right to change what nobody may change.
 */
Datum
lock_log(PG_FUNCTION_ARGS)
{
	char	   *schema = text_to_cstring(PG_GETARG_TEXT_PP(0));
	Oid			relid = LogRelation(schema, LOG_VERSION);
	Relation	version;

	LogCheckInsert(relid);
	version = table_open(relid, ShareRowExclusiveLock);
	if (IsolationUsesXactSnapshot())
	{
		Snapshot	latest = RegisterSnapshot(GetLatestSnapshot());

		if (CountRows(version, GetActiveSnapshot()) != CountRows(version, latest))
			ereport(ERROR,
					(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
					 errmsg("could not serialize access due to a concurrent seal of schema \"%s\"", schema),
					 errhint("Repeat the transaction.")));
		UnregisterSnapshot(latest);
	}
	table_close(version, NoLock);
	PG_RETURN_VOID();
}

/*
 * sen._has_unsealed(programme) --- is there any entry to seal?
 */
Datum
unsealed_blocks(PG_FUNCTION_ARGS)
{
	char	   *schema = text_to_cstring(PG_GETARG_TEXT_PP(0));
	bool		any;
	Log		   *log;
	BlockSet	sealed;

	SPI_connect();
	log = LogOpen(schema);
	sealed = SealedBlocks(log);
	any = FirstUnsealed(log, &sealed) >= 0;
	SPI_finish();
	PG_RETURN_BOOL(any);
}

static Datum
BigintArrayDatum(const int64 *values, int count)
{
	Datum	   *elements = palloc(sizeof(Datum) * Max(1, count));

	for (int i = 0; i < count; i++)
		elements[i] = Int64GetDatum(values[i]);
	return PointerGetDatum(construct_array(elements, count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/*
 * StoreTile is the sink of the builder: it inserts the tile.
 */
static void
StoreTile(Builder *builder, const Tile *tile, const BlockPlace *places, int count)
{
	Datum		values[6];
	char		nulls[7] = "      ";
	bytea	   *hashes = palloc(VARHDRSZ + sizeof(TreeHash) * tile->width);
	int64	   *numbers = palloc(sizeof(int64) * Max(1, count));
	int			status;

	SET_VARSIZE(hashes, VARHDRSZ + sizeof(TreeHash) * tile->width);
	memcpy(VARDATA(hashes), tile->hash, sizeof(TreeHash) * tile->width);
	values[0] = Int32GetDatum(tile->level);
	values[1] = Int64GetDatum(tile->number);
	values[2] = Int32GetDatum(tile->width);
	values[3] = PointerGetDatum(hashes);
	if (tile->level == 0)
	{
		for (int i = 0; i < count; i++)
			numbers[i] = places[i].block;
		values[4] = BigintArrayDatum(numbers, count);
		for (int i = 0; i < count; i++)
			numbers[i] = places[i].start;
		values[5] = BigintArrayDatum(numbers, count);
	}
	else
		nulls[4] = nulls[5] = 'n';
	status = SPI_execute_plan((SPIPlanPtr) builder->argument, values, nulls, false, 0);
	if (status != SPI_OK_INSERT)
		elog(ERROR, "SPI failed with %d", status);
	pfree(hashes);
	pfree(numbers);
}

static SPIPlanPtr
PrepareStore(const Log *log)
{
	Oid			types[6] = {INT4OID, INT8OID, INT4OID, BYTEAOID, INT8ARRAYOID, INT8ARRAYOID};

	return SPI_prepare(psprintf("INSERT INTO %s (level, tile, width, hashes, blocks, starts) VALUES ($1, $2, $3, $4, $5, $6)", log->tile), 6, types);
}

/*
 * AddEntries appends the entries of a block to the tree.
 */
static void
AddEntries(Builder *builder, int64 block, Datum entries)
{
	EntryReader reader = BlockEntries(entries);
	const char *data;
	Size		size;

	BuilderBlock(builder, block);
	while (NextEntry(&reader, &data, &size))
	{
		TreeHash	hash;

		LeafHash((const unsigned char *) data, size, &hash);
		BuilderLeaf(builder, &hash);
	}
	if (reader.at != reader.end)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("block %lld of the log is damaged", (long long) block),
				 errhint("It was changed since it was written; it cannot be sealed.")));
}

/*
 * sen._seal_leaves(programme, size) --- makes leaves of all blocks that are not in the
 * tree of a size yet; the size and root of the tree they lead to.
 */
Datum
seal_leaves(PG_FUNCTION_ARGS)
{
	char	   *schema = text_to_cstring(PG_GETARG_TEXT_PP(0));
	int64		size = PG_GETARG_INT64(1);
	TupleDesc	descriptor;
	Log		   *log;
	BlockSet	sealed;
	int64		first;
	Builder    *builder;
	TreeHash	root;
	Datum		values[2];
	bool		nulls[2] = {0};
	bytea	   *bytes;

	if (get_call_result_type(fcinfo, NULL, &descriptor) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "sen._seal_leaves must return a row");
	descriptor = BlessTupleDesc(descriptor);
	bytes = palloc(VARHDRSZ + HASH_SIZE);
	builder = palloc(sizeof(Builder));
	SPI_connect();
	log = LogOpen(schema);
	BuilderBegin(builder, StoreTile, PrepareStore(log));
	LogResume(log, size, builder);
	sealed = SealedBlocks(log);
	first = FirstUnsealed(log, &sealed);
	if (first >= 0)
	{
		/* The entry that ends the version was written last.  A block after it is of a writer that has committed since: it is in the next version. */
		Oid			types[2] = {INT8OID, INT8OID};
		Datum		range[2] = {Int64GetDatum(first), Int64GetDatum(LogLastBlock())};
		Portal		portal = SPI_cursor_open_with_args(NULL, psprintf("SELECT block_id, entries FROM %s WHERE block_id BETWEEN $1 AND $2 ORDER BY block_id", log->block),
													   2, types, range, NULL, true, 0);
		MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "blocks to seal", ALLOCSET_DEFAULT_SIZES);
		MemoryContext before = MemoryContextSwitchTo(batch);

		for (;;)
		{
			SPITupleTable *rows;

			SPI_cursor_fetch(portal, true, FETCHED_BLOCKS);
			if (SPI_processed == 0)
				break;
			rows = SPI_tuptable;
			for (uint64 i = 0; i < rows->numvals; i++)
			{
				bool		isnull;
				int64		block = DatumGetInt64(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull));

				if (HasBlock(&sealed, block))
					continue;
				/* SPI has gone back to its own context: a block may be large. */
				MemoryContextSwitchTo(batch);
				AddEntries(builder, block, SPI_getbinval(rows->vals[i], rows->tupdesc, 2, &isnull));
				MemoryContextReset(batch);
				CHECK_FOR_INTERRUPTS();
			}
			SPI_freetuptable(rows);
		}
		MemoryContextSwitchTo(before);
		SPI_cursor_close(portal);
		BuilderEndVersion(builder);
	}
	BuilderRoot(builder, &root);
	size = builder->size;
	SPI_finish();

	SET_VARSIZE(bytes, VARHDRSZ + HASH_SIZE);
	memcpy(VARDATA(bytes), root.bytes, HASH_SIZE);
	values[0] = Int64GetDatum(size);
	values[1] = PointerGetDatum(bytes);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(descriptor, values, nulls)));
}
