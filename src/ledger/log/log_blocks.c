/*
 * log_blocks.c --- the blocks of a log that are in no version.
 *
 * Blocks get their numbers in the order in which they are written, and come into
 * the log when their transactions commit.  So up to some number all of them are in
 * a version or will never be there (see IndexSettle), and only those after it are
 * looked at.  None has a number below FIRST_BLOCK; rows that somebody put there
 * are found too, to be refused.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/log/log.h"
#include "miscadmin.h"

/*
 * LooseBlocksBegin begins reading the blocks after one that are in no version, and
 * those below FIRST_BLOCK.  place: those after it that are in one.
 */
void
LooseBlocksBegin(LooseBlocks *loose, const Log *log, int64 settled, const BlockPlace *place, int64 count)
{
	loose->log = log;
	loose->settled = settled;
	loose->place = place;
	loose->count = count;
	loose->next = 0;
	LogBlocksFrom(&loose->rows, log, PG_INT64_MIN);
}

static bool
IsPlaced(LooseBlocks *loose, int64 block)
{
	while (loose->next < loose->count && loose->place[loose->next].block < block)
		loose->next++;
	return loose->next < loose->count && loose->place[loose->next].block == block;
}

/*
 * NextLooseBlock is the next of them, in the order of their numbers; NULL at the end.
 */
HeapTuple
NextLooseBlock(LooseBlocks *loose, int64 *block)
{
	HeapTuple	row;

	while ((row = LogNextRow(&loose->rows)) != NULL)
	{
		CHECK_FOR_INTERRUPTS();
		*block = LogRowNumber(&loose->rows, row, BLOCK_ID);
		if (*block >= FIRST_BLOCK && *block <= loose->settled)
		{
			MemoryContext before = MemoryContextSwitchTo(loose->rows.context);

			LogEndRows(&loose->rows);
			LogBlocksFrom(&loose->rows, loose->log, loose->settled + 1);
			MemoryContextSwitchTo(before);
			continue;
		}
		if (!IsPlaced(loose, *block))
			return row;
	}
	return NULL;
}

/*
 * LooseBlocksEnd ends the reading.
 */
void
LooseBlocksEnd(LooseBlocks *loose)
{
	LogEndRows(&loose->rows);
}
