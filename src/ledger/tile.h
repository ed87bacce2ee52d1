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

#include "ledger/merkle.h"

#define TILE_HEIGHT 7
#define TILE_WIDTH (1 << TILE_HEIGHT)
#define TILE_LEVELS 9			/* 63 bits of leaves */

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

/* The relations of one log, for as long as SPI is connected. */
typedef struct Log
{
	char	   *schema;
	char	   *block;			/* qualified and quoted names */
	char	   *tile;
	char	   *version;
	void	   *tile_plan[2];	/* prepared at first use: of at least a width, of exactly it */
	Tile	   *recent[TILE_LEVELS][2];	/* tiles that LogNode read last */
	int			oldest[TILE_LEVELS];
} Log;

/* tile.c */
extern void BuilderBegin(Builder *builder, TileSink sink, void *argument);
extern void BuilderBlock(Builder *builder, int64 block);
extern void BuilderLeaf(Builder *builder, const TreeHash *leaf);
extern void BuilderEndVersion(Builder *builder);
extern void BuilderRoot(Builder *builder, TreeHash *root);
extern void BuilderNode(void *builder, int level, uint64 index, TreeHash *result);
extern void TileNode(const Tile *tile, int height, int64 index, TreeHash *result);

/* log_relation.c: with SPI connected */
extern Oid	LogRelation(const char *schema, const char *name);
extern void LogCheckInsert(Oid relid);
extern Log *LogOpen(const char *schema);
extern bool TilePlaces(Datum blocks, bool no_blocks, Datum starts, bool no_starts, BlockPlace **places, int *count);
extern bool LogTile(Log *log, int level, int64 number, int width, bool exact, Tile *tile, BlockPlace **places, int *count);
extern int	LogTryResume(Log *log, int64 size, Builder *builder);
extern void LogResume(Log *log, int64 size, Builder *builder);
extern void LogNode(void *log, int level, uint64 index, TreeHash *result);
extern uint64 LogExecute(const char *query, bool read_only, int count, Oid *types, Datum *values, const char *nulls);

/* The entries of a block, one after another. */
typedef struct EntryReader
{
	const char *at;
	const char *end;
} EntryReader;

extern EntryReader BlockEntries(Datum block);
extern bool NextEntry(EntryReader *reader, const char **data, Size *size);

#endif							/* SEN_TILE_H */
