/*
 * column_sets.c --- which column a name was at some place of the log.
 *
 * What the log says of columns is in columns.c.  In logs that were begun before it
 * said so, a name stands for one column until it is renamed by an entry of its own:
 * the columns that the log first says are those of these names.
 */
#include "postgres.h"
#include "compat.h"

#include "access/attnum.h"
#include "access/htup_details.h"
#include "ledger/read/column_sets.h"
#include "ledger/write/tracked.h"
#include "utils/memutils.h"

static LeafField
CopyField(const ColumnSets *sets, LeafField field)
{
	LeafField	copy = field;

	if (field.data != NULL)
	{
		char	   *data = MemoryContextAlloc(sets->context, Max(1, field.size));

		memcpy(data, field.data, field.size);
		copy.data = data;
	}
	return copy;
}

static ColumnSet *
NewSet(ColumnSets *sets, ColumnSet *before, bool said)
{
	ColumnSet  *set = MemoryContextAllocZero(sets->context, sizeof(ColumnSet));

	set->before = before;
	set->said = said;
	return set;
}

/*
 * ColumnsBegin is a table of which nothing is known.
 */
void
ColumnsBegin(ColumnSets *sets, MemoryContext context)
{
	sets->context = context;
	sets->ever_said = false;
	sets->now = NewSet(sets, NULL, false);
}

/*
 * OwnColumn is the column that a set itself has by a name.  place: where it is likely
 * to be.
 */
static SetColumn *
OwnColumn(const ColumnSet *set, LeafField name, int place)
{
	if (place < set->count && LeafEquals(set->column[place].name, name))
		return &set->column[place];
	for (int i = 0; i < set->count; i++)
		if (LeafEquals(set->column[i].name, name))
			return &set->column[i];
	return NULL;
}

/*
 * Find looks a column up; NULL if there is none.  last: the set in which it has to be,
 * and by which name.
 */
static SetColumn *
Find(ColumnSet *set, LeafField name, int place, ColumnSet **last, LeafField *called)
{
	SetColumn  *found;

	while ((found = OwnColumn(set, name, place)) == NULL && set->before != NULL)
	{
		/* Nothing has the name any more that was changed, until something is given it. */
		if (set->from.data != NULL && LeafEquals(set->from, name))
			break;
		if (set->from.data != NULL && LeafEquals(set->to, name))
			name = set->from;
		set = set->before;
	}
	if (last != NULL)
	{
		*last = set;
		*called = name;
	}
	return found;
}

/*
 * FindColumn is the column of a name; NULL if there is none.
 */
LogColumn *
FindColumn(const ColumnSet *set, LeafField name, int place)
{
	SetColumn  *found = Find(unconstify(ColumnSet *, set), name, place, NULL, NULL);

	return found == NULL ? NULL : found->column;
}

/*
 * TypeIn is the type that a column had, null if the log does not say it.
 */
LeafField
TypeIn(const ColumnSet *set, LeafField name, int place)
{
	SetColumn  *found = Find(unconstify(ColumnSet *, set), name, place, NULL, NULL);

	return found == NULL ? (LeafField) {NULL, 0} : found->type;
}

static SetColumn *
AddColumn(ColumnSets *sets, ColumnSet *set, LeafField name, LogColumn *column)
{
	SetColumn  *added;

	if (set->count == set->room)
	{
		set->room = Max(8, set->room * 2);
		if (set->column == NULL)
			set->column = MemoryContextAlloc(sets->context, sizeof(SetColumn) * set->room);
		else
			set->column = repalloc(set->column, sizeof(SetColumn) * set->room);
	}
	added = &set->column[set->count++];
	memset(added, 0, sizeof(SetColumn));
	added->name = name;
	added->column = column;
	return added;
}

static LogColumn *
NewColumn(ColumnSets *sets, LeafField name)
{
	LogColumn  *column = MemoryContextAllocZero(sets->context, sizeof(LogColumn));

	column->name = name;
	column->attribute = -1;
	return column;
}

/*
 * ColumnOf is the column of a name, of which nothing needs to be known yet.  What was
 * found further down is the set's own from then on, so that nothing is gone through
 * again and again.
 */
LogColumn *
ColumnOf(ColumnSets *sets, ColumnSet *set, LeafField name, int place)
{
	ColumnSet  *last;
	LeafField	called;
	SetColumn  *found = Find(set, name, place, &last, &called);
	LogColumn  *column;

	if (found != NULL && last == set)
		return found->column;
	if (found == NULL)
	{
		called = CopyField(sets, called);
		found = AddColumn(sets, last, called, NewColumn(sets, called));
	}
	column = found->column;
	if (last != set)
		AddColumn(sets, set, CopyField(sets, name), column);
	return column;
}

/*
 * ColumnsRename takes an entry that says that a column has another name.
 */
void
ColumnsRename(ColumnSets *sets, const Leaf *leaf)
{
	LeafColumns key = leaf->key,
				row = leaf->row;
	LeafField	name,
				from = {NULL, 0},
				to = {NULL, 0};
	ColumnSet  *set;
	LogColumn  *column;

	if (key.count == 1 && row.count == 1)
	{
		LeafNextColumn(&key.at, &name, &from);
		LeafNextColumn(&row.at, &name, &to);
	}
	if (from.data == NULL || to.data == NULL)
		return;
	set = NewSet(sets, sets->now, false);
	column = ColumnOf(sets, sets->now, from, 0);
	set->from = CopyField(sets, from);
	set->to = CopyField(sets, to);
	column->name = set->to;
	sets->now = set;
}

/*
 * ColumnsUnsaid takes the beginning of tracking by a version that did not say what
 * the columns are.
 */
void
ColumnsUnsaid(ColumnSets *sets)
{
	if (sets->now->said)
		sets->now = NewSet(sets, sets->now, false);
}

/*
 * TakeNumber reads digits, as many as a number of the catalogue can have.
 */
static const char *
TakeNumber(const char *at, const char *end, uint32 *number)
{
	uint64		read = 0;
	const char *start = at;

	for (; at < end && *at >= '0' && *at <= '9' && at - start < 10; at++)
		read = read * 10 + (*at - '0');
	*number = (uint32) read;
	return at > start && read <= PG_UINT32_MAX ? at : NULL;
}

#define GENERATED "generated "

/*
 * ReadColumn reads what a column is; what cannot be read has no number.
 */
static void
ReadColumn(SetColumn *said, uint32 *table, uint32 *number, bool *generated)
{
	const char *at = said->what.data,
			   *end = at + said->what.size;

	*table = *number = 0;
	*generated = false;
	if (at == NULL || (at = TakeNumber(at, end, table)) == NULL || at == end || *at != '.' ||
		(at = TakeNumber(at + 1, end, number)) == NULL || at == end || *at != ' ' || *number < 1 || *number > MaxHeapAttributeNumber)
	{
		*table = *number = 0;
		return;
	}
	at++;
	*generated = end - at > (int) strlen(GENERATED) && memcmp(at, GENERATED, strlen(GENERATED)) == 0;
	if (*generated)
		at += strlen(GENERATED);
	said->type.data = at;
	said->type.size = end - at;
}

/* The columns of a set by number, which are few. */
typedef struct Numbered
{
	int			highest;
	int			count;
	SetColumn  *column[MaxHeapAttributeNumber + 1];
} Numbered;

static void
Number(const ColumnSet *set, Numbered *by)
{
	memset(by, 0, sizeof(Numbered));
	for (int i = 0; i < set->count; i++)
	{
		int			number = set->column[i].column->number;

		if (number == 0)
			continue;
		by->count += by->column[number] == NULL;
		by->column[number] = &set->column[i];
		by->highest = Max(by->highest, number);
	}
}

/* How the columns of a set are found again in the next. */
typedef enum Matching
{
	BY_NAME,
	BY_NUMBER,					/* of the same table */
	BY_PLACE					/* of a table that was restored, which counts anew */
} Matching;

/*
 * MatchingOf says how.  Columns that a table did not have among those that it had is
 * what it cannot have come to have: then it was restored, and happened to be given
 * the number of the one before.  begins: of another table tracking begins, which was
 * not restored but made.
 */
static Matching
MatchingOf(const ColumnSet *set, const ColumnSet *next, const int *number, const Numbered *by, bool begins)
{
	int			place = 0;
	int			order[MaxHeapAttributeNumber + 1];
	bool		same = set->said && set->table != 0 && set->table == next->table;

	if (!set->said || set->table == 0 || next->table == 0)
		return BY_NAME;
	for (int i = 0; i < next->count && same; i++)
		same = number[i] > by->highest || by->column[number[i]] != NULL;
	if (same)
		return BY_NUMBER;
	if (begins)
		return BY_NAME;
	for (int i = 1; i <= by->highest; i++)
		if (by->column[i] != NULL)
			order[++place] = i;
	for (int i = 0; i < next->count; i++)
		if (number[i] <= place && !LeafEquals(by->column[order[number[i]]]->name, next->column[i].name))
			return BY_NAME;
	return BY_PLACE;
}

/*
 * NthNumber is the number of the nth column that has one; 0 if there are fewer.
 */
static int
NthNumber(const Numbered *by, int nth)
{
	for (int i = 1; i <= by->highest; i++)
		if (by->column[i] != NULL && --nth == 0)
			return i;
	return 0;
}

/*
 * MatchColumns says which columns of the set before those of the next are.
 */
static void
MatchColumns(ColumnSets *sets, ColumnSet *next, const int *number, const bool *generated, bool begins)
{
	ColumnSet  *set = sets->now;
	Numbered   *by = palloc(sizeof(Numbered));
	Matching	matching;

	Number(set, by);
	matching = MatchingOf(set, next, number, by, begins);
	for (int i = 0; i < next->count; i++)
	{
		SetColumn  *said = &next->column[i];
		SetColumn  *same;
		int			before = matching == BY_PLACE ? NthNumber(by, number[i]) : number[i];

		if (matching == BY_NAME)
			same = Find(set, said->name, i, NULL, NULL);
		else
			same = before <= by->highest ? by->column[before] : NULL;
		said->column = same == NULL ? NewColumn(sets, said->name) : same->column;
	}
	/* All at once: numbers were those of before until here. */
	for (int i = 0; i < next->count; i++)
	{
		LogColumn  *column = next->column[i].column;

		column->name = next->column[i].name;
		column->type = next->column[i].type;
		column->generated = generated[i];
		column->number = number[i];
	}
	pfree(by);
}

/*
 * SaysNothingNew: is it what was said last?
 */
static bool
SaysNothingNew(const ColumnSet *set, LeafColumns row)
{
	if (!set->said || (uint32) set->count != row.count)
		return false;
	for (int i = 0; i < set->count; i++)
	{
		LeafField	name,
					what;

		LeafNextColumn(&row.at, &name, &what);
		if (!LeafEquals(name, set->column[i].name) || !LeafEquals(what, set->column[i].what))
			return false;
	}
	return true;
}

/*
 * ColumnsSay takes what the log says of the columns.  begins: when tracking begins.
 */
void
ColumnsSay(ColumnSets *sets, LeafColumns row, bool begins)
{
	ColumnSet  *next;
	int		   *number;
	bool	   *generated;

	if (row.count == 0 || SaysNothingNew(sets->now, row))
		return;
	next = NewSet(sets, NULL, true);
	number = palloc(sizeof(int) * row.count);
	generated = palloc(sizeof(bool) * row.count);
	for (uint32 i = 0; i < row.count; i++)
	{
		LeafField	name,
					what;
		SetColumn  *said;
		uint32		table,
					read;

		LeafNextColumn(&row.at, &name, &what);
		said = AddColumn(sets, next, CopyField(sets, name), NULL);
		said->what = CopyField(sets, what);
		ReadColumn(said, &table, &read, &generated[i]);
		number[i] = read;
		/* Columns of several tables are none of which anything is known. */
		next->table = i == 0 || table == next->table ? table : 0;
	}
	MatchColumns(sets, next, number, generated, begins);
	sets->now = next;
	sets->ever_said = true;
	pfree(number);
	pfree(generated);
}

/*
 * ColumnsOfTable takes what the columns of a table are today, and says of each column
 * of the log which of them it is.
 */
void
ColumnsOfTable(ColumnSets *sets, Oid relid)
{
	StringInfoData buf;
	LeafColumns row;
	uint64		count;
	bool		ever_said = sets->ever_said;

	initStringInfo(&buf);
	PutTableColumns(&buf, relid);
	row.at = LeafNumber(buf.data, buf.data + buf.len, &count);
	row.count = (uint32) count;
	ColumnsSay(sets, row, false);
	sets->ever_said = ever_said;
	for (int i = 0; i < sets->now->count; i++)
		if (row.count > 0 && sets->now->column[i].what.data != NULL)
			sets->now->column[i].column->attribute = sets->now->column[i].column->number - 1;
	pfree(buf.data);
}
