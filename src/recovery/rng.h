/*
 * rng.h --- chance that is the same on every machine.
 *
 * A generator gives the same bits for a seed on every platform, and so does all
 * that is drawn from it: nothing here calls the C library's exp() or log(),
 * whose last bit differs from one to another.  The Makefile forbids the compiler
 * to join a multiplication and an addition into one rounding.
 *
 * xoshiro256** and splitmix64: Blackman and Vigna, Scrambled linear pseudorandom
 * number generators, ACM Transactions on Mathematical Software 47 (2021).
 */
#ifndef SEN_RNG_H
#define SEN_RNG_H

typedef struct Random
{
	uint64		word[4];
} Random;

/* The greatest mean that is drawn in one go: exp(-500) is far above the smallest double. */
#define POISSON_MAX_MEAN 500.0

extern uint64 RandomSeed(Random *random, uint64 seed);
extern double RandomNormal(Random *random);
extern double RandomExp(double x);
extern int64 RandomPoisson(Random *random, double mean);
extern int32 RandomBinomial(Random *random, int32 n, double p);

static inline uint64
RotateLeft(uint64 x, int bits)
{
	return (x << bits) | (x >> (64 - bits));
}

/*
 * RandomBits is the next output of xoshiro256**.
 */
static inline uint64
RandomBits(Random *random)
{
	uint64	   *s = random->word;
	uint64		result = RotateLeft(s[1] * 5, 7) * 9;
	uint64		t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = RotateLeft(s[3], 45);
	return result;
}

/*
 * RandomUnit is uniform from 0 to below 1, in steps of 2^-53.
 */
static inline double
RandomUnit(Random *random)
{
	return (double) (RandomBits(random) >> 11) * (1.0 / 9007199254740992.0);
}

#endif							/* SEN_RNG_H */
