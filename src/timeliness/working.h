/*
 * working.h --- the working form of a summary or a series: see working.c.
 *
 * A slot is a class, plus CASE_CLASSES times the period in a series, where 0
 * stands for the cases that fall in no period.
 */
#ifndef SEN_WORKING_H
#define SEN_WORKING_H

#include "timeliness/timeliness.h"

/* The counters of one class in one period: days [first, first + days). */
typedef struct Slot
{
	int32		first;
	uint32		days;
	uint32		offset;			/* of its first counter in the arena */
	uint32		unusable;		/* cases without a number of days */
} Slot;

/* Slots, then the arena of counters, then the list of outliers. */
typedef struct Working
{
	Timeliness	header;
	int32		first_period;	/* of a series; 0 otherwise */
	uint32		slots;
	uint32		arena;			/* counters in use, including those given up */
	uint32		arena_room;		/* even, which keeps outliers aligned */
	uint32		outliers;
	uint32		outlier_room;
	Slot		slot[FLEXIBLE_ARRAY_MEMBER];
} Working;

extern Timeliness *WorkingCreate(uint16 bucket);
extern Timeliness *WorkingAddFar(Timeliness *state, uint32 slot, int32 day, uint32 count);
extern Timeliness *WorkingRemove(Timeliness *state, uint32 slot, int32 day, uint32 count);
extern void WorkingAddUnusable(Timeliness *state, uint32 slot, uint32 count);
extern void WorkingRemoveUnusable(Timeliness *state, uint32 slot, uint32 count);
extern Timeliness *WorkingMerge(Timeliness *state, uint32 slot, const Tally *tally);
extern Timeliness *WorkingUnmerge(Timeliness *state, uint32 slot, const Tally *tally);
extern Tally *WorkingToTallies(const Timeliness *state, uint32 *periods);
extern int32 WorkingFirstPeriod(const Timeliness *state);
extern Timeliness *WorkingCoverPeriod(Timeliness *state, int32 period, uint32 *slot);
extern void WorkingRefuseCount(void);

static inline uint32 *
Counters(const Working *state)
{
	return (uint32 *) &state->slot[state->slots];
}

/*
 * WorkingAdd counts cases of one slot that took, or have taken, day days.
 */
static inline Timeliness *
WorkingAdd(Timeliness *value, uint32 index, int32 day, uint32 count)
{
	const Working *state = (const Working *) value;
	const Slot *slot = &state->slot[index];
	uint32		place = (uint32) day - (uint32) slot->first;
	uint32	   *counter;

	if (unlikely(place >= slot->days))
		return WorkingAddFar(value, index, day, count);
	counter = Counters(state) + slot->offset + place;
	if (unlikely(*counter > TIMELINESS_MAX_COUNT - count))
		WorkingRefuseCount();
	*counter += count;
	return value;
}

/*
 * WorkingPeriodSlot is the first slot of a period of a series, 0 if it has
 * none yet.
 */
static inline uint32
WorkingPeriodSlot(const Timeliness *value, int32 period)
{
	const Working *state = (const Working *) value;

	/* Unsigned: a period before the first is far beyond the last. */
	uint64		slot = ((uint64) ((uint32) period - (uint32) state->first_period) + 1) * CASE_CLASSES;

	return likely(slot < state->slots) ? (uint32) slot : 0;
}

/*
 * IsWorking is whether a transition value can be changed as it is, which every
 * one can that this library made.
 */
static inline bool
IsWorking(const Timeliness *value)
{
	return VARATT_IS_4B_U(value) && value->form == FORM_WORKING && value->version == TIMELINESS_VERSION;
}

#endif							/* SEN_WORKING_H */
