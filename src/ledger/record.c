/*
 * record.c --- making the entry of one changed row.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "commands/trigger.h"
#include "ledger/ledger.h"
#include "ledger/tracked.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/bytea.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/float.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"
#include "utils/xml.h"

PG_FUNCTION_INFO_V1(track_row);
PG_FUNCTION_INFO_V1(refuse_truncate);
PG_FUNCTION_INFO_V1(refuse_change);

static void
SetPrinting(const Printing *wanted, Printing *before)
{
	if (before != NULL)
	{
		before->date_style = DateStyle;
		before->date_order = DateOrder;
		before->interval_style = IntervalStyle;
		before->float_digits = extra_float_digits;
		before->bytea_form = bytea_output;
		before->array_nulls = Array_nulls;
		before->xml_option = xmloption;
		before->timezone = session_timezone;
	}
	DateStyle = wanted->date_style;
	DateOrder = wanted->date_order;
	IntervalStyle = wanted->interval_style;
	extra_float_digits = wanted->float_digits;
	bytea_output = wanted->bytea_form;
	Array_nulls = wanted->array_nulls;
	xmloption = wanted->xml_option;
	session_timezone = wanted->timezone;
}

/*
 * PinPrinting sets what the canonical bytes are written with; UnpinPrinting
 * gives back what was set before.
 */
void
PinPrinting(Printing *before)
{
	static Printing canonical = {USE_ISO_DATES, DATEORDER_YMD, INTSTYLE_POSTGRES, 1, BYTEA_OUTPUT_HEX, true, XMLOPTION_CONTENT, NULL};

	if (canonical.timezone == NULL)
		canonical.timezone = pg_tzset("GMT");
	SetPrinting(&canonical, before);
}

void
UnpinPrinting(const Printing *before)
{
	SetPrinting(before, NULL);
}

/* The names of roles that were looked up last, as fields. */
typedef struct RoleName
{
	Oid			role;
	StringInfoData field;
} RoleName;

static RoleName session_role,
			current_role;

static void
ForgetRoles(Datum argument, int cache, uint32 hash)
{
	session_role.role = current_role.role = InvalidOid;
}

static void
PutRole(StringInfo buf, RoleName *name, Oid role)
{
	if (unlikely(name->role != role))
	{
		if (name->field.data == NULL)
		{
			MemoryContext before = MemoryContextSwitchTo(TopMemoryContext);

			if (session_role.field.data == NULL && current_role.field.data == NULL)
				CacheRegisterSyscacheCallback(AUTHOID, ForgetRoles, (Datum) 0);
			initStringInfo(&name->field);
			MemoryContextSwitchTo(before);
		}
		name->role = InvalidOid;
		resetStringInfo(&name->field);
		LeafPutText(&name->field, GetUserNameFromId(role, false));
		name->role = role;
	}
	appendBinaryStringInfo(buf, name->field.data, name->field.len);
}

/*
 * LeafPutHead writes what an entry begins with, up to the meeting.
 */
void
LeafPutHead(StringInfo buf, Operation operation, const char *log_name)
{
	appendStringInfoChar(buf, LEAF_VERSION);
	appendStringInfoChar(buf, operation);
	LeafPutText(buf, log_name);
	PutRole(buf, &session_role, GetSessionUserId());
	PutRole(buf, &current_role, GetUserId());
	LeafPutTime(buf, GetCurrentStatementStartTimestamp());
	LeafPutTime(buf, GetCurrentTransactionStartTimestamp());
	if (meeting_setting != NULL && *meeting_setting != '\0')
		LeafPutText(buf, meeting_setting);
	else
		LeafPutNull(buf);
}

/*
 * PrintDate and PrintTime print what the output functions would, in ISO style
 * and UTC.
 */
static char *
PrintDate(DateADT date, char *text)
{
	struct pg_tm tm;

	if (DATE_NOT_FINITE(date))
		EncodeSpecialDate(date, text);
	else
	{
		j2date(date + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
		EncodeDateOnly(&tm, USE_ISO_DATES, text);
	}
	return text;
}

static char *
PrintTime(TimestampTz time, char *text)
{
	struct pg_tm tm;
	fsec_t		fsec;

	if (TIMESTAMP_NOT_FINITE(time))
		EncodeSpecialTimestamp(time, text);
	else
	{
		if (timestamp2tm(time, NULL, &tm, &fsec, NULL, NULL) != 0)
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("timestamp out of range")));
		tm.tm_isdst = 0;		/* UTC, known as a zone: +00 */
		EncodeDateTime(&tm, fsec, true, 0, NULL, USE_ISO_DATES, text);
	}
	return text;
}

static void
PutValue(StringInfo buf, TrackedColumn *column, Datum value)
{
	char		digits[MAXDATELEN + 1];

	switch (column->kind)
	{
		case VALUE_INT2:
			LeafPutField(buf, digits, pg_itoa(DatumGetInt16(value), digits));
			break;
		case VALUE_INT4:
			LeafPutField(buf, digits, pg_ltoa(DatumGetInt32(value), digits));
			break;
		case VALUE_INT8:
			LeafPutField(buf, digits, pg_lltoa(DatumGetInt64(value), digits));
			break;
		case VALUE_BOOL:
			LeafPutField(buf, DatumGetBool(value) ? "t" : "f", 1);
			break;
		case VALUE_TEXT:
			{
				text	   *string = DatumGetTextPP(value);

				LeafPutField(buf, VARDATA_ANY(string), VARSIZE_ANY_EXHDR(string));
				break;
			}
		case VALUE_DATE:
			LeafPutText(buf, PrintDate(DatumGetDateADT(value), digits));
			break;
		case VALUE_TIMESTAMPTZ:
			LeafPutText(buf, PrintTime(DatumGetTimestampTz(value), digits));
			break;
		case VALUE_OUTPUT:
			LeafPutText(buf, OutputFunctionCall(&column->output, value));
			break;
	}
}

static void
PutColumns(StringInfo buf, TrackedTable *table, const Datum *values, const bool *nulls, bool key_only)
{
	LeafPutNumber(buf, key_only ? table->key_columns : table->columns);
	for (int i = 0; i < table->columns; i++)
	{
		TrackedColumn *column = &table->column[i];

		if (key_only && !column->in_key)
			continue;
		appendBinaryStringInfo(buf, column->name.data, column->name.size);
		if (nulls[column->attnum - 1])
			LeafPutNull(buf);
		else
			PutValue(buf, column, values[column->attnum - 1]);
	}
}

/* Room that is kept from one entry to the next. */
#define ENTRY_ROOM (1024 * 1024)

/*
 * RecordRow writes the entry of a row: before is null for a row that comes,
 * after for one that goes.
 */
void
RecordRow(TrackedTable *table, TupleDesc descriptor, Operation operation, HeapTuple before, HeapTuple after)
{
	static StringInfoData buf = {NULL, 0, 0, 0};
	Printing	printing;
	int			width = descriptor->natts;
	Datum	   *values = palloc(sizeof(Datum) * width);
	bool	   *nulls = palloc(sizeof(bool) * width);

	if (buf.data == NULL)
	{
		MemoryContext context = MemoryContextSwitchTo(TopMemoryContext);

		initStringInfo(&buf);
		MemoryContextSwitchTo(context);
	}
	resetStringInfo(&buf);
	LeafPutHead(&buf, operation, table->log_name);
	if (table->prints)
		PinPrinting(&printing);
	PG_TRY();
	{
		heap_deform_tuple(before != NULL ? before : after, descriptor, values, nulls);
		PutColumns(&buf, table, values, nulls, true);
		if (before != NULL && after != NULL)
			heap_deform_tuple(after, descriptor, values, nulls);
		PutColumns(&buf, table, values, nulls, false);
	}
	PG_FINALLY();
	{
		if (table->prints)
			UnpinPrinting(&printing);
	}
	PG_END_TRY();
	LogAppend(&table->place, &buf);
	if (buf.maxlen > ENTRY_ROOM)
	{
		pfree(buf.data);
		buf.data = NULL;
	}
}

/*
 * track_row() --- the trigger of a tracked table; its argument is the name
 * under which the table is tracked.
 */
Datum
track_row(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;
	TrackedTable *table;
	TupleDesc	descriptor;
	HeapTuple	before,
				after;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(data->tg_event) || !TRIGGER_FIRED_FOR_ROW(data->tg_event) ||
		data->tg_trigger->tgnargs != 1)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("sen.track_row() must be an AFTER trigger for each row, with one argument"),
				 errhint("Use sen.track() to track a table.")));
	/* Whoever may make triggers can make this one; only the owner of the table can have it fire always. */
	if (data->tg_trigger->tgenabled != TRIGGER_FIRES_ALWAYS)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("trigger \"%s\" of table \"%s\" is not as sen.track() makes it", data->tg_trigger->tgname, RelationGetRelationName(data->tg_relation)),
				 errdetail("It does not fire always."),
				 errhint("If the table is tracked, sen.guard_log(%s) sets it right, for the owner; if not, somebody else made the trigger, and it can be dropped.", quote_literal_cstr(get_namespace_name(RelationGetNamespace(data->tg_relation))))));
	table = TrackedTableOf(data->tg_relation, data->tg_trigger->tgargs[0]);
	descriptor = RelationGetDescr(data->tg_relation);
	before = TRIGGER_FIRED_BY_INSERT(data->tg_event) ? NULL : data->tg_trigtuple;
	after = TRIGGER_FIRED_BY_INSERT(data->tg_event) ? data->tg_trigtuple : TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : NULL;
	RecordRow(table, descriptor, before == NULL ? OPERATION_INSERT : after == NULL ? OPERATION_DELETE : OPERATION_UPDATE, before, after);

	/* What other triggers of this statement did is in the log already. */
	if (data->tg_relation->rd_rel->relkind != RELKIND_RELATION)
		return PointerGetDatum(NULL);
	if (after != NULL && IsOvertaken(after))
		RecordPresentState(table, data->tg_relation, after);
	if (before != NULL && IsLate(before) && (after == NULL || KeyChanged(table, descriptor, before, after)))
		RecordKeyHolder(table, data->tg_relation, before);
	return PointerGetDatum(NULL);
}

static void
RequireTrigger(FunctionCallInfo fcinfo, const char *name)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("%s was not called as a trigger", name),
				 errhint("Use sen.track() to track a table.")));
}

/*
 * refuse_truncate() --- the trigger that keeps a tracked table from being
 * emptied without a trace.
 */
Datum
refuse_truncate(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;

	RequireTrigger(fcinfo, "sen.refuse_truncate()");
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("table \"%s\" is tracked and cannot be truncated", RelationGetRelationName(data->tg_relation)),
			 errdetail("TRUNCATE would remove its rows without an entry in the log."),
			 errhint("Use DELETE, which the log keeps, or untrack the table with sen.untrack().")));
	return PointerGetDatum(NULL);
}

/*
 * refuse_change() --- the trigger that keeps the relations of a log from being
 * changed.
 */
Datum
refuse_change(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;

	RequireTrigger(fcinfo, "sen.refuse_change()");
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("table \"%s\" is part of a log and cannot be changed", RelationGetRelationName(data->tg_relation)),
			 errdetail("What is in the log stays in it; a correction is a new entry."),
			 errhint("Change the tracked table; the log follows. Seal with sen.seal().")));
	return PointerGetDatum(NULL);
}
