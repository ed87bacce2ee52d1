/*
 * today.h --- values of the log as values of the columns of today.
 */
#ifndef SEN_TODAY_H
#define SEN_TODAY_H

#include "access/tupdesc.h"
#include "fmgr.h"
#include "ledger/read/replay.h"
#include "utils/resowner.h"

/* How it is known that a value is what was written, if it prints other text. */
typedef enum Fit
{
	FIT_TEXT,					/* not at all */
	FIT_NUMBER,					/* both texts are the same number */
	FIT_TIME,					/* both are the same time */
	FIT_VALUE,					/* the modifier of the column makes no difference */
	FIT_READ					/* reading it loses nothing */
} Fit;

typedef struct TodayColumn
{
	bool		dropped;
	FmgrInfo	input;
	Oid			parameter;
	int32		modifier;
	FmgrInfo	output;
	FmgrInfo	base_input;		/* of the type below a domain */
	Oid			base_parameter;
	FmgrInfo	equal;			/* of it, for FIT_VALUE */
	Oid			collation;
	Fit			fit;
	bool		own_checks;		/* reading asks conditions of a domain, which may run any function */
	bool		system_type;	/* a type of this name is always the same */
	LeafField	type;			/* as the log would say it */
	int64		misfits;
	StringInfoData misfit_words;
} TodayColumn;

/* The columns of the row that was made last: mostly the next has the same. */
typedef struct TodayMap
{
	const ColumnSet *set;
	int			count;
	LeafField  *name;
	int		   *column;			/* of the table; -1 if it has none */
	bool	   *check;			/* whether what is read is what was written */
} TodayMap;

typedef struct Today
{
	Replay	   *replay;
	Oid			relid;
	TupleDesc	descriptor;
	TodayColumn *column;
	TodayMap	map;
	List	   *left_out;		/* columns that the table has not */
	List	   *left_out_names;
	ResourceOwner owner;		/* of what an input that fails holds */
	MemoryContext context;
} Today;

extern void TodayBegin(Today *today, Replay *replay, Oid relid, TupleDesc descriptor);
extern void TodayRow(Today *today, const Content *content, Datum *values, bool *nulls);
extern void TodayWarn(const Today *today);

#endif							/* SEN_TODAY_H */
