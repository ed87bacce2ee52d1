/*
 * log_version.c --- the versions of a log.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/log/log.h"

/*
 * TakeVersion reads a version, which can be one only if it has a number, leaves
 * and a root.
 */
static void
TakeVersion(const Log *log, const LogRows *rows, HeapTuple row, SealedVersion *result)
{
	bytea	   *root = LogRowBytes(rows, row, VERSION_ROOT, HASH_SIZE);

	result->version = LogRowNumber(rows, row, VERSION_NUMBER);
	result->size = LogRowNumber(rows, row, VERSION_SIZE);
	if (result->version < 1 || result->version == PG_INT64_MAX || result->size < 1 || result->size > TREE_SIZE_MAX || root == NULL || VARSIZE(root) - VARHDRSZ != HASH_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("version %lld of the log of schema \"%s\" is damaged", (long long) result->version, log->schema),
				 errhint("sen.verify_log() says what was changed; sen.set_aside() takes out what no seal made.")));
	memcpy(result->root.bytes, VARDATA(root), HASH_SIZE);
	pfree(root);
}

/*
 * LogFindVersion is a version; false if the log has none of that number.
 */
bool
LogFindVersion(const Log *log, int64 version, SealedVersion *result)
{
	LogRows		rows;
	HeapTuple	row;
	bool		found;

	LogVersionsFrom(&rows, log, log->snapshot, version);
	row = LogNextRow(&rows);
	found = row != NULL && LogRowNumber(&rows, row, VERSION_NUMBER) == version;
	if (found)
		TakeVersion(log, &rows, row, result);
	LogEndRows(&rows);
	return found;
}

/*
 * LogLastVersion is the last version.
 */
SealedVersion
LogLastVersion(const Log *log, Snapshot snapshot)
{
	SealedVersion last = {0, 0, {{0}}};
	LogRows		rows;
	HeapTuple	row;

	LogVersionsFrom(&rows, log, snapshot, PG_INT64_MIN);
	row = LogPreviousRow(&rows);
	if (row != NULL)
		TakeVersion(log, &rows, row, &last);
	LogEndRows(&rows);
	return last;
}
