/*
 * verify_index.c --- comparing the index of a log with what its entries give.
 *
 * Its rows are chained, and so is what is wrong with them: the first difference is
 * reported, and what follows from it is not.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/verify/verify.h"
#include "miscadmin.h"

/* What a stored directory says that does not follow from the entries. */
typedef struct IndexComparison
{
	Verify	   *verify;
	bool		differs;
} IndexComparison;

static char *
IndexRowText(const Verify *verify, IndexKind kind, int64 table, int64 version, int64 part)
{
	static const char *const words[] = {"directory", "entries", "events", "state"};
	const IndexDirectory *directory = IndexOf(verify->index);
	char	   *name;

	if (kind == INDEX_DIRECTORY)
		return psprintf("index of version %lld: directory", (long long) version);
	if (kind == INDEX_MEETINGS)
		return psprintf("index of version %lld: meetings, part %lld", (long long) version, (long long) part);
	name = LeafText(directory->table[table].name);
	return psprintf("index of version %lld: %s of %s, part %lld", (long long) version, words[kind], name, (long long) part);
}

static void
CompareRow(void *argument, IndexKind kind, int64 table, int64 version, int64 part, const char *content, Size size)
{
	IndexComparison *comparison = argument;
	Verify	   *verify = comparison->verify;
	bytea	   *stored;

	if (comparison->differs)
		return;
	stored = IndexContentAt(verify->log, kind, table, version, part);
	if (stored != NULL && VARSIZE(stored) - VARHDRSZ == size && memcmp(VARDATA(stored), content, size) == 0)
	{
		pfree(stored);
		verify->index_rows++;
		return;
	}
	comparison->differs = true;
	Fault(verify, stored == NULL ? "removed" : "edited", IndexRowText(verify, kind, table, version, part), "what the entries give", stored == NULL ? NULL : "another");
}

/*
 * BeginIndex begins with the index of no version, or of the one before those that are
 * verified.  A log whose index was not made yet has none.
 */
void
BeginIndex(Verify *verify, const StoredVersion *since)
{
	Log		   *log = verify->log;
	IndexComparison *comparison = palloc0(sizeof(IndexComparison));
	SealedVersion version;
	IndexBuilder *index;

	verify->index = NULL;
	if (log->table[LOG_INDEX] == NULL || IndexIsEmpty(log))
		return;
	comparison->verify = verify;
	index = IndexBegin(log, CompareRow, comparison);
	if (since == NULL || (LogFindVersion(log, since->version, &version) && IndexResume(index, &version)))
		verify->index = index;
	else
		Fault(verify, "edited", psprintf("index of version %lld: directory", (long long) since->version), "that of its version", "another, or none");
	if (verify->index != NULL)
		verify->settled = IndexOf(index)->settled;
}

/*
 * IndexStoredBlock takes the entries of a block.
 */
void
IndexStoredBlock(Verify *verify, int64 number, const StoredBlock *block, int64 start)
{
	if (verify->index == NULL)
		return;
	if (verify->faults > 0)
	{
		verify->index = NULL;
		return;
	}
	for (int i = 0; i < block->count; i++)
	{
		Leaf		leaf;

		LeafRead(block->data[i], block->size[i], &leaf);
		IndexLeaf(verify->index, number, i, start + i, &leaf);
	}
}

/*
 * CompareIndex compares the rows of the index that a version has.  What its directory
 * says of transactions is not in the log.
 */
void
CompareIndex(Verify *verify, const StoredVersion *version)
{
	SealedVersion sealed = {version->version, version->size, {{0}}};
	IndexDirectory stored;
	IndexDirectory *directory;

	if (verify->index == NULL || verify->faults > 0)
	{
		verify->index = NULL;
		return;
	}
	memcpy(&sealed.root, VARDATA_ANY(version->root), HASH_SIZE);
	directory = IndexEndVersion(verify->index, &sealed);
	if (IndexDirectoryAt(verify->log, &sealed, &stored))
	{
		directory->last_block = stored.last_block;
		directory->settled = stored.settled;
		directory->settled_size = stored.settled_size;
		directory->system = stored.system;
		directory->next_xid = stored.next_xid;
		verify->settled = stored.settled;
	}
	IndexPutVersion(verify->index);
}

/*
 * ReportOtherIndexRows reports rows of the index that no version accounts for.
 */
void
ReportOtherIndexRows(Verify *verify)
{
	LogRows		rows;
	int64		count = 0;

	if (verify->index == NULL || verify->since > 0 || verify->faults > 0)
		return;
	LogIndexRows(&rows, verify->log);
	while (LogNextRow(&rows) != NULL)
	{
		count++;
		CHECK_FOR_INTERRUPTS();
	}
	LogEndRows(&rows);
	if (count > verify->index_rows)
		Fault(verify, "inserted", "index", psprintf("%lld rows", (long long) verify->index_rows), psprintf("%lld rows", (long long) count));
}
