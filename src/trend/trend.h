/*
 * trend.h --- the points of a series, and the trend through them.
 */
#ifndef SEN_TREND_H
#define SEN_TREND_H

#include "fmgr.h"
#include "utils/date.h"

/* Every pair of points is looked at: see doc/trend.md for what that costs. */
#define TREND_MAX_POINTS 5000

/* Differences of two values, and sums of two of those, stay finite. */
#define TREND_MAX_VALUE 1e300

/* Of fewer points it cannot be told whether each is close to the one before; then so much is allowed for. */
#define TREND_MIN_AUTOCORRELATION 8
#define TREND_UNKNOWN_AUTOCORRELATION 0.6

/* Above it, points say too little for an interval. */
#define TREND_MAX_AUTOCORRELATION 0.75

typedef struct Point
{
	double		value;
	DateADT		day;
	uint32		unused;			/* 0; states compare equal by their bytes */
} Point;

/* What is known of a trend; slope without points on two days, the interval with few, and the autocorrelation are not. */
typedef struct Trend
{
	double		slope;			/* per day */
	double		lower;
	double		upper;
	double		autocorrelation;
	bool		has_slope;
	bool		has_interval;
	bool		has_autocorrelation;
} Trend;

extern Trend TheilSen(Point *point, int points, double z, bool widens);

#endif							/* SEN_TREND_H */
