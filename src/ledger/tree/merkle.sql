-- Room ledger: hashes, proofs and checkpoints of a log, which need no table.

CREATE FUNCTION sen.leaf_hash(data bytea) RETURNS bytea
    AS 'MODULE_PATHNAME', 'merkle_leaf_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.leaf_hash(bytea) IS
    'Hash of a leaf of the tree of RFC 9162 (2.1.1): SHA-256 of the byte 0x00 and the data. Null in, null out.';

CREATE FUNCTION sen.node_hash(left_hash bytea, right_hash bytea) RETURNS bytea
    AS 'MODULE_PATHNAME', 'merkle_node_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.node_hash(bytea, bytea) IS
    'Hash of a node of the tree of RFC 9162 (2.1.1): SHA-256 of the byte 0x01, the hash on its left and the hash on '
    'its right. 22023 if one is not of 32 bytes. Null in, null out.';

CREATE FUNCTION sen.merkle_root(leaf_hashes bytea[]) RETURNS bytea
    AS 'MODULE_PATHNAME', 'merkle_root' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.merkle_root(bytea[]) IS
    'Root of the tree of RFC 9162 (2.1.1) over leaves with these hashes, in this order; over none, SHA-256 of nothing. '
    '22023 if one is null or not of 32 bytes, or the array has more than one dimension. Null in, null out.';

CREATE FUNCTION sen.merkle_inclusion_proof(leaf_hashes bytea[], leaf_index bigint) RETURNS bytea[]
    AS 'MODULE_PATHNAME', 'merkle_inclusion_proof' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.merkle_inclusion_proof(bytea[], bigint) IS
    'Proof that the leaf with this index, the first being 0, is in the tree over leaves with these hashes: PATH of RFC '
    '9162 (2.1.3.1), from the leaf up. It takes time in proportion to the leaves. 22023 if there is no such leaf, or '
    'the hashes are not as sen.merkle_root() takes them. Null in, null out.';

CREATE FUNCTION sen.merkle_consistency_proof(leaf_hashes bytea[], size1 bigint) RETURNS bytea[]
    AS 'MODULE_PATHNAME', 'merkle_consistency_proof' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.merkle_consistency_proof(bytea[], bigint) IS
    'Proof that the tree over the first size1 of these leaf hashes is the beginning of the tree over all: PROOF of RFC '
    '9162 (2.1.4.1). Empty if size1 is all. It takes time in proportion to the leaves. 22023 if size1 is not from 1 to '
    'the number of hashes, or the hashes are not as sen.merkle_root() takes them. Null in, null out.';

CREATE FUNCTION sen.verify_inclusion(leaf_hash bytea, leaf_index bigint, tree_size bigint, proof bytea[], root bytea)
    RETURNS boolean
    AS 'MODULE_PATHNAME', 'merkle_verify_inclusion' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.verify_inclusion(bytea, bigint, bigint, bytea[], bytea) IS
    'Whether the proof shows that the leaf with this hash has this index (the first has 0) in the tree of this size '
    'and root: RFC 9162 (2.1.3.2). 22023 if it cannot be a proof of that: no such leaf in a tree of this size, a '
    'number of hashes other than that index and size need, a hash that is null or not of 32 bytes, more than one '
    'dimension. Null in, null out.';

CREATE FUNCTION sen.verify_consistency(size1 bigint, root1 bytea, size2 bigint, root2 bytea, proof bytea[])
    RETURNS boolean
    AS 'MODULE_PATHNAME', 'merkle_verify_consistency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.verify_consistency(bigint, bytea, bigint, bytea, bytea[]) IS
    'Whether the proof shows that the tree of size1 leaves and root1 is the beginning of that of size2 leaves and '
    'root2: RFC 9162 (2.1.4.2). 22023 if it cannot be a proof of that: size1 below 1 or above size2, a number of '
    'hashes other than the two sizes need (none if they are equal), a hash that is null or not of 32 bytes, more than '
    'one dimension. Null in, null out.';

CREATE FUNCTION sen.checkpoint_text(origin text, size bigint, root bytea) RETURNS text
    AS 'MODULE_PATHNAME', 'checkpoint_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.checkpoint_text(text, bigint, bytea) IS
    'What a log says of itself, to be kept or signed elsewhere: the body of a checkpoint by c2sp.org/tlog-checkpoint, '
    'which is origin, size and root in base64, each with a newline. 22023 if the origin is empty or has a newline or '
    'other control character, size is negative, or root is not of 32 bytes. Null in, null out.';

CREATE FUNCTION sen.parse_checkpoint(checkpoint text, OUT origin text, OUT size bigint, OUT root bytea)
    AS 'MODULE_PATHNAME', 'parse_checkpoint' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.parse_checkpoint(text) IS
    'What a checkpoint by c2sp.org/tlog-checkpoint says: the inverse of sen.checkpoint_text(). Extension lines may '
    'follow, and an empty line and signature lines of c2sp.org/signed-note: their form is checked, but not who signed. '
    '22023 if it is anything but that, with the number of the line. Null in, nulls out.';
