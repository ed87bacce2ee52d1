/*
 * conditions.c --- a condition on view log_leaves becomes an argument of what it is
 * made of.
 *
 * The view calls sen.log_blocks() for each version, and sen.log_block_entries() for
 * each of its blocks, both with null for "all".  Where the planner has
 * log_table = ... or meeting = ... of the entries, with a value that is known before a
 * row is read, the value takes the place of the null.  The condition stays where it is,
 * so that a plan made without this gives the same rows, later.  All other conditions
 * (LIKE, IN, OR, joins) are left to the executor.
 *
 * No support function is asked with the conditions of a query, so this is a hook of the
 * planner.  It looks at calls of our two functions and at nothing else, changes the
 * arguments in the query that is being planned, which is the planner's own copy, and
 * leaves paths, costs and what other hooks do alone.
 *
 * The library is there in time: the planner loads it for the support function of
 * sen.log_blocks(), before it looks for paths.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "ledger/ledger.h"
#include "ledger/log/log.h"
#include "ledger/read/conditions.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "optimizer/paths.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(log_blocks_support);

/* Columns of sen.log_blocks() and sen.log_block_entries(). */
#define COLUMN_BLOCK 1
#define COLUMN_START 2
#define COLUMN_TABLE 3
#define COLUMN_MEETING 9

/* Arguments, counted from 0: the first two of each, and those that both have. */
#define ARGUMENT_LOG 0
#define ARGUMENT_ENTRIES 0
#define ARGUMENT_START 1
#define ARGUMENT_TABLE 2
#define ARGUMENT_MEETING 3
#define ARGUMENTS 4

static set_rel_pathlist_hook_type next_set_rel_pathlist = NULL;

/*
 * OwnCall is the call that a relation of a query is, if it is one of our function, which
 * has this name: of others not even the library is looked for.
 */
static FuncExpr *
OwnCall(const RangeTblEntry *entry, PGFunction own, const char *name)
{
	FuncExpr   *call;
	const char *called;

	if (entry == NULL || entry->rtekind != RTE_FUNCTION || list_length(entry->functions) != 1)
		return NULL;
	call = (FuncExpr *) linitial_node(RangeTblFunction, entry->functions)->funcexpr;
	if (call == NULL || !IsA(call, FuncExpr) || !call->funcretset || list_length(call->args) != ARGUMENTS)
		return NULL;
	called = get_func_name(call->funcid);
	return called != NULL && strcmp(called, name) == 0 && IsOwnFunction(call->funcid, own) ? call : NULL;
}

static FuncExpr *
BlocksCall(const RangeTblEntry *entry)
{
	return OwnCall(entry, log_blocks, "log_blocks");
}

static FuncExpr *
EntriesCall(const RangeTblEntry *entry)
{
	return OwnCall(entry, log_block_entries, "log_block_entries");
}

static bool
IsColumn(const Node *node, Index relation, AttrNumber column)
{
	const Var  *var = (const Var *) node;

	return node != NULL && IsA(node, Var) && var->varno == (int) relation && var->varattno == column && var->varlevelsup == 0;
}

/*
 * AskedValue is what a column has to be equal to, by a condition on its relation; NULL
 * if none says so.  The value may be a parameter, and reads no row.
 */
static Node *
AskedValue(PlannerInfo *root, const RelOptInfo *relation, AttrNumber column)
{
	ListCell   *cell;

	foreach(cell, relation->baserestrictinfo)
	{
		const OpExpr *condition = (const OpExpr *) lfirst_node(RestrictInfo, cell)->clause;
		Node	   *value;

		if (!IsA(condition, OpExpr) || list_length(condition->args) != 2 || get_opcode(condition->opno) != F_TEXTEQ ||
			!OidIsValid(condition->inputcollid) || !get_collation_isdeterministic(condition->inputcollid))
			continue;
		if (IsColumn(linitial(condition->args), relation->relid, column))
			value = lsecond(condition->args);
		else if (IsColumn(lsecond(condition->args), relation->relid, column))
			value = linitial(condition->args);
		else
			continue;
		if (exprType(value) == TEXTOID && !contain_var_clause(value) && !contain_volatile_functions(value) && !contain_subplans(value))
			return copyObject(value);
	}
	return NULL;
}

static void
SetArgument(FuncExpr *call, int number, Node *value)
{
	if (value != NULL && IsA(list_nth(call->args, number), Const) && ((const Const *) list_nth(call->args, number))->constisnull)
		lfirst(list_nth_cell(call->args, number)) = value;
}

/*
 * AreEqual says whether these two columns are equal in every row of the query.
 */
static bool
AreEqual(const PlannerInfo *root, const Var *a, const Var *b)
{
	ListCell   *cell;

	foreach(cell, root->eq_classes)
	{
		const EquivalenceClass *class = lfirst_node(EquivalenceClass, cell);
		int			found = 0;
		ListCell   *member;

		foreach(member, class->ec_members)
		{
			const Expr *column = lfirst_node(EquivalenceMember, member)->em_expr;

			found |= (equal(column, a) ? 1 : 0) | (equal(column, b) ? 2 : 0);
		}
		if (found == 3 && !class->ec_has_volatile)
			return true;
	}
	return false;
}

/*
 * AreOfBlocks says whether this call is given, for each row of the blocks of a log, what
 * that log has in the block of this number.
 */
static bool
AreOfBlocks(PlannerInfo *root, const FuncExpr *entries, Index blocks)
{
	const Const *log = list_nth(BlocksCall(root->simple_rte_array[blocks])->args, ARGUMENT_LOG);
	const Var  *content = list_nth(entries->args, ARGUMENT_ENTRIES);
	const RangeTblEntry *table;

	if (!IsColumn(list_nth(entries->args, ARGUMENT_START), blocks, COLUMN_START) || !IsA(log, Const) || log->constisnull ||
		!IsA(content, Var) || !IsColumn((const Node *) content, content->varno, BLOCK_ENTRIES))
		return false;
	table = root->simple_rte_array[content->varno];
	return table->rtekind == RTE_RELATION && table->relid == DatumGetObjectId(log->constvalue) &&
		AreEqual(root, makeVar(content->varno, BLOCK_ID, INT8OID, -1, InvalidOid, 0), makeVar(blocks, COLUMN_BLOCK, INT8OID, -1, InvalidOid, 0));
}

/*
 * EntriesOf is the relation of the entries of these blocks.  0 if there is none, or not
 * one alone; if an outer join keeps blocks without entries; or if the call is not that of
 * the view, and takes the blocks for something else.
 */
static Index
EntriesOf(PlannerInfo *root, Index blocks)
{
	Index		found = 0;

	if (root->join_info_list != NIL)
		return 0;
	for (int i = 1; i < root->simple_rel_array_size; i++)
	{
		const FuncExpr *call = root->simple_rel_array[i] == NULL ? NULL : EntriesCall(root->simple_rte_array[i]);

		if (call == NULL || !AreOfBlocks(root, call, blocks))
			continue;
		if (found != 0)
			return 0;
		found = i;
	}
	return found;
}

/*
 * TextsDiffer says whether what are two texts in the log are two here as well.  There
 * they are in UTF-8; some encodings have one character for several of it.
 */
static bool
TextsDiffer(void)
{
	return GetDatabaseEncoding() == PG_UTF8 || pg_database_encoding_max_length() == 1;
}

static void
TakeConditions(PlannerInfo *root, RelOptInfo *relation, Index number, RangeTblEntry *entry)
{
	FuncExpr   *call = EntriesCall(entry);
	Index		entries = number;

	if (next_set_rel_pathlist != NULL)
		next_set_rel_pathlist(root, relation, number, entry);
	if (call == NULL)
	{
		call = BlocksCall(entry);
		entries = call == NULL ? 0 : EntriesOf(root, number);
	}
	if (call == NULL || entries == 0 || !TextsDiffer())
		return;
	SetArgument(call, ARGUMENT_TABLE, AskedValue(root, root->simple_rel_array[entries], COLUMN_TABLE));
	SetArgument(call, ARGUMENT_MEETING, AskedValue(root, root->simple_rel_array[entries], COLUMN_MEETING));
}

/*
 * sen.log_blocks_support(internal) --- nothing but that the planner loads the library.
 */
Datum
log_blocks_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(NULL);
}

/*
 * ConditionsInit has the planner ask.
 */
void
ConditionsInit(void)
{
	next_set_rel_pathlist = set_rel_pathlist_hook;
	set_rel_pathlist_hook = TakeConditions;
}
