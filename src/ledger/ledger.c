/*
 * ledger.c --- the setting sen_improvement.meeting.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/ledger.h"
#include "utils/guc.h"

char	   *meeting = NULL;

/*
 * LedgerInit defines the setting.
 */
void
LedgerInit(void)
{
	DefineCustomStringVariable("sen_improvement.meeting",
							   "The meeting that changes belong to from now on.",
							   "Entries of the log carry it; empty if they belong to none.",
							   &meeting, "", PGC_USERSET, 0, NULL, NULL, NULL);
}
