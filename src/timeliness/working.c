/*
 * working.c --- the working form of sen.timeliness: counters changed in place.
 *
 * Nearly every case takes a few days to a few years, so each class keeps a
 * dense run of counters over the days that occur, grown by whole chunks.
 * Days outside [DENSE_FIRST, DENSE_END) go to a list, sorted and merged each
 * time it fills up, which doubles if that does not help; so a state holds at
 * most 100 kB of counters, and otherwise grows only with distinct odd days.
 *
 * A function that needs more room returns a new state; the caller (in the end
 * the executor) frees the old one.
 */
#include "postgres.h"
#include "compat.h"

#include "timeliness/timeliness.h"
#include "utils/memutils.h"

#define DENSE_FIRST (-1024)
#define DENSE_END 4096
#define CHUNK 64				/* divides DENSE_FIRST and DENSE_END */
#define FIRST_OUTLIERS 16

/* The counters of one class: days [first, first + days). */
typedef struct Run
{
	int32		first;
	uint32		days;
	uint32		offset;			/* of its first counter */
} Run;

typedef struct Outlier
{
	int32		class;
	int32		day;
	int64		count;
} Outlier;

typedef struct Working
{
	Timeliness	header;
	uint32		counters;		/* in all runs; even, which keeps outliers aligned */
	uint32		outliers;		/* in use */
	uint32		outlier_room;
	uint32		unused;
	int64		unusable[CASE_CLASSES];
	Run			run[CASE_CLASSES];
	uint32		padding;
	uint32		counter[FLEXIBLE_ARRAY_MEMBER];
	/* then Outlier[outlier_room] */
} Working;

static Outlier *
Outliers(Working *state)
{
	return (Outlier *) (state->counter + state->counters);
}

static void
RefuseCount(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("too many cases in one summary"),
			 errdetail("A value of type sen.timeliness holds at most %u cases of one class on one day.", TIMELINESS_MAX_COUNT),
			 errhint("Keep the summaries of smaller groups apart.")));
}

static Working *
Allocate(uint32 counters, uint32 outlier_room)
{
	Size		size = offsetof(Working, counter) + sizeof(uint32) * counters + sizeof(Outlier) * (Size) outlier_room;
	Working    *state;

	if (size > MaxAllocSize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many different numbers of days in one summary"),
				 errhint("Keep the summaries of smaller groups apart.")));
	state = palloc0(size);
	SET_VARSIZE(state, size);
	state->header.version = TIMELINESS_VERSION;
	state->header.form = FORM_WORKING;
	state->counters = counters;
	state->outlier_room = outlier_room;
	return state;
}

/*
 * WorkingCreate makes an empty state.
 */
Timeliness *
WorkingCreate(void)
{
	return (Timeliness *) Allocate(0, 0);
}

static int
CompareOutliers(const void *a, const void *b)
{
	const Outlier *x = a,
			   *y = b;

	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	return x->day < y->day ? -1 : x->day > y->day;
}

/*
 * MergeOutliers sorts a list and adds up what is equal; returns its new length.
 */
static uint32
MergeOutliers(Outlier *list, uint32 length)
{
	uint32		kept = 0;

	if (length == 0)
		return 0;
	qsort(list, length, sizeof(Outlier), CompareOutliers);
	for (uint32 i = 1; i < length; i++)
	{
		if (CompareOutliers(&list[kept], &list[i]) == 0)
			list[kept].count += list[i].count;
		else
			list[++kept] = list[i];
	}
	return kept + 1;
}

/*
 * Resize copies a state into one in which class covers [first, first + days)
 * and the list has room for outlier_room.
 */
static Working *
Resize(Working *old, int class, int32 first, uint32 days, uint32 outlier_room)
{
	Working    *state = Allocate(old->counters - old->run[class].days + days, outlier_room);
	uint32		offset = 0;

	memcpy(state->unusable, old->unusable, sizeof(old->unusable));
	for (int c = 0; c < CASE_CLASSES; c++)
	{
		const Run  *from = &old->run[c];
		Run		   *to = &state->run[c];

		*to = *from;
		if (c == class)
		{
			to->first = first;
			to->days = days;
		}
		to->offset = offset;
		offset += to->days;
		if (from->days > 0)
			memcpy(&state->counter[to->offset + (from->first - to->first)],
				   &old->counter[from->offset], sizeof(uint32) * from->days);
	}
	state->outliers = old->outliers;
	memcpy(Outliers(state), Outliers(old), sizeof(Outlier) * old->outliers);
	return state;
}

/*
 * CoverDay grows the run of a class to include a day of the dense range.
 */
static Working *
CoverDay(Working *state, int class, int32 day)
{
	const Run  *run = &state->run[class];
	int32		chunk = day - ((day - DENSE_FIRST) % CHUNK);
	int32		first = run->days == 0 ? chunk : Min(run->first, chunk);
	int32		end = run->days == 0 ? chunk + CHUNK : Max(run->first + (int32) run->days, chunk + CHUNK);

	return Resize(state, class, first, end - first, state->outlier_room);
}

static Working *
AddOutlier(Working *state, int class, int32 day, uint32 count)
{
	Outlier    *outlier;

	if (state->outliers == state->outlier_room)
	{
		state->outliers = MergeOutliers(Outliers(state), state->outliers);
		if (state->outliers >= state->outlier_room / 2)
			state = Resize(state, 0, state->run[0].first, state->run[0].days,
						   Max(FIRST_OUTLIERS, state->outlier_room * 2));
	}
	outlier = &Outliers(state)[state->outliers++];
	outlier->class = class;
	outlier->day = day;
	outlier->count = count;
	return state;
}

/*
 * WorkingAdd counts cases of one class that took, or have taken, day days.
 */
Timeliness *
WorkingAdd(Timeliness *value, CaseClass class, int32 day, uint32 count)
{
	Working    *state = (Working *) value;
	Run		   *run = &state->run[class];
	uint32	   *counter;

	if (unlikely((uint32) day - (uint32) run->first >= run->days))
	{
		if (day < DENSE_FIRST || day >= DENSE_END)
			return (Timeliness *) AddOutlier(state, class, day, count);
		state = CoverDay(state, class, day);
		run = &state->run[class];
	}
	counter = &state->counter[run->offset + (day - run->first)];
	if (unlikely(*counter > TIMELINESS_MAX_COUNT - count))
		RefuseCount();
	*counter += count;
	return (Timeliness *) state;
}

/*
 * WorkingAddUnusable counts cases of one class whose days are not known.
 */
void
WorkingAddUnusable(Timeliness *value, CaseClass class, uint32 count)
{
	Working    *state = (Working *) value;

	if (state->unusable[class] > (int64) TIMELINESS_MAX_COUNT - count)
		RefuseCount();
	state->unusable[class] += count;
}

static Timeliness *
AddTally(Timeliness *state, const Tally *tally)
{
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		int			cells = tally->cells[class];

		WorkingAddUnusable(state, class, tally->unusable[class]);

		/* The last day first, so that a run grows at most once upwards. */
		for (int i = cells - 1; i >= 0; i--)
			state = WorkingAdd(state, class, tally->cell[class][i].day, tally->cell[class][i].count);
	}
	return state;
}

/*
 * WorkingFrom makes a state of a value of either form.
 */
Timeliness *
WorkingFrom(const Timeliness *value)
{
	return AddTally(WorkingCreate(), TimelinessTally(value));
}

/*
 * WorkingMerge adds a value of either form to a state.
 */
Timeliness *
WorkingMerge(Timeliness *state, const Timeliness *other)
{
	return AddTally(state, TimelinessTally(other));
}

static void
PutCell(Tally *tally, int class, int32 day, int64 count)
{
	if (count > (int64) TIMELINESS_MAX_COUNT)
		RefuseCount();
	tally->cell[class][tally->cells[class]].day = day;
	tally->cell[class][tally->cells[class]].count = (uint32) count;
	tally->cells[class]++;
}

/*
 * CheckWorking refuses a state whose parts do not fit its size.
 */
static void
CheckWorking(const Working *state)
{
	Size		size = VARSIZE(state);
	uint64		counters = 0;
	bool		fits = size >= offsetof(Working, counter);

	for (int class = 0; fits && class < CASE_CLASSES; class++)
	{
		const Run  *run = &state->run[class];

		fits = run->offset == counters && run->days <= DENSE_END - DENSE_FIRST &&
			(run->days == 0 || (run->first >= DENSE_FIRST && run->first + (int32) run->days <= DENSE_END)) &&
			state->unusable[class] >= 0 && state->unusable[class] <= (int64) TIMELINESS_MAX_COUNT;
		counters += run->days;
	}
	if (!fits || counters != state->counters || counters % 2 != 0 ||
		state->outliers > state->outlier_room ||
		size != offsetof(Working, counter) + sizeof(uint32) * counters + sizeof(Outlier) * (Size) state->outlier_room)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable transition state of type sen.timeliness")));
}

/*
 * WorkingToTally reads a state without changing it: a window aggregate goes
 * on adding to it.
 */
Tally *
WorkingToTally(const Timeliness *value)
{
	Working    *state = (Working *) value;
	Tally	   *tally = palloc0(sizeof(Tally));
	Outlier    *outlier;
	uint32		outliers,
				next = 0;

	CheckWorking(state);
	outlier = palloc_extended(Max(1, state->outliers) * sizeof(Outlier), MCXT_ALLOC_HUGE);
	memcpy(outlier, Outliers(state), state->outliers * sizeof(Outlier));
	outliers = MergeOutliers(outlier, state->outliers);

	for (int class = 0; class < CASE_CLASSES; class++)
	{
		const Run  *run = &state->run[class];
		uint32		last = next;

		while (last < outliers && outlier[last].class == class)
			last++;
		tally->unusable[class] = (uint32) state->unusable[class];
		tally->cell[class] = palloc_extended(sizeof(Cell) * Max(1, run->days + (last - next)), MCXT_ALLOC_HUGE);
		for (; next < last && outlier[next].day < DENSE_FIRST; next++)
			PutCell(tally, class, outlier[next].day, outlier[next].count);
		for (uint32 i = 0; i < run->days; i++)
			if (state->counter[run->offset + i] > 0)
				PutCell(tally, class, run->first + (int32) i, state->counter[run->offset + i]);
		for (; next < last; next++)
			PutCell(tally, class, outlier[next].day, outlier[next].count);
	}
	pfree(outlier);
	return tally;
}
