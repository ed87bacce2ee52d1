/*
 * options.h --- arguments of a control chart after its values, by place.
 */
#ifndef SEN_SPC_OPTIONS_H
#define SEN_SPC_OPTIONS_H

#include "spc/spc.h"
#include "windowapi.h"

extern int64 WindowInteger(WindowObject window, int argument, int64 row, const char *name, int64 from, int64 to, int64 if_null);
extern bool WindowBoolean(WindowObject window, int argument, int64 row, bool if_null);
extern char *WindowText(WindowObject window, int argument, int64 row);
extern bool OptionsAreStable(FunctionCallInfo fcinfo, int first);
extern void ReadChartOptions(WindowObject window, ChartForm form, int first, int64 row, ChartOptions *options);
extern void RefuseOtherOptions(int64 row);
extern bool IsPeer(WindowObject window, int64 row);

#endif							/* SEN_SPC_OPTIONS_H */
