/*
 * tracked.h --- tracked tables and the logs they write to.
 */
#ifndef SEN_TRACKED_H
#define SEN_TRACKED_H

#include "access/htup.h"
#include "ledger/leaf.h"
#include "pgtime.h"
#include "utils/rel.h"

/* Relations of a log, in the schema of the tables it tracks. */
#define LOG_BLOCK "ledger_block"
#define LOG_VERSION "ledger_version"
#define LOG_SEQUENCE "ledger_block_block_id_seq"

typedef struct LogPlace
{
	Oid			log;			/* ledger_block */
	Oid			sequence;		/* of its block_id */
} LogPlace;

/* How the value of a column becomes text. */
typedef enum ValueKind
{
	VALUE_OUTPUT,				/* by the output function of the type */
	VALUE_TEXT,					/* text and its like: the bytes */
	VALUE_INT2,
	VALUE_INT4,
	VALUE_INT8,
	VALUE_BOOL,
	VALUE_DATE,
	VALUE_TIMESTAMPTZ
} ValueKind;

typedef struct TrackedColumn
{
	AttrNumber	attnum;
	ValueKind	kind;
	bool		in_key;
	LeafField	name;			/* as a field: length and bytes */
	const char *order;			/* the name in UTF-8, by which columns are sorted */
	FmgrInfo	output;
} TrackedColumn;

typedef struct TrackedTable
{
	Oid			relid;			/* hash key */
	bool		valid;
	MemoryContext context;		/* of what follows */
	char	   *log_name;		/* under which the table is tracked */
	LogPlace	place;
	int			columns;
	int			key_columns;
	bool		prints;			/* some column is printed by its type */
	TrackedColumn *column;		/* in the order of the bytes of the names */
} TrackedTable;

/* value_type.c */
extern ValueKind KindOfType(Oid type);
extern bool PrintsBySettings(Oid type);

/* tracked.c */
extern TrackedTable *TrackedTableOf(Relation table, const char *log_name);

/*
 * The settings that what types print, and how they read it, depends on.  They
 * are set for the time of one row, without the way through the parameters' names.
 */
typedef struct Printing
{
	int			date_style;
	int			date_order;
	int			interval_style;
	int			float_digits;
	int			bytea_form;
	bool		array_nulls;
	int			xml_option;
	pg_tz	   *timezone;
} Printing;

/* record.c */
extern void PinPrinting(Printing *before);
extern void UnpinPrinting(const Printing *before);
extern void LeafPutHead(StringInfo buf, Operation operation, const char *log_name);
extern void RecordRow(TrackedTable *table, TupleDesc descriptor, Operation operation, HeapTuple before, HeapTuple after);

/* overtaken.c */
extern bool IsOvertaken(HeapTuple row);
extern bool IsLate(HeapTuple before);
extern bool KeyChanged(const TrackedTable *table, TupleDesc descriptor, HeapTuple one, HeapTuple other);
extern void RecordKeyHolder(TrackedTable *table, Relation relation, HeapTuple row);
extern void RecordPresentState(TrackedTable *table, Relation relation, HeapTuple row);

/* pending.c */
extern void LogAppend(const LogPlace *place, const StringInfoData *leaf);
extern int64 LogLastBlock(void);
extern bool LogGathered(Oid log, const char **data, const char **end);

#endif							/* SEN_TRACKED_H */
