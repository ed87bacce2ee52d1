/*
 * reindex.c --- sen.index_log(): making the index of a log anew from its entries.
 */
#include "postgres.h"
#include "compat.h"

#include "access/xact.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "ledger/index/log_index.h"
#include "ledger/seal/seal.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(index_log);

static int
CompareStarts(const void *a, const void *b)
{
	const BlockPlace *x = a,
			   *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/*
 * MakeIndex makes the relation, of an older log that has none.
 */
static Log *
MakeIndex(Log *log)
{
	Oid			namespace = log->namespace;
	char	   *command = psprintf("SELECT sen.create_log_index(%s)", quote_literal_cstr(log->schema));

	LogClose(log);
	SPI_connect();
	if (SPI_execute(command, false, 0) < 0)
		elog(ERROR, "SPI failed: %s", command);
	SPI_finish();
	return LogOpen(namespace, LOG_MEND);
}

SEN_NORETURN static void
RefuseBlock(const Log *log, int64 block)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("block %lld of the log of schema \"%s\" is missing or damaged", (long long) block, log->schema),
			 errdetail("No index can be made of a log of which something is missing."),
			 errhint("sen.verify_log() says what was changed.")));
}

/*
 * IndexBlock takes the entries of a block, of which the first leaf has some index; the
 * index after its last.
 */
static int64
IndexBlock(const Log *log, IndexBuilder *index, const BlockPlace *place)
{
	bytea	   *entries = LogBlockAt(log, place->block);
	EntryReader reader = {NULL, NULL};
	const char *data;
	Size		size;
	int			count = 0;

	if (entries != NULL)
		reader = BlockEntries(entries);
	for (; NextEntry(&reader, &data, &size); count++)
	{
		Leaf		leaf;

		LeafRead(data, size, &leaf);
		IndexLeaf(index, place->block, count, place->start + count, &leaf);
	}
	if (count == 0 || reader.at != reader.end)
		RefuseBlock(log, place->block);
	return place->start + count;
}

/*
 * IndexVersions takes the blocks of all versions, in the order of the leaves.
 */
static int64
IndexVersions(Log *log, IndexBuilder *index, FullTransactionId next)
{
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "block to index", ALLOCSET_DEFAULT_SIZES);
	SealedVersion last = LogLastVersion(log, log->snapshot);
	int64		count,
				at = 0,
				size = 0;
	BlockPlace *place = LogPlaces(log, 0, last.size, &count);

	if (count > 1)
		qsort(place, count, sizeof(BlockPlace), CompareStarts);
	for (int64 number = 1; number <= last.version; number++)
	{
		SealedVersion version;
		IndexDirectory *directory;
		int64		block = 0;

		if (!LogFindVersion(log, number, &version) || version.size <= size)
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("version %lld of the log of schema \"%s\" is missing or damaged", (long long) number, log->schema),
					 errhint("sen.verify_log() says what was changed.")));
		while (size < version.size && at < count)
		{
			MemoryContext before = MemoryContextSwitchTo(batch);

			CHECK_FOR_INTERRUPTS();
			block = place[at].block;
			if (place[at].start != size)
				RefuseBlock(log, block);
			size = IndexBlock(log, index, &place[at++]);
			MemoryContextSwitchTo(before);
			MemoryContextReset(batch);
		}
		if (size != version.size)
			RefuseBlock(log, block);
		directory = IndexEndVersion(index, &version);
		directory->last_block = block;
		directory->system = directory->next_xid = PG_UINT64_MAX;
		if (number == last.version)
			IndexSettle(log, directory, next);
		IndexPutVersion(index);
		PopActiveSnapshot();
		LogBeginSnapshot(log);
	}
	MemoryContextDelete(batch);
	return last.version;
}

/*
 * sen.index_log(programme)
 */
Datum
index_log(PG_FUNCTION_ARGS)
{
	FullTransactionId next;
	int64		versions;
	Log		   *log;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("no log is named"),
				 errhint("Name a programme, or a schema with a table that sen.track() tracks.")));
	PreventCommandIfReadOnly("sen.index_log()");
	PreventCommandDuringRecovery("sen.index_log()");
	log = LogOpen(LogNamespace(text_to_cstring(PG_GETARG_TEXT_PP(0))), LOG_MEND);
	if (log->table[LOG_INDEX] == NULL)
		log = MakeIndex(log);
	LogFlush();
	LogWaitForSeals(log);
	next = ReadNextFullTransactionId();
	LogBeginSnapshot(log);
	IndexClear(log);
	PopActiveSnapshot();
	LogBeginSnapshot(log);
	versions = IndexVersions(log, IndexBegin(log, IndexStore, log), next);
	PopActiveSnapshot();
	LogClose(log);
	PG_RETURN_INT64(versions);
}
