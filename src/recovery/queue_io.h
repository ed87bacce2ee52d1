/*
 * queue_io.h --- parts of the text forms that queues and paces share.
 */
#ifndef SEN_QUEUE_IO_H
#define SEN_QUEUE_IO_H

#include "lib/stringinfo.h"
#include "parser.h"
#include "utils/date.h"

extern bool TakeDay(Parser *parser, DateADT *day);
extern void AppendDay(StringInfo buf, DateADT day);

/*
 * IsQueueDay is whether a day prints with four digits of its year.
 */
#define IsQueueDay(day) ((day) >= QUEUE_FIRST_DAY && (day) <= QUEUE_LAST_DAY)

#endif							/* SEN_QUEUE_IO_H */
