-- title: link the next steps of a review, say who was there, and what the council judges itself
-- version: 0.2.0

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
ALTER TABLE review_attendance SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('review_attendance'); END $track$;

CREATE TABLE next_step_action (
    review_id   text NOT NULL,
    step_number smallint NOT NULL,
    action_id   text NOT NULL REFERENCES action,
    PRIMARY KEY (review_id, step_number, action_id),
    FOREIGN KEY (review_id, step_number) REFERENCES next_step (review_id, step_number)
);
COMMENT ON TABLE next_step_action IS 'Which actions of the plans carry out a next step of a review.';
COMMENT ON COLUMN next_step_action.review_id IS 'The review.';
COMMENT ON COLUMN next_step_action.step_number IS 'The step within the review.';
COMMENT ON COLUMN next_step_action.action_id IS 'The action.';
ALTER TABLE next_step_action SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('next_step_action'); END $track$;

CREATE TABLE next_step_measure (
    review_id   text NOT NULL,
    step_number smallint NOT NULL,
    measure_id  text NOT NULL REFERENCES measure,
    PRIMARY KEY (review_id, step_number, measure_id),
    FOREIGN KEY (review_id, step_number) REFERENCES next_step (review_id, step_number)
);
COMMENT ON TABLE next_step_measure IS 'Which measures tell whether a next step of a review has its effect.';
COMMENT ON COLUMN next_step_measure.review_id IS 'The review.';
COMMENT ON COLUMN next_step_measure.step_number IS 'The step within the review.';
COMMENT ON COLUMN next_step_measure.measure_id IS 'The measure.';
ALTER TABLE next_step_measure SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('next_step_measure'); END $track$;

CREATE TABLE own_judgement (
    review_id text NOT NULL REFERENCES review,
    notice_id text NOT NULL,
    paragraph text NOT NULL,
    judged_on date NOT NULL
        CONSTRAINT own_judgement_judged_on_range CHECK (sen.check_record_date(judged_on, 'judged_on', '')),
    judged_by text NOT NULL REFERENCES post,
    judgement text NOT NULL
        CONSTRAINT own_judgement_not_blank CHECK (sen.check_value(judgement ~ '\S', 'judgement', judgement,
                                                                  'Say what the council judges of this part, as it is '
                                                                  'to stand in what is sent.')),
    gaps      text
        CONSTRAINT own_judgement_gaps_not_blank CHECK (sen.check_value(gaps ~ '\S', 'gaps', gaps,
                                                                       'Say what is still missing, or leave it '
                                                                       'empty.')),
    PRIMARY KEY (review_id, notice_id, paragraph),
    FOREIGN KEY (notice_id, paragraph) REFERENCES requirement (notice_id, paragraph)
);
COMMENT ON TABLE own_judgement IS
    'What the council itself judges of a part of its own assessment for a review (paragraph 10 of the 2025 notice), '
    'and the gaps that it sees. Nothing counts it: the evidence beside it is counted.';
COMMENT ON COLUMN own_judgement.review_id IS 'The review for which the assessment is made.';
COMMENT ON COLUMN own_judgement.notice_id IS 'The notice that asks for the part.';
COMMENT ON COLUMN own_judgement.paragraph IS 'The part, as the notice numbers it.';
COMMENT ON COLUMN own_judgement.judged_on IS 'Day of the judgement.';
COMMENT ON COLUMN own_judgement.judged_by IS 'The post that answers for it.';
COMMENT ON COLUMN own_judgement.judgement IS 'The judgement, in words that can be sent.';
COMMENT ON COLUMN own_judgement.gaps IS 'What the council sees as still missing; empty if nothing.';
ALTER TABLE own_judgement SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('own_judgement'); END $track$;
