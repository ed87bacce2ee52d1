/*
 * blocks.h --- the blocks of a log that have what is asked for, by its index.
 */
#ifndef SEN_BLOCKS_H
#define SEN_BLOCKS_H

#include "ledger/index/log_index.h"

/* In the making a block may be there more than once; then sorted, each once. */
typedef struct FoundBlocks
{
	LeafField	meeting;		/* only those of it are taken */
	BlockPlace *place;
	int64		count;
	int64		room;
} FoundBlocks;

extern bool BlocksOfMeeting(Log *log, const IndexHead *before, const IndexHead *at, LeafField meeting, FoundBlocks *found);

#endif							/* SEN_BLOCKS_H */
