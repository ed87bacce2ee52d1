/*
 * log_tile.c --- the stored nodes of a log.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/log/log.h"
#include "miscadmin.h"

static void
RefuseTile(const Log *log, int level, int64 number)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("tile %lld of level %d of the log of schema \"%s\" is missing or damaged", (long long) number, level, log->schema),
			 errhint("sen.verify_log() says what was changed.")));
}

static bool
ReadTile(const LogRows *rows, HeapTuple row, Tile *tile, BlockPlace *places, int *count)
{
	int64		width = LogRowNumber(rows, row, TILE_HASHES_WIDE);
	bytea	   *hashes;
	bool		none;

	if (width < 0 || width > TILE_WIDTH)
		return false;
	tile->width = (int) width;
	hashes = LogRowBytes(rows, row, TILE_HASHES, TILE_WIDTH * HASH_SIZE);
	if (hashes == NULL || VARSIZE(hashes) - VARHDRSZ != (Size) tile->width * HASH_SIZE)
		return false;
	memcpy(tile->hash, VARDATA(hashes), VARSIZE(hashes) - VARHDRSZ);
	pfree(hashes);
	return places == NULL || LogRowPlaces(rows, row, &none, places, count);
}

/*
 * LogTile reads a tile of a width, or of at least it unless it has to be
 * exact; false if there is none that is sound.
 */
static bool
LogTile(Log *log, int level, int64 number, int width, bool exact, Tile *tile, BlockPlace *places, int *count)
{
	LogRows		rows;
	HeapTuple	row;
	bool		sound = false;

	tile->level = level;
	tile->number = number;
	LogTilesAt(&rows, log, level, number);
	while (!sound && (row = LogNextRow(&rows)) != NULL)
	{
		int64		found = LogRowNumber(&rows, row, TILE_HASHES_WIDE);

		if (found < width)
			continue;
		if (exact && found > width)
			break;
		sound = ReadTile(&rows, row, tile, places, count);
	}
	LogEndRows(&rows);
	return sound;
}

/*
 * LogTryResume brings a builder to the edge of the tree of some size: -1, or
 * the level of which a tile is missing or not sound.
 */
int
LogTryResume(Log *log, int64 size, Builder *builder)
{
	if (size < 0 || size > TREE_SIZE_MAX)
		return 0;
	builder->size = size;
	for (int level = 0; level < TILE_LEVELS; level++)
	{
		int64		nodes = level * TILE_HEIGHT < 63 ? size >> (level * TILE_HEIGHT) : 0;
		Tile	   *tile = &builder->edge[level];
		int			width = nodes % TILE_WIDTH;

		tile->number = nodes / TILE_WIDTH;
		builder->from[level] = width;
		if (width == 0)
			continue;
		if (!LogTile(log, level, tile->number, width, true, tile, level == 0 ? builder->place : NULL, &builder->places))
			return level;
	}
	return -1;
}

/*
 * LogResume does so where the tiles have to be there.
 */
void
LogResume(Log *log, int64 size, Builder *builder)
{
	int			level = LogTryResume(log, size, builder);

	if (level >= 0)
		RefuseTile(log, level, builder->edge[level].number);
}

/*
 * RecentTile is a tile of at least a width, read unless it is one of the last.
 */
static const Tile *
RecentTile(Log *log, int level, int64 number, int width)
{
	Tile	  **recent = log->recent[level];
	Tile	   *tile;

	for (int i = 0; i < 2; i++)
		if (recent[i] != NULL && recent[i]->number == number && recent[i]->width >= width)
			return recent[i];
	tile = recent[log->oldest[level]];
	if (tile == NULL)
		tile = palloc(sizeof(Tile));
	recent[log->oldest[level]] = NULL;
	if (!LogTile(log, level, number, width, false, tile, NULL, NULL))
		RefuseTile(log, level, number);
	recent[log->oldest[level]] = tile;
	log->oldest[level] ^= 1;
	return tile;
}

/*
 * LogNode is a NodeReader of a log.
 */
void
LogNode(void *source, int level, uint64 index, TreeHash *result)
{
	int			height = level % TILE_HEIGHT;
	int64		first = (int64) (index << height);
	int64		number = first >> TILE_HEIGHT;
	int			offset = (int) (first - (number << TILE_HEIGHT));

	TileNode(RecentTile(source, level / TILE_HEIGHT, number, offset + (1 << height)), height, offset, result);
}

static int
ComparePlaces(const void *a, const void *b)
{
	const BlockPlace *x = a,
			   *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return x->start < y->start ? -1 : x->start > y->start;
}

/*
 * LogPlaces lists the blocks of which the first leaf has an index from one number
 * to before another, the size of a version, in the order of their numbers.  Only
 * the tiles of that tree are asked: full ones, and the last.
 */
BlockPlace *
LogPlaces(Log *log, int64 from, int64 size, int64 *count)
{
	LogRows		rows;
	HeapTuple	row;
	int64		full = size / TILE_WIDTH;
	int64		next = from / TILE_WIDTH;
	int64		room = 1024,
				kept = 0;
	BlockPlace *place = palloc(sizeof(BlockPlace) * room);

	*count = 0;
	LogTilesFrom(&rows, log, 0, next);
	while (next * TILE_WIDTH < size && (row = LogNextRow(&rows)) != NULL)
	{
		int64		number = LogRowNumber(&rows, row, TILE_NUMBER);
		BlockPlace	found[TILE_PLACES];
		int			places;
		bool		none;

		if (number > next)
			break;
		if (LogRowNumber(&rows, row, TILE_HASHES_WIDE) != (number < full ? TILE_WIDTH : size % TILE_WIDTH))
			continue;
		if (!LogRowPlaces(&rows, row, &none, found, &places) || places == 0)
			break;
		if (*count + places > room)
		{
			room = Max(2 * room, *count + places);
			place = repalloc_huge(place, sizeof(BlockPlace) * room);
		}
		for (int i = 0; i < places; i++)
		{
			if (found[i].start < 0 || found[i].start >= size || found[i].block < FIRST_BLOCK)
				RefuseTile(log, 0, number);
			if (found[i].start >= from)
				place[(*count)++] = found[i];
		}
		next++;
		CHECK_FOR_INTERRUPTS();
	}
	LogEndRows(&rows);
	if (next * TILE_WIDTH < size)
		RefuseTile(log, 0, next);
	if (*count > 1)
		qsort(place, *count, sizeof(BlockPlace), ComparePlaces);
	/* A block that goes on in the next tile is named by both. */
	for (int64 i = 0; i < *count; i++)
		if (i == 0 || place[i].block != place[kept - 1].block)
			place[kept++] = place[i];
	*count = kept;
	return place;
}
