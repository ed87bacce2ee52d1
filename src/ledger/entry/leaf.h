/*
 * leaf.h --- the canonical bytes of one entry of a log.
 *
 * A number is a varint (LEB128): 7 bits a byte, the lowest first, the high bit
 * set on all bytes but the last, of minimal length.  A field is the number of
 * its bytes plus one, then the bytes; a null field is the number 0 alone.
 * Text is UTF-8.
 *
 *	version				1 byte, 1
 *	operation			1 byte, a letter: see Operation
 *	table				field: the name under which the table is tracked
 *	session role		field
 *	current role		field
 *	statement time		8 bytes, big-endian: microseconds since 1970-01-01 00:00 UTC
 *	transaction time	8 bytes, likewise
 *	meeting				field
 *	key					columns: of the row before, which it is found by
 *	row					columns: of the row after; of the row before for D
 *
 * Columns are their number, then name and value of each as fields, in the
 * order of the bytes of the names.  A value is the text that the type
 * prints with DateStyle ISO, IntervalStyle postgres, TimeZone UTC,
 * extra_float_digits 1 and bytea_output hex.
 */
#ifndef SEN_LEAF_H
#define SEN_LEAF_H

#include "datatype/timestamp.h"
#include "fmgr.h"
#include "lib/stringinfo.h"

#define LEAF_VERSION 1

typedef enum Operation
{
	OPERATION_BEGIN = 'B',		/* the table is tracked from now on; row has its columns, as of C */
	OPERATION_COLUMNS = 'C',	/* row says what the columns are from here on: see columns.c */
	OPERATION_PRESENT = 'P',	/* a row that was there when tracking began */
	OPERATION_INSERT = 'I',
	OPERATION_UPDATE = 'U',
	OPERATION_DELETE = 'D',
	OPERATION_RENAME = 'R',		/* a column: key is the old name, row the new one; not written any more */
	OPERATION_END = 'E',		/* the table is not tracked any more; row is empty, or says that it was dropped */
	OPERATION_SEAL = 'S',		/* row is the version that this entry ends */
	OPERATION_ASIDE = 'A'		/* a row of the log itself that nothing of ours wrote, and that was taken out */
} Operation;

/* Name and value of what an entry E says of a table that was dropped. */
#define LEAF_TABLE "table"
#define LEAF_DROPPED "dropped"

/* A piece of a leaf, not copied; data is NULL for a null field. */
typedef struct LeafField
{
	const char *data;
	uint32		size;
} LeafField;

typedef struct LeafColumns
{
	uint32		count;
	const char *at;				/* name and value fields */
} LeafColumns;

typedef struct Leaf
{
	Operation	operation;
	LeafField	table;
	LeafField	session_role;
	LeafField	current_role;
	TimestampTz statement_at;
	TimestampTz transaction_at;
	LeafField	meeting;
	LeafColumns key;
	LeafColumns row;
} Leaf;

/*
 * LeafNumber reads a varint of at most 5 bytes: what follows it, NULL if it
 * has not ended by then.
 */
static inline const char *
LeafNumber(const char *at, const char *end, uint64 *number)
{
	*number = 0;
	for (int shift = 0; shift < 35 && at < end; shift += 7)
	{
		unsigned char byte = *at++;

		*number |= (uint64) (byte & 0x7f) << shift;
		if ((byte & 0x80) == 0)
			return at;
	}
	return NULL;
}

/* The entries of a block, one after another. */
typedef struct EntryReader
{
	const char *at;
	const char *end;
} EntryReader;

/* Bytes of an entry of which every part is as short as it can be. */
#define ENTRY_MIN 24

/* leaf_write.c */
extern void LeafPutField(StringInfo buf, const char *data, Size size);
extern void LeafPutText(StringInfo buf, const char *text);
extern void LeafPutNull(StringInfo buf);
extern void LeafPutNumber(StringInfo buf, uint32 number);
extern void LeafPutTime(StringInfo buf, TimestampTz time);

/* leaf_read.c */
extern const char *OperationWords(Operation operation);
extern EntryReader BlockEntries(const bytea *block);
extern bool NextEntry(EntryReader *reader, const char **data, Size *size);
extern void LeafRead(const char *data, Size size, Leaf *leaf);
extern void LeafNextColumn(const char **at, LeafField *name, LeafField *value);
extern char *LeafText(LeafField field);

/* leaf_sql.c */
extern Datum LeafTextDatum(LeafField field, bool *isnull);
extern Datum LeafJsonb(LeafColumns columns);
extern LeafField LeafArgument(FunctionCallInfo fcinfo, int argument);
/* Columns that LeafValues() sets. */
#define LEAF_VALUES 9
extern void LeafValues(const Leaf *leaf, const char *operation, Datum *values, bool *nulls);

/* LeafIs says whether a field is this text, in UTF-8. */
static inline bool
LeafIs(LeafField field, const char *text, Size size)
{
	return field.data != NULL && field.size == size && memcmp(field.data, text, size) == 0;
}

/* LeafEquals says whether two fields are equal; null equals null. */
static inline bool
LeafEquals(LeafField a, LeafField b)
{
	return (a.data == NULL) == (b.data == NULL) && a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

#endif							/* SEN_LEAF_H */
