/*
 * column_changes.h --- each change of columns of tracked tables, one after another.
 */
#ifndef SEN_COLUMN_CHANGES_H
#define SEN_COLUMN_CHANGES_H

#include "fmgr.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

/* The arguments of such a function: a log, columns, and a time.  asked: names of tables, each with a list of its columns, or null for all of them. edited: NULL, or names of tables of which the rows are left out that were neither changed nor deleted since that time. */
extern Oid	ColumnChangesLog(FunctionCallInfo fcinfo);
extern Jsonb *ColumnChangesAsked(FunctionCallInfo fcinfo);
extern TimestampTz ColumnChangesSince(FunctionCallInfo fcinfo);
extern void PutColumnChanges(FunctionCallInfo fcinfo, Oid namespace, Jsonb *asked, TimestampTz since, Jsonb *edited);

#endif							/* SEN_COLUMN_CHANGES_H */
