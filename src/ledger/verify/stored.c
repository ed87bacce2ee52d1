/*
 * stored.c --- reading a log that may have been changed.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "ledger/verify/stored.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/timestamp.h"

static char *
TextValue(const LogRows *rows, HeapTuple row, int column)
{
	bool		isnull;
	Datum		value = heap_getattr(row, column, RelationGetDescr(rows->table), &isnull);

	return isnull ? NULL : TextDatumGetCString(value);
}

/*
 * StoredVersions reads the versions from some number on, in their order.
 */
StoredVersion *
StoredVersions(const Log *log, int64 from, int *count)
{
	int			room = 64;
	StoredVersion *result = palloc(sizeof(StoredVersion) * room);
	LogRows		rows;
	HeapTuple	row;

	*count = 0;
	LogVersionsFrom(&rows, log, log->snapshot, from);
	while ((row = LogNextRow(&rows)) != NULL)
	{
		StoredVersion *version;
		bool		isnull;
		Datum		time;

		if (*count == room)
		{
			room *= 2;
			result = repalloc_huge(result, sizeof(StoredVersion) * room);
		}
		version = &result[(*count)++];
		version->version = LogRowNumber(&rows, row, VERSION_NUMBER);
		version->size = LogRowNumber(&rows, row, VERSION_SIZE);
		version->root = LogRowBytes(&rows, row, VERSION_ROOT, HASH_SIZE);
		version->label = TextValue(&rows, row, VERSION_LABEL);
		version->meeting = TextValue(&rows, row, VERSION_MEETING);
		time = heap_getattr(row, VERSION_SEALED_AT, RelationGetDescr(rows.table), &isnull);
		version->has_time = !isnull;
		version->sealed_at = isnull ? 0 : DatumGetTimestampTz(time);
		version->session_role = TextValue(&rows, row, VERSION_SESSION_ROLE);
		version->acting_role = TextValue(&rows, row, VERSION_ACTING_ROLE);
		CHECK_FOR_INTERRUPTS();
	}
	LogEndRows(&rows);
	return result;
}

/*
 * TileReaderBegin reads the tiles of a level after some tile.
 */
void
TileReaderBegin(TileReader *reader, const Log *log, int level, int64 number, int width)
{
	reader->number = number;
	reader->width = width;
	reader->again = reader->ended = false;
	LogTilesFrom(&reader->rows, log, level, number);
}

/*
 * TileReaderEnd ends the reading.
 */
void
TileReaderEnd(TileReader *reader)
{
	LogEndRows(&reader->rows);
	reader->ended = true;
}

/*
 * NextStoredTile reads the next tile; false at the end.
 */
bool
NextStoredTile(TileReader *reader, StoredTile *tile)
{
	HeapTuple	row;

	if (reader->again)
	{
		reader->again = false;
		*tile = reader->tile;
		return true;
	}
	while (!reader->ended && (row = LogNextRow(&reader->rows)) != NULL)
	{
		bytea	   *hashes;

		tile->number = LogRowNumber(&reader->rows, row, TILE_NUMBER);
		tile->width = (int) LogRowNumber(&reader->rows, row, TILE_HASHES_WIDE);
		if (tile->number == reader->number && tile->width <= reader->width)
			continue;
		tile->size = LogRowSize(&reader->rows, row, TILE_HASHES);
		hashes = LogRowBytes(&reader->rows, row, TILE_HASHES, TILE_WIDTH * HASH_SIZE);
		tile->fits = hashes != NULL && tile->width >= 0 && VARSIZE(hashes) - VARHDRSZ == (Size) tile->width * HASH_SIZE;
		if (tile->fits)
			memcpy(tile->hash, VARDATA(hashes), VARSIZE(hashes) - VARHDRSZ);
		if (hashes != NULL)
			pfree(hashes);
		tile->has_places = LogRowPlaces(&reader->rows, row, &tile->no_places, tile->place, &tile->places);
		reader->tile = *tile;
		return true;
	}
	TileReaderEnd(reader);
	return false;
}

/*
 * UnreadStoredTile makes the tile that was read the next one again.
 */
void
UnreadStoredTile(TileReader *reader)
{
	reader->again = true;
}

/*
 * LeafReaderBegin reads hashes of leaves.
 */
void
LeafReaderBegin(LeafReader *reader, const Log *log)
{
	reader->log = log;
	reader->number = -1;
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
		LogRows		rows;
		HeapTuple	row;

		reader->number = number;
		reader->width = 0;
		LogTilesAt(&rows, reader->log, 0, number);
		/* The widest comes last. */
		while (reader->width == 0 && (row = LogPreviousRow(&rows)) != NULL)
		{
			int64		width = LogRowNumber(&rows, row, TILE_HASHES_WIDE);
			bytea	   *hashes;

			if (width < 1 || width > TILE_WIDTH)
				continue;
			hashes = LogRowBytes(&rows, row, TILE_HASHES, TILE_WIDTH * HASH_SIZE);
			if (hashes == NULL)
				continue;
			if (VARSIZE(hashes) - VARHDRSZ == (Size) width * HASH_SIZE)
			{
				memcpy(reader->hash, VARDATA(hashes), VARSIZE(hashes) - VARHDRSZ);
				reader->width = (int) width;
			}
			pfree(hashes);
		}
		LogEndRows(&rows);
	}
	return index % TILE_WIDTH < reader->width ? &reader->hash[index % TILE_WIDTH] : NULL;
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
ReadStoredBlock(const Log *log, int64 block, StoredBlock *result)
{
	bytea	   *stored = LogBlockAt(log, block);
	EntryReader entries;
	const char *data;
	Size		size,
				canonical = 0;
	int			room = 64;

	memset(result, 0, sizeof(StoredBlock));
	result->found = stored != NULL;
	result->bytes = stored;
	result->canonical = true;
	if (stored == NULL)
		return;
	entries = BlockEntries(stored);
	result->rest = entries.end - entries.at;
	result->data = palloc(sizeof(char *) * room);
	result->size = palloc(sizeof(Size) * room);
	result->hash = palloc(sizeof(TreeHash) * room);
	while (NextEntry(&entries, &data, &size))
	{
		if (result->count == room)
		{
			room *= 2;
			result->data = repalloc_huge(result->data, sizeof(char *) * room);
			result->size = repalloc_huge(result->size, sizeof(Size) * room);
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

/*
 * FreeStoredBlock lets go of what was read.
 */
void
FreeStoredBlock(StoredBlock *block)
{
	if (!block->found)
		return;
	pfree(block->bytes);
	pfree(block->data);
	pfree(block->size);
	pfree(block->hash);
	block->found = false;
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
