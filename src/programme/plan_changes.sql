-- Room programme: what the log says of the plan and the Board, for those who read the Board's papers.

CREATE FUNCTION sen.plan_changes(log regclass, columns jsonb, since timestamptz DEFAULT NULL,
                                 edited jsonb DEFAULT NULL)
    RETURNS TABLE (log_table text, key jsonb, key_text text, operation text, column_name text, old_value text,
                   new_value text, session_role text, acting_role text, statement_at timestamptz, meeting text,
                   version bigint, leaf_index bigint, block_id bigint, number integer)
    AS 'MODULE_PATHNAME', 'sen_plan_changes' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 100 COST 2000;
COMMENT ON FUNCTION sen.plan_changes(regclass, jsonb, timestamptz, jsonb) IS
    'As sen.column_changes(), of the columns of a programme that the Board''s papers may show: those of '
    'sen.recorded_columns() whose form is not not shown. columns null, or null for a table: all of these. '
    'edited: a list of tables, such as ["action"], of which the rows are left out that were neither changed nor '
    'deleted since then; null, as it is without it: of none (22023 if it is no list). Whoever may '
    'read view board_paper of the programme may ask it, level reader of sen.grant_access() and more; then the log is '
    'read with the rights of its owner, and row-level security of other tables does not matter. 42501 for any other '
    'table or column, for a table whose row-level security applies to the owner (with columns null it is left out), '
    'and for whoever may read neither the log nor the papers. Otherwise as sen.column_changes().';

CREATE FUNCTION sen.value_on_day(log regclass, log_table text, key_text text, column_name text, value anyelement)
    RETURNS anyelement
    AS 'MODULE_PATHNAME', 'sen_value_on_day' LANGUAGE C STABLE PARALLEL RESTRICTED;
COMMENT ON FUNCTION sen.value_on_day(regclass, text, text, text, anyelement) IS
    'What a column of a row of the plan held at the end of sen.today(): value, unless view changed_later of the '
    'programme, whose log is named by its table ledger_block, has another. log_table, key_text and column_name are as '
    'there. For the views NAME_on_day. Reads nothing for the current day or a later one. Not STRICT: null if it was '
    'null then. On a past day it needs what sen.plan_changes() needs (42501), or the reports for BI tools, level bi, '
    'which has an answer for the columns that its views read alone; 55000 if the programme is not laid out by the '
    'installed version.';

CREATE FUNCTION sen.is_changed_later(log regclass, log_table text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_changed_later' LANGUAGE C STABLE STRICT PARALLEL RESTRICTED;
COMMENT ON FUNCTION sen.is_changed_later(regclass, text) IS
    'Whether sen.value_on_day() has another value than that of now for any row of a table of the plan, as at the end '
    'of sen.today(), by view changed_later of the programme. For the views NAME_on_day, which look a row up only if '
    'so. False for the current day or a later one, of which it reads nothing. Rights and errors: see '
    'sen.value_on_day().';

CREATE FUNCTION sen.deleted_later(log regclass, log_table text, "of" anyelement) RETURNS SETOF anyelement
    AS 'MODULE_PATHNAME', 'sen_deleted_later' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 1;
COMMENT ON FUNCTION sen.deleted_later(regclass, text, anyelement) IS
    'The rows of a table of the plan that were there at the end of sen.today() and have been deleted since, as they '
    'were on that day, by view changed_later of the programme. of: a null of the type of these rows, such as '
    'null::action. For the views NAME_on_day. No rows for the current day or a later one. Rights and errors: see '
    'sen.value_on_day(). Not STRICT, as of is null; log or log_table null: no rows.';
