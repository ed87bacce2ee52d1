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

/* What is written of a place. */
#define PLACE_BLOCK		0x01	/* another block than that of the one before */
#define PLACE_AFTER		0x02	/* the key is another after the entry */
#define PLACE_HASHES	0x04	/* of an event: both hashes */

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
 * PlacesBegin begins a row of places.
 */
void
PlacesBegin(PlaceWriter *writer)
{
	if (writer->buf.data == NULL)
		initStringInfo(&writer->buf);
	resetStringInfo(&writer->buf);
	writer->count = 0;
	writer->names = 0;
	writer->columns = 0;
	memset(writer->looks, TEXT_ANY, sizeof(writer->looks));
	writer->block = writer->start = writer->time = 0;
	writer->number = -1;
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
 * PutPlace writes a place.  leaf: the entry that is there.
 */
void
PutPlace(PlaceWriter *writer, const Place *place, const Leaf *leaf)
{
	StringInfo	buf = &writer->buf;
	int			flags = 0;

	if (place->names != 0)
	{
		writer->names = place->names;
		writer->columns = Min(leaf->key.count, INDEX_KEY_COLUMNS);
		NoteLooks(writer->looks, place, leaf);
	}
	if (place->block != writer->block || writer->count == 0)
		flags |= PLACE_BLOCK;
	if (place->names != 0 && place->after != place->before)
		flags |= PLACE_AFTER;
	if (place->names == 0 && (place->before != 0 || place->after != 0))
		flags |= PLACE_HASHES;
	appendStringInfoChar(buf, (char) flags);
	appendStringInfoChar(buf, (char) place->operation);
	if (flags & PLACE_BLOCK)
	{
		int64		start = place->index - place->number;

		IndexPutSigned(buf, place->block - writer->block);
		IndexPutSigned(buf, start - writer->start);
		writer->block = place->block;
		writer->start = start;
		writer->number = -1;
	}
	IndexPutNumber(buf, place->number - writer->number - 1);
	writer->number = place->number;
	IndexPutSigned(buf, place->time - writer->time);
	writer->time = place->time;
	if (place->names != 0 || (flags & PLACE_HASHES))
		PutHash(buf, place->before);
	if (flags & (PLACE_AFTER | PLACE_HASHES))
		PutHash(buf, place->after);
	writer->count++;
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
				columns;

	if (!IndexNumber(&at, end, &count) || end - at < (ptrdiff_t) sizeof(names) || count > PG_INT32_MAX)
		return false;
	memcpy(&names, at, sizeof(names));
	at += sizeof(names);
	if (!IndexNumber(&at, end, &columns) || columns > INDEX_KEY_COLUMNS || end - at < (ptrdiff_t) columns)
		return false;
	reader->looks = (const unsigned char *) at;
	reader->at = at + columns;
	reader->end = end;
	reader->left = (int64) count;
	reader->names = pg_ntoh64(names);
	reader->columns = (int) columns;
	reader->block = reader->start = reader->time = 0;
	reader->number = -1;
	return true;
}

/*
 * TakeNumber and TakeSigned read what mostly has one byte or two.
 */
static pg_attribute_always_inline bool
TakeNumber(PlaceReader *reader, uint64 *number)
{
	const unsigned char *at = (const unsigned char *) reader->at;

	if (likely(reader->end - reader->at >= 2 && (at[1] < 0x80 || at[0] < 0x80)))
	{
		bool		one = at[0] < 0x80;

		*number = one ? at[0] : (at[0] & 0x7f) | (uint64) at[1] << 7;
		reader->at += one ? 1 : 2;
		return true;
	}
	return IndexNumber(&reader->at, reader->end, number);
}

static pg_attribute_always_inline bool
TakeSigned(PlaceReader *reader, int64 *number)
{
	uint64		folded;

	if (!TakeNumber(reader, &folded))
		return false;
	*number = (int64) ((folded >> 1) ^ (0 - (folded & 1)));
	return true;
}

static pg_attribute_always_inline bool
TakeHash(PlaceReader *reader, uint64 *hash)
{
	uint64		bytes;

	if (reader->end - reader->at < (ptrdiff_t) sizeof(bytes))
		return false;
	memcpy(&bytes, reader->at, sizeof(bytes));
	reader->at += sizeof(bytes);
	*hash = pg_ntoh64(bytes);
	return true;
}

static pg_attribute_always_inline bool
TakePlace(PlaceReader *reader, Place *place)
{
	int			flags;
	uint64		number;
	int64		difference;

	if (reader->end - reader->at < 2)
		return false;
	flags = (unsigned char) *reader->at++;
	place->operation = (unsigned char) *reader->at++;
	if (flags & PLACE_BLOCK)
	{
		int64		start;

		if (!TakeSigned(reader, &difference) || !TakeSigned(reader, &start))
			return false;
		reader->block += difference;
		reader->start += start;
		reader->number = -1;
	}
	if (!TakeNumber(reader, &number) || number > PG_INT32_MAX / 2 || !TakeSigned(reader, &difference))
		return false;
	reader->number += (int) number + 1;
	reader->time += difference;
	place->block = reader->block;
	place->number = reader->number;
	place->index = reader->start + reader->number;
	place->time = reader->time;
	place->before = place->after = place->names = 0;
	if (OperationIsOfRow(place->operation))
	{
		place->names = reader->names;
		if (!TakeHash(reader, &place->before))
			return false;
		place->after = place->before;
		return !(flags & PLACE_AFTER) || TakeHash(reader, &place->after);
	}
	return !(flags & PLACE_HASHES) || (TakeHash(reader, &place->before) && TakeHash(reader, &place->after));
}

static pg_attribute_always_inline bool
TakeNext(PlaceReader *reader, Place *place, bool *sound)
{
	*sound = true;
	if (reader->left == 0)
	{
		*sound = reader->at == reader->end;
		return false;
	}
	reader->left--;
	*sound = TakePlace(reader, place) && reader->block >= FIRST_BLOCK && reader->start >= 0 && reader->number >= 0;
	return *sound;
}

/*
 * NextPlace reads the next place; false at the end, and where the row is not sound.
 */
bool
NextPlace(PlaceReader *reader, Place *place, bool *sound)
{
	return TakeNext(reader, place, sound);
}

/*
 * NextPlaceOf is the next of an entry that is about a row which has one of some keys
 * before it or after.
 */
bool
NextPlaceOf(PlaceReader *reader, const uint64 *key, int keys, Place *place, bool *sound)
{
	PlaceReader local = *reader;
	bool		found = false;

	while (!found && TakeNext(&local, place, sound))
	{
		if (!OperationIsOfRow(place->operation))
			continue;
		for (int i = 0; i < keys; i++)
			found |= place->before == key[i] || place->after == key[i];
	}
	*reader = local;
	return found;
}

/*
 * PlacesFinish writes what a row of places has before them, after its head.
 */
void
PlacesFinish(const PlaceWriter *writer, StringInfo buf)
{
	IndexPutNumber(buf, writer->count);
	PutHash(buf, writer->names);
	IndexPutNumber(buf, writer->columns);
	appendBinaryStringInfo(buf, (const char *) writer->looks, writer->columns);
	appendBinaryStringInfo(buf, writer->buf.data, writer->buf.len);
}
