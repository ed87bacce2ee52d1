/*
 * timeliness.h --- type sen.timeliness: exact counts of cases by days.
 *
 * A summary counts cases by class and by signed whole day.  Cases whose dates
 * give no usable number of days are counted apart, within their class, so
 * that they stay in denominators and fall in no band.
 *
 * The type has two forms, told apart by a byte of the header:
 *
 * COMPACT is the canonical form, stored and sent: two equal summaries are the
 * same bytes.  Its payload is, for each class in order, varint(unusable),
 * varint(cells), then for each cell in ascending order of days its day
 * (the first zigzag coded, the others as the distance from the one before)
 * and its count.  Varints are LEB128, of minimal length.
 *
 * WORKING is the transition state of the aggregates, changed in place: see
 * working.c.  It is flat, so that it travels between parallel workers as it is.
 */
#ifndef SEN_TIMELINESS_H
#define SEN_TIMELINESS_H

#include "fmgr.h"
#include "lib/stringinfo.h"

typedef enum CaseClass
{
	CASE_DONE,
	CASE_DONE_EXCEPTED,			/* finished, under a permitted exception */
	CASE_OPEN,
	CASE_OPEN_EXCEPTED,
	CASE_LEFT					/* left before finishing */
} CaseClass;

#define CASE_CLASSES 5

extern const char *const case_class_names[CASE_CLASSES];

#define TIMELINESS_VERSION 1
#define TIMELINESS_MAX_COUNT PG_UINT32_MAX	/* of one cell */

typedef enum TimelinessForm
{
	FORM_COMPACT = 0,
	FORM_WORKING = 1
} TimelinessForm;

typedef struct Timeliness
{
	int32		vl_len_;		/* varlena header, do not touch directly */
	uint8		version;		/* TIMELINESS_VERSION */
	uint8		form;			/* TimelinessForm */
	uint16		bucket;			/* of a series; zero in a summary */
} Timeliness;

/* Size of the value's fixed part without its varlena header. */
#define TIMELINESS_FIXED (sizeof(Timeliness) - VARHDRSZ)

/* The number of cases of one class on one day. */
typedef struct Cell
{
	int32		day;
	uint32		count;
} Cell;

/* A compact value taken apart. */
typedef struct Tally
{
	uint32		unusable[CASE_CLASSES];
	int			cells[CASE_CLASSES];
	Cell	   *cell[CASE_CLASSES];
} Tally;

#define DatumGetTimeliness(d) CheckTimeliness((Timeliness *) PG_DETOAST_DATUM(d))
#define PG_GETARG_TIMELINESS(n) DatumGetTimeliness(PG_GETARG_DATUM(n))

/* The two counts of a rate. */
typedef struct Rate
{
	int64		within;
	int64		finished;
} Rate;

/* Sets of classes. */
#define CASES_OF(class) (1 << (class))
#define CASES_DONE (CASES_OF(CASE_DONE) | CASES_OF(CASE_DONE_EXCEPTED))
#define CASES_OPEN (CASES_OF(CASE_OPEN) | CASES_OF(CASE_OPEN_EXCEPTED))
#define CASES_ALL (CASES_DONE | CASES_OPEN | CASES_OF(CASE_LEFT))

/* compact.c */
extern Timeliness *CheckTimeliness(Timeliness *value);
extern Timeliness *TallyToCompact(const Tally *tally);
extern Timeliness *PayloadToCompact(const unsigned char *payload, Size size);

/* either form */
extern Tally *TimelinessTally(const Timeliness *value);
extern Timeliness *TimelinessCompact(Timeliness *value);

/* compare.c */
extern bool SameCompact(const Timeliness *a, const Timeliness *b);
extern Datum HashCompact(const Timeliness *value);
extern Datum HashCompactExtended(const Timeliness *value, int64 seed);

/* tally.c */
extern Datum CountRatio(int64 numerator, int64 denominator);
extern int	DoneClasses(bool include_exceptions);
extern int64 TallyUsable(const Tally *tally, int classes, int64 from, int64 to);
extern int64 TallyUnusable(const Tally *tally, int classes);
extern int64 TallyCount(const Tally *tally, int classes);
extern Rate TallyRate(const Tally *tally, int32 days, bool include_exceptions);
extern int32 TallyDayOfRank(const Tally *tally, int classes, int64 rank);

#endif							/* SEN_TIMELINESS_H */
