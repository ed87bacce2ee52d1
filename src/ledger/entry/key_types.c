/*
 * key_types.c --- the key of a row as values of its types.
 */
#include "postgres.h"
#include "compat.h"

#include "access/genam.h"
#include "access/nbtree.h"
#include "access/relation.h"
#include "access/table.h"
#include "catalog/pg_am.h"
#include "catalog/pg_index.h"
#include "catalog/pg_type.h"
#include "ledger/entry/key_types.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

/*
 * PrimaryKeyOf is the index of the primary key, also of a deferrable one, which
 * the relation cache does not count; 0 if there is none.
 */
Oid
PrimaryKeyOf(Relation table)
{
	List	   *indexes = RelationGetIndexList(table);
	ListCell   *cell;
	Oid			found = InvalidOid;

	foreach(cell, indexes)
	{
		HeapTuple	row = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(lfirst_oid(cell)));

		if (!HeapTupleIsValid(row))
			continue;
		if (((Form_pg_index) GETSTRUCT(row))->indisprimary)
			found = lfirst_oid(cell);
		ReleaseSysCache(row);
	}
	list_free(indexes);
	return found;
}

/*
 * KeyComparison is the function by which an index orders one of its columns,
 * counted from 0; two values for which it gives 0 are one key.
 */
void
KeyComparison(Relation index, int column, FmgrInfo *compare, Oid *collation)
{
	Oid			type = index->rd_opcintype[column];
	Oid			function;

	if (index->rd_rel->relam == BTREE_AM_OID)
		function = get_opfamily_proc(index->rd_opfamily[column], type, type, BTORDER_PROC);
	else
		function = lookup_type_cache(type, TYPECACHE_CMP_PROC)->cmp_proc;
	if (!OidIsValid(function))
		elog(ERROR, "type %u of a primary key has no order", type);
	fmgr_info_cxt(function, compare, CurrentMemoryContext);
	*collation = index->rd_indcollation[column];
}

/*
 * HasChecks: does reading a value of a type ask a condition of someone's domain,
 * which may run any function?
 */
bool
HasChecks(Oid type)
{
	Oid			part;
	bool		found = false;

	check_stack_depth();
	if (get_typtype(type) == TYPTYPE_DOMAIN)
		return DomainHasConstraints(type) || HasChecks(getBaseType(type));
	part = get_element_type(type);
	if (!OidIsValid(part))
		part = get_multirange_range(type);
	if (!OidIsValid(part))
		part = get_range_subtype(type);
	if (OidIsValid(part))
		return HasChecks(part);
	if (get_typtype(type) == TYPTYPE_COMPOSITE)
	{
		TupleDesc	descriptor = lookup_rowtype_tupdesc(type, -1);

		for (int i = 0; i < descriptor->natts && !found; i++)
			found = !TupleDescAttr(descriptor, i)->attisdropped && HasChecks(TupleDescAttr(descriptor, i)->atttypid);
		ReleaseTupleDesc(descriptor);
	}
	return found;
}

static LeafField
FieldOfText(char *text)
{
	LeafField	field;

	field.data = pg_server_to_any(text, strlen(text), PG_UTF8);
	field.size = strlen(field.data);
	return field;
}

/*
 * FillColumn looks up how a column is read and compared.  A domain is read as the
 * type below it: an old value need not be one of today's.
 */
static void
FillColumn(KeyColumn *column, Form_pg_attribute attribute, Relation index)
{
	Oid			function;
	Oid			type;
	bool		is_varlena;

	column->typed = true;
	column->modifier = attribute->atttypmod;
	type = getBaseTypeAndTypmod(attribute->atttypid, &column->modifier);
	column->type = type;
	column->caught = !HasChecks(type);
	getTypeInputInfo(type, &function, &column->parameter);
	fmgr_info(function, &column->input);
	getTypeOutputInfo(type, &function, &is_varlena);
	fmgr_info(function, &column->output);
	for (int i = 0; index != NULL && i < index->rd_index->indnkeyatts; i++)
		if (index->rd_index->indkey.values[i] == attribute->attnum)
		{
			KeyComparison(index, i, &column->compare, &column->collation);
			return;
		}
	/* It was in a key once. */
	function = lookup_type_cache(type, TYPECACHE_CMP_PROC)->cmp_proc;
	column->collation = attribute->attcollation;
	if (OidIsValid(function))
		fmgr_info(function, &column->compare);
}

/*
 * KeyTypesBy is a key of columns of these names.  Those that the table has not, and
 * all if relid is 0, are compared as text.
 */
KeyTypes *
KeyTypesBy(Oid relid, const LeafField *name, int count)
{
	KeyTypes   *types = palloc0(sizeof(KeyTypes));
	Relation	table = OidIsValid(relid) ? try_relation_open(relid, AccessShareLock) : NULL;
	Oid			primary = table == NULL ? InvalidOid : PrimaryKeyOf(table);
	Relation	index = OidIsValid(primary) ? index_open(primary, AccessShareLock) : NULL;

	types->columns = count;
	types->column = palloc0(sizeof(KeyColumn) * Max(1, count));
	for (int i = 0; i < count; i++)
	{
		char	   *text = LeafText(name[i]);

		types->column[i].name = name[i];
		for (int j = 0; table != NULL && j < RelationGetDescr(table)->natts; j++)
		{
			Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(table), j);

			if (!attribute->attisdropped && strcmp(NameStr(attribute->attname), text) == 0)
				FillColumn(&types->column[i], attribute, index);
		}
	}
	if (index != NULL)
		index_close(index, NoLock);
	if (table != NULL)
		relation_close(table, NoLock);
	return types;
}

/*
 * KeyTypesOf is the primary key that a table has; NULL if it has none.
 */
KeyTypes *
KeyTypesOf(Oid relid)
{
	Relation	table = table_open(relid, AccessShareLock);
	Oid			primary = PrimaryKeyOf(table);
	KeyTypes   *types = NULL;

	if (OidIsValid(primary))
	{
		Relation	index = index_open(primary, AccessShareLock);
		int			count = index->rd_index->indnkeyatts;
		LeafField  *name = palloc(sizeof(LeafField) * count);

		for (int i = 0; i < count; i++)
			name[i] = FieldOfText(pstrdup(NameStr(TupleDescAttr(RelationGetDescr(table), index->rd_index->indkey.values[i] - 1)->attname)));
		index_close(index, NoLock);
		types = KeyTypesBy(relid, name, count);
	}
	table_close(table, NoLock);
	return types;
}

/*
 * AboutValue: does an error say that a text is no value of a type?
 */
static bool
AboutValue(int code)
{
	int			category = ERRCODE_TO_CATEGORY(code);

	return category == ERRCODE_DATA_EXCEPTION || category == ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION || code == ERRCODE_SYNTAX_ERROR;
}

/*
 * TryInput reads a text; false if it does not fit.  No subtransaction, which none
 * of the types' own input functions needs: what they hold is held by an owner of
 * its own, and let go.
 */
static bool
TryInput(KeyTypes *types, KeyColumn *column, char *text, int32 modifier, Datum *value)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner before = CurrentResourceOwner;
	volatile bool fits = true;

	if (!column->caught)
	{
		*value = InputFunctionCall(&column->input, text, column->parameter, modifier);
		return true;
	}
	if (types->owner == NULL)
		types->owner = ResourceOwnerCreate(before, "value of a key");
	CurrentResourceOwner = types->owner;
	PG_TRY();
	{
		*value = InputFunctionCall(&column->input, text, column->parameter, modifier);
	}
	PG_CATCH();
	{
		CurrentResourceOwner = before;
		if (!AboutValue(geterrcode()))
			PG_RE_THROW();
		MemoryContextSwitchTo(context);
		FlushErrorState();
		ResourceOwnerRelease(types->owner, RESOURCE_RELEASE_BEFORE_LOCKS, false, false);
		ResourceOwnerRelease(types->owner, RESOURCE_RELEASE_LOCKS, false, false);
		ResourceOwnerRelease(types->owner, RESOURCE_RELEASE_AFTER_LOCKS, false, false);
		ResourceOwnerDelete(types->owner);
		types->owner = NULL;
		fits = false;
	}
	PG_END_TRY();
	CurrentResourceOwner = before;
	return fits;
}

/*
 * ReadKeyValue is the value that a text in UTF-8 is.  The length of the type has no
 * say, as in a comparison of SQL.
 */
KeyValue
ReadKeyValue(KeyTypes *types, int column, LeafField text)
{
	KeyValue	value = {false, (Datum) 0, text};
	KeyColumn  *of = &types->column[column];

	if (of->typed && text.data != NULL)
		value.fits = TryInput(types, of, LeafText(text), -1, &value.value);
	return value;
}

/*
 * PrintKeyValue gives a value the text that its type prints, with the settings of
 * now.
 */
void
PrintKeyValue(KeyTypes *types, int column, KeyValue *value)
{
	if (value->fits)
		value->text = FieldOfText(OutputFunctionCall(&types->column[column].output, value->value));
}

/*
 * CompareKeyValues orders two values; 0 if they are equal.
 */
int
CompareKeyValues(KeyTypes *types, int column, const KeyValue *a, const KeyValue *b)
{
	KeyColumn  *of = &types->column[column];
	int			order;

	if (LeafEquals(a->text, b->text))
		return 0;
	if (a->fits != b->fits)
		return a->fits ? -1 : 1;
	if (a->fits && OidIsValid(of->compare.fn_oid))
		return DatumGetInt32(FunctionCall2Coll(&of->compare, of->collation, a->value, b->value));
	if (a->text.data == NULL || b->text.data == NULL)
		return a->text.data == NULL ? 1 : -1;
	order = memcmp(a->text.data, b->text.data, Min(a->text.size, b->text.size));
	return order != 0 ? order : a->text.size < b->text.size ? -1 : 1;
}

/*
 * CompareKeys orders two keys; 0 if they are one.
 */
int
CompareKeys(KeyTypes *types, const KeyValue *a, const KeyValue *b)
{
	int			order = 0;

	for (int i = 0; i < types->columns && order == 0; i++)
		order = CompareKeyValues(types, i, &a[i], &b[i]);
	return order;
}

/*
 * KeyTextAsNow is the text that a value has in the type that its column has now;
 * itself if it does not fit.
 */
LeafField
KeyTextAsNow(KeyTypes *types, int column, LeafField text)
{
	KeyColumn  *of = &types->column[column];
	Datum		value;

	if (!of->typed || text.data == NULL || !TryInput(types, of, LeafText(text), of->modifier, &value))
		return text;
	return FieldOfText(OutputFunctionCall(&of->output, value));
}
