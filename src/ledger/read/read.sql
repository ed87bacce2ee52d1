-- Room ledger: reading back what the log has kept.

CREATE FUNCTION sen.as_of(of anyelement, version bigint) RETURNS SETOF anyelement
    AS 'MODULE_PATHNAME', 'as_of_version' LANGUAGE C STABLE PARALLEL UNSAFE ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.as_of(anyelement, bigint) IS
    'The rows of a tracked table as they were at a version of its log: SELECT * FROM sen.as_of(null::wirral.action, '
    '3). The value of the first argument does not matter, only its type. Columns are those of today, whatever they '
    'were called: null where the log has none, and where a value does not fit the column of today, of which a warning '
    'says rows and values. sen.rows_as_of() gives the rows as they were written. Needs SELECT on the log, and that no '
    'row-level security of the table applies to the caller (42501). 42809 if the type is not the row type of a table, '
    'or that of a partition; 42704 if the version does not exist or the table is not in the log; 55000 if it was not '
    'tracked then; 22004 for a null version; XX001 if rows were changed without entries, so that they are not known '
    'then: the hint says which versions can be read.';

CREATE FUNCTION sen.as_of(of anyelement, at timestamptz) RETURNS SETOF anyelement
    AS 'MODULE_PATHNAME', 'as_of_time' LANGUAGE C STABLE PARALLEL UNSAFE ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.as_of(anyelement, timestamptz) IS
    'The rows of a tracked table as they were at a time: after all entries, in a version or not, whose statement began '
    'at that time or before. It is the time of the statement, not of its commit: what was under way then is in. '
    'Otherwise as sen.as_of(anyelement, bigint).';

CREATE FUNCTION sen.as_of(of anyelement, at text) RETURNS SETOF anyelement
    AS 'MODULE_PATHNAME', 'as_of_text' LANGUAGE C STABLE PARALLEL UNSAFE ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.as_of(anyelement, text) IS
    'The rows of a tracked table as they were at a time that is written in quotes, as in SELECT * FROM '
    'sen.as_of(null::wirral.action, ''2025-01-01''): as sen.as_of(anyelement, timestamptz), read with the settings of '
    'the session (DateStyle, TimeZone). Digits alone are a version. 22007 and 22008 if it is no time.';

CREATE FUNCTION sen.rows_as_of(tracked regclass, version bigint) RETURNS TABLE (key jsonb, row_values jsonb)
    AS 'MODULE_PATHNAME', 'rows_as_of_version' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.rows_as_of(regclass, bigint) IS
    'The rows of a tracked table at a version of its log as they were written: each column by the name that it had, '
    'its value as the text that the log has. Whatever became of the columns since, nothing is left out and nothing has '
    'to fit. key: the primary key. Otherwise as sen.as_of(anyelement, bigint).';
CREATE FUNCTION sen.rows_as_of(tracked regclass, at timestamptz) RETURNS TABLE (key jsonb, row_values jsonb)
    AS 'MODULE_PATHNAME', 'rows_as_of_time' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.rows_as_of(regclass, timestamptz) IS
    'The rows of a tracked table at a time as they were written: see sen.rows_as_of(regclass, bigint), and for the '
    'time sen.as_of(anyelement, timestamptz).';
CREATE FUNCTION sen.rows_as_of(tracked regclass, at text) RETURNS TABLE (key jsonb, row_values jsonb)
    AS 'MODULE_PATHNAME', 'rows_as_of_text' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 1000;
COMMENT ON FUNCTION sen.rows_as_of(regclass, text) IS
    'The rows of a tracked table at a time that is written in quotes, as they were written: see '
    'sen.rows_as_of(regclass, bigint), and for the time sen.as_of(anyelement, text). Digits alone are a version.';

CREATE FUNCTION sen.changes(tracked regclass, from_version bigint, to_version bigint)
    RETURNS TABLE (key jsonb, key_text text, change text, column_name text, old_value text, new_value text,
                   session_role text, acting_role text, statement_at timestamptz, meeting text)
    AS 'MODULE_PATHNAME', 'table_changes' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 2000;
COMMENT ON FUNCTION sen.changes(regclass, bigint, bigint) IS
    'What differs in a tracked table between two versions of its log, one row for each column of each row: the key '
    '(for a removed row the one that it had), whether the row was added, changed or removed, the column, and its old '
    'and new value as text as in the log. Changed and changed back is no change; a row follows its key, and one that '
    'was removed and entered anew under its key has changed. Who, when and meeting are those of the last entry that '
    'changed the column. Values that are null on both sides are left out. First come rows without a key about the '
    'columns themselves: change is column added, column dropped, column renamed or column retyped, with the types, of '
    'one that was renamed the names, as old and new value; and that tracking ended, or the table was dropped, by then. '
    'Version 0 is empty. Needs SELECT on the log, '
    'and that no row-level security of the table applies to the caller (42501). 42704 if a version does not exist or '
    'the table is not in the log, 22023 if they are in the wrong order, 22004 for null, XX001 if rows were changed '
    'without entries, so that they are not known at one of them.';

CREATE FUNCTION sen.log_changes(log regclass, from_version bigint, to_version bigint DEFAULT NULL)
    RETURNS TABLE (log_table text, key jsonb, key_text text, change text, column_name text, old_value text,
                   new_value text,
                   session_role text, acting_role text, statement_at timestamptz, meeting text)
    AS 'MODULE_PATHNAME', 'log_changes' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 2000;
COMMENT ON FUNCTION sen.log_changes(regclass, bigint, bigint) IS
    'What differs in all tables of a log, named by its table ledger_block, between two of its versions: as '
    'sen.changes(), with the name that each table has in the log. to_version null: up to the entries that are in no '
    'version yet. Of a table that was dropped by then one row says so, and who did it when (change table dropped), if '
    'it was tracked at from_version, and none what was in it. Needs SELECT on the log, and that no row-level security '
    'of a table of its schema applies to the caller (42501). Of a table whose rows were changed without entries, and '
    'so are not known at one of the versions, one row says so: change is then cannot be followed, new_value says '
    'since which entry, and what to do. 42809 if the relation is not a ledger_block, 42704 if a version does not '
    'exist, 22004 for null.';

CREATE FUNCTION sen.history(tracked regclass, key jsonb)
    RETURNS TABLE (version bigint, leaf_index bigint, block_id bigint, number integer, operation text,
                   session_role text, acting_role text,
                   statement_at timestamptz, transaction_at timestamptz, meeting text, entry_key jsonb,
                   row_values jsonb)
    AS 'MODULE_PATHNAME', 'history' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 10 COST 2000;
COMMENT ON FUNCTION sen.history(regclass, jsonb) IS
    'Every entry about a row of a tracked table, in order, given its primary key as an object: '
    'sen.history(''wirral.action'', ''{"action_id": 5}''). A row is followed when its key changes, in both directions; '
    'should several rows have had the key one after another, all are shown. Keys are compared as values of their type, '
    'as the index of the primary key does it: 1 finds 1.0. version, leaf_index: null for what is not sealed yet; '
    'block_id, number: null for what this transaction has gathered. entry_key is the key that the row had before, '
    'row_values the row after, of a deleted row before. No rows if no row had the key. Where rows were changed without '
    'entries, those are shown that name the key, with a warning. Needs SELECT on the log, and '
    'that no row-level security of the table applies to the caller (42501). 42704 if the table is not in the log, '
    '22023 if the key does not give exactly the columns of the primary key, 22P02 if one is no value of its type.';

CREATE FUNCTION sen.column_changes(log regclass, columns jsonb, since timestamptz DEFAULT NULL)
    RETURNS TABLE (log_table text, key jsonb, key_text text, operation text, column_name text, old_value text,
                   new_value text, session_role text, acting_role text, statement_at timestamptz, meeting text,
                   version bigint, leaf_index bigint, block_id bigint, number integer)
    AS 'MODULE_PATHNAME', 'column_changes' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 100 COST 2000;
COMMENT ON FUNCTION sen.column_changes(regclass, jsonb, timestamptz) IS
    'Each change of columns of tracked tables, in order within each table, from the log, named by its table '
    'ledger_block: sen.column_changes(''wirral.ledger_block'', ''{"action": ["due_on", "owner_post"]}''), null '
    'instead of a list for all columns of a table. since: only what was changed from then on; null: everything. Also '
    'what was changed back is listed, and the first value of a row (operation insert, or present if it was there '
    'when tracking began) and the last of one that was deleted. key and key_text are those that the row has in the '
    'end, column_name the last name of the column; values are text as in the log. meeting is that of the entry, '
    'version the one that took it in. Rows that were written down when tracking began again are listed where they '
    'differ. Of a table that was dropped one more row says so: operation is then table dropped. Of a table that cannot '
    'be followed, one more row says so: operation is then cannot be followed, '
    'new_value says since which entry, and what to do; changes between that entry and the next beginning are not '
    'listed one by one. A table that was never tracked has no rows. It takes a time that grows with the entries of '
    'the tables, or with their rows and what was changed since. Needs SELECT on the log, and that no row-level '
    'security of these tables applies to the caller (42501), nor of any of its schema if one of them is gone. 42704 '
    'for a table that neither the schema nor the log has, 42703 for such a column, 22023 if columns is not an object '
    'of lists, 42809 if the relation is not a ledger_block, 22004 for null.';

CREATE FUNCTION sen.unsealed_blocks(log regclass) RETURNS TABLE (block_id bigint, entries bytea)
    AS 'MODULE_PATHNAME', 'unsealed_blocks' LANGUAGE C STABLE STRICT PARALLEL RESTRICTED ROWS 100 COST 1000;
COMMENT ON FUNCTION sen.unsealed_blocks(regclass) IS
    'The blocks of a log, named by its table ledger_block, that are in no version yet, in the order of their numbers: '
    'what sen.seal() would take in, of what is committed. With the index of the log only those are looked at that have '
    'been written since it was sealed. View log_leaves is made of it. Needs SELECT on the log, and that no row-level '
    'security of a table of its schema applies to the caller (42501). 42809 if the relation is not a ledger_block. '
    'Null in, no rows.';

CREATE FUNCTION sen.meeting_entries(log regclass, meeting text)
    RETURNS TABLE (version bigint, leaf_index bigint, block_id bigint, number integer, log_table text, operation text,
                   session_role text, acting_role text, statement_at timestamptz, transaction_at timestamptz,
                   entry_meeting text, key jsonb, row_values jsonb)
    AS 'MODULE_PATHNAME', 'meeting_entries' LANGUAGE C STABLE STRICT PARALLEL RESTRICTED ROWS 1000 COST 2000;
COMMENT ON FUNCTION sen.meeting_entries(regclass, text) IS
    'The entries of a log, named by its table ledger_block, that belong to a meeting: those of view log_leaves with '
    'that meeting, and those that this transaction has gathered (block_id and number are null). The meeting is that '
    'of sen_improvement.meeting when the entry was made, in whichever version it is. '
    'With the index of the log only the blocks are read that have such entries. Needs SELECT on the log, and that no '
    'row-level security of a table of its schema applies to the caller (42501). 42809 if the relation is not a '
    'ledger_block. Null in, no rows.';

CREATE FUNCTION sen.log_blocks_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'log_blocks_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.log_blocks_support(internal) IS
    'Support function of sen.log_blocks(): it has the planner load the library, which hands conditions of view '
    'log_leaves on.';

CREATE FUNCTION sen.log_blocks(log regclass, version bigint, of_table text, of_meeting text)
    RETURNS TABLE (block_id bigint, start bigint)
    AS 'MODULE_PATHNAME', 'log_blocks' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 100 COST 1000
    SUPPORT sen.log_blocks_support;
COMMENT ON FUNCTION sen.log_blocks(regclass, bigint, text, text) IS
    'The blocks that a version of a log, named by its table ledger_block, took in, in the order of their numbers, each '
    'with the index of its first leaf. of_table, of_meeting: with the index of the log only those that have entries '
    'about this table, as the log names it, and of this meeting; null: all. Without the index, and where it is not '
    'that of the entries (a warning says so), all blocks of the version, so each entry has to be looked at, as '
    'sen.log_block_entries() does. View log_leaves is made of both. Needs SELECT on the log, and that no row-level '
    'security of a table of its schema applies to the caller (42501). 42809 if the relation is not a ledger_block. '
    'No log, no version, or one that does not exist: no rows.';
