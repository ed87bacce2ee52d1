/*
 * key_types.h --- the key of a row as values of its types.
 *
 * The log has the text of values, and one value can have several: 1 and 1.0 of
 * numeric, a day and 24 hours of interval, words that a collation does not tell
 * apart.  Keys are compared as the index of the primary key does it.
 */
#ifndef SEN_KEY_TYPES_H
#define SEN_KEY_TYPES_H

#include "fmgr.h"
#include "ledger/entry/leaf.h"
#include "utils/rel.h"
#include "utils/resowner.h"

typedef struct KeyColumn
{
	LeafField	name;
	Oid			type;			/* below its domain; 0 if the table has it not */
	bool		typed;			/* the table has it; else its text is compared */
	bool		caught;			/* an error of the type's input is caught */
	FmgrInfo	input;
	FmgrInfo	output;
	FmgrInfo	compare;		/* of no function if the type has no order */
	Oid			parameter;		/* of input */
	int32		modifier;
	Oid			collation;		/* of compare */
} KeyColumn;

typedef struct KeyTypes
{
	int			columns;
	KeyColumn  *column;
	ResourceOwner owner;		/* of what an input that fails holds */
} KeyTypes;

/* A value of a column; what does not fit its type is compared as text. */
typedef struct KeyValue
{
	bool		fits;
	Datum		value;
	LeafField	text;
} KeyValue;

extern bool HasChecks(Oid type);
extern Oid	PrimaryKeyOf(Relation table);
extern void KeyComparison(Relation index, int column, FmgrInfo *compare, Oid *collation);
extern KeyTypes *KeyTypesOf(Oid relid);
extern KeyTypes *KeyTypesBy(Oid relid, const LeafField *name, int count);
extern KeyValue ReadKeyValue(KeyTypes *types, int column, LeafField text);
extern void PrintKeyValue(KeyTypes *types, int column, KeyValue *value);
extern int	CompareKeyValues(KeyTypes *types, int column, const KeyValue *a, const KeyValue *b);
extern int	CompareKeys(KeyTypes *types, const KeyValue *a, const KeyValue *b);
extern LeafField KeyTextAsNow(KeyTypes *types, int column, LeafField text);

#endif							/* SEN_KEY_TYPES_H */
