-- read: bi
-- meanings: area_status_now

CREATE VIEW dim_area AS
SELECT a.notice_id || ' ' || a.area_number AS area_key, a.notice_id, n.title AS notice, a.area_number, a.title,
       a.kind, CASE a.kind WHEN 'priority action' THEN 1 WHEN 'area for improvement' THEN 2 ELSE 3 END::smallint
           AS kind_position,
       a.status, CASE a.status WHEN 'active' THEN 1 WHEN 'business as usual' THEN 2 WHEN 'closed' THEN 3
                      ELSE 0 END::smallint AS status_position,
       a.since, r.notice_id || ' ' || r.paragraph AS paragraph_key,
       row_number() OVER (ORDER BY n.issued_on, a.notice_id, a.area_number)::integer AS position
FROM area_status_now a
JOIN notice n ON n.notice_id = a.notice_id AND n.issued_on <= sen.today()
JOIN area r ON r.notice_id = a.notice_id AND r.area_number = a.area_number;
COMMENT ON VIEW dim_area IS
    'The areas of every notice issued by the day of the report. bridge_objective_area leads to the objectives.';
COMMENT ON COLUMN dim_area.area_key IS 'Key: the notice and the number, such as 2025 1.';
COMMENT ON COLUMN dim_area.notice IS 'Title of the notice.';
COMMENT ON COLUMN dim_area.kind_position IS 'Place of kind in reports, from 1.';
COMMENT ON COLUMN dim_area.status_position IS 'Place of status in reports, from 1; 0 without one.';
COMMENT ON COLUMN dim_area.paragraph_key IS 'The paragraph that names it, of dim_paragraph; may be empty.';
COMMENT ON COLUMN dim_area.position IS 'Place in reports, from 1: by notice and number.';
