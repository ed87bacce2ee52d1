/*
 * queue.c --- type sen.queue: the forms of a value, and reading them.
 *
 * COMPACT is stored and sent; two equal queues are the same bytes.  Its payload
 * is empty if it is of no rows, else the stand, zigzag coded, then for each
 * stage in order varint(undated), varint(cells), and for each cell in ascending
 * order the day received (the first zigzag coded, the others as the distance
 * from the one before) and its count.
 *
 * WORKING is the transition state: the working form of a summary, whose slots
 * are the stages, whose days are ages on the stand, and whose first period is
 * the stand.  So counting a case is counting one in a summary.
 */
#include "postgres.h"
#include "compat.h"

#include "recovery/queue.h"
#include "recovery/queue_io.h"
#include "recovery/queue_work.h"
#include "timeliness/payload.h"

#define TYPE_NAME "sen.queue"

/*
 * CheckQueue checks the header of a detoasted value.
 */
QueueValue *
CheckQueue(QueueValue *value)
{
	if (unlikely(VARSIZE(value) < sizeof(QueueValue) || value->version != TIMELINESS_VERSION ||
				 value->form > FORM_WORKING || value->bucket != 0))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable value of type " TYPE_NAME),
				 errhint("It may have been stored by a newer version of sen_improvement.")));
	return value;
}

/*
 * QueueToCompact builds the canonical form.  Cells must ascend by day and have
 * counts of at least one.
 */
QueueValue *
QueueToCompact(const Queue *queue)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoSpaces(&buf, sizeof(QueueValue));
	if (queue->has_stand)
	{
		PutSigned(&buf, queue->stand);
		for (int stage = 0; stage < STAGES; stage++)
		{
			const Cell *cell = queue->cell[stage];

			PutVarint(&buf, queue->undated[stage]);
			PutVarint(&buf, queue->cells[stage]);
			for (int i = 0; i < queue->cells[stage]; i++)
			{
				if (i == 0)
					PutSigned(&buf, cell[0].day);
				else
					PutVarint(&buf, (uint32) cell[i].day - (uint32) cell[i - 1].day);
				PutVarint(&buf, cell[i].count);
			}
		}
	}
	return BufferToCompact(&buf, 0);
}

/*
 * ReadStage reads the cases of one stage, checking all of it.
 */
static void
ReadStage(PayloadReader *reader, Queue *queue, int stage)
{
	int64		day = 0;
	int			cells;

	queue->undated[stage] = (uint32) GetVarint(reader, TIMELINESS_MAX_COUNT);
	/* Two bytes a cell at least: refuse a count that cannot be true before allocating. */
	cells = (int) GetVarint(reader, (reader->end - reader->at) / 2);
	queue->cells[stage] = cells;
	if (cells == 0)
		return;
	queue->cell[stage] = palloc_extended(sizeof(Cell) * cells, MCXT_ALLOC_HUGE);
	for (int i = 0; i < cells; i++)
	{
		uint64		count;

		day = GetAscending(reader, i == 0, day, "Days");
		count = GetVarint(reader, TIMELINESS_MAX_COUNT);
		if (count == 0)
			PayloadRefuse(TYPE_NAME, "A count is zero.");
		queue->cell[stage][i].day = (int32) day;
		queue->cell[stage][i].count = (uint32) count;
	}
	if (queue->cell[stage][0].day < QUEUE_FIRST_DAY)
		PayloadRefuse(TYPE_NAME, "A day of receipt is before the year 1.");
	if (day > queue->stand)
		PayloadRefuse(TYPE_NAME, "A case was received after the day that the queue stands on.");
}

/*
 * ReadQueuePayload takes a compact payload apart, checking all of it.
 */
Queue *
ReadQueuePayload(const unsigned char *payload, Size size)
{
	Queue	   *queue = palloc0(sizeof(Queue));
	PayloadReader reader = {payload, payload + size, TYPE_NAME};

	if (size == 0)
		return queue;
	queue->has_stand = true;
	queue->stand = (DateADT) GetAscending(&reader, true, 0, "Days");
	if (!IsQueueDay(queue->stand))
		PayloadRefuse(TYPE_NAME, "The day that it stands on is not within the years 1 to 9999.");
	for (int stage = 0; stage < STAGES; stage++)
		ReadStage(&reader, queue, stage);
	PayloadEnd(&reader);
	return queue;
}

/*
 * ReadWorking reads a transition state: ages ascend, so days do when they are
 * read from the last.
 */
static Queue *
ReadWorking(const QueueValue *value)
{
	Queue	   *queue = palloc0(sizeof(Queue));
	uint32		periods;
	Tally	   *tally = WorkingToTallies(value, &periods);

	if (periods != 1)
		elog(ERROR, "transition state of " TYPE_NAME " has %u periods", periods);
	queue->has_stand = true;
	queue->stand = WorkingFirstPeriod(value);
	for (int stage = 0; stage < STAGES; stage++)
	{
		int			cells = tally->cells[stage];

		queue->undated[stage] = tally->unusable[stage];
		queue->cells[stage] = cells;
		queue->cell[stage] = tally->cell[stage];
		for (int i = 0; i < cells; i++)
			queue->cell[stage][i].day = queue->stand - queue->cell[stage][i].day;
		for (int i = 0, j = cells - 1; i < j; i++, j--)
		{
			Cell		swapped = queue->cell[stage][i];

			queue->cell[stage][i] = queue->cell[stage][j];
			queue->cell[stage][j] = swapped;
		}
	}
	return queue;
}

/*
 * QueueRead takes a value of either form apart.
 */
Queue *
QueueRead(const QueueValue *value)
{
	if (value->form == FORM_WORKING)
		return ReadWorking(value);
	return ReadQueuePayload((const unsigned char *) value + sizeof(QueueValue), VARSIZE(value) - sizeof(QueueValue));
}

/*
 * QueueCompact brings a value of either form to the canonical one.
 */
QueueValue *
QueueCompact(QueueValue *value)
{
	return value->form == FORM_WORKING ? QueueToCompact(QueueRead(value)) : value;
}

/*
 * WorkingQueue makes an empty state that stands on a day.
 */
QueueValue *
WorkingQueue(DateADT stand)
{
	QueueValue *state = WorkingCreate(0);

	((Working *) state)->first_period = stand;
	return state;
}

/*
 * RefuseOtherStand says that two queues cannot be one.
 */
static void
RefuseOtherStand(DateADT one, DateADT other)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf, "One stands on ");
	AppendDay(&buf, one);
	appendStringInfoString(&buf, ", another on ");
	AppendDay(&buf, other);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cases of one queue stand on one day"),
			 errdetail("%s.", buf.data),
			 errhint("Give the same as_of for all rows, and merge queues of the same day.")));
}

/*
 * CheckStand refuses a day that is not the one a state stands on.
 */
void
CheckStand(const QueueValue *state, DateADT stand)
{
	if (unlikely(WorkingFirstPeriod(state) != stand))
		RefuseOtherStand(WorkingFirstPeriod(state), stand);
}

/*
 * MergeQueue adds the cases of a queue, which has a stand, to a state.
 */
QueueValue *
MergeQueue(QueueValue *state, const Queue *queue)
{
	CheckStand(state, queue->stand);
	for (int stage = 0; stage < STAGES; stage++)
	{
		WorkingAddUnusable(state, stage, queue->undated[stage]);
		/* The oldest first, so that a run of ages grows at most once upwards. */
		for (int i = 0; i < queue->cells[stage]; i++)
			state = WorkingAdd(state, stage, queue->stand - queue->cell[stage][i].day, queue->cell[stage][i].count);
	}
	return state;
}
