/*
 * choose.c --- which entries of a log have to be read, by what its index says.
 *
 * The rows of a table are followed by the hashes of their keys (FollowPlace), from
 * the last state before the cut.  Of each row that is asked for its last entry inside
 * the cut is read, and of those that follow it all that count.  Entries that are not
 * about a row are always read: columns have the names that they have now.
 *
 * Where rows cannot be followed so, all entries of the table are read.
 */
#include "postgres.h"
#include "compat.h"

#include "common/hashfn.h"
#include "ledger/read/log_scan.h"
#include "miscadmin.h"
#include "utils/memutils.h"

/* A table whose rows are followed. */
typedef struct Following
{
	Choices    *choices;
	const ScanRequest *request;
	int64		from;			/* sizes of the versions */
	int64		to;				/* -1 for none */
	Follow	   *follow;			/* NULL: all entries are chosen */
	int64	   *before;			/* of ASK_KEY: of each choice the one before of the same row */
	int64		first;			/* choice of this table */
	int64		room;			/* of before */
} Following;

static uint32
HashField(const void *key, Size size)
{
	const LeafField *field = key;

	return hash_bytes((const unsigned char *) field->data, field->size);
}

static int
MatchFields(const void *a, const void *b, Size size)
{
	return LeafEquals(*(const LeafField *) a, *(const LeafField *) b) ? 0 : 1;
}

/*
 * ChoicesBegin chooses nothing yet.
 */
Choices *
ChoicesBegin(Log *log, const IndexDirectory *directory)
{
	Choices    *choices = palloc0(sizeof(Choices));
	HASHCTL		control = {.keysize = sizeof(LeafField), .entrysize = sizeof(LooseTable), .hash = HashField, .match = MatchFields, .hcxt = CurrentMemoryContext};

	choices->log = log;
	choices->directory = directory;
	choices->room = 64;
	choices->choice = palloc(sizeof(Choice) * choices->room);
	choices->loose_room = 64;
	choices->loose = palloc(sizeof(LoosePlace) * choices->loose_room);
	choices->tables = hash_create("tables of entries in no version", 64, &control, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	return choices;
}

static LooseTable *
LooseTableOf(const Choices *choices, LeafField name)
{
	return hash_search(choices->tables, &name, HASH_FIND, NULL);
}

static LooseTable *
AddLooseTable(Choices *choices, LeafField name)
{
	char	   *copy = MemoryContextAlloc(GetMemoryChunkContext(choices), Max(1, name.size));
	LooseTable *added;
	bool		found;

	memcpy(copy, name.data, name.size);
	name.data = copy;
	added = hash_search(choices->tables, &name, HASH_ENTER, &found);
	added->first = added->last = -1;
	memset(&added->said, 0, sizeof(SaidColumns));
	memset(added->looks, TEXT_ANY, sizeof(added->looks));
	return added;
}

/*
 * TakeColumns takes what an entry says of the columns of a table: 1 if it gives the name
 * of one to another, or it cannot be told.
 */
static uint64
TakeColumns(const Choices *choices, LooseTable *table, const Leaf *leaf)
{
	MemoryContext context = GetMemoryChunkContext(unconstify(Choices *, choices));
	int64		number = IndexTableOf(choices->directory, table->name.data, table->name.size);
	bool		known = number < 0 || SaidColumnsRead(&table->said, context, choices->log, number, &choices->directory->table[number]);

	return SaidColumnsTake(&table->said, context, leaf) || !known;
}

/*
 * ChoicesLoose notes an entry that is in no version.
 */
void
ChoicesLoose(Choices *choices, const Place *place, const Leaf *leaf)
{
	LooseTable *table = LooseTableOf(choices, leaf->table);
	int64		number = choices->loose_count++;

	if (table == NULL)
		table = AddLooseTable(choices, leaf->table);
	if (OperationIsOfRow(place->operation))
		NoteLooks(table->looks, place, leaf);
	if (number == choices->loose_room)
	{
		choices->loose_room *= 2;
		choices->loose = repalloc_huge(choices->loose, sizeof(LoosePlace) * choices->loose_room);
	}
	choices->loose[number].place = *place;
	if (leaf->operation == OPERATION_BEGIN || leaf->operation == OPERATION_COLUMNS)
		choices->loose[number].place.before = TakeColumns(choices, table, leaf);
	choices->loose[number].next = -1;
	if (table->last < 0)
		table->first = number;
	else
		choices->loose[table->last].next = number;
	table->last = number;
}

static Choice *
AddChoice(Choices *choices, int64 block, int number, int64 index)
{
	Choice	   *added;

	if (choices->count == choices->room)
	{
		choices->room *= 2;
		choices->choice = repalloc_huge(choices->choice, sizeof(Choice) * choices->room);
	}
	added = &choices->choice[choices->count++];
	memset(added, 0, sizeof(Choice));
	added->block = block;
	added->number = number;
	added->index = index;
	added->row = -1;
	return added;
}

static void
ChoosePlace(Choices *choices, const Place *place)
{
	Choice	   *added = AddChoice(choices, place->block, place->number, place->index);

	added->operation = place->operation;
	added->before = place->before;
	added->after = place->after;
}

static void
ChooseOfKey(Following *following, const Place *place, FollowRow *row)
{
	int64		number = following->choices->count - following->first;

	if (row == NULL)
		return;
	if (number == following->room)
	{
		following->room = Max(1024, 2 * following->room);
		if (following->before == NULL)
			following->before = MemoryContextAllocHuge(following->follow->context, sizeof(int64) * following->room);
		else
			following->before = repalloc_huge(following->before, sizeof(int64) * following->room);
	}
	ChoosePlace(following->choices, place);
	following->before[number] = row->last;
	row->last = number;
	row->wanted |= place->before == following->request->key || place->after == following->request->key;
}

/*
 * TakePlace takes the next entry of the table; false if it has to be read otherwise.
 */
static bool
TakePlace(Following *following, const Place *place)
{
	const ScanRequest *request = following->request;
	Follow	   *follow = following->follow;
	bool		in_versions = place->index >= 0 && place->index < following->to;
	bool		inside;

	if (follow == NULL)
	{
		if (OperationIsOfRow(place->operation))
			ChoosePlace(following->choices, place);
		return true;
	}
	if (following->to >= 0 && !in_versions)
		return true;
	switch (request->question)
	{
		case ASK_ROWS:
			(void) FollowPlace(follow, place, following->to >= 0 || place->time <= request->time);
			return !follow->broken_before;
		case ASK_CHANGES:
			inside = place->index >= 0 && place->index < following->from;
			(void) FollowPlace(follow, place, inside);
			if (!inside && OperationIsOfRow(place->operation))
				ChoosePlace(following->choices, place);
			return !follow->broken_before;
		case ASK_KEY:
			ChooseOfKey(following, place, FollowPlace(follow, place, true));
			return !follow->broken;
		case ASK_ALL:
			break;
	}
	return false;
}

/*
 * LookAsAsked: does each text of the keys look as one that is the only one of its value?
 */
static bool
LookAsAsked(const ScanRequest *request, const unsigned char *looks)
{
	for (int i = 0; i < request->columns; i++)
		if ((looks[i] & request->looks[i]) != request->looks[i])
			return false;
	return true;
}

static bool
IsKeyAsked(const ScanRequest *request, const PlaceReader *reader)
{
	return reader->names == 0 || (reader->names == request->names && reader->columns == request->columns && LookAsAsked(request, reader->looks));
}

/*
 * IsLooseAsked does so for the entries that are in no version.
 */
static bool
IsLooseAsked(const Choices *choices, const ScanRequest *request, const LooseTable *table)
{
	for (int64 i = table->first; i >= 0; i = choices->loose[i].next)
		if (choices->loose[i].place.names != 0 && choices->loose[i].place.names != request->names)
			return false;
	return LookAsAsked(request, table->looks);
}

static bool
TakePlaces(void *argument, const char *content, Size size)
{
	Following  *following = argument;
	const ScanRequest *request = following->request;
	PlaceReader reader;
	Place		place;
	bool		sound = PlacesOpen(&reader, content, size);

	if (sound && following->follow != NULL && request->question == ASK_KEY && !IsKeyAsked(request, &reader))
		return false;
	while (sound && NextPlace(&reader, &place, &sound))
		if (!TakePlace(following, &place))
			return false;
	CHECK_FOR_INTERRUPTS();
	return sound;
}

static bool
TakeLoose(Following *following, const LooseTable *table)
{
	const Choices *choices = following->choices;
	const ScanRequest *request = following->request;

	if (table == NULL)
		return true;
	if (following->follow != NULL && request->question == ASK_KEY && !IsLooseAsked(choices, request, table))
		return false;
	for (int64 i = table->first; i >= 0; i = choices->loose[i].next)
	{
		const LoosePlace *loose = &choices->loose[i];

		if (!TakePlace(following, &loose->place))
			return false;
	}
	return true;
}

static bool
DirectoryOf(const Choices *choices, int64 number, IndexDirectory *directory)
{
	SealedVersion version;

	if (number == choices->directory->version)
	{
		*directory = *choices->directory;
		return true;
	}
	return number > 0 && LogFindVersion(choices->log, number, &version) && IndexDirectoryAt(choices->log, &version, directory);
}

static int64
SizeOf(const Choices *choices, int64 number)
{
	SealedVersion version;

	return number > 0 && LogFindVersion(choices->log, number, &version) ? version.size : 0;
}

/*
 * StateBefore is the last version of which all entries of a table are of statements
 * that began at a time or before; 0 if there is none.
 */
static int64
StateBefore(const Choices *choices, int64 number, TimestampTz time)
{
	int64		low = 0,
				high = choices->directory->version;

	while (low < high)
	{
		int64		middle = low + (high - low + 1) / 2;
		IndexDirectory directory;
		bool		before = DirectoryOf(choices, middle, &directory) && (number >= directory.tables || directory.table[number].latest <= time);

		if (before)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/*
 * VersionBefore is that of a table by its name.
 */
int64
VersionBefore(const Choices *choices, const char *table, TimestampTz time)
{
	int64		number = IndexTableOf(choices->directory, table, strlen(table));

	return number < 0 ? 0 : StateBefore(choices, number, time);
}

/*
 * FollowTable follows the rows of a table; false if they cannot be.  number: of the
 * table in the directory, -1 if it is not there.
 */
static bool
FollowTable(Following *following, int64 number, const LooseTable *loose)
{
	const Choices *choices = following->choices;
	const ScanRequest *request = following->request;
	IndexDirectory directory;
	IndexHead	from = {0};
	const IndexHead *to = NULL;
	int64		state = 0;

	if (number >= 0)
	{
		to = &choices->directory->table[number].places;
		if (request->question != ASK_KEY && request->to >= 0)
		{
			if (!DirectoryOf(choices, request->to, &directory))
				return false;
			to = number < directory.tables ? &directory.table[number].places : &from;
		}
		if (request->question == ASK_CHANGES)
			state = request->from;
		else if (request->question == ASK_ROWS)
			state = request->to >= 0 ? request->to : StateBefore(choices, number, request->time);
	}
	if (state > 0)
	{
		IndexDirectory earlier;

		if (!DirectoryOf(choices, state, &earlier) ||
			(number < earlier.tables && !FollowState(following->follow, choices->log, number, &earlier.table[number], &from)))
			return false;
	}
	if (to != NULL && !IndexChain(choices->log, INDEX_PLACES, number, &from, to, TakePlaces, following))
		return false;
	return TakeLoose(following, loose) && !following->follow->broken && !following->follow->broken_before;
}

/*
 * ChooseRow chooses the last entry of a row inside the cut.
 */
static void
ChooseRow(Choices *choices, const FollowRow *row, int64 number)
{
	Choice	   *added = AddChoice(choices, row->kept_block, row->kept_number, -1);

	added->row = number;
	added->after = row->kept_hash;
}

static void
ChooseRows(Following *following)
{
	Choices    *choices = following->choices;
	const Follow *follow = following->follow;
	int64		kept = following->first;

	for (int64 i = 0; i < follow->rows; i++)
	{
		const FollowRow *row = &follow->row[i];

		if (following->request->question == ASK_KEY)
		{
			/* Those of other rows are marked, to be left out. */
			for (int64 j = row->wanted ? -1 : row->last; j >= 0; j = following->before[j])
				choices->choice[following->first + j].operation = 0;
		}
		else if (row->kept_block >= 0 && (following->request->question == ASK_ROWS || row->touched))
			ChooseRow(choices, row, i);
	}
	if (following->request->question != ASK_KEY)
		return;
	for (int64 i = following->first; i < choices->count; i++)
		if (choices->choice[i].operation != 0)
			choices->choice[kept++] = choices->choice[i];
	choices->count = kept;
}

static bool
TakeEvents(void *argument, const char *content, Size size)
{
	PlaceReader reader;
	Place		place;
	bool		sound = PlacesOpen(&reader, content, size);

	while (sound && NextPlace(&reader, &place, &sound))
		ChoosePlace(argument, &place);
	return sound;
}

static bool
ChooseEvents(Choices *choices, int64 number, const LooseTable *loose)
{
	const IndexHead none = {0};

	if (number >= 0 && !IndexChain(choices->log, INDEX_EVENTS, number, &none, &choices->directory->table[number].events, TakeEvents, choices))
		return false;
	for (int64 i = loose == NULL ? -1 : loose->first; i >= 0; i = choices->loose[i].next)
		if (!OperationIsOfRow(choices->loose[i].place.operation))
			ChoosePlace(choices, &choices->loose[i].place);
	return true;
}

/* Hashes of keys, and passes, of one search. */
#define KEYS_MOST PLACE_KEYS
#define PASSES_MOST 16

/* The keys that rows with a key have had, and those of rows that had one of them. */
typedef struct KeySearch
{
	Choices    *choices;
	const ScanRequest *request;
	uint64		key[KEYS_MOST];
	int			keys;
	bool		more;			/* keys were found that entries before may have */
	bool		many;
} KeySearch;

static bool
IsSearched(const KeySearch *search, uint64 key)
{
	for (int i = 0; i < search->keys; i++)
		if (search->key[i] == key)
			return true;
	return false;
}

static void
SearchKey(KeySearch *search, uint64 key)
{
	if (IsSearched(search, key))
		return;
	search->more = true;
	search->many |= search->keys == KEYS_MOST;
	if (!search->many)
		search->key[search->keys++] = key;
}

static void
SearchPlace(KeySearch *search, const Place *place)
{
	if (!OperationIsOfRow(place->operation) || !(IsSearched(search, place->before) || (place->after != place->before && IsSearched(search, place->after))))
		return;
	ChoosePlace(search->choices, place);
	SearchKey(search, place->before);
	SearchKey(search, place->after);
}

static bool
SearchPlaces(void *argument, const char *content, Size size)
{
	KeySearch  *search = argument;
	PlaceReader reader;
	Place		place;
	bool		sound = PlacesOpen(&reader, content, size);

	if (sound && !IsKeyAsked(search->request, &reader))
		return false;
	while (sound && NextPlaceOf(&reader, search->key, search->keys, &place, &sound))
		SearchPlace(search, &place);
	CHECK_FOR_INTERRUPTS();
	return sound && !search->many;
}

static bool
IsWhole(Choices *choices, const ScanRequest *request, int64 number, const LooseTable *loose)
{
	const IndexTable *table = &choices->directory->table[number];
	/* Up to now, from the last state. */
	ScanRequest all = {.question = ASK_CHANGES, .table = request->table, .from = choices->directory->version, .to = -1};
	Following	following = {.choices = choices, .request = &all, .first = choices->count, .from = choices->directory->size, .to = -1};
	bool		whole;

	if (!table->whole || (table->followed && loose == NULL))
		return table->whole;
	following.follow = FollowBegin();
	whole = FollowTable(&following, number, loose) && !following.follow->was_broken;
	choices->count = following.first;
	FollowEnd(following.follow);
	return whole;
}

/*
 * ChooseByKey chooses the entries of the rows that have had a key, of a table whose rows
 * can be followed everywhere: then the hashes of their keys are enough.  False if they
 * have to be followed.
 */
static bool
ChooseByKey(Choices *choices, const ScanRequest *request, int64 number, const LooseTable *loose)
{
	KeySearch	search = {.choices = choices, .request = request, .more = true};
	int64		first = choices->count;
	const IndexHead none = {0};

	if (number < 0 || !IsWhole(choices, request, number, loose) || (loose != NULL && !IsLooseAsked(choices, request, loose)))
		return false;
	search.key[search.keys++] = request->key;
	for (int pass = 0; search.more; pass++)
	{
		search.more = false;
		choices->count = first;
		if (pass == PASSES_MOST || !IndexChain(choices->log, INDEX_PLACES, number, &none, &choices->directory->table[number].places, SearchPlaces, &search))
			return false;
		for (int64 i = loose == NULL ? -1 : loose->first; i >= 0; i = choices->loose[i].next)
			SearchPlace(&search, &choices->loose[i].place);
		if (search.many)
			return false;
	}
	return true;
}

static bool
ChooseTable(Choices *choices, const ScanRequest *request, int64 number, const LooseTable *loose)
{
	Following	following = {.choices = choices, .request = request, .first = choices->count,
	.from = SizeOf(choices, request->from), .to = request->question != ASK_KEY && request->to >= 0 ? SizeOf(choices, request->to) : -1};
	const IndexHead none = {0};
	bool		sound;

	if (request->question == ASK_KEY && ChooseByKey(choices, request, number, loose))
		return ChooseEvents(choices, number, loose);
	choices->count = following.first;
	following.follow = FollowBegin();
	following.follow->by_time = request->question != ASK_CHANGES;
	if (FollowTable(&following, number, loose))
	{
		ChooseRows(&following);
		sound = true;
	}
	else
	{
		FollowEnd(following.follow);
		following.follow = NULL;
		choices->count = following.first;
		sound = (number < 0 || IndexChain(choices->log, INDEX_PLACES, number, &none, &choices->directory->table[number].places, TakePlaces, &following)) &&
			TakeLoose(&following, loose);
	}
	if (following.follow != NULL)
		FollowEnd(following.follow);
	return sound && ChooseEvents(choices, number, loose);
}

/*
 * IsFollowed: can the rows of a table be followed up to a version, with a state that
 * is as late, or by its entries since?
 */
static bool
IsFollowed(Choices *choices, const ScanRequest *request, int64 number, const IndexDirectory *to)
{
	Following	following = {.choices = choices, .request = request, .first = choices->count, .follow = FollowBegin(),
	.from = SizeOf(choices, request->from), .to = request->to >= 0 ? SizeOf(choices, request->to) : -1};
	bool		followed = number >= to->tables || to->table[number].followed || FollowTable(&following, number, NULL);

	choices->count = following.first;
	FollowEnd(following.follow);
	return followed;
}

/*
 * ChooseChanged does so for all tables of which some entry comes after the earlier
 * version, or of which it has to be said that they cannot be followed.
 */
static bool
ChooseChanged(Choices *choices, const ScanRequest *request)
{
	IndexDirectory from = {0},
				to;
	HASH_SEQ_STATUS status;
	const LooseTable *loose;

	if ((request->from > 0 && !DirectoryOf(choices, request->from, &from)) ||
		!DirectoryOf(choices, request->to > 0 ? request->to : choices->directory->version, &to))
		return false;
	for (int i = 0; i < choices->directory->tables; i++)
	{
		int64		before = i < from.tables ? from.table[i].entries : 0;
		int64		after = i < to.tables ? to.table[i].entries : 0;

		loose = LooseTableOf(choices, choices->directory->table[i].name);
		if (after == before && (request->to >= 0 || loose == NULL) && IsFollowed(choices, request, i, &to))
			continue;
		if (!ChooseTable(choices, request, i, loose))
			return false;
	}
	if (request->to >= 0)
		return true;
	hash_seq_init(&status, choices->tables);
	while ((loose = hash_seq_search(&status)) != NULL)
		if (IndexTableOf(choices->directory, loose->name.data, loose->name.size) < 0 && !ChooseTable(choices, request, -1, loose))
		{
			hash_seq_term(&status);
			return false;
		}
	return true;
}

static int
CompareChoices(const void *a, const void *b)
{
	const Choice *x = a,
			   *y = b;

	/* What is in no block yet comes last. */
	if (x->block != y->block)
		return x->block == 0 ? 1 : y->block == 0 || x->block < y->block ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/*
 * Choose chooses the entries that answer a question, in the order in which they are
 * read; false if the index is not whole.
 */
bool
Choose(Choices *choices, const ScanRequest *request)
{
	LeafField	name = {request->table, request->table == NULL ? 0 : strlen(request->table)};

	choices->count = 0;
	if (request->table == NULL ? !ChooseChanged(choices, request) :
		!ChooseTable(choices, request, IndexTableOf(choices->directory, name.data, name.size), LooseTableOf(choices, name)))
		return false;
	if (choices->count > 1)
		qsort(choices->choice, choices->count, sizeof(Choice), CompareChoices);
	return true;
}
