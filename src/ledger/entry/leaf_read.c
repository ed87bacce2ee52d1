/*
 * leaf_read.c --- taking the canonical bytes of one entry apart.
 *
 * Everything is checked: the bytes may have been changed on disk, or be
 * someone's who asks what they mean.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "common/int.h"
#include "ledger/entry/leaf.h"
#include "mb/pg_wchar.h"
#include "port/pg_bswap.h"
#include "utils/timestamp.h"

typedef struct FieldReader
{
	const char *at;
	const char *end;
} FieldReader;

static void
RefuseLeaf(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("unreadable entry of a log"),
			 errdetail("%s", what),
			 errhint("sen.verify_log() says which entries were changed.")));
}

static inline const char *
Take(FieldReader *reader, Size size)
{
	const char *start = reader->at;

	if ((Size) (reader->end - reader->at) < size)
		RefuseLeaf("It ends too early.");
	reader->at += size;
	return start;
}

#define NUMBER_MAX 5			/* bytes of a varint */

static inline uint32
TakeNumber(FieldReader *reader)
{
	uint64		number;
	const char *next;

	/* Mostly it is of one byte. */
	if (reader->at < reader->end && (*reader->at & 0x80) == 0)
		return *reader->at++;
	next = LeafNumber(reader->at, reader->end, &number);
	if (next == NULL && reader->end - reader->at < NUMBER_MAX)
		RefuseLeaf("It ends too early.");
	if (next == NULL || (next[-1] == 0 && next - reader->at > 1) || number > PG_UINT32_MAX)
		RefuseLeaf("A number is not written as it should be.");
	reader->at = next;
	return (uint32) number;
}

static inline LeafField
TakeField(FieldReader *reader)
{
	LeafField	field = {NULL, 0};
	uint32		number = TakeNumber(reader);

	if (number == 0)
		return field;
	field.size = number - 1;
	field.data = Take(reader, field.size);
	return field;
}

static LeafField
TakeName(FieldReader *reader)
{
	LeafField	field = TakeField(reader);

	if (field.data == NULL)
		RefuseLeaf("A name is missing.");
	return field;
}

static TimestampTz
TakeTime(FieldReader *reader)
{
	uint64		bytes;
	TimestampTz time;

	memcpy(&bytes, Take(reader, sizeof(bytes)), sizeof(bytes));
	if (pg_sub_s64_overflow((int64) pg_ntoh64(bytes), (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY, &time) ||
		!IS_VALID_TIMESTAMP(time))
		RefuseLeaf("A time is out of range.");
	return time;
}

static LeafColumns
TakeColumns(FieldReader *reader)
{
	LeafColumns columns = {TakeNumber(reader), NULL};

	if (columns.count > MaxHeapAttributeNumber)
		RefuseLeaf("It has more columns than a table can have.");
	columns.at = reader->at;
	for (uint32 i = 0; i < columns.count; i++)
	{
		TakeName(reader);
		TakeField(reader);
	}
	return columns;
}

/*
 * OperationWords is an operation in words; NULL for what is none.
 */
const char *
OperationWords(Operation operation)
{
	switch (operation)
	{
		case OPERATION_BEGIN:
			return "tracking begins";
		case OPERATION_COLUMNS:
			return "columns";
		case OPERATION_PRESENT:
			return "present";
		case OPERATION_INSERT:
			return "insert";
		case OPERATION_UPDATE:
			return "update";
		case OPERATION_DELETE:
			return "delete";
		case OPERATION_RENAME:
			return "column renamed";
		case OPERATION_END:
			return "tracking ends";
		case OPERATION_SEAL:
			return "sealed";
		case OPERATION_ASIDE:
			return "set aside";
	}
	return NULL;
}

/*
 * BlockEntries reads the entries of a block.
 */
EntryReader
BlockEntries(const bytea *block)
{
	EntryReader reader = {VARDATA_ANY(block), VARDATA_ANY(block) + VARSIZE_ANY_EXHDR(block)};

	return reader;
}

/*
 * NextEntry is the next entry of a block; false at its end, and where what
 * follows is no entry (then the reader is not at its end).
 */
bool
NextEntry(EntryReader *reader, const char **data, Size *size)
{
	uint64		number;
	const char *at = LeafNumber(reader->at, reader->end, &number);

	if (at == NULL || number <= ENTRY_MIN || number - 1 > (uint64) (reader->end - at))
		return false;
	*data = at;
	*size = number - 1;
	reader->at = at + *size;
	return true;
}

/*
 * LeafRead takes an entry apart; its parts point into data.
 */
void
LeafRead(const char *data, Size size, Leaf *leaf)
{
	FieldReader	reader = {data, data + size};

	if (*Take(&reader, 1) != LEAF_VERSION)
		RefuseLeaf("Its version is not known.");
	leaf->operation = *Take(&reader, 1);
	if (OperationWords(leaf->operation) == NULL)
		RefuseLeaf("Its operation is not known.");
	leaf->table = TakeName(&reader);
	leaf->session_role = TakeName(&reader);
	leaf->current_role = TakeName(&reader);
	leaf->statement_at = TakeTime(&reader);
	leaf->transaction_at = TakeTime(&reader);
	leaf->meeting = TakeField(&reader);
	leaf->key = TakeColumns(&reader);
	leaf->row = TakeColumns(&reader);
	if (reader.at != reader.end)
		RefuseLeaf("Bytes are left over.");
}

static inline LeafField
NextField(const char **at)
{
	LeafField	field = {NULL, 0};
	uint64		number;

	if ((**at & 0x80) == 0)
		number = (unsigned char) *(*at)++;
	else
		*at = LeafNumber(*at, *at + NUMBER_MAX, &number);
	if (number == 0)
		return field;
	field.size = number - 1;
	field.data = *at;
	*at += field.size;
	return field;
}

/*
 * LeafNextColumn reads name and value of columns that LeafRead checked.
 */
void
LeafNextColumn(const char **at, LeafField *name, LeafField *value)
{
	*name = NextField(at);
	*value = NextField(at);
}

/*
 * LeafText is a field as a string of the database's encoding; NULL if null.
 */
char *
LeafText(LeafField field)
{
	char	   *text,
			   *converted;

	if (field.data == NULL)
		return NULL;
	text = pnstrdup(field.data, field.size);
	converted = pg_any_to_server(text, field.size, PG_UTF8);
	return converted;
}
