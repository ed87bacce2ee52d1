/*
 * stored.c --- reading a log that may have been changed.
 *
 * Rows are read some at a time by the primary key: a cursor over all could be
 * planned as a sort of the whole log.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "ledger/stored.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/timestamp.h"

#define TILES_READ 64			/* rows at a time */
#define LEAF_TILES_READ 16		/* tiles, of which each has as many rows as versions widened it */
#define BLOCKS_READ 256			/* numbers */

/*
 * PrepareRows prepares a query that is run many times.
 */
RowSet
PrepareRows(const char *query, int count, Oid *types)
{
	RowSet		rows = {SPI_prepare(query, count, types), NULL, 0};

	if (rows.plan == NULL)
		elog(ERROR, "SPI failed with %d: %s", SPI_result, query);
	return rows;
}

/*
 * LoadRows runs it.  What it returned before is freed.
 */
void
LoadRows(RowSet *rows, Datum *values)
{
	if (rows->table != NULL)
		SPI_freetuptable(rows->table);
	rows->table = NULL;
	if (SPI_execute_plan(rows->plan, values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "SPI failed to read the log");
	rows->table = SPI_tuptable;
	rows->count = SPI_processed;
}

/*
 * RowValue is a value of a row; columns are counted from 1.
 */
Datum
RowValue(const RowSet *rows, uint64 row, int column, bool *isnull)
{
	return SPI_getbinval(rows->table->vals[row], rows->table->tupdesc, column, isnull);
}

static char *
TextValue(const RowSet *rows, uint64 row, int column)
{
	bool		isnull;
	Datum		value = RowValue(rows, row, column, &isnull);

	return isnull ? NULL : TextDatumGetCString(value);
}

/*
 * StoredVersions reads the versions from some number on, in their order.
 */
StoredVersion *
StoredVersions(const Log *log, int64 from, int *count)
{
	Oid			type = INT8OID;
	Datum		value = Int64GetDatum(from);
	RowSet		rows = PrepareRows(psprintf("SELECT version, size, root, label, meeting, sealed_at, session_role, acting_role FROM %s WHERE version >= $1 ORDER BY version", log->version), 1, &type);
	StoredVersion *result;

	LoadRows(&rows, &value);
	*count = (int) rows.count;
	result = palloc0(sizeof(StoredVersion) * Max(1, rows.count));
	for (uint64 i = 0; i < rows.count; i++)
	{
		StoredVersion *version = &result[i];
		bool		isnull;
		Datum		datum;

		version->version = DatumGetInt64(RowValue(&rows, i, 1, &isnull));
		datum = RowValue(&rows, i, 2, &isnull);
		version->size = isnull ? -1 : DatumGetInt64(datum);
		datum = RowValue(&rows, i, 3, &isnull);
		version->root = isnull ? NULL : DatumGetByteaPCopy(datum);
		version->label = TextValue(&rows, i, 4);
		version->meeting = TextValue(&rows, i, 5);
		datum = RowValue(&rows, i, 6, &isnull);
		version->has_time = !isnull;
		version->sealed_at = isnull ? 0 : DatumGetTimestampTz(datum);
		version->session_role = TextValue(&rows, i, 7);
		version->acting_role = TextValue(&rows, i, 8);
	}
	SPI_freetuptable(rows.table);
	return result;
}

/*
 * TileReaderBegin reads the tiles of a level after some tile.
 */
void
TileReaderBegin(TileReader *reader, const Log *log, int level, int64 number, int width)
{
	Oid			types[3] = {INT4OID, INT8OID, INT4OID};

	reader->level = level;
	reader->number = number;
	reader->width = width;
	reader->rows = PrepareRows(psprintf("SELECT tile, width::integer, hashes, blocks, starts FROM %s WHERE level = $1 AND (tile, width) > ($2, $3) ORDER BY tile, width LIMIT %d",
										log->tile, TILES_READ), 3, types);
	reader->next = 0;
}

/*
 * NextStoredTile reads the next tile; false at the end.  The tile is good until
 * the next is read.
 */
bool
NextStoredTile(TileReader *reader, StoredTile *tile)
{
	bool		isnull,
				no_starts;
	Datum		value,
				starts;

	if (reader->next == reader->rows.count)
	{
		Datum		values[3] = {Int32GetDatum(reader->level), Int64GetDatum(reader->number), Int32GetDatum(reader->width)};

		/* Fewer than were asked for were the last ones. */
		if (reader->rows.table != NULL && reader->rows.count < TILES_READ)
			return false;
		LoadRows(&reader->rows, values);
		reader->next = 0;
		if (reader->rows.count == 0)
			return false;
	}
	reader->number = tile->number = DatumGetInt64(RowValue(&reader->rows, reader->next, 1, &isnull));
	reader->width = tile->width = DatumGetInt32(RowValue(&reader->rows, reader->next, 2, &isnull));
	value = RowValue(&reader->rows, reader->next, 3, &isnull);
	tile->size = -1;
	tile->hash = NULL;
	if (!isnull)
	{
		bytea	   *hashes = DatumGetByteaPP(value);

		tile->size = VARSIZE_ANY_EXHDR(hashes);
		if (tile->width >= 0 && tile->width <= TILE_WIDTH && tile->size == tile->width * HASH_SIZE)
			tile->hash = (const TreeHash *) VARDATA_ANY(hashes);
	}
	value = RowValue(&reader->rows, reader->next, 4, &isnull);
	starts = RowValue(&reader->rows, reader->next, 5, &no_starts);
	tile->no_places = isnull && no_starts;
	tile->has_places = TilePlaces(value, isnull, starts, no_starts, &tile->place, &tile->places);
	reader->next++;
	return true;
}

/*
 * UnreadStoredTile makes the tile that was read the next one again.
 */
void
UnreadStoredTile(TileReader *reader)
{
	reader->next--;
}

/*
 * LeafReaderBegin reads hashes of leaves.
 */
void
LeafReaderBegin(LeafReader *reader, const Log *log)
{
	Oid			types[2] = {INT8OID, INT8OID};

	reader->rows = PrepareRows(psprintf("SELECT tile, width::integer, hashes FROM %s WHERE level = 0 AND tile BETWEEN $1 AND $2 ORDER BY tile, width", log->tile), 2, types);
	reader->first = reader->number = -1;
	reader->last = -2;
	reader->width = 0;
}

/*
 * StoredLeaf is the stored hash of a leaf, of the widest sound tile; NULL if
 * there is none.  It is good until another tile is asked for.
 */
const TreeHash *
StoredLeaf(LeafReader *reader, int64 index)
{
	int64		number = index / TILE_WIDTH;

	if (number != reader->number)
	{
		if (number < reader->first || number > reader->last)
		{
			Datum		values[2] = {Int64GetDatum(number), Int64GetDatum(number + LEAF_TILES_READ - 1)};

			LoadRows(&reader->rows, values);
			reader->first = number;
			reader->last = number + LEAF_TILES_READ - 1;
		}
		reader->number = number;
		reader->width = 0;
		/* The widest comes last. */
		for (int64 i = (int64) reader->rows.count - 1; i >= 0 && reader->width == 0; i--)
		{
			bool		isnull;
			int			width;
			Datum		value;
			bytea	   *hashes;

			if (DatumGetInt64(RowValue(&reader->rows, i, 1, &isnull)) != number)
				continue;
			width = DatumGetInt32(RowValue(&reader->rows, i, 2, &isnull));
			value = RowValue(&reader->rows, i, 3, &isnull);
			if (isnull || width < 1 || width > TILE_WIDTH)
				continue;
			hashes = DatumGetByteaPP(value);
			if (VARSIZE_ANY_EXHDR(hashes) != (Size) width * HASH_SIZE)
				continue;
			memcpy(reader->hash, VARDATA_ANY(hashes), VARSIZE_ANY_EXHDR(hashes));
			reader->width = width;
		}
	}
	return index % TILE_WIDTH < reader->width ? &reader->hash[index % TILE_WIDTH] : NULL;
}

/*
 * BlockReaderBegin reads blocks.
 */
void
BlockReaderBegin(BlockReader *reader, const Log *log)
{
	Oid			types[2] = {INT8OID, INT8OID};

	reader->rows = PrepareRows(psprintf("SELECT block_id, entries FROM %s WHERE block_id BETWEEN $1 AND $2 ORDER BY block_id", log->block), 2, types);
	reader->first = 0;
	reader->last = -1;
}

/*
 * FindBlock is the row of a block; -1 if there is none.
 */
static int64
FindBlock(BlockReader *reader, int64 block)
{
	int64		low = 0,
				high;

	if (block < reader->first || block > reader->last)
	{
		Datum		values[2];

		reader->first = block;
		reader->last = block > PG_INT64_MAX - BLOCKS_READ ? PG_INT64_MAX : block + BLOCKS_READ - 1;
		values[0] = Int64GetDatum(reader->first);
		values[1] = Int64GetDatum(reader->last);
		LoadRows(&reader->rows, values);
	}
	high = (int64) reader->rows.count - 1;
	while (low <= high)
	{
		bool		isnull;
		int64		middle = (low + high) / 2;
		int64		found = DatumGetInt64(RowValue(&reader->rows, middle, 1, &isnull));

		if (found == block)
			return middle;
		if (found < block)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return -1;
}

static int
NumberSize(uint64 number)
{
	int			size = 1;

	for (; number >= 0x80; number >>= 7)
		size++;
	return size;
}

/*
 * ReadStoredBlock reads the entries of a block and hashes them.
 */
void
ReadStoredBlock(BlockReader *reader, int64 block, StoredBlock *result)
{
	int64		row = FindBlock(reader, block);
	bool		isnull = true;
	Datum		value = 0;
	EntryReader entries;
	const char *data;
	Size		size,
				canonical = 0;
	int			room = 64;

	memset(result, 0, sizeof(StoredBlock));
	result->found = row >= 0;
	result->canonical = true;
	if (row >= 0)
		value = RowValue(&reader->rows, row, 2, &isnull);
	if (isnull)
		return;
	entries = BlockEntries(value);
	result->rest = entries.end - entries.at;
	result->data = palloc(sizeof(char *) * room);
	result->size = palloc(sizeof(Size) * room);
	result->hash = palloc(sizeof(TreeHash) * room);
	while (NextEntry(&entries, &data, &size))
	{
		if (result->count == room)
		{
			room *= 2;
			result->data = repalloc(result->data, sizeof(char *) * room);
			result->size = repalloc(result->size, sizeof(Size) * room);
			result->hash = repalloc_huge(result->hash, sizeof(TreeHash) * room);
		}
		result->data[result->count] = data;
		result->size[result->count] = size;
		LeafHash((const unsigned char *) data, size, &result->hash[result->count]);
		result->count++;
		canonical += NumberSize(size + 1) + size;
	}
	result->canonical = canonical == result->rest - (Size) (entries.end - entries.at);
	result->rest = entries.end - entries.at;
}

static void
AppendColumns(StringInfo buf, LeafColumns columns)
{
	const char *at = columns.at;

	appendStringInfoString(buf, "{");
	for (uint32 i = 0; i < columns.count; i++)
	{
		LeafField	name,
					value;
		char	   *text;

		LeafNextColumn(&at, &name, &value);
		appendStringInfoString(buf, i > 0 ? ", " : "");
		escape_json(buf, LeafText(name));
		appendStringInfoString(buf, ": ");
		text = LeafText(value);
		if (text == NULL)
			appendStringInfoString(buf, "null");
		else
			escape_json(buf, text);
	}
	appendStringInfoString(buf, "}");
}

/*
 * CatchUnreadable is for PG_CATCH around reading entries: it takes the error if
 * it says that bytes are no entry.  What is tried takes no locks and holds
 * nothing, so such an error leaves nothing behind.
 */
static void
CatchUnreadable(MemoryContext context)
{
	ErrorData  *error;

	MemoryContextSwitchTo(context);
	error = CopyErrorData();
	if (error->sqlerrcode != ERRCODE_DATA_CORRUPTED && error->sqlerrcode != ERRCODE_CHARACTER_NOT_IN_REPERTOIRE &&
		error->sqlerrcode != ERRCODE_UNTRANSLATABLE_CHARACTER)
		PG_RE_THROW();
	FlushErrorState();
	FreeErrorData(error);
}

/*
 * LeafTryRead takes an entry apart, and says in a few words what it is about if
 * a description is asked for; false if the bytes are no entry.
 */
bool
LeafTryRead(const char *data, Size size, Leaf *leaf, char **description)
{
	MemoryContext context = CurrentMemoryContext;
	volatile bool readable = true;

	PG_TRY();
	{
		LeafRead(data, size, leaf);
		if (description != NULL)
		{
			StringInfoData buf;

			initStringInfo(&buf);
			appendStringInfo(&buf, "%s %c ", LeafText(leaf->table), leaf->operation);
			AppendColumns(&buf, leaf->key.count > 0 ? leaf->key : leaf->row);
			*description = buf.data;
		}
	}
	PG_CATCH();
	{
		CatchUnreadable(context);
		readable = false;
	}
	PG_END_TRY();
	return readable;
}

/*
 * FirstUnreadable is the first entry of a block from a number on of which the
 * bytes are no entry; the number of entries if there is none.
 */
int
FirstUnreadable(const StoredBlock *block, int from)
{
	MemoryContext context = CurrentMemoryContext;
	volatile int entry = from;

	PG_TRY();
	{
		for (; entry < block->count; entry++)
		{
			Leaf		leaf;

			LeafRead(block->data[entry], block->size[entry], &leaf);
		}
	}
	PG_CATCH();
	{
		CatchUnreadable(context);
	}
	PG_END_TRY();
	return entry;
}
