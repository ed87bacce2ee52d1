/*
 * shown.c --- which authorities the tables of cases show: those that are asked for,
 * and of these the ones that the role may see.
 *
 * A setting asks for authorities.  A role is bound to authorities by the policies of
 * row-level security that sen.limit_access() makes, whose names hold the code: they
 * are read from the relation's entry in the cache, so that a change of them reaches
 * every plan.  Views read the tables of cases through sen.is_shown(), so that totals,
 * which are read with the rights of the owner, are of the same rows.
 *
 * The planner gets true in its place where nothing is asked for and nothing bound, so
 * that a programme of one council pays nothing; else a comparison that an index
 * serves.  A plan with the answer in it must not outlive the answer.  For roles, the
 * server plans anew what reads a table with row-level security when the role changes,
 * also where the owner reads it.  For the setting, that is done here.
 *
 * Who is bound to an authority may write functions, and have the planner call them
 * before a comparison, with rows that are not theirs.  So for such a role the
 * comparison is made a condition of the table, as a policy is.
 */
#include "postgres.h"
#include "compat.h"

#include "access/relation.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "parser/parsetree.h"
#include "programme/programme.h"
#include "rewrite/rowsecurity.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/plancache.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(sen_authorities_allowed);
PG_FUNCTION_INFO_V1(sen_authorities_shown);
PG_FUNCTION_INFO_V1(sen_is_shown);
PG_FUNCTION_INFO_V1(sen_is_shown_support);

#define CODE_LENGTH 3
#define POLICY_PREFIX "authority_"
#define SETTING "sen_improvement.local_authority"

/* Codes that are asked for; count 0 if all are. */
typedef struct Asked
{
	int			count;
	char		codes[FLEXIBLE_ARRAY_MEMBER][CODE_LENGTH + 1];
} Asked;

static char *authority_setting = NULL;
static const Asked *asked = NULL;

/* While true, plans that the session keeps outlive a change of the setting. */
static bool plans_stay = false;

/* Is the session shown some authorities, and not all? */
bool
AuthoritiesAsked(void)
{
	return asked != NULL && asked->count > 0;
}

static bool
IsCode(const char *text, size_t length)
{
	return length == CODE_LENGTH && strspn(text, "0123456789") >= CODE_LENGTH;
}

/*
 * ParseAsked reads codes with commas between them into as many places as the text could hold; false if it is
 * something else.
 */
static bool
ParseAsked(const char *text, Asked *into)
{
	into->count = 0;
	if (text == NULL || text[strspn(text, " ")] == '\0')
		return true;
	for (;;)
	{
		size_t		length;

		text += strspn(text, " ");
		length = strcspn(text, " ,");
		if (!IsCode(text, length))
			return false;
		memcpy(into->codes[into->count], text, CODE_LENGTH);
		into->codes[into->count++][CODE_LENGTH] = '\0';
		text += length;
		text += strspn(text, " ");
		if (*text == '\0')
			return true;
		if (*text++ != ',')
			return false;
	}
}

static size_t
AskedSize(const char *text)
{
	return offsetof(Asked, codes) + (text == NULL ? 0 : strlen(text) / CODE_LENGTH + 1) * (CODE_LENGTH + 1);
}

static bool
CheckAsked(char **newval, void **extra, GucSource source)
{
	Asked	   *parsed = guc_malloc(LOG, AskedSize(*newval));

	if (parsed == NULL)
		return false;
	*extra = parsed;
	if (ParseAsked(*newval, parsed))
		return true;
	GUC_check_errcode(ERRCODE_INVALID_PARAMETER_VALUE);
	GUC_check_errmsg("invalid value for parameter \"%s\": \"%s\"", SETTING, *newval);
	GUC_check_errhint("Use a three-digit local authority code of DfE, such as 344, several with commas between them, or an empty string for all.");
	return false;
}

static void
AssignAsked(const char *newval, void *extra)
{
	const Asked *now = extra;
	bool		same = asked != NULL && now->count == asked->count &&
		memcmp(now->codes, asked->codes, now->count * (CODE_LENGTH + 1)) == 0;

	if (!same && !plans_stay && (now->count > 0 || AuthoritiesAsked()))
		ResetPlanCache();
	asked = now;
}

/*
 * ShownInit defines the setting.  A value that was given before the library was loaded and that cannot be read is
 * refused: the server would drop it, and show all authorities.
 */
void
ShownInit(void)
{
	const char *earlier = GetConfigOption(SETTING, true, false);

	if (earlier != NULL && !ParseAsked(earlier, palloc(AskedSize(earlier))))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid value for parameter \"%s\": \"%s\"", SETTING, earlier),
				 errdetail("It was set before the extension was loaded."),
				 errhint("Set it to a three-digit local authority code of DfE, such as 344, or to an empty string for all.")));
	DefineCustomStringVariable(SETTING,
							   "The authorities whose cases and measures are shown.",
							   "Three-digit codes with commas between them. Empty: all.",
							   &authority_setting, "", PGC_USERSET, GUC_LIST_INPUT,
							   CheckAsked, AssignAsked, NULL);
}

/*
 * AskForAuthority asks for one authority until the caller ends its nest level of settings, by
 * AskNoMore.  The plan that the caller keeps is its own to look after, and no other is made meanwhile.
 */
int
AskForAuthority(const char *code)
{
	int			level = NewGUCNestLevel();

	if (code != NULL)
	{
		plans_stay = true;
		PG_TRY();
		{
			(void) set_config_option(SETTING, code, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
		}
		PG_FINALLY();
		{
			plans_stay = false;
		}
		PG_END_TRY();
	}
	return level;
}

void
AskNoMore(int level)
{
	plans_stay = true;
	AtEOXact_GUC(true, level);
	plans_stay = false;
}

/* What a policy binds to: the code in its name, or NULL. */
static const char *
CodeOfPolicy(const RowSecurityPolicy *policy)
{
	const char *name = policy->policy_name;
	size_t		prefix = strlen(POLICY_PREFIX);

	if (name == NULL || strncmp(name, POLICY_PREFIX, prefix) != 0 || !IsCode(name + prefix, strlen(name + prefix)))
		return NULL;
	return name + prefix;
}

static bool
IsFor(const RowSecurityPolicy *policy, Oid role)
{
	Datum	   *roles;
	int			count;

	deconstruct_array(policy->roles, OIDOID, sizeof(Oid), true, TYPALIGN_INT, &roles, NULL, &count);
	for (int i = 0; i < count; i++)
	{
		Oid			bound = DatumGetObjectId(roles[i]);

		if (OidIsValid(bound) && has_privs_of_role(role, bound))
			return true;
	}
	return false;
}

/*
 * CodesAllowed: the authorities of a table that the role may see, as a list of texts; *all if it may see any.  The
 * owner, and who is a member of it, sees all, and so does who is bound to none.
 */
static List *
CodesAllowed(Oid table, Oid role, bool *all)
{
	Relation	relation = try_relation_open(table, AccessShareLock);
	List	   *codes = NIL;
	ListCell   *cell;

	if (relation == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("there is no table with OID %u", table),
				 errhint("Give a table of cases, as 'region.ehc_request'.")));
	if (relation->rd_rel->relrowsecurity && relation->rd_rsdesc != NULL &&
		!has_privs_of_role(role, relation->rd_rel->relowner))
	{
		foreach(cell, relation->rd_rsdesc->policies)
		{
			const RowSecurityPolicy *policy = lfirst(cell);
			const char *code = CodeOfPolicy(policy);

			if (code != NULL && IsFor(policy, role))
				codes = lappend(codes, pstrdup(code));
		}
	}
	relation_close(relation, AccessShareLock);
	*all = codes == NIL;
	return codes;
}

/*
 * CodesShown: those that are asked for, of those that are allowed.
 */
static List *
CodesShown(Oid table, Oid role, bool *all, bool *bound)
{
	List	   *allowed = CodesAllowed(table, role, all);
	List	   *shown = NIL;
	ListCell   *cell;

	*bound = !*all;
	if (!AuthoritiesAsked())
		return allowed;
	for (int i = 0; i < asked->count; i++)
	{
		bool		is_allowed = *all;

		foreach(cell, allowed)
			is_allowed = is_allowed || strcmp(lfirst(cell), asked->codes[i]) == 0;
		if (is_allowed)
			shown = lappend(shown, pstrdup(asked->codes[i]));
	}
	*all = false;
	return shown;
}

static Datum
ArrayOfCodes(List *codes)
{
	Datum	   *elements = palloc(sizeof(Datum) * Max(1, list_length(codes)));
	int			count = 0;
	ListCell   *cell;

	foreach(cell, codes)
		elements[count++] = CStringGetTextDatum(lfirst(cell));
	return PointerGetDatum(construct_array(elements, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * sen.authorities_allowed(cases regclass) --- null if all
 */
Datum
sen_authorities_allowed(PG_FUNCTION_ARGS)
{
	bool		all;
	List	   *codes = CodesAllowed(PG_GETARG_OID(0), GetUserId(), &all);

	if (all)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(ArrayOfCodes(codes));
}

/*
 * sen.authorities_shown(cases regclass) --- null if all
 */
Datum
sen_authorities_shown(PG_FUNCTION_ARGS)
{
	bool		all,
				bound;
	List	   *codes = CodesShown(PG_GETARG_OID(0), GetUserId(), &all, &bound);

	if (all)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(ArrayOfCodes(codes));
}

/*
 * sen.is_shown(local_authority text, codes text[])
 */
Datum
sen_is_shown(PG_FUNCTION_ARGS)
{
	Datum		found;
	ArrayType  *codes;
	Datum	   *elements;
	bool	   *nulls;
	int			count;

	if (PG_ARGISNULL(1))
		PG_RETURN_BOOL(true);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	found = PG_GETARG_DATUM(0);
	codes = PG_GETARG_ARRAYTYPE_P(1);
	deconstruct_array(codes, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &count);
	for (int i = 0; i < count; i++)
	{
		if (!nulls[i] && DatumGetBool(DirectFunctionCall2Coll(texteq, DEFAULT_COLLATION_OID, found, elements[i])))
			PG_RETURN_BOOL(true);
	}
	PG_RETURN_BOOL(false);
}

static bool
IsOneOfOurs(Oid function, Oid beside, const char *name)
{
	char	   *found = get_func_name(function);

	return found != NULL && strcmp(found, name) == 0 && get_func_namespace(function) == get_func_namespace(beside);
}

/* The second argument as a constant, by what holds now; NULL if it is neither one nor a call of ours with one. */
static Const *
CodesOf(Node *argument, Oid is_shown, bool *bound)
{
	FuncExpr   *call;
	Const	   *table;
	bool		all;
	List	   *codes;

	*bound = false;
	if (argument != NULL && IsA(argument, Const))
		return (Const *) argument;
	if (argument == NULL || !IsA(argument, FuncExpr))
		return NULL;
	call = (FuncExpr *) argument;
	if (list_length(call->args) != 1 || !IsA(linitial(call->args), Const))
		return NULL;
	table = linitial_node(Const, call->args);
	if (table->constisnull)
		return NULL;
	if (IsOneOfOurs(call->funcid, is_shown, "authorities_shown"))
		codes = CodesShown(DatumGetObjectId(table->constvalue), GetUserId(), &all, bound);
	else if (IsOneOfOurs(call->funcid, is_shown, "authorities_allowed"))
		codes = CodesAllowed(DatumGetObjectId(table->constvalue), GetUserId(), &all);
	else
		return NULL;
	return makeConst(TEXTARRAYOID, -1, DEFAULT_COLLATION_OID, -1, all ? (Datum) 0 : ArrayOfCodes(codes), all, false);
}

static Node *
Comparison(Node *value, Const *codes)
{
	ArrayType  *array;
	Datum	   *elements;
	bool	   *nulls;
	int			count;
	ScalarArrayOpExpr *any;

	if (codes->constisnull)
		return makeBoolConst(true, false);
	array = DatumGetArrayTypeP(codes->constvalue);
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &count);
	if (count == 0)
		return makeBoolConst(false, false);
	if (count == 1)
	{
		Expr	   *equal = make_opclause(TextEqualOperator, BOOLOID, false, (Expr *) value,
										  (Expr *) makeConst(TEXTOID, -1, DEFAULT_COLLATION_OID, -1, elements[0], nulls[0], false),
										  InvalidOid, DEFAULT_COLLATION_OID);

		set_opfuncid((OpExpr *) equal);
		return (Node *) equal;
	}
	any = makeNode(ScalarArrayOpExpr);
	any->opno = TextEqualOperator;
	any->opfuncid = F_TEXTEQ;
	any->useOr = true;
	any->inputcollid = DEFAULT_COLLATION_OID;
	any->args = list_make2(value, codes);
	any->location = -1;
	return (Node *) any;
}

/*
 * BeforeAnyOther has the planner look at the rows of a table only once a condition on one of its columns holds.
 * Conditions of queries are looked at before those of tables: it is in time.
 */
static void
BeforeAnyOther(PlannerInfo *root, Node *value, Node *condition)
{
	const Var  *column = (const Var *) value;
	RangeTblEntry *entry;

	if (root == NULL || !IsA(value, Var) || column->varlevelsup != 0 || column->varno > list_length(root->parse->rtable))
		return;
	entry = rt_fetch(column->varno, root->parse->rtable);
	if (entry->rtekind != RTE_RELATION || list_member(entry->securityQuals, condition))
		return;
	entry->securityQuals = lappend(entry->securityQuals, copyObject(condition));
	root->qual_security_level = Max(root->qual_security_level, (Index) list_length(entry->securityQuals));
}

/*
 * sen.is_shown_support(internal)
 */
Datum
sen_is_shown_support(PG_FUNCTION_ARGS)
{
	Node	   *raw = (Node *) PG_GETARG_POINTER(0);
	Node	   *simpler = NULL;

	if (IsA(raw, SupportRequestSimplify))
	{
		SupportRequestSimplify *request = (SupportRequestSimplify *) raw;
		FuncExpr   *call = request->fcall;
		bool		bound;
		Const	   *codes = CodesOf(lsecond(call->args), call->funcid, &bound);

		if (codes != NULL)
			simpler = Comparison(linitial(call->args), codes);
		if (simpler != NULL && bound)
			BeforeAnyOther(request->root, linitial(call->args), simpler);
	}
	PG_RETURN_POINTER(simpler);
}
