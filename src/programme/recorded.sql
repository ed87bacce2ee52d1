-- Room programme: the columns of tracked tables, in words.

CREATE FUNCTION sen.recorded_columns()
    RETURNS TABLE (record_table text, column_name text, in_words text, form text, is_fact boolean, names text)
    AS 'MODULE_PATHNAME', 'sen_recorded_columns' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 300;
COMMENT ON FUNCTION sen.recorded_columns() IS
    'Every column of the tables of a programme that the log keeps, and how views say it: in_words, such as due day. '
    'form: text, name (of a row of the table names), day, yes or no, number, value (in the unit of its measure), or '
    'not shown, to whoever reads totals: short names, places in lists, and what may say more than totals do, such as '
    'remarks. is_fact: the column says what was, so that another value after a meeting of the Board corrects what the '
    'meeting was told; false for what was planned or is a word.';

CREATE FUNCTION sen.recorded_tables()
    RETURNS TABLE (record_table text, subject text, "position" integer, one text, several text, is_record boolean)
    AS 'MODULE_PATHNAME', 'sen_recorded_tables' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 50;
COMMENT ON FUNCTION sen.recorded_tables() IS
    'Every table of a programme that the log keeps: the subject that it belongs to, the place of that in reports, the '
    'words for one of its rows and for several; is_record: a row says what was, such as who came to a meeting, so that '
    'taking it away corrects what a meeting was told; false for what is planned, and for words.';
