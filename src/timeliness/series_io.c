/*
 * series_io.c --- the forms of sen.timeliness_series, its equality and hash.
 *
 * Text: v1 and the bucket, then the summary of each period as its first day
 * and, in brackets, the classes as sen.timeliness writes them; first, named
 * none, the cases that fall in no period.  Periods ascend.  Without a row ever
 * seen there is no bucket: v1.
 *
 *	v1 finish_month none[open{12:3}] 2025-01-01[done{83:1,140:2}] 2025-02-01[done{150:1}]
 *
 * Binary: the version (one byte), the bucket's number (two), the payload.
 */
#include "postgres.h"
#include "compat.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "timeliness/io.h"
#include "timeliness/payload.h"
#include "timeliness/series.h"
#include "timeliness/working.h"
#include "utils/datetime.h"

PG_FUNCTION_INFO_V1(series_in);
PG_FUNCTION_INFO_V1(series_out);
PG_FUNCTION_INFO_V1(series_recv);
PG_FUNCTION_INFO_V1(series_send);
PG_FUNCTION_INFO_V1(series_eq);
PG_FUNCTION_INFO_V1(series_ne);
PG_FUNCTION_INFO_V1(series_hash);
PG_FUNCTION_INFO_V1(series_hash_extended);

#define TYPE_NAME "sen.timeliness_series"
#define DATE_LENGTH 10			/* yyyy-mm-dd */

/*
 * CheckSeries checks the header of a detoasted value.
 */
Timeliness *
CheckSeries(Timeliness *value)
{
	if (unlikely(VARSIZE(value) < sizeof(Timeliness) || value->version != TIMELINESS_VERSION ||
				 value->form > FORM_WORKING || value->bucket > BUCKETS))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable value of type " TYPE_NAME),
				 errhint("It may have been stored by a newer version of sen_improvement.")));
	return value;
}

/*
 * SeriesToCompact builds the canonical form; periods without cases are left
 * out.
 */
Timeliness *
SeriesToCompact(const Series *series)
{
	StringInfoData buf;
	uint32		kept = 0;
	int64		before = 0;

	initStringInfo(&buf);
	appendStringInfoSpaces(&buf, sizeof(Timeliness));
	PutTally(&buf, &series->undated);
	for (uint32 i = 0; i < series->periods; i++)
		kept += TallyCount(&series->tally[i], CASES_ALL) > 0;
	PutVarint(&buf, kept);
	kept = 0;
	for (uint32 i = 0; i < series->periods; i++)
	{
		if (TallyCount(&series->tally[i], CASES_ALL) == 0)
			continue;
		if (kept++ == 0)
			PutSigned(&buf, series->period[i]);
		else
			PutVarint(&buf, series->period[i] - before);
		before = series->period[i];
		PutTally(&buf, &series->tally[i]);
	}
	return BufferToCompact(&buf, series->bucket);
}

/*
 * ReadSeries takes a compact payload apart, checking all of it.
 */
static Series *
ReadSeries(uint16 bucket, const unsigned char *payload, Size size)
{
	Series	   *series = palloc0(sizeof(Series));
	PayloadReader reader = {payload, payload + size, TYPE_NAME};
	int64		period = 0;

	series->bucket = bucket;
	GetTally(&reader, &series->undated);
	/* A period takes 11 bytes at least: its number, and two for each class. */
	series->periods = (uint32) GetVarint(&reader, (reader.end - reader.at) / 11);
	series->period = palloc_extended(sizeof(int32) * Max(1, series->periods), MCXT_ALLOC_HUGE);
	series->tally = palloc_extended(sizeof(Tally) * Max(1, series->periods), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < series->periods; i++)
	{
		period = GetAscending(&reader, i == 0, period, "Periods");
		series->period[i] = (int32) period;
		GetTally(&reader, &series->tally[i]);
		if (TallyCount(&series->tally[i], CASES_ALL) == 0)
			PayloadRefuse(TYPE_NAME, "A period has no cases.");
	}
	PayloadEnd(&reader);
	if (bucket == 0 && (series->periods > 0 || TallyCount(&series->undated, CASES_ALL) > 0))
		PayloadRefuse(TYPE_NAME, "There are cases, but no bucket.");
	if (series->periods > 0)
	{
		PeriodKind	kind = BucketByNumber(bucket)->period;

		if (series->period[0] < PeriodNumber(kind, SERIES_FIRST_DAY) || period > PeriodNumber(kind, SERIES_LAST_DAY))
			PayloadRefuse(TYPE_NAME, "Periods are out of range.");
	}
	return series;
}

/*
 * SeriesRead takes a value of either form apart.
 */
Series *
SeriesRead(const Timeliness *value)
{
	Series	   *series;
	Tally	   *tally;
	uint32		periods;

	if (value->form == FORM_COMPACT)
		return ReadSeries(value->bucket, (const unsigned char *) value + sizeof(Timeliness), VARSIZE(value) - sizeof(Timeliness));
	series = palloc0(sizeof(Series));
	tally = WorkingToTallies(value, &periods);
	series->bucket = value->bucket;
	series->undated = tally[0];
	series->periods = periods - 1;
	series->tally = tally + 1;
	series->period = palloc_extended(sizeof(int32) * periods, MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i + 1 < periods; i++)
		series->period[i] = WorkingFirstPeriod(value) + (int32) i;
	return series;
}

/*
 * TakeBucket reads a space and the name of a bucket.
 */
static bool
TakeBucket(Parser *parser, Series *series)
{
	size_t		length;
	char	   *name;

	if (!ParserTake(parser, " "))
		return ParserFail(parser, "The bucket is expected.");
	length = strcspn(parser->at, " ");
	name = pnstrdup(parser->at, length);
	series->bucket = FindBucket(name);
	if (series->bucket == 0)
		return ParserFail(parser, "The bucket is unknown; sen.buckets() lists them all.");
	parser->at += length;
	return true;
}

/*
 * TakePeriod reads the first day of a period, greater than the one before.
 */
static bool
TakePeriod(Parser *parser, Series *series, int room)
{
	PeriodKind	kind = BucketByNumber(series->bucket)->period;
	DateADT		day;
	int32		period;

	if (strlen(parser->at) < DATE_LENGTH || !ParseIsoDate(pnstrdup(parser->at, DATE_LENGTH), &day))
		return ParserFail(parser, "The first day of a period is expected, as yyyy-mm-dd.");
	period = PeriodNumber(kind, day);
	if (period < PeriodNumber(kind, SERIES_FIRST_DAY) || PeriodStart(kind, period) != day)
		return ParserFail(parser, "The date is not the first day of a period.");
	if (series->periods > 0 && period <= series->period[series->periods - 1])
		return ParserFail(parser, "Periods must ascend.");
	Assert(series->periods < room);
	series->period[series->periods] = period;
	parser->at += DATE_LENGTH;
	return true;
}

/*
 * TakeBracket reads a summary in brackets.
 */
static bool
TakeBracket(Parser *parser, Tally *tally)
{
	if (!ParserTake(parser, "["))
		return ParserFail(parser, "An opening bracket is expected.");
	if (!TakeTally(parser, "", tally))
		return false;
	if (TallyCount(tally, CASES_ALL) == 0)
		return ParserFail(parser, "A class with cases is expected.");
	return ParserTake(parser, "]") || ParserFail(parser, "A class is unknown, repeated or out of order, or the closing bracket is missing.");
}

static bool
TakeSeries(Parser *parser, Series *series)
{
	int			room = 16;

	if (!ParserTake(parser, "v1"))
		return ParserFail(parser, "It must begin with the version, v1.");
	if (*parser->at == '\0')
		return true;
	if (!TakeBucket(parser, series))
		return false;
	if (ParserTake(parser, " none") && !TakeBracket(parser, &series->undated))
		return false;
	series->period = palloc(sizeof(int32) * room);
	series->tally = palloc(sizeof(Tally) * room);
	while (ParserTake(parser, " "))
	{
		if (series->periods == (uint32) room)
		{
			room *= 2;
			series->period = repalloc_huge(series->period, sizeof(int32) * room);
			series->tally = repalloc_huge(series->tally, sizeof(Tally) * room);
		}
		if (!TakePeriod(parser, series, room) || !TakeBracket(parser, &series->tally[series->periods]))
			return false;
		series->periods++;
	}
	return *parser->at == '\0' || ParserFail(parser, "A space and a period are expected.");
}

/*
 * series_in(cstring)
 */
Datum
series_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	Parser		parser = {input, input, NULL};
	Series		series = {0};

	if (!TakeSeries(&parser, &series))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type " TYPE_NAME ": \"%s\"", ParserQuote(&parser)),
				 errdetail("%s", ParserPlace(&parser)),
				 errhint("Write a series as in: v1 finish_month none[open{12:3}] 2025-01-01[done{83:1,140:2}]")));
	PG_RETURN_POINTER(SeriesToCompact(&series));
}

/*
 * series_out(timeliness_series)
 */
Datum
series_out(PG_FUNCTION_ARGS)
{
	Series	   *series = SeriesRead(PG_GETARG_SERIES(0));
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "v%d", TIMELINESS_VERSION);
	if (series->bucket != 0)
		appendStringInfo(&buf, " %s", BucketByNumber(series->bucket)->name);
	if (TallyCount(&series->undated, CASES_ALL) > 0)
	{
		appendStringInfoString(&buf, " none[");
		AppendTally(&buf, "", &series->undated);
		appendStringInfoChar(&buf, ']');
	}
	for (uint32 i = 0; i < series->periods; i++)
	{
		int			y,
					m,
					d;

		if (TallyCount(&series->tally[i], CASES_ALL) == 0)
			continue;
		j2date(PeriodStart(BucketByNumber(series->bucket)->period, series->period[i]) + POSTGRES_EPOCH_JDATE, &y, &m, &d);
		appendStringInfo(&buf, " %04d-%02d-%02d[", y, m, d);
		AppendTally(&buf, "", &series->tally[i]);
		appendStringInfoChar(&buf, ']');
	}
	PG_RETURN_CSTRING(buf.data);
}

/*
 * series_recv(internal) --- every byte is checked before it is believed.
 */
Datum
series_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	unsigned	bucket;
	int			size;

	ReceiveVersion(buf, TYPE_NAME);
	bucket = pq_getmsgint(buf, 2);
	if (bucket > BUCKETS)
		PayloadRefuse(TYPE_NAME, psprintf("Bucket %u is not known.", bucket));
	size = buf->len - buf->cursor;
	PG_RETURN_POINTER(SeriesToCompact(ReadSeries(bucket, (const unsigned char *) pq_getmsgbytes(buf, size), size)));
}

/*
 * series_send(timeliness_series)
 */
Datum
series_send(PG_FUNCTION_ARGS)
{
	Timeliness *value = SeriesCompact(PG_GETARG_SERIES(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, value->version);
	pq_sendint16(&buf, value->bucket);
	pq_sendbytes(&buf, (char *) value + sizeof(Timeliness), VARSIZE(value) - sizeof(Timeliness));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/*
 * SeriesCompact brings a value of either form to the canonical one.
 */
Timeliness *
SeriesCompact(Timeliness *value)
{
	return value->form == FORM_COMPACT ? value : SeriesToCompact(SeriesRead(value));
}

/*
 * series_eq(timeliness_series, timeliness_series) --- every count the same?
 */
Datum
series_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(SameCompact(SeriesCompact(PG_GETARG_SERIES(0)), SeriesCompact(PG_GETARG_SERIES(1))));
}

/*
 * series_ne(timeliness_series, timeliness_series) --- any count different?
 */
Datum
series_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!SameCompact(SeriesCompact(PG_GETARG_SERIES(0)), SeriesCompact(PG_GETARG_SERIES(1))));
}

/*
 * series_hash(timeliness_series)
 */
Datum
series_hash(PG_FUNCTION_ARGS)
{
	return HashCompact(SeriesCompact(PG_GETARG_SERIES(0)));
}

/*
 * series_hash_extended(timeliness_series, bigint)
 */
Datum
series_hash_extended(PG_FUNCTION_ARGS)
{
	return HashCompactExtended(SeriesCompact(PG_GETARG_SERIES(0)), PG_GETARG_INT64(1));
}
