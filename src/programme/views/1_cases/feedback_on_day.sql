-- read: nobody
-- meanings: feedback

CREATE VIEW feedback_on_day AS
SELECT
--@columns feedback by k.words: received_on from_whom tone theme
FROM feedback t
CROSS JOIN LATERAL (SELECT 'feedback_id ' || t.feedback_id AS words) k
--@deleted feedback;
COMMENT ON VIEW feedback_on_day IS
    'Table feedback as on sen.today(): day, from whom, tone and theme are what they were at the end of that day, by '
    'changed_later; rows that have been deleted since are there, without their words and numbers of people, as the '
    'log does not show them to readers of the papers. Views of the higher floors read it where they name feedback.';
