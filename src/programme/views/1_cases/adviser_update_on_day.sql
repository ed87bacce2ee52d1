-- read: nobody
-- meanings: adviser_update

CREATE VIEW adviser_update_on_day AS
SELECT
--@columns adviser_update by k.words: post_id given_on finding
FROM adviser_update t
CROSS JOIN LATERAL (SELECT 'adviser_update_id ' || t.adviser_update_id AS words) k
--@deleted adviser_update;
COMMENT ON VIEW adviser_update_on_day IS
    'Table adviser_update as on sen.today(): adviser, day and finding are what they were at the end of that day, by '
    'changed_later; rows that have been deleted since are there, without summary and area, as the log does not show '
    'them to readers of the papers. Views of the higher floors read it where they name adviser_update.';
