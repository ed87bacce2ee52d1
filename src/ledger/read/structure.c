/*
 * structure.c --- what became of a tracked table and its columns outside the cut: not
 * of what is in its rows.
 *
 * It goes by what the log says of the columns, so that a column is known whatever it
 * is called.  Changed and changed back is no change.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/read/replay.h"
#include "utils/memutils.h"

/* The columns that an entry outside the cut says, and who made it. */
typedef struct ToldColumns
{
	const ColumnSet *set;
	const Author *author;
} ToldColumns;

/*
 * LeafSaysDropped: does the entry with which tracking ends say that the table was
 * dropped?
 */
static bool
LeafSaysDropped(const Leaf *leaf)
{
	LeafColumns row = leaf->row;
	LeafField	name,
				value;

	if (leaf->operation != OPERATION_END || row.count != 1)
		return false;
	LeafNextColumn(&row.at, &name, &value);
	return LeafIs(name, LEAF_TABLE, strlen(LEAF_TABLE)) && LeafIs(value, LEAF_DROPPED, strlen(LEAF_DROPPED));
}

/*
 * ReplayNoteEnd notes whether a table was dropped, also by an entry after the last that
 * counts.
 */
void
ReplayNoteEnd(Replay *replay, const Leaf *leaf)
{
	if (leaf->operation == OPERATION_BEGIN || leaf->operation == OPERATION_END)
		replay->dropped = LeafSaysDropped(leaf);
}

/*
 * ReplayNoteStructure notes who ended tracking, and what an entry says of the columns.
 */
void
ReplayNoteStructure(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside)
{
	MemoryContext before = MemoryContextSwitchTo(replay->context);

	if (leaf->operation == OPERATION_BEGIN)
		replay->ended = NULL;
	if (leaf->operation == OPERATION_END)
	{
		replay->ended = AuthorOf(replay, leaf);
		replay->ended_at = *place;
		replay->ended_inside = inside;
	}
	if (replay->keeps == KEEP_AUTHORS && (leaf->operation == OPERATION_BEGIN || leaf->operation == OPERATION_COLUMNS) && replay->columns.now->said)
	{
		if (inside)
		{
			replay->columns_kept = replay->columns.now;
			replay->told = NIL;
		}
		else
		{
			ToldColumns *told = palloc(sizeof(ToldColumns));

			told->set = replay->columns.now;
			told->author = AuthorOf(replay, leaf);
			replay->told = lappend(replay->told, told);
		}
	}
	MemoryContextSwitchTo(before);
}

static const SetColumn *
InSet(const ColumnSet *set, const LogColumn *column)
{
	for (int i = 0; i < set->count; i++)
		if (set->column[i].column == column)
			return &set->column[i];
	return NULL;
}

/*
 * TypeOf is the type of a column as the log says it: what comes after its numbers.
 */
static LeafField
TypeOf(const SetColumn *column)
{
	LeafField	type = column->what;
	const char *space = type.data == NULL ? NULL : memchr(type.data, ' ', type.size);

	if (space != NULL)
	{
		type.size -= space + 1 - type.data;
		type.data = space + 1;
	}
	return type;
}

/* What of a column is asked for. */
typedef enum ColumnFacet
{
	FACET_PRESENT,
	FACET_NAME,
	FACET_TYPE
} ColumnFacet;

static bool
Differs(const SetColumn *a, const SetColumn *b, ColumnFacet facet)
{
	if ((a == NULL) != (b == NULL))
		return true;
	if (a == NULL || facet == FACET_PRESENT)
		return false;
	return facet == FACET_NAME ? !LeafEquals(a->name, b->name) : !LeafEquals(TypeOf(a), TypeOf(b));
}

/*
 * ChangedBy is who made a column so; NULL if the log does not say.
 */
static const Author *
ChangedBy(const Replay *replay, const ColumnSet *from, const LogColumn *column, ColumnFacet facet)
{
	const SetColumn *last = InSet(from, column);
	const Author *author = NULL;
	ListCell   *cell;

	foreach(cell, replay->told)
	{
		const ToldColumns *told = lfirst(cell);
		const SetColumn *next = InSet(told->set, column);

		if (Differs(last, next, facet))
			author = told->author;
		last = next;
	}
	/* What the table has and no entry says. */
	return Differs(last, InSet(replay->columns.now, column), facet) ? NULL : author;
}

/*
 * PutColumns hands on which columns there are no more, or not yet, and which are called
 * otherwise or have another type.
 */
static void
PutColumns(const Replay *replay, const ColumnSet *from, StructureSink sink, void *state)
{
	const ColumnSet *to = replay->columns.now;

	for (int i = 0; i < from->count; i++)
	{
		const SetColumn *was = &from->column[i];
		const SetColumn *now = InSet(to, was->column);

		if (now == NULL)
			sink(state, "column dropped", LeafText(was->name), LeafText(TypeOf(was)), NULL, ChangedBy(replay, from, was->column, FACET_PRESENT));
		else if (Differs(was, now, FACET_NAME))
			sink(state, "column renamed", LeafText(now->name), LeafText(was->name), LeafText(now->name), ChangedBy(replay, from, was->column, FACET_NAME));
		if (now != NULL && Differs(was, now, FACET_TYPE))
			sink(state, "column retyped", LeafText(now->name), LeafText(TypeOf(was)), LeafText(TypeOf(now)), ChangedBy(replay, from, was->column, FACET_TYPE));
	}
	for (int i = 0; i < to->count; i++)
		if (InSet(from, to->column[i].column) == NULL)
			sink(state, "column added", LeafText(to->column[i].name), NULL, LeafText(TypeOf(&to->column[i])), ChangedBy(replay, from, to->column[i].column, FACET_PRESENT));
}

/*
 * ReplayStructure hands on what became of a table that was tracked at the cut, and of
 * its columns.
 */
void
ReplayStructure(const Replay *replay, StructureSink sink, void *state)
{
	const ColumnSet *from = replay->columns_kept;

	if (!replay->ever_kept)
		return;
	if (replay->ended != NULL && !replay->ended_inside)
		sink(state, replay->dropped ? "table dropped" : "tracking ended", NULL, NULL, NULL, replay->ended);
	if (replay->dropped || !replay->columns.now->said)
		return;
	/* What an older log says first is taken to be true of what was before. */
	if (from == NULL && replay->told != NIL)
		from = ((const ToldColumns *) linitial(replay->told))->set;
	if (from != NULL && from != replay->columns.now)
		PutColumns(replay, from, sink, state);
}
