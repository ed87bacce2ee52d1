/*
 * log_scan.h --- the entries of a log, one after another.
 */
#ifndef SEN_LOG_SCAN_H
#define SEN_LOG_SCAN_H

#include "ledger/entry/leaf.h"

/* Where an entry is. */
typedef struct EntryPlace
{
	int64		block;			/* 0: gathered by this transaction, not yet in a block */
	int			number;			/* in the block, from 0 */
	int64		index;			/* of its leaf; -1 if it is in no version */
	int64		ordinal;		/* entries before it in this reading */
} EntryPlace;

typedef struct LogScan LogScan;
typedef void (*EntrySink) (void *state, const EntryPlace *place, const Leaf *leaf);

/* Entries are read with the snapshot of the query, and those that the transaction has gathered. */
extern LogScan *LogScanOpen(Oid namespace, Oid relid);
extern void LogScanEntries(LogScan *scan, EntrySink sink, void *state);
extern int64 LogScanSize(LogScan *scan, int64 version);
extern int64 LogScanVersions(const LogScan *scan);
extern int64 LogScanVersion(LogScan *scan, int64 index);
extern void LogScanClose(LogScan *scan);

#endif							/* SEN_LOG_SCAN_H */
