-- read: reader

CREATE VIEW attendance_summary AS
SELECT m.meeting_id, m.title, m.meets_on AS held_on, s.sector, s.expected_on_board, s.is_external,
       count(p.post_id) AS posts,
       count(*) FILTER (WHERE a.attendance = 'present') AS present,
       count(*) FILTER (WHERE a.attendance = 'deputy') AS deputies,
       count(*) FILTER (WHERE a.attendance = 'apologies') AS apologies,
       count(*) FILTER (WHERE a.attendance = 'absent') AS absent,
       count(p.post_id) - count(a.post_id) AS not_recorded,
       CASE WHEN count(*) FILTER (WHERE a.attendance IN ('present', 'deputy')) > 0 THEN true
            WHEN count(p.post_id) = count(a.post_id) THEN false END AS represented
FROM meeting_day m
CROSS JOIN sector s
LEFT JOIN (post p JOIN partner r ON r.partner_id = p.partner_id) ON r.sector = s.sector
    AND (p.attends_as <> 'none' OR EXISTS (SELECT FROM attendance x
                                           WHERE x.meeting_id = m.meeting_id AND x.post_id = p.post_id))
LEFT JOIN attendance a ON a.meeting_id = m.meeting_id AND a.post_id = p.post_id
WHERE m.status = 'held'
GROUP BY m.meeting_id, m.title, m.meets_on, s.sector
HAVING s.expected_on_board OR count(p.post_id) > 0
ORDER BY m.meets_on DESC, m.meeting_id, s.position;
COMMENT ON VIEW attendance_summary IS
    'Who came to each meeting held by sen.today(), by sector, the newest first: every sector that the notice expects '
    'at the Board (paragraph 5(a) of the 2025 notice), and every other with a post that attends.';
COMMENT ON COLUMN attendance_summary.meeting_id IS 'The meeting.';
COMMENT ON COLUMN attendance_summary.title IS 'Its title.';
COMMENT ON COLUMN attendance_summary.held_on IS 'Day on which it was held.';
COMMENT ON COLUMN attendance_summary.sector IS 'The sector.';
COMMENT ON COLUMN attendance_summary.expected_on_board IS
    'True if the notice expects leaders of this sector at the Board.';
COMMENT ON COLUMN attendance_summary.is_external IS 'True if the sector attends from outside.';
COMMENT ON COLUMN attendance_summary.posts IS
    'Posts of the sector that attend the Board as members or from outside, or that are recorded for this meeting.';
COMMENT ON COLUMN attendance_summary.present IS 'Of these, present themselves.';
COMMENT ON COLUMN attendance_summary.deputies IS 'Of these, someone else came for the post.';
COMMENT ON COLUMN attendance_summary.apologies IS 'Of these, sent apologies.';
COMMENT ON COLUMN attendance_summary.absent IS 'Of these, absent without apologies.';
COMMENT ON COLUMN attendance_summary.not_recorded IS 'Of these, nothing is recorded.';
COMMENT ON COLUMN attendance_summary.represented IS
    'True if somebody came for the sector, false if nobody did, also where it has no post. Empty if nobody is recorded '
    'as present and some posts are not recorded.';
