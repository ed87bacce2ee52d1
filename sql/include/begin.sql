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
CREATE FUNCTION pg_temp.outcome(statement text, OUT state text, OUT message text, OUT detail text, OUT hint text)
    LANGUAGE plpgsql AS $$
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

-- Those of several statements, a line for each: of one alone all of it, of some in a row that share
-- SQLSTATE and hint these first, and then each message | detail.
CREATE FUNCTION pg_temp.answers(VARIADIC statements text[]) RETURNS SETOF text LANGUAGE sql AS $$
    WITH outcome AS (
        SELECT s.place, o.state, coalesce(o.message, s.statement) AS message, o.detail, o.hint
        FROM unnest(statements) WITH ORDINALITY s (statement, place), pg_temp.outcome(s.statement) o
    ), marked AS (
        SELECT *, ((state, hint) IS DISTINCT FROM (lag(state) OVER w, lag(hint) OVER w))::integer AS other
        FROM outcome WINDOW w AS (ORDER BY place)
    ), grouped AS (
        SELECT *, sum(other) OVER (ORDER BY place) AS number FROM marked
    )
    SELECT CASE WHEN count(*) OVER (PARTITION BY number) = 1 AND length(concat(message, detail, hint)) < 180
                THEN concat_ws(' | ', state, message, detail, hint)
                ELSE CASE other WHEN 1 THEN concat_ws(' | ', state, hint) || E'\n' ELSE '' END || '    '
                    || concat_ws(' | ', message, detail) END
    FROM grouped ORDER BY place
$$;

-- Those of one statement, with each of some values in the place of %L. Values in a row that are refused in the
-- same words are one line, with % for the value; one whose message does not repeat it is told before.
CREATE FUNCTION pg_temp.answers_with(template text, VARIADIC vals text[]) RETURNS SETOF text LANGUAGE sql AS $$
    WITH outcome AS (
        SELECT s.place, s.v, o.*, concat_ws(' | ', replace(o.message, '"' || s.v || '"', '"%"'),
                                            replace(o.detail, '"' || s.v || '"', '"%"')) AS words
        FROM unnest(vals) WITH ORDINALITY s (v, place), pg_temp.outcome(format(template, s.v)) o
    ), marked AS (
        SELECT *, ((state, hint) IS DISTINCT FROM (lag(state) OVER w, lag(hint) OVER w))::integer AS other,
            ((state, hint, words) IS DISTINCT FROM (lag(state) OVER w, lag(hint) OVER w, lag(words) OVER w)
             OR strpos(words, '"%"') = 0 OR v IS NULL)::integer AS otherwise
        FROM outcome WINDOW w AS (ORDER BY place)
    ), grouped AS (
        SELECT *, sum(otherwise) OVER (ORDER BY place) AS number FROM marked
    )
    SELECT max(CASE other WHEN 1 THEN concat_ws(' | ', state, hint) || E'\n' ELSE '' END) || '    '
        || CASE WHEN count(*) > 1 THEN min(words) || ' (' || count(*) || ' values)'
                ELSE CASE WHEN strpos(min(message), min(v)) > 0 THEN '' ELSE coalesce(min(v), 'NULL') || ': ' END
                    || concat_ws(' | ', min(message), min(detail)) END
    FROM grouped GROUP BY number ORDER BY min(place)
$$;
\set ECHO all
