/*
 * verify_blocks.c --- which blocks make up a log, as far as its tiles say.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "ledger/verify.h"
#include "miscadmin.h"

#define ROWS_READ 1024

/* Beyond a gap of so many tiles, a number is taken for a wrong one. */
#define GAP_MAX 1024

/* Stands for the blocks of tiles that are missing. */
#define GAP_BLOCK (-2)

static LogBlock *
AddBlock(BlockList *list, int64 block, int64 start)
{
	LogBlock   *added;

	if (list->count == list->room)
	{
		list->room *= 2;
		list->block = repalloc_huge(list->block, sizeof(LogBlock) * list->room);
	}
	added = &list->block[list->count++];
	added->block = block;
	added->other = -1;
	added->start = start;
	added->guessed = list->has_gap;
	return added;
}

static void
AddGap(BlockList *list)
{
	if (list->count == 0 || list->block[list->count - 1].block != GAP_BLOCK)
		AddBlock(list, GAP_BLOCK, -1);
	list->has_gap = true;
}

/*
 * AddPlaces adds the blocks of one tile.
 */
static void
AddPlaces(BlockList *list, int64 number, int width, const BlockPlace *place, int count, int64 from)
{
	int64		first = number * TILE_WIDTH;
	int64		known = from - 1;

	for (int i = list->count - 1; i >= 0 && known < from; i--)
		known = list->block[i].start;
	for (int i = 0; i < count; i++)
	{
		LogBlock   *last = list->count > 0 ? &list->block[list->count - 1] : NULL;
		LogBlock   *before = last != NULL && last->block == GAP_BLOCK ? (list->count > 1 ? last - 1 : NULL) : last;
		int64		start = place[i].start;

		if (start < from && from > first)
			continue;			/* of versions before */
		/* A tile begins with the block with which the one before it ends. */
		if (i == 0 && before != NULL && before->block == place[i].block)
		{
			/* Then no other is in a gap between them. */
			list->count = before - list->block + 1;
			continue;
		}
		if (i == 0 && last != NULL && last->start >= 0 && last->start == start)
		{
			last->other = place[i].block;
			continue;
		}
		if (start <= known || start >= first + width || (i > 0 && start < first))
			start = -1;
		else
			known = start;
		AddBlock(list, place[i].block, start);
	}
}

static int
CompareNumbers(const void *a, const void *b)
{
	int64		x = *(const int64 *) a,
				y = *(const int64 *) b;

	return (x > y) - (x < y);
}

/*
 * NoteKnown sorts the numbers of the blocks of the list.
 */
void
NoteKnown(BlockList *list)
{
	list->known = palloc_extended(sizeof(int64) * (2 * (Size) list->count + 1), MCXT_ALLOC_HUGE);
	list->known_count = 0;
	for (int i = 0; i < list->count; i++)
	{
		if (list->block[i].block != GAP_BLOCK)
			list->known[list->known_count++] = list->block[i].block;
		if (list->block[i].other >= 0)
			list->known[list->known_count++] = list->block[i].other;
	}
	qsort(list->known, list->known_count, sizeof(int64), CompareNumbers);
}

/*
 * IsListed tells whether a block is of the list.
 */
static bool
IsListed(const BlockList *list, int64 block)
{
	return list->known_count > 0 && bsearch(&block, list->known, list->known_count, sizeof(int64), CompareNumbers) != NULL;
}

/*
 * UnlistedBegin reads the numbers of blocks that no tile names, between two.
 */
void
UnlistedBegin(UnlistedReader *reader, const Log *log, const BlockList *list, int64 after, int64 before)
{
	Oid			types[2] = {INT8OID, INT8OID};

	reader->list = list;
	reader->rows = PrepareRows(psprintf("SELECT block_id FROM %s WHERE block_id > $1 AND block_id < $2 ORDER BY block_id LIMIT %d", log->block, ROWS_READ), 2, types);
	reader->next = 0;
	reader->last = after;
	reader->before = before;
}

bool
NextUnlisted(UnlistedReader *reader, int64 *block)
{
	for (;;)
	{
		bool		isnull;

		if (reader->next == reader->rows.count)
		{
			Datum		values[2] = {Int64GetDatum(reader->last), Int64GetDatum(reader->before)};

			LoadRows(&reader->rows, values);
			reader->next = 0;
			if (reader->rows.count == 0)
				return false;
		}
		*block = reader->last = DatumGetInt64(RowValue(&reader->rows, reader->next++, 1, &isnull));
		if (!IsListed(reader->list, *block))
			return true;
	}
}

/*
 * FillGaps puts the blocks that no tile names into the gaps between those that
 * tiles do name.
 */
static BlockList *
FillGaps(const Log *log, BlockList *list)
{
	BlockList  *filled = palloc0(sizeof(BlockList));

	filled->size = list->size;
	filled->room = list->room;
	filled->block = palloc_extended(sizeof(LogBlock) * list->room, MCXT_ALLOC_HUGE);
	filled->known = list->known;
	filled->known_count = list->known_count;
	for (int i = 0; i < list->count; i++)
	{
		UnlistedReader reader;
		int64		block;

		if (list->block[i].block != GAP_BLOCK)
		{
			LogBlock   *added = AddBlock(filled, list->block[i].block, list->block[i].start);

			added->other = list->block[i].other;
			added->guessed = list->block[i].guessed;
			continue;
		}
		UnlistedBegin(&reader, log, list, i > 0 ? list->block[i - 1].block : -1, i + 1 < list->count ? list->block[i + 1].block : PG_INT64_MAX);
		while (NextUnlisted(&reader, &block))
			AddBlock(filled, block, -1)->guessed = true;
	}
	return filled;
}

/*
 * ListBlocks lists the blocks whose leaves come after some number of leaves, up
 * to the size that the last version has.
 */
BlockList *
ListBlocks(const Log *log, int64 from, int64 size)
{
	BlockList  *list = palloc0(sizeof(BlockList));
	Oid			types[2] = {INT8OID, INT4OID};
	/* Of each tile the widest that is sound. */
	RowSet		rows = PrepareRows(psprintf("SELECT DISTINCT ON (tile) tile, width::integer, blocks, starts FROM %s "
											"WHERE level = 0 AND tile BETWEEN $1 AND $1 + $2 - 1 AND width BETWEEN 1 AND 128 AND octet_length(hashes) = 32 * width "
											"AND blocks IS NOT NULL AND starts IS NOT NULL ORDER BY tile, width DESC", log->tile), 2, types);
	int64		number = from / TILE_WIDTH; /* of the tile that has to come next */
	int64		window = number;
	bool		gap = false;

	list->room = 64;
	list->block = palloc(sizeof(LogBlock) * list->room);
	list->size = from;
	for (;;)
	{
		Datum		values[2] = {Int64GetDatum(window), Int32GetDatum(GAP_MAX)};

		LoadRows(&rows, values);
		if (rows.count == 0)
			break;
		for (uint64 i = 0; i < rows.count; i++)
		{
			bool		isnull,
						no_starts;
			int64		found = DatumGetInt64(RowValue(&rows, i, 1, &isnull));
			int			width = DatumGetInt32(RowValue(&rows, i, 2, &isnull));
			Datum		blocks = RowValue(&rows, i, 3, &isnull);
			Datum		starts = RowValue(&rows, i, 4, &no_starts);
			BlockPlace *place;
			int			count;

			/* Of a tile that is not the last, all leaves are somewhere. */
			if (found > number || gap)
				AddGap(list);
			if (TilePlaces(blocks, isnull, starts, no_starts, &place, &count) && count > 0)
				AddPlaces(list, found, width, place, count, from);
			else
				AddGap(list);
			gap = width < TILE_WIDTH;
			list->size = found * TILE_WIDTH + width;
			number = found + 1;
			if (place != NULL)
				pfree(place);
		}
		window += GAP_MAX;
		CHECK_FOR_INTERRUPTS();
	}
	SPI_freetuptable(rows.table);
	if (list->size < size)
		AddGap(list);
	NoteKnown(list);
	return FillGaps(log, list);
}
