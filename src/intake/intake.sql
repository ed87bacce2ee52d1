-- Room intake: checked import of extracts.

CREATE FUNCTION sen.read_date(value text, column_name text) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_read_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.read_date(text, text) IS
    'Reads YYYY-MM-DD or DD/MM/YYYY, also with a midnight after it (00:00, 00:00:00.000, T00:00:00Z), whatever '
    'DateStyle says; the column name is for the error, 22007. Null in, null out.';

CREATE FUNCTION sen.read_boolean(value text, column_name text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_read_boolean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.read_boolean(text, text) IS
    'Reads 1 or 0, yes or no, true or false, y or n, t or f, in any case; the column name is for the error, 22P02. '
    'Null in, null out.';

CREATE FUNCTION sen.intake_row() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    target  regclass;
    given   jsonb;
    row     jsonb := '{}';
    columns text;
    c       record;
BEGIN
    IF TG_WHEN <> 'INSTEAD OF' OR TG_OP <> 'INSERT' OR TG_NARGS <> 1 THEN
        RAISE EXCEPTION 'trigger function sen.intake_row() cannot serve "%"', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated',
                HINT = 'It is an INSTEAD OF INSERT trigger of a view; its argument is the name of a table in the same '
                       'schema.';
    END IF;
    target := format('%I.%I', TG_TABLE_SCHEMA, TG_ARGV[0])::regclass;
    given := to_jsonb(NEW);
    FOR c IN
        SELECT a.attname AS name, a.atttypid AS type, given ->> a.attname AS value, v.read, v.problem, v.hint
        FROM pg_attribute a
        CROSS JOIN LATERAL sen.read_value(given ->> a.attname, a.atttypid, false) v
        WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
          AND (v.read IS NOT NULL OR v.problem IS NOT NULL)
        ORDER BY a.attnum
    LOOP
        IF c.problem IS NOT NULL THEN
            RAISE EXCEPTION 'value "%" in column "%" %', c.value, c.name, c.problem
                USING ERRCODE = CASE c.type WHEN 'date'::regtype THEN 'invalid_datetime_format'
                                            ELSE 'invalid_text_representation' END,
                    COLUMN = c.name, HINT = c.hint;
        END IF;
        row := row || jsonb_build_object(c.name, c.read);
        columns := concat_ws(', ', columns, quote_ident(c.name));
    END LOOP;
    IF columns IS NULL THEN
        RAISE EXCEPTION 'empty row for table "%"', TG_ARGV[0]
            USING ERRCODE = 'not_null_violation', HINT = 'Remove blank lines from the extract.';
    END IF;
    -- Only the columns that were given: the others keep the table's defaults.
    EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM jsonb_populate_record(NULL::%s, $1)', target, columns, columns,
                   target) USING row;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION sen.intake_row() IS
    'INSTEAD OF INSERT trigger of the intake views: reads each value by sen.read_value() and inserts the row into the '
    'table named by the trigger''s argument. Checks of the table apply. 39P01 on anything else.';

CREATE FUNCTION sen.intake_only() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF TG_WHEN <> 'INSTEAD OF' OR TG_NARGS <> 1 THEN
        RAISE EXCEPTION 'trigger function sen.intake_only() cannot serve "%"', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated',
                HINT = 'It is an INSTEAD OF trigger of a view; its argument is the name of a table in the same schema.';
    END IF;
    RAISE EXCEPTION 'view "%" only takes rows in', TG_TABLE_NAME
        USING ERRCODE = 'object_not_in_prerequisite_state',
              HINT = format('Change or delete rows of table "%s" itself.', TG_ARGV[0]);
END
$function$;
COMMENT ON FUNCTION sen.intake_only() IS
    'INSTEAD OF UPDATE OR DELETE trigger of the intake views: refuses, with error 55000. 39P01 on anything else.';

CREATE FUNCTION sen.intake_done() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = error
AS $function$
DECLARE
    target CONSTANT regclass := to_regclass(format('%I.%I', TG_TABLE_SCHEMA, coalesce(TG_ARGV[0], '')));
BEGIN
    IF TG_WHEN <> 'AFTER' OR TG_OP <> 'INSERT' OR TG_LEVEL <> 'STATEMENT' OR TG_NARGS <> 1 OR target IS NULL THEN
        RAISE EXCEPTION 'trigger function sen.intake_done() cannot serve "%"', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated',
                HINT = 'It is an AFTER INSERT trigger, FOR EACH STATEMENT, of a view; its argument is the name of a '
                       'table in the same schema.';
    END IF;
    -- Once it has grown by a fifth: a COPY is followed by one ANALYZE, and so are few of many single rows. Who does
    -- not own the table, or meets another session at it, leaves it to autovacuum: hence no waiting and no warning.
    -- A table in partitions has its rows in these.
    IF (SELECT bool_or(c.reltuples < 0)
            OR 5 * sum(pg_relation_size(c.oid))
               > 6 * sum(c.relpages::bigint) * current_setting('block_size')::bigint
        FROM pg_class c
        WHERE c.relkind = 'r' AND c.oid IN (SELECT target UNION ALL SELECT i.inhrelid FROM pg_inherits i
                                            WHERE i.inhparent = target)) THEN
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', target);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION sen.intake_done() IS
    'AFTER INSERT trigger, for each statement, of the intake views: runs ANALYZE for the table named by the trigger''s '
    'argument once it has grown by a fifth, if whoever loads owns it. 39P01 on anything else.';
