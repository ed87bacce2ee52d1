-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE complaint_theme (
    theme    text PRIMARY KEY
        CONSTRAINT complaint_theme_not_blank CHECK (sen.check_value(theme ~ '\S', 'theme', theme,
                                                                    'Give a word for what complaints are about, such '
                                                                    'as communication.')),
    position smallint NOT NULL UNIQUE
);
COMMENT ON TABLE complaint_theme IS
    'What complaints are about. The words are our choice: a council may change them.';
COMMENT ON COLUMN complaint_theme.theme IS 'The word, such as communication.';
COMMENT ON COLUMN complaint_theme.position IS 'Place in reports, from 1.';
INSERT INTO complaint_theme VALUES
    ('communication', 1), ('delay', 2), ('provision', 3), ('content of a plan', 4), ('placement', 5), ('staff', 6),
    ('other', 7);
