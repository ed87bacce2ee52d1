/*
 * guard.c --- the trigger that keeps the relations of a log from being changed,
 * and how triggers of ours are known.
 */
#include "postgres.h"
#include "compat.h"

#include "commands/trigger.h"
#include "ledger/log/log.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(refuse_change);

/*
 * IsOwnFunction: is a function one of this library?  Its name says nothing.
 */
bool
IsOwnFunction(Oid function, PGFunction own)
{
	FmgrInfo	info;

	fmgr_info(function, &info);
	return info.fn_addr == own;
}

/*
 * RequireTrigger refuses to be called otherwise than as a trigger.  name: of
 * the function.
 */
void
RequireTrigger(FunctionCallInfo fcinfo, const char *name)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("%s was not called as a trigger", name),
				 errhint("Use sen.track() to track a table.")));
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
