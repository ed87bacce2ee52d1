/*
 * name_type.h --- what types whose values are names have in common.
 */
#ifndef SEN_NAME_TYPE_H
#define SEN_NAME_TYPE_H

#include "lib/stringinfo.h"

/* The i-th of the names to choose from. */
typedef const char *(*NameAt) (int i);

extern int	FindName(const char *given, NameAt name_at, int count);
extern char *ReceiveName(StringInfo buf);
extern Datum SendName(const char *name);
extern char *NearestNames(const char *given, NameAt name_at, int count);

#endif							/* SEN_NAME_TYPE_H */
