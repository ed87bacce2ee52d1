/*
 * append.c --- entries that are not about a changed row, and the rows that a
 * table has when tracking begins.
 */
#include "postgres.h"
#include "compat.h"

#include "access/table.h"
#include "access/tableam.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/tile.h"
#include "ledger/tracked.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(append_entry);
PG_FUNCTION_INFO_V1(append_present);
PG_FUNCTION_INFO_V1(block_leaves);

static int
ComparePairs(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/*
 * PutObject writes the strings of an object as columns.  jsonb sorts keys by
 * length first, so they are sorted anew by their bytes.
 */
static void
PutObject(StringInfo buf, Jsonb *object)
{
	JsonbIterator *iterator = JsonbIteratorInit(&object->root);
	JsonbValue	value;
	JsonbIteratorToken token;
	int			count = 0;
	char	 *(*pair)[2] = palloc(sizeof(*pair) * (JB_ROOT_COUNT(object) + 1));

	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			pair[count][0] = pnstrdup(value.val.string.val, value.val.string.len);
		else if (token == WJB_VALUE)
			pair[count++][1] = value.type == jbvString ? pnstrdup(value.val.string.val, value.val.string.len) : NULL;
	}
	qsort(pair, count, sizeof(*pair), ComparePairs);
	LeafPutNumber(buf, count);
	for (int i = 0; i < count; i++)
	{
		LeafPutText(buf, pair[i][0]);
		if (pair[i][1] == NULL)
			LeafPutNull(buf);
		else
			LeafPutText(buf, pair[i][1]);
	}
}

/*
 * append_entry(schema_name, log_table, operation, before jsonb, after jsonb).
 * Whoever may write the blocks of the log may append such an entry, and whoever
 * may write its versions that of a seal.
 */
Datum
append_entry(PG_FUNCTION_ARGS)
{
	char	   *schema = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *table = text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *operation = text_to_cstring(PG_GETARG_TEXT_PP(2));
	LogPlace	place;
	StringInfoData buf;

	(void) get_namespace_oid(schema, false);	/* refuses a schema that does not exist */
	place.log = LogRelation(schema, LOG_BLOCK);
	place.sequence = LogRelation(schema, LOG_SEQUENCE);
	if (strlen(operation) != 1 || strchr("BERS", operation[0]) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is no operation for such an entry", operation),
				 errhint("Use B, E, R or S; rows are logged by the trigger of the table.")));
	LogCheckInsert(operation[0] == OPERATION_SEAL ? LogRelation(schema, LOG_VERSION) : place.log);
	initStringInfo(&buf);
	LeafPutHead(&buf, operation[0], table);
	PutObject(&buf, PG_GETARG_JSONB_P(3));
	PutObject(&buf, PG_GETARG_JSONB_P(4));
	LogAppend(&place, &buf);
	PG_RETURN_VOID();
}

/*
 * append_present(tracked regclass, log_table text) --- an entry for each row.
 */
Datum
append_present(PG_FUNCTION_ARGS)
{
	Oid			relid = PG_GETARG_OID(0);
	char	   *log_name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	Relation	table;
	TrackedTable *tracked;
	TableScanDesc scan;
	TupleTableSlot *slot;
	Snapshot	snapshot;
	MemoryContext row_context;
	MemoryContext before;
	int64		rows = 0;

	if (!SenOwnsRelation(relid, GetUserId()))
		aclcheck_error(ACLCHECK_NOT_OWNER, OBJECT_TABLE, get_rel_name(relid));
	table = table_open(relid, ShareRowExclusiveLock);
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
	row_context = AllocSetContextCreate(CurrentMemoryContext, "row of a table to be tracked", ALLOCSET_DEFAULT_SIZES);
	before = MemoryContextSwitchTo(row_context);
	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		bool		should_free;
		HeapTuple	row = ExecFetchSlotHeapTuple(slot, false, &should_free);

		RecordRow(tracked, RelationGetDescr(table), OPERATION_PRESENT, NULL, row);
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
	PG_RETURN_INT64(rows);
}

/*
 * block_leaves(entries bytea) --- the entries of a block.
 */
Datum
block_leaves(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	EntryReader reader = BlockEntries(PG_GETARG_DATUM(0));
	const char *data;
	Size		size;

	InitMaterializedSRF(fcinfo, 0);
	for (int number = 0; NextEntry(&reader, &data, &size); number++)
	{
		Datum		values[2];
		bool		nulls[2] = {0};

		values[0] = Int32GetDatum(number);
		values[1] = PointerGetDatum(cstring_to_text_with_len(data, size));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		pfree(DatumGetPointer(values[1]));
	}
	return (Datum) 0;
}
