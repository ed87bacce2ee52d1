/*
 * blocks.c --- the blocks that a version of a log took in, or those of them that have
 * entries about a table, or of a meeting.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "funcapi.h"
#include "ledger/index/log_index.h"
#include "ledger/read/blocks.h"
#include "ledger/read/conditions.h"
#include "miscadmin.h"

PG_FUNCTION_INFO_V1(log_blocks);

/* What is kept from call to call of one statement, which asks for each version. */
typedef struct Asked
{
	Oid			namespace;		/* whose policies were looked at */
	bool		warned;
} Asked;

static void
TakeBlock(FoundBlocks *found, BlockPlace place)
{
	if (found->count > 0 && found->place[found->count - 1].block == place.block)
		return;
	if (found->count == found->room)
	{
		found->room = Max(64, 2 * found->room);
		found->place = found->place == NULL ? palloc(sizeof(BlockPlace) * found->room) : repalloc_huge(found->place, sizeof(BlockPlace) * found->room);
	}
	found->place[found->count++] = place;
}

static bool
TakeMeetings(void *argument, const char *content, Size size)
{
	FoundBlocks *found = argument;
	MeetingReader reader;
	bool		sound;

	MeetingsOpen(&reader, content, size);
	while (NextMeeting(&reader, &sound))
		if (LeafEquals(reader.meeting, found->meeting))
			TakeBlock(found, reader.place);
	return sound;
}

static bool
TakePlaces(void *argument, const char *content, Size size)
{
	PlaceReader reader;
	Place		place;
	bool		sound = PlacesOpen(&reader, content, size);

	while (sound && NextPlace(&reader, &place, &sound))
	{
		BlockPlace	block = {.block = place.block, .start = place.index - place.number};

		TakeBlock(argument, block);
	}
	return sound;
}

static int
CompareBlocks(const void *a, const void *b)
{
	const BlockPlace *x = a,
			   *y = b;

	return (x->block > y->block) - (x->block < y->block);
}

static void
SortBlocks(FoundBlocks *found)
{
	int64		kept = 0;

	if (found->count > 1)
		qsort(found->place, found->count, sizeof(BlockPlace), CompareBlocks);
	for (int64 i = 0; i < found->count; i++)
		if (kept == 0 || found->place[kept - 1].block != found->place[i].block)
			found->place[kept++] = found->place[i];
	found->count = kept;
}

/*
 * KeepCommon keeps those of the first that are among the second; both are sorted.
 */
static void
KeepCommon(FoundBlocks *first, const FoundBlocks *second)
{
	int64		kept = 0,
				at = 0;

	for (int64 i = 0; i < first->count; i++)
	{
		while (at < second->count && second->place[at].block < first->place[i].block)
			at++;
		if (at < second->count && second->place[at].block == first->place[i].block)
			first->place[kept++] = first->place[i];
	}
	first->count = kept;
}

/*
 * BlocksOfMeeting finds the blocks with entries of a meeting that the index has after one
 * end of its chain, up to another; false if it is wrong.
 */
bool
BlocksOfMeeting(Log *log, const IndexHead *before, const IndexHead *at, LeafField meeting, FoundBlocks *found)
{
	*found = (FoundBlocks) {.meeting = meeting};
	if (!IndexChain(log, INDEX_MEETINGS, 0, before, at, TakeMeetings, found))
		return false;
	SortBlocks(found);
	return true;
}

/*
 * TableBefore is where the chain of a table ended at the version before; it may not have
 * been named by then.
 */
static const IndexTable *
TableBefore(const IndexDirectory *before, LeafField table)
{
	static const IndexTable none;
	int64		number = IndexTableOf(before, table.data, table.size);

	return number < 0 ? &none : &before->table[number];
}

/*
 * IndexIsWrong says so once.
 */
static bool
IndexIsWrong(const Log *log, Asked *asked)
{
	if (!asked->warned)
		WarnIndex(log);
	asked->warned = true;
	return false;
}

/*
 * BlocksByIndex finds blocks of a version by what the index says; false where it does
 * not know, and the version has to be read whole.
 */
static bool
BlocksByIndex(Log *log, const SealedVersion *last, const SealedVersion *version, LeafField table, LeafField meeting, FoundBlocks *found,
			  Asked *asked)
{
	IndexDirectory before = {0},
				at;
	FoundBlocks of_meeting;

	/* What the log says of itself is not in the index. No table of such a name is tracked. */
	if (log->table[LOG_INDEX] == NULL || IndexIsEmpty(log) || IsLogTable(table.data, table.size))
		return false;
	if ((last->version > 0 && !IndexDirectoryAt(log, last, &before)) || !IndexDirectoryAt(log, version, &at))
		return IndexIsWrong(log, asked);
	if (table.data != NULL)
	{
		int64		number = IndexTableOf(&at, table.data, table.size);
		const IndexTable *was = TableBefore(&before, table);

		/* Up to here the log does not name it. */
		if (number < 0)
			return true;
		if (!IndexChain(log, INDEX_PLACES, number, &was->places, &at.table[number].places, TakePlaces, found))
			return IndexIsWrong(log, asked);
		SortBlocks(found);
	}
	if (meeting.data == NULL)
		return true;
	if (!BlocksOfMeeting(log, &before.meetings, &at.meetings, meeting, &of_meeting))
		return IndexIsWrong(log, asked);
	if (table.data == NULL)
		*found = of_meeting;
	else
		KeepCommon(found, &of_meeting);
	return true;
}

/*
 * sen.log_blocks(log regclass, version bigint, of_table text, of_meeting text)
 */
Datum
log_blocks(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	FoundBlocks found = {.place = NULL};
	SealedVersion version,
				last = {0};
	Log		   *log;
	Asked	   *asked = fcinfo->flinfo->fn_extra;
	LeafField	table = LeafArgument(fcinfo, 2),
				meeting = LeafArgument(fcinfo, 3);

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	log = LogOpen(LogOfEntries(PG_GETARG_OID(0)), LOG_READ_TABLE);
	if (asked == NULL)
		fcinfo->flinfo->fn_extra = asked = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(Asked));
	/* Every table of the schema is looked at. */
	if (asked->namespace != log->namespace)
	{
		LogRefuseAnyPolicy(log->namespace);
		asked->namespace = log->namespace;
	}
	if (LogFindVersion(log, PG_GETARG_INT64(1), &version))
	{
		if (version.version > 1 && !LogFindVersion(log, version.version - 1, &last))
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("version %lld of the log of schema \"%s\" is missing", (long long) version.version - 1, log->schema),
					 errhint("sen.verify_log() says what was changed.")));
		if ((table.data == NULL && meeting.data == NULL) || !BlocksByIndex(log, &last, &version, table, meeting, &found, asked))
		{
			found = (FoundBlocks) {.place = NULL};
			found.place = LogPlaces(log, last.size, version.size, &found.count);
			SortBlocks(&found);
		}
	}
	for (int64 i = 0; i < found.count; i++)
	{
		Datum		values[2] = {Int64GetDatum(found.place[i].block), Int64GetDatum(found.place[i].start)};
		bool		nulls[2] = {false, false};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	LogClose(log);
	return (Datum) 0;
}
