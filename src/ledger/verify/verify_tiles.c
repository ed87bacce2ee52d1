/*
 * verify_tiles.c --- comparing the stored nodes with those of the tree as it is
 * built anew.
 *
 * The builder hands tiles on in the order in which each level is read.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/verify/verify.h"
#include "miscadmin.h"
#include "utils/memutils.h"

static char *
TileText(int level, int64 number, int width)
{
	return psprintf("stored node: level %d, tile %lld, width %d", level, (long long) number, width);
}

static char *
PlaceText(const BlockPlace *place)
{
	return psprintf("block %lld from entry %lld", (long long) place->block, (long long) place->start);
}

static void
ReportMissing(Verify *verify, const Tile *tile)
{
	MemoryContext before = MemoryContextSwitchTo(verify->words);

	Fault(verify, "removed", TileText(tile->level, tile->number, tile->width), psprintf("%d hashes", tile->width), NULL);
	MemoryContextSwitchTo(before);
	MemoryContextReset(verify->words);
	CHECK_FOR_INTERRUPTS();
}

static void
ReportInserted(Verify *verify, int level, const StoredTile *stored)
{
	MemoryContext before = MemoryContextSwitchTo(verify->words);

	Fault(verify, "inserted", TileText(level, stored->number, stored->width), NULL, stored->size < 0 ? "null" : psprintf("%lld bytes of hashes", (long long) stored->size));
	MemoryContextSwitchTo(before);
	MemoryContextReset(verify->words);
	CHECK_FOR_INTERRUPTS();
}

static void
CompareHashes(Verify *verify, const Tile *tile, const StoredTile *stored)
{
	char	   *name;

	if (stored->fits && memcmp(stored->hash, tile->hash, sizeof(TreeHash) * tile->width) == 0)
		return;
	name = TileText(tile->level, tile->number, tile->width);
	if (!stored->fits)
		Fault(verify, "edited", psprintf("%s: hashes", name), psprintf("%d bytes", tile->width * HASH_SIZE),
			  stored->size < 0 ? "null" : psprintf("%lld bytes", (long long) stored->size));
	else
		for (int i = 0; i < tile->width; i++)
			if (memcmp(&stored->hash[i], &tile->hash[i], HASH_SIZE) != 0)
				Fault(verify, "edited", psprintf("%s, hash %d", name, i), HashText(&tile->hash[i]), HashText(&stored->hash[i]));
}

static void
ComparePlaces(Verify *verify, const Tile *tile, const StoredTile *stored, const BlockPlace *places, int count)
{
	char	   *name = TileText(tile->level, tile->number, tile->width);

	if (!stored->has_places || stored->places != count)
	{
		Fault(verify, "edited", psprintf("%s: blocks and starts", name), psprintf("%d blocks", count),
			  stored->has_places ? psprintf("%d blocks", stored->places) : "no two lists of the same length");
		return;
	}
	for (int i = 0; i < count; i++)
		if (places[i].block != stored->place[i].block || places[i].start != stored->place[i].start)
			Fault(verify, "edited", psprintf("%s, block %d", name, i), PlaceText(&places[i]), PlaceText(&stored->place[i]));
}

/*
 * CompareTile is the sink of the builder: it compares a tile with the stored one.
 */
void
CompareTile(Builder *builder, const Tile *tile, const BlockPlace *places, int count)
{
	Verify	   *verify = builder->argument;
	TileReader *reader = &verify->tiles[tile->level];
	StoredTile	stored;

	while (NextStoredTile(reader, &stored))
	{
		if (stored.number > tile->number || (stored.number == tile->number && stored.width > tile->width))
		{
			UnreadStoredTile(reader);
			break;
		}
		if (stored.number == tile->number && stored.width == tile->width)
		{
			CompareHashes(verify, tile, &stored);
			if (tile->level == 0)
				ComparePlaces(verify, tile, &stored, places, count);
			else if (!stored.no_places)
				Fault(verify, "inserted", psprintf("%s: blocks and starts", TileText(tile->level, tile->number, tile->width)), NULL,
					  "a tile above the leaves has none");
			return;
		}
		ReportInserted(verify, tile->level, &stored);
	}
	ReportMissing(verify, tile);
}

/*
 * ReportOtherTiles reports tiles that no version accounts for.
 */
void
ReportOtherTiles(Verify *verify)
{
	StoredTile	stored;

	for (int level = 0; level < TILE_LEVELS; level++)
		while (NextStoredTile(&verify->tiles[level], &stored))
			ReportInserted(verify, level, &stored);
	for (int above = 0; above < 2; above++)
	{
		LogRows		rows;
		HeapTuple	row;
		MemoryContext before;

		LogTilesBeyond(&rows, verify->log, above, above ? TILE_LEVELS - 1 : 0);
		before = MemoryContextSwitchTo(verify->words);
		while ((row = LogNextRow(&rows)) != NULL)
		{
			Fault(verify, "inserted", TileText((int) LogRowNumber(&rows, row, TILE_LEVEL), LogRowNumber(&rows, row, TILE_NUMBER),
											   (int) LogRowNumber(&rows, row, TILE_HASHES_WIDE)), NULL, "no version has such a tile");
			MemoryContextReset(verify->words);
			CHECK_FOR_INTERRUPTS();
		}
		MemoryContextSwitchTo(before);
		LogEndRows(&rows);
	}
}
