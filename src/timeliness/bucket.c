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
#include "timeliness/series.h"
#include "utils/builtins.h"

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

static const char *
BucketNameAt(int place)
{
	return buckets[place].name;
}

static int16
BucketCodeAt(int place)
{
	return place + 1;
}

static const char *
BucketNameOf(int16 code)
{
	return BucketByNumber(code)->name;
}

static const int bucket_count = BUCKETS;

static const NameType bucket_type = {
	.type = "sen.bucket",
	.noun = "bucket",
	.lists_all = "sen.buckets() lists them all",
	.none_near = "sen.buckets() lists them all, such as finish_month",
	.count = &bucket_count,
	.name_at = BucketNameAt,
	.code_at = BucketCodeAt,
	.name_of = BucketNameOf
};

NAME_TYPE_FUNCTIONS(bucket, &bucket_type)

/*
 * RefuseBucket says that a number is not that of a bucket.
 */
void
RefuseBucket(uint16 number)
{
	RefuseCode(&bucket_type, number);
}

/*
 * FindBucket is the number of a bucket by its name, 0 if there is none.
 */
uint16
FindBucket(const char *name)
{
	return FindName(&bucket_type, name) + 1;
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
