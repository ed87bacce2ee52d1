/*
 * plan_changes.c --- what the log says of the plan and the Board, for those who read
 * the Board's papers.
 *
 * The entries of a log are whole rows of every tracked table, so they are not for
 * every reader.  Of the tables below the papers show what is in them; whoever may
 * read the papers may read how it came to be so.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "fmgr.h"
#include "ledger/log/log.h"
#include "ledger/read/column_changes.h"
#include "ledger/write/tracked.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "programme/programme.h"
#include "programme/recorded.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(sen_plan_changes);

/* The views that the right to read goes by: of the papers, and of the reports for BI tools. */
#define PAPERS "board_paper"
#define REPORTS "as_on"
/* As sen.reports_schema() has it. */
#define REPORTS_SUFFIX "_reports"
#define REPORTS_PREFIX_BYTES 55

static void
RefuseName(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("the papers do not show %s", what),
			 errhint("sen.recorded_columns() lists what they show. Whoever may read the log itself can ask sen.column_changes().")));
}

static void
RequireShownColumns(const char *table, JsonbValue *list)
{
	JsonbIterator *names;
	JsonbValue	value;
	JsonbIteratorToken token;

	if (list->type != jbvBinary)
		return;
	names = JsonbIteratorInit(list->val.binary.data);
	while ((token = JsonbIteratorNext(&names, &value, true)) != WJB_DONE)
		if (token == WJB_ELEM && value.type == jbvString)
		{
			char	   *column = pnstrdup(value.val.string.val, value.val.string.len);

			if (!IsShownColumn(table, column))
				RefuseName(psprintf("column \"%s\" of table \"%s\"", column, table));
		}
}

/*
 * RequireShown refuses a table or column that the papers do not show; of a table without
 * a list of columns those that are shown are asked for.
 */
static Jsonb *
RequireShown(Jsonb *asked, Oid namespace)
{
	Jsonb	   *shown = ShownColumns(namespace);
	JsonbParseState *state = NULL;
	JsonbIterator *names;
	JsonbValue	value;
	JsonbIteratorToken token;
	char	   *table = NULL;

	if (asked == NULL)
		return shown;
	names = JsonbIteratorInit(&asked->root);
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	while ((token = JsonbIteratorNext(&names, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			table = pnstrdup(value.val.string.val, value.val.string.len);
			if (!IsShownTable(table))
				RefuseName(psprintf("table \"%s\"", table));
			pushJsonbValue(&state, WJB_KEY, &value);
		}
		else if (token == WJB_VALUE && value.type == jbvNull)
		{
			JsonbValue	all,
					   *found = getKeyJsonValueFromContainer(&shown->root, table, strlen(table), &all);

			pushJsonbValue(&state, WJB_VALUE, found == NULL ? &value : found);
		}
		else if (token == WJB_VALUE)
		{
			RequireShownColumns(table, &value);
			pushJsonbValue(&state, WJB_VALUE, &value);
		}
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/* May the caller read a view of the owner by its name? */
static bool
MayReadView(Oid namespace, const char *name, Oid owner)
{
	Oid			view = get_relname_relid(name, namespace);

	return OidIsValid(view) && get_rel_relkind(view) == RELKIND_VIEW && OwnerOf(view) == owner &&
		SenSchemaAclCheck(namespace, GetUserId()) == ACLCHECK_OK &&
		pg_class_aclcheck(view, GetUserId(), ACL_SELECT) == ACLCHECK_OK;
}

/*
 * PlanReader is the role with whose rights the log is read: its owner's, as of all totals,
 * if the papers belong to the same, and the caller may read them; else the caller's own.
 */
Oid
PlanReader(Oid log)
{
	Oid			owner;

	/* What is no relation is refused where the log is looked for. */
	if (get_rel_relkind(log) == '\0')
		return GetUserId();
	owner = OwnerOf(log);
	return MayReadView(get_rel_namespace(log), PAPERS, owner) ? owner : GetUserId();
}

/*
 * PlanValueReader is PlanReader, also for whoever may read the reports for BI tools:
 * they show the plan of a past day, and not how it was changed.  Gives the schema of the
 * reports if the caller reads by them alone, else InvalidOid.
 */
Oid
PlanValueReader(Oid log, Oid *by_reports)
{
	Oid			reader = PlanReader(log);
	char	   *programme;
	Oid			reports;

	*by_reports = InvalidOid;
	if (get_rel_relkind(log) == '\0' || reader != GetUserId() || OwnerOf(log) == GetUserId())
		return reader;
	programme = get_namespace_name(get_rel_namespace(log));
	reports = get_namespace_oid(psprintf("%.*s" REPORTS_SUFFIX, pg_mbcliplen(programme, strlen(programme), REPORTS_PREFIX_BYTES), programme), true);
	if (!OidIsValid(reports) || !MayReadView(reports, REPORTS, OwnerOf(log)))
		return reader;
	*by_reports = reports;
	return OwnerOf(log);
}

/* EditedTables is the list of tables of which only rows that were changed or deleted are asked for. */
static Jsonb *
EditedTables(FunctionCallInfo fcinfo)
{
	Jsonb	   *tables = PG_GETARG_JSONB_P(3);

	if (!JB_ROOT_IS_ARRAY(tables) || JB_ROOT_IS_SCALAR(tables))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("edited is no list of tables: %s", JsonbToCString(NULL, &tables->root, VARSIZE(tables))),
				 errhint("Give names, such as '[\"action\"]', or null for none.")));
	return tables;
}

/*
 * sen.plan_changes(log regclass, columns jsonb, since timestamptz, edited jsonb)
 */
Datum
sen_plan_changes(PG_FUNCTION_ARGS)
{
	Oid			log,
				user;
	int			context;
	Jsonb	   *asked;

	log = ColumnChangesLog(fcinfo);
	GetUserIdAndSecContext(&user, &context);
	/* An error restores them, with the transaction. */
	SetUserIdAndSecContext(PlanReader(log), context | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
	asked = RequireShown(PG_ARGISNULL(1) ? NULL : ColumnChangesAsked(fcinfo), get_rel_namespace(log));
	PutColumnChanges(fcinfo, LogOfEntries(log), asked, ColumnChangesSince(fcinfo), PG_ARGISNULL(3) ? NULL : EditedTables(fcinfo));
	SetUserIdAndSecContext(user, context);
	return (Datum) 0;
}
