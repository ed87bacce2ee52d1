/*
 * limit_state.c --- how a duty with a time limit stands on a day.
 *
 * As an expression of SQL it makes the planner overestimate every report of
 * duties, so that the server compiles what it would finish sooner.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/time_limit.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"
#include "words/words.h"

extern Datum date_words(PG_FUNCTION_ARGS);

PG_FUNCTION_INFO_V1(sen_limit_state);
PG_FUNCTION_INFO_V1(sen_limit_state_position);
PG_FUNCTION_INFO_V1(sen_limit_words);

/* In the order of reports. */
typedef enum State
{
	OVERDUE,
	TOO_LATE_TO_REFUSE,
	OPEN,
	LIFTED,
	LATE,
	MET,
	REPLACED,
	ENDED,
	APPEAL_TIME_PASSED,
	NOT_RECORDED,
	UNKNOWN,
	STATES						/* how many there are */
} State;

static const char *const state_names[STATES] = {
	[OVERDUE] = "overdue",
	[TOO_LATE_TO_REFUSE] = "too late to refuse",
	[OPEN] = "open",
	[LIFTED] = "lifted",
	[LATE] = "late",
	[MET] = "met",
	[REPLACED] = "replaced",
	[ENDED] = "ended",
	[APPEAL_TIME_PASSED] = "time to appeal has passed",
	[NOT_RECORDED] = "not recorded",
	[UNKNOWN] = "unknown"
};

/* The same as values, made when one is first asked for, for the life of the session. */
static text *state_texts[STATES];

/*
 * Refusing says whether a limit is one to refuse a plan by, which nobody owes:
 * once it has passed it is too late.
 */
static bool
Refusing(text *limit)
{
	static const char *const names[] = {
		"no_plan_decision", "order_assess_no_plan", "unopposed_no_plan",
		"det_no_plan_decision", "det_order_assess_no_plan", "det_unopposed_no_plan",
		"det_detained_midassessment_no_plan", "det_release_midassessment_no_plan"
	};

	for (int i = 0; i < (int) lengthof(names); i++)
		if (TextIs(limit, names[i]))
			return true;
	return false;
}

/*
 * StateOf reads (due_on date, done_on date, running boolean, ended text,
 * replaced_on date, replaced_by text, has_exception boolean, time_limit text,
 * today date).
 */
static State
StateOf(FunctionCallInfo fcinfo)
{
	bool		done = !PG_ARGISNULL(1);
	bool		running = !PG_ARGISNULL(2) && PG_GETARG_BOOL(2);
	DateADT		due;

	if (PG_ARGISNULL(0))
		return UNKNOWN;
	due = PG_GETARG_DATEADT(0);
	if (!PG_ARGISNULL(4) && (!done || PG_GETARG_DATEADT(1) > PG_GETARG_DATEADT(4)))
		return PG_ARGISNULL(5) ? ENDED : REPLACED;
	if (done && PG_GETARG_DATEADT(1) <= due)
		return MET;
	if (!PG_ARGISNULL(6) && PG_GETARG_BOOL(6) && (running || done))
		return LIFTED;
	if (done)
		return LATE;
	if (!running)
		return !PG_ARGISNULL(3) && TextIs(PG_GETARG_TEXT_PP(3), "not recorded") ? NOT_RECORDED : ENDED;
	if (due >= PG_GETARG_DATEADT(8))
		return OPEN;
	if (!PG_ARGISNULL(7) && Refusing(PG_GETARG_TEXT_PP(7)))
		return TOO_LATE_TO_REFUSE;
	if (!PG_ARGISNULL(7) && TextIs(PG_GETARG_TEXT_PP(7), "appeal_notice"))
		return APPEAL_TIME_PASSED;
	return OVERDUE;
}

/*
 * sen.limit_state(...) --- by name; null if today is.
 */
Datum
sen_limit_state(PG_FUNCTION_ARGS)
{
	State		state;

	if (PG_ARGISNULL(8))
		PG_RETURN_NULL();
	state = StateOf(fcinfo);
	if (unlikely(state_texts[state] == NULL))
	{
		MemoryContext before = MemoryContextSwitchTo(TopMemoryContext);

		state_texts[state] = cstring_to_text(state_names[state]);
		MemoryContextSwitchTo(before);
	}
	PG_RETURN_TEXT_P(state_texts[state]);
}

/*
 * StateByName finds a state by its name; STATES if there is none.  What
 * sen.limit_state() gave is known by its place in memory.
 */
static State
StateByName(text *name)
{
	for (int i = 0; i < STATES; i++)
		if (name == state_texts[i])
			return i;
	for (int i = 0; i < STATES; i++)
		if (TextIs(name, state_names[i]))
			return i;
	return STATES;
}

/*
 * sen.limit_state_position(state) --- its place in reports, from 1; null for
 * another word.
 */
Datum
sen_limit_state_position(PG_FUNCTION_ARGS)
{
	State		state = StateByName(PG_GETARG_TEXT_PP(0));

	if (state == STATES)
		PG_RETURN_NULL();
	PG_RETURN_INT32(state + 1);
}

/*
 * AppendDays adds a number of days in words, as sen.in_days() gives it.
 */
static void
AppendDays(StringInfo words, int days)
{
	AppendNumberText(words, psprintf("%d", days));
	appendStringInfoString(words, days == 1 ? " day" : " days");
}

/*
 * sen.limit_words(state text, due_on date, done_on date, replaced_on date, ended
 * text, ended_by text, today date)
 */
Datum
sen_limit_words(PG_FUNCTION_ARGS)
{
	StringInfoData words;
	State		state;
	DateADT		due;
	DateADT		today;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(6))
		PG_RETURN_NULL();
	state = StateByName(PG_GETARG_TEXT_PP(0));
	if (state == STATES || (PG_ARGISNULL(1) && state != UNKNOWN))
		PG_RETURN_NULL();
	due = PG_ARGISNULL(1) ? 0 : PG_GETARG_DATEADT(1);
	today = PG_GETARG_DATEADT(6);
	initStringInfo(&words);
	switch (state)
	{
		case UNKNOWN:
			appendStringInfoString(&words, "date received is unknown");
			break;
		case REPLACED:
			if (PG_ARGISNULL(3) || PG_ARGISNULL(5))
				PG_RETURN_NULL();
			appendStringInfo(&words, "replaced on %s: %s", TextDatumGetCString(DirectFunctionCall1(date_words, PG_GETARG_DATUM(3))),
							 text_to_cstring(PG_GETARG_TEXT_PP(5)));
			break;
		case NOT_RECORDED:
			appendStringInfoString(&words, "not recorded; a later step is");
			break;
		case ENDED:
			if (PG_ARGISNULL(3) ? PG_ARGISNULL(4) : PG_ARGISNULL(5))
				PG_RETURN_NULL();
			appendStringInfo(&words, "ended: %s", text_to_cstring(PG_GETARG_TEXT_PP(PG_ARGISNULL(3) ? 4 : 5)));
			break;
		case TOO_LATE_TO_REFUSE:
			appendStringInfoString(&words, "too late to refuse in time");
			break;
		case APPEAL_TIME_PASSED:
		case MET:
			appendStringInfoString(&words, state_names[state]);
			break;
		default:
			if (!PG_ARGISNULL(2))
			{
				appendStringInfoString(&words, "late by ");
				AppendDays(&words, PG_GETARG_DATEADT(2) - due);
			}
			else if (due == today)
				appendStringInfoString(&words, "due today");
			else if (due > today)
			{
				AppendDays(&words, due - today);
				appendStringInfoString(&words, " left");
			}
			else if (state == LIFTED)
			{
				appendStringInfoString(&words, "lifted, ");
				AppendDays(&words, today - due);
				appendStringInfoString(&words, " past the limit");
			}
			else
			{
				appendStringInfoString(&words, "overdue by ");
				AppendDays(&words, today - due);
			}
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(words.data, words.len));
}
