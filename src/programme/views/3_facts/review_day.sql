-- read: reader
-- meanings: review

CREATE VIEW review_day AS
SELECT r.review_id, r.notice_id, r.kind,
       CASE WHEN r.held_on <= t.today THEN r.held_on ELSE r.planned_from END AS starts_on,
       CASE WHEN r.held_on <= t.today THEN 'held'
            WHEN coalesce(r.planned_to, r.planned_from) < t.today THEN 'planned time has passed'
            ELSE 'planned' END AS state
FROM review r
CROSS JOIN (SELECT sen.today() AS today) t
ORDER BY starts_on DESC NULLS LAST, r.review_id;
COMMENT ON VIEW review_day IS 'Each review, and whether it was held by sen.today() or is planned.';
COMMENT ON COLUMN review_day.starts_on IS 'Day on which it was held, or else the first day for which it is planned.';
COMMENT ON COLUMN review_day.state IS 'held, planned or planned time has passed.';
