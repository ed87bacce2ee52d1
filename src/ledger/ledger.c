/*
 * ledger.c --- the settings sen_improvement.meeting and sen_improvement.origin.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/ledger.h"
#include "utils/guc.h"

char	   *meeting_setting = NULL;
char	   *origin_setting = NULL;

/*
 * LedgerInit defines the settings.
 */
void
LedgerInit(void)
{
	DefineCustomStringVariable("sen_improvement.meeting",
							   "The meeting that changes belong to from now on.",
							   "Entries of the log carry it; empty if they belong to none.",
							   &meeting_setting, "", PGC_USERSET, 0, NULL, NULL, NULL);
	DefineCustomStringVariable("sen_improvement.origin",
							   "The name by which checkpoints know the log.",
							   "One line, such as example.gov.uk/send/wirral; empty for sen_improvement/ and the name of the schema.",
							   &origin_setting, "", PGC_USERSET, 0, NULL, NULL, NULL);
}
