/*
 * log_open.c --- opening a log: is it one, and may the caller use it so?
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "access/relation.h"
#include "access/table.h"
#include "catalog/catalog.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/sequence.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "ledger/log/log.h"
#include "miscadmin.h"
#include "parser/parse_func.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/rls.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

PG_FUNCTION_INFO_V1(may_read_log);

#define LOG_SEQUENCE "ledger_block_block_id_seq"
#define GUARD_TRIGGER "refuse_change"

/* The function of a log's schema that whoever may run it may seal with. */
#define SEAL_FUNCTION "seal_log"

typedef struct ColumnShape
{
	const char *name;
	Oid			type;
	bool		filled;			/* never null */
} ColumnShape;

typedef struct TableShape
{
	const char *name;
	int			columns;
	const ColumnShape *column;
	int			key_columns;	/* the first ones */
	const char *check;			/* a constraint, or NULL */
} TableShape;

static const ColumnShape block_columns[BLOCK_COLUMNS] = {
	{"block_id", INT8OID, true},
	{"entries", BYTEAOID, true},
};

static const ColumnShape tile_columns[TILE_COLUMNS] = {
	{"level", INT2OID, true},
	{"tile", INT8OID, true},
	{"width", INT2OID, true},
	{"hashes", BYTEAOID, true},
	{"blocks", INT8ARRAYOID, false},
	{"starts", INT8ARRAYOID, false},
};

static const ColumnShape version_columns[VERSION_COLUMNS] = {
	{"version", INT8OID, true},
	{"size", INT8OID, true},
	{"root", BYTEAOID, true},
	{"label", TEXTOID, false},
	{"meeting", TEXTOID, false},
	{"sealed_at", TIMESTAMPTZOID, true},
	{"session_role", TEXTOID, true},
	{"acting_role", TEXTOID, true},
};

static const ColumnShape index_columns[INDEX_COLUMNS] = {
	{"kind", INT2OID, true},
	{"table_number", INT8OID, true},
	{"version", INT8OID, true},
	{"part", INT8OID, true},
	{"content", BYTEAOID, true},
};

static const TableShape shapes[LOG_TABLES] = {
	{"ledger_block", BLOCK_COLUMNS, block_columns, 1, NULL},
	{"ledger_tile", TILE_COLUMNS, tile_columns, 3, NULL},
	{"ledger_version", VERSION_COLUMNS, version_columns, 1, "ledger_version_root_length"},
	{"ledger_index", INDEX_COLUMNS, index_columns, 4, NULL},
};

SEN_NORETURN static void RefuseShape(Oid namespace, const char *relation, const char *hint, const char *what);

/*
 * LogTableName is the name of a relation of every log.
 */
const char *
LogTableName(LogTable which)
{
	return shapes[which].name;
}

/*
 * IsLogTable says whether a relation of every log has this name.
 */
bool
IsLogTable(const char *name, Size size)
{
	for (int i = 0; i < LOG_TABLES; i++)
		if (strlen(shapes[i].name) == size && memcmp(name, shapes[i].name, size) == 0)
			return true;
	return false;
}

/*
 * RefuseShape says how a relation differs from that of a log.
 */
static void
RefuseShape(Oid namespace, const char *relation, const char *hint, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_OBJECT_TYPE),
			 errmsg("relation \"%s\" of schema \"%s\" is not that of a log: %s", relation, get_namespace_name(namespace), what),
			 hint != NULL ? errhint("%s", hint) :
			 errhint("A log has the relations that sen.create_log() makes. Undo what was changed, or keep tracked tables in a schema of their own.")));
}

/*
 * LogNamespace is the schema of a name.
 */
Oid
LogNamespace(const char *schema)
{
	Oid			namespace = get_namespace_oid(schema, true);

	if (!OidIsValid(namespace))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("schema \"%s\" has no log", schema),
				 errdetail("There is no such schema."),
				 errhint("Name a programme, or a schema with a table that sen.track() tracks.")));
	return namespace;
}

/*
 * LogExists: does the schema have any relation of a log?
 */
bool
LogExists(Oid namespace)
{
	for (int i = 0; i < LOG_NEEDED; i++)
		if (OidIsValid(get_relname_relid(shapes[i].name, namespace)))
			return true;
	return false;
}

/*
 * LogIsWhole: does it have all of them?
 */
bool
LogIsWhole(Oid namespace)
{
	for (int i = 0; i < LOG_NEEDED; i++)
		if (!OidIsValid(get_relname_relid(shapes[i].name, namespace)))
			return false;
	return true;
}

/*
 * LogMayBeWrittenBy: may the tables of a role be in the log of a schema?  Only
 * those of its owner, and of members of that role.
 */
bool
LogMayBeWrittenBy(Oid namespace, Oid role)
{
	Oid			block = get_relname_relid(shapes[LOG_BLOCK].name, namespace);
	HeapTuple	row = OidIsValid(block) ? SearchSysCache1(RELOID, ObjectIdGetDatum(block)) : NULL;
	Oid			owner;

	if (!HeapTupleIsValid(row))
		return true;			/* there is no log yet */
	owner = ((Form_pg_class) GETSTRUCT(row))->relowner;
	ReleaseSysCache(row);
	return has_privs_of_role(role, owner);
}

static Relation
OpenRelation(Oid namespace, const char *name, LOCKMODE lock)
{
	Oid			relid = get_relname_relid(name, namespace);
	Relation	relation = OidIsValid(relid) ? try_relation_open(relid, lock) : NULL;

	if (relation == NULL)
	{
		if (!LogExists(namespace))
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("schema \"%s\" has no log", get_namespace_name(namespace)),
					 errhint("Name a programme, or a schema with a table that sen.track() tracks.")));
		RefuseShape(namespace, name, NULL, "it does not exist");
	}
	return relation;
}

static void
CheckKind(Relation relation, char kind)
{
	const Form_pg_class form = relation->rd_rel;
	Oid			namespace = form->relnamespace;
	const char *name = RelationGetRelationName(relation);

	if (form->relkind != kind)
		RefuseShape(namespace, name, NULL, psprintf("it is not a %s", kind == RELKIND_SEQUENCE ? "sequence" : "table"));
	if (form->relpersistence != RELPERSISTENCE_PERMANENT)
		RefuseShape(namespace, name, form->relpersistence == RELPERSISTENCE_UNLOGGED ? psprintf("ALTER TABLE %s SET LOGGED makes it outlive a crash.", quote_qualified_identifier(get_namespace_name(namespace), name)) : NULL,
					psprintf("it is %s", form->relpersistence == RELPERSISTENCE_TEMP ? "temporary" : "unlogged"));
	if (form->relispartition)
		RefuseShape(namespace, name, NULL, "it is a partition");
	if (kind == RELKIND_RELATION && form->relam != HEAP_TABLE_AM_OID)
		RefuseShape(namespace, name, NULL, "its access method is not heap");
	/* The views over it would show rows that are not in it. */
	if (form->relhassubclass && find_inheritance_children(RelationGetRelid(relation), NoLock) != NIL)
		RefuseShape(namespace, name, "ALTER TABLE ... NO INHERIT of those tables sets it right.", "tables inherit from it");
}

/*
 * LogCheckTable refuses a table whose rows are not those of a log.
 */
void
LogCheckTable(Relation relation, LogTable which)
{
	const TableShape *shape = &shapes[which];
	TupleDesc	descriptor = RelationGetDescr(relation);
	Oid			namespace = RelationGetNamespace(relation);

	CheckKind(relation, RELKIND_RELATION);
	for (int i = 0; i < descriptor->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(descriptor, i);
		const ColumnShape *column = &shape->column[i];

		if (i >= shape->columns && attribute->attisdropped)
			continue;
		if (i >= shape->columns)
			RefuseShape(namespace, shape->name, psprintf("ALTER TABLE %s DROP COLUMN %s takes it out.", quote_qualified_identifier(get_namespace_name(namespace), shape->name),
														 quote_identifier(NameStr(attribute->attname))),
						psprintf("it has a column \"%s\"", NameStr(attribute->attname)));
		if (attribute->attisdropped || strcmp(NameStr(attribute->attname), column->name) != 0)
			RefuseShape(namespace, shape->name, NULL, psprintf("its column %d is not \"%s\"", i + 1, column->name));
		if (attribute->atttypid != column->type || attribute->atttypmod != -1)
			RefuseShape(namespace, shape->name, NULL, psprintf("its column \"%s\" has type %s, not %s", column->name,
						format_type_with_typemod(attribute->atttypid, attribute->atttypmod), format_type_be(column->type)));
		if (attribute->attnotnull != column->filled)
			RefuseShape(namespace, shape->name, psprintf("ALTER TABLE %s ALTER COLUMN %s %s NOT NULL makes it as it was.", quote_qualified_identifier(get_namespace_name(namespace), shape->name),
														 column->name, column->filled ? "SET" : "DROP"),
						psprintf(column->filled ? "its column \"%s\" may be null" : "its column \"%s\" may not be null", column->name));
		if (attribute->attgenerated != '\0')
			RefuseShape(namespace, shape->name, NULL, psprintf("its column \"%s\" is generated", column->name));
	}
	if (descriptor->natts < shape->columns)
		RefuseShape(namespace, shape->name, NULL, psprintf("it has no column \"%s\"", shape->column[descriptor->natts].name));
}

/*
 * KeyIndex is the index of the primary key, which has to be of the first columns.
 */
static Oid
KeyIndex(Relation relation, const TableShape *shape)
{
	List	   *indexes = RelationGetIndexList(relation);
	Oid			found = InvalidOid;
	ListCell   *cell;

	foreach(cell, indexes)
	{
		HeapTuple	row = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(lfirst_oid(cell)));
		Form_pg_index index;
		bool		same;

		if (!HeapTupleIsValid(row))
			continue;
		index = (Form_pg_index) GETSTRUCT(row);
		same = index->indisprimary && index->indisvalid && index->indimmediate && index->indnkeyatts == shape->key_columns;
		for (int i = 0; same && i < shape->key_columns; i++)
			same = index->indkey.values[i] == i + 1;
		if (same)
			found = lfirst_oid(cell);
		ReleaseSysCache(row);
	}
	list_free(indexes);
	if (!OidIsValid(found))
		RefuseShape(RelationGetNamespace(relation), shape->name, NULL, "it has not the primary key of a log");
	return found;
}

static void
CheckSequence(Log *log, Relation sequence)
{
	HeapTuple	row;
	Form_pg_sequence form;
	Oid			table;
	int32		column;
	bool		sound;

	CheckKind(sequence, RELKIND_SEQUENCE);
	if (!sequenceIsOwned(RelationGetRelid(sequence), DEPENDENCY_INTERNAL, &table, &column) ||
		table != RelationGetRelid(log->table[LOG_BLOCK]) || column != BLOCK_ID)
		RefuseShape(log->namespace, LOG_SEQUENCE, NULL, "it does not number the blocks");
	row = SearchSysCache1(SEQRELID, ObjectIdGetDatum(RelationGetRelid(sequence)));
	if (!HeapTupleIsValid(row))
		RefuseShape(log->namespace, LOG_SEQUENCE, NULL, "it does not exist");
	form = (Form_pg_sequence) GETSTRUCT(row);
	/* Numbers kept for later by a session would put its blocks before those of others. */
	sound = form->seqtypid == INT8OID && form->seqincrement > 0 && form->seqmin >= FIRST_BLOCK && !form->seqcycle && form->seqcache == 1;
	ReleaseSysCache(row);
	if (!sound)
		RefuseShape(log->namespace, LOG_SEQUENCE, NULL, "it does not count upwards from 1 in bigint, one by one for all sessions");
}

/*
 * CheckOwner: a log that somebody else made in a schema would be given what its
 * tables say.
 */
static void
CheckOwner(const Log *log, Relation relation)
{
	Oid			owner = relation->rd_rel->relowner;

	if (owner != log->owner)
		RefuseShape(log->namespace, RelationGetRelationName(relation), psprintf("ALTER TABLE ... OWNER TO %s gives it back.", quote_identifier(GetUserNameFromId(log->owner, false))),
					psprintf("its owner is not that of \"%s\"", shapes[LOG_BLOCK].name));
}

static void
CheckSchemaOwner(const Log *log)
{
	HeapTuple	row = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(log->namespace));
	Oid			owner;

	if (!HeapTupleIsValid(row))
		elog(ERROR, "cache lookup failed for schema %u", log->namespace);
	owner = ((Form_pg_namespace) GETSTRUCT(row))->nspowner;
	ReleaseSysCache(row);
	if (!has_privs_of_role(log->owner, owner))
		RefuseShape(log->namespace, shapes[LOG_BLOCK].name, "The owner of a schema keeps its log. ALTER SCHEMA ... OWNER TO and ALTER TABLE ... OWNER TO bring them together.",
					psprintf("its owner \"%s\" is not the owner of the schema", GetUserNameFromId(log->owner, false)));
}

static void
CheckRead(Relation relation)
{
	AclResult	result = pg_class_aclcheck(RelationGetRelid(relation), GetUserId(), ACL_SELECT);

	if (result != ACLCHECK_OK)
		aclcheck_error(result, OBJECT_TABLE, RelationGetRelationName(relation));
}

static bool
MaySeal(const Log *log)
{
	Oid			types[2] = {TEXTOID, TEXTOID};
	HeapTuple	row;
	oidvector  *arguments = buildoidvector(types, 2);
	bool		may = false;

	if (has_privs_of_role(GetUserId(), log->owner))
		return true;
	row = SearchSysCache3(PROCNAMEARGSNSP, CStringGetDatum(SEAL_FUNCTION), PointerGetDatum(arguments), ObjectIdGetDatum(log->namespace));
	if (!HeapTupleIsValid(row))
		return false;
	/* Somebody else's function of that name says nothing. */
	if (((Form_pg_proc) GETSTRUCT(row))->proowner == log->owner)
		may = SenFunctionAclCheck(((Form_pg_proc) GETSTRUCT(row))->oid, GetUserId()) == ACLCHECK_OK;
	ReleaseSysCache(row);
	return may;
}

static void
CheckRights(const Log *log, LogUse use)
{
	AclResult	result;

	if (use == LOG_APPEND)
		return;
	result = SenSchemaAclCheck(log->namespace, GetUserId());
	if (result != ACLCHECK_OK)
		aclcheck_error(result, OBJECT_SCHEMA, log->schema);
	switch (use)
	{
		case LOG_READ:
		case LOG_READ_TABLE:
			CheckRead(log->table[LOG_BLOCK]);
			/* FALLTHROUGH */
		case LOG_PROVE:
			CheckRead(log->table[LOG_TILE]);
			CheckRead(log->table[LOG_VERSION]);
			break;
		case LOG_SEAL:
			if (!MaySeal(log))
				ereport(ERROR,
						(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						 errmsg("permission denied to seal the log of schema \"%s\"", log->schema),
						 errhint("Ask the owner of the log, who can let a role seal with GRANT EXECUTE ON FUNCTION %s(text, text).",
								 quote_qualified_identifier(log->schema, SEAL_FUNCTION))));
			break;
		case LOG_MEND:
			if (!has_privs_of_role(GetUserId(), log->owner))
				ereport(ERROR,
						(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						 errmsg("must be owner of the log of schema \"%s\"", log->schema),
						 errhint("Ask its owner.")));
			break;
		case LOG_APPEND:
			break;
	}
}

/*
 * LogRefusePolicy refuses a role to which row-level security of a table applies:
 * the log has whole rows, of all that were ever there.
 */
void
LogRefusePolicy(Oid relid)
{
	if (check_enable_rls(relid, InvalidOid, true) == RLS_ENABLED)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("row-level security of table \"%s\" applies to role \"%s\", so it may not read what the log says",
						get_rel_name(relid), GetUserNameFromId(GetUserId(), false)),
				 errdetail("The log has whole rows, with those that the policies hide."),
				 errhint("Ask the owner of the log, or a role to which no policy applies.")));
}

/*
 * LogRefuseAnyPolicy does so for each table of a schema that can be in its log.
 */
void
LogRefuseAnyPolicy(Oid namespace)
{
	Relation	classes = table_open(RelationRelationId, AccessShareLock);
	ScanKeyData key[1];
	SysScanDesc scan;
	HeapTuple	row;
	List	   *found = NIL;
	ListCell   *cell;

	ScanKeyInit(&key[0], Anum_pg_class_relnamespace, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(namespace));
	scan = systable_beginscan(classes, InvalidOid, false, NULL, 1, key);
	while (HeapTupleIsValid(row = systable_getnext(scan)))
	{
		const Form_pg_class form = (Form_pg_class) GETSTRUCT(row);

		/* That of the log itself is what asks this.  Whoever may make tables here must not close the log to others with one that cannot be in it. */
		if (form->relrowsecurity && strcmp(NameStr(form->relname), shapes[LOG_BLOCK].name) != 0 && LogMayBeWrittenBy(namespace, form->relowner))
			found = lappend_oid(found, form->oid);
	}
	systable_endscan(scan);
	table_close(classes, AccessShareLock);
	foreach(cell, found)
		LogRefusePolicy(lfirst_oid(cell));
	list_free(found);
}

static bool
HasCheck(Relation relation, const char *name)
{
	TupleConstr *constraints = RelationGetDescr(relation)->constr;

	for (int i = 0; constraints != NULL && i < constraints->num_check; i++)
		if (strcmp(constraints->check[i].ccname, name) == 0 && constraints->check[i].ccvalid)
			return true;
	return false;
}

/*
 * LogGuards hands on what should keep the rows of a log from being changed, or
 * shown, and does not.
 */
void
LogGuards(const Log *log, GuardSink sink, void *state)
{
	for (int i = 0; i < LOG_TABLES; i++)
	{
		Relation	relation = log->table[i];
		const char *name = shapes[i].name;
		const Trigger *guard = NULL;

		if (relation == NULL)
			continue;
		for (int j = 0; relation->trigdesc != NULL && j < relation->trigdesc->numtriggers; j++)
		{
			const Trigger *trigger = &relation->trigdesc->triggers[j];

			if (strcmp(trigger->tgname, GUARD_TRIGGER) == 0 && IsOwnFunction(trigger->tgfoid, refuse_change) &&
				TRIGGER_FOR_BEFORE(trigger->tgtype) && !TRIGGER_FOR_ROW(trigger->tgtype) && trigger->tgqual == NULL && trigger->tgnattr == 0 &&
				TRIGGER_FOR_UPDATE(trigger->tgtype) && TRIGGER_FOR_DELETE(trigger->tgtype) && TRIGGER_FOR_TRUNCATE(trigger->tgtype))
				guard = trigger;
		}
		if (guard == NULL || guard->tgenabled != TRIGGER_FIRES_ALWAYS)
			sink(state, name, "trigger " GUARD_TRIGGER, "enabled always", guard == NULL ? "missing" : guard->tgenabled == TRIGGER_DISABLED ? "disabled" : "not always enabled",
				 guard == NULL ? NULL : "ENABLE ALWAYS TRIGGER " GUARD_TRIGGER);
		if (shapes[i].check != NULL && !HasCheck(relation, shapes[i].check))
			sink(state, name, psprintf("constraint %s", shapes[i].check), "valid", "missing or not valid", NULL);
		if (i == LOG_BLOCK && !relation->rd_rel->relrowsecurity)
			sink(state, name, "row-level security", "enabled", "disabled", "ENABLE ROW LEVEL SECURITY");
		if (i == LOG_BLOCK && TupleDescAttr(RelationGetDescr(relation), BLOCK_ID - 1)->attidentity != ATTRIBUTE_IDENTITY_ALWAYS)
			sink(state, name, "identity of block_id", "always", "not always", "ALTER COLUMN block_id SET GENERATED ALWAYS");
	}
}

static void
RefuseUnguarded(void *state, const char *relation, const char *what, const char *expected, const char *found, const char *remedy)
{
	const Log  *log = state;

	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("the log of schema \"%s\" is not guarded: %s of \"%s\" is %s", log->schema, what, relation, found),
			 errdetail("It has to be %s, so that what is in the log stays as it is.", expected),
			 remedy != NULL ? errhint("ALTER TABLE %s %s sets it right; sen.verify_log() says what was changed meanwhile.", quote_qualified_identifier(log->schema, relation), remedy) :
			 errhint("Make it again as it is in a schema of which sen.create_log() has just made the log; sen.verify_log() says what was changed meanwhile.")));
}

/*
 * OpenIndex opens the index of a log, if it has one.  A relation of its name that
 * belongs to somebody else is no part of the log: an older one has none, and
 * whoever may make tables in its schema must not close it to others.
 */
static void
OpenIndex(Log *log, LOCKMODE lock)
{
	const TableShape *shape = &shapes[LOG_INDEX];
	Oid			relid = get_relname_relid(shape->name, log->namespace);
	Relation	relation = OidIsValid(relid) ? try_relation_open(relid, lock) : NULL;

	if (relation == NULL)
		return;
	if (relation->rd_rel->relowner != log->owner)
	{
		relation_close(relation, NoLock);
		return;
	}
	LogCheckTable(relation, LOG_INDEX);
	log->key[LOG_INDEX] = KeyIndex(relation, shape);
	log->table[LOG_INDEX] = relation;
}

/*
 * LogOpen opens the log of a schema for a use, and refuses what is no log, and
 * whom it is not for.  What it locks stays locked until the transaction ends.
 */
Log *
LogOpen(Oid namespace, LogUse use)
{
	Log		   *log = palloc0(sizeof(Log));
	Relation	sequence;

	log->namespace = namespace;
	log->schema = get_namespace_name(namespace);
	if (log->schema == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("the schema of the log is gone"),
				 errhint("It was dropped meanwhile.")));
	if (isAnyTempNamespace(namespace))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("schema \"%s\" has no log: it is temporary", log->schema),
				 errhint("Name a programme, or a schema with a table that sen.track() tracks.")));
	for (int i = 0; i < LOG_NEEDED; i++)
	{
		/* Versions are locked by whoever seals, after the others. */
		log->table[i] = OpenRelation(namespace, shapes[i].name,
									 (use == LOG_SEAL || use == LOG_MEND) && i != LOG_VERSION ? RowExclusiveLock : AccessShareLock);
		LogCheckTable(log->table[i], i);
		log->key[i] = KeyIndex(log->table[i], &shapes[i]);
		if (i == 0)
			log->owner = log->table[i]->rd_rel->relowner;
		CheckOwner(log, log->table[i]);
	}
	if (use != LOG_APPEND && use != LOG_PROVE)
		OpenIndex(log, use == LOG_SEAL || use == LOG_MEND ? RowExclusiveLock : AccessShareLock);
	sequence = OpenRelation(namespace, LOG_SEQUENCE, AccessShareLock);
	CheckSequence(log, sequence);
	CheckOwner(log, sequence);
	log->sequence = RelationGetRelid(sequence);
	relation_close(sequence, NoLock);
	CheckSchemaOwner(log);
	CheckRights(log, use);
	if (use == LOG_READ)
		LogRefuseAnyPolicy(namespace);
	if (use == LOG_SEAL)
		LogGuards(log, RefuseUnguarded, log);
	log->snapshot = ActiveSnapshotSet() ? GetActiveSnapshot() : GetTransactionSnapshot();
	return log;
}

void
LogClose(Log *log)
{
	for (int i = 0; i < LOG_TABLES; i++)
		if (log->table[i] != NULL)
			relation_close(log->table[i], NoLock);
}

/*
 * LogOfEntries is the schema of the log whose entries a table has.
 */
Oid
LogOfEntries(Oid relid)
{
	char	   *name = get_rel_name(relid);

	if (name == NULL || strcmp(name, shapes[LOG_BLOCK].name) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not the entries of a log", name == NULL ? psprintf("%u", relid) : name),
				 errhint("Name a table %s.", shapes[LOG_BLOCK].name)));
	return get_rel_namespace(relid);
}

/*
 * sen.may_read_log(log regclass) --- true, or an error that says why not; for the
 * policy of a log's entries and its views.
 */
Datum
may_read_log(PG_FUNCTION_ARGS)
{
	LogRefuseAnyPolicy(LogOfEntries(PG_GETARG_OID(0)));
	PG_RETURN_BOOL(true);
}
