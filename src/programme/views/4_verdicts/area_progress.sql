-- read: reader
-- meanings: notice_progress

CREATE VIEW area_progress AS
SELECT p.notice_id, p.area_number::smallint AS area_number, p.kind, p.title, p.paragraph, p.status, p.since,
       p.objectives, p.actions, p.actions_complete, p.actions_overdue,
       p.measures, p.measures_met, p.measures_on_track, p.measures_at_risk, p.measures_off_track,
       p.measures_without_recent_data, p.last_entry_on, p.in_words
FROM notice_progress p
WHERE p.area_number > 0
ORDER BY p.issued_on, p.area_number;
COMMENT ON VIEW area_progress IS
    'Every area of every notice issued by sen.today(), with its status, its objectives, actions and measures. An '
    'objective that serves several areas counts in each.';
COMMENT ON COLUMN area_progress.area_number IS 'Number of the area within the notice.';
