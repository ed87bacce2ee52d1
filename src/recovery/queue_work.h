/*
 * queue_work.h --- the forms of sen.queue, for the files of that type.
 */
#ifndef SEN_QUEUE_WORK_H
#define SEN_QUEUE_WORK_H

#include "recovery/queue.h"
#include "timeliness/working.h"

extern Queue *ReadQueuePayload(const unsigned char *payload, Size size);
extern QueueValue *QueueCompact(QueueValue *value);
extern QueueValue *WorkingQueue(DateADT stand);
extern void CheckStand(const QueueValue *state, DateADT stand);
extern QueueValue *MergeQueue(QueueValue *state, const Queue *queue);

/* queue_aggregate.c, for paces too */
extern void CheckTransition(FunctionCallInfo fcinfo);
extern DateADT CheckFourDigits(DateADT day, const char *argument);

#endif							/* SEN_QUEUE_WORK_H */
