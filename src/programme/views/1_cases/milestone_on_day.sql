-- read: nobody
-- meanings: milestone

CREATE VIEW milestone_on_day AS
SELECT
--@columns milestone by k.words: due_on value title
FROM milestone t
CROSS JOIN LATERAL (SELECT 'due_on ' || to_char(t.due_on, 'YYYY-MM-DD') || ', measure_id ' || t.measure_id AS words) k
--@deleted milestone;
COMMENT ON VIEW milestone_on_day IS
    'Table milestone as on sen.today(): day, value and words are what they were at the end of that day, by '
    'changed_later. Views of the higher floors read it where they name milestone.';
