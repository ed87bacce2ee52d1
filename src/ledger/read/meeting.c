/*
 * meeting.c --- the entries of a log that belong to a meeting.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "funcapi.h"
#include "ledger/read/log_scan.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(meeting_entries);

#define ENTRY_COLUMNS 13

typedef struct MeetingReading
{
	LogScan    *scan;
	LeafField	meeting;
	ReturnSetInfo *result;
	MemoryContext row;
} MeetingReading;

static void
PutEntry(void *state, const EntryPlace *place, const Leaf *leaf)
{
	MeetingReading *reading = state;
	MemoryContext before;
	Datum		values[ENTRY_COLUMNS];
	bool		nulls[ENTRY_COLUMNS] = {0};

	if (!LeafEquals(leaf->meeting, reading->meeting))
		return;
	before = MemoryContextSwitchTo(reading->row);
	nulls[0] = nulls[1] = place->index < 0;
	values[0] = Int64GetDatum(LogScanVersion(reading->scan, place->index));
	values[1] = Int64GetDatum(place->index);
	nulls[2] = nulls[3] = place->block == 0;
	values[2] = Int64GetDatum(place->block);
	values[3] = Int32GetDatum(place->number);
	LeafValues(leaf, OperationWords(leaf->operation), &values[4], &nulls[4]);
	tuplestore_putvalues(reading->result->setResult, reading->result->setDesc, values, nulls);
	MemoryContextSwitchTo(before);
	MemoryContextReset(reading->row);
}

/*
 * sen.meeting_entries(log regclass, meeting text)
 */
Datum
meeting_entries(PG_FUNCTION_ARGS)
{
	Oid			namespace = LogOfEntries(PG_GETARG_OID(0));
	char	   *meeting = text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *bytes = pg_server_to_any(meeting, strlen(meeting), PG_UTF8);
	MeetingReading reading = {.meeting = {bytes, strlen(bytes)}, .result = (ReturnSetInfo *) fcinfo->resultinfo};

	InitMaterializedSRF(fcinfo, 0);
	reading.scan = LogScanOpen(namespace, InvalidOid);
	reading.row = AllocSetContextCreate(CurrentMemoryContext, "entry of a meeting", ALLOCSET_DEFAULT_SIZES);
	LogScanMeeting(reading.scan, reading.meeting, PutEntry, &reading);
	MemoryContextDelete(reading.row);
	LogScanClose(reading.scan);
	return (Datum) 0;
}
