/*
 * merkle.c --- the hash tree of RFC 9162, section 2.1.
 *
 * A tree that splits at the largest power of two below its size is also what
 * comes of joining neighbours level by level from the leaves up, with the last
 * node of a level going up as it is where it has no neighbour.  All below is
 * written in that way: node i of a level covers the leaves [i << level,
 * (i + 1) << level), as far as there are any, and its sibling is i ^ 1.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/tree/merkle.h"
#include "port/pg_bitutils.h"

#define LEAF_PREFIX 0x00
#define NODE_PREFIX 0x01

/*
 * LeafHash hashes a leaf's data.
 */
void
LeafHash(const unsigned char *data, Size size, TreeHash *result)
{
	unsigned char short_input[1024];
	unsigned char *input = short_input;

	if (size >= sizeof(short_input))
		input = palloc(size + 1);
	input[0] = LEAF_PREFIX;
	memcpy(input + 1, data, size);
	Sha256(input, size + 1, result);
	if (input != short_input)
		pfree(input);
}

/*
 * NodeHash hashes two neighbours.  The result may be one of them.
 */
void
NodeHash(const TreeHash *left, const TreeHash *right, TreeHash *result)
{
	unsigned char input[1 + 2 * HASH_SIZE];

	input[0] = NODE_PREFIX;
	memcpy(input + 1, left->bytes, HASH_SIZE);
	memcpy(input + 1 + HASH_SIZE, right->bytes, HASH_SIZE);
	Sha256(input, sizeof(input), result);
}

/*
 * EmptyRoot is the root of a tree without leaves.
 */
void
EmptyRoot(TreeHash *result)
{
	Sha256((const unsigned char *) "", 0, result);
}

/*
 * FrontierAppend adds a leaf: it joins the subtrees that the leaf completes, as
 * a carry runs through the bits of the size.
 */
void
FrontierAppend(Frontier *frontier, const TreeHash *leaf)
{
	TreeHash	node = *leaf;

	for (uint64 bits = frontier->size; (bits & 1) != 0; bits >>= 1)
		NodeHash(&frontier->hash[--frontier->count], &node, &node);
	frontier->hash[frontier->count++] = node;
	frontier->size++;
}

/*
 * FrontierRoot folds the subtrees from the smallest up.
 */
void
FrontierRoot(const Frontier *frontier, TreeHash *root)
{
	if (frontier->count == 0)
	{
		EmptyRoot(root);
		return;
	}
	*root = frontier->hash[frontier->count - 1];
	for (int i = frontier->count - 2; i >= 0; i--)
		NodeHash(&frontier->hash[i], root, root);
}

/*
 * LastRoot is the root over the leaves that bits of the size stand for: with
 * all of them it is that of the tree, with the lowest few that of the last,
 * incomplete node of their level.
 */
static void
LastRoot(uint64 size, uint64 bits, NodeReader read, void *source, TreeHash *root)
{
	bool		first = true;

	for (; bits != 0; bits &= bits - 1)
	{
		int			level = pg_rightmost_one_pos64(bits);
		TreeHash	node;

		read(source, level, (size >> level) - 1, &node);
		if (first)
			*root = node;
		else
			NodeHash(&node, root, root);
		first = false;
	}
}

/*
 * TreeRoot is the root of a tree of which complete subtrees can be read.
 */
void
TreeRoot(uint64 size, NodeReader read, void *source, TreeHash *root)
{
	if (size == 0)
		EmptyRoot(root);
	else
		LastRoot(size, size, read, source, root);
}

/*
 * The way from a node up to the root.
 */
typedef struct Path
{
	int			level;
	uint64		node;			/* at this level */
	uint64		last;			/* the last node of this level */
} Path;

static Path
PathFromLeaf(uint64 index, uint64 size)
{
	return (Path) {.level = 0, .node = index, .last = size - 1};
}

/*
 * PathFromEnd starts at the largest complete subtree with which the first size1
 * leaves end; of them it is the smallest that the tree over them is made of.
 */
static Path
PathFromEnd(uint64 size1, uint64 size2)
{
	int			level = pg_rightmost_one_pos64(size1);

	return (Path) {.level = level, .node = (size1 >> level) - 1, .last = (size2 - 1) >> level};
}

/*
 * NextSibling goes up until past a node that has a sibling; false at the root.
 */
static bool
NextSibling(Path *path, int *level, uint64 *sibling, bool *is_left)
{
	while (path->last > 0)
	{
		bool		found = (path->node ^ 1) <= path->last;

		*level = path->level;
		*sibling = path->node ^ 1;
		*is_left = (path->node & 1) != 0;
		path->level++;
		path->node >>= 1;
		path->last >>= 1;
		if (found)
			return true;
	}
	return false;
}

static int
PathLength(Path path)
{
	int			length = 0;
	int			level;
	uint64		sibling;
	bool		is_left;

	while (NextSibling(&path, &level, &sibling, &is_left))
		length++;
	return length;
}

/*
 * PathProof reads the siblings along a path.  At most one of them is not a
 * complete subtree: above it the path is the right edge of the tree.
 */
static int
PathProof(Path path, uint64 size, NodeReader read, void *source, TreeHash *proof)
{
	int			length = 0;
	int			level;
	uint64		sibling;
	bool		is_left;

	while (NextSibling(&path, &level, &sibling, &is_left))
	{
		if (sibling < size >> level)
			read(source, level, sibling, &proof[length++]);
		else
			LastRoot(size, size & ((UINT64CONST(1) << level) - 1), read, source, &proof[length++]);
	}
	return length;
}

/*
 * InclusionProof is PATH(index, D[size]) of RFC 9162, 2.1.3.1: the hashes that
 * lead from a leaf to the root.
 */
int
InclusionProof(uint64 index, uint64 size, NodeReader read, void *source, TreeHash *proof)
{
	if (index >= size)
		elog(ERROR, "no leaf " UINT64_FORMAT " in a tree of " UINT64_FORMAT, index, size);
	return PathProof(PathFromLeaf(index, size), size, read, source, proof);
}

/*
 * ConsistencyProof is PROOF(size1, D[size2]) of RFC 9162, 2.1.4.1: the hashes
 * from which the roots of both trees follow.
 */
int
ConsistencyProof(uint64 size1, uint64 size2, NodeReader read, void *source, TreeHash *proof)
{
	Path		path;
	int			length = 0;

	if (size1 == 0 || size1 > size2)
		elog(ERROR, "no proof from a tree of " UINT64_FORMAT " to one of " UINT64_FORMAT, size1, size2);
	if (size1 == size2)
		return 0;
	path = PathFromEnd(size1, size2);
	/* Of a single subtree the reader of the proof has the root. */
	if (path.node > 0)
		read(source, path.level, path.node, &proof[length++]);
	return length + PathProof(path, size2, read, source, proof + length);
}

/*
 * InclusionProofLength is the number of hashes of a proof.
 */
int
InclusionProofLength(uint64 index, uint64 size)
{
	return PathLength(PathFromLeaf(index, size));
}

/*
 * ConsistencyProofLength is the number of hashes of a proof.
 */
int
ConsistencyProofLength(uint64 size1, uint64 size2)
{
	Path		path = PathFromEnd(size1, size2);

	return size1 == size2 ? 0 : (path.node > 0) + PathLength(path);
}

static bool
SameHash(const TreeHash *a, const TreeHash *b)
{
	return memcmp(a->bytes, b->bytes, HASH_SIZE) == 0;
}

/*
 * InclusionHolds tells whether a proof of the right length leads from a leaf to
 * the root.
 */
bool
InclusionHolds(const TreeHash *leaf, uint64 index, uint64 size, const TreeHash *proof, const TreeHash *root)
{
	Path		path = PathFromLeaf(index, size);
	TreeHash	hash = *leaf;
	int			level;
	uint64		sibling;
	bool		is_left;

	for (; NextSibling(&path, &level, &sibling, &is_left); proof++)
	{
		if (is_left)
			NodeHash(proof, &hash, &hash);
		else
			NodeHash(&hash, proof, &hash);
	}
	return SameHash(&hash, root);
}

/*
 * ConsistencyHolds tells whether a proof of the right length leads to the roots
 * of both trees.  What stands to the left of the path is of both, what stands
 * to the right of it came later.
 */
bool
ConsistencyHolds(uint64 size1, const TreeHash *root1, uint64 size2, const TreeHash *root2, const TreeHash *proof)
{
	Path		path = PathFromEnd(size1, size2);
	TreeHash	hash1,
				hash2;
	int			level;
	uint64		sibling;
	bool		is_left;

	if (size1 == size2)
		return SameHash(root1, root2);
	hash1 = hash2 = path.node > 0 ? *proof++ : *root1;
	for (; NextSibling(&path, &level, &sibling, &is_left); proof++)
	{
		if (is_left)
		{
			NodeHash(proof, &hash1, &hash1);
			NodeHash(proof, &hash2, &hash2);
		}
		else
			NodeHash(&hash2, proof, &hash2);
	}
	return SameHash(&hash1, root1) && SameHash(&hash2, root2);
}
