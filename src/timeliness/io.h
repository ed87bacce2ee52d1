/*
 * io.h --- parts of the text and binary forms that summaries, series and the values of
 * room recovery share.
 */
#ifndef SEN_TIMELINESS_IO_H
#define SEN_TIMELINESS_IO_H

#include "parser.h"
#include "timeliness/timeliness.h"

extern bool TakeNumber(Parser *parser, int64 min, int64 max, int64 *number);
extern bool TakeTally(Parser *parser, const char *separator, Tally *tally);
extern void AppendTally(StringInfo buf, const char *separator, const Tally *tally);
extern void ReceiveVersion(StringInfo buf, const char *type);

#endif							/* SEN_TIMELINESS_IO_H */
