-- Room board: the pack of papers for a meeting, in one call.

-- Compiling the query takes longer than running it. A parallel worker is sent the plan, which the planner does not
-- reckon with: for it workers cost ten times what they do otherwise. So at 100,000 requests they count the cases, which
-- takes a sixth of the time off the clock and adds a sixth to that of the processors, and do nothing else.
CREATE FUNCTION sen.paper_rows(
    programme text, local_authority text DEFAULT NULL,
    OUT section integer, OUT heading text, OUT line integer, OUT item text, OUT in_words text, OUT detail text,
    OUT rests_on text, OUT counted_as text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_paper_rows' LANGUAGE C STABLE PARALLEL RESTRICTED ROWS 500 COST 1000000
    SET search_path = pg_catalog, pg_temp SET jit = off SET parallel_setup_cost = 10000;
COMMENT ON FUNCTION sen.paper_rows(text, text) IS
    'The rows of view board_paper of a programme, in their order, as on sen.today(): of the cases and measures of one '
    'authority, or, without one, of those of sen_improvement.local_authority. The session keeps the plan of the query, '
    'so that a second pack does not wait for it; it is made anew when a view or the statistics of a table change, or a '
    'table has grown to twice its size. What sen.board_pack() and sen.board_pages() show. The view runs as you: call '
    'it for a programme whose owner you trust. No rows if programme is null. Errors of sen.refuse_paper().';

-- Who asks for an authority of which the programme has nothing would get a pack of empty sections.
CREATE FUNCTION sen.refuse_authority(programme text, local_authority text) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    known text[];
BEGIN
    IF local_authority IS NULL THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT array_agg(o.local_authority ORDER BY o.local_authority) FROM %I.own_authority o', programme)
        INTO known;
    IF local_authority = ANY (known) THEN
        RETURN;
    END IF;
    RAISE EXCEPTION 'programme "%" has no authority "%"', programme, local_authority
        USING ERRCODE = 'invalid_parameter_value',
              HINT = coalesce('Its authorities: ' || array_to_string(known[1:20], ', ')
                                  || CASE WHEN cardinality(known) > 20 THEN ' and more.' ELSE '.' END,
                              'It has cases and measures of none.');
END
$function$;
COMMENT ON FUNCTION sen.refuse_authority(text, text) IS
    'Refuses to show an authority that is not among those of view own_authority of a programme, as the role sees it '
    '(22023). Not STRICT: without an authority nothing is refused.';

-- The day as on which the pack is, once it may be shown.
CREATE FUNCTION sen.pack_day(programme text, meeting text) RETURNS date
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    as_on date := sen.today();
    held_on date;
    meeting_title text;
    known text;
BEGIN
    PERFORM sen.refuse_paper(programme, 'board_paper');
    IF meeting IS NOT NULL THEN
        EXECUTE format('SELECT m.held_on, m.title FROM %I.meeting m WHERE m.meeting_id = $1', programme)
            INTO held_on, meeting_title USING meeting;
        IF meeting_title IS NULL THEN
            EXECUTE format('SELECT string_agg(m.meeting_id, '', '' ORDER BY m.planned_on)
                            FROM (SELECT * FROM %I.meeting o ORDER BY o.planned_on DESC LIMIT 5) m', programme)
                INTO known;
            RAISE EXCEPTION 'programme "%" has no meeting "%"', programme, meeting
                USING ERRCODE = 'invalid_parameter_value',
                      HINT = coalesce('The latest meetings: ' || known || '.', 'No meeting is recorded.');
        END IF;
        -- A meeting that was held is reported as on its day, whatever day the session asks for.
        IF held_on <= as_on THEN
            as_on := held_on;
        END IF;
    END IF;
    RETURN as_on;
END
$function$;
COMMENT ON FUNCTION sen.pack_day(text, text) IS
    'The day as on which the pack of a programme is: of a meeting that was held its day, else sen.today(). Not STRICT: '
    'without a meeting it is sen.today(). 22023 if there is no such meeting, else errors of sen.refuse_paper().';

CREATE FUNCTION sen.board_pack(
    programme text, meeting text DEFAULT NULL, local_authority text DEFAULT NULL,
    OUT section integer, OUT heading text, OUT line integer, OUT item text, OUT in_words text, OUT detail text)
    RETURNS SETOF record
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 500
    SET search_path = pg_catalog, pg_temp SET jit = off  -- compiling the query takes longer than running it
AS $function$
DECLARE
    as_of_before CONSTANT text := pg_catalog.current_setting('sen_improvement.as_of', true);
    as_on CONSTANT date := sen.pack_day(programme, meeting);
BEGIN
    PERFORM sen.refuse_authority(programme, local_authority);
    PERFORM pg_catalog.set_config('sen_improvement.as_of', pg_catalog.to_char(as_on, 'YYYY-MM-DD'), true);
    RETURN QUERY SELECT p.section, p.heading, p.line, p.item, p.in_words, p.detail
                 FROM sen.paper_rows(programme, local_authority) p;
    PERFORM pg_catalog.set_config('sen_improvement.as_of', coalesce(as_of_before, ''), true);
END
$function$;
COMMENT ON FUNCTION sen.board_pack(text, text, text) IS
    'The pack of papers for the Board, as sections and rows: what stands where, and why. As on sen.today(), or for a '
    'meeting that was held as on its day; of the cases and measures of one authority, or, without one, of those of '
    'sen_improvement.local_authority, which is all of them. Shows view board_paper of the programme; every section is '
    'also a view of its '
    'own, with more columns, and sen.board_pages() prints it. Needs SELECT on board_paper, and for a meeting on '
    'meeting: level reader of sen.grant_access() and more. The views run as you: call it for a programme whose owner '
    'you trust. 3F000 if there is no such programme, 42501 without access to it, 55000 if it is not laid out by the '
    'installed version, 22023 if no such meeting or authority.';
