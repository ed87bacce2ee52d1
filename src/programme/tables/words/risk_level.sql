-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE risk_level (
    axis  text NOT NULL
        CONSTRAINT risk_level_axis_known CHECK (sen.check_value(axis IN ('likelihood', 'impact'), 'axis', axis,
                                                                'Use one of: likelihood, impact.')),
    level smallint NOT NULL
        CONSTRAINT risk_level_positive CHECK (sen.check_value(level > 0, 'level', level, 'Number the levels from 1.')),
    word  text NOT NULL,
    PRIMARY KEY (axis, level)
);
COMMENT ON TABLE risk_level IS 'Words for the levels of likelihood and impact.';
COMMENT ON COLUMN risk_level.axis IS 'likelihood or impact.';
COMMENT ON COLUMN risk_level.level IS 'The level, from 1, the lowest.';
COMMENT ON COLUMN risk_level.word IS 'Word for it, such as likely or major.';
INSERT INTO risk_level VALUES
    ('likelihood', 1, 'rare'), ('likelihood', 2, 'unlikely'), ('likelihood', 3, 'possible'),
    ('likelihood', 4, 'likely'), ('likelihood', 5, 'almost certain'),
    ('impact', 1, 'negligible'), ('impact', 2, 'minor'), ('impact', 3, 'moderate'), ('impact', 4, 'major'),
    ('impact', 5, 'catastrophic');
