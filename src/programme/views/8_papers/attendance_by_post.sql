-- read: reader

CREATE VIEW attendance_by_post AS
SELECT p.post_id, p.title AS post, r.name AS partner, r.sector, p.attends_as = 'external attendee' AS is_external,
       c.last_meeting_id, c.last_held_on, l.attendance AS at_last_meeting,
       count(h.meeting_id) AS meetings_expected,
       count(*) FILTER (WHERE h.attendance = 'present') AS present,
       count(*) FILTER (WHERE h.attendance = 'deputy') AS deputies,
       count(*) FILTER (WHERE h.attendance = 'apologies') AS apologies,
       count(*) FILTER (WHERE h.attendance = 'absent') AS absent,
       count(*) FILTER (WHERE h.meeting_id IS NOT NULL AND h.attendance IS NULL) AS not_recorded,
       CASE WHEN c.last_meeting_id IS NULL THEN 'no meeting was held'
            WHEN l.attendance = 'deputy' THEN 'sent a deputy'
            WHEN l.attendance = 'apologies' THEN 'sent apologies'
            WHEN l.attendance IS NOT NULL THEN l.attendance
            ELSE 'not recorded' END || coalesce('; ' || y.in_words, '') AS in_words
FROM post p
JOIN partner r ON r.partner_id = p.partner_id
JOIN sector s ON s.sector = r.sector
CROSS JOIN meeting_cycle c
LEFT JOIN attendance l ON l.meeting_id = c.last_meeting_id AND l.post_id = p.post_id
LEFT JOIN entered_late y ON y.record_table = 'attendance' AND y.column_name = 'attendance' AND y.value = l.attendance
    AND y.key = jsonb_build_object('meeting_id', l.meeting_id, 'post_id', l.post_id)
LEFT JOIN LATERAL (
    SELECT m.meeting_id, a.attendance
    FROM meeting m
    LEFT JOIN attendance a ON a.meeting_id = m.meeting_id AND a.post_id = p.post_id
    LEFT JOIN invitation i ON i.meeting_id = m.meeting_id AND i.post_id = p.post_id AND i.sent_on <= m.held_on
    WHERE m.held_on < c.today AND m.held_on >= (c.today - make_interval(months => 12))::date
      AND EXISTS (SELECT FROM attendance x WHERE x.meeting_id = m.meeting_id)
      AND (p.attends_as = 'member' OR i.post_id IS NOT NULL OR a.post_id IS NOT NULL)) h ON true
WHERE p.attends_as <> 'none' OR l.post_id IS NOT NULL
GROUP BY p.post_id, p.title, p.attends_as, r.name, r.sector, s.position, c.last_meeting_id, c.last_held_on,
         l.attendance, y.in_words
ORDER BY is_external, s.position, p.title, p.post_id;
COMMENT ON VIEW attendance_by_post IS
    'Who came to the last meeting of the Board, by the name of the post, and to how many meetings in twelve months: '
    'those of which attendance is recorded. A member is expected at each; others where they were invited or came. No '
    'person is named.';
COMMENT ON COLUMN attendance_by_post.post_id IS 'The post.';
COMMENT ON COLUMN attendance_by_post.post IS 'Title of the post.';
COMMENT ON COLUMN attendance_by_post.partner IS 'The body that the post belongs to.';
COMMENT ON COLUMN attendance_by_post.sector IS 'The sector of that body.';
COMMENT ON COLUMN attendance_by_post.is_external IS 'True for an external attendee, false for a member of the Board.';
COMMENT ON COLUMN attendance_by_post.last_meeting_id IS 'The last meeting held before sen.today(); empty if none.';
COMMENT ON COLUMN attendance_by_post.last_held_on IS 'Day of that meeting.';
COMMENT ON COLUMN attendance_by_post.at_last_meeting IS
    'present, deputy, apologies or absent at that meeting; empty if it is not recorded.';
COMMENT ON COLUMN attendance_by_post.meetings_expected IS 'Meetings in the twelve months at which it was expected.';
COMMENT ON COLUMN attendance_by_post.present IS 'Of these, meetings at which it was present.';
COMMENT ON COLUMN attendance_by_post.deputies IS 'Of these, meetings to which somebody else came for it.';
COMMENT ON COLUMN attendance_by_post.apologies IS 'Of these, meetings for which it sent apologies.';
COMMENT ON COLUMN attendance_by_post.absent IS 'Of these, meetings from which it was absent.';
COMMENT ON COLUMN attendance_by_post.not_recorded IS
    'Of these, meetings of which the record says nothing about the post.';
COMMENT ON COLUMN attendance_by_post.in_words IS 'How it was at the last meeting, in words.';
