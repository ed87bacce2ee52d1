-- Room ledger: proofs of the versions of a log, and whether it still is what was sealed.

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

CREATE FUNCTION sen.verify_log(programme text, since_version bigint DEFAULT 0)
    RETURNS TABLE (kind text, version bigint, place text, expected text, found text)
    AS 'MODULE_PATHNAME', 'verify_log' LANGUAGE C STABLE PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.verify_log(text, bigint) IS
    'What of a log is not as it was sealed; no rows if it is intact. Everything that is in a version is read and '
    'hashed anew: entries, stored nodes, versions. kind: edited, removed, inserted, reordered, truncated, root '
    'mismatch, and unguarded for a trigger or check of the log that is missing or disabled; version: the version it '
    'belongs to, null if to none; place, expected and found in words and hashes. since_version: only what came after '
    'that version, whose stored nodes have to give its root (if they do not, all is verified); 0 is all. It cannot '
    'know of a log that was rewritten as a whole: give it a checkpoint that was kept elsewhere. Needs SELECT on the '
    'log, and that no row-level security of a table of its schema applies to the caller (42501). 22004 for null, 42704 '
    'if the schema has no log or no such version, 42809 if its relations are not those of a log.';

CREATE FUNCTION sen.verify_log(programme text, checkpoint text)
    RETURNS TABLE (kind text, version bigint, place text, expected text, found text)
    AS 'MODULE_PATHNAME', 'verify_checkpoint' LANGUAGE C STABLE PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.verify_log(text, text) IS
    'What of a log is not as it was sealed, and whether it still begins with the log of a checkpoint of '
    'sen.checkpoint() that was kept elsewhere: if not, a row of kind truncated (fewer entries) or root mismatch (other '
    'entries). The origin is not compared. 22004 for null, 22023 if it is no checkpoint, 42704 if the schema has no '
    'log.';
