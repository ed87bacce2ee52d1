-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE feedback_theme (
    theme      text PRIMARY KEY
        CONSTRAINT feedback_theme_not_blank CHECK (sen.check_value(theme ~ '\S', 'theme', theme,
                                                                   'Give what feedback is about in a word or two, '
                                                                   'such as communication.')),
    position   smallint NOT NULL UNIQUE,
    shown_from smallint NOT NULL DEFAULT 5
        CONSTRAINT feedback_theme_shown_from_range CHECK (sen.check_value(shown_from BETWEEN 1 AND 1000,
                                                              'shown_from', shown_from,
                                                              'Give the fewest people whose words are shown, from 1 '
                                                              'to 1000.')),
    meaning    text NOT NULL
);
COMMENT ON TABLE feedback_theme IS
    'What families, schools and others speak of: view feedback_by_theme adds up what they said by these words. They, '
    'and the fewest people whose words are shown, are this programme''s own choice.';
COMMENT ON COLUMN feedback_theme.theme IS 'The theme, such as communication.';
COMMENT ON COLUMN feedback_theme.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN feedback_theme.shown_from IS
    'Fewest people who said something, for their words to be shown in reports: of fewer, somebody might be recognised.';
COMMENT ON COLUMN feedback_theme.meaning IS 'What belongs to the theme.';
INSERT INTO feedback_theme (theme, position, meaning) VALUES
    ('communication', 1, 'Whether families are told what happens, in time and clearly, and are answered.'),
    ('waiting', 2, 'How long assessments, plans and services take.'),
    ('provision', 3, 'Whether there are the places, schools and services that are needed.'),
    ('staff', 4, 'How staff deal with families, and how often they change.'),
    ('being heard', 5, 'Co-production: whether views count in what is planned and decided.'),
    ('plans and reviews', 6, 'What EHC plans and annual reviews say, and whether it is done.'),
    ('preparation for adulthood', 7, 'The way from school into adult life.'),
    ('leadership', 8, 'Whether those in charge know what is wrong, and act.'),
    ('something else', 9, 'None of the others.');
