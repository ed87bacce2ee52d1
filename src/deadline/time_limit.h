/*
 * time_limit.h --- one statutory time limit, and the table of them all.
 *
 * The table (time_limit_table.c) is the only statement of the law in this
 * extension.  The input of type sen.time_limit, its order, the arithmetic and
 * the catalogue are all derived from it.
 */
#ifndef SEN_TIME_LIMIT_H
#define SEN_TIME_LIMIT_H

#include "fmgr.h"
#include "utils/date.h"

/* How the length is counted from the day that starts the clock. */
typedef enum Counting
{
	COUNT_NONE,					/* the source gives no length */
	COUNT_AFTER,				/* that day is not counted: the last day is day n after it */
	COUNT_FROM					/* that day is day 1: "beginning with" */
} Counting;

typedef enum LimitUnit
{
	UNIT_NONE,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_SCHOOL_DAY				/* days on which the institution is open to admit */
} LimitUnit;

/* What the last day of the period means. */
typedef enum Sense
{
	SENSE_NONE,					/* no period */
	SENSE_LATEST,				/* the duty is met up to the end of the last day */
	SENSE_AT_LEAST				/* the period must have run: met only after its last day */
} Sense;

/* What the 2020 coronavirus regulations (SI 2020/471) did to it. */
typedef enum Relaxed2020
{
	RELAXED_NOT,				/* untouched */
	RELAXED_EXCEPTION,			/* a further exception, for a reason relating to coronavirus */
	RELAXED_NOT_APPLICABLE		/* not a limit of the regulations */
} Relaxed2020;

typedef struct TimeLimit
{
	int16		code;			/* stored on disk: never reused, never changed */
	const char *name;
	const char *section;		/* part of the process, in words */
	const char *duty;			/* what has to be done */
	const char *clock_starts;
	Counting	counting;
	LimitUnit	unit;
	int16		length;
	Sense		sense;
	const char *owed_by;
	const char *owed_to;
	const char *citation;
	const char *exceptions;		/* null: none in the text */
	Relaxed2020 relaxed;
	const char *standing;		/* statute, guidance, practice */
	const char *certainty;		/* how sure we are, and of what */
	const char *remark;			/* null: nothing to add */
} TimeLimit;

extern const TimeLimit time_limits[];
extern const int time_limit_count;

extern void DeadlineInit(void);
extern const TimeLimit *TimeLimitByName(const char *name);
extern const TimeLimit *TimeLimitByCode(int16 code);
extern DateADT TimeLimitDue(const TimeLimit *limit, DateADT started);

#define PG_GETARG_TIME_LIMIT(n) TimeLimitByCode(PG_GETARG_INT16(n))

#endif							/* SEN_TIME_LIMIT_H */
