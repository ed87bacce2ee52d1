/*
 * index_follow.c --- following the rows of a table by the hashes of their keys,
 * without reading an entry.
 *
 * It is what replay.c does with the entries themselves, to find out which of them
 * have to be read.  Where it comes to something that cannot be, so that two keys
 * may have one hash, or the key was given other columns or values, it says that it
 * is broken, and the caller reads the entries instead.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/index/log_index.h"
#include "miscadmin.h"
#include "port/pg_bswap.h"
#include "utils/memutils.h"

typedef struct FollowEntry
{
	uint64		hash;
	int64		row;
	char		status;
} FollowEntry;

#define SH_PREFIX follow
#define SH_ELEMENT_TYPE FollowEntry
#define SH_KEY_TYPE uint64
#define SH_KEY hash
#define SH_HASH_KEY(table, key) ((uint32) ((key) ^ ((key) >> 32)))
#define SH_EQUAL(table, a, b) ((a) == (b))
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* Bytes of a row of the index, about: it fills a page, and is kept in it (toast_tuple_target). */
#define STATE_BYTES 7800

/* After fewer entries no state is written. */
#define STATE_LEAST 512

/*
 * FollowBegin is a table without rows.
 */
Follow *
FollowBegin(void)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "rows by hash of their key", ALLOCSET_DEFAULT_SIZES);
	Follow	   *follow = MemoryContextAllocZero(context, sizeof(Follow));

	follow->context = context;
	follow->map = follow_create(context, 256, NULL);
	follow->room = 256;
	follow->row = MemoryContextAllocHuge(context, sizeof(FollowRow) * follow->room);
	return follow;
}

/*
 * FollowEnd lets go of it.
 */
void
FollowEnd(Follow *follow)
{
	MemoryContextDelete(follow->context);
}

static FollowRow *
AddRow(Follow *follow, uint64 hash)
{
	bool		found;
	FollowEntry *entry = follow_insert(follow->map, hash, &found);
	FollowRow  *row;

	if (found)
		return NULL;
	if (follow->rows == follow->room)
	{
		follow->room *= 2;
		follow->row = repalloc_huge(follow->row, sizeof(FollowRow) * follow->room);
	}
	entry->row = follow->rows;
	row = &follow->row[follow->rows++];
	memset(row, 0, sizeof(FollowRow));
	row->hash = hash;
	row->kept_block = -1;
	row->last = -1;
	follow->there++;
	return row;
}

static FollowRow *
FindRow(const Follow *follow, uint64 hash)
{
	FollowEntry *entry = follow_lookup(follow->map, hash);

	return entry == NULL ? NULL : &follow->row[entry->row];
}

/*
 * BeginAnew: what was known of the table is replaced by the rows that follow.
 */
static void
BeginAnew(Follow *follow, bool inside)
{
	for (int64 i = 0; i < follow->rows; i++)
	{
		FollowRow  *row = &follow->row[i];

		row->touched |= !inside && !row->gone;
		row->gone = true;
		if (inside)
			row->kept_block = -1;
	}
	follow_reset(follow->map);
	follow->there = 0;
	follow->ended = false;
	follow->beyond = !inside;
	follow->renames = 0;
	follow->names = 0;
	if (!inside)
		follow->broken_before |= follow->broken;
	follow->was_broken |= follow->broken;
	follow->broken = false;
}

/*
 * HasNames: can the key have these columns, after some columns were renamed?
 */
static bool
HasNames(Follow *follow, uint64 names)
{
	if (follow->names == names || follow->there == 0)
		return true;
	for (int chosen = 1; chosen < 1 << follow->renames; chosen++)
	{
		uint64		sum = follow->names;

		for (int i = 0; i < follow->renames; i++)
			if (chosen & (1 << i))
				sum += follow->renamed[i][1] - follow->renamed[i][0];
		if (sum == names)
			return true;
	}
	return false;
}

static void
TakeNames(Follow *follow, uint64 names)
{
	if (!HasNames(follow, names))
		follow->broken = true;
	/* Those that were renamed are in these names, or not of the key. */
	follow->renames = 0;
	follow->names = names;
}

static FollowRow *
Break(Follow *follow)
{
	follow->broken = true;
	return NULL;
}

/*
 * FollowPlace takes the next entry of the table.  The row that it is about, until the
 * next is taken; NULL if it is about none, or cannot be followed.
 */
FollowRow *
FollowPlace(Follow *follow, const Place *place, bool inside)
{
	FollowRow  *row;
	bool		found;

	if (place->operation == OPERATION_BEGIN)
		BeginAnew(follow, inside);
	else if (place->operation == OPERATION_END)
	{
		follow->ended = true;
		follow_reset(follow->map);
	}
	else if (place->operation == OPERATION_COLUMNS && place->before != 0 && follow->there > 0)
		return Break(follow);
	else if (place->operation == OPERATION_RENAME)
	{
		if (follow->renames == lengthof(follow->renamed))
			return Break(follow);
		follow->renamed[follow->renames][0] = place->before;
		follow->renamed[follow->renames++][1] = place->after;
	}
	if (!OperationIsOfRow(place->operation) || follow->broken)
		return NULL;
	/* What was committed before tracking began again is in the rows that were written down then. */
	inside = inside && !follow->beyond;
	TakeNames(follow, place->names);
	if (follow->broken || follow->ended)
		return Break(follow);
	if (place->operation == OPERATION_PRESENT || place->operation == OPERATION_INSERT)
		row = AddRow(follow, place->after);
	else
		row = FindRow(follow, place->before);
	/* Of a cut by versions no entry inside comes after one of its row that is not. */
	if (row == NULL || (inside && row->touched && !follow->by_time))
		return Break(follow);
	if (place->operation == OPERATION_DELETE)
	{
		(void) follow_delete(follow->map, place->before);
		row->gone = true;
		follow->there--;
	}
	else if (place->after != place->before)
	{
		FollowEntry *entry;

		(void) follow_delete(follow->map, place->before);
		entry = follow_insert(follow->map, place->after, &found);
		if (found)
			return Break(follow);
		entry->row = row - follow->row;
		row->hash = place->after;
	}
	row->block = place->block;
	row->number = place->number;
	if (inside)
	{
		row->kept_block = row->gone ? -1 : place->block;
		row->kept_number = place->number;
		row->kept_hash = row->hash;
	}
	else
		row->touched = true;
	return row;
}

/* A state that is read. */
typedef struct StateReading
{
	Follow	   *follow;
	IndexHead  *places;
	bool		begun;
} StateReading;

static bool
TakeState(void *argument, const char *at, Size size)
{
	StateReading *reading = argument;
	Follow	   *follow = reading->follow;
	const char *end = at + size;
	int64		block = 0;

	if (!reading->begun)
	{
		uint64		names;

		if (!IndexTakeHead(&at, end, reading->places) || end - at < (ptrdiff_t) sizeof(names))
			return false;
		memcpy(&names, at, sizeof(names));
		at += sizeof(names);
		follow->names = pg_ntoh64(names);
		reading->begun = true;
	}
	while (at < end)
	{
		uint64		hash,
					number;
		int64		difference;
		FollowRow  *row;

		if (end - at < (ptrdiff_t) sizeof(hash))
			return false;
		memcpy(&hash, at, sizeof(hash));
		at += sizeof(hash);
		if (!IndexSigned(&at, end, &difference) || !IndexNumber(&at, end, &number) || number > PG_INT32_MAX)
			return false;
		block += difference;
		row = block < FIRST_BLOCK ? NULL : AddRow(follow, pg_ntoh64(hash));
		if (row == NULL)
			return false;
		row->block = row->kept_block = block;
		row->number = row->kept_number = (int) number;
		row->kept_hash = row->hash;
	}
	return true;
}

/*
 * FollowState begins with the last state of a table; places: where its entries go on.
 * False if it is not whole.
 */
bool
FollowState(Follow *follow, const Log *log, int64 number, const IndexTable *table, IndexHead *places)
{
	StateReading reading = {follow, places, false};
	const IndexHead none = {0};

	memset(places, 0, sizeof(IndexHead));
	return table->state.version == 0 ||
		(IndexChain(log, INDEX_STATE, number, &none, &table->state, TakeState, &reading) && reading.begun);
}

static void
PutStateRow(StringInfo buf, int64 number, int64 version, IndexTable *table, int64 part, IndexSink sink, void *state)
{
	sink(state, INDEX_STATE, number, version, part, buf->data, buf->len);
	IndexDigest(INDEX_STATE, number, version, part, buf->data, buf->len, &table->state.digest);
	table->state.version = version;
	table->state.part = part;
	resetStringInfo(buf);
	IndexPutHead(buf, &table->state);
}

/*
 * PutState writes the rows that there are as the state of a table at a version, if
 * they could be followed.  places: the last of its entries.
 */
void
PutState(const Follow *follow, const IndexHead *places, int64 number, int64 version, IndexTable *table, IndexSink sink, void *state)
{
	StringInfoData buf;
	uint64		names = pg_hton64(follow->names);
	int64		block = 0;
	int64		part = 0;

	if (follow->broken || follow->ended || follow->renames > 0)
	{
		/* Not with every version anew. */
		table->due = 2 * table->since;
		return;
	}
	initStringInfo(&buf);
	memset(&table->state, 0, sizeof(IndexHead));
	IndexPutHead(&buf, &table->state);
	IndexPutHead(&buf, places);
	appendBinaryStringInfo(&buf, (char *) &names, sizeof(names));
	for (int64 i = 0; i < follow->rows; i++)
	{
		const FollowRow *row = &follow->row[i];
		uint64		hash = pg_hton64(row->hash);

		if (row->gone)
			continue;
		if (buf.len > STATE_BYTES)
		{
			PutStateRow(&buf, number, version, table, part++, sink, state);
			block = 0;
		}
		appendBinaryStringInfo(&buf, (char *) &hash, sizeof(hash));
		IndexPutSigned(&buf, row->block - block);
		IndexPutNumber(&buf, row->number);
		block = row->block;
	}
	PutStateRow(&buf, number, version, table, part, sink, state);
	table->since = 0;
	table->due = Max(STATE_LEAST, follow->there);
	pfree(buf.data);
}
