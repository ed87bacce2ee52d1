-- Room board: the pack of papers for a meeting, in one call.

CREATE FUNCTION sen.board_pack(
    programme text, meeting text DEFAULT NULL,
    OUT section integer, OUT heading text, OUT line integer, OUT item text, OUT in_words text, OUT detail text) RETURNS SETOF record
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 500
    SET search_path = pg_catalog, pg_temp SET jit = off  -- compiling a section takes longer than running it
AS $function$
DECLARE
    as_of_before CONSTANT text := pg_catalog.current_setting('sen_improvement.as_of', true);
    as_on date := sen.today();
    held_on date;
    meeting_title text;
    known text;
    judged jsonb;
    -- The tables and views that a section reads, and how it reads them: by their full names, for on a search_path
    -- with the programme, functions and operators that somebody made there could take the place of the server's.
    read_from CONSTANT text := '\m(FROM|JOIN) (?!judged)([a-z_]+)';
    in_programme CONSTANT text := '\1 ' || replace(quote_ident(programme), '\', '\\') || '.\2';
    -- One select for each section: its rows in order, as (item, in_words, detail). What notice_judged says is
    -- asked for once, since three sections show parts of it.
    sections CONSTANT text[] := ARRAY[
        'Where we are', $section$
            SELECT w.item, w.in_words, w.detail FROM where_we_are w $section$,
        'EHC plans within 20 weeks, and the families who wait', $section$
            SELECT v.item, v.in_words, v.detail
            FROM timeliness_year_to_date t
            CROSS JOIN LATERAL (VALUES
                (1, '1 January to ' || to_char(t.to_day, 'FMDD FMMonth YYYY') || ', without exceptions', coalesce(t.percent_in_time_excluding || '%', 'no plan issued'),
                    concat_ws('; ', t.change_in_words, 'last year to the same day ' || t.percent_in_time_excluding_last_year || '%', format('with exceptions %s of %s plans', t.in_time, t.finished))),
                (2, 'Mean time from request to plan', coalesce(t.mean_weeks || ' weeks', '-'), 'last year to the same day ' || coalesce(t.mean_weeks_last_year || ' weeks', '-')),
                (3, 'Requests still open', t.open_at_end::text, format('%s over 20 weeks; a year ago %s, %s over 20 weeks', t.overdue_at_end, t.open_last_year, t.overdue_last_year))
            ) v (place, item, in_words, detail)
            ORDER BY t.local_authority, v.place $section$,
        'Is it moving, is it on track', $section$
            SELECT d.title, d.verdict, d.because || CASE WHEN d.illustrative THEN ' (illustrative)' ELSE '' END
            FROM dashboard d LEFT JOIN verdict v ON v.verdict = d.verdict
            ORDER BY v.position DESC, d.title, d.measure_id $section$,
        'Areas of the notice', $section$
            SELECT a.area_number || ' ' || a.title, coalesce(a.status, 'not recorded'), concat_ws('; ', 'since ' || to_char(a.since, 'FMDD FMMonth YYYY'), regexp_replace(a.in_words, '^(business as usual|closed); ', ''))
            FROM area_progress a JOIN review_schedule s ON s.notice_id = a.notice_id
            ORDER BY s.issued_on, a.area_number $section$,
        'Slow to progress', $section$
            SELECT s.title, s.owner, s.reasons FROM slow_progress s $section$,
        'Where contributions need to be strengthened', $section$
            SELECT coalesce(g.partner, g.sector), g.sector, g.gap FROM contribution_gaps g WHERE g.gaps > 0 $section$,
        'Risk register', $section$
            SELECT r.title, concat_ws(' ', r.current_score, r.current_band), concat_ws('; ', r.movement, 'without what is done about it ' || r.inherent_score, 'target ' || r.target_score, r.attention, 'owner: ' || r.owner)
            FROM risk_register r $section$,
        'Actions, by how far they have come', $section$
            SELECT s.delivery_status, s.actions::text, nullif(concat_ws('; ', nullif(s.overdue, 0) || ' overdue', nullif(s.with_impact, 0) || ' with evidence of impact'), '')
            FROM actions_by_status s $section$,
        'What the log says since the last meeting', $section$
            SELECT l.title, concat_ws(', ', l.delivery_status, l.impact_status), concat_ws(' ', l.progress, l.impact, 'More is needed from ' || l.needs_more_from || '.', CASE WHEN l.illustrative THEN '(illustrative)' END)
            FROM action_log l CROSS JOIN meeting_cycle c
            WHERE l.entered_on IS NOT NULL AND coalesce(l.held_on, l.entered_on) >= coalesce(c.last_held_on, '-infinity') $section$,
        'Matters escalated and not resolved', $section$
            SELECT e.what, 'to ' || e.to_post, 'raised on ' || to_char(e.raised_on, 'FMDD FMMonth YYYY') || ', ' || sen.in_days(e.days_open) || ' ago' FROM open_escalations e $section$,
        'Is every paragraph of the notice met', $section$
            SELECT j.paragraph || ' ' || j.asks, j.status, concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
            FROM judged j WHERE j.in_force AND j.paragraph IS NOT NULL ORDER BY j.issued_on DESC, j.position $section$,
        'Ready for the meeting', $section$
            SELECT r.title, r.status, r.in_words
            FROM meeting_readiness r JOIN meeting_cycle c ON r.meeting_id IN (c.next_meeting_id, c.last_meeting_id)
            ORDER BY r.meets_on DESC, r.meeting_id $section$,
        'Invitations missing or late', $section$
            SELECT g.post, g.title, g.gap
            FROM invitation_gaps g JOIN meeting_cycle c ON g.meeting_id IN (c.next_meeting_id, c.last_meeting_id) $section$,
        'The council''s own assessment for the next review', $section$
            SELECT j.paragraph || ' ' || j.asks, CASE j.status WHEN 'met' THEN 'ready' ELSE 'not ready' END, concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
            FROM judged j WHERE j.in_force AND j.in_self_assessment ORDER BY j.issued_on, j.position $section$,
        'Can the notice be stepped down', $section$
            SELECT j.condition, j.status, concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, ''))
            FROM judged j WHERE j.in_force AND j.condition IS NOT NULL ORDER BY j.issued_on, j.position $section$,
        'Our own data', $section$
            SELECT q.subject || ': ' || q.finding, q.severity, concat_ws('; ', q.how_many || coalesce(' of ' || q.out_of, ''), 'such as ' || q.example, q.what_to_do)
            FROM data_quality q WHERE q.severity <> 'information' $section$,
        'What this pack rests on', $section$
            SELECT e.title, CASE WHEN e.illustrative THEN 'illustrative' ELSE to_char(e.dated_on, 'FMDD FMMonth YYYY') END, e.held_at FROM evidence_in_use e $section$];
BEGIN
    PERFORM sen.programme_owner(programme, (SELECT array_agg(DISTINCT named[2]) FROM unnest(sections || 'FROM meeting JOIN notice_judged'::text) s, regexp_matches(s, read_from, 'g') named));
    -- Without it, names in that schema would only not be found.
    IF NOT pg_catalog.has_schema_privilege(programme, 'USAGE') THEN
        RAISE EXCEPTION 'permission denied for programme "%"', programme
            USING ERRCODE = 'insufficient_privilege', HINT = 'Its owner gives access with sen.grant_access(); level reader is enough.';
    END IF;
    -- The sections name views and columns as the installed version lays them out. Which version that was, not every reader may read.
    SELECT string_agg(r.name, ', ') INTO known FROM sen.programme_part p CROSS JOIN LATERAL unnest(p.relations) r (name)
    WHERE to_regclass(format('%I.%I', programme, r.name)) IS NULL;
    IF known IS NOT NULL THEN
        RAISE EXCEPTION 'programme "%" is not laid out as the installed version needs it', programme
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'It does not have ' || known || '.',
                  HINT = 'Its owner brings it to that version with sen.upgrade_programme(), or makes its views anew with sen.lay_out_views().';
    END IF;
    IF meeting IS NOT NULL THEN
        EXECUTE format('SELECT m.held_on, m.title FROM %I.meeting m WHERE m.meeting_id = $1', programme) INTO held_on, meeting_title USING meeting;
        IF meeting_title IS NULL THEN
            EXECUTE format('SELECT string_agg(m.meeting_id, '', '' ORDER BY m.planned_on) FROM (SELECT * FROM %I.meeting o ORDER BY o.planned_on DESC LIMIT 5) m', programme) INTO known;
            RAISE EXCEPTION 'programme "%" has no meeting "%"', programme, meeting
                USING ERRCODE = 'invalid_parameter_value', HINT = coalesce('The latest meetings: ' || known || '.', 'No meeting is recorded.');
        END IF;
        -- A meeting that was held is reported as on its day, whatever day the session asks for.
        IF held_on <= as_on THEN
            as_on := held_on;
        END IF;
    END IF;
    PERFORM pg_catalog.set_config('sen_improvement.as_of', as_on::text, true);
    EXECUTE format('SELECT jsonb_agg(j) FROM %I.notice_judged j', programme) INTO judged;
    FOR place IN 1 .. pg_catalog.array_length(sections, 1) / 2 LOOP
        section := place;
        heading := sections[2 * place - 1];
        line := 0;
        FOR item, in_words, detail IN EXECUTE
            CASE WHEN sections[2 * place] ~ 'FROM judged' THEN 'WITH judged AS (SELECT j.* FROM jsonb_to_recordset($1) j (issued_on date, in_force boolean, paragraph text, asks text, condition text, position integer, status text, evidence text, missing text, in_self_assessment boolean)) ' ELSE '' END || regexp_replace(sections[2 * place], read_from, in_programme, 'g')
            USING judged
        LOOP
            line := line + 1;
            RETURN NEXT;
        END LOOP;
        IF line = 0 THEN
            line := 1;
            item := 'Nothing to report';
            in_words := NULL;
            detail := NULL;
            RETURN NEXT;
        END IF;
    END LOOP;
    PERFORM pg_catalog.set_config('sen_improvement.as_of', coalesce(as_of_before, ''), true);
END
$function$;
COMMENT ON FUNCTION sen.board_pack(text, text) IS 'The pack of papers for the Board, as sections and rows: what stands where, and why. As on sen.today(), or for a meeting that was held as on its day. Every section is also a view of the programme, with more columns. Needs SELECT on those views: level reader of sen.grant_access() and more. The views run as you: call it for a programme whose owner you trust. 3F000 if there is no such programme, 42501 without access to it, 55000 if it is not laid out by the installed version, 22023 if no such meeting.';
