/*
 * tile.h --- where the nodes of a log's tree are kept.
 *
 * The nodes of complete subtrees are stored in tiles of 128 hashes: tile n of
 * tile level t holds the nodes [n << 7, (n + 1) << 7) of level 7t of the tree.
 * Nodes between those levels are computed from at most 64 stored ones.  A tile
 * that is not full is stored anew with every version that widens it, so that
 * nothing is ever changed.  Tiles of level 0 also say which blocks their
 * leaves come from, and the index of the first leaf of each.
 */
#ifndef SEN_TILE_H
#define SEN_TILE_H

#include "ledger/tree/merkle.h"

#define TILE_HEIGHT 7
#define TILE_WIDTH (1 << TILE_HEIGHT)
#define TILE_LEVELS 9			/* 63 bits of leaves */

/* No log has so many leaves; sums of numbers below it are in the range of int64. */
#define TREE_SIZE_MAX (PG_INT64_MAX / 2)

/* Blocks that the leaves of a tile are from, with the one that ended in the tile before. */
#define TILE_PLACES (TILE_WIDTH + 1)

typedef struct Tile
{
	int			level;
	int64		number;
	int			width;
	TreeHash	hash[TILE_WIDTH];
} Tile;

/* A block of entries and the index of its first leaf. */
typedef struct BlockPlace
{
	int64		block;
	int64		start;
} BlockPlace;

/* The right edge of a tree that grows. */
typedef struct Builder Builder;
typedef void (*TileSink) (Builder *builder, const Tile *tile, const BlockPlace *places, int count);

struct Builder
{
	int64		size;			/* leaves */
	Tile		edge[TILE_LEVELS];	/* the last tile of each level; width 0 if it is not begun */
	int			from[TILE_LEVELS];	/* width of each when the version began */
	BlockPlace *place;			/* of the leaves of edge[0] */
	int			places;
	int			place_room;
	TileSink	sink;
	void	   *argument;
};

/* tile.c */
extern void BuilderBegin(Builder *builder, TileSink sink, void *argument);
extern void BuilderBlock(Builder *builder, int64 block);
extern void BuilderLeaf(Builder *builder, const TreeHash *leaf);
extern void BuilderEndVersion(Builder *builder);
extern void BuilderRoot(Builder *builder, TreeHash *root);
extern void BuilderNode(void *builder, int level, uint64 index, TreeHash *result);
extern void TileNode(const Tile *tile, int height, int64 index, TreeHash *result);

#endif							/* SEN_TILE_H */
