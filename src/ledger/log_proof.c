/*
 * log_proof.c --- proofs and checkpoints of the versions of a log.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "ledger/ledger.h"
#include "ledger/tile.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(log_inclusion_proof);
PG_FUNCTION_INFO_V1(log_consistency_proof);
PG_FUNCTION_INFO_V1(log_checkpoint);

/* checkpoint.c */
extern Datum checkpoint_text(PG_FUNCTION_ARGS);

typedef struct LogVersion
{
	int64		version;
	int64		size;
	bytea	   *root;
} LogVersion;

/*
 * LogVersionOf is a version of the log, NULL for the last one.
 */
static LogVersion
LogVersionOf(const Log *log, const int64 *wanted)
{
	LogVersion	result;
	Oid			type = INT8OID;
	Datum		value = Int64GetDatum(wanted == NULL ? 0 : *wanted);
	char	   *query = psprintf("SELECT version, size, root FROM %s WHERE %s ORDER BY version DESC LIMIT 1", log->version, wanted == NULL ? "$1 = 0" : "version = $1");
	bool		null_size,
				null_root,
				isnull;
	Datum		root;

	if (LogExecute(query, true, 1, &type, &value, NULL) != 1)
	{
		if (wanted == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("the log of schema \"%s\" has no version yet", log->schema),
					 errhint("Seal one with sen.seal().")));
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("version %lld of the log of schema \"%s\" does not exist", (long long) *wanted, log->schema),
				 errhint("Name a version of view log_versions, or null for the last one.")));
	}
	result.version = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	result.size = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &null_size));
	root = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3, &null_root);
	if (null_size || null_root || result.size < 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("version %lld of the log of schema \"%s\" is damaged", (long long) result.version, log->schema),
				 errhint("sen.verify_log() says what was changed.")));
	result.root = DatumGetByteaPCopy(root);
	SPI_freetuptable(SPI_tuptable);
	return result;
}

static LogVersion
ArgumentVersion(FunctionCallInfo fcinfo, const Log *log, int n)
{
	int64		wanted;

	if (PG_ARGISNULL(n))
		return LogVersionOf(log, NULL);
	wanted = PG_GETARG_INT64(n);
	return LogVersionOf(log, &wanted);
}

/*
 * FinishProof ends the work with SPI, and is the proof as an array.
 */
static Datum
FinishProof(const TreeHash *proof, int length)
{
	TreeHash	hash[PROOF_MAX];
	Datum		elements[PROOF_MAX];

	memcpy(hash, proof, sizeof(TreeHash) * length);
	SPI_finish();
	for (int i = 0; i < length; i++)
		elements[i] = PointerGetDatum(cstring_to_text_with_len((const char *) hash[i].bytes, HASH_SIZE));
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
	LogVersion	version;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	index = PG_GETARG_INT64(1);
	SPI_connect();
	log = LogOpen(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	version = ArgumentVersion(fcinfo, log, 2);
	if (index < 0 || index >= version.size)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("entry %lld is not in version %lld of the log of schema \"%s\"", (long long) index, (long long) version.version, log->schema),
				 errdetail("Its entries have the indexes 0 to %lld.", (long long) version.size - 1),
				 errhint("Name a later version, or seal entries that are in none with sen.seal().")));
	return FinishProof(proof, InclusionProof(index, version.size, LogNode, log, proof));
}

/*
 * sen.consistency_proof(programme, from_version, to_version)
 */
Datum
log_consistency_proof(PG_FUNCTION_ARGS)
{
	TreeHash	proof[PROOF_MAX];
	Log		   *log;
	LogVersion	from,
				to;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	SPI_connect();
	log = LogOpen(text_to_cstring(PG_GETARG_TEXT_PP(0)));
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
	return FinishProof(proof, ConsistencyProof(from.size, to.size, LogNode, log, proof));
}

/*
 * sen.checkpoint(programme, version, origin)
 */
Datum
log_checkpoint(PG_FUNCTION_ARGS)
{
	char	   *schema;
	text	   *name;
	LogVersion	version;
	bytea	   *root;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	schema = text_to_cstring(PG_GETARG_TEXT_PP(0));
	if (!PG_ARGISNULL(2))
		name = PG_GETARG_TEXT_PP(2);
	else if (origin != NULL && *origin != '\0')
		name = cstring_to_text(origin);
	else
		name = cstring_to_text(psprintf("sen_improvement/%s", schema));
	SPI_connect();
	version = ArgumentVersion(fcinfo, LogOpen(schema), 1);
	root = SPI_palloc(VARSIZE(version.root));
	memcpy(root, version.root, VARSIZE(version.root));
	SPI_finish();
	return DirectFunctionCall3(checkpoint_text, PointerGetDatum(name), Int64GetDatum(version.size), PointerGetDatum(root));
}
