-- read: analyst
-- write: editor
-- tracked

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
