/*
 * verify_entries.c --- comparing the entries of blocks with the stored hashes
 * of their leaves, and the entry that ends a version with the version.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/verify/verify.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

typedef struct LeafPlace
{
	TreeHash	hash;			/* key */
	int64		index;
} LeafPlace;

static bool
SameHash(const TreeHash *a, const TreeHash *b)
{
	return b != NULL && memcmp(a, b, HASH_SIZE) == 0;
}

/*
 * FindStored is the index of another leaf of the version at hand that has this
 * hash; -1 if there is none.
 */
static int64
FindStored(Verify *verify, const TreeHash *hash, int64 index)
{
	LeafPlace  *place;

	if (verify->sealed == NULL)
	{
		HASHCTL		control = {.keysize = sizeof(TreeHash), .entrysize = sizeof(LeafPlace), .hcxt = verify->context};
		int64		end = verify->next < verify->versions ? verify->version[verify->next].size : verify->list->size;
		LeafReader	leaves;

		LeafReaderBegin(&leaves, verify->log);
		verify->sealed = hash_create("stored leaves of a version", 1024, &control, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
		for (int64 i = verify->begun; i < Min(end, verify->list->size); i++)
		{
			const TreeHash *stored = StoredLeaf(&leaves, i);

			if (stored != NULL)
				((LeafPlace *) hash_search(verify->sealed, stored, HASH_ENTER, NULL))->index = i;
		}
	}
	place = hash_search(verify->sealed, hash, HASH_FIND, NULL);
	return place == NULL || place->index == index ? -1 : place->index;
}

static char *
EntryText(int64 index, int64 number, int entry, const StoredBlock *block)
{
	Leaf		leaf;
	char	   *description;

	if (entry >= block->count)
		return psprintf("entry %lld (block %lld, number %d)", (long long) index, (long long) number, entry);
	if (!LeafTryRead(block->data[entry], block->size[entry], &leaf, &description))
		description = "unreadable";
	return psprintf("entry %lld (block %lld, number %d): %s", (long long) index, (long long) number, entry, description);
}

static char *
RangeText(int64 from, int64 count, int64 number)
{
	if (count == 1)
		return psprintf("entry %lld (block %lld)", (long long) from, (long long) number);
	if (count < 1)
		return psprintf("before entry %lld (block %lld)", (long long) from, (long long) number);
	return psprintf("entries %lld to %lld (block %lld)", (long long) from, (long long) (from + count - 1), (long long) number);
}

/*
 * CompareEntries does so for a block of as many entries as there are stored leaves.
 */
static void
CompareEntries(Verify *verify, int64 number, const StoredBlock *block)
{
	int64		start = verify->builder.size;

	for (int i = 0; i < block->count; i++)
	{
		const TreeHash *stored = StoredLeaf(&verify->leaves, start + i);
		MemoryContext before;
		int64		other;

		if (stored == NULL || SameHash(&block->hash[i], stored))
			continue;
		other = FindStored(verify, &block->hash[i], start + i);
		before = MemoryContextSwitchTo(verify->words);
		Fault(verify, other < 0 ? "edited" : "reordered", EntryText(start + i, number, i, block), HashText(stored),
			  other < 0 ? HashText(&block->hash[i]) : psprintf("entry %lld", (long long) other));
		MemoryContextSwitchTo(before);
		MemoryContextReset(verify->words);
		CHECK_FOR_INTERRUPTS();
	}
}

/*
 * CompareBlock says how the entries of a block differ from the stored leaves,
 * from the builder's next one up to an end.
 */
void
CompareBlock(Verify *verify, int64 number, const StoredBlock *block, int64 end)
{
	int64		start = verify->builder.size;
	int64		count = end - start;
	int64		same = 0,
				same_at_end = 0,
				missing,
				found,
				other;

	if (!block->found)
	{
		Fault(verify, "removed", RangeText(start, count, number), EntryCount(count), NULL);
		return;
	}
	if (block->count == count && block->rest == 0)
	{
		CompareEntries(verify, number, block);
		return;
	}
	while (same < Min(count, block->count) && SameHash(&block->hash[same], StoredLeaf(&verify->leaves, start + same)))
		same++;
	while (block->rest == 0 && same_at_end < Min(count, block->count) - same &&
		   SameHash(&block->hash[block->count - 1 - same_at_end], StoredLeaf(&verify->leaves, end - 1 - same_at_end)))
		same_at_end++;
	missing = count - same - same_at_end;
	found = block->count - same - same_at_end;
	if (block->rest > 0)
		Fault(verify, "edited", missing > 0 ? EntryText(start + same, number, same, block) : RangeText(end, 0, number),
			  EntryCount(missing), psprintf("%s, and %d bytes that are none", EntryCount(found), block->rest));
	else if (same == 0 && same_at_end == 0 && found > 0 && (other = FindStored(verify, &block->hash[0], start)) >= 0)
		Fault(verify, "reordered", RangeText(start, count, number), EntryCount(count),
			  psprintf("%s, of which the first is entry %lld", EntryCount(found), (long long) other));
	else if (missing > 0 && found == 0)
		Fault(verify, "removed", RangeText(start + same, missing, number), EntryCount(missing), NULL);
	else if (missing == 0)
		Fault(verify, "inserted", EntryText(start + same, number, same, block), NULL, EntryCount(found));
	else
		Fault(verify, missing > found ? "removed" : "inserted", RangeText(start + same, missing, number),
			  EntryCount(missing), EntryCount(found));
}

/*
 * ReportUnreadable reports what is sealed but is no entry.
 */
void
ReportUnreadable(Verify *verify, int64 number, const StoredBlock *block, int64 start)
{
	for (int i = FirstUnreadable(block, 0); i < block->count; i = FirstUnreadable(block, i + 1))
	{
		MemoryContext before = MemoryContextSwitchTo(verify->words);

		Fault(verify, "edited", EntryText(start + i, number, i, block), "an entry", "bytes that are none");
		MemoryContextSwitchTo(before);
		MemoryContextReset(verify->words);
		CHECK_FOR_INTERRUPTS();
	}
	if (block->rest > 0)
		Fault(verify, "inserted", psprintf("block %lld: after its last entry", (long long) number), NULL, psprintf("%d bytes that are no entry", block->rest));
	else if (!block->canonical)
		Fault(verify, "edited", psprintf("block %lld: lengths of entries", (long long) number), "each in as few bytes as it needs", "more bytes");
}

static bool
SameText(LeafField field, const char *text)
{
	return field.data == NULL || text == NULL ? field.data == NULL && text == NULL :
		strlen(text) == field.size && memcmp(text, field.data, field.size) == 0;
}

/*
 * SealColumn is a column of the row of an entry; a null field if it has none.
 */
static LeafField
SealColumn(const Leaf *leaf, const char *wanted)
{
	const char *at = leaf->row.at;
	LeafField	name,
				value;

	for (uint32 i = 0; i < leaf->row.count; i++)
	{
		LeafNextColumn(&at, &name, &value);
		if (name.size == strlen(wanted) && memcmp(name.data, wanted, name.size) == 0)
			return value;
	}
	return (LeafField) {NULL, 0};
}

static bool
ReadSeal(const StoredBlock *block, Leaf *leaf)
{
	int			last = block->count - 1;

	/* Bytes as of leaf.h: most entries are others. */
	return last >= 0 && block->rest == 0 && block->size[last] > 2 && block->data[last][1] == OPERATION_SEAL &&
		LeafTryRead(block->data[last], block->size[last], leaf, NULL) && SameText(leaf->table, "ledger_version");
}

/*
 * SealOf is the version that a block ends with its last entry; 0 for none.
 */
int64
SealOf(const StoredBlock *block)
{
	Leaf		leaf;
	LeafField	number;
	int64		version = 0;

	if (!ReadSeal(block, &leaf))
		return 0;
	number = SealColumn(&leaf, "version");
	if (number.data == NULL || number.size > 18)
		return 0;
	for (uint32 i = 0; i < number.size; i++)
	{
		if (number.data[i] < '0' || number.data[i] > '9')
			return 0;
		version = version * 10 + (number.data[i] - '0');
	}
	return version;
}

static void
CompareText(Verify *verify, const StoredVersion *version, const char *what, LeafField sealed, const char *stored)
{
	char	   *expected;

	/* In the encoding of the database. */
	expected = LeafText(sealed);
	if ((expected == NULL) == (stored == NULL) && (stored == NULL || strcmp(expected, stored) == 0))
		return;
	Fault(verify, "edited", psprintf("version %lld: %s", (long long) version->version, what), expected == NULL ? "null" : expected,
		  stored == NULL ? "null" : stored);
}

static char *
TimeText(TimestampTz time)
{
	return pstrdup(timestamptz_to_str(time));
}

/*
 * CompareSeal compares a version with the entry that ends it.
 */
void
CompareSeal(Verify *verify, const StoredVersion *version, const StoredBlock *block)
{
	Leaf		leaf;
	char	   *description;

	if (!ReadSeal(block, &leaf) || !LeafTryRead(block->data[block->count - 1], block->size[block->count - 1], &leaf, &description))
	{
		Fault(verify, "removed", psprintf("version %lld: the entry that seals it", (long long) version->version), "the last entry", NULL);
		return;
	}
	CompareText(verify, version, "version", SealColumn(&leaf, "version"), psprintf("%lld", (long long) version->version));
	CompareText(verify, version, "label", SealColumn(&leaf, "label"), version->label);
	CompareText(verify, version, "meeting", leaf.meeting, version->meeting);
	CompareText(verify, version, "session_role", leaf.session_role, version->session_role);
	CompareText(verify, version, "acting_role", leaf.current_role, version->acting_role);
	if (!version->has_time || version->sealed_at != leaf.statement_at)
		Fault(verify, "edited", psprintf("version %lld: sealed_at", (long long) version->version), TimeText(leaf.statement_at),
			  version->has_time ? TimeText(version->sealed_at) : "null");
}
