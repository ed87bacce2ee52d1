-- The index of one log.
-- Part of the body of sen.create_log_index(), run with search_path = the schema of the log.

CREATE TABLE ledger_index (
    kind         smallint NOT NULL,
    table_number bigint NOT NULL,
    version      bigint NOT NULL,
    part         bigint NOT NULL,
    content      bytea NOT NULL,
    PRIMARY KEY (kind, table_number, version, part)
) WITH (toast_tuple_target = 8160);
ALTER TABLE ledger_index ALTER content SET STORAGE EXTERNAL;
COMMENT ON TABLE ledger_index IS
    'Where in the log the entries of each table are, and of each key: made from the entries when a version is sealed, '
    'so that reading does not take longer as the log grows. Nothing rests on it: sen.verify_log() compares it with the '
    'entries, sen.index_log() makes it anew, and without it the log is read whole.';
COMMENT ON COLUMN ledger_index.kind IS
    '0 the tables that the log names up to a version; of one table: 1 its entries in a version, 2 those that are not '
    'about a row, 3 the rows that it has after it; of all: 4 the blocks that have entries of each meeting.';
COMMENT ON COLUMN ledger_index.table_number IS 'Number of the table, from 0, in the order in which the log names them.';
COMMENT ON COLUMN ledger_index.version IS 'Version of the log that the row was made for.';
COMMENT ON COLUMN ledger_index.part IS 'Number of the row, from 0, where there are several.';
COMMENT ON COLUMN ledger_index.content IS 'What it says, in bytes, with the digest of the row before.';
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_index
    EXECUTE FUNCTION sen.refuse_change();
COMMENT ON TRIGGER refuse_change ON ledger_index IS 'Refuses to change what is in the log.';
ALTER TABLE ledger_index ENABLE ALWAYS TRIGGER refuse_change;
