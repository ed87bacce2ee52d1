-- read: nobody
-- meanings: next_step

CREATE VIEW next_step_on_day AS
SELECT
--@columns next_step by k.words: step
FROM next_step t
CROSS JOIN LATERAL (SELECT 'review_id ' || t.review_id || ', step_number ' || t.step_number AS words) k;
COMMENT ON VIEW next_step_on_day IS
    'Table next_step as on sen.today(): steps are what they were at the end of that day, by changed_later. A row that '
    'has been deleted since is not there. Views of the higher floors read it where they name next_step.';
