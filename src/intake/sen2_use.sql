-- From a submission into the tables of cases. What SEN2 does not carry stays empty: which exception lifted the 20
-- weeks and when, who was told what, whether a review was the first one.

CREATE FUNCTION sen.sen2_case_refs(programme regnamespace, submission integer)
    RETURNS TABLE (person integer, request integer, child_ref text, request_ref text)
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
BEGIN
    -- A return carries no reference. Where the child is known by a key, the child and the day received are one, the
    -- same in all years; else the place in the file, which holds for that file alone. A historical case (H) need not
    -- have the day received: it is the one that an earlier return brought, with the same start of the plan.
    RETURN QUERY EXECUTE format($query$
        SELECT r.person, r.request, p.child_ref,
               coalesce(e.request_ref, 'SEN2 ' || CASE
                               WHEN p.child_ref IS NULL OR coalesce(r.received_on, r.plan_start_on) IS NULL
                               THEN s.return_year || '/' || r.person || '/' || r.request
                               ELSE p.child_ref || ' ' || coalesce(r.received_on, r.plan_start_on)
                                    || coalesce('/' || nullif(row_number() OVER (
                                           PARTITION BY p.child_ref, coalesce(r.received_on, r.plan_start_on)
                                           ORDER BY r.person, r.request), 1), '') END)
        FROM %1$s.sen2_request r
        JOIN %1$s.sen2_person p ON p.submission = r.submission AND p.person = r.person
        JOIN %1$s.sen2_submission s ON s.submission = r.submission
        LEFT JOIN (SELECT x.local_authority, x.child_ref, x.plan_start_on, min(x.request_ref) AS request_ref
                   FROM %1$s.ehc_request x
                   WHERE x.child_ref IS NOT NULL AND x.plan_start_on IS NOT NULL AND x.received_on IS NOT NULL
                   GROUP BY x.local_authority, x.child_ref, x.plan_start_on) e
            ON e.local_authority = s.local_authority AND e.child_ref = p.child_ref
            AND e.plan_start_on = r.plan_start_on AND r.received_on IS NULL
        WHERE r.submission = $1$query$, programme) USING submission;
END
$function$;
COMMENT ON FUNCTION sen.sen2_case_refs(regnamespace, integer) IS
    'The references by which the requests of a submission stand in the tables of cases: SEN2, the child and the day '
    'received (or the start of the plan), the same in all years; without a key SEN2 and the place in the file. Null '
    'in, none out.';

CREATE FUNCTION sen.use_sen2(programme regnamespace, submission integer,
                             OUT requests_taken bigint, OUT reviews_taken bigint, OUT plans bigint,
                             OUT requests_left_out bigint, OUT reviews_left_out bigint)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    s     record;
    other text;
BEGIN
    IF programme IS NULL OR to_regclass(format('%s.sen2_submission', programme)) IS NULL THEN
        RAISE EXCEPTION 'schema "%" is no programme that takes SEN2 returns', programme
            USING ERRCODE = 'undefined_table',
                HINT = 'Give the name of a programme; one of an earlier version has to be upgraded first.';
    END IF;
    EXECUTE format('SELECT x.submission, x.local_authority, x.return_year, x.reference_date, x.key_check
                    FROM %s.sen2_submission x WHERE x.submission = $1', programme) INTO s USING submission;
    IF s.submission IS NULL THEN
        RAISE EXCEPTION 'there is no submission %', coalesce(submission::text, 'null')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Table sen2_submission lists those that were loaded.';
    END IF;
    -- Two sources of the same cases would count them twice.
    EXECUTE format('SELECT r.request_ref FROM %s.ehc_request r
                    WHERE r.local_authority = $1 AND r.request_ref !~ ''^SEN2 '' LIMIT 1', programme)
        INTO other USING s.local_authority;
    IF other IS NULL AND s.key_check IS NULL THEN
        EXECUTE format('SELECT r.request_ref FROM %s.ehc_request r
                        WHERE r.local_authority = $1 AND r.request_ref !~ (''^SEN2 '' || $2 || ''/'') LIMIT 1',
                       programme)
            INTO other USING s.local_authority, s.return_year;
    END IF;
    IF other IS NOT NULL THEN
        RAISE EXCEPTION 'authority % has requests from another source', s.local_authority
            USING ERRCODE = 'object_not_in_prerequisite_state',
                DETAIL = 'They would be counted twice, since the references of a return are its own.',
                HINT = 'Take returns into a programme of their own, or compare: view sen2_reconciliation. Returns of '
                       'several years meet by sen_improvement.match_key_file.';
    END IF;

    -- H says only that something happened before the year: it changes nothing that an earlier return said.
    EXECUTE format($query$
        INSERT INTO %1$s.ehc_request AS t (local_authority, request_ref, child_ref, received_on, request_source, rya,
            request_outcome, request_outcome_on, request_mediation, request_tribunal, exported_to, assessment_outcome,
            assessment_outcome_on, assessment_mediation, assessment_tribunal, other_mediation, other_tribunal, week20,
            plan_start_on)
        SELECT $2, c.request_ref, c.child_ref, r.received_on, r.request_source, r.rya, r.request_outcome,
               r.request_outcome_on, r.request_mediation, r.request_tribunal, r.exported_to, r.assessment_outcome,
               r.assessment_outcome_on, r.assessment_mediation, r.assessment_tribunal, r.other_mediation,
               r.other_tribunal, r.week20, r.plan_start_on
        FROM %1$s.sen2_request r
        JOIN sen.sen2_case_refs($3, $1) c ON c.person = r.person AND c.request = r.request
        WHERE r.submission = $1 AND coalesce(r.request_outcome_on >= r.received_on, true)
          AND coalesce(r.assessment_outcome_on >= r.received_on, true)
        ON CONFLICT (local_authority, request_ref) DO UPDATE SET
            child_ref = coalesce(excluded.child_ref, t.child_ref),
            received_on = coalesce(excluded.received_on, t.received_on),
            request_source = coalesce(excluded.request_source, t.request_source),
            rya = coalesce(excluded.rya, t.rya),
            request_outcome = CASE WHEN excluded.request_outcome = 'H' THEN coalesce(t.request_outcome, 'H')
                                   ELSE coalesce(excluded.request_outcome, t.request_outcome) END,
            request_outcome_on = coalesce(excluded.request_outcome_on, t.request_outcome_on),
            request_mediation = coalesce(excluded.request_mediation, t.request_mediation),
            request_tribunal = coalesce(excluded.request_tribunal, t.request_tribunal),
            exported_to = coalesce(excluded.exported_to, t.exported_to),
            assessment_outcome = CASE WHEN excluded.assessment_outcome = 'H' THEN coalesce(t.assessment_outcome, 'H')
                                      ELSE coalesce(excluded.assessment_outcome, t.assessment_outcome) END,
            assessment_outcome_on = coalesce(excluded.assessment_outcome_on, t.assessment_outcome_on),
            assessment_mediation = coalesce(excluded.assessment_mediation, t.assessment_mediation),
            assessment_tribunal = coalesce(excluded.assessment_tribunal, t.assessment_tribunal),
            other_mediation = coalesce(excluded.other_mediation, t.other_mediation),
            other_tribunal = coalesce(excluded.other_tribunal, t.other_tribunal),
            week20 = coalesce(excluded.week20, t.week20),
            plan_start_on = coalesce(excluded.plan_start_on, t.plan_start_on)$query$, programme)
        USING s.submission, s.local_authority, programme;
    GET DIAGNOSTICS requests_taken = ROW_COUNT;
    EXECUTE format('SELECT count(*) - $2 FROM %s.sen2_request r WHERE r.submission = $1', programme)
        INTO requests_left_out USING s.submission, requests_taken;

    -- The need of a plan; the month of birth only where birth dates were asked for.
    EXECUTE format($query$
        INSERT INTO %1$s.case_characteristic AS t (local_authority, request_ref, primary_need, birth_month, source)
        SELECT $2, c.request_ref, max(n.need), max(date_trunc('month', p.born_on::timestamp))::date,
               'SEN2 ' || $4
        FROM sen.sen2_case_refs($3, $1) c
        JOIN %1$s.ehc_request e ON e.local_authority = $2 AND e.request_ref = c.request_ref
        JOIN (SELECT x.person, CASE WHEN sen.is_record_date(x.born_on) THEN x.born_on END AS born_on
              FROM %1$s.sen2_person x WHERE x.submission = $1) p ON p.person = c.person
        LEFT JOIN %1$s.sen2_need n ON n.submission = $1 AND n.person = c.person AND n.request = c.request
            AND n.rank = 1
        WHERE n.need IS NOT NULL OR p.born_on IS NOT NULL
        GROUP BY c.request_ref
        ON CONFLICT (local_authority, request_ref) DO UPDATE SET
            primary_need = coalesce(excluded.primary_need, t.primary_need),
            birth_month = CASE WHEN t.age_band IS NULL THEN coalesce(excluded.birth_month, t.birth_month) END,
            source = excluded.source$query$, programme)
        USING s.submission, s.local_authority, programme, s.return_year;

    -- SEN2's row is a plan with the last of its reviews, ours is a review. It is the first one for certain if it came
    -- within 12 months of the start of a plan that was made here; any other is so only if nothing contradicts it, which
    -- SEN2 does not say: then plan_made_on stays empty.
    EXECUTE format($query$
        INSERT INTO %1$s.annual_review AS t (local_authority, review_ref, child_ref, plan_made_on, last_reviewed_on,
            meeting_on, decision_sent_on, outcome, amendment_notice_sent_on, amended_plan_sent_on, transfer_phase,
            transfer_year)
        SELECT $2, c.request_ref || ' ' || coalesce(r.meeting_on, r.decision_on, r.phase_transfer_due_on), c.child_ref,
               CASE WHEN e.reviewed_on IS NULL AND r.came_from IS NULL AND r.plan_start_on IS NOT NULL
                         AND coalesce(r.meeting_on, r.decision_on) < r.plan_start_on + interval '12 months'
                    THEN r.plan_start_on END,
               e.reviewed_on, r.meeting_on, r.decision_on, r.review_outcome, r.draft_sent_on,
               r.phase_transfer_final_on, f.phase, CASE WHEN f.phase IS NOT NULL THEN extract(year FROM f.due_on) END
        FROM %1$s.sen2_request r
        JOIN %1$s.sen2_person p ON p.submission = r.submission AND p.person = r.person
        JOIN sen.sen2_case_refs($3, $1) c ON c.person = r.person AND c.request = r.request
        -- The review that an earlier return had of the same plan.
        LEFT JOIN LATERAL (
            SELECT max(x.decision_on) AS reviewed_on
            FROM %1$s.sen2_request x
            JOIN %1$s.sen2_person q ON q.submission = x.submission AND q.person = x.person
            WHERE x.submission <> r.submission AND q.child_ref = p.child_ref AND x.plan_start_on = r.plan_start_on
              AND x.decision_on < coalesce(r.meeting_on, r.decision_on)
        ) e ON true
        -- Which change of phase is due SEN2 does not say; the day and the age do.
        CROSS JOIN LATERAL (
            SELECT r.phase_transfer_due_on AS due_on,
                   CASE WHEN extract(month FROM r.phase_transfer_due_on) = 3 THEN 'secondary to post-16'
                        ELSE (SELECT v.phase
                              FROM (VALUES (3, 4, 'early years to school'), (6, 7, 'infant to junior'),
                                           (8, 9, 'primary to middle'), (10, 11, 'primary to secondary'),
                                           (12, 13, 'middle to secondary')) v (from_age, to_age, phase)
                              WHERE p.age - ($4 - extract(year FROM r.phase_transfer_due_on))
                                    BETWEEN v.from_age AND v.to_age) END AS phase
        ) f
        WHERE r.submission = $1 AND coalesce(r.meeting_on, r.decision_on, r.phase_transfer_due_on) IS NOT NULL
          AND coalesce(r.decision_on >= r.meeting_on, true)
          AND coalesce(r.phase_transfer_final_on >= r.draft_sent_on, true)
        ON CONFLICT (local_authority, review_ref) DO UPDATE SET
            last_reviewed_on = coalesce(excluded.last_reviewed_on, t.last_reviewed_on),
            decision_sent_on = coalesce(excluded.decision_sent_on, t.decision_sent_on),
            outcome = coalesce(excluded.outcome, t.outcome),
            amendment_notice_sent_on = coalesce(excluded.amendment_notice_sent_on, t.amendment_notice_sent_on),
            amended_plan_sent_on = coalesce(excluded.amended_plan_sent_on, t.amended_plan_sent_on)$query$, programme)
        USING s.submission, s.local_authority, programme, s.return_year;
    GET DIAGNOSTICS reviews_taken = ROW_COUNT;
    EXECUTE format('SELECT count(*) - $2 FROM %s.sen2_request r WHERE r.submission = $1
                    AND coalesce(r.meeting_on, r.decision_on, r.phase_transfer_due_on) IS NOT NULL', programme)
        INTO reviews_left_out USING s.submission, reviews_taken;

    EXECUTE format('INSERT INTO %1$s.plans_in_force AS t (local_authority, on_day, plans, source)
                    SELECT $2, $3, count(*), format(''SEN2 %%s, submission %%s'', $4, $1)
                    FROM %1$s.sen2_plan p WHERE p.submission = $1
                    ON CONFLICT (local_authority, on_day) DO UPDATE SET plans = excluded.plans, source = excluded.source
                    RETURNING t.plans', programme)
        INTO plans USING s.submission, s.local_authority, s.reference_date, s.return_year;
END
$function$;
COMMENT ON FUNCTION sen.use_sen2(regnamespace, integer) IS
    'Takes a submission into ehc_request, case_characteristic, annual_review and plans_in_force. A later one changes '
    'what an earlier one brought, but where it says H. Gives how many rows were taken, and how many were left out '
    'since their days contradict each other (sen2_finding has them). 55000 if the authority has requests of another '
    'source, or, without a key, of another year; 22023 if there is no such submission.';
