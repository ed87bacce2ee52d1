-- read: nobody
-- meanings: next_step_area

CREATE VIEW next_step_area_on_day AS
SELECT
--@columns next_step_area of t
FROM next_step_area t
CROSS JOIN LATERAL (SELECT 'area_number ' || t.area_number || ', notice_id ' || t.notice_id || ', review_id '
                           || t.review_id || ', step_number ' || t.step_number AS words) k
WHERE
--@there next_step_area by k.words
--@deleted next_step_area;
COMMENT ON VIEW next_step_area_on_day IS
    'Table next_step_area as on sen.today(): the rows that were there at the end of that day, by changed_later. Views '
    'of the higher floors read it where they name next_step_area.';
