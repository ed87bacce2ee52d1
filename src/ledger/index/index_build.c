/*
 * index_build.c --- making the index of a log, version by version, from its entries
 * in the order of the leaves.
 *
 * sen.seal() stores what comes of it, sen.verify_log() compares it with what is
 * stored.
 */
#include "postgres.h"
#include "compat.h"

#include "access/xlog.h"
#include "common/hashfn.h"
#include "ledger/index/log_index.h"
#include "miscadmin.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

/* Bytes of a row of the index, about: it fills a page, and is kept in it (toast_tuple_target). */
#define PLACES_BYTES 7800

/* The first state of a table is written after so many entries. */
#define FIRST_STATE 512

/* Rows and entries since the state that are followed with each version, and not when they are read. */
#define FOLLOWED_MOST 8192

/* Tables of which the rows are kept in memory. */
#define FOLLOWED_TABLES 256

/* Earlier versions that are asked whether their blocks are settled. */
#define VERSIONS_ASKED 64

/* What a version adds to a table. */
typedef struct TableWork
{
	int64		entries;
	PlaceWriter places;
	PlaceWriter events;
	List	   *place_rows;		/* StringInfo */
	List	   *event_rows;
} TableWork;

typedef struct NamedTable
{
	LeafField	name;			/* key */
	int			number;
} NamedTable;

struct IndexBuilder
{
	Log		   *log;
	IndexSink	sink;
	void	   *state;
	MemoryContext context;
	MemoryContext version;		/* of the rows of one version */
	IndexDirectory directory;
	TableWork  *work;			/* of each table of the directory */
	MeetingWriter meetings;		/* of the version */
	List	   *meeting_rows;	/* StringInfo */
	SaidColumns *said;			/* of each, what the log said last of its columns */
	Follow	  **follow;			/* its rows, where they are kept from one version to the next */
	HTAB	   *by_name;
	int			last;			/* the table that was asked for last; -1 for none */
};

static uint32
HashField(const void *key, Size size)
{
	const LeafField *field = key;

	return hash_bytes((const unsigned char *) field->data, field->size);
}

static int
MatchFields(const void *a, const void *b, Size size)
{
	return LeafEquals(*(const LeafField *) a, *(const LeafField *) b) ? 0 : 1;
}

/*
 * IndexBegin makes a builder of the index of an empty log.
 */
IndexBuilder *
IndexBegin(Log *log, IndexSink sink, void *state)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "index of a log", ALLOCSET_DEFAULT_SIZES);
	IndexBuilder *builder = MemoryContextAllocZero(context, sizeof(IndexBuilder));
	HASHCTL		control = {.keysize = sizeof(LeafField), .entrysize = sizeof(NamedTable), .hash = HashField, .match = MatchFields, .hcxt = context};

	builder->log = log;
	builder->sink = sink;
	builder->state = state;
	builder->context = context;
	builder->version = AllocSetContextCreate(context, "rows of the index of a log", ALLOCSET_DEFAULT_SIZES);
	builder->by_name = hash_create("tables of a log", 64, &control, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	builder->last = -1;
	return builder;
}

static void
NameTable(IndexBuilder *builder, int number)
{
	LeafField	name = builder->directory.table[number].name;
	bool		found;

	((NamedTable *) hash_search(builder->by_name, &name, HASH_ENTER, &found))->number = number;
}

static void
MakeRoom(IndexBuilder *builder)
{
	IndexDirectory *directory = &builder->directory;
	int			room = Max(64, 2 * directory->table_room);

	if (builder->work != NULL && directory->tables < directory->table_room)
		return;
	if (directory->table == NULL)
		directory->table = MemoryContextAllocZero(builder->context, sizeof(IndexTable) * room);
	else
		directory->table = repalloc(directory->table, sizeof(IndexTable) * room);
	if (builder->work == NULL)
	{
		builder->work = MemoryContextAllocZero(builder->context, sizeof(TableWork) * room);
		builder->follow = MemoryContextAllocZero(builder->context, sizeof(Follow *) * room);
		builder->said = MemoryContextAllocZero(builder->context, sizeof(SaidColumns) * room);
	}
	else
	{
		builder->said = repalloc(builder->said, sizeof(SaidColumns) * room);
		memset(builder->said + directory->table_room, 0, sizeof(SaidColumns) * (room - directory->table_room));
		builder->follow = repalloc(builder->follow, sizeof(Follow *) * room);
		memset(builder->follow + directory->table_room, 0, sizeof(Follow *) * (room - directory->table_room));
		builder->work = repalloc(builder->work, sizeof(TableWork) * room);
		memset(builder->work + directory->table_room, 0, sizeof(TableWork) * (room - directory->table_room));
	}
	directory->table_room = room;
}

/*
 * IndexResume goes on after a version; false if its index is not whole.
 */
bool
IndexResume(IndexBuilder *builder, const SealedVersion *version)
{
	MemoryContext before = MemoryContextSwitchTo(builder->context);
	bool		sound = IndexDirectoryAt(builder->log, version, &builder->directory);

	if (sound)
	{
		MakeRoom(builder);
		for (int i = 0; i < builder->directory.tables; i++)
			NameTable(builder, i);
	}
	else
		memset(&builder->directory, 0, sizeof(IndexDirectory));
	MemoryContextSwitchTo(before);
	return sound;
}

/*
 * IndexOf is the directory of the last version.
 */
IndexDirectory *
IndexOf(IndexBuilder *builder)
{
	return &builder->directory;
}

static int
TableNumber(IndexBuilder *builder, LeafField name)
{
	IndexDirectory *directory = &builder->directory;
	NamedTable *named;
	IndexTable *table;
	char	   *copy;

	if (builder->last >= 0 && LeafEquals(directory->table[builder->last].name, name))
		return builder->last;
	named = hash_search(builder->by_name, &name, HASH_FIND, NULL);
	if (named != NULL)
		return builder->last = named->number;
	MakeRoom(builder);
	table = &directory->table[directory->tables];
	memset(table, 0, sizeof(IndexTable));
	copy = MemoryContextAlloc(builder->context, Max(1, name.size));
	memcpy(copy, name.data, name.size);
	table->name.data = copy;
	table->name.size = name.size;
	table->due = FIRST_STATE;
	table->latest = PG_INT64_MIN;
	table->whole = true;
	NameTable(builder, directory->tables);
	return builder->last = directory->tables++;
}

static void
FinishRow(PlaceWriter *writer, List **rows)
{
	StringInfo	row;

	if (writer->count == 0)
		return;
	row = makeStringInfo();
	PlacesFinish(writer, row);
	*rows = lappend(*rows, row);
	PlacesBegin(writer);
}

static void
AddPlace(PlaceWriter *writer, List **rows, const Place *place, const Leaf *leaf)
{
	if (writer->runs.data == NULL)
		PlacesBegin(writer);
	if (PlacesSize(writer) > PLACES_BYTES || (place->names != 0 && writer->names != 0 && writer->names != place->names))
		FinishRow(writer, rows);
	PutPlace(writer, place, leaf);
}

/*
 * TakeColumns takes what an entry says of the columns of a table: 1 if it gives the name
 * of one to another, or it cannot be told.
 */
static uint64
TakeColumns(IndexBuilder *builder, int number, const Leaf *leaf)
{
	SaidColumns *said = &builder->said[number];
	bool		known = SaidColumnsRead(said, builder->context, builder->log, number, &builder->directory.table[number]);

	return SaidColumnsTake(said, builder->context, leaf) || !known;
}

/*
 * FinishMeetings ends a row of blocks with entries of meetings.
 */
static void
FinishMeetings(IndexBuilder *builder)
{
	StringInfo	row = makeStringInfo();

	*row = builder->meetings.buf;
	builder->meeting_rows = lappend(builder->meeting_rows, row);
	memset(&builder->meetings, 0, sizeof(MeetingWriter));
}

static void
AddMeeting(IndexBuilder *builder, int64 block, int64 start, LeafField meeting)
{
	if (meeting.data == NULL)
		return;
	if (builder->meetings.buf.len > PLACES_BYTES)
		FinishMeetings(builder);
	if (builder->meetings.buf.data == NULL)
		initStringInfo(&builder->meetings.buf);
	PutMeeting(&builder->meetings, block, start, meeting);
}

/*
 * IndexLeaf takes the next entry of the version.
 */
void
IndexLeaf(IndexBuilder *builder, int64 block, int number, int64 index, const Leaf *leaf)
{
	Place		place = {.block = block, .number = number, .index = index};
	MemoryContext before;
	TableWork  *work;
	int			table;

	before = MemoryContextSwitchTo(builder->version);
	AddMeeting(builder, block, index - number, leaf->meeting);
	if (!PlaceOf(leaf, &place))
	{
		builder->directory.own++;
		MemoryContextSwitchTo(before);
		return;
	}
	table = TableNumber(builder, leaf->table);
	work = &builder->work[table];
	work->entries++;
	if (leaf->operation == OPERATION_BEGIN || leaf->operation == OPERATION_COLUMNS)
		place.before = TakeColumns(builder, table, leaf);
	builder->directory.table[table].latest = Max(builder->directory.table[table].latest, place.time);
	AddPlace(&work->places, &work->place_rows, &place, leaf);
	if (!OperationIsOfRow(place.operation))
		AddPlace(&work->events, &work->event_rows, &place, leaf);
	MemoryContextSwitchTo(before);
}

/*
 * PutRows hands on the rows of a chain that a version adds.
 */
static void
PutRows(IndexBuilder *builder, IndexKind kind, int number, IndexHead *head, List *rows)
{
	int64		version = builder->directory.version;
	int64		part = 0;
	ListCell   *cell;

	foreach(cell, rows)
	{
		StringInfo	row = lfirst(cell);
		StringInfoData buf;

		initStringInfo(&buf);
		IndexPutHead(&buf, head);
		appendBinaryStringInfo(&buf, row->data, row->len);
		builder->sink(builder->state, kind, number, version, part, buf.data, buf.len);
		IndexDigest(kind, number, version, part, buf.data, buf.len, &head->digest);
		head->version = version;
		head->part = part++;
		pfree(buf.data);
		CHECK_FOR_INTERRUPTS();
	}
}

static bool
FollowPlaces(void *argument, const char *content, Size size)
{
	PlaceReader reader;
	Place		place;
	bool		sound = PlacesOpen(&reader, content, size);

	while (sound && NextPlace(&reader, &place, &sound))
		(void) FollowPlace(argument, &place, true);
	return sound;
}

/*
 * FollowBefore follows the rows of a table up to the last version that it has entries
 * in.  before: the last row of its places.
 */
static Follow *
FollowBefore(IndexBuilder *builder, int number, const IndexHead *before)
{
	MemoryContext context = MemoryContextSwitchTo(builder->context);
	Follow	   *follow = FollowBegin();
	IndexHead	from;

	if (!FollowState(follow, builder->log, number, &builder->directory.table[number], &from) ||
		!IndexChain(builder->log, INDEX_PLACES, number, &from, before, FollowPlaces, follow))
		follow->broken = true;
	MemoryContextSwitchTo(context);
	return follow;
}

/*
 * FollowVersion follows the rows of a table through the version, and writes its state
 * if one is due.  before: the last row of its places before it.
 */
static void
FollowVersion(IndexBuilder *builder, int number, const IndexHead *before)
{
	IndexTable *table = &builder->directory.table[number];
	Follow	   *follow = builder->follow[number];
	bool		few = table->since + table->due <= FOLLOWED_MOST;
	ListCell   *cell;

	table->followed = false;
	builder->follow[number] = NULL;
	if (table->since >= table->due || few)
	{
		if (follow == NULL)
			follow = FollowBefore(builder, number, before);
		foreach(cell, builder->work[number].place_rows)
		{
			StringInfo	row = lfirst(cell);

			if (!FollowPlaces(follow, row->data, row->len))
				elog(ERROR, "a row of the index of a log cannot be read");
		}
		table->followed = !follow->broken;
		table->whole &= !follow->broken && !follow->was_broken;
		if (table->since >= table->due)
			PutState(follow, &table->places, number, builder->directory.version, table, builder->sink, builder->state);
	}
	/* Rows that are gone go when it is read anew. */
	if (few && number < FOLLOWED_TABLES && follow->rows <= 2 * FOLLOWED_MOST)
		builder->follow[number] = follow;
	else if (follow != NULL)
		FollowEnd(follow);
}

/*
 * IndexEndVersion ends a version.  Its directory is returned, for what does not follow
 * from the entries.
 */
IndexDirectory *
IndexEndVersion(IndexBuilder *builder, const SealedVersion *version)
{
	IndexDirectory *directory = &builder->directory;
	MemoryContext before = MemoryContextSwitchTo(builder->version);

	directory->version = version->version;
	directory->size = version->size;
	directory->root = version->root;
	for (int i = 0; i < directory->tables; i++)
	{
		TableWork  *work = &builder->work[i];
		IndexTable *table = &directory->table[i];
		IndexHead	places = table->places;

		if (work->entries == 0)
			continue;
		if (work->places.count > 0)
			FinishRow(&work->places, &work->place_rows);
		if (work->events.count > 0)
			FinishRow(&work->events, &work->event_rows);
		PutRows(builder, INDEX_PLACES, i, &table->places, work->place_rows);
		PutRows(builder, INDEX_EVENTS, i, &table->events, work->event_rows);
		table->entries += work->entries;
		table->since += work->entries;
		FollowVersion(builder, i, &places);
		memset(work, 0, sizeof(TableWork));
	}
	if (builder->meetings.buf.data != NULL)
		FinishMeetings(builder);
	PutRows(builder, INDEX_MEETINGS, 0, &directory->meetings, builder->meeting_rows);
	builder->meeting_rows = NIL;
	MemoryContextSwitchTo(before);
	MemoryContextReset(builder->version);
	return directory;
}

/*
 * IndexPutVersion hands on the directory of the version that has ended.
 */
void
IndexPutVersion(IndexBuilder *builder)
{
	StringInfoData buf;

	initStringInfo(&buf);
	IndexPutDirectory(&buf, &builder->directory);
	builder->sink(builder->state, INDEX_DIRECTORY, 0, builder->directory.version, 0, buf.data, buf.len);
	pfree(buf.data);
}

/*
 * OldestRunning is the oldest transaction of which the snapshot does not show what it
 * has done.
 */
static FullTransactionId
OldestRunning(Snapshot snapshot)
{
	TransactionId oldest = snapshot->xmax;
	FullTransactionId now = ReadNextFullTransactionId();
	uint32		epoch = EpochFromFullTransactionId(now);

	for (uint32 i = 0; i < snapshot->xcnt; i++)
		if (TransactionIdPrecedes(snapshot->xip[i], oldest))
			oldest = snapshot->xip[i];
	if (oldest > XidFromFullTransactionId(now))
		epoch--;
	return FullTransactionIdFromEpochAndXid(epoch, oldest);
}

/*
 * IndexSettle finds out up to which number the blocks of a log are settled: those
 * that its snapshot shows are in a version, and no other transaction will bring one.
 * A transaction has its number before its first block has one.  So if all that run
 * had none yet when a version had its last block, their blocks come after it.
 * next: the next transaction's number after the version at hand had its last block,
 * and before the snapshot was taken.
 *
 * Numbers of transactions are those of one server: of another, where the log came
 * from, none runs here.  But its versions say nothing of those that do.
 */
void
IndexSettle(const Log *log, IndexDirectory *directory, FullTransactionId next)
{
	FullTransactionId oldest = OldestRunning(log->snapshot);
	int64		number = directory->version;

	directory->system = GetSystemIdentifier();
	directory->next_xid = U64FromFullTransactionId(next);
	if (FullTransactionIdPrecedesOrEquals(next, oldest))
	{
		directory->settled = directory->last_block;
		directory->settled_size = directory->size;
		return;
	}
	for (int asked = 0; asked < VERSIONS_ASKED && --number > 0; asked++)
	{
		SealedVersion version;
		IndexDirectory earlier;

		if (!LogFindVersion(log, number, &version) || !IndexDirectoryAt(log, &version, &earlier) ||
			earlier.system != directory->system || earlier.last_block <= directory->settled)
			return;
		if (earlier.next_xid > U64FromFullTransactionId(oldest))
			continue;
		directory->settled = earlier.last_block;
		directory->settled_size = earlier.size;
		return;
	}
}
