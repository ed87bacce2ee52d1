/*
 * recorded.c --- what the columns of tracked tables are, in words, and which of them
 * those may see who read totals.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "funcapi.h"
#include "programme/recorded.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rls.h"

PG_FUNCTION_INFO_V1(sen_recorded_columns);
PG_FUNCTION_INFO_V1(sen_recorded_tables);

#define COLUMN_COLUMNS 6
#define TABLE_COLUMNS 6

static const RecordedColumn columns[] = {
#include "programme/recorded_columns.inc"
};

static const RecordedTable tables[] = {
#include "programme/recorded_tables.inc"
};

static const char *const forms[] = {
	[NOT_SHOWN] = "not shown",
	[A_TEXT] = "text",
	[A_NAME] = "name",
	[A_DAY] = "day",
	[A_YES] = "yes or no",
	[A_NUMBER] = "number",
	[A_VALUE] = "value"
};

static const RecordedColumn *
FindColumn(const char *table, const char *column)
{
	for (Size i = 0; i < lengthof(columns); i++)
		if (strcmp(columns[i].table, table) == 0 && strcmp(columns[i].column, column) == 0)
			return &columns[i];
	return NULL;
}

/*
 * IsShownColumn: may those see the values of a column who read totals?
 */
bool
IsShownColumn(const char *table, const char *column)
{
	const RecordedColumn *found = FindColumn(table, column);

	return found != NULL && found->form != NOT_SHOWN;
}

/*
 * IsShownTable: may they see some column?
 */
bool
IsShownTable(const char *table)
{
	for (Size i = 0; i < lengthof(columns); i++)
		if (strcmp(columns[i].table, table) == 0 && columns[i].form != NOT_SHOWN)
			return true;
	return false;
}

static void
PushName(JsonbParseState **state, JsonbIteratorToken token, const char *name)
{
	JsonbValue	value = {.type = jbvString};

	value.val.string.val = unconstify(char *, name);
	value.val.string.len = strlen(name);
	pushJsonbValue(state, token, &value);
}

/*
 * ShownColumns is an object with a list for each table of a schema that is shown: its
 * columns that are.  A table whose row-level security applies to the role is left out, as
 * its rows are in totals.
 */
Jsonb *
ShownColumns(Oid namespace)
{
	JsonbParseState *state = NULL;
	const char *table = NULL;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (Size i = 0; i < lengthof(columns); i++)
	{
		Oid			relid = get_relname_relid(columns[i].table, namespace);

		if (columns[i].form == NOT_SHOWN || !OidIsValid(relid) || check_enable_rls(relid, InvalidOid, true) == RLS_ENABLED || get_attnum(relid, columns[i].column) == InvalidAttrNumber)
			continue;
		if (table == NULL || strcmp(table, columns[i].table) != 0)
		{
			if (table != NULL)
				pushJsonbValue(&state, WJB_END_ARRAY, NULL);
			table = columns[i].table;
			PushName(&state, WJB_KEY, table);
			pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
		}
		PushName(&state, WJB_ELEM, columns[i].column);
	}
	if (table != NULL)
		pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/*
 * sen.recorded_columns() --- one row for each column.
 */
Datum
sen_recorded_columns(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (Size i = 0; i < lengthof(columns); i++)
	{
		const RecordedColumn *column = &columns[i];
		Datum		values[COLUMN_COLUMNS] = {0};
		bool		nulls[COLUMN_COLUMNS] = {0};

		values[0] = CStringGetTextDatum(column->table);
		values[1] = CStringGetTextDatum(column->column);
		values[2] = CStringGetTextDatum(column->words);
		values[3] = CStringGetTextDatum(forms[column->form]);
		values[4] = BoolGetDatum(column->states == IS_FACT);
		nulls[5] = column->names == NULL;
		if (column->names != NULL)
			values[5] = CStringGetTextDatum(column->names);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sen.recorded_tables() --- one row for each table.
 */
Datum
sen_recorded_tables(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (Size i = 0; i < lengthof(tables); i++)
	{
		const RecordedTable *table = &tables[i];
		Datum		values[TABLE_COLUMNS];
		bool		nulls[TABLE_COLUMNS] = {0};

		values[0] = CStringGetTextDatum(table->table);
		values[1] = CStringGetTextDatum(table->subject);
		values[2] = Int32GetDatum(table->position);
		values[3] = CStringGetTextDatum(table->one);
		values[4] = CStringGetTextDatum(table->several);
		values[5] = BoolGetDatum(table->is_record);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
