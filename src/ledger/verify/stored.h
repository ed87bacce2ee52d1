/*
 * stored.h --- reading a log that may have been changed.
 *
 * What is read here is checked by nobody yet.  Whatever a row says, reading it
 * is no error: what is not sound is absent.
 */
#ifndef SEN_STORED_H
#define SEN_STORED_H

#include "datatype/timestamp.h"
#include "ledger/entry/leaf.h"
#include "ledger/log/log.h"

/* A row of ledger_version. */
typedef struct StoredVersion
{
	int64		version;
	int64		size;			/* -1 for null */
	bytea	   *root;			/* NULL for null, as are the following */
	char	   *label;
	char	   *meeting;
	char	   *session_role;
	char	   *acting_role;
	bool		has_time;
	TimestampTz sealed_at;
} StoredVersion;

/* A row of ledger_tile. */
typedef struct StoredTile
{
	int64		number;
	int			width;
	int64		size;			/* bytes of the hashes; -1 for null */
	bool		fits;			/* hash has as many as it is wide */
	TreeHash	hash[TILE_WIDTH];
	bool		no_places;		/* both lists are null */
	bool		has_places;		/* both are there and fit */
	BlockPlace	place[TILE_PLACES];
	int			places;
} StoredTile;

/* The tiles of a level after some tile, in the order in which a builder hands them on. */
typedef struct TileReader
{
	int64		number;			/* tiles up to this one, of up to this width, are left out */
	int			width;
	LogRows		rows;
	bool		again;			/* the last one is the next one again */
	bool		ended;
	StoredTile	tile;
} TileReader;

/* The hashes of leaves, by their index. */
typedef struct LeafReader
{
	const Log  *log;
	int64		number;			/* tile that hash is of */
	int			width;			/* 0 if there is none that is sound */
	TreeHash	hash[TILE_WIDTH];
} LeafReader;

/* The entries of a block. */
typedef struct StoredBlock
{
	bool		found;
	bytea	   *bytes;			/* NULL if it is not found */
	int			count;
	const char **data;
	Size	   *size;
	TreeHash   *hash;
	int			rest;			/* bytes after the last entry that are none */
	bool		canonical;		/* lengths are written as they should be */
} StoredBlock;

extern StoredVersion *StoredVersions(const Log *log, int64 from, int *count);

extern void TileReaderBegin(TileReader *reader, const Log *log, int level, int64 number, int width);
extern bool NextStoredTile(TileReader *reader, StoredTile *tile);
extern void UnreadStoredTile(TileReader *reader);
extern void TileReaderEnd(TileReader *reader);

extern void LeafReaderBegin(LeafReader *reader, const Log *log);
extern const TreeHash *StoredLeaf(LeafReader *reader, int64 index);

extern void ReadStoredBlock(const Log *log, int64 block, StoredBlock *result);
extern void FreeStoredBlock(StoredBlock *block);

extern bool LeafTryRead(const char *data, Size size, Leaf *leaf, char **description);
extern int	FirstUnreadable(const StoredBlock *block, int from);

#endif							/* SEN_STORED_H */
