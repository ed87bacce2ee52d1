/*
 * simulate.h --- the queue of a council from a day on, day by day, by chance.
 *
 * What is supposed is a Scenario; ScheduleScenario() makes tables of its days of it,
 * which all runs share, and SimulateRun() is one future.  A run counts cases by
 * the day they were received and by what they wait for, and holds no case: its
 * memory grows with the days, not with the cases.
 *
 * A case waits in a stage until it is ready, a number of days after it entered,
 * and then until the stage has the capacity for it.  Whether it is refused, or
 * no plan is made, is drawn when it is dealt with.  A withdrawn case takes no
 * capacity: it is open, and leaves on its day.
 */
#ifndef SEN_SIMULATE_H
#define SEN_SIMULATE_H

#include "calendar/working_days.h"
#include "recovery/queue.h"
#include "recovery/rng.h"

#define SIMULATE_MAX_RUNS 100000
#define SIMULATE_MAX_YEARS 10
#define SIMULATE_MAX_DAYS 3653		/* of 10 years */
#define SIMULATE_MAX_PER_WEEK 10000.0	/* requests, and the capacity of a line: three times those of England */
#define SIMULATE_MAX_LINES 10000
#define SIMULATE_MAX_OPEN 1000000	/* cases on the stand */
#define SIMULATE_MAX_AGE 3650	/* of a limit, or of the least time in a stage */
#define SIMULATE_MAX_SPREAD 1.0 /* of the logarithm of a level */
#define SIMULATE_MAX_ORDER_SPREAD 4.0	/* of that of odds */

#define YEAR_OF_WEEKS_DAYS (52 * DAYS_PER_WEEK)

/* Requests of a span of days, both included. */
typedef struct ArrivalLine
{
	DateADT		from;
	DateADT		to;
	double		per_week;
} ArrivalLine;

/* What a team does in a week of five working days, in a span of days. */
typedef struct CapacityLine
{
	Stage		stage;
	const char *team;
	DateADT		from;
	DateADT		to;
	double		per_week;
	bool		term_time;		/* not in school holidays */
} CapacityLine;

typedef struct SchoolHoliday
{
	DateADT		from;
	DateADT		to;				/* the last day of it */
} SchoolHoliday;

typedef struct Scenario
{
	DateADT		stand;			/* the day at whose close the queue is as given */
	DateADT		until;			/* the last day */
	const Queue *queue;
	const Pace *pace;			/* or null */
	const Calendar *calendar;
	int			arrivals;
	ArrivalLine *arrival;
	int			lines;
	CapacityLine *line;
	int			holidays;
	SchoolHoliday *holiday;
	IssueOrder	order;
	double		share;			/* of ORDER_SHARE */
	double		refused;		/* share of those decided */
	double		no_plan;		/* share of those that would be issued */
	double		withdrawn;		/* share of requests */
	int32		least_days[STAGES]; /* in each stage */
	int32		limit_days;
	double		demand_spread;	/* standard deviation of the logarithm of the level of a run */
	double		capacity_spread;
	double		demand_week_spread; /* the same of a week */
	double		capacity_week_spread;
	double		order_spread;	/* the same of the odds of a plan in time, as observed */
	uint64		seed;
} Scenario;

/* A working day. */
typedef struct SimDay
{
	DateADT		day;
	int32		week;			/* from the stand */
	int32		cohort;			/* that arrives on it */
	double		arrivals;		/* expected */
	double		days_worth;		/* days of the calendar that it stands for */
	double		capacity[STAGES];
	int32		ready[STAGES];	/* the place of the day on which what enters a stage now is ready */
	int32		in_time_from;	/* the first cohort that is in time on it */
	int32		due_before;		/* the first cohort that is not yet due before it */
	int32		band_from[PACE_BANDS];	/* the first cohort of each band of ages, or of one below */
} SimDay;

/* A month, or the part of it that lies in the horizon. */
typedef struct SimMonth
{
	DateADT		first;			/* first day of the month, and not of the part */
	DateADT		last;			/* of the part */
	int32		days_before;	/* working days in the months up to this one's end */
	int32		overdue_before; /* the first cohort that is not overdue at its close */
	int32		year_before;	/* the first that has not waited over 52 weeks */
} SimMonth;

/* Cases open on the stand. */
typedef struct SimEntry
{
	int32		cohort;
	int32		count;
	int32		place;			/* of the day on which they are ready */
	Stage		stage;
} SimEntry;

/* A scenario, ready to run. */
typedef struct Simulation
{
	Scenario	scenario;
	bool		limited[STAGES];	/* else whatever is ready is done */
	bool		flows;			/* plans come by the pace alone */
	double		hazard[PACE_BANDS]; /* plans for each case-day */
	bool		band_in_time[PACE_BANDS];	/* whether all of its ages are */
	int32		cohorts;		/* days on which cases were, or will be, received */
	DateADT    *received;		/* ascending */
	int32	   *due_month;		/* in which each is due; -1 if not in the horizon */
	int32		days;
	SimDay	   *day;
	int32	   *place_from;		/* by days since the stand: the first working day then or later */
	int32		months;
	SimMonth   *month;
	int32		entries;
	SimEntry   *entry;
	int64		undated;
	int64		open;			/* on the stand, with undated ones */
	int32		due_open;		/* the first cohort that is not due by the stand */
	int32		due_end;		/* the first that is not due by the end */
} Simulation;

/* What happened in a month of a run, and how it stood at its close. */
typedef struct SimCounts
{
	int32		requests;
	int32		refused;
	int32		advice;
	int32		plans;
	int32		in_time;
	int32		no_plan;
	int32		withdrawn;
	int32		due;			/* in the month, and not ended without a plan by then */
	int32		due_in_time;
	int32		open;
	int32		overdue;
	int32		over_year;		/* waiting for over 52 weeks */
	int32		oldest;			/* days that the oldest open case has waited; -1 without any */
} SimCounts;

typedef struct SimState SimState;

/* simulate_days.c */
extern Simulation *ScheduleScenario(const Scenario *scenario);

/* simulate.c */
extern SimState *CreateSimState(const Simulation *simulation);
extern void SimulateRun(SimState *state, uint64 run, SimCounts *counts);

/* simulate_args.c */
extern void ReadScenario(FunctionCallInfo fcinfo, Scenario *scenario);
extern int64 ReadInteger(FunctionCallInfo fcinfo, int argument, const char *name, int64 least, int64 most, int64 if_null);

#endif							/* SEN_SIMULATE_H */
