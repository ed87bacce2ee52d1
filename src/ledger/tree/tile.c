/*
 * tile.c --- a tree that grows leaf by leaf, and the tiles it leaves behind.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/tree/tile.h"

/*
 * BuilderBegin makes the edge of an empty tree.  What is complete goes to sink.
 */
void
BuilderBegin(Builder *builder, TileSink sink, void *argument)
{
	memset(builder, 0, sizeof(Builder));
	for (int level = 0; level < TILE_LEVELS; level++)
		builder->edge[level].level = level;
	builder->place_room = TILE_PLACES;
	builder->place = palloc(sizeof(BlockPlace) * builder->place_room);
	builder->sink = sink;
	builder->argument = argument;
}

/*
 * BuilderBlock says that the leaves that follow are the entries of a block.
 */
void
BuilderBlock(Builder *builder, int64 block)
{
	if (builder->places == builder->place_room)
	{
		builder->place_room *= 2;
		builder->place = repalloc(builder->place, sizeof(BlockPlace) * builder->place_room);
	}
	builder->place[builder->places].block = block;
	builder->place[builder->places].start = builder->size;
	builder->places++;
}

/*
 * TileNode is the root of the 1 << height hashes of a tile from an index on.
 */
void
TileNode(const Tile *tile, int height, int64 index, TreeHash *result)
{
	TreeHash	hash[TILE_WIDTH];
	int			count = 1 << height;

	if (index < 0 || index + count > tile->width)
		elog(ERROR, "node %d of %d hashes beyond a tile of %d", (int) index, count, tile->width);
	memcpy(hash, &tile->hash[index], sizeof(TreeHash) * count);
	for (; count > 1; count /= 2)
		for (int i = 0; i < count / 2; i++)
			NodeHash(&hash[2 * i], &hash[2 * i + 1], &hash[i]);
	*result = hash[0];
}

static void
PutHash(Builder *builder, int level, const TreeHash *hash)
{
	Tile	   *tile = &builder->edge[level];

	tile->hash[tile->width++] = *hash;
	if (tile->width == TILE_WIDTH)
	{
		TreeHash	root;

		builder->sink(builder, tile, builder->place, level == 0 ? builder->places : 0);
		TileNode(tile, TILE_HEIGHT, 0, &root);
		tile->number++;
		tile->width = 0;
		builder->from[level] = 0;
		PutHash(builder, level + 1, &root);
	}
}

/*
 * BuilderLeaf appends a leaf.
 */
void
BuilderLeaf(Builder *builder, const TreeHash *leaf)
{
	builder->size++;
	PutHash(builder, 0, leaf);
	if (builder->edge[0].width == 0 && builder->places > 1)
	{
		/* Only the last block may go on in the next tile. */
		builder->place[0] = builder->place[builder->places - 1];
		builder->places = 1;
	}
}

/*
 * BuilderEndVersion hands on the tiles that this version has widened.
 */
void
BuilderEndVersion(Builder *builder)
{
	for (int level = 0; level < TILE_LEVELS; level++)
	{
		Tile	   *tile = &builder->edge[level];

		if (tile->width > builder->from[level])
			builder->sink(builder, tile, builder->place, level == 0 ? builder->places : 0);
		builder->from[level] = tile->width;
	}
	/* The next version begins with a block of its own. */
	if (builder->edge[0].width == 0)
		builder->places = 0;
}

/*
 * BuilderNode is a NodeReader of the complete subtrees that the tree of a builder is made of.
 */
void
BuilderNode(void *source, int level, uint64 index, TreeHash *result)
{
	Builder    *builder = source;
	const Tile *tile = &builder->edge[level / TILE_HEIGHT];
	int			height = level % TILE_HEIGHT;

	TileNode(tile, height, (int64) (index << height) - (tile->number << TILE_HEIGHT), result);
}

/*
 * BuilderRoot is the root of the tree as it is.
 */
void
BuilderRoot(Builder *builder, TreeHash *root)
{
	TreeRoot(builder->size, BuilderNode, builder, root);
}
