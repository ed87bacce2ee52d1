/*
 * append.c --- entries that are not about a changed row, and the rows that a
 * table has when tracking begins.
 */
#include "postgres.h"
#include "compat.h"

#include "access/table.h"
#include "access/tableam.h"
#include "catalog/pg_class.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "ledger/log/log.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

static void
PutColumn(StringInfo buf, const char *name, const char *value)
{
	LeafPutText(buf, name);
	if (value == NULL)
		LeafPutNull(buf);
	else
		LeafPutText(buf, value);
}

/*
 * AppendPlain appends an entry that is not about a row: tracking begins or ends.  It
 * can end for a table that has lost its key, or has a column that cannot be in the
 * log.
 */
void
AppendPlain(Relation table, const char *log_name, Operation operation)
{
	LogPlace	place = LogPlaceOf(table);
	StringInfoData buf;

	initStringInfo(&buf);
	LeafPutHead(&buf, operation, log_name);
	LeafPutNumber(&buf, 0);
	if (operation == OPERATION_BEGIN)
	{
		int			start = buf.len;

		PutTableColumns(&buf, RelationGetRelid(table));
		NoteColumns(RelationGetRelid(table), log_name, buf.data + start, buf.len - start);
	}
	else
		LeafPutNumber(&buf, 0);
	LogAppend(&place, &buf);
	pfree(buf.data);
}

/*
 * AppendDropped appends the entry that says that a table was dropped: as tracking ends,
 * with what became of the table.
 */
void
AppendDropped(Oid namespace, const char *log_name)
{
	LogPlace	place = LogPlaceIn(namespace);
	StringInfoData buf;

	initStringInfo(&buf);
	LeafPutHead(&buf, OPERATION_END, log_name);
	LeafPutNumber(&buf, 0);
	LeafPutNumber(&buf, 1);
	PutColumn(&buf, LEAF_TABLE, LEAF_DROPPED);
	LogAppend(&place, &buf);
	pfree(buf.data);
}

/*
 * PutSeal writes the entry that ends a version.
 */
void
PutSeal(StringInfo buf, int64 version, const char *label)
{
	LeafPutHead(buf, OPERATION_SEAL, LogTableName(LOG_VERSION));
	LeafPutNumber(buf, 0);
	LeafPutNumber(buf, 2);
	PutColumn(buf, "label", label);
	PutColumn(buf, "version", psprintf("%lld", (long long) version));
}

/*
 * AppendRows appends an entry for each row that a table has: that it is present, as
 * tracking begins, or that it is removed, as the table leaves the one that it is a
 * partition of; their number.
 */
int64
AppendRows(Oid relid, const char *log_name, Operation operation)
{
	Relation	table = table_open(relid, ShareRowExclusiveLock);
	TrackedTable *tracked;
	TableScanDesc scan;
	TupleTableSlot *slot;
	Snapshot	snapshot;
	MemoryContext row_context;
	MemoryContext before;
	int64		rows = 0;

	if (table->rd_rel->relkind != RELKIND_RELATION)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not a table", RelationGetRelationName(table)),
				 errhint("Views and foreign tables, also as partitions, cannot be tracked; track the tables that hold the rows.")));
	tracked = TrackedTableOf(table, log_name);
	slot = table_slot_create(table, NULL);
	/* Writers are locked out: what is committed now is what there is, whatever the transaction sees. */
	snapshot = RegisterSnapshot(GetLatestSnapshot());
	scan = table_beginscan(table, snapshot, 0, NULL);
	row_context = AllocSetContextCreate(CurrentMemoryContext, "row of a table for its log", ALLOCSET_DEFAULT_SIZES);
	before = MemoryContextSwitchTo(row_context);
	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		bool		should_free;
		HeapTuple	row = ExecFetchSlotHeapTuple(slot, false, &should_free);

		RecordRow(tracked, RelationGetDescr(table), operation, operation == OPERATION_DELETE ? row : NULL, operation == OPERATION_DELETE ? NULL : row);
		if (should_free)
			heap_freetuple(row);
		rows++;
		MemoryContextReset(row_context);
		CHECK_FOR_INTERRUPTS();
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(row_context);
	table_endscan(scan);
	UnregisterSnapshot(snapshot);
	ExecDropSingleTupleTableSlot(slot);
	table_close(table, NoLock);
	return rows;
}
