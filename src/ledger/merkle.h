/*
 * merkle.h --- the hash tree of RFC 9162 (and RFC 6962): leaves, nodes, roots
 * and proofs.
 *
 * A leaf is SHA-256(0x00 || data), a node SHA-256(0x01 || left || right); the
 * tree over n leaves splits at the largest power of two below n.
 */
#ifndef SEN_MERKLE_H
#define SEN_MERKLE_H

#define HASH_SIZE 32

typedef struct Hash
{
	unsigned char bytes[HASH_SIZE];
} Hash;

/* sha256.c */
extern void Sha256(const unsigned char *data, Size size, Hash *result);

/* merkle.c */
extern void LeafHash(const unsigned char *data, Size size, Hash *result);
extern void NodeHash(const Hash *left, const Hash *right, Hash *result);
extern void EmptyRoot(Hash *result);

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
	Hash		hash[FRONTIER_MAX];
} Frontier;

extern void FrontierAppend(Frontier *frontier, const Hash *leaf);
extern void FrontierRoot(const Frontier *frontier, Hash *root);

/*
 * A node of the tree: the root of the complete subtree over the leaves
 * [index << level, (index + 1) << level).
 */
typedef void (*NodeReader) (void *source, int level, uint64 index, Hash *result);

/* Root, and proofs, of a tree of which complete subtrees can be read. */
extern void TreeRoot(uint64 size, NodeReader read, void *source, Hash *root);
extern int	InclusionProof(uint64 index, uint64 size, NodeReader read, void *source, Hash *proof);
extern int	ConsistencyProof(uint64 size1, uint64 size2, NodeReader read, void *source, Hash *proof);

/* Proofs have at most this many hashes. */
#define PROOF_MAX 128

/* Whether a proof holds; one of another length than this has to be refused before. */
extern int	InclusionProofLength(uint64 index, uint64 size);
extern int	ConsistencyProofLength(uint64 size1, uint64 size2);
extern bool InclusionHolds(const Hash *leaf, uint64 index, uint64 size, const Hash *proof, const Hash *root);
extern bool ConsistencyHolds(uint64 size1, const Hash *root1, uint64 size2, const Hash *root2, const Hash *proof);

#endif							/* SEN_MERKLE_H */
