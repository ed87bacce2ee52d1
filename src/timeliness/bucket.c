/*
 * bucket.c --- type sen.bucket: the period by which a series keeps its cases
 * apart, and whether the start or the end of a case places it.
 *
 * Like sen.time_limit: two bytes, by value, its name in text and binary.
 */
#include "postgres.h"
#include "compat.h"

#include "funcapi.h"
#include "name_type.h"
#include "nodes/nodes.h"
#include "timeliness/series.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bucket_in);
PG_FUNCTION_INFO_V1(bucket_out);
PG_FUNCTION_INFO_V1(bucket_recv);
PG_FUNCTION_INFO_V1(bucket_send);
PG_FUNCTION_INFO_V1(sen_buckets);

const Bucket buckets[BUCKETS] = {
	{"start_month", PERIOD_MONTH, false},
	{"start_quarter", PERIOD_QUARTER, false},
	{"start_academic_year", PERIOD_ACADEMIC_YEAR, false},
	{"start_financial_year", PERIOD_FINANCIAL_YEAR, false},
	{"start_calendar_year", PERIOD_CALENDAR_YEAR, false},
	{"finish_month", PERIOD_MONTH, true},
	{"finish_quarter", PERIOD_QUARTER, true},
	{"finish_academic_year", PERIOD_ACADEMIC_YEAR, true},
	{"finish_financial_year", PERIOD_FINANCIAL_YEAR, true},
	{"finish_calendar_year", PERIOD_CALENDAR_YEAR, true}
};

static const char *const period_words[PERIOD_KINDS] = {
	"calendar month", "calendar quarter", "academic year from 1 September",
	"financial year from 1 April", "calendar year"
};

/*
 * RefuseBucket says that a number is not that of a bucket.
 */
void
RefuseBucket(uint16 number)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("unknown number %u in a value of type sen.bucket", number),
			 errhint("The value may have been stored by a newer version of sen_improvement.")));
}

static const char *
BucketNameAt(int i)
{
	return buckets[i].name;
}

/*
 * FindBucket is the number of a bucket by its name, 0 if there is none.
 */
uint16
FindBucket(const char *name)
{
	return FindName(name, BucketNameAt, BUCKETS) + 1;
}

static Datum
ParseBucket(const char *name, Node *escontext)
{
	uint16		number = FindBucket(name);
	char	   *nearest;

	if (number > 0)
		PG_RETURN_INT16(number);
	nearest = NearestNames(name, BucketNameAt, BUCKETS);
	ereturn(escontext, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("unknown bucket \"%s\"", name),
			 nearest != NULL ?
			 errhint("Did you mean %s? sen.buckets() lists them all.", nearest) :
			 errhint("sen.buckets() lists them all, such as finish_month.")));
}

/*
 * bucket_in(cstring) --- the exact name; an unknown one is an error whose hint
 * lists the nearest names.
 */
Datum
bucket_in(PG_FUNCTION_ARGS)
{
	return ParseBucket(PG_GETARG_CSTRING(0), fcinfo->context);
}

/*
 * bucket_out(bucket) --- the name.
 */
Datum
bucket_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(pstrdup(BucketByNumber(PG_GETARG_INT16(0))->name));
}

/*
 * bucket_recv(internal) --- the name, in the client's encoding.
 */
Datum
bucket_recv(PG_FUNCTION_ARGS)
{
	return ParseBucket(ReceiveName((StringInfo) PG_GETARG_POINTER(0)), NULL);
}

/*
 * bucket_send(bucket) --- the name.
 */
Datum
bucket_send(PG_FUNCTION_ARGS)
{
	return SendName(BucketByNumber(PG_GETARG_INT16(0))->name);
}

/*
 * sen.buckets() --- every bucket, its period and what places a case in it.
 */
Datum
sen_buckets(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < BUCKETS; i++)
	{
		Datum		values[3] = {Int16GetDatum(i + 1), CStringGetTextDatum(period_words[buckets[i].period]),
			CStringGetTextDatum(buckets[i].of_end ? "end: finished, or left" : "start")};
		bool		nulls[3] = {0};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
