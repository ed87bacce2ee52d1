/*
 * proportion.c --- intervals for proportions, and for the change between two.
 *
 * Wilson's score interval: E. B. Wilson (1927), Probable inference, the law of
 * succession, and statistical inference, J. Am. Stat. Assoc. 22; without
 * continuity correction, as the public health technical guidance for England
 * (OHID, Fingertips) prefers.
 * Difference of two proportions: R. G. Newcombe (1998), Interval estimation
 * for the difference between independent proportions, Stat. Med. 17, method 10.
 * Funnel limits: D. J. Spiegelhalter (2005), Funnel plots for comparing
 * institutional performance, Stat. Med. 24, by the normal approximation.
 *
 * Nothing here checks counts: functions.c does.
 */
#include "postgres.h"
#include "compat.h"

#include <float.h>
#include <math.h>

#include "proportion/proportion.h"
#include "utils/builtins.h"
#include "utils/float.h"

/*
 * NormalQuantile is the x below which a standard normal variable falls with
 * probability p, for DBL_MIN <= p <= 0.5: within a unit or two of the last
 * place, or within 1e-16 near 0.
 *
 * It takes Newton's steps on log F(x) = log p, where
 * F(x) = erfc(-x / sqrt 2) / 2.  log F is concave and rises, and
 * F(x) <= exp(-x * x / 2) / 2 there, so that the first x is at or below the
 * root and every step goes up to it.  An error e becomes less than e * e / 2:
 * after a step below 1e-9 there is nothing left to gain.
 */
static double
NormalQuantile(double p)
{
	double		x;
	double		step;

	Assert(p >= DBL_MIN && p <= 0.5);
	x = -sqrt(-2 * log(2 * p));
	do
	{
		double		below = erfc(-x * M_SQRT1_2) / 2;
		double		density = exp(-x * x / 2) * M_SQRT1_2 * M_2_SQRTPI / 2;

		step = below / density * log(p / below);
		x += step;
	} while (fabs(step) > 1e-9);
	return x;
}

/*
 * ConfidenceToZ is the number of standard errors on either side that a level
 * of confidence asks for: 1.96 for 0.95.
 */
double
ConfidenceToZ(double confidence)
{
	if (!(confidence > 0 && confidence < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence out of range: %s", float8out_internal(confidence)),
				 errdetail("A level of confidence is more than 0 and less than 1."),
				 errhint("For 95%% give 0.95, not 95.")));
	return -NormalQuantile((1 - confidence) / 2);
}

/*
 * WilsonInterval holds every proportion t that the counts do not speak
 * against: |numerator / denominator - t| <= z * sqrt(t * (1 - t) / denominator).
 * denominator > 0.
 *
 * The two roots are the mean of p, of weight denominator, and of 1/2, of
 * weight z * z, with a margin on either side.  Their product is known, which
 * gives the lower one without a subtraction.
 */
Bounds
WilsonInterval(double numerator, double denominator, double z)
{
	double		p = numerator / denominator;
	double		weight = denominator / (denominator + z * z);
	double		half = z * z / (denominator + z * z);
	double		upper = (2 * weight * p + half + sqrt(half * (half + 4 * weight * p * (1 - p)))) / 2;
	Bounds	interval;

	interval.lower = numerator == 0 ? 0 : weight * p * (p / upper);
	interval.upper = numerator == denominator ? 1 : Min(upper, 1);
	return interval;
}

/*
 * NewcombeInterval is for numerator1 / denominator1 - numerator2 / denominator2.
 * It joins the Wilson intervals of the two, and lies within -1 to 1 because
 * they lie within 0 to 1.  Both denominators > 0.
 */
Bounds
NewcombeInterval(double numerator1, double denominator1,
				 double numerator2, double denominator2, double z)
{
	double		p1 = numerator1 / denominator1;
	double		p2 = numerator2 / denominator2;
	Bounds	wilson1 = WilsonInterval(numerator1, denominator1, z);
	Bounds	wilson2 = WilsonInterval(numerator2, denominator2, z);
	Bounds	interval;

	interval.lower = p1 - p2 - hypot(p1 - wilson1.lower, wilson2.upper - p2);
	interval.upper = p1 - p2 + hypot(wilson1.upper - p1, p2 - wilson2.lower);
	return interval;
}

/*
 * FunnelLimits is where the proportion of n cases is expected if p is the
 * proportion everywhere.  n > 0.
 */
Bounds
FunnelLimits(double p, double n, double z)
{
	double		margin = z * sqrt(p * (1 - p)) / sqrt(n);
	Bounds	limits;

	limits.lower = Max(p - margin, 0);
	limits.upper = Min(p + margin, 1);
	return limits;
}

/*
 * Points writes a share as percentage points with one decimal, without .0, and
 * never as -0.  Half of the last place goes away from 0, also where a difference of
 * two shares has missed the half by a rounding error.
 */
static char *
Points(double share, bool with_sign)
{
	double		points = round(share * 1000 + copysign(1e-9, share)) / 10;
	int			places = points == rint(points) ? 0 : 1;

	if (points == 0)
		return pstrdup("0");
	return psprintf(with_sign ? "%+.*f" : "%.*f", places, points);
}

static const char *
PointsNoun(const char *points)
{
	return strcmp(points + strspn(points, "+-"), "1") == 0 ? "point" : "points";
}

/*
 * ChangeInWords says what a change and its interval mean: a change is clear if
 * its interval leaves out 0.
 */
static char *
ChangeInWords(double change, Bounds interval, double confidence)
{
	/* "As given": 15 digits drop what the multiplication adds. */
	char	   *percent = psprintf("%.15g", confidence * 100);
	bool		is_clear = interval.lower > 0 || interval.upper < 0;
	char	   *points = Points(is_clear ? fabs(change) : change, !is_clear);

	if (interval.lower > 0)
		return psprintf("rose by %s %s, %s%% interval %s to %s", points, PointsNoun(points), percent,
						Points(interval.lower, false), Points(interval.upper, false));
	if (interval.upper < 0)
		return psprintf("fell by %s %s, %s%% interval %s to %s", points, PointsNoun(points), percent,
						Points(-interval.upper, false), Points(-interval.lower, false));
	return psprintf("no clear change: %s %s, %s%% interval %s to %s", points, PointsNoun(points), percent,
					Points(interval.lower, true), Points(interval.upper, true));
}

/*
 * DescribeChange fills the columns of a change from an earlier to a later
 * proportion.  Without cases on a side, its proportion and all that compares
 * the two are null, and the words say so.
 */
void
DescribeChange(double earlier_numerator, double earlier_denominator,
			   double later_numerator, double later_denominator, double confidence,
			   Datum *values, bool *nulls)
{
	double		z = ConfidenceToZ(confidence);
	bool		no_earlier = earlier_denominator == 0;
	bool		no_later = later_denominator == 0;
	const char *words = "no cases to compare";

	memset(values, 0, CHANGE_COLUMNS * sizeof(Datum));
	nulls[0] = no_earlier;
	nulls[1] = no_later;
	nulls[2] = nulls[3] = nulls[4] = no_earlier || no_later;
	nulls[5] = false;
	if (!no_earlier)
		values[0] = Float8GetDatum(earlier_numerator / earlier_denominator);
	if (!no_later)
		values[1] = Float8GetDatum(later_numerator / later_denominator);
	if (!no_earlier && !no_later)
	{
		double		change = later_numerator / later_denominator - earlier_numerator / earlier_denominator;
		Bounds	interval = NewcombeInterval(later_numerator, later_denominator,
												earlier_numerator, earlier_denominator, z);

		values[2] = Float8GetDatum(change);
		values[3] = Float8GetDatum(interval.lower);
		values[4] = Float8GetDatum(interval.upper);
		words = ChangeInWords(change, interval, confidence);
	}
	values[5] = CStringGetTextDatum(words);
}
