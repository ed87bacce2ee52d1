-- Room ledger: versions of a log, and their proofs.

CREATE FUNCTION sen.seal(programme text, label text DEFAULT NULL, meeting text DEFAULT NULL,
                         OUT version bigint, OUT entries bigint, OUT size bigint, OUT root bytea)
    AS 'MODULE_PATHNAME', 'seal' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.seal(text, text, text) IS
    'Takes all entries of the log that are committed and in no version yet into the Merkle tree, as the next version: '
    'its number, the entries it adds (besides its own), and the size and root of the tree. Writers are not waited for; '
    'what they commit later is in the next version. With nothing new it says so and returns the last version with 0 '
    'entries. label and meeting are kept with the version; meeting null: that of sen_improvement.meeting. For the '
    'owner of the log, and whoever may execute the function seal_log(text, text) of its schema; nobody needs a right '
    'to write the log''s tables. 42704 if the schema has no log, 42809 if its relations are not those of a log, 55000 '
    'if they are not guarded, 42501 without the right, 25006 in a read-only transaction, 40001 if this transaction '
    'cannot see the versions that others made since it began, XX001 if what is stored does not give the root of the '
    'last version.';

CREATE FUNCTION sen.index_log(programme text) RETURNS bigint
    AS 'MODULE_PATHNAME', 'index_log' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.index_log(text) IS
    'Makes the index of a log anew from its entries, ledger_index, and returns the number of versions: for a log that '
    'an earlier version of this extension made, which has none, and if sen.verify_log() finds it to be another than '
    'its entries give. Reads the whole log; writers are not waited for, seals are. For the owner of the log (42501). '
    '22004 for null, 42704 if the schema has no log, 42P07 if a relation ledger_index there is no index of a log, '
    '25006 in a read-only transaction, XX001 if something of the log is missing or damaged.';

CREATE FUNCTION sen.inclusion_proof(programme text, leaf_index bigint, version bigint DEFAULT NULL) RETURNS bytea[]
    AS 'MODULE_PATHNAME', 'log_inclusion_proof' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.inclusion_proof(text, bigint, bigint) IS
    'Proof that the entry with this index (the first has 0) is in a version of the log, null for the last one: the '
    'hashes that sen.verify_inclusion() takes, with the size and root of the version. Made from the stored nodes of '
    'the tree, in a time that grows with the logarithm of the entries. Null programme or leaf_index: null. 42704 if '
    'the schema has no log or no such version, 55000 if nothing is sealed yet, 22023 if the version has no such entry, '
    'XX001 if a stored node that is needed is missing or damaged.';

CREATE FUNCTION sen.consistency_proof(programme text, from_version bigint, to_version bigint DEFAULT NULL)
    RETURNS bytea[]
    AS 'MODULE_PATHNAME', 'log_consistency_proof' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.consistency_proof(text, bigint, bigint) IS
    'Proof that a version of the log, null for the last one, only adds to an earlier one: the hashes that '
    'sen.verify_consistency() takes, with the sizes and roots of both. Empty if they are the same version. Null '
    'programme or from_version: null. 42704 if the schema has no log or no such version, 55000 if nothing is sealed '
    'yet, 22023 if from_version is the later one, XX001 if a stored node that is needed is missing or damaged.';

CREATE FUNCTION sen.checkpoint(programme text, version bigint DEFAULT NULL, origin text DEFAULT NULL) RETURNS text
    AS 'MODULE_PATHNAME', 'log_checkpoint' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.checkpoint(text, bigint, text) IS
    'What to keep elsewhere of a version of the log, null for the last one: origin, size and root, as '
    'sen.checkpoint_text() writes them. origin null: the setting sen_improvement.origin, or else sen_improvement/ and '
    'the name of the schema. Null programme: null. 42704 if the schema has no log or no such version, 55000 if nothing '
    'is sealed yet, 22023 if the origin is empty or has a newline or other control character.';
