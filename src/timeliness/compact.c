/*
 * compact.c --- the canonical form of sen.timeliness, and the reading of it.
 *
 * Everything read is checked: lengths, minimal varints, ascending days, counts
 * of at least one, nothing left over.  The bytes may come from a client.
 */
#include "postgres.h"
#include "compat.h"

#include "common/int.h"
#include "timeliness/timeliness.h"

const char *const case_class_names[CASE_CLASSES] = {
	"done", "done_excepted", "open", "open_excepted", "left"
};

/* Where a reader is, and where the payload ends. */
typedef struct Reader
{
	const unsigned char *at;
	const unsigned char *end;
} Reader;

static void
RefuseBytes(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type sen.timeliness"),
			 errdetail("%s", what),
			 errhint("Send a value that this or an earlier version of sen_improvement produced.")));
}

static void
PutVarint(StringInfo buf, uint64 value)
{
	while (value >= 0x80)
	{
		appendStringInfoCharMacro(buf, (char) (value | 0x80));
		value >>= 7;
	}
	appendStringInfoCharMacro(buf, (char) value);
}

/*
 * GetVarint reads a varint of at most 10 bytes that fits max.
 */
static uint64
GetVarint(Reader *reader, uint64 max)
{
	uint64		value = 0;

	for (int shift = 0; shift < 64; shift += 7)
	{
		unsigned char byte;

		if (reader->at >= reader->end)
			RefuseBytes("The value ends too early.");
		byte = *reader->at++;
		if (shift == 63 && byte > 1)
			RefuseBytes("A number is too large.");
		value |= (uint64) (byte & 0x7f) << shift;
		if ((byte & 0x80) == 0)
		{
			if (byte == 0 && shift > 0)
				RefuseBytes("A number is longer than it need be.");
			if (value > max)
				RefuseBytes("A number is too large.");
			return value;
		}
	}
	RefuseBytes("A number is too long.");
	return 0;
}

static uint64
ZigZag(int32 day)
{
	return ((uint64) (uint32) day << 1 ^ (day < 0 ? ~UINT64CONST(0) : 0)) & UINT64CONST(0xffffffff);
}

static int32
UnZigZag(uint64 coded)
{
	return (int32) (uint32) ((coded >> 1) ^ (~(coded & 1) + 1));
}

/*
 * TallyToCompact builds the canonical form.  Cells must ascend by day and
 * have counts of at least one.
 */
Timeliness *
TallyToCompact(const Tally *tally)
{
	StringInfoData buf;
	Timeliness *value;

	initStringInfo(&buf);
	appendStringInfoSpaces(&buf, sizeof(Timeliness));
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		PutVarint(&buf, tally->unusable[class]);
		PutVarint(&buf, tally->cells[class]);
		for (int i = 0; i < tally->cells[class]; i++)
		{
			const Cell *cell = &tally->cell[class][i];

			if (i == 0)
				PutVarint(&buf, ZigZag(cell->day));
			else
				PutVarint(&buf, (uint64) ((int64) cell->day - (int64) cell[-1].day));
			PutVarint(&buf, cell->count);
		}
	}
	value = (Timeliness *) buf.data;
	SET_VARSIZE(value, buf.len);
	value->version = TIMELINESS_VERSION;
	value->form = FORM_COMPACT;
	value->unused = 0;
	return value;
}

/*
 * ReadPayload takes a compact payload apart, checking all of it.
 */
static Tally *
ReadPayload(const unsigned char *payload, Size size)
{
	Tally	   *tally = palloc0(sizeof(Tally));
	Reader		reader = {payload, payload + size};

	for (int class = 0; class < CASE_CLASSES; class++)
	{
		int64		day = 0;
		int			cells;

		tally->unusable[class] = (uint32) GetVarint(&reader, TIMELINESS_MAX_COUNT);
		/* Two bytes a cell at least: refuse a count that cannot be true before allocating. */
		cells = (int) GetVarint(&reader, (reader.end - reader.at) / 2);
		tally->cells[class] = cells;
		if (cells == 0)
			continue;
		tally->cell[class] = palloc_extended(sizeof(Cell) * cells, MCXT_ALLOC_HUGE);
		for (int i = 0; i < cells; i++)
		{
			uint64		coded = GetVarint(&reader, PG_UINT32_MAX);
			uint64		count;

			if (i == 0)
				day = UnZigZag(coded);
			else
			{
				if (coded == 0)
					RefuseBytes("Days do not ascend.");
				day += (int64) coded;
				if (day > PG_INT32_MAX)
					RefuseBytes("A day is out of range.");
			}
			count = GetVarint(&reader, TIMELINESS_MAX_COUNT);
			if (count == 0)
				RefuseBytes("A count is zero.");
			tally->cell[class][i].day = (int32) day;
			tally->cell[class][i].count = (uint32) count;
		}
	}
	if (reader.at != reader.end)
		RefuseBytes("Bytes are left over.");
	return tally;
}

/*
 * CheckTimeliness checks the header of a detoasted value.
 */
Timeliness *
CheckTimeliness(Timeliness *value)
{
	if (VARSIZE(value) < sizeof(Timeliness) || value->version != TIMELINESS_VERSION ||
		value->form > FORM_WORKING || value->unused != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable value of type sen.timeliness"),
				 errhint("It may have been stored by a newer version of sen_improvement.")));
	return value;
}

/*
 * CompactToTally takes a compact value apart.
 */
static Tally *
CompactToTally(const Timeliness *value)
{
	return ReadPayload((const unsigned char *) value + sizeof(Timeliness),
					   VARSIZE(value) - sizeof(Timeliness));
}

/*
 * PayloadToCompact makes a value of payload bytes that a client sent.
 */
Timeliness *
PayloadToCompact(const unsigned char *payload, Size size)
{
	Timeliness *value;

	(void) ReadPayload(payload, size);
	value = palloc(sizeof(Timeliness) + size);
	SET_VARSIZE(value, sizeof(Timeliness) + size);
	value->version = TIMELINESS_VERSION;
	value->form = FORM_COMPACT;
	value->unused = 0;
	memcpy((char *) value + sizeof(Timeliness), payload, size);
	return value;
}

/*
 * TimelinessTally takes a value of either form apart.
 */
Tally *
TimelinessTally(const Timeliness *value)
{
	return value->form == FORM_WORKING ? WorkingToTally(value) : CompactToTally(value);
}

/*
 * TimelinessCompact brings a value of either form to the canonical one.
 */
Timeliness *
TimelinessCompact(Timeliness *value)
{
	return value->form == FORM_WORKING ? TallyToCompact(WorkingToTally(value)) : value;
}
