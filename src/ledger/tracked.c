/*
 * tracked.c --- what the trigger has to know of a tracked table, kept for the
 * session and looked up anew when the table changes.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_index.h"
#include "ledger/tracked.h"
#include "mb/pg_wchar.h"
#include "utils/acl.h"
#include "utils/builtins.h"
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
		if (relid == InvalidOid || relid == table->relid || relid == table->place.log)
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
 * LogOf finds a relation of the log that a table, or the partitioned table it
 * is a part of, writes to: it is in the same schema.
 */
static Oid
LogOf(Relation table, const char *name)
{
	Oid			schema = RelationGetNamespace(table);
	Oid			found;

	if (table->rd_rel->relispartition)
		schema = get_rel_namespace(llast_oid(get_partition_ancestors(RelationGetRelid(table))));
	found = get_relname_relid(name, schema);
	if (!OidIsValid(found))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("table \"%s\" is tracked, but \"%s\" is not in schema \"%s\"",
						RelationGetRelationName(table), name, get_namespace_name(schema)),
				 errhint("Keep a table in the schema of its log, or untrack it with sen.untrack() before moving it.")));
	return found;
}

/*
 * CheckOwner refuses a table whose owner may not write the log: anyone who
 * may create a table in its schema could give it our trigger, and so forge
 * entries.
 */
static void
CheckOwner(Relation table, Oid log)
{
	if (pg_class_aclcheck(log, table->rd_rel->relowner, ACL_INSERT) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("the owner of table \"%s\" may not write the log of schema \"%s\"",
						RelationGetRelationName(table), get_namespace_name(get_rel_namespace(log))),
				 errhint("Let the owner of the log own the table, or grant INSERT on \"%s\" to the owner of the table.", LOG_BLOCK)));
}

/*
 * KeyOf is the columns of the primary key, also of a deferrable one, which the
 * relation cache does not count.
 */
static Bitmapset *
KeyOf(Relation table)
{
	Bitmapset  *key = NULL;
	List	   *indexes = RelationGetIndexList(table);
	ListCell   *cell;

	foreach(cell, indexes)
	{
		HeapTuple	row = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(lfirst_oid(cell)));
		Form_pg_index index;

		if (!HeapTupleIsValid(row))
			elog(ERROR, "cache lookup failed for index %u", lfirst_oid(cell));
		index = (Form_pg_index) GETSTRUCT(row);
		if (index->indisprimary)
			for (int i = 0; i < index->indnkeyatts; i++)
				key = bms_add_member(key, index->indkey.values[i]);
		ReleaseSysCache(row);
	}
	list_free(indexes);
	if (bms_is_empty(key))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table \"%s\" is tracked, but has no primary key any more", RelationGetRelationName(table)),
				 errhint("Add a primary key, or untrack the table with sen.untrack().")));
	return key;
}

static void
FillTable(TrackedTable *entry, Relation table, const char *log_name)
{
	TupleDesc	descriptor = RelationGetDescr(table);
	Bitmapset  *key = KeyOf(table);

	entry->log_name = pstrdup(log_name);
	entry->place.log = LogOf(table, LOG_BLOCK);
	entry->place.sequence = LogOf(table, LOG_SEQUENCE);
	CheckOwner(table, entry->place.log);
	entry->columns = 0;
	entry->key_columns = 0;
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
		column->in_key = bms_is_member(attribute->attnum, key);
		column->name = NameField(NameStr(attribute->attname));
		column->order = pg_server_to_any(pstrdup(NameStr(attribute->attname)), strlen(NameStr(attribute->attname)), PG_UTF8);
		getTypeOutputInfo(attribute->atttypid, &output, &is_varlena);
		fmgr_info_cxt(output, &column->output, CurrentMemoryContext);
		entry->columns++;
		entry->prints |= column->kind == VALUE_OUTPUT;
		entry->key_columns += column->in_key;
	}
	qsort(entry->column, entry->columns, sizeof(TrackedColumn), CompareNames);
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
