-- read: analyst
-- write: editor
-- tracked

CREATE TABLE review_attendance (
    review_id  text NOT NULL REFERENCES review,
    post_id    text NOT NULL REFERENCES post,
    attendance text NOT NULL
        CONSTRAINT review_attendance_known CHECK (sen.check_value(attendance IN ('present', 'deputy', 'apologies',
                                                                                 'absent'), 'attendance', attendance,
                                                                  'Use one of: present, deputy (someone else for the '
                                                                  'post), apologies, absent.')),
    PRIMARY KEY (review_id, post_id)
);
COMMENT ON TABLE review_attendance IS 'Who was at a review by the Department. Who was at the Board is in attendance.';
COMMENT ON COLUMN review_attendance.review_id IS 'The review.';
COMMENT ON COLUMN review_attendance.post_id IS 'The post.';
COMMENT ON COLUMN review_attendance.attendance IS
    'present, deputy (someone else for the post), apologies or absent.';
