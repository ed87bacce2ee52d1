/*
 * io.c --- text and binary forms of sen.timeliness.
 *
 * Text: v1, then for each class that has cells name{day:count,...}, and
 * unusable{name:count,...} for the classes that have cases without usable
 * days; in the order of the classes, days ascending.  An empty summary is v1.
 *
 *	v1 done{83:1,140:2} done_excepted{150:1} open{12:3} unusable{done:1}
 *
 * Binary: the version (one byte), then the compact payload.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "timeliness/io.h"

PG_FUNCTION_INFO_V1(timeliness_in);
PG_FUNCTION_INFO_V1(timeliness_out);
PG_FUNCTION_INFO_V1(timeliness_recv);
PG_FUNCTION_INFO_V1(timeliness_send);

/*
 * TakeNumber reads a decimal integer of [min, max] without leading zeros.
 */
bool
TakeNumber(Parser *parser, int64 min, int64 max, int64 *number)
{
	bool		negative = ParserTake(parser, "-");
	int64		value = 0;
	const char *digits = parser->at;

	while (*parser->at >= '0' && *parser->at <= '9')
	{
		value = value * 10 + (*parser->at++ - '0');
		if (value > PG_INT64_MAX / 20)
			return ParserFail(parser, "A number is too large.");
	}
	if (parser->at == digits)
		return ParserFail(parser, "A number is expected.");
	if ((*digits == '0' && parser->at - digits > 1) || (negative && value == 0))
		return ParserFail(parser, "A number has a leading zero or a needless sign.");
	*number = negative ? -value : value;
	if (*number < min || *number > max)
		return ParserFail(parser, "A number is out of range.");
	return true;
}

/*
 * TakeCells reads day:count,... up to the closing brace.
 */
static bool
TakeCells(Parser *parser, Tally *tally, int class)
{
	int			room = 16;
	int			cells = 0;
	Cell	   *cell = palloc(sizeof(Cell) * room);

	do
	{
		int64		day,
					count;

		if (!TakeNumber(parser, PG_INT32_MIN, PG_INT32_MAX, &day))
			return false;
		if (!ParserTake(parser, ":"))
			return ParserFail(parser, "A colon is expected after the day.");
		if (!TakeNumber(parser, 1, TIMELINESS_MAX_COUNT, &count))
			return false;
		if (cells > 0 && day <= cell[cells - 1].day)
			return ParserFail(parser, "Days must ascend.");
		if (cells == room)
		{
			room *= 2;
			cell = repalloc_huge(cell, sizeof(Cell) * room);
		}
		cell[cells].day = (int32) day;
		cell[cells].count = (uint32) count;
		cells++;
	} while (ParserTake(parser, ","));

	tally->cells[class] = cells;
	tally->cell[class] = cell;
	return ParserTake(parser, "}") || ParserFail(parser, "A comma or a closing brace is expected.");
}

/*
 * TakeUnusable reads class:count,... up to the closing brace.
 */
static bool
TakeUnusable(Parser *parser, Tally *tally)
{
	int			class = 0;

	do
	{
		int64		count;

		while (class < CASE_CLASSES)
		{
			const char *start = parser->at;

			if (ParserTake(parser, case_class_names[class]) && ParserTake(parser, ":"))
				break;
			parser->at = start;
			class++;
		}
		if (class == CASE_CLASSES)
			return ParserFail(parser, "A class is unknown or out of order.");
		if (!TakeNumber(parser, 1, TIMELINESS_MAX_COUNT, &count))
			return false;
		tally->unusable[class++] = (uint32) count;
	} while (ParserTake(parser, ","));
	return ParserTake(parser, "}") || ParserFail(parser, "A comma or a closing brace is expected.");
}

/*
 * TakeTally reads the classes of a summary; separator stands before the first.
 */
bool
TakeTally(Parser *parser, const char *separator, Tally *tally)
{
	const char *start;

	memset(tally, 0, sizeof(Tally));
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		start = parser->at;
		if (ParserTake(parser, separator) && ParserTake(parser, case_class_names[class]) && ParserTake(parser, "{"))
		{
			if (!TakeCells(parser, tally, class))
				return false;
			separator = " ";
		}
		else
			parser->at = start;
	}
	start = parser->at;
	if (ParserTake(parser, separator) && ParserTake(parser, "unusable{"))
		return TakeUnusable(parser, tally);
	parser->at = start;
	return true;
}

/*
 * timeliness_in(cstring)
 */
Datum
timeliness_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	Parser		parser = {input, input, NULL};
	Tally		tally;

	if (!(ParserTake(&parser, "v1") || ParserFail(&parser, "It must begin with the version, v1.")) ||
		!TakeTally(&parser, " ", &tally) ||
		!(*parser.at == '\0' || ParserFail(&parser, "A class is unknown, repeated or out of order.")))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type sen.timeliness: \"%s\"", ParserQuote(&parser)),
				 errdetail("%s", ParserPlace(&parser)),
				 errhint("Write a summary as in: v1 done{83:1,140:2} open{12:3} unusable{done:1}")));
	PG_RETURN_POINTER(TallyToCompact(&tally));
}

/*
 * AppendTally writes the classes of a summary that have cases; separator
 * stands before the first.
 */
void
AppendTally(StringInfo buf, const char *separator, const Tally *tally)
{
	bool		any = false;

	for (int class = 0; class < CASE_CLASSES; class++)
	{
		if (tally->cells[class] == 0)
			continue;
		appendStringInfo(buf, "%s%s{", separator, case_class_names[class]);
		for (int i = 0; i < tally->cells[class]; i++)
			appendStringInfo(buf, "%s%d:%u", i == 0 ? "" : ",",
							 tally->cell[class][i].day, tally->cell[class][i].count);
		appendStringInfoChar(buf, '}');
		separator = " ";
	}
	for (int class = 0; class < CASE_CLASSES; class++)
	{
		if (tally->unusable[class] == 0)
			continue;
		appendStringInfo(buf, "%s%s:%u", any ? "," : psprintf("%sunusable{", separator),
						 case_class_names[class], tally->unusable[class]);
		any = true;
	}
	if (any)
		appendStringInfoChar(buf, '}');
}

/*
 * timeliness_out(timeliness)
 */
Datum
timeliness_out(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "v%d", TIMELINESS_VERSION);
	AppendTally(&buf, " ", TimelinessTally(PG_GETARG_TIMELINESS(0)));
	PG_RETURN_CSTRING(buf.data);
}

/*
 * ReceiveVersion reads the version byte that binary forms begin with.
 */
void
ReceiveVersion(StringInfo buf, const char *type)
{
	int			version = pq_getmsgbyte(buf);

	if (version != TIMELINESS_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary value for type %s", type),
				 errdetail("Version %d is not known; this is version %d.", version, TIMELINESS_VERSION),
				 errhint("Send a value that this or an earlier version of sen_improvement produced.")));
}

/*
 * timeliness_recv(internal) --- every byte is checked before it is believed.
 */
Datum
timeliness_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			size;

	ReceiveVersion(buf, "sen.timeliness");
	size = buf->len - buf->cursor;
	PG_RETURN_POINTER(PayloadToCompact((const unsigned char *) pq_getmsgbytes(buf, size), size));
}

/*
 * timeliness_send(timeliness)
 */
Datum
timeliness_send(PG_FUNCTION_ARGS)
{
	Timeliness *value = TimelinessCompact(PG_GETARG_TIMELINESS(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, value->version);
	pq_sendbytes(&buf, (char *) value + sizeof(Timeliness), VARSIZE(value) - sizeof(Timeliness));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
