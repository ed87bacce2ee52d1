-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE impact_status (
    impact_status text PRIMARY KEY
        CONSTRAINT impact_status_not_blank CHECK (sen.check_value(impact_status ~ '\S', 'impact_status', impact_status,
                                                                  'Give the word for the status, such as some '
                                                                  'impact.')),
    position      smallint NOT NULL UNIQUE,
    rag           text NOT NULL REFERENCES rag,
    is_evidenced  boolean NOT NULL,
    meaning       text NOT NULL
);
COMMENT ON TABLE impact_status IS
    'What an action or objective has changed for children and families: the words, their colours and what they mean. '
    'An action can be complete without impact.';
COMMENT ON COLUMN impact_status.impact_status IS 'Word for the status, such as some impact.';
COMMENT ON COLUMN impact_status.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN impact_status.rag IS 'Colour of the status.';
COMMENT ON COLUMN impact_status.is_evidenced IS 'True if there is evidence that children and families notice it.';
COMMENT ON COLUMN impact_status.meaning IS 'What the word means in this programme.';
INSERT INTO impact_status VALUES
    ('too early to tell', 1, 'grey', false, 'Nothing can be expected to show yet.'),
    ('no impact yet', 2, 'red', false, 'It should show by now and does not.'),
    ('some impact', 3, 'amber', false, 'First signs, not yet everywhere or not yet sure.'),
    ('clear impact', 4, 'green', true, 'Evidence shows that children and families are better off.'),
    ('lasting impact', 5, 'blue', true, 'The evidence has held over time.');
