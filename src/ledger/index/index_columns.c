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
 * SaidColumnsTake takes what an entry says of the columns of a table.  Whether it gives
 * the name of one to another.
 */
bool
SaidColumnsTake(SaidColumns *said, MemoryContext context, const Leaf *leaf)
{
	const char *end = leaf->row.at;
	LeafField	name,
				value;
	bool		given = said->known && NameIsGiven(said->columns, leaf->row);
	char	   *copy;

	for (uint32 i = 0; i < leaf->row.count; i++)
		LeafNextColumn(&end, &name, &value);
	copy = MemoryContextAlloc(context, Max(1, end - leaf->row.at));
	memcpy(copy, leaf->row.at, end - leaf->row.at);
	if (said->known)
		pfree(unconstify(char *, said->columns.at));
	said->known = true;
	said->columns.count = leaf->row.count;
	said->columns.at = copy;
	return given;
}

static bool
TakeEvents(void *argument, const char *content, Size size)
{
	Place	   *last = argument;
	PlaceReader reader;
	Place		place;
	bool		sound = PlacesOpen(&reader, content, size);

	while (sound && NextPlace(&reader, &place, &sound))
		if (place.operation == OPERATION_COLUMNS || place.operation == OPERATION_BEGIN)
			*last = place;
	return sound;
}

/*
 * SaidColumnsRead reads what the log said last of the columns of a table, by its index;
 * false if that cannot be found.
 */
bool
SaidColumnsRead(SaidColumns *said, MemoryContext context, const Log *log, int64 number, const IndexTable *table)
{
	const IndexHead none = {0};
	Place		last = {.block = 0};
	bytea	   *entries;
	EntryReader reader;
	const char *data;
	Size		size;
	Leaf		leaf;

	if (said->known)
		return true;
	if (!IndexChain(log, INDEX_EVENTS, number, &none, &table->events, TakeEvents, &last))
		return false;
	if (last.block == 0)
		return true;
	entries = LogBlockAt(log, last.block);
	if (entries == NULL)
		return false;
	reader = BlockEntries(entries);
	for (int i = 0; i <= last.number; i++)
		if (!NextEntry(&reader, &data, &size))
			return false;
	LeafRead(data, size, &leaf);
	if (leaf.operation != last.operation)
		return false;
	(void) SaidColumnsTake(said, context, &leaf);
	pfree(entries);
	return true;
}
