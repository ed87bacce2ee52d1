/*
 * proof.c --- the hash tree as SQL functions, which need no table.
 *
 * What cannot be a proof is an error that says why.  A proof of the right form
 * holds or does not.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "ledger/tree/merkle.h"
#include "miscadmin.h"
#include "utils/array.h"

PG_FUNCTION_INFO_V1(merkle_leaf_hash);
PG_FUNCTION_INFO_V1(merkle_node_hash);
PG_FUNCTION_INFO_V1(merkle_root);
PG_FUNCTION_INFO_V1(merkle_inclusion_proof);
PG_FUNCTION_INFO_V1(merkle_consistency_proof);
PG_FUNCTION_INFO_V1(merkle_verify_inclusion);
PG_FUNCTION_INFO_V1(merkle_verify_consistency);

/* A list of hashes, as an argument. */
typedef struct HashList
{
	int			count;
	TreeHash   *hash;
} HashList;

/*
 * ArgumentHash is an argument that has to be a hash.
 */
static TreeHash
ArgumentHash(FunctionCallInfo fcinfo, int n, const char *name)
{
	bytea	   *value = PG_GETARG_BYTEA_PP(n);
	TreeHash	hash;

	if (VARSIZE_ANY_EXHDR(value) != HASH_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s has %d bytes, but a hash has %d", name, (int) VARSIZE_ANY_EXHDR(value), HASH_SIZE),
				 errhint("As text, a hash is \\x and %d hexadecimal digits.", 2 * HASH_SIZE)));
	memcpy(hash.bytes, VARDATA_ANY(value), HASH_SIZE);
	return hash;
}

/*
 * ArgumentHashList is an argument that has to be a list of hashes.
 */
static HashList
ArgumentHashList(FunctionCallInfo fcinfo, int n, const char *name)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(n);
	HashList	list;
	Datum	   *elements;
	bool	   *nulls;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s has %d dimensions, but a list of hashes has one", name, ARR_NDIM(array)),
				 errhint("Give the hashes one after the other, as in ARRAY[a, b, c].")));
	deconstruct_array(array, BYTEAOID, -1, false, TYPALIGN_INT, &elements, &nulls, &list.count);
	list.hash = palloc((Size) list.count * sizeof(TreeHash));
	for (int i = 0; i < list.count; i++)
	{
		bytea	   *value;

		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("hash %d of %s is null", i + 1, name),
					 errhint("Give all the hashes of the list, in their order.")));
		value = DatumGetByteaPP(elements[i]);
		if (VARSIZE_ANY_EXHDR(value) != HASH_SIZE)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("hash %d of %s has %d bytes, but a hash has %d", i + 1, name, (int) VARSIZE_ANY_EXHDR(value), HASH_SIZE),
					 errhint("As text, a hash is \\x and %d hexadecimal digits.", 2 * HASH_SIZE)));
		memcpy(list.hash[i].bytes, VARDATA_ANY(value), HASH_SIZE);
	}
	return list;
}

static Datum
HashDatum(const TreeHash *hash)
{
	bytea	   *result = palloc(VARHDRSZ + HASH_SIZE);

	SET_VARSIZE(result, VARHDRSZ + HASH_SIZE);
	memcpy(VARDATA(result), hash->bytes, HASH_SIZE);
	return PointerGetDatum(result);
}

static Datum
HashArrayDatum(const TreeHash *hash, int count)
{
	Datum		elements[PROOF_MAX];

	for (int i = 0; i < count; i++)
		elements[i] = HashDatum(&hash[i]);
	return PointerGetDatum(construct_array(elements, count, BYTEAOID, -1, false, TYPALIGN_INT));
}

/*
 * CheckLeafIndex refuses a leaf that a tree does not have.
 */
static void
CheckLeafIndex(int64 index, int64 size, const char *size_name)
{
	if (size < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is " INT64_FORMAT ", but the tree of a leaf has a size of at least 1", size_name, size),
				 errhint("Give the size of the tree that the proof was made for.")));
	if (index < 0 || index >= size)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("leaf_index " INT64_FORMAT " is not in a tree of size " INT64_FORMAT, index, size),
				 errdetail("Its leaves have the indexes 0 to " INT64_FORMAT ".", size - 1),
				 errhint("The first leaf has index 0.")));
}

/*
 * CheckSizes refuses sizes of two trees that no proof connects.
 */
static void
CheckSizes(int64 size1, int64 size2)
{
	if (size1 < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("size1 is " INT64_FORMAT ", but consistency is of trees of at least 1 leaf", size1),
				 errhint("Every tree continues the empty one, so there is nothing to prove; begin with a later tree.")));
	if (size1 > size2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the first tree has " INT64_FORMAT " leaves, the second only " INT64_FORMAT, size1, size2),
				 errhint("Give the older, smaller tree first. A log that got smaller has lost leaves.")));
}

/*
 * CheckLength refuses a proof with more or fewer hashes than it has to have.
 */
static void
CheckLength(const HashList *proof, int length, const char *numbers)
{
	if (proof->count != length)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("wrong number of hashes in proof: %d", proof->count),
				 errdetail("By %s there have to be %d.", numbers, length),
				 errhint("Give all hashes of a proof, and the very numbers it was made for.")));
}

/*
 * ListNode is a NodeReader over a list of leaf hashes: it works the node out.
 */
static void
ListNode(void *source, int level, uint64 index, TreeHash *result)
{
	const HashList *leaves = source;
	Frontier	frontier;

	frontier.size = 0;
	frontier.count = 0;
	for (uint64 i = index << level; i < (index + 1) << level; i++)
	{
		CHECK_FOR_INTERRUPTS();
		FrontierAppend(&frontier, &leaves->hash[i]);
	}
	FrontierRoot(&frontier, result);
}

/*
 * sen.leaf_hash(data)
 */
Datum
merkle_leaf_hash(PG_FUNCTION_ARGS)
{
	bytea	   *data = PG_GETARG_BYTEA_PP(0);
	TreeHash	hash;

	LeafHash((const unsigned char *) VARDATA_ANY(data), VARSIZE_ANY_EXHDR(data), &hash);
	return HashDatum(&hash);
}

/*
 * sen.node_hash(left_hash, right_hash)
 */
Datum
merkle_node_hash(PG_FUNCTION_ARGS)
{
	TreeHash	left = ArgumentHash(fcinfo, 0, "left_hash");
	TreeHash	right = ArgumentHash(fcinfo, 1, "right_hash");
	TreeHash	hash;

	NodeHash(&left, &right, &hash);
	return HashDatum(&hash);
}

/*
 * sen.merkle_root(leaf_hashes)
 */
Datum
merkle_root(PG_FUNCTION_ARGS)
{
	HashList	leaves = ArgumentHashList(fcinfo, 0, "leaf_hashes");
	Frontier	frontier;
	TreeHash	root;

	frontier.size = 0;
	frontier.count = 0;
	for (int i = 0; i < leaves.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		FrontierAppend(&frontier, &leaves.hash[i]);
	}
	FrontierRoot(&frontier, &root);
	return HashDatum(&root);
}

/*
 * sen.merkle_inclusion_proof(leaf_hashes, leaf_index)
 */
Datum
merkle_inclusion_proof(PG_FUNCTION_ARGS)
{
	HashList	leaves = ArgumentHashList(fcinfo, 0, "leaf_hashes");
	int64		index = PG_GETARG_INT64(1);
	TreeHash	proof[PROOF_MAX];

	CheckLeafIndex(index, leaves.count, "the number of leaf_hashes");
	return HashArrayDatum(proof, InclusionProof(index, leaves.count, ListNode, &leaves, proof));
}

/*
 * sen.merkle_consistency_proof(leaf_hashes, size1)
 */
Datum
merkle_consistency_proof(PG_FUNCTION_ARGS)
{
	HashList	leaves = ArgumentHashList(fcinfo, 0, "leaf_hashes");
	int64		size1 = PG_GETARG_INT64(1);
	TreeHash	proof[PROOF_MAX];

	CheckSizes(size1, leaves.count);
	return HashArrayDatum(proof, ConsistencyProof(size1, leaves.count, ListNode, &leaves, proof));
}

/*
 * sen.verify_inclusion(leaf_hash, leaf_index, tree_size, proof, root)
 */
Datum
merkle_verify_inclusion(PG_FUNCTION_ARGS)
{
	TreeHash	leaf = ArgumentHash(fcinfo, 0, "leaf_hash");
	int64		index = PG_GETARG_INT64(1);
	int64		size = PG_GETARG_INT64(2);
	HashList	proof = ArgumentHashList(fcinfo, 3, "proof");
	TreeHash	root = ArgumentHash(fcinfo, 4, "root");

	CheckLeafIndex(index, size, "tree_size");
	CheckLength(&proof, InclusionProofLength(index, size), "leaf_index and tree_size");
	PG_RETURN_BOOL(InclusionHolds(&leaf, index, size, proof.hash, &root));
}

/*
 * sen.verify_consistency(size1, root1, size2, root2, proof)
 */
Datum
merkle_verify_consistency(PG_FUNCTION_ARGS)
{
	int64		size1 = PG_GETARG_INT64(0);
	TreeHash	root1 = ArgumentHash(fcinfo, 1, "root1");
	int64		size2 = PG_GETARG_INT64(2);
	TreeHash	root2 = ArgumentHash(fcinfo, 3, "root2");
	HashList	proof = ArgumentHashList(fcinfo, 4, "proof");

	CheckSizes(size1, size2);
	CheckLength(&proof, ConsistencyProofLength(size1, size2), "size1 and size2");
	PG_RETURN_BOOL(ConsistencyHolds(size1, &root1, size2, &root2, proof.hash));
}
