/*
 * theil_sen.c --- the slope of a series of points, and its interval.
 *
 * H. Theil (1950), A rank-invariant method of linear and polynomial regression
 * analysis; P. K. Sen (1968), Estimates of the regression coefficient based on
 * Kendall's tau, J. Am. Stat. Assoc. 63: the slope is the median of the slopes
 * of all pairs of points on different days, and the interval holds the slopes
 * that Kendall's test does not speak against, by the normal approximation.
 * Variance with ties: M. G. Kendall (1970), Rank Correlation Methods, 4th ed.
 *
 * Where each value is close to the one before, there is less in a series than
 * its points: K. H. Hamed and A. R. Rao (1998), A modified Mann-Kendall trend
 * test for autocorrelated data, J. Hydrology 204, 182-196.  The autocorrelation
 * is that of the residuals, corrected for what is lost to the line: K. H. Hamed
 * (2009), Enhancing the effectiveness of prewhitening in trend analysis of
 * hydrologic data, J. Hydrology 368, 143-155.  What is allowed for is not what
 * is found but what it may be, by M. S. Bartlett's standard error (1946), On the
 * theoretical specification and sampling properties of autocorrelated
 * time-series, Suppl. J. R. Stat. Soc. 8, 27-41: doc/trend.md has the rates.
 *
 * Nothing here checks points: aggregate.c does.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "common/pg_prng.h"
#include "miscadmin.h"
#include "trend/trend.h"
#include "utils/float.h"

/* Sums over the runs of equal elements, t being the length of one. */
typedef struct Ties
{
	double		pairs;			/* t (t - 1) */
	double		triples;		/* t (t - 1) (t - 2) */
	double		variance;		/* t (t - 1) (2 t + 5) */
} Ties;

static void
AddTie(Ties *ties, double t)
{
	ties->pairs += t * (t - 1);
	ties->triples += t * (t - 1) * (t - 2);
	ties->variance += t * (t - 1) * (2 * t + 5);
}

static int
ComparePoints(const void *a, const void *b)
{
	const Point *p = a;
	const Point *q = b;

	if (p->day != q->day)
		return p->day < q->day ? -1 : 1;
	return float8_cmp_internal(p->value, q->value);
}

static int
CompareValues(const void *a, const void *b)
{
	return float8_cmp_internal(*(const double *) a, *(const double *) b);
}

/*
 * DayTies reads sorted points.
 */
static Ties
DayTies(const Point *point, int points)
{
	Ties		ties = {0};
	int			first = 0;

	for (int i = 1; i <= points; i++)
		if (i == points || point[i].day != point[first].day)
		{
			AddTie(&ties, i - first);
			first = i;
		}
	return ties;
}

static Ties
ValueTies(const Point *point, int points)
{
	double	   *value = palloc(sizeof(double) * points);
	Ties		ties = {0};
	int			first = 0;

	for (int i = 0; i < points; i++)
		value[i] = point[i].value;
	qsort(value, points, sizeof(double), CompareValues);
	for (int i = 1; i <= points; i++)
		if (i == points || value[i] != value[first])
		{
			AddTie(&ties, i - first);
			first = i;
		}
	pfree(value);
	return ties;
}

/*
 * KendallVariance is the variance of the number of rising pairs less that of
 * falling ones, if the values came in any order.  The last two terms are for
 * ties of both kinds.
 */
static double
KendallVariance(double n, const Ties *day, const Ties *value)
{
	double		variance = (n * (n - 1) * (2 * n + 5) - day->variance - value->variance) / 18 +
		day->pairs * value->pairs / (2 * n * (n - 1));

	if (n > 2)
		variance += day->triples * value->triples / (9 * n * (n - 1) * (n - 2));
	return Max(variance, 0);
}

/*
 * PairSlopes fills in the slope of every pair of sorted points on different
 * days.
 */
static void
PairSlopes(const Point *point, int points, double *slope)
{
	int			next = 1;		/* the first point of a later day */

	for (int i = 0; i < points; i++)
	{
		CHECK_FOR_INTERRUPTS();
		while (next < points && point[next].day == point[i].day)
			next++;
		for (int j = next; j < points; j++)
			*slope++ = (point[j].value - point[i].value) / ((double) point[j].day - point[i].day);
	}
}

/*
 * Nth is the element of a rank, counted from 0, where those before from are
 * known to be the smallest: Hoare's selection, which takes linear time with
 * pivots that no data can foresee.  It leaves smaller ones before it and
 * greater ones after it.
 */
static double
Nth(double *element, int64 from, int64 elements, int64 rank, pg_prng_state *random)
{
	int64		first = from;
	int64		last = elements - 1;

	while (first < last)
	{
		double		pivot = element[pg_prng_uint64_range(random, first, last)];
		int64		i = first;
		int64		j = last;

		CHECK_FOR_INTERRUPTS();
		while (i <= j)
		{
			while (element[i] < pivot)
				i++;
			while (element[j] > pivot)
				j--;
			if (i <= j)
			{
				double		swap = element[i];

				element[i++] = element[j];
				element[j--] = swap;
			}
		}
		if (rank <= j)
			last = j;
		else if (rank >= i)
			first = i;
		else
			break;
	}
	return element[rank];
}

/*
 * Autocorrelation is how close each point lies to the one before, beside the
 * line: 1 is close, 0 is independent.  It is not known of few points, of
 * several on one day, and of points that lie on the line.
 */
static bool
Autocorrelation(const Point *point, int points, double slope, double *autocorrelation)
{
	double	   *residual;
	double		mean = 0;
	double		largest = 0;
	double		size = 0;
	double		products = 0;
	double		squares = 0;

	if (points < TREND_MIN_AUTOCORRELATION)
		return false;
	for (int i = 1; i < points; i++)
		if (point[i].day == point[i - 1].day)
			return false;

	residual = palloc(sizeof(double) * points);
	for (int i = 0; i < points; i++)
	{
		residual[i] = point[i].value - slope * ((double) point[i].day - point[0].day);
		mean += residual[i] / points;
		size = Max(size, fabs(point[i].value));
	}
	for (int i = 0; i < points; i++)
	{
		residual[i] -= mean;
		largest = Max(largest, fabs(residual[i]));
	}

	/* What is left of the last digits of the values is no residual. */
	if (largest <= size * 1e-12 || !isfinite(largest))
	{
		pfree(residual);
		return false;
	}
	for (int i = 0; i < points; i++)
	{
		residual[i] /= largest;
		squares += residual[i] * residual[i];
		if (i > 0)
			products += residual[i] * residual[i - 1];
	}
	pfree(residual);
	*autocorrelation = Min(Max((points * (products / squares) + 2) / (points - 4), -1), 1);
	return true;
}

/*
 * VarianceFactor is by how much the variance of Kendall's score is larger where
 * the autocorrelation of points is so much, and that of ranks follows from it.
 */
static double
VarianceFactor(double n, double autocorrelation)
{
	double		sum = 0;
	double		at_distance = autocorrelation;

	for (double distance = 1; distance < n - 2 && at_distance > 1e-9; distance++)
	{
		sum += (n - distance) * (n - distance - 1) * (n - distance - 2) * asin(at_distance / 2);
		at_distance *= autocorrelation;
	}
	return 1 + 12 / M_PI * sum / (n * (n - 1) * (n - 2));
}

/*
 * PossibleAutocorrelation is the largest autocorrelation that points may have,
 * at the level of confidence of z: the upper end of the interval about the one
 * that was found.
 */
static double
PossibleAutocorrelation(const Trend *trend, int points, double z)
{
	if (trend->has_autocorrelation)
		return Min(trend->autocorrelation + z * sqrt((1 - trend->autocorrelation * trend->autocorrelation) / points), 1);
	if (points > 2 && points < TREND_MIN_AUTOCORRELATION)
		return TREND_UNKNOWN_AUTOCORRELATION;
	return 0;
}

/*
 * TheilSen is the trend through points, which it sorts.  z is the number of
 * standard errors that belongs to the level of confidence; with widens, the
 * interval allows for autocorrelation.
 *
 * The interval goes from the slope of a rank to the one that is as far from the
 * other end.  A rank of a half goes outwards; a rank below the first means that
 * so few points cannot give such confidence, whatever they are.
 */
Trend
TheilSen(Point *point, int points, double z, bool widens)
{
	Trend		trend = {0};
	Ties		day_ties,
				value_ties;
	int64		pairs,
				rank,
				middle;
	double	   *slope,
				low,
				high,
				variance;
	pg_prng_state random;

	qsort(point, points, sizeof(Point), ComparePoints);
	day_ties = DayTies(point, points);
	pairs = ((int64) points * (points - 1) - (int64) day_ties.pairs) / 2;
	if (pairs == 0)
		return trend;

	trend.has_slope = true;
	value_ties = ValueTies(point, points);
	if (value_ties.pairs == (double) points * (points - 1))
	{
		/* All values are equal: the slopes are 0, as are the limits. */
		trend.has_interval = true;
		return trend;
	}

	slope = palloc_extended(sizeof(double) * pairs, MCXT_ALLOC_HUGE);
	PairSlopes(point, points, slope);
	pg_prng_seed(&random, (uint64) pairs);
	middle = (pairs - 1) / 2;
	low = Nth(slope, 0, pairs, middle, &random);
	high = Nth(slope, middle, pairs, pairs / 2, &random);
	trend.slope = (low + high) / 2;

	variance = KendallVariance(points, &day_ties, &value_ties);
	trend.has_autocorrelation = Autocorrelation(point, points, trend.slope, &trend.autocorrelation);
	if (widens)
		variance *= VarianceFactor(points, Max(PossibleAutocorrelation(&trend, points, z), 0));
	rank = (int64) ceil((pairs - z * sqrt(variance)) / 2 - 0.5);
	trend.has_interval = rank >= 1 &&
		!(widens && trend.has_autocorrelation && trend.autocorrelation > TREND_MAX_AUTOCORRELATION);

	/* What lies below the middle and above it is told apart by now. */
	if (trend.has_interval)
	{
		trend.lower = Nth(slope, 0, middle + 1, rank - 1, &random);
		trend.upper = Nth(slope, pairs / 2, pairs, pairs - rank, &random);
	}
	pfree(slope);
	return trend;
}
