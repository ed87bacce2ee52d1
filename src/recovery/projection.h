/*
 * projection.h --- what sen.project() makes of the runs of a scenario.
 *
 * A part is a measure in a month.  Each is summed up by itself, from the counts
 * of all runs, so that parallel workers share them as they share the runs.
 */
#ifndef SEN_PROJECTION_H
#define SEN_PROJECTION_H

#include "recovery/simulate.h"

/* What lies between one run in ten and nine, of those that have the measure. */
typedef struct PartSum
{
	double		p10;
	double		p50;
	double		p90;
	int32		count;
} PartSum;

typedef struct History History;
typedef struct Target Target;

typedef struct Projection
{
	Simulation *simulation;
	History    *history;
	int32		runs;
	const SimCounts *counts;	/* months of the first run, then of the next */
	int32		parts;			/* the measures of the first month, then of the next */
	PartSum    *sum;			/* of each part */
	int32		targets;
	Target	   *target;
	int32	   *met;			/* by target: the runs that meet it */
} Projection;

/* simulate_rows.c */
extern void ReadProjection(FunctionCallInfo fcinfo, Projection *projection);
extern Size SumsSize(const Projection *projection);
extern void PlaceSums(Projection *projection, void *sums);
extern void SumPart(const Projection *projection, int32 part, double *figures);

/* simulate_workers.c */
extern void SimulateRuns(FunctionCallInfo fcinfo, Projection *projection);

#endif							/* SEN_PROJECTION_H */
