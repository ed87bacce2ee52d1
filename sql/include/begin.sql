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

-- What a statement comes to. Nothing of it stays, and if it is taken, that is its state.
-- A detail that repeats the whole row, with times and numbers given by a sequence, is left out.
CREATE FUNCTION pg_temp.outcome(statement text, OUT state text, OUT message text, OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'ZZ999';
EXCEPTION WHEN SQLSTATE 'ZZ999' THEN
    state := 'taken';
WHEN others THEN
    state := SQLSTATE;
    message := SQLERRM;
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    detail := CASE WHEN detail !~ '^Failing row contains' THEN nullif(detail, '') END;
    hint := nullif(hint, '');
END $$;

-- The same as one line: SQLSTATE | message | detail | hint, or "taken".
CREATE FUNCTION pg_temp.answer(statement text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' | ', state, message, detail, hint) FROM pg_temp.outcome(statement)
$$;

-- Those of several: a line for each, under the SQLSTATE and the hint that it shares with those before it.
CREATE FUNCTION pg_temp.answers(VARIADIC statements text[]) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT CASE WHEN (state, hint) IS DISTINCT FROM (lag(state) OVER w, lag(hint) OVER w) THEN concat_ws(' | ', state, hint) || E'\n' ELSE '' END
        || '    ' || concat_ws(' | ', message, detail)
    FROM unnest(statements) WITH ORDINALITY s (statement, place), pg_temp.outcome(statement)
    WINDOW w AS (ORDER BY place) ORDER BY place
$$;

-- Those of one statement, with each of some values in the place of %L. A value that the message does not repeat is told.
CREATE FUNCTION pg_temp.answers_with(template text, VARIADIC vals text[]) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT CASE WHEN (state, hint) IS DISTINCT FROM (lag(state) OVER w, lag(hint) OVER w) THEN concat_ws(' | ', state, hint) || E'\n' ELSE '' END
        || '    ' || CASE WHEN strpos(message, v) > 0 THEN '' ELSE v || ': ' END || concat_ws(' | ', message, detail)
    FROM unnest(vals) WITH ORDINALITY s (v, place), pg_temp.outcome(format(template, v))
    WINDOW w AS (ORDER BY place) ORDER BY place
$$;
\set ECHO all
