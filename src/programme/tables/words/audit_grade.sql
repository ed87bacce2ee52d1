-- read: reader
-- write: editor
-- filled

CREATE TABLE audit_grade (
    grade          text PRIMARY KEY
        CONSTRAINT audit_grade_not_blank CHECK (sen.check_value(grade ~ '\S', 'grade', grade,
                                                                'Give the grade a name, such as good.')),
    position       smallint NOT NULL UNIQUE,
    good_or_better boolean NOT NULL
);
COMMENT ON TABLE audit_grade IS 'The grades that audits of plans give, the best first.';
COMMENT ON COLUMN audit_grade.grade IS 'Name of the grade.';
COMMENT ON COLUMN audit_grade.position IS 'Place from the best, from 1.';
COMMENT ON COLUMN audit_grade.good_or_better IS 'True if a plan with this grade counts as good or better.';
INSERT INTO audit_grade VALUES ('outstanding', 1, true), ('good', 2, true), ('requires improvement', 3, false),
    ('inadequate', 4, false);
