-- Part of room programme: the door for published files.

CREATE FUNCTION sen.take_release(programme text, release text, file text, content bytea, options jsonb, keep boolean)
    RETURNS jsonb LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning SET jit = off
    SET work_mem = '64MB' SET quote_all_identifiers = off
AS $function$
DECLARE
    most        CONSTANT integer := 200000000;
    digest      text;
    today       CONSTANT date := sen.today();
    header_line integer;
    header      text[];
    shape       text;
    found       record;
    remarks     text[] := '{}';
    rows_read   bigint;
    left_out    bigint;
    noted       text[];
BEGIN
    PERFORM sen.programme_owner(programme, '{release,release_file,release_column,release_row,release_area,'
                                           'official_column}');
    IF content IS NULL OR file IS NULL OR release IS NULL THEN
        RAISE EXCEPTION 'release, file and content must not be null' USING ERRCODE = 'null_value_not_allowed',
            HINT = 'Give the name of the release, that of the file, and its bytes.';
    END IF;
    IF octet_length(content) > most THEN
        RAISE EXCEPTION 'file "%" has % MB, and a published file is read up to % MB', file,
            octet_length(content) / 1000000, most / 1000000
            USING ERRCODE = 'program_limit_exceeded',
                HINT = 'Five files of DfE''s release of June 2025 have 14 MB together: look whether this is what it '
                       'should be, and take what you need of it.';
    END IF;
    digest := encode(sha256(content), 'hex');
    EXECUTE format('SELECT f.version, f.loaded_at FROM %I.release_file f WHERE f.release = $1 AND f.file = $2 '
                   'AND f.sha256 = $3', programme) INTO found USING release, file, digest;
    IF found.version IS NOT NULL THEN
        RAISE EXCEPTION 'file "%" of release "%" is loaded already, as version %', file, release, found.version
            USING ERRCODE = 'unique_violation', HINT = 'The bytes are the same. A revision has others, and becomes the '
                                                       'next version.';
    END IF;
    EXECUTE format('SELECT r.release, r.published_on FROM %I.release r WHERE r.release = $1', programme) INTO found
        USING release;
    IF found.release IS NULL AND coalesce(options ->> 'published_on', options ->> 'title', options ->> 'publisher')
       IS NULL THEN
        RAISE EXCEPTION 'release "%" is not known', release USING ERRCODE = 'foreign_key_violation',
            HINT = 'Give published_on, title and publisher with its first file.';
    END IF;

    DROP TABLE IF EXISTS pg_temp."sen release line", pg_temp."sen release column", pg_temp."sen release cell",
                         pg_temp."sen release period", pg_temp."sen release problem";
    CREATE TEMPORARY TABLE "sen release line" (line integer, cells text[], is_left_out boolean);
    CREATE TEMPORARY TABLE "sen release column" (position integer, column_name text, occurrence integer, measure text);
    CREATE TEMPORARY TABLE "sen release cell" (line integer, area_code text, area_level text, area_name text,
        local_authority text, region_code text, period text, period_kind text, breakdown_topic text, breakdown text,
        figures text[]);
    CREATE TEMPORARY TABLE "sen release period" (period text, period_kind text, starts date, ends date, line integer,
                                                 times bigint);
    CREATE TEMPORARY TABLE "sen release problem" (line integer, column_name text, value text, problem text, hint text,
                                                  times bigint);
    INSERT INTO pg_temp."sen release line"
    SELECT l.line, l.cells, false FROM sen.csv_rows(sen.file_text(content)) l;
    SELECT l.line, l.cells, s.shape INTO header_line, header, shape
    FROM (SELECT x.line, x.cells FROM pg_temp."sen release line" x ORDER BY x.line LIMIT 40) l
    CROSS JOIN LATERAL sen.release_shape(l.cells) s (shape)
    WHERE s.shape IS NOT NULL ORDER BY l.line LIMIT 1;
    IF header IS NULL THEN
        RAISE EXCEPTION 'file "%" has no header that is known', file USING ERRCODE = 'bad_copy_file_format',
            DETAIL = coalesce('It begins with: '
                              || left((SELECT array_to_string(l.cells, ', ') FROM pg_temp."sen release line" l
                                       ORDER BY l.line LIMIT 1), 200), 'It is empty.'),
            HINT = 'A header has time_period and geographic_level (DfE), organisation_code or (CYP) before services, '
                   'METRIC and METRIC_VALUE (NHS England), or a code of authorities and years.';
    END IF;
    -- Lines of totals, and the header where it comes again.
    UPDATE pg_temp."sen release line" l SET is_left_out = true
    WHERE l.line > header_line
      AND (coalesce(l.cells[1], l.cells[2], l.cells[3]) ~* '^(grand |sub-?)?totals?$'
           OR l.cells[1] = header[1] AND l.cells = header);
    CASE shape
        WHEN 'tidy' THEN PERFORM sen.release_tidy(header, header_line);
        WHEN 'by year' THEN PERFORM sen.release_by_year(header, header_line, options ->> 'measure');
        WHEN 'by service' THEN
            PERFORM sen.release_by_service(header, header_line, options ->> 'measure', options ->> 'period');
        WHEN 'long' THEN PERFORM sen.release_long(header, header_line);
    END CASE;

    -- The measure that each column is.
    EXECUTE format('UPDATE pg_temp."sen release column" c SET measure = (SELECT o.measure FROM %I.official_column o
                        WHERE o.column_name = lower(c.column_name) AND o.occurrence = c.occurrence)', programme);
    UPDATE pg_temp."sen release column" c
    SET measure = coalesce(c.measure, (sen.release_names(ARRAY[c.column_name]))[1]
                           || CASE WHEN c.occurrence > 1 THEN '_' || c.occurrence ELSE '' END);
    remarks := ARRAY(SELECT format('Column %s is there more than once: each is a measure of its own.', c.column_name)
                     FROM pg_temp."sen release column" c WHERE c.occurrence = 2 ORDER BY c.position);
    INSERT INTO pg_temp."sen release problem"
    SELECT header_line, min(c.column_name), c.measure, 'is what two columns are', 'Look at table official_column.', 1
    FROM pg_temp."sen release column" c GROUP BY c.measure HAVING count(*) > 1;

    -- What cannot be read, every kind once with its first line.
    INSERT INTO pg_temp."sen release problem"
    SELECT min(u.line), p.column_name, u.value, 'is neither a figure nor a symbol that publishers use',
           'Known are z, x, c, low, u, k, *, -, .., NA and <5.', count(*)
    FROM (SELECT c.line, place, c.figures[place] AS value
          FROM pg_temp."sen release cell" c, unnest(sen.unread_cells(c.figures)) place) u
    JOIN pg_temp."sen release column" p ON p.position = u.place
    GROUP BY p.column_name, u.value;
    -- Every period once: its days are not looked for in every row.
    INSERT INTO pg_temp."sen release period"
    SELECT x.period, x.period_kind, lower(p.days), upper(p.days) - 1, x.line, x.times
    FROM (SELECT c.period, c.period_kind, min(c.line) AS line, count(*) AS times FROM pg_temp."sen release cell" c
          GROUP BY c.period, c.period_kind) x
    CROSS JOIN LATERAL sen.published_period(x.period, coalesce(x.period_kind, '')) p (days);
    INSERT INTO pg_temp."sen release problem"
    SELECT p.line, 'time_period', p.period, 'is no period that is known',
           'Write a year as 2024, two as 202425, a month as 2023-10.', p.times
    FROM pg_temp."sen release period" p WHERE p.starts IS NULL;
    INSERT INTO pg_temp."sen release problem"
    SELECT min(c.line), 'area', c.area_name, 'has no code of its area', 'Give the code that the publisher uses.',
           count(*)
    FROM pg_temp."sen release cell" c
    WHERE c.area_code IS NULL OR c.area_code IN ('x', 'z') GROUP BY c.area_name;
    INSERT INTO pg_temp."sen release problem"
    SELECT max(c.line), 'area', c.area_code, format('is there twice for %s, %s, %s', c.period, c.breakdown_topic,
                                                c.breakdown),
           format('The first is on line %s: keep one of them.', min(c.line)), count(*)
    FROM pg_temp."sen release cell" c
    GROUP BY c.area_code, c.period, c.period_kind, c.breakdown_topic, c.breakdown HAVING count(*) > 1;

    SELECT count(DISTINCT c.line) INTO rows_read FROM pg_temp."sen release cell" c;
    SELECT count(*) INTO left_out FROM pg_temp."sen release line" l WHERE l.is_left_out;
    IF rows_read = 0 AND NOT EXISTS (SELECT FROM pg_temp."sen release problem") THEN
        INSERT INTO pg_temp."sen release problem" VALUES (header_line, NULL, NULL, 'no row follows the header',
                                                          'Look whether the file was copied whole.', 1);
    END IF;
    IF left_out > 0 THEN
        remarks := remarks || format('%s left out: totals, notes, or the header again.',
                                     sen.count_words(left_out, 'row'));
    END IF;
    IF EXISTS (SELECT FROM pg_temp."sen release problem") OR NOT keep THEN
        RETURN jsonb_build_object('shape', shape, 'rows', rows_read, 'left_out', left_out, 'remarks', remarks,
            'problems', coalesce((SELECT jsonb_agg(to_jsonb(p) ORDER BY p.line, p.column_name, p.value)
                                  FROM pg_temp."sen release problem" p), '[]'));
    END IF;

    EXECUTE format('INSERT INTO %I.release (release, publisher, title, published_on, source)
                    SELECT $1, $2, $3, $4, $5 WHERE $6', programme)
        USING release, coalesce(options ->> 'publisher', 'DfE'),
              coalesce(options ->> 'title', release), coalesce((options ->> 'published_on')::date, today),
              options ->> 'source', found.release IS NULL;
    -- Codes of authorities alone: the area that carries it, or, where name and code disagree, the one so named.
    IF EXISTS (SELECT FROM pg_temp."sen release cell" x
               WHERE x.area_level = 'local authority' AND x.area_code !~ '^E') THEN
        EXECUTE format('UPDATE pg_temp."sen release cell" c SET area_code = a.area_code
        FROM (SELECT DISTINCT ON (x.line) x.line, k.area_code
              FROM pg_temp."sen release cell" x
              JOIN %1$I.release_area k ON k.area_level = ''local authority''
                  AND (k.local_authority = x.local_authority OR lower(k.area_name) = lower(x.area_name))
              WHERE x.area_level = ''local authority'' AND x.area_code !~ ''^E''
              ORDER BY x.line, (lower(k.area_name) = lower(x.area_name)) DESC, k.valid_to DESC) a
        WHERE a.line = c.line', programme);
    END IF;
    EXECUTE format('SELECT $1 || pg_catalog.array_agg(pg_catalog.format(
                        ''%%s has code %%s in the file, but %%s in others; its name counts.'', x.area_name,
                        x.local_authority, x.code) ORDER BY x.area_name)
        FROM (SELECT DISTINCT c.area_name, c.local_authority, k.local_authority AS code
              FROM pg_temp."sen release cell" c
              JOIN %I.release_area k ON k.area_code = c.area_code AND k.local_authority <> c.local_authority) x
        HAVING count(*) > 0', programme) INTO noted USING remarks;
    remarks := coalesce(noted, remarks);
    EXECUTE format('INSERT INTO %1$I.release_file (release, file, version, sha256, retrieved_on, shape, remarks)
                    SELECT $1, $2, 1 + coalesce(max(f.version), 0), $3, $4, $5, $6
                    FROM %1$I.release_file f WHERE f.release = $1 AND f.file = $2
                    RETURNING file_id, version', programme) INTO found
        USING release, file, digest, coalesce((options ->> 'retrieved_on')::date, today), shape, remarks;
    EXECUTE format('INSERT INTO %I.release_column SELECT $1, c.position, c.column_name, c.measure
                    FROM pg_temp."sen release column" c', programme) USING found.file_id;
    EXECUTE format('INSERT INTO %I.release_row
        SELECT $1, c.area_code, p.starts, p.ends, c.period, c.breakdown_topic, c.breakdown,
               lower(c.breakdown) IN (lower(c.breakdown_topic), ''all'', ''total''), c.line, c.figures
        FROM pg_temp."sen release cell" c
        JOIN pg_temp."sen release period" p ON p.period = c.period
                                               AND p.period_kind IS NOT DISTINCT FROM c.period_kind
        ORDER BY c.area_code COLLATE "C", p.starts, p.ends, c.breakdown_topic COLLATE "C", c.breakdown COLLATE "C"',
        programme) USING found.file_id;
    EXECUTE format('INSERT INTO %1$I.release_area AS a
        SELECT DISTINCT ON (c.area_code) c.area_code, c.area_level, c.area_name, c.local_authority, c.region_code,
               min(p.starts) OVER w, max(p.ends) OVER w
        FROM (SELECT DISTINCT x.area_code, x.area_level, x.area_name, x.local_authority, x.region_code, x.period,
                     x.period_kind FROM pg_temp."sen release cell" x) c
        JOIN pg_temp."sen release period" p ON p.period = c.period
                                               AND p.period_kind IS NOT DISTINCT FROM c.period_kind
        WINDOW w AS (PARTITION BY c.area_code)
        ORDER BY c.area_code, p.starts DESC, p.ends DESC
        ON CONFLICT (area_code) DO UPDATE
        SET area_name = CASE WHEN excluded.valid_to >= a.valid_to AND excluded.area_name IS NOT NULL
                             THEN excluded.area_name ELSE a.area_name END,
            local_authority = coalesce(a.local_authority, excluded.local_authority),
            region_code = coalesce(excluded.region_code, a.region_code),
            valid_from = least(a.valid_from, excluded.valid_from), valid_to = greatest(a.valid_to, excluded.valid_to)',
        programme);
    RETURN jsonb_build_object('shape', shape, 'rows', rows_read, 'left_out', left_out, 'remarks', remarks,
                              'problems', '[]'::jsonb, 'version', found.version, 'file_id', found.file_id,
                              'figures', (SELECT sum(cardinality(c.figures)) FROM pg_temp."sen release cell" c));
END
$function$;
COMMENT ON FUNCTION sen.take_release(text, text, text, bytea, jsonb, boolean) IS
    'Reads a published file, and keeps its rows if nothing is wrong and keep is true: what sen.check_release() and '
    'sen.load_release() rest on. Part of the intake.';

CREATE FUNCTION sen.check_release(programme text, release text, file text, content bytea, measure text DEFAULT NULL,
                                  period text DEFAULT NULL)
    RETURNS TABLE (line integer, column_name text, value text, problem text, hint text, times bigint)
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT p.line, p.column_name, p.value, p.problem, p.hint, p.times
    FROM jsonb_to_recordset(sen.take_release(programme, release, file, content,
                                             jsonb_build_object('measure', measure, 'period', period, 'title', release),
                                             false) -> 'problems')
        AS p (line integer, column_name text, value text, problem text, hint text, times bigint)
    ORDER BY p.line, p.column_name, p.value;
END;
COMMENT ON FUNCTION sen.check_release(text, text, text, bytea, text, text) IS
    'All that is wrong with a published file, for sen.load_release(): each kind once, with the first line on which it '
    'is and how often. None if it would be taken. Loads nothing. Errors of sen.load_release() for what is no file of '
    'figures, or is loaded already.';

CREATE FUNCTION sen.load_release(programme text, release text, file text, content bytea,
                                 published_on date DEFAULT NULL, title text DEFAULT NULL, publisher text DEFAULT NULL,
                                 source text DEFAULT NULL, retrieved_on date DEFAULT NULL, measure text DEFAULT NULL,
                                 period text DEFAULT NULL,
                                 OUT version integer, OUT rows_read bigint, OUT figures bigint,
                                 OUT rows_left_out bigint, OUT remarks text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    result CONSTANT jsonb := sen.take_release(programme, release, file, content,
        jsonb_build_object('published_on', published_on, 'title', title, 'publisher', publisher, 'source', source,
                           'retrieved_on', retrieved_on, 'measure', measure, 'period', period), true);
    wrong  CONSTANT integer := jsonb_array_length(result -> 'problems');
    first  CONSTANT jsonb := result #> '{problems,0}';
BEGIN
    IF wrong > 0 THEN
        RAISE EXCEPTION 'file "%" of release "%" cannot be loaded: line % %', file, release, first ->> 'line',
            sen.list_words(' ', first ->> 'column_name', '"' || (first ->> 'value') || '"', first ->> 'problem')
            USING ERRCODE = 'bad_copy_file_format',
                DETAIL = format('%s. Nothing was loaded.', sen.count_words(wrong, 'kind of fault', 'kinds of fault')),
                HINT = format('%s sen.check_release() lists all that is wrong.', first ->> 'hint');
    END IF;
    version := (result ->> 'version')::integer;
    rows_read := (result ->> 'rows')::bigint;
    figures := (result ->> 'figures')::bigint;
    rows_left_out := (result ->> 'left_out')::bigint;
    remarks := array_to_string(ARRAY(SELECT jsonb_array_elements_text(result -> 'remarks')), ' ');
END
$function$;
COMMENT ON FUNCTION sen.load_release(text, text, text, bytea, date, text, text, text, date, text, text) IS
    'Loads a file as its publisher has it into release_row and the tables beside it, whole or not at all: DfE''s files '
    '(explore-education-statistics), the Tribunal''s appeals by year, NHS England''s community waiting lists and '
    'autism '
    'waiting times. content: its bytes; encoding and delimiter are found out. published_on, title and publisher are '
    'for '
    'the first file of a release, else today, the name of the release, and DfE. measure and period: what a table '
    'counts '
    'and of which month that does not say so itself. A file with other bytes than before is the next version; nothing '
    'that is loaded is changed. 22P04 with line, column and value for what cannot be read, 22021 for what is no text, '
    '54000 for more than 200 MB, 23505 for a file that is loaded already, 3F000 if there is no such programme.';
