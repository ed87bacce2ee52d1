-- read: nobody
-- meanings: requirement

CREATE VIEW requirement_on_day AS
SELECT
--@columns requirement by k.words: heading kind on_partner asks due_on how_often
FROM requirement t
CROSS JOIN LATERAL (SELECT 'notice_id ' || t.notice_id || ', paragraph ' || t.paragraph AS words) k;
COMMENT ON VIEW requirement_on_day IS
    'Table requirement as on sen.today(): what a paragraph asks, of whom and by when are what they were at the end of '
    'that day, by changed_later. A row that has been deleted since is not there; by which test it is judged is as it '
    'is now. Views of the higher floors read it where they name requirement.';
