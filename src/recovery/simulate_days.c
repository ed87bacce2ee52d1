/*
 * simulate_days.c --- the tables of a scenario that all its runs share: its
 * working days, months and cohorts, and the cases that are open on the stand.
 */
#include "postgres.h"
#include "compat.h"

#include "miscadmin.h"
#include "recovery/simulate.h"

#define WORKING_DAYS_PER_WEEK 5

static int
CompareDays(const void *a, const void *b)
{
	DateADT		x = *(const DateADT *) a;
	DateADT		y = *(const DateADT *) b;

	return (x > y) - (x < y);
}

/*
 * FirstSince is the first cohort that was received on a day or later.
 */
static int32
FirstSince(const Simulation *simulation, int64 day)
{
	int32		low = 0;
	int32		high = simulation->cohorts;

	while (low < high)
	{
		int32		middle = low + (high - low) / 2;

		if (simulation->received[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
InSchoolHoliday(const Scenario *scenario, DateADT day)
{
	for (int i = 0; i < scenario->holidays; i++)
		if (day >= scenario->holiday[i].from && day <= scenario->holiday[i].to)
			return true;
	return false;
}

/*
 * MonthEnd is the last day of a month, by its number.
 */
static DateADT
MonthEnd(int32 month)
{
	return PeriodStart(PERIOD_MONTH, month + 1) - 1;
}

/*
 * MakeCohorts lists the days of receipt: those of the open cases, then the
 * working days, on which requests arrive.
 */
static void
MakeCohorts(Simulation *simulation)
{
	const Scenario *scenario = &simulation->scenario;
	const Queue *queue = scenario->queue;
	int32		open = 0;
	int32		days = scenario->until - scenario->stand;
	DateADT    *received;

	for (int stage = 0; stage < STAGES; stage++)
		open += queue->cells[stage];
	simulation->received = received = palloc_extended(sizeof(DateADT) * (open + days), MCXT_ALLOC_HUGE);
	open = 0;
	for (int stage = 0; stage < STAGES; stage++)
		for (int i = 0; i < queue->cells[stage]; i++)
			received[open++] = queue->cell[stage][i].day;
	qsort(received, open, sizeof(DateADT), CompareDays);
	for (int32 i = 0; i < open; i++)
		if (i == 0 || received[i] != received[i - 1])
			received[simulation->cohorts++] = received[i];
	for (int32 after = 1; after <= days; after++)
		if (IsWorkingDay(scenario->calendar, scenario->stand + after))
		{
			received[simulation->cohorts++] = scenario->stand + after;
			simulation->days++;
		}
}

/*
 * ExpectedArrivals is what a day of the calendar brings.  The lines cover every day.
 */
static double
ExpectedArrivals(const Scenario *scenario, DateADT day)
{
	for (int i = 0; i < scenario->arrivals; i++)
		if (day >= scenario->arrival[i].from && day <= scenario->arrival[i].to)
			return scenario->arrival[i].per_week / DAYS_PER_WEEK;
	return 0;
}

/*
 * MakeDays fills the table of working days.  The days of a month, and what
 * arrives in it, are shared by its working days; a team does a fifth of its week
 * on each of them, so that a bank holiday costs it one.
 */
static void
MakeDays(Simulation *simulation)
{
	const Scenario *scenario = &simulation->scenario;
	int32		span = scenario->until - scenario->stand;
	int32		place = simulation->days;
	int32		month = PG_INT32_MIN;
	double		days_worth = 0;

	simulation->day = palloc0(sizeof(SimDay) * Max(simulation->days, 1));
	simulation->place_from = palloc(sizeof(int32) * (span + 1));
	for (int32 after = span; after >= 0; after--)
	{
		if (after > 0 && IsWorkingDay(scenario->calendar, scenario->stand + after))
			place--;
		simulation->place_from[after] = place;
	}
	Assert(place == 0);
	for (int32 after = 1; after <= span; after++)
	{
		SimDay	   *day = &simulation->day[place];
		DateADT		today = scenario->stand + after;

		CHECK_FOR_INTERRUPTS();
		if (!IsWorkingDay(scenario->calendar, today))
			continue;
		if (PeriodNumber(PERIOD_MONTH, today) != month)
		{
			DateADT		first;
			DateADT		last;

			month = PeriodNumber(PERIOD_MONTH, today);
			first = PeriodStart(PERIOD_MONTH, month);
			last = MonthEnd(month);
			days_worth = (double) (last - first + 1) / WorkingDaysBetween(scenario->calendar, first, last + 1);
		}
		day->day = today;
		day->week = (after - 1) / DAYS_PER_WEEK;
		day->cohort = simulation->cohorts - simulation->days + place;
		day->days_worth = days_worth;
		day->arrivals = ExpectedArrivals(scenario, today) * days_worth;
		for (int i = 0; i < scenario->lines; i++)
		{
			const CapacityLine *line = &scenario->line[i];

			if (today >= line->from && today <= line->to &&
				!(line->term_time && InSchoolHoliday(scenario, today)))
				day->capacity[line->stage] += line->per_week / WORKING_DAYS_PER_WEEK;
		}
		for (int stage = 0; stage < STAGES; stage++)
		{
			int32		ready_after = after + scenario->least_days[stage];

			day->ready[stage] = ready_after > span ? simulation->days : simulation->place_from[ready_after];
		}
		day->in_time_from = FirstSince(simulation, (int64) today - scenario->limit_days);
		day->due_before = day->in_time_from;
		for (int band = 0; band < PACE_BANDS - 1; band++)
			day->band_from[band] = FirstSince(simulation, (int64) today - pace_first_age[band + 1] + 1);
		day->band_from[PACE_BANDS - 1] = 0;
		place++;
	}
}

/*
 * MakeMonths fills the table of months; the last may end before its end.
 */
static void
MakeMonths(Simulation *simulation)
{
	const Scenario *scenario = &simulation->scenario;
	int32		first = PeriodNumber(PERIOD_MONTH, scenario->stand + 1);
	int32		place = 0;

	simulation->months = PeriodNumber(PERIOD_MONTH, scenario->until) - first + 1;
	simulation->month = palloc0(sizeof(SimMonth) * simulation->months);
	for (int32 m = 0; m < simulation->months; m++)
	{
		SimMonth   *month = &simulation->month[m];

		month->first = PeriodStart(PERIOD_MONTH, first + m);
		month->last = Min(MonthEnd(first + m), scenario->until);
		while (place < simulation->days && simulation->day[place].day <= month->last)
			place++;
		month->days_before = place;
		month->overdue_before = FirstSince(simulation, (int64) month->last - scenario->limit_days);
		month->year_before = FirstSince(simulation, (int64) month->last - YEAR_OF_WEEKS_DAYS);
	}
	simulation->due_month = palloc(sizeof(int32) * Max(simulation->cohorts, 1));
	for (int32 cohort = 0; cohort < simulation->cohorts; cohort++)
	{
		int64		due = (int64) simulation->received[cohort] + scenario->limit_days;

		simulation->due_month[cohort] = due > scenario->stand && due <= scenario->until
			? PeriodNumber(PERIOD_MONTH, (DateADT) due) - first : -1;
	}
	simulation->due_open = FirstSince(simulation, (int64) scenario->stand + 1 - scenario->limit_days);
	simulation->due_end = FirstSince(simulation, (int64) scenario->until + 1 - scenario->limit_days);
}

/*
 * MakeEntries lists the open cases.  When they entered their stage nobody says:
 * they are ready as soon as the least time to the end of the stage has passed
 * since they were received.  Where advice has no limit, a case that waits for it
 * is one that waits for its plan: else it would wait for it from the stand on,
 * however long ago it was received.
 */
static void
MakeEntries(Simulation *simulation)
{
	const Scenario *scenario = &simulation->scenario;
	const Queue *queue = scenario->queue;
	int32		span = scenario->until - scenario->stand;
	int64		least = 0;
	int64		least_all = 0;

	for (int stage = 0; stage < STAGES; stage++)
	{
		least_all += scenario->least_days[stage];
		simulation->entries += queue->cells[stage];
	}
	simulation->entry = palloc_extended(sizeof(SimEntry) * Max(simulation->entries, 1), MCXT_ALLOC_HUGE);
	simulation->entries = 0;
	for (int stage = 0; stage < STAGES; stage++)
	{
		bool		goes_on = stage == STAGE_ADVICE && !simulation->limited[stage];

		simulation->undated += queue->undated[stage];
		least += scenario->least_days[stage];
		for (int i = 0; i < queue->cells[stage]; i++)
		{
			SimEntry   *entry = &simulation->entry[simulation->entries++];
			int64		after = (int64) queue->cell[stage][i].day + (goes_on ? least_all : least) - scenario->stand;

			entry->stage = goes_on ? STAGE_PLAN : stage;
			entry->cohort = FirstSince(simulation, queue->cell[stage][i].day);
			entry->count = (int32) queue->cell[stage][i].count;
			entry->place = after > span ? simulation->days : simulation->place_from[Max(after, 1)];
			simulation->open += entry->count;
		}
	}
	simulation->open += simulation->undated;
}

/*
 * ScheduleScenario makes the tables of a scenario whose parts have been checked.
 */
Simulation *
ScheduleScenario(const Scenario *scenario)
{
	Simulation *simulation = palloc0(sizeof(Simulation));
	const Pace *pace = scenario->pace;

	simulation->scenario = *scenario;
	for (int i = 0; i < scenario->lines; i++)
		simulation->limited[scenario->line[i].stage] = true;
	simulation->flows = scenario->order == ORDER_AS_OBSERVED && !simulation->limited[STAGE_PLAN];
	simulation->limited[STAGE_PLAN] = true;
	for (int band = 0; band < PACE_BANDS; band++)
	{
		if (pace != NULL && pace->has_span && pace->band[band].case_days > 0)
			simulation->hazard[band] = (double) pace->band[band].plans / pace->band[band].case_days;
		simulation->band_in_time[band] = band + 1 < PACE_BANDS && pace_first_age[band + 1] - 1 <= scenario->limit_days;
	}
	MakeCohorts(simulation);
	MakeDays(simulation);
	MakeMonths(simulation);
	MakeEntries(simulation);
	return simulation;
}
