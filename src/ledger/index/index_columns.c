/*
 * index_columns.c --- whether an entry that says what the columns of a table are gives
 * the name of one to another.
 *
 * Rows are followed by the values of columns that have the names of the key.  If one
 * of these names is another column's from some entry on, those values say nothing of
 * the rows before it.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/index/log_index.h"
#include "utils/memutils.h"

/*
 * TakeNumber reads the number that a text begins with; false if there is none, or what
 * follows it is not one of two characters.
 */
static bool
TakeNumber(const char **at, const char *end, char after, uint64 *number)
{
	const char *begin = *at;

	*number = 0;
	for (; *at < end && **at >= '0' && **at <= '9' && *at - begin < 10; (*at)++)
		*number = *number * 10 + (**at - '0');
	if (*at == begin || *at == end || **at != after)
		return false;
	(*at)++;
	return true;
}

/*
 * TakeColumn reads the numbers of the table and the column, as write/columns.c has
 * them.
 */
static bool
TakeColumn(LeafField value, uint64 *table, uint64 *column)
{
	const char *at = value.data;
	const char *end = at + value.size;

	return at != NULL && TakeNumber(&at, end, '.', table) && TakeNumber(&at, end, ' ', column);
}

static int
CompareNames(LeafField a, LeafField b)
{
	int			order = memcmp(a.data, b.data, Min(a.size, b.size));

	return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/*
 * NameIsGiven: has a name of one set of columns another column in the next?  Both have
 * them in the order of their names.  What cannot be read is another.
 */
static bool
NameIsGiven(LeafColumns before, LeafColumns after)
{
	LeafField	name,
				value,
				other,
				other_value;
	bool		has_other = false;
	uint64		count = before.count;

	for (; before.count > 0; before.count--)
	{
		uint64		table,
					column,
					other_table,
					other_column;

		LeafNextColumn(&before.at, &name, &value);
		while (!has_other || CompareNames(other, name) < 0)
		{
			if (after.count == 0)
				return false;
			after.count--;
			LeafNextColumn(&after.at, &other, &other_value);
			has_other = true;
		}
		if (CompareNames(other, name) > 0)
			continue;
		if (!TakeColumn(value, &table, &column) || !TakeColumn(other_value, &other_table, &other_column))
			return true;
		/* The columns of a table that was restored have their places as numbers; one beyond them is another. */
		if (table == other_table ? column != other_column : other_column > count)
			return true;
	}
	return false;
}

/*
 * IsNameOf: has a set of columns one of this name?
 */
static bool
IsNameOf(LeafColumns columns, LeafField wanted)
{
	LeafField	name,
				value;

	for (uint32 i = 0; i < columns.count; i++)
	{
		LeafNextColumn(&columns.at, &name, &value);
		if (LeafEquals(name, wanted))
			return true;
	}
	return false;
}

static LeafField
CopyField(MemoryContext context, LeafField field)
{
	char	   *copy;

	if (field.data == NULL)
		return field;
	copy = MemoryContextAlloc(context, Max(1, field.size));
	memcpy(copy, field.data, field.size);
	field.data = copy;
	return field;
}

/*
 * LeaveNames keeps the names that the next set of columns has not: which columns they
 * were of, should one of these names come again.
 */
static void
LeaveNames(SaidColumns *said, MemoryContext context, LeafColumns next)
{
	LeafColumns columns = said->columns;

	for (uint32 i = 0; i < said->columns.count; i++)
	{
		LeftName   *left;
		LeafField	name,
					value;

		LeafNextColumn(&columns.at, &name, &value);
		if (IsNameOf(next, name))
			continue;
		for (left = said->left; left != NULL && !LeafEquals(left->name, name);)
			left = left->next;
		if (left == NULL)
		{
			left = MemoryContextAlloc(context, sizeof(LeftName));
			left->name = CopyField(context, name);
			left->next = said->left;
			said->left = left;
		}
		left->value = CopyField(context, value);
	}
}

/*
 * LeftIsGiven: has a name that was left another column now?
 */
static bool
LeftIsGiven(const SaidColumns *said, LeafColumns next)
{
	for (uint32 i = 0; said->left != NULL && i < next.count; i++)
	{
		LeafField	name,
					value;
		uint64		table,
					column,
					other_table,
					other_column;

		LeafNextColumn(&next.at, &name, &value);
		for (const LeftName *left = said->left; left != NULL; left = left->next)
			if (LeafEquals(left->name, name) && !IsNameOf(said->columns, name) &&
				(!TakeColumn(left->value, &table, &column) || !TakeColumn(value, &other_table, &other_column) ||
				 table != other_table || column != other_column))
				return true;
	}
	return false;
}

/*
 * SaidColumnsTake takes what an entry says of the columns of a table.  Whether it gives
 * the name of one to another.
 */
bool
SaidColumnsTake(SaidColumns *said, MemoryContext context, const Leaf *leaf)
{
	const char *end = leaf->row.at;
	LeafField	name,
				value;
	bool		given = said->known && (NameIsGiven(said->columns, leaf->row) || LeftIsGiven(said, leaf->row));
	char	   *copy;

	for (uint32 i = 0; i < leaf->row.count; i++)
		LeafNextColumn(&end, &name, &value);
	if (said->known)
		LeaveNames(said, context, leaf->row);
	copy = MemoryContextAlloc(context, Max(1, end - leaf->row.at));
	memcpy(copy, leaf->row.at, end - leaf->row.at);
	if (said->known)
		pfree(unconstify(char *, said->columns.at));
	said->known = true;
	said->columns.count = leaf->row.count;
	said->columns.at = copy;
	return given;
}

/* The entries that say what the columns of a table are. */
typedef struct SaidPlaces
{
	int			count;
	int			room;
	Place	   *place;
} SaidPlaces;

static bool
TakeEvents(void *argument, const char *content, Size size)
{
	SaidPlaces *places = argument;
	PlaceReader reader;
	Place		place;
	bool		sound = PlacesOpen(&reader, content, size);

	while (sound && NextPlace(&reader, &place, &sound))
	{
		if (place.operation != OPERATION_COLUMNS && place.operation != OPERATION_BEGIN)
			continue;
		if (places->count == places->room)
		{
			places->room = Max(8, places->room * 2);
			places->place = places->place == NULL ? palloc(sizeof(Place) * places->room) : repalloc_huge(places->place, sizeof(Place) * places->room);
		}
		places->place[places->count++] = place;
	}
	return sound;
}

/*
 * TakePlace reads one of them; false if it is not there.
 */
static bool
TakePlace(SaidColumns *said, MemoryContext context, const Log *log, const Place *place)
{
	bytea	   *entries = LogBlockAt(log, place->block);
	EntryReader reader;
	const char *data;
	Size		size;
	Leaf		leaf;

	if (entries == NULL)
		return false;
	reader = BlockEntries(entries);
	for (int i = 0; i <= place->number; i++)
		if (!NextEntry(&reader, &data, &size))
			return false;
	LeafRead(data, size, &leaf);
	if (leaf.operation != place->operation)
		return false;
	(void) SaidColumnsTake(said, context, &leaf);
	pfree(entries);
	return true;
}

/*
 * SaidColumnsRead reads what the log said of the columns of a table, by its index;
 * false if that cannot be found.
 */
bool
SaidColumnsRead(SaidColumns *said, MemoryContext context, const Log *log, int64 number, const IndexTable *table)
{
	const IndexHead none = {0};
	SaidPlaces	places = {0};

	if (said->known)
		return true;
	if (!IndexChain(log, INDEX_EVENTS, number, &none, &table->events, TakeEvents, &places))
		return false;
	for (int i = 0; i < places.count; i++)
		if (!TakePlace(said, context, log, &places.place[i]))
		{
			memset(said, 0, sizeof(SaidColumns));
			return false;
		}
	return true;
}
