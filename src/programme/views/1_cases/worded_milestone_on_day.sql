-- read: nobody
-- meanings: worded_milestone

CREATE VIEW worded_milestone_on_day AS
SELECT
--@columns worded_milestone by k.words: title owner_post due_on done_on
FROM worded_milestone t
CROSS JOIN LATERAL (SELECT 'milestone_id ' || t.milestone_id AS words) k
--@deleted worded_milestone;
COMMENT ON VIEW worded_milestone_on_day IS
    'Table worded_milestone as on sen.today(): title, owner, due day and day reached are what they were at the end of '
    'that day, by changed_later. Views of the higher floors read it where they name worded_milestone.';
