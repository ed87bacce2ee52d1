/*
 * as_of.c --- sen.as_of(): a tracked table as it was.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/read/replay.h"
#include "ledger/write/tracked.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(as_of_version);
PG_FUNCTION_INFO_V1(as_of_time);
PG_FUNCTION_INFO_V1(as_of_text);

/* Up to where entries count: a number of leaves, or if that is -1 a time. */
typedef struct Cut
{
	int64		size;
	TimestampTz time;
} Cut;

typedef struct RowsReading
{
	Cut			cut;
	Replay	   *replay;
	const char *table;			/* name in the log, in UTF-8 */
	Size		table_size;
} RowsReading;

/* How a column is made from text. */
typedef struct ColumnInput
{
	LeafField	name;
	FmgrInfo	function;
	Oid			parameter;
	int32		modifier;
} ColumnInput;

/* The columns of the row that was made last: mostly the next has the same. */
typedef struct ColumnMap
{
	uint32		renames;
	int			count;
	LeafField  *name;
	int		   *column;			/* of the table; -1 if it has none */
} ColumnMap;

typedef struct RowBuilder
{
	Replay	   *replay;
	TupleDesc	descriptor;
	ColumnInput *column;
	ColumnMap	map;
	List	   *left_out;		/* names of columns that the table has not */
	const char *column_read;	/* for the message, if it cannot be read; else NULL */
	const char *value_read;		/* if there is a column_read */
} RowBuilder;

static void
TakeEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	RowsReading *reading = state;

	if (!LeafIs(leaf->table, reading->table, reading->table_size))
		return;
	if (reading->cut.size < 0)
		ReplayEntry(reading->replay, place, leaf, leaf->statement_at <= reading->cut.time);
	else if (place->index >= 0 && place->index < reading->cut.size)
		ReplayEntry(reading->replay, place, leaf, true);
	else
		ReplayBeyond(reading->replay, place, leaf);
}

/*
 * TableOfType is the table whose row type is asked for.
 */
static Oid
TableOfType(Oid type)
{
	Oid			relid = OidIsValid(type) ? typeOrDomainTypeRelid(type) : InvalidOid;
	char		kind = OidIsValid(relid) ? get_rel_relkind(relid) : '\0';

	if (kind != RELKIND_RELATION && kind != RELKIND_PARTITIONED_TABLE)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("type %s is not the row type of a table", OidIsValid(type) ? format_type_be(type) : "unknown"),
				 errhint("Name the table in the first argument, as in sen.as_of(null::wirral.action, 3).")));
	if (get_rel_relispartition(relid))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("table \"%s\" is a partition", get_rel_name(relid)),
				 errhint("Name the partitioned table: the log does not say in which partition a row was.")));
	return relid;
}

static void
RequireTracked(const Replay *replay, Oid relid, const char *when)
{
	if (!replay->ever)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("table \"%s\" is not in the log of schema \"%s\"", get_rel_name(relid), get_namespace_name(get_rel_namespace(relid))),
				 errhint("sen.track() keeps the changes of a table from then on.")));
	if (!replay->tracked)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table \"%s\" was not tracked %s", get_rel_name(relid), when),
				 replay->ever_kept ? errdetail("Tracking had ended.") : errdetail("Tracking had not begun."),
				 errhint("View log_leaves shows when tracking began and ended.")));
}

static ColumnInput *
ColumnInputs(TupleDesc descriptor)
{
	ColumnInput *inputs = palloc0(sizeof(ColumnInput) * Max(1, descriptor->natts));

	for (int i = 0; i < descriptor->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(descriptor, i);
		Oid			function;

		if (attribute->attisdropped)
			continue;
		getTypeInputInfo(attribute->atttypid, &function, &inputs[i].parameter);
		fmgr_info(function, &inputs[i].function);
		inputs[i].modifier = attribute->atttypmod;
		inputs[i].name.data = pg_server_to_any(pstrdup(NameStr(attribute->attname)), strlen(NameStr(attribute->attname)), PG_UTF8);
		inputs[i].name.size = strlen(inputs[i].name.data);
	}
	return inputs;
}

/*
 * MapColumn says which column of the table the nth of a row is.
 */
static int
MapColumn(RowBuilder *builder, const Content *content, int nth, LeafField name)
{
	ColumnMap  *map = &builder->map;
	LeafField	now;
	int			column = -1;

	if (map->renames == content->renames && nth < map->count && LeafEquals(map->name[nth], name))
		return map->column[nth];
	now = NameNow(builder->replay, name, content->renames);
	for (int i = 0; i < builder->descriptor->natts && now.data != NULL; i++)
		if (LeafEquals(builder->column[i].name, now))
			column = i;
	if (nth < MaxHeapAttributeNumber)
	{
		if (map->renames != content->renames)
			map->count = 0;
		map->renames = content->renames;
		if (nth <= map->count)
		{
			map->name[nth] = name;
			map->column[nth] = column;
			map->count = nth + 1;
		}
	}
	return column;
}

static void
NoteLeftOut(RowBuilder *builder, LeafField name)
{
	MemoryContext before = MemoryContextSwitchTo(builder->replay->context);
	char	   *text = LeafText(name);
	bool		noted = false;
	ListCell   *cell;

	foreach(cell, builder->left_out)
		noted |= strcmp(lfirst(cell), text) == 0;
	if (!noted)
		builder->left_out = lappend(builder->left_out, text);
	MemoryContextSwitchTo(before);
}

static void
MakeRow(RowBuilder *builder, const Content *content, Datum *values, bool *nulls)
{
	const char *at = content->columns.at;

	memset(nulls, true, builder->descriptor->natts);
	for (uint32 i = 0; i < content->columns.count; i++)
	{
		LeafField	name,
					value;
		int			column;

		builder->column_read = NULL;
		LeafNextColumn(&at, &name, &value);
		column = MapColumn(builder, content, i, name);
		if (column < 0 && value.data != NULL)
		{
			LeafField	now = NameNow(builder->replay, name, content->renames);

			NoteLeftOut(builder, now.data == NULL ? name : now);
		}
		if (column < 0 || value.data == NULL)
			continue;
		/* Bytes that are no text are an error here, which is not about a value. */
		builder->value_read = LeafText(value);
		builder->column_read = NameStr(TupleDescAttr(builder->descriptor, column)->attname);
		values[column] = InputFunctionCall(&builder->column[column].function, unconstify(char *, builder->value_read),
										   builder->column[column].parameter, builder->column[column].modifier);
		nulls[column] = false;
	}
}

/*
 * RethrowValue says of an error of an input function which value of the log it
 * is about.
 */
static void
RethrowValue(const RowBuilder *builder, MemoryContext context)
{
	ErrorData  *error;
	int			category = ERRCODE_TO_CATEGORY(geterrcode());

	if (builder->column_read == NULL || (category != ERRCODE_DATA_EXCEPTION && category != ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION))
		PG_RE_THROW();
	MemoryContextSwitchTo(context);
	error = CopyErrorData();
	FlushErrorState();
	ereport(ERROR,
			(errcode(error->sqlerrcode),
			 errmsg("value \"%s\" of column \"%s\" in the log does not fit the column of today", builder->value_read, builder->column_read),
			 errdetail("%s", error->message),
			 errhint("The type of the column was changed since. View log_leaves shows the values as they were.")));
}

static void
PutRows(RowBuilder *builder, ReturnSetInfo *result, MemoryContext context)
{
	MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext, "row of the past", ALLOCSET_DEFAULT_SIZES);
	int			natts = builder->descriptor->natts;
	Datum	   *values = palloc0(sizeof(Datum) * Max(1, natts));
	bool	   *nulls = palloc(sizeof(bool) * Max(1, natts));
	dlist_iter	iter;

	builder->map.name = palloc(sizeof(LeafField) * MaxHeapAttributeNumber);
	builder->map.column = palloc(sizeof(int) * MaxHeapAttributeNumber);
	builder->map.count = 0;
	PG_TRY();
	{
		dlist_foreach(iter, &builder->replay->rows)
		{
			LogRow	   *row = dlist_container(LogRow, node, iter.cur);
			MemoryContext before;

			if (row->kept == NULL)
				continue;
			before = MemoryContextSwitchTo(row_context);
			MakeRow(builder, row->kept, values, nulls);
			MemoryContextSwitchTo(before);
			builder->column_read = NULL;
			tuplestore_putvalues(result->setResult, builder->descriptor, values, nulls);
			MemoryContextReset(row_context);
			CHECK_FOR_INTERRUPTS();
		}
	}
	PG_CATCH();
	{
		RethrowValue(builder, context);
	}
	PG_END_TRY();
}

static void
WarnLeftOut(const RowBuilder *builder, Oid relid)
{
	StringInfoData names;
	ListCell   *cell;

	if (builder->left_out == NIL)
		return;
	initStringInfo(&names);
	foreach(cell, builder->left_out)
		appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "", (char *) lfirst(cell));
	ereport(WARNING,
			(errmsg("columns of the log that table \"%s\" has no more: %s", get_rel_name(relid), names.data),
			 errdetail("They were dropped, or renamed without sen.rename_column().")));
}

/*
 * ReadTable puts the rows of a table inside the cut into the result.
 */
static void
ReadTable(Oid relid, const Cut *cut, int64 version, const char *when, ReturnSetInfo *result, MemoryContext outer)
{
	Oid			namespace = get_rel_namespace(relid);
	LogScan    *scan = LogScanOpen(namespace, relid);
	char	   *name = LogNameOf(relid);
	RowsReading	reading = {*cut, ReplayBegin(namespace, name, KEEP_ROWS), NULL, 0};
	RowBuilder	builder = {reading.replay, result->setDesc, NULL, {0}, NIL, NULL, NULL};

	if (version > 0)
		reading.cut.size = LogScanSize(scan, version);
	reading.table = pg_server_to_any(name, strlen(name), PG_UTF8);
	reading.table_size = strlen(reading.table);
	LogScanEntries(scan, TakeEntry, &reading);
	ReplayRequireTable(reading.replay, relid);
	if (reading.replay->tracked || reading.replay->lost_kept == NULL || !reading.replay->lost_kept->begun)
		ReplayRequireFollowed(reading.replay, scan, reading.replay->lost_kept);
	RequireTracked(reading.replay, relid, when);
	builder.column = ColumnInputs(result->setDesc);
	PutRows(&builder, result, outer);
	WarnLeftOut(&builder, relid);
	LogScanClose(scan);
}

static void
AsOf(FunctionCallInfo fcinfo, const Cut *cut, int64 version, const char *when)
{
	Oid			relid = TableOfType(get_fn_expr_argtype(fcinfo->flinfo, 0));
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext outer = CurrentMemoryContext;
	Printing	printing;

	InitMaterializedSRF(fcinfo, 0);
	PinPrinting(&printing);
	PG_TRY();
	{
		ReadTable(relid, cut, version, when, result, outer);
	}
	PG_FINALLY();
	{
		UnpinPrinting(&printing);
	}
	PG_END_TRY();
}

static void
RequireCut(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("no version and no time is given"),
				 errhint("View log_versions lists the versions.")));
}

static void
AsOfVersion(FunctionCallInfo fcinfo, int64 version)
{
	Cut			cut = {0, 0};

	if (version <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("there is no version %lld of a log", (long long) version),
				 errhint("Versions are numbered from 1; view log_versions lists them.")));
	AsOf(fcinfo, &cut, version, psprintf("at version %lld", (long long) version));
}

static void
AsOfTime(FunctionCallInfo fcinfo, TimestampTz time)
{
	Cut			cut = {-1, time};

	AsOf(fcinfo, &cut, 0, psprintf("at %s", timestamptz_to_str(time)));
}

/*
 * sen.as_of(of anyelement, version bigint) --- the rows at a version.
 */
Datum
as_of_version(PG_FUNCTION_ARGS)
{
	RequireCut(fcinfo);
	AsOfVersion(fcinfo, PG_GETARG_INT64(1));
	return (Datum) 0;
}

/*
 * sen.as_of(of anyelement, at timestamptz) --- the rows at a time.
 */
Datum
as_of_time(PG_FUNCTION_ARGS)
{
	RequireCut(fcinfo);
	AsOfTime(fcinfo, PG_GETARG_TIMESTAMPTZ(1));
	return (Datum) 0;
}

/*
 * sen.as_of(of anyelement, at text) --- the rows at a time, or if there are digits
 * alone, at a version.  What is written between quotes without a type comes here.
 */
Datum
as_of_text(PG_FUNCTION_ARGS)
{
	char	   *at;

	RequireCut(fcinfo);
	at = text_to_cstring(PG_GETARG_TEXT_PP(1));
	if (*at != '\0' && strspn(at, "0123456789") == strlen(at))
		AsOfVersion(fcinfo, DatumGetInt64(DirectFunctionCall1(int8in, CStringGetDatum(at))));
	else
		AsOfTime(fcinfo, DatumGetTimestampTz(DirectFunctionCall3(timestamptz_in, CStringGetDatum(at), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1))));
	return (Datum) 0;
}
