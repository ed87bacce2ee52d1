/*
 * series.h --- type sen.timeliness_series: the summaries of all periods.
 *
 * A series has the header of a summary, with its bucket.  Its working form is
 * the one of working.c: the classes of the cases that fall in no period, then
 * those of each period.  The payload of its compact form, canonical like that
 * of a summary, is the payload of the summary of the cases in no period,
 * varint(periods), then for each period in ascending order its number (the
 * first zigzag coded, the others as the distance from the one before) and the
 * payload of its summary.  Periods without cases are left out.
 */
#ifndef SEN_SERIES_H
#define SEN_SERIES_H

#include "calendar/calendar.h"
#include "timeliness/timeliness.h"

/*
 * A bucket names the period and the date that places a case in it.  Its number
 * is stored; new ones come at the end.
 */
typedef struct Bucket
{
	const char *name;
	PeriodKind	period;
	bool		of_end;			/* else of the start */
} Bucket;

#define BUCKETS 10

typedef struct Series
{
	uint16		bucket;			/* 0 if there was no row */
	uint32		periods;
	Tally		undated;		/* cases that fall in no period */
	int32	   *period;			/* their numbers, ascending */
	Tally	   *tally;			/* their summaries */
} Series;

/*
 * Periods begin within the years 2 to 9999, so that their first days print
 * with four digits: from 0002-01-01 to 9999-12-31.
 */
#define SERIES_FIRST_DAY (-729754)
#define SERIES_LAST_DAY 2921939

/* bucket.c: a bucket's number is its place, from 1 */
extern const Bucket buckets[BUCKETS];
extern void RefuseBucket(uint16 number);
extern uint16 FindBucket(const char *name);

/* series_io.c */
extern Timeliness *CheckSeries(Timeliness *value);
extern Series *SeriesRead(const Timeliness *value);
extern Timeliness *SeriesToCompact(const Series *series);
extern Timeliness *SeriesCompact(Timeliness *value);

/*
 * BucketByNumber is the bucket of a number, which is checked.
 */
static inline const Bucket *
BucketByNumber(uint16 number)
{
	if (unlikely(number < 1 || number > BUCKETS))
		RefuseBucket(number);
	return &buckets[number - 1];
}

#define PG_GETARG_SERIES(n) CheckSeries((Timeliness *) PG_GETARG_VARLENA_P(n))

#endif							/* SEN_SERIES_H */
