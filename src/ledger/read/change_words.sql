-- What changed, as a Board reads it.

CREATE FUNCTION sen.log_change_words(log regclass, from_version bigint, to_version bigint DEFAULT NULL)
    RETURNS TABLE (log_table text, key jsonb, key_text text, change text, column_name text, old_value text,
                   new_value text,
                   session_role text, acting_role text, statement_at timestamptz, meeting text)
    AS 'MODULE_PATHNAME', 'log_change_words' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1000 COST 2000;
COMMENT ON FUNCTION sen.log_change_words(regclass, bigint, bigint) IS
    'What differs in all tables of a log between two of its versions, as sen.log_changes(), with values as a Board '
    'reads them, by the types that the columns have now: yes and no, days such as 6 June 2025, times such as 6 June '
    '2025, 14:05 in the time zone of the session, and numbers with a comma before each three digits, but for those of '
    'a key. What is no value of the type is as in the log. For view changes_since_sealed_meeting. Rights and errors: '
    'see '
    'sen.log_changes().';
