/*
 * window.h --- arguments, order and result of a window function.
 */
#ifndef SEN_SPC_WINDOW_H
#define SEN_SPC_WINDOW_H

#include "access/tupdesc.h"
#include "fmgr.h"
#include "windowapi.h"

extern int64 WindowInteger(WindowObject window, int argument, int64 row, const char *name, int64 from, int64 to, int64 if_null);
extern bool WindowBoolean(WindowObject window, int argument, int64 row, bool if_null);
extern char *WindowText(WindowObject window, int argument, int64 row);
extern bool WindowNumber(WindowObject window, int argument, int64 row, double *number);
extern void CheckOrder(WindowObject window, int64 row);
extern TupleDesc ResultColumns(FunctionCallInfo fcinfo);

#endif							/* SEN_SPC_WINDOW_H */
