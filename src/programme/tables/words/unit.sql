-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE unit (
    unit     text PRIMARY KEY
        CONSTRAINT unit_not_blank CHECK (sen.check_value(unit ~ '\S' AND unit = btrim(unit), 'unit', unit,
                                                         'Give a word for the unit, such as weeks or families, '
                                                         'without blanks before or after it.'))
        CONSTRAINT unit_percent_word CHECK (sen.check_value(unit = 'percent' OR unit !~* '%|^\W*p(er)?[ .]*c(en)?t',
                                                            'unit', unit, 'Write percent: by that word figures are '
                                                            'known to be from 0 to 100.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL,
    is_from_0 boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE unit IS
    'The units of measures. percent is one that every check and view knows: 0 to 100, with points for differences. '
    'Others are words that reports print; add those that your plans have.';
COMMENT ON COLUMN unit.unit IS 'The word, such as percent, weeks or families.';
COMMENT ON COLUMN unit.position IS 'Place in lists, from 1.';
COMMENT ON COLUMN unit.meaning IS 'What it counts.';
COMMENT ON COLUMN unit.is_from_0 IS
    'True if no figure in it can be below 0, as of what is counted: then no limit of a chart is drawn below 0.';
INSERT INTO unit VALUES
    ('percent', 1, 'A share of a whole: 0 to 100 of 100.', true),
    ('days', 2, 'Days, as a median or a mean.', true),
    ('weeks', 3, 'Weeks, as a median or a mean.', true),
    ('months', 4, 'Months, as a median or a mean.', true),
    ('children', 5, 'Children and young people.', true),
    ('pupils', 6, 'Pupils.', true),
    ('families', 7, 'Families.', true),
    ('people', 8, 'People, such as staff trained or parents who took part.', true),
    ('posts', 9, 'Posts, filled or vacant.', true),
    ('plans', 10, 'EHC plans.', true),
    ('requests', 11, 'Requests for an EHC needs assessment.', true),
    ('appeals', 12, 'Appeals to the Tribunal.', true),
    ('complaints', 13, 'Complaints.', true),
    ('exclusions', 14, 'Permanent exclusions.', true),
    ('suspensions', 15, 'Suspensions.', true),
    ('suspensions per 100 pupils', 16, 'Suspensions for each 100 pupils, in the year so far or in a year.', true),
    ('per pupil', 17, 'So many for each pupil.', true),
    ('visits', 18, 'Visits, such as to the local offer.', true),
    ('visits a month', 19, 'Visits in a month.', true),
    ('packages', 20, 'Packages of care or support.', true),
    ('places', 21, 'Places in schools or settings.', true),
    ('schools', 22, 'Schools or settings.', true),
    ('meetings', 23, 'Meetings.', true),
    ('pounds', 24, 'Pounds.', false);
