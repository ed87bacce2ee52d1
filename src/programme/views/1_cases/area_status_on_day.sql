-- read: nobody
-- meanings: area_status

CREATE VIEW area_status_on_day AS
SELECT
--@columns area_status by k.words: status
FROM area_status t
CROSS JOIN LATERAL (SELECT 'area_number ' || t.area_number || ', notice_id ' || t.notice_id || ', since '
                           || to_char(t.since, 'YYYY-MM-DD') AS words) k
--@deleted area_status;
COMMENT ON VIEW area_status_on_day IS
    'Table area_status as on sen.today(): statuses are what they were at the end of that day, by changed_later; rows '
    'that have been deleted since are there. Views of the higher floors read it where they name area_status.';
