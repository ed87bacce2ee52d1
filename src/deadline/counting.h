/*
 * counting.h --- from the day that is given to the last day, and back.
 */
#ifndef SEN_COUNTING_H
#define SEN_COUNTING_H

#include "calendar/working_days.h"
#include "deadline/time_limit.h"

/* What a caller may choose where the law leaves it open. */
typedef struct CountingChoice
{
	const Calendar *calendar;	/* null: England and Wales; for school days there is no default */
	bool		clear_days;		/* "at least n before": neither end is counted */
	bool		search;			/* looking for a start: no errors outside the calendar */
} CountingChoice;

extern const CountingChoice default_choice;

extern bool LimitIsLinear(const TimeLimit *limit, int32 *days);
extern int64 WideDate(DateADT day);
extern int64 LimitDueWide(const TimeLimit *limit, DateADT given, const CountingChoice *choice);
extern DateADT LimitDueInYear(const TimeLimit *limit, DateADT transfer);
extern DateADT LimitDue(const TimeLimit *limit, DateADT given, const CountingChoice *choice);
extern DateADT EarliestStart(const TimeLimit *limit, DateADT due);
extern DateADT LatestStart(const TimeLimit *limit, DateADT due);

#endif							/* SEN_COUNTING_H */
