/*
 * snapshot_mark.c --- which rows a snapshot shows, to know whether what was read
 * is still what is there.
 *
 * The bounds of a snapshot do not tell: between two statements of a transaction
 * one that ran in between them can commit, and neither bound moves.  Nor does the
 * server's count of completed transactions, which a copy of a snapshot does not
 * have, and what queries run with is a copy.  So the transactions count that the
 * snapshot lists as running.
 */
#include "postgres.h"
#include "compat.h"

#include "common/hashfn.h"
#include "programme/programme.h"
#include "utils/snapmgr.h"

static uint64
HashRunning(const TransactionId *running, uint32 count, uint64 seed)
{
	return count == 0 ? seed : hash_bytes_extended((const unsigned char *) running, (int) (count * sizeof(TransactionId)), seed);
}

/*
 * SnapshotMarkIs says whether the snapshot of the query shows the rows that the mark
 * was made for; if not, the mark is made for this one.
 */
bool
SnapshotMarkIs(SnapshotMark *mark)
{
	Snapshot	snapshot = ActiveSnapshotSet() ? GetActiveSnapshot() : GetTransactionSnapshot();
	SnapshotMark now = {0};
	bool		same;

	now.made = true;
	now.xmin = snapshot->xmin;
	now.xmax = snapshot->xmax;
	now.command = snapshot->curcid;
	now.running = HashRunning(snapshot->subxip, Max(0, snapshot->subxcnt), HashRunning(snapshot->xip, snapshot->xcnt, snapshot->xcnt));
	same = mark->made && mark->xmin == now.xmin && mark->xmax == now.xmax && mark->command == now.command && mark->running == now.running;
	*mark = now;
	return same;
}
