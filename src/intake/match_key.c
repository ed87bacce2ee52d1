/*
 * match_key.c --- the keyed hash by which a person is found again in the return
 * of another year, without keeping who it is.
 *
 * The key is in a file of the server that only its own user can read; the
 * setting says which.  It could not be a setting itself: until the library is
 * loaded, SHOW gives everybody the value of a setting that it does not know,
 * and what ALTER DATABASE sets is in a catalogue that all can read.
 *
 * The hash is of one programme: its owner and its name go into it.  Whoever
 * has a programme of their own would else hash all numbers there are in it, and
 * look them up in that of a neighbour.
 */
#include "postgres.h"
#include "compat.h"

#include <sys/stat.h>

#include "access/htup_details.h"
#include "catalog/pg_namespace.h"
#include "fmgr.h"
#include "intake/intake.h"
#include "ledger/tree/merkle.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

PG_FUNCTION_INFO_V1(sen_match_key);

#define BLOCK_SIZE 64			/* of SHA-256 */
#define KEY_LENGTH_MIN 32
#define KEY_LENGTH_MAX 1024

static char *match_key_file_setting = NULL;

/*
 * IntakeInit defines sen_improvement.match_key_file.
 */
void
IntakeInit(void)
{
	DefineCustomStringVariable("sen_improvement.match_key_file",
							   "The file with the key by which persons of SEN2 returns are matched.",
							   "On the server, readable by its own user alone. Empty: persons are not matched from one return to the next.",
							   &match_key_file_setting, "", PGC_SUSET, GUC_SUPERUSER_ONLY | GUC_NOT_IN_SAMPLE,
							   NULL, NULL, NULL);
	QuietLogInit();
}

/*
 * ReadKey reads the key; false if no file is set.  Blanks and line ends about
 * it are no part of it.
 */
static bool
ReadKey(StringInfo key)
{
	struct stat status;
	FILE	   *file;
	char		buffer[KEY_LENGTH_MAX + 1];
	size_t		length;
	char	   *start = buffer;

	if (match_key_file_setting == NULL || *match_key_file_setting == '\0')
		return false;
	file = AllocateFile(match_key_file_setting, PG_BINARY_R);
	if (file == NULL || fstat(fileno(file), &status) != 0)
		ereport(ERROR,
				(errcode_for_file_access(),
				 errmsg("the key for matching persons cannot be read: %m"),
				 errhint("sen_improvement.match_key_file has to name a file that the server's user can read.")));
	if (!S_ISREG(status.st_mode) || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_CONFIG_FILE_ERROR),
				 errmsg("the key for matching persons can be read by others"),
				 errhint("Give its file to the server's user alone: chmod 0600.")));
	length = fread(buffer, 1, KEY_LENGTH_MAX, file);
	FreeFile(file);
	while (length > 0 && strchr(" \t\r\n", start[length - 1]) != NULL)
		length--;
	while (length > 0 && strchr(" \t\r\n", *start) != NULL)
	{
		start++;
		length--;
	}
	if (length < KEY_LENGTH_MIN)
		ereport(ERROR,
				(errcode(ERRCODE_CONFIG_FILE_ERROR),
				 errmsg("the key for matching persons is shorter than %d characters", KEY_LENGTH_MIN),
				 errhint("Write a long one that nobody can guess: openssl rand -hex 32.")));
	appendBinaryStringInfo(key, start, length);
	return true;
}

/*
 * Hmac is HMAC-SHA-256 (RFC 2104).
 */
static void
Hmac(const char *key, size_t key_length, const char *message, size_t length, TreeHash *result)
{
	unsigned char block[BLOCK_SIZE] = {0};
	TreeHash	inner;
	StringInfoData text;

	if (key_length > BLOCK_SIZE)
	{
		Sha256((const unsigned char *) key, key_length, &inner);
		memcpy(block, inner.bytes, HASH_SIZE);
	}
	else
		memcpy(block, key, key_length);
	initStringInfo(&text);
	for (int i = 0; i < BLOCK_SIZE; i++)
		appendStringInfoCharMacro(&text, block[i] ^ 0x36);
	appendBinaryStringInfo(&text, message, length);
	Sha256((const unsigned char *) text.data, text.len, &inner);
	resetStringInfo(&text);
	for (int i = 0; i < BLOCK_SIZE; i++)
		appendStringInfoCharMacro(&text, block[i] ^ 0x5c);
	appendBinaryStringInfo(&text, (const char *) inner.bytes, HASH_SIZE);
	Sha256((const unsigned char *) text.data, text.len, result);
	pfree(text.data);
}

/*
 * sen.match_key(programme regnamespace, identity text)
 *
 * For whoever may write persons of the programme.  Null without a key.
 */
Datum
sen_match_key(PG_FUNCTION_ARGS)
{
	Oid			schema = PG_GETARG_OID(0);
	text	   *identity = PG_GETARG_TEXT_PP(1);
	Oid			person = get_relname_relid("sen2_person", schema);
	HeapTuple	tuple;
	char	   *owner;
	StringInfoData key;
	StringInfoData message;
	TreeHash	hash;
	char		hex[2 * HASH_SIZE];

	tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(schema));
	if (!HeapTupleIsValid(tuple) || !OidIsValid(person))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("persons are matched in a programme that takes SEN2 returns"),
				 errhint("Give the name of a programme; one of an earlier version has to be upgraded first.")));
	owner = GetUserNameFromId(((Form_pg_namespace) GETSTRUCT(tuple))->nspowner, false);
	ReleaseSysCache(tuple);
	if (pg_class_aclcheck(person, GetUserId(), ACL_INSERT) != ACLCHECK_OK)
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_TABLE, "sen2_person");

	initStringInfo(&key);
	if (!ReadKey(&key))
		PG_RETURN_NULL();
	initStringInfo(&message);
	/* A name cannot hold a zero byte, so no two of these can be one text. */
	appendBinaryStringInfo(&message, owner, strlen(owner) + 1);
	owner = get_namespace_name(schema);
	appendBinaryStringInfo(&message, owner, strlen(owner) + 1);
	appendBinaryStringInfo(&message, VARDATA_ANY(identity), VARSIZE_ANY_EXHDR(identity));
	Hmac(key.data, key.len, message.data, message.len, &hash);
	memset(key.data, 0, key.len);
	hex_encode((const char *) hash.bytes, HASH_SIZE, hex);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(hex, 2 * HASH_SIZE));
}
