/*
 * pace_work.h --- making and checking values of sen.pace, for the files of
 * that type.
 */
#ifndef SEN_PACE_WORK_H
#define SEN_PACE_WORK_H

#include "recovery/queue.h"

/* Of any count: sums of all bands or months stay within 64 bits. */
#define PACE_MAX_COUNT INT64CONST(1000000000000000)

#define PACE_MAX_LIMIT 36525	/* days */

/* A span of days, and the limit that plans are held against. */
typedef struct PaceSpan
{
	DateADT		first_day;
	DateADT		last_day;
	int32		limit_days;
} PaceSpan;

/* pace.c */
extern const char *PaceSpanFault(const PaceSpan *span);
extern PaceValue *PaceCreate(const PaceSpan *span);
extern PaceValue *PaceOfNothing(void);
extern const char *PaceFault(const PaceValue *pace);
extern void CheckPaceSpan(const PaceValue *pace, const PaceSpan *span);
extern void PaceMerge(PaceValue *pace, const PaceValue *other);
extern void PaceAdd(int64 *count, int64 more);

/*
 * PaceSpanOf is the span of a pace that has one.
 */
static inline PaceSpan
PaceSpanOf(const PaceValue *pace)
{
	PaceSpan	span = {pace->first_day, pace->last_day, pace->limit_days};

	return span;
}

/*
 * PaceSize is the size of a value with so many months.
 */
#define PaceSize(months) (offsetof(PaceValue, month) + sizeof(PaceMonth) * (months))

#endif							/* SEN_PACE_WORK_H */
