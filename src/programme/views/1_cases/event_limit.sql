-- read: analyst
-- meanings: case_clock, turning_event

-- A floor of its own for case_clock. A step that has a row of its own is not shown twice.
CREATE VIEW event_limit WITH (security_invoker = true) AS
SELECT u.local_authority, u.concerns, u.case_ref, u.happened_on, u.starts, u.step,
       CASE WHEN u.step = u.starts AND u.due_on IS NOT NULL THEN u.due_on
            WHEN o.otherwise THEN sen.other_due(u.step::sen.time_limit, u.happened_on)
            ELSE sen.due_date(u.step::sen.time_limit, u.happened_on) END AS due_on,
       CASE WHEN u.step = u.starts AND u.due_on IS NOT NULL THEN NULL
            WHEN u.event = 'refusal_withdrawn' AND u.step ~ '^order_assess' THEN u.request_due_on
            WHEN o.otherwise THEN sen.due_date(u.step::sen.time_limit, u.happened_on)
            ELSE sen.other_due(u.step::sen.time_limit, u.happened_on) END AS other_due_on,
       u.step_done_on,
       CASE WHEN u.step_done_on IS NULL AND u.step <> u.last_step AND u.step !~ 'no_plan'
                 AND u.last_done_on <= sen.data_day('cases', 'data_source') THEN u.last_done_on END AS passed_on,
       u.ended, u.ended_on, u.exception, u.request_ref, u.turned_concerns, u.turned_ref
FROM (
    SELECT e.local_authority, e.concerns, e.case_ref, e.event, e.happened_on, e.starts, e.due_on, e.exception,
           e.request_ref, e.turned_concerns, e.turned_ref, s.step, e.steps[cardinality(e.steps)] AS last_step,
           sen.other_due_point(s.step::sen.time_limit) AS point,
           -- By the text, where the programme chose the weeks from the agreement.
           sen.due_date(CASE WHEN s.step ~ 'no_plan' THEN 'no_plan_decision'::sen.time_limit ELSE 'final_plan' END,
                        r.received_on) AS request_due_on,
           -- A case that ended for another reason: its plan issued or refused, withdrawn, moved away, closed.
           CASE WHEN s.step ~ 'assess|make_plan|reconsider|no_plan'
                THEN nullif(sen.request_status(r.request_outcome, r.request_outcome_on, r.assessment_outcome,
                                               r.assessment_outcome_on, r.exported_to, r.closed_on, d.today,
                                               e.happened_on), 'open') END AS ended,
           CASE WHEN s.step ~ 'assess|make_plan|reconsider|no_plan'
                THEN sen.request_ended_on(r.request_outcome, r.request_outcome_on, r.assessment_outcome,
                                          r.assessment_outcome_on, r.exported_to, r.closed_on, d.today,
                                          e.happened_on) END AS ended_on,
           CASE WHEN s.step = e.starts AND e.done_on IS NOT NULL THEN e.done_on
                WHEN s.step ~ 'no_plan' AND q.outcome = 'N' THEN q.outcome_on
                WHEN s.step ~ '(assess|make_plan)_final' AND q.outcome = 'Y' THEN q.outcome_on
                -- The family made the agreement, and so knows that there will be an assessment: contested point
                -- agreement_is_notice.
                WHEN s.step = e.steps[1] AND s.step <> e.starts
                    THEN coalesce(e.first_step_on, CASE WHEN e.event ~ 'mediation_agreed' AND s.step ~ 'assess'
                                                        THEN e.happened_on END) END AS step_done_on,
           coalesce(e.done_on, CASE WHEN q.outcome = 'Y' THEN q.outcome_on END) AS last_done_on
    -- A WITH of its own, as in case_status: the steps are worked out once per event, and not for each place and column.
    FROM (WITH v AS NOT MATERIALIZED (SELECT * FROM turning_event)
          SELECT v.*, sen.limit_steps(v.starts::sen.time_limit)::text[] AS steps FROM v WHERE v.starts IS NOT NULL) e
    CROSS JOIN (VALUES (1), (2), (3)) n (place)
    CROSS JOIN LATERAL (SELECT e.steps[n.place] AS step) s
    -- An earlier step that has a row of its own; however many it has, none of them is shown here.
    LEFT JOIN case_event x ON x.local_authority = e.local_authority AND x.concerns = e.concerns
        AND x.case_ref = e.case_ref AND x.event = e.event AND x.happened_on = e.happened_on AND x.time_limit = s.step
        AND s.step <> e.starts
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) d
    LEFT JOIN ehc_request r ON r.local_authority = e.local_authority AND r.request_ref = e.request_ref
    CROSS JOIN LATERAL (
        SELECT CASE WHEN r.assessment_outcome_on >= e.happened_on THEN r.assessment_outcome END AS outcome,
               r.assessment_outcome_on AS outcome_on
    ) q
    WHERE s.step IS NOT NULL
      AND (s.step = e.starts OR e.starts = e.steps[cardinality(e.steps)] AND x.time_limit IS NULL)
      -- An agreement after refusing starts 10 and 14 weeks for those who count so; nobody counts two for a notice.
      AND NOT (e.event = 'refusal_withdrawn' AND s.step = 'order_assess_notice')
) u
LEFT JOIN contested_choice o ON o.point = u.point;
COMMENT ON VIEW event_limit IS
    'The limits that the events of case_event started by the day of the data, step by step, and how each stands: the '
    'rows of case_clock that come from events.';
COMMENT ON COLUMN event_limit.happened_on IS 'Day of the event: the clock counts from it.';
COMMENT ON COLUMN event_limit.step IS
    'The limit, as in sen.time_limits(): starts, or an earlier step of the same order.';
COMMENT ON COLUMN event_limit.due_on IS
    'Last day of the step: as ordered, directed or agreed for starts, else at the end of the period.';
COMMENT ON COLUMN event_limit.step_done_on IS 'Day on which the step was done; empty while it has not been.';
COMMENT ON COLUMN event_limit.passed_on IS
    'Where the step has no day: the day on which the last step was done. Empty if it was not, or if the step has a '
    'day.';
COMMENT ON COLUMN event_limit.ended IS 'How the request ended, as status in case_status; empty while it is open.';
COMMENT ON COLUMN event_limit.ended_on IS 'Day on which the request ended.';
COMMENT ON COLUMN event_limit.exception IS 'Exception recorded with the event.';
COMMENT ON COLUMN event_limit.starts IS 'The limit in turning_event.starts.';
