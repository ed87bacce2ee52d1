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
#include "programme/programme.h"
#include "utils/guc.h"

PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);

/*
 * _PG_init prepares the rooms.  Reserving the prefix comes last: it removes
 * placeholders, such as a misspelt sen_improvement.asof, with a warning.
 */
void
_PG_init(void)
{
	CalendarInit();
	DeadlineInit();
	LedgerInit();
	IntakeInit();
	ProgrammeInit();
	MarkGUCPrefixReserved("sen_improvement");
}
