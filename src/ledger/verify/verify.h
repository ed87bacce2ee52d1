/*
 * verify.h --- comparing a log with what was sealed.
 */
#ifndef SEN_VERIFY_H
#define SEN_VERIFY_H

#include "ledger/index/log_index.h"
#include "ledger/verify/stored.h"
#include "nodes/execnodes.h"

/* A block of the log as the tiles name it. */
typedef struct LogBlock
{
	int64		block;
	int64		other;			/* another that they name at this place; -1 for none */
	int64		start;			/* index of its first leaf; -1 if they do not say */
	bool		guessed;		/* it comes after tiles that are missing */
} LogBlock;

/* The blocks of the log in the order of the leaves. */
typedef struct BlockList
{
	int64		size;			/* leaves that tiles have */
	bool		has_gap;		/* of tiles that are missing */
	int64		start;			/* the last start that is known */
	int			count;
	int			room;
	LogBlock   *block;
	int64	   *known;			/* their numbers, ascending */
	int			known_count;
} BlockList;

/* verify_blocks.c */
extern BlockList *ListBlocks(const Log *log, int64 from, int64 size);
extern void NoteKnown(BlockList *list);

typedef struct UnlistedReader
{
	const BlockList *list;
	LogRows		rows;
	int64		before;
	int64		most;			/* listed blocks that are still passed over */
} UnlistedReader;

/* A number of a block that every block comes after. */
#define BEFORE_ALL PG_INT64_MIN

extern void UnlistedBegin(UnlistedReader *reader, const Log *log, const BlockList *list, int64 after, int64 before, int64 most);
extern bool NextUnlisted(UnlistedReader *reader, int64 *block);
extern void UnlistedEnd(UnlistedReader *reader);

/* Which of the entries and the stored hashes of leaves a version's root is of. */
typedef enum Trust
{
	TRUST_BOTH,					/* no difference was found yet */
	TRUST_ENTRIES,
	TRUST_STORED
} Trust;

typedef struct Verify
{
	ReturnSetInfo *result;
	Log		   *log;
	StoredVersion *version;
	int			versions;
	int			next;			/* the first that has not ended */
	int64		since;			/* the last before them; 0 for none */
	BlockList  *list;
	int			at;				/* block of the list */
	Builder		builder;
	Trust		trust;
	int			trusted_to;		/* the block of the list that this is true to */
	int64		begun;			/* leaves of the versions that have ended */
	struct HTAB *sealed;		/* stored leaves of the version at hand; NULL until it is asked for */
	MemoryContext context;		/* of the whole run */
	MemoryContext words;		/* of one fault, where there may be many */
	LeafReader	leaves;
	TileReader	tiles[TILE_LEVELS];
	int64		faults;			/* rows of the result */
	IndexBuilder *index;		/* made anew; NULL if it is not compared */
	int64		index_rows;		/* that are as they should be */
	int64		settled;		/* blocks up to this one are in a version */
	int64		said;			/* leaves when it was said how far this is */
	bool		has_checkpoint;
	int64		checkpoint_size;
	TreeHash	checkpoint_root;
} Verify;

/* verify.c */
extern void Fault(Verify *verify, const char *kind, const char *place, const char *expected, const char *found);
extern char *HashText(const TreeHash *hash);
extern char *EntryCount(int64 count);

/* verify_entries.c */
extern void CompareBlock(Verify *verify, int64 number, const StoredBlock *block, int64 end);
extern void ReportUnreadable(Verify *verify, int64 number, const StoredBlock *block, int64 start);
extern void CompareSeal(Verify *verify, const StoredVersion *version, const StoredBlock *block);
extern int64 SealOf(const StoredBlock *block);

/* verify_index.c */
extern void BeginIndex(Verify *verify, const StoredVersion *since);
extern void IndexStoredBlock(Verify *verify, int64 number, const StoredBlock *block, int64 start);
extern void CompareIndex(Verify *verify, const StoredVersion *version);
extern void ReportOtherIndexRows(Verify *verify);

/* verify_tiles.c */
extern void CompareTile(Builder *builder, const Tile *tile, const BlockPlace *places, int count);
extern void ReportOtherTiles(Verify *verify);

#endif							/* SEN_VERIFY_H */
