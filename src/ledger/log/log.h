/*
 * log.h --- the one way into a log.
 *
 * A log is four relations in a schema, which anyone who may create tables there
 * could have made.  LogOpen looks at each of them before a row of it is read:
 * whose it is, of what kind, with which columns, keys and guards.  Nothing else
 * opens a relation of a log by its name, and no query is run: rows are read and
 * written by the primary keys, so that no search_path, setting, rule, policy or
 * operator of someone else has a say.
 *
 * What a row says is not believed either.  The functions below give a value if
 * it can be what it is used as, and say that it is not if it cannot.
 */
#ifndef SEN_LOG_H
#define SEN_LOG_H

#include "access/genam.h"
#include "ledger/tree/tile.h"
#include "utils/rel.h"
#include "utils/snapshot.h"

typedef enum LogUse
{
	LOG_PROVE,					/* versions and stored nodes are read */
	LOG_READ,					/* and entries, which say what rows held */
	LOG_READ_TABLE,				/* those of one table; LogRefusePolicy is asked for it */
	LOG_APPEND,					/* entries are written, whoever caused them */
	LOG_SEAL,					/* a version is made */
	LOG_MEND					/* rows are taken out; for the owner */
} LogUse;

/* The relations of a log, in the order of their shapes in log_open.c. */
typedef enum LogTable
{
	LOG_BLOCK,
	LOG_TILE,
	LOG_VERSION,
	LOG_INDEX					/* an older log has none */
} LogTable;

#define LOG_TABLES 4

/* Those that every log has. */
#define LOG_NEEDED 3

/* The lowest number that a block can have. */
#define FIRST_BLOCK 1

#define BLOCK_COLUMNS 2
#define TILE_COLUMNS 6
#define VERSION_COLUMNS 8
#define INDEX_COLUMNS 5

typedef struct Log
{
	Oid			namespace;
	char	   *schema;
	Oid			owner;			/* of all its relations */
	Relation	table[LOG_TABLES];	/* open, and locked until the transaction ends; NULL if there is none, or it is not asked for */
	Oid			key[LOG_TABLES];	/* index of the primary key */
	Oid			sequence;		/* of block_id */
	Snapshot	snapshot;		/* with which rows are read */
	Tile	   *recent[TILE_LEVELS][2];	/* tiles that LogNode read last */
	int			oldest[TILE_LEVELS];
} Log;

/* log_open.c */
extern Oid	LogNamespace(const char *schema);
extern bool LogExists(Oid namespace);
extern bool LogIsWhole(Oid namespace);
extern bool LogMayBeWrittenBy(Oid namespace, Oid role);
extern Log *LogOpen(Oid namespace, LogUse use);
extern void LogClose(Log *log);
extern void LogCheckTable(Relation relation, LogTable which);
extern Oid	LogOfEntries(Oid relid);
extern void LogRefusePolicy(Oid relid);
extern void LogRefuseAnyPolicy(Oid namespace);
extern const char *LogTableName(LogTable which);
extern bool IsLogTable(const char *name, Size size);

/* remedy: what ALTER TABLE of the relation sets it right; NULL if none does */
typedef void (*GuardSink) (void *state, const char *relation, const char *what, const char *expected, const char *found, const char *remedy);
extern void LogGuards(const Log *log, GuardSink sink, void *state);

/* guard.c */
extern Datum refuse_change(PG_FUNCTION_ARGS);
extern bool IsOwnFunction(Oid function, PGFunction own);
extern void RequireTrigger(FunctionCallInfo fcinfo, const char *name);

/* log_rows.c: rows in the order of the primary key */
typedef struct LogRows
{
	MemoryContext context;
	Relation	table;
	Relation	index;
	SysScanDesc scan;
} LogRows;

extern void LogVersionsFrom(LogRows *rows, const Log *log, Snapshot snapshot, int64 version);
extern void LogTilesFrom(LogRows *rows, const Log *log, int level, int64 tile);
extern void LogTilesAt(LogRows *rows, const Log *log, int level, int64 tile);
extern void LogTilesBeyond(LogRows *rows, const Log *log, bool above, int level);
extern void LogBlocksFrom(LogRows *rows, const Log *log, int64 block);
extern void LogIndexFrom(LogRows *rows, const Log *log, int kind, int64 table, int64 version);
extern void LogIndexAt(LogRows *rows, const Log *log, int kind, int64 table, int64 version, int64 part);
extern void LogIndexRows(LogRows *rows, const Log *log);
extern HeapTuple LogNextRow(LogRows *rows);
extern HeapTuple LogPreviousRow(LogRows *rows);
extern void LogEndRows(LogRows *rows);
extern int64 LogRowNumber(const LogRows *rows, HeapTuple row, int column);
extern int64 LogRowSize(const LogRows *rows, HeapTuple row, int column);
extern bytea *LogRowBytes(const LogRows *rows, HeapTuple row, int column, Size most);
extern const bytea *LogRowView(const LogRows *rows, HeapTuple row, int column, Size most);
extern bool LogRowPlaces(const LogRows *rows, HeapTuple row, bool *none, BlockPlace *places, int *count);
extern void LogBlocksBegin(LogRows *rows, const Log *log);
extern const bytea *LogNextBlock(LogRows *rows, int64 block);
extern bytea *LogBlockAt(const Log *log, int64 block);
extern void LogInsertRow(Relation table, const Datum *values, const bool *nulls, int count);

/* log_tile.c: stored nodes */
extern int	LogTryResume(Log *log, int64 size, Builder *builder);
extern void LogResume(Log *log, int64 size, Builder *builder);
extern void LogNode(void *log, int level, uint64 index, TreeHash *result);
extern BlockPlace *LogPlaces(Log *log, int64 from, int64 size, int64 *count);

/* log_blocks.c: blocks that are in no version */
typedef struct LooseBlocks
{
	const Log  *log;
	LogRows		rows;
	int64		settled;		/* blocks up to this one are in a version, or never will be there */
	const BlockPlace *place;	/* of later ones that are in a version, by their numbers */
	int64		count;
	int64		next;
} LooseBlocks;

extern void LooseBlocksBegin(LooseBlocks *loose, const Log *log, int64 settled, const BlockPlace *place, int64 count);
extern HeapTuple NextLooseBlock(LooseBlocks *loose, int64 *block);
extern void LooseBlocksEnd(LooseBlocks *loose);

/* log_version.c: what a version says of the tree; version and size are 0 for none */
typedef struct SealedVersion
{
	int64		version;
	int64		size;
	TreeHash	root;
} SealedVersion;

extern bool LogFindVersion(const Log *log, int64 version, SealedVersion *result);
extern SealedVersion LogLastVersion(const Log *log, Snapshot snapshot);

/* Row columns, counted from 1. */
enum
{
	BLOCK_ID = 1, BLOCK_ENTRIES,
	TILE_LEVEL = 1, TILE_NUMBER, TILE_HASHES_WIDE, TILE_HASHES, TILE_BLOCKS, TILE_STARTS,
	INDEX_KIND = 1, INDEX_TABLE, INDEX_VERSION, INDEX_PART, INDEX_CONTENT,
	VERSION_NUMBER = 1, VERSION_SIZE, VERSION_ROOT, VERSION_LABEL, VERSION_MEETING, VERSION_SEALED_AT, VERSION_SESSION_ROLE, VERSION_ACTING_ROLE
};

#endif							/* SEN_LOG_H */
