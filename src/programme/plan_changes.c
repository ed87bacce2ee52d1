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

#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "fmgr.h"
#include "ledger/log/log.h"
#include "ledger/read/column_changes.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "programme/programme.h"
#include "programme/recorded.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(sen_plan_changes);

/* The view that the right to read goes by. */
#define PAPERS "board_paper"

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

/*
 * PlanReader is the role with whose rights the log is read: its owner's, as of all totals,
 * if the papers belong to the same, and the caller may read them; else the caller's own.
 */
Oid
PlanReader(Oid log)
{
	Oid			namespace = get_rel_namespace(log);
	Oid			papers = get_relname_relid(PAPERS, namespace);
	Oid			owner;

	/* What is no relation is refused where the log is looked for. */
	if (get_rel_relkind(log) == '\0')
		return GetUserId();
	owner = OwnerOf(log);
	if (!OidIsValid(papers) || get_rel_relkind(papers) != RELKIND_VIEW ||
		OwnerOf(papers) != owner || SenSchemaAclCheck(namespace, GetUserId()) != ACLCHECK_OK ||
		pg_class_aclcheck(papers, GetUserId(), ACL_SELECT) != ACLCHECK_OK)
		return GetUserId();
	return owner;
}

/*
 * sen.plan_changes(log regclass, columns jsonb, since timestamptz)
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
	PutColumnChanges(fcinfo, LogOfEntries(log), asked, ColumnChangesSince(fcinfo));
	SetUserIdAndSecContext(user, context);
	return (Datum) 0;
}
