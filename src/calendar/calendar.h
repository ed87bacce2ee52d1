/*
 * calendar.h --- today, as reports see it, and the periods they group by.
 */
#ifndef SEN_CALENDAR_H
#define SEN_CALENDAR_H

#include "utils/date.h"

/* What reports group by.  A year is numbered by the calendar year it begins in. */
typedef enum PeriodKind
{
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_ACADEMIC_YEAR,
	PERIOD_FINANCIAL_YEAR,
	PERIOD_CALENDAR_YEAR
} PeriodKind;

#define PERIOD_KINDS 5

/* The days of which the periods are looked up: 1950-01-01 to 2129-06-06. */
#define PERIOD_TABLE_FIRST (-18262)
#define PERIOD_TABLE_DAYS 65536

typedef struct PeriodTable
{
	const uint16 *number;		/* of the period of each day; null until asked for */
	const DateADT *start;		/* of each of these periods */
	int32		first;			/* number of the first of them */
} PeriodTable;

extern PeriodTable period_table[PERIOD_KINDS];

extern void CalendarInit(void);
extern DateADT SenToday(void);
extern DateADT CheckDateRange(int64 day);
extern int32 PeriodNumberSlow(PeriodKind kind, DateADT day);
extern DateADT PeriodStart(PeriodKind kind, int32 number);
extern bool ParseIsoDate(const char *text, DateADT *day);
extern bool ParseUkDate(const char *text, DateADT *day);

/*
 * PeriodNumber is the number of the period that a finite day falls in.
 */
static inline int32
PeriodNumber(PeriodKind kind, DateADT day)
{
	uint32		index = (uint32) day - (uint32) PERIOD_TABLE_FIRST;

	if (likely(index < PERIOD_TABLE_DAYS && period_table[kind].number != NULL))
		return period_table[kind].number[index];
	return PeriodNumberSlow(kind, day);
}

#endif							/* SEN_CALENDAR_H */
