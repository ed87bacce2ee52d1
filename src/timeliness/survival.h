/*
 * survival.h --- how long cases stay open, estimated from a summary.
 *
 * A summary holds finished cases and cases whose end is not known: open ones,
 * and ones that left.  Survival analysis uses both.  Cases without a usable
 * number of days say nothing about it and are ignored.
 *
 * "Open beyond day t" means open at the close of day t: number of days > t.
 * On one day, cases finish (and leave) before others are seen to be open.
 */
#ifndef SEN_SURVIVAL_H
#define SEN_SURVIVAL_H

#include "timeliness/timeliness.h"

/* One day on which cases finished, left, or were last seen open. */
typedef struct SurvivalStep
{
	int32		day;
	int64		at_risk;		/* cases with at least so many days */
	int64		finished;
	int64		left;
	int64		open;
	/* Kaplan-Meier, where leaving is censoring: at the close of the day */
	double		surviving;		/* share not finished */
	double		greenwood;		/* variance of surviving / surviving squared */
	/* Aalen-Johansen, where leaving is an end: at the close of the day */
	double		remaining;		/* share neither finished nor left */
	double		incidence_finished;
	double		incidence_left;
} SurvivalStep;

typedef struct SurvivalCurve
{
	int			steps;
	SurvivalStep step[FLEXIBLE_ARRAY_MEMBER];	/* ascending by day */
} SurvivalCurve;

extern SurvivalCurve *MakeSurvivalCurve(const Tally *tally);
extern const SurvivalStep *StepAtClose(const SurvivalCurve *curve, int32 day);
extern int64 AtRiskBeyond(const SurvivalCurve *curve, int32 day);

#endif							/* SEN_SURVIVAL_H */
