/*
 * tracked.c --- what the trigger has to know of a tracked table, kept for the
 * session and looked up anew when the table changes.
 */
#include "postgres.h"
#include "compat.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "ledger/entry/key_types.h"
#include "ledger/log/log.h"
#include "ledger/write/tracked.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

static HTAB *tables = NULL;

static void
ForgetTables(Datum argument, Oid relid)
{
	HASH_SEQ_STATUS status;
	TrackedTable *table;

	hash_seq_init(&status, tables);
	while ((table = hash_seq_search(&status)) != NULL)
		if (relid == InvalidOid || relid == table->relid || relid == table->whole || relid == table->place.log)
			table->valid = false;
}

static void
CreateTables(void)
{
	HASHCTL		control = {.keysize = sizeof(Oid), .entrysize = sizeof(TrackedTable), .hcxt = CacheMemoryContext};

	tables = hash_create("tables tracked by sen_improvement", 32, &control, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	CacheRegisterRelcacheCallback(ForgetTables, (Datum) 0);
}

static int
CompareNames(const void *a, const void *b)
{
	return strcmp(((const TrackedColumn *) a)->order, ((const TrackedColumn *) b)->order);
}

static LeafField
NameField(const char *name)
{
	StringInfoData buf;
	LeafField	field;

	initStringInfo(&buf);
	LeafPutText(&buf, name);
	field.data = buf.data;
	field.size = buf.len;
	return field;
}

/*
 * TriggerOf looks for a trigger of a table that runs a function of this library;
 * 0 if there is none.  name: its argument; cloned: it came with that of a
 * partitioned table.  Whoever has the right to make triggers can make one that says
 * anything; only the owner of the table can have it fire always, so only such a one
 * has a name.
 */
static Oid
TriggerOf(Oid relid, PGFunction own, char **name, bool *cloned)
{
	Relation	triggers = table_open(TriggerRelationId, AccessShareLock);
	ScanKeyData key[1];
	SysScanDesc scan;
	HeapTuple	row;
	Oid			found = InvalidOid;

	ScanKeyInit(&key[0], Anum_pg_trigger_tgrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relid));
	scan = systable_beginscan(triggers, TriggerRelidNameIndexId, true, NULL, 1, key);
	while (!OidIsValid(found) && HeapTupleIsValid(row = systable_getnext(scan)))
	{
		const Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(row);
		bool		isnull;
		Datum		arguments;

		if (form->tgisinternal && !OidIsValid(form->tgparentid))
			continue;
		if (!IsOwnFunction(form->tgfoid, own))
			continue;
		arguments = heap_getattr(row, Anum_pg_trigger_tgargs, RelationGetDescr(triggers), &isnull);
		if (name != NULL)
		{
			if (form->tgnargs != 1 || isnull || form->tgenabled != TRIGGER_FIRES_ALWAYS)
				continue;
			/* Its end is a zero byte. */
			*name = pstrdup(VARDATA_ANY(DatumGetByteaPP(arguments)));
		}
		if (cloned != NULL)
			*cloned = OidIsValid(form->tgparentid);
		found = form->oid;
	}
	systable_endscan(scan);
	table_close(triggers, AccessShareLock);
	return found;
}

/*
 * FindTrigger: has a table a trigger that runs a function of this library?
 */
bool
FindTrigger(Oid relid, PGFunction own, char **name, bool *cloned)
{
	return OidIsValid(TriggerOf(relid, own, name, cloned));
}

/*
 * TrackTrigger is the trigger by which a table is tracked under a name; 0 if it is
 * not.
 */
Oid
TrackTrigger(Oid relid, const char *log_name)
{
	char	   *name;
	Oid			trigger = TriggerOf(relid, track_row, &name, NULL);

	return OidIsValid(trigger) && strcmp(name, log_name) == 0 ? trigger : InvalidOid;
}

/*
 * LogNameOf is the name under which a table is in the log: that of its first
 * tracking, while it is tracked.
 */
char *
LogNameOf(Oid relid)
{
	char	   *name;

	return FindTrigger(relid, track_row, &name, NULL) ? name : get_rel_name(relid);
}

/*
 * IsTracked: is a table tracked, as sen.track() does it?
 */
bool
IsTracked(Oid relid)
{
	char	   *name;

	return FindTrigger(relid, track_row, &name, NULL);
}

/*
 * TablesOfLog lists the tables of a schema that are tracked; log_name: only the one
 * under this name, if it is not NULL.  What someone made who may not write the log is
 * none.
 */
List *
TablesOfLog(Oid namespace, const char *log_name)
{
	Relation	classes = table_open(RelationRelationId, AccessShareLock);
	ScanKeyData key[1];
	SysScanDesc scan;
	HeapTuple	row;
	List	   *found = NIL;

	ScanKeyInit(&key[0], Anum_pg_class_relnamespace, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(namespace));
	scan = systable_beginscan(classes, InvalidOid, false, NULL, 1, key);
	while ((log_name == NULL || found == NIL) && HeapTupleIsValid(row = systable_getnext(scan)))
	{
		const Form_pg_class form = (Form_pg_class) GETSTRUCT(row);
		char	   *name;
		bool		cloned;

		if (form->relhastriggers && FindTrigger(form->oid, track_row, &name, &cloned) && !cloned &&
			(log_name == NULL || strcmp(name, log_name) == 0) && LogMayBeWrittenBy(namespace, form->relowner))
			found = lappend_oid(found, form->oid);
	}
	systable_endscan(scan);
	table_close(classes, AccessShareLock);
	return found;
}

/*
 * TableOfLog is the table of a schema that is tracked under a name, 0 if none is.
 */
Oid
TableOfLog(Oid namespace, const char *log_name)
{
	List	   *found = TablesOfLog(namespace, log_name);

	return found == NIL ? InvalidOid : linitial_oid(found);
}

/*
 * RequireTable refuses what is not a table of which a log can tell.
 */
void
RequireTable(Oid relid)
{
	char		kind = get_rel_relkind(relid);

	if (kind == '\0')
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("there is no table of number %u", relid),
				 errhint("Name a table, such as 'wirral.action'.")));
	if (kind != RELKIND_RELATION && kind != RELKIND_PARTITIONED_TABLE)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not a table", get_rel_name(relid)),
				 errhint("Name a table that sen.track() tracks, or has tracked.")));
	if (get_rel_relispartition(relid))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("table \"%s\" is a partition", get_rel_name(relid)),
				 errhint("Name the partitioned table: the log does not say in which partition a row was.")));
}

/*
 * OwnerOf is the role that owns a relation.
 */
Oid
OwnerOf(Oid relid)
{
	HeapTuple	row = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Oid			owner;

	if (!HeapTupleIsValid(row))
		elog(ERROR, "cache lookup failed for relation %u", relid);
	owner = ((Form_pg_class) GETSTRUCT(row))->relowner;
	ReleaseSysCache(row);
	return owner;
}

/*
 * WholeOf is a table, or the partitioned table that it is a part of.
 */
Oid
WholeOf(Oid relid)
{
	return get_rel_relispartition(relid) ? llast_oid(get_partition_ancestors(relid)) : relid;
}

/*
 * RequireLog refuses a tracked table of which the schema has no log.
 */
void
RequireLog(Oid relid)
{
	Oid			whole = WholeOf(relid);
	const char *schema = get_namespace_name(get_rel_namespace(whole));
	const char *name = quote_qualified_identifier(schema, get_rel_name(whole));

	if (LogExists(get_rel_namespace(whole)) || isAnyTempNamespace(get_rel_namespace(whole)) || !FindTrigger(relid, track_row, NULL, NULL))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("table %s is tracked, but schema \"%s\" has no log", name, schema),
			 errdetail("The table was moved there, or restored without its log."),
			 errhint("SELECT sen.untrack(%s), and then SELECT sen.track(%s): a log is made there, which begins with the rows that the table has. What was logged before stays in the log where that is.",
					 quote_literal_cstr(name), quote_literal_cstr(name))));
}

/*
 * CheckTable refuses a table that may not write the log: anyone who may create a
 * table in its schema could give it our trigger, and so forge entries; and the
 * log would be given the rows of someone who does not know its owner.
 */
static void
CheckTable(Relation table, const Log *log)
{
	if (!has_privs_of_role(table->rd_rel->relowner, log->owner))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("the owner of table \"%s\" may not write the log of schema \"%s\"", RelationGetRelationName(table), log->schema),
				 errdetail("The log belongs to role \"%s\", the table to role \"%s\".", GetUserNameFromId(log->owner, false), GetUserNameFromId(table->rd_rel->relowner, false)),
				 errhint("Let the owner of the log, or a member of that role, own the table.")));
	if (table->rd_rel->relkind == RELKIND_RELATION && table->rd_rel->relam != HEAP_TABLE_AM_OID)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("table \"%s\" has an access method other than heap", RelationGetRelationName(table)),
				 errhint("Keep its rows in a table that was made with USING heap.")));
}

/*
 * FillKey marks the columns of the primary key.
 */
static void
FillKey(TrackedTable *entry, Relation table)
{
	Oid			primary = PrimaryKeyOf(table);
	Relation	index;

	if (!OidIsValid(primary))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table \"%s\" is tracked, but has no primary key any more", RelationGetRelationName(table)),
				 errhint("Add a primary key, or untrack the table with sen.untrack().")));
	index = index_open(primary, AccessShareLock);
	if (!index->rd_index->indimmediate)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table \"%s\" is tracked, but its primary key is deferrable now", RelationGetRelationName(table)),
				 errdetail("Until such a key is checked two rows may have the same, and the log could not tell them apart."),
				 errhint("Drop the key and add one that is not deferrable, or untrack the table with sen.untrack().")));
	entry->key_columns = index->rd_index->indnkeyatts;
	for (int i = 0; i < entry->columns; i++)
		for (int j = 0; j < entry->key_columns; j++)
		{
			TrackedColumn *column = &entry->column[i];

			if (index->rd_index->indkey.values[j] != column->attnum)
				continue;
			column->in_key = true;
			KeyComparison(index, j, &column->compare, &column->collation);
		}
	index_close(index, NoLock);
}

/*
 * LogPlaceIn is where the log of a schema is written to.
 */
LogPlace
LogPlaceIn(Oid namespace)
{
	Log		   *log = LogOpen(namespace, LOG_APPEND);
	LogPlace	place = {RelationGetRelid(log->table[LOG_BLOCK]), log->sequence};

	LogClose(log);
	return place;
}

/*
 * LogPlaceOf is the log that a table, or the partitioned table it is a part of,
 * writes to: that of its schema.
 */
LogPlace
LogPlaceOf(Relation table)
{
	Log		   *log;
	LogPlace	place;

	RequireLog(RelationGetRelid(table));
	log = LogOpen(get_rel_namespace(WholeOf(RelationGetRelid(table))), LOG_APPEND);
	CheckTable(table, log);
	place.log = RelationGetRelid(log->table[LOG_BLOCK]);
	place.sequence = log->sequence;
	LogClose(log);
	return place;
}

static void
FillTable(TrackedTable *entry, Relation table, const char *log_name)
{
	TupleDesc	descriptor = RelationGetDescr(table);

	entry->log_name = pstrdup(log_name);
	entry->whole = WholeOf(RelationGetRelid(table));
	entry->place = LogPlaceOf(table);
	entry->said = 0;
	entry->columns = 0;
	entry->prints = false;
	entry->column = palloc0(sizeof(TrackedColumn) * Max(1, descriptor->natts));
	for (int i = 0; i < descriptor->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(descriptor, i);
		TrackedColumn *column = &entry->column[entry->columns];
		Oid			output;
		bool		is_varlena;

		if (attribute->attisdropped || SenIsVirtual(attribute))
			continue;
		if (PrintsBySettings(attribute->atttypid))
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("column \"%s\" of table \"%s\" has type %s, whose text depends on settings",
							NameStr(attribute->attname), RelationGetRelationName(table), format_type_be(attribute->atttypid)),
					 errhint("Use numeric instead of money, and text instead of the reg types.")));
		column->attnum = attribute->attnum;
		column->kind = KindOfType(getBaseType(attribute->atttypid));
		column->name = NameField(NameStr(attribute->attname));
		column->order = pg_server_to_any(pstrdup(NameStr(attribute->attname)), strlen(NameStr(attribute->attname)), PG_UTF8);
		getTypeOutputInfo(attribute->atttypid, &output, &is_varlena);
		fmgr_info_cxt(output, &column->output, CurrentMemoryContext);
		entry->columns++;
		entry->prints |= column->kind == VALUE_OUTPUT;
	}
	qsort(entry->column, entry->columns, sizeof(TrackedColumn), CompareNames);
	FillKey(entry, table);
}

/*
 * TrackedTableOf is what is known of a table that is tracked under a name.
 */
TrackedTable *
TrackedTableOf(Relation table, const char *log_name)
{
	Oid			relid = RelationGetRelid(table);
	TrackedTable *entry;
	bool		found;
	MemoryContext before;

	if (unlikely(tables == NULL))
		CreateTables();
	entry = hash_search(tables, &relid, HASH_ENTER, &found);
	if (likely(found && entry->valid && strcmp(entry->log_name, log_name) == 0))
		return entry;
	if (found && entry->context != NULL)
		MemoryContextDelete(entry->context);
	entry->context = NULL;
	entry->valid = false;
	entry->context = AllocSetContextCreate(CacheMemoryContext, "table tracked by sen_improvement", ALLOCSET_SMALL_SIZES);
	before = MemoryContextSwitchTo(entry->context);
	/* Valid before looking up, so that a change meanwhile is not missed. */
	entry->valid = true;
	PG_TRY();
	{
		FillTable(entry, table, log_name);
	}
	PG_CATCH();
	{
		entry->valid = false;
		PG_RE_THROW();
	}
	PG_END_TRY();
	MemoryContextSwitchTo(before);
	return entry;
}
