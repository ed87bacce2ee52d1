-- read: analyst

-- By the clock that binds: a request whose refusal no longer stands is open from that day. An assessment with a request
-- for advice waits for advice until all of them are answered; of one without any it is not known, and it waits for
-- advice: where advice has no limit that makes no difference. The advice is looked up for those in assessment alone, in
-- a branch of their own: else the planner takes it to be looked up for every request.
CREATE VIEW recovery_stand AS
SELECT g.local_authority, g.today AS stands_on, g.queue, g.pace,
       g.refused::double precision / nullif(g.decided, 0) AS refused_share,
       g.no_plan::double precision / nullif(g.no_plan + g.plans, 0) AS no_plan_share,
       least(g.withdrawn::double precision / nullif(g.received, 0), 1) AS withdrawn_share,
       g.decided, g.refused, g.plans, g.no_plan, g.received, g.withdrawn
FROM (
    SELECT c.local_authority, t.today,
           sen.queue(c.clock_started_on, c.waits_for::sen.stage, t.today) AS queue,
           sen.pace(c.clock_started_on, c.plan_issued_on, CASE WHEN c.plan_issued_on IS NULL THEN c.ended_on END,
                    t.from_day, t.today) AS pace,
           count(*) FILTER (WHERE c.decided_on >= t.from_day) AS decided,
           count(*) FILTER (WHERE c.decided_on >= t.from_day AND c.status = 'not assessed') AS refused,
           count(*) FILTER (WHERE c.plan_issued_on >= t.from_day) AS plans,
           count(*) FILTER (WHERE c.no_plan_on >= t.from_day AND c.status = 'no plan') AS no_plan,
           count(*) FILTER (WHERE c.received_on >= t.from_day) AS received,
           count(*) FILTER (WHERE c.ended_on >= t.from_day
                                  AND c.status IN ('withdrawn', 'moved away', 'closed')) AS withdrawn
    FROM (
        SELECT o.*, CASE o.stage WHEN 'awaiting decision' THEN 'decision' WHEN 'plan agreed' THEN 'plan'
                    END AS waits_for
        FROM case_status_all o
        WHERE o.stage IS DISTINCT FROM 'in assessment'
        UNION ALL
        SELECT o.*, CASE WHEN (SELECT bool_and(coalesce(a.responded_on <= sen.data_day('cases', 'data_source'), false))
                               FROM advice_request a
                               WHERE a.local_authority = o.local_authority AND a.request_ref = o.request_ref
                                 AND a.asked_on <= sen.data_day('cases', 'data_source')) THEN 'plan' ELSE 'advice' END
        FROM case_status_all o
        WHERE o.stage = 'in assessment'
    ) c
    CROSS JOIN (SELECT d.today, (d.today - interval '1 year')::date + 1 AS from_day
                FROM (SELECT sen.data_day('cases', 'data_source') AS today) d) t
    WHERE c.status <> 'historical'
    GROUP BY c.local_authority, t.today
) g;
COMMENT ON VIEW recovery_stand IS
    'What a recovery plan starts from, for each authority on the day of the data: its open cases, the pace of its '
    'last twelve months, and the shares of requests that came to no plan. Reads with the rights of the owner; holds '
    'days on which single cases were received.';
COMMENT ON COLUMN recovery_stand.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN recovery_stand.stands_on IS 'The day of the data.';
COMMENT ON COLUMN recovery_stand.queue IS
    'The open cases at its close, by stage and by the day on which the clock began.';
COMMENT ON COLUMN recovery_stand.pace IS
    'The twelve months to that day: plans and case-days by age, requests and plans by month.';
COMMENT ON COLUMN recovery_stand.refused_share IS
    'Share of the decisions of these twelve months that refused to assess, from 0 to 1; empty without a decision.';
COMMENT ON COLUMN recovery_stand.no_plan_share IS
    'Share of the assessments that ended in them without a plan, from 0 to 1; empty if none ended.';
COMMENT ON COLUMN recovery_stand.withdrawn_share IS
    'Cases withdrawn, moved away or closed otherwise in them, for each request received in them, from 0 to 1; empty '
    'if none was received.';
COMMENT ON COLUMN recovery_stand.decided IS 'Decisions whether to assess in these twelve months.';
COMMENT ON COLUMN recovery_stand.refused IS 'Of these, refusals to assess that stand.';
COMMENT ON COLUMN recovery_stand.plans IS 'Plans issued in these twelve months.';
COMMENT ON COLUMN recovery_stand.no_plan IS 'Assessments that ended in them without a plan.';
COMMENT ON COLUMN recovery_stand.received IS 'Requests received in them.';
COMMENT ON COLUMN recovery_stand.withdrawn IS 'Cases withdrawn, moved away or closed otherwise in them.';
