/*
 * data_day.c --- the day to which a source of a programme is complete.
 *
 * Every view of cases asks for it where it would ask for sen.today().  A join
 * with the table that holds it, or a sub-select, would hide the day from the
 * planner, which then guesses how many cases lie before it, and gives a report
 * no workers.  So it is a function of constants, as sen.today() is.
 */
#include "postgres.h"
#include "compat.h"

#include "access/table.h"
#include "access/tableam.h"
#include "calendar/calendar.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "programme/programme.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(sen_data_day);

/* The table of a programme that is read. */
#define SOURCES "data_source"

/* What a call has read, and by which snapshot. */
typedef struct Stated
{
	bool		read;
	Oid			sources;
	char		source[NAMEDATALEN];
	SnapshotMark mark;
	bool		known;			/* a day is stated */
	DateADT		day;
} Stated;

/*
 * ColumnOf finds a column of the table of sources by name; an error if it is not
 * there, or of another type.
 */
static AttrNumber
ColumnOf(Relation sources, const char *name, Oid type)
{
	AttrNumber	column = get_attnum(RelationGetRelid(sources), name);

	if (column == InvalidAttrNumber || get_atttype(RelationGetRelid(sources), column) != type)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not the table of sources of a programme", RelationGetRelationName(sources)),
				 errdetail("It has no column \"%s\" of type %s.", name, format_type_be(type)),
				 errhint("Name table " SOURCES " of a programme.")));
	return column;
}

/*
 * ReadStated reads what is stated for a source.  Whoever reads a view of a
 * programme reads this with it: it asks for no right to the table.
 */
static void
ReadStated(Stated *stated, Oid oid, text *source, Snapshot snapshot)
{
	Relation	sources = try_table_open(oid, AccessShareLock);
	AttrNumber	name,
				day;
	TableScanDesc scan;
	TupleTableSlot *slot;

	if (sources == NULL || sources->rd_rel->relkind != RELKIND_RELATION ||
		strcmp(RelationGetRelationName(sources), SOURCES) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not the table of sources of a programme",
						sources != NULL ? RelationGetRelationName(sources) : psprintf("%u", oid)),
				 errhint("Name table " SOURCES " of a programme.")));
	name = ColumnOf(sources, "source", TEXTOID);
	day = ColumnOf(sources, "complete_to", DATEOID);

	stated->known = false;
	slot = table_slot_create(sources, NULL);
	scan = table_beginscan(sources, snapshot, 0, NULL);
	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		bool		is_null;
		text	   *found = DatumGetTextPP(slot_getattr(slot, name, &is_null));

		if (VARSIZE_ANY_EXHDR(found) != VARSIZE_ANY_EXHDR(source) ||
			memcmp(VARDATA_ANY(found), VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source)) != 0)
			continue;
		stated->day = DatumGetDateADT(slot_getattr(slot, day, &is_null));
		stated->known = !is_null;
		break;
	}
	table_endscan(scan);
	ExecDropSingleTupleTableSlot(slot);
	table_close(sources, AccessShareLock);
}

/*
 * sen.data_day(source text, sources regclass) --- the day to which the source is
 * complete, as table data_source states it, but not after sen.today(); where
 * nothing is stated, sen.today().  Null in, null out; 42809 for another table.
 */
Datum
sen_data_day(PG_FUNCTION_ARGS)
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	Oid			sources = PG_GETARG_OID(1);
	DateADT		today = SenToday();
	Stated	   *stated = fcinfo->flinfo->fn_extra;
	size_t		length = VARSIZE_ANY_EXHDR(source);

	if (length >= NAMEDATALEN)
		PG_RETURN_DATEADT(today);
	if (stated == NULL)
		stated = fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(Stated));

	/* A scan calls it for each row, and a session may keep the call for other statements. */
	if (!SnapshotMarkIs(&stated->mark) || !stated->read || stated->sources != sources ||
		memcmp(stated->source, VARDATA_ANY(source), length) != 0 || stated->source[length] != '\0')
	{
		stated->read = false;
		ReadStated(stated, sources, source, ActiveSnapshotSet() ? GetActiveSnapshot() : GetTransactionSnapshot());
		memcpy(stated->source, VARDATA_ANY(source), length);
		stated->source[length] = '\0';
		stated->sources = sources;
		stated->read = true;
	}
	PG_RETURN_DATEADT(stated->known && stated->day < today ? stated->day : today);
}
