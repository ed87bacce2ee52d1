-- read: reader

CREATE VIEW area_status_now AS
SELECT a.notice_id, a.area_number, a.kind, a.title, s.status, s.since, s.source
FROM area a
LEFT JOIN LATERAL (
    SELECT h.status, h.since, h.source
    FROM area_status h
    WHERE h.notice_id = a.notice_id AND h.area_number = a.area_number AND h.since <= sen.today()
    ORDER BY h.since DESC
    LIMIT 1
) s ON true
ORDER BY a.notice_id, a.area_number;
COMMENT ON VIEW area_status_now IS 'Every area of every notice, and its status on sen.today().';
COMMENT ON COLUMN area_status_now.notice_id IS 'The notice.';
COMMENT ON COLUMN area_status_now.area_number IS 'Number of the area within the notice.';
COMMENT ON COLUMN area_status_now.kind IS 'priority action, area for improvement or DfE recommendation.';
COMMENT ON COLUMN area_status_now.title IS 'What is to improve.';
COMMENT ON COLUMN area_status_now.status IS
    'active, business as usual or closed; empty if nothing was recorded by that day.';
COMMENT ON COLUMN area_status_now.since IS 'First day of this status.';
COMMENT ON COLUMN area_status_now.source IS 'Who decided it and where it is recorded.';
