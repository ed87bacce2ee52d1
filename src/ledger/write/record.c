/*
 * record.c --- making the entry of one changed row.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "ledger/ledger.h"
#include "ledger/write/tracked.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

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
	if (unlikely(table->said != columns_said))
	{
		SayColumns(table->whole, &table->place, table->log_name);
		table->said = columns_said;
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
