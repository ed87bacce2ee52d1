/*
 * rng.c --- chance that is the same on every machine: see rng.h.
 */
#include "postgres.h"
#include "compat.h"

#include "recovery/rng.h"

#define NORMAL_UNIFORMS 12		/* whose sum has variance 1 */
#define EXP_TERMS 12
#define EXP_SMALL 0.125			/* below it the terms suffice */

/*
 * RandomSeed makes a generator of the next four outputs of splitmix64, and
 * returns where those of another may go on.
 */
uint64
RandomSeed(Random *random, uint64 seed)
{
	for (int i = 0; i < 4; i++)
	{
		uint64		z = seed += UINT64CONST(0x9e3779b97f4a7c15);

		z = (z ^ (z >> 30)) * UINT64CONST(0xbf58476d1ce4e5b9);
		z = (z ^ (z >> 27)) * UINT64CONST(0x94d049bb133111eb);
		random->word[i] = z ^ (z >> 31);
	}
	return seed;
}

/*
 * RandomNormal is near enough normal, from -6 to 6, of mean 0 and variance 1.
 */
double
RandomNormal(Random *random)
{
	double		sum = 0;

	for (int i = 0; i < NORMAL_UNIFORMS; i++)
		sum += RandomUnit(random);
	return sum - NORMAL_UNIFORMS / 2;
}

/*
 * RandomExp is e to the power of x, to about 14 digits: x is halved until it is
 * small, summed up as a series, and squared as often.
 */
double
RandomExp(double x)
{
	double		small = x < 0 ? -x : x;
	double		term = 1;
	double		sum = 1;
	int			halvings = 0;

	while (small > EXP_SMALL)
	{
		small /= 2;
		halvings++;
	}
	for (int i = 1; i <= EXP_TERMS; i++)
	{
		term = term * small / i;
		sum += term;
	}
	while (halvings-- > 0)
		sum *= sum;
	return x < 0 ? 1 / sum : sum;
}

/*
 * PoissonBelow inverts the distribution function of a mean that is not too great.
 */
static int64
PoissonBelow(Random *random, double mean)
{
	double		u = RandomUnit(random);
	double		term = RandomExp(-mean);
	double		sum = term;
	int64		k = 0;

	while (u > sum)
	{
		double		before = sum;

		k++;
		term = term * mean / k;
		sum += term;
		/* The sum may end a little below 1. */
		if (sum == before && k > mean)
			break;
	}
	return k;
}

/*
 * RandomPoisson draws one number for each 500 of the mean, or part of it.
 */
int64
RandomPoisson(Random *random, double mean)
{
	int64		k = 0;

	for (; mean > POISSON_MAX_MEAN; mean -= POISSON_MAX_MEAN)
		k += PoissonBelow(random, POISSON_MAX_MEAN);
	return k + PoissonBelow(random, mean);
}

/*
 * RandomBinomial is how many of n come out, each with chance p.  Without any
 * chance nothing is drawn.
 */
int32
RandomBinomial(Random *random, int32 n, double p)
{
	int32		k = 0;

	if (p <= 0)
		return 0;
	for (int32 i = 0; i < n; i++)
		k += RandomUnit(random) < p;
	return k;
}
