-- Room ledger: commands about whole tables, as the log has them.

CREATE FUNCTION sen.watch_tables() RETURNS event_trigger
    AS 'MODULE_PATHNAME', 'watch_tables' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.watch_tables() IS
    'Event trigger: has the log say what the columns of a tracked table are before and after they are changed, brings '
    'the rows of a partition that is attached to one into its log, takes those of one that is detached or dropped out '
    'of it, has the log say that a tracked table was dropped, has TRUNCATE of a new partition refused, and refuses to '
    'move a tracked table away from its log (55000) and to detach a partition of one concurrently (0A000).';

CREATE EVENT TRIGGER sen_before_tables ON ddl_command_start WHEN TAG IN ('ALTER TABLE',
    'DROP TABLE', 'DROP SCHEMA', 'DROP OWNED',
    'DROP TYPE', 'DROP FOREIGN TABLE', 'DROP SERVER', 'DROP FOREIGN DATA WRAPPER', 'DROP EXTENSION', 'DROP FUNCTION',
    'DROP ROUTINE', 'DROP COLLATION', 'DROP OPERATOR CLASS', 'DROP OPERATOR FAMILY', 'DROP LANGUAGE')
    EXECUTE FUNCTION sen.watch_tables();
ALTER EVENT TRIGGER sen_before_tables ENABLE ALWAYS;
COMMENT ON EVENT TRIGGER sen_before_tables IS
    'Keeps tracked tables with their log, has it say what columns are before they are changed, has the rows of a '
    'partition that goes leave an entry each, and notes which tables are tracked before something is dropped.';
CREATE EVENT TRIGGER sen_after_tables ON ddl_command_end WHEN TAG IN ('ALTER TABLE', 'CREATE TABLE',
    'DROP TABLE', 'DROP SCHEMA', 'DROP OWNED',
    'DROP TYPE', 'DROP FOREIGN TABLE', 'DROP SERVER', 'DROP FOREIGN DATA WRAPPER', 'DROP EXTENSION', 'DROP FUNCTION',
    'DROP ROUTINE', 'DROP COLLATION', 'DROP OPERATOR CLASS', 'DROP OPERATOR FAMILY', 'DROP LANGUAGE')
    EXECUTE FUNCTION sen.watch_tables();
ALTER EVENT TRIGGER sen_after_tables ENABLE ALWAYS;
COMMENT ON EVENT TRIGGER sen_after_tables IS
    'Has the log say what the columns of a tracked table are after they were changed, and which tables were dropped, '
    'and has the rows of a partition that comes leave an entry each, and none truncated.';
