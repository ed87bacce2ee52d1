/*
 * closed_forms.c --- a backlog by arithmetic: when it is cleared, with which
 * capacity, and which rate is possible meanwhile.
 *
 * Requests that end in a plan come at an even rate of demand a week, and plans
 * are issued at an even rate of capacity a week, of cases that were received at
 * least process_weeks before.  Open cases shrink by capacity - demand a week,
 * in whatever order plans are issued; the order decides how many are left when
 * none is overdue:
 *
 * - oldest first, those of the last limit_weeks, limit_weeks * demand: the
 *   queue is then one in which every case waits as long as the next;
 * - newest first and in time first, those of the last process_weeks: every case
 *   is issued as soon as it can be, and what is left of capacity goes to the
 *   overdue, so that these are gone last;
 * - a share in time: as oldest first if the share of capacity is at most
 *   demand.  If it is more, no case becomes overdue, the overdue shrink by the
 *   rest of capacity, and those in time that can be issued by the difference;
 *   once these are used up, all of capacity is for the overdue but what becomes
 *   ready, and it ends as in time first.
 *
 * Little (1961) for the first two: L = lambda W.  A result that is never
 * reached is null.
 */
#include "postgres.h"
#include "compat.h"

#include <math.h>

#include "recovery/closed_forms.h"
#include "recovery/queue.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(sen_clearance_weeks);
PG_FUNCTION_INFO_V1(sen_in_time_from_week);
PG_FUNCTION_INFO_V1(sen_relief_capacity);
PG_FUNCTION_INFO_V1(sen_target_queue);
PG_FUNCTION_INFO_V1(sen_highest_rate);
PG_FUNCTION_INFO_V1(sen_needed_share);
PG_FUNCTION_INFO_V1(sen_rate_after_block);
PG_FUNCTION_INFO_V1(sen_capacity_of_posts);

/* Shares this near to a bound are at it, whatever the last bits of a quotient are. */
#define SHARE_SLACK 1e-12

/*
 * WeeksLeft is how many weeks of demand are open when none is overdue.
 */
static double
WeeksLeft(IssueOrder order, double limit_weeks, double process_weeks)
{
	switch (order)
	{
		case ORDER_OLDEST:
			return limit_weeks;
		case ORDER_NEWEST:
		case ORDER_IN_TIME_FIRST:
			return process_weeks;
		case ORDER_SHARE:
		case ORDER_AS_OBSERVED:
			break;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("no formula for order \"%s\"", IssueOrderName(order)),
			 order == ORDER_SHARE ?
			 errdetail("With oldest it is the least that can do, with in_time_first the most that is needed.") :
			 errdetail("Which case is next depends on the ages of all open cases."),
			 errhint("Give oldest, newest or in_time_first.")));
}

/*
 * sen.clearance_weeks(open_cases, demand, capacity, issue_order, in_time_share,
 * limit_weeks, process_weeks) --- until no case is overdue.
 */
Datum
sen_clearance_weeks(PG_FUNCTION_ARGS)
{
	double		open_cases = ArgumentQuantity(fcinfo, 0, "open_cases");
	double		demand = ArgumentQuantity(fcinfo, 1, "demand");
	double		capacity = ArgumentQuantity(fcinfo, 2, "capacity");
	IssueOrder	order = PG_GETARG_ISSUE_ORDER(3);
	double		share = ArgumentShare(fcinfo, 4, "in_time_share");
	double		limit_weeks = ArgumentQuantity(fcinfo, 5, "limit_weeks");
	double		process_weeks = ArgumentQuantity(fcinfo, 6, "process_weeks");
	double		left = WeeksLeft(order == ORDER_SHARE ? ORDER_OLDEST : order, limit_weeks, process_weeks) * demand;
	double		weeks;

	if (process_weeks > limit_weeks)
		PG_RETURN_NULL();
	if (open_cases <= left)
		PG_RETURN_FLOAT8(0);
	if (capacity <= demand)
		PG_RETURN_NULL();
	weeks = (open_cases - left) / (capacity - demand);
	if (order == ORDER_SHARE && share * capacity > demand)
	{
		weeks = (open_cases - process_weeks * demand) / (capacity - demand);
		if (share < 1)
			weeks = Min(weeks, (open_cases - left) / ((1 - share) * capacity));
	}
	PG_RETURN_FLOAT8(CheckResult(weeks, "number of weeks"));
}

/*
 * sen.in_time_from_week(open_cases, demand, capacity, limit_weeks,
 * process_weeks) --- oldest first: requests of that week and later are in time.
 */
Datum
sen_in_time_from_week(PG_FUNCTION_ARGS)
{
	double		open_cases = ArgumentQuantity(fcinfo, 0, "open_cases");
	double		demand = ArgumentQuantity(fcinfo, 1, "demand");
	double		capacity = ArgumentQuantity(fcinfo, 2, "capacity");
	double		limit_weeks = ArgumentQuantity(fcinfo, 3, "limit_weeks");
	double		process_weeks = ArgumentQuantity(fcinfo, 4, "process_weeks");
	double		in_time = limit_weeks * capacity;

	if (process_weeks > limit_weeks)
		PG_RETURN_NULL();
	if (open_cases <= in_time)
		PG_RETURN_FLOAT8(0);
	if (capacity <= demand)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(CheckResult((open_cases - in_time) / (capacity - demand), "number of weeks"));
}

/*
 * sen.relief_capacity(open_cases, demand, weeks, issue_order, limit_weeks,
 * process_weeks) --- plans a week that leave none overdue in so many weeks.
 */
Datum
sen_relief_capacity(PG_FUNCTION_ARGS)
{
	double		open_cases = ArgumentQuantity(fcinfo, 0, "open_cases");
	double		demand = ArgumentQuantity(fcinfo, 1, "demand");
	double		weeks = ArgumentPositive(fcinfo, 2, "weeks");
	IssueOrder	order = PG_GETARG_ISSUE_ORDER(3);
	double		limit_weeks = ArgumentQuantity(fcinfo, 4, "limit_weeks");
	double		process_weeks = ArgumentQuantity(fcinfo, 5, "process_weeks");
	double		left = WeeksLeft(order, limit_weeks, process_weeks) * demand;

	if (process_weeks > limit_weeks)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(CheckResult(demand + Max(open_cases - left, 0) / weeks, "capacity"));
}

/*
 * sen.target_queue(demand, late_share, limit_weeks, process_weeks) --- open
 * cases of which so small a share becomes late.
 *
 * The wait before the process begins is taken as exponential, so that the share
 * that waits longer than limit_weeks - process_weeks is exp(-factor), and its
 * mean the difference divided by the factor.
 */
Datum
sen_target_queue(PG_FUNCTION_ARGS)
{
	double		demand = ArgumentQuantity(fcinfo, 0, "demand");
	double		late_share = ArgumentShare(fcinfo, 1, "late_share");
	double		limit_weeks = ArgumentQuantity(fcinfo, 2, "limit_weeks");
	double		process_weeks = ArgumentQuantity(fcinfo, 3, "process_weeks");
	double		waiting = 0;

	if (late_share == 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("late_share out of range: 1"),
				 errdetail("If all may be late, any queue will do."),
				 errhint("Give a share of at least 0 and below 1, such as 0.02.")));
	if (process_weeks > limit_weeks)
		PG_RETURN_NULL();
	if (late_share > 0)
		waiting = (limit_weeks - process_weeks) / -log(late_share);
	PG_RETURN_FLOAT8(CheckResult(demand * (process_weeks + waiting), "number of open cases"));
}

/*
 * sen.highest_rate(demand, capacity) --- the share of plans in time that a
 * steady period can have at most.
 */
Datum
sen_highest_rate(PG_FUNCTION_ARGS)
{
	double		demand = ArgumentQuantity(fcinfo, 0, "demand");
	double		capacity = ArgumentQuantity(fcinfo, 1, "capacity");

	if (capacity == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(capacity <= demand ? 1 : demand / capacity);
}

/*
 * CountArguments reads plans in time and all plans, of which they are a part.
 */
static void
CountArguments(FunctionCallInfo fcinfo, int argument, double *in_time, double *plans)
{
	*in_time = ArgumentQuantity(fcinfo, argument, "in_time");
	*plans = ArgumentQuantity(fcinfo, argument + 1, "plans");
	if (*in_time > *plans)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("more plans in time than plans: %s of %s", float8out_internal(*in_time), float8out_internal(*plans)),
				 errhint("Give first the plans in time, then all plans.")));
}

/*
 * sen.needed_share(target_rate, in_time, plans, further_plans) --- of the
 * plans still to come, those that have to be in time.
 */
Datum
sen_needed_share(PG_FUNCTION_ARGS)
{
	double		target_rate = ArgumentShare(fcinfo, 0, "target_rate");
	double		further_plans = ArgumentQuantity(fcinfo, 3, "further_plans");
	double		in_time;
	double		plans;
	double		missing;

	CountArguments(fcinfo, 1, &in_time, &plans);
	if (plans + further_plans == 0)
		PG_RETURN_NULL();
	missing = target_rate * (plans + further_plans) - in_time;
	if (missing <= SHARE_SLACK * plans)
		PG_RETURN_FLOAT8(0);
	if (missing > further_plans + SHARE_SLACK * (plans + further_plans))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(Min(missing / further_plans, 1));
}

/*
 * sen.rate_after_block(in_time, plans, late_plans) --- the rate once a block of
 * late plans is issued as well.
 */
Datum
sen_rate_after_block(PG_FUNCTION_ARGS)
{
	double		late_plans = ArgumentQuantity(fcinfo, 2, "late_plans");
	double		in_time;
	double		plans;

	CountArguments(fcinfo, 0, &in_time, &plans);
	if (plans + late_plans == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(in_time / CheckResult(plans + late_plans, "number of plans"));
}

/*
 * sen.capacity_of_posts(posts, hours_per_week, time_share, attendance,
 * hours_per_case) --- cases a week that so many posts do.
 */
Datum
sen_capacity_of_posts(PG_FUNCTION_ARGS)
{
	double		posts = ArgumentQuantity(fcinfo, 0, "posts");
	double		hours = ArgumentQuantity(fcinfo, 1, "hours_per_week");
	double		time_share = ArgumentShare(fcinfo, 2, "time_share");
	double		attendance = ArgumentShare(fcinfo, 3, "attendance");
	double		hours_per_case = ArgumentPositive(fcinfo, 4, "hours_per_case");

	PG_RETURN_FLOAT8(CheckResult(posts * hours * time_share * attendance / hours_per_case, "capacity"));
}
