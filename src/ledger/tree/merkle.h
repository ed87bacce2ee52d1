/*
 * merkle.h --- the hash tree of RFC 9162 (and RFC 6962): leaves, nodes, roots
 * and proofs.
 *
 * A leaf is SHA-256(0x00 || data), a node SHA-256(0x01 || left || right); the
 * tree over n leaves splits at the largest power of two below n.
 */
#ifndef SEN_MERKLE_H
#define SEN_MERKLE_H

#include "fmgr.h"

#define HASH_SIZE 32

/* Hash alone is a plan node of the server. */
typedef struct TreeHash
{
	unsigned char bytes[HASH_SIZE];
} TreeHash;

/* sha256.c */
extern void Sha256After(const unsigned char *first, Size first_size, const unsigned char *data, Size size, TreeHash *result);
extern void Sha256(const unsigned char *data, Size size, TreeHash *result);

/* merkle.c */
extern void LeafHash(const unsigned char *data, Size size, TreeHash *result);
extern void NodeHash(const TreeHash *left, const TreeHash *right, TreeHash *result);
extern void EmptyRoot(TreeHash *result);

/*
 * The roots of the complete subtrees that a tree of some size is made of, the
 * largest first: one for each bit of the size.  Appending keeps it, and folding
 * it gives the root.
 */
#define FRONTIER_MAX 64
typedef struct Frontier
{
	uint64		size;			/* leaves */
	int			count;			/* hashes */
	TreeHash	hash[FRONTIER_MAX];
} Frontier;

extern void FrontierAppend(Frontier *frontier, const TreeHash *leaf);
extern void FrontierRoot(const Frontier *frontier, TreeHash *root);

/*
 * A node of the tree: the root of the complete subtree over the leaves
 * [index << level, (index + 1) << level).
 */
typedef void (*NodeReader) (void *source, int level, uint64 index, TreeHash *result);

/* Root, and proofs, of a tree of which complete subtrees can be read. */
extern void TreeRoot(uint64 size, NodeReader read, void *source, TreeHash *root);
extern int	InclusionProof(uint64 index, uint64 size, NodeReader read, void *source, TreeHash *proof);
extern int	ConsistencyProof(uint64 size1, uint64 size2, NodeReader read, void *source, TreeHash *proof);

/* Proofs have at most this many hashes. */
#define PROOF_MAX 128

/* Whether a proof holds; one of another length than this has to be refused before. */
extern int	InclusionProofLength(uint64 index, uint64 size);
extern int	ConsistencyProofLength(uint64 size1, uint64 size2);
extern bool InclusionHolds(const TreeHash *leaf, uint64 index, uint64 size, const TreeHash *proof, const TreeHash *root);
extern bool ConsistencyHolds(uint64 size1, const TreeHash *root1, uint64 size2, const TreeHash *root2, const TreeHash *proof);

/* checkpoint.c */
extern Datum checkpoint_text(PG_FUNCTION_ARGS);
extern char *ParseCheckpoint(const text *checkpoint, int64 *size, TreeHash *root);

#endif							/* SEN_MERKLE_H */
