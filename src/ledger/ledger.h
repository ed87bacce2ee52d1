/*
 * ledger.h --- the settings of room ledger.
 */
#ifndef SEN_LEDGER_H
#define SEN_LEDGER_H

extern char *meeting_setting;			/* sen_improvement.meeting; empty if none is set */
extern char *origin_setting;			/* sen_improvement.origin; empty if none is set */
extern int	progress_setting;			/* sen_improvement.progress_entries; 0 for never */

extern void LedgerInit(void);

#endif							/* SEN_LEDGER_H */
