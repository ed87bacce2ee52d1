-- read: nobody
-- meanings: invitation

CREATE VIEW invitation_on_day AS
SELECT
--@columns invitation by k.words: sent_on
FROM invitation t
CROSS JOIN LATERAL (SELECT 'meeting_id ' || t.meeting_id || ', post_id ' || t.post_id AS words) k
--@deleted invitation;
COMMENT ON VIEW invitation_on_day IS
    'Table invitation as on sen.today(): days on which invitations were sent are what they were at the end of that '
    'day, by changed_later; rows that have been deleted since are there. Views of the higher floors read it where '
    'they name invitation.';
