/*
 * queue_aggregate.c --- the aggregates that build and merge queues.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "recovery/queue_io.h"
#include "recovery/queue_work.h"
#include "timeliness/classify.h"

PG_FUNCTION_INFO_V1(queue_accum);
PG_FUNCTION_INFO_V1(queue_combine);
PG_FUNCTION_INFO_V1(queue_final);
PG_FUNCTION_INFO_V1(queue_plus);

/*
 * CheckTransition refuses to change an argument in place outside an aggregate.
 */
void
CheckTransition(FunctionCallInfo fcinfo)
{
	if (fcinfo->context == NULL || !(IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState)))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("this function can be called only as part of an aggregate"),
				 errhint("Use sen.queue(), sen.pace(), sen.rollup() or the operator +.")));
}

/*
 * CheckFourDigits refuses a day that a text form cannot name.
 */
DateADT
CheckFourDigits(DateADT day, const char *argument)
{
	if (!IsQueueDay(day))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s out of range", argument),
				 errdetail("It is %d days from 2000-01-01.", day),
				 errhint("Give a day of the years 1 to 9999.")));
	return day;
}

/*
 * StateOf makes a state that may be changed in place of a queue with a stand.
 */
static QueueValue *
StateOf(const Queue *queue)
{
	return MergeQueue(WorkingQueue(queue->stand), queue);
}

/*
 * TransitionState is the first argument as a state that may be changed in
 * place and stands on a day, a new one if nothing stands yet.
 */
static QueueValue *
TransitionState(FunctionCallInfo fcinfo, DateADT stand)
{
	QueueValue *state;

	if (PG_ARGISNULL(0))
		return WorkingQueue(stand);
	state = (QueueValue *) PG_GETARG_POINTER(0);
	if (unlikely(!IsWorking(state)))
	{
		Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));

		state = queue->has_stand ? StateOf(queue) : WorkingQueue(stand);
	}
	CheckStand(state, stand);
	return state;
}

/*
 * queue_accum(queue, received date, stage sen.stage [, as_of date])
 */
Datum
queue_accum(PG_FUNCTION_ARGS)
{
	OptionalDate received = DateArgument(fcinfo, 1);
	QueueValue *state;
	DateADT		stand;
	Stage		stage;

	CheckTransition(fcinfo);
	if (PG_ARGISNULL(2))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	stage = PG_GETARG_STAGE(2);
	stand = CheckFourDigits(AsOfArgument(fcinfo, 3), "as_of");
	state = TransitionState(fcinfo, stand);
	if (!received.known || DATE_NOT_FINITE(received.day) || received.day < QUEUE_FIRST_DAY)
		WorkingAddUnusable(state, stage, 1);
	else if (received.day <= stand)
		state = WorkingAdd(state, stage, stand - received.day, 1);
	PG_RETURN_POINTER(state);
}

/*
 * queue_combine(queue, queue) --- merges two states; also the transition of
 * sen.rollup.  Null counts as of no rows.
 */
Datum
queue_combine(PG_FUNCTION_ARGS)
{
	CheckTransition(fcinfo);
	if (!PG_ARGISNULL(1))
	{
		QueueValue *value = PG_GETARG_QUEUE(1);
		Queue	   *queue = QueueRead(value);

		if (queue->has_stand)
			PG_RETURN_POINTER(MergeQueue(TransitionState(fcinfo, queue->stand), queue));
		if (PG_ARGISNULL(0))
			PG_RETURN_POINTER(value);
	}
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

/*
 * queue_final(queue) --- the canonical form; empty if there was no row.
 */
Datum
queue_final(PG_FUNCTION_ARGS)
{
	Queue		none = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(QueueToCompact(&none));
	PG_RETURN_POINTER(QueueCompact(PG_GETARG_QUEUE(0)));
}

/*
 * queue_plus(queue, queue) --- the operator +.
 */
Datum
queue_plus(PG_FUNCTION_ARGS)
{
	QueueValue *a = QueueCompact(PG_GETARG_QUEUE(0));
	QueueValue *b = QueueCompact(PG_GETARG_QUEUE(1));
	Queue	   *of_a = QueueRead(a);
	Queue	   *of_b = QueueRead(b);

	if (!of_b->has_stand)
		PG_RETURN_POINTER(a);
	if (!of_a->has_stand)
		PG_RETURN_POINTER(b);
	PG_RETURN_POINTER(QueueCompact(MergeQueue(StateOf(of_a), of_b)));
}
