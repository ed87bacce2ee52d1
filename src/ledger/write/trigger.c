/*
 * trigger.c --- the triggers of a tracked table.
 */
#include "postgres.h"
#include "compat.h"

#include "commands/trigger.h"
#include "ledger/log/log.h"
#include "ledger/write/tracked.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(track_row);
PG_FUNCTION_INFO_V1(refuse_truncate);

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
