/*
 * closed_forms.h --- arguments of the formulae of room recovery, checked.
 */
#ifndef SEN_CLOSED_FORMS_H
#define SEN_CLOSED_FORMS_H

#include "fmgr.h"

/* closed_forms_arguments.c */
extern double ArgumentQuantity(FunctionCallInfo fcinfo, int argument, const char *name);
extern double ArgumentPositive(FunctionCallInfo fcinfo, int argument, const char *name);
extern double ArgumentShare(FunctionCallInfo fcinfo, int argument, const char *name);
extern double CheckResult(double result, const char *name);

#endif							/* SEN_CLOSED_FORMS_H */
