-- read: analyst
-- write: editor
-- tracked

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
