/*
 * closed_forms_wl.c --- the formulae of NHSRwaitinglist, under its names.
 *
 * N. Walton and others, NHSRwaitinglist, an R package of the NHS-R community,
 * and the paper that it follows: Fong and others, medRxiv 2022.08.23.22279117.
 * Arguments have its order and its defaults.  The factor
 * is that of an exponential tail: of a queue whose mean wait is the target
 * divided by the factor, exp(-factor) wait longer than the target.
 *
 * Unlike there, the margin of calc_relief_capacity is free of units, and is not
 * dropped where data are few.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "recovery/closed_forms.h"

PG_FUNCTION_INFO_V1(sen_calc_queue_load);
PG_FUNCTION_INFO_V1(sen_calc_target_mean_wait);
PG_FUNCTION_INFO_V1(sen_calc_target_queue_size);
PG_FUNCTION_INFO_V1(sen_calc_relief_capacity);
PG_FUNCTION_INFO_V1(sen_calc_target_capacity);
PG_FUNCTION_INFO_V1(sen_calc_waiting_list_pressure);

/*
 * sen.calc_queue_load(demand, capacity) --- at 1 and above the queue grows.
 */
Datum
sen_calc_queue_load(PG_FUNCTION_ARGS)
{
	double		demand = ArgumentQuantity(fcinfo, 0, "demand");
	double		capacity = ArgumentQuantity(fcinfo, 1, "capacity");

	if (capacity == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(CheckResult(demand / capacity, "queue load"));
}

/*
 * sen.calc_target_mean_wait(target_wait, factor)
 */
Datum
sen_calc_target_mean_wait(PG_FUNCTION_ARGS)
{
	double		target_wait = ArgumentQuantity(fcinfo, 0, "target_wait");

	PG_RETURN_FLOAT8(CheckResult(target_wait / ArgumentPositive(fcinfo, 1, "factor"), "mean wait"));
}

/*
 * sen.calc_target_queue_size(demand, target_wait, factor)
 */
Datum
sen_calc_target_queue_size(PG_FUNCTION_ARGS)
{
	double		demand = ArgumentQuantity(fcinfo, 0, "demand");
	double		target_wait = ArgumentQuantity(fcinfo, 1, "target_wait");

	PG_RETURN_FLOAT8(CheckResult(demand * target_wait / ArgumentPositive(fcinfo, 2, "factor"), "queue size"));
}

/*
 * sen.calc_relief_capacity(demand, queue_size, target_queue_size,
 * time_to_target, num_referrals, cv_demand)
 *
 * The mean of so many gaps has a standard error of cv / sqrt(n) of itself; two
 * of them below it, demand is by 1 / (1 - 2 cv / sqrt(n)) more.
 */
Datum
sen_calc_relief_capacity(PG_FUNCTION_ARGS)
{
	double		demand = ArgumentQuantity(fcinfo, 0, "demand");
	double		queue_size = ArgumentQuantity(fcinfo, 1, "queue_size");
	double		target_queue_size = ArgumentQuantity(fcinfo, 2, "target_queue_size");
	double		time_to_target = ArgumentPositive(fcinfo, 3, "time_to_target");
	double		num_referrals = ArgumentQuantity(fcinfo, 4, "num_referrals");
	double		cv_demand = ArgumentQuantity(fcinfo, 5, "cv_demand");

	if (num_referrals > 0)
	{
		double		margin = 2 * cv_demand / sqrt(num_referrals);

		if (margin >= 1)
			PG_RETURN_NULL();
		demand /= 1 - margin;
	}
	PG_RETURN_FLOAT8(CheckResult(demand + (queue_size - target_queue_size) / time_to_target, "capacity"));
}

/*
 * sen.calc_target_capacity(demand, target_wait, factor, cv_demand,
 * cv_capacity)
 */
Datum
sen_calc_target_capacity(PG_FUNCTION_ARGS)
{
	double		demand = ArgumentQuantity(fcinfo, 0, "demand");
	double		target_wait = ArgumentPositive(fcinfo, 1, "target_wait");
	double		factor = ArgumentPositive(fcinfo, 2, "factor");
	double		cv_demand = ArgumentQuantity(fcinfo, 3, "cv_demand");
	double		cv_capacity = ArgumentQuantity(fcinfo, 4, "cv_capacity");

	PG_RETURN_FLOAT8(CheckResult(demand + (cv_demand * cv_demand + cv_capacity * cv_capacity) / 2 * (factor / target_wait), "capacity"));
}

/*
 * sen.calc_waiting_list_pressure(mean_wait, target_wait) --- above 1 the target
 * is missed.
 */
Datum
sen_calc_waiting_list_pressure(PG_FUNCTION_ARGS)
{
	double		mean_wait = ArgumentQuantity(fcinfo, 0, "mean_wait");

	PG_RETURN_FLOAT8(CheckResult(2 * mean_wait / ArgumentPositive(fcinfo, 1, "target_wait"), "pressure"));
}
