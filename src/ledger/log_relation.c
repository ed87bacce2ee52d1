/*
 * log_relation.c --- reading the relations of a log.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "ledger/leaf.h"
#include "ledger/tile.h"
#include "ledger/tracked.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/*
 * LogRelation finds a relation of the log of a schema.
 */
Oid
LogRelation(const char *schema, const char *name)
{
	Oid			namespace = get_namespace_oid(schema, true);
	Oid			found = OidIsValid(namespace) ? get_relname_relid(name, namespace) : InvalidOid;

	if (!OidIsValid(found))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("schema \"%s\" has no log", schema),
				 errhint("Name a programme, or a schema with a table that sen.track() tracks.")));
	return found;
}

/*
 * LogCheckInsert refuses who may not write a relation of a log.
 */
void
LogCheckInsert(Oid relid)
{
	AclResult	result = pg_class_aclcheck(relid, GetUserId(), ACL_INSERT);

	if (result != ACLCHECK_OK)
		aclcheck_error(result, OBJECT_TABLE, get_rel_name(relid));
}

/*
 * LogOpen finds the log of a schema.
 */
Log *
LogOpen(const char *schema)
{
	Log		   *log = palloc0(sizeof(Log));

	(void) LogRelation(schema, LOG_VERSION);
	log->schema = pstrdup(schema);
	log->block = quote_qualified_identifier(schema, LOG_BLOCK);
	log->tile = quote_qualified_identifier(schema, "ledger_tile");
	log->version = quote_qualified_identifier(schema, LOG_VERSION);
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

/*
 * BigintArray takes a list of numbers apart; false if it is not one without nulls.
 */
static bool
BigintArray(Datum value, int64 **result, int *count)
{
	ArrayType  *array = DatumGetArrayTypeP(value);
	Datum	   *elements;

	if (ARR_NDIM(array) > 1 || array_contains_nulls(array))
		return false;
	deconstruct_array(array, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements, NULL, count);
	*result = palloc(sizeof(int64) * Max(1, *count));
	for (int i = 0; i < *count; i++)
		(*result)[i] = DatumGetInt64(elements[i]);
	pfree(elements);
	return true;
}

/*
 * TilePlaces reads where the leaves of a tile come from; false if blocks and
 * starts are not two lists of one length.
 */
bool
TilePlaces(Datum blocks, bool no_blocks, Datum starts, bool no_starts, BlockPlace **places, int *count)
{
	int64	   *block,
			   *start;
	int			start_count;

	*places = NULL;
	*count = 0;
	if (no_blocks || no_starts || !BigintArray(blocks, &block, count) || !BigintArray(starts, &start, &start_count) || *count != start_count)
		return false;
	*places = palloc(sizeof(BlockPlace) * Max(1, *count));
	for (int i = 0; i < *count; i++)
	{
		(*places)[i].block = block[i];
		(*places)[i].start = start[i];
	}
	pfree(block);
	pfree(start);
	return true;
}

static bool
ReadTile(HeapTuple row, TupleDesc descriptor, Tile *tile, BlockPlace **places, int *count)
{
	bool		isnull,
				no_starts;
	Datum		value,
				starts;
	bytea	   *hashes;

	tile->width = DatumGetInt32(SPI_getbinval(row, descriptor, 1, &isnull));
	value = SPI_getbinval(row, descriptor, 2, &isnull);
	if (isnull || tile->width < 0 || tile->width > TILE_WIDTH)
		return false;
	hashes = DatumGetByteaPP(value);
	if (VARSIZE_ANY_EXHDR(hashes) != (Size) tile->width * HASH_SIZE)
		return false;
	memcpy(tile->hash, VARDATA_ANY(hashes), VARSIZE_ANY_EXHDR(hashes));
	if (places == NULL)
		return true;
	value = SPI_getbinval(row, descriptor, 3, &isnull);
	starts = SPI_getbinval(row, descriptor, 4, &no_starts);
	return TilePlaces(value, isnull, starts, no_starts, places, count);
}

/*
 * LogTile reads a tile of a width, or of at least it unless it has to be
 * exact; false if there is none that is sound.
 */
bool
LogTile(Log *log, int level, int64 number, int width, bool exact, Tile *tile, BlockPlace **places, int *count)
{
	Datum		values[3] = {Int32GetDatum(level), Int64GetDatum(number), Int32GetDatum(width)};
	bool		sound = false;

	if (log->tile_plan[exact] == NULL)
	{
		Oid			types[3] = {INT4OID, INT8OID, INT4OID};

		log->tile_plan[exact] = SPI_prepare(psprintf("SELECT width::integer, hashes, blocks, starts FROM %s WHERE level = $1 AND tile = $2 AND width %s $3 ORDER BY width LIMIT 1",
													 log->tile, exact ? "=" : ">="), 3, types);
		if (log->tile_plan[exact] == NULL)
			elog(ERROR, "SPI failed with %d", SPI_result);
	}
	if (SPI_execute_plan(log->tile_plan[exact], values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "SPI failed to read a tile");
	tile->level = level;
	tile->number = number;
	if (SPI_processed == 1)
		sound = ReadTile(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, tile, places, count);
	SPI_freetuptable(SPI_tuptable);
	return sound;
}

/*
 * LogTryResume brings a builder to the edge of the tree of some size: -1, or
 * the level of which a tile is missing or not sound.
 */
int
LogTryResume(Log *log, int64 size, Builder *builder)
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
			return level;
		if (level == 0)
			builder->place_room = Max(1, builder->places);
	}
	return -1;
}

/*
 * LogResume does so where the tiles have to be there.
 */
void
LogResume(Log *log, int64 size, Builder *builder)
{
	int			level = LogTryResume(log, size, builder);

	if (level >= 0)
		RefuseTile(log, level, builder->edge[level].number);
}

/*
 * RecentTile is a tile of at least a width, read unless it is one of the last.
 */
static const Tile *
RecentTile(Log *log, int level, int64 number, int width)
{
	Tile	  **recent = log->recent[level];
	Tile	   *tile;

	for (int i = 0; i < 2; i++)
		if (recent[i] != NULL && recent[i]->number == number && recent[i]->width >= width)
			return recent[i];
	tile = recent[log->oldest[level]];
	if (tile == NULL)
		tile = palloc(sizeof(Tile));
	recent[log->oldest[level]] = NULL;
	if (!LogTile(log, level, number, width, false, tile, NULL, NULL))
		RefuseTile(log, level, number);
	recent[log->oldest[level]] = tile;
	log->oldest[level] ^= 1;
	return tile;
}

/*
 * LogNode is a NodeReader of a log.
 */
void
LogNode(void *source, int level, uint64 index, TreeHash *result)
{
	int			height = level % TILE_HEIGHT;
	int64		first = (int64) (index << height);
	int64		number = first >> TILE_HEIGHT;
	int			offset = (int) (first - (number << TILE_HEIGHT));

	TileNode(RecentTile(source, level / TILE_HEIGHT, number, offset + (1 << height)), height, offset, result);
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
	uint64		number;
	const char *at = LeafNumber(reader->at, reader->end, &number);

	if (at == NULL || number == 0 || number - 1 > (uint64) (reader->end - at))
		return false;
	*data = at;
	*size = number - 1;
	reader->at = at + *size;
	return true;
}
