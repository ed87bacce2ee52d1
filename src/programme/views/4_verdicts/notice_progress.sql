-- read: nobody
-- meanings: area_status_now, notice_span

-- What rests on dashboard and action_status is summed here, for areas and for whole notices at once, so that each of
-- the two is computed once for all that is said of a notice.
CREATE VIEW notice_progress AS
WITH part AS MATERIALIZED (
    SELECT a.notice_id, a.area_number, s.kind, s.title, a.paragraph, s.status, s.since,
           coalesce(s.status IN ('business as usual', 'closed'), false) AS done
    FROM area a
    JOIN area_status_now s ON s.notice_id = a.notice_id AND s.area_number = a.area_number
    UNION ALL
    SELECT n.notice_id, 0, NULL, NULL, NULL, NULL, NULL, NULL
    FROM notice n
), serves AS MATERIALIZED (
    SELECT l.objective_id, l.notice_id, l.area_number FROM objective_area l
    UNION
    SELECT l.objective_id, l.notice_id, 0 FROM objective_area l
), entered AS (
    SELECT coalesce(e.objective_id, a.objective_id) AS objective_id, max(e.entered_on) AS last_entry_on
    FROM log_entry e
    LEFT JOIN action a ON a.action_id = e.action_id
    WHERE e.entered_on <= sen.today()
    GROUP BY coalesce(e.objective_id, a.objective_id)
), acted AS (
    SELECT a.objective_id, count(*) AS actions, count(*) FILTER (WHERE a.is_complete) AS complete,
           count(*) FILTER (WHERE a.overdue) AS overdue
    FROM action_status a
    GROUP BY a.objective_id
), planned AS (
    SELECT l.notice_id, l.area_number, count(*) FILTER (WHERE o.agreed) AS objectives,
           count(*) FILTER (WHERE o.agreed AND o.co_produced) AS objectives_co_produced,
           count(*) FILTER (WHERE o.agreed AND o.actions > 0) AS objectives_with_action,
           string_agg(o.objective_id, ', ' ORDER BY o.objective_id)
               FILTER (WHERE o.agreed AND o.actions = 0) AS without_action,
           count(*) FILTER (WHERE o.agreed AND o.last_entry_on > n.since) AS objectives_with_entry,
           string_agg(DISTINCT o.plan, ', ' ORDER BY o.plan) FILTER (WHERE o.agreed) AS plans,
           sum(o.actions)::bigint AS actions, sum(o.complete)::bigint AS actions_complete,
           sum(o.overdue)::bigint AS actions_overdue, max(o.last_entry_on) AS last_entry_on
    FROM serves l
    JOIN notice_span n ON n.notice_id = l.notice_id
    JOIN (
        SELECT o.objective_id, o.plan, o.co_produced, o.agreed_on <= sen.today() AS agreed, e.last_entry_on,
               coalesce(a.actions, 0) AS actions, coalesce(a.complete, 0) AS complete, coalesce(a.overdue, 0) AS overdue
        FROM objective o
        LEFT JOIN acted a ON a.objective_id = o.objective_id
        LEFT JOIN entered e ON e.objective_id = o.objective_id
    ) o ON o.objective_id = l.objective_id
    GROUP BY l.notice_id, l.area_number
), measured AS (
    SELECT l.notice_id, l.area_number, count(*) AS measures, count(*) FILTER (WHERE d.verdict = 'met') AS met,
           count(*) FILTER (WHERE d.verdict = 'on track') AS on_track,
           count(*) FILTER (WHERE d.verdict = 'at risk') AS at_risk,
           count(*) FILTER (WHERE d.verdict = 'off track') AS off_track,
           count(*) FILTER (WHERE d.verdict = 'no recent data') AS without_recent_data,
           string_agg(d.title, '; ' ORDER BY d.title) FILTER (WHERE d.verdict = 'no recent data') AS not_recent,
           count(*) FILTER (WHERE d.target_on <= sen.today()) AS due,
           count(*) FILTER (WHERE d.target_on <= sen.today() AND d.verdict = 'met') AS due_met
    FROM serves l
    JOIN dashboard d ON d.objective_id = l.objective_id
    GROUP BY l.notice_id, l.area_number
)
SELECT n.notice_id, n.issued_on, a.area_number, a.kind, a.title, a.paragraph, a.status, a.since, a.done,
       coalesce(p.objectives, 0) AS objectives, coalesce(p.objectives_co_produced, 0) AS objectives_co_produced,
       coalesce(p.objectives_with_action, 0) AS objectives_with_action, p.without_action,
       coalesce(p.objectives_with_entry, 0) AS objectives_with_entry, p.plans,
       coalesce(p.actions, 0) AS actions, coalesce(p.actions_complete, 0) AS actions_complete,
       coalesce(p.actions_overdue, 0) AS actions_overdue, coalesce(m.measures, 0) AS measures,
       coalesce(m.met, 0) AS measures_met, coalesce(m.on_track, 0) AS measures_on_track,
       coalesce(m.at_risk, 0) AS measures_at_risk, coalesce(m.off_track, 0) AS measures_off_track,
       coalesce(m.without_recent_data, 0) AS measures_without_recent_data, m.not_recent AS without_recent_data,
       coalesce(m.due, 0) AS measures_due, coalesce(m.due_met, 0) AS measures_due_met,
       p.last_entry_on, coalesce(p.last_entry_on > n.since, false) AS has_entry,
       CASE WHEN a.done THEN a.status || '; ' ELSE '' END
       || CASE WHEN coalesce(p.objectives, 0) = 0 THEN 'no objective in the plans'
               ELSE format('%s of %s actions complete', p.actions_complete, p.actions)
                    || CASE WHEN p.actions_overdue > 0 THEN format(', %s overdue', p.actions_overdue) ELSE '' END
                    || coalesce('; measures: ' || sen.list_words(', ', nullif(m.met, 0) || ' met',
                                    nullif(m.on_track, 0) || ' on track', nullif(m.at_risk, 0) || ' at risk',
                                    nullif(m.off_track, 0) || ' off track',
                                    nullif(m.without_recent_data, 0) || ' without recent data'), '; no measure')
          END AS in_words
FROM part a
JOIN notice_span n ON n.notice_id = a.notice_id
LEFT JOIN planned p ON p.notice_id = a.notice_id AND p.area_number = a.area_number
LEFT JOIN measured m ON m.notice_id = a.notice_id AND m.area_number = a.area_number;
COMMENT ON VIEW notice_progress IS
    'How far the plans have come, for every area of every notice issued by sen.today(), and for the notice as a whole. '
    'An objective that serves several areas counts in each, and once in the whole.';
COMMENT ON COLUMN notice_progress.area_number IS 'Number of the area; 0 for the notice as a whole.';
COMMENT ON COLUMN notice_progress.paragraph IS 'Paragraph of the notice that names the area; empty if unknown.';
COMMENT ON COLUMN notice_progress.done IS 'True if the area is business as usual or closed; empty for the whole.';
COMMENT ON COLUMN notice_progress.objectives IS 'Objectives that serve it.';
COMMENT ON COLUMN notice_progress.objectives_co_produced IS 'Of these, objectives made together with families.';
COMMENT ON COLUMN notice_progress.objectives_with_action IS 'Of these, objectives with an action.';
COMMENT ON COLUMN notice_progress.without_action IS 'The others by name; empty if there is none.';
COMMENT ON COLUMN notice_progress.objectives_with_entry IS
    'Of these, objectives with an entry in the log since the last review.';
COMMENT ON COLUMN notice_progress.plans IS 'The plans that they are in; empty if there is none.';
COMMENT ON COLUMN notice_progress.actions IS 'Actions of these objectives.';
COMMENT ON COLUMN notice_progress.actions_complete IS 'Of these, actions that are complete.';
COMMENT ON COLUMN notice_progress.actions_overdue IS 'Of these, actions that are open past their due day.';
COMMENT ON COLUMN notice_progress.measures IS 'Measures of these objectives.';
COMMENT ON COLUMN notice_progress.measures_met IS
    'Of these, measures that have met their target (verdict of view dashboard).';
COMMENT ON COLUMN notice_progress.measures_on_track IS 'Of these, measures on track.';
COMMENT ON COLUMN notice_progress.measures_at_risk IS 'Of these, measures at risk.';
COMMENT ON COLUMN notice_progress.measures_off_track IS 'Of these, measures off track.';
COMMENT ON COLUMN notice_progress.measures_without_recent_data IS 'Of these, measures without recent data.';
COMMENT ON COLUMN notice_progress.without_recent_data IS
    'Measures without recent data by title; empty if there is none.';
COMMENT ON COLUMN notice_progress.measures_due IS 'Of these, measures whose target day has come.';
COMMENT ON COLUMN notice_progress.measures_due_met IS 'Of these, measures that have met their target.';
COMMENT ON COLUMN notice_progress.last_entry_on IS
    'Day of the last entry in the log on one of its objectives or actions; empty if there is none.';
COMMENT ON COLUMN notice_progress.has_entry IS 'True if that is later than the last review.';
COMMENT ON COLUMN notice_progress.in_words IS 'The same in words.';
