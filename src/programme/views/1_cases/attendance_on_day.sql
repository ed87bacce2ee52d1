-- read: nobody
-- meanings: attendance

CREATE VIEW attendance_on_day AS
SELECT
--@columns attendance by k.words: attendance
FROM attendance t
CROSS JOIN LATERAL (SELECT 'meeting_id ' || t.meeting_id || ', post_id ' || t.post_id AS words) k
--@deleted attendance;
COMMENT ON VIEW attendance_on_day IS
    'Table attendance as on sen.today(): who came is as it was at the end of that day, by changed_later; rows '
    'that have been deleted since are there. Views of the higher floors read it where they name attendance.';
