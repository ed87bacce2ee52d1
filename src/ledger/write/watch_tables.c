/*
 * watch_tables.c --- the event trigger that follows commands about whole tables.
 *
 * The log says what columns are before and after they are changed (see columns.c).
 * A partition that comes brings its rows into the log, one that goes takes them out
 * of it, and none can be truncated; a tracked table does not leave its log behind, and
 * does not go without an entry that says so (see dropped.c).
 * The entries are made with the rights of whoever gives the command, who owns the
 * tables; for anyone else nothing is done here, and the command is refused.
 */
#include "postgres.h"
#include "compat.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "commands/event_trigger.h"
#include "commands/user.h"
#include "fmgr.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(watch_tables);

static Oid
TableOf(const RangeVar *name)
{
	return name == NULL ? InvalidOid : RangeVarGetRelid(name, NoLock, true);
}

/*
 * IsPartOfTracked: is a table a partition of a tracked one?
 */
static bool
IsPartOfTracked(Oid relid)
{
	char	   *name;
	bool		cloned;

	return OidIsValid(relid) && get_rel_relispartition(relid) && FindTrigger(relid, track_row, &name, &cloned) && cloned;
}

/*
 * PartitionGoes enters for each row of a partition that it is removed.  What it locks
 * the command locks too, in this order.
 */
static void
PartitionGoes(Oid relid)
{
	Oid			parent;
	List	   *parts;
	ListCell   *cell;

	if (!IsPartOfTracked(relid) || !IsOwnedByCaller(relid))
		return;
	parent = get_partition_parent(relid, true);
	LockRelationOid(parent, AccessExclusiveLock);
	LockRelationOid(relid, AccessExclusiveLock);
	if (!IsPartOfTracked(relid) || get_partition_parent(relid, true) != parent)
		return;
	parts = find_all_inheritors(relid, AccessExclusiveLock, NULL);
	list_sort(parts, list_oid_cmp);
	foreach(cell, parts)
	{
		char	   *log_name;

		if (get_rel_relkind(lfirst_oid(cell)) == RELKIND_RELATION && FindTrigger(lfirst_oid(cell), track_row, &log_name, NULL))
			AppendRows(lfirst_oid(cell), log_name, OPERATION_DELETE);
	}
}

static void
RefuseConcurrent(Oid relid)
{
	if (IsPartOfTracked(relid))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("partition \"%s\" of a tracked table cannot be detached concurrently", get_rel_name(relid)),
				 errdetail("Its rows go out of the log with it, and meanwhile others could change them."),
				 errhint("Use ALTER TABLE ... DETACH PARTITION without CONCURRENTLY.")));
}

/*
 * RefuseMove refuses to move a tracked table away from its log.
 */
static void
RefuseMove(Oid relid, const char *schema)
{
	char	   *name,
			   *from,
			   *to;
	bool		cloned;

	if (!OidIsValid(relid) || !FindTrigger(relid, track_row, &name, &cloned) || cloned || strcmp(get_namespace_name(get_rel_namespace(relid)), schema) == 0)
		return;
	from = quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)), get_rel_name(relid));
	to = quote_qualified_identifier(schema, get_rel_name(relid));
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("table %s is tracked, and cannot be moved away from its log", from),
			 errdetail("The log is in the schema of the table, and stays there."),
			 errhint("SELECT sen.untrack(%s), then ALTER TABLE %s SET SCHEMA %s, and then SELECT sen.track(%s): the log there begins with the rows that the table has.",
					 quote_literal_cstr(from), from, quote_identifier(schema), quote_literal_cstr(to))));
}

/*
 * ChangesColumns: does a part of ALTER TABLE change what columns are?
 */
static bool
ChangesColumns(const AlterTableCmd *command)
{
	switch (command->subtype)
	{
		case AT_AddColumn:
		case AT_DropColumn:
		case AT_AlterColumnType:
		case AT_DropExpression:
			return true;
		default:
			return false;
	}
}

/*
 * ColumnsChange has the log say what the columns of a table are, before they are
 * changed, if it did not, and after.
 */
static void
ColumnsChange(Oid relid)
{
	if (OidIsValid(relid) && IsOwnedByCaller(relid))
		SayColumnsOf(relid);
}

static void
WatchAlter(const AlterTableStmt *statement, bool ended)
{
	bool		columns = false;
	ListCell   *cell;

	foreach(cell, statement->cmds)
	{
		const AlterTableCmd *command = lfirst(cell);

		columns |= ChangesColumns(command);
		if (command->subtype == AT_AttachPartition && ended)
			PartitionCame(TableOf(((const PartitionCmd *) command->def)->name));
		if (command->subtype != AT_DetachPartition)
			continue;
		if (ended)
			PartitionWent(TableOf(((const PartitionCmd *) command->def)->name));
		else if (((const PartitionCmd *) command->def)->concurrent)
			RefuseConcurrent(TableOf(((const PartitionCmd *) command->def)->name));
		else
			PartitionGoes(TableOf(((const PartitionCmd *) command->def)->name));
	}
	if (columns)
		ColumnsChange(TableOf(statement->relation));
}

/*
 * PartitionsGo does so for the partitions in a schema that goes, or of an owner whose
 * tables go, of tables that stay.
 */
static void
PartitionsGo(Oid schema, Oid owner)
{
	Relation	classes = table_open(RelationRelationId, AccessShareLock);
	ScanKeyData key[1];
	SysScanDesc scan;
	HeapTuple	row;
	List	   *parts = NIL;
	ListCell   *cell;

	ScanKeyInit(&key[0], OidIsValid(schema) ? Anum_pg_class_relnamespace : Anum_pg_class_relowner, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(OidIsValid(schema) ? schema : owner));
	scan = systable_beginscan(classes, InvalidOid, false, NULL, 1, key);
	while (HeapTupleIsValid(row = systable_getnext(scan)))
		if (((Form_pg_class) GETSTRUCT(row))->relispartition && ((Form_pg_class) GETSTRUCT(row))->relkind != RELKIND_INDEX)
			parts = lappend_oid(parts, ((Form_pg_class) GETSTRUCT(row))->oid);
	systable_endscan(scan);
	table_close(classes, AccessShareLock);
	foreach(cell, parts)
	{
		Oid			whole = WholeOf(lfirst_oid(cell));
		Oid			parent = get_partition_parent(lfirst_oid(cell), true);

		/* Of parts of parts the highest has those below; with the whole table nothing is left to say it of. */
		if (OidIsValid(schema) ? get_rel_namespace(whole) == schema : OwnerOf(whole) == owner)
			continue;
		if (parent == whole || !list_member_oid(parts, parent))
			PartitionGoes(lfirst_oid(cell));
	}
}

static void
WatchDrop(const DropStmt *statement)
{
	ListCell   *cell;

	foreach(cell, statement->objects)
	{
		if (statement->removeType == OBJECT_TABLE)
		{
			Oid			relid = TableOf(makeRangeVarFromNameList(lfirst(cell)));

			PartitionGoes(relid);
			/* As the command does; so that nobody tracks it meanwhile. */
			if (OidIsValid(relid) && get_rel_relkind(relid) != '\0' && !get_rel_relispartition(relid) && IsOwnedByCaller(relid))
				LockRelationOid(relid, AccessExclusiveLock);
		}
		else if (statement->removeType == OBJECT_SCHEMA && statement->behavior == DROP_CASCADE)
		{
			Oid			schema = get_namespace_oid(strVal(lfirst(cell)), true);

			if (OidIsValid(schema) && SenOwnsSchema(schema, GetUserId()))
				PartitionsGo(schema, InvalidOid);
		}
	}
}

static void
WatchDropOwned(const DropOwnedStmt *statement)
{
	List	   *roles = roleSpecsToIds(statement->roles);
	ListCell   *cell;

	foreach(cell, roles)
		if (has_privs_of_role(GetUserId(), lfirst_oid(cell)))
			PartitionsGo(InvalidOid, lfirst_oid(cell));
}

/*
 * watch_tables() --- before and after each command that alters, makes or drops a
 * table, or something with which a table can go.
 */
Datum
watch_tables(PG_FUNCTION_ARGS)
{
	EventTriggerData *data = (EventTriggerData *) fcinfo->context;
	bool		ended;

	if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("sen.watch_tables() was not called as an event trigger"),
				 errhint("The extension makes its event triggers itself.")));
	ended = strcmp(data->event, "ddl_command_end") == 0;
	switch (nodeTag(data->parsetree))
	{
		case T_AlterTableStmt:
			WatchAlter((const AlterTableStmt *) data->parsetree, ended);
			break;
		case T_RenameStmt:
			if (((const RenameStmt *) data->parsetree)->renameType == OBJECT_COLUMN)
				ColumnsChange(TableOf(((const RenameStmt *) data->parsetree)->relation));
			break;
		case T_AlterObjectSchemaStmt:
			if (!ended && ((const AlterObjectSchemaStmt *) data->parsetree)->objectType == OBJECT_TABLE)
				RefuseMove(TableOf(((const AlterObjectSchemaStmt *) data->parsetree)->relation), ((const AlterObjectSchemaStmt *) data->parsetree)->newschema);
			break;
		case T_CreateStmt:
			if (ended && ((const CreateStmt *) data->parsetree)->partbound != NULL)
				PartitionCame(TableOf(((const CreateStmt *) data->parsetree)->relation));
			break;
		case T_DropStmt:
		case T_DropOwnedStmt:
			if (ended)
			{
				SayDropped();
				break;
			}
			if (IsA(data->parsetree, DropStmt))
				WatchDrop((const DropStmt *) data->parsetree);
			else
				WatchDropOwned((const DropOwnedStmt *) data->parsetree);
			NoteTracked(get_func_namespace(fcinfo->flinfo->fn_oid));
			break;
		default:
			break;
	}
	PG_RETURN_NULL();
}
