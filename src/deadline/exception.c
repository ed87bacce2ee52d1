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
#include "nodes/nodes.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(exception_in);
PG_FUNCTION_INFO_V1(exception_out);
PG_FUNCTION_INFO_V1(exception_recv);
PG_FUNCTION_INFO_V1(exception_send);
PG_FUNCTION_INFO_V1(sen_exceptions);
PG_FUNCTION_INFO_V1(sen_exception_applies);
PG_FUNCTION_INFO_V1(sen_exception_kinds);
PG_FUNCTION_INFO_V1(sen_relaxed_2020);

static const ExceptionKind *
KindByCode(int16 code)
{
	for (int i = 0; i < exception_kind_count; i++)
		if (exception_kinds[i].code == code)
			return &exception_kinds[i];
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("unknown code %d in a value of type sen.exception", code),
			 errhint("The value may have been stored by a newer version of sen_improvement.")));
	return NULL;				/* keep the compiler quiet */
}

static const char *
KindNameAt(int i)
{
	return exception_kinds[i].name;
}

static Datum
ParseKind(const char *name, Node *escontext)
{
	int			found = FindName(name, KindNameAt, exception_kind_count);
	char	   *nearest;

	if (found >= 0)
		PG_RETURN_INT16(exception_kinds[found].code);
	nearest = NearestNames(name, KindNameAt, exception_kind_count);
	ereturn(escontext, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("unknown exception \"%s\"", name),
			 nearest != NULL ?
			 errhint("Did you mean %s? sen.exception_kinds() lists them all.", nearest) :
			 errhint("sen.exception_kinds() lists them all; the list in the law is closed.")));
}

/*
 * exception_in(cstring) --- the exact name; an unknown one is an error whose
 * hint lists the nearest names.
 */
Datum
exception_in(PG_FUNCTION_ARGS)
{
	return ParseKind(PG_GETARG_CSTRING(0), fcinfo->context);
}

/*
 * exception_out(exception) --- the name.
 */
Datum
exception_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(pstrdup(KindByCode(PG_GETARG_INT16(0))->name));
}

/*
 * exception_recv(internal) --- the name, in the client's encoding.
 */
Datum
exception_recv(PG_FUNCTION_ARGS)
{
	return ParseKind(ReceiveName((StringInfo) PG_GETARG_POINTER(0)), NULL);
}

/*
 * exception_send(exception) --- the name.
 */
Datum
exception_send(PG_FUNCTION_ARGS)
{
	return SendName(KindByCode(PG_GETARG_INT16(0))->name);
}

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
		values[0] = Int16GetDatum(exception_kinds[FindName(rule->kind, KindNameAt, exception_kind_count)].code);
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
