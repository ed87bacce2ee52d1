/*
 * leaf_write.c --- writing the canonical bytes of one entry.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/entry/leaf.h"
#include "mb/pg_wchar.h"
#include "port/pg_bswap.h"

/*
 * LeafPutNumber writes a varint.
 */
void
LeafPutNumber(StringInfo buf, uint32 number)
{
	enlargeStringInfo(buf, 5);
	while (number >= 0x80)
	{
		buf->data[buf->len++] = (char) (number | 0x80);
		number >>= 7;
	}
	buf->data[buf->len++] = (char) number;
}

/*
 * LeafPutTime writes a time in 8 bytes, in microseconds since 1970.
 */
void
LeafPutTime(StringInfo buf, TimestampTz time)
{
	uint64		bytes = pg_hton64((uint64) (time + (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY));

	appendBinaryStringInfo(buf, (char *) &bytes, sizeof(bytes));
}

/*
 * LeafPutField writes text of the database's encoding as a field.
 */
void
LeafPutField(StringInfo buf, const char *data, Size size)
{
	if (GetDatabaseEncoding() != PG_UTF8)
	{
		char	   *converted = pg_server_to_any(data, size, PG_UTF8);

		if (converted != data)
		{
			size = strlen(converted);
			data = converted;
		}
	}
	LeafPutNumber(buf, size + 1);
	appendBinaryStringInfo(buf, data, size);
}

/*
 * LeafPutText writes a string as a field.
 */
void
LeafPutText(StringInfo buf, const char *text)
{
	LeafPutField(buf, text, strlen(text));
}

/*
 * LeafPutNull writes a null field.
 */
void
LeafPutNull(StringInfo buf)
{
	LeafPutNumber(buf, 0);
}
