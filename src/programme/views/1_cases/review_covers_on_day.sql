-- read: nobody
-- meanings: review_covers

CREATE VIEW review_covers_on_day AS
SELECT
--@columns review_covers of t
FROM review_covers t
CROSS JOIN LATERAL (SELECT 'review_id ' || t.review_id || ', topic ' || t.topic AS words) k
WHERE
--@there review_covers by k.words
--@deleted review_covers;
COMMENT ON VIEW review_covers_on_day IS
    'Table review_covers as on sen.today(): the rows that were there at the end of that day, by changed_later. Views '
    'of the higher floors read it where they name review_covers.';
