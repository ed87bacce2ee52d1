/*
 * classify.h --- which class a case belongs to, and for how many days.
 *
 * This is decided here and only here, for every aggregate, as the case stood
 * at the close of a day as_of:
 *
 * - no date known: no case (the null row of an outer join);
 * - finished by as_of: done; else left by as_of: left; else open, also if it
 *   finished or left later; whichever came first of finishing and leaving
 *   counts, and finishing on the day of leaving counts as finished;
 * - started after as_of, and neither finished nor left: not yet a case;
 * - start unknown or infinite, or the end before it: counted, without days.
 *
 * Lateness counts from the due date instead of the start, so a case may be
 * open before it is due and finish before it: its days are negative.
 */
#ifndef SEN_CLASSIFY_H
#define SEN_CLASSIFY_H

#include "timeliness/timeliness.h"
#include "utils/date.h"

typedef enum Verdict
{
	CASE_IGNORED,				/* no case, or not yet one */
	CASE_UNUSABLE,				/* a case without a usable number of days */
	CASE_COUNTED
} Verdict;

/* A date, or none. */
typedef struct OptionalDate
{
	DateADT		day;
	bool		known;
} OptionalDate;

typedef struct CaseDates
{
	OptionalDate from;			/* start, or due date */
	OptionalDate finished;
	OptionalDate left;
	bool		excepted;
	bool		from_is_due;
} CaseDates;

/*
 * NoCase is true of the null row of an outer join: it does not need an as_of.
 */
static inline bool
NoCase(const CaseDates *dates)
{
	return !dates->from.known && !dates->finished.known && !dates->left.known;
}

/*
 * ClassifyCase places a case with at least one date.
 */
static inline Verdict
ClassifyCase(const CaseDates *dates, DateADT as_of, CaseClass *class, int32 *days)
{
	bool		done = dates->finished.known && dates->finished.day <= as_of;
	DateADT		end;

	if (dates->left.known && dates->left.day <= as_of && !(done && dates->finished.day <= dates->left.day))
	{
		*class = CASE_LEFT;
		end = dates->left.day;
	}
	else if (done)
	{
		*class = dates->excepted ? CASE_DONE_EXCEPTED : CASE_DONE;
		end = dates->finished.day;
	}
	else
	{
		*class = dates->excepted ? CASE_OPEN_EXCEPTED : CASE_OPEN;
		end = as_of;
	}
	if (!dates->from.known || DATE_NOT_FINITE(dates->from.day) || DATE_NOT_FINITE(end))
		return CASE_UNUSABLE;
	if (dates->from.day > end && !dates->from_is_due)
		return (CASES_OF(*class) & CASES_OPEN) != 0 ? CASE_IGNORED : CASE_UNUSABLE;
	*days = end - dates->from.day;
	return CASE_COUNTED;
}

#endif							/* SEN_CLASSIFY_H */
