-- read: reader
-- write: editor
-- tracked
-- filled

-- The words of a programme are rows, so the owner may change their meaning, order
-- and colours, add some, or put others in their place.
CREATE TABLE rag (
    rag      text PRIMARY KEY
        CONSTRAINT rag_not_blank CHECK (sen.check_value(rag ~ '\S', 'rag', rag,
                                                        'Give the word for the colour, such as amber.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE rag IS
    'The colours in which progress is reported, and what each means here. No two councils mean quite the same.';
COMMENT ON COLUMN rag.rag IS 'Word for the colour, such as amber.';
COMMENT ON COLUMN rag.position IS 'Place in reports, from 1, the best first.';
COMMENT ON COLUMN rag.meaning IS 'What the colour means in this programme.';
INSERT INTO rag VALUES
    ('blue', 1, 'Complete.'),
    ('green', 2, 'On track.'),
    ('amber', 3, 'At risk, with something being done about it.'),
    ('red', 4, 'Off track.'),
    ('grey', 5, 'Not started, or it cannot be told.');
