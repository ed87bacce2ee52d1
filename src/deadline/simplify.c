/*
 * simplify.c --- building the expressions that support functions answer with.
 *
 * The planner asks the support function of a call for a simpler expression.
 * Comparisons on the start column itself are ones that it can match to an
 * index and estimate from the column's statistics.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "deadline/simplify.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "parser/parse_func.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

/*
 * ConstantLimit is the limit that an argument is bound to, or NULL.
 */
const TimeLimit *
ConstantLimit(Node *argument)
{
	if (!IsA(argument, Const) || ((Const *) argument)->constisnull)
		return NULL;
	return TimeLimitByCode(DatumGetInt16(((Const *) argument)->constvalue));
}

static Oid
CatalogOperator(const char *name, Oid left, Oid right)
{
	return OpernameGetOprid(list_make2(makeString("pg_catalog"), makeString((char *) name)), left, right);
}

/*
 * DatePlus builds date + days.
 */
Node *
DatePlus(Node *date, int32 days)
{
	Const	   *number = makeConst(INT4OID, -1, InvalidOid, sizeof(int32), Int32GetDatum(days), false, true);
	Expr	   *sum = make_opclause(CatalogOperator("+", DATEOID, INT4OID), DATEOID, false,
									(Expr *) date, (Expr *) number, InvalidOid, InvalidOid);

	set_opfuncid((OpExpr *) sum);
	return (Node *) sum;
}

/*
 * DateCompare builds a comparison of two dates by the server's own operator.
 */
Node *
DateCompare(const char *operator, Node *left, Node *right)
{
	Expr	   *comparison = make_opclause(CatalogOperator(operator, DATEOID, DATEOID), BOOLOID, false,
										   (Expr *) left, (Expr *) right, InvalidOid, InvalidOid);

	set_opfuncid((OpExpr *) comparison);
	return (Node *) comparison;
}

/*
 * StartBound builds a call of earliest_start or latest_start, which stand in
 * the same schema as the function being simplified.
 */
Node *
StartBound(const FuncExpr *call, const char *function, Node *limit, Node *day)
{
	Oid			types[2] = {exprType(limit), DATEOID};
	char	   *schema = get_namespace_name(get_func_namespace(call->funcid));
	Oid			oid = LookupFuncName(list_make2(makeString(schema), makeString((char *) function)), 2, types, false);

	return (Node *) makeFuncExpr(oid, DATEOID, list_make2(limit, day), InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
}

/*
 * NeverNull says whether an expression is surely not null: constants, the
 * current date, sen.today() and date arithmetic on these.  A test that is
 * split in two must not turn null into false.
 */
bool
NeverNull(Node *node)
{
	ListCell   *lc;
	List	   *args;

	if (IsA(node, Const))
		return !((Const *) node)->constisnull;
	if (IsA(node, SQLValueFunction))
		return ((SQLValueFunction *) node)->op == SVFOP_CURRENT_DATE;
	if (IsA(node, OpExpr))
	{
		Oid			function = get_opcode(((OpExpr *) node)->opno);

		if (function != F_DATE_PLI && function != F_DATE_MII)
			return false;
		args = ((OpExpr *) node)->args;
	}
	else if (IsA(node, FuncExpr))
	{
		char	   *name = get_func_name(((FuncExpr *) node)->funcid);
		Oid			schema = get_func_namespace(((FuncExpr *) node)->funcid);

		args = ((FuncExpr *) node)->args;
		if (name == NULL || strcmp(name, "today") != 0 || args != NIL ||
			strcmp(get_namespace_name(schema), "sen") != 0)
			return false;
	}
	else
		return false;
	foreach(lc, args)
		if (!NeverNull(lfirst(lc)))
			return false;
	return true;
}
