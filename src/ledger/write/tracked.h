/*
 * tracked.h --- tracked tables and the logs they write to.
 */
#ifndef SEN_TRACKED_H
#define SEN_TRACKED_H

#include "access/htup.h"
#include "fmgr.h"
#include "ledger/entry/leaf.h"
#include "ledger/entry/value_type.h"
#include "utils/rel.h"

typedef struct LogPlace
{
	Oid			log;			/* ledger_block */
	Oid			sequence;		/* of its block_id */
} LogPlace;

typedef struct TrackedColumn
{
	AttrNumber	attnum;
	ValueKind	kind;
	bool		in_key;
	LeafField	name;			/* as a field: length and bytes */
	const char *order;			/* the name in UTF-8, by which columns are sorted */
	FmgrInfo	output;
	FmgrInfo	compare;		/* of a column of the key, as its index does it */
	Oid			collation;
} TrackedColumn;

typedef struct TrackedTable
{
	Oid			relid;			/* hash key */
	bool		valid;
	MemoryContext context;		/* of what follows */
	char	   *log_name;		/* under which the table is tracked */
	Oid			whole;			/* itself, or the partitioned table: its schema has the log */
	LogPlace	place;
	uint64		said;			/* columns_said, when the log was found to say what the columns are */
	int			columns;
	int			key_columns;
	bool		prints;			/* some column is printed by its type */
	TrackedColumn *column;		/* in the order of the bytes of the names */
} TrackedTable;

/* tracked.c */
extern bool FindTrigger(Oid relid, PGFunction own, char **name, bool *cloned);
extern Oid	TrackTrigger(Oid relid, const char *log_name);
extern Oid	OwnerOf(Oid relid);
extern Oid	WholeOf(Oid relid);
extern bool IsTracked(Oid relid);
extern char *LogNameOf(Oid relid);
extern List *TablesOfLog(Oid namespace, const char *log_name);
extern Oid	TableOfLog(Oid namespace, const char *log_name);
extern void RequireTable(Oid relid);
extern void RequireLog(Oid relid);
extern LogPlace LogPlaceIn(Oid namespace);
extern LogPlace LogPlaceOf(Relation table);
extern TrackedTable *TrackedTableOf(Relation table, const char *log_name);

/* record.c */
extern void LeafPutHead(StringInfo buf, Operation operation, const char *log_name);
extern void RecordRow(TrackedTable *table, TupleDesc descriptor, Operation operation, HeapTuple before, HeapTuple after);

/* trigger.c */
extern Datum track_row(PG_FUNCTION_ARGS);
extern Datum refuse_truncate(PG_FUNCTION_ARGS);

/* overtaken.c */
extern bool IsOvertaken(HeapTuple row);
extern bool IsLate(HeapTuple before);
extern bool KeyChanged(const TrackedTable *table, TupleDesc descriptor, HeapTuple one, HeapTuple other);
extern void RecordKeyHolder(TrackedTable *table, Relation relation, HeapTuple row);
extern void RecordPresentState(TrackedTable *table, Relation relation, HeapTuple row);

/* track.c */
extern bool IsOwnedByCaller(Oid relid);
extern void PartitionCame(Oid relid);
extern void PartitionWent(Oid relid);

/* columns.c */
extern uint64 columns_said;
extern void PutTableColumns(StringInfo buf, Oid whole);
extern void SayColumns(Oid whole, const LogPlace *place, const char *log_name);
extern void SayColumnsOf(Oid relid);
extern void SayChangedColumns(Oid namespace, const LogPlace *place);
extern void NoteColumns(Oid whole, const char *log_name, const char *columns, int size);

/* dropped.c */
extern void NoteTracked(Oid schema);
extern void SayDropped(void);

/* append.c */
extern void AppendPlain(Relation table, const char *log_name, Operation operation);
extern void AppendDropped(Oid namespace, const char *log_name);
extern int64 AppendRows(Oid relid, const char *log_name, Operation operation);
extern void PutSeal(StringInfo buf, int64 version, const char *label);

/* pending.c */
extern void LogAppend(const LogPlace *place, const StringInfoData *leaf);
extern void LogFlush(void);
extern int64 LogLastBlock(void);
extern bool LogGathered(Oid log, const char **data, const char **end);

#endif							/* SEN_TRACKED_H */
