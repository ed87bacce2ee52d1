-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE period_kind (
    period_kind    text PRIMARY KEY
        CONSTRAINT period_kind_not_blank CHECK (sen.check_value(period_kind ~ '\S', 'period_kind', period_kind,
                                                                'Give a word for how the periods lie, such as '
                                                                'rolling.')),
    position       smallint NOT NULL UNIQUE,
    is_overlapping boolean NOT NULL,
    meaning        text NOT NULL
);
COMMENT ON TABLE period_kind IS
    'How the periods of the figures of a measure lie to each other. Where they overlap, figures share cases: then no '
    'trend, interval, projection or control limit is drawn from them.';
COMMENT ON COLUMN period_kind.period_kind IS 'The word, such as rolling.';
COMMENT ON COLUMN period_kind.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN period_kind.is_overlapping IS
    'True if a figure is for days that the figure before is for as well.';
COMMENT ON COLUMN period_kind.meaning IS 'What the word means.';
INSERT INTO period_kind VALUES
    ('single periods', 1, false, 'A period of its own for each figure, such as a month, a quarter or a year.'),
    ('on a day', 2, false, 'How things stood on a day, such as a waiting list at the end of each quarter.'),
    ('rolling', 3, true, 'Always as long, such as twelve months, and most of it the same as of the figure before.'),
    ('year to date', 4, true, 'From the first day of a year on, which begins anew each year.'),
    ('cumulative', 5, true, 'From one fixed day on.');
