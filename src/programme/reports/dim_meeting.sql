-- read: bi
-- meanings: meeting

CREATE VIEW dim_meeting AS
SELECT m.meeting_id, m.title, coalesce(m.held_on, m.planned_on) AS day, m.planned_on,
       CASE WHEN m.held_on < sen.today() THEN m.held_on END AS held_on,
       CASE WHEN m.held_on < sen.today() THEN 1 ELSE 0 END::smallint AS held,
       CASE WHEN m.cancelled_on <= sen.today() THEN 1 ELSE 0 END::smallint AS cancelled,
       row_number() OVER (ORDER BY coalesce(m.held_on, m.planned_on), m.meeting_id)::integer AS position
FROM meeting m;
COMMENT ON VIEW dim_meeting IS 'The meetings of the Board, held and planned.';
COMMENT ON COLUMN dim_meeting.meeting_id IS 'The meeting. Key: fact_log and fact_risk refer to it.';
COMMENT ON COLUMN dim_meeting.day IS 'Day on which it was held, else for which it is planned.';
COMMENT ON COLUMN dim_meeting.held_on IS
    'Day on which it was held; empty if it had not been before the day of the report.';
COMMENT ON COLUMN dim_meeting.held IS '1 if it was held before the day of the report, else 0: to be added up.';
COMMENT ON COLUMN dim_meeting.cancelled IS '1 if it was cancelled by the day of the report, else 0: to be added up.';
COMMENT ON COLUMN dim_meeting.position IS 'Place in reports, from 1: by day.';
