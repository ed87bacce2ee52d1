/*
 * events.c --- what starts a clock, and the limits that it starts.
 *
 * The vocabulary is that of the table of limits: each row names what happens on
 * the day that its clock starts.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/counting.h"
#include "deadline/replaced_limits.h"
#include "funcapi.h"
#include "name_type.h"
#include "nodes/pg_list.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(sen_limit_events);
PG_FUNCTION_INFO_V1(sen_limits_from);
PG_FUNCTION_INFO_V1(sen_event_starts);

#define EVENT_COLUMNS 3
#define FROM_COLUMNS 8

/* The events in the order in which the table first names them; made when first needed. */
static const char **events = NULL;
static int	event_count = 0;

static int16
EventCodeAt(int place)
{
	return place;
}

/* The same, and after them those that only end a clock. */
static const char **all_events = NULL;
static int	all_event_count = 0;

static const char *
AnyEventAt(int place)
{
	return all_events[place];
}

static const NameType any_event_type = {
	.type = "text",
	.noun = "event",
	.lists_all = "sen.limit_events() and column event of sen.replaced_limits() list them all",
	.none_near = "sen.limit_events() and column event of sen.replaced_limits() list them all",
	.count = &all_event_count,
	.name_at = AnyEventAt,
	.code_at = EventCodeAt
};

/*
 * Starts says whether an event starts the clock of a limit.
 */
static bool
Starts(const TimeLimit *limit, const char *event)
{
	return NamedAmong(limit->events, event);
}

/*
 * MakeEvents lists the events of the table, each once.
 */
static void
MakeEvents(void)
{
	List	   *made = NIL;
	MemoryContext old;
	ListCell   *lc;
	const char **all;
	int			count = 0;

	if (events != NULL)
		return;
	old = MemoryContextSwitchTo(TopMemoryContext);
	for (int i = 0; i < time_limit_count; i++)
	{
		const char *rest = time_limits[i].events;
		const char *at;
		int			length;

		while ((at = NextName(&rest, &length)) != NULL)
		{
			bool		there = false;

			foreach(lc, made)
				there |= strncmp(lfirst(lc), at, length) == 0 && ((char *) lfirst(lc))[length] == '\0';
			if (!there)
				made = lappend(made, pnstrdup(at, length));
		}
	}
	all = palloc(list_length(made) * sizeof(char *));
	foreach(lc, made)
		all[count++] = lfirst(lc);
	list_free(made);
	MemoryContextSwitchTo(old);
	event_count = count;
	events = all;
}

/*
 * MakeAllEvents lists those, and the events of sen.replaced_limits() that start
 * no clock, each once.
 */
static void
MakeAllEvents(void)
{
	const char **all;
	int			count;

	if (all_events != NULL)
		return;
	MakeEvents();
	count = event_count;
	all = MemoryContextAlloc(TopMemoryContext, (event_count + replaced_limit_count) * sizeof(char *));
	memcpy(all, events, event_count * sizeof(char *));
	for (int i = 0; i < replaced_limit_count; i++)
	{
		const char *event = replaced_limits[i].event;
		bool		there = event == NULL;

		for (int e = 0; e < count && !there; e++)
			there = strcmp(all[e], event) == 0;
		if (!there)
			all[count++] = event;
	}
	all_event_count = count;
	all_events = all;
}

/*
 * OrderOf gives the event whose limits an agreement at mediation starts, being
 * carried out as if it were an order (SEND Regulations 2014 reg 42(2), SEND
 * (Detained Persons) Regulations 2015 reg 27(2)); null for other events.
 */
static const char *
OrderOf(const char *event)
{
	return strcmp(event, "mediation_agreed") == 0 ? "order_made"
		: strcmp(event, "det_mediation_agreed") == 0 ? "det_order_made" : NULL;
}

/*
 * sen.event_starts(event, time_limit) --- may a case in which the event happened
 * follow up this limit?
 */
Datum
sen_event_starts(PG_FUNCTION_ARGS)
{
	const char *event;
	const char *order;
	const TimeLimit *limit;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	MakeAllEvents();
	event = all_events[DatumGetInt16(NameIn(&any_event_type, text_to_cstring(PG_GETARG_TEXT_PP(0)), NULL))];
	if (PG_ARGISNULL(1))
		PG_RETURN_NULL();
	limit = PG_GETARG_TIME_LIMIT(1);
	order = OrderOf(event);
	if (order != NULL)
		PG_RETURN_BOOL(Starts(limit, order) ? strcmp(limit->name, "order_cease") != 0
					   : Starts(limit, event) && strstr(limit->name, "agreement_appealable") == NULL);
	PG_RETURN_BOOL(Starts(limit, event));
}

/*
 * sen.limit_events() --- one row for each event.
 */
Datum
sen_limit_events(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Oid			limit_type;

	InitMaterializedSRF(fcinfo, 0);
	limit_type = get_element_type(TupleDescAttr(result->setDesc, 2)->atttypid);
	MakeEvents();
	for (int e = 0; e < event_count; e++)
	{
		Datum	   *limits = palloc(time_limit_count * sizeof(Datum));
		int			count = 0;
		StringInfoData days;
		Datum		values[EVENT_COLUMNS];
		bool		nulls[EVENT_COLUMNS] = {0};

		/* The days, each once: limits with the same words come one after the other. */
		initStringInfo(&days);
		for (int i = 0; i < time_limit_count; i++)
		{
			const TimeLimit *limit = &time_limits[i];

			if (!Starts(limit, events[e]))
				continue;
			if (strstr(days.data, limit->clock_starts) == NULL)
				appendStringInfo(&days, "%s%s", count > 0 ? "; " : "", limit->clock_starts);
			limits[count++] = Int16GetDatum(limit->code);
		}
		PutText(values, nulls, 0, events[e]);
		PutText(values, nulls, 1, days.data);
		values[2] = PointerGetDatum(construct_array(limits, count, limit_type, sizeof(int16), true, TYPALIGN_SHORT));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sen.limits_from(event, started date) --- the limits whose clocks start with
 * an event on a day.
 */
Datum
sen_limits_from(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *given = text_to_cstring(PG_GETARG_TEXT_PP(0));
	DateADT		started = PG_GETARG_DATEADT(1);
	const char *event;

	InitMaterializedSRF(fcinfo, 0);
	/* An event that only ends clocks is known too, and starts none. */
	MakeAllEvents();
	event = all_events[DatumGetInt16(NameIn(&any_event_type, given, NULL))];
	for (int i = 0; i < time_limit_count; i++)
	{
		const TimeLimit *limit = &time_limits[i];
		Datum		values[FROM_COLUMNS];
		bool		nulls[FROM_COLUMNS] = {0};

		if (!Starts(limit, event))
			continue;
		values[0] = Int16GetDatum(limit->code);
		PutText(values, nulls, 1, limit->duty);
		PutText(values, nulls, 2, TimeLimitPeriod(limit));
		nulls[3] = limit->counting == COUNT_NONE || limit->unit == UNIT_SCHOOL_DAY;
		if (!nulls[3])
			values[3] = DateADTGetDatum(limit->counting == COUNT_BEFORE ? LimitDueInYear(limit, started)
										: LimitDue(limit, started, &default_choice));
		PutText(values, nulls, 4, limit->owed_by);
		PutText(values, nulls, 5, limit->owed_to);
		PutText(values, nulls, 6, limit->citation);
		PutText(values, nulls, 7, limit->clock_starts);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
