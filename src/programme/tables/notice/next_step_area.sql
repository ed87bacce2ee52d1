-- read: analyst
-- write: editor
-- tracked

CREATE TABLE next_step_area (
    review_id   text NOT NULL,
    step_number smallint NOT NULL,
    notice_id   text NOT NULL,
    area_number smallint NOT NULL,
    PRIMARY KEY (review_id, step_number, notice_id, area_number),
    FOREIGN KEY (review_id, step_number) REFERENCES next_step (review_id, step_number),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE next_step_area IS
    'Which areas a next step serves: a step named once for several areas has several rows.';
COMMENT ON COLUMN next_step_area.review_id IS 'The review.';
COMMENT ON COLUMN next_step_area.step_number IS 'The step within the review.';
COMMENT ON COLUMN next_step_area.notice_id IS 'The notice of the area.';
COMMENT ON COLUMN next_step_area.area_number IS 'The area within the notice.';
