/*
 * io.h --- parts of the text and binary forms that summaries and series share.
 */
#ifndef SEN_TIMELINESS_IO_H
#define SEN_TIMELINESS_IO_H

#include "parser.h"
#include "timeliness/timeliness.h"

extern bool TakeTally(Parser *parser, const char *separator, Tally *tally);
extern void AppendTally(StringInfo buf, const char *separator, const Tally *tally);
extern void ReceiveVersion(StringInfo buf, const char *type);

#endif							/* SEN_TIMELINESS_IO_H */
