-- read: nobody
-- meanings: objective_area

CREATE VIEW objective_area_on_day AS
SELECT
--@columns objective_area of t
FROM objective_area t
CROSS JOIN LATERAL (SELECT 'area_number ' || t.area_number || ', notice_id ' || t.notice_id || ', objective_id '
                           || t.objective_id AS words) k
WHERE
--@there objective_area by k.words
--@deleted objective_area;
COMMENT ON VIEW objective_area_on_day IS
    'Table objective_area as on sen.today(): the areas that objectives served at the end of that day, by '
    'changed_later. Views of the higher floors read it where they name objective_area.';
