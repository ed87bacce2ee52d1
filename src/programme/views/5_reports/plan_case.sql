-- read: analyst
-- meanings: definition_case, case_time_limit

-- The conditions of limit_case, which counts with the rights of the owner, on what whoever asks may see.
CREATE VIEW plan_case WITH (security_invoker = true) AS
SELECT c.local_authority, c.request_ref, c.started_on AS received_on, c.due_on, c.finished_on AS plan_issued_on,
       c.closed_on, CASE WHEN c.finished_on IS NOT NULL THEN sen.month(c.counted_on) END AS month,
       CASE WHEN c.finished_on IS NOT NULL THEN 'plan issued' WHEN c.closed_on IS NULL THEN 'open'
            ELSE 'ended without a plan' END AS status,
       d.days_taken, d.days_taken <= 140 AS within_20_weeks,
       CASE WHEN c.finished_on IS NULL THEN NULL WHEN d.days_taken <= 140 THEN 'within 20 weeks'
            WHEN d.days_taken <= 364 THEN 'over 20 to 52 weeks' WHEN d.days_taken > 364 THEN 'over 52 weeks'
            ELSE 'time not known' END AS band,
       CASE WHEN c.finished_on IS NULL THEN NULL WHEN d.days_taken <= 140 THEN 1 WHEN d.days_taken <= 364 THEN 2
            WHEN d.days_taken > 364 THEN 3 ELSE 4 END AS band_position,
       c.has_exception AS is_excluded,
       CASE WHEN c.has_exception THEN coalesce('permitted exception: ' || x.exceptions,
                                               'permitted exception, by the flag of the return') END AS why_excluded,
       c.closed_on IS NULL AND c.due_on < c.today AS is_overdue
FROM (
    SELECT m.*, least(m.finished_on, m.ended_on) AS closed_on,
           CASE WHEN m.finished_on IS NULL OR m.period = 'finished' THEN m.finished_on ELSE m.limit_on END
               AS counted_on,
           CASE WHEN m.finished_on < m.started_on AND m.period = 'finished' THEN NULL ELSE m.limit_on END AS due_on
    FROM (
        SELECT f.period, t.today, l.local_authority, l.case_ref AS request_ref, l.started_on, l.due_on AS limit_on,
               l.has_exception,
               CASE WHEN l.plan_start_on IS NOT NULL
                    AND f.ends_on = 'plan start' THEN CASE WHEN l.plan_start_on <= t.today THEN l.plan_start_on END
                    WHEN l.done_on <= t.today THEN l.done_on END AS finished_on,
               CASE WHEN l.replaced_on IS NOT NULL THEN l.ended_on
                    WHEN NOT l.running AND NOT coalesce(f.ends_on = 'plan start' AND l.ended = 'plan issued'
                                                        AND l.ended_on = l.done_on, false)
                        THEN coalesce(l.ended_on, '-infinity') END AS ended_on
        FROM definition f
        CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
        JOIN case_time_limit l ON l.time_limit = 'final_plan'
        WHERE f.definition = 'plans_in_20_weeks' AND 'final_plan' = ANY (f.time_limits)
          AND (l.opened_on IS NULL OR l.opened_on <= t.today)
          AND NOT (f.without_mediation_or_tribunal AND coalesce(l.mediation_or_tribunal, false))
    ) m
) c
LEFT JOIN (SELECT a.local_authority, a.request_ref, string_agg(DISTINCT a.exception, ', ') AS exceptions
           FROM assessment_exception a WHERE a.time_limit = 'final_plan'
           GROUP BY a.local_authority, a.request_ref) x
    ON x.local_authority = c.local_authority AND x.request_ref = c.request_ref
CROSS JOIN LATERAL (SELECT CASE WHEN c.finished_on >= c.started_on THEN c.finished_on - c.started_on END
                        AS days_taken) d;
COMMENT ON VIEW plan_case IS
    'The cases behind every total of the 20-week measure, a row for each request that definition plans_in_20_weeks '
    'counts, as on the day of the data: how long it took, whether that was within 20 weeks, and whether and why DfE''s '
    'headline rate leaves it out. Its sums by authority and month are the figures of timeliness_by_month and of '
    'fact_plan. Reads with the rights of whoever asks.';
COMMENT ON COLUMN plan_case.request_ref IS 'Reference of the request.';
COMMENT ON COLUMN plan_case.received_on IS 'Day on which the request was received; empty if unknown.';
COMMENT ON COLUMN plan_case.plan_issued_on IS 'Day on which the plan was issued, if by the day of the data.';
COMMENT ON COLUMN plan_case.month IS
    'First day of the month in which it counts: that of the plan, or of its due day if the definition counts by it. '
    'Empty without a plan.';
COMMENT ON COLUMN plan_case.status IS 'plan issued, open, or ended without a plan.';
COMMENT ON COLUMN plan_case.days_taken IS
    'Days from receipt to plan. Empty without a plan, and where the day received is unknown or comes after it.';
COMMENT ON COLUMN plan_case.within_20_weeks IS 'Were that at most 140 days? Empty where days_taken is.';
COMMENT ON COLUMN plan_case.band IS
    'within 20 weeks; over 20 to 52 weeks; over 52 weeks; or time not known, which is in no band of DfE and counts as '
    'not within 20 weeks. Empty without a plan.';
COMMENT ON COLUMN plan_case.band_position IS 'Place of band in reports, from 1.';
COMMENT ON COLUMN plan_case.is_excluded IS
    'Does the rate that leaves out permitted exceptions leave it out?';
COMMENT ON COLUMN plan_case.why_excluded IS 'Why, with the kinds of exception that are recorded; empty if it is not.';
COMMENT ON COLUMN plan_case.is_overdue IS 'Is it open, and its due day past?';
