-- read: analyst
-- write: editor
-- tracked

CREATE TABLE attendance (
    meeting_id text NOT NULL REFERENCES meeting,
    post_id    text NOT NULL REFERENCES post,
    attendance text NOT NULL
        CONSTRAINT attendance_known CHECK (sen.check_value(attendance IN ('present', 'deputy', 'apologies', 'absent'),
                                                           'attendance', attendance,
                                                           'Use one of: present, deputy (someone else for the post), '
                                                           'apologies, absent.')),
    PRIMARY KEY (meeting_id, post_id)
);
COMMENT ON TABLE attendance IS
    'Who was at a meeting of the Board. How a post attends, as a member or from outside, is in post.';
COMMENT ON COLUMN attendance.meeting_id IS 'The meeting.';
COMMENT ON COLUMN attendance.post_id IS 'The post.';
COMMENT ON COLUMN attendance.attendance IS 'present, deputy (someone else for the post), apologies or absent.';
