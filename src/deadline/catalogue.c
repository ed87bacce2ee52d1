/*
 * catalogue.c --- sen.time_limits(): the table of limits as rows.
 */
#include "postgres.h"
#include "compat.h"

#include "datatype/timestamp.h"
#include "deadline/time_limit.h"
#include "funcapi.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_time_limits);
PG_FUNCTION_INFO_V1(sen_limit_keywords);

#define CATALOGUE_COLUMNS 16

static const char *const month_names[MONTHS_PER_YEAR] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"
};

/*
 * CountingWords says how the last day follows from the day that is given.
 */
static const char *
CountingWords(const TimeLimit *limit)
{
	switch (limit->counting)
	{
		case COUNT_AFTER:
			return "the first day is not counted";
		case COUNT_FROM:
			return "the first day is day 1";
		case COUNT_BEFORE:
			return psprintf("before %d %s of that year", limit->length % 100, month_names[limit->length / 100 - 1]);
		case COUNT_LEAD:
			return "before the day given; clear days unless chosen otherwise";
		case COUNT_SAME_DAY:
			return "the same day";
		case COUNT_NONE:
			break;
	}
	return NULL;
}

static const char *
UnitWords(const TimeLimit *limit)
{
	switch (limit->unit)
	{
		case UNIT_DAY:
			return "days";
		case UNIT_WEEK:
			return "weeks";
		case UNIT_MONTH:
			return "months";
		case UNIT_WORKING_DAY:
			return "working days";
		case UNIT_TRIBUNAL_DAY:
			return "working days, not counting August and 25 December to 1 January";
		case UNIT_TRIBUNAL_DATE:
			return "days, not counting August and 25 December to 1 January";
		case UNIT_SCHOOL_DAY:
			return "days on which the institution is open";
		case UNIT_YEAR_DAY:
		case UNIT_NONE:
			break;
	}
	return NULL;
}

static const char *
SenseWords(const TimeLimit *limit)
{
	switch (limit->sense)
	{
		case SENSE_LATEST:
			return limit->counting == COUNT_LEAD ? "at least" : UnitWords(limit) == NULL ? NULL : "at most";
		case SENSE_AT_LEAST:
			return "at least";
		case SENSE_NONE:
			break;
	}
	return NULL;
}

/*
 * TimeLimitPeriod is the length in words, such as "at most 6 weeks"; NULL where
 * no source gives one.
 */
const char *
TimeLimitPeriod(const TimeLimit *limit)
{
	const char *unit = UnitWords(limit);

	if (unit == NULL)
		return CountingWords(limit);
	if (limit->length == 1)
		unit = limit->unit == UNIT_WEEK ? "week" : limit->unit == UNIT_MONTH ? "month" : "day";
	return psprintf("%s %d %s", SenseWords(limit), limit->length, unit);
}

static const char *
Relaxed2020Words(const TimeLimit *limit)
{
	switch (limit->relaxed)
	{
		case RELAXED_EXCEPTION:
			return "1 May to 24 September 2020, perhaps the 25th: lifted where impractical for a reason relating to coronavirus (SI 2020/471)";
		case RELAXED_PRACTICABLE:
			return "1 May to 24 September 2020, perhaps the 25th: as soon as reasonably practicable where it was not practicable because of coronavirus (SI 2020/471)";
		case RELAXED_NOT:
			return "not changed";
		case RELAXED_NOT_APPLICABLE:
			break;
	}
	return NULL;
}

/*
 * PutText writes a text into a column of a row, null if there is none.
 */
void
PutText(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	values[column] = text == NULL ? (Datum) 0 : CStringGetTextDatum(text);
}

/*
 * ExceptionCitations lists the provisions under which exceptions lift the
 * limit, each once; NULL if there is none.
 */
static const char *
ExceptionCitations(const TimeLimit *limit)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < exception_rule_count; i++)
	{
		const ExceptionRule *rule = &exception_rules[i];

		if (limit->exceptions == EXCEPTIONS_NONE || rule->set != limit->exceptions)
			continue;
		appendStringInfo(&list, "%s%s: %s", list.len > 0 ? "; " : "", rule->kind, rule->citation);
	}
	return list.len > 0 ? list.data : NULL;
}

/*
 * sen.limit_keywords(time_limit) --- the words by which people look for it.
 */
Datum
sen_limit_keywords(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(PG_GETARG_TIME_LIMIT(0)->keywords));
}

/*
 * sen.time_limits() --- one row for each limit, in order of type sen.time_limit.
 */
Datum
sen_time_limits(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < time_limit_count; i++)
	{
		const TimeLimit *limit = &time_limits[i];
		Datum		values[CATALOGUE_COLUMNS];
		bool		nulls[CATALOGUE_COLUMNS] = {0};

		values[0] = Int16GetDatum(limit->code);
		PutText(values, nulls, 1, TimeLimitSection(limit));
		PutText(values, nulls, 2, limit->duty);
		PutText(values, nulls, 3, limit->clock_starts);
		PutText(values, nulls, 4, SenseWords(limit));
		nulls[5] = UnitWords(limit) == NULL;
		values[5] = Int32GetDatum(limit->length);
		PutText(values, nulls, 6, UnitWords(limit));
		PutText(values, nulls, 7, CountingWords(limit));
		PutText(values, nulls, 8, limit->owed_by);
		PutText(values, nulls, 9, limit->owed_to);
		PutText(values, nulls, 10, limit->citation);
		PutText(values, nulls, 11, ExceptionCitations(limit));
		PutText(values, nulls, 12, Relaxed2020Words(limit));
		PutText(values, nulls, 13, limit->standing);
		PutText(values, nulls, 14, limit->certainty);
		PutText(values, nulls, 15, limit->remark);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
