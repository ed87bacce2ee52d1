/*
 * log_proof.c --- proofs and checkpoints of the versions of a log.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "ledger/ledger.h"
#include "ledger/log/log.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(log_inclusion_proof);
PG_FUNCTION_INFO_V1(log_consistency_proof);
PG_FUNCTION_INFO_V1(log_checkpoint);

/*
 * ArgumentVersion is a version of the log, for null the last one.
 */
static SealedVersion
ArgumentVersion(FunctionCallInfo fcinfo, const Log *log, int n)
{
	SealedVersion version;

	if (!PG_ARGISNULL(n))
	{
		if (!LogFindVersion(log, PG_GETARG_INT64(n), &version))
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("version %lld of the log of schema \"%s\" does not exist", (long long) PG_GETARG_INT64(n), log->schema),
					 errhint("Name a version of view log_versions, or null for the last one.")));
		return version;
	}
	version = LogLastVersion(log, log->snapshot);
	if (version.version == 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the log of schema \"%s\" has no version yet", log->schema),
				 errhint("Seal one with sen.seal().")));
	return version;
}

static Log *
ArgumentLog(FunctionCallInfo fcinfo)
{
	return LogOpen(LogNamespace(text_to_cstring(PG_GETARG_TEXT_PP(0))), LOG_PROVE);
}

/*
 * FinishProof closes the log, and is the proof as an array.
 */
static Datum
FinishProof(Log *log, const TreeHash *proof, int length)
{
	Datum		elements[PROOF_MAX];

	LogClose(log);
	for (int i = 0; i < length; i++)
		elements[i] = PointerGetDatum(cstring_to_text_with_len((const char *) proof[i].bytes, HASH_SIZE));
	return PointerGetDatum(construct_array(elements, length, BYTEAOID, -1, false, TYPALIGN_INT));
}

/*
 * sen.inclusion_proof(programme, leaf_index, version)
 */
Datum
log_inclusion_proof(PG_FUNCTION_ARGS)
{
	TreeHash	proof[PROOF_MAX];
	int64		index;
	Log		   *log;
	SealedVersion version;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	index = PG_GETARG_INT64(1);
	log = ArgumentLog(fcinfo);
	version = ArgumentVersion(fcinfo, log, 2);
	if (index < 0 || index >= version.size)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("entry %lld is not in version %lld of the log of schema \"%s\"", (long long) index, (long long) version.version, log->schema),
				 errdetail("Its entries have the indexes 0 to %lld.", (long long) version.size - 1),
				 errhint("Name a later version, or seal entries that are in none with sen.seal().")));
	return FinishProof(log, proof, InclusionProof(index, version.size, LogNode, log, proof));
}

/*
 * sen.consistency_proof(programme, from_version, to_version)
 */
Datum
log_consistency_proof(PG_FUNCTION_ARGS)
{
	TreeHash	proof[PROOF_MAX];
	Log		   *log;
	SealedVersion from,
				to;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	log = ArgumentLog(fcinfo);
	from = ArgumentVersion(fcinfo, log, 1);
	to = ArgumentVersion(fcinfo, log, 2);
	if (from.version > to.version)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("version %lld is later than version %lld", (long long) from.version, (long long) to.version),
				 errhint("Give the earlier version first.")));
	if (from.size < 1 || from.size > to.size)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("no proof leads from version %lld with %lld entries to version %lld with %lld", (long long) from.version, (long long) from.size,
						(long long) to.version, (long long) to.size),
				 errhint("sen.verify_log() says what was changed.")));
	return FinishProof(log, proof, ConsistencyProof(from.size, to.size, LogNode, log, proof));
}

/*
 * sen.checkpoint(programme, version, origin)
 */
Datum
log_checkpoint(PG_FUNCTION_ARGS)
{
	text	   *name;
	Log		   *log;
	SealedVersion version;
	bytea	   *root = palloc(VARHDRSZ + HASH_SIZE);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	log = ArgumentLog(fcinfo);
	version = ArgumentVersion(fcinfo, log, 1);
	if (!PG_ARGISNULL(2))
		name = PG_GETARG_TEXT_PP(2);
	else if (origin_setting != NULL && *origin_setting != '\0')
		name = cstring_to_text(origin_setting);
	else
		name = cstring_to_text(psprintf("sen_improvement/%s", log->schema));
	LogClose(log);
	SET_VARSIZE(root, VARHDRSZ + HASH_SIZE);
	memcpy(VARDATA(root), version.root.bytes, HASH_SIZE);
	return DirectFunctionCall3(checkpoint_text, PointerGetDatum(name), Int64GetDatum(version.size), PointerGetDatum(root));
}
