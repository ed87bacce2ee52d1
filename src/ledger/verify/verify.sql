-- Room ledger: whether a log still is what was sealed, and taking out what nothing of ours wrote.

CREATE FUNCTION sen.verify_log(programme text, since_version bigint DEFAULT 0)
    RETURNS TABLE (kind text, version bigint, place text, expected text, found text)
    AS 'MODULE_PATHNAME', 'verify_log' LANGUAGE C STABLE PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.verify_log(text, bigint) IS
    'What of a log is not as it was sealed; no rows if it is intact. Everything that is in a version is read and '
    'hashed anew: entries, stored nodes, versions. kind: edited, removed, inserted, reordered, truncated, root '
    'mismatch, and unguarded for a trigger or check of the log that is missing or disabled; if nothing else is wrong, '
    'the index of the log is compared with its entries too; version: the version it '
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

CREATE FUNCTION sen.verify_log_since(programme text, checkpoint text)
    RETURNS TABLE (kind text, version bigint, place text, expected text, found text)
    AS 'MODULE_PATHNAME', 'verify_since' LANGUAGE C STABLE PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION sen.verify_log_since(text, text) IS
    'What of a log is not as it was sealed after a checkpoint of sen.checkpoint() that was kept elsewhere, and up to '
    'which the log was verified before. The stored nodes have to give the root of the checkpoint, which is no look at '
    'the entries before it; if they do not, or no version has as many entries, all is verified, as by '
    'sen.verify_log(text, text). 22004 for null, 22023 if it is no checkpoint, 42704 if the schema has no log.';

CREATE FUNCTION sen.set_aside(programme text) RETURNS TABLE (relation text, row_key text)
    AS 'MODULE_PATHNAME', 'set_aside' LANGUAGE C VOLATILE PARALLEL UNSAFE ROWS 10;
COMMENT ON FUNCTION sen.set_aside(text) IS
    'Takes out of a log the rows that nothing of this extension wrote: versions that no entry seals, stored nodes '
    'that no version has, blocks in no version that hold no entries or have a number that no block can have that was '
    'written since. Each row is kept as an entry of the log (operation A), so that it is in the next version, and is '
    'then deleted; the result says which. For an owner whose log can no longer be sealed because somebody with the '
    'right to disable its triggers added to it. Where something was changed or removed it does nothing (XX001): '
    'sen.verify_log() says what. For the owner of the log (42501). 22004 for null, 42704 if the schema has no log, '
    '25006 in a read-only transaction.';
