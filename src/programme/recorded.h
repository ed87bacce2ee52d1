/*
 * recorded.h --- what the columns of tracked tables are, in words.
 */
#ifndef SEN_RECORDED_H
#define SEN_RECORDED_H

#include "utils/jsonb.h"

/* Of what kind the values of a column are. */
typedef enum ColumnForm
{
	NOT_SHOWN,					/* to whoever reads totals */
	A_TEXT,
	A_NAME,						/* of a row of another table */
	A_DAY,
	A_YES,						/* or no */
	A_NUMBER,
	A_VALUE						/* in the unit of its measure */
} ColumnForm;

/* What another value of a column is. */
typedef enum ColumnStates
{
	IS_PLAN,					/* a change */
	IS_FACT						/* a correction of what was told before */
} ColumnStates;

typedef struct RecordedColumn
{
	const char *table;
	const char *column;
	const char *words;
	ColumnForm	form;
	ColumnStates states;
	const char *names;			/* table that a name is of; else NULL */
} RecordedColumn;

typedef struct RecordedTable
{
	const char *table;
	const char *subject;
	int			position;
	const char *one;
	const char *several;
	bool		is_record;
} RecordedTable;

extern bool IsShownTable(const char *table);
extern bool IsShownColumn(const char *table, const char *column);
extern Jsonb *ShownColumns(Oid namespace);

#endif							/* SEN_RECORDED_H */
