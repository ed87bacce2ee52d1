-- Room board: papers as pages to print, in lines of words.

CREATE FUNCTION sen.paper_pages(
    title text, paper jsonb, whole boolean DEFAULT true, width integer DEFAULT 98, page_lines integer DEFAULT 60,
    OUT page integer, OUT line integer, OUT words text)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 500
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    -- Of each page: its head, a blank line below it, and one at its end.
    head_lines CONSTANT integer := 3;
    body_lines CONSTANT integer := CASE WHEN page_lines IS NULL THEN 2147483647 ELSE page_lines - head_lines END;
    body text[] := '{}';
    block record;
    body_of integer[] := '{}';
    used integer := 0;
    at_page integer := 1;
    part text;
    parts text[];
    last_page integer;
    head text;
BEGIN
    IF title IS NULL OR paper IS NULL OR width IS NULL THEN
        RETURN;
    END IF;
    IF width NOT BETWEEN 40 AND 1000 THEN
        RAISE EXCEPTION 'a page is % columns wide', width
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give 40 to 1000 columns, such as 98, which psql shows within 100.';
    END IF;
    IF page_lines NOT BETWEEN 20 AND 10000 THEN
        RAISE EXCEPTION 'a page has % lines', page_lines
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give 20 to 10000 lines, such as 60, or null for one page without an end.';
    END IF;
    FOR block IN
        WITH told AS MATERIALIZED (
            SELECT r.section, r.heading, coalesce(r.paragraph || ' ', '') || coalesce(r.item, '') AS item, r.in_words,
                   nullif(r.detail, '') AS detail, r.rests_on, r.new_page, r.line,
                   CASE WHEN NOT coalesce(whole, false) THEN r.counted_as END AS counted_as
            FROM jsonb_to_recordset(paper) r (section integer, heading text, paragraph text, line integer, item text,
                                              in_words text, detail text, rests_on text, counted_as text,
                                              new_page boolean)
        ), row_of AS (
            SELECT t.section, 1 AS place, t.line, NULL::text AS kind, h.head AS head,
                   CASE WHEN length(h.head || h.stop || t.detail) <= width THEN h.head || h.stop || t.detail
                        ELSE sen.fold_words(h.head, width, 2)
                             || coalesce(E'\n' || sen.fold_words('    ' || t.detail, width, 4), '')
                   END AS text
            FROM told t
            CROSS JOIN LATERAL (
                SELECT '- ' || rtrim(t.item, '. ') || coalesce(': ' || nullif(rtrim(t.in_words, '. '), ''), '') AS head,
                       CASE WHEN t.in_words IS NULL OR t.detail ~ '^[[:upper:]"]' THEN '. ' ELSE '; ' END AS stop) h
            WHERE t.counted_as IS NULL
            UNION ALL
            -- What is counted: the names of up to twelve, and of more how many they are.
            SELECT t.section, 2, min(t.line), t.counted_as, NULL,
                   sen.fold_words('- ' || sen.number_words(count(*)) || ' ' || t.counted_as
                       || CASE WHEN count(*) <= 12 THEN ': ' || string_agg(n.name, '; ' ORDER BY t.line) ELSE '' END,
                       width, 2)
            FROM told t
            CROSS JOIN LATERAL (SELECT rtrim(t.item, '. ') AS item) x
            CROSS JOIN LATERAL (SELECT CASE WHEN length(x.item) <= 75 THEN x.item
                                            ELSE regexp_replace(left(x.item, 71), '[ ,;]+[^ ]*$', '') || ' ...' END
                                       AS name) n
            WHERE t.counted_as IS NOT NULL
            GROUP BY t.section, t.counted_as
        ), numbered AS (
            SELECT r.section, r.text, row_number() OVER (PARTITION BY r.section ORDER BY r.place, r.line) AS number
            FROM row_of r
        )
        SELECT n.number = 1 AS begins, n.number = 1 AND h.new_page AS on_new_page,
               CASE WHEN n.number = 1
                    THEN sen.fold_words(h.title, width) || E'\n' || repeat('=', least(length(h.title), width)) || E'\n'
                         || coalesce(sen.fold_words('Rests on ' || h.rests_on || '.', width) || E'\n', '')
                    ELSE '' END || n.text AS text
        FROM numbered n
        JOIN (SELECT t.section, t.section || '. ' || rtrim(min(t.heading), '. ') AS title, min(t.rests_on) AS rests_on,
                     bool_or(t.new_page) AS new_page
              FROM told t GROUP BY t.section) h ON h.section = n.section
        ORDER BY n.section, n.number
    LOOP
        parts := string_to_array(block.text, E'\n');
        -- A heading stays with its first row, and a row is not parted unless it is longer than a page.
        IF used > 0 AND (block.on_new_page
                         OR used + cardinality(parts) + CASE WHEN block.begins THEN 1 ELSE 0 END > body_lines) THEN
            at_page := at_page + 1;
            used := 0;
        ELSIF used > 0 AND block.begins THEN
            body := body || ''::text;
            body_of := body_of || at_page;
            used := used + 1;
        END IF;
        FOREACH part IN ARRAY parts LOOP
            IF used >= body_lines THEN
                at_page := at_page + 1;
                used := 0;
            END IF;
            body := body || part;
            body_of := body_of || at_page;
            used := used + 1;
        END LOOP;
    END LOOP;
    last_page := at_page;
    page := 0;
    FOR i IN 1 .. cardinality(body) LOOP
        IF body_of[i] <> page THEN
            IF page > 0 THEN
                line := line + 1;
                words := '';
                RETURN NEXT;
            END IF;
            page := body_of[i];
            head := CASE WHEN page_lines IS NULL THEN '' ELSE 'page ' || page || ' of ' || last_page END;
            line := 1;
            words := CASE WHEN length(title) + length(head) + 2 <= width
                          THEN rtrim(rpad(title, width - length(head)) || head)
                          ELSE left(title, width - length(head) - 5) || ' ... ' || head END;
            RETURN NEXT;
            line := 2;
            words := '';
            RETURN NEXT;
        END IF;
        line := line + 1;
        words := body[i];
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.paper_pages(text, jsonb, boolean, integer, integer) IS
    'A paper as pages to print: lines of words, none longer than width unless it is one word, such as an address. The '
    'paper is an array of objects with section, heading, line, item, in_words and detail, as to_jsonb() makes them of '
    'the rows of sen.board_pack(), sen.area_pack() and the like; and paragraph, rests_on, counted_as and new_page, if '
    'it has them. Unless whole, rows with counted_as are counted by it, with the names of up to twelve. Each page '
    'begins with the title and its number; a heading stays with its first row. page_lines null is one page without an '
    'end. Not STRICT: no rows if title, paper or width is null. 22023 if width is not 40 to 1000, or page_lines not 20 '
    'to 10000.';

CREATE FUNCTION sen.board_pages(
    programme text, meeting text DEFAULT NULL, whole boolean DEFAULT false, width integer DEFAULT 98,
    page_lines integer DEFAULT 60, local_authority text DEFAULT NULL,
    OUT page integer, OUT line integer, OUT words text)
    RETURNS SETOF record
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 500
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    as_of_before CONSTANT text := pg_catalog.current_setting('sen_improvement.as_of', true);
    as_on CONSTANT date := sen.pack_day(programme, meeting);
    -- Programme, meeting and day.
    title text := 'Papers for the Board, as on ' || sen.date_words(as_on);
    paper jsonb;
BEGIN
    PERFORM sen.refuse_authority(programme, local_authority);
    PERFORM pg_catalog.set_config('sen_improvement.as_of', pg_catalog.to_char(as_on, 'YYYY-MM-DD'), true);
    IF meeting IS NOT NULL THEN
        EXECUTE format('SELECT ''Papers for '' || m.title || '', as on '' || sen.date_words($2)
                        FROM %I.meeting m WHERE m.meeting_id = $1', programme) INTO title USING meeting, as_on;
    END IF;
    title := title || coalesce(', authority ' || local_authority, '');
    -- The first page stands alone.
    SELECT jsonb_agg(to_jsonb(b) || jsonb_build_object('new_page', b.section = 2)) INTO paper
    FROM sen.paper_rows(programme, local_authority) b;
    PERFORM pg_catalog.set_config('sen_improvement.as_of', coalesce(as_of_before, ''), true);
    IF NOT coalesce(whole, false) THEN
        paper := paper || jsonb_build_array(jsonb_build_object(
            'section', 1, 'heading', paper -> 0 -> 'heading', 'line', 1000,
            'item', 'What is neither late nor red and did not change since the last meeting is counted below',
            'detail', format('All of it: SELECT words FROM sen.board_pages(%L, whole => true%s).', programme,
                             coalesce(', local_authority => ' || quote_literal(local_authority), ''))));
    END IF;
    RETURN QUERY SELECT p.page, p.line, p.words FROM sen.paper_pages(title, paper, whole, width, page_lines) p;
END
$function$;
COMMENT ON FUNCTION sen.board_pages(text, text, boolean, integer, integer, text) IS
    'The pack of papers for the Board (view board_paper) as pages to print, in lines of at most width columns: the '
    'first page alone, then each section with its title, what it rests on, and its rows. What is red, late, missing or '
    'changed since the last meeting is printed, the rest is counted unless whole. As on sen.today(), or for a meeting '
    'that was held as on its day; of one authority, as sen.board_pack(). Needs what sen.board_pack() needs, and has '
    'its errors and those of '
    'sen.paper_pages().';

CREATE FUNCTION sen.area_pages(
    programme text, area integer, notice text DEFAULT NULL, width integer DEFAULT 98, page_lines integer DEFAULT 60,
    OUT page integer, OUT line integer, OUT words text)
    RETURNS SETOF record
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 200
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT p.page, p.line, p.words
    FROM (SELECT jsonb_agg(to_jsonb(a)) AS paper FROM sen.area_pack(programme, area, notice) a) b
    CROSS JOIN LATERAL sen.paper_pages('Area ' || area || ' in depth, as on ' || sen.date_words(sen.today()),
                                       b.paper, true, width, page_lines) p
$function$;
COMMENT ON FUNCTION sen.area_pages(text, integer, text, integer, integer) IS
    'sen.area_pack() as pages to print, in lines of at most width columns: one area of a notice in depth. Needs what '
    'that needs, and has its errors and those of sen.paper_pages().';

CREATE FUNCTION sen.annex_pages(
    programme text, review text DEFAULT NULL, width integer DEFAULT 98, page_lines integer DEFAULT 60,
    OUT page integer, OUT line integer, OUT words text)
    RETURNS SETOF record
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 200
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT p.page, p.line, p.words
    FROM (SELECT jsonb_agg(to_jsonb(a)) AS paper FROM sen.stocktake_annex(programme, review) a) b
    CROSS JOIN LATERAL sen.paper_pages('What became of the review, as on ' || sen.date_words(sen.today()),
                                       b.paper, true, width, page_lines) p
$function$;
COMMENT ON FUNCTION sen.annex_pages(text, text, integer, integer) IS
    'sen.stocktake_annex() as pages to print, in lines of at most width columns: what became of a review and of its '
    'next steps, each row behind the part of the own assessment that it answers. Needs what that needs, and has its '
    'errors and those of sen.paper_pages().';

CREATE FUNCTION sen.assessment_pages(
    programme text, review text DEFAULT NULL, width integer DEFAULT 98, page_lines integer DEFAULT 60,
    OUT page integer, OUT line integer, OUT words text)
    RETURNS SETOF record
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT p.page, p.line, p.words
    FROM (SELECT jsonb_agg(to_jsonb(a)) AS paper FROM sen.own_assessment(programme, review) a) b
    CROSS JOIN LATERAL sen.paper_pages('The council''s own assessment, as on ' || sen.date_words(sen.today()),
                                       b.paper, true, width, page_lines) p
$function$;
COMMENT ON FUNCTION sen.assessment_pages(text, text, integer, integer) IS
    'sen.own_assessment() as pages to print, in lines of at most width columns: the council''s own assessment before a '
    'review, part by part, ready to send. Needs what that needs, and has its errors and those of sen.paper_pages().';
