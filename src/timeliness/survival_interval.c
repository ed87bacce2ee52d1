/*
 * survival_interval.c --- intervals around a Kaplan-Meier curve.
 *
 * The five that R's survfit() offers as conf.type, to the same formulas
 * (T. M. Therneau, package survival).
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "timeliness/survival_interval.h"
#include "utils/builtins.h"

static const char *const interval_type_names[] = {
	[INTERVAL_LOG_LOG] = "log-log",
	[INTERVAL_LOG] = "log",
	[INTERVAL_PLAIN] = "plain",
	[INTERVAL_LOGIT] = "logit",
	[INTERVAL_ARCSIN] = "arcsin"
};

static IntervalType
IntervalTypeFromName(const char *name)
{
	for (int type = 0; type < (int) lengthof(interval_type_names); type++)
		if (strcmp(name, interval_type_names[type]) == 0)
			return (IntervalType) type;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown interval type: \"%s\"", name),
			 errhint("Give log-log, log, plain, logit or arcsin.")));
	return INTERVAL_LOG_LOG;	/* not reached */
}

/*
 * ChooseInterval checks what a caller asked for.
 */
IntervalChoice
ChooseInterval(double confidence, const text *type_name)
{
	IntervalChoice choice;

	choice.z = ConfidenceToZ(confidence);
	choice.type = IntervalTypeFromName(text_to_cstring(type_name));
	return choice;
}

/*
 * IntervalAt is the interval at the close of a step's day; false if there is
 * none.  There is none on any scale where all cases have finished; where none
 * has, the scales of log s and of s have one without width, the others none.
 */
bool
IntervalAt(const SurvivalStep *step, IntervalChoice choice, Bounds *bounds)
{
	double		s = step->surviving;
	double		margin = choice.z * sqrt(step->greenwood);	/* on the scale of log s */
	double		middle;

	if (s <= 0 || s >= 1)
	{
		bounds->lower = bounds->upper = s;
		return s >= 1 && (choice.type == INTERVAL_LOG || choice.type == INTERVAL_PLAIN);
	}
	switch (choice.type)
	{
		case INTERVAL_LOG_LOG:
			bounds->lower = pow(s, exp(margin / -log(s)));
			bounds->upper = pow(s, exp(margin / log(s)));
			break;
		case INTERVAL_LOG:
			bounds->lower = s * exp(-margin);
			bounds->upper = Min(1, s * exp(margin));
			break;
		case INTERVAL_PLAIN:
			bounds->lower = Max(0, s - s * margin);
			bounds->upper = Min(1, s + s * margin);
			break;
		case INTERVAL_LOGIT:
			middle = log(s / (1 - s));
			bounds->lower = 1 / (1 + exp(margin / (1 - s) - middle));
			bounds->upper = 1 / (1 + exp(-margin / (1 - s) - middle));
			break;
		case INTERVAL_ARCSIN:
			middle = asin(sqrt(s));
			margin *= sqrt(s / (1 - s)) / 2;
			bounds->lower = pow(sin(Max(0, middle - margin)), 2);
			bounds->upper = pow(sin(Min(M_PI_2, middle + margin)), 2);
			break;
	}
	return true;
}
