/*
 * overtaken.c --- rows that were changed again before their change was logged.
 *
 * The triggers of a statement run when all its rows are changed.  If one of
 * them changes a row of the same statement, the log has that later change
 * first.  The entry of the earlier one is then followed by one more, which
 * says what the row is now: the last entry about a row always tells its state.
 */
#include "postgres.h"
#include "compat.h"

#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "executor/executor.h"
#include "ledger/write/tracked.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

/*
 * IsOvertaken: has this transaction already changed or deleted this version of
 * a row?
 */
bool
IsOvertaken(HeapTuple row)
{
	HeapTupleHeader header = row->t_data;

	return (header->t_infomask & HEAP_XMAX_INVALID) == 0 && !HEAP_XMAX_IS_LOCKED_ONLY(header->t_infomask) &&
		TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetUpdateXid(header));
}

/*
 * IsLate: was anything written since the command that made this change?  Then
 * another row may have taken the key that it left.
 */
bool
IsLate(HeapTuple before)
{
	return GetCurrentCommandId(false) > HeapTupleHeaderGetCmax(before->t_data) + 1;
}

/*
 * KeyChanged: do two versions of a row differ in their keys?  Values that are equal
 * need not be the same bytes.
 */
bool
KeyChanged(const TrackedTable *table, TupleDesc descriptor, HeapTuple one, HeapTuple other)
{
	for (int i = 0; i < table->columns; i++)
	{
		TrackedColumn *column = &table->column[i];
		bool		isnull;

		if (column->in_key && DatumGetInt32(FunctionCall2Coll(&column->compare, column->collation,
															  heap_getattr(one, column->attnum, descriptor, &isnull),
															  heap_getattr(other, column->attnum, descriptor, &isnull))) != 0)
			return true;
	}
	return false;
}

/*
 * RecordKeyHolder writes an entry for the row that now has the key of one that
 * is gone, if there is one.
 */
void
RecordKeyHolder(TrackedTable *table, Relation relation, HeapTuple row)
{
	Oid			index = SenPrimaryKeyIndex(relation);
	TupleDesc	descriptor = RelationGetDescr(relation);
	TupleTableSlot *wanted;
	TupleTableSlot *found;

	if (!OidIsValid(index))
		return;
	wanted = MakeSingleTupleTableSlot(descriptor, &TTSOpsHeapTuple);
	found = table_slot_create(relation, NULL);
	ExecStoreHeapTuple(row, wanted, false);
	slot_getallattrs(wanted);
	if (RelationFindReplTupleByIndex(relation, index, LockTupleKeyShare, wanted, found))
		RecordRow(table, descriptor, OPERATION_UPDATE, row, ExecCopySlotHeapTuple(found));
	ExecDropSingleTupleTableSlot(found);
	ExecDropSingleTupleTableSlot(wanted);
}

/*
 * RecordPresentState writes an entry that leads from an overtaken version to
 * what has become of it.
 */
void
RecordPresentState(TrackedTable *table, Relation relation, HeapTuple row)
{
	TupleTableSlot *slot = table_slot_create(relation, NULL);
	TupleDesc	descriptor = RelationGetDescr(relation);
	HeapTuple	last = row;

	while (last != NULL && IsOvertaken(last))
	{
		ItemPointerData next = last->t_data->t_ctid;

		if (HeapTupleHeaderIndicatesMovedPartitions(last->t_data))
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("a row of table \"%s\" was moved to another partition by a trigger of the statement that changed it",
							RelationGetRelationName(relation)),
					 errdetail("The log cannot tell these changes in order."),
					 errhint("Change the row in a BEFORE trigger, or in a statement of its own.")));
		if (ItemPointerEquals(&next, &last->t_self))
			last = NULL;
		else if (table_tuple_fetch_row_version(relation, &next, SnapshotAny, slot))
			last = ExecCopySlotHeapTuple(slot);
		else
			elog(ERROR, "version of a row of table \"%s\" is missing", RelationGetRelationName(relation));
	}
	ExecDropSingleTupleTableSlot(slot);
	if (last == NULL)
		RecordRow(table, descriptor, OPERATION_DELETE, row, NULL);
	else
		RecordRow(table, descriptor, OPERATION_UPDATE, row, last);
	if (last == NULL || KeyChanged(table, descriptor, row, last))
		RecordKeyHolder(table, relation, row);
}
