/*
 * index_meeting.c --- what the index of a log says of meetings: which blocks have
 * entries of one.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/index/log_index.h"

/*
 * PutMeeting writes that a block has an entry of a meeting, unless that was written
 * last.  start: index of its first leaf.
 */
void
PutMeeting(MeetingWriter *writer, int64 block, int64 start, LeafField meeting)
{
	StringInfo	buf = &writer->buf;
	bool		same = writer->last.block != 0 && LeafIs(meeting, buf->data + writer->meeting, writer->size);

	if (same && writer->last.block == block)
		return;
	IndexPutSigned(buf, block - writer->last.block);
	IndexPutSigned(buf, start - writer->last.start);
	writer->last.block = block;
	writer->last.start = start;
	/* Mostly it is that of the block before. */
	IndexPutNumber(buf, same ? 0 : (uint64) meeting.size + 1);
	if (same)
		return;
	writer->meeting = buf->len;
	writer->size = meeting.size;
	appendBinaryStringInfo(buf, meeting.data, (int) meeting.size);
}

/*
 * MeetingsOpen begins reading a row, after its head.
 */
void
MeetingsOpen(MeetingReader *reader, const char *content, Size size)
{
	memset(reader, 0, sizeof(MeetingReader));
	reader->at = content;
	reader->end = content + size;
}

/*
 * NextMeeting reads the next block; false at the end, and where the row is not sound.
 */
bool
NextMeeting(MeetingReader *reader, bool *sound)
{
	int64		block,
				start;
	uint64		size;

	*sound = true;
	if (reader->at == reader->end)
		return false;
	*sound = IndexSigned(&reader->at, reader->end, &block) && IndexSigned(&reader->at, reader->end, &start) && IndexNumber(&reader->at, reader->end, &size) &&
		(size == 0 ? reader->meeting.data != NULL : size - 1 <= (uint64) (reader->end - reader->at));
	if (!*sound)
		return false;
	reader->place.block += block;
	reader->place.start += start;
	if (size > 0)
	{
		reader->meeting.data = reader->at;
		reader->meeting.size = (uint32) (size - 1);
		reader->at += size - 1;
	}
	*sound = reader->place.block >= FIRST_BLOCK && reader->place.start >= 0;
	return *sound;
}
