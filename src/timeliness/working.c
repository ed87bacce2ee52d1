/*
 * working.c --- the working form of a summary or a series: counters changed in
 * place.
 *
 * A state has slots, one for each class of each period; a summary is the case
 * of one period.  Nearly every case takes a few days to a few years, so each
 * slot keeps a dense run of counters over the days that occur, and all runs
 * share one arena.  A run that has to grow moves to the end of the arena; an
 * arena that is full is packed into a larger state.  Days outside
 * [DENSE_FIRST, DENSE_END) go to a list, sorted and merged each time it fills
 * up, which doubles if that does not help.  So a state of one period holds at
 * most a few hundred kB of counters, however many cases it counts, and grows
 * only with distinct odd days.
 *
 * A function that needs more room returns a new state; the caller (in the end
 * the executor) frees the old one.
 */
#include "postgres.h"
#include "compat.h"

#include "timeliness/working.h"
#include "utils/memutils.h"

#define DENSE_FIRST (-1024)
#define DENSE_END 4096
#define CHUNK 64				/* divides DENSE_FIRST and DENSE_END */
#define FIRST_OUTLIERS 16

typedef struct Outlier
{
	int32		slot;
	int32		day;
	int64		count;			/* negative: taken out again */
} Outlier;

static inline Outlier *
Outliers(const Working *state)
{
	return (Outlier *) (Counters(state) + state->arena_room);
}

/*
 * WorkingRefuseCount says that a counter is full.
 */
void
WorkingRefuseCount(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("too many cases in one summary"),
			 errdetail("A summary holds at most %u cases of one class on one day.", TIMELINESS_MAX_COUNT),
			 errhint("Keep the summaries of smaller groups apart.")));
}

static void
RefuseRemoval(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a case is taken out of a summary that does not count it"),
			 errhint("The inverse transition may take out only what was added.")));
}

static Size
WorkingSize(Size slots, Size arena_room, Size outlier_room)
{
	return offsetof(Working, slot) + sizeof(Slot) * slots +
		sizeof(uint32) * arena_room + sizeof(Outlier) * outlier_room;
}

static Working *
Allocate(uint16 bucket, Size slots, Size arena_room, Size outlier_room)
{
	Size		size;
	Working    *state;

	arena_room += arena_room % 2;
	size = WorkingSize(slots, arena_room, outlier_room);
	if (size > MaxAllocSize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many different periods or numbers of days in one summary"),
				 errhint("Keep the summaries of smaller groups apart.")));
	state = palloc0(size);
	SET_VARSIZE(state, size);
	state->header.version = TIMELINESS_VERSION;
	state->header.form = FORM_WORKING;
	state->header.bucket = bucket;
	state->slots = slots;
	state->arena_room = arena_room;
	state->outlier_room = outlier_room;
	return state;
}

/*
 * WorkingCreate makes an empty state of one period.
 */
Timeliness *
WorkingCreate(uint16 bucket)
{
	return (Timeliness *) Allocate(bucket, CASE_CLASSES, 0, 0);
}

static int
CompareOutliers(const void *a, const void *b)
{
	const Outlier *x = a,
			   *y = b;

	if (x->slot != y->slot)
		return x->slot < y->slot ? -1 : 1;
	return x->day < y->day ? -1 : x->day > y->day;
}

/*
 * MergeOutliers sorts a list, adds up what is equal and drops what comes to
 * nothing; returns its new length.
 */
static uint32
MergeOutliers(Outlier *list, uint32 length)
{
	uint32		kept = 0;

	qsort(list, length, sizeof(Outlier), CompareOutliers);
	for (uint32 i = 0; i < length;)
	{
		Outlier		sum = list[i];

		while (++i < length && CompareOutliers(&sum, &list[i]) == 0)
			sum.count += list[i].count;
		if (sum.count != 0)
			list[kept++] = sum;
	}
	return kept;
}

/*
 * Pack copies a state into one with so many slots more before those of its
 * first period and after those of its last, and with room for more counters
 * and outliers, leaving out counters given up.
 */
static Working *
Pack(const Working *old, uint32 before, uint32 after, uint32 more_counters, uint32 outlier_room)
{
	Size		counters = more_counters;
	Working    *state;

	for (uint32 i = 0; i < old->slots; i++)
		counters += old->slot[i].days;
	if (more_counters > 0)
		counters += counters / 2;	/* so that it is not packed again soon */
	state = Allocate(old->header.bucket, (Size) old->slots + before + after, counters, outlier_room);
	state->first_period = old->first_period;
	for (uint32 i = 0; i < old->slots; i++)
	{
		Slot	   *slot = &state->slot[i < CASE_CLASSES ? i : i + before];

		*slot = old->slot[i];
		slot->offset = state->arena;
		if (slot->days > 0)
			memcpy(Counters(state) + slot->offset, Counters(old) + old->slot[i].offset, sizeof(uint32) * slot->days);
		state->arena += slot->days;
	}
	state->outliers = old->outliers;
	for (uint32 i = 0; i < old->outliers; i++)
	{
		Outlier    *outlier = &Outliers(state)[i];

		*outlier = Outliers(old)[i];
		if (outlier->slot >= CASE_CLASSES)
			outlier->slot += before;
	}
	return state;
}

/*
 * CoverDay grows the run of a slot to include a day of the dense range, and
 * further in that direction by half of what it holds.
 */
static Working *
CoverDay(Working *state, uint32 index, int32 day)
{
	Slot	   *slot = &state->slot[index];
	Slot		old = *slot;
	int32		chunk = day - ((day - DENSE_FIRST) % CHUNK);
	int32		spare = (int32) (old.days / 2 / CHUNK * CHUNK);
	int32		first = old.days == 0 ? chunk : old.first;
	int32		end = old.days == 0 ? chunk + CHUNK : old.first + (int32) old.days;

	if (day < first)
		first = Max(DENSE_FIRST, chunk - spare);
	if (day >= end)
		end = Min(DENSE_END, chunk + CHUNK + spare);
	if (state->arena_room - state->arena < (uint32) (end - first))
	{
		state = Pack(state, 0, 0, end - first, state->outlier_room);
		slot = &state->slot[index];
		old = *slot;
	}
	slot->first = first;
	slot->days = end - first;
	slot->offset = state->arena;
	state->arena += slot->days; /* nothing was ever counted there: all zero */
	if (old.days > 0)
		memcpy(Counters(state) + slot->offset + (old.first - first), Counters(state) + old.offset, sizeof(uint32) * old.days);
	return state;
}

static Working *
AddOutlier(Working *state, uint32 slot, int32 day, int64 count)
{
	Outlier    *outlier;

	if (state->outliers == state->outlier_room)
	{
		state->outliers = MergeOutliers(Outliers(state), state->outliers);
		if (state->outliers >= state->outlier_room / 2)
			state = Pack(state, 0, 0, 0, Max(FIRST_OUTLIERS, state->outlier_room * 2));
	}
	outlier = &Outliers(state)[state->outliers++];
	outlier->slot = slot;
	outlier->day = day;
	outlier->count = count;
	return state;
}

/*
 * WorkingAddFar counts cases on a day that the run of their slot does not
 * cover.
 */
Timeliness *
WorkingAddFar(Timeliness *value, uint32 index, int32 day, uint32 count)
{
	Working    *state = (Working *) value;

	if (day < DENSE_FIRST || day >= DENSE_END)
		return (Timeliness *) AddOutlier(state, index, day, count);
	return WorkingAdd((Timeliness *) CoverDay(state, index, day), index, day, count);
}

/*
 * WorkingRemove takes out cases that WorkingAdd counted.
 */
Timeliness *
WorkingRemove(Timeliness *value, uint32 index, int32 day, uint32 count)
{
	Working    *state = (Working *) value;
	Slot	   *slot = &state->slot[index];
	uint32	   *counter;

	if (day < DENSE_FIRST || day >= DENSE_END)
		return (Timeliness *) AddOutlier(state, index, day, -(int64) count);
	if ((uint32) day - (uint32) slot->first >= slot->days)
		RefuseRemoval();
	counter = Counters(state) + slot->offset + (day - slot->first);
	if (*counter < count)
		RefuseRemoval();
	*counter -= count;
	return (Timeliness *) state;
}

/*
 * WorkingAddUnusable counts cases of one slot whose days are not known.
 */
void
WorkingAddUnusable(Timeliness *value, uint32 index, uint32 count)
{
	Slot	   *slot = &((Working *) value)->slot[index];

	if (slot->unusable > TIMELINESS_MAX_COUNT - count)
		WorkingRefuseCount();
	slot->unusable += count;
}

/*
 * WorkingRemoveUnusable takes out cases that WorkingAddUnusable counted.
 */
void
WorkingRemoveUnusable(Timeliness *value, uint32 index, uint32 count)
{
	Slot	   *slot = &((Working *) value)->slot[index];

	if (slot->unusable < count)
		RefuseRemoval();
	slot->unusable -= count;
}

/*
 * WorkingMerge adds the cases of one period taken apart to the slots that
 * begin at first.
 */
Timeliness *
WorkingMerge(Timeliness *state, uint32 first, const Tally *tally)
{
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		int			cells = tally->cells[class];

		WorkingAddUnusable(state, first + class, tally->unusable[class]);

		/* The last day first, so that a run grows at most once upwards. */
		for (int i = cells - 1; i >= 0; i--)
			state = WorkingAdd(state, first + class, tally->cell[class][i].day, tally->cell[class][i].count);
	}
	return state;
}

/*
 * WorkingUnmerge takes out what WorkingMerge added.
 */
Timeliness *
WorkingUnmerge(Timeliness *state, uint32 first, const Tally *tally)
{
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		WorkingRemoveUnusable(state, first + class, tally->unusable[class]);
		for (int i = 0; i < tally->cells[class]; i++)
			state = WorkingRemove(state, first + class, tally->cell[class][i].day, tally->cell[class][i].count);
	}
	return state;
}

static void
PutCell(Tally *tally, int class, int32 day, int64 count)
{
	if (count < 0)
		RefuseRemoval();
	if (count > (int64) TIMELINESS_MAX_COUNT)
		WorkingRefuseCount();
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
	bool		fits = size >= offsetof(Working, slot) &&
		state->slots > 0 && state->slots % CASE_CLASSES == 0 && state->arena_room % 2 == 0 &&
		state->arena <= state->arena_room && state->outliers <= state->outlier_room &&
		size == WorkingSize(state->slots, state->arena_room, state->outlier_room);

	for (uint32 i = 0; fits && i < state->slots; i++)
	{
		const Slot *slot = &state->slot[i];

		fits = slot->days == 0 ||
			(slot->days <= DENSE_END - DENSE_FIRST &&
			 slot->first >= DENSE_FIRST && slot->first + (int32) slot->days <= DENSE_END &&
			 slot->offset <= state->arena && slot->days <= state->arena - slot->offset);
	}
	if (!fits)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable transition state of a summary")));
}

/*
 * SlotsToTally reads the classes of one period; outliers are those of its
 * slots and later ones, in order.  Returns how many of them it has read.
 */
static uint32
SlotsToTally(const Working *state, uint32 first, const Outlier *outlier, uint32 outliers, Tally *tally)
{
	uint32		next = 0;

	memset(tally, 0, sizeof(Tally));
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		const Slot *slot = &state->slot[first + class];
		const uint32 *counter = Counters(state) + slot->offset;
		uint32		last = next;

		while (last < outliers && outlier[last].slot == (int32) (first + class))
			last++;
		tally->unusable[class] = slot->unusable;
		if (slot->days + (last - next) == 0)
			continue;
		tally->cell[class] = palloc_extended(sizeof(Cell) * (slot->days + (last - next)), MCXT_ALLOC_HUGE);
		for (; next < last && outlier[next].day < DENSE_FIRST; next++)
			PutCell(tally, class, outlier[next].day, outlier[next].count);
		for (uint32 i = 0; i < slot->days; i++)
			if (counter[i] > 0)
				PutCell(tally, class, slot->first + (int32) i, counter[i]);
		for (; next < last; next++)
			PutCell(tally, class, outlier[next].day, outlier[next].count);
	}
	return next;
}

/*
 * WorkingToTallies reads a state, one tally for each period, without changing
 * it: a window aggregate goes on adding to it.
 */
Tally *
WorkingToTallies(const Timeliness *value, uint32 *periods)
{
	const Working *state = (const Working *) value;
	Outlier    *outlier = NULL;
	uint32		outliers = 0,
				read = 0;
	Tally	   *tally;

	CheckWorking(state);
	*periods = state->slots / CASE_CLASSES;
	tally = palloc_extended(sizeof(Tally) * *periods, MCXT_ALLOC_HUGE);
	if (state->outliers > 0)
	{
		outlier = palloc_extended(state->outliers * sizeof(Outlier), MCXT_ALLOC_HUGE);
		memcpy(outlier, Outliers(state), state->outliers * sizeof(Outlier));
		outliers = MergeOutliers(outlier, state->outliers);
	}
	for (uint32 i = 0; i < *periods; i++)
		read += SlotsToTally(state, i * CASE_CLASSES, outlier + read, outliers - read, &tally[i]);
	return tally;
}

/*
 * WorkingFirstPeriod is the number of the first period of a series; its slots
 * come after those of the cases that fall in no period.
 */
int32
WorkingFirstPeriod(const Timeliness *value)
{
	return ((const Working *) value)->first_period;
}

/*
 * WorkingCoverPeriod makes slots for a period of a series that has none, and
 * for some more in that direction; *slot is the first of them.
 */
Timeliness *
WorkingCoverPeriod(Timeliness *value, int32 period, uint32 *slot)
{
	Working    *state = (Working *) value;
	int64		periods = state->slots / CASE_CLASSES - 1;
	int64		last = (int64) state->first_period + periods - 1;

	if (periods == 0)
	{
		state = Pack(state, 0, CASE_CLASSES, 0, state->outlier_room);
		state->first_period = period;
	}
	else if (period < state->first_period)
	{
		int64		before = Max((int64) state->first_period - period, Min(periods / 2, (int64) state->first_period - PG_INT32_MIN));

		state = Pack(state, before * CASE_CLASSES, 0, 0, state->outlier_room);
		state->first_period -= before;
	}
	else if (period > last)
		state = Pack(state, 0, Max(period - last, periods / 2) * CASE_CLASSES, 0, state->outlier_room);
	*slot = ((uint32) period - (uint32) state->first_period + 1) * CASE_CLASSES;
	return (Timeliness *) state;
}
