-- read: nobody
-- meanings: notice

CREATE VIEW notice_on_day AS
SELECT
--@columns notice by k.words, all but: notice_id source remark
FROM notice t
CROSS JOIN LATERAL (SELECT 'notice_id ' || t.notice_id AS words) k;
COMMENT ON VIEW notice_on_day IS
    'Table notice as on sen.today(): title, days, and months between reviews are what they were at the end of that '
    'day, by changed_later. A row that has been deleted since is not there. Views of the higher floors read it where '
    'they name notice.';
