-- read: nobody
-- meanings: post

CREATE VIEW post_on_day AS
SELECT
--@columns post by k.words: title partner_id attends_as
FROM post t
CROSS JOIN LATERAL (SELECT 'post_id ' || t.post_id AS words) k
--@deleted post;
COMMENT ON VIEW post_on_day IS
    'Table post as on sen.today(): title and partner, and how it attends the Board are what they were at the end of '
    'that day, by changed_later. Views of the higher floors read it where they name post.';
