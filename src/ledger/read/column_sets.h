/*
 * column_sets.h --- which column a name was at some place of the log.
 *
 * From one entry about the columns of a table to the next its names stand for the
 * same columns: a set.  A column that is renamed is the same column in the next set;
 * one that takes the name of another is another.
 */
#ifndef SEN_COLUMN_SETS_H
#define SEN_COLUMN_SETS_H

#include "ledger/entry/leaf.h"
#include "lib/stringinfo.h"

typedef struct LogColumn
{
	LeafField	name;			/* the last that it had */
	LeafField	type;			/* the last that the log said; null if it did not */
	bool		generated;
	int			number;			/* in the table; 0 if the log did not say */
	int			attribute;		/* in the table of today, from 0; -1 if it has it no more */
} LogColumn;

typedef struct SetColumn
{
	LeafField	name;
	LeafField	what;			/* as the log says it; null if it does not */
	LeafField	type;			/* part of what */
	LogColumn  *column;
} SetColumn;

typedef struct ColumnSet
{
	struct ColumnSet *before;	/* that it changes by one name; NULL if it has its own names alone */
	LeafField	from;			/* the name there, null if none is changed */
	LeafField	to;				/* and here */
	bool		said;			/* by the log; else what entries had */
	uint32		table;			/* number of the table, if it was said */
	int			count;
	int			room;
	SetColumn  *column;			/* said ones first, in the order of the bytes of their names */
} ColumnSet;

typedef struct ColumnSets
{
	MemoryContext context;
	ColumnSet  *now;
	bool		ever_said;
} ColumnSets;

extern void ColumnsBegin(ColumnSets *sets, MemoryContext context);
extern void ColumnsSay(ColumnSets *sets, LeafColumns row, bool begins);
extern void ColumnsRename(ColumnSets *sets, const Leaf *leaf);
extern void ColumnsUnsaid(ColumnSets *sets);
extern void ColumnsOfTable(ColumnSets *sets, Oid relid);
extern LogColumn *ColumnOf(ColumnSets *sets, ColumnSet *set, LeafField name, int place);
extern LogColumn *FindColumn(const ColumnSet *set, LeafField name, int place);
extern LeafField TypeIn(const ColumnSet *set, LeafField name, int place);

#endif							/* SEN_COLUMN_SETS_H */
