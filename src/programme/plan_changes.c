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

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "fmgr.h"
#include "ledger/log/log.h"
#include "ledger/read/column_changes.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

PG_FUNCTION_INFO_V1(sen_plan_changes);

/* The view that the right to read goes by. */
#define PAPERS "board_paper"

/* Tables that say nothing of a child or a family. */
static const char *const tables[] = {
	"action", "attendance", "contribution", "escalation", "evidence", "evidence_requirement", "invitation", "log_entry", "measure", "measurement", "meeting", "milestone",
	"mitigation", "next_step", "notice", "objective", "objective_area", "partner", "post", "recalculation", "requirement", "review", "risk", "risk_assessment"
};

static bool
IsShown(const JsonbValue *name)
{
	for (Size i = 0; i < lengthof(tables); i++)
		if (strlen(tables[i]) == (Size) name->val.string.len && memcmp(tables[i], name->val.string.val, name->val.string.len) == 0)
			return true;
	return false;
}

static void
RequireShown(Jsonb *asked)
{
	JsonbIterator *names = JsonbIteratorInit(&asked->root);
	JsonbValue	value;
	JsonbIteratorToken token;

	while ((token = JsonbIteratorNext(&names, &value, true)) != WJB_DONE)
		if (token == WJB_KEY && !IsShown(&value))
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("the papers do not show table \"%s\"", pnstrdup(value.val.string.val, value.val.string.len)),
					 errhint("Whoever may read the log itself can ask sen.column_changes().")));
}

static Oid
OwnerOfRelation(Oid relid)
{
	HeapTuple	row = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Oid			owner = InvalidOid;

	if (!HeapTupleIsValid(row))
		return InvalidOid;
	owner = ((Form_pg_class) GETSTRUCT(row))->relowner;
	ReleaseSysCache(row);
	return owner;
}

/*
 * ReaderOf is the role with whose rights the log is read: its owner's, if the papers
 * belong to the same, and the caller may read them; else the caller's own.
 */
static Oid
ReaderOf(Oid log)
{
	Oid			namespace = get_rel_namespace(log);
	Oid			papers = get_relname_relid(PAPERS, namespace);
	Oid			owner = OwnerOfRelation(log);

	if (pg_class_aclcheck(log, GetUserId(), ACL_SELECT) == ACLCHECK_OK || !OidIsValid(papers) || get_rel_relkind(papers) != RELKIND_VIEW ||
		OwnerOfRelation(papers) != owner || SenSchemaAclCheck(namespace, GetUserId()) != ACLCHECK_OK ||
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
	asked = ColumnChangesAsked(fcinfo);
	RequireShown(asked);
	GetUserIdAndSecContext(&user, &context);
	/* An error restores them, with the transaction. */
	SetUserIdAndSecContext(ReaderOf(log), context | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
	PutColumnChanges(fcinfo, LogOfEntries(log), asked, ColumnChangesSince(fcinfo));
	SetUserIdAndSecContext(user, context);
	return (Datum) 0;
}
