/*
 * track.c --- beginning and ending the tracking of a table, and renaming its
 * columns: a change of the table and the entry that says so, made together.
 *
 * The definitions are changed by the commands that the owner could have given,
 * with the rights of the caller.
 */
#include "postgres.h"
#include "compat.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/catalog.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "ledger/log/log.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "parser/scansup.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

PG_FUNCTION_INFO_V1(track);
PG_FUNCTION_INFO_V1(untrack);
PG_FUNCTION_INFO_V1(rename_column);

/* What a table is, as far as tracking it is concerned. */
typedef struct TableFacts
{
	Oid			relid;
	Oid			namespace;
	char	   *schema;
	char	   *name;
	char	   *qualified;		/* and quoted */
	char		kind;
	char		persistence;
	bool		is_partition;
	bool		owned;			/* by the caller, or a role that it is a member of */
} TableFacts;

/*
 * Command runs a command of SQL with only the system's schema in the path.
 */
static void
Command(const char *command)
{
	int			level = NewGUCNestLevel();

	(void) set_config_option("search_path", "pg_catalog, pg_temp", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	SPI_connect();
	if (SPI_execute(command, false, 0) < 0)
		elog(ERROR, "SPI failed: %s", command);
	SPI_finish();
	AtEOXact_GUC(true, level);
}

/*
 * InQuotes is a name as SQL has it, quoted if it needs it whatever the settings of
 * the session say: what a function answers does not depend on them.
 */
static char *
InQuotes(const char *schema, const char *name)
{
	bool		before = quote_all_identifiers;
	char	   *quoted;

	quote_all_identifiers = false;
	quoted = quote_qualified_identifier(schema, name);
	quote_all_identifiers = before;
	return quoted;
}

/*
 * FactsOf looks a table up; false if there is none of this number.
 */
static bool
FactsOf(Oid relid, TableFacts *facts)
{
	HeapTuple	row = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	const FormData_pg_class *form;

	if (!HeapTupleIsValid(row))
		return false;
	form = (Form_pg_class) GETSTRUCT(row);
	facts->relid = relid;
	facts->namespace = form->relnamespace;
	facts->schema = get_namespace_name(form->relnamespace);
	facts->name = pstrdup(NameStr(form->relname));
	facts->qualified = InQuotes(facts->schema, facts->name);
	facts->kind = form->relkind;
	facts->persistence = form->relpersistence;
	facts->is_partition = form->relispartition;
	facts->owned = has_privs_of_role(GetUserId(), form->relowner);
	ReleaseSysCache(row);
	return true;
}

/* How a refusal of sen.track() is put: with what should be done instead. */
#define REFUSE(code, message, hint) ereport(ERROR, (errcode(code), message, errhint("%s", hint)))

/*
 * RequireAwake refuses a table that has our trigger, but not as sen.track() makes
 * it: what it says of the table may be false.
 */
static void
RequireAwake(const TableFacts *facts)
{
	if (!IsTracked(facts->relid) && FindTrigger(facts->relid, track_row, NULL, NULL))
		REFUSE(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, errmsg("a trigger of table \"%s\" is not as sen.track() makes it", facts->name),
			   "If the table is tracked, ALTER TABLE ... ENABLE ALWAYS TRIGGER sen_track sets it right; a trigger with sen.track_row() that someone else made can be dropped.");
}

/*
 * RequireKey refuses a table without a primary key that is always true.
 */
static void
RequireKey(Relation table)
{
	List	   *indexes = RelationGetIndexList(table);
	ListCell   *cell;
	bool		has_key = false,
				deferrable = false;

	foreach(cell, indexes)
	{
		HeapTuple	row = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(lfirst_oid(cell)));

		if (!HeapTupleIsValid(row))
			continue;
		if (((Form_pg_index) GETSTRUCT(row))->indisprimary)
		{
			has_key = true;
			deferrable = !((Form_pg_index) GETSTRUCT(row))->indimmediate;
		}
		ReleaseSysCache(row);
	}
	list_free(indexes);
	if (!has_key)
		REFUSE(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, errmsg("table \"%s\" has no primary key", RelationGetRelationName(table)),
			   "Add one: the log says which row each entry is about by its primary key.");
	if (deferrable)
		REFUSE(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, errmsg("the primary key of table \"%s\" is deferrable", RelationGetRelationName(table)),
			   "Make it not deferrable: until such a key is checked two rows may have the same, and the log could not tell them apart.");
}

/*
 * RequireTypes refuses columns whose text does not depend on their values alone.
 */
static void
RequireTypes(Relation table)
{
	TupleDesc	descriptor = RelationGetDescr(table);
	StringInfoData columns;

	initStringInfo(&columns);
	for (int i = 0; i < descriptor->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(descriptor, i);

		if (!attribute->attisdropped && PrintsBySettings(attribute->atttypid))
			appendStringInfo(&columns, "%s%s %s", columns.len > 0 ? ", " : "", NameStr(attribute->attname),
							 format_type_with_typemod(attribute->atttypid, attribute->atttypmod));
	}
	if (columns.len > 0)
		REFUSE(ERRCODE_FEATURE_NOT_SUPPORTED, errmsg("table \"%s\" has columns whose text depends on settings: %s", RelationGetRelationName(table), columns.data),
			   "Use numeric instead of money, and text instead of the reg types.");
	pfree(columns.data);
}

/*
 * IsOfCitus says whether Citus keeps the rows of a table, distributed, as a
 * reference table or with its own name for them.
 */
static bool
IsOfCitus(Oid relid)
{
	Oid			list = get_relname_relid("pg_dist_partition", PG_CATALOG_NAMESPACE);
	AttrNumber	column;
	Relation	tables;
	SysScanDesc scan;
	ScanKeyData key;
	bool		found;

	if (!OidIsValid(list))
		return false;
	column = get_attnum(list, "logicalrelid");
	if (column == InvalidAttrNumber || get_atttype(list, column) != REGCLASSOID)
		return false;
	tables = table_open(list, AccessShareLock);
	ScanKeyInit(&key, column, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relid));
	scan = systable_beginscan(tables, InvalidOid, false, NULL, 1, &key);
	found = HeapTupleIsValid(systable_getnext(scan));
	systable_endscan(scan);
	table_close(tables, AccessShareLock);
	return found;
}

/*
 * RequireTrackable refuses what cannot be tracked.
 */
static void
RequireTrackable(const TableFacts *facts)
{
	Relation	table;

	if (facts->kind != RELKIND_RELATION && facts->kind != RELKIND_PARTITIONED_TABLE)
		REFUSE(ERRCODE_WRONG_OBJECT_TYPE, errmsg("\"%s\" is not a table", facts->name),
			   "Views, foreign tables and sequences cannot be tracked; track the tables that hold the rows.");
	if (facts->persistence == RELPERSISTENCE_TEMP)
		REFUSE(ERRCODE_WRONG_OBJECT_TYPE, errmsg("table \"%s\" is temporary", facts->name),
			   "A log outlives the session; make a table that does too.");
	if (facts->is_partition)
		REFUSE(ERRCODE_WRONG_OBJECT_TYPE, errmsg("table \"%s\" is a partition", facts->name),
			   "Track the partitioned table: every partition is tracked with it.");
	if (IsLogTable(facts->name, strlen(facts->name)) || IsReservedName(facts->schema) || strcmp(facts->schema, "sen") == 0 || strcmp(facts->schema, "information_schema") == 0)
		REFUSE(ERRCODE_WRONG_OBJECT_TYPE, errmsg("table \"%s.%s\" cannot be tracked", facts->schema, facts->name),
			   "It is part of a log or of the system.");
	if (!facts->owned)
		REFUSE(ERRCODE_INSUFFICIENT_PRIVILEGE, errmsg("must be owner of table %s", facts->name),
			   "Ask the owner of the table to track it.");
	RequireLog(facts->relid);
	if (IsOfCitus(facts->relid))
		REFUSE(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, errmsg("table \"%s\" is one of Citus", facts->name),
			   "Its rows lie under other names or on other servers, where they can change past this log. Keep what the log should prove in an ordinary table.");
	table = table_open(facts->relid, ShareRowExclusiveLock);
	RequireKey(table);
	if (IsTracked(facts->relid))
		REFUSE(ERRCODE_DUPLICATE_OBJECT, errmsg("table \"%s\" is tracked already", facts->name),
			   "Nothing needs to be done. sen.untrack() ends it.");
	RequireTypes(table);
	table_close(table, NoLock);
	RequireAwake(facts);
	if (OidIsValid(TableOfLog(facts->namespace, facts->name)))
		REFUSE(ERRCODE_DUPLICATE_OBJECT, errmsg("another table of schema \"%s\" is tracked under the name \"%s\"", facts->schema, facts->name),
			   "A table keeps the name under which it was first tracked. Rename this one, or untrack the other.");
}

/*
 * WithPartitions lists a table and, if it is partitioned, its partitions.
 */
static List *
WithPartitions(const TableFacts *facts)
{
	List	   *parts = facts->kind == RELKIND_PARTITIONED_TABLE ? find_all_inheritors(facts->relid, ShareRowExclusiveLock, NULL) : list_make1_oid(facts->relid);

	list_sort(parts, list_oid_cmp);
	return parts;
}

/*
 * EnterRows enters the rows that a table and its partitions have, and has
 * TRUNCATE refused; how many rows, in words.
 */
static char *
EnterRows(const TableFacts *facts, const char *log_name)
{
	List	   *parts = WithPartitions(facts);
	ListCell   *cell;
	int64		rows = 0;

	foreach(cell, parts)
	{
		TableFacts	part;

		if (!FactsOf(lfirst_oid(cell), &part))
			continue;
		if (!FindTrigger(part.relid, refuse_truncate, NULL, NULL))
		{
			Command(psprintf("CREATE TRIGGER sen_track_truncate BEFORE TRUNCATE ON %s EXECUTE FUNCTION sen.refuse_truncate()", part.qualified));
			Command(psprintf("COMMENT ON TRIGGER sen_track_truncate ON %s IS 'Refuses TRUNCATE, which would leave no trace in the log.'", part.qualified));
			Command(psprintf("ALTER TABLE %s ENABLE ALWAYS TRIGGER sen_track_truncate", part.qualified));
		}
		if (part.kind != RELKIND_PARTITIONED_TABLE)
			rows += AppendRows(part.relid, log_name, OPERATION_PRESENT);
	}
	return rows == 0 ? "no rows yet" : psprintf(rows == 1 ? "%lld row" : "%lld rows", (long long) rows);
}

/*
 * IsOwnPartition: is a table a partition of a tracked one, of the caller's?
 */
static bool
IsOwnPartition(const TableFacts *facts, char **log_name)
{
	bool		cloned;

	return facts->is_partition && facts->owned && FindTrigger(facts->relid, track_row, log_name, &cloned) && cloned;
}

/*
 * HasItsRows: are the rows of such a partition in the log?  They were entered when
 * TRUNCATE was first refused.
 */
static bool
HasItsRows(const TableFacts *facts)
{
	return FindTrigger(facts->relid, refuse_truncate, NULL, NULL);
}

/*
 * IsOwnedByCaller: may the caller do with a table what its owner may?
 */
bool
IsOwnedByCaller(Oid relid)
{
	TableFacts	facts;

	return FactsOf(relid, &facts) && facts.owned;
}

/*
 * PartitionCame enters the rows of a partition that was made or attached, if the
 * table is tracked.
 */
void
PartitionCame(Oid relid)
{
	TableFacts	facts;
	char	   *log_name;

	if (OidIsValid(relid) && FactsOf(relid, &facts) && IsOwnPartition(&facts, &log_name) && !HasItsRows(&facts))
		(void) EnterRows(&facts, log_name);
}

/*
 * PartitionWent lets a table be truncated that is no longer a partition of a tracked
 * one, and so its own partitions.
 */
void
PartitionWent(Oid relid)
{
	TableFacts	facts;
	ListCell   *cell;

	if (!OidIsValid(relid) || !FactsOf(relid, &facts) || facts.is_partition || !facts.owned || FindTrigger(relid, track_row, NULL, NULL))
		return;
	foreach(cell, WithPartitions(&facts))
	{
		TableFacts	part;

		if (FactsOf(lfirst_oid(cell), &part) && FindTrigger(part.relid, refuse_truncate, NULL, NULL))
			Command(psprintf("DROP TRIGGER sen_track_truncate ON %s", part.qualified));
	}
}

/*
 * sen.track(tracked regclass)
 */
Datum
track(PG_FUNCTION_ARGS)
{
	TableFacts	facts;
	Relation	table;
	char	   *name;

	PreventCommandIfReadOnly("sen.track()");
	if (PG_ARGISNULL(0))
		REFUSE(ERRCODE_NULL_VALUE_NOT_ALLOWED, errmsg("no table is named"), "Name a table, such as sen.track('wirral.action').");
	if (!FactsOf(PG_GETARG_OID(0), &facts))
		REFUSE(ERRCODE_UNDEFINED_TABLE, errmsg("there is no table of number %u", PG_GETARG_OID(0)), "Name a table, such as sen.track('wirral.action').");
	if (IsOwnPartition(&facts, &name) && HasItsRows(&facts))
		PG_RETURN_TEXT_P(cstring_to_text(psprintf("partition %s is tracked already, with its rows", facts.qualified)));
	if (IsOwnPartition(&facts, &name))
		PG_RETURN_TEXT_P(cstring_to_text(psprintf("partition %s is tracked, with %s", facts.qualified, EnterRows(&facts, name))));
	RequireTrackable(&facts);
	if (!LogIsWhole(facts.namespace))
		Command(psprintf("SELECT sen.create_log(%s)", quote_literal_cstr(facts.schema)));
	Command(psprintf("CREATE TRIGGER sen_track AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION sen.track_row(%s)", facts.qualified, quote_literal_cstr(facts.name)));
	Command(psprintf("COMMENT ON TRIGGER sen_track ON %s IS 'Keeps every change of a row as an entry of the log.'", facts.qualified));
	Command(psprintf("ALTER TABLE %s ENABLE ALWAYS TRIGGER sen_track", facts.qualified));
	table = table_open(facts.relid, NoLock);
	AppendPlain(table, facts.name, OPERATION_BEGIN);
	table_close(table, NoLock);
	if (facts.kind == RELKIND_RELATION && has_subclass(facts.relid) && find_inheritance_children(facts.relid, NoLock) != NIL)
		ereport(NOTICE,
				(errmsg("tables that inherit from \"%s\" are not tracked with it", facts.name),
				 errhint("Track each of them: an inherited row belongs to the table that holds it.")));
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("table %s is tracked, with %s", facts.qualified, EnterRows(&facts, facts.name))));
}

static void
RequireOwned(const TableFacts *facts)
{
	if (!facts->owned)
		REFUSE(ERRCODE_INSUFFICIENT_PRIVILEGE, errmsg("must be owner of table %s", facts->name), "Ask the owner of the table.");
}

/*
 * sen.untrack(tracked regclass)
 */
Datum
untrack(PG_FUNCTION_ARGS)
{
	TableFacts	facts = {0};
	char	   *name;
	bool		known = !PG_ARGISNULL(0) && FactsOf(PG_GETARG_OID(0), &facts);
	bool		cloned = false,
				tracked = known && FindTrigger(facts.relid, track_row, &name, &cloned) && !cloned,
				logged;
	Relation	table;
	ListCell   *cell;

	PreventCommandIfReadOnly("sen.untrack()");
	if (known)
		RequireAwake(&facts);
	if (known && !tracked && !facts.is_partition && FindTrigger(facts.relid, refuse_truncate, NULL, NULL))
	{
		/* It was a partition of a tracked table. */
		RequireOwned(&facts);
		Command(psprintf("DROP TRIGGER sen_track_truncate ON %s", facts.qualified));
		PG_RETURN_TEXT_P(cstring_to_text(psprintf("table %s can be truncated", facts.qualified)));
	}
	if (!tracked)
		REFUSE(ERRCODE_UNDEFINED_OBJECT, errmsg("table %s is not tracked", PG_ARGISNULL(0) ? "null" : known ? facts.qualified : psprintf("%u", PG_GETARG_OID(0))),
			   "Name a table that sen.track() tracks; of partitions, the partitioned table.");
	RequireOwned(&facts);
	table = table_open(facts.relid, ShareRowExclusiveLock);
	logged = LogExists(facts.namespace);
	if (logged)
		AppendPlain(table, name, OPERATION_END);
	table_close(table, NoLock);
	Command(psprintf("DROP TRIGGER sen_track ON %s", facts.qualified));
	foreach(cell, WithPartitions(&facts))
	{
		TableFacts	part;

		if (FactsOf(lfirst_oid(cell), &part) && FindTrigger(part.relid, refuse_truncate, NULL, NULL))
			Command(psprintf("DROP TRIGGER sen_track_truncate ON %s", part.qualified));
	}
	PG_RETURN_TEXT_P(cstring_to_text(psprintf(logged ? "table %s is no longer tracked; its log stays" : "table %s is no longer tracked; its schema has no log", facts.qualified)));
}

/*
 * sen.rename_column(tracked regclass, old_name text, new_name text)
 */
Datum
rename_column(PG_FUNCTION_ARGS)
{
	TableFacts	facts = {0};
	char	   *old_name,
			   *new_name;

	PreventCommandIfReadOnly("sen.rename_column()");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		REFUSE(ERRCODE_NULL_VALUE_NOT_ALLOWED, errmsg(PG_ARGISNULL(0) ? "no table is named" : "a name is missing"),
			   "Give the table, the name that the column has and the one that it is to have.");
	RequireTable(PG_GETARG_OID(0));
	if (FactsOf(PG_GETARG_OID(0), &facts))
		RequireAwake(&facts);
	if (!IsTracked(PG_GETARG_OID(0)))
		REFUSE(ERRCODE_UNDEFINED_OBJECT, errmsg("table %s is not tracked", facts.qualified), "Rename the column with ALTER TABLE.");
	/* As ALTER TABLE takes them, so that the entry has the names that the column had and has. */
	old_name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	truncate_identifier(old_name, strlen(old_name), true);
	new_name = text_to_cstring(PG_GETARG_TEXT_PP(2));
	truncate_identifier(new_name, strlen(new_name), true);
	RequireOwned(&facts);
	RequireLog(facts.relid);
	/* Whose name it was has to be in the log before another has it. */
	SayColumnsOf(facts.relid);
	Command(psprintf("ALTER TABLE %s RENAME COLUMN %s TO %s", facts.qualified, quote_identifier(old_name), quote_identifier(new_name)));
	SayColumnsOf(facts.relid);
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("column %s of table %s is now %s", InQuotes(NULL, old_name), facts.qualified, InQuotes(NULL, new_name))));
}
