-- read: nobody
-- meanings: objective_scope

CREATE VIEW notice_plan AS
SELECT l.notice_id, l.area_number, count(*) FILTER (WHERE o.agreed) AS objectives,
       count(*) FILTER (WHERE o.agreed AND o.co_produced) AS objectives_co_produced,
       count(*) FILTER (WHERE o.agreed AND o.actions > 0) AS objectives_with_action,
       string_agg('''' || o.title || '''', ', ' ORDER BY o.objective_id)
           FILTER (WHERE o.agreed AND o.actions = 0) AS without_action,
       count(*) FILTER (WHERE o.agreed AND o.last_told_on > w.objectives_after) AS objectives_with_entry,
       string_agg(DISTINCT o.plan, ', ' ORDER BY o.plan) FILTER (WHERE o.agreed) AS plans,
       sum(o.actions)::bigint AS actions, sum(o.actions_complete)::bigint AS actions_complete,
       sum(o.actions_overdue)::bigint AS actions_overdue, sum(o.actions_stopped)::bigint AS actions_stopped,
       sum(o.actions_given_up)::bigint AS actions_given_up,
       sum(o.actions - o.actions_given_up)::bigint AS actions_to_measure,
       coalesce(sum(o.actions - o.actions_given_up) FILTER (WHERE o.measurable), 0)::bigint AS actions_measurable,
       string_agg('''' || o.title || '''', ', ' ORDER BY o.objective_id)
           FILTER (WHERE o.actions > o.actions_given_up AND NOT o.measurable) AS not_measurable,
       coalesce(bool_or(o.measurable), false) AS is_measurable,
       max(o.last_entry_on) AS last_entry_on, coalesce(max(o.last_told_on) > w.areas_after, false) AS has_entry
FROM objective_scope l
JOIN (
    SELECT t.notice_id, max(t.new_after) FILTER (WHERE t.test = 'progress on objectives') AS objectives_after,
           max(t.new_after) FILTER (WHERE t.test = 'progress on areas') AS areas_after
    FROM notice_window t
    GROUP BY t.notice_id
) w ON w.notice_id = l.notice_id
JOIN (
    SELECT o.objective_id, o.title, o.plan, o.co_produced, o.agreed_on <= sen.today() AS agreed,
           coalesce(a.actions, 0) AS actions, coalesce(a.complete, 0) AS actions_complete,
           coalesce(a.overdue, 0) AS actions_overdue, coalesce(a.stopped, 0) AS actions_stopped,
           coalesce(a.given_up, 0) AS actions_given_up, m.objective_id IS NOT NULL AS measurable,
           e.last_entry_on, e.last_told_on
    FROM objective o
    LEFT JOIN (
        SELECT a.objective_id, count(*) AS actions, count(*) FILTER (WHERE a.is_complete) AS complete,
               count(*) FILTER (WHERE a.overdue) AS overdue,
               count(*) FILTER (WHERE NOT a.is_open AND NOT a.is_complete) AS given_up,
               count(*) FILTER (WHERE NOT a.is_open AND NOT a.is_complete AND s.by_board) AS stopped
        FROM action_status a
        LEFT JOIN (
            SELECT DISTINCT ON (x.action_id) x.action_id, h.held_on <= sen.today() AS by_board
            FROM log_entry x
            LEFT JOIN meeting h ON h.meeting_id = x.meeting_id
            WHERE x.action_id IS NOT NULL AND x.delivery_status IS NOT NULL AND x.entered_on <= sen.today()
            ORDER BY x.action_id, x.entered_on DESC, x.log_entry_id DESC
        ) s ON s.action_id = a.action_id
        GROUP BY a.objective_id
    ) a ON a.objective_id = o.objective_id
    LEFT JOIN (
        SELECT DISTINCT m.objective_id
        FROM measure m
        WHERE coalesce(m.agreed_on, m.baseline_on) <= sen.today()
          AND num_nulls(m.unit, m.direction, m.baseline_on, m.baseline_value, m.target_on, m.target_value) = 0
    ) m ON m.objective_id = o.objective_id
    LEFT JOIN (
        SELECT coalesce(x.objective_id, a.objective_id) AS objective_id, max(x.entered_on) AS last_entry_on,
               max(x.entered_on) FILTER (WHERE x.progress ~ '\S' OR x.impact ~ '\S') AS last_told_on
        FROM log_entry x
        LEFT JOIN action a ON a.action_id = x.action_id
        WHERE x.entered_on <= sen.today()
        GROUP BY coalesce(x.objective_id, a.objective_id)
    ) e ON e.objective_id = o.objective_id
) o ON o.objective_id = l.objective_id
GROUP BY l.notice_id, l.area_number, w.areas_after;
COMMENT ON VIEW notice_plan IS
    'The objectives and actions for every area of every notice issued by sen.today(), and for each notice as a '
    'whole, where there are any.';
COMMENT ON COLUMN notice_plan.objectives IS 'Objectives that serve it.';
COMMENT ON COLUMN notice_plan.objectives_co_produced IS 'Of these, objectives made together with families.';
COMMENT ON COLUMN notice_plan.objectives_with_action IS 'Of these, objectives with an action.';
COMMENT ON COLUMN notice_plan.without_action IS 'The others by name; empty if there is none.';
COMMENT ON COLUMN notice_plan.objectives_with_entry IS
    'Of these, objectives with an entry in the log that says what was done or changed, and is new for the test '
    'progress on objectives (notice_window).';
COMMENT ON COLUMN notice_plan.plans IS 'The plans that they are in; empty if there is none.';
COMMENT ON COLUMN notice_plan.actions IS 'Actions of these objectives.';
COMMENT ON COLUMN notice_plan.actions_complete IS 'Of these, actions that are complete.';
COMMENT ON COLUMN notice_plan.actions_overdue IS 'Of these, actions that are open past their due day.';
COMMENT ON COLUMN notice_plan.last_entry_on IS
    'Day of the last entry in the log on one of its objectives or actions; empty if there is none.';
COMMENT ON COLUMN notice_plan.has_entry IS
    'True if there is one that says what was done or changed, and is new for the test progress on areas.';
COMMENT ON COLUMN notice_plan.actions_given_up IS 'Of these, actions that were given up: neither open nor complete.';
COMMENT ON COLUMN notice_plan.actions_stopped IS
    'Of these, actions whose entry in the log that says so is one of a meeting that was held: settled by the Board.';
COMMENT ON COLUMN notice_plan.actions_to_measure IS 'Actions that were not given up.';
COMMENT ON COLUMN notice_plan.actions_measurable IS
    'Of these, actions whose objective has a measure with unit, direction, baseline, target and their days.';
COMMENT ON COLUMN notice_plan.not_measurable IS
    'The objectives of the others by name; empty if there is none.';
COMMENT ON COLUMN notice_plan.is_measurable IS 'True if one of the objectives has such a measure.';
