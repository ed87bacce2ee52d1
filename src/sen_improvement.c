/*
 * sen_improvement.c --- module magic and the list of rooms to initialise.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "deadline/time_limit.h"
#include "fmgr.h"
#include "intake/intake.h"
#include "ledger/ledger.h"
#include "ledger/read/conditions.h"
#include "programme/programme.h"
#include "settings.h"
#include "utils/guc.h"

PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);

/*
 * _PG_init prepares the rooms.  Settings of our prefix that were given before and
 * that no room defines are refused first, and from then on by the server.
 */
void
_PG_init(void)
{
	RefuseUnknownSettings();
	CalendarInit();
	DeadlineInit();
	LedgerInit();
	ConditionsInit();
	IntakeInit();
	ProgrammeInit();
	MarkGUCPrefixReserved(SETTING_PREFIX);
}
