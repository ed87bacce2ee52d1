-- read: nobody

CREATE VIEW expected_attendee AS
SELECT m.meeting_id, m.title, m.status, m.meets_on, m.today, e.post_id, coalesce(e.post, e.notice_role) AS post,
       r.name AS partner, e.is_external, e.paragraph, e.notice_role, i.sent_on,
       CASE
           WHEN e.post_id IS NULL THEN 'no post holds this role'
           WHEN i.sent_on < m.meets_on THEN NULL
           WHEN i.sent_on = m.meets_on THEN 'invited on the day'
           WHEN i.sent_on > m.meets_on THEN 'invited after the meeting'
           WHEN m.meets_on > m.today THEN 'not invited yet'
           ELSE 'not invited'
       END AS gap
FROM meeting_day m
CROSS JOIN (
    SELECT p.post_id, p.title AS post, p.partner_id, true AS is_external, n.paragraph, n.notice_role
    FROM notice_role n
    LEFT JOIN post p ON p.notice_role = n.notice_role
    WHERE n.is_external
    UNION ALL
    SELECT p.post_id, p.title, p.partner_id, p.attends_as = 'external attendee', NULL, p.notice_role
    FROM post p
    WHERE p.attends_as <> 'none'
      AND NOT EXISTS (SELECT FROM notice_role n WHERE n.notice_role = p.notice_role AND n.is_external)
) e
LEFT JOIN partner r ON r.partner_id = e.partner_id
LEFT JOIN invitation i ON i.meeting_id = m.meeting_id AND i.post_id = e.post_id AND i.sent_on <= m.today;
COMMENT ON VIEW expected_attendee IS
    'Every meeting of view meeting_day and every post that has to be invited to it: members, external attendees, and '
    'the three roles that paragraph 6 of the 2025 notice names, also where no post holds one.';
COMMENT ON COLUMN expected_attendee.meeting_id IS 'The meeting.';
COMMENT ON COLUMN expected_attendee.title IS 'Its title.';
COMMENT ON COLUMN expected_attendee.status IS 'held, planned, or planned day has passed, as in meeting_day.';
COMMENT ON COLUMN expected_attendee.meets_on IS 'Day of the meeting, as in meeting_day.';
COMMENT ON COLUMN expected_attendee.today IS 'sen.today().';
COMMENT ON COLUMN expected_attendee.post_id IS 'The post; empty if no post holds the role.';
COMMENT ON COLUMN expected_attendee.post IS 'Title of the post; the role if no post holds it.';
COMMENT ON COLUMN expected_attendee.partner IS 'The body that the post belongs to; empty if no post holds the role.';
COMMENT ON COLUMN expected_attendee.is_external IS 'True for an external attendee, false for a member of the Board.';
COMMENT ON COLUMN expected_attendee.paragraph IS
    '6 where paragraph 6 of the 2025 notice asks for the invitation; empty for others.';
COMMENT ON COLUMN expected_attendee.notice_role IS 'The role in which a notice names the post; empty for others.';
COMMENT ON COLUMN expected_attendee.sent_on IS 'Day on which the invitation was sent; empty if it was not.';
COMMENT ON COLUMN expected_attendee.gap IS
    'What is wrong: no post holds this role, not invited, not invited yet (the day is still to come), invited on the '
    'day, or invited after the meeting. Empty if it was invited before the day.';
