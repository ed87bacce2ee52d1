/*
 * replaced_limits.h --- the table of sen.replaced_limits().
 */
#ifndef SEN_REPLACED_LIMITS_H
#define SEN_REPLACED_LIMITS_H

#include "deadline/time_limit.h"

/* Effects. */
#define REPLACES "replaces"		/* another clock binds instead */
#define RESTARTS "restarts"		/* the same limit runs again, from counted_from */
#define ENDS "ends"				/* nothing binds */
#define STANDS "stands"			/* the clock goes on; without an event: nothing ends it */

/* What is decided or appealed (Children and Families Act 2014 s.51(2), s.73(2)). */
#define TO_ASSESS "refusal to assess"
#define TO_ISSUE "refusal to issue a plan"
#define CONTENTS "contents of the plan"
#define TO_REASSESS "refusal to re-assess"
#define TO_AMEND "refusal to amend"
#define TO_CEASE "ceasing to maintain"

typedef struct ReplacedLimit
{
	const char *limits;			/* the limits whose clock ends, with blanks between */
	const char *event;			/* what ends it; null: nothing does */
	const char *matter;			/* what the event is about, where that is a decision; null: any */
	const char *ended_by;		/* the event in words; null if there is none */
	const char *effect;
	const char *replaced_by;	/* only of REPLACES: the limit that binds instead */
	const char *counted_from;	/* the event whose day starts the new clock; null: the same */
	const char *point;			/* the contested point that it is; null: none */
	bool		not_taken;		/* of a contested point: the answer that is not taken here */
	const char *citation;		/* null if there is no event */
	const char *certainty;		/* null if there is no event */
	const char *recorded_in;	/* columns of a programme that say that it happened; null: table case_event alone */
	const char *remark;			/* null: nothing to add */
} ReplacedLimit;

extern const ReplacedLimit replaced_limits[];
extern const int replaced_limit_count;

#endif							/* SEN_REPLACED_LIMITS_H */
