/*
 * options.h --- the options of a chart: arguments after its values, by place.
 */
#ifndef SEN_SPC_OPTIONS_H
#define SEN_SPC_OPTIONS_H

#include "spc/spc.h"
#include "spc/window.h"

extern int	DirectionOf(const char *word);
extern void SetChartDefaults(ChartForm form, ChartOptions *options);
extern bool OptionsAreStable(FunctionCallInfo fcinfo, int first);
extern void ReadChartOptions(WindowObject window, ChartForm form, int first, int64 row, ChartOptions *options);
extern void RefuseOtherOptions(int64 row);

#endif							/* SEN_SPC_OPTIONS_H */
