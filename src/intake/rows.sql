-- Room intake: rows of text for any table, all their faults at once.

CREATE FUNCTION sen.read_value(value text, value_type regtype, is_code boolean, OUT read text, OUT problem text,
                               OUT hint text)
    AS 'MODULE_PATHNAME', 'sen_read_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.read_value(text, regtype, boolean) IS
    'Reads a cell of a file for a column of a type: as text that the type takes, or what is wrong with it and what to '
    'write instead. is_code: a reference or a word of a list, where 344.0 is 344. All null for an empty cell. No '
    'errors.';

CREATE FUNCTION sen.nearest_word(word text, words text[]) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_nearest_word' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.nearest_word(text, text[]) IS
    'The word of a list that takes the fewest letters to change, in any case; null if that is more than half of its '
    'letters. The beginning of a word is near to it. Null in, null out.';

CREATE FUNCTION sen.intake_columns(target regclass)
    RETURNS TABLE ("position" integer, column_name name, data_type regtype, is_key boolean, is_needed boolean,
                   is_code boolean, default_value text, word_table regclass, word_column name, meaning text)
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT row_number() OVER (ORDER BY a.attnum)::integer, a.attname,
           coalesce(nullif(t.typbasetype, 0), t.oid)::regtype, k.is_key,
           a.attnotnull AND d.adbin IS NULL AND a.attidentity = '', k.is_key OR k.is_reference,
           pg_get_expr(d.adbin, d.adrelid), w.word_table, w.word_column, col_description(a.attrelid, a.attnum)
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(c.contype = 'p'), false) AS is_key,
               coalesce(bool_or(c.contype = 'f'), false) AS is_reference
        FROM pg_constraint c
        WHERE c.conrelid = a.attrelid AND a.attnum = ANY (c.conkey)
    ) k
    LEFT JOIN LATERAL (
        SELECT c.confrelid::regclass AS word_table, f.attname AS word_column
        FROM pg_constraint c
        JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
        WHERE c.conrelid = a.attrelid AND c.contype = 'f' AND c.conkey = ARRAY[a.attnum] AND c.conparentid = 0
        ORDER BY c.oid
        LIMIT 1
    ) w ON true
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity <> 'a';
END;
COMMENT ON FUNCTION sen.intake_columns(regclass) IS
    'The columns of a table that rows may fill, in their order: their type, whether they are of the key, have to be '
    'given, or are a reference or a word of another table and which, their default, and what they mean. Null in, none '
    'out.';

CREATE FUNCTION sen.intake_words(target regclass, column_name name, most integer) RETURNS text[]
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    words text[];
BEGIN
    EXECUTE format('SELECT array_agg(w.word ORDER BY w.word) FROM (SELECT %I::text AS word FROM %s LIMIT %s) w',
                   column_name, target, most + 1) INTO words;
    RETURN CASE WHEN cardinality(words) > most THEN NULL ELSE coalesce(words, '{}') END;
END
$function$;
COMMENT ON FUNCTION sen.intake_words(regclass, name, integer) IS
    'The values of a column, if there are not more than so many; else null. Part of the intake.';

CREATE FUNCTION sen.intake_name(target regclass) RETURNS name
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    named CONSTANT name := (
        SELECT left(c.relname, 58) || '_rows' FROM pg_class c
        WHERE c.oid = target AND c.relkind IN ('r', 'p', 'f')
          AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
          AND EXISTS (SELECT FROM sen.intake_columns(target)));
BEGIN
    IF named IS NULL THEN
        RAISE EXCEPTION '% is not a table that takes rows', coalesce('"' || target || '"', 'null')
            USING ERRCODE = 'wrong_object_type', HINT = 'Name a table, such as wirral.action.';
    END IF;
    RETURN named;
END
$function$;
COMMENT ON FUNCTION sen.intake_name(regclass) IS
    'The name of the temporary table whose rows wait for a table: its own with _rows behind it. Part of the intake. '
    '42809 for what takes no rows.';

CREATE FUNCTION sen.intake_header(header text[], columns name[] DEFAULT '{}', numbers_twins boolean DEFAULT false)
    RETURNS name[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    names name[] := '{}';
    one   text;
    plain text;
BEGIN
    IF cardinality(header) > 1600 THEN
        RAISE EXCEPTION 'the header has % columns', cardinality(header)
            USING ERRCODE = 'too_many_columns',
                  HINT = 'A table has at most 1600. Is the file parted by another sign, or does it have empty columns?';
    END IF;
    FOREACH one IN ARRAY header LOOP
        -- As people write the names of columns: in any case, with blanks.
        plain := (sen.read_value(one, 'text', false)).read;
        plain := CASE WHEN plain = ANY (columns) THEN plain
                      ELSE regexp_replace(lower(coalesce(plain, '')), '[[:space:]_-]+', '_', 'g') END;
        IF plain = '' THEN
            plain := 'unnamed_' || cardinality(names) + 1;
        ELSIF plain::name = ANY (names) AND numbers_twins THEN
            plain := left(plain, 50) || '_' || (SELECT count(*) + 1 FROM unnest(header[:cardinality(names)]) h (name)
                                                WHERE lower(btrim(h.name)) = lower(btrim(one)));
        ELSIF plain::name = ANY (names) THEN
            RAISE EXCEPTION 'column "%" is in the header twice', one
                USING ERRCODE = 'duplicate_column', HINT = 'Remove one of the two columns, or give it another name.';
        END IF;
        names := names || plain::name;
    END LOOP;
    RETURN names;
END
$function$;
COMMENT ON FUNCTION sen.intake_header(text[], name[], boolean) IS
    'The names of the columns of a file, as a table has them: those among columns as they are, others in small letters '
    'with _ for blanks. A name that comes twice is error 42701, or with numbers_twins has its number behind it. 54011 '
    'for more than 1600. Part of the intake. Null in, null out.';

CREATE FUNCTION sen.intake_table(target regclass, header text[] DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
DECLARE
    made    CONSTANT name := sen.intake_name(target);
    columns CONSTANT name[] := ARRAY(SELECT c.column_name FROM sen.intake_columns(target) c ORDER BY c."position");
BEGIN
    EXECUTE format('DROP TABLE IF EXISTS pg_temp.%I', made);
    EXECUTE format('CREATE TEMPORARY TABLE %I (%s)', made, (
        SELECT string_agg(format('%I text', n.name), ', ' ORDER BY n.place)
        FROM unnest(CASE WHEN header IS NULL THEN columns ELSE sen.intake_header(header, columns) END)
            WITH ORDINALITY n (name, place)));
    RETURN quote_ident(made);
END
$function$;
COMMENT ON FUNCTION sen.intake_table(regclass, text[]) IS
    'Makes a temporary table of text columns, named as the table with _rows behind it, to copy a file into, and gives '
    'its name. Without a header it has the columns of the table; with that of a file, those of the file in their '
    'order, names in any case and with blanks. One that is there is replaced. 42809 for what is no table, 42701 for a '
    'column that is there twice.';

CREATE FUNCTION sen.intake_source(target regclass, source regclass) RETURNS regclass
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    named CONSTANT name := sen.intake_name(target);
    found CONSTANT regclass := coalesce(source, to_regclass(format('pg_temp.%I', named)));
BEGIN
    -- Nothing is read for what this one cannot load rows into.
    IF NOT has_any_column_privilege(target, 'INSERT') THEN
        RAISE EXCEPTION 'permission denied for table %', target
            USING ERRCODE = 'insufficient_privilege', HINT = 'Its owner gives the right to insert rows.';
    ELSIF found IS NULL THEN
        RAISE EXCEPTION 'there are no rows to read for "%"', target
            USING ERRCODE = 'undefined_table',
                HINT = format('Call sen.intake_table(%s) and copy a file into pg_temp.%s.', quote_literal(target),
                              quote_ident(named));
    END IF;
    RETURN found;
END
$function$;
COMMENT ON FUNCTION sen.intake_source(regclass, regclass) IS
    'The relation whose rows are read for a table. Part of the intake. 42809 for what takes no rows, 42501 without the '
    'right to insert, 42P01 without rows.';

CREATE FUNCTION sen.intake_passes(target regclass, column_name name, VARIADIC given text[]) RETURNS boolean
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    column_number  smallint;
    column_type    text;
    checks         text;
    passes         boolean;
BEGIN
    SELECT a.attnum, format_type(a.atttypid, a.atttypmod) INTO column_number, column_type
    FROM pg_attribute a WHERE a.attrelid = target AND a.attname = column_name AND a.attnum > 0;
    IF column_type IS NULL THEN
        RAISE EXCEPTION 'table "%" has no column "%"', target, column_name
            USING ERRCODE = 'undefined_column', HINT = 'sen.template() lists its columns.';
    END IF;
    SELECT string_agg('coalesce(' || pg_get_expr(k.conbin, k.conrelid) || ', true)', ' AND ') INTO checks
    FROM pg_constraint k WHERE k.conrelid = target AND k.contype = 'c' AND k.conkey = ARRAY[column_number];
    EXECUTE format('SELECT bool_and(%s) FROM (SELECT v.value::%s AS %I FROM unnest($1) v (value)) v',
                   -- Not what the planner knows to be true: each value has to be of the type.
                   coalesce(checks, format('%1$I IS NULL OR %1$I IS NOT NULL', column_name)), column_type, column_name)
        INTO passes USING given;
    RETURN coalesce(passes, true);
END
$function$;
COMMENT ON FUNCTION sen.intake_passes(regclass, name, text[]) IS
    'Whether the values have the form of a column''s type and pass the checks of the table on that column alone, which '
    'may be errors with their own hints. Part of the intake.';

--@include intake/take_rows.sql

CREATE FUNCTION sen.check_rows(target regclass, source regclass DEFAULT NULL)
    RETURNS TABLE (row_number bigint, column_name text, value text, problem text, hint text)
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT p.row_number, p.column_name, p.value, p.problem, p.hint
    FROM jsonb_to_recordset(sen.take_rows(target, source, 'check') -> 'problems')
        AS p (row_number bigint, column_name text, value text, problem text, hint text)
    ORDER BY p.row_number NULLS FIRST, p.column_name;
END;
COMMENT ON FUNCTION sen.check_rows(regclass, regclass) IS
    'All that is wrong with the rows that wait for a table (in pg_temp.TABLE_rows, or in another relation): row, '
    'counted from 1 after the header and null for the file as a whole, column, value, what is wrong, what to write. '
    'None if they would be taken. Loads nothing. 42P01 without such rows; 42501 without the right to insert.';

CREATE FUNCTION sen.load_rows(target regclass, source regclass DEFAULT NULL, only_good boolean DEFAULT false,
                              OUT rows_read bigint, OUT rows_new bigint, OUT rows_changed bigint,
                              OUT rows_unchanged bigint, OUT rows_refused bigint, OUT rows_blank bigint,
                              OUT columns_left_out text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    result jsonb;
BEGIN
    result := sen.take_rows(target, source, CASE WHEN only_good THEN 'good' ELSE 'all' END);
    IF jsonb_array_length(result -> 'problems') > 0 AND NOT coalesce(only_good, false) THEN
        RAISE EXCEPTION '% of % cannot be loaded, so none was', sen.count_words((result ->> 'refused')::numeric, 'row'),
              result ->> 'rows'
            USING ERRCODE = 'data_exception',
                HINT = format('SELECT * FROM sen.check_rows(%s) lists all that is wrong; with only_good => true the '
                              'good rows are loaded, and the others stay where they are.',
                              concat_ws(', ', quote_literal(target), quote_literal(source)));
    END IF;
    rows_read := result ->> 'rows';
    rows_new := result ->> 'new';
    rows_changed := result ->> 'changed';
    rows_unchanged := result ->> 'unchanged';
    rows_refused := result ->> 'refused';
    rows_blank := result ->> 'blank';
    columns_left_out := result ->> 'left_out';
END
$function$;
COMMENT ON FUNCTION sen.load_rows(regclass, regclass, boolean) IS
    'Takes the rows that wait for a table (in pg_temp.TABLE_rows, or in another relation) into it: new ones are '
    'inserted, those whose key is there are changed in the columns that were given. All or none, error 22000 with how '
    'many are wrong; with only_good the good ones, which leave the temporary table, so that it holds those that were '
    'refused. Gives the numbers of rows, and the columns that the table does not have.';

CREATE FUNCTION sen.header_columns(line text, delimiter text DEFAULT ',') RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY(SELECT CASE WHEN f.m[1] LIKE '"%' THEN replace(substr(f.m[1], 2, length(f.m[1]) - 2), '""', '"')
                             ELSE f.m[1] END
                 FROM pg_catalog.regexp_matches(delimiter || pg_catalog.rtrim(line, E'\r\n'),
                                                format('[%s]("(?:[^"]|"")*"|[^%1$s]*)', delimiter), 'g')
                     WITH ORDINALITY f (m, place)
                 ORDER BY f.place);
COMMENT ON FUNCTION sen.header_columns(text, text) IS
    'The names in the first line of a CSV file, with the character that parts them: a comma, a semicolon or a tab. For '
    'sen.intake_table(). Null in, null out.';

CREATE FUNCTION sen.load_order(programme regnamespace)
    RETURNS TABLE ("position" bigint, table_name name)
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH RECURSIVE one AS (
        SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = programme AND c.relkind IN ('r', 'p')
          AND NOT c.relispartition AND c.relname NOT IN ('layout_step', 'programme')
          AND c.relname NOT LIKE 'ledger\_%'
    ), needs AS (
        SELECT DISTINCT k.conrelid, k.confrelid
        FROM pg_constraint k
        JOIN one a ON a.oid = k.conrelid
        JOIN one b ON b.oid = k.confrelid
        WHERE k.contype = 'f' AND k.conrelid <> k.confrelid
    ), depth AS (
        SELECT o.oid, 0 AS steps FROM one o
        UNION
        SELECT n.conrelid, d.steps + 1 FROM depth d JOIN needs n ON n.confrelid = d.oid WHERE d.steps < 100
    )
    SELECT row_number() OVER (ORDER BY max(d.steps), o.relname), o.relname
    FROM one o
    JOIN depth d ON d.oid = o.oid
    GROUP BY o.oid, o.relname;
END;
COMMENT ON FUNCTION sen.load_order(regnamespace) IS
    'The tables of a programme in an order in which they can be loaded: each after those that its foreign keys name; '
    'without those that the extension itself writes. Null in, none out.';

CREATE FUNCTION sen.intake_example(target regclass, column_name name) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c     record;
    other record;
    words text[];
    one   text;
BEGIN
    SELECT i.* INTO c FROM sen.intake_columns(target) i WHERE i.column_name = intake_example.column_name;
    IF c.word_table = target THEN
        RETURN NULL;
    END IF;
    -- A reference: that of the first row there, or what would be its example.
    SELECT k.confrelid::regclass AS table_, b.attname AS column_, (
               SELECT string_agg(format('w.%I', x.attname), ', ' ORDER BY u.place)
               FROM unnest(k.confkey) WITH ORDINALITY u (number, place)
               JOIN pg_attribute x ON x.attrelid = k.confrelid AND x.attnum = u.number) AS key
    INTO other
    FROM pg_constraint k
    CROSS JOIN LATERAL unnest(k.conkey, k.confkey) u (ours, theirs)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.ours
    JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.theirs
    WHERE k.conrelid = target AND k.contype = 'f' AND k.confrelid <> target AND k.conparentid = 0
      AND a.attname = c.column_name
    ORDER BY cardinality(k.conkey), k.conname
    LIMIT 1;
    IF FOUND THEN
        EXECUTE format('SELECT w.%I::text FROM %s w ORDER BY %s LIMIT 1', other.column_, other.table_, other.key)
            INTO one;
        RETURN coalesce(one, sen.intake_example(other.table_, other.column_));
    END IF;
    -- What a check of the column names: the words of a list, or a value for example.
    words := ARRAY(SELECT m.word[1]
                   FROM pg_constraint k
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
                   CROSS JOIN LATERAL regexp_matches(
                       regexp_replace(pg_get_expr(k.conbin, k.conrelid), 'such as ([[:alnum:]_-]+)', '''\1''', 'g'),
                       '''([[:alnum:]][[:alnum:] _-]{0,40})''', 'g') WITH ORDINALITY m (word, place)
                   WHERE k.conrelid = target AND k.contype = 'c' AND a.attname = c.column_name
                     AND m.word[1] <> c.column_name
                   ORDER BY k.conname, m.place);
    FOREACH one IN ARRAY CASE WHEN c.data_type = 'date'::regtype THEN '{2025-12-31,2025-04-01}'
                              WHEN c.data_type = 'boolean'::regtype THEN '{yes}'
                              WHEN c.data_type IN ('smallint', 'integer', 'bigint') THEN '{12,1,2025}' || words
                              WHEN c.data_type IN ('numeric', 'real', 'double precision') THEN '{12.5,0.5,1}'
                              WHEN c.data_type NOT IN ('text', 'character varying')
                              THEN '{"{}","{final_plan}",2025-12-31}'
                              WHEN c.is_key THEN '{A1}' || words || '{a1}'
                              ELSE '{In words}' || words || '{A1,a1}' END LOOP
        BEGIN
            IF sen.intake_passes(target, c.column_name, one) THEN
                RETURN one;
            END IF;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
            NULL;
        END;
    END LOOP;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION sen.intake_example(regclass, name) IS
    'A value that a column takes: that of the first row which it can name, a word of its checks, or what its type has. '
    'Null if none of them passes. Part of the intake.';

CREATE FUNCTION sen.intake_example_row(target regclass) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    cells jsonb := (SELECT jsonb_object_agg(i.column_name, sen.intake_example(target, i.column_name))
                    FROM sen.intake_columns(target) i);
    c     record;
BEGIN
    -- What cannot stand beside the others is left empty: the column that is named, else the last one that may be.
    FOR i IN 1 .. (SELECT count(*) FROM jsonb_object_keys(cells)) LOOP
        SELECT i.column_name, i.is_needed INTO c
        FROM sen.intake_problems(target, cells, NULL, NULL, NULL) p
        JOIN sen.intake_columns(target) i
            ON i.column_name = p.at_column OR NOT i.is_needed AND p.message IS NOT NULL
        WHERE cells ->> i.column_name IS NOT NULL
          AND (NOT i.is_needed OR i.data_type = 'boolean'::regtype AND cells ->> i.column_name <> 'no')
        ORDER BY (i.column_name = p.at_column) DESC, i."position" DESC
        LIMIT 1;
        EXIT WHEN NOT FOUND;
        cells := cells || jsonb_build_object(c.column_name, CASE WHEN c.is_needed THEN 'no' END);
    END LOOP;
    RETURN cells;
END
$function$;
COMMENT ON FUNCTION sen.intake_example_row(regclass) IS
    'A row that a table takes, where its columns say enough to make one: each as sen.intake_example() has it, but for '
    'those that others exclude. Part of the intake.';

CREATE FUNCTION sen.template(target regclass)
    RETURNS TABLE ("position" integer, column_name name, needed text, "write" text, allowed text, example text,
                   meaning text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c    record;
    row_ CONSTANT jsonb := sen.intake_example_row(target);
BEGIN
    FOR c IN SELECT i.*, a.atttypid, a.atttypmod FROM sen.intake_columns(target) i
             JOIN pg_attribute a ON a.attrelid = target AND a.attname = i.column_name ORDER BY i."position" LOOP
        "position" := c."position";
        column_name := c.column_name;
        needed := CASE WHEN c.is_needed THEN 'yes' WHEN c.default_value IS NULL THEN 'no'
                       ELSE 'no, has a default' END;
        "write" := CASE WHEN c.data_type = 'date'::regtype THEN '2025-12-31 or 31/12/2025'
                        WHEN c.data_type = 'boolean'::regtype THEN 'yes or no'
                        WHEN c.data_type IN ('smallint', 'integer', 'bigint') THEN 'a whole number, such as 12'
                        WHEN c.data_type IN ('numeric', 'double precision', 'real') THEN 'a number, such as 12.5'
                        WHEN c.word_table = target THEN format('the %s of another row', c.word_column)
                        WHEN c.word_table IS NOT NULL
                        THEN format('the %s of a row of table %s', c.word_column, (SELECT k.relname FROM pg_class k
                                                                        WHERE k.oid = c.word_table))
                        WHEN c.is_key THEN 'a short name of your own'
                        ELSE 'text' END;
        allowed := NULL;
        IF c.word_table IS NOT NULL AND c.word_table <> target THEN
            allowed := array_to_string(sen.intake_words(c.word_table, c.word_column, 30), ', ');
        END IF;
        IF nullif(allowed, '') IS NULL THEN
            -- What the check of the column says of a value that it refuses.
            BEGIN
                PERFORM FROM (SELECT 1) s WHERE NOT sen.intake_passes(target, c.column_name, CASE
                    WHEN c.data_type = 'date'::regtype THEN '1000-01-01'
                    WHEN c.data_type IN ('smallint', 'integer', 'bigint', 'numeric') THEN '-32768'
                    ELSE E' \t' END);
            EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
                GET STACKED DIAGNOSTICS allowed = PG_EXCEPTION_HINT;
            END;
        END IF;
        allowed := nullif(allowed, '');
        example := row_ ->> c.column_name;
        meaning := c.meaning;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.template(regclass) IS
    'What a file for a table holds: its columns in their order, whether they are needed, what to write, which words or '
    'values are allowed, an example, and what they mean. The examples together are a row.';

--@include intake/notice_template.sql
