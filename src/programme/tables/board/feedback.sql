-- read: analyst
-- write: editor
-- tracked

CREATE TABLE feedback (
    feedback_id  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    received_on  date NOT NULL
        CONSTRAINT feedback_received_on_range CHECK (sen.check_record_date(received_on, 'received_on', '')),
    from_whom    text NOT NULL
        CONSTRAINT feedback_from_whom_known CHECK (sen.check_value(from_whom IN ('parents and carers',
            'children and young people', 'schools', 'other partners', 'staff'), 'from_whom', from_whom,
                                                                   'Use one of: parents and carers, children and young '
                                                                   'people, schools, other partners, staff.')),
    channel      text NOT NULL,
    respondents  integer
        CONSTRAINT feedback_respondents_range CHECK (sen.check_value(respondents >= 0, 'respondents', respondents,
                                                                     'Give the number of people, 0 or more, or leave '
                                                                     'it empty.')),
    satisfied    integer
        CONSTRAINT feedback_satisfied_range CHECK (sen.check_value(satisfied >= 0, 'satisfied', satisfied,
                                                                   'Give the number of people, 0 or more, or leave it '
                                                                   'empty.')),
    tone         text NOT NULL
        CONSTRAINT feedback_tone_known CHECK (sen.check_value(tone IN ('positive', 'mixed', 'negative'), 'tone', tone,
                                                              'Use one of: positive, mixed, negative.')),
    summary      text NOT NULL,
    objective_id text REFERENCES objective,
    evidence_id  text REFERENCES evidence,
    theme        text REFERENCES feedback_theme,
    speaks_for_many boolean NOT NULL DEFAULT false,
    CONSTRAINT feedback_satisfied_within CHECK (sen.check_value(satisfied IS NULL
                                                                OR (respondents IS NOT NULL
                                                                    AND satisfied <= respondents), 'satisfied',
                                                                satisfied, 'Those who are satisfied are some of those '
                                                                'who answered: give respondents, and not fewer.'))
);
COMMENT ON TABLE feedback IS
    'What families, schools and others say: surveys, events, the Parent Carer Forum (paragraphs 3 and 10(b) of the '
    '2025 notice).';
COMMENT ON SEQUENCE feedback_feedback_id_seq IS 'Numbers the rows of feedback.';
COMMENT ON COLUMN feedback.feedback_id IS 'Number of the feedback, given by the database.';
COMMENT ON COLUMN feedback.received_on IS 'Day on which it was received.';
COMMENT ON COLUMN feedback.from_whom IS
    'parents and carers, children and young people, schools, other partners or staff.';
COMMENT ON COLUMN feedback.channel IS 'How it came, such as survey, event or forum.';
COMMENT ON COLUMN feedback.respondents IS 'How many people answered; empty if unknown.';
COMMENT ON COLUMN feedback.satisfied IS 'How many of them were satisfied; empty if that was not asked.';
COMMENT ON COLUMN feedback.tone IS 'positive, mixed or negative.';
COMMENT ON COLUMN feedback.summary IS 'What was said, in short words of the programme.';
COMMENT ON COLUMN feedback.objective_id IS 'The objective that it is about; empty if none.';
COMMENT ON COLUMN feedback.evidence_id IS 'Where it is written.';
COMMENT ON COLUMN feedback.theme IS 'What it is about, a row of feedback_theme; empty if that was not said.';
COMMENT ON COLUMN feedback.speaks_for_many IS
    'True if a body such as the Parent Carer Forum says it for many people: then its words are shown though nobody was '
    'counted. False for all else, so that of few or uncounted people no words are shown.';
