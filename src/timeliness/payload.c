/*
 * payload.c --- writing and reading the bytes of the compact form.
 *
 * Everything read is checked: lengths, minimal varints, ascending days, counts
 * of at least one, nothing left over.
 */
#include "postgres.h"
#include "compat.h"

#include "timeliness/payload.h"
#include "utils/memutils.h"

/*
 * PayloadRefuse says what is wrong with the bytes of a value.
 */
void
PayloadRefuse(const char *type, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type %s", type),
			 errdetail("%s", what),
			 errhint("Send a value that this or an earlier version of sen_improvement produced.")));
	pg_unreachable();
}

/* The longest varint of a number of 32 bits. */
#define VARINT32_MAX 5

static inline unsigned char *
WriteVarint(unsigned char *at, uint64 value)
{
	while (value >= 0x80)
	{
		*at++ = (unsigned char) (value | 0x80);
		value >>= 7;
	}
	*at++ = (unsigned char) value;
	return at;
}

static inline uint64
ZigZag(int32 value)
{
	return ((uint64) (uint32) value << 1 ^ (value < 0 ? ~UINT64CONST(0) : 0)) & UINT64CONST(0xffffffff);
}

/*
 * PutVarint writes a number of 32 bits.
 */
void
PutVarint(StringInfo buf, uint32 value)
{
	enlargeStringInfo(buf, VARINT32_MAX);
	buf->len = (char *) WriteVarint((unsigned char *) buf->data + buf->len, value) - buf->data;
}

/*
 * PutSigned writes a number that may be negative, zigzag coded.
 */
void
PutSigned(StringInfo buf, int32 value)
{
	PutVarint(buf, ZigZag(value));
}

static uint64
GetLongVarint(PayloadReader *reader, uint64 max)
{
	uint64		value = 0;

	for (int shift = 0; shift < 64; shift += 7)
	{
		unsigned char byte;

		if (reader->at >= reader->end)
			PayloadRefuse(reader->type, "The value ends too early.");
		byte = *reader->at++;
		if (shift == 63 && byte > 1)
			PayloadRefuse(reader->type, "A number is too large.");
		value |= (uint64) (byte & 0x7f) << shift;
		if ((byte & 0x80) == 0)
		{
			if (byte == 0 && shift > 0)
				PayloadRefuse(reader->type, "A number is longer than it need be.");
			if (value > max)
				PayloadRefuse(reader->type, "A number is too large.");
			return value;
		}
	}
	PayloadRefuse(reader->type, "A number is too long.");
}

/*
 * ReadVarint reads a varint of at most 10 bytes that fits max; one byte, which
 * most take, without a loop.
 */
static inline uint64
ReadVarint(PayloadReader *reader, uint64 max)
{
	if (likely(reader->at < reader->end && *reader->at < 0x80 && *reader->at <= max))
		return *reader->at++;
	return GetLongVarint(reader, max);
}

/*
 * GetVarint is ReadVarint for other files.
 */
uint64
GetVarint(PayloadReader *reader, uint64 max)
{
	return ReadVarint(reader, max);
}

/*
 * ReadAscending reads the next of ascending numbers: the first zigzag coded,
 * the others as the distance from the one before.  what names them.
 */
static inline int64
ReadAscending(PayloadReader *reader, bool first, int64 before, const char *what)
{
	uint64		coded = ReadVarint(reader, PG_UINT32_MAX);
	int64		next;

	if (first)
		return (int32) (uint32) ((coded >> 1) ^ (~(coded & 1) + 1));
	if (coded == 0)
		PayloadRefuse(reader->type, psprintf("%s do not ascend.", what));
	next = before + (int64) coded;
	if (next > PG_INT32_MAX)
		PayloadRefuse(reader->type, psprintf("%s are out of range.", what));
	return next;
}

/*
 * GetAscending is ReadAscending for other files.
 */
int64
GetAscending(PayloadReader *reader, bool first, int64 before, const char *what)
{
	return ReadAscending(reader, first, before, what);
}

/*
 * PutTally writes a summary taken apart.  Cells must ascend by day and have
 * counts of at least one.
 */
void
PutTally(StringInfo buf, const Tally *tally)
{
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		const Cell *cell = tally->cell[class];
		int			cells = tally->cells[class];
		unsigned char *at;

		if ((Size) cells > MaxAllocSize / (2 * VARINT32_MAX))
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many different numbers of days in one summary"),
					 errhint("Keep the summaries of smaller groups apart.")));
		enlargeStringInfo(buf, (cells + 1) * 2 * VARINT32_MAX);
		at = (unsigned char *) buf->data + buf->len;
		at = WriteVarint(at, tally->unusable[class]);
		at = WriteVarint(at, cells);
		for (int i = 0; i < cells; i++)
		{
			at = WriteVarint(at, i == 0 ? ZigZag(cell[0].day) : (uint32) cell[i].day - (uint32) cell[i - 1].day);
			at = WriteVarint(at, cell[i].count);
		}
		buf->len = (char *) at - buf->data;
	}
}

/*
 * GetTally reads a summary.
 */
void
GetTally(PayloadReader *reader, Tally *tally)
{
	memset(tally, 0, sizeof(Tally));
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		int64		day = 0;
		int			cells;

		tally->unusable[class] = (uint32) GetVarint(reader, TIMELINESS_MAX_COUNT);
		/* Two bytes a cell at least: refuse a count that cannot be true before allocating. */
		cells = (int) GetVarint(reader, (reader->end - reader->at) / 2);
		tally->cells[class] = cells;
		if (cells == 0)
			continue;
		tally->cell[class] = palloc_extended(sizeof(Cell) * cells, MCXT_ALLOC_HUGE);
		for (int i = 0; i < cells; i++)
		{
			uint64		count;

			day = ReadAscending(reader, i == 0, day, "Days");
			count = ReadVarint(reader, TIMELINESS_MAX_COUNT);
			if (count == 0)
				PayloadRefuse(reader->type, "A count is zero.");
			tally->cell[class][i].day = (int32) day;
			tally->cell[class][i].count = (uint32) count;
		}
	}
}

/*
 * PayloadEnd refuses what is left over.
 */
void
PayloadEnd(PayloadReader *reader)
{
	if (reader->at != reader->end)
		PayloadRefuse(reader->type, "Bytes are left over.");
}

/*
 * BufferToCompact makes a value of a buffer that begins with room for its
 * header.
 */
Timeliness *
BufferToCompact(StringInfo buf, uint16 bucket)
{
	Timeliness *value = (Timeliness *) buf->data;

	SET_VARSIZE(value, buf->len);
	value->version = TIMELINESS_VERSION;
	value->form = FORM_COMPACT;
	value->bucket = bucket;
	return value;
}
