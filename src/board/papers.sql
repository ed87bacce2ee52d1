-- Room board: one area in depth, what became of a review, and the council's own assessment.

-- What every paper of a programme asks first.
CREATE FUNCTION sen.refuse_paper(programme text, paper text) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM sen.programme_owner(programme, '{meeting}');
    IF NOT pg_catalog.has_schema_privilege(programme, 'USAGE') THEN
        RAISE EXCEPTION 'permission denied for programme "%"', programme
            USING ERRCODE = 'insufficient_privilege',
                  HINT = 'Its owner gives access with sen.grant_access(); level reader is enough.';
    END IF;
    IF pg_catalog.to_regclass(format('%I.%I', programme, paper)) IS NULL THEN
        RAISE EXCEPTION 'programme "%" is not laid out as the installed version needs it', programme
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It does not have %s.', paper),
                  HINT = 'Its owner brings it to that version with sen.upgrade_programme(), '
                         'or makes its views anew with sen.lay_out_views().';
    END IF;
    PERFORM sen.programme_owner(programme, ARRAY[paper]);
END
$function$;
COMMENT ON FUNCTION sen.refuse_paper(text, text) IS
    'Refuses to show a paper of a programme: 3F000 if there is no such programme, 42501 without access to it or if '
    'another role owns the paper, 55000 if it is not laid out by the installed version.';

CREATE FUNCTION sen.area_pack(
    programme text, area integer, notice text DEFAULT NULL,
    OUT section integer, OUT heading text, OUT line integer, OUT item text, OUT in_words text, OUT detail text)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    of_notice text := notice;
    known text;
    is_there boolean;
BEGIN
    PERFORM sen.refuse_paper(programme, 'area_paper');
    IF notice IS NULL THEN
        EXECUTE format('SELECT s.notice_id FROM %I.review_schedule s ORDER BY s.issued_on DESC, s.notice_id LIMIT 1',
                       programme) INTO of_notice;
    END IF;
    -- Planning the paper takes most of a second: first, whether there is such an area at all.
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.area_status_now a WHERE a.notice_id = $1 AND a.area_number = $2)',
                   programme) INTO is_there USING of_notice, area;
    IF NOT is_there THEN
        EXECUTE format('SELECT string_agg(DISTINCT a.area_number || '' of notice '' || a.notice_id, '', '')
                        FROM %I.area_status_now a', programme) INTO known;
        RAISE EXCEPTION 'programme "%" has no area % of notice "%"', programme, area, coalesce(of_notice, '')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce('Its areas: ' || known || '.', 'No area is recorded.');
    END IF;
    RETURN QUERY EXECUTE format('SELECT a.section, a.heading, a.line, a.item, a.in_words, a.detail
                                 FROM %I.area_paper a WHERE a.notice_id = $1 AND a.area_number = $2
                                 ORDER BY a.section, a.line', programme) USING of_notice, area;
END
$function$;
COMMENT ON FUNCTION sen.area_pack(text, integer, text) IS
    'One area of a notice in depth, as on sen.today(): how it stands, its measures with their figures, milestones, '
    'actions, risks, feedback, evidence, and what changed since the notice and since the last review. Of the latest '
    'notice in force unless another is named. Shows view area_paper; level reader of sen.grant_access() and more. The '
    'views run as you: call it for a programme whose owner you trust. 22023 if there is no such area, else errors of '
    'sen.refuse_paper().';

CREATE FUNCTION sen.stocktake_annex(
    programme text, review text DEFAULT NULL,
    OUT section integer, OUT heading text, OUT paragraph text, OUT line integer, OUT item text, OUT in_words text,
    OUT detail text)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    of_review text := review;
    known text;
    is_there boolean;
BEGIN
    PERFORM sen.refuse_paper(programme, 'annex_paper');
    IF review IS NULL THEN
        EXECUTE format('SELECT r.review_id FROM %I.review_day r WHERE r.state = ''held''
                        ORDER BY r.starts_on DESC, r.review_id LIMIT 1', programme) INTO of_review;
        IF of_review IS NULL THEN
            RETURN QUERY VALUES (1, 'The review', NULL::text, 1, 'No review is recorded as held', NULL::text,
                                 'A review by the Department, who attended, and the next steps of its letter would '
                                 'stand here.');
            RETURN;
        END IF;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.review_day r WHERE r.review_id = $1 AND r.state = ''held'')',
                   programme) INTO is_there USING of_review;
    IF NOT is_there THEN
        EXECUTE format('SELECT string_agg(r.review_id, '', '' ORDER BY r.starts_on DESC, r.review_id)
                        FROM %I.review_day r WHERE r.state = ''held''', programme) INTO known;
        RAISE EXCEPTION 'programme "%" has no review "%" that was held', programme, review
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce('Reviews that were held: ' || known || '.', 'No review is recorded as held.');
    END IF;
    RETURN QUERY EXECUTE format('SELECT a.section, a.heading, a.paragraph, a.line, a.item, a.in_words, a.detail
                                 FROM %I.annex_paper a WHERE a.review_id = $1 ORDER BY a.section, a.line', programme)
        USING of_review;
END
$function$;
COMMENT ON FUNCTION sen.stocktake_annex(text, text) IS
    'What became of a review, as on sen.today(): who attended it, and for each area that its letter names what its '
    'next steps became, by the actions and measures linked to them, with the progress since and the part of the own '
    'assessment that each row answers. Of the last review that was held unless another is named. Shows view '
    'annex_paper; level reader of sen.grant_access() and more. The views run as you: call it for a programme whose '
    'owner you trust. 22023 if no such review was held, else errors of sen.refuse_paper().';

CREATE FUNCTION sen.own_assessment(
    programme text, review text DEFAULT NULL,
    OUT section integer, OUT heading text, OUT line integer, OUT item text, OUT in_words text, OUT detail text)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    of_review text := review;
    known text;
BEGIN
    PERFORM sen.refuse_paper(programme, 'assessment_paper');
    EXECUTE format('SELECT string_agg(r.review_id, '', '' ORDER BY r.state = ''planned'' DESC,
                                      CASE r.state WHEN ''planned'' THEN r.starts_on END, r.starts_on DESC, r.review_id)
                    FROM %I.review_day r', programme) INTO known;
    IF review IS NULL THEN
        of_review := split_part(known, ', ', 1);
    ELSIF NOT review = ANY (coalesce(string_to_array(known, ', '), '{}')) THEN
        RAISE EXCEPTION 'programme "%" has no review "%"', programme, review
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce('Its reviews: ' || known || '.', 'No review is recorded.');
    END IF;
    RETURN QUERY EXECUTE format('SELECT a.section, a.heading, a.line, a.item, a.in_words, a.detail
                                 FROM %I.assessment_paper a WHERE a.review_id = $1 ORDER BY a.section, a.line',
                                programme) USING of_review;
    IF NOT FOUND THEN
        RETURN QUERY VALUES (1, 'The council''s own assessment', 1,
                             CASE WHEN of_review IS NULL THEN 'No review is recorded'
                                  ELSE 'The notice of this review asks for no own assessment' END, NULL::text,
                             'For each part that the notice asks for, what the council judges, what that rests on, the '
                             'documents and the gaps would stand here.');
    END IF;
END
$function$;
COMMENT ON FUNCTION sen.own_assessment(text, text) IS
    'The council''s own assessment of improvement for a review, part by part as on sen.today(): what the council '
    'judges, what that rests on, the documents, and what is missing. Of the next planned review unless another is '
    'named. Shows view assessment_paper; level reader of sen.grant_access() and more. The views run as you: call it '
    'for a programme whose owner you trust. 22023 if there is no such review, else errors of sen.refuse_paper().';
