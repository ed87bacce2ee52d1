-- read: analyst
-- write: editor
-- tracked

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
