/*
 * ledger.c --- the settings sen_improvement.meeting, origin and progress_entries.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/ledger.h"
#include "utils/guc.h"

char	   *meeting_setting = NULL;
char	   *origin_setting = NULL;
int			progress_setting = 1000000;

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
	DefineCustomIntVariable("sen_improvement.progress_entries",
							"After how many entries sen.verify_log() says how far it has come.",
							"It says so in a notice; 0 for never.",
							&progress_setting, 1000000, 0, PG_INT32_MAX, PGC_USERSET, 0, NULL, NULL, NULL);
}
