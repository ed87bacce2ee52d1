-- read: analyst
-- meanings: case_time_limit, case_event

-- A floor of its own for case_time_limit. A step that has a row of its own is not shown twice.
CREATE VIEW event_limit WITH (security_invoker = true) AS
SELECT u.local_authority, u.concerns, u.case_ref, u.happened_on, u.starts, u.step, u.due_on, u.step_done_on,
       CASE WHEN u.step_done_on IS NULL AND u.step <> u.last_step AND u.step !~ 'no_plan'
                 AND u.last_done_on <= sen.today() THEN u.last_done_on END AS passed_on,
       u.ended, u.ended_on, u.exception, u.request_ref, u.replaced_on, u.replaced_by, u.ended_by
FROM (
    SELECT DISTINCT ON (e.local_authority, e.concerns, e.case_ref, e.happened_on, e.event, e.position, s.step)
           e.local_authority, e.concerns, e.case_ref, e.happened_on, e.time_limit AS starts, e.due_on, e.exception,
           e.turned_request AS request_ref, s.step, e.steps[cardinality(e.steps)] AS last_step,
           -- A case that ended for another reason: its plan issued or refused, withdrawn, moved away, closed.
           CASE WHEN s.step ~ 'assess|make_plan|reconsider|no_plan'
                THEN nullif(sen.request_status(r.request_outcome, r.request_outcome_on, r.assessment_outcome,
                                               r.assessment_outcome_on, r.exported_to, r.closed_on, d.today,
                                               e.happened_on), 'open') END AS ended,
           CASE WHEN s.step ~ 'assess|make_plan|reconsider|no_plan'
                THEN sen.request_ended_on(r.request_outcome, r.request_outcome_on, r.assessment_outcome,
                                          r.assessment_outcome_on, r.exported_to, r.closed_on, d.today,
                                          e.happened_on) END AS ended_on,
           CASE WHEN s.step = e.time_limit AND e.done_on IS NOT NULL THEN e.done_on
                WHEN s.step ~ 'no_plan' AND q.outcome = 'N' THEN q.outcome_on
                WHEN s.step ~ '(assess|make_plan)_final' AND q.outcome = 'Y' THEN q.outcome_on
                -- The family made the agreement, and so knows that there will be an assessment: contested point
                -- agreement_is_notice.
                WHEN s.step = e.steps[1] AND s.step <> e.time_limit
                    THEN coalesce(e.first_step_on, CASE WHEN e.event ~ 'mediation_agreed' AND s.step ~ 'assess'
                                                        THEN e.happened_on END) END AS step_done_on,
           coalesce(e.done_on, CASE WHEN q.outcome = 'Y' THEN q.outcome_on END) AS last_done_on,
           z.happened_on AS replaced_on,
           sen.limit_replaced_by(s.step::sen.time_limit, z.event, z.matter, z.time_limit::sen.time_limit,
                                 e.key)::text AS replaced_by,
           sen.limit_ended_by(s.step::sen.time_limit, z.event, z.matter, z.time_limit::sen.time_limit,
                              e.key) AS ended_by
    -- A WITH of its own, as in case_status: the steps are worked out once per event, and not for each place and column.
    FROM (WITH v AS NOT MATERIALIZED (SELECT * FROM case_event)
          SELECT v.*, sen.limit_steps(v.time_limit::sen.time_limit)::text[] AS steps,
                 -- The case whose later events end it.
                 CASE WHEN v.turned_request IS NOT NULL THEN 'request'
                      WHEN v.turned_review IS NOT NULL THEN 'annual review'
                      ELSE v.concerns END AS key,
                 coalesce('request ' || v.turned_request, 'annual review ' || v.turned_review,
                          v.concerns || ' ' || v.case_ref) AS turned
          FROM v WHERE v.time_limit IS NOT NULL AND v.happened_on <= sen.today()) e
    CROSS JOIN (VALUES (1), (2), (3)) n (place)
    CROSS JOIN LATERAL (SELECT e.steps[n.place] AS step) s
    LEFT JOIN case_event x ON x.local_authority = e.local_authority AND x.concerns = e.concerns
        AND x.case_ref = e.case_ref AND x.event = e.event AND x.happened_on = e.happened_on AND x.time_limit = s.step
    CROSS JOIN (SELECT sen.today() AS today) d
    LEFT JOIN ehc_request r ON r.local_authority = e.local_authority AND r.request_ref = e.turned_request
    CROSS JOIN LATERAL (
        SELECT CASE WHEN r.assessment_outcome_on >= e.happened_on THEN r.assessment_outcome END AS outcome,
               r.assessment_outcome_on AS outcome_on
    ) q
    LEFT JOIN (SELECT v.*, coalesce('request ' || v.turned_request, 'annual review ' || v.turned_review,
                                    v.concerns || ' ' || v.case_ref) AS turned
               FROM case_event v) z ON z.local_authority = e.local_authority AND z.turned = e.turned
        AND z.happened_on > e.happened_on AND z.happened_on <= d.today
        AND sen.ends_limit(s.step::sen.time_limit, z.event, z.matter, z.time_limit::sen.time_limit, e.key)
    WHERE s.step IS NOT NULL
      AND (s.step = e.time_limit OR e.time_limit = e.steps[cardinality(e.steps)] AND x.time_limit IS NULL)
    ORDER BY e.local_authority, e.concerns, e.case_ref, e.happened_on, e.event, e.position, s.step, z.happened_on
) u;
COMMENT ON VIEW event_limit IS
    'The limits that the events of case_event started by sen.today(), step by step, and how each stands: the rows of '
    'case_time_limit that come from events.';
COMMENT ON COLUMN event_limit.happened_on IS 'Day of the event: the clock counts from it.';
COMMENT ON COLUMN event_limit.step IS
    'The limit, as in sen.time_limits(): starts, or an earlier step of the same order.';
COMMENT ON COLUMN event_limit.due_on IS
    'Day that was ordered, directed or agreed instead of the period of starts; empty: the period binds.';
COMMENT ON COLUMN event_limit.step_done_on IS 'Day on which the step was done; empty while it has not been.';
COMMENT ON COLUMN event_limit.passed_on IS
    'Where the step has no day: the day on which the last step was done. Empty if it was not, or if the step has a '
    'day.';
COMMENT ON COLUMN event_limit.ended IS 'How the request ended, as status in case_status; empty while it is open.';
COMMENT ON COLUMN event_limit.ended_on IS 'Day on which the request ended.';
COMMENT ON COLUMN event_limit.exception IS 'Exception recorded with the event.';
COMMENT ON COLUMN event_limit.starts IS 'The limit in case_event.time_limit.';
