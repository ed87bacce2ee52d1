/*
 * exception.c --- type sen.exception: a kind of circumstance that lifts a time
 * limit; and which kinds lift which limit.
 *
 * Like sen.time_limit: two bytes, by value, its name in text and binary.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/time_limit.h"
#include "funcapi.h"
#include "name_type.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_exceptions);
PG_FUNCTION_INFO_V1(sen_exception_applies);
PG_FUNCTION_INFO_V1(sen_exception_kinds);
PG_FUNCTION_INFO_V1(sen_relaxed_2020);

static const NameType exception_type;

static const ExceptionKind *
KindByCode(int16 code)
{
	for (int i = 0; i < exception_kind_count; i++)
		if (exception_kinds[i].code == code)
			return &exception_kinds[i];
	RefuseCode(&exception_type, code);
	return NULL;				/* keep the compiler quiet */
}

static const char *
KindNameAt(int place)
{
	return exception_kinds[place].name;
}

static int16
KindCodeAt(int place)
{
	return exception_kinds[place].code;
}

static const char *
KindNameOf(int16 code)
{
	return KindByCode(code)->name;
}

static const NameType exception_type = {
	.type = "sen.exception",
	.noun = "exception",
	.lists_all = "sen.exception_kinds() lists them all",
	.none_near = "sen.exception_kinds() lists them all; the list in the law is closed",
	.count = &exception_kind_count,
	.name_at = KindNameAt,
	.code_at = KindCodeAt,
	.name_of = KindNameOf
};

NAME_TYPE_FUNCTIONS(exception, &exception_type)

/*
 * sen.exception_kinds() --- every kind, in order.
 */
Datum
sen_exception_kinds(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < exception_kind_count; i++)
	{
		Datum		values[2] = {Int16GetDatum(exception_kinds[i].code), CStringGetTextDatum(exception_kinds[i].meaning)};
		bool		nulls[2] = {0};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sen.exceptions(time_limit) --- the exceptions that lift the limit, each with
 * its provision and what it says; no rows if there is none.
 */
Datum
sen_exceptions(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < exception_rule_count; i++)
	{
		const ExceptionRule *rule = &exception_rules[i];
		Datum		values[3];
		bool		nulls[3] = {0};

		if (limit->exceptions == EXCEPTIONS_NONE || rule->set != limit->exceptions)
			continue;
		values[0] = Int16GetDatum(exception_kinds[FindName(&exception_type, rule->kind)].code);
		values[1] = CStringGetTextDatum(rule->citation);
		values[2] = CStringGetTextDatum(rule->text);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sen.exception_applies(time_limit, exception) --- can it lift the limit?
 */
Datum
sen_exception_applies(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	const ExceptionKind *kind = KindByCode(PG_GETARG_INT16(1));

	for (int i = 0; i < exception_rule_count; i++)
		if (limit->exceptions != EXCEPTIONS_NONE && exception_rules[i].set == limit->exceptions &&
			strcmp(exception_rules[i].kind, kind->name) == 0)
			PG_RETURN_BOOL(true);
	PG_RETURN_BOOL(false);
}

/* SI 2020/471: in force on 1 May 2020; ceases to have effect on 25 September 2020. */
#define RELAXED_FIRST 7426		/* in days from 2000-01-01 */
#define RELAXED_CEASES 7573

/*
 * sen.relaxed_2020(time_limit, due date) --- null on the day on which the
 * regulations cease, since sources differ on whether it is in.
 */
Datum
sen_relaxed_2020(PG_FUNCTION_ARGS)
{
	const TimeLimit *limit = PG_GETARG_TIME_LIMIT(0);
	DateADT		due = PG_GETARG_DATEADT(1);

	if (limit->relaxed != RELAXED_EXCEPTION && limit->relaxed != RELAXED_PRACTICABLE)
		PG_RETURN_BOOL(false);
	if (due == RELAXED_CEASES)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(due >= RELAXED_FIRST && due < RELAXED_CEASES);
}
