/*
 * log_scan.h --- the entries of a log, one after another.
 */
#ifndef SEN_LOG_SCAN_H
#define SEN_LOG_SCAN_H

#include "ledger/entry/leaf.h"
#include "ledger/index/log_index.h"
#include "utils/hsearch.h"

/* Where an entry is. */
typedef struct EntryPlace
{
	int64		block;			/* 0: gathered by this transaction, not yet in a block */
	int			number;			/* in the block, from 0 */
	int64		index;			/* of its leaf; -1 if it is in no version */
	int64		ordinal;		/* entries before it in this reading */
	int64		row;			/* -1; or it is the last inside the cut of a row of which earlier ones are left out, which was the so-manieth */
	LeafField	bytes;			/* as long as it is handed on */
} EntryPlace;

/* What is asked of a log; an index tells which entries can be left out. */
typedef enum ScanQuestion
{
	ASK_ALL,					/* all entries */
	ASK_ROWS,					/* the rows of a table inside the cut */
	ASK_CHANGES,				/* what of its rows differs */
	ASK_KEY						/* its rows that have had a key */
} ScanQuestion;

typedef struct ScanRequest
{
	ScanQuestion question;
	const char *table;			/* name in the log, in UTF-8; NULL for all, of ASK_CHANGES */
	int64		from;			/* versions: of ASK_CHANGES the earlier one */
	int64		to;				/* the one that the cut is; -1: up to now, or to a time */
	TimestampTz time;			/* of ASK_ROWS, without a version */
	int			columns;		/* of the key */
	uint64		key;			/* hashes of it and of the names of its columns */
	uint64		names;
	const unsigned char *looks; /* as which a text in the log has to look, so that one value has one text */
} ScanRequest;

typedef struct LogScan LogScan;
typedef void (*EntrySink) (void *state, const EntryPlace *place, const Leaf *leaf);

/* Entries are read with the snapshot of the query, and those that the transaction has gathered. */
extern LogScan *LogScanOpen(Oid namespace, Oid relid);
extern LogScan *LogScanOpenTables(Oid namespace);
extern void LogScanShow(LogScan *scan, Oid relid);
extern bool LogScanAsk(LogScan *scan, const ScanRequest *request);
extern void LogScanMeeting(LogScan *scan, LeafField meeting, EntrySink sink, void *state);
extern void LogScanLoose(LogScan *scan, LooseBlocks *loose);
extern bytea *LogScanLooseNext(LogScan *scan, LooseBlocks *loose, int64 *block);
extern void LogScanEntries(LogScan *scan, EntrySink sink, void *state);
extern int64 LogScanSize(LogScan *scan, int64 version);
extern int64 LogScanVersions(const LogScan *scan);
extern int64 LogScanVersion(LogScan *scan, int64 index);
extern int64 LogScanVersionBefore(LogScan *scan, const char *table, TimestampTz time);
extern void LogScanClose(LogScan *scan);

/* An entry that has to be read. */
typedef struct Choice
{
	int64		block;			/* 0 comes after all others */
	int64		index;
	int64		row;			/* as in EntryPlace */
	uint64		before;			/* what is known of it; of a row only what it is after it */
	uint64		after;
	int			number;
	Operation	operation;
} Choice;

/* An entry that is in no version, and the table that it is about. */
typedef struct LoosePlace
{
	Place		place;
	int64		next;			/* of the same table; -1 for none */
} LoosePlace;

typedef struct LooseTable
{
	LeafField	name;			/* key */
	int64		first;
	int64		last;
	SaidColumns said;			/* of its columns */
	unsigned char looks[INDEX_KEY_COLUMNS];
} LooseTable;

/* The entries that have to be read, by what the index says. */
typedef struct Choices
{
	Log		   *log;
	const IndexDirectory *directory;
	Choice	   *choice;
	int64		count;
	int64		room;
	LoosePlace *loose;
	int64		loose_count;
	int64		loose_room;
	HTAB	   *tables;			/* LooseTable, by name */
} Choices;

/* choose.c */
extern Choices *ChoicesBegin(Log *log, const IndexDirectory *directory);
extern void ChoicesLoose(Choices *choices, const Place *place, const Leaf *leaf);
extern int64 VersionBefore(const Choices *choices, const char *table, TimestampTz time);
extern bool Choose(Choices *choices, const ScanRequest *request);

#endif							/* SEN_LOG_SCAN_H */
