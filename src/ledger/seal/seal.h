/*
 * seal.h --- waiting for those who seal a log.
 */
#ifndef SEN_SEAL_H
#define SEN_SEAL_H

#include "ledger/log/log.h"

extern void LogWaitForSeals(const Log *log);
extern void LogBeginSnapshot(Log *log);

#endif							/* SEN_SEAL_H */
