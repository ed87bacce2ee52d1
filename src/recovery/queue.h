/*
 * queue.h --- types sen.queue and sen.pace: what a recovery plan starts from.
 *
 * A queue counts the open cases of one day, its stand, by stage and by the day
 * they were received.  A pace counts what happened in a span of days: plans and
 * case-days by age, and requests and plans by month.  Both are exact, and merge
 * with others of the same stand or span.
 *
 * Readers get a plain struct from QueueRead() or PaceRead(), whose arrays they
 * walk; both check every byte.
 */
#ifndef SEN_QUEUE_H
#define SEN_QUEUE_H

#include "name_type.h"
#include "timeliness/timeliness.h"
#include "utils/date.h"

/* stages and orders ------------------------------------------------------ */

/* What an open case waits for: type sen.stage.  The numbers are stored. */
typedef enum Stage
{
	STAGE_DECISION,				/* whether to assess */
	STAGE_ADVICE,
	STAGE_PLAN
} Stage;

#define STAGES 3

/* Which case is issued next: type sen.issue_order.  The numbers are stored. */
typedef enum IssueOrder
{
	ORDER_OLDEST,
	ORDER_NEWEST,
	ORDER_IN_TIME_FIRST,
	ORDER_SHARE,				/* a share in time, each the oldest of its kind */
	ORDER_AS_OBSERVED			/* by the plans for each case-day of a pace */
} IssueOrder;

#define ISSUE_ORDERS 5

/* queue_names.c */
extern const char *StageName(Stage stage);
extern const char *IssueOrderName(IssueOrder order);
extern Stage CheckStage(int16 code);
extern IssueOrder CheckIssueOrder(int16 code);

#define PG_GETARG_STAGE(n) CheckStage(PG_GETARG_INT16(n))
#define PG_GETARG_ISSUE_ORDER(n) CheckIssueOrder(PG_GETARG_INT16(n))

/* queues ----------------------------------------------------------------- */

/* Days that print with four digits: 0001-01-01 to 9999-12-31. */
#define QUEUE_FIRST_DAY (-730119)
#define QUEUE_LAST_DAY 2921939

/*
 * A stored queue has the header of a summary, whose bucket is zero.  Its
 * transition state is that of a summary too, with a slot for each stage and
 * the age of a case, in days on the stand, for its day: see queue.c.
 */
typedef Timeliness QueueValue;

/* A queue taken apart. */
typedef struct Queue
{
	bool		has_stand;		/* else it is of no rows, and without cases */
	DateADT		stand;			/* the day at whose close the cases were open */
	uint32		undated[STAGES];	/* cases without a usable day of receipt */
	int			cells[STAGES];
	Cell	   *cell[STAGES];	/* day received, count: ascending by day */
} Queue;

extern QueueValue *CheckQueue(QueueValue *value);
extern Queue *QueueRead(const QueueValue *value);
extern QueueValue *QueueToCompact(const Queue *queue);

#define PG_GETARG_QUEUE(n) CheckQueue((QueueValue *) PG_GETARG_VARLENA_P(n))

/* paces ------------------------------------------------------------------ */

/* The first age in days of each band; the last is open above. */
#define PACE_BANDS 10
extern const int32 pace_first_age[PACE_BANDS];	/* 0 99 113 127 141 169 225 301 401 551 */

#define PACE_MAX_DAYS 36525		/* of a span: 100 years */

typedef struct PaceBand
{
	int64		plans;			/* issued at such an age */
	int64		left;			/* left without a plan at such an age */
	int64		case_days;		/* days that cases were open at such an age */
} PaceBand;

typedef struct PaceMonth
{
	int64		arrivals;		/* requests received */
	int64		plans;			/* issued, also undated ones */
	int64		in_time;		/* of these, within the limit */
} PaceMonth;

/* A stored pace, which is also its transition state: canonical as it is. */
typedef struct PaceValue
{
	int32		vl_len_;		/* varlena header, do not touch directly */
	uint8		version;		/* TIMELINESS_VERSION */
	uint8		has_span;		/* 0: of no rows, and nothing is counted */
	uint16		unused;			/* zero */
	DateADT		first_day;		/* of the span */
	DateADT		last_day;
	int32		limit_days;		/* a plan of at most such an age is in time */
	int32		first_month;	/* PeriodNumber(PERIOD_MONTH, first_day) */
	int32		months;			/* to that of last_day, those without events too */
	int32		padding;		/* zero */
	int64		undated_plans;	/* without a usable age: in a month, in no band */
	int64		undated_left;
	PaceBand	band[PACE_BANDS];
	PaceMonth	month[FLEXIBLE_ARRAY_MEMBER];
} PaceValue;

/* Reading a pace is checking it. */
typedef PaceValue Pace;

extern Pace *PaceRead(PaceValue *value);

#define PG_GETARG_PACE(n) PaceRead((PaceValue *) PG_GETARG_VARLENA_P(n))

/* The first day of a month of a pace. */
#define PaceMonthStart(pace, i) PeriodStart(PERIOD_MONTH, (pace)->first_month + (i))

/*
 * PaceBandOf is the band of an age, which is not negative.
 */
static inline int
PaceBandOf(int32 age)
{
	int			band = PACE_BANDS - 1;

	while (band > 0 && age < pace_first_age[band])
		band--;
	return band;
}

#endif							/* SEN_QUEUE_H */
