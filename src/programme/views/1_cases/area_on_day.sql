-- read: nobody
-- meanings: area

CREATE VIEW area_on_day AS
SELECT
--@columns area by k.words: kind title paragraph
FROM area t
CROSS JOIN LATERAL (SELECT 'area_number ' || t.area_number || ', notice_id ' || t.notice_id AS words) k;
COMMENT ON VIEW area_on_day IS
    'Table area as on sen.today(): kind, title and paragraph are what they were at the end of that day, by '
    'changed_later. A row that has been deleted since is not there. Views of the higher floors read it where they '
    'name area.';
