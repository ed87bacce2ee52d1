/*
 * verify_blocks.c --- which blocks make up a log, as far as its tiles say.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/verify/verify.h"
#include "miscadmin.h"

/*
 * Beyond gaps of so many tiles, a number is taken for a wrong one: the leaves of
 * each are built anew.  With each tile that is there some more may be missing.
 */
#define GAP_MAX 1024
#define GAP_MORE 8

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
		if (start <= list->start || start >= first + width || (i > 0 && start < first))
			start = -1;
		else
			list->start = start;
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
 * UnlistedBegin reads the numbers of blocks that no tile names, between two, until
 * so many that tiles do name were passed.
 */
void
UnlistedBegin(UnlistedReader *reader, const Log *log, const BlockList *list, int64 after, int64 before, int64 most)
{
	reader->list = list;
	reader->before = before;
	reader->most = most;
	LogBlocksFrom(&reader->rows, log, after == PG_INT64_MAX || after == BEFORE_ALL ? after : after + 1);
}

/*
 * NextUnlisted is the next of them; false at the end, and then the reading ends.
 */
bool
NextUnlisted(UnlistedReader *reader, int64 *block)
{
	HeapTuple	row;

	while (reader->rows.scan != NULL && (row = LogNextRow(&reader->rows)) != NULL)
	{
		*block = LogRowNumber(&reader->rows, row, BLOCK_ID);
		if (*block >= reader->before && reader->before != PG_INT64_MAX)
			break;
		if (!IsListed(reader->list, *block))
			return true;
		if (--reader->most <= 0)
			break;
		CHECK_FOR_INTERRUPTS();
	}
	UnlistedEnd(reader);
	return false;
}

/*
 * UnlistedEnd ends the reading before its end.
 */
void
UnlistedEnd(UnlistedReader *reader)
{
	LogEndRows(&reader->rows);
}

/*
 * FillGaps puts the blocks that no tile names into the gaps between those that
 * tiles do name, each once.
 */
static BlockList *
FillGaps(const Log *log, BlockList *list)
{
	BlockList  *filled = palloc0(sizeof(BlockList));
	int64		last = BEFORE_ALL;	/* that was put into a gap */

	filled->size = list->size;
	filled->room = list->room;
	filled->block = palloc_extended(sizeof(LogBlock) * list->room, MCXT_ALLOC_HUGE);
	filled->known = list->known;
	filled->known_count = list->known_count;
	filled->start = list->start;
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
		UnlistedBegin(&reader, log, list, Max(last, i > 0 ? list->block[i - 1].block : BEFORE_ALL),
					  i + 1 < list->count ? list->block[i + 1].block : PG_INT64_MAX, PG_INT64_MAX);
		while (NextUnlisted(&reader, &block))
		{
			AddBlock(filled, block, -1)->guessed = true;
			last = block;
		}
	}
	return filled;
}

/*
 * TakeTile adds the blocks of a tile of level 0, after those before it.
 */
static void
TakeTile(BlockList *list, const StoredTile *tile, int64 number, bool gap, int64 from)
{
	/* Of a tile that is not the last, all leaves are somewhere. */
	if (tile->number > number || gap)
		AddGap(list);
	if (tile->has_places && tile->places > 0)
		AddPlaces(list, tile->number, tile->width, tile->place, tile->places, from);
	else
		AddGap(list);
}

/*
 * ListBlocks lists the blocks whose leaves come after some number of leaves, up
 * to the size that the last version has.
 */
BlockList *
ListBlocks(const Log *log, int64 from, int64 size)
{
	BlockList  *list = palloc0(sizeof(BlockList));
	int64		number = from / TILE_WIDTH; /* of the tile that has to come next */
	int64		allowed = GAP_MAX;	/* tiles that may be missing */
	bool		gap = false;
	StoredTile *best = palloc(sizeof(StoredTile)),
			   *tile = palloc(sizeof(StoredTile));
	TileReader	reader;
	bool		more;

	list->room = 64;
	list->block = palloc(sizeof(LogBlock) * list->room);
	list->size = from;
	list->start = from - 1;
	TileReaderBegin(&reader, log, 0, number, 0);
	best->number = -1;
	do
	{
		more = NextStoredTile(&reader, tile);
		if (best->number >= 0 && (!more || tile->number != best->number))
		{
			TakeTile(list, best, number, gap, from);
			allowed = Min(GAP_MAX, allowed - (best->number - number) + GAP_MORE);
			gap = best->width < TILE_WIDTH;
			list->size = best->number * TILE_WIDTH + best->width;
			number = best->number + 1;
			best->number = -1;
		}
		/* Of each tile the widest that is sound. */
		if (more && (tile->number - number >= allowed || tile->number > TREE_SIZE_MAX / TILE_WIDTH))
			break;
		if (more && tile->width > 0 && tile->fits && !tile->no_places)
			*best = *tile;
		CHECK_FOR_INTERRUPTS();
	} while (more);
	TileReaderEnd(&reader);
	pfree(best);
	pfree(tile);
	if (list->size < size)
		AddGap(list);
	NoteKnown(list);
	return FillGaps(log, list);
}
