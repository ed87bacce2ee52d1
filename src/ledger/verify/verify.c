/*
 * verify.c --- sen.verify_log(): is the log still what was sealed?
 *
 * The entries are hashed once, block by block in the order that the tiles of
 * level 0 say, and each hash is compared with the stored one.  The tree is
 * built anew from them, and its tiles and the root of each version are
 * compared with what is stored.
 *
 * Where the entries of a version and the stored hashes differ, its root says
 * which of them it is of: then the other was changed.  What was sealed goes
 * into the tree, so that the versions that follow have the right roots, and
 * only what was changed is reported.
 *
 * The index is made anew with it, and compared with what is stored, as long as
 * nothing else is wrong: an entry that was changed changes it too.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "funcapi.h"
#include "ledger/ledger.h"
#include "ledger/verify/verify.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(verify_log);
PG_FUNCTION_INFO_V1(verify_checkpoint);
PG_FUNCTION_INFO_V1(verify_since);

#define FAULT_COLUMNS 5

/* Blocks that are tried in the place of one that does not fit, and those that are passed on the way to them. */
#define BLOCKS_TRIED 8
#define BLOCKS_PASSED 64

/* No version ends here; one does that has no row. */
#define NO_END (-1)
#define UNKNOWN_END (-2)

/*
 * VersionFault returns a row; of no version if its number is 0.
 */
static void
VersionFault(Verify *verify, const char *kind, int64 version, const char *place, const char *expected, const char *found)
{
	Datum		values[FAULT_COLUMNS] = {0};
	bool		nulls[FAULT_COLUMNS] = {0};

	verify->faults++;
	values[0] = CStringGetTextDatum(kind);
	values[1] = Int64GetDatum(version);
	nulls[1] = version == 0;
	values[2] = CStringGetTextDatum(place);
	nulls[3] = expected == NULL;
	if (!nulls[3])
		values[3] = CStringGetTextDatum(expected);
	nulls[4] = found == NULL;
	if (!nulls[4])
		values[4] = CStringGetTextDatum(found);
	tuplestore_putvalues(verify->result->setResult, verify->result->setDesc, values, nulls);
}

/*
 * Fault returns a row of the version at hand.
 */
void
Fault(Verify *verify, const char *kind, const char *place, const char *expected, const char *found)
{
	VersionFault(verify, kind, verify->next < verify->versions ? verify->version[verify->next].version : 0, place, expected, found);
}

static char *
BytesText(const unsigned char *bytes, int size)
{
	char	   *text = palloc(2 + 2 * (Size) size + 1);

	memcpy(text, "\\x", 2);
	text[2 + hex_encode((const char *) bytes, size, text + 2)] = '\0';
	return text;
}

/*
 * HashText is a hash as bytea is printed.
 */
char *
HashText(const TreeHash *hash)
{
	return BytesText(hash->bytes, HASH_SIZE);
}

/*
 * EntryCount is a number of entries in words.
 */
char *
EntryCount(int64 count)
{
	return psprintf(count == 1 ? "%lld entry" : "%lld entries", (long long) count);
}

/*
 * LastEntryText is the entry that a version says it ends with.
 */
static char *
LastEntryText(const StoredVersion *version)
{
	return version->size > 0 ? psprintf("entry %lld", (long long) version->size - 1) : "an entry";
}

static bool
IsRoot(const StoredVersion *version, const TreeHash *root)
{
	return version->root != NULL && VARSIZE_ANY_EXHDR(version->root) == HASH_SIZE &&
		memcmp(VARDATA_ANY(version->root), root, HASH_SIZE) == 0;
}

/*
 * BlockEnd is the index after the last leaf of a block of the list that begins
 * at some leaf: where the next one starts, or else what its entries come to.
 */
static int64
BlockEnd(const Verify *verify, int at, int64 start, int entries)
{
	const BlockList *list = verify->list;

	if (at + 1 == list->count && !list->block[at].guessed)
		return Max(start, list->size);
	if (at + 1 < list->count && list->block[at + 1].start >= 0)
		return Max(start, list->block[at + 1].start);
	return start + entries;
}

/*
 * IsAsStored tells whether the entries of a block are the stored leaves from a
 * start to an end.
 */
static bool
IsAsStored(Verify *verify, const StoredBlock *block, int64 start, int64 end)
{
	if (!block->found || block->rest > 0 || block->count != end - start)
		return false;
	for (int i = 0; i < block->count; i++)
	{
		const TreeHash *stored = StoredLeaf(&verify->leaves, start + i);

		if (stored == NULL || memcmp(&block->hash[i], stored, HASH_SIZE) != 0)
			return false;
	}
	return true;
}

/*
 * ReadListed reads a block of the list whose first leaf has some index; whether
 * its entries are the stored leaves.  If they are not, the tiles may say a wrong
 * block, and another one fits.
 */
static bool
ReadListed(Verify *verify, int at, int64 start, StoredBlock *block)
{
	LogBlock   *listed = &verify->list->block[at];
	UnlistedReader reader;
	StoredBlock found;
	int64		number = listed->other;
	bool		more = number >= 0,
				fits = false;

	ReadStoredBlock(verify->log, listed->block, block);
	if (IsAsStored(verify, block, start, BlockEnd(verify, at, start, block->count)))
		return true;
	UnlistedBegin(&reader, verify->log, verify->list, at > 0 ? listed[-1].block : BEFORE_ALL,
				  at + 1 < verify->list->count ? listed[1].block : PG_INT64_MAX, BLOCKS_PASSED);
	for (int tried = 0; tried < BLOCKS_TRIED && !fits; tried++)
	{
		if (!more && !NextUnlisted(&reader, &number))
			break;
		more = false;
		ReadStoredBlock(verify->log, number, &found);
		if (IsAsStored(verify, &found, start, BlockEnd(verify, at, start, found.count)))
		{
			*block = found;
			listed->other = listed->block;
			listed->block = number;
			fits = true;
		}
		else
			FreeStoredBlock(&found);
	}
	UnlistedEnd(&reader);
	return fits;
}

/*
 * EndAfter is the version that ends after a block, at some size: one that has
 * it, or else the one that the last entry says it seals.
 */
static int
EndAfter(const Verify *verify, const StoredBlock *block, int64 size)
{
	int			next = verify->next;
	int64		sealed = SealOf(block);

	if (next < verify->versions && verify->version[next].size == size)
		return next;
	for (int i = next; sealed > 0 && i < verify->versions && verify->version[i].version <= sealed; i++)
		if (verify->version[i].version == sealed)
			return i;
	return sealed > 0 ? UNKNOWN_END : NO_END;
}

static void
EdgeFrontier(Builder *builder, Frontier *frontier)
{
	frontier->size = builder->size;
	frontier->count = 0;
	for (int level = FRONTIER_MAX - 2; level >= 0; level--)
		if ((builder->size >> level) & 1)
			BuilderNode(builder, level, (builder->size >> level) - 1, &frontier->hash[frontier->count++]);
}

/*
 * StoredOr is the stored hash of a leaf, or another if there is none.
 */
static const TreeHash *
StoredOr(LeafReader *leaves, int64 index, const TreeHash *other)
{
	static const TreeHash none = {{0}};
	const TreeHash *stored = StoredLeaf(leaves, index);

	return stored != NULL ? stored : other != NULL ? other : &none;
}

/*
 * DecideTrust finds out whether the root of the version at hand is of its
 * entries.  If not, it is of the stored hashes, or both were changed.
 */
static void
DecideTrust(Verify *verify)
{
	Frontier	entries;
	int64		stored = verify->builder.size;	/* leaves of the stored nodes */
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "block of a log", ALLOCSET_DEFAULT_SIZES);
	MemoryContext before = MemoryContextSwitchTo(scratch);
	int			at;

	EdgeFrontier(&verify->builder, &entries);
	verify->trust = TRUST_STORED;
	for (at = verify->at; at < verify->list->count; at++)
	{
		StoredBlock block;
		int64		start = stored;
		int64		end;
		int			ended;

		MemoryContextReset(scratch);
		CHECK_FOR_INTERRUPTS();
		ReadListed(verify, at, start, &block);
		end = BlockEnd(verify, at, start, block.count);
		stored = end;
		for (int64 i = start; i < end && !block.found; i++)
			FrontierAppend(&entries, StoredOr(&verify->leaves, i, NULL));
		for (int i = 0; i < block.count; i++)
			FrontierAppend(&entries, &block.hash[i]);
		ended = EndAfter(verify, &block, (int64) entries.size);
		if (ended >= 0)
		{
			TreeHash	root;

			FrontierRoot(&entries, &root);
			if (IsRoot(&verify->version[ended], &root))
				verify->trust = TRUST_ENTRIES;
			break;
		}
		/* Of that version there is no root. */
		if (ended == UNKNOWN_END)
			break;
	}
	verify->trusted_to = at;
	MemoryContextSwitchTo(before);
	MemoryContextDelete(scratch);
}

static void
CheckCheckpoint(Verify *verify)
{
	TreeHash	root;

	if (!verify->has_checkpoint || verify->builder.size != verify->checkpoint_size)
		return;
	BuilderRoot(&verify->builder, &root);
	if (memcmp(&root, &verify->checkpoint_root, HASH_SIZE) != 0)
		Fault(verify, "root mismatch", psprintf("checkpoint of %lld entries", (long long) verify->checkpoint_size),
			  HashText(&verify->checkpoint_root), HashText(&root));
}

static void
PutLeaf(Verify *verify, const TreeHash *hash)
{
	BuilderLeaf(&verify->builder, hash);
	CheckCheckpoint(verify);
}

/*
 * EndVersion compares a version with the tree and the entry that seals it;
 * block is NULL if that entry is known to be changed or gone.
 */
static void
EndVersion(Verify *verify, int ended, const StoredBlock *block)
{
	const StoredVersion *version = &verify->version[ended];
	char	   *name = psprintf("version %lld", (long long) version->version);
	TreeHash	root;

	for (; verify->next < ended; verify->next++)
		Fault(verify, "removed", psprintf("version %lld: the entry that seals it", (long long) verify->version[verify->next].version),
			  LastEntryText(&verify->version[verify->next]), NULL);
	BuilderEndVersion(&verify->builder);
	BuilderRoot(&verify->builder, &root);
	if (version->size != verify->builder.size)
		Fault(verify, "edited", psprintf("%s: size", name), psprintf("%lld", (long long) verify->builder.size),
			  version->size < 0 ? "null" : psprintf("%lld", (long long) version->size));
	if (!IsRoot(version, &root))
		Fault(verify, "root mismatch", psprintf("%s: root", name), HashText(&root),
			  version->root == NULL ? "null" : BytesText((unsigned char *) VARDATA_ANY(version->root), VARSIZE_ANY_EXHDR(version->root)));
	if (block != NULL)
		CompareSeal(verify, version, block);
	CompareIndex(verify, version);
	verify->next = ended + 1;
}

/*
 * VerifyBlock takes a block of the list into the tree.
 */
static void
VerifyBlock(Verify *verify)
{
	StoredBlock block;
	int64		start = verify->builder.size;
	bool		is_as_stored = ReadListed(verify, verify->at, start, &block);
	int64		number = verify->list->block[verify->at].block;
	int64		end = BlockEnd(verify, verify->at, start, block.count);
	int			ended;

	if (!is_as_stored && verify->trust == TRUST_BOTH)
		DecideTrust(verify);
	if (is_as_stored || (verify->trust == TRUST_ENTRIES && block.found))
	{
		BuilderBlock(&verify->builder, number);
		for (int i = 0; i < block.count; i++)
			PutLeaf(verify, &block.hash[i]);
		ReportUnreadable(verify, number, &block, start);
		IndexStoredBlock(verify, number, &block, start);
	}
	else
	{
		CompareBlock(verify, number, &block, end);
		if (end > start)
			BuilderBlock(&verify->builder, number);
		for (int64 i = start; i < end; i++)
			PutLeaf(verify, StoredOr(&verify->leaves, i, i - start < block.count ? &block.hash[i - start] : NULL));
	}
	ended = EndAfter(verify, &block, verify->builder.size);
	if (ended >= 0)
		EndVersion(verify, ended, is_as_stored || (verify->trust == TRUST_ENTRIES && block.found) ? &block : NULL);
	else if (ended == UNKNOWN_END)
	{
		BuilderEndVersion(&verify->builder);
		if (verify->next == verify->versions)
			VersionFault(verify, "truncated", SealOf(&block), psprintf("version %lld", (long long) SealOf(&block)), psprintf("a version of %lld entries", (long long) verify->builder.size), NULL);
	}
	if (ended != NO_END || verify->at >= verify->trusted_to)
		verify->trust = TRUST_BOTH;
	if (ended != NO_END)
	{
		verify->begun = verify->builder.size;
		if (verify->sealed != NULL)
			hash_destroy(verify->sealed);
		verify->sealed = NULL;
	}
}

/*
 * CheckNumbers reports versions that are missing between others.
 */
static void
CheckNumbers(Verify *verify)
{
	int64		last = verify->since;

	for (int i = 0; i < verify->versions; i++)
	{
		int64		number = verify->version[i].version;
		MemoryContext before = MemoryContextSwitchTo(verify->words);

		if (number <= last)
			VersionFault(verify, "inserted", number, psprintf("version %lld", (long long) number), NULL, "a version of this number");
		else if (number - last == 2)
			VersionFault(verify, "removed", last + 1, psprintf("version %lld", (long long) last + 1), "a row of ledger_version", NULL);
		else if (number > last + 1)
			VersionFault(verify, "removed", last + 1, psprintf("versions %lld to %lld", (long long) last + 1, (long long) number - 1), "rows of ledger_version", NULL);
		last = Max(last, number);
		MemoryContextSwitchTo(before);
		MemoryContextReset(verify->words);
	}
}

/*
 * ReportRest reports what the entries do not come to: versions, and the
 * checkpoint.
 */
static void
ReportRest(Verify *verify)
{
	int64		size = verify->builder.size;

	for (; verify->next < verify->versions; verify->next++)
	{
		const StoredVersion *version = &verify->version[verify->next];
		MemoryContext before = MemoryContextSwitchTo(verify->words);

		if (version->size > size)
			Fault(verify, "truncated", psprintf("version %lld", (long long) version->version), EntryCount(version->size),
				  EntryCount(size));
		else
			Fault(verify, "inserted", psprintf("version %lld", (long long) version->version), NULL, "no entry seals it");
		MemoryContextSwitchTo(before);
		MemoryContextReset(verify->words);
		CHECK_FOR_INTERRUPTS();
	}
	if (verify->has_checkpoint && verify->checkpoint_size > size)
		Fault(verify, "truncated", psprintf("checkpoint of %lld entries", (long long) verify->checkpoint_size),
			  EntryCount(verify->checkpoint_size), EntryCount(size));
}

/*
 * ReportUnlisted reports blocks that no tile names though they are sealed, and
 * those that cannot be read.
 */
static void
ReportUnlisted(Verify *verify)
{
	MemoryContext scratch,
				before;
	const BlockList *list = verify->list;
	/* Of tiles before those that were read it is not known which blocks they name. */
	int64		after = verify->since > 0 && list->known_count > 0 ? list->known[list->known_count - 1] : BEFORE_ALL;
	UnlistedReader reader;
	int64		number;

	if (verify->since > 0 && list->known_count == 0)
		return;
	UnlistedBegin(&reader, verify->log, list, after, PG_INT64_MAX, PG_INT64_MAX);
	/* Not in the context in which the reading began. */
	scratch = AllocSetContextCreate(CurrentMemoryContext, "block in no version", ALLOCSET_DEFAULT_SIZES);
	before = MemoryContextSwitchTo(scratch);
	while (NextUnlisted(&reader, &number))
	{
		StoredBlock block;
		int64		sealed;

		MemoryContextReset(scratch);
		CHECK_FOR_INTERRUPTS();
		ReadStoredBlock(verify->log, number, &block);
		sealed = SealOf(&block);
		if (number < FIRST_BLOCK)
			VersionFault(verify, "inserted", 0, psprintf("block %lld, in no version", (long long) number), NULL, "a number that no block can have");
		else if (number <= verify->settled)
			VersionFault(verify, "inserted", 0, psprintf("block %lld, in no version", (long long) number), NULL, psprintf("a number up to which, %lld, none was missing when it was sealed", (long long) verify->settled));
		if (sealed > 0)
			VersionFault(verify, "truncated", sealed, psprintf("version %lld", (long long) sealed), "a version that ends with this block", psprintf("block %lld in no version", (long long) number));
		if (block.rest > 0 || block.count == 0 || FirstUnreadable(&block, 0) < block.count)
			VersionFault(verify, "edited", 0, psprintf("block %lld, in no version yet", (long long) number), "entries", "bytes that are none");
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(scratch);
}

/*
 * ReportUnguarded reports what should keep the rows from being changed, and does
 * not.
 */
static void
ReportUnguarded(void *state, const char *relation, const char *what, const char *expected, const char *found, const char *remedy)
{
	VersionFault(state, "unguarded", 0, psprintf("%s: %s", relation, what), expected, found);
}

/*
 * Resume begins with the tree of a version; false if the stored nodes are not
 * of its root.
 */
static bool
Resume(Verify *verify, const StoredVersion *version)
{
	TreeHash	root;

	if (version->size < 0 || LogTryResume(verify->log, version->size, &verify->builder) >= 0)
		return false;
	BuilderRoot(&verify->builder, &root);
	return IsRoot(version, &root) && (!verify->has_checkpoint || memcmp(&root, &verify->checkpoint_root, HASH_SIZE) == 0);
}

/*
 * VersionOfSize is the version that has so many entries; 0 if none has.
 */
static int64
VersionOfSize(const Log *log, int64 size)
{
	LogRows		rows;
	HeapTuple	row;
	int64		version = 0;

	LogVersionsFrom(&rows, log, log->snapshot, 1);
	while (version == 0 && (row = LogNextRow(&rows)) != NULL)
		if (LogRowNumber(&rows, row, VERSION_SIZE) == size)
			version = LogRowNumber(&rows, row, VERSION_NUMBER);
	LogEndRows(&rows);
	return version;
}

/*
 * SayProgress says how far the verification has come.
 */
static void
SayProgress(Verify *verify)
{
	if (progress_setting == 0 || verify->builder.size - verify->said < progress_setting)
		return;
	verify->said = verify->builder.size;
	ereport(NOTICE,
			(errmsg("%lld of %lld entries verified", (long long) verify->builder.size, (long long) verify->list->size)));
}

static void
Begin(Verify *verify, int64 since)
{
	int			count;

	verify->since = since;
	verify->version = StoredVersions(verify->log, since != 0 ? since : PG_INT64_MIN, &count);
	verify->versions = count;
	BuilderBegin(&verify->builder, CompareTile, verify);
	if (since != 0)
	{
		if (count == 0 || since < 0 || verify->version[0].version != since)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("version %lld of the log of schema \"%s\" does not exist", (long long) since, verify->log->schema),
					 errhint("Name a version of view log_versions, or 0 to verify the whole log.")));
		if (!Resume(verify, &verify->version[0]))
		{
			/* What is wrong is before it. */
			Begin(verify, 0);
			return;
		}
		verify->version++;
		verify->versions--;
	}
	BeginIndex(verify, since == 0 ? NULL : verify->version - 1);
	verify->said = verify->builder.size;
	verify->begun = verify->builder.size;
	verify->list = ListBlocks(verify->log, verify->builder.size, verify->versions > 0 ? verify->version[verify->versions - 1].size : 0);
	for (int level = 0; level < TILE_LEVELS; level++)
	{
		const Tile *edge = &verify->builder.edge[level];

		TileReaderBegin(&verify->tiles[level], verify->log, level, since > 0 ? edge->number : PG_INT64_MIN, since > 0 ? edge->width : PG_INT32_MIN);
	}
	LeafReaderBegin(&verify->leaves, verify->log);
}

static void
VerifyLog(FunctionCallInfo fcinfo, int64 since, const int64 *checkpoint_size, const TreeHash *checkpoint_root, bool from_checkpoint)
{
	Verify	   *verify = palloc0(sizeof(Verify));
	char	   *schema = text_to_cstring(PG_GETARG_TEXT_PP(0));
	MemoryContext scratch,
				before;

	InitMaterializedSRF(fcinfo, 0);
	verify->result = (ReturnSetInfo *) fcinfo->resultinfo;
	verify->trusted_to = -1;
	verify->context = CurrentMemoryContext;
	verify->words = AllocSetContextCreate(CurrentMemoryContext, "words of a fault", ALLOCSET_DEFAULT_SIZES);
	verify->log = LogOpen(LogNamespace(schema), LOG_READ);
	if (checkpoint_size != NULL)
	{
		verify->has_checkpoint = true;
		verify->checkpoint_size = *checkpoint_size;
		verify->checkpoint_root = *checkpoint_root;
	}
	Begin(verify, from_checkpoint ? VersionOfSize(verify->log, *checkpoint_size) : since);
	CheckCheckpoint(verify);
	CheckNumbers(verify);
	scratch = AllocSetContextCreate(CurrentMemoryContext, "block of a log", ALLOCSET_DEFAULT_SIZES);
	before = MemoryContextSwitchTo(scratch);
	for (verify->at = 0; verify->at < verify->list->count; verify->at++)
	{
		if (verify->list->block[verify->at].guessed && verify->next == verify->versions)
			break;
		MemoryContextReset(scratch);
		CHECK_FOR_INTERRUPTS();
		VerifyBlock(verify);
		SayProgress(verify);
	}
	MemoryContextReset(scratch);
	verify->list->count = verify->at;
	NoteKnown(verify->list);
	ReportRest(verify);
	ReportOtherTiles(verify);
	ReportUnlisted(verify);
	ReportOtherIndexRows(verify);
	LogGuards(verify->log, ReportUnguarded, verify);
	MemoryContextSwitchTo(before);
	MemoryContextDelete(scratch);
	LogClose(verify->log);
}

static void
RefuseNull(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("%s is null", name),
			 errdetail("No rows would say that the log is intact."),
			 errhint("Give the schema of the log, and the version or the checkpoint from which to verify it.")));
}

/*
 * sen.verify_log(programme, since_version)
 */
Datum
verify_log(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		RefuseNull("programme");
	if (PG_ARGISNULL(1))
		RefuseNull("since_version");
	VerifyLog(fcinfo, PG_GETARG_INT64(1), NULL, NULL, false);
	return (Datum) 0;
}

static void
VerifyCheckpoint(FunctionCallInfo fcinfo, bool from_checkpoint)
{
	int64		size;
	TreeHash	root;

	if (PG_ARGISNULL(0))
		RefuseNull("programme");
	if (PG_ARGISNULL(1))
		RefuseNull("checkpoint");
	(void) ParseCheckpoint(PG_GETARG_TEXT_PP(1), &size, &root);
	VerifyLog(fcinfo, 0, &size, &root, from_checkpoint);
}

/*
 * sen.verify_log(programme, checkpoint)
 */
Datum
verify_checkpoint(PG_FUNCTION_ARGS)
{
	VerifyCheckpoint(fcinfo, false);
	return (Datum) 0;
}

/*
 * sen.verify_log_since(programme, checkpoint)
 */
Datum
verify_since(PG_FUNCTION_ARGS)
{
	VerifyCheckpoint(fcinfo, true);
	return (Datum) 0;
}
