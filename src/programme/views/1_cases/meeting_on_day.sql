-- read: nobody
-- meanings: meeting

CREATE VIEW meeting_on_day AS
SELECT
--@columns meeting by k.words, all but: meeting_id source remark
FROM meeting t
CROSS JOIN LATERAL (SELECT 'meeting_id ' || t.meeting_id AS words) k
WHERE
--@there meeting by k.words
      OR t.held_on <= sen.today();
COMMENT ON VIEW meeting_on_day IS
    'Table meeting as on sen.today(): title and days are what they were at the end of that day, by changed_later, '
    'without meetings that were planned later. A row that has been deleted since is not there. Views of the higher '
    'floors read it where they name meeting.';
