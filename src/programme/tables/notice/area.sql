-- read: analyst
-- write: editor
-- tracked

CREATE TABLE area (
    notice_id   text NOT NULL REFERENCES notice,
    area_number smallint NOT NULL
        CONSTRAINT area_number_positive CHECK (sen.check_value(area_number > 0, 'area_number', area_number,
                                                               'Number the areas of a notice from 1.')),
    kind        text NOT NULL
        CONSTRAINT area_kind_known CHECK (sen.check_value(kind IN ('priority action', 'area for improvement',
                                                                   'DfE recommendation'),
            'kind', kind, 'Use one of: priority action, area for improvement, DfE recommendation.')),
    title       text NOT NULL,
    paragraph   text,
    PRIMARY KEY (notice_id, area_number),
    FOREIGN KEY (notice_id, paragraph) REFERENCES requirement (notice_id, paragraph)
);
COMMENT ON TABLE area IS
    'An area that the notice names: priority action, area for improvement or DfE recommendation. Its status is in '
    'area_status.';
COMMENT ON COLUMN area.notice_id IS 'The notice.';
COMMENT ON COLUMN area.area_number IS 'Number of the area within the notice, from 1.';
COMMENT ON COLUMN area.kind IS 'priority action, area for improvement or DfE recommendation.';
COMMENT ON COLUMN area.title IS 'What is to improve, in short words of the programme.';
COMMENT ON COLUMN area.paragraph IS 'Paragraph of the notice that names the area; empty if unknown.';
