-- The cases behind a difference between a return and casework.

CREATE FUNCTION sen.sen2_differences(programme regnamespace, submission integer)
    RETURNS TABLE (figure text, because text, person integer, request integer, request_ref text,
                   in_return boolean, in_casework boolean, received_in_return date, received_in_casework date,
                   finished_in_return date, finished_in_casework date)
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
BEGIN
    -- Neither side has the other's references, so a case is found by its days: by all three, then by the day on which
    -- it finished, then by the day received, each time among those that are left; of several alike the first by the
    -- first. What is then alone is on one side only.
    RETURN QUERY EXECUTE format($query$
        WITH submission AS (
            SELECT s.local_authority, make_date(s.return_year - 1, 1, 1) AS from_day,
                   make_date(s.return_year - 1, 12, 31) AS to_day
            FROM %1$s.sen2_submission s
            WHERE s.submission = $1
        ), side AS MATERIALIZED (
            SELECT true AS told, r.person, r.request, NULL::text AS request_ref, r.received_on,
                   r.request_outcome_on AS decided_on, r.request_outcome AS decided, r.assessment_outcome AS outcome,
                   r.assessment_outcome_on AS finished_on, coalesce(r.week20, false) AS excepted,
                   coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false)
                       OR coalesce(r.assessment_mediation, false) OR coalesce(r.assessment_tribunal, false)
                       OR coalesce(r.other_mediation, false) OR coalesce(r.other_tribunal, false) AS disputed,
                   r.came_from IS NOT NULL AS moved
            FROM %1$s.sen2_request r
            WHERE r.submission = $1
            UNION ALL
            SELECT false, NULL, NULL, r.request_ref, r.received_on, r.request_outcome_on, r.request_outcome,
                   r.assessment_outcome, r.assessment_outcome_on, coalesce(r.week20, false) OR EXISTS (
                       SELECT FROM %1$s.assessment_exception e
                       WHERE e.local_authority = r.local_authority AND e.request_ref = r.request_ref
                         AND e.time_limit = 'final_plan'),
                   coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false)
                       OR coalesce(r.assessment_mediation, false) OR coalesce(r.assessment_tribunal, false)
                       OR coalesce(r.other_mediation, false) OR coalesce(r.other_tribunal, false),
                   r.exported_to IS NOT NULL
            FROM submission s
            JOIN %1$s.ehc_request r ON r.local_authority = s.local_authority
            WHERE coalesce(r.received_on <= s.to_day, true)
        ), by_days AS MATERIALIZED (
            SELECT s.*, row_number() OVER (PARTITION BY s.told, s.received_on, s.decided_on, s.finished_on
                                           ORDER BY s.person, s.request, s.request_ref) AS nth
            FROM side s
        ), found_1 AS MATERIALIZED (
            SELECT b.*, count(*) OVER (PARTITION BY b.received_on, b.decided_on, b.finished_on, b.nth) = 2 AS paired
            FROM by_days b
        ), found_2 AS MATERIALIZED (
            SELECT f.*, f.finished_on IS NOT NULL
                        AND count(*) OVER (PARTITION BY f.paired, f.finished_on, f.mth) = 2 AS paired_2
            FROM (SELECT x.*, row_number() OVER (PARTITION BY x.told, x.finished_on
                                                 ORDER BY x.received_on, x.person, x.request, x.request_ref) AS mth
                  FROM found_1 x
                  WHERE NOT x.paired) f
        ), found_3 AS MATERIALIZED (
            SELECT f.*, f.received_on IS NOT NULL AND count(*) OVER (PARTITION BY f.received_on, f.kth) = 2 AS paired_3
            FROM (SELECT x.*, row_number() OVER (PARTITION BY x.told, x.received_on
                                                 ORDER BY x.finished_on, x.person, x.request, x.request_ref) AS kth
                  FROM found_2 x
                  WHERE NOT x.paired_2) f
        ), sided AS (
            SELECT concat_ws('/', 1, x.received_on, x.decided_on, x.finished_on, x.nth) AS pair, x.told, x.person,
                   x.request, x.request_ref, x.received_on, x.decided_on, x.decided, x.outcome, x.finished_on,
                   x.excepted, x.disputed, x.moved
            FROM found_1 x WHERE x.paired
            UNION ALL
            SELECT concat_ws('/', 2, x.finished_on, x.mth), x.told, x.person, x.request, x.request_ref, x.received_on,
                   x.decided_on, x.decided, x.outcome, x.finished_on, x.excepted, x.disputed, x.moved
            FROM found_2 x WHERE x.paired_2
            UNION ALL
            SELECT CASE WHEN x.paired_3 THEN concat_ws('/', 3, x.received_on, x.kth)
                        ELSE concat_ws('/', 4, x.told, x.person, x.request, x.request_ref) END, x.told, x.person,
                   x.request, x.request_ref, x.received_on, x.decided_on, x.decided, x.outcome, x.finished_on,
                   x.excepted, x.disputed, x.moved
            FROM found_3 x
        ), judged AS (
            SELECT b.*, f.figure, coalesce(f.counts, false) AS counts
            FROM (SELECT o.*, o.finished_on BETWEEN s.from_day AND s.to_day AS finished_in_year,
                         o.decided_on BETWEEN s.from_day AND s.to_day AS decided_in_year,
                         o.received_on BETWEEN s.from_day AND s.to_day AS received_in_year,
                         coalesce(sen.is_met('final_plan', o.received_on, o.finished_on, s.to_day), false) AS in_time
                  FROM sided o
                  CROSS JOIN submission s) b
            CROSS JOIN LATERAL (VALUES
                (1, 'requests', b.received_in_year),
                (2, 'to_assess', b.decided = 'Y' AND b.decided_in_year),
                (3, 'not_to_assess', b.decided = 'N' AND b.decided_in_year),
                (4, 'plans_refused', b.outcome = 'N' AND b.finished_in_year),
                (5, 'plans', b.outcome = 'Y' AND b.finished_in_year),
                (6, 'in_time', b.outcome = 'Y' AND b.finished_in_year AND b.in_time),
                (7, 'plans_without', b.outcome = 'Y' AND b.finished_in_year AND NOT b.excepted),
                (8, 'in_time_without', b.outcome = 'Y' AND b.finished_in_year AND b.in_time AND NOT b.excepted),
                (9, 'undisputed', b.outcome = 'Y' AND b.finished_in_year AND NOT b.disputed),
                (10, 'undisputed_in_time', b.outcome = 'Y' AND b.finished_in_year AND b.in_time AND NOT b.disputed)
            ) f (position, figure, counts)
        ), compared AS (
            SELECT t.figure, t.counts AS told_counts, h.counts AS held_counts, t.person, t.request, h.request_ref,
                   t.received_on AS told_received, h.received_on AS held_received, t.finished_on AS told_finished,
                   h.finished_on AS held_finished, t.outcome AS told_outcome, h.outcome AS held_outcome,
                   t.decided AS told_decided, h.decided AS held_decided, t.decided_on AS told_decided_on,
                   h.decided_on AS held_decided_on, t.excepted AS told_excepted, h.excepted AS held_excepted,
                   t.disputed AS told_disputed, h.disputed AS held_disputed, t.moved AS told_moved,
                   coalesce(t.pair, h.pair) AS pair, coalesce(t.figure, h.figure) AS of_figure
            FROM (SELECT * FROM judged j WHERE j.told) t
            FULL JOIN (SELECT * FROM judged j WHERE NOT j.told) h ON h.pair = t.pair AND h.figure = t.figure
        )
        SELECT c.of_figure,
               CASE WHEN c.told_counts IS NULL THEN 'not in the return'
                    WHEN c.held_counts IS NULL AND c.told_moved THEN 'transferred in, and not in casework'
                    WHEN c.held_counts IS NULL THEN 'not in casework'
                    WHEN (c.told_decided = 'H' OR c.told_outcome = 'H') AND NOT c.told_counts
                    THEN CASE WHEN c.told_moved THEN 'transferred in: H in the return' ELSE 'H in the return' END
                    WHEN c.told_outcome IS DISTINCT FROM c.held_outcome AND c.of_figure <> 'requests'
                         AND c.of_figure NOT LIKE '%%to_assess' THEN 'another outcome of the assessment'
                    WHEN c.told_decided IS DISTINCT FROM c.held_decided AND c.of_figure LIKE '%%to_assess'
                    THEN 'another decision'
                    WHEN c.of_figure LIKE '%%to_assess' THEN 'another day of the decision'
                    WHEN c.told_finished IS DISTINCT FROM c.held_finished AND c.of_figure <> 'requests'
                    THEN 'another day of the outcome'
                    WHEN c.told_received IS DISTINCT FROM c.held_received THEN 'another day received'
                    WHEN c.told_excepted <> c.held_excepted AND c.of_figure LIKE '%%without'
                    THEN 'an exception on one side only'
                    WHEN c.told_disputed <> c.held_disputed THEN 'mediation or appeal on one side only'
                    ELSE 'other' END,
               c.person, c.request, c.request_ref, coalesce(c.told_counts, false), coalesce(c.held_counts, false),
               c.told_received, c.held_received, c.told_finished, c.held_finished
        FROM compared c
        WHERE coalesce(c.told_counts, false) <> coalesce(c.held_counts, false)
        ORDER BY c.of_figure, 2, c.person, c.request, c.request_ref$query$, programme) USING submission;
END
$function$;
COMMENT ON FUNCTION sen.sen2_differences(regnamespace, integer) IS
    'The cases that count in a figure of view sen2_reconciliation on one side only, and why: another day, outcome or '
    'decision, an exception, mediation or appeal on one side, transferred in, H, or not on the other side at all. '
    'Cases are found by their days, since a return has no references. The number of cases in the return less that in '
    'casework is the difference of the figure. Null in, none out.';

CREATE FUNCTION sen.sen2_unlike_published(programme regnamespace, submission integer)
    RETURNS TABLE (figure text, published_difference numeric, because text, person integer, request integer,
                   in_return boolean, received_on date, finished_on date)
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
BEGIN
    RETURN QUERY EXECUTE format($query$
        WITH unlike AS MATERIALIZED (
            SELECT r.figure, r.published_difference
            FROM %1$s.sen2_reconciliation r
            WHERE r.submission = $1 AND r.published_difference <> 0 AND r.position <= 8
        ), kept AS MATERIALIZED (
            SELECT r.person, r.request, r.received_on, r.request_outcome AS decided,
                   r.request_outcome_on BETWEEN s.from_day AND s.to_day AS decided_in_year,
                   r.received_on BETWEEN s.from_day AND s.to_day AS received_in_year,
                   r.assessment_outcome AS outcome, r.assessment_outcome_on AS finished_on,
                   r.assessment_outcome_on BETWEEN s.from_day AND s.to_day AS finished_in_year,
                   r.plan_start_on BETWEEN s.from_day AND s.to_day AS began_in_year, r.plan_start_on,
                   r.came_from IS NOT NULL AS moved, coalesce(r.week20, false) AS excepted,
                   coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false)
                       OR coalesce(r.assessment_mediation, false) OR coalesce(r.assessment_tribunal, false)
                       OR coalesce(r.other_mediation, false) OR coalesce(r.other_tribunal, false) AS disputed,
                   coalesce(sen.is_met('final_plan', r.received_on, r.assessment_outcome_on, s.to_day), false)
                       AS in_time,
                   sen.is_met('final_plan', r.received_on, coalesce(r.plan_start_on, r.assessment_outcome_on), s.to_day)
                       AS in_time_by_start
            FROM %1$s.sen2_request r
            JOIN (SELECT x.submission, make_date(x.return_year - 1, 1, 1) AS from_day,
                         make_date(x.return_year - 1, 12, 31) AS to_day
                  FROM %1$s.sen2_submission x
                  WHERE x.submission = $1) s ON s.submission = r.submission
        ), judged AS (
            SELECT u.figure, u.published_difference, k.*,
                   coalesce(CASE u.figure
                       WHEN 'requests' THEN k.received_in_year
                       WHEN 'to_assess' THEN k.decided = 'Y' AND k.decided_in_year
                       WHEN 'not_to_assess' THEN k.decided = 'N' AND k.decided_in_year
                       WHEN 'plans_refused' THEN k.outcome = 'N' AND k.finished_in_year
                       ELSE k.outcome = 'Y' AND k.finished_in_year
                            AND (u.figure NOT LIKE '%%without' OR NOT k.excepted)
                            AND (u.figure NOT LIKE 'in_time%%' OR k.in_time) END, false) AS counts
            FROM unlike u
            CROSS JOIN kept k
        )
        SELECT j.figure, j.published_difference, c.because, j.person, j.request, j.counts, j.received_on, j.finished_on
        FROM judged j
        CROSS JOIN LATERAL (SELECT CASE
            WHEN j.counts AND j.figure ~ '^(plans|in_time)' AND j.disputed
            THEN 'counted here, with mediation or appeal'
            WHEN j.counts AND j.moved THEN 'counted here, transferred in'
            WHEN j.counts AND j.figure ~ '^(plans|in_time)' AND (j.received_on IS NULL OR j.received_on > j.finished_on)
            THEN 'counted here, with no day received that can be used'
            WHEN j.counts AND j.figure LIKE 'in_time%%' AND NOT j.in_time_by_start
            THEN 'counted here, late by the day on which the plan started'
            WHEN NOT j.counts AND j.figure LIKE 'in_time%%' AND j.outcome = 'Y' AND j.finished_in_year
                 AND (j.figure NOT LIKE '%%without' OR NOT j.excepted) AND j.in_time_by_start
            THEN 'not counted here, in time by the day on which the plan started'
            WHEN NOT j.counts AND j.figure ~ '^(plans|in_time)' AND j.outcome = 'H' AND j.began_in_year
            THEN CASE WHEN j.moved THEN 'not counted here, transferred in: H in the return'
                      ELSE 'not counted here, H in the return' END
            WHEN NOT j.counts AND j.figure LIKE 'plans%%' AND j.outcome = 'Y' AND NOT j.finished_in_year
                 AND j.began_in_year
                 AND (j.figure NOT LIKE '%%without' OR NOT j.excepted)
            THEN 'not counted here, of the year by the day on which the plan started'
            WHEN NOT j.counts AND j.figure IN ('requests', 'to_assess', 'not_to_assess') AND j.decided = 'H'
                 AND j.received_in_year THEN 'not counted here, H in the return'
        END) c (because)
        WHERE c.because IS NOT NULL
        ORDER BY 1, 3, 4, 5$query$, programme) USING submission;
END
$function$;
COMMENT ON FUNCTION sen.sen2_unlike_published(regnamespace, integer) IS
    'The cases of a return that may be behind a difference of view sen2_reconciliation to what DfE has published, as '
    'DfE publishes no cases: those that its counts leave out or take in by other days, its filter of mediation and '
    'appeals, transfers and H. published_difference is that of the figure; in_return says whether the case counts in '
    'it. What none of them explains has another reason, such as a return that was corrected after it was counted. Null '
    'in, none out.';
