/*
 * simulate_workers.c --- the runs of a projection, shared with parallel workers.
 *
 * A worker is handed the arguments of the call, reads them as the leader did, and
 * takes runs off a common counter until there is none left; and, once all are
 * made, parts of the sum.  As a run depends on the seed and its number alone, and
 * a part on the counts of all runs, it does not matter who makes it.
 */
#include "postgres.h"
#include "compat.h"

#include "access/htup_details.h"
#include "access/parallel.h"
#include "access/xact.h"
#include "catalog/pg_proc.h"
#include "miscadmin.h"
#include "optimizer/cost.h"
#include "port/atomics.h"
#include "recovery/projection.h"
#include "storage/condition_variable.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/wait_event.h"

/* Entries of the table of contents of the shared memory. */
#define KEY_SHARED 1
#define KEY_ARGUMENTS 2
#define KEY_COUNTS 3
#define KEY_SUMS 4

/* What one worker more is worth, in working days of all runs: some 50 ms; and what may lie in shared memory. */
#define DAYS_PER_WORKER 100000
#define MAX_SHARED_SIZE (32 * 1024 * 1024)
#define RUNS_AT_ONCE 8

typedef struct SharedRuns
{
	int32		arguments;
	pg_atomic_uint32 next;		/* the first run that nobody has taken */
	pg_atomic_uint32 made;		/* how many are made */
	pg_atomic_uint32 next_part; /* the first part that nobody has taken */
	ConditionVariable all_made;
} SharedRuns;

/* Found by its name, and so exported. */
extern PGDLLEXPORT void SenProjectWorker(dsm_segment *segment, shm_toc *contents);

static void
BeginRuns(SharedRuns *shared)
{
	pg_atomic_init_u32(&shared->next, 0);
	pg_atomic_init_u32(&shared->made, 0);
	pg_atomic_init_u32(&shared->next_part, 0);
	ConditionVariableInit(&shared->all_made);
}

/*
 * TakeRuns makes runs until none is left.
 */
static void
TakeRuns(const Projection *projection, SharedRuns *shared, SimCounts *counts)
{
	SimState   *state = CreateSimState(projection->simulation);
	uint32		runs = projection->runs;

	for (;;)
	{
		uint32		from = pg_atomic_fetch_add_u32(&shared->next, RUNS_AT_ONCE);
		uint32		to = Min(from + RUNS_AT_ONCE, runs);

		if (from >= runs)
			break;
		for (uint32 run = from; run < to; run++)
			SimulateRun(state, (uint64) run + 1, &counts[(Size) run * projection->simulation->months]);
		if (pg_atomic_fetch_add_u32(&shared->made, to - from) + (to - from) == runs)
			ConditionVariableBroadcast(&shared->all_made);
	}
}

/*
 * TakeParts sums up parts until none is left, once all runs are made.  Who makes a run and fails
 * ends the wait of the leader by its error, and the leader that of the others.
 */
static void
TakeParts(Projection *projection, SharedRuns *shared, const SimCounts *counts)
{
	double	   *figures = palloc(sizeof(double) * projection->runs);

	ConditionVariablePrepareToSleep(&shared->all_made);
	while (pg_atomic_read_u32(&shared->made) < (uint32) projection->runs)
		ConditionVariableSleep(&shared->all_made, PG_WAIT_EXTENSION);
	ConditionVariableCancelSleep();
	pg_memory_barrier();
	projection->counts = counts;
	for (;;)
	{
		uint32		part = pg_atomic_fetch_add_u32(&shared->next_part, 1);

		if (part >= (uint32) projection->parts)
			break;
		CHECK_FOR_INTERRUPTS();
		SumPart(projection, part, figures);
	}
}

/*
 * SenProjectWorker is where a worker begins.
 */
void
SenProjectWorker(dsm_segment *segment, shm_toc *contents)
{
	SharedRuns *shared = shm_toc_lookup(contents, KEY_SHARED, false);
	char	   *at = shm_toc_lookup(contents, KEY_ARGUMENTS, false);
	SimCounts  *counts = shm_toc_lookup(contents, KEY_COUNTS, false);
	Projection	projection;
	LOCAL_FCINFO(fcinfo, FUNC_MAX_ARGS);

	InitFunctionCallInfoData(*fcinfo, NULL, shared->arguments, InvalidOid, NULL, NULL);
	for (int i = 0; i < shared->arguments; i++)
		fcinfo->args[i].value = datumRestore(&at, &fcinfo->args[i].isnull);
	ReadProjection(fcinfo, &projection);
	PlaceSums(&projection, shm_toc_lookup(contents, KEY_SUMS, false));
	TakeRuns(&projection, shared, counts);
	TakeParts(&projection, shared, counts);
}

/*
 * LibraryOf is the file that a function is in, as its row names it.
 */
static char *
LibraryOf(Oid function)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	bool		is_null;
	char	   *library;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for function %u", function);
	library = TextDatumGetCString(SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_probin, &is_null));
	ReleaseSysCache(tuple);
	return library;
}

/*
 * WorkersWorthwhile is how many workers to ask for, besides the leader.
 */
static int
WorkersWorthwhile(const Simulation *simulation, int32 runs)
{
	if (IsInParallelMode() || IsParallelWorker() || (Size) runs * simulation->months * sizeof(SimCounts) > MAX_SHARED_SIZE)
		return 0;
	return Min(max_parallel_workers_per_gather, (int64) runs * simulation->days / DAYS_PER_WORKER - 1);
}

/*
 * WriteArguments writes the arguments of the call, whole and one after the other, or, without a place
 * to write them, says how much that takes.
 */
static Size
WriteArguments(FunctionCallInfo fcinfo, int *count, char *at)
{
	Oid		   *types;
	Size		size = 0;

	get_func_signature(fcinfo->flinfo->fn_oid, &types, count);
	for (int i = 0; i < *count; i++)
	{
		Datum		argument = PG_GETARG_DATUM(i);
		int16		length;
		bool		by_value;

		get_typlenbyval(types[i], &length, &by_value);
		if (!PG_ARGISNULL(i) && length == -1)
			argument = PointerGetDatum(PG_DETOAST_DATUM(argument));
		if (at != NULL)
			datumSerialize(argument, PG_ARGISNULL(i), by_value, length, &at);
		else
			size += datumEstimateSpace(argument, PG_ARGISNULL(i), by_value, length);
	}
	return size;
}

/*
 * SimulateWithWorkers makes the runs and sums them up together with so many
 * workers, or with as many as the server can spare; false if there is no shared
 * memory for it.
 */
static bool
SimulateWithWorkers(FunctionCallInfo fcinfo, Projection *projection, int workers, void *sums)
{
	Size		size = (Size) projection->runs * projection->simulation->months * sizeof(SimCounts);
	Size		arguments_size;
	int			arguments;
	ParallelContext *context;
	bool		done;

	EnterParallelMode();
	context = CreateParallelContext(LibraryOf(fcinfo->flinfo->fn_oid), "SenProjectWorker", workers);
	arguments_size = WriteArguments(fcinfo, &arguments, NULL);
	shm_toc_estimate_chunk(&context->estimator, sizeof(SharedRuns));
	shm_toc_estimate_chunk(&context->estimator, arguments_size);
	shm_toc_estimate_chunk(&context->estimator, size);
	shm_toc_estimate_chunk(&context->estimator, SumsSize(projection));
	shm_toc_estimate_keys(&context->estimator, 4);
	InitializeParallelDSM(context);
	done = context->seg != NULL;
	if (done)
	{
		SharedRuns *shared = shm_toc_allocate(context->toc, sizeof(SharedRuns));
		char	   *at = shm_toc_allocate(context->toc, arguments_size);
		SimCounts  *shared_counts = shm_toc_allocate(context->toc, size);
		void	   *shared_sums = shm_toc_allocate(context->toc, SumsSize(projection));

		shared->arguments = arguments;
		BeginRuns(shared);
		WriteArguments(fcinfo, &arguments, at);
		shm_toc_insert(context->toc, KEY_SHARED, shared);
		shm_toc_insert(context->toc, KEY_ARGUMENTS, at);
		shm_toc_insert(context->toc, KEY_COUNTS, shared_counts);
		shm_toc_insert(context->toc, KEY_SUMS, shared_sums);
		LaunchParallelWorkers(context);
		PlaceSums(projection, shared_sums);
		TakeRuns(projection, shared, shared_counts);
		TakeParts(projection, shared, shared_counts);
		WaitForParallelWorkersToFinish(context);
		memcpy(sums, shared_sums, SumsSize(projection));
	}
	DestroyParallelContext(context);
	ExitParallelMode();
	return done;
}

/*
 * SimulateRuns makes the runs of a projection and sums them up, with the help of
 * workers if there is enough to do and the server has any to spare.
 */
void
SimulateRuns(FunctionCallInfo fcinfo, Projection *projection)
{
	int			workers = WorkersWorthwhile(projection->simulation, projection->runs);
	void	   *sums = palloc(SumsSize(projection));

	if (workers <= 0 || !SimulateWithWorkers(fcinfo, projection, workers, sums))
	{
		SharedRuns	alone;
		SimCounts  *counts = palloc_extended(sizeof(SimCounts) * projection->runs * projection->simulation->months,
											 MCXT_ALLOC_HUGE);

		BeginRuns(&alone);
		PlaceSums(projection, sums);
		TakeRuns(projection, &alone, counts);
		TakeParts(projection, &alone, counts);
	}
	PlaceSums(projection, sums);
	projection->counts = NULL;
}
