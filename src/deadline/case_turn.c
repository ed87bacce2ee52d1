/*
 * case_turn.c --- what an event of a case means for its limits: which it ends,
 * and the steps of what was ordered or agreed.
 *
 * The views of a programme ask for each limit whether an event ended it.  The
 * answer is in the table of sen.replaced_limits(); here it is found at once.
 * The events of a case come as an array: most cases have none.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "deadline/replaced_limits.h"
#include "catalog/pg_type.h"
#include "nodes/pg_list.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(sen_limit_steps);
PG_FUNCTION_INFO_V1(sen_last_step);
PG_FUNCTION_INFO_V1(sen_limit_matter);
PG_FUNCTION_INFO_V1(sen_ends_limit);
PG_FUNCTION_INFO_V1(sen_limit_ended_by);
PG_FUNCTION_INFO_V1(sen_limit_replaced_by);
PG_FUNCTION_INFO_V1(sen_turned_on);
PG_FUNCTION_INFO_V1(sen_turned_by);
PG_FUNCTION_INFO_V1(sen_turned_to);

/*
 * What an order, an agreement or an unopposed appeal is about, by the limits
 * that it starts, and the steps in which it is carried out (SEND Regulations 2014
 * reg 44(2)(b) and (c), 45(3), (3A) and (6); SEND (Detained Persons) Regulations
 * 2015 reg 29 and 30).  The rules for detained persons have the same names with
 * det_ before them.
 */
static const struct
{
	const char *steps;			/* in their order, with blanks between */
	const char *matter;
}			step_groups[] = {
	{"order_assess_notice order_assess_no_plan order_assess_final_plan", TO_ASSESS},
	{"unopposed_assess_notice unopposed_no_plan unopposed_assess_final", TO_ASSESS},
	{"order_make_plan_draft order_make_plan_final", TO_ISSUE},
	{"unopposed_make_plan_draft unopposed_make_plan_final", TO_ISSUE},
	{"order_reconsider", TO_ISSUE},
	{"order_amend_provision", CONTENTS},
	{"order_name_school", CONTENTS},
	{"unopposed_contents", CONTENTS},
	{"unopposed_school", CONTENTS},
	{"order_cease", TO_CEASE},
	{"order_continue", TO_CEASE},
	{"order_continue_amend", TO_CEASE},
	{"unopposed_cease", TO_CEASE},
	{"unopposed_cease_amend", TO_CEASE}
};

/*
 * StepGroup finds the group of a limit; -1 if it is of no order or the like.
 */
static int
StepGroup(const TimeLimit *limit, bool *detained)
{
	const char *name = limit->name;

	*detained = strncmp(name, "det_", 4) == 0;
	if (*detained)
		name += 4;
	for (int g = 0; g < (int) lengthof(step_groups); g++)
	{
		const char *rest = step_groups[g].steps;
		const char *at;
		int			length;

		while ((at = NextName(&rest, &length)) != NULL)
			if (strncmp(at, name, length) == 0 && name[length] == '\0')
				return g;
	}
	return -1;
}

/*
 * sen.limit_steps(time_limit) --- the limits in which what was ordered or agreed
 * is carried out.
 */
Datum
sen_limit_steps(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	Datum		codes[3];
	int			count = 0;
	bool		detained;
	int			group = StepGroup(limit, &detained);

	if (group < 0)
		codes[count++] = Int16GetDatum(limit->code);
	else
	{
		const char *rest = step_groups[group].steps;
		const char *at;
		int			length;

		while ((at = NextName(&rest, &length)) != NULL)
		{
			char	   *name = psprintf("%s%.*s", detained ? "det_" : "", length, at);

			codes[count++] = Int16GetDatum(TimeLimitByName(name)->code);
			pfree(name);
		}
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(codes, count, get_element_type(get_fn_expr_rettype(fcinfo->flinfo)), sizeof(int16), true, TYPALIGN_SHORT));
}

/*
 * sen.last_step(time_limit) --- the last of these.
 */
Datum
sen_last_step(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	bool		detained;
	int			group = StepGroup(limit, &detained);
	const char *last;

	if (group < 0)
		PG_RETURN_INT16(limit->code);
	last = strrchr(step_groups[group].steps, ' ');
	last = last == NULL ? step_groups[group].steps : last + 1;
	PG_RETURN_INT16(TimeLimitByName(detained ? psprintf("det_%s", last) : last)->code);
}

/*
 * MatterOf gives the decision that an order or the like is about, by a limit
 * that it starts.  An order to assess is one to re-assess where there is no
 * request, and to change a plan may be one to amend it after a review.
 */
static const char *
MatterOf(const TimeLimit *limit, const char *concerns)
{
	bool		detained;
	int			group = StepGroup(limit, &detained);
	const char *matter;

	if (group < 0)
		return NULL;
	matter = step_groups[group].matter;
	if (strcmp(matter, TO_ASSESS) == 0 && strcmp(concerns, "request") != 0)
		return TO_REASSESS;
	if (strcmp(matter, CONTENTS) == 0 && strcmp(concerns, "annual review") == 0)
		return TO_AMEND;
	return matter;
}

/*
 * sen.limit_matter(time_limit, concerns) --- that decision.
 */
Datum
sen_limit_matter(PG_FUNCTION_ARGS)
{
	const char *matter = MatterOf(PG_GETARG_TIME_LIMIT(0), text_to_cstring(PG_GETARG_TEXT_PP(1)));

	if (matter == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(matter));
}

/* The rows of the table for each limit, in its order; made when first needed. */
static List **ends = NULL;

static void
MakeEnds(void)
{
	MemoryContext old;
	List	  **made;

	if (ends != NULL)
		return;
	old = MemoryContextSwitchTo(TopMemoryContext);
	made = palloc0(time_limit_count * sizeof(List *));
	for (int i = 0; i < replaced_limit_count; i++)
	{
		const ReplacedLimit *row = &replaced_limits[i];
		bool		counts_from_it = row->counted_from == NULL || (row->event != NULL && strcmp(row->counted_from, row->event) == 0);
		const char *rest = row->limits;
		const char *at;
		int			length;

		/*
		 * A clock that runs again from the day on which it began has not ended;
		 * but for the authority that the family leaves it has.  Answers that are not
		 * taken come in where a case says that it started the clock that they name.
		 */
		if (row->event == NULL || (row->not_taken && strcmp(row->effect, REPLACES) != 0) || strcmp(row->effect, STANDS) == 0
			|| (strcmp(row->effect, RESTARTS) == 0 && !counts_from_it && strcmp(row->event, "moved") != 0))
			continue;
		while ((at = NextName(&rest, &length)) != NULL)
		{
			char	   *name = pnstrdup(at, length);
			int			place = TimeLimitByName(name) - time_limits;

			pfree(name);
			made[place] = lappend(made[place], (void *) row);
		}
	}
	MemoryContextSwitchTo(old);
	ends = made;
}

/*
 * AmongSteps tells whether a limit is one of the steps that an event starts.
 */
static bool
AmongSteps(const char *name, const TimeLimit *starts)
{
	bool		detained;
	int			group;
	const char *rest;
	const char *at;
	int			length;

	if (starts == NULL)
		return false;
	if (strcmp(name, starts->name) == 0)
		return true;
	group = StepGroup(starts, &detained);
	if (group < 0 || detained != (strncmp(name, "det_", 4) == 0))
		return false;
	rest = step_groups[group].steps;
	name += detained ? 4 : 0;
	while ((at = NextName(&rest, &length)) != NULL)
		if (strncmp(at, name, length) == 0 && name[length] == '\0')
			return true;
	return false;
}

/*
 * StartsOneOfSeveral tells whether what an event starts depends on what was
 * ordered, agreed or not opposed.
 */
static bool
StartsOneOfSeveral(const char *event)
{
	if (strncmp(event, "det_", 4) == 0)
		event += 4;
	return strcmp(event, "order_made") == 0 || strcmp(event, "mediation_agreed") == 0 || strcmp(event, "appeal_not_opposed") == 0;
}

/* An event of a case, as the functions below are asked about it. */
typedef struct Turn
{
	text	   *event;
	text	   *matter;			/* null: as starts implies */
	const TimeLimit *starts;	/* null: none */
	text	   *concerns;
} Turn;

/*
 * FindEnd finds the row by which an event ends a limit; null if it does not.
 * Where an event starts one of several clocks, the row that counts is that of
 * the clock that it started.
 */
static const ReplacedLimit *
FindEnd(const TimeLimit *limit, const Turn *turn)
{
	const char *matter = NULL;
	bool		matter_known = false;
	const ReplacedLimit *found = NULL;
	ListCell   *lc;

	MakeEnds();
	foreach(lc, ends[limit - time_limits])
	{
		const ReplacedLimit *row = lfirst(lc);
		const char *new_limit = strcmp(row->effect, RESTARTS) == 0 ? limit->name : row->replaced_by;

		if (!TextIs(turn->event, row->event))
			continue;
		if (row->matter != NULL)
		{
			if (!matter_known)
				matter = turn->matter != NULL ? text_to_cstring(turn->matter)
					: turn->starts != NULL ? MatterOf(turn->starts, text_to_cstring(turn->concerns)) : NULL;
			matter_known = true;
			if (matter == NULL || strcmp(row->matter, matter) != 0)
				continue;
		}
		if (new_limit != NULL && (row->not_taken || StartsOneOfSeveral(row->event)) && !AmongSteps(new_limit, turn->starts))
			continue;
		if (found == NULL || (found->replaced_by == NULL && row->replaced_by != NULL))
			found = row;
	}
	return found;
}

/*
 * FindEndOfCall is the same for (time_limit, event text, matter text, starts
 * time_limit, concerns text).
 */
static const ReplacedLimit *
FindEndOfCall(FunctionCallInfo fcinfo)
{
	Turn		turn;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(4))
		return NULL;
	turn.event = PG_GETARG_TEXT_PP(1);
	turn.matter = PG_ARGISNULL(2) ? NULL : PG_GETARG_TEXT_PP(2);
	turn.starts = PG_ARGISNULL(3) ? NULL : PG_GETARG_TIME_LIMIT(3);
	turn.concerns = PG_GETARG_TEXT_PP(4);
	return FindEnd(PG_GETARG_TIME_LIMIT(0), &turn);
}

/*
 * sen.ends_limit(time_limit, event, matter, starts, concerns) --- does an event
 * end the clock of a limit?
 */
Datum
sen_ends_limit(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(FindEndOfCall(fcinfo) != NULL);
}

/*
 * sen.limit_ended_by(...) --- what ended it, in words.
 */
Datum
sen_limit_ended_by(PG_FUNCTION_ARGS)
{
	const ReplacedLimit *row = FindEndOfCall(fcinfo);

	if (row == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(row->ended_by));
}

/*
 * ReplacedBy is the limit that binds instead of one that ended by a row; null if
 * none does.
 */
static const TimeLimit *
ReplacedBy(const ReplacedLimit *row, const TimeLimit *limit)
{
	if (row == NULL)
		return NULL;
	if (strcmp(row->effect, RESTARTS) == 0)
		return row->counted_from == NULL || strcmp(row->counted_from, row->event) == 0 ? limit : NULL;
	return row->replaced_by == NULL ? NULL : TimeLimitByName(row->replaced_by);
}

/*
 * sen.limit_replaced_by(...) --- which limit binds instead.
 */
Datum
sen_limit_replaced_by(PG_FUNCTION_ARGS)
{
	const ReplacedLimit *row = FindEndOfCall(fcinfo);
	const TimeLimit *instead = row == NULL ? NULL : ReplacedBy(row, PG_GETARG_TIME_LIMIT(0));

	if (instead == NULL)
		PG_RETURN_NULL();
	PG_RETURN_INT16(instead->code);
}

/* The columns of type sen.case_turn. */
#define TURN_COLUMNS 5

/*
 * CompareTexts puts null first, and else by bytes.
 */
static int
CompareTexts(text *a, text *b)
{
	int			length;
	int			order;

	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	length = Min(VARSIZE_ANY_EXHDR(a), VARSIZE_ANY_EXHDR(b));
	order = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), length);
	return order != 0 ? order : (int) VARSIZE_ANY_EXHDR(a) - (int) VARSIZE_ANY_EXHDR(b);
}

/*
 * Earlier says whether an event comes before another: of one day, by name, by
 * what it is about and what it starts, so that the order in which they are
 * stored tells nothing.
 */
static bool
Earlier(DateADT day, const Turn *turn, DateADT other_day, const Turn *other)
{
	int			order;

	if (day != other_day)
		return day < other_day;
	order = CompareTexts(turn->event, other->event);
	if (order == 0)
		order = CompareTexts(turn->matter, other->matter);
	if (order == 0)
		order = (turn->starts == NULL ? -1 : turn->starts->code) - (other->starts == NULL ? -1 : other->starts->code);
	return order < 0;
}

/*
 * FindTurn reads (time_limit, concerns text, started date, turns sen.case_turn[]):
 * the first event after the clock of a limit began by which it ended, and the
 * row by which it did; null if there is none.  concerns is the kind of case
 * whose events they are.
 */
static const ReplacedLimit *
FindTurn(FunctionCallInfo fcinfo, DateADT *happened_on)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	text	   *concerns = PG_GETARG_TEXT_PP(1);
	DateADT		started = PG_GETARG_DATEADT(2);
	ArrayType  *turns = PG_GETARG_ARRAYTYPE_P(3);
	ArrayIterator iterator = array_create_iterator(turns, 0, NULL);
	TupleDesc	shape = lookup_rowtype_tupdesc(ARR_ELEMTYPE(turns), -1);
	const ReplacedLimit *found = NULL;
	Turn		first = {0};
	Datum		element;
	bool		isnull;

	if (shape->natts != TURN_COLUMNS)
		elog(ERROR, "type sen.case_turn has %d columns, not %d", shape->natts, TURN_COLUMNS);
	while (array_iterate(iterator, &element, &isnull))
	{
		HeapTupleHeader row;
		HeapTupleData tuple;
		Datum		values[TURN_COLUMNS];
		bool		nulls[TURN_COLUMNS];
		DateADT		day;
		Turn		turn;
		const ReplacedLimit *end;

		if (isnull)
			continue;
		row = DatumGetHeapTupleHeader(element);
		tuple.t_len = HeapTupleHeaderGetDatumLength(row);
		ItemPointerSetInvalid(&tuple.t_self);
		tuple.t_tableOid = InvalidOid;
		tuple.t_data = row;
		heap_deform_tuple(&tuple, shape, values, nulls);
		if (nulls[0] || nulls[1] || nulls[4])
			continue;
		day = DatumGetDateADT(values[0]);
		if (day <= started)
			continue;
		turn.event = DatumGetTextPP(values[1]);
		turn.matter = nulls[2] ? NULL : DatumGetTextPP(values[2]);
		turn.starts = nulls[3] ? NULL : TimeLimitByCode(DatumGetInt16(values[3]));
		turn.concerns = DatumGetTextPP(values[4]);
		if (CompareTexts(turn.concerns, concerns) != 0 || (found != NULL && !Earlier(day, &turn, *happened_on, &first)))
			continue;
		end = FindEnd(limit, &turn);
		if (end == NULL)
			continue;
		found = end;
		first = turn;
		*happened_on = day;
	}
	ReleaseTupleDesc(shape);
	return found;
}

/*
 * sen.turned_on(time_limit, concerns, started, turns) --- the day on which an
 * event of the case ended the clock of a limit.
 */
Datum
sen_turned_on(PG_FUNCTION_ARGS)
{
	DateADT		happened_on;

	if (FindTurn(fcinfo, &happened_on) == NULL)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(happened_on);
}

/*
 * sen.turned_by(...) --- that event, in words.
 */
Datum
sen_turned_by(PG_FUNCTION_ARGS)
{
	DateADT		happened_on;
	const ReplacedLimit *row = FindTurn(fcinfo, &happened_on);

	if (row == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(row->ended_by));
}

/*
 * sen.turned_to(...) --- the limit that binds instead.
 */
Datum
sen_turned_to(PG_FUNCTION_ARGS)
{
	DateADT		happened_on;
	const TimeLimit *instead = ReplacedBy(FindTurn(fcinfo, &happened_on), PG_GETARG_TIME_LIMIT(0));

	if (instead == NULL)
		PG_RETURN_NULL();
	PG_RETURN_INT16(instead->code);
}
