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

extern void CalendarInit(void);
extern DateADT SenToday(void);
extern DateADT CheckDateRange(int64 day);
extern int32 PeriodNumber(PeriodKind kind, DateADT day);
extern DateADT PeriodStart(PeriodKind kind, int32 number);
extern bool ParseIsoDate(const char *text, DateADT *day);
extern bool ParseUkDate(const char *text, DateADT *day);

#endif							/* SEN_CALENDAR_H */
