-- read: reader

CREATE VIEW area_standing AS
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
COMMENT ON VIEW area_standing IS 'Every area of every notice, and its standing on sen.today().';
COMMENT ON COLUMN area_standing.notice_id IS 'The notice.';
COMMENT ON COLUMN area_standing.area_number IS 'Number of the area within the notice.';
COMMENT ON COLUMN area_standing.kind IS 'priority action, area for improvement or DfE recommendation.';
COMMENT ON COLUMN area_standing.title IS 'What is to improve.';
COMMENT ON COLUMN area_standing.status IS 'active, business as usual or closed; empty if nothing was recorded by that day.';
COMMENT ON COLUMN area_standing.since IS 'First day of this standing.';
COMMENT ON COLUMN area_standing.source IS 'Who decided it and where it is recorded.';
