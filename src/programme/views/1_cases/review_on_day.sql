-- read: nobody
-- meanings: review

CREATE VIEW review_on_day AS
SELECT
--@columns review by k.words, all but: review_id notice_id source
FROM review t
CROSS JOIN LATERAL (SELECT 'review_id ' || t.review_id AS words) k
WHERE
--@there review by k.words
      OR t.held_on <= sen.today();
COMMENT ON VIEW review_on_day IS
    'Table review as on sen.today(): kind, days and finding are what they were at the end of that day, by '
    'changed_later, without reviews that were planned later. A row that has been deleted since is not there. Views of '
    'the higher floors read it where they name review.';
