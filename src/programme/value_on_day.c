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
#include "nodes/pg_list.h"
#include "programme/programme.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datum.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/hsearch.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(sen_value_on_day);
PG_FUNCTION_INFO_V1(sen_deleted_later);

/* Values of one programme that were changed after a day. */
typedef struct LaterChanges
{
	Oid			log;
	Oid			user;			/* who may read them */
	DateADT		day;
	SnapshotMark mark;
	HTAB	   *values;			/* NULL if there are none */
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

static void
KeepValue(LaterChanges *later, HeapTuple row, TupleDesc descriptor)
{
	MemoryContext before = MemoryContextSwitchTo(later->context);
	char	   *table = SPI_getvalue(row, descriptor, 1);
	char	   *key = SPI_getvalue(row, descriptor, 2);
	char	   *column = SPI_getvalue(row, descriptor, 3);
	char	   *old = SPI_getvalue(row, descriptor, 4);
	HASHCTL		control = {.keysize = sizeof(char *), .entrysize = sizeof(LaterValue), .hash = HashName, .match = CompareNames, .hcxt = later->context};

	if (table != NULL && column == NULL && old != NULL)
	{
		DeletedRow *deleted = palloc(sizeof(DeletedRow));

		deleted->table = table;
		deleted->row = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(old)));
		later->deleted = lappend(later->deleted, deleted);
	}
	if (later->values == NULL)
		later->values = hash_create("values on a day", 64, &control, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	if (table != NULL && key != NULL && column != NULL)
	{
		char	   *name = psprintf("%s\n%s\n%s", table, column, key);
		LaterValue *value = hash_search(later->values, &name, HASH_ENTER, NULL);

		value->old = old;
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
	Oid			reader = PlanValueReader(later->log);
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
 * sen.deleted_later(log regclass, log_table text)
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
		if (SenToday() < GetSQLCurrentDate())
		{
			const LaterChanges *later = LaterOf(PG_GETARG_OID(0));
			char	   *table = text_to_cstring(PG_GETARG_TEXT_PP(1));
			ListCell   *cell;

			foreach(cell, later->deleted)
			{
				DeletedRow *deleted = lfirst(cell);

				/* Copied: what is kept goes with the next snapshot. */
				if (strcmp(deleted->table, table) == 0)
					rows = lappend(rows, DatumGetPointer(datumCopy(JsonbPGetDatum(deleted->row), false, -1)));
			}
		}
		calls->user_fctx = rows;
		calls->max_calls = list_length(rows);
		MemoryContextSwitchTo(before);
	}
	calls = SRF_PERCALL_SETUP();
	if (calls->call_cntr >= calls->max_calls)
		SRF_RETURN_DONE(calls);
	row = list_nth(calls->user_fctx, calls->call_cntr);
	SRF_RETURN_NEXT(calls, PointerGetDatum(row));
}
