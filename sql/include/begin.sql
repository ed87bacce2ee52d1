\set ECHO none
-- What every file of sql/ begins with: the extension, the form of what is printed, and the tools of the tests.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS sen_improvement;
RESET client_min_messages;
SET datestyle = 'ISO, YMD';

-- One line a row, as wide as its values: in a difference stands what differs, and no column that became wider.
\set SHOW_CONTEXT never
\pset format unaligned
\pset fieldsep ' | '
\pset footer off
\pset null '(null)'

-- What a statement comes to: SQLSTATE | message | detail | hint, or "taken". Either way nothing of it stays.
-- Without the detail that only repeats the row, numbers given by a sequence and all.
CREATE FUNCTION pg_temp.answer(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    detail text;
    hint text;
BEGIN
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'ZZ999';
EXCEPTION WHEN SQLSTATE 'ZZ999' THEN
    RETURN 'taken';
WHEN others THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', SQLSTATE, SQLERRM, CASE WHEN detail <> '' AND detail !~ '^Failing row contains' THEN detail END, nullif(hint, ''));
END $$;
\set ECHO all
