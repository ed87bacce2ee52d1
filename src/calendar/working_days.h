/*
 * working_days.h --- type sen.calendar: which days are working days.
 *
 * A calendar covers the days from first to last.  Saturdays and Sundays are
 * never working days; every other day is one unless it is a holiday.  Of days
 * outside first and last nothing is known, and nothing is guessed: whatever
 * needs such a day raises 22008.
 *
 * The value holds one bit a day (set: working day), in words of 64, and before
 * each word the number of working days in all words before it, so that whether,
 * how many and which are answered without walking days.  Bits beyond last are
 * zero.  Two equal calendars are the same bytes.
 */
#ifndef SEN_WORKING_DAYS_H
#define SEN_WORKING_DAYS_H

#include "calendar/calendar.h"
#include "fmgr.h"

#define CALENDAR_VERSION 1
#define CALENDAR_MAX_DAYS 146097	/* 400 years */
#define CALENDAR_FIRST_DAY (-730119)	/* 0001-01-01 */
#define CALENDAR_LAST_DAY 2921939	/* 9999-12-31 */

#define DAYS_PER_WEEK 7

/* The known_through of a calendar that names none. */
#define KNOWN_THROUGH_NONE DATEVAL_NOBEGIN

/* No day at all, where a function may find none. */
#define CALENDAR_NO_DAY DATEVAL_NOEND

typedef struct Calendar
{
	int32		vl_len_;		/* varlena header, do not touch directly */
	uint8		version;		/* CALENDAR_VERSION */
	uint8		unused[3];		/* zero */
	DateADT		first;			/* first day covered, in years 1 to 9999 */
	DateADT		last;			/* last day covered */
	DateADT		known_through;	/* last day resting on a proclamation; or KNOWN_THROUGH_NONE */
	int32		working_days;	/* in the whole calendar */
	uint64		bits[FLEXIBLE_ARRAY_MEMBER];	/* then uint32 rank[], as many */
} Calendar;

#define CALENDAR_DAYS(c) ((c)->last - (c)->first + 1)
#define CALENDAR_WORDS(days) (((days) + 63) / 64)
#define CALENDAR_SIZE(days) \
	(offsetof(Calendar, bits) + CALENDAR_WORDS(days) * (sizeof(uint64) + sizeof(uint32)))
#define CALENDAR_RANK(c) ((uint32 *) ((c)->bits + CALENDAR_WORDS(CALENDAR_DAYS(c))))

#define DatumGetCalendar(d) CheckCalendar((Calendar *) PG_DETOAST_DATUM(d))
#define PG_GETARG_CALENDAR(n) DatumGetCalendar(PG_GETARG_DATUM(n))

/*
 * The same for a function called row by row, which keeps what it unpacked last
 * in fn_extra and so must use that for nothing else.
 */
#define PG_GETARG_CALENDAR_CACHED(n) CachedCalendar(fcinfo, n)

/* england_and_wales.c: the compiled-in calendars, built when first asked for */
extern const Calendar *EnglandAndWales(void);

/* The same without 25 December to 1 January and August: only for HESC Rules r.12(3)(b). */
extern const Calendar *EnglandAndWalesTribunal(void);

/* working_days.c: arithmetic */
extern bool IsWorkingDay(const Calendar *calendar, DateADT day);
extern DateADT AddWorkingDays(const Calendar *calendar, DateADT start, int64 n);
extern int64 AddWorkingDaysWide(const Calendar *calendar, int64 start, int64 n);
extern int64 WorkingDaysBetween(const Calendar *calendar, DateADT a, DateADT b);

/* calendar_value.c: building and checking */
extern const char *DateText(DateADT day);
extern bool IsWeekend(DateADT day);
extern const char *CalendarRangeProblem(DateADT first, DateADT last, DateADT known_through);
extern Calendar *CalendarCreate(DateADT first, DateADT last, DateADT known_through);
extern Calendar *CalendarCopy(const Calendar *calendar);
extern void CalendarSetWorking(Calendar *calendar, DateADT day, bool working);
extern void CalendarFinish(Calendar *calendar);
extern DateADT NextHoliday(const Calendar *calendar, DateADT day);
extern Calendar *CheckCalendar(Calendar *calendar);
extern const Calendar *CachedCalendar(FunctionCallInfo fcinfo, int argument);

static inline bool
CalendarCovers(const Calendar *calendar, DateADT day)
{
	return day >= calendar->first && day <= calendar->last;
}

/* Is a day that the calendar covers a working day? */
static inline bool
CalendarBit(const Calendar *calendar, DateADT day)
{
	int			bit = day - calendar->first;

	return (calendar->bits[bit / 64] >> (bit % 64) & 1) != 0;
}

#endif							/* SEN_WORKING_DAYS_H */
