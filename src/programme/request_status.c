/*
 * request_status.c --- how a request for an assessment stood at the close of
 * a day, from the columns of its row.
 *
 * Every total reads this for every case several times.  As expressions of SQL
 * it takes a third of the time of a report and makes the planner overestimate
 * it, so that the server compiles what it would finish sooner.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(sen_request_status);
PG_FUNCTION_INFO_V1(sen_request_ended_on);

#define NO_OUTCOME '\0'
#define OTHER_OUTCOME '?'

/* A day of the record, as seen on the day of the report. */
typedef struct RecordDay
{
	DateADT		day;
	bool		known;
	bool		reached;		/* known, and not after the day of the report */
} RecordDay;

typedef struct Request
{
	char		request_outcome;	/* of SEN2 2.5; NO_OUTCOME if empty */
	char		assessment_outcome; /* of SEN2 3.1 */
	RecordDay	decided;
	RecordDay	assessed;
	RecordDay	closed;
	bool		exported;
} Request;

static inline char
Outcome(FunctionCallInfo fcinfo, int argument)
{
	text	   *outcome;

	if (PG_ARGISNULL(argument))
		return NO_OUTCOME;
	outcome = PG_GETARG_TEXT_PP(argument);
	return VARSIZE_ANY_EXHDR(outcome) == 1 ? *VARDATA_ANY(outcome) : OTHER_OUTCOME;
}

static inline RecordDay
Day(FunctionCallInfo fcinfo, int argument, DateADT today)
{
	RecordDay	day = {0, !PG_ARGISNULL(argument), false};

	if (day.known)
	{
		day.day = PG_GETARG_DATEADT(argument);
		day.reached = day.day <= today;
	}
	return day;
}

/*
 * Reopen takes a request as it stands after the event by which its refusal no
 * longer holds: it is one that is being assessed, and what was recorded before
 * that day no longer counts.  What an order to make a plan, or to reconsider, came
 * to is in the event, since SEN2 keeps the refusal.
 */
static void
Reopen(Request *request, RecordDay reopened, char redone, RecordDay redone_on)
{
	if (request->request_outcome == 'H' || request->assessment_outcome == 'H')
		return;
	request->request_outcome = 'Y';
	request->decided = reopened;
	if (redone_on.reached)
	{
		request->assessment_outcome = redone;
		request->assessed = redone_on;
	}
	else if (request->assessed.known ? request->assessed.day < reopened.day
			 : request->assessment_outcome != 'Y' && request->assessment_outcome != 'W')
	{
		request->assessment_outcome = 'A';
		request->assessed.known = request->assessed.reached = false;
	}
	if (request->closed.known && request->closed.day < reopened.day)
		request->closed.known = request->closed.reached = false;
}

/*
 * ReadRequest reads (request_outcome, request_outcome_on, assessment_outcome,
 * assessment_outcome_on, exported_to, closed_on, today, reopened_on, redone,
 * redone_on).
 */
static inline Request
ReadRequest(FunctionCallInfo fcinfo)
{
	DateADT		today = PG_GETARG_DATEADT(6);
	Request		request;

	request.request_outcome = Outcome(fcinfo, 0);
	request.decided = Day(fcinfo, 1, today);
	request.assessment_outcome = Outcome(fcinfo, 2);
	request.assessed = Day(fcinfo, 3, today);
	request.exported = !PG_ARGISNULL(4);
	request.closed = Day(fcinfo, 5, today);
	if (unlikely(!PG_ARGISNULL(7)) && PG_GETARG_DATEADT(7) <= today)
		Reopen(&request, Day(fcinfo, 7, today), Outcome(fcinfo, 8), Day(fcinfo, 9, today));
	return request;
}

/* Either outcome has this letter. */
static inline bool
HasOutcome(const Request *request, char outcome)
{
	return request->request_outcome == outcome || request->assessment_outcome == outcome;
}

static inline bool
IsRefused(const Request *request)
{
	return request->request_outcome == 'N' && request->assessment_outcome == NO_OUTCOME;
}

/*
 * SoFar is whether what ended a case had happened: on that day, or, without a
 * day, always.
 */
static inline bool
SoFar(RecordDay day)
{
	return !day.known || day.reached;
}

/* What RequestStatus tells, by name in status_names. */
typedef enum Status
{
	HISTORICAL,
	PLAN_ISSUED,
	NO_PLAN,
	NOT_ASSESSED,
	WITHDRAWN,
	MOVED_AWAY,
	CLOSED,
	OPEN
} Status;

#define STATUSES 8

static const char *const status_names[STATUSES] = {
	[HISTORICAL] = "historical",
	[PLAN_ISSUED] = "plan issued",
	[NO_PLAN] = "no plan",
	[NOT_ASSESSED] = "not assessed",
	[WITHDRAWN] = "withdrawn",
	[MOVED_AWAY] = "moved away",
	[CLOSED] = "closed",
	[OPEN] = "open"
};

/* The same as values, made when one is first asked for, for the life of the session. */
static text *status_texts[STATUSES];

/*
 * RequestStatus is the first that holds.
 */
static Status
RequestStatus(const Request *request)
{
	if (HasOutcome(request, 'H'))
		return HISTORICAL;
	if (request->assessment_outcome == 'Y' && request->assessed.reached)
		return PLAN_ISSUED;
	if (request->assessment_outcome == 'N' && SoFar(request->assessed))
		return NO_PLAN;
	if (IsRefused(request) && SoFar(request->decided))
		return NOT_ASSESSED;
	if (HasOutcome(request, 'W') && SoFar(request->closed))
		return WITHDRAWN;
	if (request->exported && SoFar(request->closed))
		return MOVED_AWAY;
	if (request->closed.reached)
		return CLOSED;
	return OPEN;
}

/*
 * sen.request_status(request_outcome text, request_outcome_on date,
 * assessment_outcome text, assessment_outcome_on date, exported_to text,
 * closed_on date, today date, reopened_on date, redone text, redone_on date) ---
 * null if today is.
 */
Datum
sen_request_status(PG_FUNCTION_ARGS)
{
	Request		request;
	Status		status;

	if (PG_ARGISNULL(6))
		PG_RETURN_NULL();
	request = ReadRequest(fcinfo);
	status = RequestStatus(&request);
	if (unlikely(status_texts[status] == NULL))
	{
		MemoryContext before = MemoryContextSwitchTo(TopMemoryContext);

		status_texts[status] = cstring_to_text(status_names[status]);
		MemoryContextSwitchTo(before);
	}
	PG_RETURN_TEXT_P(status_texts[status]);
}

/*
 * sen.request_ended_on(the same) --- the first ending counts.  One without a
 * date has always been so: then nobody knows the day, and it is null.
 */
Datum
sen_request_ended_on(PG_FUNCTION_ARGS)
{
	Request		request;
	DateADT		ended = DATEVAL_NOEND;
	bool		known = false;

	if (PG_ARGISNULL(6))
		PG_RETURN_NULL();
	request = ReadRequest(fcinfo);
	if (HasOutcome(&request, 'H') ||
		(request.assessment_outcome == 'N' && !request.assessed.known) ||
		(IsRefused(&request) && !request.decided.known) ||
		((HasOutcome(&request, 'W') || request.exported) && !request.closed.known))
		PG_RETURN_NULL();
	if ((request.assessment_outcome == 'Y' || request.assessment_outcome == 'N') && request.assessed.reached)
	{
		ended = request.assessed.day;
		known = true;
	}
	if (IsRefused(&request) && request.decided.reached)
	{
		ended = Min(ended, request.decided.day);
		known = true;
	}
	if (request.closed.reached)
	{
		ended = Min(ended, request.closed.day);
		known = true;
	}
	if (!known)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(ended);
}
