/*
 * survival.c --- the curves of Kaplan and Meier, and of Aalen and Johansen.
 *
 * E. L. Kaplan, P. Meier (1958), Nonparametric estimation from incomplete
 * observations, J. Am. Stat. Assoc. 53; the variance is that of M. Greenwood
 * (1926).  O. O. Aalen, S. Johansen (1978), An empirical transition matrix for
 * nonhomogeneous Markov chains, Scand. J. Stat. 5.
 *
 * surviving and remaining are 0, or at least 1 / all cases: a factor
 * (n - d) / n is at least n' / n, where n' are those at risk on the next day.
 * So nothing underflows, and a quotient of two shares is sound.
 */
#include "postgres.h"
#include "compat.h"

#include "timeliness/survival.h"

/* How it stands before the first step. */
static const SurvivalStep before_first = {.day = PG_INT32_MIN, .surviving = 1, .remaining = 1};

/*
 * CloseStep works out the shares at the close of a step's day, from those at
 * the close of the step before.
 */
static void
CloseStep(SurvivalStep *step, const SurvivalStep *before)
{
	double		n = (double) step->at_risk;
	int64		rest = step->at_risk - step->finished;

	step->surviving = before->surviving * ((double) rest / n);
	step->greenwood = before->greenwood;
	/* Without a rest surviving is 0, and has no variance to speak of. */
	if (rest > 0)
		step->greenwood += (double) step->finished / (n * (double) rest);

	step->remaining = before->remaining * ((double) (rest - step->left) / n);
	step->incidence_finished = before->incidence_finished + before->remaining * ((double) step->finished / n);
	step->incidence_left = before->incidence_left + before->remaining * ((double) step->left / n);
}

/*
 * MakeSurvivalCurve walks the cells of all classes in ascending order of days.
 */
SurvivalCurve *
MakeSurvivalCurve(const Tally *tally)
{
	SurvivalCurve *curve;
	int64		at_risk = TallyUsable(tally, CASES_ALL, PG_INT32_MIN, PG_INT32_MAX);
	int			next[CASE_CLASSES] = {0};
	Size		most = 0;

	for (int class = 0; class < CASE_CLASSES; class++)
		most += tally->cells[class];
	curve = palloc_extended(offsetof(SurvivalCurve, step) + most * sizeof(SurvivalStep), MCXT_ALLOC_HUGE);
	curve->steps = 0;
	while (at_risk > 0)
	{
		SurvivalStep *step = &curve->step[curve->steps];

		memset(step, 0, sizeof(SurvivalStep));
		step->day = PG_INT32_MAX;
		for (int class = 0; class < CASE_CLASSES; class++)
			if (next[class] < tally->cells[class])
				step->day = Min(step->day, tally->cell[class][next[class]].day);
		step->at_risk = at_risk;
		for (int class = 0; class < CASE_CLASSES; class++)
		{
			uint32		count;

			if (next[class] >= tally->cells[class] || tally->cell[class][next[class]].day != step->day)
				continue;
			count = tally->cell[class][next[class]++].count;
			if ((CASES_DONE & CASES_OF(class)) != 0)
				step->finished += count;
			else if ((CASES_OPEN & CASES_OF(class)) != 0)
				step->open += count;
			else
				step->left += count;
		}
		CloseStep(step, curve->steps > 0 ? step - 1 : &before_first);
		at_risk -= step->finished + step->left + step->open;
		curve->steps++;
	}
	return curve;
}

/*
 * StepsUntil is the number of steps on or before a day.
 */
static int
StepsUntil(const SurvivalCurve *curve, int32 day)
{
	int			low = 0;
	int			high = curve->steps;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (curve->step[middle].day <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * StepAtClose is the last step on or before a day: its shares hold at the
 * close of that day.
 */
const SurvivalStep *
StepAtClose(const SurvivalCurve *curve, int32 day)
{
	int			until = StepsUntil(curve, day);

	return until > 0 ? &curve->step[until - 1] : &before_first;
}

/*
 * AtRiskBeyond is the number of cases with more than so many days.
 */
int64
AtRiskBeyond(const SurvivalCurve *curve, int32 day)
{
	int			until = StepsUntil(curve, day);

	return until < curve->steps ? curve->step[until].at_risk : 0;
}
