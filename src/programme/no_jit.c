/*
 * no_jit.c --- statements that read a view of a programme run without JIT.
 *
 * The server compiles what costs more than jit_above_cost, and does not count
 * what compiling costs.  A view over all time limits has some 1,500
 * expressions, most of them in branches that no row passes through.  To
 * compile them takes up to ten times as long as to run the query, in each
 * parallel worker.  So JIT alone would make a view grow by a hundred from one
 * size of a programme to the next.
 *
 * The library is there in time: the planner loads it, for the functions in
 * these views, before the statement starts.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_class.h"
#include "executor/executor.h"
#include "jit/jit.h"
#include "nodes/plannodes.h"
#include "programme/programme.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"

static bool jit_setting = false;
static ExecutorStart_hook_type next_ExecutorStart = NULL;

/*
 * ReadsProgramme: is a view of a schema that holds a programme among the
 * relations of the statement?
 */
static bool
ReadsProgramme(const PlannedStmt *statement)
{
	ListCell   *cell;
	Oid			looked_at = InvalidOid;

	foreach(cell, statement->rtable)
	{
		const RangeTblEntry *entry = lfirst_node(RangeTblEntry, cell);
		Oid			schema;

		/* From 16 on, a view that has been expanded keeps its OID. */
		if (!OidIsValid(entry->relid) || entry->relkind != RELKIND_VIEW)
			continue;
		schema = get_rel_namespace(entry->relid);
		if (!OidIsValid(schema) || schema == looked_at)
			continue;
		if (OidIsValid(get_relname_relid("programme", schema)) &&
			OidIsValid(get_relname_relid("ehc_request", schema)))
			return true;
		looked_at = schema;
	}
	return false;
}

/*
 * StartWithoutJit: parallel workers take the decision over from here.
 */
static void
StartWithoutJit(QueryDesc *query, int flags)
{
	if (query->plannedstmt->jitFlags != PGJIT_NONE && !jit_setting && ReadsProgramme(query->plannedstmt))
	{
		/* A copy, as the plan may be cached, and the setting may change. */
		PlannedStmt *copy = makeNode(PlannedStmt);

		*copy = *query->plannedstmt;
		copy->jitFlags = PGJIT_NONE;
		query->plannedstmt = copy;
	}
	if (next_ExecutorStart != NULL)
		next_ExecutorStart(query, flags);
	else
		standard_ExecutorStart(query, flags);
}

/*
 * ProgrammeInit defines sen_improvement.jit, and sen_improvement.local_authority.
 */
void
ProgrammeInit(void)
{
	DefineCustomBoolVariable("sen_improvement.jit",
							 "Whether the server may compile statements that read a view of a programme.",
							 "Off: they run without JIT. On: as jit and jit_above_cost say.",
							 &jit_setting, false, PGC_USERSET, 0, NULL, NULL, NULL);
	next_ExecutorStart = ExecutorStart_hook;
	ExecutorStart_hook = StartWithoutJit;
	ShownInit();
}
