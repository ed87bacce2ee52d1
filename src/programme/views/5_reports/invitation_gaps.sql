-- read: reader

CREATE VIEW invitation_gaps AS
SELECT e.meeting_id, e.title, e.meets_on, e.status, e.gap, e.post_id, e.post, e.partner, e.is_external, e.paragraph,
       e.notice_role, e.sent_on, e.sent_on - e.meets_on AS days_after
FROM expected_attendee e
WHERE e.gap IS NOT NULL AND (e.status = 'held' OR (e.status = 'planned' AND e.meets_on <= e.today + 28))
ORDER BY e.meets_on DESC, e.meeting_id, e.is_external DESC, e.paragraph, e.post, e.post_id;
COMMENT ON VIEW invitation_gaps IS
    'Invitations that are missing, late or cannot be sent, for every meeting held by sen.today() and those planned '
    'within the next 28 days; the newest meeting first, external attendees before members. No rows: everybody was '
    'invited before the day.';
COMMENT ON COLUMN invitation_gaps.meeting_id IS 'The meeting.';
COMMENT ON COLUMN invitation_gaps.title IS 'Its title.';
COMMENT ON COLUMN invitation_gaps.meets_on IS 'Day on which it was held, or for which it is planned.';
COMMENT ON COLUMN invitation_gaps.status IS 'held or planned.';
COMMENT ON COLUMN invitation_gaps.gap IS
    'no post holds this role, not invited, not invited yet (the day is still to come), invited on the day, or invited '
    'after the meeting.';
COMMENT ON COLUMN invitation_gaps.post_id IS 'The post; empty if no post holds the role.';
COMMENT ON COLUMN invitation_gaps.post IS 'Title of the post; the role if no post holds it.';
COMMENT ON COLUMN invitation_gaps.partner IS 'The body that the post belongs to; empty if no post holds the role.';
COMMENT ON COLUMN invitation_gaps.is_external IS 'True for an external attendee, false for a member of the Board.';
COMMENT ON COLUMN invitation_gaps.paragraph IS
    '6 where paragraph 6 of the 2025 notice asks for the invitation; empty for others.';
COMMENT ON COLUMN invitation_gaps.notice_role IS 'The role in which a notice names the post; empty for others.';
COMMENT ON COLUMN invitation_gaps.sent_on IS 'Day on which the invitation was sent; empty if it was not.';
COMMENT ON COLUMN invitation_gaps.days_after IS
    'Days from the meeting to the invitation: 0 on the day. Empty if it was not sent.';
