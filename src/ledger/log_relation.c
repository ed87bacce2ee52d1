/*
 * log_relation.c --- reading the relations of a log.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "ledger/tile.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/*
 * LogOpen finds the log of a schema.
 */
Log *
LogOpen(const char *schema)
{
	Log		   *log = palloc(sizeof(Log));
	Oid			namespace = get_namespace_oid(schema, true);

	if (!OidIsValid(namespace) || !OidIsValid(get_relname_relid("ledger_version", namespace)))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("schema \"%s\" has no log", schema),
				 errhint("Name a programme, or a schema with a table that sen.track() tracks.")));
	log->schema = pstrdup(schema);
	log->block = quote_qualified_identifier(schema, "ledger_block");
	log->tile = quote_qualified_identifier(schema, "ledger_tile");
	log->version = quote_qualified_identifier(schema, "ledger_version");
	return log;
}

/*
 * LogExecute runs a query whose only unknowns are its parameters.
 */
uint64
LogExecute(const char *query, bool read_only, int count, Oid *types, Datum *values, const char *nulls)
{
	int			status = SPI_execute_with_args(query, count, types, values, nulls, read_only, 0);

	if (status < 0)
		elog(ERROR, "SPI failed with %d: %s", status, query);
	return SPI_processed;
}

static void
RefuseTile(const Log *log, int level, int64 number)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("tile %lld of level %d of the log of schema \"%s\" is missing or damaged", (long long) number, level, log->schema),
			 errhint("sen.verify_log() says what was changed.")));
}

static int64 *
BigintArray(Datum value, int *count)
{
	ArrayType  *array = DatumGetArrayTypeP(value);
	Datum	   *elements;
	int64	   *result;

	deconstruct_array(array, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements, NULL, count);
	result = palloc(sizeof(int64) * Max(1, *count));
	for (int i = 0; i < *count; i++)
		result[i] = DatumGetInt64(elements[i]);
	return result;
}

/*
 * LogTile reads a tile of a width, or of at least it unless it has to be
 * exact; false if there is none that is sound.
 */
bool
LogTile(const Log *log, int level, int64 number, int width, bool exact, Tile *tile, BlockPlace **places, int *count)
{
	Oid			types[3] = {INT4OID, INT8OID, INT4OID};
	Datum		values[3] = {Int32GetDatum(level), Int64GetDatum(number), Int32GetDatum(width)};
	char	   *query = psprintf("SELECT width::integer, hashes, blocks, starts FROM %s WHERE level = $1 AND tile = $2 AND width %s $3 ORDER BY width LIMIT 1",
								 log->tile, exact ? "=" : ">=");
	HeapTuple	row;
	TupleDesc	descriptor;
	Datum		value;
	bool		isnull;
	bytea	   *hashes;

	if (LogExecute(query, true, 3, types, values, NULL) != 1)
		return false;
	row = SPI_tuptable->vals[0];
	descriptor = SPI_tuptable->tupdesc;
	tile->level = level;
	tile->number = number;
	tile->width = DatumGetInt32(SPI_getbinval(row, descriptor, 1, &isnull));
	hashes = DatumGetByteaPP(SPI_getbinval(row, descriptor, 2, &isnull));
	if (tile->width < 0 || tile->width > TILE_WIDTH || VARSIZE_ANY_EXHDR(hashes) != (Size) tile->width * HASH_SIZE)
		return false;
	memcpy(tile->hash, VARDATA_ANY(hashes), VARSIZE_ANY_EXHDR(hashes));
	if (places != NULL)
	{
		int			blocks = 0,
					starts = 0;
		int64	   *block = NULL,
				   *start = NULL;

		value = SPI_getbinval(row, descriptor, 3, &isnull);
		if (!isnull)
			block = BigintArray(value, &blocks);
		value = SPI_getbinval(row, descriptor, 4, &isnull);
		if (!isnull)
			start = BigintArray(value, &starts);
		if (blocks != starts)
			return false;
		*places = palloc(sizeof(BlockPlace) * Max(1, blocks));
		*count = blocks;
		for (int i = 0; i < blocks; i++)
		{
			(*places)[i].block = block[i];
			(*places)[i].start = start[i];
		}
	}
	SPI_freetuptable(SPI_tuptable);
	return true;
}

/*
 * LogResume brings a builder to the edge of the tree of some size.
 */
void
LogResume(const Log *log, int64 size, Builder *builder)
{
	builder->size = size;
	for (int level = 0; level < TILE_LEVELS; level++)
	{
		int64		nodes = level * TILE_HEIGHT < 63 ? size >> (level * TILE_HEIGHT) : 0;
		Tile	   *tile = &builder->edge[level];
		int			width = nodes % TILE_WIDTH;

		tile->number = nodes / TILE_WIDTH;
		builder->from[level] = width;
		if (width == 0)
			continue;
		if (!LogTile(log, level, tile->number, width, true, tile, level == 0 ? &builder->place : NULL, &builder->places))
			RefuseTile(log, level, tile->number);
		if (level == 0)
			builder->place_room = Max(1, builder->places);
	}
}

/*
 * LogNode is a NodeReader of a log.
 */
void
LogNode(void *source, int level, uint64 index, TreeHash *result)
{
	const Log  *log = source;
	int			height = level % TILE_HEIGHT;
	int64		first = (int64) (index << height);
	int64		number = first >> TILE_HEIGHT;
	int			offset = (int) (first - (number << TILE_HEIGHT));
	Tile		tile;

	if (!LogTile(log, level / TILE_HEIGHT, number, offset + (1 << height), false, &tile, NULL, NULL))
		RefuseTile(log, level / TILE_HEIGHT, number);
	TileNode(&tile, height, offset, result);
}

/*
 * BlockEntries reads the entries of a block.
 */
EntryReader
BlockEntries(Datum block)
{
	bytea	   *bytes = DatumGetByteaPP(block);
	EntryReader reader = {VARDATA_ANY(bytes), VARDATA_ANY(bytes) + VARSIZE_ANY_EXHDR(bytes)};

	return reader;
}

/*
 * NextEntry is the next entry of a block; false at its end, and where what
 * follows is no entry (then the reader is not at its end).
 */
bool
NextEntry(EntryReader *reader, const char **data, Size *size)
{
	const char *at = reader->at;
	uint64		number = 0;
	unsigned char byte = 0x80;

	for (int shift = 0; shift < 35 && (byte & 0x80) != 0; shift += 7)
	{
		if (at >= reader->end)
			return false;
		byte = *at++;
		number |= (uint64) (byte & 0x7f) << shift;
	}
	if ((byte & 0x80) != 0 || number == 0 || number - 1 > (uint64) (reader->end - at))
		return false;
	*data = at;
	*size = number - 1;
	reader->at = at + *size;
	return true;
}
