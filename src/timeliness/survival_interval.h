/*
 * survival_interval.h --- intervals around a Kaplan-Meier curve.
 */
#ifndef SEN_SURVIVAL_INTERVAL_H
#define SEN_SURVIVAL_INTERVAL_H

#include "proportion/proportion.h"
#include "timeliness/survival.h"

/* On which scale the interval is S plus and minus z standard errors. */
typedef enum IntervalType
{
	INTERVAL_LOG_LOG,
	INTERVAL_LOG,
	INTERVAL_PLAIN,
	INTERVAL_LOGIT,
	INTERVAL_ARCSIN
} IntervalType;

/* What a caller asked for. */
typedef struct IntervalChoice
{
	IntervalType type;
	double		z;
} IntervalChoice;

extern IntervalChoice ChooseInterval(double confidence, const text *type_name);
extern bool IntervalAt(const SurvivalStep *step, IntervalChoice choice, Bounds *bounds);

#endif							/* SEN_SURVIVAL_INTERVAL_H */
