/*
 * value_on_day.c --- what a column of the plan held on the day of a report.
 *
 * Views read the plan through NAME_on_day, for each row and column that can have
 * been changed since.  For today's report that costs a call; for one of a past day
 * view changed_later is read, once for each snapshot, and mostly says nothing.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "common/hashfn.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/pg_list.h"
#include "programme/programme.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datum.h"
#include "utils/datetime.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(sen_value_on_day);
PG_FUNCTION_INFO_V1(sen_deleted_later);
PG_FUNCTION_INFO_V1(sen_is_changed_later);

/* Values of one programme that were changed after a day. */
typedef struct LaterChanges
{
	Oid			log;
	Oid			user;			/* who may read them */
	DateADT		day;
	SnapshotMark mark;
	HTAB	   *shown;			/* what the reports read; NULL for whoever may read the papers */
	HTAB	   *values;			/* NULL if there are none */
	List	   *tables;			/* of char *: those with such values */
	uint64		number;			/* of this reading, for who keeps an answer */
	List	   *deleted;		/* of DeletedRow */
	MemoryContext context;
} LaterChanges;

typedef struct DeletedRow
{
	char	   *table;
	Jsonb	   *row;
} DeletedRow;

typedef struct LaterValue
{
	char	   *name;			/* key: table, key of the row, column */
	char	   *old;
} LaterValue;

static LaterChanges *later_changes = NULL;
static uint64 readings = 0;

/* Whether a table has changed values, as a call of sen.is_changed_later() last asked. */
typedef struct TableAnswer
{
	uint64		reading;
	text	   *table;
	bool		changed;
} TableAnswer;

/* The plan of the view, which takes as long to make as to run; of one programme. */
static SPIPlanPtr view_plan = NULL;
static char *view_query = NULL;

static uint32
HashName(const void *key, Size size)
{
	const char *name = *(const char *const *) key;

	return hash_bytes((const unsigned char *) name, strlen(name));
}

static int
CompareNames(const void *a, const void *b, Size size)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static void
ForgetLater(void *argument)
{
	later_changes = NULL;
}

static HTAB *
MakeNames(MemoryContext context, Size entry_size)
{
	HASHCTL		control = {.keysize = sizeof(char *), .entrysize = entry_size, .hash = HashName, .match = CompareNames, .hcxt = context};

	return hash_create("values on a day", 64, &control, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
}

/*
 * ReadShown reads which columns of the views NAME_on_day the reports for BI tools rest on.
 * Whoever may read the reports alone could ask for any other by hand.
 */
static void
ReadShown(LaterChanges *later, Oid reports)
{
	char	   *query = psprintf("WITH RECURSIVE reached (view) AS ("
								 "SELECT c.oid FROM pg_class c WHERE c.relnamespace = %u AND c.relkind = 'v' AND c.relowner = %u "
								 "UNION SELECT d.refobjid FROM reached r JOIN pg_rewrite w ON w.ev_class = r.view "
								 "JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass "
								 "JOIN pg_class c ON c.oid = d.refobjid AND c.relkind = 'v' AND c.relname !~ '_on_day$') "
								 "SELECT left(c.relname, -7), coalesce(a.attname::text, '') FROM reached r JOIN pg_rewrite w ON w.ev_class = r.view "
								 "JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass "
								 "JOIN pg_class c ON c.oid = d.refobjid AND c.relkind = 'v' AND c.relname ~ '_on_day$' AND c.relnamespace = %u "
								 "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid",
								 reports, OwnerOf(later->log), get_rel_namespace(later->log));

	later->shown = MakeNames(later->context, sizeof(char *));
	if (SPI_execute(query, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "what the reports read could not be read");
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		char	   *table = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		char	   *column = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);
		MemoryContext before = MemoryContextSwitchTo(later->context);
		/* Of a table of which any column is read, also that its row was not there. */
		char	   *names[] = {psprintf("%s\n%s", table, column), psprintf("%s\n", table)};

		for (int n = 0; n < 2; n++)
			(void) hash_search(later->shown, &names[n], HASH_ENTER, NULL);
		MemoryContextSwitchTo(before);
	}
}

static bool
IsRead(const LaterChanges *later, const char *table, const char *column)
{
	char	   *name;

	if (later->shown == NULL)
		return true;
	name = psprintf("%s\n%s", table, column);
	return hash_search(later->shown, &name, HASH_FIND, NULL) != NULL;
}

/* ReadPart gives a row of which only what the reports read is left. */
static Jsonb *
ReadPart(const LaterChanges *later, const char *table, Jsonb *row)
{
	JsonbIterator *names = JsonbIteratorInit(&row->root);
	JsonbParseState *state = NULL;
	JsonbIteratorToken token;
	JsonbValue	key,
				value;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	while ((token = JsonbIteratorNext(&names, &key, true)) != WJB_DONE)
		if (token == WJB_KEY)
		{
			(void) JsonbIteratorNext(&names, &value, true);
			if (IsRead(later, table, pnstrdup(key.val.string.val, key.val.string.len)))
			{
				pushJsonbValue(&state, WJB_KEY, &key);
				pushJsonbValue(&state, WJB_VALUE, &value);
			}
		}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

static bool
HasTable(const LaterChanges *later, const char *table, Size length)
{
	ListCell   *cell;

	foreach(cell, later->tables)
		if (strlen(lfirst(cell)) == length && memcmp(lfirst(cell), table, length) == 0)
			return true;
	return false;
}

static void
KeepValue(LaterChanges *later, HeapTuple row, TupleDesc descriptor)
{
	MemoryContext before = MemoryContextSwitchTo(later->context);
	char	   *table = SPI_getvalue(row, descriptor, 1);
	char	   *key = SPI_getvalue(row, descriptor, 2);
	char	   *column = SPI_getvalue(row, descriptor, 3);
	char	   *old = SPI_getvalue(row, descriptor, 4);

	if (table != NULL && column == NULL && old != NULL && IsRead(later, table, ""))
	{
		DeletedRow *deleted = palloc(sizeof(DeletedRow));

		deleted->table = table;
		deleted->row = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(old)));
		if (later->shown != NULL)
			deleted->row = ReadPart(later, table, deleted->row);
		later->deleted = lappend(later->deleted, deleted);
	}
	if (later->values == NULL)
		later->values = MakeNames(later->context, sizeof(LaterValue));
	if (table != NULL && key != NULL && column != NULL && IsRead(later, table, column))
	{
		char	   *name = psprintf("%s\n%s\n%s", table, column, key);
		LaterValue *value = hash_search(later->values, &name, HASH_ENTER, NULL);

		value->old = old;
		if (!HasTable(later, table, strlen(table)))
			later->tables = lappend(later->tables, table);
	}
	MemoryContextSwitchTo(before);
}

/*
 * PlanOfView is the plan that the session keeps.  The server makes it anew when the view or a table changes.
 */
static SPIPlanPtr
PlanOfView(const char *query)
{
	SPIPlanPtr	plan;

	if (view_query != NULL && strcmp(view_query, query) == 0)
		return view_plan;
	if (view_query != NULL)
	{
		pfree(view_query);
		view_query = NULL;
		SPI_freeplan(view_plan);
	}
	plan = SPI_prepare(query, 0, NULL);
	if (plan == NULL)
		elog(ERROR, "could not plan: %s", query);
	SPI_keepplan(plan);
	view_plan = plan;
	view_query = MemoryContextStrdup(TopMemoryContext, query);
	return plan;
}

/*
 * ReadLater reads view changed_later, as the owner of the log if the caller may read
 * the papers or the reports: see plan_changes.c.
 */
static void
ReadLater(LaterChanges *later)
{
	Oid			namespace = get_rel_namespace(later->log);
	Oid			view = get_relname_relid("changed_later", namespace);
	Oid			reports;
	Oid			reader = PlanValueReader(later->log, &reports);
	Oid			user;
	int			context;
	char	   *query;

	if (!OidIsValid(view) || OwnerOf(view) != OwnerOf(later->log))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("schema \"%s\" is not laid out as the installed version needs it", get_namespace_name(namespace)),
				 errdetail("It does not have view changed_later of the owner of the log."),
				 errhint("Its owner makes its views anew with sen.lay_out_views().")));
	query = psprintf("SELECT c.log_table, c.key_text, c.column_name, c.old_value FROM %s c", quote_qualified_identifier(get_namespace_name(namespace), "changed_later"));
	GetUserIdAndSecContext(&user, &context);
	/* An error restores them, with the transaction. */
	SetUserIdAndSecContext(reader, context | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
	SPI_connect();
	if (OidIsValid(reports))
	{
		int			settings = NewGUCNestLevel();

		(void) set_config_option("search_path", "pg_catalog, pg_temp", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
		ReadShown(later, reports);
		AtEOXact_GUC(true, settings);
	}
	if (SPI_execute_plan(PlanOfView(query), NULL, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "view changed_later could not be read");
	for (uint64 i = 0; i < SPI_processed; i++)
		KeepValue(later, SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
	SPI_finish();
	SetUserIdAndSecContext(user, context);
}

/*
 * LaterOf is what was changed after the day, as the snapshot of the query sees it.
 */
static const LaterChanges *
LaterOf(Oid log)
{
	MemoryContext context;
	MemoryContextCallback *callback;
	LaterChanges *later = later_changes;

	if (later != NULL && SnapshotMarkIs(&later->mark) && later->log == log && later->user == GetUserId() && later->day == SenToday())
		return later;
	if (later != NULL)
		MemoryContextDelete(later->context);
	context = AllocSetContextCreate(TopTransactionContext, "values on a day", ALLOCSET_SMALL_SIZES);
	later = MemoryContextAllocZero(context, sizeof(LaterChanges));
	later->context = context;
	later->log = log;
	later->user = GetUserId();
	later->day = SenToday();
	later->number = ++readings;
	(void) SnapshotMarkIs(&later->mark);
	ReadLater(later);
	callback = MemoryContextAlloc(context, sizeof(MemoryContextCallback));
	callback->func = ForgetLater;
	callback->arg = NULL;
	MemoryContextRegisterResetCallback(context, callback);
	later_changes = later;
	return later;
}

static Datum
ReadValue(FunctionCallInfo fcinfo, char *text)
{
	Oid			type = get_fn_expr_argtype(fcinfo->flinfo, 4);
	Oid			input,
				parameter;

	getTypeInputInfo(type, &input, &parameter);
	return OidInputFunctionCall(input, text, parameter, -1);
}

/*
 * sen.value_on_day(log regclass, log_table text, key_text text, column_name text, value anyelement)
 */
Datum
sen_value_on_day(PG_FUNCTION_ARGS)
{
	const LaterChanges *later = NULL;
	LaterValue *found = NULL;

	if (SenToday() < GetSQLCurrentDate() && !PG_ARGISNULL(0) && !PG_ARGISNULL(1) && !PG_ARGISNULL(2) && !PG_ARGISNULL(3))
		later = LaterOf(PG_GETARG_OID(0));
	if (later != NULL && later->values != NULL)
	{
		char	   *name = psprintf("%s\n%s\n%s", text_to_cstring(PG_GETARG_TEXT_PP(1)), text_to_cstring(PG_GETARG_TEXT_PP(3)), text_to_cstring(PG_GETARG_TEXT_PP(2)));

		found = hash_search(later->values, &name, HASH_FIND, NULL);
		pfree(name);
	}
	if (found == NULL ? PG_ARGISNULL(4) : found->old == NULL)
		PG_RETURN_NULL();
	return found == NULL ? PG_GETARG_DATUM(4) : ReadValue(fcinfo, found->old);
}

/*
 * sen.is_changed_later(log regclass, log_table text) --- asked for every row, mostly of the same table
 */
Datum
sen_is_changed_later(PG_FUNCTION_ARGS)
{
	const LaterChanges *later;
	TableAnswer *answer = fcinfo->flinfo->fn_extra;
	text	   *table;

	if (SenToday() >= GetSQLCurrentDate())
		PG_RETURN_BOOL(false);
	later = LaterOf(PG_GETARG_OID(0));
	table = PG_GETARG_TEXT_PP(1);
	if (answer == NULL)
		answer = fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(TableAnswer));
	if (answer->reading != later->number || VARSIZE_ANY_EXHDR(answer->table) != VARSIZE_ANY_EXHDR(table) ||
		memcmp(VARDATA_ANY(answer->table), VARDATA_ANY(table), VARSIZE_ANY_EXHDR(table)) != 0)
	{
		MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		if (answer->table != NULL)
			pfree(answer->table);
		answer->table = (text *) DatumGetPointer(datumCopy(PointerGetDatum(table), false, -1));
		answer->changed = HasTable(later, VARDATA_ANY(table), VARSIZE_ANY_EXHDR(table));
		answer->reading = later->number;
		MemoryContextSwitchTo(before);
	}
	PG_RETURN_BOOL(answer->changed);
}

/* The row of a type that the object holds, as jsonb_populate_record() makes it: it asks for the type of its call. */
static Datum
RowOf(Oid type, Jsonb *object)
{
	FmgrInfo	function;
	Const	   *like = makeNullConst(type, -1, InvalidOid);

	fmgr_info(F_JSONB_POPULATE_RECORD, &function);
	fmgr_info_set_expr((Node *) makeFuncExpr(F_JSONB_POPULATE_RECORD, type, list_make1(like), InvalidOid, InvalidOid,
											 COERCE_EXPLICIT_CALL), &function);
	{
		LOCAL_FCINFO(call, 2);

		InitFunctionCallInfoData(*call, &function, 2, InvalidOid, NULL, NULL);
		call->args[0].isnull = true;
		call->args[1].value = JsonbPGetDatum(object);
		call->args[1].isnull = false;
		return FunctionCallInvoke(call);
	}
}

/*
 * sen.deleted_later(log regclass, log_table text, of anyelement) --- rows of the type of "of", whatever its value
 */
Datum
sen_deleted_later(PG_FUNCTION_ARGS)
{
	FuncCallContext *calls;
	List	   *rows = NIL;
	void	   *row;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext before;

		calls = SRF_FIRSTCALL_INIT();
		before = MemoryContextSwitchTo(calls->multi_call_memory_ctx);
		if (SenToday() < GetSQLCurrentDate() && !PG_ARGISNULL(0) && !PG_ARGISNULL(1))
		{
			Oid			type = get_fn_expr_argtype(fcinfo->flinfo, 2);
			const LaterChanges *later = LaterOf(PG_GETARG_OID(0));
			char	   *table = text_to_cstring(PG_GETARG_TEXT_PP(1));
			ListCell   *cell;

			foreach(cell, later->deleted)
			{
				DeletedRow *deleted = lfirst(cell);

				/* What is kept goes with the next snapshot; the row is a copy. */
				if (strcmp(deleted->table, table) == 0)
					rows = lappend(rows, DatumGetPointer(RowOf(type, deleted->row)));
			}
		}
		calls->user_fctx = rows;
		calls->max_calls = list_length(rows);
		MemoryContextSwitchTo(before);
	}
	calls = SRF_PERCALL_SETUP();
	if (calls->call_cntr >= calls->max_calls)
		SRF_RETURN_DONE(calls);
	row = list_nth(calls->user_fctx, calls->call_cntr);	/* what follows counts the call first */
	SRF_RETURN_NEXT(calls, PointerGetDatum(row));
}
