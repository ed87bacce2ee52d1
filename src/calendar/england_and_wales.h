/*
 * england_and_wales.h --- the bank holidays of England and Wales, by year.
 *
 * The compiled-in calendars are asked for one day at a time, millions of times
 * over, and so come with tables that hold each answer.
 */
#ifndef SEN_ENGLAND_AND_WALES_H
#define SEN_ENGLAND_AND_WALES_H

#include "calendar/working_days.h"

#define EW_FIRST_YEAR 1978		/* the first with today's eight ordinary holidays */
#define EW_PROCLAIMED_FROM 1990 /* from this year the exceptions are held */
#define EW_PROCLAIMED_TO 2028	/* the last year published by GOV.UK */
#define EW_LAST_YEAR 2099

#define EW_MAX_HOLIDAYS 12		/* in one year */

typedef struct BankHoliday
{
	DateADT		day;
	const char *title;
	bool		substitute;		/* kept on a weekday instead of the day it is named after */
} BankHoliday;

typedef struct CalendarLookup
{
	const Calendar *calendar;	/* null until it is built */
	DateADT		first;			/* as in the calendar, but nearer to hand; days is 0 until it is built */
	uint32		days;
	uint32		working_days;
	const uint16 *rank;			/* by days since first, to last + 1: working days before it */
	const uint16 *nth;			/* by number, from 0, of a working day: days since first */
} CalendarLookup;

/* Two compiled-in calendars, null until they are asked for. */
extern CalendarLookup england_and_wales;
extern CalendarLookup england_and_wales_tribunal;

extern int	BankHolidaysOf(int year, BankHoliday *holidays);

/*
 * LookupOf finds the tables of a compiled-in calendar; null for any other.
 */
static inline const CalendarLookup *
LookupOf(const Calendar *calendar)
{
	if (calendar == england_and_wales.calendar)
		return &england_and_wales;
	if (calendar == england_and_wales_tribunal.calendar)
		return &england_and_wales_tribunal;
	return NULL;
}

#endif							/* SEN_ENGLAND_AND_WALES_H */
