/*
 * sha256.c --- SHA-256 by the library that the server has it from.
 *
 * A server with OpenSSL calls libcrypto through pg_cryptohash, which wants a
 * context, registered with the resource owner, for each hash.  What is hashed
 * here is so short that this is most of the cost, so the Makefile defines
 * SEN_LIBCRYPTO where libcrypto can be called directly.
 */
#include "postgres.h"
#include "compat.h"

#ifdef SEN_LIBCRYPTO
#include <openssl/evp.h>
#else
#include "common/cryptohash.h"
#endif

#include "ledger/tree/merkle.h"

#ifdef SEN_LIBCRYPTO

/*
 * Sha256After hashes some bytes after others.
 */
void
Sha256After(const unsigned char *first, Size first_size, const unsigned char *data, Size size, TreeHash *result)
{
	/* This one is libcrypto's own memory, so it can stay until the session ends. */
	static EVP_MD_CTX *context = NULL;

	if (context == NULL)
	{
		EVP_MD_CTX *made = EVP_MD_CTX_new();

		/* Looks the algorithm up, which takes longer than to hash. */
		if (made == NULL || EVP_DigestInit_ex(made, EVP_sha256(), NULL) != 1)
		{
			EVP_MD_CTX_free(made);
			elog(ERROR, "libcrypto has no SHA-256");
		}
		context = made;
	}
	if (EVP_DigestInit_ex(context, NULL, NULL) != 1 ||
		(first_size > 0 && EVP_DigestUpdate(context, first, first_size) != 1) ||
		EVP_DigestUpdate(context, data, size) != 1 ||
		EVP_DigestFinal_ex(context, result->bytes, NULL) != 1)
		elog(ERROR, "libcrypto could not compute a SHA-256 hash");
}

#else

/*
 * Sha256After hashes some bytes after others.
 */
void
Sha256After(const unsigned char *first, Size first_size, const unsigned char *data, Size size, TreeHash *result)
{
	/* It may belong to the resource owner, so it cannot be kept for the next. */
	pg_cryptohash_ctx *context = pg_cryptohash_create(PG_SHA256);

	if (pg_cryptohash_init(context) < 0 ||
		(first_size > 0 && pg_cryptohash_update(context, first, first_size) < 0) ||
		pg_cryptohash_update(context, data, size) < 0 ||
		pg_cryptohash_final(context, result->bytes, HASH_SIZE) < 0)
		elog(ERROR, "could not compute a SHA-256 hash: %s", pg_cryptohash_error(context));
	pg_cryptohash_free(context);
}

#endif

/*
 * Sha256 hashes some bytes.
 */
void
Sha256(const unsigned char *data, Size size, TreeHash *result)
{
	Sha256After(NULL, 0, data, size, result);
}
