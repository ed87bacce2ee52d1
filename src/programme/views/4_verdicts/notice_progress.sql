-- read: nobody
-- meanings: notice_plan, notice_measures, area_status_now, notice_span

-- Areas and whole notices at once: so what rests on dashboard and action_status is computed once for all that is said
-- of a notice. It holds no WITH, so that the planner can take it up into what reads it.
CREATE VIEW notice_progress AS
SELECT n.notice_id, n.issued_on, a.area_number, a.kind, a.title, a.paragraph, a.status, a.since, a.done,
       coalesce(p.objectives, 0) AS objectives, coalesce(p.objectives_co_produced, 0) AS objectives_co_produced,
       coalesce(p.objectives_with_action, 0) AS objectives_with_action, p.without_action,
       coalesce(p.objectives_with_entry, 0) AS objectives_with_entry, p.plans,
       coalesce(p.actions, 0) AS actions, coalesce(p.actions_complete, 0) AS actions_complete,
       coalesce(p.actions_overdue, 0) AS actions_overdue, coalesce(p.actions_stopped, 0) AS actions_stopped,
       coalesce(p.actions_given_up, 0) AS actions_given_up, coalesce(p.actions_to_measure, 0) AS actions_to_measure,
       coalesce(p.actions_measurable, 0) AS actions_measurable, p.not_measurable,
       coalesce(p.is_measurable, false) AS is_measurable,
       coalesce(m.measures, 0) AS measures, coalesce(m.measures_met, 0) AS measures_met,
       coalesce(m.measures_on_track, 0) AS measures_on_track, coalesce(m.measures_at_risk, 0) AS measures_at_risk,
       coalesce(m.measures_off_track, 0) AS measures_off_track,
       coalesce(m.measures_without_recent_data, 0) AS measures_without_recent_data,
       coalesce(m.measures_old, 0) AS measures_old, m.old_in_words,
       coalesce(m.measures_old_on_dashboard, 0) AS measures_old_on_dashboard, m.old_on_dashboard_in_words,
       coalesce(m.measures_due, 0) AS measures_due, coalesce(m.measures_due_met, 0) AS measures_due_met,
       p.last_entry_on, coalesce(p.has_entry, false) AS has_entry,
       CASE WHEN a.done THEN a.status || '; ' ELSE '' END
       || CASE WHEN coalesce(p.objectives, 0) = 0 THEN 'no objective in the plans'
               ELSE sen.share_words(p.actions_complete, p.actions, 'action', says => 'complete')
                    || CASE WHEN p.actions_overdue > 0 THEN ', ' || p.actions_overdue || ' overdue' ELSE '' END
                    || coalesce('; measures: ' || sen.list_words(', ', nullif(m.measures_met, 0) || ' met',
                                    nullif(m.measures_on_track, 0) || ' on track',
                                    nullif(m.measures_at_risk, 0) || ' at risk',
                                    nullif(m.measures_off_track, 0) || ' off track',
                                    nullif(m.measures_without_recent_data, 0) || ' without recent data'),
                                '; no measure')
          END AS in_words
FROM notice_span n
JOIN (
    SELECT a.notice_id, a.area_number, s.kind, s.title, a.paragraph, s.status, s.since,
           coalesce(s.status IN ('business as usual', 'closed'), false) AS done
    FROM area a
    JOIN area_status_now s ON s.notice_id = a.notice_id AND s.area_number = a.area_number
    UNION ALL
    SELECT w.notice_id, 0, NULL, NULL, NULL, NULL, NULL, NULL
    FROM notice w
) a ON a.notice_id = n.notice_id
LEFT JOIN notice_plan p ON p.notice_id = a.notice_id AND p.area_number = a.area_number
LEFT JOIN notice_measures m ON m.notice_id = a.notice_id AND m.area_number = a.area_number;
COMMENT ON VIEW notice_progress IS
    'How far the plans have come, for every area of every notice issued by sen.today(), and for the notice as a '
    'whole. An objective that serves several areas counts in each, and once in the whole.';
COMMENT ON COLUMN notice_progress.paragraph IS 'Paragraph of the notice that names the area; empty if unknown.';
COMMENT ON COLUMN notice_progress.done IS 'True if the area is business as usual or closed; empty for the whole.';
COMMENT ON COLUMN notice_progress.in_words IS 'The same in words.';
