-- read: nobody
-- meanings: objective_scope

CREATE VIEW notice_plan AS
SELECT l.notice_id, l.area_number, count(*) FILTER (WHERE o.agreed) AS objectives,
       count(*) FILTER (WHERE o.agreed AND o.co_produced) AS objectives_co_produced,
       count(*) FILTER (WHERE o.agreed AND o.actions > 0) AS objectives_with_action,
       string_agg(o.objective_id, ', ' ORDER BY o.objective_id)
           FILTER (WHERE o.agreed AND o.actions = 0) AS without_action,
       count(*) FILTER (WHERE o.agreed AND o.last_entry_on > n.since) AS objectives_with_entry,
       string_agg(DISTINCT o.plan, ', ' ORDER BY o.plan) FILTER (WHERE o.agreed) AS plans,
       sum(o.actions)::bigint AS actions, sum(o.actions_complete)::bigint AS actions_complete,
       sum(o.actions_overdue)::bigint AS actions_overdue,
       max(o.last_entry_on) AS last_entry_on, coalesce(max(o.last_entry_on) > n.since, false) AS has_entry
FROM objective_scope l
JOIN notice_span n ON n.notice_id = l.notice_id
JOIN (
    SELECT o.objective_id, o.plan, o.co_produced, o.agreed_on <= sen.today() AS agreed,
           coalesce(a.actions, 0) AS actions, coalesce(a.complete, 0) AS actions_complete,
           coalesce(a.overdue, 0) AS actions_overdue, e.last_entry_on
    FROM objective o
    LEFT JOIN (
        SELECT a.objective_id, count(*) AS actions, count(*) FILTER (WHERE a.is_complete) AS complete,
               count(*) FILTER (WHERE a.overdue) AS overdue
        FROM action_status a
        GROUP BY a.objective_id
    ) a ON a.objective_id = o.objective_id
    LEFT JOIN (
        SELECT coalesce(x.objective_id, a.objective_id) AS objective_id, max(x.entered_on) AS last_entry_on
        FROM log_entry x
        LEFT JOIN action a ON a.action_id = x.action_id
        WHERE x.entered_on <= sen.today()
        GROUP BY coalesce(x.objective_id, a.objective_id)
    ) e ON e.objective_id = o.objective_id
) o ON o.objective_id = l.objective_id
GROUP BY l.notice_id, l.area_number, n.since;
COMMENT ON VIEW notice_plan IS
    'The objectives and actions for every area of every notice issued by sen.today(), and for each notice as a '
    'whole, where there are any.';
COMMENT ON COLUMN notice_plan.objectives IS 'Objectives that serve it.';
COMMENT ON COLUMN notice_plan.objectives_co_produced IS 'Of these, objectives made together with families.';
COMMENT ON COLUMN notice_plan.objectives_with_action IS 'Of these, objectives with an action.';
COMMENT ON COLUMN notice_plan.without_action IS 'The others by name; empty if there is none.';
COMMENT ON COLUMN notice_plan.objectives_with_entry IS
    'Of these, objectives with an entry in the log since the last review.';
COMMENT ON COLUMN notice_plan.plans IS 'The plans that they are in; empty if there is none.';
COMMENT ON COLUMN notice_plan.actions IS 'Actions of these objectives.';
COMMENT ON COLUMN notice_plan.actions_complete IS 'Of these, actions that are complete.';
COMMENT ON COLUMN notice_plan.actions_overdue IS 'Of these, actions that are open past their due day.';
COMMENT ON COLUMN notice_plan.last_entry_on IS
    'Day of the last entry in the log on one of its objectives or actions; empty if there is none.';
COMMENT ON COLUMN notice_plan.has_entry IS 'True if that is later than the last review.';
