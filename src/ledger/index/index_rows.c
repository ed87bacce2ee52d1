/*
 * index_rows.c --- reading and writing the rows of the index of a log.
 */
#include "postgres.h"
#include "compat.h"

#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/xact.h"
#include "ledger/index/log_index.h"
#include "miscadmin.h"
#include "port/pg_bswap.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* Bytes of a row that the digest covers before its content: its key. */
#define KEY_BYTES (4 * sizeof(uint64))

/* Of a head: two numbers and the digest. */
#define NUMBER_BYTES 10

/*
 * IndexPutNumber writes a varint of up to 64 bits.
 */
void
IndexPutNumber(StringInfo buf, uint64 number)
{
	enlargeStringInfo(buf, NUMBER_BYTES);
	while (number >= 0x80)
	{
		buf->data[buf->len++] = (char) (number | 0x80);
		number >>= 7;
	}
	buf->data[buf->len++] = (char) number;
}

/*
 * IndexPutSigned writes a number that may be below 0.
 */
void
IndexPutSigned(StringInfo buf, int64 number)
{
	IndexPutNumber(buf, ((uint64) number << 1) ^ (uint64) (number >> 63));
}

/*
 * IndexNumber reads a varint; false if there is none.
 */
bool
IndexNumber(const char **at, const char *end, uint64 *number)
{
	*number = 0;
	for (int shift = 0; shift < 64 && *at < end; shift += 7)
	{
		unsigned char byte = *(*at)++;

		*number |= (uint64) (byte & 0x7f) << shift;
		if ((byte & 0x80) == 0)
			return true;
	}
	return false;
}

/*
 * IndexSigned reads a number that may be below 0.
 */
bool
IndexSigned(const char **at, const char *end, int64 *number)
{
	uint64		folded;

	if (!IndexNumber(at, end, &folded))
		return false;
	*number = (int64) ((folded >> 1) ^ (0 - (folded & 1)));
	return true;
}

static bool
TakeCount(const char **at, const char *end, int64 *count)
{
	uint64		number;

	if (!IndexNumber(at, end, &number) || number > TREE_SIZE_MAX)
		return false;
	*count = (int64) number;
	return true;
}

static bool
TakeBytes(const char **at, const char *end, void *bytes, Size size)
{
	if ((Size) (end - *at) < size)
		return false;
	memcpy(bytes, *at, size);
	*at += size;
	return true;
}

/*
 * IndexPutHead writes the end of a chain.
 */
void
IndexPutHead(StringInfo buf, const IndexHead *head)
{
	IndexPutNumber(buf, head->version);
	if (head->version == 0)
		return;
	IndexPutNumber(buf, head->part);
	appendBinaryStringInfo(buf, (const char *) &head->digest, sizeof(TreeHash));
}

/*
 * IndexTakeHead reads one; false if there is none.
 */
bool
IndexTakeHead(const char **at, const char *end, IndexHead *head)
{
	memset(head, 0, sizeof(IndexHead));
	if (!TakeCount(at, end, &head->version))
		return false;
	return head->version == 0 || (TakeCount(at, end, &head->part) && TakeBytes(at, end, &head->digest, sizeof(TreeHash)));
}

static bool
SameHead(const IndexHead *a, const IndexHead *b)
{
	return a->version == b->version && a->part == b->part && memcmp(&a->digest, &b->digest, sizeof(TreeHash)) == 0;
}

/*
 * IndexDigest is the digest of a row.
 */
void
IndexDigest(IndexKind kind, int64 table, int64 version, int64 part, const char *content, Size size, TreeHash *digest)
{
	uint64		key[4] = {pg_hton64(kind), pg_hton64(table), pg_hton64(version), pg_hton64(part)};

	Sha256After((unsigned char *) key, KEY_BYTES, (const unsigned char *) content, size, digest);
}

/*
 * IndexPutDirectory writes a directory, with its digest.
 */
void
IndexPutDirectory(StringInfo buf, const IndexDirectory *directory)
{
	TreeHash	digest;

	IndexPutNumber(buf, directory->size);
	appendBinaryStringInfo(buf, (const char *) &directory->root, sizeof(TreeHash));
	IndexPutNumber(buf, directory->last_block);
	IndexPutNumber(buf, directory->settled);
	IndexPutNumber(buf, directory->settled_size);
	IndexPutNumber(buf, directory->system);
	IndexPutNumber(buf, directory->next_xid);
	IndexPutNumber(buf, directory->own);
	IndexPutHead(buf, &directory->meetings);
	IndexPutNumber(buf, directory->tables);
	for (int i = 0; i < directory->tables; i++)
	{
		const IndexTable *table = &directory->table[i];

		IndexPutNumber(buf, table->name.size);
		appendBinaryStringInfo(buf, table->name.data, table->name.size);
		IndexPutNumber(buf, table->entries);
		IndexPutHead(buf, &table->places);
		IndexPutHead(buf, &table->events);
		IndexPutHead(buf, &table->state);
		IndexPutSigned(buf, table->latest);
		IndexPutNumber(buf, table->since);
		IndexPutNumber(buf, table->due);
		IndexPutNumber(buf, table->followed);
		IndexPutNumber(buf, table->whole);
	}
	IndexDigest(INDEX_DIRECTORY, 0, directory->version, 0, buf->data, buf->len, &digest);
	appendBinaryStringInfo(buf, (const char *) &digest, sizeof(TreeHash));
}

static bool
TakeTable(const char **at, const char *end, int64 version, IndexTable *table)
{
	int64		size,
				followed,
				whole;
	const IndexHead *head[3] = {&table->places, &table->events, &table->state};

	if (!TakeCount(at, end, &size) || size > end - *at)
		return false;
	table->name.data = *at;
	table->name.size = size;
	*at += size;
	if (!TakeCount(at, end, &table->entries) || !IndexTakeHead(at, end, &table->places) || !IndexTakeHead(at, end, &table->events) ||
		!IndexTakeHead(at, end, &table->state) ||
		!IndexSigned(at, end, &table->latest) || !TakeCount(at, end, &table->since) || !TakeCount(at, end, &table->due) || !TakeCount(at, end, &followed) || !TakeCount(at, end, &whole))
		return false;
	table->followed = followed == 1;
	table->whole = whole == 1;
	for (int i = 0; i < (int) lengthof(head); i++)
		if (head[i]->version > version)
			return false;
	return table->state.version <= table->places.version;
}

/*
 * TakeDirectory reads a directory; false if it is none, or that of another log.  The
 * names point into the content.
 */
static bool
TakeDirectory(const char *at, Size size, const SealedVersion *version, IndexDirectory *directory)
{
	const char *end = at + size - sizeof(TreeHash);
	TreeHash	digest;
	int64		tables,
				entries;

	if (size < sizeof(TreeHash))
		return false;
	IndexDigest(INDEX_DIRECTORY, 0, version->version, 0, at, size - sizeof(TreeHash), &digest);
	if (memcmp(&digest, end, sizeof(TreeHash)) != 0)
		return false;
	memset(directory, 0, sizeof(IndexDirectory));
	directory->version = version->version;
	if (!TakeCount(&at, end, &directory->size) || !TakeBytes(&at, end, &directory->root, sizeof(TreeHash)) || directory->size != version->size ||
		memcmp(&directory->root, &version->root, sizeof(TreeHash)) != 0)
		return false;
	if (!TakeCount(&at, end, &directory->last_block) || !TakeCount(&at, end, &directory->settled) || !TakeCount(&at, end, &directory->settled_size) ||
		directory->settled > directory->last_block || directory->settled_size > directory->size)
		return false;
	if (!IndexNumber(&at, end, &directory->system) || !IndexNumber(&at, end, &directory->next_xid) || !TakeCount(&at, end, &directory->own) ||
		!IndexTakeHead(&at, end, &directory->meetings) || directory->meetings.version > version->version || !TakeCount(&at, end, &tables) || tables > end - at || tables > PG_INT32_MAX / (int64) sizeof(IndexTable))
		return false;
	directory->tables = directory->table_room = (int) tables;
	directory->table = palloc0(sizeof(IndexTable) * Max(1, tables));
	entries = directory->own;
	for (int i = 0; i < directory->tables; i++)
	{
		if (!TakeTable(&at, end, version->version, &directory->table[i]))
			return false;
		entries += directory->table[i].entries;
		if (entries < 0 || entries > TREE_SIZE_MAX)
			return false;
	}
	/* Each entry of the version is of some table, or about the log. */
	return at == end && entries == directory->size;
}

/*
 * IndexContentAt is a copy of what a row says; NULL if there is none.
 */
bytea *
IndexContentAt(const Log *log, IndexKind kind, int64 table, int64 version, int64 part)
{
	LogRows		rows;
	HeapTuple	row;
	bytea	   *content = NULL;

	LogIndexAt(&rows, log, kind, table, version, part);
	row = LogNextRow(&rows);
	if (row != NULL)
		content = LogRowBytes(&rows, row, INDEX_CONTENT, MaxAllocSize);
	LogEndRows(&rows);
	return content;
}

/*
 * IndexDirectoryAt reads the directory of a version; false if there is none that is
 * of this log.
 */
bool
IndexDirectoryAt(const Log *log, const SealedVersion *version, IndexDirectory *directory)
{
	bytea	   *content = IndexContentAt(log, INDEX_DIRECTORY, 0, version->version, 0);

	return content != NULL && TakeDirectory(VARDATA(content), VARSIZE(content) - VARHDRSZ, version, directory);
}

/*
 * WarnIndex says that the index of a log is of no use.
 */
void
WarnIndex(const Log *log)
{
	ereport(WARNING,
			(errmsg("the index of the log of schema \"%s\" is not that of its entries, and is not used", log->schema),
			 errdetail("Nothing else is wrong by that: the log is read whole, which takes longer."),
			 errhint("sen.index_log(%s) makes it anew; sen.verify_log() says what was changed.", quote_literal_cstr(log->schema))));
}

/*
 * IndexIsEmpty: was the index not made yet?
 */
bool
IndexIsEmpty(const Log *log)
{
	LogRows		rows;
	bool		empty;

	LogIndexRows(&rows, log);
	empty = LogNextRow(&rows) == NULL;
	LogEndRows(&rows);
	return empty;
}

/*
 * IndexTableOf is the number of a table that a directory names; -1 if it does not.
 */
int64
IndexTableOf(const IndexDirectory *directory, const char *name, Size size)
{
	for (int i = 0; i < directory->tables; i++)
		if (LeafIs(directory->table[i].name, name, size))
			return i;
	return -1;
}

/*
 * IndexChain hands on the content of the rows of a chain after one up to another,
 * each without its head; false if it is not whole, or a row is not taken.
 */
bool
IndexChain(const Log *log, IndexKind kind, int64 table, const IndexHead *from, const IndexHead *to, IndexRowSink sink, void *state)
{
	MemoryContext batch;
	MemoryContext before;
	IndexHead	at = *from;
	LogRows		rows;
	HeapTuple	row;
	bool		sound = true;

	if (SameHead(from, to))
		return true;
	/* A chain of a state is of that alone. */
	LogIndexFrom(&rows, log, kind, table, kind == INDEX_STATE ? to->version : from->version);
	batch = AllocSetContextCreate(CurrentMemoryContext, "row of the index of a log", ALLOCSET_DEFAULT_SIZES);
	before = MemoryContextSwitchTo(batch);
	while (sound && !SameHead(&at, to) && (row = LogNextRow(&rows)) != NULL)
	{
		int64		version = LogRowNumber(&rows, row, INDEX_VERSION);
		int64		part = LogRowNumber(&rows, row, INDEX_PART);
		const bytea *content;
		const char *data,
				   *end;
		IndexHead	head;

		CHECK_FOR_INTERRUPTS();
		if (version == from->version && part <= from->part)
			continue;
		if (version > to->version)
			break;
		content = LogRowView(&rows, row, INDEX_CONTENT, MaxAllocSize);
		sound = content != NULL;
		if (!sound)
			break;
		data = VARDATA_ANY(content);
		end = data + VARSIZE_ANY_EXHDR(content);
		sound = IndexTakeHead(&data, end, &head) && SameHead(&head, &at);
		IndexDigest(kind, table, version, part, VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content), &at.digest);
		at.version = version;
		at.part = part;
		if (sound)
		{
			MemoryContextSwitchTo(before);
			sound = sink(state, data, end - data);
			MemoryContextSwitchTo(batch);
		}
		MemoryContextReset(batch);
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(batch);
	LogEndRows(&rows);
	return sound && SameHead(&at, to);
}

/*
 * IndexStore adds a row to the index of a log.
 */
void
IndexStore(void *state, IndexKind kind, int64 table, int64 version, int64 part, const char *content, Size size)
{
	const Log  *log = state;
	Datum		values[INDEX_COLUMNS];
	bool		nulls[INDEX_COLUMNS] = {0};
	bytea	   *bytes = palloc(VARHDRSZ + size);

	SET_VARSIZE(bytes, VARHDRSZ + size);
	memcpy(VARDATA(bytes), content, size);
	values[INDEX_KIND - 1] = Int16GetDatum(kind);
	values[INDEX_TABLE - 1] = Int64GetDatum(table);
	values[INDEX_VERSION - 1] = Int64GetDatum(version);
	values[INDEX_PART - 1] = Int64GetDatum(part);
	values[INDEX_CONTENT - 1] = PointerGetDatum(bytes);
	LogInsertRow(log->table[LOG_INDEX], values, nulls, INDEX_COLUMNS);
	pfree(bytes);
}

/*
 * IndexClear deletes all rows of the index.
 */
void
IndexClear(const Log *log)
{
	LogRows		rows;
	HeapTuple	row;

	LogIndexRows(&rows, log);
	while ((row = LogNextRow(&rows)) != NULL)
	{
		simple_heap_delete(log->table[LOG_INDEX], &row->t_self);
		CHECK_FOR_INTERRUPTS();
	}
	LogEndRows(&rows);
	CommandCounterIncrement();
}
