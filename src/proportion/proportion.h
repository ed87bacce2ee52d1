/*
 * proportion.h --- intervals for proportions, and for the change between two.
 *
 * Formulas and their sources are in proportion.c.  Intervals take z, the number
 * of standard errors that belongs to a level of confidence, and counts with
 * 0 <= numerator <= denominator; denominator is above 0, except in
 * DescribeChange.
 */
#ifndef SEN_PROPORTION_H
#define SEN_PROPORTION_H

#include "fmgr.h"

/* An interval; the server has an Interval already, of time. */
typedef struct Bounds
{
	double		lower;
	double		upper;
} Bounds;

extern double ConfidenceToZ(double confidence);
extern Bounds WilsonInterval(double numerator, double denominator, double z);
extern Bounds NewcombeInterval(double numerator1, double denominator1,
							   double numerator2, double denominator2, double z);
extern Bounds FunnelLimits(double p, double n, double z);

/* The columns of a described change, in the order of sen.proportion_change. */
#define CHANGE_COLUMNS 6
extern void DescribeChange(double earlier_numerator, double earlier_denominator,
						   double later_numerator, double later_denominator, double confidence,
						   Datum *values, bool *nulls);

/* functions.c */
extern Datum RowOf(FunctionCallInfo fcinfo, Datum *values, bool *nulls);
extern Datum IntervalRow(FunctionCallInfo fcinfo, const Bounds *interval);

#endif							/* SEN_PROPORTION_H */
