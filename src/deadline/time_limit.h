/*
 * time_limit.h --- one statutory time limit, and the table of them all.
 *
 * The table (time_limit_table.c and the limits_*.inc that it joins) is the
 * only statement of the law in this extension.  The input of type
 * sen.time_limit, its order, the arithmetic and the catalogue are all derived
 * from it.
 */
#ifndef SEN_TIME_LIMIT_H
#define SEN_TIME_LIMIT_H

#include "calendar/calendar.h"
#include "deadline/exception.h"
#include "fmgr.h"

/* How the last day follows from the day that is given. */
typedef enum Counting
{
	COUNT_NONE,					/* the source gives no figure */
	COUNT_AFTER,				/* the day given is not counted: the last day is day n after it */
	COUNT_FROM,					/* the day given is day 1: "beginning with", "starting with" */
	COUNT_BEFORE,				/* before a day and month of the year of the day given */
	COUNT_LEAD,					/* at least n before the day given */
	COUNT_SAME_DAY				/* the day given */
} Counting;

typedef enum LimitUnit
{
	UNIT_NONE,
	UNIT_DAY,					/* calendar days */
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_WORKING_DAY,			/* not Saturday, Sunday, Christmas Day, Good Friday or bank holiday */
	UNIT_TRIBUNAL_DAY,			/* working days, not counting 25 December to 1 January and August */
	UNIT_TRIBUNAL_DATE,			/* calendar days, not counting them either */
	UNIT_SCHOOL_DAY,			/* days on which the institution is open to admit */
	UNIT_YEAR_DAY				/* of COUNT_BEFORE: length is month * 100 + day */
} LimitUnit;

/* What the last day of the period means. */
typedef enum Sense
{
	SENSE_NONE,					/* no period */
	SENSE_LATEST,				/* the duty is met up to the end of the last day */
	SENSE_AT_LEAST				/* the period must have run: met only after its last day */
} Sense;

/* What happens to a last day on which an office is closed. */
typedef enum RollForward
{
	ROLL_NONE,					/* nothing: every duty under the SEND Regulations */
	ROLL_TRIBUNAL				/* HESC Rules r.12: next working day; August and Christmas */
} RollForward;

/* What the 2020 coronavirus regulations (SI 2020/471) did to it. */
typedef enum Relaxed2020
{
	RELAXED_NOT,				/* untouched */
	RELAXED_EXCEPTION,			/* a further exception, for a reason relating to coronavirus */
	RELAXED_PRACTICABLE,		/* read as "as soon as reasonably practicable" where not practicable */
	RELAXED_NOT_APPLICABLE		/* not a limit of the regulations */
} Relaxed2020;

typedef struct TimeLimit
{
	int16		code;			/* stored on disk: never reused, never changed */
	const char *name;
	const char *duty;			/* what has to be done */
	const char *clock_starts;	/* the day that sen.due_date() is given */
	const char *events;			/* what happens on that day, one word each, with blanks between; null: nothing that has a day */
	Counting	counting;
	LimitUnit	unit;
	int16		length;
	Sense		sense;
	RollForward roll;
	const char *owed_by;
	const char *owed_to;
	const char *citation;
	ExceptionSet exceptions;	/* which provision lifts it; EXCEPTIONS_NONE: none in the text */
	Relaxed2020 relaxed;
	const char *standing;		/* statute, tribunal rule, case law, guidance, practice */
	const char *certainty;		/* how sure we are, and of what */
	const char *remark;			/* null: nothing to add; for COUNT_NONE, why there is no figure */
	const char *keywords;		/* the words by which people look for it, for sen.find_limit() */
} TimeLimit;

extern const TimeLimit time_limits[];
extern const int time_limit_count;

extern void DeadlineInit(void);
extern const char *TimeLimitSection(const TimeLimit *limit);
extern const char *TimeLimitPeriod(const TimeLimit *limit);
extern int	PlacesByWords(const char *given, int *places, int max);
extern const TimeLimit *TimeLimitByCode(int16 code);
extern const TimeLimit *TimeLimitByName(const char *name);

/* The words of the tables of this room, and rows made of them. */
extern const char *NextName(const char **rest, int *length);
extern bool NamedAmong(const char *names, const char *name);
extern bool TextIs(text *given, const char *word);
extern void PutText(Datum *values, bool *nulls, int column, const char *text);

#define PG_GETARG_TIME_LIMIT(n) TimeLimitByCode(PG_GETARG_INT16(n))

#endif							/* SEN_TIME_LIMIT_H */
