-- read: analyst
-- write: editor
-- tracked

CREATE TABLE objective_area (
    objective_id text NOT NULL REFERENCES objective,
    notice_id    text NOT NULL,
    area_number  smallint NOT NULL,
    PRIMARY KEY (objective_id, notice_id, area_number),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE objective_area IS 'Which areas of a notice an objective serves.';
COMMENT ON COLUMN objective_area.objective_id IS 'The objective.';
COMMENT ON COLUMN objective_area.notice_id IS 'The notice.';
COMMENT ON COLUMN objective_area.area_number IS 'The area within the notice.';
