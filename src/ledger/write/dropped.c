/*
 * dropped.c --- tracked tables that are dropped.
 *
 * A table can go by its name, with its owner, its type, or a table that it inherits
 * from.  So the tables that are tracked are noted before each command that drops
 * something; of those that are gone after it the log says so, if it is still there
 * itself: with its schema it goes too.
 */
#include "postgres.h"
#include "compat.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "ledger/log/log.h"
#include "ledger/write/tracked.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

/* A table that is tracked, as a command begins. */
typedef struct NotedTable
{
	struct NotedTable *next;
	Oid			relid;
	Oid			namespace;
	char	   *log_name;
	int			level;			/* of the subtransaction */
} NotedTable;

static NotedTable *noted = NULL;

static void
AtTransactionEvent(XactEvent event, void *argument)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_PREPARE || event == XACT_EVENT_ABORT)
		noted = NULL;
}

/*
 * A table that a subtransaction noted may be one that it made.
 */
static void
AtSubtransactionEvent(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *argument)
{
	int			level = GetCurrentTransactionNestLevel();

	for (NotedTable **at = &noted; *at != NULL;)
	{
		if (event == SUBXACT_EVENT_ABORT_SUB && (*at)->level >= level)
		{
			*at = (*at)->next;
			continue;
		}
		if (event == SUBXACT_EVENT_COMMIT_SUB)
			(*at)->level = Min((*at)->level, level - 1);
		at = &(*at)->next;
	}
}

static bool
IsThere(Oid relid)
{
	return SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid));
}

/*
 * NoteTable notes a table if it is tracked, and by one who may write its log.
 */
static void
NoteTable(Oid relid)
{
	MemoryContext before;
	NotedTable *table;
	char	   *log_name;
	bool		cloned;

	if (!FindTrigger(relid, track_row, &log_name, &cloned) || cloned || !LogIsWhole(get_rel_namespace(relid)) ||
		!LogMayBeWrittenBy(get_rel_namespace(relid), OwnerOf(relid)))
		return;
	before = MemoryContextSwitchTo(TopTransactionContext);
	table = palloc(sizeof(NotedTable));
	table->relid = relid;
	table->namespace = get_rel_namespace(relid);
	table->log_name = pstrdup(log_name);
	table->level = GetCurrentTransactionNestLevel();
	table->next = noted;
	noted = table;
	MemoryContextSwitchTo(before);
}

/*
 * TablesWith lists the tables with a trigger that runs a function.
 */
static List *
TablesWith(Oid function)
{
	Relation	depend = table_open(DependRelationId, AccessShareLock);
	Relation	triggers = table_open(TriggerRelationId, AccessShareLock);
	ScanKeyData key[2];
	SysScanDesc scan;
	HeapTuple	row;
	List	   *tables = NIL;

	ScanKeyInit(&key[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(ProcedureRelationId));
	ScanKeyInit(&key[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(function));
	scan = systable_beginscan(depend, DependReferenceIndexId, true, NULL, 2, key);
	while (HeapTupleIsValid(row = systable_getnext(scan)))
	{
		const Form_pg_depend form = (Form_pg_depend) GETSTRUCT(row);
		ScanKeyData trigger[1];
		SysScanDesc found;
		HeapTuple	one;

		if (form->classid != TriggerRelationId)
			continue;
		ScanKeyInit(&trigger[0], Anum_pg_trigger_oid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(form->objid));
		found = systable_beginscan(triggers, TriggerOidIndexId, true, NULL, 1, trigger);
		if (HeapTupleIsValid(one = systable_getnext(found)))
			tables = list_append_unique_oid(tables, ((Form_pg_trigger) GETSTRUCT(one))->tgrelid);
		systable_endscan(found);
	}
	systable_endscan(scan);
	table_close(triggers, AccessShareLock);
	table_close(depend, AccessShareLock);
	return tables;
}

/*
 * NoteTracked notes which tables are tracked, before a command that drops something.
 * Those that are noted and gone are kept: commands within others come between.
 */
void
NoteTracked(Oid schema)
{
	static bool listening = false;
	oidvector  *none = buildoidvector(NULL, 0);
	Oid			function = GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum("track_row"), PointerGetDatum(none), ObjectIdGetDatum(schema));
	ListCell   *cell;

	if (!listening)
	{
		RegisterXactCallback(AtTransactionEvent, NULL);
		RegisterSubXactCallback(AtSubtransactionEvent, NULL);
		listening = true;
	}
	for (NotedTable **at = &noted; *at != NULL;)
	{
		if (IsThere((*at)->relid))
			*at = (*at)->next;
		else
			at = &(*at)->next;
	}
	if (!OidIsValid(function))
		return;
	foreach(cell, TablesWith(function))
		NoteTable(lfirst_oid(cell));
}

/*
 * SayDropped has the log say of the tables that were noted and are gone that they were
 * dropped.
 */
void
SayDropped(void)
{
	for (NotedTable **at = &noted; *at != NULL;)
	{
		NotedTable *table = *at;

		if (IsThere(table->relid))
		{
			at = &table->next;
			continue;
		}
		*at = table->next;
		if (LogIsWhole(table->namespace))
			AppendDropped(table->namespace, table->log_name);
	}
}
