-- How rows of text become rows of a table. All cells are read at once; then words, needed columns and keys are looked
-- at; then what is left goes in, together if nothing is wrong with it, else row by row to find out what is.

CREATE FUNCTION sen.intake_refused(word_table regclass, word_column name) RETURNS text[]
    LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    waiting CONSTANT regclass := to_regclass(format('pg_temp.%I', sen.intake_name(word_table)));
    refused text[] := '{}';
BEGIN
    IF EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = waiting AND a.attname = word_column AND a.attnum > 0
               AND NOT a.attisdropped AND a.atttypid = 'text'::regtype) THEN
        EXECUTE format('SELECT ARRAY(SELECT (sen.read_value(w.%I, ''text'', true)).read FROM %s w LIMIT 5000)',
                       word_column, waiting) INTO refused;
    END IF;
    RETURN refused;
END
$function$;
COMMENT ON FUNCTION sen.intake_refused(regclass, name) IS
    'The words of a column in the rows that still wait for a table, such as those that were refused. Part of the '
    'intake.';

CREATE FUNCTION sen.intake_titled(word_table regclass, word_column name, title text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    titled CONSTANT name := (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = word_table AND a.attnum > 0
                             AND a.attname IN ('title', 'name') AND a.atttypid = 'text'::regtype LIMIT 1);
    word   text;
BEGIN
    IF titled IS NOT NULL THEN
        EXECUTE format('SELECT min(w.%I::text) FROM %s w WHERE lower(w.%I) = '
                       'lower($1)', word_column, word_table, titled)
            INTO word USING title;
    END IF;
    RETURN word;
END
$function$;
COMMENT ON FUNCTION sen.intake_titled(regclass, name, text) IS
    'The word of the row that has this title or name, which people write instead; null if none has. Part of the '
    'intake.';

CREATE FUNCTION sen.intake_judge(target regclass, columns name[]) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c       record;
    v       record;
    words   text[];
    refused text[];
    meant   text;
    word    text;
    message text;
    told    text;
BEGIN
    -- A file whose dates have the month first has it first in all of them, also where both ways give a date, and in
    -- every column.
    UPDATE pg_temp."sen intake cell" x
    SET value = NULL, problem = 'can be read as two dates',
        hint = format('Is it %s or %s? Other dates of this file have the month first. Write dates as 2025-12-31 or '
                      '31/12/2025.', x.value, to_char(x.value::date, 'YYYY-DD-MM'))
    FROM sen.intake_columns(target) i
    WHERE i.column_name = x.column_name AND i.data_type = 'date'::regtype AND x.given ~ '(^|\D)\d\d/\d\d/\d{4}'
      AND extract(day FROM x.value::date) <= 12 AND extract(day FROM x.value::date) <> extract(month FROM x.value::date)
      AND EXISTS (SELECT FROM pg_temp."sen intake cell" o
                  JOIN sen.intake_columns(target) j ON j.column_name = o.column_name AND j.data_type = 'date'::regtype
                  WHERE o.problem IS NOT NULL
                    AND o.given ~ '(^|\D)(0?[1-9]|1[012])([/.-])(1[3-9]|2\d|3[01])\3(\d\d)?\d\d(\D|$)');

    FOR c IN SELECT i.* FROM sen.intake_columns(target) i WHERE i.column_name = ANY (columns) LOOP
        IF c.is_needed THEN
            INSERT INTO pg_temp."sen intake cell" (row_number, column_name, problem, hint)
            SELECT x.row_number, c.column_name, 'must not be empty', c.meaning
            FROM pg_temp."sen intake cell" x
            GROUP BY x.row_number
            HAVING NOT bool_or(x.column_name = c.column_name);
        END IF;
        IF c.is_key THEN
            UPDATE pg_temp."sen intake cell" x
            SET problem = 'is a line of totals', hint = 'Remove it: a table holds single rows, and counts them itself.'
            WHERE x.column_name = c.column_name AND x.value ~* '^(grand |sub-?)?totals?:?$';
        END IF;

        -- Words of another table: in any case, with any blanks. Its own rows may come with the file.
        IF c.word_table IS NOT NULL THEN
            words := sen.intake_words(c.word_table, c.word_column, 500);
            -- Of a long list the foreign key itself says what is not in it.
            CONTINUE WHEN words IS NULL;
            IF c.word_table = target THEN
                words := words || ARRAY(SELECT x.value FROM pg_temp."sen intake cell" x
                                        WHERE x.column_name = c.word_column AND x.value IS NOT NULL);
            END IF;
            refused := sen.intake_refused(c.word_table, c.word_column);
            FOR v IN SELECT DISTINCT x.value FROM pg_temp."sen intake cell" x
                     WHERE x.column_name = c.column_name AND x.problem IS NULL AND x.value <> ALL (words) LOOP
                word := (SELECT CASE WHEN count(DISTINCT w.word) = 1 THEN min(w.word) END FROM unnest(words) w (word)
                         WHERE lower(regexp_replace(w.word, '[[:space:]_-]+', ' ', 'g'))
                               = lower(regexp_replace(replace(v.value, '%', 'percent'), '[[:space:]_-]+', ' ', 'g')));
                meant := CASE WHEN word IS NULL THEN sen.intake_titled(c.word_table, c.word_column, v.value) END;
                UPDATE pg_temp."sen intake cell" x
                SET value = word,
                    problem = CASE WHEN word IS NULL
                                   THEN format('is not in table "%s"', (SELECT k.relname FROM pg_class k
                                                                        WHERE k.oid = c.word_table)) END,
                    hint = CASE WHEN word IS NULL THEN sen.list_words(' ',
                        CASE WHEN v.value = ANY (refused)
                             THEN 'Its row for that table is refused: mend that one first.' END,
                        'Perhaps ' || quote_literal(coalesce(meant, sen.nearest_word(v.value, words))) || '?',
                        -- Owners in pairs, as plans have them.
                        CASE WHEN (SELECT k.relname FROM pg_class k WHERE k.oid = c.word_table) = 'post'
                                  AND v.value ~* '[^[:space:]][[:space:]]*(/|;|,|&|[[:space:]]and[[:space:]])'
                             THEN 'One post answers; of an action another can be its lead_post, and partners have '
                                  || 'rows of table contribution.' END,
                        CASE WHEN cardinality(words) = 0 THEN 'That table is empty: load it first.'
                             WHEN cardinality(words) <= 30
                             THEN 'Use one of: ' || array_to_string(words, ', ') || '.'
                             ELSE 'Load its row first, or correct the reference.' END) END
                WHERE x.column_name = c.column_name AND x.value = v.value AND x.problem IS NULL;
            END LOOP;
            CONTINUE;
        END IF;

        -- Checks on one column, and words of a type: each value once, and in other case if it does not pass.
        CONTINUE WHEN c.data_type IN ('text', 'date', 'boolean', 'numeric') AND NOT EXISTS (
            SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
            WHERE k.conrelid = target AND k.contype = 'c' AND a.attname = c.column_name);
        BEGIN
            CONTINUE WHEN sen.intake_passes(target, c.column_name, VARIADIC ARRAY(
                SELECT DISTINCT x.value FROM pg_temp."sen intake cell" x
                WHERE x.column_name = c.column_name AND x.problem IS NULL));
        EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
            NULL;
        END;
        FOR v IN SELECT DISTINCT x.value FROM pg_temp."sen intake cell" x
                 WHERE x.column_name = c.column_name AND x.problem IS NULL AND x.value IS NOT NULL LOOP
            message := NULL;
            FOREACH word IN ARRAY CASE WHEN c.data_type IN ('date', 'boolean', 'numeric') THEN ARRAY[v.value]
                                       ELSE ARRAY[v.value, lower(v.value), upper(v.value),
                                                  replace(lower(v.value), ' ', '_'),
                                                  regexp_replace(v.value, '^(\d+)\.0+$', '\1')] END LOOP
                BEGIN
                    IF sen.intake_passes(target, c.column_name, word) THEN
                        UPDATE pg_temp."sen intake cell" x SET value = word
                        WHERE x.column_name = c.column_name AND x.value = v.value AND x.problem IS NULL;
                        message := NULL;
                        EXIT;
                    END IF;
                    message := coalesce(message, 'is not allowed');
                EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
                    IF message IS NULL THEN
                        GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, told = PG_EXCEPTION_HINT;
                    END IF;
                END;
            END LOOP;
            -- NA of a column of codes is none of them: nothing is there.
            CONTINUE WHEN message IS NULL;
            IF NOT c.is_needed AND lower(v.value) IN ('na', 'n/a', 'none', 'null') THEN
                DELETE FROM pg_temp."sen intake cell" x
                WHERE x.column_name = c.column_name AND x.value = v.value AND x.problem IS NULL;
                CONTINUE;
            END IF;
            UPDATE pg_temp."sen intake cell" x
            SET problem = CASE WHEN message LIKE 'value % is not allowed in column %' THEN 'is not allowed'
                               ELSE message END,
                hint = nullif(told, '')
            WHERE x.column_name = c.column_name AND x.value = v.value AND x.problem IS NULL;
        END LOOP;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.intake_judge(regclass, name[]) IS
    'Looks at the cells that sen.take_rows() has read: words, needed columns, checks on one column. Part of the '
    'intake.';

CREATE FUNCTION sen.intake_references(target regclass) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    k record;
BEGIN
    -- Rows that name others of their own table are asked one after the other as they go in.
    FOR k IN
        SELECT c.confrelid::regclass AS other, f.relname AS other_name, n.*
        FROM pg_constraint c
        JOIN pg_class f ON f.oid = c.confrelid
        CROSS JOIN LATERAL (
            SELECT string_agg(format('r.%I', a.attname), ', ') AS ours,
                   string_agg(format('f.%I = r.%I', b.attname, a.attname), ' AND ') AS same,
                   coalesce(string_agg(format('f.%I = r.%I', b.attname, a.attname), ' AND ')
                                FILTER (WHERE u.place < cardinality(c.conkey)), 'true') AS same_before,
                   string_agg(format('%L, r.%I::text', b.attname, a.attname), ', ' ORDER BY u.place) AS words,
                   max(a.attname::text) FILTER (WHERE u.place = cardinality(c.conkey)) AS our_last,
                   max(b.attname::text) FILTER (WHERE u.place = cardinality(c.conkey)) AS their_last
            FROM unnest(c.conkey, c.confkey) WITH ORDINALITY u (ours, theirs, place)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = u.ours
            JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = u.theirs
        ) n
        -- A reference to a table in partitions has one to each of these beside it.
        WHERE c.conrelid = target AND c.contype = 'f' AND c.confrelid <> target AND c.conparentid = 0
        ORDER BY c.conname
    LOOP
        EXECUTE format(
            'INSERT INTO pg_temp."sen intake cell" (row_number, column_name, given, problem, hint)
             SELECT m.row_number, %1$L, m.given ->> %1$L, %2$L, sen.list_words('' '', ''Perhaps '' || quote_literal(
                        CASE WHEN m.place <= 100
                             THEN sen.nearest_word(m.last, ARRAY(SELECT f.%3$I::text FROM %4$s f, LATERAL (
                                      SELECT (jsonb_populate_record(NULL::%5$s, m.given)).*) r
                                      WHERE %6$s LIMIT 5000)) END) || ''?'',
                    ''There is no row with '' || m.words || '': load it first, or correct the reference.'')
             FROM (SELECT w.row_number, w.given, r.%7$I::text AS last,
                          row_number() OVER (ORDER BY w.row_number) AS place,
                          concat_ws('' '', %8$s) AS words
                   FROM pg_temp."sen intake row" w
                   CROSS JOIN LATERAL jsonb_populate_record(NULL::%5$s, w.given) r
                   WHERE NOT w.wrong AND num_nulls(%9$s) = 0 AND NOT EXISTS (SELECT FROM %4$s f WHERE %10$s)) m',
            k.our_last, format('is not in table "%s"', k.other_name), k.their_last, k.other, target, k.same_before,
            k.our_last, k.words, k.ours, k.same);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.intake_references(regclass) IS
    'Finds the rows that name a row of another table that is not there. Part of the intake.';

CREATE FUNCTION sen.intake_problems(target regclass, given jsonb, INOUT message text, INOUT hint text,
                                  INOUT at_column text) RETURNS SETOF record
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    first CONSTANT text[] := ARRAY[message, hint, at_column];
    c     record;
    holds boolean;
    any_  boolean := false;
BEGIN
    FOR c IN SELECT k.conname, pg_get_expr(k.conbin, k.conrelid) AS expression FROM pg_constraint k
             WHERE k.conrelid = target AND k.contype = 'c' ORDER BY k.conname LOOP
        BEGIN
            EXECUTE format('SELECT coalesce((%s), true) FROM jsonb_populate_record(NULL::%s, $1)', c.expression, target)
                INTO holds USING given;
            CONTINUE WHEN holds;
            message := format('breaks the rule "%s"', c.conname);
            hint := NULL;
            at_column := NULL;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
            GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT, at_column = COLUMN_NAME;
        END;
        any_ := true;
        RETURN NEXT;
    END LOOP;
    IF NOT any_ THEN
        message := first[1];
        hint := first[2];
        at_column := first[3];
        RETURN NEXT;
    END IF;
END
$function$;
COMMENT ON FUNCTION sen.intake_problems(regclass, jsonb, text, text, text) IS
    'All checks that a row breaks, or, if it breaks none, the error with which it was refused. Part of the intake.';

CREATE FUNCTION sen.take_rows(target regclass, source regclass, keep text) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
DECLARE
    result    jsonb;
    key       name[];
    columns   name[];
    keyed     boolean;
    same_row  text;
    names     text;
    given     text;
    conflict  text;
    head      text;
    typed     text;
    tail      text;
    known     text;
    one_row   CONSTANT text := '(SELECT false AS wrong, $1 AS row_number, $2 AS given)';
    r         record;
    chunk     record;
    asked     bigint;
    taken     bigint := 0;
    new_rows  bigint := 0;
    changed   bigint := 0;
    there     bigint;
    here      bigint;
    blank     bigint;
    left_out  text;
    message   text;
    detail    text;
    told      text;
    at_column text;
BEGIN
    source := sen.intake_source(target, source);
    DROP TABLE IF EXISTS pg_temp."sen intake cell", pg_temp."sen intake row";
    CREATE TEMPORARY TABLE "sen intake cell" (row_number bigint, column_name name, given text, value text, problem text,
                                              hint text);
    EXECUTE format(
        'INSERT INTO pg_temp."sen intake cell"
         SELECT s.row_number, c.column_name, s.given ->> c.column_name, v.read, v.problem, v.hint
         FROM (SELECT row_number() OVER (%s) AS row_number, to_jsonb(s) AS given FROM %s s) s
         CROSS JOIN sen.intake_columns($1) c
         CROSS JOIN LATERAL sen.read_value(s.given ->> c.column_name, c.data_type, c.is_code) v
         WHERE v.read IS NOT NULL OR v.problem IS NOT NULL',
        CASE WHEN (SELECT k.relkind FROM pg_class k WHERE k.oid = source) IN ('r', 'm') THEN 'ORDER BY s.ctid' END,
        source) USING target;
    EXECUTE format('SELECT count(*) FROM %s', source) INTO blank;
    -- Lines without a cell are blank, and so is the header when it comes again.
    DELETE FROM pg_temp."sen intake cell" x
    USING (SELECT b.row_number FROM pg_temp."sen intake cell" b GROUP BY b.row_number
           HAVING bool_and(lower(btrim(b.given)) = b.column_name)) b
    WHERE x.row_number = b.row_number;
    SELECT blank - count(DISTINCT x.row_number) INTO blank FROM pg_temp."sen intake cell" x;
    SELECT array_agg(a.attname) FILTER (WHERE i.column_name IS NOT NULL),
           string_agg(a.attname, ', ' ORDER BY a.attnum) FILTER (WHERE i.column_name IS NULL)
    INTO columns, left_out
    FROM pg_attribute a
    LEFT JOIN sen.intake_columns(target) i ON i.column_name = a.attname
    WHERE a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped;
    IF columns IS NULL THEN
        RAISE EXCEPTION 'no column of "%" is one of table "%"', source, target
            USING ERRCODE = 'undefined_column',
                HINT = format('Table "%s" has: %s.', target, (
                    SELECT string_agg(i.column_name, ', ' ORDER BY i."position") FROM sen.intake_columns(target) i));
    END IF;
    CREATE INDEX ON pg_temp."sen intake cell" (column_name);
    ANALYZE pg_temp."sen intake cell";
    PERFORM sen.intake_judge(target, columns);

    SELECT array_agg(i.column_name ORDER BY i."position") INTO key FROM sen.intake_columns(target) i WHERE i.is_key;
    CREATE TEMPORARY TABLE "sen intake row" AS
    SELECT x.row_number, jsonb_object_agg(x.column_name, x.value) AS given,
           bool_or(x.problem IS NOT NULL) AS wrong,
           jsonb_agg(x.value ORDER BY x.column_name) FILTER (WHERE x.column_name = ANY (key)) AS key
    FROM pg_temp."sen intake cell" x
    GROUP BY x.row_number;
    ALTER TABLE pg_temp."sen intake row" ADD PRIMARY KEY (row_number);
    INSERT INTO pg_temp."sen intake cell" (row_number, column_name, given, problem, hint)
    SELECT d.row_number, key[1], d.given ->> key[1], format('is the key of row %s too', d.first_row),
           format('Each row needs a key of its own (%s).', array_to_string(key, ', '))
    FROM (SELECT k.row_number, k.given, min(k.row_number) OVER (PARTITION BY k.key) AS first_row
          FROM pg_temp."sen intake row" k
          WHERE k.key IS NOT NULL AND NOT k.wrong) d
    WHERE d.first_row < d.row_number;
    INSERT INTO pg_temp."sen intake cell" (column_name, problem, hint)
    SELECT i.column_name, 'is not in the file', i.meaning
    FROM sen.intake_columns(target) i
    WHERE i.is_needed AND i.column_name <> ALL (columns);
    UPDATE pg_temp."sen intake row" k SET wrong = true
    WHERE EXISTS (SELECT FROM pg_temp."sen intake cell" x WHERE x.row_number IS NULL AND x.problem IS NOT NULL)
       OR k.row_number IN (SELECT x.row_number FROM pg_temp."sen intake cell" x WHERE x.problem IS NOT NULL);
    PERFORM sen.intake_references(target);
    UPDATE pg_temp."sen intake row" k SET wrong = true
    WHERE NOT k.wrong AND k.row_number IN (SELECT x.row_number FROM pg_temp."sen intake cell" x
                                           WHERE x.problem IS NOT NULL);

    -- The rows go in by one statement. An empty cell of a column with a default takes it. A row whose key is there
    -- changes; without the key in the file, a row that is there as it stands is not taken again.
    keyed := (SELECT bool_and(k.name = ANY (columns)) FROM unnest(key) k (name));
    SELECT CASE WHEN keyed
                THEN string_agg(format('t.%1$I = r.%1$I', i.column_name), ' AND ') FILTER (WHERE i.is_key)
                ELSE string_agg(format('t.%I IS NOT DISTINCT FROM %s', i.column_name, coalesce(
                              format('coalesce(r.%I, ' || replace(i.default_value, '%', '%%') || ')', i.column_name),
                              format('r.%I', i.column_name))), ' AND ') END,
           string_agg(quote_ident(i.column_name), ', '),
           string_agg(CASE WHEN i.default_value IS NULL THEN format('r.%I', i.column_name)
                           ELSE format('coalesce(r.%I, %s)', i.column_name, i.default_value) END, ', '),
           CASE WHEN keyed
                THEN format('ON CONFLICT (%s) ', string_agg(quote_ident(i.column_name), ', ') FILTER (WHERE i.is_key))
                     || coalesce('DO UPDATE SET ' || string_agg(format('%1$I = excluded.%1$I', i.column_name), ', ')
                                                         FILTER (WHERE NOT i.is_key)
                                 || ' WHERE ROW(' || string_agg(format('t.%I', i.column_name), ', ')
                                                         FILTER (WHERE NOT i.is_key)
                                 || ') IS DISTINCT FROM ROW(' || string_agg(format('excluded.%I', i.column_name), ', ')
                                                                     FILTER (WHERE NOT i.is_key) || ')', 'DO NOTHING')
                ELSE '' END
    INTO same_row, names, given, conflict
    FROM sen.intake_columns(target) i
    WHERE i.column_name = ANY (columns);
    head := format('INSERT INTO %s AS t (%s) SELECT %s FROM ', target, names, given);
    typed := format(' w CROSS JOIN LATERAL jsonb_populate_record(NULL::%s, w.given) r WHERE NOT w.wrong', target);
    known := format('SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM %s t WHERE %s)) FROM ', target,
                    same_row);
    tail := CASE WHEN keyed THEN '' ELSE format(' AND NOT EXISTS (SELECT FROM %s t WHERE %s)', target, same_row) END
            || ' ORDER BY w.row_number ' || conflict;

    BEGIN
        -- A thousand at a time, so that one bad row costs a thousand single ones.
        FOR chunk IN SELECT format('(SELECT * FROM pg_temp."sen intake row" x WHERE x.row_number BETWEEN %s AND %s)',
                                   g.first, g.first + 999) AS rows, g.first
                     FROM generate_series(1, (SELECT max(x.row_number) FROM pg_temp."sen intake row" x), 1000)
                         AS g (first) LOOP
            BEGIN
                EXECUTE concat(known, chunk.rows, typed) INTO asked, there;
                EXECUTE concat(head, chunk.rows, typed, tail);
                GET DIAGNOSTICS here = ROW_COUNT;
                taken := taken + asked;
                new_rows := new_rows + asked - there;
                changed := changed + here - (asked - there);
            EXCEPTION WHEN data_exception OR integrity_constraint_violation OR raise_exception
                           OR object_not_in_prerequisite_state THEN
                FOR r IN SELECT w.row_number, w.given FROM pg_temp."sen intake row" w
                         WHERE w.row_number BETWEEN chunk.first AND chunk.first + 999 AND NOT w.wrong ORDER BY 1 LOOP
                    BEGIN
                        EXECUTE concat(known, one_row, typed) INTO asked, there USING r.row_number, r.given;
                        EXECUTE concat(head, one_row, typed, tail) USING r.row_number, r.given;
                        GET DIAGNOSTICS here = ROW_COUNT;
                        taken := taken + 1;
                        new_rows := new_rows + 1 - there;
                        changed := changed + here - (1 - there);
                    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR raise_exception
                                   OR object_not_in_prerequisite_state THEN
                        GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
                            told = PG_EXCEPTION_HINT, at_column = COLUMN_NAME;
                        INSERT INTO pg_temp."sen intake cell" (row_number, column_name, given, problem, hint)
                        SELECT r.row_number, nullif(p.at_column, ''), r.given ->> p.at_column,
                               CASE WHEN p.message LIKE 'value % is not allowed in column %' THEN 'is not allowed'
                                    ELSE p.message END, nullif(p.hint, '')
                        FROM sen.intake_problems(target, r.given, sen.list_words(': ', message, detail), told,
                                                 at_column) p;
                    END;
                END LOOP;
            END;
        END LOOP;
        SELECT jsonb_build_object(
                   'rows', (SELECT count(*) FROM pg_temp."sen intake row"), 'new', new_rows, 'changed', changed,
                   'unchanged', taken - new_rows - changed,
                   'refused', (SELECT count(*) FROM pg_temp."sen intake row") - taken, 'blank', blank,
                   'left_out', left_out,
                   'problems', coalesce(jsonb_agg(jsonb_build_object(
                       'row_number', x.row_number, 'column_name', x.column_name, 'value', x.given,
                       'problem', x.problem, 'hint', x.hint)), '[]'))
        INTO result
        -- So many that people can look at them, and that they fit into memory.
        FROM (SELECT o.row_number, CASE WHEN o.place <= 10000 THEN o.column_name END AS column_name,
                     CASE WHEN o.place <= 10000 THEN o.given END AS given,
                     CASE WHEN o.place <= 10000 THEN o.problem
                          ELSE format('is the first of %s that are not listed',
                                      sen.count_words(o.faults - 10000, 'further fault')) END AS problem,
                     CASE WHEN o.place <= 10000 THEN o.hint ELSE 'Mend those that are listed, and look '
                                                                 'again.' END AS hint
              FROM (SELECT y.*, row_number() OVER (ORDER BY y.row_number NULLS FIRST, y.column_name) AS place,
                           count(*) OVER () AS faults
                    FROM pg_temp."sen intake cell" y WHERE y.problem IS NOT NULL) o
              WHERE o.place <= 10001) x;
        IF keep = 'good' AND (SELECT k.relpersistence = 't' FROM pg_class k WHERE k.oid = source) THEN
            EXECUTE format('DELETE FROM %1$s s USING (SELECT d.ctid, row_number() OVER (ORDER BY d.ctid) AS row_number '
                           || 'FROM %1$s d) d WHERE d.ctid = s.ctid AND d.row_number NOT IN (SELECT x.row_number '
                           || 'FROM pg_temp."sen intake cell" x WHERE x.problem IS NOT NULL AND x.row_number > 0)',
                           source);
        END IF;
        IF keep = 'check' OR keep = 'all' AND result -> 'problems' <> '[]' THEN
            RAISE EXCEPTION USING ERRCODE = 'SEN00', MESSAGE = 'rows are only looked at';
        END IF;
    EXCEPTION WHEN SQLSTATE 'SEN00' THEN
        NULL;
    END;
    RETURN result;
END
$function$;
COMMENT ON FUNCTION sen.take_rows(regclass, regclass, text) IS
    'What sen.check_rows() and sen.load_rows() do: reads the rows that wait for a table, and keeps none (''check''), '
    'all or none (''all'') or the good ones (''good'') of them. Numbers of rows and all problems, as jsonb.';
