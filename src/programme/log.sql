-- Tables of one programme: what happens at the Board and around it.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE invitation (
    meeting_id text NOT NULL REFERENCES meeting,
    post_id    text NOT NULL REFERENCES post,
    sent_on    date NOT NULL
        CONSTRAINT invitation_sent_on_range CHECK (sen.check_record_date(sent_on, 'sent_on', '')),
    PRIMARY KEY (meeting_id, post_id)
);
COMMENT ON TABLE invitation IS 'An invitation to a meeting of the Board. One that was sent after the meeting is kept as the fact that it is: invitation_gaps and data_quality report it.';
COMMENT ON COLUMN invitation.meeting_id IS 'The meeting.';
COMMENT ON COLUMN invitation.post_id IS 'The post that was invited.';
COMMENT ON COLUMN invitation.sent_on IS 'Day on which the invitation was sent.';

CREATE TABLE attendance (
    meeting_id text NOT NULL REFERENCES meeting,
    post_id    text NOT NULL REFERENCES post,
    attendance text NOT NULL
        CONSTRAINT attendance_known CHECK (sen.check_value(attendance IN ('present', 'deputy', 'apologies', 'absent'), 'attendance', attendance, 'Use one of: present, deputy (someone else for the post), apologies, absent.')),
    PRIMARY KEY (meeting_id, post_id)
);
COMMENT ON TABLE attendance IS 'Who was at a meeting of the Board. How a post attends, as a member or from outside, is in post.';
COMMENT ON COLUMN attendance.meeting_id IS 'The meeting.';
COMMENT ON COLUMN attendance.post_id IS 'The post.';
COMMENT ON COLUMN attendance.attendance IS 'present, deputy (someone else for the post), apologies or absent.';

CREATE TABLE log_entry (
    log_entry_id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id      text REFERENCES meeting,
    entered_on      date NOT NULL
        CONSTRAINT log_entry_entered_on_range CHECK (sen.check_record_date(entered_on, 'entered_on', '')),
    objective_id    text REFERENCES objective,
    action_id       text REFERENCES action,
    delivery_status text REFERENCES delivery_status,
    impact_status   text REFERENCES impact_status,
    progress        text,
    impact          text,
    needs_more_from text REFERENCES partner,
    evidence_id     text REFERENCES evidence,
    CONSTRAINT log_entry_about_one CHECK (sen.check_value((objective_id IS NULL) <> (action_id IS NULL), 'action_id', action_id, 'An entry is about one action or one objective: give action_id or objective_id, not both.')),
    CONSTRAINT log_entry_says_something CHECK (sen.check_value(num_nonnulls(delivery_status, impact_status, progress, impact, needs_more_from) > 0, 'progress', progress, 'Say how it stands, what was done, what it changed, or whose contribution is needed.'))
);
CREATE INDEX log_entry_action_id ON log_entry (action_id, entered_on);
CREATE INDEX log_entry_objective_id ON log_entry (objective_id, entered_on);
COMMENT ON TABLE log_entry IS 'The action and impact log of the Board (paragraph 5(e) of the 2025 notice). A change is a new entry: the last one up to a day says how the action or objective stood on that day; what it leaves empty stays as it was.';
COMMENT ON INDEX log_entry_action_id IS 'Finds the last entry of an action.';
COMMENT ON INDEX log_entry_objective_id IS 'Finds the last entry of an objective.';
COMMENT ON SEQUENCE log_entry_log_entry_id_seq IS 'Numbers the entries of the log.';
COMMENT ON COLUMN log_entry.log_entry_id IS 'Number of the entry, given by the database.';
COMMENT ON COLUMN log_entry.meeting_id IS 'Meeting for which, or at which, it was entered; empty between meetings.';
COMMENT ON COLUMN log_entry.entered_on IS 'Day of the entry.';
COMMENT ON COLUMN log_entry.objective_id IS 'The objective that it is about; empty if it is about an action.';
COMMENT ON COLUMN log_entry.action_id IS 'The action that it is about; empty if it is about an objective.';
COMMENT ON COLUMN log_entry.delivery_status IS 'How far the work has come; empty if unchanged.';
COMMENT ON COLUMN log_entry.impact_status IS 'What it has changed for children and families; empty if unchanged.';
COMMENT ON COLUMN log_entry.progress IS 'What was done since the last entry.';
COMMENT ON COLUMN log_entry.impact IS 'What that changed, and how it is known.';
COMMENT ON COLUMN log_entry.needs_more_from IS 'Partner whose contribution needs to be strengthened; empty if none.';
COMMENT ON COLUMN log_entry.evidence_id IS 'What it rests on.';

CREATE TABLE adviser_update (
    adviser_update_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id           text NOT NULL REFERENCES post,
    given_on          date NOT NULL
        CONSTRAINT adviser_update_given_on_range CHECK (sen.check_record_date(given_on, 'given_on', '')),
    notice_id         text NOT NULL REFERENCES notice,
    area_number       smallint,
    finding           text NOT NULL
        CONSTRAINT adviser_update_finding_known CHECK (sen.check_value(finding IN ('progress', 'concern', 'progress and concern'), 'finding', finding, 'Use one of: progress, concern, progress and concern.')),
    summary           text NOT NULL,
    evidence_id       text REFERENCES evidence,
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE adviser_update IS 'What an adviser of DfE or NHS England reported on progress or concern (paragraph 7 of the 2025 notice), as far as the council knows it.';
COMMENT ON SEQUENCE adviser_update_adviser_update_id_seq IS 'Numbers the updates.';
COMMENT ON COLUMN adviser_update.adviser_update_id IS 'Number of the update, given by the database.';
COMMENT ON COLUMN adviser_update.post_id IS 'The adviser.';
COMMENT ON COLUMN adviser_update.given_on IS 'Day of the update.';
COMMENT ON COLUMN adviser_update.notice_id IS 'The notice.';
COMMENT ON COLUMN adviser_update.area_number IS 'The area that it is about; empty if it is about several.';
COMMENT ON COLUMN adviser_update.finding IS 'progress, concern, or progress and concern.';
COMMENT ON COLUMN adviser_update.summary IS 'What was reported, in short words of the programme.';
COMMENT ON COLUMN adviser_update.evidence_id IS 'Where it is written.';

CREATE TABLE feedback (
    feedback_id  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    received_on  date NOT NULL
        CONSTRAINT feedback_received_on_range CHECK (sen.check_record_date(received_on, 'received_on', '')),
    from_whom    text NOT NULL
        CONSTRAINT feedback_from_whom_known CHECK (sen.check_value(from_whom IN ('parents and carers', 'children and young people', 'schools', 'other partners', 'staff'), 'from_whom', from_whom, 'Use one of: parents and carers, children and young people, schools, other partners, staff.')),
    channel      text NOT NULL,
    respondents  integer
        CONSTRAINT feedback_respondents_range CHECK (sen.check_value(respondents >= 0, 'respondents', respondents, 'Give the number of people, 0 or more, or leave it empty.')),
    satisfied    integer
        CONSTRAINT feedback_satisfied_range CHECK (sen.check_value(satisfied >= 0, 'satisfied', satisfied, 'Give the number of people, 0 or more, or leave it empty.')),
    tone         text NOT NULL
        CONSTRAINT feedback_tone_known CHECK (sen.check_value(tone IN ('positive', 'mixed', 'negative'), 'tone', tone, 'Use one of: positive, mixed, negative.')),
    summary      text NOT NULL,
    objective_id text REFERENCES objective,
    evidence_id  text REFERENCES evidence,
    CONSTRAINT feedback_satisfied_within CHECK (sen.check_value(satisfied IS NULL OR (respondents IS NOT NULL AND satisfied <= respondents), 'satisfied', satisfied, 'Those who are satisfied are some of those who answered: give respondents, and not fewer.'))
);
COMMENT ON TABLE feedback IS 'What families, schools and others say: surveys, events, the Parent Carer Forum (paragraphs 3 and 10(b) of the 2025 notice).';
COMMENT ON SEQUENCE feedback_feedback_id_seq IS 'Numbers the rows of feedback.';
COMMENT ON COLUMN feedback.feedback_id IS 'Number of the feedback, given by the database.';
COMMENT ON COLUMN feedback.received_on IS 'Day on which it was received.';
COMMENT ON COLUMN feedback.from_whom IS 'parents and carers, children and young people, schools, other partners or staff.';
COMMENT ON COLUMN feedback.channel IS 'How it came, such as survey, event or forum.';
COMMENT ON COLUMN feedback.respondents IS 'How many people answered; empty if unknown.';
COMMENT ON COLUMN feedback.satisfied IS 'How many of them were satisfied; empty if that was not asked.';
COMMENT ON COLUMN feedback.tone IS 'positive, mixed or negative.';
COMMENT ON COLUMN feedback.summary IS 'What was said, in short words of the programme.';
COMMENT ON COLUMN feedback.objective_id IS 'The objective that it is about; empty if none.';
COMMENT ON COLUMN feedback.evidence_id IS 'Where it is written.';
