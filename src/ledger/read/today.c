/*
 * today.c --- values of the log as values of the columns of today.
 *
 * A value fits if the column of today reads it, and has then what was written: not a
 * rounded number, nor a day without its hour.  Where the type is not the one that it
 * was written with, the value read is printed and compared.  What does not fit is
 * null in the row, and told.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "access/xact.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "ledger/entry/key_types.h"
#include "ledger/read/today.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

/* Values of a column that are told, and how much of each; the others are counted. */
#define MISFITS_TOLD 20
#define MISFIT_LENGTH 100

/*
 * FitOf says how values of a type are compared with what was written.
 */
static Fit
FitOf(Oid base)
{
	switch (base)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case FLOAT4OID:
		case FLOAT8OID:
		case NUMERICOID:
			return FIT_NUMBER;
		case DATEOID:
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			return FIT_TIME;
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
		case BITOID:
		case VARBITOID:
		case INTERVALOID:
			return FIT_VALUE;
		case BOOLOID:
		case BYTEAOID:
		case CIDROID:
		case INETOID:
		case JSONOID:
		case JSONBOID:
		case UUIDOID:
		case XMLOID:
			return FIT_READ;
		default:
			return FIT_TEXT;
	}
}

static void
FillColumn(TodayColumn *column, Form_pg_attribute attribute)
{
	Oid			function,
				base = attribute->atttypid;
	int32		modifier = attribute->atttypmod;
	bool		is_varlena;

	getTypeInputInfo(attribute->atttypid, &function, &column->parameter);
	fmgr_info(function, &column->input);
	column->modifier = attribute->atttypmod;
	getTypeOutputInfo(attribute->atttypid, &function, &is_varlena);
	fmgr_info(function, &column->output);
	base = getBaseTypeAndTypmod(base, &modifier);
	column->fit = FitOf(base);
	if (column->fit == FIT_VALUE)
	{
		TypeCacheEntry *type = lookup_type_cache(base, TYPECACHE_EQ_OPR_FINFO);

		getTypeInputInfo(base, &function, &column->base_parameter);
		fmgr_info(function, &column->base_input);
		fmgr_info(type->eq_opr_finfo.fn_oid, &column->equal);
		column->collation = OidIsValid(get_typcollation(base)) ? C_COLLATION_OID : InvalidOid;
	}
	column->own_checks = HasChecks(attribute->atttypid);
	column->system_type = attribute->atttypid < FirstNormalObjectId;
}

/*
 * TodayBegin prepares for rows of a table, of which the log has been read.
 */
void
TodayBegin(Today *today, Replay *replay, Oid relid, TupleDesc descriptor)
{
	memset(today, 0, sizeof(Today));
	today->replay = replay;
	today->relid = relid;
	today->descriptor = descriptor;
	today->context = CurrentMemoryContext;
	today->column = palloc0(sizeof(TodayColumn) * Max(1, descriptor->natts));
	for (int i = 0; i < descriptor->natts; i++)
	{
		today->column[i].dropped = TupleDescAttr(descriptor, i)->attisdropped;
		if (!today->column[i].dropped)
			FillColumn(&today->column[i], TupleDescAttr(descriptor, i));
	}
	ColumnsOfTable(&replay->columns, relid);
	for (int i = 0; i < replay->columns.now->count; i++)
	{
		const SetColumn *said = &replay->columns.now->column[i];
		int			attribute = said->column->attribute;

		if (attribute >= 0 && attribute < descriptor->natts)
			today->column[attribute].type = said->type;
	}
	today->map.name = palloc(sizeof(LeafField) * MaxHeapAttributeNumber);
	today->map.column = palloc(sizeof(int) * MaxHeapAttributeNumber);
	today->map.check = palloc(sizeof(bool) * MaxHeapAttributeNumber);
}

/*
 * MapColumn says which column of the table the nth of a row is, and whether what is
 * read of it has to be compared with what was written.
 */
static int
MapColumn(Today *today, const Content *content, int nth, LeafField name, bool *check)
{
	TodayMap   *map = &today->map;
	const LogColumn *column;
	int			attribute;

	if (map->set == content->set && nth < map->count && LeafEquals(map->name[nth], name))
	{
		*check = map->check[nth];
		return map->column[nth];
	}
	column = FindColumn(content->set, name, nth);
	attribute = column == NULL ? -1 : column->attribute;
	if (attribute >= today->descriptor->natts || (attribute >= 0 && today->column[attribute].dropped))
		attribute = -1;
	*check = attribute >= 0 && !(today->column[attribute].system_type && column->type.data != NULL &&
								 LeafEquals(TypeIn(content->set, name, nth), today->column[attribute].type));
	if (map->set != content->set)
		map->count = 0;
	map->set = content->set;
	if (nth <= map->count && nth < MaxHeapAttributeNumber)
	{
		map->name[nth] = name;
		map->column[nth] = attribute;
		map->check[nth] = *check;
		map->count = nth + 1;
	}
	return attribute;
}

static void
NoteLeftOut(Today *today, const ColumnSet *set, LeafField name, int nth)
{
	const LogColumn *column = FindColumn(set, name, nth);
	MemoryContext before;
	char	   *words;

	if (column != NULL && list_member_ptr(today->left_out, column))
		return;
	before = MemoryContextSwitchTo(today->context);
	words = LeafText(column == NULL ? name : column->name);
	for (int i = 0; i < today->descriptor->natts; i++)
		if (!today->column[i].dropped && strcmp(NameStr(TupleDescAttr(today->descriptor, i)->attname), words) == 0)
		{
			words = psprintf("%s (another has its name now)", words);
			break;
		}
	if (column != NULL)
		today->left_out = lappend(today->left_out, unconstify(LogColumn *, column));
	today->left_out_names = list_append_unique(today->left_out_names, makeString(words));
	MemoryContextSwitchTo(before);
}

/*
 * IsTime: is it a time as the log has it?  Other words for times, such as today, or a
 * day in another order, are not taken for what they may have meant.
 */
static bool
IsTime(const char *text)
{
	int			digits = strspn(text, "0123456789");

	return digits >= 4 && text[digits] == '-';
}

static Datum
TimeOf(const char *text)
{
	return DirectFunctionCall3(timestamptz_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

static Datum
NumberOf(const char *text)
{
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/*
 * IsWritten: is a value that was read what was written?
 */
static bool
IsWritten(TodayColumn *column, char *text, Datum value)
{
	char	   *printed = OutputFunctionCall(&column->output, value);

	if (strcmp(printed, text) == 0)
		return true;
	switch (column->fit)
	{
		case FIT_TEXT:
			return false;
		case FIT_NUMBER:
			return DatumGetBool(DirectFunctionCall2(numeric_eq, NumberOf(text), NumberOf(printed)));
		case FIT_TIME:
			return IsTime(text) && DatumGetBool(DirectFunctionCall2(timestamp_eq, TimeOf(text), TimeOf(printed)));
		case FIT_VALUE:
			return DatumGetBool(FunctionCall2Coll(&column->equal, column->collation,
												  InputFunctionCall(&column->base_input, text, column->base_parameter, -1), value));
		case FIT_READ:
			return true;
	}
	return false;
}

/* What does not fit, and why. */
typedef struct Trial
{
	TodayColumn *column;
	char	   *text;
	bool		check;
	Datum		value;
	bool		fits;
	char	   *why;			/* if reading it was an error */
} Trial;

static void
Try(Trial *trial)
{
	TodayColumn *column = trial->column;

	trial->value = InputFunctionCall(&column->input, trial->text, column->parameter, column->modifier);
	trial->fits = !trial->check || IsWritten(column, trial->text, trial->value);
}

/*
 * Caught takes an error that says that a value does not fit; any other is thrown
 * again.  any: it may come from a function of a domain, and say so in its own way.
 */
static void
Caught(Trial *trial, MemoryContext context, bool any)
{
	ErrorData  *error;
	int			category = ERRCODE_TO_CATEGORY(geterrcode());
	bool		about_value = category == ERRCODE_DATA_EXCEPTION || category == ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION ||
		geterrcode() == ERRCODE_SYNTAX_ERROR;

	if (!about_value && (!any || category == ERRCODE_OPERATOR_INTERVENTION || category == ERRCODE_INSUFFICIENT_RESOURCES ||
						 category == ERRCODE_INTERNAL_ERROR || category == ERRCODE_SYSTEM_ERROR))
		PG_RE_THROW();
	MemoryContextSwitchTo(context);
	error = CopyErrorData();
	FlushErrorState();
	trial->why = error->message;
	trial->fits = false;
}

/*
 * TryAlone tries in a subtransaction, in which a function of a domain can fail.
 */
static void
TryAlone(Trial *trial)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		Try(trial);
		ReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
	}
	PG_CATCH();
	{
		Caught(trial, context, true);
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
	}
	PG_END_TRY();
}

/*
 * TryHere tries without a subtransaction, which none of the types' own input functions
 * needs: what they hold is held by an owner of its own, and let go.
 */
static void
TryHere(Today *today, Trial *trial)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner before = CurrentResourceOwner;

	if (today->owner == NULL)
		today->owner = ResourceOwnerCreate(before, "value of a log");
	CurrentResourceOwner = today->owner;
	PG_TRY();
	{
		Try(trial);
	}
	PG_CATCH();
	{
		CurrentResourceOwner = before;
		Caught(trial, context, false);
		ResourceOwnerRelease(today->owner, RESOURCE_RELEASE_BEFORE_LOCKS, false, false);
		ResourceOwnerRelease(today->owner, RESOURCE_RELEASE_LOCKS, false, false);
		ResourceOwnerRelease(today->owner, RESOURCE_RELEASE_AFTER_LOCKS, false, false);
		ResourceOwnerDelete(today->owner);
		today->owner = NULL;
	}
	PG_END_TRY();
	CurrentResourceOwner = before;
}

static void
NoteMisfit(Today *today, const Content *content, const Trial *trial)
{
	TodayColumn *column = trial->column;
	MemoryContext before;

	if (column->misfits++ >= MISFITS_TOLD)
		return;
	before = MemoryContextSwitchTo(today->context);
	if (column->misfit_words.data == NULL)
		initStringInfo(&column->misfit_words);
	appendStringInfo(&column->misfit_words, "%s%s: \"%.*s\" %s", column->misfits > 1 ? "\n" : "", ContentKeyWords(today->replay, content),
					 pg_mbcliplen(trial->text, strlen(trial->text), MISFIT_LENGTH), trial->text,
					 trial->why == NULL ? "would not be what was written" : psprintf("(%s)", trial->why));
	MemoryContextSwitchTo(before);
}

/*
 * TodayRow is a row of the log as a row of the table of today.
 */
void
TodayRow(Today *today, const Content *content, Datum *values, bool *nulls)
{
	const char *at = content->columns.at;

	memset(nulls, true, today->descriptor->natts);
	for (uint32 i = 0; i < content->columns.count; i++)
	{
		LeafField	name,
					value;
		Trial		trial = {0};
		int			column;

		LeafNextColumn(&at, &name, &value);
		column = MapColumn(today, content, i, name, &trial.check);
		if (column < 0 && value.data != NULL)
			NoteLeftOut(today, content->set, name, i);
		if (column < 0 || value.data == NULL)
			continue;
		trial.column = &today->column[column];
		/* Bytes that are no text are an error here, which is not about a value. */
		trial.text = LeafText(value);
		if (trial.column->own_checks)
			TryAlone(&trial);
		else
			TryHere(today, &trial);
		values[column] = trial.value;
		nulls[column] = !trial.fits;
		if (!trial.fits)
			NoteMisfit(today, content, &trial);
	}
}

/*
 * TodayWarn tells what was left out, and what does not fit.
 */
void
TodayWarn(const Today *today)
{
	const char *table = get_rel_name(today->relid);
	StringInfoData names;
	ListCell   *cell;

	initStringInfo(&names);
	foreach(cell, today->left_out_names)
		appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "", strVal(lfirst(cell)));
	if (names.len > 0)
		ereport(WARNING,
				(errmsg("columns of the log that table \"%s\" has no more: %s", table, names.data),
				 today->replay->columns.ever_said ? errdetail("They were dropped.") :
				 errdetail("They were dropped, or renamed without sen.rename_column() before the log said what columns are."),
				 errhint("sen.rows_as_of() gives the rows as they were written.")));
	for (int i = 0; i < today->descriptor->natts; i++)
	{
		const TodayColumn *column = &today->column[i];
		const char *name = NameStr(TupleDescAttr(today->descriptor, i)->attname);

		if (column->misfits == 0)
			continue;
		ereport(WARNING,
				(errmsg_plural("%lld value of the log does not fit column \"%s\" of table \"%s\" as it is today",
							   "%lld values of the log do not fit column \"%s\" of table \"%s\" as it is today",
							   column->misfits, (long long) column->misfits, name, table),
				 column->misfits <= MISFITS_TOLD ? errdetail("Null in these rows:\n%s", column->misfit_words.data) :
				 errdetail("Null in these rows:\n%s\nand %lld more", column->misfit_words.data, (long long) column->misfits - MISFITS_TOLD),
				 errhint("sen.rows_as_of() gives the rows as they were written.")));
	}
}
