-- read: nobody
-- meanings: definition_case, case_time_limit

-- Each branch of case_clock_all joins the definitions that rest on its time limit, a constant there. So the planner
-- knows how few they are, and a reader of one definition runs only the branches that it rests on. What the switches
-- decide is worked out in the branch too, where most of what it rests on is a constant. What an event ended comes in
-- above, once for all of them, as in case_time_limit.
CREATE VIEW limit_case AS
SELECT m.definition, m.time_limit, m.local_authority, m.case_ref, m.detail, m.started_on, m.opened_on,
       CASE WHEN m.finished_on < m.started_on AND m.period = 'finished' THEN NULL ELSE m.due_on END AS due_on,
       m.finished_on,
       least(m.finished_on,
             CASE WHEN m.turned_on IS NOT NULL THEN least(m.stopped_on, m.turned_on) ELSE m.ended_on END) AS closed_on,
       CASE WHEN m.finished_on IS NULL OR m.period = 'finished' THEN m.finished_on ELSE m.due_on END AS counted_on,
       m.has_exception
FROM (
    -- A WITH of its own, as in case_status: each column is worked out once per case.
    WITH c AS NOT MATERIALIZED (
--@branches case_clock for totals
            SELECT f.definition, f.period, d.time_limit, d.local_authority, d.case_ref, d.detail, d.started_on,
                   coalesce(d.opened_on, '-infinity') AS opened_on, d.due_on,
                   CASE WHEN d.plan_start_on IS NOT NULL
                        AND f.ends_on = 'plan start' THEN CASE WHEN d.plan_start_on <= y.today THEN d.plan_start_on END
                        WHEN d.done_on <= y.today THEN d.done_on END AS finished_on,
                   -- Ended without a date: it has always been so. A plan that was issued may not have started yet.
                   CASE WHEN NOT d.running AND NOT coalesce(d.plan_start_on IS NOT NULL AND f.ends_on = 'plan start'
                                                            AND d.ended = 'plan issued'
                                                            AND d.ended_on = d.done_on, false)
                        THEN coalesce(d.ended_on, '-infinity') END AS ended_on,
                   d.has_exception, d.turned_concerns, d.turned_ref, d.stopped_on
            FROM definition f
            CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) y
            CROSS JOIN (
--@branch
            ) d
            WHERE d.time_limit = ANY (f.time_limits)
              -- Always so. By an equality the planner can hash the definitions and share the cases of each branch out
              -- among workers; a loop over the definitions would have every row of them read anew for each case.
              AND (f.definition IS NOT NULL) = (d.local_authority IS NOT NULL)
              -- As opened_on <= today the planner would expect a third of the advice, and hash it, not the requests.
              AND (d.opened_on > y.today AND d.opened_on <= 'infinity') IS NOT TRUE
              AND NOT (f.without_mediation_or_tribunal AND coalesce(d.mediation_or_tribunal, false))
--@end
    )
    SELECT c.*,
           CASE WHEN t.turns IS NOT NULL
                THEN sen.turned_on(c.time_limit::sen.time_limit, c.turned_concerns, c.started_on, t.turns)
           END AS turned_on
    FROM c
    LEFT JOIN case_turns_all t ON t.turned_ref = c.turned_ref
        AND (t.turned_concerns = c.turned_concerns AND t.local_authority = c.local_authority) IS TRUE
) m;
COMMENT ON VIEW limit_case IS
    'definition_case with the time limit that each case started. Who names both runs only the branch of that limit.';
COMMENT ON COLUMN limit_case.time_limit IS 'The time limit that the case started.';
CREATE VIEW definition_case AS
SELECT c.definition, c.local_authority, c.case_ref, c.detail, c.started_on, c.opened_on, c.due_on, c.finished_on,
       c.closed_on, c.counted_on, c.has_exception
FROM limit_case c;
COMMENT ON VIEW definition_case IS
    'Every case of every definition on the day of the data, its switches applied: what the views named '
    'compliance_... and timeliness_... are counted from. Reads with the rights of the owner and free of policies. '
    'Not meant to be granted to anyone.';
COMMENT ON COLUMN definition_case.definition IS 'Short name of the definition.';
COMMENT ON COLUMN definition_case.opened_on IS
    'Day from which the case is counted as open; -infinity if it is unknown.';
COMMENT ON COLUMN definition_case.due_on IS
    'Last day on which it is in time. Empty if the start is unknown, or if it was finished before it started: such a '
    'case meets no limit.';
COMMENT ON COLUMN definition_case.finished_on IS 'Day on which it was finished, if by the day of the data.';
COMMENT ON COLUMN definition_case.closed_on IS
    'Day from which it is no longer open: finished, or ended in another way; -infinity if it ended on an unknown day. '
    'Empty while it is open.';
COMMENT ON COLUMN definition_case.counted_on IS 'Day that decides the period in which a finished case counts.';
