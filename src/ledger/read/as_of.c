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
#include "ledger/read/today.h"
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
PG_FUNCTION_INFO_V1(rows_as_of_version);
PG_FUNCTION_INFO_V1(rows_as_of_time);
PG_FUNCTION_INFO_V1(rows_as_of_text);

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

/* Where rows are put. */
typedef void (*RowSink) (Replay *replay, Oid relid, ReturnSetInfo *result);

static void
TakeEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	RowsReading *reading = state;

	if (!LeafIs(leaf->table, reading->table, reading->table_size))
		return;
	if (place->row >= 0)
		ReplayRow(reading->replay, place, leaf, false);
	else if (reading->cut.size < 0)
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

/*
 * PutRows puts rows as those of the table of today.
 */
static void
PutRows(Replay *replay, Oid relid, ReturnSetInfo *result)
{
	MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext, "row of the past", ALLOCSET_DEFAULT_SIZES);
	int			natts = result->setDesc->natts;
	Datum	   *values = palloc0(sizeof(Datum) * Max(1, natts));
	bool	   *nulls = palloc(sizeof(bool) * Max(1, natts));
	Today		today;
	dlist_iter	iter;

	TodayBegin(&today, replay, relid, result->setDesc);
	dlist_foreach(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);
		MemoryContext before;

		if (row->kept == NULL)
			continue;
		before = MemoryContextSwitchTo(row_context);
		TodayRow(&today, row->kept, values, nulls);
		MemoryContextSwitchTo(before);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		MemoryContextReset(row_context);
		CHECK_FOR_INTERRUPTS();
	}
	TodayWarn(&today);
}

/*
 * IsOfKey: is a column one of the key?
 */
static bool
IsOfKey(const Replay *replay, const LogColumn *column)
{
	for (int i = 0; i < replay->key_columns; i++)
		if (replay->key_column[i] == column)
			return true;
	return false;
}

/*
 * KeyOf is the key of a row, with the names that its columns had.
 */
static Datum
KeyOf(const Replay *replay, const Content *content)
{
	StringInfoData buf;
	const char *at = content->columns.at;
	LeafColumns key = {0, NULL};

	initStringInfo(&buf);
	for (uint32 i = 0; i < content->columns.count; i++)
	{
		const char *start = at;
		LeafField	name,
					value;

		LeafNextColumn(&at, &name, &value);
		if (!IsOfKey(replay, FindColumn(content->set, name, i)))
			continue;
		appendBinaryStringInfo(&buf, start, at - start);
		key.count++;
	}
	key.at = buf.data;
	return LeafJsonb(key);
}

/*
 * PutWritten puts rows as they were written.
 */
static void
PutWritten(Replay *replay, Oid relid, ReturnSetInfo *result)
{
	MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext, "row of the past", ALLOCSET_DEFAULT_SIZES);
	dlist_iter	iter;

	dlist_foreach(iter, &replay->rows)
	{
		LogRow	   *row = dlist_container(LogRow, node, iter.cur);
		MemoryContext before;
		Datum		values[2];
		bool		nulls[2] = {0};

		if (row->kept == NULL)
			continue;
		before = MemoryContextSwitchTo(row_context);
		values[0] = KeyOf(replay, row->kept);
		values[1] = LeafJsonb(row->kept->columns);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		MemoryContextSwitchTo(before);
		MemoryContextReset(row_context);
		CHECK_FOR_INTERRUPTS();
	}
}

/*
 * ReadTable reads the rows of a table inside the cut.
 */
static void
ReadTable(Oid relid, const Cut *cut, int64 version, const char *when, ReturnSetInfo *result, RowSink sink)
{
	Oid			namespace = get_rel_namespace(relid);
	LogScan    *scan = LogScanOpen(namespace, relid);
	char	   *name = LogNameOf(relid);
	RowsReading	reading = {*cut, ReplayBegin(namespace, name, KEEP_ROWS), NULL, 0};

	if (version > 0)
		reading.cut.size = LogScanSize(scan, version);
	reading.table = pg_server_to_any(name, strlen(name), PG_UTF8);
	reading.table_size = strlen(reading.table);
	LogScanAsk(scan, &(ScanRequest) {.question = ASK_ROWS, .table = reading.table, .to = version > 0 ? version : -1, .time = cut->time});
	LogScanEntries(scan, TakeEntry, &reading);
	ReplayOrder(reading.replay);
	ReplayRequireTable(reading.replay, relid);
	if (reading.replay->tracked || reading.replay->lost_kept == NULL || !reading.replay->lost_kept->begun)
		ReplayRequireFollowed(reading.replay, scan, reading.replay->lost_kept);
	RequireTracked(reading.replay, relid, when);
	sink(reading.replay, relid, result);
	LogScanClose(scan);
}

/* What is asked for. */
typedef struct Question
{
	FunctionCallInfo call;
	Oid			relid;
	RowSink		sink;
} Question;

static void
Read(const Question *question, const Cut *cut, int64 version, const char *when)
{
	Printing	printing;

	InitMaterializedSRF(question->call, 0);
	PinPrinting(&printing);
	PG_TRY();
	{
		ReadTable(question->relid, cut, version, when, (ReturnSetInfo *) question->call->resultinfo, question->sink);
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
ReadVersion(const Question *question, int64 version)
{
	Cut			cut = {0, 0};

	if (version <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("there is no version %lld of a log", (long long) version),
				 errhint("Versions are numbered from 1; view log_versions lists them.")));
	Read(question, &cut, version, psprintf("at version %lld", (long long) version));
}

static void
ReadTime(const Question *question, TimestampTz time)
{
	Cut			cut = {-1, time};

	Read(question, &cut, 0, psprintf("at %s", timestamptz_to_str(time)));
}

/*
 * ReadText reads the rows at a time, or if there are digits alone, at a version.  What
 * is written between quotes without a type comes here.
 */
static void
ReadText(const Question *question, const char *at)
{
	if (*at != '\0' && strspn(at, "0123456789") == strlen(at))
		ReadVersion(question, DatumGetInt64(DirectFunctionCall1(int8in, CStringGetDatum(at))));
	else
		ReadTime(question, DatumGetTimestampTz(DirectFunctionCall3(timestamptz_in, CStringGetDatum(at), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1))));
}

/*
 * TypedRows asks for rows of the type of the first argument.
 */
static Question
TypedRows(FunctionCallInfo fcinfo)
{
	Question	question = {fcinfo, InvalidOid, PutRows};

	RequireCut(fcinfo);
	question.relid = TableOfType(get_fn_expr_argtype(fcinfo->flinfo, 0));
	return question;
}

/*
 * WrittenRows asks for rows of the table of the first argument as they were written.
 */
static Question
WrittenRows(FunctionCallInfo fcinfo)
{
	Question	question = {fcinfo, InvalidOid, PutWritten};

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("no table is named"),
				 errhint("Name a table, such as 'wirral.action'.")));
	RequireCut(fcinfo);
	question.relid = PG_GETARG_OID(0);
	RequireTable(question.relid);
	return question;
}

/*
 * sen.as_of(of anyelement, version bigint) --- the rows at a version.
 */
Datum
as_of_version(PG_FUNCTION_ARGS)
{
	Question	question = TypedRows(fcinfo);

	ReadVersion(&question, PG_GETARG_INT64(1));
	return (Datum) 0;
}

/*
 * sen.as_of(of anyelement, at timestamptz) --- the rows at a time.
 */
Datum
as_of_time(PG_FUNCTION_ARGS)
{
	Question	question = TypedRows(fcinfo);

	ReadTime(&question, PG_GETARG_TIMESTAMPTZ(1));
	return (Datum) 0;
}

/*
 * sen.as_of(of anyelement, at text) --- the rows at a time or a version.
 */
Datum
as_of_text(PG_FUNCTION_ARGS)
{
	Question	question = TypedRows(fcinfo);

	ReadText(&question, text_to_cstring(PG_GETARG_TEXT_PP(1)));
	return (Datum) 0;
}

/*
 * sen.rows_as_of(tracked regclass, version bigint) --- the rows at a version, as they
 * were written.
 */
Datum
rows_as_of_version(PG_FUNCTION_ARGS)
{
	Question	question = WrittenRows(fcinfo);

	ReadVersion(&question, PG_GETARG_INT64(1));
	return (Datum) 0;
}

/*
 * sen.rows_as_of(tracked regclass, at timestamptz) --- the rows at a time.
 */
Datum
rows_as_of_time(PG_FUNCTION_ARGS)
{
	Question	question = WrittenRows(fcinfo);

	ReadTime(&question, PG_GETARG_TIMESTAMPTZ(1));
	return (Datum) 0;
}

/*
 * sen.rows_as_of(tracked regclass, at text) --- the rows at a time or a version.
 */
Datum
rows_as_of_text(PG_FUNCTION_ARGS)
{
	Question	question = WrittenRows(fcinfo);

	ReadText(&question, text_to_cstring(PG_GETARG_TEXT_PP(1)));
	return (Datum) 0;
}
