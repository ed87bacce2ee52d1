/*
 * pace_io.c --- text and binary forms of sen.pace, its equality and hash.
 *
 * Text: v1, the span and the limit in days, then the bands that are not empty,
 * each as first age:plans:left:case-days; plans and leavers without a usable
 * age; and the months that are not empty, each as arrivals:plans:in time.
 * Bands and months ascend.  A pace of no rows is v1.
 *
 *	v1 2025-01-01..2025-12-31 140 bands{0:0:1:300,99:2:0:40} undated{1:0} months{2025-01:3:0:0,2025-05:0:3:2}
 *
 * Binary: the version (one byte), whether there is a span (one), and if so its
 * days and the limit (four each), then as eight each: undated plans, undated
 * leavers, three for each band, three for each month of the span.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "recovery/pace_work.h"
#include "recovery/queue_io.h"
#include "timeliness/io.h"
#include "timeliness/payload.h"

PG_FUNCTION_INFO_V1(pace_in);
PG_FUNCTION_INFO_V1(pace_out);
PG_FUNCTION_INFO_V1(pace_recv);
PG_FUNCTION_INFO_V1(pace_send);
PG_FUNCTION_INFO_V1(pace_eq);
PG_FUNCTION_INFO_V1(pace_ne);
PG_FUNCTION_INFO_V1(pace_hash);
PG_FUNCTION_INFO_V1(pace_hash_extended);

#define TYPE_NAME "sen.pace"
#define MONTH_LENGTH 7			/* yyyy-mm */

/* Three counts, of a band or a month. */
typedef struct ThreeCounts
{
	int64		count[3];
} ThreeCounts;

/*
 * TakeThree reads three counts with colons before them, of which one at least
 * is not zero.
 */
static bool
TakeThree(Parser *parser, ThreeCounts *three)
{
	for (int i = 0; i < 3; i++)
	{
		if (!ParserTake(parser, ":"))
			return ParserFail(parser, "A colon and a count are expected.");
		if (!TakeNumber(parser, 0, PACE_MAX_COUNT, &three->count[i]))
			return false;
	}
	if (three->count[0] == 0 && three->count[1] == 0 && three->count[2] == 0)
		return ParserFail(parser, "What has no count is left out.");
	return true;
}

static bool
TakeClosing(Parser *parser)
{
	return ParserTake(parser, "}") || ParserFail(parser, "A comma or a closing brace is expected.");
}

/*
 * TakeBands reads first age:plans:left:case-days,... up to the closing brace.
 */
static bool
TakeBands(Parser *parser, PaceValue *pace)
{
	int			next = 0;

	do
	{
		const char *start = parser->at;
		int64		age;
		ThreeCounts three;

		if (!TakeNumber(parser, 0, PG_INT32_MAX, &age))
			return false;
		while (next < PACE_BANDS && pace_first_age[next] != age)
			next++;
		if (next == PACE_BANDS)
		{
			parser->at = start;
			return ParserFail(parser, "An age is not the first of a band, or out of order.");
		}
		if (!TakeThree(parser, &three))
			return false;
		pace->band[next].plans = three.count[0];
		pace->band[next].left = three.count[1];
		pace->band[next].case_days = three.count[2];
		next++;
	} while (ParserTake(parser, ","));
	return TakeClosing(parser);
}

static bool
TakeUndatedPlans(Parser *parser, PaceValue *pace)
{
	if (!TakeNumber(parser, 0, PACE_MAX_COUNT, &pace->undated_plans))
		return false;
	if (!ParserTake(parser, ":"))
		return ParserFail(parser, "A colon and a count are expected.");
	if (!TakeNumber(parser, 0, PACE_MAX_COUNT, &pace->undated_left))
		return false;
	if (pace->undated_plans == 0 && pace->undated_left == 0)
		return ParserFail(parser, "What has no count is left out.");
	return ParserTake(parser, "}") || ParserFail(parser, "A closing brace is expected.");
}

/*
 * TakeMonths reads yyyy-mm:arrivals:plans:in time,... up to the closing brace.
 */
static bool
TakeMonths(Parser *parser, PaceValue *pace)
{
	int			next = 0;

	do
	{
		DateADT		day;
		int32		month;
		ThreeCounts three;

		if (strlen(parser->at) < MONTH_LENGTH ||
			!ParseIsoDate(psprintf("%.*s-01", MONTH_LENGTH, parser->at), &day))
			return ParserFail(parser, "A month is expected, as yyyy-mm.");
		month = PeriodNumber(PERIOD_MONTH, day) - pace->first_month;
		if (month < next || month >= pace->months)
			return ParserFail(parser, month < next && month >= 0 ? "Months must ascend." : "A month is outside the span.");
		parser->at += MONTH_LENGTH;
		if (!TakeThree(parser, &three))
			return false;
		pace->month[month].arrivals = three.count[0];
		pace->month[month].plans = three.count[1];
		pace->month[month].in_time = three.count[2];
		next = month + 1;
	} while (ParserTake(parser, ","));
	return TakeClosing(parser);
}

/*
 * TakeSpan reads the span and the limit.
 */
static bool
TakeSpan(Parser *parser, PaceSpan *span)
{
	const char *start = parser->at;
	const char *fault;
	int64		limit;

	if (!TakeDay(parser, &span->first_day))
		return false;
	if (!ParserTake(parser, ".."))
		return ParserFail(parser, "Two dots and the last day are expected.");
	if (!TakeDay(parser, &span->last_day))
		return false;
	if (!ParserTake(parser, " "))
		return ParserFail(parser, "A space and the limit in days are expected.");
	if (!TakeNumber(parser, PG_INT32_MIN, PG_INT32_MAX, &limit))
		return false;
	span->limit_days = (int32) limit;
	fault = PaceSpanFault(span);
	if (fault != NULL)
	{
		parser->at = start;
		return ParserFail(parser, fault);
	}
	return true;
}

static bool
TakePace(Parser *parser, PaceValue **pace)
{
	PaceSpan	span;
	const char *fault;

	if (!ParserTake(parser, "v1"))
		return ParserFail(parser, "It must begin with the version, v1.");
	if (*parser->at == '\0')
	{
		*pace = PaceOfNothing();
		return true;
	}
	if (!ParserTake(parser, " "))
		return ParserFail(parser, "A space and the first day are expected.");
	if (!TakeSpan(parser, &span))
		return false;
	*pace = PaceCreate(&span);
	if ((ParserTake(parser, " bands{") && !TakeBands(parser, *pace)) ||
		(ParserTake(parser, " undated{") && !TakeUndatedPlans(parser, *pace)) ||
		(ParserTake(parser, " months{") && !TakeMonths(parser, *pace)))
		return false;
	if (*parser->at != '\0')
		return ParserFail(parser, "A part is unknown, repeated or out of order.");
	fault = PaceFault(*pace);
	return fault == NULL || ParserFail(parser, fault);
}

/*
 * pace_in(cstring)
 */
Datum
pace_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	Parser		parser = {input, input, NULL};
	PaceValue  *pace = NULL;

	if (!TakePace(&parser, &pace))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type " TYPE_NAME ": \"%s\"", ParserQuote(&parser)),
				 errdetail("%s", ParserPlace(&parser)),
				 errhint("Write a pace as in: v1 2025-01-01..2025-12-31 140 bands{0:0:1:300,99:2:0:40} undated{1:0} months{2025-01:3:0:0,2025-05:0:3:2}")));
	PG_RETURN_POINTER(pace);
}

/*
 * AppendThree writes an entry of a list, which opens with the first one.
 */
static void
AppendThree(StringInfo buf, bool *any, const char *opening, const char *name, const int64 *count)
{
	appendStringInfo(buf, "%s%s:%lld:%lld:%lld", *any ? "," : opening, name, (long long) count[0], (long long) count[1],
					 (long long) count[2]);
	*any = true;
}

/*
 * pace_out(pace)
 */
Datum
pace_out(PG_FUNCTION_ARGS)
{
	Pace	   *pace = PG_GETARG_PACE(0);
	StringInfoData buf;
	bool		any = false;

	initStringInfo(&buf);
	appendStringInfo(&buf, "v%d", TIMELINESS_VERSION);
	if (!pace->has_span)
		PG_RETURN_CSTRING(buf.data);
	appendStringInfoChar(&buf, ' ');
	AppendDay(&buf, pace->first_day);
	appendStringInfoString(&buf, "..");
	AppendDay(&buf, pace->last_day);
	appendStringInfo(&buf, " %d", pace->limit_days);
	for (int i = 0; i < PACE_BANDS; i++)
	{
		int64		count[3] = {pace->band[i].plans, pace->band[i].left, pace->band[i].case_days};

		if (count[2] > 0)		/* else nothing ended in it either */
			AppendThree(&buf, &any, " bands{", psprintf("%d", pace_first_age[i]), count);
	}
	if (any)
		appendStringInfoChar(&buf, '}');
	if (pace->undated_plans > 0 || pace->undated_left > 0)
		appendStringInfo(&buf, " undated{%lld:%lld}", (long long) pace->undated_plans, (long long) pace->undated_left);
	any = false;
	for (int i = 0; i < pace->months; i++)
	{
		int64		count[3] = {pace->month[i].arrivals, pace->month[i].plans, pace->month[i].in_time};
		StringInfoData day;

		if (count[0] == 0 && count[1] == 0)
			continue;
		initStringInfo(&day);
		AppendDay(&day, PaceMonthStart(pace, i));
		day.data[MONTH_LENGTH] = '\0';
		AppendThree(&buf, &any, " months{", day.data, count);
		pfree(day.data);
	}
	if (any)
		appendStringInfoChar(&buf, '}');
	PG_RETURN_CSTRING(buf.data);
}

/*
 * ReceiveThree reads the three counts of a band or a month.
 */
static ThreeCounts
ReceiveThree(StringInfo buf)
{
	ThreeCounts three;

	for (int i = 0; i < 3; i++)
		three.count[i] = pq_getmsgint64(buf);
	return three;
}

/*
 * pace_recv(internal) --- every byte is checked before it is believed.
 */
Datum
pace_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	PaceSpan	span;
	PaceValue  *pace;
	const char *fault;
	int			has_span;

	ReceiveVersion(buf, TYPE_NAME);
	has_span = pq_getmsgbyte(buf);
	if (has_span > 1)
		PayloadRefuse(TYPE_NAME, "Whether there is a span is neither 0 nor 1.");
	if (has_span == 0)
	{
		if (buf->cursor != buf->len)
			PayloadRefuse(TYPE_NAME, "Bytes are left over.");
		PG_RETURN_POINTER(PaceOfNothing());
	}
	span.first_day = (DateADT) pq_getmsgint(buf, 4);
	span.last_day = (DateADT) pq_getmsgint(buf, 4);
	span.limit_days = (int32) pq_getmsgint(buf, 4);
	fault = PaceSpanFault(&span);
	if (fault != NULL)
		PayloadRefuse(TYPE_NAME, fault);
	pace = PaceCreate(&span);
	if (buf->len - buf->cursor != (int) sizeof(int64) * (2 + 3 * (PACE_BANDS + pace->months)))
		PayloadRefuse(TYPE_NAME, "The number of bytes is not that of its bands and months.");
	pace->undated_plans = pq_getmsgint64(buf);
	pace->undated_left = pq_getmsgint64(buf);
	for (int i = 0; i < PACE_BANDS; i++)
	{
		ThreeCounts three = ReceiveThree(buf);

		pace->band[i].plans = three.count[0];
		pace->band[i].left = three.count[1];
		pace->band[i].case_days = three.count[2];
	}
	for (int i = 0; i < pace->months; i++)
	{
		ThreeCounts three = ReceiveThree(buf);

		pace->month[i].arrivals = three.count[0];
		pace->month[i].plans = three.count[1];
		pace->month[i].in_time = three.count[2];
	}
	fault = PaceFault(pace);
	if (fault != NULL)
		PayloadRefuse(TYPE_NAME, fault);
	PG_RETURN_POINTER(pace);
}

/*
 * pace_send(pace)
 */
Datum
pace_send(PG_FUNCTION_ARGS)
{
	Pace	   *pace = PG_GETARG_PACE(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, pace->version);
	pq_sendbyte(&buf, pace->has_span);
	if (pace->has_span)
	{
		pq_sendint32(&buf, pace->first_day);
		pq_sendint32(&buf, pace->last_day);
		pq_sendint32(&buf, pace->limit_days);
		pq_sendint64(&buf, pace->undated_plans);
		pq_sendint64(&buf, pace->undated_left);
		for (int i = 0; i < PACE_BANDS; i++)
		{
			pq_sendint64(&buf, pace->band[i].plans);
			pq_sendint64(&buf, pace->band[i].left);
			pq_sendint64(&buf, pace->band[i].case_days);
		}
		for (int i = 0; i < pace->months; i++)
		{
			pq_sendint64(&buf, pace->month[i].arrivals);
			pq_sendint64(&buf, pace->month[i].plans);
			pq_sendint64(&buf, pace->month[i].in_time);
		}
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static bool
SamePace(const Pace *a, const Pace *b)
{
	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/*
 * pace_eq(pace, pace) --- the same span, limit and counts?
 */
Datum
pace_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(SamePace(PG_GETARG_PACE(0), PG_GETARG_PACE(1)));
}

/*
 * pace_ne(pace, pace) --- another span or limit, or any count different?
 */
Datum
pace_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!SamePace(PG_GETARG_PACE(0), PG_GETARG_PACE(1)));
}

/*
 * pace_hash(pace)
 */
Datum
pace_hash(PG_FUNCTION_ARGS)
{
	Pace	   *pace = PG_GETARG_PACE(0);

	return hash_any((const unsigned char *) VARDATA(pace), VARSIZE(pace) - VARHDRSZ);
}

/*
 * pace_hash_extended(pace, bigint)
 */
Datum
pace_hash_extended(PG_FUNCTION_ARGS)
{
	Pace	   *pace = PG_GETARG_PACE(0);

	return hash_any_extended((const unsigned char *) VARDATA(pace), VARSIZE(pace) - VARHDRSZ, PG_GETARG_INT64(1));
}
