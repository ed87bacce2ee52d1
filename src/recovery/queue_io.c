/*
 * queue_io.c --- text and binary forms of sen.queue, its equality and hash.
 *
 * Text: v1 and the day it stands on, then for each stage that has cases
 * name{day received:count,...}, and undated{name:count,...} for the stages that
 * have cases without a usable day of receipt; in the order of the stages, days
 * ascending.  A queue of no rows is v1.
 *
 *	v1 2025-12-31 decision{2025-12-01:3} plan{2025-03-04:1,2025-03-05:2} undated{advice:1}
 *
 * Binary: the version (one byte), then the compact payload.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "recovery/queue_io.h"
#include "recovery/queue_work.h"
#include "calendar/calendar.h"
#include "timeliness/io.h"
#include "utils/datetime.h"

PG_FUNCTION_INFO_V1(queue_in);
PG_FUNCTION_INFO_V1(queue_out);
PG_FUNCTION_INFO_V1(queue_recv);
PG_FUNCTION_INFO_V1(queue_send);
PG_FUNCTION_INFO_V1(queue_eq);
PG_FUNCTION_INFO_V1(queue_ne);
PG_FUNCTION_INFO_V1(queue_hash);
PG_FUNCTION_INFO_V1(queue_hash_extended);

#define TYPE_NAME "sen.queue"
#define DAY_LENGTH 10			/* yyyy-mm-dd */

/*
 * TakeDay reads a day of the years 1 to 9999.
 */
bool
TakeDay(Parser *parser, DateADT *day)
{
	if (strlen(parser->at) < DAY_LENGTH || !ParseIsoDate(pnstrdup(parser->at, DAY_LENGTH), day) || !IsQueueDay(*day))
		return ParserFail(parser, "A day is expected, as yyyy-mm-dd.");
	parser->at += DAY_LENGTH;
	return true;
}

/*
 * AppendDay writes a day of the years 1 to 9999.
 */
void
AppendDay(StringInfo buf, DateADT day)
{
	int			y,
				m,
				d;

	j2date(day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	appendStringInfo(buf, "%04d-%02d-%02d", y, m, d);
}

/*
 * TakeStageCells reads day:count,... up to the closing brace.
 */
static bool
TakeStageCells(Parser *parser, Queue *queue, int stage)
{
	int			room = 16;
	int			cells = 0;
	Cell	   *cell = palloc(sizeof(Cell) * room);

	do
	{
		const char *start = parser->at;
		DateADT		day;
		int64		count;

		if (!TakeDay(parser, &day))
			return false;
		if (day > queue->stand || (cells > 0 && day <= cell[cells - 1].day))
		{
			parser->at = start;
			return ParserFail(parser, day > queue->stand ? "A case was received after the day that the queue stands on." :
							  "Days must ascend.");
		}
		if (!ParserTake(parser, ":"))
			return ParserFail(parser, "A colon is expected after the day.");
		if (!TakeNumber(parser, 1, TIMELINESS_MAX_COUNT, &count))
			return false;
		if (cells == room)
		{
			room *= 2;
			cell = repalloc_huge(cell, sizeof(Cell) * room);
		}
		cell[cells].day = day;
		cell[cells].count = (uint32) count;
		cells++;
	} while (ParserTake(parser, ","));
	queue->cells[stage] = cells;
	queue->cell[stage] = cell;
	return ParserTake(parser, "}") || ParserFail(parser, "A comma or a closing brace is expected.");
}

/*
 * TakeUndated reads stage:count,... up to the closing brace.
 */
static bool
TakeUndated(Parser *parser, Queue *queue)
{
	int			stage = 0;

	do
	{
		int64		count;

		while (stage < STAGES)
		{
			const char *start = parser->at;

			if (ParserTake(parser, StageName(stage)) && ParserTake(parser, ":"))
				break;
			parser->at = start;
			stage++;
		}
		if (stage == STAGES)
			return ParserFail(parser, "A stage is unknown or out of order.");
		if (!TakeNumber(parser, 1, TIMELINESS_MAX_COUNT, &count))
			return false;
		queue->undated[stage++] = (uint32) count;
	} while (ParserTake(parser, ","));
	return ParserTake(parser, "}") || ParserFail(parser, "A comma or a closing brace is expected.");
}

static bool
TakeQueue(Parser *parser, Queue *queue)
{
	const char *start;

	if (!ParserTake(parser, "v1"))
		return ParserFail(parser, "It must begin with the version, v1.");
	if (*parser->at == '\0')
		return true;
	if (!ParserTake(parser, " "))
		return ParserFail(parser, "A space and the day that it stands on are expected.");
	if (!TakeDay(parser, &queue->stand))
		return false;
	queue->has_stand = true;
	for (int stage = 0; stage < STAGES; stage++)
	{
		start = parser->at;
		if (ParserTake(parser, " ") && ParserTake(parser, StageName(stage)) && ParserTake(parser, "{"))
		{
			if (!TakeStageCells(parser, queue, stage))
				return false;
		}
		else
			parser->at = start;
	}
	if (ParserTake(parser, " undated{") && !TakeUndated(parser, queue))
		return false;
	return *parser->at == '\0' || ParserFail(parser, "A stage is unknown, repeated or out of order.");
}

/*
 * queue_in(cstring)
 */
Datum
queue_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	Parser		parser = {input, input, NULL};
	Queue		queue = {0};

	if (!TakeQueue(&parser, &queue))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type " TYPE_NAME ": \"%s\"", ParserQuote(&parser)),
				 errdetail("%s", ParserPlace(&parser)),
				 errhint("Write a queue as in: v1 2025-12-31 decision{2025-12-01:3} plan{2025-03-04:1,2025-03-05:2} undated{advice:1}")));
	PG_RETURN_POINTER(QueueToCompact(&queue));
}

/*
 * queue_out(queue)
 */
Datum
queue_out(PG_FUNCTION_ARGS)
{
	Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));
	StringInfoData buf;
	bool		any = false;

	initStringInfo(&buf);
	appendStringInfo(&buf, "v%d", TIMELINESS_VERSION);
	if (queue->has_stand)
	{
		appendStringInfoChar(&buf, ' ');
		AppendDay(&buf, queue->stand);
	}
	for (int stage = 0; stage < STAGES; stage++)
	{
		if (queue->cells[stage] == 0)
			continue;
		appendStringInfo(&buf, " %s{", StageName(stage));
		for (int i = 0; i < queue->cells[stage]; i++)
		{
			if (i > 0)
				appendStringInfoChar(&buf, ',');
			AppendDay(&buf, queue->cell[stage][i].day);
			appendStringInfo(&buf, ":%u", queue->cell[stage][i].count);
		}
		appendStringInfoChar(&buf, '}');
	}
	for (int stage = 0; stage < STAGES; stage++)
	{
		if (queue->undated[stage] == 0)
			continue;
		appendStringInfo(&buf, "%s%s:%u", any ? "," : " undated{", StageName(stage), queue->undated[stage]);
		any = true;
	}
	if (any)
		appendStringInfoChar(&buf, '}');
	PG_RETURN_CSTRING(buf.data);
}

/*
 * queue_recv(internal) --- every byte is checked before it is believed.
 */
Datum
queue_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			size;

	ReceiveVersion(buf, TYPE_NAME);
	size = buf->len - buf->cursor;
	PG_RETURN_POINTER(QueueToCompact(ReadQueuePayload((const unsigned char *) pq_getmsgbytes(buf, size), size)));
}

/*
 * queue_send(queue)
 */
Datum
queue_send(PG_FUNCTION_ARGS)
{
	QueueValue *value = QueueCompact(PG_GETARG_QUEUE(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, value->version);
	pq_sendbytes(&buf, (char *) value + sizeof(QueueValue), VARSIZE(value) - sizeof(QueueValue));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static QueueValue *
CompactArgument(FunctionCallInfo fcinfo, int argument)
{
	return QueueCompact(PG_GETARG_QUEUE(argument));
}

/*
 * queue_eq(queue, queue) --- the same day, and every count the same?
 */
Datum
queue_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(SameCompact(CompactArgument(fcinfo, 0), CompactArgument(fcinfo, 1)));
}

/*
 * queue_ne(queue, queue) --- another day, or any count different?
 */
Datum
queue_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!SameCompact(CompactArgument(fcinfo, 0), CompactArgument(fcinfo, 1)));
}

/*
 * queue_hash(queue)
 */
Datum
queue_hash(PG_FUNCTION_ARGS)
{
	return HashCompact(CompactArgument(fcinfo, 0));
}

/*
 * queue_hash_extended(queue, bigint)
 */
Datum
queue_hash_extended(PG_FUNCTION_ARGS)
{
	return HashCompactExtended(CompactArgument(fcinfo, 0), PG_GETARG_INT64(1));
}
