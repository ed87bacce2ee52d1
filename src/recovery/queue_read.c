/*
 * queue_read.c --- what can be asked of a queue.
 *
 * Cases without a usable day of receipt are in every number of cases, and over
 * no number of days.
 */
#include "postgres.h"
#include "compat.h"

#include "funcapi.h"
#include "recovery/closed_forms.h"
#include "recovery/queue.h"

PG_FUNCTION_INFO_V1(queue_stands_on);
PG_FUNCTION_INFO_V1(queue_open_cases);
PG_FUNCTION_INFO_V1(queue_undated);
PG_FUNCTION_INFO_V1(queue_open_over);
PG_FUNCTION_INFO_V1(queue_max_open_days);
PG_FUNCTION_INFO_V1(queue_open_by_day);
PG_FUNCTION_INFO_V1(queue_plan_bound);

/*
 * StageCases counts the cases of one stage.
 */
static int64
StageCases(const Queue *queue, int stage)
{
	int64		cases = queue->undated[stage];

	for (int i = 0; i < queue->cells[stage]; i++)
		cases += queue->cell[stage][i].count;
	return cases;
}

/*
 * sen.stands_on(queue) --- the day at whose close the cases were open.
 */
Datum
queue_stands_on(PG_FUNCTION_ARGS)
{
	Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));

	if (!queue->has_stand)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(queue->stand);
}

/*
 * sen.open_cases(queue [, stage]) --- all cases, or those of one stage.
 */
Datum
queue_open_cases(PG_FUNCTION_ARGS)
{
	Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));
	int64		cases = 0;

	if (PG_NARGS() > 1)
		PG_RETURN_INT64(StageCases(queue, PG_GETARG_STAGE(1)));
	for (int stage = 0; stage < STAGES; stage++)
		cases += StageCases(queue, stage);
	PG_RETURN_INT64(cases);
}

/*
 * sen.undated(queue) --- cases without a usable day of receipt.
 */
Datum
queue_undated(PG_FUNCTION_ARGS)
{
	Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));
	int64		cases = 0;

	for (int stage = 0; stage < STAGES; stage++)
		cases += queue->undated[stage];
	PG_RETURN_INT64(cases);
}

/*
 * sen.open_over(queue, days) --- cases open for more than so many days.
 */
Datum
queue_open_over(PG_FUNCTION_ARGS)
{
	Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));
	int64		days = PG_GETARG_INT32(1);
	int64		cases = 0;

	for (int stage = 0; stage < STAGES; stage++)
		for (int i = 0; i < queue->cells[stage]; i++)
			if (queue->stand - (int64) queue->cell[stage][i].day > days)
				cases += queue->cell[stage][i].count;
	PG_RETURN_INT64(cases);
}

/*
 * sen.max_open_days(queue) --- days of the oldest case.
 */
Datum
queue_max_open_days(PG_FUNCTION_ARGS)
{
	Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));
	int32		most = -1;

	for (int stage = 0; stage < STAGES; stage++)
		if (queue->cells[stage] > 0)
			most = Max(most, queue->stand - queue->cell[stage][0].day);
	if (most < 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(most);
}

#define OPEN_BY_DAY_COLUMNS 4

static void
PutOpenRow(ReturnSetInfo *result, int stage, const DateADT *received, int32 days, int64 cases)
{
	Datum		values[OPEN_BY_DAY_COLUMNS] = {Int16GetDatum(stage), 0, 0, Int64GetDatum(cases)};
	bool		nulls[OPEN_BY_DAY_COLUMNS] = {false, received == NULL, received == NULL, false};

	if (received != NULL)
	{
		values[1] = DateADTGetDatum(*received);
		values[2] = Int32GetDatum(days);
	}
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * sen.open_by_day(queue) --- the cases, by stage and day received.
 */
Datum
queue_open_by_day(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));

	InitMaterializedSRF(fcinfo, 0);
	for (int stage = 0; stage < STAGES; stage++)
	{
		for (int i = 0; i < queue->cells[stage]; i++)
		{
			const Cell *cell = &queue->cell[stage][i];

			PutOpenRow(result, stage, &cell->day, queue->stand - cell->day, cell->count);
		}
		if (queue->undated[stage] > 0)
			PutOpenRow(result, stage, NULL, 0, queue->undated[stage]);
	}
	return (Datum) 0;
}

/*
 * sen.plan_bound(queue, refused, no_plan) --- each case by its chance to end
 * in a plan.
 */
Datum
queue_plan_bound(PG_FUNCTION_ARGS)
{
	Queue	   *queue = QueueRead(PG_GETARG_QUEUE(0));
	double		refused = ArgumentShare(fcinfo, 1, "refused");
	double		no_plan = ArgumentShare(fcinfo, 2, "no_plan");
	double		undecided = StageCases(queue, STAGE_DECISION);
	double		decided = (double) StageCases(queue, STAGE_ADVICE) + (double) StageCases(queue, STAGE_PLAN);

	PG_RETURN_FLOAT8((decided + undecided * (1 - refused)) * (1 - no_plan));
}
