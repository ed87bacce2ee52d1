/*
 * unsealed.c --- the blocks of a log that are in no version yet.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "funcapi.h"
#include "ledger/read/log_scan.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(unsealed_blocks);

/*
 * sen.unsealed_blocks(log regclass)
 */
Datum
unsealed_blocks(PG_FUNCTION_ARGS)
{
	Oid			namespace = LogOfEntries(PG_GETARG_OID(0));
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	LogScan    *scan;
	LooseBlocks loose;
	MemoryContext batch,
				before;
	bytea	   *entries;
	int64		block;

	InitMaterializedSRF(fcinfo, 0);
	scan = LogScanOpen(namespace, InvalidOid);
	LogScanLoose(scan, &loose);
	batch = AllocSetContextCreate(CurrentMemoryContext, "block in no version", ALLOCSET_DEFAULT_SIZES);
	before = MemoryContextSwitchTo(batch);
	while ((entries = LogScanLooseNext(scan, &loose, &block)) != NULL)
	{
		Datum		values[2] = {Int64GetDatum(block), PointerGetDatum(entries)};
		bool		nulls[2] = {false, false};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		MemoryContextReset(batch);
	}
	MemoryContextSwitchTo(before);
	MemoryContextDelete(batch);
	LooseBlocksEnd(&loose);
	LogScanClose(scan);
	return (Datum) 0;
}
