/*
 * index_place.c --- what the index of a log says of an entry: where it is, and the
 * hash of its key.
 *
 * The bytes are the same on every machine: they go with a log that is dumped and
 * restored.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/index/log_index.h"
#include "port/pg_bswap.h"

/* Of an operation, a letter: the key is another after the entry, or an event has two hashes. */
#define PLACE_AFTER		0x80

/* FNV-1a, and the last step of MurmurHash3, so that all bits tell keys apart. */
#define FNV_BASIS UINT64CONST(0xcbf29ce484222325)
#define FNV_PRIME UINT64CONST(0x100000001b3)

static uint64
Fnv(uint64 hash, const char *data, Size size)
{
	for (Size i = 0; i < size; i++)
		hash = (hash ^ (unsigned char) data[i]) * FNV_PRIME;
	return hash;
}

static uint64
Mix(uint64 hash)
{
	hash ^= hash >> 33;
	hash *= UINT64CONST(0xff51afd7ed558ccd);
	hash ^= hash >> 33;
	hash *= UINT64CONST(0xc4ceb9fe1a85ec53);
	return hash ^ (hash >> 33);
}

/*
 * NameHash is the hash of a name.
 */
uint64
NameHash(LeafField name)
{
	return name.data == NULL ? 0 : Mix(Fnv(FNV_BASIS, name.data, name.size));
}

static uint64
AddValue(uint64 hash, LeafField value)
{
	char		size[5];

	if (value.data == NULL)
		return Fnv(hash, "\xff", 1);
	size[0] = 1;
	for (int i = 0; i < 4; i++)
		size[i + 1] = (char) (value.size >> (8 * i));
	return Fnv(Fnv(hash, size, sizeof(size)), value.data, value.size);
}

/*
 * KeyHash is the hash of the values of a key, in the order of its columns.
 */
uint64
KeyHash(LeafColumns key)
{
	uint64		hash = FNV_BASIS;

	for (uint32 i = 0; i < key.count; i++)
	{
		LeafField	name,
					value;

		LeafNextColumn(&key.at, &name, &value);
		hash = AddValue(hash, value);
	}
	return Mix(hash);
}

/*
 * KeyNames is the hash of the names of the columns of a key, in any order; never 0.
 */
uint64
KeyNames(LeafColumns key)
{
	uint64		sum = 1;

	for (uint32 i = 0; i < key.count; i++)
	{
		LeafField	name,
					value;

		LeafNextColumn(&key.at, &name, &value);
		sum += NameHash(name);
	}
	return sum == 0 ? 1 : sum;
}

/*
 * RowKeyHash is the hash of the key that a row has: both have their columns in the
 * order of the names.  looks: NULL, or what its values are noted in.
 */
static uint64
RowKeyHash(LeafColumns key, LeafColumns row, unsigned char *looks)
{
	uint64		hash = FNV_BASIS;
	uint32		read = 0;

	for (uint32 i = 0; i < key.count; i++)
	{
		LeafField	wanted,
					name,
					value;
		LeafField	found = {NULL, 0};

		LeafNextColumn(&key.at, &wanted, &value);
		while (read < row.count)
		{
			read++;
			LeafNextColumn(&row.at, &name, &value);
			if (LeafEquals(name, wanted))
			{
				found = value;
				break;
			}
		}
		hash = AddValue(hash, found);
		if (looks != NULL && i < INDEX_KEY_COLUMNS)
			looks[i] &= TextLooks(found);
	}
	return Mix(hash);
}

static LeafField
OnlyValue(LeafColumns columns)
{
	LeafField	name,
				value = {NULL, 0};

	if (columns.count == 1)
		LeafNextColumn(&columns.at, &name, &value);
	return value;
}

/*
 * PlaceOf fills in what an entry says of its place; false if it is about the log
 * itself, and not about a table.
 */
bool
PlaceOf(const Leaf *leaf, Place *place)
{
	place->operation = leaf->operation;
	place->time = leaf->statement_at;
	place->before = place->after = place->names = 0;
	switch (leaf->operation)
	{
		case OPERATION_SEAL:
		case OPERATION_ASIDE:
			return false;
		case OPERATION_PRESENT:
		case OPERATION_INSERT:
		case OPERATION_DELETE:
		case OPERATION_UPDATE:
			place->names = KeyNames(leaf->key);
			place->before = place->after = KeyHash(leaf->key);
			if (leaf->operation == OPERATION_UPDATE)
				place->after = RowKeyHash(leaf->key, leaf->row, NULL);
			return true;
		case OPERATION_RENAME:
			place->before = NameHash(OnlyValue(leaf->key));
			place->after = NameHash(OnlyValue(leaf->row));
			return true;
		default:
			return true;
	}
}

/*
 * PlaceFits says whether an entry is what the index says of its place.
 */
bool
PlaceFits(const Place *place, const Leaf *leaf)
{
	Place		found;

	/* What an entry B or C changes of the columns follows from the one before it. */
	if (leaf->operation == OPERATION_COLUMNS || leaf->operation == OPERATION_BEGIN)
		return place->operation == leaf->operation;
	return PlaceOf(leaf, &found) && found.operation == place->operation && found.before == place->before && found.after == place->after;
}

static bool
AllDigits(const char *data, Size size)
{
	for (Size i = 0; i < size; i++)
		if (data[i] < '0' || data[i] > '9')
			return false;
	return size > 0;
}

/*
 * TextLooks says what a text can be taken for, in a form in which one value has one
 * text only.
 */
unsigned char
TextLooks(LeafField text)
{
	unsigned char looks = 0;
	const char *data = text.data;
	Size		size = text.size;

	if (data == NULL)
		return TEXT_ANY;
	if (size == 10 && data[4] == '-' && data[7] == '-' && AllDigits(data, 4) && AllDigits(data + 5, 2) && AllDigits(data + 8, 2))
		looks |= TEXT_DATE;
	if (size == 36)
	{
		bool		is_uuid = true;

		for (Size i = 0; i < size; i++)
			is_uuid &= i == 8 || i == 13 || i == 18 || i == 23 ? data[i] == '-' : (data[i] >= '0' && data[i] <= '9') || (data[i] >= 'a' && data[i] <= 'f');
		if (is_uuid)
			looks |= TEXT_UUID;
	}
	if (size > 0 && data[0] == '-')
	{
		if (size > 1 && data[1] != '0' && AllDigits(data + 1, size - 1))
			looks |= TEXT_INTEGER;
	}
	else if (AllDigits(data, size) && (data[0] != '0' || size == 1))
		looks |= TEXT_INTEGER;
	return looks;
}

/*
 * BeginSmall begins a buffer with room for a few places: a log may have many tables
 * of a few entries each, and initStringInfo() takes a kilobyte for each buffer.
 */
static void
BeginSmall(StringInfo buf)
{
	buf->maxlen = 32;
	buf->data = palloc(buf->maxlen);
}

/*
 * PlacesBegin begins a row of places.
 */
void
PlacesBegin(PlaceWriter *writer)
{
	StringInfo	column[] = {&writer->runs, &writer->operations, &writer->hashes, &writer->afters, &writer->times};

	for (int i = 0; i < (int) lengthof(column); i++)
	{
		if (column[i]->data == NULL)
			BeginSmall(column[i]);
		resetStringInfo(column[i]);
	}
	writer->count = 0;
	writer->names = 0;
	writer->columns = 0;
	memset(writer->looks, TEXT_ANY, sizeof(writer->looks));
	writer->block = writer->start = writer->time = 0;
	writer->first = writer->number = 0;
	writer->length = 0;
}

/*
 * PlacesSize is about how many bytes the row has.
 */
Size
PlacesSize(const PlaceWriter *writer)
{
	return writer->runs.len + writer->operations.len + writer->hashes.len + writer->afters.len + writer->times.len;
}

static void
PutHash(StringInfo buf, uint64 hash)
{
	uint64		bytes = pg_hton64(hash);

	appendBinaryStringInfo(buf, (char *) &bytes, sizeof(bytes));
}

/*
 * NoteLooks notes as what the values of the keys of an entry about a row look.
 */
void
NoteLooks(unsigned char *looks, const Place *place, const Leaf *leaf)
{
	LeafColumns key = leaf->key;

	for (uint32 i = 0; i < key.count && i < INDEX_KEY_COLUMNS; i++)
	{
		LeafField	name,
					value;

		LeafNextColumn(&key.at, &name, &value);
		looks[i] &= TextLooks(value);
	}
	if (place->after != place->before)
		(void) RowKeyHash(leaf->key, leaf->row, looks);
}

/*
 * PutRun writes a run that has ended: in which block, from which number on, how many.
 */
static void
PutRun(PlaceWriter *writer, int64 block, int64 start)
{
	StringInfo	buf = &writer->runs;

	if (writer->length > 0)
	{
		IndexPutNumber(buf, writer->first - writer->number);
		IndexPutNumber(buf, writer->length);
		writer->number = writer->first + (int) writer->length;
		writer->length = 0;
	}
	if (block == 0)
		return;
	IndexPutSigned(buf, block - writer->block);
	if (block == writer->block)
		return;
	IndexPutSigned(buf, start - writer->start);
	writer->block = block;
	writer->start = start;
	writer->number = 0;
}

/*
 * PutPlace writes a place.  leaf: the entry that is there.
 */
void
PutPlace(PlaceWriter *writer, const Place *place, const Leaf *leaf)
{
	bool		other = place->after != place->before;

	if (place->names != 0)
	{
		writer->names = place->names;
		writer->columns = Min(leaf->key.count, INDEX_KEY_COLUMNS);
		NoteLooks(writer->looks, place, leaf);
	}
	if (writer->length == 0 || place->block != writer->block || place->number != writer->first + writer->length)
	{
		PutRun(writer, place->block, place->index - place->number);
		writer->first = place->number;
	}
	writer->length++;
	appendStringInfoChar(&writer->operations, (char) (place->operation | (other ? PLACE_AFTER : 0)));
	PutHash(&writer->hashes, place->before);
	if (other)
		PutHash(&writer->afters, place->after);
	IndexPutSigned(&writer->times, place->time - writer->time);
	writer->time = place->time;
	writer->count++;
}

/*
 * PlacesFinish writes the row, after its head.
 */
void
PlacesFinish(PlaceWriter *writer, StringInfo buf)
{
	PutRun(writer, 0, 0);
	IndexPutNumber(buf, writer->count);
	PutHash(buf, writer->names);
	IndexPutNumber(buf, writer->columns);
	appendBinaryStringInfo(buf, (const char *) writer->looks, writer->columns);
	IndexPutNumber(buf, writer->runs.len);
	IndexPutNumber(buf, writer->afters.len / sizeof(uint64));
	appendBinaryStringInfo(buf, writer->runs.data, writer->runs.len);
	appendBinaryStringInfo(buf, writer->operations.data, writer->operations.len);
	appendBinaryStringInfo(buf, writer->hashes.data, writer->hashes.len);
	appendBinaryStringInfo(buf, writer->afters.data, writer->afters.len);
	appendBinaryStringInfo(buf, writer->times.data, writer->times.len);
}

/*
 * PlacesOpen begins reading a row of places, after its head; false if it is none.
 */
bool
PlacesOpen(PlaceReader *reader, const char *content, Size size)
{
	const char *at = content;
	const char *end = content + size;
	uint64		count,
				names,
				columns,
				runs,
				afters;

	if (!IndexNumber(&at, end, &count) || end - at < (ptrdiff_t) sizeof(names))
		return false;
	memcpy(&names, at, sizeof(names));
	at += sizeof(names);
	if (!IndexNumber(&at, end, &columns) || columns > INDEX_KEY_COLUMNS || end - at < (ptrdiff_t) columns)
		return false;
	reader->looks = (const unsigned char *) at;
	at += columns;
	if (!IndexNumber(&at, end, &runs) || !IndexNumber(&at, end, &afters) ||
		runs > size || count > size || afters > count || runs + count * (1 + sizeof(uint64)) + afters * sizeof(uint64) > (uint64) (end - at))
		return false;
	reader->names = pg_ntoh64(names);
	reader->columns = (int) columns;
	reader->count = (int64) count;
	reader->next = 0;
	reader->run = at;
	reader->run_end = reader->run + runs;
	reader->run_left = 0;
	reader->operations = (const unsigned char *) reader->run_end;
	reader->hashes = reader->run_end + count;
	reader->after = reader->hashes + count * sizeof(uint64);
	reader->after_end = reader->after + afters * sizeof(uint64);
	reader->times = reader->after_end;
	reader->end = end;
	reader->block = reader->start = reader->time = 0;
	reader->number = 0;
	return true;
}

/*
 * TakeNumber and TakeSigned read what mostly has one byte or two.
 */
static pg_attribute_always_inline bool
TakeNumber(const char **at, const char *end, uint64 *number)
{
	const unsigned char *bytes = (const unsigned char *) *at;

	if (likely(end - *at >= 2 && (bytes[1] < 0x80 || bytes[0] < 0x80)))
	{
		bool		one = bytes[0] < 0x80;

		*number = one ? bytes[0] : (bytes[0] & 0x7f) | (uint64) bytes[1] << 7;
		*at += one ? 1 : 2;
		return true;
	}
	return IndexNumber(at, end, number);
}

static pg_attribute_always_inline bool
TakeSigned(const char **at, const char *end, int64 *number)
{
	uint64		folded;

	if (!TakeNumber(at, end, &folded))
		return false;
	*number = (int64) ((folded >> 1) ^ (0 - (folded & 1)));
	return true;
}

static pg_attribute_always_inline uint64
HashAt(const char *at)
{
	uint64		bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

/*
 * TakeRun reads the next run; false if it is not sound.
 */
static bool
TakeRun(PlaceReader *reader)
{
	int64		difference,
				start;
	uint64		skipped,
				length;

	if (!TakeSigned(&reader->run, reader->run_end, &difference))
		return false;
	if (difference != 0)
	{
		if (!TakeSigned(&reader->run, reader->run_end, &start))
			return false;
		reader->block += difference;
		reader->start += start;
		reader->number = 0;
	}
	if (!TakeNumber(&reader->run, reader->run_end, &skipped) || !TakeNumber(&reader->run, reader->run_end, &length) ||
		reader->block < FIRST_BLOCK || reader->start < 0 || length == 0 ||
		skipped > PG_INT32_MAX / 2 || length > PG_INT32_MAX / 2 || reader->number + skipped + length > PG_INT32_MAX / 2)
		return false;
	reader->number += (int) skipped;
	reader->run_left = (int64) length;
	return true;
}

/*
 * GoTo makes a place the next one, and brings its run with it; false if it is in none.
 */
static pg_attribute_always_inline bool
GoTo(PlaceReader *reader, int64 next)
{
	int64		skipped = next - reader->next;

	reader->next = next;
	for (;;)
	{
		int64		here = Min(skipped, reader->run_left);

		reader->number += (int) here;
		reader->run_left -= here;
		skipped -= here;
		if (reader->run_left > 0)
			return true;
		if (!TakeRun(reader))
			return false;
	}
}

static pg_attribute_always_inline bool
TakePlace(PlaceReader *reader, Place *place)
{
	unsigned char operation = reader->operations[reader->next];

	place->operation = operation & ~PLACE_AFTER;
	place->block = reader->block;
	place->number = reader->number;
	place->index = reader->start + reader->number;
	place->names = OperationIsOfRow(place->operation) ? reader->names : 0;
	place->before = place->after = pg_ntoh64(HashAt(reader->hashes + reader->next * sizeof(uint64)));
	reader->next++;
	reader->number++;
	reader->run_left--;
	if (!(operation & PLACE_AFTER))
		return true;
	if (reader->after == reader->after_end)
		return false;
	place->after = pg_ntoh64(HashAt(reader->after));
	reader->after += sizeof(uint64);
	return true;
}

/*
 * NextPlace reads the next place; false at the end, and where the row is not sound.
 */
bool
NextPlace(PlaceReader *reader, Place *place, bool *sound)
{
	int64		difference;

	if (reader->next == reader->count)
	{
		*sound = reader->run == reader->run_end && reader->run_left == 0 && reader->after == reader->after_end && reader->times == reader->end;
		return false;
	}
	*sound = GoTo(reader, reader->next) && TakePlace(reader, place) && TakeSigned(&reader->times, reader->end, &difference);
	if (!*sound)
		return false;
	reader->time += difference;
	place->time = reader->time;
	return true;
}

static pg_attribute_always_inline bool
IsOneOf(uint64 hash, const uint64 *key, int keys)
{
	bool		found = false;

	for (int i = 0; i < keys; i++)
		found |= hash == key[i];
	return found;
}

/*
 * NextPlaceOf is the next of an entry that is about a row which has one of some keys
 * before it or after; without the time.  keys: PLACE_KEYS at most.
 */
bool
NextPlaceOf(PlaceReader *reader, const uint64 *key, int keys, Place *place, bool *sound)
{
	uint64		bytes[PLACE_KEYS];
	int64		next;

	for (int i = 0; i < keys; i++)
		bytes[i] = pg_hton64(key[i]);
	*sound = true;
	for (next = reader->next; next < reader->count; next++)
	{
		bool		found = keys == 1 ? HashAt(reader->hashes + next * sizeof(uint64)) == bytes[0] :
			IsOneOf(HashAt(reader->hashes + next * sizeof(uint64)), bytes, keys);
		bool		other = reader->after != reader->after_end && (reader->operations[next] & PLACE_AFTER) != 0;

		if (other && !found)
			found = IsOneOf(HashAt(reader->after), bytes, keys);
		if (found && OperationIsOfRow(reader->operations[next] & ~PLACE_AFTER))
			break;
		if (other)
			reader->after += sizeof(uint64);
	}
	if (next == reader->count)
		return false;
	*sound = GoTo(reader, next) && TakePlace(reader, place);
	place->time = 0;
	return *sound;
}
