-- read: nobody
-- meanings: review_attendance

CREATE VIEW review_attendance_on_day AS
SELECT
--@columns review_attendance by k.words: attendance
FROM review_attendance t
CROSS JOIN LATERAL (SELECT 'post_id ' || t.post_id || ', review_id ' || t.review_id AS words) k
--@deleted review_attendance;
COMMENT ON VIEW review_attendance_on_day IS
    'Table review_attendance as on sen.today(): who came is as it was at the end of that day, by changed_later; '
    'rows that have been deleted since are there. Views of the higher floors read it where they name '
    'review_attendance.';
