-- read: analyst
-- write: editor
-- tracked

CREATE TABLE next_step (
    review_id   text NOT NULL REFERENCES review,
    step_number smallint NOT NULL
        CONSTRAINT next_step_number_positive CHECK (sen.check_value(step_number > 0, 'step_number', step_number,
                                                                    'Number the steps of a review from 1.')),
    step        text NOT NULL,
    PRIMARY KEY (review_id, step_number)
);
COMMENT ON TABLE next_step IS 'A next step that the partnership named at a review.';
COMMENT ON COLUMN next_step.review_id IS 'The review.';
COMMENT ON COLUMN next_step.step_number IS 'Number of the step within the review, from 1.';
COMMENT ON COLUMN next_step.step IS 'What is to be done, in short words of the programme.';
