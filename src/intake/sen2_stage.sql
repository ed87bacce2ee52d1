-- The three shapes of a return, as the same items: the XML file, COLLECT's export of nine CSV files, and DfE's
-- spreadsheet, one sheet with nine tables below each other. They come to stand in pg_temp."sen2 item" while they are
-- checked and kept.

CREATE FUNCTION sen.sen2_value(raw text, reading text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN CASE reading
               WHEN 'flag' THEN CASE (sen.read_value(raw, 'boolean', false)).read WHEN 'true' THEN '1'
                                                                                  WHEN 'false' THEN '0' END
               WHEN 'day' THEN (sen.read_value(raw, 'date', false)).read
               ELSE (sen.read_value(raw, 'text', true)).read END;
COMMENT ON FUNCTION sen.sen2_value(text, text) IS
    'An item of a SEN2 return as its reading in sen.sen2_dictionary() has it: flags as 1 or 0, days as YYYY-MM-DD, '
    'codes and numbers without the .0 of a spreadsheet. Null if it cannot be read so.';

CREATE FUNCTION sen.sen2_stage() RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
BEGIN
    DROP TABLE IF EXISTS pg_temp."sen2 item";
    CREATE TEMPORARY TABLE "sen2 item" (place integer, person integer, request integer, module text,
                                        module_place integer, item text, raw text, value text, day date, file text,
                                        row_number bigint);
END
$function$;
COMMENT ON FUNCTION sen.sen2_stage() IS
    'Makes the temporary table in which the items of a SEN2 return are checked. Part of sen.load_sen2().';

CREATE FUNCTION sen.sen2_stage_xml(content text) RETURNS bigint
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    items bigint;
BEGIN
    PERFORM sen.sen2_stage();
    -- Of an XML file only YYYY-MM-DD is a day.
    INSERT INTO pg_temp."sen2 item" (place, person, request, module, module_place, item, raw, value, day)
    SELECT row_number() OVER (), i.person, i.request, i.module, i.module_place, i.item, i.value,
           CASE WHEN d.reading = 'flag' OR d.reading = 'code' AND i.value !~ '^\w+$'
                THEN sen.sen2_value(i.value, d.reading)
                WHEN d.reading = 'day' AND i.value !~ '^\d{4}-\d\d-\d\d$' THEN NULL
                ELSE i.value END,
           CASE WHEN d.reading = 'day' AND i.value ~ '^\d{4}-\d\d-\d\d$'
                THEN sen.sen2_value(i.value, 'day')::date END
    FROM sen.sen2_items(content) i
    LEFT JOIN sen.sen2_dictionary() d ON d.module = i.module AND d.item = i.item
    WHERE i.value IS NOT NULL;
    GET DIAGNOSTICS items = ROW_COUNT;
    ANALYZE pg_temp."sen2 item";
    RETURN items;
END
$function$;
COMMENT ON FUNCTION sen.sen2_stage_xml(text) IS
    'Puts the items of a SEN2 XML file where they are checked, and says how many. Null in, null out. Errors of '
    'sen.sen2_document(). Part of sen.load_sen2().';

CREATE FUNCTION sen.sen2_table(file_name text, header text[]) RETURNS text
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
DECLARE
    module text := lower(substring(regexp_replace(file_name, '\.csv$', '', 'i') from '[A-Za-z0-9]+$'));
    names  text[] := '{}';
    one    text;
BEGIN
    IF module NOT IN (SELECT d.module FROM sen.sen2_dictionary() d) AND module <> 'sheet' THEN
        RAISE EXCEPTION 'file "%" is none of a SEN2 return', file_name
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'Its name ends in one of: ' || (SELECT string_agg(DISTINCT d.module, ', ' ORDER BY d.module)
                                                       FROM sen.sen2_dictionary() d)
                       || '; or sheet, for the sheet of DfE''s spreadsheet.';
    END IF;
    FOREACH one IN ARRAY header LOOP
        IF module = 'sheet' THEN
            one := 'c' || cardinality(names) + 1;
        ELSE
            one := coalesce(lower((sen.read_value(one, 'text', false)).read), '');
            one := regexp_replace(one, '[^a-z0-9]', '', 'g');
            one := CASE one WHEN '' THEN 'unnamed' || cardinality(names) + 1 WHEN 'rquestsource' THEN 'requestsource'
                            ELSE left(one, 63) END;
        END IF;
        IF one = ANY (names) THEN
            RAISE EXCEPTION 'column "%" is in the header of file "%" twice', one, file_name
                USING ERRCODE = 'duplicate_column', HINT = 'Remove one of the two columns, or give it another name.';
        END IF;
        names := names || one;
    END LOOP;
    EXECUTE format('DROP TABLE IF EXISTS pg_temp.%I', 'sen2_' || module);
    -- Dropped with the transaction: into a table of the same transaction COPY puts rows in the order of the file, into
    -- an older one it may not.
    EXECUTE format('CREATE TEMPORARY TABLE %I (%s) ON COMMIT DROP', 'sen2_' || module,
                   (SELECT string_agg(format('%I text', n.name), ', ' ORDER BY n.place)
                    FROM unnest(names) WITH ORDINALITY n (name, place)));
    RETURN 'sen2_' || module;
END
$function$;
COMMENT ON FUNCTION sen.sen2_table(text, text[]) IS
    'Makes a temporary table for a CSV file of a SEN2 return, by the end of its name (..._requests.csv) and its header '
    'in any case, and gives its name, to copy the file into in the same transaction, with which it goes; sheet is that '
    'of DfE''s spreadsheet, of as many columns as the header has. Null in, null out. 22023 for another name, 42701 '
    'for a column that is there twice.';

CREATE FUNCTION sen.sen2_export_rows() RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    m record;
    missing text;
BEGIN
    FOR m IN SELECT * FROM (VALUES ('sen2', NULL), ('person', NULL), ('requests', 'person'), ('assessment', 'requests'),
                                   ('namedplan', 'assessment'), ('plandetail', 'namedplan'),
                                   ('activeplans', 'requests'), ('placementdetail', 'activeplans'),
                                   ('senneed', 'activeplans')) v (module, parent) LOOP
        IF to_regclass(format('pg_temp.%I', 'sen2_' || m.module)) IS NULL THEN
            RAISE EXCEPTION 'the file of module "%" is missing', m.module
                USING ERRCODE = 'undefined_table',
                    HINT = format('COLLECT exports nine files: copy the one that ends in _%s.csv too.', m.module);
        END IF;
        SELECT string_agg(n.name, ', ') INTO missing
        FROM (VALUES (CASE WHEN m.module <> 'sen2' THEN m.module || 'tableid' END),
                     (m.parent || 'tableid')) n (name)
        WHERE n.name IS NOT NULL
          AND NOT EXISTS (SELECT FROM pg_attribute a
                          WHERE a.attrelid = to_regclass(format('pg_temp.%I', 'sen2_' || m.module))
                            AND a.attname = n.name);
        IF missing IS NOT NULL THEN
            RAISE EXCEPTION 'column "%" is missing from the file of module "%"', missing, m.module
                USING ERRCODE = 'undefined_column', HINT = 'It is the key by which the files belong together.';
        END IF;
        EXECUTE format('INSERT INTO pg_temp."sen2 row" (module, file, row_number, own_id, parent, parent_id, cells)
                        SELECT %L, %L, row_number() OVER (ORDER BY s.ctid), %s, %L, %s, to_jsonb(s)
                        FROM pg_temp.%I s', m.module, m.module || '.csv',
                       CASE WHEN m.module = 'sen2' THEN '''1'''
                            ELSE format('sen.sen2_value(s.%I, ''code'')', m.module || 'tableid') END, m.parent,
                       coalesce('sen.sen2_value(s.' || m.parent || 'tableid, ''code'')', 'NULL'),
                       'sen2_' || m.module);
    END LOOP;
    -- Down the keys: each row learns which person and which request it is of.
    UPDATE pg_temp."sen2 row" r SET person_id = r.own_id WHERE r.module = 'person';
    UPDATE pg_temp."sen2 row" r SET person_id = r.parent_id, request_id = r.own_id WHERE r.module = 'requests';
    FOR m IN SELECT * FROM (VALUES ('assessment'), ('activeplans'), ('namedplan'), ('plandetail'),
                                   ('placementdetail'), ('senneed')) v (module) LOOP
        UPDATE pg_temp."sen2 row" r SET person_id = p.person_id, request_id = p.request_id
        FROM pg_temp."sen2 row" p
        WHERE r.module = m.module AND p.module = r.parent AND p.own_id = r.parent_id;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.sen2_export_rows() IS
    'Reads the nine files of COLLECT''s export from the tables that sen.sen2_table() made. 42P01 and 42703 for a file '
    'or key that is missing. Part of sen.load_sen2_files().';

CREATE FUNCTION sen.sen2_sheet_rows() RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    left_out text;
    twice    record;
BEGIN
    CREATE TEMPORARY TABLE "sen2 cell" ON COMMIT DROP AS
    SELECT s.row_number, substr(c.key, 2)::integer AS col, (sen.read_value(c.value, 'text', false)).read AS cell,
           -- Prompts without what stands in brackets, without marks and without line ends.
           btrim(regexp_replace(regexp_replace(lower(c.value), '\([^)]*\)', '', 'g'), '[^a-z0-9]+', ' ', 'g')) AS plain
    FROM (SELECT row_number() OVER (ORDER BY t.ctid) AS row_number, to_jsonb(t) AS cells
          FROM pg_temp.sen2_sheet t) s
    CROSS JOIN LATERAL jsonb_each_text(s.cells) c
    WHERE c.value ~ '\S';
    ANALYZE pg_temp."sen2 cell";
    CREATE TEMPORARY TABLE "sen2 head" ON COMMIT DROP AS
    WITH title AS (
        SELECT t.module, c.row_number, lead(c.row_number) OVER (ORDER BY c.row_number) AS next_title
        FROM pg_temp."sen2 cell" c
        JOIN (VALUES ('header record', 'sen2'), ('person record', 'person'), ('requests records', 'requests'),
                     ('assessments records', 'assessment'), ('named plan records', 'namedplan'),
                     ('plan detail records', 'plandetail'), ('active plan records', 'activeplans'),
                     ('placement detail records', 'placementdetail'), ('sen need records', 'senneed'))
            t (title, module) ON t.title = c.plain
        WHERE c.col = 1
    )
    SELECT t.module, h.row_number, t.next_title, c.col,
           CASE WHEN c.plain IN ('person id', 'requests record id') THEN c.plain
                ELSE (SELECT d.item FROM sen.sen2_dictionary() d
                      WHERE d.module = t.module
                        AND (d.prompt = c.plain OR d.item = replace(c.plain, ' ', ''))) END AS item, c.cell
    FROM title t
    CROSS JOIN LATERAL (SELECT min(x.row_number) AS row_number FROM pg_temp."sen2 cell" x
                        WHERE x.row_number > t.row_number AND coalesce(x.row_number < t.next_title, true)) h
    JOIN pg_temp."sen2 cell" c ON c.row_number = h.row_number;
    IF (SELECT count(DISTINCT h.module) FROM pg_temp."sen2 head" h) < 9 THEN
        RAISE EXCEPTION 'the sheet has % of the nine tables of DfE''s spreadsheet',
            (SELECT count(DISTINCT h.module) FROM pg_temp."sen2 head" h)
            USING ERRCODE = 'undefined_table',
                HINT = 'It is the sheet Data Entry Template; in its first column stand Header Record, Person Record, '
                       'Requests Records, Assessments Records, Named Plan Records, Plan Detail Records, Active Plan '
                       'Records, Placement Detail Records and SEN Need Records.';
    END IF;
    SELECT h.row_number, h.item, count(*) AS times INTO twice FROM pg_temp."sen2 head" h
    WHERE h.item IS NOT NULL GROUP BY h.row_number, h.module, h.item HAVING count(*) > 1 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'row % of the sheet has column "%" % times', twice.row_number, twice.item, twice.times
            USING ERRCODE = 'duplicate_column', HINT = 'Remove all but one of them.';
    END IF;
    INSERT INTO pg_temp."sen2 row" (module, file, row_number, own_id, person_id, request_id, cells)
    SELECT h.module, 'sheet', c.row_number,
           CASE h.module WHEN 'person' THEN max(sen.sen2_value(c.cell, 'code')) FILTER (WHERE h.item = 'person id')
                         WHEN 'requests'
                         THEN max(sen.sen2_value(c.cell, 'code')) FILTER (WHERE h.item = 'requests record id') END,
           max(sen.sen2_value(c.cell, 'code')) FILTER (WHERE h.item = 'person id'),
           max(sen.sen2_value(c.cell, 'code')) FILTER (WHERE h.item = 'requests record id'),
           jsonb_object_agg(h.item, c.cell)
    FROM pg_temp."sen2 cell" c
    JOIN pg_temp."sen2 head" h ON h.col = c.col AND c.row_number > h.row_number
        AND coalesce(c.row_number < h.next_title, true)
    WHERE h.item IS NOT NULL
    GROUP BY h.module, c.row_number;
    SELECT string_agg(DISTINCT h.cell, ', ') INTO left_out
    FROM pg_temp."sen2 head" h
    WHERE h.item IS NULL AND h.cell !~* '^(record type|la\s)';
    DROP TABLE pg_temp."sen2 cell", pg_temp."sen2 head";
    RETURN left_out;
END
$function$;
COMMENT ON FUNCTION sen.sen2_sheet_rows() IS
    'Reads the nine tables that stand below each other in the sheet of DfE''s spreadsheet, and names the columns that '
    'it does not know. 42P01 if it is another sheet. Part of sen.load_sen2_files().';

CREATE FUNCTION sen.sen2_stage_files(OUT format text, OUT sha256 text, OUT items bigint, OUT swapped boolean,
                                     OUT left_out text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off SET client_min_messages = warning
AS $function$
DECLARE
    twice record;
BEGIN
    PERFORM sen.sen2_stage();
    DROP TABLE IF EXISTS pg_temp."sen2 row";
    CREATE TEMPORARY TABLE "sen2 row" (module text, file text, row_number bigint, own_id text, parent text,
                                       parent_id text, person_id text, request_id text, cells jsonb);
    format := CASE WHEN to_regclass('pg_temp.sen2_sheet') IS NULL THEN 'export' ELSE 'spreadsheet' END;
    IF format = 'spreadsheet' THEN
        left_out := sen.sen2_sheet_rows();
    ELSE
        PERFORM sen.sen2_export_rows();
    END IF;
    ANALYZE pg_temp."sen2 row";
    -- jsonb writes the keys of an object in one order, whatever that of the columns is.
    SELECT encode(sha256(convert_to(string_agg(r.module || ' ' || r.cells::text, E'\n'
                                               ORDER BY r.module, r.row_number), 'UTF8')), 'hex')
    INTO sha256 FROM pg_temp."sen2 row" r;
    SELECT r.module, r.own_id, min(r.row_number) AS first, max(r.row_number) AS last INTO twice
    FROM pg_temp."sen2 row" r
    WHERE r.module IN ('sen2', 'person', 'requests', 'assessment', 'namedplan', 'activeplans') AND r.own_id IS NOT NULL
    GROUP BY r.module, r.own_id
    HAVING count(*) > 1
    LIMIT 1;
    IF twice IS NOT NULL THEN
        RAISE EXCEPTION 'rows % and % of module "%" have the same key', twice.first, twice.last, twice.module
            USING ERRCODE = 'unique_violation', HINT = 'Each row of a module has a key of its own; export it anew.';
    END IF;

    INSERT INTO pg_temp."sen2 item" (place, person, request, module, module_place, item, raw, value, day, file,
                                     row_number)
    WITH persons AS (
        SELECT r.person_id, row_number() OVER (ORDER BY r.row_number)::integer AS person
        FROM pg_temp."sen2 row" r
        WHERE r.module = 'person' AND r.person_id IS NOT NULL
    ), requests AS (
        SELECT r.person_id, r.request_id,
               row_number() OVER (PARTITION BY r.person_id ORDER BY r.row_number)::integer AS request
        FROM pg_temp."sen2 row" r
        WHERE r.module = 'requests' AND r.request_id IS NOT NULL
    ), rows AS (
        SELECT r.module, r.file, r.row_number, p.person, q.request, r.cells,
               CASE WHEN p.person IS NOT NULL AND (q.request IS NOT NULL OR r.module = 'person')
                    THEN row_number() OVER (PARTITION BY r.module, r.person_id, r.request_id
                                            ORDER BY r.row_number)::integer END AS module_place
        FROM pg_temp."sen2 row" r
        LEFT JOIN persons p ON p.person_id = r.person_id
        LEFT JOIN requests q ON q.person_id = r.person_id AND q.request_id = r.request_id AND r.module <> 'person'
    ), cells AS (
        SELECT r.*, d.item, d.reading, c.value AS raw
        FROM rows r
        CROSS JOIN LATERAL jsonb_each_text(r.cells) c
        JOIN sen.sen2_dictionary() d ON d.module = r.module AND d.item = c.key
        WHERE c.value ~ '\S'
    )
    SELECT row_number() OVER (ORDER BY c.person, c.request NULLS FIRST, c.module, c.row_number, c.item),
           CASE WHEN c.module_place IS NOT NULL THEN c.person END,
           CASE WHEN c.module_place IS NOT NULL THEN c.request END, c.module, coalesce(c.module_place, 1), c.item,
           c.raw, v.value, CASE WHEN c.reading = 'day' THEN v.value::date END, c.file, c.row_number
    FROM cells c
    CROSS JOIN LATERAL (SELECT sen.sen2_value(c.raw, c.reading) AS value OFFSET 0) v;
    GET DIAGNOSTICS items = ROW_COUNT;
    -- DfE's spreadsheet has had the headers of the two days of a review the wrong way round. A meeting is not after the
    -- decision: where most of the rows with two days say so, the headers are.
    swapped := format = 'spreadsheet' AND coalesce((
        SELECT count(*) FILTER (WHERE m.day > d.day) > count(*) FILTER (WHERE m.day < d.day)
        FROM pg_temp."sen2 item" m
        JOIN pg_temp."sen2 item" d ON d.file = m.file AND d.row_number = m.row_number AND d.item = 'lastreview'
        WHERE m.item = 'reviewmeeting'), false);
    IF swapped THEN
        UPDATE pg_temp."sen2 item" i
        SET item = CASE i.item WHEN 'reviewmeeting' THEN 'lastreview' ELSE 'reviewmeeting' END
        WHERE i.item IN ('reviewmeeting', 'lastreview');
    END IF;
    DROP TABLE pg_temp."sen2 row";
    ANALYZE pg_temp."sen2 item";
END
$function$;
COMMENT ON FUNCTION sen.sen2_stage_files() IS
    'Puts the items of the CSV files or the sheet that were copied into the tables of sen.sen2_table() where they are '
    'checked: COLLECT''s export or DfE''s spreadsheet, the SHA-256 of what they hold, how many items, whether the two '
    'headers of a review were taken for each other, and the columns that are not known. 23505 if a key stands twice. '
    'Part of sen.load_sen2_files().';
