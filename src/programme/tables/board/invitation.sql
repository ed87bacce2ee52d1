-- read: analyst
-- write: editor
-- tracked

CREATE TABLE invitation (
    meeting_id text NOT NULL REFERENCES meeting,
    post_id    text NOT NULL REFERENCES post,
    sent_on    date NOT NULL
        CONSTRAINT invitation_sent_on_range CHECK (sen.check_record_date(sent_on, 'sent_on', '')),
    PRIMARY KEY (meeting_id, post_id)
);
COMMENT ON TABLE invitation IS
    'An invitation to a meeting of the Board. One that was sent after the meeting is kept as the fact that it is: '
    'invitation_gaps and data_quality report it.';
COMMENT ON COLUMN invitation.meeting_id IS 'The meeting.';
COMMENT ON COLUMN invitation.post_id IS 'The post that was invited.';
COMMENT ON COLUMN invitation.sent_on IS 'Day on which the invitation was sent.';
