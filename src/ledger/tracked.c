/*
 * tracked.c --- what the trigger has to know of a tracked table, kept for the
 * session and looked up anew when the table changes.
 */
#include "postgres.h"
#include "compat.h"

#include "access/sysattr.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_type.h"
#include "ledger/tracked.h"
#include "mb/pg_wchar.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

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

static ValueKind
KindOfType(Oid type)
{
	switch (type)
	{
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
			return VALUE_TEXT;
		case INT2OID:
			return VALUE_INT2;
		case INT4OID:
			return VALUE_INT4;
		case INT8OID:
			return VALUE_INT8;
		case BOOLOID:
			return VALUE_BOOL;
		case DATEOID:
			return VALUE_DATE;
		case TIMESTAMPTZOID:
			return VALUE_TIMESTAMPTZ;
		default:
			return VALUE_OUTPUT;
	}
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

static void
FillTable(TrackedTable *entry, Relation table, const char *log_name)
{
	TupleDesc	descriptor = RelationGetDescr(table);
	Bitmapset  *key = RelationGetIndexAttrBitmap(table, INDEX_ATTR_BITMAP_PRIMARY_KEY);

	entry->log_name = pstrdup(log_name);
	entry->place.log = LogOf(table, LOG_BLOCK);
	entry->place.sequence = LogOf(table, LOG_SEQUENCE);
	entry->columns = 0;
	entry->key_columns = 0;
	entry->prints = false;
	entry->column = palloc0(sizeof(TrackedColumn) * Max(1, descriptor->natts));
	if (bms_is_empty(key))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table \"%s\" is tracked, but has no primary key any more", RelationGetRelationName(table)),
				 errhint("Add a primary key, or untrack the table with sen.untrack().")));
	for (int i = 0; i < descriptor->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(descriptor, i);
		TrackedColumn *column = &entry->column[entry->columns];
		Oid			output;
		bool		is_varlena;

		if (attribute->attisdropped || SenIsVirtual(attribute))
			continue;
		column->attnum = attribute->attnum;
		column->kind = KindOfType(getBaseType(attribute->atttypid));
		column->in_key = bms_is_member(attribute->attnum - FirstLowInvalidHeapAttributeNumber, key);
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
