/*
 * calendar.h --- today, as reports see it, and the periods they group by.
 */
#ifndef SEN_CALENDAR_H
#define SEN_CALENDAR_H

#include "utils/date.h"

extern void CalendarInit(void);
extern DateADT SenToday(void);
extern DateADT CheckDateRange(int64 day);
extern bool ParseIsoDate(const char *text, DateADT *day);
extern bool ParseUkDate(const char *text, DateADT *day);

#endif							/* SEN_CALENDAR_H */
