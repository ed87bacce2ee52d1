/*
 * paper_rows.c --- the rows of the pack, by a plan that the session keeps.
 *
 * To plan the pack takes as long as to run it for a small programme: its view has
 * some 3,000 plan nodes.  The server plans what a function passes as text anew each
 * time; here the plan is kept until the session ends, or what it rests on changes.
 * The server itself makes it anew when a view, a table's statistics or a row-level
 * policy changes.  It does not when a table merely grows, so that is looked at here:
 * a plan made for an empty table must not serve when the rows have been loaded.
 */
#include "postgres.h"
#include "compat.h"

#include "access/relation.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "executor/tstoreReceiver.h"
#include "fmgr.h"
#include "funcapi.h"
#include "nodes/plannodes.h"
#include "programme/programme.h"
#include "storage/bufmgr.h"
#include "storage/lockdefs.h"
#include "tcop/dest.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(sen_paper_rows);

/* Plans that a session keeps, of some 40 MB each; the one used longest ago makes room for another programme. */
#define PLANS_KEPT 2

/* A table may grow or shrink by that many pages, and to twice or half its size, before its plan is made anew. */
#define PAGES_GROWN 16

typedef struct TableSize
{
	Oid			table;
	BlockNumber pages;
} TableSize;

typedef struct KeptPlan
{
	char	   *query;			/* null if there is none */
	char	   *authority;		/* the one that is asked for, empty for those of the setting */
	SPIPlanPtr	plan;
	MemoryContext context;		/* holds query and size */
	int			generation;		/* of the plan whose tables these are */
	int			tables;
	TableSize  *size;
	uint64		last_used;
} KeptPlan;

static KeptPlan kept[PLANS_KEPT];
static uint64 uses = 0;

/* Set while a plan runs: a pack that is asked for by a function within a pack is planned for itself. */
static bool is_running = false;

/*
 * PagesOf: how long a table is; 0 if it is none, or has been dropped.
 */
static BlockNumber
PagesOf(Oid table)
{
	Relation	relation = try_relation_open(table, AccessShareLock);
	BlockNumber pages = 0;

	if (relation == NULL)
		return 0;
	if (relation->rd_rel->relkind == RELKIND_RELATION || relation->rd_rel->relkind == RELKIND_MATVIEW)
		pages = RelationGetNumberOfBlocks(relation);
	relation_close(relation, AccessShareLock);
	return pages;
}

static CachedPlanSource *
SourceOf(KeptPlan *plan)
{
	return linitial(SPI_plan_get_plan_sources(plan->plan));
}

/*
 * NoteSizes writes down how long the tables are that the plan was made for.
 */
static void
NoteSizes(KeptPlan *plan)
{
	CachedPlanSource *source = SourceOf(plan);
	List	   *tables = NIL;
	ListCell   *cell;

	if (source->gplan == NULL || (plan->size != NULL && plan->generation == source->generation))
		return;
	foreach(cell, linitial_node(PlannedStmt, source->gplan->stmt_list)->relationOids)
		tables = list_append_unique_oid(tables, lfirst_oid(cell));
	if (plan->size != NULL)
		pfree(plan->size);
	plan->size = MemoryContextAlloc(plan->context, sizeof(TableSize) * Max(1, list_length(tables)));
	plan->tables = 0;
	foreach(cell, tables)
	{
		plan->size[plan->tables].table = lfirst_oid(cell);
		plan->size[plan->tables++].pages = PagesOf(lfirst_oid(cell));
	}
	plan->generation = source->generation;
	list_free(tables);
}

static bool
HasOtherSizes(KeptPlan *plan)
{
	for (int i = 0; i < plan->tables; i++)
	{
		uint64		then = plan->size[i].pages,
					now = PagesOf(plan->size[i].table);

		if (now > 2 * then + PAGES_GROWN || then > 2 * now + PAGES_GROWN)
			return true;
	}
	return false;
}

static void
Forget(KeptPlan *plan)
{
	SPIPlanPtr	gone = plan->plan;
	MemoryContext context = plan->context;

	memset(plan, 0, sizeof(KeptPlan));
	if (gone != NULL)
		SPI_freeplan(gone);
	if (context != NULL)
		MemoryContextDelete(context);
}

/*
 * PlanOf plans a query.  Of one authority among many there is little to read, in tables so large that the planner
 * would start workers for it: to send them the plan takes longer than the rest.
 */
static SPIPlanPtr
PlanOf(const char *query)
{
	SPIPlanPtr	plan = SPI_prepare_cursor(query, 0, NULL, AuthoritiesAsked() ? 0 : CURSOR_OPT_PARALLEL_OK);

	if (plan == NULL)
		elog(ERROR, "could not plan: %s", query);
	return plan;
}

/*
 * KeptPlanOf is the plan that the session has for a query and an authority, which stands in the plan; it makes one if
 * there is none.
 */
static KeptPlan *
KeptPlanOf(const char *query, const char *authority)
{
	KeptPlan   *place = &kept[0];
	SPIPlanPtr	plan;

	for (int i = 0; i < PLANS_KEPT; i++)
	{
		if (kept[i].query != NULL && strcmp(kept[i].query, query) == 0 && strcmp(kept[i].authority, authority) == 0)
		{
			if (!HasOtherSizes(&kept[i]))
				return &kept[i];
			place = &kept[i];
			break;
		}
		if (kept[i].last_used < place->last_used)
			place = &kept[i];
	}
	Forget(place);
	plan = PlanOf(query);
	place->context = AllocSetContextCreate(TopMemoryContext, "plan of a pack", ALLOCSET_SMALL_SIZES);
	place->query = MemoryContextStrdup(place->context, query);
	place->authority = MemoryContextStrdup(place->context, authority);
	SPI_keepplan(plan);
	place->plan = plan;
	return place;
}

/*
 * Refuse refuses what is no programme, or none that the caller may read.
 */
static void
Refuse(Datum programme)
{
	Oid			types[] = {TEXTOID};

	if (SPI_execute_with_args("SELECT sen.refuse_paper($1, 'board_paper')", 1, types, &programme, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "sen.refuse_paper cannot be asked");
}

static void
Run(SPIPlanPtr plan, ReturnSetInfo *result)
{
	SPIExecuteOptions options = {0};

	options.read_only = true;
	options.dest = CreateDestReceiver(DestTuplestore);
	SetTuplestoreDestReceiverParams(options.dest, result->setResult, result->econtext->ecxt_per_query_memory, false,
									NULL, NULL);
	if (SPI_execute_plan_extended(plan, &options) != SPI_OK_SELECT)
		elog(ERROR, "the pack is no query");
	options.dest->rDestroy(options.dest);
}

/*
 * sen.paper_rows(programme text, local_authority text)
 */
Datum
sen_paper_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *authority = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *query;
	int			settings;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	query = psprintf("SELECT b.section, b.heading, b.line, b.item, b.in_words, b.detail, b.rests_on, "
					 "b.counted_as FROM %s.board_paper b ORDER BY b.section, b.line",
					 quote_identifier(text_to_cstring(PG_GETARG_TEXT_PP(0))));
	SPI_connect();
	Refuse(PG_GETARG_DATUM(0));
	settings = AskForAuthority(authority);
	if (is_running)
		Run(PlanOf(query), result);
	else
	{
		is_running = true;
		PG_TRY();
		{
			KeptPlan   *plan = KeptPlanOf(query, authority == NULL ? "" : authority);

			plan->last_used = ++uses;
			Run(plan->plan, result);
			NoteSizes(plan);
		}
		PG_FINALLY();
		{
			is_running = false;
		}
		PG_END_TRY();
	}
	AskNoMore(settings);
	SPI_finish();
	return (Datum) 0;
}
