/*
 * simulate.c --- one future of a queue: see simulate.h.
 *
 * What will be ready on a later day lies in a list of that day; what is ready
 * is counted by cohort, the day received, with a bit for each cohort that has
 * any.  A run has three generators, of demand, of capacity and of choice, so
 * that two scenarios differ in what they suppose and not in their luck.
 */
#include "postgres.h"
#include "compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "recovery/simulate.h"

#define LISTS (STAGES + 1)
#define LIST_WITHDRAWN STAGES	/* beside one for each stage */
#define NO_NODE (-1)
#define NO_COHORT (-1)
#define FIRST_NODES 4096

/* Cases of a cohort in a list. */
typedef struct SimNode
{
	int32		cohort;
	int32		count;
	int32		next;
} SimNode;

struct SimState
{
	const Simulation *simulation;
	Random		demand;
	Random		supply;
	Random		choice;
	int32		words;			/* of a set of cohorts */
	int32	   *ready[STAGES];	/* by cohort */
	uint64	   *any_ready[STAGES];
	int64		ready_cases[STAGES];
	bool		by_band;		/* plans are issued as observed */
	int64		band_cases[PACE_BANDS]; /* then those ready for the plan */
	double		hazard[PACE_BANDS]; /* and plans for each case-day, in this run */
	int32	   *open;			/* by cohort: not ended, whatever they wait for */
	int32		oldest;			/* no cohort before it has an open case */
	int32	   *list[LISTS];	/* by day: its first node */
	SimNode    *node;
	int32		nodes;
	int32		room;
	double		carry[STAGES];	/* capacity that made no whole case yet */
	double		turn[STAGES];	/* what the share in time has carried */
	int64		ended;
	SimCounts  *counts;			/* of the first month */
	SimCounts  *now;			/* of this one */
};

SimState *
CreateSimState(const Simulation *simulation)
{
	SimState   *state = palloc0(sizeof(SimState));

	state->simulation = simulation;
	state->by_band = simulation->scenario.order == ORDER_AS_OBSERVED;
	state->words = (simulation->cohorts + 63) / 64;
	for (int stage = 0; stage < STAGES; stage++)
	{
		state->ready[stage] = palloc(sizeof(int32) * Max(simulation->cohorts, 1));
		state->any_ready[stage] = palloc(sizeof(uint64) * Max(state->words, 1));
	}
	state->open = palloc(sizeof(int32) * Max(simulation->cohorts, 1));
	for (int list = 0; list < LISTS; list++)
		state->list[list] = palloc(sizeof(int32) * Max(simulation->days, 1));
	state->room = FIRST_NODES;
	state->node = palloc(sizeof(SimNode) * state->room);
	return state;
}

/* sets of cohorts ---------------------------------------------------------- */

/*
 * FirstFrom is the first cohort of a set, from one on.
 */
static inline int32
FirstFrom(const uint64 *set, int32 words, int32 from)
{
	int32		word = from / 64;
	uint64		bits;

	if (word >= words)
		return NO_COHORT;
	bits = set[word] & (~UINT64CONST(0) << (from % 64));
	while (bits == 0)
	{
		if (++word >= words)
			return NO_COHORT;
		bits = set[word];
	}
	return word * 64 + pg_rightmost_one_pos64(bits);
}

static inline int32
LastOf(const uint64 *set, int32 words)
{
	for (int32 word = words - 1; word >= 0; word--)
		if (set[word] != 0)
			return word * 64 + pg_leftmost_one_pos64(set[word]);
	return NO_COHORT;
}

/*
 * BandOf is the band of ages that a cohort is in on a day.
 */
static inline int
BandOf(const SimDay *day, int32 cohort)
{
	int			band = 0;

	while (cohort < day->band_from[band])
		band++;
	return band;
}

/* moving cases ------------------------------------------------------------- */

/*
 * Enlist puts cases on the list of a day.  Those beyond the horizon stay open.
 */
static void
Enlist(SimState *state, int list, int32 place, int32 cohort, int32 count)
{
	int32	   *first;
	SimNode    *node;

	if (count == 0 || place >= state->simulation->days)
		return;
	first = &state->list[list][place];
	/* The same cohort is most often the last that came, or the one before it. */
	if (*first != NO_NODE)
	{
		node = &state->node[*first];
		if (node->cohort != cohort && node->next != NO_NODE)
			node = &state->node[node->next];
		if (node->cohort == cohort)
		{
			node->count += count;
			return;
		}
	}
	if (state->nodes == state->room)
	{
		state->room *= 2;
		state->node = repalloc_huge(state->node, sizeof(SimNode) * state->room);
	}
	node = &state->node[state->nodes];
	node->cohort = cohort;
	node->count = count;
	node->next = *first;
	*first = state->nodes++;
}

static inline void
End(SimState *state, int32 cohort, int32 count)
{
	state->open[cohort] -= count;
	state->ended += count;
}

static inline void
AddReady(SimState *state, Stage stage, const SimDay *day, int32 cohort, int32 count)
{
	state->ready[stage][cohort] += count;
	state->any_ready[stage][cohort / 64] |= UINT64CONST(1) << (cohort % 64);
	state->ready_cases[stage] += count;
	if (stage == STAGE_PLAN && state->by_band)
		state->band_cases[BandOf(day, cohort)] += count;
}

static inline void
TakeReady(SimState *state, Stage stage, const SimDay *day, int32 cohort, int32 count)
{
	state->ready[stage][cohort] -= count;
	if (state->ready[stage][cohort] == 0)
		state->any_ready[stage][cohort / 64] &= ~(UINT64CONST(1) << (cohort % 64));
	state->ready_cases[stage] -= count;
	if (stage == STAGE_PLAN && state->by_band)
		state->band_cases[BandOf(day, cohort)] -= count;
}

/*
 * Finish deals with cases of a cohort in a stage, on a day: they go on, or end.
 */
static void
Finish(SimState *state, Stage stage, const SimDay *day, int32 cohort, int32 count)
{
	const Simulation *simulation = state->simulation;

	switch (stage)
	{
		case STAGE_DECISION:
			{
				int32		refused = RandomBinomial(&state->choice, count, simulation->scenario.refused);

				state->now->refused += refused;
				End(state, cohort, refused);
				Enlist(state, STAGE_ADVICE, day->ready[STAGE_ADVICE], cohort, count - refused);
				break;
			}
		case STAGE_ADVICE:
			state->now->advice += count;
			Enlist(state, STAGE_PLAN, day->ready[STAGE_PLAN], cohort, count);
			break;
		case STAGE_PLAN:
			state->now->plans += count;
			if (cohort >= day->in_time_from)
			{
				int32		due = simulation->due_month[cohort];

				state->now->in_time += count;
				if (due >= 0)
				{
					state->counts[due].due += count;
					state->counts[due].due_in_time += count;
				}
			}
			End(state, cohort, count);
			break;
	}
}

/*
 * Serve deals with up to so many cases of a cohort that are ready, and returns
 * how many took capacity: a plan that is withheld takes none of it.
 */
static int64
Serve(SimState *state, Stage stage, const SimDay *day, int32 cohort, int64 most)
{
	double		no_plan = state->simulation->scenario.no_plan;
	int32		ready = state->ready[stage][cohort];
	int32		served = (int32) Min(most, ready);

	if (stage == STAGE_PLAN && no_plan > 0)
	{
		int32		none = 0;

		served = 0;
		while (served < most && served + none < ready)
		{
			if (RandomUnit(&state->choice) < no_plan)
				none++;
			else
				served++;
		}
		state->now->no_plan += none;
		End(state, cohort, none);
		TakeReady(state, stage, day, cohort, none);
	}
	TakeReady(state, stage, day, cohort, served);
	Finish(state, stage, day, cohort, served);
	return served;
}

/* which comes next ----------------------------------------------------------- */

/*
 * CaseOfBand is the cohort of a case of a band, by its place among the cases
 * that are ready there, the oldest first.
 */
static int32
CaseOfBand(const SimState *state, const SimDay *day, int band, int64 nth)
{
	const int32 *ready = state->ready[STAGE_PLAN];
	int32		cohort = day->band_from[band];

	Assert(nth < state->band_cases[band]);
	while (nth >= ready[cohort])
		nth -= ready[cohort++];
	return cohort;
}

/*
 * NextAsObserved draws a case by plans for each case-day in its band.  Where no
 * plan was seen in any band that has cases, the oldest comes.
 */
static int32
NextAsObserved(SimState *state, const SimDay *day)
{
	double		weight[PACE_BANDS];
	double		total = 0;
	double		at;
	int			band = -1;

	for (int b = 0; b < PACE_BANDS; b++)
	{
		weight[b] = state->hazard[b] * state->band_cases[b];
		total += weight[b];
	}
	if (total <= 0)
		return FirstFrom(state->any_ready[STAGE_PLAN], state->words, 0);
	at = RandomUnit(&state->choice) * total;
	for (int b = 0; b < PACE_BANDS; b++)
	{
		if (weight[b] <= 0)
			continue;
		band = b;
		if (at < weight[b])
			break;
		at -= weight[b];
	}
	return CaseOfBand(state, day, band,
					  Min((int64) (at / state->hazard[band]), state->band_cases[band] - 1));
}

/*
 * NextCohort is the cohort of the next case, and how many may follow from it.
 */
static int32
NextCohort(SimState *state, Stage stage, const SimDay *day, int64 *most)
{
	const Scenario *scenario = &state->simulation->scenario;
	const uint64 *set = state->any_ready[stage];
	IssueOrder	order = scenario->order;
	int32		in_time;
	int32		oldest;

	/* What is observed is of plans. */
	if (order == ORDER_AS_OBSERVED && stage != STAGE_PLAN)
		order = ORDER_OLDEST;
	switch (order)
	{
		case ORDER_NEWEST:
			return LastOf(set, state->words);
		case ORDER_IN_TIME_FIRST:
			in_time = FirstFrom(set, state->words, day->in_time_from);
			return in_time != NO_COHORT ? in_time : FirstFrom(set, state->words, 0);
		case ORDER_SHARE:
			*most = 1;
			oldest = FirstFrom(set, state->words, 0);
			in_time = FirstFrom(set, state->words, day->in_time_from);
			state->turn[stage] += scenario->share;
			if (state->turn[stage] < 1)
				return oldest;
			state->turn[stage] -= 1;
			return in_time != NO_COHORT ? in_time : oldest;
		case ORDER_AS_OBSERVED:
			*most = 1;
			return NextAsObserved(state, day);
		case ORDER_OLDEST:
			break;
	}
	return FirstFrom(set, state->words, 0);
}

/* a day ---------------------------------------------------------------------- */

/*
 * WorkStage deals with what the capacity of a day allows.  The part of a case
 * that is left over is kept for the next day, unless nothing is ready.
 */
static void
WorkStage(SimState *state, Stage stage, const SimDay *day, double capacity)
{
	int64		left;

	if (state->ready_cases[stage] == 0)
	{
		state->carry[stage] = 0;
		return;
	}
	state->carry[stage] += capacity;
	left = (int64) state->carry[stage];
	state->carry[stage] -= left;
	while (left > 0 && state->ready_cases[stage] > 0)
	{
		int64		most = left;
		int32		cohort = NextCohort(state, stage, day, &most);

		left -= Serve(state, stage, day, cohort, most);
	}
}

/*
 * FlowAsObserved issues what the pace alone would, whatever the capacity.  How
 * far a run leans to plans in time moves which they are, and not how many.
 */
static void
FlowAsObserved(SimState *state, const SimDay *day, double level)
{
	const Simulation *simulation = state->simulation;
	int64		plans[PACE_BANDS];
	double		observed = 0;
	double		leaning = 0;

	for (int band = 0; band < PACE_BANDS; band++)
	{
		observed += simulation->hazard[band] * state->band_cases[band];
		leaning += state->hazard[band] * state->band_cases[band];
	}
	if (leaning > 0)
		level *= observed / leaning;
	for (int band = 0; band < PACE_BANDS; band++)
	{
		double		mean = state->hazard[band] * state->band_cases[band] * day->days_worth * level;

		plans[band] = Min(RandomPoisson(&state->supply, mean), state->band_cases[band]);
	}
	for (int band = 0; band < PACE_BANDS; band++)
		while (plans[band] > 0 && state->band_cases[band] > 0)
		{
			int64		nth = (int64) (RandomUnit(&state->choice) * state->band_cases[band]);

			plans[band] -= Serve(state, STAGE_PLAN, day, CaseOfBand(state, day, band, nth), 1);
		}
}

/*
 * Age moves what is ready from band to band, from one working day to the next.
 */
static void
Age(SimState *state, const SimDay *before, const SimDay *day)
{
	const int32 *ready = state->ready[STAGE_PLAN];

	for (int band = 0; band < PACE_BANDS - 1; band++)
		for (int32 cohort = before->band_from[band]; cohort < day->band_from[band]; cohort++)
		{
			state->band_cases[band] -= ready[cohort];
			state->band_cases[band + 1] += ready[cohort];
		}
}

/*
 * CountDue counts the cases that became due without a plan.
 */
static void
CountDue(SimState *state, int32 *due, int32 before)
{
	for (; *due < before; (*due)++)
		if (state->simulation->due_month[*due] >= 0)
			state->counts[state->simulation->due_month[*due]].due += state->open[*due];
}

/*
 * Receive draws the requests of a day, and which of them will be withdrawn, on
 * a day before the limit is over.
 */
static void
Receive(SimState *state, const SimDay *day, double level)
{
	const Simulation *simulation = state->simulation;
	const Scenario *scenario = &simulation->scenario;
	int32		requests = (int32) RandomPoisson(&state->demand, day->arrivals * level);
	int32		withdrawn = RandomBinomial(&state->demand, requests, scenario->withdrawn);

	state->now->requests += requests;
	state->open[day->cohort] += requests;
	for (int32 i = 0; i < withdrawn; i++)
	{
		int32		age = 1 + (int32) (RandomUnit(&state->demand) * scenario->limit_days);
		int32		after = day->day - scenario->stand + age;

		if (after <= scenario->until - scenario->stand)
			Enlist(state, LIST_WITHDRAWN, simulation->place_from[after], day->cohort, 1);
	}
	Enlist(state, STAGE_DECISION, day->ready[STAGE_DECISION], day->cohort, requests - withdrawn);
}

/*
 * WorkDay is a working day: who withdrew, what arrives, and each stage in turn.
 */
static void
WorkDay(SimState *state, int32 place, int32 *due, double demand, const double *supply)
{
	const Simulation *simulation = state->simulation;
	const SimDay *day = &simulation->day[place];

	for (int32 at = state->list[LIST_WITHDRAWN][place]; at != NO_NODE; at = state->node[at].next)
	{
		state->now->withdrawn += state->node[at].count;
		End(state, state->node[at].cohort, state->node[at].count);
	}
	CountDue(state, due, day->due_before);
	Receive(state, day, demand);
	if (place > 0 && state->by_band)
		Age(state, day - 1, day);
	for (int stage = 0; stage < STAGES; stage++)
	{
		int32		at = state->list[stage][place];

		while (at != NO_NODE)
		{
			SimNode		node = state->node[at];

			if (simulation->limited[stage])
				AddReady(state, stage, day, node.cohort, node.count);
			else
				Finish(state, stage, day, node.cohort, node.count);
			at = node.next;
		}
		if (stage == STAGE_PLAN && simulation->flows)
			FlowAsObserved(state, day, supply[stage]);
		else if (simulation->limited[stage])
			WorkStage(state, stage, day, day->capacity[stage] * supply[stage]);
	}
}

/* a run ---------------------------------------------------------------------- */

/*
 * OpenQueue puts the cases that are open on the stand where they wait.  Of those
 * that are not yet due some will be withdrawn: the share of requests, less what
 * has been withdrawn at their age.
 */
static void
OpenQueue(SimState *state)
{
	const Simulation *simulation = state->simulation;
	const Scenario *scenario = &simulation->scenario;
	double		share = scenario->withdrawn;

	for (int32 i = 0; i < simulation->entries; i++)
	{
		const SimEntry *entry = &simulation->entry[i];
		int32		age = scenario->stand - simulation->received[entry->cohort];
		int32		young = scenario->limit_days - age;
		int32		withdrawn = 0;

		state->open[entry->cohort] += entry->count;
		if (share > 0 && young > 0)
			withdrawn = RandomBinomial(&state->demand, entry->count,
									   share * young / (scenario->limit_days - share * age));
		for (int32 n = 0; n < withdrawn; n++)
		{
			int32		after = 1 + (int32) (RandomUnit(&state->demand) * young);

			if (after <= scenario->until - scenario->stand)
				Enlist(state, LIST_WITHDRAWN, simulation->place_from[after], entry->cohort, 1);
		}
		Enlist(state, entry->stage, entry->place, entry->cohort, entry->count - withdrawn);
	}
}

/*
 * CloseMonth counts the open cases at the end of a month, and what has become
 * of all the others.
 */
static void
CloseMonth(SimState *state, const SimMonth *month, int64 expected)
{
	const Simulation *simulation = state->simulation;
	int64		open = simulation->undated;
	int64		overdue = 0;
	int64		over_year = 0;
	int32		cohort;

	while (state->oldest < simulation->cohorts && state->open[state->oldest] == 0 &&
		   simulation->received[state->oldest] <= month->last)
		state->oldest++;
	state->now->oldest = state->oldest < simulation->cohorts && state->open[state->oldest] > 0
		? month->last - simulation->received[state->oldest] : -1;
	for (cohort = state->oldest; cohort < month->year_before; cohort++)
		over_year += state->open[cohort];
	for (cohort = state->oldest; cohort < month->overdue_before; cohort++)
		overdue += state->open[cohort];
	for (cohort = state->oldest; cohort < simulation->cohorts && simulation->received[cohort] <= month->last; cohort++)
		open += state->open[cohort];
	if (open != expected)
		elog(ERROR, "a projection lost count: " INT64_FORMAT " cases are open on %s, and should be " INT64_FORMAT,
			 open, DateText(month->last), expected);
	state->now->open = (int32) open;
	state->now->overdue = (int32) overdue;
	state->now->over_year = (int32) over_year;
}

/*
 * Level is what a standard normal number makes of a level: exp(spread z), and for
 * the weeks of it less half the square of the spread, so that their mean is 1.
 */
static inline double
Level(Random *random, double spread, bool mean_one)
{
	double		z = RandomNormal(random);

	if (spread == 0)
		return 1;
	return RandomExp(spread * z - (mean_one ? spread * spread / 2 : 0));
}

/*
 * Lean draws how far a run leans to plans in time, as against what was observed.
 * The odds that a plan is in time are moved by it, whatever cases are ready.
 */
static void
Lean(SimState *state)
{
	const Simulation *simulation = state->simulation;
	double		spread = simulation->scenario.order_spread;
	double		odds = spread > 0 ? Level(&state->choice, spread, false) : 1;

	for (int band = 0; band < PACE_BANDS; band++)
		state->hazard[band] = simulation->hazard[band] * (simulation->band_in_time[band] ? odds : 1);
}

static void
Reset(SimState *state, SimCounts *counts)
{
	const Simulation *simulation = state->simulation;

	for (int stage = 0; stage < STAGES; stage++)
	{
		memset(state->ready[stage], 0, sizeof(int32) * simulation->cohorts);
		memset(state->any_ready[stage], 0, sizeof(uint64) * state->words);
		state->ready_cases[stage] = 0;
		state->carry[stage] = 0;
		state->turn[stage] = 0;
	}
	memset(state->band_cases, 0, sizeof(state->band_cases));
	memset(state->open, 0, sizeof(int32) * simulation->cohorts);
	for (int list = 0; list < LISTS; list++)
		for (int32 place = 0; place < simulation->days; place++)
			state->list[list][place] = NO_NODE;
	memset(counts, 0, sizeof(SimCounts) * simulation->months);
	state->oldest = 0;
	state->nodes = 0;
	state->ended = 0;
	state->counts = counts;
}

/*
 * SimulateRun is one future.  It depends on the seed and its number only, and
 * not on the runs before it.
 */
void
SimulateRun(SimState *state, uint64 run, SimCounts *counts)
{
	const Simulation *simulation = state->simulation;
	const Scenario *scenario = &simulation->scenario;
	double		demand_level;
	double		supply_level[STAGES];
	double		demand = 0;
	double		supply[STAGES] = {0};
	uint64		seed;
	int64		requests = 0;
	int32		place = 0;
	int32		due = simulation->due_open;
	int32		week = -1;

	Reset(state, counts);
	seed = RandomSeed(&state->demand, scenario->seed * 1000003 + run);
	seed = RandomSeed(&state->supply, seed);
	RandomSeed(&state->choice, seed);
	demand_level = Level(&state->demand, scenario->demand_spread, false);
	for (int stage = 0; stage < STAGES; stage++)
		supply_level[stage] = Level(&state->supply, scenario->capacity_spread, false);
	if (state->by_band)
		Lean(state);
	OpenQueue(state);
	for (int32 m = 0; m < simulation->months; m++)
	{
		const SimMonth *month = &simulation->month[m];

		CHECK_FOR_INTERRUPTS();
		state->now = &counts[m];
		for (; place < month->days_before; place++)
		{
			/* A week without a working day has its chance too. */
			for (; week < simulation->day[place].week; week++)
			{
				demand = demand_level * Level(&state->demand, scenario->demand_week_spread, true);
				for (int stage = 0; stage < STAGES; stage++)
					supply[stage] = supply_level[stage] * Level(&state->supply, scenario->capacity_week_spread, true);
			}
			WorkDay(state, place, &due, demand, supply);
		}
		if (m == simulation->months - 1)
			CountDue(state, &due, simulation->due_end);
		requests += counts[m].requests;
		CloseMonth(state, month, simulation->open + requests - state->ended);
	}
}
