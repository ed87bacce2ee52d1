/*
 * seal.c --- sen.seal(): taking the entries that are not yet in the tree into it.
 *
 * Nobody has a right to write the relations of a log.  Who may seal is asked
 * once, when the log is opened; what is written is what this file computes.
 */
#include "postgres.h"
#include "compat.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/ledger.h"
#include "ledger/index/log_index.h"
#include "ledger/seal/seal.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "tcop/utility.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(seal);

/* What a version is made with. */
typedef struct Sealing
{
	Log		   *log;
	IndexBuilder *index;		/* NULL if the log has none, or it is not whole */
	int64		settled;		/* blocks up to this one are in a version, or will never be there */
	BlockPlace *place;			/* later ones that are in one */
	int64		count;
} Sealing;

/*
 * AnyUnsealed: is any block not in the tree?
 */
static bool
AnyUnsealed(const Sealing *sealing)
{
	LooseBlocks loose;
	int64		block;
	bool		found;

	LooseBlocksBegin(&loose, sealing->log, sealing->settled, sealing->place, sealing->count);
	found = NextLooseBlock(&loose, &block) != NULL;
	LooseBlocksEnd(&loose);
	return found;
}

static Datum
BigintArrayDatum(const BlockPlace *places, int count, bool starts)
{
	Datum		elements[TILE_PLACES];

	for (int i = 0; i < count; i++)
		elements[i] = Int64GetDatum(starts ? places[i].start : places[i].block);
	return PointerGetDatum(construct_array(elements, count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/*
 * StoreTile is the sink of the builder: it stores a tile.
 */
static void
StoreTile(Builder *builder, const Tile *tile, const BlockPlace *places, int count)
{
	const Log  *log = builder->argument;
	Datum		values[TILE_COLUMNS] = {0};
	bool		nulls[TILE_COLUMNS] = {0};
	Size		size = sizeof(TreeHash) * tile->width;
	bytea	   *hashes = palloc(VARHDRSZ + size);

	SET_VARSIZE(hashes, VARHDRSZ + size);
	memcpy(VARDATA(hashes), tile->hash, size);
	values[TILE_LEVEL - 1] = Int16GetDatum(tile->level);
	values[TILE_NUMBER - 1] = Int64GetDatum(tile->number);
	values[TILE_HASHES_WIDE - 1] = Int16GetDatum(tile->width);
	values[TILE_HASHES - 1] = PointerGetDatum(hashes);
	nulls[TILE_BLOCKS - 1] = nulls[TILE_STARTS - 1] = tile->level > 0;
	if (tile->level == 0)
	{
		values[TILE_BLOCKS - 1] = BigintArrayDatum(places, count, false);
		values[TILE_STARTS - 1] = BigintArrayDatum(places, count, true);
	}
	LogInsertRow(log->table[LOG_TILE], values, nulls, TILE_COLUMNS);
	if (tile->level == 0)
	{
		pfree(DatumGetPointer(values[TILE_BLOCKS - 1]));
		pfree(DatumGetPointer(values[TILE_STARTS - 1]));
	}
	pfree(hashes);
}

/*
 * AddEntries appends the entries of a block to the tree.
 */
static void
AddEntries(Builder *builder, const Sealing *sealing, int64 block, const bytea *entries)
{
	EntryReader reader = {NULL, NULL};
	const char *data;
	Size		size;
	int			count = 0;

	if (entries != NULL)
		reader = BlockEntries(entries);
	while (NextEntry(&reader, &data, &size))
	{
		TreeHash	hash;
		Leaf		leaf;

		LeafRead(data, size, &leaf);
		if (count == 0)
			BuilderBlock(builder, block);
		if (sealing->index != NULL)
			IndexLeaf(sealing->index, block, count, builder->size, &leaf);
		count++;
		LeafHash((const unsigned char *) data, size, &hash);
		BuilderLeaf(builder, &hash);
	}
	if (count == 0 || reader.at != reader.end || block < FIRST_BLOCK)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("block %lld of the log of schema \"%s\" is damaged, and cannot be sealed", (long long) block, sealing->log->schema),
				 errdetail("It was changed since it was written, or nothing of this extension wrote it."),
				 errhint("sen.verify_log() says what was changed; sen.set_aside() takes out blocks that hold no entries.")));
}

/*
 * AddBlocks appends the blocks that are not in the tree, up to the last that this
 * transaction wrote: it has the entry that ends the version.  A block after it is
 * of a writer that has committed since, for the next version.  All before it are
 * looked at with one snapshot: whoever sees a change of a row has to see the
 * earlier ones, also of a writer that was slower to commit than others.
 */
static void
AddBlocks(const Sealing *sealing, Builder *builder)
{
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "block to seal", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before;
	LooseBlocks loose;
	HeapTuple	row;
	int64		block;

	LooseBlocksBegin(&loose, sealing->log, sealing->settled, sealing->place, sealing->count);
	before = MemoryContextSwitchTo(batch);
	while ((row = NextLooseBlock(&loose, &block)) != NULL && block <= LogLastBlock())
	{
		AddEntries(builder, sealing, block, LogRowBytes(&loose.rows, row, BLOCK_ENTRIES, MaxAllocSize));
		MemoryContextReset(batch);
	}
	MemoryContextSwitchTo(before);
	LooseBlocksEnd(&loose);
	MemoryContextDelete(batch);
}

/*
 * LogWaitForSeals waits until no other transaction seals the log, and keeps others
 * from it until this one ends.  Writers of tracked tables are not waited for.  A
 * transaction that cannot see the versions that others made since it began has to
 * be repeated.
 */
void
LogWaitForSeals(const Log *log)
{
	Snapshot	latest;

	LockRelationOid(RelationGetRelid(log->table[LOG_VERSION]), ShareRowExclusiveLock);
	if (!IsolationUsesXactSnapshot())
		return;
	latest = RegisterSnapshot(GetLatestSnapshot());
	if (LogLastVersion(log, GetTransactionSnapshot()).version != LogLastVersion(log, latest).version)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to a concurrent seal of schema \"%s\"", log->schema),
				 errhint("Repeat the transaction.")));
	UnregisterSnapshot(latest);
}

/*
 * LogBeginSnapshot reads from here on what is committed, and what this transaction
 * has done so far.
 */
void
LogBeginSnapshot(Log *log)
{
	CommandCounterIncrement();
	PushCopiedSnapshot(GetTransactionSnapshot());
	UpdateActiveSnapshotCommandId();
	log->snapshot = GetActiveSnapshot();
}

/*
 * ResumeTree brings a builder to the tree of the last version, which its stored
 * nodes have to give.
 */
static Builder *
ResumeTree(Log *log, const SealedVersion *last)
{
	Builder    *builder = palloc(sizeof(Builder));
	TreeHash	root;

	BuilderBegin(builder, StoreTile, log);
	if (last->version == 0)
		return builder;
	LogResume(log, last->size, builder);
	BuilderRoot(builder, &root);
	if (memcmp(&root, &last->root, HASH_SIZE) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("the stored nodes of the log of schema \"%s\" do not give the root of version %lld", log->schema, (long long) last->version),
				 errdetail("A version after it would be of another log."),
				 errhint("sen.verify_log() says what was changed.")));
	return builder;
}

static Datum
RootDatum(const TreeHash *root)
{
	return PointerGetDatum(cstring_to_text_with_len((const char *) root->bytes, HASH_SIZE));
}

static void
StoreVersion(const Log *log, const SealedVersion *version, Datum label)
{
	Datum		values[VERSION_COLUMNS] = {0};
	bool		nulls[VERSION_COLUMNS] = {0};

	values[VERSION_NUMBER - 1] = Int64GetDatum(version->version);
	values[VERSION_SIZE - 1] = Int64GetDatum(version->size);
	values[VERSION_ROOT - 1] = RootDatum(&version->root);
	nulls[VERSION_LABEL - 1] = label == (Datum) 0;
	values[VERSION_LABEL - 1] = label;
	nulls[VERSION_MEETING - 1] = meeting_setting == NULL || *meeting_setting == '\0';
	if (!nulls[VERSION_MEETING - 1])
		values[VERSION_MEETING - 1] = CStringGetTextDatum(meeting_setting);
	values[VERSION_SEALED_AT - 1] = TimestampTzGetDatum(GetCurrentStatementStartTimestamp());
	values[VERSION_SESSION_ROLE - 1] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	values[VERSION_ACTING_ROLE - 1] = CStringGetTextDatum(GetUserNameFromId(GetUserId(), false));
	LogInsertRow(log->table[LOG_VERSION], values, nulls, VERSION_COLUMNS);
}

/*
 * AppendSeal appends the entry that ends a version, and writes it.
 */
static void
AppendSeal(const Log *log, int64 version, const char *label)
{
	LogPlace	place = {RelationGetRelid(log->table[LOG_BLOCK]), log->sequence};
	StringInfoData buf;

	initStringInfo(&buf);
	PutSeal(&buf, version, label);
	LogAppend(&place, &buf);
	LogFlush();
}

/*
 * ResumeIndex goes on with the index of a log.  One that is not whole is left as it
 * is: what it lacks is of earlier versions, and sen.index_log() makes it anew.
 */
static void
ResumeIndex(Sealing *sealing, const SealedVersion *last)
{
	Log		   *log = sealing->log;
	IndexBuilder *index;

	if (log->table[LOG_INDEX] == NULL)
		return;
	index = IndexBegin(log, IndexStore, log);
	if (last->version == 0)
		sealing->index = index;
	else if (IndexResume(index, last))
	{
		sealing->index = index;
		sealing->settled = IndexOf(index)->settled;
	}
	else if (!IndexIsEmpty(log))
		WarnIndex(log);
}

/*
 * SealLog makes the next version; false if there is nothing new.  It is called
 * where errors are caught: inlined, its variables would seem to be lost by them.
 */
static pg_noinline bool
SealLog(Log *log, SealedVersion *version, int64 *entries, Datum label)
{
	SealedVersion last = LogLastVersion(log, log->snapshot);
	Sealing		sealing = {.log = log};
	FullTransactionId next;
	Builder    *builder;

	*version = last;
	*entries = 0;
	if (last.version == 0)
		EmptyRoot(&version->root);
	ResumeIndex(&sealing, &last);
	sealing.place = LogPlaces(log, sealing.settled > 0 ? IndexOf(sealing.index)->settled_size : 0, last.size, &sealing.count);
	if (!AnyUnsealed(&sealing))
		return false;
	builder = ResumeTree(log, &last);
	version->version = last.version + 1;
	AppendSeal(log, version->version, label == (Datum) 0 ? NULL : TextDatumGetCString(label));
	next = ReadNextFullTransactionId();
	PopActiveSnapshot();
	LogBeginSnapshot(log);
	AddBlocks(&sealing, builder);
	BuilderEndVersion(builder);
	BuilderRoot(builder, &version->root);
	version->size = builder->size;
	*entries = builder->size - last.size - 1;
	StoreVersion(log, version, label);
	if (sealing.index != NULL)
	{
		IndexDirectory *directory = IndexEndVersion(sealing.index, version);

		directory->last_block = LogLastBlock();
		IndexSettle(log, directory, next);
		IndexPutVersion(sealing.index);
	}
	CommandCounterIncrement();
	return true;
}

/*
 * sen.seal(programme, label, meeting)
 */
Datum
seal(PG_FUNCTION_ARGS)
{
	TupleDesc	descriptor;
	Log		   *log;
	SealedVersion version;
	int64		entries;
	char	   *meeting_before = meeting_setting;
	LogPlace	place;
	Datum		values[4];
	bool		nulls[4] = {0};

	if (get_call_result_type(fcinfo, NULL, &descriptor) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "sen.seal() must return a row");
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("no log is named"),
				 errhint("Name a programme, or a schema with a table that sen.track() tracks.")));
	PreventCommandIfReadOnly("sen.seal()");
	PreventCommandDuringRecovery("sen.seal()");
	log = LogOpen(LogNamespace(text_to_cstring(PG_GETARG_TEXT_PP(0))), LOG_SEAL);
	place.log = RelationGetRelid(log->table[LOG_BLOCK]);
	place.sequence = log->sequence;
	SayChangedColumns(log->namespace, &place);
	LogFlush();
	LogWaitForSeals(log);
	LogBeginSnapshot(log);
	PG_TRY();
	{
		if (!PG_ARGISNULL(2))
			meeting_setting = text_to_cstring(PG_GETARG_TEXT_PP(2));
		if (!SealLog(log, &version, &entries, PG_ARGISNULL(1) ? (Datum) 0 : PG_GETARG_DATUM(1)))
			ereport(NOTICE,
					(errmsg("nothing new since %s", version.version == 0 ? "the log began" : psprintf("version %lld", (long long) version.version)),
					 errhint("No version was made.")));
	}
	PG_FINALLY();
	{
		meeting_setting = meeting_before;
	}
	PG_END_TRY();
	PopActiveSnapshot();
	LogClose(log);
	nulls[0] = version.version == 0;
	values[0] = Int64GetDatum(version.version);
	values[1] = Int64GetDatum(entries);
	values[2] = Int64GetDatum(version.size);
	values[3] = RootDatum(&version.root);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(descriptor), values, nulls)));
}
