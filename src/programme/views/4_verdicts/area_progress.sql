-- read: reader
-- meanings: area_status_now

CREATE VIEW area_progress AS
SELECT s.notice_id, s.area_number, s.kind, s.title, a.paragraph, s.status, s.since,
       coalesce(o.objectives, 0) AS objectives, coalesce(c.actions, 0) AS actions, coalesce(c.complete, 0) AS actions_complete, coalesce(c.overdue, 0) AS actions_overdue,
       coalesce(m.measures, 0) AS measures, coalesce(m.met, 0) AS measures_met, coalesce(m.on_track, 0) AS measures_on_track,
       coalesce(m.at_risk, 0) AS measures_at_risk, coalesce(m.off_track, 0) AS measures_off_track, coalesce(m.no_recent_data, 0) AS measures_without_recent_data,
       e.last_entry_on,
       CASE WHEN s.status IN ('business as usual', 'closed') THEN s.status || '; ' ELSE '' END
       || CASE WHEN coalesce(o.objectives, 0) = 0 THEN 'no objective in the plans'
               ELSE format('%s of %s actions complete', coalesce(c.complete, 0), coalesce(c.actions, 0))
                    || CASE WHEN c.overdue > 0 THEN format(', %s overdue', c.overdue) ELSE '' END
                    || CASE WHEN m.measures > 0 THEN format('; measures: %s', concat_ws(', ', nullif(m.met, 0) || ' met', nullif(m.on_track, 0) || ' on track', nullif(m.at_risk, 0) || ' at risk',
                                                                                           nullif(m.off_track, 0) || ' off track', nullif(m.no_recent_data, 0) || ' without recent data'))
                            ELSE '; no measure' END
          END AS in_words
FROM area_status_now s
JOIN area a ON a.notice_id = s.notice_id AND a.area_number = s.area_number
LEFT JOIN (
    SELECT l.notice_id, l.area_number, count(*) AS objectives
    FROM objective_area l JOIN objective b ON b.objective_id = l.objective_id
    WHERE b.agreed_on <= sen.today()
    GROUP BY l.notice_id, l.area_number
) o ON o.notice_id = s.notice_id AND o.area_number = s.area_number
LEFT JOIN (
    SELECT l.notice_id, l.area_number, count(*) AS actions, count(*) FILTER (WHERE t.is_complete) AS complete, count(*) FILTER (WHERE t.overdue) AS overdue
    FROM objective_area l JOIN action_status t ON t.objective_id = l.objective_id
    GROUP BY l.notice_id, l.area_number
) c ON c.notice_id = s.notice_id AND c.area_number = s.area_number
LEFT JOIN (
    SELECT l.notice_id, l.area_number, count(*) AS measures, count(*) FILTER (WHERE d.verdict = 'met') AS met, count(*) FILTER (WHERE d.verdict = 'on track') AS on_track,
           count(*) FILTER (WHERE d.verdict = 'at risk') AS at_risk, count(*) FILTER (WHERE d.verdict = 'off track') AS off_track, count(*) FILTER (WHERE d.verdict = 'no recent data') AS no_recent_data
    FROM objective_area l JOIN dashboard d ON d.objective_id = l.objective_id
    GROUP BY l.notice_id, l.area_number
) m ON m.notice_id = s.notice_id AND m.area_number = s.area_number
LEFT JOIN (
    SELECT l.notice_id, l.area_number, max(e.entered_on) AS last_entry_on
    FROM log_entry e
    LEFT JOIN action t ON t.action_id = e.action_id
    JOIN objective_area l ON l.objective_id = coalesce(e.objective_id, t.objective_id)
    WHERE e.entered_on <= sen.today()
    GROUP BY l.notice_id, l.area_number
) e ON e.notice_id = s.notice_id AND e.area_number = s.area_number
JOIN notice n ON n.notice_id = s.notice_id
WHERE n.issued_on <= sen.today()
ORDER BY n.issued_on, s.area_number;
COMMENT ON VIEW area_progress IS 'Every area of every notice issued by sen.today(), with its status, its objectives, actions and measures. An objective that serves several areas counts in each.';
COMMENT ON COLUMN area_progress.paragraph IS 'Paragraph of the notice that names the area; empty if unknown.';
COMMENT ON COLUMN area_progress.objectives IS 'Objectives that serve it.';
COMMENT ON COLUMN area_progress.actions IS 'Actions of these objectives.';
COMMENT ON COLUMN area_progress.actions_complete IS 'Of these, actions that are complete.';
COMMENT ON COLUMN area_progress.actions_overdue IS 'Of these, actions that are open past their due day.';
COMMENT ON COLUMN area_progress.measures IS 'Measures of these objectives.';
COMMENT ON COLUMN area_progress.measures_met IS 'Of these, measures that have met their target (verdict of view dashboard).';
COMMENT ON COLUMN area_progress.measures_on_track IS 'Of these, measures on track.';
COMMENT ON COLUMN area_progress.measures_at_risk IS 'Of these, measures at risk.';
COMMENT ON COLUMN area_progress.measures_off_track IS 'Of these, measures off track.';
COMMENT ON COLUMN area_progress.measures_without_recent_data IS 'Of these, measures without recent data.';
COMMENT ON COLUMN area_progress.last_entry_on IS 'Day of the last entry in the log on one of its objectives or actions; empty if there is none.';
COMMENT ON COLUMN area_progress.in_words IS 'The same in words.';
