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
#include "ledger/tracked.h"
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
 * WithSameKey looks for a row with the key of one that is deleted.
 */
static bool
WithSameKey(Relation relation, HeapTuple row, TupleTableSlot *found)
{
	Oid			index = RelationGetPrimaryKeyIndex(relation);
	TupleTableSlot *wanted;
	bool		any;

	if (!OidIsValid(index))
		return false;
	wanted = MakeSingleTupleTableSlot(RelationGetDescr(relation), &TTSOpsHeapTuple);
	ExecStoreHeapTuple(row, wanted, false);
	slot_getallattrs(wanted);
	any = RelationFindReplTupleByIndex(relation, index, LockTupleKeyShare, wanted, found);
	ExecDropSingleTupleTableSlot(wanted);
	return any;
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

	while (IsOvertaken(last))
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
		{
			if (WithSameKey(relation, row, slot))
				last = ExecCopySlotHeapTuple(slot);
			else
				last = NULL;
			break;
		}
		if (!table_tuple_fetch_row_version(relation, &next, SnapshotAny, slot))
			elog(ERROR, "version of a row of table \"%s\" is missing", RelationGetRelationName(relation));
		last = ExecCopySlotHeapTuple(slot);
	}
	if (last == NULL)
		RecordRow(table, descriptor, OPERATION_DELETE, row, NULL);
	else
		RecordRow(table, descriptor, OPERATION_UPDATE, row, last);
	ExecDropSingleTupleTableSlot(slot);
}
